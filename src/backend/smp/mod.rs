//! A live Symantec Management Platform, by its web services.
//!
//! Nothing about a server is assumed that is not published: [`wsdl`] reads what its operations and types are like,
//! [`discovery`] finds by name which resource types and associations stand for sites, subnets and Package Servers,
//! [`shape`] tells which field of a record is what. [`resources`] reads, [`writes`] changes, [`client`] calls,
//! [`http`] and [`authentication`] carry the calls, [`xml`] reads what comes back without trusting it.

mod authentication;
mod cache;
mod client;
pub mod credentials;
mod data_table;
mod der;
mod discovery;
mod error;
mod examination;
mod http;
mod joins;
mod kerberos;
mod ntlm;
mod policy;
mod resources;
mod session;
mod shape;
mod soap;
mod tasks;
mod writes;
mod wsdl;
mod xml;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use url::Url;
use uuid::Uuid;

use super::{
    Applied, Backend, BackendError, ReportedLocation, Task, TaskKind, TaskOrder, TaskRun, TaskState,
};
use crate::settings::contexts::Context;
use crate::topology::change::Platform;
use crate::topology::readiness;
use crate::topology::{
    Change, JoinAssignment, Name, PackageServer, Site, Smp, StorageLocation, Subnet, Topology,
};
use authentication::Mechanism;
use cache::Cache;
use client::{Client, RESOURCE_MODEL};
use credentials::Credentials;
use http::{Http, Options};
use joins::MemoryFile;
use policy::Policy;
use resources::{Reader, State};
use writes::Writer;

pub use discovery::{Finding, Found};
pub use error::Error;
pub use resources::Administrator;

/// The longest that one request may take, unless the context says otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The largest answer that is read, in MiB, unless the context says otherwise.
const LARGEST_MIB: u32 = 256;

/// How many requests are made at once, unless the context says otherwise.
const CONCURRENCY: u16 = 8;

/// What was read so long ago is read again before it is changed.
const FRESH: Duration = Duration::from_secs(10);

/// What a server is spoken to with, beside its context.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// Who signs in, if the server asks.
    pub credentials: Option<Credentials>,
    /// How many requests are made at once.
    pub concurrency: Option<u16>,
    /// Where is kept what was found out about servers.
    pub cache: Option<PathBuf>,
    /// Where is remembered what a server has no place for.
    pub state: PathBuf,
}

/// A live server.
#[derive(Debug)]
pub struct Server {
    /// The SMP's name.
    name: Name,
    parent: Option<Name>,
    context: Context,
    client: Client,
    cache: Cache,
    memory: MemoryFile,
    found: Mutex<Option<Arc<Found>>>,
    /// The stamp of what is kept, and how many services were known then.
    kept: Mutex<Option<(String, usize)>>,
    last: Mutex<Option<Last>>,
    incomplete: Mutex<Vec<String>>,
    /// The data class with what Package Servers tell, once it was asked for.
    status_class: Mutex<Option<Uuid>>,
}

/// What was read last.
#[derive(Debug)]
struct Last {
    at: Instant,
    state: State,
    names: HashMap<Uuid, Name>,
}

