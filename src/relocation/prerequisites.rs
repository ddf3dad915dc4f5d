//! May a relocation start? The vendor's five prerequisites (article "How to store Package Server repository
//! aside from Symantec Management Agent"), as they read on this platform, and some of smpctl's own.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::error::Error;
use super::package::PackageName;
use super::probe::Probe;
use super::progress::{Observer, Silent, StopRequest};
use super::store::{At, Store};
use super::survey::{self, Amount, Size, Sizes, StoreSurvey, Surveyor};
use crate::platform::{
    self, Account, Ancestor, FileId, LENGTH_UNIT, LONGEST_PATH, Medium, MediumKind, Mount, VolumeSpace,
    Writer,
};

/// File systems that cannot hold links, by the names they are mounted under.
const FAT: [&str; 7] = ["vfat", "msdos", "exfat", "fat", "fat32", "fuse.fusefat", "fuse.exfat"];

/// File systems on which a file may occupy less than it will elsewhere, because they compress.
const COMPRESSING: [&str; 9] =
    ["zfs", "fuseblk", "ntfs", "ntfs3", "bcachefs", "f2fs", "squashfs", "erofs", "ubifs"];

/// What is to be examined.
#[derive(Debug)]
pub struct Request<'a> {
    /// The old stores, the main one first; absolute, without links.
    pub from: &'a [PathBuf],
    /// The new store; absolute, without links. It may not exist yet, but the folder it is in does.
    pub to: &'a Path,
    /// Accept a medium that is in memory or in layers, or that cannot be told. Removable, optical and network
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
    /// Packages that would stay where they are, linked, and why.
    pub staying: Vec<Staying>,
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
}

