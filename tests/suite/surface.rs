//! The library's surface: findings, damage, options, and what is tidied on request.

use std::fmt::Debug;

use dedouble::{
    Block, Caution, Damage, Edit, EditLog, Finding, Form, HanLatin, Level, Lines, LogError, LogHeader,
    OpenSeams, Options, Reason, Restored, Restorer, Role, SealedLog, Separator, Stage, Tidy, Verdict, Why,
};
use proptest::prelude::*;
use proptest::sample::select;

use crate::fixtures::{all, folder, report, without_blanks};

/// Lines of run-level doubling that make a page certain.
const CERTAIN: &str = "又到又到99月月2020 日日，，书香书香满城满城。。\n";

/// Fails to compile when a public type loses one of these.
#[test]
fn public_types_cross_threads_and_can_be_printed() {
    fn check<T: Send + Sync + Unpin + Debug + Clone + 'static>() {}
    fn is_error<T: std::error::Error + Send + Sync + 'static>() {}
    is_error::<LogError>();
    check::<(Restorer, Restored<'static>, Options, Tidy, Damage, Level)>();
    check::<(EditLog, SealedLog, LogHeader, Edit, Reason, LogError)>();
    check::<(Finding, Form, Separator, Verdict, Why, Block, Role)>();
    check::<(Stage, Lines, Caution, HanLatin, OpenSeams)>();
}

fn with(set: impl FnOnce(&mut Options)) -> Restorer {
    let mut options = Options::default();
    set(&mut options);
    Restorer::new(options)
}

/// Its buffers, filled by one page, do not show in the next.
#[test]
fn threads_share_a_restorer() {
    let restorer = Restorer::default();
    let pages = all();
    let alone: Vec<_> = pages.iter().map(|p| Restorer::default().restore(&p.input)).collect();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for (page, want) in pages.iter().zip(&alone).rev() {
                    let got = restorer.restore(&page.input);
                    assert_eq!((&got.log, &got.blocks), (&want.log, &want.blocks), "{}", page.name);
                    assert_eq!(got.findings, want.findings, "{}", page.name);
                }
            });
        }
    });
}

#[test]
fn findings_are_those_of_the_repair() {
    for fixture in all() {
        let restorer = Restorer::default();
        let listed: Vec<Finding> = restorer.findings(&fixture.input).collect();
        let restored = restorer.restore(&fixture.input);
        assert_eq!(listed, restored.findings, "{}", fixture.name);
        assert!(listed.windows(2).all(|w| w[0].span.start <= w[1].span.start), "{}", fixture.name);
        for f in &listed {
            let inside = |e: &&Edit| f.span.start <= e.span.start && e.span.end <= f.span.end;
            let copies = restored.log.iter().filter(inside).any(|e| e.reason == Reason::Copy);
            assert_eq!(copies, f.verdict == Verdict::Repair, "{}: {f:?}", fixture.name);
        }
    }
}

#[test]
fn findings_say_why_they_were_left() {
    let cases = [("白沙渡口末班船开航白沙渡口末班船开航", Why::NoWitness), ("yyyyMMdd", Why::Notation)];
    for (text, why) in cases {
        let page = format!("{text}\n河边的路灯亮了。\n");
        let found = dedouble::findings(&page).find(|f| f.span == (0..text.len()));
        assert_eq!(found.map(|f| f.verdict), Some(Verdict::Leave(why)), "{page}");
    }
}

#[test]
fn utmost_caution_takes_nothing_on_the_word_of_others() {
    let page = format!("{CERTAIN}夜市的摊位亮起了灯。\n好书好书\n");
    let verdicts = |caution| {
        let restorer = with(|o| o.caution = caution);
        restorer.findings(&page).map(|f| f.verdict).collect::<Vec<_>>()
    };
    assert_eq!(verdicts(Caution::High), [Verdict::Repair, Verdict::Repair]);
    assert_eq!(verdicts(Caution::Utmost), [Verdict::Repair, Verdict::Leave(Why::NoWitness)]);
}

