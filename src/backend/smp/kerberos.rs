//! Kerberos within Negotiate (RFC 4559): a ticket for `HTTP/host` from the realm's key distribution centre (KDC), and
//! the server's proof that it is the one that the ticket is for.
//!
//! The tickets are asked for with the account's password; `kinit`'s are not read, as the library cannot use them.

use std::fmt;
use std::io::{self, Read, Write};
use std::net::{IpAddr, TcpStream, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use sspi::kerberos::client::principal::get_client_principal_realm;
use sspi::network_client::NetworkClient;
use sspi::{
    AuthIdentity, BufferType, ClientRequestFlags, CredentialsBuffers, DataRepresentation, KerberosConfig,
    Negotiate, NegotiateConfig, NetworkRequest, SecurityBuffer, SecurityStatus, Sspi, SspiImpl, Username,
};
use url::Url;

use super::authentication::{Handshake, HandshakeError, Mechanism, end_point};
use super::credentials::Credentials;
use super::der;

/// How long a KDC may take for each step.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long finding the KDC may take.
const LOOK_UP: Duration = Duration::from_secs(8);

/// No answer of a KDC is longer, in bytes.
const LONGEST: usize = 1 << 20;

/// The port of KDCs that name none.
const PORT: u16 = 88;

/// What MIT's Kerberos refuses a ticket with that this library has tied to a certificate: the flag that goes along
/// with it has two bytes instead of four. Windows does not mind.
const MESSAGE_TYPE: u32 = 40;

/// The size of `SEC_CHANNEL_BINDINGS`, before the binding itself.
const BINDINGS: u32 = 32;

/// Why Kerberos does not sign in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KerberosError {
    /// The URL has an address.
    #[error("the URL has an address, and tickets are for names")]
    Address,
    /// The account's name tells no realm.
    #[error("the account '{0}' names no realm")]
    NoRealm(String),
    /// Nobody says where the realm's KDC is.
    #[error("no KDC is known for the realm '{0}'")]
    NoKdc(String),
    /// The KDC cannot be reached.
    #[error("the KDC '{kdc}' cannot be reached: {reason}")]
    Unreachable {
        /// Where it is.
        kdc: String,
        /// Why not.
        reason: String,
    },
    /// The KDC does not know the account.
    #[error("the KDC does not know the account '{0}'")]
    UnknownAccount(String),
    /// The KDC does not take the password.
    #[error("the KDC does not accept the account's password")]
    WrongPassword,
    /// The password has expired.
    #[error("the account's password has expired")]
    Expired,
    /// The account may not sign in.
    #[error("the account is disabled or locked")]
    Revoked,
    /// The KDC does not know the server by this name.
    #[error("the KDC knows no service '{0}'")]
    UnknownService(String),
    /// The clocks differ.
    #[error("the clocks differ too much")]
    Skew,
    /// The server does not take the ticket.
    #[error("the server does not accept the ticket for '{service}'{}", told(.code))]
    Refused {
        /// The service that it is for.
        service: String,
        /// The error that the server tells, if it does (RFC 4120, 7.5.9).
        code: Option<u32>,
    },
    /// The server did not prove who it is.
    #[error("the server does not prove that it is '{service}'{}", .reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default())]
    NotProven {
        /// The service.
        service: String,
        /// What is wrong with its proof, if it sent one.
        reason: Option<String>,
    },
    /// Another reason.
    #[error("{0}")]
    Other(String),
}

fn told(code: &Option<u32>) -> String {
    match code {
        // The server's key does not open the ticket: the name belongs to another account.
        Some(41) => " (error 41, it cannot be opened)".to_owned(),
        Some(code) => format!(" (error {code})"),
        None => String::new(),
    }
}

