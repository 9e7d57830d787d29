//! JSON Lines: one document a line, in at one end and out at the other.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::args::Args;
use crate::edits::{Document, LogReader};
use crate::fault::{Fault, Status};
use crate::input::Page;
use crate::repair::Repairer;

/// Repairs (or reverts) every line, and gives the worst that happened.
pub fn run(args: &Args, page: &Page, status: &mut Status) -> Result<(), Fault> {
    let mut work = Work::new(args)?;
    let name = page.name();
    let mut input = open(page)?;
    let mut output = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = input.read_until(b'\n', &mut line).map_err(|error| Fault::input(&name, &error))?;
        if read == 0 {
            break;
        }
        let changed = match work.line(number, &line, &args.text_key) {
            Ok(changed) => changed,
            Err(Fault::Document(what)) => {
                status.note(&Fault::Document(format!("{name}: line {number}{what}")));
                None
            }
            Err(fault) => return Err(fault),
        };
        if args.check {
            if changed.is_some() {
                status.raise(Status::Flawed);
                writeln!(output, "{number}").map_err(closed)?;
            }
        } else {
            put(&mut output, &line, changed).map_err(closed)?;
        }
        // A reader that feeds lines by hand gets each one back before the next.
        if input.buffer().is_empty() {
            output.flush().map_err(closed)?;
        }
    }
    output.flush().map_err(closed)?;
    work.finish()
}

fn open(page: &Page) -> Result<BufReader<Box<dyn io::Read>>, Fault> {
    let input: Box<dyn io::Read> = match page {
        Page::Stdin => Box::new(io::stdin()),
        Page::File { path, .. } => {
            Box::new(File::open(path).map_err(|error| Fault::input(path.display(), &error))?)
        }
    };
    Ok(BufReader::with_capacity(1 << 16, input))
}

/// Standard output that takes no more.
fn closed(error: io::Error) -> Fault {
    Fault::output("standard output", &error)
}

/// A new value for a part of a line.
struct Changed {
    place: Range<usize>,
    value: String,
}

fn put(output: &mut impl Write, line: &[u8], changed: Option<Changed>) -> io::Result<()> {
    let Some(Changed { place, value }) = changed else { return output.write_all(line) };
    output.write_all(&line[..place.start])?;
    output.write_all(value.as_bytes())?;
    output.write_all(&line[place.end..])
}

/// What is done with each line.
enum Work {
    Repair(Repairer),
    Revert(LogReader),
}

impl Work {
    fn new(args: &Args) -> Result<Work, Fault> {
        match &args.revert {
            Some(log) => LogReader::open(log).map(Work::Revert),
            None => Repairer::new(args).map(Work::Repair),
        }
    }

    /// The line's new text, if it gets one. A fault of the document goes on
    /// where the name and number of the line leave off.
    fn line(&mut self, number: u64, line: &[u8], key: &str) -> Result<Option<Changed>, Fault> {
        let (place, text) = text_of(line, key)?;
        let document = Document::Line(number);
        let new = match self {
            Work::Repair(repairer) => repairer.repair(document, &text)?.text,
            Work::Revert(log) => Cow::Owned(reverted(log, &document, &text)?),
        };
        if new == text {
            return Ok(None);
        }
        let value = json_string(&new, is_escaped(&line[place.clone()]));
        Ok(Some(Changed { place, value }))
    }

    fn finish(self) -> Result<(), Fault> {
        match self {
            Work::Repair(repairer) => repairer.finish(),
            Work::Revert(_) => Ok(()),
        }
    }
}

/// The source of one line's text; its log has to be the next one.
fn reverted(logs: &mut LogReader, document: &Document, text: &str) -> Result<String, Fault> {
    if !logs.is_for(document) {
        return Err(Fault::Document(": no log for this line".to_owned()));
    }
    let log = logs.log()?.ok_or_else(|| Fault::Document(": no log for this line".to_owned()))?;
    log.revert(text).map(Cow::into_owned).map_err(|error| Fault::Document(format!(": {error}")))
}

/// The text under `key`, and where in the line its JSON stands.
fn text_of<'a>(line: &'a [u8], key: &str) -> Result<(Range<usize>, Cow<'a, str>), Fault> {
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
