//! The pipeline: one page in, its repaired text, log, blocks and findings out.

use std::borrow::Cow;

use crate::damage::Damage;
use crate::double::{self, Doubling};
use crate::edit::{Edit, Reason, Span};
use crate::finding::{Finding, Verdict};
use crate::log::EditLog;
use crate::options::{Lines, OpenSeams, Options, Stage};
use crate::reflow::{self, Block, Layout};
use crate::shelf::{Buffers, Shelf};
use crate::spacing;
use crate::tidy;

/// A repaired page: what [`Restorer::restore`] gives.
///
/// ```
/// use dedouble::{Restorer, Role};
///
/// let page = "绿了荒滩绿了荒滩 富了乡亲富了乡亲\n□ 江岸晚报记者 柳知春\n\
///             十年前，这里风沙滚滚，处处\n是盐碱地。如今一行行柽柳郁\n郁葱葱，白鹭时时飞过，游人\n渐渐多了起来。\n";
/// let restored = Restorer::default().restore(page);
/// let blocks: Vec<_> = restored.blocks.iter().map(|b| (b.role, b.bold, &restored.text[b.span.clone()])).collect();
/// assert_eq!(blocks, [
///     (Role::Headline, true, "绿了荒滩 富了乡亲"),
///     (Role::Byline, false, "□ 江岸晚报记者 柳知春"),
///     (Role::Body, false, "十年前，这里风沙滚滚，处处是盐碱地。如今一行行柽柳郁郁葱葱，白鹭时时飞过，游人渐渐多了起来。"),
/// ]);
/// assert_eq!(restored.log.revert(&restored.text)?, page);
/// # Ok::<(), dedouble::LogError>(())
/// ```
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
    /// How much of the source is damaged: [`Damage`] tells what counts, and has an
    /// example. Linear in its size.
    pub fn damage(&self) -> Damage {
        Damage::of(self)
    }
}

/// Repairs pages with the same options: the object to make once and use for a
/// whole corpus, from as many threads as there are.
///
/// It carries no evidence over from one page to the next, so the order of the pages
/// does not matter. What all pages share, tables and patterns, is made once in a
/// process, when first needed. The large buffers a page fills serve the next one: as
/// many of each as pages were repaired at the same time, and none above 4 MiB. A clean
/// text whose lines are kept takes no allocation then. A clone starts without buffers.
///
/// ```
/// use std::thread;
///
/// let restorer = dedouble::Restorer::default();
/// let pages = ["又到又到99月月，，书香书香满城满城。。", "书记处书记天天高高兴兴。"];
/// let texts = thread::scope(|scope| {
///     let threads = pages.map(|page| scope.spawn(|| restorer.restore(page).text));
///     threads.map(|thread| thread.join().unwrap())
/// });
/// assert_eq!(texts, ["又到9月，书香满城。", "书记处书记天天高高兴兴。"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Restorer {
    options: Options,
    shelf: Shelf,
}

impl Restorer {
    /// A restorer with these options. Costs nothing.
    ///
    /// ```
    /// use dedouble::{Lines, Options, Restorer};
    ///
    /// let mut options = Options::default();
    /// options.lines = Lines::Keep;
    /// let restorer = Restorer::new(options);
    /// assert_eq!(restorer.options().lines, Lines::Keep);
    /// assert_eq!(restorer.restore("绿了荒滩绿了荒滩 富了乡亲富了乡亲").text, "绿了荒滩 富了乡亲");
    /// ```
    pub fn new(options: Options) -> Self {
        Restorer { options, shelf: Shelf::default() }
    }

    /// The options it was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Repairs one page (or any text).
    ///
    /// A page is what the evidence is weighed on, so give a page at a time, not a
    /// line and not a volume: what one certain stretch vouches for is of the same
    /// paint on the same page. Linear in the text's size in time and memory.
    /// Doubled text is looked for in texts of less than 4 GiB.
    ///
    /// ```
    /// let restored = dedouble::Restorer::default().restore("又到又到99月月，，书香书香满城满城。。");
    /// assert_eq!(restored.text, "又到9月，书香满城。");
    /// assert_eq!(restored.log.len(), 7);
    /// assert_eq!(restored.findings.len(), 1);
    /// ```
    pub fn restore<'a>(&self, source: &'a str) -> Restored<'a> {
        self.shelf.lend(|buffers| self.restore_with(buffers, source))
    }

    fn restore_with<'a>(&self, buffers: &mut Buffers, source: &'a str) -> Restored<'a> {
        let Doubling { edits, findings } = self.doubling(source, &mut buffers.double);
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
            layout = self.paragraphs(&mut stages, &bold, &closed, &mut buffers.reflow);
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
    /// given. On a page without evidence of paint only what comes near to such
    /// evidence is listed, not the weak look-alikes that language is full of: most
    /// pages have no findings. Linear in the text's size in time and memory.
    ///
    /// ```
    /// use dedouble::{Form, Options, Restorer, Stage};
    ///
    /// let mut options = Options::default();
    /// options.tidy.private_use = Stage::On;
    /// let found = Restorer::new(options).findings("夜市\u{E001}亮了").next().unwrap();
    /// assert_eq!((found.form, found.span), (Form::PrivateUse, 6..9));
    /// ```
    pub fn findings(&self, source: &str) -> impl Iterator<Item = Finding> {
        self.shelf.lend(|buffers| self.doubling(source, &mut buffers.double)).findings.into_iter()
    }

    /// How much of `source` is damaged: the [`Damage`] of what
    /// [`restore`](Restorer::restore) finds. A stage that is off finds nothing.
    /// Linear in the text's size in time and memory.
    ///
    /// ```
    /// use dedouble::{Options, Restorer, Stage};
    ///
    /// let page = "又到又到99月月，，书香书香满城满城。。";
    /// assert_eq!(Restorer::default().damage(page).doubled, 1.0);
    /// let mut options = Options::default();
    /// options.doubling = Stage::Off;
    /// assert_eq!(Restorer::new(options).damage(page).doubled, 0.0);
    /// ```
    pub fn damage(&self, source: &str) -> Damage {
        self.restore(source).damage()
    }

    /// The edits of doubled text, and all findings by place.
    fn doubling(&self, source: &str, buffers: &mut double::Buffers) -> Doubling {
        let mut found = match self.options.doubling {
            Stage::On if source.len() <= MOST_BYTES => double::find(source, self.options.caution, buffers),
            _ => Doubling::default(),
        };
        if self.options.tidy.private_use == Stage::On {
            found.findings.extend(tidy::private_use(source));
            found.findings.sort_by_key(|f| f.span.start);
        }
        found
    }
}

/// The search for doubled text keeps offsets in 32 bits.
const MOST_BYTES: usize = u32::MAX as usize;

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
        buffers: &mut reflow::Buffers,
    ) -> Layout {
        let mut layout = reflow::reflow(&stages.text, bold, closed, buffers);
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
            let again = reflow::unwrapped(&stages.text, &[], &[], buffers);
            if let Some(again) = again.filter(|again| !again.edits.is_empty() && pass < PASSES) {
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
