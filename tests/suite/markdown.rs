//! Articles as Markdown, from blocks of every role.

use dedouble::Role;

#[path = "../../examples/dedouble/markdown.rs"]
mod program;

use program::{markdown, Part};

fn written(parts: &[(Role, bool, &str)]) -> String {
    markdown(parts.iter().map(|&(role, bold, text)| Part { role, bold, text }))
}

#[test]
fn every_role_has_its_markup() {
    let cases = [
        (Role::Headline, true, "港城 新貌", "# 港城 新貌\n"),
        (Role::Subhead, true, "一\n二", "## 一 二\n"),
        (Role::Byline, false, "□ 记者 某某", "□ 记者 某某\n"),
        (Role::Caption, true, "图为码头。", "**图为码头。**\n"),
        (Role::Quote, false, "稳住。\n再稳住。", "> 稳住。\\\n> 再稳住。\n"),
        (Role::ListItem, false, "● 修桥", "- 修桥\n"),
        (Role::ListItem, true, "修桥", "- **修桥**\n"),
        (Role::ListItem, false, "12. 修桥", "12. 修桥\n"),
        (Role::ListItem, false, "（一）修桥", "- （一）修桥\n"),
        (Role::TableRow, false, "  甲  *1*  ", "```\n  甲  *1*\n```\n"),
        (Role::Verse, false, "潮来\n潮去", "潮来\\\n潮去\n"),
        (Role::Furniture, false, "第 3 版", "第 3 版\n"),
        (Role::Body, false, "正文。", "正文。\n"),
        (Role::Body, true, "导语。", "**导语。**\n"),
    ];
    for (role, bold, text, expected) in cases {
        assert_eq!(written(&[(role, bold, text)]), expected);
    }
    assert_eq!(written(&[]), "");
}

#[test]
fn what_belongs_together_stays_together() {
    let article = written(&[
        (Role::Headline, true, "题"),
        (Role::Verse, false, "潮来"),
        (Role::Verse, false, "潮去"),
        (Role::Body, false, "一"),
        (Role::Body, false, "二"),
        (Role::ListItem, false, "■ 甲"),
        (Role::ListItem, false, "■ 乙"),
        (Role::TableRow, false, "丙 1"),
        (Role::TableRow, false, "丁 2"),
        (Role::Body, false, "三"),
        (Role::TableRow, false, "戊 3"),
    ]);
    let expected =
        "# 题\n\n潮来\\\n潮去\n\n一\n\n二\n\n- 甲\n- 乙\n\n```\n丙 1\n丁 2\n```\n\n三\n\n```\n戊 3\n```\n";
    assert_eq!(article, expected);
}

#[test]
fn text_is_no_markup() {
    let cases = [
        ("# 号", "\\# 号"),
        ("- 一", "\\- 一"),
        ("3. 三", "3\\. 三"),
        ("2024年", "2024年"),
        ("3.5 万", "3\\.5 万"),
        ("价 3.5 - 4 #", "价 3.5 - 4 #"),
        ("a*b_c`d[e]<f>&g|h\\", "a\\*b\\_c\\`d\\[e\\]\\<f\\>\\&g\\|h\\\\"),
        ("===", "\\==="),
    ];
    for (text, expected) in cases {
        assert_eq!(written(&[(Role::Body, false, text)]), format!("{expected}\n"));
    }
}
