//! Lines of JSON, as the example program takes them in and gives them out.

use crate::json_line::{text_of, Changed};

/// Every line that is an object with one text in the field comes out with that text
/// repaired, and every other byte as it was.
pub fn jsonl(data: &[u8]) {
    for line in data.split_inclusive(|&b| b == b'\n') {
        let value = serde_json::from_slice::<serde_json::Value>(line).ok();
        let Ok((place, text)) = text_of(line, "text") else {
            // The twin reads the last of several fields, and no byte order mark.
            continue;
        };
        if let Some(value) = value {
            assert_eq!(value["text"], *text);
        }
        let repaired = dedouble::repair(&text);
        let out = Changed::new(line, place.clone(), &repaired).put(line);
        let after = line.len() - place.end;
        assert_eq!(out[..place.start], line[..place.start]);
        assert_eq!(out[out.len() - after..], line[place.end..]);
        let (_, again) = text_of(&out, "text").expect("what was written can be read");
        assert_eq!(again, repaired);
    }
}
