#![no_main]

#[path = "../checks/jsonl.rs"]
#[allow(dead_code)]
mod check;
#[path = "../../examples/dedouble/fault.rs"]
#[allow(dead_code)]
mod fault;
#[path = "../../examples/dedouble/json_line.rs"]
#[allow(dead_code)]
mod json_line;

libfuzzer_sys::fuzz_target!(|data: &[u8]| check::jsonl(data));
