//! A page for the browser: source and result side by side, every edit marked.
//!
//! One file that loads nothing. Text stands in it as text, never as markup, and
//! a policy in the page forbids what an error here would let in.

use std::fmt::Write as _;
use std::path::Path;

use dedouble::{Damage, Edit, Reason};

use crate::fault::Fault;
use crate::output::WholeFile;
use crate::repair::Repaired;
use crate::shown::drives;
use crate::stats::name;

const STYLE: &str = include_str!("report/style.css");
const SCRIPT: &str = include_str!("report/script.js");

/// The report in the making.
pub struct Report {
    file: WholeFile,
    sections: u64,
    /// Documents without any change.
    unchanged: u64,
    /// Overview: a row for each section.
    rows: String,
}

/// One document in the report.
pub struct Section {
    /// Both texts, row by row.
    html: String,
    title: String,
    edits: usize,
    damage: Damage,
}

impl Report {
    pub fn create(path: &Path) -> Result<Report, Fault> {
        let mut file = WholeFile::create(path)?;
        file.put(
            format!(
                "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
                 <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
                 <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
                 style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n\
                 <meta name=\"color-scheme\" content=\"light dark\">\n\
                 <link rel=\"icon\" href=\"data:,\">\n\
                 <title>What dedouble did</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
                 <header id=\"bar\"></header>\n<main>\n"
            )
            .as_bytes(),
        )?;
        Ok(Report { file, sections: 0, unchanged: 0, rows: String::new() })
    }

    /// Adds a document that changed.
    pub fn add(&mut self, section: &Section) -> Result<(), Fault> {
        self.sections += 1;
        let Section { html, title, edits, damage } = section;
        let (number, title) = (self.sections, escaped(title));
        let _ = writeln!(
            self.rows,
            "<tr><td><a href=\"#d{number}\">{title}</a><td class=\"n\">{edits}<td>{}",
            chart(damage)
        );
        let head = format!(
            "<section id=\"d{number}\">\n<h2>{title} <small>{edits} edits</small></h2>\n\
             <div class=\"heads\"><h3>Source</h3><h3>Result</h3></div>\n"
        );
        self.file.put(head.as_bytes())?;
        self.file.put(html.as_bytes())?;
        self.file.put(b"</section>\n")
    }

    /// Counts a document that did not change.
    pub fn pass(&mut self) {
        self.unchanged += 1;
    }

    pub fn finish(mut self) -> Result<(), Fault> {
        let mut foot = String::from("</main>\n<nav id=\"overview\">\n<h1>What dedouble did</h1>\n");
        let unchanged = match self.unchanged {
            0 => String::new(),
            n => format!(" {n} unchanged, not shown."),
        };
        let _ = writeln!(foot, "<p>{} changed.{unchanged}</p>", self.sections);
        if self.sections > 0 {
            let _ = writeln!(
                foot,
                "<table><thead><tr><th>Page<th class=\"n\">Edits<th>Damage \
                 <span class=\"key doubled\">doubled</span> <span class=\"key spaced\">letter-spaced</span> \
                 <span class=\"key broken\">on broken lines</span> <span class=\"key unreadable\">unreadable</span>\
                 </thead><tbody>\n{}</tbody></table>",
                self.rows
            );
        }
        let _ = write!(foot, "</nav>\n<aside id=\"tip\" role=\"status\" hidden></aside>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
        self.file.put(foot.as_bytes())?;
        self.file.finish()
    }
}

/// A document for the report.
pub fn section(title: &str, repaired: &Repaired) -> Section {
    Section {
        html: rows(repaired),
        title: title.to_owned(),
        edits: repaired.log.len(),
        damage: repaired.damage,
    }
}

/// Both texts, cut at every line break that they have in common, so that they stand level.
fn rows(repaired: &Repaired) -> String {
    let mut rows = Rows::default();
    let mut at = 0;
    for (number, edit) in repaired.log.iter().enumerate() {
        rows.kept(&repaired.source[at..edit.span.start]);
        rows.edit(number, edit);
        at = edit.span.end;
    }
    rows.kept(&repaired.source[at..]);
    if rows.changed || !rows.source.is_empty() {
        rows.end();
    }
    rows.html
}

/// Rows in the making.
#[derive(Default)]
struct Rows {
    html: String,
    source: String,
    result: String,
    changed: bool,
}

impl Rows {
    fn kept(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            let body = line.strip_suffix('\n').unwrap_or(line);
            let body = escaped(body.strip_suffix('\r').unwrap_or(body));
            self.source.push_str(&body);
            self.result.push_str(&body);
            if line.ends_with('\n') {
                self.end();
            }
        }
    }

    fn edit(&mut self, number: usize, edit: &Edit) {
        self.changed = true;
        let reason = name(edit.reason);
        let data = format!(
            "data-e=\"{number}\" data-r=\"{reason}\" data-b=\"{:.1}\"{}",
            edit.bits,
            if is_given(edit.reason) { " data-g" } else { "" }
        );
        let empty = |text: &str| if text.is_empty() { " class=\"gap\"" } else { "" };
        let _ = write!(
            self.source,
            "<del {data} tabindex=\"0\"{}>{}</del>",
            empty(&edit.removed),
            breaks(&edit.removed)
        );
        let _ = write!(
            self.result,
            "<ins {data}{}>{}</ins>",
            empty(&edit.replacement),
            breaks(&edit.replacement)
        );
        if edit.removed.contains('\n') && edit.replacement.ends_with('\n') {
            self.end();
        }
    }

    fn end(&mut self) {
        let (source, result) = (std::mem::take(&mut self.source), std::mem::take(&mut self.result));
        let class = if self.changed { "row changed" } else { "row" };
        let _ = writeln!(
            self.html,
            "<div class=\"{class}\"><div class=\"text\" dir=\"ltr\">{source}</div><div class=\"text\" dir=\"ltr\">{result}</div></div>"
        );
        self.changed = false;
    }
}

/// Whether an edit follows from an option or another edit, so that its bits say nothing.
fn is_given(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::HanLatinGap
            | Reason::Indent
            | Reason::BlankLine
            | Reason::Radical
            | Reason::Compatibility
            | Reason::Invisible
            | Reason::Control
            | Reason::Bracket
    )
}

/// Escaped text with its line breaks to be seen.
fn breaks(text: &str) -> String {
    escaped(text).replace('\n', "<span class=\"br\">↵</span>\n")
}

/// Text as HTML shows it as it is. What would turn its order or shows nothing is spelled out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            c if drives(c) => {
                let _ = write!(out, "<span class=\"code\">U+{:04X}</span>", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}

/// The shares of a document as bars.
fn chart(damage: &Damage) -> String {
    let shares = [
        ("doubled", "doubled", damage.doubled),
        ("spaced", "letter-spaced", damage.letter_spaced),
        ("broken", "on broken lines", damage.broken),
        ("unreadable", "unreadable", damage.unreadable),
    ];
    let told: Vec<String> =
        shares.iter().map(|(_, name, share)| format!("{:.1} % {name}", 100.0 * share)).collect();
    let bars = shares.iter().enumerate().map(|(row, (class, _, share))| {
        format!("<rect class=\"{class}\" y=\"{}\" height=\"4\" width=\"{:.1}\"/>", 5 * row, 200.0 * share)
    });
    let told = told.join(", ");
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 200 20\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{told}\"><title>{told}</title>{}</svg>",
        bars.collect::<String>()
    )
}
