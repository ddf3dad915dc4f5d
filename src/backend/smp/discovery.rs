//! What a server calls the things that smpctl needs. No guid of them is published but a computer's: all others are
//! found by name, or by what the context's settings say, and what is missing or ambiguous is told, never guessed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::{Uuid, uuid};

use super::client::{Client, FILTERS, ITEMS, RESOURCE_MODEL, RESOURCES};
use super::error::Error;
use super::policy;
use super::resources::DATA_CLASS_DATA;
use super::shape::{self, Shape, Subject};
use super::soap::Value;
use super::xml::Element;
use crate::settings::contexts::{Context, Names};

/// The resource type of computers, the same on every server.
const COMPUTER: Uuid = uuid!("493435f7-3b17-4c4c-b07f-c23e7ab7781f");

/// A thing with the name that the server gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    /// Its guid.
    pub guid: Uuid,
    /// Its name; empty where only the guid is known.
    pub name: String,
}

/// A type of associations between sites and something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The type of the associations.
    pub association: Thing,
    /// The site is the parent, and the other thing the child.
    pub site_is_parent: bool,
    /// The resource type of the other thing.
    pub other: Uuid,
}

/// How Package Servers are told from other resources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServersBy {
    /// They are the resources of a type.
    Type(Thing),
    /// They are the members of a filter.
    Filter(Thing),
    /// They are what a site service is associated with.
    Service {
        /// The resource that stands for the package service.
        service: Thing,
        /// Its type.
        service_type: Uuid,
        /// The type of the associations.
        association: Thing,
        /// The service is the parent.
        service_is_parent: bool,
    },
}

/// A data class with the columns that are of interest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// The data class.
    pub class: Thing,
    /// The column with an address, or with a range.
    pub address: String,
    /// The column with the mask, where there is one.
    pub mask: Option<String>,
}

/// What was found. What was not is missing, and the report says why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The resource type of sites.
    pub site: Option<Thing>,
    /// The resource type of subnets.
    pub subnet: Option<Thing>,
    /// How Package Servers are told.
    pub servers: Option<ServersBy>,
    /// Between sites and subnets.
    pub subnet_in_site: Option<Link>,
    /// Between sites and manually assigned site servers.
    pub manual: Option<Link>,
    /// The filter of constrained Package Servers.
    pub constrained: Option<Thing>,
    /// The policy with the storage location.
    pub policy: Option<Thing>,
    /// The data class with a computer's addresses.
    pub addresses: Option<Columns>,
    /// The data class with a subnet's range.
    pub subnet_range: Option<Columns>,
    /// What was found, how, and what is missing.
    pub report: Vec<Finding>,
}

/// One thing that was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What was looked for.
    pub what: String,
    /// What was found, in words; missing if nothing was.
    pub found: Option<String>,
    /// How it was found, or why not.
    pub how: String,
    /// How to set it.
    pub setting: Option<String>,
    /// What smpctl cannot do on this server without it; missing if nothing.
    pub unavailable: Option<String>,
    /// Lists may be incomplete without it.
    pub essential: bool,
    /// What it could be, as the setting takes it.
    pub candidates: Vec<String>,
}

impl Finding {
    /// What was found of something that lists do not need, or why it was not.
    pub fn told(what: &str, setting: &str, unavailable: &str, found: Result<String, String>) -> Self {
        let (found, how) = match found {
            Ok(found) => (Some(found), "by its name, or as it is set".to_owned()),
            Err(why) => (None, why),
        };
        let missing = found.is_none();
        Self {
            what: what.to_owned(),
            found,
            how,
            setting: missing.then(|| setting.to_owned()),
            unavailable: missing.then(|| unavailable.to_owned()),
            essential: false,
            candidates: Vec::new(),
        }
    }
}

/// Things that a name may stand for, with how it is looked for.
struct Lookup<'a> {
    what: &'static str,
    setting: &'static str,
    set: Option<&'a str>,
    /// The usual names, the likeliest first.
    usual: &'a [&'a str],
}

