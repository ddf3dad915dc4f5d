//! What is in a store, and how much of it.

use std::collections::{BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::io;
use std::panic::resume_unwind;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::inventory::{self, MAXIMUM_DEPTH};
use super::package::PackageName;
use super::probe::Probe;
use super::progress::{Observer, StopRequest, Update};
use super::reason::Reason;
use super::store::WORK;
use crate::platform::{self, Dir, FileId, FileKind, Stat};

/// How many names of ignored entries are kept; the others are counted.
pub const IGNORED_LISTED: usize = 1000;

/// How many of the directories above the one at hand are held open. Those further up are found again through
/// `..`, so that a deep tree needs no more open files than a flat one.
const HELD_OPEN: usize = 32;

/// After how many entries the observer is told.
const REPORT_EVERY: u64 = 1000;

/// How large the whole is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// Names of anything but directories.
    pub files: u64,
    /// Directories, the packages' own among them.
    pub directories: u64,
    /// Bytes in the files; what has several names in one package counts once.
    pub bytes: u64,
    /// Bytes these files and directories occupy where they are.
    pub allocated: u64,
    /// Bytes they will occupy on a volume with the block size that the survey was given.
    pub needed: u64,
    /// Files and directories as the file system counts them: several names of one file are one.
    pub inodes: u64,
}

impl Amount {
    /// Adds another amount.
    pub fn add(&mut self, other: &Amount) {
        self.files += other.files;
        self.directories += other.directories;
        self.bytes += other.bytes;
        self.allocated += other.allocated;
        self.needed += other.needed;
        self.inodes += other.inodes;
    }
}

/// How large a package was when it was surveyed.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// How large it was, for the volume that it goes to.
    pub amount: Amount,
    /// The volume it was on; `None` if its size is not to be told again: there were several of its name, or its file system
    /// compresses.
    pub device: Option<u64>,
    /// When that was.
    pub taken: Instant,
}

impl Size {
    /// Names in it, directories and its own among them.
    pub fn entries(&self) -> u64 {
        self.amount.files + self.amount.directories
    }
}

/// The sizes of packages.
pub type Sizes = HashMap<PackageName, Size>;

/// What one package holds.
#[derive(Debug)]
pub struct PackageSurvey {
    /// Its name.
    pub name: PackageName,
    /// How large it is, as far as it could be read.
    pub amount: Amount,
    /// Names that files of this package have outside of it: each will be a file of its own afterwards.
    pub outside_links: u64,
    /// Why it could not be moved as it is: the first reason that was met.
    pub problem: Option<Reason>,
    /// Why it could not be copied, though it may be renamed.
    pub problem_of_copy: Option<Reason>,
    /// The first entry that belongs to another account, if this one cannot keep that.
    pub foreign: Option<Reason>,
    /// Links that name the store's own path: they lead nowhere once nothing is left there.
    pub links_into_store: Found,
    /// Relative links that lead out of the store: from another place they lead elsewhere.
    pub links_out_of_store: Found,
}

/// How many of something there are, and one of them, within its package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// How many.
    pub count: u64,
    /// The first that was met.
    pub first: Option<PathBuf>,
}

impl Found {
    fn add(&mut self, path: PathBuf) {
        self.count += 1;
        self.first.get_or_insert(path);
    }

    /// Adds what there is in one of several folders.
    pub fn include(&mut self, other: &Found, folder: &Path) {
        self.count += other.count;
        if let (None, Some(first)) = (&self.first, &other.first) {
            self.first = Some(folder.join(first));
        }
    }
}

/// What a store holds.
#[derive(Debug, Default)]
pub struct StoreSurvey {
    /// The volume it is on; `None` if its file system compresses, so that sizes there are estimates from above.
    pub device: Option<u64>,
    /// Its packages, by name.
    pub packages: Vec<PackageSurvey>,
    /// Packages whose folder is a link out of all stores: they keep their files elsewhere and are not touched.
    pub custom_location: Vec<PackageName>,
    /// Links that a relocation made: they lead into another of the stores.
    pub relocation_links: Vec<PackageName>,
    /// Everything else in the store, by name, up to [`IGNORED_LISTED`] names; never moved.
    pub ignored: Vec<OsString>,
    /// How many entries are ignored in all.
    pub ignored_count: u64,
    /// The longest path below the store.
    pub longest_path: LongestPath,
    /// How long the longest name of a single entry is, as the platform counts.
    pub longest_name: usize,
    /// The largest file, as its package and the path within: for measuring how fast it can be read.
    pub largest_file: Option<(PackageName, PathBuf, u64)>,
}

