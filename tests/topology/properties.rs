//! What must hold for any topology: membership agrees with a search by brute force, a document survives being
//! written and read, and no sequence of changes breaks the references.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;
use smpctl::backend::{Backend, Document};
use smpctl::topology::change::{Editor, Platform};
use smpctl::topology::difference::{Difference, DifferenceError, Options};
use smpctl::topology::membership::Reason;
use smpctl::topology::validation::problems;
use smpctl::topology::{
    Assignment, Change, JoinAssignment, Membership, Name, Network, PackageServer, Plan, Site, Smp,
    StorageLocation, Subnet, Topology,
};
use uuid::Uuid;

/// Few bits vary, so that ranges overlap and addresses hit them.
fn address() -> impl Strategy<Value = IpAddr> {
    let bits = prop_oneof![Just(0u32), Just(1), Just(2), Just(5)];
    (any::<bool>(), bits.clone(), bits.clone(), bits.clone(), bits).prop_map(|(is_v6, a, b, c, d)| {
        if is_v6 {
            IpAddr::V6(Ipv6Addr::from(
                (0x2001_0db8_u128 << 96) | (u128::from(a) << 80) | u128::from(b << 8 | d),
            ))
        } else {
            IpAddr::V4(Ipv4Addr::from(10 << 24 | a << 20 | b << 16 | c << 8 | d))
        }
    })
}

fn network() -> impl Strategy<Value = Network> {
    (address(), prop_oneof![0u8..=128, Just(8), Just(12), Just(16), Just(24), Just(32), Just(48)]).prop_map(
        |(address, prefix)| {
            let most = if address.is_ipv4() { 32 } else { 128 };
            Network::around(address, prefix.min(most)).unwrap()
        },
    )
}

fn name(kind: &'static str) -> impl Strategy<Value = Name> {
    // The case varies: names that differ only in case are the same name.
    (0usize..5, any::<bool>()).prop_map(move |(number, is_upper)| {
        let name = format!("{kind}-ß{number}");
        if is_upper { name.to_uppercase().replace("SS", "ß") } else { name }.parse().unwrap()
    })
}

fn unique<T, K: Eq + std::hash::Hash>(all: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut seen = std::collections::HashSet::new();
    all.into_iter().filter(|one| seen.insert(key(one))).collect()
}

fn smp() -> impl Strategy<Value = Smp> {
    let sites =
        prop::collection::vec((name("site"), any::<Option<u128>>(), ".{0,8}"), 0..6).prop_map(|sites| {
            let sites = sites.into_iter().map(|(name, guid, description)| Site {
                name,
                guid: guid.map(Uuid::from_u128),
                description,
            });
            unique(sites.collect(), |site: &Site| site.name.key())
        });
    let location = (any::<Option<String>>(), any::<Option<String>>())
        .prop_map(|(windows, ulm)| StorageLocation { windows, ulm });
    let server = (
        name("ps"),
        prop::collection::vec(address(), 0..3),
        prop::collection::vec(name("site"), 0..3),
        any::<bool>(),
        location,
    )
        .prop_map(|(name, addresses, manual_sites, constrained, storage_location)| PackageServer {
            name,
            guid: None,
            addresses,
            manual_sites: unique(manual_sites, Name::key),
            constrained,
            storage_location,
        });
    let subnets = prop::collection::vec((network(), prop::option::of(name("site"))), 0..20);
    (sites, subnets, prop::collection::vec(server, 0..6), any::<bool>()).prop_map(
        |(sites, subnets, servers, is_joined)| {
            let is_there = |name: &Name| sites.iter().any(|site| site.name.is(name));
            let subnets = subnets.into_iter().map(|(network, site)| Subnet {
                network,
                guid: None,
                site: site.filter(is_there),
            });
            let subnets = unique(subnets.collect(), |subnet: &Subnet| subnet.network);
            let mut servers = unique(servers, |server| server.name.key());
            for server in &mut servers {
                server.manual_sites.retain(is_there);
            }
            let mut smp = Smp::named("SMP".parse().unwrap());
            let joins = servers.iter().filter(|_| is_joined).flat_map(|server| {
                server
                    .manual_sites
                    .first()
                    .map(|site| JoinAssignment { site: site.clone(), package_server: server.name.clone() })
            });
            smp.join_assignments = joins.collect();
            smp.sites = sites;
            smp.subnets = subnets;
            smp.package_servers = servers;
            smp
        },
    )
}

