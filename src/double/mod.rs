//! Finds and judges doubled text.

mod atom;
mod candidate;
mod cells;
mod census;
mod chain;
mod column;
mod contents;
mod displaced;
mod edge;
mod judge;
mod keys;
mod leftover;
mod listed;
mod narrow;
mod notation;
mod paint;
mod parse;
mod phrase;
mod prior;
mod refrain;
mod region;
mod repeat;
mod scan;
mod sheet;
mod talk;

use std::ops::Range;

use crate::edit::{Edit, Reason, Span};
use crate::finding::{Finding, Form, Separator, Verdict, Why};
use crate::options::Caution;
use crate::script::{script, Script};
use atom::{ends_line, Atom, Gap};
use candidate::Candidate;
use cells::Cells;
use census::{mark, Census, Kind};
use displaced::Displaced;
use judge::Evidence;
use leftover::Leftover;
use paint::{is_lost_with_copies, Removal, Stretch, Unit};
use region::{are_few, Region, Window};
use scan::Scanner;

/// What the search for doubled text gives.
#[derive(Debug, Default)]
pub(crate) struct Doubling {
    pub edits: Vec<Edit>,
    pub findings: Vec<Finding>,
}

/// What the search keeps from one text to the next.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    scanner: Scanner,
    /// What is about the suspects, and all of a page.
    suspects: Region,
    page: Region,
    parsing: Parsing,
}

/// What parsing keeps from one region to the next.
#[derive(Debug, Default)]
struct Parsing {
    census: Census,
    cells: Cells,
}

impl Buffers {
    /// Lets go of what has grown too large to be kept.
    pub fn renew(&mut self) {
        self.suspects.renew();
        self.page.renew();
        self.parsing.census.renew();
        self.parsing.cells.renew();
    }
}

/// Finds and judges the doubled stretches of `text`, page by page. Where a page has no
/// evidence of paint, nothing is repaired, and of what is left only what looks like such
/// is said.
pub(crate) fn find(text: &str, caution: Caution, buffers: &mut Buffers) -> Doubling {
    by_page(sheet::sheets(text), text, |page| suspected(page, caution, buffers))
}

/// What the search gives for each of some pages that are text, put together.
fn by_page(
    pages: impl Iterator<Item = Span>,
    text: &str,
    mut find: impl FnMut(&str) -> Doubling,
) -> Doubling {
    let mut out = Doubling::default();
    for page in pages.filter(|page| !is_ornament(&text[page.clone()])) {
        let Doubling { edits, findings } = find(&text[page.clone()]);
        let moved = |span: Span| span.start + page.start..span.end + page.start;
        out.edits.extend(edits.into_iter().map(|e| Edit { span: moved(e.span), ..e }));
        out.findings.extend(findings.into_iter().map(|f| Finding { span: moved(f.span), ..f }));
    }
    out
}

/// What is suspect: at low caution text vouches for itself, and two copied characters
/// are enough.
fn least(caution: Caution) -> chain::Weight {
    if caution == Caution::Low {
        scan::EVIDENCE / 2
    } else {
        scan::EVIDENCE
    }
}

/// Finds and judges the stretches of a page, as far as they may matter.
fn suspected(text: &str, caution: Caution, buffers: &mut Buffers) -> Doubling {
    let suspects = buffers.scanner.suspects(text, least(caution));
    if suspects.is_empty() {
        return Doubling::default();
    }
    let region = &mut buffers.suspects;
    region.look_around(text, suspects);
    let mut found = candidates(region, &Evidence::default(), &mut buffers.parsing);
    let possible = |wrapped| !Evidence::gather(&found, wrapped, region.atoms.len()).is_empty();
    if caution == Caution::Low && !found.is_empty() {
        return judged(text, caution, buffers);
    }
    let mut evidence = Evidence::default();
    if possible(true) || possible(false) {
        // All that is evidence is suspect, so the rest of the page has no more of it.
        let page = &mut buffers.page;
        page.look_at_all(text);
        evidence = gathered(&page.atoms, &mut found);
        if !evidence.is_empty() {
            return repaired(text, page, &evidence, caution, &mut buffers.parsing);
        }
    }
    report(text, &region.atoms, &found, &evidence, caution)
}

