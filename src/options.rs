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

/// How much evidence a repair of doubled text needs.
///
/// Measured on 12.1 million characters of clean text, 7.5 million of them
/// Chinese, and on 246 pages with damage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Caution {
    /// Repairs also what stands out by itself on a page that is certain of
    /// nothing. Deletes 776 characters of the clean text, 15 of them in
    /// Chinese, most others in logs and code; repairs something on 224 of the
    /// pages.
    Low,
    /// Repairs what clean text does not show in millions of characters, and what
    /// such a stretch on the same page vouches for. Deletes 22 characters of the
    /// clean text, a joke on doubled letters among English quotations; repairs
    /// something on 221 of the pages.
    #[default]
    High,
    /// Repairs only what is certain on its own, without help from the rest of
    /// the page: 206 of the pages.
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

/// What happens at an open seam: a paragraph stops in the middle of a sentence,
/// and whether it goes on in the next one, the text does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OpenSeams {
    /// The break stays, and is reported in
    /// [`Restored::open_seams`](crate::Restored::open_seams).
    #[default]
    Keep,
    /// Where running text follows, the two are joined; what has something else
    /// behind it (a caption, a heading), or ends with a closing bracket or
    /// quotation, stays open. What follows need not be the rest of the sentence:
    /// this is for readers that would rather have it whole than right.
    Join,
}

/// Repairs beyond doubling, each off unless asked for.
///
/// They change what a font or an extractor left in place of a character, never
/// a character for a similar one: there is no normalisation of the whole text.
/// Each has a [`Reason`](crate::Reason) of its own in the log.
///
/// ```
/// use dedouble::{Options, Restorer, Stage};
///
/// let mut options = Options::default();
/// options.tidy.radicals = Stage::On;
/// options.tidy.brackets = Stage::On;
/// assert_eq!(Restorer::new(options).restore("⽇报(⼯作）①").text, "日报（工作）①");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Tidy {
    /// Radicals (U+2E80–2FDF) become the ideograph they stand for: `⽇` → `日`.
    /// The mapping is Unicode's property Equivalent_Unified_Ideograph; radicals
    /// without one stay. Where Unicode has `戶` for `⼾`, simplified Chinese gets `户`
    /// and Japanese `戸`.
    pub radicals: Stage,
    /// Compatibility ideographs (U+F900–FAFF, U+2F800–2FA1F) become their
    /// canonical decomposition, always one ideograph: `\u{F9DB}` → `率`. Japanese
    /// names may tell variants apart by them.
    pub compatibility: Stage,
    /// Soft hyphens, zero-width spaces and joiners, and byte order marks inside
    /// the text are taken away. Where a script needs them (Thai, Indic scripts,
    /// Arabic, emoji) they stay; so does a soft hyphen at a line's end, which
    /// joining the lines decides on.
    pub invisible: Stage,
    /// Control characters are taken away: U+0000–001F, U+007F–009F, but for tabs,
    /// line breaks of any kind and page breaks.
    pub controls: Stage,
    /// Pairs of brackets in one line of which one is half-width and the other
    /// full-width become full-width beside or around Han, kana and full-width
    /// marks, and half-width otherwise: `(工作）` → `（工作）`. Round, square and
    /// curly ones; pairs of one width stay, whichever it is.
    pub brackets: Stage,
    /// Private-use characters are reported as findings of the form
    /// [`Form::PrivateUse`](crate::Form::PrivateUse). What they mean is never guessed.
    pub private_use: Stage,
}

impl Tidy {
    /// All of them on.
    pub fn all() -> Self {
        Tidy {
            radicals: Stage::On,
            compatibility: Stage::On,
            invisible: Stage::On,
            controls: Stage::On,
            brackets: Stage::On,
            private_use: Stage::On,
        }
    }
}

impl Default for Tidy {
    fn default() -> Self {
        Tidy {
            radicals: Stage::Off,
            compatibility: Stage::Off,
            invisible: Stage::Off,
            controls: Stage::Off,
            brackets: Stage::Off,
            private_use: Stage::Off,
        }
    }
}

/// Options of a [`Restorer`](crate::Restorer): set what differs from the default.
///
/// ```
/// let mut options = dedouble::Options::default();
/// options.lines = dedouble::Lines::Keep;
/// assert_eq!(options.caution, dedouble::Caution::High);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Options {
    /// Repair of doubled text.
    pub doubling: Stage,
    /// Closing of letter-spacing.
    pub spacing: Stage,
    /// Line breaks.
    pub lines: Lines,
    /// Open seams, where lines are joined.
    pub open_seams: OpenSeams,
    /// How much evidence a repair of doubled text needs.
    pub caution: Caution,
    /// The gap between Han and Latin; only where [`spacing`](Options::spacing) is on.
    pub han_latin: HanLatin,
    /// Repairs beyond doubling; all off.
    pub tidy: Tidy,
}
