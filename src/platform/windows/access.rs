//! Who may change a directory, or put another in its place.

use std::io;
use std::os::windows::io::AsHandle;

use windows_sys::Win32::Storage::FileSystem::{
    DELETE, FILE_ADD_FILE, FILE_ADD_SUBDIRECTORY, FILE_DELETE_CHILD, FILE_READ_ATTRIBUTES, READ_CONTROL,
    WRITE_DAC, WRITE_OWNER,
};

use super::super::{Ancestor, Writer};
use super::security::{Acl, Sections, Sid, administrators, system, trusted_installer};
use super::{Dir, nt};

/// An account or group of this machine.
pub type Account = Sid;

/// The account this process acts as.
pub use super::privileges::effective_user;

/// What people call an account.
pub fn account_name(account: &Account) -> String {
    account.to_string()
}

/// Those that may change everything anyway, and this process's own account.
pub fn trusted_accounts() -> Vec<Account> {
    vec![system(), administrators(), trusted_installer(), effective_user()]
}

/// What to look for where an administrator is refused.
pub const ADMINISTRATOR_REFUSED: &str = "administrators are refused too: look at its access list (`icacls`), and for a program that protects it or holds it open";

/// How a right of others is taken away.
pub const TAKE_RIGHT_AWAY: &str =
    "take that right away with `icacls FOLDER /inheritance:d` and `icacls FOLDER /remove:g NAME`";

const GENERIC_ALL: u32 = 0x1000_0000;
const GENERIC_WRITE: u32 = 0x4000_0000;

/// The rights with which a directory can be renamed or removed, or what is in it, whoever owns that.
const RENAME: u32 = DELETE | FILE_DELETE_CHILD | WRITE_DAC | WRITE_OWNER | GENERIC_ALL;

/// The rights with which something can be put into a directory too.
const WRITE: u32 = RENAME | FILE_ADD_FILE | FILE_ADD_SUBDIRECTORY | GENERIC_WRITE;

impl Dir {
    /// This directory, the one it stands in, and so on up to the root of its path.
    pub fn ancestors(&self) -> io::Result<Vec<Ancestor>> {
        let path = self.path()?;
        let mut ancestors = Vec::new();
        for path in path.ancestors() {
            let dir = Dir::opened(nt::open_path(path, READ_CONTROL | FILE_READ_ATTRIBUTES, false)?)?;
            let sections = Sections::read(dir.as_handle(), false)?;
            ancestors.push(Ancestor {
                id: dir.stat()?.id,
                keeps_entries: false,
                writers: having(&sections, WRITE),
                renamers: having(&sections, RENAME),
                rights: format!("owner {}", sections.owner),
                owner: sections.owner,
            });
        }
        Ok(ancestors)
    }
}

/// Who has one of these rights.
fn having(sections: &Sections, rights: u32) -> Vec<Writer> {
    let writer = |account: &Sid, may: String| Writer { account: Some(account.clone()), may, depends: false };
    let mut found = vec![writer(&sections.owner, format!("its owner '{}' may", sections.owner))];
    if sections.dacl.list.is_none() {
        found.push(Writer {
            account: None,
            may: "without an access list everybody may".to_owned(),
            depends: false,
        });
    }
    for sid in allowed(&sections.dacl, rights) {
        let entry = writer(&sid, format!("its access list lets '{sid}'"));
        if !found.iter().any(|writer| writer.account.as_ref() == Some(&sid)) {
            found.push(entry);
        }
    }
    found
}

/// The accounts and groups that a list gives one of these rights, and does not deny it before.
fn allowed(dacl: &Acl, rights: u32) -> Vec<Sid> {
    // They stand for others: an object's creator, and its owner.
    let placeholders = [Sid::well_known(3, &[0]), Sid::well_known(3, &[1]), Sid::well_known(3, &[4])];
    let entries: Vec<_> = dacl.entries().into_iter().filter(|entry| !entry.inherit_only).collect();
    let mut found: Vec<Sid> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let denied = entries[..at]
            .iter()
            .filter(|before| before.denies && before.sid == entry.sid)
            .fold(0, |all, before| all | before.mask);
        let given = entry.mask & rights & !denied;
        if !entry.denies && given != 0 && !placeholders.contains(&entry.sid) && !found.contains(&entry.sid) {
            found.push(entry.sid.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::security::dacl_of;
    use super::*;

    #[test]
    fn whoever_may_write_is_found() {
        let users = Sid::well_known(5, &[32, 545]);
        let everyone = Sid::well_known(1, &[0]);
        let dacl =
            dacl_of(&[(&system(), 0x1f_01ff), (&users, 0x12_00a9), (&everyone, FILE_ADD_SUBDIRECTORY)]);
        assert_eq!(allowed(&dacl, WRITE), [system(), everyone.clone()]);
        // What the root of a drive gives everybody by default is not enough to rename what is there.
        assert_eq!(allowed(&dacl, RENAME), [system()]);
        let sections = Sections {
            owner: users,
            group: system(),
            dacl: Acl { protected: false, list: None },
            sacl: None,
        };
        let found = having(&sections, WRITE);
        assert!(found[1].account.is_none() && found[1].may.contains("everybody"), "{found:?}");
    }

    #[test]
    fn a_directory_knows_those_above_it() {
        let keep = tempfile::tempdir().unwrap();
        let dir = Dir::open_root(keep.path()).unwrap();
        let ancestors = dir.ancestors().unwrap();
        assert_eq!(ancestors.len(), dir.path().unwrap().ancestors().count());
        assert_eq!(ancestors[0].id, dir.stat().unwrap().id);
    }
}
