//! Bytes to text, strictly: what is not text in the encoding is a fault, with
//! its place, and never a replacement character.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8};

/// The encoding of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// To be found out.
    Auto,
    /// This one.
    Named(&'static Encoding),
}

/// Why bytes are not text.
#[derive(Debug, PartialEq, Eq)]
pub struct NotText {
    /// The first byte that is wrong.
    pub byte: usize,
    /// What is wrong there.
    pub what: String,
}

impl Charset {
    /// The encoding with this label.
    pub fn named(label: &str) -> Result<Charset, String> {
        if label.eq_ignore_ascii_case("auto") {
            return Ok(Charset::Auto);
        }
        let encoding = Encoding::for_label(label.as_bytes()).ok_or("no such encoding")?;
        Ok(Charset::Named(encoding))
    }

    /// The text of `bytes`, without a byte order mark.
    pub fn decode(self, bytes: Vec<u8>) -> Result<String, NotText> {
        if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
            return strict(encoding, &bytes, mark);
        }
        match self {
            Charset::Named(encoding) if encoding == UTF_8 => utf8(bytes),
            Charset::Named(encoding) => strict(encoding, &bytes, 0),
            Charset::Auto if std::str::from_utf8(&bytes).is_ok() => utf8(bytes),
            Charset::Auto => strict(guess(&bytes)?, &bytes, 0),
        }
    }
}

/// UTF-8 needs no copy.
fn utf8(bytes: Vec<u8>) -> Result<String, NotText> {
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let value = error.as_bytes()[byte];
        NotText { byte, what: format!("not UTF-8 (0x{value:02x}); --encoding auto finds the encoding out") }
    })
}

/// The likeliest encoding. A single-byte encoding has text for any bytes at
/// all, so what is not text at all has to be told by its control characters.
fn guess(bytes: &[u8]) -> Result<&'static Encoding, NotText> {
    let control = |b: &u8| *b < b' ' && !matches!(b, b'\t'..=b'\r' | b'\x1b');
    if let Some(byte) = bytes.iter().position(control) {
        let what = format!("no text in any encoding that can be found out (0x{:02x})", bytes[byte]);
        return Err(NotText { byte, what });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    Ok(detector.guess(None, Utf8Detection::Deny))
}

/// The text of `bytes` from `start` in one encoding.
fn strict(encoding: &'static Encoding, bytes: &[u8], start: usize) -> Result<String, NotText> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let body = &bytes[start..];
    let room = decoder.max_utf8_buffer_length_without_replacement(body.len());
    let mut text = String::with_capacity(room.unwrap_or(body.len()));
    let mut read = 0;
    loop {
        let (result, more) = decoder.decode_to_string_without_replacement(&body[read..], &mut text, true);
        read += more;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(body.len() - read + 4),
            DecoderResult::Malformed(size, after) => {
                let byte = start + read.saturating_sub(usize::from(size) + usize::from(after));
                return Err(NotText { byte, what: format!("not {}", encoding.name()) });
            }
        }
    }
    // GB18030 has a byte order mark, too, that the standard does not look for.
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}
