//! What leads from one topology to another: the changes, in an order in which each can be made.
//!
//! Nothing is taken away unless it is asked for with [`Options::prune`]: a thing, an assignment or a setting that the
//! wanted topology does not mention stays, and is told as [`Kept`]. SMPs that it does not mention are never touched.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::net::IpAddr;

use serde::Serialize;
use uuid::Uuid;

use super::change::{Editor, Platform};
use super::{Change, JoinAssignment, Name, PackageServer, Plan, Site, Smp, StorageLocation, Topology};

/// How a topology is to be brought to what is wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// What the wanted topology does not mention of an SMP is taken away: sites, subnets, assignments, settings.
    pub prune: bool,
    /// SMPs and Package Servers are computers, not entries: none is added, removed, or given another parent.
    pub is_live: bool,
}

/// The way from one topology to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// What is to be done, in order.
    pub plan: Plan,
    /// What differs and stays as it is.
    pub kept: Vec<Kept>,
}

/// Something that differs from what is wanted, and stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// The SMP.
    pub smp: Name,
    /// The thing, like "site 'HQ'".
    pub thing: String,
    /// Why it stays.
    pub reason: Reason,
    /// What differs, in words; missing where the whole thing is not mentioned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
}

/// Why something that differs stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The wanted topology does not mention it, and nothing is pruned.
    NotMentioned,
    /// It is a fact of a machine, or nothing changes it.
    CannotBeChanged,
}

/// Why no way leads to what is wanted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DifferenceError {
    /// The name that a site is to have belongs to a site that is to stay.
    #[error(
        "site '{site}' of SMP '{smp}' is to be named '{to}', but another site, which is not mentioned, has that name"
    )]
    NameTaken {
        /// The SMP.
        smp: Name,
        /// The site, by its present name.
        site: Name,
        /// The name it is to have.
        to: Name,
    },
    /// The parents would form a circle.
    #[error(
        "'{parent}' cannot become the parent of '{smp}': with the parents that stay it would be below it"
    )]
    Circle {
        /// The child.
        smp: Name,
        /// The parent.
        parent: Name,
    },
    /// Not one of the SMPs wanted is there.
    #[error("none of the SMPs wanted ('{}') is there; there is '{}'", join(wanted), join(there))]
    NothingInCommon {
        /// Those wanted.
        wanted: Vec<Name>,
        /// Those there.
        there: Vec<Name>,
    },
}

fn join(names: &[Name]) -> String {
    names.iter().map(|name| &**name).collect::<Vec<_>>().join("', '")
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.thing)?;
        self.difference.as_ref().map_or(Ok(()), |difference| write!(f, ": {difference}"))
    }
}

impl Difference {
    /// What leads from `there` to `wanted`. Both must be valid.
    ///
    /// Things match by guid, else by name (subnets by their range); names are compared whatever their case.
    ///
    /// # Errors
    ///
    /// Why there is no such way.
    pub fn between(there: &Topology, wanted: &Topology, options: Options) -> Result<Self, DifferenceError> {
        let mut found = Self::default();
        let pairs = matching(
            wanted.smps.iter().map(|smp| (smp.guid, &smp.name)),
            there.smps.iter().map(|smp| (smp.guid, &smp.name)),
        );
        if options.is_live && !wanted.smps.is_empty() && pairs.to_there.iter().all(Option::is_none) {
            return Err(DifferenceError::NothingInCommon {
                wanted: wanted.smps.iter().map(|smp| smp.name.clone()).collect(),
                there: there.smps.iter().map(|smp| smp.name.clone()).collect(),
            });
        }
        if !options.is_live {
            found.add_smps(there, wanted, &pairs, options)?;
        }
        for (smp, at) in wanted.smps.iter().zip(&pairs.to_there) {
            match at.map(|at| &there.smps[at]) {
                Some(present) => {
                    Pair { there: present, wanted: smp, options, found: &mut found }.compare()?
                }
                None if options.is_live => {
                    found.cannot(&smp.name, format!("SMP '{}'", smp.name), "it is not there")
                }
                // Under its name there is another one.
                None if there.smp(&smp.name).is_some() => {}
                None => {
                    let new = Smp::named(smp.name.clone());
                    // What it is made with is no difference.
                    let bare = Smp { addresses: smp.addresses.clone(), url: smp.url.clone(), ..new };
                    Pair { there: &bare, wanted: smp, options, found: &mut found }.compare()?;
                }
            }
        }
        Ok(found)
    }

