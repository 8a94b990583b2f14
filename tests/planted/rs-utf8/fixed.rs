// Counts the records of a buffer that name a city.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

const WIDTH: usize = 64;

fn make_records(random: &mut Random) -> Vec<u8> {
    (0..20_000 * WIDTH).map(|_| b'a' + random.below(26) as u8).collect()
}

fn names_a_city(record: &[u8]) -> bool {
    record.starts_with(b"ro")
}

fn main() {
    let records = make_records(&mut Random(31));
    let mut found = 0;
    for _ in 0..600 {
        found += records.chunks(WIDTH).filter(|record| names_a_city(record)).count();
    }
    println!("{} found", found);
}
