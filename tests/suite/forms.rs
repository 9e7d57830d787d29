//! One line for each form of doubled text, each below a line that is certain to be
//! painted so: what is left of it, and what of it stays.

use dedouble::{Lines, Options, Reason, Restorer};

/// Lines painted as a page is: what a page says of its paint.
const RUNS: &str = "春潮春潮涌动涌动，，今年今年33月月1212日是植树节日是植树节。。\n";
const BROKEN: &str = "春潮\n春潮涌动\n涌动，\n，今年\n今年3\n3月\n月12\n12日是植树节\n日是植树节。\n。\n";
const CHARACTERS: &str = "春春潮潮涌涌动动，，今今年年33月月1122日日是是植植树树节节。。\n";
const THREE: &str = "春潮春潮春潮涌动涌动涌动，，，今年今年今年333月月月是植树节是植树节是植树节。。。\n";
const RUNS_FIVE: &str = "春潮涌动春潮涌动春潮涌动春潮涌动春潮涌动，，，，，今年今年今年今年今年是第十回是第十回是第十回是第十回是第十回。。。。。\n";
const FOUR: &str = "春春春春潮潮潮潮涌涌涌涌动动动动，，，，今今今今年年年年3333月月月月。。。。\n";
const HAN_ONLY: &str =
    "每每晚晚用用rsync备备份份到到backup目目录录，，端端口口8022，，由由cron启启动动。。\n";
const NARROW_ONCE: &str = "春潮涌动新渡口 春潮涌动新渡口\n今年3月12 月12日是植树节 日是植树节。\n";
const LINES_GLUED: &str =
    "渡口新来的两条渡船下了水渡口新来的两条渡船下了水\n清早头一班坐满了赶集的人清早头一班坐满了赶集的人。\n";
const NOTHING: &str = "";

