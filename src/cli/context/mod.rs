//! `smpctl context`: the live servers that commands can work on.

mod add;
mod check;
mod list;
mod password;
mod remove;
mod use_;

use clap::Subcommand;

use super::Outcome;
use super::app::App;

/// The live servers that commands can work on, by name
#[derive(Debug, Subcommand)]
pub enum Command {
    Add(add::Args),
    List(list::Args),
    Use(use_::Args),
    Check(check::Args),
    Password(password::Args),
    Remove(remove::Args),
}

pub fn run(app: &App, command: &Command) -> Outcome {
    match command {
        Command::Add(args) => add::run(app, args),
        Command::List(args) => list::run(app, args),
        Command::Use(args) => use_::run(app, args),
        Command::Check(args) => check::run(app, args),
        Command::Password(args) => password::run(app, args),
        Command::Remove(args) => remove::run(app, args),
    }
}
