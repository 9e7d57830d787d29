//! The two-regime parse: which part of a window is language, and which was
//! painted k times.
//!
//! A semi-Markov model, decoded by dynamic programming. In the clean regime an
//! atom costs its bits, or a stretch repeats what stands before it at the price
//! language asks for that (see `prior`). In a doubled regime a unit of any
//! period stands k times and is paid once. Changing the regime costs bits, so
//! that only what repetition in language does not explain is taken for paint.

mod ends;

use std::ops::Range;

use super::atom::{ends_line, Atom, Gap};
use super::cells::{Cells, Step, Way};
use super::census::{Census, Kind, LEADERS};
use super::paint::{
    border, breaks_otherwise, goes_over, is_narrow, is_word_apart, is_word_glued, oddity, paints, rows,
    separator_price, unit_price, Known, Paint, Removal, Stretch, Unit, MOST_COPIES,
};
use super::prior::{mark_few, shape, Prior, OFTEN};
use super::repeat::Repeat;
use crate::finding::{Form, Separator};
use crate::script::{half_widths, Script};

/// What the third copy of something costs in language, at most, and each further
/// one: once something is said three times it is a cry, a rule, a table or a
/// refrain, of any number.
const THIRD: f32 = 3.0;
const FURTHER: f32 = 0.5;
/// An atom left single inside a doubled stretch: the extractor removed its copy.
pub(super) const SINGLE: f32 = 5.0;
/// The same on a page whose extractor is known to remove copies.
const SINGLE_EXPECTED: f32 = 2.0;
/// Digits of the number of a heading or an item, painted up to four times.
const NUMBER: usize = 8;
/// A unit whose copies break into lines otherwise: what was painted twice was set once. More than is
/// spared by anything that stands twice or three times.
const UNEVEN: f32 = 20.0;
/// Another number of copies, form or separator further on in the same stretch.
const CHANGE: f32 = 7.0;
/// The same where a line begins: each may be another block.
const CHANGE_LINE: f32 = 4.0;
/// What a character that language doubles at will costs as a unit where an extractor takes the
/// copies of glyphs away, and a digit: more than two left single.
const AMBIGUOUS: f32 = 8.0;
const AMBIGUOUS_DIGIT: f32 = 2.0 * SINGLE + 4.0;
/// A unit may be a power of something this short, up to this exponent: 处处, 好！好！好！
const POWER_PERIOD: usize = 4;
const POWERS: usize = 4;
/// A unit costs at most this less than its atoms for what language repeats in it.
/// Records and code repeat far more, and there a repeat is no evidence; but on a page
/// that is known to be painted so, a line that repeats another one was painted as well.
const SPARED: f32 = 24.0;
/// A border that parts copies of the same thing, some painted and some written.
const PARTED: f32 = 10.0;
/// The same on a page that is known to be painted so.
const PARTED_EXPECTED: f32 = 5.0;

const CLEAN: usize = 0;

/// A page, and what is known of it.
#[derive(Clone, Copy)]
pub(crate) struct Page<'a> {
    pub atoms: &'a [Atom],
    pub census: &'a Census,
    /// What was removed of the copies.
    pub removal: Removal,
    /// Whether words and numbers stand once where runs are doubled.
    pub numbers_once: bool,
    /// Whether what begins with the line above it has that for its heading.
    pub headings: bool,
}

/// The parse of the atoms of a window. `repeats` are those that lie in it, sorted by
/// start. Time: window × states × repeats at a place.
///
/// `known` tells what the page is known to have of a paint: its regimes begin and
/// end more easily. `cells` are of any window before, for their memory.
pub(crate) fn parse(
    page: Page<'_>,
    window: Range<usize>,
    repeats: &[Repeat],
    known: impl Fn(&Paint) -> Known,
    cells: &mut Cells,
) -> Vec<Stretch> {
    let Range { start: lo, end: hi } = window;
    let language = language(page, window, repeats, cells);
    let mut table = Table::new(page, lo..hi, paints(&page.atoms[lo..hi], repeats), std::mem::take(cells));
    table.clean = language.costs;
    table.known = table.paints.iter().map(known).collect();
    let mut agains = &language.agains[..];
    sweep(lo, hi, repeats, |at, active| {
        table.change_regime(at, active);
        if at < hi {
            let (here, rest) = agains.split_at(active.len());
            table.clean(at, active, here);
            table.doubled(at, active, here);
            agains = rest;
        }
    });
    let stretches = table.stretches();
    *cells = table.cells;
    stretches
}

