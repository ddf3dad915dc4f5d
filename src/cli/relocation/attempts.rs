//! What `run`, `retry` and `revert` share: making attempts, and telling what came of them.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use bytesize::ByteSize;
use clap::ValueEnum;
use jiff::{Timestamp, Zoned, civil};
use serde::Serialize;
use uuid::Uuid;

use super::alerts::{self, Ended};
use super::check::How;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::progress::{self, Progress, Published};
use crate::cli::output::{Render, Style, countdown, units};
use crate::platform::{self, Property, Urgency};
use crate::relocation::attempt::{self, Method, OnDuplicate, Options};
use crate::relocation::deletions::READERS;
use crate::relocation::exact_path;
use crate::relocation::history::{Direction, FailureRecord, Record};
use crate::relocation::package::PackageName;
use crate::relocation::progress::Phase;
use crate::relocation::rate::RateLimit;
use crate::relocation::retry::Session;
use crate::relocation::running::{Beacon, Done, Running};
use crate::relocation::survey::Sizes;
use crate::settings::{self, Alerts, Settings, state_directories};

/// The article's sentence for an attempt that did not move everything.
pub const WARNING: &str = "Some of the files have not been moved to the new location.";

/// Options of everything that makes attempts
#[derive(Debug, clap::Args)]
pub struct AttemptArgs {
    /// How packages are moved
    #[arg(long, value_enum, default_value_t)]
    pub transfer: super::TransferArg,
    /// How many packages are worked on at once; 1 means one thread in all [default: one per processor, 8 at least]
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
    /// How long to wait for processes that are still in a package's replaced original before its files are removed, in
    /// seconds [default: 60]
    #[arg(long, value_name = "SECONDS", env = "SMPCTL_WAIT_FOR_READERS", value_parser = clap::value_parser!(u32).range(0..=86_400))]
    pub wait_for_readers: Option<u32>,
    /// Accept that stores are on other volumes than when packages were moved: they were copied there, with everything
    #[arg(long)]
    pub accept_volume: bool,
    #[command(flatten)]
    pub sharing: super::sharing::SharingArgs,
    /// Go on in the background, so that the end of this session ends nothing; `status --watch` shows how far it is
    #[arg(long)]
    pub detach: bool,
    /// What `--detach` starts is told so, with the relocation's id
    #[arg(long, value_name = "ID", hide = true, conflicts_with = "detach")]
    pub detached: Option<Uuid>,
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

impl AttemptArgs {
    /// How the prerequisites of such an attempt are examined.
    pub fn how(&self, settings: &settings::Relocation) -> How {
        let lossy = self.lossy.iter().copied().map(Property::from).chain(settings.lossy.iter().copied());
        How {
            lossy: lossy.collect(),
            method: Method::from(self.transfer),
            keep_old_links: self.keep_old_links,
            stop_agent: self.sharing.stop_agent,
            measure: false,
            threads: settings.threads(self.threads),
        }
    }

