//! Words and numbers about what is doubled: an extractor that drops the copies of what is narrow
//! leaves them single.

use super::atom::{same, Atom, Gap};
use super::paint::{is_narrow, Stretch, Unit};
use crate::finding::Form;

/// How many words and numbers stand once beside a stretch of Han doubled glyph by glyph, or beside
/// doubled runs and between them; and how many are doubled with it.
pub(super) fn narrow(atoms: &[Atom], s: &Stretch) -> (usize, usize) {
    let between = if s.paint.form == Form::Stutter { 0 } else { words_between(atoms, s) };
    (words_beside(atoms, s) + between, words_in(atoms, s))
}

/// Words and numbers on either side of a stretch that stand once in its line.
fn words_beside(atoms: &[Atom], s: &Stretch) -> usize {
    let word = |at: usize| {
        let ended = |&i: &usize| i > at && (!is_narrow(&atoms[i]) || atoms[i].gap != Gap::None);
        at..(at..atoms.len()).find(ended).unwrap_or(atoms.len())
    };
    let after = atoms.get(s.end).is_some_and(|a| is_narrow(a) && a.gap != Gap::Newline) && {
        let first = word(s.end);
        first.end == atoms.len() || !same(atoms, first.clone(), word(first.end))
    };
    let before = s.start > 0 && is_narrow(&atoms[s.start - 1]) && atoms[s.start].gap != Gap::Newline;
    usize::from(after) + usize::from(before)
}

/// Words and numbers between the units of a stretch.
fn words_between(atoms: &[Atom], s: &Stretch) -> usize {
    let between = s.units.windows(2).map(|u| &atoms[u[0].end(s.paint.copies)..u[1].start]);
    let words =
        |x: &[Atom]| x.chunk_by(|a, b| is_narrow(a) && is_narrow(b)).filter(|w| is_narrow(&w[0])).count();
    between.map(words).sum()
}

/// Words and numbers that were doubled in a stretch.
fn words_in(atoms: &[Atom], s: &Stretch) -> usize {
    let narrow = |u: &Unit| atoms[u.start..u.start + u.period].iter().all(is_narrow);
    s.units.chunk_by(|a, b| narrow(a) == narrow(b)).filter(|word| narrow(&word[0])).count()
}
