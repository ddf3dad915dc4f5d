//! Linux has no session that signs in elsewhere.

use std::io;

use crate::platform::logon::LogonSession;

/// Whether there is a session that can sign in elsewhere.
pub fn has_logon_session() -> bool {
    false
}

/// A sign-in at this service (`HTTP/host`) with this package (`Negotiate` or `NTLM`).
///
/// # Errors
///
/// There is no such session.
pub fn logon_session(_service: &str, _package: &str) -> io::Result<Box<dyn LogonSession>> {
    Err(io::ErrorKind::Unsupported.into())
}