/// The longest of several paths.
#[derive(Debug, Default)]
pub struct LongestPath {
    /// The path.
    pub path: PathBuf,
    /// How long it is, as the platform counts; kept, for every entry of a store is held against it.
    pub length: usize,
}

/// No package keeps its files elsewhere.
pub const NOWHERE_ELSE: &BTreeSet<PackageName> = &BTreeSet::new();

/// How a store is surveyed.
#[derive(Clone, Copy)]
pub struct Surveyor<'a> {
    /// The roots of all stores that take part: a link into one of them is a relocation's.
    pub stores: &'a [FileId],
    /// Packages that keep their files elsewhere: what the store has of them is not looked at.
    pub elsewhere: &'a BTreeSet<PackageName>,
    /// Only these packages are of interest; `None` for all.
    pub only: Option<&'a BTreeSet<PackageName>>,
    /// The store's path, if links in packages are to be looked at.
    pub path: Option<&'a Path>,
    /// What is known already: a package that is on the volume it was on is not looked at again, and only its amount is told.
    pub known: Option<&'a Sizes>,
    /// Bytes of the smallest unit that a file will occupy.
    pub block_size: u64,
    /// What a file occupies now says nothing about what it will: its file system compresses.
    pub compressed: bool,
    /// Who is told how far it is.
    pub observer: &'a dyn Observer,
    /// Who may say stop.
    pub stop: &'a StopRequest,
    /// How many packages are looked at at once.
    pub threads: usize,
}

/// Why a survey ended early.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store's own directory cannot be read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// Somebody asked to stop.
    #[error("stopped")]
    Stopped,
}

impl Surveyor<'_> {
    /// Looks at everything in a store. Changes nothing, follows no link and stays on the store's volume.
    ///
    /// What cannot be read in a package is a problem of that package, not an error. Takes memory for the
    /// packages' names and for the files that have several names in the package at hand, not for each file.
    pub fn survey(&self, root: &Dir) -> Result<StoreSurvey, Error> {
        let device = root.stat()?.id.device;
        let mut survey =
            StoreSurvey { device: (!self.compressed).then_some(device), ..StoreSurvey::default() };
        let mut names = Vec::new();
        let mut failed = None;
        root.for_each_name(&mut |name| {
            // What smpctl makes for itself, and what mkfs makes at the root of an ext file system.
            if name == WORK || name == "lost+found" || Probe::is_named(name) {
                return true;
            }
            match PackageName::of(name) {
                Some(package) if self.only.is_some_and(|only| !only.contains(&package)) => {}
                Some(package) if self.elsewhere.contains(&package) => survey.custom_location.push(package),
                Some(package) => match classify(root, name, self.stores) {
                    Ok(Class::Package) => names.push(package),
                    Ok(Class::CustomLocation) => survey.custom_location.push(package),
                    Ok(Class::RelocationLink) => survey.relocation_links.push(package),
                    Ok(Class::Gone) => {}
                    Ok(Class::Ignored) => survey.ignore(name),
                    Err(error) => failed = Some(error),
                },
                None => survey.ignore(name),
            }
            failed.is_none()
        })?;
        if let Some(error) = failed {
            return Err(error.into());
        }
        names.retain(|name| {
            let known =
                self.known.and_then(|known| known.get(name)).filter(|size| size.device == Some(device));
            survey.packages.extend(
                known.map(|size| PackageSurvey { amount: size.amount, ..PackageSurvey::of(name.clone()) }),
            );
            known.is_none()
        });
        names.sort();
        survey.custom_location.sort();
        survey.relocation_links.sort();
        survey.ignored.sort();
        // Mostly a matter of waiting for the medium: several at once wait together.
        let next = AtomicUsize::new(0);
        let parts = at_once(self.threads.min(names.len()), || -> Result<StoreSurvey, Error> {
            let mut part = StoreSurvey::default();
            let mut walk = Walk::new(self, &mut part, device);
            while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
                let package = walk.package(root, name.clone())?;
                walk.survey.packages.push(package);
            }
            walk.report(0);
            Ok(part)
        });
        for part in parts {
            survey.add(part?);
        }
        survey.packages.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(survey)
    }
}

