//! What some threads have made ready and another one takes on, in batches.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How much a batch holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Amount {
    /// Bytes in the packages' files.
    pub bytes: u64,
    /// Entries in the packages.
    pub files: u64,
    /// Packages.
    pub packages: u64,
}

impl Amount {
    /// Adds one package.
    pub fn add(&mut self, files: u64, bytes: u64) {
        self.packages += 1;
        self.files += files;
        self.bytes += bytes;
    }

    /// Whether it is as much as `limit` in any respect.
    pub fn reaches(&self, limit: &Amount) -> bool {
        self.bytes >= limit.bytes || self.files >= limit.files || self.packages >= limit.packages
    }
}

/// Things of which some threads make more, and one takes what there is as soon as it is enough for a batch.
#[derive(Debug)]
pub struct Backlog<T> {
    /// From when on it is enough.
    least: Amount,
    /// From when on there is no room for more.
    most: Amount,
    held: Mutex<Held<T>>,
    changed: Condvar,
}

#[derive(Debug)]
struct Held<T> {
    items: Vec<T>,
    amount: Amount,
    /// Nothing more comes.
    is_complete: bool,
    /// Nobody takes any more.
    is_abandoned: bool,
}

impl<T> Backlog<T> {
    /// An empty one.
    pub fn new(least: Amount, most: Amount) -> Self {
        let held =
            Held { items: Vec::new(), amount: Amount::default(), is_complete: false, is_abandoned: false };
        Self { least, most, held: Mutex::new(held), changed: Condvar::new() }
    }

    fn held(&self) -> MutexGuard<'_, Held<T>> {
        // A panic elsewhere leaves nothing here half-written.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is room; `false` if nobody takes any more.
    pub fn wait_for_room(&self) -> bool {
        let is_full = |held: &mut Held<T>| !held.is_abandoned && held.amount.reaches(&self.most);
        let held = self.changed.wait_while(self.held(), is_full).unwrap_or_else(PoisonError::into_inner);
        !held.is_abandoned
    }

    /// Adds one thing, which holds so many files and bytes.
    pub fn put(&self, item: T, files: u64, bytes: u64) {
        let mut held = self.held();
        held.items.push(item);
        held.amount.add(files, bytes);
        drop(held);
        self.changed.notify_all();
    }

    /// Waits until there is enough for a batch, or nothing more comes, and takes all there is; `None` at the end.
    pub fn take(&self) -> Option<Vec<T>> {
        let is_little = |held: &mut Held<T>| !held.is_complete && !held.amount.reaches(&self.least);
        let waited = self.changed.wait_while(self.held(), is_little);
        let mut held = waited.unwrap_or_else(PoisonError::into_inner);
        held.amount = Amount::default();
        let items = std::mem::take(&mut held.items);
        drop(held);
        self.changed.notify_all();
        (!items.is_empty()).then_some(items)
    }

    /// Says when it goes that nothing more comes.
    pub fn completing(&self) -> impl Drop + '_ {
        Finally(|| self.held().is_complete = true, &self.changed)
    }

    /// Says when it goes that nobody takes any more.
    pub fn abandoning(&self) -> impl Drop + '_ {
        Finally(|| self.held().is_abandoned = true, &self.changed)
    }
}

/// Does something when it goes, also in a panic: nobody waits then for a thread that is no more.
struct Finally<'a, F: Fn()>(F, &'a Condvar);

impl<F: Fn()> Drop for Finally<'_, F> {
    fn drop(&mut self) {
        (self.0)();
        self.1.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    const LEAST: Amount = Amount { bytes: 100, files: 10, packages: 3 };
    const MOST: Amount = Amount { bytes: 1000, files: 100, packages: 5 };

    #[test]
    fn an_amount_is_enough_in_any_respect() {
        let amount = |bytes, files, packages| Amount { bytes, files, packages };
        assert!(!amount(99, 9, 2).reaches(&LEAST));
        for enough in [amount(100, 0, 0), amount(0, 10, 0), amount(0, 0, 3)] {
            assert!(enough.reaches(&LEAST), "{enough:?}");
        }
    }

    #[test]
    fn everything_arrives_in_batches_and_never_too_much_is_held() {
        let backlog = Backlog::new(LEAST, MOST);
        let held = AtomicUsize::new(0);
        let batches = thread::scope(|scope| {
            let taker = scope.spawn(|| {
                let _abandoned = backlog.abandoning();
                let mut batches = Vec::new();
                while let Some(batch) = backlog.take() {
                    held.fetch_sub(batch.len(), Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(1));
                    batches.push(batch);
                }
                batches
            });
            let complete = backlog.completing();
            for item in 0..100 {
                assert!(backlog.wait_for_room());
                held.fetch_add(1, Ordering::SeqCst);
                backlog.put(item, 1, 1);
                assert!(held.load(Ordering::SeqCst) <= 2 * MOST.packages as usize);
            }
            drop(complete);
            taker.join().unwrap()
        });
        assert_eq!(batches.concat(), (0..100).collect::<Vec<_>>());
        let (last, others) = batches.split_last().unwrap();
        assert!(others.iter().all(|batch| (3..=5).contains(&batch.len())), "{batches:?}");
        assert!(!last.is_empty());
    }

    #[test]
    fn what_is_little_is_taken_at_the_end() {
        let backlog = Backlog::new(LEAST, MOST);
        backlog.put("one", 1, 1);
        drop(backlog.completing());
        assert_eq!(backlog.take(), Some(vec!["one"]));
        assert_eq!(backlog.take(), None);
    }

    #[test]
    fn nobody_waits_for_one_who_is_gone() {
        let backlog = Backlog::new(LEAST, MOST);
        (0..5).for_each(|item| backlog.put(item, 0, 0));
        thread::scope(|scope| {
            let waiting = scope.spawn(|| backlog.wait_for_room());
            let taker = scope.spawn(|| {
                let _abandoned = backlog.abandoning();
                thread::sleep(Duration::from_millis(20));
                panic!("it is gone");
            });
            assert!(taker.join().is_err());
            assert!(!waiting.join().unwrap());
        });
    }
}
