//! The step over one seam.

use super::{each, Kinds, Weights, FREE_SHARE};
use crate::reflow::fit::{KINDS, PROSE};
use crate::reflow::lanes::Lanes;
use crate::reflow::signs::{BREAK, JOIN};

/// Chance that another column begins inside a paragraph, between two of running
/// text, and between two blocks of any other kinds, or where synthetic bold borders
/// on plain text: headings and captions are set in measures of their own.
pub(super) const SWITCH_INSIDE: f64 = 0.01;
const SWITCH_IN_PROSE: f64 = 0.08;
const SWITCH_ELSEWHERE: f64 = 0.6;
/// What kind of block follows each.
pub(super) const NEXT_KIND: [Kinds; KINDS] = [[0.75, 0.12, 0.13], [0.5, 0.25, 0.25], [0.4, 0.2, 0.4]];

/// Chance that another column begins at a seam between blocks of two kinds, at
/// the border of synthetic bold or elsewhere.
pub(super) fn switch(border: bool, last: usize, next: usize) -> f64 {
    if border || last != PROSE || next != PROSE {
        SWITCH_ELSEWHERE
    } else {
        SWITCH_IN_PROSE
    }
}

/// The weights of a seam, those of the line before it counted in but for its width.
#[derive(Debug)]
pub(super) struct Seam {
    /// Of a block that goes on, by its kind: in its column, and in any.
    goes_on: Kinds,
    elsewhere: Kinds,
    /// The same where a block ends and another starts, by the kinds of the two.
    starts: [Kinds; KINDS],
    starts_elsewhere: [Kinds; KINDS],
    /// The weight that all states of a kind get on one side of the seam from those
    /// on the other, by class: in any column, and there for a column's share of the lines.
    any: Weights<f64>,
}

impl Seam {
    /// A seam of weights `starts` by the kind of the block after it and `joins`, where the
    /// line before it has those of `ending` and of `going_on`.
    #[inline]
    pub fn new(border: bool, starts: Kinds, joins: f64, ending: Kinds, going_on: Kinds) -> Self {
        let pair = |last: usize, next: usize| ending[last] * NEXT_KIND[last][next] * starts[next];
        let table = |of: &dyn Fn(usize, usize) -> f64| -> [Kinds; KINDS] {
            std::array::from_fn(|last| each(|next| of(last, next)))
        };
        Seam {
            goes_on: each(|kind| going_on[kind] * joins * (1.0 - SWITCH_INSIDE)),
            elsewhere: each(|kind| going_on[kind] * joins * SWITCH_INSIDE),
            starts: table(&|last, next| pair(last, next) * (1.0 - switch(border, last, next))),
            starts_elsewhere: table(&|last, next| pair(last, next) * switch(border, last, next)),
            any: [[0.0; KINDS]; 2],
        }
    }

    /// Before the first line, the states of which weigh `first` by the kind of its block.
    pub fn before_first(first: Kinds) -> Self {
        Seam::outer(first)
    }

    /// After the last line, which ends with the weights `ending`.
    pub fn after_last(ending: Kinds) -> Self {
        Seam::outer(ending)
    }

    /// A seam with nothing on one side.
    fn outer(any: Kinds) -> Self {
        let none = [[0.0; KINDS]; KINDS];
        let (goes_on, elsewhere) = ([0.0; KINDS], [0.0; KINDS]);
        Seam { goes_on, elsewhere, starts: none, starts_elsewhere: none, any: [any, [0.0; KINDS]] }
    }

    /// The seam after states that leave their line with the weights `sums` in all.
    #[inline]
    pub fn after(mut self, sums: Weights<f64>) -> Self {
        let starts =
            |next| (0..KINDS).map(|last| self.starts_elsewhere[last][next] * sums[BREAK][last]).sum();
        self.any = [each(starts), each(|kind| self.elsewhere[kind] * sums[JOIN][kind])];
        self.scaled(sums)
    }

    /// The seam before states of the next line with the weights `mean` on average.
    #[inline]
    pub fn before(mut self, mean: Weights<f64>) -> Self {
        let starts =
            |last: usize| (0..KINDS).map(|next| self.starts_elsewhere[last][next] * mean[BREAK][next]).sum();
        self.any = [each(starts), each(|kind| self.elsewhere[kind] * mean[JOIN][kind])];
        self.scaled(mean)
    }

    /// Weights for states that weigh one together, so that no product of many runs out of range.
    #[inline]
    fn scaled(mut self, weights: Weights<f64>) -> Self {
        let total: f64 = weights.iter().flatten().sum();
        if total > 0.0 {
            let scale = total.recip();
            let tables = self.starts.iter_mut().chain(&mut self.any);
            tables.chain([&mut self.goes_on]).flatten().for_each(|w| *w *= scale);
        }
        self
    }

    /// Weights of a column's states that arrive in the next line, from those that leave this one.
    #[inline]
    pub fn arrive(&self, leaving: &Weights<Lanes>, share: Lanes) -> Weights<Lanes> {
        let breaks = |next: usize| {
            let any = share * ((1.0 - FREE_SHARE[next]) * self.any[BREAK][next]);
            (0..KINDS).fold(any, |sum, last| sum + leaving[BREAK][last] * self.starts[last][next])
        };
        let joins = |kind: usize| {
            let any = share * ((1.0 - FREE_SHARE[kind]) * self.any[JOIN][kind]);
            any + leaving[JOIN][kind] * self.goes_on[kind]
        };
        [std::array::from_fn(breaks), std::array::from_fn(joins)]
    }

    /// The same of the states in no column.
    #[inline]
    pub fn arrive_alone(&self, leaving: &Weights<f64>) -> Weights<f64> {
        let breaks = |next: usize| {
            let any = FREE_SHARE[next] * self.any[BREAK][next];
            (0..KINDS).fold(any, |sum, last| sum + leaving[BREAK][last] * self.starts[last][next])
        };
        let joins =
            |kind: usize| FREE_SHARE[kind] * self.any[JOIN][kind] + leaving[JOIN][kind] * self.goes_on[kind];
        [each(breaks), each(joins)]
    }

    /// Weights of a column's states that leave this line, from those that arrive in the next: of
    /// the first line of running text, and of all others by kind.
    #[inline]
    pub fn leave(&self, arriving: &[Lanes; KINDS + 1]) -> Weights<Lanes> {
        let [first, all @ ..] = *arriving;
        let breaks = [first, all[1], all[2]];
        let parted = |last: usize| {
            let any = Lanes::all(self.any[BREAK][last]);
            (0..KINDS).fold(any, |sum, next| sum + breaks[next] * self.starts[last][next])
        };
        let joined = |kind: usize| all[kind] * self.goes_on[kind] + Lanes::all(self.any[JOIN][kind]);
        [std::array::from_fn(parted), std::array::from_fn(joined)]
    }

    /// The same of the states in no column.
    #[inline]
    pub fn leave_alone(&self, arriving: &Weights<f64>) -> Weights<f64> {
        let parted = |last: usize| {
            let any = self.any[BREAK][last];
            (0..KINDS).fold(any, |sum, next| sum + arriving[BREAK][next] * self.starts[last][next])
        };
        let joined = |kind: usize| arriving[JOIN][kind] * self.goes_on[kind] + self.any[JOIN][kind];
        [each(parted), each(joined)]
    }
}
