//! Turns the odds of the seams into edits and blocks.

use std::borrow::Cow;

use crate::edit::{Edit, Reason, Span};
use crate::script::{self, Script};

use super::chain::Odds;
use super::fit::full_width;
use super::hyphen::Words;
use super::kind;
use super::line::Line;
use super::role::{self, Made};
use super::{Block, Layout, Role};

/// A text counts as hard-wrapped if at least this share of its seams is the
/// typesetter's: half to four fifths are on pages line by line.
const LEAST_JOINS: f32 = 0.25;
/// The same, rows of tables and code among them.
const LEAST_JOINS_ALL: f32 = 0.2;
/// And if the words speak for the joins, with so many bits each on average.
/// Measured: pages of prose 3.0 to 8, a page of verse 1.2 to 2.1, songs, chats
/// and tables 0.0 to 0.5.
const LEAST_BITS: f32 = 1.0;

/// Both where few seams are joined, whose widths say little.
const LEAST_JOINS_OF_FEW: f32 = 0.4;
const LEAST_BITS_OF_FEW: f32 = 4.0;

/// And if at least this share of the joins is sure: a column is broken in the middle of
/// words and sentences, and the lines of a list look like one by chance. Measured: 337
/// pages of newspapers and books line by line 0.5 to 1.0, three in four of them above
/// 0.8; a list of operators among short paragraphs 0.31.
const LEAST_SURE: f32 = 0.4;
/// Bits of such a join.
const SURE: f32 = 5.0;

/// A text counts as hard-wrapped if at least this share of it, by width, stands
/// in lines that end in the middle of a sentence. Measured: pages of books and
/// newspapers line by line 0.58–0.98, their paragraphs 0.02–0.44, headings and
/// captions included.
const LEAST_UNENDED: f32 = 0.5;

/// And at least this share in lines that end without any mark at all: four in
/// five lines of wrapped prose do, and no line of verse with marks.
const LEAST_UNMARKED: f32 = 0.25;

/// Half-widths lines of one column differ by, and how much more for each of their
/// own: letters differ in width, and marks at line ends.
const WIDTHS_DIFFER: [f64; 2] = [1.0, 0.05];
/// Share of the joined lines that have the width of others. Measured: 0.5 and more
/// on all of 222 pages of newspapers and books and on all but 2 of 1,053 of wrapped
/// text (of 250 to 3,000 characters); less on 145 of 169 pages of one paragraph a
/// line that pass otherwise.
const LEAST_ALIKE: f32 = 0.5;

/// A page has so many measures, and this share of its joined lines has one of them.
/// Measured: no page of newspapers and books line by line is below 0.5, some are below
/// 0.65; of 11 lists and listings that passed for wrapped, four are below 0.45.
const MEASURES: usize = 3;
const LEAST_MEASURED: f32 = 0.45;

/// Joined lines up to which they need only be of one size, the widest not wider
/// than so many times the narrowest.
const FEW: usize = 5;
const MOST_SPREAD: f64 = 1.8;
/// Share of the joined lines that are words; data and formulas are not wrapped.
const LEAST_WORDS: f32 = 0.7;
/// Share of lines in two halves of one length up to which a text is no verse:
/// one line of wrapped prose in twenty is one by chance.
const MOST_COUPLETS: f32 = 0.3;

/// Half-widths a mark of pause or end stands in at least: one in 25 is in Chinese
/// prose, one in 70 in English; songs without marks have none.
const MARK_IN: usize = 160;

/// Whether the lines of a text may be the typesetter's, by how they end.
pub(super) fn may_be_wrapped(text: &str, lines: &[Line]) -> bool {
    let couplets = lines.iter().filter(|l| kind::is_couplet(l.text(text), l.tally.caesura)).count() as f32;
    if couplets > MOST_COUPLETS * lines.len() as f32 {
        return false;
    }
    let (mut all, mut unended, mut unmarked, mut marks) = (0, 0, 0, 0);
    for line in lines.iter().filter(|l| l.is_prose()) {
        all += line.width;
        marks += line.tally.stops;
        if !line.ended {
            unended += line.width;
            unmarked += if line.text(text).ends_with(script::is_stop) { 0 } else { line.width };
        }
    }
    let share = |part: usize, least: f32| part as f32 >= least * all as f32;
    all > 0 && share(unended, LEAST_UNENDED) && share(unmarked, LEAST_UNMARKED) && marks * MARK_IN >= all
}