    /// The options that the environment may give too: whether they are given, the variable, and the option.
    pub fn of_environment(&self) -> [(bool, &'static str, &'static str); 3] {
        [
            (self.wait_for_readers.is_some(), "SMPCTL_WAIT_FOR_READERS", "--wait-for-readers"),
            (self.threads.is_some(), "SMPCTL_THREADS", "--threads"),
            (self.limit_rate.is_some(), "SMPCTL_LIMIT_RATE", "--limit-rate"),
        ]
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
    /// A timer asked for them.
    pub by_timer: bool,
}

/// What came of it, as a result.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    #[serde(serialize_with = "exact_path::shown")]
    storage_path: PathBuf,
    status: super::status::Status,
    attempts_done: u32,
    maximum_attempts: u32,
    moved: u64,
    files: u64,
    bytes: u64,
    /// Spent in attempts, without the waiting between them.
    seconds: f64,
    failures: Vec<FailureRecord>,
    custom_location: Vec<PackageName>,
    staying: Vec<PackageName>,
    #[serde(serialize_with = "exact_path::all_shown")]
    duplicates: Vec<PathBuf>,
    /// Packages that were found to have been removed by other processes.
    gone: Vec<PackageName>,
    /// Packages whose link at the old path stays.
    needed_links: Vec<PackageName>,
    #[serde(skip)]
    advice: Vec<String>,
}

impl Summary {
    /// Tells an administrator who was not watching.
    fn alert(&self, app: &App, settings: &Alerts, record: &Record, code: ExitCode, unwatched: bool) {
        let store = self.storage_path.display();
        let message = match self.failures.len() {
            0 => format!(
                "the relocation to '{store}' is {}: {} moved",
                self.status.as_str(),
                packages(self.moved)
            ),
            failed => format!(
                "the relocation to '{store}' is {}: {} moved, {failed} not; {WARNING} `smpctl relocation status` names them",
                self.status.as_str(),
                packages(self.moved),
            ),
        };
        // Whole: the environment of a command may be read by its own account only.
        let failures = self.failures.iter().map(|it| format!("{}: {}\n", it.package, it.reason));
        let facts = [
            ("STATUS", self.status.as_str().to_owned()),
            ("STORAGE_PATH", store.to_string()),
            ("RELOCATION", record.id.to_string()),
            ("MOVED", self.moved.to_string()),
            ("STAYING", self.failures.len().to_string()),
            ("ATTEMPTS_DONE", self.attempts_done.to_string()),
            ("MAXIMUM_ATTEMPTS", self.maximum_attempts.to_string()),
            // No command line or environment grows without end; the status has them all.
            ("FAILURES", failures.take(20).collect()),
        ];
        alerts::tell(app, settings, &Ended { message: &message, code, facts: &facts }, unwatched);
    }
}

impl Render for Summary {
    fn human(&self, style: &Style) -> String {
        use std::fmt::Write as _;
        let mut text = String::new();
        let seconds = Duration::from_secs_f64(self.seconds);
        let _ = writeln!(
            text,
            "{} moved{}: {} in {}{}",
            packages(self.moved),
            match self.failures.len() {
                0 => String::new(),
                1 => ", 1 stays".to_owned(),
                many => format!(", {many} stay"),
            },
            units::bytes(self.bytes),
            units::duration(seconds),
            if self.bytes > 0 {
                format!(", {}/s", units::bytes(units::rate(self.bytes, seconds)))
            } else {
                String::new()
            },
        );
        text.push_str(&failures(style, &self.failures));
        for (packages, what) in [
            (&self.custom_location, "not touched, because it has a location of its own"),
            (
                &self.staying,
                "stays: nothing says that it came from the old store; `smpctl relocation revert --all` brings it too",
            ),
            (&self.gone, "gone: neither store has it any more, so another process has removed it"),
            (
                &self.needed_links,
                "its old path stays, as a link: another link in the old store leads through it",
            ),
        ] {
            for package in packages {
                text.push_str(&style.hanging("  ", 2, &format!("{package}: {what}")));
            }
        }
        for path in &self.duplicates {
            let left = format!("left where it is, a duplicate: {}", path.display());
            text.push_str(&style.hanging("  ", 2, &left));
        }
        text.push_str(&style.paragraph(&format!("Storage path: {}", self.storage_path.display())));
        let _ = writeln!(text, "Status: {}", style.bold(self.status.as_str()));
        for line in &self.advice {
            text.push_str(&style.paragraph(line));
        }
        text
    }
}

/// How many packages that stay are named; a store whose volume is full may have thousands.
const SHOWN: usize = 20;

/// The article's sentence, and the packages that stay; nothing where none does.
pub fn failures(style: &Style, failures: &[FailureRecord]) -> String {
    if failures.is_empty() {
        return String::new();
    }
    let mut text = format!("{}\n", style.warn(WARNING));
    for failure in failures.iter().take(SHOWN) {
        text.push_str(&style.hanging("  ", 2, &format!("{}: {}", failure.package, failure.reason)));
    }
    if failures.len() > SHOWN {
        let more = failures.len() - SHOWN;
        text.push_str(
            &style
                .paragraph(&format!("  and {more} more: `smpctl relocation status -o json` names them all")),
        );
    }
    text
}

fn packages(count: u64) -> String {
    format!("{count} {}", if count == 1 { "package" } else { "packages" })
}

/// Lets others see how far this process is, as far as the state directory can be written to.
struct Lighthouse {
    beacon: Option<Beacon>,
    since: Timestamp,
    attempt: AtomicU32,
}

impl Lighthouse {
    fn light(id: Uuid) -> Self {
        let beacon = Beacon::light(&state_directories().0, id);
        if let Err(error) = &beacon {
            tracing::info!("others cannot see how far it is: {error}");
        }
        Self { beacon: beacon.ok(), since: Timestamp::now(), attempt: AtomicU32::new(0) }
    }

