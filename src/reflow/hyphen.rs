//! Hyphens at line ends: which divide a word, and which belong to it.

use std::collections::HashSet;

use super::line::Line;
use super::seam::is_hyphen;

/// Beginnings that are no words: a hyphen after them at a line end divides one.
const BEGINNINGS: [&str; 20] = [
    "inter", "trans", "con", "com", "dis", "pro", "per", "pre", "de", "re", "ad", "ac", "ap", "at", "ex",
    "im", "in", "un", "sub", "impor",
];
/// Endings that are no words: a hyphen before them at a line end divides one.
const ENDINGS: [&str; 32] = [
    "tion", "tions", "sion", "sions", "tional", "ment", "ments", "mental", "ing", "ings", "ness", "ity",
    "ities", "ty", "tive", "tively", "ble", "bly", "ally", "ly", "tic", "tical", "ence", "ance", "ture",
    "tures", "ties", "cial", "man", "men", "woman", "women",
];

/// The Latin words inside the lines of a text, in lower case; empty if no line
/// ends in a hyphen.
#[derive(Debug, Default)]
pub(super) struct Words(HashSet<String>);

impl Words {
    /// The words of `lines`, those at line ends left out.
    pub fn of(text: &str, lines: &[Line]) -> Self {
        if !lines.iter().any(|l| l.text(text).ends_with(is_hyphen)) {
            return Words::default();
        }
        let latin = |l: &&Line| l.text(text).bytes().any(|b| b.is_ascii_alphabetic());
        let inside = |l: &Line| {
            let all = l.text(text).split(|c: char| !c.is_alphabetic() && !is_hyphen(c));
            all.filter(|w| w.is_ascii() && !w.ends_with('-')).map(str::to_lowercase).collect::<Vec<_>>()
        };
        Words(lines.iter().filter(latin).flat_map(inside).collect())
    }

    /// Bytes of the hyphen at the end of `a`, if it divides a word that goes on
    /// in `b`: the word stands whole elsewhere, or one part is none of its own
    /// and the parts do not stand with their hyphen elsewhere. In doubt the
    /// hyphen stays, as in `COVID-` before `19`.
    pub fn divided(&self, a: &str, b: &str) -> Option<usize> {
        let hyphen = a.chars().next_back().filter(|c| is_hyphen(*c))?;
        let stem = a.strip_suffix(hyphen)?;
        let head = stem.rsplit(|c: char| c.is_whitespace() || "(\"'“‘".contains(c)).next()?;
        let tail_end = b.find(|c: char| !c.is_alphabetic()).unwrap_or(b.len());
        let (tail, rest) = b.split_at(tail_end);
        let plain = head.chars().skip(1).all(char::is_lowercase) && head.chars().next()?.is_alphabetic();
        let pair = ["and", "or", "to"].contains(&tail);
        let compound = pair || rest.starts_with(|c: char| c.is_alphanumeric() || "-_/=<".contains(c));
        if !plain
            || compound
            || !tail.chars().all(char::is_lowercase)
            || tail.chars().count() < 2
            || head.len() < 2
        {
            return None;
        }
        let head = head.to_lowercase();
        let whole = self.0.contains(&format!("{head}{tail}"));
        let hyphened = self.0.contains(&format!("{head}-{tail}"));
        let bound = BEGINNINGS.contains(&head.as_str()) || ENDINGS.contains(&tail);
        (whole || bound && !hyphened || hyphen == '\u{ad}').then_some(hyphen.len_utf8())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens() {
        let seen = Words(HashSet::from(["government".to_owned(), "re-entry".to_owned()]));
        let cases = [
            ("the inter-", "national aid", true),
            ("of the govern-", "ment said", true),
            ("an informa-", "tion desk", true),
            ("since COVID-", "19 came", false),
            ("a well-", "known man", false),
            ("after re-", "entry into", false),
            ("use --no-", "verbose", false),
            ("pre-", "and post-war", false),
            ("one -", "two", false),
        ];
        for (a, b, want) in cases {
            assert_eq!(seen.divided(a, b).is_some(), want, "{a} {b}");
        }
    }
}
