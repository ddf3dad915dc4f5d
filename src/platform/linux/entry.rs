//! An entry, held open whatever it is: a link itself, not what it leads to.
//!
//! Calls that take a name look it up again each time, and what has the name may be another entry by then. What is set through
//! a handle is set on the entry that was looked at.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;

use rustix::fs::{self, AtFlags, CWD, Gid, Mode, OFlags, Timespec, Timestamps, UTIME_OMIT, Uid, XattrFlags};
use rustix::io::Errno;

use super::super::Stat;
use super::super::fault::point;
use super::directory::timestamps;
use super::{Dir, effective_user, file_stat};

/// An entry of a directory, held open for nothing but its metadata.
#[derive(Debug)]
pub(super) struct Entry {
    fd: OwnedFd,
}

impl AsFd for Entry {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

impl Entry {
    /// Holds what has this name.
    pub(super) fn open(dir: &Dir, name: &OsStr) -> io::Result<Self> {
        let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(Self { fd: fs::openat(dir, name, flags, Mode::empty())? })
    }

    /// Holds an entry that this process has just made like `original`; an error if it is another one.
    pub(super) fn open_made(dir: &Dir, name: &OsStr, original: &Stat) -> io::Result<Self> {
        let entry = Self::open(dir, name)?;
        let made = entry.stat()?;
        // A second name would be that of an entry elsewhere. Where a file system gives all that is made one owner, the
        // directory has that owner too.
        let is_made = (made.kind, made.rdev) == (original.kind, original.rdev)
            && made.links <= 1
            && (made.uid == effective_user() || made.uid == dir.stat()?.uid);
        if is_made { Ok(entry) } else { Err(io::Error::other("it was replaced while it was being made")) }
    }

    /// What the file system says about it.
    pub(super) fn stat(&self) -> io::Result<Stat> {
        file_stat(self)
    }

    /// A path that leads to this very entry: the kernel resolves the handle, and goes no further.
    pub(super) fn proc_path(&self) -> String {
        format!("/proc/self/fd/{}", self.fd.as_raw_fd())
    }

    /// The text of a link. Its time of access stays as it is, where this account may set it.
    pub(super) fn read_link(&self) -> io::Result<OsString> {
        let before = self.stat()?;
        let text = fs::readlinkat(&self.fd, c"", Vec::new())?;
        self.restore_access_time(&before)?;
        Ok(OsString::from_vec(text.into_bytes()))
    }

