//! Where passwords are kept.

use std::sync::Arc;

use keyring_core::CredentialStore;

/// The account's credential manager.
pub fn keyring() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(test)]
mod tests {
    use keyring_core::Error;

    use super::*;

    #[test]
    fn a_password_is_kept_replaced_and_forgotten() {
        let store = keyring().unwrap();
        let entry = store.build("smpctl-under-test", "hq:CORP\\Zo\u{eb}", None).unwrap();
        let _ = entry.delete_credential();
        assert!(matches!(entry.get_password(), Err(Error::NoEntry)));
        for password in ["pass word", "p\u{e4}ss\u{1f511}\"'%"] {
            entry.set_password(password).unwrap();
            assert_eq!(entry.get_password().unwrap(), password);
        }
        entry.delete_credential().unwrap();
        assert!(matches!(entry.get_password(), Err(Error::NoEntry)));
        assert!(matches!(entry.delete_credential(), Err(Error::NoEntry)));
    }
}
