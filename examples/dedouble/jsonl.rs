//! JSON Lines: one document a line, in at one end and out at the other.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, BufWriter, Read, Stdout, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;

use dedouble::SealedLog;

use crate::args::Shard;
use crate::desk::{Desk, Seen, Wants};
use crate::edits::LineLogs;
use crate::fault::Fault;
use crate::input::{too_large, Opened, Stamp};
use crate::json_line::{text_of, Changed};
use crate::output::WholeFile;
use crate::pack::{Packer, Packing};
use crate::pages::{is_done, note_done};
use crate::plan::{Target, Task};
use crate::pool::{self, Flow, Next};
use crate::setting::Setting;
use crate::shown::shown;

/// Repairs (or reverts) every line of one input.
pub fn run(
    setting: &Setting,
    task: &Task,
    shard: Option<Shard>,
    desk: &mut Desk,
    out: &mut BufWriter<Stdout>,
) -> Result<(), Fault> {
    let size = task.source.size().unwrap_or(0);
    if is_done(desk, task) {
        desk.progress.file(size);
        return Ok(());
    }
    let stamp = task.source.path.as_deref().and_then(|path| Stamp::of(path).ok());
    let Opened { packing, reader, read } = task.source.open(&setting.stop)?;
    let input = task.source.title();
    let maker =
        Maker { setting, wants: desk.wants.clone(), input: &input, is_stdin: task.source.path.is_none() };
    let mut lines = Lines {
        input: &input,
        reader,
        read,
        number: 0,
        limit: setting.args.max_size,
        shard,
        long: None,
        rests: true,
        logs: setting.logs.as_ref().map(|logs| logs.of_lines(&task.source)).transpose()?,
        sink: Sink::open(task, packing, desk.wants.terminal).map_err(Fault::of_one_document)?,
        changed: false,
        desk,
        out,
    };
    pool::run(&mut lines, setting.args.threads(), &setting.stop, |line| maker.make(line))?;
    let Lines { sink, changed, .. } = lines;
    desk.settle()?;
    sink.finish(task, stamp, changed).map_err(Fault::of_one_document)?;
    note_done(desk, task, stamp)?;
    desk.progress.file(size);
    Ok(())
}

/// A line that is read.
struct Line {
    number: u64,
    bytes: Vec<u8>,
    log: Option<SealedLog>,
}

/// A line that is done.
struct Made {
    bytes: Vec<u8>,
    changed: bool,
    seen: Option<Seen>,
    fault: Option<Fault>,
}

/// Makes lines of lines.
struct Maker<'a> {
    setting: &'a Setting<'a>,
    wants: Wants,
    input: &'a str,
    is_stdin: bool,
}

impl Maker<'_> {
    fn make(&self, line: Line) -> Made {
        match self.change(&line) {
            Ok((changed, seen)) => Made {
                changed: changed.is_some(),
                bytes: changed.map_or_else(|| line.bytes.clone(), |changed| changed.put(&line.bytes)),
                seen,
                fault: None,
            },
            Err(Fault::Document(what)) => {
                let what = format!("{}: line {}{what}; it was left as it is", self.input, line.number);
                Made { bytes: line.bytes, changed: false, seen: None, fault: Some(Fault::Document(what)) }
            }
            Err(fault) => Made { bytes: line.bytes, changed: false, seen: None, fault: Some(fault) },
        }
    }

    /// The line's new text, if it gets one.
    fn change(&self, line: &Line) -> Result<(Option<Changed>, Option<Seen>), Fault> {
        let (place, text) = text_of(&line.bytes, &self.setting.args.text_key)?;
        let changed = |new: &str| (new != text).then(|| Changed::new(&line.bytes, place.clone(), new));
        if self.setting.logs.is_some() {
            let log =
                line.log.as_ref().ok_or_else(|| Fault::Document(": no log for this line".to_owned()))?;
            let source = log.revert(&text).map_err(|error| Fault::Document(format!(": {error}")))?;
            return Ok((changed(&source), None));
        }
        let repaired = self.setting.repairer.repair(&text);
        let seen = self.wants.see(self.input, Some(line.number), self.is_stdin, &repaired)?;
        Ok((changed(&repaired.text), Some(seen)))
    }
}

/// Lines in, lines out.
struct Lines<'a> {
    input: &'a str,
    reader: BufReader<Box<dyn Read + Send>>,
    /// Bytes read so far, as they lie there.
    read: Arc<AtomicU64>,
    /// Lines read so far.
    number: u64,
    limit: u64,
    shard: Option<Shard>,
    /// The start of a line that is too long to be held.
    long: Option<Vec<u8>>,
    /// Whether everything before is done.
    rests: bool,
    logs: Option<LineLogs>,
    sink: Sink,
    changed: bool,
    desk: &'a mut Desk,
    out: &'a mut BufWriter<Stdout>,
}

