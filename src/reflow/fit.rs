//! How well a line's width fits a column, at the end of its paragraph and before it.

use super::line::{Line, ORPHAN_WIDTH};

/// Floor for what no model expects, 2^-14.
pub(super) const FLOOR: f64 = 6.1e-5;
/// Chance of any width of a line that is set loose and goes on: its characters
/// were set apart because it would be short.
const LOOSE_GOES_ON: f64 = 0.1;
/// Chance that the last line of a paragraph is set loose: it never is, but
/// extractors see gaps where there are none.
const LOOSE_ENDS: f64 = 0.1;
/// What the width of a part of a line says: nothing.
const NEUTRAL: f64 = 0.05;
/// Half-widths of a first-line indent.
pub(super) const INDENT: f64 = 4.0;
/// How much likelier two headings are than one over two lines, where the second
/// line is no orphan and nothing ends it.
const UNENDED_BLOCK: f64 = 0.2;

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
    (density * (-2.0 * beyond / play).exp2()).max(FLOOR)
}

/// Chance of the line's width when its paragraph ends with it: any.
fn ending(line: &Line, room: f64) -> f64 {
    if line.loose {
        return LOOSE_ENDS / room.max(2.0);
    }
    let over = (full_width(line) - room).max(0.0);
    (1.0 / room.max(2.0) * (-2.0 * over / f64::from(line.play)).exp2()).max(FLOOR)
}

/// How a block of several lines is judged that ends without a mark.
pub(super) fn unended(line: &Line) -> f64 {
    let heading = !line.ended && !line.loose && line.width > ORPHAN_WIDTH;
    if heading {
        UNENDED_BLOCK
    } else {
        1.0
    }
}

/// Chance of a line's width in no column: every order of magnitude alike.
pub(super) fn free(line: &Line) -> f64 {
    const MAGNITUDES: f64 = 4.0;
    1.0 / ((line.width as f64 + 1.0) * MAGNITUDES)
}

/// Width from the column's edge, the first-line indent included.
pub(super) fn full_width(line: &Line) -> f64 {
    line.width as f64 + if line.indent >= 2 { INDENT } else { 0.0 }
}
