// Writes a column of numbers.
use std::fmt::Write;

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

fn add_row(text: &mut String, number: u64) {
    write!(text, "{};", number).expect("a string takes all"); // FAULT
}

fn digest(text: &str) -> u64 {
    text.bytes().fold(5381, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100000001b3))
}

fn main() {
    let mut random = Random(11);
    let mut sum = 0;
    let mut text = String::with_capacity(1 << 20);
    for _ in 0..300 {
        text.clear();
        for _ in 0..40_000 {
            add_row(&mut text, random.below(1_000_000)); // FAULT
        }
        sum ^= digest(&text[text.len() / 2..]);
    }
    println!("digest {}", sum);
}
