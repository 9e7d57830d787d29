//! Single glyphs left over: `全全⏎产业链`, `负责人人`.
//!
//! An extractor that drops most of an overprint leaves a glyph here and there,
//! mostly the last of a line. A doubled character proves nothing, so these are
//! looked for only on pages that are certain of paint, and only the place
//! decides: what its line is like, and what stands elsewhere on the page.

use super::atom::{Atom, Gap};
use super::prior::Prior;
use crate::script::{ends_sentence, half_widths, Script};

/// A glyph that stands twice, at atoms `at` and `at + 1`, and the evidence that
/// the second was left over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Leftover {
    pub at: usize,
    pub bits: f32,
}

/// How seldom a glyph is left over at a line's end on a page that has paint: one
/// in some hundred lines, on pages typeset and read back for the purpose.
const SELDOM: f32 = 8.5;
/// The line is longer than both its neighbours, by the glyph: a typesetter does
/// not do that with a Han character.
const TOO_LONG: f32 = 5.0;
/// The line is not, though it is no paragraph's first, which may be shorter by a
/// lost indent.
const IN_MEASURE: f32 = -4.0;
/// The line is a block's first. There most of them stand: the copy of a run that
/// goes on in the next line is dropped there and not here.
const FIRST: f32 = 2.5;
/// The line is letter-spaced, and only these two characters touch.
const TOUCHING: f32 = 9.0;
/// The second stands in a line by itself, between two lines.
const ALONE: f32 = 12.0;
/// Each atom of the same surroundings elsewhere on the page, without the double.
const ELSEWHERE: f32 = 2.5;
/// That many atoms of surroundings count, on both sides together, and no fewer.
const CONTEXT: usize = 12;
const LEAST_CONTEXT: usize = 5;
/// The hundred commonest surnames of 2020 (Ministry of Public Security), and
/// traditional forms: names are doubled at will, 范冰冰.
const SURNAMES: &str =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任\
    沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤\
    張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇魏呂蔣盧鐘譚陸範賈韋鄒";
/// Evidence asked for beyond what the rest of the page gives.
pub(crate) const NEEDED: f32 = 6.0;
/// With less than this it is as likely correct, and not listed.
pub(crate) const WORTH_SAYING: f32 = -20.0;
/// A line narrower than this, in half-widths, says nothing of its measure.
const NARROWEST: usize = 16;
/// Surroundings are looked for that many atoms up and down.
const REACH: usize = 4096;

/// The doubled glyphs that may be left over outside what is repaired, with their bits. Linear in the
/// atoms, but for [`REACH`] atoms for each doubled one.
pub(crate) fn leftovers(atoms: &[Atom], repaired: impl Fn(usize) -> bool) -> Vec<Leftover> {
    let lines = lines(atoms);
    let mut out = Vec::new();
    for (index, &(start, end)) in lines.iter().enumerate() {
        for at in start.max(1)..end {
            let (a, b) = (&atoms[at - 1], &atoms[at]);
            let twice =
                a.symbol == b.symbol && matches!(a.script, Script::Han | Script::Kana | Script::Latin);
            if !twice
                || repaired(at)
                || atoms.get(at + 1).is_some_and(|c| c.symbol == a.symbol && c.gap != Gap::Newline)
            {
                continue;
            }
            let named = at >= 2 && SURNAMES.contains(atoms[at - 2].char());
            let place = if named { f32::NEG_INFINITY } else { place(atoms, &lines, index, at) };
            let bits = place.max(elsewhere(atoms, at)) + Prior::get().news_pair(a) - SELDOM;
            out.push(Leftover { at: at - 1, bits });
        }
    }
    out
}

/// Start and end of each line, in atoms.
fn lines(atoms: &[Atom]) -> Vec<(usize, usize)> {
    let starts: Vec<usize> = (0..atoms.len()).filter(|&i| i == 0 || atoms[i].gap == Gap::Newline).collect();
    let ends = starts.iter().skip(1).copied().chain([atoms.len()]);
    starts.iter().copied().zip(ends).collect()
}

