// Draws text into a narrow column: each line is broken at the last blank that fits.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

fn make_paragraph(words: usize, random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..words {
        for _ in 0..1 + random.below(9) {
            text.push(if random.below(12) == 0 { 'é' } else { char::from(b'a' + random.below(26) as u8) });
        }
        text.push(' ');
    }
    text
}

fn break_points(text: &str, width: usize) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut start = 0;
    let mut blank = 0;
    for (i, c) in text.chars().enumerate() {
        if c == ' ' {
            blank = i;
        }
        if i - start >= width && blank > start {
            breaks.push(blank);
            start = blank + 1;
        }
    }
    breaks
}

fn raggedness(breaks: &[usize], width: usize) -> u64 {
    breaks.windows(2).map(|pair| (width as i64 - (pair[1] - pair[0]) as i64).pow(2) as u64).sum()
}

fn letter_sum(text: &str, rounds: usize) -> u64 {
    let mut sum = 0u64;
    for _ in 0..rounds {
        for byte in text.bytes() {
            sum = sum.wrapping_mul(31).wrapping_add(byte as u64);
        }
    }
    sum % 1000
}

fn main() {
    let mut random = Random(10);
    let mut total = 0;
    for width in 20..60 {
        for _ in 0..12 {
            let text = make_paragraph(350, &mut random);
            total += raggedness(&break_points(&text, width), width) + letter_sum(&text, 200);
        }
    }
    println!("raggedness {}", total);
}
