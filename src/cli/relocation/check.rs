//! `smpctl relocation check`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ValueEnum;
use serde::Serialize;

use super::attempts::LossyArg;
use super::signals::listen;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::junit::{self, Case};
use crate::cli::output::{Format, Render, Style, progress, sanitise, units};
use crate::platform::Property;
use crate::relocation::attempt::Method;
use crate::relocation::error::Error;
use crate::relocation::history::{Direction, Record};
use crate::relocation::package::PackageName;
use crate::relocation::prerequisites::{self, Check, Report, Request};
use crate::relocation::retry::{rehearse, turn};
use crate::settings::{Settings, state_directories};

/// Check whether a package store can be moved to a new place, changing nothing
///
/// Exit code 0 if it can, 3 if not.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: smpctl relocation check --from /opt/store --to /mnt/new/store -o json")]
pub struct Args {
    #[command(flatten)]
    stores: super::stores::FromArgs,
    /// The new store; it need not exist
    #[arg(long, value_name = "DIR", required_unless_present = "revert")]
    to: Option<PathBuf>,
    /// Check instead whether a relocation can be undone: that of `--to`, or the only unfinished one, else the latest
    #[arg(long, conflicts_with_all = ["also", "accept", "allow_empty"])]
    revert: bool,
    /// Accept what a prerequisite refuses
    #[arg(long, value_enum, value_name = "WHAT")]
    accept: Vec<AcceptArg>,
    /// How packages will be moved
    #[arg(long, value_enum, default_value_t)]
    transfer: super::TransferArg,
    /// Accept a store without any package
    #[arg(long)]
    allow_empty: bool,
    /// Accept that packages lose what the new volume cannot hold (repeatable)
    #[arg(long, value_enum, value_name = "WHAT")]
    lossy: Vec<LossyArg>,
    /// The vendor's agent will be stopped while packages are moved
    #[arg(long)]
    stop_agent: bool,
}

/// What may be accepted although a prerequisite refuses it
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AcceptArg {
    /// A medium in memory or in a container's layers, or one that cannot be told; removable, optical and
    /// network media are never accepted
    Medium,
}

impl Render for Report {
    fn human(&self, style: &Style) -> String {
        /// How many of a kind are shown to people.
        const SHOWN: usize = 10;
        let clean = |text: &str| sanitise::line(text).into_owned();
        let rows = self.checks.iter().flat_map(|check| {
            let mark = if check.ok { style.good("pass") } else { style.bad("FAIL") };
            let found = [mark, check.check.to_owned(), clean(&check.detail)];
            let advice = check.hint.as_ref().map(|hint| [String::new(), String::new(), style.warn(hint)]);
            std::iter::once(found).chain(advice)
        });
        let mut text = style.table(["", "PREREQUISITE", "FOUND"], rows);
        let mut say = |line: &str| {
            text.push_str(line);
            text.push('\n');
        };
        say("");
        let duration = |seconds| units::duration(Duration::from_secs(seconds));
        say(&format!(
            "{}, {}, {}{}",
            counted(self.packages, "package", "packages"),
            counted(self.files, "file or directory", "files and directories"),
            units::bytes(self.bytes),
            match self.estimated_seconds {
                _ if self.packages == 0 => String::new(),
                _ if self.copied_packages == 0 => ", renamed: no copying needed".to_owned(),
                Some(seconds) => format!(", about {} to move", duration(seconds)),
                None => String::new(),
            },
        ));
        for warning in &self.warnings {
            say(&format!("{} {}", style.warn("warning:"), clean(warning)));
        }
        let mut list = |what: &str, count: u64, items: &mut dyn Iterator<Item = String>| {
            if count == 0 {
                return;
            }
            say(what);
            items.take(SHOWN).for_each(|item| say(&format!("  {}", clean(&item))));
            if count > SHOWN as u64 {
                say(&format!("  and {} more: `-o json` names them", count - SHOWN as u64));
            }
        };
        list(
            &format!("{} would stay, linked:", counted(self.staying.len() as u64, "package", "packages")),
            self.staying.len() as u64,
            &mut self.staying.iter().map(|staying| format!("{}: {}", staying.package, staying.reason)),
        );
        list(
            "In several stores (see `--on-duplicate` of `smpctl relocation run`):",
            self.duplicates.len() as u64,
            &mut self.duplicates.iter().map(ToString::to_string),
        );
        list(
            "Would go back:",
            self.moves.len() as u64,
            &mut self
                .moves
                .iter()
                .map(|it| format!("{}: from '{}' to '{}'", it.package, it.from.display(), it.to.display())),
        );
        list(
            "With a location of their own, not touched:",
            self.custom_location.len() as u64,
            &mut self.custom_location.iter().map(ToString::to_string),
        );
        list(
            &format!("{} no package, not touched:", counted(self.ignored_count, "entry is", "entries are")),
            self.ignored_count,
            &mut self.ignored.iter().cloned(),
        );
        let failed = self.checks.iter().filter(|check| !check.ok).count() as u64;
        say(&if self.ready {
            style.good("Ready to be moved")
        } else {
            style.bad(&format!(
                "Not ready: {} not met",
                counted(failed, "prerequisite is", "prerequisites are")
            ))
        });
        text
    }

