//! What an administrator is told when a relocation has ended that nobody was watching.

use std::io;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::signals::has_hung_up;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::sanitise;
use crate::platform::{self, Urgency};
use crate::settings::{Alerts, Settings};

/// How often is looked whether the command has ended.
const LOOK: Duration = Duration::from_millis(20);

/// What an alert's command finds what happened in.
const MESSAGE: &str = "SMPCTL_ALERT_MESSAGE";

/// How a relocation ended.
pub struct Ended<'a> {
    /// What happened, in a sentence.
    pub message: &'a str,
    /// The exit code.
    pub code: ExitCode,
    /// What else is known, as names and values for the command's environment.
    pub facts: &'a [(&'static str, String)],
}

/// Tells the system's log, and runs the settings' command; where somebody watches, only the log, and that only where it
/// is told of every run. Whatever goes wrong changes nothing but a warning.
pub fn tell(app: &App, settings: &Alerts, ended: &Ended<'_>, unwatched: bool) {
    if std::env::var_os(MESSAGE).is_some() {
        // An alert's command runs this smpctl, and would be run again for it, without end.
        return;
    }
    if unwatched || platform::LOGS_EVERY_RUN {
        let urgency = match ended.code {
            ExitCode::Done => Urgency::Notice,
            ExitCode::Warning | ExitCode::Interrupted => Urgency::Warning,
            _ => Urgency::Error,
        };
        log(settings, urgency, ended.message);
    }
    if let (true, Some(command)) = (unwatched, &settings.command)
        && let Err(problem) = run(command, Duration::from_secs(settings.timeout_seconds.into()), ended)
    {
        app.warn(&format!("the command of the setting `alerts.command` {problem}"));
    }
}

/// Tells that a relocation did not even begin, or broke off.
pub fn tell_failure(app: &App, failure: &Failure, unwatched: bool) {
    let hint = failure.hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default();
    let (what, status) = match failure.kind {
        Kind::Interrupted => ("was stopped", "interrupted"),
        _ => ("failed", "failed"),
    };
    let ended = Ended {
        message: &format!(
            "a relocation {what}: {}{hint}",
            failure.public.as_ref().unwrap_or(&failure.message)
        ),
        code: failure.kind.exit_code(),
        facts: &[("STATUS", status.to_owned())],
    };
    // Settings that cannot be read may be the failure itself.
    tell(app, &Settings::read().map(|settings| settings.alerts).unwrap_or_default(), &ended, unwatched);
}

/// Tells the system's log on the way, where it is told of every run.
pub fn mention(settings: &Alerts, urgency: Urgency, message: &str) {
    if platform::LOGS_EVERY_RUN && std::env::var_os(MESSAGE).is_none() {
        log(settings, urgency, message);
    }
}

/// Whether a failure is worth an alert: that a timer finds another smpctl at work is as it should be.
pub fn is_worth_telling(failure: &Failure, automatic: bool) -> bool {
    !(automatic && failure.kind == Kind::Busy)
}

fn log(settings: &Alerts, urgency: Urgency, message: &str) {
    if !settings.syslog {
        return;
    }
    let message = sanitise::line(message);
    if let Err(error) = platform::log(urgency, &message, settings.syslog_socket.as_deref()) {
        tracing::info!("{}: {error}", platform::LOG_UNTOLD);
    }
}

/// Runs the command; what it says goes to standard error, so that results stay what they are.
fn run(command: &str, patience: Duration, ended: &Ended<'_>) -> Result<(), String> {
    let mut shell = platform::shell(command);
    shell
        .env(MESSAGE, sanitise::line(ended.message).as_ref())
        .env("SMPCTL_ALERT_EXIT_CODE", (ended.code as u8).to_string())
        .stdin(Stdio::null());
    if has_hung_up() {
        // To write to a terminal that has gone would fail, and with it the command.
        shell.stdout(Stdio::null()).stderr(Stdio::null());
    } else {
        shell.stdout(Stdio::from(io::stderr()));
    }
    for (name, value) in ended.facts {
        shell.env(format!("SMPCTL_ALERT_{name}"), value);
    }
    let mut child = shell.spawn().map_err(|error| format!("cannot be run: {error}"))?;
    let until = Instant::now() + patience;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("failed: {status}")),
            Ok(None) if Instant::now() >= until => {
                platform::end_with_all(&mut child);
                return Err(format!("did not end within {} s, and was ended", patience.as_secs()));
            }
            Ok(None) => std::thread::sleep(LOOK),
            Err(error) => return Err(format!("cannot be waited for: {error}")),
        }
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    fn ended() -> Ended<'static> {
        Ended { message: "it\nended", code: ExitCode::Warning, facts: &[] }
    }

    #[test]
    fn a_command_may_fail_or_hang_but_not_for_long() {
        let second = Duration::from_secs(1);
        assert_eq!(run("test \"$SMPCTL_ALERT_MESSAGE\" = 'it ended'", second * 10, &ended()), Ok(()));
        assert_eq!(run("exit 7", second * 10, &ended()), Err("failed: exit status: 7".into()));
        let began = Instant::now();
        let hung = run("sleep 1000 & wait", second, &ended()).unwrap_err();
        assert_eq!(hung, "did not end within 1 s, and was ended");
        assert!(began.elapsed() < 10 * second);
    }
}
