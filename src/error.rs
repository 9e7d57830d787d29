//! What can be wrong with a log.

use std::fmt;

/// Why a log could not be built, read, applied or reverted.
///
/// ```
/// use dedouble::{LogError, Restorer};
///
/// let log = Restorer::default().restore("起起，，每年每年55月月3030日日").log;
/// let error = log.apply("起起，，每年每年66月月3030日日").unwrap_err();
/// assert_eq!(error, LogError::OtherText { byte: 25 });
/// assert_eq!(error.to_string(), "the log was made for another text: they differ at byte 25");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LogError {
    /// Two edits overlap or are out of order.
    NotDisjoint {
        /// Start of the second of them, a byte offset into the source.
        byte: usize,
    },
    /// An edit's span is reversed, reaches past the source, cuts a character,
    /// or is not as large as the text it removes.
    Misplaced {
        /// Start of the edit, a byte offset into the source.
        byte: usize,
    },
    /// The text is not the one the log was made for.
    OtherText {
        /// Where they disagree, a byte offset into the text that was given: the
        /// start of the first edit that does not fit, or the end of the shorter.
        byte: usize,
    },
    /// The text fits the log where there are edits, but has another hash.
    OtherHash {
        /// The hash of the source the log was made for.
        expected: u64,
        /// The hash of the text.
        found: u64,
    },
    /// The log was written in a form this version does not read.
    Version {
        /// The form it was written in.
        found: u32,
    },
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LogError::NotDisjoint { byte } => {
                write!(f, "the edit at byte {byte} overlaps the one before it")
            }
            LogError::Misplaced { byte } => {
                write!(f, "the edit at byte {byte} does not fit the source")
            }
            LogError::OtherText { byte } => {
                write!(f, "the log was made for another text: they differ at byte {byte}")
            }
            LogError::OtherHash { expected, found } => {
                write!(f, "the log was made for another text: its hash is {expected:016x}, not {found:016x}")
            }
            LogError::Version { found } => {
                write!(f, "the log has form {found}, which this version does not read")
            }
        }
    }
}

impl std::error::Error for LogError {}
