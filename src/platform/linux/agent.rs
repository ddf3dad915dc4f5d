//! The vendor's agent for UNIX and Linux: it has programs, and nothing that can be talked to.

use crate::platform::vendor_agent::AgentPackage;

/// Where it is installed.
pub const AGENT_INSTALL_DIR: Option<&str> = Some("/opt/altiris/notification/nsagent");

/// Its service.
pub const AGENT_SERVICE: Option<&str> = Some("altiris");

/// The option of `smpctl storage-location` that is about this kind of agent.
pub const AGENT_OPTION: &str = "--ulm";

/// Its store, from its install directory on. The vendor's documents do not tell.
pub const AGENT_STORE: Option<&str> = None;

/// The agent as something to talk to.
#[derive(Debug)]
pub enum AgentClient {}

impl AgentClient {
    /// The agent, if it can be talked to; the error says why it cannot, although it is there.
    pub fn find() -> Option<Result<Self, String>> {
        None
    }

    /// Makes it fetch its policies now.
    pub fn update_policies(&self) -> Result<(), String> {
        match *self {}
    }

    /// Makes it send its basic inventory now.
    pub fn send_basic_inventory(&self) -> Result<(), String> {
        match *self {}
    }

    /// The packages that its Package Server knows.
    pub fn packages(&self) -> Result<Vec<AgentPackage>, String> {
        match *self {}
    }
}
