use serde::Serialize;
use toml_edit::value;

use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::output::{Render, Style};
use crate::cli::{Outcome, live, lookup};
use crate::settings::contexts::ContextsFile;

/// Choose the live server that commands work on
///
/// `--context` and `--topology` still choose another place for one command.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The context; picked from a list if it is missing
    name: Option<String>,
    /// None: commands work on the topology document again
    #[arg(long, conflicts_with = "name")]
    none: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Used {
    changed: bool,
    dry_run: bool,
    /// Missing if commands work on the topology document.
    context: Option<String>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let file = ContextsFile::of_account()?;
    let known = file.read()?;
    let wanted = match args.none {
        true => None,
        false => {
            let name =
                lookup::pick(app, "context", "NAME", args.name.as_deref(), known.contexts.keys().cloned())?;
            Some(live::find(&known, &name)?.0)
        }
    };
    let changed = known.current != wanted && !app.global.dry_run;
    if changed {
        file.change(|document| match &wanted {
            Some(name) => document["current"] = value(name),
            None => {
                document.remove("current");
            }
        })?;
    }
    app.print(&Used { changed, dry_run: app.global.dry_run, context: wanted })?;
    Ok(ExitCode::Done)
}

impl Render for Used {
    fn human(&self, style: &Style) -> String {
        let place = match &self.context {
            Some(name) => format!("the server of context '{name}'"),
            None => "the topology document".to_owned(),
        };
        let text = match (self.changed, self.dry_run) {
            (true, _) => format!("Commands work on {place} from now on"),
            (false, true) => format!("Commands would work on {place}"),
            (false, false) => format!("Unchanged: commands work on {place}"),
        };
        style.plain(&text) + "\n"
    }
}