/// Finds and judges every stretch of a page.
fn judged(text: &str, caution: Caution, buffers: &mut Buffers) -> Doubling {
    let page = &mut buffers.page;
    page.look_at_all(text);
    let mut found = candidates(page, &Evidence::default(), &mut buffers.parsing);
    let evidence = gathered(&page.atoms, &mut found);
    if !evidence.is_empty() {
        return repaired(text, page, &evidence, caution, &mut buffers.parsing);
    }
    report(text, &page.atoms, &found, &evidence, caution)
}

/// The evidence of a page in what was found on it.
fn gathered(page: &[Atom], found: &mut [Candidate]) -> Evidence {
    refrain::tell_echoes(page, found);
    Evidence::gather(found, column::is_wrapped(page), page.len())
}

/// Whether a page is made of so few characters that it is no text.
fn is_ornament(text: &str) -> bool {
    are_few(text.chars().filter(|&c| script(c) != Script::Blank).map(u32::from))
}

/// What is found on a page that has evidence of paint.
fn repaired(
    text: &str,
    page: &Region,
    evidence: &Evidence,
    caution: Caution,
    parsing: &mut Parsing,
) -> Doubling {
    let found = candidates(page, evidence, parsing);
    let mut out = report(text, &page.atoms, &found, evidence, caution);
    if caution != Caution::Utmost {
        let repaired = |(f, _): &(&Finding, &Candidate)| f.verdict == Verdict::Repair;
        let found = out.findings.iter().zip(&found).filter(repaired);
        let stretches: Vec<&Stretch> = found.map(|(_, c)| &c.stretch).collect();
        let numbers = contents::numbers(&page.atoms, &stretches);
        paged(text, &page.atoms, &numbers, &mut out);
        let mut stretches: Vec<&Stretch> = stretches.into_iter().chain(&numbers).collect();
        stretches.sort_by_key(|s| s.start);
        moved(text, &page.atoms, &stretches, &mut out);
        single(text, &page.atoms, &mut out);
    }
    out
}

/// The stretches that may be doubled, as the page's evidence has them.
fn candidates(region: &Region, evidence: &Evidence, parsing: &mut Parsing) -> Vec<Candidate> {
    let atoms = &region.atoms;
    let Parsing { census, cells } = parsing;
    census.count(atoms);
    let page = parse::Page {
        atoms,
        census,
        removal: evidence.removal(),
        numbers_once: evidence.has_numbers_once(),
        headings: evidence.has_headings(),
    };
    let parse =
        |w: &Window| parse::parse(page, w.atoms.clone(), region.repeats(w), |p| evidence.known(p), cells);
    let bridge = if evidence.removal() == Removal::Nothing { BRIDGE } else { WIDE_BRIDGE };
    let stretches = region.bridged(bridge);
    let mut found: Vec<Candidate> =
        stretches.iter().flat_map(parse).map(|s| Candidate::new(atoms, s)).collect();
    refrain::tell_refrains(atoms, &mut found);
    found
}

/// The verdicts on stretches, and what they change.
fn report(
    text: &str,
    atoms: &[Atom],
    found: &[Candidate],
    evidence: &Evidence,
    caution: Caution,
) -> Doubling {
    let mut out = Doubling::default();
    let verdicts = evidence.judge(atoms, found, caution);
    let repaired = |at: Option<usize>| {
        let at = at.filter(|&at| verdicts.get(at) == Some(&Verdict::Repair))?;
        Some(&found[at].stretch)
    };
    for (at, (c, &verdict)) in found.iter().zip(&verdicts).enumerate() {
        if verdict == Verdict::Repair {
            let beside = [repaired(at.checked_sub(1)), repaired(Some(at + 1))];
            out.edits.extend(edits(text, atoms, &c.stretch, printed(atoms, &c.stretch, beside)));
        }
        out.findings.push(finding(atoms, &c.stretch, (c.bits, evidence.needed(c, caution)), verdict));
    }
    out
}

/// A finding of what stands in one place, with its bits and what it needs of them.
fn finding(atoms: &[Atom], s: &Stretch, (bits, needed): (f32, f32), verdict: Verdict) -> Finding {
    Finding {
        span: span(atoms, s.start, s.end),
        form: s.paint.form,
        separator: s.paint.separator,
        period: s.units.iter().map(|u| u.period).max().unwrap_or(0),
        exponent: s.paint.copies,
        bits,
        needed,
        verdict,
    }
}

