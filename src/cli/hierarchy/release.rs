use super::prepare::{MADE, WITH_SUBNET};
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::mutate::{Intent, Session};
use crate::cli::{Outcome, lookup};
use crate::topology::{Change, JoinAssignment, Membership, Name, Network, Plan, Smp};

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
    /// The site that a Package Server was assigned to for the join, where that is not remembered here: `prepare` on a
    /// live server remembers it for the account and the computer it runs on
    #[arg(long, value_name = "NAME", requires = "package_server")]
    site: Option<String>,
    /// The Package Server that was assigned to it (repeatable)
    #[arg(long, value_name = "PS", value_delimiter = ',', requires = "site")]
    package_server: Vec<String>,
    /// Also undo the site and the subnet that prepare made
    #[arg(long)]
    all: bool,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    if args.site.is_some() && args.smps.len() > 1 {
        return Err(Failure::new(Kind::Usage, "a site is in one SMP, and several are named")
            .hint("name one SMP with `--site` and `--package-server`"));
    }
    Session::open(app)?.run_with(|backend, topology| {
        let mut plan = Plan::default();
        let mut warnings = Vec::new();
        for name in &args.smps {
            let mut smp = lookup::find_smp(topology, name)?.clone();
            told(&mut smp, args, &mut warnings);
            let smp = &smp;
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
            let unchanged = match backend.is_live() && args.site.is_none() {
                false => "nothing that `hierarchy prepare` made is left",
                true => {
                    "nothing is left that `hierarchy prepare` made from here; what it made elsewhere is named with `--site` \
                     and `--package-server`"
                }
            };
            return Ok(Intent { warnings, ..Intent::nothing(unchanged) });
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

/// Takes for remembered what the options name, if it stands.
fn told(smp: &mut Smp, args: &Args, warnings: &mut Vec<String>) {
    let Some(site) = &args.site else { return };
    let Some(site) = smp.site(site).map(|site| site.name.clone()) else {
        warnings.push(lookup::absent("site", site, smp.sites.iter().map(|site| &*site.name)));
        return;
    };
    for name in &args.package_server {
        let Some(server) = smp.package_server(name) else {
            let names = smp.package_servers.iter().map(|server| &*server.name);
            warnings.push(lookup::absent("Package Server", name, names));
            continue;
        };
        let join = JoinAssignment { site: site.clone(), package_server: server.name.clone() };
        if !server.is_manually_in(&site) {
            warnings.push(format!("'{}' is not manually assigned to site '{site}'", server.name));
        } else if !smp.join_assignments.contains(&join) {
            smp.join_assignments.push(join);
        }
    }
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
