//! What a block is on the page, from its lines and its neighbours.

use crate::script;

use super::kind::{self, Kind};
use super::line::Line;
use super::{Block, Role};

/// Half-widths up to which a line may be verse: the longest lines of ci poetry
/// have eleven characters, two of them side by side with a mark each.
const VERSE_WIDTH: usize = 48;
/// Lines in a row that make verse, or a stanza of a song.
const VERSE_LINES: usize = 4;
/// Half-widths up to which a block without marks is a heading.
const HEADING_WIDTH: usize = 90;

/// A block and the lines it was made of.
#[derive(Clone, Debug)]
pub(super) struct Made<'a> {
    pub block: Block,
    pub lines: &'a [Line],
}

/// Gives every block its role. Linear in the blocks.
pub(super) fn assign(text: &str, made: &mut [Made<'_>]) {
    for m in made.iter_mut() {
        m.block.role = alone(text, m.lines);
    }
    verse(text, made);
    headings(made);
}

/// The role of a block seen alone; headings are all [`Role::Subhead`] yet.
fn alone(text: &str, lines: &[Line]) -> Role {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Role::Body };
    match first.kind {
        Kind::Byline => return Role::Byline,
        Kind::Furniture => return Role::Furniture,
        Kind::Caption => return Role::Caption,
        Kind::Row => return Role::TableRow,
        Kind::Code => return Role::Body,
        Kind::Item if !is_heading(text, lines) => return Role::ListItem,
        _ => {}
    }
    if kind::has_credit(last.text(text)) {
        return Role::Caption;
    }
    if is_heading(text, lines) {
        return Role::Subhead;
    }
    if is_quoted(first.text(text), last.text(text)) && first.bold {
        return Role::Quote;
    }
    Role::Body
}

fn is_heading(text: &str, lines: &[Line]) -> bool {
    let width: usize = lines.iter().map(|l| l.width).sum();
    let stops = |l: &Line| l.text(text).contains(['。', '；', '，']);
    let last = lines[lines.len() - 1].text(text);
    let ended = last.ends_with(['。', '，', '；', '、', '：', ':', ',', '.', '…']);
    lines.len() <= 3 && width <= HEADING_WIDTH && !ended && (!lines.iter().any(stops) || lines[0].bold)
}

/// Whether a block is one quotation from end to end.
fn is_quoted(first: &str, last: &str) -> bool {
    first.starts_with(['“', '「', '『']) && last.ends_with(['”', '」', '』'])
}

/// Runs of short lines that each end in a mark, as verse does.
fn verse(text: &str, made: &mut [Made<'_>]) {
    let is_line = |m: &Made<'_>| {
        let [line] = m.lines else { return false };
        let marked = line.text(text).ends_with(['，', '。', '；', '！', '？', '、']);
        let quoted = line.text(text).starts_with(script::is_opening_mark);
        line.width <= VERSE_WIDTH && marked && !quoted && line.kind == Kind::Text
    };
    let mut start = 0;
    for i in 0..=made.len() {
        if i < made.len() && is_line(&made[i]) {
            continue;
        }
        if i - start >= VERSE_LINES {
            made[start..i].iter_mut().for_each(|m| m.block.role = Role::Verse);
        }
        start = i + 1;
    }
}

/// The headline is the widest painted, or else the first, of the headings that
/// stand above a byline or open the page; the others stay subheads.
fn headings(made: &mut [Made<'_>]) {
    let is_head = |m: &Made<'_>| m.block.role == Role::Subhead;
    let mut i = 0;
    while i < made.len() {
        let end = i + made[i..].iter().take_while(|m| is_head(m)).count();
        if end == i {
            i += 1;
            continue;
        }
        let opens = i == 0 || made.get(end).is_some_and(|m| m.block.role == Role::Byline);
        if opens {
            let widest = |m: &&mut Made<'_>| (m.block.bold, m.block.span.len());
            // Later ones win ties of `max_by_key`; the first of a page is its headline.
            if let Some(head) = made[i..end].iter_mut().rev().max_by_key(widest) {
                head.block.role = Role::Headline;
            }
        }
        i = end;
    }
}
