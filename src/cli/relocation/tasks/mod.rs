//! `smpctl relocation run` and `retry` with `--package-server`: a task of the platform's Task Server does it there, on
//! many servers at once. What a server's words and the bits of the vendor's agent mean is published nowhere: both are
//! shown as they are, and only what smpctl said itself, or the settings explain, decides how it ended.

mod line;
mod report;

use std::collections::BTreeSet;
use std::thread;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use super::signals::listen;
use crate::backend::smp::Error;
use crate::backend::{Backend, BackendError, TaskKind, TaskOrder, TaskRun, TaskState};
use crate::cli::app::{App, ProgressStyle};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::{Render, few, units};
use crate::cli::{Outcome, lookup};
use crate::topology::{Membership, Name, Smp};
use line::{End, Line, shown};
use report::Report;

/// How soon a stop is noticed.
const STEP: Duration = Duration::from_millis(100);

/// So many servers are asked about, one call each, every time; the others' turn comes next time.
const ASKED_AT_ONCE: usize = 32;

/// Elsewhere, through the platform's Task Server
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "On other Package Servers, through a live management server")]
pub struct TaskArgs {
    /// Have it done on this Package Server, by a task that the management server runs there; several may be named
    #[arg(
        long,
        value_name = "PS",
        num_args = 1..,
        value_delimiter = ',',
        conflicts_with_all = [
            "from", "to", "transfer", "on_duplicate", "keep_old_links", "verify", "lossy", "stop_at", "offline", "suspend_command",
            "switch_command", "resume_command", "no_sharing", "stop_agent", "detach"
        ]
    )]
    package_server: Vec<String>,
    /// The task, by its name or guid [default: `names.relocation-task` or `names.retry-task` in the context]
    #[arg(long, value_name = "TASK", requires = "package_server")]
    task: Option<String>,
    /// A parameter that the task itself defines (repeatable)
    #[arg(long, value_name = "NAME=VALUE", value_parser = parameter, requires = "package_server")]
    parameter: Vec<(String, String)>,
    /// How long to watch the task; the management server is told to wait as long
    #[arg(long, value_name = "DURATION", default_value = "2h", requires = "package_server")]
    timeout: SignedDuration,
    /// How long to wait for a server's status event after its task has ended
    #[arg(long, value_name = "DURATION", default_value = "5min", requires = "package_server")]
    event_timeout: SignedDuration,
    /// How often to ask the management server how it stands
    #[arg(long, value_name = "DURATION", default_value = "10s", requires = "package_server")]
    every: SignedDuration,
}

fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("it is no NAME=VALUE".to_owned()),
    }
}

impl TaskArgs {
    /// Whether it is to be done elsewhere.
    pub fn is_meant(&self) -> bool {
        !self.package_server.is_empty()
    }

    /// Options of a relocation on this computer mean nothing elsewhere. Those that the environment may give are refused
    /// only where it does not: whether they are there, their environment variable, and their name.
    pub fn refuse(options: &[(bool, &str, &str)]) -> Result<(), Failure> {
        for (is_given, variable, option) in options {
            if *is_given && std::env::var_os(variable).is_none() {
                return Err(Failure::new(
                    Kind::Usage,
                    format_args!(
                        "`{option}` is for this computer, and cannot be used with `--package-server`"
                    ),
                )
                .hint("the task on the management server decides how smpctl is run elsewhere"));
            }
        }
        Ok(())
    }
}

