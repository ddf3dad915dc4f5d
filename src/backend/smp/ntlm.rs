//! NTLM: three messages that sign in one connection.

use sspi::{
    AuthIdentity, BufferType, ClientRequestFlags, CredentialUse, DataRepresentation, SecurityBuffer, Sspi,
    SspiImpl, Username,
};

use super::authentication::{Handshake, HandshakeError, Mechanism, end_point};
use super::credentials::Credentials;

/// One handshake.
pub struct Ntlm {
    ntlm: sspi::Ntlm,
    identity: AuthIdentity,
}

impl Ntlm {
    /// A new one; `None` if the account's name is no name.
    pub fn new(credentials: &Credentials) -> Option<Self> {
        let username = Username::parse(&credentials.user).ok()?;
        let identity = AuthIdentity { username, password: (*credentials.password).clone().into() };
        Some(Self { ntlm: sspi::Ntlm::new(), identity })
    }
}

impl Handshake for Ntlm {
    fn mechanism(&self) -> Mechanism {
        Mechanism::Ntlm
    }

    fn bind(&mut self, certificate: &[u8]) {
        self.ntlm.set_channel_bindings(&end_point(certificate));
    }

    fn next(&mut self, token: Option<Vec<u8>>) -> Result<Option<Vec<u8>>, HandshakeError> {
        let failed = |error: sspi::Error| HandshakeError::Other(error.to_string());
        let mut acquired = self
            .ntlm
            .acquire_credentials_handle()
            .with_credential_use(CredentialUse::Outbound)
            .with_auth_data(&self.identity)
            .execute(&mut self.ntlm)
            .map_err(failed)?;
        let mut input = vec![SecurityBuffer::new(token.unwrap_or_default(), BufferType::Token)];
        let mut output = vec![SecurityBuffer::new(Vec::new(), BufferType::Token)];
        let mut builder = self
            .ntlm
            .initialize_security_context()
            .with_credentials_handle(&mut acquired.credentials_handle)
            .with_context_requirements(ClientRequestFlags::ALLOCATE_MEMORY)
            .with_target_data_representation(DataRepresentation::Native)
            .with_input(&mut input)
            .with_output(&mut output);
        self.ntlm
            .initialize_security_context_impl(&mut builder)
            .and_then(|mut generator| generator.resolve_to_result())
            .map_err(failed)?;
        Ok(output.into_iter().next().map(|buffer| buffer.buffer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handshake_begins_with_a_negotiate_message() {
        let mut handshake = Ntlm::new(&Credentials::new("CORP\\admin", "secret")).unwrap();
        let token = handshake.next(None).unwrap().unwrap();
        assert_eq!(&token[..12], b"NTLMSSP\0\x01\0\0\0");
        assert!(handshake.next(Some(b"nonsense".to_vec())).is_err());
        assert!(Ntlm::new(&Credentials::new("a@b\\c", "secret")).is_none());
    }
}
