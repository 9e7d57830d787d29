//! What correct text repeats, and how often: costs in bits.
//!
//! The cost of an event is the binary logarithm of how seldom it is. The
//! figures for Han are measured (see `pair_rates.txt` and the constants); those
//! for other scripts are of the order of the letter statistics of English and
//! Japanese manuals and only have to be right within a factor of two.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::atom::{ends_line, is_heading, Atom, Gap};
use super::census::{is_pause, mark, Counts, Kind, LEADERS};
use super::paint::Unit;
use super::phrase::is_in_phrase;
use crate::names::is_surname;
use crate::script::{is_closing_mark, Script};

/// Costs of correct repetition.
#[derive(Debug)]
pub(crate) struct Prior {
    /// Bits for a Han character to stand twice, from [`FIRST_HAN`] on: in text of
    /// any kind, and in news.
    pairs: Vec<[u8; 2]>,
    /// Words AABB and ABAB by their two characters.
    aabb: HashSet<(char, char)>,
    abab: HashSet<(char, char)>,
}

const FIRST_HAN: u32 = 0x4E00;
const LAST_HAN: u32 = 0x9FFF;
/// A Han character that is not in the table: rarer than once in a thousand.
const OTHER_PAIR: u8 = 10;
/// Characters that stand for what is to be filled in: 年年年年月月日日, 甲甲乙乙,
/// yyyyMMddHHmmss.
const SLOTS: &str = "YMDHSydhmsxX年月日时時分秒周季省市区区县縣乡鄉镇鎮村甲乙丙丁戊己";
/// No character is more bits than this rarer twice in news than elsewhere.
const TALK: f32 = 4.0;
/// Characters that stand twice once in 128 times or oftener are used so at will.
pub(super) const OFTEN: f32 = 7.0;