/// (what stands above, the line, what is left of it)
const CASES: &[(&str, &str, &str)] = &[
    // Repeats are divided, not collapsed.
    (FOUR, "年年年年年年年年度度度度报报报报告告告告", "年年度报告"),
    (FOUR, "WWWWWWWWWWWW平平平平台台台台", "WWW平台"),
    (CHARACTERS, "22001111年年", "2011年"),
    (CHARACTERS, "330000余余万万元元", "300余万元"),
    (RUNS, "800800余万元余万元", "800余万元"),
    // Numbers stand once where narrow copies are dropped, whatever they look like.
    (NARROW_ONCE, "1919年扩建码头有 年扩建码头有6个泊位 个泊位", "1919年扩建码头有6个泊位"),
    (NARROW_ONCE, "渡口第一选区有 渡口第一选区有11席议员 席议员", "渡口第一选区有11席议员"),
    // Where the copies of single glyphs are taken away, two digits are two.
    (
        NOTHING,
        "渡口渡口管理管理处投资处投资５００万元万元，对，对码头码头进行进行大修大修。",
        "渡口管理处投资５００万元，对码头进行大修。",
    ),
    // Six copies, some of which were lost: a row of six is one thing, not two.
    (
        NOTHING,
        "渡渡渡渡渡渡口口口口口口推推推推推推开开开开开开玻玻玻玻玻玻璃璃璃璃璃璃门门门。。。。。。\
         他他他他他他们们们们们们上上上上上上船船船船船船去去去去去去",
        "渡口推开玻璃门。他们上船去",
    ),
    // Short words at the ends of what is doubled word by word; and two of the same that were printed.
    (
        NOTHING,
        "Of Of ferries ferries that that stopped stopped it it was was the the fourth fourth bookkeeper \
         bookkeeper so so\nShe said that that ferry had had its day",
        "Of ferries that stopped it was the fourth bookkeeper so She said that that ferry had had its day",
    ),
    // One sentence on two lines, each with its copy.
    (
        NOTHING,
        "Harbour dues for the winter do not include what is paid for lamps\n\
         Harbour dues for the winter do not include what is paid for lamps\n\
         on the long pier.\non the long pier.",
        "Harbour dues for the winter do not include what is paid for lamps on the long pier.",
    ),
    (
        NOTHING,
        "清早头一班渡船，坐满了赶集的人和上学的孩子，还有\n清早头一班渡船，坐满了赶集的人和上学的孩子，还有\n\
         背着新茶的妇女，一路上说说笑笑，一刻钟以后就到了\n背着新茶的妇女，一路上说说笑笑，一刻钟以后就到了\n\
         对岸。\n对岸。",
        "清早头一班渡船，坐满了赶集的人和上学的孩子，还有背着新茶的妇女，一路上说说笑笑，一刻钟以后就到了对岸。",
    ),
    // Lines set far apart, one of which is the copy of a run: no title above its text.
    (
        RUNS,
        "候船候船：：新来的两条渡船下了水\n\n新来的两条渡船下了水！！码头码头",
        "候船：新来的两条渡船下了水！码头",
    ),
    // Runs that begin lines, whose marks have copies as well: no list in order.
    (
        BROKEN,
        "几条新船今天要下水\n包括正在维修的趸船\n包括正在维修的趸船、\n、\n新来的渡船等在内的\n新来的渡船等在内的“\n“\n渡口",
        "几条新船今天要下水包括正在维修的趸船、新来的渡船等在内的“渡口",
    ),
    // More copies of a full stop than of what stands beside it are one; of brackets they may be two.
    (
        RUNS_FIVE,
        "今天头一班船坐满了今天头一班船坐满了今天头一班船坐满了今天头一班船坐满了，，，，，",
        "今天头一班船坐满了，",
    ),
    // What goes on from a label is no beginning.
    (NOTHING, "邮政编码：100300 ：100300\n渡口管理处", "邮政编码：100300渡口管理处"),
    // A number that begins the next line, of which nothing else is doubled.
    (CHARACTERS, "今今晚晚停停航航的的船船\n11 号船：照常开", "今晚停航的船11号船：照常开"),
    // A blank parts the copies of a run inside a line, and marks stand once.
    (
        LINES_GLUED,
        "船工说，从前定的班次不够用 从前定的班次不够用，就再加一班。",
        "船工说，从前定的班次不够用，就再加一班。",
    ),
    (
        LINES_GLUED,
        "今天风浪很大，渡船\n掌灯时分才靠上码头来掌灯时分才靠上码头来。船上的人",
        "今天风浪很大，渡船掌灯时分才靠上码头来。船上的人",
    ),
    (LINES_GLUED, "船工说，够用 够用，就再加一班。", "船工说，够用 够用，就再加一班。"),
    // Options of a manual are named after what they take.
    (
        LINES_GLUED,
        "江岸码头的渡船今天开航江岸码头的渡船今天开航\n--pier pier 声明码头的编号",
        "江岸码头的渡船今天开航--pier pier 声明码头的编号",
    ),
    // What language doubles stays doubled.
    (RUNS, "处处涌动处处涌动着歌声着歌声。。", "处处涌动着歌声。"),
    (RUNS, "高高兴兴高高兴兴地地回家回家。。", "高高兴兴地回家。"),
    (CHARACTERS, "高高高高兴兴兴兴地地回回家家。。", "高高兴兴地回家。"),
    (RUNS, "书记处书记书记处书记讲话讲话。。", "书记处书记讲话。"),
    (RUNS, "委员会会议议程委员会会议议程", "委员会会议议程"),
    (RUNS, "福建、山东、广东、广西福建、山东、广东、广西", "福建、山东、广东、广西"),
    (RUNS, "听听：：““好好！！好好！！好好！！””", "听：“好！好！好！”"),
    (RUNS, "山水山水————人家人家。。", "山水——人家。"),
    // Some papers have dashes of three.
    (CHARACTERS, "山山水水——————人人家家。。", "山水———人家。"),
    (CHARACTERS, "66日日2200时时——77日日2200时时停停航航。。", "6日20时—7日20时停航。"),
    (BROKEN, "年年\n年年都\n都有\n有进步\n进步。\n。", "年年都有进步。"),
    (BROKEN, "这件事\n这件事还要\n还要再\n再商量商量\n商量商量。\n。", "这件事还要再商量商量。"),
    // What is written both ways on one page.
    (
        CHARACTERS,
        "统计显示，2022年年底，我省渡口有三十座。统计显示，2022年底，我省渡口有三十座。",
        "统计显示，2022年年底，我省渡口有三十座。统计显示，2022年底，我省渡口有三十座。",
    ),
    // A name after painted text.
    (BROKEN, "看他家\n看他家怎么样\n怎么样。\n。周田田 摄", "看他家怎么样。周田田 摄"),
    // Only part of a line is painted.
    (CHARACTERS, "岗岗位位职职责责：：负责渡口的安全调度", "岗位职责：负责渡口的安全调度"),
    (NOTHING, "ABC-90 概概概概况况况况", "ABC-90 概况"),
    (NOTHING, "22..77  渡渡口口概概况况", "2.7  渡口概况"),
    (NOTHING, "LLiisstt ooff FFiigguurreess", "List of Figures"),
    // What is half a square wide was painted once.
    (HAN_ONLY, "# 默默认认端端口口6600", "# 默认端口6600"),
    (HAN_ONLY, "# 和和nginx 保保持持连连接接", "# 和nginx 保持连接"),
    (CHARACTERS, "默默认认端端口口6600", "默认端口60"),
    // Words that follow themselves without a blank.
    (NOTHING, "## LighthouseLighthouse", "## Lighthouse"),
    (NOTHING, "a.LighthouseLighthouse(keeper)", "a.LighthouseLighthouse(keeper)"),
    (NOTHING, "sold at the pier, or on boardsold at the pier, or on board", "sold at the pier, or on board"),
    (NOTHING, "두 시간마다 배가 떠납니다두 시간마다 배가 떠납니다", "두 시간마다 배가 떠납니다"),
    (NOTHING, "Port of the Pilots \\Port of the Pilots\\", "Port of the Pilots \\Port of the Pilots\\"),
    (RUNS, "R$ 4,50R$ 4,50Sexta-feira", "R$ 4,50Sexta-feira"),
    // A copy was lost of what was printed twice.
    (CHARACTERS, "潮潮水水渐渐渐退退去去。。", "潮水渐渐退去。"),
    // Three different characters, each twice and nothing else; but tones are written so.
    (NOTHING, "第第九九章章", "第九章"),
    (NOTHING, "IInnddeexx", "Index"),
    (NOTHING, "——平平○平，仄仄仄仄平平，仄仄平平？？仄仄○○平平？？", "——平平○平，仄仄仄仄平平，仄仄平平？？仄仄○○平平？？"),
    (NOTHING, "君君臣臣父父子子", "君君臣臣父父子子"),
    // Verse and lists made of reduplications; a triple is none.
    (NOTHING, "溪溪水水处处明明秀秀，朝朝暮暮", "溪溪水水处处明明秀秀，朝朝暮暮"),
    (NOTHING, "红红火火恍恍惚惚慢慢悠悠晃晃荡荡", "红红火火恍恍惚惚慢慢悠悠晃晃荡荡"),
    (NOTHING, "一一一点点点的的的比比比喻喻喻：：：", "一点的比喻："),
    // Talk, and songs that echo themselves, go on as long as they like.
    (
        NOTHING,
        "来了来了\n好的好的\n快点快点\n谢谢谢谢\n不客气不客气\n晚安晚安",
        "来了来了\n好的好的\n快点快点\n谢谢谢谢\n不客气不客气\n晚安晚安",
    ),
    (
        NOTHING,
        "潮水来了\n潮水来了\n船儿开了\n船儿开了\n灯塔亮了\n灯塔亮了\n海鸥叫了\n海鸥叫了\n网儿满了\n网儿满了\n\
         我们唱了\n我们唱了",
        "潮水来了\n潮水来了\n船儿开了\n船儿开了\n灯塔亮了\n灯塔亮了\n海鸥叫了\n海鸥叫了\n网儿满了\n网儿满了\n\
         我们唱了\n我们唱了",
    ),
    (
        NOTHING,
        "快来看快来看，买一送一买一送一，最后一天最后一天，走过路过走过路过，",
        "快来看快来看，买一送一买一送一，最后一天最后一天，走过路过走过路过，",
    ),
    (NOTHING, "渡口加油渡口加油渡口加油！！！\n船队必胜船队必胜船队必胜！！！", "渡口加油渡口加油渡口加油！！！船队必胜船队必胜船队必胜！！！"),
    (
        NOTHING,
        "The tide comes in\nThe tide comes in\nThe boats go out\nThe boats go out\nPull on the rope\nPull on the rope\n\
         Mind the wind\nMind the wind\nHold her there\nHold her there\nHome we go\nHome we go",
        "The tide comes in\nThe tide comes in\nThe boats go out\nThe boats go out\nPull on the rope\nPull on the rope\n\
         Mind the wind\nMind the wind\nHold her there\nHold her there\nHome we go\nHome we go",
    ),
    // A cry that is drawn out; dates in German.
    (NOTHING, "AAAARRRRGGGGHHHH!!!!", "AAAARRRRGGGGHHHH!!!!"),
    (NOTHING, "jjjjMMtthhmmss\nJJJJMMTTHHMMSS", "jjjjMMtthhmmss\nJJJJMMTTHHMMSS"),
    // What is written or read for practice, and letters in a row.
    (NOTHING, "港港港港\n船船船船\n灯灯灯灯\n塔塔塔塔", "港港港港船船船船灯灯灯灯塔塔塔塔"),
    (NOTHING, "AA BB CC DD EE FF GG HH", "AA BB CC DD EE FF GG HH"),
    // A dash of two, each drawn twice and apart.
    (NOTHING, "春春 耕耕 时时 节节 —— —— 走走 进进 山山 湾湾 镇镇", "春耕时节——走进山湾镇"),
    // Clauses of reduplications, whose marks stand once.
    (NOTHING, "声声色色空空，念念法法如如。渡口有僧人，唱着这样的歌", "声声色色空空，念念法法如如。渡口有僧人，唱着这样的歌"),
    (NOTHING, "他说的“船船 橹橹 帆帆 锚锚”是行话", "他说的“船船橹橹帆帆锚锚”是行话"),
    // Where the number of copies changes, a mark is of either.
    (CHARACTERS, "深深深深水水水水航航航航道道道道。。\n疏疏浚浚完完工工，，船船队队出出港港", "深水航道。疏浚完工，船队出港"),
    // Lines that a column cut out of a paragraph; a song has none.
    (
        NOTHING,
        "他的小船，一天天的漂着，越漂越远。岸上\n他的小船，一天天的漂着，越漂越远。岸上\n\
         的人都说，这船怕是回不来了。这几天风大\n的人都说，这船怕是回不来了。这几天风大\n\
         船没有消息，大家都不说话\n船没有消息，大家都不说话",
        "他的小船，一天天的漂着，越漂越远。岸上的人都说，这船怕是回不来了。这几天风大\
         船没有消息，大家都不说话",
    ),
    (
        NOTHING,
        "他的小船，一天天的漂着，越漂越远，岸上\n他的小船，一天天的漂着，越漂越远，岸上\n\
         的人都说，这船怕是回不来了，这几天风大\n的人都说，这船怕是回不来了，这几天风大\n",
        "他的小船，一天天的漂着，越漂越远，岸上他的小船，一天天的漂着，越漂越远，岸上\
         的人都说，这船怕是回不来了，这几天风大的人都说，这船怕是回不来了，这几天风大",
    ),
    // Copies that lost what another font set before them.
    (
        NOTHING,
        "12日，船工在码头上检修。 日，船工在码头上检修。 日，船工在码头上检修。",
        "12日，船工在码头上检修。",
    ),
    // Copies on other lines.
    (RUNS, "码头夜航““清晨启航\n全线开通\n清晨启航””：：全线开通", "码头夜航“清晨启航”：全线开通"),
    (THREE, "以以以“““不放松不放松不放松”””为由为由为由", "以“不放松”为由"),
    // What stands beside paint and was not painted.
    (RUNS, "村口的老樟树下，收到大大\n小小的意见几十条。", "村口的老樟树下，收到大大小小的意见几十条。"),
    (RUNS, "一年2022年，3300余人，吉尔吉斯斯坦。", "一年2022年，3300余人，吉尔吉斯斯坦。"),
    (CHARACTERS, "比分为11:11，33号进球。", "比分为11:11，33号进球。"),
    // A text that begins with its heading; where copies are on the next line, one of them is.
    (RUNS, "潮音寺\n潮音寺，在渡口以北，建成已久。", "潮音寺潮音寺，在渡口以北，建成已久。"),
    (CHARACTERS, "候船室\n候船室 周一至周五开放", "候船室候船室周一至周五开放"),
    (THREE, "渡口管理处\n渡口管理处是镇上的单位", "渡口管理处渡口管理处是镇上的单位"),
    (BROKEN, "对岸的山上\n潮音寺\n潮音寺在渡口以北，建成已久", "对岸的山上潮音寺潮音寺在渡口以北，建成已久"),
    (BROKEN, "潮音寺\n潮音寺在渡口\n在渡口以北\n以北。\n。", "潮音寺在渡口以北。"),
    // What opens a block, and a number and its full stop, are painted with it.
    (RUNS, "渡口昨天开航\n□□ 本报记者本报记者 柳知春柳知春", "渡口昨天开航□ 本报记者 柳知春"),
    (THREE, "渡口昨天开航\n■■■ 渡口渡口渡口新船新船新船", "渡口昨天开航■ 渡口新船"),
    (NOTHING, "11..  渡\n渡口\n口的\n的新\n新船\n船下\n下水\n水了", "1. 渡口的新船下水了"),
    // The number of a page below what was painted.
    (RUNS, "新船新船下水下水（（柳知春摄柳知春摄））\n22", "新船下水（柳知春摄）22"),
    // Marks of which all others lost their copies.
    (RUNS, "新船下水了，，明天通航。码头上说，，票价不变", "新船下水了，明天通航。码头上说，票价不变"),
    (RUNS, "新船下水了，，明天通航。码头上说票价不变", "新船下水了，，明天通航。码头上说票价不变"),
    (RUNS, "新船下水了，\n，明天通航。码头上说票价不变", "新船下水了，明天通航。码头上说票价不变"),
    // No line begins with a closing mark, and no quotation with two of one.
    (RUNS, "新船下水了（柳知春摄）\n）明天通航", "新船下水了（柳知春摄）明天通航"),
    (THREE, "““新船靠岸新船靠岸新船靠岸旅客登岸旅客登岸旅客登岸", "“新船靠岸旅客登岸"),
    // Items of a list that begin with one another.
    (RUNS, "tides,Harbour lights,Harbour lights and buoys", "tides,Harbour lights,Harbour lights and buoys"),
    // Cells of a table that bars part say the same, and a heading may have a bar.
    (NARROW_ONCE, "| 渡轮 | 每日两班 | 每日两班 |", "| 渡轮 | 每日两班 | 每日两班 |"),
    (NARROW_ONCE, "观察|渡口的新船 观察|渡口的新船", "观察|渡口的新船"),
    // Rules, and what code says again.
    (RUNS, "┌───────────────────────────────────────────────────────────────┐", "┌───────────────────────────────────────────────────────────────┐"),
    (CHARACTERS, "else if\nelse if (!open(gate, tide))", "else if\nelse if (!open(gate, tide))"),
    // Who signs a page and the next one.
    (
        RUNS,
        "  -- Harbour Office (渡口), 航行手册（第 2 版）\n3. 灯塔\n  -- Harbour Office (渡口), 航行手册（第 2 版）",
        "  -- Harbour Office (渡口), 航行手册（第 2 版）\n3. 灯塔\n  -- Harbour Office (渡口), 航行手册（第 2 版）",
    ),
    // Words whose halves are the same.
    (RUNS, "pintu umum di sisi kanan", "pintu umum di sisi kanan"),
    // What grammar repeats with any verb.
    (RUNS, "听着听着，他睡熟了。灯还亮着", "听着听着，他睡熟了。灯还亮着"),
    // Words that are doubled at will, though the dictionary lacks them, where runs are painted.
    (RUNS, "墙角的草，芜芜杂杂。没有人管", "墙角的草，芜芜杂杂。没有人管"),
];

