//! Events that wait to be delivered: kept in the state directory, durably, until somebody takes them.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::event::LocationStatus;
use super::history::make_folder;
use crate::platform::{Dir, fault::point, show_file_to_all, sync_folder};

/// How many events wait at most. The server keeps only the latest status anyway.
pub const MOST: usize = 100;

/// Who takes events to the management server.
pub trait Delivery {
    /// Delivers one event; once this returns it is no longer kept here.
    ///
    /// # Errors
    ///
    /// Why it could not be delivered, for people. The event stays, and is tried again.
    fn deliver(&self, status: &LocationStatus) -> Result<(), String>;
}

/// What came of sending everything that waits.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Events that were delivered.
    pub delivered: usize,
    /// Why the next one could not be.
    pub problem: Option<String>,
}

/// The folder in which events wait, a file each, named so that the oldest comes first.
#[derive(Debug, Clone)]
pub struct Outbox {
    folder: PathBuf,
}

impl Outbox {
    /// That of a state directory.
    pub fn new(state: &Path) -> Self {
        Self { folder: state.join("events") }
    }

    /// Keeps an event, durably; says how many old ones had to go to make room.
    pub fn put(&self, status: &LocationStatus) -> io::Result<usize> {
        make_folder(&self.folder)?;
        let mut waiting = self.waiting()?;
        // After those that wait, whatever the clock says.
        let after = waiting.last().and_then(|path| number(path)).map_or(1, |last| last + 1);
        let mut dropped = 0;
        while waiting.len() >= MOST {
            point("unlink")?;
            fs::remove_file(waiting.remove(0))?;
            dropped += 1;
        }
        let mut text = serde_json::to_vec_pretty(status)?;
        text.push(b'\n');
        point("open")?;
        let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(&self.folder)?;
        point("write")?;
        file.write_all(&text)?;
        point("fchmod")?;
        show_file_to_all(file.as_file())?;
        point("fsync")?;
        file.as_file().sync_all()?;
        point("rename")?;
        file.persist(self.folder.join(format!("{after:020}.json")))?;
        point("fsync")?;
        sync_folder(&self.folder)?;
        Ok(dropped)
    }

    /// How many events wait.
    pub fn len(&self) -> io::Result<usize> {
        Ok(self.waiting()?.len())
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> io::Result<bool> {
        Ok(self.len()? == 0)
    }

    /// Delivers what waits, the oldest first, until one cannot be delivered.
    ///
    /// If another smpctl is at it already, what waits is left to that one.
    pub fn send(&self, delivery: &dyn Delivery) -> io::Result<Sent> {
        let mut sent = Sent::default();
        if self.is_empty()? {
            return Ok(sent);
        }
        let folder = Dir::open_root(&self.folder)?;
        if !folder.try_lock()? {
            return Ok(sent);
        }
        for path in self.waiting()? {
            match fs::read(&path).and_then(|text| Ok(serde_json::from_slice::<LocationStatus>(&text)?)) {
                Ok(status) => match delivery.deliver(&status) {
                    Ok(()) => sent.delivered += 1,
                    Err(problem) => {
                        sent.problem = Some(problem);
                        break;
                    }
                },
                // It would stand in the way of all others, for ever.
                Err(error) => tracing::warn!("gave up the event '{}': {error}", path.display()),
            }
            point("unlink")?;
            fs::remove_file(&path)?;
        }
        Ok(sent)
    }

    /// Whether this is the first time it is asked: something that is told once can be told now.
    pub fn is_new(&self) -> io::Result<bool> {
        if self.folder.is_dir() {
            return Ok(false);
        }
        make_folder(&self.folder).map(|()| true)
    }

    /// The events that wait, the oldest first.
    fn waiting(&self) -> io::Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other?,
        };
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry?.path();
            if number(&path).is_some() {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths)
    }
}

/// The number of an event's file; `None` for anything else.
fn number(path: &Path) -> Option<u64> {
    path.file_name()?.to_str()?.strip_suffix(".json")?.parse().ok()
}

/// Drops events as files into a directory, such as the server's `NSCap\EvtInbox`.
#[derive(Debug)]
pub struct Inbox<'a>(pub &'a Path);

