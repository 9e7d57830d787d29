//! What is said twice, not painted twice: verse made of reduplications, chat, echo songs, cries.
//!
//! All of it repeats as much as painted text does. What tells it is which characters stand
//! twice, and that what is repeated are lines and clauses by themselves, whose marks are not.

use super::atom::{ends_line, Atom, Gap};
use super::paint::{is_mark, Stretch, Unit};
use super::prior::{Prior, OFTEN};
use crate::finding::Form;
use crate::script::Script;

/// Whether most of a stretch is characters that language doubles at will, each a unit by itself.
/// Of 4,000 runs of 4 to 10 Han in news 5 in 100 are so, and hardly one of 12; of 45 verses, lists
/// and cries made of reduplications two in three. Cries draw their characters out to any number,
/// but nothing else is: almost all of them have to be such, as in 1 of 500 runs.
pub(super) fn is_reduplicated(atoms: &[Atom], s: &Stretch) -> bool {
    let prior = Prior::get();
    let at_will = |u: &&Unit| {
        let a = &atoms[u.start];
        u.period == 1 && a.script == Script::Han && prior.pair(a) <= OFTEN
    };
    let tenths = if s.paint.copies == 2 { 6 } else { 9 };
    s.paint.form == Form::Stutter && s.units.iter().filter(at_will).count() * 10 >= s.units.len() * tenths
}

/// Whether something is true of most units of a stretch that may be talk, which is asked of the
/// first atom and the one after the copies: a word of the shape AABB among them is two units.
fn mostly(s: &Stretch, is: impl Fn(usize, usize) -> bool) -> bool {
    let is = |u: &&Unit| is(u.start, u.start + u.period * s.paint.copies);
    s.units.iter().filter(is).count() * 4 >= s.units.len() * 3
}

/// Whether units begin after blanks, line breaks or marks.
pub(super) fn are_apart(atoms: &[Atom], s: &Stretch) -> bool {
    mostly(s, |start, _| atoms[start].gap != Gap::None || is_mark(&atoms[start - 1]))
}

/// Whether units are lines with their copies, or what stands between marks in them. Marks that
/// were painted as well are units of their own.
pub(super) fn are_clauses(atoms: &[Atom], s: &Stretch) -> bool {
    let mark = |at: usize| is_mark(&atoms[at]);
    mostly(s, |start, end| {
        (ends_line(atoms, start) || mark(start - 1)) && (ends_line(atoms, end) || mark(end - 1) || mark(end))
    })
}

/// Whether units begin with anything but a small letter, which a line of verse seldom does.
pub(super) fn begin_anew(atoms: &[Atom], s: &Stretch) -> bool {
    mostly(s, |start, _| !atoms[start].char().is_lowercase())
}
