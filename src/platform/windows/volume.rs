//! Which volume a directory is on, and what that volume can hold.
#![allow(unsafe_code, reason = "calls of the Windows interface; each block says why it is sound")]

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::os::windows::ffi::OsStringExt;
use std::os::windows::io::{AsHandle, AsRawHandle, BorrowedHandle};
use std::path::{Component, Path, PathBuf, Prefix};

use windows_sys::Wdk::Storage::FileSystem as wdk;
use windows_sys::Win32::Foundation::{ERROR_PATH_NOT_FOUND, GENERIC_READ, GENERIC_WRITE};
use windows_sys::Win32::Storage::FileSystem::{
    FILE_READ_DATA, GetDriveTypeW, GetFinalPathNameByHandleW, GetVolumePathNameW, QueryDosDeviceW,
    VOLUME_NAME_DOS, VOLUME_NAME_GUID,
};
use windows_sys::Win32::System::SystemServices::{FILE_READ_ONLY_VOLUME, FILE_SUPPORTS_REPARSE_POINTS};
use windows_sys::Win32::System::WindowsProgramming::{
    DRIVE_CDROM, DRIVE_FIXED, DRIVE_NO_ROOT_DIR, DRIVE_RAMDISK, DRIVE_REMOTE, DRIVE_REMOVABLE,
};

use super::super::{Medium, MediumKind, Mount, VolumeSpace};
use super::directory::{Dir, device_of};
use super::nt::{self, Open, i64_at, text_at, u32_at};

/// The absolute path of an open file, without links; short where that names the same file.
pub fn final_path(handle: BorrowedHandle<'_>) -> io::Result<PathBuf> {
    let path = match path_of(handle, VOLUME_NAME_DOS) {
        // On a volume that has neither a letter nor a folder.
        Err(error) if error.raw_os_error() == Some(ERROR_PATH_NOT_FOUND as i32) => {
            path_of(handle, VOLUME_NAME_GUID)?
        }
        other => other?,
    };
    Ok(dunce::simplified(&path).to_owned())
}

fn path_of(handle: BorrowedHandle<'_>, form: u32) -> io::Result<PathBuf> {
    let mut wide = vec![0_u16; 512];
    loop {
        // SAFETY: the buffer is as long as is said, and the handle is open.
        let length = unsafe {
            GetFinalPathNameByHandleW(handle.as_raw_handle(), wide.as_mut_ptr(), wide.len() as u32, form)
        } as usize;
        if length == 0 {
            return Err(io::Error::last_os_error());
        }
        if length < wide.len() {
            return Ok(PathBuf::from(OsString::from_wide(&wide[..length])));
        }
        wide.resize(length + 1, 0);
    }
}

/// The name of an open file's volume by its GUID; `None` for a volume that has none, as shares do.
pub fn guid_path(handle: BorrowedHandle<'_>) -> io::Result<Option<OsString>> {
    let Ok(path) = path_of(handle, VOLUME_NAME_GUID) else { return Ok(None) };
    let volume = path.components().next().map(|first| first.as_os_str().to_owned());
    Ok(volume.filter(|volume| volume.to_string_lossy().contains("Volume{")))
}