#[test]
fn each_form_is_repaired_and_language_stays() {
    let mut options = Options::default();
    options.lines = Lines::Keep;
    let restorer = Restorer::new(options);
    let solid = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for (above, line, expected) in CASES {
        let page = format!("{above}{line}\n");
        let restored = restorer.restore(&page);
        let last = solid(&restored.text);
        let last =
            last.split_once('。').filter(|_| !above.is_empty()).map_or(last.as_str(), |(_, rest)| rest);
        assert_eq!(last, solid(expected), "{page}");
    }
}

/// A text a program wrapped after every so many characters, with an indent or without.
pub fn wrapped(paragraphs: &[&str], characters: usize, indent: &str) -> String {
    let wrap = |p: &&str| {
        let all: Vec<char> = indent.chars().chain(p.chars()).collect();
        all.chunks(characters).map(|line| line.iter().collect::<String>() + "\n").collect::<String>()
    };
    paragraphs.iter().map(wrap).collect()
}

/// Each line of a text twice.
pub fn each_twice(lines: &str) -> String {
    lines.split_inclusive('\n').map(|line| line.repeat(2)).collect()
}

/// How many copies are taken from a text.
fn copies(text: &str) -> usize {
    Restorer::default().restore(text).log.iter().filter(|e| e.reason == Reason::Copy).count()
}

