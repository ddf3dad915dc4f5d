//! Room on an old volume that has none left: one package moves off it without anything being made there first.
//!
//! A full volume is what a store is relocated for. Each package that goes makes room for the links and the work folder
//! that the others need; the first has to go without.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use super::deletions::{Deletions, GivenUp, Place};
use super::error::Error;
use super::history::{Direction, Record};
use super::inventory::{Compare, Difference, Inventory};
use super::package::PackageName;
use super::progress::{Silent, StopRequest};
use super::reason::Reason;
use super::state::{Standing, judge};
use super::store::{At, Store, Work};
use super::survey::{NOWHERE_ELSE, Surveyor};
use super::swap::{born, finish_in_place, give_up_in_place, place_copy};
use super::transfer::{self, Transfer};
use crate::platform::{self, Copier, FileKind, FileTime, FlagSupport, Kept, Property};

/// A package of this size makes room enough, in bytes.
const ENOUGH: u64 = 1 << 20;

/// How many packages are tried before the run gives up.
const TRIES: usize = 8;

/// Files that work in a store needs at least for itself, beside a link for each package that is moved at once.
const FEWEST_FILES: u64 = 32;

/// How large a package was that has been moved.
#[derive(Debug, Default)]
pub struct Gained {
    /// Entries in it.
    pub files: u64,
    /// Bytes in it.
    pub bytes: u64,
    /// The package and the process that was still in its original when that was removed.
    pub disturbed: Vec<(PackageName, String)>,
}

/// Moves one package off the full volume that the store at `full` is on; none if none could go, or it would stay on that
/// volume. `save` remembers the record, durably.
pub fn gain(
    record: &mut Record,
    full: &Path,
    threads: usize,
    readers: Duration,
    save: &mut dyn FnMut(&Record) -> Result<(), Error>,
) -> Result<Option<Gained>, Error> {
    let (from, targets): (_, Vec<&Path>) = match record.direction {
        Direction::Forward => {
            let Some(from) = record.from.iter().find(|path| *path == full) else { return Ok(None) };
            (from, vec![&record.to])
        }
        Direction::Revert if record.to == full => {
            (&record.to, record.from.iter().map(AsRef::as_ref).collect())
        }
        Direction::Revert => return Ok(None),
    };
    let from = Store::open(from)?;
    from.lock()?;
    let mut to = Vec::new();
    for path in targets {
        let place = if path.exists() { path } else { path.parent().unwrap_or(path) };
        if Store::open(place)?.id.device == from.id.device {
            return Ok(None);
        }
        let store = match record.direction {
            Direction::Forward if !record.joined => Store::open_or_create(path, &from, &record.lossy)?,
            _ => Store::open(path)?,
        };
        store.lock()?;
        let work = store.open_work()?;
        to.push((store, work));
    }
    let mut failed = None;
    let no_room =
        |package, reason| Error::NoRoomGained { path: from.path.clone(), package, reason: Box::new(reason) };
    for (store, work) in &to {
        // What a killed run had begun comes first.
        for package in
            noted(&from, work).map_err(|source| Error::Work { path: store.path.clone(), source })?
        {
            match remove_original(&from, store, work, &package, &record.lossy, None) {
                Ok(()) => return Ok(Some(Gained::default())),
                Err(reason) => _ = failed.get_or_insert(no_room(package, reason)),
            }
        }
    }
    for (package, target) in candidates(record, &from, &to, threads)?.into_iter().take(TRIES) {
        if record.direction == Direction::Forward {
            let origin = record.from.iter().position(|path| *path == from.path).unwrap_or_default();
            record.origins.insert(package.clone(), origin);
            save(record)?;
        }
        let (store, work) = &to[target];
        tracing::info!("{package} moves first: the volume of '{}' is full", from.path.display());
        match move_off(&from, store, work, &package, &record.lossy, readers) {
            Ok(gained) => return Ok(Some(gained)),
            Err(reason) => _ = failed.get_or_insert(no_room(package, reason)),
        }
    }
    failed.map_or(Ok(None), Err)
}

