//! The hidden Markov chain over the lines of a page.

use super::columns::{Width, WIDEST};
use super::fit::{self, Fit, ASIDE, FLOOR, HEADING, KINDS, PROSE};
use super::line::Line;
use super::signs::{Signs, BREAK, JOIN};

/// Share of the lines that are in no column, by the kind of their block, before
/// anything is seen: headings are set in larger type.
const FREE_SHARE: [f64; KINDS] = [0.2, 0.4, 0.8];
/// Chance that another column begins inside a paragraph, between two of running
/// text, and between two blocks of any other kinds, or where synthetic bold borders
/// on plain text: headings and captions are set in measures of their own.
const SWITCH_INSIDE: f64 = 0.01;
const SWITCH_IN_PROSE: f64 = 0.08;
const SWITCH_ELSEWHERE: f64 = 0.6;
/// Chance that a line of prose in no column goes on all the same, as a caption
/// set over two lines does: its own width is then that of its block.
const FREE_JOIN: f64 = 0.3;
/// Chance that a line of a heading goes on: one in five headings of newspapers
/// stands over two lines or more.
const HEADING_JOIN: f64 = 0.2;
/// The same of a heading in no column. Above an article stand several headings,
/// one under another, oftener than one over two lines.
const FREE_HEADING_JOIN: f64 = 0.12;
/// Chance that a line of a caption or quotation goes on.
const ASIDE_JOIN: f64 = 0.55;
/// The narrowest block of its own width.
const NARROWEST_FREE: usize = 12;
/// What the first block of a page is, and what follows each kind.
const FIRST_KIND: [f64; KINDS] = [0.3, 0.1, 0.6];
const NEXT_KIND: [[f64; KINDS]; KINDS] = [[0.75, 0.12, 0.13], [0.5, 0.25, 0.25], [0.4, 0.2, 0.4]];

/// Lines, the bits of the words at their seams, and the columns they may stand in.
#[derive(Debug)]
pub(super) struct Chain<'a> {
    lines: &'a [Line],
    /// Likelihood ratios of the seams being joined, by their words.
    words: Vec<f64>,
    widths: &'a [Width],
    /// For every line its fits into every width, and into the width of the line
    /// before it.
    fits: Vec<Fit>,
}

/// What changes with every round.
struct Round<'a> {
    chain: &'a Chain<'a>,
    signs: &'a Signs,
}

/// Weights of the states of one column, or of none: whether the line starts a
/// block ([`BREAK`] before it) or goes on ([`JOIN`]), and what its block is.
type Weights = Vec<[[f64; KINDS]; 2]>;
const NONE: [[f64; KINDS]; 2] = [[0.0; KINDS]; 2];

/// What is known of the lines and seams of a page, in their order.
#[derive(Debug, Default)]
pub(super) struct Odds {
    /// Log-odds of joining each seam, in bits.
    pub join: Vec<f32>,
    /// Chance of each line being of running text, and of a heading.
    pub prose: Vec<f32>,
    pub heading: Vec<f32>,
}

impl Odds {
    /// Chances of some lines being of a heading, and of a caption or quotation, on
    /// average.
    pub fn of(&self, lines: std::ops::Range<usize>) -> (f32, f32) {
        let mean = |of: &[f32]| of[lines.clone()].iter().sum::<f32>() / lines.len() as f32;
        let (prose, heading) = (mean(&self.prose), mean(&self.heading));
        (heading, 1.0 - prose - heading)
    }
}

impl<'a> Chain<'a> {
    /// A chain over `lines`, of which at least one.
    pub fn new(lines: &'a [Line], words: &[f32], widths: &'a [Width]) -> Self {
        let mut fits = Vec::with_capacity(lines.len() * (widths.len() + 1));
        for (i, line) in lines.iter().enumerate() {
            let head = lines.get(i + 1).map_or(2, |l| l.head);
            fits.extend(widths.iter().map(|w| Fit::of(line, head, w.half_widths)));
            let own = fit::own_room(&lines[i.saturating_sub(1)]);
            fits.push(Fit::of(line, head, own));
        }
        let words = words.iter().map(|w| f64::from(*w).exp2()).collect();
        Chain { lines, words, widths, fits }
    }

