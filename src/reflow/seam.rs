//! What the words on both sides of a seam say: was the line break the
//! typesetter's (join) or the writer's (break)? In bits, positive for join.

use crate::script::{self, Script};

use super::cohesion;
use super::hash::{Counted, FastMap};
use super::kind::{self, Kind};
use super::line::{End, Line, ORPHAN_WIDTH};
use super::tally::Tally;

/// A sentence ends before the seam: 4 in 5 paragraphs do, 1 in 20 lines inside one.
const AFTER_SENTENCE: f32 = -4.0;
/// A colon before the seam: speeches and lists follow colons more often than lines end in them.
const AFTER_COLON: f32 = -1.5;
/// A semicolon before the seam: ends an item of a list as often as a line, and
/// little else than lines where no list is.
const AFTER_SEMICOLON: [f32; 2] = [-0.5, 3.0];
/// A closing bracket or quotation before the seam: credits and names of authors
/// end so.
const AFTER_CLOSING: f32 = -1.0;
/// An ellipsis before the seam: ends sentences and stands inside them.
const AFTER_ELLIPSIS: f32 = -1.5;
/// A comma before the seam: no paragraph ends so, verse apart.
const AFTER_COMMA: f32 = 5.5;
/// No mark before the seam, but some on the line: a sentence that is not ended.
/// Counted on lines of newspapers and books: 57 in 100 lines inside a paragraph,
/// 1 in 200 before the end of one, credits of pictures left out.
const IN_SENTENCE: f32 = 6.0;
/// The same of a line with one comma and nothing else, as headings of two parts
/// have.
const AFTER_COMMA_PART: f32 = 4.0;
/// No mark on the line at all: 3 in 5 lines inside a paragraph, 1 in 4 before
/// the end of one (headings, bylines, captions).
const AFTER_WORD: f32 = 1.2;
/// The same of a line of fewer than twelve characters, most of which are
/// headings: 1 in 12 to 1 in 4.
const AFTER_FEW_WORDS: f32 = 0.6;
/// The same of a line that starts with a number: half of them are headings.
const AFTER_NUMBERED: f32 = -1.5;
/// Half-widths below which a line is that short.
const FEW_WORDS: usize = 24;
/// The next line ends the sentence, and is shorter: a heading over a paragraph
/// of one line, shorter than itself, is rare.
const FINISHES: f32 = 3.2;
/// How much more that says where the next line has no more than three characters
/// and the mark.
const ORPHAN_FINISHES: f32 = 1.5;
const FEW_ENDING: usize = 8;
/// An address of the web goes on: it is divided at its marks.
const IN_ADDRESS: f32 = 8.0;
/// The next line starts with an address: blocks of its own are rare.
const STARTS_ADDRESS: f32 = 7.0;
/// Two lines of one character: no writer sets them so, extractors do where they
/// take each gap of a loose line for a line break.
const SLIVERS: f32 = 6.0;
/// One mark on a line of its own: part of what stands around it.
const MARK_ALONE: f32 = 4.0;
/// Half-widths up to which a line is a sliver.
const SLIVER_WIDTH: usize = 2;
/// What may not end a line, or may not start one: the typesetter would not have
/// broken here, so an extractor did; and no writer starts a paragraph so.
const PROHIBITED: f32 = 8.0;
/// One half of an ellipsis or dash on either side: the two are one mark.
const HALVED_MARK: f32 = 12.0;
/// A bracket or quotation opened on the line before and closed on the next.
const OPEN_THEN_CLOSED: f32 = 8.0;
/// A bracket or quotation left open.
const LEFT_OPEN: f32 = 4.0;
/// A bracket or quotation closed that was opened further above.
const CLOSED_FROM_ABOVE: f32 = 1.5;
/// A word that wants another after it (的, 和, 在) or before it (的, 了, 们).
const BOUND_WORD: f32 = 4.0;
/// Digits and their unit.
const TIED: f32 = 2.0;
/// 去年⏎９月５日: a year or a month wants the rest of the date.
const DATE: f32 = 4.0;
/// A lower-case letter at the start of a line: 4 in 5 lines inside a paragraph
/// of a Latin text, 1 in 20 to 1 in 50 at the start of one.
const LOWER: f32 = 4.5;
/// A capital there.
const CAPITAL: f32 = -2.0;
/// A digit there; lists, tables and logs start with them. After the middle of a
/// sentence it says less.
const NUMBER: [f32; 2] = [-3.5, -1.0];
/// Words of a line that make a sentence.
const MANY_WORDS: usize = 5;
/// A script without case and without blanks between words (Thai, Khmer): the
/// words give no sign, and what looks full may be a list.
const NO_SIGN: f32 = -10.0;
/// A word divided by a hyphen.
const HYPHEN: f32 = 5.0;
/// The next line starts as only a block of its own does.
const STARTS_BLOCK: f32 = -18.0;
/// The next line starts as items of lists do.
const STARTS_ITEM: f32 = -6.0;
/// The next line starts with a label (`问：`), alone (it says nothing then) or
/// as the line before does.
const STARTS_LABEL: [f32; 2] = [0.0, -6.0];
/// The next line starts with a dash.
const STARTS_DASH: f32 = -3.0;
/// The line before is whole by its look.
const ENDS_BLOCK: f32 = -6.0;
/// The line before ends in the credit of a picture.
const AFTER_CREDIT: f32 = -5.0;
/// A line in two parts with a gap, as headings are, on either side.
const TWO_PART: f32 = -2.0;
/// A border between synthetic bold and plain text. Orphans do not count: one to
/// three characters are too few to tell whether they were painted twice.
const BOLD_BORDER: f32 = -8.0;
/// The next line is the rest of this one.
const REST: f32 = 20.0;
/// Two lines begin alike, as rows and items do and lines of prose do not.
const ALIKE: f32 = -7.0;
/// Characters from which on a common beginning is no chance, Han and others.
const ALIKE_HAN: usize = 3;
const ALIKE_LATIN: usize = 8;
/// Rows and code keep their lines.
const KEPT: f32 = -30.0;
/// One to three characters are no block of their own when nothing has ended.
const ORPHAN: f32 = 3.0;
/// A paragraph often starts with a quotation, a line inside one seldom.
const STARTS_QUOTE: f32 = -1.0;
/// The next line starts with the place and day of a report.
const STARTS_DATELINE: f32 = -6.0;
/// A sentence ends before the seam, and the next starts as those do that go on
/// from another, or as first ones do. Counted on news, reports, fiction and
/// encyclopaedia: 1.8 to 4.4 and -2.2 to -3.8.
const CONTINUES: f32 = 1.5;
const OPENS: f32 = -2.0;
/// The next line starts as others on the page do, and only starts of lines do.
const STARTS_AGAIN: f32 = -5.0;
/// A colon and a number or address: a label and what it stands for.
const COLON_VALUE: f32 = 4.0;
/// The next line is a number, after Han without a mark.
const NUMBER_ALONE: f32 = 5.0;
/// The next line holds the names of those who wrote the paragraph, in brackets.
const SIGNATURE: f32 = 8.0;
/// The next line starts with something in brackets, as no block does.
const BRACKETED_WORD: f32 = 2.0;
/// The point of a decimal number.
const DECIMAL: f32 = 8.0;

