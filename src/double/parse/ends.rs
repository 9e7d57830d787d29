//! Where a stretch begins and ends for certain, once the parse has found it.

use std::ops::Range;

use super::Table;
use crate::double::atom::{are_equal, ends_line, Gap};
use crate::double::paint::{is_mark, is_word_with_copies, separator_price, Known, Paint, Stretch, Unit};
use crate::double::prior::{FOLIO, NAME};
use crate::finding::{Form, Separator};
use crate::script::{ends_sentence, Script};

/// Less than this, and a unit at the edge of a stretch is not painted for sure.
const TRIM: f32 = 2.0;
/// The same of several units that no blank parts, in a line that goes on with something else: lines
/// of manuals begin with `--host host`.
const BESIDE: f32 = 4.0;

impl Table<'_> {
    /// Drops units at the edges that language explains as well, where a blank
    /// parts them from the rest: `11` in the next line.
    pub(super) fn trim(&self, s: &mut Stretch) {
        let known = self.is_known(s.paint);
        let paint = s.paint;
        let gap = |u: &Unit| self.page.atoms[u.start].gap;
        let painted = |units: &[Unit]| -> f32 { units.iter().map(|u| self.unit(*u, paint, false)).sum() };
        let weak = |units: &[Unit], gap: Gap, trim: f32| {
            let (start, end) = (units[0].start, units[units.len() - 1].end(paint.copies));
            let trim = if known && gap == Gap::Space { 0.0 } else { trim };
            self.language(start, end) - painted(units) < trim
        };
        // Units that no blank parts stand or fall together, but for those of a whole line: what
        // was painted of it may be a repetition of its own.
        while let Some(at) = (1..s.units.len()).rfind(|&at| gap(&s.units[at]) != Gap::None) {
            let (before, part) = (s.units[at - 1], &s.units[at..]);
            let (first, last) = (part[0], part[part.len() - 1]);
            let alone = part.len() == 1;
            let lone = alone && self.is_lone_mark(first, paint.copies);
            let whole = ends_line(self.page.atoms, last.end(paint.copies));
            let trim = if whole || alone { TRIM } else { BESIDE };
            let weak = lone || (alone || !whole) && weak(part, gap(&first), trim);
            // A sentence that was painted in one line was painted in the next, and all of that.
            let number = alone && self.is_number(first);
            let goes_on = !ends_sentence(self.page.atoms[first.start - 1].char()) && !number;
            if !weak || known && !lone && goes_on && whole {
                break;
            }
            s.bits += painted(part);
            s.end = before.end(paint.copies);
            s.units.truncate(at);
        }
        while s.units.len() > 1 {
            let ruled = self.is_rule_end(s.units[0]);
            let parted = || (1..s.units.len()).find(|&at| gap(&s.units[at]) != Gap::None);
            let Some(at) = (if ruled { Some(1) } else { parted() }) else { break };
            let (part, next) = (&s.units[..at], s.units[at]);
            let titled = at == 1 && known && self.is_no_folio(part[0], paint.copies);
            let whole = at > 1 && gap(&part[0]) == Gap::Newline;
            if !ruled && (titled || whole || !weak(part, gap(&next), TRIM)) {
                break;
            }
            s.bits += painted(part);
            s.units.drain(..at);
            s.start = next.start;
        }
    }

    /// Adds the next line, if it is copies of one thing and the sentence goes on in it: on
    /// a page that is known to be painted so, no line of the sentence was left out.
    pub(super) fn go_on(&self, s: &mut Stretch, free: usize) {
        if !self.is_known(s.paint) || s.units.is_empty() {
            return;
        }
        let begins = |at: usize| ends_line(self.page.atoms, at);
        while s.end < free && begins(s.end) && !ends_sentence(self.page.atoms[s.end - 1].char()) {
            let size = (s.end + 1..=free).find(|&at| begins(at)).map_or(0, |end| end - s.end);
            if size == 0 || size % s.paint.copies != 0 {
                break;
            }
            let unit = Unit { start: s.end, period: size / s.paint.copies };
            let x = &self.page.atoms[s.end..s.end + size];
            let copied = |i: usize| x[i].symbol == x[i - unit.period].symbol;
            let parted = separator_price(self.page.atoms, unit, s.paint, self.page.removal) == 0.0;
            if !parted || !(unit.period..size).all(copied) || self.is_number(unit) {
                break;
            }
            s.bits -= self.unit(unit, s.paint, true);
            s.units.push(unit);
            s.end += size;
        }
    }

    /// Adds short words and numbers at either end, in the same line, whose copies stand apart as those of the
    /// rest do, on a page that is known to be painted so: to language they are as cheap as cells, `The The
    /// ferry ferry`.
    pub(super) fn take_words(&self, s: &mut Stretch, free: Range<usize>) {
        let Paint { form, copies, separator } = s.paint;
        if form != Form::Run || separator != Separator::Space || s.units.is_empty() || !self.is_known(s.paint)
        {
            return;
        }
        let beside = |at: usize| self.page.atoms.get(at).is_some_and(|a| a.gap == Gap::Space);
        let apart = |at: usize| self.page.atoms.get(at).is_none_or(|a| a.gap != Gap::None);
        let word = |u: &Unit| {
            let numbers = !self.page.numbers_once || self.page.atoms[u.start].script != Script::Digit;
            let alone = apart(u.start) && apart(u.end(copies));
            alone && numbers && is_word_with_copies(self.page.atoms, *u, copies)
        };
        let taken = |u: &Unit| free.start <= u.start && u.end(copies) <= free.end && word(u);
        let before = |s: &Stretch| {
            let mut words = (1..=NAME)
                .filter_map(|period| Some(Unit { start: s.start.checked_sub(period * copies)?, period }));
            words.find(taken).filter(|_| beside(s.start))
        };
        let after = |s: &Stretch| {
            let mut words = (1..=NAME).map(|period| Unit { start: s.end, period });
            words.find(taken).filter(|_| beside(s.end))
        };
        let mut words = Vec::new();
        while let Some(unit) = before(s) {
            s.bits -= self.unit(unit, s.paint, true);
            s.start = unit.start;
            words.push(unit);
        }
        s.units.splice(..0, words.into_iter().rev());
        while let Some(unit) = after(s) {
            s.bits -= self.unit(unit, s.paint, true);
            s.end = unit.end(copies);
            s.units.push(unit);
        }
    }

    /// Adds a digit after the last unit whose copies begin the next lines, on a page that is known to be
    /// painted so: no typesetter breaks a line inside a number, `码头3⏎3月`.
    pub(super) fn take_digit(&self, s: &mut Stretch, free: usize) {
        let Paint { form, copies, separator } = s.paint;
        let runs = form == Form::Run && separator == Separator::Newline;
        let Some(start) = s.units.last().map(|u| u.end(copies)).filter(|_| runs) else { return };
        let unit = Unit { start, period: 1 };
        let (atoms, end) = (self.page.atoms, unit.end(copies));
        let glued = |at: usize| atoms.get(at).is_some_and(|a| a.gap == Gap::None);
        let digit = |at: usize| atoms[at].script == Script::Digit;
        let copied = |at: usize| atoms[at].symbol == atoms[start].symbol && atoms[at].gap == Gap::Newline;
        let painted = || glued(start) && digit(start) && (start + 1..end).all(copied);
        if end <= free && self.is_known(s.paint) && painted() && glued(end) && !digit(end) {
            s.bits -= self.unit(unit, s.paint, true);
            s.units.push(unit);
            s.end = end;
        }
    }

    /// Whether the page is known to be painted so.
    fn is_known(&self, paint: Paint) -> bool {
        self.paints.iter().zip(&self.known).any(|(p, &known)| known != Known::Not && *p == paint)
    }

    /// Whether a unit at the end of a stretch is marks that begin a line of which nothing
    /// else is doubled.
    fn is_lone_mark(&self, unit: Unit, copies: usize) -> bool {
        let (first, next) = (self.page.atoms[unit.start], self.page.atoms.get(unit.end(copies)));
        let marks = self.page.atoms[unit.start..unit.start + unit.period].iter().all(is_mark);
        marks && first.gap == Gap::Newline && next.is_some_and(|a| a.gap != Gap::Newline)
    }

    /// Whether a unit is a number and nothing else: that of the page stands in a line by itself.
    fn is_number(&self, unit: Unit) -> bool {
        self.page.atoms[unit.start..unit.start + unit.period].iter().all(|a| a.script == Script::Digit)
    }

    /// Whether a unit is a number in the first line of a page that has its own, its folio, in
    /// the last one: what stands above a painted heading is then part of it.
    fn is_no_folio(&self, unit: Unit, copies: usize) -> bool {
        let atoms = self.page.atoms;
        let alone = unit.start == 0 && self.is_number(unit) && ends_line(atoms, unit.end(copies));
        let last =
            (0..atoms.len()).rfind(|&at| atoms[at].gap == Gap::Newline).map_or(&[][..], |at| &atoms[at..]);
        let (left, right) = last.split_at(last.len() / 2);
        alone
            && (1..=FOLIO).contains(&last.len())
            && last.iter().all(|a| a.script == Script::Digit)
            && !are_equal(left, right)
    }

    /// Whether a unit at the start of a stretch is the end of a rule: ____ or ....
    fn is_rule_end(&self, unit: Unit) -> bool {
        let (first, before) =
            (&self.page.atoms[unit.start], unit.start.checked_sub(1).map(|i| &self.page.atoms[i]));
        is_mark(first) && first.gap == Gap::None && before.is_some_and(|b| b.symbol == first.symbol)
    }
}
