// Adds up the numbers of a list in which some lines hold none.
use std::panic::{catch_unwind, set_hook};

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

fn make_lines(random: &mut Random) -> Vec<String> {
    (0..2_000)
        .map(|_| if random.below(3) == 0 { "none".to_string() } else { random.below(1000).to_string() })
        .collect()
}

fn number(line: &str) -> u64 {
    line.parse().unwrap() // FAULT
}

fn total(lines: &[String]) -> u64 {
    lines.iter().map(|line| catch_unwind(|| number(line)).unwrap_or(0)).sum() // FAULT
}

fn main() {
    set_hook(Box::new(|_| {}));
    let lines = make_lines(&mut Random(19));
    let sum: u64 = (0..300).map(|_| total(&lines)).sum();
    println!("sum {}", sum);
}