/// Has it done by a task, and watches that.
pub fn run(app: &App, args: &TaskArgs, kind: TaskKind) -> Outcome {
    app.is_no_check()?;
    let [timeout, event_timeout, every] = [args.timeout, args.event_timeout, args.every].map(|time| {
        time.try_into().map_err(|_| {
            Failure::new(Kind::Usage, "a time to wait cannot be negative")
                .hint("write it like `--timeout 2h`")
        })
    });
    let (timeout, event_timeout, every): (Duration, Duration, Duration) = (timeout?, event_timeout?, every?);
    let backend = lookup::backend(app)?;
    if !backend.is_live() {
        return Err(Failure::new(Kind::Usage, "a topology document runs no tasks on Package Servers").hint(
            "name a live server with `--context NAME`, or leave `--package-server` out for this computer",
        ));
    }
    let topology = backend.read()?;
    let smp = lookup::smp(app, &topology)?;
    let mut names: Vec<Name> = Vec::new();
    for name in &args.package_server {
        let server = &lookup::find_server(smp, name)?.name;
        if !names.contains(server) {
            names.push(server.clone());
        }
    }
    let task = backend.task(&smp.name, kind, args.task.as_deref()).map_err(|error| match &error {
        BackendError::Smp(Error::Unclear { setting, .. }) => {
            let hint =
                format!("name it with `--task`, by its name or guid, or set `{setting}` in the context");
            Failure::from(error).hint(hint)
        }
        _ => error.into(),
    })?;
    let before = backend.reported_locations(&smp.name, &names)?;
    let mut report = Report {
        smp: smp.name.clone(),
        task,
        instance: None,
        started: None,
        dry_run: app.global.dry_run,
        task_status: None,
        sites_without_package_server: deserted(smp, &names),
        package_servers: names.iter().cloned().zip(before).map(Line::new).collect(),
        kind,
    };
    if app.global.dry_run {
        app.print(&report)?;
        return Ok(ExitCode::Done);
    }
    if !app.global.yes && app.can_ask() {
        app.say(&report.human(&app.error_style()));
    }
    let number = names.len();
    let servers = if number == 1 { "Package Server" } else { "Package Servers" };
    if !app.confirm(&format!("Start the task {} on {number} {servers}?", report.task_name()))? {
        return Err(Failure::new(Kind::Failed, "not confirmed; nothing was started"));
    }
    let verb = if kind == TaskKind::Retry { "retry" } else { "run" };
    let now = Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default();
    let order = TaskOrder {
        name: format!("smpctl relocation {verb} {now:.0}"),
        longest: timeout,
        parameters: args.parameter.clone(),
    };
    // From here on a signal ends the watching, and nothing else.
    let stop = listen()?;
    let mut started = backend.start_task(&smp.name, &report.task, &order, &names).map_err(|error| {
        // An answer that never came, or was none, may be that of a server that did it.
        let is_unsure = matches!(
            &error,
            BackendError::Smp(
                Error::Timeout { .. }
                    | Error::Cut { .. }
                    | Error::TooLarge { .. }
                    | Error::Status { .. }
                    | Error::NoSmp { .. }
                    | Error::Xml { .. }
                    | Error::NotSo { .. }
            )
        );
        let failure = Failure::from(error);
        match is_unsure {
            true => failure.hint(format_args!(
                "whether the task was started is not known: look for its run '{}' in the console before you start it \
                 again",
                order.name
            )),
            false => failure,
        }
    })?;
    report.instance = Some(started.instance);
    report.started = Some(now);
    app.note(&format!(
        "Started the task {} on {number} {servers} (run {}); Ctrl-C ends the watching, not the task",
        report.task_name(),
        started.instance
    ));
    if app.global.yes && !report.sites_without_package_server.is_empty() {
        let sites: Vec<String> =
            report.sites_without_package_server.iter().map(|site| format!("'{site}'")).collect();
        app.note(&format!("note: no other Package Server is meanwhile in {}", few(&sites)));
    }
    let watch = Watch { app, backend: &*backend, event_timeout, until: Instant::now() + timeout };
    let mut denied = None;
    let mut turn = 0;
    let interrupted = loop {
        match watch.look(&mut report, &mut started, &mut turn) {
            Err(error) if is_denied(&error) => {
                denied = Some(error);
                break false;
            }
            // The server may be busy, or restarted; what never passes ends with the time.
            Err(error) => app.warn_once(&format!("'{}' does not tell how it stands: {error}", report.smp)),
            Ok(()) => {}
        }
        if report.package_servers.iter().all(|line| line.is_final) {
            break false;
        }
        let next = (Instant::now() + every).min(watch.until);
        while Instant::now() < next && !stop.is_requested() {
            thread::sleep(STEP.min(next.saturating_duration_since(Instant::now())));
        }
        if stop.is_requested() {
            break true;
        }
        if Instant::now() >= watch.until {
            app.warn(&format!("the time of {} is over; what runs, runs on", units::duration(timeout)));
            break false;
        }
    };
    for line in &mut report.package_servers {
        let is_over = line.ended_since.is_some() && line.reported.is_none() && !line.is_final;
        line.outcome = if is_over { Some(End::Silent) } else { line.outcome.or(Some(End::Running)) };
    }
    app.print(&report)?;
    if let Some(error) = denied {
        return Err(error.into());
    }
    if interrupted {
        app.warn(
            "the task goes on; `smpctl relocation status --package-server NAME` shows what a server told",
        );
        return Ok(ExitCode::Interrupted);
    }
    Ok(report.exit_code(app))
}

