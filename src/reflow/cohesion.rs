//! How strongly two Han characters hold together: whether a break between them
//! would divide a word or a phrase.
//!
//! The table holds, for the commonest characters, how much oftener each stands
//! in running text than at the end or at the start of a clause, and the pairs
//! that are words or the inside of one. Measured on headlines: of the seams
//! inside them 60 in 100 come out above 0, of those between two of them 10.

use std::sync::LazyLock;

use super::hash::FastMap;

/// A pair that is in neither the table nor the page.
const UNKNOWN_PAIR: f32 = -1.0;
/// A pair of the table.
const KNOWN_PAIR: f32 = 4.0;
/// A pair that stands together elsewhere on the page, once or more often. Counted
/// on pages of 3,000 characters of news, law and fiction: 2.1 to 3.5, 3.2 to 5.0.
const SEEN_PAIR: [f32; 2] = [2.5, 4.0];

/// What the table knows.
#[derive(Debug, Default)]
struct Table {
    /// Bits of a character before a seam, and after one.
    single: [FastMap<char, i8>; 2],
    pairs: FastMap<(char, char), ()>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("cohesion.txt")));

impl Table {
    /// Reads lines of a kind (`e`, `s` or `p`), bits and characters.
    fn read(text: &str) -> Self {
        let mut table = Table::default();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut parts = line.splitn(3, ' ');
            let (Some(kind), Some(bits), Some(chars)) = (parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            let bits: i8 = bits.parse().unwrap_or(0);
            match kind {
                "e" => table.single[0].extend(chars.chars().map(|c| (c, bits))),
                "s" => table.single[1].extend(chars.chars().map(|c| (c, bits))),
                _ => {
                    let (first, second) = (chars.chars().step_by(2), chars.chars().skip(1).step_by(2));
                    table.pairs.extend(first.zip(second).map(|pair| (pair, ())));
                }
            }
        }
        table
    }
}

/// Bits for the Han characters `last` and `first` being one text across a seam;
/// they stand together `seen` times elsewhere on the page.
pub(super) fn bits(last: char, first: char, seen: u8) -> f32 {
    let single = |side: usize, c: char| TABLE.single[side].get(&c).map_or(0.0, |b| f32::from(*b));
    let known = if TABLE.pairs.contains_key(&(last, first)) { KNOWN_PAIR } else { UNKNOWN_PAIR };
    let pair = match seen {
        0 => known,
        n => known.max(SEEN_PAIR[usize::from(n.min(2)) - 1]),
    };
    single(0, last) + single(1, first) + pair
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(TABLE.pairs.len(), 2000);
        assert!(TABLE.single.iter().all(|t| t.len() > 800 && t.values().all(|b| (-3..=3).contains(b))));
    }

    #[test]
    fn words_hold_together() {
        let cases = [
            ("发", "展", true),
            ("不", "能", true),
            ("国", "家", true),
            ("作", "今", false),
            ("吗", "这", false),
        ];
        for (last, first, holds) in cases {
            let c = |s: &str| s.chars().next().unwrap();
            assert_eq!(bits(c(last), c(first), 0) > 0.0, holds, "{last}{first}");
        }
    }
}
