//! What the page says as a whole, and the verdict on each stretch.
//!
//! Doubling comes in the same form on the whole page: same paint, same
//! extractor. So the certain stretches are found first; their paint is the
//! page's evidence, by which the weaker ones are judged. A page without any
//! certain stretch gets no uncertain repair.

use std::collections::HashSet;
use std::ops::Range;

use super::atom::{Atom, Gap};
use super::paint::{is_mark, is_narrow, Paint, Removal, Stretch, Unit};
use super::prior::{is_cased, is_orphan};
use crate::finding::{Form, Separator, Verdict, Why};
use crate::options::Caution;
use crate::script::{ends_sentence, script, Script};

/// What stands at the edge of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Border {
    /// It begins or ends within text of one script.
    Inside,
    /// The script changes, or there is a mark.
    Script,
    /// A blank or a line break.
    Gap,
}

/// Bits taken off for an edge: runs and lines begin and end where something
/// changes, accidents of language anywhere.
fn edge_price(b: Border) -> f32 {
    match b {
        Border::Gap => 0.0,
        Border::Script => 2.0,
        Border::Inside => 5.0,
    }
}

/// A stretch with what the judge has to know of it.
#[derive(Debug)]
pub(crate) struct Candidate {
    pub stretch: Stretch,
    /// Its bits, less those taken off for its edges.
    pub bits: f32,
    /// It is a notation that doubles its letters.
    notation: bool,
    /// Its copies begin in the middle of a sentence, where the first does.
    clipped: bool,
    /// Both edges are blanks or line breaks.
    framed: bool,
    /// A unit goes over a line break: a block, not a run or a line.
    block: bool,
    /// How many lines its longest unit has.
    lines: usize,
    /// Blanks or line breaks stand before each unit.
    apart: bool,
    /// Its first unit has a blank or a line break in it.
    several: bool,
    /// A byline follows within three lines.
    titled: bool,
    /// Most of its units are whole lines.
    whole_lines: bool,
    /// One of them was cut out of prose: a sentence ends in it, and another goes on.
    prose: bool,
    /// It is all of a line, and its copies show by their case that they are none of a word.
    cased: bool,
    /// It begins in the middle of a word or a number.
    cut: bool,
    /// Atoms of it that stand once.
    singles: usize,
    /// Units of it that are one Han character.
    glyphs: usize,
    /// Words and numbers beside it that stand once, and those in it.
    narrow: (usize, usize),
    /// It ends with a full stop or the like.
    sentence: bool,
    /// There is a full stop or the like in it.
    says: bool,
    /// It stands between straight quotes: a string in code, or a text about text.
    quoted: bool,
    /// It is all that stands between two such quotes.
    cited: bool,
    /// The bits that would make it certain.
    certain: f32,
    /// How many different units it has.
    distinct: usize,
    /// What is left of it, to tell it from others.
    kept: Vec<u32>,
    /// How many of that are Han.
    han: usize,
    /// How many are Han or kana.
    chinese: usize,
    /// How many different letters it has, of any script.
    letters: usize,
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
/// Enough for a line that is a stutter of [`WORD`] different letters or more: with
/// 4.5 bits a letter, five cannot have more, and no text has had such a line.
const CERTAIN_WORD: f32 = 20.0;
/// Alphabets stand before kana, syllabaries and ideographs after.
const FIRST_KANA: u32 = 0x3040;
/// Letters of a line that is no heading repeated by accident: of 8 or more, four
/// lines in 4 million characters stand twice.
pub(super) const LINE: usize = 8;
/// Shorter things are said three times over: 快看快看快看, 想你想你想你.
const PHRASE: usize = 4;
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
/// Things are called out three times (加油！加油！加油！), seldom oftener.
const CRIES: usize = 3;
/// So many different ones in a row, each of them just as often, are no cry.
const SEVERAL: usize = 3;
/// What a chain of such things needs beyond the rest, but in a column.
const CRY: f32 = 8.0;
/// No language has words of this many different letters, each of them doubled.
pub(super) const WORD: usize = 5;
/// Whole lines of lyrics in a row, each of them sung twice: `Frère Jacques` has four.
const SONG: usize = 6;
/// Column lines and letters of a block that stands twice.
const BLOCK_LINES: usize = 3;
const BLOCK: usize = 40;
/// One unit in so many is a single character where those were not removed: one in three
/// to six on pages set for the purpose.
const FEW_GLYPHS: usize = 12;
/// So many words and numbers beside Han that is doubled glyph by glyph stand once, for
/// each that is doubled and one more, where only Han is. A doubled heading may begin after
/// a number of the text around it; not several.
const WORDS: usize = 3;
/// Lone stretches of the same paint that together make the page certain.
const TOGETHER: f32 = 18.0;
/// Each counts for no more than this towards that, and for this less, as one chosen
/// among many; a short cry counts half.
const MOST: f32 = 14.0;
const BESIDES: f32 = 2.0;
/// What a stretch needs on a page that is certain of the same paint.
pub(super) const SAME_PAINT: f32 = 7.0;
/// The same, where it fills what is between blanks or line breaks.
const FRAMED: f32 = 3.0;
/// What it needs where the paint differs in the number of copies or in what
/// stands between them.
const OTHER_PAINT: f32 = 16.0;
/// The same, where something stands four times or oftener between blanks.
const FOURFOLD: f32 = 10.0;
/// What a single unit needs beyond that, if other text touches it.
const LONE: f32 = 7.0;
/// A stretch with fewer different letters says nothing of the page: XXX, AAAA,
/// a sequence of bases.
const LETTERS: usize = 2;

impl Candidate {
    pub fn new(atoms: &[Atom], stretch: Stretch) -> Self {
        let (left, right) = (border(atoms, stretch.start), border(atoms, stretch.end));
        let units: HashSet<Vec<u32>> = stretch
            .units
            .iter()
            .map(|u| atoms[u.start..u.start + u.period].iter().map(|a| a.symbol).collect())
            .collect();
        let edges = edge_price(left) + edge_price(right);
        let framed = left == Border::Gap && right == Border::Gap;
        let breaks = |u: &Unit| {
            atoms[u.start + 1..u.start + u.period].iter().filter(|a| a.gap == Gap::Newline).count()
        };
        let lines = 1 + stretch.units.iter().map(breaks).max().unwrap_or(0);
        let has_gap = |u: &Unit| atoms[u.start + 1..u.start + u.period].iter().any(|a| a.gap != Gap::None);
        let kept: Vec<u32> = stretch
            .units
            .iter()
            .flat_map(|u| &atoms[u.start..u.start + u.period])
            .filter(|a| matches!(a.script, Script::Han | Script::Kana | Script::Hangul | Script::Latin))
            .map(|a| a.symbol)
            .collect();
        let doubled: usize = stretch.units.iter().map(|u| u.period * stretch.paint.copies).sum();
        let singles = stretch.end - stretch.start - doubled;
        let glyph = |u: &&Unit| u.period == 1 && atoms[u.start].script == Script::Han;
        let glyphs = stretch.units.iter().filter(glyph).count();
        let apart = stretch.units.iter().all(|u| atoms[u.start].gap != Gap::None);
        let sentence = "。！？”」』.!?".contains(atoms[stretch.end - 1].char());
        let whole_lines = are_lines(atoms, &stretch);
        let prose = whole_lines && stretch.units.iter().any(|u| is_prose(atoms, u));
        let is = |s: u32, of: Script| char::from_u32(s).is_some_and(|c| script(c) == of);
        let han = kept.iter().filter(|&&s| is(s, Script::Han)).count();
        let letters = kept.iter().collect::<HashSet<_>>().len();
        let certain = match stretch.paint.form {
            Form::Stutter if framed && letters >= WORD => CERTAIN_WORD,
            _ => certain(&stretch, units.len(), &kept),
        };
        let digits = stretch.units.iter().any(|u| atoms[u.start].script == Script::Digit);
        let notation = is_format(&kept, digits);
        let bits = if notation { 0.0 } else { stretch.bits - edges };
        let (quoted, cited) = (is_quoted(atoms, &stretch), is_cited(atoms, &stretch));
        let clipped = is_clipped(atoms, &stretch);
        Candidate {
            bits,
            notation,
            clipped,
            framed,
            block: lines > 1,
            lines,
            apart,
            several: has_gap(&stretch.units[0]),
            singles,
            glyphs,
            narrow: (words_beside(atoms, &stretch), words_in(atoms, &stretch)),
            titled: has_byline(&atoms[stretch.end..]),
            whole_lines,
            prose,
            cased: is_cased_line(atoms, &stretch),
            cut: left == Border::Inside,
            sentence,
            says: atoms[stretch.start..stretch.end].iter().any(|a| "。！？".contains(a.char())),
            quoted: quoted || cited,
            cited,
            certain,
            distinct: units.len(),
            han,
            chinese: han + kept.iter().filter(|&&s| is(s, Script::Kana)).count(),
            letters,
            kept,
            stretch,
        }
    }
}

/// Words and numbers on either side of a stretch that stand once in its line.
fn words_beside(atoms: &[Atom], s: &Stretch) -> usize {
    let word = |at: usize| {
        let ended = |&i: &usize| i > at && (!is_narrow(&atoms[i]) || atoms[i].gap != Gap::None);
        at..(at..atoms.len()).find(ended).unwrap_or(atoms.len())
    };
    let same = |a: &Range<usize>, b: &Range<usize>| {
        atoms[a.clone()].iter().map(|a| a.symbol).eq(atoms[b.clone()].iter().map(|a| a.symbol))
    };
    let after = atoms.get(s.end).is_some_and(|a| is_narrow(a) && a.gap != Gap::Newline) && {
        let first = word(s.end);
        first.end == atoms.len() || !same(&first, &word(first.end))
    };
    let before = s.start > 0 && is_narrow(&atoms[s.start - 1]) && atoms[s.start].gap != Gap::Newline;
    usize::from(after) + usize::from(before)
}

/// Words and numbers that were doubled in a stretch.
fn words_in(atoms: &[Atom], s: &Stretch) -> usize {
    let narrow = |u: &Unit| is_narrow(&atoms[u.start]);
    s.units.chunk_by(|a, b| narrow(a) == narrow(b)).filter(|word| narrow(&word[0])).count()
}

/// The bits that make a stretch certain, of so many different units and these letters.
fn certain(s: &Stretch, distinct: usize, kept: &[u32]) -> f32 {
    let latin = kept.iter().filter(|&&s| s < FIRST_KANA).count();
    let often = s.paint.copies > 2 && distinct > 2;
    let long = s.units.iter().filter(|u| u.period >= CLAUSE).count();
    let clauses = s.paint.separator == Separator::Space && distinct > 1 && long > 1;
    if latin * 2 > kept.len() && !often && !clauses {
        CERTAIN_LATIN
    } else {
        CERTAIN
    }
}

/// Whether most units of a stretch are lines.
fn are_lines(atoms: &[Atom], s: &Stretch) -> bool {
    let whole = |u: &&Unit| {
        let after = |copy: usize| atoms.get(u.start + copy * u.period);
        (0..=s.paint.copies).all(|copy| after(copy).is_none_or(|a| a.gap == Gap::Newline))
    };
    s.units.iter().filter(whole).count() * 2 > s.units.len()
}

/// Whether a sentence ends within a line, of words that stand apart, and another does not
/// end with it. A typesetter breaks lines so; verse, tables and lists are not written so.
fn is_prose(atoms: &[Atom], u: &Unit) -> bool {
    let x = &atoms[u.start..u.start + u.period];
    let sentence = |w: &[Atom]| {
        let (word, next) = (w[0].char(), &w[2]);
        word.is_lowercase()
            && ends_sentence(w[1].char())
            && next.gap == Gap::Space
            && next.char().is_uppercase()
    };
    x.windows(3).any(sentence) && !ends_sentence(x[x.len() - 1].char())
}

/// Whether the letters are those of a date format (年年月月日日, MMDDhhmmCCYY; `digits`
/// fill a date, not a format), of hexadecimal numbers, or of colours: there doubling is
/// the notation.
fn is_format(letters: &[u32], digits: bool) -> bool {
    let all = |set: &str| letters.iter().all(|&s| char::from_u32(s).is_some_and(|c| set.contains(c)));
    let dates = !digits && all("年月日时時分秒周季");
    // One letter is no notation: R$ 2,00 is a price.
    letters.len() > 1
        && (dates || all("YMDHSCTZyndmhsc") || all("abcdefABCDEF") || all("RGBArgba") || all("ACGTUNacgtun"))
}

/// Whether one of the next three lines is a byline: what stands above it is the
/// head of an article. No text of the clean news has a head twice above a byline.
fn has_byline(after: &[Atom]) -> bool {
    let starts = (0..after.len().min(LINES_TO_BYLINE * WIDEST)).filter(|&i| after[i].gap == Gap::Newline);
    starts.take(LINES_TO_BYLINE).any(|i| {
        let line: String = after[i..].iter().take(BYLINE).map(Atom::char).collect();
        line.starts_with(['□', '■', '◆', '▲', '●']) || line.contains("记者") || line.contains("記者")
    })
}

/// A byline stands within so many lines of a heading, each of so many atoms, and
/// says what it is in its first atoms.
const LINES_TO_BYLINE: usize = 3;
const WIDEST: usize = 60;
const BYLINE: usize = 8;

/// Whether its copies are orphans. An extractor that drops overprinted objects keeps the
/// copies of long ones, and not those of what another font sets in front of them.
fn is_clipped(atoms: &[Atom], s: &Stretch) -> bool {
    let Unit { start, period } = s.units[0];
    s.paint.separator == Separator::Space && is_orphan(atoms, start + period, period)
}

/// Whether a stretch is one glued text, of several words or a long one, that fills its line
/// but for marks before it, and each of its copies begins with a capital: no list, no
/// identifier and no cry stands so. None in 24 MB of clean text.
fn is_cased_line(atoms: &[Atom], s: &Stretch) -> bool {
    let [Unit { start, period }] = s.units[..] else { return false };
    let line = (0..=s.start).rev().find(|&at| atoms[at].gap == Gap::Newline).unwrap_or(0);
    s.paint.separator == Separator::None
        && period >= LINE
        && is_cased(&atoms[start..start + period])
        && atoms[line..s.start].iter().all(is_mark)
        && atoms.get(s.end).is_none_or(|a| a.gap == Gap::Newline)
}

/// Whether straight double quotes stand before and after a stretch in its line.
fn is_quoted(atoms: &[Atom], s: &Stretch) -> bool {
    let quotes = |a: &&Atom| a.char() == '"';
    let before = atoms[s.start.saturating_sub(LINE_OF_CODE)..s.start].iter().rev();
    let ended = |a: &&Atom| a.gap != Gap::Newline;
    let open = before.take_while(ended).filter(quotes).count() % 2 == 1;
    let after = atoms[s.end..].iter().take(LINE_OF_CODE);
    open && after.take_while(ended).filter(quotes).count() % 2 == 1
}

/// Atoms of a line of code on either side of what it quotes, at most.
const LINE_OF_CODE: usize = 1000;

/// Whether a stretch is all that stands between two straight quotes, which were
/// not painted with it.
fn is_cited(atoms: &[Atom], s: &Stretch) -> bool {
    let quote =
        |at: Option<usize>| at.and_then(|i| atoms.get(i)).map(Atom::char).filter(|c| "'\"".contains(*c));
    let open = quote(s.start.checked_sub(1));
    open.is_some() && open == quote(Some(s.end)) && atoms[s.end].gap == Gap::None
}

fn border(atoms: &[Atom], at: usize) -> Border {
    let (Some(before), Some(after)) = (at.checked_sub(1).map(|p| &atoms[p]), atoms.get(at)) else {
        return Border::Gap;
    };
    if after.gap != Gap::None {
        Border::Gap
    } else if before.script != after.script || before.script == Script::Mark {
        Border::Script
    } else {
        Border::Inside
    }
}

/// The paints a page is certain of.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    certain: Vec<Sign>,
    /// The page is set in columns.
    wrapped: bool,
    /// What the extractor removed of the copies.
    removal: Removal,
}

