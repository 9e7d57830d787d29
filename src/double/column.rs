//! Whether a page is set in columns of hard-wrapped lines.

use std::collections::HashMap;

use super::atom::{Atom, Gap};
use crate::script::half_widths;

/// Lines narrower than this, in half-widths, may be verse, lyrics or cells; a
/// newspaper column is 12 characters or wider.
pub(super) const NARROWEST: usize = 24;
/// Bytes of white space that part two columns in one line: three blanks, or an
/// ideographic space.
const GUTTER: u32 = 3;
/// This many lines of one width make a column.
const LINES: usize = 5;

/// Whether some lines of nearly one width break off in the middle of a
/// sentence, as a column's do. Linear.
pub(crate) fn is_wrapped(atoms: &[Atom]) -> bool {
    let mut widths: HashMap<usize, usize> = HashMap::new();
    let mut width = 0;
    for (at, a) in atoms.iter().enumerate() {
        let next = atoms.get(at + 1);
        width += half_widths(a.char());
        let ends = next.is_none_or(|n| n.gap == Gap::Newline || n.start - a.end >= GUTTER);
        let open = !"。！？”」』：；.!?:;".contains(a.char());
        if ends && open && width >= NARROWEST {
            // One half-width more or less falls into the same class or the next.
            *widths.entry(width / 2).or_default() += 1;
        }
        width = if ends { 0 } else { width };
    }
    let near = |w: &usize| widths[w] + widths.get(&(w + 1)).copied().unwrap_or(0);
    widths.keys().any(|w| near(w) >= LINES)
}
