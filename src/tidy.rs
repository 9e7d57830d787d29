//! Repairs beyond doubling: what fonts and extractors leave in place of a
//! character. Facts of Unicode, no evidence is weighed; so the bits are 0.

use std::borrow::Cow;

use crate::edit::{Edit, Reason, Span};
use crate::finding::{Finding, Form, Separator, Verdict, Why};
use crate::options::{Stage, Tidy};
use crate::script::{is_wide, script, Script};
use crate::unified;

/// No evidence is weighed: these repairs are asked for.
const ASKED_FOR: f32 = 0.0;

/// Edits that replace or take away single characters of `text`. Linear.
pub(crate) fn characters(text: &str, tidy: &Tidy) -> Vec<Edit> {
    let on = |stage| stage == Stage::On;
    let mut edits = Vec::new();
    if on(tidy.radicals) || on(tidy.compatibility) {
        edits.extend(ideographs(text, tidy));
    }
    if on(tidy.controls) {
        let stray = text.char_indices().filter(|&(_, c)| is_stray_control(c));
        edits.extend(stray.map(|(at, c)| edit(text, at..at + c.len_utf8(), "", Reason::Control)));
    }
    if on(tidy.invisible) {
        edits.extend(invisible(text));
    }
    edits.sort_by_key(|e| e.span.start);
    edits
}

fn edit(text: &str, span: Span, new: impl Into<Cow<'static, str>>, reason: Reason) -> Edit {
    Edit::new(text, span, new.into(), reason, ASKED_FOR)
}

fn ideographs<'a>(text: &'a str, tidy: &'a Tidy) -> impl Iterator<Item = Edit> + 'a {
    let door = if text.contains(DOOR) { door(text) } else { DOOR };
    text.char_indices().filter_map(move |(at, c)| {
        let unified = unified::unified(c)?;
        let new = if c == DOOR { door } else { unified };
        let (stage, reason) = match unified::is_radical(c) {
            true => (tidy.radicals, Reason::Radical),
            false => (tidy.compatibility, Reason::Compatibility),
        };
        (stage == Stage::On).then(|| edit(text, at..at + c.len_utf8(), String::from(new), reason))
    })
}

/// The one radical that fonts set with an ideograph of their language, where
/// Unicode knows one of the three. All others that text is set in were what
/// Unicode says, in Noto Sans CJK and Noto Serif CJK (which have one glyph for
/// some 280 radicals and their ideographs, for each of five languages), and on
/// pages read from seven PDFs (744 radicals of 74 kinds).
const DOOR: char = '⼾';

/// What [`DOOR`] stands for in `text`: `戸` in Japanese, `户` in simplified
/// Chinese, and else Unicode's `戶`. Told by kana, and by ten of the commonest
/// characters that are simplified; kana outnumber what Japanese shares of them.
fn door(text: &str) -> char {
    let count = |is: fn(char) -> bool| text.chars().filter(|&c| is(c)).count();
    let japanese = count(|c| script(c) == Script::Kana);
    let simplified = count(|c| "这们为个时说对过还从".contains(c));
    let traditional = count(|c| "這們為個時說對過還從".contains(c));
    if japanese > simplified.max(traditional) {
        '戸'
    } else if simplified > traditional {
        '户'
    } else {
        '戶'
    }
}

/// Control characters (general category Cc) that no text has a use for: not
/// tabs, the line breaks of UAX #14 (LF, VT, FF, CR, NEL) and page breaks.
fn is_stray_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t'..='\r' | '\u{85}')
}

const SOFT_HYPHEN: char = '\u{AD}';

