use serde::Serialize;

use super::view::{ServerView, tick};
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::lookup;
use crate::cli::output::{Render, Style, few, listing};
use crate::topology::{Membership, Name};

/// List the Package Servers, and the sites each is in
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only those of this site
    #[arg(long)]
    site: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List<'a> {
    servers: Vec<ServerView<'a>>,
    #[serde(skip)]
    of_site: Option<&'a Name>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let topology = lookup::backend(app)?.read()?;
    let mut list = List { servers: Vec::new(), of_site: None };
    if let Some(site) = &args.site {
        let smp = lookup::smp(app, &topology)?;
        let site = &lookup::find_site(smp, site)?.name;
        let membership = Membership::new(smp);
        list.of_site = Some(site);
        list.servers
            .extend(membership.servers_of(site).map(|(server, _)| ServerView::of(&membership, server)));
    } else {
        for smp in lookup::smps(app, &topology)? {
            let membership = Membership::new(smp);
            list.servers.extend(smp.package_servers.iter().map(|server| ServerView::of(&membership, server)));
        }
    }
    app.print(&list)?;
    Ok(ExitCode::Done)
}

impl Render for List<'_> {
    fn human(&self, style: &Style) -> String {
        match self.of_site {
            Some(site) if self.servers.is_empty() => {
                style.plain(&format!("No Package Server is in site '{site}'")) + "\n"
            }
            None if self.servers.is_empty() => {
                "No Package Servers yet; add one with `smpctl package-server add NAME --address IP`\n".into()
            }
            Some(site) => {
                let rows = self.servers.iter().map(|server| {
                    let assignment = server.sites.iter().find(|at| at.site == site).map(|at| at.assignment);
                    [
                        server.name.to_string(),
                        few(&server.addresses_in_words()),
                        tick(assignment.is_some_and(|assignment| assignment.is_manual())),
                        assignment.map(|assignment| assignment.to_string()).unwrap_or_default(),
                        tick(server.constrained),
                    ]
                });
                style.table(["NAME", "ADDRESSES", "MANUALLY ASSIGNED", "ASSIGNMENT", "CONSTRAINED"], rows)
            }
            None => {
                let rows = self.servers.iter().map(|server| {
                    [
                        server.smp.to_string(),
                        server.name.to_string(),
                        few(&server.addresses_in_words()),
                        few(&server.sites_in_words()),
                        tick(server.constrained),
                    ]
                });
                listing(style, ["SMP", "NAME", "ADDRESSES", "SITES", "CONSTRAINED"], rows)
            }
        }
    }
}
