//! Linux.

use std::ffi::OsStr;
use std::path::Path;

mod acl;
mod agent;
mod citizen;
mod content;
mod directory;
mod entry;
mod files;
mod flags;
mod guards;
mod holder;
mod identity;
mod inhabitants;
mod interruptions;
mod keyring;
mod log;
mod logon;
mod medium;
mod metadata;
mod open_files;
mod process;
mod processes;
mod registry;
mod services;
mod shares;
mod system_locations;
mod trust;
mod volume;
mod writers;

pub use acl::without_group;
pub use agent::{AGENT_INSTALL_DIR, AGENT_OPTION, AGENT_SERVICE, AGENT_STORE, AgentClient};
pub use citizen::{KeepAwake, LOGS_EVERY_RUN, PIPES_ARE_UTF8, missing_elevation};
pub use content::Copier;
pub use directory::{Dir, ExtendedAttributes, extended_attributes, file_stat};
pub use files::{
    canonicalize, create_private_file, create_private_folder, is_file_at, machine_settings_directory,
    machine_state_directory, open_private_log, other_readers, rename_over, show_file_to_all,
    show_folder_to_all, sync_folder, take_after,
};
pub use flags::{FlagSupport, flags_of, gives_project};
pub use guards::{groups_of, is_own};
pub use identity::{path_from_bytes, path_to_bytes};
pub use inhabitants::{crowded, inhabited};
pub use interruptions::{Interruptions, stop_on_interruption};
pub use keyring::keyring;
pub use log::{LOG_UNTOLD, log};
pub use logon::{has_logon_session, logon_session};
pub use medium::{medium_of, rotates};
pub use metadata::{Kept, for_new_root, property_of};
pub use open_files::allow_many_open_files;
pub use process::{
    end_this_process, end_with_all, host_name, how_it_ended, in_own_group, leave_session, lock_for_process,
    locked_by, shell,
};
pub use processes::{Running, running, runs_from};
pub use registry::registry;
pub use services::control_service;
pub use shares::share_manager;
pub use system_locations::system_locations;
pub use trust::foreign_owner;
pub use volume::{drop_from_cache, mounts};
pub use writers::{is_open_for_writing, survive_lease_breaks};

pub use std::os::fd::AsFd as AsHandle;

/// An account of this machine, by its number.
pub type Account = u32;

/// What people call an account.
pub fn account_name(account: &Account) -> String {
    format!("uid {account}")
}

/// The number of the account this process acts as; 0 is root.
pub fn effective_user() -> Account {
    rustix::process::geteuid().as_raw()
}

/// The accounts that may change everything anyway, and this process's own.
pub fn trusted_accounts() -> Vec<Account> {
    vec![0, effective_user()]
}

/// Whether the account may do everything.
pub fn is_administrator() -> bool {
    rustix::process::geteuid().is_root()
}

/// The longest path that a program can open, in bytes without the final zero (`limits.h`, PATH_MAX).
pub const LONGEST_PATH: usize = 4095;

/// What the length of a path or name is counted in.
pub const LENGTH_UNIT: &str = "bytes";

/// How long a path or name is.
pub fn length(path: &OsStr) -> usize {
    path.len()
}

/// Whether a folder is the root of the system.
pub fn is_system_root(path: &Path) -> bool {
    path == Path::new("/")
}

/// What people call an account that may do everything.
pub const ADMINISTRATOR: &str = "root";

/// What to look for where an administrator is refused.
pub const ADMINISTRATOR_REFUSED: &str = "root is refused too: look for an immutable flag (`lsattr -d`), a network share that maps root to another account, a container that lacks the capability, or a security module";

/// How a right of others is taken away.
pub const TAKE_RIGHT_AWAY: &str = "take that right away with `chown root`, `chmod o-w` or `setfacl -b`";
