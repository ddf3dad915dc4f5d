//! Trying what a volume can do, leaving nothing behind.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;

use uuid::Uuid;

use crate::platform::{Dir, FileKind, FileTime, Stat};

const PREFIX: &str = ".smpctl-check-";
const LINK: &str = "link";
const ENTRY: &str = "entry";
const FILE: &str = "file";

/// A directory for trials, which goes with this value.
///
/// It is locked while it lives, so that one whose smpctl was killed is told from one in use, and is removed by
/// the next trial in the same place.
pub struct Probe<'a> {
    parent: &'a Dir,
    /// What the parent was before: a trial leaves no trace, not even in its times.
    before: Stat,
    name: OsString,
    dir: Dir,
}

impl<'a> Probe<'a> {
    /// Makes a directory for trials in `parent`.
    ///
    /// In one that is marked append-only it could not be removed again, so none is made there.
    pub fn new(parent: &'a Dir) -> io::Result<Self> {
        let before = parent.stat()?;
        if before.immovable {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "the folder is marked immutable or append-only",
            ));
        }
        Self::sweep(parent);
        let mut tries = 10;
        loop {
            let name = OsString::from(format!("{PREFIX}{}", Uuid::new_v4().simple()));
            parent.create_dir(&name, 0o700)?;
            tries -= 1;
            match hold(parent, &name) {
                Ok(Some(dir)) => return Ok(Self { parent, before, name, dir }),
                Ok(None) if tries > 0 => {}
                Ok(None) => return Err(io::ErrorKind::ResourceBusy.into()),
                Err(error) => {
                    let _ = parent.remove_dir(&name);
                    return Err(error);
                }
            }
        }
    }

    /// Whether another directory shows this trial too: it is the same one, through another file system.
    pub fn is_seen_in(&self, other: &Dir) -> io::Result<bool> {
        Ok(other.stat_entry(&self.name)?.is_some())
    }

    /// Whether an entry of this name was made by [`Probe::new`].
    pub fn is_named(name: &OsStr) -> bool {
        name.to_str()
            .and_then(|name| name.strip_prefix(PREFIX))
            .is_some_and(|id| id.len() == 32 && Uuid::try_parse(id).is_ok())
    }

    /// Removes what trials of a killed smpctl left in a directory; what cannot be removed stays.
    pub fn sweep(parent: &Dir) {
        let Ok(before) = parent.stat() else { return };
        if sweep(parent) {
            give_times_back(parent, &before);
        }
    }

    /// Tries whether a link to a directory can be made here, and leads there.
    pub fn try_link(&self) -> io::Result<()> {
        self.dir.create_dir(OsStr::new(ENTRY), 0o700)?;
        self.dir.create_link(OsStr::new(ENTRY), OsStr::new(LINK))?;
        let entry = self.dir.stat_entry(OsStr::new(ENTRY))?.map(|stat| stat.id);
        let stat = self.dir.stat_entry(OsStr::new(LINK))?;
        let leads_to = self.dir.follow(OsStr::new(LINK))?.map(|led| led.to);
        if stat.is_some_and(|stat| stat.kind == FileKind::Link) && entry.is_some() && leads_to == entry {
            Ok(())
        } else {
            Err(io::Error::other("the link that was made does not lead where it should"))
        }
    }

    /// Tries whether a directory can be renamed from here to `other`; `false` if that is another volume.
    pub fn try_rename(&self, other: &Probe<'_>) -> io::Result<bool> {
        if self.dir.stat_entry(OsStr::new(ENTRY))?.is_none() {
            self.dir.create_dir(OsStr::new(ENTRY), 0o700)?;
        }
        match self.dir.rename(OsStr::new(ENTRY), &other.dir, OsStr::new(FILE)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Tries whether times are kept to the fraction of a second that file systems with 100 nanoseconds have, too; says what
    /// became of them if not.
    pub fn try_times(&self) -> io::Result<Option<FileTime>> {
        const WANTED: FileTime = FileTime { seconds: 1_400_000_001, nanoseconds: 123_456_700 };
        let stat = Stat { accessed: WANTED, modified: WANTED, ..self.dir.stat()? };
        self.dir.set_times(&stat)?;
        let now = self.dir.stat()?;
        Ok([now.modified, now.accessed].into_iter().find(|time| *time != WANTED))
    }

    /// Lets `work` have a new, empty file, which is gone afterwards.
    pub fn with_file<T>(&self, work: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
        if let Some(mut file) = self.dir.create_unnamed_file()? {
            return work(&mut file);
        }
        let mut file = self.dir.create_file(OsStr::new(FILE), 0o600)?;
        let outcome = work(&mut file);
        // Closed first: FUSE renames a file that is removed while it is open, and not all can rename.
        drop(file);
        self.dir.remove_file(OsStr::new(FILE))?;
        outcome
    }

    /// The directory itself.
    pub fn dir(&self) -> &Dir {
        &self.dir
    }
}

impl Drop for Probe<'_> {
    fn drop(&mut self) {
        clear(self.parent, &self.name, &self.dir);
        give_times_back(self.parent, &self.before);
    }
}

