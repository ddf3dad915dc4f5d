//! Originals that have been given up, until their files are removed.
//!
//! A process that resolved an original's path just before that began to lead elsewhere is about to open files in it, and
//! one that has a directory of it open goes on for as long as it likes. The first need a moment; the second are waited
//! for where they can be seen, up to a limit.

use std::collections::{HashMap, VecDeque};
use std::ffi::{OsStr, OsString};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::package::PackageName;
use crate::platform::{self, FileTime, Inhabited};

/// How long an original is kept where the system does not show which processes use it. The crash tests have no readers, and thousands of runs.
pub const GRACE: Duration = Duration::from_secs(if cfg!(feature = "fault-injection") { 0 } else { 1 });

/// How long it is kept where no process has one of its directories open, or is in one: whatever was following its path
/// when that began to lead elsewhere has arrived by then. That is within one system call, and all directories are in
/// memory, for the original has just been compared.
const SETTLED: Duration = Duration::from_millis(100);

/// How long until it is looked again whether a reader has left.
const LOOK: Duration = Duration::from_millis(100);

/// How long readers that are seen in an original are waited for, unless another limit is set.
pub const READERS: Duration = Duration::from_secs(60);

/// Where a given-up original is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In `deleting`, its old path being a link to the copy.
    Deleting,
    /// Where it always was: its file system can neither rename it nor has room for the link.
    Old,
}

/// An original whose files are to be removed.
#[derive(Debug)]
pub struct GivenUp {
    /// The package.
    pub package: PackageName,
    /// The store it is in.
    pub position: usize,
    /// Where it is there.
    pub place: Place,
    /// The last component of the folder it is in.
    pub folder: OsString,
    /// How many files there are, as far as that is known.
    pub files: u64,
    /// When its path began to lead elsewhere.
    pub retired: Instant,
    /// When its copy was begun; `None` after a restart, unless the copy's file system remembers.
    pub copied: Option<FileTime>,
    /// None of its files has been removed yet, for sure.
    pub whole: bool,
}

/// What is known of the processes that use an original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// No process does.
    None,
    /// At least one does.
    Seen,
    /// It cannot be known.
    Unknown,
}

/// How long an original of this age has to stay yet.
fn remaining(age: Duration, used: Use, limit: Duration) -> Duration {
    let kept = match used {
        Use::None => SETTLED.min(GRACE),
        Use::Unknown => GRACE,
        Use::Seen => limit.max(GRACE),
    };
    kept.saturating_sub(age)
}

/// What came of looking for originals that can be removed.
#[derive(Debug, Default)]
pub struct Due {
    /// Those that can be.
    pub ready: Vec<GivenUp>,
    /// Those of them that a process is still in, and which: the limit has passed.
    pub disturbed: Vec<(PackageName, String)>,
    /// How long until it is worth looking again; `None` if none is left.
    pub wait: Option<Duration>,
    /// One of those that have to stay for a process, and which.
    pub reader: Option<(PackageName, String)>,
}

/// The originals of one attempt that have been given up, in the order in which that happened.
#[derive(Debug)]
pub struct Deletions {
    queue: Mutex<VecDeque<GivenUp>>,
    limit: Duration,
}

