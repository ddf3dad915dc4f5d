//! What medium a directory is on: by the mount table, and by what /sys says of the device behind it.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

/// A kind of medium, as the relocation's first prerequisite tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A hard disk or flash drive that stays.
    Fixed,
    /// A thumb drive or another that can be pulled out.
    Removable,
    /// CD, DVD, Blu-ray.
    Optical,
    /// On another machine.
    Network,
    /// In memory, or in a container's layers: gone with them.
    Volatile,
    /// Cannot be told.
    Unknown,
}

/// The volume a directory is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Where it is mounted.
    pub mount_point: PathBuf,
    /// What is mounted, as the mount table names it.
    pub source: OsString,
    /// The file system's type.
    pub file_system: String,
    /// The medium behind it.
    pub medium: Medium,
}

const NETWORK: [&str; 17] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "ceph",
    "glusterfs",
    "afs",
    "lustre",
    "beegfs",
    "coda",
    "ncpfs",
    "fuse.sshfs",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.s3fs",
];
const VOLATILE: [&str; 8] =
    ["tmpfs", "ramfs", "devtmpfs", "overlay", "aufs", "squashfs", "rootfs", "fuse.fuse-overlayfs"];
const OPTICAL: [&str; 2] = ["iso9660", "udf"];

/// The volume that `path`, absolute and without links, is on.
pub fn volume(path: &Path) -> io::Result<Volume> {
    let table = fs::read("/proc/self/mountinfo")?;
    let mut volume = find(&table, path)
        .ok_or_else(|| io::Error::other("the mount table does not say which volume it is on"))?;
    volume.medium = judge(&volume, Path::new("/sys"), 0);
    Ok(volume)
}

/// The entry of a mount table (`proc(5)`, mountinfo) that a path belongs to: the last of the longest.
fn find(table: &[u8], path: &Path) -> Option<Volume> {
    let mut best: Option<Volume> = None;
    for line in table.split(|byte| *byte == b'\n') {
        let mut fields = line.split(|byte| *byte == b' ');
        let Some(mount_point) = fields.nth(4).map(|field| PathBuf::from(unescape(field))) else { continue };
        let mut rest = fields.skip_while(|field| *field != b"-").skip(1);
        let (Some(file_system), Some(source)) = (rest.next(), rest.next()) else { continue };
        let longer = best
            .as_ref()
            .is_none_or(|best| mount_point.as_os_str().len() >= best.mount_point.as_os_str().len());
        if path.starts_with(&mount_point) && longer {
            best = Some(Volume {
                mount_point,
                source: unescape(source),
                file_system: String::from_utf8_lossy(file_system).into_owned(),
                medium: Medium::Unknown,
            });
        }
    }
    best
}

/// Spaces, tabs, newlines and backslashes stand as three octal digits in the mount table.
fn unescape(field: &[u8]) -> OsString {
    let mut text = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..3).filter(|digits| digits.iter().all(|digit| (b'0'..=b'7').contains(digit)));
        match digits {
            Some(digits) if *first == b'\\' => {
                let value = digits.iter().fold(0u32, |value, digit| value * 8 + u32::from(digit - b'0'));
                text.push(value as u8);
                rest = &tail[3..];
            }
            _ => {
                text.push(*first);
                rest = tail;
            }
        }
    }
    OsString::from_vec(text)
}

fn judge(volume: &Volume, sys: &Path, depth: u32) -> Medium {
    let kind = volume.file_system.as_str();
    if NETWORK.contains(&kind) {
        return Medium::Network;
    }
    if VOLATILE.contains(&kind) {
        return Medium::Volatile;
    }
    if OPTICAL.contains(&kind) {
        return Medium::Optical;
    }
    let Ok(metadata) = fs::metadata(&volume.source) else { return Medium::Unknown };
    if !metadata.file_type().is_block_device() {
        // FUSE file systems name an image file, ZFS a pool.
        return Medium::Unknown;
    }
    let device = metadata.rdev();
    let number = format!("{}:{}", rustix::fs::major(device), rustix::fs::minor(device));
    match sys.join("dev/block").join(number).canonicalize() {
        Ok(entry) => judge_device(&entry, sys, depth),
        Err(_) => Medium::Unknown,
    }
}

