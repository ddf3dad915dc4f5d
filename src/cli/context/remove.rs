use serde::Serialize;

use crate::backend::smp::credentials;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind, nearest};
use crate::cli::output::{Render, Style};
use crate::cli::{Outcome, lookup};
use crate::settings::contexts::ContextsFile;

/// Forget a live server, and its password in the keyring
///
/// The server itself is not touched.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The context; picked from a list if it is missing
    name: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Removed {
    changed: bool,
    dry_run: bool,
    context: String,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let file = ContextsFile::of_account()?;
    let known = file.read()?;
    let name = lookup::pick(app, "context", "NAME", args.name.as_deref(), known.contexts.keys().cloned())?;
    let mut removed = Removed { changed: false, dry_run: app.global.dry_run, context: name.clone() };
    let Some(context) = known.contexts.get(&name) else {
        app.warn(&match nearest(&name, known.contexts.keys().map(String::as_str)) {
            Some(near) => format!("no context named '{name}'; did you mean '{near}'?"),
            None => format!("no context named '{name}'"),
        });
        app.print(&removed)?;
        return Ok(ExitCode::Done);
    };
    if !app.global.dry_run {
        if !app
            .confirm(&format!("Are you sure that you want to forget context '{name}' ({})?", context.url))?
        {
            return Err(Failure::new(Kind::Failed, "not confirmed; nothing was changed"));
        }
        file.change(|document| {
            if let Some(contexts) =
                document.get_mut("contexts").and_then(|contexts| contexts.as_table_like_mut())
            {
                contexts.remove(&name);
            }
            if known.current.as_ref() == Some(&name) {
                document.remove("current");
            }
        })?;
        removed.changed = true;
        if let Some(Err(error)) = context.user.as_ref().map(|user| credentials::forget(&name, user)) {
            app.note(&format!("note: {error}"));
        }
    }
    app.print(&removed)?;
    Ok(ExitCode::Done)
}

impl Render for Removed {
    fn human(&self, style: &Style) -> String {
        let text = match (self.changed, self.dry_run) {
            (true, _) => format!("Forgot context '{}'", self.context),
            (false, true) => format!("Would forget context '{}'", self.context),
            (false, false) => "Unchanged: nothing is there to be forgotten".to_owned(),
        };
        style.plain(&text) + "\n"
    }
}
