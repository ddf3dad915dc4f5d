use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::Change;

/// Forget a Package Server, with its manual assignments
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name; picked from a list if it is missing
    name: Option<String>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let session = Session::open(app)?;
    let smp = session.smp()?;
    let name = lookup::pick_server(app, smp, "NAME", args.name.as_deref())?;
    let smp = smp.name.clone();
    session.run(|topology| {
        let smp = lookup::find_smp(topology, &smp)?;
        let Some(server) = smp.package_server(&name) else {
            let names = smp.package_servers.iter().map(|server| &*server.name);
            return Ok(Intent::gone(lookup::absent("Package Server", &name, names)));
        };
        let change =
            Change::RemovePackageServer { smp: smp.name.clone(), package_server: server.name.clone() };
        Ok(Intent::to(vec![change])
            .ask(format!("Are you sure that you want to remove Package Server '{}'?", server.name)))
    })
}
