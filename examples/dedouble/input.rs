//! The pages that were named: which they are, and what they hold.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::charset::Charset;
use crate::fault::Fault;

/// A page to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// Standard input.
    Stdin,
    /// A file, and its name under the folder that was named.
    File { path: PathBuf, name: PathBuf },
}

impl Page {
    /// What it is called in messages.
    pub fn name(&self) -> String {
        match self {
            Page::Stdin => "standard input".to_owned(),
            Page::File { path, .. } => path.display().to_string(),
        }
    }

    /// Its bytes.
    pub fn bytes(&self) -> Result<Vec<u8>, Fault> {
        let read = match self {
            Page::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            Page::File { path, .. } => fs::read(path),
        };
        read.map_err(|error| Fault::input(self.name(), &error))
    }

    /// Its text.
    pub fn text(&self, charset: Charset) -> Result<String, Fault> {
        charset
            .decode(self.bytes()?)
            .map_err(|wrong| Fault::Document(format!("{}: byte {}: {}", self.name(), wrong.byte, wrong.what)))
    }
}

/// The pages under the names given, in their order, folders by file name. What
/// lies in `out_dir` is output. A folder that cannot be read is a fault among pages.
pub fn pages(names: &[PathBuf], out_dir: Option<&Path>) -> Vec<Result<Page, Fault>> {
    if names.is_empty() {
        return vec![Ok(Page::Stdin)];
    }
    names.iter().flat_map(|path| named(path, out_dir)).collect()
}

fn named(path: &Path, out_dir: Option<&Path>) -> Vec<Result<Page, Fault>> {
    if path == Path::new("-") {
        return vec![Ok(Page::Stdin)];
    }
    if !path.is_dir() {
        let name = path.file_name().map(PathBuf::from).unwrap_or_default();
        return vec![Ok(Page::File { path: path.to_owned(), name })];
    }
    let out_dir = out_dir.and_then(|dir| dir.canonicalize().ok());
    let is_output = |path: &Path| out_dir.is_some() && path.canonicalize().ok() == out_dir;
    let pages: Vec<_> = WalkDir::new(path)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !(is_hidden(entry.path()) || is_output(entry.path())))
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() || !is_text(entry.path()) => None,
            Ok(entry) => {
                let name = entry.path().strip_prefix(path).unwrap_or(entry.path()).to_owned();
                Some(Ok(Page::File { path: entry.into_path(), name }))
            }
            Err(error) => Some(Err(Fault::System(error.to_string()))),
        })
        .collect();
    if pages.is_empty() {
        return vec![Err(Fault::System(format!("{}: no .txt file in this folder", path.display())))];
    }
    pages
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().and_then(OsStr::to_str).is_some_and(|name| name.starts_with('.'))
}

fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"))
}