    fn junit(&self) -> Option<String> {
        let cases: Vec<_> = self
            .checks
            .iter()
            .map(|check| Case {
                class: "relocation".into(),
                name: check.check.into(),
                outcome: match check.ok {
                    true => junit::Outcome::Passed,
                    false => junit::Outcome::Failed {
                        message: check.detail.clone(),
                        advice: check.hint.clone().unwrap_or_default(),
                    },
                },
                detail: check.detail.clone(),
            })
            .collect();
        junit::document("smpctl relocation check", &cases)
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    let settings = Settings::read()?;
    let mut lossy: BTreeSet<_> = args.lossy.iter().copied().map(Property::from).collect();
    lossy.extend(&settings.relocation.lossy);
    let threads = settings.relocation.threads(None);
    let how = How {
        lossy,
        method: Method::from(args.transfer),
        keep_old_links: false,
        stop_agent: args.stop_agent,
        measure: true,
        threads,
    };
    let report = if args.revert {
        let which = super::WhichArgs { to: args.to.clone(), from: args.stores.named(), relocation: None };
        let mut record = super::find(app, &which)??;
        let maximum = record.maximum_attempts;
        turn(&mut record, Direction::Revert, maximum);
        again(app, &record, &how)?
    } else {
        let Some(to) = &args.to else {
            return Err(Failure::new(Kind::Usage, "the new store is needed").hint("add `--to DIR`"));
        };
        let to = super::target(to)?;
        let from = super::stores::find(app, &args.stores, &to, false)?;
        let elsewhere = super::stores::elsewhere(app)?;
        let stores = Stores {
            from: &from,
            to: &to,
            accept: &args.accept,
            allow_empty: args.allow_empty,
            elsewhere: &elsewhere,
        };
        let mut report = first(app, &stores, &how)?;
        report.warnings.extend(super::sharing::warnings(&from, &to)?);
        report
    };
    print(app, &report)?;
    Ok(if report.ready { ExitCode::Done } else { ExitCode::CheckSaysNo })
}

/// Prints a report; as CSV it is a row per prerequisite, what a spreadsheet or `cut` can work with.
pub fn print(app: &App, report: &Report) -> Result<(), Failure> {
    match app.global.output {
        Format::Csv => app.print(&Rows(&report.checks)),
        _ => app.print(report),
    }
}

/// The prerequisites alone, one after the other.
#[derive(Serialize)]
struct Rows<'a>(&'a [Check]);

impl Render for Rows<'_> {
    fn human(&self, _: &Style) -> String {
        String::new()
    }
}

/// How the prerequisites are examined.
pub struct How {
    /// What packages may lose where the volume cannot hold it.
    pub lossy: BTreeSet<Property>,
    /// How packages are moved.
    pub method: Method,
    /// The links at the old paths will stay.
    pub keep_old_links: bool,
    /// The vendor's agent will be stopped.
    pub stop_agent: bool,
    /// Measure how long it will take.
    pub measure: bool,
    /// How many packages are looked at at once.
    pub threads: usize,
}

