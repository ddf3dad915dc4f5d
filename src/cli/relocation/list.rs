//! `smpctl relocation list`.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::status::Status;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::output::{Render, Style};
use crate::relocation::exact_path;
use crate::relocation::history::{Direction, Header, Skipped, Why};
use crate::relocation::retry::not_there;
use crate::relocation::running;

/// List every relocation that is remembered, the newest first
///
/// Those that have been reverted are forgotten when the next one begins.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: smpctl relocation list -o json")]
pub struct Args {}

#[derive(Debug, Serialize)]
struct List {
    relocations: Vec<Row>,
}

/// A relocation. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    relocation: Option<Uuid>,
    number: u64,
    #[serde(serialize_with = "exact_path::all_shown")]
    from: Vec<PathBuf>,
    #[serde(serialize_with = "exact_path::shown_if_any")]
    to: Option<PathBuf>,
    status: &'static str,
    direction: Option<Direction>,
    /// How many packages it knows the origin of.
    packages: usize,
    last_attempt: Option<Timestamp>,
    finished: Option<Timestamp>,
    /// The file of a record that cannot be used, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

impl Row {
    fn of(header: &Header) -> Self {
        let states = super::states();
        let is_running = running::running(states.iter().map(PathBuf::as_path), header.id).is_some();
        let last = header.last_attempt.as_ref();
        let moved = last.and_then(|last| last.measured?.packages).map_or(0, |packages| packages.moved);
        let status = match !is_running && !not_there(header).is_empty() {
            true => Status::NotMounted,
            false => Status::with(header, moved, is_running),
        };
        Self {
            relocation: Some(header.id),
            number: header.number,
            from: header.from.clone(),
            to: Some(header.to.clone()),
            status: status.as_str(),
            direction: Some(header.direction),
            packages: header.origins.0,
            last_attempt: last.map(|last| last.started),
            finished: header.finished,
            problem: None,
        }
    }

    fn skipped(skipped: &Skipped) -> Self {
        Self {
            relocation: skipped.relocation(),
            number: 0,
            from: Vec::new(),
            to: None,
            status: match skipped.why {
                Why::Unreadable(_) => "unreadable",
                Why::Damaged(_) => "damaged",
                Why::Newer(_) => "newer",
            },
            direction: None,
            packages: 0,
            last_attempt: None,
            finished: None,
            problem: Some(skipped.to_string()),
        }
    }
}

impl Render for List {
    fn human(&self, style: &Style) -> String {
        if self.relocations.is_empty() {
            return "No relocation is known. Start one with `smpctl relocation run --from DIR --to DIR`.\n"
                .into();
        }
        let path = |path: &PathBuf| path.to_string_lossy().into_owned();
        let rows = self.relocations.iter().map(|row| {
            [
                // Enough to name it with `--relocation`, and to read.
                row.relocation.map(|id| id.to_string().chars().take(8).collect()).unwrap_or_default(),
                row.from.iter().map(path).collect::<Vec<_>>().join(", "),
                row.to.as_ref().map(path).unwrap_or_default(),
                row.status.to_owned(),
                row.packages.to_string(),
                row.finished.or(row.last_attempt).map(|time| format!("{time:.0}")).unwrap_or_default(),
            ]
        });
        let mut text = style.table(["ID", "FROM", "TO", "STATUS", "PACKAGES", "WHEN"], rows);
        for problem in self.relocations.iter().filter_map(|row| row.problem.as_ref()) {
            text.push_str(&style.paragraph(&format!("{} {problem}", style.warn("warning:"))));
        }
        text
    }

    fn rows(&self) -> serde_json::Result<serde_json::Value> {
        serde_json::to_value(&self.relocations)
    }
}

/// Runs the command.
pub fn run(app: &App, _: &Args) -> Outcome {
    let history = super::history();
    let mut relocations: Vec<_> = history.headers()?.iter().map(Row::of).collect();
    relocations.extend(history.skipped()?.iter().map(Row::skipped));
    app.print(&List { relocations })?;
    Ok(ExitCode::Done)
}
