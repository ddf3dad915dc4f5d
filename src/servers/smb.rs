//! Shares of the SMB server that is part of Windows: those that show a store, or a folder in one.
//!
//! What a share shows cannot be changed. It is removed and made again with all its properties, so clients that are
//! connected are sent away for a moment, and come back to the new path.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Memory, below};
use crate::platform::share_manager;
use crate::platform::shares::{ShareInfo, ShareManager};
use crate::relocation::sharing::{Places, Service};
use crate::settings;

/// Windows' own shares.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Smb {
    shares: Vec<Share>,
}

/// A share that shows a store, or a part of one.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Share {
    info: ShareInfo,
    /// What it shows while packages are where they come from.
    home: PathBuf,
    /// The same, from the store on.
    below: PathBuf,
}

impl Smb {
    /// The shares that show a store. `known` is what an earlier attempt of the same relocation knew of them.
    pub fn find(settings: &settings::Smb, places: &Places, known: Option<&Self>) -> Result<Self, String> {
        Self::find_with(manager()?, settings, places, known)
    }

    fn find_with(
        manager: &dyn ShareManager,
        settings: &settings::Smb,
        places: &Places,
        known: Option<&Self>,
    ) -> Result<Self, String> {
        let mut shares: Vec<Share> = Vec::new();
        for info in list(manager)? {
            let wanted = settings.shares.iter().any(|wanted| wanted.eq_ignore_ascii_case(&info.name));
            if !wanted && !settings.shares.is_empty() {
                continue;
            }
            let path = Path::new(&info.path);
            let old = places.from.iter().find_map(|store| below(path, store));
            let (home, below) = match (old, below(path, &places.to)) {
                (Some(below), _) => (path.to_owned(), below),
                (None, Some(below)) => {
                    let same = |share: &&Share| share.info.name.eq_ignore_ascii_case(&info.name);
                    let home = known.and_then(|known| known.shares.iter().find(same));
                    let home = home.map_or_else(|| joined(places.old(), &below), |share| share.home.clone());
                    (home, below)
                }
                (None, None) if wanted => {
                    return Err(format!(
                        "the share '{}' shows '{}', which is no store",
                        info.name, info.path
                    ));
                }
                (None, None) => continue,
            };
            shares.push(Share { info, home, below });
        }
        for name in &settings.shares {
            if !shares.iter().any(|share| share.info.name.eq_ignore_ascii_case(name)) {
                return Err(format!("there is no share '{name}'"));
            }
        }
        if shares.is_empty() {
            return Err("no share of this machine shows a store".into());
        }
        Ok(Self { shares })
    }

    fn each(&self, what: impl Fn(&Share) -> Result<(), String>) -> Result<(), String> {
        self.shares.iter().try_for_each(|share| {
            what(share).map_err(|reason| format!("share '{}': {reason}", share.info.name))
        })
    }

    fn remove(&self, manager: &dyn ShareManager) -> Result<(), String> {
        self.each(|share| manager.remove(&share.info.name).map_err(|error| error.to_string()))
    }

    /// Makes every share that is to be there show what it should.
    fn make(&self, manager: &dyn ShareManager, places: &Places, missing_too: bool) -> Result<(), String> {
        let now = list(manager)?;
        self.each(|share| {
            let wanted = share.shows(places)?;
            match now.iter().find(|now| now.name.eq_ignore_ascii_case(&wanted.name)) {
                Some(now) if same(now, &wanted) => return Ok(()),
                Some(_) => manager.remove(&wanted.name).map_err(|error| error.to_string())?,
                // One that is suspended is made when it is resumed.
                None if !missing_too => return Ok(()),
                None => {}
            }
            manager.add(&wanted).map_err(|error| error.to_string())
        })?;
        let now = list(manager)?;
        self.each(|share| {
            let wanted = share.shows(places)?;
            match now.iter().find(|now| now.name.eq_ignore_ascii_case(&wanted.name)) {
                Some(now) if same(now, &wanted) => Ok(()),
                Some(_) => Err("it was made, but not with all its properties".to_owned()),
                None if !missing_too => Ok(()),
                None => Err("it was made, but is not there".to_owned()),
            }
        })
    }
}