/// Calls `step` at every place with the repeats that lie over it.
fn sweep(lo: usize, hi: usize, repeats: &[Repeat], mut step: impl FnMut(usize, &[Repeat])) {
    let mut active: Vec<Repeat> = Vec::new();
    let mut next = 0;
    for at in lo..=hi {
        active.retain(|r| r.end > at);
        while next < repeats.len() && repeats[next].start <= at {
            active.push(repeats[next]);
            next += 1;
        }
        step(at, &active);
    }
}

/// What a window is as language.
struct Language {
    /// The cost of the cheapest explanation, up to each place.
    costs: Vec<f32>,
    /// What each repeat that lies over a place costs there, place by place.
    agains: Vec<f32>,
}

/// Explains a window as language.
fn language(page: Page<'_>, window: Range<usize>, repeats: &[Repeat], cells: &mut Cells) -> Language {
    let Range { start: lo, end: hi } = window;
    let mut table = Table::new(page, window, Vec::new(), std::mem::take(cells));
    let mut agains = Vec::new();
    sweep(lo, hi, repeats, |at, active| {
        if at < hi {
            let before = agains.len();
            agains.extend(active.iter().map(|r| table.weigh(at, r)));
            table.clean(at, active, &agains[before..]);
        }
    });
    *cells = table.cells;
    Language { costs: cells.costs.clone(), agains }
}

/// Gives the stretch `again` the units of the stretch it repeats, with what stands
/// single between them.
fn repeat_units(s: &mut Stretch, again: Unit) {
    let from = again.start - again.period;
    let first = s.units.partition_point(|u| u.start < from);
    let last = s.units.partition_point(|u| u.start < again.start);
    let shifted = |u: &Unit| Unit { start: u.start + again.period, period: u.period };
    let more: Vec<Unit> = s.units[first..last].iter().map(shifted).collect();
    s.units.splice(last..last, more);
}

struct Table<'a> {
    page: Page<'a>,
    lo: usize,
    hi: usize,
    /// The doubled regimes; state s + 1 is `paints[s]`.
    paints: Vec<Paint>,
    /// What the page is known to have of each.
    known: Vec<Known>,
    /// How many of them, the first ones, have no more than so many copies.
    up_to: [usize; MOST_COPIES + 1],
    /// How many equal atoms each stands among.
    rows: Vec<u32>,
    cells: Cells,
    /// Sums of the cost of atoms, natural pairs counted as such.
    sums: Vec<f32>,
    /// Costs up to each place of what language alone explains.
    clean: Vec<f32>,
    prior: &'static Prior,
}

impl<'a> Table<'a> {
    fn new(page: Page<'a>, window: Range<usize>, paints: Vec<Paint>, mut cells: Cells) -> Self {
        let Range { start: lo, end: hi } = window;
        let atoms = page.atoms;
        let prior = Prior::get();
        let mut sums = vec![0.0f32; hi - lo + 1];
        for at in lo..hi {
            let a = &atoms[at];
            let natural = at > lo && atoms[at - 1].symbol == a.symbol;
            let cost = if natural { prior.pair(a).min(prior.atom(a)) } else { prior.atom(a) };
            sums[at - lo + 1] = sums[at - lo] + cost;
        }
        cells.clear((hi - lo + 1) * (paints.len() + 1));
        cells.costs[CLEAN] = 0.0;
        Table {
            page,
            lo,
            hi,
            known: vec![Known::Not; paints.len()],
            up_to: std::array::from_fn(|copies| paints.partition_point(|p| p.copies <= copies)),
            rows: if paints.is_empty() { Vec::new() } else { rows(atoms, lo, hi) },
            paints,
            cells,
            clean: sums.clone(),
            sums,
            prior,
        }
    }

