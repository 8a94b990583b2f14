// Collects the distinct hosts of an access log, in the order of their first visit.
use std::collections::HashSet;

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

fn make_log(lines: usize, random: &mut Random) -> Vec<String> {
    (0..lines).map(|_| format!("host-{}.example.org GET /page/{}", random.below(1800), random.below(100))).collect()
}

fn host_of(line: &str) -> &str {
    line.split(' ').next().unwrap_or("")
}

fn distinct_hosts(log: &[String]) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    for line in log {
        let host = host_of(line);
        if seen.insert(host) {
            hosts.push(host.to_string());
        }
    }
    hosts
}

fn fingerprint(text: &str, rounds: usize) -> u64 {
    let mut sum = 14695981039346656037u64;
    for _ in 0..rounds {
        for byte in text.bytes() {
            sum = (sum ^ byte as u64).wrapping_mul(1099511628211);
        }
    }
    sum
}

fn main() {
    let mut random = Random(8);
    let mut count = 0;
    let mut sum = 0;
    for _ in 0..30 {
        let hosts = distinct_hosts(&make_log(9000, &mut random));
        count += hosts.len();
        for host in &hosts {
            sum ^= fingerprint(host, 150);
        }
    }
    println!("{} hosts, fingerprint {}", count, sum % 1000003);
}