/// A volume's serial number.
pub fn serial(handle: BorrowedHandle<'_>) -> io::Result<u32> {
    let found = nt::query_volume(handle, wdk::FileFsVolumeInformation)?;
    // After the time at which the volume was made.
    u32_at(&found, 8).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// What `GetVolumeInformationW` tells, asked through a handle: it cannot be another volume's.
struct About {
    filesystem: String,
    flags: u32,
    longest_name: u32,
}

impl About {
    fn of(handle: BorrowedHandle<'_>) -> io::Result<Self> {
        let found = nt::query_volume(handle, wdk::FileFsAttributeInformation)?;
        let parsed = || {
            let name = text_at(&found, 12, u32_at(&found, 8)? as usize)?;
            Some(Self {
                flags: u32_at(&found, 0)?,
                longest_name: u32_at(&found, 4)?,
                filesystem: nt::from_wide(&name).to_string_lossy().into_owned(),
            })
        };
        parsed().ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

/// Size and room of a volume for this account, as `GetDiskFreeSpaceExW` tells it: within its quota.
pub fn space(handle: BorrowedHandle<'_>) -> io::Result<VolumeSpace> {
    let found = nt::query_volume(handle, wdk::FileFsFullSizeInformation)?;
    let parsed = || {
        let unit = u64::from(u32_at(&found, 24)?) * u64::from(u32_at(&found, 28)?);
        let units = |at| Some(u64::try_from(i64_at(&found, at)?).unwrap_or_default());
        Some((units(0)?.saturating_mul(unit), units(8)?.saturating_mul(unit), unit))
    };
    let (total, available, block_size) = parsed().ok_or(io::ErrorKind::InvalidData)?;
    Ok(VolumeSpace {
        total,
        available,
        available_files: None,
        block_size,
        longest_name: About::of(handle)?.longest_name.into(),
    })
}

/// Makes everything on a file's volume durable.
pub fn flush(handle: BorrowedHandle<'_>) -> io::Result<()> {
    let volume = guid_path(handle)?.ok_or_else(|| {
        io::Error::new(io::ErrorKind::Unsupported, "the volume cannot be opened to flush it")
    })?;
    // Without a backslash at the end it is the volume, with one its root directory.
    let volume = nt::open_path(Path::new(&volume), GENERIC_READ | GENERIC_WRITE, false)?;
    Ok(nt::flush(volume.as_handle())?)
}

/// The folder, or root of a drive, where the volume of a path is mounted.
fn volume_path(path: &Path) -> io::Result<PathBuf> {
    let wide = nt::to_wide(path.as_os_str())?;
    let mut found = vec![0_u16; wide.len() + 64];
    // SAFETY: the path ends with a zero; the buffer is as long as is said.
    let done = unsafe { GetVolumePathNameW(wide.as_ptr(), found.as_mut_ptr(), found.len() as u32) };
    if done == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(PathBuf::from(nt::from_wide(&found)))
}

/// The mount table; here each directory is asked instead.
pub fn mounts() -> io::Result<Vec<Mount>> {
    Ok(Vec::new())
}

impl Dir {
    /// Where this directory's volume is mounted.
    pub fn mount(&self, _mounts: &[Mount]) -> io::Result<Option<Mount>> {
        let device = device_of(self.as_handle())?;
        Ok(Some(Mount {
            id: device,
            device: ((device >> 32) as u32, device as u32),
            root: PathBuf::new(),
            mount_point: volume_path(&self.path()?)?,
            filesystem: About::of(self.as_handle())?.filesystem,
            source: guid_path(self.as_handle())?.unwrap_or_default(),
        }))
    }

    /// The volume cannot be written to.
    pub fn is_read_only(&self) -> io::Result<bool> {
        Ok(About::of(self.as_handle())?.flags & FILE_READ_ONLY_VOLUME != 0)
    }
}

/// What kind of medium a directory is on, as `GetDriveTypeW` has it.
pub fn medium_of(dir: &Dir) -> io::Result<Medium> {
    let path = dir.path()?;
    let about = About::of(dir.as_handle())?;
    let root = volume_path(&path)?;
    let wide = nt::to_wide(root.as_os_str())?;
    // SAFETY: the path ends with a zero, and is only read.
    let drive = unsafe { GetDriveTypeW(wide.as_ptr()) };
    let (kind, called) = match drive {
        _ if is_unc(&path) => (MediumKind::Network, "a path of another machine"),
        DRIVE_FIXED => (MediumKind::Fixed, "DRIVE_FIXED"),
        DRIVE_REMOVABLE => (MediumKind::Removable, "DRIVE_REMOVABLE"),
        DRIVE_CDROM => (MediumKind::Optical, "DRIVE_CDROM"),
        DRIVE_REMOTE => (MediumKind::Network, "DRIVE_REMOTE"),
        DRIVE_RAMDISK => (MediumKind::Memory, "DRIVE_RAMDISK"),
        DRIVE_NO_ROOT_DIR => (MediumKind::Unknown, "DRIVE_NO_ROOT_DIR"),
        _ => (MediumKind::Unknown, "DRIVE_UNKNOWN"),
    };
    let unsuitable = if about.filesystem != "NTFS" {
        Some(format!("the new volume is {}, and junction points need NTFS", about.filesystem))
    } else if about.flags & FILE_SUPPORTS_REPARSE_POINTS == 0 {
        Some("the new volume says that it cannot hold junction points".to_owned())
    } else {
        None
    };
    Ok(Medium {
        kind,
        filesystem: about.filesystem,
        source: root.display().to_string(),
        because: format!("Windows calls it {called}"),
        unsuitable,
    })
}

fn prefix(path: &Path) -> Option<Prefix<'_>> {
    match path.components().next() {
        Some(Component::Prefix(prefix)) => Some(prefix.kind()),
        _ => None,
    }
}

fn is_unc(path: &Path) -> bool {
    matches!(prefix(path), Some(Prefix::UNC(..) | Prefix::VerbatimUNC(..)))
}

/// A path without links, absolute, with its names as the file system has them.
///
/// # Errors
///
/// Those of opening it; and a drive letter that `subst` made, or that is another machine's folder: neither is there after
/// a restart, or for a service.
pub fn canonicalize(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    if let Some(Prefix::Disk(letter) | Prefix::VerbatimDisk(letter)) = prefix(&absolute) {
        refuse_substitute(letter)?;
    }
    final_path(nt::open_path(&absolute, 0, false)?.as_handle())
}

fn refuse_substitute(letter: u8) -> io::Result<()> {
    let name = [u16::from(letter), u16::from(b':'), 0];
    let mut found = vec![0_u16; 2048];
    // SAFETY: the name ends with a zero; the buffer is as long as is said.
    let length = unsafe { QueryDosDeviceW(name.as_ptr(), found.as_mut_ptr(), found.len() as u32) };
    if length == 0 {
        // The letter does not exist; opening says so.
        return Ok(());
    }
    let device = nt::from_wide(&found);
    let (device, letter) = (device.to_string_lossy(), char::from(letter));
    match device.strip_prefix(r"\??\") {
        Some(folder) => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("the drive {letter}: stands for '{folder}' by `subst`; name that folder instead"),
        )),
        None => Ok(()),
    }
}

