//! What lists and tables repeat: cells, names, entries, records.
//!
//! Each kind is told by how it is set. The least that is asked of each was set where it told the lists of
//! 490 million characters of dictionaries, documentation, data and source (packages of npm, PyPI and
//! Debian): of those 737 KB looked painted without it, and 9 KB with it. Of 370 pages set for the purpose
//! and read by eight extractors one came out with two lines less repaired.

use super::atom::{blanks, by_line, ends_line, Atom, Gap};
use super::census::LEADERS;
use super::column::{is_spaced, lines};
use super::paint::{is_letter, is_lost_with_copies, is_mark, Stretch, Unit};
use crate::finding::{Form, Separator};
use crate::script::Script;

/// Whether a stretch is a list or a table, or a part of one: they repeat themselves whatever is painted.
pub(super) fn are_listed(atoms: &[Atom], s: &Stretch) -> bool {
    let list = || are_names(atoms, s) || are_entries(atoms, s) || is_in_order(atoms, s) || are_code(atoms, s);
    let fields = || are_fields(atoms, s) || are_spelled(atoms, s);
    are_cells(atoms, s)
        || are_columns(atoms, s)
        || are_bytes(atoms, s)
        || are_escaped(atoms, s)
        || are_stamped(atoms, s)
        || mostly(s, |u| is_spaced(atoms, u, s.paint.copies))
        || is_rule(atoms, s)
        || s.paint.form == Form::Run && (list() || fields())
}

/// Whether units that are so make up most of a stretch.
fn mostly(s: &Stretch, is: impl Fn(&Unit) -> bool) -> bool {
    let atoms: usize = s.units.iter().filter(|u| is(u)).map(|u| u.period * s.paint.copies).sum();
    atoms * 4 >= (s.end - s.start) * 3
}

/// Whether a stretch is a row of one character and nothing else, longer than any that is painted: a rule,
/// or what is to be filled in.
fn is_rule(atoms: &[Atom], s: &Stretch) -> bool {
    let row = &atoms[s.start..s.end];
    row.len() >= LEADERS * s.paint.copies && row.iter().all(|a| a.symbol == row[0].symbol)
}

/// Whether copies stand in cells that bars part: such tables are typed, and their cells may say the
/// same. A heading may have a bar between its parts.
fn are_cells(atoms: &[Atom], s: &Stretch) -> bool {
    let bar = |at: usize| matches!(atoms[at].char(), '|' | '│' | '┃');
    let cell = |u: &Unit| bar(u.start) || bar(u.start + u.period - 1);
    s.paint.separator == Separator::Space && s.units.iter().any(cell)
}

/// Whether copies stand in columns side by side, a tab or wide blanks between: a table, or a text before
/// and after a change. Extractors put one blank between what is painted and its copy.
fn are_columns(atoms: &[Atom], s: &Stretch) -> bool {
    let parted = |u: &Unit| (1..s.paint.copies).any(|copy| atoms[u.start + copy * u.period].in_column);
    s.paint.separator == Separator::Space && s.units.iter().any(parted)
}

/// Whether most of a stretch is bytes or characters as code writes them, `\xe8\xe8`.
fn are_escaped(atoms: &[Atom], s: &Stretch) -> bool {
    let code = |c: char| c.is_ascii_hexdigit() || matches!(c, '\\' | 'x' | 'u');
    mostly(s, |u| {
        let mut x = atoms[u.start..u.start + u.period].iter().map(Atom::char);
        x.clone().any(|c| c == '\\') && x.all(code)
    })
}

/// Whether a stretch is bytes as a dump shows them, `00 00 ff`.
fn are_bytes(atoms: &[Atom], s: &Stretch) -> bool {
    let byte = |u: &Unit| u.period == 1 && atoms[u.start].char().is_ascii_hexdigit();
    let apart = |u: &Unit| atoms[u.start].gap != Gap::None;
    s.paint.form == Form::Stutter && s.units.len() >= BYTES && s.units.iter().all(|u| byte(u) && apart(u))
}

/// Bytes of the shortest such row.
const BYTES: usize = 3;

/// Whether most units of a stretch are a line and the beginning of the next one, which goes on with
/// what stands once, `港口⏎港口城市`: entries of a list in order. Where copies begin the next line, what
/// follows them there has copies as well; a mark that has is of no list.
fn are_entries(atoms: &[Atom], s: &Stretch) -> bool {
    let entry = |n: &usize| {
        let (u, end) = (s.units[*n], s.units[*n].end(s.paint.copies));
        let line = ends_line(atoms, u.start) && atoms[u.start + u.period].gap == Gap::Newline;
        let next = s.units.get(n + 1);
        let lost = next.is_some_and(|u| u.start == end && is_lost_with_copies(&atoms[end]));
        let mark = lost || is_mark(&atoms[end - 1]);
        let once = next.is_none_or(|u| (end + 1..=u.start.max(end + 1)).any(|at| ends_line(atoms, at)));
        line && !mark && !ends_line(atoms, end) && once
    };
    let entries = (0..s.units.len()).filter(entry).count();
    entries >= ENTRIES && entries * 2 >= s.units.len()
}

