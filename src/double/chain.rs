//! Adds up squares that stand near one another, as evidence at most.
//!
//! What the parse may save by taking a stretch for doubled is bounded from
//! above by what its copies cost as language: a second symbol of a pair its
//! price in `prior`, any other copied symbol the price of a symbol. The bounds
//! and what is asked of a page follow `parse` and `judge`; their constants are
//! used where they have a name.

use super::atom::{Atom, Gap};
use super::judge::{CERTAIN, CHAIN, GLUED, SAME_PAINT, WORD};
use super::parse::SINGLE;
use super::prior::{Prior, LONG as LONGEST_COST, TWO_HAN};
use crate::script::{script, Script};

/// Symbols that may stand single between two units: leaving the doubled regime
/// and coming back costs at most 48 bits, each of them 5.
const REACH: usize = 9;
/// Bits a unit may save beyond what its symbols cost: for a break between copies,
/// less the price of naming it.
const BEYOND: f32 = 1.5;
/// Copied letters without which a stretch is no evidence of its page.
const LETTERS: u32 = 4;
/// Squares remembered; more than may end within [`REACH`] of another's start.
const REMEMBERED: usize = 64;

/// A stretch of symbols that has a period, of at least two copies. Places are
/// counted from the text's start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Square {
    pub start: usize,
    pub end: usize,
    pub period: usize,
    /// White space stands where a copy may begin.
    pub framed: bool,
}

/// The best chain of squares that ends in one.
#[derive(Clone, Copy, Debug, Default)]
struct Link {
    end: usize,
    bits: f32,
    /// Copied letters.
    letters: u32,
    /// Squares in it; three copies count as two.
    squares: u32,
}

/// The chains of squares of a page.
#[derive(Debug)]
pub(super) struct Chains {
    /// The last squares, in a ring.
    links: [Link; REMEMBERED],
    next: usize,
    /// Chains that may be evidence together with another.
    weak: u32,
}

impl Default for Chains {
    fn default() -> Self {
        Chains { links: [Link::default(); REMEMBERED], next: 0, weak: 0 }
    }
}

impl Chains {
    /// Adds a square, of which `copied` are the copies not added before. Whether
    /// the page may be doubled.
    pub fn add(&mut self, square: &Square, copied: impl Iterator<Item = char>) -> bool {
        let twice = square.end - square.start < 3 * square.period;
        let mut link = Link { end: square.end, bits: 0.0, letters: 0, squares: if twice { 1 } else { 2 } };
        let mut han = 0;
        for c in copied {
            link.bits += cost(c, twice && square.period == 1);
            let script = script(c);
            let letter = matches!(script, Script::Han | Script::Kana | Script::Hangul | Script::Latin);
            (link.letters, han) = (link.letters + u32::from(letter), han + u32::from(script == Script::Han));
        }
        if square.period > 1 {
            // Language never asks more for a stretch that stands twice.
            let most = if han == 2 && square.period == 2 { TWO_HAN } else { LONGEST_COST };
            link.bits = if twice { link.bits.min(most) } else { link.bits } + BEYOND;
        }
        let alone = link;
        for before in &self.links {
            let single = square.start.saturating_sub(before.end);
            if before.squares > 0 && single <= REACH {
                link.bits = link.bits.max(alone.bits + before.bits - SINGLE * single as f32);
                link.letters = link.letters.max(alone.letters + before.letters);
                link.squares = link.squares.max(alone.squares + before.squares);
            }
        }
        if square.framed && square.period >= GLUED || self.suffices(&mut link) {
            return true;
        }
        self.links[self.next] = link;
        self.next = (self.next + 1) % REMEMBERED;
        false
    }

    /// Whether a chain is certain, or the second that is not.
    fn suffices(&mut self, link: &mut Link) -> bool {
        let several = link.squares >= 2 && link.letters >= 2;
        let line = several && link.letters >= CHAIN as u32 && link.bits >= SAME_PAINT;
        if several && link.bits >= CERTAIN || line {
            return true;
        }
        let enough = link.letters >= LETTERS || link.squares >= WORD as u32;
        if several && enough && link.bits >= SAME_PAINT {
            self.weak += 1;
            // What has counted once does not count again.
            (link.letters, link.squares) = (0, 1);
        }
        self.weak >= 2
    }
}

/// What a copied symbol may cost as language, at most.
fn cost(c: char, pair: bool) -> f32 {
    let atom = Atom { start: 0, end: 0, symbol: c as u32, script: script(c), gap: Gap::None };
    let prior = Prior::get();
    if pair {
        prior.pair(&atom).max(2.0)
    } else {
        prior.atom(&atom).max(prior.pair(&atom))
    }
}
