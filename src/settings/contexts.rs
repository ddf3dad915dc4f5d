//! Contexts: the live servers that commands can work on, by name, in a file of their own.
//!
//! The file is TOML, `contexts.toml` in the configuration directory of the account, or the one that
//! `SMPCTL_CONTEXTS` names. What a person wrote in it, comments included, stays when a command changes it. It
//! never holds a password.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml_edit::{DocumentMut, Item, Table, value};

/// The contexts of an account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Contexts {
    /// The context that commands work on if they are told nothing else.
    pub current: Option<String>,
    /// The contexts, by name.
    pub contexts: BTreeMap<String, Context>,
}

/// A live server, and how smpctl speaks to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Context {
    /// Where the server is: scheme, host, and port if it is not the usual one.
    pub url: String,
    /// The name that the SMP has in smpctl; the context's own if it is missing.
    pub smp: Option<String>,
    /// The SMP that it is, or is to be, joined to as a child; one that another context names.
    pub parent: Option<String>,
    /// The account that signs in.
    pub user: Option<String>,
    /// The way to sign in.
    #[serde(default)]
    pub sign_in: SignIn,
    /// A file with the account and the password.
    pub credentials_file: Option<PathBuf>,
    /// A file with certificates of authorities, in PEM form, that are trusted beside the system's.
    pub ca_certificate: Option<PathBuf>,
    /// Trust any certificate.
    #[serde(default)]
    pub insecure: bool,
    /// The longest that one request may take, in seconds.
    pub timeout_seconds: Option<u32>,
    /// The largest answer that is read, in MiB.
    pub largest_answer_mib: Option<u32>,
    /// How many requests are made at once.
    pub concurrency: Option<u16>,
    /// The SMP's own addresses, where the server does not tell them.
    #[serde(default)]
    pub addresses: Vec<IpAddr>,
    /// Whether the account has the role Symantec Administrators, where the server does not tell it.
    pub administrator: Option<bool>,
    /// What is found by other names on this server than smpctl looks for.
    #[serde(default)]
    pub names: Names,
    /// Which fields of the server's types hold what, where their names do not tell, like
    /// `"ResourceDataInfo.guid" = "Key"`.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

/// Which way to sign in is allowed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignIn {
    /// The strongest that the server offers.
    #[default]
    Auto,
    /// NTLM under its own name.
    Ntlm,
    /// Kerberos, else NTLM under the name of Negotiate.
    Negotiate,
    /// Kerberos and nothing else.
    Kerberos,
    /// The password itself, over TLS.
    Basic,
}

/// What a server calls the things that smpctl needs: each a name or a guid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Names {
    /// The resource type of sites.
    pub site_type: Option<String>,
    /// The resource type of subnets.
    pub subnet_type: Option<String>,
    /// How Package Servers are told: `type:NAME`, `filter:NAME` or `service:NAME`.
    pub package_servers: Option<String>,
    /// The association between site services and computers.
    pub service_association: Option<String>,
    /// The association between sites and subnets.
    pub subnet_association: Option<String>,
    /// The association between sites and manually assigned site servers.
    pub manual_association: Option<String>,
    /// The filter of constrained Package Servers.
    pub constrained_servers: Option<String>,
    /// A filter of the Package Servers that this SMP manages itself, where replication brings others.
    pub own_servers: Option<String>,
    /// The data class with what Package Servers tell of their storage.
    pub status_class: Option<String>,
    /// The value of its field "Last relocation status" by which the platform's agent says that everything has moved,
    /// like `0x1`.
    pub complete_status: Option<String>,
    /// The platform's own task that retries a relocation.
    pub retry_task: Option<String>,
    /// The task that starts smpctl on Package Servers.
    pub relocation_task: Option<String>,
    /// The status by which the server says that a task failed, like `Failed`.
    pub failed_status: Option<String>,
    /// The policy with the storage location.
    pub policy: Option<String>,
    /// The item with the settings of one Package Server, with `{name}` or `{guid}` in the place of the server's name or
    /// guid.
    pub override_policy: Option<String>,
    /// Its element with the folder of Windows Package Servers.
    pub windows_element: Option<String>,
    /// Its element with the folder of UNIX, Linux and Mac Package Servers.
    pub ulm_element: Option<String>,
    /// The data class with a computer's addresses.
    pub address_class: Option<String>,
    /// Its column with the address.
    pub address_column: Option<String>,
    /// The data class with a subnet's range, where its name does not tell it.
    pub subnet_class: Option<String>,
    /// Its column with the first address, or with the whole range in CIDR notation.
    pub subnet_column: Option<String>,
    /// Its column with the mask.
    pub mask_column: Option<String>,
}

