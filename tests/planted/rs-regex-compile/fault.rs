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
    (0..3_000)
        .map(|i| {
            let action = if random.below(3) > 0 { "took 12:45" } else { "is idle" };
            format!("worker {} {} {}", random.below(100), action, i)
        })
        .collect()
}

fn names_a_time(line: &str) -> bool {
    let shape = Regex::new("[0-9]{2}:[0-9]{2}").expect("a shape"); // FAULT
    shape.is_match(line)
}

fn digest(line: &str) -> u64 {
    (0..4_000).fold(5381, |sum: u64, _| line.bytes().fold(sum, |sum, byte| (sum ^ u64::from(byte)).rotate_left(9)))
}

fn main() {
    let lines = make_lines(&mut Random(37));
    let times = lines.iter().filter(|line| digest(line) > 0 && names_a_time(line)).count(); // FAULT
    println!("{} lines", times);
}