/// What `context check` tells.
#[derive(Debug)]
pub struct Checkup {
    /// What was found, how, and what is missing.
    pub found: Arc<Found>,
    /// The account that signed in.
    pub account: Option<String>,
    /// How it did; nothing where the server asks nobody.
    pub signed_in_by: Option<&'static str>,
    /// Why it did not use Kerberos, where that was tried, and the next step.
    pub without_kerberos: Option<(String, Option<&'static str>)>,
    /// Whether it is a Symantec Administrator.
    pub administrator: Administrator,
    /// Whether the server is in a hierarchy; missing where it does not tell.
    pub hierarchy_member: Option<bool>,
    /// The services, and how many operations each has; missing where there is no such service.
    pub services: Vec<(String, Option<usize>)>,
    /// How many requests it took.
    pub requests: u64,
}

/// A value's guard, also if a thread panicked while it held it.
fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The address of a server: scheme, host and port alone.
///
/// # Errors
///
/// Why the text is none.
pub fn server_url(text: &str) -> Result<Url, Error> {
    let wrong = |why: &str| Error::Settings(format!("'{text}' is no address of a server: {why}"));
    let url: Url = text.trim().parse().map_err(|error| wrong(&format!("{error}")))?;
    match url.scheme() {
        _ if url.host_str().is_none_or(str::is_empty) => Err(wrong("it has no host")),
        "http" | "https" if !url.username().is_empty() || url.password().is_some() => {
            Err(Error::Settings("a server's address holds no account and no password".into()))
        }
        "http" | "https" if url.query().is_some() || url.fragment().is_some() => {
            Err(wrong("it ends after host and port"))
        }
        "http" | "https"
            if matches!(
                url.path().to_ascii_lowercase().trim_end_matches('/'),
                "" | "/altiris" | "/altiris/console"
            ) =>
        {
            let mut url = url;
            url.set_path("/");
            Ok(url)
        }
        "http" | "https" => Err(wrong("it ends after host and port")),
        _ => Err(wrong("it does not begin with 'https://' or 'http://'")),
    }
}

/// Reads a file that decides which servers are trusted.
fn read_trusted(path: &Path) -> std::io::Result<Vec<u8>> {
    if let Ok(Some(reason)) = crate::platform::foreign_owner(path) {
        return Err(std::io::Error::new(std::io::ErrorKind::PermissionDenied, reason));
    }
    std::fs::read(path)
}

impl Server {
    /// The server of a context; nobody has spoken to it yet.
    ///
    /// # Errors
    ///
    /// What is wrong with the context's settings.
    pub fn new(name: Name, parent: Option<Name>, context: Context, access: Access) -> Result<Self, Error> {
        let authorities = match &context.ca_certificate {
            Some(path) => Some(read_trusted(path).map_err(|source| Error::Io {
                action: "read the CA certificate",
                path: path.display().to_string(),
                source,
            })?),
            None => None,
        };
        let account = access.credentials.as_ref().map(|credentials| credentials.user.clone());
        let options = Options {
            url: server_url(&context.url)?,
            timeout: context
                .timeout_seconds
                .map_or(TIMEOUT, |seconds| Duration::from_secs(seconds.max(1).into())),
            largest: u64::from(context.largest_answer_mib.unwrap_or(LARGEST_MIB)) << 20,
            authorities,
            insecure: context.insecure,
            sign_in: context.sign_in,
            credentials: access.credentials,
        };
        let concurrency = access.concurrency.or(context.concurrency).unwrap_or(CONCURRENCY);
        Ok(Self {
            cache: Cache::of(&context, account.as_deref(), access.cache),
            memory: MemoryFile::of(&context.url, &access.state),
            client: Client::new(Http::new(options)?, concurrency.into()),
            name,
            parent,
            context,
            found: Mutex::default(),
            kept: Mutex::default(),
            last: Mutex::default(),
            incomplete: Mutex::default(),
            status_class: Mutex::default(),
        })
    }

    /// When the server's structure last changed, in its own words; nothing where it does not tell.
    fn stamp(&self) -> Result<Option<String>, Error> {
        let operations = ["GetLastStuctureChangeTimestamp", "GetLastStructureChangeTimestamp"];
        if self.client.first_of(RESOURCE_MODEL, &operations)?.is_none() {
            return Ok(None);
        }
        let answer =
            self.client.read("tell whether its structure changed", RESOURCE_MODEL, &operations, &[])?;
        Ok(answer.map(|answer| answer.text.trim().to_owned()))
    }

    /// What the server calls things: as it was kept, if nothing has changed since, else as it is found now.
    fn found(&self) -> Result<Arc<Found>, Error> {
        if let Some(found) = &*held(&self.found) {
            return Ok(found.clone());
        }
        if let Some(known) = self.cache.read() {
            let services = known.services.into_iter().map(|(path, service)| (path, service.map(Arc::new)));
            self.client.know(services.collect());
            match self.stamp() {
                Ok(Some(stamp)) if stamp == known.stamp => {
                    tracing::debug!(
                        server = self.client.http().server(),
                        "what was found out before still holds"
                    );
                    *held(&self.kept) = Some((known.stamp, self.client.known().len()));
                    let found = Arc::new(known.found);
                    *held(&self.found) = Some(found.clone());
                    return Ok(found);
                }
                // Its description may be another one now.
                Err(Error::Fault { fault, .. }) if !fault.is_denied() => {
                    tracing::debug!("the server's description has changed: {fault}");
                }
                Err(error @ (Error::NoService { .. } | Error::Mismatch { .. })) => tracing::debug!("{error}"),
                Err(error) => return Err(error),
                Ok(_) => {}
            }
        }
        self.discover()
    }

