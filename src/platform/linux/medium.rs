//! What kind of medium a directory is on.
//!
//! The vendor refuses what Windows does not call a fixed drive. Here the mount table tells the file system and
//! its source, and `/sys` leads from the source through partitions, device mapper, RAID, bcache and loop devices
//! down to drives. As on Windows, a drive is removable if it says so itself: a flash drive that calls itself
//! fixed is one, and so is a disk reached over a storage network.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use super::super::{Medium, MediumKind, Mount};
use super::Dir;
use super::volume::{mount_of_path, mounts};

/// How many devices may stand upon one another; more is a loop of loop devices, or a mistake.
const MAXIMUM_LAYERS: usize = 16;

/// What kind of medium a directory is on.
pub fn medium_of(dir: &Dir) -> io::Result<Medium> {
    let mounts = mounts()?;
    let Some(mount) = dir.mount(&mounts)? else {
        return Ok(Medium {
            kind: MediumKind::Unknown,
            filesystem: "unknown".into(),
            source: "unknown".into(),
            because: "the mount table does not have it".into(),
            unsuitable: None,
        });
    };
    let machine = Machine {
        sys: Path::new("/sys"),
        mount_of: &|path| mount_of_path(&mounts, path).ok().flatten(),
        device_of: &|path| {
            let metadata =
                fs::metadata(path).ok().filter(|metadata| metadata.file_type().is_block_device())?;
            Some((rustix::fs::major(metadata.rdev()), rustix::fs::minor(metadata.rdev())))
        },
    };
    Ok(machine.medium(&mount))
}

/// Where facts come from; tests have a machine of their own.
struct Machine<'a> {
    sys: &'a Path,
    mount_of: &'a dyn Fn(&Path) -> Option<Mount>,
    device_of: &'a dyn Fn(&Path) -> Option<(u32, u32)>,
}

type Verdict = (MediumKind, String);

