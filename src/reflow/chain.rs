//! The hidden Markov chain over the lines of a page.

mod seam;
#[cfg(test)]
mod twin;

use crate::memory::renew;

use super::columns::Width;
use super::fit::{self, ASIDE, FLOOR, HEADING, KINDS, PROSE, WIDEST};
use super::lanes::Lanes;
use super::line::{End, Line};
use super::rows::{head_after, Chances, Rows};
use super::signs::{self, Signs, BREAK, JOIN, SIGNS};

use seam::{Seam, Signed};

/// Share of the lines that are in no column, by the kind of their block, before
/// anything is seen: headings are set in larger type.
const FREE_SHARE: [f32; KINDS] = [0.2, 0.4, 0.8];
/// Chance that a line of prose in no column goes on all the same, as a caption
/// set over two lines does: its own width is then that of its block.
const FREE_JOIN: f32 = 0.3;
/// Chance that a line of a heading goes on: one in five headings of newspapers
/// stands over two lines or more.
const HEADING_JOIN: f32 = 0.2;
/// The same of a heading in no column. Above an article stand several headings,
/// one under another, oftener than one over two lines.
const FREE_HEADING_JOIN: f32 = 0.12;
/// Chance that a line of a caption or quotation goes on.
const ASIDE_JOIN: f32 = 0.55;
/// The narrowest block of its own width.
const NARROWEST_FREE: usize = 12;
/// What the first block of a page is.
const FIRST_KIND: [f32; KINDS] = [0.3, 0.1, 0.6];

/// A number for each kind of block.
type Kinds = [f32; KINDS];
/// Weights of the states of one column, or of none, by whether the line starts a
/// block ([`BREAK`] before it) or goes on ([`JOIN`]), and what its block is; or by
/// the seam after the line.
type Weights<T> = [[T; KINDS]; 2];

/// Lines, the bits of the words at their seams, and the columns they may stand in.
#[derive(Debug)]
pub(super) struct Chain<'a> {
    lines: &'a [Line],
    /// Likelihood ratios of the seams being joined, by their words.
    words: Vec<f32>,
    rows: Rows,
    /// What is known of each line where it stands in no column.
    alone: Vec<Alone>,
    /// How much likelier each line is the first of a paragraph whose indent was lost,
    /// in bits; 0 for lines with an indent and the last ones.
    short: Vec<f64>,
}

/// Chances of a line in no column, by the class of the seam after it.
#[derive(Debug)]
struct Alone {
    /// As the first of its block, by kind.
    first: Weights<f32>,
    /// In the width of the line before it.
    own: [f32; 2],
}

/// What changes with every round.
struct Round<'a> {
    chain: &'a Chain<'a>,
    /// Chances of a [`signs::sign`] at a seam, by its class; and of the first line of a
    /// block being [`signs::indented`] or not, by kind.
    at_seam: [[f32; 2]; SIGNS],
    starts: [Kinds; 2],
    /// Chances of what a line ends in and of its going on or not, by the end, the
    /// seam after it and the kind of its block; and one over those of the latter alone.
    ends: [[Kinds; 2]; End::COUNT],
    uncounted: [Kinds; 2],
    /// Chances of lines that start a paragraph without blanks.
    firsts: Vec<Chances>,
}

/// What is known of the lines and seams of a page, in their order.
#[derive(Debug, Default)]
pub(super) struct Odds {
    /// Log-odds of joining each seam, in bits.
    pub join: Vec<f32>,
    /// Chance of each line being of running text, and of a heading.
    pub prose: Vec<f32>,
    pub heading: Vec<f32>,
    /// How many lines stand in each column, by the chances of each.
    pub columns: Vec<f32>,
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
    pub fn new(lines: &'a [Line], words: &[f32], widths: &[Width]) -> Self {
        let rows = Rows::new(lines, widths);
        let short = |i: usize| {
            let counts = i > 0 && i + 2 < lines.len() && lines[i].indent < 2;
            if counts {
                rows.short_by_indent(i)
            } else {
                0.0
            }
        };
        Chain {
            words: words.iter().map(|w| w.exp2()).collect(),
            alone: (0..lines.len()).map(|i| Alone::of(lines, i)).collect(),
            short: (0..lines.len()).map(short).collect(),
            lines,
            rows,
        }
    }

