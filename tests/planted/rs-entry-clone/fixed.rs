// Adds up the sales of each customer.
use std::collections::HashMap;

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

struct Sale {
    customer: String,
    cents: u64,
}

fn make_sales(count: usize, random: &mut Random) -> Vec<Sale> {
    (0..count)
        .map(|_| Sale {
            customer: format!("customer {} of the northern branch", random.below(2000)),
            cents: random.below(100_000),
        })
        .collect()
}

fn add_sales(sales: &[Sale], totals: &mut HashMap<String, u64>) {
    for sale in sales {
        match totals.get_mut(&sale.customer) {
            Some(total) => *total += sale.cents,
            None => {
                totals.insert(sale.customer.clone(), sale.cents);
            }
        }
    }
}

fn best_customer(totals: &HashMap<String, u64>) -> Option<(&u64, &String)> {
    totals.iter().map(|(customer, total)| (total, customer)).max()
}

fn main() {
    let mut random = Random(12);
    let sales = make_sales(40_000, &mut random);
    let mut totals = HashMap::new();
    for _ in 0..300 {
        add_sales(&sales, &mut totals);
    }
    println!("{} customers, best {:?}", totals.len(), best_customer(&totals));
}
