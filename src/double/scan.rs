//! Where a text may hold doubled text that counts for its page: one pass that
//! does not allocate where there is none.
//!
//! Most text is clean, and saying so must cost no more than reading it. The scan
//! may only over-report: no stretch is evidence of paint that touches none of
//! its *suspects* (see `judge`), and what is no evidence is repaired only on a
//! page that has some.
//!
//! # What is suspect
//! In a stretch of copies each unit is a *square* XX of symbols, white space
//! apart. Suspect is every square of period [`WIDE`] and longer, and every row of
//! shorter ones, with little between them, whose second copies have the
//! [`Weight`] asked for.
//!
//! # How it is found
//! A text is read into keys of 16 bits, a key a symbol, in blocks. Equal symbols
//! have equal keys, and few others do.
//! - Periods below [`WIDE`]: each key is compared with the three before it.
//! - Longer ones: through the last place of every three keys in a row, in a table
//!   of hashes. In the second copy of a square of period p all threes but the
//!   first two come at most p symbols after the last one like them; every second
//!   three is looked up, which leaves (p − 2) / 2 such distances in a row. A
//!   stale place, or that of another three, looks near where it should be far,
//!   never the other way round.
//!
//! All of that is done for groups of [`GROUP`] keys without branches; a group
//! that shows something is looked at key by key (see `chain`).
//!
//! A symbol is a character here, not a cluster: what repeats in clusters repeats
//! in characters, but more of them may stand between two squares. So a block is
//! suspect as a whole where characters join their neighbours.
//!
//! Linear, in 24 KiB.

use super::chain::{self, Weight, WIDE};
use super::keys::{Keys, Reader, BLOCK, GROUP, KEPT};
use crate::edit::Span;

/// Places in the table of threes.
const TABLE: usize = 4096;
/// Distances of a group.
const DISTANCES: usize = GROUP / 2;
/// Distances before a group's that may lie in a row with them: no less than in the second copy of
/// a square of period [`chain::FAR`].
const BEFORE: usize = 256;
/// Distances kept of what came before: those, and a group's.
const ROW: usize = BEFORE + DISTANCES;
/// Periods from which a square covers whole groups are told by these, an octave
/// at a time: 512 to 1,023, …, 4,096 to 8,191, two symbols for each atom of the
/// longest period.
const OCTAVES: usize = 4;

/// A stretch that weighs less is evidence of nothing: that takes more than 20 bits,
/// or three Han or four letters of which each is copied, or five of ASCII.
pub(crate) const EVIDENCE: Weight = 5;

/// A place that is suspect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suspect {
    /// Bytes of the text that lie in it, or about it.
    pub span: Span,
    /// Symbols before and after these that may belong to it.
    pub reach: usize,
}

/// Scans texts, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Scanner(Box<Window>);

impl Scanner {
    /// The suspect places of `text`, in order. Rows of short squares count from
    /// `least` on.
    pub fn suspects(&mut self, text: &str, least: Weight) -> Vec<Suspect> {
        let window = self.0.as_mut();
        window.clear();
        let mut reader = Reader { text, at: 0, odd: false };
        let mut found = Found { least, suspects: Vec::new() };
        loop {
            reader.fill(&mut window.keys);
            let more = reader.at < text.len() || window.keys.len > KEPT + BLOCK;
            window.measure();
            window.look(more, &mut found);
            if std::mem::take(&mut reader.odd) {
                found.push(window.keys.first_byte()..reader.at, 0);
            }
            if !more {
                return found.suspects;
            }
            window.advance();
        }
    }
}

/// What was found so far.
struct Found {
    least: Weight,
    suspects: Vec<Suspect>,
}

impl Found {
    /// Adds a suspect, or widens the last one if they touch.
    fn push(&mut self, span: Span, reach: usize) {
        match self.suspects.last_mut() {
            Some(last) if span.start <= last.span.end => {
                last.span.start = last.span.start.min(span.start);
                last.span.end = last.span.end.max(span.end);
                last.reach = last.reach.max(reach);
            }
            _ => self.suspects.push(Suspect { span, reach }),
        }
    }
}

