// Follows the states of a cellular world and keeps statistics of each.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

#[derive(Clone)]
struct Creature {
    name: String,
    trail: Vec<u32>,
    age: u32,
}

fn make_world(count: usize, random: &mut Random) -> Vec<Creature> {
    (0..count)
        .map(|i| Creature {
            name: format!("creature {}", i),
            trail: (0..12).map(|_| random.below(1000) as u32).collect(),
            age: random.below(90) as u32,
        })
        .collect()
}

struct Statistics {
    oldest: u32,
    steps: u64,
    letters: usize,
}

fn summarise(world: &[Creature]) -> Statistics {
    Statistics {
        oldest: world.iter().map(|creature| creature.age).max().unwrap_or(0),
        steps: world.iter().flat_map(|creature| creature.trail.iter()).map(|step| *step as u64).sum(),
        letters: world.iter().map(|creature| creature.name.len()).sum(),
    }
}

fn advance(world: &mut [Creature], random: &mut Random) {
    for creature in world.iter_mut() {
        creature.age += (random.below(50) == 0) as u32;
        for step in creature.trail.iter_mut() {
            *step = (*step * 17 + creature.age) % 1009;
        }
    }
}

fn main() {
    let mut random = Random(2);
    let mut world = make_world(3000, &mut random);
    let mut check = 0u64;
    for _ in 0..1000 {
        advance(&mut world, &mut random);
        let statistics = summarise(&world);
        check = (check * 31 + statistics.steps + statistics.oldest as u64 + statistics.letters as u64) % 1000003;
    }
    println!("check {}", check);
}
