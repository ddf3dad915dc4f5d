//! Ctrl-C, `kill` and a connection that drops end at a safe point; a second Ctrl-C or `kill` ends at once, which is
//! safe too.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::platform::Interruptions;
use crate::relocation::error::Error;
use crate::relocation::progress::StopRequest;
use crate::relocation::sharing::Sharing;

/// What is done when a signal comes. There is one for the whole process: what is registered adds up.
struct Watch {
    /// A stop has been asked for.
    stop: Arc<AtomicBool>,
    interruptions: Interruptions,
}

static WATCH: OnceLock<Watch> = OnceLock::new();

fn watch() -> Result<&'static Watch, Failure> {
    if let Some(watch) = WATCH.get() {
        return Ok(watch);
    }
    let stop = Arc::new(AtomicBool::new(false));
    let interruptions = Interruptions::begin(&stop, ExitCode::Interrupted as i32).map_err(failed)?;
    Ok(WATCH.get_or_init(|| Watch { stop, interruptions }))
}

/// Listens to signals from now on, and asks to stop when one comes.
pub fn listen() -> Result<StopRequest, Failure> {
    Ok(StopRequest::from_flag(Arc::clone(&watch()?.stop)))
}

/// Ends a command before it changes anything, if a stop has been asked for.
pub fn go_on() -> Result<(), Failure> {
    if listen()?.is_requested() { Err(Error::Stopped.into()) } else { Ok(()) }
}

/// Does something that may be broken off at any moment: a signal that comes during it ends the process at once. Nothing
/// may have been begun that needs an end.
#[allow(clippy::exit, reason = "the same as if the signal had come a moment later")]
pub fn breaking_off<T>(work: impl FnOnce() -> T) -> T {
    /// Also where the work panics.
    struct Until(&'static Watch);
    impl Drop for Until {
        fn drop(&mut self) {
            self.0.interruptions.end_at_first(false);
        }
    }
    let _until = WATCH.get().map(|watch| {
        watch.interruptions.end_at_first(true);
        Until(watch)
    });
    if WATCH.get().is_some_and(|watch| watch.stop.load(Ordering::SeqCst)) {
        // It came just before.
        std::process::exit(ExitCode::Interrupted as i32);
    }
    work()
}

/// Whether the terminal that this was started from has gone, so that no person sees what is printed.
pub fn has_hung_up() -> bool {
    WATCH.get().is_some_and(|watch| watch.interruptions.has_hung_up())
}

/// Like [`listen`]. Where servers are suspended, the second signal puts them back before it ends the process, and only a
/// third ends it at once.
pub fn listen_for(sharing: &Arc<Sharing>) -> Result<StopRequest, Failure> {
    let watch = watch()?;
    if !sharing.is_empty() {
        let sharing = Arc::clone(sharing);
        let before_end = move || {
            // What cannot be put back stays written down, and the next command says so.
            if let Err(error) = sharing.end() {
                tracing::warn!("{error}");
            }
        };
        watch.interruptions.before_end(before_end).map_err(failed)?;
    }
    listen()
}

/// Why signals cannot be waited for.
pub fn failed(error: io::Error) -> Failure {
    Failure::new(Kind::Failed, format_args!("cannot prepare for signals: {error}"))
}
