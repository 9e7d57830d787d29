//! The step over one seam.

use std::ops::{Add, Mul};

use super::{each, Kinds, Weights, FREE_SHARE};
use crate::reflow::fit::{KINDS, PROSE};
use crate::reflow::signs::{BREAK, JOIN};

/// Chance that another column begins inside a paragraph, between two of running
/// text, and between two blocks of any other kinds, or where synthetic bold borders
/// on plain text: headings and captions are set in measures of their own.
pub(super) const SWITCH_INSIDE: f32 = 0.01;
const SWITCH_IN_PROSE: f32 = 0.08;
const SWITCH_ELSEWHERE: f32 = 0.6;
/// What kind of block follows each.
pub(super) const NEXT_KIND: [Kinds; KINDS] = [[0.75, 0.12, 0.13], [0.5, 0.25, 0.25], [0.4, 0.2, 0.4]];

/// Chance that another column begins at a seam between blocks of two kinds, at
/// the border of synthetic bold or elsewhere.
pub(super) const fn switch(border: bool, last: usize, next: usize) -> f32 {
    if border || last != PROSE || next != PROSE {
        SWITCH_ELSEWHERE
    } else {
        SWITCH_IN_PROSE
    }
}

/// Chances that a block of each kind follows one of each, in the same column and in
/// another.
struct Follows {
    same: [Kinds; KINDS],
    other: [Kinds; KINDS],
}

/// The same where no synthetic bold borders on plain text, and where it does.
const FOLLOWS: [Follows; 2] = [Follows::at(false), Follows::at(true)];

impl Follows {
    const fn at(border: bool) -> Self {
        let (mut same, mut other) = (NEXT_KIND, NEXT_KIND);
        let mut pair = 0;
        while pair < KINDS * KINDS {
            let (last, next) = (pair / KINDS, pair % KINDS);
            same[last][next] *= 1.0 - switch(border, last, next);
            other[last][next] *= switch(border, last, next);
            pair += 1;
        }
        Follows { same, other }
    }
}

/// What is known of a seam by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signed {
    /// Whether synthetic bold borders on plain text there.
    pub border: bool,
    /// Weights of the block after it, by kind, and of its going on.
    pub starts: Kinds,
    pub joins: f32,
    /// Weights of the line before it, as the last of its block and as another.
    pub ending: Kinds,
    pub going_on: Kinds,
}

/// The weights of a seam, those of the line before it counted in but for its width.
#[derive(Debug)]
pub(super) struct Seam {
    /// Of a block that goes on in its column, by kind.
    goes_on: Kinds,
    /// The same where a block ends and another starts, by the kinds of the two.
    starts: [Kinds; KINDS],
    /// The weight that all states of a kind get on one side of the seam from those
    /// on the other, by class: in any column, there for a column's share of the lines,
    /// and in none.
    any: Weights<f32>,
    free: Weights<f32>,
}

/// What is weighed: a state, or some side by side.
pub(super) trait Weight: Copy + Add<Output = Self> + Mul<f32, Output = Self> {}

impl<T: Copy + Add<Output = T> + Mul<f32, Output = T>> Weight for T {}

impl Seam {
    /// A seam with nothing before it; the states after it weigh `first` by kind.
    pub fn before_first(first: Kinds) -> Self {
        Seam::outer().arriving([first, [0.0; KINDS]])
    }

    /// A seam with nothing after it; the states before it weigh `ending` by kind.
    pub fn after_last(ending: Kinds) -> Self {
        let any = [ending, [0.0; KINDS]];
        Seam { any, free: any, ..Seam::outer() }
    }

    fn outer() -> Self {
        Seam {
            goes_on: [0.0; KINDS],
            starts: [[0.0; KINDS]; KINDS],
            any: [[0.0; KINDS]; 2],
            free: [[0.0; KINDS]; 2],
        }
    }