/// Examines everything that must hold before a relocation. Nothing it makes is left behind.
///
/// On a relocation that is half done, what has been moved already neither needs room nor is in the way.
pub fn check(request: &Request<'_>, observer: &dyn Observer, stop: &StopRequest) -> Result<Report, Error> {
    let places = Places::open(request)?;
    let surveys = places.survey(observer, stop)?;
    let found = places.sum_up(&surveys).map_err(|source| places.failed(source))?;
    let mut checks = Vec::new();
    for check in
        [Places::usable, Places::fixed_medium, Places::links, Places::location, Places::apart, Places::access]
    {
        checks.push(check(&places).map_err(|source| places.failed(source))?);
    }
    checks.insert(3, places.enough_space(&found, stop));
    checks.insert(5, places.path_length(&surveys));
    // Where writing fails there is nothing to measure, and a volume that is nearly full is left alone.
    let writable = |check: &Check| check.ok || !["stores", "links", "space"].contains(&check.check);
    let estimated_seconds = match request.measure && checks.iter().all(writable) {
        true => places.estimate(&surveys, &found, stop),
        false => None,
    };
    if stop.is_requested() {
        return Err(Error::Stopped);
    }
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
        let (opened, one_volume) = (Instant::now(), Vec::new());
        let mut places = Self { request, stores, to, place, medium, mounts, space, opened, one_volume };
        places.one_volume = places.stores.iter().map(|store| places.is_one_volume(store)).collect();
        Ok(places)
    }

    fn failed(&self, source: io::Error) -> Error {
        Error::Store { path: self.request.to.to_owned(), source }
    }

    /// Whether a directory can be renamed from an old store to the new one.
    ///
    /// Different devices say no; the same device says little (another mount of it, another project quota), so
    /// a rename is tried. Where nothing can be written, the same mount is taken for a yes.
    fn is_one_volume(&self, store: &Store) -> bool {
        if store.id.device != self.place.id.device {
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
                    known: None,
                    block_size: self.space.block_size,
                    compressed,
                    observer,
                    stop,
                    threads: self.request.threads,
                };
                surveyor.survey(&store.root).map_err(|error| match error {
                    survey::Error::Io(source) => failed(source),
                    survey::Error::Stopped => Error::Stopped,
                })
            })
            .collect()
    }

    fn sum_up(&self, surveys: &[StoreSurvey]) -> io::Result<Found> {
        let mut found = Found::default();
        let mut duplicates = HashSet::new();
        let (mut bytes, mut files) = (0, 0);
        for (survey, one_volume) in surveys.iter().zip(&self.one_volume) {
            for package in &survey.packages {
                // Of several it is the first that is moved, if any.
                if let Some(first) = found.sizes.get_mut(&package.name) {
                    first.device = None;
                    duplicates.insert(package.name.clone());
                    continue;
                }
                let to = self.to.as_ref();
                let is_there = to.map_or(Ok(false), |to| stands_in(to, &package.name))?;
                let amount = package.amount;
                let device = survey.device.filter(|_| !is_there);
                found.sizes.insert(package.name.clone(), Size { amount, device, taken: self.opened });
                found.total.add(&amount);
                if let Some(reason) = &package.problem {
                    let reason = reason.to_string();
                    found.staying.push(Staying { package: package.name.clone(), reason });
                }
                if is_there {
                    duplicates.insert(package.name.clone());
                } else if !one_volume {
                    found.copied.add(&amount);
                    found.outside_links += package.outside_links;
                    bytes += amount.needed;
                    // A link stands in the package's place meanwhile.
                    files += amount.inodes + 1;
                }
            }
        }
        found.duplicates = duplicates.into_iter().collect();
        found.duplicates.sort();
        // The new file system's own trees grow too, and smpctl keeps a few folders there.
        found.needed = if bytes == 0 { 0 } else { bytes + bytes / 64 + (1 << 20) };
        found.needed_files = if files == 0 { 0 } else { files + 16 };
        Ok(found)
    }

    /// Whether this account can do in the stores what a relocation does.
    fn usable(&self) -> io::Result<Check> {
        let mut problems = Vec::new();
        for store in self.stores.iter().chain([&self.place]) {
            let path = store.path.display();
            let mount = store.root.mount(&self.mounts)?;
            let kind = mount.map(|mount| mount.filesystem).unwrap_or_default();
            if store.root.is_read_only()? {
                problems.push(format!("'{path}' is on a volume that is mounted read-only"));
            } else if !store.root.is_writable()? {
                problems.push(format!("this account may not write to '{path}'"));
            } else if is_one_of(&FAT, &kind) && store.id != self.place.id {
                problems.push(format!("'{path}' is on {kind}, which cannot hold the links left behind"));
            }
        }
        let owner = self.stores.first().map(|store| own_seat(&store.root)).transpose()?.flatten();
        let mut detail = match self.stores.as_slice() {
            [_] => "the store can be read and written".to_owned(),
            stores => format!("all {} stores can be read and written", stores.len()),
        };
        match owner {
            Some(seat) if !platform::is_administrator() && seat.owner != platform::effective_user() => {
                let (owner, root) = (platform::account_name(&seat.owner), platform::ADMINISTRATOR);
                detail.push_str(&format!(", but the packages' owner ({owner}) can only be kept by {root}"));
            }
            _ => {}
        }
        if self.to.is_none() {
            detail.push_str(&format!("; '{}' will be made", self.request.to.display()));
        }
        let hint = format!("run it as {}, on volumes that are mounted for writing", platform::ADMINISTRATOR);
        Ok(verdict("stores", problems, detail, &hint))
    }

    fn fixed_medium(&self) -> io::Result<Check> {
        let Medium { kind, filesystem, source, because, unsuitable: _ } = &self.medium;
        let (what, acceptable) = match kind {
            MediumKind::Fixed => ("fixed", true),
            MediumKind::Removable => ("removable", false),
            MediumKind::Optical => ("optical", false),
            MediumKind::Network => ("on the network", false),
            MediumKind::Memory => ("in memory", true),
            MediumKind::Layered => ("not fixed", true),
            MediumKind::Unknown => ("of a kind that cannot be told", true),
        };
        let mut detail = format!("{what}: {filesystem} from '{source}', {because}");
        let fixed = *kind == MediumKind::Fixed;
        let accepted = self.request.accept_medium && acceptable && !fixed;
        if accepted {
            detail.push_str("; accepted");
        }
        let hint = if acceptable {
            "choose a folder on a hard disk or flash drive, or add `--accept medium` if the packages need not \
             outlive it"
        } else {
            "choose a folder on a hard disk or flash drive of this machine"
        };
        let ok = fixed || accepted;
        Ok(Check { check: "fixed-medium", ok, detail, hint: (!ok).then(|| hint.into()) })
    }

    /// Whether the new volume holds links is found out by making one.
    fn links(&self) -> io::Result<Check> {
        let kind = &self.medium.filesystem;
        let tried = Probe::new(&self.place.root).and_then(|probe| probe.try_link());
        let mut hint = "check that the volume is mounted for writing and that its file system has links";
        let problem = match tried {
            _ if self.medium.unsuitable.is_some() => {
                hint = "choose a folder on an NTFS volume of this machine";
                self.medium.unsuitable.clone()
            }
            Ok(()) => None,
            Err(error) if is_one_of(&FAT, kind) => {
                hint = "format the volume with ext4, xfs or btrfs";
                Some(format!("FAT and exFAT cannot hold links, and the new volume is {kind}: {error}"))
            }
            Err(error) => Some(format!("a link could not be made on {kind}: {error}")),
        };
        let detail = format!("{kind} holds links: one was made and removed");
        Ok(verdict("links", problem.into_iter().collect(), detail, hint))
    }

    /// What becomes free on the new volume as soon as an attempt begins: an interrupted one has left it.
    ///
    /// What cannot be read is not counted.
    fn leftovers(&self, stop: &StopRequest) -> Amount {
        let mut left = Amount::default();
        let surveyor = Surveyor {
            stores: &[],
            elsewhere: survey::NOWHERE_ELSE,
            known: None,
            block_size: self.space.block_size,
            compressed: false,
            observer: &Silent,
            stop,
            threads: self.request.threads,
        };
        for folder in self.to.iter().flat_map(|to| to.leftovers().unwrap_or_default()) {
            if let Ok(survey) = surveyor.survey(&folder) {
                survey.packages.iter().for_each(|package| left.add(&package.amount));
            }
        }
        left
    }

    fn enough_space(&self, found: &Found, stop: &StopRequest) -> Check {
        let VolumeSpace { available, available_files, .. } = self.space;
        if self.one_volume.iter().all(|one_volume| *one_volume) {
            let detail = "none needed: the packages stay on their volume and are renamed".into();
            return verdict("space", Vec::new(), detail, "");
        }
        let mut detail =
            format!("{} needed, {} free on the new volume", amount(found.needed), amount(available));
        match available_files {
            Some(files) => detail.push_str(&format!("; {} files needed, {files} free", found.needed_files)),
            None => detail.push_str(&format!("; {} files needed, no limit", found.needed_files)),
        }
        let leftovers = self.leftovers(stop);
        if leftovers.inodes > 0 {
            detail.push_str(&format!(
                "; {} more in {} files that an interrupted attempt has left, and the next one removes",
                amount(leftovers.allocated),
                leftovers.inodes
            ));
        }
        let available = available.saturating_add(leftovers.allocated);
        let available_files = available_files.map(|files| files.saturating_add(leftovers.inodes));
        let bytes_short = found.needed.saturating_sub(available);
        let files_short = found.needed_files.saturating_sub(available_files.unwrap_or(u64::MAX));
        let mut hints = Vec::new();
        if bytes_short > 0 {
            hints
                .push(format!("free {} more on the new volume, or choose a larger one", amount(bytes_short)));
        }
        if files_short > 0 {
            hints.push(format!(
                "the new volume has room for too few files: {files_short} more are needed; remove some, or format it with more inodes"
            ));
        }
        Check {
            check: "space",
            ok: hints.is_empty(),
            detail,
            hint: (!hints.is_empty()).then(|| hints.join("; ")),
        }
    }

    /// Whether the new store is, is in, or holds a folder of the system; by path, and by inode, so that no other
    /// mount of it can hide it.
    fn location(&self) -> io::Result<Check> {
        let to = self.request.to;
        let above: Vec<FileId> = self.place.root.ancestors()?.iter().map(|ancestor| ancestor.id).collect();
        // The root is above everything, but only being it is refused.
        let above = &above[..above.len().saturating_sub(1)];
        let mut problem =
            platform::is_system_root(to).then(|| format!("'{}' is the root of the system", to.display()));
        for (location, resolved) in platform::system_locations() {
            if problem.is_some() || self.request.accept_location {
                break;
            }
            let id = fs::metadata(&resolved).ok().and_then(|_| Store::open(&resolved).ok()).map(|at| at.id);
            let (path, location) = (to.display(), location.display());
            problem = if to == resolved {
                Some(format!("'{path}' is the system location '{location}'"))
            } else if to.starts_with(&resolved) || id.is_some_and(|id| above.contains(&id)) {
                Some(format!("'{path}' is in the system location '{location}'"))
            } else if resolved.starts_with(to) {
                Some(format!("'{path}' holds the system location '{location}'"))
            } else {
                None
            };
        }
        let detail = format!("'{}' is no system location", to.display());
        let hint = "choose a folder outside the operating system's own, such as one on a data drive";
        Ok(verdict("location", problem.into_iter().collect(), detail, hint))
    }

    fn path_length(&self, surveys: &[StoreSurvey]) -> Check {
        let empty = Path::new("");
        let longest = surveys.iter().map(|survey| &survey.longest_path).max_by_key(|longest| longest.length);
        let (path, length) = longest.map_or((empty, 0), |longest| (longest.path.as_path(), longest.length));
        let name = surveys.iter().map(|survey| survey.longest_name).max().unwrap_or_default();
        let length = platform::length(self.request.to.as_os_str()) + 1 + length;
        let limit = self.space.longest_name;
        let mut problems = Vec::new();
        if length > LONGEST_PATH {
            let package = path.components().next().map_or(empty, |first| Path::new(first.as_os_str()));
            problems.push(format!(
                "the longest path will have {length} {LENGTH_UNIT}, and {LONGEST_PATH} are possible; it is in '{}'",
                package.display()
            ));
        }
        if name as u64 > limit {
            problems
                .push(format!("the longest name has {name} {LENGTH_UNIT}, and the new volume holds {limit}"));
        }
        let detail = format!(
            "the longest path will have {length} of {LONGEST_PATH} {LENGTH_UNIT}, the longest name {name} of {limit}"
        );
        let hint = "choose a new store with a shorter path, or shorten the names in the package";
        verdict("path-length", problems, detail, hint)
    }

    /// Stores must not contain one another: not by their inodes, whatever paths lead to them, and not through
    /// another mount of the same file system.
    fn apart(&self) -> io::Result<Check> {
        let mut seats = self.stores.iter().map(|store| self.seat(store)).collect::<io::Result<Vec<_>>>()?;
        let mut new = self.seat(&self.place)?;
        if self.to.is_none() {
            // It will have a name of its own in the folder it is made in.
            new.path = self.request.to;
            new.exists = false;
            let name = self.request.to.file_name().unwrap_or_default();
            new.volume_path = new.volume_path.map(|(device, path)| (device, path.join(name)));
        }
        seats.push(new);
        let mut problem = None;
        for (position, inner) in seats.iter().enumerate() {
            for (other, outer) in seats.iter().enumerate().filter(|(other, _)| *other != position) {
                let same = inner.exists && outer.exists && inner.above.first() == outer.above.first();
                if same && other < position {
                    problem.get_or_insert(format!(
                        "'{}' and '{}' are the same store",
                        outer.path.display(),
                        inner.path.display()
                    ));
                }
                let own = usize::from(inner.exists);
                let by_inode =
                    outer.exists && outer.above.first().is_some_and(|id| inner.above[own..].contains(id));
                let by_volume = match (&inner.volume_path, &outer.volume_path) {
                    (Some((device, path)), Some((other, above))) => {
                        device == other && path != above && path.starts_with(above)
                    }
                    _ => false,
                };
                if !same && (by_inode || by_volume) {
                    problem.get_or_insert(format!(
                        "'{}' lies within '{}'",
                        inner.path.display(),
                        outer.path.display()
                    ));
                }
            }
        }
        let hint = "choose stores that are apart from one another";
        Ok(verdict("apart", problem.into_iter().collect(), "no store lies within another".into(), hint))
    }

    fn seat<'s>(&self, store: &'s Store) -> io::Result<Seat<'s>> {
        let mount = store.root.mount(&self.mounts)?;
        let volume_path = mount.and_then(|mount| {
            let below = store.path.strip_prefix(&mount.mount_point).ok()?;
            Some((mount.device, mount.root.join(below)))
        });
        let above = store.root.ancestors()?.iter().map(|ancestor| ancestor.id).collect();
        Ok(Seat { path: &store.path, above, exists: true, volume_path })
    }

    /// Packages run with the highest rights on clients: ordinary users must not be able to change one, nor to
    /// put another directory in the store's place.
    fn access(&self) -> io::Result<Check> {
        let mut trusted = platform::trusted_accounts();
        // A new or empty store gets the owner, mode and ACL of the old one.
        let is_empty = match &self.to {
            Some(to) => to.root.entries()?.iter().all(|name| name == "lost+found"),
            None => true,
        };
        let old = self.stores.first();
        if let Some(old) = old {
            trusted.extend(own_seat(&old.root)?.map(|seat| seat.owner));
        }
        let model = match (&self.to, old) {
            (Some(to), _) if !is_empty => to,
            (_, Some(old)) => old,
            (_, None) => &self.place,
        };
        let mut problems = Vec::new();
        let mut notes = Vec::new();
        let model_seat = own_seat(&model.root)?;
        let mut detail = String::new();
        if let Some(root) = &model_seat {
            detail = root.rights.clone();
            if is_empty && old.is_some() {
                detail.push_str(", as the old store has them");
            }
            judge(&model.path, &root.writers, &trusted, "write to", &mut problems, &mut notes);
        }
        let above = self.place.root.ancestors()?;
        let paths = self.place.path.ancestors();
        for (path, ancestor) in paths.zip(&above).skip(usize::from(self.to.is_some())) {
            // With the sticky bit, only its owner may rename an entry, and that one is trusted.
            if ancestor.keeps_entries && trusted.contains(&ancestor.owner) {
                continue;
            }
            judge(path, &ancestor.renamers, &trusted, "rename what is in", &mut problems, &mut notes);
        }
        detail = format!("only its owner may change it ({detail})");
        if !notes.is_empty() {
            detail.push_str(&format!("; note: {}", notes.join("; ")));
        }
        Ok(verdict("access", problems, detail, platform::TAKE_RIGHT_AWAY))
    }

    /// How long it will take, from reading and writing a little; `None` where that fails.
    ///
    /// Takes a second or two at most.
    fn estimate(&self, surveys: &[StoreSurvey], found: &Found, stop: &StopRequest) -> Option<u64> {
        let entries = found.copied.files + found.copied.directories;
        if entries == 0 {
            // A rename and two links a package.
            return Some(found.sizes.len() as u64 / 1000);
        }
        let probe = Probe::new(&self.place.root).ok()?;
        let per_byte_written = measure_writing(&probe, stop).ok()?;
        let per_file = measure_files(&probe, stop).ok()?;
        drop(probe);
        let read = surveys.iter().zip(&self.stores).zip(&self.one_volume).filter(|(_, one)| !**one);
        let per_byte_read =
            read.filter_map(|((survey, store), _)| measure_reading(survey, store, stop)).reduce(f64::max)?;
        let seconds = found.copied.bytes as f64 * (per_byte_written + per_byte_read)
            + entries as f64 * per_file * HANDLING;
        seconds.is_finite().then_some(seconds.ceil() as u64)
    }
}

