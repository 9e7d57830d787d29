//! Logs that were made by hand, and logs that were read.

use arbitrary::{Arbitrary, Result, Unstructured};
use dedouble::{Edit, EditLog, LogHeader, Options, Reason, SealedLog};

use crate::promise;

/// An edit as the fuzzer wants it, wherever that is.
#[derive(Arbitrary, Debug)]
struct Wanted {
    start: u8,
    size: u8,
    put: String,
    bits: f32,
}

/// A log made by hand, of which everything asked for may be wrong.
pub fn log_apply(data: &[u8]) {
    let mut data = Unstructured::new(data);
    let _: Result<()> = made(&mut data);
}

fn made(data: &mut Unstructured) -> Result<()> {
    const REASONS: [Reason; 3] = [Reason::Copy, Reason::LineJoin, Reason::Bracket];
    let (source, other) = (String::arbitrary(data)?, String::arbitrary(data)?);
    let wanted = Vec::<Wanted>::arbitrary(data)?;
    let edits = wanted.into_iter().enumerate().filter_map(|(i, w)| {
        let span = usize::from(w.start)..usize::from(w.start) + usize::from(w.size);
        Edit::try_new(&source, span, w.put, REASONS[i % REASONS.len()], w.bits).ok()
    });
    let (mut edits, size): (Vec<Edit>, _) = (edits.collect(), usize::from(u8::arbitrary(data)?));
    // In disorder as they came, and in order.
    let _ = EditLog::new(size, edits.clone());
    edits.sort_by_key(|e| (e.span.start, e.span.end));
    let mut end = 0;
    edits.retain(|e| {
        let keep = end <= e.span.start && e.removed != e.replacement;
        end = if keep { e.span.end } else { end };
        keep
    });
    let log = EditLog::new(source.len(), edits).expect("sorted and disjoint");
    let text = log.apply(&source).expect("made for it");
    let fault = promise::reversible(&source, &log, &text).or_else(|| promise::placed(&log));
    assert_eq!(fault, None);
    // What it was not made for is refused, or happens to fit.
    if let Ok(text) = log.apply(&other) {
        assert_eq!(log.revert(&text).as_deref(), Ok(&*other));
    }
    if let Ok(source) = log.revert(&other) {
        assert_eq!(log.apply(&source).as_deref(), Ok(&*other));
    }
    two_stages(&source, &log, &text);
    let sealed = log.seal(&source).expect("made for it");
    assert_eq!(sealed.apply(&other).is_ok(), other == source);
    Ok(())
}

/// A log and what a repair makes of its text are one log.
fn two_stages(source: &str, first: &EditLog, middle: &str) {
    let restorer = dedouble::Restorer::new(Options::default());
    let restored = restorer.restore(middle);
    let both = first.then(source, &restored.log).expect("one after the other");
    assert_eq!(promise::reversible(source, &both, &restored.text), None);
}

/// Bytes as a log in either form, and what was read as a log that is used.
pub fn log_read(data: &[u8]) {
    let whole = serde_json::from_slice::<SealedLog>(data).ok();
    let mut lines = data.split(|&b| b == b'\n');
    let header = lines.next().and_then(|line| serde_json::from_slice::<LogHeader>(line).ok());
    let edits = lines.map_while(|line| serde_json::from_slice::<Edit>(line).ok()).collect();
    let parts = header.and_then(|header| SealedLog::from_parts(header, edits).ok());
    for log in [whole, parts].into_iter().flatten() {
        let json = serde_json::to_string(&log).expect("what was read can be written");
        let again: SealedLog = serde_json::from_str(&json).expect("what was written can be read");
        assert_eq!(again, log);
        used(&log);
    }
}

/// Uses a log that somebody else wrote on a text that fits it, if it is of a size
/// to be made, and on one that does not.
fn used(log: &SealedLog) {
    const LARGEST: usize = 1 << 16;
    let edits = log.log();
    for byte in [0, 1, edits.source_bytes() / 2, edits.source_bytes(), usize::MAX] {
        assert!(edits.to_result(byte) <= edits.result_bytes());
        assert!(edits.to_source(byte) <= edits.source_bytes());
        let (to, back) = (edits.span_to_result(byte..byte), edits.span_to_source(byte..byte));
        assert!(to.is_empty() && back.is_empty());
    }
    assert!(log.apply("另一个文本").is_err() || edits.source_bytes() == "另一个文本".len());
    if edits.source_bytes() > LARGEST {
        return;
    }
    let (mut source, mut at) = (String::new(), 0);
    for edit in edits {
        source.push_str(&"x".repeat(edit.span.start - at));
        source.push_str(&edit.removed);
        at = edit.span.end;
    }
    source.push_str(&"x".repeat(edits.source_bytes() - at));
    let text = edits.apply(&source).expect("the log fits the text made for it");
    assert_eq!(edits.revert(&text).as_deref(), Ok(&*source));
    assert_eq!(promise::placed(edits), None);
    if let Ok(sealed) = log.apply(&source) {
        assert_eq!(sealed, text);
    }
}
