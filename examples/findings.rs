//! Lists what looks doubled in a text and what was decided on it, without
//! changing anything: `cargo run --example findings -- PAGE.txt`

use std::io::{self, Write};
use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: findings PAGE.txt")?;
    let text = fs::read_to_string(&path)?;
    let mut out = io::stdout().lock();
    for f in dedouble::Restorer::default().restore(&text).findings {
        let (verdict, what) = (f.verdict, &text[f.span.clone()]);
        writeln!(
            out,
            "{verdict:?} {:.1}/{:.1} bits, {:?} ×{}, {:?} between, period {}: {what:?}",
            f.bits, f.needed, f.form, f.exponent, f.separator, f.period
        )?;
    }
    Ok(())
}
