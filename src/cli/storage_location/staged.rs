//! Storage locations of single Package Servers on a live server, in stages: so many at a time, or one of each site, so
//! that somebody serves meanwhile.

use std::collections::HashSet;
use std::thread;
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use serde::Serialize;

use super::space;
use crate::backend::{Backend, BackendError, ReportedLocation};
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::mutate::some;
use crate::cli::output::{Render, Style, units};
use crate::cli::relocation::listen;
use crate::cli::told::{self, Ending};
use crate::topology::change::Platform;
use crate::topology::{Membership, Name, Smp, StorageLocation};

/// How soon a stop is noticed.
const STEP: Duration = Duration::from_millis(100);

/// In stages, on a live server
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "In stages, on a live server")]
pub struct StageArgs {
    /// Change at most one Package Server of each site at a time
    #[arg(long)]
    pub one_per_site: bool,
    /// Change so many Package Servers at a time
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub batch: Option<u16>,
    /// Wait until the Package Servers of a stage have told that they use the new location, and go on with the next; without
    /// it only the next stage is changed
    #[arg(long)]
    pub wait: bool,
    /// How long to wait for each stage
    #[arg(long, value_name = "DURATION", default_value = "4h", requires = "wait")]
    pub timeout: SignedDuration,
    /// How often to ask the management server
    #[arg(long, value_name = "DURATION", default_value = "30s", requires = "wait")]
    pub every: SignedDuration,
    /// Do it even where a Package Server told of too little free space, or has not told yet that it finished an earlier
    /// stage
    #[arg(long)]
    pub force: bool,
}

impl StageArgs {
    /// Whether anything is said of stages.
    pub fn is_given(&self) -> bool {
        self.one_per_site || self.batch.is_some() || self.wait
    }
}

/// What is wanted for a kind of Package Servers: a folder, or the level above.
pub type Wanted<'a> = (Platform, Option<&'a str>);

/// What was, or would be, done. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    changed: bool,
    dry_run: bool,
    smp: Name,
    windows: Option<String>,
    ulm: Option<String>,
    /// How many stages there are.
    stages: usize,
    package_servers: Vec<Line>,
    /// How many are left for another time.
    left: usize,
}

/// One Package Server.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    package_server: Name,
    /// Its stage, from 1; missing where nothing is to be changed.
    stage: Option<usize>,
    outcome: End,
    /// What it told since its location was set.
    reported: Option<ReportedLocation>,
    #[serde(skip)]
    before: Option<ReportedLocation>,
}

/// How it stands with one Package Server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum End {
    /// Its location is the wanted one already.
    Unchanged,
    /// Its location is to be set.
    NotTried,
    /// Its location is set; nobody waited for more.
    Set,
    /// Its location is set, and it has not told of it yet.
    Moving,
    /// It told of the new location.
    Reported,
    /// It told that everything has moved.
    Complete,
    /// It told that something is left to move.
    Incomplete,
    /// It told that it could not be done, or of another location.
    Failed,
}

impl End {
    /// Its name in JSON, and for people.
    fn as_str(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::NotTried => "not-tried",
            Self::Set => "set",
            Self::Moving => "moving",
            Self::Reported => "reported",
            Self::Complete => "complete",
            Self::Incomplete => "incomplete",
            Self::Failed => "failed",
        }
    }
}

