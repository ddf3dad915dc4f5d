use serde::Serialize;

use super::view::SmpView;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::lookup;
use crate::cli::output::{Render, Style, few};

/// List the management servers
#[derive(Debug, clap::Args)]
pub struct Args {}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List<'a>(Vec<SmpView<'a>>);

pub fn run(app: &App, _: &Args) -> Outcome {
    let topology = lookup::backend(app)?.read()?;
    let smps = lookup::smps(app, &topology)?;
    app.print(&List(smps.into_iter().map(|smp| SmpView::of(&topology, smp)).collect()))?;
    Ok(ExitCode::Done)
}

impl Render for List<'_> {
    fn human(&self, style: &Style) -> String {
        if self.0.is_empty() {
            return "No SMPs yet; add one with `smpctl smp add NAME --address IP`\n".into();
        }
        let header = ["NAME", "ADDRESSES", "IN SITE", "PARENT", "SITES", "SUBNETS", "PACKAGE SERVERS"];
        let rows = self.0.iter().map(|smp| {
            [
                smp.name.to_string(),
                few(&smp.addresses.iter().map(ToString::to_string).collect::<Vec<_>>()),
                few(&smp.in_sites.iter().map(ToString::to_string).collect::<Vec<_>>()),
                smp.parent.map(ToString::to_string).unwrap_or_default(),
                smp.sites.to_string(),
                smp.subnets.to_string(),
                smp.package_servers.to_string(),
            ]
        });
        style.table(header, rows)
    }
}
