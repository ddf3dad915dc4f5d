//! How large everything is at the end of an attempt, for the event that tells the management server.

use std::time::{Duration, Instant};

use super::attempt::{Census, census};
use super::history::{Counts, Measured, Record};
use super::progress::{Observer, StopRequest, Update};
use super::store::Store;
use super::survey::{Amount, NOWHERE_ELSE, Sizes, Surveyor};
use crate::platform::FileId;

/// How long is measured when somebody waits for the attempt to end.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long ago a package may have been surveyed for its size to be told again.
const FRESH: Duration = Duration::from_secs(10);

/// Measures the stores of a relocation, and the volume its packages go to. What cannot be read, or would keep
/// somebody waiting who said stop, is left out.
///
/// Packages that were surveyed just before, and are still on the volume they were on, are as large as they were.
pub fn measure(record: &Record, known: &Sizes, stop: &StopRequest, threads: usize) -> Measured {
    let packages = census(record).ok().map(|census| Counts::of(&census));
    let mut measured = Measured { packages, ..Measured::default() };
    let Ok(target) = Store::open(record.target()) else { return measured };
    let Ok(space) = target.root.volume_space() else { return measured };
    measured.total_bytes = Some(space.total);
    measured.free_bytes = Some(space.available);
    let paths = std::iter::once(&record.to).chain(&record.from);
    let stores: Vec<Store> = match paths.map(|path| Store::open(path)).collect() {
        Ok(stores) => stores,
        Err(error) => {
            tracing::debug!("sizes are left out of the event: {error}");
            return measured;
        }
    };
    let roots: Vec<FileId> = stores.iter().map(|store| store.id).collect();
    // Who has said stop already does not want to wait, and nobody else says it any more.
    let (stop, until) = match stop.is_requested() {
        true => (StopRequest::default(), Some(Instant::now() + PATIENCE)),
        false => (stop.clone(), None),
    };
    let deadline = Deadline { stop: &stop, until };
    let is_fresh = known.values().all(|size| size.taken.elapsed() <= FRESH);
    let surveyor = Surveyor {
        only: None,
        path: None,
        stores: &roots,
        elsewhere: NOWHERE_ELSE,
        known: is_fresh.then_some(known),
        block_size: space.block_size,
        compressed: false,
        observer: &deadline,
        stop: &stop,
        threads,
    };
    let (mut used, mut required) = (0, 0);
    for store in &stores {
        let survey = match surveyor.survey(&store.root) {
            Ok(survey) => survey,
            Err(error) => {
                tracing::debug!("sizes are left out of the event: {error}");
                return measured;
            }
        };
        let mut all = Amount::default();
        survey.packages.iter().for_each(|package| all.add(&package.amount));
        required += all.needed;
        if store.id.device == target.id.device {
            used += all.allocated;
        }
    }
    Measured { used_bytes: Some(used), required_bytes: Some(required), ..measured }
}

impl Counts {
    /// Those of a census.
    pub fn of(census: &Census) -> Self {
        Self {
            total: census.moved.len() + census.linked.len() + census.unlinked.len(),
            moved: census.moved.len(),
            linked: census.linked.len(),
        }
    }
}

/// Says stop when the time has come.
struct Deadline<'a> {
    stop: &'a StopRequest,
    until: Option<Instant>,
}

impl Observer for Deadline<'_> {
    fn update(&self, _: &Update<'_>) {
        if self.until.is_some_and(|until| Instant::now() >= until) {
            self.stop.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::link;
    use crate::relocation::package::PackageName;
    use crate::relocation::survey::Size;
    use std::fs;

    const A: &str = "{AAAAAAAA-0000-0000-0000-000000000000}";
    const B: &str = "{BBBBBBBB-0000-0000-0000-000000000000}";

    #[test]
    #[cfg_attr(windows, ignore = "Wine makes no junction points")]
    fn both_stores_are_measured_and_a_link_counts_once() {
        let keep = tempfile::tempdir().unwrap();
        let (old, new) = (keep.path().join("old"), keep.path().join("new"));
        fs::create_dir_all(old.join(A)).unwrap();
        fs::create_dir_all(new.join(B)).unwrap();
        fs::write(old.join(A).join("file"), vec![1; 1 << 20]).unwrap();
        fs::write(new.join(B).join("file"), vec![1; 2 << 20]).unwrap();
        link(old.join(A), new.join(A)).unwrap();
        let record = Record::new(vec![old], new, 3);
        let measured = measure(&record, &Sizes::new(), &StopRequest::default(), 1);
        assert_eq!(measured.packages, Some(Counts { total: 2, moved: 1, linked: 1 }));
        let (used, required) = (measured.used_bytes.unwrap(), measured.required_bytes.unwrap());
        assert!((3 << 20..4 << 20).contains(&required), "{required}");
        // One volume here, so that what is used is all of it.
        assert!((3 << 20..4 << 20).contains(&used), "{used}");
        assert!(measured.total_bytes > measured.free_bytes);
        // What is known of a package on this volume, and is fresh, is believed.
        let device = Store::open(&record.to).unwrap().id.device;
        let amount = Amount { allocated: 7 << 20, needed: 9 << 20, ..Amount::default() };
        for (device, taken, believed) in [
            (device, Some(Instant::now()), true),
            (device + 1, Some(Instant::now()), false),
            (device, Instant::now().checked_sub(2 * FRESH), false),
        ] {
            let Some(taken) = taken else { continue };
            let name = PackageName::of(std::ffi::OsStr::new(B)).unwrap();
            let sizes = Sizes::from([(name, Size { amount, device: Some(device), taken })]);
            let again = measure(&record, &sizes, &StopRequest::default(), 1);
            let found = (again.used_bytes.unwrap() >> 20, again.required_bytes.unwrap() >> 20);
            assert_eq!(found, if believed { (8, 10) } else { (used >> 20, required >> 20) });
        }
        // Whoever said stop gets what can be had at once.
        let stop = StopRequest::default();
        stop.stop();
        assert_eq!(measure(&record, &Sizes::new(), &stop, 1).required_bytes, Some(required));
    }

    #[test]
    fn a_store_that_is_gone_is_no_reason_to_fail() {
        let record = Record::new(vec!["/nowhere/old".into()], "/nowhere/new".into(), 3);
        let measured = measure(&record, &Sizes::new(), &StopRequest::default(), 1);
        assert_eq!((measured.total_bytes, measured.required_bytes), (None, None));
    }
}
