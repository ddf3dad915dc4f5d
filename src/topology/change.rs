//! One change to a topology; a plan is a list of changes.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JoinAssignment, Name, Network, PackageServer, Site, Smp, StorageLocation, Subnet, Topology};

/// One change.
///
/// Every change names the SMP it is made on. Its `Display` is an imperative sentence without the SMP, like
/// "assign subnet 10.1.0.0/16 to site 'HQ'".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Change {
    /// A new management server.
    AddSmp {
        /// Its name.
        smp: Name,
        /// Its guid; missing where the backend is to give it one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        guid: Option<Uuid>,
        /// Its addresses.
        addresses: Vec<IpAddr>,
        /// Its intended parent.
        parent: Option<Name>,
        /// The address of its web services.
        url: Option<String>,
    },
    /// Another intended parent, or none.
    SetParent {
        /// The child.
        smp: Name,
        /// Its parent from now on.
        parent: Option<Name>,
    },
    /// Forgets a management server with all that is known of it.
    RemoveSmp {
        /// The server.
        smp: Name,
    },
    /// A new site.
    CreateSite {
        /// The SMP.
        smp: Name,
        /// The site.
        site: Name,
        /// Its guid; missing where the backend is to give it one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        guid: Option<Uuid>,
        /// Free text.
        description: String,
    },
    /// Another name for a site.
    RenameSite {
        /// The SMP.
        smp: Name,
        /// The site.
        site: Name,
        /// Its name from now on.
        to: Name,
    },
    /// Another description of a site.
    DescribeSite {
        /// The SMP.
        smp: Name,
        /// The site.
        site: Name,
        /// Free text.
        description: String,
    },
    /// Deletes a site that nothing is assigned to.
    DeleteSite {
        /// The SMP.
        smp: Name,
        /// The site.
        site: Name,
    },
    /// A new subnet.
    CreateSubnet {
        /// The SMP.
        smp: Name,
        /// The range.
        network: Network,
        /// Its guid; missing where the backend is to give it one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        guid: Option<Uuid>,
        /// The site it is explicitly assigned to.
        site: Option<Name>,
    },
    /// Explicitly assigns a subnet to a site, and to no other.
    AssignSubnet {
        /// The SMP.
        smp: Name,
        /// The range.
        network: Network,
        /// The site.
        site: Name,
    },
    /// Takes back a subnet's explicit assignment; it belongs where its encompassing subnet does.
    ReleaseSubnet {
        /// The SMP.
        smp: Name,
        /// The range.
        network: Network,
    },
    /// Deletes a subnet.
    DeleteSubnet {
        /// The SMP.
        smp: Name,
        /// The range.
        network: Network,
    },
    /// A new Package Server.
    AddPackageServer {
        /// The SMP.
        smp: Name,
        /// The server.
        package_server: Name,
        /// Its guid; missing where the backend is to give it one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        guid: Option<Uuid>,
        /// Its addresses.
        addresses: Vec<IpAddr>,
        /// It downloads only from Package Servers of its sites.
        constrained: bool,
    },
    /// Forgets a Package Server and its manual assignments.
    RemovePackageServer {
        /// The SMP.
        smp: Name,
        /// The server.
        package_server: Name,
    },
    /// Manually assigns a Package Server to a site.
    AssignPackageServer {
        /// The SMP.
        smp: Name,
        /// The server.
        package_server: Name,
        /// The site.
        site: Name,
    },
    /// Takes back a manual assignment, and the record that it was made to join a hierarchy.
    UnassignPackageServer {
        /// The SMP.
        smp: Name,
        /// The server.
        package_server: Name,
        /// The site.
        site: Name,
    },
    /// Records that a manual assignment was made only to join a hierarchy.
    RecordJoinAssignment {
        /// The SMP.
        smp: Name,
        /// The server.
        package_server: Name,
        /// The site.
        site: Name,
    },
    /// Forgets that a manual assignment was made only to join a hierarchy; the assignment stays.
    ForgetJoinAssignment {
        /// The SMP.
        smp: Name,
        /// The server.
        package_server: Name,
        /// The site.
        site: Name,
    },
    /// Where packages are kept, for one platform: of the SMP, or of one server; `None` leaves it to the level above.
    SetStorageLocation {
        /// The SMP.
        smp: Name,
        /// The server; `None` means the SMP's own setting.
        package_server: Option<Name>,
        /// The kind of Package Server.
        platform: Platform,
        /// The folder.
        path: Option<String>,
    },
}

