//! Flags and project ids of files: what `chattr` sets.

use std::io;
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use rustix::fs::{self, IFlags};
use rustix::io::Errno;
use rustix::ioctl::{Getter, Setter, ioctl, opcode};

use super::super::FileFlags;
use super::super::fault::point;

/// `FS_NOCOMP_FL` of `linux/fs.h`.
const NOT_COMPRESSED: IFlags = IFlags::from_bits_retain(0x400);

/// The flags that mean something on another volume too. What is left out describes how this one stores a file
/// (extents, encryption), or makes it immovable.
const KEPT: IFlags = IFlags::SYNC
    .union(IFlags::DIRSYNC)
    .union(IFlags::NODUMP)
    .union(IFlags::NOATIME)
    .union(IFlags::COMPRESSED)
    .union(NOT_COMPRESSED)
    .union(IFlags::JOURNALING)
    .union(IFlags::TOPDIR)
    .union(IFlags::NOCOW)
    .union(IFlags::PROJECT_INHERIT);

/// The flags that concern content, and so have to be there before it.
const BEFORE_CONTENT: IFlags = IFlags::COMPRESSED.union(NOT_COMPRESSED).union(IFlags::NOCOW);

/// `struct fsxattr` of `linux/fs.h`.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
struct FsXattr {
    xflags: u32,
    extent_size: u32,
    extents: u32,
    project: u32,
    cow_extent_size: u32,
    padding: [u8; 8],
}

/// The flags of an open file or directory; none where the file system has none.
pub fn flags_of(file: impl AsFd) -> io::Result<FileFlags> {
    let file = file.as_fd();
    let bits = match fs::ioctl_getflags(file) {
        Ok(flags) => (flags & KEPT).bits(),
        Err(Errno::NOTTY | Errno::NOTSUP | Errno::INVAL | Errno::NOSYS) => return Ok(FileFlags::default()),
        Err(error) => return Err(error.into()),
    };
    let project = match fsxattr(file) {
        Ok(found) => found.project,
        Err(Errno::NOTTY | Errno::NOTSUP | Errno::INVAL | Errno::NOSYS) => 0,
        Err(error) => return Err(error.into()),
    };
    Ok(FileFlags { bits, project })
}

/// Whether a directory gives its own project to what is put in it.
pub fn gives_project(dir: impl AsFd) -> io::Result<bool> {
    Ok(flags_of(dir)?.bits & IFlags::PROJECT_INHERIT.bits() != 0)
}

#[allow(unsafe_code)]
fn fsxattr(file: impl AsFd) -> rustix::io::Result<FsXattr> {
    // SAFETY: FS_IOC_FSGETXATTR fills the structure of `linux/fs.h`, which `FsXattr` is.
    unsafe { ioctl(file, Getter::<{ opcode::read::<FsXattr>(b'X', 31) }, FsXattr>::new()) }
}

#[allow(unsafe_code)]
fn set_fsxattr(file: impl AsFd, value: FsXattr) -> rustix::io::Result<()> {
    // SAFETY: FS_IOC_FSSETXATTR reads the structure of `linux/fs.h`, which `FsXattr` is.
    unsafe { ioctl(file, Setter::<{ opcode::write::<FsXattr>(b'X', 32) }, FsXattr>::new(value)) }
}

/// Which flags a volume turned out not to have. Found out by trying: no call tells.
#[derive(Debug, Default)]
pub struct FlagSupport {
    missing: AtomicU32,
    no_project: AtomicBool,
}

impl FlagSupport {
    /// What of these flags the volume has, as far as is known.
    pub fn held(&self, flags: FileFlags) -> FileFlags {
        FileFlags {
            bits: flags.bits & !self.missing.load(Ordering::Relaxed),
            project: if self.no_project.load(Ordering::Relaxed) { 0 } else { flags.project },
        }
    }

    /// Project ids in this place are those of the place itself: every entry has to have the same one.
    pub fn leave_projects_alone(&self) {
        self.no_project.store(true, Ordering::Relaxed);
    }

    /// Gives a file the flags that have to be there before its content.
    pub fn set_before_content(&self, file: impl AsFd, flags: FileFlags) -> io::Result<()> {
        self.set_bits(file.as_fd(), flags.bits & BEFORE_CONTENT.bits())
    }

    /// Gives a file or directory these flags and this project, as far as the volume has them.
    pub fn set(&self, file: impl AsFd, flags: FileFlags) -> io::Result<()> {
        let file = file.as_fd();
        self.set_bits(file, flags.bits)?;
        let project = self.held(flags).project;
        if project == 0 {
            return Ok(());
        }
        let now = match fsxattr(file) {
            Ok(now) if now.project == project => return Ok(()),
            other => other,
        };
        point("ioctl(FS_IOC_FSSETXATTR)")?;
        match now.and_then(|now| set_fsxattr(file, FsXattr { project, ..now })) {
            Err(Errno::NOTTY | Errno::NOTSUP | Errno::INVAL | Errno::NOSYS) => {
                self.leave_projects_alone();
                Ok(())
            }
            other => Ok(other?),
        }
    }

    fn set_bits(&self, file: impl AsFd, bits: u32) -> io::Result<()> {
        let wanted = IFlags::from_bits_retain(bits & !self.missing.load(Ordering::Relaxed));
        if wanted.is_empty() {
            return Ok(());
        }
        let file = file.as_fd();
        let has = match fs::ioctl_getflags(file) {
            Ok(has) => has,
            Err(Errno::NOTTY | Errno::NOTSUP | Errno::INVAL | Errno::NOSYS) => {
                self.missing.store(u32::MAX, Ordering::Relaxed);
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        if has.contains(wanted) {
            return Ok(());
        }
        point("ioctl(FS_IOC_SETFLAGS)")?;
        match fs::ioctl_setflags(file, has | wanted) {
            // One that the volume does not have makes it refuse all of them.
            Err(Errno::NOTSUP | Errno::INVAL) => {}
            other => return Ok(other?),
        }
        let mut now = has;
        for flag in wanted.iter() {
            point("ioctl(FS_IOC_SETFLAGS)")?;
            match fs::ioctl_setflags(file, now | flag) {
                Ok(()) => now |= flag,
                Err(Errno::NOTSUP | Errno::INVAL) => {
                    self.missing.fetch_or(flag.bits(), Ordering::Relaxed);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_set_as_far_as_the_volume_has_them() {
        let file = tempfile::tempfile().unwrap();
        let support = FlagSupport::default();
        let wanted = FileFlags { bits: (IFlags::NODUMP | IFlags::NOATIME).bits(), project: 0 };
        support.set(&file, wanted).unwrap();
        assert_eq!(flags_of(&file).unwrap(), support.held(wanted));
    }
}
