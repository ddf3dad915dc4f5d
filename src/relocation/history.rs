//! What smpctl remembers of relocations, beyond what can be read off the stores.
//!
//! One JSON file a relocation, in the folder `relocations` of the state directory, readable by everybody and
//! replaced as a whole. All relocations to one new store are one record: its sources and the packages' origins are only
//! ever added to.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::de::{self, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use super::details;
use super::error::Error;
use super::exact_path;
use super::package::PackageName;
use crate::platform::fault::point;
use crate::platform::{
    Property, VolumeIdentity, create_private_folder, rename_over, show_file_to_all, show_folder_to_all,
    sync_folder,
};

/// The newest form of a record that is understood.
const VERSION: u32 = 2;

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
pub type Record = RecordOf<BTreeMap<PackageName, usize>>;

/// The same without the packages' origins, which are the most of it: enough to choose one.
pub type Header = RecordOf<Count>;

/// What smpctl remembers of one relocation, with this much of where each package came from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordOf<Origins> {
    /// The version of this form.
    pub version: u32,
    /// The relocation's id; its stores hold it too while it is unfinished.
    pub id: Uuid,
    /// The highest number is the newest relocation, whatever the clock said; 0 in records of earlier versions.
    #[serde(default)]
    pub number: u64,
    /// The new store.
    #[serde(with = "exact_path")]
    pub to: PathBuf,
    /// The old stores, the main one first.
    #[serde(with = "exact_path::all")]
    pub from: Vec<PathBuf>,
    /// Positions in `from` of the stores that take part at present, in the order in which they were named; `None` means
    /// all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<Vec<usize>>,
    /// Those that are to take part from the next session on, where these are others; `None` means no change.
    #[serde(skip)]
    pub wanted: Option<Vec<usize>>,
    /// Which volume each store was on when it took part last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<StoreVolume>,
    /// An administrator has said that stores were copied to other volumes.
    #[serde(skip)]
    pub other_volumes: bool,
    /// Older relocations to the same store that have been merged into this one.
    #[serde(skip)]
    pub merged: Vec<Uuid>,
    /// How it was when it was read: another process may work on it until its stores are held.
    #[serde(skip)]
    pub as_read: Option<Stamp>,
    /// Which way packages go at present.
    pub direction: Direction,
    /// Since when its stores know its id: from then on, a store that does not is another one.
    pub joined: bool,
    /// How many of the last stores in `from` have only now joined it, and do not know its id yet.
    #[serde(skip)]
    pub newcomers: usize,
    /// Where each package came from, as a position in `from`; recorded before the package is moved.
    pub origins: Origins,
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

/// What changes in a record whenever a process works on the relocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    number: u64,
    joined: bool,
    direction: Direction,
    packages: usize,
    attempt: Option<(Timestamp, Option<Timestamp>)>,
    finished: Option<Timestamp>,
}

/// Which volume a store was on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoreVolume {
    /// The store.
    #[serde(with = "exact_path")]
    pub store: PathBuf,
    /// The volume, and the directory of it.
    #[serde(flatten)]
    pub identity: VolumeIdentity,
}

