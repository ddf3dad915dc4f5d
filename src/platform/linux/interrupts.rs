//! SIGINT and SIGTERM.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use signal_hook::SigId;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{exit, unregister};

const SIGNALS: [i32; 2] = [SIGINT, SIGTERM];

/// What is done when somebody says stop. There is one for the whole process: what is registered adds up.
#[derive(Debug)]
pub struct Interrupts {
    /// What the process ends with.
    code: i32,
    /// Somebody said stop.
    stop: Arc<AtomicBool>,
    /// The next signal ends the process.
    at_once: Arc<AtomicBool>,
    /// What makes the second signal one that ends the process.
    second: Mutex<Vec<SigId>>,
}

impl Interrupts {
    /// From now on the first signal only sets [`Interrupts::stop`], and the second ends the process with this code.
    pub fn watch(code: i32) -> io::Result<&'static Self> {
        static WATCH: OnceLock<Interrupts> = OnceLock::new();
        if let Some(watch) = WATCH.get() {
            return Ok(watch);
        }
        let begun = Self::begin(code)?;
        Ok(WATCH.get_or_init(|| begun))
    }

    fn begin(code: i32) -> io::Result<Self> {
        let watch = Self { code, stop: Arc::default(), at_once: Arc::default(), second: Mutex::default() };
        for signal in SIGNALS {
            // Before the flag is set: the first signal must not end the process.
            signal_hook::flag::register_conditional_shutdown(signal, code, Arc::clone(&watch.at_once))?;
            let second = signal_hook::flag::register(signal, Arc::clone(&watch.at_once))?;
            watch.second.lock().unwrap_or_else(PoisonError::into_inner).push(second);
            signal_hook::flag::register(signal, Arc::clone(&watch.stop))?;
        }
        Ok(watch)
    }

    /// Whether somebody said stop.
    pub fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// The second signal has this done before it ends the process, and only a third ends it at once.
    pub fn before_the_end(&'static self, what: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let mut received = Signals::new(SIGNALS)?;
        for second in self.second.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            unregister(second);
        }
        let on_signal = move || {
            // The first has set `stop`.
            if received.forever().nth(1).is_none() {
                return;
            }
            self.at_once.store(true, Ordering::SeqCst);
            what();
            exit(self.code);
        };
        thread::Builder::new().name("signals".into()).spawn(on_signal).map(drop)
    }
}
