use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::Change;

/// Take back a subnet's explicit assignment
///
/// From then on it belongs to the site of the nearest subnet around it that has one.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its range; picked from a list if it is missing
    #[arg(value_name = "CIDR")]
    network: Option<String>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let session = Session::open(app)?;
    let smp = session.smp()?;
    let network = lookup::pick_subnet(app, smp, args.network.as_deref())?;
    let smp = smp.name.clone();
    session.run(|topology| {
        let smp = lookup::find_smp(topology, &smp)?;
        let Some(subnet) = smp.subnet(network) else {
            return Ok(Intent::gone(lookup::absent_subnet(smp, network)));
        };
        let Some(site) = &subnet.site else {
            return Ok(Intent::nothing(format!("subnet {network} is not explicitly assigned to any site")));
        };
        Ok(Intent::to(vec![Change::ReleaseSubnet { smp: smp.name.clone(), network }])
            .ask(format!("Are you sure that you want to release subnet {network} from site '{site}'?")))
    })
}