/// The kinds of Package Servers that have a storage location of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// Windows.
    Windows,
    /// UNIX, Linux and Mac.
    Ulm,
}

impl fmt::Display for Platform {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Windows => "Windows",
            Self::Ulm => "UNIX, Linux and Mac",
        })
    }
}

impl StorageLocation {
    /// What is set for the platform.
    pub fn get(&self, platform: Platform) -> Option<&str> {
        match platform {
            Platform::Windows => self.windows.as_deref(),
            Platform::Ulm => self.ulm.as_deref(),
        }
    }

    fn set(&mut self, platform: Platform, path: Option<String>) {
        match platform {
            Platform::Windows => self.windows = path,
            Platform::Ulm => self.ulm = path,
        }
    }
}

/// What is to be done to a topology, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Plan {
    /// The changes.
    pub changes: Vec<Change>,
}

impl Plan {
    /// Nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Adds a change at the end.
    pub fn push(&mut self, change: Change) {
        self.changes.push(change);
    }
}

impl From<Vec<Change>> for Plan {
    fn from(changes: Vec<Change>) -> Self {
        Self { changes }
    }
}

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// The SMP is absent.
    #[error("there is no SMP named '{0}'")]
    NoSmp(Name),
    /// The site is absent.
    #[error("there is no site named '{0}'")]
    NoSite(Name),
    /// The subnet is absent.
    #[error("there is no subnet '{0}'")]
    NoSubnet(Network),
    /// The Package Server is absent.
    #[error("there is no Package Server named '{0}'")]
    NoPackageServer(Name),
    /// The name is taken.
    #[error("there is already an SMP named '{0}'")]
    SmpExists(Name),
    /// The name is taken.
    #[error("there is already a site named '{0}'")]
    SiteExists(Name),
    /// The range is taken.
    #[error("there is already a subnet '{0}'")]
    SubnetExists(Network),
    /// The name is taken.
    #[error("there is already a Package Server named '{0}'")]
    PackageServerExists(Name),
    /// Subnets or manual assignments hang on the site.
    #[error("site '{site}' still has {subnets} subnets and {servers} manually assigned Package Servers")]
    SiteInUse {
        /// The site.
        site: Name,
        /// How many subnets are explicitly assigned to it.
        subnets: usize,
        /// How many servers are manually assigned to it.
        servers: usize,
    },
    /// Other SMPs have it as their parent.
    #[error("SMP '{smp}' is the parent of '{child}'")]
    SmpHasChild {
        /// The parent.
        smp: Name,
        /// One of its children.
        child: Name,
    },
    /// The parent would be below its child.
    #[error("'{parent}' cannot be the parent of '{smp}': it is the same server or below it")]
    Circle {
        /// The child.
        smp: Name,
        /// The parent.
        parent: Name,
    },
    /// There is no such manual assignment.
    #[error("Package Server '{package_server}' is not manually assigned to site '{site}'")]
    NotManuallyAssigned {
        /// The server.
        package_server: Name,
        /// The site.
        site: Name,
    },
}

impl Change {
    /// The SMP it is made on.
    pub fn smp(&self) -> &Name {
        match self {
            Self::AddSmp { smp, .. }
            | Self::SetParent { smp, .. }
            | Self::RemoveSmp { smp }
            | Self::CreateSite { smp, .. }
            | Self::RenameSite { smp, .. }
            | Self::DescribeSite { smp, .. }
            | Self::DeleteSite { smp, .. }
            | Self::CreateSubnet { smp, .. }
            | Self::AssignSubnet { smp, .. }
            | Self::ReleaseSubnet { smp, .. }
            | Self::DeleteSubnet { smp, .. }
            | Self::AddPackageServer { smp, .. }
            | Self::RemovePackageServer { smp, .. }
            | Self::AssignPackageServer { smp, .. }
            | Self::UnassignPackageServer { smp, .. }
            | Self::RecordJoinAssignment { smp, .. }
            | Self::ForgetJoinAssignment { smp, .. }
            | Self::SetStorageLocation { smp, .. } => smp,
        }
    }

