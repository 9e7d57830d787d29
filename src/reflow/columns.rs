//! The widths of a page's columns, and what they say about every seam.
//!
//! Lines are read as the output of a hidden Markov chain. Its state is the
//! width of the column a line stands in (or none, for headings and lines that
//! were never wrapped) and whether the line starts a paragraph. A line that
//! goes on must be full: what comes next did not fit. A line that ends a
//! paragraph has any width. The forward-backward algorithm (Rabiner 1989) gives
//! the odds of each seam in time linear in the lines; what indents and blank
//! lines mean is estimated along with them, from the odds themselves.

use super::line::{Line, ORPHAN_WIDTH};

/// Widths considered on one page at most.
const MAX_WIDTHS: usize = 20;
/// Rounds of estimating what blank lines and indents mean.
const ROUNDS: usize = 3;
/// Share of the lines that are in no column, before anything is seen.
const FREE_SHARE: f64 = 0.3;
/// Chance that a line goes on in the next, before anything is seen: paragraphs
/// of newspapers and books have three to six lines.
const JOIN_PRIOR: f64 = 0.7;
/// Chance that another column begins after a paragraph, and inside one.
const SWITCH_AFTER_BREAK: f64 = 0.12;
const SWITCH_AFTER_JOIN: f64 = 0.01;
/// Chance that a line of no column goes on all the same, as a heading or a
/// caption set over two lines does: its own width is then that of its block.
const FREE_JOIN: f64 = 0.3;
/// How much likelier two headings are than one over two lines, where the second
/// line is no orphan and nothing ends it.
const UNENDED_BLOCK: f64 = 0.2;
/// The narrowest column, in half-widths; newspapers set none below eight Han
/// characters, and shorter lines of one width are headings and lists.
const NARROWEST: usize = 16;
/// The widest, in half-widths: eighty Han characters across a page. Longer lines
/// of one width are records.
const WIDEST: usize = 160;
/// The narrowest block of its own width.
const NARROWEST_FREE: usize = 12;
/// Floor for what no model expects, 2^-14.
const FLOOR: f64 = 6.1e-5;
/// Chance of any width of a line that is set loose and goes on: its characters
/// were set apart because it would be short.
const LOOSE_GOES_ON: f64 = 0.1;
/// Chance that the last line of a paragraph is set loose: it never is, but
/// extractors see gaps where there are none.
const LOOSE_ENDS: f64 = 0.1;
/// What the width of a part of a line says: nothing.
const NEUTRAL: f64 = 0.05;
/// Half-widths of a first-line indent.
const INDENT: f64 = 4.0;

/// Lines read at once, and lines read before and after them to know where they
/// stand: memory stays bounded, and a book's chapters have their own widths.
const WINDOW: usize = 1000;
const MARGIN: usize = 60;

/// Log-odds of joining each seam, in bits: one less than there are lines.
pub(super) fn seams(lines: &[Line], words: &[f32]) -> Vec<f32> {
    let mut odds = Vec::with_capacity(words.len());
    while odds.len() < words.len() {
        let at = odds.len();
        let from = at.saturating_sub(MARGIN);
        let to = (at + WINDOW + MARGIN).min(words.len());
        let window = window(&lines[from..=to], &words[from..to]);
        let keep = if to == words.len() { window.len() } else { at - from + WINDOW };
        odds.extend_from_slice(&window[at - from..keep]);
    }
    odds
}

fn window(lines: &[Line], words: &[f32]) -> Vec<f32> {
    let widths = candidates(lines);
    let mut signs = Signs::prior();
    let mut odds = Vec::new();
    for round in 0..ROUNDS {
        odds = Chain { lines, words, widths: &widths, signs: &signs }.odds();
        if round + 1 < ROUNDS {
            signs = Signs::estimate(lines, &odds, &widths);
        }
    }
    odds
}

/// A column width and its share of the page's lines.
#[derive(Clone, Copy, Debug)]
struct Width {
    half_widths: f64,
    share: f64,
}

