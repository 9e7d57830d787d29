//! Texts made to cost time, memory or a panic.
//!
//! What grows is counted, never timed: here the memory asked for, and in
//! `work_grows_linearly` the instructions under valgrind.

use std::fmt::Write;
use std::process::Command;

use allocation_counter::{measure, AllocationInfo};
use dedouble::{Options, Restorer};

use crate::fixtures::folder;
use crate::promise;

/// A text of about so many atoms.
type Maker = fn(usize) -> String;

/// Texts that are all repetition, nearly repetition, or all of one thing.
pub const TEXTS: [(&str, Maker); 24] = [
    ("one character", |n| "好".repeat(n)),
    ("two alternating", |n| "好人".repeat(n / 2)),
    ("fibonacci", |n| fibonacci(n)),
    ("thue-morse", |n| thue_morse(n)),
    ("period doubling", |n| period_doubling(n)),
    ("fibonacci of words", |n| {
        fibonacci(n / 3).chars().map(|c| if c == '好' { "春潮" } else { "新苗遍野" }).collect()
    }),
    ("equal lines", |n| "市里举行了盛大的开幕式\n".repeat(n / 11)),
    ("equal lines with others between", |n| {
        (0..n as u32 / 450)
            .map(|i| "市里举行了盛大的开幕式\n".repeat(40) + &near_repeats(8, 8) + &i.to_string() + "\n")
            .collect()
    }),
    ("equal lines of prose", |n| "在市里举行了盛大的开幕式，各界代表都来了\n".repeat(n / 20)),
    ("one long line", |n| prose(n).replace('\n', "")),
    ("long columns", prose),
    ("painted through", |n| prose(n / 2).chars().flat_map(|c| [c, c]).collect()),
    ("copies that fail at the last atom", |n| near_repeats(n, 8)),
    ("long copies that fail at the last atom", |n| near_repeats(n, 200)),
    ("no two alike", |n| (0..n as u32).filter_map(|i| char::from_u32(0x4E00 + i % 20_000)).collect()),
    ("one atom a line", |n| "好\n".repeat(n)),
    ("a blank between all", |n| "字 ".repeat(n)),
    ("blanks", |n| " \u{3000}".repeat(n / 2)),
    ("line ends", |n| "\r\n\n".repeat(n / 3)),
    ("opening brackets", |n| "（“《".repeat(n / 3)),
    ("divided words", |n| "inter-\nnational co-\n".repeat(n / 18)),
    ("combining marks", |n| format!("e{}", "\u{301}".repeat(n))),
    ("joined emoji", |n| "👩\u{200d}".repeat(n / 2)),
    ("flags", |n| "🇨🇳".repeat(n / 2)),
];

fn word(n: usize, step: impl Fn(&[bool]) -> Vec<bool>) -> String {
    let mut word = vec![false];
    while word.len() < n {
        word = step(&word);
    }
    letters(&word[..n])
}

fn letters(word: &[bool]) -> String {
    word.iter().map(|&b| if b { '人' } else { '好' }).collect()
}

/// Squares of every Fibonacci number as period, at every place.
fn fibonacci(n: usize) -> String {
    let (mut before, mut word) = (vec![false], vec![false, true]);
    while word.len() < n {
        let next = [&word[..], &before].concat();
        before = std::mem::replace(&mut word, next);
    }
    letters(&word[..n])
}

/// Squares, but nothing three times.
fn thue_morse(n: usize) -> String {
    word(n, |w| w.iter().flat_map(|&b| [b, !b]).collect())
}

/// Squares of every power of two as period, nested.
fn period_doubling(n: usize) -> String {
    word(n, |w| w.iter().flat_map(|&b| [false, !b]).collect())
}

/// A stretch again and again, each time with another last atom.
fn near_repeats(n: usize, period: u32) -> String {
    let letter = |i: u32| char::from_u32(0x4E00 + i % 20_000).expect("a Han character");
    let stretch: String = (0..period - 1).map(|i| letter(7 * i)).collect();
    (0..n as u32 / period).flat_map(|copy| stretch.chars().chain([letter(3_001 + copy)])).collect()
}

/// The columns of the fixtures, one after the other.
fn prose(n: usize) -> String {
    let columns: String = folder("clean-wrapped").into_iter().map(|f| f.input).collect();
    columns.chars().cycle().take(n).collect()
}

/// What restoring `text` asks of the memory.
fn cost(text: &str) -> AllocationInfo {
    let restorer = Restorer::default();
    measure(|| drop(restorer.restore(text)))
}