    /// Finds out everything anew.
    fn discover(&self) -> Result<Arc<Found>, Error> {
        self.cache.forget();
        self.client.know(HashMap::new());
        if self.client.service(RESOURCE_MODEL)?.is_none() {
            let server = self.client.http().server();
            return Err(Error::NoService { server, path: RESOURCE_MODEL.to_owned() });
        }
        let stamp = self.stamp()?;
        *held(&self.kept) = stamp.map(|stamp| (stamp, 0));
        let found = Arc::new(discovery::discover(&self.client, &self.context)?);
        *held(&self.found) = Some(found.clone());
        self.keep(&found);
        Ok(found)
    }

    /// Keeps what is known now, if more is than was kept. A server that has no stamp is asked anew each time.
    fn keep(&self, found: &Found) {
        let known = self.client.known();
        if let Some((stamp, count)) = &mut *held(&self.kept)
            && known.len() > *count
        {
            *count = known.len();
            let services = known.into_iter();
            let services = services.map(|(path, service)| (path, service.map(|service| (*service).clone())));
            self.cache.write(stamp.clone(), services.collect(), found.clone());
        }
    }

    /// Everything that `context check` tells, found out anew.
    ///
    /// # Errors
    ///
    /// Why nothing can be told.
    pub fn check(&self) -> Result<Checkup, Error> {
        let found = self.discover()?;
        let administrator = resources::administrator(&self.client, &self.context)?;
        let reader = Reader::new(&self.client, &self.context, &found);
        let hierarchy_member = reader.is_hierarchy_member()?;
        let rest = self.rest(&found)?;
        self.keep(&found);
        let found = Arc::new(Found {
            report: found.report.iter().cloned().chain(rest).collect(),
            ..(*found).clone()
        });
        let mut services: Vec<(String, Option<usize>)> = self
            .client
            .known()
            .into_iter()
            .map(|(path, service)| (path, service.map(|service| service.operations.len())))
            .collect();
        services.sort();
        Ok(Checkup {
            found,
            account: self.client.http().options().credentials.as_ref().map(|known| known.user.clone()),
            signed_in_by: self.client.http().signed_in_by().map(Mechanism::name),
            without_kerberos: self
                .client
                .http()
                .without_kerberos()
                .map(|reason| (reason.to_string(), reason.hint())),
            administrator,
            hierarchy_member,
            services,
            requests: self.client.http().requests(),
        })
    }

    /// What is looked for only when it is needed: always what Package Servers tell, the rest where the settings name it.
    fn rest(&self, found: &Found) -> Result<Vec<Finding>, Error> {
        let (client, context) = (&self.client, &self.context);
        let names = &context.names;
        let mut rest = Vec::new();
        let mut add = |what: &str, setting: &str, unavailable: &str, is: Result<String, Error>| {
            let told = match is {
                Ok(is) => Ok(is),
                Err(Error::Unclear { found, .. }) => Err(found),
                Err(error @ (Error::Refused(_) | Error::Missing { .. } | Error::NoService { .. })) => {
                    Err(error.to_string())
                }
                Err(error) => return Err(error),
            };
            rest.push(Finding::told(what, setting, unavailable, told));
            Ok(())
        };
        add(
            "the data class with what Package Servers tell",
            "names.status-class",
            "show or wait for what Package Servers tell of their storage",
            discovery::status_class(client, context, found).map(|class| discovery::described(&class)),
        )?;
        let task = |kind| {
            let found = tasks::find(client, context, kind, None)?;
            Ok(discovery::described(&discovery::Thing { guid: found.guid, name: found.name }))
        };
        if names.retry_task.is_some() {
            let (what, unavailable) =
                ("the task that retries a relocation", "retry relocations on other servers");
            add(what, "names.retry-task", unavailable, task(TaskKind::Retry))?;
        }
        if names.relocation_task.is_some() {
            let (what, unavailable) =
                ("the task that starts smpctl on Package Servers", "run relocations on other servers");
            add(what, "names.relocation-task", unavailable, task(TaskKind::Relocation))?;
        }
        if let Some(set) = &names.own_servers {
            let own = discovery::own_servers(client, context)
                .map(|own| format!("the {} members of the filter '{set}'", own.unwrap_or_default().len()));
            let (what, unavailable) = (
                "the Package Servers that the SMP manages itself",
                "tell whether they count for a hierarchy",
            );
            add(what, "names.own-servers", unavailable, own)?;
        }
        Ok(rest)
    }

