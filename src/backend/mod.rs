//! Where a topology lives, and how it is read and changed there.

pub mod document;
pub mod post_event;
pub mod smp;
pub mod task;

use std::fmt::Debug;
use std::io;
use std::path::PathBuf;
use std::sync::Once;
use std::time::Duration;

use serde::Serialize;

use crate::topology::change::{ChangeError, Platform};
use crate::topology::readiness::Finding;
use crate::topology::validation::Problem;
use crate::topology::{Change, Name, StorageLocation, Topology};

pub use document::Document;
pub use task::{Task, TaskKind, TaskOrder, TaskRun, TaskState, TaskWord};

/// Chooses who does the cryptography of TLS, once a process; to be called before a client is made.
fn provide_cryptography() {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Fails only if there is one already, which does as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

/// A place where a topology lives.
pub trait Backend: Debug {
    /// The place, for messages.
    fn place(&self) -> String;

    /// Its SMPs and Package Servers are computers that smpctl can neither add nor remove, not entries of a document.
    fn is_live(&self) -> bool {
        false
    }

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

    /// Whether this place lets a tool make such a change at all.
    ///
    /// # Errors
    ///
    /// Why not, and how it is made instead.
    fn permits(&self, _: &Change) -> Result<(), BackendError> {
        Ok(())
    }

    /// Whether an SMP is in a hierarchy; nothing where that is not told.
    ///
    /// # Errors
    ///
    /// Why it cannot be asked.
    fn is_hierarchy_member(&self, _: &Name) -> Result<Option<bool>, BackendError> {
        Ok(None)
    }

    /// What a hierarchy wants of each SMP's server and is seen from outside, before anything is read: its name, its
    /// certificate. Nothing where there are no servers.
    fn examine(&self) -> Vec<(Name, Vec<Finding>)> {
        Vec::new()
    }

    /// Whether a child and its parent are of one version, as far as can be told; nothing where there are no servers.
    ///
    /// # Errors
    ///
    /// Why the servers cannot be asked.
    fn compare_versions(&self, _: &Name, _: &Name) -> Result<Option<Finding>, BackendError> {
        Ok(None)
    }

    /// The Package Servers that an SMP manages itself, and not replication brought; nothing where that is not told. The
    /// topology has been read before.
    ///
    /// # Errors
    ///
    /// Why it cannot be asked.
    fn own_package_servers(&self, _: &Name) -> Result<Option<Vec<Name>>, BackendError> {
        Ok(None)
    }

    /// What these Package Servers told last of their storage, in the order of the names; nothing for one that has told
    /// nothing. The topology has been read before.
    ///
    /// # Errors
    ///
    /// Why it is not known; a document does not know it.
    fn reported_locations(
        &self,
        _: &Name,
        _: &[Name],
    ) -> Result<Vec<Option<ReportedLocation>>, BackendError> {
        Err(smp::Error::Refused("only a live server knows what Package Servers told it".into()).into())
    }

    /// The overrides of the storage location that these Package Servers have of their own, in the order of the names;
    /// nothing for one that has none. The topology has been read before.
    ///
    /// # Errors
    ///
    /// Why they cannot be told.
    fn overrides(&self, _: &Name, _: &[Name]) -> Result<Vec<Option<StorageLocation>>, BackendError> {
        Err(smp::Error::Refused("a document's overrides are part of its topology".into()).into())
    }

    /// Sets, in the override that a Package Server has of its own, what is given; what else a person should know of
    /// it, each a sentence.
    ///
    /// # Errors
    ///
    /// Why it is not set.
    fn set_override(
        &self,
        _: &Name,
        _: &Name,
        _: &[(Platform, Option<String>)],
    ) -> Result<Vec<String>, BackendError> {
        Err(smp::Error::Refused("a document's overrides are part of its topology".into()).into())
    }

    /// The task that is named, or else the one that the settings say.
    ///
    /// # Errors
    ///
    /// Why it is not known; a document has no tasks.
    fn task(&self, _: &Name, _: TaskKind, _: Option<&str>) -> Result<Task, BackendError> {
        Err(no_tasks())
    }

    /// Starts a task on these Package Servers. The topology has been read before.
    ///
    /// # Errors
    ///
    /// Why it was not started, or why that is not known.
    fn start_task(&self, _: &Name, _: &Task, _: &TaskOrder, _: &[Name]) -> Result<TaskRun, BackendError> {
        Err(no_tasks())
    }

    /// What the server says of a run, and of these Package Servers in it.
    ///
    /// # Errors
    ///
    /// Why it does not tell.
    fn task_state(&self, _: &Name, _: &mut TaskRun, _: &[Name]) -> Result<TaskState, BackendError> {
        Err(no_tasks())
    }

    /// Whether the storage location that was read last is what is in force.
    ///
    /// # Errors
    ///
    /// Why it is not known.
    fn knows_storage_location(&self) -> Result<(), BackendError> {
        Ok(())
    }

    /// Puts back a policy with the storage location as it was saved before a change: that of all Package Servers, or the
    /// override of one.
    ///
    /// # Errors
    ///
    /// Why not; a document has no policy.
    fn restore_storage_location(&self, _: &Name, _: &str, _: Option<&Name>) -> Result<(), BackendError> {
        Err(smp::Error::Refused("only a live server has a policy that could be put back".into()).into())
    }

    /// What may be missing from what was read last, and why, each a sentence; empty where nothing can be.
    fn incomplete(&self) -> Vec<String> {
        Vec::new()
    }
}

fn no_tasks() -> BackendError {
    smp::Error::Refused("only a live server runs tasks".into()).into()
}

/// What a Package Server told last of its storage (the event "AeX AC Package Location Status"). Sizes are in MB, as
/// the server has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportedLocation {
    /// The target of the last attempt.
    pub storage_path: Option<String>,
    /// The size of its volume.
    pub volume_total_mb: Option<u64>,
    /// What is free there.
    pub volume_free_mb: Option<u64>,
    /// What the packages use there.
    pub used_mb: Option<u64>,
    /// What the packages need in all.
    pub required_mb: Option<u64>,
    /// When the last attempt was made, in the server's words.
    pub last_attempt: Option<String>,
    /// How it ended, as bits; whose bits they are, decides what they mean.
    pub last_status: Option<u32>,
    /// Whether these bits are those by which the platform's agent says that everything has moved, where the settings
    /// tell them: no source does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
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
    /// What else a person should know of it, each a sentence.
    pub notes: Vec<String>,
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
    /// A live server cannot be read or changed.
    #[error(transparent)]
    Smp(#[from] smp::Error),
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