/// Characters from which on a beginning that comes again is no chance.
const AGAIN: usize = 4;
/// How often it has to come, and the share of its places that are starts of lines:
/// a word that is frequent on a page starts a line one time in as many as the
/// column is wide.
const LEAST_AGAIN: u16 = 3;
const SHARE_AGAIN: f32 = 0.6;

/// What stands elsewhere on the page, of what stands at its seams.
#[derive(Debug)]
struct Page {
    /// Pairs of Han characters that a seam divides: how often they stand inside lines.
    pairs: Counted<u64, u8>,
    /// Beginnings of several lines: how often they start one, and how often they stand
    /// anywhere.
    beginnings: Counted<u128, [u16; 2]>,
}

impl Page {
    fn of(text: &str, lines: &[Line]) -> Self {
        let mut starts: FastMap<u128, u16> = FastMap::default();
        for beginning in lines.iter().filter_map(|l| beginning(l.text(text))) {
            let starts = starts.entry(beginning).or_default();
            *starts = starts.saturating_add(1);
        }
        starts.retain(|_, starts| *starts >= LEAST_AGAIN);
        let mut page =
            Page { pairs: Counted::for_up_to(lines.len()), beginnings: Counted::for_up_to(starts.len()) };
        for (beginning, starts) in starts {
            *page.beginnings.entry(beginning) = [starts, 0];
        }
        for seam in lines.windows(2) {
            let (last, first) = (seam[0].text(text).chars().next_back(), seam[1].text(text).chars().next());
            if let (Some(last), Some(first)) = (last.filter(|c| is_han(*c)), first.filter(|c| is_han(*c))) {
                page.pairs.entry(pair(last, first));
            }
        }
        for line in lines {
            // The last four characters; two of them are a pair.
            let mut last = 0u128;
            for c in line.text(text).chars().filter(|c| *c != ' ') {
                last = last << 32 | c as u128;
                if let Some(n) = page.pairs.get_mut(last as u64) {
                    *n = n.saturating_add(1);
                }
                if let Some(counts) = page.beginnings.get_mut(last) {
                    counts[1] = counts[1].saturating_add(1);
                }
            }
        }
        page
    }

