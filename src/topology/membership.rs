//! Which site an address, a subnet or a server belongs to, and what a client is offered.
//!
//! Ranges nest or are disjoint. In the order of [`Network`] (first address, then shortest prefix) a range stands
//! before all that lie inside it, so one pass with a stack finds each subnet's nearest encompassing one, and the
//! subnet of an address is the last that starts at or before it, or one of those that encompass that one.

use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{Name, Network, PackageServer, Site, Smp, Subnet, name};

/// How a Package Server came to be in a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assignment {
    /// One of its addresses is on a subnet of the site.
    Automatic,
    /// Somebody assigned it.
    Manual,
    /// Both.
    Both,
}

impl Assignment {
    /// The console's 'Manually Assigned' tick.
    pub fn is_manual(self) -> bool {
        matches!(self, Self::Manual | Self::Both)
    }

    /// It stays when the manual assignment goes.
    pub fn is_automatic(self) -> bool {
        matches!(self, Self::Automatic | Self::Both)
    }
}

impl fmt::Display for Assignment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Automatic => "automatic",
            Self::Manual => "manual",
            Self::Both => "both",
        })
    }
}

/// Who belongs where on one SMP, found once and looked up often.
#[derive(Debug)]
pub struct Membership<'a> {
    smp: &'a Smp,
    sites: HashMap<String, usize>,
    servers: HashMap<String, usize>,
    /// Indices of the subnets in the order of their ranges.
    order: Vec<usize>,
    /// By index of the subnet.
    places: Vec<Place>,
    /// By index of the site.
    site_subnets: Vec<Vec<usize>>,
    /// By index of the site.
    site_servers: Vec<Vec<(usize, Assignment)>>,
    /// By index of the server.
    server_sites: Vec<Vec<(usize, Assignment)>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Place {
    encompassed_by: Option<usize>,
    depth: usize,
    site: Option<usize>,
    inherited_from: Option<usize>,
}

/// Where a subnet stands in the tree, and the site it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubnetPlace<'a> {
    /// The subnet.
    pub subnet: &'a Subnet,
    /// The nearest subnet it lies inside.
    pub encompassed_by: Option<&'a Subnet>,
    /// How many subnets it lies inside.
    pub depth: usize,
    /// The site it belongs to.
    pub site: Option<&'a Site>,
    /// The encompassing subnet it has its site from; `None` if the site is its own, or there is none.
    pub inherited_from: Option<&'a Subnet>,
}

/// What a client at an address gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location<'a> {
    /// The client's address.
    pub address: IpAddr,
    /// The smallest subnet it is on, and that subnet's place.
    pub subnet: Option<SubnetPlace<'a>>,
    /// The Package Servers it is offered.
    pub offers: Vec<Offer<'a>>,
    /// What is not certain about the offers.
    pub caveat: Option<Caveat>,
}

/// A Package Server that a client is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer<'a> {
    /// The server.
    pub server: &'a PackageServer,
    /// Why it is offered.
    pub reason: Reason<'a>,
}

/// Why a client is offered a Package Server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason<'a> {
    /// It is in the client's site.
    InSite(&'a Site, Assignment),
    /// No site applies, and it is on the client's subnet.
    OnSubnet(&'a Subnet),
    /// No site applies, and no server is on the client's subnet, or the client is on none.
    NoSite,
}

impl fmt::Display for Reason<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InSite(site, Assignment::Automatic) => {
                write!(formatter, "its subnet is in site '{}'", site.name)
            }
            Self::InSite(site, Assignment::Manual) => {
                write!(formatter, "manually assigned to site '{}'", site.name)
            }
            Self::InSite(site, Assignment::Both) => {
                write!(formatter, "its subnet is in site '{}', and manually assigned to it", site.name)
            }
            Self::OnSubnet(subnet) => {
                write!(formatter, "no site applies; on the same subnet '{}'", subnet.network)
            }
            Self::NoSite => formatter.write_str("no site applies; every Package Server is offered"),
        }
    }
}