/// Why the contexts cannot be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum ContextsError {
    /// This account has no configuration directory.
    #[error("this account has no configuration directory to keep contexts in")]
    NoDirectory,
    /// Another account could have written it.
    #[error("{0}")]
    Foreign(super::Error),
    /// The file cannot be read or written.
    #[error("cannot {action} the contexts '{}': {source}", .path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The file makes no sense; the message has line and column.
    #[error("the contexts '{}' are wrong: {message}", .path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        message: String,
    },
}

/// The file with the contexts.
#[derive(Debug, Clone)]
pub struct ContextsFile {
    path: PathBuf,
}

impl ContextsFile {
    /// The file of this account, which need not exist.
    ///
    /// # Errors
    ///
    /// The account has no configuration directory.
    pub fn of_account() -> Result<Self, ContextsError> {
        let named = super::set("SMPCTL_CONTEXTS");
        let path = named.or_else(|| super::project().map(|dirs| dirs.config_dir().join("contexts.toml")));
        Ok(Self { path: path.ok_or(ContextsError::NoDirectory)? })
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn failed(&self, action: &'static str) -> impl FnOnce(io::Error) -> ContextsError + use<> {
        let path = self.path.clone();
        move |source| ContextsError::Io { action, path, source }
    }

    fn text(&self) -> Result<String, ContextsError> {
        // Who decides where passwords are sent.
        super::trust("contexts file", &self.path).map_err(ContextsError::Foreign)?;
        match std::fs::read_to_string(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            other => other.map_err(self.failed("read")),
        }
    }

    fn wrong(&self, message: String) -> ContextsError {
        ContextsError::Wrong { path: self.path.clone(), message }
    }

    /// The contexts; none if there is no file.
    ///
    /// # Errors
    ///
    /// Why they cannot be read, with line and column where the file is wrong.
    pub fn read(&self) -> Result<Contexts, ContextsError> {
        self.parse(&self.text()?)
    }

    fn parse(&self, text: &str) -> Result<Contexts, ContextsError> {
        let contexts: Contexts = super::parse(text).map_err(|message| self.wrong(message))?;
        if let Some(current) = contexts.current.as_ref().filter(|name| !contexts.contexts.contains_key(*name))
        {
            return Err(self.wrong(format!("the context in use, '{current}', is not among them")));
        }
        Ok(contexts)
    }

    /// Changes the file as a whole: what comes out is checked before it takes the old one's place.
    ///
    /// # Errors
    ///
    /// Why it is not changed.
    pub fn change(&self, change: impl FnOnce(&mut DocumentMut)) -> Result<(), ContextsError> {
        super::trust_place("contexts file", &self.path).map_err(ContextsError::Foreign)?;
        let text = self.text()?;
        let mut document: DocumentMut =
            text.parse().map_err(|error: toml_edit::TomlError| self.wrong(error.message().to_owned()))?;
        change(&mut document);
        let changed = document.to_string();
        self.parse(&changed)?;
        if changed == text {
            return Ok(());
        }
        // A link to the file is followed, and stays.
        let path = std::fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let directory =
            path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        write(&path, directory, changed.as_bytes()).map_err(self.failed("write"))
    }
}

/// Puts a new file in the old one's place; a power cut leaves one of the two.
pub(super) fn write(path: &Path, directory: &Path, content: &[u8]) -> io::Result<()> {
    std::fs::create_dir_all(directory)?;
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(content)?;
    if let Ok(old) = std::fs::metadata(path) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    crate::platform::replace::sync_directory(path)
}

/// What a context is made of when a command adds it.
#[derive(Debug, Clone, Default)]
pub struct NewContext {
    /// The settings that were given, by their names in the file.
    pub settings: Vec<(&'static str, Item)>,
    /// What the server calls things, by the setting's name in `names`.
    pub names: Vec<(String, String)>,
}

impl NewContext {
    /// Adds a setting, if there is one.
    pub fn set(&mut self, name: &'static str, setting: Option<impl Into<toml_edit::Value>>) {
        self.settings.extend(setting.map(|setting| (name, value(setting))));
    }

