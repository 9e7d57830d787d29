//! What the README says, as far as its own examples do not test it.

use std::fs;
use std::path::Path;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The blocks of code in one language.
fn blocks<'a>(readme: &'a str, language: &str) -> Vec<&'a str> {
    let open = format!("```{language}\n");
    readme.split(&*open).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn before_gives_after() {
    let readme = readme();
    let texts = blocks(&readme, "text");
    assert_eq!(dedouble::restore(texts[0]).trim_end(), texts[1].trim_end());
}

#[test]
fn the_options_are_all_there() {
    let help = super::program::run(&["--help"], "").fine();
    let listed: Vec<&str> = help
        .lines()
        .filter(|line| line.trim_start().starts_with('-'))
        .filter_map(|line| line.trim_start().split_once("--").map(|(_, option)| option))
        .collect();
    assert!(listed.len() >= 30, "{help}");
    let readme = readme();
    for option in listed {
        let name = option.split([' ', ',', '[']).next().unwrap();
        if ["help", "version"].contains(&name) {
            continue;
        }
        assert!(readme.contains(&format!("| `--{name}")), "--{name}");
    }
}

#[test]
fn the_files_it_names_are_there() {
    let readme = readme();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named: Vec<&str> = readme
        .split(|c: char| c.is_whitespace() || "`\"()".contains(c))
        .filter(|w| w.starts_with("fixtures/"))
        .collect();
    assert!(!named.is_empty());
    for name in named {
        assert!(root.join(name).exists(), "{name}");
    }
}
