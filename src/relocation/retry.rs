//! A relocation over its attempts: which one it is, who may work on it, and what is remembered of it.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use super::attempt::{Options, Outcome, Stores, attempt, clean_up, may_be_made_again};
use super::error::Error;
use super::history::{AttemptRecord, Direction, History, MovedOn, Record, RecordOf};
use super::measure::measure;
use super::package::PackageName;
use super::probe::Probe;
use super::room::{self, Gained};
use super::store::Store;
use crate::platform::{Dir, VolumeIdentity};

/// How many automatic attempts are made at most, unless told otherwise (article "How to store Package Server
/// repository aside from Symantec Management Agent").
pub const MAXIMUM_ATTEMPTS: u32 = 3;

/// How long is waited between two automatic attempts unless told otherwise, in minutes (same article).
pub const INTERVAL_MINUTES: u32 = 15;

/// A relocation whose stores are open and locked.
#[derive(Debug)]
pub struct Session<'a> {
    history: &'a History,
    stores: Stores,
    /// Packages that had to leave a full volume before the first attempt, which counts them.
    gained: Vec<Gained>,
    /// What later relocations have moved on: neither missing nor to be moved again.
    left_out: BTreeMap<PackageName, MovedOn>,
    /// What is remembered of it.
    pub record: Record,
}

/// The relocation that `run` from these stores to that one goes on with, or a new one.
///
/// All paths are absolute and without links. An unfinished relocation to the same store goes on, also one that
/// was being reverted; further stores may have joined its sources. A finished one to the same store is taken up again,
/// whatever its sources were, so that it remembers where each package came from: only the stores named take part now.
pub fn choose(
    history: &History,
    from: &[PathBuf],
    to: &Path,
    maximum_attempts: u32,
) -> Result<Record, Error> {
    let mut record = match history.find(Some(to)) {
        Ok(record) if record.is_unfinished() => {
            let sources = record.sources();
            if !from.starts_with(&sources) {
                return Err(Error::OtherSources { to: to.to_owned(), from: sources });
            }
            record
        }
        // Every package is where it came from: what comes now begins afresh.
        Ok(mut record) if record.is_reverted() => {
            record.origins.clear();
            record.from = from.to_vec();
            record.active = None;
            record.volumes.clear();
            record
        }
        Ok(record) => record,
        Err(Error::NoneKnown { .. }) => Record::new(from.to_vec(), to.to_owned(), maximum_attempts),
        Err(error) => return Err(error),
    };
    record.wanted = Some(from.iter().map(|store| record.position_of(store)).collect());
    set_going(&mut record, Direction::Forward, maximum_attempts);
    Ok(record)
}

/// Sets a relocation going in a direction; what has been done in it already is not done again. All its stores take part.
pub fn turn(record: &mut Record, direction: Direction, maximum_attempts: u32) {
    record.wanted = Some((0..record.from.len()).collect());
    set_going(record, direction, maximum_attempts);
}

fn set_going(record: &mut Record, direction: Direction, maximum_attempts: u32) {
    record.direction = direction;
    record.finished = None;
    record.attempts_done = 0;
    record.maximum_attempts = maximum_attempts;
}

/// Makes every package of an interrupted relocation reachable again, before anything that takes time. If that fails,
/// what comes next says why.
pub fn restore_links(record: &Record) {
    if !record.joined || !record.is_interrupted() {
        return;
    }
    let view = record.view(&BTreeMap::new());
    match Stores::open(&view, false) {
        Ok(stores) => stores.restore_links(&view),
        Err(error) => tracing::info!("links are not restored yet: {error}"),
    }
}

/// The stores of an unfinished relocation that are not where they were: not mounted, or another volume is.
pub fn not_there<Origins>(record: &RecordOf<Origins>) -> Vec<Error> {
    let is_there = |path: &Path| match Store::open(path).and_then(|store| store.relocation()) {
        Ok(id) => id == Some(record.id),
        // What this account may not see may well be there.
        Err(Error::Store { source, .. } | Error::Work { source, .. }) => {
            source.kind() != io::ErrorKind::NotFound
        }
        Err(_) => true,
    };
    if !record.joined {
        return not_mounted(record);
    }
    let sources = record.sources();
    let stores = std::iter::once(&record.to).chain(&sources);
    stores.filter(|path| !is_there(path)).map(|path| Error::NotTheStore { path: path.clone() }).collect()
}

