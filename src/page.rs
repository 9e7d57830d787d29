//! The pipeline: one page in, its repaired text, log, blocks and findings out.

use std::borrow::Cow;

use crate::double::{self, Doubling};
use crate::edit::{Edit, Reason, Span};
use crate::finding::{Finding, Verdict};
use crate::log::EditLog;
use crate::options::{Lines, Options, Stage};
use crate::reflow::{self, Block};
use crate::spacing;

/// A repaired page.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Restored<'a> {
    /// The repaired text; borrowed when nothing was changed.
    pub text: Cow<'a, str>,
    /// Every change, against the source.
    pub log: EditLog,
    /// The blocks of the repaired text. Empty if lines were kept.
    pub blocks: Vec<Block>,
    /// The doubled stretches seen, also those left alone.
    pub findings: Vec<Finding>,
    /// Seams of the repaired text left open: a sentence may go on elsewhere.
    pub open_seams: Vec<Span>,
}

/// Repairs pages with the same options.
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
        let Doubling { edits, findings } = match self.options.doubling {
            Stage::On => double::find(source, self.options.caution),
            Stage::Off => Doubling::default(),
        };
        let mut stages = Stages::new(source, EditLog::sorted(source, edits));
        let mut closed = Vec::new();
        if self.options.spacing == Stage::On {
            let edits = spacing::close(&stages.text, self.options.han_latin);
            closed = closed_blanks(&edits);
            stages.add(edits);
        }
        let (mut blocks, mut open_seams) = (Vec::new(), Vec::new());
        if self.options.lines == Lines::Join {
            let bold = bold_spans(&findings, &stages.log);
            (blocks, open_seams) = self.paragraphs(&mut stages, &bold, &closed);
        }
        Restored { text: stages.text, log: stages.log, blocks, findings, open_seams }
    }
}

/// Passes of [`Restorer::paragraphs`]. Pages settle in one; those whose columns
/// an extractor read across take two or three.
const PASSES: usize = 4;

impl Restorer {
    /// Joins lines until nothing is left to join: a result that is fed in again
    /// stays as it is.
    fn paragraphs(
        &self,
        stages: &mut Stages<'_>,
        bold: &[Span],
        closed: &[usize],
    ) -> (Vec<Block>, Vec<Span>) {
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
        (layout.blocks, layout.open)
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
