//! Those who serve packages to clients, while packages move: suspended as the vendor's agent does it, or pointed at
//! the other path first, so that clients notice nothing.
//!
//! What they are, and how each is suspended or pointed, is not known here: a [`Service`] does it. Here is the order:
//! who must be out of the way first (the agent) before a store is touched; the others once every package is durably
//! reachable where it goes, and before the first is moved. What is about to be suspended is written down first,
//! durably, in the folder `sharing` of the state directory, and forgotten when it has been put back. The file is
//! locked for as long as the process lives that will put it back, so that others can tell.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::error::Error;
use super::exact_path;
use super::history::{Direction, Record, make_folder};
use crate::platform::fault::point;
use crate::platform::{create_private_file, foreign_owner, is_file_at, sync_folder};

/// One that serves packages, or works on them.
///
/// Everything may be done twice: after a crash it is not known how far it got. A reason is a sentence without an end.
pub trait Service: Send {
    /// What people call it.
    fn name(&self) -> String;

    /// It must be out of the way before anything is touched, in either mode, like the vendor's agent.
    fn goes_first(&self) -> bool {
        false
    }

    /// It can be pointed at a path.
    fn can_switch(&self) -> bool;

    /// Takes it out of service.
    fn suspend(&self, places: &Places) -> Result<(), String>;

    /// Makes it serve the packages from [`Places::serve`]. Without `force`, nothing needs to be done if it does
    /// already.
    fn switch(&self, places: &Places, force: bool) -> Result<(), String>;

    /// Puts it into service again.
    fn resume(&self, places: &Places) -> Result<(), String>;

    /// What it needs to be made again, by another process, when this one has been killed.
    fn memory(&self) -> Value;
}

/// Between which places packages move, and where they are to be served from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Places {
    /// The relocation.
    pub relocation: Uuid,
    /// Which way packages go.
    pub direction: Direction,
    /// The old stores, the main one first.
    #[serde(with = "exact_path::all")]
    pub from: Vec<PathBuf>,
    /// The new store.
    #[serde(with = "exact_path")]
    pub to: PathBuf,
    /// The store to serve packages from: every one of them is reachable there.
    #[serde(with = "exact_path")]
    pub serve: PathBuf,
}

impl Places {
    /// Those of a relocation; packages are served from where they go.
    pub fn of(record: &Record) -> Self {
        let (relocation, direction) = (record.id, record.direction);
        let (from, to) = (record.taking_part(), record.to.clone());
        let mut places = Self { relocation, direction, from, to, serve: PathBuf::new() };
        places.serve = places.target().to_owned();
        places
    }

    /// The main old store.
    pub fn old(&self) -> &Path {
        self.from.first().map_or(Path::new(""), PathBuf::as_path)
    }

    /// Where packages come from.
    pub fn source(&self) -> &Path {
        match self.direction {
            Direction::Forward => self.old(),
            Direction::Revert => &self.to,
        }
    }

    /// Where packages go.
    pub fn target(&self) -> &Path {
        match self.direction {
            Direction::Forward => &self.to,
            Direction::Revert => self.old(),
        }
    }
}

/// The services of one attempt.
#[derive(Default)]
pub struct Sharing {
    /// Those that serve are taken out of service, not only pointed elsewhere.
    offline: bool,
    switches: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    services: Vec<Box<dyn Service>>,
    places: Option<Places>,
    /// Which of the services must be put back.
    touched: Vec<usize>,
    /// They may be half suspended or half pointed.
    in_doubt: bool,
    journal: Option<Journal>,
    /// Every version of the journal's file, each locked: who has just opened one sees that it is not abandoned.
    held: Vec<File>,
}

impl std::fmt::Debug for Sharing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sharing").field("offline", &self.offline).finish_non_exhaustive()
    }
}

impl Sharing {
    /// These services; with `offline` those that serve are suspended, else they are only pointed elsewhere.
    pub fn new(services: Vec<Box<dyn Service>>, offline: bool, places: Places, journal: Journal) -> Self {
        let switches = services.iter().any(|service| !service.goes_first() && service.can_switch());
        let state = State { services, places: Some(places), journal: Some(journal), ..State::default() };
        Self { offline, switches, state: Mutex::new(state) }
    }

    /// Nobody has to be asked.
    pub fn is_empty(&self) -> bool {
        self.state().services.is_empty()
    }

