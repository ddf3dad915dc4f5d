use super::prepare::{MADE, WITH_SUBNET};
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::mutate::{Intent, Session};
use crate::cli::{Outcome, lookup};
use crate::topology::{Change, Membership, Name, Network, Plan, Smp};

/// Take back the manual assignments that `hierarchy prepare` made, and only those
///
/// The hierarchy stays: the platform checks its precondition only at the moment of joining. Refused where a site
/// that serves clients would be left without any Package Server: one with a subnet beyond those the SMP itself is
/// on. `--all` also undoes the site that prepare made, and the subnet it made with it, if nothing else has come to
/// depend on them; a site that prepare made says so in its description.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The SMPs
    #[arg(value_name = "SMP", required = true)]
    smps: Vec<String>,
    /// Do it even where a site that serves clients is left without any Package Server
    #[arg(long)]
    force: bool,
    /// Also undo the site and the subnet that prepare made
    #[arg(long)]
    all: bool,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    Session::open(app)?.run(|topology| {
        let mut plan = Plan::default();
        let mut warnings = Vec::new();
        for name in &args.smps {
            let smp = lookup::find_smp(topology, name)?;
            let changes = release(smp, args.force)?;
            let mut after = topology.clone();
            for change in &changes {
                after.apply(change)?;
            }
            plan.changes.extend(changes);
            if args.all {
                undo(lookup::find_smp(&after, &smp.name)?, &mut plan, &mut warnings);
            }
        }
        if plan.is_empty() {
            return Ok(Intent {
                warnings,
                ..Intent::nothing("nothing that `hierarchy prepare` made is left")
            });
        }
        let servers = plan.changes.iter().filter_map(|change| match change {
            Change::UnassignPackageServer { package_server, .. } => Some(format!("'{package_server}'")),
            _ => None,
        });
        let servers = servers.collect::<Vec<_>>().join(", ");
        let question = match servers.is_empty() {
            true => "Undo what was made for the join?".to_owned(),
            false => format!("Are you sure that you want to un-assign {servers}?"),
        };
        Ok(Intent { plan, warnings, ..Intent::default() }.ask(question))
    })
}

fn release(smp: &Smp, force: bool) -> Result<Vec<Change>, Failure> {
    let membership = Membership::new(smp);
    let released = |server: &Name, site: &Name| {
        smp.join_assignments.iter().any(|join| join.package_server.is(server) && join.site.is(site))
    };
    let mut changes = Vec::new();
    for join in &smp.join_assignments {
        let stays = membership
            .servers_of(&join.site)
            .any(|(server, how)| how.is_automatic() || !released(&server.name, &join.site));
        let clients = membership
            .subnets_of(&join.site)
            .find(|place| !smp.addresses.iter().any(|address| place.subnet.network.contains(*address)));
        if let (false, false, Some(clients)) = (stays, force, clients) {
            return Err(Failure::new(
                Kind::Conflict,
                format_args!(
                    "site '{}' would be left without any Package Server, and serves clients in subnet {}",
                    join.site, clients.subnet.network
                ),
            )
            .hint("assign another Package Server first, or add `--force`"));
        }
        changes.push(Change::UnassignPackageServer {
            smp: smp.name.clone(),
            package_server: join.package_server.clone(),
            site: join.site.clone(),
        });
    }
    Ok(changes)
}

/// The sites that say `prepare` made them go, with the subnet they say was made with them.
fn undo(smp: &Smp, plan: &mut Plan, warnings: &mut Vec<String>) {
    for site in smp.sites.iter().filter(|site| site.description.starts_with(MADE)) {
        let made: Option<Network> = site
            .description
            .strip_prefix(MADE)
            .and_then(|rest| rest.strip_prefix(WITH_SUBNET))
            .and_then(|subnet| subnet.parse().ok());
        let assigned: Vec<Network> = smp
            .subnets
            .iter()
            .filter(|subnet| subnet.site.as_ref().is_some_and(|name| name.is(&site.name)))
            .map(|subnet| subnet.network)
            .collect();
        let own = |network: &Network| smp.addresses.iter().any(|address| network.contains(*address));
        if smp.package_servers.iter().any(|server| server.is_manually_in(&site.name))
            || !assigned.iter().all(own)
        {
            warnings.push(format!("site '{}' stays: other things have been assigned to it since", site.name));
            continue;
        }
        for network in assigned {
            let smp = smp.name.clone();
            plan.push(match made {
                Some(made) if made == network => Change::DeleteSubnet { smp, network },
                _ => Change::ReleaseSubnet { smp, network },
            });
        }
        plan.push(Change::DeleteSite { smp: smp.name.clone(), site: site.name.clone() });
    }
}
