//! The edit log, against naive twins, on random text and on the fixtures.

use dedouble::{Edit, EditLog, Lines, LogError, LogHeader, Options, Reason, Restorer, SealedLog, Span, Tidy};
use proptest::prelude::*;

use crate::fixtures::{all, report};

/// Characters of one to four bytes, few enough that texts repeat themselves.
const ALPHABET: [&str; 7] = ["一", "二", "，", "a", "\n", "é", "𠮷"];

fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&ALPHABET[..]), 0..most).prop_map(|parts| parts.concat())
}

/// How far an edit stands behind the one before it, how much it takes (both in
/// characters), and what it puts there.
type Step = (usize, usize, String);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..4usize, 0..4usize, text(4)), 0..12)
}

const REASONS: [Reason; 3] = [Reason::Copy, Reason::LineJoin, Reason::LetterSpacing];

/// A log from steps, as far as the text goes.
fn log(source: &str, steps: &[Step]) -> EditLog {
    let mut bounds: Vec<usize> = source.char_indices().map(|(at, _)| at).collect();
    bounds.push(source.len());
    let mut edits = Vec::new();
    let mut at = 0;
    for (i, (gap, take, put)) in steps.iter().enumerate() {
        let (start, end) = (at + gap, at + gap + take);
        if end >= bounds.len() {
            break;
        }
        let span = bounds[start]..bounds[end];
        edits.push(Edit::try_new(source, span, put.clone(), REASONS[i % 3], i as f32 / 3.0).unwrap());
        at = end;
    }
    EditLog::new(source.len(), edits).unwrap()
}

/// The twin of applying: from the end, so that no offset moves.
fn applied(source: &str, edits: &[Edit]) -> String {
    let mut text = source.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.clone(), &edit.replacement);
    }
    text
}

/// The twin of mapping: pairs of places, source and result, of every kept byte.
fn kept(log: &EditLog) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut source_at, mut result_at) = (0, 0);
    for edit in log {
        while source_at < edit.span.start {
            pairs.push((source_at, result_at));
            (source_at, result_at) = (source_at + 1, result_at + 1);
        }
        (source_at, result_at) = (edit.span.end, result_at + edit.replacement.len());
    }
    while source_at < log.source_bytes() {
        pairs.push((source_at, result_at));
        (source_at, result_at) = (source_at + 1, result_at + 1);
    }
    pairs
}

/// The log with source and result changing places.
fn inverse(log: &EditLog, result: &str) -> EditLog {
    let mut ahead = 0isize;
    let edits = log.iter().map(|edit| {
        let start = (edit.span.start as isize + ahead) as usize;
        ahead += edit.replacement.len() as isize - edit.span.len() as isize;
        let span = start..start + edit.replacement.len();
        Edit::try_new(result, span, edit.removed.clone(), edit.reason, edit.bits).unwrap()
    });
    EditLog::new(result.len(), edits.collect()).unwrap()
}

/// The twin of mapping a span: of what stands for each of its bytes, first start to last end.
fn naive_span(log: &EditLog, span: &Span) -> Span {
    let pairs = kept(log);
    let place = |byte: usize| match pairs.iter().find(|(source, _)| *source == byte) {
        Some(&(_, result)) => result..result + 1,
        None => {
            let i = log.iter().position(|e| e.span.contains(&byte)).unwrap();
            let before: usize = log.edits()[..i].iter().map(|e| e.replacement.len()).sum();
            let kept_before = pairs.iter().filter(|(source, _)| *source < byte).count();
            let start = before + kept_before;
            start..start + log.edits()[i].replacement.len()
        }
    };
    place(span.start).start..place(span.end - 1).end
}

