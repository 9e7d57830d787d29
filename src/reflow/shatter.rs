//! Puts lines together that an extractor broke at each of their gaps.
//!
//! Where a justified line has so few words that its gaps are wide, extractors
//! take every gap for the end of a line: `of⏎effectively⏎resolving⏎issues`. The
//! words fill one line of the column, and mean nothing on their own.

use std::ops::Range;

use crate::script;

use super::fit::{INDENT, WIDEST};
use super::kind::{self, Kind};
use super::line::{End, Line};
use super::seam;
use super::tally::{is_cjk, Tally};

/// Words in a row, each on a line of its own, from which on a line may have been
/// broken at its gaps; shorter runs are left to what the words say.
const LEAST_WORDS: usize = 3;

/// A line may be wider than those after it by one part in so many: letters
/// differ in width.
const LETTERS_DIFFER: usize = 20;

/// Puts together what an extractor broke: marks all but the last of the pieces of a line
/// as broken, and gives the last one the measures of the whole. Linear in the lines, but
/// for sorting widths.
pub(super) fn mend(text: &str, lines: &mut [Line]) {
    mend_runs(text, lines);
    glue(text, lines);
    mend_words(text, lines);
}

/// The lines of a text, put together.
#[cfg(test)]
pub(super) fn lines(text: &str, bold: &[crate::edit::Span]) -> Vec<Line> {
    let mut lines = Vec::new();
    super::line::measure_all(text, bold, &[], &mut lines);
    mend(text, &mut lines);
    lines
}

/// A line that starts with a mark no line may start with is the rest of the line
/// before, if both fit into a column of the page: extractors break a line where
/// they lose its mark.
fn glue(text: &str, lines: &mut [Line]) {
    let mut widths: Vec<usize> = lines.iter().map(|l| l.width).collect();
    widths.sort_unstable();
    let Some(&wide) = widths.get(widths.len() * 9 / 10) else { return };
    for i in 1..lines.len() {
        if lines[i - 1].broken {
            continue;
        }
        let first = lines[i].text(text).chars().next().unwrap_or(' ');
        let rest = is_cjk(first) && (script::is_closing_mark(first) || script::is_stop(first));
        let whole = lines[i - 1].width + lines[i].width;
        if rest && first != '·' && first != '・' && (whole <= wide + 2 || lines[i].width <= 4) {
            lines[i - 1].broken = true;
            lines[i].width = whole;
            lines[i].play += lines[i - 1].play;
            lines[i].indent = lines[i - 1].indent;
        }
    }
}

/// Marks the words of broken lines as the rest of one another, and gives the
/// last of them the width of the whole. Linear in the lines.
fn mend_words(text: &str, lines: &mut [Line]) {
    let mut start = 0;
    while start < lines.len() {
        if !is_word(text, &lines[start]) {
            start += 1;
            continue;
        }
        let more = lines[start + 1..].iter().take_while(|l| l.blank_before == 0 && is_word(text, l)).count();
        let end = start + 1 + more;
        if end - start >= LEAST_WORDS {
            mend_run(text, lines, start, end);
        }
        start = end;
    }
}

/// Whether a line is one Latin word, with marks or not.
fn is_word(text: &str, line: &Line) -> bool {
    let word = line.text(text);
    line.kind == Kind::Text && line.tally.latin && !word.contains(' ')
}

/// Mends the words `lines[from..to]`, if they fill lines as wide as those after
/// them and most start in lower case, as words in a sentence do.
fn mend_run(text: &str, lines: &mut [Line], from: usize, to: usize) {
    let lower =
        |l: &&Line| l.text(text).trim_start_matches(script::is_opening_mark).starts_with(char::is_lowercase);
    let room = lines[to..].iter().take(2).map(|l| l.width).max().unwrap_or(0);
    if lines[from..to].iter().filter(lower).count() * 2 < to - from {
        return;
    }
    let (mut first, mut width) = (from, 0);
    for i in from..to {
        width += lines[i].width + usize::from(i > first);
        let Some(head) = lines.get(i + 1).map(|l| l.head) else { return };
        let starts = first == 0 || lines[first - 1].ended;
        if width + 1 + head + if starts { INDENT as usize } else { 0 } <= room {
            continue;
        }
        if i + 1 - first >= LEAST_WORDS && width <= room + room / LETTERS_DIFFER {
            lines[first..i].iter_mut().for_each(|l| l.broken = true);
            lines[i].play += lines[first..i].iter().map(|l| l.play).sum::<f32>();
            lines[i].width = width;
            lines[i].indent = lines[first].indent;
        }
        (first, width) = (i + 1, 0);
    }
}

