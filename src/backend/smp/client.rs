//! Calls to the server's web services. What a service is like is read from its WSDL once and kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::error::Error;
use super::http::{Http, Reply, Request};
use super::soap::{self, Answer, Fault, Value};
use super::wsdl::Service;
use super::xml::Element;

/// Where the services are.
pub const RESOURCE_MODEL: &str = "/Altiris/nswebservice/ResourceModel.asmx";
/// Resources by name, and their data classes.
pub const RESOURCES: &str = "/Altiris/ASDK.NS/ResourceManagementService.asmx";
/// Items, among them policies and roles.
pub const ITEMS: &str = "/Altiris/ASDK.NS/ItemManagementService.asmx";
/// Filters.
pub const FILTERS: &str = "/Altiris/ASDK.NS/CollectionManagementService.asmx";
/// Tasks.
pub const TASKS: &str = "/Altiris/ASDK.Task/TaskManagementService.asmx";
/// Hierarchies.
pub const HIERARCHY: &str = "/Altiris/ASDK.NS/HierarchyManagementService.asmx";

/// A server with what is known of its services.
#[derive(Debug)]
pub struct Client {
    http: Http,
    /// By path; nothing for a service that is not there.
    services: Mutex<HashMap<String, Option<Arc<Service>>>>,
    concurrency: usize,
}

impl Client {
    /// A server of whose services nothing is known yet.
    pub fn new(http: Http, concurrency: usize) -> Self {
        Self { http, services: Mutex::default(), concurrency: concurrency.max(1) }
    }

