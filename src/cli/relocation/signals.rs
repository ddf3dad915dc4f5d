//! Ctrl-C and SIGTERM end at a safe point; a second one ends at once, which is safe too.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use signal_hook::SigId;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{exit, unregister};

use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::relocation::progress::StopRequest;
use crate::relocation::sharing::Sharing;

const SIGNALS: [i32; 2] = [SIGINT, SIGTERM];

/// What is done when a signal comes. There is one for the whole process: what is registered adds up.
#[derive(Debug, Default)]
struct Watch {
    /// Somebody said stop.
    stop: Arc<AtomicBool>,
    /// The next signal ends the process.
    at_once: Arc<AtomicBool>,
    /// What makes the second signal one that ends the process.
    second: Mutex<Vec<SigId>>,
}

impl Watch {
    fn begin() -> io::Result<Self> {
        let watch = Self::default();
        for signal in SIGNALS {
            let code = ExitCode::Interrupted as i32;
            // Before the flag is set: the first signal must not end the process.
            signal_hook::flag::register_conditional_shutdown(signal, code, Arc::clone(&watch.at_once))?;
            let second = signal_hook::flag::register(signal, Arc::clone(&watch.at_once))?;
            watch.second.lock().unwrap_or_else(PoisonError::into_inner).push(second);
            signal_hook::flag::register(signal, Arc::clone(&watch.stop))?;
        }
        Ok(watch)
    }
}

fn watch() -> Result<&'static Watch, Failure> {
    static WATCH: OnceLock<Watch> = OnceLock::new();
    if let Some(watch) = WATCH.get() {
        return Ok(watch);
    }
    let begun = Watch::begin().map_err(failed)?;
    Ok(WATCH.get_or_init(|| begun))
}

/// Listens to signals from now on, and asks to stop when one comes.
pub fn listen() -> Result<StopRequest, Failure> {
    Ok(StopRequest::from_flag(Arc::clone(&watch()?.stop)))
}

/// The same. Where somebody is suspended, the second signal puts them back before it ends the process, and only a third
/// ends it at once.
pub fn listen_for(sharing: &Arc<Sharing>) -> Result<StopRequest, Failure> {
    let watch = watch()?;
    if !sharing.is_empty() {
        let mut received = Signals::new(SIGNALS).map_err(failed)?;
        for second in watch.second.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            unregister(second);
        }
        let sharing = Arc::clone(sharing);
        let on_signal = move || {
            // The first has set `stop`.
            if received.forever().nth(1).is_none() {
                return;
            }
            watch.at_once.store(true, Ordering::SeqCst);
            // What cannot be put back stays written down, and the next command says so.
            if let Err(error) = sharing.end() {
                tracing::warn!("{error}");
            }
            exit(ExitCode::Interrupted as i32);
        };
        thread::Builder::new().name("signals".into()).spawn(on_signal).map_err(failed)?;
    }
    listen()
}

/// Why signals cannot be waited for.
pub fn failed(error: io::Error) -> Failure {
    Failure::new(Kind::Failed, format_args!("cannot prepare for signals: {error}"))
}
