//! Whether no other relocation has a claim on the stores, and whether they are the ones that this one began with.

use std::collections::BTreeMap;

use super::{Check, Places, verdict};
use crate::relocation::error::Error;
use crate::relocation::history::Record;
use crate::relocation::retry::choose;
use crate::relocation::store::Store;

const MOUNT: &str = "mount the volume it is on, then try again; if it is gone for good, end this with `smpctl relocation forget`";

impl Places<'_> {
    /// What would be refused when the relocation begins is found out before.
    pub(super) fn relocation(&self) -> Check {
        let (mut problems, mut hints) = (Vec::new(), Vec::new());
        let chosen = match self.request.relocation {
            Some(record) => Ok(record.clone()),
            None => choose(self.request.history, self.request.from, self.request.to, 1),
        };
        // As it will be: between the stores that take part now.
        let chosen = chosen.map(|record| record.view(&BTreeMap::new()));
        let record = chosen.map_err(|error| {
            hints.push(match &error {
                Error::OtherSources { .. } => {
                    "name the same `--from` and `--also`, or undo that one with `smpctl relocation revert`"
                        .to_owned()
                }
                _ => "make what is remembered readable, or name another folder with `SMPCTL_STATE_DIR`"
                    .to_owned(),
            });
            problems.push(error.to_string());
        });
        if let Ok(record) = &record {
            for store in self.stores.iter().chain(&self.to) {
                match self.claim(store, record) {
                    None => {}
                    Some(Error::TakesPart { path, .. }) => {
                        problems.push(format!(
                            "'{}' takes part in an unfinished relocation to '{}'",
                            store.path.display(),
                            path.display()
                        ));
                        let to = path.display();
                        hints.push(format!("finish that one with `smpctl relocation retry --to '{to}'`, or undo it with `smpctl relocation revert --to '{to}'`"));
                    }
                    Some(error) => {
                        hints.push(match error {
                            Error::NotTheStore { .. } => MOUNT.to_owned(),
                            Error::Busy { .. } => {
                                "wait until it has ended, or see `smpctl relocation status`".to_owned()
                            }
                            Error::ForeignWork { ref path, ref owner } => format!(
                                "if {owner} has begun a relocation there, finish it as that account; else look into '{}' and remove it",
                                path.display()
                            ),
                            Error::NotAWorkFolder { ref path } => {
                                format!("find out what put '{}' there, and remove it", path.display())
                            }
                            _ => "check that this account may read what is there".to_owned(),
                        });
                        problems.push(error.to_string());
                    }
                }
            }
            if self.to.is_none() && record.joined {
                problems.push(Error::NotTheStore { path: self.request.to.to_owned() }.to_string());
                hints.push(MOUNT.to_owned());
            }
        }
        hints.dedup();
        let detail = match &record {
            Ok(record) if record.joined => "the stores are those that the relocation began with",
            _ => "no other relocation is unfinished here",
        };
        verdict("relocation", problems, detail.into(), &hints.join("; "))
    }

    /// Why a store cannot take part in this relocation, if there is a reason.
    fn claim(&self, store: &Store, record: &Record) -> Option<Error> {
        // Asked for, not tried: a lock that is tried could be in the way of a run that begins.
        if let Ok(Some(holder)) = store.root.lock_holder() {
            return Some(Error::Busy { path: store.path.clone(), holder: Some(holder) });
        }
        let id = match store.relocation() {
            Ok(id) => id,
            Err(error) => return Some(error),
        };
        let joined = record.from.len().saturating_sub(record.newcomers);
        let known = record.from.iter().take(joined).chain([&record.to]);
        if record.joined && id != Some(record.id) && known.into_iter().any(|path| *path == store.path) {
            return Some(Error::NotTheStore { path: store.path.clone() });
        }
        let id = id.filter(|id| *id != record.id)?;
        match self.request.history.by_id(id) {
            Ok(Some(other)) if other.is_unfinished() && other.has_begun() => {
                Some(Error::TakesPart { path: other.to, relocation: id })
            }
            Ok(_) => None,
            Err(error) => Some(error),
        }
    }
}
