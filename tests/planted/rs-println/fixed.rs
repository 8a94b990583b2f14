// Prints a table of primes and their gaps.
use std::io::{BufWriter, Write};

fn sieve(limit: usize) -> Vec<bool> {
    let mut composite = vec![false; limit + 1];
    let mut i = 2;
    while i * i <= limit {
        if !composite[i] {
            let mut multiple = i * i;
            while multiple <= limit {
                composite[multiple] = true;
                multiple += i;
            }
        }
        i += 1;
    }
    composite
}

fn digit_sum(mut value: usize) -> usize {
    let mut sum = 0;
    while value > 0 {
        sum += value % 10;
        value /= 10;
    }
    sum
}

fn collatz_steps(mut value: u64) -> u32 {
    let mut steps = 0;
    while value != 1 {
        value = if value % 2 == 0 { value / 2 } else { 3 * value + 1 };
        steps += 1;
    }
    steps
}

fn print_primes(composite: &[bool]) {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut last = 2;
    for (number, is_composite) in composite.iter().enumerate().skip(2) {
        if !is_composite {
            writeln!(out, "{:>9} {:>5} {:>3}", number, number - last, digit_sum(number)).expect("to print");
            last = number;
        }
    }
}

fn main() {
    let composite = sieve(6_000_000);
    print_primes(&composite);
    let longest = (1..600_000).map(collatz_steps).max();
    println!("longest chain {:?}", longest);
}
