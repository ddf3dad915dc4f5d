//! `smpctl relocation run` and `retry` with `--package-server`: a task of the platform's Task Server does it there, on
//! many servers at once. What a server's words and the bits of the vendor's agent mean is published nowhere: both are
//! shown as they are, and only what smpctl said itself, or the settings explain, decides how it ended.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use super::signals::listen;
use crate::backend::smp::Error;
use crate::backend::{
    Backend, BackendError, ReportedLocation, Task, TaskKind, TaskOrder, TaskRun, TaskState, TaskWord,
};
use crate::cli::app::{App, ProgressStyle};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::mutate::some;
use crate::cli::output::{Render, Style, few, units};
use crate::cli::told::{self, Ending};
use crate::cli::{Outcome, lookup};
use crate::relocation::event::StatusBits;
use crate::topology::{Membership, Name, Smp};

/// How soon a stop is noticed.
const STEP: Duration = Duration::from_millis(100);

/// So many servers are asked about, one call each, every time; the others' turn comes next time.
const ASKED_AT_ONCE: usize = 32;

/// The longest text of a server that is shown.
const LONGEST_WORD: usize = 200;

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

/// What is to be, or was, done. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    smp: Name,
    task: Task,
    /// The run of the task; missing if none was started.
    instance: Option<Uuid>,
    started: Option<Timestamp>,
    dry_run: bool,
    /// What the management server says of the whole run, in its words.
    task_status: Option<String>,
    package_servers: Vec<Line>,
    /// The sites whose every Package Server is among these, so that nobody serves there meanwhile.
    sites_without_package_server: Vec<Name>,
    #[serde(skip)]
    kind: TaskKind,
}

/// One Package Server.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    package_server: Name,
    /// Missing if nothing was started.
    outcome: Option<End>,
    /// What the management server says of the task there, in its words.
    task_status: Option<String>,
    /// The return code of the task there, as the management server has it.
    return_code: Option<String>,
    /// Whether the management server gives a time of the task's end there.
    task_ended: bool,
    /// What the Package Server told since the task was started.
    reported: Option<ReportedLocation>,
    /// The names of its bits, if smpctl set them.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip)]
    before: Option<ReportedLocation>,
    #[serde(skip)]
    ended_since: Option<Instant>,
    /// The management server says that the task failed there, in the word that the settings tell.
    #[serde(skip)]
    has_failed: bool,
    #[serde(skip)]
    is_final: bool,
}

/// How it ended on one Package Server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum End {
    /// It told that everything has moved.
    Complete,
    /// It told that something is left to move.
    Incomplete,
    /// It told that it could not be done.
    Failed,
    /// It told of an attempt, in bits that nothing explains.
    Reported,
    /// The task has ended, and it told nothing.
    Silent,
    /// The task has not ended, as far as is known.
    Running,
}

impl End {
    /// Its name in JSON, and for people.
    fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Incomplete => "incomplete",
            Self::Failed => "failed",
            Self::Reported => "reported",
            Self::Silent => "silent",
            Self::Running => "running",
        }
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

/// A server's text, not too long.
fn shown(text: Option<&str>) -> String {
    text.unwrap_or_default().chars().take(LONGEST_WORD).collect()
}

impl Line {
    fn new((package_server, before): (Name, Option<ReportedLocation>)) -> Self {
        Self {
            package_server,
            outcome: None,
            task_status: None,
            return_code: None,
            task_ended: false,
            reported: None,
            status: None,
            before,
            ended_since: None,
            has_failed: false,
            is_final: false,
        }
    }

    /// Takes in what the Package Server told last.
    fn hear(&mut self, told: Option<ReportedLocation>) {
        let Some(told) = told else { return };
        if told::is_new(self.before.as_ref(), &told) {
            self.status = told.last_status.and_then(told::names_of);
            self.reported = Some(told);
        }
    }

