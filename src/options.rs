//! What to do, and how boldly.

/// Whether a stage runs.
///
/// ```
/// use dedouble::{Options, Restorer, Stage};
///
/// let page = "统筹统筹全厂全厂，，全 流 程 同 步 投。";
/// let mut options = Options::default();
/// options.doubling = Stage::Off;
/// assert_eq!(Restorer::new(options).restore(page).text, "统筹统筹全厂全厂，，全流程同步投。");
/// ```
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
/// Measured with `dedouble --keep-lines --caution … --edits …` (the example
/// program) on 12.1 million characters of clean text in documents of about 2,000,
/// 7.5 million of them Chinese, and on 246 newspaper pages with damage.
///
/// ```
/// use dedouble::{Caution, Options, Restorer};
///
/// let page = "又到又到99月月2020日日，，书香书香满城满城。。\n夜市的摊位亮起了灯。\n好书好书\n";
/// let mut options = Options::default();
/// options.caution = Caution::Utmost;
/// let text = "又到9月20日，书香满城。\n夜市的摊位亮起了灯。\n好书好书\n";
/// assert_eq!(Restorer::new(options).restore(page).text, text);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Caution {
    /// Repairs also what stands out by itself on a page that is certain of
    /// nothing. Deletes some 9,000 characters of the clean text, 15 of them in
    /// Chinese, nearly all others where logs and help texts say a thing again;
    /// repairs something on as many of the pages as [`High`](Caution::High) does.
    Low,
    /// Repairs what clean text does not show in millions of characters, and what
    /// such a stretch on the same page vouches for. Deletes 22 characters of the
    /// clean text, a joke on doubled letters among English quotations; repairs
    /// something on more than 230 of the pages.
    #[default]
    High,
    /// Repairs only what is certain on its own, without help from the rest of
    /// the page: something on more than 210 of the pages. The joke goes all the same.
    Utmost,
}

/// What happens to line breaks.
///
/// ```
/// use dedouble::{Lines, Options, Restorer};
///
/// // The lines of a text stay, but not the breaks an extractor put between copies.
/// let page = "每年\n每年\n5\n5\n月\n月\n，\n，\n新苗\n新苗\n栽下去了\n栽下去了\n。\n。\n";
/// let mut options = Options::default();
/// options.lines = Lines::Keep;
/// assert_eq!(Restorer::new(options).restore(page).text, "每年\n5\n月\n，\n新苗\n栽下去了\n。\n");
/// ```
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
///
/// Chinese is set with a quarter of an em there or with nothing, and extractors
/// write what they make of it. Only inside lines. What divides the cells of a table
/// may be such a gap and nothing else: `Close` is for running text.
///
/// ```
/// use dedouble::{HanLatin, Options, Restorer};
///
/// let with = |gap| {
///     let mut options = Options::default();
///     options.han_latin = gap;
///     Restorer::new(options).restore("9月 20 日的PDF").text.into_owned()
/// };
/// assert_eq!(with(HanLatin::Keep), "9月 20 日的PDF");
/// assert_eq!(with(HanLatin::Close), "9月20日的PDF");
/// assert_eq!(with(HanLatin::Space), "9 月 20 日的 PDF");
/// ```
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
///
/// ```
/// use dedouble::{OpenSeams, Options, Restorer};
///
/// let page = "\
/// 　　春耕时节，山湾镇组织志愿者走上河堤，沿\n\
/// 着十二公里长的河道清理垃圾和漂浮物，为灌\n\
/// 溉用水的畅通做好准备。\n\
/// 　　镇长介绍，接下来还要在上游种植芦苇，并\n\
/// 请水利专家定期检测水质，让沿\n\
/// 　　渡口的末班船昨晚开航，两岸的居民早早吃过\n\
/// 晚饭，搬着板凳来看热闹，夜市也点起了灯火。\n";
/// let restored = Restorer::default().restore(page);
/// assert_eq!(restored.open_seams.len(), 1);
/// let mut options = Options::default();
/// options.open_seams = OpenSeams::Join;
/// let joined = Restorer::new(options).restore(page);
/// assert!(joined.open_seams.is_empty() && joined.text.contains("让沿渡口的末班船"));
/// ```
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
    ///
    /// ```
    /// use dedouble::{Options, Restorer, Tidy};
    ///
    /// let mut options = Options::default();
    /// options.tidy = Tidy::all();
    /// let text = "⽇报(效\u{F9DB}）夜\u{200B}市\u{2}";
    /// assert_eq!(Restorer::new(options).restore(text).text, "日报（效率）夜市");
    /// ```
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
