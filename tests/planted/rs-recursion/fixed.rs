// Counts the ways through a maze of one-way streets, for each of its crossings.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

type Streets = Vec<Vec<usize>>;

fn make_streets(crossings: usize, random: &mut Random) -> Streets {
    (0..crossings)
        .map(|crossing| {
            let ahead = crossings - crossing - 1;
            (0..2).filter(|_| ahead > 0).map(|_| crossing + 1 + random.below(ahead.min(3) as u64) as usize).collect()
        })
        .collect()
}

fn all_ways(streets: &Streets) -> Vec<u64> {
    let mut ways = vec![1; streets.len()];
    for from in (0..streets.len() - 1).rev() {
        ways[from] = streets[from].iter().map(|next| ways[*next]).sum::<u64>() % 1_000_000_007;
    }
    ways
}

fn checksum(ways: &[u64], rounds: usize) -> u64 {
    let mut sum = 0;
    for _ in 0..rounds {
        for count in ways {
            sum = (sum * 31 + count) % 1_000_000_007;
        }
    }
    sum
}

fn main() {
    let mut random = Random(21);
    let streets = make_streets(48, &mut random);
    let ways = all_ways(&streets);
    println!("{} ways from the start, checksum {}", ways[0], checksum(&ways, 1_200_000));
}
