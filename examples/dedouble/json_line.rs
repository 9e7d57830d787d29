//! The text in a line of JSON, and the line with another text in it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::fault::Fault;

/// A new value for a part of a line.
pub struct Changed {
    place: Range<usize>,
    value: String,
}

impl Changed {
    /// `text` in the place of the value at `place` of `line`, with escapes if that has some.
    pub fn new(line: &[u8], place: Range<usize>, text: &str) -> Changed {
        let value = json_string(text, is_escaped(&line[place.clone()]));
        Changed { place, value }
    }

    /// The line with it.
    pub fn put(&self, line: &[u8]) -> Vec<u8> {
        [&line[..self.place.start], self.value.as_bytes(), &line[self.place.end..]].concat()
    }
}

/// The text under `key`, and where in the line its JSON stands. A fault goes on
/// where the name and number of the line leave off.
pub fn text_of<'a>(line: &'a [u8], key: &str) -> Result<(Range<usize>, Cow<'a, str>), Fault> {
    let line = std::str::from_utf8(line)
        .map_err(|error| Fault::Document(format!(", byte {}: not UTF-8", error.valid_up_to())))?;
    // Some editors put a byte order mark before the first line.
    let mark = if line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let json = line[mark..].trim_end_matches(['\r', '\n']);
    let wrong = |error: serde_json::Error| {
        let column = mark + error.column();
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or_default();
        Fault::Document(format!(", byte {}: {what}", column.saturating_sub(1)))
    };
    let mut parser = serde_json::Deserializer::from_str(json);
    let found = Field(key).deserialize(&mut parser).map_err(wrong)?;
    parser.end().map_err(wrong)?;
    let raw = match found[..] {
        [raw] => raw.get(),
        [] => return Err(Fault::Document(format!(": no field {key:?}"))),
        _ => return Err(Fault::Document(format!(": more than one field {key:?}"))),
    };
    // The raw value is a part of the line, so their addresses tell where it stands.
    let start = raw.as_ptr() as usize - line.as_ptr() as usize;
    let text: Text = serde_json::from_str(raw)
        .map_err(|error| Fault::Document(format!(", byte {start}: field {key:?} is no text: {error}")))?;
    Ok((start..start + raw.len(), text.0))
}

/// A string, copied only if it has escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Looks an object through for the values of one field.
struct Field<'k>(&'k str);

impl<'de> DeserializeSeed<'de> for Field<'_> {
    type Value = Vec<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Field<'_> {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = Vec::with_capacity(1);
        while let Some(key) = map.next_key::<Text>()? {
            if key.0 == self.0 {
                found.push(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Whether the writer of this string used escapes for what is not ASCII.
fn is_escaped(json: &[u8]) -> bool {
    json.is_ascii() && json.windows(2).any(|pair| pair == b"\\u")
}

/// `text` as JSON, in ASCII if the text it replaces was.
fn json_string(text: &str, ascii: bool) -> String {
    let json = serde_json::Value::from(text).to_string();
    if !ascii {
        return json;
    }
    let mut out = String::with_capacity(2 * json.len());
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}