struct Discovery<'a> {
    client: &'a Client,
    names: &'a Names,
    fields: &'a BTreeMap<String, String>,
    types: Vec<Thing>,
    report: Vec<Finding>,
}

/// Finds out what the server calls the things that smpctl needs.
///
/// # Errors
///
/// Why the server cannot be asked. What is not found is no error here; the report says it.
pub fn discover(client: &Client, context: &Context) -> Result<Found, Error> {
    let mut discovery = Discovery {
        client,
        names: &context.names,
        fields: &context.fields,
        types: Vec::new(),
        report: Vec::new(),
    };
    discovery.types = discovery.list(
        "read resource types",
        RESOURCE_MODEL,
        "GetResourceStructureList",
        &[],
        shape::TYPE,
    )?;
    discovery.run()
}

impl Discovery<'_> {
    fn run(mut self) -> Result<Found, Error> {
        let names = self.names;
        let site =
            self.resource_type("the resource type of sites", "names.site-type", &names.site_type, &["Site"]);
        let subnet = self.resource_type(
            "the resource type of subnets",
            "names.subnet-type",
            &names.subnet_type,
            &["Subnet"],
        );
        let servers = self.servers()?;
        let subnet_in_site = match (&site, &subnet) {
            (Some(site), Some(subnet)) => self.link(
                site.guid,
                &[subnet.guid],
                &Lookup {
                    what: "the association of sites and subnets",
                    setting: "names.subnet-association",
                    set: names.subnet_association.as_deref(),
                    usual: &["subnet"],
                },
                "read or change which subnet is in which site",
            )?,
            _ => None,
        };
        // The other end may be the Package Server's own type, or that of computers in general.
        let mut ends = vec![COMPUTER];
        if let Some(ServersBy::Type(kind)) = &servers {
            ends.insert(0, kind.guid);
        }
        ends.extend(self.types.iter().filter(|kind| is(&kind.name, "Site Server")).map(|kind| kind.guid));
        let manual = match &site {
            Some(site) => self.link(
                site.guid,
                &ends,
                &Lookup {
                    what: "the association of sites and manually assigned site servers",
                    setting: "names.manual-association",
                    set: names.manual_association.as_deref(),
                    usual: &["manual", "site server"],
                },
                "read or change manual assignments",
            )?,
            None => None,
        };
        let constrained = self.constrained()?;
        let policy = self.policy()?;
        let addresses = self.addresses()?;
        let subnet_range = match &subnet {
            Some(subnet) => self.subnet_range(subnet.guid)?,
            None => None,
        };
        Ok(Found {
            site,
            subnet,
            servers,
            subnet_in_site,
            manual,
            constrained,
            policy,
            addresses,
            subnet_range,
            report: self.report,
        })
    }

    /// A list of named things that an operation answers.
    fn list(
        &self,
        feature: &str,
        path: &str,
        operation: &str,
        parameters: &[(&str, Value)],
        subject: Subject,
    ) -> Result<Vec<Thing>, Error> {
        let answer = self.client.read(feature, path, &[operation], parameters)?;
        let Some((shape, answer)) = self.shape(path, operation, subject)?.zip(answer) else {
            return Ok(Vec::new());
        };
        Ok(answer.children.iter().filter_map(|record| thing(&shape, record)).collect())
    }

    fn shape(&self, path: &str, operation: &str, subject: Subject) -> Result<Option<Shape>, Error> {
        let Some(service) = self.client.service(path)? else { return Ok(None) };
        match service.result_record(operation) {
            Some((record, _)) => Shape::of(&service, record, subject, self.fields).map(Some),
            None => Ok(None),
        }
    }

    fn found(&mut self, what: &str, found: &str, how: String) {
        self.report.push(Finding {
            what: what.to_owned(),
            found: Some(found.to_owned()),
            how,
            setting: None,
            unavailable: None,
            essential: false,
            candidates: Vec::new(),
        });
    }

    fn missing(&mut self, what: &str, how: String, setting: &str, unavailable: &str, candidates: &[Thing]) {
        // Two of one name can be told apart by their guids only.
        let names: Vec<&str> = candidates.iter().map(|thing| thing.name.as_str()).collect();
        let as_set = |thing: &Thing| match names.iter().filter(|name| is(name, &thing.name)).count() {
            1 if !thing.name.is_empty() => thing.name.clone(),
            _ => thing.guid.to_string(),
        };
        self.report.push(Finding {
            what: what.to_owned(),
            found: None,
            how,
            setting: Some(setting.to_owned()),
            unavailable: Some(unavailable.to_owned()),
            essential: !["names.constrained-servers", "names.policy"].contains(&setting),
            candidates: candidates.iter().map(as_set).collect(),
        });
    }

    fn resource_type(
        &mut self,
        what: &'static str,
        setting: &'static str,
        set: &Option<String>,
        usual: &[&str],
    ) -> Option<Thing> {
        let lookup = Lookup { what, setting, set: set.as_deref(), usual };
        match choose(&self.types, &lookup) {
            Ok((thing, how)) => {
                self.found(what, &described(&thing), how);
                Some(thing)
            }
            Err(why) => {
                let all = self.types.clone();
                self.missing(what, why, setting, "read anything of this server's topology", &all);
                None
            }
        }
    }

    /// The associations between sites and one of the other types, whichever of the two is the parent.
    fn link(
        &mut self,
        site: Uuid,
        others: &[Uuid],
        lookup: &Lookup<'_>,
        unavailable: &str,
    ) -> Result<Option<Link>, Error> {
        let mut candidates: Vec<Link> = Vec::new();
        for site_is_parent in [true, false] {
            let of_site = self.associations(site, site_is_parent)?;
            if of_site.is_empty() {
                continue;
            }
            for other in others {
                let of_other = self.associations(*other, !site_is_parent)?;
                for association in
                    of_site.iter().filter(|one| of_other.iter().any(|two| two.guid == one.guid))
                {
                    if !candidates.iter().any(|known| known.association.guid == association.guid) {
                        let association = association.clone();
                        candidates.push(Link { association, site_is_parent, other: *other });
                    }
                }
            }
        }
        let list = |links: &[Link]| {
            links.iter().map(|link| format!("'{}'", link.association.name)).collect::<Vec<_>>().join(", ")
        };
        let all = candidates.clone();
        let how = match lookup.set {
            Some(set) => {
                candidates.retain(|link| names_it(&link.association, set));
                format!("set by `{}`", lookup.setting)
            }
            None if candidates.len() > 1 => {
                // Of several, the first of the words that tells them apart decides.
                for word in lookup.usual {
                    let named: Vec<Link> = candidates
                        .iter()
                        .filter(|link| link.association.name.to_lowercase().contains(word))
                        .cloned()
                        .collect();
                    if named.len() == 1 {
                        candidates = named;
                        break;
                    }
                }
                format!("by its name, of {}", list(&all))
            }
            None => "the only one between these resource types".to_owned(),
        };
        if let [link] = candidates.as_slice() {
            let direction =
                if link.site_is_parent { "the site is the parent" } else { "the site is the child" };
            self.found(lookup.what, &format!("{}, {direction}", described(&link.association)), how);
            return Ok(Some(link.clone()));
        }
        let why = match (candidates.len(), all.len()) {
            (0, 0) => "there is no association between these resource types".to_owned(),
            (0, _) => format!("none is the one set; there are {}", list(&all)),
            _ => format!("there are several: {}", list(&candidates)),
        };
        let all: Vec<Thing> = all.into_iter().map(|link| link.association).collect();
        self.missing(lookup.what, why, lookup.setting, unavailable, &all);
        Ok(None)
    }

    fn associations(&self, kind: Uuid, as_parent: bool) -> Result<Vec<Thing>, Error> {
        let parameters = [("resourceTypeGUID", kind.into()), ("asParent", as_parent.into())];
        let found = self.list(
            "read associations",
            RESOURCE_MODEL,
            "GetRelationshipsForResourceType",
            &parameters,
            shape::ASSOCIATION,
        );
        match found {
            // Computers may not be known as a type on a server without any.
            Err(error) if error.is_absent() => Ok(Vec::new()),
            other => other,
        }
    }

    fn servers(&mut self) -> Result<Option<ServersBy>, Error> {
        const WHAT: &str = "how Package Servers are told";
        const SETTING: &str = "names.package-servers";
        let set = self.names.package_servers.clone();
        let (kind, name) = match set.as_deref().map(|set| set.split_once(':').unwrap_or(("", set))) {
            Some((kind @ ("type" | "filter" | "service"), name)) => (Some(kind), Some(name.trim())),
            Some(_) => {
                return Err(Error::Settings(format!(
                    "`{SETTING}` is 'type:NAME', 'filter:NAME' or 'service:NAME', not '{}'",
                    set.unwrap_or_default()
                )));
            }
            None => (None, None),
        };
        let tells = |wanted: &str| kind.is_none_or(|kind| kind == wanted);
        let how = |usual: &str| match kind {
            Some(_) => format!("set by `{SETTING}`"),
            None => usual.to_owned(),
        };
        let mut reasons = Vec::new();
        if tells("type") {
            let lookup = Lookup { what: WHAT, setting: SETTING, set: name, usual: &["Package Server"] };
            match choose(&self.types, &lookup) {
                Ok((thing, _)) => {
                    let found = format!("the resources of type {}", described(&thing));
                    self.found(WHAT, &found, how("by the name of the resource type"));
                    return Ok(Some(ServersBy::Type(thing)));
                }
                Err(why) => reasons.push(format!("as a resource type: {why}")),
            }
        }
        if tells("service") {
            match self.service(name)? {
                Ok((by, found)) => {
                    self.found(WHAT, &found, how("by the association of site services and computers"));
                    return Ok(Some(by));
                }
                Err(why) => reasons.push(format!("by a site service: {why}")),
            }
        }
        if tells("filter") {
            let usual: &[&str] = &["All Package Servers", "Package Servers"];
            // "Potential Windows Package Servers" is no such filter: it lists candidates.
            match self.filter(name.map(|name| vec![name]).unwrap_or_else(|| usual.to_vec()).as_slice())? {
                Some(thing) => {
                    let found = format!("the members of the filter {}", described(&thing));
                    self.found(WHAT, &found, how("by the name of the filter"));
                    return Ok(Some(ServersBy::Filter(thing)));
                }
                None => reasons.push("as members of a filter: there is none of that name".into()),
            }
        }
        self.missing(
            WHAT,
            reasons.join("; "),
            SETTING,
            "read Package Servers, or change their assignments",
            &[],
        );
        Ok(None)
    }

    /// The package service, and the association that says on which computers it is.
    fn service(&self, name: Option<&str>) -> Result<Result<(ServersBy, String), String>, Error> {
        let set = self.names.service_association.as_deref();
        let mut candidates = Vec::new();
        for (service_is_parent, associations) in
            [(true, self.associations(COMPUTER, false)?), (false, self.associations(COMPUTER, true)?)]
        {
            let lookup = Lookup {
                what: "",
                setting: "names.service-association",
                set,
                usual: &["Site Service to Computer", "Computer to Site Service"],
            };
            if let Ok((association, _)) = choose(&associations, &lookup) {
                candidates.push((service_is_parent, association));
            }
        }
        let [(service_is_parent, association)] = candidates.as_slice() else {
            return Ok(Err("there is no association 'Site Service to Computer'".into()));
        };
        // The type at its other end is the one that has the same association.
        let mut services = Vec::new();
        for kind in self.types.iter().filter(|kind| kind.name.to_lowercase().contains("service")) {
            if self
                .associations(kind.guid, *service_is_parent)?
                .iter()
                .any(|one| one.guid == association.guid)
            {
                let parameters = [("resourceTypeGUID", kind.guid.into())];
                let resources = self.list(
                    "read site services",
                    RESOURCE_MODEL,
                    "GetResourcesOfType",
                    &parameters,
                    shape::RESOURCE,
                )?;
                services.extend(resources.into_iter().map(|service| (kind.guid, service)));
            }
        }
        let all: Vec<Thing> = services.iter().map(|(_, service)| service.clone()).collect();
        let usual = ["Package Service", "Package Server", "Package Server Service"];
        let lookup = Lookup { what: "", setting: "names.package-servers", set: name, usual: &usual };
        Ok(choose(&all, &lookup).map(|(service, _)| {
            let service_type =
                services.iter().find(|(_, one)| *one == service).map_or(COMPUTER, |(kind, _)| *kind);
            let found =
                format!("the computers that {} has by {}", described(&service), described(association));
            let by = ServersBy::Service {
                service,
                service_type,
                association: association.clone(),
                service_is_parent: *service_is_parent,
            };
            (by, found)
        }))
    }

    /// The first filter of one of these names that has a membership.
    fn filter(&self, names: &[&str]) -> Result<Option<Thing>, Error> {
        for name in names {
            if let Ok(guid) = name.parse::<Uuid>() {
                return Ok(Some(Thing { guid, name: String::new() }));
            }
            if self.client.first_of(ITEMS, &["GetItemsByName"])?.is_none() {
                return Ok(None);
            }
            let parameters = [("itemName", (*name).into())];
            let items = self.list("find filters", ITEMS, "GetItemsByName", &parameters, shape::ITEM)?;
            for item in items.into_iter().filter(|item| is(&item.name, name)) {
                if members(self.client, item.guid).is_ok() {
                    return Ok(Some(item));
                }
            }
        }
        Ok(None)
    }

    fn constrained(&mut self) -> Result<Option<Thing>, Error> {
        const WHAT: &str = "which Package Servers are constrained";
        let set = self.names.constrained_servers.as_deref();
        let found = self.filter(&[set.unwrap_or("Constrained Package Servers")])?;
        match &found {
            Some(filter) => {
                self.found(
                    WHAT,
                    &format!("the members of the filter {}", described(filter)),
                    "by its name".into(),
                );
            }
            None => self.missing(
                WHAT,
                "there is no filter of that name".into(),
                "names.constrained-servers",
                "tell whether a Package Server is constrained",
                &[],
            ),
        }
        Ok(found)
    }

    /// The policy whose text has the folder.
    fn policy(&mut self) -> Result<Option<Thing>, Error> {
        const WHAT: &str = "the policy with the storage location";
        const SETTING: &str = "names.policy";
        const UNAVAILABLE: &str = "show or set the storage location";
        let name = self.names.policy.clone().unwrap_or_else(|| "Package Server Settings".into());
        if self.client.first_of(ITEMS, &["ExportItemXmlString", "ExportItemXmlStringX"])?.is_none() {
            self.missing(WHAT, "the server does not export items".into(), SETTING, UNAVAILABLE, &[]);
            return Ok(None);
        }
        let items = match name.trim_matches(['{', '}']).parse::<Uuid>() {
            Ok(guid) => vec![Thing { guid, name: String::new() }],
            Err(_) => {
                let parameters = [("itemName", name.as_str().into())];
                self.list("find the policy", ITEMS, "GetItemsByName", &parameters, shape::ITEM)?
            }
        };
        let mut right = Vec::new();
        let mut reasons = Vec::new();
        for item in items {
            let xml = match policy::export(self.client, item.guid) {
                Err(Error::Fault { fault, .. }) => Err(fault.to_string()),
                other => Ok(other?),
            };
            match xml.and_then(|xml| policy::Policy::read(xml, self.names).map_err(|error| error.to_string()))
            {
                Ok(_) => right.push(item),
                Err(reason) => reasons.push(format!("{}: {reason}", described(&item))),
            }
        }
        match right.as_slice() {
            [only] => {
                self.found(WHAT, &described(only), "by its name".into());
                return Ok(Some(only.clone()));
            }
            [] if reasons.is_empty() => {
                let why = format!("there is no item named '{name}'");
                self.missing(WHAT, why, SETTING, UNAVAILABLE, &[]);
            }
            [] => self.missing(WHAT, reasons.join("; "), SETTING, UNAVAILABLE, &[]),
            several => {
                let several = several.to_vec();
                self.missing(WHAT, format!("several are named '{name}'"), SETTING, UNAVAILABLE, &several);
            }
        }
        Ok(None)
    }

    fn data_classes(&self, kind: Uuid) -> Result<Vec<Thing>, Error> {
        let parameters = [("resourceTypeGUID", kind.into())];
        self.list(
            "read data classes",
            RESOURCE_MODEL,
            "GetDataClassesForResourceType",
            &parameters,
            shape::DATA_CLASS,
        )
    }

    fn addresses(&mut self) -> Result<Option<Columns>, Error> {
        const WHAT: &str = "the data class with addresses";
        const SETTING: &str = "names.address-class";
        let classes = match self.data_classes(COMPUTER) {
            Err(error) if error.is_absent() => Vec::new(),
            other => other?,
        };
        let set = self.names.address_class.as_deref();
        let lookup = Lookup { what: WHAT, setting: SETTING, set, usual: &["AeX AC TCPIP"] };
        let address = self.names.address_column.clone().unwrap_or_else(|| "IP Address".into());
        let reads = self.client.first_of(RESOURCES, DATA_CLASS_DATA)?.is_some()
            || self.client.first_of(RESOURCE_MODEL, &["GetResources"])?.is_some();
        let chosen = match reads {
            true => choose(&classes, &lookup),
            false => Err("the server has no operation that reads data classes".to_owned()),
        };
        match chosen {
            Ok((class, how)) => {
                self.found(WHAT, &format!("{}, column '{address}'", described(&class)), how);
                Ok(Some(Columns { class, address, mask: None }))
            }
            Err(why) => {
                self.missing(WHAT, why, SETTING, "read addresses, and so automatic assignments", &classes);
                Ok(None)
            }
        }
    }

    /// Where a subnet's range stands if its name does not tell it.
    fn subnet_range(&mut self, subnet: Uuid) -> Result<Option<Columns>, Error> {
        const WHAT: &str = "where a subnet's range is";
        let classes = self.data_classes(subnet)?;
        let set = self.names.subnet_class.as_deref();
        let lookup = Lookup { what: WHAT, setting: "names.subnet-class", set, usual: &["Subnet"] };
        let found = choose(&classes, &lookup).ok().map(|(class, _)| Columns {
            class,
            address: self.names.subnet_column.clone().unwrap_or_else(|| "Subnet".into()),
            mask: Some(self.names.mask_column.clone().unwrap_or_else(|| "Subnet Mask".into())),
        });
        let told = match &found {
            Some(columns) => format!(
                "its name, or data class {}, columns '{}' and '{}'",
                described(&columns.class),
                columns.address,
                columns.mask.as_deref().unwrap_or_default()
            ),
            None => "its name".to_owned(),
        };
        self.found(WHAT, &told, "a name in CIDR notation counts first".into());
        Ok(found)
    }
}

