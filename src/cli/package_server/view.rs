//! A Package Server as list and show print it.

use std::net::IpAddr;

use serde::Serialize;
use uuid::Uuid;

use crate::topology::{Assignment, Membership, Name, PackageServer};

/// A Package Server. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServerView<'a> {
    pub smp: &'a Name,
    pub name: &'a Name,
    pub guid: Option<Uuid>,
    pub addresses: &'a [IpAddr],
    pub constrained: bool,
    pub sites: Vec<InSite<'a>>,
}

/// A site that a server is in.
#[derive(Debug, Serialize)]
pub struct InSite<'a> {
    pub site: &'a Name,
    pub assignment: Assignment,
}

impl<'a> ServerView<'a> {
    pub fn of(membership: &Membership<'a>, server: &'a PackageServer) -> Self {
        Self {
            smp: &membership.smp().name,
            name: &server.name,
            guid: server.guid,
            addresses: &server.addresses,
            constrained: server.constrained,
            sites: membership
                .sites_of(&server.name)
                .map(|(site, assignment)| InSite { site: &site.name, assignment })
                .collect(),
        }
    }

    pub fn addresses_in_words(&self) -> Vec<String> {
        self.addresses.iter().map(ToString::to_string).collect()
    }

    /// The sites in words, like "HQ (manual)".
    pub fn sites_in_words(&self) -> Vec<String> {
        self.sites.iter().map(|at| format!("{} ({})", at.site, at.assignment)).collect()
    }
}

/// A tick, or nothing.
pub fn tick(is_set: bool) -> String {
    if is_set { "yes".to_owned() } else { String::new() }
}
