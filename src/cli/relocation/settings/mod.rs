//! `smpctl relocation settings`.

mod set;
mod show;

use clap::Subcommand;

use crate::cli::Outcome;
use crate::cli::app::App;

/// How often automatic attempts are made, and what is known of the agent on this machine
#[derive(Debug, Subcommand)]
pub enum Command {
    Show(show::Args),
    Set(set::Args),
}

/// Runs the command.
pub fn run(app: &App, command: &Command) -> Outcome {
    match command {
        Command::Show(args) => show::run(app, args),
        Command::Set(args) => set::run(app, args),
    }
}
