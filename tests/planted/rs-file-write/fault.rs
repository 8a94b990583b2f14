// Writes a wave as a file of samples and says how loud it is.
use std::fs::File;
use std::io::Write;

struct Wave {
    phase: f64,
    step: f64,
}

impl Wave {
    fn next(&mut self) -> f64 {
        self.phase = (self.phase + self.step) % std::f64::consts::TAU;
        let mut sum = 0.0;
        for overtone in 1..20 {
            sum += (self.phase * overtone as f64).sin() / overtone as f64;
        }
        sum
    }
}

fn as_sample(value: f64) -> i16 {
    (value * 12000.0).clamp(-32000.0, 32000.0) as i16
}

fn write_wave(file: File, samples: usize) -> std::io::Result<f64> {
    let mut out = file;
    let mut wave = Wave { phase: 0.0, step: 0.0137 };
    let mut energy = 0.0;
    for _ in 0..samples {
        let value = wave.next();
        out.write_all(&as_sample(value).to_le_bytes())?; // FAULT
        energy += value * value;
    }
    Ok(energy / samples as f64)
}

fn main() -> std::io::Result<()> {
    let path = std::env::temp_dir().join(format!("planted-wave-{}", std::process::id()));
    let loudness = write_wave(File::create(&path)?, 600_000)?;
    let bytes = std::fs::metadata(&path)?.len();
    std::fs::remove_file(&path)?;
    println!("{} bytes, loudness {:.6}", bytes, loudness);
    Ok(())
}
