//! Songs, told by their refrains: what comes again further down, each line of it as often as before.
//!
//! Lines that are sung twice look like lines that were painted twice, and there may be any number of them.
//! But a paper seldom prints two lines again in another place of a page, and a song does.

use std::collections::HashMap;

use super::atom::{Atom, Gap};
use super::candidate::Candidate;
use super::paint::{Stretch, Unit};
use crate::finding::{Form, Separator};
use crate::script::Script;

/// Letters of two lines, or of one thing in several lines or words, that come again by no accident: of Han,
/// and of an alphabet.
const REFRAIN: usize = 10;
const WORDED_REFRAIN: usize = 30;
/// Letters of each of the lines.
const PHRASE: usize = 4;
/// Of what stands several times in a song with three verses and a chorus, the chorus is three in seven; of
/// what is painted on a page, what comes again, a running title or a caption, less than a tenth.
const OF_ALL: usize = 3;

/// Tells the runs of a page if a third or more of those with the same between their copies comes again in
/// another place: two lines in a row, or one in several parts. Linear.
pub(super) fn tell_refrains(atoms: &[Atom], found: &mut [Candidate]) {
    let mut places: HashMap<Vec<u32>, usize> = HashMap::new();
    let runs = || found.iter().filter(|c| c.stretch.paint.form == Form::Run);
    for c in runs() {
        for symbols in parts(&c.stretch).filter_map(|part| symbols(atoms, part)) {
            *places.entry(symbols).or_default() += 1;
        }
    }
    let again = |part: &&[Unit]| symbols(atoms, part).is_some_and(|symbols| places[&symbols] > 1);
    let mut shares: HashMap<Separator, (usize, usize)> = HashMap::new();
    for c in runs() {
        let refrain: HashMap<usize, usize> =
            parts(&c.stretch).filter(again).flatten().map(|u| (u.start, u.period)).collect();
        let (sung, all) = shares.entry(c.stretch.paint.separator).or_default();
        *sung += refrain.values().sum::<usize>();
        *all += c.stretch.units.iter().map(|u| u.period).sum::<usize>();
    }
    for c in found.iter_mut().filter(|c| c.stretch.paint.form == Form::Run) {
        let (sung, all) = shares[&c.stretch.paint.separator];
        if sung > 0 && OF_ALL * sung >= all {
            c.tell_refrain();
        }
    }
}

/// What may be a refrain: a unit, or two in a row.
fn parts(s: &Stretch) -> impl Iterator<Item = &[Unit]> {
    s.units.windows(2).chain(s.units.chunks(1))
}

/// The symbols of a part, if it is long enough to come again by no accident.
fn symbols(atoms: &[Atom], part: &[Unit]) -> Option<Vec<u32>> {
    let unit = |u: &Unit| &atoms[u.start..u.start + u.period];
    let alone = |u: &Unit| unit(u)[1..].iter().all(|a| a.gap == Gap::None);
    let short = part.iter().any(|u| u.period < PHRASE) || part.len() == 1 && part.iter().all(alone);
    let all = || part.iter().flat_map(unit);
    let latin = all().filter(|a| a.script == Script::Latin).count();
    let least = if latin * 2 > all().count() { WORDED_REFRAIN } else { REFRAIN };
    (!short && all().count() >= least).then(|| all().map(|a| a.symbol).collect())
}
