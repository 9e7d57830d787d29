//! Gives back the text a newspaper printed, from text extracted with doubled
//! characters (synthetic bold), letter-spacing and hard-wrapped columns.

mod double;
mod edit;
mod error;
mod finding;
mod log;
mod options;
mod page;
mod reflow;
mod script;
mod spacing;

use std::borrow::Cow;

pub use edit::{Edit, Reason, Span};
pub use error::LogError;
pub use finding::{Finding, Form, Separator, Verdict};
pub use log::EditLog;
#[cfg(feature = "serde")]
pub use log::{LogHeader, SealedLog};
pub use options::{Caution, HanLatin, Lines, Options, Stage};
pub use page::{Restored, Restorer};
pub use reflow::{Block, Role};

/// Repairs doubled text and letter-spacing; line breaks stay.
pub fn repair(text: &str) -> Cow<'_, str> {
    let options = Options { lines: Lines::Keep, ..Options::default() };
    Restorer::new(options).restore(text).text
}

/// Repairs doubled text and letter-spacing, and restores paragraphs.
pub fn restore(text: &str) -> Cow<'_, str> {
    Restorer::default().restore(text).text
}

/// The README's examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