/// How many packages a record knows the origin of; they themselves are not read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count(pub usize);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Counting;
        impl<'de> Visitor<'de> for Counting {
            type Value = Count;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of packages")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Count, A::Error> {
                let mut count = 0;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Count(count))
            }
        }
        deserializer.deserialize_map(Counting)
    }
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
            version: VERSION,
            id: Uuid::new_v4(),
            number: 0,
            to,
            from,
            active: None,
            wanted: None,
            volumes: Vec::new(),
            other_volumes: false,
            merged: Vec::new(),
            as_read: None,
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

    /// The relocation between the stores that take part now, and nothing of the others: what an attempt is made on. Its
    /// `newcomers` are last, and its origins are positions in its own `from`.
    ///
    /// Packages in `leave_out` are left out of the origins: they are no longer this relocation's.
    pub fn view(&self, leave_out: &BTreeMap<PackageName, MovedOn>) -> Record {
        let positions = self.positions();
        let mut origins = BTreeMap::new();
        for (package, origin) in &self.origins {
            if let Some(position) = positions.iter().position(|known| known == origin)
                && !leave_out.contains_key(package)
            {
                origins.insert(package.clone(), position);
            }
        }
        let newcomers = positions.iter().filter(|position| !self.has_joined(**position)).count();
        Record {
            from: positions.iter().filter_map(|position| self.from.get(*position).cloned()).collect(),
            active: None,
            wanted: None,
            newcomers: if self.joined { newcomers } else { 0 },
            origins,
            ..self.clone()
        }
    }

    /// Takes over what an attempt has made of its [`Record::view`]. Where a package came from another store before,
    /// that stays.
    pub fn absorb(&mut self, view: &Record, left_out: &BTreeMap<PackageName, MovedOn>) {
        let positions = self.positions();
        self.origins.retain(|package, origin| !positions.contains(origin) || left_out.contains_key(package));
        for (package, position) in &view.origins {
            if let Some(origin) = positions.get(*position) {
                self.origins.entry(package.clone()).or_insert(*origin);
            }
        }
        let whole = Record {
            from: std::mem::take(&mut self.from),
            active: self.active.take(),
            wanted: self.wanted.take(),
            newcomers: 0,
            origins: std::mem::take(&mut self.origins),
            volumes: std::mem::take(&mut self.volumes),
            ..view.clone()
        };
        *self = whole;
    }

    /// The stores that take part in what comes next, as positions in `from`: first those that know its id, in the order
    /// they have had. Links lead through the number of a store in that order, so it stays while there are such links.
    fn positions(&self) -> Vec<usize> {
        let Some(wanted) = &self.wanted else { return self.active_positions() };
        if !self.joined {
            return wanted.clone();
        }
        let mut positions = self.active_positions();
        positions.retain(|position| wanted.contains(position));
        let newcomers: Vec<_> =
            wanted.iter().copied().filter(|position| !positions.contains(position)).collect();
        positions.extend(newcomers);
        positions
    }

    /// The stores that take part in what comes next, in the order in which they were named.
    pub fn taking_part(&self) -> Vec<PathBuf> {
        match &self.wanted {
            Some(wanted) => wanted.iter().filter_map(|position| self.from.get(*position).cloned()).collect(),
            None => self.sources(),
        }
    }

    /// Whether the store at this position knows the relocation's id.
    fn has_joined(&self, position: usize) -> bool {
        self.joined && self.active.as_ref().is_none_or(|active| active.contains(&position))
    }

    /// What is wanted holds from now on: every store of it takes part.
    pub fn joined_as_wanted(&mut self) {
        let positions = self.positions();
        self.active = (!positions.iter().copied().eq(0..self.from.len())).then_some(positions);
        self.wanted = None;
        self.joined = true;
    }

    /// Adds a store to the sources, if it is not one, and returns its position. It does not take part by that.
    pub fn position_of(&mut self, store: &Path) -> usize {
        if let Some(position) = self.from.iter().position(|known| known == store) {
            return position;
        }
        self.active = Some(self.active_positions());
        self.from.push(store.to_owned());
        self.from.len() - 1
    }

    /// How it is now.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            number: self.number,
            joined: self.joined,
            direction: self.direction,
            packages: self.origins.len(),
            attempt: self.last_attempt.as_ref().map(|attempt| (attempt.started, attempt.ended)),
            finished: self.finished,
        }
    }

    /// Takes over where an older relocation to the same store has moved packages from.
    fn merge(&mut self, older: Record) {
        let positions: Vec<_> = older.from.iter().map(|store| self.position_of(store)).collect();
        for (package, origin) in older.origins {
            if let Some(position) = positions.get(origin) {
                // What is older was written before anything could be mistaken for it.
                self.origins.insert(package, *position);
            }
        }
        for volume in older.volumes {
            if self.volumes.iter().all(|known| known.store != volume.store) {
                self.volumes.push(volume);
            }
        }
        self.elsewhere.extend(older.elsewhere);
        self.lossy.extend(older.lossy);
        self.merged.push(older.id);
    }
}

impl<Origins> RecordOf<Origins> {
    /// Something is left to do.
    pub fn is_unfinished(&self) -> bool {
        self.finished.is_none()
    }

    /// It has taken part in its stores, or moved something, once.
    pub fn has_begun(&self) -> bool {
        self.joined || self.finished.is_some() || self.last_attempt.is_some()
    }

    /// Every package is back where it came from: there is nothing to undo.
    pub fn is_reverted(&self) -> bool {
        self.finished.is_some() && self.direction == Direction::Revert
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

    /// The stores that take part at present.
    pub fn sources(&self) -> Vec<PathBuf> {
        self.active_positions().into_iter().filter_map(|position| self.from.get(position).cloned()).collect()
    }

    fn active_positions(&self) -> Vec<usize> {
        self.active.clone().unwrap_or_else(|| (0..self.from.len()).collect())
    }

    /// Newest last.
    fn age(&self) -> (u64, Option<Timestamp>, Uuid) {
        (self.number, self.last_attempt.as_ref().map(|attempt| attempt.started), self.id)
    }
}

/// Where a package is that a later relocation has moved on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedOn {
    /// The store that holds it.
    pub to: PathBuf,
    /// The relocation that moved it there.
    pub relocation: Uuid,
}

