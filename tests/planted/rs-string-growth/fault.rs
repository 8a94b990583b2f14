// Writes numbers in words of a made-up language.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

const LETTERS: usize = 90;

fn spell(mut number: u64) -> String {
    let mut text = String::new();
    for _ in 0..LETTERS {
        text.push((b'a' + (number % 26) as u8) as char); // FAULT
        number = number.wrapping_mul(1103515245).wrapping_add(12345);
    }
    text
}

fn main() {
    let mut random = Random(29);
    let mut sum = 0;
    for _ in 0..1_000_000 {
        let text = spell(random.below(1_000_000));
        sum += u64::from(text.as_bytes()[text.len() / 2]);
    }
    println!("sum {}", sum);
}