impl Flow for Lines<'_> {
    type Item = Line;
    type Done = Made;

    fn next(&mut self) -> Result<Next<Line>, Fault> {
        if let Some(start) = self.long.take() {
            self.pass_on(&start)?;
        }
        loop {
            // A reader that feeds lines by hand gets each one back before the next.
            if self.reader.buffer().is_empty() && !std::mem::replace(&mut self.rests, true) {
                return Ok(Next::Pause);
            }
            self.rests = false;
            let mut bytes = Vec::new();
            let limit = self.limit.saturating_add(1);
            let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes);
            read.map_err(|error| Fault::input(format!("{}: line {}", self.input, self.number + 1), &error))?;
            if bytes.is_empty() {
                return Ok(Next::End);
            }
            self.number += 1;
            if bytes.len() as u64 == limit && bytes.last() != Some(&b'\n') {
                self.long = Some(bytes);
                return Ok(Next::Pause);
            }
            if self.is_ours() {
                let log = self.log()?;
                return Ok(Next::Item(Line { number: self.number, bytes, log }));
            }
        }
    }

    fn take(&mut self, made: Made) -> Result<(), Fault> {
        if let Some(seen) = &made.seen {
            self.desk.keep(seen, self.out)?;
        }
        if let Some(fault) = made.fault {
            self.desk.pass(fault)?;
        }
        self.changed |= made.changed;
        self.sink.put(&made.bytes, self.out)?;
        self.desk.progress.document(self.read.load(Ordering::Relaxed));
        Ok(())
    }

    fn idle(&mut self) -> Result<(), Fault> {
        self.out.flush().map_err(|error| Fault::output("standard output", &error))
    }
}

impl Lines<'_> {
    fn is_ours(&self) -> bool {
        self.shard.is_none_or(|shard| shard.has(self.number - 1))
    }

    fn log(&mut self) -> Result<Option<SealedLog>, Fault> {
        let Some(logs) = &mut self.logs else { return Ok(None) };
        logs.log(self.number)
    }

    /// A line that is too long goes through as it is, a part at a time.
    fn pass_on(&mut self, start: &[u8]) -> Result<(), Fault> {
        let is_ours = self.is_ours();
        if is_ours {
            let what = too_large(self.limit);
            let line = format!("{}: line {}: {what}; it was left as it is", self.input, self.number);
            self.desk.pass(Fault::Document(line))?;
            self.sink.put(start, self.out)?;
        }
        loop {
            let part = self.reader.fill_buf().map_err(|error| Fault::input(self.input, &error))?;
            let end = memchr::memchr(b'\n', part).map(|end| end + 1);
            let size = end.unwrap_or(part.len());
            if is_ours {
                self.sink.put(&part[..size], self.out)?;
            }
            self.reader.consume(size);
            if end.is_some() || size == 0 {
                return Ok(());
            }
        }
    }
}

/// Where lines go.
enum Sink {
    Stdout {
        terminal: bool,
    },
    /// A file, and what it will be called.
    File(Box<Packer<WholeFile>>, PathBuf),
    Nowhere,
}

impl Sink {
    fn open(task: &Task, packing: Packing, terminal: bool) -> Result<Sink, Fault> {
        let (file, packing) = match (&task.target, &task.source.path) {
            (Target::Nowhere, _) => return Ok(Sink::Nowhere),
            (Target::File(path), _) => (WholeFile::create_with_folders(path)?, Packing::of_name(path)),
            (Target::InPlace { .. }, Some(path)) => (WholeFile::create(path)?, packing),
            _ => return Ok(Sink::Stdout { terminal }),
        };
        let path = file.path().to_owned();
        match Packer::new(packing, file) {
            Ok(packer) => Ok(Sink::File(Box::new(packer), path)),
            Err(error) => Err(Fault::output(path.display(), &error)),
        }
    }

    fn put(&mut self, line: &[u8], out: &mut BufWriter<Stdout>) -> Result<(), Fault> {
        match self {
            Sink::Nowhere => Ok(()),
            Sink::Stdout { terminal } => {
                let line = match terminal {
                    true => Cow::Owned(shown(&String::from_utf8_lossy(line)).into_owned().into_bytes()),
                    false => Cow::Borrowed(line),
                };
                out.write_all(&line).map_err(|error| Fault::output("standard output", &error))
            }
            Sink::File(file, path) => {
                file.write_all(line).map_err(|error| Fault::output(path.display(), &error))
            }
        }
    }

    fn finish(self, task: &Task, stamp: Option<Stamp>, changed: bool) -> Result<(), Fault> {
        let Sink::File(packer, path) = self else { return Ok(()) };
        let file = packer.finish().map_err(|error| Fault::output(path.display(), &error))?;
        match (&task.target, stamp) {
            (Target::InPlace { .. }, _) if !changed => Ok(()),
            (Target::InPlace { backup }, Some(stamp)) => {
                file.replace(stamp, backup.as_deref().map(Path::new))
            }
            _ => file.finish(),
        }
    }
}