const NEWS: [&str; 4] = [
    "渡口管理处今天公布了夏季航行时刻，早班船提前到六点一刻，末班船推迟到夜里十点。",
    "管理处的值班员说，往年一到汛期，对岸的学生常常赶不上最后一班船，今年总算可以放心。",
    "记者在码头看到，新的候船室已经盖好，里面添了长椅和饮水机，墙上挂着水位表和救生圈，",
    "住在对岸的老人说，他在这里等了一辈子船，还没见过这样亮堂的屋子，孩子们也都喜欢来，",
];

/// Marks between runs that lost some of their copies, in a column.
#[test]
fn marks_that_lost_copies_are_repaired() {
    let runs = ["第一艘新船靠岸", "旅客陆续登岸", "汽笛长鸣不止"];
    for between in ["", "\n"] {
        let painted = runs.map(|run| [run; 3].join(between)).join(&format!("，{between}，"));
        let page = format!("{painted}\n{}", wrapped(&NEWS, 15, "　　"));
        let left = dedouble::repair(&page).into_owned();
        assert!(left.starts_with("第一艘新船靠岸，旅客陆续登岸，汽笛长鸣不止\n"), "{left}");
    }
}

/// Two words that meet at the end of a line in one character, `发生` and `生产`: neither a blank in the
/// line nor a narrow letter makes it one glyph too short or too long.
#[test]
fn words_that_meet_at_a_line_end_are_left() {
    const RULES: [&str; 2] = [
        "第八十条 渡口的管理单位发生生产安全事故以后，值班人员应当马上赶到现场，发生事故的生产班组要自查，",
        "“渡口+”要办好新的合作社的集体资产产权登记，值班人员应当按月核对，并且报告管理处负责人，",
    ];
    for characters in [15, 19, 20] {
        let page = format!("{RUNS}{}{}", wrapped(&NEWS, characters, ""), wrapped(&RULES, characters, ""));
        let left = dedouble::repair(&page).replace('\n', "");
        assert!(left.contains("发生生产") && left.contains("资产产权"), "{left}");
    }
}