    /// Somebody will be pointed at the place packages go to.
    pub fn switches(&self) -> bool {
        self.switches
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // What is in it is right at every moment.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gets those out of the way that must not meet an attempt at all.
    pub fn begin(&self) -> Result<(), Error> {
        let mut state = self.state();
        let first: Vec<_> = state.positions(|service| service.goes_first());
        if first.is_empty() {
            return Ok(());
        }
        state.touch(&first, self.offline)?;
        for position in first {
            state.tell("suspend", position, |service, places| service.suspend(places))?;
        }
        Ok(())
    }

    /// Every package is durably reachable where it goes, and none is moved yet in this attempt; with `moves`, some
    /// will be.
    ///
    /// If this fails, [`Sharing::end`] puts back what it did.
    pub fn linked(&self, moves: bool) -> Result<(), Error> {
        let suspends = self.offline && moves;
        let mut state = self.state();
        let serving = state.positions(|service| !service.goes_first() && (suspends || service.can_switch()));
        if serving.is_empty() {
            return Ok(());
        }
        let before = state.touched.clone();
        state.touch(&serving, self.offline)?;
        state.in_doubt = true;
        let all = serving.iter().enumerate();
        let outcome = all.map(|(done, position)| (done + 1, *position)).try_for_each(|(done, position)| {
            let told = match suspends {
                true => state.tell("suspend", position, |service, places| service.suspend(places)),
                false => Ok(()),
            };
            let told = told.and_then(|()| match state.services[position].can_switch() {
                true => state.tell("switch", position, |service, places| service.switch(places, false)),
                false => Ok(()),
            });
            // What comes after it has not been touched.
            told.inspect_err(|_| state.touched.truncate(before.len() + done))
        });
        if let Err(error) = outcome {
            if let Some(places) = &mut state.places {
                places.serve = places.source().to_owned();
            }
            // Should this be killed before it has put everything back, the next one goes that way too. Either way
            // does: nothing has been moved.
            if let Err(error) = state.write(self.offline) {
                tracing::warn!("{error}");
            }
            return Err(error);
        }
        state.in_doubt = false;
        if !suspends {
            state.touched = before;
            state.write(self.offline)?;
        }
        Ok(())
    }

    /// Puts everybody back into service, whatever happened. Does nothing where nobody is to be put back.
    pub fn end(&self) -> Result<(), Error> {
        let mut state = self.state();
        state.put_back(self.offline)
    }
}

impl State {
    fn positions(&self, which: impl Fn(&dyn Service) -> bool) -> Vec<usize> {
        (0..self.services.len()).filter(|position| which(&*self.services[*position])).collect()
    }

    fn tell(
        &self,
        doing: &'static str,
        position: usize,
        what: impl Fn(&dyn Service, &Places) -> Result<(), String>,
    ) -> Result<(), Error> {
        let (Some(service), Some(places)) = (self.services.get(position), &self.places) else {
            return Ok(());
        };
        what(&**service, places).map_err(|reason| Error::Sharing { doing, service: service.name(), reason })
    }

    /// Writes down that these are to be put back too. If that fails, they are not.
    fn touch(&mut self, more: &[usize], offline: bool) -> Result<(), Error> {
        let before = self.touched.clone();
        self.touched.extend(more);
        self.write(offline).inspect_err(|_| {
            self.touched = before;
            // It may have been written all the same.
            if let Err(error) = self.write(offline) {
                tracing::warn!("{error}");
            }
        })
    }

    /// Writes down who is to be put back, or forgets it if that is nobody.
    fn write(&mut self, offline: bool) -> Result<(), Error> {
        let (Some(journal), Some(places)) = (&self.journal, &self.places) else { return Ok(()) };
        if self.touched.is_empty() {
            journal.forget(places.relocation)?;
            self.held.clear();
            return Ok(());
        }
        let services = self.touched.iter().filter_map(|position| self.services.get(*position));
        let services = services.map(|service| Remembered { name: service.name(), memory: service.memory() });
        let entry = Entry {
            version: 1,
            since: Timestamp::now(),
            places: places.clone(),
            offline,
            services: services.collect(),
        };
        self.held.push(journal.write(&entry)?);
        Ok(())
    }

