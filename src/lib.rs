//! Gives back the text a newspaper printed, from text extracted with doubled
//! characters, letter-spacing and hard-wrapped columns, and keeps a log of every
//! change.
//!
//! # The problem
//! Newspapers set headlines, lead paragraphs and captions in *synthetic bold*:
//! the same glyphs painted twice (three, four times), a hair apart. An extractor
//! that does not look at coordinates writes every painted run as often as it was
//! painted: `每年每年55月月3030 日被设立为日被设立为`. Lines that were justified are torn apart
//! (`全 流 程 同 步 投`), and every line of a column ends in a line break. Mostly the
//! text is all that is left: what needs glyph boxes cannot help.
//!
//! Shape alone does not tell damage from language: 高高兴兴 and 书记处书记 are good
//! Chinese. What tells them apart is that in a painted stretch *everything* is
//! doubled, every mark and number, and in the same way on the whole page. So
//! each stretch is weighed by a model of both, in bits, and by the page it stands on.
//!
//! ```
//! let page = "又到又到99月月2020 日日，，书香书香满城满城。。\n处处书声，人人高高兴兴。\n";
//! assert_eq!(dedouble::repair(page), "又到9月20 日，书香满城。\n处处书声，人人高高兴兴。\n");
//! ```
//!
//! # Where to start
//! | for | call | it gives |
//! |---|---|---|
//! | the text, its lines as they are | [`repair`] | `Cow<str>` |
//! | the text, its lines joined to paragraphs | [`restore`] | `Cow<str>` |
//! | what would be repaired, and what is left and why | [`findings`] | [`Finding`]s |
//! | a score, to filter a corpus by | [`damage`] | [`Damage`] |
//! | all of it at once, with [`Options`], for many texts | [`Restorer`] | [`Restored`]: text, [`EditLog`], [`Block`]s and their roles, findings |
//!
//! The free functions are short for a `Restorer` with default options. There is
//! one code path: whatever is asked for, the same is done.
//!
//! # Terms
//! - **Artefact**: what is in the text and was not on the paper: copies, blanks,
//!   line breaks.
//! - **Tandem repeat**: XX…X. Its **period** is the size of X in atoms, its
//!   **exponent** the number of copies. A **stutter** repeats every character
//!   (`公公司司`); **reduplication** (天天, 高高兴兴) is its rightful look-alike.
//! - **Atom**: what may be repeated as a whole: an extended grapheme cluster that
//!   is not white space (UAX #29).
//! - **Text run**: what is painted at once; it ends where script, font or line end.
//! - **Stretch**: text runs side by side that were all painted as often; it is
//!   judged as a whole. **Page**: the text that is given at once; it is what
//!   evidence is gathered on.
//! - **Source**: the text as it came. **Span**: a half-open range of bytes. **Edit**:
//!   a span, what it becomes, and why. **Edit log**: sorted, disjoint edits against
//!   the source.
//! - **Seam**: the border of two lines; **open** if a sentence runs into it and
//!   nothing tells where it goes on.
//! - **Bits**: evidence, the binary logarithm of how much likelier an artefact is
//!   than language.
//!
//! All offsets are bytes of UTF-8. What is counted in characters or atoms says so.
//!
//! # Guarantees
//! 1. What is not an artefact comes out byte for byte, but for line breaks where
//!    lines are joined. In doubt, text is left: a missed repair is a blemish, a
//!    wrong deletion a falsified document.
//! 2. Of k equal copies one is kept. Nothing is invented, reordered or normalised;
//!    what rewrites single characters ([`Tidy`]) is off unless asked for.
//! 3. Text is source plus log. The log reverts to the source byte for byte. With
//!    the log or without, the result is the same, and `Cow::Borrowed` means untouched.
//! 4. The same text and options give the same result, on any number of threads.
//! 5. Time and memory grow linearly with the text, whatever it is. On newspaper
//!    pages memory peaks at 15 to 18 times the text's size, on text that is all
//!    repetition at up to 50 times (`/usr/bin/time -v` on the example `repair`, 4
//!    to 16 MB). `cargo bench` measures the time.
//! 6. No text makes it panic. There is no unsafe code, and nothing is printed.
//!
//! # How it is done
//! A scan lets most text go, and allocates nothing for it. What is left is cut into atoms
//! (grapheme clusters, UAX #29), and its maximal repeats are found (Kolpakov and
//! Kucherov 1999). A semi-Markov model with a regime for language and one for paint
//! is decoded by dynamic programming; what repetition costs in language was counted
//! in Chinese news, reports, law, prose, verse and chat. Stretches that are certain vouch for weaker
//! ones of the same paint. Then letter-spacing is closed, and a hidden Markov chain
//! over the lines (Rabiner 1989) estimates the measures of the columns and which
//! line breaks are the typesetter's; where lines are joined, blanks follow the
//! segment break transformation of CSS Text 4. Each stage adds its edits to the log.
//!
//! # What it does not do
//! Copies that an extractor wrote far from what they copy show no repetition and
//! stay, unless they fill their lines. So does a lone doubled word on a page that is
//! otherwise clean, and where all that is doubled is short lines, verse or talk, as in an
//! echo song or a chat, or a title above the heading that repeats it, with an empty line
//! between: nothing tells it from language. What one page of a text shows of
//! its paint says nothing of the next (a page ends with a form feed, or past 64 KiB
//! with a blank line). Reading order is left as it is.
//!
//! # Examples
//! Repair one string:
//!
//! ```
//! let heading = "绿了荒滩绿了荒滩 富了乡亲富了乡亲";
//! assert_eq!(dedouble::repair(heading), "绿了荒滩 富了乡亲");
//!
//! let clean = "书记处书记天天高高兴兴。";
//! assert!(matches!(dedouble::repair(clean), std::borrow::Cow::Borrowed(_)));
//! ```
//!
//! List what would be changed, and what is left and why, without changing it:
//!
//! ```
//! use dedouble::{Verdict, Why};
//!
//! let page = "全市全市干部干部20002000余人余人栽下新苗栽下新苗。。\n格式为 yyyyMMdd 的日期\n";
//! let mut lines = Vec::new();
//! for finding in dedouble::findings(page) {
//!     let text = &page[finding.span.clone()];
//!     lines.push(match finding.verdict {
//!         Verdict::Repair => format!("{text} ×{} {:.0} bits", finding.exponent, finding.bits),
//!         Verdict::Leave(Why::Notation) => format!("{text} is a notation"),
//!         Verdict::Leave(why) => format!("{text} left: {why:?}"),
//!         _ => continue,
//!     });
//! }
//! assert!(lines[0].starts_with("全市全市干部干部20002000余人余人栽下新苗栽下新苗。。 ×2"));
//! assert_eq!(lines[1..], ["yyyyMMdd is a notation"]);
//! ```
//!
//! Let a reviewer reject an edit:
//!
//! ```
//! use dedouble::Restorer;
//!
//! let page = "工作会议工作会议昨日昨日召开召开，，百名代表百名代表出席出席。。";
//! let restored = Restorer::default().restore(page);
//! assert_eq!(restored.text, "工作会议昨日召开，百名代表出席。");
//!
//! let reviewed = restored.log.filter(|edit| edit.removed != "昨日");
//! assert_eq!(reviewed.apply(page)?, "工作会议昨日昨日召开，百名代表出席。");
//! assert_eq!(reviewed.revert(&reviewed.apply(page)?)?, page);
//! # Ok::<(), dedouble::LogError>(())
//! ```
//!
//! Find on the page what a search found in the result:
//!
//! ```
//! use dedouble::Restorer;
//!
//! let page = "全市全市干部群众干部群众20002000余人余人栽下新苗栽下新苗。。";
//! let restored = Restorer::default().restore(page);
//! let hit = restored.text.find("群众2000").unwrap();
//! let place = restored.log.span_to_source(hit..hit + "群众2000".len());
//! assert_eq!(&page[place], "群众干部群众2000");
//! ```
//!
//! Sort a corpus by damage:
//!
//! ```
//! use dedouble::{Level, Restorer};
//!
//! let corpus = [
//!     "天天读书，处处闻声。",
//!     "春潮春潮涌动涌动，，今年今年33月月1212日日植树植树。。",
//! ];
//! let restorer = Restorer::default();
//! let mut kept = Vec::new();
//! for document in corpus {
//!     let restored = restorer.restore(document);
//!     match restored.damage().level() {
//!         Level::Sound => kept.push(document.into()),
//!         _ => kept.push(restored.text),
//!     }
//! }
//! assert_eq!(kept, ["天天读书，处处闻声。", "春潮涌动，今年3月12日植树。"]);
//! ```
//!
//! # Features and versions
//! `serde` (off): [`Edit`] and [`Reason`] can be written and read, and `SealedLog`
//! keeps a log together with the size and hash of its source.
//! `rayon` (off): [`Restorer::restore_all`] repairs on all threads of a pool.
//!
//! Needs Rust 1.85; a newer minimum is a minor version. Enums, and structs with
//! public fields, are `#[non_exhaustive]`: variants and fields may come in minor
//! versions. What is repaired may get better in any version, so keep the log, not
//! the version that made it.