/// Entries of the shortest list.
const ENTRIES: usize = 2;

/// Whether lines of a stretch and about it begin as the one before does, as in a list in order, and more
/// of them than copies make: of lines that stand twice every second one does. What is numbered begins
/// so as well, 第一章 and 第二章.
fn is_in_order(atoms: &[Atom], s: &Stretch) -> bool {
    let about = &atoms[s.start.saturating_sub(ABOUT)..atoms.len().min(s.end + ABOUT)];
    let lines: Vec<&Atom> = by_line(about).map(|line| &line[0]).collect();
    let numbered = |a: &Atom| "第图圖表附".contains(a.char());
    let same = |pair: &&[&Atom]| {
        pair[0].symbol == pair[1].symbol && pair[0].script == Script::Han && !numbered(pair[0])
    };
    let alike = lines.windows(2).filter(same).count();
    let copies = s.paint.copies;
    lines.len() > IN_ORDER && 8 * alike * copies >= (lines.len() - 1) * (9 * copies - 8)
}

/// Atoms about a stretch that show a list in order, on either side: fewer than are looked at about what is
/// suspect. And lines of the list.
const ABOUT: usize = 60;
const IN_ORDER: usize = 8;

/// Whether the lines of a stretch are records, as in a log that has two writers: most have as much in
/// common with the next as they differ in, or begin with the same time or with tags, or come again further
/// down; so many of them are `distinct`.
pub(super) fn are_records(atoms: &[Atom], s: &Stretch, distinct: usize) -> bool {
    let line = |u: &Unit| &atoms[u.start..u.start + u.period];
    let alike = |pair: &&[Unit]| {
        let (a, b) = (line(&pair[0]), line(&pair[1]));
        let equal = |(a, b): &(&Atom, &Atom)| a.symbol == b.symbol;
        let begin = a.iter().zip(b).take_while(equal).count();
        let end = a[begin..].iter().rev().zip(b[begin..].iter().rev()).take_while(equal).count();
        let stamped = begin >= STAMP && a[..begin].iter().all(|a| !is_letter(a));
        let tagged = a[0].char() == '[' && b[0].char() == '[';
        stamped || tagged || 2 * (begin + end) >= a.len().max(b.len())
    };
    let whole = |u: &Unit| ends_line(atoms, u.start) && ends_line(atoms, u.end(s.paint.copies));
    let lines = s.paint.form == Form::Run && s.units.len() > 1 && s.units.iter().all(whole);
    let most = || 2 * s.units.windows(2).filter(alike).count() > s.units.len() - 1;
    lines && (most() || distinct + AGAIN <= s.units.len())
}

/// Atoms of a time or a date that records begin with.
const STAMP: usize = 6;
/// Records that come again.
const AGAIN: usize = 2;

/// Whether most of a stretch is lines of a log, which begin with a time to the second, `[10:05:07] moored`:
/// two that are equal are two events.
fn are_stamped(atoms: &[Atom], s: &Stretch) -> bool {
    let time = |w: &[Atom]| {
        let digit = |at: usize| w[at].script == Script::Digit;
        w[1].char() == ':' && w[4].char() == ':' && [0, 2, 3, 5].into_iter().all(digit)
    };
    let stamped = |at: usize| atoms[at..atoms.len().min(at + STAMPED)].windows(6).any(time);
    mostly(s, |u| (u.start..u.start + u.period).any(|at| ends_line(atoms, at) && stamped(at)))
}

/// Atoms of a line that hold its time, after a date or the name of a day.
const STAMPED: usize = 24;

/// Whether most of a stretch is lines of code or data: of those of most units most are such.
fn are_code(atoms: &[Atom], s: &Stretch) -> bool {
    mostly(s, |u| {
        let (lines, line) = (lines(atoms, u), |line: &&[Atom]| is_code(line));
        let code = by_line(&atoms[u.start..u.start + u.period]).filter(line).count();
        2 * code > lines && (ends_line(atoms, u.start) || lines > 1)
    })
}

