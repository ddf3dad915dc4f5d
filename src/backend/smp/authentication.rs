//! How smpctl proves who it is: Kerberos ([`kerberos`](super::kerberos)), [`ntlm`](super::ntlm), the session of who is
//! logged on, or Basic over TLS only.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest;
use zeroize::Zeroizing;

use super::credentials::Credentials;
use super::der;
use super::kerberos::KerberosError;
use crate::settings::contexts::SignIn;

/// A scheme that smpctl can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// NTLM.
    Ntlm,
    /// Kerberos, or NTLM messages under the name of Negotiate.
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

/// A way to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// The scheme, as the server calls it.
    pub scheme: Scheme,
    /// What goes on under its name.
    pub mechanism: Mechanism,
}

/// The ways that are allowed, of those offered, the best first. With no account of its own, only the logon session is.
///
/// # Errors
///
/// Why there is none.
pub fn ways(
    offered: &[String],
    wanted: SignIn,
    is_tls: bool,
    has_account: bool,
) -> Result<Vec<Way>, NoScheme> {
    let way = |scheme, mechanism| Way { scheme, mechanism };
    let kerberos = way(Scheme::Negotiate, Mechanism::Kerberos);
    // NTLM under its own name first: the messages are the same, and nobody expects Kerberos in them.
    let ntlm = [way(Scheme::Ntlm, Mechanism::Ntlm), way(Scheme::Negotiate, Mechanism::Ntlm)];
    let basic = way(Scheme::Basic, Mechanism::Basic);
    let session = [way(Scheme::Negotiate, Mechanism::Session), way(Scheme::Ntlm, Mechanism::Session)];
    let allowed: &[Way] = match (has_account, wanted) {
        (false, SignIn::Auto) => &session,
        (false, SignIn::Negotiate | SignIn::Kerberos) => &session[..1],
        (false, SignIn::Ntlm) => &session[1..],
        (_, SignIn::Basic) => &[basic],
        (true, SignIn::Auto) => &[kerberos, ntlm[0], ntlm[1], basic],
        (true, SignIn::Ntlm) => &ntlm[..1],
        (true, SignIn::Negotiate) => &[kerberos, ntlm[1]],
        (true, SignIn::Kerberos) => &[kerberos],
    };
    let is_offered = |way: &&Way| offered.iter().any(|name| name.eq_ignore_ascii_case(way.scheme.name()));
    let mut found: Vec<Way> = allowed.iter().filter(is_offered).copied().collect();
    match found.iter().position(|way| way.scheme == Scheme::Basic) {
        Some(0) if !is_tls => return Err(NoScheme::BasicWithoutTls),
        // The password itself is not sent where a better way is there and fails.
        Some(at) if at > 0 => found.truncate(at),
        _ => {}
    }
    // One way of NTLM is enough: the other would only try the same password again.
    if let Some(first) = found.iter().position(|way| way.mechanism == Mechanism::Ntlm) {
        found.truncate(first + 1);
    }
    if found.is_empty() { Err(NoScheme::NotOffered) } else { Ok(found) }
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

/// How an account proved who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mechanism {
    /// By a ticket.
    Kerberos,
    /// By NTLM.
    Ntlm,
    /// By the password itself.
    Basic,
    /// By the session of who is logged on at this computer, in the way that the platform chose.
    Session,
}

impl Mechanism {
    /// Its name, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kerberos => "Kerberos",
            Self::Ntlm => "NTLM",
            Self::Basic => "Basic",
            Self::Session => "the logon session",
        }
    }
}

/// Why a handshake does not go on.
#[derive(Debug, thiserror::Error)]
pub enum HandshakeError {
    /// Kerberos tells.
    #[error(transparent)]
    Kerberos(#[from] KerberosError),
    /// It is to be begun anew, and will then be another one.
    #[error("the handshake begins anew")]
    Again,
    /// Another reason.
    #[error("{0}")]
    Other(String),
}

/// The messages that sign in one connection.
pub trait Handshake {
    /// How the account proves who it is.
    fn mechanism(&self) -> Mechanism;

    /// Ties the proof to the server's certificate, as servers with Extended Protection want it.
    fn bind(&mut self, certificate: &[u8]);

    /// The next message: the first, or the one that answers the server's; nothing if all is said.
    ///
    /// # Errors
    ///
    /// What is wrong with the server's message.
    fn next(&mut self, token: Option<Vec<u8>>) -> Result<Option<Vec<u8>>, HandshakeError>;

    /// What the server still owes when it lets the account in: its own proof.
    fn unproven(&self) -> Option<HandshakeError> {
        None
    }

    /// What it means if the server does not let the account in; nothing if the account or its password is wrong.
    fn refused(&self) -> Option<HandshakeError> {
        None
    }
}

/// The server will answer this message with a challenge in any case, so that the request itself need not go along.
pub fn wants_challenge(token: &[u8]) -> bool {
    token.windows(12).any(|part| part == b"NTLMSSP\0\x01\0\0\0")
}

/// What ties a proof to the server's certificate (RFC 5929, `tls-server-end-point`).
pub fn end_point(certificate: &[u8]) -> Vec<u8> {
    let mut binding = b"tls-server-end-point:".to_vec();
    match hash_of(certificate) {
        Hash::Sha256 => binding.extend_from_slice(&sha2::Sha256::digest(certificate)),
        Hash::Sha384 => binding.extend_from_slice(&sha2::Sha384::digest(certificate)),
        Hash::Sha512 => binding.extend_from_slice(&sha2::Sha512::digest(certificate)),
    }
    binding
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
    let algorithm = der::tagged(certificate, 0x30)
        .and_then(|(inside, _)| der::tagged(inside, 0x30))
        .and_then(|(_, after)| der::tagged(after, 0x30))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_read_from_all_headers() {
        let headers = ["Negotiate", "NTLM", "Basic realm=\"smp, corp\", charset=\"UTF-8\""];
        let offered = offered(headers);
        assert_eq!(offered[..3], ["Negotiate", "NTLM", "Basic"]);
        let names = |wanted, has_account| {
            let ways = ways(&offered, wanted, false, has_account).unwrap();
            ways.iter().map(|way| (way.scheme.name(), way.mechanism.name())).collect::<Vec<_>>()
        };
        assert_eq!(names(SignIn::Auto, true), [("Negotiate", "Kerberos"), ("NTLM", "NTLM")]);
        assert_eq!(names(SignIn::Negotiate, true), [("Negotiate", "Kerberos"), ("Negotiate", "NTLM")]);
        assert_eq!(names(SignIn::Kerberos, true), [("Negotiate", "Kerberos")]);
        assert_eq!(names(SignIn::Ntlm, true), [("NTLM", "NTLM")]);
        assert_eq!(names(SignIn::Kerberos, false), [("Negotiate", "the logon session")]);
    }

    #[test]
    fn basic_is_never_used_without_tls() {
        let offered = offered(["basic realm=x"]);
        let basic = Way { scheme: Scheme::Basic, mechanism: Mechanism::Basic };
        assert_eq!(ways(&offered, SignIn::Auto, true, true), Ok(vec![basic]));
        assert_eq!(ways(&offered, SignIn::Auto, false, true), Err(NoScheme::BasicWithoutTls));
        assert_eq!(ways(&offered, SignIn::Basic, false, true), Err(NoScheme::BasicWithoutTls));
        assert_eq!(ways(&offered, SignIn::Ntlm, true, true), Err(NoScheme::NotOffered));
        assert_eq!(ways(&offered, SignIn::Auto, true, false), Err(NoScheme::NotOffered));
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
