//! Paths in files that are read again: as a string where they are text, else exactly.
//!
//! A path of Linux is bytes, one of Windows 16-bit units, and either may be no text. Such a path is written as an
//! object: `{"shown": "/srv/st�ore", "bytes": "2f7372762f7374ff6f7265"}`.

use std::path::{Path, PathBuf};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::platform::{path_from_bytes, path_to_bytes};

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Form {
    Text(String),
    Exact(Exact),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exact {
    /// For people.
    shown: String,
    /// The path, in hexadecimal.
    bytes: String,
}

impl Form {
    fn of(path: &Path) -> Self {
        match path.to_str() {
            Some(text) => Form::Text(text.to_owned()),
            None => Form::Exact(Exact {
                shown: path.to_string_lossy().into_owned(),
                bytes: path_to_bytes(path).iter().map(|byte| format!("{byte:02x}")).collect(),
            }),
        }
    }

    fn path(self) -> Option<PathBuf> {
        match self {
            Form::Text(text) => Some(text.into()),
            Form::Exact(Exact { bytes, .. }) => {
                let (pairs, rest) = bytes.as_bytes().as_chunks::<2>();
                let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
                let bytes = pairs.iter().map(byte).collect::<Option<Vec<_>>>()?;
                rest.is_empty().then(|| path_from_bytes(bytes)).flatten()
            }
        }
    }
}

/// Writes a path exactly.
pub fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    Form::of(path).serialize(serializer)
}

/// Reads a path that was written exactly.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
    Form::deserialize(deserializer)?.path().ok_or_else(|| D::Error::custom("the bytes of a path are damaged"))
}

/// Several paths, each written exactly.
pub mod all {
    use super::{Deserialize, Deserializer, Form, PathBuf, Serialize, Serializer};
    use serde::de::Error as _;

    /// Writes paths exactly.
    pub fn serialize<S: Serializer>(paths: &[PathBuf], serializer: S) -> Result<S::Ok, S::Error> {
        paths.iter().map(|path| Form::of(path)).collect::<Vec<_>>().serialize(serializer)
    }

    /// Reads paths that were written exactly.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PathBuf>, D::Error> {
        let damaged = || D::Error::custom("the bytes of a path are damaged");
        Vec::<Form>::deserialize(deserializer)?
            .into_iter()
            .map(|form| form.path().ok_or_else(damaged))
            .collect()
    }
}

/// Writes a path for people and scripts, as text whatever it is.
pub fn shown<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&path.to_string_lossy())
}

/// Writes a path that may be missing as text.
pub fn shown_if_any<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    path.as_ref().map(|path| path.to_string_lossy()).serialize(serializer)
}

/// Writes paths as text.
pub fn all_shown<S: Serializer>(paths: &[PathBuf], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(paths.iter().map(|path| path.to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Both {
        #[serde(with = "super")]
        one: PathBuf,
        #[serde(with = "super::all")]
        all: Vec<PathBuf>,
    }

    #[test]
    fn text_stays_text() {
        let both = Both { one: "/a b".into(), all: vec!["/ä".into(), "".into()] };
        let text = serde_json::to_string(&both).unwrap();
        assert_eq!(text, r#"{"one":"/a b","all":["/ä",""]}"#);
        assert_eq!(serde_json::from_str::<Both>(&text).unwrap(), both);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_text_comes_back_as_it_was() {
        let odd = |bytes: &[u8]| path_from_bytes(bytes.to_vec()).unwrap();
        let both =
            Both { one: odd(b"/srv/st\xffore"), all: vec![odd(b"\x80"), odd(b"/\xc3\x28/\xed\xa0\x80")] };
        let text = serde_json::to_string(&both).unwrap();
        assert!(text.contains("st\u{fffd}ore"), "{text}");
        assert_eq!(serde_json::from_str::<Both>(&text).unwrap(), both);
        for damaged in ["2f7", "2g", "é1"] {
            let text = format!(r#"{{"one":{{"shown":"","bytes":"{damaged}"}},"all":[]}}"#);
            assert!(serde_json::from_str::<Both>(&text).is_err(), "{damaged}");
        }
    }
}
