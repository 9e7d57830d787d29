//! What is shown before anything is changed.

use super::{run, Place, CLEAN, KEPT, PAGE};

#[test]
fn check_tells_by_its_status() {
    let place =
        Place::with(&[("a.txt", PAGE.as_bytes()), ("b.txt", CLEAN.as_bytes()), ("bad.txt", b"\xff\x00")]);
    let status = |arguments: &[&str]| place.run(&[&["--check"], arguments].concat(), "").status;
    assert_eq!(status(&["b.txt"]), 0);
    assert_eq!(status(&["a.txt", "b.txt"]), 1);
    assert_eq!(status(&["a.txt", "bad.txt"]), 2);
    assert_eq!(status(&["none.txt"]), 2);
    assert_eq!(status(&["--diff", "a.txt"]), 1);
    assert_eq!(status(&["--findings", "a.txt"]), 1);
    assert_eq!(place.run(&["--diff", "a.txt"], "").status, 0, "a diff alone is no question");
}

#[test]
fn a_diff_in_colour_marks_what_goes() {
    let place = Place::with(&[("a.txt", PAGE.as_bytes())]);
    let plain = place.run(&["--diff", "--keep-lines", "a.txt"], "").fine();
    assert!(!plain.contains('\x1b'));
    let color = place.run(&["--diff", "--keep-lines", "--color", "always", "a.txt"], "").fine();
    assert!(color.contains("\x1b[1;7m昨日\x1b[22;27m"), "{color}");
    let mut bare = String::new();
    for part in color.split('\x1b') {
        bare.push_str(
            part.strip_prefix('[').and_then(|part| part.split_once('m')).map_or(part, |(_, rest)| rest),
        );
    }
    assert_eq!(bare, plain);
    assert_eq!(
        place.run(&["--diff", "--color", "always", "a.txt", "--skip", "copy,line-join"], "").status,
        0
    );
    let env = place.command(&["--diff", "a.txt"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!env.stdout.contains(&0x1b));
}

#[test]
fn what_drives_a_terminal_is_spelled_out() {
    let page = PAGE.replace("人人都说", "\x1b[2J\u{202e}人人\x07都说都说");
    let place = Place::with(&[("a.txt", page.as_bytes())]);
    let color = place.run(&["--diff", "--color", "always", "a.txt"], "").fine();
    assert!(color.contains("\\u{1b}[2J\\u{202e}人人\\u{7}"), "{color}");
    let found = place.run(&["--findings", "a.txt"], "").fine();
    assert!(!found.contains('\x1b') && found.lines().all(|line| line.starts_with("a.txt:")), "{found}");
    let run = place.run(&["no\x1b[31m\nsuch.txt"], "");
    assert!(run.stderr.starts_with("dedouble: no\\u{1b}[31m\\nsuch.txt: "), "{}", run.stderr);
    // A pipe gets the text itself.
    assert!(place.run(&["--keep-lines", "a.txt"], "").fine().contains('\x1b'));
}

/// `script` runs it on a terminal of its own.
#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_text_is_spelled_out_and_coloured() {
    use std::process::Command;
    if !Command::new("script").arg("--version").output().is_ok_and(|run| run.status.success()) {
        return super::skipped("no terminal could be had: script (util-linux) is not installed");
    }
    let page = format!("\x1b[2J\u{202e}\n{PAGE}");
    let lines = format!("{}\n", serde_json::json!({"text": "\u{202e}天"}));
    let place = Place::with(&[("a.txt", page.as_bytes()), ("l.jsonl", lines.as_bytes())]);
    let seen = |arguments: &str, color: &str| {
        let command = format!("{} {arguments}", super::program().display());
        let run = Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .env("NO_COLOR", color)
            .current_dir(place.0.path())
            .output();
        String::from_utf8(run.unwrap().stdout).unwrap()
    };
    assert!(seen("--keep-lines a.txt", "").starts_with("\\u{1b}[2J\\u{202e}\r\n全市"));
    assert!(seen("l.jsonl", "").contains("\\u{202e}天"));
    assert!(seen("--diff --keep-lines a.txt", "").contains("\x1b[1;7m昨日\x1b[22;27m"));
    let plain = seen("--diff --keep-lines a.txt", "1");
    assert!(!plain.contains('\x1b') && plain.contains("\\u{1b}[2J"), "{plain}");
}

