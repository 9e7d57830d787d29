//! Joins the lines a column broke into the paragraphs the paper printed.

mod chain;
mod cohesion;
mod columns;
mod fit;
mod hash;
mod hyphen;
mod join;
mod kind;
mod lanes;
mod line;
mod open;
mod role;
mod rows;
mod seam;
mod shatter;
mod signs;
mod tally;

use crate::edit::{Edit, Span};
use crate::memory::renew;
use chain::Forward;
use line::Line;

/// What a block of text is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// The heading of an article.
    Headline,
    /// A heading inside or under another.
    Subhead,
    /// Who wrote it.
    Byline,
    /// The text of a picture.
    Caption,
    /// A pull quote.
    Quote,
    /// One item of a list.
    ListItem,
    /// One row of a table.
    TableRow,
    /// One line of verse.
    Verse,
    /// Page numbers, editors, notices.
    Furniture,
    /// A paragraph of running text.
    Body,
}

/// A block of the repaired text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Block {
    /// Where it stands in the repaired text, in bytes.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// Whether most of it was painted in synthetic bold.
    pub bold: bool,
}

/// What reflow gives: edits against the text it was shown, and the blocks and
/// undecided seams of the text after those edits.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub edits: Vec<Edit>,
    pub blocks: Vec<Block>,
    pub open: Vec<Span>,
}

impl Layout {
    /// Moves blocks and seams to where they stand after `edits`.
    pub(crate) fn move_after(&mut self, edits: &[Edit]) {
        let place = join::places(edits);
        for span in self.blocks.iter_mut().map(|b| &mut b.span).chain(&mut self.open) {
            *span = place(span.start)..place(span.end);
        }
    }
}

/// What is kept from one text to the next.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    lines: Vec<Line>,
    weights: Forward,
}

impl Buffers {
    /// Lets go of what has grown too large to be kept.
    pub fn renew(&mut self) {
        renew(&mut self.lines);
        self.weights.renew();
    }
}

/// Decides every seam of `text`. `bold` are the spans that were doubled, `closed`
/// the places where letter-spacing was closed, both in order.
///
/// Linear in the text's size.
pub(crate) fn reflow(text: &str, bold: &[Span], closed: &[usize], buffers: &mut Buffers) -> Layout {
    unwrapped(text, bold, closed, buffers).unwrap_or_else(|| join::layout(text, &buffers.lines, None))
}

/// The same, if the lines of `text` are the typesetter's at all.
pub(crate) fn unwrapped(
    text: &str,
    bold: &[Span],
    closed: &[usize],
    buffers: &mut Buffers,
) -> Option<Layout> {
    let Buffers { lines, weights } = buffers;
    line::measure_all(text, bold, closed, lines);
    shatter::mend(text, lines);
    if !join::may_be_wrapped(text, lines) {
        return None;
    }
    let words = seam::all(text, lines);
    let odds = columns::odds(lines, &words, weights);
    let wrapped = join::is_wrapped(lines, &odds.join, &words);
    wrapped.then(|| join::layout(text, lines, Some(&odds)))
}
