//! What a plan does to things it does not name: who changes site, who loses every source, who becomes one.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::change::{ChangeError, Editor};
use super::membership::{Assignment, SubnetPlace};
use super::{Change, Membership, Name, Network, Plan, Site, Smp, Topology};

/// The reach of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reach {
    /// Subnets whose clients belong to another site afterwards.
    pub subnets_changing_site: Vec<SubnetMove>,
    /// Package Servers that are in other sites afterwards, or in another way.
    pub package_servers_changing_site: Vec<ServerMove>,
    /// Subnets whose clients were offered a Package Server before, and are offered none afterwards.
    pub subnets_without_package_server: Vec<SubnetWithoutServer>,
    /// Package Servers that become a source for a site's agents.
    pub new_sources: Vec<NewSource>,
}

/// A subnet that changes site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubnetMove {
    /// The SMP.
    pub smp: Name,
    /// The subnet.
    pub network: Network,
    /// Its site before.
    pub from: Option<Name>,
    /// Its site afterwards.
    pub to: Option<Name>,
}

/// A Package Server that changes site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServerMove {
    /// The SMP.
    pub smp: Name,
    /// The server.
    pub package_server: Name,
    /// Its sites before.
    pub from: Vec<InSite>,
    /// Its sites afterwards.
    pub to: Vec<InSite>,
}

/// A site that a Package Server is in, and how it came to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InSite {
    /// The site.
    pub site: Name,
    /// How.
    pub assignment: Assignment,
}

/// A subnet that is left without any Package Server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubnetWithoutServer {
    /// The SMP.
    pub smp: Name,
    /// The subnet.
    pub network: Network,
    /// Its site afterwards.
    pub site: Option<Name>,
}

/// A Package Server that becomes a source for a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewSource {
    /// The SMP.
    pub smp: Name,
    /// The site.
    pub site: Name,
    /// The server.
    pub package_server: Name,
}

impl Plan {
    /// The topology as the plan leaves it, and the plan's reach.
    ///
    /// # Errors
    ///
    /// Why a change of the plan cannot be made.
    pub fn preview(&self, topology: &Topology) -> Result<(Topology, Reach), ChangeError> {
        let mut after = topology.clone();
        Editor::new(&mut after).apply_all(&self.changes).map_err(|(_, error)| error)?;
        let reach = Reach::between(&under_new_names(topology, &self.changes), &after, &self.changes);
        Ok((after, reach))
    }
}

/// The topology before, with sites already renamed: a new name moves nobody.
fn under_new_names<'a>(before: &'a Topology, changes: &[Change]) -> Cow<'a, Topology> {
    let mut before = Cow::Borrowed(before);
    for change in changes.iter().filter(|change| matches!(change, Change::RenameSite { .. })) {
        // A site that only the plan itself creates cannot be renamed here, and need not be.
        let _ = before.to_mut().apply(change);
    }
    before
}

impl Reach {
    /// It touches nothing beyond what the plan names.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is different on the SMPs that the changes are made on.
    fn between(before: &Topology, after: &Topology, changes: &[Change]) -> Self {
        let mut reach = Self::default();
        let mut seen = HashSet::new();
        for smp in changes.iter().map(Change::smp).filter(|smp| seen.insert(smp.key())) {
            let nothing = Smp::named(smp.clone());
            // Of an SMP that goes, everything goes with it; of one that comes, nothing was there to be reached.
            if let (Some(before), Some(after)) = (before.smp(smp).or(Some(&nothing)), after.smp(smp)) {
                reach.add(&Membership::new(before), &Membership::new(after));
            }
        }
        reach
    }

    fn add(&mut self, before: &Membership<'_>, after: &Membership<'_>) {
        self.add_subnets(before, after);
        self.add_servers(before, after);
    }

    fn add_subnets(&mut self, before: &Membership<'_>, after: &Membership<'_>) {
        let smp = &after.smp().name;
        // Both in the order of the ranges: walked side by side.
        let (mut old, mut new) = (before.tree().peekable(), after.tree().peekable());
        let range = |place: &SubnetPlace<'_>| place.subnet.network;
        while let Some(network) = [old.peek().map(range), new.peek().map(range)].into_iter().flatten().min() {
            let old = old.next_if(|place| place.subnet.network == network);
            let new = new.next_if(|place| place.subnet.network == network);
            let from = old.or_else(|| before.encompassing(network)).and_then(|place| place.site);
            let to = new.or_else(|| after.encompassing(network)).and_then(|place| place.site);
            let is_same = match (from, to) {
                (Some(from), Some(to)) => from.name.is(&to.name),
                (None, None) => true,
                _ => false,
            };
            // A subnet that comes with its site moves nobody, unless its clients were in another before.
            let is_new = old.is_none() && from.is_none();
            if !is_same && !is_new {
                self.subnets_changing_site.push(SubnetMove {
                    smp: smp.clone(),
                    network,
                    from: from.map(|site| site.name.clone()),
                    to: to.map(|site| site.name.clone()),
                });
            }
            if new.is_some() && is_served(before, from) && !is_served(after, to) {
                self.subnets_without_package_server.push(SubnetWithoutServer {
                    smp: smp.clone(),
                    network,
                    site: to.map(|site| site.name.clone()),
                });
            }
        }
    }

