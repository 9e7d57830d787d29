//! What the page says as a whole, and the verdict on each stretch.
//!
//! Doubling comes in the same form on the whole page: same paint, same
//! extractor. So the certain stretches are found first; their paint is the
//! page's evidence, by which the weaker ones are judged. A page without any
//! certain stretch gets no uncertain repair.

use std::collections::{HashMap, HashSet};

use super::atom::{Atom, Gap};
use super::candidate::{Candidate, FRAMED, LETTERS, LINE, SAME_PAINT, SONG, WORD};
use super::paint::{Known, Paint, Removal, Stretch, Unit};
use super::talk::CRIES;
use crate::finding::{Form, Separator, Verdict, Why};
use crate::options::Caution;

/// One unit in so many is a single character where those were not removed: one in three
/// to six on pages set for the purpose.
const FEW_GLYPHS: usize = 12;
/// So many words and numbers beside Han that is doubled glyph by glyph stand once, for
/// each that is doubled and one more, where only Han is. A doubled heading may begin after
/// a number of the text around it; not several.
const WORDS: usize = 3;
/// Letters of a stretch that is found wherever it stands, by whatever is looked at of the page (see
/// `scan::EVIDENCE`).
const SEEN: usize = 4;
/// Lone stretches of the same paint that together make the page certain.
const TOGETHER: f32 = 18.0;
/// Each counts for no more than this towards that, and for this less, as one chosen
/// among many; a short cry counts half.
const MOST: f32 = 14.0;
const BESIDES: f32 = 2.0;
/// What it needs where the paint differs in the number of copies or in what
/// stands between them.
const OTHER_PAINT: f32 = 16.0;
/// The same, where something of an article stands four times or oftener between blanks.
const FOURFOLD: f32 = 10.0;
/// Atoms of the longest run on a page that was painted glyph by glyph, where nothing else repeats for
/// that. Asked for more, what comes twice in manuals is taken for paint: 5.0 million characters of all
/// kinds below painted headings lost 5,163 with such runs and 3,477 without.
const GLYPHS: usize = 2;
/// What it needs beyond that where a blank parts its copies, and not those that are certain: as much
/// as a blank costs where none is expected.
const BLANK: f32 = 3.0;
/// What anything but words in bold needs for each edge within a word, where such words are known: what the
/// parse asks for it elsewhere, less what is taken off for the edge.
const WITHIN: f32 = 9.0;
/// What a single unit needs beyond that, if other text touches it.
const LONE: f32 = 7.0;

#[derive(Debug, Default)]
pub(crate) struct Evidence {
    certain: Vec<Sign>,
    /// The page is set in columns.
    wrapped: bool,
    /// Lines with their copies are items of a list.
    items: bool,
    /// What the extractor removed of the copies.
    removal: Removal,
    /// Words and numbers stand once where runs are doubled: an extractor drops copies that are narrow.
    numbers_once: bool,
    /// What begins with the line above it has that for its heading.
    headings: bool,
    /// What has its copy beside or below it is a line, never a part of one nor lines each with its
    /// own: text was painted by blocks.
    by_block: bool,
    /// What has its copy below it are whole lines: two words that meet at the end of a line are two.
    by_line: bool,
    /// Some of what is certain is words in the middle of a line.
    inline: bool,
    /// All that is certain is stutters: text was painted glyph by glyph.
    stutters: bool,
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

    /// Whether blocks that show the one come of the same paint as lines that show the other: the copy
    /// of a line begins a new one, as that of several lines does, or stands beside it.
    fn is_block_of(self, other: Sign) -> bool {
        let parted = self.block && self.separator == Separator::Newline;
        parted && self.copies == other.copies && !other.block
    }
}

impl Candidate {
    fn sign(&self) -> Sign {
        let Paint { copies, separator, .. } = self.stretch.paint;
        Sign { copies, separator, block: self.block }
    }
}