/// Sets the locations of these Package Servers, or of all.
pub fn run(
    app: &App,
    backend: &dyn Backend,
    smp: &Smp,
    names: &[Name],
    wanted: &[Wanted<'_>],
    args: &StageArgs,
) -> Outcome {
    app.is_no_check()?;
    let [timeout, every] = [args.timeout, args.every].map(|time| {
        time.try_into().map_err(|_| {
            Failure::new(Kind::Usage, "a time to wait cannot be negative")
                .hint("write it like `--timeout 4h`")
        })
    });
    let (timeout, every): (Duration, Duration) = (timeout?, every?);
    let overrides = backend.overrides(&smp.name, names)?;
    let without: Vec<String> = names
        .iter()
        .zip(&overrides)
        .filter(|(_, found)| found.is_none())
        .map(|(name, _)| format!("'{name}'"))
        .collect();
    if let Some(first) = without.first() {
        return Err(Failure::new(
            Kind::NotFound,
            format_args!(
                "{} of {} Package Servers have no settings of their own that could be changed: {}",
                without.len(),
                names.len(),
                crate::cli::output::few(&without)
            ),
        )
        .hint(format_args!(
            "give {first} settings of its own in the console: Settings > Notification Server > Site Server Settings > \
             Package Service > Package Service Settings; nothing was changed"
        )));
    }
    let reported = match backend.reported_locations(&smp.name, names) {
        Ok(reported) => reported,
        Err(error) if args.wait => return Err(error.into()),
        Err(error) => {
            app.warn(&format!("the free space is not judged: {error}"));
            vec![None; names.len()]
        }
    };
    let mut lines: Vec<Line> = names
        .iter()
        .zip(overrides.into_iter().flatten())
        .zip(reported)
        .map(|((name, now), before)| {
            let is_set = wanted.iter().all(|(platform, path)| now.get(*platform) == *path);
            let outcome = match is_set {
                // A location that is set is not told of yet, if another one was told of last.
                true if args.is_given() && is_elsewhere(wanted, before.as_ref()) => End::Moving,
                true => End::Unchanged,
                false => End::NotTried,
            };
            Line { package_server: name.clone(), stage: None, outcome, reported: None, before }
        })
        .collect();
    space::check(
        app,
        lines
            .iter()
            .filter(|line| line.outcome == End::NotTried)
            .map(|line| (&line.package_server, line.before.as_ref())),
        wanted,
        args.force,
    )?;
    let stages = stages(smp, &mut lines, args);
    let path = |of: Platform| {
        wanted.iter().find(|(platform, _)| *platform == of).and_then(|(_, path)| path.map(str::to_owned))
    };
    let mut report = Report {
        changed: false,
        dry_run: app.global.dry_run,
        smp: smp.name.clone(),
        windows: path(Platform::Windows),
        ulm: path(Platform::Ulm),
        stages,
        left: 0,
        package_servers: lines,
    };
    let number = report.count(End::NotTried);
    report.left = number;
    let moving: Vec<String> = report.named(End::Moving).map(|name| format!("'{name}'")).collect();
    if !moving.is_empty() && !args.force && !args.wait && number > 0 {
        return Err(Failure::new(
            Kind::CheckSaysNo,
            format_args!(
                "{} set earlier have not told yet that they use the new location: {}",
                if moving.len() == 1 { "1 Package Server" } else { "Package Servers" },
                crate::cli::output::few(&moving)
            ),
        )
        .hint("wait for them with `--wait`, look with `smpctl relocation status --all`, or add `--force`"));
    }
    if app.global.dry_run || number == 0 && (moving.is_empty() || !args.wait) {
        app.print(&report)?;
        return Ok(ExitCode::Done);
    }
    if number > 0 {
        confirm(app, smp, &report, number, args)?;
    }
    let stop = listen()?;
    let stage_of = Stage { app, backend, wanted, until: None, every, timeout };
    if args.wait && !moving.is_empty() && !args.force {
        app.note(&format!("Waiting for what was set earlier: {}", crate::cli::output::few(&moving)));
        if let Some(code) = stage_of.wait(&mut report, &stop)? {
            return report.end(app, code);
        }
    }
    for stage in 1..=stages {
        let chosen: Vec<usize> = (0..report.package_servers.len())
            .filter(|at| report.package_servers[*at].stage == Some(stage))
            .collect();
        for at in chosen {
            let name = report.package_servers[at].package_server.clone();
            if stop.is_requested() {
                return report.end(app, ExitCode::Interrupted);
            }
            let wanted: Vec<_> =
                wanted.iter().map(|(platform, path)| (*platform, path.map(str::to_owned))).collect();
            match backend.set_override(&smp.name, &name, &wanted) {
                Ok(notes) => {
                    for note in notes {
                        app.note(&format!("note: {note}"));
                    }
                    report.changed = true;
                    report.left -= 1;
                    report.package_servers[at].outcome = if args.wait { End::Moving } else { End::Set };
                }
                Err(error) => {
                    let left = report.left;
                    report.end(app, ExitCode::Failed)?;
                    let failure = Failure::from(error);
                    return Err(Failure::new(
                        Kind::Conflict,
                        format_args!(
                            "cannot set the storage location of '{name}': {}; {} of {number} were set",
                            failure.message,
                            number - left
                        ),
                    )
                    .hint("run the same command again: it goes on with what is not done"));
                }
            }
        }
        if !args.wait {
            break;
        }
        app.note(&format!("Stage {stage} of {stages} is set; waiting for its Package Servers to tell of it"));
        if let Some(code) = stage_of.wait(&mut report, &stop)? {
            return report.end(app, code);
        }
    }
    let code = match report.count(End::Incomplete) {
        0 => ExitCode::Done,
        _ => ExitCode::Warning,
    };
    report.end(app, code)
}

fn confirm(app: &App, smp: &Smp, report: &Report, number: usize, args: &StageArgs) -> Result<(), Failure> {
    if !app.global.yes && app.can_ask() {
        app.say(&report.human(&app.error_style()));
    }
    let first = report.package_servers.iter().filter(|line| line.stage == Some(1)).count();
    let meanwhile = match (report.stages, args.wait) {
        (1, _) => format!("{number} Package Servers of '{}' will move their packages", smp.name),
        (stages, true) => format!(
            "{number} Package Servers of '{}' will move their packages in {stages} stages, {first} of them first",
            smp.name
        ),
        (_, false) => format!(
            "{first} of {number} Package Servers of '{}' will move their packages now, the others when this is run again",
            smp.name
        ),
    };
    let (number, which) = if args.wait || report.stages == 1 {
        (number, "all of them")
    } else {
        (first, "those that move now")
    };
    let question = format!("{meanwhile}, and serve nobody meanwhile. Type the number of {which} to go on");
    match app.confirm_number(&question, number)? {
        true => Ok(()),
        false => Err(Failure::new(Kind::Failed, "not confirmed; nothing was changed")),
    }
}

/// Whether it told of another location last than the one wanted; a location that nobody names is not known.
fn is_elsewhere(wanted: &[Wanted<'_>], told: Option<&ReportedLocation>) -> bool {
    match told.and_then(|told| told.storage_path.as_deref()) {
        Some(path) => !wanted.iter().any(|(_, wanted)| wanted.is_none_or(|wanted| is_same(wanted, path))),
        None => wanted.iter().all(|(_, wanted)| wanted.is_some()),
    }
}

/// Whether two folders are the same, as Windows and people write them.
fn is_same(one: &str, other: &str) -> bool {
    if one.starts_with('/') {
        return one.trim_end_matches('/') == other.trim_end_matches('/');
    }
    let plain = |path: &str| path.replace('/', "\\").trim_end_matches('\\').to_lowercase();
    plain(one) == plain(other)
}

/// Gives every Package Server that is to be changed its stage; how many stages there are.
fn stages(smp: &Smp, lines: &mut [Line], args: &StageArgs) -> usize {
    let membership = Membership::new(smp);
    let size = args.batch.map_or(usize::MAX, usize::from);
    let mut stages: Vec<(usize, HashSet<Name>)> = Vec::new();
    for line in lines.iter_mut().filter(|line| line.outcome == End::NotTried) {
        let sites: Vec<Name> = match args.one_per_site {
            true => membership.sites_of(&line.package_server).map(|(site, _)| site.name.clone()).collect(),
            false => Vec::new(),
        };
        let fits = |(number, taken): &(usize, HashSet<Name>)| {
            *number < size && sites.iter().all(|site| !taken.contains(site))
        };
        let at = stages.iter().position(fits).unwrap_or(stages.len());
        if at == stages.len() {
            stages.push((0, HashSet::new()));
        }
        stages[at].0 += 1;
        stages[at].1.extend(sites);
        line.stage = Some(at + 1);
    }
    stages.len()
}

/// What is waited for, and how.
struct Stage<'a> {
    app: &'a App,
    backend: &'a dyn Backend,
    wanted: &'a [Wanted<'a>],
    until: Option<Instant>,
    every: Duration,
    timeout: Duration,
}

