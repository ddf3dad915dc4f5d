//! A site as list and show print it.

use serde::Serialize;
use uuid::Uuid;

use crate::topology::{Assignment, Membership, Name, Network, Site};

/// A site. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteView<'a> {
    pub smp: &'a Name,
    pub name: &'a Name,
    pub guid: Option<Uuid>,
    pub description: &'a str,
    /// All that belong to it, explicitly or because they lie inside one that does.
    pub subnets: Vec<Network>,
    pub package_servers: Vec<Server<'a>>,
}

/// A Package Server of a site.
#[derive(Debug, Serialize)]
pub struct Server<'a> {
    pub name: &'a Name,
    pub assignment: Assignment,
}

impl<'a> SiteView<'a> {
    pub fn of(membership: &Membership<'a>, site: &'a Site) -> Self {
        Self {
            smp: &membership.smp().name,
            name: &site.name,
            guid: site.guid,
            description: &site.description,
            subnets: membership.subnets_of(&site.name).map(|place| place.subnet.network).collect(),
            package_servers: membership
                .servers_of(&site.name)
                .map(|(server, assignment)| Server { name: &server.name, assignment })
                .collect(),
        }
    }

    /// The servers in words, like "PS-01 (manual)".
    pub fn servers_in_words(&self) -> Vec<String> {
        self.package_servers.iter().map(|server| format!("{} ({})", server.name, server.assignment)).collect()
    }
}
