//! Help, completions, the manual page.

use super::run;

#[test]
fn help_has_examples_by_task() {
    let help = run(&["--help"], "").fine();
    for word in [
        "One page",
        "A folder of pages",
        "A corpus of JSON Lines",
        "Review",
        "Exit status",
        "130",
        "Repair:",
        "Output:",
    ] {
        assert!(help.contains(word), "{word}");
    }
    let short = run(&["-h"], "").fine();
    assert!(short.lines().count() < help.lines().count() / 2, "{short}");
}

#[test]
fn completions_and_a_manual_page_are_made() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let text = run(&["--generate", shell], "").fine();
        assert!(text.contains("keep-lines") && text.contains("dedouble"), "{shell}");
    }
    let man = run(&["--generate", "man"], "").fine();
    assert!(man.contains(".TH dedouble 1") && man.contains(".SH EXIT STATUS"), "{man}");
}

#[test]
fn progress_is_silent_where_nobody_watches() {
    let lines = format!("{}\n", serde_json::json!({"text": super::PAGE})).repeat(200);
    let run = run(&["--jsonl"], lines);
    assert_eq!((run.status, &*run.stderr), (0, ""));
}
