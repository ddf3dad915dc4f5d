//! Where passwords are kept.

use std::sync::Arc;

use keyring_core::CredentialStore;
use linux_keyutils::{KeyRing, KeyRingIdentifier};

/// The account's keyring.
pub fn keyring() -> keyring_core::Result<Arc<CredentialStore>> {
    // A process that no login gave a session keyring to (a service, a container) shares one that keys cannot be linked
    // from; with one of its own, the account's persistent keyring can be used. If that fails, the store says so.
    let _ = KeyRing::from_special_id(KeyRingIdentifier::Session, true);
    Ok(linux_keyutils_keyring_store::Store::new()?)
}
