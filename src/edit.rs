//! Edits against the source, and the log that holds them.
//!
//! The log is the product: the repaired text is the source with the log
//! applied, and the source is the repaired text with the log reverted.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// A half-open range of bytes into a text.
pub type Span = Range<usize>;

/// Why an edit was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// A copy of something painted more than once was removed.
    Copy,
    /// A blank that was painted more than once was brought back to one.
    CopiedBlank,
    /// Blanks put between characters by justification were closed.
    LetterSpacing,
    /// The gap between Han and Latin letters or digits was set as asked for.
    HanLatinGap,
    /// A line break of the typesetter's was undone.
    LineJoin,
    /// A word divided at a line end was put together.
    Hyphen,
    /// A first-line indent or blank at a line's edge was taken away.
    Indent,
    /// A blank line between paragraphs was taken away.
    BlankLine,
}

/// One change: the bytes of `span` become `replacement`.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Where in the source, in bytes.
    pub span: Span,
    /// What stood there. Kept, so that the log alone can be reverted.
    pub removed: Cow<'static, str>,
    /// What stands there now; mostly empty.
    pub replacement: Cow<'static, str>,
    /// Why.
    pub reason: Reason,
    /// Evidence for the change, in bits: the binary logarithm of how much
    /// likelier an artefact is than language here.
    pub bits: f32,
}

impl Edit {
    /// An edit that puts `replacement` in place of `source[span]`.
    ///
    /// # Panics
    /// If `span` is not on character boundaries of `source`.
    pub(crate) fn new(
        source: &str,
        span: Span,
        replacement: Cow<'static, str>,
        reason: Reason,
        bits: f32,
    ) -> Self {
        let removed = shared(&source[span.clone()]);
        Edit { span, removed, replacement, reason, bits }
    }
}

/// The commonest removed texts need no allocation.
fn shared(text: &str) -> Cow<'static, str> {
    const COMMON: [&str; 8] = ["", "\n", "\n\n", " ", "\r\n", "\u{3000}\u{3000}", "  ", "\n\u{3000}\u{3000}"];
    match COMMON.iter().find(|c| **c == text) {
        Some(c) => Cow::Borrowed(c),
        None => Cow::Owned(text.to_owned()),
    }
}

/// Sorted, disjoint edits against one source.
///
/// ```
/// let log = dedouble::Restorer::default().restore("一二三四").log;
/// assert!(log.is_empty());
/// assert_eq!(log.apply("一二三四").unwrap(), "一二三四");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EditLog {
    source_bytes: usize,
    edits: Vec<Edit>,
}

/// Why a log could not be built, applied or reverted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LogError {
    /// Two edits overlap or are out of order; the second starts at this byte.
    NotDisjoint {
        /// Start of the offending edit, a byte offset into the source.
        byte: usize,
    },
    /// The text is not the one the log was made for.
    OtherText {
        /// First byte at which text and log disagree.
        byte: usize,
    },
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LogError::NotDisjoint { byte } => {
                write!(f, "the edit at byte {byte} overlaps the one before it")
            }
            LogError::OtherText { byte } => {
                write!(f, "the log was made for another text: they differ at byte {byte}")
            }
        }
    }
}

impl std::error::Error for LogError {}

impl EditLog {
    /// A log over a source of `source_bytes` bytes.
    ///
    /// # Errors
    /// If the edits are not sorted and disjoint, or reach past the source.
    pub fn new(source_bytes: usize, edits: Vec<Edit>) -> Result<Self, LogError> {
        let mut end = 0;
        for e in &edits {
            let fits = e.span.end <= source_bytes && e.span.len() == e.removed.len();
            if e.span.start < end || e.span.end < e.span.start || !fits {
                return Err(LogError::NotDisjoint { byte: e.span.start });
            }
            end = e.span.end;
        }
        Ok(EditLog { source_bytes, edits })
    }

    /// A log from edits in any order; overlapping ones are a fault of the stage that made them.
    pub(crate) fn sorted(source: &str, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|e| (e.span.start, e.span.end));
        edits.retain(|e| e.removed != e.replacement);
        debug_assert!(edits.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{edits:?}");
        EditLog { source_bytes: source.len(), edits }
    }

    /// The edits, in source order.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The source's size in bytes.
    pub fn source_bytes(&self) -> usize {
        self.source_bytes
    }

