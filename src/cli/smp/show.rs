use super::view::SmpView;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::lookup;
use crate::cli::output::{Render, Style, facts};

/// Show one management server
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name [default: the one that `--smp` names, or the only one]
    name: Option<String>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let topology = lookup::backend(app)?.read()?;
    let smp = match &args.name {
        Some(name) => lookup::find_smp(&topology, name)?,
        None => lookup::smp(app, &topology)?,
    };
    app.print(&SmpView::of(&topology, smp))?;
    Ok(ExitCode::Done)
}

impl Render for SmpView<'_> {
    fn human(&self, style: &Style) -> String {
        let list = |names: &[&crate::topology::Name]| {
            names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        };
        facts(
            style,
            [
                ("Name", self.name.to_string()),
                ("Guid", self.guid.map(|guid| guid.to_string()).unwrap_or_default()),
                ("Addresses", self.addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
                ("In site", list(&self.in_sites)),
                ("Parent", self.parent.map(ToString::to_string).unwrap_or_default()),
                ("Children", list(&self.children)),
                ("URL", self.url.unwrap_or_default().to_owned()),
                ("Sites", self.sites.to_string()),
                ("Subnets", self.subnets.to_string()),
                ("Package Servers", self.package_servers.to_string()),
            ],
        )
    }
}
