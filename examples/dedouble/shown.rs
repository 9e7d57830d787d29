//! Text as a terminal may show it.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` with everything spelled out (`\u{1b}`) that would drive a terminal or
/// turn the order of its characters: control characters but for tabs and line
/// breaks, and the marks of bidirectional text.
pub fn shown(text: &str) -> Cow<'_, str> {
    spelled(text, |c| c != '\n' && c != '\t' && drives(c))
}

/// The same for what has to stay on one line.
pub fn shown_in_line(text: &str) -> Cow<'_, str> {
    spelled(text, |c| drives(c) || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// Whether `c` drives what shows it.
pub fn drives(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn spelled(text: &str, is_spelled: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_spelled) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\r' | '\n' | '\t' if is_spelled(c) => out.extend(c.escape_default()),
            c if is_spelled(c) => {
                let _ = write!(out, "\\u{{{:x}}}", c as u32);
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
