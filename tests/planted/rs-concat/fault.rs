// Renders a list of tasks as HTML and prints a checksum of it.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

struct Task {
    title: String,
    done: bool,
}

fn make_tasks(count: usize, random: &mut Random) -> Vec<Task> {
    (0..count)
        .map(|i| Task { title: format!("task {} of <project {}>", i, random.below(40)), done: random.below(3) == 0 })
        .collect()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
    out
}

fn render(tasks: &[Task]) -> String {
    let mut page = String::from("<ul>\n");
    for task in tasks {
        let class = if task.done { "done" } else { "open" };
        let item = format!("<li class=\"{}\">{}</li>\n", class, escape(&task.title));
        page = page.clone() + &item; // FAULT
    }
    page + "</ul>\n"
}

fn checksum(text: &str, rounds: usize) -> u64 {
    let mut sum = 0u64;
    for _ in 0..rounds {
        for byte in text.bytes() {
            sum = sum.wrapping_mul(131).wrapping_add(byte as u64);
        }
    }
    sum
}

fn main() {
    let mut random = Random(7);
    let page = render(&make_tasks(10_000, &mut random));
    println!("{} bytes, checksum {}", page.len(), checksum(&page, 400) % 1000003);
}
