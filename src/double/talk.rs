//! What is said twice, not painted twice: verse made of reduplications, chat, echo songs, cries.
//!
//! All of it repeats as much as painted text does. What tells it is which characters stand
//! twice, and that what is repeated are lines and clauses by themselves, whose marks are not.

use super::atom::{by_line, ends_line, width, Atom, Gap};
use super::census::is_pause;
use super::column::NARROWEST;
use super::paint::{is_mark, Stretch, Unit};
use super::prior::{Prior, OFTEN};
use crate::finding::{Form, Separator};
use crate::script::{half_widths, Script};

/// Whether most of a stretch is characters that language doubles at will, each a unit by itself.
/// Of 4,000 runs of 4 to 10 Han in news 5 in 100 are so; of 48 verses, lists and cries made of
/// reduplications 28. Cries draw their characters out to any number, but nothing else is: almost
/// all of them have to be such, as in 1 of 800 of those runs.
pub(super) fn is_reduplicated(atoms: &[Atom], s: &Stretch) -> bool {
    let prior = Prior::get();
    let at_will = |u: &&Unit| {
        let a = &atoms[u.start];
        u.period == 1 && a.script == Script::Han && prior.pair(a) <= OFTEN
    };
    let tenths = if s.paint.copies == 2 { 6 } else { 9 };
    s.paint.form == Form::Stutter && s.units.iter().filter(at_will).count() * 10 >= s.units.len() * tenths
}

/// Whether none of a stretch of Han is a character that language doubles at will. Words of the shape AABB
/// that nobody listed describe, and go before 的 or 地 mostly.
pub(super) fn are_rare(atoms: &[Atom], s: &Stretch) -> bool {
    let prior = Prior::get();
    let describes = atoms.get(s.end).is_some_and(|a| a.gap == Gap::None && "的地".contains(a.char()));
    s.units.iter().all(|u| prior.pair(&atoms[u.start]) > OFTEN) && !describes
}

/// Whether a stretch is whole lines of one width, several of them, and narrower than a column. What
/// a column breaks ends in a shorter line.
pub(super) fn are_verses(atoms: &[Atom], s: &Stretch) -> bool {
    let mut lines = by_line(&atoms[s.start..s.end]).map(width);
    let Some(first) = lines.next().filter(|&first| first < NARROWEST) else { return false };
    let others = lines.try_fold(0, |count, width| (width == first).then_some(count + 1));
    let whole = ends_line(atoms, s.start) && ends_line(atoms, s.end);
    whole && others.is_some_and(|others| 1 + others >= VERSES * s.paint.copies)
}

/// Different lines of a verse.
const VERSES: usize = 4;

/// Whether a stutter is a short clause whose marks are not doubled, `根根尘尘了了，` or
/// `“君君 臣臣”`: paint doubles them with the rest, and a heading that ends before one is longer.
pub(super) fn is_clause(atoms: &[Atom], s: &Stretch) -> bool {
    let mark = |a: &Atom| is_mark(a) && half_widths(a.char()) == 2;
    let before = s.start > 0 && atoms[s.start].gap == Gap::None && mark(&atoms[s.start - 1]);
    let after = atoms.get(s.end).is_some_and(|a| a.gap == Gap::None && mark(a));
    let (begins, ends) = (before || ends_line(atoms, s.start), after || ends_line(atoms, s.end));
    let spoken = s.units.iter().all(|u| !is_mark(&atoms[u.start]));
    s.paint.form == Form::Stutter && s.units.len() <= VERSE && spoken && begins && ends && (before || after)
}

/// Characters of a line of regulated verse, the longer of the two kinds.
const VERSE: usize = 7;

/// Whether a stutter is words of the shape AABB, with blanks or line breaks between them, or with codes
/// of that shape, as in the tables of input methods; or with numbers and words AA, as in those of
/// frequencies.
pub(super) fn are_words(atoms: &[Atom], s: &Stretch) -> bool {
    if s.paint.form != Form::Stutter || s.units.iter().any(|u| u.period != 1) {
        return false;
    }
    let numbered = words(atoms, s).any(|word| is_number(atoms, word));
    let is_word = |word: &[Unit]| word.len() == 2 || numbered && word.len() == 1;
    words(atoms, s).all(is_word)
}

/// Whether each of such words, or most, has a character of the one before it, as in dictionaries:
/// `离离光光 離離光光`.
pub(super) fn are_related(atoms: &[Atom], s: &Stretch) -> bool {
    let symbol = |u: &Unit| atoms[u.start].symbol;
    let words: Vec<&[Unit]> = words(atoms, s).filter(|word| !is_number(atoms, word)).collect();
    let related = |pair: &&[&[Unit]]| pair[0].iter().zip(pair[1]).any(|(a, b)| symbol(a) == symbol(b));
    let related = words.windows(2).filter(related).count();
    related > 0 && related * 2 >= words.len() - 1
}

fn is_number(atoms: &[Atom], word: &[Unit]) -> bool {
    atoms[word[0].start].script == Script::Digit
}

