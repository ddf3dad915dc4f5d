//! What `smpctl hierarchy check` looks at on live servers beside the precondition itself.

use std::collections::HashSet;

use crate::backend::Backend;
use crate::cli::failure::Failure;
use crate::topology::readiness::{Finding, Level, Readiness, SmpReadiness, quoted};
use crate::topology::{Name, Smp, Topology};

const OWN: &str = "own-package-servers";
const BETWEEN: &str = "between-servers";

/// The readiness of servers of which nothing could be read, by what was seen from outside.
pub fn alone(examined: Vec<(Name, Vec<Finding>)>, wanted: &[String]) -> Readiness {
    let is_wanted = |name: &Name| wanted.is_empty() || wanted.iter().any(|wanted| name.is(wanted));
    let smps = examined.into_iter().filter(|(name, _)| is_wanted(name));
    let smps = smps.map(|(smp, findings)| SmpReadiness {
        smp,
        ready: false,
        addresses: Vec::new(),
        site: None,
        package_servers: Vec::new(),
        findings,
    });
    Readiness { ready: false, smps: smps.collect() }
}

/// Adds what was seen from outside, and what the servers tell.
pub fn add(
    backend: &dyn Backend,
    topology: &Topology,
    readiness: &mut Readiness,
    examined: Vec<(Name, Vec<Finding>)>,
) -> Result<(), Failure> {
    if !backend.is_live() {
        return Ok(());
    }
    // A server is not added anew: its context says what is not found out.
    let no_address = readiness.smps.iter_mut().filter(|found| found.addresses.is_empty());
    for finding in
        no_address.flat_map(|found| &mut found.findings).filter(|finding| finding.check == "subnet")
    {
        finding.remedy = Some("name the server's address as `addresses` in its context".into());
    }
    for (name, mut findings) in examined {
        // It was reached all the same, by a proxy perhaps.
        for finding in findings.iter_mut().filter(|finding| finding.check == "name-resolution") {
            finding.level = if finding.level == Level::Fail { Level::Warn } else { finding.level };
        }
        if let Some(found) = readiness.smps.iter_mut().find(|found| found.smp == name) {
            found.findings.extend(findings);
        }
    }
    for found in &mut readiness.smps {
        let Some(smp) = topology.smp(&found.smp) else { continue };
        if let Some(parent) = smp.parent.as_ref().and_then(|parent| topology.smp(parent)) {
            let compared = backend.compare_versions(&smp.name, &parent.name)?;
            found.findings.extend(compared);
            found.findings.extend(between(smp, parent));
        }
        let is_child = |child: &&Smp| child.parent.as_ref().is_some_and(|parent| parent.is(&smp.name));
        let children: Vec<&Smp> = topology.smps.iter().filter(is_child).collect();
        if !children.is_empty() && !found.package_servers.is_empty() {
            let findings = own(backend, smp, &children, found)?;
            found.findings.extend(findings);
        }
        found.ready = found.findings.iter().all(|finding| finding.level != Level::Fail);
    }
    readiness.ready = readiness.smps.iter().all(|smp| smp.ready);
    Ok(())
}

/// Names and certificates must be right between the two servers, which only they can see.
fn between(child: &Smp, parent: &Smp) -> Option<Finding> {
    let (own, its) = (child.url.as_deref()?, parent.url.as_deref()?);
    Some(Finding {
        check: BETWEEN,
        level: Level::Info,
        message: format!(
            "whether '{its}' is found and trusted on '{}', and '{own}' on '{}', is not known here: open each in a browser \
             on the other server",
            child.name, parent.name
        ),
        remedy: None,
    })
}

/// On a parent only Package Servers count that it manages itself, not those that replication brought.
fn own(
    backend: &dyn Backend,
    smp: &Smp,
    children: &[&Smp],
    found: &SmpReadiness,
) -> Result<Vec<Finding>, Failure> {
    let finding = |level, message, remedy| Finding { check: OWN, level, message, remedy };
    let in_site: Vec<&Name> = found.package_servers.iter().map(|server| &server.name).collect();
    let listed = |names: &[&Name]| {
        crate::cli::output::few(&names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>())
    };
    if let Some(own) = backend.own_package_servers(&smp.name)? {
        let counting: Vec<&Name> = in_site.iter().copied().filter(|name| own.contains(name)).collect();
        return Ok(vec![match counting.as_slice() {
            [] => finding(
                Level::Fail,
                format!(
                    "on a parent only Package Servers that it manages itself count, and none of {} is one, by the filter \
                     that `names.own-servers` names",
                    listed(&in_site)
                ),
                Some(format!("smpctl hierarchy prepare {} --package-server PS", quoted(&smp.name))),
            ),
            own => finding(
                Level::Pass,
                format!(
                    "{} counts: the parent manages it itself, by the filter that `names.own-servers` names",
                    listed(own)
                ),
                None,
            ),
        }]);
    }
    if backend.is_hierarchy_member(&smp.name)? == Some(false) {
        let message =
            "the server is in no hierarchy yet, so it manages every Package Server itself".to_owned();
        return Ok(vec![finding(Level::Pass, message, None)]);
    }
    let of_children: HashSet<_> =
        children.iter().flat_map(|child| &child.package_servers).filter_map(|server| server.guid).collect();
    let shared: Vec<&Name> = in_site
        .iter()
        .copied()
        .filter(|name| {
            let guid = smp.package_server(name).and_then(|server| server.guid);
            guid.is_some_and(|guid| of_children.contains(&guid))
        })
        .collect();
    let why = match shared.as_slice() {
        [] => String::new(),
        shared => format!("; {} is a Package Server of a child too, under the same guid", listed(shared)),
    };
    let message = format!(
        "on a parent only Package Servers that it manages itself count, and which of {} those are cannot be known: no \
         service tells it{why}",
        listed(&in_site)
    );
    let remedy = "name a filter of the Package Servers that report to this server as `names.own-servers` in the context";
    Ok(vec![finding(Level::Warn, message, Some(remedy.to_owned()))])
}
