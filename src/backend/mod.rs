//! Where a topology lives, and how it is read and changed there.

pub mod document;
pub mod post_event;

use std::fmt::Debug;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::topology::change::ChangeError;
use crate::topology::validation::Problem;
use crate::topology::{Change, Topology};

pub use document::Document;

/// A place where a topology lives.
pub trait Backend: Debug {
    /// The place, for messages.
    fn place(&self) -> String;

    /// The topology as it is now.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    fn read(&self) -> Result<Topology, BackendError>;

    /// Makes the changes, which were planned (and perhaps confirmed by a person) on `planned_on`.
    ///
    /// # Errors
    ///
    /// [`BackendError::Changed`] if the topology is no longer what they were planned on: read again and plan
    /// again. Otherwise why nothing at all could be tried. A change that was tried and failed is no error, but
    /// told in the answer.
    fn apply(&self, planned_on: &Topology, changes: &[Change]) -> Result<Applied, BackendError>;
}

/// How far a list of changes came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// The changes that were made, with the guids that new things were given.
    pub done: Vec<Change>,
    /// The change that could not be made, and why.
    pub failed: Option<(Change, String)>,
    /// The changes that were not made because of it.
    pub not_tried: Vec<Change>,
}

/// Why a topology cannot be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum BackendError {
    /// There is none at this place.
    #[error("there is no topology document at '{}'", path.display())]
    Absent {
        /// The place.
        path: PathBuf,
    },
    /// The document is no document: its syntax, a type, an unknown field, or a name that comes twice.
    #[error("'{}', line {line}, column {column}: {reason}", path.display())]
    Syntax {
        /// The document.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// Names in the document stand for nothing.
    #[error("'{}' is not valid: {}{}", path.display(), first(problems), more(problems))]
    Invalid {
        /// The document.
        path: PathBuf,
        /// What is wrong.
        problems: Vec<Problem>,
    },
    /// More than any topology needs; probably not a topology at all.
    #[error("'{}' is larger than {} MiB, which no topology document is", path.display(), limit >> 20)]
    TooLarge {
        /// The document.
        path: PathBuf,
        /// The largest size that is read, in bytes.
        limit: u64,
    },
    /// The operating system refused.
    #[error("cannot {action} '{}': {source}", path.display())]
    Io {
        /// What was tried, like "read".
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Another process is changing it, and did not end in time.
    #[error("'{}' has been held by another smpctl for {} seconds", path.display(), waited.as_secs())]
    Busy {
        /// The document.
        path: PathBuf,
        /// How long it was waited for.
        waited: Duration,
    },
    /// It is no longer what the changes were planned on.
    #[error("the topology was changed by someone else in the meantime")]
    Changed,
    /// The topology itself does not allow a change.
    #[error(transparent)]
    Change(#[from] ChangeError),
}

fn first(problems: &[Problem]) -> String {
    problems.first().map(ToString::to_string).unwrap_or_default()
}

fn more(problems: &[Problem]) -> String {
    match problems.len() {
        0 | 1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    }
}