    /// Whether `text` begins as several lines do, and as little else on the page.
    fn begins_again(&self, text: &str) -> bool {
        let counts = beginning(text).and_then(|b| self.beginnings.get(b));
        counts.is_some_and(|[starts, all]| f32::from(starts) >= SHARE_AGAIN * f32::from(all))
    }
}

/// The first characters of a line, if Han is among them.
fn beginning(text: &str) -> Option<u128> {
    let mut chars = text.chars().filter(|c| *c != ' ');
    let (mut first, mut han) = (0, false);
    for _ in 0..AGAIN {
        let c = chars.next()?;
        first = first << 32 | c as u128;
        han |= is_han(c);
    }
    han.then_some(first)
}

/// Two characters in one number.
fn pair(last: char, first: char) -> u64 {
    u64::from(last) << 32 | u64::from(first)
}

fn is_han(c: char) -> bool {
    matches!(script::script(c), Script::Han | Script::Kana)
}

/// Bits for joining every line with the next.
pub(super) fn all(text: &str, lines: &[Line]) -> Vec<f32> {
    let page = Page::of(text, lines);
    let mut words: Vec<f32> = lines.windows(2).map(|w| bits(text, &page, &w[0], &w[1])).collect();
    keep_verse(text, lines, &mut words);
    words
}

/// Bits for joining two lines that follow one another.
fn bits(text: &str, page: &Page, a: &Line, b: &Line) -> f32 {
    if !a.is_prose() || !b.is_prose() {
        return KEPT;
    }
    if a.broken {
        return REST;
    }
    let (before, after) = (a.text(text), b.text(text));
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return 0.0 };
    let mut bits = ends(a, b, last) + starts(b, after, first) + closes(a);
    bits += brackets(&a.tally, &b.tally);
    bits += across(page, before, after, last, first);
    if page.begins_again(after) {
        bits += STARTS_AGAIN;
    }
    if b.width <= ORPHAN_WIDTH && !a.ended && b.kind == Kind::Text {
        bits += ORPHAN;
    }
    if a.width <= SLIVER_WIDTH && b.width <= SLIVER_WIDTH {
        bits += SLIVERS;
    }
    if is_mark(a, before) || is_mark(b, after) {
        bits += MARK_ALONE;
    }
    if goes_on_in_address(before, after) {
        bits += IN_ADDRESS;
    }
    if !a.ended && b.ended && b.width < a.width && matches!(a.kind, Kind::Text | Kind::Caption) {
        bits += FINISHES + if b.width <= FEW_ENDING { ORPHAN_FINISHES } else { 0.0 };
    }
    let has_label = |line: &Line, text| line.tally.colons > 0 && kind::has_label(text);
    if has_label(b, after) && a.kind == Kind::Text {
        bits += STARTS_LABEL[usize::from(has_label(a, before))];
    }
    if before == after || begin_alike(before, after) {
        bits += ALIKE;
    }
    if a.end == End::Credit {
        bits += AFTER_CREDIT;
    }
    if a.ended && b.kind == Kind::Text {
        bits += if kind::is_signature(after) {
            SIGNATURE
        } else if kind::opens(after) {
            OPENS
        } else if after.starts_with(CONTINUERS) {
            CONTINUES
        } else {
            0.0
        };
    }
    for (line, words) in [(a, before), (b, after)] {
        bits += if line.tally.gapped && kind::is_two_part(words) { TWO_PART } else { 0.0 };
    }
    if last == first && matches!(last, '…' | '—') {
        bits += HALVED_MARK;
    }
    if a.bold != b.bold && a.width.min(b.width) > ORPHAN_WIDTH {
        bits += BOLD_BORDER;
    }
    bits
}

