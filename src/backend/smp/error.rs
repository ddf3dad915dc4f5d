//! Why a live server cannot be read or changed, in words, with the next step.

use std::time::Duration;

use super::credentials::CredentialsError;
use super::kerberos::KerberosError;
use super::soap::{Fault, Mismatch};
use super::wsdl::WsdlError;
use super::xml::XmlError;

/// Why a live server cannot be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The context's settings make no sense.
    #[error("{0}")]
    Settings(String),
    /// Credentials do not come from where they should.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// No connection comes about.
    #[error("cannot reach '{server}': {reason}")]
    Unreachable {
        /// The server.
        server: String,
        /// The innermost reason.
        reason: String,
    },
    /// The proxy wants to know who asks.
    #[error("the proxy before the server wants an account and its password")]
    ProxyPassword,
    /// The proxy does not make the connection.
    #[error("the proxy opens no way to '{server}'")]
    ProxyRefuses {
        /// The server.
        server: String,
    },
    /// The server's certificate is not trusted.
    #[error("the certificate of '{server}' is not trusted: {reason}")]
    Certificate {
        /// The server.
        server: String,
        /// What is wrong with it.
        reason: String,
        /// How to mend it.
        remedy: &'static str,
    },
    /// Both do not come to terms about TLS.
    #[error("no TLS connection to '{server}' comes about: {reason}")]
    Tls {
        /// The server.
        server: String,
        /// The innermost reason.
        reason: String,
    },
    /// It took too long.
    #[error("'{server}' did not answer within {} seconds", .waited.as_secs_f32().ceil())]
    Timeout {
        /// The server.
        server: String,
        /// How long was waited.
        waited: Duration,
    },
    /// The connection ended in the middle.
    #[error("the connection to '{server}' was cut: {reason}")]
    Cut {
        /// The server.
        server: String,
        /// The innermost reason.
        reason: String,
    },
    /// More than is read.
    #[error("the answer of '{server}' is larger than {} MiB", .limit >> 20)]
    TooLarge {
        /// The server.
        server: String,
        /// The largest answer that is read, in bytes.
        limit: u64,
    },
    /// The server sends elsewhere.
    #[error("'{server}' sends smpctl on to '{to}', where credentials are not taken along")]
    Redirected {
        /// The server.
        server: String,
        /// Where to.
        to: String,
    },
    /// The server wants to know who asks, and nobody was named.
    #[error("'{server}' wants an account ({}), and none is given", .offered.join(", "))]
    NoCredentials {
        /// The server.
        server: String,
        /// The schemes that it offers.
        offered: Vec<String>,
    },
    /// The server offers no scheme that is allowed.
    #[error("'{server}' offers no way to sign in that smpctl may use; it offers {}", .offered.join(", "))]
    NoScheme {
        /// The server.
        server: String,
        /// The schemes that it offers.
        offered: Vec<String>,
    },
    /// The password itself would go over the net as it is.
    #[error("'{server}' wants the password itself, without TLS to protect it on its way")]
    BasicWithoutTls {
        /// The server.
        server: String,
    },
    /// The account or its password is wrong.
    #[error("'{server}' does not accept the account '{user}' or its password")]
    WrongPassword {
        /// The server.
        server: String,
        /// The account.
        user: String,
        /// How it tried to sign in.
        mechanism: &'static str,
        /// Why it did not try Kerberos, or not only.
        without_kerberos: Option<KerberosError>,
    },
    /// Kerberos does not sign in.
    #[error("'{user}' cannot sign in to '{server}' by Kerberos: {reason}")]
    Kerberos {
        /// The server.
        server: String,
        /// The account.
        user: String,
        /// Why not.
        reason: KerberosError,
    },
    /// The handshake fails for another reason.
    #[error("signing in to '{server}' failed: {reason}")]
    Handshake {
        /// The server.
        server: String,
        /// Why.
        reason: String,
    },
    /// The account may not.
    #[error("the account lacks the right to call '{operation}' on '{server}': {reason}")]
    Denied {
        /// The server.
        server: String,
        /// What was called.
        operation: String,
        /// The server's words.
        reason: String,
    },
    /// The service is not there.
    #[error("'{server}' has no web service at '{path}'")]
    NoService {
        /// The server.
        server: String,
        /// The service's path.
        path: String,
    },
    /// It answers with something that no SMP answers.
    #[error("'{server}' does not answer at '{path}' as an SMP does: {reason}")]
    NoSmp {
        /// The server.
        server: String,
        /// The service's path.
        path: String,
        /// What it answers.
        reason: String,
    },
    /// It answers with XML that is not read.
    #[error("the answer of '{server}' to '{operation}' is not read: {reason}")]
    Xml {
        /// The server.
        server: String,
        /// What was called.
        operation: String,
        /// Why not.
        reason: XmlError,
    },
    /// Its description is of no use.
    #[error("'{server}' does not describe its service at '{path}': {reason}")]
    Wsdl {
        /// The server.
        server: String,
        /// The service's path.
        path: String,
        /// Why not.
        reason: WsdlError,
    },
    /// This version of the platform lacks an operation.
    #[error("'{server}' has no operation '{operation}', without which smpctl cannot {feature} there")]
    Missing {
        /// The server.
        server: String,
        /// The operations that would do.
        operation: String,
        /// What is therefore unavailable.
        feature: String,
    },
    /// A call does not fit the description.
    #[error("'{server}' cannot be called: {reason}")]
    Mismatch {
        /// The server.
        server: String,
        /// What does not fit.
        reason: Mismatch,
    },
    /// The server answers with a fault.
    #[error("'{server}' refuses '{operation}': {fault}")]
    Fault {
        /// The server.
        server: String,
        /// What was called.
        operation: String,
        /// What it says.
        fault: Fault,
    },
    /// The server answers with another status.
    #[error("'{server}' answers '{operation}' with HTTP status {status}{}", told(.text))]
    Status {
        /// The server.
        server: String,
        /// What was called.
        operation: String,
        /// The status.
        status: u16,
        /// What it says, if anything.
        text: String,
    },
    /// Something that is needed was not found by its name, or several things were.
    #[error("{what}: {found}")]
    Unclear {
        /// What is looked for.
        what: String,
        /// What there is.
        found: String,
        /// How to set it.
        setting: String,
    },
    /// What was written is not what is read back.
    #[error("'{server}' answered that it was done, but {found}")]
    NotSo {
        /// The server.
        server: String,
        /// What is there instead.
        found: String,
    },
    /// A live server does not let a tool do it.
    #[error("{0}")]
    Refused(String),
    /// What smpctl remembers of the server cannot be read or written.
    #[error("cannot {action} '{path}': {source}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
}

