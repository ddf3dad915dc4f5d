//! Ending a relocation whose store is gone for good: what is left of it in the stores that are there.
//!
//! No package data is removed. A whole original that had been put aside goes back where nothing has taken its place;
//! links that lead nowhere by this relocation go; what may be incomplete stays, and is named.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::error::Error;
use super::exact_path;
use super::history::Record;
use super::package::PackageName;
use super::retry::is_on_its_volume;
use super::store::{At, DELETING, ID, PEER, RETIRED, STAGING, Store, WORK};
use crate::platform::{Dir, FileKind};

/// What came of forgetting a relocation, or would.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Forgotten {
    /// Originals that are back at their paths.
    #[serde(serialize_with = "exact_path::all_shown")]
    pub put_back: Vec<PathBuf>,
    /// Links that led nowhere, and were removed.
    #[serde(serialize_with = "exact_path::all_shown")]
    pub links_removed: Vec<PathBuf>,
    /// What stays, and why.
    pub remaining: Vec<Remaining>,
    /// Packages that are in none of the stores that are there.
    pub not_reachable: Vec<PackageName>,
    /// Stores that are not there.
    #[serde(serialize_with = "exact_path::all_shown")]
    pub not_there: Vec<PathBuf>,
}

/// Something that stays where it is.
#[derive(Debug, Serialize)]
pub struct Remaining {
    /// What.
    #[serde(serialize_with = "exact_path::shown")]
    pub path: PathBuf,
    /// Why.
    pub reason: String,
}

/// Whether every store of a relocation is there: then it can be finished or reverted.
pub fn is_complete(record: &Record) -> Result<bool, Error> {
    Ok(stores(record)?.1.is_empty())
}

/// The stores that are there, and the paths of those that are not.
///
/// A failing disk may still be mounted; what this account may not read is there all the same.
fn stores(record: &Record) -> Result<(Vec<Store>, Vec<PathBuf>), Error> {
    let (mut there, mut gone) = (Vec::new(), Vec::new());
    for path in std::iter::once(&record.to).chain(&record.from) {
        let store = is_on_its_volume(record, path).and_then(|()| Store::open(path));
        let store = store.and_then(|store| {
            let takes_part = store.relocation()?;
            Ok((store, takes_part))
        });
        match store {
            Ok((store, takes_part)) => {
                let has_joined = record.joined && record.sources().contains(path) || path == &record.to;
                let is_it = match takes_part {
                    Some(id) => id == record.id,
                    None => !(record.joined && has_joined),
                };
                if is_it { there.push(store) } else { gone.push(path.clone()) }
            }
            Err(error @ (Error::Store { .. } | Error::Work { .. })) if is_denied(&error) => {
                return Err(error);
            }
            Err(error) => {
                tracing::info!("'{}' is taken for gone: {error}", path.display());
                gone.push(path.clone());
            }
        }
    }
    Ok((there, gone))
}

fn is_denied(error: &Error) -> bool {
    match error {
        Error::Store { source, .. } | Error::Work { source, .. } => {
            source.kind() == io::ErrorKind::PermissionDenied
        }
        _ => false,
    }
}

/// Ends a relocation in the stores that are there; without `change` it only says what it would do.
pub fn forget(record: &Record, change: bool) -> Result<Forgotten, Error> {
    let (stores, not_there) = stores(record)?;
    let mut forgotten = Forgotten { not_there, ..Forgotten::default() };
    for store in &stores {
        store.lock()?;
    }
    for store in &stores {
        put_back(record, store, change, &mut forgotten)?;
    }
    for store in &stores {
        straighten_links(record, store, change, &mut forgotten)?;
    }
    for store in &stores {
        end_work(store, &stores, change, &mut forgotten)?;
    }
    for package in record.origins.keys() {
        let is_here = |store: &Store| matches!(store.at(package), Ok(At::Directory(_)));
        let is_back = |store: &Store| forgotten.put_back.contains(&store.package_path(package));
        if !stores.iter().any(|store| is_here(store) || is_back(store)) {
            forgotten.not_reachable.push(package.clone());
        }
    }
    Ok(forgotten)
}

fn failed(store: &Store) -> impl Fn(io::Error) -> Error + Copy + '_ {
    |source| Error::Work { path: store.path.join(WORK), source }
}

/// A folder in the work folder, if it is there.
fn folder(store: &Store, name: &str) -> Result<Option<Dir>, Error> {
    let Some(work) = store.own_work()? else { return Ok(None) };
    match work.open_dir(OsStr::new(name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some).map_err(failed(store)),
    }
}

