//! The texts under `fixtures/`: one table-driven test a folder.
//!
//! - `pages/`: `NAME.txt` is a page as extracted, `NAME.expected` the article.
//! - `clean/`: comes out byte for byte. The poems are from the Book of Songs
//!   (关雎, 采薇), the Nineteen Old Poems (迢迢牵牛星) and by Li Qingzhao (声声慢),
//!   excerpts; all other texts were written for this project.
//! - `clean-wrapped/`: columns of clean text: nothing is deleted, and the lines
//!   are joined to the paragraphs of the `.expected` file.
//! - `known-failures/`: like `pages/`, but not repaired yet. A case that passes
//!   fails the test, so that it is moved to `pages/`.

use std::fs;
use std::path::Path;

use dedouble::{Lines, Options, Restorer};

/// A text of `fixtures/`.
pub struct Fixture {
    pub name: String,
    pub input: String,
    pub expected: Option<String>,
}

/// The fixtures of one folder, by name.
pub fn folder(folder: &str) -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut found: Vec<Fixture> = fs::read_dir(&root)
        .unwrap_or_else(|e| panic!("{}: {e}", root.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .map(|path| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let expected = path.with_extension("expected");
            Fixture {
                name: format!("{folder}/{stem}"),
                input: read(&path),
                expected: expected.exists().then(|| read(&expected)),
            }
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!found.is_empty(), "no fixtures in {}", root.display());
    found
}

/// Every fixture there is.
pub fn all() -> Vec<Fixture> {
    ["pages", "clean", "clean-wrapped", "known-failures"].into_iter().flat_map(folder).collect()
}

/// `text` without white space.
pub fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Where two texts differ first, to be read by people; `None` if they are equal.
pub fn difference(expected: &str, got: &str) -> Option<String> {
    if expected == got {
        return None;
    }
    let (mut want, mut have) = (expected.split('\n'), got.split('\n'));
    for number in 1.. {
        let (w, h) = (want.next(), have.next());
        if w == h {
            continue;
        }
        let (w, h) = (w.unwrap_or("(the text has ended)"), h.unwrap_or("(the text has ended)"));
        let column = w.chars().zip(h.chars()).take_while(|(a, b)| a == b).count();
        return Some(format!(
            "line {number}, character {}\n    expected {}\n    got      {}",
            column + 1,
            excerpt(w, column),
            excerpt(h, column)
        ));
    }
    None
}

/// The characters of `line` around `column`.
fn excerpt(line: &str, column: usize) -> String {
    const BEFORE: usize = 12;
    const AFTER: usize = 28;
    let from = column.saturating_sub(BEFORE);
    let shown: String = line.chars().skip(from).take(column - from + AFTER).collect();
    let mark = |more: bool| if more { "⋯" } else { "" };
    format!("{}{shown:?}{}", mark(from > 0), mark(line.chars().count() > column + AFTER))
}

/// Fails with all failures at once.
pub fn report(what: &str, cases: usize, failures: &[String]) {
    let list = failures.join("\n");
    assert!(failures.is_empty(), "{what}: {} of {cases} failed\n{list}", failures.len());
}

/// Runs `check` on each fixture and reports every fault found.
fn check_all(what: &str, fixtures: Vec<Fixture>, check: impl Fn(&Fixture) -> Option<String>) {
    let failures: Vec<String> =
        fixtures.iter().filter_map(|f| check(f).map(|fault| format!("{}: {fault}", f.name))).collect();
    report(what, fixtures.len(), &failures);
}

/// The article a page gives, without line breaks at its end.
fn article(input: &str) -> String {
    Restorer::default().restore(input).text.trim_end_matches('\n').to_owned()
}

/// How a page's article differs from what its fixture expects.
fn fault(fixture: &Fixture) -> Option<String> {
    let expected = fixture.expected.as_deref().expect("a page has an .expected file beside it");
    difference(expected.trim_end_matches('\n'), &article(&fixture.input))
}

#[test]
fn pages_give_their_articles() {
    check_all("pages", folder("pages"), fault);
}

#[test]
fn clean_texts_come_out_byte_for_byte() {
    check_all("clean", folder("clean"), |f| {
        difference(&f.input, &Restorer::default().restore(&f.input).text)
    });
}

#[test]
fn clean_texts_come_out_byte_for_byte_with_lines_kept() {
    let mut options = Options::default();
    options.lines = Lines::Keep;
    let restorer = Restorer::new(options);
    check_all("clean", folder("clean"), |f| difference(&f.input, &restorer.restore(&f.input).text));
}

#[test]
fn wrapped_clean_texts_lose_nothing() {
    check_all("clean-wrapped", folder("clean-wrapped"), |f| {
        let restored = Restorer::default().restore(&f.input);
        difference(&without_blanks(&f.input), &without_blanks(&restored.text))
    });
}

#[test]
fn wrapped_clean_texts_give_their_paragraphs() {
    check_all("clean-wrapped", folder("clean-wrapped"), fault);
}

#[test]
fn known_failures_still_fail() {
    check_all("known failures", folder("known-failures"), |f| match fault(f) {
        Some(_) => None,
        None => Some("is repaired now: move it to pages/".to_owned()),
    });
}
