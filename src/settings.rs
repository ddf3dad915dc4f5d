//! Where smpctl keeps what it remembers, and what an administrator has settled: flags over environment over the
//! settings file over what is built in.
//!
//! The settings file is TOML. It is the one that `SMPCTL_SETTINGS` names, else one's own (`settings.toml` in the
//! configuration directory of the account), else the machine's (`/etc/smpctl/settings.toml`, on Windows `%ProgramData%\smpctl\settings.toml`); the first that is
//! there counts alone.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::platform::{Property, foreign_owner, machine_settings_directory};
use crate::relocation::event::{self, Form};
use crate::relocation::package::PackageName;

pub mod change;
pub mod contexts;

/// The settings of the whole machine.
fn machine_file() -> PathBuf {
    machine_settings_directory().join("settings.toml")
}

/// What an administrator has settled. Everything may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Settings {
    /// How packages are moved.
    pub relocation: Relocation,
    /// Those who serve packages to clients.
    pub sharing: Sharing,
    /// The vendor's agent.
    pub agent: Agent,
    /// What the management server is told of a relocation.
    pub events: Events,
    /// Who is told when a relocation that nobody watches has ended.
    pub alerts: Alerts,
}

/// How packages are moved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Relocation {
    /// How many automatic attempts are made at most.
    pub maximum_attempts: Option<u32>,
    /// Minutes between two automatic attempts.
    pub interval_minutes: Option<u32>,
    /// How many packages are worked on at once.
    pub threads: Option<u16>,
    /// How fast content may be copied, as bytes a second with a unit.
    pub limit_rate: Option<String>,
    /// How long processes that are still in a replaced original are waited for.
    pub wait_for_readers_seconds: Option<u32>,
    /// Whether each copy is read again from the medium and compared.
    pub verify: bool,
    /// What packages may lose where the new volume cannot hold it.
    pub lossy: BTreeSet<Property>,
}

impl Relocation {
    /// How many packages are worked on at once, if the command line says `given`.
    pub fn threads(&self, given: Option<u16>) -> usize {
        match given.or(self.threads) {
            Some(threads) => usize::from(threads.clamp(1, 256)),
            None => std::thread::available_parallelism().map_or(1, usize::from).max(FEWEST_THREADS),
        }
    }
}

/// As many threads there are at least, unless something else is said: most of the time they wait for the medium, and
/// it does more when several ask.
const FEWEST_THREADS: usize = 8;

/// Those who serve packages to clients, and how they are suspended or switched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Sharing {
    /// They are suspended while packages are moved, not only switched.
    pub offline: bool,
    /// How long one command may take.
    pub timeout_seconds: Option<u32>,
    /// A command that suspends.
    pub suspend_command: Option<String>,
    /// A command that switches to the path in `SMPCTL_TO`.
    pub switch_command: Option<String>,
    /// A command that resumes.
    pub resume_command: Option<String>,
    /// Samba's shares.
    pub samba: Option<Samba>,
    /// Apache.
    pub apache: Option<Web>,
    /// nginx.
    pub nginx: Option<Web>,
    /// Windows' own shares.
    pub smb: Option<Smb>,
    /// Internet Information Services.
    pub iis: Option<Iis>,
}

impl Sharing {
    /// Servers are named, not only commands.
    pub fn names_servers(&self) -> bool {
        self.samba.is_some()
            || self.apache.is_some()
            || self.nginx.is_some()
            || self.smb.is_some()
            || self.iis.is_some()
    }

    /// One of the servers that are named can be pointed at another path.
    pub fn switches_servers(&self) -> bool {
        let web = [&self.apache, &self.nginx];
        self.samba.is_some()
            || self.smb.is_some()
            || self.iis.is_some()
            || web.iter().any(|web| web.as_ref().is_some_and(|web| web.root_file.is_some()))
    }
}

/// Windows' own shares.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Smb {
    /// The shares meant; none: all that show a store, or a folder in one.
    pub shares: Vec<String>,
}

/// Internet Information Services.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Iis {
    /// Its command-line tool, if that is not in the usual place.
    pub appcmd: Option<PathBuf>,
}

/// Samba's shares.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Samba {
    /// Its configuration, if it is not where Samba looks for it.
    pub configuration: Option<PathBuf>,
    /// The shares meant; none: all that show a store.
    pub shares: Vec<String>,
    /// Clients that are connected are sent away when a share is switched.
    pub disconnect: bool,
}

/// A web server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Web {
    /// Its configuration, if it is not in the usual place.
    pub configuration: Option<PathBuf>,
    /// A file that its configuration includes, which says where packages are.
    pub root_file: Option<PathBuf>,
    /// What is written there; `{path}` stands for the path.
    pub root: Option<String>,
    /// A file that its configuration includes, which takes it out of service.
    pub maintenance_file: Option<PathBuf>,
    /// What is written there.
    pub maintenance: Option<String>,
    /// The command that tests its configuration.
    pub test: Option<String>,
    /// The command that makes it read its configuration again.
    pub reload: Option<String>,
    /// How long to wait after a switch for requests that were accepted before.
    pub settle_seconds: Option<u32>,
}

