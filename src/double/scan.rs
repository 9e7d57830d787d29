//! Whether a page can hold doubled text at all: one pass that does not allocate.
//!
//! Most pages are clean, and saying so must cost no more than reading them. The
//! scan may only over-report: whatever the judge would repair passes it.
//!
//! # What must be there
//! A repair needs evidence on its page (see `judge`): a stretch of copies that
//! is certain, or two weaker ones. In either, the copies of a unit stand side by
//! side, white space apart, so each unit is a *square* XX of symbols, and
//! between two units at most [`REACH`] symbols stand single. The bits of a
//! stretch are at most what the symbols of all copies but the first cost as
//! language, less [`SINGLE`](super::parse) for each single one. `Chains` adds
//! that up from square to square, and names what a page must reach.
//!
//! # How squares are found
//! Period 1 and 2: each symbol is compared with the one and the two before.
//! Longer: through the last place of every pair of symbols, in a table of hashes.
//! In the second copy of a square of period p every pair but the first comes at
//! most p symbols after the last one like it; so p − 1 such distances stand in a
//! row, and every second of them is looked at. That such rows are rare where
//! there is no square is a fact about language, and costs only time where it
//! fails: a row is checked symbol by symbol below period [`LONG`], and taken for
//! a square from there on. Places are kept in 16 bits: a stale one may look near,
//! a near one never far. So squares of up to 32,767 symbols are found, eight
//! for each atom of the longest period.
//!
//! A symbol is a character here, not a cluster: what repeats in clusters repeats
//! in characters. Linear; 24 KiB of stack.

use unicode_segmentation::UnicodeSegmentation;

use super::atom::stands_alone;
use super::chain::{Chains, Square};
use crate::script::{script, Script};

/// Symbols looked at together.
const BLOCK: usize = 1024;
/// Symbols kept of what came before: two copies of the longest period that is
/// checked symbol by symbol.
const KEPT: usize = 512;
/// Symbols that are checked again together, when something is seen in one.
const GROUP: usize = 32;
/// Places in the table of pairs.
const TABLE: usize = 4096;
/// Squares of shorter periods are weighed.
const LONG: usize = 32;
/// Octaves of longer periods: 64 to 127, …, 16,384 to 32,767.
const OCTAVES: usize = 9;
/// Distances kept of what came before: the longest row looked for.
const ROW: usize = 16;

/// Whether `text` may hold something to repair. `false` is certain.
pub(crate) fn may_be_doubled(text: &str) -> bool {
    let mut reader = Reader { text, at: 0 };
    let mut window = Window::new();
    let mut chains = Chains::default();
    loop {
        let full = reader.fill(&mut window);
        window.measure();
        for group in 0..window.len.div_ceil(GROUP) {
            let seen = window.look(group);
            let row = window.long_row(group);
            if row.unchecked
                || (seen.long | row.checked) && window.is_long(group)
                || (seen.tight | seen.wide) && window.check(group, seen, &mut chains)
            {
                return true;
            }
        }
        if !full {
            return false;
        }
        window.advance();
    }
}