/// Where a store is.
struct Seat<'a> {
    path: &'a Path,
    /// The store's own directory, if it exists, and all above it.
    above: Vec<FileId>,
    exists: bool,
    /// Its path within its file system.
    volume_path: Option<((u32, u32), PathBuf)>,
}

/// Adds who but trusted accounts may change a directory: to the problems, or to the notes where that depends
/// on who is in a group.
fn judge(
    path: &Path,
    writers: &[Writer],
    trusted: &[Account],
    doing: &str,
    problems: &mut Vec<String>,
    notes: &mut Vec<String>,
) {
    let path = path.display();
    for writer in writers {
        let sentence = format!("{} {doing} '{path}'", writer.may);
        match &writer.account {
            Some(account) if trusted.contains(account) => {}
            _ if writer.depends => notes.push(sentence),
            _ => problems.push(sentence),
        }
    }
}

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

/// Whether a store has a package itself, and not a link to it.
fn stands_in(store: &Store, package: &PackageName) -> io::Result<bool> {
    Ok(matches!(store.at(package)?, At::Directory(_)))
}

/// The packages' sizes; nothing where they cannot be told.
pub fn sizes(stores: &[Store], to: Option<&Store>, stop: &StopRequest, threads: usize) -> Sizes {
    let roots: Vec<FileId> = stores.iter().chain(to).map(|store| store.id).collect();
    let surveyor = Surveyor {
        stores: &roots,
        elsewhere: survey::NOWHERE_ELSE,
        known: None,
        block_size: to.and_then(|to| to.root.volume_space().ok()).map_or(1, |space| space.block_size),
        compressed: false,
        observer: &Silent,
        stop,
        threads,
    };
    let (mut sizes, taken) = (Sizes::new(), Instant::now());
    for survey in stores.iter().filter_map(|store| surveyor.survey(&store.root).ok()) {
        for package in survey.packages {
            // For a place that cannot be looked at, nobody knows what they need there.
            let is_apart = to.is_some_and(|to| matches!(stands_in(to, &package.name), Ok(false)));
            let device = survey.device.filter(|_| is_apart);
            let size = Size { amount: package.amount, device, taken };
            sizes.entry(package.name).and_modify(|first| first.device = None).or_insert(size);
        }
    }
    sizes
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

/// How much is read and written to measure it, at most, in bytes.
const SAMPLE: u64 = 8 << 20;

/// How long each of the measurements may take, as far as single calls allow.
const PATIENCE: Duration = Duration::from_millis(400);

/// How many small files are made to measure what one costs, at most.
const SMALL_FILES: u32 = 64;

/// How often a file is handled during its move, against making it once: it is found, read, made, compared, and
/// its original is removed. Measured with some ten thousand small files between ext4 and xfs.
const HANDLING: f64 = 2.0;

/// Seconds that it takes to write a byte, durably.
fn measure_writing(probe: &Probe<'_>, stop: &StopRequest) -> io::Result<f64> {
    // No zeros: a volume that compresses would be done too soon.
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let chunk: Vec<u8> = std::iter::repeat_with(|| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as u8
    })
    .take(1 << 20)
    .collect();
    probe.with_file(|file| {
        let began = Instant::now();
        let mut written = 0;
        while written < SAMPLE && began.elapsed() < PATIENCE && !stop.is_requested() {
            file.write_all(&chunk)?;
            written += chunk.len() as u64;
        }
        file.sync_data()?;
        Ok(began.elapsed().as_secs_f64() / written.max(1) as f64)
    })
}