    /// Leaves out the columns in which fewer lines stand than `least`, by the odds of a
    /// round.
    pub fn narrow(&mut self, odds: &Odds, least: f32) {
        let used = |(at, lines): (usize, &f32)| (*lines >= least).then_some(at);
        let places: Vec<usize> = odds.columns.iter().enumerate().filter_map(used).collect();
        self.rows.keep(&places);
    }

    /// The odds if the page's signs mean `signs`. `weights` are any page's, for their
    /// memory.
    pub fn odds(&self, signs: &Signs, weights: &mut Forward) -> Odds {
        Round::new(self, signs).odds(weights)
    }

    /// What the page's signs mean by the odds of the last round.
    pub fn signs(&self, odds: &Odds) -> Signs {
        Signs::estimate(self.lines, odds, &self.short)
    }
}

impl Alone {
    fn of(lines: &[Line], i: usize) -> Self {
        let line = &lines[i];
        let room = fit::own_room(&lines[i.saturating_sub(1)]);
        let going_on = fit::going_on(line, head_after(lines, i), room);
        Alone {
            first: [BREAK, JOIN].map(|after| each(|kind| free(line, kind, after))),
            own: [fit::ending(line, room) as f32, going_on as f32],
        }
    }
}

/// Weights of the states in no column and of those in columns together.
fn add(sums: Weights<Lanes>, own: Weights<f32>) -> Weights<f32> {
    [BREAK, JOIN].map(|class| each(|kind| sums[class][kind].sum() + own[class][kind]))
}

impl<'a> Round<'a> {
    fn new(chain: &'a Chain<'a>, signs: &Signs) -> Self {
        let join = each(|kind| match kind {
            PROSE => signs.join as f32,
            ASIDE => ASIDE_JOIN,
            _ => HEADING_JOIN,
        });
        let goes_on = [join.map(|p| 1.0 - p), join];
        let marks =
            |end, after: usize| each(|kind| fit::marks(end, kind, after) as f32 * goes_on[after][kind]);
        Round {
            chain,
            at_seam: std::array::from_fn(|sign| [BREAK, JOIN].map(|class| signs.at_seam(class, sign) as f32)),
            starts: [0, 1].map(|indented| each(|kind| signs.starts(kind, indented) as f32)),
            ends: std::array::from_fn(|end| [BREAK, JOIN].map(|after| marks(end, after))),
            uncounted: goes_on.map(|kinds| kinds.map(f32::recip)),
            firsts: chain.rows.firsts(signs.lost as f32),
        }
    }

    fn odds(&self, forward: &mut Forward) -> Odds {
        let n = self.chain.lines.len();
        self.step_forward(forward);
        let mut odds =
            Odds { join: vec![0.0; n - 1], prose: vec![0.0; n], heading: vec![0.0; n], ..Odds::default() };
        let mut backward = Backward::new(self.chain.rows.shares.len());
        let mut seam = Seam::after_last(self.ends[self.chain.lines[n - 1].end as usize][BREAK]);
        for i in (0..n).rev() {
            let sums = self.step_back(i, &seam, &mut backward, forward);
            let [breaks, joins] = sums.map(|s| s.iter().sum::<f32>().max(f32::MIN_POSITIVE));
            let each_of = (breaks + joins).recip();
            let share = |kind: usize| (sums[BREAK][kind] + sums[JOIN][kind]) * each_of;
            (odds.prose[i], odds.heading[i]) = (share(PROSE), share(HEADING));
            backward.count(each_of);
            if i > 0 {
                odds.join[i - 1] = joins.log2() - breaks.log2();
                seam = Seam::before(&self.signed(i - 1), &backward.anywhere());
            }
        }
        odds.columns.extend(backward.lines.iter().flat_map(|lanes| lanes.0));
        odds
    }

    /// What the signs and words of seam `i` say, and the end of the line before it.
    #[inline]
    fn signed(&self, i: usize) -> Signed {
        let (last, next) = (&self.chain.lines[i], &self.chain.lines[i + 1]);
        let [breaks, joins] = self.at_seam[signs::sign(last, next)];
        let [ending, going_on] = self.ends[last.end as usize];
        let starts = self.starts[signs::indented(next)].map(|chance| breaks * chance);
        Signed {
            border: last.bold != next.bold,
            starts,
            joins: joins * self.chain.words[i],
            ending,
            going_on,
        }
    }

