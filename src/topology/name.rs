//! Names: unique whatever their case, shown as they were spelled.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The name of a management server, a site or a package server.
///
/// Never blank and never with control characters. `==` compares the spelling; [`Name::is`] is how names are
/// looked up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Name(String);

/// Why a text is no name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidName {
    /// Nothing, or only white space.
    #[error("a name must not be blank")]
    Blank,
    /// A control character; it could rewrite the terminal it is shown on.
    #[error("name {0:?} contains a control character")]
    Control(String),
}

impl Name {
    /// This name and `other` stand for the same thing: they differ at most in case.
    pub fn is(&self, other: &str) -> bool {
        if self.0.is_ascii() && other.is_ascii() {
            self.0.eq_ignore_ascii_case(other)
        } else {
            key(&self.0) == key(other)
        }
    }

    /// What stands for the name in maps; equal for names that differ only in case.
    pub fn key(&self) -> String {
        key(&self.0)
    }
}

/// What stands for a name in maps; equal for names that differ only in case.
pub fn key(name: &str) -> String {
    if name.is_ascii() { name.to_ascii_lowercase() } else { name.to_lowercase() }
}

impl FromStr for Name {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        text.to_owned().try_into()
    }
}

impl From<Uuid> for Name {
    /// What is called by its guid has no other name.
    fn from(guid: Uuid) -> Self {
        Self(guid.to_string())
    }
}

impl TryFrom<String> for Name {
    type Error = InvalidName;

    fn try_from(text: String) -> Result<Self, InvalidName> {
        if text.trim().is_empty() {
            Err(InvalidName::Blank)
        } else if text.contains(char::is_control) {
            Err(InvalidName::Control(text))
        } else {
            Ok(Self(text))
        }
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl JsonSchema for Name {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Name".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_kept_but_does_not_tell_names_apart() {
        let name: Name = "Köln-HQ".parse().unwrap();
        assert_eq!(name.to_string(), "Köln-HQ");
        assert!(name.is("KÖLN-hq"));
        assert!(!name.is("Koln-HQ"));
        assert_eq!(name.key(), key("kÖln-hq"));
    }

    #[test]
    fn blank_names_and_control_characters_are_refused() {
        assert_eq!("".parse::<Name>(), Err(InvalidName::Blank));
        assert_eq!(" \t".parse::<Name>(), Err(InvalidName::Blank));
        assert_eq!("a\u{1b}[31m".parse::<Name>(), Err(InvalidName::Control("a\u{1b}[31m".into())));
        let message = "a\u{1b}[31m".parse::<Name>().unwrap_err().to_string();
        assert!(!message.contains('\u{1b}'), "{message}");
    }
}
