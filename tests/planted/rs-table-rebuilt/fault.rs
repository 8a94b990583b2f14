// Translates the words of a text by a small dictionary.
use std::collections::HashMap;

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

const PAIRS: [(&str, &str); 24] = [
    ("eins", "one"), ("zwei", "two"), ("drei", "three"), ("vier", "four"), ("haus", "house"), ("baum", "tree"),
    ("tag", "day"), ("nacht", "night"), ("wort", "word"), ("zahl", "number"), ("rot", "red"), ("blau", "blue"),
    ("hund", "dog"), ("katze", "cat"), ("brot", "bread"), ("wasser", "water"), ("feuer", "fire"), ("luft", "air"),
    ("erde", "earth"), ("stein", "stone"), ("weg", "way"), ("ziel", "goal"), ("zeit", "time"), ("jahr", "year"),
];

fn dictionary() -> HashMap<&'static str, &'static str> {
    let mut words = HashMap::new();
    for (german, english) in PAIRS {
        words.insert(german, english); // FAULT
    }
    words
}

fn translate(word: &str) -> Option<&'static str> {
    dictionary().get(word).copied() // FAULT
}

fn make_text(words: usize, random: &mut Random) -> Vec<String> {
    (0..words)
        .map(|_| {
            let (german, _) = PAIRS[random.below(24) as usize];
            if random.below(3) == 0 { german.to_uppercase() } else { german.to_string() }
        })
        .collect()
}

fn fingerprint(text: &str) -> u64 {
    let mut sum = 5381u64;
    for _ in 0..150 {
        for byte in text.bytes() {
            sum = sum.wrapping_mul(33) ^ byte as u64;
        }
    }
    sum
}

fn main() {
    let mut random = Random(16);
    let text = make_text(400_000, &mut random);
    let mut known = 0;
    let mut sum = 0;
    for word in &text {
        if let Some(english) = translate(word) {
            known += 1;
            sum ^= fingerprint(english);
        }
    }
    println!("{} known, fingerprint {}", known, sum % 1000003);
}
