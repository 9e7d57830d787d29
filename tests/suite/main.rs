//! The integration tests, one binary.

// The example program's.
#[path = "../../examples/dedouble/charset.rs"]
#[allow(dead_code)]
mod charset;
#[path = "../../fuzz/checks/mod.rs"]
mod checks;
mod corpus;
mod ends;
#[path = "../../examples/dedouble/fault.rs"]
#[allow(dead_code)]
mod fault;
mod fixtures;
mod forms;
mod hostile;
mod inline;
#[path = "../../examples/dedouble/json_line.rs"]
#[allow(dead_code)]
mod json_line;
mod kept;
mod lists;
mod log;
mod markdown;
mod overprint;
mod press;
mod program;
mod promise;
mod promises;
mod properties;
mod readme;
mod reflow;
mod round_trip;
mod said;
mod surface;
mod syllables;
mod words;
