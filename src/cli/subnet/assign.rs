use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::Change;

/// Assign a subnet to a site, explicitly
///
/// It leaves the site it was assigned to. Subnets inside it that have no site of their own go with it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its range; picked from a list if it is missing
    #[arg(value_name = "CIDR")]
    network: Option<String>,
    /// The site; picked from a list if it is missing
    #[arg(long)]
    site: Option<String>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let session = Session::open(app)?;
    let smp = session.smp()?;
    let network = lookup::pick_subnet(app, smp, args.network.as_deref())?;
    let site = lookup::pick_site(app, smp, "--site NAME", args.site.as_deref())?;
    let smp = smp.name.clone();
    session.run(|topology| {
        let smp = lookup::find_smp(topology, &smp)?;
        let Some(subnet) = smp.subnet(network) else {
            return Err(Failure::new(Kind::NotFound, lookup::absent_subnet(smp, network))
                .hint(format_args!("create it with `smpctl subnet create {network}`")));
        };
        let site = &lookup::find_site(smp, &site)?.name;
        if subnet.site.as_ref().is_some_and(|there| there.is(site)) {
            return Ok(Intent::nothing(format!("subnet {network} is assigned to site '{site}' already")));
        }
        Ok(Intent::to(vec![Change::AssignSubnet { smp: smp.name.clone(), network, site: site.clone() }]))
    })
}
