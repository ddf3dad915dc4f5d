use super::view::ServerView;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::lookup;
use crate::cli::output::{Render, Style, facts};
use crate::topology::Membership;

/// Show one Package Server
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name; picked from a list if it is missing
    name: Option<String>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let topology = lookup::backend(app)?.read()?;
    let smp = lookup::smp(app, &topology)?;
    let name = lookup::pick_server(app, smp, "NAME", args.name.as_deref())?;
    let server = lookup::find_server(smp, &name)?;
    app.print(&ServerView::of(&Membership::new(smp), server))?;
    Ok(ExitCode::Done)
}

impl Render for ServerView<'_> {
    fn human(&self, style: &Style) -> String {
        facts(
            style,
            [
                ("SMP", self.smp.to_string()),
                ("Package Server", self.name.to_string()),
                ("Guid", self.guid.map(|guid| guid.to_string()).unwrap_or_default()),
                ("Addresses", self.addresses_in_words().join(", ")),
                ("Constrained", if self.constrained { "yes" } else { "no" }.to_owned()),
                ("Sites", self.sites_in_words().join(", ")),
            ],
        )
    }
}