/// Repairs the numbers of pages behind what was repaired.
fn paged(text: &str, atoms: &[Atom], numbers: &[Stretch], out: &mut Doubling) {
    for s in numbers {
        out.edits.extend(edits(text, atoms, s, 1));
        out.findings.push(finding(atoms, s, (s.bits, contents::NEEDED), Verdict::Repair));
    }
}

/// The bytes of atoms `start..end`.
fn span(atoms: &[Atom], start: usize, end: usize) -> Span {
    atoms[start].start as usize..atoms[end - 1].end as usize
}

/// Judges the copies that stand on other lines than what they copy.
fn moved(text: &str, atoms: &[Atom], stretches: &[&Stretch], out: &mut Doubling) {
    for Displaced { copy, certain } in displaced::displaced(atoms, stretches) {
        let bytes = span(atoms, copy.start, copy.end);
        let (bits, needed) = (displaced::bits(copy.len(), certain), candidate::CERTAIN);
        if certain {
            // A line goes with its end, or two would be left where one was.
            let start = if copy.start == 0 { 0 } else { atoms[copy.start - 1].end as usize };
            let line = atoms[copy.start].gap == Gap::Newline && ends_line(atoms, copy.end);
            let removed = if line { start..bytes.end } else { bytes.clone() };
            out.edits.push(Edit::new(text, removed, "".into(), Reason::Copy, bits));
        }
        out.findings.push(Finding {
            span: bytes,
            form: Form::Displaced,
            separator: Separator::Newline,
            period: copy.len(),
            exponent: 2,
            bits,
            needed,
            verdict: if certain { Verdict::Repair } else { Verdict::Leave(Why::TooWeak) },
        });
    }
    out.findings.sort_by_key(|f| (f.span.start, f.span.end));
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
/// The same where copies were taken away, of runs that are seldom longer.
const WIDE_BRIDGE: usize = 12;

/// How many of a stretch's copies were printed, if those are repaired that stand `beside`
/// it: of one glyph in a row of others, each painted as often, no more copies come than
/// of those. It was printed twice, and one copy was lost: 渐 in `悄悄渐渐渐变变`. No mark that ends a clause
/// is printed so.
fn printed(atoms: &[Atom], s: &Stretch, beside: [Option<&Stretch>; 2]) -> usize {
    let touching = beside.into_iter().flatten().filter(|b| b.end == s.start || s.end == b.start);
    let [Unit { period: 1, start }] = s.units[..] else { return 1 };
    if mark(atoms[start].char()) == Kind::Stop {
        return 1;
    }
    touching.map(|b| b.paint.copies).max().map_or(1, |copies| s.paint.copies.div_ceil(copies))
}

/// Edits that leave the first copy of every unit, or so many, and the first of the marks between them.
fn edits(text: &str, atoms: &[Atom], s: &Stretch, left: usize) -> Vec<Edit> {
    let removed = |first: usize, end: usize| {
        let bytes = atoms[first - 1].end as usize..atoms[end - 1].end as usize;
        Edit::new(text, bytes, "".into(), Reason::Copy, s.bits)
    };
    let end = |u: &Unit| u.end(s.paint.copies);
    let copies = s.units.iter().map(|u| removed(u.start + u.period * left, end(u)));
    let between = s.units.windows(2).flat_map(|pair| rows_of_marks(atoms, end(&pair[0])..pair[1].start));
    copies.chain(between.map(|at| removed(at.start + 1, at.end))).collect()
}

/// The marks in a part of a stretch that was left single that stand there twice or oftener: copies of
/// them were lost, as no text has them so.
fn rows_of_marks(atoms: &[Atom], part: Range<usize>) -> Vec<Range<usize>> {
    let mut start = part.start;
    let rows = atoms[part].chunk_by(|a, b| a.symbol == b.symbol).map(|row| {
        start += row.len();
        (start - row.len()..start, row.len() > 1 && is_lost_with_copies(&row[0]))
    });
    rows.filter(|(_, lost)| *lost).map(|(row, _)| row).collect()
}
