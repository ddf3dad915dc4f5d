//! Reads a server's topology: one call a type where there is one, the rest so many at once as the context allows.

use std::collections::{HashMap, HashSet};
use std::net::{IpAddr, Ipv4Addr, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, Ordering};

use ipnet::IpNet;
use uuid::{Uuid, uuid};

use super::client::{Client, HIERARCHY, ITEMS, RESOURCE_MODEL, RESOURCES};
use super::data_table::DataTable;
use super::discovery::{Columns, Finding, Found, Link, ServersBy, members};
use super::error::Error;
use super::policy::{self, Policy};
use super::shape::{self, Shape};
use super::soap::Value;
use super::xml::Element;
use crate::backend::ReportedLocation;
use crate::settings::contexts::Context;
use crate::topology::Network;

/// The role Symantec Administrators (article 156959).
const ADMINISTRATORS: Uuid = uuid!("2e1f478a-4986-4223-9d1e-b5920a63ab41");

/// So many resources are asked for in one call.
const CHUNK: usize = 200;

/// So many resources without any association are looked at again, as the other end's type.
const SAMPLE: usize = 20;

/// What a server holds, by guids.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The SMP's own resource.
    pub own: Option<Uuid>,
    /// Its addresses.
    pub addresses: Vec<IpAddr>,
    /// The sites.
    pub sites: Vec<Resource>,
    /// The subnets whose range is known.
    pub subnets: Vec<(Resource, Network)>,
    /// The sites a subnet is in: one, unless the server lets it be in several.
    pub site_of: HashMap<Uuid, Vec<Uuid>>,
    /// The Package Servers.
    pub servers: Vec<Resource>,
    /// Their addresses.
    pub addresses_of: HashMap<Uuid, Vec<IpAddr>>,
    /// The sites a Package Server is manually assigned to.
    pub manual: HashMap<Uuid, Vec<Uuid>>,
    /// The constrained Package Servers.
    pub constrained: HashSet<Uuid>,
    /// The policy with the storage location, if it was found.
    pub policy: Option<Policy>,
    /// What may be missing, and why.
    pub incomplete: Vec<String>,
}

/// A resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its guid.
    pub guid: Uuid,
    /// Its name.
    pub name: String,
    /// Its description, where the server tells it.
    pub description: Option<String>,
    /// Its type, where the server tells it.
    pub kind: Option<Uuid>,
}

/// Whether the account is a Symantec Administrator, as far as it can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Administrator {
    /// It is taken for one.
    pub is: bool,
    /// Why.
    pub how: String,
}

/// Reads from one server.
#[derive(Debug)]
pub struct Reader<'a> {
    client: &'a Client,
    context: &'a Context,
    found: &'a Found,
    /// Associations are asked for with the type of the other end: which of the two is meant is not published.
    by_other_type: AtomicBool,
}

impl<'a> Reader<'a> {
    /// A reader of what was discovered.
    pub fn new(client: &'a Client, context: &'a Context, found: &'a Found) -> Self {
        Self { client, context, found, by_other_type: AtomicBool::new(false) }
    }

