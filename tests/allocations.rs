//! A clean document costs no allocation: counted by an allocator that counts.
//!
//! It is a test of its own, because an allocator is set for a whole program, and
//! because setting one takes `unsafe`, which the library forbids.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use dedouble::Restorer;

thread_local! {
    /// Allocations of this thread.
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, with a count.
struct Counting;

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
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
fn the_counter_counts() {
    let before = COUNT.with(Cell::get);
    let text = String::from("年");
    assert!(COUNT.with(Cell::get) > before && !text.is_empty());
}
