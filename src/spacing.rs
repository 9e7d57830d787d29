//! Closes letter-spacing: blanks that justification put between characters.
//!
//! A line is justified by the same gap between all its characters, or between
//! those of a stretch of it, and extractors write a gap that is wide enough as
//! a blank: `全 流 程 同 步 投`. Such a stretch is told from what is meant
//! to stand apart (a name of two characters set to three, the cells of a table,
//! the parts of a heading) by its many pieces of one character each.

use std::borrow::Cow;

use memchr::{memchr, memmem};
use unicode_segmentation::GraphemeCursor;

use crate::edit::{Edit, Reason};
use crate::lines::lines;
use crate::names::is_surname;
use crate::options::HanLatin;
use crate::script::{self, Script};

/// How many Han characters must stand alone between blanks, one after the
/// other, and how many blanks must be between Han and marks, those at the
/// stretch's borders among them, before the blanks are an artefact. Names set to
/// the width of longer ones, headings such as `目 录` and lists such as
/// `春 夏 秋 冬` have fewer.
const LEAST_ALONE: usize = 4;
const LEAST_GAPS: usize = 5;
/// How many, when the line holds nothing else: seven is the week and the longest
/// line of regulated verse.
const LEAST_ALONE_LINE: usize = 8;
/// Evidence of one closed blank, in bits, by how rare stretches of that many
/// single characters are in clean text.
const BITS_PER_BLANK: f32 = 3.0;

/// So many lines with letter-spacing, and more than half of a text's, were parted by an extractor:
/// a typesetter sets few lines loose.
const PARTED: usize = 5;

/// Edits that close letter-spacing in `text`, line by line, and set the gap
/// between Han and Latin as `gap` asks. Where an extractor parted all characters, those of short
/// lines are closed as well. Linear in the text's size.
pub(crate) fn close(text: &str, gap: HanLatin) -> Vec<Edit> {
    let (edits, parted) = by_line(text, gap, false);
    if parted {
        by_line(text, gap, true).0
    } else {
        edits
    }
}

/// The edits of all lines, and whether an extractor parted their characters; `parted` tells whether
/// that is known.
fn by_line(text: &str, gap: HanLatin, parted: bool) -> (Vec<Edit>, bool) {
    let mut edits = Vec::new();
    let (mut start, mut all, mut closed) = (0, 0, 0);
    // Other blanks than that of the keyboard stand in few texts.
    let others = ['\u{a0}', '\u{2002}', '\u{2009}'];
    let stands = |c: char| memmem::find(text.as_bytes(), c.encode_utf8(&mut [0; 4]).as_bytes()).is_some();
    let has_others = others.into_iter().any(stands);
    for line in lines(text) {
        let mut found = Vec::new();
        if memchr(b' ', line.as_bytes()).is_some() || has_others && line.contains(others) {
            found = loose(text, start, line.trim_end_matches(['\n', '\r']), parted);
        }
        all += usize::from(!line.trim_ascii().is_empty());
        closed += usize::from(!found.is_empty());
        match gap {
            HanLatin::Keep => {}
            HanLatin::Close | HanLatin::Space => set_gaps(text, start, line, gap, &mut found),
        }
        edits.append(&mut found);
        start += line.len();
    }
    (edits, closed >= PARTED && closed * 2 > all)
}

/// A piece of a line between blanks.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: usize,
    end: usize,
    first: char,
    last: char,
    kind: PieceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PieceKind {
    /// One Han character or kana, with marks around it or not.
    Alone,
    /// Marks only.
    Mark,
    /// A number or a Latin word.
    Word,
    /// Several Han characters.
    Many,
}

fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2002}'..='\u{200a}')
}

fn is_han(c: char) -> bool {
    matches!(script::script(c), Script::Han | Script::Kana)
}

/// What fills a square: Han, kana, and full-width letters and digits.
fn is_square(c: char) -> bool {
    is_han(c) || script::is_wide(c) && matches!(script::script(c), Script::Digit | Script::Latin)
}

