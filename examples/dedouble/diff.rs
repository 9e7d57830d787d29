//! What changes, as a unified diff; with colours, the very characters too.

use std::fmt::Write;
use std::ops::Range;
use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use crate::repair::Repaired;
use crate::shown::{shown, shown_in_line};

/// How long the search for the smallest difference may take; a coarser one is right, too.
const DIFF_TIME: Duration = Duration::from_secs(5);

const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const CYAN: &str = "\x1b[36m";
const BOLD: &str = "\x1b[1m";
/// Bold, and turned round: seen also by who does not see colours.
const MARKED: &str = "\x1b[1;7m";
const UNMARKED: &str = "\x1b[22;27m";
const PLAIN: &str = "\x1b[0m";

/// The diff from source to text. In colour it is for people: what drives a
/// terminal is spelled out, and what was removed or put is marked in its line.
pub fn diff(name: &str, repaired: &Repaired, color: bool) -> String {
    let name = shown_in_line(name);
    let diff = TextDiff::configure().timeout(DIFF_TIME).diff_lines(repaired.source, &*repaired.text);
    if !color {
        return diff.unified_diff().header(&name, &name).to_string();
    }
    let (removed, put) = (removed(repaired), put(repaired));
    let (sources, results) = (starts(repaired.source), starts(&repaired.text));
    let mut out = String::new();
    for hunk in diff.unified_diff().iter_hunks() {
        if out.is_empty() {
            let _ = writeln!(out, "{BOLD}--- {name}{PLAIN}\n{BOLD}+++ {name}{PLAIN}");
        }
        let _ = writeln!(out, "{CYAN}{}{PLAIN}", hunk.header());
        for change in hunk.iter_changes() {
            let line = change.value();
            let start = |starts: &[usize], index: Option<usize>| {
                index.and_then(|index| starts.get(index)).copied().unwrap_or_default()
            };
            match change.tag() {
                ChangeTag::Equal => {
                    let _ = write!(out, " {}", shown(line));
                }
                ChangeTag::Delete => {
                    marked(&mut out, '-', RED, line, start(&sources, change.old_index()), &removed);
                }
                ChangeTag::Insert => {
                    marked(&mut out, '+', GREEN, line, start(&results, change.new_index()), &put);
                }
            }
            if !line.ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    out
}

/// Where each line starts, in bytes.
fn starts(text: &str) -> Vec<usize> {
    let mut at = 0;
    // The same lines as the diff's: they end in a line break of any kind.
    let line = |line: &str| {
        let start = at;
        at += line.len();
        start
    };
    similar::DiffableStr::tokenize_lines(text).into_iter().map(line).collect()
}

/// What is removed, as places in the source.
fn removed(repaired: &Repaired) -> Vec<Range<usize>> {
    repaired.log.iter().map(|edit| edit.span.clone()).collect()
}

/// What is put, as places in the text.
fn put(repaired: &Repaired) -> Vec<Range<usize>> {
    let (mut removed, mut added) = (0, 0);
    let place = |edit: &dedouble::Edit| {
        let start = edit.span.start - removed + added;
        removed += edit.removed.len();
        added += edit.replacement.len();
        start..start + edit.replacement.len()
    };
    repaired.log.iter().map(place).collect()
}

/// One line, with those of the sorted `marks` that lie in it.
fn marked(out: &mut String, sign: char, color: &str, line: &str, start: usize, marks: &[Range<usize>]) {
    let body = line.trim_end_matches(['\n', '\r']);
    let _ = write!(out, "{color}{sign}");
    let mut at = 0;
    let first = marks.partition_point(|mark| mark.end <= start);
    for mark in &marks[first..] {
        if mark.start >= start + body.len() {
            break;
        }
        let (from, to) = (mark.start.saturating_sub(start).max(at), (mark.end - start).min(body.len()));
        if from < to {
            let (kept, mark) = (shown_in_line(&body[at..from]), shown_in_line(&body[from..to]));
            let _ = write!(out, "{kept}{MARKED}{mark}{UNMARKED}");
            at = to;
        }
    }
    let _ = write!(out, "{}{PLAIN}", shown_in_line(&body[at..]));
    if line.ends_with('\n') {
        out.push('\n');
    }
}