impl Stage<'_> {
    /// Waits until all that move have told how it ended; how the command ends, if it does not go on.
    fn wait(
        &self,
        report: &mut Report,
        stop: &crate::relocation::progress::StopRequest,
    ) -> Result<Option<ExitCode>, Failure> {
        let until = self.until.unwrap_or_else(|| Instant::now() + self.timeout);
        loop {
            match self.look(report) {
                Ok(()) => {}
                Err(BackendError::Smp(error)) if error.is_denied() => {
                    let _ = self.app.print(report);
                    return Err(error.into());
                }
                // The server may be busy, or restarted; what never passes ends with the time.
                Err(error) => {
                    self.app.warn_once(&format!("'{}' does not tell how it stands: {error}", report.smp))
                }
            }
            if report.count(End::Failed) > 0 {
                self.app.warn(
                    "one failed, so nothing more is changed; run the same command again when it is mended",
                );
                return Ok(Some(ExitCode::Failed));
            }
            if report.count(End::Moving) == 0 {
                return Ok(None);
            }
            let next = (Instant::now() + self.every).min(until);
            while Instant::now() < next && !stop.is_requested() {
                thread::sleep(STEP.min(next.saturating_duration_since(Instant::now())));
            }
            if stop.is_requested() {
                return Ok(Some(ExitCode::Interrupted));
            }
            if Instant::now() >= until {
                self.app.warn(&format!(
                    "the time of {} is over; run the same command again to go on waiting",
                    units::duration(self.timeout)
                ));
                return Ok(Some(ExitCode::Warning));
            }
        }
    }

    fn look(&self, report: &mut Report) -> Result<(), BackendError> {
        let names: Vec<Name> = report.named(End::Moving).cloned().collect();
        let reported = self.backend.reported_locations(&report.smp, &names)?;
        for (name, told) in names.iter().zip(reported) {
            let line = report.package_servers.iter_mut().find(|line| line.package_server == *name);
            let (Some(line), Some(told)) = (line, told) else { continue };
            if !told::is_new(line.before.as_ref(), &told) {
                continue;
            }
            line.outcome = match Ending::of(&told) {
                _ if is_elsewhere(self.wanted, Some(&told)) => End::Failed,
                Ending::Complete => End::Complete,
                Ending::Incomplete => End::Incomplete,
                Ending::Failed => End::Failed,
                Ending::Reported => End::Reported,
            };
            let path = told.storage_path.as_deref().unwrap_or("no location");
            let status = told::status(&told).map(|status| format!(", status {status}")).unwrap_or_default();
            self.app.note(&format!("{name}: {}; it told of {path}{status}", line.outcome.as_str()));
            line.reported = Some(told);
        }
        Ok(())
    }
}

