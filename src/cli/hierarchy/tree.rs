use std::collections::HashSet;

use serde::Serialize;

use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::output::{Render, Style};
use crate::cli::{Outcome, lookup};
use crate::topology::readiness::InSite;
use crate::topology::{Name, Smp, Topology};

/// Show the hierarchy as a tree, with each SMP's site, its Package Servers and whether it is ready
#[derive(Debug, clap::Args)]
pub struct Args {}

/// One SMP with its children.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    smp: Name,
    ready: bool,
    site: Option<Name>,
    package_servers: Vec<InSite>,
    children: Vec<Node>,
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct Forest(Vec<Node>);

pub fn run(app: &App) -> Outcome {
    let topology = lookup::backend(app)?.read()?;
    let mut seen = HashSet::new();
    let is_root = |smp: &&Smp| smp.parent.as_ref().is_none_or(|parent| topology.smp(parent).is_none());
    let mut roots: Vec<Node> =
        topology.smps.iter().filter(is_root).filter_map(|smp| node(&topology, smp, &mut seen)).collect();
    // What is left is in a circle, which has no root.
    for smp in &topology.smps {
        roots.extend(node(&topology, smp, &mut seen));
    }
    app.print(&Forest(roots))?;
    Ok(ExitCode::Done)
}

fn node(topology: &Topology, smp: &Smp, seen: &mut HashSet<String>) -> Option<Node> {
    if !seen.insert(smp.name.key()) {
        return None;
    }
    let readiness = topology.readiness(&[smp]).smps.pop()?;
    let is_child = |child: &&Smp| child.parent.as_ref().is_some_and(|parent| parent.is(&smp.name));
    Some(Node {
        smp: smp.name.clone(),
        ready: readiness.ready,
        site: readiness.site,
        package_servers: readiness.package_servers,
        children: topology.smps.iter().filter(is_child).filter_map(|smp| node(topology, smp, seen)).collect(),
    })
}

impl Render for Forest {
    fn human(&self, style: &Style) -> String {
        let mut text = String::new();
        for root in &self.0 {
            root.write(style, "", "", &mut text);
        }
        text
    }
}

impl Node {
    fn write(&self, style: &Style, lead: &str, below: &str, text: &mut String) {
        let verdict = if self.ready { style.good("ready") } else { style.bad("not ready") };
        let site = self.site.as_ref().map_or("no site".into(), |site| format!("site '{site}'"));
        let servers = match self.package_servers.as_slice() {
            [] => "no Package Server".to_owned(),
            servers => servers
                .iter()
                .map(|server| format!("{} ({})", server.name, server.assignment))
                .collect::<Vec<_>>()
                .join(", "),
        };
        text.push_str(&format!(
            "{lead}{}  {verdict}  {}\n",
            style.bold(&self.smp),
            style.plain(&format!("{site}: {servers}"))
        ));
        for (number, child) in self.children.iter().enumerate() {
            let last = number + 1 == self.children.len();
            let (branch, next) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            child.write(style, &format!("{below}{branch}"), &format!("{below}{next}"), text);
        }
    }
}
