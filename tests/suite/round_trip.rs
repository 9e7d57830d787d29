//! What comes back of pages from the press, whose truth is known. The README has
//! the figures of:
//!
//! ```text
//! cargo test --release --test suite round_trip::figures -- --ignored --nocapture
//! ```

use std::fmt::{self, Display};
use std::ops::RangeInclusive;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::fixtures::without_blanks;
use crate::overprint::{Paint, Unit};
use crate::press::{sheets_painted, sheets_with_losses, Sheet};
use crate::promise;

/// Pages of each kind.
const PAGES: u32 = 200;

/// Pages of one kind, and how many of them came out as they should.
#[derive(Clone, Copy, Default)]
struct Shares {
    pages: u32,
    /// Lines kept, the page is as it was set.
    set: u32,
    /// Lines joined, it is the article, paragraph by paragraph; but for blanks, as
    /// nothing tells whether a blank stood where a line was broken.
    article: u32,
    /// Nothing printed was lost.
    whole: u32,
    /// Nothing of the copies was left.
    clean: u32,
    /// A second time changes nothing.
    settled: u32,
}

impl Shares {
    fn add(&mut self, sheet: &Sheet) {
        let (kept, joined) = (dedouble::repair(&sheet.extracted), dedouble::restore(&sheet.extracted));
        let (got, truth) = (without_blanks(&kept), without_blanks(&sheet.set));
        self.pages += 1;
        self.set += u32::from(*kept == *sheet.set);
        self.article += u32::from(paragraphs(&joined) == paragraphs(&sheet.printed));
        self.whole += u32::from(promise::subsequence(&got, &truth).is_none());
        self.clean += u32::from(promise::subsequence(&truth, &got).is_none());
        let settled =
            [0, 1].map(promise::options).iter().all(|o| promise::unsettled(&sheet.extracted, o).is_none());
        self.settled += u32::from(settled);
    }

    fn plus(self, other: Shares) -> Shares {
        Shares {
            pages: self.pages + other.pages,
            set: self.set + other.set,
            article: self.article + other.article,
            whole: self.whole + other.whole,
            clean: self.clean + other.clean,
            settled: self.settled + other.settled,
        }
    }
}

impl Display for Shares {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>7}", self.pages)?;
        for share in [self.set, self.article, self.whole, self.clean, self.settled] {
            write!(f, "{:>9.1}", 100.0 * f64::from(share) / f64::from(self.pages))?;
        }
        Ok(())
    }
}

/// The paragraphs of a text, without white space.
fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(without_blanks).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// The shares of pages drawn by a fixed seed.
fn shares(pages: impl Strategy<Value = Sheet>, count: u32) -> Shares {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let mut shares = Shares::default();
    for _ in 0..count {
        let page = pages.new_tree(&mut runner).expect("nothing is rejected").current();
        shares.add(&page);
    }
    shares
}

/// What people call it, what is painted at once, and what is written between copies.
type Way = (&'static str, Unit, &'static str);

const WAYS: [Way; 7] = [
    ("run", Unit::Run, ""),
    ("run, a blank between", Unit::Run, " "),
    ("run, a line break between", Unit::Run, "\n"),
    ("character", Unit::Character, ""),
    ("line", Unit::Line, ""),
    ("line, a blank between", Unit::Line, " "),
    ("line, a line break between", Unit::Line, "\n"),
];
/// How often things are painted.
const COPIES: RangeInclusive<usize> = 2..=8;

/// The shares of pages painted in one way, so many for each number of copies.
fn of_way((_, unit, separator): Way, copies: RangeInclusive<usize>, pages: u32) -> Shares {
    copies.fold(Shares::default(), |sum, copies| {
        sum.plus(shares(sheets_painted(Paint { unit, copies, separator }), pages))
    })
}

#[test]
#[ignore = "a measurement, in optimised builds"]
#[allow(clippy::print_stdout)]
fn figures() {
    let each = PAGES / COPIES.count() as u32;
    println!("{:<30}  pages    lines  article    whole    clean  settled", "painted by the");
    let mut total = Shares::default();
    for way in WAYS {
        let shares = of_way(way, COPIES, each);
        println!("{:<30}{shares}", way.0);
        total = total.plus(shares);
    }
    println!("{:<30}{total}", "all of these");
    for copies in COPIES {
        let shares = WAYS.into_iter().map(|way| of_way(way, copies..=copies, each));
        println!("{:<30}{}", format!("{copies} copies"), shares.fold(Shares::default(), Shares::plus));
    }
    println!("{:<30}{}", "any, some copies lost", shares(sheets_with_losses(), PAGES));
    println!("{:<30}{}", "not painted", shares(unpainted(), PAGES));
}

/// Pages without bold.
fn unpainted() -> impl Strategy<Value = Sheet> {
    sheets_painted(Paint { unit: Unit::Run, copies: 1, separator: "" })
}

/// Of the pages that the figures are of, some: fewer may not come out right.
#[test]
fn the_shares_are_no_worse() {
    let pages = WAYS.into_iter().map(|way| of_way(way, 2..=4, 2)).fold(Shares::default(), Shares::plus);
    let Shares { pages, set, whole, clean, settled, .. } = pages;
    let percent = [set, whole, clean, settled].map(|share| 100 * share / pages);
    assert!(percent.iter().zip(LEAST).all(|(got, least)| *got >= least), "{percent:?}, not {LEAST:?}");
    let plain = shares(unpainted(), 10);
    assert_eq!([plain.set, plain.whole, plain.settled], [10; 3], "what was not painted");
}

/// Percent of the pages: as they were set, nothing lost, no copy left, settled.
const LEAST: [u32; 4] = [80, 95, 80, 95];
