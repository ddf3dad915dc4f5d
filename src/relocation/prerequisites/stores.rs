//! Whether this account can do in the stores what a relocation does.

use std::ffi::OsStr;
use std::io;

use super::volume::FAT;
use super::{Check, Places, is_one_of, own_seat, verdict};
use crate::platform;
use crate::relocation::store::WORK;

impl Places<'_> {
    /// Whether this account can do in the stores what a relocation does.
    pub(super) fn usable(&self) -> io::Result<Check> {
        let (mut problems, mut hints) = (Vec::new(), Vec::<String>::new());
        for store in self.stores.iter().chain([&self.place]) {
            let path = store.path.display();
            let mount = store.root.mount(&self.mounts)?;
            let kind = mount.map(|mount| mount.filesystem).unwrap_or_default();
            let mut marked = store.root.stat()?.immovable.then_some(path.to_string());
            if let Ok(Some(work)) = store.root.stat_entry(OsStr::new(WORK))
                && work.immovable
            {
                marked.get_or_insert(store.path.join(WORK).display().to_string());
            }
            if let Some(marked) = marked {
                problems.push(format!("'{marked}' is marked immutable or append-only"));
                hints.push(format!("remove the mark with `chattr -ai '{marked}'`"));
            } else if store.root.is_read_only()? {
                hints.push("mount the volume for writing".to_owned());
                problems.push(format!("'{path}' is on a volume that is mounted read-only"));
            } else if !store.root.is_writable()? {
                hints.push(match platform::is_administrator() {
                    true => {
                        format!("find out what keeps {} from writing to '{path}'", platform::ADMINISTRATOR)
                    }
                    false => format!("run it as {}, or as the store's owner", platform::ADMINISTRATOR),
                });
                problems.push(format!("this account may not write to '{path}'"));
            } else if is_one_of(&FAT, &kind) && store.id != self.place.id {
                hints.push("links cannot be left there: copy the packages by hand".to_owned());
                problems.push(format!("'{path}' is on {kind}, which cannot hold the links left behind"));
            }
        }
        let owner = self.stores.first().map(|store| own_seat(&store.root)).transpose()?.flatten();
        let mut detail = match self.stores.as_slice() {
            [_] => "the store can be read and written".to_owned(),
            stores => format!("all {} stores can be read and written", stores.len()),
        };
        match owner {
            Some(seat) if !platform::is_administrator() && seat.owner != platform::effective_user() => {
                let (owner, root) = (platform::account_name(&seat.owner), platform::ADMINISTRATOR);
                detail.push_str(&format!(", but the packages' owner ({owner}) can only be kept by {root}"));
            }
            _ => {}
        }
        if self.to.is_none() {
            detail.push_str(&format!("; '{}' will be made", self.request.to.display()));
        }
        hints.dedup();
        Ok(verdict("stores", problems, detail, &hints.join("; ")))
    }
}
