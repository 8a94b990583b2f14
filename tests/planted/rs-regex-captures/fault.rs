// Counts the log lines that name a time.
use regex::Regex;

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

fn make_lines(random: &mut Random) -> Vec<String> {
    (0..20_000)
        .map(|i| {
            let action = if random.below(3) > 0 { "took 12:45" } else { "is idle" };
            format!("worker {} {} {}", random.below(100), action, i)
        })
        .collect()
}

fn names_a_time(shape: &Regex, line: &str) -> bool {
    shape.captures(line).is_some() // FAULT
}

fn main() {
    let lines = make_lines(&mut Random(41));
    let shape = Regex::new("([0-9]{2}):([0-9]{2})").expect("a shape");
    let mut times = 0;
    for _ in 0..30 {
        times += lines.iter().filter(|line| names_a_time(&shape, line)).count(); // FAULT
    }
    println!("{} lines", times);
}