    fn index(&self, at: usize, state: usize) -> usize {
        (at - self.lo) * (self.paints.len() + 1) + state
    }

    fn cost(&self, at: usize, state: usize) -> f32 {
        self.cells.costs[self.index(at, state)]
    }

    fn offer(&mut self, at: usize, state: usize, cost: f32, from: (usize, usize), step: Step) {
        let cell = self.index(at, state);
        if cost < self.cells.costs[cell] {
            self.cells.costs[cell] = cost;
            self.cells.ways[cell] = Way::new(from, step);
        }
    }

    /// Steps between regimes at one place.
    fn change_regime(&mut self, at: usize, active: &[Repeat]) {
        let border = border(self.page.atoms, at);
        let copies = |r: &&Repeat| if r.period < POWER_PERIOD { 2 } else { 1 };
        let more = |r: &&Repeat| r.end - at >= r.period && at - r.start >= copies(r) * r.period;
        let before = |r: &&Repeat| at - r.start >= r.period && r.end - at >= 2 * r.period;
        // A heading may be repeated by the text below it.
        let price = |parts: bool| if parts { [PARTED, PARTED_EXPECTED, PARTED_EXPECTED] } else { [0.0; 3] };
        let leaving = price(active.iter().any(|r| more(&r)));
        let entering = price(active.iter().any(|r| before(&r)));

        let here = self.index(at, CLEAN);
        let clean = self.cells.costs[here];
        let states = here + 1..here + 1 + self.paints.len();
        // The cheapest regime as it stands, and with what leaving it costs.
        let (mut best, mut last) = ((f32::INFINITY, 1), (f32::INFINITY, 1));
        for (index, (&cost, &known)) in self.cells.costs[states.clone()].iter().zip(&self.known).enumerate() {
            let out = cost + border[known as usize] + leaving[known as usize];
            if cost < best.0 {
                best = (cost, index + 1);
            }
            if out < last.0 {
                last = (out, index + 1);
            }
        }
        self.offer(at, CLEAN, last.0, (at, last.1), Step::Border);
        if at == self.hi {
            return;
        }
        let change = best.0 + if self.page.atoms[at].gap == Gap::Newline { CHANGE_LINE } else { CHANGE };
        let into = [0, 1, 2].map(|known: usize| clean + border[known] + entering[known]);
        let from = |state: usize| Way::new((at, state), Step::Border);
        let cells = self.cells.costs[states.clone()].iter_mut().zip(&mut self.cells.ways[states]);
        for ((index, (cost, way)), &known) in cells.enumerate().zip(&self.known) {
            let into = into[known as usize];
            if into < *cost {
                (*cost, *way) = (into, from(CLEAN));
            }
            if change < *cost && index + 1 != best.1 {
                (*cost, *way) = (change, from(best.1));
            }
        }
    }

    /// Steps of the clean regime: an atom, or a repeat of what stands before.
    fn clean(&mut self, at: usize, active: &[Repeat], agains: &[f32]) {
        let here = self.cost(at, CLEAN);
        let a = &self.page.atoms[at];
        self.offer(at + 1, CLEAN, here + self.prior.atom(a), (at, CLEAN), Step::Text);
        for (r, &cost) in active.iter().zip(agains) {
            if cost < f32::INFINITY {
                self.offer(at + r.period, CLEAN, here + cost, (at, CLEAN), Step::Text);
            }
        }
    }

    /// What a repeat that lies over `at` costs there as language.
    fn weigh(&self, at: usize, r: &Repeat) -> f32 {
        let before = at >= r.start.max(self.lo) + r.period;
        let after = at + r.period <= r.end.min(self.hi);
        if before && after {
            self.again(at, r)
        } else {
            f32::INFINITY
        }
    }

