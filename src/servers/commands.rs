//! Whatever an administrator's commands do.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::shell::{environment, shell};
use super::{Memory, seconds};
use crate::relocation::sharing::{Places, Service};
use crate::settings;

/// The commands of an administrator. Each may be run more than once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Commands {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suspend: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    switch: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resume: Option<String>,
    timeout_seconds: u64,
}

impl Commands {
    /// The commands that are settled, if any.
    pub fn new(settings: &settings::Sharing, timeout: u64) -> Result<Option<Self>, String> {
        let command = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let commands = Self {
            suspend: command(&settings.suspend_command),
            switch: command(&settings.switch_command),
            resume: command(&settings.resume_command),
            timeout_seconds: timeout,
        };
        match (&commands.suspend, &commands.switch, &commands.resume) {
            (None, None, None) => Ok(None),
            (Some(_), _, None) => Err("a suspend command without a resume command".into()),
            (None, None, Some(_)) => Err("a resume command, but nothing to resume".into()),
            _ => Ok(Some(commands)),
        }
    }

    fn run(&self, step: &'static str, command: &Option<String>, places: &Places) -> Result<(), String> {
        match command {
            Some(command) => shell(command, &environment(step, places), seconds(self.timeout_seconds)),
            None => Ok(()),
        }
    }
}

impl Service for Commands {
    fn name(&self) -> String {
        "the servers, by your commands".into()
    }

    fn can_switch(&self) -> bool {
        self.switch.is_some()
    }

    fn suspend(&self, places: &Places) -> Result<(), String> {
        self.run("suspend", &self.suspend, places)
    }

    fn switch(&self, places: &Places, _: bool) -> Result<(), String> {
        self.run("switch", &self.switch, places)
    }

    fn resume(&self, places: &Places) -> Result<(), String> {
        self.run("resume", &self.resume, places)
    }

    fn memory(&self) -> Value {
        Memory::Commands(self.clone()).to_value()
    }
}
