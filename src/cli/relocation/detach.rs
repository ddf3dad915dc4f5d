//! `--detach`: the same command once more, in a process that outlives this session.
//!
//! As a transient systemd service where that can be had; else as a process of its own session with a log file.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use clap::CommandFactory;
use jiff::Timestamp;
use serde::Serialize;

use super::advice::{About, remedy};
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::{Render, Style, sanitise};
use crate::cli::{Cli, Outcome};
use crate::platform::open_private_log;
use crate::relocation::history::{Direction, Record, make_folder};
use crate::relocation::retry::rehearse;
use crate::settings;
use crate::topology::readiness::quoted;

/// How long the process may take to show that it works.
const PATIENCE: Duration = Duration::from_secs(10);

const LOOK: Duration = Duration::from_millis(50);

/// Variables that decide what is done and are no option's. None holds a credential.
const VARIABLES: [&str; 6] =
    ["SMPCTL_STATE_DIR", "SMPCTL_SETTINGS", "HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"];

/// What was started.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Started {
    relocation: uuid::Uuid,
    /// The systemd unit, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// The process and its log, if it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pid: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    log: Option<PathBuf>,
    watch: String,
    stop: String,
}

impl Render for Started {
    fn human(&self, _: &Style) -> String {
        let (what, logged) = match (&self.unit, &self.log) {
            (Some(unit), _) => (format!("the service '{unit}'"), journal(unit)),
            (None, log) => (
                format!("process {}", self.pid.unwrap_or_default()),
                log.as_ref().map(|log| log.display().to_string()).unwrap_or_default(),
            ),
        };
        format!(
            "Started in the background, as {what}\n  watch it:     {}\n  stop it:      {}\n  what it says: {}\n",
            sanitise::line(&self.watch),
            self.stop,
            sanitise::line(&logged)
        )
    }
}

/// Starts the command at hand once more, in the background, and waits until it works.
pub fn start(app: &App, record: &Record) -> Outcome {
    rehearse(record)?;
    let began = Timestamp::now();
    let exe = std::env::current_exe().map_err(|error| failed(format_args!("cannot find itself: {error}")))?;
    let mut arguments: Vec<OsString> = std::env::args_os().skip(1).filter(|it| it != "--detach").collect();
    arguments.extend(["--detached".into(), record.id.to_string().into()]);
    let unit = format!("smpctl-relocation-{}.service", record.id);
    let service = systemd(app, record, &unit, &exe, &arguments);
    let (mut child, log) = match &service {
        Ok(()) => (None, None),
        Err(reason) => {
            app.note(&format!("not as a service, but as a process of its own: {reason}"));
            let (child, log) = spawn(record, &exe, &arguments)?;
            (Some(child), Some(log))
        }
    };
    wait(app, record, began, child.as_mut(), log.as_deref(), &unit)?;
    let store = match record.to.to_str() {
        Some(path) => quoted(path),
        None => record.to.to_string_lossy().into_owned(),
    };
    app.print(&Started {
        relocation: record.id,
        unit: service.is_ok().then(|| unit.clone()),
        pid: child.as_ref().map(Child::id),
        log,
        watch: format!("smpctl relocation status --watch --to {store}"),
        stop: match &child {
            None => format!("systemctl {}stop {unit}", manager()),
            Some(child) => format!("kill {}", child.id()),
        },
    })?;
    Ok(ExitCode::Done)
}

/// Starts it as a transient service, in the user's manager for anybody but root.
fn systemd(app: &App, record: &Record, unit: &str, exe: &Path, arguments: &[OsString]) -> Result<(), String> {
    let mut command = Command::new("systemd-run");
    if !crate::platform::is_administrator() {
        command.arg("--user");
    }
    command.args(["--quiet", "--collect", "--no-ask-password", "--service-type=exec"]);
    // What smpctl has begun with a service is finished when it is to stop; it has five minutes.
    command.args(["--property=KillMode=mixed", "--property=TimeoutStopSec=5min"]);
    command.arg(format!("--unit={unit}"));
    let way = match record.direction {
        Direction::Forward => "relocation to",
        Direction::Revert => "revert of the relocation to",
    };
    command.arg(format!("--description=smpctl: {way} {}", record.to.display()));
    if let Ok(directory) = std::env::current_dir() {
        let mut option = OsString::from("--working-directory=");
        option.push(directory);
        command.arg(option);
    }
    for (name, value) in environment() {
        let mut option = OsString::from("--setenv=");
        option.push(name);
        option.push("=");
        option.push(value);
        command.arg(option);
    }
    command.arg("--").arg(exe).args(arguments);
    let output = command.stdin(Stdio::null()).output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no systemd-run here".to_owned(),
        _ => format!("cannot run systemd-run: {error}"),
    })?;
    if output.status.success() {
        warn_of_logout(app);
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("systemd-run: {}", said.lines().next().unwrap_or("it failed without a word")))
}