/// Widths that several lines have, those of most lines first.
fn candidates(lines: &[Line]) -> Vec<Width> {
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

/// What the signs between lines mean on this page.
#[derive(Clone, Debug)]
struct Signs {
    /// Chance of no, one, more blank lines, at a break and at a join.
    blank: [[f64; 3]; 2],
    /// Chance that the next line is indented, at a break and at a join.
    indent: [f64; 2],
    /// Chance that a first line without blanks is short by an indent.
    lost: f64,
    /// Chance that a line goes on in the next.
    join: f64,
    /// How much oftener a line ends with a sentence here than elsewhere, at a
    /// break and at a join.
    ended: [f64; 2],
}

/// Chance that a sentence ends at the end of a line, at a break and at a join:
/// what the bits of the words assume.
const ENDED_PRIOR: [f64; 2] = [0.8, 0.05];

const BREAK: usize = 0;
const JOIN: usize = 1;

fn blank_class(line: &Line) -> usize {
    line.blank_before.min(2)
}

impl Signs {
    /// What is assumed before a page is read.
    fn prior() -> Self {
        Signs {
            blank: [[0.6, 0.3, 0.1], [0.8, 0.15, 0.05]],
            indent: [0.4, 0.03],
            lost: 0.3,
            join: JOIN_PRIOR,
            ended: [1.0; 2],
        }
    }

    /// What the odds of the last round make of this page; the prior counts as
    /// much as a few seams, so that one sign more or less does not decide.
    fn estimate(lines: &[Line], odds: &[f32], widths: &[Width]) -> Self {
        const WEIGHT: f64 = 2.0;
        const WEIGHT_ENDED: f64 = 20.0;
        let prior = Signs::prior();
        let mut blank = prior.blank.map(|row| row.map(|p| p * WEIGHT));
        let mut indent = prior.indent.map(|p| p * WEIGHT);
        let mut total = [WEIGHT; 2];
        let mut ended = ENDED_PRIOR.map(|p| p * WEIGHT_ENDED);
        let (mut lost, mut first) = (prior.lost * WEIGHT, WEIGHT);
        for (i, line) in lines.iter().enumerate().skip(1) {
            let join = chance(odds[i - 1]);
            for (class, p) in [(BREAK, 1.0 - join), (JOIN, join)] {
                blank[class][blank_class(line)] += p;
                indent[class] += if line.indent >= 2 { p } else { 0.0 };
                total[class] += p;
                ended[class] += if lines[i - 1].ended { p } else { 0.0 };
            }
            let goes_on = odds.get(i).map_or(0.0, |o| chance(*o));
            // Captions of two lines are set without an indent more often than not.
            let further = odds.get(i + 1).map_or(0.0, |o| chance(*o));
            let starts = (1.0 - join) * goes_on * further;
            if line.indent < 2 {
                first += starts;
                lost += starts * short_by_indent(line, &lines[i + 1..], widths);
            }
        }
        for class in [BREAK, JOIN] {
            blank[class] = blank[class].map(|n| n / total[class]);
            indent[class] /= total[class];
        }
        let share = |class: usize| (total[class] - WEIGHT + WEIGHT_ENDED).recip();
        let ended = [BREAK, JOIN].map(|c| ended[c] * share(c) / ENDED_PRIOR[c]);
        let seams = lines.len() as f64 - 1.0;
        let join = (total[JOIN] - WEIGHT + JOIN_PRIOR * WEIGHT_ENDED) / (seams + WEIGHT_ENDED);
        Signs { blank, indent, lost: lost / first, join, ended }
    }

    fn at_seam(&self, class: usize, last: &Line, next: &Line) -> f64 {
        let indent = self.indent[class];
        let ended = if last.ended { self.ended[class] } else { 1.0 };
        ended * self.blank[class][blank_class(next)] * if next.indent >= 2 { indent } else { 1.0 - indent }
    }
}

fn chance(bits: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(bits)).exp2())
}

