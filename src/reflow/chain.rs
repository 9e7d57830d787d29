//! The hidden Markov chain over the lines of a page.

use super::columns::{Width, WIDEST};
use super::fit::{self, Fit, FLOOR};
use super::line::Line;
use super::signs::{Signs, BREAK, JOIN};

/// Share of the lines that are in no column, before anything is seen.
const FREE_SHARE: f64 = 0.3;
/// Chance that another column begins after a paragraph, and inside one.
const SWITCH: [f64; 2] = [0.12, 0.01];
/// Chance that a line of no column goes on all the same, as a heading or a
/// caption set over two lines does: its own width is then that of its block.
const FREE_JOIN: f64 = 0.3;
/// The narrowest block of its own width.
const NARROWEST_FREE: usize = 12;

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

/// Weights of the states: for each width (the last is none), that the line
/// starts a paragraph ([`BREAK`] before it) or goes on ([`JOIN`]).
type Weights = Vec<[f64; 2]>;

impl<'a> Chain<'a> {
    /// A chain over `lines`, of which at least one.
    pub fn new(lines: &'a [Line], words: &[f32], widths: &'a [Width]) -> Self {
        let mut fits = Vec::with_capacity(lines.len() * (widths.len() + 1));
        for (i, line) in lines.iter().enumerate() {
            let head = lines.get(i + 1).map_or(2, |l| l.head);
            fits.extend(widths.iter().map(|w| Fit::of(line, head, w.half_widths)));
            let own = fit::full_width(&lines[i.saturating_sub(1)]) + 1.0;
            fits.push(Fit::of(line, head, own));
        }
        let words = words.iter().map(|w| f64::from(*w).exp2()).collect();
        Chain { lines, words, widths, fits }
    }

    /// Log-odds of joining each seam, in bits, if the page's signs mean `signs`.
    pub fn odds(&self, signs: &Signs) -> Vec<f32> {
        Round { chain: self, signs }.odds()
    }

    fn states(&self) -> usize {
        self.widths.len() + 1
    }

    fn share(&self, state: usize) -> f64 {
        match self.widths.get(state) {
            Some(w) => (1.0 - FREE_SHARE) * w.share,
            None => FREE_SHARE,
        }
    }
}

impl Round<'_> {
    fn odds(&self) -> Vec<f32> {
        let (n, states) = (self.chain.lines.len(), self.chain.states());
        let mut forward: Vec<Weights> = Vec::with_capacity(n);
        forward.push((0..states).map(|c| [self.chain.share(c), 0.0]).collect());
        for i in 0..n - 1 {
            let next = self.step(i, &forward[i]);
            forward.push(next);
        }
        let mut odds = vec![0.0; n - 1];
        let last = |c| [BREAK, JOIN].map(|before| self.emit(n - 1, c, before, BREAK));
        let mut backward: Weights = (0..states).map(last).collect();
        for i in (0..n - 1).rev() {
            let side =
                |s: usize| -> f64 { forward[i + 1].iter().zip(&backward).map(|(f, b)| f[s] * b[s]).sum() };
            let log = |s: usize| side(s).max(f64::MIN_POSITIVE).log2();
            odds[i] = (log(JOIN) - log(BREAK)) as f32;
            backward = self.step_back(i, &backward);
        }
        odds
    }

    /// Chance of line `i` in `state`, with `before` and `after` its seams.
    fn emit(&self, i: usize, state: usize, before: usize, after: usize) -> f64 {
        let (line, widths) = (&self.chain.lines[i], self.chain.widths.len());
        let fit = &self.chain.fits[i * (widths + 1) + state];
        if state == widths && (before == BREAK || i == 0) {
            return free(line, after);
        }
        let (chance, by_room) = match after {
            JOIN => (self.signs.join, fit.going_on),
            _ if before == JOIN => ((1.0 - self.signs.join) * fit::unended(line), fit.ending),
            _ => (1.0 - self.signs.join, fit.ending),
        };
        let lost = if before == BREAK && line.indent < 2 { self.signs.lost } else { 0.0 };
        chance * ((1.0 - lost) * by_room[0] + lost * by_room[1])
    }

    /// Weight of seam `i` being of `class`, by its signs and words.
    fn seam(&self, i: usize, class: usize) -> f64 {
        let words = if class == JOIN { self.chain.words[i] } else { 1.0 };
        words * self.signs.at_seam(class, &self.chain.lines[i], &self.chain.lines[i + 1])
    }

    fn step(&self, i: usize, now: &Weights) -> Weights {
        let mut next = vec![[0.0; 2]; now.len()];
        for class in [BREAK, JOIN] {
            let mut total = 0.0;
            for (c, now) in now.iter().enumerate() {
                let out =
                    now[BREAK] * self.emit(i, c, BREAK, class) + now[JOIN] * self.emit(i, c, JOIN, class);
                next[c][class] = out;
                total += out;
            }
            let (seam, switch) = (self.seam(i, class), SWITCH[class]);
            for (c, next) in next.iter_mut().enumerate() {
                next[class] = seam * ((1.0 - switch) * next[class] + switch * total * self.chain.share(c));
            }
        }
        scaled(next)
    }

    fn step_back(&self, i: usize, next: &Weights) -> Weights {
        let mut now = vec![[0.0; 2]; next.len()];
        for class in [BREAK, JOIN] {
            let (seam, switch) = (self.seam(i, class), SWITCH[class]);
            let anywhere: f64 = next.iter().enumerate().map(|(c, n)| self.chain.share(c) * n[class]).sum();
            for (c, now) in now.iter_mut().enumerate() {
                let onward = seam * ((1.0 - switch) * next[c][class] + switch * anywhere);
                for before in [BREAK, JOIN] {
                    now[before] += self.emit(i, c, before, class) * onward;
                }
            }
        }
        scaled(now)
    }
}

/// Chance of a line that starts a block of its own width, in no column.
fn free(line: &Line, after: usize) -> f64 {
    let odd = match line.width {
        w if w > WIDEST => FLOOR,
        w if w < NARROWEST_FREE => 0.1,
        _ => 1.0,
    };
    fit::free(line) * if after == JOIN { FREE_JOIN * odd } else { 1.0 - FREE_JOIN }
}

/// Weights that sum to one, so that no product of many runs out of range.
fn scaled(mut weights: Weights) -> Weights {
    let total: f64 = weights.iter().flatten().sum();
    if total > 0.0 {
        weights.iter_mut().flatten().for_each(|w| *w /= total);
    }
    weights
}
