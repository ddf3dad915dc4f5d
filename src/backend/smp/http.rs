//! Requests to one server: each with a deadline and a largest answer, signed in on connections that are kept,
//! never followed to another host, and repeated only where that cannot do anything twice.

use std::error::Error as StdError;
use std::fmt;
use std::io::Read;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::blocking::{Client, Response};
use reqwest::header::{
    AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE,
};
use reqwest::tls::TlsInfo;
use reqwest::{Certificate, redirect};
use url::Url;

use super::authentication::{self, Handshake, HandshakeError, Mechanism, NoScheme, Scheme, Way};
use super::credentials::Credentials;
use super::error::Error;
use super::held;
use super::kerberos::{self, Kdc, Kerberos, KerberosError};
use super::ntlm::Ntlm;
use super::session::Session;
use crate::platform;
use crate::settings::contexts::SignIn;

/// How often a repeatable request is made at most.
const ATTEMPTS: u32 = 4;

/// The wait before the second attempt; it doubles.
const BACKOFF: Duration = Duration::from_millis(200);

/// The longest that is waited because a server asks for it.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// How often a server may send on within itself.
const MOST_REDIRECTS: usize = 3;

/// How often a handshake is begun again because it was not on one connection.
const HANDSHAKES: usize = 3;

/// How many messages of one handshake are sent at most.
const MESSAGES: usize = 6;

/// How a server is spoken to.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it is: scheme, host and port.
    pub url: Url,
    /// The longest that one request may take.
    pub timeout: Duration,
    /// The largest answer that is read, in bytes.
    pub largest: u64,
    /// Certificates of authorities that are trusted beside the system's, as PEM.
    pub authorities: Option<Vec<u8>>,
    /// Any certificate is trusted.
    pub insecure: bool,
    /// How to sign in.
    pub sign_in: SignIn,
    /// Who signs in.
    pub credentials: Option<Credentials>,
}

/// A server that is spoken to.
pub struct Http {
    options: Options,
    authorities: Vec<Certificate>,
    /// Workers at rest, each with a connection of its own.
    idle: Mutex<Vec<Worker>>,
    /// The account was refused, so tried: nobody is asked again, or it might be locked.
    refused: Mutex<Option<Mechanism>>,
    /// Where tickets come from, or why there are none; nothing until they are first wanted.
    tickets: Mutex<Option<Result<Kdc, KerberosError>>>,
    /// Why there are none has been told.
    told: AtomicBool,
    /// How the account signed in.
    by: Mutex<Option<Mechanism>>,
    requests: AtomicU64,
}

impl fmt::Debug for Http {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Http").field("options", &self.options).finish_non_exhaustive()
    }
}

/// A request.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The path, with the query if there is one.
    pub path: &'a str,
    /// For messages: the operation, or the path.
    pub operation: &'a str,
    /// The SOAPAction and the envelope; without them it is a GET.
    pub soap: Option<(&'a str, &'a str)>,
    /// Making it twice does nothing twice.
    pub repeatable: bool,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The content type without parameters, in lower case.
    pub content_type: String,
    /// The content.
    pub body: Vec<u8>,
    /// When it may be asked again, if it says so.
    pub retry_after: Option<Duration>,
}

/// A client with one connection, which is perhaps signed in.
struct Worker {
    client: Client,
    /// The header that Basic sends with each request from the first 401 on.
    basic: Option<HeaderValue>,
    /// The connection that a ticket signed in last.
    by_ticket: Option<SocketAddr>,
    /// A ticket goes with each request from the beginning, tied to this certificate, as the server wants it each time.
    each_request: Option<Option<Vec<u8>>>,
}

/// What came back, before it is known whether it is the answer.
struct Raw {
    reply: Reply,
    challenges: Vec<String>,
    location: Option<String>,
    connection: Option<SocketAddr>,
    certificate: Option<Vec<u8>>,
}