/// Does the same work in several threads, this one among them, and says what came of it in each.
fn at_once<T: Send>(threads: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let begin = |_| std::thread::Builder::new().spawn_scoped(scope, &work).ok();
        let others: Vec<_> = (1..threads).map_while(begin).collect();
        let own = work();
        let joined =
            others.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        std::iter::once(own).chain(joined).collect()
    })
}

impl PackageSurvey {
    /// A package of which nothing is known.
    fn of(name: PackageName) -> Self {
        Self {
            name,
            amount: Amount::default(),
            outside_links: 0,
            problem: None,
            problem_of_copy: None,
            foreign: None,
            links_into_store: Found::default(),
            links_out_of_store: Found::default(),
        }
    }
}

impl StoreSurvey {
    /// Adds what another part of the store holds.
    fn add(&mut self, part: Self) {
        self.packages.extend(part.packages);
        if part.longest_path.length > self.longest_path.length {
            self.longest_path = part.longest_path;
        }
        self.longest_name = self.longest_name.max(part.longest_name);
        let size =
            |largest: &Option<(PackageName, PathBuf, u64)>| largest.as_ref().map_or(0, |(_, _, size)| *size);
        if size(&part.largest_file) > size(&self.largest_file) {
            self.largest_file = part.largest_file;
        }
    }

    fn ignore(&mut self, name: &OsStr) {
        self.ignored_count += 1;
        if self.ignored.len() < IGNORED_LISTED {
            self.ignored.push(name.to_owned());
        }
    }
}

enum Class {
    Package,
    CustomLocation,
    RelocationLink,
    Ignored,
    Gone,
}

fn classify(root: &Dir, name: &OsStr, stores: &[FileId]) -> io::Result<Class> {
    Ok(match root.stat_entry(name)?.map(|stat| stat.kind) {
        None => Class::Gone,
        Some(FileKind::Directory) => Class::Package,
        Some(FileKind::Link) => match root.follow(name) {
            Ok(Some(led)) if led.same_name && stores.contains(&led.within) => Class::RelocationLink,
            // A link that leads nowhere, or where this account may not go, is a location of its own as well.
            _ => Class::CustomLocation,
        },
        Some(_) => Class::Ignored,
    })
}

/// One directory on the way from a package's own to the one at hand.
struct Level {
    id: FileId,
    name: OsString,
    /// Its directory, unless that is the one at hand, or too far up to be held open.
    held: Option<Dir>,
    /// Directories in it that have not been looked at yet.
    pending: Vec<OsString>,
    /// Length of the path from the store to it.
    path_length: usize,
}

struct Walk<'a, 'b> {
    how: &'a Surveyor<'a>,
    survey: &'b mut StoreSurvey,
    device: u64,
    /// Reading is not a matter of course for this account.
    check_readable: bool,
    unreported: (u64, u64),
}

/// What is gathered of one package.
#[derive(Default)]
struct Gathered {
    amount: Amount,
    problem: Option<Reason>,
    problem_of_copy: Option<Reason>,
    foreign: Option<Reason>,
    links_into_store: Found,
    links_out_of_store: Found,
    /// Files with several names: how many of them have not been met in this package.
    linked: HashMap<FileId, u64>,
}

impl Gathered {
    fn problem(&mut self, reason: Reason) {
        self.problem.get_or_insert(reason);
    }
}

impl<'a, 'b> Walk<'a, 'b> {
    fn new(how: &'a Surveyor<'a>, survey: &'b mut StoreSurvey, device: u64) -> Self {
        let check_readable = !platform::is_administrator();
        Self { how, survey, device, check_readable, unreported: (0, 0) }
    }

    fn package(&mut self, root: &Dir, name: PackageName) -> Result<PackageSurvey, Error> {
        let mut gathered = Gathered::default();
        self.tree(root, &name, &mut gathered)?;
        let Gathered {
            amount,
            problem,
            problem_of_copy,
            foreign,
            links_into_store,
            links_out_of_store,
            linked,
        } = gathered;
        let outside_links = linked.values().sum();
        Ok(PackageSurvey {
            name,
            amount,
            outside_links,
            problem,
            problem_of_copy,
            foreign,
            links_into_store,
            links_out_of_store,
        })
    }

