//! The integration tests, one binary.
mod reflow;
