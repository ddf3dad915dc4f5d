//! What a hierarchy wants of its servers beside sites and Package Servers, as far as it can be seen from here: names that
//! resolve, certificates that are trusted, versions that match (articles 185262, HOWTO62640). Where something is seen from
//! matters, so it is said.

use std::collections::BTreeMap;
use std::net::{IpAddr, ToSocketAddrs};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp, civil};
use picky_asn1_x509::{Certificate, validity::Time};
use reqwest::redirect;
use reqwest::tls::TlsInfo;

use super::client::{Client, FILTERS, HIERARCHY, ITEMS, RESOURCE_MODEL, RESOURCES};
use super::error::Error;
use super::http::{Http, Options, Request};
use crate::topology::readiness::{Finding, Level};

/// A certificate that ends within this time is worth a warning.
const SOON: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How long is waited for a certificate.
const PATIENCE: Duration = Duration::from_secs(20);

const NAME: &str = "name-resolution";
const CERTIFICATE: &str = "certificate";
const VERSION: &str = "version";

fn finding(check: &'static str, level: Level, message: String, remedy: Option<String>) -> Finding {
    Finding { check, level, message, remedy }
}

/// Whether the name in the server's URL resolves here.
pub fn name(options: &Options) -> Finding {
    let url = options.url.as_str().trim_end_matches('/');
    let host = options.url.host_str().unwrap_or_default();
    if host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        let message = format!("'{url}' has an address instead of a name, so no name was resolved");
        return finding(NAME, Level::Info, message, None);
    }
    let port = options.url.port_or_known_default().unwrap_or(443);
    let mut addresses: Vec<String> = match (host, port).to_socket_addrs() {
        Ok(found) => found.map(|place| place.ip().to_string()).collect(),
        Err(error) => {
            let message = format!("the name in '{url}' does not resolve here: {error}");
            let remedy = "enter the name in the DNS that this computer asks, or mend the context's `url`";
            return finding(NAME, Level::Fail, message, Some(remedy.into()));
        }
    };
    addresses.sort();
    addresses.dedup();
    let message =
        format!("the name in '{url}' resolves, tried from this computer, to {}", addresses.join(", "));
    finding(NAME, Level::Pass, message, None)
}

/// Whether the server's certificate is trusted here, is for its name and holds for some time; nothing without TLS.
pub fn certificate(options: &Options) -> Option<Finding> {
    if options.url.scheme() != "https" {
        return None;
    }
    let url = options.url.as_str().trim_end_matches('/');
    // Nobody signs in for it, and nothing but trust decides, also where the context trusts everything.
    let strict = Options {
        insecure: false,
        credentials: None,
        timeout: options.timeout.min(PATIENCE),
        ..options.clone()
    };
    let asked = Http::new(strict)
        .and_then(|http| http.request(Request { path: "/", operation: "/", soap: None, repeatable: false }));
    Some(match asked {
        Err(Error::Certificate { reason, remedy, .. }) => {
            let message =
                format!("the certificate of '{url}' is not trusted, seen from this computer: {reason}");
            finding(CERTIFICATE, Level::Fail, message, Some(remedy.to_owned()))
        }
        Err(error @ (Error::Unreachable { .. } | Error::Timeout { .. } | Error::Settings(_))) => {
            let message = format!("the certificate of '{url}' is not known: {error}");
            finding(CERTIFICATE, Level::Warn, message, error.hint())
        }
        // Whatever it answers, it came over a connection that is trusted.
        _ => {
            let trusted = format!("the certificate of '{url}' is trusted here and is for its name");
            match end(options) {
                Some(end) if end.duration_since(Timestamp::now()) < SOON => {
                    let message = format!("{trusted}, but ends at {end:.0}");
                    let remedy = "renew it on the server before it ends".to_owned();
                    finding(CERTIFICATE, Level::Warn, message, Some(remedy))
                }
                Some(end) => {
                    let day = end.strftime("%Y-%m-%d");
                    finding(CERTIFICATE, Level::Pass, format!("{trusted}, until {day}"), None)
                }
                None => finding(CERTIFICATE, Level::Pass, trusted, None),
            }
        }
    })
}