/// The vendor's agent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Agent {
    /// Where it keeps packages, if that is not below its install directory.
    pub store: Option<PathBuf>,
    /// Its service, or the path of its init script.
    pub service: Option<String>,
    /// Where it is installed.
    pub install_dir: Option<PathBuf>,
    /// Places on other drives where it keeps packages too.
    pub rotated_stores: Vec<PathBuf>,
    /// Packages that keep their files elsewhere, beside those that the agent tells of.
    pub custom_location: BTreeSet<PackageName>,
    /// What of it stands where in the registry.
    pub registry: AgentRegistry,
}

/// What of the vendor's agent stands where in the registry, below HKEY_LOCAL_MACHINE.
///
/// The names of the agent's own values come from third-party scripts, so they can be settled.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct AgentRegistry {
    /// The agent's key.
    pub key: String,
    /// The value with its install directory, from its key on.
    pub install_dir: String,
    /// The value with this machine's resource guid.
    pub machine_guid: String,
    /// The value with the name of its management server; a backslash at the end means a key's default value.
    pub server: String,
    /// The value with its store, if there is one.
    pub store: Option<String>,
}

impl Default for AgentRegistry {
    fn default() -> Self {
        Self {
            key: r"SOFTWARE\Altiris\Altiris Agent".to_owned(),
            install_dir: "InstallDir".to_owned(),
            machine_guid: "MachineGuid".to_owned(),
            server: r"Servers\".to_owned(),
            store: None,
        }
    }
}

/// What the management server is told of a relocation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Events {
    /// It is told at all.
    pub send: bool,
    /// The directory that events are dropped into; not with `server`.
    pub directory: Option<PathBuf>,
    /// The address of the server that events are posted to; not with `directory`.
    pub server: Option<String>,
    /// The server's address may be one of `http`.
    pub allow_http: bool,
    /// How long the server may take to answer.
    pub timeout_seconds: u16,
    /// How inventory is written in an event.
    pub form: Form,
    /// The guid of the data class "AeX AC Package Location Status" on the server.
    pub data_class_guid: Option<Uuid>,
    /// This Package Server's own resource guid.
    pub resource_guid: Option<Uuid>,
    /// Its resource type.
    pub resource_type_guid: Uuid,
    /// Its name, if not the machine's.
    pub resource_name: Option<String>,
}

impl Default for Events {
    fn default() -> Self {
        Self {
            send: false,
            directory: None,
            server: None,
            allow_http: false,
            timeout_seconds: 30,
            form: Form::default(),
            data_class_guid: None,
            resource_guid: None,
            resource_type_guid: event::COMPUTER,
            resource_name: None,
        }
    }
}

/// Who is told when a relocation that nobody watches has ended.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Alerts {
    /// The journal or syslog is told.
    pub syslog: bool,
    /// The socket of the journal or syslog, if not the usual one.
    pub syslog_socket: Option<PathBuf>,
    /// A command for the shell, with the outcome in its environment.
    pub command: Option<String>,
    /// How long the command may take.
    pub timeout_seconds: u16,
}

impl Default for Alerts {
    fn default() -> Self {
        Self { syslog: true, syslog_socket: None, command: None, timeout_seconds: 60 }
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot read the settings '{}': {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The file cannot be written.
    #[error("cannot write the settings '{}': {source}", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Another account could have written what is in it.
    #[error("the {what} '{}' cannot be trusted: {reason}", .path.display())]
    Foreign {
        /// What it is, in a word or two.
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What of it, or on the way to it, whose it is.
        reason: String,
    },
    /// The file makes no sense; the message has line and column.
    #[error("the settings '{}' are wrong: {message}", .path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        message: String,
    },
}

impl Settings {
    /// Reads the settings that are in force.
    pub fn read() -> Result<Self, Error> {
        if let Some(path) = set("SMPCTL_SETTINGS") {
            // Named, it must be there.
            return Self::read_file(&path)?
                .ok_or_else(|| Error::Read { path, source: io::ErrorKind::NotFound.into() });
        }
        if let Some(path) = own_file()
            && let Some(settings) = Self::read_file(&path)?
        {
            return Ok(settings);
        }
        trust("settings folder", &machine_settings_directory())?;
        Ok(Self::read_file(&machine_file())?.unwrap_or_default())
    }

    fn read_file(path: &Path) -> Result<Option<Self>, Error> {
        trust("settings file", path)?;
        let text = match std::fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(|source| Error::Read { path: path.to_owned(), source })?,
        };
        Self::parse(&text).map(Some).map_err(|message| Error::Wrong { path: path.to_owned(), message })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let settings: Self = parse(text)?;
        if settings.events.directory.is_some() && settings.events.server.is_some() {
            return Err("`events.directory` and `events.server` are both set; keep one".to_owned());
        }
        Ok(settings)
    }
}

