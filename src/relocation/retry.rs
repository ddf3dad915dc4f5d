//! A relocation over its attempts: which one it is, who may work on it, and what is remembered of it.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::attempt::{Options, Outcome, Stores, attempt};
use super::error::Error;
use super::history::{AttemptRecord, Direction, History, Record};
use super::measure::measure;
use super::probe::Probe;
use super::store::Store;

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
    /// What is remembered of it.
    pub record: Record,
}

/// The relocation that `run` from these stores to that one goes on with, or a new one.
///
/// All paths are absolute and without links. An unfinished relocation to the same store goes on, also one that
/// was being reverted; further stores may have joined its sources. A finished one between the same stores is
/// taken up again, so that it remembers where each package came from.
pub fn choose(
    history: &History,
    from: &[PathBuf],
    to: &Path,
    maximum_attempts: u32,
) -> Result<Record, Error> {
    let mut record = match history.find(Some(to)) {
        Ok(record) if record.from == from => record,
        Ok(mut record) if record.is_unfinished() && from.starts_with(&record.from) => {
            record.newcomers = from.len() - record.from.len();
            record.from = from.to_vec();
            record
        }
        Ok(record) if record.is_unfinished() => {
            return Err(Error::OtherSources { to: to.to_owned(), from: record.from });
        }
        Ok(_) | Err(Error::NoneKnown { .. }) => Record::new(from.to_vec(), to.to_owned(), maximum_attempts),
        Err(error) => return Err(error),
    };
    turn(&mut record, Direction::Forward, maximum_attempts);
    Ok(record)
}

/// Sets a relocation going in a direction; what has been done in it already is not done again.
pub fn turn(record: &mut Record, direction: Direction, maximum_attempts: u32) {
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
    match Stores::open(record, false) {
        Ok(stores) => stores.restore_links(record),
        Err(error) => tracing::info!("links are not restored yet: {error}"),
    }
}

/// The stores of an unfinished relocation that are not where they were: not mounted, or another volume is.
pub fn not_there(record: &Record) -> Vec<Error> {
    let is_there = |path: &Path| match Store::open(path).and_then(|store| store.relocation()) {
        Ok(id) => id == Some(record.id),
        // What this account may not see may well be there.
        Err(Error::Store { source, .. } | Error::Work { source, .. }) => {
            source.kind() != io::ErrorKind::NotFound
        }
        Err(_) => true,
    };
    let stores = std::iter::once(&record.to).chain(&record.from).filter(|_| record.joined);
    stores.filter(|path| !is_there(path)).map(|path| Error::NotTheStore { path: path.clone() }).collect()
}

/// Removes what a relocation that was killed in its very last step left in its stores.
pub fn tidy(record: &Record) -> Result<(), Error> {
    if record.is_unfinished() {
        return Ok(());
    }
    for path in std::iter::once(&record.to).chain(&record.from) {
        // A store that is gone, or cannot be read, has nothing that could be removed.
        let Ok(store) = Store::open(path) else { continue };
        Probe::sweep(&store.root);
        let is_left = store.has_work() && store.relocation()?.is_none_or(|id| id == record.id);
        if is_left {
            store.lock()?;
            store.remove_work()?;
        }
    }
    Ok(())
}

/// Finds out, changing nothing, what would keep a session from beginning: a store that is missing, is another one, or
/// is held by another smpctl.
pub fn rehearse(record: &Record) -> Result<(), Error> {
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
                if path == record.to && record.direction == Direction::Forward {
                    continue;
                }
                return Err(Error::Store { path, source });
            }
            other => other?,
        };
        store.lock()?;
        if has_joined && store.relocation()? != Some(record.id) {
            return Err(Error::NotTheStore { path: store.path });
        }
    }
    Ok(())
}

impl<'a> Session<'a> {
    /// Opens and locks the stores of a relocation and makes them take part in it, durably.
    pub fn begin(history: &'a History, mut record: Record) -> Result<Self, Error> {
        let stores = Stores::open(&record, record.direction == Direction::Forward)?;
        for id in stores.relocations()? {
            if id == record.id {
                continue;
            }
            match history.by_id(id)? {
                Some(other) if other.is_unfinished() => {
                    return Err(Error::TakesPart { path: other.to, relocation: id });
                }
                // It ended just before it could clean up, or nobody remembers it.
                Some(_) | None => {}
            }
        }
        // First the stores, then the record: a record that counts on a store finds it.
        stores.join(&record)?;
        record.joined = true;
        record.newcomers = 0;
        history.save(&record)?;
        Ok(Self { history, stores, record })
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
        let mut outcome = options.sharing.begin().and_then(|()| {
            attempt(&self.stores, &mut self.record, options, &mut |record| history.save(record))
        });
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
                Err(error) => last.error = Some(error.to_string()),
            }
        }
        let complete = outcome.as_ref().is_ok_and(|outcome| outcome.complete);
        if complete {
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
