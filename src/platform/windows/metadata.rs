//! Giving an entry the metadata of another.

use std::collections::BTreeSet;
use std::ffi::{CStr, CString, OsStr};
use std::io;
use std::os::windows::io::AsHandle;

use windows_sys::Win32::Foundation::{
    ERROR_EA_TABLE_FULL, ERROR_INVALID_OWNER, ERROR_INVALID_PRIMARY_GROUP, ERROR_PRIVILEGE_NOT_HELD,
};
use windows_sys::Win32::Storage::FileSystem::FILE_ATTRIBUTE_NORMAL;

use super::super::fault::point;
use super::super::{FileKind, Metadata, MetadataError, Property};
use super::directory::{self, CHANGE, REPARSE};
use super::flags::{self, FlagSupport};
use super::nt::{self, Open, check_name};
use super::{Dir, ExtendedAttributes, security, streams};

/// What of an entry's metadata its copy is to keep.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// What may be lost where the volume cannot hold it.
    pub lossy: &'a BTreeSet<Property>,
    /// The flags that the volume has.
    pub support: &'a FlagSupport,
}

impl Kept<'_> {
    /// Gives an open file or directory the owner, access lists, streams, attributes and times of another.
    pub fn set(&self, file: &impl AsHandle, metadata: &Metadata) -> Result<(), MetadataError> {
        // Opened before the access list is set: that may not let this account do so afterwards.
        let handle = nt::reopen(file.as_handle(), CHANGE).map_err(io::Error::from)?;
        for (attribute, value) in metadata.attributes.iter().filter(|(name, _)| streams::is_stream(name)) {
            self.keeps(Property::Attributes, streams::set(file.as_handle(), attribute, value))?;
        }
        if metadata.stat.kind == FileKind::Directory {
            self.keeps(Property::Flags, self.support.set_on_directory(file.as_handle(), metadata.flags))?;
        }
        self.security(handle.as_handle(), metadata)?;
        point("FileBasicInformation")?;
        let attributes = match metadata.flags.bits & flags::PLAIN {
            0 => FILE_ATTRIBUTE_NORMAL,
            plain => plain,
        };
        // Through the handle that content was written with: when that is closed, NTFS would set the time of the last write
        // to now, unless it was set through this very handle. A held directory's own handle may not set times.
        let set = directory::set_basic(file.as_handle(), &metadata.stat, attributes).or_else(|error| {
            match error.kind() {
                io::ErrorKind::PermissionDenied => {
                    directory::set_basic(handle.as_handle(), &metadata.stat, attributes)
                }
                _ => Err(error),
            }
        });
        self.keeps(Property::Times, set)
    }

    fn security(
        &self,
        handle: std::os::windows::io::BorrowedHandle<'_>,
        metadata: &Metadata,
    ) -> Result<(), MetadataError> {
        // The owner first: whoever gives a file away may have lost the right to change its list. What is only added to the
        // security log comes last.
        for wanted in [security::OWNER, security::DACL, security::SACL] {
            let Some((name, value)) = metadata.attributes.iter().find(|(name, _)| name.as_c_str() == wanted)
            else {
                continue;
            };
            point("NtSetSecurityObject")?;
            let property = property_of(name).unwrap_or(Property::Acl);
            self.keeps(property, security::set_attribute(handle, name, value))?;
        }
        Ok(())
    }

    /// Gives a new, empty file what has to be there before its content.
    pub fn set_before_content(&self, file: &impl AsHandle, metadata: &Metadata) -> Result<(), MetadataError> {
        self.keeps(Property::Flags, self.support.set_before_content(file, metadata.flags))
    }

    /// Gives a link in `dir` the owner, access lists and times of another.
    pub fn set_entry(&self, dir: &Dir, name: &OsStr, metadata: &Metadata) -> Result<(), MetadataError> {
        let handle = nt::open_at(dir.as_handle(), &check_name(name)?, Open::existing(CHANGE));
        let handle = handle.map_err(io::Error::from)?;
        self.security(handle.as_handle(), metadata)?;
        point("FileBasicInformation")?;
        self.keeps(Property::Times, directory::set_basic(handle.as_handle(), &metadata.stat, 0))
    }

    /// That a property is not kept is an error unless it may be lost.
    fn keeps(&self, property: Property, set: io::Result<()>) -> Result<(), MetadataError> {
        match set {
            Err(error) if refuses(&error) && self.lossy.contains(&property) => Ok(()),
            Err(error) if refuses(&error) => Err(MetadataError::CannotHold(property, error)),
            other => Ok(other?),
        }
    }
}

/// The attributes of a store's root for a new root like it: what it has inherited becomes its own, and nothing is
/// inherited from the new drive, whose root by default lets users change what is in it.
pub fn for_new_root(attributes: ExtendedAttributes) -> ExtendedAttributes {
    let own = |(name, value): (CString, Vec<u8>)| match name.as_c_str() == security::DACL {
        true => (name, security::made_own(&value)),
        false => (name, value),
    };
    attributes.into_iter().map(own).collect()
}

/// Which property an attribute is part of; `None` for the data of a link, which was made with it.
pub fn property_of(attribute: &CStr) -> Option<Property> {
    match attribute {
        name if name == security::OWNER => Some(Property::Owner),
        name if name == security::DACL || name == security::SACL => Some(Property::Acl),
        name if name == REPARSE => None,
        _ => Some(Property::Attributes),
    }
}

/// An access list says nothing of an owner here that others could get by it.
pub fn without_group(acl: &[u8]) -> Vec<u8> {
    acl.to_vec()
}

/// The errors that say "not here, or not you", rather than "not now".
fn refuses(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
    ) || matches!(
        error.raw_os_error().map(|code| code as u32),
        Some(
            ERROR_PRIVILEGE_NOT_HELD
                | ERROR_INVALID_OWNER
                | ERROR_INVALID_PRIMARY_GROUP
                | ERROR_EA_TABLE_FULL
        )
    )
}
