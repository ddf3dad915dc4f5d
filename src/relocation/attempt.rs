//! One attempt: recover, link every package, move them in batches, clean up.
//!
//! What a batch makes durable, and in which order, is the heart of it (`move_batch`): staged copies before
//! the swap, the swap before the originals are retired, that before they are compared once more and given up,
//! and that before the first of their files is removed.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::backlog::{Amount, Backlog};
use super::error::Error;
use super::history::{Direction, FailureRecord, Record};
use super::inventory::{Compare, Difference, Inventory};
use super::package::PackageName;
use super::progress::{Observer, Phase, StopRequest, Update};
use super::rate::RateLimit;
use super::reason::{NoRoom, Reason};
use super::sharing::Sharing;
use super::state::{Standing, judge};
use super::store::{At, DELETING, Store, Work, peer_name};
use super::survey::Sizes;
use super::swap::{InPlace, Pair, delete, restore_earlier_times};
use super::transfer::Transfer;
use crate::platform::{self, FileId, FileKind, Property};

/// How packages may be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// Renamed within one volume, copied across.
    #[default]
    Auto,
    /// Copied, also within one volume.
    Copy,
    /// Renamed; a package on another volume stays.
    Rename,
}

/// What happens to a package that stands in several of the old stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnDuplicate {
    /// It is linked from the first of them, and none is moved.
    #[default]
    Skip,
    /// That of the first of them is moved, the others stay where they are.
    PreferFrom,
}

/// How an attempt is to be made.
pub struct Options<'a> {
    /// Who is told.
    pub observer: &'a dyn Observer,
    /// Who may say stop.
    pub stop: &'a StopRequest,
    /// How many packages are worked on at once; with 1, everything happens in the calling thread.
    pub threads: usize,
    /// How packages may be moved.
    pub method: Method,
    /// What happens to duplicates.
    pub on_duplicate: OnDuplicate,
    /// Links from the old places to the new ones stay when everything has been moved.
    pub keep_old_links: bool,
    /// The content of each copy is read again from the medium and compared with the original's.
    pub verify: bool,
    /// How fast content may be copied.
    pub limit: Option<&'a RateLimit>,
    /// Those who serve the packages.
    pub sharing: &'a Sharing,
    /// What is known of the packages' sizes.
    pub sizes: &'a Sizes,
}

/// What came of an attempt.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Packages moved in this attempt.
    pub moved: u64,
    /// Entries in them.
    pub files: u64,
    /// Bytes in them; packages that were renamed count with what is known of their size.
    pub bytes: u64,
    /// Packages that stayed, or left something behind, and why.
    pub failures: Vec<FailureRecord>,
    /// Packages with a location of their own: not touched.
    pub custom: Vec<PackageName>,
    /// After a revert: packages in the store that did not come from the other one, so that they stay.
    pub staying: Vec<PackageName>,
    /// Old copies that `PreferFrom` left where they were.
    pub duplicates: Vec<PathBuf>,
    /// Somebody said stop.
    pub stopped: bool,
    /// The time to stop came before everything was moved.
    pub out_of_time: bool,
    /// Nothing is left to do.
    pub complete: bool,
    /// Somebody who serves the packages could not be put back into service.
    pub not_resumed: Option<Error>,
}

/// How long a replaced original is kept before its files are removed: readers that resolved its path just
/// before may still be opening files in it. The crash tests have no readers, and thousands of runs.
const GRACE: Duration = Duration::from_secs(if cfg!(feature = "fault-injection") { 0 } else { 1 });

/// How long it is kept where it can be seen that nobody has one of its directories open, or is in one: whoever was
/// following its path when that began to lead elsewhere has arrived by then. That is within one system call, and all
/// directories are in memory, for the original has just been compared.
const SETTLED: Duration = Duration::from_millis(100);

/// How many files are left to be removed while the last originals are kept: about as many as can be removed meanwhile.
const LEFT_TO_REMOVE: u64 = 8_000;

/// How much is staged at most before it is made durable as one batch.
const BATCH: Amount = Amount { bytes: 512 << 20, files: 20_000, packages: 256 };

/// How much is staged at least, unless nothing more is left: what makes a batch durable costs about the same
/// whatever its size.
const SMALLEST_BATCH: Amount = Amount { bytes: 128 << 20, files: 4_000, packages: 256 };

/// How often an attempt looks for packages that arrived while it moved others.
const ROUNDS: usize = 10;

/// The stores of a relocation: where packages go or went to first, then the others.
#[derive(Debug)]
pub struct Stores {
    stores: Vec<Store>,
    works: Vec<Work>,
}

impl Stores {
    /// Opens, locks and checks the stores of a relocation, and prepares their work folders.
    ///
    /// `may_create` says that the new store may be made if it is not there.
    pub fn open(record: &Record, may_create: bool) -> Result<Self, Error> {
        let known = record.from.len() - record.newcomers.min(record.from.len());
        let from = record.from.iter().enumerate().map(|(number, path)| {
            Store::open(path).map_err(|error| if number < known { missing(record, error) } else { error })
        });
        let from = from.collect::<Result<Vec<_>, _>>()?;
        if is_nowhere(record, &from)? {
            return Err(Error::NotTheStore { path: record.to.clone() });
        }
        let to = match from.first() {
            Some(model) if may_create && !record.joined => {
                Store::open_or_create(&record.to, model, &record.lossy)?
            }
            _ => Store::open(&record.to).map_err(|error| missing(record, error))?,
        };
        let stores: Vec<Store> = std::iter::once(to).chain(from).collect();
        for store in &stores {
            store.lock()?;
        }
        if record.joined {
            for store in &stores[..=known] {
                if store.relocation()? != Some(record.id) {
                    return Err(Error::NotTheStore { path: store.path.clone() });
                }
            }
        }
        let works = stores.iter().map(Store::open_work).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { stores, works })
    }

    /// The relocations that the stores take part in, according to themselves.
    pub fn relocations(&self) -> Result<BTreeSet<uuid::Uuid>, Error> {
        self.stores.iter().filter_map(|store| store.relocation().transpose()).collect()
    }

    /// Makes all stores take part in this relocation, durably.
    pub fn join(&self, record: &Record) -> Result<(), Error> {
        self.stores.iter().zip(&self.works).try_for_each(|(store, work)| store.join(work, record.id))
    }

    /// Ends the relocation in every store; there is no further attempt with these.
    pub fn leave(&mut self) -> Result<(), Error> {
        // Where Windows has no POSIX semantics, a folder is there until the last handle on it is closed.
        self.works.clear();
        self.stores.iter().try_for_each(Store::remove_work)
    }

    /// Links packages that are missing where they go: an attempt that was killed between the two steps of a swap leaves
    /// one so. What cannot be linked is left to the next attempt.
    pub fn restore_links(&self, record: &Record) {
        for (package, origin) in &record.origins {
            let Some(old) = self.stores.get(origin + 1) else { continue };
            let (from, to) = match record.direction {
                Direction::Forward => (old, &self.stores[0]),
                Direction::Revert => (&self.stores[0], old),
            };
            if matches!((to.at(package), from.at(package)), (Ok(At::Absent), Ok(At::Directory(_)))) {
                let linked = to.root.create_link(from.package_path(package).as_os_str(), package.as_os_str());
                if let Err(error) = linked {
                    tracing::warn!("{package} could not be linked yet: {error}");
                }
            }
        }
    }

    fn roots(&self) -> Vec<FileId> {
        self.stores.iter().map(|store| store.id).collect()
    }
}

