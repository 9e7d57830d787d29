//! What is promised for any text, each promise a function that says what is
//! broken. The properties, the fuzz targets and the kept corpus ask the same ones.

use std::borrow::Cow;
use std::ops::Range;

use dedouble::{Edit, EditLog, HanLatin, Lines, Options, Reason, Restored, Restorer, Stage, Tidy};
use unicode_segmentation::GraphemeCursor;

/// What is broken for `source` with these options, if anything.
pub fn broken(source: &str, options: &Options) -> Option<String> {
    let restorer = Restorer::new(options.clone());
    let restored = restorer.restore(source);
    let faults = [
        repeated(&restorer, &restored),
        reversible(source, &restored.log, &restored.text),
        borrowed(&restored),
        if rewrites(options) { None } else { subsequence(source, &restored.text) },
        placed(&restored.log),
        asked_for(&restored.log, options),
        whole(source, &restored.log, options),
        spans(&restored),
        shares(&restored),
    ];
    faults.into_iter().flatten().next()
}

/// All that can be set, by the bits of one number: the first bits choose what
/// is asked for most.
pub fn options(bits: u16) -> Options {
    let bit = |n: u16| bits >> n & 1 == 1;
    let on = |n: u16| if bit(n) { Stage::On } else { Stage::Off };
    let mut options = Options::default();
    options.lines = if bit(0) { Lines::Keep } else { Lines::Join };
    options.caution = match bits >> 1 & 3 {
        0 | 1 => dedouble::Caution::High,
        2 => dedouble::Caution::Low,
        _ => dedouble::Caution::Utmost,
    };
    options.han_latin = match bits >> 3 & 3 {
        0 | 1 => HanLatin::Keep,
        2 => HanLatin::Close,
        _ => HanLatin::Space,
    };
    options.doubling = if bit(5) { Stage::Off } else { Stage::On };
    options.spacing = if bit(6) { Stage::Off } else { Stage::On };
    options.open_seams = if bit(7) { dedouble::OpenSeams::Join } else { dedouble::OpenSeams::Keep };
    options.tidy.radicals = on(8);
    options.tidy.compatibility = on(9);
    options.tidy.invisible = on(10);
    options.tidy.controls = on(11);
    options.tidy.brackets = on(12);
    options.tidy.private_use = on(13);
    options
}

/// Whether characters may become others.
fn rewrites(options: &Options) -> bool {
    options.tidy != Tidy::default()
}

/// The same input gives the same output, and the lists agree with the repair.
fn repeated(restorer: &Restorer, first: &Restored) -> Option<String> {
    let second = restorer.restore(first.source);
    if first.text != second.text || first.log != second.log || first.blocks != second.blocks {
        return Some("a second run gave another result".to_owned());
    }
    if !restorer.findings(first.source).eq(first.findings.iter().cloned()) {
        return Some("the findings are not those of the repair".to_owned());
    }
    None
}

/// The log leads to the text and back.
pub fn reversible(source: &str, log: &EditLog, text: &str) -> Option<String> {
    if log.apply(source).as_deref() != Ok(text) {
        return Some("the log does not give the text".to_owned());
    }
    if log.revert(text).as_deref() != Ok(source) {
        return Some("the log does not give the source back".to_owned());
    }
    if log.iter().any(|e| e.removed == e.replacement) {
        return Some("an edit changes nothing".to_owned());
    }
    None
}

/// Borrowed means untouched, and only that.
fn borrowed(restored: &Restored) -> Option<String> {
    let borrowed = matches!(restored.text, Cow::Borrowed(_));
    (borrowed != restored.log.is_empty()).then(|| "borrowed does not mean unchanged".to_owned())
}

/// White space aside, `text` is `source` with characters left out.
pub fn subsequence(source: &str, text: &str) -> Option<String> {
    let mut rest = source.chars();
    let invented = text.chars().filter(|c| !c.is_whitespace()).find(|&c| !rest.any(|s| s == c))?;
    Some(format!("{invented:?} was invented"))
}