    fn tree(&mut self, root: &Dir, package: &PackageName, gathered: &mut Gathered) -> Result<(), Error> {
        let name = package.as_os_str();
        let own_path = Path::new(name);
        let mut stack = Vec::new();
        let mut current = match enter(root, name) {
            Ok(None) => return Ok(()),
            Ok(Some((dir, stat))) => {
                if let Err(reason) = inventory::refuse_foreign(&stat, self.device, own_path) {
                    let foreign = stat.is_foreign(self.device);
                    gathered.problem(reason);
                    if foreign {
                        return Ok(());
                    }
                }
                if self.check_readable {
                    self.rights_to_package(root, &dir, &stat, own_path, gathered);
                }
                self.count_directory(&stat, gathered);
                let level = Level {
                    id: stat.id,
                    name: name.to_owned(),
                    held: None,
                    pending: Vec::new(),
                    path_length: platform::length(name),
                };
                stack.push(level);
                dir
            }
            Err(error) => {
                let stat = root.stat_entry(name).ok().flatten();
                gathered.problem(match (error.kind(), stat) {
                    (io::ErrorKind::PermissionDenied, Some(stat)) => not_allowed("enter", own_path, &stat),
                    _ => Reason::io("open", own_path)(error),
                });
                return Ok(());
            }
        };
        self.list(&current, &mut stack, package, gathered)?;
        while let Some(level) = stack.last_mut() {
            let Some(name) = level.pending.pop() else {
                stack.pop();
                let Some(parent) = stack.last_mut() else { break };
                current = match parent.held.take() {
                    Some(dir) => dir,
                    None => match current.open_parent().and_then(|dir| Ok((dir.stat()?.id, dir))) {
                        Ok((id, dir)) if id == parent.id => dir,
                        Ok(_) => {
                            gathered.problem(Reason::Changed(within(&stack, None)));
                            return Ok(());
                        }
                        Err(error) => {
                            gathered.problem(Reason::io("open", &within(&stack, None))(error));
                            return Ok(());
                        }
                    },
                };
                continue;
            };
            let path_length = level.path_length + 1 + platform::length(&name);
            match enter(&current, &name) {
                Ok(None) => {}
                Ok(Some((_, stat))) if stat.is_foreign(self.device) => {
                    gathered.problem(Reason::MountPoint(within(&stack, Some(&name))));
                }
                Ok(Some((dir, stat))) => {
                    level.held = Some(std::mem::replace(&mut current, dir));
                    stack.push(Level { id: stat.id, name, held: None, pending: Vec::new(), path_length });
                    if let Some(far) = stack.len().checked_sub(HELD_OPEN + 1) {
                        stack[far].held = None;
                    }
                    if stack.len() == MAXIMUM_DEPTH + 1 {
                        gathered.problem(Reason::TooDeep { path: start_of(&stack), limit: MAXIMUM_DEPTH });
                    }
                    self.list(&current, &mut stack, package, gathered)?;
                }
                Err(error) => gathered.problem(Reason::io("open", &within(&stack, Some(&name)))(error)),
            }
        }
        Ok(())
    }

