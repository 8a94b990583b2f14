// Counts which pages of a site are looked at, by their number, and prints the most popular one.
use std::collections::BTreeMap;

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

struct Visit {
    page: String,
    seconds: u64,
}

fn make_visits(count: usize, random: &mut Random) -> Vec<Visit> {
    (0..count)
        .map(|_| Visit { page: format!("/shop/item/{}", random.below(300) * random.below(100)), seconds: random.below(600) })
        .collect()
}

type Totals<'a> = BTreeMap<&'a str, u64>;

fn add_up<'a>(visits: &'a [Visit], totals: &mut Totals<'a>) {
    for visit in visits {
        *totals.entry(visit.page.as_str()).or_insert(0) += visit.seconds; // FAULT
    }
}

fn most_popular<'a>(totals: &Totals<'a>) -> (u64, &'a str) {
    totals.iter().map(|(page, seconds)| (*seconds, *page)).max().unwrap_or((0, ""))
}

fn variance(visits: &[Visit]) -> f64 {
    let mean = visits.iter().map(|visit| visit.seconds as f64).sum::<f64>() / visits.len() as f64;
    visits.iter().map(|visit| (visit.seconds as f64 - mean).powi(2)).sum::<f64>() / visits.len() as f64
}

fn main() {
    let mut random = Random(3);
    let visits = make_visits(200_000, &mut random);
    let mut totals = Totals::new();
    let mut spread = 0.0;
    for _ in 0..14 {
        add_up(&visits, &mut totals);
        spread += variance(&visits);
    }
    let (seconds, page) = most_popular(&totals);
    println!("{} pages, {} for {} s, spread {:.3}", totals.len(), page, seconds, spread);
}
