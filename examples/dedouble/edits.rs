//! The log as a file: JSON Lines, for each document a header and then an edit a line.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use dedouble::{Edit, EditLog, LogHeader, SealedLog};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::input::Source;
use crate::output::WholeFile;

/// Which document it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its file; of lines from standard input there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Its line of JSON Lines, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
}

/// The library's header, and which document it belongs to.
#[derive(Serialize, Deserialize)]
struct Header {
    #[serde(flatten)]
    log: LogHeader,
    #[serde(flatten)]
    document: Document,
}

/// The file the changes go to.
pub enum LogWriter {
    /// There as a whole when the run ends.
    Whole(WholeFile),
    /// Growing with the run, and always ahead of the pages that are replaced.
    Ahead(PathBuf, BufWriter<File>),
}

/// What happens to a log that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// It is replaced.
    Anew,
    /// It is gone on with.
    GoOn,
    /// There must be none.
    Only,
}

impl LogWriter {
    pub fn create(path: &Path) -> Result<LogWriter, Fault> {
        WholeFile::create(path).map(LogWriter::Whole)
    }

    /// A log that is ahead of the files that are written. Before pages in place,
    /// what stands in it is never lost, as it may be all that is left of a page.
    pub fn create_ahead(path: &Path, start: Start) -> Result<LogWriter, Fault> {
        let wrong = |error: io::Error| Fault::output(path.display(), &error);
        let has_text = fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() > 0);
        let mut options = File::options();
        options.create(true);
        match start {
            Start::Anew => options.write(true).truncate(true),
            Start::Only if has_text => {
                return Err(Fault::Run(format!(
                    "{}: there already, and may be the only way back to pages replaced before; \
                     give --edits another name",
                    path.display()
                )));
            }
            _ => options.append(true),
        };
        if has_text && start == Start::GoOn {
            cut_torn_line(path).map_err(wrong)?;
        }
        let file = options.open(path).map_err(wrong)?;
        Ok(LogWriter::Ahead(path.to_owned(), BufWriter::new(file)))
    }

    /// Adds the changes of one document.
    pub fn add(&mut self, document: &Document, log: &SealedLog) -> Result<(), Fault> {
        let wrong = |error: serde_json::Error| Fault::Run(error.to_string());
        let mut lines =
            serde_json::to_vec(&Header { log: log.header(), document: document.clone() }).map_err(wrong)?;
        lines.push(b'\n');
        for edit in log.log() {
            serde_json::to_writer(&mut lines, edit).map_err(wrong)?;
            lines.push(b'\n');
        }
        match self {
            LogWriter::Whole(file) => file.put(&lines),
            LogWriter::Ahead(path, file) => {
                file.write_all(&lines).map_err(|error| Fault::output(path.display(), &error))
            }
        }
    }

    /// Brings what was added to the disk, if it has to be ahead: what it is of
    /// can be replaced then.
    pub fn settle(&mut self) -> Result<(), Fault> {
        let LogWriter::Ahead(path, file) = self else { return Ok(()) };
        let settled = file.flush().and_then(|()| file.get_ref().sync_data());
        settled.map_err(|error| Fault::output(path.display(), &error))
    }

    pub fn finish(mut self) -> Result<(), Fault> {
        self.settle()?;
        match self {
            LogWriter::Whole(file) => file.finish(),
            LogWriter::Ahead(..) => Ok(()),
        }
    }
}

/// Takes away what a run that was killed left of a line.
fn cut_torn_line(path: &Path) -> io::Result<()> {
    let bytes = fs::read(path)?;
    let whole = bytes.iter().rposition(|&b| b == b'\n').map_or(0, |end| end + 1);
    if whole < bytes.len() {
        File::options().write(true).open(path)?.set_len(whole as u64)?;
    }
    Ok(())
}

/// The logs in a file, and where each is.
pub struct Logs {
    path: PathBuf,
    /// The log of each page; of one that was logged more than once, the last.
    pages: HashMap<String, Place>,
    /// The first log of a line of each input.
    lines: HashMap<String, Place>,
}

/// Where a header stands.
#[derive(Clone, Copy)]
struct Place {
    byte: u64,
    line: u64,
}

impl Logs {
    /// Looks the file through.
    pub fn open(path: &Path) -> Result<Logs, Fault> {
        let mut logs = Logs { path: path.to_owned(), pages: HashMap::new(), lines: HashMap::new() };
        let mut reader = LogReader::open(path, Place { byte: 0, line: 0 })?;
        let mut place = Place { byte: 0, line: 0 };
        while let Some(line) = reader.read()? {
            if place.line == 0 || is_header(&line) {
                let Header { document, .. } = reader.parse(&line)?;
                let page = document.page.unwrap_or_default();
                match document.line {
                    None => drop(logs.pages.insert(page, place)),
                    Some(_) => drop(logs.lines.entry(page).or_insert(place)),
                }
            }
            place = Place { byte: place.byte + line.len() as u64, line: reader.line };
        }
        if logs.pages.is_empty() && logs.lines.is_empty() {
            return Err(Fault::Run(format!("{}: not the log of one page, nor of several", path.display())));
        }
        Ok(logs)
    }