#![forbid(unsafe_code)]
// The documentation says what needs the feature.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod corpus;
mod damage;
mod double;
mod edit;
mod error;
mod finding;
mod lines;
mod log;
mod memory;
mod names;
mod options;
mod page;
mod reflow;
mod script;
mod shelf;
mod spacing;
mod stream;
mod tidy;
mod unified;

use std::borrow::Cow;

pub use damage::{Damage, Level};
pub use edit::{Edit, Reason, Span};
pub use error::LogError;
pub use finding::{Finding, Form, Separator, Verdict, Why};
pub use log::EditLog;
#[cfg(feature = "serde")]
pub use log::{LogHeader, SealedLog};
pub use options::{Caution, HanLatin, Lines, OpenSeams, Options, Stage, Tidy};
pub use page::{Restored, Restorer};
pub use reflow::{Block, Role};
pub use stream::Stream;

/// Repairs doubled text and letter-spacing; line breaks stay, but for those
/// between copies. Borrowed if and only if nothing was changed.
///
/// The same as [`Restorer::restore`] with [`Lines::Keep`], which gives the log too.
/// Linear in the text's size in time and memory.
///
/// ```
/// assert_eq!(dedouble::repair("起起，，每年每年55月月3030 日日"), "起，每年5月30 日");
/// assert_eq!(dedouble::repair("统筹全厂全 流 程 同 步 投"), "统筹全厂全流程同步投");
/// ```
pub fn repair(text: &str) -> Cow<'_, str> {
    let options = Options { lines: Lines::Keep, ..Options::default() };
    Restorer::new(options).restore(text).text
}