/// The same word at the end of a line and at the beginning of the next is two, where whole lines have
/// their copies below them.
#[test]
fn words_that_meet_where_lines_are_painted_are_left() {
    let painted = "The bridge,\nwhich has\nstood since\n1922, was\nclosed in\nApril after a\nbookkeeper on\n\
                   her way to the\noffice put a\nfoot through a\nloose board.\n";
    let plain = "“It became\nclear that\nthat bridge is\na good deal\nmore than a\nrow of planks.”\n";
    assert_eq!(dedouble::repair(&(each_twice(painted) + plain)), format!("{painted}{plain}"));
}

/// Blanks between the copies of what is one character twice are none of its own.
#[test]
fn blanks_between_copies_go() {
    let painted = "渡口年运量 渡口年运量， ，同比增长 同比增长\n11 11. .1 1% %。 。\n要让旅客安安心心上船 要让旅客安安心心上船、 、踏踏 踏踏\n实实下船 实实下船。 。\n";
    let printed = "渡口年运量，同比增长\n11.1%。\n要让旅客安安心心上船、踏踏\n实实下船。\n";
    assert_eq!(dedouble::repair(painted), printed);
}

/// A lead that the text repeats breaks into other lines there, and says nothing against the headings
/// above it.
#[test]
fn a_lead_that_comes_again_is_left() {
    let heads = each_twice("海港管理局今天通航\n新的渡船昨日下水\n□ 本报记者 柳知春\n");
    let page = format!("{heads}{}{}", wrapped(&NEWS[..1], 14, ""), wrapped(&NEWS, 12, ""));
    let left = dedouble::repair(&page).into_owned();
    let count = |what: &str| left.replace('\n', "").matches(what).count();
    assert_eq!([count("新的渡船"), count("柳知春"), count(NEWS[0])], [1, 1, 2], "{left}");
}

