//! What an earlier run has finished: a note for each file, written last.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::input::Stamp;

/// A file that was repaired and written whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Note {
    page: String,
    bytes: u64,
    modified: u128,
    /// With which options.
    run: String,
}

/// The notes of a run.
pub struct Notes {
    path: PathBuf,
    file: File,
    /// What was noted by this run and, if it goes on, by those before.
    done: HashSet<Note>,
    run: String,
    /// Whether they stay when everything is done.
    stay: bool,
}

impl Notes {
    /// Opens the notes at `path`; those of earlier runs count if this one goes on.
    pub fn open(path: &Path, run: String, goes_on: bool) -> Result<Notes, Fault> {
        let wrong = |error: io::Error| Fault::output(path.display(), &error);
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(wrong)?;
        }
        let mut done = HashSet::new();
        if goes_on && path.exists() {
            let text = fs::read_to_string(path).map_err(wrong)?;
            // A run that was killed may have left half a line: that file is not done.
            done.extend(text.lines().filter_map(|line| serde_json::from_str::<Note>(line).ok()));
        }
        let mut options = File::options();
        options.create(true);
        if goes_on {
            options.append(true)
        } else {
            options.write(true).truncate(true)
        };
        let mut file = options.open(path).map_err(wrong)?;
        if goes_on {
            // So that half a line before does not spoil the next one.
            file.write_all(b"\n").map_err(wrong)?;
        }
        Ok(Notes { path: path.to_owned(), file, done, run, stay: goes_on })
    }

    /// Whether the file, as it is now, is done, and its result is there.
    pub fn has(&self, page: &str, stamp: Stamp) -> bool {
        self.done.contains(&self.note(page, stamp))
    }

    /// Notes a file whose result is on the disk.
    pub fn add(&mut self, page: &str, stamp: Stamp) -> Result<(), Fault> {
        let note = self.note(page, stamp);
        let line = serde_json::to_string(&note).map_err(|error| Fault::Run(error.to_string()))?;
        self.file
            .write_all(format!("{line}\n").as_bytes())
            .map_err(|error| Fault::output(self.path.display(), &error))
    }

    /// Everything is done.
    pub fn finish(self) {
        if !self.stay {
            // They say only what can be seen anyway.
            let _ = fs::remove_file(&self.path);
        }
    }

    fn note(&self, page: &str, stamp: Stamp) -> Note {
        Note { page: page.to_owned(), bytes: stamp.bytes, modified: stamp.modified, run: self.run.clone() }
    }
}
