//! May a relocation start, go on, or be undone? The vendor's five prerequisites (article "How to store Package Server
//! repository aside from Symantec Management Agent"), as they read on this platform, and some of smpctl's own.
//!
//! What is examined is one way that packages go: from one or several stores to another. On the way back that other is the
//! store that they came from.

mod access;
mod estimate;
mod packages;
mod place;
mod readers;
mod relocation;
mod state;
mod stores;
mod volume;

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use super::attempt::Method;
use super::error::Error;
use super::history::{Direction, History, Record};
use super::package::PackageName;
use super::probe::Probe;
use super::progress::{Observer, StopRequest};
use super::reason::Reason;
use super::store::{At, Store};
use super::survey::{self, Amount, Size, Sizes, StoreSurvey, Surveyor};
use crate::platform::{self, Ancestor, FileId, Medium, Mount, Placement, Property, QuotaRoom, VolumeSpace};

/// File systems on which a file may occupy less than it will elsewhere, because they compress.
const COMPRESSING: [&str; 9] =
    ["zfs", "fuseblk", "ntfs", "ntfs3", "bcachefs", "f2fs", "squashfs", "erofs", "ubifs"];

/// What is to be examined.
#[derive(Debug)]
pub struct Request<'a> {
    /// The stores that packages come from, the main one first; absolute, without links.
    pub from: &'a [PathBuf],
    /// The store that they go to; absolute, without links. It may not exist yet, but the folder it is in does.
    pub to: &'a Path,
    /// Which way that is: to a new store, or back to where packages came from.
    pub direction: Direction,
    /// Only these packages go; `None` for all.
    pub only: Option<&'a BTreeSet<PackageName>>,
    /// The relocation has begun, or the packages came from there: medium and location have been accepted.
    pub settled: bool,
    /// A store without any package is intended.
    pub allow_empty: bool,
    /// How packages are moved.
    pub method: Method,
    /// The links at the old paths will stay.
    pub keep_old_links: bool,
    /// What packages may lose where the volume cannot hold it.
    pub lossy: &'a BTreeSet<Property>,
    /// What is remembered of relocations.
    pub history: &'a History,
    /// The relocation that goes on; `None` if it is the one that `run` would choose.
    pub relocation: Option<&'a Record>,
    /// The directory in which the relocation is remembered.
    pub state: &'a Path,
    /// What has been found to be needed on other volumes already: the device, bytes, and files.
    pub taken: &'a [(u64, u64, u64)],
    /// Accept a medium that is in memory, in layers, or of unknown kind. Removable, optical and network
    /// media are never accepted.
    pub accept_medium: bool,
    /// Accept a system location: it is where the packages came from.
    pub accept_location: bool,
    /// Packages that keep their files elsewhere.
    pub elsewhere: &'a BTreeSet<PackageName>,
    /// Measure how long it will take.
    pub measure: bool,
    /// How many packages are looked at at once.
    pub threads: usize,
}