/// A mark of Chinese typesetting, which stands on a full width of its own.
fn is_full_mark(c: char) -> bool {
    script::script(c) == Script::Mark && (script::is_wide(c) || script::is_ambiguous(c))
}

fn piece(line: &str, start: usize, end: usize) -> Option<Piece> {
    let part = &line[start..end];
    let (first, last) = (part.chars().next()?, part.chars().next_back()?);
    let han = part.chars().filter(|c| is_han(*c)).take(2).count();
    let marks = part.chars().all(|c| script::script(c) == Script::Mark);
    let full = part.chars().all(|c| is_han(c) || is_full_mark(c));
    let kind = match han {
        0 if marks => PieceKind::Mark,
        0 => PieceKind::Word,
        1 if full => PieceKind::Alone,
        _ => PieceKind::Many,
    };
    Some(Piece { start, end, first, last, kind })
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in line.char_indices() {
        match (is_gap(c), start) {
            (true, Some(s)) => {
                out.extend(piece(line, s, i));
                start = None;
            }
            (false, None) => start = Some(i),
            _ => {}
        }
    }
    out.extend(start.and_then(|s| piece(line, s, line.len())));
    out
}

/// The blanks of letter-spacing in one line; `parted` tells whether all characters of the text are.
fn loose(text: &str, offset: usize, line: &str, parted: bool) -> Vec<Edit> {
    let pieces = pieces(line);
    let mut edits = Vec::new();
    let mut i = 0;
    while i < pieces.len() {
        let end = stretch(line, &pieces, i);
        if parted || is_loose(line, &pieces, i, end) {
            let found = close_stretch(text, offset, &pieces, i, end);
            let fresh = |e: &Edit| edits.last().is_none_or(|l: &Edit| l.span.end <= e.span.start);
            let least = if parted { 1 } else { LEAST_GAPS };
            if found.len() >= least && found.iter().all(fresh) {
                edits.extend(found);
            }
        }
        i = end;
    }
    edits
}

/// Whether `pieces[from..to]` are set loose, and not meant to stand apart.
fn is_loose(line: &str, pieces: &[Piece], from: usize, to: usize) -> bool {
    let stretch = &pieces[from..to];
    let alone = stretch.iter().filter(|p| p.kind == PieceKind::Alone).count();
    let least = if is_whole(pieces, from, to) { LEAST_ALONE_LINE } else { LEAST_ALONE };
    let meant = are_names(stretch) || to - from == pieces.len() && is_verse(line, pieces);
    alone >= least && has_row(stretch) && !meant
}

/// Whether `pieces[from..to]` are the whole line and nothing but single characters.
fn is_whole(pieces: &[Piece], from: usize, to: usize) -> bool {
    from == 0 && to == pieces.len() && pieces.iter().all(|p| p.kind == PieceKind::Alone && p.first == p.last)
}

/// Whether single characters are names of two characters, set to the width of
/// longer ones: a surname every other time, with what their owners did or without.
fn are_names(pieces: &[Piece]) -> bool {
    let names = match pieces {
        [names @ .., last] if "摄攝文图圖".contains(last.first) => names,
        all => all,
    };
    let surname = |p: &Piece| p.first == p.last && is_surname(p.first);
    let alone = names.iter().all(|p| p.kind == PieceKind::Alone && p.first == p.last);
    alone && names.len() % 2 == 0 && names.iter().step_by(2).all(surname)
}

/// Characters of a line of regulated verse.
const VERSE: std::ops::RangeInclusive<usize> = 4..=7;

/// Whether a line of single characters is verse: two and more parts of one length,
/// each with a mark at its end.
fn is_verse(line: &str, pieces: &[Piece]) -> bool {
    let mut parts = Vec::new();
    let mut length = 0;
    for p in pieces {
        let han = line[p.start..p.end].chars().filter(|c| is_han(*c)).count();
        length += han;
        if is_full_mark(p.last) {
            parts.push(length);
            length = 0;
        }
    }
    length == 0 && parts.len() >= 2 && VERSE.contains(&parts[0]) && parts.iter().all(|n| *n == parts[0])
}

