//! One document repaired, its changes logged and counted.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use dedouble::{Reason, Restored, Restorer, Verdict};

use crate::args::Args;
use crate::edits::{Document, LogWriter};
use crate::fault::{say, Fault};

/// Repairs documents, and keeps what is asked for beside their text.
pub struct Repairer {
    restorer: Restorer,
    log: Option<LogWriter>,
    tally: Option<Tally>,
}

impl Repairer {
    pub fn new(args: &Args) -> Result<Repairer, Fault> {
        let log = args.edits.as_deref().map(LogWriter::create).transpose()?;
        let tally = args.stats.then(Tally::default);
        Ok(Repairer { restorer: Restorer::new(args.options()), log, tally })
    }

    pub fn repair<'a>(&mut self, document: Document, source: &'a str) -> Result<Restored<'a>, Fault> {
        let restored = self.restorer.restore(source);
        if let Some(log) = &mut self.log {
            log.add(document, source, restored.log.clone())?;
        }
        if let Some(tally) = &mut self.tally {
            tally.add(source, &restored);
        }
        Ok(restored)
    }

    /// Closes the log and tells the figures.
    pub fn finish(self) -> Result<(), Fault> {
        if let Some(tally) = self.tally {
            say(tally.to_string().trim_end());
        }
        self.log.map_or(Ok(()), LogWriter::finish)
    }
}

/// What was done, in figures.
#[derive(Default)]
struct Tally {
    documents: u64,
    changed: u64,
    bytes: u64,
    bytes_after: u64,
    repaired: u64,
    left: u64,
    edits: BTreeMap<Reason, u64>,
}

impl Tally {
    fn add(&mut self, source: &str, restored: &Restored) {
        self.documents += 1;
        self.changed += u64::from(!restored.log.is_empty());
        self.bytes += source.len() as u64;
        self.bytes_after += restored.text.len() as u64;
        for finding in &restored.findings {
            match finding.verdict {
                Verdict::Repair => self.repaired += 1,
                _ => self.left += 1,
            }
        }
        for edit in &restored.log {
            *self.edits.entry(edit.reason).or_default() += 1;
        }
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figures = [
            ("documents", self.documents),
            ("documents changed", self.changed),
            ("bytes read", self.bytes),
            ("bytes after", self.bytes_after),
            ("doubled stretches repaired", self.repaired),
            ("doubled stretches left", self.left),
            ("edits", self.edits.values().sum()),
        ];
        for (name, figure) in figures {
            writeln!(f, "{name:<28}{figure:>12}")?;
        }
        for (reason, edits) in &self.edits {
            // The name the log gives it.
            let name = serde_json::to_string(reason).map_err(|_| fmt::Error)?;
            writeln!(f, "  {:<26}{edits:>12}", name.trim_matches('"'))?;
        }
        Ok(())
    }
}