/// Whether so little is left on the volume of a store that work there could not even begin.
pub fn is_scarce(store: &Store) -> bool {
    store.root.volume_space().is_ok_and(|space| {
        space.available_files.is_some_and(|files| files < FEWEST_FILES)
            // An administrator may use what is set aside for one, which is not counted here.
            || (space.available < FEWEST_FILES * space.block_size && !platform::is_administrator())
    })
}

/// The packages that may go, each with the store it goes to: first the smallest that makes room enough, at last the
/// smallest of all.
fn candidates(
    record: &Record,
    from: &Store,
    to: &[(Store, Work)],
    threads: usize,
) -> Result<Vec<(PackageName, usize)>, Error> {
    let failed = |source| Error::Store { path: from.path.clone(), source };
    let roots: Vec<_> = to.iter().map(|(store, _)| store.id).chain([from.id]).collect();
    let surveyor = Surveyor {
        stores: &roots,
        elsewhere: NOWHERE_ELSE,
        only: None,
        path: None,
        known: None,
        block_size: 1,
        compressed: false,
        observer: &Silent,
        stop: &StopRequest::default(),
        threads,
    };
    let survey = surveyor.survey(&from.root);
    // What cannot be looked at is tried last.
    let sizes: HashMap<_, _> = survey
        .map(|survey| survey.packages.into_iter().map(|it| (it.name, it.amount.allocated)).collect())
        .unwrap_or_default();
    let mut candidates = Vec::new();
    for package in from.package_names().map_err(failed)? {
        let target = match record.direction {
            Direction::Forward => 0,
            Direction::Revert => match record.origins.get(&package) {
                Some(origin) if *origin < to.len() => *origin,
                _ => continue,
            },
        };
        let is_elsewhere =
            record.elsewhere.contains(&package) || record.left_behind.contains(&from.package_path(&package));
        let here = from.at(&package).map_err(failed)?;
        let there = to[target].0.at(&package).map_err(failed)?;
        let standing = judge(here, there, &roots);
        use Standing::{Both, Linked, Unlinked, WronglyLinked};
        if is_elsewhere || !matches!(standing, Unlinked | Linked | WronglyLinked | Both) {
            continue;
        }
        let allocated = sizes.get(&package).copied().unwrap_or_default();
        candidates.push((allocated, package, target));
    }
    // Those that make enough room come first, the smallest of them leading; then the others, the largest leading.
    candidates.sort_by_key(|(allocated, ..)| match *allocated >= ENOUGH {
        true => (false, *allocated),
        false => (true, u64::MAX - allocated),
    });
    Ok(candidates.into_iter().map(|(_, package, target)| (package, target)).collect())
}

