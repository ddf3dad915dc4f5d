//! `smpctl agent update`.

use std::path::PathBuf;

use serde::Serialize;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::{Render, Style};
use crate::platform;
use crate::servers::agent::Installed;
use crate::settings::Settings;

/// Make the agent fetch its policies now, and with them a new storage location
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: smpctl agent update --inventory")]
pub struct Args {
    /// Make it send its basic inventory, too
    #[arg(long)]
    inventory: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    install_dir: PathBuf,
    policies: bool,
    inventory: bool,
}

impl Render for Told {
    fn human(&self, _: &Style) -> String {
        let inventory = if self.inventory { ", and to send its basic inventory" } else { "" };
        format!("The agent in {} was told to fetch its policies{inventory}\n", self.install_dir.display())
    }
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    let settings = Settings::read()?;
    let agent = Installed::find(&settings.agent).ok_or_else(|| {
        Failure::new(Kind::NotFound, "no agent is installed on this machine")
            .hint("if it is in an unusual place, name that as `agent.install-dir` in the settings")
    })?;
    if app.global.dry_run {
        let inventory = if args.inventory { " and to send its basic inventory" } else { "" };
        app.note(&format!(
            "the agent in '{}' would be told to fetch its policies{inventory}",
            agent.install_dir().display()
        ));
        return Ok(ExitCode::Done);
    }
    if let Some(how) = platform::missing_elevation() {
        return Err(
            Failure::new(Kind::Denied, "only an administrator can tell the agent what to do").hint(how)
        );
    }
    agent.update(args.inventory).map_err(|reason| {
        Failure::new(Kind::Failed, reason).hint("look whether the agent runs, and into its own log")
    })?;
    let install_dir = agent.install_dir().to_owned();
    app.print(&Told { install_dir, policies: true, inventory: args.inventory })?;
    Ok(ExitCode::Done)
}
