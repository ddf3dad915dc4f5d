use super::view::SiteView;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::lookup;
use crate::cli::output::{Render, Style, facts};
use crate::topology::Membership;

/// Show one site, with all subnets and Package Servers that belong to it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name; picked from a list if it is missing
    name: Option<String>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let topology = lookup::backend(app)?.read()?;
    let smp = lookup::smp(app, &topology)?;
    let name = lookup::pick_site(app, smp, "NAME", args.name.as_deref())?;
    let site = lookup::find_site(smp, &name)?;
    app.print(&SiteView::of(&Membership::new(smp), site))?;
    Ok(ExitCode::Done)
}

impl Render for SiteView<'_> {
    fn human(&self, style: &Style) -> String {
        facts(
            style,
            [
                ("SMP", self.smp.to_string()),
                ("Site", self.name.to_string()),
                ("Guid", self.guid.map(|guid| guid.to_string()).unwrap_or_default()),
                ("Description", self.description.to_owned()),
                ("Subnets", self.subnets.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
                ("Package Servers", self.servers_in_words().join(", ")),
            ],
        )
    }
}
