//! Samba's shares: usershares, and shares in Samba's registry (`net conf`). A share that is written in `smb.conf` is
//! the administrator's own, and not changed.
//!
//! A usershare is a file (smb.conf(5), "usershare path"), which smbd looks at whenever a client connects; `net
//! usershare` writes it too, but asks an smbd on port 445 for names, which need not be there.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::shell::run;
use super::{Memory, option, seconds, touches};
use crate::platform::Running;
use crate::platform::fault::point;
use crate::platform::replace::replace;
use crate::relocation::sharing::{Places, Service};
use crate::settings;

/// Samba.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Samba {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    configuration: Option<PathBuf>,
    shares: Vec<Share>,
    /// Clients that are connected are sent away, to come back to the new path.
    disconnect: bool,
    timeout_seconds: u64,
}

/// A share that shows a store, or a part of one.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Share {
    name: String,
    /// What it shows while packages are where they come from.
    home: PathBuf,
    /// The same, from the store on.
    below: PathBuf,
    form: Form,
}

/// How a share is defined.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Form {
    /// A file with this text.
    Usershare { file: PathBuf, text: String },
    /// A key in the registry, with this value of `available` if it has one.
    Registry { available: Option<String> },
}

/// Shares by their names, each with its parameters.
type Sections = BTreeMap<String, BTreeMap<String, String>>;

impl Samba {
    /// The shares that show a store. `known` is what an earlier attempt of the same relocation knew of them.
    pub fn find(
        settings: &settings::Samba,
        timeout: u64,
        places: &Places,
        known: Option<&Self>,
    ) -> Result<Self, String> {
        let mut samba = Self {
            configuration: settings.configuration.clone(),
            shares: Vec::new(),
            disconnect: settings.disconnect,
            timeout_seconds: timeout,
        };
        for (name, form, path) in samba.list()? {
            let wanted = settings.shares.iter().any(|wanted| wanted.eq_ignore_ascii_case(&name));
            if !wanted && !settings.shares.is_empty() {
                continue;
            }
            let path = path.canonicalize().unwrap_or(path);
            let old = places.from.iter().find_map(|store| path.strip_prefix(store).ok());
            let (home, below) = match (old, path.strip_prefix(&places.to)) {
                (Some(below), _) => (path.clone(), below.to_owned()),
                (None, Ok(below)) => {
                    let home = known.and_then(|known| known.shares.iter().find(|share| share.name == name));
                    let home = home.map_or_else(|| places.old().join(below), |share| share.home.clone());
                    (home, below.to_owned())
                }
                (None, Err(_)) if wanted => {
                    return Err(format!(
                        "Samba's share '{name}' shows '{}', which is no store",
                        path.display()
                    ));
                }
                (None, Err(_)) => continue,
            };
            samba.shares.push(Share { name, home, below, form });
        }
        for name in &settings.shares {
            if !samba.shares.iter().any(|share| share.name.eq_ignore_ascii_case(name)) {
                return Err(format!(
                    "Samba has no usershare and no registry share '{name}'; one that is written in `smb.conf` is not changed"
                ));
            }
        }
        if samba.shares.is_empty() {
            return Err("Samba has no usershare and no registry share that shows a store".into());
        }
        Ok(samba)
    }

    fn timeout(&self) -> Duration {
        seconds(self.timeout_seconds)
    }

    fn tool(&self, program: &str, words: &[&str]) -> Result<String, String> {
        tool(self.configuration.as_deref(), program, words, self.timeout())
    }

    /// Every usershare and registry share, with what it shows.
    fn list(&self) -> Result<Vec<(String, Form, PathBuf)>, String> {
        let mut found = Vec::new();
        for (file, text) in usershares(self.configuration.as_deref(), self.timeout())? {
            let parameters = parameters(&text);
            let name = parameters.get("sharename").cloned();
            let name = name.or_else(|| Some(file.file_name()?.to_str()?.to_owned()));
            if let (Some(path), Some(name)) = (parameters.get("path"), name) {
                found.push((name, Form::Usershare { file, text }, path.into()));
            }
        }
        for (name, share) in sections(&self.tool("net", &["conf", "list"])?) {
            if let Some(path) = share.get("path") {
                let available = share.get("available").cloned();
                found.push((name, Form::Registry { available }, path.into()));
            }
        }
        Ok(found)
    }

    fn each(&self, what: impl Fn(&Share) -> Result<(), String>) -> Result<(), String> {
        self.shares
            .iter()
            .try_for_each(|share| what(share).map_err(|reason| format!("share '{}': {reason}", share.name)))
    }

    /// Sends away the clients that are connected to a share.
    fn close(&self, share: &Share) -> Result<(), String> {
        self.tool("smbcontrol", &["smbd", "close-share", &share.name]).map(drop)
    }

