//! Source to atoms: what can be repeated as a whole.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::edit::Span;
use crate::script::{ends_sentence, half_widths, script, Script};

/// White space between an atom and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    None,
    Space,
    Newline,
}

/// An extended grapheme cluster that is not white space.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Atom {
    /// Start and end in the source, in bytes.
    pub start: u32,
    pub end: u32,
    /// Equal atoms have equal symbols: the character, or a number past all
    /// characters for a cluster of several.
    pub symbol: u32,
    pub script: Script,
    /// What stands before it.
    pub gap: Gap,
    /// Whether an empty line is part of that.
    pub below_empty: bool,
    /// Whether it is a blank with a tab in it, or so wide that it parts two columns.
    pub in_column: bool,
}

impl Atom {
    /// Its character; the replacement character for a cluster of several.
    pub fn char(&self) -> char {
        char::from_u32(self.symbol).unwrap_or('\u{FFFD}')
    }
}

/// Bytes of white space that part two columns in one line: three blanks, or an ideographic space.
const GUTTER: usize = 3;
/// Symbols of clusters of several characters start here.
const FIRST_CLUSTER: u32 = 0x11_0000;

/// Cuts a text, or parts of one, into atoms.
#[derive(Debug)]
pub(crate) struct Segmenter<'a> {
    text: &'a str,
    /// Symbols of the clusters of several characters.
    clusters: HashMap<&'a str, u32>,
}

impl<'a> Segmenter<'a> {
    pub fn new(text: &'a str) -> Self {
        Segmenter { text, clusters: HashMap::new() }
    }

    /// Adds the atoms of a part of the text that begins and ends where a line does.
    /// Linear. Texts are cut into pages below 4 GiB before.
    pub fn segment(&mut self, part: Span, out: &mut Vec<Atom>) {
        let text = &self.text[part.clone()];
        out.reserve(text.len() / 3 + 1);
        let (mut gap, mut line_ends, mut blanks) = (Gap::Newline, 0, 0);
        for (start, cluster) in (Clusters { text, at: 0 }) {
            let mut chars = cluster.chars();
            let first = chars.next().unwrap_or(' ');
            let script = script(first);
            if script == Script::Blank {
                let newline = cluster.bytes().any(|b| matches!(b, b'\n' | b'\r' | 0x0b | 0x0c));
                gap = gap.max(if newline { Gap::Newline } else { Gap::Space });
                line_ends += usize::from(newline);
                blanks += if cluster == "\t" { GUTTER } else { cluster.len() };
                continue;
            }
            let symbol = if chars.next().is_none() {
                first as u32
            } else {
                let next = FIRST_CLUSTER + self.clusters.len() as u32;
                *self.clusters.entry(cluster).or_insert(next)
            };
            let start = part.start + start;
            let (start, end) = (start as u32, (start + cluster.len()) as u32);
            let in_column = gap == Gap::Space && blanks >= GUTTER;
            out.push(Atom { start, end, symbol, script, gap, below_empty: line_ends > 1, in_column });
            (gap, line_ends, blanks) = (Gap::None, 0, 0);
        }
    }
}

/// The atoms of `text`.
#[cfg(test)]
pub(crate) fn atoms(text: &str) -> Vec<Atom> {
    let mut out = Vec::new();
    Segmenter::new(text).segment(0..text.len(), &mut out);
    out
}

/// Grapheme clusters with their byte offsets. A character that is followed by
/// another that cannot join it is a cluster by itself, and needs no look at
/// the tables of Unicode.
struct Clusters<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Clusters<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.at..];
        let first = rest.chars().next()?;
        let size = first.len_utf8();
        let alone = stands_alone(first) && rest[size..].chars().next().is_none_or(stands_alone);
        let size = if alone { size } else { rest.graphemes(true).next().map_or(size, str::len) };
        let start = self.at;
        self.at += size;
        Some((start, &rest[..size]))
    }
}

/// Whether `c` neither joins a character before it nor one after it, but for
/// those that this is not true of.
pub(super) fn stands_alone(c: char) -> bool {
    matches!(c as u32, 0x20..=0x7E | 0x0A | 0x2010..=0x2027 | 0x3001..=0x3029 | 0x3041..=0x3096
        | 0x30A1..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xFF01..=0xFF60)
}

/// The lines of a page, one by one. A part of one at either end is one too.
pub(super) fn by_line(atoms: &[Atom]) -> impl DoubleEndedIterator<Item = &[Atom]> {
    atoms.chunk_by(|_, next| next.gap != Gap::Newline)
}

/// The places of the lines of a page, in atoms. Linear.
pub(super) fn lines(atoms: &[Atom]) -> Vec<Range<usize>> {
    let mut end = 0;
    let place = |line: &[Atom]| {
        let start = end;
        end += line.len();
        start..end
    };
    by_line(atoms).map(place).collect()
}

/// Width of a line in half-widths, without blanks.
pub(super) fn width(line: &[Atom]) -> usize {
    line.iter().map(|a| half_widths(a.char())).sum()
}

/// Whether a line ends before atom `at`.
pub(super) fn ends_line(atoms: &[Atom], at: usize) -> bool {
    atoms.get(at).is_none_or(|a| a.gap == Gap::Newline)
}

/// Whether a text of `period` atoms at `start` is a line, or some, and what stands at its
/// end begins the next line and goes on in it: a text begins with its heading. No heading
/// ends as a sentence does.
pub(super) fn is_heading(atoms: &[Atom], start: usize, period: usize) -> bool {
    let end = start + period;
    ends_line(atoms, start)
        && ends_line(atoms, end)
        && !ends_line(atoms, end + period)
        && !ends_sentence(atoms[end - 1].char())
}

/// Whether two stretches are of the same atoms, whatever stands between them.
pub(super) fn same(atoms: &[Atom], a: Range<usize>, b: Range<usize>) -> bool {
    are_equal(&atoms[a], &atoms[b])
}

/// Whether two texts are the same, blanks aside.
pub(super) fn are_equal(a: &[Atom], b: &[Atom]) -> bool {
    a.iter().map(|a| a.symbol).eq(b.iter().map(|b| b.symbol))
}

/// The blanks within a text.
pub(super) fn blanks(text: &[Atom]) -> usize {
    text.iter().skip(1).filter(|a| a.gap == Gap::Space).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_those_of_the_standard() {
        for text in
            ["年\n\n3030 日", "e\u{301}e\u{301}x\r\ny", "👨‍👩‍👧👨‍👩‍👧ก็ๆ", "か\u{3099}か\u{3099}", "", "한국어🇨🇳🇨🇳"]
        {
            let ours: Vec<_> = Clusters { text, at: 0 }.collect();
            let theirs: Vec<_> = text.grapheme_indices(true).collect();
            assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn blanks_are_gaps() {
        let got: Vec<_> = atoms("起 起\u{3000}\n，e\u{301}").iter().map(|a| (a.start, a.gap)).collect();
        assert_eq!(got, [(0, Gap::Newline), (4, Gap::Space), (11, Gap::Newline), (14, Gap::None)]);
    }
}