impl Share {
    fn shows(&self, places: &Places) -> Result<ShareInfo, String> {
        let path =
            if places.serve == places.to { joined(&places.to, &self.below) } else { self.home.clone() };
        let text = path.to_str().ok_or_else(|| format!("the path '{}' is no Unicode", path.display()))?;
        // The server takes no path as the system's own interfaces write it.
        let text = text.strip_prefix(r"\\?\").unwrap_or(text);
        Ok(ShareInfo { path: text.to_owned(), ..self.info.clone() })
    }
}

/// Joining an empty path would leave a separator at the end.
fn joined(store: &Path, below: &Path) -> PathBuf {
    if below.as_os_str().is_empty() { store.to_owned() } else { store.join(below) }
}

/// Whether a share is as it should be. What nothing was known of may be as the system likes it.
fn same(now: &ShareInfo, wanted: &ShareInfo) -> bool {
    let as_now = ShareInfo {
        name: now.name.clone(),
        path: now.path.clone(),
        descriptor: wanted.descriptor.clone().or_else(|| now.descriptor.clone()),
        flags: wanted.flags.or(now.flags),
        ..wanted.clone()
    };
    now.path.eq_ignore_ascii_case(&wanted.path) && as_now == *now
}

fn manager() -> Result<&'static dyn ShareManager, String> {
    share_manager()
        .ok_or_else(|| "this system has no shares of its own; Samba's are `[sharing.samba]`".to_owned())
}

fn list(manager: &dyn ShareManager) -> Result<Vec<ShareInfo>, String> {
    manager.list().map_err(|error: io::Error| format!("the shares cannot be listed: {error}"))
}

/// The shares of this machine that the agent makes, by their names (`PkgSvrHost`, and one a further drive).
pub fn of_the_agent() -> Vec<ShareInfo> {
    let shares = share_manager().map(|manager| manager.list().unwrap_or_default()).unwrap_or_default();
    shares.into_iter().filter(|share| share.name.to_ascii_lowercase().starts_with("pkgsvrhost")).collect()
}

/// Warnings about shares that show a store and that nothing is settled about.
pub fn warnings(settings: Option<&settings::Smb>, stores: &[PathBuf]) -> Vec<String> {
    let (Some(manager), None) = (share_manager(), settings) else { return Vec::new() };
    unsettled(&manager.list().unwrap_or_default(), stores)
}

fn unsettled(shares: &[ShareInfo], stores: &[PathBuf]) -> Vec<String> {
    let shows =
        |share: &&ShareInfo| stores.iter().any(|store| below(Path::new(&share.path), store).is_some());
    let warning = |share: &ShareInfo| {
        format!(
            "the share '{}' shows '{}', and will go on doing so: the settings have no `[sharing.smb]`",
            share.name, share.path
        )
    };
    shares.iter().filter(shows).map(warning).collect()
}

impl Service for Smb {
    fn name(&self) -> String {
        let names: Vec<_> = self.shares.iter().map(|share| format!("'{}'", share.info.name)).collect();
        format!("Windows' {} {}", if names.len() == 1 { "share" } else { "shares" }, names.join(", "))
    }

    fn can_switch(&self) -> bool {
        true
    }

    fn suspend(&self, _: &Places) -> Result<(), String> {
        self.remove(manager()?)
    }

    fn switch(&self, places: &Places, force: bool) -> Result<(), String> {
        // What is in doubt may have been removed and not made again.
        self.make(manager()?, places, force)
    }

    fn resume(&self, places: &Places) -> Result<(), String> {
        self.make(manager()?, places, true)
    }

