// Simulates the queue of a workshop: orders come in, the oldest is worked on.
use std::collections::VecDeque;

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

#[derive(Clone, Copy)]
struct Order {
    customer: u32,
    parts: u32,
    arrival: u64,
}

type Queue = VecDeque<Order>;

fn take_in(queue: &mut Queue, arrival: u64, random: &mut Random) {
    let order = Order { customer: random.below(500) as u32, parts: 1 + random.below(40) as u32, arrival };
    queue.push_back(order);
}

fn next_order(queue: &mut Queue) -> Order {
    queue.pop_front().expect("orders are waiting")
}

fn work_on(order: &Order) -> u64 {
    let mut state = order.customer as u64;
    for part in 0..order.parts * 40 {
        state = (state * 48271 + part as u64) % 2147483647;
    }
    state % 1000
}

fn main() {
    let mut random = Random(9);
    let mut queue = Queue::new();
    let mut waited = 0;
    let mut work = 0;
    for now in 0..20_000 {
        take_in(&mut queue, now, &mut random);
    }
    for now in 20_000..100_000 {
        take_in(&mut queue, now, &mut random);
        let order = next_order(&mut queue);
        waited += now - order.arrival;
        work += work_on(&order);
    }
    println!("waited {}, work {}, still queued {}", waited, work, queue.len());
}
