//! Files, folders, arguments and pipes.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use super::{program, run, Place, CLEAN, KEPT, PAGE};

#[test]
fn files_that_are_not_there_are_named() {
    let place = Place::with(&[("page.txt", PAGE.as_bytes())]);
    for arguments in [&["none.txt"][..], &["--jsonl", "none.txt"], &["--revert", "none.txt", "page.txt"]] {
        let run = place.run(arguments, "");
        assert_eq!((run.status, &*run.stdout), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains("none.txt"), "{}", run.stderr);
    }
    let run = place.run(&["page.txt", "--edits", "none/log"], "");
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert!(run.stderr.contains("none/log"), "{}", run.stderr);
}

#[test]
fn a_folder_goes_to_a_folder() {
    let place = Place::with(&[
        ("in/a.txt", PAGE.as_bytes()),
        ("in/more/b.TXT", CLEAN.as_bytes()),
        ("in/more/c.md", b"not a page"),
        ("in/.hidden.txt", b"not a page"),
        ("d.txt", PAGE.as_bytes()),
    ]);
    let out = place.run(&["in", "d.txt", "--keep-lines", "-o", "in/out"], "");
    assert_eq!(out.fine(), "");
    assert_eq!(place.read("in/out/a.txt"), KEPT);
    assert_eq!(place.read("in/out/more/b.TXT"), CLEAN);
    assert_eq!(place.read("in/out/d.txt"), KEPT);
    assert!(!place.path("in/out/more/c.md").exists() && !place.path("in/out/.hidden.txt").exists());
    // What was written there is not read as a page the next time.
    assert_eq!(place.run(&["in", "--keep-lines", "-o", "in/out"], "").fine(), "");
    assert!(!place.path("in/out/out").exists());

    assert_eq!(place.run(&["d.txt", "--format", "json", "-o", "json/"], "").fine(), "");
    assert!(serde_json::from_str::<serde_json::Value>(&place.read("json/d.json")).is_ok());
}

#[test]
fn one_bad_page_does_not_stop_the_others() {
    let place = Place::with(&[("a.txt", b"\xFF"), ("b.txt", PAGE.as_bytes())]);
    let run = place.run(&["a.txt", "b.txt", "--keep-lines", "-o", "out", "--edits", "log"], "");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("a.txt: byte 0"), "{}", run.stderr);
    assert_eq!(place.read("out/b.txt"), KEPT);
    assert!(!place.path("out/a.txt").exists());
    assert!(place.read("log").starts_with(r#"{"version":1,"#));

    let run = place.run(&["none.txt", "b.txt", "-o", "out"], "");
    assert_eq!(run.status, 2);
}

#[test]
fn articles_never_replace_pages_or_each_other() {
    let place =
        Place::with(&[("a/p.txt", PAGE.as_bytes()), ("b/p.txt", CLEAN.as_bytes()), ("empty/x.md", b"")]);
    let cases: [(&[&str], &str); 4] = [
        (&["a/p.txt", "b/p.txt", "-o", "out"], "two pages"),
        (&["a", "-o", "a"], "would replace the page"),
        (&["a/p.txt", "-o", "a"], "would replace the page"),
        (&["empty", "-o", "out"], "no .txt, .text"),
    ];
    for (arguments, message) in cases {
        let run = place.run(arguments, "");
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.stderr.contains(message), "{arguments:?}: {}", run.stderr);
    }
    let run = place.run(&["a/p.txt", "--edits", "a/../a/p.txt"], "");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("would replace the page"), "{}", run.stderr);
    assert_eq!(place.read("a/p.txt"), PAGE);
    assert!(!place.path("out/p.txt").exists());
}

#[test]
fn usage_that_cannot_be_meant_is_refused() {
    let place = Place::with(&[("a.txt", b""), ("b.txt", b"")]);
    let cases: [&[&str]; 21] = [
        &["a.txt", "b.txt"],
        &["."],
        &["--jsonl", "--format", "json"],
        &["-", "-", "-o", "x"],
        &["-i"],
        &["-i", "-o", "x", "a.txt"],
        &["-i", "--check", "a.txt"],
        &["-i=../x", "a.txt"],
        &["-o", "x", "--diff", "a.txt"],
        &["--json", "a.txt"],
        &["--resume", "a.txt"],
        &["--shard", "3/2", "a.txt"],
        &["--only", "spelling", "a.txt"],
        &["--max-size", "much", "a.txt"],
        &["--generate", "poem"],
        &["--keep-lines", "--format", "markdown"],
        &["--revert", "a.txt", "--edits", "b.txt"],
        &["--revert", "log", "a.txt", "b.txt"],
        &["--encoding", "utf-9"],
        &["--caution", "none"],
        &["-o", "x/"],
    ];
    for arguments in cases {
        let run = place.run(arguments, "");
        assert_eq!((run.status, &*run.stdout), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains("error:") || run.stderr.contains("dedouble:"), "{}", run.stderr);
    }
}

#[test]
fn help_tells_the_exit_status() {
    let help = run(&["--help"], "").fine();
    for word in ["--jsonl", "--edits", "--revert", "Exit status", "0  ", "1  ", "2  "] {
        assert!(help.contains(word), "{word}");
    }
    assert!(run(&["--version"], "").fine().contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let place = Place::new();
    let line = format!("{}\n", serde_json::json!({"text": PAGE}));
    let cases: [(&[&str], String); 2] = [
        (&["--jsonl", "--edits", "log"], line.repeat(100)),
        (&["--keep-lines", "--edits", "kept"], CLEAN.repeat(400)),
    ];
    for (arguments, input) in cases {
        let mut child = Command::new(program())
            .args(arguments)
            .current_dir(place.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        let feed = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
        let mut fault = String::new();
        child.stderr.take().unwrap().read_to_string(&mut fault).unwrap();
        assert_eq!(fault, "", "{arguments:?}");
        assert_eq!(child.wait().unwrap().code(), Some(0), "{arguments:?}");
        feed.join().unwrap();
    }
    assert_eq!(place.names(), Vec::<String>::new(), "no log of half a run");
}
