//! Logs to keep: the form in which a log is written, and the check that it is
//! only ever used on the text it was made for.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::EditLog;
use crate::edit::Edit;
use crate::error::LogError;

/// The version of the form that is written here, and the only one that is read.
const VERSION: u32 = 1;

/// What a written log says about the text it was made for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LogHeader {
    /// The version of the form.
    pub version: u32,
    /// The source's size in bytes.
    pub source_bytes: usize,
    /// The 64-bit FNV-1a hash of the source's bytes.
    #[serde(with = "hex")]
    pub source_hash: u64,
}

/// A log that knows its source by hash, and so can be written, read again, and
/// refused where it does not belong. Needs the feature `serde`.
///
/// ```
/// use dedouble::{Edit, EditLog, Reason, SealedLog};
///
/// let source = "每年每年有雨";
/// let copy = Edit::try_new(source, 6..12, "", Reason::Copy, 21.5)?;
/// let log = EditLog::new(source.len(), vec![copy])?;
///
/// let json = serde_json::to_string(&log.seal(source)?)?;
/// assert_eq!(json, concat!(
///     r#"{"version":1,"source_bytes":18,"source_hash":"0d44e0d863526f2a","edits":["#,
///     r#"{"span":[6,12],"removed":"每年","replacement":"","reason":"copy","bits":21.5}]}"#,
/// ));
/// let read: SealedLog = serde_json::from_str(&json)?;
/// assert_eq!(read.apply(source)?, "每年有雨");
/// assert_eq!(read.revert("每年有雨")?, source);
/// assert!(read.apply("每年每年有雪").is_err());
/// assert!(serde_json::from_str::<SealedLog>(&json.replace(r#""version":1"#, r#""version":2"#)).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # The form, version 1
/// As one JSON object:
///
/// ```json
/// {"version":1,"source_bytes":18,"source_hash":"0d44e0d863526f2a","edits":[
///   {"span":[6,12],"removed":"每年","replacement":"","reason":"copy","bits":21.5}]}
/// ```
///
/// As JSON Lines: the same object without `edits` (a [`LogHeader`]), then an
/// [`Edit`] a line.
///
/// - `source_bytes` is the source's size in bytes of UTF-8.
/// - `source_hash` is the 64-bit FNV-1a hash of these bytes, as 16 hexadecimal
///   digits: JSON's numbers do not hold 64 bits.
/// - `span` is a half-open range of bytes into the source, as large as `removed`;
///   edits are sorted and disjoint.
/// - `reason` is the name of a [`Reason`](crate::Reason) in snake case; a name that is
///   not known is refused. `bits` is the evidence, a finite number.
///
/// The result is the source with each `span`, which holds `removed`, replaced by
/// `replacement`. Fields a reader does not know are passed over. A form that a
/// reader of this one would misread has another version, and is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct SealedLog {
    source_hash: u64,
    log: EditLog,
}

impl EditLog {
    /// The log together with the hash of its source. Linear in the source. Needs
    /// the feature `serde`.
    ///
    /// # Errors
    /// [`LogError::OtherText`] if `source` is not the text the log was made for.
    pub fn seal(self, source: &str) -> Result<SealedLog, LogError> {
        self.check(source)?;
        Ok(SealedLog { source_hash: fnv1a(source.as_bytes()), log: self })
    }
}

