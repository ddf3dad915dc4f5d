//! `smpctl relocation forget`.

use std::path::PathBuf;

use serde::Serialize;
use uuid::Uuid;

use super::sharing::SharingArgs;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::{Render, Style, sanitise};
use crate::relocation::exact_path;
use crate::relocation::forget::{Forgotten, forget, is_complete};
use crate::relocation::history::{Record, Skipped};

/// Forget a relocation whose store is gone for good, or whose record is damaged
///
/// In the stores that are there, whole originals that were put aside go back to their paths, links that lead nowhere by
/// this relocation are removed, and so are smpctl's own empty folders. No package data is removed: what may be
/// incomplete stays, and is named. Afterwards nothing can be reverted; a new relocation may begin.
///
/// An unfinished relocation whose stores are all there is refused, for it can be finished or reverted.
#[derive(Debug, clap::Args)]
#[command(
    group = clap::ArgGroup::new("meant").required(true).args(["to", "relocation"]),
    after_help = "Examples:\n  smpctl relocation forget --to /mnt/dead/store --dry-run\n  smpctl relocation forget --relocation 3fa8"
)]
pub struct Args {
    /// The new store of the relocation
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// The relocation's id or the beginning of it, as `smpctl relocation list` shows it
    #[arg(long, value_name = "ID")]
    relocation: Option<String>,
    /// Forget it although it is unfinished and all its stores are there
    #[arg(long)]
    force: bool,
}

/// What was forgotten, as a result.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    dry_run: bool,
    relocation: Option<Uuid>,
    #[serde(serialize_with = "exact_path::shown_if_any")]
    to: Option<PathBuf>,
    #[serde(flatten)]
    forgotten: Forgotten,
}

impl Render for Report {
    fn human(&self, style: &Style) -> String {
        let name = match (&self.to, self.relocation) {
            (Some(to), _) => format!("the relocation to '{}'", to.to_string_lossy()),
            (None, Some(id)) => format!("the relocation {id}"),
            (None, None) => "the relocation".to_owned(),
        };
        let verb = if self.dry_run { "Would forget" } else { "Forgot" };
        let mut text = style.paragraph(&format!("{verb} {name}"));
        let clean = |path: &PathBuf| sanitise::line(&path.to_string_lossy()).into_owned();
        let mut list = |what: &str, items: &mut dyn Iterator<Item = String>| {
            for item in items {
                text.push_str(&style.hanging("  ", 2, &format!("{what}: {item}")));
            }
        };
        let forgotten = &self.forgotten;
        list("not there", &mut forgotten.not_there.iter().map(clean));
        list("put back", &mut forgotten.put_back.iter().map(clean));
        list("link that led nowhere, removed", &mut forgotten.links_removed.iter().map(clean));
        list(
            "stays",
            &mut forgotten.remaining.iter().map(|it| format!("{}: {}", clean(&it.path), it.reason)),
        );
        list(
            "in none of the stores that are there",
            &mut forgotten.not_reachable.iter().map(ToString::to_string),
        );
        text
    }
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    let history = super::history();
    if let Some(skipped) = damaged(args)? {
        let relocation = skipped.relocation();
        let question = format!("{skipped}. Are you sure that you want to forget that relocation?");
        confirm(app, &question)?;
        if let (false, Some(id)) = (app.global.dry_run, relocation) {
            history.forget(id)?;
        }
        let forgotten = Forgotten::default();
        app.print(&Report { dry_run: app.global.dry_run, relocation, to: None, forgotten })?;
        return Ok(ExitCode::Done);
    }
    let record = match (&args.relocation, &args.to) {
        (Some(id), _) => history.find_by_id(id)?,
        (None, to) => history.find(to.as_deref().map(super::known_target).transpose()?.as_deref())?,
    };
    if let Some(running) = super::running(&record) {
        return Err(Failure::new(
            Kind::Busy,
            format_args!("process {} is working on this relocation", running.pid),
        )
        .hint("wait until it has ended, or see `smpctl relocation status`"));
    }
    if record.is_unfinished() && !args.force && is_complete(&record)? {
        return Err(Failure::new(
            Kind::Conflict,
            format_args!(
                "the relocation to '{}' is unfinished, and all its stores are there",
                record.to.display()
            ),
        )
        .hint("finish it with `smpctl relocation retry`, or undo it with `smpctl relocation revert`; `--force` forgets it all the same"));
    }
    let question = format!(
        "The relocation to '{}' cannot be reverted afterwards. Are you sure that you want to forget it?",
        record.to.display()
    );
    confirm(app, &question)?;
    if !app.global.dry_run {
        super::sharing::put_back(app, &SharingArgs::default(), &record)?;
    }
    let forgotten = forget(&record, !app.global.dry_run)?;
    if !app.global.dry_run {
        forget_records(&record)?;
    }
    let warn = !forgotten.remaining.is_empty() || !forgotten.not_reachable.is_empty();
    app.print(&Report {
        dry_run: app.global.dry_run,
        relocation: Some(record.id),
        to: Some(record.to),
        forgotten,
    })?;
    Ok(if warn && !app.global.dry_run { ExitCode::Warning } else { ExitCode::Done })
}

/// Forgets the record, and those of older relocations to the same store that are part of it.
fn forget_records(record: &Record) -> Result<(), Failure> {
    let history = super::history();
    for id in record.merged.iter().chain([&record.id]) {
        history.forget(*id)?;
    }
    Ok(())
}

/// The record that cannot be used, if that is the one meant.
fn damaged(args: &Args) -> Result<Option<Skipped>, Failure> {
    let Some(prefix) = args.relocation.as_ref().map(|id| id.to_lowercase()) else { return Ok(None) };
    let mut skipped = super::history().skipped()?;
    skipped.retain(|skipped| skipped.relocation().is_some_and(|id| id.to_string().starts_with(&prefix)));
    match (skipped.pop(), skipped.is_empty()) {
        (Some(only), true) => Ok(Some(only)),
        (Some(_), false) => {
            Err(crate::relocation::error::Error::NoSuchId { id: prefix, several: true }.into())
        }
        (None, _) => Ok(None),
    }
}

fn confirm(app: &App, question: &str) -> Result<(), Failure> {
    if app.global.dry_run || app.confirm(question)? {
        return Ok(());
    }
    Err(Failure::new(Kind::Failed, "not confirmed; nothing was changed"))
}