/// One prerequisite.
#[derive(Debug, Serialize)]
pub struct Check {
    /// Its name; stable.
    pub check: &'static str,
    /// It is met.
    pub ok: bool,
    /// What was found, measured.
    pub detail: String,
    /// What to do if it is not met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// A package that could not be moved as it is.
#[derive(Debug, Serialize)]
pub struct Staying {
    /// Which.
    pub package: PackageName,
    /// Why.
    pub reason: String,
}

/// What was found.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// All prerequisites are met.
    pub ready: bool,
    /// Each of them.
    pub checks: Vec<Check>,
    /// How many packages there are to move.
    pub packages: u64,
    /// Entries in them, directories included.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// Bytes the new volume must have free, with a margin; 0 if the packages stay on their volume.
    pub needed_bytes: u64,
    /// Bytes free on the new volume.
    pub free_bytes: u64,
    /// How long it will take, from a short measurement; `None` if that was not possible or not asked for.
    pub estimated_seconds: Option<u64>,
    /// How many packages have to be copied; the others are renamed.
    pub copied_packages: u64,
    /// Packages that would stay where they are, linked, and why.
    pub staying: Vec<Staying>,
    /// On the way back: where each package would go.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
    /// Packages that stand in several of the old stores, or in an old store and the new one.
    pub duplicates: Vec<PackageName>,
    /// What else is worth knowing before.
    pub warnings: Vec<String>,
    /// Packages with a location of their own: not touched.
    pub custom_location: Vec<PackageName>,
    /// What is in the stores and is no package: not touched. The first thousand of each store; bytes that are
    /// no text are replaced.
    pub ignored: Vec<String>,
    /// How much is ignored in all.
    pub ignored_count: u64,
    /// The packages' sizes.
    #[serde(skip)]
    pub sizes: Sizes,
    /// What is needed on which volume: the device, bytes, and files.
    #[serde(skip)]
    pub takes: Vec<(u64, u64, u64)>,
}

/// A package that would be moved, and where to.
#[derive(Debug, Serialize)]
pub struct Move {
    /// Which.
    pub package: PackageName,
    /// The store it would leave.
    pub from: PathBuf,
    /// The store it would go to.
    pub to: PathBuf,
}

impl Report {
    /// Adds what was found of another store that packages go to: one report covers all.
    pub fn add(&mut self, other: Report) {
        self.ready &= other.ready;
        for (check, other) in self.checks.iter_mut().zip(other.checks) {
            let same = check.detail == other.detail;
            match (check.ok, other.ok) {
                (true, false) => *check = other,
                (false, true) => {}
                _ if same => {}
                (_, _) => {
                    check.detail = format!("{}; {}", check.detail, other.detail);
                    check.hint = check.hint.take().or(other.hint);
                }
            }
        }
        self.packages += other.packages;
        self.files += other.files;
        self.bytes += other.bytes;
        self.needed_bytes += other.needed_bytes;
        self.free_bytes = self.free_bytes.min(other.free_bytes);
        self.estimated_seconds = self.estimated_seconds.zip(other.estimated_seconds).map(|(a, b)| a + b);
        self.copied_packages += other.copied_packages;
        self.staying.extend(other.staying);
        self.moves.extend(other.moves);
        self.duplicates.extend(other.duplicates);
        for warning in other.warnings {
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
        self.sizes.extend(other.sizes);
        self.takes.extend(other.takes);
    }
}

/// Everything that is examined, held open.
struct Places<'a> {
    request: &'a Request<'a>,
    stores: Vec<Store>,
    /// The new store, if it exists.
    to: Option<Store>,
    /// The new store, or else the folder it will be made in.
    place: Store,
    medium: Medium,
    mounts: Vec<Mount>,
    space: VolumeSpace,
    /// When that was.
    opened: Instant,
    /// For each old store, whether packages get from it to the new one by being renamed.
    one_volume: Vec<bool>,
    /// The file system that may refuse to rename a package although a trial is renamed, if there is one.
    layered: Option<String>,
    /// What has to be the same for a package to be renamed into the new store.
    placement: Placement,
    /// What this account's quotas leave on the new volume.
    quotas: Vec<QuotaRoom>,
}

