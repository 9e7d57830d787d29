//! The log of edits against one source.
//!
//! The log is the product: the repaired text is the source with the log
//! applied, and the source is the repaired text with the log reverted.

mod compose;
mod map;
#[cfg(feature = "serde")]
mod sealed;

use std::borrow::Cow;

use crate::edit::Edit;
use crate::error::LogError;

#[cfg(feature = "serde")]
pub use sealed::{LogHeader, SealedLog};

/// Sorted, disjoint edits against one source.
///
/// Two edits may touch but never overlap; insertions at the same place take
/// effect in the order of the log. No log breaks this: the fields are private,
/// and [`EditLog::new`] checks.
///
/// The log is all that has to be kept beside one of the two texts: it
/// [applies](EditLog::apply) to the source and [reverts](EditLog::revert) the
/// result, and refuses a text that has not what the edits say. It can be
/// [narrowed](EditLog::filter), [followed by another](EditLog::then), and maps
/// [offsets](EditLog::to_result) and [spans](EditLog::span_to_source) both ways.
///
/// Edits are objects of their own, not references into a text, so a log lives as
/// long as one likes. The form of it is that of rust-analyzer's `TextEdit`.
///
/// ```
/// use dedouble::{Reason, Restorer};
///
/// let page = "又到又到99月月2020 日日，，书香书香满城满城。。";
/// let log = Restorer::default().restore(page).log;
/// assert!(log.iter().all(|edit| edit.reason == Reason::Copy));
///
/// let result = log.apply(page)?;
/// assert_eq!(result, "又到9月20 日，书香满城。");
/// assert_eq!(result.len(), log.result_bytes());
/// assert_eq!(log.revert(&result)?, page);
/// assert!(log.apply("又到又到99月月3030 日日，，书香书香满城满城。。").is_err());
/// # Ok::<(), dedouble::LogError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EditLog {
    source_bytes: usize,
    result_bytes: usize,
    edits: Vec<Edit>,
    /// Where each edit's replacement starts in the result, in bytes: the
    /// prefix sums that make mapping a binary search.
    places: Vec<usize>,
}

impl EditLog {
    /// A log over a source of `source_bytes` bytes. Linear in the number of edits.
    ///
    /// # Errors
    /// [`LogError::NotDisjoint`] if two edits overlap or are out of order;
    /// [`LogError::Misplaced`] if a span is reversed, reaches past the source,
    /// or is not as large as the text it removes.
    ///
    /// ```
    /// use dedouble::{Edit, EditLog, LogError, Reason};
    ///
    /// let source = "一一二二";
    /// let first = Edit::try_new(source, 0..6, "一", Reason::Copy, 1.0)?;
    /// let second = Edit::try_new(source, 3..9, "", Reason::Copy, 1.0)?;
    /// let log = EditLog::new(source.len(), vec![first, second]);
    /// assert_eq!(log, Err(LogError::NotDisjoint { byte: 3 }));
    /// # Ok::<(), LogError>(())
    /// ```
    pub fn new(source_bytes: usize, edits: Vec<Edit>) -> Result<Self, LogError> {
        let mut places = Vec::with_capacity(edits.len());
        let (mut source_at, mut result_at) = (0, 0);
        for e in &edits {
            let byte = e.span.start;
            if byte < source_at {
                return Err(LogError::NotDisjoint { byte });
            }
            let fits = byte <= e.span.end && e.span.end <= source_bytes && e.span.len() == e.removed.len();
            let place = add(result_at, byte - source_at, byte)?;
            if !fits {
                return Err(LogError::Misplaced { byte });
            }
            places.push(place);
            result_at = add(place, e.replacement.len(), byte)?;
            source_at = e.span.end;
        }
        let result_bytes = add(result_at, source_bytes - source_at, source_at)?;
        Ok(EditLog { source_bytes, result_bytes, edits, places })
    }

