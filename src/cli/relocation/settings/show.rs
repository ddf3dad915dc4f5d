//! `smpctl relocation settings show`.

use std::path::PathBuf;

use serde::Serialize;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::output::{Render, Style};
use crate::cli::relocation::schedule::{Number, Schedule, Source};
use crate::cli::relocation::stores::{self, Place};
use crate::platform;
use crate::servers::agent::Installed;
use crate::servers::vendor_registry::VendorRegistry;
use crate::settings::Settings;

/// Show how often automatic attempts are made and who says so, and what is known of the agent on this machine
#[derive(Debug, clap::Args)]
pub struct Args {
    /// As `run` would take it
    #[arg(long, hide = true, env = "SMPCTL_MAX_ATTEMPTS")]
    max_attempts: Option<u32>,
    /// As `run` would take it
    #[arg(long, hide = true, env = "SMPCTL_INTERVAL")]
    interval: Option<u32>,
}

/// What applies. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct View {
    maximum_attempts: Number,
    interval_minutes: Number,
    /// Missing where none is installed.
    agent: Option<AgentView>,
    /// Where its packages are, as far as that can be found out.
    stores: Vec<Place>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AgentView {
    install_dir: PathBuf,
    found_by: String,
    service: Option<String>,
    machine_guid: Option<String>,
    server: Option<String>,
}

impl Render for View {
    fn human(&self, style: &Style) -> String {
        let number = |number: &Number| {
            let from = match (number.from, &number.place) {
                (Source::Flag, _) => "the environment".to_owned(),
                (Source::Settings, Some(place)) => format!("the settings '{place}'"),
                (_, Some(place)) => place.clone(),
                (_, None) => "default".to_owned(),
            };
            [number.value.to_string(), from]
        };
        let mut rows = Vec::new();
        let mut row = |name: &str, [value, from]: [String; 2]| rows.push([name.to_owned(), value, from]);
        row("automatic attempts at most", number(&self.maximum_attempts));
        row("minutes between two", number(&self.interval_minutes));
        match &self.agent {
            Some(agent) => {
                let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
                let directory = agent.install_dir.display().to_string();
                row("the agent's directory", [directory, agent.found_by.clone()]);
                row("its service", [or_dash(&agent.service), String::new()]);
                row("its resource guid", [or_dash(&agent.machine_guid), String::new()]);
                row("its management server", [or_dash(&agent.server), String::new()]);
            }
            None => row("the agent's directory", ["no agent is installed".to_owned(), String::new()]),
        }
        for (number, place) in self.stores.iter().enumerate() {
            let name = if number == 0 { "its store" } else { "packages, too" };
            row(name, [place.path.display().to_string(), place.found_by.clone()]);
        }
        style.table(["WHAT", "IS", "SAID BY"], rows)
    }
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    let settings = Settings::read()?;
    let schedule = Schedule::in_force(&settings, args.max_attempts, args.interval);
    for warning in &schedule.warnings {
        app.warn(warning);
    }
    let registry = platform::registry();
    let registry = registry.map(|registry| VendorRegistry::new(registry, &settings.agent.registry));
    let agent = Installed::find(&settings.agent).map(|agent| AgentView {
        install_dir: agent.install_dir().to_owned(),
        service: agent.agent.service().map(str::to_owned),
        machine_guid: registry.as_ref().and_then(|it| Some(it.machine_guid()?.value.to_string())),
        server: registry.as_ref().and_then(|it| Some(it.server()?.value)),
        found_by: agent.found_by,
    });
    app.print(&View {
        maximum_attempts: schedule.maximum_attempts,
        interval_minutes: schedule.interval_minutes,
        agent,
        stores: stores::known(&settings.agent),
    })?;
    Ok(ExitCode::Done)
}
