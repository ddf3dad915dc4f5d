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

/// Everybody else.
pub const OTHERS: u16 = 0x20;

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

/// The ACL of an entry whose owning group is another now: that group may do what others may, at most.
pub fn without_group(acl: &[u8]) -> Vec<u8> {
    let others = entries(acl).iter().find(|entry| entry.tag == OTHERS).map_or(0, |entry| entry.permissions);
    let mut acl = acl.to_vec();
    for entry in acl.get_mut(4..).unwrap_or_default().chunks_exact_mut(8) {
        if entry[..2] == OWNING_GROUP.to_le_bytes() {
            let permissions = u16::from_le_bytes([entry[2], entry[3]]) & others;
            entry[2..4].copy_from_slice(&permissions.to_le_bytes());
        }
    }
    acl
}

/// The permission bits of an entry that loses this ACL. With it, the group's bits were its mask; without it they
/// must give the group no more than the list did.
pub fn mode_without(mode: u32, acl: &[u8]) -> u32 {
    let entries = entries(acl);
    let group = entries.iter().find(|entry| entry.tag == OWNING_GROUP).map_or(0, |entry| entry.permissions);
    mode & (!0o070 | (u32::from(group & 7) << 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_group_gets_no_more_than_others() {
        let acl = |group: u8| {
            let mut acl = vec![2, 0, 0, 0];
            for (tag, permissions) in [(1, 7), (4, group), (0x10, 7), (0x20, 1)] {
                acl.extend_from_slice(&[tag, 0, permissions, 0, 0xff, 0xff, 0xff, 0xff]);
            }
            acl
        };
        assert_eq!(without_group(&acl(5)), acl(1));
        assert_eq!(without_group(&acl(0)), acl(0));
        assert_eq!(without_group(b"x"), b"x");
    }
}