/// Examines everything that must hold before a relocation. Nothing it makes is left behind.
///
/// On a relocation that is half done, what has been moved already neither needs room nor is in the way.
pub fn check(request: &Request<'_>, observer: &dyn Observer, stop: &StopRequest) -> Result<Report, Error> {
    let places = Places::open(request)?;
    let surveys = places.survey(observer, stop)?;
    let found = places.sum_up(&surveys).map_err(|source| places.failed(source))?;
    let failed = |source| places.failed(source);
    let links = places.links();
    let can_write = links.ok;
    let checks = vec![
        places.usable().map_err(failed)?,
        places.packages(&surveys, &found),
        places.fixed_medium(),
        links,
        places.times(&found, can_write),
        places.enough_space(&found, stop),
        places.old_volume(&found).map_err(failed)?,
        places.location().map_err(failed)?,
        places.path_length(&surveys),
        places.apart().map_err(failed)?,
        places.access().map_err(failed)?,
        places.readers(&surveys).map_err(failed)?,
        places.relocation(),
        places.state(&found),
    ];
    // Where writing fails there is nothing to measure, and a volume that is nearly full is left alone.
    let writable = |check: &Check| check.ok || !["stores", "links", "space"].contains(&check.check);
    let estimated_seconds = match request.measure && checks.iter().all(writable) {
        true => places.estimate(&surveys, &found, stop),
        false => None,
    };
    if stop.is_requested() {
        return Err(Error::Stopped);
    }
    let warnings = places.warnings(&surveys, &found);
    let ignored = surveys.iter().zip(&places.stores).flat_map(|(survey, store)| {
        survey.ignored.iter().map(|name| store.path.join(name).to_string_lossy().into_owned())
    });
    Ok(Report {
        ready: checks.iter().all(|check| check.ok),
        checks,
        packages: found.sizes.len() as u64,
        files: found.total.files + found.total.directories,
        bytes: found.total.bytes,
        needed_bytes: found.needed,
        free_bytes: places.space.available,
        estimated_seconds,
        copied_packages: found.copied_packages,
        takes: vec![(places.place.id.device, found.needed, found.needed_files)],
        moves: found.moves,
        ignored: ignored.collect(),
        ignored_count: surveys.iter().map(|survey| survey.ignored_count).sum(),
        custom_location: surveys.iter().flat_map(|survey| &survey.custom_location).cloned().collect(),
        staying: found.staying,
        duplicates: found.duplicates,
        warnings,
        sizes: found.sizes,
    })
}

/// What the surveys say about the whole.
#[derive(Default)]
struct Found {
    total: Amount,
    /// What must be copied.
    copied: Amount,
    /// Bytes the new volume must have free.
    needed: u64,
    /// Entries that will be made on the new volume.
    needed_files: u64,
    outside_links: u64,
    /// How many packages must be copied.
    copied_packages: u64,
    /// Packages that are not linked from the new store yet.
    unlinked: u64,
    moves: Vec<Move>,
    sizes: Sizes,
    duplicates: Vec<PackageName>,
    staying: Vec<Staying>,
}

impl<'a> Places<'a> {
    fn open(request: &'a Request<'a>) -> Result<Self, Error> {
        let stores = request.from.iter().map(|path| Store::open(path)).collect::<Result<Vec<_>, _>>()?;
        let failed = |source| Error::Store { path: request.to.to_owned(), source };
        let exists = request.to.try_exists().map_err(failed)?;
        let to = if exists { Some(Store::open(request.to)?) } else { None };
        let nearest = if exists { request.to } else { request.to.parent().unwrap_or(request.to) };
        let place = Store::open(nearest)?;
        let medium = platform::medium_of(&place.root).map_err(failed)?;
        let mounts = platform::mounts().map_err(failed)?;
        let space = place.root.volume_space().map_err(failed)?;
        let placement = place.root.placement().map_err(failed)?;
        let quotas = place.root.quotas();
        let mut places = Self {
            request,
            stores,
            to,
            place,
            medium,
            mounts,
            space,
            opened: Instant::now(),
            one_volume: Vec::new(),
            layered: None,
            placement,
            quotas,
        };
        places.sweep();
        let of_new = places.filesystem(&places.place.root);
        let kinds = places.stores.iter().map(|store| places.filesystem(&store.root)).chain([of_new]);
        places.layered = kinds.into_iter().find(|kind| may_refuse_to_rename(kind));
        places.one_volume = places.stores.iter().map(|store| places.is_one_volume(store)).collect();
        Ok(places)
    }

