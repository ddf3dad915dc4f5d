//! There is no registry.

use crate::platform::registry::Registry;

/// The machine's registry, where the system has one.
pub fn registry() -> Option<&'static dyn Registry> {
    None
}
