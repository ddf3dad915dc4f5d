//! What was found out about a server, kept so that the next command need not ask again. It is no longer valid when
//! the server says that its structure has changed. It holds no secret; losing it costs a few dozen requests.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::discovery::Found;
use super::wsdl::Service;
use crate::settings::contexts::Context;

/// The version of the file's form.
const VERSION: u32 = 2;

/// What is known of a server.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Known {
    version: u32,
    /// For whom and with which settings it was found.
    key: String,
    /// When the server's structure last changed, in its words.
    pub stamp: String,
    /// The services, by path.
    pub services: HashMap<String, Option<Service>>,
    /// What was discovered.
    pub found: Found,
}

/// The file for a server; nothing where there is no directory for it.
#[derive(Debug, Clone)]
pub struct Cache {
    path: Option<PathBuf>,
    key: String,
}

impl Cache {
    /// The file for this server and account.
    pub fn of(context: &Context, account: Option<&str>, directory: Option<PathBuf>) -> Self {
        // Another account may see other things, and other settings find others.
        let key = format!("{} {account:?} {:?} {:?}", context.url, context.names, context.fields);
        let name: String = context
            .url
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '_' })
            .take(120)
            .collect();
        Self { path: directory.map(|directory| directory.join(format!("{name}.json"))), key }
    }

    /// What is known, if it is for the same account and settings.
    pub fn read(&self) -> Option<Known> {
        let text = std::fs::read(self.path.as_ref()?).ok()?;
        let known: Known = serde_json::from_slice(&text).ok()?;
        (known.version == VERSION && known.key == self.key).then_some(known)
    }

    /// Keeps what is known. That it cannot be kept is no reason to fail.
    pub fn write(&self, stamp: String, services: HashMap<String, Option<Service>>, found: Found) {
        let Some(path) = &self.path else { return };
        let known = Known { version: VERSION, key: self.key.clone(), stamp, services, found };
        if let Err(error) = put(path, &known) {
            tracing::debug!("what was found out is not kept in '{}': {error}", path.display());
        }
    }

    /// Forgets what was known.
    pub fn forget(&self) {
        if let Some(path) = &self.path {
            let _ = std::fs::remove_file(path);
        }
    }
}

fn put(path: &Path, known: &Known) -> std::io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(directory)?;
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(&serde_json::to_vec(known)?)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
