//! Giving an entry the metadata of another.

use std::collections::BTreeSet;
use std::ffi::{CStr, OsStr};
use std::io;
use std::os::fd::AsFd;

use rustix::fs::{self, Gid, Mode, Uid, XattrFlags};
use rustix::io::Errno;

use super::super::fault::point;
use super::super::{FileKind, Metadata, MetadataError, Property};
use super::directory::{file_stat, timestamps};
use super::entry::Entry;
use super::flags::FlagSupport;
use super::{Dir, ExtendedAttributes, acl};

/// What of an entry's metadata its copy is to keep.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// What may be lost where the volume cannot hold it.
    pub lossy: &'a BTreeSet<Property>,
    /// The flags that the volume has.
    pub support: &'a FlagSupport,
}

impl Kept<'_> {
    /// Gives an open file or directory the owner, mode, extended attributes, flags and times of another.
    pub fn set(&self, file: impl AsFd, metadata: &Metadata) -> Result<(), MetadataError> {
        let file = file.as_fd();
        let stat = &metadata.stat;
        // Most copies are made as they are to be, and each change of one is a transaction of its volume.
        let made = file_stat(file)?;
        let same_owner = (made.uid, made.gid) == (stat.uid, stat.gid);
        let owned = same_owner || {
            point("fchown")?;
            let (owner, group) = (Uid::from_raw(stat.uid), Gid::from_raw(stat.gid));
            self.keeps(Property::Owner, fs::fchown(file, Some(owner), Some(group)))?
        };
        let wanted = mode(stat.mode, owned);
        // After the owner, whose change clears the set-id bits and capabilities.
        if !same_owner || made.mode != wanted {
            point("fchmod")?;
            self.keeps(Property::Mode, fs::fchmod(file, Mode::from_raw_mode(wanted)))?;
        }
        for (attribute, value) in &metadata.attributes {
            let narrowed = (!owned && attribute.as_c_str() == acl::ACCESS).then(|| acl::without_group(value));
            let value = narrowed.as_ref().unwrap_or(value);
            point("fsetxattr")?;
            let set = fs::fsetxattr(file, attribute.as_c_str(), value, XattrFlags::empty());
            if set.is_err_and(refuses) && property_of(attribute).is_none() {
                continue;
            }
            if !self.keeps(property_of(attribute).unwrap_or(Property::Attributes), set)?
                && attribute.as_c_str() == acl::ACCESS
            {
                point("fchmod")?;
                let mode = acl::mode_without(mode(stat.mode, owned), value);
                self.keeps(Property::Mode, fs::fchmod(file, Mode::from_raw_mode(mode)))?;
            }
        }
        self.flags(self.support.set(file, metadata.flags))?;
        point("futimens")?;
        self.keeps(Property::Times, fs::futimens(file, &timestamps(stat)))?;
        Ok(())
    }

    /// Gives a new, empty file the flags that have to be there before its content.
    pub fn set_before_content(&self, file: impl AsFd, metadata: &Metadata) -> Result<(), MetadataError> {
        self.flags(self.support.set_before_content(file, metadata.flags))
    }

    /// Gives a link, FIFO, socket or device in `dir` the owner, mode, extended attributes and times of another.
    ///
    /// All of it is set on the entry that was made, and on nothing that has taken its name since.
    pub fn set_entry(&self, dir: &Dir, name: &OsStr, metadata: &Metadata) -> Result<(), MetadataError> {
        let stat = &metadata.stat;
        let entry = Entry::open_made(dir, name, stat)?;
        point("fchownat")?;
        let owned = entry.set_owner(Uid::from_raw(stat.uid), Gid::from_raw(stat.gid));
        let owned = self.keeps(Property::Owner, owned)?;
        if stat.kind != FileKind::Link {
            point("fchmodat")?;
            let mode = Mode::from_raw_mode(mode(stat.mode, owned));
            self.keeps(Property::Mode, entry.set_mode(mode))?;
        }
        for (attribute, value) in &metadata.attributes {
            point("setxattr")?;
            let set = entry.set_attribute(attribute, value);
            self.keeps(property_of(attribute).unwrap_or(Property::Attributes), set)?;
        }
        point("utimensat")?;
        self.keeps(Property::Times, entry.set_times(stat))?;
        Ok(())
    }

    /// Whether the property was kept; that it was not is an error unless it may be lost.
    fn keeps(&self, property: Property, set: rustix::io::Result<()>) -> Result<bool, MetadataError> {
        match set {
            Ok(()) => Ok(true),
            Err(error) if refuses(error) && self.lossy.contains(&property) => Ok(false),
            Err(error) if refuses(error) => Err(MetadataError::CannotHold(property, error.into())),
            // An attribute finds no room in its file, which is not a full volume.
            Err(Errno::NOSPC) if matches!(property, Property::Acl | Property::Attributes) => {
                match self.lossy.contains(&property) {
                    true => Ok(false),
                    false => Err(MetadataError::CannotHold(property, Errno::NOSPC.into())),
                }
            }
            Err(error) => Err(io::Error::from(error).into()),
        }
    }

    fn flags(&self, set: io::Result<()>) -> Result<(), MetadataError> {
        match set {
            Err(error) => {
                let errno = Errno::from_io_error(&error).unwrap_or(Errno::IO);
                self.keeps(Property::Flags, Err(errno)).map(drop)
            }
            Ok(()) => Ok(()),
        }
    }
}

/// A copy that belongs to somebody else must not act in that one's name, and its group are others than before.
fn mode(mode: u32, owned: bool) -> u32 {
    if owned { mode } else { mode & 0o1707 | mode & 0o070 & ((mode & 0o007) << 3) }
}

/// The attributes of a store's root for a new root like it: nothing is inherited from elsewhere here.
pub fn for_new_root(attributes: ExtendedAttributes) -> ExtendedAttributes {
    attributes
}

/// Which property an extended attribute is part of; `None` for one that is one kind of file system's way to show a flag:
/// the others have no place for it.
pub fn property_of(attribute: &CStr) -> Option<Property> {
    if attribute == acl::ACCESS || attribute == acl::DEFAULT {
        return Some(Property::Acl);
    }
    (!attribute.to_bytes().starts_with(b"btrfs.")).then_some(Property::Attributes)
}

/// The errors that say "not here, or not you", rather than "not now".
fn refuses(error: Errno) -> bool {
    matches!(
        error,
        Errno::PERM
            | Errno::ACCESS
            | Errno::NOTSUP
            | Errno::INVAL
            | Errno::TOOBIG
            | Errno::RANGE
            | Errno::NOSYS
    )
}
