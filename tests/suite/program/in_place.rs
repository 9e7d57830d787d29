//! Pages replaced by their articles.

use std::fs;

use super::{Place, CLEAN, KEPT, PAGE};

#[test]
fn pages_are_replaced_and_brought_back() {
    let place = Place::with(&[
        ("in/a.txt", PAGE.as_bytes()),
        ("in/x/b.txt", PAGE.as_bytes()),
        ("in/c.txt", CLEAN.as_bytes()),
    ]);
    let before = fs::metadata(place.path("in/c.txt")).unwrap().modified().unwrap();
    assert_eq!(place.run(&["-i", "--keep-lines", "--edits", "log", "in"], "").fine(), "");
    assert_eq!(place.read("in/a.txt"), KEPT);
    assert_eq!(place.read("in/x/b.txt"), KEPT);
    let after = fs::metadata(place.path("in/c.txt")).unwrap().modified().unwrap();
    assert_eq!(before, after, "what needs no repair is not touched");
    // The way back is not written over.
    let again = place.run(&["-i", "--edits", "log", "in"], "");
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("way back"), "{}", again.stderr);
    // One page alone, then all that is left.
    place.run(&["-i", "--revert", "log", "in/x/b.txt"], "").fine();
    assert_eq!(place.read("in/x/b.txt"), PAGE);
    let rest = place.run(&["-i", "--revert", "log", "in"], "");
    assert_eq!(rest.status, 2, "b.txt is no article any more");
    assert!(rest.stderr.contains("in/x/b.txt: the log was made for another text"), "{}", rest.stderr);
    assert_eq!((place.read("in/a.txt"), place.read("in/c.txt")), (PAGE.to_owned(), CLEAN.to_owned()));
    // Into a folder, from a folder of articles.
    place.run(&["--keep-lines", "--edits", "log2", "in", "-o", "out"], "").fine();
    place.run(&["--revert", "log2", "out", "-o", "back"], "").fine();
    assert_eq!((place.read("back/a.txt"), place.read("back/x/b.txt")), (PAGE.to_owned(), PAGE.to_owned()));
}

#[test]
fn a_page_named_twice_is_repaired_once() {
    let place = Place::with(&[("in/a.txt", PAGE.as_bytes())]);
    place.run(&["-i=~", "--keep-lines", "in/a.txt", "in", "in/../in/a.txt"], "").fine();
    assert_eq!((place.read("in/a.txt"), place.read("in/a.txt~")), (KEPT.to_owned(), PAGE.to_owned()));
}

