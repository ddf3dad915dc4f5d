//! `smpctl package-server`: site servers with the package service.

mod add;
mod assign;
mod list;
mod remove;
mod show;
mod unassign;
mod view;

use clap::Subcommand;

use super::Outcome;
use super::app::App;

/// Package Servers and their assignment to sites
#[derive(Debug, Subcommand)]
pub enum Command {
    Add(add::Args),
    List(list::Args),
    Show(show::Args),
    Assign(assign::Args),
    Unassign(unassign::Args),
    Remove(remove::Args),
}

pub fn run(app: &App, command: &Command) -> Outcome {
    match command {
        Command::Add(args) => add::run(app, args),
        Command::List(args) => list::run(app, args),
        Command::Show(args) => show::run(app, args),
        Command::Assign(args) => assign::run(app, args),
        Command::Unassign(args) => unassign::run(app, args),
        Command::Remove(args) => remove::run(app, args),
    }
}
