//! What a good citizen of the system does.

/// What programs write into a pipe is read as UTF-8.
pub const PIPES_ARE_UTF8: bool = true;

/// The system's log is told of every run, not only of those that nobody watches.
pub const LOGS_EVERY_RUN: bool = false;

/// How to run with the rights that a relocation needs; `None` where it has them, or any account may try.
pub fn missing_elevation() -> Option<&'static str> {
    None
}

/// Keeps the machine awake while it lives. Servers without a desktop do not fall asleep.
#[derive(Debug)]
pub struct KeepAwake;

impl KeepAwake {
    /// From now on.
    pub fn begin() -> Self {
        Self
    }
}