/// Seconds that it takes to make one more small file.
fn measure_files(probe: &Probe<'_>, stop: &StopRequest) -> io::Result<f64> {
    let began = Instant::now();
    let mut made = 0;
    while made < SMALL_FILES && began.elapsed() < PATIENCE && !stop.is_requested() {
        probe.with_file(|file| file.write_all(b"smpctl"))?;
        made += 1;
    }
    probe.dir().sync()?;
    Ok(began.elapsed().as_secs_f64() / f64::from(made.max(1)))
}

/// Seconds that it takes to read a byte of the store's largest file; `None` if it cannot be read.
fn measure_reading(survey: &StoreSurvey, store: &Store, stop: &StopRequest) -> Option<f64> {
    let Some((package, path, _)) = &survey.largest_file else { return Some(0.0) };
    let mut dir = store.root.open_dir(package.as_os_str()).ok()?;
    for component in path.parent()?.components() {
        dir = dir.open_dir(component.as_os_str()).ok()?;
    }
    let mut file = dir.open_file(path.file_name()?).ok()?;
    platform::drop_from_cache(&file);
    let mut buffer = vec![0; 1 << 20];
    let began = Instant::now();
    let mut done = 0;
    while done < SAMPLE && began.elapsed() < PATIENCE && !stop.is_requested() {
        match file.read(&mut buffer).ok()? {
            0 => break,
            length => done += length as u64,
        }
    }
    Some(began.elapsed().as_secs_f64() / done.max(1) as f64)
}
