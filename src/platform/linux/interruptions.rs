//! The signals that end a session: Ctrl-C, `kill`, a connection that drops, a limit of time.
//!
//! Each of them asks for a stop. A signal that was ignored when this process began stays ignored: `nohup` ignores the
//! hang-up on purpose. `SIGINT` and `SIGQUIT` are the exception: a shell without job control ignores both for every
//! command that it starts in the background, so that they say nothing about what is wanted.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rustix::process::Signal;
use signal_hook::SigId;
use signal_hook::iterator::Signals;
use signal_hook::low_level::{exit, unregister};

/// Signals that a person, or what manages services, sends to end a process. Sent again, they end it at once.
const URGENT: [Signal; 3] = [Signal::INT, Signal::TERM, Signal::QUIT];

/// Signals that come more than once by themselves: a terminal that hangs up sends two, and a limit of time one each
/// second. However many come, they are one request to stop.
const PATIENT: [Signal; 9] = [
    Signal::HUP,
    Signal::ALARM,
    Signal::USR1,
    Signal::USR2,
    Signal::XCPU,
    Signal::VTALARM,
    Signal::PROF,
    Signal::POWER,
    Signal::STKFLT,
];

/// Signals that a shell ignores for whatever it starts in the background.
const IGNORED_IN_BACKGROUND: [Signal; 2] = [Signal::INT, Signal::QUIT];

/// What is done when a signal comes. One for the whole process: what is registered adds up.
#[derive(Debug)]
pub struct Interruptions {
    /// The first signal ends the process.
    first_ends: Arc<AtomicBool>,
    /// The next urgent signal ends the process.
    next_ends: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
    /// What makes the second signal one that ends the process.
    second: Mutex<Vec<SigId>>,
    /// The terminal has hung up.
    hung_up: Arc<AtomicBool>,
    /// The signals that were ignored when this process began.
    ignored: u64,
    code: i32,
}

impl Interruptions {
    /// From now on the first signal sets `stop`, and an urgent one after it ends the process with this exit code.
    pub fn begin(stop: &Arc<AtomicBool>, code: i32) -> io::Result<Self> {
        let begun = Self {
            first_ends: Arc::default(),
            next_ends: Arc::default(),
            stop: Arc::clone(stop),
            second: Mutex::default(),
            hung_up: Arc::default(),
            ignored: ignored_at_start(),
            code,
        };
        for signal in heeded(begun.ignored) {
            let number = signal.as_raw();
            signal_hook::flag::register_conditional_shutdown(number, code, Arc::clone(&begun.first_ends))?;
            if URGENT.contains(&signal) {
                // Before the flag is set: the first signal must not end the process.
                signal_hook::flag::register_conditional_shutdown(number, code, Arc::clone(&begun.next_ends))?;
            }
            let second = signal_hook::flag::register(number, Arc::clone(&begun.next_ends))?;
            begun.second.lock().unwrap_or_else(PoisonError::into_inner).push(second);
            if signal == Signal::HUP {
                signal_hook::flag::register(number, Arc::clone(&begun.hung_up))?;
            }
            signal_hook::flag::register(number, Arc::clone(stop))?;
        }
        if !is_in(begun.ignored, Signal::XFSZ) {
            // With a handler, a write beyond the limit of file sizes fails and ends nothing. Unlike an ignored signal,
            // a handled one is what it was before in the programs that this process starts.
            signal_hook::flag::register(Signal::XFSZ.as_raw(), Arc::default())?;
        }
        Ok(begun)
    }

    /// Whether the next signal ends the process at once, whichever it is: nothing has been begun that needs an end.
    pub fn end_at_first(&self, ends: bool) {
        self.first_ends.store(ends, Ordering::SeqCst);
    }

    /// Whether the terminal has gone.
    pub fn has_hung_up(&self) -> bool {
        self.hung_up.load(Ordering::SeqCst)
    }

    /// From now on an urgent signal after another signal does this before it ends the process, and only one more ends
    /// it at once.
    pub fn before_end(&self, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let mut has_come = self.stop.load(Ordering::SeqCst);
        let mut received = Signals::new(heeded(self.ignored).map(Signal::as_raw))?;
        for second in self.second.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            unregister(second);
        }
        self.next_ends.store(false, Ordering::SeqCst);
        let (next_ends, code) = (Arc::clone(&self.next_ends), self.code);
        let on_signal = move || {
            let is_urgent = |number: i32| URGENT.iter().any(|signal| signal.as_raw() == number);
            let second = received.forever().find(|number| {
                // The first has set `stop`.
                std::mem::replace(&mut has_come, true) && is_urgent(*number)
            });
            if second.is_none() {
                return;
            }
            next_ends.store(true, Ordering::SeqCst);
            work();
            exit(code);
        };
        thread::Builder::new().name("signals".into()).spawn(on_signal).map(drop)
    }
}

/// Lets a signal set a flag, and do nothing else.
pub fn stop_on_interruption(stop: &Arc<AtomicBool>) -> io::Result<()> {
    heeded(ignored_at_start())
        .try_for_each(|signal| signal_hook::flag::register(signal.as_raw(), Arc::clone(stop)).map(drop))
}

/// The signals that are a request to stop, where these are ignored.
fn heeded(ignored: u64) -> impl Iterator<Item = Signal> {
    let all = URGENT.into_iter().chain(PATIENT);
    all.filter(move |signal| IGNORED_IN_BACKGROUND.contains(signal) || !is_in(ignored, *signal))
}

/// The signals that this process ignores, as a set of bits; none where the kernel does not say.
fn ignored_at_start() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    line.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or_default()
}

fn is_in(set: u64, signal: Signal) -> bool {
    u32::try_from(signal.as_raw() - 1).is_ok_and(|bit| set.checked_shr(bit).is_some_and(|set| set & 1 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_ignored_stays_ignored_but_for_what_shells_ignore_in_the_background() {
        let bit = |signal: Signal| 1_u64 << (signal.as_raw() - 1);
        for signal in URGENT.into_iter().chain(PATIENT) {
            assert!(heeded(0).any(|heeded| heeded == signal), "{signal:?}");
            let stays = !IGNORED_IN_BACKGROUND.contains(&signal);
            assert_eq!(heeded(bit(signal)).all(|heeded| heeded != signal), stays, "{signal:?}");
        }
    }
}
