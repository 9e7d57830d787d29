//! The log that the program writes, and what it gives back.

use std::fs;

use super::{Place, CLEAN, KEPT, PAGE};

#[test]
fn the_log_gives_the_source_back() {
    let place = Place::new();
    for source in [PAGE, PAGE.trim_end(), CLEAN, "", "会会", "\n\n会议会议\n\n"] {
        for options in [&["--edits", "log"][..], &["--edits", "log", "--keep-lines"]] {
            let article = place.run(options, source).fine();
            assert_eq!(place.run(&["--revert", "log"], article).fine(), source, "{options:?}");
        }
    }
    assert_eq!(place.names(), ["log"]);
}

#[test]
fn the_log_is_json_lines() {
    let place = Place::with(&[("page.txt", PAGE.as_bytes())]);
    place.run(&["page.txt", "--edits", "log", "--keep-lines"], "").fine();
    let log = place.read("log");
    let mut lines = log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let header = lines.next().unwrap();
    assert_eq!(header["version"], 1);
    assert_eq!(header["source_bytes"], PAGE.len());
    assert_eq!(header["page"], "page.txt");
    let expected = {
        let mut options = dedouble::Options::default();
        options.lines = dedouble::Lines::Keep;
        dedouble::Restorer::new(options).restore(PAGE).log
    };
    let edits: Vec<_> = lines.collect();
    assert_eq!(edits.len(), expected.len());
    for (json, edit) in edits.iter().zip(&expected) {
        assert_eq!(json, &serde_json::to_value(edit).unwrap());
        let span = json["span"][0].as_u64().unwrap() as usize..json["span"][1].as_u64().unwrap() as usize;
        assert_eq!(PAGE[span], *json["removed"].as_str().unwrap());
    }
}

#[test]
fn a_log_of_another_text_is_refused() {
    let place = Place::new();
    let article = place.run(&["--edits", "log", "--keep-lines"], PAGE).fine();
    for other in
        [article.replace("讲得好", "讲得妙"), article.replace("12", "13"), String::new(), PAGE.to_owned()]
    {
        let run = place.run(&["--revert", "log"], &other);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{other}");
        assert!(run.stderr.contains("another text"), "{}", run.stderr);
    }
}

#[test]
fn what_is_no_log_is_refused() {
    let place = Place::with(&[("empty", b""), ("page.txt", PAGE.as_bytes())]);
    place.run(&["page.txt", "--edits", "log"], "").fine();
    let log = place.read("log");
    fs::write(place.path("text"), PAGE).unwrap();
    fs::write(place.path("newer"), log.replacen(r#""version":1"#, r#""version":9"#, 1)).unwrap();
    fs::write(place.path("cut"), &log[..log.len() - 9]).unwrap();
    fs::write(place.path("others"), format!("{log}{}", log.replace("page.txt", "other.txt"))).unwrap();
    fs::write(place.path("headless"), log.split_once('\n').unwrap().1).unwrap();
    let cases = [
        ("empty", "not the log of one page"),
        ("text", "line 1"),
        ("newer", "form 9"),
        ("cut", "line"),
        ("others", "no log of it"),
        ("headless", "line 1"),
    ];
    for (name, message) in cases {
        let run = place.run(&["--revert", name], KEPT);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{name}");
        assert!(run.stderr.contains(message), "{name}: {}", run.stderr);
    }
}

#[test]
fn a_log_replaces_the_one_before_as_a_whole() {
    let place = Place::with(&[("log", b"old"), ("bad.txt", b"\xFF")]);
    // A run that cannot be leaves what was there.
    let run = place.run(&["bad.txt", "bad.txt", "--edits", "log"], "");
    assert_eq!((run.status, &*place.read("log")), (2, "old"));
    place.run(&["--edits", "log"], PAGE).fine();
    assert!(place.read("log").starts_with(r#"{"version":1"#));
    assert_eq!(place.names(), ["bad.txt", "log"]);
}

#[cfg(unix)]
#[test]
fn a_log_may_be_a_link_or_a_device() {
    use std::os::unix::fs::{symlink, FileTypeExt, PermissionsExt};
    let place = Place::with(&[("real", b"old")]);
    symlink(place.path("real"), place.path("link")).unwrap();
    place.run(&["--edits", "link"], PAGE).fine();
    assert!(place.path("link").is_symlink());
    assert!(place.read("real").starts_with('{'));
    assert_ne!(
        fs::metadata(place.path("real")).unwrap().permissions().mode() & 0o040,
        0,
        "others may read it"
    );

    place.run(&["--edits", "/dev/null"], PAGE).fine();
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}