    /// New SMPs, and other parents.
    fn add_smps(
        &mut self,
        there: &Topology,
        wanted: &Topology,
        pairs: &Matches,
        options: Options,
    ) -> Result<(), DifferenceError> {
        // Under the names they have there, so that changes find them.
        let name_there = |name: &Name| {
            let at = wanted.smps.iter().position(|smp| smp.name.is(name));
            let matched = at.and_then(|at| pairs.to_there[at]).map(|at| there.smps[at].name.clone());
            matched.unwrap_or_else(|| name.clone())
        };
        let mut after = there.clone();
        let mut editor = Editor::new(&mut after);
        let mut parents: Vec<(Name, Name)> = Vec::new();
        for (smp, at) in wanted.smps.iter().zip(&pairs.to_there) {
            let parent = smp.parent.as_ref().map(name_there);
            let Some(present) = at.map(|at| &there.smps[at]) else {
                let mut add = Change::AddSmp {
                    smp: smp.name.clone(),
                    guid: smp.guid.filter(|guid| there.smps.iter().all(|other| other.guid != Some(*guid))),
                    addresses: smp.addresses.clone(),
                    parent: parent.clone(),
                    url: smp.url.clone(),
                };
                // Its parent may be one that comes later.
                if editor.apply(&add).is_err() {
                    if let Change::AddSmp { parent: given, .. } = &mut add {
                        *given = None;
                    }
                    if editor.apply(&add).is_err() {
                        self.cannot(
                            &smp.name,
                            format!("SMP '{}'", smp.name),
                            "another SMP there has this name",
                        );
                        continue;
                    }
                    parents.extend(parent.map(|parent| (smp.name.clone(), parent)));
                }
                self.plan.push(add);
                continue;
            };
            match (&present.parent, parent) {
                (Some(old), Some(new)) if old.is(&new) => {}
                (_, Some(new)) => parents.push((present.name.clone(), new)),
                (Some(old), None) if options.prune => {
                    let change = Change::SetParent { smp: present.name.clone(), parent: None };
                    let _ = editor.apply(&change);
                    self.plan.push(change);
                    tracing::trace!("'{}' loses its parent '{old}'", present.name);
                }
                (Some(old), None) => {
                    self.not_mentioned(
                        &present.name,
                        format!("the parent '{old}' of SMP '{}'", present.name),
                    );
                }
                (None, None) => {}
            }
        }
        self.set_parents(&mut editor, parents)
    }

    /// Sets parents in an order without a circle on the way; where there is none, some go without for a moment.
    fn set_parents(
        &mut self,
        editor: &mut Editor<'_>,
        mut pending: Vec<(Name, Name)>,
    ) -> Result<(), DifferenceError> {
        let mut freed: HashSet<String> = HashSet::new();
        while !pending.is_empty() {
            let before = pending.len();
            pending.retain(|(smp, parent)| {
                let change = Change::SetParent { smp: smp.clone(), parent: Some(parent.clone()) };
                let is_done = editor.apply(&change).is_ok();
                if is_done {
                    self.plan.push(change);
                }
                !is_done
            });
            if pending.len() < before {
                continue;
            }
            let Some((smp, parent)) = pending.iter().find(|(smp, _)| !freed.contains(&smp.key())) else {
                let (smp, parent) = pending.swap_remove(0);
                return Err(DifferenceError::Circle { smp, parent });
            };
            let change = Change::SetParent { smp: smp.clone(), parent: None };
            if editor.apply(&change).is_err() {
                return Err(DifferenceError::Circle { smp: smp.clone(), parent: parent.clone() });
            }
            freed.insert(smp.key());
            self.plan.push(change);
        }
        Ok(())
    }

    fn cannot(&mut self, smp: &Name, thing: String, difference: impl Into<String>) {
        self.kept.push(Kept {
            smp: smp.clone(),
            thing,
            reason: Reason::CannotBeChanged,
            difference: Some(difference.into()),
        });
    }

    fn not_mentioned(&mut self, smp: &Name, thing: String) {
        self.kept.push(Kept { smp: smp.clone(), thing, reason: Reason::NotMentioned, difference: None });
    }
}