/// What the stretches of one page have in common: the extractor's doing.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sign {
    copies: usize,
    separator: Separator,
    block: bool,
}

impl Sign {
    /// The same with blocks.
    fn as_block(self) -> Self {
        Sign { block: true, ..self }
    }
}

impl Candidate {
    fn sign(&self) -> Sign {
        let Paint { copies, separator, .. } = self.stretch.paint;
        Sign { copies, separator, block: self.block }
    }

    fn is_certain(&self, wrapped: bool) -> bool {
        let paint = self.stretch.paint;
        let chain = self.distinct >= 2 && self.letters >= LETTERS && !self.is_refrain(wrapped);
        // Manuals have sections in common, articles do not.
        let article = self.chinese * 2 > self.kept.len();
        let block = wrapped && article && self.lines >= BLOCK_LINES && self.kept.len() >= BLOCK;
        let cry = !wrapped && self.is_cry();
        let alone = self.bits >= self.certain + if cry { CRY } else { 0.0 } && (chain || block);
        let several = self.distinct >= SEVERAL && self.han >= GLUED;
        let runs = wrapped && chain && paint.form == Form::Run && (self.han >= CHAIN || several);
        let runs = runs && self.bits >= CERTAIN_CHAIN;
        let clipped = self.clipped && self.bits >= FRAMED;
        let cased = self.cased && self.letters >= WORD && self.bits >= SAME_PAINT;
        !self.quoted && (alone || runs || clipped || cased)
            || wrapped && self.is_head() && self.bits >= SAME_PAINT
    }

