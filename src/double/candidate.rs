//! A stretch that may be doubled, with what the judge has to know of it.
//!
//! What is told here is told by the stretch and what stands about it, whatever the rest
//! of the page is; but for one thing, whether the page is set in columns, as verse and
//! lists are not.

use std::collections::HashSet;

use super::atom::{ends_line, is_heading, Atom, Gap};
use super::column::{is_broken_sentence, is_in_measure, is_prose, is_uneven, lines, WIDEST_VERSE};
use super::edge::{
    edges, has_byline, is_bracketed, is_cited, is_clipped, is_inline, is_overprinted, is_quoted, Edge,
};
use super::listed::{are_frequent, are_listed, are_records};
use super::narrow::narrow;
use super::notation::is_format;
use super::paint::{is_letter, is_mark, Paint, Stretch, Unit};
use super::phrase::is_phrase;
use super::prior::{is_cased, is_worded};
use super::talk::{
    are_apart, are_clauses, are_drills, are_exclaimed, are_piled, are_rare, are_related, are_verses,
    are_words, begin_anew, is_called, is_clause, is_pasted, is_reduplicated, BOLD, CRIES,
};
use crate::finding::{Form, Separator};
use crate::script::{ends_sentence, is_opening_mark, script, Script};

/// A stretch with what the judge has to know of it.
#[derive(Debug)]
pub(crate) struct Candidate {
    pub stretch: Stretch,
    /// Its bits, less those taken off for its edges.
    pub bits: f32,
    /// It is a notation that doubles its letters.
    pub notation: bool,
    /// Its copies begin in the middle of a sentence, where the first does.
    clipped: bool,
    /// Both edges are blanks or line breaks.
    pub framed: bool,
    /// Both edges are line breaks.
    filling: bool,
    /// Each of its units ends with a line.
    ending: bool,
    /// A unit goes over a line break: a block, not a run or a line.
    pub block: bool,
    /// An empty line stands in a unit of it, or between its copies.
    spread: bool,
    /// How many lines its longest unit has, and how many atoms its longest line.
    lines: usize,
    longest: usize,
    /// A block whose first line breaks where the lines about it do.
    in_measure: bool,
    /// It is no evidence on any page: its copies break into lines at other places; or it is records of a
    /// log, or words that stand oftener than any that are painted; or a stutter of characters most of
    /// which language doubles at will, of one a line, of a clause whose marks stand once, or of words of
    /// a dictionary.
    language: bool,
    /// It is a list or a rule, or its copies are cells of a table or parted by an empty line.
    pub listed: bool,
    /// Blanks, line breaks or single marks stand before each unit.
    apart: bool,
    /// Its first unit has a blank or a line break in it.
    several: bool,
    /// A byline follows within three lines.
    titled: bool,
    /// It is a line with nothing but the start of the next below it, as a heading has.
    headed: bool,
    /// Most of its units are whole lines.
    pub whole_lines: bool,
    /// It has copies below it, and none of its units is a line or more.
    pub in_lines: bool,
    /// It is lines of one length, shorter than any column's: verse that a column quotes.
    verse: bool,
    /// It is chat, an echo song, a song with a refrain or a cry, or a sentence that was pasted.
    talk: bool,
    /// One of them was cut out of prose: a sentence ends in it, and another goes on.
    prose: bool,
    /// It is all of a line, and its copies show by their case or their blanks that they were glued
    /// together.
    fused: bool,
    /// A clause of it stands twice inside a sentence, or lines of it do that are one sentence.
    overprinted: bool,
    /// It begins in the middle of a word or a number.
    cut: bool,
    /// How many of its edges stand there.
    pub inside: usize,
    /// It is a word or several in the middle of a line of Han, each character by itself.
    pub inline: bool,
    /// It is all that stands between brackets.
    pub bracketed: bool,
    /// Its units are Han of which language doubles none at will.
    rare: bool,
    /// Atoms of it that stand once.
    pub singles: usize,
    /// Units of it that are one Han character.
    pub glyphs: usize,
    /// Words and numbers that stand once, beside Han doubled glyph by glyph, or beside doubled runs
    /// and between them; and those that are doubled with it.
    pub narrow: (usize, usize),
    /// It ends as a sentence does.
    sentence: bool,
    /// There is a full stop or the like in it.
    says: bool,
    /// It stands between straight quotes: a string in code, or a text about text.
    pub quoted: bool,
    /// It is all that stands between two such quotes.
    pub cited: bool,
    /// The bits that would make it certain.
    certain: f32,
    /// How many different units it has.
    pub distinct: usize,
    /// What is left of it, to tell it from others.
    pub kept: Vec<u32>,
    /// How many of that are Han or kana.
    chinese: usize,
    /// How many Han say as much: a character of theirs is 9 bits, and one of kana 6.
    worth: usize,
    /// How many different letters it has, of any script.
    pub letters: usize,
}