/// An SMP whose sites are known by a few guids, so that two of them have some in common.
fn smp_with_guids() -> impl Strategy<Value = Smp> {
    (smp(), prop::collection::vec(prop::option::of(0u128..5), 6)).prop_map(|(mut smp, guids)| {
        for (site, guid) in smp.sites.iter_mut().zip(guids) {
            site.guid = guid.map(Uuid::from_u128);
        }
        smp
    })
}

/// What a plan is to bring about: all but guids, order and spelling, and what is a fact of a machine.
fn outcome(smp: &Smp) -> impl PartialEq + std::fmt::Debug + use<> {
    let mut sites: Vec<(String, String)> =
        smp.sites.iter().map(|site| (site.name.key(), site.description.clone())).collect();
    sites.sort();
    let mut subnets: Vec<(Network, Option<String>)> =
        smp.subnets.iter().map(|subnet| (subnet.network, subnet.site.as_ref().map(Name::key))).collect();
    subnets.sort();
    let mut servers: Vec<(String, Vec<String>, StorageLocation)> = smp
        .package_servers
        .iter()
        .map(|server| {
            let mut sites: Vec<String> = server.manual_sites.iter().map(Name::key).collect();
            sites.sort();
            (server.name.key(), sites, server.storage_location.clone())
        })
        .collect();
    servers.sort_by(|one, other| one.0.cmp(&other.0));
    let mut joins: Vec<(String, String)> =
        smp.join_assignments.iter().map(|join| (join.site.key(), join.package_server.key())).collect();
    joins.sort();
    (sites, subnets, servers, joins, smp.storage_location.clone())
}

/// The smallest subnet that the address is in, by looking at all.
fn smallest(smp: &Smp, address: IpAddr) -> Option<&Subnet> {
    smp.subnets
        .iter()
        .filter(|subnet| subnet.network.contains(address))
        .max_by_key(|subnet| subnet.network.prefix_len())
}

/// The site of a subnet, by looking at all that lie around it.
fn site_of<'a>(smp: &'a Smp, subnet: &Subnet) -> Option<&'a Site> {
    smp.subnets
        .iter()
        .filter(|outer| outer.network == subnet.network || outer.network.encompasses(&subnet.network))
        .filter(|outer| outer.site.is_some())
        .max_by_key(|outer| outer.network.prefix_len())
        .and_then(|outer| outer.site.as_ref())
        .and_then(|site| smp.site(site))
}

/// How a server is in a site, by looking at all its addresses.
fn assignment(smp: &Smp, server: &PackageServer, site: &Site) -> Option<Assignment> {
    let is_automatic = server.addresses.iter().any(|address| {
        smallest(smp, *address).and_then(|subnet| site_of(smp, subnet)).is_some_and(|at| at.name == site.name)
    });
    match (is_automatic, server.is_manually_in(&site.name)) {
        (true, true) => Some(Assignment::Both),
        (true, false) => Some(Assignment::Automatic),
        (false, true) => Some(Assignment::Manual),
        (false, false) => None,
    }
}

fn change() -> impl Strategy<Value = Change> {
    let smp = || name("smp");
    prop_oneof![
        3 => (smp(), prop::option::of(smp())).prop_map(|(smp, parent)| Change::AddSmp {
            smp, guid: None, addresses: Vec::new(), parent, url: None }),
        1 => (smp(), prop::option::of(smp())).prop_map(|(smp, parent)| Change::SetParent { smp, parent }),
        1 => smp().prop_map(|smp| Change::RemoveSmp { smp }),
        6 => (smp(), name("site")).prop_map(|(smp, site)| Change::CreateSite {
            smp, site, guid: None, description: String::new() }),
        2 => (smp(), name("site"), name("site")).prop_map(|(smp, site, to)| Change::RenameSite { smp, site, to }),
        1 => (smp(), name("site"), ".{0,8}").prop_map(|(smp, site, description)|
            Change::DescribeSite { smp, site, description }),
        2 => (smp(), name("site")).prop_map(|(smp, site)| Change::DeleteSite { smp, site }),
        6 => (smp(), network(), prop::option::of(name("site"))).prop_map(|(smp, network, site)|
            Change::CreateSubnet { smp, network, guid: None, site }),
        3 => (smp(), network(), name("site")).prop_map(|(smp, network, site)|
            Change::AssignSubnet { smp, network, site }),
        1 => (smp(), network()).prop_map(|(smp, network)| Change::ReleaseSubnet { smp, network }),
        1 => (smp(), network()).prop_map(|(smp, network)| Change::DeleteSubnet { smp, network }),
        6 => (smp(), name("ps"), prop::collection::vec(address(), 0..2)).prop_map(|(smp, package_server, addresses)|
            Change::AddPackageServer { smp, package_server, guid: None, addresses, constrained: false }),
        1 => (smp(), name("ps")).prop_map(|(smp, package_server)|
            Change::RemovePackageServer { smp, package_server }),
        6 => (smp(), name("ps"), name("site")).prop_map(|(smp, package_server, site)|
            Change::AssignPackageServer { smp, package_server, site }),
        2 => (smp(), name("ps"), name("site")).prop_map(|(smp, package_server, site)|
            Change::UnassignPackageServer { smp, package_server, site }),
        3 => (smp(), name("ps"), name("site")).prop_map(|(smp, package_server, site)|
            Change::RecordJoinAssignment { smp, package_server, site }),
        1 => (smp(), name("ps"), name("site")).prop_map(|(smp, package_server, site)|
            Change::ForgetJoinAssignment { smp, package_server, site }),
        1 => (smp(), prop::option::of(name("ps"))).prop_map(|(smp, package_server)| Change::SetStorageLocation {
            smp, package_server, platform: Platform::Ulm, path: Some("/srv".into()) }),
    ]
}