/// A directory keeps the times it has got. Where a trial did not change them (a FAT's root has none), nothing is set: not
/// every FUSE file system survives that.
fn give_times_back(dir: &Dir, before: &Stat) {
    if dir.stat().is_ok_and(|now| now.modified != before.modified) {
        let _ = dir.set_times(before);
    }
}

/// Opens and locks a directory that was just made; `None` if somebody swept it away before it was locked.
fn hold(parent: &Dir, name: &OsStr) -> io::Result<Option<Dir>> {
    let dir = match parent.open_dir(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    if dir.foreign_owner()?.is_some() {
        return Err(io::Error::other(
            "another account has put its own directory in the place of the one just made",
        ));
    }
    // The lock may be had once the sweeper has let go of it; then the name is gone.
    // Where there are no locks, nobody sweeps either.
    let is_ours = dir.try_lock().unwrap_or(true) && parent.stat_entry(name)?.is_some();
    Ok(is_ours.then_some(dir))
}

/// Removes what a killed smpctl left behind; what cannot be removed stays. Returns whether there was any.
fn sweep(parent: &Dir) -> bool {
    let mut left = Vec::new();
    let listed = parent.for_each_name(&mut |name| {
        if Probe::is_named(name) {
            left.push(name.to_owned());
        }
        true
    });
    if listed.is_err() {
        return false;
    }
    for name in &left {
        if let Ok(dir) = parent.open_dir(name)
            // Another account's is its own business.
            && matches!(dir.foreign_owner(), Ok(None))
            && matches!(dir.try_lock(), Ok(true))
        {
            clear(parent, name, &dir);
        }
    }
    !left.is_empty()
}

/// Removes a directory for trials with what a trial may have put in it, and nothing else. What fails is tried once more; if
/// it fails again, the next command that looks at the same place removes it.
fn clear(parent: &Dir, name: &OsStr, dir: &Dir) {
    let once = || {
        let _ = dir.remove_file(OsStr::new(LINK));
        let _ = dir.remove_dir(OsStr::new(ENTRY));
        if dir.remove_dir(OsStr::new(FILE)).is_err() {
            let _ = dir.remove_file(OsStr::new(FILE));
        }
        parent.remove_dir(name)
    };
    if let Err(error) = once().or_else(|_| once()) {
        tracing::warn!("'{}' could not be removed: {error}", name.display());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::link;

    #[test]
    #[cfg_attr(windows, ignore = "Wine makes no junction points")]
    fn many_at_once_do_not_sweep_one_another_away() {
        let keep = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let root = Dir::open_root(keep.path()).unwrap();
                    for _ in 0..200 {
                        Probe::new(&root).unwrap().try_link().unwrap();
                    }
                });
            }
        });
        assert!(Dir::open_root(keep.path()).unwrap().entries().unwrap().is_empty());
    }

    #[test]
    fn times_are_tried_and_what_a_killed_trial_left_goes_without_a_new_one() {
        let keep = tempfile::tempdir().unwrap();
        let root = Dir::open_root(keep.path()).unwrap();
        // Every file system that tests run on keeps them.
        assert_eq!(Probe::new(&root).unwrap().try_times().unwrap(), None);
        let left = keep.path().join(format!("{PREFIX}{}", Uuid::new_v4().simple()));
        std::fs::create_dir_all(left.join(ENTRY)).unwrap();
        let before = root.stat().unwrap();
        Probe::sweep(&root);
        assert!(!left.exists());
        assert_eq!(root.stat().unwrap().modified, before.modified);
    }

    #[test]
    #[cfg_attr(windows, ignore = "Wine makes no junction points")]
    fn trials_leave_nothing_and_remove_what_a_killed_one_left() {
        let keep = tempfile::tempdir().unwrap();
        let root = Dir::open_root(keep.path()).unwrap();
        let left = keep.path().join(format!("{PREFIX}{}", Uuid::new_v4().simple()));
        std::fs::create_dir_all(left.join(ENTRY)).unwrap();
        link(ENTRY, left.join(LINK)).unwrap();
        let near_miss = keep.path().join(format!("{PREFIX}mine"));
        std::fs::create_dir(&near_miss).unwrap();
        {
            let probe = Probe::new(&root).unwrap();
            probe.try_link().unwrap();
            // One in use is left alone.
            let other = Probe::new(&root).unwrap();
            assert!(probe.try_rename(&other).unwrap());
            probe.with_file(|file| io::Write::write_all(file, b"x")).unwrap();
            assert!(!left.exists());
            assert_eq!(root.entries().unwrap().len(), 3);
        }
        assert_eq!(root.entries().unwrap(), [near_miss.file_name().unwrap()]);
    }
}
