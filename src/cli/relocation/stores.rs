//! Which stores are moved: those that are named; else those of an unfinished relocation to the same place; else the
//! agent's, as far as they can be found, which is said, and asked the first time.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::platform::{self, replace::replace};
use crate::relocation::exact_path;
use crate::relocation::history::make_folder;
use crate::relocation::package::PackageName;
use crate::servers::agent::{self, Installed};
use crate::servers::smb;
use crate::servers::vendor_registry::{VendorRegistry, holds_packages};
use crate::settings::{self, Settings, state_directories};

/// Which stores are moved
#[derive(Debug, clap::Args)]
pub struct FromArgs {
    /// The store to move [default: the agent's, where it can be found]
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// A further store whose packages are moved too (repeatable)
    #[arg(long, value_name = "DIR")]
    also: Vec<PathBuf>,
}

impl FromArgs {
    /// Whether any is named.
    pub fn is_given(&self) -> bool {
        self.from.is_some() || !self.also.is_empty()
    }
}

/// A place where packages are, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The folder.
    #[serde(serialize_with = "exact_path::shown")]
    pub path: PathBuf,
    /// Who says so, for people.
    pub found_by: String,
    /// An administrator said so, in the settings.
    #[serde(skip)]
    is_settled: bool,
}

impl FromArgs {
    /// The stores that were named.
    pub fn named(&self) -> Vec<PathBuf> {
        self.from.iter().chain(&self.also).cloned().collect()
    }
}

/// The stores to move to this place, absolute and without links, the main one first. With `changes`, what was found has
/// to be confirmed.
pub fn find(app: &App, args: &FromArgs, to: &Path, changes: bool) -> Result<Vec<PathBuf>, Failure> {
    let also = args.also.iter().map(|path| super::existing(path)).collect::<Result<Vec<_>, _>>()?;
    let settings = Settings::read()?.agent;
    if let Some(from) = &args.from {
        let mut from = vec![super::existing(from)?];
        from.extend(also);
        for place in known(&settings).iter().skip(1) {
            let is_named = super::existing(&place.path).is_ok_and(|path| from.contains(&path) || path == to);
            if !is_named && holds_packages(&place.path) {
                app.note(&format!(
                    "packages are in '{}', too, found by {}; move them with `--also`",
                    place.path.display(),
                    place.found_by
                ));
            }
        }
        return Ok(from);
    }
    if let Ok(record) = super::history().find(Some(to))
        && record.is_unfinished()
    {
        let mut from = record.sources();
        app.note(&format!("going on with the relocation of '{}'", listed(&from)));
        from.extend(also.into_iter().filter(|path| !from.contains(path)).collect::<Vec<_>>());
        return Ok(from);
    }
    let mut places = Vec::new();
    for place in known(&settings) {
        let path = super::existing(&place.path)?;
        // A further store may have been emptied; the main one is looked at by the prerequisites.
        if !places.is_empty() && !holds_packages(&path) {
            app.note(&format!("left out, because there is no package in it: '{}'", path.display()));
            continue;
        }
        if path != to && !places.iter().any(|known: &Place| known.path == path) {
            places.push(Place { path, ..place });
        }
    }
    if places.is_empty() {
        if !known(&settings).is_empty() {
            return Err(Failure::new(
                Kind::Conflict,
                format_args!("the agent's store is '{}' already", to.display()),
            )
            .hint("name the store whose packages are to be moved with `--from`"));
        }
        return Err(unknown());
    }
    for place in &places {
        app.note(&format!("moving the store '{}', found by {}", place.path.display(), place.found_by));
    }
    confirm(app, &places, changes)?;
    let mut from: Vec<_> = places.into_iter().map(|place| place.path).collect();
    from.extend(also.into_iter().filter(|path| !from.contains(path)).collect::<Vec<_>>());
    Ok(from)
}

fn unknown() -> Failure {
    Failure::new(Kind::Usage, "`--from` is missing, and the agent's store cannot be found")
        .hint("name the folder that holds the packages' {GUID} folders with `--from`, or settle it as `agent.store`")
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join("', '")
}

