//! Who holds the lock on a directory.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;

use jiff::Timestamp;
use procfs::process::Process;

use super::super::Holder;
use super::Dir;

impl Dir {
    /// The process that holds the lock on this directory, as far as this account may see it.
    pub fn lock_holder(&self) -> io::Result<Option<Holder>> {
        let id = self.stat()?.id;
        let locks = procfs::locks().map_err(io::Error::other)?;
        // Some file systems show a lock under another device number than their files have, so what a process has
        // open decides.
        let holder = locks
            .iter()
            .filter(|lock| lock.lock_type == procfs::LockType::FLock && lock.inode == id.inode)
            .filter_map(|lock| lock.pid)
            .find(|pid| {
                fs::read_dir(format!("/proc/{pid}/fd")).is_ok_and(|entries| {
                    entries
                        .flatten()
                        .filter_map(|entry| fs::metadata(entry.path()).ok())
                        .any(|open| (open.dev(), open.ino()) == (id.device, id.inode))
                })
            });
        Ok(holder.map(describe))
    }
}

/// What can be told of a process; it may have ended meanwhile.
fn describe(pid: i32) -> Holder {
    let process = Process::new(pid).ok();
    let command = process.as_ref().and_then(|process| process.cmdline().ok());
    let since = process.as_ref().and_then(|process| {
        let ticks = process.stat().ok()?.starttime;
        let booted = procfs::boot_time_secs().ok()?;
        Timestamp::from_second((booted + ticks / procfs::ticks_per_second()).try_into().ok()?).ok()
    });
    Holder { pid, command: command.map(|words| words.join(" ")), since }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holder_of_a_lock_is_found() {
        let place = tempfile::tempdir().unwrap();
        let (dir, again) = (Dir::open_root(place.path()).unwrap(), Dir::open_root(place.path()).unwrap());
        assert!(again.lock_holder().unwrap().is_none());
        assert!(dir.try_lock().unwrap());
        let holder = again.lock_holder().unwrap().unwrap();
        assert_eq!(holder.pid, std::process::id() as i32);
        assert!(holder.since.unwrap() < Timestamp::now());
        assert!(holder.command.is_some());
    }
}
