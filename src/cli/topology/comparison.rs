//! A topology document beside the place where the topology lives, as `plan` and `apply` show it.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;

use crate::backend::{Backend, Document};
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::lookup;
use crate::cli::mutate::{some, write_reach};
use crate::cli::output::{Render, Style};
use crate::topology::difference::{DifferenceError, Kept, Options, Reason};
use crate::topology::{Change, Difference, Name, Network, Plan, Reach, Topology};

/// What is to become of a topology. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    place: String,
    summary: Summary,
    pub changes: Vec<Change>,
    reach: Reach,
    pub kept: Vec<Kept>,
    pub incomplete: Vec<String>,
    #[serde(skip)]
    entries: Vec<Entry>,
    #[serde(skip)]
    relocating: usize,
}

#[derive(Debug, Default, Serialize)]
struct Summary {
    add: usize,
    change: usize,
    remove: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Add,
    Change,
    Remove,
}

/// A line of the difference.
#[derive(Debug)]
struct Entry {
    smp: Name,
    sign: Sign,
    text: String,
}

/// The document that says what is wanted, cut down to the SMP that `--smp` names.
pub fn wanted(app: &App, file: &std::path::Path) -> Result<Topology, Failure> {
    let mut wanted = Document::at(file).read()?;
    if let Some(name) = &app.global.smp {
        lookup::find_smp(&wanted, name)?;
        wanted.smps.retain(|smp| smp.name.is(name));
        // Its parent is no longer mentioned, and stays what it is.
        wanted.smps.iter_mut().for_each(|smp| smp.parent = None);
    }
    Ok(wanted)
}

impl From<DifferenceError> for Failure {
    fn from(error: DifferenceError) -> Self {
        let failure = match error {
            DifferenceError::NothingInCommon { .. } => Self::new(Kind::NotFound, &error),
            _ => Self::new(Kind::Conflict, &error),
        };
        match error {
            DifferenceError::NameTaken { .. } => {
                failure.hint("mention the other site in the document, or take it away with `--prune`")
            }
            DifferenceError::Circle { .. } => failure.hint("mention all parents in the document"),
            DifferenceError::NothingInCommon { .. } => {
                failure.hint("name the SMP in the document as the server names it, or pull the server first")
            }
        }
    }
}

impl Comparison {
    /// What leads from the topology as it is to what is wanted.
    pub fn new(
        backend: &dyn Backend,
        there: &Topology,
        wanted: &Topology,
        prune: bool,
    ) -> Result<Self, Failure> {
        let options = Options { prune, is_live: backend.is_live() };
        let Difference { mut plan, mut kept } = Difference::between(there, wanted, options)?;
        // What this place lets nobody change is no reason to leave the rest undone.
        plan.changes.retain(|change| match backend.permits(change) {
            Ok(()) => true,
            Err(why) => {
                kept.push(Kept {
                    smp: change.smp().clone(),
                    thing: change.to_string(),
                    reason: Reason::CannotBeChanged,
                    difference: Some(why.to_string()),
                });
                false
            }
        });
        let (_, reach) = plan.preview(there)?;
        let entries = entries(there, &plan);
        let count = |sign| entries.iter().filter(|entry| entry.sign == sign).count();
        Ok(Self {
            place: backend.place(),
            summary: Summary {
                add: count(Sign::Add),
                change: count(Sign::Change),
                remove: count(Sign::Remove),
            },
            relocating: relocating(there, &plan),
            changes: plan.changes,
            reach,
            kept,
            incomplete: backend.incomplete(),
            entries,
        })
    }

    /// How many differences cannot be made away with.
    pub fn unchangeable(&self) -> usize {
        self.kept.iter().filter(|kept| kept.reason == Reason::CannotBeChanged).count()
    }
}

impl Render for Comparison {
    fn human(&self, style: &Style) -> String {
        let mut text = String::new();
        if self.entries.is_empty() {
            text.push_str(&style.plain(&format!("Nothing is to be changed at '{}'", self.place)));
            text.push('\n');
        }
        let mut smp = None;
        for entry in &self.entries {
            if smp != Some(&entry.smp) {
                smp = Some(&entry.smp);
                text.push_str(&style.bold(&entry.smp));
                text.push('\n');
            }
            let line = match entry.sign {
                Sign::Add => style.good(&format!("+ {}", entry.text)),
                Sign::Change => style.warn(&format!("~ {}", entry.text)),
                Sign::Remove => style.bad(&format!("- {}", entry.text)),
            };
            text.push_str(&format!("  {line}\n"));
        }
        if !self.entries.is_empty() {
            let Summary { add, change, remove } = self.summary;
            text.push_str(&style.bold(&format!("{add} to add, {change} to change, {remove} to take away")));
            text.push('\n');
        }
        if self.relocating > 0 {
            let many = match self.relocating {
                1 => "1 Package Server learns".to_owned(),
                many => format!("{many} Package Servers learn"),
            };
            let sentence = format!(
                "{many} of a new storage location: all packages are moved, and clients not served meanwhile"
            );
            text.push_str(&style.bad(&sentence));
            text.push('\n');
        }
        write_reach(&self.reach, style, "It reaches further:", &mut text);
        self.write_kept(
            style,
            Reason::NotMentioned,
            "Not mentioned, so it stays (`--prune` takes it away):",
            &mut text,
        );
        self.write_kept(
            style,
            Reason::CannotBeChanged,
            "Different, but not to be changed from here:",
            &mut text,
        );
        text
    }

