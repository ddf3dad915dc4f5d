use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::difference::Differences;
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::Change;

/// Create a site
///
/// Creating one that is there already is fine as long as the options given agree with it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name
    name: String,
    /// What it is
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let name = lookup::new_name(&args.name)?;
    let session = Session::open(app)?;
    let smp = session.smp()?.name.clone();
    session.run(|topology| {
        let smp = lookup::find_smp(topology, &smp)?;
        if let Some(there) = smp.site(&name) {
            let mut differences = Differences::default();
            if let Some(wanted) = &args.description {
                differences.value(
                    "description",
                    Some(&there.description),
                    wanted,
                    there.description == *wanted,
                );
            }
            return differences.intent(&format!("site '{}'", there.name));
        }
        Ok(Intent::to(vec![Change::CreateSite {
            smp: smp.name.clone(),
            site: name.clone(),
            guid: None,
            description: args.description.clone().unwrap_or_default(),
        }]))
    })
}
