//! Reads a text into keys of 16 bits, a key a symbol, white space apart.
//!
//! Symbols are characters. Where one may join its neighbours, so that what repeats is
//! more than it, the reader says so.

use unicode_segmentation::UnicodeSegmentation;

use crate::script::{script, Script};

/// Symbols looked at together, without branches.
pub(super) const GROUP: usize = 48;
/// Symbols read at a time: a whole number of groups.
pub(super) const BLOCK: usize = 40 * GROUP;
/// Symbols kept of what came before: the last group, which is looked at when what
/// follows it is known, and two of the longest periods looked for key by key before it.
pub(super) const KEPT: usize = 23 * GROUP;
/// Symbols that may be read beyond the block in one step, and some more.
const SURPLUS: usize = 32;
/// Of each of so many symbols it is kept about where they stand.
const APART: usize = 8;
/// Marks of where symbols stand, and two more that are asked for beyond the last.
const MARKS: usize = (KEPT + BLOCK + SURPLUS) / APART + 4;

/// A block of keys with those kept of what came before it.
#[derive(Debug)]
pub(super) struct Keys {
    pub row: [u16; KEPT + BLOCK + SURPLUS],
    /// Keys read.
    pub len: usize,
    /// For each [`APART`] symbols a byte at which one of those before them stands, or a blank
    /// before it: of [`APART`] before them, or of twice as many.
    marks: [usize; MARKS],
    /// The byte after the last symbol.
    end: usize,
}

impl Keys {
    pub fn new() -> Self {
        Keys { row: [0; KEPT + BLOCK + SURPLUS], len: 0, marks: [0; MARKS], end: 0 }
    }

    /// Forgets what was read.
    pub fn clear(&mut self) {
        (self.len, self.end) = (0, 0);
        self.pad();
        self.len = KEPT;
        self.marks = [0; MARKS];
    }

    /// The byte of the first symbol that is kept, or one a little before it.
    pub fn first_byte(&self) -> usize {
        self.marks[0]
    }

    /// Notes that the next symbol stands at byte `at`, or after blanks that do. Between two
    /// notes no more than [`APART`] symbols are read.
    #[inline]
    fn mark(&mut self, at: usize) {
        self.marks[self.len / APART + 1] = at;
    }

    /// Whether each key from `first` on is that of a character that may be read quickly.
    fn is_plain(&self, first: usize) -> bool {
        let keys = &self.row[first..self.len];
        keys.iter().fold(true, |all, &key| all & is_common(key)) || keys.iter().all(|&key| is_plain(key))
    }

    /// Takes away the ideographic spaces from `first` on; whether there is nothing else
    /// that may not be read quickly. If there is, all stays as it is.
    fn close_up(&mut self, first: usize) -> bool {
        const SPACE: u16 = 0x3000;
        if !self.row[first..self.len].iter().all(|&key| key == SPACE || is_plain(key)) {
            return false;
        }
        let mut to = first;
        for from in first..self.len {
            if to % APART == 0 {
                self.marks[to / APART] = self.marks[from / APART];
            }
            self.row[to] = self.row[from];
            to += usize::from(self.row[from] != SPACE);
        }
        self.len = to;
        true
    }

    /// The byte at which the symbol at a place stands, or one a little before it.
    pub fn byte(&self, symbol: usize) -> usize {
        self.marks[symbol / APART]
    }

    /// The byte at which the symbol at a place stands, or one a little after it.
    pub fn byte_after(&self, symbol: usize) -> usize {
        match symbol / APART + 3 {
            mark if mark * APART <= self.len => self.marks[mark],
            _ => self.end,
        }
    }

    /// Makes what follows the symbols read unlike any, and unlike each other.
    pub fn pad(&mut self) {
        for (n, key) in self.row[self.len..].iter_mut().enumerate() {
            // Surrogates, which no text has.
            *key = 0xDC00 | n as u16 & 0xFF;
        }
    }

    /// Makes room for the next block.
    pub fn advance(&mut self) {
        self.row.copy_within(BLOCK.., 0);
        self.len -= BLOCK;
        self.marks.copy_within(BLOCK / APART.., 0);
    }
}

/// Reads the keys of a text: those of its characters that are not white space.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub at: usize,
    /// Whether there were characters that join their neighbours.
    pub odd: bool,
}

/// Bytes that are looked at together.
const READ: usize = 32;
/// Characters of three bytes that are read together.
const THREES: usize = APART;
/// The highest bit of each byte of a word.
const HIGHEST: u64 = 0x8080_8080_8080_8080;

/// The word of the bytes from `at` on.
fn word(raw: &[u8; READ], at: usize) -> u64 {
    raw[at..].first_chunk().map_or(0, |word| u64::from_le_bytes(*word))
}

