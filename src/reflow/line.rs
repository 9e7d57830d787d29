//! The lines of a text as the decisions need them: measured once, read often.

use std::cell::LazyCell;

use crate::edit::Span;
use crate::lines::lines;
use crate::script::{self, Script};

use super::kind::{self, Kind};
use super::tally::{is_cjk, Tally};

/// What a line ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The end of a sentence.
    Sentence,
    /// A comma.
    Pause,
    /// A colon.
    Colon,
    /// Another mark.
    Mark,
    /// No mark, but some stand on the line.
    Inside,
    /// No mark, and none stands on the line.
    Word,
    /// The credit of a picture.
    Credit,
}

impl End {
    /// How many there are.
    pub const COUNT: usize = End::Credit as usize + 1;

    /// Of a text that holds `tally`; `ended` says whether a sentence ends with it.
    pub fn of(text: &str, tally: &Tally, ended: bool) -> Self {
        match text.chars().next_back() {
            _ if kind::has_credit(text, tally.agency) => End::Credit,
            _ if ended => End::Sentence,
            Some('，' | '、' | ',' | '､') => End::Pause,
            Some('：' | ':') => End::Colon,
            Some(c) if c == '…' || c == '—' || script::is_stop(c) || script::is_closing_mark(c) => {
                End::Mark
            }
            _ if tally.commas + tally.inner + tally.shouts > 0 => End::Inside,
            _ => End::Word,
        }
    }
}

/// One line that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its text without blanks at either end, as a byte span.
    pub span: Span,
    /// Half-widths of blanks before its text.
    pub indent: usize,
    /// Half-widths of its text, the blanks of letter-spacing left out; of the whole line,
    /// where an extractor broke it and this is the last piece.
    pub width: usize,
    /// How far, in half-widths, the width may be off: letters are not all half
    /// as wide as a Han character, and marks side by side are set tighter.
    pub play: f32,
    /// Half-widths of the piece at its start that no line break divides.
    pub head: usize,
    /// How many blank lines stand before it.
    pub blank_before: usize,
    /// Whether most of it was painted in synthetic bold.
    pub bold: bool,
    /// Whether a sentence ends with it.
    pub ended: bool,
    /// What it ends in.
    pub end: End,
    /// Whether its characters were set apart to fill the column.
    pub loose: bool,
    /// Whether the extractor broke it off: the next line is the rest of it.
    pub broken: bool,
    /// What it looks like on its own.
    pub kind: Kind,
    /// What stands in it.
    pub tally: Tally,
}

impl Line {
    /// Its text, without blanks at either end.
    pub fn text<'a>(&self, source: &'a str) -> &'a str {
        &source[self.span.clone()]
    }

    /// A line to fill in.
    #[cfg(test)]
    pub fn blank() -> Self {
        measure("", 0..0, "", 0)
    }

    /// Whether it is neither code nor the row of a table.
    pub fn is_prose(&self) -> bool {
        !matches!(self.kind, Kind::Row | Kind::Code)
    }
}

/// Half-widths a Latin letter or digit differs from half a Han character, as a
/// standard deviation (letters are 0.2 to 0.9 em wide, digits 0.5 to 0.6); over
/// a line the differences grow with the square root of their number.
const LETTER_PLAY: f32 = 0.35;
/// Half-widths two marks side by side are set tighter by (CLREQ 3.1.6.1 lets
/// each give up to one).
const MARK_PLAY: f32 = 0.5;
/// Half-widths every line may be off.
const LEAST_PLAY: f32 = 0.75;

/// Half-widths up to which a line is an orphan, too short for a block of its own.
pub(super) const ORPHAN_WIDTH: usize = 6;
/// Gaps between Han characters that make a line a loose one; headings and
/// bylines have one or two.
const LOOSE_GAPS: usize = 3;

/// Blocks side by side on one line at most; a bound for hostile lines.
const MOST_PARTS: usize = 4;

/// Measures the lines of `text` that are not blank, in place of those that `out`
/// holds. `closed` are the places where letter-spacing was closed, in order.
pub(super) fn measure_all(text: &str, bold: &[Span], closed: &[usize], out: &mut Vec<Line>) {
    out.clear();
    let (mut start, mut blank) = (0, 0);
    let mut bold = bold.iter().peekable();
    let mut closed = closed.iter().peekable();
    let spans_columns = LazyCell::new(|| typical_width(text) * 4 / 3);
    for whole in lines(text) {
        let mut left = start;
        start += whole.len();
        if inner(text, left..start).is_empty() {
            blank += 1;
            continue;
        }
        for part in 1..=MOST_PARTS {
            if left >= start {
                break;
            }
            let span = inner(text, left..start);
            let (from, piece) = (&text[left..], &text[span.clone()]);
            let mut line = measure(text, span.clone(), from, blank);
            // Most lines of a column have no gap at all, and need no pattern.
            let spans = || width(piece) > *spans_columns && han_gaps(piece) < LOOSE_GAPS;
            let parting = line.tally.gapped && part < MOST_PARTS;
            let mut next = start;
            if let Some(gap) = parting.then(|| kind::parting(piece, spans)).flatten() {
                next = span.start + gap.end;
                line = measure(text, span.start..span.start + gap.start, from, blank);
            }
            line.bold = is_bold(&mut bold, &line.span);
            let mut gaps = if line.tally.gapped { han_gaps(line.text(text)) } else { 0 };
            while closed.next_if(|at| **at < line.span.end).is_some() {
                gaps += 1;
            }
            line.loose = gaps >= LOOSE_GAPS && matches!(line.kind, Kind::Text | Kind::Item);
            out.push(line);
            (left, blank) = (next, 0);
        }
    }
    // A typesetter sets few lines loose. Where most are, an extractor parted all characters.
    if out.iter().filter(|line| line.loose).count() * 2 > out.len() {
        out.iter_mut().for_each(|line| line.loose = false);
    }
}