    /// Whether it is a heading, or another line or two of a column, in a form in
    /// which no text repeats them.
    fn is_head(&self) -> bool {
        let paint = self.stretch.paint;
        let line = self.framed && self.chinese >= LINE;
        let often = paint.copies > 2 && paint.separator != Separator::Space;
        let glued = paint.separator == Separator::None;
        let phrase = self.framed && self.han >= GLUED && self.stretch.units.iter().any(|u| u.period >= GLUED);
        // A caption of two lines may be printed under two pictures; it is a sentence.
        let title = self.block && !self.says;
        let lines = title && paint.separator == Separator::Newline && self.han >= HEAD;
        let plain = lines || glued && !self.block && phrase || line && (glued || self.titled);
        let cut = self.cut && !glued && self.han >= CHAIN;
        plain && !self.sentence || line && often || cut
    }

    /// Whether it is whole lines of a text that is not set in columns, each of
    /// them repeated: lyrics do that.
    fn is_refrain(&self, wrapped: bool) -> bool {
        !wrapped && self.whole_lines && self.distinct < SONG
    }

    /// Whether it counts for the page though it is not certain: a chain, a full
    /// line of a column, or something painted more than twice. Verse has
    /// 休休莫莫 and 休休休，莫莫莫, chat 快看快看快看; manuals and code repeat lines of Latin, but
    /// not such as a column cuts out of a paragraph.
    fn vouches(&self, wrapped: bool) -> bool {
        if self.quoted || self.is_refrain(wrapped) {
            return false;
        }
        if self.certain == CERTAIN_LATIN {
            let parted = self.stretch.paint.separator == Separator::Newline;
            return if parted { wrapped && self.prose } else { self.distinct >= WORD };
        }
        let stutter = self.stretch.paint.form == Form::Stutter && self.distinct >= SEVERAL && self.han >= 2;
        let chain = self.distinct >= 2 && (self.letters >= 4 || stutter) && (wrapped || !self.is_cry());
        let line = wrapped && self.framed && self.han >= LINE;
        let phrase = |u: &Unit| u.period >= if wrapped { PHRASE } else { 2 * PHRASE };
        let often = self.stretch.paint.copies > 2 && self.stretch.units.iter().any(phrase);
        // Bold Chinese is often painted four times; little is said just as often.
        let four = self.stretch.paint.copies == 4 && self.han >= 2;
        chain || line || often || four
    }

