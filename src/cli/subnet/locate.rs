use std::net::IpAddr;

use serde::Serialize;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::lookup;
use crate::cli::output::{Render, Style, facts};
use crate::topology::{Membership, Name, Network};

/// Find the subnet and site of an address, and the Package Servers that a client there is offered
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The client's address
    #[arg(value_name = "IP")]
    address: IpAddr,
}

/// Where a client is. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Located<'a> {
    smp: &'a Name,
    address: IpAddr,
    subnet: Option<Network>,
    site: Option<&'a Name>,
    package_servers: Vec<Offered<'a>>,
    /// What the vendor's documents leave open about this answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip)]
    inherited_from: Option<Network>,
}

#[derive(Debug, Serialize)]
struct Offered<'a> {
    name: &'a Name,
    reason: String,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let topology = lookup::backend(app)?.read()?;
    let smp = lookup::smp(app, &topology)?;
    let membership = Membership::new(smp);
    let location = membership.locate(args.address);
    app.print(&Located {
        smp: &smp.name,
        address: location.address,
        subnet: location.subnet.map(|place| place.subnet.network),
        site: location.subnet.and_then(|place| place.site).map(|site| &site.name),
        package_servers: location
            .offers
            .iter()
            .map(|offer| Offered { name: &offer.server.name, reason: offer.reason.to_string() })
            .collect(),
        note: location.caveat.map(|caveat| caveat.to_string()),
        inherited_from: location.subnet.and_then(|place| place.inherited_from).map(|outer| outer.network),
    })?;
    Ok(ExitCode::Done)
}

impl Render for Located<'_> {
    fn human(&self, style: &Style) -> String {
        let site = match (self.site, self.inherited_from) {
            (Some(site), Some(outer)) => format!("{site} (inherited from {outer})"),
            (Some(site), None) => site.to_string(),
            (None, _) => "none".to_owned(),
        };
        let mut text = facts(
            style,
            [
                ("Address", self.address.to_string()),
                ("Subnet", self.subnet.map_or_else(|| "none".to_owned(), |subnet| subnet.to_string())),
                ("Site", site),
            ],
        );
        if self.package_servers.is_empty() {
            text.push_str(&style.warn("No Package Server is offered there"));
            text.push('\n');
        } else {
            text.push('\n');
            let rows =
                self.package_servers.iter().map(|offer| [offer.name.to_string(), offer.reason.clone()]);
            text.push_str(&style.table(["OFFERED", "BECAUSE"], rows));
        }
        if let Some(note) = &self.note {
            text.push('\n');
            text.push_str(&style.paragraph(&format!("note: {note}")));
        }
        text
    }
}
