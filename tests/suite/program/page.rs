//! One page in, one article out.

use dedouble::{repair, restore};

use super::{run, Place, CLEAN, KEPT, PAGE};

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn a_page_in_any_way_gives_the_article() {
    let place = Place::with(&[("page.txt", PAGE.as_bytes())]);
    let article = restore(PAGE);
    assert!(article.contains("会上宣读了《决定》"), "{article}");
    assert_eq!(place.run(&["page.txt"], "").fine(), article);
    assert_eq!(place.run(&["-"], PAGE).fine(), article);
    assert_eq!(place.run(&[], PAGE).fine(), article);
}

#[test]
fn kept_lines_are_kept() {
    assert_eq!(run(&["--keep-lines"], PAGE).fine(), KEPT);
    assert_eq!(run(&["--keep-lines"], PAGE.trim_end()).fine(), KEPT.trim_end(), "its end is the page's");
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
        assert_eq!(article(&["--caution", caution]), expected, "{caution}");
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
        assert_eq!(run(&["--han-latin", gap], mixed).fine(), expected, "{gap}");
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

const TRADITIONAL: &str = "今年的新苗已經栽下，兩岸的人家早晚都到堤上走一走，看看水，看看樹，說說笑笑。\n";
const KOREAN: &str = "올해 심은 어린나무가 자라면 강가의 마을 사람들은 아침저녁으로 둑길을 걷는다.\n";
const JAPANESE: &str = "今年植えた若木が育つと、川べりの人々は朝夕に土手を歩きながら水と木をながめます。\n";

#[test]
fn encodings_are_read() {
    let big5 = encoding_rs::BIG5.encode("會議會議昨日昨日召開召開，，代表代表出席出席。。\n").0.into_owned();
    let with_mark = |bytes: &[u8], mark: &[u8]| [mark, bytes].concat();
    let korean = encoding_rs::EUC_KR.encode(KOREAN).0.into_owned();
    let japanese = encoding_rs::SHIFT_JIS.encode(JAPANESE).0.into_owned();
    let cases: [(&str, Vec<u8>, &str); 15] = [
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
        // By their look.
        ("auto", utf16(PAGE, u16::to_le_bytes), KEPT),
        ("auto", utf16(PAGE, u16::to_be_bytes), KEPT),
        ("auto", encoding_rs::BIG5.encode(TRADITIONAL).0.into_owned(), TRADITIONAL),
        ("auto", korean, KOREAN),
        ("auto", japanese, JAPANESE),
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
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert!(run.stderr.starts_with("dedouble: page.txt: byte 30: not UTF-8 (0xff"), "{}", run.stderr);
    assert!(run.stderr.contains("--output-encoding same"), "{}", run.stderr);

    let run = place.run(&["gb.txt", "--encoding", "utf-8"], "");
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert!(run.stderr.contains("more places from byte"), "{}", run.stderr);

    let cut = gb18030("会议");
    let run = place.run(&["--encoding", "gb18030"], &cut[..3]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with("dedouble: standard input: byte 2: not gb18030"), "{}", run.stderr);

    let odd = utf16("a", u16::to_le_bytes);
    let run = place.run(&["--encoding", "utf-16le"], [&odd[..], b"\x00\xD8", &odd[..]].concat());
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("byte 2: not UTF-16LE"), "{}", run.stderr);
}

#[test]
fn binary_input_is_no_text() {
    let binary: Vec<u8> = b"%PDF-1.7\n\x00\xE2\xE3\xCF\xD3\xFF".to_vec();
    let auto = run(&["--encoding", "auto"], &binary);
    assert_eq!((auto.status, &*auto.stdout), (2, ""));
    assert!(auto.stderr.contains("byte 9: no text"), "{}", auto.stderr);
    let utf8 = run(&["--encoding", "utf-8"], &binary);
    assert_eq!((utf8.status, &*utf8.stdout), (2, ""));
    assert!(utf8.stderr.contains("byte 10: not UTF-8"), "{}", utf8.stderr);
}

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
