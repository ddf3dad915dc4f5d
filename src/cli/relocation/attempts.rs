//! What `run`, `retry` and `revert` share: making attempts, and telling what came of them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use bytesize::ByteSize;
use clap::ValueEnum;
use jiff::{Timestamp, Zoned, civil};
use serde::Serialize;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::progress;
use crate::cli::output::{Render, Style, units};
use crate::platform::{self, Property};
use crate::relocation::attempt::{self, Method, OnDuplicate, Options, Size};
use crate::relocation::history::{Direction, FailureRecord, Record};
use crate::relocation::package::PackageName;
use crate::relocation::progress::StopRequest;
use crate::relocation::rate::RateLimit;
use crate::relocation::retry::Session;
use crate::settings::Settings;

/// The article's sentence for an attempt that did not move everything.
pub const WARNING: &str = "Some of the files have not been moved to the new location.";

/// Options of everything that makes attempts
#[derive(Debug, clap::Args)]
pub struct AttemptArgs {
    /// How packages are moved
    #[arg(long, value_enum, default_value_t)]
    pub transfer: super::TransferArg,
    /// How many packages are worked on at once; 1 means one thread in all [default: one per processor]
    #[arg(long, value_name = "N", env = "SMPCTL_THREADS", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// What happens to a package that stands in several of the old stores
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub on_duplicate: super::DuplicateArg,
    /// Leave a link at each package's old path when everything has been moved
    #[arg(long)]
    pub keep_old_links: bool,
    /// Read the content of each copy again from the medium, and compare it with the original's before that goes
    #[arg(long)]
    pub verify: bool,
    /// Accept that packages lose what the new volume cannot hold (repeatable)
    #[arg(long, value_enum, value_name = "WHAT")]
    pub lossy: Vec<LossyArg>,
    /// Begin no more packages from this time on: `05:00`, or `2026-01-31T05:00`; ends with exit code 4
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub stop_at: Option<Timestamp>,
    /// Copy no faster than this, in bytes a second: `50MiB`, say
    #[arg(long, value_name = "RATE", env = "SMPCTL_LIMIT_RATE", value_parser = rate)]
    pub limit_rate: Option<u64>,
    #[command(flatten)]
    pub sharing: super::sharing::SharingArgs,
}

/// What packages may lose where the new volume cannot hold it
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LossyArg {
    /// Owner and group; set-id bits go with them
    Owner,
    /// Permission bits
    Mode,
    /// Access control lists
    Acl,
    /// Extended attributes other than access control lists
    Attributes,
    /// Times of access and modification, or their precision
    Times,
    /// Flags, as `chattr` sets them, and project ids
    Flags,
}

impl From<LossyArg> for Property {
    fn from(arg: LossyArg) -> Self {
        match arg {
            LossyArg::Owner => Property::Owner,
            LossyArg::Mode => Property::Mode,
            LossyArg::Acl => Property::Acl,
            LossyArg::Attributes => Property::Attributes,
            LossyArg::Times => Property::Times,
            LossyArg::Flags => Property::Flags,
        }
    }
}

/// A time of day, which is the next one, or a date and time; both local unless they say otherwise.
fn time(text: &str) -> Result<Timestamp, String> {
    let now = Zoned::now();
    let local = |time: civil::DateTime| {
        time.to_zoned(now.time_zone().clone()).map(|time| time.timestamp()).map_err(|error| error.to_string())
    };
    let at = if let Ok(at) = text.parse::<Timestamp>() {
        at
    } else if let Ok(at) = text.parse::<civil::DateTime>() {
        local(at)?
    } else if let Ok(time) = text.parse::<civil::Time>() {
        let today = local(now.date().to_datetime(time))?;
        match today > now.timestamp() {
            true => today,
            false => {
                let tomorrow = now.date().tomorrow().map_err(|error| error.to_string())?;
                local(tomorrow.to_datetime(time))?
            }
        }
    } else {
        return Err("neither a time of day (`05:00`) nor a date and time (`2026-01-31T05:00`)".to_owned());
    };
    if at <= now.timestamp() { Err("that is in the past".to_owned()) } else { Ok(at) }
}