impl Prior {
    /// The one table, made on first use.
    pub fn get() -> &'static Prior {
        static PRIOR: OnceLock<Prior> = OnceLock::new();
        PRIOR.get_or_init(Prior::read)
    }

    fn read() -> Prior {
        let mut pairs = vec![[OTHER_PAIR; 2]; (LAST_HAN - FIRST_HAN + 1) as usize];
        for line in include_str!("pair_rates.txt").lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split(' ');
            let mut bits = || fields.next().and_then(|b| b.parse().ok()).unwrap_or(OTHER_PAIR);
            let bits = [bits(), bits()];
            for c in fields.next().unwrap_or("").chars() {
                if let Some(slot) = pairs.get_mut((c as u32).wrapping_sub(FIRST_HAN) as usize) {
                    *slot = bits;
                }
            }
        }
        let words = |shape: &str| {
            let lines = include_str!("reduplications.txt").lines();
            let line = lines.filter_map(|l| l.strip_prefix(shape)).next().unwrap_or("");
            let pair = |w: &str| Some((w.chars().next()?, w.chars().nth(1)?));
            line.split_whitespace().filter_map(pair).collect()
        };
        Prior { pairs, aabb: words("AABB "), abab: words("ABAB ") }
    }

    /// Cost of an atom that repeats nothing.
    pub fn atom(&self, a: &Atom) -> f32 {
        match a.script {
            Script::Han => HAN,
            Script::Hangul => HANGUL,
            Script::Kana | Script::Other | Script::Blank => SYLLABLE,
            Script::Latin | Script::Mark => LETTER,
            Script::Digit => DIGIT,
        }
    }

    /// Cost of an atom that stands a second time: `AA`.
    pub fn pair(&self, a: &Atom) -> f32 {
        let c = a.char();
        match a.script {
            Script::Han => self.han_pair(a)[0],
            Script::Hangul => 7.0,
            Script::Kana => 5.0,
            // Roman numerals, WWW, grades.
            Script::Latin if "IXMCWwxiA".contains(c) => 3.0,
            Script::Latin => 5.0,
            Script::Digit => 1.5,
            Script::Mark => mark_pair(mark(c)),
            Script::Other | Script::Blank => 1.5,
        }
    }

    /// Cost of a pair in a newspaper column, where nobody sings; but some talk.
    pub fn news_pair(&self, a: &Atom) -> f32 {
        match a.script {
            Script::Han => self.han_pair(a)[1].min(self.han_pair(a)[0] + TALK),
            _ => self.pair(a),
        }
    }

    fn han_pair(&self, a: &Atom) -> [f32; 2] {
        let slot = self.pairs.get((a.symbol).wrapping_sub(FIRST_HAN) as usize);
        slot.copied().unwrap_or([OTHER_PAIR; 2]).map(f32::from)
    }

    /// Cost of `BB` after `AA`: a word of this shape is likely once it is begun,
    /// and one such word draws another (停停走走去去留留).
    pub fn second_pair(&self, a: &Atom, b: &Atom) -> f32 {
        let (alone, slot) = (self.pair(b), |a: &Atom| SLOTS.contains(a.char()));
        if slot(a) && slot(b) {
            return 1.0;
        }
        if a.script != Script::Han || b.script != Script::Han {
            return alone;
        }
        if self.aabb.contains(&(a.char(), b.char())) {
            WORD
        } else if alone <= OFTEN {
            2.0
        } else if self.pair(a) <= OFTEN {
            alone.min(8.0)
        } else {
            // Neither is doubled at will: two accidents.
            alone
        }
    }

    /// Cost of `AA` before `BB`, where the two are a word of the dictionary: such a word
    /// is one choice, and whether it or `AB` was printed the repetition does not tell.
    pub fn first_pair(&self, a: &Atom, b: &Atom) -> f32 {
        if self.aabb.contains(&(a.char(), b.char())) {
            WORD
        } else {
            self.pair(a)
        }
    }

    /// Cost of the atom at `at` standing a second time as the given name after a surname, 范冰冰;
    /// infinite where no name begins.
    pub fn name(&self, atoms: &[Atom], at: usize) -> f32 {
        let han = |i: usize| atoms.get(i).is_some_and(|a| a.script == Script::Han);
        let same = |i: usize| atoms.get(i).is_some_and(|a| a.symbol == atoms[at].symbol);
        let given = at >= 2 && han(at) && same(at - 1) && !same(at - 2) && !same(at + 1);
        // Who is named in the middle of a sentence, and who by what they do.
        let begins = |i: usize| {
            i == 0 || atoms[i].gap != Gap::None || !han(i - 1) || TITLES.contains(atoms[i - 1].char())
        };
        if given && begins(at - 2) && is_surname(atoms[at - 2].char()) {
            NAMED_TWICE
        } else {
            f32::INFINITY
        }
    }

    /// What the place of a stretch costs that repeats the one before it: a line break
    /// that parts the two, or a beginning that is none. Constant; `shape` and `counts` are
    /// the stretch's.
    pub fn broken(&self, atoms: &[Atom], at: usize, period: usize, shape: Shape, counts: &Counts) -> f32 {
        if is_orphan(atoms, at, period) {
            return ORPHAN;
        }
        match shape {
            Shape::Broken if counts[Kind::Rule] as usize != period => {
                // Where the second is a line by itself, two breaks fell just so.
                if ends_line(atoms, at + period) && period > 1 {
                    2.0 * BROKEN
                } else {
                    BROKEN
                }
            }
            _ => 0.0,
        }
    }

    /// Cost of a stretch that stands a second time, of two atoms or more. Constant.
    ///
    /// Han by period, on 21.6 million characters of news, reports and law: 2:
    /// 4–60 in a million, 3: 1–6, 4: 0–2.5, more: below 1; ten times as many in
    /// fiction and a hundred times in lyrics. The figures here are for fiction.
    /// What language repeats is short: a cry, a refrain, a label.
    ///
    /// It is `x`, repeats the atoms before it in this `shape`, and has these `counts`.
    pub fn stretch(&self, x: &[Atom], shape: Shape, counts: &Counts) -> f32 {
        let count = |kind: Kind| counts[kind] as usize;
        let (han, letters) = (count(Kind::Han), count(Kind::Latin) + count(Kind::Other));
        let (digits, marks) = (count(Kind::Digit), counts.marks() as usize);
        let (size, beyond) = (x.len() as f32, |n: usize| x.len().saturating_sub(n) as f32);
        let kana = count(Kind::Kana);
        let cost = if han == x.len() || han + kana == x.len() && han > 0 && x.len() > 8 {
            match x {
                [a, b] if self.abab.contains(&(a.char(), b.char())) || goes_on(b) => 5.0,
                [_, _] => TWO_HAN,
                [_, _, _] => 13.0,
                _ => (14.0 + 0.25 * size).min(LONG),
            }
        } else if kana + count(Kind::Hangul) == x.len() {
            // ゆっくりゆっくり, ひとつひとつ, 차근차근: words of 2 to 4 syllables.
            4.0 + beyond(4)
        } else if marks == x.len() {
            // Rules and leaders; but no language says ）。）。
            let dearest = [Kind::Stop, Kind::Bracket, Kind::Mark].into_iter().find(|&k| count(k) > 0);
            mark_pair(dearest.unwrap_or(Kind::Rule))
        } else if digits + marks == x.len() {
            // Numbers, rules, leaders; but not several numbers without a blank.
            let most = if digits >= NUMBERS && marks > 1 && x[0].gap == Gap::None { PASTED } else { 7.0 };
            (2.0 * digits as f32 + 1.0).min(most)
        } else if letters + marks + digits == x.len() && glued(x, counts) {
            LONG
        } else if letters + marks + digits == x.len() {
            (6.0 + 0.3 * beyond(2)).min(PASTED)
        } else if count(Kind::Pause) > 0 {
            // Cries, refrains, lists: a clause comes twice. In fiction 1 in 200 of three atoms with the mark
            // does, 1 in 1,800 of four to six, 1 in 6,200 of seven to nine; songs have more.
            let clause = match x.len() {
                0..=4 => 6.0,
                5..=6 => 9.0,
                _ => 11.0,
            };
            (clause + 0.4 * beyond(8)).min(if han * 2 > x.len() { LONG } else { PASTED })
        } else {
            (12.0 + 0.3 * beyond(6)).min(if han * 2 > x.len() { LONG } else { PASTED })
        };
        let cost = cost.min(literal(counts));
        match shape {
            Shape::Line => cost.min(LABEL),
            Shape::Headed => cost.min(HEADED),
            Shape::Listed => cost.min(LISTED),
            Shape::Phrase => literal(counts).min(IN_PHRASE),
            Shape::Cell if x.len() <= NAME => cost.min(SHORT_CELL),
            Shape::Cell => cost.min(CELL),
            Shape::Broken | Shape::Other => cost,
        }
    }
}