impl KerberosError {
    /// Nothing else is to be tried: the account is not accepted anywhere, or the server is not the one it should be.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::UnknownAccount(_)
                | Self::WrongPassword
                | Self::Expired
                | Self::Revoked
                | Self::NotProven { .. }
        )
    }

    /// The next step.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Address => "make the server's name the context's `url`",
            Self::NoRealm(_) => "write the account as 'name@REALM'",
            Self::NoKdc(_) => {
                "write the account as 'name@REALM' with the domain's full name, or name its KDC in /etc/krb5.conf or as \
                 SSPI_KDC_URL=tcp://HOST:88"
            }
            Self::Unreachable { .. } => "check the network, and what /etc/krb5.conf and SSPI_KDC_URL say",
            Self::UnknownAccount(_) => {
                "write the account as 'name@REALM' with the domain's full name; an account that only the server itself \
                 knows needs `sign-in = \"ntlm\"`"
            }
            Self::Expired => "change it; smpctl cannot",
            Self::Revoked => "an administrator of the domain can enable or unlock it",
            Self::UnknownService(_) => {
                "the URL must have the name under which the server is registered in the domain; `setspn -S HTTP/NAME \
                 ACCOUNT` registers another one"
            }
            Self::Skew => "set the clocks of this computer, of the server and of the KDC",
            Self::Refused { .. } => {
                "compare the clocks of the server and of the KDC; the name must be registered for the account that the \
                 web service runs as (`setspn -Q HTTP/NAME`)"
            }
            Self::NotProven { .. } => {
                "something between smpctl and the server may have answered in its place"
            }
            Self::WrongPassword | Self::Other(_) => return None,
        })
    }
}

/// Where tickets come from.
#[derive(Debug, Clone)]
pub struct Kdc {
    /// Where it is.
    url: Url,
    /// The service that a ticket is asked for.
    service: String,
    /// Tickets are tied to the server's certificate.
    is_bound: Arc<AtomicBool>,
}

/// Where tickets for this server come from for this account.
///
/// # Errors
///
/// Why there are none.
pub fn kdc(user: &str, host: &str) -> Result<Kdc, KerberosError> {
    let is_address = host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
    if is_address || host.is_empty() {
        return Err(KerberosError::Address);
    }
    let (name, domain) = match user.split_once('\\') {
        Some((domain, name)) => (name, domain),
        None => (user, ""),
    };
    let realm = get_client_principal_realm(name, domain);
    if realm.is_empty() {
        return Err(KerberosError::NoRealm(user.to_owned()));
    }
    // A name without a dot is no name of the Internet, so that asking for it only takes time.
    let url = match realm.contains('.') || is_configured(&realm) {
        true => look_up(realm.clone()),
        false => None,
    };
    let url = url.ok_or(KerberosError::NoKdc(realm))?;
    tracing::debug!(%url, "tickets come from this KDC");
    Ok(Kdc { url, service: format!("HTTP/{host}"), is_bound: Arc::new(AtomicBool::new(true)) })
}

/// Where the environment, a krb5.conf or DNS say that the realm's KDC is. The library would wait for a name server that
/// says nothing much longer.
fn look_up(realm: String) -> Option<Url> {
    let (found, finds) = mpsc::channel();
    thread::spawn(move || found.send(sspi::detect_kdc_url(&realm)));
    finds.recv_timeout(LOOK_UP).ok().flatten()
}

/// Whether the environment or a krb5.conf says something of the realm.
fn is_configured(realm: &str) -> bool {
    let named = ["SSPI_KDC_URL".to_owned(), format!("SSPI_KDC_URL_{realm}")];
    if named.iter().any(|name| std::env::var_os(name).is_some()) {
        return true;
    }
    let paths = std::env::var("KRB5_CONFIG").unwrap_or_else(|_| "/etc/krb5.conf".to_owned());
    paths.split(':').filter_map(|path| std::fs::read_to_string(path).ok()).any(|text| {
        text.lines().any(|line| {
            line.split_once('=')
                .is_some_and(|(name, value)| name.trim().eq_ignore_ascii_case(realm) && value.trim() == "{")
        })
    })
}

/// One sign-in of one connection.
pub struct Kerberos {
    negotiate: Negotiate,
    identity: CredentialsBuffers,
    /// The account as a name in its realm, for KDCs that know no names like those of e-mail.
    in_realm: Option<CredentialsBuffers>,
    user: String,
    kdc: Kdc,
    binding: Option<Vec<u8>>,
    is_proven: bool,
}

