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
        "may be that the winter boats of the northern line will not sail for a long time\n".repeat(3),
        "Z0aW5nAHRoZQB0aWRlAHRhYmxlcwBvZgB0aGUAbm9ydGhlcm4AcGllcgBhbmQAb2YAdGhlAGxp\n".repeat(3),
    ] {
        assert_eq!(left(&page(&above, &cut)), flat(page(&above, &cut)));
    }
}

/// Three words in a row, each twice, are a phrase that was painted word by word, if one is such as only ever
/// stands between others; what is called out or stands in cells is not.
#[test]
fn phrases_doubled_word_by_word_are_repaired() {
    for (painted, printed) in [
        ("Where Where are are the the boats boats??", "Where are the boats?"),
        ("Table Table of of tides tides", "Table of tides"),
        ("The The last last ferry ferry sails sails at at ten ten.", "The last ferry sails at ten."),
    ] {
        let page = |heading: &str| format!("{heading}\nPassengers should be at the pier by nine.\n");
        assert_eq!(dedouble::repair(&page(painted)), page(printed));
    }
    for kept in ["ring ring bang bang knock knock", "and and or or not not xor xor", "of of a a b b c c"] {
        assert_eq!(dedouble::repair(kept), kept);
    }
}

/// A number behind painted text, or behind leaders after it, was painted as well.
#[test]
fn numbers_beside_painted_words_are_repaired() {
    let heading = "Tables Tables of of the the tides tides\n";
    let entries = [
        ("200 200 Northern pier Northern pier", "200 Northern pier"),
        ("Southern piers Southern piers ........... 20 20", "Southern piers ........... 20"),
        ("Depths at noon ........ 33 33", "Depths at noon ........ 33 33"),
        ("Ferries and boats ........ 44", "Ferries and boats ........ 44"),
    ];
    let page = heading.to_owned() + &entries.map(|(painted, _)| painted).join("\n");
    let left = "Tables of the tides\n".to_owned() + &entries.map(|(_, printed)| printed).join("\n");
    assert_eq!(dedouble::repair(&page), left);
}
