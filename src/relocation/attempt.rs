//! One attempt: recover, link every package, move them in batches, clean up.
//!
//! What a batch makes durable, and in which order, is the heart of it (`move_batch`): staged copies before
//! the swap, the swap before the originals are retired, that before they are compared once more and given up,
//! and that before the first of their files is removed.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::aside::{has_something_of, is_unchanged_since, leads_through};
use super::backlog::{Amount, Backlog};
use super::deletions::{self, Deletions, GivenUp, Place};
use super::error::Error;
use super::history::{Direction, FailureRecord, Record, StoreVolume};
use super::inventory::{Compare, Difference, Inventory};
use super::package::PackageName;
use super::progress::{Observer, Phase, Silent, StopRequest, Update};
use super::rate::RateLimit;
use super::reason::{NoRoom, Reason};
use super::retry::is_on_its_volume;
use super::sharing::Sharing;
use super::state::{Standing, judge};
use super::store::{At, DELETING, Store, Work, peer_name};
use super::survey::Sizes;
use super::swap::{InPlace, Pair, born, finish_in_place, give_up_in_place, restore_earlier_times};
use super::transfer::{self, Transfer};
use crate::platform::{self, FileId, FileKind, FileTime, Property, Stat};

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
    /// How long processes that are seen in a replaced original are waited for.
    pub readers: Duration,
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
    /// Packages that neither store has any more: another process has removed them for good.
    pub gone: Vec<PackageName>,
    /// Packages that cannot be reached where the packages go.
    pub unreachable: Vec<PackageName>,
    /// Packages whose link at the old path stays, because something else in the old store leads through it.
    pub needed_links: Vec<PackageName>,
    /// Packages whose original was removed although a process was still in it, and which process: waiting has a limit.
    pub disturbed: Vec<(PackageName, String)>,
    /// Somebody said stop.
    pub stopped: bool,
    /// The time to stop came before everything was moved.
    pub out_of_time: bool,
    /// Nothing is left to do.
    pub complete: bool,
    /// Somebody who serves the packages could not be put back into service.
    pub not_resumed: Option<Error>,
}

/// How far the clock that file systems use may be behind.
pub const CLOCK: Duration = Duration::from_millis(20);

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
    /// The new store's root was made here.
    made_root: bool,
    /// Whether each store's work folder was made here.
    made_work: Vec<bool>,
}

impl Stores {
    /// Opens, locks and checks the stores of a relocation, and prepares their work folders. If that fails, what was
    /// made for it is removed.
    ///
    /// `may_create` says that the new store may be made if it is not there.
    pub fn open(record: &Record, may_create: bool) -> Result<Self, Error> {
        let known = record.from.len() - record.newcomers.min(record.from.len());
        for path in std::iter::once(&record.to).chain(&record.from) {
            is_on_its_volume(record, path)?;
        }
        let from = record.from.iter().enumerate().map(|(number, path)| {
            if may_be_made_again(record, path) {
                // An old store that was removed since comes back as what its packages are in now.
                return Store::open_or_create(path, &Store::open(&record.to)?, &record.lossy);
            }
            Store::open(path).map_err(|error| if number < known { missing(record, error) } else { error })
        });
        let from = from.collect::<Result<Vec<_>, _>>()?;
        if is_nowhere(record, &from)? {
            return Err(Error::NotTheStore { path: record.to.clone() });
        }
        let is_new = matches!(record.to.try_exists(), Ok(false));
        let to = match from.first() {
            Some(model) if may_create && !record.joined => {
                Store::open_or_create(&record.to, model, &record.lossy)?
            }
            _ => Store::open(&record.to).map_err(|error| missing(record, error))?,
        };
        let stores: Vec<Store> = std::iter::once(to).chain(from).collect();
        let mut opened = Self { stores, works: Vec::new(), made_root: is_new, made_work: Vec::new() };
        match opened.prepare(record, known) {
            Ok(()) => Ok(opened),
            Err(error) => {
                opened.abandon();
                Err(error)
            }
        }
    }

    /// Locks and checks the stores, and makes their work folders.
    fn prepare(&mut self, record: &Record, known: usize) -> Result<(), Error> {
        for store in &self.stores {
            store.lock()?;
        }
        if record.joined {
            for store in &self.stores[..=known] {
                if store.relocation()? != Some(record.id) {
                    return Err(Error::NotTheStore { path: store.path.clone() });
                }
            }
        }
        for store in &self.stores {
            self.made_work.push(!store.has_work());
            self.works.push(store.open_work()?);
        }
        Ok(())
    }

