//! Who gets into a directory. Windows lets every account pass through the folders above one ("bypass traverse checking" is a
//! right that all accounts have by default), so the way to a store decides nothing, and the store's own access list is kept.

use std::io;

use super::super::{Guard, Placement, QuotaRoom, Stat};
use super::Dir;

impl Dir {
    /// Returns nothing: the folders above a store stop no account.
    pub fn guards(&self) -> io::Result<Vec<Guard>> {
        Ok(Vec::new())
    }

    /// Returns a guard that stops no account.
    pub fn guard(&self) -> io::Result<Guard> {
        Ok(Guard { owner: 0, group: 0, mode: 0o777, grants: Vec::new() })
    }

    /// Returns the same for every directory: NTFS renames whatever is on one volume.
    pub fn placement(&self) -> io::Result<Placement> {
        Ok(Placement::default())
    }

    /// Returns nothing: the room of a volume is counted within the quota of this account.
    pub fn quotas(&self) -> Vec<QuotaRoom> {
        Vec::new()
    }
}

/// Whether an entry belongs to this account; here that decides nothing, for rights come from access lists.
pub fn is_own(_stat: &Stat) -> bool {
    true
}

/// The groups that an account is in; not asked for here.
pub fn groups_of(_user: u32) -> Vec<u32> {
    Vec::new()
}
