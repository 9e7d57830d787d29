//! Files that are there as a whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::fault::Fault;

/// A file in the making. It takes its name only when it is finished.
pub struct WholeFile {
    path: PathBuf,
    inner: Inner,
}

enum Inner {
    /// Beside the file it will be.
    Temporary(BufWriter<NamedTempFile>),
    /// A terminal, a pipe, a device: nothing that could be put in its place.
    Direct(BufWriter<File>),
}

impl WholeFile {
    pub fn create(path: &Path) -> Result<WholeFile, Fault> {
        // The file a link leads to, so that the link stays one.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let special = fs::metadata(&path).is_ok_and(|file| !file.is_file());
        let inner = if special {
            File::options().write(true).open(&path).map(|file| Inner::Direct(BufWriter::new(file)))
        } else {
            temporary(&path).map(|file| Inner::Temporary(BufWriter::new(file)))
        };
        match inner {
            Ok(inner) => Ok(WholeFile { path, inner }),
            Err(error) => Err(Fault::output(path.display(), &error)),
        }
    }

    /// Gives the file its name.
    pub fn finish(self) -> Result<(), Fault> {
        let done = match self.inner {
            Inner::Direct(mut file) => file.flush(),
            Inner::Temporary(file) => file
                .into_inner()
                .map_err(io::IntoInnerError::into_error)
                .and_then(|file| file.persist(&self.path).map(drop).map_err(|error| error.error)),
        };
        done.map_err(|error| Fault::output(self.path.display(), &error))
    }

    /// Writes, and names the file where it cannot.
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let written = match &mut self.inner {
            Inner::Temporary(file) => file.write_all(bytes),
            Inner::Direct(file) => file.write_all(bytes),
        };
        written.map_err(|error| Fault::output(self.path.display(), &error))
    }
}

/// A temporary file in the folder of `path`, with the permissions of a file made the usual way.
fn temporary(path: &Path) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dedouble-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The umask of the process takes from these what it takes from any new file.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