    fn be_told(&mut self, word: TaskWord) {
        self.task_status = word.status;
        // One that still runs has none, whatever the field holds.
        self.return_code = word.return_code.filter(|_| word.ended);
        self.task_ended = word.ended;
        self.has_failed = word.failed;
    }

    /// What a change of is worth a line.
    fn told_before(&self) -> (Option<String>, Option<String>) {
        (self.task_status.clone(), self.reported.as_ref().and_then(|told| told.last_attempt.clone()))
    }

    /// How it stands by what is known.
    fn judge(&mut self, kind: TaskKind, has_ended: bool, patience: Duration) {
        let has_ended = has_ended || self.task_ended;
        if has_ended {
            self.ended_since.get_or_insert_with(Instant::now);
        }
        let (outcome, is_final) = match self.reported.as_ref() {
            Some(told) => {
                let outcome = End::from(Ending::of(told));
                // A retry is one attempt, of which the event tells; smpctl makes several, until the task ends, and
                // the event of the last may come after that.
                let is_last = outcome == End::Failed
                    || self.status.is_some()
                        && told.last_status.is_some_and(|bits| bits & StatusBits::EXHAUSTED != 0);
                let is_over = self.ended_since.is_some_and(|since| is_last || since.elapsed() >= patience);
                (outcome, outcome == End::Complete || kind == TaskKind::Retry || is_over)
            }
            None if self.has_failed => (End::Failed, true),
            None => match self.ended_since {
                Some(since) if since.elapsed() >= patience => (End::Silent, true),
                _ => (End::Running, false),
            },
        };
        self.outcome = Some(outcome);
        self.is_final = is_final;
    }

    fn sentence(&self) -> String {
        let mut parts = Vec::new();
        parts.push(
            match self.outcome {
                Some(End::Complete) => "everything has moved",
                Some(End::Incomplete) => "something is left to move",
                Some(End::Failed) => "it could not be done",
                Some(End::Reported) => "an attempt was made",
                Some(End::Silent) => "the task has ended, and this server told nothing",
                Some(End::Running) | None if self.ended_since.is_some() => {
                    "the task has ended; waiting for the server's status event"
                }
                Some(End::Running) | None => "running",
            }
            .to_owned(),
        );
        if let Some(bits) = self.reported.as_ref().and_then(|told| told.last_status) {
            parts.push(match &self.status {
                Some(names) => format!("status {names}"),
                None => format!("status {bits:#x}"),
            });
        }
        if self.task_status.is_some() {
            parts.push(format!("the SMP says '{}'", shown(self.task_status.as_deref())));
        }
        if let Some(code) = &self.return_code {
            parts.push(format!("return code {}", shown(Some(code))));
        }
        parts.join("; ")
    }
}

impl From<Ending> for End {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Complete => Self::Complete,
            Ending::Incomplete => Self::Incomplete,
            Ending::Failed => Self::Failed,
            Ending::Reported => Self::Reported,
        }
    }
}

impl Report {
    fn task_name(&self) -> String {
        match self.task.name.as_str() {
            "" => self.task.guid.to_string(),
            name => format!("'{name}'"),
        }
    }

    /// How many ended how.
    fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for end in self.package_servers.iter().filter_map(|line| line.outcome) {
            *counts.entry(end.as_str()).or_default() += 1;
        }
        counts
    }

    fn exit_code(&self, app: &App) -> ExitCode {
        let counts = self.counts();
        if counts.contains_key(End::Reported.as_str()) {
            app.warn(
                "what the status bits of the platform's agent mean is published nowhere; if you know which say that \
                 everything has moved, set `names.complete-status` in the context",
            );
        }
        match counts.get(End::Complete.as_str()) {
            _ if counts.contains_key(End::Failed.as_str()) => ExitCode::Failed,
            Some(complete) if *complete == self.package_servers.len() => ExitCode::Done,
            _ => ExitCode::Warning,
        }
    }
}