/// Songs say a line three times, but not six of them in a row.
#[test]
fn six_short_lines_three_times_each_are_painted() {
    let lines = ["三河口的\n", "新渡船昨\n", "日试航成\n", "功，下月\n", "开始载客\n", "每日六班\n"];
    let painted = |n: usize| lines[..n].iter().map(|line| line.repeat(3)).collect::<String>();
    assert_eq!(dedouble::repair(&painted(6)), lines.concat());
    assert_eq!(dedouble::repair(&painted(3)), painted(3));
}

/// What manuals and records say oftener than their page was painted, in whatever form that was.
#[test]
fn lines_that_stand_oftener_than_the_paint_are_left() {
    let said =
        ["12:30:16 pilot.exe opened the gate", "53 Không tìm thấy tập tin", "문 앞의 배를 다시 부릅니다"];
    for (above, times) in [(RUNS, 4), (CHARACTERS, 4), (CHARACTERS, 5), (THREE, 4)] {
        for line in said {
            let page = format!("{above}{}", format!("{line}\n").repeat(times));
            assert_eq!(dedouble::repair(&page).matches(line).count(), times, "{page}");
        }
    }
}

/// News files give a heading, and again as the first line of the text; or the text begins
/// with what the heading ends with. Wrapped, both look like blocks that were painted twice.
#[test]
fn what_a_heading_and_its_text_share_is_left() {
    const TWICE: &str = "三河口新渡船通航仪式在镇西客运码头隆重举行";
    const ENDS: &str = "三河口成立第十四届渡口管理协会水上救生志愿大队";
    const BEGINS: &str = "第十四届渡口管理协会水上救生志愿大队成立会议昨天在镇上举行，";
    for characters in 10..=22 {
        for indent in ["", "\u{3000}\u{3000}"] {
            for shared in [[TWICE, TWICE], [ENDS, BEGINS]] {
                let news = [&NEWS[..2], &shared, &NEWS[2..], &NEWS].concat();
                let text = wrapped(&news, characters, indent);
                assert_eq!(copies(&text), 0, "{text}");
            }
        }
    }
}

/// A column quotes a verse that is sung twice; the lines that are painted twice end in a shorter one.
#[test]
fn verse_in_a_column_is_left() {
    let prose = [
        "这座渡口已经有上百年的历史了。每天清晨，船工们早早来到岸边，检查缆绳，清扫甲板，等着第一班客人。",
        "到了傍晚，最后一班船靠岸，灯塔就亮了起来，照着江面，也照着回家的人们。老人们说，从前这里没有桥，也没有公路。",
        "过江全靠一条小船。遇上大风大雨，船不能开，两岸的人就只能隔着江水互相喊话，约好第二天再见。",
    ];
    let column = wrapped(&prose, 20, "　　");
    let verse =
        "渡口老船又起航\n堤上新柳又成行\n半生走过多少浪\n都在眼角和肩膀\n当年挥手的小巷\n如今灯火一样亮\n";
    let caption = "新下水的渡船载\n着客人驶向对岸\n船上的灯照着江\n面也照着归来的\n人第一班船傍晚\n开出\n";
    for (block, left) in [(verse.repeat(2), 2), (each_twice(verse), 2), (each_twice(caption), 1)] {
        let repaired = dedouble::repair(&format!("{column}{block}{column}")).into_owned();
        let first = block.lines().next().expect("it has lines");
        assert_eq!(repaired.matches(first).count(), left, "{repaired}");
    }
}

