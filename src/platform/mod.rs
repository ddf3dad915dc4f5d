//! What differs per operating system, behind one interface.
//!
//! [`Dir`] is a held directory: everything a relocation does to a file system starts from one, and goes one
//! component at a time, so that a directory swapped for a link during the run leads nowhere. Every call that
//! changes a file system passes [`fault::point`] first; nothing else in smpctl may change a package store.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub mod fault;
#[cfg(target_os = "linux")]
mod linux;
pub mod logon;
pub mod registry;
pub mod replace;
pub mod services;
pub mod shares;
#[cfg(test)]
pub mod testing;
pub mod vendor_agent;
#[cfg(windows)]
mod windows;
#[cfg(target_os = "linux")]
pub use linux::*;
#[cfg(windows)]
pub use windows::*;

#[cfg(not(any(target_os = "linux", windows)))]
compile_error!("smpctl runs on Linux and Windows");

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

/// Which directories other processes use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inhabited {
    /// Those that are seen in use, and one process for each.
    pub by: HashMap<OsString, String>,
    /// All processes could be seen, so that the others are free.
    pub all: bool,
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destination {
    /// The directory at its end.
    pub to: FileId,
    /// The directory in which that one stands.
    pub within: FileId,
    /// It has the link's own name there.
    pub same_name: bool,
}

/// Which directory of which volume something is, as far as that stays the same when the volume is mounted again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeIdentity {
    /// The file system's type, as the system numbers it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub filesystem: String,
    /// What the volume calls itself; `None` where it has no such name, as shares and memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// The directory's number on the volume; `None` where that changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<u64>,
}

impl VolumeIdentity {
    /// Whether this is certainly another volume. Where too little is known, it is not.
    pub fn is_other(&self, now: &Self) -> bool {
        if self.filesystem != now.filesystem {
            return true;
        }
        match (&self.volume, &now.volume) {
            // A directory may have been made again on the same volume.
            (Some(before), Some(now)) => before != now,
            (None, None) => self.folder.zip(now.folder).is_some_and(|(before, now)| before != now),
            // One of the ways to find out is missing now, or was then.
            _ => false,
        }
    }
}

/// A moment in a file's life, in seconds and nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileTime {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Nanoseconds within the second.
    pub nanoseconds: u32,
}

impl FileTime {
    /// A moment before now by this much.
    pub fn before_now(by: std::time::Duration) -> Self {
        let then = Timestamp::now().checked_sub(by).unwrap_or(Timestamp::UNIX_EPOCH);
        Self { seconds: then.as_second(), nanoseconds: then.subsec_nanosecond().unsigned_abs() }
    }

    /// Whether another time differs by no more than a tick of the clock that file systems use.
    pub fn is_about(self, other: Self) -> bool {
        const TICK: i128 = 20_000_000;
        let nanoseconds =
            |time: Self| i128::from(time.seconds) * 1_000_000_000 + i128::from(time.nanoseconds);
        (nanoseconds(self) - nanoseconds(other)).abs() <= TICK
    }
}

/// Who is asked and told while content is copied.
pub struct Steps<'a> {
    /// Returns when so many bytes may be transferred, not merely shared or skipped.
    pub before: &'a dyn Fn(u64),
    /// Is told the bytes of each step, holes included, and says whether to go on.
    pub after: &'a mut dyn FnMut(u64) -> bool,
}

impl Steps<'_> {
    /// Tells of a step; the error is of kind `Interrupted` where it is not to go on.
    fn done(&mut self, bytes: u64) -> io::Result<()> {
        if (self.after)(bytes) { Ok(()) } else { Err(io::ErrorKind::Interrupted.into()) }
    }
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
    /// When it was made, where that can be set and so belongs to a copy.
    pub created: Option<FileTime>,
    /// Last access.
    pub accessed: FileTime,
    /// Last change of content.
    pub modified: FileTime,
    /// Last change of content or metadata; cannot be set.
    pub changed: FileTime,
    /// Another file system is mounted here.
    pub mount_root: bool,
    /// Whether the system says of every entry if something is mounted there; Linux before 5.8 does not.
    pub reports_mount_roots: bool,
    /// Marked immutable or append-only, so that it can be neither renamed nor removed.
    pub immovable: bool,
    /// Why it can be neither read nor copied, if it is something that smpctl does not understand.
    pub refused: Option<&'static str>,
}

impl Stat {
    /// Whether this entry is not of the file system of the directory that it was found in, which is on `device`: something
    /// is mounted there, or it is a volume of its own within the file system, as btrfs has them.
    ///
    /// Only a directory can be such a volume. The device of a file says nothing where the system reports mounts: an overlay
    /// gives files those of its layers.
    pub fn is_foreign(&self, device: u64) -> bool {
        let may_begin_another = self.kind == FileKind::Directory || !self.reports_mount_roots;
        self.mount_root || (may_begin_another && self.id.device != device)
    }
}

/// Flags and project of a file, as far as they mean something on another volume too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FileFlags {
    /// The flags, as the platform numbers them.
    pub bits: u32,
    /// The project whose quota it counts against; 0 is none.
    pub project: u32,
}

/// What belongs to an entry beside its name, kind and content.
#[derive(Debug, Clone)]
pub struct Metadata {
    /// What the file system said of it.
    pub stat: Stat,
    /// Its extended attributes, ACLs among them.
    pub attributes: ExtendedAttributes,
    /// Its flags.
    pub flags: FileFlags,
}

