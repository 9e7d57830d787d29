//! A clean document costs no allocation, and what a damaged one fills serves the next:
//! counted by an allocator that counts.
//!
//! It is a test of its own, because an allocator is set for a whole program, and
//! because setting one takes `unsafe`, which the library forbids.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use dedouble::{Lines, Options, Restorer};

thread_local! {
    /// Allocations of this thread, and their bytes.
    static COUNT: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, with a count.
struct Counting;

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        BYTES.with(|bytes| bytes.set(bytes.get() + layout.size()));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Text of lines that repeat nothing but what language does.
fn clean() -> String {
    let han = |n: u32| char::from_u32(0x4E00 + n * 7919 % 20_000).expect("Han");
    (0..40_000).map(|n| if n % 40 == 39 { "，天天2022年\n".to_owned() } else { han(n).to_string() }).collect()
}

#[test]
fn a_clean_document_is_searched_without_allocations() {
    let (text, restorer) = (clean(), Restorer::default());
    // The tables of the language are read on first use.
    assert_eq!(restorer.findings(&text).count(), 0);
    let before = COUNT.with(Cell::get);
    assert_eq!(restorer.findings(&text).count(), 0);
    assert_eq!(COUNT.with(Cell::get), before);
}

#[test]
fn a_clean_document_is_repaired_without_allocations() {
    let mut options = Options::default();
    options.lines = Lines::Keep;
    let (text, restorer) = (clean(), Restorer::new(options));
    assert_eq!(restorer.restore(&text).text, text);
    let before = COUNT.with(Cell::get);
    assert!(restorer.restore(&text).log.is_empty());
    assert_eq!(COUNT.with(Cell::get), before);
}

#[test]
fn what_one_document_filled_serves_the_next() {
    let page = "又到又到99月月2020 日日，，书香书香满城满城。。\n十年前，这里风沙滚滚，处处\n是盐碱地。\n"
        .repeat(40);
    let restorer = Restorer::default();
    let bytes = |restorer: &Restorer| {
        let before = BYTES.with(Cell::get);
        assert_ne!(restorer.restore(&page).text, page);
        BYTES.with(Cell::get) - before
    };
    // The tables of the language are read on first use.
    bytes(&restorer);
    let (first, second) = (bytes(&restorer.clone()), bytes(&restorer));
    assert!(3 * second < 2 * first, "{first} bytes the first time, {second} the second");
}

#[test]
fn the_counter_counts() {
    let before = COUNT.with(Cell::get);
    let text = String::from("年");
    assert!(COUNT.with(Cell::get) > before && !text.is_empty());
}
