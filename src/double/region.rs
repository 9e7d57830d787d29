//! What is looked at of a text: all of it, or what is suspect and about that.

use std::ops::Range;

use memchr::{memchr, memrchr};

use super::atom::{Atom, Segmenter};
use super::repeat::{repeats, Repeat};
use super::scan::Suspect;
use super::BRIDGE;
use crate::edit::Span;
use crate::memory::renew;
use crate::script::{script, Script};

/// A stretch of atoms that repeats cover.
#[derive(Clone, Debug)]
pub(super) struct Window {
    pub atoms: Range<usize>,
    /// The repeats in it, by their place in the region's.
    repeats: Range<usize>,
}

/// Atoms of a text with the windows in them.
#[derive(Debug, Default)]
pub(super) struct Region {
    /// Atoms of whole lines.
    pub atoms: Vec<Atom>,
    repeats: Vec<Repeat>,
    pub windows: Vec<Window>,
}

/// Atoms about a suspect that are searched for repeats, at least.
const CONTEXT: usize = 64;
/// Atoms after a suspect that the judge may want to see.
const AFTER: usize = 200;
/// A window that comes so near to the end of what was searched may go on there:
/// the rest of a short square that is cut off, and what bridges it.
const MARGIN: usize = 2 * 3 + BRIDGE;
/// Atoms from which on a stretch of [`FEW`] symbols is no text, but shorter ones may be a cry:
/// laughter of 30 characters, painted twice, has fewer.
const PATTERN: usize = 64;
/// Symbols that are no text, however many atoms they make: a single word over and over has
/// four, as in a page of nothing but `Test test test`.
const FEW: usize = 3;
/// Copies in a row that nobody paints: a page that has one thing so often has it printed
/// so. Eight copies are the most reported, and the same cry comes four times.
const MOST_IN_A_ROW: usize = 64;

impl Region {
    /// Becomes all of a text.
    pub fn look_at_all(&mut self, text: &str) {
        self.clear();
        Segmenter::new(text).segment(0..text.len(), &mut self.atoms);
        self.search(0..self.atoms.len(), |_| true);
    }

    /// Becomes the windows that the suspects of a text lie in, each as it is in the
    /// whole. Linear in the lines that hold them.
    pub fn look_around(&mut self, text: &str, mut suspects: Vec<Suspect>) {
        suspects.sort_by_key(|s| s.span.start);
        loop {
            self.clear();
            let mut segmenter = Segmenter::new(text);
            let mut grown = false;
            for group in lines(text, &suspects) {
                let base = self.atoms.len();
                segmenter.segment(group.lines.clone(), &mut self.atoms);
                let edges = (group.lines.start == 0, group.lines.end == text.len());
                grown |= self.search_about(base, edges, &mut suspects[group.suspects]);
            }
            if !grown {
                return;
            }
        }
    }

    fn clear(&mut self) {
        self.atoms.clear();
        self.repeats.clear();
        self.windows.clear();
    }

    /// Lets go of more memory than is kept.
    pub fn renew(&mut self) {
        renew(&mut self.atoms);
        renew(&mut self.repeats);
        renew(&mut self.windows);
    }

    /// The windows, put together where no more atoms than so many stand between them.
    pub fn bridged(&self, atoms: usize) -> Vec<Window> {
        let mut out: Vec<Window> = Vec::with_capacity(self.windows.len());
        for w in &self.windows {
            match out.last_mut() {
                Some(last)
                    if last.repeats.end == w.repeats.start && w.atoms.start <= last.atoms.end + atoms =>
                {
                    last.atoms.end = w.atoms.end;
                    last.repeats.end = w.repeats.end;
                }
                _ => out.push(w.clone()),
            }
        }
        out
    }

    /// The repeats of a window.
    pub fn repeats(&self, window: &Window) -> &[Repeat] {
        &self.repeats[window.repeats.clone()]
    }

    /// Adds the windows of the suspects in the atoms from `base` on; those whose
    /// window goes on where nothing was searched reach further now. Whether there are
    /// any. `edges` tells whether the text begins and ends with these atoms.
    fn search_about(&mut self, base: usize, edges: (bool, bool), suspects: &mut [Suspect]) -> bool {
        let end = self.atoms.len();
        let place = |a: &[Atom], byte: usize| base + a[base..].partition_point(|a| (a.end as usize) <= byte);
        let mut grown = false;
        let mut at = 0;
        while at < suspects.len() {
            let first = at;
            let about = |a: &[Atom], s: &Suspect| {
                let reach = s.reach + CONTEXT;
                let (from, to) = (place(a, s.span.start), place(a, s.span.end));
                (from.saturating_sub(reach).max(base)..(to + reach).min(end), from..to)
            };
            let (mut range, core) = about(&self.atoms, &suspects[at]);
            let mut cores = vec![core];
            at += 1;
            while at < suspects.len() {
                let (next, core) = about(&self.atoms, &suspects[at]);
                if next.start > range.end {
                    break;
                }
                range.end = range.end.max(next.end);
                cores.push(core);
                at += 1;
            }
            let (starts, ends) = (edges.0 && range.start == base, edges.1 && range.end == end);
            let near = |core: &Range<usize>, w: &Range<usize>| {
                w.start <= core.end + MARGIN && core.start <= w.end + MARGIN
            };
            let cut = |w: &Range<usize>| {
                !starts && w.start < range.start + MARGIN || !ends && w.end + MARGIN > range.end
            };
            let windows = self.windows.len();
            self.search(range.clone(), |w| cores.iter().any(|core| near(core, w)));
            let cut: Vec<Range<usize>> =
                self.windows[windows..].iter().map(|w| w.atoms.clone()).filter(cut).collect();
            for (suspect, core) in suspects[first..at].iter_mut().zip(&cores) {
                if cut.iter().any(|w| near(core, w)) {
                    suspect.reach = 2 * suspect.reach + CONTEXT;
                    grown = true;
                }
            }
        }
        grown
    }

