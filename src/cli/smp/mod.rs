//! `smpctl smp`: management servers.

mod add;
mod list;
mod remove;
mod show;
mod view;

use clap::Subcommand;

use super::Outcome;
use super::app::App;

/// Management servers (SMPs)
#[derive(Debug, Subcommand)]
pub enum Command {
    Add(add::Args),
    List(list::Args),
    Show(show::Args),
    Remove(remove::Args),
}

pub fn run(app: &App, command: &Command) -> Outcome {
    match command {
        Command::Add(args) => add::run(app, args),
        Command::List(args) => list::run(app, args),
        Command::Show(args) => show::run(app, args),
        Command::Remove(args) => remove::run(app, args),
    }
}
