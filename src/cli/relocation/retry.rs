//! `smpctl relocation retry`.

use std::path::PathBuf;
use std::time::Duration;

use super::attempts::{AttemptArgs, Series, make};
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::relocation::retry::tidy;

/// Make one more attempt to move what is left, by hand
///
/// Counts neither as an attempt done nor against the maximum.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The new store of the relocation meant [default: the only unfinished one, else the latest]
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    #[command(flatten)]
    attempt: AttemptArgs,
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    let to = args.to.as_deref().map(super::target).transpose()?;
    let record = super::history().find(to.as_deref())?;
    if !record.is_unfinished() {
        tidy(&record)?;
        app.note("unchanged: nothing is left to move");
        return super::status::print(app, &record).map(|()| ExitCode::Done);
    }
    if app.global.dry_run {
        return super::status::print(app, &record).map(|()| ExitCode::Done);
    }
    let sizes = super::check::sizes(&record);
    let series = Series { maximum: 1, interval: Duration::ZERO, automatic: false };
    make(app, record, &args.attempt, series, &sizes)
}
