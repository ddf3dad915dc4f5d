//! The hierarchy precondition: each of two SMPs that are to be joined needs a Package Server within its own site
//! (article 184143). As findings, each with the command that mends it.

use std::collections::HashSet;
use std::net::IpAddr;

use serde::Serialize;

use super::membership::{Assignment, Membership};
use super::{Name, Smp, Topology};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// As it should be.
    Pass,
    /// Worth knowing.
    Info,
    /// Does not prevent the join, as far as is known, but may be a mistake.
    Warn,
    /// Prevents the join.
    Fail,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at; stable.
    pub check: &'static str,
    /// How much it matters.
    pub level: Level,
    /// What was found.
    pub message: String,
    /// The command that mends it.
    pub remedy: Option<String>,
}

/// A Package Server in an SMP's site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InSite {
    /// The server.
    pub name: Name,
    /// How it came to be there.
    pub assignment: Assignment,
}

/// Whether one SMP could be joined to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SmpReadiness {
    /// The SMP.
    pub smp: Name,
    /// It could.
    pub ready: bool,
    /// Its addresses.
    pub addresses: Vec<IpAddr>,
    /// The site it is in; the first, if its addresses are in several.
    pub site: Option<Name>,
    /// The Package Servers of that site.
    pub package_servers: Vec<InSite>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// Whether some SMPs could be joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Readiness {
    /// All of them could.
    pub ready: bool,
    /// Each of them.
    pub smps: Vec<SmpReadiness>,
}

/// More children than that are not supported (article HOWTO62640).
const MAXIMUM_CHILDREN: usize = 6;

/// From so many servers on, replicated packages would be pulled by many: the article wants dedicated ones.
const MANY_SERVERS: usize = 4;

/// A name as a shell takes it.
pub fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.:/".contains(c);
    if !name.is_empty() && !name.starts_with('-') && name.chars().all(plain) {
        return name.to_owned();
    }
    format!("'{}'", name.replace('\'', r"'\''"))
}

impl Topology {
    /// The SMPs that the precondition is about if none is named: those with a parent or a child, or else all.
    pub fn in_hierarchies(&self) -> Vec<&Smp> {
        let parents: HashSet<String> =
            self.smps.iter().filter_map(|smp| smp.parent.as_ref()).map(Name::key).collect();
        let member = |smp: &&Smp| smp.parent.is_some() || parents.contains(&smp.name.key());
        let members: Vec<&Smp> = self.smps.iter().filter(member).collect();
        if members.is_empty() { self.smps.iter().collect() } else { members }
    }

    /// Whether these SMPs could be joined.
    pub fn readiness(&self, smps: &[&Smp]) -> Readiness {
        let smps: Vec<SmpReadiness> = smps.iter().map(|smp| self.smp_readiness(smp)).collect();
        Readiness { ready: smps.iter().all(|smp| smp.ready), smps }
    }