/// Runs of lines from which on their form shows.
const LEAST_RUNS: usize = 10;
/// Share of the runs of one line, on pages whose lines stand apart.
const SINGLE_RUNS: f32 = 0.7;
/// Half-widths up to which a line is a sliver, three characters and less.
const SLIVER: usize = 6;
/// Half-widths a mended line may be wider than the column: a mark hangs over.
const OVERHANG: usize = 2;

/// Mends lines on pages that have a blank line after every printed line: lines
/// with none between them are one that was broken at its gaps. Pages in slivers
/// are such pages too. Linear in the lines, but for sorting the widths of runs.
fn mend_runs(text: &str, lines: &mut [Line]) {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for i in 1..=lines.len() {
        if i == lines.len() || lines[i].blank_before > 0 {
            runs.push(start..i);
            start = i;
        }
    }
    let slivers = lines.iter().filter(|l| l.width <= SLIVER).count() * 2 > lines.len();
    let singles = runs.iter().filter(|r| r.len() == 1).count() as f32;
    if runs.len() < LEAST_RUNS || !slivers && singles < SINGLE_RUNS * runs.len() as f32 {
        return;
    }
    let width = |run: &[Line]| run.iter().map(|l| l.width).sum::<usize>();
    let counted = runs.iter().filter(|r| slivers || r.len() == 1);
    let mut widths: Vec<usize> = counted.map(|r| width(&lines[r.clone()])).collect();
    widths.sort_unstable();
    let room = widths[widths.len() * 9 / 10];
    // Wider than a page is no printed line: blank lines part paragraphs here.
    if room > WIDEST {
        return;
    }
    for run in runs {
        let run = &mut lines[run];
        let all = width(run);
        let whole: String = run.iter().map(|l| l.text(text)).collect();
        let [first, .., last] = run else { continue };
        if all > room + OVERHANG || !first.is_prose() || !last.is_prose() {
            continue;
        }
        // A line in slivers is as wide as they are; the gaps of a loose one are lost.
        (last.width, last.indent, last.loose) = (all, first.indent, !slivers);
        let kind = kind::of(&whole);
        (first.kind, last.kind) = (kind, kind);
        last.end = End::of(&whole, &Tally::of(&whole), seam::has_ended(&whole));
        let pieces = run.len() - 1;
        run[..pieces].iter_mut().for_each(|l| l.broken = true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of the lines of `text` are the first parts of broken ones.
    fn broken(text: &str) -> Vec<bool> {
        lines(text, &[]).iter().map(|l| l.broken).collect()
    }

    #[test]
    fn words_that_fill_a_line() {
        let text =
            "the\nboats\ncame\nhome.\nWhen\nnight\nfell over the harbour all was calm,\nand the crews slept.";
        assert_eq!(broken(text), [true, true, true, true, true, false, false, false]);
    }

    #[test]
    fn pages_with_a_blank_line_after_every_line() {
        let line = "潮水退去以后，滩涂上到处是赶海的人\n\n";
        let mut text = line.repeat(10);
        text.push_str("妇女们提着\n竹\n篮弯着腰\n\n把蛤蜊一个个捡起来。\n\n");
        let mut want = [false; 14];
        want[10..12].fill(true);
        assert_eq!(broken(&text), want);
        // Without the blank lines nothing tells that they are one.
        assert!(!broken(&text.replace("\n\n", "\n")).contains(&true));
    }

    #[test]
    fn paragraphs_with_a_blank_line_after_each_and_lists() {
        let paragraph = "潮水退去以后，滩涂上到处是赶海的人。".repeat(6) + "\n\n";
        let mut text = paragraph.repeat(10);
        text.push_str("带上这些东西\n- 一只竹篮\n- 一把小铲\n\n");
        assert_eq!(broken(&text), [false; 13]);
    }

    #[test]
    fn pages_in_slivers() {
        let line = "潮\n水\n退去\n以后\n滩\n涂\n上\n到\n处\n\n";
        let got = broken(&line.repeat(10));
        assert!(got.chunks(9).all(|l| l[..8].iter().all(|b| *b) && !l[8]), "{got:?}");
    }

    #[test]
    fn words_that_are_a_list() {
        let cases = [
            "apples\npears\nplums\nThe shop opens at nine in the morning and closes\nat five.",
            "Monday\nTuesday\nFriday\nSaturday\nSunday\nThe shop is open,\nand so is the office.",
            "one\ntwo\nthree",
        ];
        for text in cases {
            assert!(!broken(text).contains(&true), "{text}");
        }
    }
}
