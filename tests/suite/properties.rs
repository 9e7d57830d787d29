//! What must hold for any text: the promises of `promise.rs`, on random mixes,
//! any Unicode, pages from the press, and mutations of all three.
//!
//! `PROPTEST_CASES` sets the cases of each property, for a longer run:
//! `PROPTEST_CASES=100000 cargo test --release --test suite properties`.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, Index};

use crate::fixtures::{all, report, without_blanks};
use crate::overprint::{overprint, Paint, Unit};
use crate::press::sheets;
use crate::promise;

/// Few enough that these tests take less than a minute without optimisation: of
/// short texts, and of such as are long or of which much is repaired.
const CASES: u32 = 512;
const LONG_CASES: u32 = 64;

fn config(cases: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    // A failure is copied into a test by hand; no file of seeds beside the sources.
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// The pieces texts are mixed from.
const PIECES: [&str; 54] = [
    "港",
    "口",
    "天",
    "天",
    "天天",
    "高高兴兴",
    "研究研究",
    "中医医院",
    "书记处书记",
    "每年",
    "委员会",
    "会议",
    "一件件",
    "，",
    "。",
    "、",
    "：",
    "“",
    "”",
    "（",
    "）",
    "《",
    "》",
    "……",
    "——",
    "0",
    "1",
    "30",
    "2000",
    "800余",
    "3.14",
    "50%",
    "a",
    "book",
    "committee",
    "Table of Contents",
    "inter-",
    " ",
    "  ",
    "\u{3000}",
    "\u{3000}\u{3000}",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "👍🏽",
    "e\u{301}",
    "か\u{3099}",
    "⽇",
    "\u{f9db}",
    "\u{ad}",
    "\u{200d}",
    "\u{e000}",
    "\0",
];

/// Random mixes of the pieces.
fn mixed() -> impl Strategy<Value = String> {
    vec(select(PIECES.to_vec()), 0..80).prop_map(|pieces| pieces.concat())
}

fn paint() -> impl Strategy<Value = Paint> {
    let unit = select(vec![Unit::Run, Unit::Character, Unit::Line]);
    let separator = select(vec!["", "\n", " "]);
    (unit, 1..6usize, separator).prop_map(|(unit, copies, separator)| Paint { unit, copies, separator })
}

/// Mixes of which some stretches were painted more than once.
fn painted() -> impl Strategy<Value = String> {
    let stretch = (vec(select(PIECES.to_vec()), 1..24), paint())
        .prop_map(|(pieces, paint)| overprint(&pieces.concat(), paint));
    vec(stretch, 1..6).prop_map(|stretches| stretches.concat())
}

/// Any of the texts, with some characters lost, put in, copied or moved.
fn mutated() -> impl Strategy<Value = String> {
    let text = prop_oneof![mixed(), painted(), any::<String>(), sheets().prop_map(|sheet| sheet.extracted)];
    let change = (any::<Index>(), 0..40usize, 0..5u8, any::<char>());
    (text, vec(change, 1..6)).prop_map(|(text, changes)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (place, size, kind, put) in changes {
            let at = place.index(chars.len() + 1);
            let end = (at + size).min(chars.len());
            match kind {
                0 => drop(chars.drain(at..end)),
                1 => chars.insert(at, put),
                2 => drop(chars.splice(at..at, chars[at..end].to_vec())),
                3 => chars[at..end].reverse(),
                _ => drop(chars.splice(end..end, std::iter::repeat_n(put, size))),
            }
        }
        chars.into_iter().collect()
    })
}

/// The two ways of repair that people use most, and one by chance.
fn promises(source: &str, bits: u16) -> Result<(), TestCaseError> {
    for bits in [0, 1, bits] {
        let options = promise::options(bits);
        if let Some(fault) = promise::broken(source, &options) {
            return Err(TestCaseError::fail(format!("{fault}: {options:?}")));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(CASES))]

    #[test]
    fn promises_hold_for_mixed_text(source in mixed(), bits in any::<u16>()) {
        promises(&source, bits)?;
    }

    #[test]
    fn promises_hold_for_any_unicode(source in any::<String>(), bits in any::<u16>()) {
        promises(&source, bits)?;
    }
}

proptest! {
    #![proptest_config(config(LONG_CASES))]

    #[test]
    fn promises_hold_for_painted_text(source in painted(), bits in any::<u16>()) {
        promises(&source, bits)?;
    }

    #[test]
    fn promises_hold_for_any_unicode_painted(source in any::<String>(), paint in paint(), bits in any::<u16>()) {
        promises(&overprint(&source, paint), bits)?;
    }

    #[test]
    fn promises_hold_for_mutated_text(source in mutated(), bits in any::<u16>()) {
        promises(&source, bits)?;
    }

    #[test]
    fn promises_hold_for_pages_from_the_press(sheet in sheets(), bits in any::<u16>()) {
        promises(&sheet.extracted, bits)?;
    }

    #[test]
    fn what_was_not_painted_comes_out_as_it_was_set(sheet in sheets()) {
        let set = &*sheet.set;
        let restored = dedouble::restore(set);
        prop_assert_eq!(without_blanks(&restored), without_blanks(set));
    }

    #[test]
    fn what_was_not_painted_stays_as_it_came_out(sheet in sheets()) {
        for bits in [0, 1] {
            prop_assert_eq!(promise::unsettled(&sheet.set, &promise::options(bits)), None);
        }
    }
}

#[test]
fn promises_hold_for_fixtures() {
    let fixtures = all();
    let failures: Vec<String> = fixtures
        .iter()
        .flat_map(|f| [0, 1, 0x3f00, 0x3f94].map(|bits| (f, bits)))
        .filter_map(|(f, bits)| {
            let options = promise::options(bits);
            Some(format!("{} {options:?}: {}", f.name, promise::broken(&f.input, &options)?))
        })
        .collect();
    report("promises", 4 * fixtures.len(), &failures);
}

#[test]
fn restoring_an_output_changes_nothing() {
    let fixtures = all();
    let failures: Vec<String> = fixtures
        .iter()
        .flat_map(|f| [0, 1].map(|bits| (f, promise::options(bits))))
        .filter_map(|(f, options)| {
            let fault = promise::unsettled(&f.input, &options)?;
            Some(format!("{} {:?}: {fault}", f.name, options.lines))
        })
        .collect();
    report("outputs", 2 * fixtures.len(), &failures);
}

#[test]
fn the_checks_see_what_is_broken() {
    assert_eq!(promise::subsequence("天天下", "天 下"), None);
    assert!(promise::subsequence("天天下", "天下下").is_some());
    assert!(promise::subsequence("天天下", "下天").is_some());
}
