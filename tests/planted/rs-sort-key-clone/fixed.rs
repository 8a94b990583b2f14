// Sorts the books of a library by author and title.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

struct Book {
    author: String,
    title: String,
    year: u32,
}

fn make_name(letters: u64, random: &mut Random) -> String {
    (0..letters).map(|_| char::from(b'a' + random.below(26) as u8)).collect()
}

fn make_library(books: usize, random: &mut Random) -> Vec<Book> {
    (0..books)
        .map(|_| Book { author: make_name(16, random), title: make_name(24, random), year: 1800 + random.below(220) as u32 })
        .collect()
}

fn sort_by_author(books: &mut [Book]) {
    books.sort_by(|a, b| a.author.cmp(&b.author));
}

fn digest(books: &[Book]) -> u64 {
    let mut sum = 0u64;
    for book in books {
        for byte in book.author.bytes().chain(book.title.bytes()) {
            sum = sum.wrapping_mul(131).wrapping_add(byte as u64);
        }
        sum = sum.wrapping_add(book.year as u64);
    }
    sum
}

fn main() {
    let mut random = Random(14);
    let mut sum = 0;
    for _ in 0..40 {
        let mut books = make_library(20_000, &mut random);
        sort_by_author(&mut books);
        sum ^= digest(&books);
    }
    println!("digest {}", sum % 1000003);
}
