//! The vendor's agent: while it runs, a store of its own has two movers.
//!
//! On Windows the registry tells where it is installed, and its default store is known. Where it keeps packages on UNIX
//! and Linux is not documented; a store below its install directory is taken for its own, and settings name another.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::shell::run;
use super::vendor_registry::VendorRegistry;
use super::{Memory, TIMEOUT_SECONDS, seconds};
use crate::platform::services::ServiceVerb;
use crate::platform::vendor_agent::AgentPackage;
use crate::platform::{self, AgentClient};
use crate::relocation::sharing::{Places, Service};
use crate::settings;

/// The agent's programs for UNIX and Linux, from its install directory on.
const REFRESH_POLICIES: &str = "bin/aex-refreshpolicies";
const SEND_BASIC_INVENTORY: &str = "bin/aex-sendbasicinv";

/// The agent as a service of the system.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Agent {
    /// Its name, or the path of its init script. Empty if it could not be found out.
    service: String,
    timeout_seconds: u64,
}

/// What is known of an agent that is installed here.
#[derive(Debug)]
pub struct Installed {
    install_dir: PathBuf,
    /// What says so, for people.
    pub found_by: String,
    store: Option<PathBuf>,
    /// How it is stopped and started.
    pub agent: Agent,
}

impl Installed {
    /// The agent, if one is installed here.
    pub fn find(settings: &settings::Agent) -> Option<Self> {
        let registry = platform::registry().map(|registry| VendorRegistry::new(registry, &settings.registry));
        let (install_dir, found_by) = if let Some(path) = &settings.install_dir {
            (path.clone(), "the setting `agent.install-dir`".to_owned())
        } else if let Some(path) = platform::AGENT_INSTALL_DIR {
            (path.into(), "the usual place".to_owned())
        } else {
            let found = registry.as_ref()?.install_dir()?;
            (found.value.into(), found.place)
        };
        let install_dir = platform::canonicalize(&install_dir).ok().filter(|path| path.is_dir())?;
        let store = settings.store.as_ref();
        let store = store.map(|path| platform::canonicalize(path).unwrap_or_else(|_| path.clone()));
        let service = settings.service.clone().or_else(|| platform::AGENT_SERVICE.map(str::to_owned));
        let service = service.or_else(|| registry.as_ref()?.agent_service(&install_dir)).unwrap_or_default();
        let agent = Agent { service, timeout_seconds: TIMEOUT_SECONDS };
        Some(Self { install_dir, found_by, store, agent })
    }

    /// Where it is installed.
    pub fn install_dir(&self) -> &Path {
        &self.install_dir
    }

    /// Whether a store is the agent's.
    pub fn owns(&self, store: &Path) -> bool {
        store.starts_with(&self.install_dir) || self.store.as_deref() == Some(store)
    }

    /// Whether it runs: its service says so, or one of its programs does.
    pub fn is_running(&self) -> bool {
        self.agent.control(ServiceVerb::Status).is_ok() || platform::runs_from(&self.install_dir)
    }

    /// Makes it fetch its policies now, and send its basic inventory too.
    ///
    /// The error is a sentence without an end.
    pub fn update(&self, inventory: bool) -> Result<(), String> {
        match AgentClient::find() {
            Some(client) => {
                let client = client?;
                client
                    .update_policies()
                    .map_err(|reason| format!("the agent did not fetch its policies: {reason}"))?;
                if inventory {
                    client
                        .send_basic_inventory()
                        .map_err(|reason| format!("the agent did not send its basic inventory: {reason}"))?;
                }
                Ok(())
            }
            None if platform::registry().is_some() => {
                Err("the agent is installed, but its COM server 'Altiris.AeXNSClient' is not registered"
                    .to_owned())
            }
            None => {
                self.program(REFRESH_POLICIES)?;
                if inventory { self.program(SEND_BASIC_INVENTORY) } else { Ok(()) }
            }
        }
    }

    fn program(&self, program: &str) -> Result<(), String> {
        let path = self.install_dir.join(program);
        if !path.is_file() {
            return Err(format!("the agent has no program '{}'", path.display()));
        }
        let called = path.display().to_string();
        run(Command::new(&path), &called, seconds(self.agent.timeout_seconds)).map(drop)
    }
}

/// The packages that the agent knows, where it can be asked: `None` where there is no agent, or none that tells.
pub fn packages() -> Option<Result<Vec<AgentPackage>, String>> {
    Some(AgentClient::find()?.and_then(|client| client.packages()))
}

impl Agent {
    /// Its name; `None` if it could not be found out.
    pub fn service(&self) -> Option<&str> {
        Some(self.service.as_str()).filter(|service| !service.is_empty())
    }

    fn control(&self, verb: ServiceVerb) -> Result<(), String> {
        if self.service.is_empty() {
            return Err(
                "no service runs the agent's program; name it with the setting `agent.service`".to_owned()
            );
        }
        let timeout = seconds(self.timeout_seconds);
        platform::control_service(&self.service, verb, timeout, &|command, called| {
            run(command, called, timeout).map(drop)
        })
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
        self.control(ServiceVerb::Stop)
    }

    fn switch(&self, _: &Places, _: bool) -> Result<(), String> {
        Ok(())
    }

    fn resume(&self, _: &Places) -> Result<(), String> {
        self.control(ServiceVerb::Start)
    }

    fn memory(&self) -> Value {
        Memory::Agent(self.clone()).to_value()
    }
}
