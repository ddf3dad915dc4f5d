//! Which volume a directory is on, also after a restart; and the exact units of a path.

use std::ffi::OsString;
use std::io;
use std::os::windows::ffi::{OsStrExt, OsStringExt};
use std::os::windows::io::AsHandle;
use std::path::{Path, PathBuf};

use super::super::VolumeIdentity;
use super::directory::Dir;
use super::volume;

impl Dir {
    /// Which volume this directory is on, and which directory of it this is, as far as that stays the same when the
    /// volume is mounted again.
    pub fn volume_identity(&self) -> io::Result<VolumeIdentity> {
        // The serial number is made when the volume is formatted. Its GUID is this machine's name for it, and another
        // one after the disk has been in another machine.
        let volume = volume::serial(self.as_handle()).ok().filter(|serial| *serial != 0);
        Ok(VolumeIdentity {
            filesystem: String::new(),
            volume: volume.map(|serial| format!("serial:{serial:08x}")),
            folder: Some(self.stat()?.id.inode),
        })
    }
}

/// The exact units of a path, as bytes.
pub fn path_to_bytes(path: &Path) -> Vec<u8> {
    path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect()
}

/// The path with these units; `None` if no path has them.
pub fn path_from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    rest.is_empty().then(|| OsString::from_wide(&units).into())
}
