//! One document repaired as the options ask for.

use std::borrow::Cow;

use dedouble::{Block, Damage, Edit, EditLog, Finding, Reason, Restored, Restorer, Verdict};

use crate::args::Args;
use crate::charset::has_stand_in;

/// Repairs documents.
pub struct Repairer {
    restorer: Restorer,
    only: Vec<Reason>,
    skip: Vec<Reason>,
    keeps_strays: bool,
    measures: bool,
}

/// A document and what it became.
pub struct Repaired<'a> {
    pub source: &'a str,
    pub text: Cow<'a, str>,
    /// From source to text.
    pub log: EditLog,
    /// The blocks of the text, in order; none if lines were kept.
    pub blocks: Vec<Block>,
    /// What looked like damage, by place in the source.
    pub findings: Vec<Finding>,
    /// Measured only if --stats or --report asks for it.
    pub damage: Damage,
}

impl Repaired<'_> {
    pub fn is_changed(&self) -> bool {
        !self.log.is_empty()
    }

    /// How many doubled stretches were repaired, and how many left.
    pub fn verdicts(&self) -> (u64, u64) {
        let repaired = self.findings.iter().filter(|f| f.verdict == Verdict::Repair).count();
        (repaired as u64, (self.findings.len() - repaired) as u64)
    }
}

impl Repairer {
    pub fn new(args: &Args) -> Repairer {
        Repairer {
            restorer: Restorer::new(args.options()),
            only: args.only.clone(),
            skip: args.skip.clone(),
            keeps_strays: args.keeps_encoding(),
            measures: args.stats.is_some() || args.report.is_some(),
        }
    }

    /// What was asked for, to tell one run from another.
    pub fn asked(&self) -> String {
        format!("{:?} {:?} {:?}", self.restorer.options(), self.only, self.skip)
    }

    /// Whether an edit is made.
    fn makes(&self, edit: &Edit) -> bool {
        (self.only.is_empty() || self.only.contains(&edit.reason))
            && !self.skip.contains(&edit.reason)
            && !(self.keeps_strays && has_stand_in(&edit.removed))
    }

    pub fn repair<'a>(&self, source: &'a str) -> Repaired<'a> {
        let restored = self.restorer.restore(source);
        let damage = if self.measures { restored.damage() } else { Damage::default() };
        let crlf = uses_crlf(source);
        if !crlf && restored.log.iter().all(|edit| self.makes(edit)) {
            let Restored { text, log, blocks, findings, .. } = restored;
            return Repaired { source, text, log, blocks, findings, damage };
        }
        let log = restored.log.filter(|edit| self.makes(edit));
        let log = if crlf { with_crlf(source, &log) } else { log };
        let text = log.apply(source).unwrap_or(Cow::Borrowed(source));
        let blocks = restored.blocks.iter().map(|block| moved(block, &restored.log, &log)).collect();
        Repaired { source, text, log, blocks, findings: restored.findings, damage }
    }
}

/// Whether the source's lines end in CR LF: more of them than not.
pub fn uses_crlf(source: &str) -> bool {
    let crlf = source.matches("\r\n").count();
    crlf > 0 && 2 * crlf > source.matches('\n').count()
}

/// The log with CR LF for each line break that an edit puts. An edit that would
/// then change nothing is left out.
fn with_crlf(source: &str, log: &EditLog) -> EditLog {
    let edits = log.iter().filter_map(|edit| {
        let mut span = edit.span.clone();
        // The half of a line break is none.
        if edit.removed.ends_with('\r') && source[span.end..].starts_with('\n') {
            span.end -= 1;
        }
        let replacement = match edit.replacement.contains('\n') {
            true => edit.replacement.replace("\r\n", "\n").replace('\n', "\r\n"),
            false => edit.replacement.to_string(),
        };
        let after_cr = source[..span.start].ends_with('\r') && replacement.starts_with("\r\n");
        let replacement = replacement[usize::from(after_cr)..].to_owned();
        let changes = source[span.clone()] != replacement;
        let edit = Edit::try_new(source, span, replacement, edit.reason, edit.bits);
        edit.ok().filter(|_| changes)
    });
    // Spans only shrink, so what was sorted and disjoint still is.
    EditLog::new(source.len(), edits.collect()).unwrap_or_default()
}

/// The block where it stands after other edits of the same source.
fn moved(block: &Block, before: &EditLog, after: &EditLog) -> Block {
    let mut block = block.clone();
    block.span = after.span_to_result(before.span_to_source(block.span.clone()));
    block
}
