//! Offsets from the source to the result and back.
//!
//! An offset stands for the byte that starts there. A byte the log keeps has
//! one place on either side. Bytes of a replaced or deleted span have none of
//! their own: they are given the whole replacement, as the bytes of a
//! replacement are given the whole span it stands for.

use super::EditLog;
use crate::edit::Span;

impl EditLog {
    /// Where the byte at `source_byte` stands in the result. A byte inside a
    /// replaced span maps to the start of the replacement (of a deleted one, to
    /// what follows); the end of the source, or any offset past it, to the end
    /// of the result. Logarithmic in the number of edits.
    ///
    /// The order stays: of two offsets the later never maps before the earlier. A
    /// character's start maps to a character's start.
    ///
    /// ```
    /// use dedouble::{Edit, EditLog, Reason};
    ///
    /// let source = "每年每年有雨";
    /// let copy = Edit::try_new(source, 6..12, "", Reason::Copy, 20.0)?;
    /// let log = EditLog::new(source.len(), vec![copy])?;
    /// assert_eq!(log.to_result(3), 3);
    /// assert_eq!(log.to_result(9), 6);
    /// assert_eq!(log.to_result(12), 6);
    /// assert_eq!(log.to_source(6), 12);
    /// # Ok::<(), dedouble::LogError>(())
    /// ```
    pub fn to_result(&self, source_byte: usize) -> usize {
        self.in_result(source_byte).start
    }

    /// Where the byte at `result_byte` stands in the source. A byte inside a
    /// replacement maps to the start of the span it stands for; the end of the
    /// result, or any offset past it, to the end of the source. Logarithmic in
    /// the number of edits.
    ///
    /// For every byte that was kept, `to_source(to_result(byte)) == byte`.
    ///
    /// ```
    /// let page = "又到又到99月月2020 日日，，书香书香满城满城。。";
    /// let restored = dedouble::Restorer::default().restore(page);
    /// let place = restored.text.find("满城").unwrap();
    /// let on_page = restored.log.to_source(place);
    /// assert!(page[on_page..].starts_with("满城满城"));
    /// assert_eq!(restored.log.to_result(on_page), place);
    /// ```
    pub fn to_source(&self, result_byte: usize) -> usize {
        self.in_source(result_byte).start
    }

    /// The smallest span of the result that has everything `source` has: deleted
    /// bytes at its edges leave nothing, a replacement is taken whole. An empty
    /// span stays empty, and one that is all deleted becomes so. Logarithmic in the
    /// number of edits.
    ///
    /// ```
    /// let page = "又到又到99月月2020 日日，，书香书香满城满城。。";
    /// let restored = dedouble::Restorer::default().restore(page);
    /// let start = page.find("书香").unwrap();
    /// let span = restored.log.span_to_result(start..start + "书香书香".len());
    /// assert_eq!(&restored.text[span], "书香");
    /// let copy = restored.log.span_to_result(start + "书香".len()..start + "书香书香".len());
    /// assert!(copy.is_empty());
    /// ```
    pub fn span_to_result(&self, source: Span) -> Span {
        smallest(source, |byte| self.in_result(byte))
    }

    /// The smallest span of the source that has everything `result` has: what
    /// was deleted at its edges stays out, what was deleted inside is in it, and
    /// a replaced span is taken whole. An empty span stays empty. Logarithmic in
    /// the number of edits.
    ///
    /// ```
    /// use dedouble::{Edit, EditLog, Reason};
    ///
    /// let source = "全全\n产业链";
    /// let log = EditLog::new(source.len(), vec![
    ///     Edit::try_new(source, 3..6, "", Reason::Copy, 12.0)?,
    ///     Edit::try_new(source, 6..7, "", Reason::LineJoin, 9.0)?,
    /// ])?;
    /// let result = log.apply(source)?;
    /// let hit = result.find("全产业").unwrap();
    /// let span = log.span_to_source(hit..hit + "全产业".len());
    /// assert_eq!(&source[span], "全全\n产业");
    /// # Ok::<(), dedouble::LogError>(())
    /// ```
    pub fn span_to_source(&self, result: Span) -> Span {
        smallest(result, |byte| self.in_source(byte))
    }

    /// What stands in the result for the byte at `byte` of the source.
    fn in_result(&self, byte: usize) -> Span {
        if byte >= self.source_bytes {
            return self.result_bytes..self.result_bytes;
        }
        let before = self.edits.partition_point(|e| e.span.start <= byte);
        let Some(last) = before.checked_sub(1) else { return byte..byte + 1 };
        let (edit, place) = (&self.edits[last], self.places[last]);
        let end = place + edit.replacement.len();
        if byte < edit.span.end {
            return place..end;
        }
        let at = end + (byte - edit.span.end);
        at..at + 1
    }

    /// What stands in the source for the byte at `byte` of the result.
    fn in_source(&self, byte: usize) -> Span {
        if byte >= self.result_bytes {
            return self.source_bytes..self.source_bytes;
        }
        let before = self.places.partition_point(|&place| place <= byte);
        let Some(last) = before.checked_sub(1) else { return byte..byte + 1 };
        let (edit, place) = (&self.edits[last], self.places[last]);
        let end = place + edit.replacement.len();
        if byte < end {
            return edit.span.clone();
        }
        let at = edit.span.end + (byte - end);
        at..at + 1
    }
}

/// From the place of `span`'s first byte to that of its last.
fn smallest(span: Span, place: impl Fn(usize) -> Span) -> Span {
    let start = place(span.start).start;
    if span.is_empty() {
        return start..start;
    }
    start..place(span.end - 1).end
}
