//! How many large files are copied at once where a drive says that it rotates.
//!
//! A head can be in one place only: two long runs at once may take many times as long as one after the other. But virtual
//! drives say so as well, whatever they are on, and there two at once may be faster. So it is tried, again and
//! again but ever more rarely, and two at once are kept while more comes of it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long is measured at least, and how much: shorter than that, caches and the moment decide.
const LEAST: (Duration, u64) = (Duration::from_millis(100), 32 << 20);

/// How long is measured at most: what a drive that rotates loses with a trial.
const MOST: Duration = Duration::from_millis(500);

/// What two at once must bring to be kept, in hundredths of what one brings.
const WORTH: u64 = 110;

/// Of those who copy a large file, so many at a time go on, and the others wait.
#[derive(Debug)]
pub struct Turns {
    state: Mutex<State>,
    free: Condvar,
}

#[derive(Debug)]
struct State {
    copying: usize,
    waiting: usize,
    trial: Trial,
}

/// One file's copying, until it is dropped.
#[derive(Debug)]
pub struct Turn<'a>(&'a Turns);

impl Turns {
    /// One at a time to begin with.
    pub fn new() -> Self {
        let state = State { copying: 0, waiting: 0, trial: Trial::new(Instant::now()) };
        Self { state: Mutex::new(state), free: Condvar::new() }
    }

