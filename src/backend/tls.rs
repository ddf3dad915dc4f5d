//! The cryptography of every connection.

use std::sync::Once;

/// Chooses it, before the first connection: no dependency brings one along by default.
pub fn prepare() {
    static CHOSEN: Once = Once::new();
    CHOSEN.call_once(|| {
        // Fails only if there is one already, which does as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}