    /// What language asks for the period from `at` on repeating the one before it.
    fn again(&self, at: usize, r: &Repeat) -> f32 {
        let (atoms, counts) = (self.page.atoms, self.page.census.counts(at..at + r.period));
        let shape = shape(atoms, at, r.period, &counts, self.page.headings);
        let first = match r.period {
            1 => self.pair(at),
            period => self.prior.stretch(&atoms[at..at + period], shape, &counts),
        };
        let cost = match (at - r.start.max(self.lo)) / r.period {
            0 | 1 => first,
            2 => first.min(THIRD),
            _ => FURTHER,
        };
        cost + self.prior.broken(atoms, at, r.period, shape, &counts)
    }

    /// Cost of atom `at` repeating the one before it.
    fn pair(&self, at: usize) -> f32 {
        let a = self.page.atoms;
        let pair = |first: usize| first + 1 < self.hi && a[first].symbol == a[first + 1].symbol;
        let after_pair = at >= self.lo + 3 && pair(at - 3) && a[at - 2].symbol != a[at].symbol;
        let word = if pair(at + 1) { self.prior.first_pair(&a[at], &a[at + 1]) } else { f32::INFINITY };
        let alone =
            if after_pair { self.prior.second_pair(&a[at - 2], &a[at]) } else { self.prior.pair(&a[at]) };
        alone.min(word).min(self.prior.name(a, at)).max(self.few(at))
    }

    /// Cost of atom `at` repeating the one before it, if it is a mark that stands in long rows or
    /// alone.
    fn few(&self, at: usize) -> f32 {
        let a = &self.page.atoms;
        if a[at].script != Script::Mark {
            return 0.0;
        }
        let same = |b: &&Atom| b.symbol == a[at].symbol;
        let before = a[..at].iter().rev().take(LEADERS).take_while(same).count();
        let after = a[at + 1..].iter().take(LEADERS).take_while(same).count();
        let first = at - before;
        let digits =
            a[..first].iter().rev().take(NUMBER + 1).take_while(|d| d.script == Script::Digit).count();
        let numbered = (1..=NUMBER).contains(&digits) && ends_line(a, first - digits);
        mark_few(a[at].char(), before + 1 + after, ends_line(a, first), numbered)
    }

    /// Steps of the doubled regimes: a unit with its copies, or a single atom. What a step
    /// leads to is of the same regime, so they may be taken repeat by repeat.
    fn doubled(&mut self, at: usize, active: &[Repeat], agains: &[f32]) {
        let single = self.stands_single(at);
        for (r, &again) in active.iter().zip(agains) {
            let room = r.end.min(self.hi) - at;
            // A run may itself be a reduplication, or a cry three times over.
            let powers = if r.period <= POWER_PERIOD { POWERS } else { 1 };
            for period in (1..=powers).map(|m| m * r.period) {
                let fits = self.up_to[(room / period).min(MOST_COPIES)];
                if fits == 0 {
                    break;
                }
                self.units(Unit { start: at, period }, fits, period == r.period, single);
            }
            if again < f32::INFINITY {
                self.repeats(at, r, again, single);
            }
        }
        self.singles(at, single);
    }

    /// Steps over a unit and its copies, in the first of the regimes, as many as have
    /// room. Where it is a power of a repeat, only a run is; where the atom stands
    /// single, it is none in stutters.
    fn units(&mut self, unit: Unit, regimes: usize, whole: bool, single: bool) {
        let Unit { start, period } = unit;
        let content = [false, true].map(|expected| self.content(unit, expected));
        let once = self.page.numbers_once && is_word_glued(self.page.atoms, unit);
        for state in 1..=regimes {
            let (paint, expected) = (self.paints[state - 1], self.known[state - 1] != Known::Not);
            let end = unit.end(paint.copies);
            let here = self.cost(start, state);
            // No price is below 0.
            if here + content[usize::from(expected)] >= self.cost(end, state) {
                continue;
            }
            if paint.form == Form::Run && once {
                continue;
            }
            let apart = || expected && is_word_apart(self.page.atoms, unit, paint);
            if paint.form == Form::Stutter && (single || !whole || period != 1 && !apart()) {
                continue;
            }
            let cost = self.unit(unit, paint, expected);
            self.offer(end, state, here + cost, (start, state), Step::Unit);
        }
    }