/// A stretch with this many bits, of two different units or more, is certain.
/// In 4.3 million characters of clean Chinese (news, reports, law, fiction,
/// classics, poetry, an encyclopedia) none has more than 15.2.
pub(super) const CERTAIN: f32 = 22.0;
/// The same for Latin and other small alphabets: date formats and sequences of
/// bases reach 23, repeated lines of code 24, on 4.6 million characters.
const CERTAIN_LATIN: f32 = 28.0;
/// Atoms of a clause. No language says several of them, each twice over.
const CLAUSE: usize = 16;
/// Enough for a stutter of [`GLYPHS`] different Han or more and of nothing else, unless all are words of
/// the shape AABB, or one of [`WORD`] different letters that fills its line: 第第一一章章 and `IInnddeexx`
/// have little more. In 79 million characters of clean Chinese (those above, the poems of the Tang and the
/// Song, reviews of hotels and books, dictionaries) two of Han have more than 14.4, and they are verse and
/// the Analects; no text has had such a line of letters.
const CERTAIN_STUTTER: f32 = 18.0;
/// Han of such a stutter.
const GLYPHS: usize = 3;
/// Alphabets stand before kana, syllabaries and ideographs after.
const FIRST_KANA: u32 = 0x3040;
/// Letters of a line that is no heading repeated by accident: of 8 or more, four
/// lines in 4 million characters stand twice.
pub(super) const LINE: usize = 8;
/// The same in letters of an alphabet: words have about three for each character that stands for
/// them in Chinese.
pub(super) const WORDED_LINE: usize = 3 * LINE;
/// Shorter things are said three times over: 快看快看快看, 想你想你想你.
pub(super) const PHRASE: usize = 4;
/// A chain of Han runs in a column with this many bits is certain. In 24 MB of
/// clean text of all kinds no such chain has more than 5: what is said twice
/// in prose is one thing, not several in a row.
const CERTAIN_CHAIN: f32 = 14.0;
/// Han of such a chain, and of a text cut out of a line that comes twice. What
/// is repeated in language begins where a word does: none in the same 24 MB.
pub(super) const CHAIN: usize = 6;
/// Han of a heading of several lines that stands twice, and of a glued one.
const HEAD: usize = 12;
pub(super) const GLUED: usize = 4;
/// Letters of half a word that is the same twice.
const HALF: usize = 3;
/// So many different ones in a row, each of them just as often, are no cry.
const SEVERAL: usize = 3;
/// What a chain of such things needs beyond the rest, but in a column.
const CRY: f32 = 8.0;
/// No language has words of this many different letters, each of them doubled.
pub(super) const WORD: usize = 5;
/// Whole lines of lyrics in a row, each of them sung twice: `Frère Jacques` has four.
pub(super) const SONG: usize = 6;
/// Column lines and letters of a block that stands twice.
const BLOCK_LINES: usize = 3;
const BLOCK: usize = 40;
/// What a stretch needs on a page that is certain of the same paint.
pub(super) const SAME_PAINT: f32 = 7.0;
/// The same, where it fills what is between blanks or line breaks.
pub(super) const FRAMED: f32 = 3.0;
/// A stretch with fewer different letters says nothing of the page: XXX, AAAA,
/// a sequence of bases.
pub(super) const LETTERS: usize = 2;

