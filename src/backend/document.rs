//! The topology as one JSON document: the embedded default.
//!
//! Readers take no lock: a document is replaced as a whole. Writers hold the sidecar `.NAME.lock` over read,
//! change and write. It is never deleted: a process that waits for a deleted lock would hold it together with
//! one that made a new one.

use std::borrow::Cow;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Applied, Backend, BackendError};
use crate::platform::replace::{replace, sidecar};
use crate::topology::change::Editor;
use crate::topology::{Change, Smp, Topology, unique, validation};

/// The version of the format.
const VERSION: u64 = 1;

/// No topology is this large; what is, is probably something else, and not read into memory.
const LARGEST: u64 = 256 << 20;

/// How long a writer waits for another one; a change takes far less than a second.
const PATIENCE: Duration = Duration::from_secs(30);

/// A topology document at a path.
#[derive(Debug, Clone)]
pub struct Document {
    path: PathBuf,
}

/// The sites, subnets and Package Servers of Symantec management servers, as smpctl keeps them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "smpctl topology", rename = "Topology")]
struct Content {
    /// The version of the format.
    #[serde(rename = "version")]
    _version: Version,
    /// The management servers.
    #[serde(deserialize_with = "unique::unique")]
    smps: Vec<Smp>,
}

#[derive(Debug, Serialize)]
struct ContentRef<'a> {
    version: u64,
    smps: &'a [Smp],
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "u64")]
struct Version;

impl TryFrom<u64> for Version {
    type Error = String;

    fn try_from(version: u64) -> Result<Self, String> {
        if version == VERSION {
            Ok(Self)
        } else {
            Err(format!("version {version} of the format is not known to this smpctl, which knows {VERSION}"))
        }
    }
}

impl JsonSchema for Version {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Version".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "const": VERSION })
    }
}

impl Document {
    /// The document at this path, which need not exist.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where the embedded document is, if this account has a data directory.
    pub fn default_path() -> Option<PathBuf> {
        directories::ProjectDirs::from("", "", "smpctl").map(|dirs| dirs.data_dir().join("topology.json"))
    }

    /// Its path, as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its JSON Schema, made from the types that read it.
    pub fn schema() -> Schema {
        schemars::schema_for!(Content)
    }

    /// Creates the document without any management server; `false` if there is one already.
    ///
    /// # Errors
    ///
    /// Why it cannot be created, or why what is there is no topology document.
    pub fn create(&self) -> Result<bool, BackendError> {
        if let Some(directory) = self.path.parent() {
            fs::create_dir_all(directory).map_err(self.io("create the directory of"))?;
        }
        let target = self.target()?;
        self.locked(&target, || match self.read() {
            Ok(_) => Ok(false),
            Err(BackendError::Absent { .. }) => {
                self.write(&target, &Topology::default())?;
                Ok(true)
            }
            Err(error) => Err(error),
        })
    }

    /// A topology as the text of a document.
    ///
    /// # Errors
    ///
    /// Why it cannot be written as JSON.
    pub fn text(topology: &Topology) -> Result<String, serde_json::Error> {
        let content = ContentRef { version: VERSION, smps: &topology.smps };
        serde_json::to_string_pretty(&content).map(|text| text + "\n")
    }

    /// Makes `topology` what the document holds, in place of `expected`; `None` stands for no document.
    ///
    /// # Errors
    ///
    /// [`BackendError::Changed`] if it holds something else than `expected`; otherwise why it cannot be written.
    pub fn save(&self, expected: Option<&Topology>, topology: &Topology) -> Result<(), BackendError> {
        let target = self.target()?;
        self.locked(&target, || {
            let now = match self.read() {
                Ok(now) => Some(now),
                Err(BackendError::Absent { .. }) => None,
                Err(error) => return Err(error),
            };
            if now.as_ref() != expected {
                return Err(BackendError::Changed);
            }
            self.write(&target, topology)
        })
    }

    fn io(&self, action: &'static str) -> impl FnOnce(io::Error) -> BackendError + use<> {
        let path = self.path.clone();
        move |source| {
            // Windows opens no folder as a file, and calls that a matter of permission.
            let is_folder = source.kind() == io::ErrorKind::PermissionDenied && path.is_dir();
            let source = if is_folder { io::ErrorKind::IsADirectory.into() } else { source };
            BackendError::Io { action, path, source }
        }
    }

    /// The file itself, where the path is a symbolic link: the link is kept, and all links share one lock.
    fn target(&self) -> Result<PathBuf, BackendError> {
        match fs::canonicalize(&self.path) {
            Ok(target) => Ok(target),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !self.path.is_symlink() => {
                Ok(self.path.clone())
            }
            Err(error) => Err(self.io("follow")(error)),
        }
    }