impl Kerberos {
    /// A new one.
    ///
    /// # Errors
    ///
    /// What is wrong with the account's name.
    pub fn new(credentials: &Credentials, kdc: &Kdc) -> Result<Self, HandshakeError> {
        let in_realm = credentials.user.rsplit_once('@').map(|(name, domain)| {
            let realm = get_client_principal_realm(name, domain);
            identity(&format!("{realm}\\{name}"), credentials)
        });
        Ok(Self {
            negotiate: negotiate(kdc)?,
            identity: identity(&credentials.user, credentials)?,
            in_realm: in_realm.transpose()?,
            user: credentials.user.clone(),
            kdc: kdc.clone(),
            binding: None,
            is_proven: false,
        })
    }

    fn refusal(&self, code: Option<u32>) -> KerberosError {
        KerberosError::Refused { service: self.kdc.service.clone(), code }
    }

    /// What went wrong, told by the code that the KDC sent, else by where it happened.
    fn failed(&self, error: sspi::Error, network: &Network, begins: bool) -> KerberosError {
        let told = network.told.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match told {
            Some(Told::Unreachable { kdc, reason }) => KerberosError::Unreachable { kdc, reason },
            // The numbers are those of RFC 4120, 7.5.9.
            Some(Told::Refused(6)) => KerberosError::UnknownAccount(self.user.clone()),
            Some(Told::Refused(18)) => KerberosError::Revoked,
            Some(Told::Refused(23)) => KerberosError::Expired,
            Some(Told::Refused(24 | 31)) => KerberosError::WrongPassword,
            Some(Told::Refused(7)) => KerberosError::UnknownService(self.kdc.service.clone()),
            Some(Told::Refused(37)) => KerberosError::Skew,
            Some(Told::Refused(code)) => {
                KerberosError::Other(format!("the KDC refuses with error {code}: {}", error.description))
            }
            None if begins => KerberosError::Other(error.description),
            None => KerberosError::NotProven {
                service: self.kdc.service.clone(),
                reason: Some(error.description),
            },
        }
    }
}

fn negotiate(kdc: &Kdc) -> Result<Negotiate, HandshakeError> {
    let kerberos = KerberosConfig::new_with_kdc_url(kdc.url.as_str(), "smpctl".into());
    let packages = "kerberos,!ntlm,!pku2u".to_owned();
    let config = NegotiateConfig::new(Box::new(kerberos), Some(packages), "smpctl".into());
    Negotiate::new_client(config).map_err(|error| HandshakeError::Other(error.description))
}

fn identity(user: &str, credentials: &Credentials) -> Result<CredentialsBuffers, HandshakeError> {
    let username = Username::parse(user)
        .map_err(|_| HandshakeError::Other(format!("'{}' is no name of an account", credentials.user)))?;
    let identity = AuthIdentity { username, password: (*credentials.password).clone().into() };
    let identity = sspi::Credentials::AuthIdentity(identity).try_into();
    identity.map_err(|error: sspi::Error| HandshakeError::Other(error.description))
}

impl Handshake for Kerberos {
    fn mechanism(&self) -> Mechanism {
        Mechanism::Kerberos
    }

    fn bind(&mut self, certificate: &[u8]) {
        self.binding = self.kdc.is_bound.load(Ordering::Relaxed).then(|| end_point(certificate));
    }