/// The stores that a run was asked for.
pub struct Stores<'a> {
    /// The old ones, the main one first.
    pub from: &'a [PathBuf],
    /// The new one.
    pub to: &'a Path,
    /// What is accepted although a prerequisite refuses it.
    pub accept: &'a [AcceptArg],
    /// A store without any package is intended.
    pub allow_empty: bool,
    /// Packages that keep their files elsewhere.
    pub elsewhere: &'a BTreeSet<PackageName>,
}

/// Examines the prerequisites of a run, showing how far it is.
pub fn first(app: &App, stores: &Stores<'_>, how: &How) -> Result<Report, Failure> {
    let (history, state) = (super::history(), state_directories().0);
    let request = Request {
        from: stores.from,
        to: stores.to,
        direction: Direction::Forward,
        only: None,
        settled: false,
        accept_medium: stores.accept.contains(&AcceptArg::Medium),
        accept_location: super::sharing::is_home(stores.to)?,
        allow_empty: stores.allow_empty,
        method: how.method,
        keep_old_links: how.keep_old_links,
        lossy: &how.lossy,
        history: &history,
        relocation: None,
        state: &state,
        taken: &[],
        elsewhere: stores.elsewhere,
        measure: how.measure,
        threads: how.threads,
    };
    let progress = progress::observer(app, false, false);
    let report = prerequisites::check(&request, &*progress, &listen()?);
    progress.finish();
    with_agent(report?, stores.from, stores.to, how)
}

/// Examines the prerequisites of a further attempt in the direction in which the relocation goes, showing how far it is.
///
/// On the way back packages may go to several stores; one report covers all.
pub fn again(app: &App, record: &Record, how: &How) -> Result<Report, Failure> {
    rehearse(record).map_err(|error| match error {
        // The store that holds the packages is not there: its volume is not mounted.
        Error::Store { path, source } if path == record.to && source.kind() == ErrorKind::NotFound => {
            Error::NotTheStore { path }
        }
        other => other,
    })?;
    let mut lossy = how.lossy.clone();
    lossy.extend(&record.lossy);
    let (history, state) = (super::history(), state_directories().0);
    let nowhere = BTreeSet::new();
    let source = [record.to.clone()];
    let base = Request {
        from: &record.from,
        to: &record.to,
        direction: record.direction,
        only: None,
        settled: true,
        accept_medium: true,
        accept_location: true,
        allow_empty: true,
        method: how.method,
        keep_old_links: how.keep_old_links,
        lossy: &lossy,
        history: &history,
        relocation: Some(record),
        state: &state,
        taken: &[],
        elsewhere: &record.elsewhere,
        measure: how.measure,
        threads: how.threads,
    };
    let (progress, stop) = (progress::observer(app, false, false), listen()?);
    let report = match record.direction {
        Direction::Forward => prerequisites::check(&base, &*progress, &stop),
        Direction::Revert => {
            let mut origins: BTreeMap<usize, BTreeSet<PackageName>> = BTreeMap::new();
            for (package, origin) in &record.origins {
                origins.entry(*origin).or_default().insert(package.clone());
            }
            if origins.is_empty() {
                origins.insert(0, BTreeSet::new());
            }
            let mut whole: Option<Report> = None;
            let back = origins.iter().filter_map(|(origin, only)| Some((record.from.get(*origin)?, only)));
            let examined = back.into_iter().try_for_each(|(to, only)| {
                let taken = whole.as_ref().map(|report| report.takes.clone()).unwrap_or_default();
                let request = Request {
                    from: &source,
                    to,
                    only: Some(only),
                    taken: &taken,
                    elsewhere: &nowhere,
                    ..base
                };
                let report = prerequisites::check(&request, &*progress, &stop)?;
                match &mut whole {
                    Some(whole) => whole.add(report),
                    None => whole = Some(report),
                }
                Ok(())
            });
            examined.and_then(|()| whole.ok_or_else(|| Error::NoneKnown { to: Some(record.to.clone()) }))
        }
    };
    progress.finish();
    with_agent(report?, &record.from, &record.to, how)
}

/// Adds whether the vendor's agent is in the way.
fn with_agent(mut report: Report, from: &[PathBuf], to: &Path, how: &How) -> Result<Report, Failure> {
    if let Some(check) = super::sharing::agent_check(from, to, how.stop_agent)? {
        report.ready &= check.ok;
        report.checks.push(check);
    }
    Ok(report)
}
