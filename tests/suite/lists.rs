//! Lists, tables and what is pasted: they repeat themselves whatever is painted.

use dedouble::{Lines, Options, Restorer};

#[test]
fn indexes_of_names_are_left() {
    let index = |first: &str, names: &[&str], times: usize| {
        let lines = names.iter().flat_map(|name| std::iter::repeat_n(format!("{name}\n"), times));
        format!("{first}{}", lines.collect::<String>())
    };
    let traits = ["Dock<&b16>", "Dock<&b32>", "Dock<&b64>", "Dock<&b128>", "Dock<&berth>", "Dock<b16>"];
    let methods = ["depth", "draft", "drift_left", "drift_right", "fathoms", "heave_to"];
    for page in [index("Dock<Pier>\n", &traits, 2), index("", &methods, 6)] {
        assert_eq!(dedouble::repair(&page), page);
    }
}

#[test]
fn lists_in_order_are_left() {
    let words =
        "港内\n港口城市\n港口城市圈\n港口费\n港务局\n港务局长\n港务监督\n港务监督员\n港务监督站\n港埠码头\n\
                 港埠码头区\n港湾大桥\n港湾大桥桥面\n港湾新村\n港湾新村居委会\n港警\n";
    let heading = "春春潮潮涌涌动动，，今今年年33月月1122日日是是植植树树节节。。\n";
    let chain = "港商\n港埠\n港内\n港内港外\n港外\n港市\n港湾\n港警\n港轮\n港闸\n";
    let column = "渡口的船工每天清晨检查缆绳，给\n铁锚上油。新来的人要先学会打结\n，再学会看水。每种东西的规格都\n写在本子上，谁用了什么要当面记\n清。少了一件，当天不得开船，哪\n怕岸上有人等着。\n";
    let sorts = "棕麻缆绳\n棕麻缆绳规格\n海军铁锚\n海军铁锚（四爪）规格\n";
    for (above, list) in [("", words), ("", chain), (heading, chain), (column, sorts)] {
        let left = dedouble::repair(&format!("{above}{list}")).into_owned();
        assert!(left.ends_with(list), "{left}");
    }
}

#[test]
fn records_are_left() {
    let repeated = [
        ("思い思い", "オモイオモイ"),
        ("浮き浮き", "ウキウキ"),
        ("灯台守", "トウダイモリ"),
        ("延び延び", "ノビノビ"),
    ];
    let fields =
        repeated.map(|(word, said)| format!("{word},1285,1285,5543,名詞,*,*,*,*,{word},{said},{said}\n"));
    let parts = ["ダイ・イチ・ノ・フネ", "ホッポウ・コウロ", "キタ・サンバシ", "ヨル・ノ・トウダイ"];
    let parts = parts.map(|said| format!("{said},1285,1285,船名,*,*,*,{said},{said},{said}\n"));
    let spelled =
        ["aboard", "anchor", "anchored", "astern", "berth", "bollard", "breeze", "buoys"].map(|word| {
            let letters: Vec<String> = word.chars().map(String::from).collect();
            format!("{word}\t {}\n", letters.join(" "))
        });
    let lines = ["berth_number", "home_harbour", "owner_name"].map(|name| {
        let line = format!("    \"{{{{ship_name}}}} {{{{{name}}}}}\",\n");
        line.repeat(5) + &format!("    \"other_{name}\",\n")
    });
    let codes = "畅畅快快\tjjnn\n畅达\tjhdp\n干干巴巴\tffcc\n干部\tfkuk\n晕晕糊糊\tjjoo\n晕车\tjplg\n紧紧巴巴\tjjcc\n\
                 紧急\tjcqv\n懒懒洋洋\tnnii\n懒汉\tngic\n";
    let forms = "离离光光 離離光光 [li2 li2 guang1 guang1]\n掖掖盖盖 掖掖蓋蓋 [ye1 ye1 gai4 gai4]\n";
    let sounds = "barge /バージ/\nbarometer /バロメータ/バロメータ〖/バロメーター〖/バロメーター/\nbeacon /ビーコン/\n";
    let counted =
        "江岸\t8\n江江\t3\n江江水水\t22\n江江浪浪\t4\n江口\t17\n江面\t9\n港港\t22\n港港湾湾\t3\n港口\t61\n";
    let escaped = ["c4", "d1", "d7", "e2", "f3", "f5"].map(|byte| format!("\\x{byte}").repeat(3)).concat();
    let tagged = [
        "渡口/n 今天/t 正式/ad 通航/v ，/w 两岸/n 居民/n 不用/v 绕路/v",
        "管理处/n 主任/n 说/v ，/w 早班船/n 提前/v 到/v 六点/t 一刻/t",
        "本报/r 记者/n 从/p 江岸/s 报道/v ：/w 候船室/n 已经/d 盖好/v",
    ];
    let tagged = tagged.map(|line| format!("{line}\n").repeat(3)).concat();
    // Objects, each as often as it was met, and a verse among them.
    let object = |ship: &str, draft: u32| {
        format!("    {{\n        \"ship\": \"{ship}\",\n        \"draft\": {draft},\n        \"berths\": 41000\n    }},\n").repeat(5)
    };
    let objects = [object("晨星号", 535), object("海燕号", 2060), object("长风号", 8460)].concat();
    let verse = "[\n    \"江上風來漁火暗，\",\n    \"根根塵塵了了，法法念念如如。\"\n]\n";
    for page in [
        fields.concat(),
        parts.concat(),
        spelled.concat(),
        lines.concat(),
        codes.into(),
        sounds.into(),
        tagged,
        counted.into(),
        escaped,
        forms.into(),
        objects,
        verse.into(),
    ] {
        assert_eq!(dedouble::repair(&page), page);
    }
}

