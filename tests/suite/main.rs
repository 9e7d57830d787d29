//! The integration tests, one binary.

mod corpus;
mod fixtures;
mod log;
mod markdown;
mod overprint;
mod program;
mod properties;
mod readme;
mod reflow;
mod surface;