    /// Removes what a killed check has left, also where it looked before the new store was there.
    fn sweep(&self) {
        let above = self.request.to.parent().filter(|_| self.to.is_some());
        let above = above.and_then(|above| platform::Dir::open_root(above).ok());
        let roots = self.stores.iter().chain([&self.place]).map(|store| &store.root);
        roots.chain(&above).for_each(Probe::sweep);
    }

    /// The type of the file system that a directory is on; empty where it is not known.
    fn filesystem(&self, dir: &platform::Dir) -> String {
        dir.mount(&self.mounts).ok().flatten().map(|mount| mount.filesystem).unwrap_or_default()
    }

    /// Whether packages go back to where they came from.
    fn is_way_back(&self) -> bool {
        self.request.direction == Direction::Revert
    }

    /// What the volume that packages go to is called.
    fn volume(&self) -> &'static str {
        if self.is_way_back() { "the old volume" } else { "the new volume" }
    }

    /// Whether the new store will get the owner, mode and ACL of the old one: it is to be made, or is empty.
    fn takes_after_old(&self) -> io::Result<bool> {
        let Some(to) = &self.to else { return Ok(true) };
        Ok(!self.is_way_back() && to.root.entries()?.iter().all(|name| name == "lost+found"))
    }

    fn failed(&self, source: io::Error) -> Error {
        Error::Store { path: self.request.to.to_owned(), source }
    }

    /// Whether a directory can be renamed from an old store to the new one.
    ///
    /// Different devices say no; the same device says little (another mount of it, another project quota), so
    /// a rename is tried. Where nothing can be written, the same mount is taken for a yes. Where a layer decides it for each
    /// directory, a trial says nothing of the packages.
    fn is_one_volume(&self, store: &Store) -> bool {
        if self.request.method == Method::Copy
            || store.id.device != self.place.id.device
            || (self.layered.is_some() && self.request.method == Method::Auto)
        {
            return false;
        }
        let tried = Probe::new(&store.root)
            .and_then(|from| Probe::new(&self.place.root).and_then(|to| from.try_rename(&to)));
        tried.unwrap_or_else(|_| {
            let mount = |dir: &platform::Dir| dir.mount(&self.mounts).ok().flatten();
            mount(&store.root) == mount(&self.place.root)
        })
    }

    fn survey(&self, observer: &dyn Observer, stop: &StopRequest) -> Result<Vec<StoreSurvey>, Error> {
        let roots: Vec<FileId> = self.stores.iter().chain(&self.to).map(|store| store.id).collect();
        self.stores
            .iter()
            .map(|store| {
                let failed = |source| Error::Store { path: store.path.clone(), source };
                let mount = store.root.mount(&self.mounts).map_err(failed)?;
                let compressed = mount.is_some_and(|mount| is_one_of(&COMPRESSING, &mount.filesystem));
                let surveyor = Surveyor {
                    stores: &roots,
                    elsewhere: self.request.elsewhere,
                    only: self.request.only,
                    path: Some(&store.path),
                    known: None,
                    block_size: self.space.block_size,
                    // What may be more than is needed must not stand in the way back: there holes count as such, and what
                    // turns out not to fit stays, linked.
                    compressed: compressed && !self.is_way_back(),
                    observer,
                    stop,
                    threads: self.request.threads,
                };
                let mut survey = surveyor.survey(&store.root).map_err(|error| match error {
                    survey::Error::Io(source) => failed(source),
                    survey::Error::Stopped => Error::Stopped,
                })?;
                survey.device = survey.device.filter(|_| !compressed);
                Ok(survey)
            })
            .collect()
    }

    fn sum_up(&self, surveys: &[StoreSurvey]) -> io::Result<Found> {
        let mut found = Found::default();
        let mut duplicates = HashSet::new();
        let (mut bytes, mut files) = (0, 0);
        for ((survey, store), one_volume) in surveys.iter().zip(&self.stores).zip(&self.one_volume) {
            for package in &survey.packages {
                // Of several it is the first that is moved, if any.
                if let Some(first) = found.sizes.get_mut(&package.name) {
                    first.device = None;
                    duplicates.insert(package.name.clone());
                    continue;
                }
                let at = match &self.to {
                    Some(to) => at(to, &package.name)?,
                    None => At::Absent,
                };
                let is_there = matches!(at, At::Directory(_));
                let amount = package.amount;
                let device = survey.device.filter(|_| !is_there);
                found.sizes.insert(package.name.clone(), Size { amount, device, taken: self.opened });
                found.total.add(&amount);
                found.unlinked += u64::from(at == At::Absent);
                let renamed = *one_volume && self.can_be_renamed(store, &package.name);
                let copied = !is_there && !renamed && self.request.method != Method::Rename;
                let elsewhere = Reason::OtherVolume;
                let may_lose_owner = self.request.lossy.contains(&Property::Owner);
                let problem = package
                    .problem
                    .as_ref()
                    .or(Some(&elsewhere).filter(|_| !is_there && !renamed && !copied))
                    .or(package.foreign.as_ref().filter(|_| copied && !may_lose_owner))
                    .or(package.problem_of_copy.as_ref().filter(|_| copied));
                if let Some(reason) = problem {
                    let reason = reason.to_string();
                    found.staying.push(Staying { package: package.name.clone(), reason });
                }
                if is_there {
                    duplicates.insert(package.name.clone());
                    continue;
                }
                if self.is_way_back() {
                    found.moves.push(Move {
                        package: package.name.clone(),
                        from: store.path.clone(),
                        to: self.request.to.to_owned(),
                    });
                }
                if copied {
                    found.copied_packages += 1;
                    found.copied.add(&amount);
                    found.outside_links += package.outside_links;
                    bytes += amount.needed;
                    // A link stands in the package's place until then.
                    files += amount.inodes + 1;
                }
            }
        }
        found.duplicates = duplicates.into_iter().collect();
        found.duplicates.sort();
        // The new file system's own trees grow too, and smpctl keeps a few folders there.
        found.needed = if bytes == 0 { 0 } else { bytes + bytes / 64 + (1 << 20) };
        found.needed_files = if files == 0 { 0 } else { files + FOLDERS };
        Ok(found)
    }

    /// Whether nothing about a package itself keeps it from being renamed where its store's other directories can be.
    fn can_be_renamed(&self, store: &Store, package: &PackageName) -> bool {
        // What cannot be opened is not moved at all.
        let placement = store.root.open_dir(package.as_os_str()).and_then(|dir| dir.placement());
        placement.map_or(true, |placement| placement.fits(&self.placement))
    }

    /// What is worth knowing before, although it keeps nothing from being moved.
    fn warnings(&self, surveys: &[StoreSurvey], found: &Found) -> Vec<String> {
        let mut warnings = Vec::new();
        if !platform::is_administrator() {
            warnings.push(format!(
                "not run by {}: owners cannot be kept, and packages of others will stay",
                platform::ADMINISTRATOR
            ));
        }
        if found.outside_links > 0 && found.needed > 0 {
            warnings.push(format!(
                "{} names of files lie outside of their package: the copies will be files of their own",
                found.outside_links
            ));
        }
        for (survey, store) in surveys.iter().zip(&self.stores) {
            let mut into = survey::Found::default();
            let mut out = survey::Found::default();
            for package in &survey.packages {
                let name = Path::new(package.name.as_os_str());
                into.include(&package.links_into_store, name);
                out.include(&package.links_out_of_store, name);
            }
            if let Some(first) = &into.first
                && !self.is_way_back()
                && !self.request.keep_old_links
            {
                warnings.push(format!(
                    "{} in packages {} '{}' by its whole path ('{}' for one), and will lead nowhere once the links at the old paths go: keep those with `--keep-old-links`, or make the links relative",
                    counted(into.count, "link", "links"),
                    if into.count == 1 { "names" } else { "name" },
                    store.path.display(),
                    first.display(),
                ));
            }
            // From a folder beside the old one they lead where they led.
            if let Some(first) = &out.first
                && store.path.parent() != self.request.to.parent()
            {
                warnings.push(format!(
                    "{} in packages {} out of '{}' by a relative path ('{}' for one), and will lead elsewhere from '{}': replace them by links with a whole path",
                    counted(out.count, "link", "links"),
                    if out.count == 1 { "leads" } else { "lead" },
                    store.path.display(),
                    first.display(),
                    self.request.to.display(),
                ));
            }
        }
        warnings
    }
}