fn width(text: &str) -> usize {
    let (mut width, mut rest) = (0, text);
    loop {
        let han = script::han_before(rest);
        width += 2 * (han / script::HAN_BYTES);
        let mut chars = rest[han..].chars();
        let Some(c) = chars.next() else { return width };
        width += script::half_widths(c);
        rest = chars.as_str();
    }
}

/// The width of the middle one of the lines of `text` by width, the blank ones left out;
/// of a long text, of those it starts with.
fn typical_width(text: &str) -> usize {
    /// Bytes that lines are taken from: several pages of a newspaper.
    const BYTES: usize = 1 << 16;
    let mut read = 0;
    let first = lines(text).take_while(|line| {
        read += line.len();
        read <= BYTES || read == line.len()
    });
    let mut widths: Vec<usize> = first.map(|l| width(l.trim())).filter(|w| *w > 0).collect();
    let middle = widths.len() / 2;
    if widths.is_empty() {
        return 0;
    }
    *widths.select_nth_unstable(middle).1
}

/// Blanks between two Han characters or full-width marks.
fn han_gaps(part: &str) -> usize {
    let mut gaps = 0;
    let mut window = [' '; 2];
    for c in part.chars() {
        gaps += usize::from(window[1] == ' ' && is_cjk(window[0]) && is_cjk(c));
        window = [window[1], c];
    }
    gaps
}

fn overlap(a: &Span, b: &Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// `span` without the blanks at either end.
fn inner(text: &str, span: Span) -> Span {
    let part = &text[span.clone()];
    let start = span.start + (part.len() - part.trim_start().len());
    let end = span.end - (part.len() - part.trim_end().len());
    start..end.max(start)
}

/// Whether most of `span` is bold. Spans are asked for in order.
fn is_bold<'a>(bold: &mut std::iter::Peekable<impl Iterator<Item = &'a Span> + Clone>, span: &Span) -> bool {
    while bold.peek().is_some_and(|b| b.end <= span.start) {
        bold.next();
    }
    let covered: usize = bold.clone().take_while(|b| b.start < span.end).map(|b| overlap(b, span)).sum();
    covered * 2 > span.len()
}

/// Measures the line at `span`; `from` is the text from its first blank on.
fn measure(text: &str, span: Span, from: &str, blank_before: usize) -> Line {
    let part = &text[span.clone()];
    let before = &from[..span.start - (text.len() - from.len())];
    let tally = Tally::of(part);
    let ended = super::seam::has_ended(part);
    let play = LEAST_PLAY + LETTER_PLAY * (tally.halves as f32).sqrt() + MARK_PLAY * tally.tight as f32;
    Line {
        indent: before.chars().map(|c| if c == '\t' { 4 } else { script::half_widths(c) }).sum(),
        width: tally.width,
        play,
        head: head_width(part),
        blank_before,
        bold: false,
        ended,
        end: End::of(part, &tally, ended),
        loose: false,
        broken: false,
        kind: kind::of_cells(part, tally.gapped || tally.bars),
        tally,
        span,
    }
}

/// Half-widths of the piece at the start of `part` that no line break divides:
/// opening marks, then one Han character or one word or number, then whatever
/// may not start a line.
fn head_width(part: &str) -> usize {
    let mut width = 0;
    let mut chars = part.chars().peekable();
    let mut core = None;
    while let Some(&c) = chars.peek() {
        let s = script::script(c);
        match core {
            None if script::is_opening_mark(c) => {}
            None => core = Some(s),
            Some(_) if s == Script::Blank => break,
            Some(_) if script::not_at_line_start(c) && is_cjk(c) => {}
            Some(Script::Latin | Script::Digit) if !is_cjk(c) => {}
            Some(_) => break,
        }
        width += script::half_widths(c);
        chars.next();
    }
    width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures() {
        // text, width, head, indent
        let cases = [
            ("全国人大", 8, 2, 0),
            ("　　“全国”，今年", 14, 4, 4),
            ("  word and more", 13, 4, 2),
            ("2024年的", 8, 4, 0),
            ("点。”后来", 10, 6, 0),
            ("全 流 程", 6, 2, 0),
        ];
        for (text, width, head, indent) in cases {
            let mut lines = Vec::new();
            measure_all(text, &[], &[], &mut lines);
            let line = &lines[0];
            assert_eq!((line.width, line.head, line.indent), (width, head, indent), "{text}");
        }
    }

    #[test]
    fn blank_lines_and_bold() {
        let text = "甲乙\r\n\n \n丙丁\n";
        let bold = "丙丁".len();
        let at = text.find('丙').unwrap();
        let bold = [Span { start: at, end: at + bold }];
        let mut got = Vec::new();
        measure_all(text, &bold, &[], &mut got);
        assert_eq!(got.len(), 2);
        assert_eq!(got[0].text(text), "甲乙");
        assert_eq!((got[1].blank_before, got[1].bold, got[0].bold), (2, true, false));
    }
}
