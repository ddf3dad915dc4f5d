use serde::Serialize;
use uuid::Uuid;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::lookup;
use crate::cli::output::{Render, Style, listing};
use crate::topology::membership::SubnetPlace;
use crate::topology::{Membership, Name, Network};

/// List the subnets as a tree, with the site each belongs to
#[derive(Debug, clap::Args)]
pub struct Args {}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List<'a>(Vec<SubnetView<'a>>);

/// A subnet. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SubnetView<'a> {
    smp: &'a Name,
    network: Network,
    guid: Option<Uuid>,
    /// The site it is explicitly assigned to.
    site: Option<&'a Name>,
    /// The site it belongs to.
    effective_site: Option<&'a Name>,
    inherited: bool,
    encompassed_by: Option<Network>,
    #[serde(skip)]
    depth: usize,
    #[serde(skip)]
    inherited_from: Option<Network>,
}

impl<'a> SubnetView<'a> {
    fn of(smp: &'a Name, place: SubnetPlace<'a>) -> Self {
        let inherited = place.inherited_from.is_some();
        let effective_site = place.site.map(|site| &site.name);
        Self {
            smp,
            network: place.subnet.network,
            guid: place.subnet.guid,
            // In the site's own spelling, whatever the subnet's.
            site: if inherited { None } else { effective_site },
            effective_site,
            inherited,
            encompassed_by: place.encompassed_by.map(|outer| outer.network),
            depth: place.depth,
            inherited_from: place.inherited_from.map(|outer| outer.network),
        }
    }
}

pub fn run(app: &App, _: &Args) -> Outcome {
    let topology = lookup::backend(app)?.read()?;
    let mut subnets = Vec::new();
    for smp in lookup::smps(app, &topology)? {
        subnets.extend(Membership::new(smp).tree().map(|place| SubnetView::of(&smp.name, place)));
    }
    app.print(&List(subnets))?;
    Ok(ExitCode::Done)
}

impl Render for List<'_> {
    fn human(&self, style: &Style) -> String {
        if self.0.is_empty() {
            return "No subnets yet; create one with `smpctl subnet create CIDR`\n".into();
        }
        let rows = self.0.iter().map(|subnet| {
            let how = match (subnet.effective_site, subnet.inherited_from) {
                (Some(_), Some(outer)) => format!("inherited from {outer}"),
                (Some(_), None) => "explicit".to_owned(),
                (None, _) => "in no site".to_owned(),
            };
            [
                subnet.smp.to_string(),
                format!("{}{}", branch(subnet.depth), subnet.network),
                subnet.effective_site.map(ToString::to_string).unwrap_or_else(|| "-".to_owned()),
                how,
            ]
        });
        listing(style, ["SMP", "SUBNET", "SITE", "ASSIGNMENT"], rows)
    }
}

fn branch(depth: usize) -> String {
    match depth {
        0 => String::new(),
        depth => format!("{}└ ", "  ".repeat(depth - 1)),
    }
}
