//! A relocation that nobody remembers: one that the vendor's agent made and left with links, or whose history was
//! lost. What is left of it is read off the new store.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::history::Record;
use super::store::{At, Store};
use crate::platform;

/// What the new store's links tell of a relocation to it.
///
/// `from` names the old stores if they are known; else they are the directories that the links lead into, the one
/// with most packages first. A link that leads to a directory of another name is a package with a location of its
/// own. Where there is nothing to go by, no relocation is known.
pub fn adopt(to: &Path, from: &[PathBuf], maximum_attempts: u32) -> Result<Record, Error> {
    let store = Store::open(to)?;
    let failed = |source| Error::Store { path: store.path.clone(), source };
    let mut homes: BTreeMap<PathBuf, Vec<_>> = BTreeMap::new();
    for package in store.package_names().map_err(failed)? {
        if !matches!(store.at(&package).map_err(failed)?, At::Link(led) if led.within != store.id) {
            continue;
        }
        // It may have been moved since.
        let Ok(original) = platform::canonicalize(&store.package_path(&package)) else { continue };
        let same_name = original
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.eq_ignore_ascii_case(package.as_str()));
        if let (true, Some(home)) = (same_name, original.parent()) {
            homes.entry(home.to_owned()).or_default().push(package);
        }
    }
    let mut found: Vec<_> = homes.keys().cloned().collect();
    found.sort_by_key(|home| std::cmp::Reverse(homes[home].len()));
    let from = if from.is_empty() { found } else { from.to_vec() };
    if from.is_empty() {
        return Err(Error::NoneKnown { to: Some(to.to_owned()) });
    }
    let mut record = Record::new(from, store.path.clone(), maximum_attempts);
    // Where old links were kept, each says which store its package came from.
    for (number, home) in record.from.iter().enumerate() {
        let Ok(old) = Store::open(home) else { continue };
        let failed = |source| Error::Store { path: old.path.clone(), source };
        for package in old.package_names().map_err(failed)? {
            let At::Link(led) = old.at(&package).map_err(failed)? else { continue };
            let is_back_link =
                led.within == store.id && store.at(&package).map_err(failed)? == At::Directory(led.to);
            if is_back_link {
                record.origins.entry(package).or_insert(number);
            }
        }
    }
    for (number, home) in record.from.iter().enumerate() {
        let packages = homes.remove(home).unwrap_or_default();
        record.origins.extend(packages.into_iter().map(|package| (package, number)));
    }
    Ok(record)
}

/// Takes every package that stands in the new store, and of which nothing says where it came from, for one from the
/// first of the old stores.
pub fn take_all(record: &mut Record) -> Result<(), Error> {
    let store = Store::open(&record.to)?;
    let failed = |source| Error::Store { path: store.path.clone(), source };
    for package in store.package_names().map_err(failed)? {
        let is_here = matches!(store.at(&package).map_err(failed)?, At::Directory(_));
        if is_here && !record.origins.contains_key(&package) {
            record.origins.insert(package, 0);
        }
    }
    Ok(())
}
