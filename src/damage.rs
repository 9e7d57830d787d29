//! How much of a document is damaged.

use crate::edit::{Edit, Reason, Span};
use crate::finding::{Finding, Form, Verdict};
use crate::lines::lines;
use crate::page::Restored;
use crate::tidy;

/// How much of a document is damaged, in shares of its characters.
///
/// The rules by which corpora are usually filtered for repetition (Gopher's, on
/// lines, paragraphs and n-grams of words) let most of this damage pass, and a
/// search for doubled characters takes names and reduplications for it. Here a
/// share is above 0 only where the evidence for a repair was there, so a filter
/// may take it at its word.
///
/// Every share is from 0 to 1, and of Unicode characters (scalar values) of the
/// source that are not white space; a document without any has shares of 0. One
/// character may count for several shares.
///
/// # Which threshold
/// [`level`](Damage::level) is made for filters: keep [`Level::Sound`], repair
/// what is above, look at [`Level::Heavy`] or leave it out. Who wants a threshold
/// of their own compares a share: all fields are public.
///
/// # Measured
/// With `cargo run --release --example corpus -- FOLDER`, which prints the shares
/// and levels of the documents in a folder of yours, on
/// - 246 newspaper pages that were typeset, overprinted, and read back by PDF
///   extractors. More than 230 have something [`doubled`](Damage::doubled), more than
///   160 are [`Level::Heavy`]; in the others the copies stand far from what they
///   copy, or nothing on the page vouches for them. The share is within a
///   hundredth of the true one on four pages in five.
/// - the 246 same pages set plainly, and 72 others set plainly. On none something
///   counts as doubled. On half of them lines were justified by
///   [letter-spacing](Damage::letter_spaced), so they are [`Level::Slight`].
/// - 5,840 documents of about 2,000 characters cut from clean text. One has
///   something doubled (a joke on doubled letters among English quotations), one
///   something letter-spaced. None of 3,602 in Chinese (news, reports, law,
///   fiction, classics, poetry, technical) is doubled.
///   [`broken`](Damage::broken) is 0.3 or more on none of the 2,316 in Chinese that
///   are prose or verse and not hard-wrapped, and on all but 3 of the 564 pages.
///
/// ```
/// use dedouble::Level;
///
/// let page = "又到又到99月月，，书香书香满城满城。。\n天天读书，处处闻声。\n";
/// let damage = dedouble::damage(page);
/// assert_eq!(damage.characters, 30);
/// assert_eq!(damage.doubled, 20.0 / 30.0);
/// assert_eq!(damage.level(), Level::Heavy);
/// assert_eq!(dedouble::damage("天天读书，处处闻声。").level(), Level::Sound);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Damage {
    /// Characters of the source that are not white space.
    pub characters: usize,
    /// Share that stands in doubled stretches which are, or would be, repaired;
    /// all copies count, the one that stays too.
    pub doubled: f32,
    /// Share that stands on lines with letter-spacing.
    pub letter_spaced: f32,
    /// Share that stands on lines the typesetter broke: on either side of a line
    /// break that is undone.
    pub broken: f32,
    /// Share that nobody can read: private-use characters, whose meaning only
    /// their font knows, and U+FFFD, which stands for what could not be decoded.
    pub unreadable: f32,
}

/// How bad the damage is: what a filter decides by. Levels have an order.
///
/// ```
/// use dedouble::Level;
///
/// let keep = |document| dedouble::damage(document).level() < Level::Heavy;
/// assert!(keep("天天读书，处处闻声。"));
/// assert!(!keep("春潮春潮涌动涌动，，今年今年33月月1212日日植树植树。。"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Level {
    /// Nothing is doubled, nothing letter-spaced, and everything can be read, but
    /// for a rare character. Lines may be broken: that loses nothing.
    Sound,
    /// Something is doubled or letter-spaced: worth a repair.
    Slight,
    /// A tenth or more is doubled, or a hundredth or more cannot be read: worth a
    /// repair and a look, or to be left out.
    Heavy,
}

/// The share from which a document is doubled heavily: a lead paragraph, not a
/// headline alone. Seven in ten pages with something doubled have it.
const HEAVILY_DOUBLED: f32 = 0.1;
/// The share from which a document cannot be read. Texts with rare characters in
/// private use have up to 0.003.
const HEAVILY_UNREADABLE: f32 = 0.01;
/// The share from which a document counts as hard-wrapped.
const WRAPPED: f32 = 0.3;