/// Which things of two lists are the same.
struct Matches {
    /// For each one wanted, the one there.
    to_there: Vec<Option<usize>>,
    /// For each one there, the one wanted.
    to_wanted: Vec<Option<usize>>,
    /// For each one wanted, whether its guid told.
    by_guid: Vec<bool>,
}

/// Matches by guid, else by name.
fn matching<'n>(
    wanted: impl ExactSizeIterator<Item = (Option<Uuid>, &'n Name)>,
    there: impl ExactSizeIterator<Item = (Option<Uuid>, &'n Name)>,
) -> Matches {
    let mut found = Matches {
        to_there: vec![None; wanted.len()],
        to_wanted: vec![None; there.len()],
        by_guid: vec![false; wanted.len()],
    };
    let wanted: Vec<(Option<Uuid>, String)> = wanted.map(|(guid, name)| (guid, name.key())).collect();
    let there: Vec<(Option<Uuid>, String)> = there.map(|(guid, name)| (guid, name.key())).collect();
    let mut by_guid: HashMap<Uuid, usize> = HashMap::with_capacity(there.len());
    let mut by_name: HashMap<&str, usize> = HashMap::with_capacity(there.len());
    for (at, (guid, name)) in there.iter().enumerate() {
        by_name.insert(name, at);
        if let Some(guid) = guid {
            by_guid.entry(*guid).or_insert(at);
        }
    }
    // A guid should be there once; where it is not, the name tells which is which.
    for pass in 0..3 {
        for (at, (guid, name)) in wanted.iter().enumerate() {
            let named = by_name.get(name.as_str()).copied();
            let candidate = match pass {
                0 => named.filter(|&other| guid.is_some() && there[other].0 == *guid),
                1 => guid.and_then(|guid| by_guid.get(&guid).copied()),
                _ => named,
            };
            if let Some(other) = candidate
                && found.to_there[at].is_none()
                && found.to_wanted[other].is_none()
            {
                found.to_there[at] = Some(other);
                found.to_wanted[other] = Some(at);
                found.by_guid[at] = pass < 2;
            }
        }
    }
    found
}

/// One SMP as it is and as it is wanted.
struct Pair<'a> {
    there: &'a Smp,
    wanted: &'a Smp,
    options: Options,
    found: &'a mut Difference,
}

/// Changes by kind, to be made in this order: nothing is in the way of what comes before it.
#[derive(Default)]
struct Steps {
    descriptions: Vec<Change>,
    renames: Vec<Change>,
    sites: Vec<Change>,
    subnets: Vec<Change>,
    servers: Vec<Change>,
    assignments: Vec<Change>,
    settings: Vec<Change>,
    /// Assignments that go, then the things that they would have kept from going.
    removals: Vec<Change>,
    deletions: Vec<Change>,
}