impl Candidate {
    pub fn new(atoms: &[Atom], stretch: Stretch) -> Self {
        let [left, right] = edges(atoms, &stretch);
        let distinct = distinct(atoms, &stretch);
        let edges = left.price() + right.price();
        let framed = left == Edge::Gap && right == Edge::Gap;
        let (lines, longest) = stretch.units.iter().fold((1, 0), |(most, longest), u| {
            let lines = lines(atoms, u);
            (most.max(lines), longest.max(u.period / lines))
        });
        let spread = |u: &Unit| atoms[u.start + 1..u.end(stretch.paint.copies)].iter().any(|a| a.below_empty);
        let has_gap = |u: &Unit| atoms[u.start + 1..u.start + u.period].iter().any(|a| a.gap != Gap::None);
        let kept = letters(atoms, &stretch);
        let doubled: usize = stretch.units.iter().map(|u| u.period * stretch.paint.copies).sum();
        let singles = stretch.end - stretch.start - doubled;
        let glyph = |u: &&Unit| u.period == 1 && atoms[u.start].script == Script::Han;
        let glyphs = stretch.units.iter().filter(glyph).count();
        let apart = are_apart(atoms, &stretch);
        let sentence = stretch.units.last().is_some_and(|u| is_sentence(&atoms[u.start..u.start + u.period]));
        let whole_lines = are_lines(atoms, &stretch);
        let prose = whole_lines && stretch.units.iter().any(|u| is_prose(atoms, u));
        let is = |s: u32, of: Script| char::from_u32(s).is_some_and(|c| script(c) == of);
        let han = kept.iter().filter(|&&s| is(s, Script::Han)).count();
        let chinese = han + kept.iter().filter(|&&s| is(s, Script::Kana)).count();
        let letters = kept.iter().collect::<HashSet<_>>().len();
        let words = are_words(atoms, &stretch);
        let certain = match stretch.paint.form {
            Form::Stutter if framed && letters >= WORD => CERTAIN_STUTTER,
            Form::Stutter if han == kept.len() && letters >= GLYPHS && !words => CERTAIN_STUTTER,
            Form::Stutter if letters < WORD && is_drawn_out(atoms, &stretch) => f32::INFINITY,
            _ => certain(&stretch, distinct, &kept),
        };
        let digits = stretch.units.iter().any(|u| atoms[u.start].script == Script::Digit);
        let notation = is_format(&kept, digits);
        let bits = if notation { 0.0 } else { stretch.bits - edges };
        let (quoted, cited) = (is_quoted(atoms, &stretch), is_cited(atoms, &stretch));
        let clipped = is_clipped(atoms, &stretch);
        let mut candidate = Candidate {
            bits,
            notation,
            clipped,
            framed,
            filling: ends_line(atoms, stretch.start) && ends_line(atoms, stretch.end),
            ending: stretch.units.iter().all(|u| ends_line(atoms, u.end(stretch.paint.copies))),
            block: lines > 1,
            spread: stretch.units.iter().any(spread),
            lines,
            longest,
            in_measure: lines > 1 && is_in_measure(atoms, &stretch),
            language: is_uneven(atoms, &stretch)
                || are_records(atoms, &stretch, distinct)
                || are_frequent(atoms, &stretch)
                || is_reduplicated(atoms, &stretch)
                || are_drills(atoms, &stretch)
                || are_exclaimed(atoms, &stretch, distinct, apart)
                || is_clause(atoms, &stretch)
                || words && (bits < CERTAIN || are_related(atoms, &stretch)),
            listed: are_listed(atoms, &stretch),
            apart,
            several: has_gap(&stretch.units[0]),
            singles,
            glyphs,
            narrow: if han == 0 { (0, 0) } else { narrow(atoms, &stretch) },
            titled: has_byline(&atoms[stretch.end..]),
            headed: match stretch.units[..] {
                [Unit { start, period }] => stretch.paint.copies == 2 && is_heading(atoms, start, period),
                _ => false,
            },
            whole_lines,
            in_lines: lines == 1 && is_in_lines(atoms, &stretch),
            verse: are_verses(atoms, &stretch),
            // Asked below, as it is told by much of the rest.
            talk: false,
            prose,
            fused: is_fused_line(atoms, &stretch),
            overprinted: is_overprinted(atoms, &stretch)
                || is_broken_sentence(atoms, &stretch)
                || is_phrase(atoms, &stretch),
            cut: left == Edge::Inside,
            inside: [left, right].iter().filter(|&&edge| edge == Edge::Inside).count(),
            inline: stretch.paint.form == Form::Stutter && is_inline(atoms, &stretch),
            bracketed: is_bracketed(atoms, &stretch),
            rare: glyphs == stretch.units.len() && are_rare(atoms, &stretch),
            sentence,
            says: atoms[stretch.start..stretch.end].iter().any(|a| matches!(a.char(), '。' | '！' | '？')),
            quoted: quoted || cited,
            cited,
            certain,
            distinct,
            worth: han + (chinese - han) * 2 / 3,
            chinese,
            letters,
            kept,
            stretch,
        };
        candidate.talk =
            !candidate.overprinted && (candidate.is_talk(atoms) || is_pasted(atoms, &candidate.stretch));
        candidate
    }

