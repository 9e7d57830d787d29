//! What was done, in figures: for each input, and in all.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use dedouble::{Damage, Reason};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::repair::Repaired;
use crate::shown::shown_in_line;

/// The figures of some documents.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tally {
    documents: u64,
    changed: u64,
    bytes: u64,
    bytes_after: u64,
    repaired: u64,
    left: u64,
    /// Shares of all characters.
    #[serde(flatten)]
    damage: Shares,
    #[serde(serialize_with = "by_name")]
    edits: BTreeMap<Reason, u64>,
}

/// The library's shares, weighed by characters.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Shares {
    characters: u64,
    doubled: f64,
    letter_spaced: f64,
    broken: f64,
    unreadable: f64,
}

impl From<Damage> for Shares {
    fn from(d: Damage) -> Shares {
        Shares {
            characters: d.characters as u64,
            doubled: d.doubled.into(),
            letter_spaced: d.letter_spaced.into(),
            broken: d.broken.into(),
            unreadable: d.unreadable.into(),
        }
    }
}

impl Shares {
    fn add(&mut self, other: &Shares) {
        let characters = self.characters + other.characters;
        let (a, b) = (self.characters as f64, other.characters as f64);
        let share = |x: f64, y: f64| if characters == 0 { 0.0 } else { (x * a + y * b) / characters as f64 };
        *self = Shares {
            characters,
            doubled: share(self.doubled, other.doubled),
            letter_spaced: share(self.letter_spaced, other.letter_spaced),
            broken: share(self.broken, other.broken),
            unreadable: share(self.unreadable, other.unreadable),
        };
    }
}

impl Tally {
    /// The figures of one document.
    pub fn of(repaired: &Repaired) -> Tally {
        let (fixed, left) = repaired.verdicts();
        let mut edits = BTreeMap::new();
        for edit in &repaired.log {
            *edits.entry(edit.reason).or_default() += 1;
        }
        Tally {
            documents: 1,
            changed: repaired.is_changed().into(),
            bytes: repaired.source.len() as u64,
            bytes_after: repaired.text.len() as u64,
            repaired: fixed,
            left,
            damage: repaired.damage.into(),
            edits,
        }
    }

    fn add(&mut self, other: &Tally) {
        self.documents += other.documents;
        self.changed += other.changed;
        self.bytes += other.bytes;
        self.bytes_after += other.bytes_after;
        self.repaired += other.repaired;
        self.left += other.left;
        self.damage.add(&other.damage);
        for (reason, edits) in &other.edits {
            *self.edits.entry(*reason).or_default() += edits;
        }
    }

    fn all_edits(&self) -> u64 {
        self.edits.values().sum()
    }
}

/// The name the log gives a reason.
pub fn name(reason: Reason) -> String {
    let name = serde_json::to_value(reason).ok();
    name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_owned()
}

fn by_name<S: Serializer>(edits: &BTreeMap<Reason, u64>, out: S) -> Result<S::Ok, S::Error> {
    let mut map = out.serialize_map(Some(edits.len()))?;
    for (reason, edits) in edits {
        map.serialize_entry(&name(*reason), edits)?;
    }
    map.end()
}

/// The figures of a run.
#[derive(Debug, Default, Serialize)]
pub struct Stats {
    /// Each input's, in order.
    files: Vec<File>,
    all: Tally,
}

#[derive(Debug, Serialize)]
struct File {
    name: String,
    #[serde(flatten)]
    tally: Tally,
}

impl Stats {
    /// Adds a document of an input; documents of one input come one after the other.
    pub fn add(&mut self, name: &str, tally: &Tally) {
        self.all.add(tally);
        match self.files.last_mut().filter(|file| file.name == name) {
            Some(file) => file.tally.add(tally),
            None => self.files.push(File { name: name.to_owned(), tally: tally.clone() }),
        }
    }

    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.files.len() > 1 {
            writeln!(
                f,
                "{:>9} {:>9} {:>9} {:>9} {:>8}  file",
                "documents", "changed", "edits", "copies", "doubled"
            )?;
            for File { name, tally } in &self.files {
                let copies = tally.edits.get(&Reason::Copy).copied().unwrap_or_default();
                let (documents, changed, edits) = (tally.documents, tally.changed, tally.all_edits());
                let doubled = 100.0 * tally.damage.doubled;
                let name = shown_in_line(name);
                writeln!(f, "{documents:>9} {changed:>9} {edits:>9} {copies:>9} {doubled:>6.1} %  {name}")?;
            }
            writeln!(f)?;
        }
        let all = &self.all;
        let figures = [
            ("documents", all.documents),
            ("documents changed", all.changed),
            ("bytes read", all.bytes),
            ("bytes after", all.bytes_after),
            ("doubled stretches repaired", all.repaired),
            ("doubled stretches left", all.left),
            ("edits", all.all_edits()),
        ];
        for (name, figure) in figures {
            writeln!(f, "{name:<28}{figure:>12}")?;
        }
        for (reason, edits) in &all.edits {
            writeln!(f, "  {:<26}{edits:>12}", name(*reason))?;
        }
        let shares = [
            ("doubled", all.damage.doubled),
            ("letter-spaced", all.damage.letter_spaced),
            ("on broken lines", all.damage.broken),
            ("unreadable", all.damage.unreadable),
        ];
        writeln!(f, "{:<28}{:>12}", "characters", all.damage.characters)?;
        for (name, share) in shares {
            writeln!(f, "  {name:<26}{:>10.1} %", 100.0 * share)?;
        }
        Ok(())
    }
}