/// Evidence of the place of the second glyph, `at`, in its line.
fn place(atoms: &[Atom], lines: &[(usize, usize)], index: usize, at: usize) -> f32 {
    let (start, end) = lines[index];
    let width = |i: usize| lines.get(i).map_or(0, |&(s, e)| measure(&atoms[s..e]));
    if at == start {
        // In the next line, by itself: the first closes a full line.
        let alone = end == start + 1 && index > 0 && width(index - 1) >= NARROWEST && width(index + 1) > 0;
        return if alone { ALONE } else { f32::NEG_INFINITY };
    }
    if at + 1 != end || atoms[at].gap != Gap::None || width(index) < NARROWEST {
        return f32::NEG_INFINITY;
    }
    let gaps = atoms[start + 1..at].iter().filter(|a| a.gap == Gap::Space).count();
    if gaps * 4 >= (at - start - 1) * 3 {
        return TOUCHING;
    }
    let before = if index > 0 { width(index - 1) } else { 0 };
    let full = before.max(width(index + 1));
    let glyph = half_widths(atoms[at].char());
    if full >= NARROWEST && width(index) > full && width(index) <= full + glyph {
        TOO_LONG
    } else if index == 0 || before + NARROWEST / 4 < width(index) || ends_sentence(atoms[start - 1].char()) {
        FIRST
    } else {
        IN_MEASURE
    }
}

/// Width of a line in half-widths, without blanks.
fn measure(line: &[Atom]) -> usize {
    line.iter().map(|a| half_widths(a.char())).sum()
}

/// Evidence of the same surroundings elsewhere, with the glyph once.
fn elsewhere(atoms: &[Atom], at: usize) -> f32 {
    let glyph = atoms[at].symbol;
    let from = at.saturating_sub(REACH);
    let to = (at + REACH).min(atoms.len());
    let same = |i: usize, j: usize| atoms[i].symbol == atoms[j].symbol;
    let mut best = 0;
    for other in from..to {
        if atoms[other].symbol != glyph || other == at || other + 1 == at {
            continue;
        }
        let left = (1..CONTEXT).take_while(|&n| n < at && n <= other && same(at - 1 - n, other - n)).count();
        let right = (1..CONTEXT)
            .take_while(|&n| at + n < atoms.len() && other + n < atoms.len() && same(at + n, other + n))
            .count();
        if left >= 2 && right >= 2 {
            best = best.max(left + right);
        }
    }
    if best >= LEAST_CONTEXT {
        ELSEWHERE * best.min(CONTEXT) as f32
    } else {
        f32::NEG_INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::double::atom::atoms;

    fn bits(text: &str) -> f32 {
        leftovers(&atoms(text), |_| false).iter().map(|l| l.bits).fold(f32::NEG_INFINITY, f32::max)
    }

    #[test]
    fn the_line_decides() {
        let longer = "港口的航道疏浚工程已经全面\n铺开，施工人员昼夜轮班推推\n进，预计年底以前完成交工验";
        let longer = longer.replace("轮班推推", "轮班地推推");
        assert!(bits(&longer) >= NEEDED, "{}", bits(&longer));
        let within = "港口的航道疏浚工程已经全面\n铺开，施工人员昼夜轮推推\n进，预计年底以前完成交工验";
        assert!(bits(within) < NEEDED);
        let alone = "港口的航道疏浚工程已经全\n全\n面铺开，施工人员昼夜轮班推进";
        assert!(bits(alone) >= NEEDED);
        let spaced = "港 口 的 航 道 疏 浚 全 面 推推\n进，预计年底以前完成";
        assert!(bits(spaced) >= NEEDED);
    }

    #[test]
    fn the_page_decides() {
        let text = "深水航道与全全\n天候锚地建设调研。昨天，专家就深水航道与全天候锚地建设交换意见。";
        assert!(bits(text) >= NEEDED);
        assert!(bits("各方健全全产业链机制。此外，健全产业链。") < NEEDED);
    }
}
