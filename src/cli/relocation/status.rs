//! `smpctl relocation status`.

use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::Serialize;

use super::signals::listen;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::{Render, Style, sanitise};
use crate::platform;
use crate::relocation::attempt::census;
use crate::relocation::error::Error;
use crate::relocation::event::{LocationStatus, nse};
use crate::relocation::exact_path;
use crate::relocation::history::{Counts, Direction, FailureRecord, Record, RecordOf};
use crate::relocation::measure::measure;
use crate::relocation::preview::Step;
use crate::relocation::retry::not_there;
use crate::relocation::running::Running;
use crate::relocation::survey::Sizes;
use crate::settings::Settings;

/// Show how a relocation stands
///
/// Works on a store that the vendor's agent has relocated, too: name it with `--to`. Every account may ask.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: smpctl relocation status --watch")]
pub struct Args {
    #[command(flatten)]
    which: super::WhichArgs,
    /// Show how far a running relocation is until it ends; Ctrl-C ends the watching only
    #[arg(long, conflicts_with = "event")]
    watch: bool,
    /// Print the event that tells the management server of the last attempt (docs/events.md)
    #[arg(long)]
    event: bool,
    /// Show instead what this Package Server told its live management server last; several may be named
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',', conflicts_with_all = ["to", "from", "relocation", "watch", "event"])]
    package_server: Vec<String>,
    /// Show instead what every Package Server told its live management server last
    #[arg(long, conflicts_with_all = ["to", "from", "relocation", "watch", "event", "package_server"])]
    all: bool,
}

/// How a relocation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// None is known.
    None,
    /// Every package is linked, none is moved yet.
    Linked,
    /// Some packages are moved.
    Partial,
    /// Everything is moved.
    Complete,
    /// Everything is back where it came from.
    Reverted,
    /// The last attempt was stopped or killed.
    Interrupted,
    /// A store is not mounted, or another volume is there.
    NotMounted,
}

impl Status {
    /// How a relocation stands, from what is remembered and what is in its stores.
    pub fn of(record: &Record) -> Result<Self, Error> {
        match record.is_unfinished() && !record.is_interrupted() {
            true => Ok(Status::with(record, census(record)?.moved.len(), false)),
            false => Ok(Status::with(record, 0, false)),
        }
    }

    /// The same, where it is known how many packages have been moved, and whether somebody is at it.
    pub fn with<Origins>(record: &RecordOf<Origins>, moved: usize, is_running: bool) -> Self {
        match (record.is_unfinished(), record.direction) {
            (false, Direction::Forward) => Status::Complete,
            (false, Direction::Revert) => Status::Reverted,
            // An attempt that runs has not ended either, but nothing interrupted it.
            (true, _) if record.is_interrupted() && !is_running => Status::Interrupted,
            (true, _) if moved == 0 => Status::Linked,
            (true, _) => Status::Partial,
        }
    }

    /// Its name in JSON, and for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::None => "none",
            Status::Linked => "linked",
            Status::Partial => "partial",
            Status::Complete => "complete",
            Status::Reverted => "reverted",
            Status::Interrupted => "interrupted",
            Status::NotMounted => "not-mounted",
        }
    }
}

/// How a relocation stands, as a result.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    #[serde(serialize_with = "exact_path::shown_if_any")]
    storage_path: Option<PathBuf>,
    relocation: Option<uuid::Uuid>,
    #[serde(serialize_with = "exact_path::shown_if_any")]
    to: Option<PathBuf>,
    #[serde(serialize_with = "exact_path::all_shown")]
    from: Vec<PathBuf>,
    status: Status,
    direction: Option<Direction>,
    attempts_done: u32,
    maximum_attempts: u32,
    last_attempt: Option<Timestamp>,
    packages: Counts,
    /// This account may not read the stores; how packages stand is what the last attempt left.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    remembered: bool,
    failures: Vec<FailureRecord>,
    /// Names from inside of packages are missing in the reasons: this account may not read them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    withheld: bool,
    #[serde(serialize_with = "exact_path::all_shown")]
    ignored: Vec<PathBuf>,
    events_waiting: usize,
    /// How far another process is with it, if one is at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    running: Option<Running>,
    /// What a revert will do, package by package.
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<Vec<Step>>,
}

