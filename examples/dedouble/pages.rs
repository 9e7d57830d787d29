//! Pages: an article each, to standard output or to a folder.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use similar::TextDiff;

use crate::args::{Args, Format};
use crate::edits::{self, Document, LogReader};
use crate::fault::{Fault, Status};
use crate::input::Page;
use crate::output::WholeFile;
use crate::render::render;
use crate::repair::Repairer;

/// Repairs every page. A fault of one page does not stop the others.
pub fn run(args: &Args, pages: Vec<Result<Page, Fault>>, status: &mut Status) -> Result<(), Fault> {
    let targets = targets(args, &pages)?;
    let mut repairer = Repairer::new(args)?;
    for (page, target) in pages.into_iter().zip(targets) {
        match page.and_then(|page| repair(args, &mut repairer, &page, target.as_deref(), status)) {
            Ok(()) => {}
            Err(fault) if fault.is_of_one_page() => status.note(&fault),
            Err(fault) => return Err(fault),
        }
    }
    repairer.finish()
}

fn repair(
    args: &Args,
    repairer: &mut Repairer,
    page: &Page,
    target: Option<&Path>,
    status: &mut Status,
) -> Result<(), Fault> {
    let source = page.text(args.encoding)?;
    let restored = repairer.repair(Document::Page(page.name()), &source)?;
    let changed = restored.text != source;
    if args.check && changed {
        status.raise(Status::Flawed);
    }
    let output = if args.diff {
        diff(&page.name(), &source, &restored.text)
    } else if args.check {
        if changed {
            format!("{}\n", page.name())
        } else {
            String::new()
        }
    } else {
        render(&restored, args.format)?
    };
    match target {
        Some(path) => write_file(path, &output),
        None => write_out(&output),
    }
}

/// The source of one article, exactly.
pub fn revert(args: &Args, page: &Page, log: &Path) -> Result<(), Fault> {
    let article = page.text(args.encoding)?;
    let mut logs = LogReader::open(log)?;
    let found = logs.log()?;
    let one = found.filter(|_| logs.is_at_end());
    let one = one.ok_or_else(|| Fault::System(format!("{}: not the log of one page", log.display())))?;
    let source = edits::revert(&article, &one)
        .map_err(|error| Fault::Document(format!("{}: {error}", page.name())))?;
    write_out(&source)
}

/// How long the search for the smallest difference may take; a coarser one is right, too.
const DIFF_TIME: Duration = Duration::from_secs(5);

fn diff(name: &str, source: &str, text: &str) -> String {
    let diff = TextDiff::configure().timeout(DIFF_TIME).diff_lines(source, text);
    diff.unified_diff().header(name, name).to_string()
}

fn write_out(text: &str) -> Result<(), Fault> {
    let mut out = BufWriter::new(io::stdout().lock());
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Fault::output("standard output", &error))
}

fn write_file(path: &Path, text: &str) -> Result<(), Fault> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Fault::output(folder.display(), &error))?;
    }
    let mut file = WholeFile::create(path)?;
    file.put(text.as_bytes())?;
    file.finish()
}

/// Where each article goes: nowhere but to standard output, or to a file of its own.
fn targets(args: &Args, pages: &[Result<Page, Fault>]) -> Result<Vec<Option<PathBuf>>, Fault> {
    let mut taken = std::collections::HashSet::new();
    let mut targets = Vec::with_capacity(pages.len());
    for page in pages {
        let target = match (&args.out_dir, page) {
            (None, _) | (_, Err(_)) => None,
            (Some(_), Ok(Page::Stdin)) => {
                return Err(Fault::System("standard input has no name to take in --out-dir".to_owned()));
            }
            (Some(folder), Ok(Page::File { path, name })) => Some(target(folder, path, name, args.format)?),
        };
        if let Some(path) = target.as_ref().filter(|path| !taken.insert(path.to_path_buf())) {
            return Err(Fault::System(format!("two pages would be written to {}", path.display())));
        }
        targets.push(target);
    }
    Ok(targets)
}

fn target(folder: &Path, page: &Path, name: &Path, format: Format) -> Result<PathBuf, Fault> {
    let target = match format {
        Format::Text => folder.join(name),
        Format::Markdown => folder.join(name).with_extension("md"),
        Format::Json => folder.join(name).with_extension("json"),
    };
    let same = target.canonicalize().is_ok_and(|there| page.canonicalize().is_ok_and(|here| here == there));
    if same {
        return Err(Fault::System(format!("{}: the article would replace the page", page.display())));
    }
    Ok(target)
}
