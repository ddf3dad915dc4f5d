//! `smpctl storage-location`: where Package Servers keep their packages.

mod reset;
mod set;
mod show;
mod space;
mod staged;

use clap::Subcommand;

use super::app::App;
use super::exit_code::ExitCode;
use super::failure::{Failure, Kind};
use super::mutate::Session;
use super::{Outcome, lookup};
use crate::topology::change::Platform;
use crate::topology::{Change, Name, PackageServer, Smp, StorageLocation};
use staged::{StageArgs, Wanted};

/// Where Package Servers keep their packages: the SMP's setting, and the override of one server
#[derive(Debug, Subcommand)]
pub enum Command {
    Show(show::Args),
    Set(set::Args),
    Reset(reset::Args),
}

pub fn run(app: &App, command: &Command) -> Outcome {
    match command {
        Command::Show(args) => show::run(app, args),
        Command::Set(args) => set::run(app, args),
        Command::Reset(args) => reset::run(app, args),
    }
}

/// The changes that make settings what is wanted, as far as they are not yet: the SMP's own, if no server is named.
fn changes(smp: &Smp, servers: &[&PackageServer], wanted: &[(Platform, Option<&str>)]) -> Vec<Change> {
    let whose: Vec<(Option<Name>, &StorageLocation)> = match servers {
        [] => vec![(None, &smp.storage_location)],
        servers => {
            servers.iter().map(|server| (Some(server.name.clone()), &server.storage_location)).collect()
        }
    };
    let mut changes = Vec::new();
    for (name, now) in whose {
        changes.extend(wanted.iter().filter(|(platform, path)| now.get(*platform) != *path).map(
            |(platform, path)| Change::SetStorageLocation {
                smp: smp.name.clone(),
                package_server: name.clone(),
                platform: *platform,
                path: path.map(str::to_owned),
            },
        ));
    }
    changes
}

/// The Package Servers of these names, each once.
fn servers<'t>(smp: &'t Smp, names: &[String]) -> Result<Vec<&'t PackageServer>, Failure> {
    let mut found: Vec<&PackageServer> = Vec::new();
    for name in names {
        let server = lookup::find_server(smp, name)?;
        if !found.iter().any(|known| known.name == server.name) {
            found.push(server);
        }
    }
    Ok(found)
}

/// Where it is to be done in single Package Servers on a live server, that is done; nothing is answered where it is to
/// be done otherwise.
fn elsewhere(
    app: &App,
    session: &Session<'_>,
    servers: &[&PackageServer],
    wanted: &[Wanted<'_>],
    stages: &StageArgs,
) -> Result<Option<ExitCode>, Failure> {
    let smp = session.smp()?;
    if !session.backend().is_live() {
        if stages.is_given() || stages.force {
            return Err(Failure::new(
                Kind::Usage,
                "a topology document has no Package Servers that would move anything, so there are no stages",
            )
            .hint("leave `--one-per-site`, `--batch`, `--wait` and `--force` out, or name a live server"));
        }
        return Ok(None);
    }
    if !servers.is_empty() || stages.is_given() {
        let names: Vec<Name> = match servers {
            [] => smp.package_servers.iter().map(|server| server.name.clone()).collect(),
            servers => servers.iter().map(|server| server.name.clone()).collect(),
        };
        return staged::run(app, session.backend(), smp, &names, wanted, stages).map(Some);
    }
    let names: Vec<Name> = smp.package_servers.iter().map(|server| server.name.clone()).collect();
    if !changes(smp, &[], wanted).is_empty() && !names.is_empty() {
        match session.backend().reported_locations(&smp.name, &names) {
            Ok(reported) => {
                let told = names.iter().zip(reported.iter().map(Option::as_ref));
                space::check(app, told, wanted, stages.force)?;
            }
            Err(error) => app.note(&format!("note: the free space is not judged: {error}")),
        }
    }
    Ok(None)
}
