//! What a block is on the page, from its lines and its neighbours.

use memchr::memmem;

use crate::script;

use super::kind::{self, Kind};
use super::line::{Line, ORPHAN_WIDTH};
use super::{Block, Role};

/// Half-widths up to which a line may be verse: the longest lines of ci poetry
/// have eleven characters, two of them side by side with a mark each.
const VERSE_WIDTH: usize = 48;
/// Lines in a row that make verse, or a stanza of a song.
const VERSE_LINES: usize = 4;
/// Half-widths up to which a block without marks is a heading, and up to which one
/// is that is set as headings are.
const HEADING_WIDTH: usize = 90;
const WIDEST_HEADING: usize = 180;

/// A block and the lines it was made of.
#[derive(Clone, Debug)]
pub(super) struct Made<'a> {
    pub block: Block,
    pub lines: &'a [Line],
    /// Chances of its being a heading, and a caption or quotation; 0 where the
    /// text is not wrapped and nothing was weighed.
    pub heading: f32,
    pub aside: f32,
}

/// Gives every block its role. Linear in the blocks and their text.
pub(super) fn assign(text: &str, made: &mut [Made<'_>]) {
    for m in made.iter_mut() {
        m.block.role = alone(text, m);
    }
    verse(text, made);
    headings(text, made);
    captions(text, made);
    quotes(text, made);
}

/// The role of a block seen alone; headings are all [`Role::Subhead`] yet.
fn alone(text: &str, made: &Made<'_>) -> Role {
    let lines = made.lines;
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Role::Body };
    // What a line is shows on the whole of it, where an extractor broke it.
    let kind = if first.broken || first.kind == Kind::Ornament && first.width <= ORPHAN_WIDTH {
        kind::of(&lines.iter().map(|l| l.text(text)).collect::<String>())
    } else {
        first.kind
    };
    match kind {
        Kind::Byline => return Role::Byline,
        Kind::Furniture => return Role::Furniture,
        Kind::Caption => return Role::Caption,
        Kind::Row => return Role::TableRow,
        Kind::Code => return Role::Body,
        Kind::Item if !is_heading(text, made) => return Role::ListItem,
        _ => {}
    }
    if kind::has_credit(last.text(text), last.tally.agency) {
        return Role::Caption;
    }
    if is_heading(text, made) {
        return Role::Subhead;
    }
    if is_quoted(first.text(text), last.text(text)) && (first.bold || made.aside > LIKELY) {
        return Role::Quote;
    }
    Role::Body
}

/// Chance from which on a block is taken for what it looks like on the page.
const LIKELY: f32 = 0.5;

/// Chance from which on it is taken for that if its place or paint says the same.
const POSSIBLE: f32 = 0.3;

/// The text of some lines in one, without blanks.
fn solid(text: &str, lines: &[Line]) -> String {
    let mut solid = String::with_capacity(lines.iter().map(|l| l.span.len()).sum());
    for line in lines {
        if line.tally.gapped {
            solid.extend(line.text(text).chars().filter(|c| !c.is_whitespace()));
        } else {
            solid.push_str(line.text(text));
        }
    }
    solid
}

fn is_heading(text: &str, made: &Made<'_>) -> bool {
    let lines = made.lines;
    let width: usize = lines.iter().map(|l| l.width).sum();
    let stops = |l: &Line| l.text(text).contains(['。', '；', '，']);
    let last = lines[lines.len() - 1].text(text);
    let ended = last.ends_with(['。', '，', '；', '、', '：', ':', ',', '.', '…']);
    if ended || kind::is_signature(last) {
        return false;
    }
    let unmarked = !lines.iter().any(stops) || lines[0].bold;
    let looks = lines.len() <= 3 && width <= HEADING_WIDTH && unmarked;
    looks || made.heading > LIKELY && width <= WIDEST_HEADING
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

/// The headline is one of the headings that stand above a byline or open the page;
/// the others stay subheads.
fn headings(text: &str, made: &mut [Made<'_>]) {
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
            let group = &made[i..end];
            // The first of two that weigh the same.
            let best = (0..group.len()).rev().max_by_key(|k| weight(text, group, *k));
            if let Some(best) = best {
                made[i + best].block.role = Role::Headline;
            }
        }
        i = end;
    }
}

