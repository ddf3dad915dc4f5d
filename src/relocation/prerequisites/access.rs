//! Who may change the packages.

use std::io;
use std::path::Path;

use super::{Check, Places, own_seat, verdict};
use crate::platform::{self, Account, Writer};

impl Places<'_> {
    /// Packages run with the highest rights on clients: ordinary users must not be able to change one, nor to
    /// put another directory in the store's place.
    pub(super) fn access(&self) -> io::Result<Check> {
        let mut trusted = platform::trusted_accounts();
        // A new or empty store gets the owner, mode and ACL of the old one.
        let is_empty = self.takes_after_old()?;
        let old = self.stores.first();
        if let Some(old) = old {
            trusted.extend(own_seat(&old.root)?.map(|seat| seat.owner));
        }
        // Whose packages they were before may have them again.
        if let (true, Some(to)) = (self.request.settled, &self.to) {
            trusted.extend(own_seat(&to.root)?.map(|seat| seat.owner));
        }
        let model = match (&self.to, old) {
            (Some(to), _) if !is_empty => to,
            (_, Some(old)) => old,
            (_, None) => &self.place,
        };
        let mut problems = Vec::new();
        let mut notes = Vec::new();
        let model_seat = own_seat(&model.root)?;
        let mut detail = String::new();
        if let Some(root) = &model_seat {
            detail = root.rights.clone();
            if is_empty && old.is_some() {
                detail.push_str(", as the old store has them");
            }
            judge(&model.path, &root.writers, &trusted, "write to", &mut problems, &mut notes);
        }
        let above = self.place.root.ancestors()?;
        let paths = self.place.path.ancestors();
        for (path, ancestor) in paths.zip(&above).skip(usize::from(self.to.is_some())) {
            // With the sticky bit, only its owner may rename an entry, and that one is trusted.
            if ancestor.keeps_entries && trusted.contains(&ancestor.owner) {
                continue;
            }
            judge(path, &ancestor.renamers, &trusted, "rename what is in", &mut problems, &mut notes);
        }
        detail = format!("only its owner may change it ({detail})");
        if !notes.is_empty() {
            detail.push_str(&format!("; note: {}", notes.join("; ")));
        }
        Ok(verdict("access", problems, detail, platform::TAKE_RIGHT_AWAY))
    }
}

/// Adds who but trusted accounts may change a directory: to the problems, or to the notes where that depends
/// on who is in a group.
fn judge(
    path: &Path,
    writers: &[Writer],
    trusted: &[Account],
    doing: &str,
    problems: &mut Vec<String>,
    notes: &mut Vec<String>,
) {
    let path = path.display();
    for writer in writers {
        let sentence = format!("{} {doing} '{path}'", writer.may);
        match &writer.account {
            Some(account) if trusted.contains(account) => {}
            _ if writer.depends => notes.push(sentence),
            _ => problems.push(sentence),
        }
    }
}
