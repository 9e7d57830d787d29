//! Characters that stand for a unified ideograph: radicals and compatibility
//! ideographs.
//!
//! Fonts share one glyph between `日` and the Kangxi radical `⽇`, and extractors
//! that go from glyph to character may pick the wrong one. The tables are
//! Unicode's own (`unified.txt` says which): the property
//! Equivalent_Unified_Ideograph for the two blocks of radicals, canonical
//! decompositions for compatibility ideographs. Strokes (U+31C0 on) are left
//! out: no text is set in them, so no reader would know them for an artefact.

use std::sync::OnceLock;

/// The ideographs of one block of characters.
struct Block {
    first: u32,
    /// The ideograph of each character from `first` on; `-` for none.
    unified: Vec<char>,
}

fn blocks() -> &'static [Block] {
    static BLOCKS: OnceLock<Vec<Block>> = OnceLock::new();
    BLOCKS.get_or_init(|| {
        let lines = include_str!("unified.txt").lines().filter_map(|line| line.split_once(' '));
        let block = |(first, unified): (&str, &str)| {
            let first = u32::from_str_radix(first, 16).ok()?;
            Some(Block { first, unified: unified.chars().collect() })
        };
        lines.filter_map(block).collect()
    })
}

/// Whether `c` is in a block of radicals.
pub(crate) fn is_radical(c: char) -> bool {
    matches!(c as u32, 0x2E80..=0x2FDF)
}

/// Whether `c` is in a block of compatibility ideographs.
fn is_compatibility(c: char) -> bool {
    matches!(c as u32, 0xF900..=0xFAFF | 0x2_F800..=0x2_FA1F)
}

/// The unified ideograph `c` stands for, if it is a radical or a compatibility
/// ideograph that has one. Takes constant time.
pub(crate) fn unified(c: char) -> Option<char> {
    if !is_radical(c) && !is_compatibility(c) {
        return None;
    }
    let at = |b: &Block| b.unified.get((c as u32).checked_sub(b.first)? as usize).copied();
    blocks().iter().find_map(at).filter(|&u| u != '-')
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn each_character_has_its_own_ideograph() {
        let cases = [
            ('⺁', Some('厂')),
            ('⺀', None),
            ('\u{2E9A}', None),
            ('⺕', Some('𫜹')),
            ('⺮', Some('𥫗')),
            ('⻓', Some('长')),
            ('⻨', Some('麦')),
            ('⻳', Some('龟')),
            ('⼀', Some('一')),
            ('⽇', Some('日')),
            ('⿕', Some('龠')),
            ('\u{F900}', Some('豈')),
            ('\u{FA19}', Some('神')),
            // Unified ideographs in the midst of compatibility ideographs.
            ('\u{FA0E}', None),
            ('\u{FAD9}', Some('龎')),
            ('\u{2F800}', Some('丽')),
            ('\u{2FA1D}', Some('𪘀')),
            ('日', None),
            ('ㇱ', None),
        ];
        for (c, want) in cases {
            assert_eq!(unified(c), want, "{c} U+{:04X}", c as u32);
        }
    }

    /// The twin: what another table of the same source has.
    #[test]
    fn decompositions_are_those_of_normalisation() {
        let only =
            |c: char, all: String| Some(all.chars().next()?).filter(|&u| all.chars().count() == 1 && u != c);
        for code in (0x2F00..=0x2FD5).chain(0xF900..=0xFAFF).chain(0x2_F800..=0x2_FA1F) {
            let Some(c) = char::from_u32(code) else { continue };
            let decomposed = match is_radical(c) {
                true => c.nfkd().collect(),
                false => c.nfd().collect(),
            };
            assert_eq!(unified(c), only(c, decomposed), "U+{code:04X}");
        }
    }

    #[test]
    fn ideographs_stand_for_themselves() {
        let all = blocks().iter().flat_map(|b| &b.unified);
        assert!(all.clone().count() > 1300);
        assert!(all.copied().all(|u| unified(u).is_none()));
    }
}