/// Whether a character makes a verb of the one before it that goes on until something happens:
/// 听着听着, with any verb. 7 in 100 of all two that stand twice in 4 million characters of fiction
/// and news are such.
fn goes_on(b: &Atom) -> bool {
    matches!(b.char(), '着' | '著')
}

/// Cost of so many atoms that repeat nothing.
fn literal(counts: &Counts) -> f32 {
    let sum = |kinds: &[Kind]| kinds.iter().map(|&k| counts[k]).sum::<u32>() as f32;
    HAN * sum(&[Kind::Han])
        + HANGUL * sum(&[Kind::Hangul])
        + SYLLABLE * sum(&[Kind::Kana, Kind::Other])
        + LETTER * (sum(&[Kind::Latin]) + counts.marks() as f32)
        + DIGIT * sum(&[Kind::Digit])
}

/// Cost of a mark that stands twice.
fn mark_pair(kind: Kind) -> f32 {
    match kind {
        Kind::Rule => RULE,
        Kind::Bracket => 6.0,
        Kind::Stop => 9.0,
        _ => 3.0,
    }
}

/// Cost of a mark that stands `row` times and follows itself, if that is fewer than where it fills a
/// row: a full stop of ASCII after the number that begins a line, and what opens a block, where it
/// begins a line.
pub(super) fn mark_few(c: char, row: usize, begins_line: bool, numbered: bool) -> f32 {
    match c {
        '.' if row == 2 && numbered => LETTER,
        '□' | '■' | '◆' | '◇' | '●' | '▲' | '△' | '▼' | '◎' if begins_line && row < LEADERS => {
            OPENED_TWICE
        }
        _ => 0.0,
    }
}

/// Cost of what opens a block twice: no line in 22 million characters begins so. More than that of
/// any letter, as are all that are as rare.
const OPENED_TWICE: f32 = 7.0;

/// Cost of an atom that repeats nothing, by its script.
const HAN: f32 = 9.0;
const HANGUL: f32 = 8.0;
const SYLLABLE: f32 = 6.0;
const LETTER: f32 = 4.5;
const DIGIT: f32 = 3.3;
/// Cost of marks that stand in rows: rules, leaders, cries.
const RULE: f32 = 1.0;
/// Cost of each half of a word `AABB` of the dictionary.
const WORD: f32 = 0.5;
/// Cost of two Han characters that stand twice, 研究研究.
pub(super) const TWO_HAN: f32 = 11.0;
/// Cost of a given name that is one character twice. Where a surname begins what follows a mark or a
/// blank, the two characters after it are the same in 534 of 29,270 places of 10.9 million characters of
/// all kinds: 5.8 bits.
const NAMED_TWICE: f32 = 6.0;
/// What ends with one of these a name follows: 记者, 通讯员, 导演.
const TITLES: &str = "者员員演长長";
/// Cost of the longest stretch that stands twice, in newspapers and books.
pub(super) const LONG: f32 = 18.0;
/// Digits of more than one number: no address, date or amount has as many.
const NUMBERS: usize = 14;
/// The same in manuals, whose sections on sister functions share sentences.
const PASTED: f32 = 12.0;
/// Cost of a short line that stands twice: labels, cells and their names.
const LABEL: f32 = 6.5;