/// Lines in a row of one width, each with a mark at its end, that make verse.
const VERSE_LINES: usize = 4;
/// Half-widths of the longest line of regulated verse and its mark, twice over:
/// two lines are set side by side.
const VERSE_WIDTH: usize = 40;

/// Takes the seams inside stanzas for the writer's: of lines with one mark
/// inside, in the same place, and of regulated verse with a mark at every line end, on a page
/// where most lines are something else.
fn keep_verse(text: &str, lines: &[Line], words: &mut [f32]) {
    let marked = |l: &Line| l.text(text).ends_with(['，', '。', '；', '！', '？']);
    let stanzas = stanzas(lines, |a, b| marked(a) && marked(b));
    let all: usize = stanzas.iter().map(ExactSizeIterator::len).sum();
    if all * 2 < lines.len() {
        stanzas.into_iter().for_each(|s| words[s.start..s.end - 1].fill(KEPT));
    }
    let measured = self::stanzas(lines, |a, b| {
        a.tally.caesura.is_some() && a.tally.caesura == b.tally.caesura && a.text(text) != b.text(text)
    });
    measured.into_iter().for_each(|s| words[s.start..s.end - 1].fill(KEPT));
}

/// Runs of lines of verse of one width, each of which is `like` the first.
fn stanzas(lines: &[Line], like: impl Fn(&Line, &Line) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut stanzas = Vec::new();
    let mut start = 0;
    for i in 1..=lines.len() {
        let first = &lines[start];
        let same = |l: &Line| l.width == first.width && l.width <= VERSE_WIDTH && like(l, first);
        if i < lines.len() && same(&lines[i]) {
            continue;
        }
        if i - start >= VERSE_LINES {
            stanzas.push(start..i);
        }
        start = i;
    }
    stanzas
}

/// Whether a line is one mark and nothing else.
fn is_mark(line: &Line, text: &str) -> bool {
    line.kind == Kind::Text && line.width <= SLIVER_WIDTH && !text.contains(char::is_alphanumeric)
}

/// Whether two lines begin with the same characters, digits being all alike.
fn begin_alike(a: &str, b: &str) -> bool {
    let same = |x: char, y: char| x == y || x.is_ascii_digit() && y.is_ascii_digit();
    let common = || a.chars().zip(b.chars()).take_while(|(x, y)| same(*x, *y));
    let han = common().filter(|(x, _)| is_han(*x)).count();
    han >= ALIKE_HAN || common().count() >= ALIKE_LATIN
}

/// Whether a sentence ends at the end of `text`, closing marks left out.
pub(super) fn has_ended(text: &str) -> bool {
    let core = text.trim_end_matches(script::is_closing_mark);
    match core.chars().next_back() {
        Some('.' | '．') => is_full_stop(core),
        Some(c) => script::ends_sentence(c),
        None => false,
    }
}

/// Whether `text` ends in a number and a point, on a Chinese page, whose
/// sentences end in another mark.
fn ends_in_point(text: &str) -> bool {
    let number = text.strip_suffix(['.', '．']);
    number.is_some_and(|n| n.ends_with(|c| script::script(c) == Script::Digit) && n.contains(is_han))
}

/// Whether the `.` at the end of `text` ends a sentence: not that of `No.` or `J.`.
fn is_full_stop(text: &str) -> bool {
    if ends_in_point(text) {
        return false;
    }
    let core = text.trim_end_matches(|c: char| matches!(c, '.' | '．') || script::is_closing_mark(c));
    let word = core.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    word.chars().count() > 1 && !["No", "Mr", "Mrs", "Ms", "Dr", "St", "vs", "Fig", "pp"].contains(&word)
}

