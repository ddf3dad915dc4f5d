use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::Change;

/// Give a site another name; everything assigned to it stays
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name now
    name: String,
    /// Its name from now on
    new_name: String,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let to = lookup::new_name(&args.new_name)?;
    let session = Session::open(app)?;
    let smp = session.smp()?.name.clone();
    session.run(|topology| {
        let smp = lookup::find_smp(topology, &smp)?;
        let site = lookup::find_site(smp, &args.name)?;
        if site.name == to {
            return Ok(Intent::nothing(format!("the site is named '{to}' already")));
        }
        if let Some(taken) = smp.site(&to).filter(|taken| taken.name != site.name) {
            return Err(Failure::new(
                Kind::Conflict,
                format_args!("there is already a site named '{}'", taken.name),
            )
            .hint("choose another name"));
        }
        Ok(Intent::to(vec![Change::RenameSite {
            smp: smp.name.clone(),
            site: site.name.clone(),
            to: to.clone(),
        }]))
    })
}
