//! How text was doubled, and what it costs to say so.
//!
//! The prices are those of the parse: bits for naming what was painted, where it begins,
//! and what is odd about it.

use super::atom::{ends_line, same, Atom, Gap};
use super::census::{mark, Kind};
use super::repeat::Repeat;
use crate::finding::{Form, Separator};
use crate::script::{half_widths, not_at_line_start, Script};

/// How a stretch was doubled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Paint {
    pub form: Form,
    pub copies: usize,
    pub separator: Separator,
}

/// What is not there of what was painted over: an extractor took it away, or it was never
/// painted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Removal {
    /// Nothing, as far as is known.
    #[default]
    Nothing,
    /// Copies of what is half a square wide: the face that has no bold cut is that of the
    /// Han only, or a console doubles what fills two of its cells.
    Narrow,
    /// Copies here and there.
    Copies,
    /// Also those of single characters, wherever they stand: it compares each glyph with
    /// the one before it.
    Glyphs,
}

/// `copies` equal copies of `period` atoms, from atom `start` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    pub start: usize,
    pub period: usize,
}

impl Unit {
    /// The atom after its last copy.
    pub fn end(self, copies: usize) -> usize {
        self.start + self.period * copies
    }

    /// Whether it and each of its copies are lines.
    pub fn is_lines(self, atoms: &[Atom], copies: usize) -> bool {
        (0..=copies).all(|copy| ends_line(atoms, self.end(copy)))
    }
}

/// A chain of units of one paint, from `start` to `end` in atoms.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub start: usize,
    pub end: usize,
    pub paint: Paint,
    pub units: Vec<Unit>,
    /// Bits saved by taking it for doubled, without the price of the regime.
    pub bits: f32,
}

/// More copies than these are not painted (the most reported is eight).
pub(super) const MOST_COPIES: usize = 8;

/// The regimes worth trying: numbers of copies and separators that occur.
pub(super) fn paints(window: &[Atom], repeats: &[Repeat]) -> Vec<Paint> {
    let most = repeats.iter().map(|r| (r.end - r.start) / r.period).max().unwrap_or(2).min(MOST_COPIES);
    let mut separators = vec![
        (Separator::None, Gap::None),
        (Separator::Space, Gap::Space),
        (Separator::Newline, Gap::Newline),
    ];
    separators.retain(|(_, gap)| window.iter().skip(1).any(|a| a.gap == *gap));
    let mut out = Vec::new();
    for copies in 2..=most {
        for form in [Form::Run, Form::Stutter] {
            out.extend(separators.iter().map(|&(separator, _)| Paint { form, copies, separator }));
        }
    }
    out
}

/// What a page is known to have of a paint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// Nothing.
    Not,
    /// That it was painted so, and headings, lines or runs.
    Apart,
    /// And words in the middle of a line.
    Inline,
}

/// Price of entering or leaving a doubled regime before atom `at`, by what is [`Known`] of it: on a page
/// that was painted so less, but for places within a text of one script, where paint hardly ever begins.
pub(super) fn border(atoms: &[Atom], at: usize) -> [f32; 3] {
    match (at.checked_sub(1).map(|p| &atoms[p]), atoms.get(at)) {
        (Some(_), Some(_)) if in_number(atoms, at) => NUMBER,
        (Some(_), Some(b)) if b.gap != Gap::None => APART,
        (Some(a), Some(b)) if a.script != b.script || a.script == Script::Mark => BESIDE,
        (Some(a), Some(_)) if a.script == Script::Han => INSIDE,
        (Some(_), Some(_)) => NUMBER,
        _ => APART,
    }
}

/// Price of a border within a number or a word of letters, within Han, between scripts or at a mark, and
/// at a blank or a line end.
const NUMBER: [f32; 3] = [14.0; 3];
const INSIDE: [f32; 3] = [14.0, 14.0, 4.0];
const BESIDE: [f32; 3] = [8.0, 5.0, 4.0];
const APART: [f32; 3] = [3.0, 1.0, 1.0];

