//! What smpctl remembers of relocations, beyond what can be read off the stores.
//!
//! One JSON file a relocation, in the folder `relocations` of the state directory, readable by everybody and
//! replaced as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::details;
use super::error::Error;
use super::package::PackageName;
use crate::platform::fault::point;
use crate::platform::{Property, rename_over, show_file_to_all, show_folder_to_all, sync_folder};

/// Which way packages go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// To the new store.
    Forward,
    /// Back to where each came from.
    Revert,
}

/// What smpctl remembers of one relocation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Record {
    /// The version of this form.
    pub version: u32,
    /// The relocation's id; its stores hold it too while it is unfinished.
    pub id: Uuid,
    /// The new store.
    pub to: PathBuf,
    /// The old stores, the main one first.
    pub from: Vec<PathBuf>,
    /// Which way packages go at present.
    pub direction: Direction,
    /// Since when its stores know its id: from then on, a store that does not is another one.
    pub joined: bool,
    /// How many of the last stores in `from` have only now joined it, and do not know its id yet.
    #[serde(skip)]
    pub newcomers: usize,
    /// Where each package came from, as a position in `from`; recorded before the package is moved.
    pub origins: BTreeMap<PackageName, usize>,
    /// How many automatic attempts have been made in this direction.
    pub attempts_done: u32,
    /// How many automatic attempts are made at most.
    pub maximum_attempts: u32,
    /// What of the packages' metadata may be lost where the new volume cannot hold it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub lossy: BTreeSet<Property>,
    /// Packages that keep their files elsewhere, as the vendor's agent knows: what the old stores have of them stays.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub elsewhere: BTreeSet<PackageName>,
    /// Packages that neither store had when they were looked for last: another process has removed them for good.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub gone: BTreeSet<PackageName>,
    /// Copies of packages in old stores that stay where they are, as `prefer-from` chose.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub left_behind: BTreeSet<PathBuf>,
    /// Those who serve the packages, to be told again at the next attempt or when it is reverted; recorded before
    /// they are told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sharing: Option<SharingRecord>,
    /// The last attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_attempt: Option<AttemptRecord>,
    /// When everything had been moved; `None` while something is left to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<Timestamp>,
}

/// What smpctl remembers of those who serve the packages.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SharingRecord {
    /// They are suspended, not only switched.
    pub offline: bool,
    /// What each needs to be told again.
    pub services: Vec<serde_json::Value>,
}

/// What smpctl remembers of one attempt.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AttemptRecord {
    /// When it began.
    pub started: Timestamp,
    /// When it ended; `None` while it runs, and for ever if it was killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Timestamp>,
    /// Whether it was told to stop.
    pub stopped: bool,
    /// Whether the time to stop came before everything had been moved.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub out_of_time: bool,
    /// Whether it counts as an automatic one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub automatic: bool,
    /// Why it could not go on at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The packages that stayed, and why.
    pub failures: Vec<FailureRecord>,
    /// How large everything was when it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<Measured>,
    /// Names from inside of packages are missing in the reasons: this account may not read them.
    #[serde(skip)]
    pub is_withheld: bool,
}

impl AttemptRecord {
    /// An attempt that begins now.
    pub fn begun(now: Timestamp, automatic: bool) -> Self {
        Self {
            started: now,
            ended: None,
            stopped: false,
            out_of_time: false,
            automatic,
            error: None,
            failures: Vec::new(),
            measured: None,
            is_withheld: false,
        }
    }
}

/// How large everything was when an attempt ended; what could not be found out in time is left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Measured {
    /// Size of the volume that the attempt's target is on, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_bytes: Option<u64>,
    /// Bytes free there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_bytes: Option<u64>,
    /// Bytes that packages occupy on that volume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_bytes: Option<u64>,
    /// Bytes that all packages of the relocation need there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_bytes: Option<u64>,
    /// How the packages stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packages: Option<Counts>,
}

/// How many packages there are, and how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// In all.
    pub total: usize,
    /// In the new store.
    pub moved: usize,
    /// In an old store, and linked from the new one.
    pub linked: usize,
}

/// A package that stayed where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FailureRecord {
    /// Which.
    pub package: PackageName,
    /// Why. In a record it is without names from inside of the package; what has them is in the details beside it.
    pub reason: String,
    /// The reason as every account may read it, if that is another.
    #[serde(skip)]
    pub public: Option<String>,
}

