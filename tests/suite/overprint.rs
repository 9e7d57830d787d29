//! A painter of synthetic bold: what an extractor leaves of clean text that
//! was painted several times.

use dedouble::{Lines, Options, Restorer, Stage};

use crate::fixtures::{difference, folder, report};

/// What is painted several times before the next is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A text run: Han, digits, Latin letters, or one mark.
    Run,
    /// Every character.
    Character,
    /// A line.
    Line,
}

/// How text is painted.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    pub unit: Unit,
    pub copies: usize,
    /// What the extractor writes between the copies.
    pub separator: &'static str,
}

/// `text` as extracted after it was painted; line breaks and blanks are not painted.
pub fn overprint(text: &str, paint: Paint) -> String {
    overprint_with(text, paint, || paint.copies)
}

/// The same by an extractor that gives so many copies of the next unit.
pub fn overprint_with(text: &str, paint: Paint, mut copies: impl FnMut() -> usize) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| overprint_line(line, paint, &mut copies)).collect();
    lines.join("\n")
}

fn overprint_line(line: &str, paint: Paint, mut copies: impl FnMut() -> usize) -> String {
    if paint.unit == Unit::Line {
        // The indent belongs to the line, not to what is painted.
        let painted = line.trim_start();
        let indent = &line[..line.len() - painted.len()];
        return format!("{indent}{}", repeat(painted, copies(), paint.separator));
    }
    let mut out = String::new();
    for run in runs(line, paint.unit) {
        let blank = run.trim().is_empty();
        out.push_str(&if blank { run.to_owned() } else { repeat(run, copies(), paint.separator) });
    }
    out
}

fn repeat(run: &str, copies: usize, separator: &str) -> String {
    if run.is_empty() {
        return String::new();
    }
    vec![run; copies].join(separator)
}

/// What a character counts as when runs are cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Han,
    Digit,
    Latin,
    /// `…` and `—` come in pairs, which are one mark.
    Paired(char),
    Mark,
}

fn class(c: char) -> Class {
    match c {
        _ if c.is_whitespace() => Class::Blank,
        '…' | '—' => Class::Paired(c),
        '0'..='9' => Class::Digit,
        _ if c.is_ascii_alphabetic() => Class::Latin,
        _ if c.is_alphanumeric() => Class::Han,
        _ => Class::Mark,
    }
}

/// Cuts a line into what is painted at once.
fn runs(line: &str, unit: Unit) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    let (mut start, mut before) = (0, None);
    for (at, c) in line.char_indices() {
        let here = class(c);
        let paired = matches!(here, Class::Paired(_)) && line[start..at].chars().count() == 1;
        let long = matches!(here, Class::Han | Class::Digit | Class::Latin) && unit == Unit::Run;
        if before == Some(here) && (paired || long || here == Class::Blank) {
            continue;
        }
        if at > start {
            out.push(&line[start..at]);
        }
        (start, before) = (at, Some(here));
    }
    if start < line.len() {
        out.push(&line[start..]);
    }
    out
}

/// The blocks of a column: each ends before a blank line, or with a line that
/// is shorter than the others and ends a sentence.
fn blocks(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.trim_end_matches('\n').split('\n').collect();
    let longest = lines.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    let mut out = vec![Vec::new()];
    for (i, line) in lines.iter().enumerate() {
        out.last_mut().expect("never empty").push(*line);
        let ends = line.ends_with(['。', '”', '」', '…', '！', '？']);
        let blank_next = lines.get(i + 1).is_some_and(|next| next.is_empty());
        if line.is_empty() || blank_next || (ends && line.chars().count() + 1 < longest) {
            out.push(Vec::new());
        }
    }
    out.into_iter().filter(|block| !block.is_empty()).map(|block| block.join("\n")).collect()
}

/// The page with its first block and every second one after it painted.
fn painted_page(page: &str, paint: Paint) -> String {
    let mut text_blocks = 0;
    let painted: Vec<String> = blocks(page)
        .into_iter()
        .map(|block| {
            text_blocks += usize::from(!block.is_empty());
            let bold = !block.is_empty() && text_blocks % 2 == 1;
            if bold {
                overprint(&block, paint)
            } else {
                block
            }
        })
        .collect();
    format!("{}\n", painted.join("\n"))
}

/// Every column of `clean-wrapped/`, painted, comes back as it was.
fn comes_back(paint: Paint) {
    let mut options = Options::default();
    options.lines = Lines::Keep;
    // Letter-spacing is clean text's own here, and would be closed.
    options.spacing = Stage::Off;
    let restorer = Restorer::new(options);
    let columns = folder("clean-wrapped");
    let failures: Vec<String> = columns
        .iter()
        .filter_map(|column| {
            let painted = painted_page(&column.input, paint);
            assert_ne!(painted, column.input, "{} was not painted", column.name);
            let fault = difference(&column.input, &restorer.restore(&painted).text)?;
            Some(format!("{}: {fault}", column.name))
        })
        .collect();
    report(&format!("{paint:?}"), columns.len(), &failures);
}

#[test]
fn glued_runs_come_back() {
    comes_back(Paint { unit: Unit::Run, copies: 2, separator: "" });
}

#[test]
fn runs_on_lines_of_their_own_come_back() {
    comes_back(Paint { unit: Unit::Run, copies: 2, separator: "\n" });
}

#[test]
fn characters_painted_twice_come_back() {
    comes_back(Paint { unit: Unit::Character, copies: 2, separator: "" });
}

#[test]
fn characters_painted_three_times_come_back() {
    comes_back(Paint { unit: Unit::Character, copies: 3, separator: "" });
}

#[test]
fn characters_painted_four_times_come_back() {
    comes_back(Paint { unit: Unit::Character, copies: 4, separator: "" });
}

#[test]
fn the_painter_paints_as_extractors_show() {
    let paint = |text, unit, copies, separator| overprint(text, Paint { unit, copies, separator });
    assert_eq!(paint("又到9月20 日。", Unit::Run, 2, ""), "又到又到99月月2020 日日。。");
    assert_eq!(paint("又到9月20 日。", Unit::Character, 2, ""), "又又到到99月月2200 日日。。");
    assert_eq!(paint("又到9月20日", Unit::Run, 2, "\n"), "又到\n又到9\n9月\n月20\n20日\n日");
    assert_eq!(paint("等……\n——好", Unit::Character, 2, ""), "等等…………\n————好好");
    assert_eq!(paint("　　一行\n二行", Unit::Line, 3, " "), "　　一行 一行 一行\n二行 二行 二行");
}
