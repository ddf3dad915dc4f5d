use std::path::PathBuf;

use super::comparison::{self, Comparison};
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::lookup;

/// Show what would have to be changed to bring the topology to what a document says
///
/// Things are the same if their guid is, else if their name is. What the document does not mention of an SMP stays,
/// unless `--prune` is given; SMPs that it does not mention are never touched.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The topology document that says what is wanted
    file: PathBuf,
    /// Take away what the document does not mention: sites, subnets, assignments, settings
    #[arg(long)]
    prune: bool,
    /// Exit with 3 if there is something to be changed
    #[arg(long)]
    detailed_exit_code: bool,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let wanted = comparison::wanted(app, &args.file)?;
    let backend = lookup::backend(app)?;
    let there = backend.read()?;
    let comparison = Comparison::new(&*backend, &there, &wanted, args.prune)?;
    app.print(&comparison)?;
    Ok(match comparison.changes.as_slice() {
        [_, ..] if args.detailed_exit_code => ExitCode::CheckSaysNo,
        _ => ExitCode::Done,
    })
}
