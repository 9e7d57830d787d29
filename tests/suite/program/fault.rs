//! What goes wrong outside: every fault is told with its place, and loses nothing.

use std::io::{Read, Write};
use std::process::Stdio;

use super::{Place, CLEAN, KEPT, PAGE};

fn line(text: &str) -> String {
    format!("{}\n", serde_json::json!({ "text": text }))
}

#[test]
fn an_empty_file_is_an_empty_article() {
    let place = Place::with(&[("e.txt", b""), ("e.jsonl", b"")]);
    assert_eq!(place.run(&["e.txt"], "").fine(), "");
    assert_eq!(place.run(&["e.jsonl"], "").fine(), "");
    place.run(&["-i", "e.txt", "e.jsonl"], "").fine();
    place.run(&["e.txt", "e.jsonl", "-o", "out"], "").fine();
    assert_eq!((place.read("out/e.txt"), place.read("out/e.jsonl")), (String::new(), String::new()));
}

#[test]
fn a_binary_file_is_left() {
    let binary: Vec<u8> = (0..=255).cycle().take(5_000).collect();
    let place = Place::with(&[("b.txt", &binary), ("c.txt", PAGE.as_bytes())]);
    let run = place.run(&["-i", "--keep-lines", "b.txt", "c.txt"], "");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("b.txt: byte 0: no text"), "{}", run.stderr);
    assert_eq!((place.bytes("b.txt"), place.read("c.txt")), (binary, KEPT.to_owned()));
}

