//! How far a relocation is, for other processes to read while it runs.
//!
//! Two files in the state directory: `running/ID.lock`, locked for as long as the process lives, and
//! `running/ID.json`, replaced now and then. Neither is durable, and neither decides anything: the stores' own locks
//! say who may work on them. That a lock is held can be seen by every account, whoever holds it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::history::make_folder;
use super::progress::Phase;
use crate::platform::{lock_for_process, locked_by, show_file_to_all};

/// How far a running relocation is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Running {
    /// The process that makes the attempts.
    pub pid: u32,
    /// Since when.
    pub since: Timestamp,
    /// Which attempt it is, counted from 1 in this process.
    pub attempt: u32,
    /// What it is busy with; `None` while it waits for the next attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// When the next attempt begins, while it waits for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_attempt: Option<Timestamp>,
    /// How much of this attempt is done.
    #[serde(flatten)]
    pub done: Done,
    /// When this was true.
    pub updated: Timestamp,
}

/// How much of an attempt is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Done {
    /// Packages moved.
    pub packages: u64,
    /// Packages there are to move.
    pub total_packages: u64,
    /// Packages that stay.
    pub failed_packages: u64,
    /// Files and directories done.
    pub files: u64,
    /// Files and directories there are.
    pub total_files: u64,
    /// Bytes done.
    pub bytes: u64,
    /// Bytes there are.
    pub total_bytes: u64,
    /// Bytes a second, of late.
    pub bytes_per_second: u64,
    /// Seconds left, if it goes on like this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds_left: Option<u64>,
}

/// The running relocation of this process, which others can see until this is dropped.
#[derive(Debug)]
pub struct Beacon {
    folder: PathBuf,
    id: Uuid,
    /// Held, and with it the lock.
    _lock: fs::File,
}

impl Beacon {
    /// Lets others see that this process works on a relocation.
    pub fn light(state: &Path, id: Uuid) -> io::Result<Self> {
        let folder = folder(state);
        make_folder(&folder)?;
        let path = folder.join(format!("{id}.lock"));
        let lock = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        show_file_to_all(&lock)?;
        lock_for_process(&lock)?;
        Ok(Self { folder, id, _lock: lock })
    }

    /// Says how far it is. Others see the whole of it, or what was said before.
    pub fn say(&self, running: &Running) -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(&self.folder)?;
        file.write_all(&serde_json::to_vec(running)?)?;
        show_file_to_all(file.as_file())?;
        file.persist(self.folder.join(format!("{}.json", self.id)))?;
        Ok(())
    }
}

impl Drop for Beacon {
    fn drop(&mut self) {
        // Left behind they would mean nothing, for nobody holds the lock then.
        for kind in ["json", "lock"] {
            let _ = fs::remove_file(self.folder.join(format!("{}.{kind}", self.id)));
        }
    }
}

/// How far a relocation is that some process works on; `None` if none does, as far as these state directories tell.
///
/// Not for the process that holds the [`Beacon`]: opening its file a second time would let go of the lock.
pub fn running<'a>(states: impl IntoIterator<Item = &'a Path>, id: Uuid) -> Option<Running> {
    states.into_iter().find_map(|state| read(state, id))
}

fn read(state: &Path, id: Uuid) -> Option<Running> {
    let folder = folder(state);
    let lock = fs::File::open(folder.join(format!("{id}.lock"))).ok()?;
    let pid = locked_by(&lock).ok()??;
    let text = fs::read(folder.join(format!("{id}.json"))).ok();
    let said = text.and_then(|text| serde_json::from_slice::<Running>(&text).ok());
    // Nothing said so far, or only by one that ended without a word before this one.
    said.filter(|said| pid.is_none_or(|pid| pid == said.pid)).or_else(|| {
        Some(Running {
            pid: pid?,
            since: Timestamp::now(),
            attempt: 1,
            phase: Some(Phase::Surveying),
            next_attempt: None,
            done: Done::default(),
            updated: Timestamp::now(),
        })
    })
}

fn folder(state: &Path) -> PathBuf {
    state.join("running")
}
