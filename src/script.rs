//! Classes of characters: scripts, set widths, and the marks that decide where
//! a line may break.
//!
//! Line-start and line-end prohibition follows GB/T 15834—2011 section 5.1 and
//! JIS X 4051; the rule for joining lines is the segment break transformation
//! of CSS Text Module Level 4, section 4.1.3.

/// What kind of text a character belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Script {
    /// Chinese characters, radicals and `々`, `〇`.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Korean syllables and jamo.
    Hangul,
    /// Latin, Greek and Cyrillic letters: words with blanks between them.
    Latin,
    /// Decimal digits, also full-width ones.
    Digit,
    /// Marks and symbols.
    Mark,
    /// White space and line breaks.
    Blank,
    /// Letters of every other script, combining marks, controls.
    Other,
}

/// The script of `c`.
#[inline]
pub(crate) fn script(c: char) -> Script {
    match c {
        // Most of all, and so the first.
        '\u{4E00}'..='\u{9FFF}' => Script::Han,
        _ => other_script(c),
    }
}

/// Bytes of a common Han character.
pub(crate) const HAN_BYTES: usize = 3;

/// Bytes of the common Han characters (U+4E00 to U+9FFF) that `text` starts with: told
/// without putting each together from its bytes.
#[inline]
pub(crate) fn han_before(text: &str) -> usize {
    let is_han = |bytes: &[u8]| match bytes {
        [0xE5..=0xE9, ..] => true,
        [0xE4, second, ..] => *second >= 0xB8,
        _ => false,
    };
    let bytes = text.as_bytes();
    let row = bytes.chunks_exact(HAN_BYTES).take_while(|bytes| is_han(bytes));
    HAN_BYTES * row.count()
}

fn other_script(c: char) -> Script {
    match c as u32 {
        0x30..=0x39 | 0xFF10..=0xFF19 => Script::Digit,
        0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3038..=0x303B => Script::Han,
        0x3400..=0x4DBF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFD => Script::Han,
        0x3041..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x30FF => Script::Kana,
        0x31F0..=0x31FF | 0xFF66..=0xFF9F => Script::Kana,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F => Script::Hangul,
        0xAC00..=0xD7FF | 0xFFA0..=0xFFDC => Script::Hangul,
        0x41..=0x5A | 0x61..=0x7A | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x2AF => Script::Latin,
        0x370..=0x373 | 0x376..=0x377 | 0x37B..=0x37D | 0x37F | 0x386..=0x3FF => Script::Latin,
        0x400..=0x481 | 0x48A..=0x52F | 0x1E00..=0x1FBC => Script::Latin,
        0xFB00..=0xFB06 | 0xFF21..=0xFF3A | 0xFF41..=0xFF5A => Script::Latin,
        // Marks and symbols, by the blocks that hold little else.
        0x21..=0x2F | 0x3A..=0x40 | 0x5B..=0x60 | 0x7B..=0x7E => Script::Mark,
        0xA1..=0xBF | 0xD7 | 0xF7 | 0x2B0..=0x2FF | 0x2010..=0x2027 | 0x2030..=0x205E => Script::Mark,
        0x20A0..=0x20CF | 0x2100..=0x2BFF | 0x3001..=0x3004 | 0x3008..=0x3020 => Script::Mark,
        0x302A..=0x3037 | 0x303C..=0x303F | 0x30A0 | 0x30FB | 0x3200..=0x33FF => Script::Mark,
        0xFE10..=0xFE1F | 0xFE30..=0xFE6F | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 => Script::Mark,
        0xFF3B..=0xFF40 | 0xFF5B..=0xFF65 | 0xFFE0..=0xFFEE | 0x1_F000..=0x1_FAFF => Script::Mark,
        _ if c.is_whitespace() || c == '\u{200B}' || c == '\u{FEFF}' => Script::Blank,
        _ => Script::Other,
    }
}

/// Whether `c` is a Han character, kana, or a mark that is set full-width
/// whatever stands around it.
#[inline]
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c as u32,
        0x1100..=0x115F | 0x2E80..=0x303E | 0x3041..=0x33FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xA000..=0xA4CF | 0xA960..=0xA97F | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1_F300..=0x1_F64F
        | 0x1_F900..=0x1_F9FF | 0x2_0000..=0x3_FFFD)
        || c == '\u{3000}'
}

/// Whether `c` is a mark whose width depends on the text around it (East Asian
/// Width `A`): full-width on a Chinese page.
#[inline]
pub(crate) fn is_ambiguous(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '‘'
            | '’'
            | '—'
            | '―'
            | '…'
            | '·'
            | '‥'
            | '※'
            | '×'
            | '÷'
            | '±'
            | '°'
            | '§'
            | '′'
            | '″'
    ) || matches!(c as u32, 0x2100..=0x22FF | 0x2460..=0x2BFF)
}

/// Width on a page of Chinese, in half-widths: Han and full-width marks 2,
/// letters and digits 1, what takes no room 0.
#[inline]
pub(crate) fn half_widths(c: char) -> usize {
    match c {
        // Most of all, and so the first.
        '\u{4E00}'..='\u{9FFF}' => 2,
        ' '..='~' => 1,
        '\u{3000}'..='\u{303E}' | '\u{FF01}'..='\u{FF60}' => 2,
        _ => other_half_widths(c),
    }
}

fn other_half_widths(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => 0,
        _ if c.is_control() => 0,
        _ if is_wide(c) || is_ambiguous(c) => 2,
        _ => 1,
    }
}