/// What is wrong with a log that was made for `source`, if anything.
fn fault(log: &EditLog, source: &str) -> Option<String> {
    let Ok(result) = log.apply(source) else { return Some("it does not apply".to_owned()) };
    if log.revert(&result).as_deref() != Ok(source) {
        return Some("it does not give the source back".to_owned());
    }
    let moved = |&(from, to): &(usize, usize)| {
        let mapped = log.to_result(from) == to && log.to_source(to) == from;
        let spans = log.span_to_result(from..from + 1) == (to..to + 1)
            && log.span_to_source(to..to + 1) == (from..from + 1);
        !(mapped && spans && source.as_bytes()[from] == result.as_bytes()[to])
    };
    if let Some((byte, _)) = kept(log).into_iter().find(moved) {
        return Some(format!("byte {byte} does not map there and back"));
    }
    let lost = |e: &&Edit| {
        let place = log.span_to_result(e.span.clone());
        result.get(place.clone()) != Some(&*e.replacement)
            || !place.is_empty() && log.span_to_source(place) != e.span
    };
    let lost = log.iter().filter(|e| !e.span.is_empty()).find(lost);
    lost.map(|e| format!("the edit at byte {} does not map to its replacement", e.span.start))
}

/// What is wrong with the logs of one page: the whole one, halves of it, and one
/// for two runs.
fn fault_of_page(page: &str) -> Option<String> {
    let mut options = Options::default();
    options.tidy = Tidy::all();
    let joined = Restorer::new(options.clone()).restore(page).log;
    options.lines = Lines::Keep;
    let first = Restorer::new(options).restore(page);
    let second = Restorer::default().restore(&first.text);
    let Ok(both) = first.log.then(page, &second.log) else {
        return Some("the log of a second run does not follow".to_owned());
    };
    if both.apply(page).as_deref() != Ok(&*second.text) {
        return Some("two runs in one log give another text".to_owned());
    }
    let half = |log: &EditLog| {
        let mut kept = false;
        log.filter(|_| {
            kept = !kept;
            kept
        })
    };
    let logs = [(&joined, page), (&first.log, page), (&second.log, &*first.text), (&both, page)];
    logs.iter().find_map(|&(log, source)| fault(log, source).or_else(|| fault(&half(log), source)))
}

/// Pieces of pages, some of them to be painted more than once.
const PIECES: [&str; 14] = [
    "每年",
    "工作会议",
    "天天",
    "高高兴兴",
    "，",
    "。",
    "30",
    "2000",
    "全 流 程 同 步",
    "⽇报",
    "(甲）",
    "book",
    "\n",
    " ",
];

fn page() -> impl Strategy<Value = String> {
    let painted =
        (prop::sample::select(&PIECES[..]), 1..4usize).prop_map(|(piece, times)| piece.repeat(times));
    prop::collection::vec(painted, 0..40).prop_map(|pieces| pieces.concat())
}

#[test]
fn logs_of_fixtures_revert_and_map_there_and_back() {
    let fixtures = all();
    let failures: Vec<String> =
        fixtures.iter().filter_map(|f| Some(format!("{}: {}", f.name, fault_of_page(&f.input)?))).collect();
    report("logs", fixtures.len(), &failures);
}