/// Judges a block device by its folder in /sys: a partition by its disk, a mapped device by those below it, a
/// loop device by the file behind it.
fn judge_device(entry: &Path, sys: &Path, depth: u32) -> Medium {
    // Loops of loops and mappings of mappings end somewhere.
    if depth > 16 {
        return Medium::Unknown;
    }
    if entry.join("partition").exists() {
        return entry.parent().map_or(Medium::Unknown, |disk| judge_device(disk, sys, depth + 1));
    }
    let below: Vec<PathBuf> = fs::read_dir(entry.join("slaves"))
        .map(|entries| entries.flatten().filter_map(|entry| entry.path().canonicalize().ok()).collect())
        .unwrap_or_default();
    if !below.is_empty() {
        // The least durable of them decides.
        let media: Vec<Medium> = below.iter().map(|device| judge_device(device, sys, depth + 1)).collect();
        return media.iter().copied().find(|medium| *medium != Medium::Fixed).unwrap_or(Medium::Fixed);
    }
    if let Ok(file) = fs::read(entry.join("loop/backing_file")) {
        let file = PathBuf::from(OsStr::from_bytes(file.trim_ascii_end()));
        let Ok(table) = fs::read("/proc/self/mountinfo") else { return Medium::Unknown };
        return find(&table, &file).map_or(Medium::Unknown, |volume| judge(&volume, sys, depth + 1));
    }
    let name = entry.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name.starts_with("sr") {
        return Medium::Optical;
    }
    if name.starts_with("ram") || name.starts_with("zram") {
        return Medium::Volatile;
    }
    if name.starts_with("nbd") || name.starts_with("rbd") {
        return Medium::Network;
    }
    match fs::read_to_string(entry.join("removable")) {
        Ok(text) if text.trim() == "0" => Medium::Fixed,
        Ok(_) => Medium::Removable,
        Err(_) => Medium::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[u8] = b"22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n\
        30 22 0:30 / /mnt/a\\040b rw - btrfs /dev/vdb rw\n\
        31 22 0:31 / /mnt rw,nosuid master:3 - nfs4 server:/export rw\n\
        32 31 0:32 / /mnt rw - tmpfs tmpfs rw\n\
        garbage\n";

    #[test]
    fn the_last_of_the_longest_mount_points_counts() {
        let kind = |path: &str| find(TABLE, Path::new(path)).unwrap().file_system;
        assert_eq!(kind("/"), "ext4");
        assert_eq!(kind("/mnt/a b/store"), "btrfs");
        assert_eq!(kind("/mnt/other"), "tmpfs");
        assert_eq!(kind("/mntx"), "ext4");
        assert_eq!(find(TABLE, Path::new("/mnt/a b")).unwrap().source, "/dev/vdb");
    }

    #[test]
    fn devices_are_judged_by_what_is_behind_them() {
        let keep = tempfile::tempdir().unwrap();
        let sys = keep.path();
        let device = |name: &str, removable: &str| {
            let path = sys.join("block").join(name);
            fs::create_dir_all(path.join("slaves")).unwrap();
            fs::write(path.join("removable"), removable).unwrap();
            path
        };
        let disk = device("sda", "0\n");
        assert_eq!(judge_device(&disk, sys, 0), Medium::Fixed);
        let thumb = device("sdb", "1\n");
        assert_eq!(judge_device(&thumb, sys, 0), Medium::Removable);
        fs::create_dir(thumb.join("sdb1")).unwrap();
        fs::write(thumb.join("sdb1/partition"), "1").unwrap();
        assert_eq!(judge_device(&thumb.join("sdb1"), sys, 0), Medium::Removable);
        assert_eq!(judge_device(&device("sr0", "1\n"), sys, 0), Medium::Optical);
        let mapped = device("dm-0", "0\n");
        for below in [&disk, &thumb] {
            std::os::unix::fs::symlink(below, mapped.join("slaves").join(below.file_name().unwrap()))
                .unwrap();
        }
        assert_eq!(judge_device(&mapped, sys, 0), Medium::Removable);
        assert_eq!(judge_device(&sys.join("block/gone"), sys, 0), Medium::Unknown);
    }
}
