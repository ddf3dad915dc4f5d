//! A package store, and the folder in it where smpctl works.
//!
//! `.smpctl` holds what belongs to an unfinished relocation:
//!
//! ```text
//! relocation   the relocation's id: this store takes part in it
//! peer-N       a link to the other store of pair N, for links that hold on both sides of an exchange
//! staging/     copies that are not in their place yet; may be discarded at any time
//! retired/     whole originals whose copy has taken over, until they have been compared once more
//! deleting/    originals that are being removed; may be partial
//! ```

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::error::Error;
use super::package::PackageName;
use super::transfer::remove_tree;
use crate::platform::{
    self, Dir, FileFlags, FileId, FileKind, FlagSupport, Kept, Metadata, MetadataError, Property,
};

/// The folder in a store where smpctl works.
pub const WORK: &str = ".smpctl";
/// The file in there that holds the id of the relocation.
pub(super) const ID: &str = "relocation";
/// The folder in there that holds copies.
pub(super) const STAGING: &str = "staging";
/// The folder in there that holds whole originals.
pub(super) const RETIRED: &str = "retired";
/// How the names of links to other stores in there begin.
pub(super) const PEER: &str = "peer-";
/// The folder in there that holds given-up originals.
pub const DELETING: &str = "deleting";

/// A package store, held open.
#[derive(Debug)]
pub struct Store {
    /// Its path, absolute and without links.
    pub path: PathBuf,
    /// Its directory.
    pub root: Dir,
    /// Which directory that is.
    pub id: FileId,
}

/// The folder where smpctl works in a store, held open.
#[derive(Debug)]
pub struct Work {
    /// `.smpctl` itself.
    pub dir: Dir,
    /// Unfinished copies.
    pub staging: Dir,
    /// Whole originals that have been replaced.
    pub retired: Dir,
    /// Originals that are being removed.
    pub deleting: Dir,
}

/// What stands at a package's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Nothing.
    Absent,
    /// A real directory.
    Directory(FileId),
    /// A link that leads to no directory.
    LinkToNowhere,
    /// A link to a directory, which stands in another.
    Link {
        /// Where it leads.
        to: FileId,
        /// The directory in which that stands.
        within: FileId,
    },
    /// Something else: a file, say.
    Other,
}