/// Whether enough of the seams are the typesetter's, and the words agree.
pub(super) fn is_wrapped(lines: &[Line], odds: &[f32], words: &[f32]) -> bool {
    let joined = || odds.iter().zip(words).filter(|(odds, _)| **odds > 0.0);
    let joins = joined().count() as f32;
    let bits: f32 = joined().map(|(_, words)| words).sum();
    let prose = lines.windows(2).filter(|w| w[0].is_prose() && w[1].is_prose()).count();

    let least = if joins > 2.0 * FEW as f32 { LEAST_JOINS } else { LEAST_JOINS_OF_FEW };
    let least_bits = if joins > FEW as f32 { LEAST_BITS } else { LEAST_BITS_OF_FEW };
    let enough = joins >= least * prose as f32 && joins >= LEAST_JOINS_ALL * odds.len() as f32;
    let sure = odds.iter().filter(|odds| **odds > SURE).count() as f32;
    joins > 0.0
        && enough
        && bits >= least_bits * joins
        && sure >= LEAST_SURE * joins
        && are_words(lines, odds)
        && are_alike(lines, odds)
}

/// Whether the joined lines are words, but for a few.
fn are_words(lines: &[Line], odds: &[f32]) -> bool {
    let joined = || lines.iter().zip(odds).filter(|(_, o)| **o > 0.0).map(|(l, _)| l);
    joined().filter(|l| l.tally.is_words()).count() as f32 >= LEAST_WORDS * joined().count() as f32
}

/// Whether most of the joined lines are as wide as two others of them: lines that
/// a column broke are all as wide as it, and paragraphs are as wide as they come.
fn are_alike(lines: &[Line], odds: &[f32]) -> bool {
    let joined = lines.iter().zip(odds).filter(|(l, o)| **o > 0.0 && !l.broken);
    let mut widths: Vec<f64> = joined.map(|(l, _)| full_width(l)).collect();
    widths.sort_unstable_by(f64::total_cmp);
    if let [narrowest, .., widest] = widths[..] {
        if widths.len() <= FEW {
            return widest <= MOST_SPREAD * narrowest;
        }
    }
    let alike = |w: &[f64]| w[2] - w[0] <= WIDTHS_DIFFER[0] + WIDTHS_DIFFER[1] * w[2];
    let has_two = |i: usize| {
        let near = i.saturating_sub(2)..widths.len().min(i + 3);
        widths[near].windows(3).any(alike)
    };
    let count = (0..widths.len()).filter(|i| has_two(*i)).count();
    count as f32 >= LEAST_ALIKE * widths.len() as f32 && are_measures(widths)
}

/// Whether a few measures have most of the widths, which are in order: lines of a list
/// are many enough for some to be alike, and are of all widths.
fn are_measures(mut widths: Vec<f64>) -> bool {
    let (all, mut within) = (widths.len(), 0);
    for _ in 0..MEASURES {
        let end = |from: usize| {
            let most = widths[from] * (1.0 + WIDTHS_DIFFER[1]) + WIDTHS_DIFFER[0];
            widths.partition_point(|w| *w <= most)
        };
        let Some(best) = (0..widths.len()).max_by_key(|&from| end(from) - from) else { break };
        let end = end(best);
        within += end - best;
        widths.drain(best..end);
    }
    within as f32 >= LEAST_MEASURED * all as f32
}

