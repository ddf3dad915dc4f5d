//! The folders that belong to the operating system.

use std::path::PathBuf;

/// Folders of the system, where no package store may be, nor below; the Linux counterpart of the known folders
/// that the vendor refuses. Other folders in `/var/lib` are where services keep their data, and are fine.
const LOCATIONS: &[&str] = &[
    "/bin",
    "/boot",
    "/dev",
    "/efi",
    "/etc",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/lost+found",
    "/proc",
    "/root",
    "/run",
    "/sbin",
    "/snap",
    "/sys",
    "/usr",
    "/var/cache",
    "/var/lib/apt",
    "/var/lib/containerd",
    "/var/lib/containers",
    "/var/lib/dnf",
    "/var/lib/docker",
    "/var/lib/dpkg",
    "/var/lib/flatpak",
    "/var/lib/kubelet",
    "/var/lib/pacman",
    "/var/lib/pam",
    "/var/lib/rpm",
    "/var/lib/snapd",
    "/var/lib/systemd",
    "/var/lib/zypp",
    "/var/lock",
    "/var/log",
    "/var/mail",
    "/var/run",
    "/var/spool",
    "/var/tmp",
];

/// The system's folders that exist here, as they are called and as they are found with links followed.
pub fn system_locations() -> impl Iterator<Item = (PathBuf, PathBuf)> {
    LOCATIONS
        .iter()
        .map(PathBuf::from)
        .filter_map(|location| location.canonicalize().ok().map(|resolved| (location, resolved)))
}
