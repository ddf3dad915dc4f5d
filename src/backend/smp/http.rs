//! Requests to one server: each with a deadline and a largest answer, signed in on connections that are kept,
//! never followed to another host, and repeated only where that cannot do anything twice.

use std::error::Error as StdError;
use std::fmt;
use std::io::Read;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use reqwest::blocking::{Client, Response};
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, LOCATION, WWW_AUTHENTICATE};
use reqwest::tls::TlsInfo;
use reqwest::{Certificate, redirect};
use url::Url;

use super::authentication::{self, Handshake, NoScheme, Scheme};
use super::credentials::Credentials;
use super::error::Error;
use crate::settings::contexts::SignIn;

/// How often a repeatable request is made at most.
const ATTEMPTS: u32 = 4;

/// The wait before the second attempt; it doubles.
const BACKOFF: Duration = Duration::from_millis(200);

/// How often a server may send on within itself.
const MOST_REDIRECTS: usize = 3;

/// How often a handshake is begun again because it was not on one connection.
const HANDSHAKES: usize = 3;

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
    /// The server has refused the account: it is not asked again, or it might lock it.
    refused: AtomicBool,
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
}

/// A client with one connection, which NTLM has perhaps signed in.
struct Worker {
    client: Client,
    /// The header that Basic sends with each request from the first 401 on.
    basic: Option<HeaderValue>,
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
            refused: AtomicBool::new(false),
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
                Ok(reply) => request.repeatable && matches!(reply.status, 502..=504),
            };
            if !is_passing || attempt >= ATTEMPTS {
                return outcome;
            }
            tracing::debug!(attempt, operation = request.operation, "tried again after {wait:?}");
            thread::sleep(wait);
            wait *= 2;
            attempt += 1;
        }
    }

    fn attempt(&self, request: Request<'_>) -> Result<Reply, Error> {
        let resting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = match resting {
            Some(worker) => worker,
            None => self.worker()?,
        };
        let reply = self.exchange(&mut worker, request)?;
        // After an error the worker, with its connection, is gone.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
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
        Ok(Worker { client, basic: None })
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
        let first = self.send(worker, url, request.soap, request.operation, worker.basic.clone())?;
        if first.reply.status != 401 {
            return Ok(first);
        }
        let offered = authentication::offered(first.challenges.iter().map(String::as_str));
        let Some(credentials) = &self.options.credentials else {
            return Err(Error::NoCredentials { server: self.server(), offered });
        };
        let wrong = || {
            self.refused.store(true, Ordering::Relaxed);
            Error::WrongPassword { server: self.server(), user: credentials.user.clone() }
        };
        if worker.basic.is_some() || self.refused.load(Ordering::Relaxed) {
            return Err(wrong());
        }
        let is_tls = url.scheme() == "https";
        let scheme = match authentication::choose(&offered, self.options.sign_in, is_tls) {
            Ok(scheme) => scheme,
            Err(NoScheme::BasicWithoutTls) => return Err(Error::BasicWithoutTls { server: self.server() }),
            Err(NoScheme::NotOffered) => return Err(Error::NoScheme { server: self.server(), offered }),
        };
        tracing::debug!(scheme = scheme.name(), server = self.server(), "signing in");
        if scheme == Scheme::Basic {
            let header = authentication::basic(credentials);
            let header = self.header(&header)?;
            let raw = self.send(worker, url, request.soap, request.operation, Some(header.clone()))?;
            if raw.reply.status == 401 {
                return Err(wrong());
            }
            worker.basic = Some(header);
            return Ok(raw);
        }
        for _ in 0..HANDSHAKES {
            let failed = |reason: String| Error::Handshake { server: self.server(), reason };
            let mut handshake = Handshake::new(credentials, scheme)
                .ok_or_else(|| failed(format!("'{}' is no name of an account", credentials.user)))?;
            let negotiate = self.header(&handshake.next(None).map_err(failed)?)?;
            // The first message goes without content, as the server will not look at it yet.
            let empty = request.soap.map(|(action, _)| (action, ""));
            let challenge = self.send(worker, url, empty, request.operation, Some(negotiate))?;
            let token = authentication::token(challenge.challenges.iter().map(String::as_str), scheme);
            let Some(token) = token.filter(|token| !token.is_empty() && challenge.reply.status == 401) else {
                return Err(failed(format!(
                    "the server answers the first {} message with status {} and no challenge",
                    scheme.name(),
                    challenge.reply.status
                )));
            };
            if let Some(certificate) = &challenge.certificate {
                handshake.bind(certificate);
            }
            let authenticate = self.header(&handshake.next(Some(token)).map_err(failed)?)?;
            let raw = self.send(worker, url, request.soap, request.operation, Some(authenticate))?;
            if raw.reply.status != 401 {
                return Ok(raw);
            }
            if raw.connection == challenge.connection {
                return Err(wrong());
            }
            tracing::debug!("the connection was closed in the middle of the handshake");
        }
        Err(Error::Handshake {
            server: self.server(),
            reason: "the server, or a proxy before it, closes the connection in the middle of each handshake"
                .into(),
        })
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
        Ok(raw)
    }

    fn receive(&self, mut response: Response, began: Instant) -> Result<Raw, Error> {
        let text = |name| response.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let content_type = text(CONTENT_TYPE).unwrap_or_default();
        let content_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let location = text(LOCATION).map(str::to_owned);
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
        let reply = Reply { status: response.status().as_u16(), content_type, body };
        Ok(Raw { reply, challenges, location, connection, certificate })
    }

    fn failed(&self, error: &reqwest::Error) -> Error {
        let server = self.server();
        let reason = innermost(error);
        if let Some((reason, remedy)) = certificate_problem(error) {
            return Error::Certificate { server, reason, remedy };
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

/// What is wrong with the server's certificate, and how to mend it, if that is the reason.
fn certificate_problem(error: &reqwest::Error) -> Option<(String, &'static str)> {
    use rustls::CertificateError as Problem;
    let mut next: Option<&(dyn StdError + 'static)> = error.source();
    while let Some(error) = next {
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        let tls = error
            .downcast_ref::<rustls::Error>()
            .or_else(|| inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()));
        if let Some(rustls::Error::InvalidCertificate(problem)) = tls {
            let (reason, remedy) = match problem {
                Problem::UnknownIssuer => (
                    "nobody who is trusted here has issued it",
                    "name the certificate of the authority that issued it with `smpctl context add … --ca-certificate \
                     FILE` or as `ca-certificate` in the context, or put it into the system's store",
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
                other => return Some((format!("{other:?}"), "renew it on the server")),
            };
            return Some((reason.to_owned(), remedy));
        }
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
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
