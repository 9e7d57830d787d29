//! What was named: which files, and what they hold.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use ignore::overrides::{Override, OverrideBuilder};
use ignore::WalkBuilder;

use crate::args::Args;
use crate::fault::Fault;
use crate::pack::{unpack, Packing};
use crate::stop::{Stdin, Stop};

/// An input.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its file; standard input has none.
    pub path: Option<PathBuf>,
    /// Its name under the folder that was named.
    pub name: PathBuf,
    pub kind: Kind,
}

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One page.
    Page,
    /// JSON Lines, a document each.
    Lines,
}

/// What a file was when it was read: it has to be the same when it is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub bytes: u64,
    /// Nanoseconds since 1970.
    pub modified: u128,
}

impl Stamp {
    pub fn of(path: &Path) -> io::Result<Stamp> {
        let data = fs::metadata(path)?;
        let modified = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Ok(Stamp { bytes: data.len(), modified: modified.map_or(0, |time| time.as_nanos()) })
    }
}

/// An input that is read.
pub struct Opened {
    pub packing: Packing,
    pub reader: BufReader<Box<dyn Read + Send>>,
    /// How many bytes were read of it so far, packed as they are.
    pub read: Arc<AtomicU64>,
}

/// A reader that counts.
struct Counted(Box<dyn Read + Send>, Arc<AtomicU64>);

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let size = self.0.read(out)?;
        self.1.fetch_add(size as u64, Ordering::Relaxed);
        Ok(size)
    }
}

impl Source {
    /// What it is called in messages and logs.
    pub fn title(&self) -> String {
        match &self.path {
            None => "standard input".to_owned(),
            Some(path) => path.display().to_string(),
        }
    }

    /// Its size in bytes as it lies there, if that is known.
    pub fn size(&self) -> Option<u64> {
        let data = fs::metadata(self.path.as_ref()?).ok()?;
        data.is_file().then_some(data.len())
    }

    pub fn open(&self, stop: &Stop) -> Result<Opened, Fault> {
        let packed: io::Result<Box<dyn Read + Send>> = match &self.path {
            None => Ok(Box::new(Stdin::new(stop.clone()))),
            Some(path) => File::open(path).map(|file| Box::new(file) as _),
        };
        let read = Arc::<AtomicU64>::default();
        let unpacked = packed.and_then(|packed| unpack(Counted(packed, Arc::clone(&read))));
        let (packing, reader) = unpacked.map_err(|error| Fault::input(self.title(), &error))?;
        Ok(Opened { packing, reader: BufReader::with_capacity(1 << 16, reader), read })
    }

    /// All it holds, unpacked.
    pub fn read(&self, stop: &Stop, max_size: u64) -> Result<(Packing, Vec<u8>), Fault> {
        let Opened { packing, reader, .. } = self.open(stop)?;
        let mut bytes = Vec::new();
        let read = reader.take(max_size.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| Fault::input(self.title(), &error))?;
        if bytes.len() as u64 > max_size {
            return Err(Fault::Document(format!("{}: {}", self.title(), too_large(max_size))));
        }
        Ok((packing, bytes))
    }
}

/// What is said of a document that is larger than it may be.
pub fn too_large(max_size: u64) -> String {
    format!("larger than {max_size} bytes unpacked; if there is memory for it, raise --max-size")
}

/// The inputs that were named, in their order, folders by file name. What cannot
/// be read is a fault among them. What lies under `out` is output.
pub fn sources(args: &Args, out: Option<&Path>) -> Result<Vec<Result<Source, Fault>>, Fault> {
    let mut paths = args.paths.clone();
    if let Some(list) = &args.file_list {
        paths.extend(listed(list)?);
    }
    if paths.is_empty() && args.file_list.is_none() {
        paths.push(PathBuf::from("-"));
    }
    let out = out.and_then(|dir| dir.canonicalize().ok());
    let mut sources = Vec::new();
    for path in &paths {
        if path == Path::new("-") {
            let kind = if args.jsonl { Kind::Lines } else { Kind::Page };
            sources.push(Ok(Source { path: None, name: PathBuf::new(), kind }));
        } else if path.is_dir() {
            walk(args, path, out.as_deref(), &mut sources)?;
        } else {
            let name = path.file_name().map(PathBuf::from).unwrap_or_default();
            sources.push(Ok(source(args, path.clone(), name)));
        }
    }
    Ok(sources)
}

fn source(args: &Args, path: PathBuf, name: PathBuf) -> Source {
    let is_lines = args.jsonl || matches!(ending(&path).as_deref(), Some("jsonl" | "ndjson"));
    Source { path: Some(path), name, kind: if is_lines { Kind::Lines } else { Kind::Page } }
}

/// What a name ends in, but for how the file is packed; in small letters.
fn ending(path: &Path) -> Option<String> {
    let inner = match Packing::of_name(path) {
        Packing::None => path.to_owned(),
        _ => path.with_extension(""),
    };
    inner.extension().and_then(|end| end.to_str()).map(str::to_ascii_lowercase)
}

/// The paths in a file, one a line.
fn listed(list: &Path) -> Result<Vec<PathBuf>, Fault> {
    let wrong = |error: io::Error| Fault::Run(format!("{}: {error}", list.display()));
    let reader: Box<dyn BufRead> = if list == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(list).map_err(wrong)?))
    };
    let lines = reader.lines().collect::<io::Result<Vec<_>>>().map_err(wrong)?;
    Ok(lines.into_iter().filter(|line| !line.is_empty()).map(PathBuf::from).collect())
}

fn walk(
    args: &Args,
    folder: &Path,
    out: Option<&Path>,
    sources: &mut Vec<Result<Source, Fault>>,
) -> Result<(), Fault> {
    let out = out.map(Path::to_owned);
    let mut builder = WalkBuilder::new(folder);
    builder
        .standard_filters(!args.no_ignore)
        .hidden(!args.hidden)
        .follow_links(args.follow)
        .overrides(globs(folder, &args.glob)?)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| {
            entry.depth() == 0 || out.is_none() || entry.path().canonicalize().ok() != out
        });
    let before = sources.len();
    for entry in builder.build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file && (!args.glob.is_empty() || is_document(entry.path())) {
                    let name = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_owned();
                    sources.push(Ok(source(args, entry.into_path(), name)));
                }
            }
            Err(error) => {
                sources.push(Err(Fault::Document(format!("{error}; what is in it was not repaired"))))
            }
        }
    }
    if sources.len() == before {
        sources.push(Err(Fault::Document(format!(
            "{}: no .txt, .text, .jsonl or .ndjson file in this folder; --glob finds others",
            folder.display()
        ))));
    }
    Ok(())
}

fn globs(folder: &Path, globs: &[String]) -> Result<Override, Fault> {
    let mut builder = OverrideBuilder::new(folder);
    for glob in globs {
        builder.add(glob).map_err(|error| Fault::Run(format!("--glob {glob}: {error}")))?;
    }
    builder.build().map_err(|error| Fault::Run(format!("--glob: {error}")))
}

fn is_document(path: &Path) -> bool {
    matches!(ending(path).as_deref(), Some("txt" | "text" | "jsonl" | "ndjson"))
}
