//! Putting a package in the place of its link, and its original aside: the steps that must never leave a
//! package unreachable.
//!
//! Where the kernel exchanges two names in one step, neither path is ever missing. Elsewhere it takes two
//! steps, remove and rename, and a package can be missing between them.
//!
//! XFS takes a directory that gets another parent for modified, so each step gives a package's own directory its
//! time back.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io;

use super::inventory::{Compare, Difference, Inventory};
use super::package::PackageName;
use super::reason::Reason;
use super::store::{At, Store, Work, peer_link};
use super::turns::Turns;
use crate::platform::{self, Copier, Dir, FileKind, FileTime, FlagSupport, Kept, Property, Stat};

/// A store that packages come from, and one that they go to.
#[derive(Debug)]
pub struct Pair<'a> {
    /// Where packages come from.
    pub from: &'a Store,
    /// The folder where smpctl works there.
    pub from_work: &'a Work,
    /// Where packages go.
    pub to: &'a Store,
    /// The folder where smpctl works there.
    pub to_work: &'a Work,
    /// The name of the link to the other store, in either's work folder.
    pub peer: OsString,
    /// How content is copied between the two.
    pub copier: Copier,
    /// What of the metadata may be lost.
    pub lossy: &'a BTreeSet<Property>,
    /// The flags that the volume packages go to has.
    pub support: FlagSupport,
    /// A package can be renamed from one to the other.
    pub one_volume: bool,
    /// Both volumes can exchange two names in one step.
    pub exchange: bool,
    /// How many large files are copied at once, if one of the volumes is on a drive that says that it rotates.
    pub turns: Option<Turns>,
}

/// Why a package was not moved by renaming.
#[derive(Debug)]
pub enum InPlace {
    /// It is on another volume after all: a subvolume, or another project's quota.
    OtherVolume,
    /// Something else stands where its link should be.
    InTheWay,
    /// A call failed.
    Io(io::Error),
}

impl From<io::Error> for InPlace {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl<'a> Pair<'a> {
    /// Pairs two stores, finding out by trying what their volumes can do.
    pub fn new(
        from: (&'a Store, &'a Work),
        to: (&'a Store, &'a Work),
        peer: OsString,
        lossy: &'a BTreeSet<Property>,
    ) -> io::Result<Self> {
        let ((from, from_work), (to, to_work)) = (from, to);
        let one_volume = can_rename(from_work, to_work)?;
        let exchange = can_exchange(from_work)? && can_exchange(to_work)?;
        if one_volume {
            to_work.set_peer(&peer, from)?;
            from_work.set_peer(&peer, to)?;
        }
        let (copier, support) = (Copier::default(), FlagSupport::default());
        if platform::gives_project(&to.root)? {
            // A quota for the new place: nothing of another project can be renamed into it.
            support.leave_projects_alone();
        }
        let rotates = platform::rotates(&from.root) || platform::rotates(&to.root);
        let turns = rotates.then(Turns::new);
        Ok(Self { from, from_work, to, to_work, peer, copier, lossy, support, one_volume, exchange, turns })
    }

    /// What of a package's metadata its copy keeps.
    pub fn kept(&self) -> Kept<'_> {
        Kept { lossy: self.lossy, support: &self.support }
    }

    /// Why nothing more may be moved: one of the stores is no longer where it was, so that nobody finds what is in it.
    pub fn gone(&self) -> Option<Reason> {
        let gone = [self.to, self.from].into_iter().find(|store| !store.is_at_its_path())?;
        Some(Reason::StoreGone(gone.path.clone()))
    }

    /// Links the new place to the package; a link that stands there already is replaced in one step.
    pub fn link(&self, package: &PackageName) -> io::Result<()> {
        let (name, text) = (package.as_os_str(), self.from.package_path(package));
        match self.to.root.stat_entry(name)? {
            None => self.to.root.create_link(text.as_os_str(), name),
            Some(stat) if stat.kind == FileKind::Link => {
                self.to_work.discard(name)?;
                self.to_work.staging.create_link(text.as_os_str(), name)?;
                self.to_work.staging.rename(name, &self.to.root, name)
            }
            Some(_) => Err(io::ErrorKind::AlreadyExists.into()),
        }
    }