/// A property of entries that a volume, or an account, may be unable to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Property {
    /// Owner and group. A copy that loses them loses set-id bits too, and its group may do what others may, at most.
    Owner,
    /// Permission bits.
    Mode,
    /// Access control lists. A copy that loses them gives its group no more than the list did.
    Acl,
    /// Extended attributes other than ACLs.
    Attributes,
    /// Times of access and modification.
    Times,
    /// Flags and project ids.
    Flags,
}

impl Property {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Property::Owner => "owner",
            Property::Mode => "mode",
            Property::Acl => "acl",
            Property::Attributes => "attributes",
            Property::Times => "times",
            Property::Flags => "flags",
        }
    }
}

/// Why an entry could not be given its metadata.
#[derive(Debug, thiserror::Error)]
pub enum MetadataError {
    /// The volume cannot hold it, or the account may not set it.
    #[error("{0:?}: {1}")]
    CannotHold(Property, io::Error),
    /// A call failed.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// A process that holds a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its number.
    pub pid: i32,
    /// Its command line.
    pub command: Option<String>,
    /// When it was started, to the second.
    pub since: Option<Timestamp>,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {}", self.pid)?;
        if let Some(since) = self.since {
            write!(f, ", since {since}")?;
        }
        match &self.command {
            Some(command) => write!(f, ": {command}"),
            None => Ok(()),
        }
    }
}

/// Where a volume is mounted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    /// The system's number of the mount.
    pub id: u64,
    /// The device number, `major:minor`; on Linux, major 0 means that the file system has no device of its own.
    pub device: (u32, u32),
    /// The directory of the file system that is mounted here.
    pub root: PathBuf,
    /// Where it is mounted.
    pub mount_point: PathBuf,
    /// The file system's type: `ext4`, or `NTFS`.
    pub filesystem: String,
    /// What is mounted: a device, a share, or a mere name.
    pub source: OsString,
}

/// A kind of medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediumKind {
    /// Hard disks or flash drives that stay in the machine.
    Fixed,
    /// A drive that calls itself removable: a thumb drive, a card reader, a floppy disk.
    Removable,
    /// A CD, DVD or Blu-ray drive.
    Optical,
    /// A share of another machine, or of the machine this one runs in.
    Network,
    /// Memory: gone after a restart.
    Memory,
    /// A file system made of others, as containers have; or an image that cannot be written to.
    Layered,
    /// It cannot be told.
    Unknown,
}

/// What a directory is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    /// What kind of medium.
    pub kind: MediumKind,
    /// The file system's type, as the system calls it: `ext4`, `nfs4`, `fuseblk`, `NTFS`.
    pub filesystem: String,
    /// What is mounted, as the system calls it.
    pub source: String,
    /// What the kind was concluded from: the drives, or the reason why it cannot be told.
    pub because: String,
    /// Why no store may be on this file system, whatever a trial says.
    pub unsuitable: Option<String>,
}

/// One directory on the way from a directory up to the root.
#[derive(Debug, Clone)]
pub struct Ancestor {
    /// Which directory.
    pub id: FileId,
    /// Who owns it.
    pub owner: Account,
    /// Only its owner may rename what others have put into it.
    pub keeps_entries: bool,
    /// Who may create, rename and remove its entries, its owner among them.
    pub writers: Vec<Writer>,
    /// Who may rename or remove what is in it, or itself.
    pub renamers: Vec<Writer>,
    /// Its rights, for people.
    pub rights: String,
}

/// Somebody who may create, rename and remove entries of a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// Who, if it is one account and not many.
    pub account: Option<Account>,
    /// The same with the right, as the beginning of a sentence: `everybody may`.
    pub may: String,
    /// Whether that is harmless depends on who is in a group.
    pub depends: bool,
}

/// What decides who gets into a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// The user that owns it.
    pub owner: u32,
    /// Its group.
    pub group: u32,
    /// Permission bits.
    pub mode: u32,
    /// Its ACL without the entries that the mode has too: those of the owner and of all others. Empty without an ACL.
    pub grants: Vec<Grant>,
}

/// One entry of an ACL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Whom it is for.
    pub to: Grantee,
    /// Read is 4, write 2, enter 1.
    pub permissions: u16,
}

/// Whom an entry of an ACL is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grantee {
    /// One user.
    User(u32),
    /// The directory's own group.
    OwningGroup,
    /// Another group.
    Group(u32),
    /// What all of the above have at most.
    Mask,
}

/// What keeps a directory from being renamed into another on the same mount.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Placement {
    /// Its content is encrypted by the file system.
    pub encrypted: bool,
    /// The project whose quota it counts against; 0 is none.
    pub project: u32,
    /// What is put into it has to have its project.
    pub gives_project: bool,
}

impl Placement {
    /// Whether a directory with this placement can be exchanged with an entry of a directory with that one, as far as
    /// encryption and projects decide it.
    pub fn fits(&self, into: &Placement) -> bool {
        self.encrypted == into.encrypted && (!into.gives_project || self.project == into.project)
    }
}

/// What the quota of an account leaves on a volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRoom {
    /// Whose quota it is, for people.
    pub of: String,
    /// Bytes; `None` without a limit.
    pub bytes: Option<u64>,
    /// Files; `None` without a limit.
    pub files: Option<u64>,
}

/// How urgent a line of the system's log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// All is well.
    Notice,
    /// Somebody should have a look.
    Warning,
    /// Something failed.
    Error,
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