/// A block of symbols with what came before it, and what is known of them.
#[derive(Debug)]
struct Window {
    keys: Keys,
    /// The place of the block's first symbol, from the text's start, as the table
    /// counts it.
    base: u16,
    /// The last place of each three.
    table: [u16; TABLE],
    /// Distances of every second three from the last one like it.
    distances: [u16; ROW + BLOCK / 2],
    /// What the last groups' distances show.
    nearness: Nearness,
    /// Groups in a row whose distances fit a period of each octave.
    rows: [usize; OCTAVES],
    /// Weight of the last group's short squares.
    weight: Weight,
    /// The end of the last square found: what lies in it need not be found again, as a
    /// square whose second copy does has a first that is as repetitive.
    covered: usize,
}

impl Default for Window {
    fn default() -> Self {
        Window {
            keys: Keys::new(),
            base: 0,
            table: [0; TABLE],
            distances: [0; ROW + BLOCK / 2],
            nearness: Nearness::default(),
            rows: [0; OCTAVES],
            weight: 0,
            covered: 0,
        }
    }
}

impl Window {
    /// Forgets what was read.
    fn clear(&mut self) {
        self.keys.clear();
        // What has not been seen yet is far away.
        self.base = 1 << 14;
        self.table = [0; TABLE];
        self.distances = [u16::MAX; ROW + BLOCK / 2];
        self.nearness = Nearness::default();
        (self.rows, self.weight, self.covered) = ([0; OCTAVES], 0, 0);
    }

    /// Measures the distances of the block's threes.
    fn measure(&mut self) {
        self.keys.pad();
        let mut threes = [0u16; BLOCK];
        let (a, b, c) = (&self.keys.row[KEPT - 2..], &self.keys.row[KEPT - 1..], &self.keys.row[KEPT..]);
        for (three, ((a, b), c)) in threes.iter_mut().zip(a.iter().zip(b).zip(c)) {
            let mixed = a.wrapping_mul(0x2545) ^ b.wrapping_mul(0x9E35) ^ c.wrapping_mul(0x6F4F);
            *three = mixed >> 4;
        }
        let mut place = self.base;
        for (distance, pair) in self.distances[ROW..].iter_mut().zip(threes.chunks_exact(2)) {
            self.table[usize::from(pair[0]) % TABLE] = place;
            let slot = &mut self.table[usize::from(pair[1]) % TABLE];
            let here = place.wrapping_add(1);
            *distance = here.wrapping_sub(*slot);
            *slot = here;
            place = place.wrapping_add(2);
        }
        self.base = place;
    }

    /// Looks at the groups that are followed by another, or by nothing.
    fn look(&mut self, more: bool, found: &mut Found) {
        for group in 0..BLOCK / GROUP + usize::from(!more) {
            let first = KEPT - GROUP + group * GROUP;
            if first >= self.keys.len {
                break;
            }
            let Some(keys) = self.keys.row[first - 3..].first_chunk() else { break };
            let Some(distances) = self.distances[group * DISTANCES + BEFORE..].first_chunk() else { break };
            let weight = weigh(keys);
            let seen = self.nearness.look(distances);
            if weight + self.weight >= found.least {
                self.report_rows(first, found);
            }
            if seen.near {
                self.report_squares(first, found);
            }
            if self.is_long(seen.farthest) {
                found.push(self.keys.byte(first)..self.keys.byte_after(first + GROUP), 1024 << OCTAVES);
            }
            self.weight = weight;
        }
    }

    /// Whether so many groups in a row have all their distances within an octave as
    /// the second copy of a square covers.
    fn is_long(&mut self, farthest: i16) -> bool {
        // Most groups end every row.
        if i32::from(farthest) >= 1024 << (OCTAVES - 1) {
            self.rows = [0; OCTAVES];
            return false;
        }
        let mut long = false;
        for (octave, row) in self.rows.iter_mut().enumerate() {
            let fits = i32::from(farthest) < 1024 << octave;
            *row = if fits { *row + 1 } else { 0 };
            long |= *row >= ((512 << octave) - GROUP - 1) / GROUP;
        }
        long
    }

    /// Reports the rows of short squares that end in a group.
    fn report_rows(&self, first: usize, found: &mut Found) {
        let from = first - GROUP;
        let Some(keys) = self.keys.row[from - 3..].first_chunk() else { return };
        chain::rows(keys, found.least, |row| {
            found.push(self.keys.byte(from + row.start)..self.keys.byte_after(from + row.end), 0);
        });
    }

