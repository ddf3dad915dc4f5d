use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::Change;

/// Delete a subnet
///
/// Its clients, and subnets inside it without a site of their own, then belong to the next subnet around it.
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
        if smp.subnet(network).is_none() {
            return Ok(Intent::gone(lookup::absent_subnet(smp, network)));
        }
        Ok(Intent::to(vec![Change::DeleteSubnet { smp: smp.name.clone(), network }])
            .ask(format!("Are you sure that you want to delete subnet {network}?")))
    })
}