/// Signs that several stretches show together, none of them certain alone.
/// Language repeats this or that a varying number of times; paint repeats all
/// as often.
fn together(candidates: &[&Candidate], wrapped: bool) -> Vec<Sign> {
    let mut sums: Vec<(Sign, f32, usize)> = Vec::new();
    let mut seen: HashSet<&[u32]> = HashSet::new();
    for c in candidates.iter().copied().filter(|c| c.bits >= SAME_PAINT && c.letters >= LETTERS) {
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
    // Lines with their copies vouch for blocks as well: each may be a block of one line.
    let total = |&(sign, bits, n): &(Sign, f32, usize)| {
        let lines = sums.iter().filter(|s| sign.is_block_of(s.0) && is_shown_by_lines(candidates, s.0));
        lines.fold((bits, n), |(bits, n), s| (bits + s.1, n + s.2))
    };
    let sure = sums.iter().filter(|s| matches!(total(s), (bits, 2..) if bits >= TOGETHER));
    sure.map(|s| s.0).collect()
}

/// Whether what stands several times, line by line, does so by no common number: a list, of which each item
/// comes as often as it does. Paint repeats all as often; two equal lines that were painted are one that
/// comes twice as often, and most are no such. But where anything else is painted for certain, or a third of
/// the lines say by themselves that they were, as often as each other, a list has to be painted.
fn are_items(candidates: &[Candidate]) -> bool {
    let items = || candidates.iter().filter(|c| c.bits >= SAME_PAINT && c.is_item());
    let copies = |c: &Candidate| c.stretch.paint.copies;
    let differ = |copies: &[usize]| {
        let least = copies.iter().min().unwrap_or(&1);
        let more = copies.iter().filter(|n| *n != least).count();
        copies.iter().any(|n| n % least != 0) || 2 * more > copies.len()
    };
    let all: Vec<usize> = items().map(copies).collect();
    let told: Vec<usize> = items().filter(|c| c.is_overprinted()).map(copies).collect();
    let lines = TOLD * told.len() >= all.len() && !differ(&told);
    let painted = |c: &Candidate| !c.is_item() && (c.is_overprinted() || c.is_certain(false));
    differ(&all) && !lines && !candidates.iter().any(painted)
}

/// Of what was painted line by line one line in so many says so by itself, as a sentence goes on in it. Of
/// 240 pages of lines in random order, some of them two to five times, 22 at most have as many by accident.
const TOLD: usize = 3;

/// Whether all that shows a sign is lines with their copies, one by one. What may be overlooked is
/// not asked.
fn is_shown_by_lines(candidates: &[&Candidate], sign: Sign) -> bool {
    let run = |c: &&Candidate| c.sign() == sign && c.stretch.paint.form == Form::Run;
    let strong = |c: &&Candidate| c.bits >= SAME_PAINT && c.kept.len() >= SEEN;
    candidates.iter().copied().filter(run).filter(strong).all(Candidate::is_line)
}

/// Signs of stretches that make up most of a page, whatever they are: a text of
/// which every line stands twice has been painted twice.
fn throughout(candidates: &[&Candidate], wrapped: bool, atoms: usize) -> Vec<Sign> {
    let strong =
        |c: &&Candidate| c.bits >= SAME_PAINT && c.letters >= WORD && !c.quoted && !c.is_of_language(wrapped);
    let covered = |sign: Sign| {
        let same =
            || candidates.iter().copied().filter(strong).filter(|c| c.sign().as_block() == sign.as_block());
        // What comes again and again is a label.
        let different: HashMap<&[u32], usize> = same().map(|c| (&c.kept[..], c.distinct)).collect();
        (same().map(|c| c.stretch.end - c.stretch.start).sum::<usize>(), different.values().sum::<usize>())
    };
    let most = |sign: &Sign| {
        let (sum, different) = covered(*sign);
        sum * 2 > atoms && different >= SONG
    };
    let mut signs: Vec<Sign> = Vec::new();
    for sign in candidates.iter().copied().filter(strong).map(Candidate::sign) {
        if !signs.contains(&sign) {
            signs.push(sign);
        }
    }
    signs.retain(most);
    signs
}

/// Words and numbers of some candidates that stand once, and those that are doubled.
fn narrow<'a>(candidates: impl Iterator<Item = &'a Candidate>) -> (usize, usize) {
    candidates.fold((0, 0), |(once, twice), c| (once + c.narrow.0, twice + c.narrow.1))
}

