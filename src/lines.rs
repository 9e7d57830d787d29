//! The lines of a text.

use memchr::memchr_iter;

/// The lines of `text` with what ends them, as [`str::split_inclusive`] gives them for a
/// line feed, which looks at every character. Linear.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    ends.chain(Some(text.len()))
        .map(move |end| &text[std::mem::replace(&mut start, end)..end])
        .filter(|l| !l.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_text() {
        for text in ["", "\n", "一", "一\n", "\n\n一\r\n二", "一\n\n\n二\n"] {
            assert!(lines(text).eq(text.split_inclusive('\n')), "{text:?}");
        }
    }
}
