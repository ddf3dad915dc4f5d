//! How an attempt tells what it does, and how it is told to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::package::PackageName;

/// What an attempt is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Looking at what is in the stores.
    Surveying,
    /// Finishing what an interrupted attempt left.
    Recovering,
    /// Making every package reachable under the new path.
    Linking,
    /// Moving packages.
    Moving,
    /// Removing what is no longer needed.
    CleaningUp,
    /// Waiting for processes to leave originals that have been replaced.
    WaitingForReaders,
}

/// One thing that happened.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase", tag = "event")]
pub enum Update<'a> {
    /// A phase began.
    Phase {
        /// Which.
        phase: Phase,
    },
    /// More has been met while looking at what is in the stores.
    Surveyed {
        /// Entries met since the last update.
        files: u64,
        /// Bytes in them.
        bytes: u64,
    },
    /// How much there is to move, in all.
    Planned {
        /// Packages to move.
        packages: u64,
        /// Entries in them.
        files: u64,
        /// Bytes in them.
        bytes: u64,
    },
    /// A package's turn came.
    PackageStarted {
        /// Which.
        package: &'a PackageName,
        /// Entries in it.
        files: u64,
        /// Bytes in it.
        bytes: u64,
    },
    /// Some of a package's content has been copied.
    Copied {
        /// Which package.
        package: &'a PackageName,
        /// Entries finished since the last update.
        files: u64,
        /// Bytes copied since the last update.
        bytes: u64,
    },
    /// A package is in its new place, durably.
    PackageMoved {
        /// Which.
        package: &'a PackageName,
        /// Entries in it.
        files: u64,
        /// Bytes in it.
        bytes: u64,
    },
    /// A package stays where it is, reachable through its link.
    PackageFailed {
        /// Which.
        package: &'a PackageName,
        /// Why.
        reason: &'a str,
    },
}

/// Someone who wants to know. Called from several threads at once.
pub trait Observer: Sync {
    /// Something happened.
    fn update(&self, update: &Update<'_>);
}

/// Nobody wants to know.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {
    fn update(&self, _: &Update<'_>) {}
}

/// Asks an attempt to end: at the next safe point, or once a time has come, when the packages at hand are done.
/// Clones share the request.
#[derive(Debug, Clone, Default)]
pub struct StopRequest {
    flag: Arc<AtomicBool>,
    at: Option<Timestamp>,
}

impl StopRequest {
    /// A request that a flag stands for, such as one that a signal sets.
    pub fn from_flag(flag: Arc<AtomicBool>) -> Self {
        Self { flag, at: None }
    }

    /// The same, which also asks for no more packages from this time on.
    pub fn with_end(self, at: Option<Timestamp>) -> Self {
        Self { at, ..self }
    }

    /// Asks to stop.
    pub fn stop(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked to stop at the next safe point.
    pub fn is_requested(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }

    /// Whether the time has come, so that no further package is begun.
    pub fn is_time(&self) -> bool {
        self.at.is_some_and(|at| Timestamp::now() >= at)
    }

    /// Whether no further package is to be begun.
    pub fn ends_here(&self) -> bool {
        self.is_requested() || self.is_time()
    }

    /// The time from which on no package is begun.
    pub fn end(&self) -> Option<Timestamp> {
        self.at
    }
}
