//! Where the new store is: not in a folder of the system, and not within another store.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Check, Places, verdict};
use crate::platform::{self, FileId};
use crate::relocation::probe::Probe;
use crate::relocation::store::Store;

impl Places<'_> {
    /// Whether the new store is, is in, or holds a folder of the system; by path, and by inode, so that no other
    /// mount of it can hide it.
    pub(super) fn location(&self) -> io::Result<Check> {
        let to = self.request.to;
        let above: Vec<FileId> = self.place.root.ancestors()?.iter().map(|ancestor| ancestor.id).collect();
        // The root is above everything, but only being it is refused.
        let above = &above[..above.len().saturating_sub(1)];
        let mut problem =
            platform::is_system_root(to).then(|| format!("'{}' is the root of the system", to.display()));
        for (location, resolved) in platform::system_locations() {
            if problem.is_some() || self.request.accept_location || self.request.settled {
                break;
            }
            let id = fs::metadata(&resolved).ok().and_then(|_| Store::open(&resolved).ok()).map(|at| at.id);
            let (path, location) = (to.display(), location.display());
            problem = if to == resolved {
                Some(format!("'{path}' is the system location '{location}'"))
            } else if to.starts_with(&resolved) || id.is_some_and(|id| above.contains(&id)) {
                Some(format!("'{path}' is in the system location '{location}'"))
            } else if resolved.starts_with(to) {
                Some(format!("'{path}' holds the system location '{location}'"))
            } else {
                None
            };
        }
        let detail = format!("'{}' is no system location", to.display());
        let hint = "choose a folder outside the operating system's own, such as one on a data drive";
        Ok(verdict("location", problem.into_iter().collect(), detail, hint))
    }

    /// Stores must not contain one another: not by their inodes, whatever paths lead to them, and not through
    /// another mount of the same file system.
    pub(super) fn apart(&self) -> io::Result<Check> {
        let mut seats = self.stores.iter().map(|store| self.seat(store)).collect::<io::Result<Vec<_>>>()?;
        let mut new = self.seat(&self.place)?;
        if self.to.is_none() {
            // It will have a name of its own in the folder it is made in.
            new.path = self.request.to;
            new.exists = false;
            let name = self.request.to.file_name().unwrap_or_default();
            new.volume_path = new.volume_path.map(|(device, path)| (device, path.join(name)));
        }
        seats.push(new);
        let mut problem = None;
        for (position, inner) in seats.iter().enumerate() {
            for (other, outer) in seats.iter().enumerate().filter(|(other, _)| *other != position) {
                let same = inner.exists && outer.exists && inner.above.first() == outer.above.first();
                if same && other < position {
                    problem.get_or_insert(format!(
                        "'{}' and '{}' are the same store",
                        outer.path.display(),
                        inner.path.display()
                    ));
                }
                let own = usize::from(inner.exists);
                let by_inode =
                    outer.exists && outer.above.first().is_some_and(|id| inner.above[own..].contains(id));
                let by_volume = match (&inner.volume_path, &outer.volume_path) {
                    (Some((device, path)), Some((other, above))) => {
                        device == other && path != above && path.starts_with(above)
                    }
                    _ => false,
                };
                if !same && (by_inode || by_volume) {
                    problem.get_or_insert(format!(
                        "'{}' lies within '{}'",
                        inner.path.display(),
                        outer.path.display()
                    ));
                }
            }
        }
        if problem.is_none() {
            problem = self.mirrored();
        }
        let hint = "choose stores that are apart from one another";
        Ok(verdict("apart", problem.into_iter().collect(), "no store lies within another".into(), hint))
    }

    /// Two stores on different file systems that are one folder all the same: a union, an overlay or a share shows files of
    /// the other. Every package would be found in both, equal, and be removed as a duplicate of itself.
    fn mirrored(&self) -> Option<String> {
        let stores: Vec<&Store> = self.stores.iter().chain(&self.to).collect();
        for (number, one) in stores.iter().enumerate() {
            for other in stores.iter().skip(number + 1).filter(|other| other.id.device != one.id.device) {
                for (here, there) in [(one, other), (other, one)] {
                    // Where none can be made, other checks say so.
                    let seen = Probe::new(&here.root).and_then(|probe| probe.is_seen_in(&there.root));
                    if seen.unwrap_or(false) {
                        let (here, there) = (here.path.display(), there.path.display());
                        return Some(format!(
                            "'{there}' shows what is in '{here}': they are the same folder"
                        ));
                    }
                }
            }
        }
        None
    }

    fn seat<'s>(&self, store: &'s Store) -> io::Result<Seat<'s>> {
        let mount = store.root.mount(&self.mounts)?;
        let volume_path = mount.and_then(|mount| {
            let below = store.path.strip_prefix(&mount.mount_point).ok()?;
            Some((mount.device, mount.root.join(below)))
        });
        let above = store.root.ancestors()?.iter().map(|ancestor| ancestor.id).collect();
        Ok(Seat { path: &store.path, above, exists: true, volume_path })
    }
}

/// Where a store is.
struct Seat<'a> {
    path: &'a Path,
    /// The store's own directory, if it exists, and all above it.
    above: Vec<FileId>,
    exists: bool,
    /// Its path within its file system.
    volume_path: Option<((u32, u32), PathBuf)>,
}