/// How many folders and files smpctl makes for itself in a store, at most.
const FOLDERS: u64 = 16;

/// A directory itself, as the first of its ancestors.
fn own_seat(dir: &platform::Dir) -> io::Result<Option<Ancestor>> {
    Ok(dir.ancestors()?.into_iter().next())
}

fn is_one_of(kinds: &[&str], kind: &str) -> bool {
    kinds.iter().any(|known| known.eq_ignore_ascii_case(kind))
}

fn verdict(check: &'static str, problems: Vec<String>, detail: String, hint: &str) -> Check {
    match problems.is_empty() {
        true => Check { check, ok: true, detail, hint: None },
        false => Check { check, ok: false, detail: problems.join("; "), hint: Some(hint.into()) },
    }
}

/// What stands at a package's name in a store. What this account may not look into cannot be one of its own.
fn at(store: &Store, package: &PackageName) -> io::Result<At> {
    match store.at(package) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(At::Other),
        other => other,
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Whether a file system is made of others, or asks a program, so that it may refuse to rename one directory (EXDEV) although
/// it renames another on the same mount: an overlay does so with directories of a lower layer, a union of drives with what is
/// on another drive, an encrypting one with another key, and Ceph at the border of a quota.
fn may_refuse_to_rename(filesystem: &str) -> bool {
    const LAYERED: [&str; 7] = ["overlay", "aufs", "unionfs", "ecryptfs", "ceph", "fuse", "shiftfs"];
    is_one_of(&LAYERED, filesystem) || filesystem.to_ascii_lowercase().starts_with("fuse.")
}

/// Bytes for people, with a binary unit.
fn amount(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if bytes < 1024 {
        return format!("{bytes} bytes");
    }
    let unit = (bytes.ilog2() / 10) as usize;
    format!("{:.1} {}", bytes as f64 / (1u64 << (10 * unit)) as f64, UNITS[unit - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_trial_can_rename_says_nothing_on_layers() {
        for layered in
            ["overlay", "fuse.mergerfs", "fuse.unionfs-fuse", "FUSE.encfs", "ecryptfs", "ceph", "aufs"]
        {
            assert!(may_refuse_to_rename(layered), "{layered}");
        }
        for plain in ["ext4", "xfs", "btrfs", "fuseblk", "NTFS", "zfs", ""] {
            assert!(!may_refuse_to_rename(plain), "{plain}");
        }
    }

    #[test]
    fn a_package_is_renamed_where_encryption_and_project_allow_it() {
        let plain = Placement::default();
        let encrypted = Placement { encrypted: true, ..plain };
        let project = Placement { project: 7, ..plain };
        let quota = Placement { project: 7, gives_project: true, ..plain };
        for (package, into, fits) in [
            (plain, plain, true),
            (encrypted, plain, false),
            (plain, encrypted, false),
            (encrypted, encrypted, true),
            (project, plain, true),
            (plain, quota, false),
            (project, quota, true),
        ] {
            assert_eq!(package.fits(&into), fits, "{package:?} into {into:?}");
        }
    }
}