    /// Waits until one more may copy.
    pub fn take(&self) -> Turn<'_> {
        drop(self.wait(self.lock()));
        Turn(self)
    }

    fn wait<'a>(&self, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        state.waiting += 1;
        while state.copying >= state.trial.at_once {
            state = self.free.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.waiting -= 1;
        state.copying += 1;
        state
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn<'_> {
    /// So many bytes more are to be copied now; waits where there is one too many at it.
    pub fn go_on(&self, bytes: u64) {
        let Self(turns) = self;
        let mut state = turns.lock();
        let candidates = state.copying + state.waiting;
        state.trial.copied(bytes, candidates, Instant::now());
        if state.copying < state.trial.at_once {
            turns.free.notify_one();
        }
        if state.copying > state.trial.at_once {
            state.copying -= 1;
            drop(turns.wait(state));
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.lock().copying -= 1;
        self.0.free.notify_one();
    }
}

/// What is being tried, and what came of it.
#[derive(Debug)]
struct Trial {
    /// How many may copy at once: one or two.
    at_once: usize,
    /// When measuring began, and what has been copied since, in bytes.
    began: Instant,
    bytes: u64,
    /// What one at a time brought when that was last measured, in bytes a second.
    alone: u64,
    /// What two at once brought in the end, if they were given up just now.
    together: Option<u64>,
    /// How often one at a time is still to be measured before two are tried again.
    rest: u32,
    /// The same after the next trial that brings nothing.
    next_rest: u32,
}

impl Trial {
    fn new(now: Instant) -> Self {
        Self { at_once: 1, began: now, bytes: 0, alone: 0, together: None, rest: 0, next_rest: 8 }
    }

    /// Takes into account that so many bytes more have been copied, `candidates` being those who copy or would.
    fn copied(&mut self, bytes: u64, candidates: usize, now: Instant) {
        if candidates < self.at_once {
            // What comes of two cannot be seen with one.
            (self.began, self.bytes) = (now, 0);
            return;
        }
        self.bytes += bytes;
        let took = now.saturating_duration_since(self.began);
        if took >= MOST || took >= LEAST.0 && self.bytes >= LEAST.1 {
            let rate = (self.bytes as f64 / took.as_secs_f64()) as u64;
            (self.began, self.bytes) = (now, 0);
            self.measured(rate, candidates);
        }
    }

    fn measured(&mut self, rate: u64, candidates: usize) {
        if self.at_once == 2 {
            if !is_worth_it(rate, self.alone) {
                (self.at_once, self.together) = (1, Some(rate));
            }
            return;
        }
        self.alone = rate;
        match self.together.take() {
            // It is the drive that has become slower, not those two.
            Some(together) if is_worth_it(together, rate) => self.at_once = 2,
            Some(_) => {
                self.rest = self.next_rest;
                self.next_rest = self.next_rest.saturating_mul(4);
            }
            None if self.rest > 0 => self.rest -= 1,
            None if candidates > 1 => self.at_once = 2,
            None => {}
        }
    }
}

/// Whether two at once bring enough to be kept: they must be more than chance.
fn is_worth_it(together: u64, alone: u64) -> bool {
    together >= alone / 100 * WORTH
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    const MB: u64 = 1_000_000;

    /// Copies from a drive that brings `rate(at once, second)` until so many seconds have passed. Returns for each of
    /// one and two at once how long it was so.
    fn simulate(seconds: u64, rate: impl Fn(usize, u64) -> u64) -> [Duration; 2] {
        let began = Instant::now();
        let mut now = began;
        let mut trial = Trial::new(began);
        let mut spent = [Duration::ZERO; 2];
        while now - began < Duration::from_secs(seconds) {
            let rate = rate(trial.at_once, (now - began).as_secs());
            let step = Duration::from_secs_f64((1 << 20) as f64 / rate as f64);
            spent[trial.at_once - 1] += step;
            now += step;
            trial.copied(1 << 20, 8, now);
        }
        spent
    }

    #[test]
    fn a_drive_that_rotates_is_hardly_ever_made_to_seek() {
        let [_, two] = simulate(60, |at_once, _| if at_once == 1 { 150 * MB } else { 30 * MB });
        assert!((1..=2500).contains(&two.as_millis()), "{two:?}");
        let [_, two] = simulate(3600, |at_once, _| if at_once == 1 { 150 * MB } else { 30 * MB });
        assert!(two < Duration::from_secs(8), "{two:?}");
    }

    #[test]
    fn two_are_kept_where_they_bring_more() {
        let [one, two] = simulate(10, |at_once, _| if at_once == 1 { 1400 * MB } else { 1800 * MB });
        assert!(one < Duration::from_millis(110), "{one:?} {two:?}");
        // Also where everything is slow for a while, as when what was written goes to the medium.
        let [one, two] = simulate(10, |at_once, second| {
            (if second % 2 == 0 { 1800 * MB } else { 200 * MB }) / if at_once == 1 { 13 } else { 10 } * 10
        });
        assert!(one < two / 4, "{one:?} {two:?}");
    }

    #[test]
    fn two_are_given_up_once_they_no_longer_bring_more() {
        let [_, two] = simulate(100, |at_once, second| match at_once {
            2 if second >= 10 => 30 * MB,
            1 => 150 * MB,
            _ => 250 * MB,
        });
        assert!((9..13).contains(&two.as_secs()), "{two:?}");
    }

    #[test]
    fn one_file_alone_says_nothing_about_two() {
        let mut now = Instant::now();
        let mut trial = Trial::new(now);
        let mut second = |candidates| {
            now += Duration::from_secs(1);
            trial.copied(100 * MB, candidates, now);
            trial.at_once
        };
        assert_eq!([1, 1, 1].map(&mut second), [1, 1, 1], "nobody is there for two");
        assert_eq!(second(2), 2);
        assert_eq!([1, 1, 1].map(&mut second), [2, 2, 2], "only one copied");
        assert_eq!(second(2), 1, "two brought no more");
    }

    #[test]
    fn no_more_than_are_allowed_copy_at_once() {
        let turns = Turns::new();
        let (copying, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let _turn = turns.take();
                        most.fetch_max(copying.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_micros(50));
                        copying.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(most.into_inner(), 1);
        turns.lock().trial.at_once = 2;
        let both = Barrier::new(2);
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let _turn = turns.take();
                    both.wait();
                });
            }
        });
    }

    #[test]
    fn who_is_one_too_many_waits_in_the_middle_of_a_file() {
        let turns = Turns::new();
        turns.lock().trial.at_once = 2;
        let first = turns.take();
        let (tell, told) = mpsc::channel();
        std::thread::scope(|scope| {
            let turns = &turns;
            scope.spawn(move || {
                let second = turns.take();
                let mut state = turns.lock();
                // Two are not to be tried again, however long this takes.
                (state.trial.at_once, state.trial.rest) = (1, u32::MAX);
                drop(state);
                tell.send("takes its turn").unwrap();
                second.go_on(1);
                tell.send("goes on").unwrap();
            });
            assert_eq!(told.recv(), Ok("takes its turn"));
            assert_eq!(told.recv_timeout(Duration::from_millis(100)), Err(mpsc::RecvTimeoutError::Timeout));
            drop(first);
            assert_eq!(told.recv(), Ok("goes on"));
        });
    }
}
