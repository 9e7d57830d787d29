//! Turns the odds of the seams into edits and blocks.

use std::borrow::Cow;

use crate::edit::{Edit, EditLog, Reason, Span};
use crate::script::{self, Script};

use super::line::Line;
use super::{Block, Layout, Role};

/// A text counts as hard-wrapped if at least this share of its seams is the
/// typesetter's: half to four fifths are on pages line by line.
const LEAST_JOINS: f32 = 0.25;

/// A text counts as hard-wrapped if at least this share of it, by width, stands
/// in lines that end in the middle of a sentence. Measured: pages of books and
/// newspapers line by line 0.58–0.98, their paragraphs 0.02–0.44, headings and
/// captions included.
const LEAST_UNENDED: f32 = 0.5;

/// Whether the lines of a text are the typesetter's.
fn is_wrapped(text: &str, lines: &[Line], odds: &[f32]) -> bool {
    let joins = odds.iter().filter(|o| **o > 0.0).count();
    let (mut all, mut unended) = (0, 0);
    for line in lines {
        all += line.width;
        unended += if super::seam::has_ended(line.text(text)) { 0 } else { line.width };
    }
    joins > 0
        && joins as f32 >= LEAST_JOINS * odds.len() as f32
        && unended as f32 >= LEAST_UNENDED * all as f32
}

/// Edits and blocks of `text`, whose seams have these `odds` of being joined, in bits.
pub(super) fn layout(text: &str, lines: &[Line], odds: &[f32]) -> Layout {
    let wrapped = is_wrapped(text, lines, odds);
    let mut edits = Vec::new();
    if wrapped {
        edits.extend(outer(text, 0..lines[0].span.start, "", Reason::Indent));
        for (pair, odds) in lines.windows(2).zip(odds) {
            edits.extend(seam(text, &pair[0], &pair[1], *odds));
        }
        let end = lines[lines.len() - 1].span.end;
        let line_end = if text[end..].contains('\n') { "\n" } else { "" };
        edits.extend(outer(text, end..text.len(), line_end, Reason::BlankLine));
    }
    let blocks = blocks(text, lines, odds, wrapped, &edits);
    Layout { edits, blocks, open: Vec::new() }
}

fn outer(text: &str, span: Span, new: &'static str, reason: Reason) -> Option<Edit> {
    (text[span.clone()] != *new).then(|| Edit::new(text, span, Cow::Borrowed(new), reason, 0.0))
}

fn seam(text: &str, a: &Line, b: &Line, odds: f32) -> Option<Edit> {
    let span = a.span.end..b.span.start;
    let (new, reason) = if odds > 0.0 {
        if let Some(hyphen) = divided(a.text(text), b.text(text)) {
            let span = span.start - hyphen..span.end;
            return Some(Edit::new(text, span, Cow::Borrowed(""), Reason::Hyphen, odds));
        }
        (between(a.text(text), b.text(text)), Reason::LineJoin)
    } else if b.blank_before > 0 {
        ("\n", Reason::BlankLine)
    } else {
        ("\n", Reason::Indent)
    };
    (text[span.clone()] != *new).then(|| Edit::new(text, span, Cow::Borrowed(new), reason, odds.abs()))
}

/// Bytes of the hyphen at the end of `a`, if it divides a word that goes on in `b`.
fn divided(a: &str, b: &str) -> Option<usize> {
    let hyphen = a.chars().next_back().filter(|c| super::seam::is_hyphen(*c))?;
    let stem = a.trim_end_matches(hyphen);
    if a.len() - stem.len() != hyphen.len_utf8() {
        return None;
    }
    let head = stem.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
    let word = |s: &str| {
        let n = s.chars().take_while(|c| c.is_lowercase()).count();
        n >= 2 && s.chars().nth(n).is_none_or(|c| !c.is_alphanumeric() && !"-_/.".contains(c))
    };
    let tail = b.split_whitespace().next().unwrap_or("");
    let plain = head.chars().skip(1).all(|c| c.is_lowercase()) && head.chars().all(char::is_alphabetic);
    (plain && head.chars().count() >= 2 && word(tail)).then_some(hyphen.len_utf8())
}

/// What stands between two joined lines.
fn between(a: &str, b: &str) -> &'static str {
    let (Some(x), Some(y)) = (a.chars().next_back(), b.chars().next()) else { return "" };
    let tied =
        script::script(x) == Script::Digit && script::script(y) == Script::Digit && has_han(a) && has_han(b);
    if script::joins_without_space(x, y)
        || super::seam::is_hyphen(x)
        || tied
        || super::seam::goes_on_in_address(a, b)
    {
        ""
    } else {
        " "
    }
}

fn has_han(text: &str) -> bool {
    text.chars().any(|c| script::script(c) == Script::Han)
}

fn blocks(text: &str, lines: &[Line], odds: &[f32], wrapped: bool, edits: &[Edit]) -> Vec<Block> {
    let Ok(log) = EditLog::new(text.len(), edits.to_vec()) else { return Vec::new() };
    let mut blocks = Vec::new();
    let mut first = 0;
    for i in 0..lines.len() {
        if wrapped && odds.get(i).is_some_and(|o| *o > 0.0) {
            continue;
        }
        let span = log.to_result(lines[first].span.start)..log.to_result(lines[i].span.end);
        blocks.push(Block { span, role: Role::Body, bold: lines[first].bold });
        first = i + 1;
    }
    blocks
}