/// What the vendor's documents leave open about an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caveat {
    /// No site applies to the client.
    NoSite,
    /// The client's site has no Package Server.
    EmptySite,
}

impl fmt::Display for Caveat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoSite => {
                "no site applies here: servers on the client's subnet are offered first, else all of them; the \
                 vendor's page says so for \"if no sites are defined for a package server or a task server\" and \
                 leaves open which case exactly that is"
            }
            Self::EmptySite => {
                "the site has no Package Server: the vendor's pages leave open whether its clients are then offered \
                 servers as if no site applied, so none is listed"
            }
        })
    }
}

impl<'a> Membership<'a> {
    /// Finds who belongs where.
    pub fn new(smp: &'a Smp) -> Self {
        let by_name = |names: &mut dyn Iterator<Item = &Name>| -> HashMap<String, usize> {
            names.enumerate().map(|(index, name)| (name.key(), index)).collect()
        };
        let sites = by_name(&mut smp.sites.iter().map(|site| &site.name));
        let servers = by_name(&mut smp.package_servers.iter().map(|server| &server.name));
        let mut order: Vec<usize> = (0..smp.subnets.len()).collect();
        order.sort_unstable_by_key(|&index| smp.subnets[index].network);

        let mut places = vec![Place::default(); smp.subnets.len()];
        let mut site_subnets = vec![Vec::new(); smp.sites.len()];
        let mut around: Vec<usize> = Vec::new();
        for &index in &order {
            let subnet = &smp.subnets[index];
            while around.last().is_some_and(|&outer| !smp.subnets[outer].network.encompasses(&subnet.network))
            {
                around.pop();
            }
            let encompassed_by = around.last().copied();
            let explicit = subnet.site.as_ref().and_then(|site| sites.get(&site.key()).copied());
            let (site, inherited_from) = match (explicit, encompassed_by) {
                (Some(site), _) => (Some(site), None),
                (None, Some(outer)) => {
                    let outer_place: &Place = &places[outer];
                    (outer_place.site, outer_place.site.map(|_| outer_place.inherited_from.unwrap_or(outer)))
                }
                (None, None) => (None, None),
            };
            places[index] = Place { encompassed_by, depth: around.len(), site, inherited_from };
            if let Some(site) = site {
                site_subnets[site].push(index);
            }
            around.push(index);
        }

        let mut membership = Self {
            smp,
            sites,
            servers,
            order,
            places,
            site_subnets,
            site_servers: vec![Vec::new(); smp.sites.len()],
            server_sites: Vec::with_capacity(smp.package_servers.len()),
        };
        for (index, server) in smp.package_servers.iter().enumerate() {
            let found = membership.find_sites_of(server);
            for &(site, assignment) in &found {
                membership.site_servers[site].push((index, assignment));
            }
            membership.server_sites.push(found);
        }
        membership
    }

    fn find_sites_of(&self, server: &PackageServer) -> Vec<(usize, Assignment)> {
        let mut found: Vec<(usize, Assignment)> = Vec::new();
        for &address in &server.addresses {
            if let Some(site) = self.subnet_index(address).and_then(|subnet| self.places[subnet].site)
                && !found.iter().any(|(known, _)| *known == site)
            {
                found.push((site, Assignment::Automatic));
            }
        }
        for name in &server.manual_sites {
            if let Some(&site) = self.sites.get(&name.key()) {
                match found.iter_mut().find(|(known, _)| *known == site) {
                    Some((_, assignment)) => *assignment = Assignment::Both,
                    None => found.push((site, Assignment::Manual)),
                }
            }
        }
        found
    }

    fn subnet_index(&self, address: IpAddr) -> Option<usize> {
        let after = self.order.partition_point(|&index| self.smp.subnets[index].network.starts_by(address));
        self.outward(after, |network| network.contains(address))
    }

