//! Joins running text over its open seams, where that is asked for.

use std::borrow::Cow;
use std::mem;

use crate::edit::{Edit, Reason};
use crate::script::is_closing_mark;

use super::join::between;
use super::{Block, Layout, Role};

impl Layout {
    /// Edits of `text` that join each paragraph to the running text right after
    /// its open seam. The joined blocks become one, the seams closed are no longer
    /// open, and both are moved to where they stand after the edits. The bits
    /// are 0: it is asked for, no evidence says so.
    ///
    /// A closing bracket or quotation ends what it stands in, credits of pictures
    /// above all; after it nothing is joined.
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
            let goes_on = open && block.role == Role::Body && !text[last.clone()].ends_with(is_closing_mark);
            let Some(first) = joined.last_mut().filter(|_| goes_on) else {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::EditLog;

    /// A layout of lines, all of whose seams are open.
    fn layout(text: &str, roles: &[Role]) -> Layout {
        let mut at = 0;
        let mut layout = Layout::default();
        for (line, &role) in text.split('\n').zip(roles) {
            let span = at..at + line.len();
            layout.open.push(span.end..span.end + 1);
            at = span.end + 1;
            layout.blocks.push(Block { span, role, bold: false });
        }
        layout.open.pop();
        layout
    }

    #[test]
    fn running_text_is_joined_to_running_text_only() {
        let text = "夜市的摊位\n亮起了灯，\n夜市一角\n人们说着笑着（本报\n记者摄）\n走到河边。";
        let roles = [Role::Body, Role::Body, Role::Caption, Role::Body, Role::Body, Role::Body];
        let mut layout = layout(text, &roles);
        let edits = layout.join_open(text);
        let joined = EditLog::sorted(text, edits).apply(text).unwrap().into_owned();
        // The caption's own seam would not be open.
        assert_eq!(joined, "夜市的摊位亮起了灯，\n夜市一角人们说着笑着（本报记者摄）\n走到河边。");
        let blocks: Vec<&str> = layout.blocks.iter().map(|b| &joined[b.span.clone()]).collect();
        assert_eq!(blocks.join("\n"), joined);
        assert_eq!(layout.open.len(), 2);
        assert!(layout.open.iter().all(|s| &joined[s.clone()] == "\n"));
    }
}