/// Whether a line ends as those of code do, `open(lock);`, `"lock",`, names what it holds, `"lock": 3`, has
/// fields, `lock|3|open`, has words with tags, `渡口/n 通航/v`, or is a remark.
fn is_code(line: &[Atom]) -> bool {
    let (last, before) = (line[line.len() - 1].char(), line[line.len().saturating_sub(2)].char());
    let ended = matches!(last, ';' | '{' | '}') || last == ',' && "\"')]}".contains(before);
    let pair = |a: char, b: char| move |w: &[Atom]| w[0].char() == a && w[1].char() == b;
    ended && line.iter().any(|a| "{}()[]=<>_\"".contains(a.char()))
        || line[0].char() == '"' && line.windows(2).any(pair('"', ':'))
        || line.iter().filter(|a| a.char() == '|').count() >= FIELDS
        || line.windows(2).filter(|w| w[0].char() == '/' && w[1].script == Script::Latin).count() >= TAGS
        || line.windows(2).next().is_some_and(pair('/', '/'))
}

/// Tags in a line of such words.
const TAGS: usize = 3;

/// Bars in a line of fields.
const FIELDS: usize = 2;

/// Whether copies are fields of a record, `,ウミベ,ウミベ` or `"weir","weir"`. A line of prose that begins with a mark has a
/// blank after it; so has an item of a list that the next one begins with, `, sail, sail boat`.
fn are_fields(atoms: &[Atom], s: &Stretch) -> bool {
    let is_bar = |a: &Atom| matches!(a.char(), ',' | ';' | '|' | '/');
    let goes_on = s.units.len() == 1 && atoms.get(s.end).is_some_and(|a| a.gap == Gap::Space);
    let field = |u: &Unit| {
        let x = &atoms[u.start..u.start + u.period];
        x.len() > NAME && is_bar(&x[0]) && (x[1].gap == Gap::None || goes_on) && !x[1..].iter().any(is_bar)
    };
    let about = &atoms[s.start.saturating_sub(1)..atoms.len().min(s.end + 1)];
    let quoted = |w: &[Atom]| w[0].char() == '"' && matches!(w[1].char(), ',' | ';') && w[2].char() == '"';
    let parted = || about.windows(3).any(|w| quoted(w) && w[1..].iter().all(|a| a.gap == Gap::None));
    s.paint.separator == Separator::None && (s.units.iter().any(field) || parted())
}

/// Whether most copies have other blanks in them than what they copy: words and their letters one by
/// one, `quay⇥q u a y`.
fn are_spelled(atoms: &[Atom], s: &Stretch) -> bool {
    let spelled = |u: &&Unit| {
        let second = u.start + u.period;
        blanks(&atoms[u.start..second]).abs_diff(blanks(&atoms[second..second + u.period])) >= SPELLED
    };
    s.units.iter().filter(spelled).count() * 2 > s.units.len()
}

/// Blanks that only one of two copies has.
const SPELLED: usize = 2;

/// Whether most of a stretch is names with the signs of code, one a line, `bit_width⏎bit_width⏎`: indexes,
/// logs and columns of tables list them, each as often as there are things of that name.
fn are_names(atoms: &[Atom], s: &Stretch) -> bool {
    let sign = |a: &Atom| "_<>&{}[]=\\@#".contains(a.char());
    let path = |w: &[Atom]| w.iter().all(|a| a.char() == ':');
    are_word_lines(atoms, s, |all| all.iter().any(sign) || all.windows(2).any(path))
}

/// Whether most of a stretch is words, one a line, that stand oftener than words are painted: they may be
/// such names as well.
pub(super) fn are_frequent(atoms: &[Atom], s: &Stretch) -> bool {
    s.paint.copies > OFTENEST && are_word_lines(atoms, s, |_| true)
}

/// Whether most of a stretch is words of an alphabet with their copies, one a line, of which something is
/// true.
fn are_word_lines(atoms: &[Atom], s: &Stretch, is: impl Fn(&[Atom]) -> bool) -> bool {
    mostly(s, |u| {
        let (all, end) = (&atoms[u.start..u.end(s.paint.copies)], u.end(s.paint.copies));
        let begins = (u.start..end).step_by(u.period).all(|copy| ends_line(atoms, copy))
            && (ends_line(atoms, end) || atoms[end].gap == Gap::None);
        let letters = all.iter().filter(|a| a.script == Script::Latin).count();
        begins
            && letters >= NAME * s.paint.copies
            && all[1..].iter().all(|a| a.gap != Gap::Space)
            && all.iter().all(|a| matches!(a.script, Script::Latin | Script::Digit | Script::Mark))
            && is(all)
    })
}

/// Letters of the shortest name: `abs`.
const NAME: usize = 3;
/// Copies of words that are painted: two or three mostly, and four where a face has no bold cut.
const OFTENEST: usize = 4;
