//! Words set in bold inside sentences and brackets.

/// Words set in bold inside sentences: two characters are enough where others are certain, if language
/// doubles neither at will; what it does double stays.
#[test]
fn words_in_bold_in_a_sentence_are_repaired() {
    let certain = "请在左侧栏里选择导导出出席席位位，再按提示办理。\n";
    let known = "请在左侧栏里选择导出席位，再按提示办理。\n";
    for (line, left) in [
        ("然后点开刚才的席席位位，核对一遍。\n", "然后点开刚才的席位，核对一遍。\n"),
        ("在导导航航栏里可以返回。\n", "在导航栏里可以返回。\n"),
        ("大家高高兴兴地上了船，舒舒服服坐好。\n", "大家高高兴兴地上了船，舒舒服服坐好。\n"),
        ("船票散散的，歪歪扭扭写着船名。\n", "船票散散的，歪歪扭扭写着船名。\n"),
        ("常委会会议议程已经印好。\n", "常委会会议议程已经印好。\n"),
    ] {
        assert_eq!(dedouble::repair(&format!("{certain}{line}")), format!("{known}{left}"));
        assert_eq!(dedouble::repair(line), line, "alone");
    }
}

/// The same between brackets, below labels that are certain.
#[test]
fn words_in_bold_between_brackets_are_repaired() {
    let labels = "主主要要许许可可事事项项";
    let page =
        |label: &str, word: &str| format!("渡口管理公示表\n{label}({word})\n增开早班渡轮两班，{word}。\n");
    let left = page("主要许可事项", "航航次次").replace("(航航次次)", "(航次)");
    assert_eq!(dedouble::repair(&page(labels, "航航次次")), left);
    let language = page(labels, "高高兴兴");
    assert_eq!(dedouble::repair(&language), page("主要许可事项", "高高兴兴"));
}