    /// Reports the longer squares whose second copy has a three in a group.
    fn report_squares(&mut self, first: usize, found: &mut Found) {
        let from = (first + GROUP - KEPT) / 2;
        let row = &self.distances[from..][..ROW];
        let near = |d: u16, far: usize| usize::from(d) <= far;
        let before = |far: usize| row[..BEFORE].iter().rev().take_while(|&&d| near(d, far)).count();
        let (mut short, mut long) = (before(chain::LONGEST), before(chain::FAR));
        for (n, &distance) in row[BEFORE..].iter().enumerate() {
            short = if near(distance, chain::LONGEST) { short + 1 } else { 0 };
            long = if near(distance, chain::FAR) { long + 1 } else { 0 };
            let at = first + 2 * n + 1;
            if at < self.covered {
                continue;
            }
            // No period is shorter than a distance in its second copy, and none longer than as many
            // distances as there are in a row make it. Of long ones every fourth is looked at.
            let longest = match n % 4 == 3 {
                true => chain::FAR.min(2 * (long + 3) + 3),
                false => chain::LONGEST.min(2 * short + 3),
            };
            let shortest = WIDE.max(distance.into());
            if shortest > longest {
                continue;
            }
            if let Some(square) = chain::square(&self.keys.row, at, shortest..longest + 1) {
                found.push(self.keys.byte(square.start)..self.keys.byte_after(square.end), 0);
                self.covered = square.end;
            }
        }
    }

    /// Makes room for the next block.
    fn advance(&mut self) {
        self.keys.advance();
        self.covered = self.covered.saturating_sub(BLOCK);
        self.distances.copy_within(BLOCK / 2.., 0);
    }
}

/// What a group's distances show.
struct Seen {
    /// Rows of distances as near as squares of up to [`chain::FAR`] have them.
    near: bool,
    /// The greatest distance.
    farthest: i16,
}

/// Distances in whole lanes: those of a group, and before them the last of the group before.
type Lanes = [i16; LANE + DISTANCES];
const LANE: usize = 8;

/// The greatest of one, two and four distances in a row, up to each of a group's.
#[derive(Debug)]
struct Nearness {
    one: Lanes,
    two: Lanes,
    four: Lanes,
}

impl Default for Nearness {
    fn default() -> Self {
        let far = [i16::MAX; LANE + DISTANCES];
        Nearness { one: far, two: far, four: far }
    }
}

impl Nearness {
    /// What the next group's distances show.
    fn look(&mut self, distances: &[u16; DISTANCES]) -> Seen {
        let Nearness { one, two, four } = self;
        for lanes in [&mut *one, two, four] {
            lanes.copy_within(DISTANCES.., 0);
        }
        for (to, from) in one[LANE..].iter_mut().zip(distances) {
            *to = (from & 0x7FFF) as i16;
        }
        widen::<1>(one, two);
        widen::<2>(two, four);
        // Below 0 where distances are no greater than those in the second copy of a square that has
        // so many of them: one up to period 5, two to 9, four to 17. It takes no branch.
        let (mut seen, mut farthest) = (0i16, 0i16);
        for i in LANE..LANE + DISTANCES {
            let eight = four[i].max(four[i - 4]);
            let twelve = eight.max(four[i - 8]);
            let short = (one[i] - 6) | (two[i] - 10) | (four[i] - 18);
            let long = (eight - chain::LONGEST as i16 - 1) | (twelve - chain::FAR as i16 - 1);
            seen |= short | long;
            farthest = farthest.max(one[i]);
        }
        Seen { near: seen < 0, farthest }
    }
}

/// Of each of a group's places the greater of what a row has there and `WIDTH` before.
fn widen<const WIDTH: usize>(row: &Lanes, out: &mut Lanes) {
    for at in LANE..LANE + DISTANCES {
        out[at] = row[at].max(row[at - WIDTH]);
    }
}

/// Weight of the second copies of a group's squares of periods 1 to 3, or more;
/// three keys before the group are given, and one after it.
fn weigh(keys: &[u16; 3 + GROUP + 1]) -> Weight {
    // −1 where a key is the same as the one so many before.
    let same = |i: usize, period: usize| -Weight::from(keys[i] == keys[i - period]);
    let weight = |i: usize| {
        let each = 1 + Weight::from(keys[i] >= 0x80);
        let row = same(i, 2) & same(i + 1, 2) | same(i, 3) & same(i + 1, 3);
        (same(i, 1) & each) + 2 * (row & each)
    };
    (3..3 + GROUP).map(weight).sum()
}

