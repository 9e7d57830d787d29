//! The texts the benches read: a folder's, or made by a fixed seed.

use std::fs;
use std::path::{Path, PathBuf};

/// Whether each bench is only to be tried, on little text.
pub fn is_test() -> bool {
    std::env::args().any(|a| a == "--test")
}

/// Bytes of the corpus that is made where none is named.
fn size() -> usize {
    if is_test() {
        1 << 18
    } else {
        1 << 26
    }
}

/// Knuth's linear congruential generator (MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

const SEED: u64 = 0x2545_f491_4f6c_dd1d;

/// The texts of a folder, in the order of their names.
fn texts(folder: &Path) -> Vec<String> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    paths.iter().map(|p| fs::read_to_string(p).expect("UTF-8")).collect()
}

fn fixtures(folder: &str) -> Vec<String> {
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder))
}

pub fn bytes(pages: &[String]) -> u64 {
    pages.iter().map(|p| p.len() as u64).sum()
}

/// Clean pages: those of the folder named by `DEDOUBLE_CORPUS`, or pages of 600 KB.
pub fn clean() -> Vec<String> {
    match std::env::var_os("DEDOUBLE_CORPUS") {
        Some(folder) => texts(Path::new(&folder)),
        None => {
            let pages = size().div_ceil(600_000);
            (0..pages).map(|n| prose(SEED + n as u64, size() / pages)).collect()
        }
    }
}

/// One clean page of a size: text of the named folder over and over, or prose.
pub fn page(size: usize) -> String {
    if std::env::var_os("DEDOUBLE_CORPUS").is_none() {
        return prose(SEED, size);
    }
    let mut out = String::with_capacity(size);
    let pages = clean();
    let lines = pages.iter().cycle().flat_map(|p| p.split_inclusive('\n'));
    for line in lines {
        if out.len() >= size {
            break;
        }
        out.push_str(line);
    }
    out
}

/// Characters of the clean fixtures, drawn one by one, but no two marks in a row:
/// each is as frequent as there. So of a million some thousands stand twice, some
/// stretches of two do, and hardly any longer one, as in newspapers; a paragraph a line.
fn prose(seed: u64, bytes: usize) -> String {
    let pages = [fixtures("clean-wrapped"), fixtures("clean")].concat().concat();
    let han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let drawn: Vec<char> = pages.chars().filter(|c| han(c) || "，。、：“”0123456789".contains(*c)).collect();
    let mut random = Random(seed);
    let mut out = String::with_capacity(bytes + 4);
    let mut last = '，';
    while out.len() < bytes {
        let next = drawn[random.below(drawn.len())];
        if !han(&next) && !han(&last) {
            continue;
        }
        out.push(next);
        if next == '。' && random.below(4) == 0 {
            out.push('\n');
        }
        last = next;
    }
    out
}

/// The clean pages with a line break after every so many characters of a line.
pub fn wrapped() -> Vec<String> {
    const MEASURE: usize = 20;
    let wrap = |line: &str| {
        let chars: Vec<char> = line.chars().collect();
        chars.chunks(MEASURE).map(|c| c.iter().collect::<String>() + "\n").collect::<String>()
    };
    clean().iter().map(|page| page.lines().map(wrap).collect()).collect()
}

/// Many documents: the clean pages, cut into what stands on a page of a newspaper.
pub fn documents() -> Vec<String> {
    /// Bytes: some six thousand characters.
    const DOCUMENT: usize = 18_000;
    let mut documents = vec![String::new()];
    for line in clean().iter().flat_map(|page| page.split_inclusive('\n')) {
        if documents.last().is_some_and(|d| d.len() >= DOCUMENT) {
            documents.push(String::new());
        }
        documents.last_mut().expect("one at least").push_str(line);
    }
    documents
}

/// One text of pages with doubled text, each after a form feed.
pub fn doubled_of(bytes: usize) -> String {
    drawn(bytes).join("\u{c}")
}

/// Pages with doubled text.
pub fn doubled() -> Vec<String> {
    drawn(size() / 64)
}

/// Pages with doubled text, drawn from the fixtures'.
fn drawn(bytes: usize) -> Vec<String> {
    let mut pages = fixtures("pages");
    pages.retain(|page| dedouble::damage(page).doubled > 0.0);
    let mut random = Random(SEED);
    let (mut made, mut out) = (0, Vec::new());
    while made < bytes {
        let page = &pages[random.below(pages.len())];
        made += page.len();
        out.push(page.clone());
    }
    out
}

/// Texts that are all repetition, or repetition that fails at its last character.
pub fn hostile() -> Vec<(&'static str, String)> {
    let atoms = size() >> 6;
    let mut fibonacci = (String::from("好"), String::from("好人"));
    while fibonacci.1.len() < 3 * atoms {
        fibonacci = (fibonacci.1.clone(), fibonacci.1 + &fibonacci.0);
    }
    let thue_morse: String =
        (0..atoms as u32).map(|n| if n.count_ones() % 2 == 0 { '好' } else { '人' }).collect();
    let near = |n: usize| {
        format!("市里举行了盛大的开幕式{}", char::from_u32(0x4E00 + n as u32 % 20_000).unwrap_or('一'))
    };
    vec![
        ("one character", "好".repeat(atoms)),
        ("two alternating", "好人".repeat(atoms / 2)),
        ("fibonacci", fibonacci.1),
        ("thue-morse", thue_morse),
        ("equal lines", "市里举行了盛大的开幕式\n".repeat(atoms / 12)),
        ("one line", prose(SEED, if is_test() { 1 << 18 } else { 1 << 26 }).replace('\n', "")),
        ("almost equal", (0..atoms / 12).map(near).collect()),
    ]
}