impl Report {
    fn named(&self, outcome: End) -> impl Iterator<Item = &Name> {
        let lines = self.package_servers.iter().filter(move |line| line.outcome == outcome);
        lines.map(|line| &line.package_server)
    }

    fn count(&self, outcome: End) -> usize {
        self.named(outcome).count()
    }

    /// Prints how it ended; what is left is said.
    fn end(&self, app: &App, code: ExitCode) -> Outcome {
        app.print(self)?;
        if self.left > 0 {
            let left = match self.left {
                1 => "1 Package Server is left".to_owned(),
                left => format!("{left} Package Servers are left"),
            };
            app.note(&format!("{left}; run the same command again to go on"));
        }
        Ok(code)
    }
}

impl Render for Report {
    fn human(&self, style: &Style) -> String {
        let place = [("Windows", &self.windows), ("UNIX, Linux and Mac", &self.ulm)]
            .iter()
            .filter_map(|(kind, path)| path.as_ref().map(|path| format!("{path} on {kind}")))
            .collect::<Vec<_>>();
        let place = if place.is_empty() { "as the SMP's setting is".to_owned() } else { place.join(", ") };
        let verb = if self.changed { "Storage locations" } else { "Storage locations to be" };
        let mut text = style.bold(&style.plain(&format!("{verb} on '{}': {place}", self.smp)));
        text.push('\n');
        some(&mut text, style, &self.package_servers, |line| {
            let stage = line.stage.map(|stage| format!("stage {stage}, ")).unwrap_or_default();
            let told = line.reported.as_ref();
            let told = told
                .and_then(|told| told.last_attempt.as_ref())
                .map(|at| format!(", told {at}"))
                .unwrap_or_default();
            style.plain(&format!("{}: {stage}{}{told}", line.package_server, line.outcome.as_str()))
        });
        text
    }