    fn rows(&self) -> serde_json::Result<Value> {
        serde_json::to_value(&self.changes)
    }
}

impl Comparison {
    fn write_kept(&self, style: &Style, reason: Reason, heading: &str, text: &mut String) {
        let kept: Vec<&Kept> = self.kept.iter().filter(|kept| kept.reason == reason).collect();
        if kept.is_empty() {
            return;
        }
        text.push_str(&style.dim(heading));
        text.push('\n');
        let several = kept.iter().any(|one| one.smp != kept[0].smp);
        some(text, style, &kept, |one| {
            let smp = if several { format!("{}: ", one.smp) } else { String::new() };
            style.dim(&format!("{smp}{one}"))
        });
    }
}

/// The changes, with what was before.
fn entries(there: &Topology, plan: &Plan) -> Vec<Entry> {
    let mut sites: HashMap<(String, Network), &Name> = HashMap::new();
    for smp in &there.smps {
        for subnet in &smp.subnets {
            if let Some(site) = &subnet.site {
                sites.insert((smp.name.key(), subnet.network), site);
            }
        }
    }
    let old_site = |smp: &Name, network: Network| site(sites.get(&(smp.key(), network)).copied());
    plan.changes
        .iter()
        .map(|change| {
            let (sign, text) = match change {
                Change::SetParent { smp, parent } => {
                    let old = there.smp(smp).and_then(|smp| smp.parent.as_ref());
                    (Sign::Change, format!("parent: {} → {}", quoted(old), quoted(parent.as_ref())))
                }
                Change::RenameSite { site, to, .. } => {
                    (Sign::Change, format!("site '{site}': name → '{to}'"))
                }
                Change::DescribeSite { smp, site, description } => {
                    let old = there.smp(smp).and_then(|smp| smp.site(site));
                    let old = old.map(|site| &*site.description).unwrap_or_default();
                    (Sign::Change, format!("site '{site}': description '{old}' → '{description}'"))
                }
                Change::AssignSubnet { smp, network, site: new } => {
                    let (old, new) = (old_site(smp, *network), site(Some(new)));
                    (Sign::Change, format!("subnet {network}: {old} → {new}"))
                }
                Change::ReleaseSubnet { smp, network } => {
                    (Sign::Change, format!("subnet {network}: {} → no site", old_site(smp, *network)))
                }
                Change::SetStorageLocation { smp, package_server, platform, path } => {
                    let smp = there.smp(smp);
                    let old = match package_server {
                        Some(name) => {
                            smp.and_then(|smp| smp.package_server(name)).map(|one| &one.storage_location)
                        }
                        None => smp.map(|smp| &smp.storage_location),
                    };
                    let shown =
                        |path: Option<&str>| path.map_or("default".into(), |path| format!("'{path}'"));
                    let of = package_server.as_ref().map(|name| format!(" of Package Server '{name}'"));
                    let (old, new) = (shown(old.and_then(|old| old.get(*platform))), shown(path.as_deref()));
                    let of = of.unwrap_or_default();
                    (Sign::Change, format!("{platform} storage location{of}: {old} → {new}"))
                }
                Change::AssignPackageServer { package_server, site, .. } => {
                    (Sign::Add, format!("Package Server '{package_server}' manually in site '{site}'"))
                }
                Change::UnassignPackageServer { package_server, site, .. } => {
                    (Sign::Remove, format!("Package Server '{package_server}' manually in site '{site}'"))
                }
                Change::RecordJoinAssignment { package_server, site, .. } => (
                    Sign::Add,
                    format!("record that '{package_server}' was assigned to site '{site}' only to join"),
                ),
                Change::ForgetJoinAssignment { package_server, site, .. } => (
                    Sign::Remove,
                    format!("record that '{package_server}' was assigned to site '{site}' only to join"),
                ),
                Change::AddSmp { .. }
                | Change::CreateSite { .. }
                | Change::CreateSubnet { .. }
                | Change::AddPackageServer { .. } => (Sign::Add, without_verb(change)),
                Change::RemoveSmp { .. }
                | Change::DeleteSite { .. }
                | Change::DeleteSubnet { .. }
                | Change::RemovePackageServer { .. } => (Sign::Remove, without_verb(change)),
            };
            Entry { smp: change.smp().clone(), sign, text }
        })
        .collect()
}

/// "site 'HQ'" of "create site 'HQ'": the sign says what is done.
fn without_verb(change: &Change) -> String {
    let text = change.to_string();
    text.split_once(' ').map(|(_, thing)| thing.to_owned()).unwrap_or(text)
}

fn site(name: Option<&Name>) -> String {
    name.map_or_else(|| "no site".to_owned(), |name| format!("site '{name}'"))
}

fn quoted(name: Option<&Name>) -> String {
    name.map_or_else(|| "none".to_owned(), |name| format!("'{name}'"))
}

/// How many Package Servers would move their packages: those named, and those without a setting of their own.
fn relocating(there: &Topology, plan: &Plan) -> usize {
    let mut servers = std::collections::HashSet::new();
    for change in &plan.changes {
        let Change::SetStorageLocation { smp, package_server, platform, .. } = change else { continue };
        match (package_server, there.smp(smp)) {
            (Some(name), Some(there)) if there.package_server(name).is_some() => {
                servers.insert((smp.key(), name.key()));
            }
            (None, Some(there)) => {
                let follows =
                    there.package_servers.iter().filter(|one| one.storage_location.get(*platform).is_none());
                servers.extend(follows.map(|one| (smp.key(), one.name.key())));
            }
            _ => {}
        }
    }
    servers.len()
}
