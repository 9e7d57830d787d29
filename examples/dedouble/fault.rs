//! What can go wrong, and what the program's exit status makes of it.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// Why something was not done.
#[derive(Debug)]
pub enum Fault {
    /// One document could not be repaired; the others can.
    Document(String),
    /// A page could not be read, or the program was asked for what cannot be.
    System(String),
    /// What is to be written cannot be: the run ends.
    Output(String),
    /// Nobody reads the output any more: no fault, but the end.
    ClosedPipe,
}

impl Fault {
    /// What could not be read.
    pub fn input(name: impl Display, error: &io::Error) -> Fault {
        Fault::System(format!("{name}: {error}"))
    }

    /// What could not be written.
    pub fn output(name: impl Display, error: &io::Error) -> Fault {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Fault::ClosedPipe,
            _ => Fault::Output(format!("{name}: {error}")),
        }
    }

    /// Whether other pages can still be repaired.
    pub fn is_of_one_page(&self) -> bool {
        matches!(self, Fault::Document(_) | Fault::System(_))
    }
}

/// How the run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Everything was done.
    #[default]
    Done,
    /// A document could not be repaired, or would change.
    Flawed,
    /// A file could not be read or written.
    Failed,
}

impl Status {
    /// Tells of a fault and remembers it.
    pub fn note(&mut self, fault: &Fault) {
        let (status, message) = match fault {
            Fault::Document(message) => (Status::Flawed, message),
            Fault::System(message) | Fault::Output(message) => (Status::Failed, message),
            Fault::ClosedPipe => return,
        };
        say(format_args!("dedouble: {message}"));
        self.raise(status);
    }

    /// The worse of what was and what is.
    pub fn raise(&mut self, status: Status) {
        *self = status.max(*self);
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status as u8)
    }
}

/// A line on standard error. If that is closed, there is nobody to tell.
pub fn say(message: impl Display) {
    let _ = writeln!(io::stderr(), "{message}");
}
