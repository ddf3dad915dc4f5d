//! Every exit code of smpctl.

use std::process;

/// How a command ended, as scripts see it. The numbers are part of smpctl's interface and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitCode {
    /// Done, or ready.
    Done = 0,
    /// Failed.
    Failed = 1,
    /// The command line is not understood.
    Usage = 2,
    /// The check says no: not ready, prerequisites not met, or a plan has changes.
    CheckSaysNo = 3,
    /// Finished with a warning: some packages are still linked, or a revert left something.
    Warning = 4,
    /// Authentication or permission.
    Denied = 5,
    /// Not found, conflict, or busy: another smpctl holds it.
    Conflict = 6,
    /// Interrupted by a signal that ends a session: Ctrl-C, SIGTERM, SIGHUP and the like.
    Interrupted = 130,
}

impl From<ExitCode> for process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code as u8)
    }
}
