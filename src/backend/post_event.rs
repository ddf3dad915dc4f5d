//! Posting a Notification Server event to a management server, as its agents do.

use std::error::Error as _;
use std::time::Duration;

use reqwest::blocking::Client;
use reqwest::header::CONTENT_TYPE;
use reqwest::{StatusCode, Url};

/// Where a server takes events.
const PATH: &str = "Altiris/NS/Agent/PostEvent.aspx";

/// Why an event cannot be posted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server's address makes no sense.
    #[error("'{0}' is not the address of a server: `https://smp.corp.example`, say")]
    Address(String),
    /// The address holds a user name or a password.
    #[error("the server's address holds a user name or a password; events are posted without")]
    Credentials,
    /// The address is not of an encrypted connection.
    #[error("'{0}' is not encrypted")]
    Plain(Url),
    /// The server cannot be reached, or does not answer.
    #[error("cannot post to '{url}': {reason}")]
    Unreachable {
        /// Where to.
        url: Url,
        /// Why not.
        reason: String,
    },
    /// The server answers, and does not take the event.
    #[error("'{url}' does not take it: {status}")]
    Refused {
        /// Where to.
        url: Url,
        /// What it answered.
        status: StatusCode,
    },
}

/// A server that takes events.
#[derive(Debug)]
pub struct PostEvent {
    url: Url,
    client: Client,
}

impl PostEvent {
    /// The server at an address such as `https://smp.corp.example`; `plain` allows `http`.
    ///
    /// Redirects are not followed and no credentials are sent. `timeout` bounds each request as a whole.
    ///
    /// # Errors
    ///
    /// What is wrong with the address.
    pub fn to(server: &str, plain: bool, timeout: Duration) -> Result<Self, Error> {
        let wrong = || Error::Address(server.to_owned());
        let url: Url = format!("{}/{PATH}", server.trim_end_matches('/')).parse().map_err(|_| wrong())?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::Credentials);
        }
        match url.scheme() {
            "https" => {}
            "http" if plain => {}
            "http" => return Err(Error::Plain(url)),
            _ => return Err(wrong()),
        }
        super::provide_cryptography();
        let client = Client::builder()
            .timeout(timeout)
            .connect_timeout(timeout.min(Duration::from_secs(10)))
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("smpctl/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| Error::Unreachable { url: url.clone(), reason: reason(&error) })?;
        Ok(Self { url, client })
    }

    /// Posts one event. Any answer of success counts; what is in it is not looked at, for what the server says
    /// of an event is published nowhere.
    ///
    /// # Errors
    ///
    /// Why the server did not take it.
    pub fn post(&self, xml: &str) -> Result<(), Error> {
        let request = self
            .client
            .post(self.url.clone())
            .header(CONTENT_TYPE, "text/xml; charset=utf-8")
            .body(xml.to_owned());
        let answer = request
            .send()
            .map_err(|error| Error::Unreachable { url: self.url.clone(), reason: reason(&error) })?;
        match answer.status() {
            status if status.is_success() => Ok(()),
            status => Err(Error::Refused { url: self.url.clone(), status }),
        }
    }
}

/// The innermost cause says most: "connection refused", not "error sending request".
fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "it does not answer in time".to_owned();
    }
    let mut cause = error.source();
    let mut text = error.to_string();
    while let Some(inner) = cause {
        text = inner.to_string();
        cause = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_looked_at_first() {
        let to = |server, plain| PostEvent::to(server, plain, Duration::from_secs(1));
        assert_eq!(
            to("https://smp.example/", false).unwrap().url.as_str(),
            "https://smp.example/Altiris/NS/Agent/PostEvent.aspx"
        );
        assert!(matches!(to("http://smp.example", false), Err(Error::Plain(_))));
        assert!(to("http://smp.example", true).is_ok());
        assert!(matches!(to("ftp://smp.example", true), Err(Error::Address(_))));
        assert!(matches!(to("smp.example", true), Err(Error::Address(_))));
        let secret = to("https://me:hush@smp.example", true).unwrap_err();
        assert!(!secret.to_string().contains("hush"));
    }
}