    fn is_glued(&self) -> bool {
        self.stretch.paint.separator == Separator::None
    }

    /// Short things three times or oftener in a row, or twice in each line.
    fn is_cry(&self) -> bool {
        let Paint { form, copies, .. } = self.stretch.paint;
        let short = self.stretch.units.iter().all(|u| u.period < PHRASE);
        form == Form::Run
            && short
            && (copies > 2 && (self.distinct < SEVERAL || self.singles > 0) || self.apart)
    }

    /// A single unit says too little, but where it fills what is between blanks.
    fn is_lone(&self) -> bool {
        // What is parted in itself and not from its copy is no reduplication.
        let parted = (!self.is_glued() || self.several) && self.stretch.units[0].period >= PHRASE;
        // Paint doubles the full stop by itself.
        let cry = self.sentence && self.stretch.units.len() == 1 && self.stretch.units[0].period <= PHRASE;
        cry || self.distinct < 2 && !(self.framed && self.letters >= LETTERS) && !parted
    }
}

/// Signs that several stretches show together, none of them certain alone.
/// Language repeats this or that a varying number of times; paint repeats all
/// as often.
fn together(candidates: &[Candidate], wrapped: bool) -> Vec<Sign> {
    let mut sums: Vec<(Sign, f32, usize)> = Vec::new();
    let mut seen: HashSet<&[u32]> = HashSet::new();
    for c in candidates.iter().filter(|c| c.bits >= SAME_PAINT && c.letters >= LETTERS) {
        if !c.vouches(wrapped) || !seen.insert(&c.kept) {
            continue;
        }
        let bits = c.bits.min(MOST) - BESIDES;
        let bits = if c.is_cry() { bits / 2.0 } else { bits };
        match sums.iter_mut().find(|s| s.0 == c.sign()) {
            Some((_, sum, count)) => (*sum, *count) = (*sum + bits, *count + 1),
            None => sums.push((c.sign(), bits, 1)),
        }
    }
    sums.iter().filter(|(_, bits, n)| *n >= 2 && *bits >= TOGETHER).map(|s| s.0).collect()
}

