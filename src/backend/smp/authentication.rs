//! How smpctl proves who it is: NTLM (also under the name of Negotiate), or Basic over TLS only.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest;
use sspi::{
    AuthIdentity, BufferType, ClientRequestFlags, CredentialUse, DataRepresentation, Ntlm, SecurityBuffer,
    Sspi, SspiImpl, Username,
};
use zeroize::Zeroizing;

use super::credentials::Credentials;
use crate::settings::contexts::SignIn;

/// A scheme that smpctl can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// NTLM.
    Ntlm,
    /// NTLM messages under the name of Negotiate.
    Negotiate,
    /// Basic.
    Basic,
}

impl Scheme {
    /// Its name in headers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ntlm => "NTLM",
            Self::Negotiate => "Negotiate",
            Self::Basic => "Basic",
        }
    }
}

/// Why no scheme can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoScheme {
    /// Only the password itself would do, and it would go over the net as it is.
    BasicWithoutTls,
    /// The server offers none of those that are allowed.
    NotOffered,
}

/// The names of the schemes that a 401 lists.
pub fn offered<'a>(headers: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut schemes = Vec::new();
    for header in headers {
        for part in header.split(',') {
            // A parameter, like `realm="x"`, belongs to the scheme before it.
            let word = part.split_whitespace().next().unwrap_or_default();
            if !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                schemes.push(word.to_owned());
            }
        }
    }
    schemes
}

/// The scheme to use, of those offered.
pub fn choose(offered: &[String], wanted: SignIn, is_tls: bool) -> Result<Scheme, NoScheme> {
    let is_offered = |scheme: &Scheme| offered.iter().any(|name| name.eq_ignore_ascii_case(scheme.name()));
    let allowed: &[Scheme] = match wanted {
        // NTLM under its own name first: the messages are the same, and nobody expects Kerberos in them.
        SignIn::Auto => &[Scheme::Ntlm, Scheme::Negotiate, Scheme::Basic],
        SignIn::Ntlm => &[Scheme::Ntlm],
        SignIn::Negotiate => &[Scheme::Negotiate],
        SignIn::Basic => &[Scheme::Basic],
    };
    match allowed.iter().copied().find(is_offered) {
        Some(Scheme::Basic) if !is_tls => Err(NoScheme::BasicWithoutTls),
        Some(scheme) => Ok(scheme),
        None => Err(NoScheme::NotOffered),
    }
}

/// The header that Basic sends.
pub fn basic(credentials: &Credentials) -> Zeroizing<String> {
    let plain = Zeroizing::new(format!("{}:{}", credentials.user, *credentials.password));
    Zeroizing::new(format!("Basic {}", STANDARD.encode(plain.as_bytes())))
}

/// The token in the `WWW-Authenticate` headers of a 401, for this scheme.
pub fn token<'a>(headers: impl IntoIterator<Item = &'a str>, scheme: Scheme) -> Option<Vec<u8>> {
    headers.into_iter().find_map(|header| {
        let (name, token) = header.trim().split_once(' ')?;
        let token = name.eq_ignore_ascii_case(scheme.name()).then(|| token.trim())?;
        STANDARD.decode(token).ok()
    })
}

/// One NTLM handshake, which proves who uses one connection.
pub struct Handshake {
    ntlm: Ntlm,
    identity: AuthIdentity,
    scheme: Scheme,
}

impl Handshake {
    /// A new one; `None` if the account's name is no name.
    pub fn new(credentials: &Credentials, scheme: Scheme) -> Option<Self> {
        let username = Username::parse(&credentials.user).ok()?;
        let identity = AuthIdentity { username, password: (*credentials.password).clone().into() };
        Some(Self { ntlm: Ntlm::new(), identity, scheme })
    }

    /// Ties the proof to the server's certificate (RFC 5929, `tls-server-end-point`), as servers with Extended
    /// Protection want it.
    pub fn bind(&mut self, certificate: &[u8]) {
        let mut binding = b"tls-server-end-point:".to_vec();
        match hash_of(certificate) {
            Hash::Sha256 => binding.extend_from_slice(&sha2::Sha256::digest(certificate)),
            Hash::Sha384 => binding.extend_from_slice(&sha2::Sha384::digest(certificate)),
            Hash::Sha512 => binding.extend_from_slice(&sha2::Sha512::digest(certificate)),
        }
        self.ntlm.set_channel_bindings(&binding);
    }

