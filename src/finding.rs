//! What was seen and judged, repaired or left.

use crate::edit::Span;

/// What a finding looks like in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// Private-use characters: a font's own glyphs, whose meaning only the font
    /// knows. Nothing is doubled here. Reported where
    /// [`Tidy::private_use`](crate::Tidy::private_use) asks for it.
    PrivateUse,
}

/// What stands between the copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Verdict {
    /// An artefact: repaired.
    Repair,
    /// Left as it is.
    Leave(Why),
}

/// Why a finding was left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Why {
    /// Its bits fall short of those that are needed here.
    TooWeak,
    /// It is a single repeat inside other text, as language has them, and its
    /// bits fall short of what such a one needs.
    Lone,
    /// Nothing on the page is certain, so nothing vouches for it; or the
    /// [`Caution`](crate::Caution) asks that it stands on its own, and it does not.
    NoWitness,
    /// Doubling is the notation here: date formats (`MMDDhhmm`), colours,
    /// hexadecimal numbers, sequences of bases.
    Notation,
    /// It stands between straight quotes: a string of code, or a text about text.
    Quoted,
    /// Its characters have no meaning that is known.
    Unknown,
}

/// A stretch of text that looks like an artefact, and what was decided on it.
///
/// Repetition that is cheap in language (天天, 高高兴兴, 研究研究) is no finding: it is
/// explained before any evidence is weighed.
///
/// ```
/// use dedouble::{Form, Verdict};
///
/// let page = "本报讯 又到又到99月月，，书香书香满城满城。。";
/// let found = dedouble::findings(page).next().unwrap();
/// assert_eq!(&page[found.span.clone()], "又到又到99月月，，书香书香满城满城。。");
/// assert_eq!((found.form, found.period, found.exponent), (Form::Run, 2, 2));
/// assert!(found.bits >= found.needed);
/// assert_eq!(found.verdict, Verdict::Repair);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// Where it stands in the source, in bytes.
    pub span: Span,
    /// What it looks like.
    pub form: Form,
    /// What stands between the copies, mostly.
    pub separator: Separator,
    /// Period of its longest repeat, in atoms (grapheme clusters that are not
    /// white space). 0 if nothing repeats.
    pub period: usize,
    /// How many copies there are, the one that is kept included. 1 if nothing
    /// repeats.
    pub exponent: usize,
    /// Evidence that this is an artefact, in bits: the binary logarithm of how
    /// much likelier paint is than language here. May be negative.
    pub bits: f32,
    /// How many bits were asked for on this page; infinite if no number of bits
    /// would have been enough for a stretch of this kind. A stretch that touches
    /// a repaired one with as many copies is repaired with it, and may have less.
    pub needed: f32,
    /// What was decided.
    pub verdict: Verdict,
}