/// Documents give a title, and again as a heading, with empty lines between; so do extractors, but
/// of headings whose own lines are set as wide apart.
#[test]
fn a_title_above_its_heading_is_left() {
    let prose = [
        "本章说明渡船出航以前要做的准备，包括检查缆绳、清点救生衣和填写值班日志，新来的水手请逐项对照。",
        "检查完毕以后由值班长签字，日志放在驾驶室的柜子里，交班时当面点清，缺了哪一项都不得开船。",
    ];
    let column = wrapped(&prose, 20, "　　");
    let titles = ["第三章 出航以前的检查和准备工作", "第四章 航行途中的瞭望与联络方法"];
    for parts in ["\n\n", "\n\n\n\n"] {
        let chapter = |t: &str| format!("{t}{parts}{t}{parts}{t}\n\n{column}\n");
        let text: String = titles.iter().map(|t| chapter(t)).collect();
        let repaired = dedouble::repair(&text).into_owned();
        assert!(titles.iter().all(|t| repaired.matches(t).count() == 3), "{repaired}");
    }
    let heading = "三河口新渡船通航仪式昨天\n\n在镇西码头隆重举行\n\n".repeat(2);
    let repaired = dedouble::repair(&format!("{heading}{}", wrapped(&NEWS, 15, "　　"))).into_owned();
    assert_eq!(repaired.matches("三河口新渡船").count(), 1, "{repaired}");
}

/// Where the copies of a line stand beside it, those of several lines begin a new one. A page whose
/// runs are painted one by one has no such block, and prints it twice.
#[test]
fn lines_and_blocks_are_of_one_paint() {
    let title = "三河口新渡船通航仪式昨天举行";
    let column = wrapped(&NEWS, 15, "\u{3000}\u{3000}");
    let block = "水上志愿\n队今成立\n";
    let by_line = format!("{title}{title}\n{column}{block}{block}{column}");
    let repaired = dedouble::repair(&by_line).into_owned();
    assert_eq!((repaired.matches(title).count(), repaired.matches(block).count()), (1, 1), "{repaired}");
    let by_run = format!("{RUNS}{column}{block}{block}{column}");
    assert_eq!(dedouble::repair(&by_run).matches(block).count(), 2, "{by_run}");

    // A block and a line, neither of them certain, vouch for each other, whatever parts the copies
    // of the line; four of them are certain alone.
    let line = "镇西码头加开夜航班次";
    let said = "渡口管理处昨天说，今年汛期比往年来得早，\n所有渡船都要\n";
    let page = format!("{column}{0}{column}{line} {line}\n{column}", said.repeat(2));
    let repaired = dedouble::repair(&page).into_owned();
    assert_eq!([said, line].map(|text| repaired.matches(text).count()), [1, 1], "{repaired}");
    let page = format!("{column}{line} {line} {line} {line}\n{column}");
    assert_eq!(dedouble::repair(&page).matches(line).count(), 1, "{page}");

    // Verse repeats lines that are shorter than a heading's.
    let (heading, verse) = ("镇西码头加开夜航班次\n", "潮水又漫到堤\n");
    let lead = "水上志愿救生\n大队今日成立\n";
    let page =
        format!("{0}{column}{1}{column}{2}{column}", lead.repeat(2), heading.repeat(2), verse.repeat(2));
    let repaired = dedouble::repair(&page).into_owned();
    assert_eq!([lead, heading, verse].map(|text| repaired.matches(text).count()), [1, 1, 2], "{repaired}");
}

/// Where an extractor puts blanks anywhere, one on either side of a thing makes it no whole.
#[test]
fn what_blanks_anywhere_stand_about_is_left() {
    let text =
        "老船 工记得，当年修 这座码 头，大伙 儿一文钱一 文钱 地攒，一块石 头一块石头地 垒，风里 来雨里 \
                去，从没有人 叫过 一声苦，到了 第三 年的春 天，第一班船 终于 开了出 去。";
    let page = format!("{RUNS}{text}\n");
    assert!(dedouble::repair(&page).contains("一文钱一 文钱"), "{page}");
}

/// Texts of any language repeat a line, but not several long ones three times each.
#[test]
fn long_lines_in_layers_are_repaired() {
    const LINES: [&str; 3] = [
        "The last ferry leaves the pier at ten.",
        "Passengers are asked to wait behind the line.",
        "Tickets are sold at the pier and on board.",
    ];
    let left = |copies: [usize; 3]| {
        let text = "The pier was built by the people of the\ntown. It took three years.\n";
        let painted = |n: usize| format!("{text}{}", format!("{}\n", LINES[n]).repeat(copies[n]));
        let repaired = dedouble::repair(&[0, 1, 2].map(painted).concat()).into_owned();
        LINES.map(|line| repaired.matches(line).count())
    };
    assert_eq!(left([3, 3, 3]), [1, 1, 1]);
    assert_eq!(left([3, 1, 1]), [3, 1, 1]);
    assert_eq!(left([3, 4, 2]), [3, 4, 2]);
}

/// Samples of text are letters in the order of the alphabet.
#[test]
fn a_sample_in_a_column_is_left() {
    let sample = "aaa bbb\nccc\nddd\neee\nfff ggg\nhhh iii\n";
    let page = format!("{0}{sample}{0}", wrapped(&NEWS, 15, "　　"));
    assert!(dedouble::repair(&page).contains("aaa bbb"), "{page}");
}

