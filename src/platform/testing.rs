//! What tests need of a platform.

use std::ffi::OsString;
use std::path::Path;

/// Makes a link to a directory: a symbolic link, or a junction point.
#[cfg(unix)]
pub fn link(target: impl AsRef<Path>, link: impl AsRef<Path>) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

/// Makes a link to a directory: a symbolic link, or a junction point.
#[cfg(windows)]
pub fn link(target: impl AsRef<Path>, link: impl AsRef<Path>) -> std::io::Result<()> {
    let link = link.as_ref();
    let parent = super::Dir::open_root(link.parent().unwrap_or(Path::new(".")))?;
    parent.create_link(target.as_ref().as_os_str(), link.file_name().unwrap_or_default())
}

/// A file name that is no valid Unicode.
#[cfg(unix)]
pub fn odd_name() -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(b"no\n\xff".to_vec())
}

/// A file name that is no valid Unicode.
#[cfg(windows)]
pub fn odd_name() -> OsString {
    std::os::windows::ffi::OsStringExt::from_wide(&[0x6e, 0xd800, 0x6f])
}
