//! Paragraphs and letter-spacing, through the public surface.

use dedouble::{restore, Options, Restorer, Role};

/// One column of eighteen characters, its indents lost; the paragraphs of it
/// stand in [`PARAGRAPHS`].
const COLUMN: &str = "\
山湾镇开展河道清理行动
□ 本报记者 林小舟 通讯员 何建
春耕时节，山湾镇组织志愿者走上河堤，沿
着十二公里长的河道清理垃圾和漂浮物，为灌
溉用水的畅通做好准备。
“往年到了这个时候，河里的水葫芦多得连
船都走不动。”村民老秦说，今年镇里买来两
条打捞船，情况好多了。
镇长介绍，接下来还要在上游种植芦苇，并
请水利专家定期检测水质，让沿岸两万多亩农
田用上放心水。目前已完成投资300多万元，
其中群众自筹46万元。
图为志愿者在河边清理垃圾。 秦月 摄
责任编辑：林小舟 校对：何建
";

const PARAGRAPHS: [&str; 7] = [
    "山湾镇开展河道清理行动",
    "□ 本报记者 林小舟 通讯员 何建",
    "春耕时节，山湾镇组织志愿者走上河堤，沿着十二公里长的河道清理垃圾和漂浮物，为灌溉用水的畅通做好准备。",
    "“往年到了这个时候，河里的水葫芦多得连船都走不动。”村民老秦说，今年镇里买来两条打捞船，情况好多了。",
    "镇长介绍，接下来还要在上游种植芦苇，并请水利专家定期检测水质，让沿岸两万多亩农田用上放心水。目前已完成投资300多万元，其中群众自筹46万元。",
    "图为志愿者在河边清理垃圾。 秦月 摄",
    "责任编辑：林小舟 校对：何建",
];

/// The column with `between` for every line break and `indent` before every paragraph.
fn column(between: &str, indent: &str) -> String {
    let starts: Vec<&str> = PARAGRAPHS.iter().map(|p| &p[..p.char_indices().nth(4).unwrap().0]).collect();
    let lines = COLUMN.lines().map(|l| match starts.iter().any(|s| l.starts_with(s)) {
        true => format!("{indent}{l}{between}"),
        false => format!("{l}{between}"),
    });
    lines.collect()
}

#[test]
fn a_column_becomes_its_paragraphs() {
    let want = PARAGRAPHS.join("\n") + "\n";
    for between in ["\n", "\r\n", "\n\n", " \n \n\n"] {
        assert_eq!(restore(&column(between, "")), want, "{between:?}");
    }
    for indent in ["\u{3000}\u{3000}", "    "] {
        assert_eq!(restore(&column("\n", indent)), want, "{indent:?}");
    }
}

/// Where an extractor parts all characters, that a line is loose says nothing of it.
#[test]
fn a_column_whose_characters_are_parted_is_the_same() {
    let lines = || COLUMN.lines().filter(|line| !line.contains(' '));
    let parted = |line: &str| line.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let (page, parted): (Vec<_>, Vec<_>) = lines().map(|line| (line.to_owned(), parted(line))).unzip();
    // Gaps between Han and Latin stay unless asked.
    assert_eq!(restore(&parted.join("\n")).replace(' ', ""), restore(&page.join("\n")));
}

#[test]
fn roles() {
    let restored = Restorer::default().restore(COLUMN);
    let roles: Vec<Role> = restored.blocks.iter().map(|b| b.role).collect();
    use Role::{Body, Byline, Caption, Furniture, Headline};
    assert_eq!(roles, [Headline, Byline, Body, Body, Body, Caption, Furniture]);
}

/// A page with a name of its column, a subtitle, captions side by side, a subhead
/// over two lines and a quotation pulled out of the text.
const PAGE: &str = "\
走进渔村
潮退之后滩涂上来了一群年轻人
——青石滩渔村见闻
□ 本报记者 林小舟 通讯员 何建
渔民在滩涂上整理渔网。（何建 摄） 孩子们在堤上看潮。（秦月 摄）
清晨五点，潮水刚刚退去，青石滩的滩涂上
已经站满了人。二十三岁的渔家姑娘杜小满挽
起裤腿，和同伴们一起走向海边。
堤上早有人支起了炉子，锅里的水咕嘟咕嘟响
着。老渔民蹲在船头补网，一边补一边和晚辈们
说起三十年前的那场大潮，说那时候全村只有两
条木船，出海全凭看云识天气。
“以前大家都往城里跑，现在不一样了。”她
说，村里办起了合作社，捡来的蛤蜊当天就能
卖到省城去，价钱比从前高了三成。
合作社当天收货当天结账到了年底还给全村社
员分红
合作社的仓库就在堤下，冷库、分拣线、包装
间一应俱全。每天上午九点，第一批货准时发
车，司机老何已经跑了三年，一天也没有误过。
一、统一收购。
二、统一分拣。
三、统一发运。
品名  数量  单价
蛤蜊  120  18
扇贝  80  26
责任编辑：林小舟 校对：何建
";