/// Whether `c` closes a bracket or a quotation. The straight quotes `"` and `'`
/// do both and are not counted.
#[inline]
pub(crate) fn is_closing_mark(c: char) -> bool {
    matches!(
        c,
        '”' | '’'
            | '）'
            | '］'
            | '｝'
            | '〕'
            | '】'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '〗'
            | '〙'
            | '〛'
            | '»'
            | '›'
            | ')'
            | ']'
            | '}'
    )
}

/// Whether `c` opens a bracket or a quotation; none may end a line.
#[inline]
pub(crate) fn is_opening_mark(c: char) -> bool {
    matches!(
        c,
        '“' | '‘'
            | '（'
            | '［'
            | '｛'
            | '〔'
            | '【'
            | '《'
            | '〈'
            | '「'
            | '『'
            | '〖'
            | '〘'
            | '〚'
            | '«'
            | '‹'
            | '('
            | '['
            | '{'
    )
}

/// Whether `c` is a mark of pause or end: none may start a line.
#[inline]
pub(crate) fn is_stop(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '．'
            | ','
            | '.'
            | ';'
            | ':'
            | '?'
            | '!'
            | '｡'
            | '､'
            | '·'
            | '・'
            | '‧'
    )
}

/// Whether a typesetter never lets a line start with `c`.
pub(crate) fn not_at_line_start(c: char) -> bool {
    is_stop(c)
        || is_closing_mark(c)
        || matches!(
            c,
            '—' | '…'
                | '々'
                | 'ー'
                | '～'
                | '％'
                | '%'
                | '‰'
                | '℃'
                | 'ゝ'
                | 'ゞ'
                | 'ヽ'
                | 'ヾ'
                | 'ぁ'
                | 'ぃ'
                | 'ぅ'
                | 'ぇ'
                | 'ぉ'
                | 'っ'
                | 'ゃ'
                | 'ゅ'
                | 'ょ'
                | 'ァ'
                | 'ィ'
                | 'ゥ'
                | 'ェ'
                | 'ォ'
                | 'ッ'
                | 'ャ'
                | 'ュ'
                | 'ョ'
        )
}

/// Whether a typesetter never lets a line end with `c`.
pub(crate) fn not_at_line_end(c: char) -> bool {
    is_opening_mark(c) || matches!(c, '$' | '¥' | '￥' | '＄' | '£' | '€' | '№')
}

/// Whether `c` ends a sentence. Closing marks may follow it. A `.` counts too;
/// whether it belongs to a number or an abbreviation is for the caller to see.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．' | '!' | '?' | '.' | '…')
}

/// Whether nothing comes between `a` and `b` when the line break between them is
/// undone; if not, one space does.
///
/// The segment break transformation: nothing, if both are wide and neither is
/// Hangul, or one is wide and the other a mark of ambiguous width. Beyond the
/// rule, nothing comes between a wide character and a Latin letter or digit
/// either: on a page that is set with a gap there, the gap is the typesetter's.
pub(crate) fn joins_without_space(a: char, b: char) -> bool {
    let hangul = |c| script(c) == Script::Hangul;
    let cjk = |c| (is_wide(c) || is_ambiguous(c)) && !hangul(c);
    if hangul(a) || hangul(b) {
        return matches!(a, '“' | '‘') || is_opening_mark(a) || not_at_line_start(b);
    }
    cjk(a) || cjk(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts() {
        let cases = [
            ("发⽅々〇𠮷", Script::Han),
            ("のカーｶ", Script::Kana),
            ("한ㄱ", Script::Hangul),
            ("aÉßЖωＡ", Script::Latin),
            ("0９", Script::Digit),
            ("，。“—…(%●①□￥😀·・-+", Script::Mark),
            (" \n\u{3000}\u{a0}\u{200b}", Script::Blank),
            ("ไทع", Script::Other),
        ];
        for (chars, want) in cases {
            for c in chars.chars() {
                assert_eq!(script(c), want, "{c:?}");
            }
        }
    }

    #[test]
    fn rows_of_han() {
        let is_han = |c: &char| ('\u{4E00}'..='\u{9FFF}').contains(c);
        for border in ['\u{4DFF}', '\u{4E00}', '\u{9FFF}', '\u{A000}', '，', 'a', '𠮷', '界'] {
            for text in [format!("世界{border}世"), format!("{border}"), format!("{border}世a")] {
                let count = text.chars().take_while(is_han).count();
                assert_eq!(han_before(&text), HAN_BYTES * count, "{text}");
            }
        }
        assert_eq!(han_before(""), 0);
    }

    #[test]
    fn widths() {
        let width = |s: &str| s.chars().map(half_widths).sum::<usize>();
        for (text, want) in [("全国（2024）“是”", 18), ("abc 12", 6), ("e\u{301}", 1), ("……", 4)]
        {
            assert_eq!(width(text), want, "{text}");
        }
    }

    #[test]
    fn joins() {
        let nothing = ["发展", "，我", "”我", "我“", "月1", "A股", "のは", "”“", "）a"];
        let space = ["ab", "a1", "한국", ",a", "한a", "жя"];
        let pair = |s: &str| (s.chars().next().unwrap(), s.chars().nth(1).unwrap());
        for s in nothing {
            assert!(joins_without_space(pair(s).0, pair(s).1), "{s}");
        }
        for s in space {
            assert!(!joins_without_space(pair(s).0, pair(s).1), "{s}");
        }
    }

    #[test]
    fn prohibition() {
        for c in "，。、；：？！）》」』】”’…".chars() {
            assert!(not_at_line_start(c) && !not_at_line_end(c), "{c}");
        }
        for c in "（《「『【“‘".chars() {
            assert!(not_at_line_end(c) && !not_at_line_start(c), "{c}");
        }
    }
}