fn ends(a: &Line, b: &Line, last: char) -> f32 {
    if last == '…' {
        return AFTER_ELLIPSIS;
    }
    if a.ended {
        return AFTER_SENTENCE;
    }
    match last {
        '，' | '、' | ',' | '､' => AFTER_COMMA,
        '：' | ':' => AFTER_COLON,
        '；' | ';' => AFTER_SEMICOLON[usize::from(a.kind != Kind::Item && b.kind != Kind::Item)],
        c if script::is_closing_mark(c) => AFTER_CLOSING,
        c if script::not_at_line_end(c) => PROHIBITED,
        _ if a.end == End::Credit => 0.0,
        _ if a.tally.inner > 0 || a.tally.commas > 1 => IN_SENTENCE,
        _ if a.tally.commas > 0 => AFTER_COMMA_PART,
        _ if a.kind == Kind::Item => AFTER_NUMBERED,
        _ if a.width < FEW_WORDS => AFTER_FEW_WORDS,
        _ => AFTER_WORD,
    }
}

fn starts(b: &Line, text: &str, first: char) -> f32 {
    match b.kind {
        Kind::Byline | Kind::Furniture | Kind::Caption | Kind::Ornament => STARTS_BLOCK,
        Kind::Item => STARTS_ITEM,
        Kind::Dash => STARTS_DASH,
        _ if text.starts_with("http") => STARTS_ADDRESS,
        _ if kind::has_dateline(text) => STARTS_DATELINE,
        _ if matches!(first, '—' | '…' | '·' | '.' | '-') => 0.0,
        _ if script::not_at_line_start(first) => PROHIBITED,
        _ if kind::is_bracketed_word(text) => 0.0,
        _ if script::is_opening_mark(first) => STARTS_QUOTE,
        _ => 0.0,
    }
}

fn closes(a: &Line) -> f32 {
    match a.kind {
        Kind::Byline | Kind::Furniture => ENDS_BLOCK,
        _ => 0.0,
    }
}

/// What the brackets and quotations of two lines say.
fn brackets(before: &Tally, after: &Tally) -> f32 {
    match (before.open > 0, after.closed > 0) {
        (true, true) => OPEN_THEN_CLOSED,
        (true, false) => LEFT_OPEN,
        (false, true) => CLOSED_FROM_ABOVE,
        (false, false) => 0.0,
    }
}

/// Characters that sentences start with which go on from another.
const CONTINUERS: [char; 14] =
    ['其', '而', '但', '它', '他', '她', '该', '該', '此', '也', '只', '要', '你', '希'];
/// Function words of Chinese no phrase ends with, and those none starts with.
const WANTS_NEXT: &str = "的和与與在对對将將把被从從向为為及或而以於于由並并";
const WANTS_LAST: &str = "的了着們们等及和与與地性";
/// Counting and measuring words that follow a number.
const UNITS: &str = "年月日时時点點分秒万萬亿億元个個名人次件项項多余餘岁歲米公吨吨亩畝户戶家号號期届屆条條";

fn across(page: &Page, before: &str, after: &str, last: char, first: char) -> f32 {
    let mut bits = 0.0;
    if is_han(last) && is_han(first) {
        bits += cohesion::bits(last, first, page.pairs.get(pair(last, first)).unwrap_or(0));
    }
    if WANTS_NEXT.contains(last) || WANTS_LAST.contains(first) {
        bits += BOUND_WORD;
    }
    let (l, f) = (script::script(last), script::script(first));
    if l == Script::Digit && (f == Script::Digit || UNITS.contains(first)) {
        bits += TIED;
    }
    if f == Script::Digit && "年月".contains(last) {
        bits += DATE;
    }
    if f == Script::Digit && ends_in_point(before) {
        bits += DECIMAL;
    }
    if is_han(last) && !after.contains(|c: char| matches!(script::script(c), Script::Han | Script::Latin)) {
        bits += if f == Script::Digit { NUMBER_ALONE } else { 0.0 };
    }
    if is_han(last) && kind::is_bracketed_word(after) {
        bits += BRACKETED_WORD;
    }
    if last == '：' && matches!(f, Script::Digit | Script::Latin) && !script::is_wide(first) {
        bits += COLON_VALUE;
    }
    if l == Script::Other || f == Script::Other {
        return bits + NO_SIGN;
    }
    bits + latin(before, last, first)
}