/// Lets go of what is kept in memory of a file, so that reading it again comes from the medium.
///
/// Opening a file for access past the cache makes NTFS write back and forget what it keeps, as far as nobody has it
/// mapped.
pub fn drop_from_cache(file: &File) {
    let past_cache = Open::existing(FILE_READ_DATA).with(wdk::FILE_NO_INTERMEDIATE_BUFFERING);
    let _ = nt::open_at(file.as_handle(), &[], past_cache);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_knows_its_volume() {
        let keep = tempfile::tempdir().unwrap();
        let dir = Dir::open_root(keep.path()).unwrap();
        let mount = dir.mount(&[]).unwrap().unwrap();
        assert!(dir.path().unwrap().starts_with(&mount.mount_point), "{mount:?}");
        let space = dir.volume_space().unwrap();
        assert!(space.available <= space.total && space.block_size.is_power_of_two(), "{space:?}");
        assert_eq!(space.longest_name, 255);
        assert!(!dir.is_read_only().unwrap());
        assert!(dir.is_writable().unwrap());
    }

    #[test]
    fn a_path_is_found_in_other_forms() {
        let keep = tempfile::tempdir().unwrap();
        let path = keep.path().join("A Folder With A Long Name");
        std::fs::create_dir(&path).unwrap();
        let found = canonicalize(&path).unwrap();
        for other in [
            path.to_str().unwrap().to_uppercase(),
            format!(r"\\?\{}", path.display()),
            format!(r"{}\.", path.display()),
            format!(r"{}.", path.display()),
            path.display().to_string().replace('\\', "/"),
        ] {
            assert_eq!(canonicalize(Path::new(&other)).unwrap(), found, "{other}");
        }
        assert!(!found.to_str().unwrap().starts_with(r"\\?\"));
    }

    #[test]
    fn a_drive_that_stands_for_a_folder_is_refused() {
        use windows_sys::Win32::Storage::FileSystem::{DDD_REMOVE_DEFINITION, DefineDosDeviceW};
        let keep = tempfile::tempdir().unwrap();
        let name = nt::to_wide("Q:".as_ref()).unwrap();
        let folder = nt::to_wide(keep.path().as_os_str()).unwrap();
        // SAFETY: both strings end with a zero, and are only read.
        let define = |flags| unsafe { DefineDosDeviceW(flags, name.as_ptr(), folder.as_ptr()) };
        assert_ne!(define(0), 0);
        let refused = canonicalize(Path::new(r"Q:\")).unwrap_err().to_string();
        define(DDD_REMOVE_DEFINITION);
        assert!(refused.contains("subst") && refused.contains("Q:"), "{refused}");
    }
}
