//! Looks at keys one by one, where the scan saw something in them.

use std::ops::Range;

use super::keys::GROUP;
use super::BRIDGE;

/// What the second copies of a row of short squares weigh: 2 for each symbol, 1 if
/// it is ASCII. A unit is worth 5 bits of evidence at most.
pub(crate) type Weight = i16;
/// The least period of a square that is suspect by itself. Shorter ones are no
/// evidence on their own, whatever they are made of.
pub(super) const WIDE: usize = 4;
/// The longest period that is looked for at every distance: the scan finds eight in a row no longer,
/// as in the copies of each period from 18 on.
pub(super) const LONGEST: usize = 33;
/// The longest period that is looked for where 12 distances in a row are no longer.
/// The copies of each from [`LONGEST`] + 1 on have at least four more in a row than
/// that, and every fourth is looked at.
pub(super) const FAR: usize = 511;
/// Keys from one copied key to the next in a row of squares of period 3, with
/// single atoms between them of two keys at most.
const REACH: usize = 3 + 2 * BRIDGE + 1;

/// Keys of two groups, with three before them and one after them.
const ABOUT: usize = 3 + 2 * GROUP + 1;

/// Finds the rows of squares of periods 1 to 3 in two groups whose second copies
/// weigh `least` or more together; three keys before the groups are given, and
/// one after them.
pub(super) fn rows(keys: &[u16; ABOUT], least: Weight, mut found: impl FnMut(Range<usize>)) {
    let copied = copied(keys);
    let (mut row, mut weight) = (0..0, 0);
    let mut close = |row: &Range<usize>, weight| {
        if weight >= least {
            found(row.start.saturating_sub(2 * 3)..row.end - 3);
        }
    };
    for at in (3..3 + 2 * GROUP).filter(|&i| copied[i]) {
        if at > row.end + REACH {
            close(&row, weight);
            (row.start, weight) = (at, 0);
        }
        row.end = at + 1;
        weight += if keys[at] < 0x80 { 1 } else { 2 };
    }
    close(&row, weight);
}

/// Which keys are in the second copy of a square of period 1 to 3.
fn copied(keys: &[u16; ABOUT]) -> [bool; ABOUT] {
    // Room for two that are not the same on either side.
    let mut same = [[false; 2 + ABOUT + 2]; WIDE];
    for (period, same) in same.iter_mut().enumerate().skip(1) {
        for (same, (key, before)) in same[2 + period..].iter_mut().zip(keys[period..].iter().zip(keys)) {
            *same = key == before;
        }
    }
    let [_, one, two, three] = &same;
    let mut copied = [false; ABOUT];
    for (i, copied) in (2..).zip(&mut copied) {
        let pair = two[i] & (two[i - 1] | two[i + 1]);
        let sides = three[i - 1] & (three[i - 2] | three[i + 1]) | three[i + 1] & three[i + 2];
        *copied = one[i] | pair | three[i] & sides;
    }
    copied
}

/// The square of the shortest of the periods whose second copy has the three keys that
/// end at `at`, with all that has the period.
pub(super) fn square(keys: &[u16], at: usize, periods: Range<usize>) -> Option<Range<usize>> {
    let three: [u16; 3] = [keys[at - 2], keys[at - 1], keys[at]];
    let before = &keys[at - 1 - periods.end..=at - periods.start];
    for (period, last) in periods.zip(before.windows(3).rev()) {
        if last[2] != three[2] || last[1] != three[1] || last[0] != three[0] {
            continue;
        }
        let same = |i: &usize| keys[*i] == keys[i - period];
        let start = (period..at).rev().take_while(same).last().unwrap_or(at);
        let end = 1 + (at..keys.len()).take_while(same).last().unwrap_or(at);
        if end - start >= period {
            return Some(start - period..end);
        }
    }
    None
}
