// Plays the game of life and counts the living. The fault is in the build: no optimisation.
struct World {
    width: usize,
    height: usize,
    cells: Vec<bool>,
}

impl World {
    fn new(width: usize, height: usize) -> World {
        let mut state = 19u64;
        let cells = (0..width * height)
            .map(|_| {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                state >> 62 == 0
            })
            .collect();
        World { width, height, cells }
    }

    fn neighbours(&self, x: usize, y: usize) -> usize {
        let mut count = 0;
        for dy in [self.height - 1, 0, 1] {
            for dx in [self.width - 1, 0, 1] {
                let at = (y + dy) % self.height * self.width + (x + dx) % self.width;
                count += ((dx, dy) != (0, 0) && self.cells[at]) as usize;
            }
        }
        count
    }

    fn step(&mut self) {
        let mut next = Vec::with_capacity(self.cells.len());
        for y in 0..self.height {
            for x in 0..self.width {
                let alive = self.cells[y * self.width + x];
                next.push(matches!((alive, self.neighbours(x, y)), (true, 2) | (_, 3)));
            }
        }
        self.cells = next;
    }

    fn living(&self) -> usize {
        self.cells.iter().filter(|alive| **alive).count()
    }
}

fn main() {
    let mut world = World::new(160, 120);
    let mut total = 0;
    for _ in 0..150 {
        world.step();
        total += world.living();
    }
    println!("{} living, {} in all", world.living(), total);
}
