//! A press: pages that are set from clean text, painted, and read back by an
//! extractor, with the truth known.
//!
//! The articles are those of `fixtures/`, so what is printed is newspaper prose.
//! A page has some paragraphs of one article, set to a measure. The first and
//! some of the others are bold: each unit of a bold line is painted k times, and
//! the extractor writes every copy, or loses some.

use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::sample::select;

use crate::fixtures::folder;
use crate::overprint::{overprint_with, Paint, Unit};

/// A page in its three states.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What the paper printed, a paragraph a line.
    pub printed: String,
    /// The same on the lines it was set in.
    pub set: String,
    /// What the extractor gives.
    pub extracted: String,
}

/// How a page is made.
#[derive(Clone, Debug)]
struct Job {
    article: usize,
    first: usize,
    paragraphs: usize,
    /// Characters in a line.
    measure: usize,
    indent: &'static str,
    paint: Paint,
    /// Which paragraphs are bold, by bit; the first always is.
    bold: u8,
    /// One unit in so many loses copies; 0: none.
    loss: u32,
    seed: u64,
}

/// Any page.
pub fn sheets() -> impl Strategy<Value = Sheet> {
    jobs(paints(), select(vec![0, 0, 0, 40, 10])).prop_map(|job| job.run())
}

/// Pages painted in one way, of which the extractor gives every copy.
pub fn sheets_painted(paint: Paint) -> impl Strategy<Value = Sheet> {
    jobs(Just(paint), Just(0)).prop_map(|job| job.run())
}

/// Pages of which the extractor loses some copies.
pub fn sheets_with_losses() -> impl Strategy<Value = Sheet> {
    jobs(paints(), select(vec![40, 10])).prop_map(|job| job.run())
}

/// How extractors show paint: copies glued or a blank apart by the run or by the
/// character, and on lines of their own.
pub fn paints() -> impl Strategy<Value = Paint> {
    let ways = vec![
        (Unit::Run, ""),
        (Unit::Run, ""),
        (Unit::Run, " "),
        (Unit::Run, "\n"),
        (Unit::Character, ""),
        (Unit::Line, ""),
        (Unit::Line, " "),
        (Unit::Line, "\n"),
    ];
    (select(ways), 2..=8usize).prop_map(|((unit, separator), copies)| Paint { unit, copies, separator })
}

fn jobs(
    paints: impl Strategy<Value = Paint>,
    losses: impl Strategy<Value = u32>,
) -> impl Strategy<Value = Job> {
    let text = (0..articles().len(), any::<usize>(), 2..8usize);
    let setting = (10..28usize, select(vec!["\u{3000}\u{3000}", "\u{3000}\u{3000}", "", "  "]));
    let bold = any::<u8>().prop_map(|mask| mask & 0b101_0101);
    (text, setting, paints, bold, losses, any::<u64>()).prop_map(
        |((article, first, paragraphs), (measure, indent), paint, bold, loss, seed)| Job {
            article,
            first: first % articles()[article].len(),
            paragraphs,
            measure,
            indent,
            paint,
            bold,
            loss,
            seed,
        },
    )
}

/// The paragraphs of each article that is known to be clean.
fn articles() -> &'static [Vec<String>] {
    static ARTICLES: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    ARTICLES.get_or_init(|| {
        let fixtures = ["pages", "clean-wrapped"].into_iter().flat_map(folder);
        let paragraphs = |text: String| text.lines().map(str::to_owned).collect();
        fixtures.filter_map(|f| f.expected).map(paragraphs).collect()
    })
}

impl Job {
    fn run(self) -> Sheet {
        let article = &articles()[self.article];
        let paragraphs = article.iter().cycle().skip(self.first).take(self.paragraphs.min(article.len()));
        let (mut set, mut extracted, mut printed) = (Vec::new(), Vec::new(), Vec::new());
        let mut losses = Draws(self.seed);
        for (n, paragraph) in paragraphs.enumerate() {
            // Headings and bylines have no indent.
            let running = paragraph.ends_with(['。', '”', '」', '！', '？', '…', '.']);
            let indent = if running { self.indent } else { "" };
            let lines = set_in_lines(paragraph, indent, self.measure).join("\n");
            let bold = n == 0 || self.bold >> (n % 8) & 1 == 1;
            let copies = || match self.loss {
                0 => self.paint.copies,
                one_in if losses.next() % u64::from(one_in) == 0 => {
                    1 + losses.next() as usize % (self.paint.copies - 1).max(1)
                }
                _ => self.paint.copies,
            };
            extracted.push(if bold { overprint_with(&lines, self.paint, copies) } else { lines.clone() });
            set.push(lines);
            printed.push(paragraph.as_str());
        }
        let page = |blocks: Vec<String>| blocks.join("\n") + "\n";
        Sheet { printed: printed.join("\n") + "\n", set: page(set), extracted: page(extracted) }
    }
}

/// Knuth's linear congruential generator (MMIX).
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
}

/// Marks that do not begin a line.
const NOT_FIRST: &str = "，。、；：？！”’）》】」』…—％";
/// Marks that do not end one.
const NOT_LAST: &str = "“‘（《【「『";

/// A paragraph on lines of at most `measure` characters, but for marks that hang.
fn set_in_lines(paragraph: &str, indent: &str, measure: usize) -> Vec<String> {
    let chars: Vec<char> = indent.chars().chain(paragraph.chars()).collect();
    let mut lines = Vec::new();
    let mut start = 0;
    while chars.len() - start > measure {
        let end = line_end(&chars, start, start + measure);
        lines.push(chars[start..end].iter().collect::<String>().trim_end().to_owned());
        start = end;
        while chars.get(start) == Some(&' ') {
            start += 1;
        }
    }
    lines.push(chars[start..].iter().collect());
    lines
}

/// Where a line ends that should end at `wanted`: before a word or number that
/// would be cut, after marks that cannot begin the next line.
fn line_end(chars: &[char], start: usize, wanted: usize) -> usize {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | '-' | '\'');
    let mut end = wanted;
    while end > start + 1 && word(chars[end - 1]) && word(chars[end]) {
        end -= 1;
    }
    // A word longer than the line is cut.
    end = if end == start + 1 { wanted } else { end };
    while end < chars.len() && NOT_FIRST.contains(chars[end]) {
        end += 1;
    }
    while end > start + 1 && NOT_LAST.contains(chars[end - 1]) {
        end -= 1;
    }
    end
}

#[test]
fn the_press_sets_lines_as_newspapers_do() {
    let lines = set_in_lines("又到9月20日，书香满城。", "\u{3000}\u{3000}", 6);
    assert_eq!(lines, ["　　又到9月", "20日，书香", "满城。"]);
    assert_eq!(set_in_lines("他说：“好。”", "", 4), ["他说：", "“好。”"]);
}
