//! Bytes of a page, as the example program takes them in.

use crate::charset::Charset;
use crate::promise;

/// The encoding by the first byte, and the rest through the decoder, the repair,
/// and back.
pub fn decoder(data: &[u8]) {
    const LABELS: [&str; 10] = [
        "auto",
        "utf-8",
        "gb18030",
        "big5",
        "utf-16le",
        "utf-16be",
        "shift_jis",
        "euc-kr",
        "iso-2022-jp",
        "gbk",
    ];
    let Some((first, bytes)) = data.split_first() else { return };
    let charset =
        Charset::named(LABELS[usize::from(*first) % LABELS.len()]).expect("a label of the standard");
    let Ok(decoded) = charset.decode(bytes) else { return };
    let strays = decoded.strays.iter().map(|stray| &stray.bytes);
    let ends = strays.clone().map(|stray| stray.end).chain([bytes.len()]);
    let in_order = strays.skip(1).zip(ends.clone()).all(|(stray, end)| end <= stray.start);
    assert!(in_order && ends.clone().all(|end| end <= bytes.len()), "{:?}", decoded.strays);
    if decoded.encoding == encoding_rs::UTF_8 && decoded.strays.is_empty() {
        let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        assert_eq!(Ok(&*decoded.text), std::str::from_utf8(&bytes[mark..]));
    }
    let restored = dedouble::Restorer::default().restore(&decoded.text);
    assert_eq!(promise::subsequence(&decoded.text, &restored.text), None);
    let Ok(edited) = decoded.edited(bytes, &restored.log) else { return };
    if restored.log.is_empty() {
        assert_eq!(edited, bytes, "nothing was changed");
    }
    if !decoded.strays.is_empty() {
        // A stray byte may make a character with what follows it now.
        return;
    }
    let again = Charset::Named(decoded.encoding).decode(&edited).expect("less of what was text");
    assert_eq!(again.text, restored.text, "{} of {bytes:?}", decoded.encoding.name());
}