/// Bytes a second.
pub fn rate(text: &str) -> Result<u64, String> {
    let number = text.strip_suffix("/s").unwrap_or(text);
    match number.parse::<ByteSize>() {
        Ok(ByteSize(0)) | Err(_) => {
            Err("not a rate: `50MiB` or `400kB`, say, with or without `/s`".to_owned())
        }
        Ok(ByteSize(bytes)) => Ok(bytes),
    }
}

/// How often, and how far apart, attempts are made.
#[derive(Debug, Clone, Copy)]
pub struct Series {
    /// How many at most.
    pub maximum: u32,
    /// How long between them.
    pub interval: Duration,
    /// They count as automatic ones.
    pub automatic: bool,
}

/// What came of it, as a result.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    storage_path: PathBuf,
    status: super::status::Status,
    attempts_done: u32,
    maximum_attempts: u32,
    moved: u64,
    files: u64,
    bytes: u64,
    seconds: f64,
    failures: Vec<FailureRecord>,
    custom_location: Vec<PackageName>,
    staying: Vec<PackageName>,
    duplicates: Vec<PathBuf>,
    #[serde(skip)]
    advice: Vec<String>,
}

impl Render for Summary {
    fn human(&self, style: &Style) -> String {
        use std::fmt::Write as _;
        let mut text = String::new();
        let seconds = Duration::from_secs_f64(self.seconds);
        let _ = writeln!(
            text,
            "{} {} moved: {} in {}{}",
            self.moved,
            if self.moved == 1 { "package" } else { "packages" },
            units::bytes(self.bytes),
            units::duration(seconds),
            if self.bytes > 0 {
                format!(", {}/s", units::bytes(units::rate(self.bytes, seconds)))
            } else {
                String::new()
            },
        );
        if !self.failures.is_empty() {
            let _ = writeln!(text, "{}", style.warn(WARNING));
            for failure in &self.failures {
                let package = crate::cli::output::sanitise::line(failure.package.as_str()).into_owned();
                let _ =
                    writeln!(text, "  {package}: {}", crate::cli::output::sanitise::line(&failure.reason));
            }
        }
        for (packages, what) in [
            (&self.custom_location, "not touched, because it has a location of its own"),
            (
                &self.staying,
                "stays: nothing says that it came from the old store; `smpctl relocation revert --all` brings it too",
            ),
        ] {
            for package in packages {
                let _ = writeln!(text, "  {package}: {what}");
            }
        }
        for path in &self.duplicates {
            let _ = writeln!(
                text,
                "  left where it is, a duplicate: {}",
                crate::cli::output::sanitise::line(&path.to_string_lossy())
            );
        }
        let _ = writeln!(
            text,
            "Storage path: {}",
            crate::cli::output::sanitise::line(&self.storage_path.to_string_lossy())
        );
        let _ = writeln!(text, "Status: {}", style.bold(self.status.as_str()));
        for line in &self.advice {
            let _ = writeln!(text, "{line}");
        }
        text
    }
}

