//! Ctrl-C, Ctrl-Break, a console that is closed, and a session or machine that ends.
//!
//! The system runs a handler in a thread of its own. For Ctrl-C and Ctrl-Break the process goes on when the handler
//! returns. For the others it is ended then, or a few seconds later at the latest (`HandlerRoutine`), so the handler
//! stays until the process has ended by itself at a safe point. Killed before that, it is as safe as after a power cut.
#![allow(unsafe_code, reason = "the console's handler is only to be had from Windows itself")]

use std::io;
use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use windows_sys::Win32::System::Console::{CTRL_BREAK_EVENT, CTRL_C_EVENT, SetConsoleCtrlHandler};
use windows_sys::core::BOOL;

/// What is done when somebody says stop. There is one for the whole process.
pub struct Interrupts {
    /// What the process ends with.
    code: i32,
    /// Somebody said stop.
    stop: Arc<AtomicBool>,
    /// The next event ends the process.
    at_once: AtomicBool,
    last: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

impl std::fmt::Debug for Interrupts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Interrupts").field("stop", &self.stop).finish_non_exhaustive()
    }
}

static WATCH: OnceLock<Interrupts> = OnceLock::new();

impl Interrupts {
    /// From now on the first event only sets [`Interrupts::stop`], and the second ends the process with this code.
    pub fn watch(code: i32) -> io::Result<&'static Self> {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _held = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(watch) = WATCH.get() {
            return Ok(watch);
        }
        // SAFETY: the handler is a function that lives as long as the process.
        if unsafe { SetConsoleCtrlHandler(Some(handler), 1) } == 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(WATCH.get_or_init(|| Self {
            code,
            stop: Arc::default(),
            at_once: AtomicBool::new(false),
            last: Mutex::default(),
        }))
    }

    /// Whether somebody said stop.
    pub fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// The second event has this done before it ends the process, and only a third ends it at once.
    pub fn before_the_end(&'static self, what: impl FnOnce() + Send + 'static) -> io::Result<()> {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(what));
        Ok(())
    }

    fn happened(&self) {
        if !self.stop.swap(true, Ordering::SeqCst) {
            return;
        }
        if self.at_once.swap(true, Ordering::SeqCst) {
            exit(self.code);
        }
        // Out of the lock before it runs: a third event must not wait for it.
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(last) = last {
            last();
        }
        exit(self.code);
    }
}

unsafe extern "system" fn handler(event: u32) -> BOOL {
    if let Some(watch) = WATCH.get() {
        watch.happened();
        if event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT {
            // The process ends below this thread, at a safe point; or it is ended.
            loop {
                thread::sleep(Duration::from_secs(1));
            }
        }
    }
    1
}