    /// Tells that it is part of a song, by what else stands on the page.
    pub fn tell_song(&mut self) {
        self.talk = true;
    }

    /// The bits with which it is certain by itself: infinitely many, if nothing makes it so.
    pub fn needed_alone(&self, wrapped: bool) -> f32 {
        if !self.is_certain(wrapped) {
            f32::INFINITY
        } else if self.clipped {
            FRAMED
        } else if self.fused || self.overprinted {
            SAME_PAINT
        } else {
            self.certain
        }
    }

    /// Whether it is certain by itself, and so evidence of its page's paint; `wrapped` tells
    /// whether the page is set in columns.
    pub fn is_certain(&self, wrapped: bool) -> bool {
        if self.is_of_language(wrapped) {
            return false;
        }
        let paint = self.stretch.paint;
        let chain = self.distinct >= 2 && self.letters >= LETTERS && !self.is_refrain(wrapped);
        let block = wrapped && self.is_article() && self.lines >= BLOCK_LINES && self.kept.len() >= BLOCK;
        let cry = !wrapped && self.is_cry();
        let alone = self.bits >= self.certain + if cry { CRY } else { 0.0 } && (chain || block);
        let several = self.distinct >= SEVERAL && self.worth >= GLUED;
        let runs = wrapped && chain && paint.form == Form::Run && (self.worth >= CHAIN || several);
        let runs = runs && self.bits >= CERTAIN_CHAIN;
        let clipped = self.clipped && self.bits >= FRAMED;
        let fused = self.fused && self.letters >= WORD && self.bits >= SAME_PAINT;
        !self.quoted && (alone || runs || clipped || fused || self.is_overprinted())
            || wrapped && self.is_head() && self.bits >= SAME_PAINT
    }

    /// Whether it is no evidence of paint, however many bits it has: copies that break otherwise,
    /// a text made of reduplications, `山山水水处处明明秀秀`, talk, or verse in a column.
    pub fn is_of_language(&self, wrapped: bool) -> bool {
        self.language || self.listed || if wrapped { self.verse } else { self.talk }
    }

    /// Whether it is a heading, or another line or two of a column, in a form in
    /// which no text repeats them.
    fn is_head(&self) -> bool {
        let paint = self.stretch.paint;
        let line = self.framed && self.chinese >= LINE;
        // What is typed over and over does not end with a line of a column, or has blanks itself.
        let alone = self.filling && !self.several && self.is_line();
        let often = paint.copies > 2 && (paint.separator != Separator::Space || alone);
        let glued = paint.separator == Separator::None;
        let phrase =
            self.framed && self.worth >= GLUED && self.stretch.units.iter().any(|u| u.period >= GLUED);
        // A caption of two lines may be printed under two pictures; it is a sentence.
        // A heading is set in a larger type: its lines break where those of the text do
        // only if the text was wrapped by something else than a typesetter.
        let title = self.block && !self.says && !self.in_measure;
        let lines = title && paint.separator == Separator::Newline && self.worth >= HEAD;
        let plain = lines || glued && !self.block && phrase || line && (glued || self.titled);
        let cut = self.cut && !glued && !self.block && self.worth >= CHAIN;
        plain && !self.sentence || line && often || cut
    }