#[test]
fn titles_of_an_index_are_left() {
    let entries = [
        ("harbour:", "Mooring objects"),
        ("harbour, generic:", "Definition"),
        ("mooring line:", "Length of ropes"),
        ("tide tables:", "Times of high water"),
    ];
    let index = entries.map(|(entry, title)| format!("{entry}\n\n{title}\n\n").repeat(3) + "page\n\n");
    let index = index.concat();
    assert_eq!(dedouble::repair(&index), index);
}

#[test]
fn what_is_pasted_is_left() {
    let reviews = format!(
        "{}\n这次坐船去对岸看亲戚，早上出发，中午就到了，一路上风平浪静。\n{}\n",
        "船开得稳，服务周到！".repeat(4),
        "码头排队，上船太慢，".repeat(4),
    );
    assert_eq!(dedouble::repair(&reviews), reviews);
}

#[test]
fn what_stands_below_a_painted_heading_is_left() {
    let heading = "春春潮潮涌涌动动，，今今年年33月月1122日日是是植植树树节节。。\n春潮春潮涌动涌动，，今年今年是植树节是植树节。。\n";
    let dump = "0010 a8 02 00 00 00 00 00 00 aa 02 00 00 ad 02 00 00\n0020 00 00 ff ff 00 00 00 00 7f 45 4c 46 00 00 00 00\n";
    let pasted = format!("{}\n昨天坐船去对岸看亲戚。\n", "船开得很稳，服务也周到！".repeat(4));
    let typed =
        "坐船很快，就是有点晃。。风景也好。\n船票不贵，来回都有座位。。下次还来。\n船上的茶不错。。。\n";
    let overlapping = "目前能够停靠 tug, barge, ferries, ferries -H 以及游艇。\n";
    for text in [dump, &pasted, typed, overlapping] {
        let left = dedouble::repair(&format!("{heading}{text}")).into_owned();
        assert!(left.ends_with(text), "{left}");
    }
}

#[test]
fn a_log_below_painted_lines_is_left() {
    let lines = "渡口新来的两条渡船下了水\n清早头一班坐满了赶集的人，\n到了中午又有一班开往上游，\n\
                 晚上的末班船八点钟才靠岸。\n船老大说今年比去年忙多了，\n码头上的灯要亮到后半夜里。\n";
    let painted: String = lines.lines().map(|line| format!("{line}\n{line}\n")).collect();
    let log = "渡口的日志：\n[10:05:07] Ferry moored at berth 3\n[10:05:07] Ferry moored at berth 3\n\
               [10:05:09] Gangway lowered\n";
    assert_eq!(dedouble::repair(&(painted + log)), format!("{lines}{log}"));
}