/// Reads the symbols of a text: its characters without white space.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// Fills the window's block; whether there may be more.
    fn fill(&mut self, window: &mut Window) -> bool {
        let bytes = self.text.as_bytes();
        let (mut at, mut n) = (self.at, KEPT);
        while n + 4 <= KEPT + BLOCK {
            let Some(raw) = bytes.get(at..at + 12).and_then(|raw| <[u8; 12]>::try_from(raw).ok()) else {
                break;
            };
            let han = |lead: u8| (0xE4..=0xE9).contains(&lead);
            if han(raw[0]) & han(raw[3]) & han(raw[6]) & han(raw[9]) {
                // Four in five characters of a Chinese page: U+4000 to U+9FFF.
                let symbol = |i: usize| u32::from_le_bytes([raw[i], raw[i + 1], raw[i + 2], 0]);
                window.symbols[n..n + 4].copy_from_slice(&[symbol(0), symbol(3), symbol(6), symbol(9)]);
                (at, n) = (at + 12, n + 4);
                continue;
            }
            n += self.common(&mut at, n, [raw[0], raw[1], raw[2]], window);
        }
        while n < KEPT + BLOCK {
            let Some(&[a, b, c]) = bytes.get(at..at + 3) else { break };
            n += self.common(&mut at, n, [a, b, c], window);
        }
        while n < KEPT + BLOCK && at < bytes.len() {
            n += self.other(&mut at, n, window);
        }
        self.at = at;
        window.len = n - KEPT;
        at < bytes.len()
    }

    /// Reads one character, of which three bytes are given; how many symbols that
    /// gives.
    #[inline]
    fn common(&self, at: &mut usize, n: usize, [a, b, c]: [u8; 3], window: &mut Window) -> usize {
        let size = match (a, b, c) {
            (0xE4..=0xE9, ..) => 3,
            (0x21..=0x7E, ..) => 1,
            // Kana and marks, but for the ideographic space and the byte order mark.
            (0xE3, ..) if (b, c) != (0x80, 0x80) => 3,
            (0xEF, ..) if b != 0xBB => 3,
            (0xE2, 0x80, 0x90..=0xA7) => 3,
            _ => 0,
        };
        if matches!(a, b' ' | b'\n') && (b < 0x80 || (0xE4..=0xE9).contains(&b)) {
            window.gaps[n / 64] |= 1 << (n % 64);
            *at += 1;
            return 0;
        }
        if size == 0 {
            return self.other(at, n, window);
        }
        window.symbols[n] = if size == 3 { u32::from_le_bytes([a, b, c, 0]) } else { u32::from(a) };
        *at += size;
        1
    }

    /// Reads one character of any kind; how many symbols that gives.
    #[cold]
    fn other(&self, at: &mut usize, n: usize, window: &mut Window) -> usize {
        let Some(c) = self.text[*at..].chars().next() else { return 0 };
        let bytes = c.len_utf8();
        if script(c) == Script::Blank {
            let rest = &self.text[*at..];
            let joined = !rest[bytes..].chars().next().is_none_or(stands_alone);
            *at += if joined { rest.graphemes(true).next().map_or(bytes, str::len) } else { bytes };
            window.gaps[n / 64] |= 1 << (n % 64);
            return 0;
        }
        let mut raw = [0; 4];
        c.encode_utf8(&mut raw);
        window.symbols[n] = u32::from_le_bytes(raw);
        *at += bytes;
        1
    }
}

/// What a group may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seen {
    /// Squares of period 1 or 2.
    tight: bool,
    /// Squares of period 3 and longer.
    wide: bool,
    /// Squares of period [`LONG`] to twice that.
    long: bool,
}

/// Rows of groups that the second copy of a long square may cover.
#[derive(Clone, Copy, Debug)]
struct LongRow {
    /// Of a period that can be checked symbol by symbol.
    checked: bool,
    /// Of a longer one.
    unchecked: bool,
}

/// A block of symbols with what came before it, and what is known of them.
struct Window {
    /// UTF-8 of each symbol, as a number.
    symbols: [u32; KEPT + BLOCK],
    /// Bits: white space, or the start of the text, stands before the symbol.
    gaps: [u64; (KEPT + BLOCK) / 64 + 1],
    /// Symbols in the block.
    len: usize,
    /// Symbols before the block.
    base: usize,
    /// Hashes of each symbol of the block with the one before it.
    pairs: [u16; BLOCK],
    /// The last place of each pair.
    places: [u16; TABLE],
    /// Distances of every second pair of the block from the last one like it.
    distances: [u16; ROW + BLOCK / 2],
    /// Groups in a row whose distances fit a period of each octave.
    rows: [u16; OCTAVES],
    /// Ends of the squares of each period seen so far, from the text's start.
    ends: [usize; LONG],
}

impl Window {
    fn new() -> Self {
        let mut gaps = [0; (KEPT + BLOCK) / 64 + 1];
        gaps[KEPT / 64] = 1;
        // Places are counted from far away, so that a pair not seen yet is far.
        Window {
            symbols: [0; KEPT + BLOCK],
            gaps,
            len: 0,
            base: 1 << 15,
            pairs: [0; BLOCK],
            places: [0; TABLE],
            distances: [u16::MAX; ROW + BLOCK / 2],
            rows: [0; OCTAVES],
            ends: [0; LONG],
        }
    }

