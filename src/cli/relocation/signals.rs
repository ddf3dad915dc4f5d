//! Ctrl-C, SIGTERM, and on Windows the end of the session or of the machine, end at a safe point; a second one ends at
//! once, which is safe too.

use std::io;
use std::sync::Arc;

use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::platform::Interrupts;
use crate::relocation::progress::StopRequest;
use crate::relocation::sharing::Sharing;

fn watch() -> Result<&'static Interrupts, Failure> {
    Interrupts::watch(ExitCode::Interrupted as i32).map_err(failed)
}

/// Listens to signals from now on, and asks to stop when one comes.
pub fn listen() -> Result<StopRequest, Failure> {
    Ok(StopRequest::from_flag(watch()?.stop()))
}

/// The same. Where somebody is suspended, the second signal puts them back before it ends the process, and only a third
/// ends it at once.
pub fn listen_for(sharing: &Arc<Sharing>) -> Result<StopRequest, Failure> {
    if !sharing.is_empty() {
        let sharing = Arc::clone(sharing);
        let put_back = move || {
            // What cannot be put back stays written down, and the next command says so.
            if let Err(error) = sharing.end() {
                tracing::warn!("{error}");
            }
        };
        watch()?.before_the_end(put_back).map_err(failed)?;
    }
    listen()
}

/// Why signals cannot be waited for.
pub fn failed(error: io::Error) -> Failure {
    Failure::new(Kind::Failed, format_args!("cannot prepare for signals: {error}"))
}
