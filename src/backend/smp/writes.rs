//! Changes a server's topology, one write after another, each read back. A computer is never deleted: only what
//! was just read as a site or a subnet is, and only while the server calls it one.

use std::collections::HashMap;

use uuid::Uuid;

use super::client::{Client, ITEMS, RESOURCE_MODEL};
use super::discovery::{Found, Link, Thing, described, override_policy};
use super::error::Error;
use super::joins::MemoryFile;
use super::policy::{self, Policy, PolicyError};
use super::resources::{Reader, State, unclear};
use super::shape::{self, Shape};
use super::soap::Value;
use super::wsdl::Kind;
use crate::settings::contexts::Context;
use crate::topology::change::Platform;
use crate::topology::{Change, Name, Network};

/// Where the console makes what no web service does.
const SITE_SERVERS: &str = "Settings > Notification Server > Site Server Settings";

/// Changes one server.
pub struct Writer<'a> {
    client: &'a Client,
    context: &'a Context,
    found: &'a Found,
    reader: Reader<'a>,
    memory: &'a MemoryFile,
    sites: HashMap<String, Uuid>,
    subnets: HashMap<Network, Uuid>,
    servers: HashMap<String, Uuid>,
    site_of: HashMap<Uuid, Vec<Uuid>>,
    manual: HashMap<Uuid, Vec<Uuid>>,
    /// What else a person should know of what was done.
    pub notes: Vec<String>,
}

/// What no web service of a live server does, refused with where it is done.
pub fn permits(change: &Change) -> Result<(), Error> {
    let message = match change {
        Change::AddSmp { .. } => {
            "a live server is not added to a topology; name it with `smpctl context add NAME --url URL`"
                .to_owned()
        }
        Change::RemoveSmp { .. } => {
            "a live server is not removed from a topology; forget it with `smpctl context remove NAME`"
                .to_owned()
        }
        Change::SetParent { .. } => {
            "servers are joined and parted in the console: Settings > Notification Server > \
                                     Hierarchy"
                .to_owned()
        }
        Change::AddPackageServer { package_server, .. } => format!(
            "no web service makes '{package_server}' a Package Server; in the console it is done at {SITE_SERVERS} > \
             Site Servers > New"
        ),
        Change::RemovePackageServer { package_server, .. } => format!(
            "no web service takes the package service from '{package_server}'; in the console it is done at \
             {SITE_SERVERS} > Site Servers"
        ),
        Change::SetStorageLocation { package_server: Some(server), .. } => no_override(server),
        Change::DescribeSite { site, .. } => {
            format!(
                "no web service is known to describe '{site}' anew; in the console it is a property of the site, at \
                 {SITE_SERVERS} > Sites"
            )
        }
        _ => return Ok(()),
    };
    Err(Error::Refused(message))
}

/// Why the override of a Package Server is not found.
fn no_override(server: &Name) -> String {
    format!(
        "how a server keeps the override of one Package Server is not documented, so that of '{server}' is not \
         changed; in the console it is at {SITE_SERVERS} > Package Service > Package Service Settings"
    )
}

/// Whether the settings say where overrides of single Package Servers are.
///
/// # Errors
///
/// They do not, and where they are set instead.
pub fn permits_override(context: &Context, server: Option<&Name>) -> Result<(), Error> {
    match (&context.names.override_policy, server) {
        (None, Some(server)) => Err(Error::Refused(format!(
            "{}. If each has an item of its own on this server, `names.override-policy` in the context says how that is \
             called, like \"Package Server Settings for {{name}}\"",
            no_override(server)
        ))),
        _ => Ok(()),
    }
}

/// The policy in this item.
///
/// # Errors
///
/// Why it cannot be told.
pub fn read_policy(client: &Client, context: &Context, item: &Thing) -> Result<Policy, Error> {
    let xml = policy::export(client, item.guid)?;
    Policy::read(xml, &context.names)
        .map_err(|error| Error::Refused(format!("the policy {} cannot be used: {error}", described(item))))
}