impl Damage {
    /// How bad the damage is, by the shares that are doubled, letter-spaced and
    /// unreadable.
    pub fn level(&self) -> Level {
        if self.doubled >= HEAVILY_DOUBLED || self.unreadable >= HEAVILY_UNREADABLE {
            Level::Heavy
        } else if self.doubled > 0.0 || self.letter_spaced > 0.0 {
            Level::Slight
        } else {
            Level::Sound
        }
    }

    /// Whether anything but lines is damaged: any level above [`Level::Sound`].
    pub fn is_damaged(&self) -> bool {
        self.level() > Level::Sound
    }

    /// Whether the lines are a typesetter's: three tenths or more of the text
    /// stand on broken ones. Such a text loses nothing, but wants [`restore`](crate::restore).
    ///
    /// ```
    /// let column = "　　十年前，这里风沙滚滚，处处是盐碱地。如\n今一行行柽柳郁郁葱葱，白鹭时时飞过。两岸的\n\
    ///               人家早晚都到堤上走一走，看看水，看看树。\n　　今年的新苗已经栽下，明年就能连成一片。\n";
    /// assert!(dedouble::damage(column).is_wrapped());
    /// assert!(!dedouble::damage(&dedouble::restore(column)).is_wrapped());
    /// ```
    pub fn is_wrapped(&self) -> bool {
        self.broken >= WRAPPED
    }

    /// The damage of a page, by its log and findings. Linear.
    pub(crate) fn of(page: &Restored<'_>) -> Self {
        let source = page.source;
        let repaired = page.findings.iter().filter(|f| is_repaired(f)).map(|f| f.span.clone());
        let lines = Lines::of(source, page.log.edits());
        let share = |part: usize| match lines.characters {
            0 => 0.0,
            all => part as f32 / all as f32,
        };
        Damage {
            characters: lines.characters,
            doubled: share(count_in(source, repaired)),
            letter_spaced: share(lines.spaced),
            broken: share(lines.broken),
            unreadable: share(lines.unreadable),
        }
    }
}

fn is_repaired(f: &Finding) -> bool {
    f.verdict == Verdict::Repair && f.form != Form::PrivateUse
}

fn is_unreadable(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER || tidy::is_private(c)
}

/// How many characters of `text` are not white space.
fn count(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The same for spans of it that are sorted by their start; what lies in
/// several of them counts once.
fn count_in(text: &str, spans: impl Iterator<Item = Span>) -> usize {
    let mut end = 0;
    let mut sum = 0;
    for span in spans {
        let new = span.start.max(end)..span.end.max(end);
        end = new.end;
        sum += count(&text[new]);
    }
    sum
}

/// Characters of a text's lines, by what was done to the lines.
#[derive(Default)]
struct Lines {
    characters: usize,
    spaced: usize,
    broken: usize,
    unreadable: usize,
}

impl Lines {
    /// Walks lines and edits, both in the order of the source.
    fn of(source: &str, edits: &[Edit]) -> Self {
        let mut sums = Lines::default();
        let mut edits = edits.iter().peekable();
        let (mut start, mut joined_before) = (0, false);
        for line in lines(source) {
            let end = start + line.len();
            let (mut spaced, mut joined) = (false, false);
            // An edit that reaches into the next line is looked at there again.
            while let Some(edit) = edits.next_if(|e| e.span.end <= end) {
                spaced |= edit.reason == Reason::LetterSpacing;
                joined |= joins(edit, end);
            }
            joined |= edits.peek().is_some_and(|e| joins(e, end));
            let here = sums.add(line);
            sums.spaced += if spaced { here } else { 0 };
            sums.broken += if joined || joined_before { here } else { 0 };
            (start, joined_before) = (end, joined);
        }
        sums
    }

    /// Adds a line's characters; how many there are.
    fn add(&mut self, line: &str) -> usize {
        let before = self.characters;
        for c in line.chars() {
            self.characters += usize::from(!c.is_whitespace());
            self.unreadable += usize::from(is_unreadable(c));
        }
        self.characters - before
    }
}

/// Whether `edit` undoes the line break before `end`.
fn joins(edit: &Edit, end: usize) -> bool {
    let joins = matches!(edit.reason, Reason::LineJoin | Reason::Hyphen);
    joins && edit.span.start < end && end <= edit.span.end
}