/// How likely `line` is the first of a paragraph whose indent was lost, rather
/// than one set without: by the width of the line after it.
fn short_by_indent(line: &Line, after: &[Line], widths: &[Width]) -> f64 {
    let Some(next) = after.first() else { return 0.0 };
    let (mut short, mut full) = (0.0, 0.0);
    for w in widths {
        let here = w.share * going_on(next, after.get(1).map_or(2, |l| l.head), w.half_widths);
        short += here * going_on(line, next.head, w.half_widths - INDENT);
        full += here * going_on(line, next.head, w.half_widths);
    }
    short / (short + full + f64::MIN_POSITIVE)
}

/// Chance of the line's width when it goes on: full, so that the `head` of the
/// next did not fit into `room` half-widths.
fn going_on(line: &Line, head: usize, room: f64) -> f64 {
    if line.broken {
        return NEUTRAL;
    }
    let slack = room - full_width(line);
    let play = f64::from(line.play);
    let most = head.min(room as usize) as f64 - 1.0;
    if line.loose && slack > most && slack < room / 2.0 {
        return LOOSE_GOES_ON;
    }
    let beyond = if slack < 0.0 { -slack } else { (slack - most).max(0.0) };
    let density = 1.0 / (most + 1.0 + 2.0 * play);
    (density * (-2.0 * beyond / play).exp2()).max(FLOOR)
}

/// Chance of the line's width when its paragraph ends with it: any.
fn ending(line: &Line, room: f64) -> f64 {
    if line.loose {
        return LOOSE_ENDS / room.max(2.0);
    }
    let over = (full_width(line) - room).max(0.0);
    (1.0 / room.max(2.0) * (-2.0 * over / f64::from(line.play)).exp2()).max(FLOOR)
}

/// How a block of several lines is judged that ends without a mark.
fn unended(line: &Line, before: usize) -> f64 {
    let heading = before == JOIN && !line.ended && !line.loose && line.width > ORPHAN_WIDTH;
    if heading {
        UNENDED_BLOCK
    } else {
        1.0
    }
}

/// Chance of a line's width in no column: every order of magnitude alike.
fn free(line: &Line) -> f64 {
    const MAGNITUDES: f64 = 4.0;
    1.0 / ((line.width as f64 + 1.0) * MAGNITUDES)
}

/// Width from the column's edge, the first-line indent included.
fn full_width(line: &Line) -> f64 {
    line.width as f64 + if line.indent >= 2 { INDENT } else { 0.0 }
}

struct Chain<'a> {
    lines: &'a [Line],
    words: &'a [f32],
    widths: &'a [Width],
    signs: &'a Signs,
}

/// Weights of the states: for each width (the last is none), that the line
/// starts a paragraph ([`BREAK`] before it) or goes on ([`JOIN`]).
type Weights = Vec<[f64; 2]>;