    /// Counts what is in the directory at hand, and notes the directories in it.
    fn list(
        &mut self,
        dir: &Dir,
        stack: &mut [Level],
        package: &PackageName,
        gathered: &mut Gathered,
    ) -> Result<(), Error> {
        if self.how.stop.is_requested() {
            return Err(Error::Stopped);
        }
        let Some((level, above)) = stack.split_last_mut() else { return Ok(()) };
        let (path_length, mut pending) = (level.path_length, Vec::new());
        let whole = |name: Option<&OsStr>| {
            let mut path = within(above, None);
            if !above.is_empty() {
                path.push(&level.name);
            }
            path.extend(name);
            path
        };
        let listed = dir.for_each_name(&mut |name| {
            match dir.stat_entry(name) {
                // Removed since it was listed.
                Ok(None) => {}
                Ok(Some(stat)) => {
                    let whole = || whole(Some(name));
                    let length = platform::length(name);
                    let path_length = path_length + 1 + length;
                    if path_length > self.survey.longest_path.length {
                        let path = Path::new(package.as_os_str()).join(whole());
                        self.survey.longest_path = LongestPath { path, length: path_length };
                    }
                    self.survey.longest_name = self.survey.longest_name.max(length);
                    let foreign = stat.is_foreign(self.device);
                    if (foreign || stat.immovable || stat.refused.is_some())
                        && let Err(reason) = inventory::refuse_foreign(&stat, self.device, &whole())
                    {
                        gathered.problem(reason);
                    }
                    if self.check_readable && !platform::is_own(&stat) && gathered.foreign.is_none() {
                        gathered.foreign = Some(not_allowed("keep the owner of", &whole(), &stat));
                    }
                    if foreign {
                        // It belongs to another file system, and stays where it is with its package.
                    } else if stat.kind == FileKind::Directory {
                        self.count_directory(&stat, gathered);
                        pending.push(name.to_owned());
                    } else {
                        self.count_file(&stat, package, &whole, gathered);
                        if stat.kind == FileKind::Link && self.how.path.is_some() {
                            self.look_at_link(dir, name, &stat, package, &whole(), gathered);
                        }
                        if self.check_readable
                            && stat.kind == FileKind::File
                            && matches!(dir.is_readable(name), Ok(false))
                        {
                            let denied = io::ErrorKind::PermissionDenied.into();
                            gathered.problem(Reason::io("read", &whole())(denied));
                        }
                    }
                }
                Err(error) => gathered.problem(Reason::io("examine", &whole(Some(name)))(error)),
            }
            !self.how.stop.is_requested()
        });
        if let Err(error) = listed {
            gathered.problem(Reason::io("list", &whole(None))(error));
        }
        // What is in a directory of another account can only be removed with the right to write there.
        if self.check_readable
            && !above.is_empty()
            && gathered.problem_of_copy.is_none()
            && let Ok(stat) = dir.stat()
            && !platform::is_own(&stat)
            && matches!(dir.is_writable(), Ok(false))
        {
            gathered.problem_of_copy = Some(not_allowed("remove what is in", &whole(None), &stat));
        }
        level.pending = pending;
        Ok(())
    }

    /// Notes whether this account can put a package's own directory elsewhere: for that it needs the right to write to it,
    /// because its `..` changes, and where the store has the sticky bit, to own it or the store.
    fn rights_to_package(
        &self,
        root: &Dir,
        dir: &Dir,
        stat: &Stat,
        own_path: &Path,
        gathered: &mut Gathered,
    ) {
        const STICKY: u32 = 0o1000;
        let is_own = platform::is_own(stat);
        let kept =
            !is_own && root.stat().is_ok_and(|root| root.mode & STICKY != 0 && !platform::is_own(&root));
        if kept || matches!(dir.is_writable(), Ok(false)) {
            gathered.problem(not_allowed("move", own_path, stat));
        }
        if !is_own {
            gathered.foreign = Some(not_allowed("keep the owner of", own_path, stat));
        }
    }

    /// Notes where a link in a package leads, by its text; the file system is not asked, for a link may lead anywhere.
    fn look_at_link(
        &self,
        dir: &Dir,
        name: &OsStr,
        before: &Stat,
        package: &PackageName,
        path: &Path,
        gathered: &mut Gathered,
    ) {
        let Some(store) = self.how.path else { return };
        let text = dir.read_link(name);
        // Reading a link is an access; its times are part of the package.
        if matches!(dir.stat_entry(name), Ok(Some(now)) if now.id == before.id && now.accessed != before.accessed)
        {
            let _ = dir.set_link_times(name, before);
        }
        let Ok(text) = text else { return };
        match where_to(store, package, path, Path::new(&text)) {
            Leads::IntoStoreByPath => gathered.links_into_store.add(path.to_owned()),
            Leads::OutOfStore => gathered.links_out_of_store.add(path.to_owned()),
            Leads::Elsewhere => {}
        }
    }

    fn count_directory(&mut self, stat: &Stat, gathered: &mut Gathered) {
        let amount = &mut gathered.amount;
        amount.directories += 1;
        amount.inodes += 1;
        amount.allocated += stat.allocated;
        // A directory has a block at least; what it takes for its names differs little between file systems.
        amount.needed += self.blocks(stat.size.min(stat.allocated).max(1)) + INODE;
        self.met(0);
    }

