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

/// The keys of two characters of three bytes each: their code points.
fn two_keys(raw: u64) -> [u16; 2] {
    /// The same bits of both.
    const fn of_both(bits: u64) -> u64 {
        bits | bits << 24
    }
    let both = raw << 12 & of_both(0xF000) | raw >> 2 & of_both(0x0FC0) | raw >> 16 & of_both(0x003F);
    [both as u16, (both >> 24) as u16]
}

/// Bytes that are looked at together.
const READ: usize = 32;

/// Reads characters of three bytes, eight at a time, as many as there are up to the end of the
/// block or almost that of the text; how many of the last eight there were.
fn read_threes(bytes: &[u8], at: &mut usize, keys: &mut Keys) -> usize {
    // Kept apart from what is written, or each key could change them.
    let (mut place, mut len) = (*at, keys.len);
    let mut count = 8;
    while count == 8 && len < KEPT + BLOCK {
        let Some(raw) = bytes.get(place..).and_then(|rest| rest.first_chunk::<READ>()) else { break };
        let Some(next) = keys.row[len..].first_chunk_mut::<8>() else { break };
        keys.marks[len / APART + 1] = place;
        // Bits of those that have another number of bytes.
        let mut others = 0u32;
        for n in 0..4 {
            let Some(raw) = raw[6 * n..].first_chunk() else { break };
            let word = u64::from_le_bytes(*raw);
            let is_other = |byte: u64| u32::from(byte & 0xF0 != 0xE0);
            others |= is_other(word) << (2 * n) | is_other(word >> 24) << (2 * n + 1);
            [next[2 * n], next[2 * n + 1]] = two_keys(word);
        }
        count = (others | 1 << 8).trailing_zeros() as usize;
        len += count;
        place += 3 * count;
    }
    (*at, keys.len) = (place, len);
    count
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

    /// Reads eight characters of three bytes at a time, or fewer and what follows them, up
    /// to the end of the block or almost that of the text.
    fn read_quickly(&mut self, keys: &mut Keys) {
        let bytes = self.text.as_bytes();
        while keys.len < KEPT + BLOCK {
            let count = read_threes(bytes, &mut self.at, keys);
            let Some(&next) = bytes.get(self.at).filter(|_| self.at + READ <= bytes.len()) else { break };
            if count < 8 && next & 0xF0 != 0xE0 {
                keys.mark(self.at);
                if !self.read_ascii(keys) {
                    self.read(keys);
                }
            }
        }
    }

    /// Reads up to four characters of ASCII, with the blanks that follow them; whether there was
    /// one.
    #[inline]
    fn read_ascii(&mut self, keys: &mut Keys) -> bool {
        let bytes = &self.text.as_bytes()[self.at..];
        let Some(raw) = bytes.first_chunk::<8>() else { return false };
        let Some(next) = keys.row[keys.len..].first_chunk_mut::<8>() else { return false };
        let others = u64::from_le_bytes(*raw) & 0x80_8080_8080 | 1 << 39;
        let count = (others.trailing_zeros() / 8) as usize;
        let mut n = 0;
        for (i, &byte) in raw[..4].iter().enumerate() {
            next[n] = u16::from(byte);
            n += usize::from(!is_blank(byte) & (i < count));
        }
        keys.len += n;
        self.at += count;
        while self.text.as_bytes()[self.at..].starts_with("\u{3000}".as_bytes()) {
            self.at += 3;
        }
        count > 0
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

/// Whether an ASCII character is white space.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
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

    #[test]
    fn what_is_plain_needs_no_care() {
        for c in '\u{800}'..='\u{FFFF}' {
            if is_plain(c as u16) {
                assert!(!joins(c) && script(c) != Script::Blank, "{c:?}");
            }
        }
    }

    #[test]
    fn keys_are_read_as_slowly() {
        let texts = [
            "年年\u{3000}月\u{feff}1 2\n\u{3000}\u{3000}3é가𠮷",
            "甲乙丙丁戊己庚辛壬癸。“一”——two words\t三四五六七八九十，1234567890",
        ];
        for text in texts {
            let text = text.repeat(20);
            let mut keys = Keys::new();
            keys.clear();
            let mut reader = Reader { text: &text, at: 0, odd: false };
            reader.fill(&mut keys);
            let key = |c: char| c as u16;
            let slow: Vec<u16> = text.chars().filter(|c| script(*c) != Script::Blank).map(key).collect();
            let read = &keys.row[KEPT..keys.len];
            assert_eq!(read, &slow[..read.len()]);
            assert!(read.len() >= slow.len().min(BLOCK));
        }
    }
}