proptest! {
    #[test]
    fn logs_of_pages_revert_and_map_there_and_back(page in page()) {
        prop_assert_eq!(fault_of_page(&page), None);
    }

    #[test]
    fn applying_and_reverting_give_result_and_source(source in text(40), steps in steps()) {
        let log = log(&source, &steps);
        let result = log.apply(&source).unwrap();
        prop_assert_eq!(&*result, applied(&source, log.edits()));
        prop_assert_eq!(result.len(), log.result_bytes());
        prop_assert_eq!(&*log.revert(&result).unwrap(), &*source);
    }

    #[test]
    fn any_choice_of_edits_is_a_log(source in text(40), steps in steps(), choice in any::<u16>()) {
        let log = log(&source, &steps);
        let mut i = 0;
        let part = log.filter(|_| { i += 1; choice >> (i - 1) & 1 == 1 });
        let chosen: Vec<Edit> =
            log.iter().enumerate().filter(|(i, _)| choice >> i & 1 == 1).map(|(_, e)| e.clone()).collect();
        prop_assert_eq!(part.edits(), &*chosen);
        let result = part.apply(&source).unwrap();
        prop_assert_eq!(&*result, applied(&source, &chosen));
        prop_assert_eq!(&*part.revert(&result).unwrap(), &*source);
    }

    #[test]
    fn kept_bytes_map_there_and_back(source in text(40), steps in steps()) {
        let log = log(&source, &steps);
        for (source_byte, result_byte) in kept(&log) {
            prop_assert_eq!(log.to_result(source_byte), result_byte);
            prop_assert_eq!(log.to_source(result_byte), source_byte);
        }
        prop_assert_eq!(log.to_result(source.len()), log.result_bytes());
        prop_assert_eq!(log.to_source(log.result_bytes()), source.len());
    }

    #[test]
    fn mapping_keeps_the_order_and_the_characters(source in text(40), steps in steps()) {
        let log = log(&source, &steps);
        let result = log.apply(&source).unwrap();
        let bounds = |text: &str| (0..=text.len() + 2).filter(|&at| at >= text.len() || text.is_char_boundary(at)).collect::<Vec<_>>();
        let there: Vec<usize> = bounds(&source).iter().map(|&at| log.to_result(at)).collect();
        let back: Vec<usize> = bounds(&result).iter().map(|&at| log.to_source(at)).collect();
        prop_assert!(there.is_sorted() && there.iter().all(|&at| result.is_char_boundary(at)));
        prop_assert!(back.is_sorted() && back.iter().all(|&at| source.is_char_boundary(at)));
    }

    #[test]
    fn spans_map_like_their_bytes(source in text(24), steps in steps()) {
        let log = log(&source, &steps);
        let result = log.apply(&source).unwrap();
        let inverse = inverse(&log, &result);
        prop_assert_eq!(inverse.apply(&result).unwrap(), &*source);
        for start in 0..source.len() {
            prop_assert!(log.span_to_result(start..start).is_empty());
            for end in start + 1..=source.len() {
                prop_assert_eq!(log.span_to_result(start..end), naive_span(&log, &(start..end)));
            }
        }
        for start in 0..result.len() {
            prop_assert!(log.span_to_source(start..start).is_empty());
            for end in start + 1..=result.len() {
                prop_assert_eq!(log.span_to_source(start..end), naive_span(&inverse, &(start..end)));
            }
        }
    }

    #[test]
    fn two_stages_in_one_log(source in text(40), one in steps(), two in steps(), three in steps()) {
        let first = log(&source, &one);
        let middle = first.apply(&source).unwrap();
        let second = log(&middle, &two);
        let result = second.apply(&middle).unwrap();
        let third = log(&result, &three);
        let last = third.apply(&result).unwrap();

        let both = first.then(&source, &second).unwrap();
        prop_assert_eq!(both.apply(&source).unwrap(), &*result);
        prop_assert_eq!(both.revert(&result).unwrap(), &*source);

        let all = both.then(&source, &third).unwrap();
        prop_assert_eq!(all.apply(&source).unwrap(), &*last);
        prop_assert_eq!(all.revert(&last).unwrap(), &*source);
        let otherwise = first.then(&source, &second.then(&middle, &third).unwrap()).unwrap();
        prop_assert_eq!(otherwise.apply(&source).unwrap(), &*last);
    }

    #[test]
    fn stages_that_do_not_meet_keep_their_edits(source in text(40), steps in steps()) {
        let log = log(&source, &steps).filter(|e| e.removed != e.replacement);
        let nothing = EditLog::new(log.result_bytes(), Vec::new()).unwrap();
        prop_assert_eq!(&log.then(&source, &nothing).unwrap(), &log);
        let nothing = EditLog::new(source.len(), Vec::new()).unwrap();
        prop_assert_eq!(&nothing.then(&source, &log).unwrap(), &log);
    }

    #[test]
    fn a_written_log_is_read_as_it_was(source in text(40), steps in steps(), bits in any::<f32>()) {
        let mut edits = log(&source, &steps).edits().to_vec();
        if let Some(edit) = edits.first_mut() {
            edit.bits = if bits.is_finite() { bits } else { 0.0 };
        }
        let sealed = EditLog::new(source.len(), edits).unwrap().seal(&source).unwrap();
        let json = serde_json::to_string(&sealed).unwrap();
        let read: SealedLog = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read, &sealed);

        let header = serde_json::to_string(&sealed.header()).unwrap();
        let header: LogHeader = serde_json::from_str(&header).unwrap();
        let lines: Vec<Edit> = sealed
            .log()
            .iter()
            .map(|e| serde_json::from_str(&serde_json::to_string(e).unwrap()).unwrap())
            .collect();
        prop_assert_eq!(SealedLog::from_parts(header, lines).unwrap(), sealed);
    }

    #[test]
    fn another_text_is_refused(source in text(40), other in text(40), steps in steps()) {
        let log = log(&source, &steps);
        let result = log.apply(&source).unwrap().into_owned();
        let sealed = log.clone().seal(&source).unwrap();
        prop_assert_eq!(&*sealed.apply(&source).unwrap(), &*result);
        prop_assert_eq!(&*sealed.revert(&result).unwrap(), &*source);
        if other != source {
            prop_assert!(sealed.apply(&other).is_err());
        }
        if other != result {
            prop_assert!(sealed.revert(&other).is_err());
        }
    }

    /// Whatever was read: a log that is no log is refused, and one that is does not panic.
    #[test]
    fn numbers_from_a_file_do_no_harm(
        source_bytes in prop::sample::select(vec![0, 1, 6, usize::MAX - 1, usize::MAX]),
        spans in prop::collection::vec((any::<usize>(), 0..9usize, text(3), text(3)), 0..4),
        near in any::<bool>(),
    ) {
        let edits: Vec<String> = spans
            .iter()
            .map(|(start, size, removed, put)| {
                let start = if near { start % 8 } else { *start };
                let edit = serde_json::json!({
                    "span": [start, start.wrapping_add(*size)], "removed": removed,
                    "replacement": put, "reason": "copy", "bits": 1,
                });
                edit.to_string()
            })
            .collect();
        let hash = "cbf29ce484222325";
        let json = format!(
            r#"{{"version":1,"source_bytes":{source_bytes},"source_hash":"{hash}","edits":[{}]}}"#,
            edits.join(",")
        );
        if let Ok(sealed) = serde_json::from_str::<SealedLog>(&json) {
            for text in ["", "a", "一二"] {
                let _ = (sealed.apply(text), sealed.revert(text));
            }
            for at in [0, 1, 5, usize::MAX] {
                let _ = (sealed.log().to_result(at), sealed.log().to_source(at));
                let _ = (sealed.log().span_to_result(0..at), sealed.log().span_to_source(at..at));
            }
        }
    }
}

