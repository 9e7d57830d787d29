//! Many documents: threads, shards, stopping and going on.

use std::fs;

use super::{Place, CLEAN, KEPT, PAGE};

fn corpus(lines: usize) -> String {
    let line = |i: usize| match i % 7 {
        3 => "no object\n".to_owned(),
        5 => format!("{}\n", serde_json::json!({"id": i, "text": CLEAN})),
        _ => format!("{}\n", serde_json::json!({"id": i, "text": PAGE})),
    };
    (0..lines).map(line).collect()
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let place = Place::with(&[("c.jsonl", corpus(60).as_bytes())]);
    (0..30).for_each(|i| fs::write(place.path(&format!("{i:02}.txt")), PAGE.repeat(i % 4)).unwrap());
    let mut before = None;
    for jobs in ["1", "2", "3", "16", "0"] {
        let lines = place
            .run(&["c.jsonl", "-j", jobs, "--edits", "log", "--report", "r.html", "-o", "out.jsonl"], "");
        let pages = place.run(&["--diff", ".", "-j", jobs, "-g", "*.txt", "--stats=stats"], "");
        let kept = ["log", "r.html", "out.jsonl", "stats"].map(|name| place.bytes(name));
        let now = (lines.stderr, pages.stdout, pages.stderr, kept);
        assert!(before.is_none() || before.as_ref() == Some(&now), "{jobs} threads");
        before = Some(now);
        fs::remove_file(place.path("stats")).unwrap();
        ["log", "r.html", "out.jsonl"].iter().for_each(|name| fs::remove_file(place.path(name)).unwrap());
    }
}

#[test]
fn shards_are_the_whole() {
    let all = corpus(23);
    let place = Place::with(&[("c.jsonl", all.as_bytes())]);
    let whole = place.run(&["c.jsonl", "--keep-lines"], "").stdout;
    let shards: Vec<Vec<String>> = ["1/3", "2/3", "3/3"]
        .iter()
        .map(|shard| place.run(&["c.jsonl", "--keep-lines", "--shard", shard], "").stdout)
        .map(|shard| shard.lines().map(str::to_owned).collect())
        .collect();
    for (i, line) in whole.lines().enumerate() {
        assert_eq!(shards[i % 3][i / 3], line, "{i}");
    }
    assert_eq!(shards.iter().map(Vec::len).sum::<usize>(), whole.lines().count());

    let files = Place::new();
    fs::create_dir(files.path("in")).unwrap();
    (0..7).for_each(|i| fs::write(files.path(&format!("in/{i}.txt")), PAGE).unwrap());
    files.run(&["in", "-o", "out", "--shard", "2/3"], "").fine();
    let mut names: Vec<_> =
        fs::read_dir(files.path("out")).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["1.txt", "4.txt"]);
}

#[test]
fn a_run_goes_on_where_one_was_broken_off() {
    let place = Place::with(&[
        ("in/a.txt", PAGE.as_bytes()),
        ("in/b.txt", PAGE.as_bytes()),
        ("in/c.jsonl", corpus(2).as_bytes()),
    ]);
    let arguments = ["in", "--keep-lines", "-o", "out", "--resume", "--edits", "log"];
    fs::write(place.path("in/b.txt"), b"\xff\x00").unwrap();
    assert_eq!(place.run(&arguments, "").status, 2, "b.txt is no text");
    fs::write(place.path("in/b.txt"), PAGE).unwrap();
    // What is done is not done again: this would be seen.
    fs::write(place.path("out/a.txt"), "done").unwrap();
    fs::write(place.path("out/c.jsonl"), "done").unwrap();
    place.run(&arguments, "").fine();
    assert_eq!((place.read("out/a.txt"), place.read("out/b.txt")), ("done".to_owned(), KEPT.to_owned()));
    assert_eq!(place.read("out/c.jsonl"), "done");
    let log = place.read("log");
    assert_eq!((log.matches("in/a.txt").count(), log.matches("in/b.txt").count()), (1, 1));
    // Another page, other options, or a result that is gone: done again.
    fs::write(place.path("in/a.txt"), [PAGE, CLEAN].concat()).unwrap();
    fs::remove_file(place.path("out/b.txt")).unwrap();
    place.run(&arguments, "").fine();
    assert_eq!((place.read("out/a.txt"), place.read("out/b.txt")), ([KEPT, CLEAN].concat(), KEPT.to_owned()));
    fs::write(place.path("out/b.txt"), "done").unwrap();
    place.run(&["in", "-o", "out", "--resume"], "").fine();
    assert_ne!(place.read("out/b.txt"), "done");
    // Half a note is none.
    let notes = place.read("out/.dedouble-done");
    fs::write(place.path("out/.dedouble-done"), &notes[..notes.len() - 20]).unwrap();
    place.run(&["in", "-o", "out", "--resume"], "").fine();
    // Notes stay only where somebody wants to go on.
    place.run(&["in", "-o", "out2"], "").fine();
    assert!(!place.path("out2/.dedouble-done").exists());
    // In place, with notes elsewhere.
    place.run(&["-i", "in/a.txt", "in/b.txt", "--resume=notes"], "").fine();
    assert_eq!(place.read("notes").lines().filter(|line| !line.is_empty()).count(), 2);
    place.run(&["-i", "in/a.txt", "in/b.txt", "--resume=notes"], "").fine();
    assert_eq!(place.read("notes").lines().filter(|line| !line.is_empty()).count(), 2);
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_cleanly() {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::process::{Command, Stdio};
    let place = Place::new();
    let line = format!("{}\n", serde_json::json!({"text": PAGE}));
    let kept = format!("{}\n", serde_json::json!({"text": KEPT}));
    for (signal, jobs) in [("INT", "1"), ("TERM", "2")] {
        let mut child = place
            .command(&["--jsonl", "--keep-lines", "-j", jobs, "--edits", "log"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdin.write_all(line.as_bytes()).unwrap();
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        assert_eq!(first, kept);
        // It waits for a second line, which does not come.
        let kill = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(130));
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert!(told.starts_with("dedouble: stopped after 1 documents"), "{told}");
        assert!(place.read("log").lines().count() > 1, "the log of what was done is there");
        drop(stdin);
    }
    assert_eq!(place.names(), ["log"]);
}