/// Cost of a line that begins with the short one above it, which is its heading. Of short
/// lines without a mark at their end, followed by such: 1 in 5 in an encyclopaedia, 1 in
/// 25 in manuals, 1 in 120 in fiction, 1 in 3,000 in transcripts of news.
const HEADED: f32 = 6.0;

/// Cost of an item of a list that the next one begins with: `，渡船，渡船码头`. That of any clause of
/// four characters and its mark.
const LISTED: f32 = 6.0;

/// Cost of a cell that stands twice in its row, or a word twice in a line.
const CELL: f32 = 8.0;
/// The same in a phrase of which each word stands twice: three of them, 27 bits, stand in no text.
const IN_PHRASE: f32 = 9.0;
/// The same for a name, a number or a word.
const SHORT_CELL: f32 = 2.0;
pub(super) const NAME: usize = 4;
/// Digits of the number of a page.
pub(super) const FOLIO: usize = 4;
/// Atoms of a cell at most; longer, it is a line.
const LONG_CELL: usize = 10;
/// Cost of a line break that falls just between two copies, though they are not
/// lines: one in ten to twenty places in a column is one.
const BROKEN: f32 = 3.5;

/// What begins after a number or a word of Latin letters, without a blank, goes on from
/// it: alone after a blank it is no beginning, `11日，正午开闸 日，正午开闸`. None in 24 MB of
/// clean text, of four characters or more. Nor is a colon or what closes a bracket,
/// `代码：300218 ：300218`; what is said twice begins with a comma at most.
pub(super) fn is_orphan(atoms: &[Atom], at: usize, period: usize) -> bool {
    let (first, second) = (&atoms[at - period], &atoms[at]);
    let before = (at - period).checked_sub(1).map(|i| atoms[i].script);
    let copy = &atoms[at..at + period];
    let several = |is: fn(&Atom) -> bool| copy.iter().filter(|a| is(a)).nth(ORPHANED - 1).is_some();
    let goes_on = || {
        let word = matches!(before, Some(Script::Digit | Script::Latin));
        word && first.script == Script::Han && several(|a| a.script == Script::Han)
    };
    let marked = || {
        let mark = first.char() == '：' || is_closing_mark(first.char());
        mark && before.is_some_and(|s| s != Script::Mark) && several(|a| a.script != Script::Mark)
    };
    second.gap == Gap::Space && first.gap == Gap::None && (goes_on() || marked())
}

/// Characters of such a stretch, and what it costs beyond the rest.
const ORPHANED: usize = 4;
const ORPHAN: f32 = 10.0;

/// Whether a text follows itself without a blank though it has some, or though it begins
/// as a word or a sentence does: no writer does that, `strike entersFerry strike enters`,
/// `LighthouseLighthouse`.
fn glued(x: &[Atom], counts: &Counts) -> bool {
    let several = counts[Kind::Space] > 0;
    let long = x.len() >= GLUED && counts[Kind::Latin] as usize * 5 >= x.len() * 4;
    x[0].gap == Gap::None && (several && long || is_cased(x) && (several || long))
}

/// Atoms of a text that stands beside itself by no accident.
const GLUED: usize = 8;

/// Words after the first of a text that is glued to its end by no accident.
const WORDS: usize = 2;

/// Whether a text begins with a capital that what stands before it, its own end, does not
/// have before it in a word or a number.
pub(super) fn is_cased(x: &[Atom]) -> bool {
    let (first, last) = (x[0].char(), x[x.len() - 1].char());
    first.is_uppercase() && (last.is_lowercase() || last.is_ascii_digit())
}

