//! What is to be, or was, done by a task, as a result.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::line::{End, Line, shown};
use crate::backend::{Task, TaskKind};
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::mutate::some;
use crate::cli::output::{Render, Style};
use crate::topology::Name;

/// What is to be, or was, done. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    pub smp: Name,
    pub task: Task,
    /// The run of the task; missing if none was started.
    pub instance: Option<Uuid>,
    pub started: Option<Timestamp>,
    pub dry_run: bool,
    /// What the management server says of the whole run, in its words.
    pub task_status: Option<String>,
    pub package_servers: Vec<Line>,
    /// The sites whose every Package Server is among these, so that nobody serves there meanwhile.
    pub sites_without_package_server: Vec<Name>,
    #[serde(skip)]
    pub kind: TaskKind,
}

impl Report {
    pub fn task_name(&self) -> String {
        match self.task.name.as_str() {
            "" => self.task.guid.to_string(),
            name => format!("'{name}'"),
        }
    }

    /// How many ended how.
    pub fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for end in self.package_servers.iter().filter_map(|line| line.outcome) {
            *counts.entry(end.as_str()).or_default() += 1;
        }
        counts
    }

    pub fn exit_code(&self, app: &App) -> ExitCode {
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