    /// Measures the distances of the block's pairs.
    fn measure(&mut self) {
        // Symbols past the end are unlike any, and unlike each other.
        for (n, symbol) in self.symbols[KEPT + self.len..].iter_mut().enumerate() {
            *symbol = 0xFF00_0000 + n as u32;
        }
        let before = &self.symbols[KEPT - 1..KEPT + BLOCK - 1];
        for ((pair, a), b) in self.pairs.iter_mut().zip(before).zip(&self.symbols[KEPT..]) {
            *pair = hash(*a).wrapping_mul(5) ^ hash(*b);
        }
        let mut place = self.base as u16;
        for (distance, pair) in self.distances[ROW..].iter_mut().zip(self.pairs.chunks_exact(2)) {
            let slot = &mut self.places[usize::from(pair[0] >> 4) % TABLE];
            *distance = place.wrapping_sub(*slot);
            *slot = place;
            self.places[usize::from(pair[1] >> 4) % TABLE] = place.wrapping_add(1);
            place = place.wrapping_add(2);
        }
    }

    /// Looks at one group, without branches.
    fn look(&self, group: usize) -> Seen {
        let at = KEPT + group * GROUP;
        let mut near = [0u32; GROUP + 3];
        near.copy_from_slice(&self.symbols[at - 3..at + GROUP]);
        let mut tight = 0u32;
        for i in 0..GROUP {
            let same = u32::from(near[i + 3] == near[i + 2]);
            let pair = u32::from(near[i + 3] == near[i + 1]) & u32::from(near[i + 2] == near[i]);
            tight |= same | pair;
        }
        // Greatest of 1, 2, 4, 8 and 15 distances up to each place.
        let at = group * GROUP / 2;
        let mut row = [0u16; ROW + GROUP / 2];
        row.copy_from_slice(&self.distances[at..at + ROW + GROUP / 2]);
        let one = least(&row);
        let row = widened::<1>(&row);
        let two = least(&row);
        let row = widened::<2>(&row);
        let four = least(&row);
        let row = widened::<4>(&row);
        let eight = least(&row);
        let fifteen = least(&widened::<7>(&row));
        let wide = (one <= 4) | (two <= 8) | (four <= 16) | (usize::from(eight) < LONG);
        Seen { tight: tight != 0, wide, long: usize::from(fifteen) < 2 * LONG }
    }

    /// Whether so many groups in a row have all their distances within an octave
    /// of long periods as the second copy of a square covers.
    fn long_row(&mut self, group: usize) -> LongRow {
        let at = ROW + group * GROUP / 2;
        let farthest = self.distances[at..at + GROUP / 2].iter().fold(0, |far, &d| far.max(d));
        let mut full = [false; OCTAVES];
        for (octave, (row, full)) in self.rows.iter_mut().zip(&mut full).enumerate() {
            let fits = u16::from(u32::from(farthest) < 128 << octave);
            *row = (*row + fits).min(1 << 10) * fits;
            *full = *row >= (2 << octave) - 1;
        }
        let [checked @ .., _, _, _, _, _, _, _] = full;
        LongRow { checked: checked.contains(&true), unchecked: full[2..].contains(&true) }
    }

    /// Whether the group lies in the second copy of a square of period [`LONG`] to
    /// 255, or may where the block ends before the copy does.
    fn is_long(&self, group: usize) -> bool {
        let (at, last) = (KEPT + group * GROUP, KEPT + self.len);
        let copied = |period: usize| {
            let same = |i: &usize| self.symbols[*i] == self.symbols[i - period];
            let (mut run, mut end) = (0, at.saturating_sub(period).max(period));
            while end < last && (end < at + GROUP || run > 0) && run < period {
                run = if same(&end) { run + 1 } else { 0 };
                end += 1;
            }
            run >= period || end == last && run > 0
        };
        // Either of these is in the copy, whichever row it was seen by.
        let first = |period: usize| {
            let [a, b] = [at, at + 1].map(|i| self.symbols[i] == self.symbols[i - period]);
            a || b
        };
        (LONG..8 * LONG).any(|period| first(period) && copied(period))
    }

    /// Checks one group symbol by symbol; whether its squares with those before
    /// are enough for the page to be doubled.
    fn check(&mut self, group: usize, seen: Seen, chains: &mut Chains) -> bool {
        let first = KEPT + group * GROUP;
        let last = (first + GROUP).min(KEPT + self.len);
        for at in first..last {
            if seen.tight && (1..=2).any(|period| self.check_at(at, last, period, chains)) {
                return true;
            }
            let row_ends = |to: usize, near: u16| {
                let row = &self.distances[ROW + (at - KEPT) / 2 + 1 - to..][..to];
                row.iter().all(|&d| d <= near)
            };
            let rows = [(1, 4), (2, 8), (4, 16), (8, LONG as u16 - 1)];
            let wide = seen.wide && at % 2 == 0 && rows.iter().any(|&(to, near)| row_ends(to, near));
            if wide && (3..LONG).any(|period| self.check_at(at, last, period, chains)) {
                return true;
            }
        }
        false
    }

