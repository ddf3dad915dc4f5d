use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session, relocating};
use crate::cli::output::{Render, Style};
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
    /// Put a live server's policy back as it was saved before a change
    #[arg(long, value_name = "FILE", conflicts_with_all = ["package_server", "windows", "ulm"])]
    restore: Option<PathBuf>,
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
    if let Some(path) = &args.restore {
        return restore(app, &session, path);
    }
    session.backend().knows_storage_location()?;
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

/// What is put back. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Restored {
    changed: bool,
    dry_run: bool,
    smp: String,
    file: String,
}

fn restore(app: &App, session: &Session<'_>, path: &Path) -> Outcome {
    let saved = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(Kind::Failed, format_args!("cannot read '{}': {error}", path.display()))
    })?;
    let smp = session.smp()?;
    let mut restored = Restored {
        changed: false,
        dry_run: app.global.dry_run,
        smp: smp.name.to_string(),
        file: path.display().to_string(),
    };
    if !app.global.dry_run {
        let (question, number) = relocating(&[smp]);
        if session.backend().is_live() && !app.confirm_number(&question, number)? {
            return Err(Failure::new(Kind::Failed, "not confirmed; nothing was changed"));
        }
        session.backend().restore_storage_location(&smp.name, &saved)?;
        restored.changed = true;
    }
    app.print(&restored)?;
    Ok(ExitCode::Done)
}

impl Render for Restored {
    fn human(&self, style: &Style) -> String {
        let verb = if self.changed { "Put back" } else { "Would put back" };
        style.plain(&format!("{verb} the policy of '{}' from '{}'", self.smp, self.file)) + "\n"
    }
}
