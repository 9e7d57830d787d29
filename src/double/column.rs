//! How lines are set: whether a page stands in columns, and how copies lie in its lines.

use std::collections::HashMap;

use super::atom::{are_equal, blanks, by_line, width, Atom, Gap};
use super::census::is_pause;
use super::paint::{breaks_otherwise, Stretch, Unit};
use crate::finding::Separator;
use crate::script::{ends_sentence, half_widths, is_opening_mark, Script};

/// Lines narrower than this, in half-widths, may be verse, lyrics or cells, if no marks say
/// otherwise; most newspaper columns are 12 characters or wider.
pub(super) const NARROWEST: usize = 24;
/// Newspapers set none below eight Han characters.
const NARROWEST_PROSE: usize = 16;
/// This many lines of one width make a column, and twice as many a narrow one.
const LINES: usize = 5;
/// And one in so many of the wide lines, and of those that are wider still; and none fewer than are up to
/// so much narrower, in Han characters. Among paragraphs, items and messages of a line each some are as wide
/// as others, but most are wider, or as many a little narrower, and a typesetter fills lines. Of 2,077
/// pages set in columns that have one in six of the first kind all but eleven have as many; of 284 pages of
/// news, reviews, messages and clauses, a line for each, 88 do, most of them texts that are set in columns.
const SHARE: usize = 6;
const WIDER: usize = 3;
const NARROWER: usize = 4;
/// Lines of words are ragged, by less than this part of them; songs and messages are of any width.
const RAGGED: usize = 4;
/// For each so many lines one of these, or of those that are narrower, has the end of a sentence in it: of
/// 2,066 pages set in columns none has fewer than one in eleven, and songs and lists have none at all.
const SENTENCES: usize = 12;
/// In a narrow column one of two lines is full, and one of four has a mark of pause inside: one in
/// 25 characters is one in Chinese prose. Verse has its marks at the ends of lines.
const NARROW_SHARE: usize = 2;
const NARROW_MARKS: usize = 4;

/// Whether a page is set in columns. Linear: where lines are of n widths, there are n² / 2 characters or more.
pub(crate) fn is_wrapped(atoms: &[Atom]) -> bool {
    let full = Full::count(atoms, NARROWEST);
    if full.has_sentences() && full.broken.keys().any(|&width| full.is_column(width)) {
        return true;
    }
    let full = Full::count(atoms, NARROWEST_PROSE);
    let most = full.broken.keys().map(|&width| full.near(width)).max().unwrap_or(0);
    full.has_sentences()
        && most >= (2 * LINES).max(full.lines / NARROW_SHARE)
        && full.inside * NARROW_MARKS >= full.lines
        && full.inside > 2 * full.ended
}

/// Whether an atom is a mark of pause of a full width.
fn is_wide_pause(a: &Atom) -> bool {
    is_pause(a.char()) && half_widths(a.char()) == 2
}

/// What the lines of a page are like that are so wide.
#[derive(Default)]
struct Full {
    lines: usize,
    /// How many there are, by their width in Han characters; and how many of them break off in the middle of
    /// a sentence; and how many lines of any width do so after Han or kana, and after letters of an alphabet.
    all: HashMap<usize, usize>,
    broken: HashMap<usize, usize>,
    broken_han: HashMap<usize, usize>,
    broken_latin: HashMap<usize, usize>,
    /// Marks of pause inside lines and at their ends.
    inside: usize,
    ended: usize,
    /// How many lines of any width have the end of a sentence in them.
    sentences: usize,
}

