//! Text in words of an alphabet, where language has more that stands twice than among Han.

/// A line of a sentence that goes on below stands three times by no accident; nor does one break off
/// inside a word above the rest of it: a frame hides a part of a copy.
#[test]
fn a_sentence_in_layers_is_repaired() {
    const ABOVE: &str = "who holds a season ticket for the harbour ferries, whatever pier it was bought at\n";
    const BELOW: &str = "may board the night boats of the northern line until the end of the winter season\n";
    let page = |above: &str, cut: &str| format!("{above}{BELOW}{cut}without a further ticket.\n");
    let left = |page: &str| dedouble::repair(page).replace('\n', " ");
    let flat = |page: String| page.replace('\n', " ");
    let cut = "may board the night boats of the northern li\n".repeat(2);
    assert_eq!(left(&page(&ABOVE.repeat(3), &cut)), flat(page(ABOVE, "")));
    // What begins as the line above does, and ends with a word.
    let whole = "may board the night boats of the northern\n";
    assert_eq!(left(&page(&ABOVE.repeat(3), whole)), flat(page(ABOVE, whole)));
    for above in [
        "Nobody may board the night boats of the northern line without a ticket.\n".repeat(3),
        ABOVE.repeat(2),
    ] {
        assert_eq!(left(&page(&above, &cut)), flat(page(&above, &cut)));
    }
}