/// A narrow column has its marks inside its lines, and verse at their ends.
#[test]
fn narrow_columns_are_no_verse() {
    let lead = "三河口新渡船下水，早班船提前到\n六点一刻，末班船推迟到夜里十点\n";
    let page = format!("{}{}", each_twice(lead), wrapped(&NEWS, 10, "　　"));
    assert_eq!(dedouble::repair(&page).matches("三河口").count(), 1, "{page}");
    let verse = "船儿摇摇出了港口，\n灯塔照着弯弯江流，\n老人站在堤上招手，\n孩子跟着浪花奔走，\n\
                 渔网晒在青石渡头，\n炊烟升起晚风悠悠，\n";
    let song = format!("{0}{1}{1}{0}", each_twice("潮水来了又要退走，\n明天还在这里等候，\n"), verse);
    assert_eq!(dedouble::repair(&song).matches("潮水").count(), 4, "{song}");
}

/// Among many paragraphs of a line each some are as wide as others, which makes no column.
#[test]
fn what_comes_twice_among_paragraphs_of_a_line_is_left() {
    let said = "渡船准时服务也好就是候船室里的灯太暗了看不清时刻表希望能换几盏亮的";
    let letters: Vec<char> = said.chars().cycle().take(120).collect();
    let paragraph = |n: usize| letters[n % 7..n % 7 + 13 + n * 29 % 61].iter().collect::<String>();
    let mut lines: Vec<String> = (0..160).map(paragraph).collect();
    lines.insert(80, "这条航线值得一坐".repeat(2));
    let text = lines.join("\n");
    assert_eq!(copies(&text), 0, "{text}");
}

/// Manuals say the same of sister functions, line after line, in columns as well.
#[test]
fn what_the_sections_of_a_manual_share_is_left() {
    const SHARED: [&str; 4] = [
        "너비는 그림의 가로 길이를 점으로 나타낸 값이며 비워 둘 수 있습니다.",
        "높이는 그림의 세로 길이를 점으로 나타낸 값이며 비워 둘 수 있습니다.",
        "색은 테두리를 그릴 때 쓰는 이름이나 번호이고 기본값은 검정입니다.",
        "각도는 그림을 돌리는 정도를 나타내며 음수이면 왼쪽으로 돌립니다.",
    ];
    let section = |name: &str| format!("{name} 명령은 문서의 현재 위치에 도형을 하나 그려 넣습니다.");
    let (first, second) = (section("사각형"), section("타원"));
    for characters in 12..=20 {
        let twice = |line: usize| [SHARED[line], SHARED[line]];
        let manual = [&[&*first][..], &twice(0), &twice(1), &[&*second], &twice(2), &twice(3)].concat();
        let text = wrapped(&manual, characters, "");
        assert_eq!(copies(&text), 0, "{text}");
    }
}

/// The number of a page stands at its head or its foot: where it stands at one, what stands
/// alone at the other is part of what is painted there.
#[test]
fn a_page_has_one_number() {
    let heading = "\n退退潮潮时时分分\n到到岸岸\n";
    let text = "渡口的大潮从初三涨到十八。\n看潮的人站在堤上等。\n";
    let number = |page: &str| dedouble::repair(page).lines().next().map(String::from);
    assert_eq!(number(&format!("33{heading}{text}7\n")), Some("3".into()));
    assert_eq!(number(&format!("33{heading}{text}")), Some("33".into()));
    assert_eq!(number(&format!("33{heading}{text}77\n")), Some("33".into()));
}

/// Nobody says a clause twice in one breath: one such is enough for a page of running text. What ends
/// with its line may be the cells of a table.
#[test]
fn a_clause_in_a_sentence_is_certain_by_itself() {
    let page =
        |line: &str| format!("渡口昨天开航。\n{line}\n今天风浪很大，渡船照常开出，末班船推迟到夜里十点。\n");
    let left = |line: &str| dedouble::repair(&page(line)).matches("班次不够用").count();
    assert_eq!(left("从前定的过江班次不够用 从前定的过江班次不够用，就再加一班。"), 1);
    assert_eq!(left("从前定的班次不够用从前定的班次不够用，就再加一班。"), 1);
    assert_eq!(left("船工说，班次不够用 班次不够用，就再加一班。"), 2, "so much is said twice");
    assert_eq!(left("船工说，班次不够用，班次不够用，就再加一班。"), 2);
    assert_eq!(left("从前定的班次不够用 从前定的班次不够用"), 2);
}

/// Each of a few lines twice is a song, unless one is longer than any that is sung.
#[test]
fn long_lines_that_stand_twice_are_no_song() {
    let [head, byline] = ["三河口渡船昨日下水", "□ 本报记者 赵明 钱芳"];
    let line = "清早六点一刻开出的头一班渡船坐满了到对岸赶集的人，船工把跳板收起来，汽笛在江面上响了三声。";
    let page = |lines: &[&str]| lines.iter().map(|line| format!("{line}\n{line}\n")).collect::<String>();
    assert_eq!(dedouble::repair(&page(&[head, byline, line])), [head, byline, line].join("\n") + "\n");
    let song = page(&[head, "江水流过灯塔脚下", "渔火照着归来的船"]);
    assert_eq!(dedouble::repair(&song), song);
}