    fn put_back(&mut self, offline: bool) -> Result<(), Error> {
        if self.touched.is_empty() {
            return Ok(());
        }
        let mut problems = Vec::new();
        let mut left = Vec::new();
        // The agent, suspended first, is the last to come back.
        for position in self.touched.iter().rev().copied() {
            let Some(service) = self.services.get(position) else { continue };
            let serves = !service.goes_first();
            let doubt = self.in_doubt && serves;
            let pointed = match doubt && service.can_switch() {
                true => self.tell("switch", position, |service, places| service.switch(places, true)),
                false => Ok(()),
            };
            let resumed = match doubt || offline || !serves {
                true => self.tell("resume", position, |service, places| service.resume(places)),
                false => Ok(()),
            };
            let failed: Vec<_> = [pointed, resumed].into_iter().filter_map(Result::err).collect();
            if !failed.is_empty() {
                left.push(position);
                problems.extend(failed.iter().map(ToString::to_string));
            }
        }
        left.reverse();
        self.touched = left;
        let written = self.write(offline);
        if !problems.is_empty() {
            return Err(Error::NotResumed { problems: problems.join("; "), after: None });
        }
        written
    }
}

/// Where is written down what must be put back.
#[derive(Debug, Clone)]
pub struct Journal {
    folder: PathBuf,
}

/// What must be put back.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Entry {
    version: u32,
    /// Since when.
    pub since: Timestamp,
    /// Which packages are served from where.
    pub places: Places,
    offline: bool,
    services: Vec<Remembered>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Remembered {
    name: String,
    memory: Value,
}

impl Entry {
    /// Who must be put back, as people call them.
    pub fn names(&self) -> Vec<&str> {
        self.services.iter().map(|service| service.name.as_str()).collect()
    }
}

/// What a process that is no longer alive was to put back.
#[derive(Debug)]
pub struct Abandoned {
    path: PathBuf,
    /// What there is to put back; else why that cannot be told.
    pub entry: Result<Entry, String>,
    /// Locked, so that only one process puts it back.
    held: File,
}

impl Abandoned {
    /// Where it is written down.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes into account how the relocation stands now: one that has ended since, while servers were left as they are,
    /// has its packages under one path only.
    pub fn catch_up(&mut self, record: &Record) {
        if let Ok(entry) = &mut self.entry
            && entry.places.relocation == record.id
            && !record.is_unfinished()
        {
            entry.places.serve = record.target().to_owned();
        }
    }
}

impl Journal {
    /// The one in this state directory.
    pub fn new(state: &Path) -> Self {
        Self { folder: state.join("sharing") }
    }