    fn count_file(
        &mut self,
        stat: &Stat,
        package: &PackageName,
        path: &dyn Fn() -> PathBuf,
        gathered: &mut Gathered,
    ) {
        gathered.amount.files += 1;
        if stat.links > 1 {
            match gathered.linked.get_mut(&stat.id) {
                Some(names) => {
                    *names = names.saturating_sub(1);
                    return self.met(0);
                }
                None => {
                    gathered.linked.insert(stat.id, stat.links - 1);
                }
            }
        }
        let amount = &mut gathered.amount;
        amount.inodes += 1;
        amount.allocated += stat.allocated;
        amount.needed += INODE;
        match stat.kind {
            FileKind::File => {
                amount.bytes += stat.size;
                // Holes stay holes. A small file may be kept beside its metadata here and not there.
                let holds_holes = !self.how.compressed && stat.size > SMALL;
                let occupied = if holds_holes { stat.size.min(stat.allocated) } else { stat.size };
                amount.needed += self.blocks(occupied);
                if self.survey.largest_file.as_ref().is_none_or(|(_, _, size)| stat.size > *size) {
                    self.survey.largest_file = Some((package.clone(), path(), stat.size));
                }
                self.met(stat.size);
            }
            FileKind::Link => {
                amount.needed += self.blocks(stat.size);
                self.met(0);
            }
            _ => self.met(0),
        }
    }

    fn blocks(&self, bytes: u64) -> u64 {
        bytes.next_multiple_of(self.how.block_size.max(1))
    }

    fn met(&mut self, bytes: u64) {
        self.unreported.0 += 1;
        self.unreported.1 += bytes;
        self.report(REPORT_EVERY);
    }

    fn report(&mut self, at_least: u64) {
        let (files, bytes) = self.unreported;
        if files > 0 && files >= at_least {
            self.how.observer.update(&Update::Surveyed { files, bytes });
            self.unreported = (0, 0);
        }
    }
}

/// Bytes of metadata that a new entry may take where the file system has no fixed room for it.
const INODE: u64 = 512;

/// Files up to this size may be kept beside their metadata, and seem to occupy nothing.
const SMALL: u64 = 16 * 1024;

/// Where a link in a package leads, by its text.
#[derive(Debug, PartialEq, Eq)]
enum Leads {
    /// Into the store, named by its whole path.
    IntoStoreByPath,
    /// Out of the store, by a path that begins where the link is.
    OutOfStore,
    /// Elsewhere: where it leads does not depend on where the store is.
    Elsewhere,
}

