//! Numbers of pages in lists of contents.
//!
//! To language a number that stands twice in a line is two cells of a table. Behind text that was painted,
//! and leaders, it was painted with them:
//!
//! ```text
//! Piers and ferries Piers and ferries ........ 20 20   →   Piers and ferries ........ 20
//! ```

use super::atom::{ends_line, Atom, Gap};
use super::candidate::FRAMED;
use super::census::LEADERS;
use super::paint::{is_mark, is_word_with_copies, Paint, Stretch, Unit};
use super::prior::{Prior, FOLIO};
use crate::finding::{Form, Separator};
use crate::script::Script;

/// Bits such a number needs: what anything does that stands between blanks on a page of its paint.
pub(super) const NEEDED: f32 = FRAMED;

/// The numbers that stand twice or oftener behind some repaired stretches, which are in order. Linear.
pub(super) fn numbers(atoms: &[Atom], stretches: &[&Stretch]) -> Vec<Stretch> {
    let next = stretches.iter().skip(1).map(|s| s.start).chain([atoms.len()]);
    let behind = |(s, next): (&&Stretch, usize)| number_behind(atoms, s).filter(|n| n.end <= next);
    stretches.iter().zip(next).filter_map(behind).collect()
}

/// The number at the end of the line in which a repaired stretch ends, if nothing but leaders stands
/// between, and it has as many copies, with blanks between them as well.
fn number_behind(atoms: &[Atom], s: &Stretch) -> Option<Stretch> {
    if s.paint.separator != Separator::Space {
        return None;
    }
    let copies = s.paint.copies;
    let leader = atoms.get(s.end).filter(|a| is_mark(a) && a.gap != Gap::Newline)?;
    let leaders = atoms[s.end..].iter().take_while(|a| a.symbol == leader.symbol).count();
    let start = s.end + leaders;
    let first = atoms.get(start).filter(|a| a.script == Script::Digit && a.gap != Gap::Newline)?;
    let mut sizes = (1..=FOLIO).map(|period| Unit { start, period });
    let number = sizes.find(|number| ends_line(atoms, number.end(copies)))?;
    if leaders < LEADERS || !is_word_with_copies(atoms, number, copies) {
        return None;
    }
    let bits = Prior::get().atom(first) * (number.period * (copies - 1)) as f32;
    let paint = Paint { form: Form::Run, ..s.paint };
    Some(Stretch { start, end: number.end(copies), paint, units: vec![number], bits })
}
