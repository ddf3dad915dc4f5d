//! What a server has no place for: which manual assignments were made only to join a hierarchy, and what the sites
//! that smpctl made say of themselves. Kept by guid in the state directory, since names may change.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::Error;
use crate::platform::replace::replace;

/// The version of the file's form.
const VERSION: u32 = 1;

/// What is remembered of a server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Memory {
    version: u32,
    /// The manual assignments that were made only to join: the site and the Package Server.
    pub joins: Vec<(Uuid, Uuid)>,
    /// What sites say of themselves, where the server keeps no description.
    #[serde(default)]
    pub descriptions: BTreeMap<Uuid, String>,
}

/// The file of a server.
#[derive(Debug, Clone)]
pub struct MemoryFile {
    path: PathBuf,
}

impl MemoryFile {
    /// The file of the server at this URL.
    pub fn of(url: &str, directory: &Path) -> Self {
        let name: String = url
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c.to_ascii_lowercase() } else { '_' }
            })
            .take(120)
            .collect();
        Self { path: directory.join("servers").join(format!("{name}.json")) }
    }

    fn failed(&self, action: &'static str) -> impl FnOnce(io::Error) -> Error + use<> {
        let path = self.path.display().to_string();
        move |source| Error::Io { action, path, source }
    }

    /// What is remembered.
    ///
    /// # Errors
    ///
    /// Why the file cannot be read. That there is none is no error.
    pub fn read(&self) -> Result<Memory, Error> {
        let text = match fs::read(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Memory::default()),
            other => other.map_err(self.failed("read"))?,
        };
        serde_json::from_slice(&text).map_err(|error| self.failed("read")(error.into()))
    }

    /// Saves a policy as it is before it is changed; where it is then.
    ///
    /// # Errors
    ///
    /// Why it cannot be saved.
    pub fn save_policy(&self, xml: &str) -> Result<PathBuf, Error> {
        let now = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%S%3fZ");
        let path = self.path.with_extension(format!("policy-{now}.xml"));
        let directory = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(directory).map_err(self.failed("create the directory of"))?;
        let saved = replace(&path, xml.as_bytes());
        saved.map_err(|source| Error::Io {
            action: "save the policy in",
            path: path.display().to_string(),
            source,
        })?;
        Ok(path)
    }

    /// Changes what is remembered.
    ///
    /// # Errors
    ///
    /// Why it cannot be.
    pub fn change(&self, change: impl FnOnce(&mut Memory)) -> Result<(), Error> {
        if let Some(directory) = self.path.parent() {
            fs::create_dir_all(directory).map_err(self.failed("create the directory of"))?;
        }
        let lock = self.path.with_extension("lock");
        let file = fs::OpenOptions::new().write(true).create(true).truncate(false).open(&lock);
        let mut lock = fd_lock::RwLock::new(file.map_err(self.failed("lock"))?);
        let _held = lock.write().map_err(self.failed("lock"))?;
        let before = self.read()?;
        let mut after = before.clone();
        change(&mut after);
        if before == after {
            return Ok(());
        }
        after.version = VERSION;
        let text = serde_json::to_vec_pretty(&after).map_err(|error| self.failed("write")(error.into()))?;
        replace(&self.path, &text).map_err(self.failed("write"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_found_again() {
        let directory = tempfile::tempdir().unwrap();
        let file = MemoryFile::of("https://SMP.example:8443", directory.path());
        assert_eq!(file.read().unwrap(), Memory::default());
        let pair = (Uuid::from_u128(1), Uuid::from_u128(2));
        file.change(|memory| memory.joins.push(pair)).unwrap();
        assert_eq!(file.read().unwrap().joins, [pair]);
        assert!(directory.path().join("servers/https___smp.example_8443.json").exists());
    }
}