impl FailureRecord {
    /// A package that stayed for this reason, which is `public` for those who may not look into it.
    pub fn new(package: PackageName, reason: String, public: String) -> Self {
        let public = (public != reason).then_some(public);
        Self { package, reason, public }
    }

    /// The reason as every account may read it.
    pub fn public(&self) -> &str {
        self.public.as_deref().unwrap_or(&self.reason)
    }
}

impl Record {
    /// A new relocation, to `to` from `from`.
    pub fn new(from: Vec<PathBuf>, to: PathBuf, maximum_attempts: u32) -> Self {
        Self {
            version: 1,
            id: Uuid::new_v4(),
            to,
            from,
            direction: Direction::Forward,
            joined: false,
            newcomers: 0,
            origins: BTreeMap::new(),
            attempts_done: 0,
            maximum_attempts,
            lossy: BTreeSet::new(),
            elsewhere: BTreeSet::new(),
            gone: BTreeSet::new(),
            left_behind: BTreeSet::new(),
            sharing: None,
            last_attempt: None,
            finished: None,
        }
    }

    /// Something is left to do.
    pub fn is_unfinished(&self) -> bool {
        self.finished.is_none()
    }

    /// The store that packages go to at present.
    pub fn target(&self) -> &Path {
        match (self.direction, self.from.first()) {
            (Direction::Revert, Some(origin)) => origin,
            _ => &self.to,
        }
    }

    /// The last attempt began and never ended.
    pub fn is_interrupted(&self) -> bool {
        self.last_attempt.as_ref().is_some_and(|attempt| attempt.ended.is_none() || attempt.stopped)
    }
}

/// Where relocations are remembered.
#[derive(Debug, Clone)]
pub struct History {
    own: PathBuf,
    others: Vec<PathBuf>,
}

impl History {
    /// Remembers in `own`, and reads what `others` remember too.
    pub fn new(own: PathBuf, others: Vec<PathBuf>) -> Self {
        let folder = |path: PathBuf| path.join("relocations");
        Self { own: folder(own), others: others.into_iter().map(folder).collect() }
    }

    /// Every relocation that is remembered, the latest first.
    pub fn all(&self) -> Result<Vec<Record>, Error> {
        let mut records: Vec<Record> = Vec::new();
        let mut seen = BTreeSet::new();
        for folder in std::iter::once(&self.own).chain(&self.others) {
            let failed = |doing, path: &Path| {
                let path = path.to_owned();
                move |source| Error::History { doing, path, source }
            };
            let entries = match fs::read_dir(folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                other => other.map_err(failed("read", folder))?,
            };
            for entry in entries {
                let path = entry.map_err(failed("read", folder))?.path();
                if path.extension().is_none_or(|extension| extension != "json") {
                    continue;
                }
                let bytes = fs::read(&path).map_err(failed("read", &path))?;
                let mut record: Record =
                    serde_json::from_slice(&bytes).map_err(io::Error::from).map_err(failed("read", &path))?;
                details::add(&path, &mut record);
                if seen.insert(record.id) {
                    records.push(record);
                }
            }
        }
        records.sort_by_key(|record| {
            std::cmp::Reverse(record.last_attempt.as_ref().map(|attempt| attempt.started))
        });
        Ok(records)
    }

    /// The relocation meant: the one to `to`, else the only unfinished one, else the latest.
    ///
    /// Of several to the same store it is the latest unfinished one, else the latest.
    pub fn find(&self, to: Option<&Path>) -> Result<Record, Error> {
        let mut records = self.all()?;
        if let Some(to) = to {
            records.retain(|record| record.to == to);
        } else {
            let unfinished: Vec<_> = records.iter().filter(|record| record.is_unfinished()).collect();
            if unfinished.len() > 1 {
                return Err(Error::Ambiguous {
                    to: unfinished.into_iter().map(|record| record.to.clone()).collect(),
                });
            }
        }
        let position = records.iter().position(Record::is_unfinished).unwrap_or(0);
        if records.is_empty() {
            return Err(Error::NoneKnown { to: to.map(Path::to_owned) });
        }
        Ok(records.swap_remove(position))
    }

    /// The relocation with this id, if it is remembered.
    pub fn by_id(&self, id: Uuid) -> Result<Option<Record>, Error> {
        Ok(self.all()?.into_iter().find(|record| record.id == id))
    }

    /// Where a relocation is remembered, if it is.
    pub fn path_of(&self, id: Uuid) -> Option<PathBuf> {
        let folders = std::iter::once(&self.own).chain(&self.others);
        folders.map(|folder| folder.join(format!("{id}.json"))).find(|path| path.exists())
    }

