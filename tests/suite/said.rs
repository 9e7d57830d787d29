//! What is said or sung several times, line by line: chat and songs, not paint.

use crate::forms::each_twice;

/// Lines of verses, each as often as is asked, with the refrain after each verse.
fn song(verses: &[[&str; 2]], refrain: &[&str], times: usize, between: &str) -> String {
    let sung = |lines: &[&str]| -> String {
        lines.iter().map(|line| format!("{line}{between}").repeat(times)).collect()
    };
    let each = |verse: &[&str; 2]| sung(verse) + &sung(refrain);
    verses.iter().map(each).collect::<Vec<String>>().join(between)
}

/// A refrain comes again; what is painted line by line does not.
#[test]
fn songs_are_left() {
    let verses = [
        ["江风吹开雾里的灯", "渡船又到对岸"],
        ["船工收起长长的篙", "把昨夜留在水面"],
        ["潮水退到石阶下面", "码头上没有人等"],
    ];
    let refrain = ["摇啊摇过这条江", "灯塔一直亮着", "等你回来的夜晚", "汽笛叫了三声"];
    let harbour = [
        ["Fog lies low along the harbour wall", "and the lamps go out one by one"],
        ["An old man mends a net by the door", "counting the boats as they come"],
        ["Gulls walk about where the market was", "looking for what we have left"],
    ];
    let chorus = ["Carry me over the river tonight", "nobody waits on the other side", "so take your time"];
    let solid = |s: &str| s.chars().filter(|c| !c.is_whitespace()).count();
    for between in ["\n", " "] {
        for text in [song(&verses, &refrain, 2, between), song(&harbour, &chorus, 2, between)] {
            let left = dedouble::repair(&text);
            assert_eq!(solid(&left), solid(&text), "{left}");
        }
    }
    // As many lines that do not come again are painted.
    let flat: Vec<&str> = verses.iter().flatten().chain(&refrain).copied().collect();
    let painted = each_twice(&(flat.join("\n") + "\n"));
    assert_eq!(solid(&dedouble::repair(&painted)) * 2, solid(&painted));
}

/// Lines of a song that say all twice, below others that do not; titles in a list of contents were painted.
#[test]
fn echoes_are_left() {
    let twice = |line: &&str| format!("{line} {line}\n");
    let verse = "江风吹开雾里的灯\n船工收起长长的篙\n潮水退到石阶下面\n码头上没有人等\n汽笛叫了三声就走\n芦苇白了一年又一年\n";
    let refrain =
        ["渡船又到了对岸的码头", "把昨夜的话留在水面", "灯塔还是一直亮着不睡", "等你回来的那一个夜晚"];
    let song = verse.to_owned() + &refrain.iter().map(twice).collect::<String>();
    assert_eq!(dedouble::repair(&song), song);
    let titles = ["渡口的历史和老渡船", "船工的一天从四点开始", "对岸的灯塔为什么亮着", "汛期的故事和水位表"];
    let pages: String = (3..9).map(|page| format!("第{page}页\n")).collect();
    let contents = titles.iter().map(twice).collect::<String>() + &pages;
    assert_eq!(dedouble::repair(&contents), titles.join("\n") + "\n" + &pages);
}

/// Lines of a song may be as long as those of a column, and many of them as long as each other; but no
/// sentence ends in them.
#[test]
fn songs_of_long_lines_are_left() {
    let verses = [
        [
            "江上的雾还没有散开，渡船的灯已经亮了",
            "船工把缆绳一圈一圈收好，又数了数人",
            "对岸的石阶长满了青苔，多少年没人修",
            "我站在船尾看着来时的路，越来越远了",
        ],
        [
            "候船室的长椅换过了三回，钟还是老样子",
            "卖茶的婆婆说她年轻的时候，也等过一个人",
            "那年大水漫过了堤上的柳，船有七天没开",
            "她就在这里点了七天的灯，谁劝都不肯走",
        ],
        [
            "如今桥已经架到了下游，车从头顶上过",
            "渡口的铁锚卖给了收旧货的，换来一壶酒",
            "可是每到起雾的那几个早晨，还有人喊船",
            "我就把旧船从芦苇里撑出来，再走一个来回",
        ],
    ];
    let verse = |lines: &[&str; 4]| lines.join("\n") + &format!("\n{0}\n{0}\n\n", lines[3]);
    let text: String = verses.iter().map(verse).collect();
    assert_eq!(dedouble::repair(&text), text);
}

