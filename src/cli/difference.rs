//! What exists already and differs from what was to be created.

use std::collections::HashSet;
use std::net::IpAddr;

use super::failure::{Failure, Kind};
use super::mutate::Intent;

/// The attributes that differ, in words.
#[derive(Debug, Default)]
pub struct Differences(Vec<String>);

impl Differences {
    /// Compares addresses; their order does not matter.
    pub fn addresses(&mut self, there: &[IpAddr], wanted: &[IpAddr]) {
        if there.iter().collect::<HashSet<_>>() != wanted.iter().collect::<HashSet<_>>() {
            let list = |all: &[IpAddr]| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let there = if there.is_empty() { "none".to_owned() } else { list(there) };
            self.0.push(format!("its addresses are {there}, not {}", list(wanted)));
        }
    }

    /// Notes an attribute, unless it is the same.
    pub fn value(&mut self, attribute: &str, there: Option<&str>, wanted: &str, is_same: bool) {
        if !is_same {
            self.0.push(match there {
                Some(there) => format!("its {attribute} is '{there}', not '{wanted}'"),
                None => format!("it has no {attribute}, not '{wanted}'"),
            });
        }
    }

    /// Notes a difference in words of its own.
    pub fn note(&mut self, difference: impl Into<String>) {
        self.0.push(difference.into());
    }

    /// Nothing to do where nothing differs; else a conflict that names the differences.
    pub fn intent(self, thing: &str) -> Result<Intent, Failure> {
        if self.0.is_empty() {
            return Ok(Intent::nothing(format!("{thing} is there already")));
        }
        let message = format!("{thing} is there already, but {}", self.0.join(", and "));
        Err(Failure::new(Kind::Conflict, message).hint("choose another name, or change what is there"))
    }
}