/// Whole originals go back where nothing has taken their place.
fn put_back(record: &Record, store: &Store, change: bool, forgotten: &mut Forgotten) -> Result<(), Error> {
    let failed = failed(store);
    let Some(retired) = folder(store, RETIRED)? else { return Ok(()) };
    for name in retired.entries().map_err(failed)? {
        let Some(package) = PackageName::of(&name) else { continue };
        let is_original =
            matches!(retired.stat_entry(&name), Ok(Some(stat)) if stat.kind == FileKind::Directory);
        if !is_original {
            continue;
        }
        let at = store.at(&package).map_err(failed)?;
        let is_free = match at {
            At::Absent => true,
            At::LinkToNowhere => is_ours(record, store, &name).map_err(failed)?,
            At::Directory(_) | At::Link { .. } | At::Other => false,
        };
        if !is_free {
            continue;
        }
        if change {
            if at == At::LinkToNowhere {
                store.root.remove_file(&name).map_err(failed)?;
            }
            retired.rename_new(&name, &store.root, &name).map_err(failed)?;
            store.root.sync().map_err(failed)?;
        }
        forgotten.put_back.push(store.package_path(&package));
    }
    Ok(())
}

/// Links that lead nowhere by this relocation go. Others that lead through the work folder lead straight on from now
/// on, for that goes.
fn straighten_links(
    record: &Record,
    store: &Store,
    change: bool,
    forgotten: &mut Forgotten,
) -> Result<(), Error> {
    let failed = |source| Error::Store { path: store.path.clone(), source };
    for package in store.package_names().map_err(failed)? {
        let (name, path) = (package.as_os_str(), store.package_path(&package));
        let at = store.at(&package).map_err(failed)?;
        if !matches!(at, At::LinkToNowhere | At::Link { .. })
            || !is_ours(record, store, name).map_err(failed)?
            || forgotten.put_back.contains(&path)
        {
            continue;
        }
        if at == At::LinkToNowhere {
            if change {
                store.root.remove_file(name).map_err(failed)?;
            }
            forgotten.links_removed.push(path);
        } else if change && Path::new(&store.root.read_link(name).map_err(failed)?).starts_with(WORK) {
            let Ok(straight) = crate::platform::canonicalize(&path) else { continue };
            let Some(work) = store.own_work()? else { continue };
            let new = OsStr::new("straight");
            if work.stat_entry(new).map_err(failed)?.is_some() {
                work.remove_file(new).map_err(failed)?;
            }
            work.create_link(straight.as_os_str(), new).map_err(failed)?;
            work.rename(new, &store.root, name).map_err(failed)?;
        }
    }
    if change { store.root.sync().map_err(failed) } else { Ok(()) }
}

/// Whether a link is one that this relocation makes: to the package of its own name in another of its stores.
fn is_ours(record: &Record, store: &Store, name: &OsStr) -> io::Result<bool> {
    let text = PathBuf::from(store.root.read_link(name)?);
    if text.file_name() != Some(name) {
        return Ok(false);
    }
    let Some(parent) = text.parent() else { return Ok(false) };
    if let Ok(inside) = parent.strip_prefix(WORK) {
        return Ok(inside.to_str().is_some_and(|peer| peer.starts_with(PEER)));
    }
    Ok(std::iter::once(&record.to).chain(&record.from).any(|other| other == parent && *other != store.path))
}

/// Removes the work folder, but for what may be all that is left of a package. The store takes part in nothing any more.
fn end_work(store: &Store, stores: &[Store], change: bool, forgotten: &mut Forgotten) -> Result<(), Error> {
    let failed = failed(store);
    let mut stays = false;
    for (kind, what) in [
        (RETIRED, "a whole original, put aside because a copy of it was in place"),
        (DELETING, "an original that was being removed, and may be incomplete"),
        (STAGING, "a copy that may be incomplete"),
    ] {
        let Some(folder) = folder(store, kind)? else { continue };
        for name in folder.entries().map_err(failed)? {
            let path = store.path.join(WORK).join(kind).join(&name);
            let Some(package) = PackageName::of(&name) else { continue };
            let is_tree =
                matches!(folder.stat_entry(&name), Ok(Some(stat)) if stat.kind == FileKind::Directory);
            let is_put_back = kind == RETIRED && forgotten.put_back.contains(&store.package_path(&package));
            let is_elsewhere =
                || stores.iter().any(|store| matches!(store.at(&package), Ok(At::Directory(_))));
            if !is_tree || is_put_back || (kind == STAGING && is_elsewhere()) {
                continue;
            }
            stays = true;
            let reason = format!("{what}; compare it, then move it out of the store or remove it");
            forgotten.remaining.push(Remaining { path, reason });
        }
    }
    if !change {
        return Ok(());
    }
    let Some(work) = store.own_work()? else { return Ok(()) };
    if !stays {
        return empty_work(store);
    }
    if work.stat_entry(OsStr::new(ID)).map_err(failed)?.is_some() {
        work.remove_file(OsStr::new(ID)).map_err(failed)?;
    }
    work.sync().map_err(failed)
}

/// Removes the work folder. Prepared links in it are no originals.
fn empty_work(store: &Store) -> Result<(), Error> {
    if let Some(retired) = folder(store, RETIRED)? {
        for name in retired.entries().map_err(failed(store))? {
            let stat = retired.stat_entry(&name).map_err(failed(store))?;
            if stat.is_some_and(|stat| stat.kind == FileKind::Link) {
                retired.remove_file(&name).map_err(failed(store))?;
            }
        }
    }
    store.remove_work()
}