    /// Adds the square of a period that covers a place, if there is one.
    fn check_at(&mut self, at: usize, last: usize, period: usize, chains: &mut Chains) -> bool {
        let same = |i: &usize| self.symbols[*i] == self.symbols[i - period];
        if !same(&at) || self.ends[period] > self.base + at {
            return false;
        }
        let start = at - (period..at).rev().take_while(same).count();
        let end = at + (at..last).take_while(same).count();
        end - start >= period && self.add(start, end, period, chains)
    }

    /// Adds the copies in `symbols[start..end]`, each a period after its original.
    fn add(&mut self, start: usize, end: usize, period: usize, chains: &mut Chains) -> bool {
        let seen = self.ends[period].saturating_sub(self.base).max(start);
        self.ends[period] = self.base + end;
        let chars = self.symbols[seen.min(end)..end].iter().map(|&s| char_of(s));
        let gap = |at: usize| self.gaps[at / 64] >> (at % 64) & 1 == 1;
        let framed = start == period || (start - period..=end - period).any(gap);
        let square = Square { start: self.base + start - period, end: self.base + end, period, framed };
        chains.add(&square, chars)
    }

    /// Makes room for the next block.
    fn advance(&mut self) {
        self.symbols.copy_within(BLOCK.., 0);
        self.distances.copy_within(BLOCK / 2.., 0);
        self.gaps.copy_within(BLOCK / 64.., 0);
        self.gaps[KEPT / 64 + 1..].fill(0);
        self.base += self.len;
    }
}

/// Sixteen bits of a symbol.
fn hash(symbol: u32) -> u16 {
    ((symbol >> 8) as u16).wrapping_mul(0x9E37) ^ (symbol as u16).wrapping_mul(0x2545)
}

/// Each the greater of itself and the one `WIDTH` before.
fn widened<const WIDTH: usize>(row: &[u16; ROW + GROUP / 2]) -> [u16; ROW + GROUP / 2] {
    let mut out = *row;
    for at in WIDTH..row.len() {
        out[at] = row[at].max(row[at - WIDTH]);
    }
    out
}

/// The least of the group's part of a row.
fn least(row: &[u16; ROW + GROUP / 2]) -> u16 {
    row[ROW..].iter().fold(u16::MAX, |least, &d| least.min(d))
}

/// The character whose UTF-8 a symbol is.
fn char_of(symbol: u32) -> char {
    let bytes = symbol.to_le_bytes();
    let size = bytes.iter().position(|&b| b == 0).unwrap_or(4).max(1);
    std::str::from_utf8(&bytes[..size]).ok().and_then(|s| s.chars().next()).unwrap_or('\u{FFFD}')
}

#[cfg(test)]
mod tests {
    use super::super::{find, judged};
    use crate::options::Caution;
    use proptest::prelude::*;

    /// What the judge repairs passes the scan.
    fn holds(text: &str) -> Result<(), TestCaseError> {
        let (slow, fast) = (judged(text, Caution::Low), find(text, Caution::Low));
        prop_assert_eq!(&slow.edits, &fast.edits, "{:?}", text);
        Ok(())
    }

    /// Words over an alphabet, some of them doubled with something between.
    fn copied(letters: &'static [&'static str]) -> impl Strategy<Value = String> {
        let word = proptest::collection::vec(proptest::sample::select(letters), 1..40);
        let gap = proptest::sample::select(vec!["", "", "", " ", "\n", "\n\u{3000}", "\u{2003}"]);
        let piece = (word, 1..5usize, gap).prop_map(|(w, copies, gap)| vec![w.concat(); copies].join(gap));
        proptest::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
    }

    const HAN: &[&str] = &["港", "口", "新", "建", "的", "了", "。", "，", "年", "3", "0", "a", "\n"];
    const TWO: &[&str] = &["港", "口", "，"];
    const MIXED: &[&str] = &["a", "b", "e\u{301}", "か\u{3099}", "👍🏽", "9", " ", ".", "港", "…", "\u{200b}"];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn copies_of_han_pass(text in copied(HAN)) { holds(&text)?; }

        #[test]
        fn copies_of_few_letters_pass(text in copied(TWO)) { holds(&text)?; }

        #[test]
        fn copies_of_anything_pass(text in copied(MIXED)) { holds(&text)?; }
    }
}
