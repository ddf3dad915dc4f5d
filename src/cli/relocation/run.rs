//! `smpctl relocation run`.

use std::path::PathBuf;
use std::time::Duration;

use super::attempts::{AttemptArgs, Series, make};
use super::schedule::Schedule;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::relocation::retry::{choose, restore_links};
use crate::settings::Settings;

/// Move all packages to a new store, each reachable under both paths at every moment
///
/// First every package is linked from the new place, then each is moved and replaces its link. A package that
/// cannot be moved stays where it was, linked, and is tried again: 3 attempts, 15 minutes apart. A run that was
/// interrupted, even by a power cut, goes on when it is run again.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: smpctl relocation run --from '/opt/store' --to /mnt/new/store --no-wait")]
pub struct Args {
    #[command(flatten)]
    stores: super::stores::FromArgs,
    /// The new store; made if it does not exist
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Make one attempt and end, with exit code 4 if something is left to do
    #[arg(long)]
    no_wait: bool,
    /// How many attempts to make at most [default: 3]
    #[arg(long, value_name = "N", env = "SMPCTL_MAX_ATTEMPTS", value_parser = clap::value_parser!(u32).range(1..=1000))]
    max_attempts: Option<u32>,
    /// Minutes between two attempts [default: 15]
    #[arg(long, value_name = "MINUTES", env = "SMPCTL_INTERVAL", value_parser = clap::value_parser!(u32).range(0..=10_080))]
    interval: Option<u32>,
    /// Accept what a prerequisite refuses
    #[arg(long, value_enum, value_name = "WHAT")]
    accept: Vec<super::check::AcceptArg>,
    #[command(flatten)]
    attempt: AttemptArgs,
}

impl Args {
    /// What it has in common with everything that makes attempts.
    pub fn attempt(&self) -> &AttemptArgs {
        &self.attempt
    }
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    let to = super::target(&args.to)?;
    let from = super::stores::find(app, &args.stores, &to, !app.global.dry_run)?;
    let history = super::history();
    if let (false, Ok(record)) = (app.global.dry_run, history.find(Some(&to))) {
        restore_links(&record);
    }
    // What is wrong with the stores comes before what is remembered of them.
    let elsewhere = super::stores::elsewhere(app)?;
    let request = super::check::request(&from, &to, &args.accept, &elsewhere, false)?;
    let report = super::check::examine(app, &request, args.attempt.sharing.stop_agent)?;
    if !report.ready {
        app.print(&report)?;
        return Ok(ExitCode::CheckSaysNo);
    }
    for warning in super::sharing::warnings(&from, &to)? {
        app.warn(&warning);
    }
    if let Some(warning) = super::sharing::left_behind(&args.attempt.sharing, &report)? {
        app.warn(&warning);
    }
    let schedule = Schedule::in_force(&Settings::read()?, args.max_attempts, args.interval);
    for warning in &schedule.warnings {
        app.warn(warning);
    }
    let (maximum, interval) = (schedule.maximum_attempts.value, schedule.interval_minutes.value);
    let mut record = choose(&history, &from, &to, maximum)?;
    record.elsewhere.extend(elsewhere);
    if app.global.dry_run {
        app.print(&report)?;
        return Ok(ExitCode::Done);
    }
    let series = Series {
        maximum: if args.no_wait { 1 } else { maximum },
        interval: Duration::from_secs(u64::from(interval) * 60),
        automatic: true,
        by_timer: false,
    };
    make(app, record, &args.attempt, series, &report.sizes)
}