/// Copies a package, lets the copy take over under the new path, and removes the original where it stands.
fn move_off(
    from: &Store,
    to: &Store,
    work: &Work,
    package: &PackageName,
    lossy: &BTreeSet<Property>,
    readers: Duration,
) -> Result<Gained, Reason> {
    let name = package.as_os_str();
    let there = to.package_path(package);
    let support = FlagSupport::default();
    let kept = Kept { lossy, support: &support };
    let transfer = Transfer {
        copier: &Copier::default(),
        kept,
        limit: None,
        turns: None,
        observer: &Silent,
        stop: &StopRequest::default(),
    };
    let durable = |source: io::Error| Reason::NotDurable(source.to_string());
    work.discard(name).map_err(Reason::io("clean up before copying", &there))?;
    let (inventory, copied) = if matches!(to.at(package), Ok(At::Directory(_))) {
        // A killed run has put the copy there; that it is whole is not known any more.
        let inventory = Inventory::read(&from.root, name)?;
        let how = Compare::CopyAndContent(kept);
        inventory
            .compare(how, &to.root, name, Some(&from.root))
            .map_err(|difference| difference.into_conflict(from.package_path(package), there))?;
        to.root.sync_volume().map_err(durable)?;
        (inventory, None)
    } else {
        let copied = FileTime::before_now(super::attempt::CLOCK);
        let inventory = transfer.copy(&from.root, package, &work.staging)?;
        to.root.sync_volume().map_err(durable)?;
        inventory
            .compare(Compare::Copy(kept), &work.staging, name, None)
            .map_err(Difference::into_bad_copy)?;
        let copy = Some(&work.staging);
        inventory.compare(Compare::Untouched, &from.root, name, copy).map_err(Difference::into_changed)?;
        place_copy(to, work, name, &inventory.root.metadata.stat)
            .map_err(Reason::io("put in place", &there))?;
        to.root.sync().map_err(durable)?;
        (inventory, Some(copied))
    };
    if let Err(reason) = give_up_in_place(from, to, work, package, &inventory) {
        // The original is the package again; the next attempt links it.
        let out = to.root.rename_new(name, &work.staging, name).and_then(|()| work.discard(name));
        if let Err(error) = out {
            tracing::warn!("the copy of {package} stays in its place for now: {error}");
        }
        return Err(reason);
    }
    let disturbed = wait_for_readers(from, package, inventory.entries, readers);
    remove_original(from, to, work, package, lossy, copied)?;
    Ok(Gained { files: inventory.entries, bytes: inventory.bytes, disturbed })
}

/// The packages of a store whose removal has been noted in the work folder of their copies' store.
fn noted(from: &Store, work: &Work) -> io::Result<Vec<PackageName>> {
    let mut noted = Vec::new();
    for name in work.deleting.entries()? {
        let is_link = work.deleting.stat_entry(&name)?.is_some_and(|stat| stat.kind == FileKind::Link);
        let Some(package) = PackageName::of(&name).filter(|_| is_link) else { continue };
        if work.deleting.read_own_link(&name)? == from.package_path(&package) {
            noted.push(package);
        }
    }
    Ok(noted)
}

/// Removes an original where it stands, as it was noted, links its path to the copy, and forgets the note.
fn remove_original(
    from: &Store,
    to: &Store,
    work: &Work,
    package: &PackageName,
    lossy: &BTreeSet<Property>,
    copied: Option<FileTime>,
) -> Result<(), Reason> {
    let name = package.as_os_str();
    let (path, there) = (from.package_path(package), to.package_path(package));
    let examined = Reason::io("examine", &there);
    if !matches!(to.at(package).map_err(examined)?, At::Directory(_)) {
        return Err(Reason::CopyRemoved { there, path });
    }
    if matches!(from.at(package).map_err(Reason::io("examine", &path))?, At::Directory(_)) {
        let copied = copied.or_else(|| born(to, package));
        let has_times = !lossy.contains(&Property::Times);
        transfer::remove_original(&from.root, name, &to.root, has_times, copied, &path)?;
        // Some file systems give room back with their next transaction only.
        from.root.sync_volume().map_err(|source| Reason::NotDurable(source.to_string()))?;
    }
    finish_in_place(from, to, work, package).map_err(Reason::io("link the old path of", &path))
}

/// Waits until no process is seen in the original any more, up to this limit, as for any other. Returns the one that
/// still is.
fn wait_for_readers(
    from: &Store,
    package: &PackageName,
    files: u64,
    limit: Duration,
) -> Vec<(PackageName, String)> {
    let deletions = Deletions::new(limit);
    deletions.push(GivenUp {
        package: package.clone(),
        position: 0,
        place: Place::Old,
        folder: from.path.file_name().unwrap_or_default().to_owned(),
        files,
        retired: Instant::now(),
        copied: None,
        whole: true,
    });
    loop {
        let due = deletions.due();
        let Some(left) = due.wait else { return due.disturbed };
        std::thread::sleep(left);
    }
}
