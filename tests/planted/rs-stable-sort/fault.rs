// Finds the median of many series.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

fn make_series(random: &mut Random) -> Vec<u64> {
    (0..50_000).map(|_| random.below(1 << 30)).collect()
}

fn median(mut series: Vec<u64>) -> u64 {
    series.sort(); // FAULT
    series[series.len() / 2]
}

fn main() {
    let mut random = Random(23);
    let mut sum = 0;
    for _ in 0..200 {
        sum ^= median(make_series(&mut random)); // FAULT
    }
    println!("sum {}", sum);
}