impl Inbox<'_> {
    /// Puts an event there in one step, durably, under a name of its own.
    ///
    /// # Errors
    ///
    /// Why the file could not be written; nothing is left behind then.
    pub fn drop_in(&self, xml: &str) -> io::Result<()> {
        // Whoever watches for `.nse` files never sees half of one.
        let mut file = tempfile::Builder::new().prefix(".smpctl-").suffix(".tmp").tempfile_in(self.0)?;
        file.write_all(xml.as_bytes())?;
        if let Err(error) = show_file_to_all(file.as_file()) {
            // A share may have its own idea of modes.
            tracing::debug!("the mode of the event's file stays: {error}");
        }
        file.as_file().sync_all()?;
        file.persist_noclobber(self.0.join(format!("smpctl-{}.nse", uuid::Uuid::new_v4())))?;
        sync_folder(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relocation::event::StatusBits;
    use crate::relocation::history::Measured;
    use jiff::Timestamp;
    use std::cell::RefCell;
    use uuid::Uuid;

    fn status(path: &str) -> LocationStatus {
        LocationStatus {
            relocation: Uuid::nil(),
            storage_path: path.into(),
            measured: Measured::default(),
            attempted: Timestamp::UNIX_EPOCH,
            status: StatusBits(StatusBits::SMPCTL),
        }
    }

    /// Takes so many, and then no more.
    struct Takes(usize, RefCell<Vec<String>>);

    impl Delivery for Takes {
        fn deliver(&self, status: &LocationStatus) -> Result<(), String> {
            let mut taken = self.1.borrow_mut();
            if taken.len() == self.0 {
                return Err("no more".into());
            }
            taken.push(status.storage_path.clone());
            Ok(())
        }
    }

    #[test]
    fn the_oldest_goes_first_and_what_is_not_taken_stays() {
        let keep = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(keep.path());
        assert_eq!(outbox.send(&Takes(0, RefCell::default())).unwrap(), Sent::default());
        for path in ["a", "b", "c"] {
            assert_eq!(outbox.put(&status(path)).unwrap(), 0);
        }
        let takes = Takes(2, RefCell::default());
        let sent = outbox.send(&takes).unwrap();
        assert_eq!(sent, Sent { delivered: 2, problem: Some("no more".into()) });
        assert_eq!(*takes.1.borrow(), ["a", "b"]);
        assert_eq!(outbox.len().unwrap(), 1);
        outbox.put(&status("d")).unwrap();
        let takes = Takes(9, RefCell::default());
        assert_eq!(outbox.send(&takes).unwrap().delivered, 2);
        assert_eq!(*takes.1.borrow(), ["c", "d"]);
    }

    #[test]
    fn there_is_an_end_to_how_many_wait() {
        let keep = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(keep.path());
        for number in 0..MOST {
            assert_eq!(outbox.put(&status(&number.to_string())).unwrap(), 0);
        }
        assert_eq!(outbox.put(&status("new")).unwrap(), 1);
        assert_eq!(outbox.len().unwrap(), MOST);
        let takes = Takes(1, RefCell::default());
        outbox.send(&takes).unwrap();
        assert_eq!(*takes.1.borrow(), ["1"]);
    }

    #[test]
    fn what_cannot_be_read_does_not_stand_in_the_way() {
        let keep = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(keep.path());
        assert!(outbox.is_new().unwrap());
        fs::write(keep.path().join("events/00000000000000000001.json"), "{").unwrap();
        fs::write(keep.path().join("events/notes.txt"), "somebody's").unwrap();
        outbox.put(&status("a")).unwrap();
        assert!(!outbox.is_new().unwrap());
        assert_eq!(outbox.send(&Takes(9, RefCell::default())).unwrap().delivered, 1);
        assert!(keep.path().join("events/notes.txt").exists());
    }

    #[test]
    fn another_that_sends_is_not_disturbed() {
        let keep = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(keep.path());
        outbox.put(&status("a")).unwrap();
        let other = Dir::open_root(&keep.path().join("events")).unwrap();
        assert!(other.try_lock().unwrap());
        assert_eq!(outbox.send(&Takes(9, RefCell::default())).unwrap(), Sent::default());
        assert_eq!(outbox.len().unwrap(), 1);
    }

    #[test]
    fn an_inbox_sees_whole_events_only() {
        let keep = tempfile::tempdir().unwrap();
        Inbox(keep.path()).drop_in("<message/>").unwrap();
        Inbox(keep.path()).drop_in("<message/>").unwrap();
        let names: Vec<_> = fs::read_dir(keep.path()).unwrap().map(|it| it.unwrap().path()).collect();
        assert_eq!(names.len(), 2);
        for path in names {
            assert_eq!(path.extension().unwrap(), "nse");
            assert_eq!(fs::read_to_string(&path).unwrap(), "<message/>");
        }
        assert!(Inbox(&keep.path().join("none")).drop_in("<message/>").is_err());
    }
}
