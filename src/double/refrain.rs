//! Songs, told by their refrains and by their echoes.
//!
//! Lines that are sung twice look like lines that were painted twice, and there may be any number of them.
//! But a paper seldom prints two lines again in another place of a page, each of them as often as before, and
//! a song does; and a page that has no sentences has seldom some lines painted among as many that are not.

use std::collections::HashMap;

use super::atom::{by_line, Atom, Gap};
use super::candidate::{Candidate, PHRASE, SONG};
use super::paint::{Paint, Stretch, Unit};
use crate::finding::{Form, Separator};
use crate::script::{ends_sentence, Script};

/// Letters of two lines, or of one thing in several lines or words, that come again by no accident: of Han,
/// and of an alphabet.
const REFRAIN: usize = 10;
const WORDED_REFRAIN: usize = 3 * REFRAIN;
/// Of what stands several times in a song with three verses and a chorus, the chorus is three in seven; of
/// what is painted on a page, what comes again, a running title or a caption, less than a tenth.
const OF_ALL: usize = 3;

/// Tells the runs of a page if a third or more of those with the same between their copies comes again in
/// another place: two lines in a row, or one in several parts. Linear.
pub(super) fn tell_refrains(atoms: &[Atom], found: &mut [Candidate]) {
    let separator = |c: &Candidate| c.stretch.paint.separator;
    let runs = || found.iter().filter(|c| c.stretch.paint.form == Form::Run);
    let mut places: HashMap<Vec<u32>, Vec<(Separator, &[Unit])>> = HashMap::new();
    for c in runs() {
        for part in parts(&c.stretch) {
            if let Some(symbols) = symbols(atoms, part) {
                places.entry(symbols).or_default().push((separator(c), part));
            }
        }
    }
    let again = places.values().filter(|places| places.len() > 1).flatten();
    // A unit may be in several parts.
    let refrains: HashMap<usize, (Separator, usize)> =
        again.flat_map(|(separator, part)| part.iter().map(|u| (u.start, (*separator, u.period)))).collect();
    let is_song = |between: &Separator| {
        let sung: usize = refrains.values().filter(|(s, _)| s == between).map(|(_, period)| period).sum();
        let alike = runs().filter(|c| separator(c) == *between);
        let all: usize = alike.flat_map(|c| &c.stretch.units).map(|u| u.period).sum();
        sung > 0 && OF_ALL * sung >= all
    };
    let mut songs = vec![Separator::None, Separator::Space, Separator::Newline];
    songs.retain(is_song);
    for c in found.iter_mut().filter(|c| c.stretch.paint.form == Form::Run) {
        if songs.contains(&separator(c)) {
            c.tell_song();
        }
    }
}

/// Tells the lines that say all twice, with a blank between, where as many do not and no sentence ends on the
/// page: songs have such lines among others. Prose ends its sentences, and a list of contents has numbers.
pub(super) fn tell_echoes(atoms: &[Atom], found: &mut [Candidate]) {
    let mut lines = [0, 0];
    for line in by_line(atoms) {
        let plain = line.iter().all(|a| a.script != Script::Digit && !ends_sentence(a.char()));
        lines[usize::from(plain)] += 1;
    }
    let echo = Paint { form: Form::Run, copies: 2, separator: Separator::Space };
    let is_echo = |c: &Candidate| c.stretch.paint == echo;
    let echoes: usize = found.iter().filter(|c| is_echo(c)).map(|c| c.stretch.units.len()).sum();
    let [others, sung] = lines;
    if sung >= SONG && SPOKEN * others <= sung && (2..=sung / 2).contains(&echoes) {
        found.iter_mut().filter(|c| is_echo(c)).for_each(Candidate::tell_song);
    }
}

/// Lines of a song for one that has a number, a title or a remark.
const SPOKEN: usize = 8;

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
