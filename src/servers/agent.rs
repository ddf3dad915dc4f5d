//! The vendor's agent: while it runs, a store of its own has two movers.
//!
//! Where it keeps packages on UNIX and Linux is not documented; a store below its install directory is taken for its
//! own, and settings name another.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::shell::run;
use super::{Memory, TIMEOUT_SECONDS, seconds};
use crate::platform;
use crate::relocation::sharing::{Places, Service};
use crate::settings;

/// Its service on UNIX and Linux.
const SERVICE: &str = "altiris";

/// Where it is installed on UNIX and Linux.
const INSTALL_DIR: &str = "/opt/altiris/notification/nsagent";

/// The agent as a service of the system.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Agent {
    /// Its name, or the path of its init script.
    service: String,
    timeout_seconds: u64,
}

/// What is known of an agent that is installed here.
#[derive(Debug)]
pub struct Installed {
    install_dir: PathBuf,
    store: Option<PathBuf>,
    /// How it is stopped and started.
    pub agent: Agent,
}

impl Installed {
    /// The agent, if one is installed here.
    pub fn find(settings: &settings::Agent) -> Option<Self> {
        let install_dir = settings.install_dir.clone().unwrap_or_else(|| INSTALL_DIR.into());
        let install_dir = install_dir.canonicalize().ok().filter(|path| path.is_dir())?;
        let store = settings.store.as_ref().map(|path| path.canonicalize().unwrap_or_else(|_| path.clone()));
        let service = settings.service.clone().unwrap_or_else(|| SERVICE.into());
        Some(Self { install_dir, store, agent: Agent { service, timeout_seconds: TIMEOUT_SECONDS } })
    }

    /// Whether a store is the agent's.
    pub fn owns(&self, store: &Path) -> bool {
        store.starts_with(&self.install_dir) || self.store.as_deref() == Some(store)
    }

    /// Whether it runs: its service says so, or one of its programs does.
    pub fn is_running(&self) -> bool {
        self.agent.control("status").is_ok() || platform::runs_from(&self.install_dir)
    }
}

impl Agent {
    fn control(&self, verb: &'static str) -> Result<(), String> {
        let script = match self.service.starts_with('/') {
            true => PathBuf::from(&self.service),
            false => Path::new("/etc/init.d").join(&self.service),
        };
        let systemd = !self.service.starts_with('/') && Path::new("/run/systemd/system").is_dir();
        let mut command = if systemd {
            let mut command = Command::new("systemctl");
            command.arg(if verb == "status" { "is-active" } else { verb }).arg("--quiet");
            command.arg("--").arg(&self.service);
            command
        } else if script.is_file() {
            let mut command = Command::new(&script);
            command.arg(verb);
            command
        } else {
            return Err(format!("there is neither systemd nor '{}'", script.display()));
        };
        // An init script finds its programs whatever the caller's path.
        if let Some(path) = std::env::var_os("PATH") {
            let mut path = path;
            path.push(":/usr/sbin:/sbin:/usr/bin:/bin");
            command.env("PATH", path);
        }
        let called = format!("{} {verb}", self.service);
        run(command, &called, seconds(self.timeout_seconds)).map(drop)
    }
}

impl Service for Agent {
    fn name(&self) -> String {
        format!("the agent's service '{}'", self.service)
    }

    fn goes_first(&self) -> bool {
        true
    }

    fn can_switch(&self) -> bool {
        false
    }

    fn suspend(&self, _: &Places) -> Result<(), String> {
        self.control("stop")
    }

    fn switch(&self, _: &Places, _: bool) -> Result<(), String> {
        Ok(())
    }

    fn resume(&self, _: &Places) -> Result<(), String> {
        self.control("start")
    }

    fn memory(&self) -> Value {
        Memory::Agent(self.clone()).to_value()
    }
}