/// Whether a text is several words of letters with blanks between them. What stands before it, its
/// own end, would have one after it as well.
pub(super) fn is_worded(x: &[Atom]) -> bool {
    let letter = |a: &Atom| matches!(a.script, Script::Latin | Script::Hangul);
    let words = x.iter().skip(1).filter(|a| a.gap == Gap::Space && letter(a)).count();
    let letters = x.iter().filter(|a| letter(a)).count();
    let last = &x[x.len() - 1];
    let ended = letter(last) || is_pause(last.char()) || is_closing_mark(last.char());
    letter(&x[0]) && ended && words >= WORDS && letters * 10 >= x.len() * 9
}

/// How a stretch and the one it repeats stand in their lines.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// Each is a short line by itself.
    Line,
    /// Blanks or line breaks stand before, between and after them.
    Cell,
    /// They are a word of a phrase of which each word stands twice.
    Phrase,
    /// The first is a short line by itself, and the second begins the next.
    Headed,
    /// Each begins with a mark of pause and ends without one, and the second goes on.
    Listed,
    /// A line break stands between them, and one shares its line with other text.
    Broken,
    Other,
}

/// How `atoms[at..at + period]`, which has these `counts`, and the atoms it repeats stand
/// in their lines. Where the page has `headings`, texts begin with theirs. Constant.
pub(super) fn shape(atoms: &[Atom], at: usize, period: usize, counts: &Counts, headings: bool) -> Shape {
    let first = atoms[at].gap;
    let parted = |a: Option<&Atom>| a.is_none_or(|a| a.gap != Gap::None);
    if first == Gap::Space && is_in_phrase(atoms, Unit { start: at - period, period }) {
        return Shape::Phrase;
    }
    if first == Gap::Space
        && (counts[Kind::Bar] > 0 || period < LONG_CELL)
        && parted(atoms.get(at - period))
        && parted(atoms.get(at + period))
    {
        return Shape::Cell;
    }
    if first != Gap::Newline {
        let goes_on =
            atoms.get(at + period).is_some_and(|a| a.gap != Gap::Newline && a.script != Script::Mark);
        let item = period > 1 && is_pause(atoms[at].char()) && atoms[at + period - 1].script != Script::Mark;
        return if item && goes_on { Shape::Listed } else { Shape::Other };
    }
    let one_line = counts[Kind::LineEnd] == 1;
    let parted = (ends_line(atoms, at - period), ends_line(atoms, at + period));
    let short = one_line && counts[Kind::HalfWidth] <= HEADING;
    if headings && short && is_heading(atoms, at - period, period) {
        return Shape::Headed;
    }
    if parted != (true, true) {
        return if counts[Kind::Latin] > 0 { Shape::Other } else { Shape::Broken };
    }
    if one_line && counts[Kind::HalfWidth] <= SHORT_LINE {
        Shape::Line
    } else {
        Shape::Other
    }
}

/// A line of this width, in half-widths, may be a label or a cell.
const SHORT_LINE: u32 = 16;
/// A line of this width may be the heading of what begins the next: twenty Han characters.
const HEADING: u32 = 40;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::double::atom::atoms;
    use crate::double::census::Census;

    #[test]
    fn common_reduplication_is_cheaper_than_rare() {
        let prior = Prior::get();
        let pair = |s: &str| prior.pair(&atoms(s)[0]);
        assert!(pair("常") + 3.0 < pair("的"), "{} {}", pair("常"), pair("的"));
        assert!(pair("…") < pair("。"));
        for (simplified, traditional) in [("当", "當"), ("闷", "悶"), ("说", "說")] {
            assert!(pair(traditional) <= pair(simplified), "{traditional}");
        }
        let a = atoms("高興子孫");
        assert_eq!([prior.second_pair(&a[0], &a[1]), prior.second_pair(&a[2], &a[3])], [WORD; 2]);
        let a = atoms("高兴明政");
        assert!(prior.second_pair(&a[0], &a[1]) < prior.second_pair(&a[0], &a[3]));
        let counts = |a: &[Atom]| Census::of(a).counts(2..4);
        let shape = |a: &[Atom]| shape(a, 2, 2, &counts(a), false);
        let twice = |s: &str| {
            let a = atoms(s);
            prior.stretch(&a[2..4], shape(&a), &counts(&a))
        };
        assert!(twice("一点一点") < twice("产业产业"));
        let broken = |s: &str| {
            let a = atoms(s);
            prior.broken(&a, 2, 2, shape(&a), &counts(&a))
        };
        assert_eq!((broken("产业产业"), broken("产业\n产业，")), (0.0, BROKEN));
    }
}
