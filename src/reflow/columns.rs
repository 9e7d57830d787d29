//! The widths of a page's columns, and what they say about every seam.
//!
//! Lines are read as the output of a hidden Markov chain. Its state is the
//! width of the column a line stands in (or none, for headings and lines that
//! were never wrapped) and whether the line starts a paragraph. A line that
//! goes on must be full: what comes next did not fit. A line that ends a
//! paragraph has any width. The forward-backward algorithm (Rabiner 1989) gives
//! the odds of each seam in time linear in the lines; what indents and blank
//! lines mean is estimated along with them, from the odds themselves.

use super::chain::{Chain, Forward, Odds};
use super::fit::{INDENT, WIDEST};
use super::line::Line;
use super::signs::Signs;

/// Widths considered on one page at most.
const MAX_WIDTHS: usize = 20;
/// Rounds of estimating what blank lines and indents mean: on the first lines of a text,
/// of which nothing is known, and on later ones.
const ROUNDS: [usize; 2] = [3, 2];
/// The narrowest column, in half-widths; newspapers set none below eight Han
/// characters, and shorter lines of one width are headings and lists.
const NARROWEST: usize = 16;

/// Lines that stand in a column, by the odds of the first round, below which it is left out
/// of the others. Where paragraphs end, lines of most widths are, and so most columns are
/// none: of 20 on 1,000 lines of news, eight have more.
const LEAST_LINES: f32 = 0.25;

/// Lines read at once, and lines read before and after them to know where they
/// stand: memory stays bounded, and a book's chapters have their own widths.
const WINDOW: usize = 1000;
const MARGIN: usize = 60;

/// The odds of all lines, of which at least one, and of the seams between them.
pub(super) fn odds(lines: &[Line], words: &[f32], weights: &mut Forward) -> Odds {
    let mut odds = Odds::default();
    let mut signs = Signs::prior();
    while odds.heading.len() < lines.len() {
        let at = odds.join.len();
        let from = at.saturating_sub(MARGIN);
        let to = (at + WINDOW + MARGIN).min(words.len());
        let rounds = ROUNDS[usize::from(at > 0)];
        let window = window(&lines[from..=to], &words[from..to], &mut signs, rounds, weights);
        let first = at - from;
        let last = if to == words.len() { window.heading.len() } else { first + WINDOW };
        odds.join.extend_from_slice(&window.join[first..last.min(window.join.len())]);
        odds.prose.extend_from_slice(&window.prose[first..last]);
        odds.heading.extend_from_slice(&window.heading[first..last]);
    }
    odds
}

/// The odds of the lines of one window. `signs` are what those of the one before it mean,
/// and then what its own do: a book is set alike from page to page.
fn window(lines: &[Line], words: &[f32], signs: &mut Signs, rounds: usize, weights: &mut Forward) -> Odds {
    let mut chain = Chain::new(lines, words, &candidates(lines));
    let mut odds = chain.odds(signs, weights);
    chain.narrow(&odds, LEAST_LINES);
    for _ in 1..rounds {
        *signs = chain.signs(&odds);
        odds = chain.odds(signs, weights);
    }
    odds
}

/// A column width and its share of the page's lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Width {
    pub half_widths: f64,
    pub share: f64,
}

/// Widths that several lines have, those of most lines first.
pub(super) fn candidates(lines: &[Line]) -> Vec<Width> {
    let mut count = std::collections::BTreeMap::new();
    for l in lines {
        let full = l.width + if l.indent >= 2 { INDENT as usize } else { 0 };
        *count.entry(full).or_insert(0usize) += 1;
    }
    let near = |w: usize| -> f64 {
        let reach = 1 + w / 40;
        count.range(w.saturating_sub(reach)..=w + reach).map(|(_, n)| *n as f64).sum()
    };
    let mut all: Vec<(usize, f64)> = count.keys().map(|w| (*w, near(*w) + count[w] as f64)).collect();
    all.retain(|(w, n)| *n >= 3.0 && (NARROWEST..=WIDEST).contains(w));
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    all.truncate(MAX_WIDTHS);
    let total: f64 = all.iter().map(|a| a.1).sum();
    let width = |(w, n): &(usize, f64)| Width { half_widths: *w as f64, share: n / total };
    all.iter().map(width).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reflow::shatter;

    /// The seams of `text` that would be joined if the words said the same at each.
    fn joined(text: &str, words: f32) -> Vec<bool> {
        let lines = shatter::lines(text, &[]);
        odds(&lines, &vec![words; lines.len() - 1], &mut Forward::default())
            .join
            .iter()
            .map(|o| *o > 0.0)
            .collect()
    }

    fn lines_of(widths: &[usize]) -> String {
        widths.iter().map(|w| "一".repeat(*w) + "\n").collect()
    }

    #[test]
    fn full_lines_go_on_and_short_ones_end() {
        let widths = [18, 18, 18, 7, 18, 18, 4, 18, 18, 18, 18, 11, 18, 18, 9];
        let want: Vec<bool> = widths[..14].iter().map(|w| *w == 18).collect();
        assert_eq!(joined(&lines_of(&widths), 0.0), want);
    }

    #[test]
    fn two_columns_of_their_own_widths() {
        let widths = [18, 18, 18, 7, 18, 18, 18, 4, 26, 26, 26, 12, 26, 26, 26, 20];
        let want: Vec<bool> = widths[..15].iter().map(|w| *w == 18 || *w == 26).collect();
        assert_eq!(joined(&lines_of(&widths), 0.0), want);
    }

    #[test]
    fn no_column_no_join() {
        let widths = [31, 8, 77, 45, 12, 60, 23, 52, 17, 39];
        assert_eq!(joined(&lines_of(&widths).replace('\n', "。\n"), -4.0), [false; 9]);
    }

    #[test]
    fn windows_agree_with_the_whole() {
        let widths: Vec<usize> = (0..2600).map(|i| if i % 5 == 4 { 3 + i % 11 } else { 18 }).collect();
        let want: Vec<bool> = widths[..2599].iter().map(|w| *w == 18).collect();
        assert_eq!(joined(&lines_of(&widths), 0.0), want);
    }
}
