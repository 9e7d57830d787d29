//! What a line is by the look of it alone.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::script::{self, Script};

/// What a line looks like on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing special.
    Text,
    /// Starts as a byline does and is no sentence.
    Byline,
    /// Editors, dates of issue, page numbers, notices; whole on its own line.
    Furniture,
    /// Starts a caption (`图为`, `（图`).
    Caption,
    /// Starts with the mark or number of a list item or a numbered heading.
    Item,
    /// Starts with a dash, as subtitles do.
    Dash,
    /// Starts with an ornament that opens a block (`■`, `◆`, `【`).
    Ornament,
    /// Cells with gaps between them.
    Row,
    /// Code, markup, options.
    Code,
}

macro_rules! pattern {
    ($name:ident, $re:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($re).expect("a pattern of our own"));
    };
}

// What journalists are called on bylines; the forms of the mainland, of Taiwan
// and Hong Kong, and of English papers.
pattern!(
    BYLINE,
    r"^[□■●◎○▲△◆◇★☆]\s*[\p{Han}]{0,10}(?:记者|記者|通讯员|通訊員)[\p{Han}]|^(?:[□■●◎○▲△◆◇★☆]\s*)?(?:[\p{Han}]{0,10}(?:记者|記者|通讯员|通訊員|特约记者|评论员)[\s：:/]|(?:文|图|文/图|图/文|撰文|摄影|作者)[\s]*[/：:・]|[Bb]y [A-Z])"
);
pattern!(
    FURNITURE,
    r"^[（(【\[]?(?:(?:本版|本期|值班|责任|責任|责|視覺|视觉|版面|美术)\s*(?:责编|編輯|编辑|主编|总编|校对|美编|图片|照片|摄影|稿件|编|設計|设计)|扫码|更多.{0,8}扫|扫一扫|第\s*[A-Z]?\d+\s*版|[A-Z]?\d{1,3}\s*版?$|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*(?:星期|$)|Page \d+$|编辑[：:]|編輯[：:]|版式[：:]|校对[：:]|电子信箱|来源[：:]|下转|上接|紧接第|（紧接)"
);
pattern!(CAPTION, r"^(?:图为|圖為|图[①-⑳一二三四五六七八九十\d]{1,2}[：:为]|[（(]图|[▲△▼][^▲△▼])");
pattern!(
    ITEM,
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:、|[.．]\s*[^\d\s])|[①-⑳]|第[一二三四五六七八九十百千零〇\d]{1,7}[条章节编款部][^\p{Han}]|[•·*+-]\s+\S|--?[A-Za-z][\w-]*(?:[,=\s]|$)|[a-zA-Z][.)]\s+\S)"
);
pattern!(MARKUP, r"^(?:```|~~~|#{1,6}\s|!\[|\||[-=*_]{3,}$|</?[A-Za-z!])");
// Records that start with the time.
pattern!(STAMP, r"^\[?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ]\s*\d{1,2}:\d{2}");
// Who speaks, or what a line is about; no one who says something in a sentence.
pattern!(
    LABEL,
    r"^(?:[问問答]|[\p{Han}A-Za-z]{0,7}[\p{Han}A-Za-z&&[^道说說称稱声聲示调調问問答喊叫想知出]])[：:](?:[^“「『]|$)"
);
// Lines drawn with characters, of a table or between parts of a text.
pattern!(RULE, r"^(?:[%*=_#~+<^\\/|-]+|[\u{2500}-\u{257F}].*)$");
// Three cells and more, with no blank after what parts them.
pattern!(CELLS, r"^(?:[^,]*,[^\s,][^,]*){3,}$|^(?:[^;]*;[^\s;][^;]*){3,}$");
pattern!(
    CODE,
    r"^(?:```|~~~|#{1,6}\s|[<{}\[|]|//|/\*|\$ |>>> |--?\w|[\w.]+\(.*\)\s*[;{]?$)|[;{}\\]\s*$|^\s*\|.*\|\s*$|^[\w.-]+\s*[=:]\s*\S+$"
);
pattern!(
    CREDIT,
    r"(?:新华社发|新華社發|(?:\s|[（(][^（(）)]{0,12})(?:摄|攝|供图|供圖|制图|製圖)[）)]?|[（(](?:图源|来源|资料|資料)[^）)]*[）)]。?|＝[^。]{0,8}日、[^。]{1,12})$"
);
pattern!(
    COLOPHON,
    r"\S(\s+)(?:责任编辑|責任編輯|本版责编|本版编辑|本版編輯|责编|責編|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*星期)"
);
pattern!(NEXT_CAPTION, r"(?:新华社发|新華社發|[摄攝][）)]|供[图圖][）)])(\s+)[\p{Han}“《\d]");
// The gap before a byline on the line of its heading.
pattern!(NEXT_BYLINE, r"\S(\s+)[□■●◎○◆◇★]\s*(?:[\p{Han}]{0,10}(?:记者|記者|通讯员|通訊員|评论员)|文[・／/])");
// The gap after a sentence; a mark stands right before it, and no gap before that.
pattern!(NEXT_SENTENCE, r"\S[。！？][”）]?([ \u{a0}]+)[\p{Han}“《\d]");
// The source of a report, with its place and day or without.
pattern!(
    DATELINE,
    r"^(?:据)?(?:本[报報刊网網](?:[\p{Han}\d]{0,12}?)?[讯訊电電]|(?:新华社|新華社|中新社|中新网|中新網|中央社|法新社|路透社|[\p{Han}]{2,6}(?:日报|晚报|时报|早报|晨报|快报|商报|日報|晚報|時報))[\p{Han}\d]{0,14}?(?:讯|消息|电|訊|電)(?:[\s（(：:，]|$))"
);
/// How first sentences of reports begin, and later ones do not.
const OPENERS: [&str; 10] =
    ["近日", "日前", "连日来", "連日來", "今天", "昨天", "今日", "昨日", "记者", "記者"];
