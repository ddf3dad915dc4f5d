//! Ctrl-C and SIGTERM.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use signal_hook::SigId;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{exit, unregister};

const SIGNALS: [i32; 2] = [SIGINT, SIGTERM];

/// What is done when a signal comes. One for the whole process: what is registered adds up.
#[derive(Debug)]
pub struct Interruptions {
    /// The next signal ends the process.
    at_once: Arc<AtomicBool>,
    /// What makes the second signal one that ends the process.
    second: Mutex<Vec<SigId>>,
    code: i32,
}

impl Interruptions {
    /// From now on the first signal sets `stop`, and a second one ends the process with this exit code.
    pub fn begin(stop: &Arc<AtomicBool>, code: i32) -> io::Result<Self> {
        let begun = Self { at_once: Arc::default(), second: Mutex::default(), code };
        for signal in SIGNALS {
            // Before the flag is set: the first signal must not end the process.
            signal_hook::flag::register_conditional_shutdown(signal, code, Arc::clone(&begun.at_once))?;
            let second = signal_hook::flag::register(signal, Arc::clone(&begun.at_once))?;
            begun.second.lock().unwrap_or_else(PoisonError::into_inner).push(second);
            signal_hook::flag::register(signal, Arc::clone(stop))?;
        }
        Ok(begun)
    }

    /// From now on the second signal does this before it ends the process, and only a third ends it at once.
    pub fn before_end(&self, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let mut received = Signals::new(SIGNALS)?;
        for second in self.second.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            unregister(second);
        }
        let (at_once, code) = (Arc::clone(&self.at_once), self.code);
        let on_signal = move || {
            // The first has set `stop`.
            if received.forever().nth(1).is_none() {
                return;
            }
            at_once.store(true, Ordering::SeqCst);
            work();
            exit(code);
        };
        thread::Builder::new().name("signals".into()).spawn(on_signal).map(drop)
    }
}

/// Lets a signal set a flag, and do nothing else.
pub fn stop_on_interruption(stop: &Arc<AtomicBool>) -> io::Result<()> {
    SIGNALS.iter().try_for_each(|signal| signal_hook::flag::register(*signal, Arc::clone(stop)).map(drop))
}