    /// Shares that are defined in files or in the registry are read again by smbd when a client connects; the
    /// registry's, once it is told.
    fn reload(&self) -> Result<(), String> {
        match self.shares.iter().any(|share| matches!(share.form, Form::Registry { .. })) {
            true => self.tool("smbcontrol", &["smbd", "reload-config"]).map(drop),
            false => Ok(()),
        }
    }
}

impl Share {
    fn shows(&self, places: &Places) -> Result<String, String> {
        let path = if places.serve == places.to { places.to.join(&self.below) } else { self.home.clone() };
        // `strip_prefix` leaves an empty path, and joining that a slash at the end.
        let text = path.to_str().map(|text| text.trim_end_matches('/').to_owned());
        text.filter(|text| !text.chars().any(|c| c.is_control() || c == '%')).ok_or_else(|| {
            format!("the path '{}' cannot be written in Samba's configuration", path.display())
        })
    }
}

/// The same usershare, showing something else.
fn with_path(text: &str, path: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once('=') {
        Some((name, _)) if name.trim() == "path" => format!("path={path}\n"),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

impl Service for Samba {
    fn name(&self) -> String {
        let names: Vec<_> = self.shares.iter().map(|share| format!("'{}'", share.name)).collect();
        format!("Samba's {} {}", if names.len() == 1 { "share" } else { "shares" }, names.join(", "))
    }

    fn can_switch(&self) -> bool {
        true
    }

    fn suspend(&self, _: &Places) -> Result<(), String> {
        self.each(|share| match &share.form {
            Form::Usershare { file, .. } => {
                let failed = |error| format!("cannot remove '{}': {error}", file.display());
                point("unlink").map_err(failed)?;
                match fs::remove_file(file) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(error)),
                    _ => Ok(()),
                }
            }
            Form::Registry { .. } => {
                self.tool("net", &["conf", "setparm", &share.name, "available", "no"]).map(drop)
            }
        })?;
        self.reload()?;
        self.each(|share| self.close(share))
    }

    fn switch(&self, places: &Places, force: bool) -> Result<(), String> {
        // A usershare that is suspended is written when it is resumed.
        let mut changed = Vec::new();
        for share in &self.shares {
            let told = |reason| format!("share '{}': {reason}", share.name);
            let path = share.shows(places).map_err(told)?;
            match &share.form {
                Form::Usershare { file, text } => {
                    let wanted = with_path(text, &path);
                    let now = fs::read_to_string(file);
                    if now.as_ref().is_ok_and(|now| *now != wanted) {
                        write(file, &wanted).map_err(told)?;
                        changed.push(share);
                    }
                }
                Form::Registry { .. } => {
                    let now = self.tool("net", &["conf", "getparm", &share.name, "path"]).map_err(told)?;
                    if now.trim_end_matches('\n') != path {
                        self.tool("net", &["conf", "setparm", &share.name, "path", &path]).map_err(told)?;
                        changed.push(share);
                    }
                }
            }
        }
        if force || !changed.is_empty() {
            self.reload()?;
        }
        if self.disconnect {
            changed.into_iter().try_for_each(|share| self.close(share))?;
        }
        Ok(())
    }

    fn resume(&self, places: &Places) -> Result<(), String> {
        self.each(|share| {
            let path = share.shows(places)?;
            match &share.form {
                Form::Usershare { file, text } => write(file, &with_path(text, &path)),
                Form::Registry { available } => {
                    self.tool("net", &["conf", "setparm", &share.name, "path", &path])?;
                    let own = self.tool("net", &["conf", "showshare", &share.name])?;
                    let has = sections(&own).values().any(|share| share.contains_key("available"));
                    match available {
                        Some(value) => {
                            self.tool("net", &["conf", "setparm", &share.name, "available", value])
                        }
                        None if has => self.tool("net", &["conf", "delparm", &share.name, "available"]),
                        None => Ok(String::new()),
                    }
                    .map(drop)
                }
            }
        })?;
        self.reload()
    }

    fn memory(&self) -> Value {
        Memory::Samba(self.clone()).to_value()
    }
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    let written = point("replace").and_then(|()| replace(file, text.as_bytes()));
    written.map_err(|error| format!("cannot write '{}': {error}", file.display()))
}

fn tool(
    configuration: Option<&Path>,
    program: &str,
    words: &[&str],
    timeout: Duration,
) -> Result<String, String> {
    let mut command = Command::new(program);
    if let Some(path) = configuration {
        let mut option = std::ffi::OsString::from("--configfile=");
        option.push(path);
        command.arg(option);
    }
    command.args(words);
    run(command, &format!("{program} {}", words.join(" ")), timeout)
}

/// What `testparm` says a configuration means, with everything that is not written in it; or only what is.
fn testparm(configuration: Option<&Path>, everything: bool, timeout: Duration) -> Result<Sections, String> {
    let mut command = Command::new("testparm");
    command.arg("-s");
    if everything {
        command.arg("-v");
    }
    command.args(configuration);
    run(command, "testparm -s", timeout).map(|text| sections(&text))
}

