//! What looked like damage, a finding a line.

use std::fmt::Write;

use dedouble::{Finding, Form, Separator, Verdict, Why};
use serde::Serialize;

use crate::edits::Document;
use crate::repair::Repaired;
use crate::shown::shown_in_line;

/// How many characters of a finding people are shown.
const SHOWN: usize = 60;

/// A finding as it is written with --json.
#[derive(Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    document: &'a Document,
    span: (usize, usize),
    text: &'a str,
    form: &'static str,
    separator: &'static str,
    period: usize,
    copies: usize,
    bits: f32,
    /// None if no number of bits would be enough.
    needed: Option<f32>,
    verdict: &'static str,
    why: Option<&'static str>,
}

/// All findings of a document, for programs.
pub fn json(document: &Document, repaired: &Repaired) -> String {
    let mut out = String::new();
    for f in &repaired.findings {
        let found = Found {
            document,
            span: (f.span.start, f.span.end),
            text: &repaired.source[f.span.clone()],
            form: form(f.form),
            separator: separator(f.separator),
            period: f.period,
            copies: f.exponent,
            bits: f.bits,
            needed: f.needed.is_finite().then_some(f.needed),
            verdict: if f.verdict == Verdict::Repair { "repair" } else { "leave" },
            why: why(f.verdict),
        };
        if let Ok(line) = serde_json::to_string(&found) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// All findings of a document, for people: place, verdict, evidence and text.
pub fn lines(name: &str, repaired: &Repaired) -> String {
    let mut out = String::new();
    let (mut line, mut line_start) = (1, 0);
    for f in &repaired.findings {
        // By place, so each part of the source is looked at once.
        let before = &repaired.source[line_start..f.span.start];
        line += before.matches('\n').count();
        line_start = before.rfind('\n').map_or(line_start, |end| line_start + end + 1);
        let column = repaired.source[line_start..f.span.start].chars().count() + 1;
        let text = shown_in_line(&repaired.source[f.span.clone()]).into_owned();
        let more = if text.chars().count() > SHOWN { "…" } else { "" };
        let text: String = text.chars().take(SHOWN).collect();
        let name = shown_in_line(name);
        let _ = writeln!(out, "{name}:{line}:{column}: {}: {text}{more}", told(f));
    }
    out
}

fn told(f: &Finding) -> String {
    let what = match f.form {
        Form::PrivateUse => "private-use characters".to_owned(),
        form_of => format!("{} ×{}, {:.0} of {:.0} bits", form(form_of), f.exponent, f.bits, f.needed),
    };
    match why(f.verdict) {
        None => format!("repair {what}"),
        Some(why) => format!("leave {what}, {}", why.replace('_', " ")),
    }
}

/// What a finding looks like, in a word.
pub fn form(form: Form) -> &'static str {
    match form {
        Form::Run => "run",
        Form::Stutter => "stutter",
        Form::Line => "line",
        Form::Single => "single",
        Form::PrivateUse => "private_use",
        _ => "other",
    }
}

fn separator(separator: Separator) -> &'static str {
    match separator {
        Separator::None => "none",
        Separator::Space => "space",
        Separator::Newline => "newline",
        _ => "other",
    }
}

/// Why it was left, if it was.
fn why(verdict: Verdict) -> Option<&'static str> {
    let Verdict::Leave(why) = verdict else { return None };
    Some(match why {
        Why::TooWeak => "too_weak",
        Why::Lone => "lone",
        Why::NoWitness => "no_witness",
        Why::Notation => "notation",
        Why::Quoted => "quoted",
        Why::Unknown => "unknown",
        _ => "other",
    })
}
