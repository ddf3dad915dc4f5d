//! `smpctl relocation revert`.

use std::time::Duration;

use super::WhichArgs;
use super::attempts::{AttemptArgs, Series, make};
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::relocation::adopt::take_all;
use crate::relocation::history::Direction;
use crate::relocation::retry::{restore_links, tidy, turn};
use crate::settings::Settings;

/// Undo a relocation: bring every package back to where it came from
///
/// With the same safety as the way there: the same prerequisites are checked first, with the old volume as the one that has to
/// hold the packages (`smpctl relocation check --revert`, or `--dry-run`, only checks). Packages of which nothing says that they came from the old store stay, and
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
    let mut record = super::find(&args.which)??;
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
    if !app.global.dry_run {
        restore_links(&record);
    }
    if args.all {
        take_all(&mut record)?;
    }
    let maximum = record.maximum_attempts;
    turn(&mut record, Direction::Revert, maximum);
    let report = super::check::again(app, &record, &args.attempt.how(&Settings::read()?.relocation))?;
    if !report.ready || app.global.dry_run {
        super::check::print(app, &report)?;
        return Ok(if report.ready { ExitCode::Done } else { ExitCode::CheckSaysNo });
    }
    for warning in &report.warnings {
        app.warn(warning);
    }
    let series = Series { maximum: 1, interval: Duration::ZERO, automatic: false, by_timer: false };
    make(app, record, &args.attempt, series, &report.sizes)
}
