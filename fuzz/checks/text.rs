//! Any text, repaired in any way.

use crate::promise;

/// Options by the first two bytes, and the rest as text, faults in it replaced.
pub fn text(data: &[u8]) {
    let Some((bits, text)) = data.split_first_chunk() else { return };
    let text = String::from_utf8_lossy(text);
    if let Some(fault) = promise::broken(&text, &promise::options(u16::from_le_bytes(*bits))) {
        panic!("{fault}");
    }
}
