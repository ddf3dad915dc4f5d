//! Ctrl-C and SIGTERM end at a safe point; a second one ends at once, which is safe too.

use std::io;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::platform::Interruptions;
use crate::relocation::progress::StopRequest;
use crate::relocation::sharing::Sharing;

/// What is done when a signal comes. There is one for the whole process: what is registered adds up.
struct Watch {
    /// Somebody said stop.
    stop: Arc<AtomicBool>,
    interruptions: Interruptions,
}

fn watch() -> Result<&'static Watch, Failure> {
    static WATCH: OnceLock<Watch> = OnceLock::new();
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

/// The same. Where somebody is suspended, the second signal puts them back before it ends the process, and only a third
/// ends it at once.
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