impl Http {
    /// A server that nobody has spoken to yet.
    ///
    /// # Errors
    ///
    /// What is wrong with the options.
    pub fn new(options: Options) -> Result<Self, Error> {
        crate::backend::provide_cryptography();
        let authorities = match &options.authorities {
            Some(pem) => Certificate::from_pem_bundle(pem)
                .ok()
                .filter(|certificates| !certificates.is_empty())
                .ok_or_else(|| Error::Settings("the CA certificate is no certificate in PEM form".into()))?,
            None => Vec::new(),
        };
        Ok(Self {
            options,
            authorities,
            idle: Mutex::default(),
            refused: Mutex::default(),
            tickets: Mutex::default(),
            told: AtomicBool::new(false),
            by: Mutex::default(),
            requests: AtomicU64::new(0),
        })
    }

    /// The server, for messages.
    pub fn server(&self) -> String {
        let host = self.options.url.host_str().unwrap_or_default();
        match self.options.url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// How the server is spoken to.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// How many requests have been sent.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Makes a request, again if it may be repeated and failed for a reason that may pass.
    ///
    /// # Errors
    ///
    /// Why there is no answer. An answer with a status that is no success is no error here.
    pub fn request(&self, request: Request<'_>) -> Result<Reply, Error> {
        let mut wait = BACKOFF;
        let mut attempt = 1;
        loop {
            let outcome = self.attempt(request);
            let is_passing = match &outcome {
                // Nothing was sent yet.
                Err(Error::Unreachable { .. }) => true,
                Err(error) => request.repeatable && error.is_passing(),
                Ok(reply) => request.repeatable && matches!(reply.status, 429 | 502..=504),
            };
            if !is_passing || attempt >= ATTEMPTS {
                return outcome;
            }
            // A server that is busy for long is left alone; that it is, is told.
            let asked = outcome.as_ref().ok().and_then(|reply| reply.retry_after).unwrap_or_default();
            if asked > LONGEST_WAIT {
                return outcome;
            }
            let wait_now = wait.max(asked);
            tracing::debug!(attempt, operation = request.operation, "tried again after {wait_now:?}");
            thread::sleep(wait_now);
            wait *= 2;
            attempt += 1;
        }
    }

    fn attempt(&self, request: Request<'_>) -> Result<Reply, Error> {
        let resting = held(&self.idle).pop();
        let mut worker = match resting {
            Some(worker) => worker,
            None => self.worker()?,
        };
        let reply = self.exchange(&mut worker, request)?;
        // After an error the worker, with its connection, is gone.
        held(&self.idle).push(worker);
        Ok(reply)
    }

    fn worker(&self) -> Result<Worker, Error> {
        let mut builder = Client::builder()
            .user_agent(concat!("smpctl/", env!("CARGO_PKG_VERSION")))
            .timeout(self.options.timeout)
            .connect_timeout(self.options.timeout.min(Duration::from_secs(20)))
            .redirect(redirect::Policy::none())
            // NTLM signs in a connection, so each worker has one and keeps it.
            .http1_only()
            .pool_max_idle_per_host(1)
            .retry(reqwest::retry::never())
            .referer(false)
            .tls_info(true);
        if self.options.insecure {
            builder = builder.tls_danger_accept_invalid_certs(true);
        }
        if !self.authorities.is_empty() {
            builder = builder.tls_certs_merge(self.authorities.iter().cloned());
        }
        let client = builder.build().map_err(|error| {
            Error::Settings(format!("no connection can be prepared: {}", innermost(&error)))
        })?;
        Ok(Worker { client, basic: None, by_ticket: None, each_request: None })
    }

    /// One request with its redirects within the server.
    fn exchange(&self, worker: &mut Worker, request: Request<'_>) -> Result<Reply, Error> {
        let mut url = self.options.url.join(request.path).map_err(|error| {
            Error::Settings(format!("'{}' is no path of a service: {error}", request.path))
        })?;
        for _ in 0..=MOST_REDIRECTS {
            let raw = self.signed_in(worker, &url, request)?;
            let Some(location) = raw.location.filter(|_| matches!(raw.reply.status, 301..=303 | 307 | 308))
            else {
                return Ok(raw.reply);
            };
            let to = url.join(&location).ok().filter(|to| is_same_server(&url, to));
            let Some(to) = to else {
                let to: String =
                    location.split(['?', '#']).next().unwrap_or_default().chars().take(200).collect();
                return Err(Error::Redirected { server: self.server(), to });
            };
            tracing::debug!(from = %url.path(), to = %to.path(), "sent on within the server");
            url = to;
        }
        Err(Error::Redirected { server: self.server(), to: url.path().to_owned() })
    }

    /// One request, signed in if the server wants that.
    fn signed_in(&self, worker: &mut Worker, url: &Url, request: Request<'_>) -> Result<Raw, Error> {
        if let Some(certificate) = worker.each_request.take() {
            let way = Way { scheme: Scheme::Negotiate, mechanism: Mechanism::Kerberos };
            match self.sign_in_by(worker, url, request, way, certificate.as_deref()) {
                // Nothing was done; the server is asked anew what it wants.
                Err(Error::Kerberos { reason, .. }) if !reason.is_final() => {
                    tracing::debug!("no ticket for this request: {reason}");
                }
                outcome => {
                    worker.each_request = Some(certificate);
                    return outcome;
                }
            }
        }
        let first = self.send(worker, url, request.soap, request.operation, worker.basic.clone())?;
        if first.reply.status != 401 {
            return Ok(first);
        }
        let offered = authentication::offered(first.challenges.iter().map(String::as_str));
        let has_account = self.options.credentials.is_some();
        if !has_account && !platform::has_logon_session() {
            return Err(Error::NoCredentials { server: self.server(), offered });
        }
        let refused = *held(&self.refused);
        if let Some(mechanism) = refused.or(worker.basic.as_ref().map(|_| Mechanism::Basic)) {
            return Err(self.wrong_password(mechanism));
        }
        let is_tls = url.scheme() == "https";
        let ways = match authentication::ways(&offered, self.options.sign_in, is_tls, has_account) {
            Ok(ways) => ways,
            Err(NoScheme::BasicWithoutTls) => return Err(Error::BasicWithoutTls { server: self.server() }),
            Err(NoScheme::NotOffered) => return Err(Error::NoScheme { server: self.server(), offered }),
        };
        // It has signed in this very connection, and the server has not kept that: it wants it for each request.
        if worker.by_ticket.is_some() && worker.by_ticket == first.connection {
            worker.each_request = Some(first.certificate.clone());
        }
        let last = ways.len().saturating_sub(1);
        for (at, way) in ways.into_iter().enumerate() {
            match self.sign_in_by(worker, url, request, way, first.certificate.as_deref()) {
                Err(Error::Kerberos { reason, .. }) if at < last && !reason.is_final() => {
                    // The next one asks no KDC first.
                    worker.each_request = None;
                    if !self.told.swap(true, Ordering::Relaxed) {
                        tracing::info!(server = self.server(), "Kerberos is not used: {reason}");
                    }
                    *held(&self.tickets) = Some(Err(reason));
                }
                outcome => return outcome,
            }
        }
        Err(Error::NoScheme { server: self.server(), offered })
    }

    /// The account or its password is wrong; nobody asks again.
    fn wrong_password(&self, mechanism: Mechanism) -> Error {
        *held(&self.refused) = Some(mechanism);
        let user = self.options.credentials.as_ref().map(|credentials| credentials.user.clone());
        Error::WrongPassword {
            server: self.server(),
            user: user.unwrap_or_default(),
            mechanism: mechanism.name(),
            without_kerberos: self.without_kerberos(),
        }
    }

    /// How the account signed in, if it did.
    pub fn signed_in_by(&self) -> Option<Mechanism> {
        *held(&self.by)
    }

    /// Why Kerberos was not used, where it was tried.
    pub fn without_kerberos(&self) -> Option<KerberosError> {
        held(&self.tickets).as_ref().and_then(|tickets| tickets.as_ref().err().cloned())
    }

    /// One request with this way to sign in.
    fn sign_in_by(
        &self,
        worker: &mut Worker,
        url: &Url,
        request: Request<'_>,
        way: Way,
        certificate: Option<&[u8]>,
    ) -> Result<Raw, Error> {
        let raw = match (way.mechanism, &self.options.credentials) {
            (Mechanism::Basic, Some(credentials)) => {
                let header = self.header(&authentication::basic(credentials))?;
                let raw = self.send(worker, url, request.soap, request.operation, Some(header.clone()))?;
                if raw.reply.status == 401 {
                    return Err(self.wrong_password(way.mechanism));
                }
                worker.basic = Some(header);
                raw
            }
            _ => self.shake_hands(worker, url, request, way, certificate)?,
        };
        tracing::debug!(server = self.server(), mechanism = way.mechanism.name(), "signed in");
        let mut by = held(&self.by);
        if by.is_none() {
            tracing::info!(server = self.server(), "signed in by {}", way.mechanism.name());
        }
        *by = Some(way.mechanism);
        Ok(raw)
    }

    /// A handshake of this mechanism that nothing has been said in yet.
    fn handshake(&self, url: &Url, way: Way) -> Result<Box<dyn Handshake>, HandshakeError> {
        let host = url.host_str().unwrap_or_default();
        let Some(credentials) = &self.options.credentials else {
            return Ok(Box::new(Session::new(host, way.scheme)?));
        };
        if way.mechanism == Mechanism::Kerberos {
            let tickets =
                held(&self.tickets).get_or_insert_with(|| kerberos::kdc(&credentials.user, host)).clone();
            return Ok(Box::new(Kerberos::new(credentials, &tickets?)?));
        }
        let ntlm = Ntlm::new(credentials);
        let ntlm = ntlm.ok_or_else(|| {
            HandshakeError::Other(format!("'{}' is no name of an account", credentials.user))
        })?;
        Ok(Box::new(ntlm))
    }

    /// The messages that sign in one connection, the last of them with the request itself.
    fn shake_hands(
        &self,
        worker: &mut Worker,
        url: &Url,
        request: Request<'_>,
        way: Way,
        certificate: Option<&[u8]>,
    ) -> Result<Raw, Error> {
        let failed = |error: HandshakeError| self.handshake_failed(error);
        let name = way.scheme.name();
        tracing::debug!(
            scheme = name,
            mechanism = way.mechanism.name(),
            server = self.server(),
            "signing in"
        );
        'handshake: for _ in 0..HANDSHAKES {
            let mut handshake = self.handshake(url, way).map_err(failed)?;
            if let Some(certificate) = certificate {
                handshake.bind(certificate);
            }
            let mut message = handshake.next(None).map_err(failed)?;
            let mut connection = None;
            for _ in 0..MESSAGES {
                let Some(text) = message.take() else {
                    return Err(failed(HandshakeError::Other(
                        "the server asks for more than there is to say".into(),
                    )));
                };
                // A message that only asks for a challenge goes without content, as the server will not look at it yet.
                let wants_challenge = authentication::wants_challenge(&text);
                let soap = match wants_challenge {
                    true => request.soap.map(|(action, _)| (action, "")),
                    false => request.soap,
                };
                let header = self.header(&format!("{name} {}", STANDARD.encode(&text)))?;
                let raw = self.send(worker, url, soap, request.operation, Some(header))?;
                let token = authentication::token(raw.challenges.iter().map(String::as_str), way.scheme);
                let token = token.filter(|token| !token.is_empty());
                let has_moved = connection.is_some() && raw.connection != connection;
                match (raw.reply.status, token) {
                    (401, Some(token)) if !has_moved => {
                        if let Some(certificate) = &raw.certificate {
                            handshake.bind(certificate);
                        }
                        connection = raw.connection;
                        message = match handshake.next(Some(token)) {
                            Err(HandshakeError::Again) => continue 'handshake,
                            message => message.map_err(failed)?,
                        };
                    }
                    (401, _) if has_moved => {
                        tracing::debug!("the connection was closed in the middle of the handshake");
                        continue 'handshake;
                    }
                    (status, _) if wants_challenge => {
                        return Err(failed(HandshakeError::Other(format!(
                            "the server answers the first {name} message with status {status} and no challenge"
                        ))));
                    }
                    (401, _) => {
                        return Err(match handshake.refused() {
                            Some(reason) => failed(reason),
                            None => self.wrong_password(way.mechanism),
                        });
                    }
                    (status, token) => {
                        if let Some(token) = token.filter(|_| handshake.unproven().is_some()) {
                            handshake.next(Some(token)).map_err(failed)?;
                        }
                        // A failure is believed from anybody: it tells nothing, and nothing is done upon it.
                        if let Some(reason) = handshake.unproven().filter(|_| status < 400) {
                            return Err(failed(reason));
                        }
                        if handshake.mechanism() == Mechanism::Kerberos {
                            worker.by_ticket = raw.connection;
                        }
                        return Ok(raw);
                    }
                }
            }
            return Err(failed(HandshakeError::Other("the server does not come to an end".into())));
        }
        Err(failed(HandshakeError::Other(
            "the server, or a proxy before it, closes the connection in the middle of each handshake".into(),
        )))
    }

