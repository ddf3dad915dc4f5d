use std::path::PathBuf;

use super::comparison::{self, Comparison};
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::mutate::{Intent, Session};
use crate::cli::output::Render;

/// Bring the topology to what a document says
///
/// Shows the plan and whom it reaches, and asks. It can be run again at any time: what is done already is not done twice.
/// What the document does not mention of an SMP stays, unless `--prune` is given; SMPs that it does not mention are never
/// touched, and on a live server no computer is added or removed.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The topology document that says what is wanted
    file: PathBuf,
    /// Take away what the document does not mention: sites, subnets, assignments, settings
    #[arg(long)]
    prune: bool,
    /// Prune although the account may not see everything
    #[arg(long, requires = "prune")]
    force: bool,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let wanted = comparison::wanted(app, &args.file)?;
    let session = Session::open(app)?;
    session.run_with(|backend, there| {
        let comparison = Comparison::new(backend, there, &wanted, args.prune)?;
        if let (true, false, Some(reason)) = (args.prune, args.force, comparison.incomplete.first()) {
            let message = format!("what is there may be incomplete, so nothing is pruned: {reason}");
            return Err(Failure::new(Kind::CheckSaysNo, message)
                .hint("sign in with an account that sees everything, or add `--force`"));
        }
        let mut intent = match comparison.changes.len() {
            0 => Intent::nothing(format!("all is as '{}' says", args.file.display())),
            count => {
                let many =
                    if count == 1 { "this change".to_owned() } else { format!("these {count} changes") };
                let question = format!("Make {many} at '{}'?", backend.place());
                Intent::to(comparison.changes.clone()).ask(question)
            }
        };
        match comparison.unchangeable() {
            0 => {}
            1 => {
                intent =
                    intent.warn("1 difference cannot be changed from here; `smpctl topology plan` names it")
            }
            left => {
                intent = intent.warn(format!(
                    "{left} differences cannot be changed from here; `smpctl topology plan` names them"
                ));
            }
        }
        intent.shown = Some(comparison.human(&app.error_style()));
        Ok(intent)
    })
}
