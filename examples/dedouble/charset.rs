//! Bytes to text and back, strictly: what is not text in the encoding is told
//! with its place, and is never a replacement character.

use std::ops::Range;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use dedouble::EditLog;
use encoding_rs::{
    DecoderResult, Encoding, BIG5, EUC_JP, EUC_KR, GB18030, GBK, ISO_2022_JP, SHIFT_JIS, UTF_16BE, UTF_16LE,
    UTF_8,
};

/// The encoding of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// To be found out.
    Auto,
    /// This one.
    Named(&'static Encoding),
}

/// A page's text, and where it came from.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without a byte order mark. A stand-in, a character of its own
    /// from the last private-use plane, stands for each sequence of bytes that is no text.
    pub text: String,
    pub encoding: &'static Encoding,
    /// The byte order mark's size in bytes.
    mark: usize,
    /// What is no text, in order.
    pub strays: Vec<Stray>,
}

/// Bytes that are not text in the encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Where they stand in the file.
    pub bytes: Range<usize>,
    /// Where their stand-in stands in the text, in bytes.
    at: usize,
}

/// The stand-ins: the characters of plane 16, which nothing else uses.
const STAND_INS: Range<u32> = 0x10_0000..0x10_fffe;
/// Bytes of one in UTF-8.
const STAND_IN_SIZE: usize = 4;

/// Whether `text` has a character that may be a stand-in.
pub fn has_stand_in(text: &str) -> bool {
    text.chars().any(|c| STAND_INS.contains(&(c as u32)))
}

impl Charset {
    /// The encoding with this label.
    pub fn named(label: &str) -> Result<Charset, String> {
        if label.eq_ignore_ascii_case("auto") {
            return Ok(Charset::Auto);
        }
        let encoding = Encoding::for_label(label.as_bytes()).ok_or(
            "no such encoding; auto finds it out, or see https://encoding.spec.whatwg.org/#names-and-labels",
        )?;
        Ok(Charset::Named(encoding))
    }

    /// The text of `bytes`.
    ///
    /// # Errors
    /// What is wrong, if that is more than single stretches of bytes.
    pub fn decode(self, bytes: &[u8]) -> Result<Decoded, String> {
        let (encoding, mark) = match (Encoding::for_bom(bytes), self) {
            (Some(found), _) => found,
            (None, Charset::Named(encoding)) => (encoding, gb18030_mark(encoding, bytes)),
            (None, Charset::Auto) => {
                let encoding = guess(bytes)?;
                (encoding, gb18030_mark(encoding, bytes))
            }
        };
        decode(encoding, bytes, mark)
    }
}

/// GB18030 has a byte order mark, too, that the standard does not look for.
fn gb18030_mark(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    const MARK: &[u8] = b"\x84\x31\x95\x33";
    let is_gb = encoding == GB18030 || encoding == GBK;
    if is_gb && bytes.starts_with(MARK) {
        MARK.len()
    } else {
        0
    }
}

/// The likeliest encoding of Unicode or of East Asia. A single-byte encoding has
/// text for any bytes at all, so that a guess of one proves nothing: then it is
/// UTF-8, and the bytes that are not are told. What is not text at all is told by
/// its control characters.
fn guess(bytes: &[u8]) -> Result<&'static Encoding, String> {
    if is_mostly_utf8(bytes) {
        return Ok(UTF_8);
    }
    if let Some(encoding) = guess_utf16(bytes) {
        return Ok(encoding);
    }
    let control = |b: &u8| *b < b' ' && !matches!(b, b'\t'..=b'\r' | b'\x1b');
    if let Some(byte) = bytes.iter().position(control) {
        return Err(format!(
            "byte {byte}: no text in any encoding that can be found out (0x{:02x}); \
             if it is text, name its encoding with --encoding",
            bytes[byte]
        ));
    }
    Ok(detect(bytes).or_else(|| detect_among_strays(bytes)).unwrap_or(UTF_8))
}

/// What chardetng guesses, if it is an encoding of more than one byte.
fn detect(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    match detector.guess(None, Utf8Detection::Deny) {
        // Its superset, and what most files that claim to be GBK are.
        guess if guess == GBK => Some(GB18030),
        guess => Some(guess).filter(|guess| !guess.is_single_byte()),
    }
}

