//! Services of the system.

use std::process::Command;

/// What is wanted of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceVerb {
    /// To say whether it runs: no error if it does.
    Status,
    /// To run. Nothing to do if it does.
    Start,
    /// To end. Nothing to do if it has.
    Stop,
}

impl ServiceVerb {
    /// As programs and people say it.
    pub fn as_str(self) -> &'static str {
        match self {
            ServiceVerb::Status => "status",
            ServiceVerb::Start => "start",
            ServiceVerb::Stop => "stop",
        }
    }
}

/// Runs a program, called so, to its end; the error says what it said. For systems where services are controlled by
/// programs.
pub type RunProgram<'a> = &'a dyn Fn(Command, &str) -> Result<(), String>;
