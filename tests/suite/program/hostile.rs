//! Input that was made to harm: JSON that is deep, huge or broken, characters that
//! act on terminals, names with odd bytes, links that lead in circles, and writes
//! that fail at every byte.

use std::process::Command;

use super::{program, run, skipped, Place, CLEAN, KEPT, PAGE};

#[test]
fn lines_that_cannot_be_repaired_come_out_as_they_came() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    let lines = [
        r#"{"text":"\ud800"}"#.to_owned(),
        r#"{"text":"\udc00\ud800"}"#.to_owned(),
        r#"{"text":"\ud83d\u0041"}"#.to_owned(),
        "{\"text\":\"\0\"}".to_owned(),
        "{\"text\":\"\u{1b}[2J\"}".to_owned(),
        r#"{"text":1e99999}"#.to_owned(),
        r#"{"text":123456789012345678901234567890}"#.to_owned(),
        format!(r#"{{"text":{}}}"#, deep("[", "]")),
        deep(r#"{"text":"#, "}"),
        deep("[", "]"),
        "[".repeat(100_000),
        r#"{"text":""#.to_owned(),
        "\0\0\0".to_owned(),
        "\u{feff}\u{feff}{}".to_owned(),
        "}".to_owned(),
    ];
    let input = lines.join("\n") + "\n";
    let run = run(&["--jsonl"], &input);
    assert_eq!(run.stdout, input);
    for number in 1..=lines.len() {
        assert!(run.stderr.contains(&format!("line {number}")), "{number}: {}", run.stderr);
    }
}

#[test]
fn lines_that_can_be_repaired_are_whatever_stands_beside() {
    let doubled = "会议会议昨日昨日召开召开，，代表代表出席出席。。";
    let repaired = "会议昨日召开，代表出席。";
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for beside in ["1e99999", "-0.000e-99999", "\"\\u0000\"", "\"\\ud83d\\ude00\"", &deep] {
        let line = |text: &str| format!("{{\"beside\":{beside},\"text\":\"\\u0000{text}\"}}\n");
        assert_eq!(run(&["--jsonl"], line(doubled)).fine(), line(repaired));
    }
}

/// What reaches a terminal by way of names, messages and lists is shown, not obeyed.
/// A difference that goes to a file or pipe is to be applied: it has the bytes.
#[test]
fn what_acts_on_terminals_is_shown_escaped() {
    const BAD: [char; 4] = ['\u{1b}', '\u{202e}', '\u{7}', '\u{9b}'];
    let page = format!("{}[2J\n{PAGE}", BAD.iter().collect::<String>());
    let name = "\u{1b}[2J\u{202e}.txt";
    let place = Place::with(&[
        ("p.txt", page.as_bytes()),
        (name, b"\xFF\xFF\xFF"),
        ("l.jsonl", b"{\"\x1b[2J\":\"\xE2\x80\xAE\"}\n"),
    ]);
    // The page's own escapes clear the screen; those of a coloured difference end in m.
    let acts = |text: &str| text.contains(&BAD[1..]) || text.contains("\u{1b}[2J");
    for arguments in [
        &["--diff", "--color", "always", "p.txt"][..],
        &["--findings", "p.txt"],
        &["--findings", name],
        &["--jsonl", "--check", "l.jsonl"],
    ] {
        let run = place.run(arguments, "");
        assert!(!acts(&run.stdout) && !acts(&run.stderr), "{arguments:?}: {:?} {:?}", run.stdout, run.stderr);
    }
    for arguments in [&["--check", name][..], &["--check", "."], &[name], &["--jsonl", "--check", name]] {
        let told = place.run(arguments, "").stderr;
        assert!(!acts(&told), "{arguments:?}: {told:?}");
    }
}

#[cfg(unix)]
#[test]
fn names_need_not_be_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    let name = OsStr::from_bytes(b"p\xFF\xFE\n.txt");
    std::fs::create_dir(place.path("in")).unwrap();
    if let Err(error) = std::fs::write(place.path("in").join(name), PAGE) {
        return skipped(&format!("no such names here: {error}"));
    }
    place.run(&["--keep-lines", "in", "-o", "out", "--edits", "log"], "").fine();
    assert_eq!(std::fs::read_to_string(place.path("out").join(name)).unwrap(), KEPT);
    place.run(&["-i", "--keep-lines", "in"], "").fine();
    assert_eq!(std::fs::read_to_string(place.path("in").join(name)).unwrap(), KEPT);
}

#[cfg(unix)]
#[test]
fn links_in_circles_end() {
    use std::os::unix::fs::symlink;
    let place = Place::with(&[("in/a.txt", PAGE.as_bytes()), ("in/sub/b.txt", CLEAN.as_bytes())]);
    symlink("..", place.path("in/sub/up")).unwrap();
    symlink("loop.txt", place.path("in/loop.txt")).unwrap();
    symlink("there.txt", place.path("in/here.txt")).unwrap();
    symlink("here.txt", place.path("in/there.txt")).unwrap();
    let run = place.run(&["--keep-lines", "in", "-o", "out"], "");
    assert_eq!(place.read("out/a.txt"), KEPT, "{}", run.stderr);
    assert_eq!(place.read("out/sub/b.txt"), CLEAN);
    assert!(!place.path("out/sub/up").exists());
    let run = place.run(&["in/loop.txt"], "");
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert!(run.stderr.contains("in/loop.txt"), "{}", run.stderr);
}

/// A disk that takes so many bytes and no more: whatever the number, what was there
/// is there, whole, or what was to be written is, whole.
#[cfg(target_os = "linux")]
#[test]
fn writes_may_fail_at_every_byte() {
    if Command::new("prlimit").arg("--version").output().is_err() {
        return skipped("prlimit is not here");
    }
    let cases: [(&[&str], &str); 4] = [
        (&["--keep-lines", "p.txt", "-o", "old.txt"], "old.txt"),
        (&["--keep-lines", "-i", "p.txt"], "p.txt"),
        (&["--keep-lines", "p.txt", "--edits", "log"], "log"),
        (&["--jsonl", "--keep-lines", "l.jsonl", "-o", "old.txt"], "old.txt"),
    ];
    let line = |text: &str| format!("{}\n", serde_json::json!({ "text": text }));
    for (arguments, written) in cases {
        let files = || {
            Place::with(&[
                ("p.txt", PAGE.as_bytes()),
                ("l.jsonl", line(PAGE).as_bytes()),
                ("old.txt", b"old"),
                ("log", b"old"),
            ])
        };
        let whole = files();
        whole.run(arguments, "").fine();
        let (size, after) = (whole.bytes(written).len(), whole.bytes(written));
        let steps = (0..size).filter(|at| *at < 40 || at % 7 == 0 || at + 20 > size);
        for bytes in steps {
            let place = files();
            let before = place.bytes(written);
            let run = Command::new("prlimit")
                .args([&format!("--fsize={bytes}"), "--", program().to_str().unwrap()])
                .args(arguments)
                .current_dir(place.0.path())
                .output()
                .unwrap();
            let told = String::from_utf8(run.stderr).unwrap();
            assert_eq!(run.status.code(), Some(2), "{arguments:?} {bytes}: {told}");
            assert!(told.contains("File too large") && !told.contains("panicked"), "{told}");
            let now = place.bytes(written);
            assert!(now == before || now == after, "{arguments:?}: half a file after {bytes} bytes");
            assert_eq!(place.names(), ["l.jsonl", "log", "old.txt", "p.txt"], "{arguments:?} {bytes}");
        }
    }
}
