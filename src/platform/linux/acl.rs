//! POSIX ACLs as the kernel gives them: the extended attributes of [`ACCESS`] and [`DEFAULT`].

use std::ffi::CStr;

/// The attribute that says who may use an entry.
pub const ACCESS: &CStr = c"system.posix_acl_access";

/// The attribute that says what new entries of a directory get.
pub const DEFAULT: &CStr = c"system.posix_acl_default";

/// Tags of entries.
pub const USER: u16 = 0x02;
/// The owning group.
pub const OWNING_GROUP: u16 = 0x04;
/// A named group.
pub const GROUP: u16 = 0x08;
/// What named users and groups, and the owning group, may have at most.
pub const MASK: u16 = 0x10;

/// One entry of an ACL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Whom it is for.
    pub tag: u16,
    /// What they may do.
    pub permissions: u16,
    /// Which user or group.
    pub id: u32,
}

/// The entries of an ACL; none if it makes no sense.
///
/// The form is the kernel's `struct posix_acl_xattr_entry`: a version of four bytes, then per entry a tag and
/// permissions of two bytes each and an id of four, all little endian.
pub fn entries(acl: &[u8]) -> Vec<Entry> {
    let entry = |e: &[u8]| {
        let short = |at: usize| u16::from_le_bytes([e[at], e[at + 1]]);
        Entry { tag: short(0), permissions: short(2), id: u32::from_le_bytes([e[4], e[5], e[6], e[7]]) }
    };
    acl.get(4..).map(|entries| entries.chunks_exact(8).map(entry).collect()).unwrap_or_default()
}

/// The permission bits of an entry that loses this ACL. With it, the group's bits were its mask; without it they
/// must give the group no more than the list did.
pub fn mode_without(mode: u32, acl: &[u8]) -> u32 {
    let entries = entries(acl);
    let group = entries.iter().find(|entry| entry.tag == OWNING_GROUP).map_or(0, |entry| entry.permissions);
    mode & (!0o070 | (u32::from(group & 7) << 3))
}