/// What to take away: its kind, and which one.
fn removal() -> impl Strategy<Value = (u8, usize, Name)> {
    (0u8..3, any::<usize>(), prop_oneof![name("site"), name("ps")])
}

/// The change that takes it from the SMP, if there is such a thing at all.
fn take_away(smp: &Smp, (kind, at, name): (u8, usize, Name)) -> Change {
    let owner = smp.name.clone();
    match kind {
        0 => Change::DeleteSite { smp: owner, site: name },
        1 => Change::RemovePackageServer { smp: owner, package_server: name },
        _ => {
            let network = smp.subnets.get(at % smp.subnets.len().max(1)).map(|subnet| subnet.network);
            Change::DeleteSubnet { smp: owner, network: network.unwrap_or("10.0.0.0/8".parse().unwrap()) }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn membership_agrees_with_a_search_by_brute_force(smp in smp(), clients in prop::collection::vec(address(), 8)) {
        let membership = Membership::new(&smp);
        for place in membership.tree() {
            let expected = smp.subnets.iter()
                .filter(|outer| outer.network.encompasses(&place.subnet.network))
                .max_by_key(|outer| outer.network.prefix_len());
            prop_assert_eq!(place.encompassed_by, expected);
            prop_assert_eq!(place.site, site_of(&smp, place.subnet));
            let giver = smp.subnets.iter()
                .filter(|outer| place.subnet.site.is_none() && outer.site.is_some())
                .filter(|outer| outer.network.encompasses(&place.subnet.network))
                .max_by_key(|outer| outer.network.prefix_len());
            prop_assert_eq!(place.inherited_from, giver);
            prop_assert_eq!(membership.subnet(place.subnet.network), Some(place));
            prop_assert_eq!(membership.encompassing(place.subnet.network).map(|outer| outer.subnet), expected);
        }
        prop_assert_eq!(membership.tree().count(), smp.subnets.len());
        for site in &smp.sites {
            for server in &smp.package_servers {
                let expected = assignment(&smp, server, site);
                let of_site = membership.servers_of(&site.name).find(|(at, _)| at.name == server.name);
                let of_server = membership.sites_of(&server.name).find(|(at, _)| at.name == site.name);
                prop_assert_eq!(of_site.map(|(_, how)| how), expected);
                prop_assert_eq!(of_server.map(|(_, how)| how), expected);
            }
            let expected = smp.subnets.iter().filter(|subnet| site_of(&smp, subnet) == Some(site)).count();
            prop_assert_eq!(membership.subnets_of(&site.name).count(), expected);
        }
        for client in clients {
            let subnet = smallest(&smp, client);
            let site = subnet.and_then(|subnet| site_of(&smp, subnet));
            let location = membership.locate(client);
            prop_assert_eq!(location.subnet.map(|place| place.subnet), subnet);
            prop_assert_eq!(location.subnet.and_then(|place| place.site), site);
            let near: Vec<&Name> = smp.package_servers.iter()
                .filter(|server| server.addresses.iter()
                    .any(|at| subnet.is_some() && smallest(&smp, *at) == subnet))
                .map(|server| &server.name)
                .collect();
            let expected: Vec<&Name> = match site {
                Some(site) => smp.package_servers.iter()
                    .filter(|server| assignment(&smp, server, site).is_some())
                    .map(|server| &server.name)
                    .collect(),
                None if near.is_empty() => smp.package_servers.iter().map(|server| &server.name).collect(),
                None => near,
            };
            let offered: Vec<&Name> = location.offers.iter().map(|offer| &offer.server.name).collect();
            prop_assert_eq!(offered, expected);
            for offer in &location.offers {
                prop_assert_eq!(matches!(offer.reason, Reason::InSite(..)), site.is_some());
            }
        }
    }

    #[test]
    fn a_document_survives_being_written_and_read(smp in smp(), change in change()) {
        let before = Topology { smps: vec![smp] };
        let directory = tempfile::tempdir().unwrap();
        let document = Document::at(directory.path().join("topology.json"));
        let text = serde_json::json!({"version": 1, "smps": &before.smps}).to_string();
        std::fs::write(document.path(), text).unwrap();
        prop_assert_eq!(&document.read().unwrap(), &before);
        // Written by the backend itself, after a change.
        let mut expected = before.clone();
        let applied = document.apply(&before, std::slice::from_ref(&change)).unwrap();
        for change in &applied.done {
            prop_assert_eq!(expected.apply(change), Ok(()));
        }
        prop_assert_eq!(document.read().unwrap(), expected);
    }

    #[test]
    fn no_sequence_of_changes_breaks_the_invariants(changes in prop::collection::vec(change(), 1..80)) {
        let mut topology = Topology::default();
        for change in changes {
            let before = topology.clone();
            let plan = Plan::from(vec![change.clone()]);
            let preview = plan.preview(&before);
            match topology.apply(&change) {
                Ok(()) => prop_assert_eq!(&preview.unwrap().0, &topology),
                Err(error) => {
                    prop_assert_eq!(preview.unwrap_err(), error);
                    prop_assert_eq!(&topology, &before, "a refused change changes nothing: {}", change);
                }
            }
            prop_assert_eq!(problems(&topology), vec![], "after {}", change);
            for smp in &topology.smps {
                for join in &smp.join_assignments {
                    let server = smp.package_server(&join.package_server);
                    prop_assert!(server.is_some_and(|server| server.is_manually_in(&join.site)), "after {}", change);
                }
            }
            // What was read back would be refused if a name came twice.
            let text = serde_json::to_string(&topology.smps).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Vec<Smp>>(&text).unwrap(), &topology.smps);
        }
    }

    #[test]
    fn the_reach_of_a_plan_is_the_difference_it_makes(smp in smp(), change in change()) {
        let before = Topology { smps: vec![smp] };
        let change = match serde_json::to_value(&change).unwrap() {
            serde_json::Value::Object(mut object) => {
                object.insert("smp".into(), "SMP".into());
                serde_json::from_value(object.into()).unwrap()
            }
            _ => unreachable!(),
        };
        let is_rename = matches!(change, Change::RenameSite { .. });
        if let Ok((after, reach)) = Plan::from(vec![change]).preview(&before)
            && let (Some(before), Some(after)) = (before.smp("SMP"), after.smp("SMP"))
            && !is_rename
        {
            let (was, is) = (Membership::new(before), Membership::new(after));
            for subnet in &before.subnets {
                let (from, to) = (was.site_of_range(subnet.network), is.site_of_range(subnet.network));
                let moved = reach.subnets_changing_site.iter().any(|moved| moved.network == subnet.network);
                prop_assert_eq!(moved, from.map(|site| &site.name) != to.map(|site| &site.name));
            }
            for source in &reach.new_sources {
                prop_assert!(is.servers_of(&source.site).any(|(server, _)| server.name.is(&source.package_server)));
                prop_assert!(!was.servers_of(&source.site).any(|(server, _)| server.name.is(&source.package_server)));
            }
        }
    }

    #[test]
    fn many_changes_at_once_do_what_they_do_one_by_one(smp in smp(), removals in prop::collection::vec(removal(), 0..12)) {
        let mut changes: Vec<Change> = removals.into_iter().map(|removal| take_away(&smp, removal)).collect();
        // Of one kind together, so that there are runs.
        changes.sort_by_key(|change| match change {
            Change::DeleteSubnet { .. } => 0,
            Change::RemovePackageServer { .. } => 1,
            _ => 2,
        });
        let before = Topology { smps: vec![smp] };
        let mut at_once = before.clone();
        let outcome = Editor::new(&mut at_once).apply_all(&changes);
        let mut one_by_one = before;
        let expected = changes.iter().enumerate().try_for_each(|(at, change)| {
            one_by_one.apply(change).map_err(|error| (at, error))
        });
        prop_assert_eq!(outcome, expected);
        prop_assert_eq!(at_once, one_by_one);
    }

    #[test]
    fn a_pruning_plan_leads_to_what_is_wanted(there in smp_with_guids(), wanted in smp_with_guids()) {
        let (there, wanted) = (Topology { smps: vec![there] }, Topology { smps: vec![wanted] });
        let options = Options { prune: true, is_live: false };
        let difference = Difference::between(&there, &wanted, options).unwrap();
        let (after, _) = difference.plan.preview(&there).unwrap();
        prop_assert_eq!(outcome(&after.smps[0]), outcome(&wanted.smps[0]));
        let again = Difference::between(&after, &wanted, options).unwrap();
        prop_assert_eq!(again.plan, Plan::default());
        // Nothing is to be done to what is there already.
        prop_assert_eq!(Difference::between(&wanted, &wanted, options).unwrap(), Difference::default());
    }

    #[test]
    fn a_plan_that_does_not_prune_takes_nothing_away(there in smp_with_guids(), wanted in smp_with_guids()) {
        let (there, wanted) = (Topology { smps: vec![there] }, Topology { smps: vec![wanted] });
        let difference = match Difference::between(&there, &wanted, Options::default()) {
            Ok(difference) => difference,
            Err(error) => {
                prop_assert!(matches!(error, DifferenceError::NameTaken { .. }), "{}", error);
                return Ok(());
            }
        };
        for change in &difference.plan.changes {
            prop_assert!(!matches!(change, Change::DeleteSite { .. } | Change::DeleteSubnet { .. }
                | Change::ReleaseSubnet { .. } | Change::UnassignPackageServer { .. }
                | Change::RemovePackageServer { .. } | Change::ForgetJoinAssignment { .. }
                | Change::SetStorageLocation { path: None, .. }), "{}", change);
        }
        let (after, _) = difference.plan.preview(&there).unwrap();
        let (before, after, wanted) = (&there.smps[0], &after.smps[0], &wanted.smps[0]);
        prop_assert!(after.sites.len() >= before.sites.len());
        // Only a site that is wanted under another name gets another one.
        let is_known = |site: &Site| wanted.sites.iter().any(|new| new.guid.is_some() && new.guid == site.guid);
        for site in before.sites.iter().filter(|site| !is_known(site)) {
            prop_assert!(after.site(&site.name).is_some_and(|now| now.guid == site.guid), "'{}' is gone", site.name);
        }
        for subnet in &before.subnets {
            prop_assert!(after.subnet(subnet.network).unwrap().site.is_some() || subnet.site.is_none());
        }
        for server in &before.package_servers {
            let kept = after.package_server(&server.name).unwrap();
            prop_assert!(kept.manual_sites.len() >= server.manual_sites.len());
        }
        for site in &wanted.sites {
            prop_assert!(after.site(&site.name).is_some());
        }
        for subnet in &wanted.subnets {
            let place = after.subnet(subnet.network).unwrap();
            prop_assert!(subnet.site.as_ref().is_none_or(|site| place.site.as_ref().unwrap().is(site)));
        }
        for server in &wanted.package_servers {
            let place = after.package_server(&server.name).unwrap();
            prop_assert!(server.manual_sites.iter().all(|site| place.is_manually_in(site)));
        }
        let again = Difference::between(&Topology { smps: vec![after.clone()] }, &Topology { smps: vec![wanted.clone()] }, Options::default());
        prop_assert_eq!(again.unwrap().plan, Plan::default());
    }

    #[test]
    fn on_a_live_server_a_plan_touches_no_computer(there in smp_with_guids(), wanted in smp_with_guids(), prune in any::<bool>()) {
        let (there, wanted) = (Topology { smps: vec![there] }, Topology { smps: vec![wanted] });
        if let Ok(difference) = Difference::between(&there, &wanted, Options { prune, is_live: true }) {
            for change in &difference.plan.changes {
                prop_assert!(!matches!(change, Change::AddSmp { .. } | Change::RemoveSmp { .. } | Change::SetParent { .. }
                    | Change::AddPackageServer { .. } | Change::RemovePackageServer { .. }), "{}", change);
            }
            prop_assert!(difference.plan.preview(&there).is_ok());
        }
    }
}
