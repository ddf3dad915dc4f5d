use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::difference::Differences;
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::Change;

/// Create a subnet
///
/// Creating one that is there already is fine as long as the site given is the one it is assigned to.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its range, like 10.1.0.0/16 or 2001:db8::/32
    #[arg(value_name = "CIDR")]
    network: String,
    /// The site to assign it to
    #[arg(long)]
    site: Option<String>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let network = lookup::network(app, &args.network)?;
    let session = Session::open(app)?;
    let smp = session.smp()?.name.clone();
    session.run(|topology| {
        let smp = lookup::find_smp(topology, &smp)?;
        let site = match &args.site {
            Some(site) => Some(lookup::find_site(smp, site)?.name.clone()),
            None => None,
        };
        if let Some(there) = smp.subnet(network) {
            let mut differences = Differences::default();
            if let Some(wanted) = &site {
                let is_same = there.site.as_ref().is_some_and(|there| there.is(wanted));
                differences.value("site", there.site.as_deref(), wanted, is_same);
            }
            return differences.intent(&format!("subnet '{network}'")).map_err(|failure| {
                failure.hint(format_args!("move it with `smpctl subnet assign {network}`"))
            });
        }
        Ok(Intent::to(vec![Change::CreateSubnet { smp: smp.name.clone(), network, guid: None, site }]))
    })
}