impl Pair<'_> {
    fn compare(mut self) -> Result<(), DifferenceError> {
        let mut steps = Steps::default();
        self.compare_facts();
        let sites = matching(
            self.wanted.sites.iter().map(|site| (site.guid, &site.name)),
            self.there.sites.iter().map(|site| (site.guid, &site.name)),
        );
        let names = self.compare_sites(&sites, &mut steps)?;
        let places = Places::new(self.there, self.wanted, &sites, &names);
        self.compare_subnets(&places, &mut steps);
        self.compare_servers(&places, &mut steps);
        self.compare_storage(None, &self.there.storage_location, &self.wanted.storage_location, &mut steps);
        // Deleted last, when nothing is in them any more.
        for (at, site) in self.there.sites.iter().enumerate() {
            if sites.to_wanted[at].is_some() {
                continue;
            }
            if self.options.prune {
                steps.deletions.push(Change::DeleteSite { smp: self.smp(), site: names[at].clone() });
            } else {
                self.found.not_mentioned(&self.there.name, format!("site '{}'", site.name));
            }
        }
        let Steps {
            descriptions,
            renames,
            sites,
            subnets,
            servers,
            assignments,
            settings,
            removals,
            deletions,
        } = steps;
        for step in
            [descriptions, renames, sites, subnets, servers, assignments, settings, removals, deletions]
        {
            self.found.plan.changes.extend(step);
        }
        Ok(())
    }

    fn smp(&self) -> Name {
        self.there.name.clone()
    }

    /// What is a fact of the server.
    fn compare_facts(&mut self) {
        let (there, wanted) = (self.there, self.wanted);
        let thing = || format!("SMP '{}'", there.name);
        if !there.name.is(&wanted.name) {
            self.found.cannot(&there.name, thing(), format!("its name is not '{}'", wanted.name));
        }
        if !wanted.addresses.is_empty() && !is_same(&there.addresses, &wanted.addresses) {
            self.found.cannot(&there.name, thing(), addresses(&there.addresses, &wanted.addresses));
        }
        if let Some(url) = &wanted.url
            && there.url.as_ref() != Some(url)
        {
            let old = there.url.as_deref().unwrap_or("not known");
            self.found.cannot(&there.name, thing(), format!("its URL is {old}, not {url}"));
        }
    }

    /// New sites and new names; the answer is the name that each site there has afterwards.
    fn compare_sites(&mut self, sites: &Matches, steps: &mut Steps) -> Result<Vec<Name>, DifferenceError> {
        let mut names: Vec<Name> = self.there.sites.iter().map(|site| site.name.clone()).collect();
        let guids: HashSet<Uuid> = self.there.sites.iter().filter_map(|site| site.guid).collect();
        let mut pending: Vec<(usize, &Name)> = Vec::new();
        for (at, site) in self.wanted.sites.iter().enumerate() {
            let Some(present) = sites.to_there[at] else {
                steps.sites.push(Change::CreateSite {
                    smp: self.smp(),
                    site: site.name.clone(),
                    guid: site.guid.filter(|guid| !guids.contains(guid)),
                    description: site.description.clone(),
                });
                continue;
            };
            let old = &self.there.sites[present];
            if sites.by_guid[at] && old.name != site.name {
                pending.push((present, &site.name));
            }
            self.compare_descriptions(&old.name, &old.description, site, steps);
        }
        self.rename(sites, pending, &mut names, steps)?;
        Ok(names)
    }

    fn compare_descriptions(&mut self, name: &Name, old: &str, wanted: &Site, steps: &mut Steps) {
        if old == wanted.description {
            return;
        }
        if wanted.description.is_empty() && !self.options.prune {
            self.found.not_mentioned(&self.there.name, format!("the description '{old}' of site '{name}'"));
        } else {
            // Made before the renaming, under the present name.
            let (smp, site) = (self.smp(), name.clone());
            steps.descriptions.push(Change::DescribeSite {
                smp,
                site,
                description: wanted.description.clone(),
            });
        }
    }

    /// Renames in an order in which each name is free; where names go round, one site is called otherwise meanwhile.
    fn rename(
        &self,
        sites: &Matches,
        mut pending: Vec<(usize, &Name)>,
        names: &mut [Name],
        steps: &mut Steps,
    ) -> Result<(), DifferenceError> {
        let mut holders: HashMap<String, usize> =
            names.iter().enumerate().map(|(at, name)| (name.key(), at)).collect();
        let mut rename = |at: usize, to: &Name, names: &mut [Name], holders: &mut HashMap<String, usize>| {
            steps.renames.push(Change::RenameSite {
                smp: self.smp(),
                site: names[at].clone(),
                to: to.clone(),
            });
            holders.remove(&names[at].key());
            holders.insert(to.key(), at);
            names[at] = to.clone();
        };
        while !pending.is_empty() {
            let before = pending.len();
            pending.retain(|&(at, to)| {
                let is_free = holders.get(&to.key()).is_none_or(|&holder| holder == at);
                if is_free {
                    rename(at, to, names, &mut holders);
                }
                !is_free
            });
            let Some(&(at, to)) = pending.first().filter(|_| pending.len() == before) else { continue };
            let Some(&holder) = holders.get(&to.key()) else { continue };
            if sites.to_wanted[holder].is_none() && !self.options.prune {
                let (smp, site) = (self.smp(), names[at].clone());
                return Err(DifferenceError::NameTaken { smp, site, to: to.clone() });
            }
            let aside = self.free_name(&names[holder], &holders);
            rename(holder, &aside, names, &mut holders);
        }
        Ok(())
    }

    /// A name that no site has or is to have.
    fn free_name(&self, name: &Name, holders: &HashMap<String, usize>) -> Name {
        let is_free = |name: &Name| !holders.contains_key(&name.key()) && self.wanted.site(name).is_none();
        (2..)
            .filter_map(|number| format!("{name} ({number})").parse().ok())
            .find(is_free)
            .unwrap_or_else(|| name.clone())
    }

    fn compare_subnets(&mut self, places: &Places<'_>, steps: &mut Steps) {
        let there: HashMap<_, _> = self.there.subnets.iter().map(|subnet| (subnet.network, subnet)).collect();
        let guids: HashSet<Uuid> = self.there.subnets.iter().filter_map(|subnet| subnet.guid).collect();
        let mut mentioned = HashSet::with_capacity(self.wanted.subnets.len());
        for subnet in &self.wanted.subnets {
            let network = subnet.network;
            mentioned.insert(network);
            let Some(present) = there.get(&network) else {
                steps.subnets.push(Change::CreateSubnet {
                    smp: self.smp(),
                    network,
                    guid: subnet.guid.filter(|guid| !guids.contains(guid)),
                    site: subnet.site.as_ref().map(|site| places.wanted(site)),
                });
                continue;
            };
            match (&present.site, &subnet.site) {
                (Some(old), Some(new)) if places.is_same(old, new) => {}
                (_, Some(new)) => {
                    let site = places.wanted(new);
                    steps.assignments.push(Change::AssignSubnet { smp: self.smp(), network, site });
                }
                (Some(_), None) if self.options.prune => {
                    steps.removals.push(Change::ReleaseSubnet { smp: self.smp(), network });
                }
                (Some(old), None) => {
                    self.found.not_mentioned(&self.there.name, format!("subnet {network} in site '{old}'"));
                }
                (None, None) => {}
            }
        }
        for subnet in self.there.subnets.iter().filter(|subnet| !mentioned.contains(&subnet.network)) {
            if self.options.prune {
                steps.deletions.push(Change::DeleteSubnet { smp: self.smp(), network: subnet.network });
            } else {
                self.found.not_mentioned(&self.there.name, format!("subnet {}", subnet.network));
            }
        }
    }

    fn compare_servers(&mut self, places: &Places<'_>, steps: &mut Steps) {
        let servers = matching(
            self.wanted.package_servers.iter().map(|server| (server.guid, &server.name)),
            self.there.package_servers.iter().map(|server| (server.guid, &server.name)),
        );
        let guids: HashSet<Uuid> =
            self.there.package_servers.iter().filter_map(|server| server.guid).collect();
        // By the key of the name wanted, the name there.
        let mut named: HashMap<String, Name> = HashMap::new();
        for (server, at) in self.wanted.package_servers.iter().zip(&servers.to_there) {
            let thing = || format!("Package Server '{}'", server.name);
            let mut name = server.name.clone();
            match at.map(|at| &self.there.package_servers[at]) {
                Some(present) => {
                    name = present.name.clone();
                    self.compare_server(places, present, server, steps);
                }
                None if self.options.is_live => {
                    let why = "it is not there; a computer becomes a Package Server in the console";
                    self.found.cannot(&self.there.name, thing(), why);
                    continue;
                }
                None if self.there.package_server(&name).is_some() => {
                    self.found.cannot(
                        &self.there.name,
                        thing(),
                        "another Package Server there has this name",
                    );
                    continue;
                }
                None => {
                    steps.servers.push(Change::AddPackageServer {
                        smp: self.smp(),
                        package_server: name.clone(),
                        guid: server.guid.filter(|guid| !guids.contains(guid)),
                        addresses: server.addresses.clone(),
                        constrained: server.constrained,
                    });
                    let new = PackageServer {
                        name: name.clone(),
                        guid: None,
                        addresses: server.addresses.clone(),
                        manual_sites: Vec::new(),
                        constrained: server.constrained,
                        storage_location: StorageLocation::default(),
                    };
                    self.compare_server(places, &new, server, steps);
                }
            }
            named.insert(server.name.key(), name);
        }
        self.compare_joins(places, &named, steps);
        for (at, server) in self.there.package_servers.iter().enumerate() {
            if servers.to_wanted[at].is_some() {
                continue;
            }
            if self.options.is_live {
                self.unassign(places, server, &[], steps);
            } else if !self.options.prune {
                self.found.not_mentioned(&self.there.name, format!("Package Server '{}'", server.name));
            } else {
                let package_server = server.name.clone();
                steps.removals.push(Change::RemovePackageServer { smp: self.smp(), package_server });
            }
        }
    }

    fn compare_server(
        &mut self,
        places: &Places<'_>,
        there: &PackageServer,
        wanted: &PackageServer,
        steps: &mut Steps,
    ) {
        let smp = self.smp();
        let mut cannot = |difference: String| {
            self.found.cannot(&smp, format!("Package Server '{}'", there.name), difference);
        };
        if !there.name.is(&wanted.name) {
            cannot(format!("its name is not '{}'", wanted.name));
        }
        if !wanted.addresses.is_empty() && !is_same(&there.addresses, &wanted.addresses) {
            cannot(addresses(&there.addresses, &wanted.addresses));
        }
        if there.constrained != wanted.constrained {
            let kind = |constrained| if constrained { "constrained" } else { "unconstrained" };
            cannot(format!("it is {}, not {}", kind(there.constrained), kind(wanted.constrained)));
        }
        for site in &wanted.manual_sites {
            if !there.manual_sites.iter().any(|old| places.is_same(old, site)) {
                let (smp, package_server) = (self.smp(), there.name.clone());
                let site = places.wanted(site);
                steps.assignments.push(Change::AssignPackageServer { smp, package_server, site });
            }
        }
        self.unassign(places, there, &wanted.manual_sites, steps);
        self.compare_storage(Some(&there.name), &there.storage_location, &wanted.storage_location, steps);
    }

    /// Manual assignments that are not wanted.
    fn unassign(&mut self, places: &Places<'_>, there: &PackageServer, wanted: &[Name], steps: &mut Steps) {
        for old in &there.manual_sites {
            if wanted.iter().any(|new| places.is_same(old, new)) {
                continue;
            }
            if self.options.prune {
                let (smp, package_server) = (self.smp(), there.name.clone());
                let site = places.there(old);
                steps.removals.push(Change::UnassignPackageServer { smp, package_server, site });
            } else {
                let thing = format!("Package Server '{}' manually in site '{old}'", there.name);
                self.found.not_mentioned(&self.there.name, thing);
            }
        }
    }

    /// What was assigned only to join.
    fn compare_joins(&mut self, places: &Places<'_>, named: &HashMap<String, Name>, steps: &mut Steps) {
        let is_same = |old: &JoinAssignment, new: &JoinAssignment| {
            places.is_same(&old.site, &new.site)
                && named.get(&new.package_server.key()).is_some_and(|name| name.is(&old.package_server))
        };
        for new in &self.wanted.join_assignments {
            let Some(package_server) = named.get(&new.package_server.key()) else { continue };
            let is_there = self.there.join_assignments.iter().any(|old| is_same(old, new));
            // Nothing is remembered of an assignment that does not stand afterwards.
            let stands = self
                .wanted
                .package_server(&new.package_server)
                .is_some_and(|server| server.is_manually_in(&new.site));
            if !is_there && stands {
                let (smp, package_server) = (self.smp(), package_server.clone());
                let site = places.wanted(&new.site);
                steps.assignments.push(Change::RecordJoinAssignment { smp, package_server, site });
            }
        }
        for old in &self.there.join_assignments {
            if self.wanted.join_assignments.iter().any(|new| is_same(old, new)) {
                continue;
            }
            if self.options.prune {
                let (smp, package_server) = (self.smp(), old.package_server.clone());
                let site = places.there(&old.site);
                steps.removals.insert(0, Change::ForgetJoinAssignment { smp, package_server, site });
            } else {
                let thing = format!(
                    "the record that '{}' was assigned to site '{}' only to join",
                    old.package_server, old.site
                );
                self.found.not_mentioned(&self.there.name, thing);
            }
        }
    }

    fn compare_storage(
        &mut self,
        server: Option<&Name>,
        there: &StorageLocation,
        wanted: &StorageLocation,
        steps: &mut Steps,
    ) {
        for platform in [Platform::Windows, Platform::Ulm] {
            let (old, new) = (there.get(platform), wanted.get(platform));
            if old == new {
                continue;
            }
            if let (Some(old), None, false) = (old, new, self.options.prune) {
                let of = server.map(|server| format!(" of Package Server '{server}'")).unwrap_or_default();
                self.found
                    .not_mentioned(&self.there.name, format!("the {platform} storage location{of} '{old}'"));
                continue;
            }
            steps.settings.push(Change::SetStorageLocation {
                smp: self.smp(),
                package_server: server.cloned(),
                platform,
                path: new.map(str::to_owned),
            });
        }
    }
}

