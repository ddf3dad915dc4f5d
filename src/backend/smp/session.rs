//! The logon session as a handshake: whoever is logged on at this computer signs in, and no password is asked for.

use super::authentication::{Handshake, HandshakeError, Mechanism, Scheme, end_point};
use crate::platform::logon::LogonSession;
use crate::platform::logon_session;

/// One handshake.
pub struct Session {
    session: Box<dyn LogonSession>,
    service: String,
    binding: Option<Vec<u8>>,
}

impl Session {
    /// A new one for the server at this host.
    ///
    /// # Errors
    ///
    /// Why the session does not sign in.
    pub fn new(host: &str, scheme: Scheme) -> Result<Self, HandshakeError> {
        let service = format!("HTTP/{host}");
        let session = logon_session(&service, scheme.name())
            .map_err(|error| HandshakeError::Other(format!("the logon session is of no use: {error}")))?;
        Ok(Self { session, service, binding: None })
    }
}

impl Handshake for Session {
    fn mechanism(&self) -> Mechanism {
        Mechanism::Session
    }

    fn bind(&mut self, certificate: &[u8]) {
        self.binding = Some(end_point(certificate));
    }

    fn next(&mut self, token: Option<Vec<u8>>) -> Result<Option<Vec<u8>>, HandshakeError> {
        let token = self.session.next(token.as_deref(), self.binding.as_deref());
        token.map_err(|error| HandshakeError::Other(format!("the logon session does not go on: {error}")))
    }

    fn unproven(&self) -> Option<HandshakeError> {
        let message = format!("the server does not prove that it is '{}'", self.service);
        (!self.session.is_complete()).then_some(HandshakeError::Other(message))
    }

    fn refused(&self) -> Option<HandshakeError> {
        let package = self.session.package().unwrap_or_else(|| "Windows".into());
        Some(HandshakeError::Other(format!("the server does not accept who is logged on ({package})")))
    }
}
