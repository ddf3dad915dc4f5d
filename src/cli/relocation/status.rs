//! `smpctl relocation status`.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::Serialize;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Failure;
use crate::cli::output::{Render, Style, sanitise};
use crate::relocation::attempt::census;
use crate::relocation::error::Error;
use crate::relocation::history::{Direction, FailureRecord, Record};
use crate::relocation::retry::not_there;

/// Show how a relocation stands
///
/// Works on a store that the vendor's agent has relocated, too: name it with `--to`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    which: super::WhichArgs,
}

/// How a relocation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// None is known.
    None,
    /// Every package is linked, none is moved yet.
    Linked,
    /// Some packages are moved.
    Partial,
    /// Everything is moved.
    Complete,
    /// Everything is back where it came from.
    Reverted,
    /// The last attempt was stopped or killed.
    Interrupted,
}

impl Status {
    /// How a relocation stands, from what is remembered and what is in its stores.
    pub fn of(record: &Record) -> Result<Self, Error> {
        Ok(match (record.is_unfinished(), record.direction) {
            (false, Direction::Forward) => Status::Complete,
            (false, Direction::Revert) => Status::Reverted,
            (true, _) if record.is_interrupted() => Status::Interrupted,
            (true, _) if census(record)?.moved.is_empty() => Status::Linked,
            (true, _) => Status::Partial,
        })
    }

    /// Its name in JSON, and for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::None => "none",
            Status::Linked => "linked",
            Status::Partial => "partial",
            Status::Complete => "complete",
            Status::Reverted => "reverted",
            Status::Interrupted => "interrupted",
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    storage_path: Option<PathBuf>,
    from: Vec<PathBuf>,
    status: Status,
    direction: Option<Direction>,
    attempts_done: u32,
    maximum_attempts: u32,
    last_attempt: Option<Timestamp>,
    packages: Packages,
    failures: Vec<FailureRecord>,
    ignored: Vec<PathBuf>,
}

#[derive(Debug, Default, Serialize)]
struct Packages {
    total: usize,
    moved: usize,
    linked: usize,
}

impl Render for Report {
    fn human(&self, style: &Style) -> String {
        let Some(storage_path) = &self.storage_path else {
            return "No relocation is known. Start one with `smpctl relocation run --from DIR --to DIR`.\n"
                .into();
        };
        let path = |path: &PathBuf| sanitise::line(&path.to_string_lossy()).into_owned();
        let mut lines = vec![
            format!("Storage path      {}", path(storage_path)),
            format!("From              {}", self.from.iter().map(path).collect::<Vec<_>>().join(", ")),
            format!(
                "Status            {}{}",
                style.bold(self.status.as_str()),
                if self.direction == Some(Direction::Revert) && self.status != Status::Reverted {
                    " (being reverted)"
                } else {
                    ""
                }
            ),
            format!("Attempts          {} of {}", self.attempts_done, self.maximum_attempts),
            format!(
                "Last attempt      {}",
                self.last_attempt.map_or("never".into(), |time| format!("{time:.0}"))
            ),
            format!(
                "Packages          {} in all, {} moved, {} linked",
                self.packages.total, self.packages.moved, self.packages.linked
            ),
        ];
        if !self.ignored.is_empty() {
            lines.push(format!("Ignored           {} that are no packages", self.ignored.len()));
        }
        if !self.failures.is_empty() {
            lines.push(style.warn(super::attempts::WARNING));
            for failure in &self.failures {
                lines.push(format!("  {}: {}", failure.package, sanitise::line(&failure.reason)));
            }
        }
        lines.join("\n") + "\n"
    }
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    match super::find(&args.which)? {
        Ok(record) => print(app, &record)?,
        Err(_) => app.print(&Report {
            storage_path: None,
            from: Vec::new(),
            status: Status::None,
            direction: None,
            attempts_done: 0,
            maximum_attempts: crate::relocation::retry::MAXIMUM_ATTEMPTS,
            last_attempt: None,
            packages: Packages::default(),
            failures: Vec::new(),
            ignored: Vec::new(),
        })?,
    }
    Ok(ExitCode::Done)
}

/// Prints how a relocation stands.
pub fn print(app: &App, record: &Record) -> Result<(), Failure> {
    let census = census(record)?;
    let last = record.last_attempt.as_ref();
    for error in not_there(record) {
        app.warn(&error.to_string());
    }
    app.print(&Report {
        storage_path: Some(record.to.clone()),
        from: record.from.clone(),
        status: Status::of(record)?,
        direction: Some(record.direction),
        attempts_done: record.attempts_done,
        maximum_attempts: record.maximum_attempts,
        last_attempt: last.map(|attempt| attempt.started),
        packages: Packages {
            total: census.moved.len() + census.linked.len() + census.unlinked.len(),
            moved: census.moved.len(),
            linked: census.linked.len(),
        },
        failures: last.map(|attempt| attempt.failures.clone()).unwrap_or_default(),
        ignored: census.ignored,
    })
}