/// The stores of a finished relocation that are on other volumes than they were: what was there is not mounted.
fn not_mounted<Origins>(record: &RecordOf<Origins>) -> Vec<Error> {
    // After a revert nothing is in the new store.
    let new = (!record.is_reverted()).then_some(&record.to);
    let mut errors: Vec<_> =
        new.into_iter().chain(&record.from).filter_map(|path| is_on_its_volume(record, path).err()).collect();
    if errors.is_empty() && new.is_some_and(|to| matches!(to.try_exists(), Ok(false))) {
        errors.push(Error::NotTheStore { path: record.to.clone() });
    }
    errors
}

/// Refuses a store that is certainly on another volume than when it took part last. Where there is none, its parent must
/// be on that volume: it may have been removed, and is not made on a mount point.
///
/// An unfinished relocation knows its stores by its id.
pub fn is_on_its_volume<Origins>(record: &RecordOf<Origins>, path: &Path) -> Result<(), Error> {
    if record.joined || record.other_volumes {
        return Ok(());
    }
    let Some(volume) = record.volumes.iter().find(|volume| volume.store == path) else { return Ok(()) };
    let is_other = match Dir::open_root(path) {
        Ok(dir) => dir.volume_identity().is_ok_and(|now| volume.identity.is_other(&now)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let parent = path.parent().and_then(|parent| Dir::open_root(parent).ok());
            match parent.and_then(|parent| parent.volume_identity().ok()) {
                // Which directory it is says nothing here.
                Some(now) => {
                    volume.identity.is_other(&VolumeIdentity { folder: volume.identity.folder, ..now })
                }
                None => true,
            }
        }
        // What this account may not see may well be there.
        Err(_) => false,
    };
    if is_other { Err(Error::NotTheStore { path: path.to_owned() }) } else { Ok(()) }
}

/// Refuses to revert a relocation whose packages a later one has moved on: that one comes first.
pub fn may_revert(history: &History, record: &Record) -> Result<(), Error> {
    let moved = history.moved_on(record)?;
    // The last one made is the first to be undone.
    let numbers: BTreeMap<Uuid, u64> =
        history.headers()?.into_iter().map(|header| (header.id, header.number)).collect();
    let Some(last) = moved.values().max_by_key(|moved| numbers.get(&moved.relocation)) else {
        return Ok(());
    };
    Err(Error::MovedOn {
        packages: moved.values().filter(|moved| moved.relocation == last.relocation).count(),
        to: last.to.clone(),
        relocation: last.relocation,
    })
}

/// Removes what a relocation that has finished left in its stores all the same: it was killed in its very last step, or
/// the power failed before what it had removed was gone for good.
pub fn tidy(record: &Record) -> Result<(), Error> {
    if record.is_unfinished() {
        return Ok(());
    }
    let mut is_left = false;
    for path in std::iter::once(&record.to).chain(&record.from) {
        // A store that is gone, or cannot be read, has nothing that could be removed.
        let Ok(store) = Store::open(path) else { continue };
        is_left |= store.has_work() && store.relocation()?.is_none_or(|id| id == record.id);
        Probe::sweep(&store.root);
        let is_left = store.has_work() && store.relocation()?.is_none_or(|id| id == record.id);
        if is_left {
            store.lock()?;
            store.remove_work()?;
        }
    }
    if !is_left {
        return Ok(());
    }
    let mut stores = Stores::open(record, false)?;
    clean_up(&stores, record)?;
    stores.leave()
}

/// Finds out, changing nothing, what would keep a session from beginning: a store that is missing, is another one, or
/// is held by another smpctl.
pub fn rehearse(record: &Record) -> Result<(), Error> {
    let record = &record.view(&BTreeMap::new());
    for path in std::iter::once(&record.to).chain(&record.from) {
        is_on_its_volume(record, path)?;
    }
    let known = record.from.len().saturating_sub(record.newcomers);
    let newcomers = record.from.iter().skip(known);
    let others = record.from.iter().take(known).chain([&record.to]);
    let stores = others.map(|path| (path, record.joined)).chain(newcomers.map(|path| (path, false)));
    for (path, has_joined) in stores {
        let store = match Store::open(path) {
            Err(Error::Store { path, source }) if source.kind() == io::ErrorKind::NotFound => {
                if has_joined {
                    return Err(Error::NotTheStore { path });
                }
                let is_made = path == record.to && record.direction == Direction::Forward
                    || may_be_made_again(record, &path);
                if is_made {
                    continue;
                }
                return Err(Error::Store { path, source });
            }
            other => other?,
        };
        store.lock()?;
        // A work folder that cannot be trusted is refused here too.
        let id = store.relocation()?;
        if has_joined && id != Some(record.id) {
            return Err(Error::NotTheStore { path: store.path });
        }
    }
    Ok(())
}

