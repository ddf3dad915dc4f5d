//! A held directory, and the calls a relocation makes through it.

use std::ffi::{CString, OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path};

use rustix::fs::{
    self, AtFlags, FileType, FlockOperation, Mode, OFlags, RawDir, RenameFlags, Statx, StatxAttributes,
    StatxFlags, Timespec, Timestamps,
};
use rustix::io::Errno;

use super::super::fault::point;
use super::super::{Destination, FileId, FileKind, FileTime, Stat, VolumeSpace};
use super::entry::Entry;
use super::{Account, acl, trusted_accounts};

/// Extended attributes, ACLs among them, sorted by name.
pub type ExtendedAttributes = Vec<(CString, Vec<u8>)>;

/// A directory held open.
///
/// Names given to its methods are single components; none of the calls follows a link in the last one,
/// unless its documentation says so.
#[derive(Debug)]
pub struct Dir {
    fd: OwnedFd,
}

impl AsFd for Dir {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

impl Dir {
    /// Opens a root that an administrator named, following links.
    pub fn open_root(path: &Path) -> io::Result<Self> {
        Ok(Self { fd: open_to_list(|flags| fs::open(path, flags, Mode::empty()))? })
    }

    /// Opens a directory by its absolute path, in which there is no link: one that has been put there since is an error.
    pub fn open_real(path: &Path) -> io::Result<Self> {
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut components = path.components();
        if components.next() != Some(Component::RootDir) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut dir = fs::open(c"/", flags, Mode::empty())?;
        for component in components {
            let Component::Normal(name) = component else { return Err(io::ErrorKind::InvalidInput.into()) };
            dir = match fs::openat(&dir, name, flags, Mode::empty()) {
                Err(Errno::NOTDIR | Errno::LOOP) => {
                    let why = format!("'{}' in its path is a link, or no directory", name.display());
                    return Err(io::Error::new(io::ErrorKind::NotADirectory, why));
                }
                other => other?,
            };
        }
        Ok(Self { fd: open_to_list(|flags| fs::openat(&dir, c".", flags, Mode::empty()))? })
    }

    /// A directory that has been opened elsewhere in `platform`.
    pub(super) fn from_fd(fd: OwnedFd) -> Self {
        Self { fd }
    }

    /// Opens a directory in this one.
    pub fn open_dir(&self, name: &OsStr) -> io::Result<Self> {
        let open = |flags| fs::openat(&self.fd, name, flags | OFlags::NOFOLLOW, Mode::empty());
        Ok(Self { fd: open_to_list(open)? })
    }

    /// A handle of its own on this directory, so that two readers of it do not share a position.
    pub(super) fn reopen(&self) -> io::Result<OwnedFd> {
        open_to_list(|flags| fs::openat(&self.fd, c".", flags, Mode::empty()))
    }

    /// A second handle on the same directory.
    pub fn try_clone(&self) -> io::Result<Self> {
        Ok(Self { fd: self.fd.try_clone()? })
    }

    /// What the file system says about this directory.
    pub fn stat(&self) -> io::Result<Stat> {
        Ok(to_stat(&fs::statx(&self.fd, c"", AtFlags::EMPTY_PATH, StatxFlags::BASIC_STATS)?))
    }

