//! One change of the text, against the source.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::LogError;

/// A half-open range of bytes into a text: of the source, unless it is said to
/// be of the result. It stands on character boundaries.
pub type Span = Range<usize>;

/// Why an edit was made.
///
/// With the feature `serde` it is written as its name in snake case: `line_join`.
///
/// ```
/// use dedouble::{Reason, Restorer};
///
/// let log = Restorer::default().restore("统筹全厂全 流 程 同 步 投").log;
/// assert!(log.iter().all(|edit| edit.reason == Reason::LetterSpacing && edit.removed == " "));
/// assert_eq!(log.len(), 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
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
    /// A radical became the ideograph it stands for.
    Radical,
    /// A compatibility ideograph became the unified one it stands for.
    Compatibility,
    /// A soft hyphen or a zero-width character was taken away.
    Invisible,
    /// A control character was taken away.
    Control,
    /// A bracket got the width of its pair.
    Bracket,
}

/// One change: the bytes of `span` become `replacement`.
///
/// ```
/// use dedouble::{Reason, Restorer};
///
/// let page = "起起，，每年每年55月月3030日日";
/// let log = Restorer::default().restore(page).log;
/// let edit = &log.edits()[0];
/// assert_eq!((&page[edit.span.clone()], &*edit.removed, &*edit.replacement), ("起", "起", ""));
/// assert_eq!((edit.span.clone(), edit.reason), (3..6, Reason::Copy));
/// assert!(edit.bits > 20.0);
/// ```
///
/// With the feature `serde` an edit is written as
/// `{"span":[6,12],"removed":"每年","replacement":"","reason":"copy","bits":21.5}`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Edit {
    /// Where in the source, in bytes.
    #[cfg_attr(feature = "serde", serde(with = "form::span"))]
    pub span: Span,
    /// What stood there. Kept, so that the log alone can be reverted.
    pub removed: Cow<'static, str>,
    /// What stands there now; mostly empty.
    pub replacement: Cow<'static, str>,
    /// Why.
    pub reason: Reason,
    /// Evidence for the change, in bits: the binary logarithm of how much
    /// likelier an artefact is than language here. Copies of one stretch have its
    /// bits, all the same. 0 where none is weighed, because the change was asked
    /// for ([`Tidy`](crate::Tidy), [`HanLatin`](crate::HanLatin)). Finite.
    #[cfg_attr(feature = "serde", serde(with = "form::bits"))]
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
        Edit { span, removed, replacement, reason, bits: finite(bits) }
    }

    /// An edit that puts `replacement` in place of `source[span]`, for logs
    /// that are made by hand. Bits that are not finite are brought to the
    /// nearest number that is.
    ///
    /// ```
    /// use dedouble::{Edit, EditLog, Reason};
    ///
    /// let source = "人人有责责";
    /// let edit = Edit::try_new(source, 12..15, "", Reason::Copy, 9.0)?;
    /// let log = EditLog::new(source.len(), vec![edit])?;
    /// assert_eq!(log.apply(source)?, "人人有责");
    /// # Ok::<(), dedouble::LogError>(())
    /// ```
    ///
    /// # Errors
    /// [`LogError::Misplaced`] if `span` is not on character boundaries of `source`.
    pub fn try_new(
        source: &str,
        span: Span,
        replacement: impl Into<Cow<'static, str>>,
        reason: Reason,
        bits: f32,
    ) -> Result<Self, LogError> {
        let removed = source.get(span.clone()).ok_or(LogError::Misplaced { byte: span.start })?;
        let removed = shared(removed);
        Ok(Edit { span, removed, replacement: replacement.into(), reason, bits: finite(bits) })
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

/// The nearest finite number; nothing is known of what is not a number.
fn finite(bits: f32) -> f32 {
    if bits.is_nan() {
        return 0.0;
    }
    bits.clamp(f32::MIN, f32::MAX)
}

/// How the fields of an edit are written where serde's own way would not do.
#[cfg(feature = "serde")]
mod form {
    /// JSON has no infinity, but numbers that are one when they are read as `f32`.
    pub(super) mod bits {
        use crate::edit::finite;
        use serde::{Deserialize, Deserializer, Serializer};

        pub(crate) fn serialize<S: Serializer>(bits: &f32, out: S) -> Result<S::Ok, S::Error> {
            out.serialize_f32(finite(*bits))
        }

        pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f32, D::Error> {
            f32::deserialize(from).map(finite)
        }
    }

    /// A span is a pair of bytes.
    pub(super) mod span {
        use crate::edit::Span;
        use serde::{Deserialize, Deserializer, Serialize, Serializer};

        pub(crate) fn serialize<S: Serializer>(span: &Span, out: S) -> Result<S::Ok, S::Error> {
            (span.start, span.end).serialize(out)
        }

        pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Span, D::Error> {
            <(usize, usize)>::deserialize(from).map(|(start, end)| start..end)
        }
    }
}