impl<'a> Session<'a> {
    /// Opens and locks the stores of a relocation and makes them take part in it, durably.
    ///
    /// If that fails, nothing is left of what was made for it. Where a volume is so full that a package has to leave it
    /// first, processes that are seen in that are waited for, up to `readers`.
    pub fn begin(
        history: &'a History,
        mut record: Record,
        threads: usize,
        readers: Duration,
    ) -> Result<Self, Error> {
        let left_out = match record.direction {
            Direction::Forward => history.moved_on(&record)?,
            Direction::Revert => {
                may_revert(history, &record)?;
                BTreeMap::new()
            }
        };
        record.number = history.next_number(&record)?;
        // That what it does cannot be remembered is found out before a store is touched.
        history.reserve(&record, room_for(&record))?;
        let before = history.by_id(record.id)?;
        if before.is_none() {
            history.save(&record)?;
        }
        let (origins, mut gained) = (record.origins.clone(), Vec::new());
        let stores = Self::join_with_room(history, &mut record, &left_out, (threads, readers), &mut gained)
            .and_then(|stores| {
                match history.save(&record) {
                    Ok(()) => Ok(stores),
                    Err(error) => {
                        // It may have been written all the same, and counts on stores that do not know of it.
                        if let Some(before) = &before
                            && let Err(error) = history.save(before)
                        {
                            tracing::warn!("{error}");
                        }
                        stores.abandon();
                        Err(error)
                    }
                }
            });
        match stores {
            Ok(stores) => {
                if let Err(error) = history.prune(&record) {
                    tracing::info!("{error}");
                }
                Ok(Self { history, stores, left_out, gained, record })
            }
            // A package may have left a full volume already: its origin is remembered.
            Err(error) if record.origins != origins => Err(error),
            Err(error) => {
                // One that was known before may be another process's at this moment.
                if before.is_none()
                    && let Err(error) = history.forget(record.id)
                {
                    tracing::warn!("{error}");
                }
                Err(error)
            }
        }
    }

    /// Makes the stores take part; where the volume of one that packages leave has no room for that, one after the other
    /// goes first.
    fn join_with_room(
        history: &History,
        record: &mut Record,
        left_out: &BTreeMap<PackageName, MovedOn>,
        (threads, readers): (usize, Duration),
        gained: &mut Vec<Gained>,
    ) -> Result<Stores, Error> {
        let sources = match record.direction {
            Direction::Forward => record.taking_part(),
            Direction::Revert => vec![record.to.clone()],
        };
        let mut gain = |record: &mut Record, full: &Path| {
            let more = room::gain(record, full, threads, readers, &mut |record| history.save(record))?;
            let has_gained = more.is_some();
            gained.extend(more);
            // What has been saved meanwhile is this process's own.
            record.as_read = record.as_read.as_ref().map(|_| record.stamp());
            Ok::<_, Error>(has_gained)
        };
        for source in sources {
            while Store::open(&source).is_ok_and(|store| room::is_scarce(&store)) && gain(record, &source)? {}
        }
        loop {
            let error = match Self::join(history, record, left_out) {
                Err(error) => error,
                joined => return joined,
            };
            match error.full_store().map(Path::to_owned) {
                Some(full) if gain(record, &full)? => {}
                _ => return Err(error),
            }
        }
    }

    /// First the stores, then the record: a record that counts on a store finds it.
    fn join(
        history: &History,
        record: &mut Record,
        left_out: &BTreeMap<PackageName, MovedOn>,
    ) -> Result<Stores, Error> {
        let view = record.view(left_out);
        let stores = Stores::open(&view, record.direction == Direction::Forward)?;
        let joined = stores.relocations().and_then(|ids| {
            // From here on no other process works on it; one may have until now.
            let now = history.by_id(record.id)?.and_then(|now| now.as_read);
            if record.as_read.is_some() && record.as_read != now {
                return Err(Error::Busy { path: record.to.clone(), holder: None });
            }
            for (path, id) in ids.into_iter().filter(|(_, id)| *id != record.id) {
                match history.by_id(id)? {
                    Some(other) if other.is_unfinished() && other.has_begun() => {
                        return Err(Error::TakesPart { path, relocation: id });
                    }
                    // It ended just before it could clean up, was killed before it began, or no record of it is left.
                    Some(_) | None => {}
                }
            }
            stores.join(&view)
        });
        if let Err(error) = joined {
            stores.abandon();
            return Err(error);
        }
        record.joined_as_wanted();
        for volume in stores.volumes() {
            record.volumes.retain(|known| known.store != volume.store);
            record.volumes.push(volume);
        }
        Ok(stores)
    }

