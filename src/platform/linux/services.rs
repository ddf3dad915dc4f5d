//! Services: systemd's, or init scripts.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::platform::services::{RunProgram, ServiceVerb};

/// Asks a service, by its name or the path of its init script, to do something, and waits until it has.
///
/// The error is a sentence without an end.
pub fn control_service(
    service: &str,
    verb: ServiceVerb,
    _: Duration,
    run: RunProgram<'_>,
) -> Result<(), String> {
    let script = match service.starts_with('/') {
        true => PathBuf::from(service),
        false => Path::new("/etc/init.d").join(service),
    };
    let systemd = !service.starts_with('/') && Path::new("/run/systemd/system").is_dir();
    let mut command = if systemd {
        let mut command = Command::new("systemctl");
        command.arg(if verb == ServiceVerb::Status { "is-active" } else { verb.as_str() }).arg("--quiet");
        command.arg("--").arg(service);
        command
    } else if script.is_file() {
        let mut command = Command::new(&script);
        command.arg(verb.as_str());
        command
    } else {
        return Err(format!("there is neither systemd nor '{}'", script.display()));
    };
    // An init script finds its programs whatever the caller's path.
    if let Some(path) = std::env::var_os("PATH") {
        let mut path = path;
        path.push(":/usr/sbin:/sbin:/usr/bin:/bin");
        command.env("PATH", path);
    }
    run(command, &format!("{service} {}", verb.as_str()))
}