/// A record that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its file.
    pub path: PathBuf,
    /// Why.
    pub why: Why,
}

/// Why a record cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// This account may not read it, or its volume failed.
    Unreadable(String),
    /// It is not in the form of a record.
    Damaged(String),
    /// It was written by a newer version.
    Newer(u32),
}

impl Skipped {
    /// The relocation it is about, by the file's name.
    pub fn relocation(&self) -> Option<Uuid> {
        Uuid::try_parse(self.path.file_stem()?.to_str()?).ok()
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.why {
            Why::Unreadable(why) => write!(f, "the record of a relocation '{path}' cannot be read: {why}"),
            Why::Damaged(why) => write!(f, "the record of a relocation '{path}' is damaged: {why}"),
            Why::Newer(version) => write!(
                f,
                "the record of a relocation '{path}' was written by a newer smpctl: it has form {version}, and this smpctl reads forms up to {VERSION}"
            ),
        }
    }
}

/// Where relocations are remembered.
#[derive(Debug, Clone)]
pub struct History {
    own: PathBuf,
    others: Vec<PathBuf>,
    known: Arc<Mutex<BTreeMap<PathBuf, Known>>>,
}

/// What was found in a file, and when that was written: it is not read again while it stays as it is.
#[derive(Debug)]
struct Known {
    written: Option<SystemTime>,
    length: u64,
    found: Result<Header, Skipped>,
}

/// What the folders hold.
#[derive(Debug, Default)]
struct Found {
    /// The heads of records, with their files.
    headers: Vec<(PathBuf, Header)>,
    /// Records that cannot be used.
    skipped: Vec<Skipped>,
}

/// How the names of files begin that are written only to try whether there is room.
const TRIAL: &str = "trial-";

/// How many records are read one after the other before several are read at once.
const MANY: usize = 64;