    /// Lets go of the stores.
    pub fn end(self) -> Record {
        self.record
    }

    /// Makes one attempt. An automatic one counts.
    pub fn attempt(&mut self, options: &Options<'_>, automatic: bool) -> Result<Outcome, Error> {
        if automatic {
            self.record.attempts_done += 1;
        }
        self.record.last_attempt = Some(AttemptRecord::begun(Timestamp::now(), automatic));
        self.history.save(&self.record)?;
        let history = self.history;
        let mut view = self.record.view(&self.left_out);
        let (whole, left_out) = (&mut self.record, &self.left_out);
        let mut outcome = options.sharing.begin().and_then(|()| {
            attempt(&self.stores, &mut view, options, &mut |view| {
                whole.absorb(view, left_out);
                history.save(whole)
            })
        });
        self.record.absorb(&view, &self.left_out);
        if let Ok(outcome) = &mut outcome {
            for gained in self.gained.drain(..) {
                outcome.moved += 1;
                outcome.files += gained.files;
                outcome.bytes += gained.bytes;
                outcome.disturbed.extend(gained.disturbed);
            }
        }
        // Whatever happened, and before anything else can fail.
        if let Err(error) = options.sharing.end() {
            match &mut outcome {
                Ok(outcome) => outcome.not_resumed = Some(error),
                Err(first) => {
                    let after = std::mem::replace(first, Error::Stopped);
                    let problems = match error {
                        Error::NotResumed { problems, .. } => problems,
                        other => other.to_string(),
                    };
                    *first = Error::NotResumed { problems, after: Some(Box::new(after)) };
                }
            }
        }
        let measured = measure(&self.record, options.sizes, options.stop, options.threads);
        if let Some(last) = &mut self.record.last_attempt {
            last.ended = Some(Timestamp::now());
            last.measured = Some(measured);
            match &outcome {
                Ok(outcome) => {
                    last.stopped = outcome.stopped;
                    last.out_of_time = outcome.out_of_time;
                    last.failures.clone_from(&outcome.failures);
                }
                Err(error) => last.error = Some(error.public()),
            }
        }
        let complete = outcome.as_ref().is_ok_and(|outcome| outcome.complete);
        if complete {
            // Their ids go now: what is known of them from here on is their volumes.
            self.record.finished = Some(Timestamp::now());
            self.record.joined = false;
        }
        self.history.save(&self.record)?;
        if complete {
            self.stores.leave()?;
        }
        outcome
    }
}

/// How much a record may grow, in bytes: a line for each package that may be moved, and what an attempt leaves.
fn room_for(record: &Record) -> usize {
    const LINE: usize = 56;
    let view = record.view(&BTreeMap::new());
    let sources = match record.direction {
        Direction::Forward => view.from,
        // Their origins are in the record already.
        Direction::Revert => Vec::new(),
    };
    let packages = |path: &PathBuf| Store::open(path).ok().and_then(|store| store.package_names().ok());
    let new = sources.iter().filter_map(packages).map(|names| names.len()).sum::<usize>();
    new.saturating_mul(LINE) + 4096
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_another_process_has_changed_since_is_not_gone_on_with() {
        let keep = tempfile::tempdir().unwrap();
        let root = crate::platform::canonicalize(keep.path()).unwrap();
        let [old, new] = ["old", "new"].map(|name| root.join(name));
        std::fs::create_dir(&old).unwrap();
        let history = History::new(root.join("state"), vec![]);
        let choose = || choose(&history, std::slice::from_ref(&old), &new, 3).unwrap();
        let first = Session::begin(&history, choose(), 1, Duration::ZERO).unwrap().end();
        let (stale, other) = (choose(), choose());
        assert_eq!(stale.id, first.id);
        let mut session = Session::begin(&history, other, 1, Duration::ZERO).unwrap();
        session.record.last_attempt = Some(AttemptRecord::begun(Timestamp::now(), true));
        history.save(&session.record).unwrap();
        drop(session);
        assert!(matches!(Session::begin(&history, stale, 1, Duration::ZERO), Err(Error::Busy { .. })));
        assert!(Session::begin(&history, choose(), 1, Duration::ZERO).is_ok());
        // Nothing but the record is left by any of them.
        assert_eq!(std::fs::read_dir(root.join("state/relocations")).unwrap().count(), 1);
    }
}
