//! What stands in a line, counted in one reading.

use crate::script::{self, Script};

use super::kind::AGENCY;

/// Counts of one line, or of any text without line breaks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// Half-widths of all, the blanks of letter-spacing left out.
    pub width: usize,
    /// Characters of half a width, and blanks beside Han: what differs in width.
    pub halves: usize,
    /// Marks that stand right after another mark.
    pub tight: usize,
    /// Whether a blank stands in it, a bar, and a Latin letter of half a width.
    pub gapped: bool,
    pub bars: bool,
    pub latin: bool,
    /// Whether the sign of a news agency stands in it.
    pub agency: bool,
    /// Marks of pause and end.
    pub stops: usize,
    /// Of those `，`; `。`, `；` and `、`; `！` and `？`; colons of any width.
    pub commas: usize,
    pub inner: usize,
    pub shouts: usize,
    pub colons: usize,
    /// Where the only mark of pause inside a line of Han stands, in characters from its
    /// start; no line with another mark before its last character has one.
    pub caesura: Option<usize>,
    /// Brackets and quotations it leaves open, and those it closes and did not open.
    pub open: usize,
    pub closed: usize,
    /// Characters, the blanks among them, and those that are letters or full-width.
    characters: usize,
    blanks: usize,
    letters: usize,
}

impl Tally {
    /// Counts what stands in `text`. Linear.
    pub fn of(text: &str) -> Self {
        let mut tally = Tally::default();
        let (mut last, mut is_after_mark) = (' ', false);
        // The last mark of pause that something follows, and how many there are.
        let (mut pause, mut pauses) = ((0, ' '), 0);
        let mut rest = text;
        loop {
            // Most of all is common Han.
            let han = script::han_before(rest);
            if han > 0 {
                rest = &rest[han..];
                let characters = han / script::HAN_BYTES;
                tally.characters += characters;
                tally.width += 2 * characters;
                tally.letters += characters;
                (last, is_after_mark) = ('一', false);
            }
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            rest = chars.as_str();
            tally.characters += 1;
            let is_mark = if script::is_stop(c) {
                if !rest.is_empty() {
                    (pause, pauses) = ((tally.characters - 1, c), pauses + 1);
                }
                tally.stop(c);
                true
            } else if c == ' ' && (is_cjk(last) || chars.next().is_some_and(is_cjk)) {
                // A blank beside Han stands for a gap of a quarter em or for none.
                tally.gapped = true;
                tally.blanks += 1;
                tally.halves += 1;
                false
            } else {
                tally.count(c)
            };
            tally.tight += usize::from(is_mark && is_after_mark);
            (last, is_after_mark) = (c, is_mark);
        }
        let (place, mark) = pause;
        tally.caesura = (pauses == 1 && script::is_wide(mark)).then_some(place);
        tally
    }

    /// Counts a mark of pause or end.
    #[inline]
    fn stop(&mut self, c: char) {
        self.stops += 1;
        self.letters += usize::from(script::is_wide(c));
        self.take_room(c);
        match c {
            '，' => self.commas += 1,
            '。' | '；' | '、' => self.inner += 1,
            '！' | '？' => self.shouts += 1,
            '：' | ':' => self.colons += 1,
            _ => {}
        }
    }

    /// Counts the room a character takes.
    #[inline]
    fn take_room(&mut self, c: char) {
        let width = script::half_widths(c);
        self.width += width;
        self.halves += usize::from(width == 1);
    }

    /// Counts what is neither common Han nor a mark of pause; gives whether it is a mark
    /// that opens or closes.
    #[inline]
    fn count(&mut self, c: char) -> bool {
        if c.is_ascii_alphanumeric() {
            self.width += 1;
            self.halves += 1;
            self.letters += usize::from(c.is_ascii_alphabetic());
            self.latin |= c.is_ascii_alphabetic();
            return false;
        }
        self.take_room(c);
        if script::is_opening_mark(c) {
            self.letters += usize::from(script::is_wide(c));
            self.open += 1;
            return true;
        }
        if script::is_closing_mark(c) {
            self.letters += usize::from(script::is_wide(c));
            if c != '’' {
                match self.open {
                    0 => self.closed += 1,
                    _ => self.open -= 1,
                }
            }
            return true;
        }
        self.other(c);
        false
    }

