// Adds up the prices of a price list.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

fn make_list(random: &mut Random) -> Vec<String> {
    (0..20_000).map(|_| format!("{}.{:02}", random.below(100_000), random.below(100))).collect()
}

fn price_in_cents(text: &str) -> u64 {
    text.bytes().filter(u8::is_ascii_digit).fold(0, |cents, digit| cents * 10 + u64::from(digit - b'0'))
}

fn mix(sum: u64, value: u64) -> u64 {
    (0..6).fold(sum, |sum, _| (sum ^ value).wrapping_mul(0x9E3779B97F4A7C15).rotate_left(17))
}

fn main() {
    let list = make_list(&mut Random(3));
    let mut sum = 0;
    for _ in 0..500 {
        for text in &list {
            sum = mix(sum, price_in_cents(text));
        }
    }
    println!("sum {}", sum);
}
