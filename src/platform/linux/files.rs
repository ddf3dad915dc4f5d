//! Files of smpctl's own: who may read them, and how they are made durable.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

/// Where relocations are remembered for the whole machine.
pub fn machine_state_directory() -> PathBuf {
    PathBuf::from("/var/lib/smpctl")
}

/// A path without links, absolute.
pub fn canonicalize(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize()
}

/// Where what an administrator has settled for the whole machine stands.
pub fn machine_settings_directory() -> PathBuf {
    PathBuf::from("/etc/smpctl")
}

/// Gives a file the name of another, which it replaces in one step.
pub fn rename_over(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Makes the names in a folder durable.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Lets every account read a file, whatever the umask; only its owner may write to it.
pub fn show_file_to_all(file: &File) -> io::Result<()> {
    file.set_permissions(Permissions::from_mode(0o644))
}

/// Makes a folder that only its owner may use, whatever the folder it is in lets new ones inherit.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    fs::DirBuilder::new().mode(0o700).create(path)
}

/// Lets every account look into a folder, whatever the umask; only its owner may change it.
pub fn show_folder_to_all(folder: &Path) -> io::Result<()> {
    fs::set_permissions(folder, Permissions::from_mode(0o755))
}

/// Makes a file, or empties it, that only its owner may read.
pub fn create_private_file(path: &Path) -> io::Result<File> {
    let mut how = OpenOptions::new();
    // What stands there may be left over from a killed writer; a link is nothing of smpctl's.
    how.write(true).create(true).truncate(true).mode(0o600).custom_flags(libc::O_NOFOLLOW).open(path)
}

/// Opens a log to write at its end, which only its owner may read, also if an earlier version has made it.
pub fn open_private_log(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    file.set_permissions(Permissions::from_mode(0o600))?;
    Ok(file)
}

/// Whether a path leads to this very file.
pub fn is_file_at(file: &File, path: &Path) -> bool {
    let id = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    fs::metadata(path).is_ok_and(|now| file.metadata().is_ok_and(|held| id(held) == id(now)))
}

/// What says that others than its owner can read a file; `None` if they cannot.
pub fn other_readers(file: &File) -> io::Result<Option<String>> {
    let mode = file.metadata()?.permissions().mode() & 0o7777;
    Ok((mode & 0o077 != 0).then(|| format!("mode {mode:04o}")))
}

/// Gives the new file the owner and mode of the old one, which `_path` names; the owner first, because a change of owner
/// clears mode bits.
pub fn take_after(file: &File, _path: &Path, old: &fs::Metadata) -> io::Result<()> {
    let new = file.metadata()?;
    let changed = |old: u32, new: u32| (old != new).then_some(old);
    let (owner, group) = (changed(old.uid(), new.uid()), changed(old.gid(), new.gid()));
    if owner.is_some() || group.is_some() {
        fchown(file, owner, group)?;
    }
    file.set_permissions(old.permissions())
}