/// The data class with what Package Servers tell of their storage.
pub fn status_class(client: &Client, context: &Context, found: &Found) -> Result<Thing, Error> {
    let (names, fields) = (&context.names, &context.fields);
    let discovery = Discovery { client, names, fields, types: Vec::new(), report: Vec::new() };
    let own = match &found.servers {
        Some(ServersBy::Type(kind)) => Some(kind.guid),
        _ => None,
    };
    let mut classes: Vec<Thing> = Vec::new();
    for kind in own.into_iter().chain([COMPUTER]) {
        match discovery.data_classes(kind) {
            Err(error) if error.is_absent() => {}
            more => classes.extend(more?.into_iter().filter(|class| class.guid != Uuid::nil())),
        }
    }
    classes.sort_by_key(|class| class.guid);
    classes.dedup();
    let (what, setting) = ("the data class with what Package Servers tell", "names.status-class");
    let set = names.status_class.as_deref();
    let lookup = Lookup { what, setting, set, usual: &["AeX AC Package Location Status"] };
    choose(&classes, &lookup).map(|(class, _)| class).map_err(|found| Error::Unclear {
        what: what.to_owned(),
        found,
        setting: setting.to_owned(),
    })
}

/// The members of the filter that the context names for the Package Servers that an SMP manages itself; nothing where it
/// names none.
pub fn own_servers(client: &Client, context: &Context) -> Result<Option<Vec<Uuid>>, Error> {
    let Some(set) = context.names.own_servers.as_deref() else { return Ok(None) };
    let (names, fields) = (&context.names, &context.fields);
    let discovery = Discovery { client, names, fields, types: Vec::new(), report: Vec::new() };
    match discovery.filter(&[set])? {
        Some(filter) => members(client, filter.guid).map(Some),
        None => Err(Error::Unclear {
            what: "the Package Servers that the SMP manages itself".into(),
            found: format!("there is no filter named '{set}'"),
            setting: "names.own-servers".into(),
        }),
    }
}

