//! Scores the documents of a corpus, so that a filter can sort them, and repairs
//! what is damaged: `cargo run --release --example corpus -- FOLDER`
//!
//! A line for each text file: its level, its shares in percent (doubled,
//! letter-spaced, on broken lines, unreadable), and how many edits repair it;
//! at the end, how many documents there are of each kind.

use std::io::{self, Write};
use std::{env, error::Error, fs};

use dedouble::{Damage, Level, Restorer};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("usage: corpus FOLDER")?;
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    // One restorer for all documents; threads may share it.
    let restorer = Restorer::default();
    let mut out = io::stdout().lock();
    let mut scores: Vec<Damage> = Vec::new();
    for path in &paths {
        let document = fs::read_to_string(path)?;
        let restored = restorer.restore(&document);
        let damage = restored.damage();
        let shares = [damage.doubled, damage.letter_spaced, damage.broken, damage.unreadable];
        write!(out, "{:<6}", format!("{:?}", damage.level()))?;
        shares.iter().try_for_each(|share| write!(out, " {:5.1}", 100.0 * share))?;
        writeln!(out, " {:5} edits  {}", restored.log.len(), path.display())?;
        scores.push(damage);
    }
    let count = |is: fn(&Damage) -> bool| scores.iter().filter(|d| is(d)).count();
    let [sound, slight, heavy] = [Level::Sound, Level::Slight, Level::Heavy]
        .map(|level| scores.iter().filter(|d| d.level() == level).count());
    writeln!(out, "{} documents: {sound} sound, {slight} slight, {heavy} heavy;", scores.len())?;
    let doubled = count(|d| d.doubled > 0.0);
    let spaced = count(|d| d.letter_spaced > 0.0);
    let wrapped = count(Damage::is_wrapped);
    writeln!(out, "{doubled} doubled, {spaced} letter-spaced, {wrapped} hard-wrapped")?;
    Ok(())
}