impl SealedLog {
    /// A log from its header and its edits, as they were read line by line.
    /// Linear in the number of edits.
    ///
    /// # Errors
    /// [`LogError::Version`] if the header has another version; otherwise those
    /// of [`EditLog::new`].
    ///
    /// ```
    /// use dedouble::{Edit, LogError, LogHeader, SealedLog};
    ///
    /// let lines = r#"{"version":1,"source_bytes":18,"source_hash":"0d44e0d863526f2a"}
    /// {"span":[6,12],"removed":"每年","replacement":"","reason":"copy","bits":21.5}"#;
    /// let mut lines = lines.lines();
    /// let header: LogHeader = serde_json::from_str(lines.next().unwrap())?;
    /// let edits = lines.map(serde_json::from_str).collect::<Result<Vec<Edit>, _>>()?;
    /// let log = SealedLog::from_parts(header, edits)?;
    /// assert_eq!(log.apply("每年每年有雨")?, "每年有雨");
    ///
    /// let mut later = log.header();
    /// later.version = 2;
    /// assert_eq!(SealedLog::from_parts(later, Vec::new()), Err(LogError::Version { found: 2 }));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_parts(header: LogHeader, edits: Vec<Edit>) -> Result<Self, LogError> {
        check_version(header.version)?;
        let log = EditLog::new(header.source_bytes, edits)?;
        Ok(SealedLog { source_hash: header.source_hash, log })
    }

    /// What is known of the source: the first line of the log as JSON Lines.
    pub fn header(&self) -> LogHeader {
        let source_bytes = self.log.source_bytes();
        LogHeader { version: VERSION, source_bytes, source_hash: self.source_hash }
    }

    /// The log, without the hash.
    pub fn log(&self) -> &EditLog {
        &self.log
    }

    /// The log, to be filtered or put together with others.
    pub fn into_log(self) -> EditLog {
        self.log
    }

    /// The text after the edits; borrowed when there are none. Linear in the text.
    ///
    /// # Errors
    /// Those of [`EditLog::apply`], and [`LogError::OtherHash`] if `source` differs
    /// from the log's anywhere else.
    ///
    /// ```
    /// use dedouble::{LogError, Restorer};
    ///
    /// let page = "又到又到99月月，，书香书香满城满城。。\n今天晴。";
    /// let log = Restorer::default().restore(page).log.seal(page)?;
    /// assert_eq!(log.apply(page)?, "又到9月，书香满城。\n今天晴。");
    /// let other = log.apply("又到又到99月月，，书香书香满城满城。。\n今天雨。");
    /// assert!(matches!(other, Err(LogError::OtherHash { .. })));
    /// # Ok::<(), LogError>(())
    /// ```
    pub fn apply<'a>(&self, source: &'a str) -> Result<Cow<'a, str>, LogError> {
        let result = self.log.apply(source)?;
        self.check_hash(source)?;
        Ok(result)
    }

    /// The source again, from the text after the edits; borrowed when there are
    /// none. Linear in the text.
    ///
    /// # Errors
    /// Those of [`EditLog::revert`], and [`LogError::OtherHash`] if what comes
    /// out is not the source.
    pub fn revert<'a>(&self, text: &'a str) -> Result<Cow<'a, str>, LogError> {
        let source = self.log.revert(text)?;
        self.check_hash(&source)?;
        Ok(source)
    }

    fn check_hash(&self, source: &str) -> Result<(), LogError> {
        let (expected, found) = (self.source_hash, fnv1a(source.as_bytes()));
        if expected == found {
            return Ok(());
        }
        Err(LogError::OtherHash { expected, found })
    }
}

/// The form as one object, to write and to read. The version stands first, so
/// that another form is refused for what it is, not for the first field that differs.
#[derive(Serialize, Deserialize)]
struct Form<'a> {
    #[serde(deserialize_with = "this_version")]
    version: u32,
    source_bytes: usize,
    #[serde(with = "hex")]
    source_hash: u64,
    edits: Cow<'a, [Edit]>,
}

fn this_version<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let found = u32::deserialize(from)?;
    check_version(found).map_err(serde::de::Error::custom)?;
    Ok(found)
}

fn check_version(found: u32) -> Result<(), LogError> {
    if found == VERSION {
        return Ok(());
    }
    Err(LogError::Version { found })
}

impl Serialize for SealedLog {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let LogHeader { version, source_bytes, source_hash } = self.header();
        Form { version, source_bytes, source_hash, edits: Cow::Borrowed(self.log.edits()) }.serialize(out)
    }
}

impl<'de> Deserialize<'de> for SealedLog {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Form { version, source_bytes, source_hash, edits } = Form::deserialize(from)?;
        let header = LogHeader { version, source_bytes, source_hash };
        SealedLog::from_parts(header, edits.into_owned()).map_err(serde::de::Error::custom)
    }
}

/// The 64-bit FNV-1a hash (Fowler, Noll, Vo; RFC 9923): five lines in any
/// language, and enough against mistakes. It is no guard against forgery.
fn fnv1a(bytes: &[u8]) -> u64 {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    bytes.iter().fold(OFFSET_BASIS, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// A hash as 16 hexadecimal digits.
mod hex {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::borrow::Cow;

    pub(super) fn serialize<S: Serializer>(hash: &u64, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(&format_args!("{hash:016x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
        let digits = Cow::<str>::deserialize(from)?;
        let hexadecimal = digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        u64::from_str_radix(&digits, 16)
            .ok()
            .filter(|_| hexadecimal)
            .ok_or_else(|| serde::de::Error::custom("a hash is 16 hexadecimal digits"))
    }
}

#[cfg(test)]
mod tests {
    /// The test vectors of the hash's authors.
    #[test]
    fn the_hash_is_fnv1a() {
        let cases =
            [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)];
        for (text, hash) in cases {
            assert_eq!(super::fnv1a(text.as_bytes()), hash, "{text}");
        }
    }
}
