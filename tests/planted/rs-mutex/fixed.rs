// Counts by two threads how the sums of dice are spread.
use std::sync::Mutex;

struct Random(u64);

impl Random {
    fn die(&mut self) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) % 6) as usize
    }
}

const SIDES: usize = 6 * 4;

fn throw(random: &mut Random) -> usize {
    (0..4).map(|_| random.die()).sum()
}

fn count_throws(throws: usize, seed: u64, counts: &Mutex<[u64; SIDES]>) {
    let mut random = Random(seed);
    let mut own = [0; SIDES];
    for _ in 0..throws {
        own[throw(&mut random)] += 1;
    }
    for (count, own) in counts.lock().unwrap().iter_mut().zip(own) {
        *count += own;
    }
}

fn mean(counts: &[u64]) -> f64 {
    let all: u64 = counts.iter().sum();
    counts.iter().enumerate().map(|(sum, count)| sum as f64 * *count as f64).sum::<f64>() / all as f64
}

fn main() {
    let counts = Mutex::new([0; SIDES]);
    std::thread::scope(|scope| {
        for seed in 1..=2 {
            let counts = &counts;
            scope.spawn(move || count_throws(24_000_000, seed, counts));
        }
    });
    let counts = counts.into_inner().unwrap();
    println!("mean {:.6}, most likely {:?}", mean(&counts), counts.iter().max());
}