// Names in brackets, at the end of a report.
pattern!(SIGNATURE, r"^[（(][\p{Han}]{2,4}(?:[ \u{3000}、]?[\p{Han}]{2,4}){0,2}[）)]$");
// The name of a column or series, above a headline.
pattern!(
    COLUMN_NAME,
    r"^(?:本[报報刊](?:特别|特別)?(?:报道|報導|特稿|专稿|專稿)|(?:特别|特別)(?:报道|報導)|(?:关注|關注|聚焦|走基层|走基層|特稿|专题|專題|快讯|快訊)(?:[·・：:|｜].*)?|[^·・]{2,6}[·・][^·・]{1,8})$"
);
pattern!(GAPS, r"\S(?:\t|[ \u{a0}]{2,}|\u{3000}+|\s*\|\s*)\S");

/// Whether lines of some kind start with this Han character; a byline may start with any.
fn starts_some(c: char) -> bool {
    matches!(
        c,
        '本' | '值'
            | '责'
            | '責'
            | '視'
            | '视'
            | '版'
            | '美'
            | '扫'
            | '更'
            | '第'
            | '编'
            | '編'
            | '校'
            | '电'
            | '来'
            | '下'
            | '上'
            | '紧'
            | '图'
            | '圖'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '文'
            | '撰'
            | '摄'
            | '作'
    )
}

/// The kind of a line, from its text without blanks at either end.
pub(super) fn of(text: &str) -> Kind {
    of_cells(text, text.contains(|c: char| c == '|' || c.is_whitespace()))
}

/// The same, where it is known whether a blank or a bar stands in the line.
pub(super) fn of_cells(text: &str, cells: bool) -> Kind {
    let Some(first) = text.chars().next() else { return Kind::Text };
    let plain = matches!(first, '\u{4E00}'..='\u{9FFF}') && !starts_some(first);
    if let Some(kind) = if plain { named(text) } else { begun(text, first) } {
        return kind;
    }
    let sentence = || text.contains(['，', '。', '、']);
    if cells && (text.contains('\t') || !sentence() && GAPS.find_iter(text).take(2).count() == 2) {
        return Kind::Row;
    }
    if plain || text.chars().any(|c| matches!(script::script(c), Script::Han | Script::Kana)) {
        return Kind::Text;
    }
    if CELLS.is_match(text) {
        return Kind::Row;
    }
    if !text.contains("://") && (CODE.is_match(text) || is_solid(text)) {
        return Kind::Code;
    }
    Kind::Text
}

/// What a line is by the Han it starts with, if it is none of [`starts_some`].
fn named(text: &str) -> Option<Kind> {
    /// Characters within which the first word for a journalist ends.
    const NAMED: usize = 14;
    let may_be = text.chars().take(NAMED).any(|c| matches!(c, '者' | '员' | '員'));
    (may_be && is_byline(text)).then_some(Kind::Byline)
}

