//! Replaces a file's content so that readers see the old or the new, and a power cut leaves one of them.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{rename_over, sync_folder, take_after};

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
    let written = write_new(&temporary, path, content).and_then(|()| rename_over(&temporary, path));
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
        Ok(old) => take_after(&file, like, &old)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    file.write_all(content)?;
    file.sync_all()
}

/// Makes the new name of a file durable.
pub fn sync_directory(path: &Path) -> io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    sync_folder(parent.unwrap_or(Path::new(".")))
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
