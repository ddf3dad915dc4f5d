//! May a relocation start? The vendor's five prerequisites (article "How to store Package Server repository
//! aside from Symantec Management Agent"), as they read on this platform, and some of smpctl's own.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use super::attempt::Size;
use super::error::Error;
use super::package::PackageName;
use super::store::Store;
use super::survey::{Survey, survey};
use crate::platform::{
    self, FileId, LONGEST_PATH, Medium, SYSTEM_LOCATIONS, Volume, acl_grants_write, extended_attributes,
};

/// What is to be examined.
#[derive(Debug)]
pub struct Request<'a> {
    /// The old stores, the main one first; absolute, without links.
    pub from: &'a [PathBuf],
    /// The new store; absolute, without links. It may not exist yet, but the folder it is in does.
    pub to: &'a Path,
    /// Accept any medium.
    pub accept_medium: bool,
    /// Accept a system location: it is where the packages came from.
    pub accept_location: bool,
    /// Measure how long it will take.
    pub measure: bool,
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
    /// Entries in them.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// How long it will take, from a short measurement; `None` if that was not possible or not asked for.
    pub estimated_seconds: Option<u64>,
    /// What else is worth knowing before.
    pub warnings: Vec<String>,
    /// Packages with a location of their own: not touched.
    pub custom_location: Vec<PackageName>,
    /// What is in the stores and is no package: not touched.
    pub ignored: Vec<PathBuf>,
    /// The packages' sizes.
    #[serde(skip)]
    pub sizes: HashMap<PackageName, Size>,
}

/// Examines everything that must hold before a relocation. Nothing it makes is left behind.
pub fn check(request: &Request<'_>) -> Result<Report, Error> {
    let stores = request.from.iter().map(|path| Store::open(path)).collect::<Result<Vec<_>, _>>()?;
    let failed = |source| Error::Store { path: request.to.to_owned(), source };
    let exists = request.to.try_exists().map_err(failed)?;
    let to = if exists { Some(Store::open(request.to)?) } else { None };
    let nearest = if exists { request.to } else { request.to.parent().unwrap_or(request.to) };
    let place = Store::open(nearest)?;
    let volume = platform::volume(nearest).map_err(failed)?;
    let survey = survey(&stores, to.as_ref())?;
    let one_volume = stores.iter().all(|store| store.id.device == place.id.device);
    let mut checks = vec![
        medium(&volume, request.accept_medium),
        links(&place, &volume),
        space(&survey, &stores, &place).map_err(failed)?,
        location(request),
        path_length(&survey, request.to, &place).map_err(failed)?,
        apart(&stores, request, &place),
    ];
    checks.push(access(&stores, to.as_ref(), &place).map_err(failed)?);
    let mut warnings = Vec::new();
    for (package, size) in &survey.packages {
        if let Some(obstacle) = &size.obstacle {
            warnings.push(format!("{package} would stay where it is: {obstacle}"));
        }
    }
    for package in &survey.duplicates {
        warnings.push(format!("{package} stands in several of the stores; see `--on-duplicate`"));
    }
    if !platform::is_administrator() {
        warnings.push("not run by root: owners cannot be kept, and packages of others will stay".into());
    }
    let files = survey.packages.values().map(|size| size.files).sum();
    let bytes = survey.packages.values().map(|size| size.bytes).sum();
    let estimated_seconds = match (request.measure, one_volume) {
        (false, _) => None,
        // A rename and two links a package.
        (true, true) => Some(survey.packages.len() as u64 / 1000),
        (true, false) => estimate(&stores, &place, files, bytes),
    };
    Ok(Report {
        ready: checks.iter().all(|check| check.ok),
        checks,
        packages: survey.packages.len() as u64,
        files,
        bytes,
        estimated_seconds,
        warnings,
        sizes: sizes(&survey),
        custom_location: survey.custom,
        ignored: survey.ignored,
    })
}

/// The packages' sizes, for progress.
pub fn sizes(survey: &Survey) -> HashMap<PackageName, Size> {
    let size = |size: &super::survey::PackageSurvey| Size { files: size.files, bytes: size.bytes };
    survey.packages.iter().map(|(package, survey)| (package.clone(), size(survey))).collect()
}

fn verdict(check: &'static str, ok: bool, detail: String, hint: impl Into<String>) -> Check {
    Check { check, ok, detail, hint: (!ok).then(|| hint.into()) }
}

