//! Finds the tandem repeats of a sequence of atoms.
//!
//! A *maximal repeat* is a stretch in which every symbol equals the one a
//! period further on, that cannot be made longer on either side, and that
//! holds at least two copies (Kolpakov and Kucherov 1999 call it a run; here
//! that word is the typesetter's). There are fewer of them than symbols
//! (Bannai et al. 2017), and every square lies in one.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A maximal repeat: `symbols[start..end]` has the period, and at least two
/// copies of it. All in atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Repeat {
    pub start: usize,
    pub end: usize,
    pub period: usize,
}

/// Periods up to this one are looked for at every place; longer ones where a
/// stretch of [`SEED`] symbols comes again. A column line has 8 to 40 atoms.
const SHORT: usize = 32;
/// A repeat of a long period shows a stretch of this many symbols twice.
const SEED: usize = 12;
/// The longest period: a column of a newspaper page, painted as a block twice.
pub(crate) const LONGEST: usize = 4096;

/// All maximal repeats of primitive period up to [`LONGEST`], sorted by start.
/// Those longer than [`SHORT`] are found if one of their copies has a stretch
/// of [`SEED`] symbols that it holds only once. Linear.
pub(crate) fn repeats(symbols: &[u32]) -> Vec<Repeat> {
    let mut found = Vec::new();
    for period in 1..=SHORT.min(symbols.len() / 2) {
        short(symbols, period, &mut found);
    }
    if symbols.len() > 2 * SHORT {
        long(symbols, &mut found);
    }
    // Rows of sorted ones, which a stable sort merges.
    found.sort();
    primitive(found)
}

/// Maximal repeats of one short period. Wherever groups of so many symbols begin, a row
/// of as many as the period has a whole one in it.
fn short(symbols: &[u32], period: usize, found: &mut Vec<Repeat>) {
    match period.div_ceil(2) {
        1 => rows::<1>(symbols, period, found),
        2..=3 => rows::<2>(symbols, period, found),
        4..=7 => rows::<4>(symbols, period, found),
        8..=15 => rows::<8>(symbols, period, found),
        _ => rows::<16>(symbols, period, found),
    }
}

/// The same through groups of so many that are all like those a period further on.
fn rows<const GROUP: usize>(symbols: &[u32], period: usize, found: &mut Vec<Repeat>) {
    let (first, second) = (&symbols[..symbols.len() - period], &symbols[period..]);
    let same = |at: &usize| first[*at] == second[*at];
    // What comes before `floor` is in no row that is still to be found.
    let (mut floor, mut at) = (0, 0);
    loop {
        if GROUP < 4 {
            at += unlike(&first[at..], &second[at..]);
        }
        let groups = (first[at..].first_chunk::<GROUP>(), second[at..].first_chunk::<GROUP>());
        let (Some(one), Some(other)) = groups else { return };
        if one != other {
            at += GROUP;
            continue;
        }
        let start = (floor..at).rev().take_while(same).last().unwrap_or(at);
        let end = (at + GROUP..first.len()).find(|at| !same(at)).unwrap_or(first.len());
        if end - start >= period {
            found.push(Repeat { start, end: end + period, period });
        }
        floor = end;
        at = end;
    }
}

/// Symbols compared together, without branches.
const TOGETHER: usize = 16;

/// How many pairs there are at the start of two rows that have none alike, in whole
/// groups of [`TOGETHER`].
fn unlike(first: &[u32], second: &[u32]) -> usize {
    let groups = first.chunks_exact(TOGETHER).zip(second.chunks_exact(TOGETHER));
    let none = |(a, b): &(&[u32], &[u32])| !a.iter().zip(*b).fold(false, |any, (x, y)| any | (x == y));
    TOGETHER * groups.take_while(none).count()
}

/// Maximal repeats of long periods, through the last place of every stretch
/// of [`SEED`] symbols.
fn long(symbols: &[u32], found: &mut Vec<Repeat>) {
    let mut last: HashMap<u64, usize, Mixed> =
        HashMap::with_capacity_and_hasher(symbols.len(), Mixed::default());
    // Where the check of a period ended last: it need not begin before that again.
    let mut checked: HashMap<usize, usize, Mixed> = HashMap::default();
    let mut hash = symbols[..SEED - 1].iter().fold(0, |hash, &s| rolled(hash, s));
    for at in 0..=symbols.len() - SEED {
        let seed = &symbols[at..at + SEED];
        hash = rolled(hash, seed[SEED - 1]);
        let inserted = last.insert(hash, at);
        hash = hash.wrapping_sub(weight(seed[0]).wrapping_mul(OLDEST));
        let Some(before) = inserted else { continue };
        let period = at - before;
        if !(SHORT + 1..=LONGEST).contains(&period) || &symbols[before..before + SEED] != seed {
            continue;
        }
        let floor = checked.get(&period).copied().unwrap_or(0);
        if before < floor {
            continue;
        }
        let same = |i: usize| symbols[i] == symbols[i + period];
        let start = (floor..before).rev().take_while(|&i| same(i)).last().unwrap_or(before);
        let end =
            (before + SEED..symbols.len() - period).find(|&i| !same(i)).unwrap_or(symbols.len() - period);
        checked.insert(period, end);
        if end - start >= period {
            found.push(Repeat { start, end: end + period, period });
        }
    }
}

