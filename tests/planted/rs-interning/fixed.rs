// Counts neighbours of one kind in a long row.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

type Kind = u64;

fn kind_of(number: u64) -> Kind {
    number
}

fn make_row(random: &mut Random) -> Vec<Kind> {
    (0..30_000).map(|_| kind_of(random.below(4))).collect()
}

fn alike(row: &[Kind], distance: usize) -> usize {
    let mut count = 0;
    for i in distance..row.len() {
        if row[i] == row[i - distance] {
            count += 1;
        }
    }
    count
}

fn main() {
    let row = make_row(&mut Random(7));
    let count: usize = (1..2_000).map(|distance| alike(&row, distance)).sum();
    println!("{} alike", count);
}
