//! How much of a document is damaged.

use crate::edit::{Edit, Reason, Span};
use crate::finding::{Finding, Form, Verdict};
use crate::page::Restored;
use crate::tidy;

/// How much of a document is damaged, in shares of its characters.
///
/// Every share is from 0 to 1, and of Unicode characters (scalar values) of the
/// source that are not white space; a document without any has shares of 0. One
/// character may count for several shares.
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

impl Damage {
    /// The damage of a page, by its log and findings. Linear.
    pub(crate) fn of(page: &Restored<'_>) -> Self {
        let source = page.source;
        let doubled =
            count_in(source, page.findings.iter().filter(|f| is_repaired(f)).map(|f| f.span.clone()));
        let unreadable = source.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER || tidy::is_private(c));
        let lines = Lines::of(source, page.log.edits());
        let share = |part: usize| match lines.characters {
            0 => 0.0,
            all => part as f32 / all as f32,
        };
        Damage {
            characters: lines.characters,
            doubled: share(doubled),
            letter_spaced: share(lines.spaced),
            broken: share(lines.broken),
            unreadable: share(unreadable.count()),
        }
    }
}

fn is_repaired(f: &Finding) -> bool {
    f.verdict == Verdict::Repair && f.form != Form::PrivateUse
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
}

impl Lines {
    /// Walks lines and edits, both in the order of the source.
    fn of(source: &str, edits: &[Edit]) -> Self {
        let mut sums = Lines::default();
        let mut edits = edits.iter().peekable();
        let (mut start, mut joined_before) = (0, false);
        for line in source.split_inclusive('\n') {
            let end = start + line.len();
            let (mut spaced, mut joined) = (false, false);
            // An edit that reaches into the next line is looked at there again.
            while let Some(edit) = edits.next_if(|e| e.span.end <= end) {
                spaced |= edit.reason == Reason::LetterSpacing;
                joined |= joins(edit, end);
            }
            joined |= edits.peek().is_some_and(|e| joins(e, end));
            let here = count(line);
            sums.characters += here;
            sums.spaced += if spaced { here } else { 0 };
            sums.broken += if joined || joined_before { here } else { 0 };
            (start, joined_before) = (end, joined);
        }
        sums
    }
}

/// Whether `edit` undoes the line break before `end`.
fn joins(edit: &Edit, end: usize) -> bool {
    let joins = matches!(edit.reason, Reason::LineJoin | Reason::Hyphen);
    joins && edit.span.start < end && end <= edit.span.end
}
