//! The system's log.

use std::path::Path;

use super::super::Urgency;

/// What is said where the system's log could not be written to.
pub const LOG_UNTOLD: &str = "neither the journal nor syslog could be told";

/// Writes a line to the journal or syslog, through its usual socket or this one.
pub fn log(urgency: Urgency, message: &str, socket: Option<&Path>) -> Result<(), String> {
    write(urgency, message, socket).map_err(|error| error.to_string())
}

fn write(urgency: Urgency, message: &str, socket: Option<&Path>) -> Result<(), syslog::Error> {
    let formatter = syslog::Formatter3164 {
        facility: syslog::Facility::LOG_DAEMON,
        // It goes to this machine's own log, which knows its name.
        hostname: None,
        process: "smpctl".to_owned(),
        pid: std::process::id(),
    };
    let mut logger = match socket {
        Some(path) => syslog::unix_custom(formatter, path)?,
        None => syslog::unix(formatter)?,
    };
    match urgency {
        Urgency::Notice => logger.notice(message),
        Urgency::Warning => logger.warning(message),
        Urgency::Error => logger.err(message),
    }
}
