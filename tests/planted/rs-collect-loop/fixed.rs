// Scores the lines of a ledger by their first and last column.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

fn make_ledger(lines: usize, random: &mut Random) -> Vec<String> {
    (0..lines)
        .map(|_| {
            let mut line = String::new();
            for _ in 0..9 {
                line.push_str(&random.below(100_000).to_string());
                line.push(';');
            }
            line.push_str(&random.below(100).to_string());
            line
        })
        .collect()
}

fn number(field: &str) -> u64 {
    field.bytes().fold(0, |value, byte| value * 10 + (byte - b'0') as u64)
}

fn score(line: &str) -> u64 {
    let mut fields = line.split(';');
    let first = fields.next().unwrap_or("");
    number(first) * number(fields.next_back().unwrap_or(first))
}

fn checksum(line: &str) -> u64 {
    let mut sum = 0u64;
    for _ in 0..4 {
        for byte in line.bytes() {
            sum = sum.wrapping_mul(131).wrapping_add(byte as u64);
        }
    }
    sum % 1000
}

fn main() {
    let mut random = Random(15);
    let ledger = make_ledger(5000, &mut random);
    let mut total = 0;
    for _ in 0..250 {
        for line in &ledger {
            total = (total * 7 + score(line) + checksum(line)) % 1_000_000_007;
        }
    }
    println!("total {}", total);
}