#[test]
fn damage_is_counted_in_characters() {
    let wrapped = "十年前，这里风沙滚滚，处处是盐碱地。如\n今一行行柽柳郁郁葱葱，白鹭时时飞过。两岸的\n\
                   人家早晚都到堤上走一走，看看水，看看树。\n今年的新苗已经栽下，明年就能连成一片。\n";
    let cases = [
        ("", [0.0; 4], Level::Sound),
        ("处处书声，人人高高兴兴。", [0.0; 4], Level::Sound),
        (CERTAIN, [1.0, 0.0, 0.0, 0.0], Level::Heavy),
        ("一年四季都有人巡\n统筹全厂全 流 程 同 步 投", [0.0, 10.0 / 18.0, 0.0, 0.0], Level::Slight),
        (wrapped, [0.0, 0.0, 60.0 / 79.0, 0.0], Level::Sound),
        ("夜市\u{E001}亮\u{FFFD}了", [0.0, 0.0, 0.0, 2.0 / 6.0], Level::Heavy),
    ];
    for (text, want, level) in cases {
        let d = dedouble::damage(text);
        assert_eq!(d.characters, text.chars().filter(|c| !c.is_whitespace()).count(), "{text}");
        assert_eq!([d.doubled, d.letter_spaced, d.broken, d.unreadable], want, "{text}");
        assert_eq!(d.level(), level, "{text}");
        assert_eq!(d.is_damaged(), level > Level::Sound, "{text}");
        assert_eq!(d.is_wrapped(), want[2] > 0.0, "{text}");
        assert_eq!(d, Restorer::default().restore(text).damage(), "{text}");
    }
}

#[test]
fn columns_are_wrapped_and_only_pages_doubled() {
    for f in folder("clean-wrapped") {
        let damage = dedouble::damage(&f.input);
        assert_eq!(damage.doubled, 0.0, "{}", f.name);
        assert!(damage.is_wrapped(), "{}", f.name);
    }
    for f in folder("pages") {
        let copies = Restorer::default().restore(&f.input).log.iter().any(|e| e.reason == Reason::Copy);
        assert_eq!(dedouble::damage(&f.input).doubled > 0.0, copies, "{}", f.name);
    }
}

#[test]
fn brackets_are_paired_in_one_line_only() {
    let page = "甲(\n乙）";
    assert_eq!(with(|o| (o.tidy.brackets, o.lines) = (Stage::On, Lines::Keep)).restore(page).text, page);
}

#[test]
fn a_stage_that_is_off_changes_nothing() {
    let page = format!("{CERTAIN}一年四季都有人巡\n统筹全厂全 流 程 同 步 投\n");
    let off = with(|o| (o.doubling, o.spacing, o.lines) = (Stage::Off, Stage::Off, Lines::Keep));
    let restored = off.restore(&page);
    assert_eq!((&*restored.text, restored.findings.len()), (&*page, 0));
    assert_eq!(restored.damage().level(), Level::Sound);
}

#[test]
fn open_seams_lose_their_breaks_and_nothing_else_where_asked() {
    let restorer = with(|o| o.open_seams = OpenSeams::Join);
    for f in all() {
        let (kept, joined) = (Restorer::default().restore(&f.input), restorer.restore(&f.input));
        assert_eq!(without_blanks(&kept.text), without_blanks(&joined.text), "{}", f.name);
        let closed = kept.open_seams.len() - joined.open_seams.len();
        assert_eq!(kept.blocks.len() - joined.blocks.len(), closed, "{}", f.name);
        assert_eq!(joined.log.revert(&joined.text).as_deref(), Ok(&*f.input), "{}", f.name);
    }
}

/// One repair of [`Tidy`] on.
type Set = fn(&mut Tidy);

const RADICALS: Set = |t| t.radicals = Stage::On;
const COMPATIBILITY: Set = |t| t.compatibility = Stage::On;
const INVISIBLE: Set = |t| t.invisible = Stage::On;
const CONTROLS: Set = |t| t.controls = Stage::On;
const BRACKETS: Set = |t| t.brackets = Stage::On;

