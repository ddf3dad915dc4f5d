//! What is wrong with a topology although its syntax is right: names that stand for nothing.

use std::collections::{HashMap, HashSet};

use super::{Name, Network, Smp, Topology, name};

/// A reference that leads nowhere, or in a circle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// An SMP's parent is not in the topology.
    #[error("SMP '{smp}' has the parent '{parent}', but there is no SMP of that name")]
    NoParent {
        /// The child.
        smp: Name,
        /// The absent parent.
        parent: Name,
    },
    /// An SMP is, over one or more steps, its own parent.
    #[error("SMP '{smp}' is its own parent, directly or by way of others")]
    Circle {
        /// An SMP in the circle.
        smp: Name,
    },
    /// A subnet's site does not exist.
    #[error(
        "subnet '{network}' of SMP '{smp}' is assigned to site '{site}', but there is no site of that name"
    )]
    SubnetSite {
        /// The SMP.
        smp: Name,
        /// The subnet.
        network: Network,
        /// The absent site.
        site: Name,
    },
    /// A site a Package Server is manually assigned to does not exist.
    #[error(
        "Package Server '{package_server}' of SMP '{smp}' is manually assigned to site '{site}', but there is no \
         site of that name"
    )]
    ManualSite {
        /// The SMP.
        smp: Name,
        /// The server.
        package_server: Name,
        /// The absent site.
        site: Name,
    },
    /// A join assignment's site does not exist.
    #[error("a join assignment of SMP '{smp}' names site '{site}', but there is no site of that name")]
    JoinSite {
        /// The SMP.
        smp: Name,
        /// The absent site.
        site: Name,
    },
    /// A join assignment's Package Server does not exist.
    #[error(
        "a join assignment of SMP '{smp}' names Package Server '{package_server}', but there is none of that name"
    )]
    JoinServer {
        /// The SMP.
        smp: Name,
        /// The absent server.
        package_server: Name,
    },
}

/// Everything that is wrong, in the order of the document.
pub fn problems(topology: &Topology) -> Vec<Problem> {
    let mut found = Vec::new();
    let parents: HashMap<String, Option<String>> =
        topology.smps.iter().map(|smp| (smp.name.key(), smp.parent.as_ref().map(Name::key))).collect();
    for smp in &topology.smps {
        if let Some(parent) = &smp.parent {
            if !parents.contains_key(&parent.key()) {
                found.push(Problem::NoParent { smp: smp.name.clone(), parent: parent.clone() });
            } else if is_its_own_parent(&smp.name.key(), &parents) {
                found.push(Problem::Circle { smp: smp.name.clone() });
            }
        }
        problems_of(smp, &mut found);
    }
    found
}

fn is_its_own_parent(start: &str, parents: &HashMap<String, Option<String>>) -> bool {
    let mut next = parents.get(start).and_then(Option::as_ref);
    // A circle that `start` leads into, but is not part of, would never come back to it.
    for _ in 0..parents.len() {
        match next {
            Some(parent) if parent == start => return true,
            Some(parent) => next = parents.get(parent).and_then(Option::as_ref),
            None => return false,
        }
    }
    false
}

fn problems_of(smp: &Smp, found: &mut Vec<Problem>) {
    let sites: HashSet<String> = smp.sites.iter().map(|site| site.name.key()).collect();
    let is_absent = |site: &Name| !sites.contains(&name::key(site));
    for subnet in &smp.subnets {
        if let Some(site) = subnet.site.as_ref().filter(|site| is_absent(site)) {
            found.push(Problem::SubnetSite {
                smp: smp.name.clone(),
                network: subnet.network,
                site: site.clone(),
            });
        }
    }
    for server in &smp.package_servers {
        for site in server.manual_sites.iter().filter(|site| is_absent(site)) {
            found.push(Problem::ManualSite {
                smp: smp.name.clone(),
                package_server: server.name.clone(),
                site: site.clone(),
            });
        }
    }
    for join in &smp.join_assignments {
        if is_absent(&join.site) {
            found.push(Problem::JoinSite { smp: smp.name.clone(), site: join.site.clone() });
        }
        if smp.package_server(&join.package_server).is_none() {
            found.push(Problem::JoinServer {
                smp: smp.name.clone(),
                package_server: join.package_server.clone(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn topology(smps: serde_json::Value) -> Topology {
        Topology { smps: serde_json::from_value(smps).unwrap() }
    }

    #[test]
    fn names_are_found_whatever_their_case() {
        let topology = topology(json!([
            {"name": "A", "parent": "b", "sites": [{"name": "HQ"}],
             "subnets": [{"network": "10.0.0.0/8", "site": "hq"}],
             "packageServers": [{"name": "PS", "manualSites": ["Hq"]}],
             "joinAssignments": [{"site": "hQ", "packageServer": "ps"}]},
            {"name": "B"}
        ]));
        assert_eq!(problems(&topology), []);
    }

    #[test]
    fn every_dangling_reference_is_named() {
        let topology = topology(json!([
            {"name": "A", "parent": "C",
             "subnets": [{"network": "10.0.0.0/8", "site": "HQ"}],
             "packageServers": [{"name": "PS", "manualSites": ["HQ"]}],
             "joinAssignments": [{"site": "HQ", "packageServer": "PS-2"}]}
        ]));
        let messages: Vec<String> = problems(&topology).iter().map(ToString::to_string).collect();
        assert_eq!(
            messages,
            [
                "SMP 'A' has the parent 'C', but there is no SMP of that name",
                "subnet '10.0.0.0/8' of SMP 'A' is assigned to site 'HQ', but there is no site of that name",
                "Package Server 'PS' of SMP 'A' is manually assigned to site 'HQ', but there is no site of that name",
                "a join assignment of SMP 'A' names site 'HQ', but there is no site of that name",
                "a join assignment of SMP 'A' names Package Server 'PS-2', but there is none of that name",
            ]
        );
    }

    #[test]
    fn circles_are_found_and_only_their_members_named() {
        let topology = topology(json!([
            {"name": "A", "parent": "B"}, {"name": "B", "parent": "A"}, {"name": "C", "parent": "A"},
            {"name": "D", "parent": "d"}
        ]));
        let named: Vec<String> = problems(&topology)
            .into_iter()
            .map(|problem| match problem {
                Problem::Circle { smp } => smp.to_string(),
                other => panic!("{other}"),
            })
            .collect();
        assert_eq!(named, ["A", "B", "D"]);
    }
}
