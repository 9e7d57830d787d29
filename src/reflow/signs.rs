//! What blank lines, indents and sentence ends mean on a page, estimated from
//! the odds of its seams.

use super::chain::Odds;
use super::fit::PROSE;
use super::line::Line;

/// Chance that a line goes on in the next, before anything is seen: paragraphs
/// of newspapers and books have three to six lines.
const JOIN_PRIOR: f64 = 0.7;

/// Share of the pages whose paragraphs start with an indent that left no blanks.
const LOST_PRIOR: f64 = 0.3;
/// Share of the paragraphs of a page that are set otherwise than its others:
/// leads and captions have no indent where the columns have one.
const SET_OTHERWISE: f64 = 0.03;

/// What the signs between lines mean on this page.
#[derive(Clone, Debug)]
pub(super) struct Signs {
    /// Chance of no, one, more blank lines, at a break and at a join.
    blank: [[f64; 3]; 2],
    /// Chance that the first line of a block is indented, in running text and in
    /// other blocks.
    indent: [f64; 2],
    /// Chance that a line is indented that goes on from the one before it.
    hanging: f64,
    /// Chance that a first line without blanks is short by an indent.
    pub lost: f64,
    /// Chance that a line goes on in the next.
    pub join: f64,
    /// How much oftener a line ends with a sentence here than elsewhere, at a
    /// break and at a join.
    ended: [f64; 2],
}

/// Chance that a sentence ends at the end of a line, at a break and at a join:
/// what the bits of the words assume.
const ENDED_PRIOR: [f64; 2] = [0.8, 0.05];

/// Index of a seam's classes: the writer's.
pub(super) const BREAK: usize = 0;
/// The typesetter's.
pub(super) const JOIN: usize = 1;

fn blank_class(line: &Line) -> usize {
    line.blank_before.min(2)
}

/// Whether a line starts with blanks, as the first of a paragraph does: an index.
pub(super) fn indented(line: &Line) -> usize {
    usize::from(line.indent >= 2)
}

/// How many signs there are that a seam may have.
pub(super) const SIGNS: usize = 12;

/// What stands at the seam between two lines: an index. By twos the indent, by threes
/// blank lines, then the end of a sentence.
pub(super) fn sign(last: &Line, next: &Line) -> usize {
    (usize::from(last.ended) * 3 + blank_class(next)) * 2 + indented(next)
}

impl Signs {
    /// What is assumed before a page is read.
    pub fn prior() -> Self {
        Signs {
            blank: [[0.6, 0.3, 0.1], [0.8, 0.15, 0.05]],
            indent: [0.4, 0.2],
            hanging: 0.03,
            lost: LOST_PRIOR,
            join: JOIN_PRIOR,
            ended: [1.0; 2],
        }
    }

    /// What the odds of the last round make of this page; the prior counts as
    /// much as a few seams, so that one sign more or less does not decide. `short`
    /// says how much likelier each line is one whose indent was lost, in bits.
    pub fn estimate(lines: &[Line], odds: &Odds, short: &[f64]) -> Self {
        const WEIGHT: f64 = 2.0;
        // Blank lines stand after every paragraph of a page or after none.
        const WEIGHT_BLANK: f64 = 0.7;
        const WEIGHT_ENDED: f64 = 20.0;
        let prior = Signs::prior();
        let mut blank = prior.blank.map(|row| row.map(|p| p * WEIGHT_BLANK));
        let mut total = [WEIGHT; 2];
        let mut ended = ENDED_PRIOR.map(|p| p * WEIGHT_ENDED);
        // Of prose, of headings, of lines that go on.
        let mut indent = [prior.indent[0], prior.indent[1], prior.hanging].map(|p| [p * WEIGHT, WEIGHT]);
        let joins: Vec<f64> = odds.join.iter().map(|bits| chance(*bits)).collect();
        for (i, line) in lines.iter().enumerate().skip(1) {
            let (join, heading) = (joins[i - 1], 1.0 - f64::from(odds.prose[i]));
            for (class, p) in [(BREAK, 1.0 - join), (JOIN, join)] {
                blank[class][blank_class(line)] += p;
                total[class] += p;
                ended[class] += if lines[i - 1].ended { p } else { 0.0 };
            }
            let shares = [(1.0 - join) * (1.0 - heading), (1.0 - join) * heading, join];
            for ([indented, all], p) in indent.iter_mut().zip(shares) {
                *indented += if line.indent >= 2 { p } else { 0.0 };
                *all += p;
            }
        }
        for class in [BREAK, JOIN] {
            blank[class] = blank[class].map(|n| n / (total[class] - WEIGHT + WEIGHT_BLANK));
        }
        let share = |class: usize| (total[class] - WEIGHT + WEIGHT_ENDED).recip();
        let ended = [BREAK, JOIN].map(|c| ended[c] * share(c) / ENDED_PRIOR[c]);
        let seams = lines.len() as f64 - 1.0;
        let join = (total[JOIN] - WEIGHT + JOIN_PRIOR * WEIGHT_ENDED) / (seams + WEIGHT_ENDED);
        let [prose, heading, hanging] = indent.map(|[indented, all]| indented / all);
        Signs { blank, indent: [prose, heading], hanging, lost: lost(&joins, odds, short), join, ended }
    }

    /// Chance of a [`sign`] at a seam of `class`.
    pub fn at_seam(&self, class: usize, sign: usize) -> f64 {
        let (indented, blank, ended) = (sign % 2 == 1, sign / 2 % 3, sign / 6 == 1);
        let ended = if ended { self.ended[class] } else { 1.0 };
        let indent = match class {
            JOIN if indented => self.hanging,
            JOIN => 1.0 - self.hanging,
            _ => 1.0,
        };
        ended * self.blank[class][blank] * indent
    }

    /// Chance of the first line of a block of `kind` being [`indented`] or not.
    pub fn starts(&self, kind: usize, indented: usize) -> f64 {
        let indent = self.indent[usize::from(kind != PROSE)];
        if indented == 1 {
            indent
        } else {
            1.0 - indent
        }
    }
}

/// Chance that a first line without blanks is short by an indent: nearly all of
/// a page are, or nearly none.
fn lost(joins: &[f64], odds: &Odds, short: &[f64]) -> f64 {
    let mut bits = (LOST_PRIOR / (1.0 - LOST_PRIOR)).log2();
    for i in 1..short.len().saturating_sub(2) {
        // Captions of two lines are set without an indent more often than not.
        let goes_on = joins[i] * joins[i + 1];
        bits += (1.0 - joins[i - 1]) * f64::from(odds.prose[i]) * goes_on * short[i];
    }
    SET_OTHERWISE + (1.0 - 2.0 * SET_OTHERWISE) * chance(bits as f32)
}

fn chance(bits: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(bits)).exp2())
}
