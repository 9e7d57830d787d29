//! Copies that stand on another line than what they copy.
//!
//! Extractors that put lines together by place (pdfminer, poppler) move a run's copy to
//! a line of its own, or to the start of the next, and leave the short runs beside it
//! where they were:
//!
//! ```text
//! 码头夜航““清晨启航       码头夜航“           (the copy of 清晨启航 began the next line)
//! 全线开通           →
//! 清晨启航””：：全线开通     清晨启航”：全线开通     (全线开通 had gone to a line of its own)
//! ```
//!
//! No repetition is left to be seen in one place. But where a line is made of copies from
//! end to end, each of them standing on a line near by or twice in place, it was painted:
//! a text may quote the line above, and does not consist of such quotations and doubled
//! marks.
//!
//! Where text is painted three times or oftener, some copies may be left in place, fewer
//! than elsewhere on the page. Lines near by that are nothing but the missing ones, just
//! as many as are missing, are these:
//!
//! ```text
//! 潮汐观测站               (one of four)
//! 1.4 潮汐观测站           1.4 潮汐观测站
//! 潮汐观测站潮汐观测站   →
//! ```
//!
//! A frame may hide a part of the later layers. Where text is painted line by line, a line that is the
//! beginning of one above it, and breaks off inside a word, is what is left of a copy.

use std::ops::Range;

use super::atom::{are_equal, blanks, lines, same, Atom, Gap};
use super::candidate::WORDED_LINE;
use super::census::{mark, Kind};
use super::paint::{is_lost_with_copies, Stretch, MOST_COPIES};
use super::prior::LONG;
use crate::script::Script;

/// A copy far from what it copies, in atoms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Displaced {
    pub copy: Range<usize>,
    /// Its line is made of copies from end to end.
    pub certain: bool,
}

/// Lines up and down in which the other copy is looked for: one for each layer of paint.
const NEAR: usize = 3;
/// Letters of a copy. Shorter runs stay beside theirs, and words come again.
const LEAST: usize = 4;
/// Letters of one that is said where its line does not prove it.
const WORTH_SAYING: usize = 8;

/// Blanks of a line of words of which a frame cut off a part.
const BLANKS: usize = 3;

/// Bits of a copy of so many atoms: as a line of a column that comes again, and for each
/// atom one more where all of a line is copies.
pub(crate) fn bits(atoms: usize, certain: bool) -> f32 {
    if certain {
        LONG + atoms as f32
    } else {
        LONG
    }
}

/// The copies that stand on other lines, in order. `stretches` are those repaired in
/// place, in order; half of them have as many copies as the page was painted, or more.
/// Linear, for lines of bounded size.
pub(crate) fn displaced(atoms: &[Atom], stretches: &[&Stretch]) -> Vec<Displaced> {
    let mut copies: Vec<usize> = stretches.iter().map(|s| s.paint.copies).collect();
    copies.sort_unstable();
    let Some(&most) = copies.get(copies.len() / 2) else { return Vec::new() };
    let repaired: Vec<Range<usize>> = stretches.iter().map(|s| s.start..s.end).collect();
    let lines = lines(atoms);
    let pairs: Vec<Pairs> = lines.iter().map(|l| Pairs::of(&atoms[l.clone()])).collect();
    let page = Page { atoms, lines: &lines, pairs: &pairs, repaired: &repaired, copies: most };
    let mut out: Vec<Displaced> = Vec::new();
    let by_line = stretches.iter().any(|s| s.units.iter().any(|u| u.is_lines(atoms, s.paint.copies)));
    for index in 0..lines.len() {
        out.extend(page.explain(index));
        if by_line {
            out.extend(page.cut_off(index));
        }
    }
    copies.dedup();
    for s in stretches {
        out.extend(page.missing(s, &copies));
    }
    out.sort_by_key(|d| (d.copy.start, !d.certain, d.copy.end));
    // What is certain for one line is not open for another.
    let mut end = 0;
    out.retain(|d| {
        let free = d.copy.start >= end;
        end = if free { d.copy.end } else { end };
        free
    });
    out
}

/// A line longer than this, in atoms, is no line of a page.
const LONGEST: usize = 200;

/// The pairs of symbols that stand side by side in a line: a bit for each hash of one.
struct Pairs([u64; 4]);

impl Pairs {
    fn of(line: &[Atom]) -> Self {
        let mut pairs = Pairs([0; 4]);
        for pair in line.windows(2) {
            let (word, bit) = Pairs::place(pair);
            pairs.0[word] |= bit;
        }
        pairs
    }

    /// Whether two atoms may stand there: always if they do, and seldom if not.
    fn may_hold(&self, pair: &[Atom]) -> bool {
        let (word, bit) = Pairs::place(pair);
        self.0[word] & bit != 0
    }

    fn place(pair: &[Atom]) -> (usize, u64) {
        // 2^32 over the golden ratio (Knuth's multiplicative hash).
        let hash = (pair[0].symbol << 16 ^ pair[1].symbol).wrapping_mul(0x9e37_79b9) >> 24;
        (hash as usize / 64, 1 << (hash % 64))
    }
}