    /// What the file system says about an entry; `None` if there is none.
    pub fn stat_entry(&self, name: &OsStr) -> io::Result<Option<Stat>> {
        match fs::statx(&self.fd, name, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS) {
            Ok(statx) => Ok(Some(to_stat(&statx))),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// When this directory was made, where its file system remembers that and nothing can set it.
    pub fn born(&self) -> io::Result<Option<FileTime>> {
        let statx = fs::statx(&self.fd, c"", AtFlags::EMPTY_PATH, StatxFlags::BTIME)?;
        let known = statx.stx_mask & StatxFlags::BTIME.bits() != 0 && statx.stx_btime.tv_sec != 0;
        let time = FileTime { seconds: statx.stx_btime.tv_sec, nanoseconds: statx.stx_btime.tv_nsec };
        Ok(known.then_some(time))
    }

    /// Where an entry leads, following links; `None` if that is nowhere: dangling, in a circle, or to something that
    /// is no directory.
    pub fn follow(&self, name: &OsStr) -> io::Result<Option<Destination>> {
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let end = match fs::openat(&self.fd, name, flags, Mode::empty()) {
            Ok(end) => Self { fd: end },
            Err(Errno::NOENT | Errno::LOOP | Errno::NOTDIR) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let to = end.stat()?.id;
        // What this account may not enter has no `..` for it, but a path.
        let parent = match fs::openat(&end.fd, c"..", flags, Mode::empty()) {
            Ok(parent) => parent,
            Err(Errno::ACCESS) => {
                let path = end.path()?;
                fs::open(path.parent().unwrap_or(&path), flags, Mode::empty())?
            }
            Err(error) => return Err(error.into()),
        };
        let parent = Self { fd: parent };
        let has_it =
            |name: &OsStr| parent.stat_entry(name).map(|stat| stat.is_some_and(|stat| stat.id == to));
        // The usual spelling is asked for first: a path has to be put together.
        let same_name = has_it(name)? || {
            let path = end.path()?;
            path.file_name().is_some_and(|own| own.eq_ignore_ascii_case(name))
        };
        Ok(Some(Destination { to, within: parent.stat()?.id, same_name }))
    }

    /// The account that this directory belongs to, where that is neither this process's own nor an administrator: it may
    /// put anything here, and exchange what it has put here for something else at any time.
    pub fn foreign_owner(&self) -> io::Result<Option<Account>> {
        let owner = self.stat()?.uid;
        let is_trusted = trusted_accounts().contains(&owner) || self.shows_own_as(owner);
        Ok((!is_trusted).then_some(owner))
    }

    /// Whether this file system shows as the owner's what this process makes, as shares and FUSE do. A file that is made
    /// and examined through one handle shows it: no other account can exchange that.
    fn shows_own_as(&self, owner: Account) -> bool {
        let name = OsStr::new("owner");
        let Ok(file) = self.create_file(name, 0o600) else { return false };
        let shown = file_stat(&file);
        drop(file);
        let _ = self.remove_file(name);
        shown.is_ok_and(|stat| stat.uid == owner)
    }

    /// The text of a link that smpctl itself has made: its time of access does not matter.
    pub fn read_own_link(&self, name: &OsStr) -> io::Result<OsString> {
        Ok(OsString::from_vec(fs::readlinkat(&self.fd, name, Vec::new())?.into_bytes()))
    }

    /// The text of a link; its time of access stays as it is, where this account may set it.
    pub fn read_link(&self, name: &OsStr) -> io::Result<OsString> {
        Entry::open(self, name)?.read_link()
    }

    /// The names in this directory, without `.` and `..`, in the order of their inodes: mostly the one in which their
    /// content lies on the medium, so that reading all of it does not jump about.
    pub fn entries(&self) -> io::Result<Vec<OsString>> {
        let mut buffer = Vec::with_capacity(32 * 1024);
        let mut entries = RawDir::new(self.reopen()?, buffer.spare_capacity_mut());
        let mut names = Vec::new();
        while let Some(entry) = entries.next() {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if name != b"." && name != b".." {
                names.push((entry.ino(), OsString::from_vec(name.to_vec())));
            }
        }
        names.sort_unstable_by_key(|(inode, _)| *inode);
        Ok(names.into_iter().map(|(_, name)| name).collect())
    }

    /// Opens a file for reading, without touching its access time where the account may do so.
    ///
    /// Never blocks, whatever has been put in the file's place.
    pub fn open_file(&self, name: &OsStr) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        match fs::openat(&self.fd, name, flags | OFlags::NOATIME, Mode::empty()) {
            Err(Errno::PERM) => Ok(fs::openat(&self.fd, name, flags, Mode::empty())?.into()),
            other => Ok(other?.into()),
        }
    }

    /// Extended attributes of this directory.
    pub fn extended_attributes(&self) -> io::Result<ExtendedAttributes> {
        extended_attributes(self)
    }

    /// Extended attributes of a link, FIFO, socket or device.
    pub fn entry_extended_attributes(&self, name: &OsStr) -> io::Result<ExtendedAttributes> {
        let entry = Entry::open(self, name)?;
        let path = entry.proc_path();
        collect_attributes(
            |buffer| fs::listxattr(&path, buffer),
            |attribute, buffer| fs::getxattr(&path, attribute, buffer),
        )
    }

    /// Size and room of the volume this directory is on.
    pub fn volume_space(&self) -> io::Result<VolumeSpace> {
        let stat = fs::fstatvfs(&self.fd)?;
        Ok(VolumeSpace {
            total: stat.f_blocks * stat.f_frsize,
            available: stat.f_bavail * stat.f_frsize,
            available_files: (stat.f_files > 0).then_some(stat.f_favail),
            block_size: stat.f_frsize,
            // Some FUSE file systems say nothing; the kernel's own limit holds for them.
            longest_name: if stat.f_namemax == 0 { 255 } else { stat.f_namemax },
        })
    }

    /// Takes the lock that says "a smpctl works here", for as long as this handle lives; `false` if another
    /// process has it.
    pub fn try_lock(&self) -> io::Result<bool> {
        match fs::flock(&self.fd, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(true),
            Err(Errno::WOULDBLOCK) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Makes a directory, with these permission bits before the umask.
    pub fn create_dir(&self, name: &OsStr, mode: u32) -> io::Result<()> {
        point("mkdirat")?;
        Ok(fs::mkdirat(&self.fd, name, Mode::from_raw_mode(mode))?)
    }

    /// Makes a new, empty file, with these permission bits before the umask; its owner may read and write it.
    pub fn create_file(&self, name: &OsStr, mode: u32) -> io::Result<File> {
        point("openat")?;
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(fs::openat(&self.fd, name, flags, Mode::RUSR | Mode::WUSR | Mode::from_raw_mode(mode))?.into())
    }

    /// Makes a link with this text.
    pub fn create_link(&self, target: &OsStr, name: &OsStr) -> io::Result<()> {
        point("symlinkat")?;
        Ok(fs::symlinkat(target, &self.fd, name)?)
    }

    /// Makes a link in `to` like the one in this directory, whose text is known.
    pub fn copy_link(&self, name: &OsStr, text: &OsStr, to: &Dir) -> io::Result<()> {
        to.create_link(text, name)
    }

    /// Gives an entry of this directory a second name in `to`.
    pub fn hard_link(&self, name: &OsStr, to: &Dir, new: &OsStr) -> io::Result<()> {
        point("linkat")?;
        Ok(fs::linkat(&self.fd, name, &to.fd, new, AtFlags::empty())?)
    }

    /// Makes a FIFO, socket or device that only its owner may use.
    pub fn create_node(&self, name: &OsStr, kind: FileKind, rdev: u64) -> io::Result<()> {
        let file_type = match kind {
            FileKind::Fifo => FileType::Fifo,
            FileKind::Socket => FileType::Socket,
            FileKind::BlockDevice => FileType::BlockDevice,
            FileKind::CharDevice => FileType::CharacterDevice,
            FileKind::File | FileKind::Directory | FileKind::Link => {
                return Err(io::ErrorKind::InvalidInput.into());
            }
        };
        point("mknodat")?;
        Ok(fs::mknodat(&self.fd, name, file_type, Mode::RUSR | Mode::WUSR, rdev)?)
    }

    /// Renames an entry, in one step taking the place of a file or link that has the new name.
    pub fn rename(&self, name: &OsStr, to: &Dir, new: &OsStr) -> io::Result<()> {
        point("renameat")?;
        Ok(fs::renameat(&self.fd, name, &to.fd, new)?)
    }

    /// Renames an entry; an error if the new name is taken.
    pub fn rename_new(&self, name: &OsStr, to: &Dir, new: &OsStr) -> io::Result<()> {
        point("renameat2")?;
        match fs::renameat_with(&self.fd, name, &to.fd, new, RenameFlags::NOREPLACE) {
            // The file system does not know the flag. Both directories are locked against other smpctls, and
            // a directory never takes the place of anything but an empty directory, so looking first serves.
            Err(Errno::INVAL | Errno::NOSYS) => match to.stat_entry(new)? {
                Some(_) => Err(Errno::EXIST.into()),
                None => Ok(fs::renameat(&self.fd, name, &to.fd, new)?),
            },
            other => Ok(other?),
        }
    }

    /// Lets two entries change places in one step.
    pub fn exchange(&self, name: &OsStr, to: &Dir, other: &OsStr) -> io::Result<()> {
        point("renameat2(exchange)")?;
        Ok(fs::renameat_with(&self.fd, name, &to.fd, other, RenameFlags::EXCHANGE)?)
    }

    /// Removes a file or link.
    pub fn remove_file(&self, name: &OsStr) -> io::Result<()> {
        point("unlinkat")?;
        Ok(fs::unlinkat(&self.fd, name, AtFlags::empty())?)
    }

    /// Removes an empty directory.
    pub fn remove_dir(&self, name: &OsStr) -> io::Result<()> {
        point("unlinkat(dir)")?;
        Ok(fs::unlinkat(&self.fd, name, AtFlags::REMOVEDIR)?)
    }

    /// Makes the names in this directory durable.
    pub fn sync(&self) -> io::Result<()> {
        point("fsync")?;
        Ok(fs::fsync(&self.fd)?)
    }

    /// Makes everything on this directory's volume durable, and reports a write that failed since this handle
    /// was opened.
    pub fn sync_volume(&self) -> io::Result<()> {
        point("syncfs")?;
        Ok(fs::syncfs(&self.fd)?)
    }

    /// Gives this directory the times of access and modification of `stat`.
    pub fn set_times(&self, stat: &Stat) -> io::Result<()> {
        point("futimens")?;
        Ok(fs::futimens(&self.fd, &timestamps(stat))?)
    }

    /// Gives a link in this directory the times of access and modification of `stat`.
    pub fn set_link_times(&self, name: &OsStr, stat: &Stat) -> io::Result<()> {
        let link = Entry::open(self, name)?;
        if link.stat()?.kind != FileKind::Link {
            return Err(io::Error::other("it is no link any more"));
        }
        point("utimensat")?;
        Ok(link.set_times(stat)?)
    }

    /// Removes this directory's ACLs: the one that says who may use it, and the one that new entries inherit.
    pub fn remove_acls(&self) -> io::Result<()> {
        for acl in [acl::DEFAULT, acl::ACCESS] {
            point("fremovexattr")?;
            match fs::fremovexattr(&self.fd, acl) {
                Ok(()) | Err(Errno::NODATA | Errno::NOTSUP) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Lets others pass through this directory by a name they know, or lets nobody in; either way without
    /// any ACL, and without one that new entries would inherit.
    pub fn set_private(&self, others_may_pass: bool) -> io::Result<()> {
        self.remove_acls()?;
        point("fchmod")?;
        Ok(fs::fchmod(&self.fd, Mode::from_raw_mode(if others_may_pass { 0o711 } else { 0o700 }))?)
    }

    /// Whether this account can remove what is in this directory: it may write to it, or can give itself that right.
    pub fn may_be_emptied(&self, stat: &Stat) -> io::Result<bool> {
        Ok(super::is_administrator() || stat.uid == super::effective_user() || self.is_writable()?)
    }

    /// Lets this account give this directory another parent, if it may not because the directory is its own and closed for
    /// writing; `false` where that is not the reason. [`Self::set_mode`] undoes it.
    pub fn make_movable(&self, stat: &Stat) -> io::Result<bool> {
        let own = stat.uid == super::effective_user() && stat.mode & 0o200 == 0;
        if own && !super::is_administrator() {
            self.make_writable(stat)?;
        }
        Ok(own)
    }

    /// Gives this directory the mode of `stat`.
    pub fn set_mode(&self, stat: &Stat) -> io::Result<()> {
        point("fchmod")?;
        Ok(fs::fchmod(&self.fd, Mode::from_raw_mode(stat.mode))?)
    }

    /// Lets this account remove what is in this directory, which belongs to it.
    pub fn make_writable(&self, stat: &Stat) -> io::Result<()> {
        point("fchmod")?;
        Ok(fs::fchmod(&self.fd, Mode::from_raw_mode(stat.mode | 0o700))?)
    }
}

/// Opens a directory so that listing it does not change its time of access, where the account may do so.
fn open_to_list(open: impl Fn(OFlags) -> rustix::io::Result<OwnedFd>) -> io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    match open(flags | OFlags::NOATIME) {
        Err(Errno::PERM) => Ok(open(flags)?),
        other => Ok(other?),
    }
}

/// What the file system says about an open file.
pub fn file_stat(file: impl AsFd) -> io::Result<Stat> {
    Ok(to_stat(&fs::statx(file, c"", AtFlags::EMPTY_PATH, StatxFlags::BASIC_STATS)?))
}

/// Extended attributes of an open file or directory.
pub fn extended_attributes(file: impl AsFd) -> io::Result<ExtendedAttributes> {
    let file = file.as_fd();
    collect_attributes(
        |buffer| fs::flistxattr(file, buffer),
        |attribute, buffer| fs::fgetxattr(file, attribute, buffer),
    )
}

pub(super) fn timestamps(stat: &Stat) -> Timestamps {
    let timespec = |time: FileTime| Timespec { tv_sec: time.seconds, tv_nsec: time.nanoseconds.into() };
    Timestamps { last_access: timespec(stat.accessed), last_modification: timespec(stat.modified) }
}

fn collect_attributes(
    list: impl Fn(&mut [u8]) -> rustix::io::Result<usize>,
    get: impl Fn(&OsStr, &mut [u8]) -> rustix::io::Result<usize>,
) -> io::Result<ExtendedAttributes> {
    let names = match grow(&list) {
        // The file system has no extended attributes at all.
        Err(Errno::NOTSUP) => return Ok(Vec::new()),
        other => other?,
    };
    let mut attributes = Vec::new();
    // XFS shows root its ACLs a second time under these names; anywhere else they would mean nothing.
    let is_alias = |name: &[u8]| name.starts_with(b"trusted.SGI_ACL_");
    for name in names.split(|byte| *byte == 0).filter(|name| !name.is_empty() && !is_alias(name)) {
        let value = grow(|buffer| get(OsStr::from_bytes(name), buffer))?;
        attributes.push((CString::new(name)?, value));
    }
    attributes.sort();
    Ok(attributes)
}

/// Calls `read` with a buffer large enough for what it has to say.
fn grow(read: impl Fn(&mut [u8]) -> rustix::io::Result<usize>) -> rustix::io::Result<Vec<u8>> {
    let mut small = [0; 256];
    match read(&mut small) {
        Ok(length) => Ok(small[..length].to_vec()),
        Err(Errno::RANGE) => {
            // The kernel's limit for a list of names, and for a value.
            let mut large = vec![0; 64 * 1024];
            let length = read(&mut large)?;
            large.truncate(length);
            Ok(large)
        }
        Err(error) => Err(error),
    }
}

fn to_stat(statx: &Statx) -> Stat {
    let time = |time: fs::StatxTimestamp| FileTime { seconds: time.tv_sec, nanoseconds: time.tv_nsec };
    let mode = u32::from(statx.stx_mode);
    Stat {
        kind: match FileType::from_raw_mode(mode) {
            FileType::Directory => FileKind::Directory,
            FileType::Symlink => FileKind::Link,
            FileType::Fifo => FileKind::Fifo,
            FileType::Socket => FileKind::Socket,
            FileType::BlockDevice => FileKind::BlockDevice,
            FileType::CharacterDevice => FileKind::CharDevice,
            FileType::RegularFile | FileType::Unknown => FileKind::File,
        },
        id: FileId { device: fs::makedev(statx.stx_dev_major, statx.stx_dev_minor), inode: statx.stx_ino },
        mode: mode & 0o7777,
        uid: statx.stx_uid,
        gid: statx.stx_gid,
        links: statx.stx_nlink.into(),
        size: statx.stx_size,
        allocated: statx.stx_blocks * 512,
        rdev: fs::makedev(statx.stx_rdev_major, statx.stx_rdev_minor),
        created: None,
        accessed: time(statx.stx_atime),
        modified: time(statx.stx_mtime),
        changed: time(statx.stx_ctime),
        mount_root: statx.stx_attributes.contains(StatxAttributes::MOUNT_ROOT),
        reports_mount_roots: statx.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT),
        refused: None,
        immovable: statx.stx_attributes.intersects(StatxAttributes::IMMUTABLE | StatxAttributes::APPEND),
    }
}