    fn memory(&self) -> Value {
        Memory::Smb(self.clone()).to_value()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::relocation::history::Record;

    #[derive(Default)]
    struct Fake {
        shares: Mutex<Vec<ShareInfo>>,
        forgets_flags: bool,
    }

    impl ShareManager for Fake {
        fn list(&self) -> io::Result<Vec<ShareInfo>> {
            Ok(self.shares.lock().unwrap().clone())
        }

        fn remove(&self, name: &str) -> io::Result<()> {
            self.shares.lock().unwrap().retain(|share| share.name != name);
            Ok(())
        }

        fn add(&self, share: &ShareInfo) -> io::Result<()> {
            let mut share = share.clone();
            if self.forgets_flags {
                share.flags = None;
            }
            self.shares.lock().unwrap().push(share);
            Ok(())
        }
    }

    fn share(name: &str, path: &Path) -> ShareInfo {
        ShareInfo {
            name: name.to_owned(),
            kind: 0,
            remark: "packages".to_owned(),
            permissions: 0,
            max_uses: u32::MAX,
            path: path.to_str().unwrap().to_owned(),
            descriptor: Some("AQAEgA==".to_owned()),
            flags: Some(0x800),
        }
    }

    struct World {
        place: tempfile::TempDir,
        places: Places,
        server: Fake,
    }

    fn world(forgets_flags: bool) -> World {
        let place = tempfile::tempdir().unwrap();
        let root = crate::platform::canonicalize(place.path()).unwrap();
        for folder in ["old/sub", "new", "other"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        let shares = vec![
            share("PkgSvrHost", &root.join("old")),
            share("Sub", &root.join("old/sub")),
            share("Users", &root.join("other")),
            share("Above", &root),
        ];
        let places = Places::of(&Record::new(vec![root.join("old")], root.join("new"), 3));
        World { place, places, server: Fake { shares: Mutex::new(shares), forgets_flags } }
    }

    #[test]
    fn only_shares_within_the_store_are_touched_and_come_back_whole() {
        let World { place: _place, places, server } = world(false);
        let before = server.list().unwrap();
        let smb = Smb::find_with(&server, &settings::Smb::default(), &places, None).unwrap();
        assert_eq!(Service::name(&smb), "Windows' shares 'PkgSvrHost', 'Sub'");
        smb.remove(&server).unwrap();
        smb.remove(&server).unwrap();
        let left: Vec<_> = server.list().unwrap().into_iter().map(|share| share.name).collect();
        assert_eq!(left, ["Users", "Above"]);
        // A suspended share does not come back by a switch.
        smb.make(&server, &places, false).unwrap();
        assert_eq!(server.list().unwrap().len(), 2);
        smb.make(&server, &places, true).unwrap();
        let path = |name: &str| {
            let shares = server.list().unwrap();
            PathBuf::from(&shares.iter().find(|share| share.name == name).unwrap().path)
        };
        assert_eq!(path("PkgSvrHost"), places.to);
        assert_eq!(path("Sub"), places.to.join("sub"));
        // Back again, by what an attempt later knows.
        let again = Smb::find_with(&server, &settings::Smb::default(), &places, Some(&smb)).unwrap();
        let mut back = places.clone();
        back.serve = back.old().to_owned();
        again.make(&server, &back, true).unwrap();
        let mut after = server.list().unwrap();
        after.sort_by_key(|share| before.iter().position(|before| before.name == share.name));
        assert_eq!(after, before);
    }

    #[test]
    fn a_share_that_lost_a_property_is_told() {
        let World { place: _place, places, server } = world(true);
        let smb = Smb::find_with(&server, &settings::Smb::default(), &places, None).unwrap();
        let error = smb.make(&server, &places, true).unwrap_err();
        assert_eq!(error, "share 'PkgSvrHost': it was made, but not with all its properties");
    }

    #[test]
    fn shares_that_are_named_must_show_the_store() {
        let World { place: _place, places, server } = world(false);
        let find = |names: &[&str]| {
            let shares = names.iter().map(|name| (*name).to_owned()).collect();
            Smb::find_with(&server, &settings::Smb { shares }, &places, None)
        };
        assert_eq!(find(&["pkgsvrhost"]).unwrap().shares.len(), 1);
        assert!(find(&["Users"]).unwrap_err().ends_with("which is no store"));
        assert_eq!(find(&["None"]).unwrap_err(), "there is no share 'None'");
    }

    #[test]
    fn what_nothing_is_settled_about_is_told() {
        let World { place: _place, places, server } = world(false);
        let told = unsettled(&server.list().unwrap(), &places.from);
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("the share 'PkgSvrHost' shows "), "{told:?}");
    }
}
