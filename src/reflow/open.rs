//! Joins running text over its open seams, where that is asked for.

use std::borrow::Cow;
use std::mem;

use crate::edit::{Edit, Reason};

use super::join::between;
use super::{Block, Layout, Role};

impl Layout {
    /// Edits of `text` that join each paragraph to the running text right after
    /// its open seam. The joined blocks become one, the seams closed are no longer
    /// open, and both are moved to where they stand after the edits. The bits
    /// are 0: it is asked for, no evidence says so.
    ///
    /// Linear in the text, but for a binary search for each block.
    pub(crate) fn join_open(&mut self, text: &str) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        let mut joined: Vec<Block> = Vec::with_capacity(self.blocks.len());
        // The block before, without what it was joined to: looked at once only.
        let mut before = 0..0;
        for block in mem::take(&mut self.blocks) {
            let last = mem::replace(&mut before, block.span.clone());
            let seam = last.end..block.span.start;
            let open = self.open.binary_search_by_key(&seam.start, |s| s.start).is_ok();
            let Some(first) = joined.last_mut().filter(|_| open && block.role == Role::Body) else {
                joined.push(block);
                continue;
            };
            let new = Cow::Borrowed(between(&text[last], &text[block.span.clone()]));
            edits.push(Edit::new(text, seam, new, Reason::LineJoin, 0.0));
            first.span.end = block.span.end;
            first.bold &= block.bold;
        }
        self.open.retain(|s| edits.binary_search_by_key(&s.start, |e| e.span.start).is_err());
        self.blocks = joined;
        self.move_after(&edits);
        edits
    }
}
