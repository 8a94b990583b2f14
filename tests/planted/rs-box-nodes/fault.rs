// Evaluates expressions: each is built as a tree, folded and dropped.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

enum Tree {
    Leaf(u64),
    Sum(Box<Tree>, Box<Tree>),
    Product(Box<Tree>, Box<Tree>),
}

fn build(depth: u32, random: &mut Random) -> Tree {
    if depth == 0 {
        return Tree::Leaf(random.below(1000));
    }
    let left = Box::new(build(depth - 1, random)); // FAULT
    let right = Box::new(build(depth - 1, random)); // FAULT
    if random.below(2) == 0 { Tree::Sum(left, right) } else { Tree::Product(left, right) }
}

fn evaluate(tree: &Tree) -> u64 {
    match tree {
        Tree::Leaf(value) => *value,
        Tree::Sum(left, right) => (evaluate(left) + evaluate(right)) % 1000003,
        Tree::Product(left, right) => evaluate(left) * evaluate(right) % 1000003,
    }
}

fn evaluate_random(depth: u32, random: &mut Random) -> u64 {
    let tree = build(depth, random);
    evaluate(&tree) // FAULT
} // FAULT

fn main() {
    let mut random = Random(18);
    let mut total = 0;
    for _ in 0..50_000 {
        total = (total * 31 + evaluate_random(8, &mut random)) % 1000003;
    }
    println!("total {}", total);
}
