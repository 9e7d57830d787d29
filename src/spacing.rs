//! Closes letter-spacing: blanks that justification put between characters.

use crate::edit::Edit;
use crate::options::HanLatin;

/// Edits that close letter-spacing in `text`, line by line.
pub(crate) fn close(text: &str, gap: HanLatin) -> Vec<Edit> {
    let _ = (text, gap);
    Vec::new()
}
