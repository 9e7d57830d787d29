//! How well the lines of a page fit its columns: worked out once for all lines of
//! one form, and read in every round.

use super::columns::Width;
use super::fit::{self, Fit, FLOOR};
use super::hash::FastMap;
use super::lanes::{Lanes, LANES};
use super::line::Line;
use super::signs::{BREAK, JOIN};

/// Bits one paragraph says at most about how those of its page are set.
const MOST_BITS: f64 = 4.0;

/// The chances of a line's width in some columns, by the class of the seam after it.
pub(super) type Chances = [Lanes; 2];

/// The fits of all lines of a page into its columns.
#[derive(Debug)]
pub(super) struct Rows {
    /// Share of the lines that each column has.
    pub shares: Vec<Lanes>,
    /// The row of each line.
    of: Vec<usize>,
    /// For every row and column, where the line stands at the column's edge, and
    /// where it is short by an indent that left no blanks.
    edge: Vec<Chances>,
    short: Vec<Chances>,
}

/// What the fits of a line depend on: its full width, its play, the head of the
/// next line, and whether it is broken or loose.
type Form = (usize, u32, usize, bool, bool);

impl Rows {
    pub fn new(lines: &[Line], widths: &[Width]) -> Self {
        let mut rows = Rows {
            shares: Lanes::of(widths, |w| w.share).collect(),
            of: Vec::with_capacity(lines.len()),
            edge: Vec::new(),
            short: Vec::new(),
        };
        let mut seen: FastMap<Form, usize> = FastMap::default();
        for (i, line) in lines.iter().enumerate() {
            let head = head_after(lines, i);
            let form = (fit::full_width(line) as usize, line.play.to_bits(), head, line.broken, line.loose);
            let next = seen.len();
            let row = *seen.entry(form).or_insert(next);
            if row == next {
                rows.push(line, head, widths);
            }
            rows.of.push(row);
        }
        rows
    }

    fn push(&mut self, line: &Line, head: usize, widths: &[Width]) {
        let fits: Vec<Fit> = widths.iter().map(|w| Fit::of(line, head, w.half_widths)).collect();
        for (rooms, room) in [&mut self.edge, &mut self.short].into_iter().zip(0..) {
            let ending = Lanes::of(&fits, |fit| fit.ending[room]);
            let going_on = Lanes::of(&fits, |fit| fit.going_on[room]);
            rooms.extend(ending.zip(going_on).map(|(ending, going_on)| [ending, going_on]));
        }
    }

    /// Leaves out all columns but those at these places.
    pub fn keep(&mut self, places: &[usize]) {
        let columns = self.shares.len();
        let pick = |lanes: &[Lanes]| -> Vec<Lanes> {
            Lanes::of(places, |at| f64::from(lanes[at / LANES].0[at % LANES])).collect()
        };
        for rooms in [&mut self.edge, &mut self.short] {
            let rows = rooms.chunks(columns.max(1)).flat_map(|row| {
                let [ending, going_on] =
                    [BREAK, JOIN].map(|class| pick(&row.iter().map(|room| room[class]).collect::<Vec<_>>()));
                ending.into_iter().zip(going_on).map(|(ending, going_on)| [ending, going_on])
            });
            *rooms = rows.collect();
        }
        self.shares = pick(&self.shares);
    }

    fn span(&self, line: usize) -> std::ops::Range<usize> {
        let start = self.of[line] * self.shares.len();
        start..start + self.shares.len()
    }

    /// The chances of a line that stands at the edge of its column.
    pub fn edge(&self, line: usize) -> &[Chances] {
        &self.edge[self.span(line)]
    }

    /// The chances of all rows, for [`Rows::first`], if first lines without blanks
    /// are short by an indent with a chance of `lost`.
    pub fn firsts(&self, lost: f32) -> Vec<Chances> {
        let mean = |(edge, short): (&Chances, &Chances)| {
            [BREAK, JOIN].map(|class| edge[class] * (1.0 - lost) + short[class] * lost)
        };
        self.edge.iter().zip(&self.short).map(mean).collect()
    }

    /// The chances of a line of running text that starts a paragraph without blanks.
    pub fn first<'f>(&self, firsts: &'f [Chances], line: usize) -> &'f [Chances] {
        &firsts[self.span(line)]
    }

    /// How much likelier `line` is the first of a paragraph whose indent was lost
    /// than of one set without, in bits: by the width of the line after it.
    pub fn short_by_indent(&self, line: usize) -> f64 {
        let (here, next) = (self.span(line), self.span(line + 1));
        let (mut short, mut full) = (Lanes::default(), Lanes::default());
        for (i, share) in self.shares.iter().enumerate() {
            let column = *share * self.edge[next.start + i][JOIN];
            short += column * self.short[here.start + i][JOIN];
            full += column * self.edge[here.start + i][JOIN];
        }
        ((FLOOR + f64::from(short.sum())) / (FLOOR + f64::from(full.sum())))
            .log2()
            .clamp(-MOST_BITS, MOST_BITS)
    }
}

/// Half-widths of the piece that the line after line `i` starts with.
pub(super) fn head_after(lines: &[Line], i: usize) -> usize {
    lines.get(i + 1).map_or(2, |l| l.head)
}