    /// A log from edits in any order; those that change nothing are left out.
    /// Overlapping ones are a fault of the stage that made them: of two, the
    /// second is left out, since a missed repair is better than a wrong one.
    pub(crate) fn sorted(source: &str, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|e| (e.span.start, e.span.end));
        let mut end = 0;
        edits.retain(|e| {
            debug_assert!(end <= e.span.start, "{e:?} overlaps the edit before it");
            let keep = e.removed != e.replacement && end <= e.span.start;
            end = if keep { e.span.end } else { end };
            keep
        });
        EditLog::new(source.len(), edits).expect("sorted, disjoint and cut from the source")
    }

    /// The edits, in source order, as a slice: those of one span can be found in
    /// it by binary search.
    ///
    /// ```
    /// let page = "又到又到99月月2020 日日，，书香书香满城满城。。";
    /// let log = dedouble::Restorer::default().restore(page).log;
    /// let edits = log.edits();
    /// let from = page.find("书香").unwrap();
    /// let later = &edits[edits.partition_point(|edit| edit.span.start < from)..];
    /// assert_eq!(later.iter().map(|edit| &*edit.removed).collect::<String>(), "书香满城。");
    /// ```
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The edits, in source order.
    pub fn iter(&self) -> std::slice::Iter<'_, Edit> {
        self.edits.iter()
    }

    /// How many edits there are, which is not how many characters change.
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The source's size in bytes.
    pub fn source_bytes(&self) -> usize {
        self.source_bytes
    }

    /// The result's size in bytes.
    pub fn result_bytes(&self) -> usize {
        self.result_bytes
    }

    /// The log with only those edits for which `keep` says so: by reason, by
    /// score, or as a reviewer decided. Any choice of edits is a log again, of the
    /// same source; offsets into the earlier result are not offsets into its own.
    ///
    /// `keep` is called once for each edit, in source order. Linear in the number
    /// of edits.
    ///
    /// ```
    /// use dedouble::{Edit, EditLog, Reason};
    ///
    /// let source = "工作工作\n完毕毕";
    /// let log = EditLog::new(source.len(), vec![
    ///     Edit::try_new(source, 6..12, "", Reason::Copy, 20.0)?,
    ///     Edit::try_new(source, 12..13, "", Reason::LineJoin, 8.0)?,
    ///     Edit::try_new(source, 19..22, "", Reason::Copy, 3.0)?,
    /// ])?;
    /// let sure = log.filter(|edit| edit.bits >= 5.0);
    /// assert_eq!(sure.apply(source)?, "工作完毕毕");
    /// let copies = log.filter(|edit| edit.reason == Reason::Copy);
    /// assert_eq!(copies.apply(source)?, "工作\n完毕");
    ///
    /// // A reviewer's answers, one for each edit.
    /// let mut answers = [true, false, true].into_iter();
    /// let reviewed = log.filter(|_| answers.next() == Some(true));
    /// assert_eq!(reviewed, copies);
    /// # Ok::<(), dedouble::LogError>(())
    /// ```
    #[must_use]
    pub fn filter(&self, mut keep: impl FnMut(&Edit) -> bool) -> EditLog {
        let edits = self.edits.iter().filter(|e| keep(e)).cloned().collect();
        EditLog::new(self.source_bytes, edits).expect("part of a log is a log")
    }

    /// The text after the edits; borrowed when there are none. Linear in the text.
    ///
    /// # Errors
    /// [`LogError::OtherText`] if `source` is not the text the log was made for:
    /// another size, or other bytes where there are edits. What stands between
    /// edits is not looked at; a log that knows its source by hash does
    /// (`SealedLog`, with the feature `serde`).
    ///
    /// ```
    /// use dedouble::{Edit, EditLog, LogError, Reason};
    ///
    /// let source = "人人有责责";
    /// let log = EditLog::new(source.len(), vec![Edit::try_new(source, 12..15, "", Reason::Copy, 9.0)?])?;
    /// assert_eq!(log.apply(source)?, "人人有责");
    /// assert_eq!(log.apply("人人有责。"), Err(LogError::OtherText { byte: 12 }));
    /// # Ok::<(), LogError>(())
    /// ```
    pub fn apply<'a>(&self, source: &'a str) -> Result<Cow<'a, str>, LogError> {
        self.check(source)?;
        if self.edits.is_empty() {
            return Ok(Cow::Borrowed(source));
        }
        let mut out = String::with_capacity(self.result_bytes);
        let mut at = 0;
        for e in &self.edits {
            out.push_str(&source[at..e.span.start]);
            out.push_str(&e.replacement);
            at = e.span.end;
        }
        out.push_str(&source[at..]);
        Ok(Cow::Owned(out))
    }

    /// The source again, from the text after the edits; borrowed when there
    /// are none. Linear in the text.
    ///
    /// # Errors
    /// [`LogError::OtherText`] if `text` is not what the log gives: another
    /// size, or other bytes where there are edits. A deletion leaves no bytes to
    /// look at: what is between edits is taken as it stands.
    ///
    /// ```
    /// use dedouble::{Edit, EditLog, LogError, Reason};
    ///
    /// let source = "人人\n有责";
    /// let log = EditLog::new(source.len(), vec![Edit::try_new(source, 6..7, "，", Reason::LineJoin, 9.0)?])?;
    /// assert_eq!(log.revert("人人，有责")?, source);
    /// assert_eq!(log.revert("人人。有责"), Err(LogError::OtherText { byte: 6 }));
    /// # Ok::<(), LogError>(())
    /// ```
    pub fn revert<'a>(&self, text: &'a str) -> Result<Cow<'a, str>, LogError> {
        if text.len() != self.result_bytes {
            return Err(LogError::OtherText { byte: text.len().min(self.result_bytes) });
        }
        if self.edits.is_empty() {
            return Ok(Cow::Borrowed(text));
        }
        let mut out = String::with_capacity(self.source_bytes);
        let mut at = 0;
        for (e, &place) in self.edits.iter().zip(&self.places) {
            let end = place + e.replacement.len();
            if text.get(place..end) != Some(&*e.replacement) {
                return Err(LogError::OtherText { byte: place });
            }
            out.push_str(&text[at..place]);
            out.push_str(&e.removed);
            at = end;
        }
        out.push_str(&text[at..]);
        Ok(Cow::Owned(out))
    }

    /// Whether `source` is as large as the log's source and has what the edits remove.
    fn check(&self, source: &str) -> Result<(), LogError> {
        if source.len() != self.source_bytes {
            return Err(LogError::OtherText { byte: source.len().min(self.source_bytes) });
        }
        match self.edits.iter().find(|e| source.get(e.span.clone()) != Some(&*e.removed)) {
            Some(e) => Err(LogError::OtherText { byte: e.span.start }),
            None => Ok(()),
        }
    }
}

impl<'a> IntoIterator for &'a EditLog {
    type Item = &'a Edit;
    type IntoIter = std::slice::Iter<'a, Edit>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A sum of sizes. No text in memory overflows one, but a log that was read may.
fn add(a: usize, b: usize, byte: usize) -> Result<usize, LogError> {
    a.checked_add(b).ok_or(LogError::Misplaced { byte })
}
