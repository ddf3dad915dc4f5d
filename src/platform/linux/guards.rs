//! What decides who gets into a directory, and whether a directory can be renamed into another.

use std::fs::read_to_string;
use std::io;
use std::os::fd::{AsFd, AsRawFd};

use rustix::fs::{self, AtFlags, Mode, OFlags, StatxAttributes, StatxFlags};
use rustix::io::Errno;

use super::super::{Grant, Grantee, Guard, Placement, QuotaRoom, Stat};
use super::{Dir, acl, effective_user, flags_of, gives_project};

impl Dir {
    /// Opens this directory, the one it stands in, and so on up to `/`.
    pub(super) fn chain(&self) -> io::Result<Vec<Dir>> {
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let open = |dir: &Dir, name| fs::openat(dir, name, flags, Mode::empty()).map(Dir::from_fd);
        let mut chain = vec![open(self, c".")?];
        while let Some(dir) = chain.last() {
            let parent = open(dir, c"..")?;
            if parent.stat()?.id == dir.stat()?.id && parent.path()? == dir.path()? {
                break;
            }
            chain.push(parent);
        }
        Ok(chain)
    }

    /// Returns what decides who gets into this directory, the one it stands in, and so on up to `/`.
    pub fn guards(&self) -> io::Result<Vec<Guard>> {
        self.chain()?.iter().map(Dir::guard).collect()
    }

