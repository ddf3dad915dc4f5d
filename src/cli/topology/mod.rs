//! `smpctl topology`: the topology as a whole.

mod init;
mod schema;
mod validate;

use clap::Subcommand;

use super::Outcome;
use super::app::App;

/// The topology document
#[derive(Debug, Subcommand)]
pub enum Command {
    Init(init::Args),
    Validate(validate::Args),
    Schema(schema::Args),
}

pub fn run(app: &App, command: &Command) -> Outcome {
    match command {
        Command::Init(args) => init::run(app, args),
        Command::Validate(args) => validate::run(app, args),
        Command::Schema(args) => schema::run(app, args),
    }
}
