//! The program.
use std::io::{BufRead, Write};
fn main() {
    let restorer = dedouble::Restorer::default();
    let mut out = std::io::BufWriter::new(std::io::stdout());
    match std::env::args().nth(1).as_deref() {
        Some("--jsonl") => {
            for line in std::io::stdin().lock().lines() {
                let line = line.unwrap();
                let mut v: serde_json::Value = serde_json::from_str(&line).unwrap();
                let t = restorer.restore(v["text"].as_str().unwrap()).text.into_owned();
                v["text"] = t.into();
                writeln!(out, "{v}").unwrap();
            }
        }
        Some(p) => {
            let s = std::fs::read_to_string(p).unwrap();
            writeln!(out, "{}", restorer.restore(&s).text).unwrap();
        }
        None => {}
    }
}
