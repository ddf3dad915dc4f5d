//! `smpctl relocation`.

mod advice;
mod alerts;
mod attempts;
mod check;
mod detach;
mod events;
mod forget;
mod from_afar;
mod list;
mod resume;
mod retry;
mod revert;
mod run;
mod schedule;
mod settings;
mod sharing;
mod signals;
mod status;
mod stores;
mod tasks;
mod watch;

pub use resume::remind;
pub use signals::{breaking_off, listen};

use std::borrow::Cow;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use clap::{Subcommand, ValueEnum};

use self::advice::{About, remedy};
use super::Outcome;
use super::app::App;
use super::exit_code::ExitCode;
use super::failure::{Failure, Kind, nearest};
use crate::platform;
use crate::relocation::adopt::adopt;
use crate::relocation::attempt::{Method, OnDuplicate};
use crate::relocation::error::Error;
use crate::relocation::history::{History, Record, Why};
use crate::relocation::retry::MAXIMUM_ATTEMPTS;
use crate::relocation::running::Running;
use crate::settings::{Error as SettingsError, left_out, state_directories, trust_place};

/// Move a package store to another drive, safely and without downtime
#[derive(Debug, Subcommand)]
pub enum Command {
    Check(check::Args),
    Run(run::Args),
    Retry(retry::Args),
    Status(status::Args),
    Resume(resume::Args),
    Revert(revert::Args),
    List(list::Args),
    Forget(forget::Args),
    #[command(subcommand)]
    Settings(settings::Command),
}

impl Command {
    /// It puts back what a killed relocation has left suspended, so nobody needs to be told.
    pub fn is_resume(&self) -> bool {
        matches!(self, Command::Resume(_))
    }
}

/// Runs the command.
pub fn run(app: &App, command: Command) -> Outcome {
    for state in states() {
        // An account that could have written there could have commands run.
        trust_place("state directory", &state)?;
    }
    if let Some(reason) = left_out() {
        app.note(&format!("left out, with what is remembered there: {reason}"));
    }
    if !matches!(command, Command::Settings(_) | Command::List(_) | Command::Forget(_)) {
        // What is wrong with the folder itself, the command says.
        for skipped in history().skipped().unwrap_or_default() {
            let failure = Failure::from(Error::Record(skipped));
            app.warn(&format!("{}: {}", failure.message, failure.hint.unwrap_or_default()));
        }
    }
    match command {
        Command::Check(args) => check::run(app, &args),
        Command::Run(args) if args.tasks().is_meant() => run::elsewhere(app, &args),
        Command::Retry(args) if args.tasks().is_meant() => retry::elsewhere(app, &args),
        Command::Run(args) => attempting(app, args.attempt(), false, || run::run(app, &args)),
        Command::Retry(args) => {
            attempting(app, args.attempt(), args.is_automatic(), || retry::run(app, &args))
        }
        Command::Status(args) => status::run(app, &args),
        Command::Resume(args) => elevated(app).and_then(|()| resume::run(app, &args)),
        Command::Revert(args) => attempting(app, args.attempt(), false, || revert::run(app, &args)),
        Command::List(args) => list::run(app, &args),
        Command::Forget(args) => elevated(app).and_then(|()| forget::run(app, &args)),
        Command::Settings(command) => settings::run(app, &command),
    }
}

/// Refuses what needs rights that this process does not have, before anything is done.
fn elevated(app: &App) -> Result<(), Failure> {
    match platform::missing_elevation() {
        Some(how) if !app.global.dry_run => {
            Err(Failure::new(Kind::Denied, "moving packages needs the rights of an administrator").hint(how))
        }
        _ => Ok(()),
    }
}

/// Runs a command that makes attempts, and tells an administrator if it fails with nobody watching.
fn attempting(
    app: &App,
    args: &attempts::AttemptArgs,
    by_timer: bool,
    run: impl FnOnce() -> Outcome,
) -> Outcome {
    if args.detached.is_some() {
        platform::leave_session();
    }
    elevated(app)?;
    // From here on a signal is a request to stop, whatever is being done.
    listen()?;
    let outcome = run();
    let unwatched = is_unwatched(args, by_timer);
    if app.global.dry_run {
        return outcome;
    }
    match &outcome {
        Err(failure) if alerts::is_worth_telling(failure, by_timer) => {
            alerts::tell_failure(app, failure, unwatched);
        }
        Ok(ExitCode::CheckSaysNo) => {
            let refused = Failure::new(Kind::CheckSaysNo, "it did not start, for a prerequisite is not met");
            alerts::tell_failure(app, &refused.hint("`smpctl relocation check` says which"), unwatched);
        }
        _ => {}
    }
    outcome
}