    /// Adds the windows of some atoms that are wanted, with their repeats.
    fn search(&mut self, range: Range<usize>, wanted: impl Fn(&Range<usize>) -> bool) {
        let symbols: Vec<u32> = self.atoms[range.clone()].iter().map(|a| a.symbol).collect();
        let first = self.repeats.len();
        let shifted =
            |r: Repeat| Repeat { start: r.start + range.start, end: r.end + range.start, period: r.period };
        self.repeats.extend(repeats(&symbols).into_iter().map(shifted));
        let mut from = first;
        while from < self.repeats.len() {
            let (lo, mut hi, mut to) = (self.repeats[from].start, self.repeats[from].end, from + 1);
            while to < self.repeats.len() && self.repeats[to].start <= hi + BRIDGE {
                hi = hi.max(self.repeats[to].end);
                to += 1;
            }
            let window = Window { atoms: lo..hi, repeats: from..to };
            if wanted(&window.atoms) && !is_pattern(&self.atoms[lo..hi], &self.repeats[from..to]) {
                self.windows.push(window);
            }
            from = to;
        }
    }
}

/// Whether what `repeats` cover is one thing over and over, or all of a few symbols: a
/// pattern, in which nothing tells a copy from what was printed.
fn is_pattern(atoms: &[Atom], repeats: &[Repeat]) -> bool {
    let over = |r: &Repeat| r.end - r.start == atoms.len() && r.period * MOST_IN_A_ROW <= atoms.len();
    are_few(atoms.iter().map(|a| a.symbol)) || atoms.len() >= PATTERN && repeats.iter().any(over)
}

/// Whether symbols are long enough for a pattern, and few different ones. Looks no further than to
/// the first that is one too many.
pub(super) fn are_few(symbols: impl Iterator<Item = u32>) -> bool {
    let (mut known, mut different, mut count) = ([0; FEW], 0, 0);
    for symbol in symbols {
        if !known[..different].contains(&symbol) {
            if different == FEW {
                return false;
            }
            known[different] = symbol;
            different += 1;
        }
        count += 1;
    }
    count >= PATTERN
}

/// Whole lines with the suspects in them.
struct Lines {
    lines: Span,
    suspects: Range<usize>,
}

/// The lines that hold suspects and what is about them, in order and disjoint.
fn lines(text: &str, suspects: &[Suspect]) -> Vec<Lines> {
    let bytes = text.as_bytes();
    let mut out: Vec<Lines> = Vec::new();
    for (index, s) in suspects.iter().enumerate() {
        // Where all is looked at, how far each suspect reaches need not be counted.
        if let Some(all) = out.last_mut().filter(|l| l.lines == (0..text.len())) {
            all.suspects.end = suspects.len();
            break;
        }
        let from = before(text, s.span.start, s.reach + CONTEXT);
        let to = after(text, s.span.end, s.reach + AFTER);
        let known = out.last().map_or(0..0, |l| l.lines.clone());
        if known.start <= from && to <= known.end {
            out.last_mut().expect("it is known").suspects.end = index + 1;
            continue;
        }
        let mut start = memrchr(b'\n', &bytes[..from]).map_or(0, |at| at + 1);
        let end = memchr(b'\n', &bytes[to..]).map_or(bytes.len(), |at| to + at + 1).max(known.end);
        let mut first = index;
        while out.last().is_some_and(|last| start < last.lines.end) {
            let Some(last) = out.pop() else { break };
            start = start.min(last.lines.start);
            first = last.suspects.start;
        }
        out.push(Lines { lines: start..end, suspects: first..index + 1 });
    }
    out
}

/// The byte before which so many symbols stand in `text[..at]`, backwards.
fn before(text: &str, at: usize, symbols: usize) -> usize {
    let filled = |(_, c): &(usize, char)| script(*c) != Script::Blank;
    text[..at].char_indices().rev().filter(filled).nth(symbols).map_or(0, |(at, _)| at)
}

/// The byte before which so many symbols stand in `text[at..]`.
fn after(text: &str, at: usize, symbols: usize) -> usize {
    let filled = |(_, c): &(usize, char)| script(*c) != Script::Blank;
    text[at..].char_indices().filter(filled).nth(symbols).map_or(text.len(), |(n, _)| at + n)
}