    fn begin_attempt(&self) {
        self.attempt.fetch_add(1, Ordering::Relaxed);
        self.say(Some(Phase::Surveying), None, Done::default());
    }

    fn say(&self, phase: Option<Phase>, next_attempt: Option<Timestamp>, done: Done) {
        let Some(beacon) = &self.beacon else { return };
        let running = Running {
            pid: std::process::id(),
            since: self.since,
            attempt: self.attempt.load(Ordering::Relaxed),
            phase,
            next_attempt,
            done,
            updated: Timestamp::now(),
        };
        if let Err(error) = beacon.say(&running) {
            tracing::debug!("others cannot see how far it is: {error}");
        }
    }
}

/// Makes attempts until everything has moved, or no more are allowed, and prints what came of them.
pub fn make(app: &App, mut record: Record, args: &AttemptArgs, series: Series, sizes: &Sizes) -> Outcome {
    platform::survive_lease_breaks().map_err(super::signals::failed)?;
    platform::allow_many_open_files();
    let history = super::history();
    let Settings { relocation: settings, events, alerts, .. } = Settings::read()?;
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
    record.other_volumes = args.accept_volume;
    if args.detach {
        // The process that is started here goes on without this one.
        return super::signals::breaking_off(|| super::detach::start(app, &record));
    }
    if let Some(id) = args.detached
        && record.last_attempt.is_none()
        && !record.joined
    {
        // The service is named after it.
        record.id = id;
    }
    let sharing = super::sharing::prepare(app, &args.sharing, &mut record)?;
    let stop = super::signals::listen_for(&sharing)?.with_end(args.stop_at);
    super::signals::go_on()?;
    let limit = limit.map(RateLimit::new);
    record.lossy.extend(args.lossy.iter().copied().map(Property::from));
    record.lossy.extend(&settings.lossy);
    let threads = settings.threads(args.threads);
    let readers = args.wait_for_readers.or(settings.wait_for_readers_seconds);
    let readers = readers.map_or(READERS, |seconds| Duration::from_secs(seconds.into()));
    let mut session = Session::begin(&history, record, threads, readers)?;
    let lighthouse = Lighthouse::light(session.record.id);
    let _awake = platform::KeepAwake::begin();
    let target = session.record.target().display().to_string();
    alerts::mention(&alerts, Urgency::Notice, &format!("a relocation to '{target}' begins"));
    let mut worked = Duration::ZERO;
    let (mut moved, mut files, mut bytes) = (0, 0, 0);
    let outcome = loop {
        let shown = progress::observer(app, threads > 1, args.detached.is_some());
        lighthouse.begin_attempt();
        let tell = |phase, done| lighthouse.say(Some(phase), None, done);
        let progress = Published::new(shown, &tell);
        progress.expect(sizes);
        let options = Options {
            observer: &progress,
            stop: &stop,
            threads,
            method: Method::from(args.transfer),
            on_duplicate: OnDuplicate::from(args.on_duplicate),
            keep_old_links: args.keep_old_links,
            verify: args.verify || settings.verify,
            limit: limit.as_ref(),
            sharing: &sharing,
            sizes,
            readers,
        };
        let began = Instant::now();
        let outcome = session.attempt(&options, series.automatic);
        worked += began.elapsed();
        progress.finish();
        super::events::keep(app, &events, &session.record);
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
        let stay = if outcome.failures.len() == 1 { "stays" } else { "stay" };
        let warning = format!("{WARNING} {} {stay} for now", packages(outcome.failures.len() as u64));
        app.warn(&warning);
        alerts::mention(&alerts, Urgency::Warning, &format!("the relocation to '{target}': {warning}"));
        super::events::send(app, &events);
        lighthouse.say(None, Some(next), Done::default());
        let what = format!("attempt {} of {}", record.attempts_done + 1, series.maximum);
        if !countdown::wait(app, &what, series.interval, &stop) {
            break attempt::Outcome { stopped: true, ..outcome };
        }
    };
    // Whoever is told of the end may work on the stores at once.
    let record = session.end();
    drop(lighthouse);
    let reverting = record.direction == Direction::Revert;
    let mut advice = Vec::new();
    if outcome.stopped {
        advice.push("Stopped at a safe point. Go on with `smpctl relocation retry`, or undo with `smpctl relocation revert`.".to_owned());
    } else if outcome.out_of_time {
        advice.push("The time to stop has come. Go on with `smpctl relocation retry`, or undo with `smpctl relocation revert`.".to_owned());
    } else if !outcome.failures.is_empty() {
        let path = record.target().display();
        advice.push(match outcome.unreachable.as_slice() {
            [] => format!(
                "Every package is reachable in '{path}'. Fix the reasons above, then `smpctl relocation retry`."
            ),
            [one] => format!(
                "{one} cannot be reached in '{path}'. Fix the reasons above, then `smpctl relocation retry`."
            ),
            [first, others @ ..] => format!(
                "{first} and {} more cannot be reached in '{path}'. Fix the reasons above, then `smpctl relocation retry`.",
                others.len()
            ),
        });
    } else if outcome.complete && !reverting {
        advice.push("Undo with `smpctl relocation revert`.".to_owned());
    }
    let summary = Summary {
        storage_path: record.target().to_owned(),
        status: super::status::Status::of(&record)?,
        attempts_done: record.attempts_done,
        maximum_attempts: record.maximum_attempts,
        moved,
        files,
        bytes,
        seconds: worked.as_secs_f64(),
        failures: outcome.failures,
        custom_location: outcome.custom,
        staying: outcome.staying,
        duplicates: outcome.duplicates,
        gone: outcome.gone,
        needed_links: outcome.needed_links,
        advice,
    };
    for (package, process) in &outcome.disturbed {
        app.warn(&format!(
            "the original of {package} was removed while {process} was still in it; `--wait-for-readers` waits longer"
        ));
    }
    // How it ended is reported even if the result cannot be printed: the terminal may have gone.
    let printed = app.print(&summary);
    let code = if outcome.stopped {
        ExitCode::Interrupted
    } else if !outcome.complete || !summary.staying.is_empty() || !summary.gone.is_empty() {
        ExitCode::Warning
    } else {
        ExitCode::Done
    };
    if !outcome.stopped {
        // Whoever said stop is not made to wait for a server.
        super::events::send(app, &events);
    }
    summary.alert(app, &alerts, &record, code, super::is_unwatched(args, series.by_timer));
    if let Some(error) = outcome.not_resumed {
        return Err(error.into());
    }
    match printed {
        Err(failure) if !super::signals::has_hung_up() => {
            // Not returned: it is no failure of the relocation, whose end has been reported.
            app.fail(&failure);
            Ok(failure.kind.exit_code())
        }
        _ => Ok(code),
    }
}