    fn handshake_failed(&self, error: HandshakeError) -> Error {
        let server = self.server();
        let user = self.options.credentials.as_ref().map(|credentials| credentials.user.clone());
        match error {
            HandshakeError::Kerberos(KerberosError::WrongPassword) => {
                self.wrong_password(Mechanism::Kerberos)
            }
            HandshakeError::Kerberos(reason) => {
                if reason.is_final() {
                    *held(&self.refused) = Some(Mechanism::Kerberos);
                }
                Error::Kerberos { server, user: user.unwrap_or_default(), reason }
            }
            error @ (HandshakeError::Again | HandshakeError::Other(_)) => {
                Error::Handshake { server, reason: error.to_string() }
            }
        }
    }

    fn header(&self, text: &str) -> Result<HeaderValue, Error> {
        let mut header = HeaderValue::from_str(text).map_err(|_| Error::Handshake {
            server: self.server(),
            reason: "the account or its password cannot be sent".into(),
        })?;
        header.set_sensitive(true);
        Ok(header)
    }

    fn send(
        &self,
        worker: &Worker,
        url: &Url,
        soap: Option<(&str, &str)>,
        operation: &str,
        authorization: Option<HeaderValue>,
    ) -> Result<Raw, Error> {
        let began = Instant::now();
        self.requests.fetch_add(1, Ordering::Relaxed);
        let mut builder = match soap {
            Some((action, envelope)) => worker
                .client
                .post(url.clone())
                .header(CONTENT_TYPE, "text/xml; charset=utf-8")
                .header(CONTENT_LENGTH, envelope.len())
                .header("SOAPAction", format!("\"{action}\""))
                .body(envelope.to_owned()),
            None => worker.client.get(url.clone()),
        };
        if let Some(authorization) = authorization {
            builder = builder.header(AUTHORIZATION, authorization);
        }
        let response = builder.send().map_err(|error| self.failed(&error))?;
        let raw = self.receive(response, began)?;
        tracing::debug!(
            operation,
            status = raw.reply.status,
            bytes = raw.reply.body.len(),
            took = ?began.elapsed(),
            "{}",
            if soap.is_some() { "POST" } else { "GET" }
        );
        if raw.reply.status == 407 {
            return Err(Error::ProxyPassword);
        }
        Ok(raw)
    }