impl History {
    /// Remembers in `own`, and reads what `others` remember too.
    pub fn new(own: PathBuf, others: Vec<PathBuf>) -> Self {
        let folder = |path: PathBuf| path.join("relocations");
        Self { own: folder(own), others: others.into_iter().map(folder).collect(), known: Arc::default() }
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Known>> {
        // What is in it is right at every moment.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks through the folders. What cannot be used is remembered, and keeps nothing else from being used.
    fn look(&self) -> Result<Found, Error> {
        let mut paths = Vec::new();
        for folder in std::iter::once(&self.own).chain(&self.others) {
            let failed = |source| Error::History { doing: "read", path: folder.clone(), source };
            let entries = match fs::read_dir(folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) if *folder != self.own && error.kind() == io::ErrorKind::PermissionDenied => {
                    tracing::info!("what '{}' remembers is not readable: {error}", folder.display());
                    continue;
                }
                other => other.map_err(failed)?,
            };
            for entry in entries {
                let path = entry.map_err(failed)?.path();
                if path.extension().is_none_or(|extension| extension != "json") {
                    continue;
                }
                match fs::metadata(&path) {
                    Ok(metadata) => paths.push((path, metadata.modified().ok(), metadata.len())),
                    // Another smpctl has removed it in this moment.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(_) => paths.push((path, None, 0)),
                }
            }
        }
        let mut known = self.known();
        let is_new = |(path, written, length): &&(PathBuf, Option<SystemTime>, u64)| {
            let is_same =
                |known: &Known| written.is_some() && known.written == *written && known.length == *length;
            !known.get(path).is_some_and(is_same)
        };
        let new: Vec<_> = paths.iter().filter(is_new).collect();
        let read = |(path, written, length): &&(PathBuf, Option<SystemTime>, u64)| {
            (path.clone(), Known { written: *written, length: *length, found: parse(path) })
        };
        let read: Vec<_> = match new.len() > MANY {
            true => new.par_iter().map(read).collect(),
            false => new.iter().map(read).collect(),
        };
        known.extend(read);
        let mut all = Found::default();
        let mut seen = BTreeSet::new();
        for (path, ..) in paths {
            match known.get(&path).map(|known| &known.found) {
                Some(Ok(header)) if seen.insert(header.id) => all.headers.push((path, header.clone())),
                Some(Err(skipped)) => all.skipped.push(skipped.clone()),
                Some(Ok(_)) | None => {}
            }
        }
        Ok(all)
    }

    /// Every relocation that is remembered, the newest first, without where each package came from.
    pub fn headers(&self) -> Result<Vec<Header>, Error> {
        Ok(self.files()?.into_iter().map(|(_, header)| header).collect())
    }

    /// The same, with their files. One that was killed before it took part in a store is no relocation yet.
    fn files(&self) -> Result<Vec<(PathBuf, Header)>, Error> {
        let mut found = self.look()?.headers;
        found.retain(|(_, header)| header.has_begun());
        found.sort_by_key(|(_, header)| std::cmp::Reverse(header.age()));
        Ok(found)
    }

    /// The records that cannot be used.
    pub fn skipped(&self) -> Result<Vec<Skipped>, Error> {
        Ok(self.look()?.skipped)
    }

    /// The relocation meant: the one to `to`, else the only unfinished one, else the newest that is not reverted, else
    /// the newest.
    ///
    /// What older relocations to the same store have moved is part of it.
    pub fn find(&self, to: Option<&Path>) -> Result<Record, Error> {
        let mut files = self.files()?;
        if let Some(to) = to {
            files.retain(|(_, header)| header.to == to);
        } else {
            let unfinished: Vec<_> = files.iter().filter(|(_, header)| header.is_unfinished()).collect();
            if unfinished.len() > 1 {
                return Err(Error::Ambiguous {
                    to: unfinished.into_iter().map(|(_, header)| header.to.clone()).collect(),
                });
            }
        }
        let position = |which: fn(&Header) -> bool| files.iter().position(|(_, header)| which(header));
        let chosen = position(Header::is_unfinished).or_else(|| position(|header| !header.is_reverted()));
        match files.get(chosen.unwrap_or(0)) {
            Some((path, header)) => self.ledger(path, header, &files),
            None => Err(Error::NoneKnown { to: to.map(Path::to_owned) }),
        }
    }

    /// The relocation whose id begins like this.
    pub fn find_by_id(&self, prefix: &str) -> Result<Record, Error> {
        let files = self.files()?;
        let prefix = prefix.to_lowercase();
        let fitting: Vec<_> =
            files.iter().filter(|(_, header)| header.id.to_string().starts_with(&prefix)).collect();
        match fitting[..] {
            [] => Err(Error::NoSuchId { id: prefix, several: false }),
            [(path, header)] => self.ledger(path, header, &files),
            _ => Err(Error::NoSuchId { id: prefix, several: true }),
        }
    }

    /// A whole record, with what older relocations to the same store have moved.
    fn ledger(&self, path: &Path, chosen: &Header, files: &[(PathBuf, Header)]) -> Result<Record, Error> {
        let mut record = load(path).map_err(Error::Record)?;
        if chosen.is_reverted() {
            return Ok(record);
        }
        // The oldest last, so that what it says of a package's origin stands.
        for (path, older) in files {
            let is_older = older.to == chosen.to && older.age() < chosen.age();
            if !is_older || older.is_unfinished() || older.is_reverted() {
                continue;
            }
            match load(path) {
                Ok(older) => record.merge(older),
                Err(skipped) => tracing::warn!("{skipped}"),
            }
        }
        Ok(record)
    }

    /// The relocation with this id, if it is remembered. A record of it that cannot be used is an error.
    pub fn by_id(&self, id: Uuid) -> Result<Option<Record>, Error> {
        let folders = std::iter::once(&self.own).chain(&self.others);
        for path in folders.map(|folder| folder.join(format!("{id}.json"))) {
            if path.try_exists().unwrap_or(true) {
                return load(&path).map(Some).map_err(Error::Record);
            }
        }
        Ok(None)
    }

    /// Where packages of a relocation really are that later ones have moved on from its new store.
    pub fn moved_on(&self, record: &Record) -> Result<BTreeMap<PackageName, MovedOn>, Error> {
        let mut moved = BTreeMap::new();
        let files = self.files()?;
        let leads_on = |header: &Header, store: &Path| {
            header.id != record.id && !header.is_reverted() && header.from.iter().any(|from| from == store)
        };
        if !files.iter().any(|(_, header)| leads_on(header, &record.to)) {
            return Ok(moved);
        }
        let mut loaded: BTreeMap<Uuid, Record> = BTreeMap::new();
        for package in record.origins.keys() {
            let mut at = record.to.clone();
            let mut passed = BTreeSet::from([record.id]);
            while !is_in(&at, package) {
                let mut next = None;
                for (path, header) in &files {
                    if !leads_on(header, &at) || passed.contains(&header.id) {
                        continue;
                    }
                    let later = match loaded.entry(header.id) {
                        Entry::Occupied(known) => known.into_mut(),
                        Entry::Vacant(new) => new.insert(load(path).map_err(Error::Record)?),
                    };
                    let origin = later.origins.get(package).and_then(|origin| later.from.get(*origin));
                    if origin.is_some_and(|origin| *origin == at) {
                        next = Some((header.id, header.to.clone()));
                        break;
                    }
                }
                let Some((id, to)) = next else { break };
                passed.insert(id);
                at.clone_from(&to);
                moved.insert(package.clone(), MovedOn { to, relocation: id });
            }
            // Back in a store of its own, or lost on the way: that is for the relocation itself to find.
            let is_own = at == record.to || record.from.contains(&at);
            if is_own || (at.is_dir() && !is_in(&at, package)) {
                moved.remove(package);
            }
        }
        Ok(moved)
    }

    /// The number of a relocation that begins now: higher than all others.
    pub fn next_number(&self, record: &Record) -> Result<u64, Error> {
        let headers = self.headers()?;
        let others = headers.iter().filter(|header| header.id != record.id);
        let highest = others.map(|header| header.number).max().unwrap_or_default();
        Ok(if record.number > highest { record.number } else { highest.saturating_add(1) })
    }

    /// Finds out whether there is room for a record that grows by so many bytes, before anything counts on it.
    pub fn reserve(&self, record: &Record, more: usize) -> Result<(), Error> {
        let path = self.path_of(record.id);
        // The stores are not held yet: another process may be saving this very record.
        let tried = self.own.join(format!("{TRIAL}{}", Uuid::new_v4()));
        let reserve = || {
            make_folder(&self.own)?;
            let size = serde_json::to_vec_pretty(record)?.len() + more;
            point("open")?;
            let mut file = fs::File::create(&tried)?;
            let mut write = || {
                point("write")?;
                file.write_all(&vec![b' '; size])?;
                point("fsync")?;
                file.sync_all()
            };
            let written = write();
            drop(file);
            point("unlink")?;
            match fs::remove_file(&tried) {
                // Another process has taken it for one that a kill left.
                Err(error) if error.kind() == io::ErrorKind::NotFound => written,
                other => other.and(written),
            }
        };
        reserve().map_err(|source| Error::History { doing: "write", path, source })
    }

    /// Where a relocation is remembered, if it is.
    pub fn find_file(&self, id: Uuid) -> Option<PathBuf> {
        let folders = std::iter::once(&self.own).chain(&self.others);
        folders.map(|folder| folder.join(format!("{id}.json"))).find(|path| path.exists())
    }

    /// Remembers a relocation as it is now, durably.
    pub fn save(&self, record: &Record) -> Result<(), Error> {
        let path = self.path_of(record.id);
        self.write(&path, record).map_err(|source| Error::History { doing: "write", path, source })
    }

    /// Forgets a relocation, durably.
    pub fn forget(&self, id: Uuid) -> Result<(), Error> {
        for folder in std::iter::once(&self.own).chain(&self.others) {
            let path = folder.join(format!("{id}.json"));
            if path.symlink_metadata().is_ok() {
                let removed = remove(&path, folder);
                removed.map_err(|source| Error::History { doing: "remove", path, source })?;
            }
        }
        Ok(())
    }

    /// Forgets what holds nothing to undo any more: relocations that have been reverted, those that were merged into
    /// this one, and those that were killed before they began. One that begins in this moment is saved once more.
    pub fn prune(&self, current: &Record) -> Result<(), Error> {
        self.remove_trials();
        for (path, header) in self.look()?.headers {
            let is_over = current.merged.contains(&header.id)
                || !header.has_begun()
                || (header.is_reverted() && header.age() < (current.number, None, Uuid::nil()));
            if header.id == current.id || !is_over || path.parent() != Some(&self.own) {
                continue;
            }
            if let Err(error) = remove(&path, &self.own) {
                // It disturbs nothing: the next session tries again.
                tracing::info!("'{}' is not needed any more, and stays: {error}", path.display());
            }
        }
        Ok(())
    }

    /// Removes what a process that was killed while it tried the room has left.
    fn remove_trials(&self) {
        for entry in fs::read_dir(&self.own).into_iter().flatten().flatten() {
            let is_trial = entry.file_name().to_str().is_some_and(|name| name.starts_with(TRIAL));
            if is_trial && let Err(error) = point("unlink").and_then(|()| fs::remove_file(entry.path())) {
                tracing::info!("'{}' is left: {error}", entry.path().display());
            }
        }
    }

    fn path_of(&self, id: Uuid) -> PathBuf {
        self.own.join(format!("{id}.json"))
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
        self.known().remove(path);
        point("fsync")?;
        sync_folder(&self.own)
    }
}

/// Whether a package's own directory is in this store.
fn is_in(store: &Path, package: &PackageName) -> bool {
    fs::symlink_metadata(store.join(package.as_os_str())).is_ok_and(|metadata| metadata.is_dir())
}

/// Reads a whole record.
fn load(path: &Path) -> Result<Record, Skipped> {
    let mut record: Record = parse(path)?;
    record.version = VERSION;
    details::add(path, &mut record);
    record.as_read = Some(record.stamp());
    Ok(record)
}

fn parse<Origins: de::DeserializeOwned>(path: &Path) -> Result<RecordOf<Origins>, Skipped> {
    #[derive(Deserialize)]
    struct Form {
        version: u32,
    }
    let skipped = |why| Skipped { path: path.to_owned(), why };
    let bytes = fs::read(path).map_err(|error| skipped(Why::Unreadable(error.to_string())))?;
    match serde_json::from_slice::<RecordOf<Origins>>(&bytes) {
        Ok(record) if record.version <= VERSION => Ok(record),
        Ok(record) => Err(skipped(Why::Newer(record.version))),
        Err(error) => Err(skipped(match serde_json::from_slice::<Form>(&bytes) {
            Ok(form) if form.version > VERSION => Why::Newer(form.version),
            _ => Why::Damaged(error.to_string()),
        })),
    }
}

fn remove(path: &Path, folder: &Path) -> io::Result<()> {
    point("unlink")?;
    fs::remove_file(path)?;
    details::forget(path)?;
    point("fsync")?;
    sync_folder(folder)
}

/// Makes a folder that every account may read, durably, with those it is in. Only what is made here gets a mode.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(parent)?;
    point("mkdir")?;
    // Private until it has its mode: a kill in between must not leave one that every account can write to.
    match create_private_folder(folder) {
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

    fn numbered(to: &str, number: u64, finished: bool) -> Record {
        // The later the number, the earlier the clock.
        let mut record = record(to, 1000 - i64::try_from(number).unwrap(), finished);
        record.number = number;
        record
    }

    fn name(number: u32) -> PackageName {
        format!("{{{number:08X}-72F3-4C36-91D2-D4EDA21D2F96}}").parse().unwrap()
    }

    #[test]
    fn the_newest_record_is_the_one_with_the_highest_number() {
        let keep = tempfile::tempdir().unwrap();
        let history = History::new(keep.path().to_owned(), vec![]);
        for (number, to) in [(0, "/a"), (2, "/b"), (1, "/c")] {
            history.save(&numbered(to, number, true)).unwrap();
        }
        assert_eq!(history.find(None).unwrap().to, Path::new("/b"));
        let mut found = history.find(Some(Path::new("/c"))).unwrap();
        assert_eq!(history.next_number(&found).unwrap(), 3);
        assert_eq!(history.next_number(&history.find(None).unwrap()).unwrap(), 2, "it is the newest");
        // What is reverted hides nothing.
        found.number = 3;
        found.direction = Direction::Revert;
        history.save(&found).unwrap();
        assert_eq!(history.find(None).unwrap().to, Path::new("/b"));
        assert!(history.find(Some(Path::new("/c"))).unwrap().is_reverted());
    }

    #[test]
    fn records_that_cannot_be_used_are_named_and_keep_no_other_from_being_used() {
        let keep = tempfile::tempdir().unwrap();
        let history = History::new(keep.path().to_owned(), vec![]);
        let good = record("/a", 1, true);
        history.save(&good).unwrap();
        let whole = fs::read_to_string(history.path_of(good.id)).unwrap();
        let newer = whole.replace("\"version\": 2", "\"version\": 77").replace("\"to\"", "\"target\"");
        let readable_newer = whole.replace("\"version\": 2", "\"version\": 3");
        type Fits = fn(&Why) -> bool;
        let damaged: Fits = |why| matches!(why, Why::Damaged(_));
        for (text, fits) in [
            ("{", damaged),
            ("", damaged),
            ("[]", damaged),
            (&whole[..whole.len() / 2], damaged),
            (&whole.replace("\"version\": 2", "\"version\": \"x\""), damaged),
            (&newer, |why| *why == Why::Newer(77)),
            (&readable_newer, |why| *why == Why::Newer(3)),
        ] {
            let id = Uuid::new_v4();
            fs::write(history.path_of(id), text).unwrap();
            assert_eq!(history.find(None).unwrap().id, good.id, "{text}");
            let skipped = history.skipped().unwrap();
            assert_eq!(skipped.len(), 1, "{text}");
            assert!(fits(&skipped[0].why), "{skipped:?}");
            assert!(skipped[0].to_string().contains(&id.to_string()), "{skipped:?}");
            assert_eq!(skipped[0].relocation(), Some(id));
            // A command that needs this very record fails.
            assert!(matches!(history.by_id(id), Err(Error::Record(_))));
            history.forget(id).unwrap();
            assert!(history.skipped().unwrap().is_empty());
        }
    }

    #[test]
    fn records_are_listed_without_reading_where_each_package_came_from() {
        let keep = tempfile::tempdir().unwrap();
        let history = History::new(keep.path().to_owned(), vec![]);
        let record = record("/a", 1, true);
        history.save(&record).unwrap();
        let path = history.path_of(record.id);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("{1592B913", "no package: {1592B913")).unwrap();
        let headers = history.headers().unwrap();
        assert_eq!((headers[0].id, headers[0].origins), (record.id, Count(1)));
        assert!(history.skipped().unwrap().is_empty());
        assert!(matches!(history.find(None), Err(Error::Record(Skipped { why: Why::Damaged(_), .. }))));
    }