    /// Weighs every line's states by what stands before it.
    fn step_forward(&self, forward: &mut Forward) {
        let n = self.chain.lines.len();
        let shares = &self.chain.rows.shares;
        forward.columns.clear();
        forward.columns.resize(n * shares.len(), Weights::default());
        forward.own.clear();
        let starts = self.starts[signs::indented(&self.chain.lines[0])];
        let mut seam = Seam::before_first(each(|kind| FIRST_KIND[kind] * starts[kind]));
        let mut leaving = vec![[[Lanes::default(); KINDS]; 2]; shares.len()];
        let mut own = [[0.0; KINDS]; 2];
        for i in 0..n {
            let here = i * shares.len()..(i + 1) * shares.len();
            let sums = self.step(i, &seam, &mut leaving, &mut forward.columns[here]);
            let arriving = seam.arrive(&own, seam.free());
            own = self.leave_alone(i, &arriving);
            forward.own.push(arriving);
            if i + 1 < n {
                seam = Seam::after(&self.signed(i), &add(sums, own));
            }
        }
    }

    /// Moves the weights of the states in columns, which are `leaving` the line
    /// before, over `seam` into line `i` and out of it; gives their sums.
    fn step(
        &self,
        i: usize,
        seam: &Seam,
        leaving: &mut [Weights<Lanes>],
        forward: &mut [Weights<Lanes>],
    ) -> Weights<Lanes> {
        let (first, edge) = self.rooms(i);
        let mut sums = [[Lanes::default(); KINDS]; 2];
        let shares = &self.chain.rows.shares;
        let rooms = shares.iter().zip(first).zip(edge);
        for ((leaving, arriving), ((share, first), edge)) in leaving.iter_mut().zip(forward).zip(rooms) {
            *arriving = seam.arrive(leaving, seam.any(*share));
            let [breaks, joins] = *arriving;
            for class in [BREAK, JOIN] {
                for kind in 0..KINDS {
                    leaving[class][kind] = match kind {
                        PROSE => breaks[kind] * first[class] + joins[kind] * edge[class],
                        _ => (breaks[kind] + joins[kind]) * edge[class],
                    };
                    sums[class][kind] += leaving[class][kind];
                }
            }
        }
        sums
    }

    /// The chances of line `i` in each column, of the first line of a paragraph and of others.
    fn rooms(&self, i: usize) -> (&[Chances], &[Chances]) {
        let (rows, edge) = (&self.chain.rows, self.chain.rows.edge(i));
        let first = if self.chain.lines[i].indent < 2 { rows.first(&self.firsts, i) } else { edge };
        (first, edge)
    }

    /// Chances of line `i` in no column, by the seams before and after it and the
    /// kind of its block; as much larger as `ends` is not counted in yet.
    #[inline]
    fn alone(&self, i: usize) -> [Weights<f32>; 2] {
        let alone = &self.chain.alone[i];
        let first =
            [BREAK, JOIN].map(|after| each(|kind| alone.first[after][kind] * self.uncounted[after][kind]));
        let own = alone.own.map(|own| [own, own, own.max(fit::BY_SENSE)]);
        [first, own]
    }

    #[inline]
    fn leave_alone(&self, i: usize, arriving: &Weights<f32>) -> Weights<f32> {
        let alone = self.alone(i);
        let leaving = |after: usize, kind: usize| {
            arriving[BREAK][kind] * alone[BREAK][after][kind]
                + arriving[JOIN][kind] * alone[JOIN][after][kind]
        };
        [BREAK, JOIN].map(|after| each(|kind| leaving(after, kind)))
    }

