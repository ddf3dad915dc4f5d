//! What a revert will do, package by package, read off the stores without changing them.

use std::path::PathBuf;

use serde::Serialize;

use super::attempt::Method;
use super::error::Error;
use super::exact_path;
use super::history::Record;
use super::package::PackageName;
use super::state::{Standing, judge};
use super::store::{At, Store};

/// What will be done with one package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Which.
    pub package: PackageName,
    /// The store it is in.
    #[serde(serialize_with = "exact_path::shown")]
    pub from: PathBuf,
    /// The store it goes to.
    #[serde(serialize_with = "exact_path::shown")]
    pub to: PathBuf,
    /// How.
    pub how: How,
}

/// How a package gets where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Renamed: it is on that volume already.
    Rename,
    /// Copied to another volume, and removed where it was.
    Copy,
    /// It is there already; a link to it is removed.
    AlreadyThere,
    /// It is in both places: compared, and kept once if both are equal.
    Compare,
    /// It is in neither.
    Missing,
    /// Something else has its name.
    InTheWay,
    /// Nothing says that it came from there, or it has a location of its own: it stays.
    Stays,
}

impl How {
    /// For people.
    pub fn as_str(self) -> &'static str {
        match self {
            How::Rename => "renamed",
            How::Copy => "copied",
            How::AlreadyThere => "already there",
            How::Compare => "in both: compared, and kept once if equal",
            How::Missing => "missing in both",
            How::InTheWay => "stays: something else has its name there",
            How::Stays => "stays: nothing says that it came from there",
        }
    }
}

/// What a revert will do.
pub fn preview(record: &Record, method: Method) -> Result<Vec<Step>, Error> {
    let new = Store::open(&record.to)?;
    let old = record.from.iter().map(|path| Store::open(path)).collect::<Result<Vec<_>, _>>()?;
    let roots: Vec<_> = old.iter().chain([&new]).map(|store| store.id).collect();
    let at = |store: &Store, package: &PackageName| {
        store.at(package).map_err(|source| Error::Store { path: store.package_path(package), source })
    };
    let mut steps = Vec::new();
    let mut add = |package: &PackageName, store: &Store, how| {
        let (package, from, to) = (package.clone(), new.path.clone(), store.path.clone());
        steps.push(Step { package, from, to, how });
    };
    for (package, origin) in &record.origins {
        let Some(store) = old.get((*origin).min(old.len().saturating_sub(1))) else { continue };
        let how = match judge(at(&new, package)?, at(store, package)?, &roots) {
            Standing::Unlinked | Standing::Linked | Standing::WronglyLinked => {
                match new.id.device == store.id.device && method != Method::Copy {
                    true => How::Rename,
                    false => How::Copy,
                }
            }
            Standing::Moved => How::AlreadyThere,
            Standing::Both => How::Compare,
            Standing::Missing => How::Missing,
            Standing::InTheWay | Standing::InTheWayBehind => How::InTheWay,
            Standing::NotOurs => How::Stays,
        };
        add(package, store, how);
    }
    let names = new.package_names().map_err(|source| Error::Store { path: new.path.clone(), source })?;
    for package in names.iter().filter(|package| !record.origins.contains_key(package)) {
        if let (At::Directory(_), Some(store)) = (at(&new, package)?, old.first()) {
            add(package, store, How::Stays);
        }
    }
    Ok(steps)
}
