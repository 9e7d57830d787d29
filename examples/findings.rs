//! Lists what looks doubled in a text, what would be done about it and why,
//! without changing anything: `cargo run --example findings -- PAGE.txt`

use std::io::{self, Write};
use std::{env, error::Error, fs};

use dedouble::Verdict;

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: findings PAGE.txt")?;
    let page = fs::read_to_string(path)?;
    let mut out = io::stdout().lock();
    for f in dedouble::findings(&page) {
        let verdict = match f.verdict {
            Verdict::Leave(why) => format!("left ({why:?})"),
            _ => "repaired".to_owned(),
        };
        let shape = format!("{:?} of {} ×{}, {:?} between", f.form, f.period, f.exponent, f.separator);
        let bits = format!("{:.1} of {:.1} bits", f.bits, f.needed);
        writeln!(out, "{verdict}: {shape}, {bits}: {:?}", &page[f.span.clone()])?;
    }
    Ok(())
}