/// Finds the sites that names stand for, on both sides.
struct Places<'a> {
    /// By key of the name there: its position there.
    there: HashMap<String, usize>,
    /// By key of the name wanted: its position in what is wanted.
    wanted: HashMap<String, usize>,
    sites: &'a Matches,
    /// What the sites there are called when they have been renamed.
    names: &'a [Name],
    /// What the sites wanted are called.
    spellings: &'a [Site],
}

impl<'a> Places<'a> {
    fn new(there: &Smp, wanted: &'a Smp, sites: &'a Matches, names: &'a [Name]) -> Self {
        let positions =
            |smp: &Smp| smp.sites.iter().enumerate().map(|(at, site)| (site.name.key(), at)).collect();
        Self { there: positions(there), wanted: positions(wanted), sites, names, spellings: &wanted.sites }
    }

    /// A site there, named as before, and a site wanted are the same.
    fn is_same(&self, there: &Name, wanted: &Name) -> bool {
        match (self.there.get(&there.key()), self.wanted.get(&wanted.key())) {
            (Some(&there), Some(&wanted)) => self.sites.to_wanted[there] == Some(wanted),
            _ => false,
        }
    }

    /// What a site wanted is called when the renaming is done.
    fn wanted(&self, site: &Name) -> Name {
        let Some(&at) = self.wanted.get(&site.key()) else { return site.clone() };
        match self.sites.to_there[at] {
            Some(there) => self.names[there].clone(),
            None => self.spellings[at].name.clone(),
        }
    }

