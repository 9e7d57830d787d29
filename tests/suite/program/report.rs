//! The page for the browser.

use std::process::Command;

use super::{skipped, Place, CLEAN, PAGE};

/// Markup and what turns the order of text, in a page and in its name.
const MARKUP: &str =
    "</script><script>document.title='broken'</script><img src=x onerror=alert(1)>&amp;\u{202e}\n";

fn place() -> Place {
    let page = format!("{MARKUP}{PAGE}");
    let harbour = include_bytes!("../../../fixtures/pages/harbour.txt");
    let files: [(&str, &[u8]); 3] =
        [("a<b>.txt", page.as_bytes()), ("b.txt", CLEAN.as_bytes()), ("c.txt", harbour)];
    let place = Place::with(&files);
    place.run(&["a<b>.txt", "b.txt", "c.txt", "--report", "r.html", "--edits", "log"], "").fine();
    place
}

fn edits(place: &Place) -> usize {
    place.read("log").lines().filter(|line| line.contains(r#""span""#)).count()
}

#[test]
fn the_report_shows_every_edit_and_loads_nothing() {
    let place = place();
    let html = place.read("r.html");
    assert_eq!(html.matches("<del data-e").count(), edits(&place));
    assert_eq!(html.matches("<ins data-e").count(), edits(&place));
    assert_eq!(html.matches("<section").count(), 2, "what did not change is counted only");
    assert!(html.contains("2 changed. 1 unchanged"));
    for outside in ["http://", "https://", "<img", "\u{202e}", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.contains("default-src &#39;none&#39;") || html.contains("default-src 'none'"));
    assert!(html.contains("&lt;/script&gt;") && html.contains("a&lt;b&gt;.txt"));
}

/// What is done in the page, and what it has to say then.
const CHECK: &str = r#"
  const log = [], said = (what) => log.push(what), shown = () => document.getElementById("count").textContent;
  const key = (key) => document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  said(`title ${document.title}`);
  said(`edits ${document.querySelectorAll("del[data-e]").length}`);
  said(`scripts ${document.scripts.length} images ${document.images.length}`);
  said(`start ${shown()}`);
  key("n"); said(`next ${shown()}`);
  key("j"); said(`next ${shown()}`);
  said(`tip ${!document.getElementById("tip").hidden && document.getElementById("tip").textContent.length > 10}`);
  said(`marks ${document.querySelectorAll(".now").length}`);
  said(`focus ${document.activeElement.tagName}`);
  key("p"); said(`previous ${shown()}`);
  key("Escape"); said(`escape ${shown()} ${document.getElementById("tip").hidden}`);
  const box = document.querySelector("[data-reason=copy]");
  box.click(); said(`without copies ${shown()}`);
  said(`copies off ${[...document.querySelectorAll("del[data-r=copy]")].every((d) => d.classList.contains("off"))}`);
  box.click();
  const range = document.getElementById("bits");
  range.value = range.max; range.dispatchEvent(new Event("input")); said(`at most bits ${shown()}`);
  document.body.innerHTML = ""; document.body.append(`CHECKED\n${log.join("\n")}\nEND`);
"#;

#[test]
fn the_report_works_in_a_browser() {
    let Some(browser) = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|run| run.status.success()))
    else {
        return skipped(
            "no Chromium is installed; the report was not opened (Debian: apt-get install chromium)",
        );
    };
    let place = place();
    let html = place.read("r.html");
    let checked = html.replace("</body>", &format!("<script>{CHECK}</script></body>"));
    std::fs::write(place.path("checked.html"), checked).unwrap();
    let run = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--enable-logging=stderr", "--virtual-time-budget=3000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", place.path("profile").display()))
        .arg(format!("file://{}", place.path("checked.html").display()))
        .output()
        .unwrap();
    let (dom, console) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    let errors: Vec<&str> = console.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert_eq!(errors, Vec::<&str>::new(), "nothing on the console");
    let said = dom.split_once("CHECKED\n").and_then(|(_, rest)| rest.split_once("\nEND"));
    let said: Vec<&str> = said.unwrap_or_else(|| panic!("{dom}\n{console}")).0.lines().collect();
    let all = edits(&place);
    let log = place.read("log");
    let copies = log.lines().filter(|line| line.contains(r#""reason":"copy""#)).count();
    let expected = [
        "title What dedouble did".to_owned(),
        format!("edits {all}"),
        "scripts 2 images 0".to_owned(),
        format!("start {all} edits"),
        format!("next 1 of {all} edits"),
        format!("next 2 of {all} edits"),
        "tip true".to_owned(),
        "marks 2".to_owned(),
        "focus DEL".to_owned(),
        format!("previous 1 of {all} edits"),
        format!("escape {all} edits true"),
        format!("without copies {} edits", all - copies),
        "copies off true".to_owned(),
    ];
    assert_eq!(said[..expected.len()], expected);
    let left = said.last().unwrap().trim_start_matches("at most bits ").trim_end_matches(" edits");
    assert!(left.parse::<usize>().unwrap() < all, "{said:?}");
}
