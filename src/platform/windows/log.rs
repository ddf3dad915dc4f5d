//! The application event log.
#![allow(unsafe_code, reason = "events are reported by calls that only Windows has")]

use std::io;
use std::path::Path;
use std::ptr::{null, null_mut};

use windows_registry::LOCAL_MACHINE;
use windows_sys::Win32::System::EventLog::{
    DeregisterEventSource, EVENTLOG_ERROR_TYPE, EVENTLOG_INFORMATION_TYPE, EVENTLOG_WARNING_TYPE,
    RegisterEventSourceW, ReportEventW,
};

use super::wide::wide;
use crate::platform::Urgency;

/// What is said where the system's log could not be written to.
pub const LOG_UNTOLD: &str = "the event log could not be told";

/// The source of smpctl's events.
const SOURCE: &str = "smpctl";

/// Where sources of the application log are registered.
const SOURCES: &str = r"SYSTEM\CurrentControlSet\Services\EventLog\Application";

/// A program that every Windows has, whose messages 1 to 1000 are just the text that an event carries.
const MESSAGES: &str = r"%SystemRoot%\System32\EventCreate.exe";

/// Tells the system's log. There is no socket.
///
/// The error says why not.
pub fn log(urgency: Urgency, message: &str, _: Option<&Path>) -> Result<(), String> {
    register();
    report(urgency, message).map_err(|error| error.to_string())
}

/// Makes the source known, so that the event viewer shows the text alone. Only an administrator can; without it the
/// text is shown all the same, after a remark that the source is not known.
fn register() {
    let registered = LOCAL_MACHINE.create(format!(r"{SOURCES}\{SOURCE}")).and_then(|key| {
        key.set_expand_string("EventMessageFile", MESSAGES)?;
        let types = EVENTLOG_ERROR_TYPE | EVENTLOG_WARNING_TYPE | EVENTLOG_INFORMATION_TYPE;
        key.set_u32("TypesSupported", u32::from(types))
    });
    if let Err(error) = registered {
        tracing::debug!("the source of events is not registered: {}", error.message());
    }
}

fn report(urgency: Urgency, message: &str) -> io::Result<()> {
    // The number tells a filter what the type does, too.
    let (kind, number) = match urgency {
        Urgency::Notice => (EVENTLOG_INFORMATION_TYPE, 1),
        Urgency::Warning => (EVENTLOG_WARNING_TYPE, 2),
        Urgency::Error => (EVENTLOG_ERROR_TYPE, 3),
    };
    /// The longest text that an event may carry, in UTF-16 units (`ReportEventW`).
    const LONGEST: usize = 31_839;
    let mut text: Vec<u16> = message.encode_utf16().take(LONGEST).filter(|unit| *unit != 0).collect();
    text.push(0);
    let source = wide(SOURCE);
    // SAFETY: the name ends with a zero and lives over the call.
    let log = unsafe { RegisterEventSourceW(null(), source.as_ptr()) };
    if log.is_null() {
        return Err(io::Error::last_os_error());
    }
    let texts = [text.as_ptr()];
    // SAFETY: the handle is open; there is one text, which ends with a zero and lives over the call, as does the list.
    let reported = unsafe { ReportEventW(log, kind, 0, number, null_mut(), 1, 0, texts.as_ptr(), null()) };
    let error = io::Error::last_os_error();
    // SAFETY: it is open, and not used afterwards.
    unsafe { DeregisterEventSource(log) };
    if reported == 0 { Err(error) } else { Ok(()) }
}
