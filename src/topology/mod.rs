//! The model: management servers, their sites, subnets and package servers. Pure, no I/O.
//!
//! The types serialise to exactly the topology document's fields. What a reader needs to know beyond them is
//! derived, never stored: [`membership`] says who belongs where, [`change`] what can be changed, [`reach`] what
//! a change does to the rest, [`readiness`] whether an SMP could join a hierarchy, [`validation`] what a document may still have wrong once its syntax is right.

pub mod change;
pub mod difference;
pub mod membership;
pub mod name;
pub mod network;
pub mod reach;
pub mod readiness;
pub(crate) mod unique;
pub mod validation;

use std::net::IpAddr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use change::{Change, Plan};
pub use difference::Difference;
pub use membership::{Assignment, Membership};
pub use name::Name;
pub use network::Network;
pub use reach::Reach;

/// Everything known of an organisation's management servers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topology {
    /// The management servers, by unique name.
    pub smps: Vec<Smp>,
}

/// A Symantec Management Platform server. Each has a database, and so sites, of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Smp {
    /// Its name, unique in the document.
    pub name: Name,
    /// The resource guid, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guid: Option<Uuid>,
    /// Its IP addresses.
    #[serde(default)]
    pub addresses: Vec<IpAddr>,
    /// The SMP it is, or is to be, joined to as a child.
    #[serde(default)]
    pub parent: Option<Name>,
    /// The address of its web services.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its sites, by unique name.
    #[serde(default, deserialize_with = "unique::unique")]
    pub sites: Vec<Site>,
    /// Its subnets, by unique range.
    #[serde(default, deserialize_with = "unique::unique")]
    pub subnets: Vec<Subnet>,
    /// Its Package Servers, by unique name.
    #[serde(default, deserialize_with = "unique::unique")]
    pub package_servers: Vec<PackageServer>,
    /// The manual assignments that were made only to join a hierarchy, so that they can be released after it.
    #[serde(default, deserialize_with = "unique::unique")]
    pub join_assignments: Vec<JoinAssignment>,
    /// Where Package Servers keep their packages unless they say otherwise.
    #[serde(default)]
    pub storage_location: StorageLocation,
}

/// A named location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Site {
    /// Its name, unique within its SMP.
    pub name: Name,
    /// The resource guid, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guid: Option<Uuid>,
    /// Free text.
    #[serde(default)]
    pub description: String,
}

/// A range of addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Subnet {
    /// The range; unique within its SMP.
    pub network: Network,
    /// The resource guid, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guid: Option<Uuid>,
    /// The site it is explicitly assigned to.
    #[serde(default)]
    pub site: Option<Name>,
}

/// A site server with the package service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PackageServer {
    /// Its name, unique within its SMP.
    pub name: Name,
    /// The resource guid, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guid: Option<Uuid>,
    /// Its IP addresses; the subnets they are on assign it automatically.
    #[serde(default)]
    pub addresses: Vec<IpAddr>,
    /// The sites it is manually assigned to.
    #[serde(default, deserialize_with = "unique::unique")]
    pub manual_sites: Vec<Name>,
    /// It downloads only from Package Servers of its sites, never from the SMP.
    #[serde(default)]
    pub constrained: bool,
    /// Where it keeps its packages, if not where the SMP says.
    #[serde(default)]
    pub storage_location: StorageLocation,
}

/// A manual assignment that was made only to join a hierarchy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JoinAssignment {
    /// The site.
    pub site: Name,
    /// The Package Server that was assigned to it.
    pub package_server: Name,
}

/// Where packages are kept; what is missing here is decided one level up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StorageLocation {
    /// On Windows Package Servers.
    #[serde(default)]
    pub windows: Option<String>,
    /// On UNIX, Linux and Mac Package Servers.
    #[serde(default)]
    pub ulm: Option<String>,
}

impl Topology {
    /// The management server of this name.
    pub fn smp(&self, name: &str) -> Option<&Smp> {
        self.smps.iter().find(|smp| smp.name.is(name))
    }
}

impl Smp {
    /// A management server of which only the name is known.
    pub fn named(name: Name) -> Self {
        Self {
            name,
            guid: None,
            addresses: Vec::new(),
            parent: None,
            url: None,
            sites: Vec::new(),
            subnets: Vec::new(),
            package_servers: Vec::new(),
            join_assignments: Vec::new(),
            storage_location: StorageLocation::default(),
        }
    }

    /// The site of this name.
    pub fn site(&self, name: &str) -> Option<&Site> {
        self.sites.iter().find(|site| site.name.is(name))
    }

    /// The subnet of exactly this range.
    pub fn subnet(&self, network: Network) -> Option<&Subnet> {
        self.subnets.iter().find(|subnet| subnet.network == network)
    }

    /// The Package Server of this name.
    pub fn package_server(&self, name: &str) -> Option<&PackageServer> {
        self.package_servers.iter().find(|server| server.name.is(name))
    }
}

impl PackageServer {
    /// Whether it is manually assigned to the site.
    pub fn is_manually_in(&self, site: &str) -> bool {
        self.manual_sites.iter().any(|name| name.is(site))
    }
}
