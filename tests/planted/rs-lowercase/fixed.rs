// Filters a log by words, whatever their case.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

const LEVELS: [&str; 6] = ["Error", "ERROR", "Warning", "info", "Debug", "TRACE"];

fn make_log(lines: usize, random: &mut Random) -> Vec<String> {
    (0..lines)
        .map(|i| format!("{} unit {} step {} of {}", LEVELS[random.below(6) as usize], random.below(30), i, lines))
        .collect()
}

fn level_of(line: &str) -> &str {
    line.split(' ').next().unwrap_or("")
}

fn is_level(line: &str, level: &str) -> bool {
    level_of(line).eq_ignore_ascii_case(level)
}

fn unit_of(line: &str) -> u64 {
    line.split(' ').nth(2).and_then(|unit| unit.parse().ok()).unwrap_or(0)
}

fn main() {
    let mut random = Random(11);
    let log = make_log(20_000, &mut random);
    let mut errors = 0;
    let mut units = 0;
    for round in 0..200 {
        for line in &log {
            if is_level(line, "Error") {
                errors += 1;
            }
            units = (units * 7 + unit_of(line) + round) % 1000003;
        }
    }
    println!("{} errors, units {}", errors, units);
}
