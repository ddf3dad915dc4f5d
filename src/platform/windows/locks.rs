//! Who works in a directory.
//!
//! Windows locks no directories. A named section stands for the lock on one: it is there for as long as the process that
//! made it holds it, however that ends, and says which process that is. Sections of all sessions need a privilege that
//! administrators and services have; without it one stands for this session only.
#![allow(unsafe_code, reason = "calls of the Windows interface; each block says why it is sound")]

use std::io;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::ptr::null;

use windows_sys::Win32::Foundation::{
    ERROR_ALREADY_EXISTS, GetLastError, INVALID_HANDLE_VALUE, SetLastError,
};
use windows_sys::Win32::System::Memory::{
    CreateFileMappingW, FILE_MAP_READ, FILE_MAP_WRITE, MapViewOfFile, OpenFileMappingW, PAGE_READWRITE,
    UnmapViewOfFile,
};

use super::super::{FileId, Holder};
use super::{nt, processes};

/// A lock, until this is dropped.
#[derive(Debug)]
pub struct Held(#[allow(dead_code, reason = "held, and with it the lock")] OwnedHandle);

fn name(space: &str, id: FileId) -> io::Result<Vec<u16>> {
    nt::to_wide(format!(r"{space}\smpctl-{:016x}-{:016x}", id.device, id.inode).as_ref())
}

const SPACES: [&str; 2] = ["Global", "Local"];

/// Takes the lock on a directory; `None` if another handle or process has it.
pub fn take(id: FileId) -> io::Result<Option<Held>> {
    if open(id).is_some() {
        return Ok(None);
    }
    let mut error = io::Error::from(io::ErrorKind::PermissionDenied);
    for space in SPACES {
        let name = name(space, id)?;
        // SAFETY: the name ends with a zero; memory of the system backs the section, as no file is handed over.
        let (section, outcome) = unsafe {
            SetLastError(0);
            let section =
                CreateFileMappingW(INVALID_HANDLE_VALUE, null(), PAGE_READWRITE, 0, 4096, name.as_ptr());
            (section, GetLastError())
        };
        if section.is_null() {
            error = io::Error::from_raw_os_error(outcome as i32);
            // Somebody else's, which this account may not even see: held. Or this account may make none for all sessions.
            continue;
        }
        // SAFETY: the call succeeded, so the handle is open, and nobody else has it.
        let section = unsafe { OwnedHandle::from_raw_handle(section) };
        if outcome == ERROR_ALREADY_EXISTS {
            return Ok(None);
        }
        with_view(&section, FILE_MAP_WRITE, |pid| {
            // SAFETY: the view is writable and begins on a page.
            unsafe { pid.write_volatile(std::process::id()) }
        });
        return Ok(Some(Held(section)));
    }
    Err(error)
}

/// The process that has the lock on a directory, as far as this account may see it.
pub fn holder(id: FileId) -> io::Result<Option<Holder>> {
    let Some(section) = open(id) else { return Ok(None) };
    // SAFETY: the view can be read and begins on a page.
    let pid = with_view(&section, FILE_MAP_READ, |pid| unsafe { pid.read_volatile() });
    Ok(pid.filter(|pid| *pid != 0).map(processes::describe))
}

fn open(id: FileId) -> Option<OwnedHandle> {
    SPACES.iter().find_map(|space| {
        let name = name(space, id).ok()?;
        // SAFETY: the name ends with a zero, and is only read.
        let section = unsafe { OpenFileMappingW(FILE_MAP_READ, 0, name.as_ptr()) };
        // SAFETY: the call succeeded, so the handle is open, and nobody else has it.
        (!section.is_null()).then(|| unsafe { OwnedHandle::from_raw_handle(section) })
    })
}

fn with_view<T>(section: &OwnedHandle, access: u32, work: impl FnOnce(*mut u32) -> T) -> Option<T> {
    // SAFETY: the section is open, and as large as the view.
    let view = unsafe { MapViewOfFile(section.as_raw_handle(), access, 0, 0, 4096) };
    if view.Value.is_null() {
        return None;
    }
    let outcome = work(view.Value.cast());
    // SAFETY: it was mapped above, and nothing points into it any more.
    unsafe { UnmapViewOfFile(view) };
    Some(outcome)
}

#[cfg(test)]
mod tests {
    use super::super::Dir;

    #[test]
    fn a_lock_is_held_until_its_handle_is_closed_and_names_its_holder() {
        let place = tempfile::tempdir().unwrap();
        let (dir, again) = (Dir::open_root(place.path()).unwrap(), Dir::open_root(place.path()).unwrap());
        assert!(again.lock_holder().unwrap().is_none());
        assert!(dir.try_lock().unwrap() && dir.try_lock().unwrap());
        assert!(!again.try_lock().unwrap());
        let holder = again.lock_holder().unwrap().unwrap();
        assert_eq!(holder.pid, std::process::id() as i32);
        assert!(holder.command.is_some(), "{holder}");
        drop(dir);
        assert!(again.try_lock().unwrap());
    }
}