/// Whether what a command says is not seen: there is no terminal, or no longer, or a timer or `--detach` started it.
fn is_unwatched(args: &attempts::AttemptArgs, by_timer: bool) -> bool {
    let has_terminal = std::io::stderr().is_terminal() && !signals::has_hung_up();
    !args.detach && (by_timer || args.detached.is_some() || !has_terminal)
}

/// The directories in which relocations are remembered, one's own first.
fn states() -> Vec<PathBuf> {
    let (own, others) = state_directories();
    std::iter::once(own).chain(others).collect()
}

/// How far another process is with this relocation, if one works on it.
fn running(record: &Record) -> Option<Running> {
    let states = states();
    crate::relocation::running::running(states.iter().map(PathBuf::as_path), record.id)
}

/// How packages are moved
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum TransferArg {
    /// Renamed within one volume, copied across
    #[default]
    Auto,
    /// Copied, also within one volume
    Copy,
    /// Renamed; a package on another volume stays
    Rename,
}

impl From<TransferArg> for Method {
    fn from(arg: TransferArg) -> Self {
        match arg {
            TransferArg::Auto => Method::Auto,
            TransferArg::Copy => Method::Copy,
            TransferArg::Rename => Method::Rename,
        }
    }
}

/// What happens to a package that stands in several of the old stores
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum DuplicateArg {
    /// Linked from the first of them; none is moved
    #[default]
    Skip,
    /// That of the first of them is moved; the others stay where they are
    PreferFrom,
}

impl From<DuplicateArg> for OnDuplicate {
    fn from(arg: DuplicateArg) -> Self {
        match arg {
            DuplicateArg::Skip => OnDuplicate::Skip,
            DuplicateArg::PreferFrom => OnDuplicate::PreferFrom,
        }
    }
}

/// What is remembered; one for the whole process, which reads a record once.
fn history() -> History {
    static HISTORY: OnceLock<History> = OnceLock::new();
    let open = || {
        let (own, others) = state_directories();
        History::new(own, others)
    };
    HISTORY.get_or_init(open).clone()
}

/// Which relocation is meant
#[derive(Debug, clap::Args)]
pub struct WhichArgs {
    /// The new store of the relocation meant [default: the only unfinished one, else the newest not reverted]
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// The relocation meant, by its id or the beginning of it, as `smpctl relocation list` shows it
    #[arg(long, value_name = "ID", conflicts_with_all = ["to", "from"])]
    relocation: Option<String>,
    /// An old store, for a relocation that smpctl did not make (repeatable) [default: where links in the new store lead]
    #[arg(long, value_name = "DIR", requires = "to")]
    from: Vec<PathBuf>,
}

/// The relocation meant, as it is remembered, else as the new store's links tell; the inner error says that none is
/// known.
fn find(app: &App, which: &WhichArgs) -> Result<Result<Record, Error>, Failure> {
    if let Some(id) = &which.relocation {
        return Ok(Ok(history().find_by_id(id)?));
    }
    let to = which.to.as_deref().map(known_target).transpose()?;
    let found = match (history().find(to.as_deref()), to) {
        (Err(Error::NoneKnown { .. }), Some(to)) if to.is_dir() => {
            let from = which.from.iter().map(|path| existing(path)).collect::<Result<Vec<_>, _>>()?;
            adopt(&to, &from, MAXIMUM_ATTEMPTS)
        }
        (found, _) => found,
    };
    if let (None, Ok(record)) = (&which.to, &found) {
        let headers = history().headers()?;
        let others = headers.iter().filter(|header| !header.is_reverted() && header.to != record.to).count();
        if others > 0 {
            app.note(&format!(
                "this is the relocation to '{}'; {others} more can be undone, see `smpctl relocation list`",
                record.to.display()
            ));
        }
    }
    match found {
        Err(error @ Error::NoneKnown { .. }) => Ok(Err(error)),
        other => Ok(Ok(other?)),
    }
}

