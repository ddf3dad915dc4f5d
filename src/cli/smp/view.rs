//! A management server as list and show print it.

use std::net::IpAddr;

use serde::Serialize;
use uuid::Uuid;

use crate::topology::{Membership, Name, Smp, Topology};

/// A management server. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SmpView<'a> {
    pub name: &'a Name,
    pub guid: Option<Uuid>,
    pub addresses: &'a [IpAddr],
    pub parent: Option<&'a Name>,
    pub children: Vec<&'a Name>,
    pub url: Option<&'a str>,
    /// The sites its own addresses are in.
    pub in_sites: Vec<&'a Name>,
    /// How many there are.
    pub sites: usize,
    pub subnets: usize,
    pub package_servers: usize,
}

impl<'a> SmpView<'a> {
    pub fn of(topology: &'a Topology, smp: &'a Smp) -> Self {
        let membership = Membership::new(smp);
        let mut in_sites: Vec<&Name> = Vec::new();
        for site in smp.addresses.iter().filter_map(|address| membership.site_of(*address)) {
            if !in_sites.contains(&&site.name) {
                in_sites.push(&site.name);
            }
        }
        let is_child = |other: &&Smp| other.parent.as_ref().is_some_and(|parent| parent.is(&smp.name));
        Self {
            name: &smp.name,
            guid: smp.guid,
            addresses: &smp.addresses,
            parent: smp.parent.as_ref(),
            children: topology.smps.iter().filter(is_child).map(|child| &child.name).collect(),
            url: smp.url.as_deref(),
            in_sites,
            sites: smp.sites.len(),
            subnets: smp.subnets.len(),
            package_servers: smp.package_servers.len(),
        }
    }
}