    /// It takes a site, a subnet or a Package Server away.
    fn takes_a_thing_away(&self) -> bool {
        matches!(self, Self::DeleteSite { .. } | Self::DeleteSubnet { .. } | Self::RemovePackageServer { .. })
    }

    /// The same change, with a guid for what it creates unless it has one; for backends that give guids.
    pub fn with_guid(mut self, new: impl FnOnce() -> Uuid) -> Self {
        if let Self::AddSmp { guid, .. }
        | Self::CreateSite { guid, .. }
        | Self::CreateSubnet { guid, .. }
        | Self::AddPackageServer { guid, .. } = &mut self
        {
            guid.get_or_insert_with(new);
        }
        self
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AddSmp { smp, addresses, parent, .. } => {
                write!(f, "add SMP '{smp}'")?;
                write_addresses(f, addresses)?;
                parent.as_ref().map_or(Ok(()), |parent| write!(f, ", child of '{parent}'"))
            }
            Self::SetParent { smp, parent: Some(parent) } => {
                write!(f, "make '{parent}' the parent of '{smp}'")
            }
            Self::SetParent { smp, parent: None } => write!(f, "leave '{smp}' without a parent"),
            Self::RemoveSmp { smp } => {
                write!(f, "remove SMP '{smp}' with its sites, subnets and Package Servers")
            }
            Self::CreateSite { site, .. } => write!(f, "create site '{site}'"),
            Self::RenameSite { site, to, .. } => write!(f, "rename site '{site}' to '{to}'"),
            Self::DescribeSite { site, description, .. } => {
                write!(f, "describe site '{site}' as '{description}'")
            }
            Self::DeleteSite { site, .. } => write!(f, "delete site '{site}'"),
            Self::CreateSubnet { network, site: Some(site), .. } => {
                write!(f, "create subnet {network} in site '{site}'")
            }
            Self::CreateSubnet { network, site: None, .. } => write!(f, "create subnet {network}"),
            Self::AssignSubnet { network, site, .. } => write!(f, "assign subnet {network} to site '{site}'"),
            Self::ReleaseSubnet { network, .. } => write!(f, "release subnet {network} from its site"),
            Self::DeleteSubnet { network, .. } => write!(f, "delete subnet {network}"),
            Self::AddPackageServer { package_server, addresses, constrained, .. } => {
                let kind = if *constrained { "constrained " } else { "" };
                write!(f, "add {kind}Package Server '{package_server}'")?;
                write_addresses(f, addresses)
            }
            Self::RemovePackageServer { package_server, .. } => {
                write!(f, "remove Package Server '{package_server}'")
            }
            Self::AssignPackageServer { package_server, site, .. } => {
                write!(f, "manually assign Package Server '{package_server}' to site '{site}'")
            }
            Self::UnassignPackageServer { package_server, site, .. } => {
                write!(f, "un-assign Package Server '{package_server}' from site '{site}'")
            }
            Self::RecordJoinAssignment { package_server, site, .. } => {
                write!(f, "remember that '{package_server}' was assigned to site '{site}' only to join")
            }
            Self::ForgetJoinAssignment { package_server, site, .. } => {
                write!(f, "forget that '{package_server}' was assigned to site '{site}' only to join")
            }
            Self::SetStorageLocation { package_server, platform, path, .. } => {
                match path {
                    Some(path) => write!(f, "set the {platform} storage location to '{path}'")?,
                    None => write!(f, "reset the {platform} storage location")?,
                }
                package_server.as_ref().map_or(Ok(()), |server| write!(f, " for Package Server '{server}'"))
            }
        }
    }
}

fn write_addresses(f: &mut fmt::Formatter<'_>, addresses: &[IpAddr]) -> fmt::Result {
    for (index, address) in addresses.iter().enumerate() {
        write!(f, "{}{address}", if index == 0 { " at " } else { ", " })?;
    }
    Ok(())
}

impl Topology {
    /// Makes one change. After an error nothing has changed.
    ///
    /// For many changes use an [`Editor`], which looks names up faster.
    ///
    /// # Errors
    ///
    /// Why the change cannot be made.
    pub fn apply(&mut self, change: &Change) -> Result<(), ChangeError> {
        Editor::new(self).apply(change)
    }
}