/// A sentence that goes on from line to line, each of them twice, is none; nor is a line that breaks off
/// at a number or behind an opening mark.
#[test]
fn lines_of_a_sentence_make_no_song() {
    let lead = [
        "记者在渡口看到，新的候船室已经盖好，墙上挂着水位表，柜台上摆着“",
        "过江须知”小册子，旅客都可以带走。候船室每天开放到夜里10",
        "点半，比往年晚了一个小时。",
    ];
    let lead = lead.join("\n") + "\n";
    let body = "　　住在对岸的老人说，他在这里等了一辈子船，还没见过这样亮堂的屋子。\n";
    assert_eq!(dedouble::repair(&(each_twice(&lead) + body)), lead + body);
}

/// A running title that comes again is no refrain.
#[test]
fn a_running_title_makes_no_song() {
    const TITLE: &str = "渡口春讯 二〇二三年第三期";
    let twice = |line: &str| format!("{line}\n{line}\n");
    let heads = [
        "早班渡船提前到六点一刻",
        "候船室添了长椅和饮水机",
        "对岸的灯塔开放参观",
        "汛期行船要听从指挥",
        "末班船推迟到夜里十点",
        "旧船票可以换纪念品",
    ];
    let text = "管理处的值班员说，今年总算可以放心。\n";
    let part = |n: usize| {
        let heads: String = heads[n..n + 3].iter().map(|head| twice(head)).collect();
        format!("{}{text}{heads}{text}", twice(TITLE))
    };
    let left = dedouble::repair(&(part(0) + &part(3))).into_owned();
    assert!(heads.iter().all(|head| left.matches(head).count() == 1), "{left}");
}

/// Messages that are sent again, below each other, with who sent them.
#[test]
fn messages_that_are_sent_again_are_left() {
    let messages = [
        "明天几点开船",
        "六点一刻那班",
        "今天风大不开了吧",
        "看公告",
        "已经停航",
        "等通知",
        "退票去哪里办",
        "窗口盖章就行",
        "谢谢",
        "我在码头了",
        "人好多",
        "别挤",
        "排到第几号了",
        "四十二号",
        "下一班轮得到吗",
        "应该可以",
        "渡船来了",
        "上船上船",
        "把伞收起来",
        "小心跳板滑",
        "都上来了吗",
        "差老王",
        "他在买水",
        "快点要开了",
        "来了来了",
        "坐稳",
        "过江看日出去喽",
        "今天的日出真好看",
        "拍照发群里",
        "收到",
    ];
    let names = ["晨星", "海燕", "长风", "老船工", "摆渡人"];
    let line = |(n, message): (usize, &&str)| {
        let times = if n % 7 == 2 { 2 + n % 4 } else { 1 };
        let more = if n % 2 == 1 { messages[(n * 11 + 5) % 30] } else { "" };
        format!("{}：{message}{more}\n", names[n % 5]).repeat(times)
    };
    let page: String = messages.iter().enumerate().map(line).collect();
    assert_eq!(dedouble::repair(&page), page);
}

/// Messages that say a thing several times, this often or that.
#[test]
fn what_a_message_says_several_times_is_left() {
    let said = |message: &str, times: usize| vec![message; times].join(" ") + "\n";
    let page = [
        said("船票涨价了，月票没涨", 4),
        said("末班船提前到八点半开，赶集的人要早点动身，错过了只能绕桥", 4),
        said("看公告", 1),
        said("所以还是坐早班船好。", 5),
    ]
    .concat();
    assert_eq!(dedouble::repair(&page).replace(['\n', ' '], ""), page.replace(['\n', ' '], ""));
}

/// What people do or hear is written several times over, a few characters in a row, and what they praise,
/// one thing after the other; nothing painted is as short but where other text shows it.
#[test]
fn exclamations_are_left() {
    for said in [
        "逛逛逛 买买买 吃吃吃 拍拍拍",
        "过年就是吃吃吃买买买玩玩玩，回来又是忙忙忙。",
        "哐哐哐 咣咣咣 嗵嗵嗵",
        "吃吃吃吃吃 喝喝喝喝喝 睡睡睡睡睡",
        "不错不错不错很好很好很好喜欢喜欢喜欢推荐推荐推荐",
        "座位宽座位宽船开得稳船开得稳班次多班次多",
        "반짝반짝 두근두근 콩닥콩닥 살랑살랑 폴짝폴짝 깡충깡충",
    ] {
        assert_eq!(dedouble::repair(said), said);
    }
    for (painted, printed) in [
        ("渡渡渡口口口晨晨晨报报报社社社", "渡口晨报社"),
        ("渡渡渡渡口口口口\n晨晨晨晨报报报报", "渡口\n晨报"),
        ("渡渡渡口口口管管管理理理处处处公公公告告告\n末末末班班班船船船", "渡口管理处公告\n末班船"),
    ] {
        assert_eq!(dedouble::repair(painted), printed);
    }
}