/// Whether two pieces are of one number that was set loose: single digits, the
/// marks inside a number and after one.
fn is_number(line: &str, a: Piece, b: Piece) -> bool {
    let digit = |p: Piece| p.end - p.start == 1 && p.first.is_ascii_digit();
    let inside = |p: Piece| matches!(&line[p.start..p.end], "." | ":" | "：" | "．");
    digit(a) && (digit(b) || inside(b) || matches!(b.first, '%' | '％' | '‰')) || inside(a) && digit(b)
}

/// End of the stretch of pieces from `i` on that are set alone with the same
/// gap between them; words and marks belong to it, pieces of several Han end it.
fn stretch(line: &str, pieces: &[Piece], i: usize) -> usize {
    let mut end = i + 1;
    if pieces[i].kind == PieceKind::Many {
        return end;
    }
    let gap = |k: usize| &line[pieces[k - 1].end..pieces[k].start];
    while end < pieces.len() && pieces[end].kind != PieceKind::Many && gap(end).chars().count() == 1 {
        end += 1;
    }
    end
}

/// Whether three Han characters in a row stand alone somewhere: without that,
/// marks and words with gaps around them are all there is.
fn has_row(pieces: &[Piece]) -> bool {
    pieces.windows(3).any(|w| w.iter().all(|p| p.kind == PieceKind::Alone))
}

/// Closes the blanks of `pieces[from..to]` and those at its borders: between Han,
/// and beside full-width marks, which never have one.
fn close_stretch(text: &str, offset: usize, pieces: &[Piece], from: usize, to: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    let bits = BITS_PER_BLANK * (to - from) as f32;
    for k in from.max(1)..(to + 1).min(pieces.len()) {
        let (a, b) = (pieces[k - 1], pieces[k]);
        let mark = is_full_mark(a.last) || is_full_mark(b.first);
        let number = is_number(&text[offset..], a, b);
        let both = mark || number || is_square(a.last) && is_square(b.first);
        let span = offset + a.end..offset + b.start;
        // One blank, and one that no combining mark stands on.
        let blank = text[span.clone()].chars().count() == 1;
        if both && blank && is_boundary(text, span.end) {
            edits.push(Edit::new(text, span, Cow::Borrowed(""), Reason::LetterSpacing, bits));
        }
    }
    edits
}

/// Sets every gap between Han and a Latin letter or digit in one line as asked.
fn set_gaps(text: &str, offset: usize, line: &str, gap: HanLatin, edits: &mut Vec<Edit>) {
    let want = if gap == HanLatin::Space { " " } else { "" };
    let word = |c: char| matches!(script::script(c), Script::Latin | Script::Digit) && !script::is_wide(c);
    let (mut last, mut end) = ('\n', 0);
    for (i, c) in line.char_indices() {
        if is_gap(c) {
            continue;
        }
        let border = is_han(last) && word(c) || word(last) && is_han(c);
        // No combining mark is parted from what it stands on.
        let whole = || [end, i].iter().all(|&at| is_boundary(line, at));
        if border && line[end..i] != *want && whole() {
            let span = offset + end..offset + i;
            edits.push(Edit::new(text, span, Cow::Borrowed(want), Reason::HanLatinGap, 0.0));
        }
        (last, end) = (c, i + c.len_utf8());
    }
    edits.sort_by_key(|e| (e.span.start, e.span.end));
    edits.dedup_by(|b, a| a.span == b.span);
}