    /// What a site there, named as before, is called when the renaming is done.
    fn there(&self, site: &Name) -> Name {
        self.there.get(&site.key()).map_or_else(|| site.clone(), |&at| self.names[at].clone())
    }
}

fn is_same(there: &[IpAddr], wanted: &[IpAddr]) -> bool {
    there.iter().collect::<HashSet<_>>() == wanted.iter().collect::<HashSet<_>>()
}

fn addresses(there: &[IpAddr], wanted: &[IpAddr]) -> String {
    let list = |all: &[IpAddr]| match all {
        [] => "not known".to_owned(),
        all => all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    };
    format!("its addresses are {}, not {}", list(there), list(wanted))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn topology(smps: Value) -> Topology {
        Topology { smps: serde_json::from_value(smps).unwrap() }
    }

    fn sites(sites: Value) -> Topology {
        topology(json!([{"name": "A", "sites": sites}]))
    }

    fn between(there: &Topology, wanted: &Topology, prune: bool, is_live: bool) -> Difference {
        Difference::between(there, wanted, Options { prune, is_live }).unwrap()
    }

    fn steps(difference: &Difference) -> Vec<String> {
        difference.plan.changes.iter().map(ToString::to_string).collect()
    }

    const ONE: &str = "00000000-0000-4000-8000-000000000001";
    const TWO: &str = "00000000-0000-4000-8000-000000000002";

    #[test]
    fn a_site_known_by_its_guid_is_renamed_and_keeps_what_is_in_it() {
        let there = topology(json!([{"name": "A", "sites": [{"name": "HQ", "guid": ONE}],
            "subnets": [{"network": "10.0.0.0/8", "site": "HQ"}],
            "packageServers": [{"name": "PS", "manualSites": ["HQ"]}]}]));
        let wanted = topology(json!([{"name": "a", "sites": [{"name": "Head Office", "guid": ONE}],
            "subnets": [{"network": "10.0.0.0/8", "site": "head office"}],
            "packageServers": [{"name": "ps", "manualSites": ["Head Office"]}]}]));
        let found = between(&there, &wanted, true, false);
        assert_eq!(steps(&found), ["rename site 'HQ' to 'Head Office'"]);
        assert_eq!(found.kept, []);
    }

    #[test]
    fn names_that_go_round_are_changed_by_way_of_another() {
        let there = sites(json!([{"name": "A", "guid": ONE}, {"name": "B", "guid": TWO}]));
        let wanted = sites(json!([{"name": "B", "guid": ONE}, {"name": "A", "guid": TWO}]));
        assert_eq!(
            steps(&between(&there, &wanted, false, false)),
            ["rename site 'B' to 'B (2)'", "rename site 'A' to 'B'", "rename site 'B (2)' to 'A'"]
        );
    }

    #[test]
    fn a_name_that_is_taken_is_freed_only_by_pruning() {
        let there = sites(json!([{"name": "A", "guid": ONE}, {"name": "B"}]));
        let wanted = sites(json!([{"name": "B", "guid": ONE}]));
        let error = Difference::between(&there, &wanted, Options::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "site 'A' of SMP 'A' is to be named 'B', but another site, which is not mentioned, has that name"
        );
        assert_eq!(
            steps(&between(&there, &wanted, true, false)),
            ["rename site 'B' to 'B (2)'", "rename site 'A' to 'B'", "delete site 'B (2)'"]
        );
    }

    #[test]
    fn what_is_not_mentioned_stays_unless_pruned() {
        let there = topology(json!([{"name": "A", "sites": [{"name": "HQ"}, {"name": "Lab"}],
            "subnets": [{"network": "10.0.0.0/8", "site": "HQ"}, {"network": "11.0.0.0/8", "site": "Lab"}],
            "packageServers": [{"name": "PS", "manualSites": ["HQ", "Lab"]}, {"name": "Old", "manualSites": ["Lab"]}],
            "storageLocation": {"windows": "D:\\store"}}]));
        let wanted = topology(json!([{"name": "A", "sites": [{"name": "HQ"}],
            "subnets": [{"network": "10.0.0.0/8"}], "packageServers": [{"name": "PS", "manualSites": ["hq"]}]}]));
        let found = between(&there, &wanted, false, false);
        assert!(found.plan.is_empty(), "{:?}", found.plan);
        let kept: Vec<String> = found.kept.iter().map(ToString::to_string).collect();
        assert_eq!(
            kept,
            [
                "subnet 10.0.0.0/8 in site 'HQ'",
                "subnet 11.0.0.0/8",
                "Package Server 'PS' manually in site 'Lab'",
                "Package Server 'Old'",
                "the Windows storage location 'D:\\store'",
                "site 'Lab'",
            ]
        );
        let pruned = [
            "reset the Windows storage location",
            "release subnet 10.0.0.0/8 from its site",
            "un-assign Package Server 'PS' from site 'Lab'",
            "remove Package Server 'Old'",
            "delete subnet 11.0.0.0/8",
            "delete site 'Lab'",
        ];
        assert_eq!(steps(&between(&there, &wanted, true, false)), pruned);
        // On a live server the computer stays; only its assignment goes.
        let live = steps(&between(&there, &wanted, true, true));
        assert_eq!(live[3], "un-assign Package Server 'Old' from site 'Lab'");
        assert_eq!(
            (&live[..3], &live[4..]),
            (&pruned.map(String::from)[..3], &pruned.map(String::from)[4..])
        );
    }

    #[test]
    fn on_a_live_server_no_computer_comes_or_goes() {
        let there = topology(json!([{"name": "A", "guid": ONE}]));
        let wanted = topology(json!([
            {"name": "Other", "guid": ONE, "packageServers": [{"name": "PS", "manualSites": []}]},
            {"name": "B", "parent": "Other"}
        ]));
        let found = between(&there, &wanted, true, true);
        assert!(found.plan.is_empty());
        let kept: Vec<String> = found.kept.iter().map(ToString::to_string).collect();
        assert_eq!(
            kept,
            [
                "SMP 'A': its name is not 'Other'",
                "Package Server 'PS': it is not there; a computer becomes a Package Server in the console",
                "SMP 'B': it is not there",
            ]
        );
        let error = Difference::between(
            &there,
            &topology(json!([{"name": "C"}])),
            Options { prune: false, is_live: true },
        );
        assert_eq!(error.unwrap_err().to_string(), "none of the SMPs wanted ('C') is there; there is 'A'");
    }

    #[test]
    fn new_smps_come_with_all_they_have_and_parents_without_a_circle() {
        let there = topology(json!([{"name": "A"}, {"name": "B", "parent": "A"}]));
        let wanted = topology(json!([
            {"name": "C", "parent": "D", "addresses": ["10.0.0.1"], "sites": [{"name": "HQ"}]},
            {"name": "A", "parent": "B"}, {"name": "B"}, {"name": "D", "parent": "A"}
        ]));
        assert_eq!(
            steps(&between(&there, &wanted, true, false)),
            [
                "add SMP 'C' at 10.0.0.1",
                "leave 'B' without a parent",
                "add SMP 'D', child of 'A'",
                "make 'D' the parent of 'C'",
                "make 'B' the parent of 'A'",
                "create site 'HQ'",
            ]
        );
        let error = Difference::between(&there, &wanted, Options::default()).unwrap_err();
        assert!(matches!(error, DifferenceError::Circle { .. }), "{error}");
    }
}
