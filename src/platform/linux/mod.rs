//! Linux.

mod content;
mod directory;
mod writers;

pub use content::Copier;
pub use directory::{Dir, ExtendedAttributes, extended_attributes, file_stat, set_metadata};
pub use writers::{is_open_for_writing, survive_lease_breaks};