impl Render for Report {
    fn human(&self, style: &Style) -> String {
        let Some(instance) = self.instance else {
            let heading = format!("This starts the task {} ({}) on:", self.task_name(), self.task.guid);
            let mut text = style.bold(&style.plain(&heading)) + "\n";
            some(&mut text, style, &self.package_servers, |line| style.plain(&line.package_server));
            text += &style.plain("While packages are moved, a Package Server may serve nobody.");
            text.push('\n');
            if !self.sites_without_package_server.is_empty() {
                text += &style.bold("No other Package Server is meanwhile in:");
                text.push('\n');
                some(&mut text, style, &self.sites_without_package_server, |site| {
                    style.warn(&style.plain(&format!("site '{site}'")))
                });
            }
            return text;
        };
        let rows = self.package_servers.iter().map(|line| {
            let told = line.reported.as_ref();
            let bits = told.and_then(|told| told.last_status).map(|bits| format!("{bits:#x}"));
            [
                line.package_server.to_string(),
                line.outcome.map(End::as_str).unwrap_or_default().to_owned(),
                shown(line.task_status.as_deref()),
                told.and_then(|told| told.storage_path.clone()).unwrap_or_default(),
                told.and_then(|told| told.last_attempt.clone()).unwrap_or_default(),
                line.status.clone().or(bits).unwrap_or_default(),
            ]
        });
        let header = ["NAME", "OUTCOME", "THE SMP SAYS", "STORAGE PATH", "LAST ATTEMPT", "STATUS"];
        let counts =
            self.counts().into_iter().map(|(end, number)| format!("{number} {end}")).collect::<Vec<_>>();
        let told = match self.task_status.as_deref() {
            Some(word) => format!("; the SMP says '{}'", shown(Some(word))),
            None => String::new(),
        };
        let heading = format!("Task {}, run {instance}{told}: {}", self.task_name(), counts.join(", "));
        style.plain(&heading) + "\n" + &style.table(header, rows)
    }

    fn rows(&self) -> serde_json::Result<serde_json::Value> {
        serde_json::to_value(&self.package_servers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(attempt: &str, bits: u32, complete: Option<bool>) -> ReportedLocation {
        ReportedLocation {
            last_attempt: Some(attempt.into()),
            last_status: Some(bits),
            complete,
            ..ReportedLocation::default()
        }
    }

    #[test]
    fn an_event_counts_if_it_is_of_another_attempt() {
        let name: Name = "PS".parse().unwrap();
        let mut line = Line::new((name, Some(told("monday", 1, None))));
        line.hear(Some(told("monday", 1, None)));
        line.judge(TaskKind::Retry, false, Duration::ZERO);
        assert_eq!((line.outcome, line.is_final), (Some(End::Running), false));
        line.hear(Some(told("tuesday", StatusBits::SMPCTL | StatusBits::STAYING, None)));
        line.judge(TaskKind::Relocation, false, Duration::ZERO);
        assert_eq!((line.outcome, line.is_final), (Some(End::Incomplete), false), "smpctl tries again");
        line.judge(TaskKind::Relocation, true, Duration::from_secs(60));
        assert!(!line.is_final, "the event of the last attempt may be on its way");
        line.judge(TaskKind::Relocation, true, Duration::ZERO);
        assert!(line.is_final);
        line.hear(Some(told("wednesday", StatusBits::SMPCTL | StatusBits::EXHAUSTED, None)));
        line.judge(TaskKind::Relocation, true, Duration::from_secs(60));
        assert!(line.is_final);
    }

    #[test]
    fn a_task_that_ended_without_a_word_is_waited_for_a_while() {
        let mut line = Line::new(("PS".parse().unwrap(), None));
        line.judge(TaskKind::Retry, true, Duration::from_secs(60));
        assert_eq!((line.outcome, line.is_final), (Some(End::Running), false));
        line.judge(TaskKind::Retry, true, Duration::ZERO);
        assert_eq!((line.outcome, line.is_final), (Some(End::Silent), true));
    }
}