    /// Waits until no other writer holds the document, and holds it during `work`.
    fn locked<T>(
        &self,
        target: &Path,
        work: impl FnOnce() -> Result<T, BackendError>,
    ) -> Result<T, BackendError> {
        let path = sidecar(target, ".lock");
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        // A lock file that someone else made can still be locked.
        let file = open.or_else(|error| match error.kind() {
            io::ErrorKind::PermissionDenied => File::open(&path).map_err(|_| error),
            _ => Err(error),
        });
        let file = file.map_err(|source| BackendError::Io {
            action: "open the lock file",
            path: path.clone(),
            source,
        })?;
        let started = Instant::now();
        let mut lock = fd_lock::RwLock::new(file);
        loop {
            match lock.try_write() {
                Ok(_guard) => return work(),
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) =>
                {
                    if started.elapsed() > PATIENCE {
                        return Err(BackendError::Busy { path: self.path.clone(), waited: PATIENCE });
                    }
                    thread::sleep(Duration::from_millis(10));
                }
                Err(source) => return Err(BackendError::Io { action: "lock", path, source }),
            }
        }
    }

    fn write(&self, target: &Path, topology: &Topology) -> Result<(), BackendError> {
        let text = Self::text(topology).map_err(|error| self.io("write")(error.into()))?;
        replace(target, text.as_bytes()).map_err(self.io("write"))
    }

    fn parse(&self, text: &[u8]) -> Result<Topology, BackendError> {
        // Windows editors and PowerShell put a byte order mark first.
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let content: Content = serde_json::from_slice(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let text = error.to_string();
            let position = format!(" at line {line} column {column}");
            let reason = text.strip_suffix(&position).unwrap_or(&text).to_owned();
            BackendError::Syntax { path: self.path.clone(), line, column, reason }
        })?;
        let topology = Topology { smps: content.smps };
        let problems = validation::problems(&topology);
        if problems.is_empty() {
            Ok(topology)
        } else {
            Err(BackendError::Invalid { path: self.path.clone(), problems })
        }
    }
}

impl Backend for Document {
    fn place(&self) -> String {
        self.path.display().to_string()
    }

