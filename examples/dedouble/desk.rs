//! What is kept of the documents beside their text: log, figures, report, notes.

use std::io::{self, Write};

use dedouble::SealedLog;

use crate::args::Args;
use crate::diff::diff;
use crate::edits::{Document, LogWriter, Start};
use crate::fault::{Fault, Status};
use crate::findings;
use crate::output::WholeFile;
use crate::progress::Progress;
use crate::repair::Repaired;
use crate::report::{self, Report};
use crate::resume::Notes;
use crate::shown::{shown, shown_in_line};
use crate::stats::{Stats, Tally};

/// What standard output shows of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Its article.
    Article,
    /// Its name, if it would change.
    Name,
    Diff,
    Findings,
    /// Nothing: its article goes elsewhere, or nowhere.
    Nothing,
}

/// What is wanted of each document.
#[derive(Clone, Debug)]
pub struct Wants {
    pub view: View,
    /// Whether the view is in colours.
    pub color: bool,
    /// Whether the view goes to a terminal.
    pub terminal: bool,
    /// Whether lines are named together with their file.
    pub many: bool,
    check: bool,
    json: bool,
    log: bool,
    stats: bool,
    report: bool,
}

/// What is kept of one document.
pub struct Seen {
    document: Document,
    /// The input it is from.
    input: String,
    changed: bool,
    log: Option<SealedLog>,
    tally: Option<Tally>,
    view: String,
    section: Option<report::Section>,
}

impl Wants {
    pub fn new(args: &Args, view: View, terminal: bool, color: bool, many: bool) -> Wants {
        Wants {
            view,
            color,
            terminal,
            many,
            check: args.check,
            json: args.json,
            log: args.edits.is_some(),
            stats: args.stats.is_some(),
            report: args.report.is_some(),
        }
    }

    /// What is kept of a document. Its text may be forgotten then.
    pub fn see(
        &self,
        input: &str,
        line: Option<u64>,
        is_stdin: bool,
        repaired: &Repaired,
    ) -> Result<Seen, Fault> {
        let page = (!is_stdin || line.is_none()).then(|| input.to_owned());
        let document = Document { page, line };
        let name = match line {
            None => input.to_owned(),
            Some(line) if self.view == View::Name && !self.many => line.to_string(),
            Some(line) => format!("{input}:{line}"),
        };
        let log = self.log.then(|| repaired.log.clone().seal(repaired.source)).transpose();
        let changed = repaired.is_changed();
        Ok(Seen {
            log: log.map_err(|error| Fault::Run(error.to_string()))?,
            tally: self.stats.then(|| Tally::of(repaired)),
            view: self.view_of(&name, &document, repaired),
            section: (self.report && changed).then(|| report::section(&name, repaired)),
            input: input.to_owned(),
            changed,
            document,
        })
    }

    fn view_of(&self, name: &str, document: &Document, repaired: &Repaired) -> String {
        let view = match self.view {
            View::Name if repaired.is_changed() => format!("{name}\n"),
            // In colours it is for people anyway, and spells out for itself.
            View::Diff if self.color => return diff(name, repaired, true),
            View::Diff => diff(name, repaired, false),
            View::Findings if self.json => findings::json(document, repaired),
            View::Findings => findings::lines(name, repaired),
            _ => String::new(),
        };
        if self.terminal {
            shown(&view).into_owned()
        } else {
            view
        }
    }
}

/// Where it is kept, in the order of the documents.
pub struct Desk {
    pub wants: Wants,
    pub progress: Progress,
    pub status: Status,
    log: Option<LogWriter>,
    stats: Option<Stats>,
    report: Option<Report>,
    notes: Option<Notes>,
}

impl Desk {
    pub fn open(args: &Args, wants: Wants, progress: Progress, notes: Option<Notes>) -> Result<Desk, Fault> {
        let log = args.edits.as_deref().map(|path| match (args.resume.is_some(), args.in_place.is_some()) {
            (true, _) => LogWriter::create_ahead(path, Start::GoOn),
            (_, true) => LogWriter::create_ahead(path, Start::Only),
            _ if notes.is_some() => LogWriter::create_ahead(path, Start::Anew),
            _ => LogWriter::create(path),
        });
        Ok(Desk {
            log: log.transpose()?,
            stats: args.stats.as_ref().map(|_| Stats::default()),
            report: args.report.as_deref().map(Report::create).transpose()?,
            wants,
            progress,
            status: Status::default(),
            notes,
        })
    }

    /// Keeps what is wanted of a document.
    pub fn keep(&mut self, seen: &Seen, out: &mut impl Write) -> Result<(), Fault> {
        if let (Some(log), Some(edits)) = (&mut self.log, &seen.log) {
            log.add(&seen.document, edits)?;
        }
        if let (Some(stats), Some(tally)) = (&mut self.stats, &seen.tally) {
            stats.add(&seen.input, tally);
        }
        if let Some(report) = &mut self.report {
            match &seen.section {
                Some(section) => report.add(section)?,
                None => report.pass(),
            }
        }
        if seen.changed && self.wants.check {
            self.status.raise(Status::Changes);
        }
        out.write_all(seen.view.as_bytes()).map_err(|error| Fault::output("standard output", &error))
    }

    /// Before a file takes its name: the log of it is on the disk then.
    pub fn settle(&mut self) -> Result<(), Fault> {
        self.log.as_mut().map_or(Ok(()), LogWriter::settle)
    }

    /// The notes on files that are done.
    pub fn notes(&mut self) -> Option<&mut Notes> {
        self.notes.as_mut()
    }

    /// Tells of a fault and remembers it, if the run can go on with other documents.
    pub fn pass(&mut self, fault: Fault) -> Result<(), Fault> {
        match fault {
            Fault::Document(message) => {
                self.say(&message);
                self.status.raise(Status::Failed);
                Ok(())
            }
            fault => Err(fault),
        }
    }

    /// A line on standard error. If that is closed, there is nobody to tell.
    pub fn say(&self, message: &str) {
        self.progress.aside(|| say(message));
    }

    /// Closes everything, and tells the figures.
    pub fn finish(self, args: &Args) -> Result<Status, Fault> {
        if let Some(stats) = &self.stats {
            let text = if args.json { format!("{}\n", stats.json()) } else { stats.to_string() };
            match args.stats.iter().flatten().next() {
                None => drop(io::stderr().write_all(text.as_bytes())),
                Some(place) => {
                    let mut file = WholeFile::create(place)?;
                    file.put(text.as_bytes())?;
                    file.finish()?;
                }
            }
        }
        if let Some(log) = self.log {
            log.finish()?;
        }
        if let Some(report) = self.report {
            report.finish()?;
        }
        match self.notes {
            Some(notes) if self.status < Status::Failed => notes.finish(),
            _ => {}
        }
        Ok(self.status)
    }
}

/// A line on standard error, with nothing in it that drives a terminal.
pub fn say(message: &str) {
    let _ = writeln!(io::stderr(), "dedouble: {}", shown_in_line(message));
}
