use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::backend::{Backend, BackendError, Document};
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::lookup;
use crate::cli::output::{Render, Style};
use crate::topology::Topology;

/// Write the topology, as it is where it lives, to a document
///
/// From a live server the intended parents come from the document that is replaced: a server does not know them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The document; one that differs is replaced after asking, and `-` means standard output
    #[arg(default_value = "-", value_name = "FILE")]
    file: PathBuf,
}

/// What was, or would be, written. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Pulled {
    changed: bool,
    dry_run: bool,
    path: String,
    smps: Vec<Counts>,
    #[serde(skip)]
    is_same: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Counts {
    name: String,
    sites: usize,
    subnets: usize,
    package_servers: usize,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let backend = lookup::backend(app)?;
    let mut topology = backend.read()?;
    if let Some(name) = &app.global.smp {
        lookup::find_smp(&topology, name)?;
        topology.smps.retain(|smp| smp.name.is(name));
    }
    if args.file == Path::new("-") {
        keep_valid_parents(&mut topology);
        let text = Document::text(&topology).map_err(|error| {
            Failure::new(Kind::Failed, format_args!("cannot write the document: {error}"))
        })?;
        app.write_json(&text)?;
        return Ok(ExitCode::Done);
    }
    let document = Document::at(&args.file);
    let old = match document.read() {
        Ok(old) => Some(old),
        Err(BackendError::Absent { .. }) => None,
        Err(
            error @ (BackendError::Syntax { .. }
            | BackendError::Invalid { .. }
            | BackendError::TooLarge { .. }),
        ) => {
            return Err(Failure::new(
                Kind::Conflict,
                format_args!("a file that is no topology document is not replaced: {error}"),
            )
            .hint("name another file, or remove this one"));
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(old) = old.as_ref().filter(|_| backend.is_live()) {
        keep_parents(&mut topology, old);
    }
    keep_valid_parents(&mut topology);
    let is_same = old.as_ref() == Some(&topology);
    let mut pulled = Pulled {
        changed: false,
        dry_run: app.global.dry_run,
        path: document.place(),
        smps: topology
            .smps
            .iter()
            .map(|smp| Counts {
                name: smp.name.to_string(),
                sites: smp.sites.len(),
                subnets: smp.subnets.len(),
                package_servers: smp.package_servers.len(),
            })
            .collect(),
        is_same,
    };
    if !is_same && !app.global.dry_run {
        if let Some(old) = &old
            && !app.confirm(&question(&document, old, &topology))?
        {
            return Err(Failure::new(Kind::Failed, "not confirmed; nothing was changed"));
        }
        document.save(old.as_ref(), &topology)?;
        pulled.changed = true;
    }
    app.print(&pulled)?;
    Ok(ExitCode::Done)
}

/// What is lost is said.
fn question(document: &Document, old: &Topology, new: &Topology) -> String {
    let gone: Vec<&str> =
        old.smps.iter().filter(|smp| new.smp(&smp.name).is_none()).map(|smp| &*smp.name).collect();
    match gone.as_slice() {
        [] => format!("Replace '{}', which differs?", document.place()),
        gone => format!("Replace '{}', which differs and loses '{}'?", document.place(), gone.join("', '")),
    }
}

fn keep_parents(topology: &mut Topology, old: &Topology) {
    for smp in topology.smps.iter_mut().filter(|smp| smp.parent.is_none()) {
        let known = old.smps.iter().find(|known| known.guid.is_some() && known.guid == smp.guid);
        smp.parent = known.or_else(|| old.smp(&smp.name)).and_then(|known| known.parent.clone());
    }
}

/// A parent that is not pulled with its child would stand for nothing in the document.
fn keep_valid_parents(topology: &mut Topology) {
    let names: Vec<String> = topology.smps.iter().map(|smp| smp.name.key()).collect();
    for smp in &mut topology.smps {
        smp.parent = smp.parent.take().filter(|parent| names.contains(&parent.key()));
    }
}

impl Render for Pulled {
    fn human(&self, style: &Style) -> String {
        let text = match (self.changed, self.is_same) {
            (true, _) => format!("Written to '{}':", self.path),
            (false, true) => format!("Unchanged: '{}' says the same", self.path),
            (false, false) => format!("Would be written to '{}':", self.path),
        };
        let mut text = style.plain(&text) + "\n";
        for smp in self.smps.iter().filter(|_| !self.is_same) {
            let Counts { name, sites, subnets, package_servers } = smp;
            let count =
                |many: usize, thing: &str| format!("{many} {thing}{}", if many == 1 { "" } else { "s" });
            let (sites, subnets) = (count(*sites, "site"), count(*subnets, "subnet"));
            let line =
                format!("  '{name}': {sites}, {subnets}, {}", count(*package_servers, "Package Server"));
            text.push_str(&style.plain(&line));
            text.push('\n');
        }
        text
    }

    fn rows(&self) -> serde_json::Result<serde_json::Value> {
        serde_json::to_value(&self.smps)
    }
}
