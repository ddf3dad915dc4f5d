//! Which volume a directory is on, what that volume can hold, and what this account may do there.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use rustix::fs::{self, Access, AtFlags, Mode, OFlags, RawDir, StatVfsMountFlags, StatxFlags};
use rustix::io::Errno;

use super::super::fault::point;
use super::super::{Ancestor, Mount, Writer};
use super::{Dir, acl};

/// The mount table that `/proc/self/mountinfo` holds; lines that make no sense are left out.
///
/// The form is described in `proc_pid_mountinfo(5)`.
pub fn parse_mounts(table: &[u8]) -> Vec<Mount> {
    table.split(|byte| *byte == b'\n').filter_map(parse_mount).collect()
}

fn parse_mount(line: &[u8]) -> Option<Mount> {
    let mut fields = line.split(|byte| *byte == b' ');
    let mut text = || fields.next().and_then(|field| std::str::from_utf8(field).ok());
    let id = text()?.parse().ok()?;
    text()?;
    let (major, minor) = text()?.split_once(':')?;
    let device = (major.parse().ok()?, minor.parse().ok()?);
    let root = PathBuf::from(unescape(fields.next()?));
    let mount_point = PathBuf::from(unescape(fields.next()?));
    // Options, and optional fields up to a lone hyphen.
    fields.by_ref().find(|field| *field == b"-")?;
    let filesystem = String::from_utf8_lossy(fields.next()?).into_owned();
    let source = unescape(fields.next()?);
    Some(Mount { id, device, root, mount_point, filesystem, source })
}