/// Whether a grapheme cluster begins or ends at a byte of a text.
fn is_boundary(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) == Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::EditLog;

    fn closed(text: &str, gap: HanLatin) -> String {
        EditLog::sorted(text, close(text, gap)).apply(text).unwrap().into_owned()
    }

    #[test]
    fn letter_spacing() {
        let cases = [
            ("统筹全厂全 流 程 同 步 投", "统筹全厂全流程同步投"),
            ("全产业链 开 发 发 展 战 略 ；4 月 24 日", "全产业链开发发展战略；4 月 24 日"),
            ("（ 任 文 ） 比 分 为 11:11 ， 33", "（任文）比分为 11:11，33"),
            ("号 和 44 号 队 员 连 连 得 分 ， 全 场", "号和 44 号队员连连得分，全场"),
            ("甲 乙 丙 丁 四人", "甲 乙 丙 丁 四人"),
            ("他说，“全 流 程 管 护 ，一年四季", "他说，“全流程管护，一年四季"),
            ("短 几 小 时 内 就 被 抢 购 一 空 。 根 据 携", "短几小时内就被抢购一空。根据携"),
            ("来 自 全 国 3 2 支 队 伍 ， 增 长 2 . 5 %", "来自全国 32 支队伍，增长 2.5%"),
            // What is meant to stand apart.
            ("本报记者 王 伟 李 芳 摄", "本报记者 王 伟 李 芳 摄"),
            ("出席的有 张 三 李 四 王 五 赵 六", "出席的有 张 三 李 四 王 五 赵 六"),
            ("潮 落 江 天 阔 ， 舟 行 月 影 寒 。", "潮 落 江 天 阔 ， 舟 行 月 影 寒 。"),
            ("□ 本报记者 王 伟 通讯员 李小明", "□ 本报记者 王 伟 通讯员 李小明"),
            ("尺码 数量 单价", "尺码 数量 单价"),
            ("日 一 二 三 四 五 六", "日 一 二 三 四 五 六"),
            ("春 眠 不 觉 晓", "春 眠 不 觉 晓"),
            ("目 录", "目 录"),
            ("科技搭桥 助力转型", "科技搭桥 助力转型"),
            ("2019 年 6 月 14 日", "2019 年 6 月 14 日"),
            ("let a = b + c;", "let a = b + c;"),
            // A mark that stands on a blank.
            ("か か か か か \u{3099} ， か", "かかかかか \u{3099}，か"),
        ];
        for (text, want) in cases {
            assert_eq!(closed(text, HanLatin::Keep), want);
        }
    }

    #[test]
    fn an_extractor_parts_all() {
        let spaced = |line: &str| {
            let chars: Vec<String> = line.chars().map(String::from).collect();
            chars.join(" ") + "\n"
        };
        let lines =
            ["渡口今天停航", "１９９８年２月３日，大风从清晨刮到", "傍晚，两岸的人只能隔着江水喊话。", "船"];
        let long: String = ["到了夜里，灯塔照旧亮了起来，照着", "空空的江面，也照着等船的人们。"].concat();
        let all = [&lines[..], &[&long, "停航公告", &long, &long]].concat();
        let text: String = all.iter().map(|line| spaced(line)).collect();
        assert_eq!(closed(&text, HanLatin::Keep), all.join("\n") + "\n");
        // Where few lines are loose, short ones may be meant.
        let few = format!("{}{}{}", spaced("停航"), spaced(&long), "渡口今天停航。\n".repeat(5));
        assert!(closed(&few, HanLatin::Keep).starts_with("停 航\n到了夜里"));
    }

    #[test]
    fn gaps_between_han_and_latin() {
        let text = "在5月 30 日用Rust写";
        assert_eq!(closed(text, HanLatin::Keep), text);
        assert_eq!(closed(text, HanLatin::Close), "在5月30日用Rust写");
        assert_eq!(closed(text, HanLatin::Space), "在 5 月 30 日用 Rust 写");
        let marked = "Rust\u{3099}的";
        assert_eq!(closed(marked, HanLatin::Space), marked, "a mark stays with what it stands on");
    }
}
