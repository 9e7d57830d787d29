//! Letters that stand twice because that is how something is written.

/// Whether the letters are those of a date format (年年月月日日, MMDDhhmmCCYY; `digits`
/// fill a date, not a format), of hexadecimal numbers, of colours or of tones (平平仄仄), or stand in
/// the order of the alphabet (aaa bbb ccc): there doubling is the notation.
pub(super) fn is_format(letters: &[u32], digits: bool) -> bool {
    let all = |set: &str| letters.iter().all(|&s| char::from_u32(s).is_some_and(|c| set.contains(c)));
    let dates = !digits && all("年月日时時分秒周季");
    let ordered = letters.len() > 2 && letters.windows(2).all(|pair| pair[1] == pair[0] + 1);
    // One letter is no notation: R$ 4,50 is a price.
    letters.len() > 1
        && (dates
            || ordered
            || all("平仄")
            || all("YMDHSCTZJyndmhsctj")
            || all("abcdefABCDEF")
            || all("RGBArgba")
            || all("ACGTUNacgtun"))
}