impl Deletions {
    /// None yet; readers are waited for up to this limit.
    pub fn new(limit: Duration) -> Self {
        Self { queue: Mutex::default(), limit }
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<GivenUp>> {
        // A panic elsewhere leaves nothing here half-written.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds one.
    pub fn push(&self, given_up: GivenUp) {
        self.queue().push_back(given_up);
    }

    /// Takes those out that can be removed now.
    pub fn due(&self) -> Due {
        self.take(|_| true)
    }

    /// The same, but for the last of them, which are left for later with this many files, and without looking for those
    /// that are too young anyway.
    pub fn due_but_for(&self, kept: u64) -> Due {
        let mut files: u64 = self.queue().iter().map(|given_up| given_up.files).sum();
        self.take(|given_up| {
            let is_due = files > kept && given_up.retired.elapsed() >= GRACE;
            files = files.saturating_sub(given_up.files);
            is_due
        })
    }

    fn take(&self, mut wanted: impl FnMut(&GivenUp) -> bool) -> Due {
        let (candidates, kept): (VecDeque<_>, VecDeque<_>) =
            self.queue().drain(..).partition(|it| wanted(it));
        let used = uses(&candidates);
        let mut due = Due::default();
        let mut stay = VecDeque::new();
        for (given_up, (kind, process)) in candidates.into_iter().zip(used) {
            let remaining = remaining(given_up.retired.elapsed(), kind, self.limit);
            let reader = process.map(|process| (given_up.package.clone(), process));
            if remaining.is_zero() {
                due.disturbed.extend(reader);
                due.ready.push(given_up);
                continue;
            }
            due.reader = due.reader.or(reader);
            let wait = if kind == Use::Seen { remaining.min(LOOK) } else { remaining };
            due.wait = Some(due.wait.map_or(wait, |known| known.min(wait)));
            stay.push_back(given_up);
        }
        let mut queue = self.queue();
        // What has been added while it was looked is younger than all of these.
        stay.extend(kept);
        stay.append(&mut queue);
        *queue = stay;
        due
    }
}

/// What is known of the use of each of these, and the process that is seen in it.
fn uses(candidates: &VecDeque<GivenUp>) -> Vec<(Use, Option<String>)> {
    let mut seen: HashMap<&OsStr, Inhabited> = HashMap::new();
    let is_settled = |it: &&GivenUp| it.retired.elapsed() >= SETTLED;
    let settled: Vec<bool> = candidates.iter().map(|it| is_settled(&it)).collect();
    for folder in candidates.iter().map(|it| it.folder.as_os_str()) {
        seen.entry(folder).or_insert_with(|| {
            let inside = candidates.iter().filter(|it| it.folder == folder).filter(is_settled);
            let names: Vec<_> = inside.map(|it| it.package.as_os_str()).collect();
            let look = !names.is_empty() && !GRACE.is_zero();
            if look { platform::inhabited(folder, &names) } else { Inhabited::default() }
        });
    }
    let used = candidates.iter().zip(settled).map(|(it, settled)| {
        let seen = seen.get(it.folder.as_os_str());
        let process = seen.and_then(|seen| seen.by.get(it.package.as_os_str()).cloned());
        match process {
            Some(process) => (Use::Seen, Some(process)),
            // One that has not settled may get its reader at any moment, and is looked at once it has.
            None if !settled || seen.is_some_and(|seen| seen.all) => (Use::None, None),
            None => (Use::Unknown, None),
        }
    });
    used.collect()
}

/// Waits until whatever was following a path that began to lead elsewhere at this time has arrived.
pub fn settle(since: Instant) {
    let kept = if platform::crowded() { GRACE } else { SETTLED.min(GRACE) };
    std::thread::sleep(kept.saturating_sub(since.elapsed()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_original_stays_as_long_as_it_may_be_needed() {
        if GRACE.is_zero() {
            return;
        }
        let (ms, limit) = (Duration::from_millis, Duration::from_secs(60));
        for (age, used, expected) in [
            (0, Use::None, 100),
            (99, Use::None, 1),
            (100, Use::None, 0),
            (100, Use::Unknown, 900),
            (1000, Use::Unknown, 0),
            (1000, Use::Seen, 59_000),
            (59_999, Use::Seen, 1),
            (60_000, Use::Seen, 0),
        ] {
            assert_eq!(remaining(ms(age), used, limit), ms(expected), "{used:?} at {age} ms");
        }
        // No limit is below what all have.
        assert_eq!(remaining(ms(0), Use::Seen, Duration::ZERO), GRACE);
    }

    fn given_up(number: u32, age: Duration, files: u64) -> GivenUp {
        GivenUp {
            package: format!("{{{number:08X}-0000-4000-8000-000000000000}}").parse().unwrap(),
            position: 1,
            place: Place::Deleting,
            folder: "a folder that no process is in".into(),
            files,
            retired: Instant::now().checked_sub(age).unwrap(),
            copied: None,
            whole: true,
        }
    }

    #[test]
    fn the_last_are_left_for_later_and_nothing_is_forgotten() {
        if GRACE.is_zero() {
            return;
        }
        let deletions = Deletions::new(READERS);
        let old = 2 * GRACE;
        for number in 0..4 {
            deletions.push(given_up(number, old, 10));
        }
        deletions.push(given_up(4, Duration::ZERO, 10));
        // 50 files, of which at least 25 stay.
        let due = deletions.due_but_for(25);
        assert_eq!(due.ready.len(), 3);
        let due = deletions.due();
        assert_eq!((due.ready.len(), due.disturbed.len()), (1, 0));
        assert!(due.wait.is_some());
        std::thread::sleep(GRACE);
        let due = deletions.due();
        assert_eq!((due.ready.len(), due.wait), (1, None));
    }
}