#[test]
fn comments_of_two_scripts_are_left() {
    let said =
        ["开船了开船了", "omgomg", "看灯塔", "看灯塔看灯塔", "好大的浪", "wowwow", "向前开向前开", "加油"];
    let page: String = (0..40).map(|n| format!("{}\n", said[(n * n + n / 3) % said.len()])).collect();
    assert_eq!(dedouble::repair(&page), page);
}

#[test]
fn titles_that_come_twice_make_no_column() {
    let articles = [
        ("渡口新桥昨日合龙通车", "大桥全长八百米，建了三年，两岸的人从此不用再等渡船了。"),
        (
            "老码头改成了博物馆",
            "馆里陈列着旧船的铁锚、灯塔的透镜，还有船工们用过的号子本，周末常有学生来看。",
        ),
        (
            "县里给渔船装上了卫星电话",
            "出海的人说，以前家里只能干等，现在每天晚上都能报个平安，心里踏实多了。",
        ),
        ("镇上的灯塔重新亮了起来", "看灯的老人今年七十岁，他说只要还有一条船没有回来，这盏灯就不会灭。"),
        ("航道疏浚工程提前完工", "挖出来的泥沙填平了江边的洼地，明年春天要在那里种上三千棵树。"),
        ("小学生给船长们写信", "信里问得最多的是，海上的夜晚是什么样子，船长们一封一封地回了。"),
        ("渔港集市又热闹起来了", "天还没亮，摊子就摆到了堤上，买的卖的都是老熟人，价钱不用多说。"),
    ];
    let page = articles.map(|(title, text)| format!("{title}\n{title}\n{text}\n")).concat();
    assert_eq!(dedouble::repair(&page), page);
}

/// Lines that come once or twice, in turns.
fn log(lines: impl Iterator<Item = String>) -> String {
    lines.enumerate().map(|(n, line)| format!("{line}\n").repeat(1 + usize::from(n % 3 != 0))).collect()
}

#[test]
fn logs_with_two_writers_are_left() {
    let said =
        ["灯塔值班员已到岗", "航道浮标全部点亮", "渡轮晚点十五分钟", "潮位超过警戒线", "气象台发布大风预警"];
    let told = [
        "the lamp of the north tower was lit before dusk",
        "no boat is to leave the harbour until the wind has turned",
        "three rafts were seen to drift past the mole at noon",
        "the pilot asks for a light at the end of the new quay",
    ];
    let stamped = log((0..20).map(|n| format!("2031-04-0{} 06:1{}:00 通知 {}", n % 7, n % 6, said[n % 5])));
    let tagged = log((0..16).map(|n| format!("[HARBOUR] {} {n}", told[n % 4])));
    let untold = log((0..24).map(|n| said[n * n % 5].to_string()));
    for page in [stamped, tagged, untold] {
        assert_eq!(dedouble::repair(&page), page);
    }
}

#[test]
fn labels_that_come_again_and_again_are_left() {
    let goods = ["缆绳", "救生衣", "航海图", "望远镜", "罗盘", "油布雨衣", "汽灯", "防水手电"];
    let goods = goods.iter().enumerate().map(|(n, name)| {
        let price = format!("￥{}.00\n", 25 + 7 * n);
        format!("{name}\n{price}{price}放进购物篮里\n放进购物篮里\n")
    });
    let page: String = goods.collect();
    assert_eq!(dedouble::repair(&page), page);
}

#[test]
fn columns_side_by_side_are_left() {
    let code = [
        "struct berth {",
        "  struct buoy *next;",
        "  long depth;",
        "  spinlock_t mutex;",
        "  int moored;",
        "};",
    ];
    let beside = |between: fn(&str) -> String| -> String {
        code.iter().map(|line| format!("{line}{}{line}\n", between(line))).collect()
    };
    let wide = beside(|line| " ".repeat(30 - line.len()));
    let tabs = beside(|_| "\t".into());
    let table =
        "Berth  North pier      South pier\n1      fishing boats   fishing boats\n2      sailing boats   \
                 sailing boats\n3      rowing boats    rowing boats\n4      cargo vessels   cargo vessels\n";
    for page in [wide, tabs, table.into()] {
        assert_eq!(dedouble::repair(&page), page);
    }
}

