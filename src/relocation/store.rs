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
    self, Destination, Dir, FileFlags, FileId, FileKind, FlagSupport, Kept, Metadata, MetadataError, Property,
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
    Link(Destination),
    /// Something else: a file, say.
    Other,
}

impl Store {
    /// Opens a store, following links in its path.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Store { path: path.to_owned(), source };
        let path = platform::canonicalize(path).map_err(failed)?;
        // Whatever has become a link since then leads elsewhere.
        let root = Dir::open_real(&path).map_err(failed)?;
        let id = root.stat().map_err(failed)?.id;
        Ok(Self { path, root, id })
    }

    /// Opens a store that may not exist yet: it is made, with the owner, mode and ACL of `model`.
    ///
    /// A directory that exists already gets them too, as long as it is empty; one with something in it is in use, and
    /// stays as it is.
    pub fn open_or_create(path: &Path, model: &Store, lossy: &BTreeSet<Property>) -> Result<Self, Error> {
        let failed = |source| Error::Store { path: path.to_owned(), source };
        let is_new = !path.try_exists().map_err(failed)?;
        let store = if is_new { Self::create(path)? } else { Self::open(path)? };
        let names = store.root.entries().map_err(failed)?;
        // A fresh ext file system's root has a lost+found.
        if names.iter().all(|name| name == "lost+found") {
            // What has been checked is this path, not what another account's link leads to by now.
            if std::path::absolute(path).map_err(failed)? != store.path {
                let why = format!("it leads to '{}', and did not when it was checked", store.path.display());
                return Err(failed(io::Error::other(why)));
            }
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

    /// Makes the directory of a new store, which must not exist.
    fn create(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Store { path: path.to_owned(), source };
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(failed(io::ErrorKind::NotFound.into()));
        };
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        let parent_path = platform::canonicalize(parent).map_err(failed)?;
        let parent = Dir::open_real(&parent_path).map_err(failed)?;
        // Private until it has the model's owner and ACL.
        parent.create_dir(name, 0o700).map_err(failed)?;
        parent.sync().map_err(failed)?;
        // The owner of the parent could have put another directory in its place.
        let root = parent.open_dir(name).map_err(failed)?;
        if let Some(owner) = root.foreign_owner().map_err(failed)? {
            let owner = platform::account_name(&owner);
            let why = format!("it was made, and {owner} has put another directory in its place");
            return Err(failed(io::Error::other(why)));
        }
        let id = root.stat().map_err(failed)?.id;
        Ok(Self { path: parent_path.join(name), root, id })
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
                FileKind::Link => self.root.follow(name)?.map_or(At::LinkToNowhere, At::Link),
                _ => At::Other,
            },
        })
    }

    /// The names in this store that are a package's, sorted.
    pub fn package_names(&self) -> io::Result<Vec<PackageName>> {
        let mut names: Vec<_> =
            self.root.entries()?.iter().filter_map(|name| PackageName::of(name)).collect();
        // Two spellings of one GUID are one name; which comes first is to be the same each time.
        names.sort_by(|one, other| one.cmp(other).then_with(|| one.as_str().cmp(other.as_str())));
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
        let path = self.path.join(WORK);
        let Some(dir) = existing(&self.root, OsStr::new(WORK), &path)? else { return Ok(None) };
        let failed = |source| Error::Work { path: path.clone(), source };
        let file = match dir.open_file(OsStr::new(ID)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(failed)?,
        };
        // Only what this account or an administrator has written there is believed.
        refuse_foreign(&dir, &path)?;
        let mut text = String::new();
        file.take(100).read_to_string(&mut text).map_err(failed)?;
        // A power cut may have left an empty file: then it had not been relied on yet.
        Ok(Uuid::try_parse(text.trim()).ok())
    }

    /// The folder where smpctl works. What another account has put there is none.
    pub fn own_work(&self) -> Result<Option<Dir>, Error> {
        let path = self.path.join(WORK);
        let own = existing(&self.root, OsStr::new(WORK), &path)
            .and_then(|dir| dir.map(|dir| refuse_foreign(&dir, &path).map(|()| dir)).transpose());
        match own {
            Err(Error::ForeignWork { .. } | Error::NotAWorkFolder { .. }) => Ok(None),
            other => other,
        }
    }

    /// Whether there is a folder where smpctl works; there is one, too, if this account may not look into it.
    pub fn has_work(&self) -> bool {
        !matches!(self.own_work(), Ok(None))
    }

    /// What an interrupted attempt has left half done in there, unless another smpctl is at it: the next one removes it
    /// before anything else. None where there is no such folder, or it is another account's.
    pub fn leftovers(&self) -> Result<Vec<Dir>, Error> {
        let Some(work) = self.own_work()? else { return Ok(Vec::new()) };
        let failed = |source| Error::Work { path: self.path.join(WORK), source };
        [STAGING, DELETING]
            .into_iter()
            .map(OsStr::new)
            .filter_map(|name| match work.stat_entry(name) {
                Ok(None) => None,
                Ok(Some(_)) => Some(work.open_dir(name).map_err(failed)),
                Err(error) => Some(Err(failed(error))),
            })
            .collect()
    }

    /// Makes the folder where smpctl works, as far as it is not there.
    ///
    /// What another account has made beforehand is not used: it could exchange what is made in there. Empty, it is removed.
    pub fn open_work(&self) -> Result<Work, Error> {
        let path = self.path.join(WORK);
        let failed = |source| Error::Work { path: path.clone(), source };
        let dir = existing_or_new(&self.root, OsStr::new(WORK), &path)?;
        let stat = dir.stat().map_err(failed)?;
        if stat.mount_root || stat.id.device != self.id.device {
            return Err(failed(io::Error::other("something is mounted on it")));
        }
        // Others pass through it to follow the peer links; its ACLs go first, so that nothing inherits one.
        dir.set_private(true).map_err(failed)?;
        let open = |name: &str| -> Result<Dir, Error> {
            let path = path.join(name);
            let child = existing_or_new(&dir, OsStr::new(name), &path)?;
            child.set_private(false).map_err(|source| Error::Work { path, source })?;
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
        let (name, path) = (OsStr::new(WORK), self.path.join(WORK));
        let failed = |source| Error::Work { path: path.clone(), source };
        let Some(dir) = existing(&self.root, name, &path)? else { return Ok(()) };
        refuse_foreign(&dir, &path)?;
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

/// Opens a folder where smpctl works; `None` if it is not there.
fn existing(parent: &Dir, name: &OsStr, path: &Path) -> Result<Option<Dir>, Error> {
    let failed = |source| Error::Work { path: path.to_owned(), source };
    match parent.stat_entry(name).map_err(failed)? {
        None => Ok(None),
        Some(stat) if stat.kind != FileKind::Directory => {
            Err(Error::NotAWorkFolder { path: path.to_owned() })
        }
        Some(_) => match parent.open_dir(name) {
            // Removed since, by another smpctl that has ended its relocation.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            other => Ok(Some(other.map_err(failed)?)),
        },
    }
}

/// Refuses a folder of another account.
fn refuse_foreign(dir: &Dir, path: &Path) -> Result<(), Error> {
    match dir.foreign_owner() {
        Ok(None) => Ok(()),
        Ok(Some(owner)) => {
            Err(Error::ForeignWork { path: path.to_owned(), owner: platform::account_name(&owner) })
        }
        Err(source) => Err(Error::Work { path: path.to_owned(), source }),
    }
}

/// Opens a folder where smpctl works, and makes it if it is not there. One of another account is replaced if it is empty.
fn existing_or_new(parent: &Dir, name: &OsStr, path: &Path) -> Result<Dir, Error> {
    let failed = |source| Error::Work { path: path.to_owned(), source };
    if let Some(dir) = existing(parent, name, path)? {
        match refuse_foreign(&dir, path) {
            Err(error @ Error::ForeignWork { .. })
                if !remove_if_empty(parent, name, &dir).map_err(failed)? =>
            {
                return Err(error);
            }
            Err(Error::ForeignWork { .. }) => {}
            Err(error) => return Err(error),
            Ok(()) => return Ok(dir),
        }
    }
    parent.create_dir(name, 0o700).map_err(failed)?;
    let dir = parent.open_dir(name).map_err(failed)?;
    // The owner of the store could have put another in its place.
    refuse_foreign(&dir, path)?;
    Ok(dir)
}

/// Removes a folder that holds nothing but, at most, the empty folders in which smpctl works. Only the calls that remove
/// empty directories are used, so that nothing is lost whatever another account puts there.
fn remove_if_empty(parent: &Dir, name: &OsStr, dir: &Dir) -> io::Result<bool> {
    let within = dir.entries()?;
    if !within.iter().all(|name| [STAGING, RETIRED, DELETING].iter().any(|own| name == own)) {
        return Ok(false);
    }
    let emptied = within.iter().try_for_each(|name| dir.remove_dir(name));
    match emptied.and_then(|()| parent.remove_dir(name)) {
        Ok(()) => Ok(true),
        Err(error)
            if matches!(error.kind(), io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotADirectory) =>
        {
            Ok(false)
        }
        Err(error) => Err(error),
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
        if self.dir.follow(peer)?.is_some_and(|destination| destination.to == store.id) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::link;
    use std::fs;

    fn store(keep: &tempfile::TempDir, name: &str) -> Store {
        fs::create_dir(keep.path().join(name)).unwrap();
        Store::open(&keep.path().join(name)).unwrap()
    }

    /// Whatever stands where smpctl works, and is no folder, is named, and is left as it is with what it leads to.
    #[test]
    #[cfg_attr(windows, ignore = "Wine makes no junction points")]
    fn only_folders_are_worked_in() {
        for place in ["", STAGING, RETIRED, DELETING] {
            for is_link in [true, false] {
                let keep = tempfile::tempdir().unwrap();
                let (store, outside) = (store(&keep, "store"), keep.path().join("outside"));
                fs::create_dir(&outside).unwrap();
                fs::write(outside.join(ID), Uuid::new_v4().to_string()).unwrap();
                let at = store.path.join(WORK).join(place);
                let at = if place.is_empty() { store.path.join(WORK) } else { at };
                fs::create_dir_all(at.parent().unwrap()).unwrap();
                if is_link {
                    link(&outside, &at).unwrap();
                } else {
                    fs::write(&at, "").unwrap();
                }
                let before = fs::metadata(&outside).unwrap();
                let refused = store.open_work().unwrap_err();
                assert!(
                    matches!(&refused, Error::NotAWorkFolder { path } if *path == at),
                    "{place}: {refused}"
                );
                if place.is_empty() {
                    assert!(matches!(store.relocation(), Err(Error::NotAWorkFolder { .. })));
                    assert!(matches!(store.remove_work(), Err(Error::NotAWorkFolder { .. })));
                }
                assert_eq!(fs::metadata(&outside).unwrap().permissions(), before.permissions());
                assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
                assert!(fs::symlink_metadata(&at).is_ok());
            }
        }
    }

    #[test]
    fn only_what_is_empty_is_put_aside() {
        for (made, is_removed) in [
            (&[][..], true),
            (&[STAGING, RETIRED, DELETING], true),
            (&["staging/copy"], false),
            (&["other"], false),
        ] {
            let keep = tempfile::tempdir().unwrap();
            let store = store(&keep, "store");
            fs::create_dir(store.path.join(WORK)).unwrap();
            for folder in made {
                fs::create_dir_all(store.path.join(WORK).join(folder)).unwrap();
            }
            let work = store.root.open_dir(OsStr::new(WORK)).unwrap();
            assert_eq!(
                remove_if_empty(&store.root, OsStr::new(WORK), &work).unwrap(),
                is_removed,
                "{made:?}"
            );
            // Older versions of Windows keep the name until the last handle is closed.
            drop(work);
            assert_eq!(store.path.join(WORK).exists(), !is_removed, "{made:?}");
        }
    }

    /// A new store gets the owner, mode and ACL of the old one only where it was named, not where a link leads by now.
    #[test]
    #[cfg(unix)]
    fn a_link_in_the_way_gets_nothing() {
        use std::os::unix::fs::PermissionsExt;
        let keep = tempfile::tempdir().unwrap();
        let base = platform::canonicalize(keep.path()).unwrap();
        let model = store(&keep, "model");
        fs::set_permissions(&model.path, fs::Permissions::from_mode(0o751)).unwrap();
        let mode = |name: &str| fs::metadata(base.join(name)).unwrap().permissions().mode() & 0o7777;
        let open = |name: &str| Store::open_or_create(&base.join(name), &model, &BTreeSet::new());
        fs::create_dir_all(base.join("outside/inner")).unwrap();
        fs::set_permissions(base.join("outside"), fs::Permissions::from_mode(0o700)).unwrap();
        fs::set_permissions(base.join("outside/inner"), fs::Permissions::from_mode(0o700)).unwrap();
        link(base.join("outside/inner"), base.join("link")).unwrap();
        link(base.join("outside"), base.join("above")).unwrap();
        for name in ["link", "above/inner"] {
            let refused = open(name).unwrap_err();
            assert!(refused.to_string().contains("it leads to"), "{refused}");
            assert_eq!(mode("outside/inner"), 0o700);
        }
        fs::create_dir(base.join("empty")).unwrap();
        for name in ["empty", "new"] {
            let made = open(name).unwrap();
            assert_eq!((made.path, mode(name)), (base.join(name), 0o751));
        }
        // In use: nothing is set, so a link does no harm.
        fs::write(base.join("outside/inner/file"), "").unwrap();
        assert_eq!(open("link").unwrap().path, base.join("outside/inner"));
        assert_eq!(mode("outside/inner"), 0o700);
    }

    #[test]
    #[cfg(unix)]
    fn a_path_is_opened_without_its_links() {
        let keep = tempfile::tempdir().unwrap();
        let base = platform::canonicalize(keep.path()).unwrap();
        fs::create_dir_all(base.join("real/inner")).unwrap();
        link("real", base.join("link")).unwrap();
        fs::write(base.join("file"), "").unwrap();
        assert!(Dir::open_real(&base.join("real/inner")).is_ok());
        assert!(Dir::open_real(Path::new("/")).is_ok());
        for wrong in ["link", "link/inner", "file", "real/../real"] {
            assert!(Dir::open_real(&base.join(wrong)).is_err(), "{wrong}");
        }
        assert!(Dir::open_real(Path::new("real")).is_err());
        let absent = Dir::open_real(&base.join("absent")).unwrap_err();
        assert_eq!(absent.kind(), io::ErrorKind::NotFound);
    }
}
