//! Replaces a file's content so that readers see the old or the new, and a power cut leaves one of them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The path of `.NAME.SUFFIX` beside a file.
pub fn sidecar(path: &Path, suffix: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(suffix);
    path.with_file_name(name)
}

/// Makes `content` the content of the file at `path`, which is no symbolic link, or creates it.
///
/// The new file takes the old one's mode and owner. Only one process at a time may do this: the temporary
/// file's name is fixed, so that whatever a killed writer left is overwritten by the next one.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let temporary = sidecar(path, ".tmp");
    match fs::remove_file(&temporary) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = write_new(&temporary, path, content).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // It is the first failure that counts; what is left here, the next writer overwrites.
        let _ = fs::remove_file(&temporary);
        return written;
    }
    sync_directory(path)
}

fn write_new(temporary: &Path, like: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(temporary)?;
    match fs::metadata(like) {
        Ok(old) => take_after(&file, &old)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    file.write_all(content)?;
    file.sync_all()
}

/// Gives the new file the old one's owner and mode; the owner first, because a change of owner clears mode bits.
#[cfg(unix)]
fn take_after(file: &File, old: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};

    let new = file.metadata()?;
    let changed = |old: u32, new: u32| (old != new).then_some(old);
    let (owner, group) = (changed(old.uid(), new.uid()), changed(old.gid(), new.gid()));
    if owner.is_some() || group.is_some() {
        fchown(file, owner, group)?;
    }
    file.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn take_after(file: &File, old: &fs::Metadata) -> io::Result<()> {
    file.set_permissions(old.permissions())
}

/// Makes the new name durable.
#[cfg(unix)]
pub fn sync_directory(path: &Path) -> io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    File::open(parent.unwrap_or(Path::new(".")))?.sync_all()
}

/// Directories cannot be synced here; the file system's journal orders the rename.
#[cfg(not(unix))]
pub fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_replaced_and_nothing_is_left_beside_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("topology.json");
        fs::write(sidecar(&path, ".tmp"), "left by a killed writer").unwrap();
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn mode_is_kept() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("topology.json");
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o640);
    }
}
