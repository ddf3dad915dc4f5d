//! Shares of the SMB server that is part of Windows.

use std::io;

use serde::{Deserialize, Serialize};

/// A share of a folder, with everything needed to make it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ShareInfo {
    /// Its name.
    pub name: String,
    /// Its type, `STYPE_…`.
    pub kind: u32,
    /// The comment.
    pub remark: String,
    /// Permissions, which only servers with share-level security had.
    pub permissions: u32,
    /// How many may use it at once.
    pub max_uses: u32,
    /// The folder that it shows.
    pub path: String,
    /// Who may use it, as a self-relative security descriptor in base64; `None` if it has none.
    pub descriptor: Option<String>,
    /// Caching, enumeration by access, encryption and the like, `SHI1005_FLAGS_…`; `None` if the server does not tell.
    pub flags: Option<u32>,
}

/// What makes and removes shares.
pub trait ShareManager: Sync {
    /// Every share of a folder.
    ///
    /// # Errors
    ///
    /// Why they cannot be read.
    fn list(&self) -> io::Result<Vec<ShareInfo>>;

    /// Removes a share; whoever uses it is sent away. Nothing to do if it is not there.
    ///
    /// # Errors
    ///
    /// Why it cannot be removed.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// Makes a share with all its properties.
    ///
    /// # Errors
    ///
    /// Why it cannot be made.
    fn add(&self, share: &ShareInfo) -> io::Result<()>;
}