    fn read(&self) -> Result<Topology, BackendError> {
        let file = File::open(&self.path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => BackendError::Absent { path: self.path.clone() },
            _ => self.io("read")(error),
        })?;
        let too_large = || BackendError::TooLarge { path: self.path.clone(), limit: LARGEST };
        let size = file.metadata().map_err(self.io("read"))?.len();
        if size > LARGEST {
            return Err(too_large());
        }
        let mut text = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
        file.take(LARGEST + 1).read_to_end(&mut text).map_err(self.io("read"))?;
        if text.len() as u64 > LARGEST {
            return Err(too_large());
        }
        self.parse(&text)
    }

    /// All or nothing: if one change fails, the document stays as it is.
    fn apply(&self, planned_on: &Topology, changes: &[Change]) -> Result<Applied, BackendError> {
        let target = self.target()?;
        self.locked(&target, || {
            let mut topology = self.read()?;
            if topology != *planned_on {
                return Err(BackendError::Changed);
            }
            let done: Vec<Change> =
                changes.iter().map(|change| change.clone().with_guid(Uuid::new_v4)).collect();
            if let Err((at, error)) = Editor::new(&mut topology).apply_all(&done) {
                let mut not_tried = changes.to_vec();
                let failed = not_tried.remove(at);
                return Ok(Applied {
                    done: Vec::new(),
                    failed: Some((failed, error.to_string())),
                    not_tried,
                    notes: Vec::new(),
                });
            }
            self.write(&target, &topology)?;
            tracing::debug!(changes = done.len(), path = %target.display(), "topology document written");
            Ok(Applied { done, ..Applied::default() })
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document(text: &str) -> (tempfile::TempDir, Document) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("topology.json");
        fs::write(&path, text).unwrap();
        (directory, Document::at(path))
    }

    fn problem(text: &str) -> String {
        let (directory, document) = document(text);
        let message = document.read().unwrap_err().to_string();
        message.replace(&directory.path().display().to_string(), "").replace('\\', "/")
    }

    fn add_site(name: &str) -> Change {
        serde_json::from_value(json!({"change": "create-site", "smp": "A", "site": name, "description": ""}))
            .unwrap()
    }

    const SMALL: &str = r#"{"version": 1, "smps": [{"name": "A"}]}"#;

    #[test]
    fn only_names_and_networks_are_required() {
        let (_directory, document) = document(
            "\u{feff}{\"version\": 1, \"smps\": [{\"name\": \"A\", \"sites\": [{\"name\": \"HQ\"}],
               \"subnets\": [{\"network\": \"10.0.0.0/8\"}], \"packageServers\": [{\"name\": \"PS\"}]}]}",
        );
        let topology = document.read().unwrap();
        assert_eq!(topology.smps[0].sites[0].guid, None);
        assert!(!topology.smps[0].package_servers[0].constrained);
    }

    #[test]
    fn mistakes_are_told_with_line_and_column() {
        assert_eq!(
            problem("{\n  \"version\": 1,\n  \"smps\": [],\n  \"x\": 1\n}"),
            "'/topology.json', line 4, column 5: unknown field `x`, expected `version` or `smps`"
        );
        assert_eq!(
            problem("{\"version\": 2, \"smps\": []}"),
            "'/topology.json', line 1, column 13: version 2 of the format is not known to this smpctl, which knows 1"
        );
        assert_eq!(
            problem("{\"version\": 1, \"smps\": [{\"name\": \"a\"},\n {\"name\": \"A\"}]}"),
            "'/topology.json', line 2, column 15: SMP 'A' comes twice in its list"
        );
        assert_eq!(
            problem(
                "{\"version\": 1, \"smps\": [{\"name\": \"a\", \"subnets\": [{\"network\": \"10.1.0.0/8\"},\n{\"network\": \"10.2.0.0/8\"}]}]}"
            ),
            "'/topology.json', line 2, column 26: subnet '10.0.0.0/8' comes twice in its list"
        );
        assert_eq!(
            problem("{\"version\": 1, \"smps\": [{\"name\": \" \"}]}"),
            "'/topology.json', line 1, column 37: a name must not be blank"
        );
        assert_eq!(problem("not json"), "'/topology.json', line 1, column 2: expected ident");
        assert_eq!(
            problem("{\"version\": 1, \"version\": 1, \"smps\": []}"),
            "'/topology.json', line 1, column 24: duplicate field `version`"
        );
    }

    #[test]
    fn names_that_stand_for_nothing_are_told() {
        assert_eq!(
            problem(
                r#"{"version": 1, "smps": [{"name": "A", "parent": "B"}, {"name": "C", "parent": "D"}]}"#
            ),
            "'/topology.json' is not valid: SMP 'A' has the parent 'B', but there is no SMP of that name \
             (and 1 more)"
        );
    }

    #[test]
    fn changes_are_written_and_new_things_get_a_guid() {
        let (_directory, document) = document(SMALL);
        let before = document.read().unwrap();
        let applied = document.apply(&before, &[add_site("HQ")]).unwrap();
        assert_eq!(applied.failed, None);
        let after = document.read().unwrap();
        assert_eq!(&*after.smps[0].sites[0].name, "HQ");
        assert!(after.smps[0].sites[0].guid.is_some());
        assert_eq!(after.smps[0].guid, None, "a missing guid stays missing");
    }

    #[test]
    fn a_plan_for_another_topology_is_refused() {
        let (_directory, document) = document(SMALL);
        let before = document.read().unwrap();
        document.apply(&before, &[add_site("HQ")]).unwrap();
        assert!(matches!(document.apply(&before, &[add_site("Lab")]), Err(BackendError::Changed)));
    }

    #[test]
    fn one_failing_change_leaves_the_document_alone() {
        let (_directory, document) = document(SMALL);
        let before = document.read().unwrap();
        let changes = [add_site("HQ"), add_site("hq"), add_site("Lab")];
        let applied = document.apply(&before, &changes).unwrap();
        assert_eq!(applied.done, []);
        assert_eq!(applied.failed, Some((add_site("hq"), "there is already a site named 'hq'".into())));
        assert_eq!(applied.not_tried, [add_site("HQ"), add_site("Lab")]);
        assert_eq!(document.read().unwrap(), before);
    }

    #[test]
    fn saving_replaces_only_what_was_expected() {
        let (_directory, document) = document(SMALL);
        let old = document.read().unwrap();
        let new = Topology::default();
        assert!(matches!(document.save(None, &new), Err(BackendError::Changed)));
        assert!(matches!(document.save(Some(&new), &new), Err(BackendError::Changed)));
        assert_eq!(document.read().unwrap(), old);
        document.save(Some(&old), &new).unwrap();
        assert_eq!(document.read().unwrap(), new);
        assert_eq!(fs::read_to_string(document.path()).unwrap(), Document::text(&new).unwrap());
    }

    #[test]
    fn creating_is_idempotent_and_overwrites_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let document = Document::at(directory.path().join("deep/er/topology.json"));
        assert!(matches!(document.read(), Err(BackendError::Absent { .. })));
        assert!(document.create().unwrap());
        assert!(!document.create().unwrap());
        assert_eq!(document.read().unwrap(), Topology::default());
        fs::write(document.path(), "precious").unwrap();
        assert!(matches!(document.create(), Err(BackendError::Syntax { .. })));
        assert_eq!(fs::read_to_string(document.path()).unwrap(), "precious");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_document_stays_a_link() {
        let (directory, document) = document(SMALL);
        let link = directory.path().join("link.json");
        std::os::unix::fs::symlink("topology.json", &link).unwrap();
        let linked = Document::at(&link);
        linked.apply(&linked.read().unwrap(), &[add_site("HQ")]).unwrap();
        assert!(link.is_symlink());
        assert_eq!(document.read().unwrap().smps[0].sites.len(), 1);
        assert!(directory.path().join(".topology.json.lock").exists());

        fs::remove_file(document.path()).unwrap();
        assert!(matches!(linked.create(), Err(BackendError::Io { action: "follow", .. })));
    }

    #[test]
    fn a_file_larger_than_any_topology_is_not_read() {
        let (_directory, document) = document("");
        File::options().write(true).open(document.path()).unwrap().set_len(LARGEST + 1).unwrap();
        assert!(matches!(document.read(), Err(BackendError::TooLarge { .. })));
    }
}