    /// Remembers a relocation as it is now, durably.
    pub fn save(&self, record: &Record) -> Result<(), Error> {
        let path = self.own.join(format!("{}.json", record.id));
        self.write(&path, record).map_err(|source| Error::History { doing: "write", path, source })
    }

    fn write(&self, path: &Path, record: &Record) -> io::Result<()> {
        make_folder(&self.own)?;
        let public = details::keep(path, record);
        let mut text = serde_json::to_vec_pretty(&*public)?;
        text.push(b'\n');
        // Whoever saves a relocation holds its stores, so the name is its own, and one that a kill left is used again.
        let new = path.with_extension("new");
        point("open")?;
        let mut file = fs::File::create(&new)?;
        point("write")?;
        file.write_all(&text)?;
        // Status is for everybody to read, whatever the umask.
        point("fchmod")?;
        show_file_to_all(&file)?;
        point("fsync")?;
        file.sync_all()?;
        point("rename")?;
        rename_over(&new, path)?;
        point("fsync")?;
        sync_folder(&self.own)
    }
}

/// Makes a folder that every account may read, durably, with those it is in. Only what is made here gets a mode.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(parent)?;
    point("mkdir")?;
    match fs::create_dir(folder) {
        // Another smpctl was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        other => other?,
    }
    point("chmod")?;
    show_folder_to_all(folder)?;
    for path in [folder, parent] {
        point("fsync")?;
        sync_folder(path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(to: &str, started: i64, finished: bool) -> Record {
        let mut record = Record::new(vec!["/old".into()], to.into(), 3);
        record.last_attempt = Some(AttemptRecord::begun(Timestamp::from_second(started).unwrap(), true));
        record.finished = finished.then(|| Timestamp::from_second(started).unwrap());
        record.origins.insert("{1592B913-72F3-4C36-91D2-D4EDA21D2F96}".parse().unwrap(), 0);
        record
    }

    #[test]
    fn the_relocation_meant_is_found() {
        let keep = tempfile::tempdir().unwrap();
        let history = History::new(keep.path().join("own"), vec![keep.path().join("other")]);
        assert!(matches!(history.find(None), Err(Error::NoneKnown { to: None })));
        let old = record("/a", 1, true);
        let new = record("/b", 2, true);
        history.save(&old).unwrap();
        history.save(&new).unwrap();
        assert_eq!(history.find(None).unwrap().id, new.id);
        let unfinished = record("/a", 0, false);
        history.save(&unfinished).unwrap();
        assert_eq!(history.find(None).unwrap().id, unfinished.id);
        assert_eq!(history.find(Some(Path::new("/a"))).unwrap().id, unfinished.id);
        assert_eq!(history.find(Some(Path::new("/b"))).unwrap().id, new.id);
        assert!(matches!(history.find(Some(Path::new("/c"))), Err(Error::NoneKnown { to: Some(_) })));
        let second = record("/b", 0, false);
        history.save(&second).unwrap();
        assert!(matches!(history.find(None), Err(Error::Ambiguous { to }) if to.len() == 2));
        assert_eq!(history.by_id(old.id).unwrap().unwrap().origins, old.origins);
    }

    #[cfg(unix)]
    #[test]
    fn a_state_directory_that_is_there_keeps_its_mode_and_nothing_is_left_beside_the_record() {
        use std::os::unix::fs::PermissionsExt;

        let keep = tempfile::tempdir().unwrap();
        fs::set_permissions(keep.path(), fs::Permissions::from_mode(0o700)).unwrap();
        let history = History::new(keep.path().to_owned(), vec![]);
        let record = record("/a", 1, true);
        let folder = keep.path().join("relocations");
        history.save(&record).unwrap();
        // One that a kill left.
        fs::write(folder.join(format!("{}.new", record.id)), "half").unwrap();
        history.save(&record).unwrap();
        assert_eq!(keep.path().metadata().unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o755);
        assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
    }

    #[test]
    fn a_damaged_record_is_named() {
        let keep = tempfile::tempdir().unwrap();
        let history = History::new(keep.path().to_owned(), vec![]);
        history.save(&record("/a", 1, true)).unwrap();
        fs::write(keep.path().join("relocations/broken.json"), "{").unwrap();
        assert!(history.all().unwrap_err().to_string().contains("broken.json"));
    }
}
