//! The journal or syslog.

use std::path::Path;

use crate::platform::Severity;

/// Tells the system's log, through its socket if that is not the usual one.
///
/// The error says why not.
pub fn tell_system_log(severity: Severity, message: &str, socket: Option<&Path>) -> Result<(), String> {
    tell(severity, message, socket).map_err(|error| error.to_string())
}

fn tell(severity: Severity, message: &str, socket: Option<&Path>) -> Result<(), syslog::Error> {
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
    match severity {
        Severity::Notice => logger.notice(message),
        Severity::Warning => logger.warning(message),
        Severity::Error => logger.err(message),
    }
}
