//! Linux.

mod content;
mod directory;
mod medium;
mod writers;

pub use content::Copier;
pub use directory::{
    Dir, ExtendedAttributes, acl_grants_write, extended_attributes, file_stat, set_metadata,
};
pub use medium::{Medium, Volume, volume};
pub use writers::{is_open_for_writing, survive_lease_breaks};

/// Whether the account may do everything.
pub fn is_administrator() -> bool {
    rustix::process::geteuid().is_root()
}

/// System locations: nothing may be relocated into one, nor below.
///
/// The counterpart of the known folders that the vendor's agent refuses (Windows, ProgramFiles, ProgramData,
/// UserProfiles).
pub const SYSTEM_LOCATIONS: [&str; 20] = [
    "/usr",
    "/etc",
    "/boot",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/proc",
    "/sys",
    "/dev",
    "/run",
    "/root",
    "/lost+found",
    "/var/lib/dpkg",
    "/var/lib/rpm",
    "/var/lib/apt",
    "/var/lib/systemd",
    "/var/run",
];

/// The longest path that a program can open, in bytes without the final zero (`limits.h`, PATH_MAX).
pub const LONGEST_PATH: usize = 4095;