impl Report {
    /// Whether a process is at it.
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// How far that process is.
    pub fn running(&self) -> Option<&Running> {
        self.running.as_ref()
    }

    /// That process is somewhere else by now.
    pub fn set_running(&mut self, running: Running) {
        self.running = Some(running);
    }
}

impl Render for Report {
    fn human(&self, style: &Style) -> String {
        let Some(storage_path) = &self.storage_path else {
            return "No relocation is known. Start one with `smpctl relocation run --from DIR --to DIR`.\n"
                .into();
        };
        let path = |path: &PathBuf| sanitise::line(&path.to_string_lossy()).into_owned();
        let mut lines = vec![format!("Storage path      {}", path(storage_path))];
        if let Some(to) = self.to.as_ref().filter(|to| *to != storage_path) {
            lines.push(format!("New store         {}", path(to)));
        }
        lines.extend([
            format!("From              {}", self.from.iter().map(path).collect::<Vec<_>>().join(", ")),
            format!(
                "Status            {}{}",
                style.bold(self.status.as_str()),
                if self.direction == Some(Direction::Revert) && self.status != Status::Reverted {
                    " (being reverted)"
                } else {
                    ""
                }
            ),
            format!("Attempts          {} of {}", self.attempts_done, self.maximum_attempts),
            format!(
                "Last attempt      {}",
                self.last_attempt.map_or("never".into(), |time| format!("{time:.0}"))
            ),
            format!(
                "Packages          {} in all, {} moved, {} linked",
                self.packages.total, self.packages.moved, self.packages.linked
            ),
        ]);
        if self.remembered {
            lines.push(
                "                  as the last attempt left them: this account may not read the stores"
                    .into(),
            );
        }
        if let Some(running) = &self.running {
            lines.push(format!("Running           process {}, since {:.0}", running.pid, running.since));
            let far = super::watch::how_far(running);
            lines.extend(far.iter().map(|line| format!("                  {line}")));
        }
        if self.events_waiting > 0 {
            lines.push(format!("Events waiting    {}", self.events_waiting));
        }
        if !self.ignored.is_empty() {
            lines.push(format!("Ignored           {} that are no packages", self.ignored.len()));
        }
        let mut text = lines.join("\n") + "\n" + &super::attempts::failures(style, &self.failures);
        if self.withheld {
            text.push_str(&style.paragraph(&format!(
                "Names from inside of packages are left out: the account that ran the relocation sees them, and {}.",
                platform::ADMINISTRATOR
            )));
        }
        if let Some(plan) = &self.plan {
            text.push_str("A revert will do this:\n");
            for step in plan {
                let (from, to) = (path(&step.from), path(&step.to));
                let line = format!("{}: '{from}' to '{to}': {}", step.package, step.how.as_str());
                text.push_str(&style.hanging("  ", 2, &line));
            }
        }
        text
    }
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    if args.all || !args.package_server.is_empty() {
        return super::from_afar::run(app, &args.package_server, args.all);
    }
    match super::find(app, &args.which)? {
        Ok(record) if args.event => print_event(app, &record)?,
        Ok(record) if args.watch => super::watch::watch(app, record)?,
        Ok(record) => print(app, &record)?,
        Err(none) if args.event => return Err(none.into()),
        Err(_) => app.print(&Report {
            storage_path: None,
            relocation: None,
            to: None,
            from: Vec::new(),
            status: Status::None,
            direction: None,
            attempts_done: 0,
            maximum_attempts: crate::relocation::retry::MAXIMUM_ATTEMPTS,
            last_attempt: None,
            packages: Counts::default(),
            remembered: false,
            failures: Vec::new(),
            withheld: false,
            ignored: Vec::new(),
            events_waiting: super::events::waiting(),
            running: None,
            plan: None,
        })?,
    }
    Ok(ExitCode::Done)
}