impl<'a> Writer<'a> {
    /// A writer that knows what was read; `names` are the Package Servers' names as smpctl shows them.
    pub fn new(
        client: &'a Client,
        context: &'a Context,
        found: &'a Found,
        memory: &'a MemoryFile,
        state: &State,
        names: &HashMap<Uuid, Name>,
    ) -> Self {
        let key = |guid: &Uuid| names.get(guid).map(Name::key);
        Self {
            client,
            context,
            found,
            reader: Reader::new(client, context, found),
            memory,
            sites: state.sites.iter().filter_map(|site| Some((key(&site.guid)?, site.guid))).collect(),
            subnets: state.subnets.iter().map(|(subnet, network)| (*network, subnet.guid)).collect(),
            servers: state
                .servers
                .iter()
                .filter_map(|server| Some((key(&server.guid)?, server.guid)))
                .collect(),
            site_of: state.site_of.clone(),
            manual: state.manual.clone(),
            notes: Vec::new(),
        }
    }

    fn server(&self) -> String {
        self.client.http().server()
    }

    fn absent(&self, what: String) -> Error {
        Error::NotSo { server: self.server(), found: format!("{what} is not there any more") }
    }

    fn site(&self, site: &Name) -> Result<Uuid, Error> {
        self.sites.get(&site.key()).copied().ok_or_else(|| self.absent(format!("site '{site}'")))
    }

    fn subnet(&self, network: Network) -> Result<Uuid, Error> {
        self.subnets.get(&network).copied().ok_or_else(|| self.absent(format!("subnet {network}")))
    }

    fn package_server(&self, name: &Name) -> Result<Uuid, Error> {
        self.servers.get(&name.key()).copied().ok_or_else(|| self.absent(format!("Package Server '{name}'")))
    }

