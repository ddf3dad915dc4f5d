//! Running a program, not longer than allowed, and telling what it said if it failed.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::platform::{self, fault::point};
use crate::relocation::history::Direction;
use crate::relocation::sharing::Places;

/// How much of what a failed program said is told, in bytes from its end.
const TOLD: u64 = 2000;

/// What a command of an administrator is told, in its environment.
pub fn environment(step: &'static str, places: &Places) -> Vec<(&'static str, OsString)> {
    let other = if places.serve == places.target() { places.source() } else { places.target() };
    let old: Vec<_> = places.from.iter().map(|path| path.as_os_str().to_owned()).collect();
    let direction = match places.direction {
        Direction::Forward => "forward",
        Direction::Revert => "revert",
    };
    vec![
        ("SMPCTL_STEP", step.into()),
        ("SMPCTL_FROM", other.into()),
        ("SMPCTL_TO", places.serve.clone().into()),
        ("SMPCTL_STORAGE_PATH", places.serve.clone().into()),
        ("SMPCTL_OLD_STORES", old.join(OsString::from("\n").as_os_str())),
        ("SMPCTL_DIRECTION", direction.into()),
        ("SMPCTL_RELOCATION", places.relocation.to_string().into()),
    ]
}

/// Runs a command of an administrator with `sh -c`.
pub fn shell(
    command: &str,
    environment: &[(&'static str, OsString)],
    timeout: Duration,
) -> Result<(), String> {
    let mut sh = platform::shell(command);
    sh.envs(environment.iter().map(|(name, value)| (name, value)));
    run(sh, command, timeout).map(drop)
}

/// Runs a program to its end, and gives what it wrote to its standard output.
pub fn run(command: Command, called: &str, timeout: Duration) -> Result<String, String> {
    run_with(command, called, timeout, None).map(|text| String::from_utf8_lossy(&text).into_owned())
}

/// The same, with something to read for the program, and the bytes it wrote.
pub fn run_with(
    mut command: Command,
    called: &str,
    timeout: Duration,
    input: Option<File>,
) -> Result<Vec<u8>, String> {
    let called = shorten(called);
    let failed = |error: io::Error| format!("cannot run `{called}`: {error}");
    // Files, not pipes: a daemon that the program starts may keep them open for ever.
    let (mut out, mut err) = (tempfile::tempfile().map_err(failed)?, tempfile::tempfile().map_err(failed)?);
    command
        .stdin(input.map_or_else(Stdio::null, Stdio::from))
        .stdout(out.try_clone().map_err(failed)?)
        .stderr(err.try_clone().map_err(failed)?);
    // It has no terminal: Ctrl-C is for smpctl, not for what has been begun.
    platform::in_own_group(&mut command);
    tracing::debug!("running `{called}`");
    point("spawn").map_err(failed)?;
    let mut child = command.spawn().map_err(failed)?;
    let until = Instant::now() + timeout;
    let mut pause = Duration::from_millis(1);
    let status = loop {
        if let Some(status) = child.try_wait().map_err(failed)? {
            break status;
        }
        if Instant::now() >= until {
            platform::end_with_all(&mut child);
            let said = said(&mut out, &mut err);
            return Err(format!("`{called}` was not done after {} s and was ended{said}", timeout.as_secs()));
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    };
    if status.success() {
        let mut text = Vec::new();
        out.seek(SeekFrom::Start(0)).and_then(|_| out.read_to_end(&mut text)).map_err(failed)?;
        return Ok(text);
    }
    Err(format!("`{called}` {}{}", platform::how_it_ended(status), said(&mut out, &mut err)))
}

/// The end of what was said, as the end of a sentence.
fn said(out: &mut File, err: &mut File) -> String {
    let mut text = String::new();
    for file in [out, err] {
        let mut bytes = Vec::new();
        let from = file.metadata().map_or(0, |metadata| metadata.len().saturating_sub(TOLD));
        if file.seek(SeekFrom::Start(from)).and_then(|_| file.read_to_end(&mut bytes)).is_ok() {
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
    }
    let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() { String::new() } else { format!(": {}", lines.join("; ")) }
}

/// A command as it is told: its first line, and not too much of it.
fn shorten(command: &str) -> String {
    const LONGEST: usize = 80;
    let line = command.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.len() < command.trim().len() => format!("{line} …"),
        None => line.to_owned(),
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    fn sh(command: &str, timeout: Duration) -> Result<(), String> {
        shell(command, &[("SMPCTL_TO", "/new".into())], timeout)
    }

    #[test]
    fn what_a_command_says_is_told_when_it_fails() {
        let minute = Duration::from_secs(60);
        assert_eq!(sh("test \"$SMPCTL_TO\" = /new", minute), Ok(()));
        let error = sh("echo one; echo two >&2; exit 7", minute).unwrap_err();
        assert_eq!(error, "`echo one; echo two >&2; exit 7` ended with exit code 7: one; two");
        let error = sh("kill -9 $$", minute).unwrap_err();
        assert_eq!(error, "`kill -9 $$` was ended by signal 9");
    }

    #[test]
    fn a_command_that_hangs_is_ended_with_all_it_started() {
        let began = Instant::now();
        let error = sh("echo waiting; sleep 60 & sleep 60", Duration::from_millis(300)).unwrap_err();
        assert!(error.ends_with("was not done after 0 s and was ended: waiting"), "{error}");
        assert!(began.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn a_daemon_that_keeps_its_output_open_is_not_waited_for() {
        let began = Instant::now();
        sh("sleep 30 & exit 0", Duration::from_secs(25)).unwrap();
        assert!(began.elapsed() < Duration::from_secs(10));
    }
}
