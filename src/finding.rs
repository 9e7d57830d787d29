//! What was seen and judged, repaired or left.

use crate::edit::Span;

/// What a finding looks like in the text.
///
/// ```
/// use dedouble::Form;
///
/// let form = |page| dedouble::findings(page).next().map(|f| f.form);
/// assert_eq!(form("每年每年55月月3030日日，，书香书香满城满城。。"), Some(Form::Run));
/// assert_eq!(form("每每年年五五月月，，书书香香满满城城。。"), Some(Form::Stutter));
/// assert_eq!(form("天天读书，处处闻声。"), None);
/// ```
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
    /// A copy that stands on another line than what it copies.
    Displaced,
    /// Private-use characters: a font's own glyphs, whose meaning only the font
    /// knows. Nothing is doubled here. Reported where
    /// [`Tidy::private_use`](crate::Tidy::private_use) asks for it.
    PrivateUse,
}

/// What stands between the copies.
///
/// ```
/// use dedouble::Separator;
///
/// let found = dedouble::findings("书香\n书香\n满城\n满城\n，\n，\n又到\n又到\n9\n9\n月\n月").next().unwrap();
/// assert_eq!(found.separator, Separator::Newline);
/// ```
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
///
/// ```
/// use dedouble::{Verdict, Why};
///
/// let verdict = |page| dedouble::findings(page).next().unwrap().verdict;
/// assert_eq!(verdict("又到又到99月月，，书香书香满城满城。。"), Verdict::Repair);
/// assert_eq!(verdict("日期写作 yyyyMMdd 的格式"), Verdict::Leave(Why::Notation));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Verdict {
    /// An artefact: repaired.
    Repair,
    /// Left as it is.
    Leave(Why),
}

/// Why a finding was left as it is.
///
/// ```
/// use dedouble::{Caution, Options, Restorer, Verdict, Why};
///
/// // The second heading is short: only the first tells that it was painted twice.
/// let page = "又到又到99月月2020日日，，书香书香满城满城。。\n夜市的摊位亮起了灯。\n好书好书\n";
/// let mut options = Options::default();
/// let last = |o: &Options| Restorer::new(o.clone()).findings(page).last().unwrap().verdict;
/// assert_eq!(last(&options), Verdict::Repair);
/// options.caution = Caution::Utmost;
/// assert_eq!(last(&options), Verdict::Leave(Why::NoWitness));
/// ```
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
/// explained before any evidence is weighed. Nor is a weak look-alike on a page
/// that has no evidence of paint.
///
/// The edits that repair a finding lie in its span, so a reviewer who rejects it
/// drops these:
///
/// ```
/// use dedouble::Restorer;
///
/// let page = "又到又到99月月2020日日，，书香书香满城满城。。\n夜市的摊位亮起了灯。\n好书好书\n";
/// let restored = Restorer::default().restore(page);
/// let doubtful = restored.findings.iter().min_by(|a, b| a.bits.total_cmp(&b.bits)).unwrap();
/// let span = &doubtful.span;
/// assert_eq!(&page[span.clone()], "好书好书");
/// let log = restored.log.filter(|e| e.span.start < span.start || span.end < e.span.end);
/// assert_eq!(log.apply(page)?, "又到9月20日，书香满城。\n夜市的摊位亮起了灯。\n好书好书\n");
/// # Ok::<(), dedouble::LogError>(())
/// ```
///
/// What a finding tells:
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