    /// The connection.
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// What is known of the services by now.
    pub fn known(&self) -> HashMap<String, Option<Arc<Service>>> {
        self.services.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes over what was known of the services, or forgets it.
    pub fn know(&self, services: HashMap<String, Option<Arc<Service>>>) {
        *self.services.lock().unwrap_or_else(PoisonError::into_inner) = services;
    }

    /// The service at this path, if there is one.
    ///
    /// # Errors
    ///
    /// Why that cannot be told.
    pub fn service(&self, path: &str) -> Result<Option<Arc<Service>>, Error> {
        if let Some(known) = self.services.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
            return Ok(known.clone());
        }
        let service = self.describe(path)?.map(Arc::new);
        self.services.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), service.clone());
        Ok(service)
    }

    fn describe(&self, path: &str) -> Result<Option<Service>, Error> {
        let server = self.http.server();
        let address = format!("{path}?WSDL");
        let request = Request { path: &address, operation: &address, soap: None, repeatable: true };
        let reply = self.http.request(request)?;
        match reply.status {
            200 => {}
            404 => return Ok(None),
            403 => {
                return Err(Error::Denied {
                    server,
                    operation: address,
                    reason: "the web server forbids it (HTTP status 403)".into(),
                });
            }
            status => {
                return Err(Error::Status { server, operation: address, status, text: told(&reply) });
            }
        }
        let path = path.to_owned();
        if !is_xml(&reply.content_type) {
            let reason = format!("it sends '{}' where a description in XML is expected", shown(&reply));
            return Err(Error::NoSmp { server, path, reason });
        }
        let wsdl = Element::parse(&reply.body).map_err(|reason| Error::Xml {
            server: server.clone(),
            operation: address,
            reason,
        })?;
        Service::read(&wsdl).map(Some).map_err(|reason| Error::Wsdl { server, path, reason })
    }

    /// The first of these operations that the server has.
    ///
    /// # Errors
    ///
    /// Why that cannot be told.
    pub fn first_of<'o>(&self, path: &str, operations: &[&'o str]) -> Result<Option<&'o str>, Error> {
        let service = self.service(path)?;
        let has =
            |operation: &&&str| service.as_ref().is_some_and(|s| s.operations.contains_key(**operation));
        Ok(operations.iter().find(has).copied())
    }

    /// Calls an operation that changes nothing.
    ///
    /// # Errors
    ///
    /// Why there is no result; `feature` is what is unavailable if the server has no such operation.
    pub fn read(
        &self,
        feature: &str,
        path: &str,
        operations: &[&str],
        parameters: &[(&str, Value)],
    ) -> Result<Option<Element>, Error> {
        self.call(feature, path, operations, parameters, true)
    }

    /// Calls an operation that changes something: it is never called twice.
    ///
    /// # Errors
    ///
    /// Why there is no result.
    pub fn write(
        &self,
        feature: &str,
        path: &str,
        operations: &[&str],
        parameters: &[(&str, Value)],
    ) -> Result<Option<Element>, Error> {
        self.call(feature, path, operations, parameters, false)
    }

    /// Calls the first of the operations that the server has.
    fn call(
        &self,
        feature: &str,
        path: &str,
        operations: &[&str],
        parameters: &[(&str, Value)],
        repeatable: bool,
    ) -> Result<Option<Element>, Error> {
        let server = self.http.server();
        let service = self.service(path)?;
        let found = service.as_ref().and_then(|service| {
            operations.iter().find_map(|name| Some((service, *name, service.operations.get(*name)?)))
        });
        let Some((service, name, operation)) = found else {
            return Err(match service {
                None => Error::NoService { server, path: path.to_owned() },
                Some(_) => Error::Missing {
                    server,
                    operation: operations.join("' or '"),
                    feature: feature.to_owned(),
                },
            });
        };
        let envelope = soap::envelope(service, operation, parameters)
            .map_err(|reason| Error::Mismatch { server: server.clone(), reason })?;
        let soap = Some((operation.action.as_str(), envelope.as_str()));
        let reply = self.http.request(Request { path, operation: name, soap, repeatable })?;
        self.answer(path, name, &reply)
    }

    fn answer(&self, path: &str, operation: &str, reply: &Reply) -> Result<Option<Element>, Error> {
        let server = self.http.server();
        let named = operation.to_owned();
        match reply.status {
            403 => {
                let reason = "the web server forbids it (HTTP status 403)".into();
                return Err(Error::Denied { server, operation: named, reason });
            }
            404 => return Err(Error::NoService { server, path: path.to_owned() }),
            _ => {}
        }
        if !is_xml(&reply.content_type) {
            // An exception that did not become a fault comes as plain text, or as a page.
            let text = told(reply);
            if reply.status == 200 {
                let reason = format!("it sends '{}' where a SOAP answer is expected", shown(reply));
                return Err(Error::NoSmp { server, path: path.to_owned(), reason });
            }
            let fault = Fault { message: text.clone(), exception: None };
            return Err(match fault.is_denied() || fault.is_absent() {
                true => Error::Fault { server, operation: named, fault },
                false => Error::Status { server, operation: named, status: reply.status, text },
            });
        }
        let envelope = Element::parse(&reply.body).map_err(|reason| Error::Xml {
            server: server.clone(),
            operation: named.clone(),
            reason,
        })?;
        match soap::answer(envelope) {
            Answer::Result(result) if reply.status == 200 => Ok(result),
            Answer::Result(_) => {
                Err(Error::Status { server, operation: named, status: reply.status, text: String::new() })
            }
            Answer::Fault(fault) => Err(Error::Fault { server, operation: named, fault }),
            Answer::NoSoap(root) => Err(Error::NoSmp {
                server,
                path: path.to_owned(),
                reason: format!("it sends a '{root}' where a SOAP answer is expected"),
            }),
        }
    }

    /// Does the same for many, so many at once as the context allows; results come in the order of the items.
    ///
    /// # Errors
    ///
    /// The first error; nothing new is begun after it.
    pub fn each<T: Sync, R: Send>(
        &self,
        items: &[T],
        work: impl Fn(&T) -> Result<R, Error> + Sync,
    ) -> Result<Vec<R>, Error> {
        let next = Mutex::new((0, None));
        let results: Mutex<Vec<Option<R>>> = Mutex::new(items.iter().map(|_| None).collect());
        let worker = || {
            loop {
                let at = {
                    let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
                    if next.1.is_some() || next.0 >= items.len() {
                        return;
                    }
                    next.0 += 1;
                    next.0 - 1
                };
                match items.get(at).map(&work) {
                    Some(Ok(result)) => {
                        if let Some(place) =
                            results.lock().unwrap_or_else(PoisonError::into_inner).get_mut(at)
                        {
                            *place = Some(result);
                        }
                    }
                    Some(Err(error)) => {
                        next.lock().unwrap_or_else(PoisonError::into_inner).1.get_or_insert(error);
                    }
                    None => return,
                }
            }
        };
        match self.concurrency.min(items.len()) {
            0 | 1 => worker(),
            threads => thread::scope(|scope| {
                for _ in 0..threads {
                    scope.spawn(worker);
                }
            }),
        }
        if let Some(error) = next.into_inner().unwrap_or_else(PoisonError::into_inner).1 {
            return Err(error);
        }
        Ok(results.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().collect())
    }
}

fn is_xml(content_type: &str) -> bool {
    matches!(content_type, "text/xml" | "application/xml") || content_type.ends_with("+xml")
}

fn shown(reply: &Reply) -> &str {
    if reply.content_type.is_empty() { "no content type" } else { &reply.content_type }
}

/// What an answer that is no XML says: its title if it is a page, else its first line.
fn told(reply: &Reply) -> String {
    let text = String::from_utf8_lossy(&reply.body[..reply.body.len().min(64 << 10)]);
    let title = text
        .split_once("<title>")
        .and_then(|(_, rest)| rest.split_once("</title>"))
        .map(|(title, _)| title.trim())
        .filter(|_| reply.content_type.contains("html"));
    let line =
        title.or_else(|| text.lines().map(str::trim).find(|line| !line.is_empty())).unwrap_or_default();
    let mut line: String =
        if line.starts_with('<') { String::new() } else { line.chars().take(300).collect() };
    if let Some(wait) = reply.retry_after {
        let separator = if line.is_empty() { "" } else { "; " };
        line.push_str(&format!("{separator}it may be asked again in {} seconds", wait.as_secs()));
    }
    line
}