    /// Moves a linked package by renaming it. Afterwards its old path is a link to the new one.
    pub fn move_in_place(&self, package: &PackageName) -> Result<(), InPlace> {
        let name = package.as_os_str();
        let before = self.from.root.open_dir(name)?.stat()?;
        if !self.is_linked(name, &before)? {
            return Err(InPlace::InTheWay);
        }
        if !self.exchange {
            return self.move_in_place_in_steps(package, &before);
        }
        // A link that is exchanged with what it leads to would lead to itself. One that goes through `peer-N`,
        // which is there in both stores, leads to the package from either side.
        self.to_work.discard(name)?;
        self.to_work.staging.create_link(&peer_link(&self.peer, package), name)?;
        // The link keeps the package's time until that has been given back; see `finish_times`.
        self.to_work.staging.set_link_times(name, &before)?;
        self.to_work.staging.rename(name, &self.to.root, name)?;
        match movable(&self.from.root, name, || self.from.root.exchange(name, &self.to.root, name)) {
            Ok(()) => {}
            Err(error) => {
                self.link(package)?;
                return Err(match error.kind() {
                    io::ErrorKind::CrossesDevices => InPlace::OtherVolume,
                    _ => InPlace::Io(error),
                });
            }
        }
        let Some(link) = self.from.root.stat_entry(name)?.filter(|stat| stat.kind == FileKind::Link) else {
            self.from.root.exchange(name, &self.to.root, name)?;
            return Err(InPlace::InTheWay);
        };
        Ok(restore_times(&self.to.root, name, &before, link.changed)?)
    }

    /// Gives a package that stands `there` its time back, if an attempt was killed between renaming it, which changed
    /// the time, and doing so. The link that it changed places with, `here`, has it.
    pub fn finish_times(&self, package: &PackageName, here: &Store, there: &Store) -> io::Result<()> {
        let name = package.as_os_str();
        let Some(link) = here.root.stat_entry(name)?.filter(|stat| stat.kind == FileKind::Link) else {
            return Ok(());
        };
        let moved = there.root.stat_entry(name)?.filter(|stat| stat.kind == FileKind::Directory);
        let Some(moved) = moved else { return Ok(()) };
        // Both were renamed at the same time. What is later is a change by another process.
        if !moved.modified.is_about(link.changed)
            || here.root.read_own_link(name)? != peer_link(&self.peer, package)
        {
            return Ok(());
        }
        restore_earlier_times(&there.root, name, &link)
    }

    fn move_in_place_in_steps(&self, package: &PackageName, before: &Stat) -> Result<(), InPlace> {
        let name = package.as_os_str();
        self.remove_link(&self.to.root, name)?;
        let renamed = movable(&self.from.root, name, || self.from.root.rename_new(name, &self.to.root, name));
        if let Err(error) = renamed {
            self.link(package)?;
            return Err(match error.kind() {
                io::ErrorKind::CrossesDevices => InPlace::OtherVolume,
                _ => InPlace::Io(error),
            });
        }
        restore_times(&self.to.root, name, before, now())?;
        Ok(self.from.root.create_link(self.to.package_path(package).as_os_str(), name)?)
    }

    /// Puts the staged copy in the place of the package's link; `original` says when that was modified.
    pub fn swap_in(&self, package: &PackageName, original: &Stat) -> io::Result<()> {
        let name = package.as_os_str();
        let (staging, root) = (&self.to_work.staging, &self.to.root);
        if !self.is_linked(name, original)? {
            return Err(taken());
        }
        if self.exchange {
            movable(staging, name, || staging.exchange(name, root, name))?;
            // What came out must be the link. If another process has put something else there, it goes back.
            let link = staging.stat_entry(name)?;
            if let Err(error) = self.remove_link(staging, name) {
                staging.exchange(name, root, name)?;
                return Err(error);
            }
            return restore_times(root, name, original, link.map_or_else(now, |link| link.changed));
        }
        self.remove_link(root, name)?;
        movable(staging, name, || staging.rename_new(name, root, name)).inspect_err(|_| {
            // The link is the way to the original; if this fails too, the next attempt makes it.
            let _ = self.link(package);
        })?;
        restore_times(root, name, original, now())
    }

    /// Takes a copy out of its place again: the link is back, and the copy in staging.
    pub fn swap_out(&self, package: &PackageName) -> io::Result<()> {
        let (name, text) = (package.as_os_str(), self.from.package_path(package));
        let (staging, root) = (&self.to_work.staging, &self.to.root);
        self.to_work.discard(name)?;
        if self.exchange {
            staging.create_link(text.as_os_str(), name)?;
            return movable(root, name, || staging.exchange(name, root, name));
        }
        movable(root, name, || root.rename_new(name, staging, name))?;
        root.create_link(text.as_os_str(), name)
    }

