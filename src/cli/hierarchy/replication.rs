//! `smpctl hierarchy check --replication`: can the Package Servers of a child's site fetch replicated packages?
//!
//! One that does asks the parent SMP first, and is given the Package Servers of the parent SMP's own site (article
//! 181808). Only unconstrained ones download across the hierarchy (180299). Whether a connection can be made is known
//! only where it is made from.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs, UdpSocket};
use std::time::Duration;

use url::Url;

use crate::topology::readiness::{Finding, Level, Readiness, SmpReadiness, quoted};
use crate::topology::{PackageServer, Smp, Topology};

/// The ports that Package Servers serve on: HTTP, HTTPS and UNC.
pub const PORTS: [u16; 3] = [80, 443, 445];

const CHECK: &str = "replication-connection";

/// How long is waited for a connection.
const PATIENCE: Duration = Duration::from_secs(3);

/// How many connections are tried at once.
const AT_ONCE: usize = 32;

/// Adds what can be told of replication to the findings about SMPs that have a parent.
pub fn add(topology: &Topology, readiness: &mut Readiness, ports: &[u16]) {
    for found in &mut readiness.smps {
        let Some(child) = topology.smp(&found.smp) else { continue };
        let parent = child.parent.as_ref().and_then(|parent| topology.smp(parent));
        if let Some(parent) = parent {
            let findings = examine(topology, child, parent, found, ports);
            found.findings.extend(findings);
        }
        found.ready = found.findings.iter().all(|finding| finding.level != Level::Fail);
    }
    readiness.ready = readiness.smps.iter().all(|smp| smp.ready);
}

fn examine(
    topology: &Topology,
    child: &Smp,
    parent: &Smp,
    found: &SmpReadiness,
    ports: &[u16],
) -> Vec<Finding> {
    let finding = |level, message: String| Finding { check: CHECK, level, message, remedy: None };
    let replicating: Vec<_> = found
        .package_servers
        .iter()
        .filter_map(|server| child.package_server(&server.name))
        .filter(|server| !server.constrained)
        .collect();
    if replicating.is_empty() {
        let message = "no Package Server of the SMP's site would fetch replicated packages: there is no unconstrained one";
        return vec![finding(Level::Warn, message.to_owned())];
    }
    let Some(here) = replicating.iter().find(|server| server.addresses.iter().any(is_here)) else {
        let names = replicating.iter().map(|server| format!("'{}'", server.name)).collect::<Vec<_>>();
        let message = format!(
            "whether {} can connect to the servers of '{}' is not known here: run the command below there",
            names.join(", "),
            parent.name
        );
        let command = format!("smpctl hierarchy check {} --replication", quoted(&child.name));
        return vec![Finding { remedy: Some(command), ..finding(Level::Info, message) }];
    };
    let mut findings = Vec::new();
    let from = format!("from '{}'", here.name);
    let management = management(parent);
    match connect(&management).is_empty() {
        _ if management.is_empty() => findings.push(finding(
            Level::Warn,
            format!("neither the URL nor an address of the parent '{}' leads to it", parent.name),
        )),
        false => findings.push(finding(Level::Pass, format!("the parent '{}' answers {from}", parent.name))),
        true => findings.push(finding(
            Level::Fail,
            format!(
                "the parent '{}' does not answer {from} at {}: open that in the firewalls between",
                parent.name,
                listed(&management)
            ),
        )),
    }
    let sources = topology.readiness(&[parent]).smps.into_iter().flat_map(|smp| smp.package_servers);
    let sources: Vec<_> = sources.filter_map(|source| parent.package_server(&source.name)).collect();
    let answering: Vec<_> = sources.iter().map(|source| (*source, connect(&places(source, ports)))).collect();
    let none = answering.iter().all(|(_, answers)| answers.is_empty());
    for (source, answers) in &answering {
        let name = &source.name;
        findings.push(match answers.as_slice() {
            // Each of them has the packages; one is enough, if not as fast.
            [] => finding(
                if none { Level::Fail } else { Level::Warn },
                format!(
                    "Package Server '{name}' of the parent's site answers {from} on none of the ports {}: open one of them in the firewalls between",
                    ports.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
                ),
            ),
            answers => finding(
                Level::Pass,
                format!("Package Server '{name}' of the parent's site answers {from} at {}", listed(answers)),
            ),
        });
    }
    if sources.is_empty() {
        let message = format!("no Package Server is in the site of the parent '{}'", parent.name);
        findings.push(finding(Level::Fail, message));
    }
    findings
}

/// Whether an address is this computer's: only then a socket can be bound to it.
fn is_here(address: &IpAddr) -> bool {
    UdpSocket::bind((*address, 0)).is_ok()
}

/// Where the parent's web services are.
fn management(parent: &Smp) -> Vec<SocketAddr> {
    let url = parent.url.as_deref().and_then(|url| Url::parse(url).ok());
    match url.and_then(|url| url.socket_addrs(|| None).ok()) {
        Some(places) => places,
        None => {
            parent.addresses.iter().flat_map(|ip| [443, 80].map(|port| SocketAddr::new(*ip, port))).collect()
        }
    }
}

/// Where a Package Server may serve: at its addresses, or what its name resolves to where none is known.
fn places(server: &PackageServer, ports: &[u16]) -> Vec<SocketAddr> {
    let addresses = match server.addresses.as_slice() {
        [] => {
            let resolved = (&*server.name, 0).to_socket_addrs();
            resolved.map(|all| all.map(|place| place.ip()).collect()).unwrap_or_default()
        }
        known => known.to_vec(),
    };
    addresses.iter().flat_map(|ip| ports.iter().map(|port| SocketAddr::new(*ip, *port))).collect()
}

/// Those of the places that take a connection.
fn connect(places: &[SocketAddr]) -> Vec<SocketAddr> {
    let mut answering = Vec::new();
    for some in places.chunks(AT_ONCE) {
        std::thread::scope(|scope| {
            let tries: Vec<_> = some
                .iter()
                .map(|place| (place, scope.spawn(|| TcpStream::connect_timeout(place, PATIENCE).is_ok())))
                .collect();
            let answers = tries
                .into_iter()
                .filter_map(|(place, try_)| try_.join().is_ok_and(|ok| ok).then_some(*place));
            answering.extend(answers);
        });
    }
    answering
}

/// Addresses, each with the ports that matter there.
fn listed(places: &[SocketAddr]) -> String {
    let mut ports: BTreeMap<IpAddr, Vec<String>> = BTreeMap::new();
    for place in places {
        ports.entry(place.ip()).or_default().push(place.port().to_string());
    }
    let listed = ports.into_iter().map(|(ip, ports)| format!("{ip} ({})", ports.join(", ")));
    listed.collect::<Vec<_>>().join(", ")
}