impl Full {
    /// Counts the lines from a width on; columns side by side are lines of their own.
    fn count(atoms: &[Atom], narrowest: usize) -> Self {
        let mut full = Full::default();
        // A line that is painted comes twice; one of code that comes more often is no column. A title that
        // comes twice above its text is one line.
        let mut seen: HashMap<Vec<u32>, usize> = HashMap::new();
        let mut above: &[Atom] = &[];
        for line in by_line(atoms).flat_map(|line| line.chunk_by(|_, next| !next.in_column)) {
            let ([inside @ .., last], filled) = (line, width(line)) else { continue };
            let count = seen.entry(line.iter().map(|a| a.symbol).collect()).or_default();
            *count += 1;
            if *count > 2 || are_equal(line, above) {
                continue;
            }
            above = line;
            let breaks_off = !"。．！？”」』：；.!?:;".contains(last.char());
            if breaks_off && matches!(last.script, Script::Han | Script::Kana) {
                *full.broken_han.entry(filled / 2).or_default() += 1;
            }
            if breaks_off && last.script == Script::Latin {
                *full.broken_latin.entry(filled / 2).or_default() += 1;
            }
            full.sentences += usize::from(line.iter().any(|a| ends_sentence(a.char())));
            if filled < narrowest {
                continue;
            }
            full.lines += 1;
            *full.all.entry(filled / 2).or_default() += 1;
            full.inside += inside.iter().filter(|a| is_wide_pause(a)).count();
            full.ended += usize::from(is_wide_pause(last));
            if breaks_off {
                *full.broken.entry(filled / 2).or_default() += 1;
            }
        }
        full
    }

    /// Whether sentences end in as many lines as in those of prose.
    fn has_sentences(&self) -> bool {
        self.sentences >= self.lines / SENTENCES
    }

    /// How many break off at nearly a width: one half-width more or less falls into the same class or the
    /// next.
    fn near(&self, width: usize) -> usize {
        [width, width + 1].iter().filter_map(|width| self.broken.get(width)).sum()
    }

    /// Whether as many lines are of a width as a column has.
    fn is_column(&self, width: usize) -> bool {
        let sum = |widths: &HashMap<usize, usize>, is: &dyn Fn(usize) -> bool| -> usize {
            widths.iter().filter(|&(&w, _)| is(w)).map(|(_, lines)| lines).sum()
        };
        let near = self.near(width);
        near >= LINES.max(self.lines / SHARE)
            && near * WIDER >= sum(&self.all, &|w| w > width + 1)
            && near >= sum(&self.broken_han, &|w| w < width && w + NARROWER >= width)
            && near >= sum(&self.broken_latin, &|w| w * RAGGED < width * (RAGGED - 1))
    }
}

/// How many lines a unit stands in.
pub(super) fn lines(atoms: &[Atom], u: &Unit) -> usize {
    1 + atoms[u.start + 1..u.start + u.period].iter().filter(|a| a.gap == Gap::Newline).count()
}

/// Whether the first line of a stretch is as wide as some of those before and after it, or
/// short of that by an indent.
pub(super) fn is_in_measure(atoms: &[Atom], s: &Stretch) -> bool {
    let from = s.start.saturating_sub(LINES_ABOUT * WIDEST);
    let (before, after) =
        (&atoms[from..s.start], &atoms[s.end..atoms.len().min(s.end + LINES_ABOUT * WIDEST)]);
    let Some(first) = by_line(&atoms[s.start..s.end]).next().map(width) else { return false };
    let alike = |w: &usize| w.abs_diff(first) <= 1 || w.abs_diff(first + INDENT) <= 1;
    let about = by_line(before).rev().take(LINES_ABOUT).chain(by_line(after).take(LINES_ABOUT));
    about.map(width).filter(alike).count() >= SAME_MEASURE
}

/// Lines before and after a block that tell the measure it stands in, and how many of them
/// are of its own where it is set in it.
const LINES_ABOUT: usize = 12;
const SAME_MEASURE: usize = 3;
/// Half-widths of a first-line indent.
const INDENT: usize = 4;
/// Atoms of a line of a newspaper at most.
pub(super) const WIDEST: usize = 60;
/// Atoms of the longest line that is sung: songs set two phrases of up to twelve in one.
pub(super) const WIDEST_VERSE: usize = 32;
/// The same in Hangul, whose words have blanks between them: a syllable says as much as two letters of an
/// alphabet, and 14.6 million characters of Korean manuals have no longer lines that look like such a sentence.
const WIDEST_HANGUL: usize = 20;