/// When the server's certificate ends; it was found to be trusted on another connection.
fn end(options: &Options) -> Option<Timestamp> {
    let client = reqwest::blocking::Client::builder()
        .timeout(options.timeout.min(PATIENCE))
        .redirect(redirect::Policy::none())
        .tls_info(true)
        .tls_danger_accept_invalid_certs(true)
        .build()
        .ok()?;
    // Nothing is sent but the question.
    let answer = client.head(options.url.clone()).send().ok()?;
    let info = answer.extensions().get::<TlsInfo>()?;
    let certificate: Certificate = picky_asn1_der::from_bytes(info.peer_certificate()?).ok()?;
    let date = match &certificate.tbs_certificate.validity.not_after {
        Time::Utc(time) => {
            let time = &time.0;
            moment([time.month(), time.day(), time.hour(), time.minute(), time.second()], time.year())
        }
        Time::Generalized(time) => {
            let time = &time.0;
            moment([time.month(), time.day(), time.hour(), time.minute(), time.second()], time.year())
        }
    };
    date?.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

fn moment(parts: [u8; 5], year: u16) -> Option<civil::DateTime> {
    let [month, day, hour, minute, second] = parts.map(|part| i8::try_from(part).unwrap_or(-1));
    civil::DateTime::new(i16::try_from(year).ok()?, month, day, hour, minute, second, 0).ok()
}

/// The operations of the services, by which versions differ.
pub type Operations = BTreeMap<&'static str, Vec<String>>;

/// Reads which operations the server's services have.
///
/// # Errors
///
/// Why it does not tell.
pub fn operations(client: &Client) -> Result<Operations, Error> {
    let mut all = Operations::new();
    for path in [RESOURCE_MODEL, RESOURCES, ITEMS, FILTERS, HIERARCHY] {
        let service = client.service(path)?;
        all.insert(
            path,
            service.map(|service| service.operations.keys().cloned().collect()).unwrap_or_default(),
        );
    }
    Ok(all)
}

/// The published version whose operations these look like.
fn published(operations: &Operations) -> &'static str {
    let has = |name: &str| {
        operations.get(RESOURCE_MODEL).is_some_and(|known| known.iter().any(|known| known == name))
    };
    match (has("SaveOrCreateResource"), has("CreateNewResourceLight")) {
        (true, _) => "8.5 or newer",
        (false, true) => "8.1",
        (false, false) => "7.1",
    }
}

/// Whether a child's services are those of its parent's version. No service tells the version itself.
pub fn version(own: &Operations, parent: &str, its: &Operations) -> Finding {
    if own == its {
        let message = format!(
            "its web services have the same operations as those of its parent '{parent}' (as published for {}); the \
             version itself no service tells",
            published(own)
        );
        return finding(VERSION, Level::Pass, message, None);
    }
    let differing = own.iter().find_map(|(path, known)| {
        let others = its.get(path)?;
        let service = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".asmx");
        let only = |these: &[String], those: &[String]| {
            these.iter().find(|name| !those.contains(name)).map(|name| format!("{service}.{name}"))
        };
        only(known, others)
            .map(|name| format!("it has '{name}', its parent has not"))
            .or_else(|| only(others, known).map(|name| format!("its parent has '{name}', it has not")))
    });
    let message = format!(
        "its web services look like those of {}, those of its parent '{parent}' like {}, and versions must match: {}",
        published(own),
        published(its),
        differing.unwrap_or_default()
    );
    let remedy = "compare both consoles' Help > About Symantec Management Console, and bring both servers to one version";
    finding(VERSION, Level::Warn, message, Some(remedy.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_their_operations() {
        let with = |names: &[&str]| -> Operations {
            [(RESOURCE_MODEL, names.iter().map(|name| (*name).to_owned()).collect())].into()
        };
        let (old, new) = (
            with(&["GetResource"]),
            with(&["CreateNewResourceLight", "GetResource", "SaveOrCreateResource"]),
        );
        assert_eq!(version(&new, "HQ", &new.clone()).level, Level::Pass);
        let differ = version(&old, "HQ", &new);
        assert_eq!(differ.level, Level::Warn);
        assert!(
            differ.message.contains("look like those of 7.1")
                && differ.message.contains("its parent has 'ResourceModel.CreateNewResourceLight'"),
            "{}",
            differ.message
        );
        assert!(version(&new, "HQ", &old).message.contains("it has 'ResourceModel."));
    }

    #[test]
    fn a_name_that_does_not_resolve_is_told() {
        let options = |url: &str| Options {
            url: url.parse().unwrap(),
            timeout: PATIENCE,
            largest: 1,
            authorities: None,
            insecure: false,
            sign_in: crate::settings::contexts::SignIn::Auto,
            credentials: None,
        };
        let gone = name(&options("https://smp.invalid"));
        assert_eq!((gone.level, gone.remedy.is_some()), (Level::Fail, true), "{}", gone.message);
        assert_eq!(name(&options("http://10.1.0.10")).level, Level::Info);
        assert_eq!(name(&options("http://localhost")).level, Level::Pass);
        assert_eq!(certificate(&options("http://localhost")), None);
    }
}