/// The factor of the polynomial that hashes a stretch: odd, with no pattern in its
/// bits (Knuth's MMIX generator has it).
const FACTOR: u64 = 6_364_136_223_846_793_005;
/// The factor's power by which a stretch's first symbol has been multiplied.
const OLDEST: u64 = {
    let (mut power, mut n) = (1u64, 1);
    while n < SEED {
        (power, n) = (power.wrapping_mul(FACTOR), n + 1);
    }
    power
};

/// The hash of a stretch with one symbol more (Karp and Rabin 1987).
fn rolled(hash: u64, symbol: u32) -> u64 {
    hash.wrapping_mul(FACTOR).wrapping_add(weight(symbol))
}

/// A symbol with its bits spread.
fn weight(symbol: u32) -> u64 {
    (u64::from(symbol) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Takes keys that are hashes already: the table need not hash them with care, as a
/// stretch is compared with the one its hash found.
#[derive(Clone, Copy, Debug, Default)]
struct Plain(u64);

type Mixed = BuildHasherDefault<Plain>;

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &b| rolled(hash, u32::from(b)));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn write_usize(&mut self, period: usize) {
        self.0 = weight(period as u32);
    }
}

/// Drops those whose period is a multiple of that of another over the same place.
fn primitive(sorted: Vec<Repeat>) -> Vec<Repeat> {
    let mut kept: Vec<Repeat> = Vec::with_capacity(sorted.len());
    let mut open: Vec<Repeat> = Vec::new();
    for r in sorted {
        open.retain(|o| o.end > r.start);
        // All that are open start before it or where it does. Few pass: division is dear.
        let over = |o: &&Repeat| o.end >= r.end && o.period < r.period;
        let power = open.iter().filter(over).any(|o| r.period as u32 % o.period as u32 == 0);
        if !power {
            open.push(r);
            kept.push(r);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The twin: every start, every period.
    fn naive(s: &[u32]) -> Vec<Repeat> {
        let mut out = Vec::new();
        for period in 1..=s.len() / 2 {
            let mut start = 0;
            while start + 2 * period <= s.len() {
                let same = (start..s.len() - period).take_while(|&i| s[i] == s[i + period]).count();
                if same >= period {
                    out.push(Repeat { start, end: start + same + period, period });
                }
                start += same + 1;
            }
        }
        let all = out.clone();
        out.retain(|r| {
            !all.iter().any(|o| {
                r.period % o.period == 0 && o.period < r.period && o.start <= r.start && r.end <= o.end
            })
        });
        out.sort_unstable();
        out
    }

    proptest::proptest! {
        #[test]
        fn equals_its_naive_twin(s in proptest::collection::vec(0u32..3, 0..60)) {
            proptest::prop_assert_eq!(repeats(&s), naive(&s));
        }
    }

    proptest::proptest! {
        #[test]
        fn each_short_period_equals_its_naive_twin(
            pieces in proptest::collection::vec((proptest::collection::vec(0u32..3, 1..40), 1..5usize), 1..6),
        ) {
            let s: Vec<u32> = pieces.iter().flat_map(|(piece, copies)| piece.repeat(*copies)).collect();
            for period in 1..=SHORT.min(s.len() / 2) {
                let mut found = Vec::new();
                short(&s, period, &mut found);
                let (mut rows, mut start) = (Vec::new(), 0);
                while start + 2 * period <= s.len() {
                    let same = (start..s.len() - period).take_while(|&i| s[i] == s[i + period]).count();
                    if same >= period {
                        rows.push(Repeat { start, end: start + same + period, period });
                    }
                    start += same + 1;
                }
                proptest::prop_assert_eq!(found, rows);
            }
        }
    }

    #[test]
    fn finds_a_long_block() {
        let block: Vec<u32> = (0..500).map(|i| i * i % 7919).collect();
        let twice: Vec<u32> = [&[9_999][..], &block, &block, &[8_888]].concat();
        assert!(repeats(&twice).contains(&Repeat { start: 1, end: 1001, period: 500 }));
    }
}