    /// Steps over units that repeat those before them, as language does for `cost`.
    fn repeats(&mut self, at: usize, r: &Repeat, cost: f32, single: bool) {
        for state in 1..=self.paints.len() {
            let (here, paint) = (self.cost(at, state), self.paints[state - 1]);
            if here + cost < self.cost(at + r.period, state)
                && r.period % paint.copies == 0
                && !(single && paint.form == Form::Stutter)
                && self.is_border(at, state, at - r.period)
            {
                self.offer(at + r.period, state, here + cost, (at, state), Step::Again);
            }
        }
    }

    /// Steps over an atom left single in runs, or among stutters where it `stands` so.
    fn singles(&mut self, at: usize, stands: bool) {
        let literal = self.sums[at + 1 - self.lo] - self.sums[at - self.lo];
        // What language doubles is one run.
        let again = at > self.lo && self.page.atoms[at - 1].symbol == self.page.atoms[at].symbol;
        let again = again && self.page.atoms[at].script == Script::Han;
        let alone = self.prior.atom(&self.page.atoms[at]);
        for state in 1..=self.paints.len() {
            let paint = self.paints[state - 1];
            // Extractors that take copies away break the line before those they leave.
            let expected = self.page.removal != Removal::Nothing && paint.separator != Separator::None;
            let cost = match paint.form {
                Form::Run if expected && again => literal,
                Form::Run if expected => literal + SINGLE_EXPECTED,
                Form::Run => literal + SINGLE,
                _ if stands => alone,
                _ => continue,
            };
            self.offer(at + 1, state, self.cost(at, state) + cost, (at, state), Step::Text);
        }
    }

    /// Whether an atom within a line is of those that were not painted over where Han
    /// stutters.
    fn stands_single(&self, at: usize) -> bool {
        let a = &self.page.atoms[at];
        self.page.removal == Removal::Narrow && half_widths(a.char()) == 1 && a.gap != Gap::Newline
    }

    /// Whether the best path to a cell has a border of units at `place`, a while before
    /// it: what repeats painted text repeats whole units of it.
    fn is_border(&self, mut at: usize, state: usize, place: usize) -> bool {
        while at > place {
            let way = self.cells.ways[self.index(at, state)];
            if way.step == Step::Border {
                return false;
            }
            at = way.from().0;
        }
        at == place
    }

    /// What a unit costs; `expected` on a page that is known to be painted so.
    fn unit(&self, unit: Unit, paint: Paint, expected: bool) -> f32 {
        let inside = unit.start > self.lo && paint.form == Form::Run && {
            let (a, b) = (&self.page.atoms[unit.start - 1], &self.page.atoms[unit.start]);
            b.gap == Gap::None && a.script == b.script && a.script != Script::Mark
        };
        let cut = if inside { 2.0 } else { 0.0 };
        self.content(unit, expected)
            + cut
            + oddity(self.page.atoms, unit, paint, self.rows[unit.start - self.lo] as usize)
            + if self.is_uneven(unit, paint.copies) { UNEVEN } else { 0.0 }
            + self.ambiguity(unit)
            + unit_price(paint.form, unit.period)
            + separator_price(self.page.atoms, unit, paint, self.page.removal)
    }

    /// Whether copies of a unit break into lines at other places than it does, or it goes over the end of
    /// a line and its copies follow in the middle of the next: such a unit was cut from the lines about it.
    fn is_uneven(&self, unit: Unit, copies: usize) -> bool {
        let Unit { start, period } = unit;
        let line_end = |copy: &usize| self.page.atoms[start + copy * period].gap == Gap::Newline;
        let between = (1..copies).filter(line_end).count();
        // Most units have none inside.
        let all = self.page.census.count_of(Kind::LineEnd, start + 1..unit.end(copies));
        all as usize > between
            && (between == 0 && goes_over(self.page.atoms, unit)
                || breaks_otherwise(self.page.atoms, unit, copies))
    }

    /// What a unit costs once, however it was painted.
    fn content(&self, unit: Unit, expected: bool) -> f32 {
        let (start, end) = (unit.start - self.lo, unit.start - self.lo + unit.period);
        let literal = self.sums[end] - self.sums[start];
        let least = if expected { self.in_row(unit) } else { self.in_row(unit).max(literal - SPARED) };
        literal.min((self.clean[end] - self.clean[start]).max(least))
    }

