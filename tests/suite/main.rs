//! The integration tests, one binary.

#[path = "../../fuzz/checks/mod.rs"]
mod checks;
mod fixtures;
mod hostile;
mod log;
mod markdown;
mod overprint;
mod press;
mod program;
mod promise;
mod properties;
mod readme;
mod reflow;
mod round_trip;
mod surface;
