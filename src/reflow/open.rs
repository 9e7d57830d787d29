//! Joins running text over its open seams, where that is asked for.

use std::borrow::Cow;

use crate::edit::{Edit, Reason, Span};

use super::join::between;
use super::{move_after, Block, Role};

/// Edits of `text` that join each paragraph to the running text right after its
/// open seam. The joined blocks become one, the seams closed are no longer open,
/// and both are moved to where they stand after the edits. The bits are 0: it
/// is asked for, no evidence says so.
///
/// Linear in the text, but for a binary search for each block.
pub(crate) fn join_open(text: &str, blocks: &mut Vec<Block>, open: &mut Vec<Span>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    // The block before, without what it was joined to: looked at once only.
    let mut before = 0..0;
    for block in blocks.drain(..) {
        let seam = joined.last().map(|last| last.span.end..block.span.start);
        let is_open = |s: &Span| open.binary_search_by_key(&s.start, |o| o.start).is_ok();
        let seam = seam.filter(|s| block.role == Role::Body && is_open(s));
        let last = std::mem::replace(&mut before, block.span.clone());
        let (Some(seam), Some(first)) = (seam, joined.last_mut()) else {
            joined.push(block);
            continue;
        };
        let new = Cow::Borrowed(between(&text[last], &text[block.span.clone()]));
        edits.push(Edit::new(text, seam, new, Reason::LineJoin, 0.0));
        first.span.end = block.span.end;
        first.bold &= block.bold;
    }
    open.retain(|s| edits.binary_search_by_key(&s.start, |e| e.span.start).is_err());
    move_after(&edits, &mut joined, open);
    *blocks = joined;
    edits
}