/// None of the packages of a relocation that has moved some is in any of its stores: the one that has them is not
/// mounted.
fn is_nowhere(record: &Record, from: &[Store]) -> Result<bool, Error> {
    if record.joined {
        // Its stores are known by their id.
        return Ok(false);
    }
    let to = match Store::open(&record.to) {
        Ok(store) => Some(store),
        Err(Error::Store { source, .. }) if source.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    for package in record.origins.keys() {
        for store in from.iter().chain(&to) {
            let at = store.at(package);
            let failed = |source| Error::Store { path: store.package_path(package), source };
            if !matches!(at.map_err(failed)?, At::Absent | At::LinkToNowhere) {
                return Ok(false);
            }
        }
    }
    Ok(!record.origins.is_empty())
}

/// An unfinished relocation whose store has gone is told so, not that a file does not exist.
fn missing(record: &Record, error: Error) -> Error {
    match error {
        Error::Store { path, source } if record.joined && source.kind() == io::ErrorKind::NotFound => {
            Error::NotTheStore { path }
        }
        other => other,
    }
}

/// One package that is to go from one store to the other of a pair.
#[derive(Debug, Clone)]
struct Task {
    package: PackageName,
    pair: usize,
    standing: Standing,
    /// What is in its way, unless it has the package's very name.
    in_the_way: Option<PathBuf>,
    may_move: bool,
}

/// A package whose copy is staged, or stands in its place already.
struct Ready {
    task: Task,
    inventory: Inventory,
    in_place: bool,
    /// How often writing to the new volume had failed when its copy was begun.
    failed_writes: u64,
}

/// Makes one attempt. `save` remembers the record, durably.
pub fn attempt(
    stores: &Stores,
    record: &mut Record,
    options: &Options<'_>,
    save: &mut dyn FnMut(&Record) -> Result<(), Error>,
) -> Result<Outcome, Error> {
    // The record changes while the pairs are in use.
    let lossy = record.lossy.clone();
    let mut pairs = Vec::new();
    for number in 1..stores.stores.len() {
        let (old, new) =
            ((&stores.stores[number], &stores.works[number]), (&stores.stores[0], &stores.works[0]));
        let (from, to) = match record.direction {
            Direction::Forward => (old, new),
            Direction::Revert => (new, old),
        };
        let pair = Pair::new(from, to, peer_name(number), &lossy)
            .map_err(|source| Error::Work { path: to.0.path.clone(), source })?;
        pairs.push(pair);
    }
    let mut attempt = Attempt {
        stores,
        pairs,
        options,
        pools: Pools::new(options.threads),
        failures: Mutex::new(BTreeMap::new()),
        origins: record.origins.clone(),
        crowded: Mutex::new(Vec::new()),
        deletions: Mutex::new(VecDeque::new()),
        moved: Mutex::new(Moved::default()),
        failed_writes: AtomicU64::new(0),
        outcome: Outcome::default(),
    };
    attempt.run(record, save)?;
    Ok(attempt.outcome)
}

/// The threads that work on packages: while some copy, the others see to what has been copied.
struct Pools {
    copying: rayon::ThreadPool,
    finishing: rayon::ThreadPool,
}

impl Pools {
    /// None for one thread: then everything happens in the calling one.
    fn new(threads: usize) -> Option<Self> {
        let pool = || {
            rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                // A package may be nested a thousand directories deep.
                .stack_size(16 << 20)
                .build()
                .map_err(|error| tracing::warn!("one thread only: {error}"))
                .ok()
        };
        (threads > 1).then(|| Some(Self { copying: pool()?, finishing: pool()? })).flatten()
    }
}

/// What has been moved so far.
#[derive(Default)]
struct Moved {
    packages: u64,
    files: u64,
    bytes: u64,
}

/// An original whose files are to be removed.
struct GivenUp {
    package: PackageName,
    /// The store it is in.
    position: usize,
    /// How many there are, as far as that is known.
    files: u64,
    /// When its path began to lead elsewhere.
    retired: Instant,
}

impl GivenUp {
    /// How long its files have to stay yet, if they stay that long.
    fn left(&self, kept: Duration) -> Duration {
        kept.saturating_sub(self.retired.elapsed())
    }
}

/// Why a package stays.
struct Failed {
    reason: String,
    /// The same without names from inside of the package.
    public: String,
}

struct Attempt<'a> {
    stores: &'a Stores,
    pairs: Vec<Pair<'a>>,
    options: &'a Options<'a>,
    pools: Option<Pools>,
    failures: Mutex<BTreeMap<PackageName, Failed>>,
    /// Where each package came from, as far as that is known at the beginning.
    origins: BTreeMap<PackageName, usize>,
    /// Packages that found no room while others were being written: what was set aside for those comes free again.
    crowded: Mutex<Vec<(Task, Reason)>>,
    /// Given-up originals, in the order in which their time comes.
    deletions: Mutex<VecDeque<GivenUp>>,
    moved: Mutex<Moved>,
    /// How often the new volume could not make durable what was written. The kernel tells it once, whomever of those
    /// who were writing it concerns.
    failed_writes: AtomicU64,
    outcome: Outcome,
}