#[test]
fn a_suffix_keeps_the_page() {
    let place = Place::with(&[("a.txt", PAGE.as_bytes()), ("c.txt", CLEAN.as_bytes())]);
    place.run(&["-i=.orig", "--keep-lines", "a.txt", "c.txt"], "").fine();
    assert_eq!((place.read("a.txt"), place.read("a.txt.orig")), (KEPT.to_owned(), PAGE.to_owned()));
    assert_eq!(place.names(), ["a.txt", "a.txt.orig", "c.txt"]);
    // A backup is never replaced.
    fs::write(place.path("a.txt"), PAGE).unwrap();
    let run = place.run(&["--in-place=.orig", "a.txt"], "");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("a.txt.orig: there already"), "{}", run.stderr);
    assert_eq!(place.read("a.txt"), PAGE);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{symlink, PermissionsExt};
    let place = Place::with(&[("real.txt", PAGE.as_bytes()), ("in/x", b"")]);
    fs::set_permissions(place.path("real.txt"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("../real.txt", place.path("in/link.txt")).unwrap();
    let folder = place.run(&["--check", "in"], "");
    assert_eq!(folder.status, 2, "links in folders are not followed");
    assert_eq!(place.run(&["--check", "--follow", "in"], "").stdout, "in/link.txt\n");
    place.run(&["-i=~", "--keep-lines", "in/link.txt"], "").fine();
    assert!(place.path("in/link.txt").is_symlink());
    assert_eq!((place.read("real.txt"), place.read("real.txt~")), (KEPT.to_owned(), PAGE.to_owned()));
    let mode = fs::metadata(place.path("real.txt")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn a_read_only_page_is_left() {
    let place = Place::with(&[("a.txt", PAGE.as_bytes()), ("b.txt", PAGE.as_bytes())]);
    let mut permissions = fs::metadata(place.path("a.txt")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(place.path("a.txt"), permissions).unwrap();
    for arguments in [&["-i", "--keep-lines", "a.txt", "b.txt"][..], &["b.txt", "-o", "a.txt"]] {
        let run = place.run(arguments, "");
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("a.txt: it is read-only"), "{}", run.stderr);
        assert_eq!(place.read("a.txt"), PAGE);
    }
    assert_eq!(place.read("b.txt"), KEPT, "the others are done");
    assert_eq!(place.names(), ["a.txt", "b.txt"]);
}

/// Kills the program at random moments: every file is the page or the article as
/// a whole, and what was replaced can be brought back.
#[cfg(unix)]
#[test]
fn a_kill_at_any_moment_loses_nothing() {
    use std::process::Stdio;
    use std::time::{Duration, Instant};
    const TRIES: u32 = 200;
    const PAGES: usize = 6;
    let name = |i: usize| format!("in/{i}.txt");
    let page = |i: usize| PAGE.replace("1212", &format!("{i}{i}"));
    let kept: Vec<String> = (0..PAGES).map(|i| dedouble::repair(&page(i)).into_owned()).collect();
    let place = Place::new();
    fs::create_dir(place.path("in")).unwrap();
    let arguments = ["-i", "--keep-lines", "--edits", "log", "in"];
    let lay = || {
        let _ = fs::remove_file(place.path("log"));
        (0..PAGES).for_each(|i| fs::write(place.path(&name(i)), page(i)).unwrap());
    };
    lay();
    let start = Instant::now();
    place.run(&arguments, "").fine();
    // How long a run takes, as far as is known; the machine may be busy or not.
    let mut whole = start.elapsed();
    let (mut killed, mut random) = (0, 0x2545_f491_4f6c_dd1d_u64);
    for _ in 0..TRIES {
        lay();
        let mut child = place.command(&arguments).stderr(Stdio::null()).spawn().unwrap();
        // Xorshift, so that the moments are spread and the same each time.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        std::thread::sleep(Duration::from_nanos(random % (whole.as_nanos() as u64)));
        child.kill().unwrap();
        let was_killed = !child.wait().unwrap().success();
        killed += u32::from(was_killed);
        whole = if was_killed { whole.mul_f64(1.1) } else { whole.mul_f64(0.8) };
        let mut replaced = Vec::new();
        for (i, article) in kept.iter().enumerate() {
            let now = place.read(&name(i));
            assert!(now == page(i) || now == *article, "{i}: {now}");
            if now == *article {
                replaced.push(name(i));
            }
        }
        // Only one in some, as a run takes its time.
        if !replaced.is_empty() && random % 8 == 0 {
            let mut back = vec!["-i", "--revert", "log"];
            back.extend(replaced.iter().map(String::as_str));
            let run = place.run(&back, "");
            // The log may end in what the kill left of a line.
            assert!(run.status == 0 || run.stderr.contains("log: line"), "{}", run.stderr);
            if run.status == 0 {
                (0..PAGES).for_each(|i| assert_eq!(place.read(&name(i)), page(i)));
            }
        }
        for entry in fs::read_dir(place.path("in")).unwrap().map(Result::unwrap) {
            let left = entry.file_name().into_string().unwrap();
            assert!(left.ends_with(".txt") || left.starts_with(".dedouble-"), "{left}");
            if left.starts_with('.') {
                fs::remove_file(entry.path()).unwrap();
            }
        }
    }
    assert!(killed > TRIES / 4, "{killed} of {TRIES} were killed before they ended");
}