/// The key of a character of three bytes, with one that follows it: its code point.
fn three(raw: [u8; 4]) -> u16 {
    let raw = u32::from_le_bytes(raw);
    (raw << 12 | raw >> 2 & 0x0FC0 | raw >> 16 & 0x003F) as u16
}

/// How many characters of three bytes stand first, up to [`THREES`].
fn threes(raw: &[u8; READ]) -> usize {
    /// The same bits of those bytes of a word that begin a character, if all have three bytes.
    const fn of_first(word: usize, bits: u64) -> u64 {
        let (mut all, mut byte) = (0, 0);
        while byte < 8 {
            if (8 * word + byte) % 3 == 0 {
                all |= bits << (8 * byte);
            }
            byte += 1;
        }
        all
    }
    const KIND: [u64; 3] = [of_first(0, 0xF0), of_first(1, 0xF0), of_first(2, 0xF0)];
    const THREE: [u64; 3] = [of_first(0, 0xE0), of_first(1, 0xE0), of_first(2, 0xE0)];
    let others = |n: usize| word(raw, 8 * n) & KIND[n] ^ THREE[n];
    let (a, b, c) = (others(0), others(1), others(2));
    if a | b | c == 0 {
        return THREES;
    }
    let later = if b == 0 { 128 + c.trailing_zeros() } else { 64 + b.trailing_zeros() };
    let bit = if a == 0 { later } else { a.trailing_zeros() };
    bit as usize / 24
}

/// How many blanks a word's bytes begin with, and how many other characters of ASCII follow: seven
/// of both at most.
fn blanks_and_letters(bytes: u64) -> (usize, usize) {
    const fn of_all(byte: u8) -> u64 {
        HIGHEST / 0x80 * byte as u64
    }
    // The highest bit of each byte that is no less, or not the same.
    let low = bytes & !HIGHEST;
    let from = |byte: u8| low + of_all(0x80 - byte);
    let not_a_space = (low ^ of_all(b' ')) + of_all(0x7F);
    let blank = (from(b'\t') & !from(b'\r' + 1) | !not_a_space) & !bytes & HIGHEST;
    let last = 1 << 63;
    let blanks = (!blank & HIGHEST | last).trailing_zeros() / 8;
    let letters = ((blank | bytes & HIGHEST | last) >> (8 * blanks)).trailing_zeros() / 8;
    (blanks as usize, letters as usize)
}

impl Reader<'_> {
    /// Fills the keys's block, if there is so much text.
    pub fn fill(&mut self, keys: &mut Keys) {
        while keys.len < KEPT + BLOCK && self.at < self.text.len() {
            let (at, first) = (self.at, keys.len);
            self.read_quickly(keys);
            if !keys.is_plain(first) && !keys.close_up(first) {
                (self.at, keys.len) = (at, first);
                self.read_carefully(keys);
            }
            if self.at == at {
                self.read_carefully(keys);
            }
        }
        keys.end = self.at;
    }

    /// Reads character by character.
    fn read_carefully(&mut self, keys: &mut Keys) {
        while keys.len < KEPT + BLOCK && self.at < self.text.len() {
            keys.mark(self.at);
            self.read(keys);
        }
    }

    /// Reads eight characters of three bytes at a time, or fewer and the blanks and letters of
    /// ASCII that follow them, up to the end of the block or almost that of the text.
    fn read_quickly(&mut self, keys: &mut Keys) {
        while keys.len < KEPT + BLOCK && self.at + READ <= self.text.len() {
            if !self.read_groups(keys) {
                keys.mark(self.at);
                self.read(keys);
            }
        }
    }

    /// The same up to the first character of another kind; whether there is none.
    fn read_groups(&mut self, keys: &mut Keys) -> bool {
        let bytes = self.text.as_bytes();
        // Kept apart from what is written, or each key could change them.
        let (mut at, mut len) = (self.at, keys.len);
        let mut all = true;
        while all && len < KEPT + BLOCK {
            let Some(raw) = bytes.get(at..).and_then(|rest| rest.first_chunk::<READ>()) else { break };
            let Some(next) = keys.row[len..].first_chunk_mut::<{ 2 * THREES }>() else { break };
            keys.marks[len / APART + 1] = at;
            for (n, key) in next[..THREES].iter_mut().enumerate() {
                *key = raw[3 * n..].first_chunk().map_or(0, |raw| three(*raw));
            }
            let count = threes(raw);
            (at, len) = (at + 3 * count, len + count);
            if count == THREES {
                continue;
            }
            let word = word(raw, 3 * count);
            let (blanks, letters) = blanks_and_letters(word);
            all = blanks + letters > 0;
            keys.marks[len / APART + 1] = at;
            for (key, byte) in next[count..].iter_mut().zip((word >> (8 * blanks)).to_le_bytes()) {
                *key = u16::from(byte);
            }
            (at, len) = (at + blanks + letters, len + letters);
            while bytes[at..].starts_with("\u{3000}".as_bytes()) {
                at += 3;
            }
        }
        (self.at, keys.len) = (at, len);
        all
    }

    /// Reads one character of any kind.
    fn read(&mut self, keys: &mut Keys) {
        let rest = &self.text[self.at..];
        let Some(c) = rest.chars().next() else { return };
        let bytes = c.len_utf8();
        let joined = joins(c) || rest[bytes..].chars().next().is_some_and(joins);
        self.odd |= joined;
        if script(c) == Script::Blank {
            self.at += if joined { rest.graphemes(true).next().map_or(bytes, str::len) } else { bytes };
            return;
        }
        keys.row[keys.len] = c as u16;
        keys.len += 1;
        self.at += bytes;
    }
}