/// Refuses what another account than an administrator's or this process's own could have put there: commands are in it, or
/// what decides where smpctl goes. `what` names it in a word or two.
///
/// # Errors
///
/// [`Error::Foreign`].
pub fn trust(what: &'static str, path: &Path) -> Result<(), Error> {
    match path.symlink_metadata() {
        // What is not there says nothing. What cannot be looked at cannot be read either.
        Err(_) => Ok(()),
        Ok(_) => trust_place(what, path),
    }
}

/// The same, also where nothing stands there yet, but will be made.
///
/// # Errors
///
/// [`Error::Foreign`].
pub fn trust_place(what: &'static str, path: &Path) -> Result<(), Error> {
    match foreign_owner(path) {
        Ok(Some(reason)) => Err(Error::Foreign { what, path: path.to_owned(), reason }),
        Ok(None) | Err(_) => Ok(()),
    }
}

/// The account's own settings file.
fn own_file() -> Option<PathBuf> {
    project().map(|dirs| dirs.config_dir().join("settings.toml"))
}

/// The file that holds the settings in force; where there is none, the one to make.
pub fn file_in_force() -> PathBuf {
    if let Some(path) = set("SMPCTL_SETTINGS") {
        return path;
    }
    let machine = machine_file();
    match own_file() {
        Some(own) if own.exists() => own,
        Some(own) if !machine.exists() && !crate::platform::is_administrator() => own,
        _ => machine,
    }
}

/// Reads TOML; what is wrong comes with line and column.
fn parse<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    toml::from_str(text).map_err(|error| {
        let before = &text[..error.span().map_or(0, |span| span.start.min(text.len()))];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        format!("line {line}, column {column}: {}", error.message())
    })
}

/// The directories in which relocations are remembered: one's own, and those that are read too.
///
/// `SMPCTL_STATE_DIR` moves them; else it is the machine's for root and the user's for others. Root reads the user's too,
/// unless that is another user's: see [`left_out`].
pub fn state_directories() -> (PathBuf, Vec<PathBuf>) {
    if let Some(path) = set("SMPCTL_STATE_DIR") {
        return (path, Vec::new());
    }
    let machine = crate::platform::machine_state_directory();
    match user_state_directory() {
        Some(user) if !crate::platform::is_administrator() => (user, vec![machine]),
        user => (machine, user.filter(|user| trust("state directory", user).is_ok()).into_iter().collect()),
    }
}

fn user_state_directory() -> Option<PathBuf> {
    project().map(|dirs| dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned())
}

/// The state directory that [`state_directories`] leaves out, if there is one, and why: root runs with the `HOME` of
/// another account.
pub fn left_out() -> Option<Error> {
    if set("SMPCTL_STATE_DIR").is_some() || !crate::platform::is_administrator() {
        return None;
    }
    trust("state directory", &user_state_directory()?).err()
}

/// One's own state directory, for what must not come from another account.
///
/// # Errors
///
/// [`Error::Foreign`].
pub fn trusted_state_directory() -> Result<PathBuf, Error> {
    let own = state_directories().0;
    trust_place("state directory", &own)?;
    Ok(own)
}

/// The directory in which what was found out about servers is kept; losing it costs a few requests. One that another
/// account could have written to is as good as none.
pub fn cache_directory() -> Option<PathBuf> {
    let directory = set("SMPCTL_CACHE_DIR").or_else(|| project().map(|dirs| dirs.cache_dir().to_owned()))?;
    match trust_place("cache", &directory) {
        Ok(()) => Some(directory),
        Err(error) => {
            tracing::info!("nothing is kept of what is found out: {error}");
            None
        }
    }
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "smpctl")
}

fn set(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_may_be_left_out() {
        assert_eq!(Settings::parse(""), Ok(Settings::default()));
        let settings = Settings::parse("[relocation]\nmaximum-attempts = 5\n").unwrap();
        assert_eq!(settings.relocation.maximum_attempts, Some(5));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let unknown = Settings::parse("[relocation]\n\n  attempts = 5\n").unwrap_err();
        assert!(unknown.starts_with("line 3, column 3: unknown field `attempts`"), "{unknown}");
        let kind = Settings::parse("[relocation]\nthreads = \"many\"\n").unwrap_err();
        assert!(kind.starts_with("line 2, column 11: invalid type"), "{kind}");
        let guid = Settings::parse("[events]\nresource-guid = \"PS-01\"\n").unwrap_err();
        assert!(guid.starts_with("line 2, column 17: "), "{guid}");
        let both = Settings::parse("[events]\nserver = \"https://a\"\ndirectory = \"/b\"\n").unwrap_err();
        assert!(both.contains("keep one"), "{both}");
    }
}