impl Machine<'_> {
    fn medium(&self, mount: &Mount) -> Medium {
        let (kind, because) = self.judge_mount(mount, 0);
        Medium {
            kind,
            filesystem: mount.filesystem.clone(),
            source: mount.source.to_string_lossy().into_owned(),
            because,
            unsuitable: None,
        }
    }

    fn judge_mount(&self, mount: &Mount, layers: usize) -> Verdict {
        if layers > MAXIMUM_LAYERS {
            return (MediumKind::Unknown, "too many devices stand upon one another".into());
        }
        if let Some(verdict) = judge_filesystem(&mount.filesystem) {
            return verdict;
        }
        if mount.filesystem == "btrfs"
            && let Some(devices) = self.btrfs_devices(mount)
        {
            return self.judge_all(&devices, layers);
        }
        if mount.device.0 != 0 {
            return self.judge_number(mount.device, layers);
        }
        // A device number of its own making: the source names the device, or several (bcachefs).
        let source = mount.source.as_bytes();
        if !source.starts_with(b"/dev/") {
            let because = match mount.filesystem.as_str() {
                "zfs" => "the drives of a ZFS pool cannot be seen from here; `zpool status` lists them",
                _ => "its source is no device",
            };
            return (MediumKind::Unknown, because.into());
        }
        let mut verdicts = Vec::new();
        for part in source.split(|byte| *byte == b':') {
            verdicts.push(match self.number_of(Path::new(OsStr::from_bytes(part))) {
                Some(number) => self.judge_number(number, layers),
                None => (MediumKind::Unknown, "its source is no device that can be found here".into()),
            });
        }
        worst(verdicts)
    }

    /// The number of a device by its path, which may be a link, or missing in a container.
    fn number_of(&self, path: &Path) -> Option<(u32, u32)> {
        (self.device_of)(path).or_else(|| {
            let number = fs::read_to_string(self.sys.join("class/block").join(path.file_name()?).join("dev"));
            let number = number.ok()?;
            let (major, minor) = number.trim().split_once(':')?;
            Some((major.parse().ok()?, minor.parse().ok()?))
        })
    }

    /// All devices of the btrfs that is mounted from one of them, as folders in /sys.
    fn btrfs_devices(&self, mount: &Mount) -> Option<Vec<PathBuf>> {
        let (major, minor) = self.number_of(Path::new(&mount.source))?;
        let own = fs::canonicalize(self.sys.join(format!("dev/block/{major}:{minor}"))).ok()?;
        fs::read_dir(self.sys.join("fs/btrfs")).ok()?.flatten().find_map(|volume| {
            let devices: Vec<_> = fs::read_dir(volume.path().join("devices"))
                .ok()?
                .flatten()
                .filter_map(|device| fs::canonicalize(device.path()).ok())
                .collect();
            devices.contains(&own).then_some(devices)
        })
    }

    fn judge_number(&self, (major, minor): (u32, u32), layers: usize) -> Verdict {
        match fs::canonicalize(self.sys.join(format!("dev/block/{major}:{minor}"))) {
            Ok(device) => self.judge_device(&device, layers),
            Err(_) => {
                (MediumKind::Unknown, format!("device {major}:{minor} is not in '{}'", self.sys.display()))
            }
        }
    }

    fn judge_all(&self, devices: &[PathBuf], layers: usize) -> Verdict {
        worst(devices.iter().map(|device| self.judge_device(device, layers + 1)).collect())
    }

    /// Judges the device that a folder in /sys stands for.
    fn judge_device(&self, device: &Path, layers: usize) -> Verdict {
        let name = device.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
        if layers > MAXIMUM_LAYERS {
            return (MediumKind::Unknown, format!("too many devices stand upon one another, at '{name}'"));
        }
        if device.join("partition").exists() {
            return match device.parent() {
                Some(disk) => self.judge_device(disk, layers + 1),
                None => (MediumKind::Unknown, format!("partition '{name}' is on no disk")),
            };
        }
        if let Ok(backing) = fs::read(device.join("loop/backing_file")) {
            let backing = backing.strip_suffix(b"\n").unwrap_or(&backing);
            let path = Path::new(OsStr::from_bytes(backing));
            return match (self.mount_of)(path) {
                Some(mount) => {
                    let (kind, because) = self.judge_mount(&mount, layers + 1);
                    (kind, format!("the image '{}' on {because}", path.display()))
                }
                None => (MediumKind::Unknown, format!("the image '{}' cannot be found", path.display())),
            };
        }
        let slaves: Vec<_> = fs::read_dir(device.join("slaves"))
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|slave| fs::canonicalize(slave.path()).ok())
            .collect();
        if !slaves.is_empty() {
            return self.judge_all(&slaves, layers);
        }
        let number_follows = |prefix: &str| {
            name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        if number_follows("sr") || number_follows("scd") {
            return (MediumKind::Optical, format!("the optical drive '{name}'"));
        }
        if number_follows("ram") || number_follows("zram") {
            return (MediumKind::Memory, format!("memory '{name}'"));
        }
        if number_follows("fd") {
            return (MediumKind::Removable, format!("the floppy disk drive '{name}'"));
        }
        match fs::read_to_string(device.join("removable")).as_deref().map(str::trim) {
            Ok("0") => {
                let by_usb = device.components().any(|part| {
                    part.as_os_str()
                        .as_bytes()
                        .strip_prefix(b"usb")
                        .is_some_and(|rest| !rest.is_empty() && rest.iter().all(u8::is_ascii_digit))
                });
                let manner = if by_usb { " (attached by USB, but it calls itself fixed)" } else { "" };
                (MediumKind::Fixed, format!("the fixed drive '{name}'{manner}"))
            }
            Ok("1") => (MediumKind::Removable, format!("the removable drive '{name}'")),
            _ => (MediumKind::Unknown, format!("the drive '{name}' does not say whether it is removable")),
        }
    }
}