/// Signs of stretches that make up most of a page, whatever they are: a text of
/// which every line stands twice has been painted twice.
fn throughout(candidates: &[Candidate], atoms: usize) -> Vec<Sign> {
    let strong = |c: &&Candidate| c.bits >= SAME_PAINT && c.letters >= WORD && !c.quoted;
    let covered = |sign: Sign| {
        let same = candidates.iter().filter(strong).filter(|c| c.sign().as_block() == sign.as_block());
        same.fold((0, 0), |(sum, n), c| (sum + c.stretch.end - c.stretch.start, n + c.distinct))
    };
    let most = |sign: &Sign| {
        let (sum, different) = covered(*sign);
        sum * 2 > atoms && different >= SONG
    };
    let mut signs: Vec<Sign> = Vec::new();
    for sign in candidates.iter().filter(strong).map(Candidate::sign) {
        if !signs.contains(&sign) {
            signs.push(sign);
        }
    }
    signs.retain(most);
    signs
}

/// How a stretch stands to a repaired one with as many copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Touch {
    /// They touch within a line.
    InLine,
    /// They do, but the copies differ in number.
    Unequal,
    /// One ends with a line, and the other begins with the next.
    Lines,
    /// Something stands between them.
    Apart,
}

fn touch(atoms: &[Atom], a: &Stretch, b: &Stretch) -> Touch {
    let border = a.start.max(b.start);
    let equal = a.paint.copies == b.paint.copies;
    if border != a.end.min(b.end) {
        Touch::Apart
    } else if !equal && atoms[border].gap == Gap::None {
        Touch::Unequal
    } else if !equal {
        Touch::Apart
    } else if atoms[border].gap == Gap::Newline {
        Touch::Lines
    } else {
        Touch::InLine
    }
}