    /// The header of the next message: the first, or the one that answers the server's challenge.
    ///
    /// # Errors
    ///
    /// What is wrong with the challenge.
    pub fn next(&mut self, challenge: Option<Vec<u8>>) -> Result<String, String> {
        let failed = |error: sspi::Error| error.to_string();
        let mut acquired = self
            .ntlm
            .acquire_credentials_handle()
            .with_credential_use(CredentialUse::Outbound)
            .with_auth_data(&self.identity)
            .execute(&mut self.ntlm)
            .map_err(failed)?;
        let mut input = vec![SecurityBuffer::new(challenge.unwrap_or_default(), BufferType::Token)];
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
        let token = output.first().map(|buffer| STANDARD.encode(&buffer.buffer)).unwrap_or_default();
        Ok(format!("{} {token}", self.scheme.name()))
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

/// The hash that the certificate's signature uses; older ones count as SHA-256.
fn hash_of(certificate: &[u8]) -> Hash {
    // Certificate ::= SEQUENCE { tbsCertificate SEQUENCE, signatureAlgorithm SEQUENCE { OID … }, … }
    let algorithm = sequence(certificate)
        .and_then(|(inside, _)| sequence(inside))
        .and_then(|(_, after)| sequence(after))
        .map(|(inside, _)| inside);
    match algorithm {
        // sha384WithRSAEncryption, ecdsa-with-SHA384
        Some([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0c, ..])
        | Some([0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03, ..]) => Hash::Sha384,
        Some([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0d, ..])
        | Some([0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04, ..]) => Hash::Sha512,
        _ => Hash::Sha256,
    }
}

/// What is inside a DER sequence, and what comes after it.
fn sequence(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let [0x30, first, rest @ ..] = der else { return None };
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81..=0x83 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_read_from_all_headers() {
        let headers = ["Negotiate", "NTLM", "Basic realm=\"smp, corp\", charset=\"UTF-8\""];
        let offered = offered(headers);
        assert_eq!(offered[..3], ["Negotiate", "NTLM", "Basic"]);
        assert_eq!(choose(&offered, SignIn::Auto, true), Ok(Scheme::Ntlm));
        assert_eq!(choose(&offered, SignIn::Negotiate, false), Ok(Scheme::Negotiate));
    }

    #[test]
    fn basic_is_never_used_without_tls() {
        let offered = offered(["basic realm=x"]);
        assert_eq!(choose(&offered, SignIn::Auto, true), Ok(Scheme::Basic));
        assert_eq!(choose(&offered, SignIn::Auto, false), Err(NoScheme::BasicWithoutTls));
        assert_eq!(choose(&offered, SignIn::Basic, false), Err(NoScheme::BasicWithoutTls));
        assert_eq!(choose(&offered, SignIn::Ntlm, true), Err(NoScheme::NotOffered));
    }

    #[test]
    fn a_handshake_begins_with_a_negotiate_message() {
        let mut handshake = Handshake::new(&Credentials::new("CORP\\admin", "secret"), Scheme::Ntlm).unwrap();
        let header = handshake.next(None).unwrap();
        let token = token([header.as_str()], Scheme::Ntlm).unwrap();
        assert_eq!(&token[..12], b"NTLMSSP\0\x01\0\0\0");
        assert!(handshake.next(Some(b"nonsense".to_vec())).is_err());
    }

    #[test]
    fn the_signature_of_a_certificate_decides_the_hash() {
        let certificate = |oid: &[u8]| {
            let algorithm = [&[0x30, oid.len() as u8], oid].concat();
            let inside = [&[0x30, 0x81, 0x02, 0x05, 0x00], algorithm.as_slice()].concat();
            [&[0x30, 0x82, 0x00, inside.len() as u8], inside.as_slice()].concat()
        };
        let rsa = |last| [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, last];
        assert_eq!(hash_of(&certificate(&rsa(0x0c))), Hash::Sha384);
        assert_eq!(hash_of(&certificate(&rsa(0x0d))), Hash::Sha512);
        assert_eq!(hash_of(&certificate(&rsa(0x0b))), Hash::Sha256);
        assert_eq!(hash_of(b"\x30\x84"), Hash::Sha256);
    }
}