/// The item with the settings of one Package Server, as the context's settings say that it is called; nothing where
/// there is none, which no web service could make. Several are not told apart.
pub fn override_policy(
    client: &Client,
    context: &Context,
    name: &str,
    guid: Uuid,
) -> Result<Option<Thing>, Error> {
    const SETTING: &str = "names.override-policy";
    let Some(pattern) = &context.names.override_policy else { return Ok(None) };
    // Servers of the same name are shown with their guids, so that no item of that name is taken for either's.
    let wanted = pattern.replace("{name}", name).replace("{guid}", &guid.to_string());
    if wanted == *pattern {
        return Err(Error::Settings(format!(
            "`{SETTING}` holds neither '{{name}}' nor '{{guid}}', so that it would be the same for every server"
        )));
    }
    let items = items_named(client, context, &wanted)?;
    match items.as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(only.clone())),
        several => Err(Error::Unclear {
            what: format!("the override of Package Server '{name}'"),
            found: format!("{} items are named '{wanted}'", several.len()),
            setting: SETTING.into(),
        }),
    }
}

/// The items of this name, of whatever type.
pub fn items_named(client: &Client, context: &Context, name: &str) -> Result<Vec<Thing>, Error> {
    let (names, fields) = (&context.names, &context.fields);
    let discovery = Discovery { client, names, fields, types: Vec::new(), report: Vec::new() };
    let parameters = [("itemName", name.into())];
    let items =
        discovery.list("find an item by its name", ITEMS, "GetItemsByName", &parameters, shape::ITEM)?;
    Ok(items.into_iter().filter(|item| is(&item.name, name)).collect())
}