    fn rows(&self) -> serde_json::Result<serde_json::Value> {
        serde_json::to_value(&self.package_servers)
    }
}

/// The overrides that are shown: what each server has of its own, where the settings say how that is found.
pub fn overrides(backend: &dyn Backend, smp: &Smp) -> Result<Vec<StorageLocation>, Failure> {
    let names: Vec<Name> = smp.package_servers.iter().map(|server| server.name.clone()).collect();
    let found = backend.overrides(&smp.name, &names)?;
    Ok(found.into_iter().map(Option::unwrap_or_default).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn folders_are_the_same_however_they_are_written() {
        assert!(is_same("D:\\Packages", "d:/packages/"));
        assert!(!is_same("D:\\Packages", "D:\\Packages2"));
        assert!(is_same("/srv/p", "/srv/p/") && !is_same("/srv/p", "/srv/P"));
    }

    #[test]
    fn stages_hold_one_server_of_a_site_and_no_more_than_are_wanted() {
        let smp: Smp = serde_json::from_value(json!({"name": "A", "sites": [{"name": "X"}, {"name": "Y"}],
            "packageServers": [
                {"name": "1", "manualSites": ["X"]}, {"name": "2", "manualSites": ["X"]},
                {"name": "3", "manualSites": ["Y"]}, {"name": "4", "manualSites": ["X", "Y"]}, {"name": "5"}]}))
        .unwrap();
        let staged = |one_per_site, batch| {
            let args = StageArgs {
                one_per_site,
                batch,
                wait: true,
                timeout: SignedDuration::ZERO,
                every: SignedDuration::ZERO,
                force: false,
            };
            let mut lines: Vec<Line> = smp
                .package_servers
                .iter()
                .map(|server| Line {
                    package_server: server.name.clone(),
                    stage: None,
                    outcome: End::NotTried,
                    reported: None,
                    before: None,
                })
                .collect();
            let number = stages(&smp, &mut lines, &args);
            (number, lines.iter().filter_map(|line| line.stage).collect::<Vec<_>>())
        };
        assert_eq!(staged(false, None), (1, vec![1, 1, 1, 1, 1]));
        assert_eq!(staged(false, Some(2)), (3, vec![1, 1, 2, 2, 3]));
        assert_eq!(staged(true, None), (3, vec![1, 2, 1, 3, 1]));
        assert_eq!(staged(true, Some(1)), (5, vec![1, 2, 3, 4, 5]));
    }
}
