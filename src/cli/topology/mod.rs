//! `smpctl topology`: the topology as a whole.

mod apply;
mod comparison;
mod init;
mod plan;
mod pull;
mod schema;
mod validate;

use clap::Subcommand;

use super::Outcome;
use super::app::App;

/// The topology as a whole, and as a document
#[derive(Debug, Subcommand)]
pub enum Command {
    Init(init::Args),
    Validate(validate::Args),
    Schema(schema::Args),
    Pull(pull::Args),
    Plan(plan::Args),
    Apply(apply::Args),
}

pub fn run(app: &App, command: &Command) -> Outcome {
    match command {
        Command::Init(args) => init::run(app, args),
        Command::Validate(args) => validate::run(app, args),
        Command::Schema(args) => schema::run(app, args),
        Command::Pull(args) => pull::run(app, args),
        Command::Plan(args) => plan::run(app, args),
        Command::Apply(args) => apply::run(app, args),
    }
}
