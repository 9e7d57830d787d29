//! Phrases of an alphabet that were doubled word by word: `Terms Terms of of sale sale`.
//!
//! To language a word that stands twice in a line is two cells of a table, or a slip. Three different ones
//! in a row, each of them twice, stand nowhere in 667 million characters of documentation, manuals, news,
//! fiction and data, but for codes and single letters. Rows of cells and songs may have them, `ring ring
//! bang bang knock knock`, but not of words that only ever stand between others.

use std::collections::HashSet;

use super::atom::{Atom, Gap};
use super::paint::{is_word_with_copies, Stretch, Unit};
use crate::finding::{Form, Separator};
use crate::script::Script;

/// Words that nobody calls out and that are in no cell by themselves: no names of operations, `and`, and no
/// codes of languages, `is`.
const BETWEEN: [&str; 5] = ["the", "of", "are", "was", "were"];
/// Different words of a phrase.
const WORDS: usize = 3;
/// Words in a row that are looked at on either side, and letters of one.
const REACH: usize = 8;
const LONGEST: usize = 24;

/// Whether a stretch is such a phrase.
pub(super) fn is_phrase(atoms: &[Atom], s: &Stretch) -> bool {
    let in_words = s.paint.form == Form::Run && s.paint.separator == Separator::Space && s.paint.copies == 2;
    in_words && s.units.iter().any(|u| is_in_phrase(atoms, *u))
}

/// Whether a unit that stands twice is a word of such a phrase. Constant.
pub(super) fn is_in_phrase(atoms: &[Atom], unit: Unit) -> bool {
    if word_after(atoms, unit.start) != Some(unit) {
        return false;
    }
    let before = std::iter::successors(Some(unit), |u| word_before(atoms, u.start)).skip(1).take(REACH);
    let after = std::iter::successors(Some(unit), |u| word_after(atoms, u.end(2))).take(REACH + 1);
    let mut words: HashSet<String> = HashSet::new();
    for u in before.chain(after) {
        let letters = atoms[u.start..u.start + u.period].iter().filter(|a| a.script == Script::Latin);
        words.insert(letters.flat_map(|a| a.char().to_lowercase()).collect());
    }
    let long = words.iter().filter(|word| word.chars().nth(1).is_some()).count();
    long >= WORDS && words.iter().any(|word| BETWEEN.contains(&&word[..]))
}

/// The word that begins at a place, if it stands twice there.
fn word_after(atoms: &[Atom], start: usize) -> Option<Unit> {
    let period =
        (1..=LONGEST).find(|&period| atoms.get(start + period).is_none_or(|a| a.gap != Gap::None))?;
    let unit = Unit { start, period };
    let ended = |at: usize| atoms.get(at).is_none_or(|a| a.gap != Gap::None || a.script == Script::Mark);
    (ended(unit.end(2)) && is_word_twice(atoms, unit)).then_some(unit)
}

/// The word that ends at a place, if it stands twice there and a blank parts it from what follows.
fn word_before(atoms: &[Atom], end: usize) -> Option<Unit> {
    let period = (1..=LONGEST.min(end)).find(|&period| atoms[end - period].gap != Gap::None)?;
    let unit = Unit { start: end.checked_sub(2 * period)?, period };
    (is_word_twice(atoms, unit) && atoms[end].gap == Gap::Space).then_some(unit)
}

/// Whether a unit is a word or a number between blanks, and follows itself after one.
fn is_word_twice(atoms: &[Atom], unit: Unit) -> bool {
    is_word_with_copies(atoms, unit, 2) && atoms[unit.start].gap != Gap::None
}