/// What a line is by what it starts with.
fn begun(text: &str, first: char) -> Option<Kind> {
    let han = matches!(first, '\u{4E00}'..='\u{9FFF}');
    if !han && MARKUP.is_match(text) {
        return Some(Kind::Code);
    }
    if !han && (RULE.is_match(text) || STAMP.is_match(text)) {
        return Some(Kind::Row);
    }
    if FURNITURE.is_match(text) {
        return Some(Kind::Furniture);
    }
    if is_byline(text) {
        return Some(Kind::Byline);
    }
    if CAPTION.is_match(text) {
        return Some(Kind::Caption);
    }
    if first == '—' || first == '―' {
        return Some(Kind::Dash);
    }
    if "□■◆◇★☆◎▶►【※●▲△▼".contains(first) {
        return Some(Kind::Ornament);
    }
    ITEM.is_match(text).then_some(Kind::Item)
}

/// Whether a line is one long word: data in some encoding.
fn is_solid(text: &str) -> bool {
    const LONGEST_WORD: usize = 32;
    text.len() > LONGEST_WORD && text.is_ascii() && !text.contains(' ')
}

/// Where a line that holds two blocks side by side is to be parted, in bytes of
/// the gap between them: after a notice or a credit, before the editors, between
/// a heading and its byline, and, if it `spans` columns, between two captions.
pub(super) fn parting(text: &str, spans: impl Fn() -> bool) -> Option<Range<usize>> {
    let gap = |re: &Regex| Some(re.captures(text)?.get(1)?.range());
    if let Some(gap) = gap(&NEXT_BYLINE).filter(|_| !BYLINE.is_match(text)) {
        return Some(gap);
    }
    if let Some(gap) = gap(&COLOPHON).or_else(|| gap(&NEXT_CAPTION)) {
        return (FURNITURE.is_match(text) || has_credit(&text[..gap.start], text.contains(AGENCY)))
            .then_some(gap);
    }
    let gap = gap(&NEXT_SENTENCE).filter(|_| spans())?;
    let next = &text[gap.end..];
    (next.chars().count() >= SHORTEST_CAPTION && !is_credit(next)).then_some(gap)
}

/// Characters below which what follows a caption is the rest of it.
const SHORTEST_CAPTION: usize = 8;

/// Whether `text` starts with the credit of a picture.
fn is_credit(text: &str) -> bool {
    let first = text.split([' ', '\u{a0}', '\u{3000}']).next().unwrap_or("");
    let credits = ["新华社", "新華社", "资料", "資料", "本报", "本報"];
    credits.iter().any(|c| first.starts_with(c)) || has_credit(&format!(" {first}"), first.contains(AGENCY))
}

/// Whether a report starts with this line, by the source it names.
pub(super) fn has_dateline(text: &str) -> bool {
    /// Characters within which the name of the source ends.
    const NAME: usize = 9;
    // Few lines have what it ends in so near their start; the others need no pattern.
    let ends = |c| matches!(c, '报' | '報' | '刊' | '网' | '網' | '社');
    text.chars().take(NAME).any(ends) && DATELINE.is_match(text)
}

/// Whether a line starts with a few words in brackets that say more of what stands
/// before them, and goes on after them.
pub(super) fn is_bracketed_word(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['（', '(']) else { return false };
    let inside = rest.split(['）', ')']).next().unwrap_or("");
    let after = rest[inside.len()..].chars().nth(1);
    let item = inside.chars().count() < 3;
    !item && inside.chars().count() <= 16 && after.is_some_and(|c| !c.is_whitespace() && c != '。')
}

/// Whether a line with a `caesura` is a couplet: two halves of one length with a mark
/// between them.
pub(super) fn is_couplet(text: &str, caesura: Option<usize>) -> bool {
    let Some(left) = caesura.filter(|left| *left > 2) else { return false };
    let all = text.trim_end_matches(script::is_stop).chars().count();
    left + 1 < all && left.abs_diff(all - left - 1) <= 1
}

/// Whether a line is nothing but names in brackets.
pub(super) fn is_signature(text: &str) -> bool {
    SIGNATURE.is_match(text)
}

/// Whether a line is the name of a column or series.
pub(super) fn is_column_name(text: &str) -> bool {
    COLUMN_NAME.is_match(text)
}

/// Whether a line starts as first sentences do.
pub(super) fn opens(text: &str) -> bool {
    OPENERS.iter().any(|opener| text.starts_with(opener))
}