/// The guids of a filter's members, as they were when it was last refreshed.
pub fn members(client: &Client, filter: Uuid) -> Result<Vec<Uuid>, Error> {
    let parameters = [("collectionItemGuid", filter.into())];
    let operations = ["GetCollectionMembership", "GetCollectionMembershipX"];
    let answer = client.read("read the members of a filter", FILTERS, &operations, &parameters)?;
    let guids = answer.map(|answer| answer.children).unwrap_or_default();
    Ok(guids.iter().filter_map(|guid| guid.text.trim().parse().ok()).collect())
}

/// A record's guid and name.
pub fn thing(shape: &Shape, record: &Element) -> Option<Thing> {
    Some(Thing { guid: shape.guid(record)?, name: shape.name(record).unwrap_or_default().to_owned() })
}

fn is(name: &str, other: &str) -> bool {
    name.trim().to_lowercase() == other.trim().to_lowercase()
}

fn names_it(thing: &Thing, set: &str) -> bool {
    match set.trim_matches(['{', '}']).parse::<Uuid>() {
        Ok(guid) => thing.guid == guid,
        Err(_) => is(&thing.name, set),
    }
}

/// A thing in words.
pub fn described(thing: &Thing) -> String {
    match thing.name.as_str() {
        "" => thing.guid.to_string(),
        name => format!("'{name}'"),
    }
}