#[cfg(test)]
mod tests {
    use super::super::sheet::sheets;
    use super::super::{by_page, find, judged, Buffers};
    use super::*;
    use crate::options::Caution;
    use proptest::prelude::*;

    /// What the judge repairs passes the scan.
    fn holds(text: &str) -> Result<(), TestCaseError> {
        for caution in [Caution::Low, Caution::High, Caution::Utmost] {
            let mut buffers = Buffers::default();
            let slow = by_page(sheets(text), text, |page| judged(page, caution, &mut buffers));
            let fast = find(text, caution, &mut buffers);
            prop_assert_eq!(&slow.edits, &fast.edits, "{:?}", text);
            if !slow.edits.is_empty() {
                prop_assert_eq!(&slow.findings, &fast.findings, "{:?}", text);
            }
        }
        Ok(())
    }

    /// Words over an alphabet, some of them doubled with something between.
    fn copied(letters: &'static [&'static str]) -> impl Strategy<Value = String> {
        let word = proptest::collection::vec(proptest::sample::select(letters), 1..40);
        let gap = proptest::sample::select(vec!["", "", "", " ", "\n", "\n\u{3000}", "\u{2003}"]);
        let piece = (word, 1..5usize, gap).prop_map(|(w, copies, gap)| vec![w.concat(); copies].join(gap));
        proptest::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
    }

    /// The same, in the middle of a long text that repeats nothing.
    fn hidden(letters: &'static [&'static str]) -> impl Strategy<Value = String> {
        let lines = |from: u32, count: u32| {
            let line = |(n, c): (usize, char)| if n % 23 == 22 { format!("{c}\n") } else { c.to_string() };
            clean(from, count).enumerate().map(line).collect::<String>()
        };
        (copied(letters), 0..1500u32, 0..1500u32)
            .prop_map(move |(text, a, b)| format!("{}{text}{}", lines(a, a), lines(b + 4000, b)))
    }

    /// Han that repeat nothing.
    fn clean(from: u32, count: u32) -> impl Iterator<Item = char> {
        (0..count).filter_map(move |n| char::from_u32(0x4E00 + (from + 7919 * n) % 20_000))
    }

    #[test]
    fn squares_of_every_period_are_suspect() {
        let mut scanner = Scanner::default();
        let long = [480, 511, 512, 513, 600, 1023, 1024, 3000, 8000];
        for period in (WIDE as u32..150).chain(long) {
            for before in 0..GROUP as u32 {
                let word: String = clean(before, period).collect();
                let after: String = clean(before + 7919 * period, 60).collect();
                let text = format!("{}{word}{word}{after}", clean(13_000, before).collect::<String>());
                let suspects = scanner.suspects(&text, EVIDENCE);
                assert!(!suspects.is_empty(), "period {period} after {before} characters");
            }
        }
    }

    const HAN: &[&str] = &["港", "口", "新", "建", "的", "了", "。", "，", "年", "3", "0", "a", "\n"];
    const TWO: &[&str] = &["港", "口", "，"];
    const MIXED: &[&str] = &["a", "b", "e\u{301}", "か\u{3099}", "👍🏽", "9", " ", ".", "港", "…", "\u{200b}"];
    const MANY: &[&str] = &[
        "港", "口", "新", "建", "的", "了", "年", "月", "日", "市", "县", "委", "会", "议", "员", "人", "工",
        "作", "发", "展", "经", "济", "“", "”", "，", "。", "——", "2", "0", "5", "A", "é", "ω", "가", "𠮷",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn copies_of_han_pass(text in copied(HAN)) { holds(&text)?; }

        #[test]
        fn copies_of_few_letters_pass(text in copied(TWO)) { holds(&text)?; }

        #[test]
        fn copies_of_anything_pass(text in copied(MIXED)) { holds(&text)?; }

        #[test]
        fn copies_of_words_pass(text in copied(MANY)) { holds(&text)?; }

        #[test]
        fn copies_in_long_texts_pass(text in hidden(MANY)) { holds(&text)?; }
    }
}