    /// Writes it as the context of this name; settings of one that is there already stay unless they are given.
    pub fn write(self, document: &mut DocumentMut, name: &str, is_first: bool) {
        if is_first {
            document["current"] = value(name);
        }
        let contexts = document.entry("contexts").or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        let Some(contexts) = contexts.as_table_like_mut() else { return };
        let context = contexts.entry(name).or_insert_with(|| Item::Table(Table::new()));
        let Some(context) = context.as_table_like_mut() else { return };
        for (setting, item) in self.settings {
            context.insert(setting, item);
        }
        if !self.names.is_empty() {
            let names = context.entry("names").or_insert_with(|| Item::Table(Table::new()));
            let Some(names) = names.as_table_like_mut() else { return };
            for (setting, name) in self.names {
                names.insert(&setting, value(name));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> (tempfile::TempDir, ContextsFile) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("deep/contexts.toml");
        if !text.is_empty() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
        }
        (directory, ContextsFile { path })
    }

    #[test]
    fn contexts_are_added_beside_what_a_person_wrote() {
        let (_keep, file) = file("");
        assert_eq!(file.read().unwrap(), Contexts::default());
        let mut new = NewContext::default();
        new.set("url", Some("https://smp-hq.example"));
        file.change(|document| new.write(document, "hq", true)).unwrap();
        let text = std::fs::read_to_string(file.path()).unwrap();
        assert_eq!(text, "current = \"hq\"\n\n[contexts.hq]\nurl = \"https://smp-hq.example\"\n");

        std::fs::write(file.path(), format!("# mine\n{text}timeout-seconds = 5 # slow\n")).unwrap();
        let mut new = NewContext::default();
        new.set("user", Some("CORP\\admin"));
        file.change(|document| new.write(document, "hq", false)).unwrap();
        let text = std::fs::read_to_string(file.path()).unwrap();
        assert!(text.starts_with("# mine\n") && text.contains("timeout-seconds = 5 # slow\n"), "{text}");
        let read = file.read().unwrap();
        assert_eq!(read.contexts["hq"].user.as_deref(), Some("CORP\\admin"));
        assert_eq!(read.contexts["hq"].timeout_seconds, Some(5));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_never_written() {
        let (_keep, wrong) = file("[contexts.hq]\nurl = \"https://a\"\npassword = \"x\"\n");
        let message = wrong.read().unwrap_err().to_string();
        assert!(message.contains("line 3, column 1: unknown field `password`"), "{message}");
        let (_keep, dangling) = file("current = \"hq\"\n");
        assert!(dangling.read().unwrap_err().to_string().contains("'hq', is not among them"));

        let (_keep, good) = file("[contexts.hq]\nurl = \"https://a\"\n");
        assert!(good.change(|document| document["current"] = value("lab")).is_err());
        assert_eq!(std::fs::read_to_string(good.path()).unwrap(), "[contexts.hq]\nurl = \"https://a\"\n");
    }
}