/// Whether a blank parts the copies of runs. An extractor that glues them puts one where the next copy
/// begins far behind, inside a line.
fn parts_by_blank(paint: &Paint) -> bool {
    paint.form == Form::Run && paint.separator == Separator::Space
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
    /// `atoms` how many it has. Candidates that a scan overlooks never make it certain of less.
    pub fn gather(candidates: &[Candidate], wrapped: bool, atoms: usize) -> Self {
        let items = !wrapped && are_items(candidates);
        let candidates: Vec<&Candidate> = candidates.iter().filter(|c| !items || !c.is_item()).collect();
        let candidates = &candidates[..];
        let mut certain = together(candidates, wrapped);
        certain.extend(throughout(candidates, wrapped, atoms));
        let sure: Vec<&Candidate> = candidates.iter().copied().filter(|c| c.is_certain(wrapped)).collect();
        for c in &sure {
            if !certain.contains(&c.sign()) {
                certain.push(c.sign());
            }
        }
        let of_form = |c: &Candidate, form: Form| c.stretch.paint.form == form;
        let runs = || sure.iter().filter(|c| of_form(c, Form::Run));
        let units: usize = runs().map(|c| c.stretch.units.len()).sum();
        let glyphs: usize = runs().map(|c| c.glyphs).sum();
        let (beside, within) = narrow(sure.iter().copied().filter(|c| of_form(c, Form::Stutter)));
        let signs = || candidates.iter().copied().filter(|c| certain.contains(&c.sign()));
        // One in ten numbers looks doubled, and none that is stands once.
        let (once, twice) = narrow(signs().filter(|c| of_form(c, Form::Run) && c.kept.len() >= SEEN));
        let numbers_once = once > 0 && once >= twice;
        let removal = match sure.iter().any(|c| c.singles > 0) {
            false if beside >= WORDS * (1 + within) => Removal::Narrow,
            false => Removal::Nothing,
            true if glyphs * FEW_GLYPHS < units => Removal::Glyphs,
            true => Removal::Copies,
        };
        // Where runs have their copies on the next line, that begins so as well.
        let runs_on = |c: &Candidate| c.stretch.paint.separator == Separator::Newline && !c.whole_lines;
        let headings = !certain.is_empty() && !signs().any(runs_on);
        let by_block = certain.iter().all(|&sign| sign.block || is_shown_by_lines(candidates, sign));
        let parted = sure.iter().filter(|c| c.stretch.paint.separator == Separator::Newline);
        let lines: usize = parted.map(|c| c.stretch.units.len()).sum();
        let by_line = lines >= SONG && !sure.iter().copied().any(runs_on);
        let inline = sure.iter().any(|c| c.inline);
        let stutters = !sure.is_empty() && sure.iter().all(|c| of_form(c, Form::Stutter));
        Evidence {
            certain,
            wrapped,
            items,
            removal,
            numbers_once,
            headings,
            by_block,
            by_line,
            inline,
            stutters,
        }
    }

    /// Whether the page is certain of anything.
    pub fn is_empty(&self) -> bool {
        self.certain.is_empty()
    }

    /// Whether a line that begins with the one above it has that for its heading.
    pub fn has_headings(&self) -> bool {
        self.headings
    }

    /// Whether words and numbers stand once where runs are doubled.
    pub fn has_numbers_once(&self) -> bool {
        self.numbers_once
    }

    /// What the extractor removed of the copies.
    pub fn removal(&self) -> Removal {
        self.removal
    }

    /// What the page is known to have of this paint.
    pub fn known(&self, paint: &Paint) -> Known {
        let layers = paint.copies > 2;
        let parted = |s: &Sign| parts_by_blank(paint) && s.separator == Separator::None && !self.stutters;
        let separated = |s: &Sign| layers || s.separator == paint.separator || parted(s);
        if !self.certain.iter().any(|s| s.copies == paint.copies && separated(s)) {
            Known::Not
        } else if self.inline && paint.form == Form::Stutter {
            Known::Inline
        } else {
            Known::Apart
        }
    }

    /// How many bits a candidate needs on this page.
    pub fn needed(&self, c: &Candidate, caution: Caution) -> f32 {
        let item = self.items && c.is_item();
        let alone = if item { f32::INFINITY } else { c.needed_alone(self.wrapped) };
        // At low caution text that stands out may vouch for itself.
        let own = caution == Caution::Low && c.letters >= LETTERS && !c.quoted;
        let witness = own || !self.certain.is_empty();
        if caution == Caution::Utmost || !witness || c.cited || c.listed || item || self.by_line && c.in_lines
        {
            return alone;
        }
        let often = c.is_often() && (c.letters > 0 || !c.is_glued());
        let covered = c.singles == 0 || self.removal != Removal::Nothing;
        // Bold of three or four layers loses its breaks in short lines, not its layers.
        let layers = |s: &Sign| s.copies == c.stretch.paint.copies && s.copies > 2 && c.framed;
        let sign = c.sign();
        // Verse repeats its short lines.
        let line = c.is_line() && (c.is_glued() || c.kept.len() >= LINE);
        let parts = |s: &Sign| sign.is_block_of(*s) && c.framed || s.is_block_of(sign) && line;
        let block = |s: &Sign| self.by_block && !c.is_of_language(self.wrapped) && parts(s);
        let glued = Sign { separator: Separator::None, ..sign };
        let parted = |s: &Sign| parts_by_blank(&c.stretch.paint) && *s == glued;
        let own = |s: &Sign| *s == sign || layers(s) || block(s);
        let blank = if c.is_parted() || self.certain.iter().any(own) { 0.0 } else { BLANK };
        let same = |s: &Sign| own(s) || parted(s);
        if (self.inline || c.bracketed) && c.is_emphasis() && self.certain.contains(&sign) {
            return FRAMED.min(alone);
        }
        let within = if self.inline { WITHIN * c.inside as f32 } else { 0.0 };
        let language = c.is_of_language(self.wrapped);
        let long = |u: &Unit| u.period > GLYPHS;
        let run = self.stutters && c.stretch.paint.form == Form::Run && c.stretch.units.iter().any(long);
        let same = covered && !run && self.certain.iter().any(same);
        let here = match same {
            true if c.framed && c.letters >= LETTERS => FRAMED + blank,
            true => SAME_PAINT + blank,
            // Manuals, code and records repeat lines any number of times.
            false if often && c.stretch.paint.copies > CRIES && c.framed && c.is_article() && !language => {
                FOURFOLD
            }
            // Rules and leaders are drawn in any number.
            false if c.letters == 0 => f32::INFINITY,
            false => OTHER_PAINT,
        };
        // No two characters are painted by themselves, within a line.
        let lone = c.is_lone() && !(often && (same || c.framed)) || c.is_aabb();
        let lone = if lone { LONE } else { 0.0 };
        (here + lone).max(within).min(alone)
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
        } else if c.cited || c.is_quoted_paint() {
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
