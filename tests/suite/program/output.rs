//! Where results go: files, folders, packed or not.

use std::io::{Read, Write};

use super::{Place, Run, CLEAN, KEPT, PAGE};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut out).unwrap();
    out
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

fn lines(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("{}\n", serde_json::json!({ "text": text }))).collect()
}

#[test]
fn packed_pages_are_pages() {
    let place = Place::with(&[("a.txt.gz", &gzip(PAGE.as_bytes())), ("b.txt.zst", &zstd(PAGE.as_bytes()))]);
    for name in ["a.txt.gz", "b.txt.zst"] {
        assert_eq!(place.run(&["--keep-lines", name], "").fine(), KEPT);
        assert_eq!(place.run(&["--keep-lines"], place.bytes(name)).fine(), KEPT, "by its first bytes");
    }
    place.run(&["--keep-lines", ".", "-o", "out"], "").fine();
    assert_eq!(gunzip(&place.bytes("out/a.txt.gz")), KEPT.as_bytes());
    assert_eq!(zstd::decode_all(&place.bytes("out/b.txt.zst")[..]).unwrap(), KEPT.as_bytes());
    place.run(&["a.txt.gz", "b.txt.zst", "--format", "markdown", "-o", "md"], "").fine();
    assert!(gunzip(&place.bytes("md/a.md.gz")).ends_with("\n".as_bytes()));
    place.run(&["--keep-lines", "-i", "a.txt.gz", "b.txt.zst"], "").fine();
    assert_eq!(gunzip(&place.bytes("a.txt.gz")), KEPT.as_bytes());
    assert_eq!(zstd::decode_all(&place.bytes("b.txt.zst")[..]).unwrap(), KEPT.as_bytes());
    // Several packed one after the other are one.
    let two = [gzip(PAGE.as_bytes()), gzip(CLEAN.as_bytes())].concat();
    assert_eq!(place.run(&["--keep-lines"], two).fine(), [KEPT, CLEAN].concat());
}

#[test]
fn a_tree_of_pages_and_lines_is_mirrored() {
    let (given, repaired) = (lines(&[PAGE, CLEAN]), lines(&[KEPT, CLEAN]));
    let place = Place::with(&[
        ("in/p.txt", PAGE.as_bytes()),
        ("in/x/c.jsonl", given.as_bytes()),
        ("in/x/d.ndjson.zst", &zstd(given.as_bytes())),
        ("in/x/e.JSONL.gz", &gzip(given.as_bytes())),
    ]);
    for jobs in ["1", "3"] {
        let out = format!("out{jobs}");
        place.run(&["--keep-lines", "in", "-o", &out, "-j", jobs, "--edits", "log"], "").fine();
        assert_eq!(place.read(&format!("{out}/p.txt")), KEPT);
        assert_eq!(place.read(&format!("{out}/x/c.jsonl")), repaired);
        let unpacked = zstd::decode_all(&place.bytes(&format!("{out}/x/d.ndjson.zst"))[..]).unwrap();
        assert_eq!(unpacked, repaired.as_bytes());
        assert_eq!(gunzip(&place.bytes(&format!("{out}/x/e.JSONL.gz"))), repaired.as_bytes());
    }
    let log = place.read("log");
    assert!(
        log.contains(r#""page":"in/p.txt"}"#) && log.contains(r#""page":"in/x/c.jsonl","line":2}"#),
        "{log}"
    );
    // In place, and several inputs to one output in their order.
    place.run(&["--keep-lines", "-i", "in/x"], "").fine();
    assert_eq!(place.read("in/x/c.jsonl"), repaired);
    let both = place.run(&["in/x/c.jsonl", "in/x/d.ndjson.zst"], "").fine();
    assert_eq!(both, repaired.repeat(2));
}

#[test]
fn globs_and_ignore_files_choose() {
    let place = Place::with(&[
        ("in/a.txt", PAGE.as_bytes()),
        ("in/b.page", PAGE.as_bytes()),
        ("in/ads/c.txt", PAGE.as_bytes()),
        ("in/old/d.txt", PAGE.as_bytes()),
        ("in/.hidden/e.txt", PAGE.as_bytes()),
        ("in/.ignore", b"old/\n"),
        ("list", b"in/a.txt\n\nin/old/d.txt\n"),
    ]);
    let found = |arguments: &[&str]| {
        let Run { stdout, .. } = place.run(&[&["--check"], arguments].concat(), "");
        stdout.lines().map(|line| line.trim_start_matches("in/").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&["in"]), ["a.txt", "ads/c.txt"]);
    assert_eq!(found(&["in", "--no-ignore"]), ["a.txt", "ads/c.txt", "old/d.txt"]);
    assert_eq!(found(&["in", "--hidden"]), [".hidden/e.txt", "a.txt", "ads/c.txt"]);
    assert_eq!(found(&["in", "-g", "*.page"]), ["b.page"]);
    assert_eq!(found(&["in", "--glob", "*.txt", "--glob", "!ads/"]), ["a.txt"]);
    assert_eq!(found(&["--file-list", "list"]), ["a.txt", "old/d.txt"]);
    let listed = place.run(&["--check", "--file-list", "-"], "in/a.txt\n");
    assert_eq!(listed.stdout, "in/a.txt\n");
}

#[test]
fn line_ends_are_the_pages_own() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let column = "　　十年前，这里风沙滚滚，处处是盐碱地。如\n今一行行柽柳郁郁葱葱，白鹭时时飞过。两岸的\n\
                  人家早晚都到堤上走一走，看看水，看看树。\n\n　　今年的新苗已经栽下，明年就能连成一片。\n";
    for text in [PAGE, PAGE.trim_end(), column, column.trim_end(), CLEAN] {
        for lines in [&[][..], &["--keep-lines"]] {
            let place = Place::new();
            let plain = place.run(lines, text).fine();
            let arguments = [lines, &["--edits", "log"]].concat();
            let given = crlf(text);
            let ended = place.run(&arguments, &given).fine();
            assert_eq!(ended, crlf(&plain), "{text}");
            assert_eq!(place.run(&["--revert", "log"], &ended).fine(), given);
            assert_eq!(plain.ends_with('\n'), text.ends_with('\n'));
        }
    }
    let markdown = Place::new().run(&["--format", "markdown"], crlf(column)).fine();
    assert_eq!(markdown.matches('\n').count(), markdown.matches("\r\n").count());
}

#[test]
fn one_page_goes_to_one_file() {
    let place = Place::with(&[("p.txt", PAGE.as_bytes()), ("old.txt", b"old")]);
    assert_eq!(place.run(&["--keep-lines", "p.txt", "-o", "new/sub/p.txt"], "").fine(), "");
    assert_eq!(place.read("new/sub/p.txt"), KEPT);
    place.run(&["--keep-lines", "p.txt", "--output", "old.txt"], "").fine();
    assert_eq!(place.read("old.txt"), KEPT);
    place.run(&["--keep-lines", "-", "-o", "in.txt.gz"], PAGE).fine();
    assert_eq!(gunzip(&place.bytes("in.txt.gz")), KEPT.as_bytes());
    place.run(&["--jsonl", "--keep-lines", "-o", "l.jsonl"], lines(&[PAGE])).fine();
    assert_eq!(place.read("l.jsonl"), lines(&[KEPT]));
}
