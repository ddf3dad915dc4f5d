//! `smpctl relocation run`.

use std::path::PathBuf;
use std::time::Duration;

use super::attempts::{AttemptArgs, Series, make};
use super::schedule::Schedule;
use super::tasks::TaskArgs;
use crate::backend::TaskKind;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::relocation::retry::{choose, is_on_its_volume, rehearse, restore_links};
use crate::settings::Settings;

/// Move all packages to a new store, each reachable under both paths at every moment
///
/// First every package is linked from the new place, then each is moved and replaces its link. A package that
/// cannot be moved stays where it was, linked, and is tried again: 3 attempts, 15 minutes apart. A run that was
/// interrupted, even by a power cut, goes on when it is run again.
///
/// With `--package-server` it is done elsewhere: the live management server starts a task of yours there, which starts
/// smpctl, and what it and the servers say is watched. Exit code 0 if every server told that everything has moved, 4 if
/// not, 1 if one failed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: smpctl relocation run --from '/opt/store' --to /mnt/new/store --no-wait")]
pub struct Args {
    #[command(flatten)]
    stores: super::stores::FromArgs,
    /// The new store; made if it does not exist
    #[arg(
        long,
        value_name = "DIR",
        required_unless_present = "package_server",
        conflicts_with = "package_server"
    )]
    to: Option<PathBuf>,
    /// Make one attempt and end, with exit code 4 if something is left to do
    #[arg(long, conflicts_with = "package_server")]
    no_wait: bool,
    /// How many attempts to make at most [default: 3]
    #[arg(long, value_name = "N", env = "SMPCTL_MAX_ATTEMPTS", value_parser = clap::value_parser!(u32).range(1..=1000))]
    max_attempts: Option<u32>,
    /// Minutes between two attempts [default: 15]
    #[arg(long, value_name = "MINUTES", env = "SMPCTL_INTERVAL", value_parser = clap::value_parser!(u32).range(0..=10_080))]
    interval: Option<u32>,
    /// Accept what a prerequisite refuses
    #[arg(long, value_enum, value_name = "WHAT", conflicts_with = "package_server")]
    accept: Vec<super::check::AcceptArg>,
    /// Accept a store without any package
    #[arg(long, conflicts_with = "package_server")]
    allow_empty: bool,
    #[command(flatten)]
    attempt: AttemptArgs,
    #[command(flatten)]
    tasks: TaskArgs,
}

impl Args {
    /// On which other servers it is to be done.
    pub fn tasks(&self) -> &TaskArgs {
        &self.tasks
    }

    /// What it has in common with everything that makes attempts.
    pub fn attempt(&self) -> &AttemptArgs {
        &self.attempt
    }
}

/// Has it done elsewhere.
pub fn elsewhere(app: &App, args: &Args) -> Outcome {
    TaskArgs::refuse(&args.attempt.of_environment())?;
    TaskArgs::refuse(&[
        (args.max_attempts.is_some(), "SMPCTL_MAX_ATTEMPTS", "--max-attempts"),
        (args.interval.is_some(), "SMPCTL_INTERVAL", "--interval"),
    ])?;
    if args.stores.is_given() {
        let message =
            "`--from` and `--also` are for this computer, and cannot be used with `--package-server`";
        return Err(Failure::new(Kind::Usage, message)
            .hint("the task on the management server decides which stores are moved elsewhere"));
    }
    super::tasks::run(app, &args.tasks, TaskKind::Relocation)
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    let Some(to) = &args.to else {
        return Err(Failure::new(Kind::Usage, "the new store is needed").hint("add `--to DIR`"));
    };
    let to = super::target(to)?;
    let from = super::stores::find(app, &args.stores, &to, !app.global.dry_run)?;
    let history = super::history();
    if let Ok(mut record) = history.find(Some(&to)) {
        record.other_volumes = args.attempt.accept_volume;
        // Nothing is written to a mount point, not even to try what it can do.
        for path in from.iter().chain([&to]).filter(|_| !record.is_reverted()) {
            is_on_its_volume(&record, path)?;
        }
        if !app.global.dry_run {
            restore_links(&record);
        }
    }
    let settings = Settings::read()?;
    // What is wrong with the stores comes before what is remembered of them.
    let elsewhere = super::stores::elsewhere(app)?;
    let schedule = Schedule::in_force(&settings, args.max_attempts, args.interval);
    let (maximum, interval) = (schedule.maximum_attempts.value, schedule.interval_minutes.value);
    let stores = super::check::Stores {
        from: &from,
        to: &to,
        accept: &args.accept,
        allow_empty: args.allow_empty,
        elsewhere: &elsewhere,
    };
    let mut how = args.attempt.how(&settings.relocation);
    // What a relocation that goes on may lose is remembered.
    let chosen = choose(&history, &from, &to, maximum);
    how.lossy.extend(chosen.iter().flat_map(|record| &record.lossy));
    let report = super::check::first(app, &stores, &how)?;
    if !report.ready {
        if report.checks.iter().all(|check| check.ok || check.check == "relocation") {
            // Where it is another relocation alone that is in the way, its own error says more.
            rehearse(&chosen?)?;
        }
        super::check::print(app, &report)?;
        return Ok(ExitCode::CheckSaysNo);
    }
    for warning in &report.warnings {
        app.warn(warning);
    }
    if !args.attempt.sharing.no_sharing {
        for warning in super::sharing::warnings(&from, &to)? {
            app.warn(&warning);
        }
    }
    if let Some(warning) = super::sharing::left_behind(&args.attempt.sharing, &report)? {
        app.warn(&warning);
    }
    for warning in &schedule.warnings {
        app.warn(warning);
    }
    let mut record = chosen?;
    record.elsewhere.extend(elsewhere);
    if app.global.dry_run {
        super::check::print(app, &report)?;
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
