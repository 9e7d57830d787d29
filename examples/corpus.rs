//! Scores the documents of a corpus, so that a filter can sort them, and repairs
//! what is damaged: `cargo run --release --example corpus -- FOLDER`
//!
//! A line for each text file: its level, its shares in percent (doubled,
//! letter-spaced, on broken lines, unreadable), and how many edits repair it.

use std::io::{self, Write};
use std::{env, error::Error, fs};

use dedouble::{Level, Restorer};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("usage: corpus FOLDER")?;
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    // One restorer for all documents; threads may share it.
    let restorer = Restorer::default();
    let mut out = io::stdout().lock();
    let mut sound = 0;
    for path in &paths {
        let document = fs::read_to_string(path)?;
        let restored = restorer.restore(&document);
        let damage = restored.damage();
        sound += usize::from(damage.level() == Level::Sound);
        let shares = [damage.doubled, damage.letter_spaced, damage.broken, damage.unreadable];
        write!(out, "{:<6}", format!("{:?}", damage.level()))?;
        shares.iter().try_for_each(|share| write!(out, " {:5.1}", 100.0 * share))?;
        writeln!(out, " {:5} edits  {}", restored.log.len(), path.display())?;
    }
    writeln!(out, "{sound} of {} documents are sound", paths.len())?;
    Ok(())
}