/// Makes many changes to one topology, and finds names without searching.
#[derive(Debug)]
pub struct Editor<'a> {
    topology: &'a mut Topology,
    /// By key of the SMP; dropped when positions shift.
    positions: HashMap<String, Positions>,
}

/// Where an SMP's things are in their lists.
#[derive(Debug, Default)]
struct Positions {
    sites: HashMap<String, usize>,
    subnets: HashMap<Network, usize>,
    servers: HashMap<String, usize>,
}

impl Positions {
    fn of(smp: &Smp) -> Self {
        Self {
            sites: smp.sites.iter().enumerate().map(|(at, site)| (site.name.key(), at)).collect(),
            subnets: smp.subnets.iter().enumerate().map(|(at, subnet)| (subnet.network, at)).collect(),
            servers: smp
                .package_servers
                .iter()
                .enumerate()
                .map(|(at, server)| (server.name.key(), at))
                .collect(),
        }
    }
}

/// An SMP being changed, with the positions of what it has.
struct Work<'e> {
    smp: &'e mut Smp,
    positions: &'e mut Positions,
}

impl Work<'_> {
    fn site(&mut self, site: &Name) -> Result<&mut Site, ChangeError> {
        match self.positions.sites.get(&site.key()) {
            Some(&at) => Ok(&mut self.smp.sites[at]),
            None => Err(ChangeError::NoSite(site.clone())),
        }
    }

    /// The site's name as the site spells it.
    fn spelling(&mut self, site: &Name) -> Result<Name, ChangeError> {
        self.site(site).map(|site| site.name.clone())
    }

    fn subnet(&mut self, network: Network) -> Result<&mut Subnet, ChangeError> {
        match self.positions.subnets.get(&network) {
            Some(&at) => Ok(&mut self.smp.subnets[at]),
            None => Err(ChangeError::NoSubnet(network)),
        }
    }

    fn server(&mut self, server: &Name) -> Result<&mut PackageServer, ChangeError> {
        match self.positions.servers.get(&server.key()) {
            Some(&at) => Ok(&mut self.smp.package_servers[at]),
            None => Err(ChangeError::NoPackageServer(server.clone())),
        }
    }
}

impl<'a> Editor<'a> {
    /// An editor of this topology.
    pub fn new(topology: &'a mut Topology) -> Self {
        Self { topology, positions: HashMap::new() }
    }

    /// Makes one change. After an error nothing has changed.
    ///
    /// # Errors
    ///
    /// Why the change cannot be made.
    pub fn apply(&mut self, change: &Change) -> Result<(), ChangeError> {
        match change {
            Change::AddSmp { smp, guid, addresses, parent, url } => {
                if self.topology.smp(smp).is_some() {
                    return Err(ChangeError::SmpExists(smp.clone()));
                }
                let parent = self.parent_for(smp, parent.as_ref())?;
                let mut added = Smp::named(smp.clone());
                added.guid = *guid;
                added.addresses = addresses.clone();
                added.parent = parent;
                added.url = url.clone();
                self.topology.smps.push(added);
                Ok(())
            }
            Change::SetParent { smp, parent } => {
                let at = self.smp_at(smp)?;
                self.topology.smps[at].parent = self.parent_for(smp, parent.as_ref())?;
                Ok(())
            }
            Change::RemoveSmp { smp } => {
                let at = self.smp_at(smp)?;
                let is_child = |other: &&Smp| other.parent.as_ref().is_some_and(|parent| parent.is(smp));
                if let Some(child) = self.topology.smps.iter().find(is_child) {
                    return Err(ChangeError::SmpHasChild { smp: smp.clone(), child: child.name.clone() });
                }
                self.topology.smps.remove(at);
                self.positions.remove(&smp.key());
                Ok(())
            }
            Change::DeleteSite { smp, site } => {
                let work = self.work(smp)?;
                delete_site(work, site)?;
                self.positions.remove(&smp.key());
                Ok(())
            }
            Change::DeleteSubnet { smp, network } => {
                let mut work = self.work(smp)?;
                work.subnet(*network)?;
                work.smp.subnets.retain(|subnet| subnet.network != *network);
                self.positions.remove(&smp.key());
                Ok(())
            }
            Change::RemovePackageServer { smp, package_server } => {
                let mut work = self.work(smp)?;
                work.server(package_server)?;
                work.smp.package_servers.retain(|server| !server.name.is(package_server));
                work.smp.join_assignments.retain(|join| !join.package_server.is(package_server));
                self.positions.remove(&smp.key());
                Ok(())
            }
            inside => apply_inside(self.work(inside.smp())?, inside),
        }
    }

