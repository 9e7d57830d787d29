//! Finds and judges doubled text.

mod atom;
mod chain;
mod column;
mod judge;
mod leftover;
mod parse;
mod prior;
mod repeat;
mod scan;

use crate::edit::{Edit, Reason, Span};
use crate::finding::{Finding, Form, Separator, Verdict, Why};
use crate::options::Caution;
use atom::{Atom, Gap};
use judge::{Candidate, Evidence};
use leftover::Leftover;
use parse::Stretch;
use repeat::Repeat;

/// What the search for doubled text gives.
#[derive(Debug, Default)]
pub(crate) struct Doubling {
    pub edits: Vec<Edit>,
    pub findings: Vec<Finding>,
}

/// Finds and judges the doubled stretches of `text`; none where the page cannot
/// have anything to repair.
pub(crate) fn find(text: &str, caution: Caution) -> Doubling {
    if !scan::may_be_doubled(text) {
        return Doubling::default();
    }
    judged(text, caution)
}

/// Finds and judges every stretch.
fn judged(text: &str, caution: Caution) -> Doubling {
    let atoms = atom::atoms(text);
    let symbols: Vec<u32> = atoms.iter().map(|a| a.symbol).collect();
    let repeats = repeat::repeats(&symbols);
    let windows = windows(&repeats, atoms.len());
    let candidates = |evidence: &Evidence| -> Vec<Candidate> {
        let parse = |&(lo, hi, inside): &(usize, usize, &[Repeat])| {
            parse::parse(&atoms, lo, hi, inside, |p| evidence.expects(p), evidence.is_partial())
        };
        windows.iter().flat_map(parse).map(|s| Candidate::new(&atoms, s)).collect()
    };
    let mut found = candidates(&Evidence::default());
    let evidence = Evidence::gather(&found, &atoms);
    if !evidence.is_empty() {
        found = candidates(&evidence);
    }
    let mut out = Doubling::default();
    let verdicts = evidence.judge(&atoms, &found, caution);
    for (c, verdict) in found.iter().zip(verdicts) {
        if verdict == Verdict::Repair {
            out.edits.extend(edits(text, &atoms, &c.stretch));
        }
        let s = &c.stretch;
        out.findings.push(Finding {
            span: span(&atoms, s.start, s.end),
            form: s.paint.form,
            separator: s.paint.separator,
            period: s.units.iter().map(|u| u.period).max().unwrap_or(0),
            exponent: s.paint.copies,
            bits: c.bits,
            needed: evidence.needed(c, caution),
            verdict,
        });
    }
    if !evidence.is_empty() && caution != Caution::Utmost {
        single(text, &atoms, &mut out);
    }
    out
}

/// The bytes of atoms `start..end`.
fn span(atoms: &[Atom], start: usize, end: usize) -> Span {
    atoms[start].start as usize..atoms[end - 1].end as usize
}

/// Judges the glyphs left over outside the repaired stretches.
fn single(text: &str, atoms: &[Atom], out: &mut Doubling) {
    let repaired: Vec<Span> = spans(out, Verdict::Repair);
    let within = |span: &Span| {
        let next = repaired.partition_point(|r| r.end <= span.start);
        repaired.get(next).is_some_and(|r| r.start < span.end)
    };
    for Leftover { at, bits } in leftover::leftovers(atoms, |at| within(&span(atoms, at - 1, at + 1))) {
        let span = span(atoms, at, at + 2);
        let verdict = match bits >= leftover::NEEDED {
            true => Verdict::Repair,
            false if bits >= leftover::WORTH_SAYING => Verdict::Leave(Why::TooWeak),
            false => continue,
        };
        if verdict == Verdict::Repair {
            let second = atoms[at].end as usize..span.end;
            out.edits.push(Edit::new(text, second, "".into(), Reason::Copy, bits));
        }
        out.findings.push(Finding {
            span,
            form: Form::Single,
            separator: match atoms[at + 1].gap {
                Gap::None => Separator::None,
                Gap::Space => Separator::Space,
                Gap::Newline => Separator::Newline,
            },
            period: 1,
            exponent: 2,
            bits,
            needed: leftover::NEEDED,
            verdict,
        });
    }
    out.findings.sort_by_key(|f| (f.span.start, f.span.end));
}

/// The spans of the findings with a verdict, in order.
fn spans(out: &Doubling, verdict: Verdict) -> Vec<Span> {
    out.findings.iter().filter(|f| f.verdict == verdict).map(|f| f.span.clone()).collect()
}

/// Atoms between two repeats that may still belong to one stretch.
const BRIDGE: usize = 3;

/// Stretches of atoms that repeats cover, with the repeats in each.
fn windows(repeats: &[Repeat], atoms: usize) -> Vec<(usize, usize, &[Repeat])> {
    let mut out = Vec::new();
    let mut from = 0;
    while from < repeats.len() {
        let (lo, mut hi, mut to) = (repeats[from].start, repeats[from].end, from + 1);
        while to < repeats.len() && repeats[to].start <= hi + BRIDGE {
            hi = hi.max(repeats[to].end);
            to += 1;
        }
        out.push((lo, hi.min(atoms), &repeats[from..to]));
        from = to;
    }
    out
}

/// Edits that leave the first copy of every unit.
fn edits(text: &str, atoms: &[Atom], s: &Stretch) -> Vec<Edit> {
    s.units
        .iter()
        .map(|u| {
            let first = atoms[u.start + u.period - 1].end as usize;
            let last = atoms[u.start + u.period * s.paint.copies - 1].end as usize;
            Edit::new(text, first..last, "".into(), Reason::Copy, s.bits)
        })
        .collect()
}