    /// Counts what is none of these, but for the room it takes.
    fn other(&mut self, c: char) {
        if c.is_whitespace() {
            self.gapped = true;
            self.blanks += 1;
            return;
        }
        let wide = script::is_wide(c);
        self.letters += usize::from(wide || c.is_alphabetic());
        self.latin |= !wide && script::script(c) == Script::Latin;
        self.bars |= c == '|';
        self.agency |= c == AGENCY;
    }

    /// Whether most of what stands there is letters: words, and no data or formulas.
    pub fn is_words(&self) -> bool {
        self.letters * 5 >= (self.characters - self.blanks) * 3
    }
}

/// Whether `c` is full-width on a page of Chinese.
pub(super) fn is_cjk(c: char) -> bool {
    script::is_wide(c) || script::is_ambiguous(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same, character by character.
    fn twin(text: &str) -> Tally {
        let all: Vec<char> = text.chars().collect();
        let count = |of: &str| all.iter().filter(|c| of.contains(**c)).count();
        let solid = || all.iter().filter(|c| !c.is_whitespace());
        let any = |is: &dyn Fn(char) -> bool| all.iter().any(|c| is(*c));
        let cjk = |at: Option<usize>| at.and_then(|at| all.get(at)).is_some_and(|c| is_cjk(*c));
        let beside = |at: usize| all[at] == ' ' && (cjk(at.checked_sub(1)) || cjk(Some(at + 1)));
        let room = |at: &usize| if beside(*at) { 0 } else { script::half_widths(all[*at]) };
        let mark = |c: char| script::is_stop(c) || script::is_opening_mark(c) || script::is_closing_mark(c);
        let inside = &all[..all.len().saturating_sub(1)];
        let pauses: Vec<usize> = (0..inside.len()).filter(|at| script::is_stop(all[*at])).collect();
        let (mut open, mut closed) = (0, 0);
        for c in &all {
            if script::is_opening_mark(*c) {
                open += 1;
            } else if script::is_closing_mark(*c) && *c != '’' {
                (open, closed) = if open > 0 { (open - 1, closed) } else { (0, closed + 1) };
            }
        }
        Tally {
            width: (0..all.len()).map(|at| room(&at)).sum(),
            halves: (0..all.len()).filter(|at| beside(*at) || room(at) == 1).count(),
            tight: all.windows(2).filter(|w| w.iter().all(|c| mark(*c))).count(),
            gapped: any(&char::is_whitespace),
            bars: any(&|c| c == '|'),
            latin: any(&|c| script::script(c) == Script::Latin && !script::is_wide(c)),
            agency: any(&|c| c == AGENCY),
            stops: all.iter().filter(|c| script::is_stop(**c)).count(),
            commas: count("，"),
            inner: count("。；、"),
            shouts: count("！？"),
            colons: count("：:"),
            caesura: match pauses[..] {
                [only] if script::is_wide(all[only]) => Some(only),
                _ => None,
            },
            open,
            closed,
            characters: all.len(),
            blanks: all.len() - solid().count(),
            letters: solid().filter(|c| script::is_wide(**c) || c.is_alphabetic()).count(),
        }
    }

    proptest! {
        #[test]
        fn counts_what_stands_there(text in "[渡口江船、，。；：！？（）“”‘’…—·aZé9０Ａ .|＝:()\u{3000}\u{a0}\u{301}\u{4dff}\u{4e00}\u{9fff}한が]{0,24}") {
            prop_assert_eq!(format!("{:?}", Tally::of(&text)), format!("{:?}", twin(&text)));
        }
    }
}
