//! Repairs what comes in, in one call:
//! `cargo run --example repair < fixtures/pages/harbour.txt`

use std::io::{self, Write};

fn main() -> io::Result<()> {
    let page = io::read_to_string(io::stdin())?;
    io::stdout().write_all(dedouble::restore(&page).as_bytes())
}