    /// Makes changes in order. A long run of things that go from one SMP is taken out at once: one by one, what is left
    /// would be gone through for each.
    ///
    /// # Errors
    ///
    /// The position of the change that cannot be made, and why; those before it are made.
    pub fn apply_all(&mut self, changes: &[Change]) -> Result<(), (usize, ChangeError)> {
        let mut at = 0;
        while let Some(first) = changes.get(at) {
            let is_like = |other: &&Change| {
                first.takes_a_thing_away()
                    && std::mem::discriminant(first) == std::mem::discriminant(*other)
                    && first.smp().is(other.smp())
            };
            match changes[at..].iter().take_while(is_like).count() {
                0 | 1 => {
                    self.apply(first).map_err(|error| (at, error))?;
                    at += 1;
                }
                run => {
                    self.take_away(&changes[at..at + run]).map_err(|(number, error)| (at + number, error))?;
                    at += run;
                }
            }
        }
        Ok(())
    }

    /// Makes changes that are all of one kind, on one SMP, and take something away.
    fn take_away(&mut self, changes: &[Change]) -> Result<(), (usize, ChangeError)> {
        let Some(smp) = changes.first().map(Change::smp) else { return Ok(()) };
        let Work { smp: there, positions } = self.work(smp).map_err(|error| (0, error))?;
        // How many subnets and servers are in each site.
        let mut in_use: HashMap<String, (usize, usize)> = HashMap::new();
        if matches!(changes[0], Change::DeleteSite { .. }) {
            for site in there.subnets.iter().filter_map(|subnet| subnet.site.as_ref()) {
                in_use.entry(site.key()).or_default().0 += 1;
            }
            for site in there.package_servers.iter().flat_map(|server| &server.manual_sites) {
                in_use.entry(site.key()).or_default().1 += 1;
            }
        }
        let (mut networks, mut names) = (HashSet::new(), HashSet::new());
        let mut failed = Ok(());
        for (at, change) in changes.iter().enumerate() {
            let outcome = match change {
                Change::DeleteSubnet { network, .. } => {
                    let is_there = positions.subnets.contains_key(network) && networks.insert(*network);
                    is_there.then_some(()).ok_or(ChangeError::NoSubnet(*network))
                }
                Change::RemovePackageServer { package_server, .. } => {
                    let key = package_server.key();
                    let is_there = positions.servers.contains_key(&key) && names.insert(key);
                    is_there.then_some(()).ok_or_else(|| ChangeError::NoPackageServer(package_server.clone()))
                }
                Change::DeleteSite { site, .. } => match (positions.sites.get(&site.key()), site.key()) {
                    (Some(&position), key) if !names.contains(&key) => match in_use.get(&key) {
                        Some(&(subnets, servers)) => {
                            let site = there.sites[position].name.clone();
                            Err(ChangeError::SiteInUse { site, subnets, servers })
                        }
                        None => {
                            names.insert(key);
                            Ok(())
                        }
                    },
                    _ => Err(ChangeError::NoSite(site.clone())),
                },
                _ => Ok(()),
            };
            if let Err(error) = outcome {
                failed = Err((at, error));
                break;
            }
        }
        match changes[0] {
            Change::DeleteSubnet { .. } => there.subnets.retain(|one| !networks.contains(&one.network)),
            Change::DeleteSite { .. } => {
                there.sites.retain(|one| !names.contains(&one.name.key()));
                there.join_assignments.retain(|join| !names.contains(&join.site.key()));
            }
            _ => {
                there.package_servers.retain(|one| !names.contains(&one.name.key()));
                there.join_assignments.retain(|join| !names.contains(&join.package_server.key()));
            }
        }
        let key = there.name.key();
        self.positions.remove(&key);
        failed
    }

