//! A package's name.

use std::cmp::Ordering;
use std::ffi::OsStr;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The name of a package's folder: its GUID in braces. Compared by the GUID, kept as it is spelled.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PackageName {
    guid: Uuid,
    spelling: String,
}

impl PackageName {
    /// The package that a directory of this name is, if it is one.
    pub fn of(name: &OsStr) -> Option<Self> {
        name.to_str()?.parse().ok()
    }

    /// The folder's name.
    pub fn as_os_str(&self) -> &OsStr {
        OsStr::new(&self.spelling)
    }

    /// The folder's name.
    pub fn as_str(&self) -> &str {
        &self.spelling
    }
}

/// The text is not a GUID in braces.
#[derive(Debug, thiserror::Error)]
#[error("'{0}' is no package: a package's folder is named by its GUID in braces")]
pub struct NotAPackage(String);

impl FromStr for PackageName {
    type Err = NotAPackage;

    fn from_str(text: &str) -> Result<Self, NotAPackage> {
        let guid = text
            .strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'))
            // Uuid reads other forms too; a package's folder has only this one.
            .filter(|text| text.len() == 36)
            .and_then(|text| Uuid::try_parse(text).ok())
            .ok_or_else(|| NotAPackage(text.to_owned()))?;
        Ok(Self { guid, spelling: text.to_owned() })
    }
}

impl TryFrom<String> for PackageName {
    type Error = NotAPackage;

    fn try_from(text: String) -> Result<Self, NotAPackage> {
        text.parse()
    }
}

impl From<PackageName> for String {
    fn from(name: PackageName) -> Self {
        name.spelling
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spelling)
    }
}

impl fmt::Debug for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spelling)
    }
}

impl PartialEq for PackageName {
    fn eq(&self, other: &Self) -> bool {
        self.guid == other.guid
    }
}

impl Eq for PackageName {}

impl Hash for PackageName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.guid.hash(state);
    }
}

impl PartialOrd for PackageName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PackageName {
    fn cmp(&self, other: &Self) -> Ordering {
        self.guid.cmp(&other.guid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_guid_in_braces_is_a_package() {
        let upper = PackageName::of(OsStr::new("{1592B913-72F3-4C36-91D2-D4EDA21D2F96}")).unwrap();
        let lower = PackageName::of(OsStr::new("{1592b913-72f3-4c36-91d2-d4eda21d2f96}")).unwrap();
        assert_eq!(upper, lower);
        assert_eq!(upper.as_str(), "{1592B913-72F3-4C36-91D2-D4EDA21D2F96}");
        for other in [
            "",
            "{}",
            ".smpctl",
            "1592B913-72F3-4C36-91D2-D4EDA21D2F96",
            "{1592B91372F34C3691D2D4EDA21D2F96}",
            "{1592B913-72F3-4C36-91D2-D4EDA21D2F96}.old",
            "{1592B913-72F3-4C36-91D2-D4EDA21D2F9G}",
        ] {
            assert!(PackageName::of(OsStr::new(other)).is_none(), "{other}");
        }
    }
}