    fn read(&self) -> Result<Smp, Error> {
        let began = Instant::now();
        let found = self.found()?;
        let administrator = resources::administrator(&self.client, &self.context)?;
        let mut state = Reader::new(&self.client, &self.context, &found).state(&self.name)?;
        let mut incomplete = std::mem::take(&mut state.incomplete);
        if !administrator.is {
            incomplete.insert(
                0,
                format!(
                    "the account is not known to be a Symantec Administrator and may not see everything: {}",
                    administrator.how
                ),
            );
        }
        self.keep(&found);
        let names = names(&state);
        let smp = self.smp(&state, &names)?;
        tracing::info!(
            server = self.client.http().server(),
            sites = smp.sites.len(),
            subnets = smp.subnets.len(),
            package_servers = smp.package_servers.len(),
            requests = self.client.http().requests(),
            took = ?began.elapsed(),
            "read"
        );
        *held(&self.incomplete) = incomplete;
        *held(&self.last) = Some(Last { at: Instant::now(), state, names });
        Ok(smp)
    }

    /// Whether the server's records of sites have a description.
    fn keeps_descriptions(&self) -> Result<bool, Error> {
        let found = self.found()?;
        Reader::new(&self.client, &self.context, &found).keeps_descriptions()
    }

    /// The guids of Package Servers as they were read last, in the order of the names.
    fn guids_of(&self, names: &[Name]) -> Result<Vec<Uuid>, BackendError> {
        let last = held(&self.last);
        let Some(last) = last.as_ref() else { return Err(BackendError::Changed) };
        let known: HashMap<&Name, Uuid> = last
            .state
            .servers
            .iter()
            .filter_map(|server| Some((last.names.get(&server.guid)?, server.guid)))
            .collect();
        names.iter().map(|name| known.get(name).copied().ok_or(BackendError::Changed)).collect()
    }