#[test]
fn roles_of_a_whole_page() {
    let restored = Restorer::default().restore(PAGE);
    let blocks: Vec<(Role, &str)> =
        restored.blocks.iter().map(|b| (b.role, &restored.text[b.span.clone()])).collect();
    use Role::{Body, Byline, Caption, Furniture, Headline, ListItem, Subhead, TableRow};
    let roles: Vec<Role> = blocks.iter().map(|b| b.0).collect();
    let want = [
        Subhead, Headline, Subhead, Byline, Caption, Caption, Body, Body, Body, Subhead, Body, ListItem,
        ListItem, ListItem, TableRow, TableRow, TableRow, Furniture,
    ];
    assert_eq!(roles, want, "{blocks:#?}");
    assert_eq!(blocks[9].1, "合作社当天收货当天结账到了年底还给全村社员分红");
}

#[test]
fn couplets_without_marks_at_their_ends_stay() {
    let poem = "潮落江平兮，舟子还乡兮\n月上东山兮，白露沾裳兮\n橹声远去兮，灯火微茫兮\n\
        思君不见兮，江水汤汤兮\n秋风又起兮，雁字成行兮\n故园何处兮，烟波浩荡兮\n";
    assert_eq!(restore(poem), poem);
}

#[test]
fn blocks_cover_the_text_in_order() {
    for source in [COLUMN, &column("\n\n", "\u{3000}\u{3000}"), UNTOUCHED[0], UNTOUCHED[4], "", "\n\n", "一"]
    {
        let restored = Restorer::default().restore(source);
        let mut end = 0;
        for block in &restored.blocks {
            let text = restored.text.get(block.span.clone()).expect("on character boundaries");
            assert!(block.span.start >= end && !text.trim().is_empty(), "{block:?}");
            assert!(restored.text[end..block.span.start].trim().is_empty(), "text between blocks");
            end = block.span.end;
        }
        assert!(restored.text[end..].trim().is_empty(), "text after the last block");
        assert_eq!(restored.log.revert(&restored.text).unwrap(), source);
        assert_eq!(restore(&restored.text), restored.text, "settles at once");
    }
}

/// Texts whose breaks are their writers'.
const UNTOUCHED: [&str; 8] = [
    // One paragraph a line.
    "清晨的码头已经热闹起来，渔船一条接一条靠岸。\n老周把鱼筐搬上车，擦了擦汗。\n\n他说今年的收成不错，比去年多了两成，价格也稳。\n",
    // Verse.
    "渡口无人草自青，\n一船明月两三星。\n橹声摇过桥边去，\n留与归人枕上听。\n",
    // A table.
    "品名  数量  单价\n毛巾  120  8.50\n肥皂  300  3.20\n牙刷  260  4.00\n",
    // A list.
    "一、检查门窗。\n二、关闭水阀。\n三、切断电源。\n四、锁好大门。\n",
    // Code.
    "fn main() {\n    let total = add(1, 2);\n    println!(\"{total}\");\n}\n",
    // A log.
    "2024-03-01 10:00:01 INFO started worker 12 on queue alpha\n2024-03-01 10:00:07 INFO started worker 13 on queue gamma\n2024-03-01 10:00:09 WARN stopped worker 12 on queue alpha\n",
    // Names on lines of their own.
    "本报记者 王 伟\n通讯员 李 娜\n",
    // Japanese.
    "朝の港はもう賑やかで、船が次々と着く。\n老人は籠を車に積み、汗を拭いた。\n",
];

#[test]
fn what_is_not_wrapped_stays() {
    for text in UNTOUCHED {
        assert_eq!(restore(text), text);
    }
}

#[test]
fn verse_inside_wrapped_prose_keeps_its_lines() {
    let verse = "渡口无人草自青，\n一船明月两三星。\n橹声摇过桥边去，\n留与归人枕上听。\n";
    let text = COLUMN.replace("镇长介绍", &format!("{verse}镇长介绍"));
    assert!(restore(&text).contains(verse), "{}", restore(&text));
}

#[test]
fn latin_lines_and_hyphens() {
    let text = "The harbour was busy before the sun came up, and the inter-\n\
        national crews had been at work since three in the morning. A\n\
        small boat came in late, its engine coughing, while the COVID-\n\
        19 rules kept the people away from the quay.\n";
    let want = "The harbour was busy before the sun came up, and the international crews had been at work since \
        three in the morning. A small boat came in late, its engine coughing, while the COVID-19 rules kept the people \
        away from the quay.\n";
    assert_eq!(restore(text), want);
}

#[test]
fn lines_kept_on_request() {
    let mut options = Options::default();
    options.lines = dedouble::Lines::Keep;
    assert_eq!(Restorer::new(options).restore(COLUMN).text, COLUMN);
}

#[test]
fn a_sentence_cut_by_a_caption_is_an_open_seam() {
    let text = COLUMN.replace("并\n请水利", "并\n图为志愿者在河边清理垃圾。 秦月 摄\n请水利");
    let restored = Restorer::default().restore(&text);
    assert!(restored.text.contains("并\n图为"), "{}", restored.text);
    assert_eq!(restored.open_seams.len(), 1);
    assert_eq!(&restored.text[restored.open_seams[0].clone()], "\n");
}
