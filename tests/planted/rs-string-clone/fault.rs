// Looks up what the parts of a stock list weigh, and how much the stock weighs in all.
use std::collections::HashMap;

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

struct Part {
    name: String,
    grams: u64,
}

fn make_parts(count: u64, random: &mut Random) -> Vec<Part> {
    (0..count)
        .map(|i| Part { name: format!("part number {} of shelf {}", i, random.below(90)), grams: 1 + random.below(900) })
        .collect()
}

fn code_of(name: String) -> u64 {
    name.bytes().rev().take(4).fold(7, |code, byte| code * 31 % 10007 + byte as u64)
}

fn weigh_stock(parts: &[Part], pieces: &HashMap<u64, u64>) -> u64 {
    let mut total = 0;
    for part in parts {
        let code = code_of(part.name.clone()); // FAULT
        total += part.grams * pieces.get(&(code % 64)).copied().unwrap_or(1);
    }
    total
}

fn main() {
    let mut random = Random(1);
    let parts = make_parts(4000, &mut random);
    let pieces: HashMap<u64, u64> = (0..64).map(|code| (code, random.below(50))).collect();
    let mut total = 0u64;
    for round in 0..3000 {
        total = total.wrapping_mul(3).wrapping_add(weigh_stock(&parts, &pieces) + round);
    }
    println!("weight {}", total % 1000003);
}
