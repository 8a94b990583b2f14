// Walks a network of numbered stations and counts the steps to each.
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

/// As in the crate rustc-hash.
#[derive(Default)]
struct FxHasher(u64);

impl Hasher for FxHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(*byte as u64);
        }
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x517cc1b727220a95);
    }
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

type Steps = HashMap<u64, u32, BuildHasherDefault<FxHasher>>;

fn make_links(stations: u64, random: &mut Random) -> Vec<[u64; 3]> {
    (0..stations).map(|_| [random.below(stations), random.below(stations), random.below(stations)]).collect()
}

fn count_steps(links: &[[u64; 3]], start: u64) -> Steps {
    let mut steps = Steps::default();
    steps.reserve(links.len());
    steps.insert(start, 0);
    let mut open = std::collections::VecDeque::from([start]);
    while let Some(station) = open.pop_front() {
        let next_step = steps[&station] + 1;
        for &next in &links[station as usize] {
            if !steps.contains_key(&next) {
                steps.insert(next, next_step);
                open.push_back(next);
            }
        }
    }
    steps
}

fn main() {
    let mut random = Random(4);
    let links = make_links(800, &mut random);
    let mut total = 0u64;
    for start in (0..12_000).map(|round| round % 800) {
        let steps = count_steps(&links, start);
        total += steps.values().map(|steps| *steps as u64).sum::<u64>() + steps.len() as u64;
    }
    println!("total {}", total);
}
