use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::cli::output::few;
use crate::topology::Change;

/// Delete a site
///
/// Refused while subnets or manual assignments hang on it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name; picked from a list if it is missing
    name: Option<String>,
    /// Release its subnets and un-assign its Package Servers first
    #[arg(long)]
    force: bool,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let session = Session::open(app)?;
    let smp = session.smp()?;
    let name = lookup::pick_site(app, smp, "NAME", args.name.as_deref())?;
    let smp = smp.name.clone();
    session.run(|topology| {
        let smp = lookup::find_smp(topology, &smp)?;
        let Some(site) = smp.site(&name).map(|site| site.name.clone()) else {
            let names = smp.sites.iter().map(|site| &*site.name);
            return Ok(Intent::gone(lookup::absent("site", &name, names)));
        };
        let is_it = |assigned: &crate::topology::Name| assigned.is(&site);
        let subnets: Vec<_> =
            smp.subnets.iter().filter(|subnet| subnet.site.as_ref().is_some_and(is_it)).collect();
        let servers: Vec<_> =
            smp.package_servers.iter().filter(|server| server.is_manually_in(&site)).collect();
        let is_needed = !subnets.is_empty() || !servers.is_empty();
        if is_needed && !args.force {
            let mut hanging = Vec::new();
            if !subnets.is_empty() {
                let names: Vec<_> = subnets.iter().map(|subnet| subnet.network.to_string()).collect();
                hanging.push(format!("the subnets assigned to it ({})", few(&names)));
            }
            if !servers.is_empty() {
                let names: Vec<_> = servers.iter().map(|server| server.name.to_string()).collect();
                hanging.push(format!("the Package Servers manually assigned to it ({})", few(&names)));
            }
            let message = format!("site '{site}' is still needed by {}", hanging.join(" and "));
            return Err(Failure::new(Kind::Conflict, message)
                .hint("add `--force` to release and un-assign them, and then delete the site"));
        }
        let on = &smp.name;
        let mut changes: Vec<Change> = subnets
            .iter()
            .map(|subnet| Change::ReleaseSubnet { smp: on.clone(), network: subnet.network })
            .collect();
        changes.extend(servers.iter().map(|server| Change::UnassignPackageServer {
            smp: on.clone(),
            package_server: server.name.clone(),
            site: site.clone(),
        }));
        changes.push(Change::DeleteSite { smp: on.clone(), site: site.clone() });
        Ok(Intent::to(changes).ask(format!("Are you sure that you want to delete site '{site}'?")))
    })
}