/// Where a link with this text leads that stands at `path` in a package of the store.
fn where_to(store: &Path, package: &PackageName, path: &Path, text: &Path) -> Leads {
    if text.is_absolute() {
        // As the kernel would go, as far as names alone tell: `/store/./x` and `/store/y/../x` are in the store.
        let mut plain = PathBuf::new();
        for component in text.components() {
            match component {
                Component::ParentDir => drop(plain.pop()),
                Component::CurDir => {}
                other => plain.push(other),
            }
        }
        return if plain.starts_with(store) { Leads::IntoStoreByPath } else { Leads::Elsewhere };
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut depth = Path::new(package.as_os_str()).join(folder).components().count();
    for component in text.components() {
        match component {
            Component::ParentDir if depth == 0 => return Leads::OutOfStore,
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            _ => {}
        }
    }
    Leads::Elsewhere
}

/// Why this account cannot do something with an entry, and what to do.
fn not_allowed(doing: &'static str, path: &Path, stat: &Stat) -> Reason {
    let own = platform::is_own(stat);
    let owner = if own { "it".to_owned() } else { format!("the account with uid {}", stat.uid) };
    let remedy = match own {
        true => "allow it with `chmod u+rwx`".to_owned(),
        false => format!("run smpctl as {}, or have that account allow it", platform::ADMINISTRATOR),
    };
    Reason::NotAllowed { doing, path: path.to_owned(), owner, remedy }
}

/// Opens a directory that was listed; `None` if it is gone, or no directory any more.
fn enter(parent: &Dir, name: &OsStr) -> io::Result<Option<(Dir, Stat)>> {
    let stat = match parent.stat_entry(name)? {
        Some(stat) if stat.kind == FileKind::Directory => stat,
        _ => return Ok(None),
    };
    // Not opened where another file system begins: that could be slow, or wake an automounter.
    if stat.mount_root {
        return Ok(Some((parent.try_clone()?, stat)));
    }
    let dir = parent.open_dir(name)?;
    let stat = Stat { mount_root: stat.mount_root, ..dir.stat()? };
    Ok(Some((dir, stat)))
}

/// The path of an entry, within its package.
fn within(stack: &[Level], name: Option<&OsStr>) -> PathBuf {
    stack.iter().skip(1).map(|level| level.name.as_os_str()).chain(name).collect()
}

/// The beginning of a path that is too long to be read.
fn start_of(stack: &[Level]) -> PathBuf {
    within(&stack[..stack.len().min(4)], Some(OsStr::new("…")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{link, odd_name};
    use crate::relocation::progress::Silent;
    use std::fs;

    const A: &str = "{AAAAAAAA-0000-0000-0000-000000000000}";
    const B: &str = "{BBBBBBBB-0000-0000-0000-000000000000}";
    const C: &str = "{CCCCCCCC-0000-0000-0000-000000000000}";
    const D: &str = "{DDDDDDDD-0000-0000-0000-000000000000}";

    fn survey_with(path: &Path, others: &[&Path], compressed: bool) -> StoreSurvey {
        let root = Dir::open_root(path).unwrap();
        let stores: Vec<FileId> = std::iter::once(path)
            .chain(others.iter().copied())
            .map(|path| Dir::open_root(path).unwrap().stat().unwrap().id)
            .collect();
        let stop = StopRequest::default();
        let how = Surveyor {
            stores: &stores,
            elsewhere: NOWHERE_ELSE,
            only: None,
            path: Some(Path::new("/of/the/store")),
            known: None,
            block_size: 4096,
            compressed,
            observer: &Silent,
            stop: &stop,
            threads: 3,
        };
        how.survey(&root).unwrap()
    }

    fn survey(path: &Path) -> StoreSurvey {
        survey_with(path, &[], false)
    }

    #[test]
    #[cfg_attr(windows, ignore = "Wine makes no junction points")]
    fn packages_links_and_the_rest_are_told_apart() {
        let keep = tempfile::tempdir().unwrap();
        let (store, other) = (keep.path().join("store"), keep.path().join("other"));
        for folder in [&store.join(A), &other.join(B), &keep.path().join("elsewhere"), &store.join(WORK)] {
            fs::create_dir_all(folder).unwrap();
        }
        link(other.join(B), store.join(B)).unwrap();
        link(keep.path().join("elsewhere"), store.join(C)).unwrap();
        link("nowhere", store.join(D)).unwrap();
        fs::write(store.join("{EEEEEEEE-0000-0000-0000-000000000000}"), "").unwrap();
        fs::create_dir(store.join(odd_name())).unwrap();
        let survey = survey_with(&store, &[&other], false);
        let names = |names: &[PackageName]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(survey.packages.len(), 1);
        assert_eq!(survey.packages[0].name.as_str(), A);
        assert_eq!(names(&survey.custom_location), [C, D]);
        assert_eq!(names(&survey.relocation_links), [B]);
        assert_eq!(survey.ignored_count, 2);
        assert_eq!(survey.ignored[0], odd_name());
    }

    #[cfg(unix)]
    #[test]
    fn links_within_a_package_count_once_and_holes_take_no_room() {
        let keep = tempfile::tempdir().unwrap();
        let package = keep.path().join(A);
        fs::create_dir_all(package.join("cache/deeper")).unwrap();
        fs::write(package.join("one"), vec![1; 100_000]).unwrap();
        fs::hard_link(package.join("one"), package.join("cache/two")).unwrap();
        fs::hard_link(package.join("one"), keep.path().join("outside")).unwrap();
        fs::File::create(package.join("hole")).unwrap().set_len(1 << 30).unwrap();
        link("somewhere", package.join("link")).unwrap();
        let found = survey(keep.path());
        let package = &found.packages[0];
        let Amount { files, directories, bytes, needed, inodes, .. } = package.amount;
        assert_eq!((files, directories, inodes), (4, 3, 6));
        assert_eq!(bytes, 100_000 + (1 << 30));
        assert_eq!(needed, (25 + 3 + 1) * 4096 + 6 * INODE);
        assert_eq!(package.outside_links, 1);
        assert!(package.problem.is_none());
        assert_eq!(found.longest_path.path, Path::new(A).join("cache/deeper"));
        assert_eq!((found.longest_path.length, found.longest_name), (A.len() + 1 + "cache/deeper".len(), 6));
        assert_eq!(found.largest_file.unwrap().1, Path::new("hole"));
        // Where files are compressed, what they occupy says nothing.
        assert!(survey_with(keep.path(), &[], true).packages[0].amount.needed > 1 << 30);
        // Such a size is not what the status event tells.
        let told_again = |compressed| survey_with(keep.path(), &[], compressed).device.is_some();
        assert!(told_again(false) && !told_again(true));
    }

    #[cfg(unix)]
    #[test]
    fn where_links_lead_is_known_by_their_text() {
        let package: PackageName = A.parse().unwrap();
        let (store, at) = (Path::new("/of/the/store"), Path::new("cache/link"));
        for (text, leads) in [
            ("/of/the/store/x", Leads::IntoStoreByPath),
            ("/of/the/store", Leads::IntoStoreByPath),
            ("/of/./the/other/../store/x", Leads::IntoStoreByPath),
            ("/of/the/store2/x", Leads::Elsewhere),
            ("/etc/hosts", Leads::Elsewhere),
            ("sibling", Leads::Elsewhere),
            ("../package.xml", Leads::Elsewhere),
            ("../../{other}/package.xml", Leads::Elsewhere),
            ("../..", Leads::Elsewhere),
            ("../../..", Leads::OutOfStore),
            ("../../../shared/f", Leads::OutOfStore),
            ("a/../../../../f", Leads::OutOfStore),
        ] {
            assert_eq!(where_to(store, &package, at, Path::new(text)), leads, "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_that_depend_on_where_the_store_is_are_counted_and_keep_their_times() {
        let keep = tempfile::tempdir().unwrap();
        let package = keep.path().join(A);
        fs::create_dir_all(package.join("cache")).unwrap();
        link("/of/the/store/x", package.join("one")).unwrap();
        link("../../shared", package.join("two")).unwrap();
        link("../../../shared", package.join("cache/three")).unwrap();
        let dir = Dir::open_root(&package).unwrap();
        // Older than its last change, so that a look would be an access, with any kind of mount.
        let old = platform::FileTime { seconds: 1_000_000_000, nanoseconds: 5 };
        let stat = dir.stat_entry(OsStr::new("one")).unwrap().unwrap();
        dir.set_link_times(OsStr::new("one"), &Stat { accessed: old, ..stat }).unwrap();
        let found = survey(keep.path());
        let package = &found.packages[0];
        assert_eq!((package.links_into_store.count, package.links_out_of_store.count), (1, 2));
        assert_eq!(package.links_into_store.first.as_deref(), Some(Path::new("one")));
        assert_eq!(dir.stat_entry(OsStr::new("one")).unwrap().unwrap().accessed, old);
    }

    #[test]
    #[cfg_attr(windows, ignore = "Wine opens no path longer than 4096 bytes")]
    fn a_tree_deeper_than_the_limit_is_a_problem_of_its_package_only() {
        let keep = tempfile::tempdir().unwrap();
        fs::create_dir(keep.path().join(A)).unwrap();
        fs::write(keep.path().join(A).join("file"), "x").unwrap();
        let root = Dir::open_root(keep.path()).unwrap();
        root.create_dir(OsStr::new(B), 0o755).unwrap();
        let mut dir = root.open_dir(OsStr::new(B)).unwrap();
        let depth = 2000;
        for _ in 0..depth {
            dir.create_dir(OsStr::new("d"), 0o755).unwrap();
            dir = dir.open_dir(OsStr::new("d")).unwrap();
        }
        io::Write::write_all(&mut dir.create_file(OsStr::new("at the bottom"), 0o600).unwrap(), b"xy")
            .unwrap();
        let found = survey(keep.path());
        assert!(found.packages[0].problem.is_none());
        let deep = &found.packages[1];
        assert_eq!((deep.amount.directories, deep.amount.files, deep.amount.bytes), (depth + 1, 1, 2));
        let reason = deep.problem.as_ref().unwrap().to_string();
        assert_eq!(reason, "'d/d/d/…' is nested deeper than 1000 directories");
        let length = A.len() + 2 * depth as usize + "/at the bottom".len();
        assert_eq!(found.longest_path.path.as_os_str().len(), length);
        assert_eq!((found.longest_path.length, found.longest_name), (length, "at the bottom".len()));
    }

    #[test]
    fn a_survey_stops_when_asked() {
        let keep = tempfile::tempdir().unwrap();
        fs::create_dir(keep.path().join(A)).unwrap();
        let root = Dir::open_root(keep.path()).unwrap();
        let stop = StopRequest::default();
        stop.stop();
        let how = Surveyor {
            stores: &[],
            elsewhere: NOWHERE_ELSE,
            only: None,
            path: Some(Path::new("/of/the/store")),
            known: None,
            block_size: 4096,
            compressed: false,
            observer: &Silent,
            stop: &stop,
            threads: 3,
        };
        assert!(matches!(how.survey(&root), Err(Error::Stopped)));
    }
}
