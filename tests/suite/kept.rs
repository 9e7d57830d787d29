//! The inputs that fuzzing found worth keeping, asked again: `fuzz/kept`, a folder
//! a target.

use std::fs;
use std::path::Path;

use crate::checks;

/// Runs the check of one target on each of its inputs; how many there are.
fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/kept").join(target);
    let mut inputs = 0;
    for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.expect("a readable folder").path();
        let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let outcome = std::panic::catch_unwind(|| check(&bytes));
        assert!(outcome.is_ok(), "{} broke a promise", path.display());
        inputs += 1;
    }
    assert!(inputs > 0, "nothing in {}", folder.display());
}

#[test]
fn text() {
    replay("text", checks::text::text);
}

#[test]
fn decoder() {
    replay("decoder", checks::decoder::decoder);
}

#[test]
fn jsonl() {
    replay("jsonl", checks::jsonl::jsonl);
}

#[test]
fn log_apply() {
    replay("log_apply", checks::log::log_apply);
}

#[test]
fn log_read() {
    replay("log_read", checks::log::log_read);
}