    /// Puts the original aside; its old path becomes a link to the new one. Returns what its directory was before.
    pub fn retire(&self, package: &PackageName) -> io::Result<Stat> {
        let (name, text) = (package.as_os_str(), self.to.package_path(package));
        let (root, retired) = (&self.from.root, &self.from_work.retired);
        let before = root.stat_entry(name)?.ok_or(io::ErrorKind::NotFound)?;
        if self.exchange {
            retired.create_link(text.as_os_str(), name)?;
            return match movable(root, name, || root.exchange(name, retired, name)) {
                Ok(()) => Ok(before),
                Err(error) => {
                    self.remove_link(retired, name)?;
                    Err(error)
                }
            };
        }
        movable(root, name, || root.rename_new(name, retired, name))?;
        match root.create_link(text.as_os_str(), name) {
            Ok(()) => Ok(before),
            Err(error) => {
                movable(retired, name, || retired.rename_new(name, root, name))?;
                Err(error)
            }
        }
    }

    /// Puts a retired original back in its place; `original` is what it was before.
    pub fn unretire(&self, package: &PackageName, original: &Stat) -> io::Result<()> {
        let name = package.as_os_str();
        let (root, retired) = (&self.from.root, &self.from_work.retired);
        let back = || movable(retired, name, || retired.rename_new(name, root, name));
        match root.stat_entry(name)? {
            None => back()?,
            Some(stat) if stat.kind != FileKind::Link => return Err(io::ErrorKind::AlreadyExists.into()),
            Some(_) if self.exchange => {
                movable(retired, name, || root.exchange(name, retired, name))?;
                self.remove_link(retired, name)?;
            }
            Some(_) => {
                self.remove_link(root, name)?;
                back()?;
            }
        }
        restore_times(root, name, original, now())
    }

    /// Gives a retired original up: from here on it may be incomplete.
    pub fn give_up(&self, package: &PackageName) -> io::Result<()> {
        let (name, retired) = (package.as_os_str(), &self.from_work.retired);
        movable(retired, name, || retired.rename_new(name, &self.from_work.deleting, name))
    }

    /// Makes the names that `retire`, `unretire` and `give_up` changed durable.
    pub fn sync_from(&self) -> io::Result<()> {
        self.from.root.sync()?;
        self.from_work.retired.sync()?;
        self.from_work.deleting.sync()
    }

    /// Makes the names that `link`, `move_in_place`, `swap_in` and `swap_out` changed durable.
    pub fn sync_to(&self) -> io::Result<()> {
        self.to.root.sync()?;
        self.to_work.staging.sync()
    }

    /// Removes a link, and nothing but a link.
    pub fn remove_link(&self, dir: &Dir, name: &OsStr) -> io::Result<()> {
        match dir.stat_entry(name)? {
            Some(stat) if stat.kind == FileKind::Link => dir.remove_file(name),
            Some(_) => Err(taken()),
            None => Ok(()),
        }
    }

    /// Removes a link in one store that leads nowhere, if it is one that a relocation makes for a package of the other.
    pub fn remove_own_link(&self, store: &Store, other: &Store, package: &PackageName) -> io::Result<()> {
        let name = package.as_os_str();
        if store.at(package)? != At::LinkToNowhere {
            return Ok(());
        }
        let text = store.root.read_own_link(name)?;
        if text == other.package_path(package) || text == peer_link(&self.peer, package) {
            self.remove_link(&store.root, name)?;
        }
        Ok(())
    }

    /// Whether the package is still linked from where it goes: it may be long since that was found.
    fn is_linked(&self, name: &OsStr, original: &Stat) -> io::Result<bool> {
        let is_link = self.to.root.stat_entry(name)?.is_some_and(|stat| stat.kind == FileKind::Link);
        Ok(is_link && self.to.root.follow(name)?.is_some_and(|led| led.to == original.id))
    }
}

fn taken() -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, "something else has taken its place")
}

/// Does what gives the directory `name` of `parent` another parent, also where an ordinary account may not do that only
/// because its own directory is closed for writing: `..` is in it.
fn movable(parent: &Dir, name: &OsStr, work: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let error = match work() {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied && !platform::is_administrator() => {
            error
        }
        other => return other,
    };
    let dir = parent.open_dir(name)?;
    let stat = dir.stat()?;
    if !dir.make_movable(&stat)? {
        return Err(error);
    }
    let outcome = work();
    dir.set_mode(&stat)?;
    outcome
}

fn now() -> FileTime {
    FileTime::before_now(std::time::Duration::ZERO)
}