impl Evidence {
    /// What the page is certain of: `wrapped` tells whether it is set in columns,
    /// `atoms` how many it has. More candidates never make it certain of less.
    pub fn gather(candidates: &[Candidate], wrapped: bool, atoms: usize) -> Self {
        let mut certain = together(candidates, wrapped);
        certain.extend(throughout(candidates, atoms));
        for c in candidates.iter().filter(|c| c.is_certain(wrapped)) {
            if !certain.contains(&c.sign()) {
                certain.push(c.sign());
            }
        }
        let sure = || candidates.iter().filter(|c| c.is_certain(wrapped));
        let runs = || sure().filter(|c| c.stretch.paint.form == Form::Run);
        let units: usize = runs().map(|c| c.stretch.units.len()).sum();
        let glyphs: usize = runs().map(|c| c.glyphs).sum();
        let words = sure().filter(|c| c.stretch.paint.form == Form::Stutter && c.han > 0);
        let (beside, within) = words.fold((0, 0), |(b, w), c| (b + c.narrow.0, w + c.narrow.1));
        let removal = match sure().any(|c| c.singles > 0) {
            false if beside >= WORDS * (1 + within) => Removal::Narrow,
            false => Removal::Nothing,
            true if glyphs * FEW_GLYPHS < units => Removal::Glyphs,
            true => Removal::Copies,
        };
        Evidence { certain, wrapped, removal }
    }

