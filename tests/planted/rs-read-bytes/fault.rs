// Reads a file of records, each with its length in front, and adds them up.
use std::fs::File;
use std::io::{Read, Write};

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

fn make_records(records: usize, random: &mut Random) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..records {
        let length = random.below(12) as u8;
        bytes.push(length);
        bytes.extend((0..length).map(|_| random.below(256) as u8));
    }
    bytes
}

fn read_record(reader: &mut impl Read, record: &mut Vec<u8>) -> std::io::Result<bool> {
    let mut length = [0];
    if reader.read(&mut length)? == 0 { // FAULT
        return Ok(false);
    }
    record.resize(length[0] as usize, 0);
    reader.read_exact(record)?; // FAULT
    Ok(true)
}

fn weigh(record: &[u8]) -> u64 {
    let mut weight = 1u64;
    for round in 0..60 {
        for byte in record {
            weight = (weight * 31 + *byte as u64 + round) % 1000003;
        }
    }
    weight
}

fn main() -> std::io::Result<()> {
    let mut random = Random(17);
    let path = std::env::temp_dir().join(format!("planted-records-{}", std::process::id()));
    File::create(&path)?.write_all(&make_records(300_000, &mut random))?;
    let mut reader = File::open(&path)?;
    let mut record = Vec::new();
    let mut total = 0;
    let mut count = 0;
    while read_record(&mut reader, &mut record)? {
        total += weigh(&record);
        count += 1;
    }
    std::fs::remove_file(&path)?;
    println!("{} records, total {}", count, total);
    Ok(())
}
