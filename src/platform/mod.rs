//! What differs per operating system, behind one interface.
//!
//! [`Dir`] is a held directory: everything a relocation does to a file system starts from one, and goes one
//! component at a time, so that a directory swapped for a link during the run leads nowhere. Every call that
//! changes a file system passes [`fault::point`] first; nothing else in smpctl may change a package store.

pub mod fault;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub use linux::*;

#[cfg(not(target_os = "linux"))]
compile_error!("smpctl runs on Linux so far; Windows is prepared for, in `platform`, but not written yet");

/// What a directory entry is, not following links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link (or a junction point).
    Link,
    /// A named pipe.
    Fifo,
    /// A socket.
    Socket,
    /// A block device.
    BlockDevice,
    /// A character device.
    CharDevice,
}

/// Which file something is: the same device and inode means the same file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId {
    /// The device the file system is on.
    pub device: u64,
    /// The file's number there.
    pub inode: u64,
}

/// A moment in a file's life, in seconds and nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileTime {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Nanoseconds within the second.
    pub nanoseconds: u32,
}

/// What the file system says about one entry, not following links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// What it is.
    pub kind: FileKind,
    /// Which file it is.
    pub id: FileId,
    /// Permission bits, with set-id and sticky.
    pub mode: u32,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// How many names it has.
    pub links: u64,
    /// Length in bytes.
    pub size: u64,
    /// Bytes it occupies on the volume.
    pub allocated: u64,
    /// The device it stands for, if it is one.
    pub rdev: u64,
    /// Last access.
    pub accessed: FileTime,
    /// Last change of content.
    pub modified: FileTime,
    /// Last change of content or metadata; cannot be set.
    pub changed: FileTime,
    /// Another file system is mounted here.
    pub mount_root: bool,
    /// Marked immutable or append-only, so that it can be neither renamed nor removed.
    pub immovable: bool,
}

/// Size and room of a volume, in bytes and files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VolumeSpace {
    /// Bytes in all.
    pub total: u64,
    /// Bytes free for this account.
    pub available: u64,
    /// Files that can still be created; `None` where the file system sets no number.
    pub available_files: Option<u64>,
    /// Bytes of the smallest unit that a file occupies.
    pub block_size: u64,
    /// The longest name that an entry may have, in bytes.
    pub longest_name: u64,
}