/// An existing store's path, absolute and without links.
fn existing(path: &Path) -> Result<PathBuf, Failure> {
    match platform::canonicalize(path) {
        Ok(found) if found.is_dir() => Ok(found),
        Ok(_) => Err(Failure::new(Kind::Usage, format_args!("'{}' is not a directory", path.display()))
            .hint("name the folder that holds the packages' {GUID} folders")),
        Err(error) => Err(Failure::new(
            if error.kind() == std::io::ErrorKind::PermissionDenied { Kind::Denied } else { Kind::NotFound },
            format_args!("cannot use the store '{}': {error}", path.display()),
        )
        .hint(match (error.kind(), sibling(path)) {
            (std::io::ErrorKind::NotFound, Some(near)) => format!("did you mean '{}'?", near.display()),
            (std::io::ErrorKind::NotFound, None) => {
                "name an existing folder that holds the packages' {GUID} folders".to_owned()
            }
            _ => remedy(&error, About::Store),
        })),
    }
}

/// The folder beside a missing one whose name is most like its.
fn sibling(path: &Path) -> Option<PathBuf> {
    let parent = path.parent()?;
    let listed = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    let folders = std::fs::read_dir(listed).ok()?.flatten().filter(|entry| entry.path().is_dir());
    let names: Vec<_> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    let near = nearest(path.file_name()?.to_str()?, names.iter().map(String::as_str))?;
    Some(parent.join(near))
}

/// The new store's path, absolute and without links; it need not exist yet, but the folder it is in must.
fn target(path: &Path) -> Result<PathBuf, Failure> {
    if path.try_exists().unwrap_or(true) {
        return existing(path);
    }
    if path.is_symlink() {
        return Err(Failure::new(
            Kind::Conflict,
            format_args!("'{}' is a link that leads nowhere", path.display()),
        )
        .hint("mount what it leads to, or remove the link"));
    }
    let absolute = std::path::absolute(path).map_err(|error| {
        Failure::new(Kind::Usage, format_args!("cannot use the new store '{}': {error}", path.display()))
    })?;
    match (absolute.parent(), absolute.file_name()) {
        (Some(parent), Some(name)) => match platform::canonicalize(parent) {
            Ok(parent) => Ok(parent.join(name)),
            Err(error) => Err(Failure::new(
                match error.kind() {
                    std::io::ErrorKind::PermissionDenied => Kind::Denied,
                    _ => Kind::NotFound,
                },
                format_args!("cannot make '{}': '{}': {error}", path.display(), parent.display()),
            )
            .hint(remedy(&error, About::NewStore))),
        },
        _ => Err(Failure::new(Kind::Usage, format_args!("'{}' is not a directory", path.display()))),
    }
}

