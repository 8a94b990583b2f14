// Evaluates expressions: each is built as a tree, folded and dropped.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

#[derive(Clone, Copy)]
enum Tree {
    Leaf(u64),
    Sum(usize, usize),
    Product(usize, usize),
}

fn build(depth: u32, random: &mut Random, arena: &mut Vec<Tree>) -> usize {
    let node = if depth == 0 {
        Tree::Leaf(random.below(1000))
    } else {
        let left = build(depth - 1, random, arena);
        let right = build(depth - 1, random, arena);
        if random.below(2) == 0 { Tree::Sum(left, right) } else { Tree::Product(left, right) }
    };
    arena.push(node);
    arena.len() - 1
}

fn evaluate(arena: &[Tree], tree: usize) -> u64 {
    match arena[tree] {
        Tree::Leaf(value) => value,
        Tree::Sum(left, right) => (evaluate(arena, left) + evaluate(arena, right)) % 1000003,
        Tree::Product(left, right) => evaluate(arena, left) * evaluate(arena, right) % 1000003,
    }
}

fn evaluate_random(depth: u32, random: &mut Random, arena: &mut Vec<Tree>) -> u64 {
    arena.clear();
    let tree = build(depth, random, arena);
    evaluate(arena, tree)
}

fn main() {
    let mut random = Random(18);
    let mut total = 0;
    let mut arena = Vec::new();
    for _ in 0..50_000 {
        total = (total * 31 + evaluate_random(8, &mut random, &mut arena)) % 1000003;
    }
    println!("total {}", total);
}
