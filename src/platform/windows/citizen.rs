//! What a good citizen of Windows does.
#![allow(unsafe_code, reason = "the machine is kept awake by a call that only Windows has")]

use windows_sys::Win32::System::Power::{
    ES_AWAYMODE_REQUIRED, ES_CONTINUOUS, ES_SYSTEM_REQUIRED, SetThreadExecutionState,
};

use super::is_administrator;

/// Windows PowerShell decodes what a program writes into a pipe in the OEM code page.
pub const PIPES_ARE_UTF8: bool = false;

/// The system's log is told of every run, not only of those that nobody watches.
pub const LOGS_EVERY_RUN: bool = true;

/// How to run with the rights that a relocation needs; `None` where it has them, or any account may try.
pub fn missing_elevation() -> Option<&'static str> {
    if is_administrator() {
        return None;
    }
    Some(
        "open the console with 'Run as administrator', or `Start-Process powershell -Verb RunAs`, and run it there again",
    )
}

/// Keeps the machine awake while it lives. It is for the thread that made it.
#[derive(Debug)]
pub struct KeepAwake(());

impl KeepAwake {
    /// From now on, until it is dropped. The screen may go dark.
    pub fn begin() -> Self {
        // SAFETY: it takes flags only. Where there is no away mode, the whole call has no effect.
        unsafe {
            if SetThreadExecutionState(ES_CONTINUOUS | ES_SYSTEM_REQUIRED | ES_AWAYMODE_REQUIRED) == 0 {
                SetThreadExecutionState(ES_CONTINUOUS | ES_SYSTEM_REQUIRED);
            }
        }
        Self(())
    }
}

impl Drop for KeepAwake {
    fn drop(&mut self) {
        // SAFETY: it takes flags only.
        unsafe { SetThreadExecutionState(ES_CONTINUOUS) };
    }
}
