//! What blank lines, indents and sentence ends mean on a page, estimated from
//! the odds of its seams.

use super::columns::Width;
use super::fit::{going_on, INDENT};
use super::line::Line;

/// Chance that a line goes on in the next, before anything is seen: paragraphs
/// of newspapers and books have three to six lines.
const JOIN_PRIOR: f64 = 0.7;

/// What the signs between lines mean on this page.
#[derive(Clone, Debug)]
pub(super) struct Signs {
    /// Chance of no, one, more blank lines, at a break and at a join.
    blank: [[f64; 3]; 2],
    /// Chance that the next line is indented, at a break and at a join.
    indent: [f64; 2],
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

impl Signs {
    /// What is assumed before a page is read.
    pub fn prior() -> Self {
        Signs {
            blank: [[0.6, 0.3, 0.1], [0.8, 0.15, 0.05]],
            indent: [0.4, 0.03],
            lost: 0.3,
            join: JOIN_PRIOR,
            ended: [1.0; 2],
        }
    }

    /// What the odds of the last round make of this page; the prior counts as
    /// much as a few seams, so that one sign more or less does not decide.
    pub fn estimate(lines: &[Line], odds: &[f32], widths: &[Width]) -> Self {
        const WEIGHT: f64 = 2.0;
        const WEIGHT_ENDED: f64 = 20.0;
        let prior = Signs::prior();
        let mut blank = prior.blank.map(|row| row.map(|p| p * WEIGHT));
        let mut indent = prior.indent.map(|p| p * WEIGHT);
        let mut total = [WEIGHT; 2];
        let mut ended = ENDED_PRIOR.map(|p| p * WEIGHT_ENDED);
        let (mut lost, mut first) = (prior.lost * WEIGHT, WEIGHT);
        for (i, line) in lines.iter().enumerate().skip(1) {
            let join = chance(odds[i - 1]);
            for (class, p) in [(BREAK, 1.0 - join), (JOIN, join)] {
                blank[class][blank_class(line)] += p;
                indent[class] += if line.indent >= 2 { p } else { 0.0 };
                total[class] += p;
                ended[class] += if lines[i - 1].ended { p } else { 0.0 };
            }
            let goes_on = odds.get(i).map_or(0.0, |o| chance(*o));
            // Captions of two lines are set without an indent more often than not.
            let further = odds.get(i + 1).map_or(0.0, |o| chance(*o));
            let starts = (1.0 - join) * goes_on * further;
            if line.indent < 2 {
                first += starts;
                lost += starts * short_by_indent(line, &lines[i + 1..], widths);
            }
        }
        for class in [BREAK, JOIN] {
            blank[class] = blank[class].map(|n| n / total[class]);
            indent[class] /= total[class];
        }
        let share = |class: usize| (total[class] - WEIGHT + WEIGHT_ENDED).recip();
        let ended = [BREAK, JOIN].map(|c| ended[c] * share(c) / ENDED_PRIOR[c]);
        let seams = lines.len() as f64 - 1.0;
        let join = (total[JOIN] - WEIGHT + JOIN_PRIOR * WEIGHT_ENDED) / (seams + WEIGHT_ENDED);
        Signs { blank, indent, lost: lost / first, join, ended }
    }

    /// Chance of the signs at a seam of `class` between two lines.
    pub fn at_seam(&self, class: usize, last: &Line, next: &Line) -> f64 {
        let indent = self.indent[class];
        let ended = if last.ended { self.ended[class] } else { 1.0 };
        ended * self.blank[class][blank_class(next)] * if next.indent >= 2 { indent } else { 1.0 - indent }
    }
}

fn chance(bits: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(bits)).exp2())
}

/// How likely `line` is the first of a paragraph whose indent was lost, rather
/// than one set without: by the width of the line after it.
fn short_by_indent(line: &Line, after: &[Line], widths: &[Width]) -> f64 {
    let Some(next) = after.first() else { return 0.0 };
    let (mut short, mut full) = (0.0, 0.0);
    for w in widths {
        let here = w.share * going_on(next, after.get(1).map_or(2, |l| l.head), w.half_widths);
        short += here * going_on(line, next.head, w.half_widths - INDENT);
        full += here * going_on(line, next.head, w.half_widths);
    }
    short / (short + full + f64::MIN_POSITIVE)
}