/// What the case of the first letter says, where no Han stands at the seam.
fn latin(before: &str, last: char, first: char) -> f32 {
    if script::is_wide(last) || script::is_wide(first) {
        return 0.0;
    }
    match script::script(first) {
        Script::Latin if first.is_lowercase() => {
            let divided = is_hyphen(last) && before.chars().rev().nth(1).is_some_and(char::is_alphabetic);
            if divided {
                HYPHEN
            } else {
                LOWER
            }
        }
        Script::Latin | Script::Digit if is_hyphen(last) && !before.ends_with(" -") => TIED,
        Script::Latin if is_title(before) => 0.0,
        Script::Latin => CAPITAL,
        Script::Digit if script::script(last) != Script::Digit => {
            let words = before.split_whitespace().count();
            NUMBER[usize::from(words >= MANY_WORDS && last.is_lowercase())]
        }
        _ => 0.0,
    }
}

/// Whether most of the longer words of `text` start with a capital, as in headings.
fn is_title(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|w| w.len() > 3);
    let capitals = words().filter(|w| w.starts_with(char::is_uppercase)).count();
    capitals >= 2 && capitals * 4 >= words().count() * 3
}

/// Whether an address of the web runs over the end of `before` into `after`.
pub(super) fn goes_on_in_address(before: &str, after: &str) -> bool {
    let run = |c: char| c.is_ascii_graphic();
    let tail = &before[before.trim_end_matches(run).len()..];
    let head = &after[..after.len() - after.trim_start_matches(run).len()];
    let divided = tail.ends_with(['/', '.', '-', '_', '?', '=', '&']) || head.contains(['/', '.', '_', '=']);
    (tail.contains("://") || tail.starts_with("www.")) && !head.is_empty() && divided
}

/// Whether `c` is a hyphen that may divide a word at a line end.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reflow::shatter;

    #[test]
    fn words_at_a_seam() {
        // The two lines, and whether their words speak for joining them.
        let cases = [
            ("走上河堤，沿", "着十二公里长的河道清理", true),
            ("清理垃圾和漂浮物，", "为灌溉用水做准备", true),
            ("详情见网站（https://www.example.com/", "news/12.html）", true),
            ("他指出：“今年", "的收成”要好得多", true),
            ("他想了很久—", "—还是决定去", true),
            ("the harbour was busy before", "the sun came up", true),
            ("客流比去年同期增长7.", "4%，创下新高", true),
            ("详情请拨打咨询电话：", "8800123，工作日有人接听", true),
            ("全年旅客同比增长", "11.1%", true),
            ("警民关系得到改善。", "（赵明 钱芳）", true),
            ("镇里今天", "（3月7日）召开会议，部署", true),
            ("Finding the Right Harbour", "Information for crews", true),
            ("客运今日恢复", "本报讯（记者赵明）昨日，", false),
            ("情况好多了。", "镇长介绍，接下来", false),
            ("山湾镇开展清理行动", "□ 本报记者 林小舟", false),
            ("本报记者 林小舟", "春耕时节，山湾镇", false),
            ("志愿者清理垃圾。 秦月 摄", "镇长介绍，接下来", false),
            ("品名\t数量", "毛巾\t120", false),
            ("No more was said.", "The boats came in", false),
            ("10:00:01 INFO started alpha", "10:00:07 INFO started gamma", false),
        ];
        for (a, b, want) in cases {
            let text = format!("{a}\n{b}");
            let bits = all(&text, &shatter::lines(&text, &[]))[0];
            assert_eq!(bits > 0.0, want, "{a} | {b}: {bits}");
        }
    }

    #[test]
    fn points_end_sentences_and_not_numbers() {
        for ended in ["这样得到的和就是最小的．", "灯灭了。”", "The boats came in."] {
            assert!(has_ended(ended), "{ended}");
        }
        for open in ["客流比去年同期增长7．", "客流比去年同期增长7.", "见 No.", "灯灭了，"]
        {
            assert!(!has_ended(open), "{open}");
        }
    }

    #[test]
    fn bold_borders_part() {
        let text = "为春耕做好准备\n春耕时节山湾镇";
        let bold = 0.."为春耕做好准备".len();
        let bits = |bold: &[crate::edit::Span]| all(text, &shatter::lines(text, bold))[0];
        assert!(bits(&[bold]) < bits(&[]) - 5.0);
    }
}