    fn failed(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> Error {
        let path = path.to_owned();
        move |source| Error::History { doing, path, source }
    }

    fn path(&self, relocation: Uuid) -> PathBuf {
        self.folder.join(format!("{relocation}.json"))
    }

    /// Writes an entry, durably, and locks it.
    fn write(&self, entry: &Entry) -> Result<File, Error> {
        let path = self.path(entry.places.relocation);
        self.write_file(&path, entry).map_err(Self::failed(&path, "write"))
    }

    fn write_file(&self, path: &Path, entry: &Entry) -> io::Result<File> {
        make_folder(&self.folder)?;
        let mut text = serde_json::to_vec_pretty(entry)?;
        text.push(b'\n');
        // Whoever writes it holds the relocation's stores, so the name is its own, and one that a kill left is used again.
        let new = path.with_extension("new");
        point("open")?;
        // For the owner alone: commands are in it.
        let mut file = create_private_file(&new)?;
        file.try_lock()?;
        point("write")?;
        file.write_all(&text)?;
        point("fsync")?;
        file.sync_all()?;
        point("rename")?;
        fs::rename(&new, path)?;
        point("fsync")?;
        sync_folder(&self.folder)?;
        Ok(file)
    }

    /// Everything has been put back.
    fn forget(&self, relocation: Uuid) -> Result<(), Error> {
        self.remove(&self.path(relocation))
    }

    fn remove(&self, path: &Path) -> Result<(), Error> {
        let removed = point("unlink").and_then(|()| fs::remove_file(path));
        match removed {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other
                .and_then(|()| point("fsync"))
                .and_then(|()| sync_folder(&self.folder))
                .map_err(Self::failed(path, "remove")),
        }
    }

    /// What processes that are no longer alive were to put back, and nobody has: to look at. Quick where there is
    /// nothing.
    ///
    /// What this account may not read is not its to put back, and left out.
    pub fn abandoned(&self) -> Result<Vec<Abandoned>, Error> {
        self.find(false)
    }

    /// Whether something is written down for this relocation, by a process that is alive or not.
    pub fn has(&self, relocation: Uuid) -> Result<bool, Error> {
        let path = self.path(relocation);
        path.try_exists().map_err(Self::failed(&path, "examine"))
    }

    /// The same, to put it back: nobody else does meanwhile.
    pub fn claim(&self) -> Result<Vec<Abandoned>, Error> {
        self.find(true)
    }

    fn find(&self, exclusively: bool) -> Result<Vec<Abandoned>, Error> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error)
                if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied) =>
            {
                return Ok(Vec::new());
            }
            other => other.map_err(Self::failed(&self.folder, "read"))?,
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry.map_err(Self::failed(&self.folder, "read"))?.path();
            if path.extension().is_some_and(|extension| extension == "json")
                && let Some(abandoned) =
                    Self::open(&path, exclusively).map_err(Self::failed(&path, "read"))?
            {
                found.push(abandoned);
            }
        }
        Ok(found)
    }

    /// An entry, unless its process is alive.
    fn open(path: &Path, exclusively: bool) -> io::Result<Option<Abandoned>> {
        let gone = |error: &io::Error| {
            matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied)
        };
        // Commands are in it, so it must come from somebody who may run them anyway.
        match foreign_owner(path) {
            Err(error) if gone(&error) => return Ok(None),
            Ok(Some(reason)) => {
                tracing::warn!("'{}' is ignored: {reason}", path.display());
                return Ok(None);
            }
            _ => {}
        }
        let held = match File::open(path) {
            Err(error) if gone(&error) => return Ok(None),
            other => other?,
        };
        // Somebody may just be having a look.
        let mut tries = if exclusively { 10 } else { 1 };
        loop {
            match if exclusively { held.try_lock() } else { held.try_lock_shared() } {
                Err(TryLockError::WouldBlock) if tries > 1 => {
                    tries -= 1;
                    std::thread::sleep(Duration::from_millis(10));
                }
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
                Ok(()) => break,
            }
        }
        // Between opening and locking it may have been replaced or forgotten.
        if !is_file_at(&held, path) {
            return Ok(None);
        }
        let entry = io::read_to_string(&held)
            .map_err(|error| error.to_string())
            .and_then(|text| serde_json::from_str::<Entry>(&text).map_err(|error| error.to_string()));
        Ok(Some(Abandoned { path: path.to_owned(), entry, held }))
    }

    /// Puts back what another process was to put back. `make` makes a service of what it remembered.
    pub fn put_back(
        &self,
        abandoned: Abandoned,
        make: impl Fn(&Value) -> Result<Box<dyn Service>, String>,
    ) -> Result<Entry, Error> {
        let unreadable = |reason: String| Error::History {
            doing: "read",
            path: abandoned.path.clone(),
            source: io::Error::new(io::ErrorKind::InvalidData, reason),
        };
        let entry = abandoned.entry.map_err(unreadable)?;
        let made = entry.services.iter().map(|service| make(&service.memory)).collect::<Result<Vec<_>, _>>();
        let services = made.map_err(|reason| Error::History {
            doing: "read",
            path: abandoned.path.clone(),
            source: io::Error::new(io::ErrorKind::InvalidData, reason),
        })?;
        let mut state = State {
            touched: (0..services.len()).collect(),
            services,
            places: Some(entry.places.clone()),
            in_doubt: true,
            journal: Some(self.clone()),
            held: vec![abandoned.held],
        };
        state.put_back(entry.offline)?;
        Ok(entry)
    }

    /// Forgets what another process was to put back: somebody has done it by hand.
    pub fn give_up(&self, abandoned: &Abandoned) -> Result<(), Error> {
        self.remove(&abandoned.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    type Log = Arc<Mutex<Vec<String>>>;

    /// Writes down what it is told, and fails on demand.
    struct Told {
        name: &'static str,
        first: bool,
        fails: &'static str,
        log: Log,
    }

    impl Told {
        fn told(&self, what: &str, places: &Places) -> Result<(), String> {
            let entry = format!("{} {what} {}", self.name, places.serve.display());
            self.log.lock().unwrap().push(entry);
            if self.fails == what { Err("it did not like to".into()) } else { Ok(()) }
        }
    }

    impl Service for Told {
        fn name(&self) -> String {
            self.name.into()
        }
        fn goes_first(&self) -> bool {
            self.first
        }
        fn can_switch(&self) -> bool {
            !self.first
        }
        fn suspend(&self, places: &Places) -> Result<(), String> {
            self.told("suspend", places)
        }
        fn switch(&self, places: &Places, force: bool) -> Result<(), String> {
            self.told(if force { "force" } else { "switch" }, places)
        }
        fn resume(&self, places: &Places) -> Result<(), String> {
            self.told("resume", places)
        }
        fn memory(&self) -> Value {
            self.name.into()
        }
    }

    struct World {
        state: tempfile::TempDir,
        log: Log,
    }

    impl World {
        fn new() -> Self {
            Self { state: tempfile::tempdir().unwrap(), log: Log::default() }
        }

        fn sharing(&self, offline: bool, fails: &'static str) -> Sharing {
            let told = |name, first, fails| {
                Box::new(Told { name, first, fails, log: self.log.clone() }) as Box<dyn Service>
            };
            let services = vec![told("agent", true, ""), told("one", false, ""), told("two", false, fails)];
            let record = Record::new(vec!["/old".into()], "/new".into(), 3);
            Sharing::new(services, offline, Places::of(&record), self.journal())
        }

        fn journal(&self) -> Journal {
            Journal::new(self.state.path())
        }

        fn log(&self) -> Vec<String> {
            std::mem::take(&mut *self.log.lock().unwrap())
        }

        fn entries(&self) -> usize {
            fs::read_dir(self.state.path().join("sharing")).map_or(0, Iterator::count)
        }
    }

    #[test]
    #[cfg_attr(windows, ignore = "Wine replaces no file that is open")]
    fn suspended_services_come_back_the_agent_last() {
        let world = World::new();
        let sharing = world.sharing(true, "");
        sharing.begin().unwrap();
        sharing.linked(true).unwrap();
        let expected = ["agent suspend", "one suspend", "one switch", "two suspend", "two switch"];
        assert_eq!(world.log(), expected.map(|what| format!("{what} /new")));
        assert_eq!(world.entries(), 1);
        // This process is alive.
        assert!(world.journal().abandoned().unwrap().is_empty());
        sharing.end().unwrap();
        let expected = ["two resume", "one resume", "agent resume"];
        assert_eq!(world.log(), expected.map(|what| format!("{what} /new")));
        assert_eq!(world.entries(), 0);
        sharing.end().unwrap();
        assert!(world.log().is_empty());
    }

    #[test]
    #[cfg_attr(windows, ignore = "Wine replaces no file that is open")]
    fn switched_services_need_not_come_back() {
        let world = World::new();
        let sharing = world.sharing(false, "");
        sharing.begin().unwrap();
        sharing.linked(true).unwrap();
        sharing.end().unwrap();
        let expected = ["agent suspend", "one switch", "two switch", "agent resume"];
        assert_eq!(world.log(), expected.map(|what| format!("{what} /new")));
        assert_eq!(world.entries(), 0);
    }

    #[test]
    #[cfg_attr(windows, ignore = "Wine replaces no file that is open")]
    fn what_was_switched_before_a_failure_is_switched_back() {
        let world = World::new();
        let sharing = world.sharing(false, "switch");
        assert!(sharing.linked(true).unwrap_err().to_string().contains("cannot switch two"));
        sharing.end().unwrap();
        let expected = [
            "one switch /new",
            "two switch /new",
            "two force /old",
            "two resume /old",
            "one force /old",
            "one resume /old",
        ];
        assert_eq!(world.log(), expected);
        assert_eq!(world.entries(), 0);
    }

    #[test]
    #[cfg_attr(windows, ignore = "Wine replaces no file that is open")]
    fn what_does_not_come_back_stays_written_down() {
        let world = World::new();
        let sharing = world.sharing(true, "resume");
        sharing.begin().unwrap();
        sharing.linked(true).unwrap();
        assert!(sharing.end().unwrap_err().to_string().contains("cannot resume two"));
        world.log();
        drop(sharing);
        let mut abandoned = world.journal().claim().unwrap();
        assert_eq!(abandoned[0].entry.as_ref().unwrap().names(), ["two"]);
        // Another process would see this one holding it.
        assert!(world.journal().abandoned().unwrap().is_empty());
        let log = world.log.clone();
        let make = |memory: &Value| {
            assert_eq!(memory, "two");
            Ok(Box::new(Told { name: "two", first: false, fails: "", log: log.clone() }) as Box<dyn Service>)
        };
        world.journal().put_back(abandoned.remove(0), make).unwrap();
        assert_eq!(world.log(), ["two force /new", "two resume /new"]);
        assert_eq!(world.entries(), 0);
    }

    #[test]
    #[cfg_attr(windows, ignore = "Wine replaces no file that is open")]
    fn a_killed_process_leaves_everything_written_down() {
        let world = World::new();
        let sharing = world.sharing(true, "");
        sharing.begin().unwrap();
        sharing.linked(true).unwrap();
        drop(sharing);
        let abandoned = world.journal().abandoned().unwrap();
        assert_eq!(abandoned[0].entry.as_ref().unwrap().names(), ["agent", "one", "two"]);
        world.journal().give_up(&abandoned[0]).unwrap();
        assert_eq!(world.entries(), 0);
    }
}