/// Whether a border before atom `at` would part a number: 0000|-2233, 3.|14.
fn in_number(atoms: &[Atom], at: usize) -> bool {
    let digit = |i: usize| atoms.get(i).is_some_and(|a| a.script == Script::Digit);
    let glued = |i: usize| atoms.get(i).is_some_and(|a| a.gap == Gap::None);
    let sign = |i: usize| atoms.get(i).is_some_and(|a| matches!(a.char(), '-' | '.' | ',' | ':' | '/' | '%'));
    glued(at)
        && (digit(at - 1) && sign(at) && digit(at + 1) && glued(at + 1)
            || at > 1 && sign(at - 1) && digit(at - 2) && digit(at))
}

/// Price of naming a unit of this period. Runs are short: one run for each
/// change of script or font, at most a line.
pub(super) fn unit_price(form: Form, period: usize) -> f32 {
    match (form, period) {
        (Form::Stutter, 1) => 0.2,
        (Form::Stutter, _) => 0.5,
        (_, 1) => 1.5,
        (_, 2) => 2.0,
        (_, 3..=4) => 2.5,
        (_, 5..=8) => 3.0,
        (_, 9..=32) => 4.0,
        _ => 5.0,
    }
}

/// Price of a unit whose copies are not separated as the regime has it.
pub(super) fn separator_price(atoms: &[Atom], unit: Unit, paint: Paint, removal: Removal) -> f32 {
    if paint.form == Form::Stutter && unit.period > 1 {
        return 0.0;
    }
    let x = &atoms[unit.start..unit.start + unit.period];
    let half = |a: &Atom| half_widths(a.char());
    let narrow = x.len() <= NARROW_UNIT && x.iter().map(half).sum::<usize>() <= NARROW_UNIT;
    let line = ends_line(atoms, unit.start) && ends_line(atoms, unit.end(paint.copies));
    let least = if is_cut_at_blank(atoms, unit, paint) { 3.0 } else { 0.0 };
    (1..paint.copies)
        .map(|c| match (paint.separator, atoms[unit.start + c * unit.period].gap) {
            (Separator::None, Gap::None) => 0.0,
            (Separator::Space, Gap::Space) => 0.0,
            (Separator::Newline, Gap::Newline) => 0.0,
            (Separator::Space, Gap::None) if narrow => 0.5,
            (Separator::Newline, Gap::None | Gap::Space) if x.len() <= 2 && x.iter().all(is_mark) => 2.0,
            (Separator::Newline, Gap::None)
                if removal == Removal::Nothing && x.len() == 1 && is_narrow(&x[0]) =>
            {
                2.0
            }
            (Separator::Space, Gap::None) | (Separator::None, Gap::Space) => 3.0,
            // Extractors that build lines find the copies of a short one on the same.
            (Separator::Newline, Gap::None) if line => 3.0,
            // A wide glyph is drawn far back.
            (Separator::Newline, Gap::None) if unit.period == 1 && x[0].script == Script::Han => 10.0,
            _ => 6.0,
        })
        .fold(least, f32::max)
}

/// Whether a unit begins after the blank between the copies of what is one thing twice, and its own have
/// none: 11 11 is 11 and not 1 1, 踏踏 踏踏 is 踏踏. Of Han that is letter-spaced some have.
fn is_cut_at_blank(atoms: &[Atom], unit: Unit, paint: Paint) -> bool {
    let Unit { start, period } = unit;
    let glued = |copy: usize| atoms[start + copy * period].gap == Gap::None;
    let number = period == 1 && is_narrow(&atoms[start]);
    paint.separator == Separator::Space
        && atoms[start].gap == Gap::Space
        && if number { glued(1) } else { (1..paint.copies).all(glued) }
        && start >= period
        && same(atoms, start - period..start, start..start + period)
}