    fn next(&mut self, token: Option<Vec<u8>>) -> Result<Option<Vec<u8>>, HandshakeError> {
        let begins = token.is_none();
        match token.as_deref().and_then(refusal) {
            // Expired, not yet valid, or made at another time.
            Some(32 | 33 | 37) => return Err(KerberosError::Skew.into()),
            Some(MESSAGE_TYPE) if self.binding.is_some() => {
                tracing::debug!("the server cannot read what ties the ticket to its certificate");
                self.kdc.is_bound.store(false, Ordering::Relaxed);
                return Err(HandshakeError::Again);
            }
            Some(code) => return Err(self.refusal(Some(code)).into()),
            None => {}
        }
        let network = Network::default();
        let mut identity = Some(self.identity.clone());
        let mut input = vec![SecurityBuffer::new(token.unwrap_or_default(), BufferType::Token)];
        if let Some(binding) = &self.binding {
            input.push(SecurityBuffer::new(bindings(binding), BufferType::ChannelBindings));
        }
        let mut output = vec![SecurityBuffer::new(Vec::new(), BufferType::Token)];
        let service = self.kdc.service.clone();
        let mut builder = self
            .negotiate
            .initialize_security_context()
            .with_credentials_handle(&mut identity)
            .with_context_requirements(ClientRequestFlags::MUTUAL_AUTH)
            .with_target_data_representation(DataRepresentation::Native)
            .with_target_name(&service)
            .with_input(&mut input)
            .with_output(&mut output);
        let status = match self.negotiate.initialize_security_context_impl(&mut builder) {
            Ok(mut generator) => generator.resolve_with_client(&network).map(|result| result.status),
            Err(error) => Err(error),
        };
        let status = match status.map_err(|error| self.failed(error, &network, begins)) {
            Ok(status) => status,
            Err(error) => {
                let other = self.in_realm.take().filter(|_| begins);
                let (KerberosError::UnknownAccount(_), Some(other)) = (&error, other) else {
                    return Err(error.into());
                };
                (self.negotiate, self.identity) = (negotiate(&self.kdc)?, other);
                return self.next(None);
            }
        };
        self.is_proven = status == SecurityStatus::Ok;
        Ok(output.into_iter().next().map(|buffer| buffer.buffer).filter(|token| !token.is_empty()))
    }

    fn unproven(&self) -> Option<HandshakeError> {
        let unproven = || KerberosError::NotProven { service: self.kdc.service.clone(), reason: None };
        (!self.is_proven).then(|| unproven().into())
    }

    fn refused(&self) -> Option<HandshakeError> {
        Some(self.refusal(None).into())
    }
}

/// The channel binding as `SEC_CHANNEL_BINDINGS`: eight numbers, of which the last two tell the length and the place of
/// what follows.
fn bindings(binding: &[u8]) -> Vec<u8> {
    let length = u32::try_from(binding.len()).unwrap_or_default();
    let numbers = [0, 0, 0, 0, 0, 0, length, BINDINGS];
    numbers.into_iter().flat_map(u32::to_le_bytes).chain(binding.iter().copied()).collect()
}

/// The error code of a `KRB-ERROR`.
fn error_code(message: &[u8]) -> Option<u32> {
    // KRB-ERROR ::= [APPLICATION 30] SEQUENCE { …, error-code [6] Int32, … }
    let (inside, _) = der::tagged(message, 0x7e)?;
    let (fields, _) = der::tagged(inside, 0x30)?;
    let (digits, _) = der::tagged(der::field(fields, 0xa6)?, 0x02)?;
    (digits.len() <= 4).then(|| digits.iter().fold(0, |code, digit| code << 8 | u32::from(*digit)))
}

/// The error code of the `KRB-ERROR` that a server answers a ticket with.
fn refusal(token: &[u8]) -> Option<u32> {
    // NegTokenResp ::= [1] SEQUENCE { …, responseToken [2] OCTET STRING, … }; some send the inner token alone.
    let wrapped = der::tagged(token, 0xa1)
        .and_then(|(inside, _)| der::tagged(inside, 0x30))
        .and_then(|(fields, _)| der::field(fields, 0xa2))
        .and_then(|field| der::tagged(field, 0x04))
        .map(|(inside, _)| inside);
    // RFC 4121, 4.1: [APPLICATION 0] { OID, 03 00, KRB-ERROR }
    let (inside, _) = der::tagged(wrapped.unwrap_or(token), 0x60)?;
    let (_, message) = der::tagged(inside, 0x06)?;
    error_code(message.strip_prefix(b"\x03\x00")?)
}

/// What was heard from the KDC, beyond what the library tells.
#[derive(Debug, Clone)]
enum Told {
    Unreachable { kdc: String, reason: String },
    Refused(u32),
}