    fn smp_at(&self, smp: &Name) -> Result<usize, ChangeError> {
        self.topology
            .smps
            .iter()
            .position(|candidate| candidate.name.is(smp))
            .ok_or_else(|| ChangeError::NoSmp(smp.clone()))
    }

    fn work(&mut self, smp: &Name) -> Result<Work<'_>, ChangeError> {
        let at = self.smp_at(smp)?;
        let smp = &mut self.topology.smps[at];
        let positions = self.positions.entry(smp.name.key()).or_insert_with(|| Positions::of(smp));
        Ok(Work { smp, positions })
    }

    /// The parent in its own spelling, if `child` may have it.
    fn parent_for(&self, child: &Name, parent: Option<&Name>) -> Result<Option<Name>, ChangeError> {
        let Some(parent) = parent else { return Ok(None) };
        let circle = || ChangeError::Circle { smp: child.clone(), parent: parent.clone() };
        if parent.is(child) {
            return Err(circle());
        }
        let found = self.topology.smp(parent).ok_or_else(|| ChangeError::NoSmp(parent.clone()))?;
        let mut above = found.parent.as_ref();
        for _ in &self.topology.smps {
            match above {
                Some(name) if name.is(child) => return Err(circle()),
                Some(name) => above = self.topology.smp(name).and_then(|smp| smp.parent.as_ref()),
                None => break,
            }
        }
        Ok(Some(found.name.clone()))
    }
}

fn delete_site(mut work: Work<'_>, site: &Name) -> Result<(), ChangeError> {
    let found = work.spelling(site)?;
    let is_it = |name: &Name| name.is(site);
    let subnets = work.smp.subnets.iter().filter(|subnet| subnet.site.as_ref().is_some_and(is_it)).count();
    let servers = work.smp.package_servers.iter().filter(|server| server.is_manually_in(site)).count();
    if subnets + servers > 0 {
        return Err(ChangeError::SiteInUse { site: found, subnets, servers });
    }
    work.smp.sites.retain(|candidate| !is_it(&candidate.name));
    work.smp.join_assignments.retain(|join| !is_it(&join.site));
    Ok(())
}

fn rename_site(mut work: Work<'_>, site: &Name, to: &Name) -> Result<(), ChangeError> {
    work.site(site)?;
    if !site.is(to) && work.positions.sites.contains_key(&to.key()) {
        return Err(ChangeError::SiteExists(to.clone()));
    }
    work.site(site)?.name = to.clone();
    if let Some(at) = work.positions.sites.remove(&site.key()) {
        work.positions.sites.insert(to.key(), at);
    }
    let subnets = work.smp.subnets.iter_mut().filter_map(|subnet| subnet.site.as_mut());
    let servers = work.smp.package_servers.iter_mut().flat_map(|server| &mut server.manual_sites);
    let joins = work.smp.join_assignments.iter_mut().map(|join| &mut join.site);
    for mention in subnets.chain(servers).chain(joins).filter(|mention| mention.is(site)) {
        *mention = to.clone();
    }
    Ok(())
}

