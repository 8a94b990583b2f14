// Counts the lines and fields of a text that match.
use std::io::{BufRead, BufReader, Cursor};

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

fn make_text(lines: usize, random: &mut Random) -> Vec<u8> {
    let mut text = String::new();
    for _ in 0..lines {
        text.push_str(["alpha", "beta", "gamma", "delta"][random.below(4) as usize]);
        text.push_str(&format!(";{};{}\n", random.below(1000), random.below(1000)));
    }
    text.into_bytes()
}

fn second_field(line: &str) -> u64 {
    line.split(';').nth(1).and_then(|field| field.parse().ok()).unwrap_or(0)
}

fn sum_matching(mut reader: impl BufRead, word: &str) -> std::io::Result<u64> {
    let mut sum = 0;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        if line.starts_with(word) {
            sum += second_field(&line);
        }
        line.clear();
    }
    Ok(sum)
}

fn main() -> std::io::Result<()> {
    let mut random = Random(13);
    let text = make_text(100_000, &mut random);
    let mut sum = 0;
    for _ in 0..100 {
        sum += sum_matching(BufReader::new(Cursor::new(&text)), "gamma")?;
    }
    println!("sum {}", sum);
    Ok(())
}
