use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::{Assignment, Change, Membership, Smp};

/// Take back the manual assignment of a Package Server to a site
///
/// The machine stays. An automatic assignment cannot be taken back: it follows the subnet the server is on.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name; picked from a list if it is missing
    name: Option<String>,
    /// The site; picked from a list if it is missing
    #[arg(long)]
    site: Option<String>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let session = Session::open(app)?;
    let smp = session.smp()?;
    let name = lookup::pick_server(app, smp, "NAME", args.name.as_deref())?;
    let manual_sites = smp.package_server(&name).map(|server| server.manual_sites.as_slice());
    let site = match (args.site.as_deref(), manual_sites) {
        // Only sites that it can be taken out of are worth picking from.
        (None, Some(sites)) => {
            lookup::pick(app, "site", "--site NAME", None, sites.iter().map(ToString::to_string))?
        }
        (site, _) => lookup::pick_site(app, smp, "--site NAME", site)?,
    };
    let smp = smp.name.clone();
    session.run(|topology| intend(lookup::find_smp(topology, &smp)?, &name, &site))
}

fn intend(smp: &Smp, name: &str, site: &str) -> Result<Intent, Failure> {
    let Some(server) = smp.package_server(name) else {
        let names = smp.package_servers.iter().map(|server| &*server.name);
        return Ok(Intent::gone(lookup::absent("Package Server", name, names)));
    };
    let Some(site) = smp.site(site) else {
        let names = smp.sites.iter().map(|site| &*site.name);
        return Ok(Intent::gone(lookup::absent("site", site, names)));
    };
    let (server, site) = (&server.name, &site.name);
    let membership = Membership::new(smp);
    let assignment = membership.sites_of(server).find(|(at, _)| at.name == *site).map(|(_, how)| how);
    match assignment {
        None => Ok(Intent::nothing(format!(
            "Package Server '{server}' is not manually assigned to site '{site}'"
        ))),
        Some(Assignment::Automatic) => {
            let message = format!(
                "Package Server '{server}' is in site '{site}' automatically, because its subnet is; \
                 only a manual assignment can be un-assigned"
            );
            Err(Failure::new(Kind::Conflict, message)
                .hint("to take it out of the site, move its subnet with `smpctl subnet assign`"))
        }
        Some(how) => {
            let intent = Intent::to(vec![Change::UnassignPackageServer {
                smp: smp.name.clone(),
                package_server: server.clone(),
                site: site.clone(),
            }])
            .ask(format!("Are you sure that you want to un-assign '{server}'?"));
            Ok(match how {
                Assignment::Both => intent.warn(format!(
                    "'{server}' stays in site '{site}' automatically, because its subnet is in it"
                )),
                _ => intent,
            })
        }
    }
}
