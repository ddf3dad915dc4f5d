//! Linux.

mod acl;
mod agent;
mod citizen;
mod content;
mod directory;
mod flags;
mod holder;
mod interrupts;
mod medium;
mod metadata;
mod open_files;
mod process;
mod processes;
mod registry;
mod services;
mod shares;
mod system_locations;
mod system_log;
mod volume;
mod writers;

pub use acl::without_group;
pub use agent::{AGENT_INSTALL_DIR, AGENT_SERVICE, AGENT_STORE, AgentClient};
pub use citizen::{KeepAwake, LOGS_EVERY_RUN, PIPES_ARE_UTF8, missing_elevation};
pub use content::Copier;
pub use directory::{Dir, ExtendedAttributes, extended_attributes, file_stat};
pub use flags::{FlagSupport, flags_of, gives_project};
pub use interrupts::Interrupts;
pub use medium::{Medium, MediumKind, medium_of};
pub use metadata::{Kept, is_acl, is_particular};
pub use open_files::allow_many_open_files;
pub use process::{end_with_all, host_name, in_own_group, leave_session, lock_for_process, locked_by, shell};
pub use processes::{Running, running, runs_from};
pub use registry::registry;
pub use services::control_service;
pub use shares::share_manager;
pub use system_locations::system_locations;
pub use system_log::tell_system_log;
pub use volume::{Ancestor, Mount, Writer, drop_from_cache, effective_user, mounts};
pub use writers::{is_open_for_writing, survive_lease_breaks};

/// Whether the account may do everything.
pub fn is_administrator() -> bool {
    rustix::process::geteuid().is_root()
}

/// The longest path that a program can open, in bytes without the final zero (`limits.h`, PATH_MAX).
pub const LONGEST_PATH: usize = 4095;
