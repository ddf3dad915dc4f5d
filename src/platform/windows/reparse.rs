//! Reparse points: junctions, symbolic links, volume mount points, and files whose content is kept elsewhere.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt;
use std::os::windows::io::BorrowedHandle;

use windows_sys::Win32::System::Ioctl::{FSCTL_GET_REPARSE_POINT, FSCTL_SET_REPARSE_POINT};
use windows_sys::Win32::System::SystemServices::{
    IO_REPARSE_TAG_CLOUD, IO_REPARSE_TAG_CLOUD_MASK, IO_REPARSE_TAG_DEDUP, IO_REPARSE_TAG_MOUNT_POINT,
    IO_REPARSE_TAG_SYMLINK, IO_REPARSE_TAG_WOF,
};

use super::nt::{self, Status, text_at, u16_at, u32_at};

/// `MAXIMUM_REPARSE_DATA_BUFFER_SIZE`.
const LARGEST: usize = 16 * 1024;

/// What a reparse point is to smpctl.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A junction point or a symbolic link: it leads elsewhere.
    Link,
    /// Its content is kept in another form (deduplicated, or compressed by the system), and read as if it were not.
    Transparent,
    /// Something that can neither be read nor copied as it is, and why.
    Refused(&'static str),
}

/// What a reparse point with this tag is.
pub fn kind(tag: u32) -> Kind {
    match tag {
        IO_REPARSE_TAG_MOUNT_POINT | IO_REPARSE_TAG_SYMLINK => Kind::Link,
        IO_REPARSE_TAG_DEDUP | IO_REPARSE_TAG_WOF => Kind::Transparent,
        tag if tag & !IO_REPARSE_TAG_CLOUD_MASK == IO_REPARSE_TAG_CLOUD => Kind::Refused(
            "is kept in a cloud; let its provider keep it on this device, outside of its folder",
        ),
        _ => Kind::Refused("is a reparse point of a kind that smpctl does not know"),
    }
}

/// The data of a reparse point, tag and all.
pub fn read(handle: BorrowedHandle<'_>) -> Result<Vec<u8>, Status> {
    let mut data = vec![0; LARGEST];
    let length = nt::control(handle, FSCTL_GET_REPARSE_POINT, &[], &mut data)?;
    data.truncate(length);
    Ok(data)
}

/// Makes an empty file or directory a reparse point.
pub fn write(handle: BorrowedHandle<'_>, data: &[u8]) -> Result<(), Status> {
    nt::control(handle, FSCTL_SET_REPARSE_POINT, data, &mut []).map(drop)
}

/// Where a junction or symbolic link leads, as the system reads it; `None` if the data makes no sense.
pub fn target(data: &[u8]) -> Option<OsString> {
    // Tag, length, padding; then offset and length of the name that counts, and of the one that is shown. A symbolic
    // link has flags before the names.
    let names = match u32_at(data, 0)? {
        IO_REPARSE_TAG_MOUNT_POINT => 16,
        IO_REPARSE_TAG_SYMLINK => 20,
        _ => return None,
    };
    let (offset, length) = (usize::from(u16_at(data, 8)?), usize::from(u16_at(data, 10)?));
    Some(OsString::from_wide(&text_at(data, names + offset, length)?))
}

/// Whether the data is that of a place where a volume is mounted, and not of a junction: it leads to the root of a
/// volume that is named by its GUID.
pub fn is_volume_mount_point(data: &[u8]) -> bool {
    let Some(target) = target(data).filter(|_| u32_at(data, 0) == Some(IO_REPARSE_TAG_MOUNT_POINT)) else {
        return false;
    };
    let text = target.to_string_lossy();
    let volume = text.strip_prefix(r"\??\Volume{").and_then(|rest| rest.split_once('}'));
    volume.is_some_and(|(_, rest)| rest.is_empty() || rest == r"\")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::windows::ffi::OsStrExt;

    fn junction(to: &str) -> Vec<u8> {
        let name: Vec<u8> = std::ffi::OsStr::new(to).encode_wide().flat_map(u16::to_le_bytes).collect();
        let mut data = IO_REPARSE_TAG_MOUNT_POINT.to_le_bytes().to_vec();
        data.extend_from_slice(&(12 + name.len() as u16).to_le_bytes());
        data.extend_from_slice(&[0; 2]);
        data.extend_from_slice(&0u16.to_le_bytes());
        data.extend_from_slice(&(name.len() as u16).to_le_bytes());
        data.extend_from_slice(&(name.len() as u16 + 2).to_le_bytes());
        data.extend_from_slice(&[0; 2]);
        data.extend_from_slice(&name);
        data.extend_from_slice(&[0; 4]);
        data
    }

    #[test]
    fn junctions_are_told_from_mounted_volumes() {
        let id = "{1592b913-72f3-4c36-91d2-d4eda21d2f96}";
        for (to, mounted) in [
            (r"\??\E:\Store".to_owned(), false),
            (format!(r"\??\Volume{id}\"), true),
            (format!(r"\??\Volume{id}\Store"), false),
        ] {
            let data = junction(&to);
            assert_eq!(target(&data).unwrap().to_str(), Some(to.as_str()));
            assert_eq!(is_volume_mount_point(&data), mounted, "{to}");
        }
        assert_eq!(target(&junction("x")[..14]), None);
        assert_eq!(target(b""), None);
    }

    #[test]
    fn what_is_kept_elsewhere_is_read_or_refused() {
        assert_eq!(kind(IO_REPARSE_TAG_DEDUP), Kind::Transparent);
        assert!(matches!(kind(0x9000_701a), Kind::Refused(why) if why.contains("cloud")));
        assert!(matches!(kind(0x8000_0023), Kind::Refused(_)));
    }
}