/// What the file system's type says by itself; `None` where it depends on the device.
fn judge_filesystem(filesystem: &str) -> Option<Verdict> {
    let verdict = |kind, what: &str| Some((kind, what.to_owned()));
    match filesystem {
        "nfs" | "nfs4" | "cifs" | "smb3" | "smbfs" | "ncpfs" | "9p" | "ceph" | "glusterfs" | "afs"
        | "coda" | "lustre" | "orangefs" | "pvfs2" | "beegfs" | "gpfs" | "davfs" | "acfs" | "panfs" => {
            verdict(MediumKind::Network, "a network file system")
        }
        "virtiofs" | "vboxsf" | "prl_fs" | "vmhgfs" | "drvfs" | "fuse.vmhgfs-fuse" | "fuse.prl_fsd"
        | "fuse.grpcfuse" | "fakeowner" => verdict(MediumKind::Network, "a share of the host machine"),
        "fuse.sshfs" | "fuse.glusterfs" | "fuse.ceph" | "fuse.ceph-fuse" | "fuse.s3fs" | "fuse.s3backer"
        | "fuse.goofys" | "fuse.rclone" | "fuse.gcsfuse" | "fuse.blobfuse" | "fuse.blobfuse2"
        | "fuse.mount-s3" | "fuse.davfs2" | "fuse.davfs" | "fuse.curlftpfs" | "fuse.smbnetfs"
        | "fuse.gvfsd-fuse" | "fuse.juicefs" | "fuse.seaweedfs" | "fuse.moosefs" | "fuse.mfs"
        | "fuse.lizardfs" | "fuse.nfs" | "fuse.afp" | "fuse.kio-fuse" => {
            verdict(MediumKind::Network, "a network file system")
        }
        "tmpfs" | "ramfs" | "rootfs" | "hugetlbfs" | "devtmpfs" => {
            verdict(MediumKind::Memory, "gone after a restart")
        }
        "overlay"
        | "overlayfs"
        | "aufs"
        | "unionfs"
        | "shiftfs"
        | "fuse.unionfs"
        | "fuse.unionfs-fuse"
        | "fuse.mergerfs"
        | "fuse.mhddfs"
        | "fuse.fuse-overlayfs"
        | "fuse-overlayfs"
        | "fuse.bindfs"
        | "ecryptfs" => verdict(MediumKind::Layered, "a file system on top of others"),
        "squashfs" | "erofs" | "cramfs" | "romfs" | "composefs" => {
            verdict(MediumKind::Layered, "an image that cannot be written to")
        }
        "autofs" | "binfmt_misc" | "bpf" | "cgroup" | "cgroup2" | "configfs" | "debugfs" | "devpts"
        | "efivarfs" | "fusectl" | "mqueue" | "proc" | "pstore" | "securityfs" | "selinuxfs" | "sysfs"
        | "tracefs" | "nsfs" | "rpc_pipefs" => verdict(MediumKind::Memory, "a view into the kernel"),
        "iso9660" => verdict(MediumKind::Optical, "a file system for optical media"),
        _ => None,
    }
}

/// A volume is no better than the worst of its drives; fixed only if all are.
fn worst(verdicts: Vec<Verdict>) -> Verdict {
    if let Some(position) = verdicts.iter().position(|(kind, _)| *kind != MediumKind::Fixed) {
        return verdicts.into_iter().nth(position).unwrap_or_else(no_drive);
    }
    let mut reasons: Vec<_> = verdicts.into_iter().map(|(_, because)| because).collect();
    reasons.sort();
    reasons.dedup();
    if reasons.is_empty() { no_drive() } else { (MediumKind::Fixed, reasons.join(" and ")) }
}

fn no_drive() -> Verdict {
    (MediumKind::Unknown, "no drive is known".into())
}

#[cfg(test)]
mod tests {
    use super::super::volume::parse_mounts;
    use super::*;
    use std::os::unix::fs::symlink;

    /// A /sys with these block devices, by their path below /sys/devices.
    struct Sys(tempfile::TempDir);

