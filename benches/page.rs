//! Whole pages.
fn main() {}