    /// Whether it is whole lines of a text that is not set in columns, each of
    /// them repeated: lyrics do that, but not of such as a column cuts out of a paragraph.
    /// Manuals and code do, whatever they are set in.
    fn is_refrain(&self, wrapped: bool) -> bool {
        let told = self.prose || self.distinct >= SEVERAL && self.longest > WIDEST_VERSE;
        let sung = if self.is_article() { !wrapped && !told } else { true };
        sung && self.whole_lines && (self.distinct < SONG || self.talk)
    }

    /// Whether most of its letters are those of articles: manuals have sections in common,
    /// articles do not.
    pub fn is_article(&self) -> bool {
        self.chinese * 2 > self.kept.len()
    }

    /// Whether it counts for the page though it is not certain: a chain, a full
    /// line of a column, or something painted more than twice. Verse has
    /// 休休莫莫 and 休休休，莫莫莫, chat 快看快看快看; manuals and code repeat lines of Latin, but
    /// not such as a column cuts out of a paragraph.
    pub fn vouches(&self, wrapped: bool) -> bool {
        if self.quoted || self.is_of_language(wrapped) {
            return false;
        }
        if self.is_layered() {
            return true;
        }
        if self.is_refrain(wrapped) {
            return false;
        }
        if self.certain >= CERTAIN_LATIN {
            let parted = self.stretch.paint.separator == Separator::Newline;
            return if parted { wrapped && self.prose } else { self.distinct >= WORD };
        }
        let stutter = self.stretch.paint.form == Form::Stutter && self.distinct >= SEVERAL && self.worth >= 2;
        let chain = self.distinct >= 2 && (self.letters >= 4 || stutter) && (wrapped || !self.is_cry());
        let line = wrapped && self.framed && self.worth >= LINE;
        let phrase = |u: &Unit| u.period >= if wrapped { PHRASE } else { 2 * PHRASE };
        let often = self.stretch.paint.copies > 2 && self.stretch.units.iter().any(phrase);
        // Little is said just as often.
        let bold = self.stretch.paint.copies == BOLD && self.worth >= 2;
        chain || line || often || bold
    }

    /// Whether it is a line that stands three times or oftener in a text that is no Chinese or
    /// Japanese article, and no empty line in it. Manuals, code and tables repeat lines any number of
    /// times, but not several long ones as often as each other; indexes do, a title each.
    fn is_layered(&self) -> bool {
        let least = if alphabetic(&self.kept) == self.kept.len() { WORDED_LINE } else { LINE + PHRASE };
        let long = self.stretch.units.iter().any(|u| u.period >= least);
        !self.is_article() && self.stretch.paint.copies > 2 && long && !self.spread
    }

    /// Whether it would be certain if it were not quoted.
    pub fn is_quoted_paint(&self) -> bool {
        self.quoted && self.bits >= self.certain
    }

    /// Whether it is one thing that fills what is between blanks or line breaks with its copies.
    pub fn is_line(&self) -> bool {
        self.framed && self.stretch.units.len() == 1
    }

    /// Whether it is lines with their copies below them, as those of a list are that hold the same, or
    /// something of a line over and over up to its end, as messages are: blanks part what they say.
    pub fn is_item(&self) -> bool {
        let Paint { form, separator, .. } = self.stretch.paint;
        let lines = self.whole_lines && separator == Separator::Newline;
        let messages = self.stretch.units.len() == 1 || separator == Separator::Space;
        lines || self.ending && form == Form::Run && messages
    }

    /// Whether it says by itself that it was painted, as no text has it so.
    pub fn is_overprinted(&self) -> bool {
        self.overprinted && self.bits >= SAME_PAINT
    }

