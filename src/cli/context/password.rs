use serde::Serialize;

use crate::backend::smp::Error;
use crate::backend::smp::credentials::{self, Credentials};
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::{Render, Style};
use crate::cli::{Outcome, live, lookup};
use crate::settings::contexts::ContextsFile;

/// Keep the password of a context's account in the keyring, or forget it
///
/// It is asked for on the terminal, or taken from SMPCTL_PASSWORD.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The context; picked from a list if it is missing
    name: Option<String>,
    /// Forget it
    #[arg(long)]
    forget: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    changed: bool,
    dry_run: bool,
    context: String,
    user: String,
    #[serde(skip)]
    forget: bool,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let known = ContextsFile::of_account()?.read()?;
    let name = lookup::pick(app, "context", "NAME", args.name.as_deref(), known.contexts.keys().cloned())?;
    let (name, context) = live::find(&known, &name)?;
    let user = context.user.ok_or_else(|| {
        Failure::new(Kind::Usage, format_args!("context '{name}' names no account"))
            .hint("set `user` in the context")
    })?;
    let mut kept = Kept {
        changed: false,
        dry_run: app.global.dry_run,
        context: name.clone(),
        user,
        forget: args.forget,
    };
    if !app.global.dry_run {
        kept.changed = match args.forget {
            true => credentials::forget(&name, &kept.user).map_err(Error::from)?,
            false => {
                let password = match std::env::var("SMPCTL_PASSWORD") {
                    Ok(password) if !password.is_empty() => password,
                    _ if app.can_ask() => app.ask_password(&format!("Password of '{}'", kept.user))?,
                    _ => {
                        return Err(Failure::new(
                            Kind::Usage,
                            "there is no terminal to ask for a password on",
                        )
                        .hint("set SMPCTL_PASSWORD"));
                    }
                };
                credentials::to_keyring(&name, &Credentials::new(&*kept.user, password))
                    .map_err(Error::from)?;
                true
            }
        };
    }
    app.print(&kept)?;
    Ok(ExitCode::Done)
}

impl Render for Kept {
    fn human(&self, style: &Style) -> String {
        let verb = if self.forget { "Forgot" } else { "Kept" };
        let text = match (self.changed, self.dry_run) {
            (true, _) => format!("{verb} the password of '{}' for context '{}'", self.user, self.context),
            (false, true) => format!("Would change the keyring for '{}'", self.user),
            (false, false) => "Unchanged: there was no password in the keyring".to_owned(),
        };
        style.plain(&text) + "\n"
    }
}
