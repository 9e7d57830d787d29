//! The integration tests, one binary.

mod fixtures;
mod overprint;
mod properties;
