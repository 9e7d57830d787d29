//! Many documents and huge ones: the same results however they are given.

use std::fmt::Write;

use dedouble::{Restorer, Stream};
use proptest::prelude::*;

use crate::fixtures::all;

/// A text, or an error.
type Document = Result<String, usize>;

/// Documents with errors between them, and what each gives on its own.
fn corpus() -> (Vec<Document>, Vec<Document>) {
    let restorer = Restorer::default();
    let texts = all().into_iter().map(|f| f.input).enumerate();
    let documents: Vec<Document> = texts
        .flat_map(|(n, text)| [Ok(text), Err(n)].into_iter().take(1 + usize::from(n % 7 == 3)))
        .collect();
    let alone = |d: &Document| match d {
        Ok(text) => Ok(restorer.restore(text).text.into_owned()),
        Err(n) => Err(*n),
    };
    let expected = documents.iter().map(alone).collect();
    (documents, expected)
}

fn restored(documents: &[Document]) -> Vec<Document> {
    let mut out = Vec::new();
    Restorer::default().restore_all(documents.iter().cloned(), |document| {
        out.push(document.map(|(source, restored)| {
            assert_eq!(source, restored.source);
            restored.text.into_owned()
        }));
    });
    out
}

#[test]
fn documents_come_in_order_with_their_errors() {
    let (documents, expected) = corpus();
    assert!(restored(&documents) == expected);
}

#[cfg(feature = "rayon")]
#[test]
fn any_number_of_threads_gives_the_same() {
    let (documents, _) = corpus();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| restored(&documents))
    };
    let one = on(1);
    assert!(on(2) == one && on(5) == one);
}

/// What a stream gives of a text that is fed in chunks of these sizes, in characters.
fn streamed(text: &str, piece: usize, chunks: &[usize]) -> (String, usize) {
    let restorer = Restorer::default();
    let mut stream = Stream::new(&restorer, piece);
    let (mut out, mut pieces) = (String::new(), 0);
    let mut rest = text;
    for size in chunks.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let end = rest.char_indices().nth((*size).max(1)).map_or(rest.len(), |(at, _)| at);
        let mut take = |piece: dedouble::Restored| {
            pieces += 1;
            write!(out, "{}|", piece.text).expect("a string");
        };
        stream.feed(&rest[..end], &mut take);
        rest = &rest[end..];
    }
    stream.finish(|piece| write!(out, "{}|", piece.text).expect("a string"));
    (out, pieces)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn chunks_do_not_matter(
        parts in proptest::collection::vec(
            proptest::sample::select(vec!["港口新建。", "又到又到99月月", "\n", "\n\n", " \n", "\r\n", "\u{c}", "\u{3000}\n"]),
            0..60,
        ),
        piece in 0..80usize,
        chunks in proptest::collection::vec(1..20usize, 1..5),
    ) {
        let text = parts.concat();
        prop_assert_eq!(streamed(&text, piece, &chunks).0, streamed(&text, piece, &[usize::MAX - 1]).0);
    }
}

#[test]
fn pieces_end_where_they_are_said_to() {
    let cases = [
        ("甲\n\n乙\n丙", 0, "甲\n|乙\n丙|"),
        ("甲\n \u{3000}\n\n乙", 0, "甲\n|\n乙|"),
        ("甲\n\n乙\n\n丙", 8, "甲\n乙\n|丙|"),
        ("甲\u{c}乙", 100, "甲\u{c}|乙|"),
    ];
    for (text, piece, want) in cases {
        let restorer = Restorer::new({
            let mut options = dedouble::Options::default();
            options.lines = dedouble::Lines::Keep;
            options
        });
        let mut stream = Stream::new(&restorer, piece);
        let mut got = Vec::new();
        stream.feed(text, |piece| got.push(piece.source.len()));
        stream.finish(|piece| got.push(piece.source.len()));
        assert_eq!(got.iter().sum::<usize>(), text.len(), "{want}");
        assert_eq!(got.len(), want.matches('|').count(), "{text:?}");
    }
}
