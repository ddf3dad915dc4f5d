//! `smpctl relocation check`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ValueEnum;
use serde::Serialize;

use super::signals::listen;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Failure;
use crate::cli::output::junit::{self, Case};
use crate::cli::output::{Format, Render, Style, progress, sanitise, units};
use crate::relocation::history::{Direction, Record};
use crate::relocation::package::PackageName;
use crate::relocation::prerequisites::{self, Check, Report, Request};
use crate::relocation::progress::StopRequest;
use crate::relocation::store::Store;
use crate::relocation::survey::Sizes;
use crate::settings::Settings;

/// Check whether a package store can be moved to a new place, changing nothing
///
/// Exit code 0 if it can, 3 if not.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: smpctl relocation check --from /opt/store --to /mnt/new/store -o json")]
pub struct Args {
    #[command(flatten)]
    stores: super::stores::FromArgs,
    /// The new store; it need not exist
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Accept what a prerequisite refuses
    #[arg(long, value_enum, value_name = "WHAT")]
    accept: Vec<AcceptArg>,
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
                Some(0) => ", moved at once".to_owned(),
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
    let to = super::target(&args.to)?;
    let from = super::stores::find(app, &args.stores, &to, false)?;
    let elsewhere = super::stores::elsewhere(app)?;
    let threads = Settings::read()?.relocation.threads(None);
    let request = request(&from, &to, &args.accept, &elsewhere, true, threads)?;
    let mut report = examine(app, &request, args.stop_agent)?;
    report.warnings.extend(super::sharing::warnings(&from, &to)?);
    if app.global.output == Format::Csv {
        // A row per prerequisite: what a spreadsheet or `cut` can work with.
        app.print(&Rows(&report.checks))?;
    } else {
        app.print(&report)?;
    }
    Ok(if report.ready { ExitCode::Done } else { ExitCode::CheckSaysNo })
}

/// The prerequisites alone, one after the other.
#[derive(Serialize)]
struct Rows<'a>(&'a [Check]);

impl Render for Rows<'_> {
    fn human(&self, _: &Style) -> String {
        String::new()
    }
}

/// Examines the prerequisites, showing how far it is.
pub fn examine(app: &App, request: &Request<'_>, stop_agent: bool) -> Result<Report, Failure> {
    let progress = progress::observer(app, false, false);
    let report = prerequisites::check(request, &*progress, &listen()?);
    progress.finish();
    let mut report = report?;
    if let Some(check) = super::sharing::agent_check(request.from, request.to, stop_agent)? {
        report.ready &= check.ok;
        report.checks.push(check);
    }
    Ok(report)
}

/// What is to be examined by so many threads; `measure` says whether to measure how long it will take.
pub fn request<'a>(
    from: &'a [PathBuf],
    to: &'a Path,
    accept: &[AcceptArg],
    elsewhere: &'a BTreeSet<PackageName>,
    measure: bool,
    threads: usize,
) -> Result<Request<'a>, Failure> {
    let accept_location = super::sharing::is_home(to)?;
    let accept_medium = accept.contains(&AcceptArg::Medium);
    Ok(Request { from, to, accept_medium, accept_location, elsewhere, measure, threads })
}

/// The sizes of what is left to move, as far as they can be told.
pub fn sizes(record: &Record, threads: usize) -> Sizes {
    let (sources, to) = match record.direction {
        Direction::Forward => (record.taking_part(), Some(&record.to)),
        Direction::Revert => (vec![record.to.clone()], record.from.first()),
    };
    let stores: Vec<Store> = sources.iter().filter_map(|path| Store::open(path).ok()).collect();
    let to = to.and_then(|path| Store::open(path).ok());
    prerequisites::sizes(&stores, to.as_ref(), &StopRequest::default(), threads)
}