/// Prints how a relocation stands.
pub fn print(app: &App, record: &Record) -> Result<(), Failure> {
    for error in not_there(record) {
        app.warn(&error.to_string());
    }
    app.print(&report(record)?)
}

/// Prints how a relocation stands, and what a revert will do.
pub fn print_plan(app: &App, record: &Record, plan: Vec<Step>) -> Result<(), Failure> {
    app.print(&Report { plan: Some(plan), ..report(record)? })
}

/// How a relocation stands.
pub fn report(record: &Record) -> Result<Report, Error> {
    let last = record.last_attempt.as_ref();
    let running = super::running(record);
    let (packages, ignored, remembered) =
        match (census(record), last.and_then(|last| last.measured?.packages)) {
            (Ok(census), _) => (Counts::of(&census), census.ignored, false),
            // Whoever may not look into the stores is told what is known without.
            (Err(Error::Store { source, .. }), known) if source.kind() == io::ErrorKind::PermissionDenied => {
                (known.unwrap_or_default(), Vec::new(), true)
            }
            (Err(error), _) => return Err(error),
        };
    let status = match running.is_none() && !not_there(record).is_empty() {
        true => Status::NotMounted,
        false => Status::with(record, packages.moved, running.is_some()),
    };
    Ok(Report {
        storage_path: Some(record.target().to_owned()),
        relocation: Some(record.id),
        to: Some(record.to.clone()),
        from: record.from.clone(),
        status,
        direction: Some(record.direction),
        attempts_done: record.attempts_done,
        maximum_attempts: record.maximum_attempts,
        last_attempt: last.map(|attempt| attempt.started),
        packages,
        remembered,
        failures: last.map(|attempt| attempt.failures.clone()).unwrap_or_default(),
        withheld: last.is_some_and(|attempt| attempt.is_withheld),
        ignored,
        events_waiting: super::events::waiting(),
        running,
        plan: None,
    })
}

/// The event of the last attempt, as a result.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct EventReport {
    #[serde(flatten)]
    status: LocationStatus,
    bits: String,
    /// The settings without which no server can take it.
    missing: Vec<&'static str>,
    nse: String,
}

impl Render for EventReport {
    fn human(&self, _: &Style) -> String {
        self.nse.clone()
    }
}

fn print_event(app: &App, record: &Record) -> Result<(), Failure> {
    let settings = Settings::read()?.events;
    let mut record = record.clone();
    if record.last_attempt.as_ref().is_some_and(|last| last.measured.is_none()) {
        // It runs, or was killed.
        let measured =
            measure(&record, &Sizes::new(), &listen()?, Settings::read()?.relocation.threads(None));
        let is_running = super::running(&record).is_some();
        if let Some(last) = &mut record.last_attempt {
            last.measured = Some(measured);
            if is_running {
                app.note("the attempt has not ended; this is how it stands");
                last.ended = Some(Timestamp::now());
            }
        }
    }
    let Some(status) = LocationStatus::of(&record) else {
        return Err(Failure::new(
            Kind::NotFound,
            format_args!("no attempt has been made on the relocation to '{}'", record.to.display()),
        )
        .hint("make one with `smpctl relocation retry`"));
    };
    let identity = super::events::identity(&settings);
    let nse = nse(&status, &identity, Timestamp::now())
        .map_err(|error| Failure::new(Kind::Failed, format_args!("cannot write the event: {error}")))?;
    let missing = identity.missing();
    if !missing.is_empty() {
        let names: Vec<_> = missing.iter().map(|name| format!("`{name}`")).collect();
        app.warn(&format!("no server can take this event without {}", names.join(" and ")));
    }
    app.print(&EventReport { bits: status.status.to_string(), status, missing, nse })
}
