//! Files of smpctl's own: who may read them, and how they are made durable.

use std::fs::{self, File};
use std::io;
use std::os::windows::io::AsHandle;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use windows_sys::Wdk::Storage::FileSystem as wdk;
use windows_sys::Win32::Storage::FileSystem::{
    FILE_ADD_FILE, FILE_READ_ATTRIBUTES, FILE_READ_DATA, READ_CONTROL, WRITE_DAC,
};

use super::directory::CHANGE;
use super::directory::device_of as device_of_file;
use super::security::{self, Sections};
use super::{effective_user, known_folders, nt, open_holders, trusted_accounts};

/// Where relocations are remembered for the whole machine: `%ProgramData%\smpctl`.
pub fn machine_state_directory() -> PathBuf {
    known_folders::program_data().unwrap_or_else(|| PathBuf::from(r"C:\ProgramData")).join("smpctl")
}

/// Where what an administrator has settled for the whole machine stands: the same.
pub fn machine_settings_directory() -> PathBuf {
    machine_state_directory()
}

/// Why an account that is neither an administrator nor this process's own could have put there what stands at this path:
/// the thing, and why. `None` if there is no such account. Every account may make folders in `%ProgramData%`.
pub fn foreign_owner(path: &Path) -> io::Result<Option<String>> {
    let owner = Sections::read(nt::open_path(path, READ_CONTROL, true)?.as_handle(), false)?.owner;
    let is_trusted = trusted_accounts().contains(&owner);
    Ok((!is_trusted).then(|| format!("'{}' belongs to '{owner}'", path.display())))
}

/// Gives a file the name of another, which it replaces in one step.
///
/// Older versions of Windows refuse that while anybody reads the other, and every version while a virus scanner looks at
/// it, so that it is tried for a while.
pub fn rename_over(from: &Path, to: &Path) -> io::Result<()> {
    let passes =
        |error: &io::Error| error.kind() == io::ErrorKind::PermissionDenied || open_holders::is_in_use(error);
    patiently(passes, || fs::rename(from, to))
}

/// Makes the names in a folder durable, where the file system can.
///
/// Somebody may be looking into the folder in a way that leaves no room for it, so that it is tried for a while.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    let handle = patiently(open_holders::is_in_use, || {
        nt::open_path(folder, FILE_ADD_FILE | FILE_READ_ATTRIBUTES, false)
    })?;
    match nt::flush(handle.as_handle()) {
        Err(status) if status.is_unknown_call() => Ok(()),
        other => Ok(other?),
    }
}

/// Tries again for some seconds, as long as it fails with what passes by itself.
fn patiently<T>(passes: impl Fn(&io::Error) -> bool, attempt: impl Fn() -> io::Result<T>) -> io::Result<T> {
    const PATIENCE: Duration = Duration::from_secs(5);
    let until = Instant::now() + PATIENCE;
    loop {
        match attempt() {
            Err(error) if Instant::now() < until && passes(&error) => {
                std::thread::sleep(Duration::from_millis(5));
            }
            other => return other,
        }
    }
}

/// A file has the access list of the folder it is in, which lets everybody read.
pub fn show_file_to_all(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Makes a folder, with what the one that it is in lets new ones inherit.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

/// Lets every account look into a folder and what will be in it; only administrators and its owner may change it.
pub fn show_folder_to_all(folder: &Path) -> io::Result<()> {
    let handle = nt::open_path(folder, WRITE_DAC | READ_CONTROL, false)?;
    let owner = Sections::read(handle.as_handle(), false)?.owner;
    security::set_dacl(handle.as_handle(), &security::public_dacl(&owner))
}

/// Makes a file, or empties it, that only administrators and its owner may read.
pub fn create_private_file(path: &Path) -> io::Result<File> {
    let file = File::options().write(true).create(true).truncate(true).open(path)?;
    // Nothing is in it yet.
    let handle = nt::reopen(file.as_handle(), WRITE_DAC | READ_CONTROL)?;
    let owner = Sections::read(handle.as_handle(), false)?.owner;
    security::set_dacl(handle.as_handle(), &security::private_dacl(&owner))?;
    Ok(file)
}

/// Opens a log to write at its end, which only its owner and administrators may read.
pub fn open_private_log(path: &Path) -> io::Result<File> {
    let file = File::options().append(true).create(true).open(path)?;
    let handle = nt::reopen(file.as_handle(), WRITE_DAC | READ_CONTROL)?;
    let owner = Sections::read(handle.as_handle(), false)?.owner;
    security::set_dacl(handle.as_handle(), &security::private_dacl(&owner))?;
    Ok(file)
}

/// Whether a path leads to this very file.
pub fn is_file_at(file: &File, path: &Path) -> bool {
    let now = || {
        let handle = nt::open_path(path, FILE_READ_ATTRIBUTES, false)?;
        let number = |handle| -> io::Result<(u64, i64)> {
            let found: wdk::FILE_INTERNAL_INFORMATION = nt::query(handle, wdk::FileInternalInformation)?;
            Ok((device_of_file(handle)?, found.IndexNumber))
        };
        Ok::<_, io::Error>(number(handle.as_handle())? == number(file.as_handle())?)
    };
    now().unwrap_or(false)
}

/// What says that others than its owner and administrators can read a file; `None` if they cannot.
pub fn other_readers(file: &File) -> io::Result<Option<String>> {
    const GENERIC: u32 = 0x9000_0000;
    let sections = Sections::read(file.as_handle(), false)?;
    let Some(_) = sections.dacl.list else { return Ok(Some("it has no access list".into())) };
    let mut trusted = trusted_accounts();
    trusted.extend([sections.owner.clone(), effective_user()]);
    let others = sections.dacl.entries().into_iter().find(|entry| {
        !entry.denies
            && !entry.inherit_only
            && entry.mask & (FILE_READ_DATA | GENERIC) != 0
            && !trusted.contains(&entry.sid)
    });
    Ok(others.map(|entry| format!("its access list lets '{}' read it", entry.sid)))
}

/// Gives the new file the owner and access list of the old one, which is at `path`, as far as this account may.
pub fn take_after(file: &File, path: &Path, _old: &fs::Metadata) -> io::Result<()> {
    let old = security::attributes(nt::open_path(path, READ_CONTROL, false)?.as_handle())?;
    let own = security::attributes(file.as_handle())?;
    let changed: Vec<_> = old.iter().filter(|attribute| !own.contains(attribute)).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let handle = nt::reopen(file.as_handle(), CHANGE)?;
    for (name, value) in changed {
        security::set_attribute(handle.as_handle(), name, value)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::windows::fs::OpenOptionsExt;
    use windows_sys::Win32::Storage::FileSystem::{FILE_FLAG_BACKUP_SEMANTICS, FILE_SHARE_READ};

    #[test]
    fn a_folder_that_somebody_looks_into_is_made_durable_as_soon_as_that_is_possible() {
        let place = tempfile::tempdir().unwrap();
        let alone = File::options()
            .read(true)
            .share_mode(FILE_SHARE_READ)
            .custom_flags(FILE_FLAG_BACKUP_SEMANTICS)
            .open(place.path())
            .unwrap();
        let refused = nt::open_path(place.path(), FILE_ADD_FILE, false).unwrap_err();
        assert!(open_holders::is_in_use(&refused), "{refused}");
        let looking = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(200));
            drop(alone);
        });
        sync_folder(place.path()).unwrap();
        looking.join().unwrap();
    }
}
