//! Where one page of a text ends and the next begins.
//!
//! Evidence is a page's: the same paint, the same extractor. A text of many pages is
//! judged page by page, or one painted heading would vouch for repairs everywhere, in
//! chapters that have nothing to do with it. It also bounds what is held.

use memchr::{memchr, memmem};

use super::atom::stands_alone;
use crate::edit::Span;

/// Bytes of a page that is marked by nothing: the largest newspaper page, a broadsheet
/// without pictures, has about 15,000 Han characters, which take three bytes each.
pub(super) const SHEET: usize = 64 << 10;
/// How many times as long a page gets before a line break ends it, and before any
/// character does.
const LINED: usize = 2;
const LONGEST: usize = 3;

/// The pages of a text, in order: all of it. A page ends after a form feed; or with the
/// first blank line past [`SHEET`] bytes, the first line past twice as many, the first
/// character that joins no other past three times as many. Linear.
pub(super) fn sheets(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start == text.len() {
            return None;
        }
        let end = start + sheet(&text[start..]);
        let span = start..end;
        start = end;
        Some(span)
    })
}

/// Bytes of the page that a text begins with.
fn sheet(text: &str) -> usize {
    let bytes = text.as_bytes();
    // No further than a page reaches, or each would be looked for in all that is left.
    let end = memchr(0x0c, &bytes[..bytes.len().min(LONGEST * SHEET)]).map_or(bytes.len(), |at| at + 1);
    let bytes = &bytes[..end];
    if end <= SHEET {
        return end;
    }
    let lined = end.min(LINED * SHEET);
    if let Some(at) = memmem::find(&bytes[SHEET..lined], b"\n\n") {
        return SHEET + at + 2;
    }
    let longest = end.min(LONGEST * SHEET);
    if let Some(at) = memchr(b'\n', &bytes[lined..longest]) {
        return lined + at + 1;
    }
    let mut before = 'a';
    for (at, c) in text[..end].char_indices().skip_while(|&(at, _)| at < longest) {
        if at > longest && (stands_alone(before) && stands_alone(c) || before == '\x0c') {
            return at;
        }
        before = c;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_it_breaks() {
        let short = "第一版\u{c}第二版\n\n第三版";
        let pages: Vec<&str> = sheets(short).map(|s| &short[s]).collect();
        assert_eq!(pages, ["第一版\u{c}", "第二版\n\n第三版"]);
        for (line, ends) in [("江岸晚报\n\n", "\n\n"), ("江岸晚报\n", "\n"), ("江岸晚报", "")] {
            let long = line.repeat(50_000);
            let pages: Vec<&str> = sheets(&long).map(|s| &long[s]).collect();
            assert_eq!(pages.concat(), long);
            assert!(pages.len() > 2 && pages.iter().all(|p| p.ends_with(ends)));
            assert!(pages.iter().all(|p| p.len() <= LONGEST * SHEET + 8));
        }
        assert_eq!(sheets("").count(), 0);
    }
}