/// The same for a relocation that is remembered: the folders above its store may be gone too.
fn known_target(path: &Path) -> Result<PathBuf, Failure> {
    target(path).or_else(|failure| match std::path::absolute(path) {
        Ok(absolute) if history().find(Some(&absolute)).is_ok() => Ok(absolute),
        _ => Err(failure),
    })
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        let denied = |source: &std::io::Error| match source.kind() {
            std::io::ErrorKind::PermissionDenied => Kind::Denied,
            _ => Kind::Failed,
        };
        let (kind, hint): (_, Cow<'_, str>) = match &error {
            SettingsError::Foreign { .. } => (
                Kind::Denied,
                "make it yours and writable by no other account, with the folders above it; with another account's `HOME`, set it to your own (`sudo -H`), or name other places with `SMPCTL_SETTINGS`, `SMPCTL_CONTEXTS` and `SMPCTL_STATE_DIR`".into(),
            ),
            SettingsError::Read { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                (Kind::NotFound, "make it, or unset `SMPCTL_SETTINGS`".into())
            }
            // That it is no text is an error in it.
            SettingsError::Read { source, .. } if source.kind() != std::io::ErrorKind::InvalidData => {
                (denied(source), remedy(source, About::Settings).into())
            }
            SettingsError::Write { source, .. } => (denied(source), remedy(source, About::Settings).into()),
            SettingsError::Read { .. } | SettingsError::Wrong { .. } => {
                (Kind::Usage, "the settings are described in `docs/settings.md`".into())
            }
        };
        Failure::new(kind, &error).hint(hint)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let denied = |source: &std::io::Error| match source.kind() {
            std::io::ErrorKind::PermissionDenied => Kind::Denied,
            std::io::ErrorKind::NotFound => Kind::NotFound,
            _ => Kind::Failed,
        };
        let (kind, hint) = match &error {
            Error::Store { source, .. } if source.kind() == std::io::ErrorKind::NotFound => (
                Kind::NotFound,
                "check the path; if the folder was removed, make it again with its owner and mode, then run the command again",
            ),
            Error::Store { source, .. } | Error::Work { source, .. } => {
                return Failure::new(denied(source), &error).hint(remedy(source, About::Store));
            }
            Error::NoRoomGained { .. } => {
                (Kind::Failed, "fix that, or free a little room there, then run the command again")
            }
            Error::LeftOver { .. } => (Kind::Failed, "do what it says, then run the command again"),
            Error::ForeignWork { path, owner } => {
                return Failure::new(Kind::Denied, &error).hint(format_args!(
                    "if {owner} has begun a relocation there, finish it as that account; else look into '{}' and remove it, \
                     or make {} the owner of it and of the folders directly in it",
                    path.display(),
                    platform::ADMINISTRATOR
                ));
            }
            Error::NotAWorkFolder { path } => {
                return Failure::new(Kind::Conflict, &error).hint(format_args!(
                    "find out what put '{}' there, remove it, then run the command again",
                    path.display()
                ));
            }
            Error::History { source, doing, .. } => {
                let about = if *doing == "write" { About::ToRemember } else { About::Remembered };
                return Failure::new(denied(source), &error).hint(remedy(source, about));
            }
            Error::CannotHold { property, .. } => {
                return Failure::new(Kind::CheckSaysNo, &error)
                    .hint(format_args!("accept that with `--lossy {}`", property.name()));
            }
            Error::Busy { .. } => (Kind::Busy, "wait until it has ended, or see `smpctl relocation status`"),
            Error::TakesPart { relocation, .. } => {
                return Failure::new(Kind::Conflict, &error).hint(format_args!(
                    "finish that one with `smpctl relocation retry`, or undo it with `smpctl relocation revert`, both with `--relocation {relocation}`; if a store of it is gone for good, `smpctl relocation forget` ends it"
                ));
            }
            Error::NotTheStore { path } => {
                return Failure::new(Kind::CheckSaysNo, &error).hint(format_args!(
                    "mount the volume it is on, then try again; if '{}' was copied to another volume, add `--accept-volume`; if it is gone for good, `smpctl relocation forget --to DIR` ends the relocation",
                    path.display()
                ));
            }
            Error::Record(skipped) => {
                let forget = match skipped.relocation() {
                    Some(id) => format!("`smpctl relocation forget --relocation {id}`"),
                    None => format!("remove '{}'", skipped.path.display()),
                };
                return match &skipped.why {
                    Why::Unreadable(_) => {
                        Failure::new(Kind::Denied, &error).hint("make the file readable for this account")
                    }
                    Why::Damaged(_) => Failure::new(Kind::Failed, &error).hint(format_args!(
                        "restore the file from a backup; or end that relocation: {forget}"
                    )),
                    Why::Newer(_) => Failure::new(Kind::Conflict, &error).hint(format_args!(
                        "use that version, or a newer one; or end that relocation: {forget}"
                    )),
                };
            }
            Error::NoSuchId { several, .. } => {
                return Failure::new(if *several { Kind::Usage } else { Kind::NotFound }, &error)
                    .hint("`smpctl relocation list` shows the ids");
            }
            Error::MovedOn { relocation, .. } => {
                return Failure::new(Kind::Conflict, &error).hint(format_args!(
                    "revert that one first: `smpctl relocation revert --relocation {relocation}`"
                ));
            }
            Error::Stopped => (Kind::Interrupted, "run the command again when you like"),
            Error::NoneKnown { .. } => (
                Kind::NotFound,
                "start one with `smpctl relocation run --from DIR --to DIR`; for one that smpctl did not make, name both its stores with `--to DIR --from DIR`",
            ),
            Error::Ambiguous { .. } => (Kind::Usage, "say which one with `--to DIR`"),
            Error::Sharing { .. } => (
                Kind::Failed,
                "nothing was moved, and sharing is as it was; fix the reason, then run the command again, or with `--no-sharing`",
            ),
            Error::Unreachable { .. } => (
                Kind::Conflict,
                "fix that, then run the command again; with `--no-sharing` the rest is moved and servers stay as they are",
            ),
            Error::NotResumed { .. } => (Kind::Failed, "fix the reason, then `smpctl relocation resume`"),
            Error::OtherSources { .. } => (
                Kind::Conflict,
                "name the same `--from` and `--also`, or undo it with `smpctl relocation revert`",
            ),
        };
        Failure::new(kind, &error).hint(hint).public(error.public())
    }
}