/// A single wrong byte rules an encoding out. So each is tried, what is wrong in
/// it is left out, and the rest has to be that encoding to the detector, too.
fn detect_among_strays(bytes: &[u8]) -> Option<&'static Encoding> {
    [GB18030, BIG5, EUC_KR, SHIFT_JIS, EUC_JP].into_iter().find(|&encoding| {
        let Ok(decoded) = decode(encoding, bytes, 0) else { return false };
        let (mut rest, mut at) = (Vec::with_capacity(bytes.len()), 0);
        for stray in &decoded.strays {
            rest.extend_from_slice(&bytes[at..stray.bytes.start]);
            at = stray.bytes.end;
        }
        rest.extend_from_slice(&bytes[at..]);
        let wide = decoded.text.chars().filter(|c| !c.is_ascii()).count();
        wide >= WIDE_FOR_ONE_STRAY * decoded.strays.len() && detect(&rest) == Some(encoding)
    })
}

/// How many characters of two and more bytes stand for one stray byte in a file
/// that is in an encoding but for that. In UTF-8, say, other encodings have bytes
/// that are characters by chance, but hardly one after the other.
const WIDE_FOR_ONE_STRAY: usize = 10;

fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut wide, mut strays) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        strays += usize::from(!chunk.invalid().is_empty());
    }
    strays == 0 || wide >= WIDE_FOR_ONE_STRAY * strays
}

/// The share of a page's characters that are of the common scripts of newspapers,
/// if the encoding is right. Of UTF-16 read in the wrong order, it is about half.
const COMMON_SHARE: f64 = 0.95;

/// UTF-16 by its look: line breaks and blanks give it bytes of zero, which no
/// text in another encoding has.
fn guess_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.contains(&0) || bytes.len() % 2 != 0 {
        return None;
    }
    let share = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(bytes).0;
        let common = text.chars().filter(|&c| is_common(c)).count();
        common as f64 / text.chars().count() as f64
    };
    let (little, big) = (share(UTF_16LE), share(UTF_16BE));
    let (encoding, share) = if little >= big { (UTF_16LE, little) } else { (UTF_16BE, big) };
    (share >= COMMON_SHARE && little != big).then_some(encoding)
}

fn is_common(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{c}' | '\r' | ' '..='~' | '\u{a0}'..='\u{ff}' | '\u{2000}'..='\u{206f}'
        | '\u{2500}'..='\u{25ff}' | '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{ff00}'..='\u{ffef}')
}

/// The text of `bytes` after the mark.
fn decode(encoding: &'static Encoding, bytes: &[u8], mark: usize) -> Result<Decoded, String> {
    let mut decoded =
        Decoded { text: String::with_capacity(bytes.len()), encoding, mark, strays: Vec::new() };
    let mut at = mark;
    while at < bytes.len() {
        let Some(stray) = decode_some(encoding, &bytes[at..], &mut decoded.text) else { break };
        let stray = at + stray.start..at + stray.end;
        let number = STAND_INS.start + decoded.strays.len() as u32;
        let stand_in = char::from_u32(number).filter(|_| STAND_INS.contains(&number));
        at = stray.end;
        decoded.strays.push(Stray { bytes: stray, at: decoded.text.len() });
        decoded.text.push(stand_in.ok_or_else(|| {
            format!(
                "not {} from byte {} on; name its encoding with --encoding",
                encoding.name(),
                decoded.strays[0].bytes.start
            )
        })?);
    }
    let own = decoded.text.chars().filter(|&c| STAND_INS.contains(&(c as u32))).count();
    match decoded.strays.first() {
        Some(stray) if own != decoded.strays.len() => Err(format!(
            "byte {}: not {}, in a text that uses the private-use characters that would stand for what is not",
            stray.bytes.start,
            encoding.name()
        )),
        _ => Ok(decoded),
    }
}

/// Decodes up to the first bytes that are no text, and gives their place.
fn decode_some(encoding: &'static Encoding, bytes: &[u8], text: &mut String) -> Option<Range<usize>> {
    if encoding == UTF_8 {
        let chunk = bytes.utf8_chunks().next()?;
        text.push_str(chunk.valid());
        let start = chunk.valid().len();
        return (!chunk.invalid().is_empty()).then(|| start..start + chunk.invalid().len());
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut read = 0;
    loop {
        let rest = &bytes[read..];
        text.reserve(decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len()));
        let (result, more) = decoder.decode_to_string_without_replacement(rest, text, true);
        read += more;
        match result {
            DecoderResult::InputEmpty => return None,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(size, after) => {
                let end = read - usize::from(after);
                return Some(end.saturating_sub(usize::from(size))..end);
            }
        }
    }
}