impl Chain<'_> {
    fn odds(&self) -> Vec<f32> {
        let n = self.lines.len();
        let states = self.widths.len() + 1;
        let mut forward: Vec<Weights> = Vec::with_capacity(n);
        let start = (0..states).map(|c| [self.share(c), 0.0]).collect();
        forward.push(start);
        for i in 0..n - 1 {
            let next = self.step(i, &forward[i]);
            forward.push(next);
        }
        let mut odds = vec![0.0; n - 1];
        let mut backward: Weights = (0..states)
            .map(|c| [self.emit(n - 1, c, BREAK, BREAK), self.emit(n - 1, c, JOIN, BREAK)])
            .collect();
        for i in (0..n - 1).rev() {
            let mut sides = [0.0; 2];
            for c in 0..states {
                for side in [BREAK, JOIN] {
                    sides[side] += forward[i + 1][c][side] * backward[c][side];
                }
            }
            odds[i] = (sides[JOIN].max(f64::MIN_POSITIVE).log2() - sides[BREAK].max(f64::MIN_POSITIVE).log2())
                as f32;
            backward = self.step_back(i, &backward);
        }
        odds
    }

    fn share(&self, state: usize) -> f64 {
        match self.widths.get(state) {
            Some(w) => (1.0 - FREE_SHARE) * w.share,
            None => FREE_SHARE,
        }
    }

    /// Chance of line `i` in `state`, with `before` and `after` its seams.
    fn emit(&self, i: usize, state: usize, before: usize, after: usize) -> f64 {
        let line = &self.lines[i];
        let head = self.lines.get(i + 1).map_or(2, |l| l.head);
        let Some(w) = self.widths.get(state) else {
            return self.emit_free(i, head, before, after);
        };
        let chance = if after == JOIN { self.signs.join } else { 1.0 - self.signs.join };
        let one = |room: f64| match after {
            JOIN => going_on(line, head, room),
            _ => unended(line, before) * ending(line, room),
        };
        let room = w.half_widths;
        let lost = if before == BREAK && line.indent < 2 { self.signs.lost } else { 0.0 };
        chance * ((1.0 - lost) * one(room) + lost * one(room - INDENT))
    }

    /// Chance of line `i` in no column: its block is as wide as the line before
    /// it, if it goes on from there.
    fn emit_free(&self, i: usize, head: usize, before: usize, after: usize) -> f64 {
        let line = &self.lines[i];
        let odd = match line.width {
            w if w > WIDEST => FLOOR,
            w if w < NARROWEST_FREE => 0.1,
            _ => 1.0,
        };
        let chance = if after == JOIN { FREE_JOIN * odd } else { 1.0 - FREE_JOIN };
        if before == BREAK || i == 0 {
            return free(line) * chance;
        }
        let room = full_width(&self.lines[i - 1]) + 1.0;
        match after {
            JOIN => self.signs.join * going_on(line, head, room),
            _ => (1.0 - self.signs.join) * unended(line, before) * ending(line, room),
        }
    }

    /// Weight of seam `i` being of `class`, by its signs and words.
    fn seam(&self, i: usize, class: usize) -> f64 {
        let words = if class == JOIN { f64::from(self.words[i]).exp2() } else { 1.0 };
        words * self.signs.at_seam(class, &self.lines[i], &self.lines[i + 1])
    }

    fn switch(class: usize) -> f64 {
        if class == JOIN {
            SWITCH_AFTER_JOIN
        } else {
            SWITCH_AFTER_BREAK
        }
    }

    fn step(&self, i: usize, now: &Weights) -> Weights {
        let mut next = vec![[0.0; 2]; now.len()];
        for class in [BREAK, JOIN] {
            let out: Vec<f64> = (0..now.len())
                .map(|c| (0..2).map(|before| now[c][before] * self.emit(i, c, before, class)).sum())
                .collect();
            let total: f64 = out.iter().sum();
            let (seam, switch) = (self.seam(i, class), Self::switch(class));
            for c in 0..now.len() {
                next[c][class] = seam * ((1.0 - switch) * out[c] + switch * total * self.share(c));
            }
        }
        scaled(next)
    }

    fn step_back(&self, i: usize, next: &Weights) -> Weights {
        let states = next.len();
        let mut now = vec![[0.0; 2]; states];
        for class in [BREAK, JOIN] {
            let (seam, switch) = (self.seam(i, class), Self::switch(class));
            let anywhere: f64 = (0..states).map(|c| self.share(c) * next[c][class]).sum();
            for c in 0..states {
                let onward = seam * ((1.0 - switch) * next[c][class] + switch * anywhere);
                for before in [BREAK, JOIN] {
                    now[c][before] += self.emit(i, c, before, class) * onward;
                }
            }
        }
        scaled(now)
    }
}

/// Weights that sum to one, so that no product of many runs out of range.
fn scaled(mut weights: Weights) -> Weights {
    let total: f64 = weights.iter().flatten().sum();
    if total > 0.0 {
        weights.iter_mut().flatten().for_each(|w| *w /= total);
    }
    weights
}