struct Page<'a> {
    atoms: &'a [Atom],
    lines: &'a [Range<usize>],
    /// Those of each line.
    pairs: &'a [Pairs],
    repaired: &'a [Range<usize>],
    copies: usize,
}

impl Page<'_> {
    /// The copies that explain a line, if they explain all of it; those that are whole
    /// lines and explain part of it.
    fn explain(&self, index: usize) -> Vec<Displaced> {
        let line = self.lines[index].clone();
        if line.len() > LONGEST {
            return Vec::new();
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        let (mut at, mut tiles, mut whole) = (line.start, 0, true);
        while at < line.end {
            if let Some(end) = self.tile(at, line.end, &mut found) {
                (at, tiles) = (end, tiles + 1);
            } else if let Some(end) = self.piece(index, at, &mut found) {
                at = end;
            } else {
                (at, whole) = (at + 1, false);
            }
        }
        let moved = found.iter().any(|c| self.letters(c) >= LEAST);
        let certain = whole && tiles > 0 && moved;
        let worth = |c: &Range<usize>| certain || self.lines.contains(c) && self.letters(c) >= WORTH_SAYING;
        found.into_iter().filter(worth).map(|copy| Displaced { copy, certain }).collect()
    }

    /// The copies that a stretch has less than one of the page's numbers of them, if the
    /// lines near by that are nothing else are just as many.
    fn missing(&self, s: &Stretch, numbers: &[usize]) -> Vec<Displaced> {
        let [unit] = s.units[..] else { return Vec::new() };
        let unit = unit.start..unit.start + unit.period;
        if self.letters(&unit) < LEAST {
            return Vec::new();
        }
        let index = |atom: usize| self.lines.partition_point(|l| l.end <= atom);
        let near = index(s.start).saturating_sub(NEAR)..(index(s.end - 1) + NEAR + 1).min(self.lines.len());
        let is_copy = |l: &&Range<usize>| same(self.atoms, (*l).clone(), unit.clone()) && self.is_free(l);
        let found: Vec<Range<usize>> = self.lines[near].iter().filter(is_copy).cloned().collect();
        if !numbers.contains(&(s.paint.copies + found.len())) {
            return Vec::new();
        }
        found.into_iter().map(|copy| Displaced { copy, certain: true }).collect()
    }

    /// A line that is the beginning of one above it, and breaks off inside a word of it that others follow.
    fn cut_off(&self, index: usize) -> Option<Displaced> {
        let copy = self.lines[index].clone();
        let line = &self.atoms[copy.clone()];
        let latin = line.iter().filter(|a| a.script == Script::Latin).count();
        let begun = |above: &Range<usize>| {
            let (first, rest) = self.atoms[above.clone()].split_at(line.len().min(above.len()));
            let inside = rest.first().is_some_and(|a| a.gap == Gap::None && a.script == Script::Latin);
            let goes_on = rest.iter().any(|a| a.gap != Gap::None);
            inside && goes_on && are_equal(first, line)
        };
        let long =
            latin >= WORDED_LINE && blanks(line) >= BLANKS && line[line.len() - 1].script == Script::Latin;
        let above = &self.lines[index.saturating_sub(NEAR)..index];
        let cut = long && self.is_free(&copy) && above.iter().any(begun);
        cut.then_some(Displaced { copy, certain: true })
    }

    /// The end of what stands twice in place: a repaired stretch, or marks, whose copies
    /// are added.
    fn tile(&self, at: usize, end: usize, found: &mut Vec<Range<usize>>) -> Option<usize> {
        let next = self.repaired.partition_point(|r| r.end <= at);
        if let Some(r) = self.repaired.get(next).filter(|r| r.start <= at) {
            return Some(r.end.min(end));
        }
        let first = &self.atoms[at];
        let row = self.atoms[at..end].iter().take_while(|a| a.symbol == first.symbol).count();
        // Some marks lose copies, and dashes and rules stand in rows as they are.
        let copies = if is_lost_with_copies(first) { row } else { self.copies };
        let mark = first.script == Script::Mark && mark(first.char()) != Kind::Rule;
        if !mark || !(2..=row.min(MOST_COPIES)).contains(&copies) {
            return None;
        }
        found.push(at + 1..at + copies);
        Some(at + copies)
    }

    /// The end of what stands on a line near by, of which one copy is added: the line, if
    /// it is nothing else; what stands here, if it ends a line before.
    fn piece(&self, index: usize, at: usize, found: &mut Vec<Range<usize>>) -> Option<usize> {
        let end = self.lines[index].end;
        let near = index.saturating_sub(NEAR)..(index + NEAR + 1).min(self.lines.len());
        let same = |a: Range<usize>| same(self.atoms, a.clone(), at..at + a.len());
        let fits = |size: usize| size > 0 && at + size <= end;
        let whole = |i: usize| {
            let l = &self.lines[i];
            i != index && fits(l.len()) && same(l.clone()) && self.letters(l) >= LEAST
        };
        let free = |i: &usize| self.is_free(&self.lines[*i]);
        let lines: Vec<usize> = near.clone().filter(|&i| whole(i)).filter(free).collect();
        if let Some(longest) = lines.iter().map(|&i| self.lines[i].len()).max() {
            // The line itself is no copy of its equals.
            if longest < self.lines[index].len() {
                let equal = lines.iter().filter(|&&i| self.lines[i].len() == longest);
                found.extend(equal.map(|&i| self.lines[i].clone()));
                return Some(at + longest);
            }
        }
        let begins = &self.atoms[at..end.min(at + 2)];
        let ended = |i: usize| {
            let l = &self.lines[i];
            // Most lines have nothing of the kind.
            if begins.len() < 2 || !self.pairs[i].may_hold(begins) {
                return None;
            }
            let size = (LEAST..l.len().min(end - at + 1)).rev().find(|&n| same(l.end - n..l.end))?;
            Some((size, l.end - size))
        };
        let (size, start) = (near.start..index).rev().filter_map(ended).max_by_key(|&(size, _)| size)?;
        let copy = at..at + size;
        if self.letters(&copy) < LEAST || !self.is_free(&copy) {
            return None;
        }
        found.push(copy);
        self.marks_before(start, found);
        Some(at + size)
    }

    /// Adds the copies of marks that stand right before what was copied from there.
    fn marks_before(&self, start: usize, found: &mut Vec<Range<usize>>) {
        let Some(first) = start.checked_sub(self.copies) else { return };
        let marks = &self.atoms[first..start];
        if marks.iter().all(|a| a.script == Script::Mark && a.symbol == marks[0].symbol)
            && self.is_free(&(first..start))
        {
            found.push(first + 1..start);
        }
    }

    /// Letters of some atoms.
    fn letters(&self, of: &Range<usize>) -> usize {
        let letter = |a: &&Atom| matches!(a.script, Script::Han | Script::Kana | Script::Hangul);
        self.atoms[of.clone()].iter().filter(letter).count()
    }

    /// Whether nothing of it was repaired in place.
    fn is_free(&self, of: &Range<usize>) -> bool {
        let next = self.repaired.partition_point(|r| r.end <= of.start);
        self.repaired.get(next).is_none_or(|r| r.start >= of.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::double::atom::Segmenter;
    use crate::double::paint::{Paint, Unit};
    use crate::finding::{Form, Separator};

    fn kept(text: &str, repaired: &[(&str, usize)]) -> (String, usize) {
        let mut atoms = Vec::new();
        Segmenter::new(text).segment(0..text.len(), &mut atoms);
        let place = |byte: usize| atoms.partition_point(|a| (a.start as usize) < byte);
        let stretch = |&(what, copies): &(&str, usize)| {
            let at = text.find(what).unwrap();
            let (start, end) = (place(at), place(at + what.len()));
            let paint = Paint { form: Form::Run, copies, separator: Separator::None };
            let units = vec![Unit { start, period: (end - start) / copies }];
            Stretch { start, end, paint, units, bits: 0.0 }
        };
        let stretches: Vec<Stretch> = repaired.iter().map(stretch).collect();
        let found = displaced(&atoms, &stretches.iter().collect::<Vec<_>>());
        let dropped = |i: usize| found.iter().any(|d| d.certain && d.copy.contains(&i));
        let kept = (0..atoms.len()).filter(|&i| !dropped(i)).map(|i| atoms[i].char()).collect();
        (kept, found.iter().filter(|d| !d.certain).count())
    }

    #[test]
    fn a_line_of_copies_is_explained() {
        let bridges = [("浮桥浮桥", 2)];
        let (text, _) = kept("浮桥浮桥\n码头夜航““清晨启航\n全线开通\n清晨启航””：：全线开通\n", &bridges);
        assert_eq!(text, "浮桥浮桥码头夜航“清晨启航”：全线开通");
        let ship = [("shipship。。", 2)];
        let (text, _) = kept("渡轮在一座座浮桥间穿行shipship。。\n渡轮在一座座浮桥间穿行\n", &ship);
        assert_eq!(text, "渡轮在一座座浮桥间穿行shipship。。");
    }

    #[test]
    fn what_a_text_quotes_stays() {
        let quoted = "浮桥浮桥\n海湾大桥今日通车\n海湾大桥今日通车，全长九公里。\n";
        assert_eq!(kept(quoted, &[("浮桥浮桥", 2)]), (quoted.replace('\n', ""), 1));
    }

    #[test]
    fn missing_copies_are_those_that_are_missing() {
        let four = ("航标航标航标航标", 4);
        let page = |before: &str| format!("{}\n{before}1.4 潮汐观测站\n潮汐观测站潮汐观测站\n", four.0);
        let stretches = [four, ("潮汐观测站\n潮汐观测站潮汐观测站", 3)];
        let (text, _) = kept(&page("潮汐观测站\n"), &stretches);
        assert_eq!(text, page("").replace(['\n', ' '], ""));
        // One more is no copy, and none can be told from another.
        let more = page("潮汐观测站\n潮汐观测站\n");
        assert_eq!(kept(&more, &stretches), (more.replace(['\n', ' '], ""), 0));
    }
}