    /// The seam after states that leave their line with the weights `sums` in all; what
    /// arrives weighs about one, so that no product of many runs out of range.
    #[inline]
    pub fn after(signed: &Signed, sums: &Weights<f32>) -> Self {
        let signed = signed.scaled(sums);
        let follows = &FOLLOWS[usize::from(signed.border)].other;
        let ending = each(|last| signed.ending[last] * sums[BREAK][last]);
        let breaks = |next: usize| {
            let all: f32 = (0..KINDS).map(|last| ending[last] * follows[last][next]).sum();
            all * signed.starts[next]
        };
        let joins = |kind: usize| signed.going_on[kind] * signed.joins * SWITCH_INSIDE * sums[JOIN][kind];
        signed.same_column().arriving([each(breaks), each(joins)])
    }

    /// The seam before states of the next line with the weights `mean` on average.
    #[inline]
    pub fn before(signed: &Signed, mean: &Weights<f32>) -> Self {
        let signed = signed.scaled(mean);
        let follows = &FOLLOWS[usize::from(signed.border)].other;
        let starts = each(|next| signed.starts[next] * mean[BREAK][next]);
        let breaks = |last: usize| {
            let all: f32 = (0..KINDS).map(|next| starts[next] * follows[last][next]).sum();
            all * signed.ending[last]
        };
        let joins = |kind: usize| signed.going_on[kind] * signed.joins * SWITCH_INSIDE * mean[JOIN][kind];
        let any = [each(breaks), each(joins)];
        Seam { any, free: any, ..signed.same_column() }
    }

    /// The same seam, from which states arrive with the weights `any` by kind.
    #[inline]
    fn arriving(self, any: Weights<f32>) -> Self {
        let shared = |share: &dyn Fn(usize) -> f32| any.map(|kinds| each(|kind| kinds[kind] * share(kind)));
        Seam { any: shared(&|kind| 1.0 - FREE_SHARE[kind]), free: shared(&|kind| FREE_SHARE[kind]), ..self }
    }

    /// What the states of a column of this `share`, or some, get from all others.
    #[inline]
    pub fn any<T: Weight>(&self, share: T) -> Weights<T> {
        self.any.map(|kinds| kinds.map(|weight| share * weight))
    }

    /// The same of the states in no column.
    #[inline]
    pub fn free(&self) -> Weights<f32> {
        self.free
    }

    /// Weights of states that arrive in the next line, from those that leave this one and
    /// what they get from `any`.
    #[inline]
    pub fn arrive<T: Weight>(&self, leaving: &Weights<T>, any: Weights<T>) -> Weights<T> {
        let breaks = |next: usize| {
            let from = |sum, last: usize| sum + leaving[BREAK][last] * self.starts[last][next];
            (0..KINDS).fold(any[BREAK][next], from)
        };
        let joins = |kind: usize| any[JOIN][kind] + leaving[JOIN][kind] * self.goes_on[kind];
        [std::array::from_fn(breaks), std::array::from_fn(joins)]
    }

    /// Weights of states that leave this line, from those that arrive in the next and what
    /// they get from `any`.
    #[inline]
    pub fn leave<T: Weight>(&self, arriving: &Weights<T>, any: Weights<T>) -> Weights<T> {
        let parted = |last: usize| {
            let from = |sum, next: usize| sum + arriving[BREAK][next] * self.starts[last][next];
            (0..KINDS).fold(any[BREAK][last], from)
        };
        let joined = |kind: usize| any[JOIN][kind] + arriving[JOIN][kind] * self.goes_on[kind];
        [std::array::from_fn(parted), std::array::from_fn(joined)]
    }
}

impl Signed {
    /// The same where the states weigh `weights` in all, as if they weighed one.
    #[inline]
    fn scaled(&self, weights: &Weights<f32>) -> Self {
        let total: f32 = weights.iter().flatten().sum();
        if total <= 0.0 {
            return *self;
        }
        let scale = total.recip();
        Signed { starts: self.starts.map(|w| w * scale), joins: self.joins * scale, ..*self }
    }

    /// The weights of staying in a column.
    #[inline]
    fn same_column(&self) -> Seam {
        let follows = &FOLLOWS[usize::from(self.border)].same;
        let starts = |last: usize| each(|next| self.ending[last] * follows[last][next] * self.starts[next]);
        Seam {
            goes_on: each(|kind| self.going_on[kind] * self.joins * (1.0 - SWITCH_INSIDE)),
            starts: std::array::from_fn(starts),
            ..Seam::outer()
        }
    }
}