    /// The text after the edits; borrowed when there are none.
    ///
    /// # Errors
    /// If `source` is not the text the log was made for.
    pub fn apply<'a>(&self, source: &'a str) -> Result<Cow<'a, str>, LogError> {
        if source.len() != self.source_bytes {
            return Err(LogError::OtherText { byte: source.len().min(self.source_bytes) });
        }
        if self.edits.is_empty() {
            return Ok(Cow::Borrowed(source));
        }
        let mut out = String::with_capacity(source.len());
        let mut at = 0;
        for e in &self.edits {
            if source.get(e.span.clone()) != Some(&*e.removed) {
                return Err(LogError::OtherText { byte: e.span.start });
            }
            out.push_str(&source[at..e.span.start]);
            out.push_str(&e.replacement);
            at = e.span.end;
        }
        out.push_str(&source[at..]);
        Ok(Cow::Owned(out))
    }

    /// The source again, from the text after the edits.
    ///
    /// # Errors
    /// If `text` is not what the log gives.
    pub fn revert<'a>(&self, text: &'a str) -> Result<Cow<'a, str>, LogError> {
        if self.edits.is_empty() && text.len() == self.source_bytes {
            return Ok(Cow::Borrowed(text));
        }
        let mut out = String::with_capacity(self.source_bytes);
        let mut at = 0;
        for e in &self.edits {
            let kept = e.span.start - out.len();
            let here = at + kept;
            let end = here + e.replacement.len();
            match (text.get(at..here), text.get(here..end)) {
                (Some(same), Some(new)) if new == e.replacement => out.push_str(same),
                _ => return Err(LogError::OtherText { byte: here.min(text.len()) }),
            }
            out.push_str(&e.removed);
            at = end;
        }
        out.push_str(text.get(at..).ok_or(LogError::OtherText { byte: text.len() })?);
        if out.len() != self.source_bytes {
            return Err(LogError::OtherText { byte: text.len() });
        }
        Ok(Cow::Owned(out))
    }

    /// Where a byte offset of the source stands in the result. An offset inside
    /// a replaced span maps to the start of the replacement.
    ///
    /// Logarithmic in the number of edits would need prefix sums; this walks them.
    pub fn to_result(&self, source_byte: usize) -> usize {
        let mut shift = 0isize;
        for e in &self.edits {
            if e.span.start >= source_byte {
                break;
            }
            if source_byte < e.span.end {
                return (e.span.start as isize + shift) as usize;
            }
            shift += e.replacement.len() as isize - e.span.len() as isize;
        }
        (source_byte as isize + shift) as usize
    }

    /// One log for two stages: `self` leads from `source` to a middle text,
    /// `next` from that to the result.
    ///
    /// # Errors
    /// If `source` is not this log's, or `next` was not made for its result.
    pub fn then(&self, source: &str, next: &EditLog) -> Result<EditLog, LogError> {
        let middle = self.apply(source)?;
        if middle.len() != next.source_bytes {
            return Err(LogError::OtherText { byte: middle.len().min(next.source_bytes) });
        }
        Ok(compose(source, &middle, self, next))
    }
}

/// One edit of either stage, placed in the middle text.
#[derive(Clone, Copy)]
struct Placed<'a> {
    middle: (usize, usize),
    edit: &'a Edit,
    first: bool,
}

/// Edits of both stages in the order of the middle text. An insertion of the
/// second stage goes before a deletion of the first at the same place.
fn placed<'a>(first: &'a EditLog, second: &'a EditLog) -> Vec<Placed<'a>> {
    let mut all = Vec::with_capacity(first.edits.len() + second.edits.len());
    let (mut source_at, mut middle_at) = (0, 0);
    for edit in &first.edits {
        let start = middle_at + (edit.span.start - source_at);
        let end = start + edit.replacement.len();
        all.push(Placed { middle: (start, end), edit, first: true });
        (source_at, middle_at) = (edit.span.end, end);
    }
    for edit in &second.edits {
        all.push(Placed { middle: (edit.span.start, edit.span.end), edit, first: false });
    }
    // A deletion of the first stage (an empty range in the middle text) comes
    // after what ends and before what starts at its place.
    all.sort_by_key(|p| (p.middle.0, p.middle.1, p.first));
    all
}

fn compose(source: &str, middle: &str, first: &EditLog, second: &EditLog) -> EditLog {
    let all = placed(first, second);
    let mut out: Vec<Edit> = Vec::with_capacity(all.len());
    // How far the source runs ahead of the middle text, here.
    let (mut source_at, mut middle_at) = (0, 0);
    let mut i = 0;
    while i < all.len() {
        let (start, mut end) = all[i].middle;
        let mut j = i + 1;
        while j < all.len() && overlaps((start, end), all[j].middle) {
            end = end.max(all[j].middle.1);
            j += 1;
        }
        let group = &all[i..j];
        let from = source_at + (start - middle_at);
        let mut to = from;
        let mut at = start;
        let mut text = String::new();
        let mut seen = start;
        for p in group {
            if p.first {
                to += (p.middle.0 - at) + p.edit.span.len();
                at = p.middle.1;
            } else {
                text.push_str(&middle[seen..p.middle.0]);
                text.push_str(&p.edit.replacement);
                seen = p.middle.1;
            }
        }
        to += end - at;
        text.push_str(&middle[seen..end]);
        out.push(if let [only] = group {
            Edit { span: from..to, ..only.edit.clone() }
        } else {
            let bits = group.iter().map(|p| p.edit.bits).fold(f32::INFINITY, f32::min);
            Edit::new(source, from..to, Cow::Owned(text), group[0].edit.reason, bits)
        });
        (source_at, middle_at) = (to, end);
        i = j;
    }
    EditLog::sorted(source, out)
}

/// Whether two ranges share a byte, or one is empty and strictly inside the other.
fn overlaps(a: (usize, usize), b: (usize, usize)) -> bool {
    if a.0 == a.1 || b.0 == b.1 {
        let (p, r) = if a.0 == a.1 { (a.0, b) } else { (b.0, a) };
        return r.0 < p && p < r.1;
    }
    a.0.max(b.0) < a.1.min(b.1)
}
