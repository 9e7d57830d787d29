//! What stands at the edges of a stretch.

use std::collections::HashSet;

use super::atom::{by_line, Atom, Gap};
use super::census::is_pause;
use super::column::WIDEST;
use super::paint::{is_bullet, is_mark, Stretch, Unit};
use super::prior::is_orphan;
use crate::finding::Separator;
use crate::script::Script;

/// What a stretch begins or ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// Text of one script goes on.
    Inside,
    /// The script changes, or there is a mark.
    Script,
    /// A blank or a line break.
    Gap,
}

impl Edge {
    /// Bits taken off for it: runs and lines begin and end where something changes, accidents of
    /// language anywhere.
    pub fn price(self) -> f32 {
        match self {
            Edge::Gap => 0.0,
            Edge::Script => 2.0,
            Edge::Inside => 5.0,
        }
    }
}

/// The edges of a stretch. Blanks are none where they stand anywhere.
pub(super) fn edges(atoms: &[Atom], s: &Stretch) -> [Edge; 2] {
    let scattered = has_scattered_blanks(atoms, s);
    [s.start, s.end].map(|at| {
        let (Some(before), Some(after)) = (at.checked_sub(1).map(|p| &atoms[p]), atoms.get(at)) else {
            return Edge::Gap;
        };
        if after.gap == Gap::Newline || after.gap == Gap::Space && !scattered {
            Edge::Gap
        } else if before.script != after.script || before.script == Script::Mark {
            Edge::Script
        } else {
            Edge::Inside
        }
    })
}

/// Whether blanks stand anywhere in the text about a stretch, in one place of [`SCATTERED`] between
/// Han: some extractors put them where their widths of glyphs are wrong.
fn has_scattered_blanks(atoms: &[Atom], s: &Stretch) -> bool {
    let before = &atoms[s.start.saturating_sub(ABOUT)..s.start];
    let after = &atoms[s.end..(s.end + ABOUT).min(atoms.len())];
    let between = |w: &&[Atom]| w.iter().all(|a| a.script == Script::Han) && w[1].gap != Gap::Newline;
    let places = || before.windows(2).chain(after.windows(2)).filter(between);
    let blanks = places().filter(|w| w[1].gap == Gap::Space).count();
    blanks * SCATTERED >= places().count() && blanks >= FEWEST
}

/// Whether a stretch of Han is a word in the middle of a line: Han goes on on either side, without a blank
/// or a mark, and more of it than an extractor leaves single at the end of what was painted; and nothing
/// near it in its line stands twice, as the rest of such a line does of which copies were lost.
pub(super) fn is_inline(atoms: &[Atom], s: &Stretch) -> bool {
    let (before, after) = in_line(atoms, s, NEAR);
    let han = |part: &[Atom]| part.iter().all(|a| a.script == Script::Han);
    let goes_on =
        |part: &[Atom]| part.len() > BESIDE && part.iter().skip(1).all(|a| a.gap == Gap::None) && han(part);
    let beside = goes_on(&before[before.len().saturating_sub(BESIDE + 1)..])
        || goes_on(&after[..after.len().min(BESIDE + 1)]);
    let twice = |part: &[Atom]| part.windows(2).any(|w| w[0].symbol == w[1].symbol);
    beside && han(&atoms[s.start..s.end]) && !twice(before) && !twice(after)
}

/// Whether a stretch is all that stands between brackets.
pub(super) fn is_bracketed(atoms: &[Atom], s: &Stretch) -> bool {
    let char = |at: Option<usize>| at.and_then(|at| atoms.get(at)).map_or(' ', Atom::char);
    matches!((char(s.start.checked_sub(1)), char(Some(s.end))), ('(', ')') | ('（', '）'))
}

/// Atoms about a word in a line of which none stands twice.
const NEAR: usize = 12;
/// Han beside a word in the middle of a line.
const BESIDE: usize = 2;