/// Whether a unit is a word, a number or a row of marks whose copies stand apart, as
/// beside Han painted one by one: `投投资资8800 8800万万元元` has 8800.
pub(super) fn is_word_apart(atoms: &[Atom], unit: Unit, paint: Paint) -> bool {
    let Unit { start, period } = unit;
    let narrow = |a: &Atom| matches!(a.script, Script::Digit | Script::Latin | Script::Mark);
    let mut within = start + 1..start + period;
    let end = unit.end(paint.copies);
    let glued = |at: usize| atoms.get(at).is_some_and(|a| a.gap == Gap::None);
    let han = |at: Option<usize>| at.and_then(|i| atoms.get(i)).is_some_and(|a| a.script == Script::Han);
    let beside = glued(start) && han(start.checked_sub(1)) || glued(end) && han(Some(end));
    beside
        && atoms[start..start + period].iter().all(narrow)
        && (1..paint.copies).all(|c| atoms[start + c * period].gap == Gap::Space)
        && within.all(|i| atoms[i].gap == Gap::None)
}

/// Whether a unit is a word of letters or a number, and each of its copies follows after a blank.
pub(super) fn is_word_with_copies(atoms: &[Atom], unit: Unit, copies: usize) -> bool {
    let Unit { start, period } = unit;
    let Some(all) = atoms.get(start..unit.end(copies)) else { return false };
    let gap = |at: usize| if at % period == 0 { Gap::Space } else { Gap::None };
    (1..all.len()).all(|at| all[at].gap == gap(at) && all[at].symbol == all[at % period].symbol)
        && matches!(all[0].script, Script::Latin | Script::Digit)
        && all.iter().all(|a| a.script == all[0].script)
}

/// Whether a unit is a word or a number that its copy follows without a gap, as the second half of
/// 1919 does.
pub(super) fn is_word_glued(atoms: &[Atom], unit: Unit) -> bool {
    let second = unit.start + unit.period;
    atoms[second].gap == Gap::None && atoms[unit.start..second].iter().all(is_narrow)
}

/// Extractors put a blank or a line break where the next glyph is drawn far back from
/// where the last one ended: further than this many half-widths (PDFium, poppler and
/// MuPDF on pages set for the purpose), so a short copy follows without.
const NARROW_UNIT: usize = 4;

/// Digits and Latin letters: glyphs that fill half a square.
pub(super) fn is_narrow(a: &Atom) -> bool {
    matches!(a.script, Script::Digit | Script::Latin) && half_widths(a.char()) == 1
}

/// Whether an atom is a letter of any script.
pub(super) fn is_letter(a: &Atom) -> bool {
    matches!(a.script, Script::Han | Script::Kana | Script::Hangul | Script::Latin)
}

/// Whether a mark stands before a byline or opens a block.
pub(super) fn is_bullet(a: &Atom) -> bool {
    matches!(a.char(), '□' | '■' | '◆' | '▲' | '●')
}

/// Marks, most of which fill a corner of their square.
pub(super) fn is_mark(a: &Atom) -> bool {
    a.script == Script::Mark
}

/// Whether an atom is a mark that no text has twice, as it has dashes, dots and cries.
pub(super) fn is_lost_with_copies(a: &Atom) -> bool {
    half_widths(a.char()) == 2 && matches!(mark(a.char()), Kind::Stop | Kind::Bracket)
}

/// Price of a unit that no typesetter paints at once.
const ODD: f32 = 10.0;

/// What is odd about a unit, whose first atom stands in a row of so many equal ones.
pub(super) fn oddity(atoms: &[Atom], unit: Unit, paint: Paint, row: usize) -> f32 {
    let odd =
        is_half_dash(atoms, unit, paint, row) || paint.form == Form::Run && is_tiled(atoms, unit, paint);
    if odd {
        ODD
    } else {
        0.0
    }
}

/// Whether a line ends before an atom, which may begin one: marks that may not are put on a line of
/// their own by some extractors.
fn begins_line(a: &Atom) -> bool {
    a.gap == Gap::Newline && !not_at_line_start(a.char())
}