    pub fn is_glued(&self) -> bool {
        self.stretch.paint.separator == Separator::None
    }

    /// Whether it stands oftener than anything is called out, or so often and longer than that.
    pub fn is_often(&self) -> bool {
        let long = || self.stretch.units.iter().all(|u| u.period >= CHAIN);
        self.stretch.paint.copies > CRIES || self.stretch.paint.copies == CRIES && long()
    }

    /// Short things three times or oftener in a row, or twice in each line.
    pub fn is_cry(&self) -> bool {
        let Paint { form, copies, .. } = self.stretch.paint;
        let short = self.stretch.units.iter().all(|u| u.period < PHRASE);
        form == Form::Run
            && short
            && (copies > 2 && (self.distinct < SEVERAL || self.singles > 0) || self.apart)
    }

    /// Nothing but short things that are called out or answered, or short lines: chat and echo songs
    /// have any number of them, but nothing is said four times all along, and marks are not said.
    fn is_talk(&self, atoms: &[Atom]) -> bool {
        let alphabetic = alphabetic(&self.kept);
        let most = if alphabetic == self.kept.len() {
            WORDED_LINE
        } else if self.chinese + alphabetic == self.kept.len() {
            LINE
        } else {
            // Hangul has no end of words like 반짝반짝.
            return self.stretch.paint.copies <= CRIES && self.is_glued() && self.is_cry();
        };
        let s = &self.stretch;
        let spoken = s.units.iter().all(|u| is_spoken(atoms, u));
        let clauses = s.units.len() > 1 && are_clauses(atoms, s);
        let longest = s.units.iter().map(|u| u.period).max().unwrap_or(0);
        let anew = self.chinese > 0 || begin_anew(atoms, s);
        let short = (self.whole_lines || clauses) && anew && longest < most;
        // Letters one by one are a list of letters.
        let listed = self.apart && s.paint.form == Form::Stutter && most > LINE;
        let piled = longest < LINE && are_piled(atoms, s);
        // Six things in a row, each of them three times, are no song.
        let chorus = s.paint.copies == CRIES && self.distinct >= SONG && self.singles == 0;
        s.paint.copies <= CRIES && !chorus && spoken && (short || listed || piled || self.is_cry())
    }

    /// Whether it is such a word as is set in bold in a sentence, on a page where some are. 17 million
    /// characters of news, reports, law, manuals and tables have no such word, 0.6 million of fiction ten,
    /// and 13 million of reviews three.
    pub fn is_emphasis(&self) -> bool {
        self.stretch.paint.form == Form::Stutter
            && self.rare
            && self.stretch.units.len() > 1
            && !self.notation
    }

    /// It is two Han characters, each doubled, among others: a word of the shape AABB.
    pub fn is_aabb(&self) -> bool {
        self.stretch.paint.form == Form::Stutter
            && self.glyphs == 2
            && self.stretch.units.len() == 2
            && !self.framed
    }

    /// It stands in a line of Chinese, which has no blank beside it but one between its copies.
    pub fn is_parted(&self) -> bool {
        let Stretch { paint, units, .. } = &self.stretch;
        let run = paint.form == Form::Run && units.iter().any(|u| u.period >= CHAIN);
        run && paint.separator == Separator::Space && !self.framed && !self.several && self.chinese >= CHAIN
    }

    /// A single unit says too little, but where it fills what is between blanks.
    pub fn is_lone(&self) -> bool {
        // What is parted in itself and not from its copy is no reduplication.
        let parted = (!self.is_glued() || self.several) && self.stretch.units[0].period >= PHRASE;
        // Paint doubles the full stop by itself.
        let cry = self.sentence && self.stretch.units.len() == 1 && self.stretch.units[0].period <= PHRASE;
        // Words are made so: mama, umum, sisi.
        let word = self.chinese == 0 && self.is_glued() && self.kept.len() <= HALF && !self.whole_lines;
        // Nobody says so much twice without a pause.
        let period = self.stretch.units[0].period;
        let breathless = (self.is_glued() || self.is_parted()) && period >= LINE && period == self.chinese;
        let fills = self.framed && self.letters >= LETTERS && !word;
        cry || self.headed || self.distinct < 2 && !(fills || parted || breathless)
    }
}

