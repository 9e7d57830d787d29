//! Names of people.

/// The hundred commonest surnames of 2020 (Ministry of Public Security), which nine in ten people
/// have, and their traditional forms.
const SURNAMES: &str = "\
    王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏\
    吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱\
    严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂蔣盧鐘譚陸範賈韋鄒龍賀顧龔萬錢嚴湯";

/// Whether a character is a common surname.
pub(crate) fn is_surname(c: char) -> bool {
    SURNAMES.contains(c)
}