/// Whether a clause of a stretch stands twice inside a sentence, at once or after a blank, and no pause
/// is between the two. None does in 60 million Han of news, law, fiction, reviews of hotels and books,
/// and the poems of the Tang and the Song.
pub(super) fn is_overprinted(atoms: &[Atom], s: &Stretch) -> bool {
    s.units.iter().any(|u| {
        let clause = &atoms[u.start..u.start + u.period];
        let (inside, all) = (&clause[1..], &atoms[u.start..u.end(s.paint.copies)]);
        let goes_on =
            atoms.get(u.start + all.len()).is_some_and(|a| a.gap == Gap::None && is_pause(a.char()));
        u.period >= CLAUSE
            && goes_on
            && clause.iter().all(|a| a.script == Script::Han)
            && inside.iter().all(|a| a.gap == Gap::None)
            && all[1..].iter().all(|a| a.gap != Gap::Newline)
            && clause.iter().map(|a| a.symbol).collect::<HashSet<_>>().len() >= DIFFERENT
    })
}

/// Han of such a clause, and how many of them are different: what is shorter is a cry.
const CLAUSE: usize = 8;
const DIFFERENT: usize = 6;

/// Whether its copies are orphans. An extractor that drops overprinted objects keeps the
/// copies of long ones, and not those of what another font sets in front of them.
pub(super) fn is_clipped(atoms: &[Atom], s: &Stretch) -> bool {
    let Unit { start, period } = s.units[0];
    s.paint.separator == Separator::Space && is_orphan(atoms, start + period, period)
}

/// Text about a stretch that is looked at for blanks, on either side, in atoms.
const ABOUT: usize = 64;
/// On 60 pages set word by word and read with pypdf one place in 2 to 9 has a blank; on those that an
/// extractor reads well and in clean news none has but between columns and names.
const SCATTERED: usize = 10;
const FEWEST: usize = 6;

/// Whether straight double quotes stand before and after a stretch in its line.
pub(super) fn is_quoted(atoms: &[Atom], s: &Stretch) -> bool {
    let quotes = |line: &[Atom]| line.iter().filter(|a| a.char() == '"').count();
    let (before, after) = in_line(atoms, s, LINE_OF_CODE);
    quotes(&before[..before.len() - 1]) % 2 == 1 && quotes(&after[1..]) % 2 == 1
}

/// What stands in the lines of a stretch before it and after it, up to so many atoms: with its first atom,
/// and with its last one.
fn in_line<'a>(atoms: &'a [Atom], s: &Stretch, reach: usize) -> (&'a [Atom], &'a [Atom]) {
    let before = by_line(&atoms[s.start.saturating_sub(reach)..=s.start]).next_back();
    let after = by_line(&atoms[s.end - 1..atoms.len().min(s.end + reach)]).next();
    (before.unwrap_or_default(), after.unwrap_or_default())
}

/// Atoms of a line of code on either side of what it quotes, at most.
const LINE_OF_CODE: usize = 1000;

/// Whether a stretch is all that stands between two straight quotes, which were
/// not painted with it.
pub(super) fn is_cited(atoms: &[Atom], s: &Stretch) -> bool {
    let quote =
        |at: Option<usize>| at.and_then(|i| atoms.get(i)).map(Atom::char).filter(|c| "'\"".contains(*c));
    let open = quote(s.start.checked_sub(1));
    open.is_some() && open == quote(Some(s.end)) && atoms[s.end].gap == Gap::None
}

/// Whether one of the next three lines is a byline: what stands above it is the
/// head of an article. No text of the clean news has a head twice above a byline.
pub(super) fn has_byline(after: &[Atom]) -> bool {
    let after = &after[..after.len().min(LINES_TO_BYLINE * WIDEST)];
    by_line(after).take(LINES_TO_BYLINE).any(is_byline)
}

/// Whether a line names its reporter, and does not tell what a reporter saw.
fn is_byline(line: &[Atom]) -> bool {
    if line.first().is_some_and(is_bullet) {
        return true;
    }
    let pair = |w: &[Atom]| matches!((w[0].char(), w[1].char()), ('记' | '記', '者'));
    let Some(at) = line.windows(2).take(BYLINE - 1).position(pair) else { return false };
    let apart = line.get(at + 2).is_some_and(|a| a.gap != Gap::None || is_mark(a));
    let says = line.iter().any(|a| "，。、；".contains(a.char()));
    apart || !says && line.len() <= BYLINE_ALONE
}

/// A byline stands within so many lines of a heading, and says what it is in its first atoms.
const LINES_TO_BYLINE: usize = 3;
const BYLINE: usize = 8;
/// Atoms of one that is nothing else: a paper or a place, and a name or two.
const BYLINE_ALONE: usize = 12;
