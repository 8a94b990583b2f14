// Counts for each batch of orders how many distinct articles it holds.
use std::collections::HashSet;

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

fn make_batch(orders: usize, random: &mut Random) -> Vec<u32> {
    (0..orders).map(|_| random.below(1 << 22) as u32).collect()
}

fn distinct_articles(batch: &[u32]) -> usize {
    let mut articles = HashSet::with_capacity(batch.len());
    for &article in batch {
        articles.insert(article);
    }
    articles.len()
}

fn spread(batch: &[u32]) -> u64 {
    batch.windows(2).map(|pair| pair[0].abs_diff(pair[1]) as u64).sum::<u64>() % 1000003
}

fn main() {
    let mut random = Random(20);
    let mut distinct = 0;
    let mut sum = 0;
    for _ in 0..4000 {
        let batch = make_batch(5000, &mut random);
        distinct += distinct_articles(&batch);
        sum += spread(&batch);
    }
    println!("{} distinct, spread {}", distinct, sum);
}
