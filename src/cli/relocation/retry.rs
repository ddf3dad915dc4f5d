//! `smpctl relocation retry`.

use std::time::Duration;

use super::WhichArgs;
use super::attempts::{AttemptArgs, Series, make};
use super::tasks::TaskArgs;
use crate::backend::TaskKind;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::relocation::retry::{restore_links, tidy};
use crate::settings::Settings;

/// Make one more attempt to move what is left
///
/// By hand it counts neither as an attempt done nor against the maximum. With `--automatic`, as a timer calls it, it
/// counts; once the maximum is reached it makes no attempt and ends with exit code 4. Works on a store that the
/// vendor's agent has relocated, too: name it with `--to`.
///
/// With `--package-server` it is done elsewhere: the live management server runs the platform's own retry task there,
/// and what it and the servers say is watched. Exit code 0 if every server told that everything has moved, 4 if not, 1
/// if one failed.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  smpctl relocation retry\n  smpctl relocation retry --automatic   # from a timer"
)]
pub struct Args {
    #[command(flatten)]
    which: WhichArgs,
    /// Count this attempt, and make it only if the maximum allows
    #[arg(long, conflicts_with = "package_server")]
    automatic: bool,
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

    /// Whether a timer asks for it, so that it counts.
    pub fn is_automatic(&self) -> bool {
        self.automatic
    }
}

/// Has it done elsewhere.
pub fn elsewhere(app: &App, args: &Args) -> Outcome {
    TaskArgs::refuse(&args.attempt.of_environment())?;
    super::tasks::run(app, &args.tasks, TaskKind::Retry)
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    if args.automatic && !app.global.dry_run {
        // A timer comes by when nothing is left to move, too: what waits is not to wait for ever.
        let events = Settings::read()?.events;
        super::signals::breaking_off(|| super::events::send(app, &events));
    }
    let record = match super::find(app, &args.which)? {
        Ok(record) => record,
        Err(_) if args.automatic => {
            app.note("unchanged: no relocation is known");
            return Ok(ExitCode::Done);
        }
        Err(error) => return Err(error.into()),
    };
    if !app.global.dry_run {
        // Also where no attempt is left to make.
        super::sharing::put_back(app, &args.attempt.sharing, &record)?;
        super::signals::go_on()?;
    }
    if !record.is_unfinished() {
        tidy(&record)?;
        app.note("unchanged: nothing is left to move");
        return super::status::print(app, &record).map(|()| ExitCode::Done);
    }
    if args.automatic && record.attempts_done >= record.maximum_attempts {
        app.warn(&format!(
            "all {} automatic attempts have been made; mend the reasons, then `smpctl relocation retry`",
            record.maximum_attempts
        ));
        return super::status::print(app, &record).map(|()| ExitCode::Warning);
    }
    if !app.global.dry_run {
        restore_links(&record);
    }
    let report = super::check::again(app, &record, &args.attempt.how(&Settings::read()?.relocation))?;
    if !report.ready || app.global.dry_run {
        super::check::print(app, &report)?;
        return Ok(if report.ready { ExitCode::Done } else { ExitCode::CheckSaysNo });
    }
    for warning in &report.warnings {
        app.warn(warning);
    }
    let series = Series {
        maximum: record.attempts_done + 1,
        interval: Duration::ZERO,
        automatic: args.automatic,
        by_timer: args.automatic,
    };
    make(app, record, &args.attempt, series, &report.sizes)
}
