//! An error as a person or a script sees it: what kind, which thing and why, and the next step.

use std::fmt::Display;

use serde::Serialize;

use super::exit_code::ExitCode;

/// The kind of a failure; decides the exit code and is the `kind` of the JSON error object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Something went wrong that no other kind describes.
    Failed,
    /// The command line, or a missing answer, is the reason.
    Usage,
    /// A prerequisite is not met.
    CheckSaysNo,
    /// The account lacks the right.
    Denied,
    /// A name stands for nothing.
    NotFound,
    /// The thing exists already or is in the way.
    Conflict,
    /// Another process holds it.
    Busy,
    /// Ctrl-C or SIGTERM.
    Interrupted,
}

impl Kind {
    /// The exit code a failure of this kind ends with.
    pub fn exit_code(self) -> ExitCode {
        match self {
            Kind::Failed => ExitCode::Failed,
            Kind::Usage => ExitCode::Usage,
            Kind::CheckSaysNo => ExitCode::CheckSaysNo,
            Kind::Denied => ExitCode::Denied,
            Kind::NotFound | Kind::Conflict | Kind::Busy => ExitCode::Conflict,
            Kind::Interrupted => ExitCode::Interrupted,
        }
    }
}

/// What a command returns when it cannot do what was asked.
///
/// Library modules have error enums of their own; each is turned into a `Failure` by a `From` beside the
/// commands that use it, where the hint is known.
#[derive(Debug, Serialize)]
pub struct Failure {
    /// Its kind.
    pub kind: Kind,
    /// The thing and the reason, without a period at the end.
    pub message: String,
    /// The next step, often a command between backticks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The message as every account may read it, if that is another: for the system's log.
    #[serde(skip)]
    pub public: Option<String>,
}

impl Failure {
    /// A failure of this kind.
    pub fn new(kind: Kind, message: impl Display) -> Self {
        Self { kind, message: message.to_string(), hint: None, public: None }
    }

    /// The same, with the message as every account may read it.
    pub fn public(mut self, message: String) -> Self {
        self.public = (message != self.message).then_some(message);
        self
    }

    /// The same, with the next step.
    pub fn hint(mut self, hint: impl Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }
}

/// The nearest of `names` to `wanted`, if one is near enough to be a slip of the finger.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&wanted, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= (name.chars().count().max(wanted.chars().count()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        assert_eq!(nearest("Berln", ["Paris", "Berlin"]), Some("Berlin"));
        assert_eq!(nearest("berlin", ["Paris", "Berlin"]), Some("Berlin"));
        assert_eq!(nearest("Rome", ["Paris", "Berlin"]), None);
    }
}
