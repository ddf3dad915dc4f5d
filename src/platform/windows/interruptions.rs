//! Ctrl-C, Ctrl-Break, and the end of the console, of the session or of the system.
#![allow(unsafe_code, reason = "a call of the Windows interface; the block says why it is sound")]

use std::io;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use windows_sys::Win32::System::Console::{
    CTRL_BREAK_EVENT, CTRL_C_EVENT, CTRL_CLOSE_EVENT, SetConsoleCtrlHandler,
};
use windows_sys::core::BOOL;

use super::session;

/// What has been registered, for the handler has no arguments of its own.
#[derive(Default)]
struct Registered {
    flags: Mutex<Vec<Arc<AtomicBool>>>,
    met: AtomicU32,
    /// The exit code for the second event; 0 while events only set flags.
    code: AtomicI32,
    before_end: Mutex<Option<Box<dyn FnOnce() + Send>>>,
    /// The first event ends the process.
    first_ends: AtomicBool,
    /// The console has been closed.
    hung_up: AtomicBool,
}

fn registered() -> &'static Registered {
    static REGISTERED: OnceLock<Registered> = OnceLock::new();
    REGISTERED.get_or_init(Registered::default)
}

/// What is done when an event comes. One for the whole process.
#[derive(Debug)]
pub struct Interruptions(());

impl Interruptions {
    /// From now on the first event sets `stop`, and a second one ends the process with this exit code.
    pub fn begin(stop: &Arc<AtomicBool>, code: i32) -> io::Result<Self> {
        stop_on_interruption(stop)?;
        registered().code.store(code, Ordering::SeqCst);
        if let Err(error) = session::watch(ask_to_stop) {
            // Ended without a word, smpctl has lost nothing.
            tracing::debug!("the end of the session will not be known: {error}");
        }
        Ok(Self(()))
    }

    /// Whether the next event ends the process at once: nothing has been begun that needs an end.
    pub fn end_at_first(&self, ends: bool) {
        registered().first_ends.store(ends, Ordering::SeqCst);
    }

    /// Whether the console has gone.
    pub fn has_hung_up(&self) -> bool {
        registered().hung_up.load(Ordering::SeqCst)
    }

    /// From now on the second event does this before it ends the process, and only a third ends it at once.
    pub fn before_end(&self, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
        *registered().before_end.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(work));
        Ok(())
    }
}

/// Lets an event set a flag, and do nothing else.
pub fn stop_on_interruption(stop: &Arc<AtomicBool>) -> io::Result<()> {
    static HANDLER: OnceLock<Result<(), i32>> = OnceLock::new();
    registered().flags.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(stop));
    let installed = HANDLER.get_or_init(|| {
        // SAFETY: the routine is there for as long as the process is, and has the form that is asked for.
        match unsafe { SetConsoleCtrlHandler(Some(on_event), 1) } {
            0 => Err(io::Error::last_os_error().raw_os_error().unwrap_or_default()),
            _ => Ok(()),
        }
    });
    installed.map_err(io::Error::from_raw_os_error)
}

fn ask_to_stop() {
    for flag in registered().flags.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        flag.store(true, Ordering::SeqCst);
    }
}

/// Runs on a thread of its own.
unsafe extern "system" fn on_event(event: u32) -> BOOL {
    let registered = registered();
    if event == CTRL_CLOSE_EVENT {
        registered.hung_up.store(true, Ordering::SeqCst);
    }
    ask_to_stop();
    let code = registered.code.load(Ordering::SeqCst);
    if code != 0 && registered.first_ends.load(Ordering::SeqCst) {
        super::end_with_code(code);
    }
    if code != 0 && registered.met.fetch_add(1, Ordering::SeqCst) > 0 {
        // Out of the lock before it is done: a third event does not wait for it.
        let work = registered.before_end.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(work) = work {
            work();
        }
        // The main thread may be in the middle of anything, which is safe: the next command cleans up.
        super::end_with_code(code);
    }
    if !matches!(event, CTRL_C_EVENT | CTRL_BREAK_EVENT) {
        // The console closes, or the session ends: as soon as this returns, the process is ended. The system waits for
        // some seconds, in which the main thread can come to a safe point and end the process itself.
        thread::sleep(Duration::from_secs(60));
    }
    1
}