impl Decoded {
    /// `bytes`, which this was decoded from, with the edits of `log` made: all
    /// bytes that no edit touches are as they were.
    ///
    /// # Errors
    /// If a replacement cannot be written in the encoding.
    pub fn edited(&self, bytes: &[u8], log: &EditLog) -> Result<Vec<u8>, String> {
        if self.encoding == ISO_2022_JP && !log.is_empty() {
            return self.written_anew(bytes, log);
        }
        let mut places = Places::new(self, bytes);
        let mut out = Vec::with_capacity(bytes.len());
        let mut at = 0;
        for edit in log {
            out.extend_from_slice(&bytes[at..places.byte_of(edit.span.start)]);
            out.extend(encode(&edit.replacement, self.encoding)?);
            at = places.byte_of(edit.span.end);
        }
        out.extend_from_slice(&bytes[at..]);
        Ok(out)
    }

    /// Its bytes have states: they cannot be cut.
    fn written_anew(&self, bytes: &[u8], log: &EditLog) -> Result<Vec<u8>, String> {
        if encode(&self.text, self.encoding)? != bytes {
            return Err(format!(
                "this {} cannot be written as it was; use --output-encoding utf-8",
                self.encoding.name()
            ));
        }
        encode(&log.apply(&self.text).map_err(|error| error.to_string())?, self.encoding)
    }

    /// What is no text, for people.
    pub fn strays_told(&self, bytes: &[u8]) -> Option<String> {
        let first = self.strays.first()?;
        let values: String = bytes[first.bytes.clone()].iter().map(|byte| format!("{byte:02x}")).collect();
        let more = match self.strays.get(1) {
            None => String::new(),
            Some(next) => {
                format!(", nor in {} more places from byte {} on", self.strays.len() - 1, next.bytes.start)
            }
        };
        Some(format!("byte {}: not {} (0x{values}){more}", first.bytes.start, self.encoding.name()))
    }
}

/// `text` in an encoding, without a byte order mark.
pub fn encode(text: &str, encoding: &'static Encoding) -> Result<Vec<u8>, String> {
    if encoding == UTF_16LE {
        return Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    match encoding.encode(text) {
        (bytes, _, false) => Ok(bytes.into_owned()),
        _ => Err(format!(
            "{} has not every character of the result; use --output-encoding utf-8",
            encoding.name()
        )),
    }
}

/// From places in the text to places in the file, in rising order.
struct Places<'a> {
    decoded: &'a Decoded,
    bytes: &'a [u8],
    /// The next stretch of bytes that is no text.
    stray: usize,
    byte: usize,
    text: usize,
}

impl Places<'_> {
    fn new<'a>(decoded: &'a Decoded, bytes: &'a [u8]) -> Places<'a> {
        Places { decoded, bytes, stray: 0, byte: decoded.mark, text: 0 }
    }

    /// The byte of the file that is the byte `at` of the text.
    fn byte_of(&mut self, at: usize) -> usize {
        while let Some(stray) = self.decoded.strays.get(self.stray).filter(|stray| stray.at < at) {
            (self.byte, self.text) = (stray.bytes.end, stray.at + STAND_IN_SIZE);
            self.stray += 1;
        }
        if self.decoded.encoding == UTF_8 {
            self.byte += at - self.text;
            self.text = at;
        } else {
            self.walk(at);
        }
        self.byte
    }

    /// Decodes a byte at a time, until the text is there. A new decoder may start
    /// at any character: only encodings without states come here.
    fn walk(&mut self, at: usize) {
        let mut decoder = self.decoded.encoding.new_decoder_without_bom_handling();
        let mut out = [0; 32];
        while self.text < at {
            let (_, read, written) =
                decoder.decode_to_utf8_without_replacement(&self.bytes[self.byte..][..1], &mut out, false);
            self.byte += read;
            self.text += written;
            if read + written == 0 {
                return;
            }
        }
    }
}
