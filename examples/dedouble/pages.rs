//! Pages: an article each.

use std::io::{BufWriter, Stdout, Write};

use dedouble::EditLog;

use crate::args::{Args, Format};
use crate::charset::{encode, Decoded};
use crate::desk::{Desk, Seen, Wants};
use crate::edits::inverse;
use crate::fault::Fault;
use crate::input::{Source, Stamp};
use crate::output::WholeFile;
use crate::pack::{Packer, Packing};
use crate::plan::{Target, Task};
use crate::pool::{self, Flow, Next};
use crate::render::render;
use crate::repair::{uses_crlf, Repaired};
use crate::setting::Setting;
use crate::shown::shown;

/// Repairs every page. A fault of one page does not stop the others.
pub fn run(
    setting: &Setting,
    tasks: Vec<Result<Task, Fault>>,
    desk: &mut Desk,
    out: &mut BufWriter<Stdout>,
) -> Result<(), Fault> {
    let wants = desk.wants.clone();
    let maker = Maker { setting, args: setting.args, wants };
    let mut pages = Pages { tasks: tasks.into_iter(), desk, out };
    pool::run(&mut pages, setting.args.threads(), &setting.stop, |task| maker.make(task))
}

/// A page that is done but for taking its place.
struct Made {
    task: Task,
    stamp: Option<Stamp>,
    seen: Option<Seen>,
    result: Outcome,
    /// Bytes that are no text and were kept.
    kept: Option<String>,
}

enum Outcome {
    /// For standard output.
    Out(Vec<u8>),
    /// Written, under no name yet.
    File(WholeFile),
    /// Nothing is to be written.
    None,
}

/// Makes articles.
struct Maker<'a> {
    setting: &'a Setting<'a>,
    args: &'a Args,
    wants: Wants,
}

impl Maker<'_> {
    fn make(&self, task: Task) -> Result<Made, Fault> {
        let title = task.source.title();
        // Before it is read: what changes it later is seen.
        let stamp = task.source.path.as_deref().and_then(|path| Stamp::of(path).ok());
        let (packing, bytes) = task.source.read(&self.setting.stop, self.args.max_size)?;
        let wrong = |what: String| Fault::Document(format!("{title}: {what}"));
        let decoded = self.args.encoding.decode(&bytes).map_err(wrong)?;
        let kept = decoded.strays_told(&bytes);
        if let Some(strays) = kept.as_ref().filter(|_| !self.keeps_strays()) {
            return Err(wrong(format!(
                "{strays}; --output-encoding same keeps such bytes, --encoding names another"
            )));
        }
        let kept = kept.map(|strays| format!("{title}: {strays}; kept as it is"));
        let (seen, article, changed) = match &self.setting.logs {
            None => self.repair(&task.source, &decoded, &bytes)?,
            Some(logs) => {
                let log = logs.of_page(&task.source)?;
                let back = log.revert(&decoded.text).and_then(|_| inverse(&decoded.text, log.log()));
                let back = back.map_err(|error| wrong(error.to_string()))?;
                (None, self.written(&decoded, &bytes, &back).map_err(wrong)?, !back.is_empty())
            }
        };
        let result = self.placed(&task, packing, article, changed).map_err(Fault::of_one_document)?;
        Ok(Made { task, stamp, seen, result, kept })
    }

    /// Whether bytes that are no text can be kept.
    fn keeps_strays(&self) -> bool {
        self.args.keeps_encoding() && self.args.format == Format::Text
    }

    fn repair(
        &self,
        source: &Source,
        decoded: &Decoded,
        bytes: &[u8],
    ) -> Result<(Option<Seen>, Vec<u8>, bool), Fault> {
        let wrong = |what: String| Fault::Document(format!("{}: {what}", source.title()));
        let repaired = self.setting.repairer.repair(&decoded.text);
        let seen = self.wants.see(&source.title(), None, source.path.is_none(), &repaired)?;
        let article = match self.args.format {
            Format::Text => self.written(decoded, bytes, &repaired.log).map_err(wrong)?,
            format => self.rendered(decoded, &repaired, format).map_err(wrong)?,
        };
        Ok((Some(seen), article, repaired.is_changed()))
    }

    /// The text with the edits made, in the encoding that was asked for.
    fn written(&self, decoded: &Decoded, bytes: &[u8], log: &EditLog) -> Result<Vec<u8>, String> {
        if self.args.keeps_encoding() {
            return decoded.edited(bytes, log);
        }
        let text = log.apply(&decoded.text).map_err(|error| error.to_string())?;
        Ok(text.into_owned().into_bytes())
    }

    fn rendered(&self, decoded: &Decoded, repaired: &Repaired, format: Format) -> Result<Vec<u8>, String> {
        let mut text = render(repaired, format)?;
        if uses_crlf(repaired.source) {
            text = text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        if self.args.keeps_encoding() {
            return encode(&text, decoded.encoding);
        }
        Ok(text.into_bytes())
    }

    /// Writes everything but the name.
    fn placed(
        &self,
        task: &Task,
        packing: Packing,
        article: Vec<u8>,
        changed: bool,
    ) -> Result<Outcome, Fault> {
        let (file, packing) = match &task.target {
            Target::Nowhere => return Ok(Outcome::None),
            Target::InPlace { .. } if !changed => return Ok(Outcome::None),
            Target::Stdout if self.wants.terminal => {
                let text = String::from_utf8_lossy(&article);
                return Ok(Outcome::Out(shown(&text).into_owned().into_bytes()));
            }
            Target::Stdout => return Ok(Outcome::Out(article)),
            Target::File(path) => (WholeFile::create_with_folders(path)?, Packing::of_name(path)),
            Target::InPlace { .. } => {
                let path = task.source.path.as_deref().unwrap_or_else(|| std::path::Path::new("-"));
                (WholeFile::create(path)?, packing)
            }
        };
        let path = file.path().to_owned();
        let packed = Packer::new(packing, file).and_then(|mut packer| {
            packer.write_all(&article)?;
            packer.finish()
        });
        packed.map(Outcome::File).map_err(|error| Fault::output(path.display(), &error))
    }
}