/// Repairs doubled text and letter-spacing, and joins the lines of columns to
/// paragraphs, a paragraph a line. Borrowed if and only if nothing was changed.
/// Text that is not hard-wrapped keeps its lines.
///
/// The same as [`Restorer::restore`], which gives the log too.
/// Linear in the text's size in time and memory.
///
/// ```
/// let column = "\
/// 　　十年前，这里风沙滚滚，处处是盐碱地。如\n\
/// 今一行行柽柳郁郁葱葱，白鹭时时飞过。两岸的\n\
/// 人家早晚都到堤上走一走，看看水，看看树。\n\
/// 　　今年的新苗已经栽下，明年就能连成一片。\n";
/// let article = "\
/// 十年前，这里风沙滚滚，处处是盐碱地。如今一行行柽柳郁郁葱葱，白鹭时时飞过。\
/// 两岸的人家早晚都到堤上走一走，看看水，看看树。\n\
/// 今年的新苗已经栽下，明年就能连成一片。\n";
/// assert_eq!(dedouble::restore(column), article);
/// ```
pub fn restore(text: &str) -> Cow<'_, str> {
    Restorer::default().restore(text).text
}

/// What looks like an artefact in a text, by place, and what would be done about
/// it; nothing is changed. With other options: [`Restorer::findings`].
///
/// On a page without evidence of paint only what comes near to such evidence is
/// listed, not the weak look-alikes that language is full of: most pages have no
/// findings.
///
/// Linear in the text's size in time and memory.
///
/// ```
/// use dedouble::{Verdict, Why};
///
/// // One line says nothing of a page.
/// let found = dedouble::findings("渡口末班船今晚开航渡口末班船今晚开航\n夜市的摊位亮起了灯。").next().unwrap();
/// assert_eq!(found.verdict, Verdict::Leave(Why::NoWitness));
/// ```
pub fn findings(text: &str) -> impl Iterator<Item = Finding> {
    Restorer::default().findings(text)
}

/// How much of a text is damaged: see [`Damage`]. With other options, or where
/// the repair is wanted too: [`Restorer::damage`], [`Restored::damage`].
///
/// Linear in the text's size in time and memory.
///
/// ```
/// assert!(dedouble::damage("又到又到99月月，，书香书香满城满城。。").is_damaged());
/// assert!(!dedouble::damage("处处书声，人人高高兴兴。").is_damaged());
/// ```
pub fn damage(text: &str) -> Damage {
    Restorer::default().damage(text)
}

/// The README's examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
