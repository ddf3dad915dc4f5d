//! Windows.

use std::ffi::OsStr;
use std::os::windows::ffi::OsStrExt;
use std::path::Path;

mod access;
mod agent;
mod citizen;
mod content;
mod directory;
mod files;
mod flags;
mod guards;
mod identity;
mod interruptions;
mod keyring;
mod known_folders;
mod locks;
mod log;
mod logon;
mod metadata;
mod nt;
mod open_holders;
mod privileges;
mod process;
mod processes;
mod registry;
mod reparse;
mod security;
mod services;
mod session;
mod shares;
mod streams;
mod volume;
mod wide;
mod writers;

pub use access::{
    ADMINISTRATOR_REFUSED, Account, TAKE_RIGHT_AWAY, account_name, effective_user, trusted_accounts,
};
pub use agent::{AGENT_INSTALL_DIR, AGENT_OPTION, AGENT_SERVICE, AGENT_STORE, AgentClient};
pub use citizen::{KeepAwake, LOGS_EVERY_RUN, PIPES_ARE_UTF8, missing_elevation};
pub use content::Copier;
pub use directory::{Dir, ExtendedAttributes, extended_attributes, file_stat};
pub use files::{
    create_private_file, create_private_folder, foreign_owner, is_file_at, machine_settings_directory,
    machine_state_directory, open_private_log, other_readers, rename_over, show_file_to_all,
    show_folder_to_all, sync_folder, take_after,
};
pub use flags::{FlagSupport, flags_of, gives_project};
pub use guards::{groups_of, is_own};
pub use identity::{path_from_bytes, path_to_bytes};
pub use interruptions::{Interruptions, stop_on_interruption};
pub use keyring::keyring;
pub use known_folders::system_locations;
pub use log::{LOG_UNTOLD, log};
pub use logon::{has_logon_session, logon_session};
pub use metadata::{Kept, for_new_root, property_of, without_group};
pub use privileges::is_administrator;
pub use process::{
    end_this_process, end_with_all, host_name, how_it_ended, in_own_group, leave_session, lock_for_process,
    locked_by, shell,
};
pub use processes::{Running, running, runs_from};
pub use registry::registry;
pub use services::control_service;
pub use shares::share_manager;
pub use std::os::windows::io::AsHandle;
pub use volume::{canonicalize, drop_from_cache, medium_of, mounts, rotates};
pub use writers::{allow_many_open_files, is_open_for_writing, survive_lease_breaks};

/// The longest path that the vendor allows, in units of UTF-16 (article "How to store Package Server repository aside
/// from Symantec Management Agent").
pub const LONGEST_PATH: usize = 8184;

/// What the length of a path or name is counted in.
pub const LENGTH_UNIT: &str = "characters";

/// How long a path or name is, in units of UTF-16.
pub fn length(path: &OsStr) -> usize {
    path.encode_wide().count()
}

/// Whether a folder is the root of the system: Windows has one root a drive, and that of the system's holds its folders.
pub fn is_system_root(_path: &Path) -> bool {
    false
}

/// What people call an account that may do everything.
pub const ADMINISTRATOR: &str = "an administrator (elevated)";

/// Which directories other processes use; Windows does not say.
pub fn inhabited(_folder: &OsStr, _names: &[&OsStr]) -> super::Inhabited {
    super::Inhabited::default()
}

/// Whether a thread may have waited for long on its way to a directory; Windows does not say.
pub fn crowded() -> bool {
    true
}

/// Ends this process from a thread that is not the main one.
fn end_with_code(code: i32) -> ! {
    #[allow(clippy::exit, reason = "the second Ctrl-C means: at once")]
    std::process::exit(code)
}
