//! `smpctl storage-location`: where Package Servers keep their packages.

mod reset;
mod set;
mod show;

use clap::Subcommand;

use super::app::App;
use super::failure::Failure;
use super::{Outcome, lookup};
use crate::topology::change::Platform;
use crate::topology::{Change, Name, Smp, StorageLocation};

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

/// The changes that make a setting what is wanted, as far as it is not yet; the server in its own spelling.
fn changes(
    smp: &Smp,
    package_server: Option<&str>,
    wanted: &[(Platform, Option<&str>)],
) -> Result<(Option<Name>, Vec<Change>), Failure> {
    let server = package_server.map(|name| lookup::find_server(smp, name)).transpose()?;
    let now: &StorageLocation = server.map_or(&smp.storage_location, |server| &server.storage_location);
    let name = server.map(|server| server.name.clone());
    let changes = wanted
        .iter()
        .filter(|(platform, path)| now.get(*platform) != *path)
        .map(|(platform, path)| Change::SetStorageLocation {
            smp: smp.name.clone(),
            package_server: name.clone(),
            platform: *platform,
            path: path.map(str::to_owned),
        })
        .collect();
    Ok((name, changes))
}
