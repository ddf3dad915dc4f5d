//! Working on many entries of one directory at once.

use rayon::prelude::*;

/// How many entries one thread works on at least. Files of one directory lie side by side on the medium, which is best read
/// by one thread; it is the few directories with many thousands that one would keep the others waiting with.
const SHARE: usize = 500;

/// Works through `items`, in threads of the pool that have nothing else to do if the thread at hand belongs to one, and
/// says what came of each, in their order. The error is one of those that were met first.
///
/// `work` must not wait for other work: what a waiting thread takes on meanwhile comes on top of its own stack.
pub fn try_each<T, R, E>(items: Vec<T>, work: impl Fn(T) -> Result<R, E> + Sync + Send) -> Result<Vec<R>, E>
where
    T: Send,
    R: Send,
    E: Send,
{
    if items.len() < 2 * SHARE || rayon::current_thread_index().is_none() {
        return items.into_iter().map(work).collect();
    }
    items.into_par_iter().with_min_len(SHARE).map(work).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::sync::Mutex;
    use std::thread::{ThreadId, current};
    use std::time::Duration;

    fn threads_of(items: usize) -> (Vec<usize>, HashSet<ThreadId>) {
        let threads = Mutex::new(HashSet::new());
        let doubled = try_each((0..items).collect(), |item| {
            threads.lock().unwrap().insert(current().id());
            std::thread::sleep(Duration::from_micros(100));
            Ok::<_, ()>(2 * item)
        });
        (doubled.unwrap(), threads.into_inner().unwrap())
    }

    #[test]
    fn idle_threads_of_the_pool_help_and_the_order_stays() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let expected: Vec<_> = (0..5000).map(|item| 2 * item).collect();
        let (doubled, threads) = pool.install(|| threads_of(5000));
        assert_eq!((doubled, threads.len()), (expected.clone(), 2));
        // Without a pool, everything happens in the calling thread.
        let (doubled, threads) = threads_of(5000);
        assert_eq!((doubled, threads), (expected, HashSet::from([current().id()])));
        let (_, threads) = pool.install(|| threads_of(SHARE));
        assert_eq!(threads.len(), 1);
    }

    #[test]
    fn an_error_ends_it() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let odd = |item: usize| if item == 777 { Err(item) } else { Ok(item) };
        assert_eq!(pool.install(|| try_each((0..5000).collect(), odd)), Err(777));
        assert_eq!(try_each((0..5000).collect(), odd), Err(777));
    }
}
