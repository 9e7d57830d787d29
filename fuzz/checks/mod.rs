//! What each fuzz target asks of its bytes: a panic is a finding. The suite asks it
//! of the kept corpus on stable.

pub mod decoder;
pub mod jsonl;
pub mod log;
pub mod text;