/// The units of a stretch, word by word.
fn words<'a>(atoms: &'a [Atom], s: &'a Stretch) -> impl Iterator<Item = &'a [Unit]> {
    s.units.chunk_by(|_, next| atoms[next.start].gap == Gap::None)
}

/// Things are called out three times (加油！加油！加油！), seldom oftener.
pub(super) const CRIES: usize = 3;

/// Whether a stutter is a few characters of Han, each of them three times, of which so many are
/// `distinct`, and which stand `apart` or not: people write of what they do, `买买买吃吃吃`, or how it sounds, `哐哐哐 咣咣咣`; some of them
/// oftener, but four times in a row is how bold type is painted. What is painted as often and is as short is
/// left.
pub(super) fn are_exclaimed(atoms: &[Atom], s: &Stretch, distinct: usize, apart: bool) -> bool {
    let han = |u: &Unit| u.period == 1 && atoms[u.start].script == Script::Han;
    s.paint.form == Form::Stutter
        && s.paint.copies >= CRIES
        && s.paint.copies != BOLD
        && distinct <= if apart { EXCLAIMED_APART } else { EXCLAIMED }
        && s.units.iter().all(|u| han(u) || is_mark(&atoms[u.start]))
}

/// Characters of a row of such, and of those with blanks or marks between them: four things are said in a
/// row, `吃吃吃喝喝喝玩玩玩乐乐乐`, and lists may have any number.
const EXCLAIMED: usize = 4;
const EXCLAIMED_APART: usize = 8;
/// How often bold Chinese is painted, if oftener than twice or three times.
pub(super) const BOLD: usize = 4;

/// Whether a stretch is a line that is one sentence or clause over and over, three times or more, each
/// with its mark: reviews are pasted so, and messages. What is painted as often is headings.
pub(super) fn is_pasted(atoms: &[Atom], s: &Stretch) -> bool {
    let [u] = s.units[..] else { return false };
    let last = atoms[u.start + u.period - 1].char();
    let line = ends_line(atoms, s.start) && ends_line(atoms, s.end);
    let marked = is_pause(last) && !matches!(last, '：' | ':');
    line && marked && s.paint.separator == Separator::None && s.paint.copies >= PASTED
}

/// Copies of what is pasted.
const PASTED: usize = 3;

/// Whether a stretch is short things of Han with nothing between them, each with its copies:
/// `不错不错很好很好` fills reviews. What is painted run by run has runs where the script changes or a mark
/// stands.
pub(super) fn are_piled(atoms: &[Atom], s: &Stretch) -> bool {
    let han = |at: usize| atoms[at].script == Script::Han;
    let joined = |pair: &[Unit]| {
        let (end, next) = (pair[0].end(s.paint.copies), pair[1].start);
        end == next && atoms[next].gap == Gap::None && han(next) && han(next - 1)
    };
    s.paint.form == Form::Run && s.units.len() > 1 && s.units.windows(2).all(joined)
}

/// Whether units are lines of one character each, as those are that are written or read for
/// practice: no heading has one in a line.
pub(super) fn are_drills(atoms: &[Atom], s: &Stretch) -> bool {
    let alone = |start: usize, end: usize| ends_line(atoms, start) && ends_line(atoms, end);
    s.paint.form == Form::Stutter && s.units.iter().all(|u| u.period == 1) && mostly(atoms, s, alone)
}

/// Whether a unit is marks that are drawn out as cries are.
pub(super) fn is_called(atoms: &[Atom], u: &Unit) -> bool {
    atoms[u.start..u.start + u.period]
        .iter()
        .all(|a| matches!(a.char(), '！' | '!' | '？' | '?' | '～' | '~' | '…'))
}

/// Whether something is true of most units of a stretch that may be talk, but for the marks of
/// cries. It is asked of the first atom and of the one after the copies: a word of the shape AABB
/// among them is two units.
fn mostly(atoms: &[Atom], s: &Stretch, is: impl Fn(usize, usize) -> bool) -> bool {
    let units = || s.units.iter().filter(|u| !is_called(atoms, u));
    let is = |u: &&Unit| is(u.start, u.end(s.paint.copies));
    units().filter(is).count() * 4 >= units().count() * 3
}

/// Whether units begin after blanks, line breaks or marks.
pub(super) fn are_apart(atoms: &[Atom], s: &Stretch) -> bool {
    mostly(atoms, s, |start, _| atoms[start].gap != Gap::None || is_mark(&atoms[start - 1]))
}

/// Whether units are lines with their copies, or what stands between marks in them. Marks that
/// were painted as well are units of their own.
pub(super) fn are_clauses(atoms: &[Atom], s: &Stretch) -> bool {
    let mark = |at: usize| is_mark(&atoms[at]);
    mostly(atoms, s, |start, end| {
        (ends_line(atoms, start) || mark(start - 1)) && (ends_line(atoms, end) || mark(end - 1) || mark(end))
    })
}

/// Whether units begin with anything but a small letter, which a line of verse seldom does.
pub(super) fn begin_anew(atoms: &[Atom], s: &Stretch) -> bool {
    mostly(atoms, s, |start, _| !atoms[start].char().is_lowercase())
}
