//! What nginx and Apache have in common: they include a file that smpctl writes, and are told to read it again.
//!
//! The file that says where packages are (`root-file`), and the one that takes the server out of service
//! (`maintenance-file`), belong to smpctl; the administrator's configuration includes them. A configuration that does
//! not pass its test is taken back before the server sees it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::shell::{environment, shell};
use super::{Memory, seconds};
use crate::platform::fault::point;
use crate::platform::replace::replace;
use crate::relocation::sharing::{Places, Service};
use crate::settings;

/// What stands in a maintenance file while there is no maintenance: it may have to exist.
const NO_MAINTENANCE: &str = "# smpctl: no maintenance\n";

/// After a reload, workers with the old configuration still answer what they had accepted before.
const SETTLE_SECONDS: u64 = 2;

/// What is usual for a kind of server.
pub struct Kind {
    /// What people call it.
    pub name: &'static str,
    /// Says where packages are; `{path}` stands for the path.
    pub root: &'static str,
    /// Takes it out of service.
    pub maintenance: &'static str,
    /// Tests its configuration.
    pub test: &'static str,
    /// Makes it read its configuration again, without an interruption.
    pub reload: &'static str,
}

/// A web server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Web {
    server: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    root_file: Option<PathBuf>,
    root: String,
    /// What the root file held before: it comes back if the switch fails, whoever wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    root_before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    maintenance_file: Option<PathBuf>,
    maintenance: String,
    /// The maintenance file need not exist while there is no maintenance.
    maintenance_comes_and_goes: bool,
    test: String,
    reload: String,
    settle_seconds: u64,
    timeout_seconds: u64,
}

impl Web {
    /// A server as it is settled.
    pub fn new(kind: &Kind, settings: &settings::Web, timeout: u64, offline: bool) -> Result<Self, String> {
        let name = kind.name;
        if settings.root_file.is_none() && settings.maintenance_file.is_none() {
            return Err(format!("{name} has neither `root-file` nor `maintenance-file`"));
        }
        if offline && settings.maintenance_file.is_none() {
            return Err(format!("{name} has no `maintenance-file`, which `--offline` needs"));
        }
        if settings.root.as_ref().is_some_and(|root| !root.contains("{path}")) {
            return Err(format!("the `root` of {name} has no {{path}} in it"));
        }
        for path in settings.root_file.iter().chain(&settings.maintenance_file) {
            if !path.is_absolute() {
                return Err(format!("'{}' of {name} is not an absolute path", path.display()));
            }
            if !path.parent().is_some_and(Path::is_dir) {
                return Err(format!("'{}' of {name} is in no folder that exists", path.display()));
            }
        }
        let or = |own: &Option<String>, usual: &str| own.clone().unwrap_or_else(|| usual.to_owned());
        Ok(Self {
            server: name.to_owned(),
            root_file: settings.root_file.clone(),
            root: or(&settings.root, kind.root),
            root_before: settings.root_file.as_ref().and_then(|file| fs::read_to_string(file).ok()),
            maintenance_comes_and_goes: settings.maintenance_file.as_ref().is_some_and(|file| !file.exists()),
            maintenance_file: settings.maintenance_file.clone(),
            maintenance: or(&settings.maintenance, kind.maintenance),
            test: or(&settings.test, kind.test),
            reload: or(&settings.reload, kind.reload),
            settle_seconds: settings.settle_seconds.map_or(SETTLE_SECONDS, u64::from),
            timeout_seconds: timeout,
        })
    }

    fn shell(&self, command: &str, step: &'static str, places: &Places) -> Result<(), String> {
        // An empty command is one that is not needed.
        if command.trim().is_empty() {
            return Ok(());
        }
        shell(command, &environment(step, places), seconds(self.timeout_seconds))
    }

    /// Gives a file this content, or removes it, tests that the server will take it, and lets it read it.
    fn apply(
        &self,
        step: &'static str,
        path: &Path,
        content: Option<&str>,
        places: &Places,
    ) -> Result<(), String> {
        // A link to the file is kept.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let before = read(&path).map_err(|error| format!("cannot read '{}': {error}", path.display()))?;
        put(&path, content.map(str::as_bytes))?;
        self.shell(&self.test, step, places).and_then(|()| self.shell(&self.reload, step, places)).map_err(
            |reason| match put(&path, before.as_deref()) {
                Ok(()) => reason,
                Err(error) => format!("{reason}; and {error}"),
            },
        )
    }
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Gives a file this content, or removes it, durably.
fn put(path: &Path, content: Option<&[u8]>) -> Result<(), String> {
    let failed = |error| format!("cannot write '{}': {error}", path.display());
    point("replace").map_err(failed)?;
    let Some(content) = content else {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(()),
        };
    };
    replace(path, content).map_err(failed)
}

impl Service for Web {
    fn name(&self) -> String {
        self.server.clone()
    }

    fn can_switch(&self) -> bool {
        self.root_file.is_some()
    }

