// Splits lines of numbers into rows and sums up the rows.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

const COLUMNS: usize = 24;

fn make_table(rows: usize, random: &mut Random) -> String {
    let mut table = String::new();
    for _ in 0..rows {
        for _ in 0..COLUMNS {
            table.push(char::from(b'0' + random.below(10) as u8));
            table.push(',');
        }
        table.push('\n');
    }
    table
}

fn parse_row(line: &[u8]) -> Vec<u64> {
    let mut row = Vec::new();
    let mut value = 0;
    for &byte in line {
        if byte == b',' {
            row.push(value); // FAULT
            value = 0;
        } else {
            value = value * 10 + (byte - b'0') as u64;
        }
    }
    row
}

fn weigh(row: &[u64]) -> u64 {
    row.iter().enumerate().map(|(column, value)| column as u64 * value).sum()
}

fn main() {
    let mut random = Random(5);
    let table = make_table(4000, &mut random);
    let mut total = 0;
    for _ in 0..1500 {
        for line in table.as_bytes().split(|byte| *byte == b'\n') {
            total += weigh(&parse_row(line));
        }
    }
    println!("total {}", total);
}