/// Whether the copies of most of a stretch do not break into lines at the same places: what
/// was painted twice was set once. Marks that an extractor loses part of may not either.
pub(super) fn is_uneven(atoms: &[Atom], s: &Stretch) -> bool {
    let uneven = |u: &&Unit| breaks_otherwise(atoms, **u, s.paint.copies);
    let atoms: usize = s.units.iter().filter(uneven).map(|u| u.period * s.paint.copies).sum();
    atoms * 2 > s.end - s.start
}

/// Whether an empty line stands between copies of a line or two that hold none. No extractor puts
/// one there (Poppler, MuPDF, PyMuPDF, pdfminer.six, pypdf, PDFium and pdfplumber on pages set for
/// the purpose), but where the lines are set so wide apart that they all have one between them;
/// documents do, between a title and the heading that repeats it, and between paragraphs of one
/// wording.
pub(super) fn is_spaced(atoms: &[Atom], u: &Unit, copies: usize) -> bool {
    let parted = (1..copies).any(|copy| atoms[u.start + copy * u.period].below_empty);
    let close = atoms[u.start + 1..u.start + u.period].iter().all(|a| !a.below_empty);
    parted && close && lines(atoms, u) <= FEW_LINES
}

/// Lines of a title.
const FEW_LINES: usize = 2;

/// Whether lines, each with its copies, are a sentence that goes on from one to the next and ends with the
/// last: songs and messages repeat a line by itself, logs and manuals what a line says. Where each stands
/// three times or oftener, one that goes on below its copies is enough. None in 105 million characters of
/// documentation in English and 26 million of documentation and reviews in Chinese.
pub(super) fn is_broken_sentence(atoms: &[Atom], s: &Stretch) -> bool {
    let line = |u: &Unit| &atoms[u.start..u.start + u.period];
    let goes_on = |pair: &[Unit]| {
        let (above, below) = (line(&pair[0]), line(&pair[1]));
        goes_on_in_words(above, below) || goes_on_in_hangul(above, below) || are_of_a_column(above, below)
    };
    let Some(last) = s.units.last() else { return false };
    let ended = ends_sentence(line(last)[last.period - 1].char());
    let below = || by_line(&atoms[s.end..]).next().unwrap_or_default();
    s.paint.separator == Separator::Newline
        && s.units.iter().all(|u| u.is_lines(atoms, s.paint.copies))
        && (ended && s.units.windows(2).any(goes_on)
            || s.paint.copies > 2 && goes_on_in_words(line(last), below()))
}

/// Whether a line of words, longer than any that is sung, goes on in the next one in a small letter: not as
/// messages of a program follow each other, that begin with its name.
fn goes_on_in_words(above: &[Atom], below: &[Atom]) -> bool {
    let open = above.last().is_some_and(|a| a.script == Script::Latin || a.char() == ',');
    let plain = |a: &&Atom| matches!(a.script, Script::Latin | Script::Digit);
    let words = |line: &[Atom]| {
        line.iter().filter(plain).count() * 10 >= line.len() * 9 && (blanks(line) + 1) * WORD >= line.len()
    };
    let long = above.len() > WIDEST_VERSE;
    let begins_small = below.first().is_some_and(|a| a.char().is_lowercase());
    let named = are_equal(first_word(above), first_word(below));
    // A line that breaks off is full.
    let full = 4 * above.len() >= 3 * below.len();
    long && full && open && begins_small && !named && words(above) && words(below)
}

/// The same of Hangul, which has no small letters.
fn goes_on_in_hangul(above: &[Atom], below: &[Atom]) -> bool {
    let words = |line: &[Atom]| line.iter().filter(|a| is_hangul(a)).count() * 10 >= line.len() * 8;
    let ends = [above.last(), below.first()];
    above.len() > WIDEST_HANGUL
        && ends.iter().all(|a| a.is_some_and(is_hangul))
        && words(above)
        && words(below)
}

