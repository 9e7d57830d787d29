//! Encodings kept: every byte that no edit touches comes out as it was.

use super::{Place, CLEAN, KEPT, PAGE};

/// The page in an encoding, and what it is to become.
fn both(encoding: &'static encoding_rs::Encoding) -> (Vec<u8>, Vec<u8>) {
    (encoding.encode(PAGE).0.into_owned(), encoding.encode(KEPT).0.into_owned())
}

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    [mark, text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn pages_keep_their_encoding() {
    let (gb, gb_kept) = both(encoding_rs::GB18030);
    let marked = |bytes: &[u8]| [b"\x84\x31\x95\x33", bytes].concat();
    let bom = |text: &str| [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let cases: [(&str, Vec<u8>, Vec<u8>); 6] = [
        ("utf-8", PAGE.into(), KEPT.into()),
        ("utf-8 with a mark", bom(PAGE), bom(KEPT)),
        ("gb18030", gb.clone(), gb_kept.clone()),
        ("gb18030 with a mark", marked(&gb), marked(&gb_kept)),
        ("utf-16", utf16(PAGE, false), utf16(KEPT, false)),
        ("utf-16 with a mark", utf16(PAGE, true), utf16(KEPT, true)),
    ];
    for (name, page, kept) in cases {
        let place = Place::with(&[("page.txt", &page)]);
        place.run(&["--keep-lines", "page.txt", "--output-encoding", "same", "-o", "out.txt"], "").fine();
        assert_eq!(place.bytes("out.txt"), kept, "{name}");
        place.run(&["--keep-lines", "page.txt", "-i", "--edits", "log"], "").fine();
        assert_eq!(place.bytes("page.txt"), kept, "{name}");
        place.run(&["-i", "page.txt", "--revert", "log"], "").fine();
        assert_eq!(place.bytes("page.txt"), page, "{name}");
        place.run(&["--keep-lines", "page.txt", "--output-encoding", "utf8", "-o", "out.txt"], "").fine();
        assert_eq!(place.read("out.txt"), KEPT, "{name}");
    }
}

#[test]
fn bytes_that_are_no_text_are_kept_in_place_and_told() {
    // Between two doubled lines, in a doubled stretch, and at the end; the same byte twice.
    let broken = |text: &str, encoding: &'static encoding_rs::Encoding| {
        let encoded = encoding.encode(text).0.into_owned();
        let line = encoded.iter().position(|&b| b == b'\n').unwrap();
        [&encoded[..line], b"\xff\xff", &encoded[line..], b"\xff"].concat()
    };
    for encoding in [encoding_rs::UTF_8, encoding_rs::GB18030] {
        let page = broken(PAGE, encoding);
        let place = Place::with(&[("page.txt", &page)]);
        let run = place.run(&["--keep-lines", "-i", "--edits", "log", "page.txt"], "");
        assert_eq!(run.status, 0, "{}", run.stderr);
        let line = page.iter().position(|&b| b == 0xff).unwrap();
        let expected = format!("dedouble: page.txt: byte {line}: not {}", encoding.name());
        assert!(run.stderr.starts_with(&expected) && run.stderr.contains("kept"), "{}", run.stderr);
        assert_eq!(place.bytes("page.txt"), broken(KEPT, encoding));
        let back = place.run(&["-i", "--revert", "log", "page.txt"], "");
        assert_eq!(back.status, 0, "{}", back.stderr);
        assert_eq!(place.bytes("page.txt"), page);
        // To UTF-8 they cannot go, and are not replaced.
        let run = place.run(&["page.txt"], "");
        assert_eq!((run.status, &*run.stdout), (2, ""));
    }
}

#[test]
fn a_character_with_two_codes_keeps_its_own() {
    // 0x80 is the euro sign of GBK, 0xA2E3 that of GB18030.
    let (page, kept) = both(encoding_rs::GB18030);
    let with = |bytes: &[u8]| [bytes, b"\x80 \xa2\xe3\n"].concat();
    let place = Place::with(&[("page.txt", &with(&page))]);
    place.run(&["--keep-lines", "-i", "--encoding", "gbk", "page.txt"], "").fine();
    assert_eq!(place.bytes("page.txt"), with(&kept));
}

#[test]
fn what_the_encoding_does_not_have_is_a_fault() {
    let page = encoding_rs::BIG5.encode("今年的新苗已經栽下。\n").0.into_owned();
    let place = Place::with(&[("page.txt", &page), ("clean.txt", CLEAN.as_bytes())]);
    // Big5 has no simplified characters, and the page none; the other is UTF-8 and fine.
    let run = place.run(&["-i", "--encoding", "big5", "page.txt"], "");
    assert_eq!((run.status, &*run.stderr), (0, ""));
    assert_eq!(place.bytes("page.txt"), page);
}
