//! `smpctl relocation resume`, and the word of warning that leads to it.

use std::path::PathBuf;

use serde::Serialize;

use super::sharing::journal;
use super::signals::listen;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::output::{Render, Style, sanitise};
use crate::relocation::exact_path;
use crate::relocation::sharing::{Abandoned, Entry, Journal};
use crate::servers::from_memory;
use crate::settings::state_directories;

/// Put back into service what a relocation that was killed has left suspended
///
/// Servers serve packages from where every one of them is reachable; no package is moved. A plain `run`, `retry` or
/// `revert` puts everything back too, before it goes on.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: smpctl relocation resume")]
pub struct Args {
    /// Only that of the relocation to this new store
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Only that of the relocation with this id, or beginning of an id
    #[arg(long, value_name = "ID", conflicts_with = "to")]
    relocation: Option<String>,
    /// Put nothing back, only forget it: it has been done by hand
    #[arg(long)]
    forget: bool,
}

/// What has been put back.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    resumed: Vec<Resumed>,
    #[serde(skip)]
    what: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Resumed {
    relocation: Option<uuid::Uuid>,
    #[serde(serialize_with = "exact_path::shown_if_any")]
    storage_path: Option<PathBuf>,
    services: Vec<String>,
}

impl Render for Report {
    fn human(&self, _: &Style) -> String {
        if self.resumed.is_empty() {
            return "Nothing is suspended\n".into();
        }
        let lines = self.resumed.iter().map(|resumed| {
            let path = resumed.storage_path.as_ref().map_or(String::new(), |path| {
                format!("; packages are served from '{}'", sanitise::line(&path.to_string_lossy()))
            });
            let path = if self.what == "Resumed" { path } else { String::new() };
            format!("{}: {}{path}\n", self.what, sanitise::line(&resumed.services.join(", ")))
        });
        lines.collect()
    }
}

impl From<&Abandoned> for Resumed {
    fn from(abandoned: &Abandoned) -> Self {
        match &abandoned.entry {
            Ok(entry) => Self {
                relocation: Some(entry.places.relocation),
                storage_path: Some(entry.places.serve.clone()),
                services: entry.names().into_iter().map(str::to_owned).collect(),
            },
            Err(_) => Self {
                relocation: None,
                storage_path: None,
                services: vec![format!("'{}', which cannot be read", abandoned.path().display())],
            },
        }
    }
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    // What has been begun is finished: a service that is half way back is of no use to clients.
    let stop = listen()?;
    let to = args.to.as_deref().map(super::target).transpose()?;
    let journal = journal();
    let mut abandoned = journal.claim()?;
    let id = args.relocation.as_ref().map(|id| id.to_lowercase());
    abandoned.retain(|abandoned| match &id {
        Some(id) => {
            let is_meant = |entry: &Entry| entry.places.relocation.to_string().starts_with(id);
            abandoned.entry.as_ref().is_ok_and(is_meant)
        }
        None => true,
    });
    abandoned.retain(|abandoned| match (&to, &abandoned.entry) {
        (Some(to), Ok(entry)) => entry.places.to == *to,
        (Some(_), Err(_)) => false,
        (None, _) => true,
    });
    // What cannot be read changes nothing: servers come back as it was written down.
    let history = super::history();
    for abandoned in &mut abandoned {
        let id = abandoned.entry.as_ref().ok().map(|entry| entry.places.relocation);
        if let Some(Ok(Some(record))) = id.map(|id| history.by_id(id)) {
            abandoned.catch_up(&record);
        }
    }
    let what = match (app.global.dry_run, args.forget) {
        (true, _) => "Suspended",
        (false, true) => "Forgotten",
        (false, false) => "Resumed",
    };
    let report = Report { resumed: abandoned.iter().map(Resumed::from).collect(), what };
    if !app.global.dry_run {
        for abandoned in abandoned {
            if args.forget {
                journal.give_up(&abandoned)?;
            } else {
                journal.put_back(abandoned, from_memory)?;
            }
        }
    }
    let printed = app.print(&report);
    if stop.is_requested() {
        return Ok(ExitCode::Interrupted);
    }
    printed.map(|()| ExitCode::Done)
}

/// Tells if a relocation that was killed has left somebody suspended; quick where nobody is.
pub fn remind(app: &App) {
    let (own, others) = state_directories();
    for (state, is_own) in std::iter::once((own, true)).chain(others.into_iter().map(|state| (state, false)))
    {
        // Whatever is wrong with the state directory, the commands that need it say.
        for abandoned in Journal::new(&state).abandoned().unwrap_or_default() {
            let whose = if is_own { "" } else { " of another account" };
            let (what, since) = match &abandoned.entry {
                Ok(entry) => (
                    format!(
                        "to '{}' has left suspended: {}",
                        entry.places.to.display(),
                        entry.names().join(", ")
                    ),
                    format!(" (since {:.0})", entry.since),
                ),
                Err(_) => (
                    format!("that '{}' tells of has left something suspended", abandoned.path().display()),
                    String::new(),
                ),
            };
            app.warn(&format!(
                "the relocation{whose} {what}{since}; put it back with `smpctl relocation resume`, or go on with `smpctl relocation retry`"
            ));
        }
    }
}
