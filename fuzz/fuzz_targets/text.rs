#![no_main]

#[path = "../checks/text.rs"]
#[allow(dead_code)]
mod check;
#[path = "../../tests/suite/promise.rs"]
#[allow(dead_code)]
mod promise;

libfuzzer_sys::fuzz_target!(|data: &[u8]| check::text(data));
