//! Files that are there as a whole or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::fault::Fault;
use crate::input::Stamp;

/// A file in the making. It takes its name only when it is finished.
pub struct WholeFile {
    path: PathBuf,
    inner: Inner,
}

enum Inner {
    /// Beside the file it will be.
    Temporary(BufWriter<File>, TempPath),
    /// A terminal, a pipe, a device: nothing that could be put in its place.
    Direct(BufWriter<File>),
}

impl WholeFile {
    /// A file at `path`, in a folder that is there. One that is replaced gives
    /// its permissions on.
    pub fn create(path: &Path) -> Result<WholeFile, Fault> {
        // The file a link leads to, so that the link stays one.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let before = fs::metadata(&path).ok();
        let special = before.as_ref().is_some_and(|file| !file.is_file());
        let inner = if special {
            File::options().write(true).open(&path).map(|file| Inner::Direct(BufWriter::new(file)))
        } else {
            temporary(&path, before.as_ref()).map(|file| {
                let (file, place) = file.into_parts();
                Inner::Temporary(BufWriter::new(file), place)
            })
        };
        match inner {
            Ok(inner) => Ok(WholeFile { path, inner }),
            Err(error) => Err(Fault::output(path.display(), &error)),
        }
    }

    /// The same, with the folders on the way to it.
    pub fn create_with_folders(path: &Path) -> Result<WholeFile, Fault> {
        if let Some(folder) = path.parent().filter(|folder| !folder.is_dir()) {
            fs::create_dir_all(folder).map_err(|error| Fault::output(folder.display(), &error))?;
        }
        WholeFile::create(path)
    }

    /// Brings the file to the disk and gives it its name.
    pub fn finish(self) -> Result<(), Fault> {
        let done = match self.inner {
            Inner::Direct(mut file) => file.flush(),
            Inner::Temporary(file, temporary) => place(file, temporary, &self.path),
        };
        done.map_err(|error| Fault::output(self.path.display(), &error))
    }

    /// Puts the file in the place of the page it was made from, if that is what
    /// it was when it was read. With a backup's name, the page is kept under that.
    pub fn replace(self, before: Stamp, backup: Option<&Path>) -> Result<(), Fault> {
        let now = Stamp::of(&self.path).map_err(|error| Fault::output(self.path.display(), &error))?;
        if now != before {
            return Err(Fault::Document(format!(
                "{}: it was changed by another program meanwhile, and is left as it is now; run again",
                self.path.display()
            )));
        }
        if let Some(backup) = backup {
            keep(&self.path, backup)?;
        }
        self.finish()
    }

    /// Writes, and names the file where it cannot.
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.write_all(bytes).map_err(|error| Fault::output(self.path.display(), &error))
    }

    /// What it will be called.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.inner {
            Inner::Temporary(file, _) => file.write(bytes),
            Inner::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.inner {
            Inner::Temporary(file, _) => file.flush(),
            Inner::Direct(file) => file.flush(),
        }
    }
}

/// The data goes to the disk before the name, so that the name never stands for less.
fn place(file: BufWriter<File>, temporary: TempPath, path: &Path) -> io::Result<()> {
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    temporary.persist(path).map_err(|error| error.error)?;
    sync_folder(path);
    Ok(())
}

/// Brings a new name to the disk, where the system can do that.
fn sync_folder(path: &Path) {
    let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// Gives `path` a second name. A backup that is there is never replaced: it may
/// be the only copy of what the page was at first.
fn keep(path: &Path, backup: &Path) -> Result<(), Fault> {
    let wrong = |error: &io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => Fault::Document(format!(
            "{}: there already, and a backup is never replaced; move it away, or give another suffix",
            backup.display()
        )),
        _ => Fault::output(backup.display(), error),
    };
    match fs::hard_link(path, backup) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => {}
        linked => return linked.map_err(|error| wrong(&error)),
    }
    // Not every file system has second names; there, a copy.
    let copied = fs::metadata(path)
        .and_then(|data| temporary(backup, Some(&data)))
        .and_then(|mut copy| io::copy(&mut File::open(path)?, copy.as_file_mut()).map(|_| copy))
        .and_then(|copy| copy.as_file().sync_all().map(|()| copy));
    let named = copied.and_then(|copy| copy.persist_noclobber(backup).map_err(|error| error.error));
    named.map(drop).map_err(|error| wrong(&error))
}

/// A temporary file in the folder of `path`, with the permissions and owner of
/// the file it replaces, or those of a file made the usual way.
fn temporary(path: &Path, before: Option<&Metadata>) -> io::Result<NamedTempFile> {
    if before.is_some_and(|file| file.permissions().readonly()) {
        return Err(io::Error::other("it is read-only, and was not replaced; make it writable first"));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dedouble-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The umask of the process takes from these what it takes from any new file.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder_of(path))?;
    if let Some(before) = before {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            // Only the superuser can give files to others; for the rest it is theirs anyway.
            let _ = std::os::unix::fs::chown(file.path(), Some(before.uid()), Some(before.gid()));
        }
        fs::set_permissions(file.path(), before.permissions())?;
    }
    Ok(file)
}
