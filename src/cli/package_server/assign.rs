use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::Change;

/// Manually assign a Package Server to a site
///
/// It becomes a possible source for every agent in the site. Its own subnet stays where it is, and so does the
/// automatic assignment to that subnet's site.
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
    let site = lookup::pick_site(app, smp, "--site NAME", args.site.as_deref())?;
    let smp = smp.name.clone();
    session.run(|topology| {
        let smp = lookup::find_smp(topology, &smp)?;
        let server = lookup::find_server(smp, &name)?;
        let site = &lookup::find_site(smp, &site)?.name;
        if server.is_manually_in(site) {
            return Ok(Intent::nothing(format!(
                "Package Server '{}' is manually assigned to site '{site}' already",
                server.name
            )));
        }
        Ok(Intent::to(vec![Change::AssignPackageServer {
            smp: smp.name.clone(),
            package_server: server.name.clone(),
            site: site.clone(),
        }]))
    })
}