/// The way to the KDC. All speak TCP, which has no limit for what a ticket holds; so UDP is not used.
#[derive(Default)]
struct Network {
    told: Mutex<Option<Told>>,
}

impl fmt::Debug for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Network").finish_non_exhaustive()
    }
}

impl NetworkClient for Network {
    fn send(&self, request: &NetworkRequest) -> sspi::Result<Vec<u8>> {
        let told = |told| *self.told.lock().unwrap_or_else(PoisonError::into_inner) = told;
        match exchange(request) {
            Ok(answer) => {
                told(answer.get(4..).and_then(error_code).map(Told::Refused));
                Ok(answer)
            }
            Err(error) => {
                let host = request.url.host_str().unwrap_or_default();
                let kdc = format!("{host}:{}", request.url.port().unwrap_or(PORT));
                let reason = error.to_string();
                told(Some(Told::Unreachable { kdc, reason: reason.clone() }));
                Err(sspi::Error::new(sspi::ErrorKind::NoAuthenticatingAuthority, reason))
            }
        }
    }
}

/// Asks the KDC: a message is preceded by its length (RFC 4120, 7.2.2), in both directions.
fn exchange(request: &NetworkRequest) -> io::Result<Vec<u8>> {
    let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let message = match request.url.scheme() {
        "tcp" => request.data.clone(),
        "udp" => {
            let length = u32::try_from(request.data.len()).map_err(|_| wrong("the question is too long"))?;
            [&length.to_be_bytes(), request.data.as_slice()].concat()
        }
        other => return Err(wrong(&format!("'{other}' is no way to a KDC; use tcp://"))),
    };
    let host = request.url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let mut connected = Err(wrong("its name is not found"));
    for address in (host, request.url.port().unwrap_or(PORT)).to_socket_addrs()? {
        connected = TcpStream::connect_timeout(&address, PATIENCE);
        if connected.is_ok() {
            break;
        }
    }
    let mut stream = connected?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(&message)?;
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let long = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if long > LONGEST {
        return Err(wrong("it answers with something that is no answer of a KDC"));
    }
    let mut answer = vec![0; 4 + long];
    answer[..4].copy_from_slice(&length);
    stream.read_exact(&mut answer[4..])?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kerberos_needs_a_name_a_realm_and_a_kdc() {
        let why = |user, host| kdc(user, host).unwrap_err();
        assert_eq!(why("admin@corp.example", "10.1.0.10"), KerberosError::Address);
        assert_eq!(why("admin@corp.example", "[::1]"), KerberosError::Address);
        assert_eq!(why("admin", "smp.corp.example"), KerberosError::NoRealm("admin".into()));
        let unknown = KerberosError::NoKdc("NOSUCHDOMAIN".into());
        assert_eq!(why("NOSUCHDOMAIN\\admin", "smp.corp.example"), unknown);
    }

    #[test]
    fn what_the_kdc_and_the_server_refuse_is_read() {
        let error = b"\x7e\x0c\x30\x0a\xa0\x03\x02\x01\x05\xa6\x03\x02\x01\x25";
        assert_eq!(error_code(error), Some(37));
        assert_eq!(error_code(b"\x6b\x03\x02\x01\x01"), None);
        let inner = [b"\x60\x15\x06\x03abc\x03\x00".as_slice(), error].concat();
        assert_eq!(refusal(&inner), Some(37));
        let token = [b"\xa1\x1d\x30\x1b\xa2\x19\x04\x17".as_slice(), &inner].concat();
        assert_eq!(refusal(&token), Some(37));
        assert_eq!(refusal(b"NTLMSSP\0"), None);
    }

    #[test]
    fn a_binding_is_told_with_its_length_and_place() {
        let buffer = bindings(b"tls:x");
        assert_eq!(buffer.len(), 37);
        assert_eq!(buffer[24..32], [5, 0, 0, 0, 32, 0, 0, 0]);
        assert_eq!(&buffer[32..], b"tls:x");
    }
}
