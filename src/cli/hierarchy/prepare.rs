use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::mutate::{Intent, Session};
use crate::cli::{Outcome, lookup};
use crate::topology::{Change, Membership, Name, Network, Plan, Smp, Topology};

/// What a site that `prepare` makes says of itself; `release --all` goes by it.
pub const MADE: &str = "Made by smpctl hierarchy prepare";

/// Before the range of a subnet that was made with the site.
pub const WITH_SUBNET: &str = ", with subnet ";

/// Do what is missing for SMPs to be joined, and no more
///
/// As the vendor's article has it: a site, the SMP's subnet in it, and any Package Server manually assigned to it.
/// The assignments made are recorded, so that `smpctl hierarchy release` can take exactly those back after the join.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: smpctl hierarchy prepare SMP-BRANCH --subnet 10.2.0.0/24 --site Join \
                        --package-server PS-07")]
pub struct Args {
    /// The SMPs
    #[arg(value_name = "SMP", required = true)]
    smps: Vec<String>,
    /// The site to put the SMP's subnet into, if it is in none; made if it does not exist
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
    /// The subnet to make around the SMP's address, if it is in none
    #[arg(long, value_name = "CIDR")]
    subnet: Option<String>,
    /// The Package Server to assign, if the site has none [default: the only one there is]
    #[arg(long, value_name = "PS")]
    package_server: Option<String>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let subnet = args.subnet.as_deref().map(|text| lookup::network(app, text)).transpose()?;
    let session = Session::open(app)?;
    // What nobody said is asked before anything is planned; a plan may be made again.
    let mut answers = Vec::new();
    for name in &args.smps {
        let smp = lookup::find_smp(session.topology(), name)?;
        answers.push((smp.name.clone(), ask(app, session.topology(), smp, args, subnet)?));
    }
    session.run(|topology| {
        let mut plan = Plan::default();
        for (name, answer) in &answers {
            let smp = lookup::find_smp(topology, name)?;
            plan.changes.extend(missing(topology, smp, answer)?);
        }
        if plan.is_empty() {
            return Ok(Intent::nothing("each of them has a Package Server in its site already"));
        }
        let names = answers.iter().map(|(name, _)| format!("'{name}'")).collect::<Vec<_>>().join(", ");
        Ok(Intent { plan, ..Intent::default() }.ask(format!("Prepare {names} for a join like this?")))
    })
}

/// What a person has to say about one SMP, as far as it is needed.
#[derive(Debug, Default)]
struct Answer {
    subnet: Option<Network>,
    site: Option<Name>,
    server: Option<String>,
}

fn ask(
    app: &App,
    topology: &Topology,
    smp: &Smp,
    args: &Args,
    subnet: Option<Network>,
) -> Result<Answer, Failure> {
    let mut answer = Answer::default();
    let membership = Membership::new(smp);
    let Some(first) = smp.addresses.first() else {
        return Err(Failure::new(Kind::Conflict, format_args!("no address of SMP '{}' is known", smp.name))
            .hint("remove it and add it again with `smpctl smp add NAME --address IP`"));
    };
    let place = smp.addresses.iter().find_map(|address| membership.subnet_of(*address));
    if place.is_none() {
        let subnet = match subnet {
            Some(subnet) => subnet,
            None if app.can_ask() => {
                let text = app.ask(&format!("Which subnet is SMP '{}' ({first}) in?", smp.name))?;
                lookup::network(app, &text)?
            }
            None => {
                return Err(Failure::new(
                    Kind::Usage,
                    format_args!(
                        "SMP '{}' ({first}) is in no subnet, and which one to make is not guessed",
                        smp.name
                    ),
                )
                .hint("add `--subnet CIDR`"));
            }
        };
        if !smp.addresses.iter().any(|address| subnet.contains(*address)) {
            return Err(Failure::new(
                Kind::Usage,
                format_args!("subnet {subnet} does not hold the address of SMP '{}', {first}", smp.name),
            )
            .hint("name a subnet around it"));
        }
        answer.subnet = Some(subnet);
    }
    let inherited = answer.subnet.and_then(|subnet| membership.site_of_range(subnet));
    let existing = smp.addresses.iter().find_map(|address| membership.site_of(*address)).or(inherited);
    answer.site = match (existing, &args.site) {
        (Some(existing), Some(wanted)) if !existing.name.is(wanted) => {
            return Err(Failure::new(
                Kind::Conflict,
                format_args!("SMP '{}' is in site '{}' already", smp.name, existing.name),
            )
            .hint("leave `--site` out, or move its subnet with `smpctl subnet assign`"));
        }
        (Some(_), _) => None,
        (None, Some(wanted)) => Some(lookup::new_name(wanted)?),
        (None, None) => Some(lookup::new_name(&ask_site(app, smp)?)?),
    };
    // Whether a server is needed shows when the site is as it will be.
    let mut after = topology.clone();
    for change in place_changes(smp, &answer) {
        after.apply(&change)?;
    }
    let after = lookup::find_smp(&after, &smp.name)?;
    if needs_server(after) {
        answer.server = Some(match (&args.package_server, after.package_servers.as_slice()) {
            (Some(given), _) => lookup::find_server(after, given)?.name.to_string(),
            (None, [only]) => only.name.to_string(),
            (None, []) => {
                return Err(Failure::new(
                    Kind::Conflict,
                    format_args!("SMP '{}' has no Package Server that could be assigned", smp.name),
                )
                .hint("add one with `smpctl package-server add NAME --address IP`"));
            }
            (None, _) => lookup::pick_server(app, after, "--package-server NAME", None)?,
        });
    }
    Ok(answer)
}