/// Whether copies of a unit break into lines at other places than it does.
pub(super) fn breaks_otherwise(atoms: &[Atom], unit: Unit, copies: usize) -> bool {
    let Unit { start, period } = unit;
    let mut copied = (start + period..unit.end(copies)).filter(|at| (at - start) % period != 0);
    copied.any(|at| begins_line(&atoms[at]) != begins_line(&atoms[at - period]))
}

/// Whether a unit goes over the end of a line.
pub(super) fn goes_over(atoms: &[Atom], unit: Unit) -> bool {
    atoms[unit.start + 1..unit.start + unit.period].iter().any(begins_line)
}

/// Whether a unit is half of a dash or of an ellipsis: the norm of Chinese typesetting has two in a
/// row (GB/T 15834-2011), and some papers three, so that many times the copies stand in a painted row
/// of them.
fn is_half_dash(atoms: &[Atom], unit: Unit, paint: Paint, row: usize) -> bool {
    let (first, glued) = (&atoms[unit.start], atoms[unit.start + 1].gap == Gap::None);
    if unit.period != 1 || !glued || !matches!(first.char(), '—' | '…' | '⋯' | '―') {
        return false;
    }
    let least = if is_range(atoms, unit.start, row) { paint.copies } else { 2 * paint.copies };
    paint.form == Form::Run || row % paint.copies != 0 || row < least
}

/// Whether a row of so many dashes from `start` on stands between numbers or dates, where one is
/// enough: 6日20时—7日20时.
fn is_range(atoms: &[Atom], start: usize, row: usize) -> bool {
    let number = |a: &Atom| a.script == Script::Digit;
    let before = start.checked_sub(1).map(|before| &atoms[before]);
    let after = atoms.get(start + row).is_some_and(number);
    after && before.is_some_and(|a| number(a) || "年月日时時点點分号號".contains(a.char()))
}

/// For each of `atoms[lo..hi]`, how many equal ones it stands among: those before it, and
/// those after it in its line. Linear.
pub(super) fn rows(atoms: &[Atom], lo: usize, hi: usize) -> Vec<u32> {
    let same = |a: usize, b: usize| atoms[a].symbol == atoms[b].symbol;
    let glued = |at: usize| at < atoms.len() && atoms[at].gap != Gap::Newline && same(at - 1, at);
    let mut before = (0..lo).rev().take_while(|&at| same(at, lo)).count() as u32;
    let mut rows: Vec<u32> = Vec::with_capacity(hi - lo);
    for at in lo..hi {
        before = match at {
            _ if at == lo => before,
            _ if same(at - 1, at) => before + 1,
            _ => 0,
        };
        rows.push(before + 1);
    }
    let mut after = (hi..).take_while(|&at| glued(at)).count() as u32;
    for at in (lo..hi).rev() {
        after = match at + 1 {
            next if next == hi => after,
            next if glued(next) => after + 1,
            _ => 0,
        };
        rows[at - lo] += after;
    }
    rows
}

/// Whether a unit of letters and marks is itself made of things that stand as often as
/// the copies, from end to end: 好好！！ is 好！ painted twice, not printed so.
fn is_tiled(atoms: &[Atom], unit: Unit, paint: Paint) -> bool {
    let x = &atoms[unit.start..unit.start + unit.period];
    if x.len() > TILED || x.len() % paint.copies != 0 {
        return false;
    }
    let marks = x.iter().filter(|a| is_mark(a)).count();
    if marks % paint.copies != 0 || marks == 0 || marks == x.len() {
        return false;
    }
    let square = |from: usize, to: usize| {
        let period = (to - from) / paint.copies;
        (to - from) % paint.copies == 0 && (from + period..to).all(|i| x[i].symbol == x[i - period].symbol)
    };
    let mut tiled = [false; TILED + 1];
    tiled[0] = true;
    for to in 1..=x.len() {
        tiled[to] = (0..to).any(|from| tiled[from] && square(from, to));
    }
    tiled[x.len()]
}

/// Atoms of a cry with its mark, painted several times.
const TILED: usize = 16;