#[test]
fn what_only_looks_like_a_list_is_repaired() {
    let set =
        "The bridge,\nwhich has\nstood since\n1922, was\nclosed the\nsame morning\n, and since\nthen the\n\
               children go\na mile more.\n";
    let glued: String = set.lines().map(|line| format!("{line}{line}\n")).collect();
    assert_eq!(dedouble::repair(&glued), set);
    // Words are painted one by one, and a copy begins a line.
    let words = |line: &str| {
        let times = |word: &str| [word; 7].join("\n");
        line.split(' ').map(times).collect::<Vec<_>>().join(" ")
    };
    let [above, text, below] =
        ["WEATHER", "    Cold, and colder still.", "Ferry strike enters its second week"];
    let painted = format!("{}\n{text}\n{}\n", words(above), words(below));
    assert_eq!(dedouble::repair(&painted), format!("{above}\n{text}\n{below}\n"));
}

/// Reviews, one a line, of which some come several times, by no common number: a list that was put
/// together, not painted.
#[test]
fn items_of_a_list_that_come_again_are_left() {
    let reviews = [
        "渡船准点，座位也宽敞，带孩子坐很方便",
        "服务员态度好，就是排队的时间长了一点。旺季最好提前一天买票",
        "早上的班次太少",
        "候船室新装了空调，再也不用在风里等船了，就是厕所离得远，老人和孩子来回一趟都要走上好几分钟",
        "票价比桥上的公共汽车贵一块钱，但是快得多。从码头走到集市只要五分钟",
        "过江看灯塔最好坐最后一班，船在江心转弯的时候两岸的灯火全在眼前，照相不要忘了关闪光灯",
        "船上的小卖部只收现金，没有零钱的人要先到窗口去换",
        "对岸的面馆值得专门过去吃一趟，头汤面要在九点以前去，晚了就只剩下拌面和馄饨可以选了。老板还会送一碟萝卜干",
        "退票要收一成的手续费，因为大雾停航的全退",
    ];
    let list = |copies: [usize; 3]| {
        let times = |n: usize| if n % 3 == 1 { copies[n / 3] } else { 1 };
        let lines = reviews.iter().enumerate().map(|(n, line)| format!("{line}\n").repeat(times(n)));
        lines.collect::<String>()
    };
    let mut options = Options::default();
    options.lines = Lines::Keep;
    let restorer = Restorer::new(options);
    for page in [[3, 2, 3], [4, 4, 3], [2, 3, 3], [2, 4, 4]].map(list) {
        assert_eq!(restorer.restore(&page).text, page);
    }
    assert_ne!(restorer.restore(&list([3, 3, 3])).text, list([3, 3, 3]), "all of them as often");
}

/// Of lines in no order one may go on in the next by accident.
#[test]
fn lines_in_no_order_are_left() {
    let lines = [
        ("The ferries of the northern line leave the pier at ten past every hour", 2),
        ("of the harbour office, which keeps the lists of all boats and their crews", 3),
        ("passengers with bicycles should wait behind the yellow line until called", 2),
        ("A season ticket is good for all boats but those of the night line", 5),
        ("Dogs travel free of charge if they are kept on a short lead on board", 2),
        ("Lost things are kept for a month at the office behind the second pier", 3),
        ("When the water is high the boats of the southern line do not sail", 4),
    ];
    let page = |lines: &[(&str, usize)]| -> String {
        lines.iter().map(|(line, times)| format!("{line}\n").repeat(*times)).collect()
    };
    assert_eq!(dedouble::repair(&page(&lines)), page(&lines));
    // Three of them, as often as each other; one that comes twice as often was printed twice.
    let painted = [(lines[0].0, 3), (lines[1].0, 3), (lines[2].0, 6)];
    assert_eq!(dedouble::repair(&page(&painted)), page(&[(lines[0].0, 1), (lines[1].0, 1), (lines[2].0, 2)]));
}