fn is_denied(error: &BackendError) -> bool {
    matches!(error, BackendError::Smp(error) if error.is_denied())
}

/// The sites that have a Package Server now, and every one of them among these.
fn deserted(smp: &Smp, names: &[Name]) -> Vec<Name> {
    let membership = Membership::new(smp);
    let chosen: BTreeSet<&Name> = names.iter().collect();
    let sites = smp.sites.iter().filter(|site| {
        let mut servers = membership.servers_of(&site.name).peekable();
        servers.peek().is_some() && servers.all(|(server, _)| chosen.contains(&server.name))
    });
    sites.map(|site| site.name.clone()).collect()
}

/// What is looked at again and again.
struct Watch<'a> {
    app: &'a App,
    backend: &'a dyn Backend,
    event_timeout: Duration,
    until: Instant,
}

impl Watch<'_> {
    /// Looks how it stands: the run with one call, what the servers told with one for many, and the task on some
    /// servers with one each.
    fn look(&self, report: &mut Report, run: &mut TaskRun, turn: &mut usize) -> Result<(), BackendError> {
        let open: Vec<usize> =
            (0..report.package_servers.len()).filter(|at| !report.package_servers[*at].is_final).collect();
        let names: Vec<Name> =
            open.iter().map(|at| report.package_servers[*at].package_server.clone()).collect();
        let reported = self.backend.reported_locations(&report.smp, &names)?;
        for (at, told) in open.iter().zip(reported) {
            report.package_servers[*at].hear(told);
        }
        let begin = if open.len() > ASKED_AT_ONCE { *turn % open.len() } else { 0 };
        let asked: Vec<usize> =
            (0..open.len().min(ASKED_AT_ONCE)).map(|step| open[(begin + step) % open.len()]).collect();
        *turn = begin + asked.len();
        let names: Vec<Name> =
            asked.iter().map(|at| report.package_servers[*at].package_server.clone()).collect();
        let TaskState { whole, each } = self.backend.task_state(&report.smp, run, &names)?;
        let has_ended = whole.as_ref().is_some_and(|word| word.ended);
        let status = whole.and_then(|word| word.status);
        if status != report.task_status && status.is_some() {
            self.say(None, &format!("the SMP says '{}'", shown(status.as_deref())), status.as_deref());
            report.task_status = status;
        }
        for (at, word) in asked.iter().zip(each) {
            if let Some(word) = word {
                report.package_servers[*at].be_told(word);
            }
        }
        let kind = report.kind;
        for at in open {
            let line = &mut report.package_servers[at];
            let before = (line.outcome, line.told_before());
            line.judge(kind, has_ended, self.event_timeout);
            if (line.outcome, line.told_before()) != before || line.outcome.is_none() {
                line.outcome = line.outcome.or(Some(End::Running));
                self.say(Some(line), &line.sentence(), line.task_status.as_deref());
            }
        }
        Ok(())
    }

    /// Says how it goes, as progress is wanted.
    fn say(&self, line: Option<&Line>, sentence: &str, word: Option<&str>) {
        let app = self.app;
        match app.global.progress {
            ProgressStyle::None => {}
            ProgressStyle::Json => {
                let object = serde_json::json!({
                    "packageServer": line.map(|line| &line.package_server),
                    "outcome": line.and_then(|line| line.outcome),
                    "taskStatus": word,
                });
                app.say(&format!("{}\n", crate::cli::output::sanitise::json(&object.to_string())));
            }
            ProgressStyle::Auto | ProgressStyle::Bar | ProgressStyle::Plain => match line {
                Some(line) => app.note(&format!("{}: {sentence}", line.package_server)),
                None => app.note(&format!("The task as a whole: {sentence}")),
            },
        }
    }
}
