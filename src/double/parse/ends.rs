//! Where a stretch begins and ends for certain, once the parse has found it.

use super::Table;
use crate::double::atom::{ends_line, Gap};
use crate::double::paint::{is_mark, separator_price, Paint, Stretch, Unit};
use crate::script::{ends_sentence, Script};

/// Less than this, and a unit at the edge of a stretch is not painted for sure.
const TRIM: f32 = 2.0;

impl Table<'_> {
    /// Drops units at the edges that language explains as well, where a blank
    /// parts them from the rest: `11` in the next line.
    pub(super) fn trim(&self, s: &mut Stretch) {
        let known = self.is_known(s.paint);
        let weak = |u: &Unit, gap: Gap| {
            let (start, end) = (u.start, u.end(s.paint.copies));
            let trim = if known && gap == Gap::Space { 0.0 } else { TRIM };
            self.language(start, end) - self.unit(*u, s.paint, false) < trim
        };
        while let [.., before, last] = s.units[..] {
            let gap = self.page.atoms[last.start].gap;
            let lone = self.is_lone_mark(last, s.paint.copies);
            let weak = weak(&last, gap) || lone;
            // A sentence that was painted in one line was painted in the next, and all of that.
            let goes_on = !ends_sentence(self.page.atoms[last.start - 1].char()) && !self.is_number(last);
            let open = known && !lone && goes_on && ends_line(self.page.atoms, last.end(s.paint.copies));
            if gap == Gap::None || !weak || open {
                break;
            }
            s.bits += self.unit(last, s.paint, false);
            s.end = before.end(s.paint.copies);
            s.units.pop();
        }
        while let [first, next, ..] = s.units[..] {
            let gap = self.page.atoms[next.start].gap;
            let ruled = self.is_rule_end(first);
            if !ruled && (gap == Gap::None || !weak(&first, gap)) {
                break;
            }
            s.bits += self.unit(first, s.paint, false);
            s.units.remove(0);
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

    /// Whether the page is known to be painted so.
    fn is_known(&self, paint: Paint) -> bool {
        self.paints.iter().zip(&self.expected).any(|(p, &known)| known && *p == paint)
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

    /// Whether a unit at the start of a stretch is the end of a rule: ____ or ....
    fn is_rule_end(&self, unit: Unit) -> bool {
        let (first, before) =
            (&self.page.atoms[unit.start], unit.start.checked_sub(1).map(|i| &self.page.atoms[i]));
        is_mark(first) && first.gap == Gap::None && before.is_some_and(|b| b.symbol == first.symbol)
    }
}