/// Whether a unit is said, not only printed: marks that stand for nothing said are not.
fn is_spoken(atoms: &[Atom], u: &Unit) -> bool {
    is_called(atoms, u) || atoms[u.start..u.start + u.period].iter().any(is_letter)
}

/// Whether a stutter is a word of alphabetic letters and nothing else, as cries are, `AAARRRGGGHHH!!!`.
fn is_drawn_out(atoms: &[Atom], s: &Stretch) -> bool {
    let all = &atoms[s.start..s.end];
    all[1..].iter().all(|a| a.gap == Gap::None) && all.iter().all(|a| a.symbol < FIRST_KANA)
}

/// How many letters are those of alphabets.
fn alphabetic(letters: &[u32]) -> usize {
    letters.iter().filter(|&&s| s < FIRST_KANA).count()
}

/// The letters of the units of a stretch, in order.
fn letters(atoms: &[Atom], s: &Stretch) -> Vec<u32> {
    let of = |u: &Unit| &atoms[u.start..u.start + u.period];
    s.units.iter().flat_map(of).filter(|a| is_letter(a)).map(|a| a.symbol).collect()
}

/// How many different units a stretch has.
fn distinct(atoms: &[Atom], s: &Stretch) -> usize {
    let symbols = |u: &Unit| atoms[u.start..u.start + u.period].iter().map(|a| a.symbol).collect();
    s.units.iter().map(symbols).collect::<HashSet<Vec<u32>>>().len()
}

/// The bits that make a stretch certain, of so many different units and these letters.
fn certain(s: &Stretch, distinct: usize, kept: &[u32]) -> f32 {
    let latin = alphabetic(kept);
    let often = s.paint.copies > 2 && distinct > 2;
    let long = s.units.iter().filter(|u| u.period >= CLAUSE).count();
    let clauses = s.paint.separator == Separator::Space && distinct > 1 && long > 1;
    if latin * 2 > kept.len() && !often && !clauses {
        CERTAIN_LATIN
    } else {
        CERTAIN
    }
}

/// Whether something ends as a sentence does: with a full stop or the like, or with a quotation that
/// does, or is all of it. A heading may quote a word or two at its end.
fn is_sentence(x: &[Atom]) -> bool {
    let [first, .., before, last] = x else { return x.iter().any(|a| ends_sentence(a.char())) };
    match last.char() {
        '”' | '」' | '』' => is_opening_mark(first.char()) || ends_sentence(before.char()),
        c => ends_sentence(c),
    }
}

/// Whether most units of a stretch are lines.
fn are_lines(atoms: &[Atom], s: &Stretch) -> bool {
    s.units.iter().filter(|u| u.is_lines(atoms, s.paint.copies)).count() * 2 > s.units.len()
}

/// Whether the copies of a stretch begin lines, and none of its units is a line.
fn is_in_lines(atoms: &[Atom], s: &Stretch) -> bool {
    let line = |u: &Unit| u.is_lines(atoms, s.paint.copies);
    s.paint.separator == Separator::Newline && !s.units.iter().any(line)
}

/// Whether a stretch is one glued text, of several words or a long one, that fills its line
/// but for marks before it, and each of its copies begins with a capital, or with a word of several
/// that no blank stands before: no list, no identifier and no cry stands so. None in 24 MB of clean
/// text.
fn is_fused_line(atoms: &[Atom], s: &Stretch) -> bool {
    let [Unit { start, period }] = s.units[..] else { return false };
    let x = &atoms[start..start + period];
    // No further back than the marks reach: a page may be one line.
    let after_marks = || {
        let ended = |&at: &usize| ends_line(atoms, at) || !is_mark(&atoms[at - 1]);
        (1..=s.start).rev().find(ended).is_none_or(|at| ends_line(atoms, at))
    };
    s.paint.separator == Separator::None
        && period >= LINE
        && (is_cased(x) || is_worded(x))
        && ends_line(atoms, s.end)
        && after_marks()
}