    /// Removes what was made when the stores were opened: nothing has been moved yet.
    pub fn abandon(mut self) {
        self.works.clear();
        for (store, _) in self.stores.iter().zip(&self.made_work).filter(|(_, made)| **made) {
            if let Err(error) = store.remove_work() {
                tracing::warn!("{error}");
            }
        }
        if self.made_root
            && let Some(store) = self.stores.first()
            && let Err(error) = store.remove_root()
        {
            tracing::warn!("{error}");
        }
    }

    /// Which volume each store is on.
    pub fn volumes(&self) -> Vec<StoreVolume> {
        let volume = |store: &Store| match store.root.volume_identity() {
            Ok(identity) => Some(StoreVolume { store: store.path.clone(), identity }),
            Err(error) => {
                tracing::info!("the volume of '{}' is not known: {error}", store.path.display());
                None
            }
        };
        self.stores.iter().filter_map(volume).collect()
    }

    /// The relocations that the stores take part in, according to themselves.
    pub fn relocations(&self) -> Result<Vec<(PathBuf, uuid::Uuid)>, Error> {
        let with_path = |store: &Store| Ok(store.relocation()?.map(|id| (store.path.clone(), id)));
        self.stores.iter().filter_map(|store| with_path(store).transpose()).collect()
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

/// Whether an old store of a finished relocation has been removed, and is to be made again for the way back.
pub fn may_be_made_again(record: &Record, path: &Path) -> bool {
    record.direction == Direction::Revert
        && !record.joined
        && path != record.to
        && matches!(path.try_exists(), Ok(false))
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
    let mut known = record.origins.keys().filter(|package| !record.gone.contains(package)).peekable();
    let any = known.peek().is_some();
    for package in known {
        for store in from.iter().chain(&to) {
            let at = store.at(package);
            let failed = |source| Error::Store { path: store.package_path(package), source };
            if !matches!(at.map_err(failed)?, At::Absent | At::LinkToNowhere) {
                return Ok(false);
            }
        }
    }
    Ok(any)
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

/// Where a package is in the old store of a pair.
fn home_path(pairs: &[Pair<'_>], (number, name): &(usize, PackageName)) -> PathBuf {
    pairs[*number].from.package_path(name)
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
    /// A moment before its copy was begun.
    copied: Option<FileTime>,
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
    let mut attempt = Attempt::new(stores, record, &lossy, options)?;
    attempt.run(record, save)?;
    Ok(attempt.outcome)
}

/// Finishes or undoes what an interrupted attempt left in the stores, and moves nothing.
pub fn clean_up(stores: &Stores, record: &Record) -> Result<(), Error> {
    let options = Options {
        observer: &Silent,
        stop: &StopRequest::default(),
        threads: 1,
        method: Method::default(),
        on_duplicate: OnDuplicate::default(),
        keep_old_links: false,
        verify: false,
        limit: None,
        sharing: &Sharing::default(),
        sizes: &Sizes::default(),
        readers: Duration::ZERO,
    };
    let mut attempt = Attempt::new(stores, record, &record.lossy, &options)?;
    attempt.recover()?;
    let failures = std::mem::take(&mut *lock(&attempt.failures));
    match failures.into_iter().next() {
        None => Ok(()),
        Some((package, failed)) => Err(Error::LeftOver { package, reason: failed.reason }),
    }
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
    deletions: Deletions,
    /// When the last path began to lead elsewhere.
    last_swap: Mutex<Option<Instant>>,
    moved: Mutex<Moved>,
    /// Packages whose original was removed although a process was still in it.
    disturbed: Mutex<Vec<(PackageName, String)>>,
    /// Packages that neither store has.
    gone: Mutex<BTreeSet<PackageName>>,
    /// Old copies that are left where they are, by a choice that holds for later attempts too.
    left_behind: BTreeSet<PathBuf>,
    /// How often the new volume could not make durable what was written. The kernel tells it once, whomever of those
    /// who were writing it concerns.
    failed_writes: AtomicU64,
    outcome: Outcome,
}

impl<'a> Attempt<'a> {
    fn new(
        stores: &'a Stores,
        record: &Record,
        lossy: &'a BTreeSet<Property>,
        options: &'a Options<'a>,
    ) -> Result<Self, Error> {
        let mut pairs = Vec::new();
        for number in 1..stores.stores.len() {
            let (old, new) =
                ((&stores.stores[number], &stores.works[number]), (&stores.stores[0], &stores.works[0]));
            let (from, to) = match record.direction {
                Direction::Forward => (old, new),
                Direction::Revert => (new, old),
            };
            let pair = Pair::new(from, to, peer_name(number), lossy)
                .map_err(|source| Error::Work { path: to.0.path.clone(), source })?;
            pairs.push(pair);
        }
        Ok(Self {
            stores,
            pairs,
            options,
            pools: Pools::new(options.threads),
            failures: Mutex::new(BTreeMap::new()),
            origins: record.origins.clone(),
            crowded: Mutex::new(Vec::new()),
            deletions: Deletions::new(options.readers),
            last_swap: Mutex::new(None),
            moved: Mutex::new(Moved::default()),
            disturbed: Mutex::default(),
            gone: Mutex::default(),
            left_behind: record.left_behind.clone(),
            failed_writes: AtomicU64::new(0),
            outcome: Outcome::default(),
        })
    }

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
            if record.direction == Direction::Forward {
                self.link_aliases()?;
            }
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
            record.left_behind.clone_from(&self.left_behind);
            if record.direction == Direction::Forward {
                for task in &tasks {
                    remember_origin(record, task);
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
        let gone = std::mem::take(&mut *lock(&self.gone));
        self.outcome.gone = gone.difference(&record.gone).cloned().collect();
        record.gone = gone;
        self.outcome.disturbed = std::mem::take(&mut *lock(&self.disturbed));
        record.left_behind.clone_from(&self.left_behind);
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
                let stat = work.deleting.stat_entry(&name).map_err(failed)?;
                if stat.is_some_and(|stat| stat.kind == FileKind::Link) {
                    self.recover_in_place(position, &package).map_err(failed)?;
                    continue;
                }
                self.deletions.push(GivenUp {
                    copied: self.partner(position, &package).and_then(|(_, copy)| born(copy, &package)),
                    package,
                    position,
                    place: Place::Deleting,
                    folder: DELETING.into(),
                    files: 0,
                    retired: Instant::now(),
                    whole: false,
                });
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

    /// The other store that holds a package, for one that this store has put aside, and which it is.
    fn partner(&self, position: usize, package: &PackageName) -> Option<(usize, &Store)> {
        let others = match (position, self.origins.get(package)) {
            (0, Some(origin)) => origin + 1..origin + 2,
            (0, None) => 1..self.stores.stores.len(),
            _ => 0..1,
        };
        let stores = others.filter_map(|number| Some((number, self.stores.stores.get(number)?)));
        stores.into_iter().find(|(_, store)| matches!(store.at(package), Ok(At::Directory(_))))
    }

    /// The copy of a package in this store has taken over, and the original is being removed where it always was: goes on
    /// with that, or finishes it.
    fn recover_in_place(&self, position: usize, package: &PackageName) -> io::Result<()> {
        let (copy, work) = (&self.stores.stores[position], &self.stores.works[position]);
        let name = package.as_os_str();
        let original = PathBuf::from(work.deleting.read_link(name)?);
        let store = self.stores.stores.iter().position(|store| store.package_path(package) == original);
        let Some((source, store)) = store.and_then(|number| Some((number, self.stores.stores.get(number)?)))
        else {
            tracing::warn!("'{}' is in none of the stores, and stays as it is", original.display());
            return Ok(());
        };
        if matches!(store.at(package)?, At::Directory(_)) {
            self.deletions.push(GivenUp {
                package: package.clone(),
                position: source,
                place: Place::Old,
                folder: folder_of(store),
                files: 0,
                retired: Instant::now(),
                copied: born(copy, package),
                whole: false,
            });
            return Ok(());
        }
        finish_in_place(store, copy, work, package)
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
        let partner = self.partner(position, package).map(|(_, store)| store);
        let same = match partner.and_then(|other| Some((other, pair_between(other)?))) {
            Some((other, pair)) => {
                let inventory = Inventory::read(&work.retired, name)?;
                let how = Compare::CopyAndContent(pair.kept());
                inventory.compare(how, &other.root, name, Some(&work.retired)).is_ok()
                    || self.is_superseded(store, work, other, package)?
            }
            None => false,
        };
        let at = store.at(package).map_err(Reason::io("examine", &path))?;
        if same {
            let text = partner.map(|other| other.package_path(package));
            if let (At::Absent, Some(text)) = (at, text) {
                store.root.create_link(text.as_os_str(), name).map_err(Reason::io("link", &path))?;
            }
            let durable = |source| Reason::NotDurable(io::Error::to_string(&source));
            // The copy may have been made durable only in the moment in which the last attempt ended.
            if let Some(other) = partner {
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
            At::Link(_) | At::LinkToNowhere if exchange => {
                store.root.exchange(name, &work.retired, name).map_err(back)?;
                work.retired.remove_file(name).map_err(Reason::io("clean up after", &path))?;
            }
            At::Link(_) | At::LinkToNowhere => {
                store.root.remove_file(name).map_err(Reason::io("replace", &path))?;
                work.retired.rename_new(name, &store.root, name).map_err(back)?;
            }
            At::Directory(_) | At::Other => return Err(Reason::InTheWay(path.clone())),
        }
        store.root.sync().map_err(|source| Reason::NotDurable(source.to_string()))
    }

    /// Whether a retired original is what it was when its copy was begun: then the copy, which differs, was changed by a
    /// process that found it by either path, and is the later one.
    fn is_superseded(
        &self,
        store: &Store,
        work: &Work,
        other: &Store,
        package: &PackageName,
    ) -> Result<bool, Reason> {
        let name = package.as_os_str();
        let failed = |source| Reason::Io { doing: "examine", path: store.package_path(package), source };
        let Some(copied) = born(other, package) else { return Ok(false) };
        let link = store.root.stat_entry(name).map_err(failed)?;
        // What was made after the original was put aside is no copy of it.
        let link = link.filter(|stat| stat.kind == FileKind::Link && copied < stat.modified);
        let Some(link) = link else { return Ok(false) };
        let of_original = || {
            let (copy, original) = (other.root.open_dir(name)?, work.retired.open_dir(name)?);
            Ok(has_something_of(&copy, &original)?
                && is_unchanged_since(&work.retired, name, copied, Some(link.changed))?)
        };
        of_original().map_err(failed)
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
                            At::Link(led) if led.same_name && roots.contains(&led.within) => {}
                            At::Link(_) | At::LinkToNowhere => self.outcome.custom.push(package),
                            At::Absent | At::Other => {}
                        }
                    }
                }
                for package in record.origins.keys() {
                    homes.entry(package.clone()).or_default();
                }
                for (package, mut numbers) in homes {
                    let origin = record.origins.get_key_value(&package);
                    // What was left behind on purpose is not taken up again, unless it is all there is.
                    let path = |home: &(usize, PackageName)| home_path(&self.pairs, home);
                    let is_left = |home: &(usize, PackageName)| {
                        self.left_behind.contains(&path(home))
                            || self.options.on_duplicate == OnDuplicate::PreferFrom
                                && origin.is_some_and(|(name, origin)| {
                                    (*origin, name.as_str()) != (home.0, home.1.as_str())
                                })
                    };
                    let left: Vec<_> = numbers.iter().filter(|home| is_left(home)).cloned().collect();
                    let is_there = names.iter().zip(&self.pairs).any(|(names, pair)| {
                        names
                            .get(&package)
                            .is_some_and(|name| matches!(pair.to.at(name), Ok(At::Directory(_))))
                    });
                    if is_there || left.len() < numbers.len() {
                        numbers.retain(|home| !left.contains(home));
                        let paths = left.iter().map(path).collect();
                        self.leave_behind(paths);
                    }
                    let (package, pair) = match (numbers.first(), origin) {
                        (Some((first, name)), _) => (name.clone(), *first),
                        (None, Some((name, origin))) => (name.clone(), (*origin).min(self.pairs.len() - 1)),
                        (None, None) => continue,
                    };
                    let mut task = self.task(package, pair, &roots, &names)?;
                    if let [_, others @ ..] = &numbers[..]
                        && let Some(first) = others.first()
                    {
                        let path = |home: &(usize, PackageName)| home_path(&self.pairs, home);
                        match self.options.on_duplicate {
                            OnDuplicate::Skip => {
                                task.may_move = false;
                                self.fail(&task.package, &Reason::Duplicate(path(first)));
                            }
                            OnDuplicate::PreferFrom => {
                                let paths = others.iter().map(path).collect();
                                self.leave_behind(paths);
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

    /// Old copies stay where they are, now and in later attempts.
    fn leave_behind(&mut self, paths: Vec<PathBuf>) {
        self.outcome.duplicates.extend(paths.iter().cloned());
        self.left_behind.extend(paths);
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
        // One that stayed when this one was moved from beside it is not in its way back.
        let namesake = names[number].get(&package).filter(|there| {
            there.as_str() != package.as_str() && !self.left_behind.contains(&pair.to.package_path(there))
        });
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
                    task.may_move = false;
                    self.missing(pair, package)
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

    /// Neither store has a package, and both are where they belong: another process has removed it for good. Links that
    /// were made for it go too.
    fn missing(&self, pair: &Pair<'_>, package: &PackageName) -> io::Result<()> {
        if let Some(reason) = pair.gone() {
            self.fail(package, &reason);
            return Ok(());
        }
        for (store, other) in [(pair.to, pair.from), (pair.from, pair.to)] {
            pair.remove_own_link(store, other, package)?;
        }
        lock(&self.gone).insert(package.clone());
        Ok(())
    }

    /// Packages of an old store that are links to something in the stores, such as another package: they get a link in the
    /// new store too, to what that leads to there.
    fn link_aliases(&self) -> Result<(), Error> {
        for pair in &self.pairs {
            let mut linked = false;
            let failed = |source| Error::Store { path: pair.to.path.clone(), source };
            for package in &self.outcome.custom {
                let is_link = matches!(pair.from.at(package), Ok(At::Link(_)));
                if !is_link || pair.to.at(package).map_err(failed)? != At::Absent {
                    continue;
                }
                if let Some(text) = self.alias(pair, package) {
                    pair.to.root.create_link(text.as_os_str(), package.as_os_str()).map_err(failed)?;
                    linked = true;
                }
            }
            if linked {
                pair.sync_to().map_err(failed)?;
            }
        }
        Ok(())
    }

    /// What the alias of a package in the new store leads to; `None` if the package has a location outside of the stores.
    fn alias(&self, pair: &Pair<'_>, package: &PackageName) -> Option<PathBuf> {
        let real = platform::canonicalize(&pair.from.package_path(package)).ok()?;
        let below = self.stores.stores.iter().find_map(|store| real.strip_prefix(&store.path).ok())?;
        // What moves is found by its new path, all the time; what stays, where it is.
        let moves = below.components().next().and_then(|first| PackageName::of(first.as_os_str())).is_some();
        Some(if moves { pair.to.path.join(below) } else { real })
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
            Ok(At::Directory(_) | At::Link(_)) => true,
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
                    self.not_moved(pair, &task.package, &Reason::Io { doing: "rename", path, source });
                }
            }
        }
        if !moved.is_empty() {
            *lock(&self.last_swap) = Some(Instant::now());
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
        let began = FileTime::before_now(CLOCK);
        let copied = pair
            .to_work
            .discard(task.package.as_os_str())
            .map_err(Reason::io("clean up before copying", &pair.to.package_path(&task.package)))
            .and_then(|()| transfer.copy(&pair.from.root, &task.package, &pair.to_work.staging));
        match copied {
            Ok(inventory) => {
                Some(Ready { task, inventory, in_place: false, failed_writes, copied: Some(began) })
            }
            Err(reason) if may_wait && is_out_of_room(&reason) => {
                self.discard_copy(pair, &task.package);
                lock(&self.crowded).push((task, reason));
                None
            }
            Err(reason) => {
                self.not_moved(pair, &task.package, &reason);
                self.discard_copy(pair, &task.package);
                None
            }
        }
    }

    /// A package stays where it is for this reason, unless it is not even there any more.
    fn not_moved(&self, pair: &Pair<'_>, package: &PackageName, reason: &Reason) {
        let places = (pair.from.at(package), pair.to.at(package));
        let is_gone = matches!(places, (Ok(At::Absent), Ok(At::Absent | At::LinkToNowhere)));
        if !is_gone || self.missing(pair, package).is_err() {
            self.fail(package, reason);
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
                Err(difference) => Err(difference.into_conflict(
                    pair.from.package_path(&task.package),
                    pair.to.package_path(&task.package),
                )),
            }
        });
        match outcome {
            Ok(inventory) => {
                let copied = born(pair.to, &task.package);
                Some(Ready { task, inventory, in_place: true, failed_writes, copied })
            }
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
                    let copy = Some(&pair.to_work.staging);
                    let untouched = ready.inventory.compare(Compare::Untouched, &pair.from.root, name, copy);
                    untouched.map_err(Difference::into_changed)
                })
                .and_then(|()| {
                    pair.swap_in(package, &ready.inventory.root.metadata.stat)
                        .map_err(Reason::io("put in place", &pair.to.package_path(package)))
                });
            match swapped {
                Ok(()) => Some(ready),
                Err(reason) if matches!(pair.to.at(package), Ok(At::Directory(_))) => {
                    // It took its place, and what came after that failed.
                    self.fail(package, &reason);
                    self.take_out(pair, &ready);
                    self.discard_copy(pair, package);
                    None
                }
                Err(reason) => {
                    self.give_up_copy(pair, package, &reason);
                    None
                }
            }
        });
        let swapped: Vec<Ready> = swapped.into_iter().flatten().collect();
        if let Err(error) = pair.sync_to() {
            // The originals are untouched, and are the packages again: two real ones would drift apart.
            let reason = Reason::NotDurable(error.to_string());
            for ready in &swapped {
                self.fail(&ready.task.package, &reason);
                self.take_out(pair, ready);
            }
            return;
        }
        // Originals retired.
        let gone = pair.gone();
        let retired = self.each(swapped, |ready| {
            if let Some(reason) = &gone {
                self.fail(&ready.task.package, reason);
                return None;
            }
            let outcome = pair.retire(&ready.task.package);
            Some((ready, outcome))
        });
        let since = Instant::now();
        *lock(&self.last_swap) = Some(since);
        let mut done = Vec::new();
        for (ready, outcome) in retired.into_iter().flatten() {
            match outcome {
                Ok(before) => done.push((ready, before)),
                Err(source) => done.extend(self.not_retired(pair, ready, source)),
            }
        }
        let retired = done;
        if let Err(error) = pair.sync_from() {
            let reason = Reason::NotDurable(error.to_string());
            retired.iter().for_each(|(ready, _)| self.fail(&ready.task.package, &reason));
            return;
        }
        // From now on nobody finds an original by its path: if it is still what was copied, it may go.
        let given_up = self.each(retired, |(ready, before)| {
            let (package, name) = (&ready.task.package, ready.task.package.as_os_str());
            let (retired, copy) = (&pair.from_work.retired, Some(&pair.to.root));
            match ready.inventory.compare(Compare::Untouched, retired, name, copy) {
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
                    self.take_back(pair, &ready, &before);
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
        for ready in given_up {
            self.given_up(pair, ready, since, Place::Deleting);
        }
    }

    /// The original of a package has been given up: the package is moved, and what is left is to remove that.
    fn given_up(&self, pair: &Pair<'_>, ready: Ready, retired: Instant, place: Place) {
        let (files, bytes) = (ready.inventory.entries, ready.inventory.bytes);
        let package = ready.task.package;
        self.options.observer.update(&Update::PackageMoved { package: &package, files, bytes });
        self.count(files, bytes);
        let position = self.stores.stores.iter().position(|store| store.id == pair.from.id);
        if let Some(position) = position {
            let folder = match place {
                Place::Deleting => DELETING.into(),
                Place::Old => folder_of(pair.from),
            };
            let copied = ready.copied;
            self.deletions.push(GivenUp {
                package,
                position,
                place,
                folder,
                files,
                retired,
                copied,
                whole: true,
            });
        }
    }

    /// The original could not be put aside, so that there are two real ones.
    ///
    /// Where room is missing, there may be some once what was given up before is gone. What cannot be renamed at all is
    /// removed where it is. Else the copy leaves its place again: two that are changed apart from one another are no help.
    fn not_retired(&self, pair: &Pair<'_>, ready: Ready, source: io::Error) -> Option<(Ready, Stat)> {
        let (package, path) = (&ready.task.package, pair.from.package_path(&ready.task.package));
        let mut source = source;
        if is_full(&source) {
            self.delete(true);
            match pair.retire(package) {
                Ok(before) => return Some((ready, before)),
                Err(error) => source = error,
            }
        }
        if is_full(&source) || source.kind() == io::ErrorKind::CrossesDevices {
            tracing::info!("{package} is removed where it is, for it cannot be put aside: {source}");
            self.give_up_in_place(pair, ready);
            return None;
        }
        self.fail(package, &Reason::NotPutAside { path, source });
        self.take_out(pair, &ready);
        None
    }

    /// Gives an original up that stays where it is until its files are removed.
    fn give_up_in_place(&self, pair: &Pair<'_>, ready: Ready) {
        let package = &ready.task.package;
        match give_up_in_place(pair.from, pair.to, pair.to_work, package, &ready.inventory) {
            Ok(()) => self.given_up(pair, ready, Instant::now(), Place::Old),
            Err(reason) => {
                self.fail(package, &reason);
                self.take_out(pair, &ready);
            }
        }
    }

    /// The original was changed after it was copied: it takes its place again, and the copy goes.
    fn take_back(&self, pair: &Pair<'_>, ready: &Ready, before: &Stat) {
        let package = &ready.task.package;
        match pair.unretire(package, before).and_then(|()| pair.sync_from()) {
            Ok(()) => self.take_out(pair, ready),
            // Recovery puts it back at the next attempt: a retired original is whole.
            Err(error) => tracing::warn!("the original of {package} could not be put back yet: {error}"),
        }
    }

    /// Takes a copy out of its place again, its original being in its own.
    fn take_out(&self, pair: &Pair<'_>, ready: &Ready) {
        let (package, name) = (&ready.task.package, ready.task.package.as_os_str());
        // A copy that was changed too is a conflict: both stay, and the next attempt names it.
        // That its own time has not been given back says nothing.
        let how = Compare::CopyAndContent(pair.kept());
        let copy = ready.inventory.compare(how, &pair.to.root, name, None);
        if ready.in_place || copy.is_err() {
            return;
        }
        let out =
            pair.swap_out(package).and_then(|()| pair.sync_to()).and_then(|()| pair.to_work.discard(name));
        if let Err(error) = out {
            tracing::warn!("the copy of {package} stays in its place for now: {error}");
        }
    }

    /// Removes given-up originals whose time has come, or waits for the last of them, and for processes that are seen in
    /// one, up to a limit.
    ///
    /// Without `wait` some are kept for later: the last have to wait, and then there is time to remove them.
    fn delete(&self, wait: bool) {
        if !wait {
            let due = self.deletions.due_but_for(LEFT_TO_REMOVE);
            return self.remove_given_up(due.ready, due.disturbed);
        }
        let mut said = false;
        loop {
            let due = self.deletions.due();
            let removed = !due.ready.is_empty();
            self.remove_given_up(due.ready, due.disturbed);
            let Some(left) = due.wait else { break };
            if let Some((package, process)) = &due.reader {
                // A stop is not kept waiting: the next command removes what is left.
                if self.options.stop.is_requested() {
                    break;
                }
                if !said {
                    self.phase(Phase::WaitingForReaders);
                    tracing::info!("waiting for {process}, which is in the original of {package}");
                    said = true;
                }
            }
            if !removed {
                std::thread::sleep(left);
            }
        }
    }

    fn remove_given_up(&self, due: Vec<GivenUp>, disturbed: Vec<(PackageName, String)>) {
        if due.is_empty() {
            return;
        }
        lock(&self.disturbed).extend(disturbed);
        let positions: BTreeSet<usize> = due.iter().map(|given_up| given_up.position).collect();
        self.each(due, |given_up| {
            let reason = match given_up.place {
                Place::Deleting => self.remove_retired(&given_up),
                Place::Old => self.remove_in_place(&given_up),
            };
            if let Err(reason) = reason {
                self.fail(&given_up.package, &reason);
            }
        });
        for position in positions {
            // What comes back after a power cut would be removed by the next command; it is not to come back.
            if let Err(error) = self.stores.works[position].deleting.sync() {
                tracing::warn!("what was removed may be there again after a power cut: {error}");
            }
        }
    }

    /// Removes the files of an original that stands in `deleting`.
    fn remove_retired(&self, given_up: &GivenUp) -> Result<(), Reason> {
        let (package, name) = (&given_up.package, given_up.package.as_os_str());
        let (store, work) = (&self.stores.stores[given_up.position], &self.stores.works[given_up.position]);
        let path = store.path.join(super::store::WORK).join(DELETING).join(name);
        let Some((_, copy)) = self.partner(given_up.position, package) else {
            return Err(self.without_copy(given_up, store, work, path));
        };
        transfer::remove_original(&work.deleting, name, &copy.root, self.has_times(), given_up.copied, &path)
    }

    /// The copy of a given-up original has been removed by another process. As long as the original is whole, it is what
    /// is left of the package, and goes back; it is for an administrator to say that it may go too.
    fn without_copy(&self, given_up: &GivenUp, store: &Store, work: &Work, path: PathBuf) -> Reason {
        let (package, name) = (&given_up.package, given_up.package.as_os_str());
        let other = match given_up.position {
            0 => &self.stores.stores[self.origins.get(package).map_or(1, |origin| origin + 1)],
            _ => &self.stores.stores[0],
        };
        let there = other.package_path(package);
        let place = store.package_path(package);
        if !given_up.whole {
            return Reason::CopyRemoved { there, path };
        }
        let back = match store.at(package) {
            Ok(At::Absent) => Ok(()),
            Ok(At::LinkToNowhere) => store.root.remove_file(name),
            _ => Err(io::ErrorKind::AlreadyExists.into()),
        };
        let back = back.and_then(|()| work.deleting.rename_new(name, &store.root, name));
        let linked = || match other.at(package)? {
            At::Absent => other.root.create_link(place.as_os_str(), name).and_then(|()| other.root.sync()),
            _ => Ok(()),
        };
        match back.and_then(|()| store.root.sync()).and_then(|()| linked()) {
            Ok(()) => Reason::PutBack { there, place },
            Err(source) => Reason::Io { doing: "put back", path, source },
        }
    }

    /// Removes the files of an original where it always was, and links its path to the copy.
    fn remove_in_place(&self, given_up: &GivenUp) -> Result<(), Reason> {
        let (package, name) = (&given_up.package, given_up.package.as_os_str());
        let store = &self.stores.stores[given_up.position];
        let path = store.package_path(package);
        let Some((number, copy)) = self.partner(given_up.position, package) else {
            let there = self.stores.stores[0].package_path(package);
            return Err(Reason::CopyRemoved { there, path });
        };
        transfer::remove_original(&store.root, name, &copy.root, self.has_times(), given_up.copied, &path)?;
        finish_in_place(store, copy, &self.stores.works[number], package)
            .map_err(Reason::io("link the old path of", &path))
    }

    /// Copies were given the times of their originals.
    fn has_times(&self) -> bool {
        self.pairs.iter().all(|pair| !pair.lossy.contains(&Property::Times))
    }

    /// If nothing is left to move, removes the links that lead from the old places to the new ones.
    fn finish(&mut self, record: &Record) -> Result<(), Error> {
        let tasks = self.plan(record)?;
        let leads_nowhere = |task: &&Task| {
            let there = self.pairs[task.pair].to.at(&task.package);
            task.standing != Standing::Missing && !matches!(there, Ok(At::Directory(_) | At::Link(_)))
        };
        self.outcome.unreachable =
            tasks.iter().filter(leads_nowhere).map(|task| task.package.clone()).collect();
        if self.outcome.stopped || !lock(&self.failures).is_empty() {
            return Ok(());
        }
        for task in tasks.iter().filter(|task| task.standing == Standing::Missing) {
            let failed = |source| Error::Store { path: self.pairs[task.pair].to.path.clone(), source };
            self.missing(&self.pairs[task.pair], &task.package).map_err(failed)?;
        }
        let is_done =
            |task: &Task| matches!(task.standing, Standing::Moved | Standing::NotOurs | Standing::Missing);
        if !lock(&self.failures).is_empty() || !tasks.iter().all(is_done) {
            self.outcome.out_of_time = self.options.stop.is_time();
            return Ok(());
        }
        if let Some(since) = *lock(&self.last_swap) {
            // A process that is following an old link, or the one within the work folder, needs them until it has arrived.
            deletions::settle(since);
        }
        for pair in &self.pairs {
            let failed = |source| Error::Store { path: pair.from.path.clone(), source };
            if record.direction == Direction::Revert {
                self.remove_aliases(pair).map_err(failed)?;
            }
            let needed = self.needed_links(pair).map_err(failed)?;
            for package in pair.from.package_names().map_err(failed)? {
                let At::Link(led) = pair.from.at(&package).map_err(failed)? else { continue };
                if led.within != pair.to.id || pair.to.at(&package).map_err(failed)? != At::Directory(led.to)
                {
                    continue;
                }
                if self.options.keep_old_links || needed.contains(&package) {
                    self.make_absolute(pair, &package).map_err(failed)?;
                } else {
                    pair.remove_link(&pair.from.root, package.as_os_str()).map_err(failed)?;
                }
            }
            self.outcome.needed_links.extend(needed);
            pair.from.root.sync().map_err(failed)?;
        }
        self.outcome.complete = true;
        Ok(())
    }

    /// Packages of the store they came from whose links something else there leads through: a package that is an alias of
    /// another one, say.
    fn needed_links(&self, pair: &Pair<'_>) -> io::Result<BTreeSet<PackageName>> {
        let mut needed = BTreeSet::new();
        for name in pair.from.root.entries()? {
            let is_link = pair.from.root.stat_entry(&name)?.is_some_and(|stat| stat.kind == FileKind::Link);
            if is_link && let Some(package) = leads_through(pair.from, &name)?
                // A link to its own name goes in circles.
                && PackageName::of(&name).as_ref() != Some(&package)
            {
                needed.insert(package);
            }
        }
        Ok(needed)
    }

    /// Removes what [`Self::link_aliases`] made on the way there: the store they go back to has the same links.
    fn remove_aliases(&self, pair: &Pair<'_>) -> io::Result<()> {
        for package in pair.from.package_names()? {
            let (here, there) = (pair.from.at(&package)?, pair.to.at(&package)?);
            if let (At::Link(here), At::Link(there)) = (here, there)
                && here.to == there.to
                && self.alias(pair, &package).is_some()
            {
                pair.remove_link(&pair.from.root, package.as_os_str())?;
            }
        }
        Ok(())
    }

    /// A link that goes through `peer-N` would dangle once the work folder has gone.
    fn make_absolute(&self, pair: &Pair<'_>, package: &PackageName) -> io::Result<()> {
        let name = package.as_os_str();
        let text: OsString = pair.to.package_path(package).into_os_string();
        if pair.from.root.read_own_link(name)? == text {
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
                        Some(At::Link(led)) if led.to == id => census.linked.push(package),
                        // It stands in both: the new one counts.
                        Some(At::Directory(_)) => {}
                        Some(At::Link(led)) if led.same_name && roots.contains(&led.within) => {}
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
    matches!(reason, Reason::Io { source, .. } if is_full(source))
}

/// Whether a volume, or an account's share of it, has no room left.
pub fn is_full(error: &io::Error) -> bool {
    [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded].contains(&error.kind())
}

/// The last component of a store's path.
fn folder_of(store: &Store) -> OsString {
    store.path.file_name().unwrap_or_default().to_owned()
}

/// Remembers where a package came from. What is in the new store already came from where it is remembered to.
fn remember_origin(record: &mut Record, task: &Task) {
    let origin = record.origins.entry(task.package.clone());
    match task.standing {
        Standing::Unlinked | Standing::Linked | Standing::WronglyLinked => {
            origin.insert_entry(task.pair);
        }
        _ => {
            origin.or_insert(task.pair);
        }
    }
}

fn lock<T: ?Sized>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // A panic elsewhere leaves nothing here half-written.
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
