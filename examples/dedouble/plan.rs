//! Which inputs there are, and where the result of each goes.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::args::{Args, Format};
use crate::desk::View;
use crate::fault::Fault;
use crate::input::{sources, Kind, Source};
use crate::pack::Packing;

/// One input and its place.
#[derive(Clone, Debug)]
pub struct Task {
    pub source: Source,
    pub target: Target,
}

/// Where a result goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Stdout,
    File(PathBuf),
    /// In the place of the page, which may be kept under another name.
    InPlace {
        backup: Option<PathBuf>,
    },
    Nowhere,
}

/// What is to be done.
pub struct Plan {
    /// Each input; what cannot be read is a fault in its place.
    pub tasks: Vec<Result<Task, Fault>>,
    pub view: View,
    /// Where it is noted which files are done.
    pub notes: Option<PathBuf>,
    /// Whether lines of one input, not inputs, are dealt out to shards.
    pub shards_lines: bool,
}

/// The file in an output folder in which finished files are noted.
const NOTES: &str = ".dedouble-done";

pub fn plan(args: &Args) -> Result<Plan, Fault> {
    let has_folder = args.paths.iter().any(|path| path.is_dir());
    let sources = sources(args, args.output.as_deref())?;
    let many = sources.len() > 1 || has_folder;
    let folder = args.output.as_deref().filter(|out| many || is_folder(out));
    let view = view(args);
    check(args, &sources, many, view)?;
    let shards_lines = matches!(&sources[..], [Ok(Source { kind: Kind::Lines, .. })]);
    let mut tasks: Vec<Result<Task, Fault>> = Vec::with_capacity(sources.len());
    let (mut taken, mut seen) = (HashSet::new(), HashSet::new());
    for (number, source) in sources.into_iter().filter(|source| is_first(args, source, &mut seen)).enumerate()
    {
        let target = source
            .as_ref()
            .map(|source| target(args, source, folder, view))
            .unwrap_or(Ok(Target::Nowhere))?;
        if let Some(path) = shared(&target, &mut taken) {
            return Err(Fault::Run(format!(
                "two pages would be written to {}; read their folder, so that its tree is kept",
                path.display()
            )));
        }
        let is_ours = shards_lines || args.shard.is_none_or(|shard| shard.has(number as u64));
        if is_ours {
            tasks.push(source.map(|source| Task { source, target }));
        }
    }
    Ok(Plan { tasks, view, notes: notes(args, folder), shards_lines })
}

/// Whether the input was not named before; in place, no page is repaired twice.
fn is_first(args: &Args, source: &Result<Source, Fault>, seen: &mut HashSet<PathBuf>) -> bool {
    let path = source.as_ref().ok().and_then(|source| source.path.as_ref()?.canonicalize().ok());
    args.in_place.is_none() || path.is_none_or(|path| seen.insert(path))
}

/// The place of the target, if another has it.
fn shared<'a>(target: &'a Target, taken: &mut HashSet<PathBuf>) -> Option<&'a Path> {
    match target {
        Target::File(path) if !taken.insert(path.clone()) => Some(path),
        _ => None,
    }
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

fn view(args: &Args) -> View {
    if args.diff {
        View::Diff
    } else if args.findings {
        View::Findings
    } else if args.check {
        View::Name
    } else if args.output.is_some() || args.in_place.is_some() || args.report.is_some() {
        View::Nothing
    } else {
        View::Article
    }
}

/// What only the inputs tell of options that do not go together.
fn check(args: &Args, sources: &[Result<Source, Fault>], many: bool, view: View) -> Result<(), Fault> {
    let wrong = |message: &str| Err(Fault::Run(message.to_owned()));
    let mut found = sources.iter().filter_map(|source| source.as_ref().ok());
    let has_page = found.clone().any(|source| source.kind == Kind::Page);
    if many && has_page && view == View::Article {
        return wrong(
            "several pages need --output FOLDER or --in-place; or --check, --diff, --findings or --report to look at them",
        );
    }
    if found.clone().filter(|source| source.path.is_none()).count() > 1 {
        return wrong("standard input can be read only once");
    }
    if args.in_place.is_some() && found.clone().any(|source| source.path.is_none()) {
        return wrong("standard input has no place to put a result in: leave out --in-place");
    }
    if args.revert.is_some() && args.in_place.is_some() && args.edits.is_some() {
        return wrong("--revert writes no log");
    }
    for place in args.edits.iter().chain(&args.report).chain(args.stats.iter().flatten()) {
        let place = place.canonicalize().ok();
        let is_input =
            |source: &Source| source.path.as_ref().and_then(|path| path.canonicalize().ok()) == place;
        if place.is_some() && found.any(is_input) {
            return wrong("--edits, --report or --stats would replace the page: give it another name");
        }
    }
    Ok(())
}

fn target(args: &Args, source: &Source, folder: Option<&Path>, view: View) -> Result<Target, Fault> {
    if let (Some(_), Some(path)) = (&args.in_place, &source.path) {
        let backup = args.suffix().map(|suffix| {
            // Beside the file, not beside a link to it.
            let mut name = OsString::from(path.canonicalize().unwrap_or_else(|_| path.clone()));
            name.push(suffix);
            PathBuf::from(name)
        });
        return Ok(Target::InPlace { backup });
    }
    let Some(out) = &args.output else {
        return Ok(if view == View::Article { Target::Stdout } else { Target::Nowhere });
    };
    let path = match folder {
        None => out.clone(),
        Some(_) if source.path.is_none() => {
            return Err(Fault::Run(
                "standard input has no name to take in a folder: --output FILE".to_owned(),
            ));
        }
        Some(folder) => folder.join(named(&source.name, args.format, source.kind)),
    };
    let here = source.path.as_ref().and_then(|path| path.canonicalize().ok());
    if here.is_some() && path.canonicalize().ok() == here {
        return Err(Fault::Run(format!(
            "{}: the article would replace the page; --in-place does that",
            source.title()
        )));
    }
    Ok(Target::File(path))
}

/// The name of a result: that of its page, with the ending of its format.
fn named(name: &Path, format: Format, kind: Kind) -> PathBuf {
    let ending = match format {
        Format::Markdown if kind == Kind::Page => "md",
        Format::Json if kind == Kind::Page => "json",
        _ => return name.to_owned(),
    };
    match Packing::of_name(name) {
        Packing::None => name.with_extension(ending),
        _ => {
            let packed = name.extension().unwrap_or_default().to_string_lossy().into_owned();
            name.with_extension("").with_extension(format!("{ending}.{packed}"))
        }
    }
}

/// Where finished files are noted; each shard has notes of its own.
fn notes(args: &Args, folder: Option<&Path>) -> Option<PathBuf> {
    let mut name = match (&args.resume, folder) {
        (Some(Some(given)), _) => given.clone().into_os_string(),
        (_, Some(folder)) if args.revert.is_none() => folder.join(NOTES).into_os_string(),
        _ => return None,
    };
    if let Some(shard) = args.shard {
        name.push(format!("-{}-of-{}", shard.part + 1, shard.of));
    }
    Some(name.into())
}