fn medium(volume: &Volume, accept: bool) -> Check {
    let what = match volume.medium {
        Medium::Fixed => "fixed",
        Medium::Removable => "removable",
        Medium::Optical => "optical",
        Medium::Network => "on the network",
        Medium::Volatile => "in memory or in a container's layers",
        Medium::Unknown => "of a kind that cannot be told",
    };
    let mut detail = format!(
        "{what}: {} on '{}', mounted at '{}'",
        volume.file_system,
        volume.source.to_string_lossy(),
        volume.mount_point.display()
    );
    let fixed = volume.medium == Medium::Fixed;
    if accept && !fixed {
        detail.push_str(", accepted");
    }
    let hint = "choose a folder on a hard disk or flash drive, or add `--accept medium` if you know better";
    verdict("fixed-medium", fixed || accept, detail, hint)
}

/// Whether the new volume holds links is found out by making one, in a folder that goes again.
fn links(place: &Store, volume: &Volume) -> Check {
    let kind = &volume.file_system;
    let attempt = tempfile::Builder::new().prefix(".smpctl-check-").tempdir_in(&place.path).and_then(|dir| {
        platform::Dir::open_root(dir.path())?.create_link("nowhere".as_ref(), "link".as_ref())?;
        dir.close()
    });
    let hint = match kind.as_str() {
        "vfat" | "msdos" | "exfat" => {
            "FAT and exFAT cannot hold links; format the volume with ext4, xfs or btrfs"
        }
        _ => "check that the volume is writable and that its file system has symbolic links",
    };
    match attempt {
        Ok(()) => verdict("links", true, format!("{kind} holds links"), hint),
        Err(error) => verdict("links", false, format!("a link could not be made on {kind}: {error}"), hint),
    }
}

fn space(survey: &Survey, stores: &[Store], place: &Store) -> io::Result<Check> {
    let space = place.root.volume_space()?;
    if stores.iter().all(|store| store.id.device == place.id.device) {
        let detail = "none needed: the packages stay on their volume and are renamed".into();
        return Ok(verdict("space", true, detail, ""));
    }
    let occupied: u64 = survey.packages.values().map(|size| size.occupied).sum();
    let files: u64 = survey.packages.values().map(|size| size.files).sum();
    // Directories and trees of the new file system need some too.
    let needed = if occupied == 0 { 0 } else { occupied + occupied / 50 + (16 << 20) };
    let room_for_files = space.available_files.is_none_or(|available| available > files);
    let mut detail = format!("{needed} bytes needed, {} free", space.available);
    if let Some(available) = space.available_files {
        detail.push_str(&format!("; {files} files needed, {available} free"));
    }
    let hint = "free some space on the new volume, or choose a larger one";
    Ok(verdict("space", needed <= space.available && room_for_files, detail, hint))
}

fn location(request: &Request<'_>) -> Check {
    let to = request.to;
    let hit = SYSTEM_LOCATIONS
        .iter()
        .map(|path| Path::new(*path))
        .find(|system| {
            to.starts_with(system) || fs::canonicalize(system).is_ok_and(|system| to.starts_with(system))
        })
        .or_else(|| (to == Path::new("/")).then_some(Path::new("/")));
    let hint = "choose a folder outside the operating system's own, such as one on a data drive";
    match hit {
        Some(system) if !request.accept_location => verdict(
            "location",
            false,
            format!("'{}' is, or is in, the system location '{}'", to.display(), system.display()),
            hint,
        ),
        _ => verdict("location", true, format!("'{}' is no system location", to.display()), hint),
    }
}

fn path_length(survey: &Survey, to: &Path, place: &Store) -> io::Result<Check> {
    let longest = survey.packages.values().map(|size| size.longest_path).max().unwrap_or_default();
    // A package spends some time in staging, whose path is longer.
    let longest = to.as_os_str().len() + 1 + longest;
    let name = survey.packages.values().map(|size| size.longest_name).max().unwrap_or_default();
    let names = place.root.volume_space()?.longest_name;
    Ok(verdict(
        "path-length",
        longest <= LONGEST_PATH && name as u64 <= names,
        format!(
            "the longest path will have {longest} of {LONGEST_PATH} bytes, the longest name {name} of {names}"
        ),
        "choose a new store with a shorter path, or shorten the names in the package",
    ))
}

