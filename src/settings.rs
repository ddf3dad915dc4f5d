//! Where smpctl keeps what it remembers: flags over environment over the platform's own folders.

use std::path::PathBuf;

use directories::ProjectDirs;

/// The state directory of the whole machine, where root's relocations are remembered.
const MACHINE_STATE: &str = "/var/lib/smpctl";

/// The directories in which relocations are remembered: one's own, and those that are read too.
///
/// `SMPCTL_STATE_DIR` moves them; else it is the machine's for root and the user's for others.
pub fn state_directories() -> (PathBuf, Vec<PathBuf>) {
    if let Some(path) = std::env::var_os("SMPCTL_STATE_DIR").filter(|path| !path.is_empty()) {
        return (path.into(), Vec::new());
    }
    let machine = PathBuf::from(MACHINE_STATE);
    let user = ProjectDirs::from("", "", "smpctl")
        .map(|dirs| dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned());
    match user {
        Some(user) if !crate::platform::is_administrator() => (user, vec![machine]),
        user => (machine, user.into_iter().collect()),
    }
}