    /// The log of a page.
    pub fn of_page(&self, source: &Source) -> Result<SealedLog, Fault> {
        let (_, place) = find(&self.pages, source).ok_or_else(|| self.none(source))?;
        LogReader::open(&self.path, place)?.log()?.map(|(_, log)| log).ok_or_else(|| self.none(source))
    }

    /// The logs of an input's lines.
    pub fn of_lines(&self, source: &Source) -> Result<LineLogs, Fault> {
        let (page, place) = find(&self.lines, source).ok_or_else(|| self.none(source))?;
        let mut reader = LogReader::open(&self.path, place)?;
        Ok(LineLogs { page: page.to_owned(), next: reader.log()?, reader })
    }

    fn none(&self, source: &Source) -> Fault {
        Fault::Document(format!("{}: {} has no log of it", source.title(), self.path.display()))
    }
}

/// The log that is of this name; or the only one of this name in another folder;
/// or the only one there is, whatever its name.
fn find<'a>(places: &'a HashMap<String, Place>, source: &Source) -> Option<(&'a str, Place)> {
    let only = |mut found: Vec<(&'a String, &Place)>| {
        let one = found.pop().filter(|_| found.is_empty());
        one.map(|(page, place)| (page.as_str(), *place))
    };
    let exact = places.get_key_value(&source.title()).map(|(page, place)| (page.as_str(), *place));
    let named = |page: &str| !source.name.as_os_str().is_empty() && Path::new(page).ends_with(&source.name);
    exact
        .or_else(|| only(places.iter().filter(|(page, _)| named(page)).collect()))
        .or_else(|| only(places.iter().collect()))
}

/// The logs of the lines of one input, in order.
pub struct LineLogs {
    /// The input's name in the log.
    page: String,
    reader: LogReader,
    next: Option<(Document, SealedLog)>,
}

impl LineLogs {
    /// The log of the line with this number. Those of lines before it are passed
    /// over, so numbers have to rise; what a stopped run left may be there twice.
    pub fn log(&mut self, number: u64) -> Result<Option<SealedLog>, Fault> {
        while let Some((document, _)) = &self.next {
            let is_of_input = document.page.as_deref().unwrap_or_default() == self.page;
            match document.line.filter(|_| is_of_input) {
                Some(line) if line > number => return Ok(None),
                Some(line) if line == number => {
                    let after = self.reader.log()?;
                    return Ok(std::mem::replace(&mut self.next, after).map(|(_, log)| log));
                }
                _ => self.next = self.reader.log()?,
            }
        }
        Ok(None)
    }
}

/// Reads logs one after the other.
struct LogReader {
    path: PathBuf,
    file: BufReader<File>,
    /// Lines read so far.
    line: u64,
    next: Option<Header>,
}

impl LogReader {
    /// A reader from a header on.
    fn open(path: &Path, from: Place) -> Result<LogReader, Fault> {
        let mut file = File::open(path).map_err(|error| Fault::input(path.display(), &error))?;
        file.seek(SeekFrom::Start(from.byte)).map_err(|error| Fault::input(path.display(), &error))?;
        Ok(LogReader { path: path.to_owned(), file: BufReader::new(file), line: from.line, next: None })
    }

    /// The next log, and what it is of.
    fn log(&mut self) -> Result<Option<(Document, SealedLog)>, Fault> {
        let header = match self.next.take() {
            Some(header) => header,
            None => match self.read()? {
                Some(line) => self.parse(&line)?,
                None => return Ok(None),
            },
        };
        let mut edits: Vec<Edit> = Vec::new();
        while let Some(line) = self.read()? {
            if is_header(&line) {
                self.next = Some(self.parse(&line)?);
                break;
            }
            edits.push(self.parse(&line)?);
        }
        let Header { log, document } = header;
        let log = SealedLog::from_parts(log, edits).map_err(|error| self.fault(error))?;
        Ok(Some((document, log)))
    }

    fn read(&mut self) -> Result<Option<String>, Fault> {
        self.line += 1;
        let mut line = String::new();
        let read = self.file.read_line(&mut line).map_err(|error| self.fault(error))?;
        Ok((read > 0).then_some(line))
    }

    fn parse<T: DeserializeOwned>(&self, line: &str) -> Result<T, Fault> {
        serde_json::from_str(line).map_err(|error| self.fault(error))
    }

    fn fault(&self, error: impl std::fmt::Display) -> Fault {
        Fault::Run(format!("{}: line {}: {error}", self.path.display(), self.line))
    }
}

/// Only a header has a version.
fn is_header(line: &str) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        version: Option<IgnoredAny>,
    }
    serde_json::from_str::<Probe>(line).is_ok_and(|probe| probe.version.is_some())
}

/// The log that leads from an article back to its source. Linear.
pub fn inverse(article: &str, log: &EditLog) -> Result<EditLog, dedouble::LogError> {
    let (mut removed, mut added) = (0, 0);
    let edits = log.iter().map(|edit| {
        let place = edit.span.start - removed + added;
        removed += edit.removed.len();
        added += edit.replacement.len();
        let span = place..place + edit.replacement.len();
        Edit::try_new(article, span, edit.removed.clone(), edit.reason, edit.bits)
    });
    EditLog::new(article.len(), edits.collect::<Result<_, _>>()?)
}