/// Soft hyphen, zero-width space, non-joiner and joiner, word joiner, and the
/// byte order mark. Marks of writing direction and variation selectors mean
/// something wherever they stand.
fn is_invisible(c: char) -> bool {
    matches!(c, SOFT_HYPHEN | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Whether invisible characters say nothing beside `c`; joiners shape what they
/// stand beside in most scripts, and make one emoji of several.
fn is_plain(c: char, joiner: bool) -> bool {
    match script(c) {
        Script::Han | Script::Kana | Script::Hangul | Script::Latin | Script::Digit | Script::Blank => true,
        Script::Mark => !joiner || crate::script::is_stop(c),
        Script::Other => false,
    }
}

/// Rows of invisible characters between characters that have no use for them.
fn invisible(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut before = '\n';
    let mut rest = text;
    while let Some(start) = rest.find(is_invisible) {
        let row = &rest[start..];
        let size = row.find(|c| !is_invisible(c)).unwrap_or(row.len());
        let (row, after) = row.split_at(size);
        before = rest[..start].chars().next_back().unwrap_or(before);
        let next = after.chars().next().unwrap_or('\n');
        let divides = row.contains(SOFT_HYPHEN) && matches!(next, '\n' | '\r');
        let joiner = row.contains(is_joiner);
        if !divides && is_plain(before, joiner) && is_plain(next, joiner) {
            let at = text.len() - rest.len() + start;
            edits.push(edit(text, at..at + size, "", Reason::Invisible));
        }
        rest = after;
    }
    edits
}

/// Half-width brackets and their full-width forms.
const BRACKETS: [[char; 2]; 6] =
    [['(', '（'], [')', '）'], ['[', '［'], [']', '］'], ['{', '｛'], ['}', '｝']];

/// A bracket, by its place in [`BRACKETS`]: 0, 2, 4 open what 1, 3, 5 close.
#[derive(Clone, Copy)]
struct Bracket {
    at: usize,
    kind: usize,
    full: bool,
}

fn bracket(at: usize, c: char) -> Option<Bracket> {
    let kind = BRACKETS.iter().position(|forms| forms.contains(&c))?;
    Some(Bracket { at, kind, full: BRACKETS[kind][1] == c })
}

/// Edits that give the brackets of a pair one width, line by line. Linear.
pub(crate) fn brackets(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut open: Vec<Bracket> = Vec::new();
    for (at, c) in text.char_indices() {
        if c == '\n' {
            open.clear();
        }
        let Some(close) = bracket(at, c) else { continue };
        if close.kind % 2 == 0 {
            open.push(close);
        } else if open.last().is_some_and(|o| o.kind + 1 == close.kind) {
            let pair = open.pop().filter(|o| o.full != close.full);
            edits.extend(pair.map(|o| in_one_width(text, o, close)));
        }
    }
    edits.sort_by_key(|e| e.span.start);
    edits
}

/// The edit that gives two brackets the width their text has.
fn in_one_width(text: &str, open: Bracket, close: Bracket) -> Edit {
    let full = is_among_han(text, open.at, close.at);
    let wrong = if open.full == full { close } else { open };
    let [half_form, full_form] = BRACKETS[wrong.kind];
    let (old, new) = if full { (half_form, full_form) } else { (full_form, half_form) };
    edit(text, wrong.at..wrong.at + old.len_utf8(), String::from(new), Reason::Bracket)
}

/// Whether a Han character, kana or a full-width mark that is no bracket stands
/// just outside or inside a pair of brackets.
fn is_among_han(text: &str, open: usize, close: usize) -> bool {
    let han = |c: Option<char>| {
        c.is_some_and(|c| match script(c) {
            Script::Han | Script::Kana => true,
            Script::Mark => is_wide(c) && bracket(0, c).is_none(),
            _ => false,
        })
    };
    let outside = [text[..open].chars().next_back(), text[close..].chars().nth(1)];
    let inside = [text[open..].chars().nth(1), text[..close].chars().next_back()];
    outside.into_iter().chain(inside).any(han)
}

/// Whether what `c` means is known to its font alone.
pub(crate) fn is_private(c: char) -> bool {
    matches!(c as u32, 0xE000..=0xF8FF | 0xF_0000..=0xF_FFFD | 0x10_0000..=0x10_FFFD)
}

/// Rows of private-use characters, in order. Linear.
pub(crate) fn private_use(text: &str) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for (at, c) in text.char_indices().filter(|&(_, c)| is_private(c)) {
        let end = at + c.len_utf8();
        match found.last_mut().filter(|f| f.span.end == at) {
            Some(row) => row.span.end = end,
            None => found.push(Finding {
                span: at..end,
                form: Form::PrivateUse,
                separator: Separator::None,
                period: 0,
                exponent: 1,
                bits: 0.0,
                needed: f32::INFINITY,
                verdict: Verdict::Leave(Why::Unknown),
            }),
        }
    }
    found
}