    #[test]
    fn records_of_earlier_versions_to_the_same_store_become_one() {
        let keep = tempfile::tempdir().unwrap();
        let history = History::new(keep.path().to_owned(), vec![]);
        let make = |started, from: &[&str], origins: &[(u32, usize)]| {
            let mut record = record("/n", started, true);
            record.from = from.iter().map(PathBuf::from).collect();
            record.origins = origins.iter().map(|(number, origin)| (name(*number), *origin)).collect();
            history.save(&record).unwrap();
            record
        };
        let first = make(1, &["/a"], &[(1, 0), (2, 0)]);
        let second = make(2, &["/b", "/a"], &[(3, 0), (4, 1), (2, 0)]);
        let mut reverted = make(3, &["/c"], &[(5, 0)]);
        reverted.direction = Direction::Revert;
        history.save(&reverted).unwrap();
        let newest = make(4, &["/d"], &[(6, 0), (1, 0)]);
        let mut found = history.find(Some(Path::new("/n"))).unwrap();
        assert_eq!(found.id, newest.id);
        assert_eq!(found.from, ["/d", "/b", "/a"].map(PathBuf::from));
        let from = |number| &found.from[found.origins[&name(number)]];
        assert_eq!(
            [1, 2, 3, 4, 6].map(from),
            ["/a", "/a", "/b", "/a", "/d"].map(Path::new).map(Path::to_owned).each_ref()
        );
        assert_eq!(found.origins.len(), 5);
        assert_eq!(found.sources(), [PathBuf::from("/d")]);
        // Only when it is remembered, the others may go, and with them what is reverted.
        found.number = history.next_number(&found).unwrap();
        history.save(&found).unwrap();
        history.prune(&found).unwrap();
        let left: Vec<_> = history.headers().unwrap().iter().map(|header| header.id).collect();
        assert_eq!(left, [found.id]);
        assert!(history.by_id(first.id).unwrap().is_none() && history.by_id(second.id).unwrap().is_none());
    }

