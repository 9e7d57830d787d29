//! The chain as it is defined, every pair of states by itself: what the fast one
//! has to agree with.

use proptest::prelude::*;

use super::seam::{switch, NEXT_KIND, SWITCH_INSIDE};
use super::*;
use crate::reflow::columns::{candidates, Width};
use crate::reflow::fit::Fit;

/// A column or none, the kind of a block, and the seam before the line.
type State = (usize, usize, usize);

struct Twin<'a> {
    lines: &'a [Line],
    words: &'a [f32],
    widths: &'a [Width],
    signs: &'a Signs,
}

impl Twin<'_> {
    fn states(&self) -> Vec<State> {
        let columns = 0..=self.widths.len();
        columns.flat_map(|c| (0..KINDS).flat_map(move |k| [(c, k, BREAK), (c, k, JOIN)])).collect()
    }

    fn share(&self, column: usize, kind: usize) -> f64 {
        match self.widths.get(column) {
            Some(w) => f64::from(1.0 - FREE_SHARE[kind]) * w.share,
            None => f64::from(FREE_SHARE[kind]),
        }
    }

    /// Chance of line `i` in a state, with the seam `after` it.
    fn emit(&self, i: usize, (column, kind, before): State, after: usize) -> f64 {
        let line = &self.lines[i];
        let marks = fit::marks(line.end as usize, kind, after);
        let alone = column == self.widths.len();
        if alone && before == BREAK {
            return marks * f64::from(free(line, kind, after));
        }
        let own = || fit::own_room(&self.lines[i.saturating_sub(1)]);
        let room = self.widths.get(column).map_or_else(own, |w| w.half_widths);
        let fit = Fit::of(line, head_after(self.lines, i), room);
        let goes_on = [self.signs.join, f64::from(ASIDE_JOIN), f64::from(HEADING_JOIN)][kind];
        let (chance, [edge, short]) =
            if after == JOIN { (goes_on, fit.going_on) } else { (1.0 - goes_on, fit.ending) };
        let first = before == BREAK && line.indent < 2 && kind == PROSE;
        let lost = if first { self.signs.lost } else { 0.0 };
        let least = if alone && kind == HEADING { f64::from(fit::BY_SENSE) } else { 0.0 };
        marks * chance * ((1.0 - lost) * edge + lost * short).max(least)
    }

    /// Weight of going from a state of line `i` to one of the next.
    fn step(&self, i: usize, from: State, to: State) -> f64 {
        let (last, next) = (&self.lines[i], &self.lines[i + 1]);
        let emit = self.emit(i, from, to.2) * self.signs.at_seam(to.2, signs::sign(last, next));
        let moves = |switch: f32| {
            let switch = f64::from(switch);
            let stays = if from.0 == to.0 { 1.0 - switch } else { 0.0 };
            stays + switch * self.share(to.0, to.1)
        };
        if to.2 == BREAK {
            let switch = switch(last.bold != next.bold, from.1, to.1);
            let kind = f64::from(NEXT_KIND[from.1][to.1]) * self.signs.starts(to.1, signs::indented(next));
            return emit * kind * moves(switch);
        }
        let goes_on = if from.1 == to.1 { moves(SWITCH_INSIDE) } else { 0.0 };
        emit * f64::from(self.words[i]).exp2() * goes_on
    }

    fn odds(&self) -> Odds {
        let (n, states) = (self.lines.len(), self.states());
        let first = |&(c, kind, before): &State| match before {
            BREAK => {
                let indented = signs::indented(&self.lines[0]);
                f64::from(FIRST_KIND[kind]) * self.share(c, kind) * self.signs.starts(kind, indented)
            }
            _ => 0.0,
        };
        let mut forward: Vec<Vec<f64>> = vec![states.iter().map(first).collect()];
        for i in 0..n - 1 {
            let arrive = |to: &State| -> f64 {
                states.iter().zip(&forward[i]).map(|(from, w)| w * self.step(i, *from, *to)).sum()
            };
            forward.push(scaled(states.iter().map(arrive).collect()));
        }
        let mut odds =
            Odds { join: vec![0.0; n - 1], prose: vec![0.0; n], heading: vec![0.0; n], ..Odds::default() };
        let mut backward: Vec<f64> = states.iter().map(|s| self.emit(n - 1, *s, BREAK)).collect();
        for i in (0..n).rev() {
            let share = |is: &dyn Fn(&State) -> bool| -> f64 {
                let all = states.iter().zip(forward[i].iter().zip(&backward));
                all.filter(|(s, _)| is(s)).map(|(_, (f, b))| f * b).sum()
            };
            let all = share(&|_| true);
            odds.prose[i] = (share(&|s| s.1 == PROSE) / all) as f32;
            odds.heading[i] = (share(&|s| s.1 == HEADING) / all) as f32;
            if i > 0 {
                odds.join[i - 1] = (share(&|s| s.2 == JOIN) / share(&|s| s.2 == BREAK)).log2() as f32;
                let leave = |from: &State| -> f64 {
                    states.iter().zip(&backward).map(|(to, w)| self.step(i - 1, *from, *to) * w).sum()
                };
                backward = scaled(states.iter().map(leave).collect());
            }
        }
        odds
    }
}

fn scaled(weights: Vec<f64>) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    weights.iter().map(|w| w / total).collect()
}

const ENDS: [End; End::COUNT] =
    [End::Sentence, End::Pause, End::Colon, End::Mark, End::Inside, End::Word, End::Credit];

prop_compose! {
    fn a_line()(
        width in prop_oneof![3 => Just(36usize), 1 => Just(22usize), 2 => 1usize..170],
        indent in prop_oneof![2 => Just(0usize), 1 => Just(4usize)],
        play in prop_oneof![Just(0.75f32), Just(1.6f32)],
        (head, blank_before) in (1usize..9, 0usize..4),
        (bold, ended, loose, broken) in any::<(bool, bool, bool, bool)>(),
        end in prop::sample::select(&ENDS[..]),
    ) -> Line {
        let (loose, broken) = (loose && ended, broken && bold);
        Line { width, indent, play, head, blank_before, bold, ended, end, loose, broken, ..Line::blank() }
    }
}

proptest! {
    #[test]
    fn agrees_with_the_definition(lines in prop::collection::vec(a_line(), 1..14), words in prop::collection::vec(-30f32..20.0, 13)) {
        let (widths, words) = (candidates(&lines), &words[..lines.len() - 1]);
        let chain = Chain::new(&lines, words, &widths);
        let mut signs = Signs::prior();
        for _ in 0..3 {
            let fast = chain.odds(&signs, &mut Forward::default());
            let slow = Twin { lines: &lines, words, widths: &widths, signs: &signs }.odds();
            let pairs = [(&fast.join, &slow.join), (&fast.prose, &slow.prose), (&fast.heading, &slow.heading)];
            for (fast, slow) in pairs {
                let near = |(a, b): (&f32, &f32)| (a - b).abs() <= 1e-5 * a.abs().max(1.0);
                prop_assert!(fast.iter().zip(slow).all(near), "{fast:?}\n{slow:?}");
            }
            signs = chain.signs(&fast);
        }
    }
}
