//! `smpctl agent`: the vendor's agent on this machine.

mod update;

use clap::Subcommand;

use super::Outcome;
use super::app::App;

/// The vendor's agent on this machine
#[derive(Debug, Subcommand)]
pub enum Command {
    Update(update::Args),
}

/// Runs the command.
pub fn run(app: &App, command: &Command) -> Outcome {
    match command {
        Command::Update(args) => update::run(app, args),
    }
}
