//! Attributes of files as far as they belong to a copy too: hidden, system, read-only, compressed, sparse.

use std::io;
use std::os::windows::io::{AsHandle, BorrowedHandle};
use std::sync::atomic::{AtomicU32, Ordering};

use windows_sys::Win32::Storage::FileSystem::{
    FILE_ATTRIBUTE_ARCHIVE, FILE_ATTRIBUTE_COMPRESSED, FILE_ATTRIBUTE_ENCRYPTED, FILE_ATTRIBUTE_HIDDEN,
    FILE_ATTRIBUTE_NOT_CONTENT_INDEXED, FILE_ATTRIBUTE_READONLY, FILE_ATTRIBUTE_SPARSE_FILE,
    FILE_ATTRIBUTE_SYSTEM, FILE_GENERIC_READ, FILE_GENERIC_WRITE,
};
use windows_sys::Win32::System::Ioctl::{FSCTL_SET_COMPRESSION, FSCTL_SET_SPARSE};

use super::super::FileFlags;
use super::super::fault::point;
use super::directory;
use super::nt;

/// Those that are set together with the times.
pub(super) const PLAIN: u32 = FILE_ATTRIBUTE_READONLY
    | FILE_ATTRIBUTE_HIDDEN
    | FILE_ATTRIBUTE_SYSTEM
    | FILE_ATTRIBUTE_ARCHIVE
    | FILE_ATTRIBUTE_NOT_CONTENT_INDEXED;

const KEPT: u32 = PLAIN | FILE_ATTRIBUTE_COMPRESSED | FILE_ATTRIBUTE_ENCRYPTED | FILE_ATTRIBUTE_SPARSE_FILE;

/// `COMPRESSION_FORMAT_DEFAULT`.
const COMPRESSION: [u8; 2] = [1, 0];

/// The attributes of an open file or directory.
pub fn flags_of(file: &impl AsHandle) -> io::Result<FileFlags> {
    let found = directory::attributes(file.as_handle())?;
    Ok(FileFlags { bits: found.attributes & KEPT, project: 0 })
}

/// Windows has quotas for accounts, not for folders.
pub fn gives_project(_dir: &impl AsHandle) -> io::Result<bool> {
    Ok(false)
}

/// Which attributes a volume turned out not to have: found out by trying.
#[derive(Debug, Default)]
pub struct FlagSupport {
    missing: AtomicU32,
}

impl FlagSupport {
    /// What of these the volume has, as far as is known.
    pub fn held(&self, flags: FileFlags) -> FileFlags {
        FileFlags { bits: flags.bits & !self.missing.load(Ordering::Relaxed), project: 0 }
    }

    /// There are none here.
    pub fn leave_projects_alone(&self) {}

    /// Gives a file what has to be there before its content.
    pub fn set_before_content(&self, file: &impl AsHandle, flags: FileFlags) -> io::Result<()> {
        let file = file.as_handle();
        if flags.bits & FILE_ATTRIBUTE_ENCRYPTED != 0 {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "it is encrypted with EFS, which smpctl does not copy; `cipher /d` decrypts it",
            ));
        }
        for (flag, code, input) in [
            (FILE_ATTRIBUTE_SPARSE_FILE, FSCTL_SET_SPARSE, [].as_slice()),
            (FILE_ATTRIBUTE_COMPRESSED, FSCTL_SET_COMPRESSION, COMPRESSION.as_slice()),
        ] {
            if flags.bits & flag != 0 {
                self.control(file, flag, code, input)?;
            }
        }
        Ok(())
    }

    fn control(&self, file: BorrowedHandle<'_>, flag: u32, code: u32, input: &[u8]) -> io::Result<()> {
        if self.missing.load(Ordering::Relaxed) & flag != 0 {
            return Ok(());
        }
        point("FSCTL_SET_SPARSE or FSCTL_SET_COMPRESSION")?;
        match nt::control(file, code, input, &mut []) {
            // Clusters above 4 KiB cannot be compressed, for one.
            Err(status) if status.is_unknown_call() => {
                self.missing.fetch_or(flag, Ordering::Relaxed);
                Ok(())
            }
            other => Ok(other.map(drop)?),
        }
    }

    /// Gives a directory, which has no content, what a file got before it.
    pub(super) fn set_on_directory(&self, dir: BorrowedHandle<'_>, flags: FileFlags) -> io::Result<()> {
        if flags.bits & (FILE_ATTRIBUTE_COMPRESSED | FILE_ATTRIBUTE_ENCRYPTED) == 0 {
            return Ok(());
        }
        let dir = nt::reopen(dir, FILE_GENERIC_READ | FILE_GENERIC_WRITE)?;
        self.set_before_content(
            &dir,
            FileFlags { bits: flags.bits & !FILE_ATTRIBUTE_SPARSE_FILE, project: 0 },
        )
    }
}