/// The files of the usershares, with their texts.
fn usershares(configuration: Option<&Path>, timeout: Duration) -> Result<Vec<(PathBuf, String)>, String> {
    let mut command = Command::new("testparm");
    command.args(["-s", "--parameter-name=usershare path"]).args(configuration);
    let folder = run(command, "testparm -s", timeout)?;
    let folder = folder.trim();
    if folder.is_empty() {
        return Ok(Vec::new());
    }
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(|error| format!("cannot read '{folder}': {error}"))?,
    };
    let files = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file());
    // What cannot be read is no share of this account's.
    Ok(files.filter_map(|path| fs::read_to_string(&path).ok().map(|text| (path, text))).collect())
}

fn parameters(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter_map(|line| line.split_once('='));
    lines.map(|(name, value)| (name.trim().to_lowercase(), value.trim().to_owned())).collect()
}

fn sections(text: &str) -> Sections {
    let mut sections = Sections::new();
    let mut current = None;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            current = Some(sections.entry(name.to_owned()).or_default());
        } else if let (Some((name, value)), Some(section)) = (line.split_once('='), &mut current) {
            section.insert(name.trim().to_lowercase(), value.trim().to_owned());
        }
    }
    sections
}

/// Warnings about shares that show a store and would not follow its links.
pub fn warnings(settings: Option<&settings::Samba>, running: &[Running], stores: &[PathBuf]) -> Vec<String> {
    let mut configurations: Vec<Option<PathBuf>> = running
        .iter()
        .filter(|program| program.command.first().is_some_and(|name| name.ends_with("smbd")))
        .map(|program| option(&program.command, &["-s", "--configfile"]).map(PathBuf::from))
        .collect();
    configurations.extend(settings.map(|settings| settings.configuration.clone()));
    configurations.sort();
    configurations.dedup();
    let mut warnings = Vec::new();
    for configuration in configurations {
        match examine(configuration.as_deref(), stores) {
            Ok(found) => warnings.extend(found),
            Err(reason) => warnings.push(format!("whether Samba follows links cannot be told: {reason}")),
        }
    }
    warnings
}

fn examine(configuration: Option<&Path>, stores: &[PathBuf]) -> Result<Vec<String>, String> {
    let timeout = seconds(10);
    let mut shares = testparm(configuration, true, timeout)?;
    let global = shares.remove("global").unwrap_or_default();
    for (file, text) in usershares(configuration, timeout)? {
        let share = parameters(&text);
        let name = share.get("sharename").cloned();
        let name =
            name.unwrap_or_else(|| file.file_name().unwrap_or_default().to_string_lossy().into_owned());
        shares.insert(name, share);
    }
    // Only root may look into the registry.
    shares.extend(
        tool(configuration, "net", &["conf", "list"], timeout)
            .map(|text| sections(&text))
            .unwrap_or_default(),
    );
    let mut warnings = Vec::new();
    for (name, share) in &shares {
        let Some(path) = share.get("path") else { continue };
        let Some(store) = stores.iter().find(|store| touches(Path::new(path), store)) else { continue };
        let is = |parameter: &str| {
            let value = share.get(parameter).or_else(|| global.get(parameter));
            value.map(|value| ["yes", "true", "1"].contains(&value.to_lowercase().as_str()))
        };
        let extensions =
            ["unix extensions", "smb1 unix extensions", "smb3 unix extensions", "smb2 unix extensions"];
        let mut missing = Vec::new();
        if is("follow symlinks") == Some(false) {
            missing.push("`follow symlinks = yes`");
        }
        if is("wide links") != Some(true) {
            missing.push("`wide links = yes`");
        }
        if extensions.iter().any(|name| is(name) == Some(true))
            && is("allow insecure wide links") != Some(true)
        {
            missing.push("`unix extensions = no` (or `allow insecure wide links = yes`)");
        }
        if !missing.is_empty() {
            warnings.push(format!(
                "Samba's share '{name}' does not follow links in '{}': packages that are linked there will not be served; it needs {}",
                store.display(),
                missing.join(" and ")
            ));
        }
    }
    Ok(warnings)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usershare_shows_another_path_and_keeps_the_rest() {
        let text =
            "#VERSION 2\npath=/old\ncomment=path=x\nusershare_acl=S-1-1-0:R\nguest_ok=y\nsharename=Pkg\n";
        let new = with_path(text, "/new/a b");
        assert_eq!(new, text.replace("path=/old", "path=/new/a b"));
        assert_eq!(parameters(text)["sharename"], "Pkg");
    }

    #[test]
    fn shares_are_read_as_samba_prints_them() {
        let text = "# Global parameters\n[global]\n\twide links = No\n\n\n[Pkg Svr]\n\tpath = /a = b\n\tguest ok = yes\n";
        let sections = sections(text);
        assert_eq!(sections["Pkg Svr"]["path"], "/a = b");
        assert_eq!(sections["global"]["wide links"], "No");
    }
}