/// Tasks in, articles out.
struct Pages<'a> {
    tasks: std::vec::IntoIter<Result<Task, Fault>>,
    desk: &'a mut Desk,
    out: &'a mut BufWriter<Stdout>,
}

impl Flow for Pages<'_> {
    type Item = Task;
    type Done = Result<Made, Fault>;

    fn next(&mut self) -> Result<Next<Task>, Fault> {
        for task in self.tasks.by_ref() {
            match task {
                Ok(task) if is_done(self.desk, &task) => {
                    self.desk.progress.file(task.source.size().unwrap_or(0))
                }
                Ok(task) => return Ok(Next::Item(task)),
                Err(fault) => self.desk.pass(fault)?,
            }
        }
        Ok(Next::End)
    }

    fn take(&mut self, made: Result<Made, Fault>) -> Result<(), Fault> {
        let size = made.as_ref().map_or(None, |made| made.task.source.size()).unwrap_or(0);
        let taken = made.and_then(|made| self.place(made));
        self.desk.progress.document(0);
        self.desk.progress.file(size);
        taken.or_else(|fault| self.desk.pass(fault))
    }

    fn idle(&mut self) -> Result<(), Fault> {
        self.out.flush().map_err(|error| Fault::output("standard output", &error))
    }
}

impl Pages<'_> {
    fn place(&mut self, made: Made) -> Result<(), Fault> {
        let Made { task, stamp, seen, result, kept } = made;
        if let Some(kept) = kept {
            self.desk.say(&kept);
        }
        if let Some(seen) = seen {
            self.desk.keep(&seen, self.out)?;
        }
        if matches!(result, Outcome::File(_)) {
            self.desk.settle()?;
        }
        match (result, &task.target, stamp) {
            (Outcome::None, ..) => {}
            (Outcome::Out(article), ..) => {
                let written = self.out.write_all(&article).and_then(|()| self.out.flush());
                written.map_err(|error| Fault::output("standard output", &error))?;
            }
            (Outcome::File(file), Target::InPlace { backup }, Some(stamp)) => {
                file.replace(stamp, backup.as_deref()).map_err(Fault::of_one_document)?;
            }
            (Outcome::File(file), ..) => file.finish().map_err(Fault::of_one_document)?,
        }
        note_done(self.desk, &task, stamp)
    }
}

/// Whether an earlier run has finished the input.
pub fn is_done(desk: &mut Desk, task: &Task) -> bool {
    let is_there = match &task.target {
        Target::File(path) => path.exists(),
        _ => true,
    };
    let Some(path) = task.source.path.as_deref().filter(|_| is_there) else { return false };
    let Some(notes) = desk.notes() else { return false };
    Stamp::of(path).is_ok_and(|stamp| notes.has(&task.source.title(), stamp))
}

/// Notes that the input is finished.
pub fn note_done(desk: &mut Desk, task: &Task, before: Option<Stamp>) -> Result<(), Fault> {
    let Some(notes) = desk.notes() else { return Ok(()) };
    // In place, it is another file now.
    let stamp = match task.target {
        Target::InPlace { .. } => task.source.path.as_deref().and_then(|path| Stamp::of(path).ok()),
        _ => before,
    };
    stamp.map_or(Ok(()), |stamp| notes.add(&task.source.title(), stamp))
}
