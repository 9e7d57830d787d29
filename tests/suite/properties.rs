//! What must hold for any text.

use std::borrow::Cow;

use dedouble::{Lines, Options, Restorer};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::fixtures::{all, difference, report};
use crate::overprint::{overprint, Paint, Unit};

/// Few enough that the whole suite stays well under a minute without optimisation.
const CASES: u32 = 256;

fn config() -> ProptestConfig {
    // A failure is copied into a test by hand; no file of seeds beside the sources.
    ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() }
}

/// The pieces texts are mixed from.
const PIECES: [&str; 48] = [
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

fn restorer(lines: Lines) -> Restorer {
    let mut options = Options::default();
    options.lines = lines;
    Restorer::new(options)
}

/// Whether `part`, white space aside, can be had from `whole` by leaving characters out.
fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().filter(|c| !c.is_whitespace()).all(|c| rest.any(|w| w == c))
}

/// What is wrong with the restoration of `source`, if anything.
fn broken_promise(source: &str, lines: Lines) -> Option<String> {
    let restorer = restorer(lines);
    let first = restorer.restore(source);
    let second = restorer.restore(source);
    if first.text != second.text || first.log != second.log {
        return Some("a second run gave another result".to_owned());
    }
    if first.log.apply(source).as_deref() != Ok(&*first.text) {
        return Some("the log does not give the text".to_owned());
    }
    if first.log.revert(&first.text).as_deref() != Ok(source) {
        return Some("the log does not give the source back".to_owned());
    }
    if matches!(first.text, Cow::Borrowed(_)) != first.log.is_empty() {
        return Some("borrowed does not mean unchanged".to_owned());
    }
    if !is_subsequence(&first.text, source) {
        return Some("the text has characters the source has not".to_owned());
    }
    None
}

/// Checks every promise with lines joined and with lines kept.
fn promises(source: &str) -> Result<(), TestCaseError> {
    for lines in [Lines::Join, Lines::Keep] {
        if let Some(fault) = broken_promise(source, lines) {
            return Err(TestCaseError::fail(format!("{lines:?}: {fault}")));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn promises_hold_for_mixed_text(source in mixed()) {
        promises(&source)?;
    }

    #[test]
    fn promises_hold_for_painted_text(source in painted()) {
        promises(&source)?;
    }

    #[test]
    fn promises_hold_for_any_unicode(source in any::<String>()) {
        promises(&source)?;
    }

    #[test]
    fn promises_hold_for_any_unicode_painted(source in any::<String>(), paint in paint()) {
        promises(&overprint(&source, paint))?;
    }
}

#[test]
fn promises_hold_for_fixtures() {
    let fixtures = all();
    let failures: Vec<String> = fixtures
        .iter()
        .flat_map(|f| [Lines::Join, Lines::Keep].map(|lines| (f, lines)))
        .filter_map(|(f, lines)| Some(format!("{} {lines:?}: {}", f.name, broken_promise(&f.input, lines)?)))
        .collect();
    report("promises", 2 * fixtures.len(), &failures);
}

#[test]
fn restoring_an_output_changes_nothing() {
    let fixtures = all();
    let failures: Vec<String> = fixtures
        .iter()
        .flat_map(|f| [Lines::Join, Lines::Keep].map(|lines| (f, lines)))
        .filter_map(|(f, lines)| {
            let restorer = restorer(lines);
            let once = restorer.restore(&f.input).text;
            let twice = restorer.restore(&once).text;
            Some(format!("{} {lines:?}: {}", f.name, difference(&once, &twice)?))
        })
        .collect();
    report("outputs", 2 * fixtures.len(), &failures);
}

#[test]
fn the_subsequence_check_sees_what_was_invented() {
    assert!(is_subsequence("天 下", "天天下"));
    assert!(!is_subsequence("天下下", "天天下"));
    assert!(!is_subsequence("下天", "天天下"));
}
