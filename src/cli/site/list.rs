use serde::Serialize;

use super::view::SiteView;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::lookup;
use crate::cli::output::{Render, Style, few, listing};
use crate::topology::Membership;

/// List the sites, with the subnets and Package Servers that belong to each
#[derive(Debug, clap::Args)]
pub struct Args {}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List<'a>(Vec<SiteView<'a>>);

pub fn run(app: &App, _: &Args) -> Outcome {
    let topology = lookup::backend(app)?.read()?;
    let mut sites = Vec::new();
    for smp in lookup::smps(app, &topology)? {
        let membership = Membership::new(smp);
        sites.extend(smp.sites.iter().map(|site| SiteView::of(&membership, site)));
    }
    app.print(&List(sites))?;
    Ok(ExitCode::Done)
}

impl Render for List<'_> {
    fn human(&self, style: &Style) -> String {
        if self.0.is_empty() {
            return "No sites yet; create one with `smpctl site create NAME`\n".into();
        }
        let header = ["SMP", "SITE", "SUBNETS", "PACKAGE SERVERS", "DESCRIPTION"];
        let rows = self.0.iter().map(|site| {
            [
                site.smp.to_string(),
                site.name.to_string(),
                few(&site.subnets.iter().map(ToString::to_string).collect::<Vec<_>>()),
                few(&site.servers_in_words()),
                site.description.to_owned(),
            ]
        });
        listing(style, header, rows)
    }
}