    #[test]
    fn what_was_killed_before_it_began_is_no_relocation() {
        let keep = tempfile::tempdir().unwrap();
        let history = History::new(keep.path().to_owned(), vec![]);
        let mut record = Record::new(vec!["/old".into()], "/a".into(), 3);
        history.save(&record).unwrap();
        assert!(matches!(history.find(None), Err(Error::NoneKnown { .. })));
        assert!(history.headers().unwrap().is_empty() && history.skipped().unwrap().is_empty());
        record.joined = true;
        history.save(&record).unwrap();
        assert_eq!(history.find(None).unwrap().id, record.id);
        let left = Record::new(vec!["/old".into()], "/b".into(), 3);
        history.save(&left).unwrap();
        history.prune(&record).unwrap();
        assert!(history.by_id(left.id).unwrap().is_none());
        assert!(history.by_id(record.id).unwrap().is_some());
    }

    #[test]
    fn a_record_of_the_first_form_is_read() {
        let keep = tempfile::tempdir().unwrap();
        let history = History::new(keep.path().to_owned(), vec![]);
        let id = Uuid::new_v4();
        let text = format!(
            r#"{{"version": 1, "id": "{id}", "to": "/n", "from": ["/a", "/b"], "direction": "forward", "joined": true,
            "origins": {{"{}": 1}}, "attemptsDone": 1, "maximumAttempts": 3, "sharing": {{"offline": false, "services": []}},
            "lastAttempt": {{"started": "2026-01-01T00:00:00Z", "stopped": true, "failures": []}}}}"#,
            name(1)
        );
        make_folder(&history.own).unwrap();
        fs::write(history.path_of(id), text).unwrap();
        let found = history.find(None).unwrap();
        assert_eq!((found.id, found.number, found.version), (id, 0, VERSION));
        assert_eq!(found.sources(), ["/a", "/b"].map(PathBuf::from));
        assert_eq!(found.origins[&name(1)], 1);
        // What it becomes is read, too.
        history.save(&found).unwrap();
        assert_eq!(history.find(None).unwrap().origins, found.origins);
    }

    #[test]
    fn nothing_that_can_be_undone_is_forgotten() {
        let keep = tempfile::tempdir().unwrap();
        let history = History::new(keep.path().to_owned(), vec![]);
        let mut expected = BTreeSet::new();
        for (number, finished, direction, stays) in [
            (1, true, Direction::Forward, true),
            (2, false, Direction::Forward, true),
            (3, false, Direction::Revert, true),
            (4, true, Direction::Revert, false),
            (6, true, Direction::Revert, true),
        ] {
            let mut record = numbered(&format!("/{number}"), number, finished);
            record.direction = direction;
            history.save(&record).unwrap();
            if stays {
                expected.insert(record.id);
            }
        }
        let current = numbered("/5", 5, false);
        history.save(&current).unwrap();
        expected.insert(current.id);
        history.prune(&current).unwrap();
        let left: BTreeSet<_> = history.headers().unwrap().iter().map(|header| header.id).collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn an_attempt_sees_only_the_stores_that_take_part() {
        let mut record = Record::new(["/a", "/b", "/c"].map(PathBuf::from).to_vec(), "/n".into(), 3);
        record.origins = [(1, 0), (2, 1), (3, 2)].map(|(number, origin)| (name(number), origin)).into();
        record.wanted = Some(vec![2, 1]);
        let nothing = BTreeMap::new();
        let mut view = record.view(&nothing);
        assert_eq!(view.from, ["/c", "/b"].map(PathBuf::from));
        assert_eq!(view.origins, [(2, 1), (3, 0)].map(|(number, origin)| (name(number), origin)).into());
        // It moves one more, forgets one, and meets one that came from elsewhere before.
        view.origins.insert(name(4), 0);
        view.origins.remove(&name(2));
        view.origins.insert(name(1), 1);
        record.absorb(&view, &nothing);
        assert_eq!(record.from.len(), 3);
        assert_eq!(
            record.origins,
            [(1, 0), (3, 2), (4, 2)].map(|(number, origin)| (name(number), origin)).into()
        );
        record.joined_as_wanted();
        assert_eq!(record.sources(), ["/c", "/b"].map(PathBuf::from));
        // A revert is of all of them; those that do not know its id come last.
        record.wanted = Some(vec![0, 1, 2]);
        let view = record.view(&nothing);
        assert_eq!((view.from.last(), view.newcomers), (Some(&PathBuf::from("/a")), 1));
    }

    #[cfg(unix)]
    #[test]
    fn stores_whose_paths_are_no_text_are_remembered() {
        use std::os::unix::ffi::OsStrExt;

        let keep = tempfile::tempdir().unwrap();
        let history = History::new(keep.path().to_owned(), vec![]);
        let odd = |bytes: &[u8]| PathBuf::from(std::ffi::OsStr::from_bytes(bytes));
        let mut record = Record::new(vec![odd(b"/st\xffore")], odd(b"/n\xff"), 3);
        record.joined = true;
        let identity =
            VolumeIdentity { filesystem: "ef53".into(), volume: Some("fsid:1".into()), folder: Some(2) };
        record.volumes.push(StoreVolume { store: odd(b"/n\xff"), identity });
        history.save(&record).unwrap();
        let found = history.find(Some(&record.to)).unwrap();
        assert_eq!((found.from, found.volumes), (record.from, record.volumes));
    }
}