/// Makes attempts until everything has moved, or no more are allowed, and prints what came of them.
pub fn make(
    app: &App,
    mut record: Record,
    args: &AttemptArgs,
    series: Series,
    sizes: &HashMap<PackageName, Size>,
) -> Outcome {
    let sharing = super::sharing::prepare(app, &args.sharing, &mut record)?;
    let stop = super::signals::listen_for(&sharing)?.with_end(args.stop_at);
    platform::survive_lease_breaks().map_err(super::signals::failed)?;
    platform::allow_many_open_files();
    let history = super::history();
    let settings = Settings::read()?.relocation;
    let limit = match (args.limit_rate, &settings.limit_rate) {
        (Some(rate), _) => Some(rate),
        (None, Some(text)) => Some(rate(text).map_err(|reason| {
            Failure::new(
                Kind::Usage,
                format_args!("the setting `relocation.limit-rate` is '{text}': {reason}"),
            )
        })?),
        (None, None) => None,
    };
    let limit = limit.map(RateLimit::new);
    record.lossy.extend(args.lossy.iter().copied().map(Property::from));
    record.lossy.extend(&settings.lossy);
    let threads = match args.threads.or(settings.threads) {
        Some(threads) => usize::from(threads.clamp(1, 256)),
        None => std::thread::available_parallelism().map_or(1, usize::from),
    };
    let began = Instant::now();
    let mut session = Session::begin(&history, record)?;
    let (mut moved, mut files, mut bytes) = (0, 0, 0);
    let outcome = loop {
        let progress = progress::observer(app, threads > 1);
        progress.expect(sizes);
        let options = Options {
            observer: &*progress,
            stop: &stop,
            threads,
            method: Method::from(args.transfer),
            on_duplicate: OnDuplicate::from(args.on_duplicate),
            keep_old_links: args.keep_old_links,
            verify: args.verify || settings.verify,
            limit: limit.as_ref(),
            sharing: &sharing,
            sizes,
        };
        let outcome = session.attempt(&options, series.automatic);
        progress.finish();
        let outcome = outcome?;
        moved += outcome.moved;
        files += outcome.files;
        bytes += outcome.bytes;
        let record = &session.record;
        if outcome.complete
            || outcome.stopped
            || outcome.out_of_time
            || outcome.not_resumed.is_some()
            || record.attempts_done >= series.maximum
            || !series.automatic
        {
            break outcome;
        }
        let next = Timestamp::now().checked_add(series.interval).unwrap_or(Timestamp::MAX);
        if stop.end().is_some_and(|end| next >= end) {
            break attempt::Outcome { out_of_time: true, ..outcome };
        }
        app.warn(&format!("{WARNING} {} of them stay for now", outcome.failures.len()));
        if !wait(app, series.interval, record.attempts_done + 1, series.maximum, &stop) {
            break attempt::Outcome { stopped: true, ..outcome };
        }
    };
    let record = &session.record;
    let reverting = record.direction == Direction::Revert;
    let mut advice = Vec::new();
    if outcome.stopped {
        advice.push("Stopped at a safe point. Go on with `smpctl relocation retry`, or undo with `smpctl relocation revert`.".to_owned());
    } else if outcome.out_of_time {
        advice.push("The time to stop has come. Go on with `smpctl relocation retry`, or undo with `smpctl relocation revert`.".to_owned());
    } else if !outcome.failures.is_empty() {
        advice.push(format!(
            "Every package is reachable under {}. Mend the reasons above, then `smpctl relocation retry`.",
            if reverting { "both paths" } else { "the new path" }
        ));
    } else if outcome.complete && !reverting {
        advice.push("Undo with `smpctl relocation revert`.".to_owned());
    }
    let summary = Summary {
        storage_path: if reverting { record.from[0].clone() } else { record.to.clone() },
        status: super::status::Status::of(record)?,
        attempts_done: record.attempts_done,
        maximum_attempts: record.maximum_attempts,
        moved,
        files,
        bytes,
        seconds: began.elapsed().as_secs_f64(),
        failures: outcome.failures,
        custom_location: outcome.custom,
        staying: outcome.staying,
        duplicates: outcome.duplicates,
        advice,
    };
    app.print(&summary)?;
    if let Some(error) = outcome.not_resumed {
        return Err(error.into());
    }
    Ok(if outcome.stopped {
        ExitCode::Interrupted
    } else if !outcome.complete || !summary.staying.is_empty() {
        ExitCode::Warning
    } else {
        ExitCode::Done
    })
}

/// Waits for the next attempt; `false` if somebody said stop.
fn wait(app: &App, interval: Duration, next: u32, maximum: u32, stop: &StopRequest) -> bool {
    let until = Instant::now() + interval;
    app.note(&format!(
        "attempt {next} of {maximum} in {}; Ctrl-C ends the waiting, nothing is lost",
        units::duration(interval)
    ));
    while Instant::now() < until {
        if stop.is_requested() {
            return false;
        }
        std::thread::sleep(Duration::from_millis(100).min(until - Instant::now()));
    }
    true
}