fn told(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(": {text}") }
}

impl Error {
    /// The account is the reason: who it is, or what it may do.
    pub fn is_denied(&self) -> bool {
        match self {
            Self::WrongPassword { .. }
            | Self::ProxyPassword
            | Self::NoCredentials { .. }
            | Self::NoScheme { .. }
            | Self::BasicWithoutTls { .. }
            | Self::Handshake { .. }
            | Self::Kerberos { .. }
            | Self::Credentials(_)
            | Self::Denied { .. } => true,
            Self::Fault { fault, .. } => fault.is_denied(),
            _ => false,
        }
    }

    /// The thing asked for is not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Fault { fault, .. } if fault.is_absent())
    }

    /// A second attempt may well succeed.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Timeout { .. } | Self::Cut { .. })
            || matches!(self, Self::Status { status: 502..=504, .. })
    }

    /// The next step.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Settings(_) => "see `docs/live-server.md`, or `smpctl context list`",
            Self::Credentials(CredentialsError::Open { .. }) => {
                "let only its owner read it: `chmod 600 FILE`"
            }
            Self::Credentials(CredentialsError::Foreign { .. }) => {
                "let only this account and administrators write to it and to the folders above it, or name another file"
            }
            Self::Credentials(CredentialsError::Shape { .. }) => {
                "write the account into its first line and the password into its second"
            }
            Self::Credentials(_) => {
                "name the account and the password in SMPCTL_USER and SMPCTL_PASSWORD instead"
            }
            Self::Unreachable { .. } => {
                "check the URL with `smpctl context list`, the network, and the proxy that HTTPS_PROXY names"
            }
            Self::ProxyPassword => {
                "name them in HTTPS_PROXY or HTTP_PROXY, like `http://ACCOUNT:PASSWORD@PROXY:PORT`; a server that needs no \
                 proxy is named in NO_PROXY"
            }
            Self::ProxyRefuses { .. } => {
                "check the account and the password in HTTPS_PROXY, and whether the proxy allows this server and its port; a \
                 server that needs no proxy is named in NO_PROXY"
            }
            Self::Certificate { remedy, .. } => remedy,
            Self::Tls { .. } => {
                "smpctl speaks TLS 1.2 and 1.3, older versions are not safe; enable one of them on the server, and check that \
                 the URL's port is one of TLS"
            }
            Self::Timeout { .. } => "try again, or give it longer with `timeout-seconds` in the context",
            Self::Cut { .. } => "try again; what had been done is done, and is found again",
            Self::TooLarge { .. } => {
                "raise `largest-answer-mib` in the context's settings if it is a real answer"
            }
            Self::Redirected { .. } => "if that is the server, make it the context's `url`",
            Self::NoCredentials { .. } => {
                "name the account as `user` in the context, or in SMPCTL_USER with SMPCTL_PASSWORD"
            }
            Self::NoScheme { .. } => {
                "smpctl signs in with Kerberos and NTLM (as Negotiate or NTLM) and, over TLS, with Basic; `sign-in` in \
                 the context may allow only one of them"
            }
            Self::BasicWithoutTls { .. } => "use an `https://` URL",
            Self::WrongPassword { mechanism, without_kerberos, .. } => {
                let instead = without_kerberos.as_ref().map(|reason| format!(" (not by Kerberos: {reason})"));
                return Some(format!(
                    "it was tried once only, by {mechanism}{}, so that the account is not locked; write it as \
                     'DOMAIN\\name' or 'name@domain'",
                    instead.unwrap_or_default()
                ));
            }
            Self::Kerberos { reason, .. } => return reason.hint().map(str::to_owned),
            Self::Handshake { .. } => "try `sign-in = \"basic\"` over TLS if the server offers it",
            Self::Denied { .. } => {
                "an account with the role Symantec Administrators has it; which right another one needs is not \
                 documented"
            }
            Self::Fault { fault, .. } if fault.is_denied() => {
                "an account with the role Symantec Administrators has the right"
            }
            Self::Fault { fault, .. } if fault.is("ASDKInvalidLicenseException") => {
                "the web services need a licence on that server"
            }
            Self::NoService { .. } | Self::NoSmp { .. } | Self::Wsdl { .. } => {
                "check that the URL is that of a Symantec Management Platform; `smpctl context check` tells more"
            }
            Self::Xml { .. } => "something between smpctl and the server may have answered in its place",
            Self::Missing { .. } => "`smpctl context check` lists what this server offers",
            Self::Unclear { setting, .. } => {
                return Some(format!(
                    "set `{setting}` in the context; `smpctl context check` lists what there is"
                ));
            }
            Self::NotSo { .. } => "read it again; another console may have changed it at the same time",
            Self::Status { .. } => "try again; the server's own log tells more",
            Self::Fault { .. } | Self::Mismatch { .. } | Self::Refused(_) | Self::Io { .. } => return None,
        };
        Some(hint.to_owned())
    }
}
