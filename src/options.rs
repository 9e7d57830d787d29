//! What to do, and how boldly.

/// Whether a stage runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// It runs.
    #[default]
    On,
    /// It is left out.
    Off,
}

/// How much evidence a repair needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Caution {
    /// Repairs what is more likely an artefact than not.
    Low,
    /// Repairs what clean text does not show in millions of characters.
    #[default]
    High,
    /// Repairs only what stands on its own, without help from the rest of the page.
    Utmost,
}

/// What happens to line breaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Lines {
    /// Lines broken by the typesetter are joined to paragraphs.
    #[default]
    Join,
    /// Every line break stays, but for those inside removed copies.
    Keep,
}

/// What stands between Han characters and Latin letters or digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HanLatin {
    /// What stood there.
    #[default]
    Keep,
    /// Nothing.
    Close,
    /// One space.
    Space,
}

/// Options of a [`Restorer`](crate::Restorer).
///
/// ```
/// let mut options = dedouble::Options::default();
/// options.lines = dedouble::Lines::Keep;
/// assert_eq!(options.caution, dedouble::Caution::High);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// Repair of doubled text.
    pub doubling: Stage,
    /// Closing of letter-spacing.
    pub spacing: Stage,
    /// Line breaks.
    pub lines: Lines,
    /// How much evidence a repair needs.
    pub caution: Caution,
    /// The gap between Han and Latin.
    pub han_latin: HanLatin,
}
