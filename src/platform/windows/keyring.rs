//! Where passwords are kept.

use std::sync::Arc;

use keyring_core::CredentialStore;

/// The account's credential manager.
pub fn keyring() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}
