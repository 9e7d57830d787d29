//! JSON Lines in, JSON Lines out.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use dedouble::repair;

use super::{program, run, Place, Run, CLEAN, KEPT, PAGE};

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
        assert_eq!(output.status.code(), Some(2), "{name}");
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
    assert_eq!(repaired.status, 2);
    let reverted = place.run(&["--jsonl", "--revert", "log"], &repaired.stdout);
    assert_eq!((reverted.status, &*reverted.stdout), (2, &*lines));
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
fn one_log_gives_several_inputs_back() {
    let lines = |ids: std::ops::Range<usize>| -> String {
        ids.map(|i| {
            format!("{}\n", serde_json::json!({"text": PAGE.replace("1212", &i.to_string().repeat(2))}))
        })
        .collect()
    };
    let (a, b) = (lines(10..14), lines(20..27));
    let place = Place::with(&[
        ("in/a.jsonl", a.as_bytes()),
        ("in/b.jsonl", b.as_bytes()),
        ("in/p.txt", PAGE.as_bytes()),
    ]);
    place.run(&["in", "-i", "--edits", "log"], "").fine();
    assert_ne!(place.read("in/b.jsonl"), b);
    place.run(&["in/b.jsonl", "-o", "b.jsonl", "--revert", "log"], "").fine();
    assert_eq!(place.read("b.jsonl"), b);
    // What a run that was killed before logged once more, up to some line.
    let log = place.read("log");
    let torn: Vec<&str> =
        log.lines().filter(|line| line.contains("b.jsonl") || line.contains("span")).collect();
    let torn = torn[..torn.len() / 2].join("\n");
    let start = torn.find("in/b.jsonl").map(|at| torn[..at].rfind('\n').map_or(0, |end| end + 1)).unwrap();
    let end = torn.rfind("{\"version\"").unwrap();
    std::fs::write(place.path("twice"), format!("{}{log}", &torn[start..end])).unwrap();
    place.run(&["in", "-i", "--revert", "twice", "-j", "3"], "").fine();
    assert_eq!(
        (place.read("in/a.jsonl"), place.read("in/b.jsonl"), place.read("in/p.txt")),
        (a, b, PAGE.to_owned())
    );
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
