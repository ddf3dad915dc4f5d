use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::{Change, Smp};

/// Forget a management server, with its sites, subnets and Package Servers
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name; picked from a list if it is missing
    name: Option<String>,
    /// Also if it is the parent of others, which are then left without one
    #[arg(long)]
    force: bool,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let session = Session::open(app)?;
    let given = args.name.as_deref().or(app.global.smp.as_deref());
    let names = session.topology().smps.iter().map(|smp| smp.name.to_string());
    let name = lookup::pick(app, "SMP", "NAME", given, names)?;
    session.run(|topology| {
        let Some(smp) = topology.smp(&name) else {
            let names = topology.smps.iter().map(|smp| &*smp.name);
            return Ok(Intent::gone(lookup::absent("SMP", &name, names)));
        };
        let is_child = |other: &&Smp| other.parent.as_ref().is_some_and(|parent| parent.is(&smp.name));
        let children: Vec<_> =
            topology.smps.iter().filter(is_child).map(|child| child.name.clone()).collect();
        if !children.is_empty() && !args.force {
            let named = children.iter().map(|child| format!("'{child}'")).collect::<Vec<_>>().join(", ");
            let message = format!("SMP '{}' is the parent of {named}", smp.name);
            return Err(Failure::new(Kind::Conflict, message)
                .hint("remove the children first, or add `--force` to leave them without a parent"));
        }
        let mut changes: Vec<Change> =
            children.into_iter().map(|child| Change::SetParent { smp: child, parent: None }).collect();
        changes.push(Change::RemoveSmp { smp: smp.name.clone() });
        Ok(Intent::to(changes).ask(format!("Are you sure that you want to remove SMP '{}'?", smp.name)))
    })
}