/// The user's manager ends with the user's last session, unless the account lingers.
fn warn_of_logout(app: &App) {
    if crate::platform::is_administrator() {
        return;
    }
    let user = crate::platform::effective_user().to_string();
    let asked = Command::new("loginctl").args(["show-user", &user, "--property=Linger", "--value"]).output();
    if asked.is_ok_and(|output| output.stdout.trim_ascii() == b"no") {
        app.warn("it ends when you log out, at a safe point; `loginctl enable-linger` lets it go on");
    }
}

/// What of the environment the command depends on: a service starts without any.
fn environment() -> Vec<(OsString, OsString)> {
    let root = Cli::command();
    let mut names: Vec<OsString> = VARIABLES.iter().map(OsString::from).collect();
    let mut commands = vec![&root];
    while let Some(command) = commands.pop() {
        commands.extend(command.get_subcommands());
        // A value that must not be shown is none for a command line.
        let options = command.get_arguments().filter(|option| !option.is_hide_env_values_set());
        names.extend(options.filter_map(|option| option.get_env().map(OsStr::to_owned)));
    }
    names.sort();
    names.dedup();
    names.into_iter().filter_map(|name| std::env::var_os(&name).map(|value| (name, value))).collect()
}

/// Starts it as a child, which leaves the session by itself.
fn spawn(record: &Record, exe: &Path, arguments: &[OsString]) -> Result<(Child, PathBuf), Failure> {
    let folder = settings::state_directories().0.join("logs");
    let log = folder.join(format!("{}.log", record.id));
    let open = || {
        make_folder(&folder)?;
        let file = open_private_log(&log)?;
        Ok((file.try_clone()?, file))
    };
    let (out, err) = open().map_err(|error: std::io::Error| {
        failed(format_args!("cannot write the log '{}': {error}", log.display()))
            .hint(remedy(&error, About::ToRemember))
    })?;
    let child = Command::new(exe).args(arguments).stdin(Stdio::null()).stdout(out).stderr(err).spawn();
    let child = child.map_err(|error| failed(format_args!("cannot start '{}': {error}", exe.display())))?;
    Ok((child, log))
}

/// Waits until the process shows that it works, or has ended.
fn wait(
    app: &App,
    record: &Record,
    began: Timestamp,
    mut child: Option<&mut Child>,
    log: Option<&Path>,
    unit: &str,
) -> Result<(), Failure> {
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        if super::running(record).is_some() {
            return Ok(());
        }
        let known = super::history().by_id(record.id).ok().flatten();
        if known.and_then(|known| known.last_attempt).is_some_and(|last| last.started >= began) {
            return Ok(());
        }
        if let Some(child) = &mut child
            && let Ok(Some(status)) = child.try_wait()
            && !matches!(status.code(), Some(0 | 4))
        {
            let said = log.and_then(|log| fs::read_to_string(log).ok()).unwrap_or_default();
            let said: Vec<_> = said.lines().rev().filter(|line| line.contains("error")).take(1).collect();
            return Err(failed(format_args!("it ended at once ({status}): {}", said.concat()))
                .hint("run it without `--detach` to see why"));
        }
        std::thread::sleep(LOOK);
    }
    let look = match log {
        Some(log) => log.display().to_string(),
        None => format!("`{}`", journal(unit)),
    };
    app.warn(&format!("it has not shown itself within {} s; see {look}", PATIENCE.as_secs()));
    Ok(())
}

/// The command that shows what a service has said.
fn journal(unit: &str) -> String {
    format!("journalctl {}-u {unit}", manager())
}

/// The option for the user's manager, for anybody but root.
fn manager() -> &'static str {
    if crate::platform::is_administrator() { "" } else { "--user " }
}

fn failed(message: impl std::fmt::Display) -> Failure {
    Failure::new(Kind::Failed, message)
}