    /// Returns what decides who gets into this directory.
    pub fn guard(&self) -> io::Result<Guard> {
        let stat = self.stat()?;
        let mut buffer = [0; 4096];
        let path = format!("/proc/self/fd/{}", self.as_fd().as_raw_fd());
        let grants = match fs::getxattr(path, acl::ACCESS, &mut buffer) {
            Ok(length) => acl::entries(&buffer[..length]).iter().filter_map(grant).collect(),
            Err(Errno::NODATA | Errno::NOTSUP) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        Ok(Guard { owner: stat.uid, group: stat.gid, mode: stat.mode, grants })
    }

    /// Returns what keeps a directory from being renamed into another on the same mount.
    pub fn placement(&self) -> io::Result<Placement> {
        let statx = fs::statx(self, c"", AtFlags::EMPTY_PATH, StatxFlags::BASIC_STATS)?;
        Ok(Placement {
            encrypted: statx.stx_attributes.contains(StatxAttributes::ENCRYPTED),
            project: flags_of(self)?.project,
            gives_project: gives_project(self)?,
        })
    }

    /// Returns how much the quotas of this account let it put on this volume; empty where there are none, or where the kernel
    /// cannot be asked (before Linux 5.14). Root is bound by none, and project quotas show in the room of the volume itself.
    pub fn quotas(&self) -> Vec<QuotaRoom> {
        let user = effective_user();
        if user == 0 {
            return Vec::new();
        }
        // A directory with the set-group-id bit gives its group to what is put into it.
        let group = match self.stat() {
            Ok(stat) if stat.mode & 0o2000 != 0 => stat.gid,
            _ => rustix::process::getegid().as_raw(),
        };
        let mut rooms: Vec<QuotaRoom> = [(libc::USRQUOTA, user, "uid"), (libc::GRPQUOTA, group, "gid")]
            .into_iter()
            .filter_map(|(kind, id, called)| Some(room(&quota(self, kind, id)?, format!("{called} {id}"))))
            .collect();
        rooms.retain(|room| room.bytes.is_some() || room.files.is_some());
        rooms
    }
}

fn grant(entry: &acl::Entry) -> Option<Grant> {
    let to = match entry.tag {
        acl::USER => Grantee::User(entry.id),
        acl::OWNING_GROUP => Grantee::OwningGroup,
        acl::GROUP => Grantee::Group(entry.id),
        acl::MASK => Grantee::Mask,
        // The owner and all others have what the mode says.
        _ => return None,
    };
    Some(Grant { to, permissions: entry.permissions })
}

/// What is left of a quota: up to its hard limit, or the soft one where there is no other.
fn room(quota: &libc::dqblk, of: String) -> QuotaRoom {
    /// The unit of limits, `QIF_DQBLKSIZE` in `linux/quota.h`.
    const UNIT: u64 = 1024;
    let left = |hard: u64, soft: u64, used: u64, unit: u64| {
        let limit = if hard > 0 { hard } else { soft };
        (limit > 0).then(|| limit.saturating_mul(unit).saturating_sub(used))
    };
    QuotaRoom {
        of,
        bytes: left(quota.dqb_bhardlimit, quota.dqb_bsoftlimit, quota.dqb_curspace, UNIT),
        files: left(quota.dqb_ihardlimit, quota.dqb_isoftlimit, quota.dqb_curinodes, 1),
    }
}

#[allow(unsafe_code)]
fn quota(dir: &Dir, kind: libc::c_int, id: u32) -> Option<libc::dqblk> {
    // SAFETY: the structure is plain numbers, for which zeros are fine.
    let mut found: libc::dqblk = unsafe { std::mem::zeroed() };
    let command = libc::QCMD(libc::Q_GETQUOTA, kind);
    let fd = dir.as_fd().as_raw_fd();
    // SAFETY: quotactl_fd fills the structure that its last argument points to, which lives until after the call.
    let done = unsafe { libc::syscall(libc::SYS_quotactl_fd, fd, command, id, &raw mut found) };
    (done == 0).then_some(found)
}

/// Whether an entry belongs to the account that this process acts as.
pub fn is_own(stat: &Stat) -> bool {
    stat.uid == effective_user()
}

/// The groups that an account is in, as far as the files of this machine say.
pub fn groups_of(user: u32) -> Vec<u32> {
    let read = |path| read_to_string(path).unwrap_or_default();
    members(&read("/etc/passwd"), &read("/etc/group"), user)
}

/// The forms are described in `passwd(5)` and `group(5)`.
fn members(users: &str, groups: &str, user: u32) -> Vec<u32> {
    let fields = |line: &str| line.split(':').map(str::to_owned).collect::<Vec<_>>();
    let mut found = Vec::new();
    let mut names = Vec::new();
    for line in users.lines().map(fields).filter(|line| line.len() > 3) {
        if line[2].parse() == Ok(user) {
            found.extend(line[3].parse::<u32>());
            names.push(line[0].clone());
        }
    }
    for line in groups.lines().map(fields).filter(|line| line.len() > 3) {
        if line[3].split(',').any(|member| names.iter().any(|name| name == member)) {
            found.extend(line[2].parse::<u32>());
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_of_an_account_are_its_own_and_those_that_name_it() {
        let users = "root:x:0:0::/:/bin/sh\nweb:x:33:33::/:/bin/sh\nbroken\n";
        let groups = "root:x:0:\nweb:x:33:\nreaders:x:70:mail,web\nothers:x:71:webmaster\n:\n";
        assert_eq!(members(users, groups, 33), [33, 70]);
        assert!(members(users, groups, 5).is_empty());
    }

    #[test]
    fn what_a_quota_leaves() {
        let quota = libc::dqblk {
            dqb_bhardlimit: 100,
            dqb_bsoftlimit: 50,
            dqb_curspace: 1024,
            dqb_ihardlimit: 0,
            dqb_isoftlimit: 7,
            dqb_curinodes: 9,
            dqb_btime: 0,
            dqb_itime: 0,
            dqb_valid: 0,
        };
        let found = room(&quota, "uid 5".into());
        assert_eq!((found.bytes, found.files), (Some(99 * 1024), Some(0)));
        let none = room(&libc::dqblk { dqb_bhardlimit: 0, dqb_bsoftlimit: 0, ..quota }, "uid 5".into());
        assert_eq!(none.bytes, None);
    }

    #[test]
    fn a_directory_has_a_guard_for_each_above_it() {
        let keep = tempfile::tempdir().unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o750);
        std::fs::set_permissions(keep.path(), mode).unwrap();
        let dir = Dir::open_root(keep.path()).unwrap();
        let guards = dir.guards().unwrap();
        assert_eq!(guards.len(), dir.path().unwrap().ancestors().count());
        assert_eq!(guards[0].mode & 0o777, 0o750);
        assert!(!dir.placement().unwrap().encrypted);
    }
}
