//! The integration tests, one binary.

mod log;
mod markdown;
mod program;
