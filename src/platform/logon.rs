//! The session of who is logged on at this computer, which proves who that is without a password.

use std::io;

/// One sign-in by the session.
pub trait LogonSession {
    /// The next message to the server: the first, or the one that answers the server's; nothing if all is said.
    /// `binding` ties it to the connection (RFC 5929).
    ///
    /// # Errors
    ///
    /// Why the session does not go on.
    fn next(&mut self, token: Option<&[u8]>, binding: Option<&[u8]>) -> io::Result<Option<Vec<u8>>>;

    /// The server has proved what it has to.
    fn is_complete(&self) -> bool;

    /// What the platform chose, like `Kerberos` or `NTLM`, once that is known.
    fn package(&self) -> Option<String>;
}