/// Changes that leave all positions as they are.
fn apply_inside(mut work: Work<'_>, change: &Change) -> Result<(), ChangeError> {
    match change {
        Change::CreateSite { site, guid, description, .. } => {
            if work.site(site).is_ok() {
                return Err(ChangeError::SiteExists(site.clone()));
            }
            work.positions.sites.insert(site.key(), work.smp.sites.len());
            work.smp.sites.push(Site { name: site.clone(), guid: *guid, description: description.clone() });
        }
        Change::RenameSite { site, to, .. } => rename_site(work, site, to)?,
        Change::DescribeSite { site, description, .. } => {
            work.site(site)?.description.clone_from(description);
        }
        Change::CreateSubnet { network, guid, site, .. } => {
            if work.subnet(*network).is_ok() {
                return Err(ChangeError::SubnetExists(*network));
            }
            let site = site.as_ref().map(|site| work.spelling(site)).transpose()?;
            work.positions.subnets.insert(*network, work.smp.subnets.len());
            work.smp.subnets.push(Subnet { network: *network, guid: *guid, site });
        }
        Change::AssignSubnet { network, site, .. } => {
            let site = work.spelling(site)?;
            work.subnet(*network)?.site = Some(site);
        }
        Change::ReleaseSubnet { network, .. } => work.subnet(*network)?.site = None,
        Change::AddPackageServer { package_server, guid, addresses, constrained, .. } => {
            if work.server(package_server).is_ok() {
                return Err(ChangeError::PackageServerExists(package_server.clone()));
            }
            work.positions.servers.insert(package_server.key(), work.smp.package_servers.len());
            work.smp.package_servers.push(PackageServer {
                name: package_server.clone(),
                guid: *guid,
                addresses: addresses.clone(),
                manual_sites: Vec::new(),
                constrained: *constrained,
                storage_location: StorageLocation::default(),
            });
        }
        Change::AssignPackageServer { package_server, site, .. } => {
            let site = work.spelling(site)?;
            let server = work.server(package_server)?;
            if !server.is_manually_in(&site) {
                server.manual_sites.push(site);
            }
        }
        Change::UnassignPackageServer { package_server, site, .. } => {
            manually_assigned(&mut work, package_server, site)?;
            work.server(package_server)?.manual_sites.retain(|name| !name.is(site));
            forget_join(work.smp, package_server, site);
        }
        Change::RecordJoinAssignment { package_server, site, .. } => {
            let (package_server, site) = manually_assigned(&mut work, package_server, site)?;
            let known =
                |join: &JoinAssignment| join.site.is(&site) && join.package_server.is(&package_server);
            if !work.smp.join_assignments.iter().any(known) {
                work.smp.join_assignments.push(JoinAssignment { site, package_server });
            }
        }
        Change::ForgetJoinAssignment { package_server, site, .. } => {
            forget_join(work.smp, package_server, site);
        }
        Change::SetStorageLocation { package_server, platform, path, .. } => {
            let location = match package_server {
                Some(server) => &mut work.server(server)?.storage_location,
                None => &mut work.smp.storage_location,
            };
            location.set(*platform, path.clone());
        }
        // Handled by the editor itself, because they shift positions or concern several SMPs.
        Change::AddSmp { .. }
        | Change::SetParent { .. }
        | Change::RemoveSmp { .. }
        | Change::DeleteSite { .. }
        | Change::DeleteSubnet { .. }
        | Change::RemovePackageServer { .. } => {}
    }
    Ok(())
}

/// Both names in their own spelling, if there is such a manual assignment.
fn manually_assigned(
    work: &mut Work<'_>,
    package_server: &Name,
    site: &Name,
) -> Result<(Name, Name), ChangeError> {
    let site = work.spelling(site)?;
    let server = work.server(package_server)?;
    if server.is_manually_in(&site) {
        Ok((server.name.clone(), site))
    } else {
        Err(ChangeError::NotManuallyAssigned { package_server: server.name.clone(), site })
    }
}