fn is_hangul(a: &Atom) -> bool {
    a.script == Script::Hangul
}

fn first_word(line: &[Atom]) -> &[Atom] {
    line.chunk_by(|_, next| next.gap == Gap::None).next().unwrap_or_default()
}

/// Atoms of the words of a line on the average, at most: what is encoded has no blanks.
const WORD: usize = 12;

/// Whether two lines of one width break off in the middle of a clause, after others: a column does that.
fn are_of_a_column(above: &[Atom], below: &[Atom]) -> bool {
    let broken = |line: &[Atom]| {
        line.last().is_some_and(is_open_end) && width(line) >= NARROWEST && line.iter().any(is_wide_pause)
    };
    broken(above) && broken(below) && width(above).abs_diff(width(below)) <= 1
}

/// Whether a line of Chinese or Japanese that ends in this breaks off, if it has marks: no sentence ends so.
fn is_open_end(last: &Atom) -> bool {
    matches!(last.script, Script::Han | Script::Kana | Script::Digit) || is_opening_mark(last.char())
}

/// Whether a sentence ends within a line, and another does not end with it. A typesetter
/// breaks lines so; verse, tables and lists are not written so.
pub(super) fn is_prose(atoms: &[Atom], u: &Unit) -> bool {
    let x = &atoms[u.start..u.start + u.period];
    let letter = |a: &Atom| matches!(a.script, Script::Han | Script::Kana);
    let wide = |w: &[Atom]| "。！？".contains(w[0].char()) && letter(&w[1]);
    if is_open_end(&x[x.len() - 1]) && x.windows(2).any(wide) {
        return true;
    }
    let sentence = |w: &[Atom]| {
        let (word, next) = (&w[0], &w[2]);
        (word.char().is_lowercase() || is_hangul(word))
            && ends_sentence(w[1].char())
            && next.gap == Gap::Space
            && (next.char().is_uppercase() || is_hangul(next))
    };
    x.windows(3).any(sentence) && !ends_sentence(x[x.len() - 1].char())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::double::atom::atoms;

    /// Lines of so many different characters, Han but for what ends a sentence in one of `every` so many.
    fn page(every: usize, widths: impl Iterator<Item = usize>) -> bool {
        let line = |(n, width): (usize, usize)| {
            let han = (0..width as u32).filter_map(|at| char::from_u32(0x4E00 + 97 * n as u32 + at));
            let mut line: Vec<char> = han.chain(['\n']).collect();
            if n % every == 0 {
                line[width / 2] = '。';
            }
            line.into_iter().collect::<String>()
        };
        is_wrapped(&atoms(&widths.enumerate().map(line).collect::<String>()))
    }

    #[test]
    fn most_lines_of_a_column_are_no_wider() {
        let headings = |n: usize| if n % 6 == 0 { 22 } else { 15 };
        assert!(page(3, (0..36).map(headings)));
        // As many of 15, in a list of what is as long as it happens to be.
        let items = |n: usize| if n % 6 == 0 { 15 } else { 18 + 3 * n };
        assert!(!page(3, (0..36).map(items)));
    }

    #[test]
    fn sentences_end_inside_the_lines_of_a_column() {
        assert!(page(12, (0..36).map(|_| 15)));
        assert!(!page(36, (0..36).map(|_| 15)));
    }

    #[test]
    fn what_ends_with_a_sentence_is_no_line_of_a_column() {
        let lines = |end: &str| {
            (0..12).map(|n| format!("第{n}号渡船靠岸。昨天晚上从码头开到对岸{end}\n")).collect::<String>()
        };
        let [broken, ended] = ["的", "．"].map(|end| is_wrapped(&atoms(&lines(end))));
        assert!(broken && !ended);
    }
}