    /// Moves the weights of the states of the line after `seam` back into line `i`;
    /// gives the sums of their products with the weights `forward`.
    fn step_back(&self, i: usize, seam: &Seam, backward: &mut Backward, forward: &Forward) -> Weights<f32> {
        let (first, edge) = self.rooms(i);
        let mut sums = [[Lanes::default(); KINDS]; 2];
        let mut all = [Lanes::default(); KINDS + 1];
        let rooms = self.chain.rows.shares.iter().zip(first).zip(edge);
        let forward_here = &forward.columns[i * edge.len()..(i + 1) * edge.len()];
        let columns = backward.columns.iter_mut().zip(&mut backward.here);
        for (((weights, here), forward), ((share, first), edge)) in columns.zip(forward_here).zip(rooms) {
            let [starts, others @ ..] = *weights;
            let [parted, joined] =
                seam.leave(&[[starts, others[ASIDE], others[HEADING]], others], seam.any(Lanes::all(1.0)));
            weights[0] = first[BREAK] * parted[PROSE] + first[JOIN] * joined[PROSE];
            *here = Lanes::default();
            for kind in 0..KINDS {
                weights[kind + 1] = edge[BREAK] * parted[kind] + edge[JOIN] * joined[kind];
                let starting = if kind == PROSE { weights[0] } else { weights[kind + 1] };
                let breaks = forward[BREAK][kind] * starting;
                let joins = forward[JOIN][kind] * weights[kind + 1];
                sums[BREAK][kind] += breaks;
                sums[JOIN][kind] += joins;
                *here += breaks + joins;
            }
            for (all, weight) in all.iter_mut().zip(weights.iter()) {
                *all += *share * *weight;
            }
        }
        let [parted, joined] = seam.leave(&backward.own, seam.free());
        let alone = self.alone(i);
        backward.own = [BREAK, JOIN].map(|before| {
            each(|kind| alone[before][BREAK][kind] * parted[kind] + alone[before][JOIN][kind] * joined[kind])
        });
        backward.all = all.map(Lanes::sum);
        let own = [BREAK, JOIN].map(|c| each(|kind| forward.own[i][c][kind] * backward.own[c][kind]));
        add(sums, own)
    }
}

/// Weights of all lines' states by what stands before them, in columns and in none.
#[derive(Debug, Default)]
pub(super) struct Forward {
    columns: Vec<Weights<Lanes>>,
    own: Vec<Weights<f32>>,
}

impl Forward {
    /// Lets go of more memory than is kept.
    pub fn renew(&mut self) {
        renew(&mut self.columns);
        renew(&mut self.own);
    }
}

/// Weights of one line's states by what stands after it.
struct Backward {
    /// In columns: of the line that starts a block of running text, and of all
    /// others by kind. What starts another block weighs as what goes on in it.
    columns: Vec<[Lanes; KINDS + 1]>,
    own: Weights<f32>,
    /// The sums of `columns`, each by its share of the lines.
    all: [f32; KINDS + 1],
    /// The weight of the line in each column, and how many lines after it stand there.
    here: Vec<Lanes>,
    lines: Vec<Lanes>,
}

impl Backward {
    fn new(columns: usize) -> Self {
        Backward {
            columns: vec![[Lanes::default(); KINDS + 1]; columns],
            own: [[0.0; KINDS]; 2],
            all: [0.0; KINDS + 1],
            here: vec![Lanes::default(); columns],
            lines: vec![Lanes::default(); columns],
        }
    }

    /// Counts the line; `each` is one over what its states weigh in all.
    fn count(&mut self, each: f32) {
        for (lines, here) in self.lines.iter_mut().zip(&self.here) {
            *lines += *here * each;
        }
    }

    /// The mean weight of a line that stands in any column or in none.
    fn anywhere(&self) -> Weights<f32> {
        let [first, all @ ..] = self.all;
        let columns = [each(|kind| if kind == PROSE { first } else { all[kind] }), all];
        let mean = |class: usize, kind: usize| {
            (1.0 - FREE_SHARE[kind]) * columns[class][kind] + FREE_SHARE[kind] * self.own[class][kind]
        };
        [BREAK, JOIN].map(|class| each(|kind| mean(class, kind)))
    }
}

/// The value for each kind of block.
#[inline]
fn each(value: impl Fn(usize) -> f32) -> Kinds {
    std::array::from_fn(value)
}

/// Chance of a line that starts a block of its own width, in no column.
fn free(line: &Line, kind: usize, after: usize) -> f32 {
    let odd = match line.width {
        w if w > WIDEST => FLOOR as f32,
        w if w < NARROWEST_FREE => 0.1,
        _ => 1.0,
    };
    let (width, goes_on) = match kind {
        HEADING => (fit::free_heading(line, after), FREE_HEADING_JOIN),
        _ => (fit::free(line), FREE_JOIN),
    };
    width as f32 * if after == JOIN { goes_on * odd } else { 1.0 - goes_on }
}