    /// What a wide atom costs at least that stands in a row of equal ones, if it is not the first. Language
    /// has more of them for next to nothing; but what is in a row twice when the copies are taken away costs
    /// as much as the third of three, or a row of six would be two, each three times.
    fn in_row(&self, unit: Unit) -> f32 {
        let (first, a) = (unit.start == self.lo, &self.page.atoms[unit.start]);
        let row = unit.period == 1 && !first && self.page.atoms[unit.start - 1].symbol == a.symbol;
        if row && !is_narrow(a) {
            THIRD
        } else {
            0.0
        }
    }

    /// What a unit costs that is one wide character which may stand twice, where those of single
    /// glyphs are taken away: what stands twice is a word or a number.
    fn ambiguity(&self, unit: Unit) -> f32 {
        let a = &self.page.atoms[unit.start];
        let pair = || self.prior.pair(a).min(self.prior.name(self.page.atoms, unit.start + 1));
        match a.script {
            _ if self.page.removal != Removal::Glyphs || unit.period != 1 => 0.0,
            Script::Han if pair() <= OFTEN => AMBIGUOUS,
            Script::Digit if !is_narrow(a) => AMBIGUOUS_DIGIT,
            _ => 0.0,
        }
    }

    /// Walks the best path back and cuts it into stretches.
    fn stretches(&self) -> Vec<Stretch> {
        let mut out: Vec<Stretch> = Vec::new();
        let (mut at, mut state) = (self.hi, CLEAN);
        let mut current: Option<Stretch> = None;
        let mut again: Vec<Unit> = Vec::new();
        while at > self.lo || state != CLEAN {
            let way = self.cells.ways[self.index(at, state)];
            let (before, from) = way.from();
            match (way.step, &mut current) {
                (Step::Border, s) => {
                    out.extend(s.take().map(|s| Stretch { bits: s.bits + self.cost(at, state), ..s }));
                    if from != CLEAN {
                        let (paint, bits) = (self.paints[from - 1], -self.cost(at, from));
                        *s = Some(Stretch { start: at, end: at, paint, units: Vec::new(), bits });
                    }
                }
                (Step::Again, Some(_)) => again.push(Unit { start: before, period: at - before }),
                (Step::Unit, Some(s)) => {
                    s.units.push(Unit { start: before, period: (at - before) / s.paint.copies });
                }
                _ => {}
            }
            if let Some(s) = &mut current {
                s.start = before;
            }
            (at, state) = (before, from);
        }
        out.extend(current.map(|s| Stretch { bits: s.bits + self.cost(self.lo, state), ..s }));
        out.reverse();
        let ends: Vec<usize> = out.iter().skip(1).map(|s| s.start).chain([self.hi]).collect();
        let mut before = self.lo;
        for (s, free) in out.iter_mut().zip(ends) {
            s.units.reverse();
            let inside = s.start..s.end;
            for a in again.iter().rev().filter(|a| inside.contains(&a.start)) {
                repeat_units(s, *a);
            }
            self.trim(s);
            self.go_on(s, free);
            self.take_digit(s, free);
            self.take_words(s, before..free);
            before = s.end;
            // What stands before may be repeated too: the cheaper reading counts.
            let follows = self.clean[s.end - self.lo] - self.clean[s.start - self.lo];
            s.bits += self.language(s.start, s.end).min(follows);
        }
        out.retain(|s| !s.units.is_empty());
        out
    }

    /// The cheapest explanation of a stretch as language, on its own.
    fn language(&self, start: usize, end: usize) -> f32 {
        let symbols: Vec<u32> = self.page.atoms[start..end].iter().map(|a| a.symbol).collect();
        let shift = |r: &Repeat| Repeat { start: r.start + start, end: r.end + start, period: r.period };
        let repeats: Vec<Repeat> = super::repeat::repeats(&symbols).iter().map(shift).collect();
        language(self.page, start..end, &repeats, &mut Cells::default()).costs[end - start]
    }
}
