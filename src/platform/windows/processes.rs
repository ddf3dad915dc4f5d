//! Which programs run on this machine.
#![allow(unsafe_code, reason = "calls of the Windows interface; each block says why it is sound")]

use std::io;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use windows_sys::Win32::Foundation::{FILETIME, INVALID_HANDLE_VALUE};
use windows_sys::Win32::System::Diagnostics::ToolHelp::{
    CreateToolhelp32Snapshot, PROCESSENTRY32W, Process32FirstW, Process32NextW, TH32CS_SNAPPROCESS,
};
use windows_sys::Win32::System::Threading::{
    GetProcessTimes, OpenProcess, PROCESS_QUERY_LIMITED_INFORMATION, PROCESS_TERMINATE,
    QueryFullProcessImageNameW, TerminateProcess,
};

use super::super::Holder;
use super::nt;

/// A running program, as far as this account may see it.
#[derive(Debug, Clone)]
pub struct Running {
    /// Its process's number.
    pub pid: i32,
    /// What it was called with, its own name first. Here that is all that is told.
    pub command: Vec<String>,
}

/// One process of the list.
pub(super) struct Listed {
    pub pid: u32,
    pub parent: u32,
    pub name: String,
}

/// The running programs of one of these names, which are without `.exe`.
pub fn running(names: &[&str]) -> Vec<Running> {
    let is_one = |process: &Listed| {
        let name = process.name.to_ascii_lowercase();
        names.contains(&name.strip_suffix(".exe").unwrap_or(&name))
    };
    let found = list().unwrap_or_default().into_iter().filter(is_one);
    found.map(|process| Running { pid: process.pid as i32, command: vec![process.name] }).collect()
}

/// Whether a program runs whose file is below this folder. Others' programs can be told by administrators only.
pub fn runs_from(folder: &Path) -> bool {
    let lower = |path: &Path| PathBuf::from(path.as_os_str().to_ascii_lowercase());
    let folder = lower(folder);
    let programs = list().unwrap_or_default();
    programs.iter().any(|process| image(process.pid).is_some_and(|path| lower(&path).starts_with(&folder)))
}

/// What can be told of a process; it may have ended meanwhile.
pub fn describe(pid: u32) -> Holder {
    let command = image(pid).map(|path| path.display().to_string());
    Holder { pid: pid as i32, command, since: started(pid) }
}

/// Ends a process and all it has started, as far as they are still known to be its own.
pub fn end_tree(pid: u32) {
    let processes = list().unwrap_or_default();
    let mut ending = vec![pid];
    let mut at = 0;
    while let Some(parent) = ending.get(at).copied() {
        at += 1;
        let began = started(parent);
        for child in processes.iter().filter(|process| process.parent == parent && process.pid != 0) {
            // Numbers are used again: a child is younger than its parent.
            if !ending.contains(&child.pid) && started(child.pid) >= began {
                ending.push(child.pid);
            }
        }
    }
    for pid in ending {
        if let Some(process) = open(pid, PROCESS_TERMINATE) {
            // SAFETY: the handle is open, and was opened for this.
            unsafe { TerminateProcess(process.as_raw_handle(), 1) };
        }
    }
}

fn open(pid: u32, access: u32) -> Option<OwnedHandle> {
    // SAFETY: the call takes integers.
    let process = unsafe { OpenProcess(access, 0, pid) };
    // SAFETY: the call succeeded, so the handle is open, and nobody else has it.
    (!process.is_null()).then(|| unsafe { OwnedHandle::from_raw_handle(process) })
}

fn image(pid: u32) -> Option<PathBuf> {
    let process = open(pid, PROCESS_QUERY_LIMITED_INFORMATION)?;
    let (mut path, mut length) = (vec![0_u16; 32 * 1024], 32 * 1024_u32);
    // SAFETY: the buffer is as long as is said, and the handle is open.
    let done =
        unsafe { QueryFullProcessImageNameW(process.as_raw_handle(), 0, path.as_mut_ptr(), &mut length) };
    (done != 0).then(|| PathBuf::from(nt::from_wide(&path[..length as usize])))
}

fn started(pid: u32) -> Option<Timestamp> {
    let process = open(pid, PROCESS_QUERY_LIMITED_INFORMATION)?;
    let mut times = [FILETIME { dwLowDateTime: 0, dwHighDateTime: 0 }; 4];
    let [made, ended, kernel, user] = &mut times;
    // SAFETY: the results are written to variables of the right type, and the handle is open.
    if unsafe { GetProcessTimes(process.as_raw_handle(), made, ended, kernel, user) } == 0 {
        return None;
    }
    let ticks = i64::from(made.dwHighDateTime) << 32 | i64::from(made.dwLowDateTime);
    Timestamp::from_second(ticks / 10_000_000 - 11_644_473_600).ok()
}

pub(super) fn list() -> io::Result<Vec<Listed>> {
    // SAFETY: the call takes integers.
    let snapshot = unsafe { CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0) };
    if snapshot == INVALID_HANDLE_VALUE {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the call succeeded, so the handle is open, and nobody else has it.
    let snapshot = unsafe { OwnedHandle::from_raw_handle(snapshot) };
    let mut entry =
        PROCESSENTRY32W { dwSize: size_of::<PROCESSENTRY32W>() as u32, ..PROCESSENTRY32W::default() };
    let mut found = Vec::new();
    // SAFETY: the structure says how large it is, and the handle is open.
    let mut more = unsafe { Process32FirstW(snapshot.as_raw_handle(), &mut entry) };
    while more != 0 {
        found.push(Listed {
            pid: entry.th32ProcessID,
            parent: entry.th32ParentProcessID,
            name: nt::from_wide(&entry.szExeFile).to_string_lossy().into_owned(),
        });
        // SAFETY: as above.
        more = unsafe { Process32NextW(snapshot.as_raw_handle(), &mut entry) };
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_test_is_running() {
        let own = std::env::current_exe().unwrap();
        assert!(runs_from(own.parent().unwrap()));
        assert!(!runs_from(Path::new(r"C:\nowhere")));
        let name = own.file_stem().unwrap().to_str().unwrap().to_ascii_lowercase();
        let pid = std::process::id() as i32;
        assert!(running(&[&name]).iter().any(|running| running.pid == pid));
        assert!(describe(std::process::id()).since.unwrap() <= Timestamp::now());
    }
}