fn forget_join(smp: &mut Smp, package_server: &str, site: &str) {
    smp.join_assignments.retain(|join| !(join.site.is(site) && join.package_server.is(package_server)));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn topology() -> Topology {
        let smps = json!([
            {"name": "A",
             "sites": [{"name": "HQ"}, {"name": "Lab"}],
             "subnets": [{"network": "10.0.0.0/8", "site": "HQ"}],
             "packageServers": [{"name": "PS", "addresses": ["10.0.0.5"], "manualSites": ["hq"]}],
             "joinAssignments": [{"site": "HQ", "packageServer": "PS"}]},
            {"name": "B", "parent": "A"}
        ]);
        Topology { smps: serde_json::from_value(smps).unwrap() }
    }

    fn change(value: serde_json::Value) -> Change {
        serde_json::from_value(value).unwrap()
    }

    fn refused(value: serde_json::Value) -> String {
        let mut topology = topology();
        let before = topology.clone();
        let message = topology.apply(&change(value)).unwrap_err().to_string();
        assert_eq!(topology, before, "nothing changes on an error");
        message
    }

    #[test]
    fn renaming_a_site_keeps_everything_that_hangs_on_it() {
        let mut topology = topology();
        topology
            .apply(&change(json!({"change": "rename-site", "smp": "a", "site": "hq", "to": "Head Office"})))
            .unwrap();
        let smp = &topology.smps[0];
        assert_eq!(smp.subnets[0].site.as_deref(), Some("Head Office"));
        assert!(smp.package_servers[0].is_manually_in("Head Office"));
        assert!(smp.join_assignments[0].site.is("head office"));
        assert_eq!(super::super::validation::problems(&topology), []);
    }

    #[test]
    fn a_site_can_change_its_case() {
        let mut topology = topology();
        topology
            .apply(&change(json!({"change": "rename-site", "smp": "A", "site": "HQ", "to": "hq"})))
            .unwrap();
        assert_eq!(&*topology.smps[0].sites[0].name, "hq");
    }

    #[test]
    fn what_is_in_use_is_not_deleted() {
        assert_eq!(
            refused(json!({"change": "delete-site", "smp": "A", "site": "HQ"})),
            "site 'HQ' still has 1 subnets and 1 manually assigned Package Servers"
        );
        assert_eq!(refused(json!({"change": "remove-smp", "smp": "A"})), "SMP 'A' is the parent of 'B'");
    }

    #[test]
    fn absent_and_taken_names_are_refused() {
        for (value, message) in [
            (
                json!({"change": "assign-subnet", "smp": "A", "network": "10.0.0.0/8", "site": "X"}),
                "there is no site named 'X'",
            ),
            (
                json!({"change": "assign-subnet", "smp": "A", "network": "11.0.0.0/8", "site": "HQ"}),
                "there is no subnet '11.0.0.0/8'",
            ),
            (
                json!({"change": "assign-package-server", "smp": "A", "packageServer": "X", "site": "HQ"}),
                "there is no Package Server named 'X'",
            ),
            (json!({"change": "delete-site", "smp": "X", "site": "HQ"}), "there is no SMP named 'X'"),
            (
                json!({"change": "create-site", "smp": "A", "site": "LAB", "description": ""}),
                "there is already a site named 'LAB'",
            ),
            (
                json!({"change": "rename-site", "smp": "A", "site": "HQ", "to": "lab"}),
                "there is already a site named 'lab'",
            ),
            (
                json!({"change": "unassign-package-server", "smp": "A", "packageServer": "ps", "site": "lab"}),
                "Package Server 'PS' is not manually assigned to site 'Lab'",
            ),
            (
                json!({"change": "set-parent", "smp": "A", "parent": "B"}),
                "'B' cannot be the parent of 'A': it is the same server or below it",
            ),
        ] {
            assert_eq!(refused(value), message);
        }
    }

    #[test]
    fn unassigning_forgets_that_it_was_for_the_join() {
        let mut topology = topology();
        topology
            .apply(&change(
                json!({"change": "unassign-package-server", "smp": "A", "packageServer": "ps", "site": "hq"}),
            ))
            .unwrap();
        assert!(topology.smps[0].package_servers[0].manual_sites.is_empty());
        assert!(topology.smps[0].join_assignments.is_empty());
    }

    #[test]
    fn an_editor_finds_its_way_after_a_removal() {
        let mut topology = topology();
        let mut editor = Editor::new(&mut topology);
        for value in [
            json!({"change": "create-subnet", "smp": "A", "network": "11.0.0.0/8", "site": null}),
            json!({"change": "delete-subnet", "smp": "A", "network": "10.0.0.0/8"}),
            json!({"change": "assign-subnet", "smp": "A", "network": "11.0.0.0/8", "site": "LAB"}),
        ] {
            editor.apply(&change(value)).unwrap();
        }
        let subnets: Vec<String> = topology.smps[0]
            .subnets
            .iter()
            .map(|subnet| format!("{} {}", subnet.network, subnet.site.as_deref().unwrap_or("-")))
            .collect();
        assert_eq!(subnets, ["11.0.0.0/8 Lab"]);
    }

    #[test]
    fn guids_are_given_only_to_what_is_created_without_one() {
        let site = change(json!({"change": "create-site", "smp": "A", "site": "X", "description": ""}));
        let Change::CreateSite { guid: Some(guid), .. } = site.clone().with_guid(Uuid::new_v4) else {
            panic!()
        };
        let Change::CreateSite { guid: again, .. } =
            site.with_guid(|| guid).with_guid(|| panic!("it has one"))
        else {
            panic!()
        };
        assert_eq!(again, Some(guid));
        let release = change(json!({"change": "release-subnet", "smp": "A", "network": "10.0.0.0/8"}));
        assert_eq!(release.clone().with_guid(Uuid::new_v4), release);
    }
}