/// Half-widths a heading's width is worth at most.
const MOST_WEIGHT: isize = 44;
/// Half-widths that synthetic bold is worth among headings that are plain.
const BOLD_WEIGHT: isize = 12;
/// Half-widths taken from what is set as no headline is: after a dash, in two
/// halves, as the name of a column.
const UNLIKE_HEADLINE: isize = 24;
const HALVES: isize = 8;
/// Half-widths given to the heading with others above and below it, and taken from
/// those around it: the name of the column stands over a headline, a subtitle under it.
const IN_THE_MIDDLE: isize = 6;

/// How much speaks for heading `at` of a group being its headline.
fn weight(text: &str, group: &[Made<'_>], at: usize) -> isize {
    let made = &group[at];
    let width: usize = made.lines.iter().map(|l| l.width).sum();
    let first = made.lines[0].text(text);
    let mut weight = (width as isize).min(MOST_WEIGHT);
    if made.block.bold && !group.iter().all(|m| m.block.bold) {
        weight += BOLD_WEIGHT;
    }
    if made.lines[0].kind == Kind::Dash || kind::is_column_name(first) {
        weight -= UNLIKE_HEADLINE;
    }
    if kind::is_two_part(first) {
        weight -= HALVES;
    }
    match (at, group.len()) {
        (_, 0..=2) => weight,
        (0, _) => weight - IN_THE_MIDDLE,
        (1, _) => weight + IN_THE_MIDDLE,
        _ => weight - IN_THE_MIDDLE,
    }
}

/// Half-widths of the longest caption that is told by its place alone.
const CAPTION_WIDTH: usize = 90;

/// One sentence in a measure of its own, beside a caption or between the headings
/// and the text, is a caption.
fn captions(text: &str, made: &mut [Made<'_>]) {
    for i in 0..made.len() {
        let m = &made[i];
        let width: usize = m.lines.iter().map(|l| l.width).sum();
        let lone = m.block.role == Role::Body && width <= CAPTION_WIDTH && m.lines.len() <= 3;
        if !lone || m.aside <= POSSIBLE && !m.block.bold {
            continue;
        }
        let all = solid(text, m.lines);
        if !all.ends_with('。') || all.matches(['。', '！', '？', '“']).count() != 1 {
            continue;
        }
        let beside = |at: Option<usize>| {
            let role = at.and_then(|at| made.get(at)).map(|m| m.block.role);
            matches!(role, Some(Role::Caption | Role::Byline | Role::Furniture))
        };
        if beside(i.checked_sub(1)) || beside(Some(i + 1)) {
            made[i].block.role = Role::Caption;
        }
    }
}

/// Shortest text, in characters, whose standing twice on a page is no chance.
const LEAST_QUOTE: usize = 10;
/// Blocks looked for on one page at most, which bounds the work.
const MOST_QUOTES: usize = 40;

/// A block in a measure of its own whose words stand in the running text as well
/// was pulled out of it.
fn quotes(text: &str, made: &mut [Made<'_>]) {
    let aside = |m: &Made<'_>| m.block.role == Role::Body && m.aside > LIKELY;
    let candidates: Vec<usize> = (0..made.len()).filter(|i| aside(&made[*i])).take(MOST_QUOTES).collect();
    if candidates.is_empty() {
        return;
    }
    let solids: Vec<String> = made.iter().map(|m| solid(text, m.lines)).collect();
    for at in candidates {
        let quote = &solids[at];
        if quote.chars().count() < LEAST_QUOTE {
            continue;
        }
        let finder = memmem::Finder::new(quote);
        let stands = |other: usize| {
            other != at
                && solids[other].len() > quote.len()
                && made[other].block.role == Role::Body
                && finder.find(solids[other].as_bytes()).is_some()
        };
        if (0..made.len()).any(stands) {
            made[at].block.role = Role::Quote;
        }
    }
}