/// Every byte that was kept has a place on either side, and the places are those
/// counted one by one.
pub fn placed(log: &EditLog) -> Option<String> {
    let (mut source_at, mut result_at) = (0, 0);
    let stretches = log
        .iter()
        .map(|e| (e.span.clone(), e.replacement.len()))
        .chain([(log.source_bytes()..log.source_bytes(), 0)]);
    for (span, put) in stretches {
        let kept = span.start - source_at;
        for byte in edges(kept) {
            let (source, result) = (source_at + byte, result_at + byte);
            let there = log.to_result(source) == result && log.to_source(result) == source;
            let spans = log.span_to_result(source..source + 1) == (result..result + 1)
                && log.span_to_source(result..result + 1) == (source..source + 1);
            if !there || !spans {
                return Some(format!("byte {source} of the source is not byte {result} of the result"));
            }
        }
        (source_at, result_at) = (span.end, result_at + kept + put);
    }
    (result_at != log.result_bytes()).then(|| "the result has another size".to_owned())
}

/// The first and last places of a stretch, and some inside it.
fn edges(size: usize) -> impl Iterator<Item = usize> {
    let inside = (3..size.saturating_sub(3)).step_by(61);
    (0..size.min(3)).chain(inside).chain(size.saturating_sub(3).max(3)..size)
}

/// No edit has a reason that belongs to something that is off.
fn asked_for(log: &EditLog, options: &Options) -> Option<String> {
    let joined = options.lines == Lines::Join;
    let on = |stage: Stage| stage == Stage::On;
    let fault = log.iter().find(|e| !match e.reason {
        Reason::Copy | Reason::CopiedBlank => on(options.doubling),
        Reason::LetterSpacing => on(options.spacing),
        Reason::HanLatinGap => on(options.spacing) && options.han_latin != HanLatin::Keep,
        Reason::LineJoin | Reason::Hyphen | Reason::Indent | Reason::BlankLine => joined,
        Reason::Radical => on(options.tidy.radicals),
        Reason::Compatibility => on(options.tidy.compatibility),
        Reason::Invisible => on(options.tidy.invisible),
        Reason::Control => on(options.tidy.controls),
        Reason::Bracket => on(options.tidy.brackets),
        _ => true,
    })?;
    Some(format!("{:?} at byte {} was not asked for", fault.reason, fault.span.start))
}

/// No edit begins or ends inside a grapheme cluster, but between a blank and a
/// mark that has nothing else to stand on. Those that take a single character out
/// of one, on request, do so by their nature.
fn whole(source: &str, log: &EditLog, options: &Options) -> Option<String> {
    if rewrites(options) {
        return None;
    }
    let cut = |at: usize| {
        let mut cursor = GraphemeCursor::new(at, source.len(), true);
        let on_blank = source[..at].ends_with(char::is_whitespace) && !source[at..].starts_with('\n');
        !on_blank && cursor.is_boundary(source, 0) != Ok(true)
    };
    let splits = |e: &&Edit| cut(e.span.start) || cut(e.span.end);
    let fault = log.iter().find(splits)?;
    Some(format!("{:?} at byte {} splits a grapheme cluster", fault.reason, fault.span.start))
}

/// Everything that names a place names one that is there.
fn spans(restored: &Restored) -> Option<String> {
    let fits = |text: &str, span: &Range<usize>| span.start <= span.end && text.get(span.clone()).is_some();
    let sorted = |spans: &[&Range<usize>]| spans.windows(2).all(|w| w[0].end <= w[1].start);
    if let Some(f) = restored.findings.iter().find(|f| !fits(restored.source, &f.span) || f.bits.is_nan()) {
        return Some(format!("a finding is out of place: {f:?}"));
    }
    let blocks: Vec<_> = restored.blocks.iter().map(|b| &b.span).collect();
    let seams: Vec<_> = restored.open_seams.iter().collect();
    let there = |spans: &[&Range<usize>]| sorted(spans) && spans.iter().all(|s| fits(&restored.text, s));
    if !there(&blocks) || !there(&seams) {
        return Some("a block or an open seam is out of place".to_owned());
    }
    None
}

/// Shares are shares.
fn shares(restored: &Restored) -> Option<String> {
    let damage = restored.damage();
    let shares = [damage.doubled, damage.letter_spaced, damage.broken, damage.unreadable];
    let all = shares.iter().all(|share| (0.0..=1.0).contains(share));
    (!all).then(|| format!("not shares: {damage:?}"))
}

/// What is broken if the result is restored again.
pub fn unsettled(source: &str, options: &Options) -> Option<String> {
    let restorer = Restorer::new(options.clone());
    let once = restorer.restore(source).text;
    let again = restorer.restore(&once);
    let edit = again.log.iter().next()?;
    Some(format!("{:?} at byte {} of the result of {once:?}", edit.reason, edit.span.start))
}
