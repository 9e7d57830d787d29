//! Where what was painted ends, inside a line.

/// A line break parts the two copies of a digit, and no number.
#[test]
fn a_number_is_not_broken() {
    let page = |number: &str| {
        format!(
            "渡口新闻\n渡口新闻（\n（江岸电台\n江岸电台）\n）：三河口码头\n三河口码头{number}日\n本报记者\n"
        )
    };
    let printed = |number: &str| format!("渡口新闻（江岸电台）：三河口码头{number}日\n本报记者\n");
    for (extracted, number) in [("3\n3", "3"), ("33", "33"), ("3", "3"), ("3\n4", "3\n4"), ("3\n31", "3\n31")]
    {
        assert_eq!(dedouble::repair(&page(extracted)), printed(number));
    }
}
