//! The system's log.

use std::path::Path;

use super::super::Urgency;

/// What people call the system's log, as the subject of a sentence with "could not".
pub const LOG_NAME: &str = "the event log";

/// Writes a line to the event log. There is no socket to choose.
pub fn log(_urgency: Urgency, _message: &str, _socket: Option<&Path>) -> Result<(), String> {
    Err("smpctl does not write to it yet".to_owned())
}