    fn subnet_link(&self) -> Result<&'a Link, Error> {
        self.found.subnet_in_site.as_ref().ok_or_else(|| self.unknown("names.subnet-association"))
    }

    fn manual_link(&self) -> Result<&'a Link, Error> {
        self.found.manual.as_ref().ok_or_else(|| self.unknown("names.manual-association"))
    }

    fn unknown(&self, setting: &str) -> Error {
        let finding = self.found.report.iter().find(|finding| finding.setting.as_deref() == Some(setting));
        finding.map_or_else(
            || Error::Unclear {
                what: "what the change is about is unknown".into(),
                found: "it was not found on the server".into(),
                setting: setting.to_owned(),
            },
            unclear,
        )
    }

    /// Makes one change; it comes back with the guid that the server gave a new thing.
    pub fn apply(&mut self, change: &Change) -> Result<Change, Error> {
        match change {
            Change::DescribeSite { .. } if !self.reader.keeps_descriptions()? => {}
            _ => permits(change)?,
        }
        let mut done = change.clone();
        match &mut done {
            Change::CreateSite { site, guid, description, .. } => {
                *guid = Some(self.create_site(site, description)?);
            }
            Change::CreateSubnet { network, guid, site, .. } => {
                // Nothing is made that could not be put where it belongs.
                let site = match site {
                    Some(site) => self.subnet_link().and_then(|_| self.site(site)).map(Some)?,
                    None => None,
                };
                let made = self.create_subnet(*network)?;
                *guid = Some(made);
                if let Some(site) = site {
                    self.put_into_site(*network, made, site)?;
                }
            }
            Change::RenameSite { site, to, .. } => self.rename_site(site, to)?,
            Change::DeleteSite { site, .. } => {
                let guid = self.site(site)?;
                let kind = self.found.site.as_ref().map(|kind| kind.guid);
                self.delete(guid, kind, &format!("site '{site}'"))?;
                self.sites.remove(&site.key());
                self.memory.change(|memory| {
                    memory.joins.retain(|(joined, _)| *joined != guid);
                    memory.descriptions.remove(&guid);
                })?;
            }
            Change::AssignSubnet { network, site, .. } => {
                let (subnet, site) = (self.subnet(*network)?, self.site(site)?);
                self.put_into_site(*network, subnet, site)?;
            }
            Change::ReleaseSubnet { network, .. } => {
                let subnet = self.subnet(*network)?;
                let link = self.subnet_link()?;
                for site in self.site_of.remove(&subnet).unwrap_or_default() {
                    self.part(link, site, subnet, &format!("subnet {network} is still in its site"))?;
                }
            }
            Change::DeleteSubnet { network, .. } => {
                let guid = self.subnet(*network)?;
                let kind = self.found.subnet.as_ref().map(|kind| kind.guid);
                self.delete(guid, kind, &format!("subnet {network}"))?;
                self.subnets.remove(network);
                self.site_of.remove(&guid);
            }
            Change::AssignPackageServer { package_server, site, .. } => {
                let (server, at) = (self.package_server(package_server)?, self.site(site)?);
                let link = self.manual_link()?;
                if !self.manual.get(&server).is_some_and(|sites| sites.contains(&at)) {
                    let missing = format!("'{package_server}' is not assigned to site '{site}'");
                    self.form(link, at, server, &missing)?;
                    self.manual.entry(server).or_default().push(at);
                }
            }
            Change::UnassignPackageServer { package_server, site, .. } => {
                let (server, at) = (self.package_server(package_server)?, self.site(site)?);
                let link = self.manual_link()?;
                let still = format!("'{package_server}' is still assigned to site '{site}'");
                self.part(link, at, server, &still)?;
                self.manual.entry(server).or_default().retain(|known| *known != at);
                self.memory.change(|memory| memory.joins.retain(|join| *join != (at, server)))?;
            }
            Change::RecordJoinAssignment { package_server, site, .. } => {
                let join = (self.site(site)?, self.package_server(package_server)?);
                self.memory.change(|memory| {
                    if !memory.joins.contains(&join) {
                        memory.joins.push(join);
                    }
                })?;
            }
            Change::ForgetJoinAssignment { package_server, site, .. } => {
                let join = (self.site(site)?, self.package_server(package_server)?);
                self.memory.change(|memory| memory.joins.retain(|known| *known != join))?;
            }
            Change::DescribeSite { site, description, .. } => {
                let guid = self.site(site)?;
                self.memory.change(|memory| {
                    memory.descriptions.insert(guid, description.clone());
                    memory.descriptions.retain(|_, text| !text.is_empty());
                })?;
            }
            Change::SetStorageLocation { platform, path, .. } => {
                self.set_storage_location(*platform, path.as_deref())?;
            }
            // `permits` has refused the others.
            _ => {}
        }
        Ok(done)
    }

    /// Changes one element of the policy; what it was before is saved first.
    fn set_storage_location(&mut self, platform: Platform, folder: Option<&str>) -> Result<(), Error> {
        let policy = self.policy()?.clone();
        self.change_policy(&policy, &[(platform, folder.map(str::to_owned))])
    }

    /// Changes the elements of the policy that one Package Server has of its own.
    pub fn set_override(
        &mut self,
        name: &Name,
        guid: Uuid,
        wanted: &[(Platform, Option<String>)],
    ) -> Result<(), Error> {
        let policy = self.override_of(name, guid)?;
        self.change_policy(&policy, wanted)
    }

    fn override_of(&self, name: &Name, guid: Uuid) -> Result<Thing, Error> {
        permits_override(self.context, Some(name))?;
        let policy = override_policy(self.client, self.context, name, guid)?
            .ok_or_else(|| Error::Refused(format!("'{name}' has no settings of its own on this server")))?;
        self.not_managed(&policy)?;
        Ok(policy)
    }

    fn change_policy(&mut self, policy: &Thing, wanted: &[(Platform, Option<String>)]) -> Result<(), Error> {
        let unusable = |error: PolicyError| Error::Refused(format!("the policy cannot be changed: {error}"));
        let old = policy::export(self.client, policy.guid)?;
        let mut new = old.clone();
        for (platform, folder) in wanted {
            let read = Policy::read(new, &self.context.names).map_err(unusable)?;
            new = read.with(*platform, folder.as_deref()).map_err(unusable)?;
        }
        if new == old {
            return Ok(());
        }
        let saved = self.memory.save_policy(&old)?;
        self.notes.push(format!(
            "the policy {} as it was is saved in '{}'",
            described(policy),
            saved.display()
        ));
        self.replace_policy(policy.guid, &new)
    }

    fn policy(&self) -> Result<&'a Thing, Error> {
        let policy = self.found.policy.as_ref().ok_or_else(|| self.unknown("names.policy"))?;
        self.not_managed(policy)?;
        Ok(policy)
    }

    fn not_managed(&self, policy: &Thing) -> Result<(), Error> {
        if !policy::is_managed(self.client, policy.guid)? {
            return Ok(());
        }
        let parent = match &self.context.parent {
            Some(parent) => format!("the parent SMP '{parent}'"),
            None => "the parent SMP".to_owned(),
        };
        Err(Error::Refused(format!(
            "the policy {} is managed by the hierarchy; set the storage location on {parent}",
            described(policy)
        )))
    }

    /// Puts a saved text in the policy's place.
    pub fn restore_policy(&self, saved: &str, server: Option<(&Name, Uuid)>) -> Result<(), Error> {
        let unusable =
            |error: PolicyError| Error::Refused(format!("the file is not the saved policy: {error}"));
        let guid = match server {
            Some((name, guid)) => self.override_of(name, guid)?.guid,
            None => self.policy()?.guid,
        };
        let wanted = Policy::read(saved.to_owned(), &self.context.names).map_err(unusable)?;
        if !saved.to_lowercase().contains(&guid.to_string()) {
            return Err(Error::Refused(format!(
                "the file is not the policy of this server: it does not name {guid}"
            )));
        }
        self.replace_policy(guid, wanted.xml())
    }

    fn replace_policy(&self, guid: Uuid, new: &str) -> Result<(), Error> {
        policy::import(self.client, new)?;
        let back = policy::export(self.client, guid)?;
        if back == new {
            return Ok(());
        }
        let location = |xml: &str| {
            Policy::read(xml.to_owned(), &self.context.names).map(|policy| policy.storage_location())
        };
        if location(&back) == location(new) {
            // A server may write a date of change into it, or put its elements in another order.
            tracing::info!("the server exports the policy with other differences from what was imported");
            return Ok(());
        }
        Err(Error::NotSo { server: self.server(), found: "the storage location is another one".into() })
    }

    fn create_site(&mut self, site: &Name, description: &str) -> Result<Uuid, Error> {
        if self.sites.contains_key(&site.key()) {
            return Err(Error::NotSo {
                server: self.server(),
                found: format!("site '{site}' is there already"),
            });
        }
        let kind = self.found.site.as_ref().ok_or_else(|| self.unknown("names.site-type"))?;
        let (guid, keeps_description) = self.create(kind.guid, site, description)?;
        self.sites.insert(site.key(), guid);
        if !keeps_description && !description.is_empty() {
            self.memory.change(|memory| {
                memory.descriptions.insert(guid, description.to_owned());
            })?;
        }
        Ok(guid)
    }

    fn create_subnet(&mut self, network: Network) -> Result<Uuid, Error> {
        if self.subnets.contains_key(&network) {
            return Err(Error::NotSo {
                server: self.server(),
                found: format!("subnet {network} is there already"),
            });
        }
        let kind = self.found.subnet.as_ref().ok_or_else(|| self.unknown("names.subnet-type"))?;
        let (guid, _) = self.create(kind.guid, &network.to_string(), "")?;
        if let Err(error) = self.write_range(guid, network) {
            // A subnet without its range would be worse than none.
            self.delete(guid, Some(kind.guid), &format!("subnet {network}"))?;
            return Err(error);
        }
        self.subnets.insert(network, guid);
        Ok(guid)
    }

    /// Creates a resource; its guid, and whether the server keeps its description.
    fn create(&self, kind: Uuid, name: &str, description: &str) -> Result<(Uuid, bool), Error> {
        const FEATURE: &str = "create sites and subnets";
        let operations = ["CreateNewResourceLight", "CreateNewResource"];
        let server = self.server();
        let missing = || Error::Missing {
            server: server.clone(),
            operation: operations.join("' or '"),
            feature: FEATURE.into(),
        };
        let service = self.client.service(RESOURCE_MODEL)?.ok_or_else(missing)?;
        let operation = self.client.first_of(RESOURCE_MODEL, &operations)?.ok_or_else(missing)?;
        let parameters = &service.operations[operation].parameters;
        let info = parameters
            .fields
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case("info"))
            .ok_or_else(missing)?;
        let Kind::Record(record) = &info.kind else { return Err(missing()) };
        let shape = Shape::of(&service, record, shape::RESOURCE, &self.context.fields)?;
        let mut values = Vec::new();
        put(&mut values, shape.name_path(), name.into());
        if let Some(path) = shape.description_path() {
            put(&mut values, path, description.into());
        }
        if let Some(path) = shape.type_path() {
            put(&mut values, path, kind.into());
        }
        let parameters = [("resourceTypeGUID", kind.into()), (info.name.as_str(), Value::Record(values))];
        let answer = self.client.write(FEATURE, RESOURCE_MODEL, &[operation], &parameters)?;
        let result = match service.result_record(operation) {
            Some((record, _)) => Some(Shape::of(&service, record, shape::RESOURCE, &self.context.fields)?),
            None => None,
        };
        let guid = answer.as_ref().zip(result).and_then(|(answer, shape)| shape.guid(answer));
        let guid = guid.ok_or_else(|| Error::NotSo {
            server: self.server(),
            found: format!("the guid of the new '{name}' is not told"),
        })?;
        match self.reader.resource(guid)? {
            Some(made) if made.name == name => Ok((
                guid,
                shape.description_path().is_some()
                    && made.description.is_some_and(|kept| kept == description),
            )),
            Some(made) => Err(Error::NotSo {
                server: self.server(),
                found: format!("its name is '{}', not '{name}'", made.name),
            }),
            None => Err(Error::NotSo { server: self.server(), found: format!("'{name}' is not there") }),
        }
    }

    /// Writes a subnet's range into its data class, if the server has one; IPv4 only, as a mask is wanted.
    fn write_range(&self, guid: Uuid, network: Network) -> Result<(), Error> {
        let Some(columns) = &self.found.subnet_range else { return Ok(()) };
        let Ok(ipnet::IpNet::V4(range)) = network.to_string().parse() else { return Ok(()) };
        let cell = |name: &str, value: String| {
            Value::Record(vec![("FieldName".into(), name.into()), ("Value".into(), value.as_str().into())])
        };
        let mut cells = vec![cell(&columns.address, range.network().to_string())];
        cells.extend(columns.mask.as_deref().map(|mask| cell(mask, range.netmask().to_string())));
        let row = Value::Record(vec![("DataElements".into(), Value::List(cells))]);
        let class = Value::Record(vec![
            ("DataClassGUID".into(), columns.class.guid.into()),
            ("DataRows".into(), Value::List(vec![row])),
        ]);
        let parameters = [("resourceGUID", guid.into()), ("dataClasses", Value::List(vec![class]))];
        let feature = "write the range of a subnet";
        self.client.write(feature, RESOURCE_MODEL, &["SaveDataClass"], &parameters)?;
        if self.reader.range_of(columns, guid)? == Some(network) {
            return Ok(());
        }
        Err(Error::NotSo { server: self.server(), found: format!("the range of subnet {network} is not") })
    }

    fn rename_site(&mut self, site: &Name, to: &Name) -> Result<(), Error> {
        let guid = self.site(site)?;
        let parameters = [("itemGuid", guid.into()), ("newName", (&**to).into())];
        self.client.write("rename sites", ITEMS, &["RenameItem", "RenameItemX"], &parameters)?;
        match self.reader.resource(guid)? {
            Some(renamed) if renamed.name == **to => {
                self.sites.remove(&site.key());
                self.sites.insert(to.key(), guid);
                Ok(())
            }
            _ => Err(Error::NotSo { server: self.server(), found: format!("the site is not named '{to}'") }),
        }
    }

    /// A subnet is in one site at most: it leaves the old one first, and goes back there if the new one fails.
    fn put_into_site(&mut self, network: Network, subnet: Uuid, site: Uuid) -> Result<(), Error> {
        let link = self.subnet_link()?;
        let before = self.site_of.get(&subnet).cloned().unwrap_or_default();
        if before == [site] {
            return Ok(());
        }
        for old in before.iter().filter(|old| **old != site) {
            self.part(link, *old, subnet, &format!("subnet {network} is still in its old site"))?;
        }
        if !before.contains(&site)
            && let Err(error) = self.form(link, site, subnet, &format!("subnet {network} is not in the site"))
        {
            self.site_of.remove(&subnet);
            for old in &before {
                self.form(link, *old, subnet, &format!("subnet {network} is not back in its old site"))?;
            }
            if !before.is_empty() {
                self.site_of.insert(subnet, before);
            }
            return Err(error);
        }
        self.site_of.insert(subnet, vec![site]);
        Ok(())
    }

    fn association(link: &Link, site: Uuid, other: Uuid) -> [(&'static str, Value); 3] {
        let (parent, child) = if link.site_is_parent { (site, other) } else { (other, site) };
        [
            ("relationshipTypeGUID", link.association.guid.into()),
            ("relationshipParentGUID", parent.into()),
            ("relationshipChildGUIDs", [child].as_slice().into()),
        ]
    }

    fn form(&self, link: &Link, site: Uuid, other: Uuid, missing: &str) -> Result<(), Error> {
        let parameters = Self::association(link, site, other);
        self.client.write("form associations", RESOURCE_MODEL, &["FormAssociation"], &parameters)?;
        if self.reader.linked_to(link, other, false)?.contains(&site) {
            return Ok(());
        }
        Err(Error::NotSo { server: self.server(), found: missing.to_owned() })
    }

    fn part(&self, link: &Link, site: Uuid, other: Uuid, still: &str) -> Result<(), Error> {
        let parameters = Self::association(link, site, other);
        self.client.write("break associations", RESOURCE_MODEL, &["BreakAssociation"], &parameters)?;
        if self.reader.linked_to(link, other, false)?.contains(&site) {
            return Err(Error::NotSo { server: self.server(), found: still.to_owned() });
        }
        Ok(())
    }

    /// Deletes a site or a subnet, and nothing else.
    fn delete(&self, guid: Uuid, kind: Option<Uuid>, what: &str) -> Result<(), Error> {
        let Some(there) = self.reader.resource(guid)? else { return Ok(()) };
        let is_other = there.kind.is_some() && there.kind != kind;
        if is_other || kind.is_none() || self.servers.values().any(|server| *server == guid) {
            return Err(Error::Refused(format!(
                "{what} has the guid {guid}, which on the server is something else; only sites and subnets are deleted"
            )));
        }
        let parameters = [("resourceGuid", guid.into())];
        self.client.write("delete sites and subnets", RESOURCE_MODEL, &["DeleteResource"], &parameters)?;
        match self.reader.resource(guid)? {
            None => Ok(()),
            Some(_) => Err(Error::NotSo { server: self.server(), found: format!("{what} is still there") }),
        }
    }
}

/// Puts a value at a path into a record.
fn put(values: &mut Vec<(String, Value)>, path: &[String], value: Value) {
    let Some((first, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        values.push((first.clone(), value));
        return;
    }
    let at = match values.iter().position(|(name, _)| name == first) {
        Some(at) => at,
        None => {
            values.push((first.clone(), Value::Record(Vec::new())));
            values.len() - 1
        }
    };
    if let Some((_, Value::Record(inner))) = values.get_mut(at) {
        put(inner, rest, value);
    }
}
