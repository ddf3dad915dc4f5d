//! Wiring: which servers a relocation asks, by flags, settings or what it remembers; and the vendor's agent.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::platform;
use crate::relocation::history::{Record, SharingRecord};
use crate::relocation::prerequisites::{Check, Report};
use crate::relocation::sharing::{Journal, Places, Service, Sharing};
use crate::servers::agent::Installed;
use crate::servers::{from_memory, serving};
use crate::settings::{self, Settings, state_directories, trust};

/// Those who serve packages to clients
#[derive(Debug, Default, clap::Args)]
pub struct SharingArgs {
    /// Take servers out of service while packages are moved, as the vendor's agent does; without it they are switched
    /// to the new path first, and clients notice nothing
    #[arg(long)]
    pub offline: bool,
    /// Take servers out of service with this command, run by `sh -c`; where nothing can be switched, it implies
    /// `--offline`
    #[arg(long, value_name = "COMMAND")]
    pub suspend_command: Option<String>,
    /// Make servers serve packages from `$SMPCTL_TO`, instead of `$SMPCTL_FROM`, with this command
    #[arg(long, value_name = "COMMAND")]
    pub switch_command: Option<String>,
    /// Put servers back into service, serving packages from `$SMPCTL_STORAGE_PATH`, with this command
    #[arg(long, value_name = "COMMAND")]
    pub resume_command: Option<String>,
    /// Leave servers as they are, whatever the settings say, and call none; what a killed run has left suspended stays so
    #[arg(long, conflicts_with_all = ["offline", "suspend_command", "switch_command", "resume_command"])]
    pub no_sharing: bool,
    /// Stop the vendor's agent if it runs and a store is its own, and start it again at the end
    #[arg(long)]
    pub stop_agent: bool,
}

/// The services that attempts of this relocation ask; it remembers them. What an attempt that was killed has left
/// suspended is put back first, unless servers are to be left as they are.
pub fn prepare(app: &App, args: &SharingArgs, record: &mut Record) -> Result<Arc<Sharing>, Failure> {
    put_back(app, args, record)?;
    let settings = Settings::read()?;
    let places = Places::of(record);
    let (mut services, offline) = match args.no_sharing {
        true => (Vec::new(), false),
        false => serve(app, args, settings.sharing, &places, record)?,
    };
    if let Some(agent) = running_agent(&settings.agent, &places)? {
        if !args.stop_agent {
            return Err(Failure::new(Kind::CheckSaysNo, agent_owns(&agent.1))
                .hint("stop it while packages are moved with `--stop-agent`"));
        }
        let target = places.target();
        app.note(&match agent.0.owns(target) {
            true => format!(
                "the agent is stopped meanwhile; the storage location in its policy must now be the default: `smpctl storage-location reset {}` for this server, or in the console, so that it uses '{}'",
                platform::AGENT_OPTION,
                target.display()
            ),
            false => format!(
                "the agent is stopped meanwhile; the storage location in its policy must now be '{0}': `smpctl storage-location set {1} '{0}'` for this server, or in the console",
                target.display(),
                platform::AGENT_OPTION
            ),
        });
        services.push(Box::new(agent.0.agent));
        if args.no_sharing && journal().has(record.id)? {
            // There is one place where it is written down what a relocation has suspended: the agent's would replace
            // that of the servers.
            return Err(Failure::new(
                Kind::Conflict,
                "the agent cannot be stopped while this relocation has left servers suspended",
            )
            .hint("put them back with `smpctl relocation resume`, or forget them with `smpctl relocation resume --forget`"));
        }
    }
    if services.is_empty() {
        return Ok(Arc::default());
    }
    Ok(Arc::new(Sharing::new(services, offline, places, journal())))
}

type Services = Vec<Box<dyn Service>>;

/// Those who serve the packages, and whether they are to be suspended.
fn serve(
    app: &App,
    args: &SharingArgs,
    mut settings: settings::Sharing,
    places: &Places,
    record: &mut Record,
) -> Result<(Services, bool), Failure> {
    for (own, settled) in [
        (&args.suspend_command, &mut settings.suspend_command),
        (&args.switch_command, &mut settings.switch_command),
        (&args.resume_command, &mut settings.resume_command),
    ] {
        if own.is_some() {
            settled.clone_from(own);
        }
    }
    let servers = settings.names_servers();
    let commands = [&settings.suspend_command, &settings.switch_command, &settings.resume_command];
    let mut offline = args.offline || settings.offline;
    let remembered = record.sharing.take().unwrap_or_default();
    let services = if servers || commands.iter().any(|command| command.is_some()) {
        let switches = settings.switch_command.is_some() || settings.switches_servers();
        offline |= !switches;
        let wrong = |reason| {
            Failure::new(Kind::Usage, format_args!("servers cannot be told about the relocation: {reason}"))
                .hint("see `docs/settings.md`, or leave servers as they are with `--no-sharing`")
        };
        if offline && !servers && settings.suspend_command.is_none() {
            return Err(wrong(
                "nothing says how to suspend them: `--suspend-command` and `--resume-command` are missing"
                    .to_owned(),
            ));
        }
        serving(&settings, offline, places, &remembered.services).map_err(wrong)?
    } else if !remembered.services.is_empty() {
        // Commands are in it.
        if let Some(path) = super::history().find_file(record.id) {
            trust("record of the relocation", &path)?;
        }
        let made = remembered.services.iter().map(from_memory).collect::<Result<Vec<_>, _>>();
        offline |= remembered.offline;
        let services = made.map_err(|reason| {
            Failure::new(
                Kind::Failed,
                format_args!("which servers this relocation asked is not readable: {reason}"),
            )
            .hint("name them in the settings, or leave servers as they are with `--no-sharing`")
        })?;
        let names: Vec<_> = services.iter().map(|service| service.name()).collect();
        app.note(&format!("as in the last attempt, told about the relocation: {}", names.join(", ")));
        services
    } else if offline {
        return Err(Failure::new(Kind::Usage, "`--offline`, but nothing says which servers there are")
            .hint("add `--suspend-command` and `--resume-command`, or name them in the settings"));
    } else {
        Vec::new()
    };
    if !services.is_empty() {
        record.sharing = Some(SharingRecord {
            offline,
            services: services.iter().map(|service| service.memory()).collect(),
        });
    }
    Ok((services, offline))
}

