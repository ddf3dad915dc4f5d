//! `smpctl relocation revert`.

use std::time::Duration;

use super::WhichArgs;
use super::attempts::{AttemptArgs, Series, make};
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::relocation::adopt::take_all;
use crate::relocation::history::Direction;
use crate::relocation::preview::preview;
use crate::relocation::retry::{may_revert, not_there, restore_links, tidy, turn};
use crate::settings::Settings;

/// Undo a relocation: bring every package back to where it came from
///
/// With the same safety as the way there: the same prerequisites are checked first, with the old volume as the one that has to
/// hold the packages (`smpctl relocation check --revert` only checks); `--dry-run` says package by package what will be done. A
/// relocation whose packages a later one has moved on is refused: that one is reverted first.
/// Packages of which nothing says that they came from the old store stay, and
/// are named: they arrived later, or the vendor's agent moved them. `--all` brings these too.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: smpctl relocation revert --to /mnt/new/store")]
pub struct Args {
    #[command(flatten)]
    which: WhichArgs,
    /// Bring every package of the new store to the old one, also those of which nothing says that they came from it
    #[arg(long)]
    all: bool,
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
    let mut record = super::find(app, &args.which)??;
    if !app.global.dry_run {
        // Also where nothing is left to undo.
        super::sharing::put_back(app, &args.attempt.sharing, &record)?;
        super::signals::go_on()?;
    }
    if record.direction == Direction::Revert && !record.is_unfinished() && !args.all {
        tidy(&record)?;
        app.note("unchanged: it has been reverted");
        return super::status::print(app, &record).map(|()| ExitCode::Done);
    }
    record.other_volumes = args.attempt.accept_volume;
    may_revert(&super::history(), &record)?;
    if let Some(error) = not_there(&record).into_iter().next() {
        return Err(error.into());
    }
    if args.all {
        take_all(&mut record)?;
    }
    if !app.global.dry_run {
        restore_links(&record);
    }
    let now = record.clone();
    let maximum = record.maximum_attempts;
    turn(&mut record, Direction::Revert, maximum);
    let report = super::check::again(app, &record, &args.attempt.how(&Settings::read()?.relocation))?;
    if !report.ready {
        super::check::print(app, &report)?;
        return Ok(ExitCode::CheckSaysNo);
    }
    for warning in &report.warnings {
        app.warn(warning);
    }
    if app.global.dry_run {
        let plan = preview(&now, args.attempt.transfer.into())?;
        return super::status::print_plan(app, &now, plan).map(|()| ExitCode::Done);
    }
    let series = Series { maximum: 1, interval: Duration::ZERO, automatic: false, by_timer: false };
    make(app, record, &args.attempt, series, &report.sizes)
}