    fn smp_readiness(&self, smp: &Smp) -> SmpReadiness {
        let membership = Membership::new(smp);
        let mut findings = Vec::new();
        let mut add = |check, level, message: String, remedy: Option<String>| {
            findings.push(Finding { check, level, message, remedy });
        };
        let name = quoted(&smp.name);
        let places: Vec<_> = smp
            .addresses
            .iter()
            .filter_map(|address| Some((*address, membership.subnet_of(*address)?)))
            .collect();
        let mut sites: Vec<&Name> = Vec::new();
        for site in places.iter().filter_map(|(_, place)| place.site) {
            if !sites.contains(&&site.name) {
                sites.push(&site.name);
            }
        }
        let prepare = |rest: &str| Some(format!("smpctl hierarchy prepare {name}{rest}"));
        let addresses = smp.addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match (smp.addresses.is_empty(), places.first(), sites.first()) {
            (true, ..) => add(
                "subnet",
                Level::Fail,
                "no address of the SMP is known".into(),
                Some(format!("smpctl smp remove {name} && smpctl smp add {name} --address IP")),
            ),
            (false, None, _) => add(
                "subnet",
                Level::Fail,
                format!("the SMP's address {addresses} is in no subnet"),
                prepare(" --subnet CIDR --site SITE"),
            ),
            (false, Some((address, place)), site) => {
                let subnet = place.subnet.network;
                add(
                    "subnet",
                    Level::Pass,
                    format!("the SMP's address {address} is in subnet {subnet}"),
                    None,
                );
                match site {
                    None => add(
                        "site",
                        Level::Fail,
                        format!("subnet {subnet} is in no site, neither itself nor through one around it"),
                        prepare(" --site SITE"),
                    ),
                    Some(site) => {
                        let how = match places.iter().find_map(|(_, place)| place.inherited_from) {
                            Some(outer) if place.inherited_from.is_some() => {
                                format!(", inherited from {}", outer.network)
                            }
                            _ => String::new(),
                        };
                        add("site", Level::Pass, format!("the SMP is in site '{site}'{how}"), None);
                    }
                }
            }
        }
        if sites.len() > 1 {
            let list = sites.iter().map(|site| format!("'{site}'")).collect::<Vec<_>>().join(", ");
            let message = format!(
                "the SMP's addresses are in several sites: {list}; which of them the platform goes by is not \
                 documented, so each should have a Package Server"
            );
            add("several-sites", Level::Warn, message, None);
        }
        let servers: Vec<_> =
            sites.first().map(|site| membership.servers_of(site).collect()).unwrap_or_default();
        if smp.package_servers.is_empty() {
            add(
                "package-server",
                Level::Fail,
                "the SMP has no Package Server at all".into(),
                Some(format!("smpctl --smp {name} package-server add NAME --address IP")),
            );
        } else if let Some(site) = sites.first() {
            if servers.is_empty() {
                let candidate = match smp.package_servers.as_slice() {
                    [only] => quoted(&only.name),
                    _ => "PS".into(),
                };
                add(
                    "package-server",
                    Level::Fail,
                    format!(
                        "no Package Server is in site '{site}'; any of the {} may be assigned",
                        smp.package_servers.len()
                    ),
                    prepare(&format!(" --package-server {candidate}")),
                );
            } else {
                let list: Vec<_> =
                    servers.iter().map(|(server, how)| format!("'{}' ({how})", server.name)).collect();
                let message = match list.len() {
                    1 => format!("{} is in site '{site}'", list[0]),
                    count => format!("{count} Package Servers are in site '{site}'"),
                };
                add("package-server", Level::Pass, message, None);
                if servers.iter().all(|(_, how)| *how == Assignment::Manual) {
                    let recorded = smp.join_assignments.iter().any(|join| join.site.is(site));
                    add(
                        "manual-only",
                        Level::Info,
                        "only manual assignments hold the precondition up; they may be released after the join".into(),
                        recorded.then(|| format!("smpctl hierarchy release {name}")),
                    );
                }
                if servers.iter().all(|(server, _)| server.constrained) {
                    let message = format!(
                        "every Package Server of site '{site}' is constrained: none of them downloads across the \
                         hierarchy, and whether a constrained one satisfies the join is not documented"
                    );
                    add("constrained", Level::Warn, message, None);
                }
                let pulling = servers.iter().filter(|(server, _)| !server.constrained).count();
                if pulling >= MANY_SERVERS {
                    let message = format!(
                        "{pulling} unconstrained Package Servers of site '{site}' would all pull replicated \
                         packages; a site with a dedicated one avoids that"
                    );
                    add("replication", Level::Warn, message, None);
                }
            }
        }
        self.shape(smp, &mut add);
        SmpReadiness {
            smp: smp.name.clone(),
            ready: findings.iter().all(|finding| finding.level != Level::Fail),
            addresses: smp.addresses.clone(),
            site: sites.first().map(|site| (*site).clone()),
            package_servers: servers
                .iter()
                .map(|(server, assignment)| InSite { name: server.name.clone(), assignment: *assignment })
                .collect(),
            findings,
        }
    }