    /// The nearest subnet that `fits`, from the one before `after` in order outwards.
    fn outward(&self, after: usize, fits: impl Fn(&Network) -> bool) -> Option<usize> {
        let mut next = after.checked_sub(1).map(|last| self.order[last]);
        while let Some(index) = next {
            if fits(&self.smp.subnets[index].network) {
                return Some(index);
            }
            next = self.places[index].encompassed_by;
        }
        None
    }

    fn place(&self, index: usize) -> SubnetPlace<'a> {
        let place = self.places[index];
        SubnetPlace {
            subnet: &self.smp.subnets[index],
            encompassed_by: place.encompassed_by.map(|outer| &self.smp.subnets[outer]),
            depth: place.depth,
            site: place.site.map(|site| &self.smp.sites[site]),
            inherited_from: place.inherited_from.map(|outer| &self.smp.subnets[outer]),
        }
    }

    /// The SMP this is about.
    pub fn smp(&self) -> &'a Smp {
        self.smp
    }

    /// All subnets as a tree: each directly before those that lie inside it.
    pub fn tree(&self) -> impl Iterator<Item = SubnetPlace<'a>> {
        self.order.iter().map(|&index| self.place(index))
    }

    /// The smallest subnet that the address is on.
    pub fn subnet_of(&self, address: IpAddr) -> Option<SubnetPlace<'a>> {
        self.subnet_index(address).map(|index| self.place(index))
    }

    /// The subnet of exactly this range.
    pub fn subnet(&self, network: Network) -> Option<SubnetPlace<'a>> {
        let at = self.order.binary_search_by_key(&network, |&index| self.smp.subnets[index].network).ok()?;
        Some(self.place(self.order[at]))
    }

    /// The nearest subnet that a range, itself a subnet or not, lies inside.
    pub fn encompassing(&self, network: Network) -> Option<SubnetPlace<'a>> {
        let after = self.order.partition_point(|&index| self.smp.subnets[index].network <= network);
        self.outward(after, |outer| outer.encompasses(&network)).map(|index| self.place(index))
    }

    /// The site that clients of a range, itself a subnet or not, belong to.
    pub fn site_of_range(&self, network: Network) -> Option<&'a Site> {
        self.subnet(network).or_else(|| self.encompassing(network)).and_then(|place| place.site)
    }

    /// The site that the address belongs to.
    pub fn site_of(&self, address: IpAddr) -> Option<&'a Site> {
        self.subnet_of(address).and_then(|place| place.site)
    }

    /// The subnets that belong to the site, explicitly or by inheritance, in order.
    pub fn subnets_of(&self, site: &str) -> impl Iterator<Item = SubnetPlace<'a>> {
        let index = self.sites.get(&name::key(site)).copied();
        let subnets = index.map_or(&[][..], |site| self.site_subnets[site].as_slice());
        subnets.iter().map(|&subnet| self.place(subnet))
    }

    /// The Package Servers of the site, in the order of the document.
    pub fn servers_of(&self, site: &str) -> impl Iterator<Item = (&'a PackageServer, Assignment)> {
        let index = self.sites.get(&name::key(site)).copied();
        let servers = index.map_or(&[][..], |site| self.site_servers[site].as_slice());
        servers.iter().map(|&(server, assignment)| (&self.smp.package_servers[server], assignment))
    }

    /// The sites that a Package Server is in.
    pub fn sites_of(&self, server: &str) -> impl Iterator<Item = (&'a Site, Assignment)> {
        let index = self.servers.get(&name::key(server)).copied();
        let sites = index.map_or(&[][..], |server| self.server_sites[server].as_slice());
        sites.iter().map(|&(site, assignment)| (&self.smp.sites[site], assignment))
    }

    /// What a client at the address is offered, and why.
    ///
    /// With a site: its Package Servers. Without: those on the client's subnet, or if there are none, all.
    pub fn locate(&self, address: IpAddr) -> Location<'a> {
        let subnet = self.subnet_of(address);
        let site = subnet.and_then(|place| place.site);
        let (offers, caveat) = match site {
            Some(site) => {
                let offers: Vec<Offer<'a>> = self
                    .servers_of(&site.name)
                    .map(|(server, assignment)| Offer { server, reason: Reason::InSite(site, assignment) })
                    .collect();
                let caveat = offers.is_empty().then_some(Caveat::EmptySite);
                (offers, caveat)
            }
            None => (self.offers_without_site(subnet.map(|place| place.subnet)), Some(Caveat::NoSite)),
        };
        Location { address, subnet, offers, caveat }
    }

    fn offers_without_site(&self, subnet: Option<&'a Subnet>) -> Vec<Offer<'a>> {
        if let Some(subnet) = subnet {
            let on_subnet = |address: &IpAddr| {
                subnet.network.contains(*address)
                    && self.subnet_of(*address).is_some_and(|place| place.subnet.network == subnet.network)
            };
            let near: Vec<Offer<'a>> = self
                .smp
                .package_servers
                .iter()
                .filter(|server| server.addresses.iter().any(on_subnet))
                .map(|server| Offer { server, reason: Reason::OnSubnet(subnet) })
                .collect();
            if !near.is_empty() {
                return near;
            }
        }
        self.smp.package_servers.iter().map(|server| Offer { server, reason: Reason::NoSite }).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn smp() -> Smp {
        serde_json::from_value(json!({
            "name": "SMP",
            "sites": [{"name": "HQ"}, {"name": "Lab"}, {"name": "Empty"}],
            "subnets": [
                {"network": "10.1.2.0/24"},
                {"network": "10.0.0.0/8", "site": "hq"},
                {"network": "10.1.0.0/16"},
                {"network": "10.1.3.0/24", "site": "Lab"},
                {"network": "192.168.0.0/16"},
                {"network": "172.16.0.0/12", "site": "Empty"},
                {"network": "2001:db8::/32", "site": "Lab"},
                {"network": "2001:db8:1::/48"},
            ],
            "packageServers": [
                {"name": "PS-1", "addresses": ["10.1.2.5"]},
                {"name": "PS-2", "addresses": ["10.1.3.5", "10.9.9.9"], "manualSites": ["LAB"]},
                {"name": "PS-3", "addresses": ["192.168.1.1"], "manualSites": ["HQ"]},
                {"name": "PS-4", "addresses": ["2001:db8:1::5"]},
            ]
        }))
        .unwrap()
    }

    fn offered(membership: &Membership<'_>, address: &str) -> Vec<String> {
        let location = membership.locate(address.parse().unwrap());
        location.offers.iter().map(|offer| format!("{}: {}", offer.server.name, offer.reason)).collect()
    }

    #[test]
    fn encompassed_subnets_inherit_the_nearest_site() {
        let smp = smp();
        let membership = Membership::new(&smp);
        let tree: Vec<String> = membership
            .tree()
            .map(|place| {
                format!(
                    "{}{} {}{}",
                    "  ".repeat(place.depth),
                    place.subnet.network,
                    place.site.map_or("-", |site| &site.name),
                    place.inherited_from.map(|from| format!(" from {}", from.network)).unwrap_or_default()
                )
            })
            .collect();
        assert_eq!(
            tree,
            [
                "10.0.0.0/8 HQ",
                "  10.1.0.0/16 HQ from 10.0.0.0/8",
                "    10.1.2.0/24 HQ from 10.0.0.0/8",
                "    10.1.3.0/24 Lab",
                "172.16.0.0/12 Empty",
                "192.168.0.0/16 -",
                "2001:db8::/32 Lab",
                "  2001:db8:1::/48 Lab from 2001:db8::/32",
            ]
        );
    }

    #[test]
    fn addresses_are_on_the_smallest_subnet() {
        let smp = smp();
        let membership = Membership::new(&smp);
        let subnet = |address: &str| {
            membership.subnet_of(address.parse().unwrap()).map(|place| place.subnet.network.to_string())
        };
        assert_eq!(subnet("10.1.2.255").as_deref(), Some("10.1.2.0/24"));
        assert_eq!(subnet("10.1.4.0").as_deref(), Some("10.1.0.0/16"));
        assert_eq!(subnet("10.255.255.255").as_deref(), Some("10.0.0.0/8"));
        assert_eq!(subnet("11.0.0.0"), None);
        assert_eq!(subnet("0.0.0.0"), None);
        assert_eq!(subnet("::ffff:10.1.2.1").as_deref(), Some("10.1.2.0/24"));
        assert_eq!(subnet("2001:db8:2::").as_deref(), Some("2001:db8::/32"));
        assert_eq!(subnet("::1"), None);
    }

    #[test]
    fn ranges_that_are_no_subnets_have_a_place_too() {
        let smp = smp();
        let membership = Membership::new(&smp);
        let outer = |network: &str| {
            membership.encompassing(network.parse().unwrap()).map(|place| place.subnet.network.to_string())
        };
        assert_eq!(outer("10.1.2.128/25").as_deref(), Some("10.1.2.0/24"));
        assert_eq!(outer("10.1.2.0/24").as_deref(), Some("10.1.0.0/16"));
        assert_eq!(outer("10.1.2.0/23").as_deref(), Some("10.1.0.0/16"));
        assert_eq!(outer("10.0.0.0/8"), None);
        assert_eq!(outer("0.0.0.0/0"), None);
        let site =
            |network: &str| membership.site_of_range(network.parse().unwrap()).map(|s| s.name.to_string());
        assert_eq!(site("10.1.3.0/24").as_deref(), Some("Lab"));
        assert_eq!(site("10.1.3.0/30").as_deref(), Some("Lab"));
        assert_eq!(site("8.0.0.0/8"), None);
    }

    #[test]
    fn servers_are_in_sites_automatically_manually_or_both() {
        let smp = smp();
        let membership = Membership::new(&smp);
        let sites = |server: &str| -> Vec<String> {
            membership.sites_of(server).map(|(site, how)| format!("{} {how}", site.name)).collect()
        };
        assert_eq!(sites("ps-1"), ["HQ automatic"]);
        assert_eq!(sites("PS-2"), ["Lab both", "HQ automatic"]);
        assert_eq!(sites("PS-3"), ["HQ manual"]);
        assert_eq!(sites("PS-4"), ["Lab automatic"]);
        assert_eq!(sites("PS-5"), [""; 0]);
        let servers: Vec<String> =
            membership.servers_of("hq").map(|(server, how)| format!("{} {how}", server.name)).collect();
        assert_eq!(servers, ["PS-1 automatic", "PS-2 automatic", "PS-3 manual"]);
    }

    #[test]
    fn a_client_is_offered_the_servers_of_its_site() {
        let smp = smp();
        let membership = Membership::new(&smp);
        assert_eq!(
            offered(&membership, "10.200.0.1"),
            [
                "PS-1: its subnet is in site 'HQ'",
                "PS-2: its subnet is in site 'HQ'",
                "PS-3: manually assigned to site 'HQ'"
            ]
        );
        assert_eq!(
            offered(&membership, "10.1.3.77"),
            [
                "PS-2: its subnet is in site 'Lab', and manually assigned to it",
                "PS-4: its subnet is in site 'Lab'"
            ]
        );
    }

    #[test]
    fn without_a_site_the_subnet_and_then_all_servers_count_and_the_doubt_is_told() {
        let smp = smp();
        let membership = Membership::new(&smp);
        assert_eq!(
            offered(&membership, "192.168.7.7"),
            ["PS-3: no site applies; on the same subnet '192.168.0.0/16'"]
        );
        assert_eq!(offered(&membership, "8.8.8.8").len(), 4);
        assert_eq!(membership.locate("8.8.8.8".parse().unwrap()).caveat, Some(Caveat::NoSite));
        assert_eq!(offered(&membership, "172.16.0.1"), [""; 0]);
        assert_eq!(membership.locate("172.16.0.1".parse().unwrap()).caveat, Some(Caveat::EmptySite));
    }
}