    fn suspend(&self, places: &Places) -> Result<(), String> {
        match &self.maintenance_file {
            Some(file) => self.apply("suspend", file, Some(&self.maintenance), places),
            None => Ok(()),
        }
    }

    fn switch(&self, places: &Places, force: bool) -> Result<(), String> {
        let Some(file) = &self.root_file else { return Ok(()) };
        let content = match &self.root_before {
            Some(before) if places.serve != places.target() => before.clone(),
            _ => root(&self.root, &places.serve)?,
        };
        if !force && fs::read_to_string(file).is_ok_and(|now| now == content) {
            return Ok(());
        }
        self.apply("switch", file, Some(&content), places)?;
        std::thread::sleep(seconds(self.settle_seconds));
        Ok(())
    }

    fn resume(&self, places: &Places) -> Result<(), String> {
        let Some(file) = &self.maintenance_file else { return Ok(()) };
        let content = if self.maintenance_comes_and_goes { None } else { Some(NO_MAINTENANCE) };
        self.apply("resume", file, content, places)
    }

    fn memory(&self) -> Value {
        Memory::Web(self.clone()).to_value()
    }
}

/// What says where packages are.
fn root(template: &str, path: &Path) -> Result<String, String> {
    let text = path.to_str().filter(|text| {
        // Between quotes, these mean something to one server or the other.
        !text.chars().any(|c| c.is_control() || ['"', '\\', '$', '%'].contains(&c))
    });
    let text =
        text.ok_or_else(|| format!("the path '{}' cannot be written in its configuration", path.display()))?;
    let mut content = template.replace("{path}", text);
    if !content.ends_with('\n') {
        content.push('\n');
    }
    Ok(content)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::relocation::history::Record;

    const KIND: Kind = Kind {
        name: "it",
        root: "root \"{path}\";",
        maintenance: "return 503;",
        test: "true",
        reload: "true",
    };

    fn settings(place: &Path) -> settings::Web {
        settings::Web {
            root_file: Some(place.join("root")),
            maintenance_file: Some(place.join("maintenance")),
            settle_seconds: Some(0),
            ..settings::Web::default()
        }
    }

    fn places() -> Places {
        Places::of(&Record::new(vec!["/old".into()], "/new".into(), 3))
    }

    #[test]
    fn files_are_written_and_the_server_told() {
        let place = tempfile::tempdir().unwrap();
        let log = place.path().join("log");
        let mut settings = settings(place.path());
        settings.reload = Some(format!("echo $SMPCTL_STEP $SMPCTL_TO >>'{}'", log.display()));
        let web = Web::new(&KIND, &settings, 60, true).unwrap();
        web.suspend(&places()).unwrap();
        assert_eq!(fs::read_to_string(place.path().join("maintenance")).unwrap(), "return 503;");
        web.switch(&places(), false).unwrap();
        web.switch(&places(), false).unwrap();
        assert_eq!(fs::read_to_string(place.path().join("root")).unwrap(), "root \"/new\";\n");
        web.resume(&places()).unwrap();
        assert!(!place.path().join("maintenance").exists());
        assert_eq!(fs::read_to_string(&log).unwrap(), "suspend /new\nswitch /new\nresume /new\n");
        web.switch(&places(), true).unwrap();
        assert_eq!(fs::read_to_string(&log).unwrap().lines().count(), 4);
    }

    #[test]
    fn a_configuration_that_does_not_pass_is_taken_back() {
        let place = tempfile::tempdir().unwrap();
        let mut settings = settings(place.path());
        fs::write(place.path().join("root"), "as it was").unwrap();
        settings.test = Some("echo 'unknown directive'; exit 1".into());
        let web = Web::new(&KIND, &settings, 60, false).unwrap();
        assert!(web.switch(&places(), false).unwrap_err().contains("unknown directive"));
        assert_eq!(fs::read_to_string(place.path().join("root")).unwrap(), "as it was");
        settings.test = Some("true".into());
        let web = Web::new(&KIND, &settings, 60, false).unwrap();
        web.switch(&places(), false).unwrap();
        let mut back = places();
        back.serve = back.source().to_owned();
        web.switch(&back, true).unwrap();
        assert_eq!(fs::read_to_string(place.path().join("root")).unwrap(), "as it was");
        settings.test = Some("exit 1".into());
        let web = Web::new(&KIND, &settings, 60, false).unwrap();
        assert!(web.suspend(&places()).is_err());
        assert!(!place.path().join("maintenance").exists());
    }

    #[test]
    fn a_path_that_would_mean_something_else_is_refused() {
        assert_eq!(root("root '{path}';", Path::new("/a b/c")).unwrap(), "root '/a b/c';\n");
        for path in ["/a\"; b", "/a\nb", "/$uri", "/a\\b"] {
            assert!(root("root \"{path}\";", Path::new(path)).is_err(), "{path}");
        }
    }
}
