//! No SMB server is part of the system; Samba is one of those that `servers` knows.

use crate::platform::shares::ShareManager;

/// What makes and removes the system's own shares, where it has some.
pub fn share_manager() -> Option<&'static dyn ShareManager> {
    None
}
