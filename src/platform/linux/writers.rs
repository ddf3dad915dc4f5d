//! Who has a file open for writing.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Whether any process has the file open for writing, or mapped writable; `None` where that cannot be told
/// (the file belongs to somebody else and the account lacks CAP_LEASE, or the file system has no leases).
///
/// The kernel grants a read lease only while nobody has the file open for writing (`fcntl(2)`, F_SETLEASE).
/// [`survive_lease_breaks`] must have been called before.
pub fn is_open_for_writing(file: &File) -> io::Result<Option<bool>> {
    match lease(file, libc::F_RDLCK) {
        Ok(()) => {
            lease(file, libc::F_UNLCK)?;
            Ok(Some(false))
        }
        Err(error) => match error.raw_os_error() {
            Some(libc::EAGAIN) => Ok(Some(true)),
            Some(libc::EACCES | libc::EPERM | libc::EINVAL | libc::ENOLCK | libc::EOPNOTSUPP) => Ok(None),
            _ => Err(error),
        },
    }
}

/// Prepares the process for leases: somebody who opens a file in the instant in which smpctl holds a lease on
/// it causes a SIGIO, which would end the process.
pub fn survive_lease_breaks() -> io::Result<()> {
    signal_hook::flag::register(signal_hook::consts::SIGIO, Arc::new(AtomicBool::new(false))).map(drop)
}

#[allow(unsafe_code)]
fn lease(file: &File, kind: libc::c_int) -> io::Result<()> {
    // SAFETY: fcntl with F_SETLEASE takes an integer and touches no memory of ours; the descriptor is open.
    match unsafe { libc::fcntl(file.as_raw_fd(), libc::F_SETLEASE, kind) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_is_seen_until_it_closes_the_file() {
        survive_lease_breaks().unwrap();
        let path = tempfile::NamedTempFile::new().unwrap().into_temp_path();
        let reader = File::open(&path).unwrap();
        let writer = File::options().append(true).open(&path).unwrap();
        assert_eq!(is_open_for_writing(&reader).unwrap(), Some(true));
        drop(writer);
        assert_eq!(is_open_for_writing(&reader).unwrap(), Some(false));
    }
}
