//! Who has a file open, as the Restart Manager tells.
#![allow(unsafe_code, reason = "calls of the Windows interface; each block says why it is sound")]

use std::io;
use std::path::Path;
use std::ptr::null;

use windows_sys::Win32::Foundation::{
    ERROR_LOCK_VIOLATION, ERROR_MORE_DATA, ERROR_SHARING_VIOLATION, ERROR_SUCCESS,
};
use windows_sys::Win32::System::RestartManager::{
    CCH_RM_SESSION_KEY, RM_PROCESS_INFO, RmEndSession, RmGetList, RmRegisterResources, RmStartSession,
};

use super::nt;

/// How many of those who have a file open are named.
const NAMED: usize = 3;

/// Somebody has the file open in a way that leaves no room for what was tried.
pub fn is_in_use(error: &io::Error) -> bool {
    let code = error.raw_os_error().map(|code| code as u32);
    matches!(code, Some(ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION))
}

/// The error that says that a file is in use, with who has it open if that can be told.
pub fn named(path: &Path, error: io::Error) -> io::Error {
    match of(path) {
        Ok(holders) if !holders.is_empty() => {
            let more = match holders.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} others"),
            };
            let named = holders[..holders.len().min(NAMED)].join(", ");
            io::Error::new(io::ErrorKind::ResourceBusy, format!("in use by {named}{more}"))
        }
        _ => error,
    }
}

/// The programs that have a file open, each with the number of its process.
pub fn of(path: &Path) -> io::Result<Vec<String>> {
    let session = Session::start()?;
    let wide = nt::to_wide(path.as_os_str())?;
    let files = [wide.as_ptr()];
    // SAFETY: one path is said and handed over, which ends with a zero; nothing else is registered.
    checked(unsafe { RmRegisterResources(session.0, 1, files.as_ptr(), 0, null(), 0, null()) })?;
    let mut room = 8_u32;
    loop {
        let mut found = vec![RM_PROCESS_INFO::default(); room as usize];
        let (mut needed, mut count, mut reasons) = (0, room, 0);
        // SAFETY: the buffer holds as many as is said; results are written to variables of the right types.
        let code = unsafe { RmGetList(session.0, &mut needed, &mut count, found.as_mut_ptr(), &mut reasons) };
        if code == ERROR_MORE_DATA && needed > room {
            room = needed + 8;
            continue;
        }
        checked(code)?;
        found.truncate(count as usize);
        return Ok(found.iter().map(describe).collect());
    }
}

fn describe(process: &RM_PROCESS_INFO) -> String {
    let name = nt::from_wide(&process.strAppName);
    format!("'{}' (process {})", name.to_string_lossy(), process.Process.dwProcessId)
}

/// A session with the Restart Manager, which is ended with this value.
struct Session(u32);

impl Session {
    fn start() -> io::Result<Self> {
        let (mut session, mut key) = (0, [0_u16; CCH_RM_SESSION_KEY as usize + 1]);
        // SAFETY: the key has the length that the call asks for.
        checked(unsafe { RmStartSession(&mut session, 0, key.as_mut_ptr()) })?;
        Ok(Self(session))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // SAFETY: it was started, and is ended once.
        unsafe { RmEndSession(self.0) };
    }
}

fn checked(code: u32) -> io::Result<()> {
    if code == ERROR_SUCCESS { Ok(()) } else { Err(io::Error::from_raw_os_error(code as i32)) }
}