    /// Whether the page is certain of anything.
    pub fn is_empty(&self) -> bool {
        self.certain.is_empty()
    }

    /// What the extractor removed of the copies.
    pub fn removal(&self) -> Removal {
        self.removal
    }

    /// Whether stretches of this paint are to be expected.
    pub fn expects(&self, paint: &Paint) -> bool {
        let layers = paint.copies > 2;
        self.certain.iter().any(|s| s.copies == paint.copies && (layers || s.separator == paint.separator))
    }

    /// How many bits a candidate needs on this page.
    pub fn needed(&self, c: &Candidate, caution: Caution) -> f32 {
        let certain = match (c.clipped, c.cased) {
            (true, _) => FRAMED,
            (_, true) => SAME_PAINT,
            _ => c.certain,
        };
        let alone = if c.is_certain(self.wrapped) { certain } else { f32::INFINITY };
        // At low caution text that stands out may vouch for itself.
        let own = caution == Caution::Low && c.letters >= LETTERS && !c.quoted;
        let witness = own || !self.certain.is_empty();
        if caution == Caution::Utmost || !witness || c.cited {
            return alone;
        }
        let often = c.stretch.paint.copies > CRIES && (c.letters > 0 || !c.is_glued());
        let covered = c.singles == 0 || self.removal != Removal::Nothing;
        // Bold of three or four layers loses its breaks in short lines, not its layers.
        let layers = |s: &Sign| s.copies == c.stretch.paint.copies && s.copies > 2 && c.framed;
        let same = covered && (self.certain.contains(&c.sign()) || self.certain.iter().any(layers));
        let here = match same {
            true if c.framed && c.letters >= LETTERS => FRAMED,
            true => SAME_PAINT,
            false if often && c.framed => FOURFOLD,
            false => OTHER_PAINT,
        };
        let lone = if c.is_lone() && !(often && (same || c.framed)) { LONE } else { 0.0 };
        (here + lone).min(alone)
    }

    /// The verdicts on all candidates of a page, in order. What touches a repaired
    /// stretch with as many copies belongs to it: nothing within a doubled line
    /// is left single, but for what the extractor removed.
    pub fn judge(&self, atoms: &[Atom], candidates: &[Candidate], caution: Caution) -> Vec<Verdict> {
        let enough = |c: &Candidate| c.bits >= self.needed(c, caution);
        let mut repair: Vec<bool> = candidates.iter().map(enough).collect();
        // Once down the page and once up reaches all that touch one another.
        let count = candidates.len();
        for at in (0..count).chain((0..count).rev()) {
            let touch = |by: Option<usize>| {
                let by = by.filter(|&by| by < count && repair[by]);
                by.map_or(Touch::Apart, |by| touch(atoms, &candidates[at].stretch, &candidates[by].stretch))
            };
            let (before, after) = (touch(at.checked_sub(1)), touch(Some(at + 1)));
            let needed = match (before.min(after), before.max(after)) {
                (Touch::InLine, Touch::InLine) => 0.0,
                (Touch::InLine, _) | (Touch::Unequal, Touch::Unequal) | (Touch::Lines, Touch::Lines) => {
                    FRAMED
                }
                (Touch::Lines | Touch::Unequal, _) => SAME_PAINT,
                _ => f32::INFINITY,
            };
            repair[at] |= candidates[at].stretch.bits >= needed && !candidates[at].cited;
        }
        let verdict =
            |(&repair, c)| if repair { Verdict::Repair } else { Verdict::Leave(self.why(c, caution)) };
        repair.iter().zip(candidates).map(verdict).collect()
    }

    /// Why a candidate was left.
    fn why(&self, c: &Candidate, caution: Caution) -> Why {
        let needed = self.needed(c, caution);
        if c.notation {
            Why::Notation
        } else if c.cited || c.quoted && c.bits >= c.certain {
            Why::Quoted
        } else if needed.is_infinite() {
            Why::NoWitness
        } else if c.is_lone() && c.bits >= needed - LONE {
            Why::Lone
        } else {
            Why::TooWeak
        }
    }
}
