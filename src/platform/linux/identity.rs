//! Which volume a directory is on, also after it has been mounted again; and the exact bytes of a path.

use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs;
use rustix::ioctl::{Getter, ioctl, opcode};

use super::super::VolumeIdentity;
use super::Dir;

const EXT: u64 = 0xef53;
const BTRFS: u64 = 0x9123_683e;
/// File systems whose directories may have other numbers after the next mount: FUSE, FAT, exFAT, SMB, overlays.
const UNSTEADY: [u64; 6] = [0x6573_5546, 0x4d44, 0x2011_bab0, 0xff53_4d42, 0xfe53_4d42, OVERLAY];
/// It has names of its own that may be others after the next mount, and none of its layers'.
const OVERLAY: u64 = 0x794c_7630;

/// What FS_IOC_GETFSUUID fills in (`linux/fs.h`, `struct fsuuid2`).
#[repr(C)]
#[derive(Clone, Copy)]
struct FsUuid {
    length: u8,
    uuid: [u8; 16],
}

impl Dir {
    /// Which volume this directory is on, and which directory of it this is, as far as that stays the same when the
    /// volume is mounted again.
    pub fn volume_identity(&self) -> io::Result<VolumeIdentity> {
        let kind = u64::try_from(fs::fstatfs(self)?.f_type).unwrap_or_default();
        let stat = self.stat()?;
        let volume = match kind {
            // Made of the volume's UUID; with btrfs of the subvolume's number, too. XFS and FAT make theirs of the
            // device's number, which another disk may have after a restart.
            EXT | BTRFS => Some(fs::fstatvfs(self)?.f_fsid)
                .filter(|number| *number != 0)
                .map(|number| format!("fsid:{number:016x}")),
            OVERLAY => None,
            _ => uuid_of(self).or_else(|| uuid_by_udev(stat.id.device)),
        };
        let folder = (!UNSTEADY.contains(&kind)).then_some(stat.id.inode);
        Ok(VolumeIdentity { filesystem: format!("{kind:x}"), volume, folder })
    }
}

/// The volume's UUID, where the kernel gives it: since Linux 6.9, and by far not for all file systems.
#[allow(unsafe_code)]
fn uuid_of(dir: &Dir) -> Option<String> {
    // SAFETY: FS_IOC_GETFSUUID fills the structure of `linux/fs.h`, which `FsUuid` is.
    let found = unsafe { ioctl(dir, Getter::<{ opcode::read::<FsUuid>(0x15, 0) }, FsUuid>::new()) }.ok()?;
    let uuid = found.uuid.get(..usize::from(found.length))?;
    uuid.iter().any(|byte| *byte != 0).then(|| format!("uuid:{}", hex(uuid)))
}

/// The volume's UUID as udev found it.
fn uuid_by_udev(device: u64) -> Option<String> {
    for entry in std::fs::read_dir("/dev/disk/by-uuid").ok()?.flatten() {
        if std::fs::metadata(entry.path()).is_ok_and(|metadata| metadata.rdev() == device) {
            // Written as the kernel's is, so that both are the same.
            let uuid = entry.file_name().to_string_lossy().replace('-', "").to_lowercase();
            return Some(format!("uuid:{uuid}"));
        }
    }
    None
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The exact bytes of a path.
pub fn path_to_bytes(path: &Path) -> Vec<u8> {
    path.as_os_str().as_bytes().to_vec()
}

/// The path with these bytes; `None` if no path has them.
pub fn path_from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    Some(OsString::from_vec(bytes).into())
}