/// Edits and blocks of `text`, whose lines and seams have these `odds`; without
/// odds, every line is a block.
pub(super) fn layout(text: &str, lines: &[Line], odds: Option<&Odds>) -> Layout {
    let mut edits = Vec::new();
    if let Some(odds) = odds {
        let words = Words::of(text, lines);
        edits.extend(outer(text, 0..lines[0].span.start, "", Reason::Indent));
        for (pair, odds) in lines.windows(2).zip(&odds.join) {
            edits.extend(seam(text, &words, &pair[0], &pair[1], *odds));
        }
        let end = lines[lines.len() - 1].span.end;
        let line_end = if text[end..].contains('\n') { "\n" } else { "" };
        edits.extend(outer(text, end..text.len(), line_end, Reason::BlankLine));
    }
    let (blocks, open) = blocks(text, lines, odds, &edits);
    Layout { edits, blocks, open }
}

fn outer(text: &str, span: Span, new: &'static str, reason: Reason) -> Option<Edit> {
    (text[span.clone()] != *new).then(|| Edit::new(text, span, Cow::Borrowed(new), reason, 0.0))
}

fn seam(text: &str, words: &Words, a: &Line, b: &Line, odds: f32) -> Option<Edit> {
    let span = a.span.end..b.span.start;
    let (new, reason) = if odds > 0.0 {
        if let Some(hyphen) = words.divided(a.text(text), b.text(text)) {
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

/// What stands between two joined lines.
pub(super) fn between(a: &str, b: &str) -> &'static str {
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

/// The blocks of the text after `edits`, and the seams between them that a
/// sentence may run over.
fn blocks(text: &str, lines: &[Line], odds: Option<&Odds>, edits: &[Edit]) -> (Vec<Block>, Vec<Span>) {
    let place = places(edits);
    let mut made = Vec::new();
    let mut first = 0;
    for i in 0..lines.len() {
        if odds.is_some_and(|o| o.join.get(i).is_some_and(|o| *o > 0.0)) {
            continue;
        }
        let (heading, aside) = odds.map_or((0.0, 0.0), |o| o.of(first..i + 1));
        let lines = &lines[first..=i];
        let span = place(lines[0].span.start)..place(lines[lines.len() - 1].span.end);
        let bold = lines.iter().filter(|l| l.bold).count() * 2 > lines.len();
        made.push(Made { block: Block { span, role: Role::Body, bold }, lines, heading, aside });
        first = i + 1;
    }
    role::assign(text, &mut made);
    let open = if odds.is_some() { open_seams(text, &made) } else { Vec::new() };
    (made.into_iter().map(|m| m.block).collect(), open)
}

/// The seams after running text that does not end: what follows may stand further down.
fn open_seams(text: &str, made: &[Made<'_>]) -> Vec<Span> {
    let goes_on = |m: &Made<'_>| {
        let Some(last) = m.lines.last() else { return false };
        let end = last.text(text);
        let in_sentence = m.lines.len() > 1 || end.contains(['，', '、', ',']);
        m.block.role == Role::Body && in_sentence && !last.ended && !end.ends_with(['：', ':', '；'])
    };
    let pairs = made.windows(2).filter(|w| goes_on(&w[0]));
    pairs.map(|w| w[0].block.span.end..w[1].block.span.start).collect()
}

/// Where an offset of the text before `edits`, which are sorted, stands after
/// them; logarithmic in their number.
pub(super) fn places(edits: &[Edit]) -> impl Fn(usize) -> usize {
    let mut shift = 0;
    let mut shifts = vec![(0, 0)];
    for e in edits {
        shift += e.replacement.len() as isize - e.span.len() as isize;
        shifts.push((e.span.end, shift));
    }
    move |byte| {
        let before = shifts.partition_point(|(end, _)| *end <= byte);
        byte.saturating_add_signed(shifts[before - 1].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reflow::shatter;

    #[test]
    fn a_column_is_sure_of_its_joins() {
        let text = "潮水退去以后滩涂上到处是赶海的人妇女提篮\n".repeat(12);
        let (lines, words) = (shatter::lines(&text, &[]), [4.0; 11]);
        let odds = |sure: usize| -> Vec<f32> { (0..11).map(|i| if i < sure { 6.0 } else { 2.0 }).collect() };
        assert!(is_wrapped(&lines, &odds(5), &words));
        assert!(!is_wrapped(&lines, &odds(4), &words));
    }
}