fn edit(source: &str, span: Span) -> Edit {
    Edit::try_new(source, span, "", Reason::Copy, 1.0).unwrap()
}

#[test]
fn edits_that_are_no_log_are_refused() {
    let source = "甲乙丙丁";
    let cases: [(usize, Vec<Edit>, LogError); 5] = [
        (12, vec![edit(source, 0..6), edit(source, 3..9)], LogError::NotDisjoint { byte: 3 }),
        (12, vec![edit(source, 6..9), edit(source, 0..3)], LogError::NotDisjoint { byte: 0 }),
        (12, vec![edit(source, 0..3), edit(source, 0..3)], LogError::NotDisjoint { byte: 0 }),
        (9, vec![edit(source, 6..12)], LogError::Misplaced { byte: 6 }),
        (usize::MAX, vec![insertion("甲")], LogError::Misplaced { byte: 0 }),
    ];
    for (source_bytes, edits, error) in cases {
        assert_eq!(EditLog::new(source_bytes, edits), Err(error));
    }
    let mut short = edit(source, 0..3);
    short.removed = "甲乙".into();
    assert_eq!(EditLog::new(12, vec![short]), Err(LogError::Misplaced { byte: 0 }));
    let mut reversed = edit(source, 3..3);
    reversed.span.end = 0;
    assert_eq!(EditLog::new(12, vec![reversed]), Err(LogError::Misplaced { byte: 3 }));
}

fn insertion(put: &'static str) -> Edit {
    Edit::try_new("", 0..0, put, Reason::HanLatinGap, 1.0).unwrap()
}

#[test]
fn an_edit_cuts_no_character() {
    let misplaced = |span: Span| {
        let byte = span.start;
        assert_eq!(Edit::try_new("甲乙", span, "", Reason::Copy, 1.0), Err(LogError::Misplaced { byte }));
    };
    misplaced(1..3);
    misplaced(0..4);
    misplaced(3..9);
    let log = EditLog::new(3, vec![Edit::try_new("甲", 3..3, "，", Reason::Copy, 1.0).unwrap()]).unwrap();
    assert_eq!(log.apply("甲").unwrap(), "甲，");
}