    fn receive(&self, mut response: Response, began: Instant) -> Result<Raw, Error> {
        let text = |name| response.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let content_type = text(CONTENT_TYPE).unwrap_or_default();
        let content_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let location = text(LOCATION).map(str::to_owned);
        // A date there is left to the person.
        let retry_after = text(RETRY_AFTER).and_then(|seconds| seconds.trim().parse().ok());
        let retry_after = retry_after.map(Duration::from_secs);
        let challenges = response
            .headers()
            .get_all(WWW_AUTHENTICATE)
            .iter()
            .filter_map(|value| value.to_str().ok().map(str::to_owned))
            .collect();
        let connection = response
            .extensions()
            .get::<hyper_util::client::legacy::connect::HttpInfo>()
            .map(|info| info.local_addr());
        let certificate =
            response.extensions().get::<TlsInfo>().and_then(TlsInfo::peer_certificate).map(<[u8]>::to_vec);
        let largest = self.options.largest;
        let too_large = || Error::TooLarge { server: self.server(), limit: largest };
        let announced = response.content_length().unwrap_or_default();
        if announced > largest {
            return Err(too_large());
        }
        let mut body = Vec::with_capacity(usize::try_from(announced).unwrap_or_default().min(1 << 20));
        let mut chunk = vec![0; 64 << 10];
        loop {
            if began.elapsed() > self.options.timeout {
                return Err(Error::Timeout { server: self.server(), waited: self.options.timeout });
            }
            let read = match response.read(&mut chunk) {
                Ok(read) => read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    let source = error.get_ref().and_then(|source| source.downcast_ref::<reqwest::Error>());
                    return Err(match source {
                        Some(source) => self.failed(source),
                        None if error.kind() == std::io::ErrorKind::TimedOut => {
                            Error::Timeout { server: self.server(), waited: self.options.timeout }
                        }
                        None => Error::Cut { server: self.server(), reason: error.to_string() },
                    });
                }
            };
            if read == 0 {
                break;
            }
            if (body.len() + read) as u64 > largest {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk[..read]);
        }
        let reply = Reply { status: response.status().as_u16(), content_type, body, retry_after };
        Ok(Raw { reply, challenges, location, connection, certificate })
    }

    fn failed(&self, error: &reqwest::Error) -> Error {
        let server = self.server();
        let reason = innermost(error);
        if error.is_connect() && reason.contains("proxy authorization required") {
            return Error::ProxyPassword;
        }
        if error.is_connect() && reason.starts_with("tunnel error") {
            return Error::ProxyRefuses { server };
        }
        match tls_error(error) {
            Some(rustls::Error::InvalidCertificate(problem)) => {
                let (reason, remedy) = certificate_problem(problem);
                return Error::Certificate { server, reason, remedy };
            }
            Some(_) if error.is_connect() => return Error::Tls { server, reason },
            // Some say nothing and only end the connection.
            _ if error.is_connect() && reason.contains("tls handshake eof") => {
                return Error::Tls { server, reason: "it ends the connection".into() };
            }
            _ => {}
        }
        if error.is_timeout() && !error.is_connect() {
            return Error::Timeout { server, waited: self.options.timeout };
        }
        if error.is_dns() {
            return Error::Unreachable { server, reason: format!("its name is not found ({reason})") };
        }
        if error.is_connect() {
            let reason = if error.is_timeout() { "it does not answer".to_owned() } else { reason };
            return Error::Unreachable { server, reason };
        }
        Error::Cut { server, reason }
    }
}