/// Whether a line starts with the name of a speaker or a label.
pub(super) fn has_label(text: &str) -> bool {
    // Most lines have no colon so near their start, and need no pattern.
    text.chars().take(LABEL_COLON).any(|c| matches!(c, '：' | ':')) && LABEL.is_match(text)
}

/// Characters within which the colon of a label stands.
const LABEL_COLON: usize = 9;

/// Whether a line ends in the credit of a picture, the end of its caption; `agency` tells
/// whether [`AGENCY`] stands in it.
pub(super) fn has_credit(text: &str, agency: bool) -> bool {
    // What it ends in, or the agency's sign, is seen without the pattern.
    let core = text.strip_suffix('。').unwrap_or(text);
    let ends = core.ends_with(['）', ')', '发', '發', '摄', '攝', '图', '圖']);
    (ends || agency) && CREDIT.is_match(text)
}

/// The sign of a news agency in a credit.
pub(super) const AGENCY: char = '＝';

/// Whether a line is two parts of about one length with one gap between them and
/// no marks of a sentence, as headings are set.
pub(super) fn is_two_part(text: &str) -> bool {
    let wide = |c: char| script::is_wide(c) || script::is_ambiguous(c);
    let mut parts = text.split_whitespace();
    let (Some(a), Some(b), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    let (long, short) = (a.chars().count(), b.chars().count());
    let han = |s: &str| s.chars().next().is_some_and(wide) && s.chars().next_back().is_some_and(wide);
    let alike = short.min(long) >= 3 && long.abs_diff(short) <= 2;
    alike && han(a) && han(b) && !text.contains(['。', '；', '，'])
}

/// Whether a line starts as a byline and is one.
fn is_byline(text: &str) -> bool {
    BYLINE.is_match(text) && !reads_on(text)
}

/// Whether a line that starts as a byline is running text after all.
fn reads_on(text: &str) -> bool {
    let english = !text.contains(|c| matches!(script::script(c), Script::Han | Script::Kana));
    text.contains(['，', '。'])
        || !english && text.contains(',')
        || text.ends_with(['、', '；'])
        || text.chars().count() > 40
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reflow::tally::Tally;

    #[test]
    fn blocks_side_by_side() {
        let cases = [
            ("新桥昨日合龙 ■本报记者 赵明", Some("■本报记者 赵明")),
            ("工人在清扫积雪。 孩子们在窗前看雪。（钱芳 摄）", Some("孩子们在窗前看雪。（钱芳 摄）")),
            ("工人在清扫积雪。 钱芳 摄", None),
            ("工人在清扫积雪。 新华社发", None),
            ("□ 本报记者 赵明 通讯员 钱芳", None),
        ];
        for (text, want) in cases {
            assert_eq!(parting(text, || true).map(|gap| &text[gap.end..]), want, "{text}");
        }
        assert_eq!(parting(cases[1].0, || false), None, "no wider than a column");
    }

    #[test]
    fn couplets() {
        let is_couplet = |text| is_couplet(text, Tally::of(text).caesura);
        assert!(is_couplet("潮落江平兮，舟子还乡兮"));
        assert!(is_couplet("潮落江平兮，舟子还乡兮。"));
        assert!(!is_couplet("潮落以后，船夫们把渔网一张张晾在堤上"));
    }

    #[test]
    fn kinds() {
        let cases = [
            ("□ 本报记者 赵明 通讯员 钱芳", Kind::Byline),
            ("本报记者 赵明", Kind::Byline),
            ("□本报记者赵明 钱芳", Kind::Byline),
            ("■ By Anna Lee, staff reporter", Kind::Byline),
            ("记者从市科技局获悉，今年", Kind::Text),
            ("责任编辑：赵明 校对：钱芳", Kind::Furniture),
            ("扫码看更多", Kind::Furniture),
            ("2023年4月5日 星期三 第6版", Kind::Furniture),
            ("图为工人在车间里忙碌。", Kind::Caption),
            ("一、总则", Kind::Item),
            ("1.5亿元的投资", Kind::Text),
            ("1. 打开箱子", Kind::Item),
            ("——写在开学之前", Kind::Dash),
            ("■ 相关链接", Kind::Ornament),
            ("尺码\t数量\t单价", Kind::Row),
            ("fn main() {", Kind::Code),
            ("他说：“走吧。”", Kind::Text),
        ];
        for (text, want) in cases {
            assert_eq!(of(text), want, "{text}");
        }
    }
}