/// Gives a package's own directory its times back, if moving it at the time `moved` has changed them. A later change is
/// that of another process, and counts.
fn restore_times(root: &Dir, name: &OsStr, original: &Stat, moved: FileTime) -> io::Result<()> {
    let dir = root.open_dir(name)?;
    let now = dir.stat()?;
    let modified = if now.modified.is_about(moved) { original.modified } else { now.modified };
    // Windows gives what gets a name the time of creation of what had it a moment ago.
    let same = (now.modified, now.created) == (modified, original.created);
    if same { Ok(()) } else { dir.set_times(&Stat { modified, ..*original }) }
}

/// Gives an original up that stays where it is until its files are removed, if it is still what was copied. That it is
/// incomplete from now on is noted in the work folder of the copy's store, durably.
pub fn give_up_in_place(
    from: &Store,
    copy: &Store,
    work: &Work,
    package: &PackageName,
    inventory: &Inventory,
) -> Result<(), Reason> {
    let (name, path) = (package.as_os_str(), from.package_path(package));
    inventory
        .compare(Compare::Untouched, &from.root, name, Some(&copy.root))
        .map_err(Difference::into_changed)?;
    let noted = work.deleting.create_link(path.as_os_str(), name).and_then(|()| work.deleting.sync());
    noted.map_err(Reason::io("note the removal of", &path))
}

/// The original that was noted is gone: its old path becomes a link to the copy, and the note goes.
pub fn finish_in_place(from: &Store, copy: &Store, work: &Work, package: &PackageName) -> io::Result<()> {
    let name = package.as_os_str();
    if from.at(package)? == At::Absent {
        from.root.create_link(copy.package_path(package).as_os_str(), name)?;
        from.root.sync()?;
    }
    work.deleting.remove_file(name)?;
    work.deleting.sync()
}

/// When the copy of a package in this store was begun, where its file system remembers.
pub fn born(store: &Store, package: &PackageName) -> Option<FileTime> {
    store.root.open_dir(package.as_os_str()).and_then(|dir| dir.born()).ok().flatten()
}

/// Puts a staged copy in its place, with or without a link there; `original` says when that was modified.
pub fn place_copy(to: &Store, work: &Work, name: &OsStr, original: &Stat) -> io::Result<()> {
    if to.root.stat_entry(name)?.is_some_and(|stat| stat.kind == FileKind::Link) {
        let exchanged = movable(&work.staging, name, || work.staging.exchange(name, &to.root, name));
        match exchanged {
            Ok(()) => work.staging.remove_file(name)?,
            Err(error) if cannot_exchange(&error) => {
                to.root.remove_file(name)?;
                movable(&work.staging, name, || work.staging.rename_new(name, &to.root, name))?;
            }
            Err(error) => return Err(error),
        }
    } else {
        movable(&work.staging, name, || work.staging.rename_new(name, &to.root, name))?;
    }
    restore_times(&to.root, name, original, now())
}

/// `ENOSYS` and `EINVAL`: the kernel, or this file system, cannot exchange two names.
fn cannot_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported)
}

/// The same where either may be the one that was changed by moving: the earlier is the right one.
pub fn restore_earlier_times(root: &Dir, name: &OsStr, other: &Stat) -> io::Result<()> {
    match root.stat_entry(name)? {
        Some(stat) if other.modified < stat.modified => restore_times(root, name, other, stat.modified),
        _ => Ok(()),
    }
}

const PROBE: &str = "probe";

/// Whether a directory can be renamed from one work folder to the other.
fn can_rename(from: &Work, to: &Work) -> io::Result<bool> {
    let name = OsStr::new(PROBE);
    from.discard(name)?;
    to.discard(name)?;
    from.staging.create_dir(name, 0o700)?;
    match from.staging.rename_new(name, &to.staging, name) {
        Ok(()) => {
            to.staging.remove_dir(name)?;
            Ok(true)
        }
        Err(error) => {
            from.staging.remove_dir(name)?;
            if error.kind() == io::ErrorKind::CrossesDevices { Ok(false) } else { Err(error) }
        }
    }
}

/// Whether a volume can exchange a link with a directory.
fn can_exchange(work: &Work) -> io::Result<bool> {
    let (name, other) = (OsStr::new(PROBE), OsStr::new("probe-link"));
    for name in [name, other] {
        work.discard(name)?;
    }
    work.staging.create_dir(name, 0o700)?;
    work.staging.create_link(OsStr::new("nowhere"), other)?;
    let outcome = work.staging.exchange(name, &work.staging, other);
    for name in [name, other] {
        work.discard(name)?;
    }
    match outcome {
        Ok(()) => Ok(true),
        Err(error) if cannot_exchange(&error) => Ok(false),
        Err(error) => Err(error),
    }
}
