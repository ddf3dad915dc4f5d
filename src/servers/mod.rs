//! Those who serve a package store to clients, or work on it: how each is suspended, pointed at another path, and
//! put back. When that is done is decided in [`crate::relocation::sharing`], which knows none of them.
//!
//! ```text
//! commands   whatever an administrator's commands do
//! samba      usershares, and shares in Samba's registry
//! web        what nginx and Apache have in common: a file that they include, a test and a reload
//! nginx      nginx, and whether it follows links
//! apache     Apache, and whether it follows links
//! smb        shares of the SMB server that is part of Windows
//! iis        virtual directories of Internet Information Services
//! agent      the vendor's agent: a service that is stopped and started again
//! vendor_registry  what the agent has in the registry
//! shell      running a program, not longer than allowed
//! ```

pub mod agent;
mod apache;
mod commands;
mod iis;
mod nginx;
mod samba;
mod shell;
pub mod smb;
pub mod vendor_registry;
mod web;

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::platform::canonicalize;
use crate::relocation::sharing::{Places, Service};
use crate::settings;
use agent::Agent;
use commands::Commands;
use iis::Iis;
use samba::Samba;
use smb::Smb;
use web::Web;

/// How long a command may take unless told otherwise, in seconds.
const TIMEOUT_SECONDS: u64 = 60;

/// A service as it is written down.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Memory {
    Commands(Commands),
    Samba(Samba),
    Web(Web),
    Smb(Smb),
    Iis(Iis),
    Agent(Agent),
}

impl Memory {
    fn to_value(&self) -> Value {
        // It has only text and numbers in it, which always can be written.
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// The service that this is the memory of.
pub fn from_memory(memory: &Value) -> Result<Box<dyn Service>, String> {
    let memory: Memory = serde_json::from_value(memory.clone())
        .map_err(|error| format!("another version of smpctl wrote it: {error}"))?;
    Ok(match memory {
        Memory::Commands(service) => Box::new(service),
        Memory::Samba(service) => Box::new(service),
        Memory::Web(service) => Box::new(service),
        Memory::Smb(service) => Box::new(service),
        Memory::Iis(service) => Box::new(service),
        Memory::Agent(service) => Box::new(service),
    })
}

/// The services that serve a store, as settled. `remembered` is what an earlier attempt of the same relocation knew.
///
/// The error says what is wrong with the settings, or what could not be found out.
pub fn serving(
    settings: &settings::Sharing,
    offline: bool,
    places: &Places,
    remembered: &[Value],
) -> Result<Vec<Box<dyn Service>>, String> {
    let timeout = settings.timeout_seconds.map_or(TIMEOUT_SECONDS, u64::from);
    let mut services: Vec<Box<dyn Service>> = Vec::new();
    if let Some(commands) = Commands::new(settings, timeout)? {
        services.push(Box::new(commands));
    }
    let memories = remembered.iter().filter_map(|memory| serde_json::from_value(memory.clone()).ok());
    let (mut samba, mut smb, mut iis) = (None, None, None);
    for memory in memories {
        match memory {
            Memory::Samba(known) => samba = Some(known),
            Memory::Smb(known) => smb = Some(known),
            Memory::Iis(known) => iis = Some(known),
            Memory::Commands(_) | Memory::Web(_) | Memory::Agent(_) => {}
        }
    }
    if let Some(settings) = &settings.samba {
        services.push(Box::new(Samba::find(settings, timeout, places, samba.as_ref())?));
    }
    if let Some(settings) = &settings.smb {
        services.push(Box::new(Smb::find(settings, places, smb.as_ref())?));
    }
    if let Some(settings) = &settings.iis {
        services.push(Box::new(Iis::find(settings, timeout, offline, places, iis.as_ref())?));
    }
    if let Some(web) = &settings.apache {
        services.push(Box::new(Web::new(&apache::KIND, web, timeout, offline)?));
    }
    if let Some(web) = &settings.nginx {
        services.push(Box::new(Web::new(&nginx::KIND, web, timeout, offline)?));
    }
    Ok(services)
}

/// Warnings about servers on this machine that would not follow the links by which packages are reachable.
///
/// Examined are the servers that run, and those that are settled.
pub fn warnings(settings: &settings::Sharing, stores: &[PathBuf]) -> Vec<String> {
    let running = crate::platform::running(&["smbd", "apache2", "httpd", "nginx"]);
    let mut warnings = Vec::new();
    warnings.extend(samba::warnings(settings.samba.as_ref(), &running, stores));
    warnings.extend(apache::warnings(settings.apache.as_ref(), &running, stores));
    warnings.extend(nginx::warnings(settings.nginx.as_ref(), &running, stores));
    warnings.extend(smb::warnings(settings.smb.as_ref(), stores));
    warnings.dedup();
    warnings
}

/// Whether serving `served` means serving a store, or a part of it.
fn touches(served: &Path, store: &Path) -> bool {
    // What cannot be resolved is taken as it is written.
    let served = served.canonicalize().unwrap_or_else(|_| served.to_owned());
    served.starts_with(store) || store.starts_with(&served)
}

/// A path from the store on, if it is in the store. Links below the store are not followed: they lead to where a package
/// is now, and what serves it has the store's path.
fn below(path: &Path, store: &Path) -> Option<PathBuf> {
    let store = canonicalize(store).unwrap_or_else(|_| store.to_owned());
    let above = path.ancestors().find(|above| canonicalize(above).is_ok_and(|above| above == store))?;
    path.strip_prefix(above).ok().map(Path::to_owned)
}

/// The value of an option among a program's words: `-c VALUE`, `-cVALUE` or `--long=VALUE`.
fn option<'a>(words: &'a [String], names: &[&str]) -> Option<&'a str> {
    words.iter().enumerate().find_map(|(at, word)| {
        names.iter().find_map(|name| match word.strip_prefix(name)? {
            "" => words.get(at + 1).map(String::as_str),
            value if name.starts_with("--") => value.strip_prefix('='),
            value => Some(value),
        })
    })
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_found_in_each_form() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for form in ["smbd -F -s /a", "smbd -s/a", "smbd --configfile=/a -F", "smbd --configfile /a"] {
            assert_eq!(option(&words(form), &["-s", "--configfile"]), Some("/a"), "{form}");
        }
        assert_eq!(option(&words("smbd -s"), &["-s"]), None);
    }
}
