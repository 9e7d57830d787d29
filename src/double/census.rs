//! What any stretch of a page is made of, told in constant time.
//!
//! What language asks for a repeat depends on the kinds of its atoms. Where a long text
//! stands twice it is asked at every place of it, and to read all of it each time would
//! be quadratic. Sums from the start of the page on tell it at once.

use std::ops::{Index, Range};

use super::atom::{Atom, Gap};
use crate::memory::renew;
use crate::script::{half_widths, is_closing_mark, is_opening_mark, Script};

/// What is counted of atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Han,
    Kana,
    Hangul,
    Latin,
    Digit,
    Other,
    /// Marks that stand in rows: rules, leaders, cries.
    Rule,
    Bracket,
    /// Marks of a full width that part clauses and sentences.
    Stop,
    /// Every other mark.
    Mark,
    /// Marks that part clauses and sentences, of any width.
    Pause,
    /// Bars, which part the cells of a table.
    Bar,
    /// A blank before an atom.
    Space,
    /// A line end before an atom.
    LineEnd,
    /// The half-widths that an atom fills.
    HalfWidth,
}

const KINDS: usize = Kind::HalfWidth as usize + 1;

/// The kind of a mark by what it costs twice.
pub(super) fn mark(c: char) -> Kind {
    match c {
        '\u{2500}'..='\u{257F}' | '—' | '…' | '–' | '！' | '·' | '□' | '■' | '○' | '●' | '×' | '⋯' | '―' => {
            Kind::Rule
        }
        '-' | '=' | '_' | '*' | '.' | '~' | '#' | '/' | '<' | '>' | '+' | '|' | '!' | '\\' | '`' | '\''
        | '"' | '^' | '&' => Kind::Rule,
        _ if is_closing_mark(c) || is_opening_mark(c) => Kind::Bracket,
        '，' | '。' | '、' | '；' | '：' => Kind::Stop,
        _ => Kind::Mark,
    }
}

/// Marks from which on a row of them is a rule or a leader, and not painted.
pub(super) const LEADERS: usize = 5;

/// Whether a mark parts clauses or sentences, of any width.
pub(super) fn is_pause(c: char) -> bool {
    matches!(c, '，' | '。' | '！' | '？' | '；' | '：' | '、' | ',' | '.' | '!' | '?' | ';' | ':')
}

/// How many of each kind there are in a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts([u32; KINDS]);

impl Counts {
    pub fn marks(&self) -> u32 {
        self[Kind::Rule] + self[Kind::Bracket] + self[Kind::Stop] + self[Kind::Mark]
    }

    fn add(&mut self, a: &Atom) {
        let c = a.char();
        let mut add = |kind: Kind, number: usize| self.0[kind as usize] += number as u32;
        add(Kind::HalfWidth, half_widths(c));
        match a.gap {
            Gap::None => {}
            Gap::Space => add(Kind::Space, 1),
            Gap::Newline => add(Kind::LineEnd, 1),
        }
        match a.script {
            Script::Han => add(Kind::Han, 1),
            Script::Kana => add(Kind::Kana, 1),
            Script::Hangul => add(Kind::Hangul, 1),
            Script::Latin => add(Kind::Latin, 1),
            Script::Digit => add(Kind::Digit, 1),
            Script::Other | Script::Blank => add(Kind::Other, 1),
            Script::Mark => {
                add(mark(c), 1);
                add(Kind::Pause, usize::from(is_pause(c)));
                add(Kind::Bar, usize::from(c == '|'));
            }
        }
    }
}

impl Index<Kind> for Counts {
    type Output = u32;

    fn index(&self, kind: Kind) -> &u32 {
        &self.0[kind as usize]
    }
}

/// The counts of a page's atoms, up to each of them.
#[derive(Debug, Default)]
pub(super) struct Census(Vec<Counts>);

impl Census {
    /// Counts the atoms of a page. Linear.
    pub fn count(&mut self, atoms: &[Atom]) {
        let mut sum = Counts([0; KINDS]);
        let sums = atoms.iter().map(|a| {
            sum.add(a);
            sum
        });
        self.0.clear();
        self.0.push(Counts([0; KINDS]));
        self.0.extend(sums);
    }

    /// Lets go of more memory than is kept.
    pub fn renew(&mut self) {
        renew(&mut self.0);
    }

    /// The counts of some atoms.
    #[cfg(test)]
    pub fn of(atoms: &[Atom]) -> Census {
        let mut census = Census::default();
        census.count(atoms);
        census
    }

    /// How many of a kind a stretch holds. Constant.
    pub fn count_of(&self, kind: Kind, stretch: Range<usize>) -> u32 {
        self.0[stretch.end][kind] - self.0[stretch.start][kind]
    }

    /// What a stretch holds. Constant.
    pub fn counts(&self, stretch: Range<usize>) -> Counts {
        let (before, to) = (&self.0[stretch.start].0, &self.0[stretch.end].0);
        Counts(std::array::from_fn(|i| to[i] - before[i]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::double::atom::atoms;

    #[test]
    fn counts_are_those_of_the_stretch() {
        let atoms = atoms("2024年|ゆっくり，\n“한국 Tai”——？");
        let census = Census::of(&atoms);
        for start in 0..atoms.len() {
            for end in start..=atoms.len() {
                let alone = Census::of(&atoms[start..end]).counts(0..end - start);
                assert_eq!(census.counts(start..end), alone, "{start}..{end}");
            }
        }
        let all = census.counts(0..atoms.len());
        let kinds = [Kind::Han, Kind::Kana, Kind::Hangul, Kind::Latin, Kind::Digit, Kind::Rule, Kind::Pause];
        assert_eq!(kinds.map(|k| all[k]), [1, 4, 2, 3, 4, 3, 2]);
        assert_eq!((all.marks(), all[Kind::LineEnd], all[Kind::Space]), (7, 2, 1));
    }
}
