//! What the page says as a whole, and the verdict on each stretch.
//!
//! Doubling comes in the same form on the whole page: same paint, same
//! extractor. So the certain stretches are found first; their paint is the
//! page's evidence, by which the weaker ones are judged. A page without any
//! certain stretch gets no uncertain repair.

use std::collections::HashSet;

use super::atom::{Atom, Gap};
use super::parse::{Paint, Stretch, Unit};
use crate::finding::{Separator, Verdict};
use crate::options::Caution;
use crate::script::Script;

/// What stands at the edge of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Border {
    /// It begins or ends within text of one script.
    Inside,
    /// The script changes, or there is a mark.
    Script,
    /// A blank or a line break.
    Gap,
}

/// Bits taken off for an edge: runs and lines begin and end where something
/// changes, accidents of language anywhere.
fn edge_price(b: Border) -> f32 {
    match b {
        Border::Gap => 0.0,
        Border::Script => 2.0,
        Border::Inside => 5.0,
    }
}

/// A stretch with what the judge has to know of it.
#[derive(Debug)]
pub(crate) struct Candidate {
    pub stretch: Stretch,
    /// Its bits, less those taken off for its edges.
    pub bits: f32,
    /// Both edges are blanks or line breaks.
    framed: bool,
    /// A unit goes over a line break: a block, not a run or a line.
    block: bool,
    /// How many different units it has.
    distinct: usize,
    /// What is left of it, to tell it from others.
    kept: Vec<u32>,
    /// How many different letters it has, of any script.
    letters: usize,
}

/// A stretch with this many bits, of two different units or more, is certain.
/// Clean news, law and reports have none above 20 in 2.6 million characters.
const CERTAIN: f32 = 28.0;
/// Lone stretches of the same paint that together make the page certain.
const TOGETHER: f32 = 26.0;
/// What a stretch needs on a page that is certain of the same paint.
const SAME_PAINT: f32 = 7.0;
/// What it needs where the paint differs in the number of copies or in what
/// stands between them.
const OTHER_PAINT: f32 = 16.0;

/// What a single unit needs beyond that, if other text touches it.
const LONE: f32 = 7.0;
/// A stretch with fewer different letters says nothing of the page: XXX, AAAA,
/// a sequence of bases.
const LETTERS: usize = 2;

impl Candidate {
    pub fn new(atoms: &[Atom], stretch: Stretch) -> Self {
        let (left, right) = (border(atoms, stretch.start), border(atoms, stretch.end));
        let units: HashSet<Vec<u32>> = stretch
            .units
            .iter()
            .map(|u| atoms[u.start..u.start + u.period].iter().map(|a| a.symbol).collect())
            .collect();
        let bits = stretch.bits - edge_price(left) - edge_price(right);
        let framed = left == Border::Gap && right == Border::Gap;
        let broken = |u: &Unit| atoms[u.start + 1..u.start + u.period].iter().any(|a| a.gap == Gap::Newline);
        let block = stretch.units.iter().any(broken);
        let kept: Vec<u32> = stretch
            .units
            .iter()
            .flat_map(|u| &atoms[u.start..u.start + u.period])
            .filter(|a| matches!(a.script, Script::Han | Script::Kana | Script::Hangul | Script::Latin))
            .map(|a| a.symbol)
            .collect();
        let letters = kept.iter().collect::<HashSet<_>>().len();
        Candidate { bits, framed, block, distinct: units.len(), kept, letters, stretch }
    }
}

fn border(atoms: &[Atom], at: usize) -> Border {
    let (Some(before), Some(after)) = (at.checked_sub(1).map(|p| &atoms[p]), atoms.get(at)) else {
        return Border::Gap;
    };
    if after.gap != Gap::None {
        Border::Gap
    } else if before.script != after.script || before.script == Script::Mark {
        Border::Script
    } else {
        Border::Inside
    }
}

/// The paints a page is certain of.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    certain: Vec<Sign>,
}

/// What the stretches of one page have in common: the extractor's doing.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sign {
    copies: usize,
    separator: Separator,
    block: bool,
}

impl Candidate {
    fn sign(&self) -> Sign {
        let Paint { copies, separator, .. } = self.stretch.paint;
        Sign { copies, separator, block: self.block }
    }

    fn is_certain(&self) -> bool {
        self.bits >= CERTAIN && self.distinct >= 2 && self.letters >= LETTERS
    }

    /// A single unit says too little, but where it fills what is between blanks.
    fn is_lone(&self) -> bool {
        self.distinct < 2 && !self.framed
    }
}

/// Signs that several stretches show together, none of them certain alone.
/// Language repeats this or that a varying number of times; paint repeats all
/// as often.
fn together(candidates: &[Candidate]) -> Vec<Sign> {
    let mut sums: Vec<(Sign, f32, usize)> = Vec::new();
    let mut seen: HashSet<&[u32]> = HashSet::new();
    for c in candidates.iter().filter(|c| c.bits >= SAME_PAINT && c.letters >= LETTERS) {
        let chain = c.distinct >= 2 || c.sign().copies > 2;
        if !chain || !seen.insert(&c.kept) {
            continue;
        }
        let bits = c.bits.min(14.0) - 2.0;
        match sums.iter_mut().find(|s| s.0 == c.sign()) {
            Some((_, sum, count)) => (*sum, *count) = (*sum + bits, *count + 1),
            None => sums.push((c.sign(), bits, 1)),
        }
    }
    sums.iter().filter(|(_, bits, n)| *n >= 2 && *bits >= TOGETHER).map(|s| s.0).collect()
}

impl Evidence {
    pub fn gather(candidates: &[Candidate]) -> Self {
        let mut certain = together(candidates);
        for c in candidates.iter().filter(|c| c.is_certain()) {
            if !certain.contains(&c.sign()) {
                certain.push(c.sign());
            }
        }
        Evidence { certain }
    }

    /// How many bits a candidate needs on this page.
    pub fn needed(&self, c: &Candidate, caution: Caution) -> f32 {
        let alone = if c.is_certain() { CERTAIN } else { f32::INFINITY };
        if caution == Caution::Utmost || self.certain.is_empty() {
            return alone;
        }
        let here = if self.certain.contains(&c.sign()) { SAME_PAINT } else { OTHER_PAINT };
        let lone = if c.is_lone() { LONE } else { 0.0 };
        (here + lone).min(alone)
    }

    pub fn judge(&self, c: &Candidate, caution: Caution) -> Verdict {
        if c.bits >= self.needed(c, caution) {
            Verdict::Repair
        } else {
            Verdict::Leave
        }
    }
}
