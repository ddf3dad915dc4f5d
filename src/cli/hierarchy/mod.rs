//! `smpctl hierarchy`.

mod check;
mod join;
mod live_checks;
mod prepare;
mod release;
mod replication;
mod tree;

use clap::Subcommand;

use super::app::App;
use super::failure::Failure;
use super::{Outcome, lookup};
use crate::topology::{Smp, Topology};

/// Get management servers ready to be joined in a hierarchy
#[derive(Debug, Subcommand)]
pub enum Command {
    Check(check::Args),
    Prepare(prepare::Args),
    Release(release::Args),
    Tree(tree::Args),
}

pub fn run(app: &App, command: &Command) -> Outcome {
    match command {
        Command::Check(args) => check::run(app, args),
        Command::Prepare(args) => prepare::run(app, args),
        Command::Release(args) => release::run(app, args),
        Command::Tree(_) => tree::run(app),
    }
}

/// The SMPs named, or the one that `--smp` names, or those that `otherwise` says.
fn named<'t>(
    app: &App,
    topology: &'t Topology,
    names: &[String],
    otherwise: impl FnOnce() -> Vec<&'t Smp>,
) -> Result<Vec<&'t Smp>, Failure> {
    match (names, &app.global.smp) {
        ([], None) => Ok(otherwise()),
        ([], Some(name)) => Ok(vec![lookup::find_smp(topology, name)?]),
        (names, _) => names.iter().map(|name| lookup::find_smp(topology, name)).collect(),
    }
}
