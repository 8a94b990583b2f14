// Counts how often pairs of stations are travelled, by a key of text.
use std::collections::HashMap;

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

struct Trip {
    from: u32,
    to: u32,
    minutes: u32,
}

fn make_trips(count: usize, random: &mut Random) -> Vec<Trip> {
    (0..count)
        .map(|_| Trip {
            from: 10000 + random.below(60) as u32,
            to: 10000 + random.below(60) as u32,
            minutes: random.below(90) as u32,
        })
        .collect()
}

fn add_trips(trips: &[Trip], totals: &mut HashMap<String, u64>) {
    for trip in trips {
        let key = format!("{}-{}", trip.from, trip.to); // FAULT
        *totals.entry(key).or_insert(0) += trip.minutes as u64;
    }
}

fn busiest(totals: &HashMap<String, u64>) -> Option<(&u64, &String)> {
    totals.iter().map(|(key, total)| (total, key)).max()
}

fn spread(trips: &[Trip]) -> f64 {
    trips.iter().map(|trip| (trip.minutes as f64 - 45.0).abs().sqrt()).sum()
}

fn main() {
    let mut random = Random(6);
    let trips = make_trips(300_000, &mut random);
    let mut totals = HashMap::new();
    let mut sum = 0.0;
    for _ in 0..20 {
        add_trips(&trips, &mut totals);
        sum += spread(&trips);
    }
    println!("{} pairs, busiest {:?}, spread {:.3}", totals.len(), busiest(&totals), sum);
}
