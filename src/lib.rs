//! Gives back the text a newspaper printed, from text extracted with doubled
//! characters (synthetic bold), letter-spacing and hard-wrapped columns.

mod double;
mod edit;
mod finding;
mod options;
mod page;
mod reflow;
mod script;
mod spacing;

use std::borrow::Cow;

pub use edit::{Edit, EditLog, LogError, Reason, Span};
pub use finding::{Finding, Form, Separator, Verdict};
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