/// Where the agent keeps packages, as far as that can be found out: its store first, then what is on other drives.
pub fn known(settings: &settings::Agent) -> Vec<Place> {
    let Some(main) = main(settings) else { return Vec::new() };
    let settled = settings.rotated_stores.iter().map(|path| Place {
        path: path.clone(),
        found_by: "the setting `agent.rotated-stores`".to_owned(),
        is_settled: true,
    });
    let shared = smb::of_the_agent().into_iter().map(|share| Place {
        path: share.path.into(),
        found_by: format!("the share '{}'", share.name),
        is_settled: false,
    });
    let is_elsewhere = |place: &Place| {
        let path = platform::canonicalize(&place.path);
        !path.is_ok_and(|path| platform::canonicalize(&main.path).is_ok_and(|main| path.starts_with(main)))
    };
    // A share whose folder has no packages is not a store.
    let shared = shared.filter(|place| holds_packages(&place.path));
    let others: Vec<_> = settled.chain(shared).filter(is_elsewhere).collect();
    std::iter::once(main).chain(others).collect()
}

/// The agent's store.
fn main(settings: &settings::Agent) -> Option<Place> {
    if let Some(path) = &settings.store {
        let found_by = "the setting `agent.store`".to_owned();
        return Some(Place { path: path.clone(), found_by, is_settled: true });
    }
    let registry = platform::registry().map(|registry| VendorRegistry::new(registry, &settings.registry));
    if let Some(found) = registry.and_then(|registry| registry.store()) {
        return Some(Place { path: found.value.into(), found_by: found.place, is_settled: false });
    }
    let agent = Installed::find(settings)?;
    let path = agent.install_dir().join(platform::AGENT_STORE?);
    path.is_dir().then_some(Place { path, found_by: agent.found_by, is_settled: false })
}

/// Packages that keep their files elsewhere, as the settings say, and the agent where it can be asked.
pub fn elsewhere(app: &App) -> Result<BTreeSet<PackageName>, Failure> {
    let mut elsewhere = Settings::read()?.agent.custom_location;
    match agent::packages() {
        None => {}
        Some(Ok(packages)) => {
            let custom = packages.into_iter().filter(|package| package.is_custom_location);
            elsewhere.extend(custom.filter_map(|package| {
                let guid = package.id.trim().trim_start_matches('{').trim_end_matches('}').to_uppercase();
                format!("{{{guid}}}").parse::<PackageName>().ok()
            }));
        }
        Some(Err(reason)) => app.warn(&format!(
            "the agent does not tell which packages have a location of their own, so a folder of one is moved like any other: {reason}"
        )),
    }
    Ok(elsewhere)
}

/// What an administrator has once said yes to.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Confirmed {
    #[serde(with = "exact_path::all")]
    stores: Vec<PathBuf>,
}

/// Asks whether what was found is right, unless somebody has settled it or said so before.
fn confirm(app: &App, places: &[Place], changes: bool) -> Result<(), Failure> {
    let (own, others) = state_directories();
    let file = |state: &Path| state.join("confirmed-stores.json");
    let read = |state: &Path| -> Confirmed {
        fs::read(file(state)).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
    };
    let mut confirmed = read(&own);
    let others: Vec<_> = others.iter().flat_map(|state| read(state).stores).collect();
    let is_known = |place: &&Place| {
        place.is_settled || confirmed.stores.contains(&place.path) || others.contains(&place.path)
    };
    if places.iter().all(|place| is_known(&place)) {
        return Ok(());
    }
    if !changes && !app.can_ask() && !app.global.yes {
        // Nothing is changed, and everything that was found has been said.
        return Ok(());
    }
    let question = match places {
        [_] => "Is that the store where the agent keeps its packages?",
        _ => "Are those the stores where the agent keeps its packages?",
    };
    if !app.confirm(question)? {
        return Err(Failure::new(Kind::Usage, "the store that was found is not the one to move")
            .hint("name the right one with `--from`, or settle it as `agent.store`"));
    }
    confirmed.stores.extend(places.iter().map(|place| place.path.clone()));
    confirmed.stores.sort();
    confirmed.stores.dedup();
    let written = make_folder(&own).and_then(|()| {
        let mut text = serde_json::to_vec_pretty(&confirmed)?;
        text.push(b'\n');
        replace(&file(&own), &text)
    });
    if let Err(error) = written {
        tracing::info!("it will be asked again, for the answer cannot be kept: {error}");
    }
    Ok(())
}