    impl Sys {
        fn new() -> Self {
            let sys = Self(tempfile::tempdir().unwrap());
            for folder in ["dev/block", "class/block", "fs/btrfs"] {
                fs::create_dir_all(sys.0.path().join(folder)).unwrap();
            }
            sys
        }

        fn device(&self, path: &str, number: &str, files: &[(&str, &str)]) -> PathBuf {
            let device = self.0.path().join("devices").join(path);
            fs::create_dir_all(&device).unwrap();
            fs::write(device.join("dev"), format!("{number}\n")).unwrap();
            for (name, content) in files {
                let file = device.join(name);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, format!("{content}\n")).unwrap();
            }
            symlink(&device, self.0.path().join("dev/block").join(number)).unwrap();
            symlink(&device, self.0.path().join("class/block").join(device.file_name().unwrap())).unwrap();
            device
        }

        fn stands_on(&self, device: &Path, slaves: &[&Path]) {
            fs::create_dir_all(device.join("slaves")).unwrap();
            for slave in slaves {
                symlink(slave, device.join("slaves").join(slave.file_name().unwrap())).unwrap();
            }
        }

        fn medium(&self, line: &str) -> Medium {
            let table = "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / /ram rw - tmpfs none rw\n";
            let mounts = parse_mounts(table.as_bytes());
            let machine = Machine {
                sys: self.0.path(),
                mount_of: &|path| {
                    let position = if path.starts_with("/ram") { 1 } else { 0 };
                    path.starts_with("/").then(|| mounts[position].clone())
                },
                device_of: &|_| None,
            };
            machine.medium(&parse_mounts(line.as_bytes())[0])
        }

