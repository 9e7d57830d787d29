//! The example program, run as people run it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use dedouble::{repair, restore};
use tempfile::TempDir;

/// A page that is doubled from end to end, but for its last line.
const PAGE: &str = "全市工作会议全市工作会议昨日昨日召开召开，，二百名代表二百名代表出席出席。。\n\
                    会上会上宣读了宣读了《《决定决定》》，，表彰表彰1212个集体个集体。。\n\
                    人人都说书记处书记讲得好。\n";

/// The same with its lines kept.
const KEPT: &str = "全市工作会议昨日召开，二百名代表出席。\n\
                    会上宣读了《决定》，表彰12个集体。\n\
                    人人都说书记处书记讲得好。\n";

const CLEAN: &str = "天天读书，高高兴兴。\n";

/// The program stands beside the tests. `cargo test` builds the examples first;
/// `cargo test --test suite` alone does not.
fn program() -> PathBuf {
    let tests = std::env::current_exe().expect("the tests are a file");
    let name = format!("dedouble{}", std::env::consts::EXE_SUFFIX);
    let program = tests.ancestors().nth(2).expect("target/profile/deps/suite").join("examples").join(name);
    assert!(program.exists(), "cargo build --example dedouble makes {}", program.display());
    program
}

/// What a run gave.
struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    fn of(output: Output) -> Run {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let status = output.status.code().expect("the program is not killed");
        let run = Run { status, stdout: text(output.stdout), stderr: text(output.stderr) };
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        run
    }

    /// Asserts that all went well, and gives standard output.
    fn fine(self) -> String {
        assert_eq!((self.status, &*self.stderr), (0, ""));
        self.stdout
    }
}

/// A folder to run in.
struct Place(TempDir);

impl Place {
    fn new() -> Place {
        Place(tempfile::tempdir().expect("a folder"))
    }

