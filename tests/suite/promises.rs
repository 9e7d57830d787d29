//! The documents name the test of each promise: every test they name is there.

use std::fs;
use std::path::Path;

/// The names in backquotes that lead to a test: `module::test`.
fn named(text: &str) -> Vec<&str> {
    text.split('`').filter(|word| word.contains("::") && !word.contains([' ', '\n', '('])).collect()
}

/// The sources in a folder and those under it, one after the other.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all += &sources(&path);
        } else if path.extension().is_some_and(|e| e == "rs") {
            all += &fs::read_to_string(path).unwrap();
        }
    }
    all
}

#[test]
fn the_tests_they_name_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = ["src", "tests"].map(|folder| sources(&root.join(folder))).concat();
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let promise = readme.split("## The promise").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let page = fs::read_to_string(root.join("docs/promises.md")).unwrap();
    let tests: Vec<&str> = named(promise).into_iter().chain(named(&page)).collect();
    assert!(tests.len() > 20, "{tests:?}");
    for test in tests {
        let name = test.rsplit("::").next().unwrap();
        assert!(sources.contains(&format!("fn {name}(")), "{test} is named, and is not there");
    }
    let numbered = |line: &str| line.starts_with(|c: char| c.is_ascii_digit());
    let mut promises: Vec<String> = Vec::new();
    for line in promise.lines() {
        match promises.last_mut() {
            Some(last) if !numbered(line) => *last += line,
            _ if numbered(line) => promises.push(line.to_owned()),
            _ => {}
        }
    }
    assert!(promises.len() >= 5 && promises.iter().all(|p| !named(p).is_empty()), "{promises:#?}");
}