impl Store {
    /// Opens a store, following links in its path.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Store { path: path.to_owned(), source };
        let path = platform::canonicalize(path).map_err(failed)?;
        let root = Dir::open_root(&path).map_err(failed)?;
        let id = root.stat().map_err(failed)?.id;
        Ok(Self { path, root, id })
    }

    /// Opens a store that may not exist yet: it is made, with the owner, mode and ACL of `model`.
    ///
    /// A directory that exists already gets them too, as long as it is empty; one with something in it is
    /// somebody's, and stays as it is.
    pub fn open_or_create(path: &Path, model: &Store, lossy: &BTreeSet<Property>) -> Result<Self, Error> {
        let failed = |source| Error::Store { path: path.to_owned(), source };
        let is_new = !path.try_exists().map_err(failed)?;
        if is_new {
            let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
                return Err(failed(io::ErrorKind::NotFound.into()));
            };
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            let parent = Dir::open_root(parent).map_err(failed)?;
            // Private until it has the model's owner and ACL.
            parent.create_dir(name, 0o700).map_err(failed)?;
            parent.sync().map_err(failed)?;
        }
        let store = Self::open(path)?;
        let names = store.root.entries().map_err(failed)?;
        // A fresh ext file system's root has a lost+found.
        if names.iter().all(|name| name == "lost+found") {
            let metadata = Metadata {
                stat: model.root.stat().map_err(failed)?,
                attributes: platform::for_new_root(model.root.extended_attributes().map_err(failed)?),
                // Flags and quotas are the new place's own.
                flags: FileFlags::default(),
            };
            // What it has inherited, or had before, is not the model's.
            store.root.remove_acls().map_err(failed)?;
            let kept = Kept { lossy, support: &FlagSupport::default() };
            let set = kept.set(&store.root, &metadata).map_err(|error| match error {
                MetadataError::CannotHold(property, source) => {
                    Error::CannotHold { path: path.to_owned(), property, source }
                }
                MetadataError::Io(source) => failed(source),
            });
            if let (Err(_), true) = (&set, is_new)
                && let Err(error) = store.remove_root()
            {
                tracing::warn!("{error}");
            }
            set?;
        }
        Ok(store)
    }

    /// Removes the store's own directory, which was made just now and is empty.
    pub fn remove_root(&self) -> Result<(), Error> {
        let failed = |source| Error::Store { path: self.path.clone(), source };
        let (Some(parent), Some(name)) = (self.path.parent(), self.path.file_name()) else { return Ok(()) };
        let parent = Dir::open_root(parent).map_err(failed)?;
        parent.remove_dir(name).map_err(failed)?;
        parent.sync().map_err(failed)
    }

    /// Whether its path still leads to it; it may have been unmounted meanwhile.
    pub fn is_at_its_path(&self) -> bool {
        Dir::open_root(&self.path).and_then(|root| root.stat()).is_ok_and(|stat| stat.id == self.id)
    }

    /// The path of a package in this store.
    pub fn package_path(&self, package: &PackageName) -> PathBuf {
        self.path.join(package.as_os_str())
    }

    /// What stands at a package's name.
    pub fn at(&self, package: &PackageName) -> io::Result<At> {
        let name = package.as_os_str();
        Ok(match self.root.stat_entry(name)? {
            None => At::Absent,
            Some(stat) => match stat.kind {
                FileKind::Directory => At::Directory(stat.id),
                FileKind::Link => match self.root.follow(name)? {
                    None => At::LinkToNowhere,
                    Some((to, within)) => At::Link { to, within },
                },
                _ => At::Other,
            },
        })
    }

    /// The names in this store that are a package's, sorted.
    pub fn package_names(&self) -> io::Result<Vec<PackageName>> {
        let mut names: Vec<_> =
            self.root.entries()?.iter().filter_map(|name| PackageName::of(name)).collect();
        names.sort();
        Ok(names)
    }

    /// Takes the lock on this store, for as long as the store is held.
    pub fn lock(&self) -> Result<(), Error> {
        match self.root.try_lock() {
            Ok(true) => Ok(()),
            Ok(false) => {
                // Who it is only helps; that it is held is what counts.
                let holder = self.root.lock_holder().ok().flatten();
                Err(Error::Busy { path: self.path.clone(), holder })
            }
            Err(source) => Err(Error::Store { path: self.path.clone(), source }),
        }
    }

    /// The unfinished relocation that this store takes part in, if any.
    pub fn relocation(&self) -> Result<Option<Uuid>, Error> {
        let failed = |source| Error::Work { path: self.path.join(WORK), source };
        let dir = match self.root.open_dir(OsStr::new(WORK)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(failed)?,
        };
        let file = match dir.open_file(OsStr::new(ID)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(failed)?,
        };
        let mut text = String::new();
        file.take(100).read_to_string(&mut text).map_err(failed)?;
        // A power cut may have left an empty file: then it had not been relied on yet.
        Ok(Uuid::try_parse(text.trim()).ok())
    }

    /// Whether there is a folder where smpctl works.
    pub fn has_work(&self) -> bool {
        matches!(self.root.stat_entry(OsStr::new(WORK)), Ok(Some(_)))
    }

    /// What an interrupted attempt has left half done in there, unless another smpctl is at it: the next one removes it
    /// before anything else. None where there is no such folder.
    pub fn leftovers(&self) -> io::Result<Vec<Dir>> {
        if !self.has_work() {
            return Ok(Vec::new());
        }
        let work = self.root.open_dir(OsStr::new(WORK))?;
        [STAGING, DELETING]
            .into_iter()
            .map(OsStr::new)
            .filter_map(|name| match work.stat_entry(name) {
                Ok(None) => None,
                Ok(Some(_)) => Some(work.open_dir(name)),
                Err(error) => Some(Err(error)),
            })
            .collect()
    }

    /// Makes the folder where smpctl works, as far as it is not there.
    pub fn open_work(&self) -> Result<Work, Error> {
        let failed = |source| Error::Work { path: self.path.join(WORK), source };
        let name = OsStr::new(WORK);
        if self.root.stat_entry(name).map_err(failed)?.is_none() {
            self.root.create_dir(name, 0o700).map_err(failed)?;
        }
        let dir = self.root.open_dir(name).map_err(failed)?;
        let stat = dir.stat().map_err(failed)?;
        if stat.mount_root || stat.id.device != self.id.device {
            return Err(failed(io::Error::other("something is mounted on it")));
        }
        // Others pass through it to follow the peer links; its ACLs go first, so that nothing inherits one.
        dir.set_private(true).map_err(failed)?;
        let open = |name: &str| -> Result<Dir, Error> {
            let failed = |source| Error::Work { path: self.path.join(WORK).join(name), source };
            let name = OsStr::new(name);
            if dir.stat_entry(name).map_err(failed)?.is_none() {
                dir.create_dir(name, 0o700).map_err(failed)?;
            }
            let child = dir.open_dir(name).map_err(failed)?;
            child.set_private(false).map_err(failed)?;
            Ok(child)
        };
        Ok(Work { staging: open(STAGING)?, retired: open(RETIRED)?, deleting: open(DELETING)?, dir })
    }

    /// Makes this store take part in a relocation, durably.
    pub fn join(&self, work: &Work, relocation: Uuid) -> Result<(), Error> {
        let failed = |source| Error::Work { path: self.path.join(WORK), source };
        if self.relocation()? == Some(relocation) {
            return Ok(());
        }
        let new = OsStr::new("relocation.new");
        if work.dir.stat_entry(new).map_err(failed)?.is_some() {
            work.dir.remove_file(new).map_err(failed)?;
        }
        let mut file = work.dir.create_file(new, 0o600).map_err(failed)?;
        platform::fault::point("write").map_err(failed)?;
        file.write_all(format!("{relocation}\n").as_bytes()).map_err(failed)?;
        platform::fault::point("fsync").map_err(failed)?;
        file.sync_all().map_err(failed)?;
        work.dir.rename(new, &work.dir, OsStr::new(ID)).map_err(failed)?;
        work.dir.sync().map_err(failed)?;
        self.root.sync().map_err(failed)
    }

    /// Removes the folder where smpctl works: the relocation is over. Staged copies go with it.
    ///
    /// Fails if anything is in `retired` or `deleting`: those hold originals.
    pub fn remove_work(&self) -> Result<(), Error> {
        let name = OsStr::new(WORK);
        let failed = |source| Error::Work { path: self.path.join(WORK), source };
        let dir = match self.root.open_dir(name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            other => other.map_err(failed)?,
        };
        for originals in [RETIRED, DELETING] {
            if dir.stat_entry(OsStr::new(originals)).map_err(failed)?.is_some() {
                dir.remove_dir(OsStr::new(originals)).map_err(failed)?;
            }
        }
        for entry in dir.entries().map_err(failed)? {
            match dir.stat_entry(&entry).map_err(failed)? {
                Some(stat) if stat.kind == FileKind::Directory => {
                    remove_tree(&dir, &entry).map_err(failed)?
                }
                Some(_) => dir.remove_file(&entry).map_err(failed)?,
                None => {}
            }
        }
        drop(dir);
        self.root.remove_dir(name).map_err(failed)
    }
}

impl Work {
    /// Discards whatever is in staging under this name.
    pub fn discard(&self, name: &OsStr) -> io::Result<()> {
        match self.staging.stat_entry(name)? {
            None => Ok(()),
            Some(stat) if stat.kind == FileKind::Directory => remove_tree(&self.staging, name),
            Some(_) => self.staging.remove_file(name),
        }
    }

    /// Makes `peer-N` a link to the other store.
    pub fn set_peer(&self, peer: &OsStr, store: &Store) -> io::Result<()> {
        if self.dir.follow(peer)?.is_some_and(|(to, _)| to == store.id) {
            return Ok(());
        }
        self.discard(peer)?;
        self.staging.create_link(store.path.as_os_str(), peer)?;
        self.staging.rename(peer, &self.dir, peer)?;
        self.dir.sync()
    }
}

/// The name of the link to the other store of a pair.
pub fn peer_name(number: usize) -> OsString {
    format!("{PEER}{number}").into()
}

/// The text of a link to a package that holds in either of two stores which exchange it.
pub fn peer_link(peer: &OsStr, package: &PackageName) -> OsString {
    let mut path = PathBuf::from(WORK);
    path.push(peer);
    path.push(package.as_os_str());
    path.into_os_string()
}
