use std::fmt;

use serde::Serialize;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Kind;
use crate::cli::lookup;
use crate::cli::output::{Render, Style};
use crate::topology::change::Platform;
use crate::topology::{Name, PackageServer, Smp};

/// Show where packages are kept, and who decides it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only for this Package Server
    #[arg(long, value_name = "NAME")]
    package_server: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List<'a>(Vec<LocationView<'a>>);

/// What is in force. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct LocationView<'a> {
    smp: &'a Name,
    /// Missing for the SMP's own setting.
    package_server: Option<&'a Name>,
    /// The folder; missing where the agent's default is in force.
    windows: Option<&'a str>,
    windows_from: Source,
    ulm: Option<&'a str>,
    ulm_from: Source,
}

/// Who decides.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Source {
    /// The override of the one server.
    PackageServer,
    /// The SMP's setting.
    Smp,
    /// The agent.
    Default,
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::PackageServer => "set for this server",
            Self::Smp => "set for the SMP",
            Self::Default => "default",
        })
    }
}

impl<'a> LocationView<'a> {
    fn of(smp: &'a Smp, server: Option<&'a PackageServer>) -> Self {
        let in_force = |platform| {
            let own = server.and_then(|server| server.storage_location.get(platform));
            match (own, smp.storage_location.get(platform)) {
                (Some(path), _) => (Some(path), Source::PackageServer),
                (None, Some(path)) => (Some(path), Source::Smp),
                (None, None) => (None, Source::Default),
            }
        };
        let (windows, windows_from) = in_force(Platform::Windows);
        let (ulm, ulm_from) = in_force(Platform::Ulm);
        Self {
            smp: &smp.name,
            package_server: server.map(|server| &server.name),
            windows,
            windows_from,
            ulm,
            ulm_from,
        }
    }
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let backend = lookup::backend(app)?;
    let topology = backend.read()?;
    backend.knows_storage_location()?;
    let mut smp = lookup::smp(app, &topology)?.clone();
    if backend.is_live() {
        if let Some(name) = &args.package_server {
            let name = lookup::find_server(&smp, name)?.name.clone();
            smp.package_servers.retain(|server| server.name == name);
        }
        match super::staged::overrides(&*backend, &smp) {
            Ok(own) => {
                for (server, own) in smp.package_servers.iter_mut().zip(own) {
                    server.storage_location = own;
                }
            }
            // The settings do not say where they are.
            Err(failure) if failure.kind == Kind::Conflict => {
                app.note("note: a server does not tell which Package Server has an override of its own");
            }
            Err(failure) => return Err(failure),
        }
    }
    let smp = &smp;
    let list = match &args.package_server {
        Some(name) => vec![LocationView::of(smp, Some(lookup::find_server(smp, name)?))],
        None => std::iter::once(LocationView::of(smp, None))
            .chain(smp.package_servers.iter().map(|server| LocationView::of(smp, Some(server))))
            .collect(),
    };
    app.print(&List(list))?;
    Ok(ExitCode::Done)
}

impl Render for List<'_> {
    fn human(&self, style: &Style) -> String {
        let told =
            |path: Option<&str>, from: Source, default: &str| format!("{} ({from})", path.unwrap_or(default));
        let rows = self.0.iter().map(|location| {
            [
                location.package_server.map_or_else(|| format!("SMP {}", location.smp), ToString::to_string),
                told(location.windows, location.windows_from, "<agent install dir>\\Package Delivery"),
                // The vendor's documents do not say which folder that is.
                told(location.ulm, location.ulm_from, "the agent's own folder"),
            ]
        });
        style.table(["FOR", "WINDOWS", "UNIX, LINUX AND MAC"], rows)
    }
}
