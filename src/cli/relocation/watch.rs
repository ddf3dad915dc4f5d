//! `smpctl relocation status --watch`: how far another process is, until it ends.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use dialoguer::console::Term;
use jiff::{Timestamp, Unit};

use super::signals::listen;
use super::status::{self, Report};
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::progress::phase_name;
use crate::cli::output::{Format, Render, sanitise, units};
use crate::relocation::history::Record;
use crate::relocation::running::Running;

/// How often is looked.
const LOOK: Duration = Duration::from_millis(500);

/// How often the stores are looked into for it; what the process says is read every time.
const CENSUS: Duration = Duration::from_secs(5);

/// How long there is silence between two plain lines that only say how far it is.
const SILENCE: Duration = Duration::from_secs(5);

/// How far a process is, in a line or two that fit beside a heading.
pub fn how_far(running: &Running) -> Vec<String> {
    if let Some(next) = running.next_attempt {
        let left = next.duration_since(Timestamp::now()).max(jiff::SignedDuration::ZERO);
        let left = Duration::from_secs(left.as_secs().unsigned_abs());
        return vec![format!("waits for attempt {}, in {}", running.attempt + 1, units::about(left))];
    }
    let done = &running.done;
    if done.total_packages == 0 {
        return vec![running.phase.map_or("waiting", phase_name).to_owned()];
    }
    let mut packages = format!("{} of {} packages moved", done.packages, done.total_packages);
    match done.failed_packages {
        0 => {}
        1 => packages.push_str(", 1 stays"),
        many => packages.push_str(&format!(", {many} stay")),
    }
    let mut bytes = format!(
        "{} of {}, {}/s",
        units::bytes(done.bytes),
        units::bytes(done.total_bytes),
        units::bytes(done.bytes_per_second),
    );
    if let Some(left) = done.seconds_left.filter(|left| *left > 0) {
        bytes.push_str(&format!(", {} left", units::about(Duration::from_secs(left))));
    }
    vec![packages, bytes]
}

/// Shows how a relocation stands until no process is at it any more, or somebody presses Ctrl-C.
pub fn watch(app: &App, record: Record) -> Result<(), Failure> {
    let stop = listen()?;
    let history = super::history();
    let id = record.id;
    let mut shown: Box<dyn Shown> = match app.global.output {
        Format::Table if io::stdout().is_terminal() => Box::new(Screen { lines: 0 }),
        Format::Table => Box::new(Lines { last: None }),
        Format::Json => Box::new(JsonLines { last: None }),
        Format::Csv | Format::Junit => {
            return Err(Failure::new(Kind::Usage, "`--watch` shows a table or JSON")
                .hint("leave out `-o`, or use `-o json`"));
        }
    };
    let mut report = status::report(&record)?;
    let mut looked = Instant::now();
    if !report.is_running() && record.is_unfinished() {
        app.note("no smpctl is at it now; this is how it stands");
    }
    loop {
        let ended = !report.is_running();
        match shown.show(app, &report, ended) {
            // The terminal has gone, and what ends it has been noticed.
            Err(_) if stop.is_requested() => return Ok(()),
            other => other?,
        }
        if ended || stop.is_requested() {
            return Ok(());
        }
        let until = Instant::now() + LOOK;
        while Instant::now() < until && !stop.is_requested() {
            std::thread::sleep(Duration::from_millis(50));
        }
        match super::running(&record) {
            Some(running) if looked.elapsed() < CENSUS => report.set_running(running),
            _ => {
                // One that ended in this moment is no longer remembered as it was.
                let record = history.by_id(id)?.unwrap_or_else(|| record.clone());
                report = status::report(&record)?;
                looked = Instant::now();
            }
        }
    }
}

/// A way to show how something changes.
trait Shown {
    /// Shows it as it is now, which may be the last time.
    fn show(&mut self, app: &App, report: &Report, ended: bool) -> Result<(), Failure>;
}

/// The same place of a terminal, over and over.
struct Screen {
    lines: usize,
}

impl Shown for Screen {
    fn show(&mut self, app: &App, report: &Report, ended: bool) -> Result<(), Failure> {
        let terminal = Term::stdout();
        let (rows, columns) = terminal.size();
        let style = app.style();
        let text = report.human(&style);
        let text = sanitise::screen(&text, style.colour);
        // More than fits would leave its upper part behind each time; at the end all of it may scroll by.
        let room = if ended { usize::MAX } else { usize::from(rows).saturating_sub(2).max(3) };
        let mut lines: Vec<String> = text
            .lines()
            .take(room)
            .map(|line| match ended {
                true => line.to_owned(),
                false => dialoguer::console::truncate_str(line, usize::from(columns), "…").into_owned(),
            })
            .collect();
        if !ended {
            lines.push("Ctrl-C ends the watching, not the relocation".to_owned());
        }
        let cannot = |error: io::Error| {
            Failure::new(Kind::Failed, format_args!("cannot write to standard output: {error}"))
        };
        terminal.clear_last_lines(self.lines).map_err(cannot)?;
        self.lines = lines.len();
        lines.push(String::new());
        app.write(&lines.join("\n"))
    }
}

/// A plain line now and then, and at once when it begins to wait, or a package stays; all of it at the end.
struct Lines {
    last: Option<(Instant, Running)>,
}

impl Shown for Lines {
    fn show(&mut self, app: &App, report: &Report, ended: bool) -> Result<(), Failure> {
        if ended {
            return app.print(report);
        }
        let Some(running) = report.running() else { return Ok(()) };
        let is_due = self.last.as_ref().is_none_or(|(said, last)| {
            let stage = |it: &Running| (it.attempt, it.next_attempt, it.done.failed_packages);
            stage(last) != stage(running) || (said.elapsed() >= SILENCE && last.done != running.done)
        });
        if is_due {
            let now = jiff::Zoned::now().round(Unit::Second).map(|now| now.time().to_string());
            let line = how_far(running).join(", ");
            app.write(&format!("{}  {}\n", now.unwrap_or_default(), sanitise::line(&line)))?;
            self.last = Some((Instant::now(), running.clone()));
        }
        Ok(())
    }
}

/// One JSON object a line, whenever anything but the time has changed.
struct JsonLines {
    last: Option<serde_json::Value>,
}

impl Shown for JsonLines {
    fn show(&mut self, app: &App, report: &Report, _: bool) -> Result<(), Failure> {
        let failed =
            |error| Failure::new(Kind::Failed, format_args!("the result cannot be written: {error}"));
        let line = serde_json::to_string(report).map_err(failed)?;
        let mut value = serde_json::to_value(report).map_err(failed)?;
        if let Some(running) = value.get_mut("running").and_then(serde_json::Value::as_object_mut) {
            running.remove("updated");
        }
        if self.last.as_ref() != Some(&value) {
            app.write_json(&format!("{line}\n"))?;
            self.last = Some(value);
        }
        Ok(())
    }
}