        fn kind(&self, line: &str) -> MediumKind {
            self.medium(line).kind
        }
    }

    #[test]
    fn what_the_type_says() {
        let sys = Sys::new();
        for (filesystem, kind) in [
            ("nfs4", MediumKind::Network),
            ("cifs", MediumKind::Network),
            ("smb3", MediumKind::Network),
            ("9p", MediumKind::Network),
            ("fuse.sshfs", MediumKind::Network),
            ("virtiofs", MediumKind::Network),
            ("tmpfs", MediumKind::Memory),
            ("overlay", MediumKind::Layered),
            ("squashfs", MediumKind::Layered),
            ("iso9660", MediumKind::Optical),
            ("zfs", MediumKind::Unknown),
            ("fuse.something", MediumKind::Unknown),
        ] {
            assert_eq!(sys.kind(&format!("9 1 0:50 / /m rw - {filesystem} name rw")), kind, "{filesystem}");
        }
        assert!(sys.medium("9 1 0:50 / /m rw - zfs tank/store rw").because.contains("zpool status"));
    }

    #[test]
    fn drives_partitions_and_what_stands_on_them() {
        let sys = Sys::new();
        let sda = sys.device("pci0/ata1/block/sda", "8:0", &[("removable", "0")]);
        let sda1 = sys.device("pci0/ata1/block/sda/sda1", "8:1", &[("partition", "1")]);
        sys.device("pci0/usb1/1-1/block/sdb", "8:16", &[("removable", "1")]);
        let sdb1 = sys.device("pci0/usb1/1-1/block/sdb/sdb1", "8:17", &[("partition", "1")]);
        sys.device("pci0/usb2/2-1/block/sdc", "8:32", &[("removable", "0")]);
        sys.device("pci0/ata2/block/sr0", "11:0", &[("removable", "1")]);
        sys.device("virtual/block/zram0", "253:0", &[("removable", "0")]);
        let luks = sys.device("virtual/block/dm-0", "252:0", &[("removable", "0")]);
        sys.stands_on(&luks, &[&sda1]);
        let lvm = sys.device("virtual/block/dm-1", "252:1", &[("removable", "0")]);
        sys.stands_on(&lvm, &[&luks, &sdb1]);
        let md = sys.device("virtual/block/md0", "9:0", &[]);
        sys.stands_on(&md, &[&sda1, &luks]);
        for (number, kind, because) in [
            ("8:0", MediumKind::Fixed, "the fixed drive 'sda'"),
            ("8:1", MediumKind::Fixed, "the fixed drive 'sda'"),
            ("8:17", MediumKind::Removable, "the removable drive 'sdb'"),
            ("8:32", MediumKind::Fixed, "the fixed drive 'sdc' (attached by USB, but it calls itself fixed)"),
            ("11:0", MediumKind::Optical, "the optical drive 'sr0'"),
            ("253:0", MediumKind::Memory, "memory 'zram0'"),
            ("252:0", MediumKind::Fixed, "the fixed drive 'sda'"),
            ("252:1", MediumKind::Removable, "the removable drive 'sdb'"),
            ("9:0", MediumKind::Fixed, "the fixed drive 'sda'"),
            ("77:7", MediumKind::Unknown, ""),
        ] {
            let medium = sys.medium(&format!("9 1 {number} / /m rw - ext4 /dev/x rw"));
            assert_eq!(medium.kind, kind, "{number}");
            assert!(medium.because.contains(because), "{number}: {}", medium.because);
        }
        // A device that has no number in the mount table is found by its source.
        assert_eq!(sys.kind("9 1 0:50 / /m rw - btrfs /dev/sdb1 rw"), MediumKind::Removable);
        assert_eq!(sys.kind("9 1 0:50 / /m rw - fuseblk /dev/sdb1 rw"), MediumKind::Removable);
        assert_eq!(sys.kind("9 1 0:50 / /m rw - bcachefs /dev/sda1:/dev/sdb1 rw"), MediumKind::Removable);
        assert_eq!(sys.kind("9 1 0:50 / /m rw - fuseblk /dev/gone rw"), MediumKind::Unknown);
        // btrfs says elsewhere which other drives it is on.
        let devices = sys.0.path().join("fs/btrfs/some-uuid/devices");
        fs::create_dir_all(&devices).unwrap();
        symlink(&sda, devices.join("sda")).unwrap();
        assert_eq!(sys.kind("9 1 0:50 / /m rw - btrfs /dev/sda rw"), MediumKind::Fixed);
        symlink(&sdb1, devices.join("sdb1")).unwrap();
        assert_eq!(sys.kind("9 1 0:50 / /m rw - btrfs /dev/sda rw"), MediumKind::Removable);
    }

    #[test]
    fn an_image_is_where_its_file_is() {
        let sys = Sys::new();
        sys.device("pci0/ata1/block/sda", "8:0", &[("removable", "0")]);
        sys.device("pci0/ata1/block/sda/sda1", "8:1", &[("partition", "1")]);
        sys.device(
            "virtual/block/loop0",
            "7:0",
            &[("loop/backing_file", "/images/a.img"), ("removable", "0")],
        );
        sys.device("virtual/block/loop1", "7:1", &[("loop/backing_file", "/ram/a.img"), ("removable", "0")]);
        sys.device("virtual/block/loop2", "7:2", &[("loop/backing_file", "gone (deleted)")]);
        let disk = sys.medium("9 1 7:0 / /m rw - ext4 /dev/loop0 rw");
        assert_eq!(disk.kind, MediumKind::Fixed);
        assert_eq!(disk.because, "the image '/images/a.img' on the fixed drive 'sda'");
        assert_eq!(sys.kind("9 1 7:1 / /m rw - ext4 /dev/loop1 rw"), MediumKind::Memory);
        assert_eq!(sys.kind("9 1 7:2 / /m rw - ext4 /dev/loop2 rw"), MediumKind::Unknown);
    }

    #[test]
    fn devices_in_a_circle_end() {
        let sys = Sys::new();
        let a = sys.device("virtual/block/dm-0", "252:0", &[]);
        let b = sys.device("virtual/block/dm-1", "252:1", &[]);
        sys.stands_on(&a, &[&b]);
        sys.stands_on(&b, &[&a]);
        assert_eq!(sys.kind("9 1 252:0 / /m rw - ext4 /dev/x rw"), MediumKind::Unknown);
    }
}