/// Space, tab, newline and backslash stand in the table as a backslash and three octal digits.
fn unescape(field: &[u8]) -> OsString {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some((first, after)) = rest.split_first() {
        match (first, after) {
            (b'\\', [a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', after @ ..]) => {
                bytes.push(((a - b'0') << 6) | ((b - b'0') << 3) | (c - b'0'));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    OsString::from_vec(bytes)
}

/// The mount table as this process sees it.
pub fn mounts() -> io::Result<Vec<Mount>> {
    Ok(parse_mounts(&std::fs::read("/proc/self/mountinfo")?))
}

impl Dir {
    /// The line of the mount table that this directory is under; `None` if the table does not have it.
    pub fn mount(&self, mounts: &[Mount]) -> io::Result<Option<Mount>> {
        let statx = fs::statx(self, c"", AtFlags::EMPTY_PATH, StatxFlags::BASIC_STATS | StatxFlags::MNT_ID)?;
        if statx.stx_mask & StatxFlags::MNT_ID.bits() != 0 {
            return Ok(mounts.iter().find(|mount| mount.id == statx.stx_mnt_id).cloned());
        }
        // Before Linux 5.8 the nearest mount point above the path tells; of several on one, the last.
        let path = self.path()?;
        Ok(mounts
            .iter()
            .filter(|mount| path.starts_with(&mount.mount_point))
            .max_by_key(|mount| mount.mount_point.components().count())
            .cloned())
    }

    /// The absolute path this directory has at present, without links.
    pub fn path(&self) -> io::Result<PathBuf> {
        let path = fs::readlink(self.own_proc_path(), Vec::new())?;
        Ok(PathBuf::from(OsString::from_vec(path.into_bytes())))
    }

    /// The volume is mounted read-only.
    pub fn is_read_only(&self) -> io::Result<bool> {
        Ok(fs::fstatvfs(self)?.f_flag.contains(StatVfsMountFlags::RDONLY))
    }

    /// This account may create and remove entries of this directory.
    pub fn is_writable(&self) -> io::Result<bool> {
        permitted(fs::accessat(self, c".", Access::WRITE_OK | Access::EXEC_OK, AtFlags::EACCESS))
    }

    /// This account may read an entry, as far as that can be told without opening it.
    pub fn is_readable(&self, name: &OsStr) -> io::Result<bool> {
        permitted(fs::accessat(self, name, Access::READ_OK, AtFlags::EACCESS | AtFlags::SYMLINK_NOFOLLOW))
    }

    /// The directory this one stands in; `/` stands in itself.
    pub fn open_parent(&self) -> io::Result<Dir> {
        self.open_dir(OsStr::new(".."))
    }

    /// Calls `each` with every name in this directory, in the file system's order, without `.` and `..`, until
    /// it says no. Takes the same memory whatever the number of names.
    pub fn for_each_name(&self, each: &mut dyn FnMut(&OsStr) -> bool) -> io::Result<()> {
        let mut buffer = Vec::with_capacity(32 * 1024);
        let mut entries = RawDir::new(self.reopen()?, buffer.spare_capacity_mut());
        while let Some(entry) = entries.next() {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if name != b"." && name != b".." && !each(OsStr::from_bytes(name)) {
                break;
            }
        }
        Ok(())
    }

    /// This directory, the one it stands in, and so on up to `/`.
    pub fn ancestors(&self) -> io::Result<Vec<Ancestor>> {
        self.chain()?.iter().map(Dir::ancestor).collect()
    }

    fn ancestor(&self) -> io::Result<Ancestor> {
        let stat = self.stat()?;
        let mut buffer = [0; 4096];
        let acl = match fs::getxattr(self.own_proc_path(), acl::ACCESS, &mut buffer) {
            Ok(length) => Some(&buffer[..length]),
            Err(Errno::NODATA | Errno::NOTSUP) => None,
            Err(error) => return Err(error.into()),
        };
        let mut may_write = vec![Writer {
            account: Some(stat.uid),
            may: format!("the user with uid {} may", stat.uid),
            depends: false,
        }];
        may_write.extend(writers(stat.mode, stat.gid, acl));
        Ok(Ancestor {
            id: stat.id,
            owner: stat.uid,
            keeps_entries: stat.mode & 0o1000 != 0,
            renamers: may_write.clone(),
            writers: may_write,
            rights: format!("mode {:04o}, owner {}, group {}", stat.mode, stat.uid, stat.gid),
        })
    }

    /// Makes an empty file that has no name, so that it is gone with its handle; `None` where the file system
    /// cannot.
    pub fn create_unnamed_file(&self) -> io::Result<Option<File>> {
        point("openat(tmpfile)")?;
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        match fs::openat(self, c".", flags, Mode::RUSR | Mode::WUSR) {
            Ok(file) => Ok(Some(file.into())),
            Err(Errno::NOTSUP | Errno::ISDIR | Errno::INVAL | Errno::NOENT | Errno::NOSYS) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn own_proc_path(&self) -> String {
        use std::os::fd::{AsFd, AsRawFd};
        format!("/proc/self/fd/{}", self.as_fd().as_raw_fd())
    }
}

/// Forgets what the kernel keeps in memory of a file, so that reading it again comes from the medium.
///
/// Only pages that are durable already are dropped, and only as far as the kernel likes.
pub fn drop_from_cache(file: &File) {
    let _ = fs::fadvise(file, 0, None, fs::Advice::DontNeed);
}

/// What is mounted at `path`'s place; links in it are followed.
pub fn mount_of_path(mounts: &[Mount], path: &Path) -> io::Result<Option<Mount>> {
    let parent = path.canonicalize()?;
    let dir = if parent.is_dir() { &parent } else { parent.parent().unwrap_or(&parent) };
    Dir::open_root(dir)?.mount(mounts)
}

fn permitted(result: rustix::io::Result<()>) -> io::Result<bool> {
    match result {
        Ok(()) => Ok(true),
        Err(Errno::ACCESS | Errno::PERM | Errno::ROFS) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Who beside the owner may write, by the mode bits and the ACL. Root's group is as good as root.
pub(super) fn writers(mode: u32, gid: u32, acl: Option<&[u8]>) -> Vec<Writer> {
    const WRITE: u16 = 2;
    let everybody = || Writer { account: None, may: "everybody may".into(), depends: false };
    let owning_group =
        || Writer { account: None, may: format!("the group with gid {gid} may"), depends: true };
    let entries = acl.map(acl::entries).unwrap_or_default();
    let mut writers = Vec::new();
    if mode & 0o002 != 0 {
        writers.push(everybody());
    }
    if entries.is_empty() {
        if mode & 0o020 != 0 && gid != 0 {
            writers.push(owning_group());
        }
        return writers;
    }
    let mask = entries.iter().find(|entry| entry.tag == acl::MASK).map_or(7, |entry| entry.permissions);
    for acl::Entry { tag, permissions, id } in entries {
        let may_write = permissions & mask & WRITE != 0;
        match tag {
            acl::USER if may_write => writers.push(Writer {
                account: Some(id),
                may: format!("an ACL lets the user with uid {id}"),
                depends: false,
            }),
            acl::GROUP if may_write && id != 0 => writers.push(Writer {
                account: None,
                may: format!("an ACL lets the group with gid {id}"),
                depends: false,
            }),
            acl::OWNING_GROUP if may_write && gid != 0 => writers.push(owning_group()),
            _ => {}
        }
    }
    writers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mount_table_is_read() {
        let table = b"27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard\n\
            36 27 0:31 /sub\\040volume /mnt/a\\134b\\011c rw shared:7 master:2 - btrfs /dev/sdb1 rw,space_cache\n\
            nonsense\n\
            40 27 0:40 / /mnt/\xff rw - nfs4 server:/exp\\040ort rw\n";
        let mounts = parse_mounts(table);
        assert_eq!(mounts.len(), 3);
        assert_eq!((mounts[0].device, mounts[0].filesystem.as_str()), ((254, 0), "ext4"));
        assert_eq!(mounts[1].root, Path::new("/sub volume"));
        assert_eq!(mounts[1].mount_point, Path::new("/mnt/a\\b\tc"));
        assert_eq!(mounts[1].source, "/dev/sdb1");
        assert_eq!(mounts[2].mount_point.as_os_str().as_bytes(), b"/mnt/\xff");
        assert_eq!(mounts[2].source, "server:/exp ort");
    }

    #[test]
    fn a_directory_knows_its_mount_and_its_ancestors() {
        let dir = Dir::open_root(Path::new("/proc/self")).unwrap();
        assert_eq!(dir.mount(&mounts().unwrap()).unwrap().unwrap().filesystem, "proc");
        let temporary = tempfile::tempdir().unwrap();
        let dir = Dir::open_root(temporary.path()).unwrap();
        let ancestors = dir.ancestors().unwrap();
        assert_eq!(ancestors.len(), dir.path().unwrap().ancestors().count());
        assert_eq!(ancestors.last().unwrap().id, Dir::open_root(Path::new("/")).unwrap().stat().unwrap().id);
    }

    #[test]
    fn writers_are_found_in_mode_and_acl() {
        let writers = |mode, gid, acl| {
            let found = writers(mode, gid, acl).into_iter();
            found.map(|writer| (writer.may, writer.depends)).collect::<Vec<_>>()
        };
        let who = |may: &str, depends| (may.to_owned(), depends);
        assert_eq!(writers(0o755, 5, None), []);
        let (everybody, group) = (who("everybody may", false), who("the group with gid 5 may", true));
        assert_eq!(writers(0o1777, 5, None), [everybody.clone(), group]);
        assert_eq!(writers(0o777, 0, None), [everybody]);
        let acl = |entries: &[(u16, u16, u32)]| {
            let mut bytes = vec![2, 0, 0, 0];
            for (tag, permissions, id) in entries {
                bytes.extend_from_slice(&tag.to_le_bytes());
                bytes.extend_from_slice(&permissions.to_le_bytes());
                bytes.extend_from_slice(&id.to_le_bytes());
            }
            bytes
        };
        let own = (0x01, 7, u32::MAX);
        let named = acl(&[own, (0x02, 7, 1000), (0x04, 5, u32::MAX), (0x08, 6, 50), (0x10, 7, u32::MAX)]);
        // With an ACL the mode's group bits are its mask, not the group's rights.
        let expected = ["an ACL lets the user with uid 1000", "an ACL lets the group with gid 50"];
        assert_eq!(writers(0o775, 5, Some(&named)), expected.map(|may| who(may, false)));
        let masked = acl(&[own, (0x02, 7, 1000), (0x04, 7, u32::MAX), (0x10, 5, u32::MAX)]);
        assert_eq!(writers(0o755, 5, Some(&masked)), []);
        assert_eq!(writers(0o755, 5, Some(&[2, 0, 0])), []);
    }
}