    fn add_servers(&mut self, before: &Membership<'_>, after: &Membership<'_>) {
        let smp = &after.smp().name;
        let mut servers: BTreeMap<String, &Name> = BTreeMap::new();
        for membership in [after, before] {
            for server in &membership.smp().package_servers {
                servers.entry(server.name.key()).or_insert(&server.name);
            }
        }
        for server in servers.into_values() {
            let from = sites_of(before, server);
            let to = sites_of(after, server);
            for new in to.iter().filter(|new| !from.iter().any(|old| old.site.is(&new.site))) {
                self.new_sources.push(NewSource {
                    smp: smp.clone(),
                    site: new.site.clone(),
                    package_server: server.clone(),
                });
            }
            let is_same = from.len() == to.len()
                && from.iter().all(|old| {
                    to.iter().any(|new| new.site.is(&old.site) && new.assignment == old.assignment)
                });
            if !is_same {
                self.package_servers_changing_site.push(ServerMove {
                    smp: smp.clone(),
                    package_server: server.clone(),
                    from,
                    to,
                });
            }
        }
    }
}

fn sites_of(membership: &Membership<'_>, server: &str) -> Vec<InSite> {
    membership
        .sites_of(server)
        .map(|(site, assignment)| InSite { site: site.name.clone(), assignment })
        .collect()
}

/// Whether clients of the site, or of none, are offered any Package Server.
fn is_served(membership: &Membership<'_>, site: Option<&Site>) -> bool {
    match site {
        Some(site) => membership.servers_of(&site.name).next().is_some(),
        // Where no site applies all servers are offered.
        None => !membership.smp().package_servers.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reach(changes: serde_json::Value) -> Reach {
        let smps = json!([
            {"name": "A",
             "sites": [{"name": "HQ"}, {"name": "Lab"}, {"name": "Empty"}],
             "subnets": [{"network": "10.0.0.0/8", "site": "HQ"}, {"network": "10.1.0.0/16"},
                         {"network": "10.2.0.0/16", "site": "Lab"}, {"network": "11.0.0.0/8"}],
             "packageServers": [{"name": "PS-1", "addresses": ["10.1.0.5"]},
                                {"name": "PS-2", "addresses": ["11.0.0.5"], "manualSites": ["Lab"]}]}
        ]);
        let topology = Topology { smps: serde_json::from_value(smps).unwrap() };
        let plan: Plan = serde_json::from_value(changes).unwrap();
        plan.preview(&topology).unwrap().1
    }

    #[test]
    fn encompassed_subnets_and_their_servers_move_too() {
        let reach = reach(json!([
            {"change": "assign-subnet", "smp": "A", "network": "10.0.0.0/8", "site": "Lab"}
        ]));
        assert_eq!(
            serde_json::to_value(&reach).unwrap(),
            json!({
                "subnetsChangingSite": [
                    {"smp": "A", "network": "10.0.0.0/8", "from": "HQ", "to": "Lab"},
                    {"smp": "A", "network": "10.1.0.0/16", "from": "HQ", "to": "Lab"},
                ],
                "packageServersChangingSite": [
                    {"smp": "A", "packageServer": "PS-1",
                     "from": [{"site": "HQ", "assignment": "automatic"}],
                     "to": [{"site": "Lab", "assignment": "automatic"}]},
                ],
                "subnetsWithoutPackageServer": [],
                "newSources": [{"smp": "A", "site": "Lab", "packageServer": "PS-1"}],
            })
        );
    }

    #[test]
    fn subnets_left_without_a_server_are_named() {
        let reach = reach(json!([
            {"change": "unassign-package-server", "smp": "A", "packageServer": "PS-2", "site": "Lab"}
        ]));
        assert_eq!(reach.subnets_without_package_server.len(), 1);
        assert_eq!(reach.subnets_without_package_server[0].network.to_string(), "10.2.0.0/16");
        assert_eq!(reach.subnets_changing_site, []);
        assert_eq!(reach.new_sources, []);
    }

    #[test]
    fn a_new_subnet_takes_its_clients_from_the_encompassing_one() {
        let reach = reach(json!([
            {"change": "create-subnet", "smp": "A", "network": "10.3.0.0/16", "site": "Empty"}
        ]));
        assert_eq!(reach.subnets_changing_site.len(), 1);
        assert_eq!(reach.subnets_changing_site[0].from.as_deref(), Some("HQ"));
        assert_eq!(reach.subnets_without_package_server.len(), 1);
    }

    #[test]
    fn a_deleted_subnet_leaves_its_clients_to_the_encompassing_one() {
        let reach = reach(json!([{"change": "delete-subnet", "smp": "A", "network": "10.2.0.0/16"}]));
        assert_eq!(reach.subnets_changing_site[0].to.as_deref(), Some("HQ"));
        assert_eq!(reach.subnets_without_package_server, []);
    }

    #[test]
    fn a_new_name_moves_nobody() {
        let reach = reach(json!([{"change": "rename-site", "smp": "A", "site": "HQ", "to": "Head Office"}]));
        assert!(reach.is_empty(), "{reach:?}");
    }

    #[test]
    fn a_manual_assignment_makes_a_source() {
        let reach = reach(json!([
            {"change": "assign-package-server", "smp": "A", "packageServer": "PS-2", "site": "HQ"}
        ]));
        assert_eq!(reach.new_sources.len(), 1);
        assert_eq!(&*reach.new_sources[0].site, "HQ");
        assert_eq!(reach.package_servers_changing_site.len(), 1);
    }
}