/// Puts back what killed attempts at the same stores have left suspended. With `--no-sharing` it stays as it is: every
/// command has said at its beginning what that is, and how it is put back.
pub fn put_back(app: &App, args: &SharingArgs, record: &Record) -> Result<(), Failure> {
    if args.no_sharing {
        return Ok(());
    }
    let journal = journal();
    for mut abandoned in journal.claim()? {
        abandoned.catch_up(record);
        let concerned = match &abandoned.entry {
            Ok(entry) => {
                entry.places.relocation == record.id
                    || entry.places.to == record.to
                    || entry.places.from.iter().any(|path| record.from.contains(path))
            }
            Err(_) => false,
        };
        if concerned {
            let entry = journal.put_back(abandoned, from_memory)?;
            app.note(&format!("resumed: {}", entry.names().join(", ")));
        }
    }
    Ok(())
}

/// Where is written down what must be put back.
pub fn journal() -> Journal {
    Journal::new(&state_directories().0)
}

/// The agent if it runs and a store is its own, with that store.
fn running_agent(
    settings: &settings::Agent,
    places: &Places,
) -> Result<Option<(Installed, PathBuf)>, Failure> {
    let Some(installed) = Installed::find(settings) else { return Ok(None) };
    let store = places.from.iter().chain([&places.to]).find(|store| installed.owns(store)).cloned();
    Ok(store.filter(|_| installed.is_running()).map(|store| (installed, store)))
}

fn agent_owns(store: &Path) -> String {
    format!("the store '{}' is the running agent's: two would move it", store.display())
}

/// Whether nobody else moves the stores, where an agent is installed that one of them belongs to.
pub fn agent_check(from: &[PathBuf], to: &Path, stop: bool) -> Result<Option<Check>, Failure> {
    let Some(installed) = Installed::find(&Settings::read()?.agent) else { return Ok(None) };
    let Some(store) = from.iter().map(PathBuf::as_path).chain([to]).find(|store| installed.owns(store))
    else {
        return Ok(None);
    };
    let running = installed.is_running();
    let detail = match (running, stop) {
        (false, _) => format!("the store '{}' is the agent's, which does not run", store.display()),
        (true, true) => format!("the store '{}' is the agent's, which will be stopped", store.display()),
        (true, false) => agent_owns(store),
    };
    let ok = !running || stop;
    let hint = (!ok).then(|| "stop it while packages are moved with `--stop-agent`".to_owned());
    Ok(Some(Check { check: "agent", ok, detail, hint }))
}

/// Whether packages may be moved to this place although it belongs to the system: the agent keeps its own there, or
/// they came from there.
pub fn is_home(to: &Path) -> Result<bool, Failure> {
    let settings = Settings::read()?.agent;
    let is_agents = settings.store.as_deref() == Some(to)
        || Installed::find(&settings).is_some_and(|installed| installed.owns(to));
    // What cannot be read makes it nobody's home, and is told by those who need it.
    let known = super::history().headers().unwrap_or_default();
    Ok(is_agents || known.iter().any(|record| record.from.iter().any(|from| from == to)))
}

/// A warning about what servers that are switched to the new store will no longer serve.
pub fn left_behind(args: &SharingArgs, report: &Report) -> Result<Option<String>, Failure> {
    let settings = Settings::read()?.sharing;
    let switched =
        args.switch_command.is_some() || settings.switch_command.is_some() || settings.switches_servers();
    let (custom, others) = (report.custom_location.len(), report.ignored_count);
    let lost = switched && !args.no_sharing && (custom > 0 || others > 0);
    Ok(lost.then(|| {
        format!(
            "what stays in the old store is no longer served once servers are switched: {custom} packages with a location of their own, {others} other entries (`smpctl relocation check` names them)"
        )
    }))
}

/// Warnings about servers on this machine that would not follow links. To find them out, programs of the servers are run.
pub fn warnings(from: &[PathBuf], to: &Path) -> Result<Vec<String>, Failure> {
    let stores: Vec<_> = from.iter().cloned().chain([to.to_owned()]).collect();
    Ok(crate::servers::warnings(&Settings::read()?.sharing, &stores))
}