    /// Puts the time of access back if reading has changed it. No way to read a link leaves it alone.
    fn restore_access_time(&self, before: &Stat) -> io::Result<()> {
        if self.stat()?.accessed == before.accessed {
            return Ok(());
        }
        point("utimensat")?;
        let times = Timestamps {
            last_modification: Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT },
            ..timestamps(before)
        };
        match fs::utimensat(CWD, self.proc_path(), &times, AtFlags::empty()) {
            // It belongs to another account, or may not be written to: reading it is all that this account may do.
            Ok(()) | Err(Errno::PERM | Errno::ACCESS | Errno::ROFS) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Sets owner and group.
    pub(super) fn set_owner(&self, owner: Uid, group: Gid) -> rustix::io::Result<()> {
        fs::chownat(&self.fd, c"", Some(owner), Some(group), AtFlags::EMPTY_PATH)
    }

    /// Sets the mode; links have none.
    pub(super) fn set_mode(&self, mode: Mode) -> rustix::io::Result<()> {
        fs::chmod(self.proc_path(), mode)
    }

    /// Sets an extended attribute.
    pub(super) fn set_attribute(&self, name: &std::ffi::CStr, value: &[u8]) -> rustix::io::Result<()> {
        fs::setxattr(self.proc_path(), name, value, XattrFlags::empty())
    }

    /// Sets the times of access and modification.
    pub(super) fn set_times(&self, stat: &Stat) -> rustix::io::Result<()> {
        fs::utimensat(CWD, self.proc_path(), &timestamps(stat), AtFlags::empty())
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;

    use super::super::super::{FileFlags, FileKind, FileTime, Metadata};
    use super::super::{FlagSupport, Kept};
    use super::*;

    fn place() -> (tempfile::TempDir, Dir) {
        let keep = tempfile::tempdir().unwrap();
        let dir = Dir::open_root(keep.path()).unwrap();
        (keep, dir)
    }

    fn stat_of(dir: &Dir, name: &str) -> Stat {
        dir.stat_entry(OsStr::new(name)).unwrap().unwrap()
    }

    /// What is made is replaced, before its metadata is set, by each thing that can have a name: nothing that was there
    /// before is changed, in the folder or where a link leads.
    #[test]
    fn what_has_taken_the_place_of_a_made_entry_is_left_alone() {
        for made in [FileKind::Fifo, FileKind::Link] {
            for instead in ["link to a file", "link to a FIFO", "file", "second name", "directory"] {
                let (keep, dir) = place();
                let at = |name: &str| keep.path().join(name);
                std::fs::write(at("canary"), "canary").unwrap();
                std::fs::set_permissions(at("canary"), PermissionsExt::from_mode(0o600)).unwrap();
                dir.create_node(OsStr::new("other"), FileKind::Fifo, 0).unwrap();
                symlink("nowhere", at("other link")).unwrap();
                dir.create_node(OsStr::new("fifo"), FileKind::Fifo, 0).unwrap();
                symlink("elsewhere", at("link")).unwrap();
                let (name, twin) =
                    if made == FileKind::Fifo { ("fifo", "other") } else { ("link", "other link") };
                let original = Stat {
                    mode: 0o666,
                    accessed: FileTime { seconds: 1, nanoseconds: 2 },
                    modified: FileTime { seconds: 3, nanoseconds: 4 },
                    ..stat_of(&dir, name)
                };
                std::fs::remove_file(at(name)).unwrap();
                match instead {
                    "link to a file" => symlink("canary", at(name)).unwrap(),
                    "link to a FIFO" => symlink("other", at(name)).unwrap(),
                    "file" => std::fs::write(at(name), "").unwrap(),
                    "second name" => dir.hard_link(OsStr::new(twin), &dir, OsStr::new(name)).unwrap(),
                    _ => std::fs::create_dir(at(name)).unwrap(),
                }
                let before = ["canary", "other", "other link", name].map(|name| stat_of(&dir, name));
                let metadata =
                    Metadata { stat: original, attributes: Vec::new(), flags: FileFlags::default() };
                let (lossy, support) = (std::collections::BTreeSet::new(), FlagSupport::default());
                let set =
                    Kept { lossy: &lossy, support: &support }.set_entry(&dir, OsStr::new(name), &metadata);
                // A link of this account's own in the place of a link is as good as the one that was made.
                let is_like_it = made == FileKind::Link && instead.starts_with("link");
                assert_eq!(set.is_ok(), is_like_it, "a {instead} instead of a {made:?}");
                let after = ["canary", "other", "other link", name].map(|name| stat_of(&dir, name));
                let unchanged = if is_like_it { 3 } else { 4 };
                assert_eq!(before[..unchanged], after[..unchanged], "a {instead} instead of a {made:?}");
            }
        }
    }

    #[test]
    fn everything_is_set_on_the_entry_itself() {
        let (keep, dir) = place();
        std::fs::write(keep.path().join("canary"), "").unwrap();
        dir.create_link(OsStr::new("canary"), OsStr::new("link")).unwrap();
        dir.create_node(OsStr::new("fifo"), FileKind::Fifo, 0).unwrap();
        let canary = stat_of(&dir, "canary");
        let (lossy, support) = (std::collections::BTreeSet::new(), FlagSupport::default());
        for name in ["link", "fifo"] {
            let stat = Stat {
                mode: 0o640,
                accessed: FileTime { seconds: 1, nanoseconds: 2 },
                modified: FileTime { seconds: 3, nanoseconds: 4 },
                ..stat_of(&dir, name)
            };
            let metadata = Metadata { stat, attributes: Vec::new(), flags: FileFlags::default() };
            Kept { lossy: &lossy, support: &support }.set_entry(&dir, OsStr::new(name), &metadata).unwrap();
            let now = stat_of(&dir, name);
            assert_eq!((now.accessed, now.modified), (stat.accessed, stat.modified), "{name}");
            assert!(name == "link" || now.mode == 0o640);
        }
        assert_eq!(stat_of(&dir, "canary"), canary);
    }

    #[test]
    fn reading_a_link_and_listing_a_directory_leave_the_times_of_access() {
        let (keep, dir) = place();
        std::fs::create_dir_all(keep.path().join("folder/inner")).unwrap();
        symlink("nowhere", keep.path().join("folder/link")).unwrap();
        let folder = dir.open_dir(OsStr::new("folder")).unwrap();
        // So long ago that any reading would be noted.
        let old = Stat {
            accessed: FileTime { seconds: 1_000_000_000, nanoseconds: 123_456_789 },
            ..stat_of(&folder, "link")
        };
        folder.set_link_times(OsStr::new("link"), &old).unwrap();
        folder.set_times(&old).unwrap();
        for _ in 0..2 {
            assert_eq!(folder.read_link(OsStr::new("link")).unwrap(), "nowhere");
            assert_eq!(folder.entries().unwrap().len(), 2);
            let mut seen = 0;
            folder
                .for_each_name(&mut |_| {
                    seen += 1;
                    true
                })
                .unwrap();
            assert_eq!(seen, 2);
            assert_eq!(dir.open_dir(OsStr::new("folder")).unwrap().entries().unwrap().len(), 2);
            assert_eq!(Dir::open_root(&keep.path().join("folder")).unwrap().entries().unwrap().len(), 2);
            assert_eq!(stat_of(&folder, "link").accessed, old.accessed);
            assert_eq!(stat_of(&folder, "link").modified, old.modified);
            assert_eq!(stat_of(&dir, "folder").accessed, old.accessed);
        }
        // Without all that it is noted, or this shows nothing. A volume may be mounted without times of access.
        std::fs::read_link(keep.path().join("folder/link")).unwrap();
        if stat_of(&folder, "link").accessed == old.accessed {
            eprintln!("nothing shown: {} has no times of access", Path::new(keep.path()).display());
        }
    }
}