/// Atoms of the smaller text; what is constant or grows by doubling is small beside it.
const ATOMS: usize = 2_000;
/// How much more four times the text may ask for. Linear is 4; vectors that grow
/// by doubling make it up to twice that at the worst, quadratic is 16.
const MOST: u64 = 9;
/// Bytes that may be in use for each byte of the text, at any time.
const BYTES_FOR_A_BYTE: u64 = 800;

#[test]
fn memory_grows_linearly() {
    let mut faults = String::new();
    for (name, make) in TEXTS {
        // Tables are made once, at first use.
        cost(&make(100));
        let (small, large) = (cost(&make(ATOMS)), cost(&make(4 * ATOMS)));
        let grown = |small: u64, large: u64| large > MOST * small.max(1_000);
        let bytes = make(4 * ATOMS).len() as u64;
        if grown(small.bytes_total, large.bytes_total)
            || grown(small.count_total, large.count_total)
            || large.bytes_max > BYTES_FOR_A_BYTE * bytes
        {
            let each = large.bytes_max / bytes;
            writeln!(faults, "{name}: {small:?}, then {large:?}: {each} for a byte").expect("a string");
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn promises_hold_for_hostile_texts() {
    for (name, make) in TEXTS {
        let text = make(300);
        for bits in [0, 1, 0x3f14] {
            let options: Options = promise::options(bits);
            assert_eq!(promise::broken(&text, &options), None, "{name} {options:?}");
        }
    }
}

/// Were every blank line compared with all that came before it, this would take days.
#[test]
fn a_stream_of_blank_lines_ends() {
    let restorer = Restorer::default();
    let mut stream = dedouble::Stream::new(&restorer, 1);
    let mut pieces = 0;
    for _ in 0..2_000 {
        stream.feed(&"\n".repeat(1_000), |_| pieces += 1);
    }
    stream.feed("天天读书。\n\n", |_| pieces += 1);
    assert_eq!(pieces, 1, "blank lines alone are no piece");
}

/// Names the text, and how large it is to be, to `one_text`.
const ONE_TEXT: &str = "DEDOUBLE_HOSTILE";

/// What valgrind runs: one text restored.
#[test]
#[ignore = "a part of work_grows_linearly"]
fn one_text() {
    let asked = std::env::var(ONE_TEXT).expect("a text and its size");
    let (text, atoms) = asked.split_once(' ').expect("two numbers");
    let text = TEXTS[text.parse::<usize>().unwrap()].1(atoms.parse().unwrap());
    drop(Restorer::default().restore(&text));
}

/// Instructions of `one_text`, as valgrind counts them.
fn instructions(text: usize, atoms: usize) -> u64 {
    let program = std::env::current_exe().expect("the tests are a file");
    let run = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(program)
        .args(["--exact", "hostile::one_text", "--ignored", "--test-threads=1"])
        .env(ONE_TEXT, format!("{text} {atoms}"))
        .output()
        .expect("valgrind is here");
    let told = String::from_utf8_lossy(&run.stderr);
    let count =
        told.lines().find_map(|line| line.split_once(" refs:")).map(|(_, count)| count.replace(',', ""));
    let count = count.and_then(|count| count.trim().parse().ok());
    count.unwrap_or_else(|| panic!("valgrind counted nothing: {told}"))
}

/// Twice the text takes twice the instructions, whatever it is: 2 is linear, 4 is
/// quadratic. What is constant falls out.
///
/// ```text
/// cargo test --release --test suite hostile::work -- --ignored --nocapture
/// ```
#[test]
#[ignore = "a measurement in optimised builds; needs valgrind"]
#[allow(clippy::print_stdout)]
fn work_grows_linearly() {
    /// Squares in two levels of tables, and vectors that double, are not steps alike.
    const MOST_FOR_TWICE: f64 = 2.6;
    let mut faults = Vec::new();
    println!("{:<40}{:>12}{:>20}", "text", "for twice", "an atom, at last");
    for (text, (name, _)) in TEXTS.iter().enumerate() {
        let [once, twice, four] = [1, 2, 4].map(|times| instructions(text, times * ATOMS));
        let growth = (four - twice) as f64 / (twice - once) as f64;
        println!("{name:<40}{growth:>12.2}{:>20}", (four - twice) / (2 * ATOMS as u64));
        if growth > MOST_FOR_TWICE {
            faults.push(format!("{name}: {growth:.2}"));
        }
    }
    assert!(faults.is_empty(), "{faults:?}");
}
