use std::net::IpAddr;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::difference::Differences;
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::Change;

/// Add a Package Server
///
/// Its addresses assign it automatically to the sites of the subnets they are on. Adding one that is there already
/// is fine as long as the options agree with it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name
    name: String,
    /// An IP address of it; may be repeated, or several joined with commas
    #[arg(long = "address", required = true, value_name = "IP", value_delimiter = ',')]
    addresses: Vec<IpAddr>,
    /// It downloads only from Package Servers of its sites, never from the SMP
    #[arg(long)]
    constrained: bool,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let name = lookup::new_name(&args.name)?;
    let session = Session::open(app)?;
    let smp = session.smp()?.name.clone();
    session.run(|topology| {
        let smp = lookup::find_smp(topology, &smp)?;
        if let Some(there) = smp.package_server(&name) {
            let mut differences = Differences::default();
            differences.addresses(&there.addresses, &args.addresses);
            if there.constrained != args.constrained {
                let word = |constrained| if constrained { "constrained" } else { "unconstrained" };
                differences.note(format!(
                    "it is {}, not {}",
                    word(there.constrained),
                    word(args.constrained)
                ));
            }
            return differences.intent(&format!("Package Server '{}'", there.name));
        }
        Ok(Intent::to(vec![Change::AddPackageServer {
            smp: smp.name.clone(),
            package_server: name.clone(),
            guid: None,
            addresses: args.addresses.clone(),
            constrained: args.constrained,
        }]))
    })
}