#[test]
fn findings_are_the_librarys() {
    let place = Place::with(&[("a.txt", PAGE.as_bytes()), ("b.txt", CLEAN.as_bytes())]);
    let expected: Vec<_> = dedouble::findings(PAGE).collect();
    assert!(!expected.is_empty());
    let lines = place.run(&["--findings", "a.txt", "b.txt"], "").fine();
    assert_eq!(lines.lines().count(), expected.len());
    assert!(lines.starts_with("a.txt:1:1: repair run ×2, "), "{lines}");
    let json = place.run(&["--findings", "--json", "a.txt"], "").fine();
    for (line, finding) in json.lines().zip(&expected) {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(found["page"], "a.txt");
        assert_eq!(found["span"], serde_json::json!([finding.span.start, finding.span.end]));
        assert_eq!(found["text"], PAGE[finding.span.clone()]);
        assert_eq!(found["copies"], finding.exponent);
        assert_eq!(found["verdict"], "repair");
    }
    let private = run(&["--findings", "--tidy", "private-use"], "甲\u{e000}乙\n").fine();
    assert_eq!(private, "standard input:1:2: leave private-use characters, unknown: \u{e000}\n");
    let lines = format!("{}\n", serde_json::json!({ "text": PAGE }));
    assert!(run(&["--findings", "--jsonl"], lines).fine().starts_with("standard input:1:1:1: repair"));
}

#[test]
fn only_and_skip_choose_by_reason() {
    let page = "　　统筹全厂全 流 程 同 步 投\n".to_owned() + PAGE;
    let kept = |arguments: &[&str]| run(&[&["--keep-lines"], arguments].concat(), &page).fine();
    let spaced = kept(&["--skip", "copy"]);
    assert!(spaced.contains("全流程同步投") && spaced.ends_with(PAGE), "{spaced}");
    let copies = kept(&["--only", "copy"]);
    assert!(copies.contains("全 流 程") && copies.ends_with(KEPT), "{copies}");
    assert_eq!(kept(&["--only", "copy,letter_spacing", "--skip", "copy", "--skip", "letter-spacing"]), page);
    // Blocks move with the text; the log has what was done and no more.
    let place = Place::with(&[("p.txt", page.as_bytes())]);
    let json = place.run(&["--format", "json", "--skip", "copy", "--edits", "log", "p.txt"], "").fine();
    let text = place.run(&["--skip", "copy", "p.txt"], "").fine();
    for block in serde_json::from_str::<Vec<serde_json::Value>>(&json).unwrap() {
        let span = block["span"][0].as_u64().unwrap() as usize..block["span"][1].as_u64().unwrap() as usize;
        assert_eq!(block["text"], text[span]);
    }
    assert!(!place.read("log").contains(r#""copy""#));
    assert_eq!(place.run(&["--revert", "log"], text).fine(), page);
}

#[test]
fn tidy_and_open_seams_reach_the_library() {
    assert_eq!(run(&["--tidy", "radicals,brackets"], "⽇报(⼯作）\n").fine(), "日报（工作）\n");
    assert_eq!(run(&["--tidy", "all"], "⽇\u{200b}报\u{7}\n").fine(), "日报\n");
    assert_eq!(run(&[], "⽇报\u{200b}\n").fine(), "⽇报\u{200b}\n");
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/pages/harbour.txt")).unwrap();
    let mut options = dedouble::Options::default();
    options.open_seams = dedouble::OpenSeams::Join;
    let joined = dedouble::Restorer::new(options).restore(&page).text.into_owned();
    assert_eq!(run(&["--open-seams", "join"], &page).fine(), joined);
}

#[test]
fn stats_are_told_for_each_file_and_in_all() {
    let place = Place::with(&[("a.txt", PAGE.as_bytes()), ("b.txt", CLEAN.as_bytes())]);
    let table = place.run(&["--check", "--stats", "--keep-lines", "a.txt", "b.txt"], "").stderr;
    assert!(
        table.lines().any(|line| line.ends_with("%  a.txt")) && table.contains("documents changed"),
        "{table}"
    );
    place.run(&["--stats=s.json", "--json", "--keep-lines", "a.txt", "b.txt", "-o", "out"], "").fine();
    let stats: serde_json::Value = serde_json::from_str(&place.read("s.json")).unwrap();
    assert_eq!(stats["files"][1]["name"], "b.txt");
    assert_eq!(stats["files"][0]["bytes"], PAGE.len());
    assert_eq!(stats["all"]["bytes_after"], KEPT.len() + CLEAN.len());
    assert_eq!((&stats["all"]["documents"], &stats["all"]["changed"]), (&2.into(), &1.into()));
    let damage = dedouble::damage(PAGE);
    let doubled = stats["files"][0]["doubled"].as_f64().unwrap();
    assert!((doubled - f64::from(damage.doubled)).abs() < 1e-6, "{stats}");
}
