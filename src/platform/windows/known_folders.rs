//! The folders that belong to Windows.
#![allow(unsafe_code, reason = "calls of the Windows interface; each block says why it is sound")]

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt;
use std::path::PathBuf;
use std::ptr::null_mut;

use windows_sys::Win32::System::Com::CoTaskMemFree;
use windows_sys::Win32::UI::Shell::{
    FOLDERID_ProgramData, FOLDERID_ProgramFiles, FOLDERID_ProgramFilesX64, FOLDERID_ProgramFilesX86,
    FOLDERID_UserProfiles, FOLDERID_Windows, KF_FLAG_DONT_VERIFY, SHGetKnownFolderPath,
};
use windows_sys::core::GUID;

use super::volume::canonicalize;

/// The known folders that the vendor refuses (article "How to store Package Server repository aside from Symantec
/// Management Agent").
const FOLDERS: [GUID; 6] = [
    FOLDERID_Windows,
    FOLDERID_ProgramFiles,
    FOLDERID_ProgramFilesX64,
    FOLDERID_ProgramFilesX86,
    FOLDERID_ProgramData,
    FOLDERID_UserProfiles,
];

/// Where no package store may be, nor below: as Windows calls these folders, and as they are found with links followed.
pub fn system_locations() -> impl Iterator<Item = (PathBuf, PathBuf)> {
    let mut found: Vec<(PathBuf, PathBuf)> = FOLDERS
        .iter()
        .filter_map(known_folder)
        .filter_map(|folder| canonicalize(&folder).ok().map(|resolved| (folder, resolved)))
        .collect();
    found.sort();
    found.dedup();
    found.into_iter()
}

/// The folder for what belongs to the whole machine.
pub fn program_data() -> Option<PathBuf> {
    known_folder(&FOLDERID_ProgramData)
}

fn known_folder(folder: &GUID) -> Option<PathBuf> {
    let mut path = null_mut();
    // SAFETY: the id is only read; the result is written to a variable of the right type, and is freed below whether or
    // not the call succeeded, as its documentation asks.
    unsafe {
        let code = SHGetKnownFolderPath(folder, KF_FLAG_DONT_VERIFY as u32, null_mut(), &mut path);
        let found = (code >= 0 && !path.is_null()).then(|| {
            let length = (0..).take_while(|at| *path.add(*at) != 0).count();
            OsString::from_wide(std::slice::from_raw_parts(path, length))
        });
        CoTaskMemFree(path.cast());
        found.map(PathBuf::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_and_the_programs_are_found() {
        let found: Vec<_> = system_locations().map(|(folder, _)| folder).collect();
        assert!(found.len() >= 4, "{found:?}");
        let windows = std::env::var_os("SystemRoot").map(PathBuf::from).unwrap();
        let same = |folder: &PathBuf| folder.as_os_str().eq_ignore_ascii_case(&windows);
        assert!(found.iter().any(same), "{found:?}");
        assert!(program_data().is_some());
    }
}