    fn smp(&self, state: &State, names: &HashMap<Uuid, Name>) -> Result<Smp, Error> {
        let memory = self.memory.read()?;
        let named = |guid: &Uuid| names.get(guid).cloned();
        let mut smp = Smp::named(self.name.clone());
        smp.guid = state.own;
        smp.addresses = state.addresses.clone();
        smp.parent = self.parent.clone();
        smp.storage_location = state.policy.as_ref().map(Policy::storage_location).unwrap_or_default();
        smp.url = Some(self.client.http().options().url.as_str().trim_end_matches('/').to_owned());
        for site in &state.sites {
            let description = site.description.clone().filter(|text| !text.is_empty());
            let description = description.or_else(|| memory.descriptions.get(&site.guid).cloned());
            smp.sites.extend(named(&site.guid).map(|name| Site {
                name,
                guid: Some(site.guid),
                description: description.unwrap_or_default(),
            }));
        }
        for (subnet, network) in &state.subnets {
            let site = state.site_of.get(&subnet.guid).and_then(|sites| sites.iter().find_map(named));
            smp.subnets.push(Subnet { network: *network, guid: Some(subnet.guid), site });
        }
        for server in &state.servers {
            let Some(name) = named(&server.guid) else { continue };
            let manual = state.manual.get(&server.guid).map(Vec::as_slice).unwrap_or_default();
            smp.package_servers.push(PackageServer {
                name,
                guid: Some(server.guid),
                addresses: state.addresses_of.get(&server.guid).cloned().unwrap_or_default(),
                manual_sites: manual.iter().filter_map(named).collect(),
                constrained: state.constrained.contains(&server.guid),
                storage_location: Default::default(),
            });
        }
        // One that somebody took back in the console is no longer one.
        let stands = |(site, server): &&(Uuid, Uuid)| {
            state.manual.get(server).is_some_and(|sites| sites.contains(site))
        };
        for (site, server) in memory.joins.iter().filter(stands) {
            if let (Some(site), Some(package_server)) = (named(site), named(server)) {
                smp.join_assignments.push(JoinAssignment { site, package_server });
            }
        }
        // A server lists things in no order; a document's reader expects one.
        smp.sites.sort_by_cached_key(|site| site.name.key());
        smp.subnets.sort_by_key(|subnet| subnet.network);
        smp.package_servers.sort_by_cached_key(|server| server.name.key());
        for server in &mut smp.package_servers {
            server.manual_sites.sort_by_cached_key(Name::key);
        }
        Ok(smp)
    }
}

/// Names as smpctl shows them. Several things of one kind may have the same name on a server: then a part of the
/// guid tells them apart.
fn names(state: &State) -> HashMap<Uuid, Name> {
    let mut names = HashMap::new();
    for all in [&state.sites, &state.servers] {
        let mut taken: HashMap<String, usize> = HashMap::new();
        let plain: Vec<(Uuid, Name)> =
            all.iter().map(|resource| (resource.guid, plain_name(&resource.name, resource.guid))).collect();
        for (_, name) in &plain {
            *taken.entry(name.key()).or_default() += 1;
        }
        for (guid, name) in plain {
            let told = match taken.get(&name.key()) {
                Some(2..) => {
                    let full = guid.to_string();
                    let short = format!("{name} ({})", &full[..8]);
                    // Two guids with the same beginning are unlikely, but possible.
                    let is_taken = names.values().any(|known: &Name| known.is(&short));
                    plain_name(&if is_taken { format!("{name} ({full})") } else { short }, guid)
                }
                _ => name,
            };
            names.insert(guid, told);
        }
    }
    names
}

/// A name that a document could hold.
fn plain_name(name: &str, guid: Uuid) -> Name {
    let name: String = name.trim().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    name.try_into().unwrap_or_else(|_| guid.into())
}

/// One or several live servers as one topology.
#[derive(Debug)]
pub struct Live {
    servers: Vec<Server>,
}

impl Live {
    /// These servers, whose SMPs have different names.
    pub fn new(servers: Vec<Server>) -> Self {
        Self { servers }
    }

    fn server(&self, smp: &Name) -> Result<&Server, Error> {
        let refused = || Error::Refused(format!("there is no context for an SMP named '{smp}'"));
        self.servers.iter().find(|server| server.name.is(smp)).ok_or_else(refused)
    }
}

impl Backend for Live {
    fn place(&self) -> String {
        self.servers.iter().map(|server| server.client.http().server()).collect::<Vec<_>>().join(", ")
    }

    fn is_live(&self) -> bool {
        true
    }

    fn read(&self) -> Result<Topology, BackendError> {
        let smps = self.servers.iter().map(Server::read).collect::<Result<Vec<Smp>, Error>>()?;
        Ok(Topology { smps })
    }

    fn permits(&self, change: &Change) -> Result<(), BackendError> {
        // Where a server's records have no description, smpctl remembers those of its sites.
        if let Change::DescribeSite { smp, .. } = change
            && !self.server(smp)?.keeps_descriptions()?
        {
            return Ok(());
        }
        Ok(writes::permits(change)?)
    }