    /// Reads everything.
    ///
    /// # Errors
    ///
    /// Why it cannot be read. What is only partly there is in the state's list of what is incomplete.
    pub fn state(&self, smp: &str) -> Result<State, Error> {
        let mut state = State::default();
        for finding in &self.found.report {
            if let Some(unavailable) = finding.unavailable.as_ref().filter(|_| finding.essential) {
                state
                    .incomplete
                    .push(format!("smpctl cannot {unavailable}: {} ({})", finding.how, finding.what));
            }
        }
        let (Some(site), Some(subnet)) = (&self.found.site, &self.found.subnet) else {
            let missing = self.found.report.iter().find(|finding| finding.found.is_none());
            return Err(match missing {
                Some(finding) => unclear(finding),
                None => Error::Unclear {
                    what: "sites and subnets".into(),
                    found: "not found".into(),
                    setting: "names".into(),
                },
            });
        };
        state.sites = self.of_type(site.guid)?;
        let subnets = self.of_type(subnet.guid)?;
        self.ranges(subnets, &mut state)?;
        state.servers = self.servers()?;
        let mut seen = HashSet::new();
        state.servers.retain(|server| seen.insert(server.guid));
        if let Some(link) = &self.found.subnet_in_site {
            let known: HashSet<Uuid> = state.subnets.iter().map(|(subnet, _)| subnet.guid).collect();
            let sites: Vec<Uuid> = state.sites.iter().map(|site| site.guid).collect();
            for (site, subnets) in self.linked(link, site.guid, &sites, true)? {
                for subnet in subnets.into_iter().filter(|subnet| known.contains(subnet)) {
                    state.site_of.entry(subnet).or_default().push(site);
                }
            }
        }
        if let Some(link) = &self.found.manual {
            self.manual(link, site.guid, &mut state)?;
        }
        if let Some(columns) = &self.found.addresses {
            let servers: Vec<Uuid> = state.servers.iter().map(|server| server.guid).collect();
            state.addresses_of = self.addresses(columns, &servers)?;
        }
        if let Some(filter) = &self.found.constrained {
            state.constrained = members(self.client, filter.guid)?.into_iter().collect();
        }
        if let Some(found) = &self.found.policy {
            let xml = policy::export(self.client, found.guid)?;
            let policy = Policy::read(xml, &self.context.names);
            state.policy = Some(policy.map_err(|error| {
                Error::Refused(format!("the policy '{}' cannot be used: {error}", found.name))
            })?);
        }
        self.own(smp, &mut state)?;
        let many = state.site_of.values().filter(|sites| sites.len() > 1).count();
        if many > 0 {
            state.incomplete.push(format!(
                "{many} subnets are in several sites on the server; only one of them is shown"
            ));
        }
        Ok(state)
    }

    /// All resources of a type.
    pub fn of_type(&self, kind: Uuid) -> Result<Vec<Resource>, Error> {
        let parameters = [("resourceTypeGUID", kind.into())];
        let operation = "GetResourcesOfType";
        let answer = self.client.read("read resources", RESOURCE_MODEL, &[operation], &parameters)?;
        self.resources(operation, answer)
    }

    fn resources(&self, operation: &str, answer: Option<Element>) -> Result<Vec<Resource>, Error> {
        let Some(answer) = answer else { return Ok(Vec::new()) };
        let shape = self.shape(operation)?;
        Ok(answer.children.iter().filter_map(|record| resource(&shape, record)).collect())
    }

    /// Whether records of resources have a description.
    pub fn keeps_descriptions(&self) -> Result<bool, Error> {
        Ok(self.shape("GetResourcesOfType")?.description_path().is_some())
    }

    fn shape(&self, operation: &str) -> Result<Shape, Error> {
        let unclear = || Error::Missing {
            server: self.client.http().server(),
            operation: operation.to_owned(),
            feature: "read resources".into(),
        };
        let service = self.client.service(RESOURCE_MODEL)?.ok_or_else(unclear)?;
        let (record, _) = service.result_record(operation).ok_or_else(unclear)?;
        Shape::of(&service, record, shape::RESOURCE, &self.context.fields)
    }