/// A page has 20 KB; a line of 100 MB goes through a part at a time.
#[test]
fn a_line_of_100_mb_goes_through_as_it_is() {
    let place = Place::new();
    for jobs in ["1", "2"] {
        let mut child = place
            .command(&["--jsonl", "--keep-lines", "-j", jobs, "--max-size", "1M"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let part = "高".repeat(1 << 16);
        let parts = 100_000_000 / part.len();
        let fed = part.clone();
        let feed = std::thread::spawn(move || {
            stdin.write_all(line(PAGE).as_bytes()).unwrap();
            stdin.write_all(b"{\"text\":\"").unwrap();
            (0..parts).for_each(|_| stdin.write_all(fed.as_bytes()).unwrap());
            stdin.write_all(b"\"}\n").unwrap();
            stdin.write_all(line(PAGE).as_bytes()).unwrap();
        });
        let mut stdout = child.stdout.take().unwrap();
        let mut out = Vec::new();
        stdout.read_to_end(&mut out).unwrap();
        feed.join().unwrap();
        let kept = line(KEPT);
        assert_eq!(out.len(), 2 * kept.len() + parts * part.len() + "{\"text\":\"\"}\n".len());
        assert!(out.starts_with(kept.as_bytes()) && out.ends_with(kept.as_bytes()));
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert!(told.contains("line 2: larger than 1048576 bytes") && told.contains("--max-size"), "{told}");
        assert_eq!(child.wait().unwrap().code(), Some(2));
    }
    let page = Place::with(&[("p.txt", &[b'a'; 2000])]);
    let run = page.run(&["--max-size", "1K", "p.txt"], "");
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert!(run.stderr.contains("p.txt: larger than 1024 bytes"), "{}", run.stderr);
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = zstd::encode_all(std::io::repeat(b'a').take(300_000_000), 1).unwrap();
    assert!(bomb.len() < 100_000);
    let place = Place::with(&[("bomb.txt.zst", &bomb), ("bomb.jsonl.zst", &bomb)]);
    let run = place.run(&["bomb.txt.zst"], "");
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert!(run.stderr.contains("larger than 33554432 bytes unpacked"), "{}", run.stderr);
}

#[test]
fn bad_json_in_the_middle_is_told_and_left() {
    let input = [line(PAGE).as_str(), "{\"text\": oops}\n", &line(PAGE)].concat();
    let place = Place::with(&[("in.jsonl", input.as_bytes())]);
    for jobs in ["1", "4"] {
        let run = place.run(&["--keep-lines", "-j", jobs, "in.jsonl", "-o", "out.jsonl"], "");
        assert_eq!(run.status, 2);
        assert!(run.stderr.starts_with("dedouble: in.jsonl: line 2, byte 9: "), "{}", run.stderr);
        assert_eq!(
            place.read("out.jsonl"),
            [line(KEPT).as_str(), "{\"text\": oops}\n", &line(KEPT)].concat()
        );
    }
}

#[test]
fn a_truncated_file_gives_nothing_but_a_fault() {
    let text = PAGE.repeat(40);
    let zst = zstd::encode_all(text.as_bytes(), 1).unwrap();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(text.as_bytes()).unwrap();
    let gz = gz.finish().unwrap();
    let lines = zstd::encode_all(line(PAGE).repeat(40).as_bytes(), 1).unwrap();
    let place = Place::with(&[
        ("a.txt.zst", &zst[..zst.len() - 9]),
        ("b.txt.gz", &gz[..gz.len() - 9]),
        ("c.jsonl.zst", &lines[..lines.len() - 9]),
        ("d.txt", PAGE.as_bytes()),
    ]);
    let run = place.run(&["--keep-lines", ".", "-o", "out"], "");
    assert_eq!(run.status, 2);
    for name in ["a.txt.zst", "b.txt.gz", "c.jsonl.zst"] {
        let told =
            run.stderr.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{}", run.stderr));
        assert!(told.contains("after byte") && told.contains("ends too early"), "{told}");
        assert!(!place.path("out").join(name).exists(), "{name}");
    }
    assert_eq!(place.read("out/d.txt"), KEPT);
    let broken = place.run(&["-"], [&zst[..20], b"nonsense", &zst[28..]].concat());
    assert_eq!((broken.status, &*broken.stdout), (2, ""));
    assert!(broken.stderr.contains("get the file again"), "{}", broken.stderr);
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_what_was_there() {
    let lines = line(CLEAN).repeat(400);
    let long: String = (100..500).map(|i| PAGE.replace("1212", &i.to_string().repeat(2))).collect();
    let place =
        Place::with(&[("p.txt", long.as_bytes()), ("old.txt", b"old"), ("l.jsonl", lines.as_bytes())]);
    let page = place.read("p.txt");
    let program = super::program().to_str().unwrap();
    for (arguments, shell) in [
        ("p.txt -o old.txt", "ulimit -f 8"),
        ("-i --keep-lines p.txt", "ulimit -f 8"),
        ("p.txt --edits old.txt", "ulimit -f 8"),
        ("--jsonl l.jsonl -o old.txt", "ulimit -f 8"),
    ] {
        let shell = format!("{shell}; exec {program} {arguments}");
        let run = std::process::Command::new("bash")
            .args(["-c", &shell])
            .current_dir(place.0.path())
            .output()
            .unwrap();
        let told = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{arguments}: {told}");
        assert!(told.contains(".txt: File too large") && told.contains("make room"), "{told}");
        assert_eq!(
            (place.read("p.txt"), place.read("old.txt")),
            (page.clone(), "old".to_owned()),
            "{arguments}"
        );
        assert_eq!(place.names(), ["l.jsonl", "old.txt", "p.txt"], "{arguments}");
    }
    if std::path::Path::new("/dev/full").exists() {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let run = place.command(&["p.txt"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let told = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2));
        assert!(told.starts_with("dedouble: standard output: No space left"), "{told}");
    }
}

/// Permissions do not hold for the superuser, so that the program is run as another.
#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_told() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let place = Place::with(&[
        ("in/a.txt", PAGE.as_bytes()),
        ("in/secret/b.txt", PAGE.as_bytes()),
        ("in/x.txt", b""),
    ]);
    let mode =
        |name: &str, mode: u32| fs::set_permissions(place.path(name), Permissions::from_mode(mode)).unwrap();
    let mut command = place.command(&["--check", "in"]);
    if fs::metadata(place.path("in")).unwrap().uid() == 0 {
        // Where nobody may go, the program has to be laid elsewhere.
        fs::copy(super::program(), place.path("program")).unwrap();
        command = std::process::Command::new(place.path("program"));
        command.args(["--check", "in"]).current_dir(place.0.path()).uid(65534).gid(65534);
        mode("program", 0o755);
        mode("", 0o755);
    }
    mode("in/secret", 0o000);
    mode("in/x.txt", 0o000);
    let run = command.output();
    mode("in/secret", 0o755);
    let run = match run {
        Ok(run) => run,
        Err(error) => return super::skipped(&format!("the program cannot be run as another user: {error}")),
    };
    let told = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(2), "{told}");
    assert_eq!(String::from_utf8(run.stdout).unwrap(), "in/a.txt\n");
    assert!(told.contains("in/secret: Permission denied") && told.contains("not repaired"), "{told}");
    assert!(told.contains("in/x.txt: Permission denied"), "{told}");
}