/// Stores must not contain one another. Compared by inode, so that no link or second mount can hide it.
fn apart(stores: &[Store], request: &Request<'_>, place: &Store) -> Check {
    let hint = "choose stores that are apart from one another";
    let ids: Vec<(FileId, &Path)> = stores.iter().map(|store| (store.id, store.path.as_path())).collect();
    for (number, (id, path)) in ids.iter().enumerate() {
        if let Some((_, other)) = ids[..number].iter().find(|(other, _)| other == id) {
            let detail = format!("'{}' and '{}' are the same store", other.display(), path.display());
            return verdict("apart", false, detail, hint);
        }
    }
    if request.to == place.path && ids.iter().any(|(id, _)| *id == place.id) {
        return verdict("apart", false, "the new store is an old one".into(), hint);
    }
    let mut all: Vec<(Option<FileId>, &Path)> = ids.iter().map(|(id, path)| (Some(*id), *path)).collect();
    all.push(((request.to == place.path).then_some(place.id), request.to));
    for (_, path) in &all {
        for ancestor in path.ancestors().skip(1) {
            let Ok(found) = Store::open(ancestor) else { continue };
            if let Some((_, outer)) = all.iter().find(|(id, _)| *id == Some(found.id)) {
                let detail = format!("'{}' lies within '{}'", path.display(), outer.display());
                return verdict("apart", false, detail, hint);
            }
        }
    }
    verdict("apart", true, "no store lies within another".into(), hint)
}

/// Packages run with the highest rights on clients: ordinary users must not be able to change one.
fn access(stores: &[Store], to: Option<&Store>, place: &Store) -> io::Result<Check> {
    let hint = "take the right to write from everybody: `chmod o-w`, `setfacl -b`";
    let mut problems = Vec::new();
    // A new or empty store gets the owner, mode and ACL of the old one.
    let model = match to {
        Some(to) if to.root.entries()?.iter().any(|name| name != "lost+found") => Some(to),
        _ => stores.first(),
    };
    let mut detail = String::new();
    if let Some(model) = model {
        let stat = model.root.stat()?;
        detail = format!("mode {:04o}, owner {}, group {}", stat.mode, stat.uid, stat.gid);
        if stat.mode & 0o002 != 0 {
            problems.push(format!("'{}' may be written to by everybody", model.path.display()));
        }
        if acl_grants_write(&extended_attributes(&model.root)?) {
            problems.push(format!("an ACL of '{}' lets further users write", model.path.display()));
        }
    }
    let first = if to.is_some() { place.path.parent() } else { Some(place.path.as_path()) };
    for parent in first.into_iter().flat_map(Path::ancestors) {
        let mode = Store::open(parent).and_then(|store| {
            store.root.stat().map_err(|source| Error::Store { path: parent.to_owned(), source })
        });
        // With the sticky bit only an entry's owner may rename it.
        if mode.is_ok_and(|stat| stat.mode & 0o002 != 0 && stat.mode & 0o1000 == 0) {
            problems.push(format!("everybody may rename what is in '{}'", parent.display()));
        }
    }
    Ok(match problems.is_empty() {
        true => verdict("access", true, format!("only its owner and group may write ({detail})"), hint),
        false => verdict("access", false, problems.join("; "), hint),
    })
}

/// How long copying will take, from writing a little in the new place; `None` where that fails.
fn estimate(stores: &[Store], place: &Store, files: u64, bytes: u64) -> Option<u64> {
    const SAMPLE: usize = 16 << 20;
    const FILES: u64 = 64;
    let dir = tempfile::Builder::new().prefix(".smpctl-check-").tempdir_in(&place.path).ok()?;
    let began = Instant::now();
    let mut file = fs::File::create(dir.path().join("sample")).ok()?;
    file.write_all(&vec![0x5a; SAMPLE]).ok()?;
    file.sync_all().ok()?;
    let per_byte = began.elapsed().as_secs_f64() / SAMPLE as f64;
    let began = Instant::now();
    for number in 0..FILES {
        fs::write(dir.path().join(number.to_string()), b"smpctl").ok()?;
    }
    place.root.sync_volume().ok()?;
    let per_file = began.elapsed().as_secs_f64() / FILES as f64;
    dir.close().ok()?;
    let volumes = stores.iter().filter(|store| store.id.device != place.id.device).count();
    Some(if volumes == 0 { 0 } else { (bytes as f64 * per_byte + files as f64 * per_file).ceil() as u64 })
}
