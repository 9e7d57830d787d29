//! The log as a file: JSON Lines, for each document a header and then an edit a line.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use dedouble::{Edit, EditLog, LogHeader, SealedLog};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::output::WholeFile;

/// Which document it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// A page, by its name.
    Page(String),
    /// A line of JSON Lines, counted from 1.
    Line(u64),
}

/// The library's header, and which document it belongs to.
#[derive(Serialize, Deserialize)]
struct Header {
    #[serde(flatten)]
    log: LogHeader,
    #[serde(flatten)]
    document: Option<Document>,
}

/// The file the changes go to.
pub struct LogWriter(WholeFile);

impl LogWriter {
    pub fn create(path: &Path) -> Result<LogWriter, Fault> {
        WholeFile::create(path).map(LogWriter)
    }

    /// Adds the changes of one document.
    pub fn add(&mut self, document: Document, source: &str, log: EditLog) -> Result<(), Fault> {
        let sealed = log.seal(source).map_err(|error| Fault::Output(error.to_string()))?;
        self.line(&Header { log: sealed.header(), document: Some(document) })?;
        sealed.log().iter().try_for_each(|edit| self.line(edit))
    }

    pub fn finish(self) -> Result<(), Fault> {
        self.0.finish()
    }

    fn line<T: Serialize>(&mut self, value: &T) -> Result<(), Fault> {
        let mut line = serde_json::to_vec(value).map_err(|error| Fault::Output(error.to_string()))?;
        line.push(b'\n');
        self.0.put(&line)
    }
}

/// The logs in a file, one after the other.
pub struct LogReader {
    path: PathBuf,
    lines: io::Lines<BufReader<File>>,
    /// Lines read so far.
    line: u64,
    next: Option<Header>,
}

impl LogReader {
    pub fn open(path: &Path) -> Result<LogReader, Fault> {
        let file = File::open(path).map_err(|error| Fault::input(path.display(), &error))?;
        let lines = BufReader::new(file).lines();
        let mut reader = LogReader { path: path.to_owned(), lines, line: 0, next: None };
        if let Some(line) = reader.read()? {
            reader.next = Some(reader.parse(&line)?);
        }
        Ok(reader)
    }

    /// Whether the next log belongs to this document.
    pub fn is_for(&self, document: &Document) -> bool {
        self.next.as_ref().is_some_and(|header| header.document.as_ref() == Some(document))
    }

    /// Whether there is no other log.
    pub fn is_at_end(&self) -> bool {
        self.next.is_none()
    }

    /// The next log.
    pub fn log(&mut self) -> Result<Option<SealedLog>, Fault> {
        let Some(header) = self.next.take() else { return Ok(None) };
        let mut edits: Vec<Edit> = Vec::new();
        while let Some(line) = self.read()? {
            if is_header(&line) {
                self.next = Some(self.parse(&line)?);
                break;
            }
            edits.push(self.parse(&line)?);
        }
        SealedLog::from_parts(header.log, edits).map(Some).map_err(|error| self.fault(error))
    }

    fn read(&mut self) -> Result<Option<String>, Fault> {
        self.line += 1;
        self.lines.next().transpose().map_err(|error| self.fault(error))
    }

    fn parse<T: DeserializeOwned>(&self, line: &str) -> Result<T, Fault> {
        serde_json::from_str(line).map_err(|error| self.fault(error))
    }

    fn fault(&self, error: impl std::fmt::Display) -> Fault {
        Fault::System(format!("{}: line {}: {error}", self.path.display(), self.line))
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

/// The source, from an article and its log. The program ends an article with a
/// line break even where the log's text has none, and so takes one too many.
pub fn revert(article: &str, log: &SealedLog) -> Result<String, dedouble::LogError> {
    let added = article.strip_suffix('\n').filter(|less| less.len() == log.log().result_bytes());
    log.revert(added.unwrap_or(article)).map(|source| source.into_owned())
}
