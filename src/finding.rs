//! What was seen and judged, repaired or left.

use crate::edit::Span;

/// What the doubling looks like in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// Text runs stand k times: `每年每年55月月`.
    Run,
    /// Every character stands k times: `每每年年`.
    Stutter,
    /// Whole lines or blocks of lines stand k times.
    Line,
    /// One glyph left over: `负责人人`.
    Single,
}

/// What stands between the copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Separator {
    /// Nothing.
    None,
    /// Blanks.
    Space,
    /// A line break.
    Newline,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// An artefact: repaired.
    Repair,
    /// Too little evidence: left.
    Leave,
}

/// A stretch of text that looks doubled, and what was decided on it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// Where it stands in the source, in bytes.
    pub span: Span,
    /// What the doubling looks like.
    pub form: Form,
    /// What stands between the copies, mostly.
    pub separator: Separator,
    /// Period of its longest repeat, in atoms.
    pub period: usize,
    /// How many copies.
    pub exponent: usize,
    /// Evidence that this is an artefact, in bits.
    pub bits: f32,
    /// How many bits were asked for on this page.
    pub needed: f32,
    /// What was decided.
    pub verdict: Verdict,
}