    /// The supported shape: one tier, up to six children, one scheme.
    fn shape(&self, smp: &Smp, add: &mut dyn FnMut(&'static str, Level, String, Option<String>)) {
        let children: Vec<&Smp> = self
            .smps
            .iter()
            .filter(|child| child.parent.as_ref().is_some_and(|parent| parent.is(&smp.name)))
            .collect();
        let parent = smp.parent.as_ref().and_then(|parent| self.smp(parent));
        if parent.is_some() && !children.is_empty() {
            let message = "the SMP has a parent and children: only one tier is supported".into();
            add("tiers", Level::Warn, message, None);
        }
        if children.len() > MAXIMUM_CHILDREN {
            let message =
                format!("the SMP has {} children: up to {MAXIMUM_CHILDREN} are supported", children.len());
            add("children", Level::Warn, message, None);
        }
        let scheme = |smp: &Smp| Some(smp.url.as_ref()?.split_once("://")?.0.to_lowercase());
        if let Some(parent) = parent
            && let (Some(own), Some(its)) = (scheme(smp), scheme(parent))
            && own != its
        {
            let message = format!(
                "the SMP is reached by {own}, its parent '{}' by {its}: they must match",
                parent.name
            );
            add("scheme", Level::Warn, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn readiness(smps: serde_json::Value) -> Vec<SmpReadiness> {
        let topology = Topology { smps: serde_json::from_value(smps).unwrap() };
        topology.readiness(&topology.in_hierarchies()).smps
    }

    fn levels(smp: serde_json::Value) -> Vec<(&'static str, Level)> {
        readiness(json!([smp]))[0].findings.iter().map(|finding| (finding.check, finding.level)).collect()
    }

    #[test]
    fn each_missing_piece_is_named_with_its_remedy() {
        assert_eq!(levels(json!({"name": "A"})), [("subnet", Level::Fail), ("package-server", Level::Fail)]);
        let base = json!({"name": "SMP A", "addresses": ["10.1.0.10"], "packageServers": [{"name": "PS 1"}]});
        assert_eq!(levels(base.clone()), [("subnet", Level::Fail)]);
        let mut with_subnet = base;
        with_subnet["subnets"] = json!([{"network": "10.1.0.0/16"}]);
        assert_eq!(levels(with_subnet.clone()), [("subnet", Level::Pass), ("site", Level::Fail)]);
        let mut with_site = with_subnet;
        with_site["sites"] = json!([{"name": "HQ"}]);
        with_site["subnets"] = json!([{"network": "10.0.0.0/8", "site": "HQ"}, {"network": "10.1.0.0/16"}]);
        let found = readiness(json!([with_site.clone()]));
        assert!(!found[0].ready);
        let last = found[0].findings.last().unwrap();
        assert_eq!((last.check, last.level), ("package-server", Level::Fail));
        assert_eq!(last.remedy.as_deref(), Some("smpctl hierarchy prepare 'SMP A' --package-server 'PS 1'"));
        with_site["packageServers"] = json!([{"name": "PS 1", "manualSites": ["HQ"], "constrained": true}]);
        let found = &readiness(json!([with_site]))[0];
        assert!(found.ready);
        assert_eq!(found.site.as_deref(), Some("HQ"));
        let levels: Vec<_> = found.findings.iter().map(|finding| (finding.check, finding.level)).collect();
        assert_eq!(
            levels[2..],
            [("package-server", Level::Pass), ("manual-only", Level::Info), ("constrained", Level::Warn)]
        );
    }

    #[test]
    fn the_shape_of_a_hierarchy_is_looked_at() {
        let mut smps =
            vec![json!({"name": "top", "url": "https://top"}), json!({"name": "P", "parent": "top"})];
        smps.extend((0..7).map(|n| json!({"name": format!("C{n}"), "parent": "p", "url": "http://c"})));
        smps[1]["url"] = json!("https://p");
        let found = readiness(json!(smps));
        let checks = |n: usize| found[n].findings.iter().map(|f| f.check).collect::<Vec<_>>();
        assert!(checks(1).contains(&"tiers") && checks(1).contains(&"children"));
        assert!(checks(2).contains(&"scheme"));
        assert!(!checks(0).contains(&"tiers"));
    }

    #[test]
    fn several_sites_and_many_servers_are_told() {
        let servers: Vec<_> =
            (0..4).map(|n| json!({"name": format!("PS{n}"), "addresses": [format!("10.1.0.{n}")]})).collect();
        let found = &readiness(json!([{
            "name": "A", "addresses": ["10.1.0.10", "10.2.0.10"],
            "sites": [{"name": "X"}, {"name": "Y"}],
            "subnets": [{"network": "10.1.0.0/16", "site": "X"}, {"network": "10.2.0.0/16", "site": "Y"}],
            "packageServers": servers,
        }]))[0];
        let checks: Vec<_> = found.findings.iter().map(|finding| finding.check).collect();
        assert_eq!(checks, ["subnet", "site", "several-sites", "package-server", "replication"]);
    }

    #[test]
    fn a_name_is_quoted_for_a_shell() {
        assert_eq!(quoted("SMP-HQ"), "SMP-HQ");
        assert_eq!(quoted("Peter's site"), r"'Peter'\''s site'");
        assert_eq!(quoted("-x"), "'-x'");
    }
}