/// What each repair makes of a text; it stays where both are the same.
const TIDIED: [(Set, &str, &str); 34] = [
    (RADICALS, "⽇报⼯⼈", "日报工人"),
    (RADICALS, "⻢车、⻨⽥、⻓江", "马车、麦田、长江"),
    (RADICALS, "这里家家⼾⼾", "这里家家户户"),
    (RADICALS, "這裡家家⼾⼾", "這裡家家戶戶"),
    (RADICALS, "⼾を開けて、この家の⼾主に会う", "戸を開けて、この家の戸主に会う"),
    (RADICALS, "万⼾", "万戶"),
    (RADICALS, "豈\u{F900}ﬁ①Ａ㎡½ｱ", "豈\u{F900}ﬁ①Ａ㎡½ｱ"),
    (RADICALS, "⺀\u{2E9A}㇀⿰々", "⺀\u{2E9A}㇀⿰々"),
    (COMPATIBILITY, "效\u{F9DB}、\u{2F800}", "效率、丽"),
    (COMPATIBILITY, "⽇报\u{FA0E}Åﬁ", "⽇报\u{FA0E}Åﬁ"),
    (INVISIBLE, "夜\u{200B}市\u{FEFF}的\u{2060}摊位", "夜市的摊位"),
    (INVISIBLE, "news\u{AD}paper", "newspaper"),
    (INVISIBLE, "夜市\u{200B}\u{200C}。\u{200D}", "夜市。"),
    (INVISIBLE, "\u{FEFF}夜市", "夜市"),
    (INVISIBLE, "👨\u{200D}👩\u{200D}👧", "👨\u{200D}👩\u{200D}👧"),
    (INVISIBLE, "สวัสดี\u{200B}ครับ", "สวัสดี\u{200B}ครับ"),
    (INVISIBLE, "می\u{200C}خواهم", "می\u{200C}خواهم"),
    (INVISIBLE, "क्\u{200D}ष", "क्\u{200D}ष"),
    (INVISIBLE, "夜\u{FE00}市\u{200E}摊", "夜\u{FE00}市\u{200E}摊"),
    (CONTROLS, "夜\u{2}市\u{7F}的\u{9F}摊位\0", "夜市的摊位"),
    (CONTROLS, "夜\t市\r\n的\u{B}摊\u{C}位\u{85}\n", "夜\t市\r\n的\u{B}摊\u{C}位\u{85}\n"),
    (CONTROLS, "夜\u{200B}市\u{AD}", "夜\u{200B}市\u{AD}"),
    (BRACKETS, "(工作）标兵", "（工作）标兵"),
    (BRACKETS, "（工作)标兵", "（工作）标兵"),
    (BRACKETS, "格式(PDF）转换", "格式（PDF）转换"),
    (BRACKETS, "see (page 3） for more", "see (page 3) for more"),
    (BRACKETS, "“十四五”(2021—2025）、“十五五”", "“十四五”（2021—2025）、“十五五”"),
    (BRACKETS, "{a} (1）(2) x", "{a} (1)(2) x"),
    (BRACKETS, "［注1]与{甲｝", "［注1］与｛甲｝"),
    (BRACKETS, "(一（二)三）", "（一（二）三）"),
    (BRACKETS, "(工作)（标兵）", "(工作)（标兵）"),
    (BRACKETS, "1）甲(乙", "1）甲(乙"),
    (BRACKETS, "(甲］乙", "(甲］乙"),
    (BRACKETS, "(甲\u{301}）é", "（甲\u{301}）é"),
];

#[test]
fn tidying_is_off_by_default() {
    assert_eq!(Options::default().tidy, Tidy::default());
    let failures: Vec<String> = TIDIED
        .iter()
        .filter(|(_, text, _)| dedouble::restore(text) != **text)
        .map(|(_, text, _)| format!("{text:?}"))
        .collect();
    report("texts left as they are", TIDIED.len(), &failures);
}

#[test]
fn each_repair_does_its_own() {
    let failures: Vec<String> = TIDIED
        .iter()
        .filter_map(|(set, text, want)| {
            let restorer = with(|o| set(&mut o.tidy));
            let restored = restorer.restore(text);
            let reverted = restored.log.revert(&restored.text);
            let settled = restorer.restore(&restored.text).log.is_empty();
            let reasons = restored.log.iter().map(|e| e.reason).collect::<Vec<_>>();
            let one = reasons.windows(2).all(|w| w[0] == w[1]);
            let fine = restored.text == *want && reverted.as_deref() == Ok(*text) && settled && one;
            (!fine).then(|| format!("{text:?} gave {:?} by {reasons:?}", restored.text))
        })
        .collect();
    report("texts tidied", TIDIED.len(), &failures);
}

