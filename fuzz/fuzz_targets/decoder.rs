#![no_main]

#[path = "../../examples/dedouble/charset.rs"]
#[allow(dead_code)]
mod charset;
#[path = "../checks/decoder.rs"]
#[allow(dead_code)]
mod check;
#[path = "../../tests/suite/promise.rs"]
#[allow(dead_code)]
mod promise;

libfuzzer_sys::fuzz_target!(|data: &[u8]| check::decoder(data));