    /// One resource; nothing if it is not there.
    pub fn resource(&self, guid: Uuid) -> Result<Option<Resource>, Error> {
        let parameters =
            [("resourceGUID", guid.into()), ("dataClassTypesToFetchGUID", Value::List(Vec::new()))];
        let operation = "GetResource";
        match self.client.read("read back what was written", RESOURCE_MODEL, &[operation], &parameters) {
            Ok(None) => Ok(None),
            Ok(Some(record)) => Ok(resource(&self.shape(operation)?, &record)),
            Err(error) if error.is_absent() => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn servers(&self) -> Result<Vec<Resource>, Error> {
        match &self.found.servers {
            None => Ok(Vec::new()),
            Some(ServersBy::Type(kind)) => self.of_type(kind.guid),
            Some(ServersBy::Filter(filter)) => {
                let guids = members(self.client, filter.guid)?;
                let records = self.records(&guids, &[])?;
                let shape = self.shape("GetResources")?;
                Ok(records.iter().filter_map(|record| resource(&shape, record)).collect())
            }
            Some(ServersBy::Service { service, service_type, association, service_is_parent }) => {
                let operation = associated(*service_is_parent);
                let parameters = [
                    ("resourceTypeGUID", (*service_type).into()),
                    ("resourceGUID", service.guid.into()),
                    ("associationType", association.guid.into()),
                ];
                let answer =
                    self.client.read("read Package Servers", RESOURCE_MODEL, &[operation], &parameters)?;
                self.resources(operation, answer)
            }
        }
    }

    /// The records of these resources with the rows of these data classes, a chunk a call.
    fn records(&self, guids: &[Uuid], classes: &[Uuid]) -> Result<Vec<Element>, Error> {
        let chunks: Vec<&[Uuid]> = guids.chunks(CHUNK).collect();
        let records = self.client.each(&chunks, |chunk| {
            let parameters =
                [("resourceGUIDs", (*chunk).into()), ("dataClassTypesToFetchGUIDs", classes.into())];
            let answer = self.client.read(
                "read many resources at once",
                RESOURCE_MODEL,
                &["GetResources"],
                &parameters,
            )?;
            Ok(answer.map(|answer| answer.children).unwrap_or_default())
        })?;
        Ok(records.into_iter().flatten().collect())
    }

    /// The rows of a data class, by resource: many resources a call where the server's records have rows, else a
    /// call each.
    fn rows(&self, class: Uuid, guids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Row>>, Error> {
        if guids.is_empty() {
            return Ok(HashMap::new());
        }
        let service = self.client.service(RESOURCE_MODEL)?;
        let has_rows = service.as_ref().is_some_and(|service| {
            service.result_record("GetResources").is_some_and(|(_, record)| {
                record.fields.iter().any(|field| {
                    super::soap::fields_of(service, &field.kind).is_some_and(|inner| {
                        inner.fields.iter().any(|field| field.name.eq_ignore_ascii_case("DataRows"))
                    })
                })
            })
        });
        if has_rows {
            let shape = self.shape("GetResources")?;
            let records = self.records(guids, &[class])?;
            let rows =
                records.iter().filter_map(|record| Some((shape.guid(record)?, rows_of(record, class))));
            let rows: HashMap<Uuid, Vec<Row>> = rows.collect();
            // If it comes without any row, the one-by-one call is asked once whether that is so.
            let is_true = rows.values().any(|rows| !rows.is_empty())
                || self.client.first_of(RESOURCES, DATA_CLASS_DATA)?.is_none()
                || self.table(class, guids[0])?.is_empty();
            if is_true {
                return Ok(rows);
            }
        }
        let rows = self.client.each(guids, |guid| Ok((*guid, self.table(class, *guid)?)))?;
        Ok(rows.into_iter().collect())
    }

    /// The rows of a data class of one resource.
    fn table(&self, class: Uuid, guid: Uuid) -> Result<Vec<Row>, Error> {
        let parameters = [("dataClass", class.to_string().as_str().into()), ("resourceGuid", guid.into())];
        let answer = self.client.read("read a data class", RESOURCES, DATA_CLASS_DATA, &parameters);
        match answer {
            Ok(answer) => Ok(answer.map(|answer| DataTable::read(&answer).rows).unwrap_or_default()),
            Err(error) if error.is_absent() => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Tells the subnets' ranges; those whose range cannot be told are counted.
    fn ranges(&self, subnets: Vec<Resource>, state: &mut State) -> Result<(), Error> {
        let (known, unknown): (Vec<_>, Vec<_>) =
            subnets.into_iter().partition(|subnet| subnet.name.parse::<Network>().is_ok());
        let named = known.into_iter().filter_map(|subnet| {
            let network = subnet.name.parse().ok()?;
            Some((subnet, network))
        });
        let mut ranges: Vec<(Resource, Network)> = named.collect();
        let mut left = Vec::new();
        match &self.found.subnet_range {
            Some(columns) if !unknown.is_empty() => {
                let guids: Vec<Uuid> = unknown.iter().map(|subnet| subnet.guid).collect();
                let rows = self.rows(columns.class.guid, &guids)?;
                for subnet in unknown {
                    let told = rows.get(&subnet.guid).map(Vec::as_slice).unwrap_or_default();
                    match told.iter().find_map(|row| range(columns, row)) {
                        Some(network) => ranges.push((subnet, network)),
                        None => left.push(subnet.name),
                    }
                }
            }
            _ => left.extend(unknown.into_iter().map(|subnet| subnet.name)),
        }
        if let Some(first) = left.first() {
            state.incomplete.push(format!(
                "{} subnets are left out, as their range cannot be told, like '{first}'",
                left.len()
            ));
        }
        let mut seen = HashSet::new();
        let before = ranges.len();
        ranges.retain(|(_, network)| seen.insert(*network));
        if ranges.len() < before {
            state.incomplete.push(format!(
                "{} subnets are left out, as others of the same range are there",
                before - ranges.len()
            ));
        }
        state.subnets = ranges;
        Ok(())
    }

    /// The range that a subnet's data class tells.
    pub fn range_of(&self, columns: &Columns, guid: Uuid) -> Result<Option<Network>, Error> {
        let rows = self.rows(columns.class.guid, &[guid])?;
        Ok(rows.get(&guid).into_iter().flatten().find_map(|row| range(columns, row)))
    }

    /// What is linked to each of these: the sites' other ends, or the others' sites.
    fn linked(
        &self,
        link: &Link,
        site_type: Uuid,
        guids: &[Uuid],
        is_site: bool,
    ) -> Result<Vec<(Uuid, Vec<Uuid>)>, Error> {
        let is_parent = is_site == link.site_is_parent;
        let (own, other) = if is_site { (site_type, link.other) } else { (link.other, site_type) };
        let ask = |guid: Uuid, kind: Uuid| -> Result<Vec<Uuid>, Error> {
            let operation = associated(is_parent);
            let parameters = [
                ("resourceTypeGUID", kind.into()),
                ("resourceGUID", guid.into()),
                ("associationType", link.association.guid.into()),
            ];
            let answer = self.client.read("read associations", RESOURCE_MODEL, &[operation], &parameters)?;
            Ok(self.resources(operation, answer)?.into_iter().map(|resource| resource.guid).collect())
        };
        let all = |by_other: bool| {
            self.client.each(guids, |guid| {
                let (kind, second) = if by_other { (other, own) } else { (own, other) };
                let found = match ask(*guid, kind) {
                    // The server may want the other end's type, and say so.
                    Err(Error::Fault { fault, .. }) if !fault.is_denied() && !fault.is_absent() => {
                        ask(*guid, second)?
                    }
                    // It was deleted a moment ago.
                    Err(error) if error.is_absent() => Vec::new(),
                    found => found?,
                };
                Ok((*guid, found))
            })
        };
        let by_other = self.by_other_type.load(Ordering::Relaxed);
        let found = all(by_other)?;
        if found.iter().any(|(_, others)| !others.is_empty()) || by_other || own == other {
            return Ok(found);
        }
        // Nothing at all: perhaps it is the other type that is meant.
        let sample = guids.get(..SAMPLE.min(guids.len())).unwrap_or_default();
        for guid in sample {
            if ask(*guid, other).is_ok_and(|others| !others.is_empty()) {
                self.by_other_type.store(true, Ordering::Relaxed);
                return all(true);
            }
        }
        Ok(found)
    }

    /// The resources linked to one.
    pub fn linked_to(&self, link: &Link, guid: Uuid, is_site: bool) -> Result<Vec<Uuid>, Error> {
        let site = self.found.site.as_ref().map_or(Uuid::nil(), |site| site.guid);
        let found = self.linked(link, site, &[guid], is_site)?;
        Ok(found.into_iter().flat_map(|(_, others)| others).collect())
    }

    /// Asks from the side where there is less to ask.
    fn manual(&self, link: &Link, site_type: Uuid, state: &mut State) -> Result<(), Error> {
        let sites: HashSet<Uuid> = state.sites.iter().map(|site| site.guid).collect();
        let servers: HashSet<Uuid> = state.servers.iter().map(|server| server.guid).collect();
        let by_site = sites.len() <= servers.len();
        let guids: Vec<Uuid> = if by_site {
            state.sites.iter().map(|site| site.guid).collect()
        } else {
            state.servers.iter().map(|server| server.guid).collect()
        };
        for (one, others) in self.linked(link, site_type, &guids, by_site)? {
            for other in others {
                let (site, server) = if by_site { (one, other) } else { (other, one) };
                if sites.contains(&site) && servers.contains(&server) {
                    let assigned = state.manual.entry(server).or_default();
                    if !assigned.contains(&site) {
                        assigned.push(site);
                    }
                }
            }
        }
        Ok(())
    }

    fn addresses(&self, columns: &Columns, guids: &[Uuid]) -> Result<HashMap<Uuid, Vec<IpAddr>>, Error> {
        let rows = self.rows(columns.class.guid, guids)?;
        Ok(rows.into_iter().map(|(guid, rows)| (guid, addresses_in(columns, &rows))).collect())
    }

    /// What these Package Servers told last of their storage.
    pub fn reported(&self, class: Uuid, servers: &[Uuid]) -> Result<Vec<Option<ReportedLocation>>, Error> {
        let complete = match self.context.names.complete_status.as_deref() {
            Some(text) => Some(bits(text).ok_or_else(|| {
                Error::Settings(format!("`names.complete-status` is a number like 1 or 0x1, not '{text}'"))
            })?),
            None => None,
        };
        let rows = self.rows(class, servers)?;
        let told = |row: &Row| {
            let told = reported(row);
            let is_complete = told.last_status.zip(complete).map(|(status, complete)| status == complete);
            ReportedLocation { complete: is_complete, ..told }
        };
        Ok(servers.iter().map(|server| rows.get(server).and_then(|rows| rows.first()).map(told)).collect())
    }

    /// The SMP's own resource and addresses: as set, as the server tells, or as the net does.
    fn own(&self, smp: &str, state: &mut State) -> Result<(), Error> {
        let options = self.client.http().options();
        let host = options.url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let short = match host.parse::<IpAddr>() {
            Ok(_) => host,
            Err(_) => host.split('.').next().unwrap_or_default(),
        };
        let operations = ["GetComputerByNameAndDomain"];
        if self.client.first_of(RESOURCES, &operations)?.is_some() {
            let mut names = vec![smp, short, host];
            names.dedup();
            for name in names {
                let parameters = [("name", name.into()), ("domain", "".into())];
                let answer = self.client.read("find the SMP itself", RESOURCES, &operations, &parameters);
                let answer = match answer {
                    // It may want a domain; then the SMP is not found like this.
                    Err(Error::Fault { fault, .. }) if !fault.is_denied() => None,
                    other => other?,
                };
                let guid = answer.and_then(|answer| answer.text.trim().parse::<Uuid>().ok());
                if let Some(guid) = guid.filter(|guid| !guid.is_nil()) {
                    state.own = Some(guid);
                    break;
                }
            }
        }
        if !self.context.addresses.is_empty() {
            state.addresses = self.context.addresses.clone();
            return Ok(());
        }
        if let (Some(own), Some(columns)) = (state.own, &self.found.addresses) {
            state.addresses = self.addresses(columns, &[own])?.remove(&own).unwrap_or_default();
        }
        if state.addresses.is_empty() {
            let port = options.url.port_or_known_default().unwrap_or(443);
            let resolved =
                (host, port).to_socket_addrs().map(|all| all.map(|one| one.ip())).into_iter().flatten();
            for address in resolved.filter(|address| !address.is_loopback()) {
                if !state.addresses.contains(&address) {
                    state.addresses.push(address);
                }
            }
        }
        Ok(())
    }

    /// Whether the server is in a hierarchy; nothing where it does not tell.
    pub fn is_hierarchy_member(&self) -> Result<Option<bool>, Error> {
        let operations = ["IsHierarchyMember"];
        if self.client.first_of(HIERARCHY, &operations)?.is_none() {
            return Ok(None);
        }
        let answer =
            self.client.read("tell whether the server is in a hierarchy", HIERARCHY, &operations, &[])?;
        Ok(answer.map(|answer| answer.text.trim().eq_ignore_ascii_case("true")))
    }
}

/// What a finding that is missing means for whoever needs it.
pub fn unclear(finding: &Finding) -> Error {
    Error::Unclear {
        what: finding.what.clone(),
        found: finding.how.clone(),
        setting: finding.setting.clone().unwrap_or_default(),
    }
}

/// Whether the account is a Symantec Administrator. No published service tells it; that an account sees the role,
/// which only those who manage roles do, is taken for a sign.
///
/// # Errors
///
/// Why the server cannot be asked.
pub fn administrator(client: &Client, context: &Context) -> Result<Administrator, Error> {
    if let Some(is) = context.administrator {
        return Ok(Administrator { is, how: "set by `administrator`".into() });
    }
    let operations = ["GetItemByGuid", "GetItemByGuidX"];
    if client.first_of(ITEMS, &operations)?.is_none() {
        let how = "the server has no service that would show the role Symantec Administrators".into();
        return Ok(Administrator { is: false, how });
    }
    match client.read("see the role", ITEMS, &operations, &[("itemGuid", ADMINISTRATORS.into())]) {
        Ok(Some(_)) => Ok(Administrator { is: true, how: "it sees the role Symantec Administrators".into() }),
        Ok(None) => {
            Ok(Administrator { is: false, how: "it does not see the role Symantec Administrators".into() })
        }
        Err(Error::Fault { fault, .. }) => Ok(Administrator {
            is: false,
            how: format!("it does not see the role Symantec Administrators: {fault}"),
        }),
        Err(error) => Err(error),
    }
}

type Row = super::data_table::Row;

/// The two forms of the operation: with the guid as text, and as a guid.
pub const DATA_CLASS_DATA: &[&str] = &["GetDataClassData", "GetDataClassDataX"];

/// The operation that tells the other ends of associations.
fn associated(is_parent: bool) -> &'static str {
    if is_parent { "GetAssociatedChildResources" } else { "GetAssociatedParentResources" }
}

fn resource(shape: &Shape, record: &Element) -> Option<Resource> {
    Some(Resource {
        guid: shape.guid(record)?,
        name: shape.name(record).unwrap_or_default().to_owned(),
        description: shape.description(record).map(str::to_owned),
        kind: shape.type_guid(record),
    })
}

/// A number, decimal or hexadecimal.
fn bits(text: &str) -> Option<u32> {
    let text = text.trim().to_ascii_lowercase();
    match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// The seven fields, by the names that the vendor's article gives them.
fn reported(row: &Row) -> ReportedLocation {
    let text =
        |column: &str| row.get(column).map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty());
    // Whether the server keeps whole numbers is not published.
    let number = |column: &str| text(column).and_then(|cell| cell.split('.').next()?.parse().ok());
    let status = text("Last relocation status").and_then(|cell| cell.parse::<i64>().ok());
    ReportedLocation {
        storage_path: text("Storage path"),
        volume_total_mb: number("Total size of the volume (MB)"),
        volume_free_mb: number("Free size of the volume (MB)"),
        used_mb: number("Size used by PS on this volume (MB)"),
        required_mb: number("Volume Size Required By PS (MB)"),
        last_attempt: text("Last relocation attempt"),
        // The same 32 bits, whether the server takes them for a signed number or not.
        last_status: status.and_then(|bits| u32::try_from(bits & 0xffff_ffff).ok()),
        complete: None,
    }
}

/// The rows of a data class in a resource's record, as the published sample has them.
fn rows_of(record: &Element, class: Uuid) -> Vec<Row> {
    let mut found = Vec::new();
    let mut todo = vec![record];
    while let Some(element) = todo.pop() {
        let is_it = element
            .field("DataClassGUID")
            .is_some_and(|guid| guid.text.trim().parse::<Uuid>().is_ok_and(|guid| guid == class));
        match element.field("DataRows") {
            Some(rows) if is_it => {
                for row in &rows.children {
                    let cells =
                        row.field("DataElements").map(|cells| cells.children.as_slice()).unwrap_or_default();
                    let cells = cells.iter().filter_map(|cell| {
                        let value = cell.field("Value").filter(|value| !value.is_nil())?;
                        Some((cell.field("FieldName")?.text.trim().to_owned(), value.text.clone()))
                    });
                    found.push(cells.collect());
                }
            }
            _ => todo.extend(&element.children),
        }
    }
    found
}

/// The addresses in the rows, those that stand for none left out.
fn addresses_in(columns: &Columns, rows: &[Row]) -> Vec<IpAddr> {
    let mut addresses = Vec::new();
    for cell in rows.iter().filter_map(|row| row.get(&columns.address)) {
        for part in cell.split([',', ';', ' ']) {
            // A zone, like %4, means something on that computer only.
            let part = part.split('%').next().unwrap_or_default();
            if let Ok(address) = part.trim().parse::<IpAddr>()
                && is_routed(address)
                && !addresses.contains(&address)
            {
                addresses.push(address);
            }
        }
    }
    addresses
}

/// It can be on a subnet: it is not that of no interface, of the computer itself, or of one link only.
fn is_routed(address: IpAddr) -> bool {
    let is_link_local = match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => address.is_unicast_link_local(),
    };
    !address.is_unspecified() && !address.is_loopback() && !is_link_local
}

/// A range in CIDR notation, or as an address and a mask.
fn range(columns: &Columns, row: &Row) -> Option<Network> {
    let address = row.get(&columns.address)?.trim();
    if let Ok(network) = address.parse() {
        return Some(network);
    }
    let mask = row.get(columns.mask.as_deref()?)?.trim();
    let address: IpAddr = address.parse().ok()?;
    let prefix = match mask.parse::<u8>() {
        Ok(prefix) => prefix,
        Err(_) => ipnet::ip_mask_to_prefix(mask.parse::<Ipv4Addr>().ok()?.into()).ok()?,
    };
    IpNet::new(address, prefix).ok().map(Network::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::smp::discovery::Thing;

    fn columns() -> Columns {
        let class = Thing { guid: Uuid::from_u128(9), name: "Subnet".into() };
        Columns { class, address: "Subnet".into(), mask: Some("Subnet Mask".into()) }
    }

    fn row(cells: &[(&str, &str)]) -> Row {
        cells.iter().map(|(name, cell)| ((*name).to_owned(), (*cell).to_owned())).collect()
    }

    #[test]
    fn ranges_are_told_by_cidr_or_mask() {
        let told = |cells: &[(&str, &str)]| range(&columns(), &row(cells)).map(|network| network.to_string());
        assert_eq!(told(&[("subnet", "10.1.0.0/16")]).as_deref(), Some("10.1.0.0/16"));
        assert_eq!(
            told(&[("Subnet", "10.1.2.3"), ("Subnet Mask", "255.255.254.0")]).as_deref(),
            Some("10.1.2.0/23")
        );
        assert_eq!(
            told(&[("Subnet", "2001:db8::"), ("Subnet Mask", "32")]).as_deref(),
            Some("2001:db8::/32")
        );
        assert_eq!(told(&[("Subnet", "10.1.2.3"), ("Subnet Mask", "255.0.255.0")]), None);
        assert_eq!(told(&[("Subnet", "10.1.2.3")]), None);
    }

    #[test]
    fn rows_are_found_in_a_record() {
        let class = Uuid::from_u128(9);
        let text = format!(
            "<ResourceData><DataClasses><DataClassData><DataClassGUID>{class}</DataClassGUID><DataRows><DataClassRowData>
             <DataElements><DataClassFieldData><FieldName>Subnet</FieldName><Value>10.1.5.7; 2001:db8::1%4,0.0.0.0 fe80::1</Value></DataClassFieldData>
             </DataElements></DataClassRowData></DataRows></DataClassData></DataClasses></ResourceData>"
        );
        let record = Element::parse(text.as_bytes()).unwrap();
        let rows = rows_of(&record, class);
        assert_eq!(rows, [row(&[("Subnet", "10.1.5.7; 2001:db8::1%4,0.0.0.0 fe80::1")])]);
        let addresses: Vec<String> =
            addresses_in(&columns(), &rows).iter().map(ToString::to_string).collect();
        assert_eq!(addresses, ["10.1.5.7", "2001:db8::1"]);
        assert_eq!(rows_of(&record, Uuid::nil()), []);
    }
}
