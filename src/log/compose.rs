//! One log for two stages.

use std::borrow::Cow;

use super::EditLog;
use crate::edit::{Edit, Span};
use crate::error::LogError;

impl EditLog {
    /// One log for two stages: `self` leads from `source` to a middle text,
    /// `next` from that to the result. Edits of the two stages that overlap
    /// become one, with the reason of the first and the bits of the weakest; what
    /// the second undoes drops out.
    ///
    /// Of three stages it does not matter which two are put together first: edits
    /// may be cut differently, the result is the same. All that one
    /// [`Restorer`](crate::Restorer) does is in one log already; this is for what
    /// is done to its text afterwards.
    ///
    /// Linear in the source, and `n log n` in the number of edits.
    ///
    /// ```
    /// use dedouble::{Edit, EditLog, Reason};
    ///
    /// let source = "工作工作\n完毕";
    /// let copy = Edit::try_new(source, 6..12, "", Reason::Copy, 20.0)?;
    /// let first = EditLog::new(source.len(), vec![copy])?;
    /// let middle = first.apply(source)?;
    /// let join = Edit::try_new(&middle, 6..7, "", Reason::LineJoin, 8.0)?;
    /// let second = EditLog::new(middle.len(), vec![join])?;
    ///
    /// let both = first.then(source, &second)?;
    /// assert_eq!(both.apply(source)?, "工作完毕");
    /// assert_eq!(both.edits()[1].span, 12..13);
    /// # Ok::<(), dedouble::LogError>(())
    /// ```
    ///
    /// # Errors
    /// [`LogError::OtherText`] if `source` is not this log's, or `next` was not
    /// made for its result.
    pub fn then(&self, source: &str, next: &EditLog) -> Result<EditLog, LogError> {
        let middle = self.apply(source)?;
        next.check(&middle)?;
        let all = placed(self, next);
        let mut edits = Vec::with_capacity(all.len());
        // Where the middle text and the source stand level.
        let (mut middle_at, mut source_at) = (0, 0);
        for group in groups(&all) {
            let reach = group[0].middle.start..group.iter().map(|p| p.middle.end).fold(0, usize::max);
            let start = source_at + (reach.start - middle_at);
            let end = start + source_size(group, &reach);
            edits.push(match group {
                [only] => Edit { span: start..end, ..only.edit.clone() },
                _ => merged(source, start..end, group, replaced(&middle, group, &reach)),
            });
            (middle_at, source_at) = (reach.end, end);
        }
        Ok(EditLog::sorted(source, edits))
    }
}

/// One edit of either stage.
struct Placed<'a> {
    /// What it covers of the middle text: a first edit's replacement, a second edit's span.
    middle: Span,
    edit: &'a Edit,
    first: bool,
}

/// Edits of both stages in the order of the middle text. At one place a second
/// edit's insertion goes before a first edit's deletion.
fn placed<'a>(first: &'a EditLog, second: &'a EditLog) -> Vec<Placed<'a>> {
    let firsts = first.edits.iter().zip(&first.places).map(|(edit, &place)| Placed {
        middle: place..place + edit.replacement.len(),
        edit,
        first: true,
    });
    let seconds = second.edits.iter().map(|edit| Placed { middle: edit.span.clone(), edit, first: false });
    let mut all: Vec<_> = firsts.chain(seconds).collect();
    // The sort is stable: each stage's own order stays.
    all.sort_by_key(|p| (p.middle.start, p.middle.end, p.first));
    all
}

/// Edits that hang together by overlapping.
fn groups<'p, 'a>(all: &'p [Placed<'a>]) -> impl Iterator<Item = &'p [Placed<'a>]> {
    let mut rest = all;
    std::iter::from_fn(move || {
        let mut reach = rest.first()?.middle.clone();
        let mut size = 1;
        while let Some(p) = rest.get(size).filter(|p| overlap(&reach, &p.middle)) {
            reach.end = reach.end.max(p.middle.end);
            size += 1;
        }
        let (group, after) = rest.split_at(size);
        rest = after;
        Some(group)
    })
}

/// Whether two spans share a byte, or one is empty and strictly inside the other.
fn overlap(a: &Span, b: &Span) -> bool {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => false,
        (true, false) => b.start < a.start && a.start < b.end,
        (false, true) => a.start < b.start && b.start < a.end,
        (false, false) => a.start.max(b.start) < a.end.min(b.end),
    }
}

/// How many bytes of the source stand for `reach` of the middle text.
fn source_size(group: &[Placed], reach: &Span) -> usize {
    let firsts = || group.iter().filter(|p| p.first);
    let put: usize = firsts().map(|p| p.middle.len()).sum();
    let taken: usize = firsts().map(|p| p.edit.span.len()).sum();
    reach.len() - put + taken
}

/// What the second stage makes of `reach` of the middle text.
fn replaced(middle: &str, group: &[Placed], reach: &Span) -> String {
    let mut text = String::new();
    let mut at = reach.start;
    for p in group.iter().filter(|p| !p.first) {
        text.push_str(&middle[at..p.middle.start]);
        text.push_str(&p.edit.replacement);
        at = p.middle.end;
    }
    text.push_str(&middle[at..reach.end]);
    text
}

fn merged(source: &str, span: Span, group: &[Placed], text: String) -> Edit {
    let reason = group.iter().find(|p| p.first).unwrap_or(&group[0]).edit.reason;
    let bits = group.iter().map(|p| p.edit.bits).fold(f32::INFINITY, f32::min);
    Edit::new(source, span, Cow::Owned(text), reason, bits)
}
