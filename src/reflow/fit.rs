//! How well a line's width fits a column, at the end of its paragraph and before it.

use super::line::{End, Line};
use super::signs::JOIN;

/// Floor for what no model expects, 2^-14.
pub(super) const FLOOR: f64 = 6.1e-5;
/// Chance of any width of a line that is set loose and goes on: its characters
/// were set apart because it would be short.
const LOOSE_GOES_ON: f64 = 0.1;
/// Chance that the last line of a paragraph is set loose: it never is, but
/// extractors see gaps where there are none.
const LOOSE_ENDS: f64 = 0.1;
/// Share of the lines that go on though they are short: something that could not
/// be divided followed, or the extractor left a part of the line elsewhere.
const SHORT_GOES_ON: f64 = 0.02;
/// What the width of a part of a line says: nothing.
const NEUTRAL: f64 = 0.05;
/// Chance of a further line of a heading having its width: one in seven are divided
/// by sense, not where the line is full.
pub(super) const BY_SENSE: f32 = 0.15 / 45.0;
/// Half-widths of a first-line indent.
pub(super) const INDENT: f64 = 4.0;

/// The widest column, in half-widths: eighty Han characters across a page. Longer lines
/// of one width are records.
pub(super) const WIDEST: usize = 160;
/// How many kinds of blocks the chain tells apart.
pub(super) const KINDS: usize = 3;
/// Index of a kind: the running text, all of whose paragraphs are set alike.
pub(super) const PROSE: usize = 0;
/// Captions, leads and quotations: sentences in a measure of their own, without
/// an indent.
pub(super) const ASIDE: usize = 1;
/// A heading, or a byline or notice: words without the marks of sentences.
pub(super) const HEADING: usize = 2;
/// What lines end in, the last line of a block and those before it, by kind: the
/// end of a sentence, a pause, a colon, another mark; no mark but some on the
/// line; no mark at all; the credit of a picture. Counted on the lines of 200
/// newspaper pages.
const ENDS: [[[f64; End::COUNT]; KINDS]; 2] = [
    [
        [0.90, 0.003, 0.03, 0.03, 0.012, 0.025, 0.005],
        [0.55, 0.005, 0.01, 0.07, 0.03, 0.035, 0.30],
        [0.03, 0.003, 0.003, 0.047, 0.03, 0.89, 0.005],
    ],
    [
        [0.03, 0.08, 0.01, 0.01, 0.55, 0.32, 0.002],
        [0.01, 0.05, 0.003, 0.007, 0.38, 0.55, 0.002],
        [0.01, 0.01, 0.02, 0.02, 0.13, 0.82, 0.002],
    ],
];
/// How many of the blocks that end, and of the lines that go on, are of a kind:
/// what the bits of the words assume.
const ENDS_OF_KIND: [[f64; KINDS]; 2] = [[0.65, 0.10, 0.25], [0.90, 0.05, 0.05]];

/// The chances of one line's width in one column, of paragraphs with and without
/// a first-line indent that takes room and left no blanks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// That the line goes on, from the column's edge and after an indent.
    pub going_on: [f64; 2],
    /// That its paragraph ends with it.
    pub ending: [f64; 2],
}

impl Fit {
    /// The chances of `line` before one that starts with a piece `head`
    /// half-widths wide, in a column of `room` half-widths.
    pub fn of(line: &Line, head: usize, room: f64) -> Self {
        let rooms = [room, room - INDENT];
        Fit { going_on: rooms.map(|r| going_on(line, head, r)), ending: rooms.map(|r| ending(line, r)) }
    }
}

/// Chance of the line's width when it goes on: full, so that the `head` of the
/// next did not fit into `room` half-widths.
pub(super) fn going_on(line: &Line, head: usize, room: f64) -> f64 {
    if line.broken {
        return NEUTRAL;
    }
    let slack = room - full_width(line);
    let play = f64::from(line.play);
    let most = head.min(room as usize) as f64 - 1.0;
    if line.loose && slack > most && slack < room / 2.0 {
        return LOOSE_GOES_ON;
    }
    let beyond = if slack < 0.0 { -slack } else { (slack - most).max(0.0) };
    let density = 1.0 / (most + 1.0 + 2.0 * play);
    let full = density * beyond_by(beyond, line);
    (full + SHORT_GOES_ON / room.max(2.0)).max(FLOOR)
}

/// Chance of the line's width when its paragraph ends with it: any.
pub(super) fn ending(line: &Line, room: f64) -> f64 {
    if line.loose {
        return LOOSE_ENDS / room.max(2.0);
    }
    let over = (full_width(line) - room).max(0.0);
    (1.0 / room.max(2.0) * beyond_by(over, line)).max(FLOOR)
}

/// How much less likely a line is that is so many half-widths beyond what fits.
fn beyond_by(half_widths: f64, line: &Line) -> f64 {
    match half_widths {
        0.0 => 1.0,
        _ => (-2.0 * half_widths / f64::from(line.play)).exp2(),
    }
}

/// How much likelier a line ends in `end` in a block of `kind` than in any,
/// the seam `after` it being the writer's or the typesetter's.
pub(super) fn marks(end: usize, kind: usize, after: usize) -> f64 {
    let any: f64 = (0..KINDS).map(|k| ENDS_OF_KIND[after][k] * ENDS[after][k][end]).sum();
    ENDS[after][kind][end] / any
}

/// Chance of a line's width in no column: every order of magnitude alike.
pub(super) fn free(line: &Line) -> f64 {
    const MAGNITUDES: f64 = 4.0;
    1.0 / ((line.width as f64 + 1.0) * MAGNITUDES)
}

/// The same of a line of a heading, the seam `after` it being the writer's or the
/// typesetter's. Most headings have four to twenty-two Han characters; of those
/// over two lines the first line is long. Measured on newspaper pages: 33 to 44
/// half-widths in 48 headlines of 50, 8 to 42 in those of one line.
pub(super) fn free_heading(line: &Line, after: usize) -> f64 {
    const UNUSUAL: f64 = 0.1;
    let (share, widths) = match (line.width, after == JOIN) {
        (8..=45, false) => (1.0 - UNUSUAL, 38.0),
        (30..=47, true) => (0.7, 18.0),
        (14..=29, true) => (0.2, 16.0),
        _ => return UNUSUAL * free(line),
    };
    share / widths
}

/// Room of a block of its own width, by its first line: one more character would
/// not have fitted. In sentences, where letters and marks differ in width, it is
/// known less well than in the large type of headings.
pub(super) fn own_room(first: &Line) -> f64 {
    const LETTERS_DIFFER: f64 = 0.05;
    let play = if first.end == End::Word { 0.0 } else { LETTERS_DIFFER };
    full_width(first) * (1.0 + play) + 1.0
}

/// Width from the column's edge, the first-line indent included.
pub(super) fn full_width(line: &Line) -> f64 {
    line.width as f64 + if line.indent >= 2 { INDENT } else { 0.0 }
}