#[test]
fn each_repair_has_its_reason() {
    let text = "⽇报(效\u{F9DB}）\u{2}news\u{AD}paper";
    let restored = with(|o| o.tidy = Tidy::all()).restore(text);
    assert_eq!(restored.text, "日报（效率）newspaper");
    let reasons: Vec<Reason> = restored.log.iter().map(|e| e.reason).collect();
    let want = [Reason::Radical, Reason::Bracket, Reason::Compatibility, Reason::Control, Reason::Invisible];
    assert_eq!(reasons, want);
    assert!(restored.log.iter().all(|e| e.bits == 0.0));
}

#[test]
fn doubled_text_is_tidied_once_its_copies_are_gone() {
    let page = "又到又到99⽉⽉2020 ⽇⽇，，((书香书香））满城满城。。\n";
    let restorer = with(|o| o.tidy = Tidy::all());
    let restored = restorer.restore(page);
    assert_eq!(restored.text, "又到9月20 日，（书香）满城。\n");
    let of = |reason| restored.log.iter().filter(|e| e.reason == reason).count();
    assert_eq!((of(Reason::Radical), of(Reason::Bracket)), (2, 1));
    assert!(restored.log.iter().any(|e| e.reason == Reason::Copy && e.removed.contains('⽇')));
    assert_eq!(restored.log.revert(&restored.text).as_deref(), Ok(page));
}

#[test]
fn a_soft_hyphen_at_a_line_end_is_for_the_lines_to_decide() {
    let page = "the inter\u{AD}\nnational aid";
    let restored = with(|o| (o.tidy.invisible, o.lines) = (Stage::On, Lines::Keep)).restore(page);
    assert_eq!(restored.text, page);
}

#[test]
fn private_use_is_reported_and_never_guessed() {
    let page = "夜\u{E001}\u{E002}市\u{F8FF}摊\u{10FFFD}。";
    assert_eq!(dedouble::findings(page).count(), 0);
    let restorer = with(|o| o.tidy = Tidy::all());
    let spans: Vec<_> = restorer.findings(page).map(|f| (f.form, f.span, f.verdict)).collect();
    let unknown = Verdict::Leave(Why::Unknown);
    let want = [3..9, 12..15, 18..22].map(|span| (Form::PrivateUse, span, unknown));
    assert_eq!(spans, want);
    assert_eq!(restorer.restore(page).text, page);
    assert_eq!(restorer.damage(page).level(), Level::Heavy);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tidied_text_reverts_and_settles(
        pieces in prop::collection::vec(
            select(vec!["⽇", "\u{F9DB}", "\u{200B}", "\u{AD}", "\u{200D}", "\u{2}", "(", ")", "（", "）", "[",
                "］", "\u{E001}", "夜", "市场", "。", "a", "1", " ", "\n", "👍", "ไ"]), 0..60),
        lines in select(vec![Lines::Join, Lines::Keep]),
    ) {
        let source = pieces.concat();
        let restorer = with(|o| (o.tidy, o.lines, o.open_seams) = (Tidy::all(), lines, OpenSeams::Join));
        let restored = restorer.restore(&source);
        prop_assert_eq!(restored.log.apply(&source).unwrap(), &*restored.text);
        prop_assert_eq!(restored.log.revert(&restored.text).unwrap(), &*source);
        for span in restored.blocks.iter().map(|b| &b.span).chain(&restored.open_seams) {
            prop_assert!(restored.text.get(span.clone()).is_some(), "{:?}", span);
        }
        let characters = |text: &str| text.chars().filter(|c| "夜市场。a1".contains(*c)).count();
        prop_assert!(characters(&restored.text) <= characters(&source));
        let d = restored.damage();
        prop_assert!([d.doubled, d.letter_spaced, d.broken, d.unreadable].iter().all(|s| (0.0..=1.0).contains(s)));
    }
}