/// Whether the character of a key is neither white space nor may join its neighbours,
/// where it has three bytes; all others are.
fn is_plain(key: u16) -> bool {
    is_common(key)
        | (key.wrapping_sub(0x2100) <= 0x2BFF - 0x2100)
        | (key.wrapping_sub(0x3030) <= 0x3098 - 0x3030)
        | (key.wrapping_sub(0xAC00) <= 0xD7A3 - 0xAC00)
        | (key.wrapping_sub(0xE000) <= 0xFAFF - 0xE000)
}

/// The same of those that most text is made of.
#[inline]
fn is_common(key: u16) -> bool {
    (key < 0x800)
        | (key.wrapping_sub(0x2010) <= 0x2027 - 0x2010)
        | (key.wrapping_sub(0x3001) <= 0x3029 - 0x3001)
        | (key.wrapping_sub(0x309B) <= 0xA4CF - 0x309B)
        | (key.wrapping_sub(0xFF01) <= 0xFF9D - 0xFF01)
}

/// Whether `c` may be one cluster with what stands before or after it. What is not
/// in a table of those that never are may be.
fn joins(c: char) -> bool {
    !matches!(c as u32,
        0x00..=0x7F | 0xA0..=0xAC | 0xAE..=0x2FF | 0x370..=0x482 | 0x48A..=0x52F | 0x1E00..=0x1FFE
        | 0x2000..=0x200A | 0x2010..=0x205F | 0x2070..=0x20CF | 0x2100..=0x2BFF | 0x2E80..=0x3029
        | 0x3030..=0x3098 | 0x309B..=0xA4CF | 0xAC00..=0xD7A3 | 0xE000..=0xFAFF | 0xFE30..=0xFE6F
        | 0xFEFF | 0xFF01..=0xFF9D | 0xFFA0..=0xFFEF | 0x1_F300..=0x1_F3FA | 0x1_F400..=0x1_FAFF
        | 0x2_0000..=0x3_FFFD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_plain_needs_no_care() {
        for c in '\u{800}'..='\u{FFFF}' {
            if is_plain(c as u16) {
                assert!(!joins(c) && script(c) != Script::Blank, "{c:?}");
            }
        }
    }

    /// Reads the first block of a text, quickly and character by character.
    fn both(text: &str) -> (Vec<u16>, Vec<u16>) {
        let mut keys = Keys::new();
        keys.clear();
        let mut reader = Reader { text, at: 0, odd: false };
        reader.fill(&mut keys);
        let slow = text.chars().filter(|c| script(*c) != Script::Blank).map(|c| c as u16);
        let read = keys.row[KEPT..keys.len].to_vec();
        let slow = slow.take(read.len().max(BLOCK)).collect();
        (read, slow)
    }

    #[test]
    fn keys_are_read_as_slowly() {
        let texts = [
            "年年\u{3000}月\u{feff}1 2\n\u{3000}\u{3000}3é가𠮷",
            "甲乙丙丁戊己庚辛壬癸。“一”——two words\t三四五六七八九十，1234567890",
        ];
        for text in texts {
            let (read, slow) = both(&text.repeat(200));
            assert_eq!(read, slow);
        }
    }

    proptest! {
        #[test]
        fn keys_of_anything_are_read_as_slowly(
            text in proptest::collection::vec(proptest::sample::select(vec![
                "年", "月", "，", "가", "\u{3000}", "a", "0", "\u{7f}", "\u{1f}", "\u{1}", "\u{e}", " ",
                "\t", "\r\n", "\u{b}", "é", "𠮷",
            ]), 0..400)
        ) {
            let (read, slow) = both(&text.concat());
            prop_assert_eq!(read, slow);
        }
    }
}
