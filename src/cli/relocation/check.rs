//! `smpctl relocation check`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Failure;
use crate::cli::output::{Render, Style, sanitise, units};
use crate::relocation::attempt::Size;
use crate::relocation::history::{Direction, Record};
use crate::relocation::package::PackageName;
use crate::relocation::prerequisites::{self, Report, Request};
use crate::relocation::store::Store;
use crate::relocation::survey::survey;

/// Check whether a package store can be moved to a new place, changing nothing
///
/// Exit code 0 if it can, 3 if not.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: smpctl relocation check --from /opt/store --to /mnt/new/store -o json")]
pub struct Args {
    /// The store to move
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// A further store whose packages are moved too (repeatable)
    #[arg(long, value_name = "DIR")]
    also: Vec<PathBuf>,
    /// The new store; it need not exist
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Accept what a prerequisite refuses
    #[arg(long, value_enum, value_name = "WHAT")]
    accept: Vec<AcceptArg>,
}

/// What may be accepted although a prerequisite refuses it
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AcceptArg {
    /// A medium that is not fixed, or that cannot be told
    Medium,
}

impl Render for Report {
    fn human(&self, style: &Style) -> String {
        let mut lines = Vec::new();
        for check in &self.checks {
            let mark = if check.ok { style.good("pass") } else { style.bad("FAIL") };
            lines.push(format!("{mark}  {:<13} {}", check.check, sanitise::line(&check.detail)));
            if let Some(hint) = &check.hint {
                lines.push(format!("      {:<13} {}", "", style.warn(hint)));
            }
        }
        lines.push(format!(
            "{} packages, {} files, {}{}",
            self.packages,
            self.files,
            units::bytes(self.bytes),
            self.estimated_seconds.map_or(String::new(), |seconds| format!(
                ", about {} to move",
                units::duration(std::time::Duration::from_secs(seconds))
            )),
        ));
        for warning in &self.warnings {
            lines.push(format!("{} {}", style.warn("warning:"), sanitise::line(warning)));
        }
        for package in &self.custom_location {
            lines.push(format!("{package} has a location of its own and will not be touched"));
        }
        if !self.ignored.is_empty() {
            const SHOWN: usize = 10;
            lines.push(format!("{} entries are no packages and will not be touched:", self.ignored.len()));
            for path in self.ignored.iter().take(SHOWN) {
                lines.push(format!("  {}", sanitise::line(&path.to_string_lossy())));
            }
            if self.ignored.len() > SHOWN {
                lines.push(format!("  and {} more; `-o json` names them all", self.ignored.len() - SHOWN));
            }
        }
        let verdict = if self.ready { style.good("Ready") } else { style.bad("Not ready") };
        lines.push(format!("{verdict} to be moved"));
        lines.join("\n") + "\n"
    }
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    let from = std::iter::once(&args.from)
        .chain(&args.also)
        .map(|path| super::existing(path))
        .collect::<Result<Vec<_>, _>>()?;
    let to = super::target(&args.to)?;
    let report = prerequisites::check(&request(&from, &to, &args.accept, true))?;
    app.print(&report)?;
    Ok(if report.ready { ExitCode::Done } else { ExitCode::CheckSaysNo })
}

/// Examines the prerequisites of a run.
pub fn examine(_: &App, from: &[PathBuf], to: &Path, accept: &[AcceptArg]) -> Result<Report, Failure> {
    Ok(prerequisites::check(&request(from, to, accept, false))?)
}

fn request<'a>(from: &'a [PathBuf], to: &'a Path, accept: &[AcceptArg], measure: bool) -> Request<'a> {
    Request { from, to, accept_medium: accept.contains(&AcceptArg::Medium), accept_location: false, measure }
}

/// The sizes of what is left to move, as far as they can be told; for progress only.
pub fn sizes(record: &Record) -> HashMap<PackageName, Size> {
    let (sources, to) = match record.direction {
        Direction::Forward => (record.from.clone(), Some(&record.to)),
        Direction::Revert => (vec![record.to.clone()], record.from.first()),
    };
    let stores: Vec<Store> = sources.iter().filter_map(|path| Store::open(path).ok()).collect();
    let to = to.and_then(|path| Store::open(path).ok());
    survey(&stores, to.as_ref()).map(|survey| prerequisites::sizes(&survey)).unwrap_or_default()
}