    fn with(files: &[(&str, &[u8])]) -> Place {
        let place = Place::new();
        for (name, bytes) in files {
            let path = place.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of everything in the folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn run(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
        let mut child = Command::new(program())
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_owned();
        // A program that ends before it has read everything is no fault of the test.
        let feed = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        feed.join().unwrap();
        Run::of(output)
    }
}

fn run(arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
    Place::new().run(arguments, input)
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

fn ended(text: &str) -> String {
    format!("{text}{}", if text.ends_with('\n') { "" } else { "\n" })
}

// ---- One article ----

#[test]
fn a_page_in_any_way_gives_the_article() {
    let place = Place::with(&[("page.txt", PAGE.as_bytes())]);
    let article = ended(&restore(PAGE));
    assert!(article.contains("会上宣读了《决定》"), "{article}");
    assert_eq!(place.run(&["page.txt"], "").fine(), article);
    assert_eq!(place.run(&["-"], PAGE).fine(), article);
    assert_eq!(place.run(&[], PAGE).fine(), article);
}

#[test]
fn kept_lines_are_kept() {
    assert_eq!(run(&["--keep-lines"], PAGE).fine(), KEPT);
    assert_eq!(run(&["--keep-lines"], PAGE.trim_end()).fine(), KEPT, "an article ends its last line");
    assert_eq!(repair(PAGE), KEPT);
}

#[test]
fn what_needs_no_repair_comes_out_as_it_was() {
    for text in [CLEAN, "\n\n", "a\u{0}b\n", ""] {
        assert_eq!(run(&["--keep-lines"], text).fine(), text, "{text:?}");
    }
    assert_eq!(run(&[], "").fine(), "");
    assert_eq!(run(&["--format", "json"], "").fine(), "[]\n");
    assert_eq!(run(&["--format", "markdown"], "").fine(), "");
}

#[test]
fn options_reach_the_library() {
    let article = |arguments: &[&str]| run(arguments, PAGE).fine();
    for (caution, level) in [
        ("low", dedouble::Caution::Low),
        ("high", dedouble::Caution::High),
        ("utmost", dedouble::Caution::Utmost),
    ] {
        let mut options = dedouble::Options::default();
        options.caution = level;
        let expected = dedouble::Restorer::new(options).restore(PAGE).text.into_owned();
        assert_eq!(article(&["--caution", caution]), ended(&expected), "{caution}");
    }
    let mixed = "共 12 个，共12个，用 Rust 写。\n";
    for (gap, choice) in [
        ("keep", dedouble::HanLatin::Keep),
        ("close", dedouble::HanLatin::Close),
        ("space", dedouble::HanLatin::Space),
    ] {
        let mut options = dedouble::Options::default();
        options.han_latin = choice;
        let expected = dedouble::Restorer::new(options).restore(mixed).text.into_owned();
        assert_eq!(run(&["--han-latin", gap], mixed).fine(), ended(&expected), "{gap}");
    }
}

#[test]
fn json_blocks_are_the_librarys() {
    let restored = dedouble::Restorer::default().restore(PAGE);
    let json = run(&["--format", "json"], PAGE).fine();
    let blocks: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(blocks.len(), restored.blocks.len());
    for (json, block) in blocks.iter().zip(&restored.blocks) {
        let source = restored.log.span_to_source(block.span.clone());
        assert_eq!(json["text"], restored.text[block.span.clone()]);
        assert_eq!(json["span"], serde_json::json!([block.span.start, block.span.end]));
        assert_eq!(json["source"], serde_json::json!([source.start, source.end]));
        assert_eq!(json["bold"], block.bold);
        assert!(json["role"].is_string());
    }
}

// ---- Encodings ----

#[test]
fn encodings_are_read() {
    let big5 = encoding_rs::BIG5.encode("會議會議昨日昨日召開召開，，代表代表出席出席。。\n").0.into_owned();
    let with_mark = |bytes: &[u8], mark: &[u8]| [mark, bytes].concat();
    let cases: [(&str, Vec<u8>, &str); 10] = [
        ("utf-8", PAGE.into(), KEPT),
        ("utf-8", with_mark(PAGE.as_bytes(), b"\xEF\xBB\xBF"), KEPT),
        ("gb18030", gb18030(PAGE), KEPT),
        ("gb18030", with_mark(&gb18030(PAGE), b"\x84\x31\x95\x33"), KEPT),
        ("auto", gb18030(PAGE), KEPT),
        ("auto", PAGE.into(), KEPT),
        ("utf-16le", utf16(PAGE, u16::to_le_bytes), KEPT),
        ("utf-16be", utf16(PAGE, u16::to_be_bytes), KEPT),
        // A byte order mark tells what the option does not.
        ("utf-8", with_mark(&utf16(PAGE, u16::to_be_bytes), b"\xFE\xFF"), KEPT),
        ("big5", big5, "會議昨日召開，代表出席。\n"),
    ];
    for (i, (encoding, bytes, expected)) in cases.into_iter().enumerate() {
        let text = run(&["--keep-lines", "--encoding", encoding], bytes).fine();
        assert_eq!(text, expected, "case {i}: {encoding}");
    }
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let mut broken = PAGE.as_bytes().to_vec();
    broken[30] = 0xFF;
    let place = Place::with(&[("page.txt", &broken), ("gb.txt", &gb18030(PAGE))]);
    let run = place.run(&["page.txt", "--edits", "log"], "");
    assert_eq!((run.status, &*run.stdout), (1, ""));
    assert!(run.stderr.starts_with("dedouble: page.txt: byte 30: not UTF-8"), "{}", run.stderr);

    let run = place.run(&["gb.txt"], "");
    assert_eq!((run.status, &*run.stdout), (1, ""));
    assert!(run.stderr.contains("--encoding auto"), "{}", run.stderr);

    let cut = gb18030("会议");
    let run = place.run(&["--encoding", "gb18030"], &cut[..3]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.starts_with("dedouble: standard input: byte 2: not gb18030"), "{}", run.stderr);

    let odd = utf16("a", u16::to_le_bytes);
    let run = place.run(&["--encoding", "utf-16le"], [&odd[..], b"\x00\xD8", &odd[..]].concat());
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("byte 2: not UTF-16LE"), "{}", run.stderr);
}

#[test]
fn binary_input_is_no_text() {
    let binary: Vec<u8> = b"%PDF-1.7\n\x00\xE2\xE3\xCF\xD3\xFF".to_vec();
    let auto = run(&["--encoding", "auto"], &binary);
    assert_eq!((auto.status, &*auto.stdout), (1, ""));
    assert!(auto.stderr.contains("byte 9: no text"), "{}", auto.stderr);
    let utf8 = run(&[], &binary);
    assert_eq!((utf8.status, &*utf8.stdout), (1, ""));
    assert!(utf8.stderr.contains("byte 10: not UTF-8"), "{}", utf8.stderr);
}

// ---- Files ----

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
    let out = place.run(&["in", "d.txt", "--keep-lines", "--out-dir", "in/out"], "");
    assert_eq!(out.fine(), "");
    assert_eq!(place.read("in/out/a.txt"), KEPT);
    assert_eq!(place.read("in/out/more/b.TXT"), CLEAN);
    assert_eq!(place.read("in/out/d.txt"), KEPT);
    assert!(!place.path("in/out/more/c.md").exists() && !place.path("in/out/.hidden.txt").exists());
    // What was written there is not read as a page the next time.
    assert_eq!(place.run(&["in", "--keep-lines", "--out-dir", "in/out"], "").fine(), "");
    assert!(!place.path("in/out/out").exists());

    assert_eq!(place.run(&["d.txt", "--format", "json", "--out-dir", "json"], "").fine(), "");
    assert!(serde_json::from_str::<serde_json::Value>(&place.read("json/d.json")).is_ok());
}

#[test]
fn one_bad_page_does_not_stop_the_others() {
    let place = Place::with(&[("a.txt", b"\xFF"), ("b.txt", PAGE.as_bytes())]);
    let run = place.run(&["a.txt", "b.txt", "--keep-lines", "--out-dir", "out", "--edits", "log"], "");
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("a.txt: byte 0"), "{}", run.stderr);
    assert_eq!(place.read("out/b.txt"), KEPT);
    assert!(!place.path("out/a.txt").exists());
    assert!(place.read("log").starts_with(r#"{"version":1,"#));

    let run = place.run(&["none.txt", "b.txt", "--out-dir", "out"], "");
    assert_eq!(run.status, 2);
}

#[test]
fn articles_never_replace_pages_or_each_other() {
    let place =
        Place::with(&[("a/p.txt", PAGE.as_bytes()), ("b/p.txt", CLEAN.as_bytes()), ("empty/x.md", b"")]);
    let cases: [(&[&str], &str); 4] = [
        (&["a/p.txt", "b/p.txt", "--out-dir", "out"], "two pages"),
        (&["a", "--out-dir", "a"], "would replace the page"),
        (&["a/p.txt", "--out-dir", "a"], "would replace the page"),
        (&["empty", "--out-dir", "out"], "no .txt file"),
    ];
    for (arguments, message) in cases {
        let run = place.run(arguments, "");
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.stderr.contains(message), "{arguments:?}: {}", run.stderr);
    }
    assert_eq!(place.read("a/p.txt"), PAGE);
    assert!(!place.path("out").exists());
}

#[test]
fn usage_that_cannot_be_meant_is_refused() {
    let place = Place::with(&[("a.txt", b""), ("b.txt", b"")]);
    let cases: [&[&str]; 12] = [
        &["a.txt", "b.txt"],
        &["."],
        &["--jsonl", "a.txt", "b.txt"],
        &["--jsonl", "--format", "json"],
        &["--jsonl", "--diff"],
        &["--text-key", "body"],
        &["--keep-lines", "--format", "markdown"],
        &["--revert", "a.txt", "--edits", "b.txt"],
        &["--revert", "log", "a.txt", "b.txt"],
        &["--encoding", "utf-9"],
        &["--caution", "none"],
        &["--out-dir", "x"],
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

// ---- The log ----

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
        assert_eq!((run.status, &*run.stdout), (1, ""), "{other}");
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
    fs::write(place.path("two"), format!("{log}{log}")).unwrap();
    fs::write(place.path("headless"), log.split_once('\n').unwrap().1).unwrap();
    let cases = [
        ("empty", "not the log of one page"),
        ("text", "line 1"),
        ("newer", "form 9"),
        ("cut", "line"),
        ("two", "one page"),
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
    // What cannot be written leaves what was there.
    let run = place.run(&["--jsonl", "none.jsonl", "--edits", "log"], "");
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

// ---- Looking without writing ----

#[test]
fn check_names_what_would_change() {
    let place = Place::with(&[("a.txt", PAGE.as_bytes()), ("b.txt", CLEAN.as_bytes())]);
    let run = place.run(&["--check", "--keep-lines", "a.txt", "b.txt"], "");
    assert_eq!((run.status, &*run.stdout, &*run.stderr), (1, "a.txt\n", ""));
    assert_eq!(place.run(&["--check", "b.txt"], "").fine(), "");
    let lines = format!("{}\n{}\n", serde_json::json!({"text": CLEAN}), serde_json::json!({"text": PAGE}));
    let run = place.run(&["--check", "--jsonl", "--keep-lines"], lines);
    assert_eq!((run.status, &*run.stdout, &*run.stderr), (1, "2\n", ""));
    assert_eq!(place.names(), ["a.txt", "b.txt"]);
}

#[test]
fn diff_shows_what_would_change() {
    let place = Place::with(&[("a.txt", PAGE.as_bytes()), ("b.txt", CLEAN.as_bytes())]);
    let diff = place.run(&["--diff", "--keep-lines", "a.txt", "b.txt"], "").fine();
    let (old, new) = (PAGE.lines().next().unwrap(), KEPT.lines().next().unwrap());
    for line in
        ["--- a.txt", "+++ a.txt", &format!("-{old}"), &format!("+{new}"), " 人人都说书记处书记讲得好。"]
    {
        assert!(diff.lines().any(|l| l == line), "{line}\n{diff}");
    }
    assert!(!diff.contains("b.txt"));
    let run = place.run(&["--diff", "--check", "--keep-lines", "a.txt"], "");
    assert_eq!(run.status, 1);
    assert!(diff.starts_with(&run.stdout) && !run.stdout.is_empty());
}

#[test]
fn stats_go_to_standard_error() {
    let run = run(&["--stats", "--keep-lines"], PAGE);
    assert_eq!((run.status, &*run.stdout), (0, KEPT));
    let figure = |name: &str| {
        let line = run.stderr.lines().find(|line| line.trim_start().starts_with(name));
        let figure = line.and_then(|line| line.split_whitespace().last()).map(str::parse::<usize>);
        figure.unwrap_or_else(|| panic!("{name}: {}", run.stderr)).unwrap()
    };
    assert_eq!(figure("documents "), 1);
    assert_eq!(figure("documents changed"), 1);
    assert_eq!(figure("bytes read"), PAGE.len());
    assert_eq!(figure("bytes after"), KEPT.len());
    assert_eq!(figure("edits"), figure("copy"));
}

// ---- JSON Lines ----

/// The program's answer to JSON Lines with lines kept.
fn jsonl(lines: &str) -> Run {
    run(&["--jsonl", "--keep-lines"], lines)
}

#[test]
fn every_other_byte_of_a_line_stays() {
    let doubled = "会议会议昨日昨日召开召开，，代表代表出席出席。。";
    let repaired = "会议昨日召开，代表出席。";
    assert_eq!(repair(doubled), repaired);
    // What a parser and a writer between them would change: numbers, blanks,
    // escapes, order, doubled and odd keys, depth.
    let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
    let cases = [
        r#"{"text":"TEXT"}"#.to_owned(),
        r#"{ "id" : 1.0 , "text" :  "TEXT"  , "z":1E+2,"a":-0.0 }"#.to_owned(),
        r#"{"n":123456789012345678901234567890.10,"text":"TEXT","m":1e400}"#.to_owned(),
        r#"{"b":"\u00e9\/\ud83d\ude00","text":"TEXT","text2":"会议会议","b":null}"#.to_owned(),
        r#"{"meta":{"text":"会议会议昨日昨日召开召开","list":[1,  2]},"text":"TEXT","":0}"#.to_owned(),
        format!(r#"{{"deep":{deep},"text":"TEXT"}}"#),
        "\u{feff}{\"text\":\"TEXT\"}".to_owned(),
        "\t{\"te\\u0078t\":\"TEXT\"}\t".to_owned(),
    ];
    for end in ["\n", "\r\n", ""] {
        for case in &cases {
            let given = case.replace("TEXT", doubled) + end;
            assert_eq!(jsonl(&given).fine(), case.replace("TEXT", repaired) + end);
        }
    }
    let all: Vec<String> = cases.iter().map(|case| case.replace("TEXT", doubled)).collect();
    let expected: Vec<String> = cases.iter().map(|case| case.replace("TEXT", repaired)).collect();
    assert_eq!(jsonl(&all.join("\n")).fine(), expected.join("\n"), "in order");
}

#[test]
fn text_that_stays_is_not_written_anew() {
    for line in [
        r#"{"text":"\u5929天\/\u0041"}"#,
        r#"{"text":""}"#,
        r#"{"text":"a\u0000b"}"#,
        r#"{"text": "天天读书\n高高兴兴"}"#,
    ] {
        assert_eq!(jsonl(line).fine(), line);
    }
}

#[test]
fn escapes_stay_escapes() {
    let escaped =
        |text: &str| -> String { text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect() };
    let given = format!(r#"{{"text":"{}"}}"#, escaped("会议会议昨日昨日召开召开，，𠮷祥𠮷祥出席出席。。"));
    let expected = format!(r#"{{"text":"{}"}}"#, escaped("会议昨日召开，𠮷祥出席。"));
    assert_eq!(jsonl(&given).fine(), expected);
    let given = r#"{"text":"“会议”“会议”\n昨日昨日召开召开，，代表代表出席出席。。\t\"\\"}"#;
    let value: serde_json::Value = serde_json::from_str(given).unwrap();
    let repaired: serde_json::Value = serde_json::from_str(&jsonl(given).fine()).unwrap();
    assert_eq!(repaired["text"], *repair(value["text"].as_str().unwrap()));
}

#[test]
fn the_text_key_can_be_another() {
    let line =
        r#"{"text":"会议会议昨日昨日召开召开","正文":"会议会议昨日昨日召开召开，，代表代表出席出席。。"}"#;
    let out = run(&["--jsonl", "--keep-lines", "--text-key", "正文"], line).fine();
    assert_eq!(out, r#"{"text":"会议会议昨日昨日召开召开","正文":"会议昨日召开，代表出席。"}"#);
}

#[test]
fn a_line_that_is_no_such_object_comes_out_as_it_was() {
    let good = format!("{}\n", serde_json::json!({"text": PAGE, "id": 7}));
    let repaired = format!("{}\n", serde_json::json!({"text": KEPT, "id": 7}));
    let cases: [(&[u8], &str); 16] = [
        (b"", "byte 0: "),
        (b"not json", "byte "),
        (b"[1,2]", "expected an object"),
        (b"\"text\"", "expected an object"),
        (b"null", "expected an object"),
        (b"{\"text\":\"a\"", "byte 10: EOF"),
        (b"{\"text\":\"a\"} x", "byte 13: trailing"),
        (b"{\"text\":\"a\",}", "byte 12: "),
        (b"{\"other\":1}", "no field \"text\""),
        (b"{\"text\":null}", "is no text"),
        (b"{\"text\":5}", "is no text"),
        (b"{\"text\":[\"a\"]}", "is no text"),
        (b"{\"text\":\"\\ud800\"}", "is no text"),
        (b"{\"text\":\"a\",\"text\":\"b\"}", "more than one field"),
        (b"{\"text\":\"\xFF\"}", "byte 9: not UTF-8"),
        (b"\x00\xFF\xFE", "byte 1: not UTF-8"),
    ];
    for (line, message) in cases {
        let input = [good.as_bytes(), line, b"\r\n", good.as_bytes()].concat();
        let expected = [repaired.as_bytes(), line, b"\r\n", repaired.as_bytes()].concat();
        let place = Place::with(&[("in.jsonl", &input)]);
        let output = Command::new(program())
            .args(["--jsonl", "--keep-lines"])
            .arg(place.path("in.jsonl"))
            .output()
            .unwrap();
        let name = String::from_utf8_lossy(line);
        assert_eq!(output.stdout, expected, "{name}");
        assert_eq!(output.status.code(), Some(1), "{name}");
        let fault = String::from_utf8(output.stderr).unwrap();
        assert!(fault.contains("in.jsonl: line 2") && fault.contains(message), "{name}: {fault}");
        assert_eq!(fault.lines().count(), 1, "{fault}");
    }
}

#[test]
fn no_lines_are_no_fault() {
    assert_eq!(jsonl("").fine(), "");
}

#[test]
fn the_logs_of_lines_give_them_back() {
    let lines = [
        serde_json::json!({"text": PAGE}).to_string(),
        "no object".to_owned(),
        serde_json::json!({"text": CLEAN}).to_string(),
        serde_json::json!({"id": 1, "text": "会议会议昨日昨日召开召开，，代表代表出席出席。。"}).to_string(),
    ]
    .join("\n");
    let place = Place::new();
    let repaired = place.run(&["--jsonl", "--edits", "log"], &lines);
    assert_eq!(repaired.status, 1);
    let reverted = place.run(&["--jsonl", "--revert", "log"], &repaired.stdout);
    assert_eq!((reverted.status, &*reverted.stdout), (1, &*lines));
    let header = place.read("log").lines().next().unwrap().to_owned();
    assert!(header.ends_with(r#""line":1}"#), "{header}");

    let wrong = repaired.stdout.replacen("讲得好", "讲得妙", 1);
    let reverted = place.run(&["--jsonl", "--revert", "log"], &wrong);
    assert!(reverted.stderr.contains("line 1: the log was made for another text"), "{}", reverted.stderr);
    assert!(reverted.stdout.ends_with(lines.lines().last().unwrap()));
    let longer = format!("{}\n{}", repaired.stdout, serde_json::json!({"text": CLEAN}));
    let reverted = place.run(&["--jsonl", "--revert", "log"], &longer);
    assert!(reverted.stderr.contains("line 5: no log"), "{}", reverted.stderr);
}

#[test]
fn each_line_comes_back_before_the_next_is_given() {
    let mut child = Command::new(program())
        .args(["--jsonl", "--keep-lines"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        writeln!(stdin, "{}", serde_json::json!({"text": PAGE})).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(line.trim_end(), serde_json::json!({"text": KEPT}).to_string());
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

// ---- Pipes ----

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let place = Place::new();
    // More than any pipe holds.
    let line = format!("{}\n", serde_json::json!({"text": PAGE}));
    let cases: [(&[&str], String); 2] = [
        (&["--jsonl", "--edits", "log"], line.repeat(2_000)),
        (&["--keep-lines", "--edits", "kept"], CLEAN.repeat(40_000)),
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
