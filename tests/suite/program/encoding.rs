//! Encodings kept: every byte that no edit touches comes out as it was.

use dedouble::{Edit, EditLog, Reason};
use proptest::prelude::*;

use super::{Place, CLEAN, KEPT, PAGE};

use crate::charset::{encode, has_stand_in, Charset};

/// Characters that are replaced: from which on, and how many.
type Cuts = Vec<(usize, usize)>;
/// Where which byte is put.
type Strays = Vec<(usize, u8)>;

/// Text that every encoding here has, a log of it, and bytes that are no text.
fn edited() -> impl Strategy<Value = (String, Cuts, Strays)> {
    let text = proptest::collection::vec(
        proptest::sample::select("天地人，。 a1\n".chars().collect::<Vec<_>>()),
        0..60,
    );
    let cuts = proptest::collection::vec((0_usize..60, 0_usize..5), 0..6);
    let strays = proptest::collection::vec((0_usize..60, Just(0xff_u8)), 0..4);
    (text.prop_map(String::from_iter), cuts, strays)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The naive twin: the text is edited, and encoded from its start.
    #[test]
    fn edits_of_bytes_are_edits_of_text((text, cuts, strays) in edited()) {
        for label in ["utf-8", "gb18030", "big5", "shift_jis", "euc-kr", "utf-16le", "utf-16be"] {
            let charset = Charset::named(label).unwrap();
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            let Ok(bytes) = encode(&text, encoding) else { continue };
            let decoded = charset.decode(&bytes).unwrap();
            prop_assert_eq!(&decoded.text, &text);
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (mut edits, mut end) = (Vec::new(), 0);
            let mut cuts = cuts.clone();
            cuts.sort();
            for (at, size) in cuts {
                let (from, to) = (places[at.min(places.len() - 1)].max(end), places[(at + size).min(places.len() - 1)]);
                if from <= to {
                    edits.push(Edit::try_new(&text, from..to, "新", Reason::Copy, 1.0).unwrap());
                    end = to;
                }
            }
            let log = EditLog::new(text.len(), edits).unwrap();
            if let Ok(expected) = encode(&log.apply(&text).unwrap(), encoding) {
                prop_assert_eq!(decoded.edited(&bytes, &log).unwrap(), expected, "{}", label);
            }
            // Bytes that are no text stay where they are.
            if !label.starts_with("utf-16") {
                let mut broken = bytes.clone();
                strays.iter().for_each(|&(at, byte)| broken.insert(at.min(broken.len()), byte));
                let decoded = charset.decode(&broken).unwrap();
                let cut = EditLog::new(decoded.text.len(), Vec::new()).unwrap();
                prop_assert_eq!(decoded.edited(&broken, &cut).unwrap(), broken.clone());
                let count: usize = decoded.strays.iter().map(|stray| stray.bytes.len()).sum();
                prop_assert!(count >= usize::from(!strays.is_empty()));
                prop_assert_eq!(has_stand_in(&decoded.text), count > 0);
                prop_assert_eq!(decoded.strays_told(&broken).is_some(), count > 0);
                // One edit at the very end finds its place behind all of them.
                let at = decoded.text.len();
                let end = Edit::try_new(&decoded.text, at..at, "1", Reason::Copy, 1.0).unwrap();
                let log = EditLog::new(at, vec![end]).unwrap();
                broken.push(b'1');
                prop_assert_eq!(decoded.edited(&broken[..broken.len() - 1], &log).unwrap(), broken);
            }
        }
    }
}

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
        place.run(&["--keep-lines", "page.txt", "--output-encoding", "utf-8", "-o", "out.txt"], "").fine();
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
