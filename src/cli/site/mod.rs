//! `smpctl site`: named locations.

mod create;
mod delete;
mod list;
mod rename;
mod show;
mod view;

use clap::Subcommand;

use super::Outcome;
use super::app::App;

/// Sites
#[derive(Debug, Subcommand)]
pub enum Command {
    Create(create::Args),
    List(list::Args),
    Show(show::Args),
    Rename(rename::Args),
    Delete(delete::Args),
}

pub fn run(app: &App, command: &Command) -> Outcome {
    match command {
        Command::Create(args) => create::run(app, args),
        Command::List(args) => list::run(app, args),
        Command::Show(args) => show::run(app, args),
        Command::Rename(args) => rename::run(app, args),
        Command::Delete(args) => delete::run(app, args),
    }
}
