//! What is in the stores, and how much of it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::error::Error;
use super::inventory::{refuse_depth, refuse_foreign};
use super::package::PackageName;
use super::reason::Reason;
use super::store::{At, Store, WORK};
use crate::platform::{Dir, FileId, FileKind};

/// The smallest unit that a file is taken to occupy on the new volume, in bytes.
const BLOCK: u64 = 4096;

/// One package's size.
#[derive(Debug, Clone, Default)]
pub struct PackageSurvey {
    /// Entries in it, its own directory included.
    pub files: u64,
    /// Bytes in its files, each hard link's content once.
    pub bytes: u64,
    /// Bytes it will occupy in another place: holes stay holes, and a hard link to a file outside the package
    /// becomes a file of its own.
    pub occupied: u64,
    /// Its longest path, from its own name on, in bytes.
    pub longest_path: usize,
    /// Its longest name, in bytes.
    pub longest_name: usize,
    /// Why it could not be moved as it is.
    pub obstacle: Option<String>,
}

/// What is in some stores.
#[derive(Debug, Default)]
pub struct Survey {
    /// The packages to move.
    pub packages: BTreeMap<PackageName, PackageSurvey>,
    /// Packages with a location of their own.
    pub custom: Vec<PackageName>,
    /// Packages that stand in several of the stores.
    pub duplicates: BTreeSet<PackageName>,
    /// Entries that are no packages.
    pub ignored: Vec<PathBuf>,
}

/// Looks through `stores`; links into one of them or into `to` are a relocation's, not custom locations.
pub fn survey(stores: &[Store], to: Option<&Store>) -> Result<Survey, Error> {
    let roots: Vec<FileId> = stores.iter().chain(to).map(|store| store.id).collect();
    let mut survey = Survey::default();
    for store in stores {
        let failed = |source| Error::Store { path: store.path.clone(), source };
        for name in store.root.entries().map_err(failed)? {
            let Some(package) = PackageName::of(&name) else {
                if name != WORK && name != "lost+found" {
                    survey.ignored.push(store.path.join(name));
                }
                continue;
            };
            match store.at(&package).map_err(failed)? {
                At::Directory(_) if survey.packages.contains_key(&package) => {
                    survey.duplicates.insert(package);
                }
                At::Directory(_) => {
                    let size = measure(store, &package);
                    survey.packages.insert(package, size);
                }
                At::Link { within, .. } if roots.contains(&within) => {}
                At::Link { .. } | At::LinkToNowhere => survey.custom.push(package),
                At::Absent => {}
                At::Other => survey.ignored.push(store.path.join(name)),
            }
        }
    }
    Ok(survey)
}

fn measure(store: &Store, package: &PackageName) -> PackageSurvey {
    let name = package.as_os_str();
    let mut size = PackageSurvey { files: 1, occupied: BLOCK, ..PackageSurvey::default() };
    size.longest_path = name.len();
    let path = Path::new(name);
    let outcome = store.root.open_dir(name).map_err(Reason::io("open", path)).and_then(|dir| {
        let stat = dir.stat().map_err(Reason::io("examine", path))?;
        refuse_foreign(&stat, store.id.device, path)?;
        let mut walk = Walk { size: &mut size, device: store.id.device, seen: HashSet::new() };
        walk.directory(&dir, path, 0)
    });
    size.obstacle = outcome.err().map(|reason| reason.to_string());
    size
}

struct Walk<'a> {
    size: &'a mut PackageSurvey,
    device: u64,
    seen: HashSet<FileId>,
}

impl Walk<'_> {
    fn directory(&mut self, dir: &Dir, path: &Path, depth: usize) -> Result<(), Reason> {
        refuse_depth(depth, path)?;
        for name in dir.entries().map_err(Reason::io("list", path))? {
            let path = path.join(&name);
            let Some(stat) = dir.stat_entry(&name).map_err(Reason::io("examine", &path))? else { continue };
            self.size.files += 1;
            self.size.longest_path = self.size.longest_path.max(path.as_os_str().len());
            self.size.longest_name = self.size.longest_name.max(name.len());
            refuse_foreign(&stat, self.device, &path)?;
            match stat.kind {
                FileKind::Directory => {
                    self.size.occupied += stat.size.next_multiple_of(BLOCK);
                    let child = dir.open_dir(&name).map_err(Reason::io("open", &path))?;
                    self.directory(&child, &path, depth + 1)?;
                }
                FileKind::File => {
                    if stat.links == 1 || self.seen.insert(stat.id) {
                        self.size.bytes += stat.size;
                        // Compressed or tiny files may occupy less here than they will there.
                        let sparse = stat.allocated < stat.size;
                        let occupied = if sparse { stat.allocated } else { stat.size };
                        self.size.occupied += occupied.next_multiple_of(BLOCK);
                    }
                }
                _ => self.size.occupied += BLOCK,
            }
        }
        Ok(())
    }
}
