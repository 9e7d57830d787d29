//! What can go wrong, and what the program's exit status makes of it.

use std::fmt::Display;
use std::io;
use std::process::ExitCode;

/// Why something was not done.
#[derive(Debug)]
pub enum Fault {
    /// One document could not be read or repaired; the others can.
    Document(String),
    /// What is to be written cannot be, or the program was asked for what cannot be: the run ends.
    Run(String),
    /// There is no room for what is to be written, of this document or of any other.
    Full(String),
    /// Nobody reads the output any more: no fault, but the end.
    ClosedPipe,
    /// Somebody stopped the run.
    Stopped,
}

impl Fault {
    /// What could not be read.
    pub fn input(name: impl Display, error: &io::Error) -> Fault {
        if error.get_ref().is_some_and(|inner| inner.is::<Stopped>()) {
            return Fault::Stopped;
        }
        Fault::Document(format!("{name}: {}", told(error)))
    }

    /// What could not be written.
    pub fn output(name: impl Display, error: &io::Error) -> Fault {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Fault::ClosedPipe,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Fault::Full(format!("{name}: {}", told(error)))
            }
            _ => Fault::Run(format!("{name}: {}", told(error))),
        }
    }

    /// The same fault where it is that of one document's own file.
    pub fn of_one_document(self) -> Fault {
        match self {
            Fault::Run(message) => Fault::Document(message),
            other => other,
        }
    }
}

/// What reading says once the run was stopped.
#[derive(Debug)]
pub struct Stopped;

impl Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("stopped")
    }
}

impl std::error::Error for Stopped {}

/// The system's message, and what helps where that is known.
fn told(error: &io::Error) -> String {
    let help = match error.kind() {
        io::ErrorKind::NotFound => "; is the name right?",
        io::ErrorKind::PermissionDenied => "; give yourself the permission, or choose another place",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            "; make room and run again: no file was left half-written"
        }
        io::ErrorKind::IsADirectory => "; name a file",
        io::ErrorKind::ReadOnlyFilesystem => "; choose another place with --output",
        _ => "",
    };
    format!("{error}{help}")
}

/// How the run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Everything was done.
    #[default]
    Done,
    /// Something would change.
    Changes,
    /// Something could not be read, repaired or written.
    Failed,
    /// It was stopped.
    Stopped,
}

impl Status {
    /// The worse of what was and what is.
    pub fn raise(&mut self, status: Status) {
        *self = status.max(*self);
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Done => 0,
            Status::Changes => 1,
            Status::Failed => 2,
            // What shells give for a program that Ctrl-C ended.
            Status::Stopped => 130,
        })
    }
}
