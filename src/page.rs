//! The pipeline: one page in, its repaired text, log, blocks and findings out.

use std::borrow::Cow;

use crate::damage::Damage;
use crate::double::{self, Doubling};
use crate::edit::{Edit, Reason, Span};
use crate::finding::{Finding, Verdict};
use crate::log::EditLog;
use crate::options::{Lines, OpenSeams, Options, Stage};
use crate::reflow::{self, Block, Layout};
use crate::spacing;
use crate::tidy;

/// A repaired page.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Restored<'a> {
    /// The text as it came.
    pub source: &'a str,
    /// The repaired text; borrowed if and only if nothing was changed.
    pub text: Cow<'a, str>,
    /// Every change, against the source: applied to it, it gives the text.
    pub log: EditLog,
    /// The blocks of the repaired text, in order. Empty if lines were kept.
    pub blocks: Vec<Block>,
    /// What looked like an artefact in the source, by place; also what was left alone.
    pub findings: Vec<Finding>,
    /// Seams of the repaired text left open, in bytes, from the end of one block
    /// to the start of the next: a sentence may go on elsewhere. Empty if lines
    /// were kept.
    pub open_seams: Vec<Span>,
}

impl Restored<'_> {
    /// How much of the source is damaged. Linear in its size.
    pub fn damage(&self) -> Damage {
        Damage::of(self)
    }
}

/// Repairs pages with the same options. It may be shared by threads, and carries
/// nothing over from one page to the next.
///
/// ```
/// let restorer = dedouble::Restorer::default();
/// assert_eq!(restorer.restore("书记处书记").text, "书记处书记");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Restorer {
    options: Options,
}

impl Restorer {
    /// A restorer with these options.
    pub fn new(options: Options) -> Self {
        Restorer { options }
    }

    /// The options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Repairs one page (or any text).
    ///
    /// Linear in the text's size in time and memory.
    pub fn restore<'a>(&self, source: &'a str) -> Restored<'a> {
        let Doubling { edits, findings } = self.doubling(source);
        let mut stages = Stages::new(source, EditLog::sorted(source, edits));
        // After the copies, so that nothing is tidied only to be removed; before
        // the lines, whose widths count.
        stages.add(tidy::characters(&stages.text, &self.options.tidy));
        let mut closed = Vec::new();
        if self.options.spacing == Stage::On {
            let edits = spacing::close(&stages.text, self.options.han_latin);
            closed = closed_blanks(&edits);
            stages.add(edits);
        }
        let mut layout = Layout::default();
        if self.options.lines == Lines::Join {
            let bold = bold_spans(&findings, &stages.log);
            layout = self.paragraphs(&mut stages, &bold, &closed);
        }
        if self.options.tidy.brackets == Stage::On {
            // Pairs are sought in one line, so after the lines were joined.
            let edits = tidy::brackets(&stages.text);
            layout.move_after(&edits);
            stages.add(edits);
        }
        let Layout { blocks, open: open_seams, .. } = layout;
        Restored { source, text: stages.text, log: stages.log, blocks, findings, open_seams }
    }

    /// What looks like an artefact in `source`, by place, and what would be done
    /// about it; nothing is changed. The same as [`Restored::findings`].
    ///
    /// The evidence of the whole page is weighed before the first finding is
    /// given; a page on which a first scan sees nothing that could ever be repaired
    /// has no findings. Linear in the text's size in time and memory.
    pub fn findings(&self, source: &str) -> impl Iterator<Item = Finding> {
        self.doubling(source).findings.into_iter()
    }

    /// How much of `source` is damaged: the [`Damage`] of what
    /// [`restore`](Restorer::restore) finds. A stage that is off finds nothing.
    /// Linear in the text's size in time and memory.
    pub fn damage(&self, source: &str) -> Damage {
        self.restore(source).damage()
    }

    /// The edits of doubled text, and all findings by place.
    fn doubling(&self, source: &str) -> Doubling {
        let mut found = match self.options.doubling {
            Stage::On => double::find(source, self.options.caution),
            Stage::Off => Doubling::default(),
        };
        if self.options.tidy.private_use == Stage::On {
            found.findings.extend(tidy::private_use(source));
            found.findings.sort_by_key(|f| f.span.start);
        }
        found
    }
}

/// Passes of [`Restorer::paragraphs`]. Pages settle in one; those whose columns
/// an extractor read across take two or three.
const PASSES: usize = 4;

impl Restorer {
    /// Joins lines until nothing is left to join: a result that is fed in again
    /// stays as it is.
    fn paragraphs(&self, stages: &mut Stages<'_>, bold: &[Span], closed: &[usize]) -> Layout {
        let mut layout = reflow::reflow(&stages.text, bold, closed);
        for pass in 1..=PASSES {
            if layout.edits.is_empty() {
                break;
            }
            stages.add(std::mem::take(&mut layout.edits));
            if self.options.spacing == Stage::On {
                // What was too short a stretch on its line is long enough in its paragraph.
                let edits = spacing::close(&stages.text, self.options.han_latin);
                layout.move_after(&edits);
                stages.add(edits);
            }
            let again = reflow::reflow(&stages.text, &[], &[]);
            if !again.edits.is_empty() && pass < PASSES {
                layout = again;
            }
        }
        if self.options.open_seams == OpenSeams::Join {
            let edits = layout.join_open(&stages.text);
            stages.add(edits);
        }
        layout
    }
}

/// The text so far and the one log that leads to it.
struct Stages<'a> {
    source: &'a str,
    text: Cow<'a, str>,
    log: EditLog,
}

impl<'a> Stages<'a> {
    fn new(source: &'a str, log: EditLog) -> Self {
        let text = log.apply(source).expect("the log was made for this source");
        Stages { source, text, log }
    }

    fn add(&mut self, edits: Vec<Edit>) {
        let next = EditLog::sorted(&self.text, edits);
        if next.is_empty() {
            return;
        }
        self.log = if self.log.is_empty() {
            next
        } else {
            self.log.then(self.source, &next).expect("the log was made for this source")
        };
        self.text = self.log.apply(self.source).expect("the log was made for this source");
    }
}

/// Where letter-spacing was closed, in offsets of the text after `edits`.
fn closed_blanks(edits: &[Edit]) -> Vec<usize> {
    let (mut removed, mut added) = (0, 0);
    let mut places = Vec::new();
    for e in edits {
        if e.reason == Reason::LetterSpacing {
            places.push(e.span.start - removed + added);
        }
        removed += e.span.len();
        added += e.replacement.len();
    }
    places
}

/// The repaired stretches, in offsets of the text after `log`.
fn bold_spans(findings: &[Finding], log: &EditLog) -> Vec<Span> {
    findings
        .iter()
        .filter(|f| f.verdict == Verdict::Repair)
        .map(|f| log.to_result(f.span.start)..log.to_result(f.span.end))
        .collect()
}