impl Attempt<'_> {
    fn run(
        &mut self,
        record: &mut Record,
        save: &mut dyn FnMut(&Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.phase(Phase::Recovering);
        self.recover()?;
        let mut handled = BTreeSet::new();
        for round in 0..ROUNDS {
            self.phase(Phase::Surveying);
            let mut tasks = self.plan(record)?;
            tasks.retain(|task| {
                !matches!(task.standing, Standing::Moved | Standing::NotOurs)
                    && handled.insert(task.package.clone())
            });
            if self.options.stop.ends_here() {
                break;
            }
            if tasks.is_empty() {
                if round == 0 {
                    self.options.sharing.linked(false)?;
                }
                break;
            }
            self.phase(Phase::Linking);
            let durable = self.link(&mut tasks);
            if record.direction == Direction::Forward {
                for task in &tasks {
                    record.origins.insert(task.package.clone(), task.pair);
                }
                save(record)?;
            }
            if round == 0 && !self.options.stop.ends_here() {
                self.share(record, &tasks, durable)?;
            }
            self.phase(Phase::Moving);
            let queue = tasks.into_iter().filter(|task| task.may_move).collect();
            self.move_all(queue);
        }
        self.phase(Phase::CleaningUp);
        self.delete(true);
        self.outcome.stopped = self.options.stop.is_requested();
        self.finish(record)?;
        let failures = std::mem::take(&mut *lock(&self.failures));
        self.outcome.failures = failures
            .into_iter()
            .map(|(package, it)| FailureRecord::new(package, it.reason, it.public))
            .collect();
        let Moved { packages, files, bytes } = std::mem::take(&mut *lock(&self.moved));
        (self.outcome.moved, self.outcome.files, self.outcome.bytes) = (packages, files, bytes);
        Ok(())
    }

    fn phase(&self, phase: Phase) {
        self.options.observer.update(&Update::Phase { phase });
    }

    fn fail(&self, package: &PackageName, reason: &Reason) {
        let no_room = self.no_room(package, reason);
        let reason = no_room.as_ref().unwrap_or(reason);
        let failed = Failed { reason: reason.to_string(), public: reason.public() };
        // The first reason is the cause; what follows from it says less.
        if let Entry::Vacant(vacant) = lock(&self.failures).entry(package.clone()) {
            self.options.observer.update(&Update::PackageFailed { package, reason: &failed.reason });
            vacant.insert(failed);
        }
    }

    /// Completes the reason of a call that found no room, if it was one: which volume is full, and what is needed and free there.
    fn no_room(&self, package: &PackageName, reason: &Reason) -> Option<Reason> {
        let Reason::Io { doing, path, source } = reason else { return None };
        if !is_out_of_room(reason) {
            return None;
        }
        // What has an absolute path is in that store. The others are within a copy: nothing is written to an original.
        let store = match path.is_absolute() {
            true => self.stores.stores.iter().find(|store| path.starts_with(&store.path)),
            false => {
                let own = |pair: &&Pair<'_>| matches!(pair.from.at(package), Ok(At::Directory(_)));
                let origin = self.origins.get(package).and_then(|origin| self.pairs.get(*origin));
                origin.or_else(|| self.pairs.iter().find(own)).map(|pair| pair.to)
            }
        };
        let store = store?;
        let space = store.root.volume_space().ok();
        Some(Reason::NoRoom(Box::new(NoRoom {
            doing,
            path: path.clone(),
            source: match source.raw_os_error() {
                Some(code) => io::Error::from_raw_os_error(code),
                None => source.kind().into(),
            },
            volume: store.path.clone(),
            needed: self.options.sizes.get(package).map(|size| (size.amount.bytes, size.entries())),
            free: space.map(|space| (space.available, space.available_files)),
        })))
    }

    /// Works through `items`, several at once if allowed.
    fn each<T: Send, R: Send>(&self, items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        match &self.pools {
            Some(pools) => pools.finishing.install(|| items.into_par_iter().map(work).collect()),
            None => items.into_iter().map(work).collect(),
        }
    }

    /// Finishes or undoes what an interrupted attempt left in the work folders.
    fn recover(&mut self) -> Result<(), Error> {
        for (store, work) in self.stores.stores.iter().zip(&self.stores.works) {
            let failed = |source| Error::Work { path: store.path.join(super::store::WORK), source };
            for name in work.staging.entries().map_err(failed)? {
                work.discard(&name).map_err(failed)?;
            }
        }
        for position in 0..self.stores.stores.len() {
            let (store, work) = (&self.stores.stores[position], &self.stores.works[position]);
            let failed = |source| Error::Work { path: store.path.join(super::store::WORK), source };
            for name in work.retired.entries().map_err(failed)? {
                let is_link = work
                    .retired
                    .stat_entry(&name)
                    .map_err(failed)?
                    .is_some_and(|stat| stat.kind == FileKind::Link);
                if is_link {
                    // Prepared for an exchange that did not take place.
                    work.retired.remove_file(&name).map_err(failed)?;
                } else if let Some(package) = PackageName::of(&name)
                    && let Err(reason) = self.recover_retired(position, &package)
                {
                    self.fail(&package, &reason);
                }
            }
            for name in work.deleting.entries().map_err(failed)? {
                let Some(package) = PackageName::of(&name) else { continue };
                let retired = Instant::now();
                lock(&self.deletions).push_back(GivenUp { package, position, files: 0, retired });
            }
        }
        // Now: what has taken their place may be moved next.
        self.delete(true);
        for pair in &self.pairs {
            for (here, there) in [(pair.from, pair.to), (pair.to, pair.from)] {
                let failed = |source| Error::Store { path: here.path.clone(), source };
                for package in here.package_names().map_err(failed)? {
                    if let Err(source) = pair.finish_times(&package, here, there) {
                        let path = there.package_path(&package);
                        self.fail(&package, &Reason::Io { doing: "set the times of", path, source });
                    }
                }
            }
        }
        Ok(())
    }

    /// The other store that holds a package, for one that this store has put aside.
    fn partner(&self, position: usize, package: &PackageName) -> Option<&Store> {
        let others = match (position, self.origins.get(package)) {
            (0, Some(origin)) => self.stores.stores.get(origin + 1..=origin + 1).unwrap_or_default(),
            (0, None) => &self.stores.stores[1..],
            _ => &self.stores.stores[..1],
        };
        others.iter().find(|store| matches!(store.at(package), Ok(At::Directory(_))))
    }

    /// A retired original is whole. If the copy that took its place is the same it may go, else it goes back.
    fn recover_retired(&self, position: usize, package: &PackageName) -> Result<(), Reason> {
        let (store, work) = (&self.stores.stores[position], &self.stores.works[position]);
        let name = package.as_os_str();
        let path = store.package_path(package);
        let pair_between = |other: &Store| {
            self.pairs.iter().find(|pair| {
                (pair.from.id, pair.to.id) == (store.id, other.id)
                    || (pair.from.id, pair.to.id) == (other.id, store.id)
            })
        };
        let own = self.pairs.iter().find(|pair| [pair.from.id, pair.to.id].contains(&store.id));
        let exchange = own.is_some_and(|pair| pair.exchange);
        let partner = self.partner(position, package);
        let same = match partner.and_then(|other| Some((other, pair_between(other)?))) {
            Some((other, pair)) => {
                let inventory = Inventory::read(&work.retired, name)?;
                let how = Compare::CopyAndContent(pair.kept());
                inventory.compare(how, &other.root, name, Some(&work.retired)).is_ok()
            }
            None => false,
        };
        let at = store.at(package).map_err(Reason::io("examine", &path))?;
        if same {
            let text = self.partner(position, package).map(|other| other.package_path(package));
            if let (At::Absent, Some(text)) = (at, text) {
                store.root.create_link(text.as_os_str(), name).map_err(Reason::io("link", &path))?;
            }
            let durable = |source| Reason::NotDurable(io::Error::to_string(&source));
            // The copy may have been made durable only in the moment in which the last attempt ended.
            if let Some(other) = self.partner(position, package) {
                other.root.sync_volume().map_err(durable)?;
            }
            store.root.sync().map_err(durable)?;
            work.retired
                .rename_new(name, &work.deleting, name)
                .map_err(Reason::io("give up the original of", &path))?;
            return work.deleting.sync().map_err(durable);
        }
        let back = Reason::io("put back", &path);
        match at {
            At::Absent => work.retired.rename_new(name, &store.root, name).map_err(back)?,
            At::Link { .. } | At::LinkToNowhere if exchange => {
                store.root.exchange(name, &work.retired, name).map_err(back)?;
                work.retired.remove_file(name).map_err(Reason::io("clean up after", &path))?;
            }
            At::Link { .. } | At::LinkToNowhere => {
                store.root.remove_file(name).map_err(Reason::io("replace", &path))?;
                work.retired.rename_new(name, &store.root, name).map_err(back)?;
            }
            At::Directory(_) | At::Other => return Err(Reason::InTheWay(path.clone())),
        }
        store.root.sync().map_err(|source| Reason::NotDurable(source.to_string()))
    }

    /// Every package that belongs to this relocation, and how it stands.
    fn plan(&mut self, record: &Record) -> Result<Vec<Task>, Error> {
        let roots = self.stores.roots();
        let failed = |store: &Store| {
            let path = store.path.clone();
            move |source| Error::Store { path, source }
        };
        let mut tasks = Vec::new();
        let mut names = Vec::new();
        for pair in &self.pairs {
            let there = pair.to.package_names().map_err(failed(pair.to))?;
            names.push(there.into_iter().collect::<BTreeSet<_>>());
        }
        self.outcome.custom.clear();
        self.outcome.staying.clear();
        self.outcome.duplicates.clear();
        match record.direction {
            Direction::Forward => {
                let mut homes: BTreeMap<PackageName, Vec<(usize, PackageName)>> = BTreeMap::new();
                for (number, pair) in self.pairs.iter().enumerate() {
                    for package in pair.from.package_names().map_err(failed(pair.from))? {
                        let at = pair.from.at(&package).map_err(failed(pair.from))?;
                        match at {
                            At::Directory(_)
                                if record.elsewhere.contains(&package)
                                    && !record.origins.contains_key(&package) =>
                            {
                                self.outcome.custom.push(package);
                            }
                            At::Directory(_) => {
                                homes.entry(package.clone()).or_default().push((number, package));
                            }
                            At::Link { within, .. } if roots.contains(&within) => {}
                            At::Link { .. } | At::LinkToNowhere => self.outcome.custom.push(package),
                            At::Absent | At::Other => {}
                        }
                    }
                }
                for package in record.origins.keys() {
                    homes.entry(package.clone()).or_default();
                }
                for (package, numbers) in homes {
                    let pair = match (numbers.first(), record.origins.get(&package)) {
                        (Some((first, _)), _) => *first,
                        (None, Some(origin)) => (*origin).min(self.pairs.len() - 1),
                        (None, None) => continue,
                    };
                    let mut task = self.task(package, pair, &roots, &names)?;
                    let origin = record.origins.get(&task.package);
                    if task.standing == Standing::Both
                        && self.options.on_duplicate == OnDuplicate::PreferFrom
                        && origin.is_some_and(|origin| *origin < pair)
                    {
                        // That of an earlier store has been moved; this one was left behind on purpose.
                        let path = self.pairs[pair].from.package_path(&task.package);
                        self.outcome.duplicates.push(path);
                        continue;
                    }
                    if let [_, others @ ..] = &numbers[..]
                        && let Some(first) = others.first()
                    {
                        let path = |(number, name): &(usize, PackageName)| {
                            self.pairs[*number].from.package_path(name)
                        };
                        match self.options.on_duplicate {
                            OnDuplicate::Skip => {
                                task.may_move = false;
                                self.fail(&task.package, &Reason::Duplicate(path(first)));
                            }
                            OnDuplicate::PreferFrom => {
                                self.outcome.duplicates.extend(others.iter().map(path));
                            }
                        }
                    }
                    tasks.push(task);
                }
            }
            Direction::Revert => {
                for (package, origin) in &record.origins {
                    let pair = (*origin).min(self.pairs.len() - 1);
                    tasks.push(self.task(package.clone(), pair, &roots, &names)?);
                }
                let store = &self.stores.stores[0];
                for package in store.package_names().map_err(failed(store))? {
                    if !record.origins.contains_key(&package)
                        && matches!(store.at(&package).map_err(failed(store))?, At::Directory(_))
                    {
                        self.outcome.staying.push(package);
                    }
                }
            }
        }
        Ok(tasks)
    }

    /// How a package stands. `names` are the packages that are where it goes, for each pair.
    fn task(
        &self,
        package: PackageName,
        number: usize,
        roots: &[FileId],
        names: &[BTreeSet<PackageName>],
    ) -> Result<Task, Error> {
        let pair = &self.pairs[number];
        let at = |store: &Store| {
            store.at(&package).map_err(|source| Error::Store { path: store.package_path(&package), source })
        };
        let namesake = names[number].get(&package).filter(|there| there.as_str() != package.as_str());
        let (standing, in_the_way) = match (at(pair.from)?, at(pair.to)?, namesake) {
            // The same package to everybody else, who would find one or the other.
            (At::Directory(_), At::Absent, Some(there)) => {
                (Standing::InTheWay, Some(pair.to.package_path(there)))
            }
            (from, to, _) => (judge(from, to, roots), None),
        };
        Ok(Task { package, pair: number, standing, in_the_way, may_move: true })
    }

    /// Makes every package reachable under the new path, durably. What cannot be is told, and not moved; `false` if
    /// what was linked may not be durable.
    fn link(&self, tasks: &mut [Task]) -> bool {
        for task in tasks.iter_mut() {
            if self.options.stop.is_requested() {
                return false;
            }
            let pair = &self.pairs[task.pair];
            let (package, new) = (&task.package, pair.to.package_path(&task.package));
            let linked = match task.standing {
                Standing::Unlinked | Standing::WronglyLinked => pair.link(package),
                Standing::Both => {
                    // An empty directory holds nothing to keep, unless the package is empty itself.
                    let is_empty = |store: &Store| {
                        store
                            .root
                            .open_dir(package.as_os_str())
                            .and_then(|dir| dir.entries())
                            .map(|e| e.is_empty())
                    };
                    match (is_empty(pair.to), is_empty(pair.from)) {
                        (Ok(true), Ok(false)) => {
                            task.standing = Standing::Linked;
                            pair.to.root.remove_dir(package.as_os_str()).and_then(|()| pair.link(package))
                        }
                        _ => Ok(()),
                    }
                }
                Standing::InTheWay => {
                    let what = task.in_the_way.clone().unwrap_or_else(|| new.clone());
                    self.fail(package, &Reason::InTheWay(what));
                    task.may_move = false;
                    Ok(())
                }
                Standing::InTheWayBehind => {
                    self.fail(package, &Reason::InTheWay(pair.from.package_path(package)));
                    task.may_move = false;
                    Ok(())
                }
                Standing::Missing => {
                    let here = pair.from.package_path(package);
                    self.fail(package, &Reason::OriginalMissing { here, there: new.clone() });
                    task.may_move = false;
                    Ok(())
                }
                Standing::Linked | Standing::Moved | Standing::NotOurs => Ok(()),
            };
            if let Err(source) = linked {
                self.fail(package, &Reason::Io { doing: "link", path: new, source });
                task.may_move = false;
            }
        }
        let mut durable = true;
        for (number, pair) in self.pairs.iter().enumerate() {
            if let Err(error) = pair.sync_to() {
                durable = false;
                let reason = Reason::NotDurable(error.to_string());
                for task in tasks.iter_mut().filter(|task| task.pair == number && task.may_move) {
                    self.fail(&task.package, &reason);
                    task.may_move = false;
                }
            }
        }
        durable
    }

    /// Now that every package is reachable where it goes, those who serve them are suspended or pointed there.
    ///
    /// They are not pointed to a place where a package is missing, or stands half copied by somebody else.
    fn share(&self, record: &Record, tasks: &[Task], durable: bool) -> Result<(), Error> {
        if self.options.sharing.switches() {
            let Some(to) = self.pairs.first().map(|pair| pair.to.path.clone()) else { return Ok(()) };
            if record.direction == Direction::Revert {
                self.link_staying().map_err(|source| Error::Store { path: to.clone(), source })?;
            }
            let unreachable: Vec<_> = tasks.iter().filter(|task| !self.is_reachable(task)).collect();
            if let Some(task) = unreachable.first() {
                let text = |of: fn(&Failed) -> &str| {
                    let failures = lock(&self.failures);
                    format!("{}: {}", task.package, failures.get(&task.package).map(of).unwrap_or_default())
                };
                let (first, public) = (text(|it| &it.reason), text(|it| &it.public));
                return Err(Error::Unreachable { to, packages: unreachable.len(), first, public });
            }
            if !durable {
                let first = "its links could not be made durable".to_owned();
                return Err(Error::Unreachable { to, packages: tasks.len(), public: first.clone(), first });
            }
        }
        self.options.sharing.linked(true)
    }

    /// Whether a package is whole where it goes. One that is nowhere was not reachable before either.
    fn is_reachable(&self, task: &Task) -> bool {
        let pair = &self.pairs[task.pair];
        match pair.to.at(&task.package) {
            Ok(At::Directory(_)) if task.standing == Standing::Both => {
                self.compare_both(pair, task.clone()).is_some()
            }
            Ok(At::Directory(_) | At::Link { .. }) => true,
            _ => task.standing == Standing::Missing,
        }
    }

    /// Packages that stay in the store that servers will no longer serve are linked from the one that they will.
    fn link_staying(&self) -> io::Result<()> {
        let Some(pair) = self.pairs.first() else { return Ok(()) };
        for package in &self.outcome.staying {
            if pair.to.at(package)? == At::Absent {
                let text = pair.from.package_path(package);
                pair.to.root.create_link(text.as_os_str(), package.as_os_str())?;
            }
        }
        pair.to.root.sync()
    }

    fn move_all(&self, mut queue: VecDeque<Task>) {
        while !queue.is_empty() && !self.options.stop.ends_here() {
            let number = queue.front().map_or(0, |task| task.pair);
            if let Some(reason) = self.pairs[number].gone() {
                while let Some(task) = queue.pop_front_if(|task| task.pair == number) {
                    self.fail(&task.package, &reason);
                }
            } else if self.options.method != Method::Copy && self.pairs[number].one_volume {
                self.rename_batch(&mut queue, number);
                self.delete(false);
            } else if self.options.method == Method::Rename {
                while let Some(task) = queue.pop_front_if(|task| task.pair == number) {
                    self.fail(&task.package, &Reason::OtherVolume);
                }
            } else {
                self.copy_all(&mut queue, number);
            }
        }
    }

    /// Copies the packages of one pair at the head of the queue. While those that have been copied are made durable and
    /// take their places, batch by batch, the next are copied: the volumes have something to do all the time.
    fn copy_all(&self, queue: &mut VecDeque<Task>, number: usize) {
        let finish = |batch| {
            self.move_batch(number, batch);
            self.delete(false);
        };
        let Some(pools) = &self.pools else {
            let (mut batch, mut amount) = (Vec::new(), Amount::default());
            while let Some(task) = self.next(queue, number) {
                if let Some(ready) = self.make_ready(number, task, false) {
                    amount.add(ready.inventory.entries, ready.inventory.bytes);
                    batch.push(ready);
                }
                if amount.reaches(&BATCH) {
                    finish(std::mem::take(&mut batch));
                    amount = Amount::default();
                }
            }
            return finish(batch);
        };
        let copied = Backlog::new(SMALLEST_BATCH, BATCH);
        let queue = Mutex::new(queue);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let _abandoned = copied.abandoning();
                while let Some(batch) = copied.take() {
                    finish(batch);
                }
            });
            let _complete = copied.completing();
            pools.copying.broadcast(|_| {
                while copied.wait_for_room() {
                    let Some(task) = self.next(&mut lock(&queue), number) else { break };
                    if let Some(ready) = self.make_ready(number, task, true) {
                        let (files, bytes) = (ready.inventory.entries, ready.inventory.bytes);
                        copied.put(ready, files, bytes);
                    }
                }
            });
        });
        finish(self.stage_crowded(number));
    }

    /// The next package of one pair that is to be copied, if it may still be begun.
    fn next(&self, queue: &mut VecDeque<Task>, number: usize) -> Option<Task> {
        if self.options.stop.ends_here() || self.pairs[number].gone().is_some() {
            return None;
        }
        queue.pop_front_if(|task| task.pair == number)
    }

    /// Copies a package into staging, or finds that it is in its place already.
    fn make_ready(&self, number: usize, task: Task, may_wait: bool) -> Option<Ready> {
        self.started(&task.package);
        match task.standing {
            Standing::Both => self.compare_both(&self.pairs[number], task),
            _ => self.stage(&self.pairs[number], task, may_wait),
        }
    }

    /// Copies the packages that found no room, now that nothing else is being written, and as far as there is room.
    fn stage_crowded(&self, number: usize) -> Vec<Ready> {
        let crowded = std::mem::take(&mut *lock(&self.crowded));
        let pair = &self.pairs[number];
        if !crowded.is_empty() && pair.to.root.sync_volume().is_err() {
            self.failed_writes.fetch_add(1, Ordering::SeqCst);
        }
        let mut ready = Vec::new();
        for (task, reason) in crowded {
            if self.options.stop.ends_here() {
                break;
            }
            let needed = self.options.sizes.get(&task.package).map_or(0, |size| size.amount.bytes);
            match pair.to.root.volume_space() {
                // It would not fit now either: what it found then is still the reason.
                Ok(space) if space.available < needed => self.fail(&task.package, &reason),
                _ => ready.extend(self.stage(pair, task, false)),
            }
        }
        ready
    }

    /// Moves packages of one pair by renaming them; those that turn out to be on another volume are copied.
    fn rename_batch(&self, queue: &mut VecDeque<Task>, number: usize) {
        let mut batch = Vec::new();
        while (batch.len() as u64) < BATCH.packages
            && let Some(task) = queue.pop_front_if(|task| task.pair == number)
        {
            batch.push(task);
        }
        let pair = &self.pairs[number];
        let mounts = platform::mounts().unwrap_or_default();
        let mut ready = Vec::new();
        let mut moved = Vec::new();
        for task in batch {
            if self.options.stop.ends_here() {
                break;
            }
            let (files, bytes) = self.started(&task.package);
            if task.standing == Standing::Both {
                ready.extend(self.compare_both(pair, task));
                continue;
            }
            // A rename would take along what is mounted in it, until the next restart.
            let path = pair.from.package_path(&task.package);
            let mounted = mounts.iter().find_map(|mount| mount.mount_point.strip_prefix(&path).ok());
            if let Some(inside) = mounted {
                self.fail(&task.package, &Reason::MountPoint(inside.to_owned()));
                continue;
            }
            match pair.move_in_place(&task.package) {
                Ok(()) => moved.push((task.package, files, bytes)),
                Err(InPlace::OtherVolume) if self.options.method == Method::Auto => {
                    ready.extend(self.stage(pair, task, false));
                }
                Err(InPlace::OtherVolume) => self.fail(&task.package, &Reason::OtherVolume),
                Err(InPlace::InTheWay) => {
                    self.fail(&task.package, &Reason::InTheWay(pair.to.package_path(&task.package)));
                }
                Err(InPlace::Io(source)) => {
                    let path = pair.from.package_path(&task.package);
                    self.fail(&task.package, &Reason::Io { doing: "rename", path, source });
                }
            }
        }
        let durable = pair.to.root.sync().and_then(|()| pair.from.root.sync());
        for (package, files, bytes) in moved {
            match &durable {
                Ok(()) => {
                    self.options.observer.update(&Update::Copied { package: &package, files, bytes });
                    self.options.observer.update(&Update::PackageMoved { package: &package, files, bytes });
                    self.count(files, bytes);
                }
                Err(error) => self.fail(&package, &Reason::NotDurable(error.to_string())),
            }
        }
        self.move_batch(number, ready);
    }

    /// Says that a package is begun, and how many entries and bytes it is known to have.
    fn started(&self, package: &PackageName) -> (u64, u64) {
        let size = self.options.sizes.get(package);
        let (files, bytes) = size.map_or((0, 0), |size| (size.entries(), size.amount.bytes));
        self.options.observer.update(&Update::PackageStarted { package, files, bytes });
        (files, bytes)
    }

    fn count(&self, files: u64, bytes: u64) {
        let mut moved = lock(&self.moved);
        moved.packages += 1;
        moved.files += files;
        moved.bytes += bytes;
    }

    /// Copies a package into staging. With `may_wait`, one that finds no room is put off until nothing else is being
    /// written: file systems set aside more than they use in the end.
    fn stage(&self, pair: &Pair<'_>, task: Task, may_wait: bool) -> Option<Ready> {
        let transfer = Transfer {
            copier: &pair.copier,
            kept: pair.kept(),
            limit: self.options.limit,
            turns: pair.turns.as_ref(),
            observer: self.options.observer,
            stop: self.options.stop,
        };
        let failed_writes = self.failed_writes.load(Ordering::SeqCst);
        let copied = pair
            .to_work
            .discard(task.package.as_os_str())
            .map_err(Reason::io("clean up before copying", &pair.to.package_path(&task.package)))
            .and_then(|()| transfer.copy(&pair.from.root, &task.package, &pair.to_work.staging));
        match copied {
            Ok(inventory) => Some(Ready { task, inventory, in_place: false, failed_writes }),
            Err(reason) if may_wait && is_out_of_room(&reason) => {
                self.discard_copy(pair, &task.package);
                lock(&self.crowded).push((task, reason));
                None
            }
            Err(reason) => {
                self.give_up_copy(pair, &task.package, &reason);
                None
            }
        }
    }

    /// A package in both places is moved already, and its original needs only to be retired, if they are equal.
    fn compare_both(&self, pair: &Pair<'_>, task: Task) -> Option<Ready> {
        let name = task.package.as_os_str();
        let failed_writes = self.failed_writes.load(Ordering::SeqCst);
        let outcome = Inventory::read(&pair.from.root, name).and_then(|inventory| {
            let how = Compare::CopyAndContent(pair.kept());
            match inventory.compare(how, &pair.to.root, name, Some(&pair.from.root)) {
                Ok(()) => restore_earlier_times(&pair.to.root, name, &inventory.root.metadata.stat)
                    .map_err(Reason::io("set the times of", &pair.to.package_path(&task.package)))
                    .map(|()| inventory),
                Err(Difference::Unreadable(path, source)) => {
                    Err(Reason::Io { doing: "compare", path, source })
                }
                Err(difference) => Err(Reason::Conflict {
                    difference: difference.path().to_owned(),
                    here: pair.from.package_path(&task.package),
                    there: pair.to.package_path(&task.package),
                }),
            }
        });
        match outcome {
            Ok(inventory) => Some(Ready { task, inventory, in_place: true, failed_writes }),
            Err(reason) => {
                self.fail(&task.package, &reason);
                None
            }
        }
    }

    fn give_up_copy(&self, pair: &Pair<'_>, package: &PackageName, reason: &Reason) {
        self.fail(package, reason);
        self.discard_copy(pair, package);
    }

    fn discard_copy(&self, pair: &Pair<'_>, package: &PackageName) {
        if let Err(error) = pair.to_work.discard(package.as_os_str()) {
            // The next attempt discards it before anything else.
            tracing::warn!("the unfinished copy of {package} stays for now: {error}");
        }
    }

    /// Takes a batch of staged copies from "durable" to "originals given up", each step for all of them before
    /// the next.
    fn move_batch(&self, number: usize, batch: Vec<Ready>) {
        if batch.is_empty() {
            return;
        }
        let pair = &self.pairs[number];
        // Content and metadata durable. A failure is reported only once, and may concern any of the batch, and what
        // is being copied at this moment.
        let durable = pair.to.root.sync_volume();
        if durable.is_err() {
            self.failed_writes.fetch_add(1, Ordering::SeqCst);
        }
        let failed_writes = self.failed_writes.load(Ordering::SeqCst);
        let (batch, doubtful): (Vec<_>, Vec<_>) =
            batch.into_iter().partition(|ready| ready.failed_writes == failed_writes);
        let reason = Reason::NotDurable(match &durable {
            Err(error) => error.to_string(),
            Ok(()) => "writing to it failed while this was copied".to_owned(),
        });
        for ready in &doubtful {
            if ready.in_place {
                self.fail(&ready.task.package, &reason);
            } else {
                self.give_up_copy(pair, &ready.task.package, &reason);
            }
        }
        // Verified, unchanged, in nobody's hands: swapped.
        let gone = pair.gone();
        let swapped = self.each(batch, |ready| {
            if let Some(reason) = &gone {
                self.give_up_copy(pair, &ready.task.package, reason);
                return None;
            }
            if ready.in_place {
                return Some(ready);
            }
            let (package, name) = (&ready.task.package, ready.task.package.as_os_str());
            let (how, original) = match self.options.verify {
                true => (Compare::CopyOnMedium(pair.kept()), Some(&pair.from.root)),
                false => (Compare::Copy(pair.kept()), None),
            };
            let swapped = ready
                .inventory
                .compare(how, &pair.to_work.staging, name, original)
                .map_err(Difference::into_bad_copy)
                .and_then(|()| {
                    let untouched = ready.inventory.compare(Compare::Untouched, &pair.from.root, name, None);
                    untouched.map_err(Difference::into_changed)
                })
                .and_then(|()| {
                    pair.swap_in(package, &ready.inventory.root.metadata.stat)
                        .map_err(Reason::io("put in place", &pair.to.package_path(package)))
                });
            match swapped {
                Ok(()) => Some(ready),
                Err(reason) => {
                    self.give_up_copy(pair, package, &reason);
                    None
                }
            }
        });
        let swapped: Vec<Ready> = swapped.into_iter().flatten().collect();
        if let Err(error) = pair.sync_to() {
            // The originals are untouched; the next attempt finds both and compares them.
            let reason = Reason::NotDurable(error.to_string());
            swapped.iter().for_each(|ready| self.fail(&ready.task.package, &reason));
            return;
        }
        // Originals retired.
        let gone = pair.gone();
        let retired = self.each(swapped, |ready| {
            let package = &ready.task.package;
            if let Some(reason) = &gone {
                self.fail(package, reason);
                return None;
            }
            match pair.retire(package) {
                Ok(()) => Some(ready),
                Err(source) => {
                    let path = pair.from.package_path(package);
                    self.fail(package, &Reason::Io { doing: "put aside", path, source });
                    None
                }
            }
        });
        let retired: Vec<Ready> = retired.into_iter().flatten().collect();
        let since = Instant::now();
        if let Err(error) = pair.sync_from() {
            let reason = Reason::NotDurable(error.to_string());
            retired.iter().for_each(|ready| self.fail(&ready.task.package, &reason));
            return;
        }
        // From now on nobody finds an original by its path: if it is still what was copied, it may go.
        let given_up = self.each(retired, |ready| {
            let (package, name) = (&ready.task.package, ready.task.package.as_os_str());
            match ready.inventory.compare(Compare::Untouched, &pair.from_work.retired, name, None) {
                Ok(()) => match pair.give_up(package) {
                    Ok(()) => Some(ready),
                    Err(source) => {
                        let path = pair.from.package_path(package);
                        self.fail(package, &Reason::Io { doing: "give up the original of", path, source });
                        None
                    }
                },
                Err(difference) => {
                    self.fail(package, &difference.into_changed());
                    self.take_back(pair, &ready);
                    None
                }
            }
        });
        let given_up: Vec<Ready> = given_up.into_iter().flatten().collect();
        if let Err(error) = pair.sync_from() {
            let reason = Reason::NotDurable(error.to_string());
            given_up.iter().for_each(|ready| self.fail(&ready.task.package, &reason));
            return;
        }
        let position = self.stores.stores.iter().position(|store| store.id == pair.from.id);
        for ready in given_up {
            let (package, files, bytes) =
                (&ready.task.package, ready.inventory.entries, ready.inventory.bytes);
            self.options.observer.update(&Update::PackageMoved { package, files, bytes });
            self.count(files, bytes);
            if let Some(position) = position {
                let package = ready.task.package;
                lock(&self.deletions).push_back(GivenUp { package, position, files, retired: since });
            }
        }
    }

    /// The original was changed after it was copied: it takes its place again, and the copy goes.
    fn take_back(&self, pair: &Pair<'_>, ready: &Ready) {
        let (package, name) = (&ready.task.package, ready.task.package.as_os_str());
        let outcome = pair
            .unretire(package, &ready.inventory.root.metadata.stat)
            .and_then(|()| pair.sync_from())
            .and_then(|()| {
                // A copy that was changed too is a conflict: both stay, and the next attempt names it.
                let copy = ready.inventory.compare(Compare::Copy(pair.kept()), &pair.to.root, name, None);
                if ready.in_place || copy.is_err() {
                    return Ok(());
                }
                pair.swap_out(package)?;
                pair.sync_to()?;
                pair.to_work.discard(name)
            });
        if let Err(error) = outcome {
            // Recovery puts it back at the next attempt: a retired original is whole.
            tracing::warn!("the original of {package} could not be put back yet: {error}");
        }
    }

    /// Removes given-up originals whose time has come, or waits for the last of them.
    ///
    /// Without `wait` some are kept for later: the last have to wait, and then there is time to remove them.
    fn delete(&self, wait: bool) {
        self.remove_due(if wait { None } else { Some(LEFT_TO_REMOVE) });
        if !wait {
            return;
        }
        while let Some(left) = self.remove_uninhabited() {
            std::thread::sleep(left);
            self.remove_due(None);
        }
    }

    /// Removes given-up originals whose time has come, but for so many files of them.
    fn remove_due(&self, but_for: Option<u64>) {
        let mut deletions = lock(&self.deletions);
        let mut files: u64 = deletions.iter().map(|given_up| given_up.files).sum();
        let mut due = Vec::new();
        while but_for.is_none_or(|kept| files > kept)
            && let Some(given_up) = deletions.pop_front_if(|given_up| given_up.left(GRACE).is_zero())
        {
            files = files.saturating_sub(given_up.files);
            due.push(given_up);
        }
        drop(deletions);
        self.remove_given_up(due);
    }

    /// Removes given-up originals that nobody is in. Says how long to wait until more can be removed; `None` if there
    /// are no more.
    fn remove_uninhabited(&self) -> Option<Duration> {
        let mut deletions = lock(&self.deletions);
        let first = deletions.front()?;
        let (until_settled, until_due) = (first.left(SETTLED), first.left(GRACE));
        if !until_settled.is_zero() {
            return Some(until_settled.min(until_due));
        }
        let settled = deletions.iter().take_while(|given_up| given_up.left(SETTLED).is_zero()).count();
        let names: Vec<_> =
            deletions.iter().take(settled).map(|given_up| given_up.package.as_os_str()).collect();
        let Some(uninhabited) = platform::uninhabited(OsStr::new(DELETING), &names) else {
            return Some(until_due);
        };
        let mut kept = deletions.split_off(settled);
        let (free, inhabited): (VecDeque<_>, VecDeque<_>) =
            deletions.drain(..).partition(|given_up| uninhabited.contains(given_up.package.as_os_str()));
        deletions.extend(inhabited);
        deletions.append(&mut kept);
        drop(deletions);
        if free.is_empty() {
            return Some(until_due);
        }
        self.remove_given_up(free.into());
        Some(Duration::ZERO)
    }

    fn remove_given_up(&self, due: Vec<GivenUp>) {
        let has_times = self.pairs.iter().all(|pair| !pair.lossy.contains(&Property::Times));
        self.each(due, |GivenUp { package, position, .. }| {
            let path = self.stores.stores[position].path.join(super::store::WORK).join(DELETING);
            let Some(copy) = self.partner(position, &package) else {
                let there = self.stores.stores[0].package_path(&package);
                self.fail(&package, &Reason::OriginalMissing { here: path.join(package.as_os_str()), there });
                return;
            };
            let path = path.join(package.as_os_str());
            match delete(&self.stores.works[position], package.as_os_str(), &copy.root, has_times) {
                Ok(None) => {}
                Ok(Some(what)) => self.fail(&package, &Reason::LeftBehind { what, path }),
                Err(source) => self.fail(&package, &Reason::Io { doing: "remove the old", path, source }),
            }
        });
    }

    /// If nothing is left to move, removes the links that lead from the old places to the new ones.
    fn finish(&mut self, record: &Record) -> Result<(), Error> {
        if self.outcome.stopped || !lock(&self.failures).is_empty() {
            return Ok(());
        }
        let tasks = self.plan(record)?;
        if tasks.iter().any(|task| !matches!(task.standing, Standing::Moved | Standing::NotOurs)) {
            self.outcome.out_of_time = self.options.stop.is_time();
            return Ok(());
        }
        for pair in &self.pairs {
            let failed = |source| Error::Store { path: pair.from.path.clone(), source };
            for package in pair.from.package_names().map_err(failed)? {
                let At::Link { to, within } = pair.from.at(&package).map_err(failed)? else { continue };
                if within != pair.to.id || pair.to.at(&package).map_err(failed)? != At::Directory(to) {
                    continue;
                }
                if self.options.keep_old_links {
                    self.make_absolute(pair, &package).map_err(failed)?;
                } else {
                    pair.remove_link(&pair.from.root, package.as_os_str()).map_err(failed)?;
                }
            }
            pair.from.root.sync().map_err(failed)?;
        }
        self.outcome.complete = true;
        Ok(())
    }

    /// A link that goes through `peer-N` would dangle once the work folder has gone.
    fn make_absolute(&self, pair: &Pair<'_>, package: &PackageName) -> io::Result<()> {
        let name = package.as_os_str();
        let text: OsString = pair.to.package_path(package).into_os_string();
        if pair.from.root.read_link(name)? == text {
            return Ok(());
        }
        pair.from_work.discard(name)?;
        pair.from_work.staging.create_link(&text, name)?;
        pair.from_work.staging.rename(name, &pair.from.root, name)
    }
}