#[test]
fn bits_are_finite() {
    for (given, kept) in
        [(f32::NAN, 0.0), (f32::INFINITY, f32::MAX), (f32::NEG_INFINITY, f32::MIN), (2.5, 2.5)]
    {
        let mut edit = Edit::try_new("", 0..0, "甲", Reason::Copy, given).unwrap();
        assert_eq!(edit.bits, kept);
        edit.bits = given;
        let read: Edit = serde_json::from_str(&serde_json::to_string(&edit).unwrap()).unwrap();
        assert_eq!(read.bits, kept);
    }
    let large = r#"{"span":[0,0],"removed":"","replacement":"甲","reason":"copy","bits":1e300}"#;
    assert_eq!(serde_json::from_str::<Edit>(large).unwrap().bits, f32::MAX);
}

#[test]
fn a_stage_for_another_text_does_not_follow() {
    let source = "一二二三";
    let first = EditLog::new(12, vec![edit(source, 6..9)]).unwrap();
    let longer = EditLog::new(12, vec![edit(source, 0..3)]).unwrap();
    assert_eq!(first.then(source, &longer), Err(LogError::OtherText { byte: 9 }));
    let elsewhere = EditLog::new(9, vec![edit("三二一", 0..3)]).unwrap();
    assert_eq!(first.then(source, &elsewhere), Err(LogError::OtherText { byte: 0 }));
    let cut = EditLog::new(9, vec![edit("ab二三一", 0..1)]);
    assert_eq!(first.then(source, &cut.unwrap()), Err(LogError::OtherText { byte: 0 }));
    assert_eq!(first.then("一二三", &elsewhere), Err(LogError::OtherText { byte: 9 }));
}

/// The written form is a promise; a change of it needs a new version.
#[test]
fn the_written_form_is_this() {
    let source = "工作工作\n完毕";
    let mut copy = edit(source, 6..12);
    copy.bits = 21.5;
    let mut join = Edit::try_new(source, 12..13, " ", Reason::LineJoin, 8.0).unwrap();
    join.reason = Reason::HanLatinGap;
    let sealed = EditLog::new(source.len(), vec![copy, join]).unwrap().seal(source).unwrap();
    let json = concat!(
        r#"{"version":1,"source_bytes":19,"source_hash":"#,
        r#""97f9ae7162a230cc","edits":["#,
        r#"{"span":[6,12],"removed":"工作","replacement":"","reason":"copy","bits":21.5},"#,
        r#"{"span":[12,13],"removed":"\n","replacement":" ","reason":"han_latin_gap","bits":8.0}]}"#,
    );
    assert_eq!(serde_json::to_string(&sealed).unwrap(), json);
    assert_eq!(serde_json::from_str::<SealedLog>(json).unwrap(), sealed);
}

#[test]
fn what_cannot_be_trusted_is_not_read() {
    let good = r#"{"version":1,"source_bytes":6,"source_hash":"0123456789abcdef","more":true,"edits":[
        {"span":[0,3],"removed":"甲","replacement":"","reason":"copy","bits":1}]}"#;
    assert!(serde_json::from_str::<SealedLog>(good).is_ok(), "unknown fields are passed over");
    let cases = [
        (r#""version":1"#, r#""version":2"#, "form 2"),
        (r#""source_bytes":6"#, r#""source_bytes":2"#, "does not fit"),
        (r#""source_bytes":6"#, r#""source_bytes":-6"#, "expected usize"),
        ("0123456789abcdef", "0123456789abcde", "16 hexadecimal"),
        ("0123456789abcdef", "+123456789abcdef", "16 hexadecimal"),
        (r#""copy""#, r#""whim""#, "unknown variant"),
        ("[0,3]", "[3,0]", "does not fit"),
        ("甲", "甲乙", "does not fit"),
        (r#""version":1,"#, r#""version":2,"edits":"otherwise","#, "form 2"),
    ];
    for (from, to, message) in cases {
        let error = serde_json::from_str::<SealedLog>(&good.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(message), "{to}: {error}");
    }
}