/// A request may go on there: the same host, by the same scheme and port, or by TLS now.
fn is_same_server(from: &Url, to: &Url) -> bool {
    let is_upgrade = from.scheme() == "http" && to.scheme() == "https";
    from.host() == to.host()
        && to.username().is_empty()
        && (is_upgrade
            || from.scheme() == to.scheme() && from.port_or_known_default() == to.port_or_known_default())
}

/// The reason behind the reasons: the outer ones only say that a request failed.
fn innermost(error: &dyn StdError) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

/// What TLS says, if that is the reason.
fn tls_error(error: &reqwest::Error) -> Option<&rustls::Error> {
    let mut next: Option<&(dyn StdError + 'static)> = error.source();
    while let Some(error) = next {
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        let tls = error
            .downcast_ref::<rustls::Error>()
            .or_else(|| inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()));
        if tls.is_some() {
            return tls;
        }
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

/// What is wrong with a certificate, and how to mend it.
fn certificate_problem(problem: &rustls::CertificateError) -> (String, &'static str) {
    use rustls::CertificateError as Problem;
    let (reason, remedy) = match problem {
        Problem::UnknownIssuer => (
            "nobody who is trusted here has issued it",
            "name the certificate of the authority that issued it with `smpctl context add … --ca-certificate FILE` or as \
             `ca-certificate` in the context, or put it into the system's store",
        ),
        Problem::Expired | Problem::ExpiredContext { .. } => {
            ("it has expired", "renew it on the server, and check the clock of this computer")
        }
        Problem::NotValidYet | Problem::NotValidYetContext { .. } => {
            ("it is not valid yet", "check the clocks of the server and of this computer")
        }
        Problem::NotValidForName | Problem::NotValidForNameContext { .. } => (
            "it is for another name than the URL's",
            "make the name that the certificate is for the context's `url`",
        ),
        Problem::Revoked => ("it has been revoked", "renew it on the server"),
        other => return (format!("{other:?}"), "renew it on the server"),
    };
    (reason.to_owned(), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_server_is_followed() {
        let same = |from: &str, to: &str| is_same_server(&from.parse().unwrap(), &to.parse().unwrap());
        assert!(same("https://a/x", "https://a:443/y"));
        assert!(same("http://a/x", "https://a/x"));
        assert!(!same("https://a/x", "http://a/x"));
        assert!(!same("https://a/x", "https://b/x"));
        assert!(!same("https://a/x", "https://a:8443/x"));
        assert!(!same("https://a/x", "https://user@a/x"));
    }
}