    /// The odds if the page's signs mean `signs`.
    pub fn odds(&self, signs: &Signs) -> Odds {
        Round { chain: self, signs }.odds()
    }

    fn states(&self) -> usize {
        self.widths.len() + 1
    }

    fn share(&self, state: usize, kind: usize) -> f64 {
        match self.widths.get(state) {
            Some(w) => (1.0 - FREE_SHARE[kind]) * w.share,
            None => FREE_SHARE[kind],
        }
    }
}

impl Round<'_> {
    fn odds(&self) -> Odds {
        let (n, states) = (self.chain.lines.len(), self.chain.states());
        let mut forward: Vec<Weights> = Vec::with_capacity(n);
        let first = |kind: usize| FIRST_KIND[kind] * self.signs.starts(kind, &self.chain.lines[0]);
        let starts = |c| [each(|kind| self.chain.share(c, kind) * first(kind)), [0.0; KINDS]];
        forward.push((0..states).map(starts).collect());
        for i in 0..n - 1 {
            let next = self.step(i, &forward[i]);
            forward.push(next);
        }
        let mut odds = Odds { join: vec![0.0; n - 1], prose: vec![0.0; n], heading: vec![0.0; n] };
        let last = |c| [BREAK, JOIN].map(|before| each(|kind| self.emit(n - 1, c, kind, before, BREAK)));
        let mut backward: Weights = (0..states).map(last).collect();
        for i in (0..n).rev() {
            let mut sums = NONE;
            for (forward, backward) in forward[i].iter().zip(&backward) {
                for before in [BREAK, JOIN] {
                    for kind in 0..KINDS {
                        sums[before][kind] += forward[before][kind] * backward[before][kind];
                    }
                }
            }
            let [breaks, joins] = sums.map(|s| s.iter().sum::<f64>().max(f64::MIN_POSITIVE));
            let share = |kind: usize| ((sums[BREAK][kind] + sums[JOIN][kind]) / (breaks + joins)) as f32;
            (odds.prose[i], odds.heading[i]) = (share(PROSE), share(HEADING));
            if i > 0 {
                odds.join[i - 1] = (joins.log2() - breaks.log2()) as f32;
                backward = self.step_back(i - 1, &backward);
            }
        }
        odds
    }

    /// Chance of line `i` in `state`, in a block of `kind`, with `before` and
    /// `after` its seams.
    fn emit(&self, i: usize, state: usize, kind: usize, before: usize, after: usize) -> f64 {
        let (line, widths) = (&self.chain.lines[i], self.chain.widths.len());
        let marks = fit::marks(line, kind, after);
        let fit = &self.chain.fits[i * (widths + 1) + state];
        if state == widths && (before == BREAK || i == 0) {
            return marks * free(line, kind, after);
        }
        let goes_on = match kind {
            PROSE => self.signs.join,
            ASIDE => ASIDE_JOIN,
            _ => HEADING_JOIN,
        };
        let (chance, by_room) =
            if after == JOIN { (goes_on, fit.going_on) } else { (1.0 - goes_on, fit.ending) };
        let first = before == BREAK && line.indent < 2 && kind == PROSE;
        let lost = if first { self.signs.lost } else { 0.0 };
        let by_sense = if state == widths && kind == HEADING { fit::BY_SENSE } else { 0.0 };
        marks * chance * ((1.0 - lost) * by_room[0] + lost * by_room[1]).max(by_sense)
    }

    /// Weight of seam `i` being of `class`, by its signs and words.
    fn seam(&self, i: usize, class: usize) -> f64 {
        let words = if class == JOIN { self.chain.words[i] } else { 1.0 };
        words * self.signs.at_seam(class, &self.chain.lines[i], &self.chain.lines[i + 1])
    }

    /// Chance that another column begins at seam `i`, between blocks of two kinds.
    fn switch(&self, i: usize, last: usize, next: usize) -> f64 {
        let border = self.chain.lines[i].bold != self.chain.lines[i + 1].bold;
        if border || last != PROSE || next != PROSE {
            SWITCH_ELSEWHERE
        } else {
            SWITCH_IN_PROSE
        }
    }

    fn step(&self, i: usize, now: &Weights) -> Weights {
        let out = |class: usize| -> Vec<[f64; KINDS]> {
            let weight = |c: usize, kind: usize, before: usize| {
                now[c][before][kind] * self.emit(i, c, kind, before, class)
            };
            (0..now.len()).map(|c| each(|kind| weight(c, kind, BREAK) + weight(c, kind, JOIN))).collect()
        };
        let sum = |outs: &[[f64; KINDS]]| each(|kind| outs.iter().map(|o| o[kind]).sum());
        let (breaks, joins) = (out(BREAK), out(JOIN));
        let (all_breaks, all_joins) = (sum(&breaks), sum(&joins));
        let [seam_break, seam_join] = [BREAK, JOIN].map(|class| self.seam(i, class));
        let starts = each(|kind| self.signs.starts(kind, &self.chain.lines[i + 1]));
        let goes =
            |kept: f64, all: f64, switch: f64, share: f64| (1.0 - switch) * kept + switch * all * share;
        let mut next = vec![NONE; now.len()];
        for (c, next) in next.iter_mut().enumerate() {
            for kind in 0..KINDS {
                let share = self.chain.share(c, kind);
                next[JOIN][kind] = seam_join * goes(joins[c][kind], all_joins[kind], SWITCH_INSIDE, share);
                let from = |last: usize| {
                    let switch = self.switch(i, last, kind);
                    NEXT_KIND[last][kind] * goes(breaks[c][last], all_breaks[last], switch, share)
                };
                next[BREAK][kind] = seam_break * starts[kind] * (0..KINDS).map(from).sum::<f64>();
            }
        }
        scaled(next)
    }

    fn step_back(&self, i: usize, next: &Weights) -> Weights {
        let [seam_break, seam_join] = [BREAK, JOIN].map(|class| self.seam(i, class));
        let starts = each(|kind| self.signs.starts(kind, &self.chain.lines[i + 1]));
        let anywhere = [BREAK, JOIN].map(|class| {
            each(|kind| {
                next.iter().enumerate().map(|(c, n)| self.chain.share(c, kind) * n[class][kind]).sum()
            })
        });
        let comes = |kept: f64, all: f64, switch: f64| (1.0 - switch) * kept + switch * all;
        let mut now = vec![NONE; next.len()];
        for (c, now) in now.iter_mut().enumerate() {
            for kind in 0..KINDS {
                let joined = seam_join * comes(next[c][JOIN][kind], anywhere[JOIN][kind], SWITCH_INSIDE);
                let to = |to: usize| {
                    let switch = self.switch(i, kind, to);
                    NEXT_KIND[kind][to] * starts[to] * comes(next[c][BREAK][to], anywhere[BREAK][to], switch)
                };
                let parted = seam_break * (0..KINDS).map(to).sum::<f64>();
                for before in [BREAK, JOIN] {
                    let emit = |after| self.emit(i, c, kind, before, after);
                    now[before][kind] = emit(BREAK) * parted + emit(JOIN) * joined;
                }
            }
        }
        scaled(now)
    }
}

/// The value for each kind of block.
fn each(value: impl Fn(usize) -> f64) -> [f64; KINDS] {
    std::array::from_fn(value)
}

/// Chance of a line that starts a block of its own width, in no column.
fn free(line: &Line, kind: usize, after: usize) -> f64 {
    let odd = match line.width {
        w if w > WIDEST => FLOOR,
        w if w < NARROWEST_FREE => 0.1,
        _ => 1.0,
    };
    let (width, goes_on) = match kind {
        HEADING => (fit::free_heading(line, after), FREE_HEADING_JOIN),
        _ => (fit::free(line), FREE_JOIN),
    };
    width * if after == JOIN { goes_on * odd } else { 1.0 - goes_on }
}

/// Weights that sum to one, so that no product of many runs out of range.
fn scaled(mut weights: Weights) -> Weights {
    let total: f64 = weights.iter().flatten().flatten().sum();
    if total > 0.0 {
        weights.iter_mut().flatten().flatten().for_each(|w| *w /= total);
    }
    weights
}
