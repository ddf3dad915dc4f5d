//! `smpctl subnet`: ranges of addresses.

mod assign;
mod create;
mod delete;
mod import;
mod list;
mod locate;
mod release;

use clap::Subcommand;

use super::Outcome;
use super::app::App;

/// Subnets, and who is offered which Package Servers
#[derive(Debug, Subcommand)]
pub enum Command {
    Create(create::Args),
    List(list::Args),
    Assign(assign::Args),
    Release(release::Args),
    Delete(delete::Args),
    Locate(locate::Args),
    Import(import::Args),
}

pub fn run(app: &App, command: &Command) -> Outcome {
    match command {
        Command::Create(args) => create::run(app, args),
        Command::List(args) => list::run(app, args),
        Command::Assign(args) => assign::run(app, args),
        Command::Release(args) => release::run(app, args),
        Command::Delete(args) => delete::run(app, args),
        Command::Locate(args) => locate::run(app, args),
        Command::Import(args) => import::run(app, args),
    }
}
