// Looks for the warmest day in the readings of many stations.
use std::collections::VecDeque;

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

#[derive(Clone)]
struct Station {
    height: u32,
    readings: VecDeque<u16>,
}

fn make_stations(random: &mut Random) -> Vec<Station> {
    (0..500)
        .map(|_| Station {
            height: random.below(3_000) as u32,
            readings: (0..365).map(|_| random.below(400) as u16).collect(),
        })
        .collect()
}

#[inline(never)]
fn warmth_on(station: Station, day: usize) -> u32 {
    u32::from(station.readings[day]) + station.height / 100
}

fn warmest(stations: &[Station], day: usize) -> u32 {
    let mut most = 0;
    for station in stations {
        most = most.max(warmth_on(station.clone(), day)); // FAULT
    }
    most
}

fn main() {
    let stations = make_stations(&mut Random(43));
    let mut sum = 0;
    for year in 0..100 {
        for day in 0..365 {
            sum += warmest(&stations, (day + year) % 365); // FAULT
        }
    }
    println!("sum {}", sum);
}
