use std::path::{Path, PathBuf};

use serde::Serialize;

use super::staged::StageArgs;
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
    /// Only for this Package Server; several may be named
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',')]
    package_server: Vec<String>,
    /// Reset the setting for Windows Package Servers
    #[arg(long)]
    windows: bool,
    /// Reset the setting for UNIX, Linux and Mac Package Servers
    #[arg(long)]
    ulm: bool,
    /// Put a live server's policy back as it was saved before a change; with `--package-server`, the one that it has of
    /// its own
    #[arg(long, value_name = "FILE", conflicts_with_all = ["windows", "ulm", "one_per_site", "batch", "wait"])]
    restore: Option<PathBuf>,
    #[command(flatten)]
    stages: StageArgs,
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
        return restore(app, &session, path, &args.package_server);
    }
    session.backend().knows_storage_location()?;
    if session.backend().is_live() {
        let all = session.smp()?;
        let is_there = |name: &&String| all.package_server(name).is_some();
        let (there, gone): (Vec<&String>, Vec<&String>) = args.package_server.iter().partition(is_there);
        for name in gone {
            let names = all.package_servers.iter().map(|server| &*server.name);
            app.warn(&lookup::absent("Package Server", name, names));
        }
        let there: Vec<String> = there.into_iter().cloned().collect();
        let servers = super::servers(all, &there)?;
        if servers.is_empty() && !args.package_server.is_empty() {
            app.note("unchanged: nothing is there to be taken away");
            return Ok(ExitCode::Done);
        }
        if let Some(code) = super::elsewhere(app, &session, &servers, &wanted, &args.stages)? {
            return Ok(code);
        }
    } else {
        super::elsewhere(app, &session, &[], &wanted, &args.stages)?;
    }
    session.run(|topology| {
        let smp = lookup::find_smp(topology, &smp)?;
        let (there, gone): (Vec<&String>, Vec<&String>) =
            args.package_server.iter().partition(|name| smp.package_server(name).is_some());
        let names = || smp.package_servers.iter().map(|server| &*server.name);
        let mut absent = gone.iter().map(|name| lookup::absent("Package Server", name, names()));
        if let (true, Some(first)) = (there.is_empty(), absent.next()) {
            return Ok(absent.fold(Intent::gone(first), Intent::warn));
        }
        let there: Vec<String> = there.into_iter().cloned().collect();
        let servers = super::servers(smp, &there)?;
        let changes = super::changes(smp, &servers, &wanted);
        let warnings =
            gone.iter().map(|name| lookup::absent("Package Server", name, names())).collect::<Vec<_>>();
        if changes.is_empty() {
            return Ok(Intent { warnings, ..Intent::nothing("no storage location is set") });
        }
        let whose = match servers.as_slice() {
            [] => format!("SMP '{}'", smp.name),
            servers => {
                servers.iter().map(|server| format!("'{}'", server.name)).collect::<Vec<_>>().join(", ")
            }
        };
        Ok(Intent { warnings, ..Intent::to(changes) }
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

fn restore(app: &App, session: &Session<'_>, path: &Path, of: &[String]) -> Outcome {
    let saved = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(Kind::Failed, format_args!("cannot read '{}': {error}", path.display()))
    })?;
    let smp = session.smp()?;
    let servers = super::servers(smp, of)?;
    let server = match servers.as_slice() {
        [] => None,
        [only] => Some(&only.name),
        _ => {
            return Err(Failure::new(Kind::Usage, "one saved policy is that of one Package Server")
                .hint("name one with `--package-server`"));
        }
    };
    let mut restored = Restored {
        changed: false,
        dry_run: app.global.dry_run,
        smp: smp.name.to_string(),
        file: path.display().to_string(),
    };
    if !app.global.dry_run {
        let (question, number) = match server {
            Some(name) => (
                format!(
                    "'{name}' will move its packages, and serve nobody meanwhile. Type the number of Package Servers to \
                     go on"
                ),
                1,
            ),
            None => relocating(&[smp]),
        };
        if session.backend().is_live() && !app.confirm_number(&question, number)? {
            return Err(Failure::new(Kind::Failed, "not confirmed; nothing was changed"));
        }
        session.backend().restore_storage_location(&smp.name, &saved, server)?;
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
