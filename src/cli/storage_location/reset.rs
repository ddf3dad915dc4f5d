use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::change::Platform;

/// Leave the decision where packages are kept to the level above
///
/// For a Package Server that is the SMP's setting, for the SMP the agent's default. Without `--windows` or `--ulm`
/// both are reset.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only for this Package Server
    #[arg(long, value_name = "NAME")]
    package_server: Option<String>,
    /// Reset the setting for Windows Package Servers
    #[arg(long)]
    windows: bool,
    /// Reset the setting for UNIX, Linux and Mac Package Servers
    #[arg(long)]
    ulm: bool,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let both = !args.windows && !args.ulm;
    let mut wanted = Vec::new();
    if args.windows || both {
        wanted.push((Platform::Windows, None));
    }
    if args.ulm || both {
        wanted.push((Platform::Ulm, None));
    }
    let session = Session::open(app)?;
    let smp = session.smp()?.name.clone();
    session.run(|topology| {
        let smp = lookup::find_smp(topology, &smp)?;
        if let Some(name) = &args.package_server
            && smp.package_server(name).is_none()
        {
            let names = smp.package_servers.iter().map(|server| &*server.name);
            return Ok(Intent::gone(lookup::absent("Package Server", name, names)));
        }
        let (server, changes) = super::changes(smp, args.package_server.as_deref(), &wanted)?;
        if changes.is_empty() {
            return Ok(Intent::nothing("no storage location is set"));
        }
        let whose = server.map_or_else(|| format!("SMP '{}'", smp.name), |name| format!("'{name}'"));
        Ok(Intent::to(changes)
            .ask(format!("Are you sure that you want to reset the storage location of {whose}?")))
    })
}
