//! Text in kana and Hangul, whose characters say less than Han.

use crate::forms::{each_twice, wrapped};

/// A heading in kana above a column is told as one in Han is.
#[test]
fn headings_in_kana_are_repaired() {
    const BODY: &str = "みなとのあたらしい待合室は、きょうの朝からつかえるようになりました。ゆかの下にはお湯のくだが通してあり、\
                        かべには潮の満ち干をしめす表がかけられています。船をまつあいだにお茶をのむこともできます。お年よりの\
                        ひとたちは、むかしはふぶきの中に立ってまったものだと話してくれました。";
    let heading = "あたらしいフェリーのりば\nきょうからつかえます\n";
    let column = wrapped(&[BODY], 20, "");
    assert_eq!(dedouble::repair(&(each_twice(heading) + &column)), heading.to_owned() + &column);
}

/// A sentence that goes on from one line to the next, each of them twice, was painted; lines of a song, and
/// what a manual says of two things alike, were not.
#[test]
fn sentences_in_hangul_are_repaired() {
    let sentence = "나루터의 새 대합실은 오늘 아침부터 누구나 쓸 수 있게 되었고 벽에는\n\
                    밀물과 썰물을 알리는 표가 걸려 있습니다.\n";
    let below = "배를 기다리는 동안 차를 마실 수도 있습니다.\n";
    assert_eq!(dedouble::repair(&(each_twice(sentence) + below)), sentence.to_owned() + below);
    let song = each_twice("안개 낀 강가에 등불이 하나\n나를 기다리던 배는 떠나고\n물결만 남았네.\n");
    assert_eq!(dedouble::repair(&song), song);
    let entry = |name: &str| format!("{name}\n{sentence}");
    let manual = entry("새 대합실") + &entry("새 대합실") + &entry("헌 대합실");
    assert_eq!(dedouble::repair(&manual), manual);
}