/// How the packages of a relocation stand, read off the stores without changing them.
#[derive(Debug, Default)]
pub struct Census {
    /// Real directories in the new store.
    pub moved: Vec<PackageName>,
    /// Packages that stand in an old store, and are linked from the new one.
    pub linked: Vec<PackageName>,
    /// Packages of an old store that the new one does not show.
    pub unlinked: Vec<PackageName>,
    /// Entries of the stores that are no packages.
    pub ignored: Vec<PathBuf>,
}

/// Reads how the packages of a relocation stand. A store that is not there has none.
pub fn census(record: &Record) -> Result<Census, Error> {
    let mut census = Census::default();
    let mut stores = Vec::new();
    for path in std::iter::once(&record.to).chain(&record.from) {
        match Store::open(path) {
            Ok(store) => stores.push((path == &record.to, store)),
            Err(Error::Store { source, .. }) if source.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    let roots: Vec<FileId> = stores.iter().map(|(_, store)| store.id).collect();
    let new = stores.iter().find(|(is_new, _)| *is_new).map(|(_, store)| store);
    for (is_new, store) in &stores {
        let failed = |source| Error::Store { path: store.path.clone(), source };
        for name in store.root.entries().map_err(failed)? {
            let Some(package) = PackageName::of(&name) else {
                if name != super::store::WORK {
                    census.ignored.push(store.path.join(name));
                }
                continue;
            };
            match store.at(&package).map_err(failed)? {
                At::Directory(_) if *is_new => census.moved.push(package),
                At::Directory(id) => {
                    let seen = new.map(|new| new.at(&package)).transpose().map_err(failed)?;
                    match seen {
                        Some(At::Link { to, .. }) if to == id => census.linked.push(package),
                        // It stands in both: the new one counts.
                        Some(At::Directory(_)) => {}
                        Some(At::Link { within, .. }) if roots.contains(&within) => {}
                        _ => census.unlinked.push(package),
                    }
                }
                _ => {}
            }
        }
    }
    Ok(census)
}

fn is_out_of_room(reason: &Reason) -> bool {
    let full = [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded];
    matches!(reason, Reason::Io { source, .. } if full.contains(&source.kind()))
}

fn lock<T: ?Sized>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // A panic elsewhere leaves nothing here half-written.
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