/// The site to put the SMP's subnet into: one of those there are, or a new one.
fn ask_site(app: &App, smp: &Smp) -> Result<String, Failure> {
    if !app.can_ask() {
        return Err(Failure::new(
            Kind::Usage,
            format_args!("SMP '{}' is in no site, and it is not said which one to put it into", smp.name),
        )
        .hint("add `--site NAME`; a site that does not exist is made"));
    }
    if !smp.sites.is_empty() {
        let mut choices: Vec<String> = smp.sites.iter().map(|site| format!("'{}'", site.name)).collect();
        choices.push("a new site".to_owned());
        let chosen = app.choose(&format!("Choose the site for SMP '{}'", smp.name), &choices)?;
        if let Some(site) = smp.sites.get(chosen) {
            return Ok(site.name.to_string());
        }
    }
    app.ask(&format!("Name of the new site for SMP '{}'", smp.name))
}

fn needs_server(smp: &Smp) -> bool {
    let membership = Membership::new(smp);
    let mut sites = smp.addresses.iter().filter_map(|address| membership.site_of(*address));
    sites.next().is_none_or(|site| membership.servers_of(&site.name).next().is_none())
}

/// What puts the SMP into a site.
fn place_changes(smp: &Smp, answer: &Answer) -> Vec<Change> {
    let mut changes = Vec::new();
    let name = &smp.name;
    if let Some(site) = &answer.site
        && smp.site(site).is_none()
    {
        let description = match answer.subnet {
            Some(subnet) => format!("{MADE}{WITH_SUBNET}{subnet}"),
            None => MADE.to_owned(),
        };
        changes.push(Change::CreateSite { smp: name.clone(), site: site.clone(), guid: None, description });
    }
    let site = answer
        .site
        .as_ref()
        .map(|site| smp.site(site).map_or_else(|| site.clone(), |site| site.name.clone()));
    match (answer.subnet, site) {
        (Some(network), site) => {
            changes.push(Change::CreateSubnet { smp: name.clone(), network, guid: None, site });
        }
        (None, Some(site)) => {
            let membership = Membership::new(smp);
            let place = smp.addresses.iter().find_map(|address| membership.subnet_of(*address));
            changes.extend(place.map(|place| Change::AssignSubnet {
                smp: name.clone(),
                network: place.subnet.network,
                site,
            }));
        }
        (None, None) => {}
    }
    changes
}

/// What is missing for one SMP.
fn missing(topology: &Topology, smp: &Smp, answer: &Answer) -> Result<Vec<Change>, Failure> {
    let membership = Membership::new(smp);
    let has_site = smp.addresses.iter().any(|address| membership.site_of(*address).is_some());
    let mut changes = if has_site { Vec::new() } else { place_changes(smp, answer) };
    let mut after = topology.clone();
    for change in &changes {
        after.apply(change)?;
    }
    let after = lookup::find_smp(&after, &smp.name)?;
    if needs_server(after)
        && let Some(server) = &answer.server
    {
        let membership = Membership::new(after);
        let site = after.addresses.iter().find_map(|address| membership.site_of(*address));
        if let Some(site) = site {
            let (smp, server) = (smp.name.clone(), lookup::find_server(after, server)?.name.clone());
            let (site, package_server) = (site.name.clone(), server);
            changes.push(Change::AssignPackageServer {
                smp: smp.clone(),
                package_server: package_server.clone(),
                site: site.clone(),
            });
            changes.push(Change::RecordJoinAssignment { smp, package_server, site });
        }
    }
    Ok(changes)
}