/// The one thing that is set, or else has the first of the usual names that any has; with how it was found.
fn choose(things: &[Thing], lookup: &Lookup<'_>) -> Result<(Thing, String), String> {
    let named = |name: &str| -> Vec<&Thing> { things.iter().filter(|thing| names_it(thing, name)).collect() };
    let (found, wanted, how) = match lookup.set {
        Some(set) => (named(set), set, format!("set by `{}`", lookup.setting)),
        None => {
            let usual = lookup.usual.iter().find(|name| !named(name).is_empty());
            let name = usual.or(lookup.usual.first()).copied().unwrap_or_default();
            (named(name), name, "by its name".to_owned())
        }
    };
    match found.as_slice() {
        [only] => Ok(((*only).clone(), how)),
        [] => {
            let mut near: Vec<&Thing> = things
                .iter()
                .filter(|thing| {
                    wanted
                        .split_whitespace()
                        .any(|word| thing.name.to_lowercase().contains(&word.to_lowercase()))
                })
                .collect();
            near.truncate(5);
            let near = near.iter().map(|thing| described(thing)).collect::<Vec<_>>().join(", ");
            Err(match near.as_str() {
                "" => format!("there is none named '{wanted}'"),
                near => format!("there is none named '{wanted}', but {near}"),
            })
        }
        several => Err(format!(
            "several are named '{wanted}': {}",
            several.iter().map(|thing| thing.guid.to_string()).collect::<Vec<_>>().join(", ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn things(names: &[&str]) -> Vec<Thing> {
        let thing = |(at, name): (usize, &&str)| Thing {
            guid: Uuid::from_u128(at as u128 + 1),
            name: (*name).into(),
        };
        names.iter().enumerate().map(thing).collect()
    }

    fn chosen(names: &[&str], set: Option<&str>, usual: &[&str]) -> Result<u128, String> {
        let lookup = Lookup { what: "", setting: "names.x", set, usual };
        choose(&things(names), &lookup).map(|(thing, _)| thing.guid.as_u128())
    }

    #[test]
    fn things_are_found_by_name_or_setting_and_never_guessed() {
        assert_eq!(chosen(&["Subnet", "site"], None, &["Site"]), Ok(2));
        assert_eq!(chosen(&["Site", "Ort"], Some("ort"), &["Site"]), Ok(2));
        let guid = Uuid::from_u128(2).to_string().to_uppercase();
        assert_eq!(chosen(&["Site", "Ort"], Some(&format!("{{{guid}}}")), &["Site"]), Ok(2));
        assert_eq!(chosen(&["B", "A"], None, &["X", "A", "B"]), Ok(2));
        assert_eq!(
            chosen(&["Site Server", "Website"], None, &["Site"]).unwrap_err(),
            "there is none named 'Site', but 'Site Server', 'Website'"
        );
        assert!(
            chosen(&["Site", "Site"], None, &["Site"]).unwrap_err().starts_with("several are named 'Site'")
        );
        assert_eq!(chosen(&["Site"], Some("Ort"), &["Site"]).unwrap_err(), "there is none named 'Ort'");
    }
}