    /// One write after the other. A server has no transactions: after a failure what was done stays done.
    fn apply(&self, planned_on: &Topology, changes: &[Change]) -> Result<Applied, BackendError> {
        let is_old =
            |server: &Server| held(&server.last).as_ref().is_none_or(|last| last.at.elapsed() > FRESH);
        if self.servers.iter().any(is_old) && self.read()? != *planned_on {
            return Err(BackendError::Changed);
        }
        let founds = self.servers.iter().map(Server::found).collect::<Result<Vec<_>, Error>>()?;
        let lasts: Vec<_> = self.servers.iter().map(|server| held(&server.last).take()).collect();
        let mut writers: Vec<(&Name, Writer<'_>)> = self
            .servers
            .iter()
            .zip(&founds)
            .zip(&lasts)
            .filter_map(|((server, found), last)| {
                let last = last.as_ref()?;
                let (state, names) = (&last.state, &last.names);
                let writer =
                    Writer::new(&server.client, &server.context, found, &server.memory, state, names);
                Some((&server.name, writer))
            })
            .collect();
        let mut applied = Applied::default();
        for (at, change) in changes.iter().enumerate() {
            let writer = writers.iter_mut().find(|(name, _)| name.is(change.smp()));
            let outcome = match writer {
                Some((_, writer)) => writer.apply(change),
                None => {
                    Err(Error::Refused(format!("there is no context for an SMP named '{}'", change.smp())))
                }
            };
            match outcome {
                Ok(done) => applied.done.push(done),
                // Nothing was done, and the account is the reason: that is told as such.
                Err(error) if applied.done.is_empty() && error.is_denied() => return Err(error.into()),
                Err(error) => {
                    applied.failed = Some((change.clone(), error.to_string()));
                    applied.not_tried = changes[at + 1..].to_vec();
                    break;
                }
            }
        }
        applied.notes = writers.into_iter().flat_map(|(_, writer)| writer.notes).collect();
        Ok(applied)
    }

    fn examine(&self) -> Vec<(Name, Vec<readiness::Finding>)> {
        let seen = |server: &Server| {
            let options = server.client.http().options();
            let mut findings = vec![examination::name(options)];
            findings.extend(examination::certificate(options));
            (server.name.clone(), findings)
        };
        self.servers.iter().map(seen).collect()
    }

    fn compare_versions(
        &self,
        child: &Name,
        parent: &Name,
    ) -> Result<Option<readiness::Finding>, BackendError> {
        let (own, its) = (self.server(child)?, self.server(parent)?);
        let own = examination::operations(&own.client)?;
        let its = examination::operations(&its.client)?;
        Ok(Some(examination::version(&own, parent, &its)))
    }

    fn own_package_servers(&self, smp: &Name) -> Result<Option<Vec<Name>>, BackendError> {
        let server = self.server(smp)?;
        let Some(own) = discovery::own_servers(&server.client, &server.context)? else { return Ok(None) };
        let last = held(&server.last);
        let names = last.as_ref().map(|last| &last.names);
        Ok(Some(own.iter().filter_map(|guid| names?.get(guid).cloned()).collect()))
    }

    fn reported_locations(
        &self,
        smp: &Name,
        names: &[Name],
    ) -> Result<Vec<Option<ReportedLocation>>, BackendError> {
        let server = self.server(smp)?;
        let found = server.found()?;
        let known = *held(&server.status_class);
        let class = match known {
            Some(class) => class,
            None => discovery::status_class(&server.client, &server.context, &found)?.guid,
        };
        *held(&server.status_class) = Some(class);
        let guids = server.guids_of(names)?;
        Ok(Reader::new(&server.client, &server.context, &found).reported(class, &guids)?)
    }

    fn overrides(&self, smp: &Name, names: &[Name]) -> Result<Vec<Option<StorageLocation>>, BackendError> {
        let server = self.server(smp)?;
        let servers: Vec<(&Name, Uuid)> = names.iter().zip(server.guids_of(names)?).collect();
        let (client, context) = (&server.client, &server.context);
        writes::permits_override(context, names.first())?;
        let found = client.each(&servers, |(name, guid)| {
            let item = discovery::override_policy(client, context, name, *guid)?;
            let policy = item.map(|item| writes::read_policy(client, context, &item)).transpose()?;
            Ok(policy.map(|policy| policy.storage_location()))
        })?;
        Ok(found)
    }

    fn set_override(
        &self,
        smp: &Name,
        name: &Name,
        wanted: &[(Platform, Option<String>)],
    ) -> Result<Vec<String>, BackendError> {
        let server = self.server(smp)?;
        let guid = server.guids_of(std::slice::from_ref(name))?.first().copied().unwrap_or_default();
        let found = server.found()?;
        let (state, names) = (State::default(), HashMap::new());
        let mut writer = Writer::new(&server.client, &server.context, &found, &server.memory, &state, &names);
        writer.set_override(name, guid, wanted)?;
        Ok(writer.notes)
    }

    fn task(&self, smp: &Name, kind: TaskKind, named: Option<&str>) -> Result<Task, BackendError> {
        let server = self.server(smp)?;
        // What is known of its services is known by that, too.
        server.found()?;
        Ok(tasks::find(&server.client, &server.context, kind, named)?)
    }

    fn start_task(
        &self,
        smp: &Name,
        task: &Task,
        order: &TaskOrder,
        names: &[Name],
    ) -> Result<TaskRun, BackendError> {
        let server = self.server(smp)?;
        let guids = server.guids_of(names)?;
        Ok(tasks::start(&server.client, task, order, &guids)?)
    }

    fn task_state(&self, smp: &Name, run: &mut TaskRun, names: &[Name]) -> Result<TaskState, BackendError> {
        let server = self.server(smp)?;
        let guids = server.guids_of(names)?;
        Ok(tasks::state(&server.client, &server.context, run, &guids)?)
    }

    fn knows_storage_location(&self) -> Result<(), BackendError> {
        for server in &self.servers {
            let found = server.found()?;
            let finding =
                found.report.iter().find(|finding| finding.setting.as_deref() == Some("names.policy"));
            if let Some(finding) = finding {
                return Err(resources::unclear(finding).into());
            }
        }
        Ok(())
    }

    fn is_hierarchy_member(&self, smp: &Name) -> Result<Option<bool>, BackendError> {
        let server = self.server(smp)?;
        let found = server.found()?;
        Ok(Reader::new(&server.client, &server.context, &found).is_hierarchy_member()?)
    }

    fn restore_storage_location(
        &self,
        smp: &Name,
        saved: &str,
        package_server: Option<&Name>,
    ) -> Result<(), BackendError> {
        let server = self.server(smp)?;
        let of = match package_server {
            Some(name) => {
                let guid = server.guids_of(std::slice::from_ref(name))?;
                guid.first().map(|guid| (name, *guid))
            }
            None => None,
        };
        let found = server.found()?;
        let (state, names) = (State::default(), HashMap::new());
        let writer = Writer::new(&server.client, &server.context, &found, &server.memory, &state, &names);
        Ok(writer.restore_policy(saved, of)?)
    }

    fn incomplete(&self) -> Vec<String> {
        let several = self.servers.len() > 1;
        let told = |server: &Server| -> Vec<String> {
            let sentences = held(&server.incomplete).clone();
            sentences
                .into_iter()
                .map(|sentence| if several { format!("'{}': {sentence}", server.name) } else { sentence })
                .collect()
        };
        self.servers.iter().flat_map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use resources::Resource;

    #[test]
    fn addresses_of_servers_are_scheme_host_and_port() {
        let url = |text: &str| server_url(text).map(|url| url.to_string()).map_err(|error| error.to_string());
        assert_eq!(url("https://smp.example/Altiris/Console").unwrap(), "https://smp.example/");
        assert_eq!(url(" http://10.1.0.10:8080 ").unwrap(), "http://10.1.0.10:8080/");
        for wrong in ["smp.example", "ftp://smp", "https://", "https://smp/other", "https://smp?x=1"] {
            assert!(url(wrong).is_err(), "{wrong}");
        }
        let secret = url("https://admin:hunter2@smp.example").unwrap_err();
        assert!(!secret.contains("hunter2"), "{secret}");
    }

    #[test]
    fn equal_names_are_told_apart_by_their_guids() {
        let resource = |guid: u128, name: &str| Resource {
            guid: Uuid::from_u128(guid << 96),
            name: name.into(),
            description: None,
            kind: None,
        };
        let state = State {
            sites: vec![resource(9, "PS-1")],
            servers: vec![
                resource(1, "PS-1"),
                resource(2, "ps-1"),
                resource(3, "PS-2"),
                resource(4, " \u{7}"),
            ],
            ..State::default()
        };
        let names = names(&state);
        let name = |guid: u128| names[&Uuid::from_u128(guid << 96)].to_string();
        assert_eq!(
            [1, 2, 3, 4, 9].map(name),
            ["PS-1 (00000001)", "ps-1 (00000002)", "PS-2", "\u{fffd}", "PS-1"]
        );
    }
}
