//! The log as a file: JSON Lines, for each document a header and then an edit a line.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
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

    /// Adds the changes of one document. What it is ahead of can be replaced then.
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
            LogWriter::Ahead(path, file) => file
                .write_all(&lines)
                .and_then(|()| file.flush())
                .and_then(|()| file.get_ref().sync_data())
                .map_err(|error| Fault::output(path.display(), &error)),
        }
    }

    pub fn finish(self) -> Result<(), Fault> {
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

/// The logs in a file, one after the other.
pub struct LogReader {
    path: PathBuf,
    file: BufReader<File>,
    /// Lines read so far.
    line: u64,
    next: Option<Header>,
}

impl LogReader {
    pub fn open(path: &Path) -> Result<LogReader, Fault> {
        let file = File::open(path).map_err(|error| Fault::input(path.display(), &error))?;
        let mut reader = LogReader { path: path.to_owned(), file: BufReader::new(file), line: 0, next: None };
        reader.head()?;
        Ok(reader)
    }

    /// The log of the document, if it is the next one but for those of lines before it.
    pub fn log_of_line(&mut self, document: &Document) -> Result<Option<SealedLog>, Fault> {
        loop {
            match &self.next {
                Some(Header { document: next, .. }) if next.line == document.line => return self.log(),
                Some(Header { document: next, .. }) if next.line < document.line => drop(self.log()?),
                _ => return Ok(None),
            }
        }
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

    fn head(&mut self) -> Result<(), Fault> {
        self.next = None;
        if let Some(line) = self.read()? {
            self.next = Some(self.parse(&line)?);
        }
        Ok(())
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

/// Where in a file each page's log stands.
pub struct LogIndex {
    reader: LogReader,
    /// Byte and line of each header; of a page that was logged more than once, the last.
    places: HashMap<String, (u64, u64)>,
}

impl LogIndex {
    pub fn open(path: &Path) -> Result<LogIndex, Fault> {
        let mut reader = LogReader::open(path)?;
        let wrong = |error: io::Error| Fault::input(path.display(), &error);
        reader.file.seek(SeekFrom::Start(0)).map_err(wrong)?;
        let mut places = HashMap::new();
        let (mut at, mut line) = (0, String::new());
        for number in 0.. {
            line.clear();
            let read = reader.file.by_ref().read_line(&mut line).map_err(wrong)?;
            if read == 0 {
                break;
            }
            if is_header(&line) {
                if let Ok(Header { document: Document { page: Some(page), line: None }, .. }) =
                    serde_json::from_str(&line)
                {
                    places.insert(page, (at, number));
                }
            }
            at += read as u64;
        }
        Ok(LogIndex { reader, places })
    }

    /// The log of a page: the one of its name, or the only one of a page with
    /// this name in another folder.
    pub fn log_of(&mut self, source: &Source) -> Result<Option<SealedLog>, Fault> {
        let like = |page: &&String| Path::new(page).ends_with(&source.name);
        let place = self.places.get(&source.title()).or_else(|| {
            let mut alike = self.places.iter().filter(|(page, _)| like(page));
            alike.next().filter(|_| alike.next().is_none()).map(|(_, place)| place)
        });
        let Some(&(at, line)) = place else { return Ok(None) };
        self.reader.file.seek(SeekFrom::Start(at)).map_err(|error| self.reader.fault(error))?;
        self.reader.line = line;
        self.reader.head()?;
        self.reader.log()
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
