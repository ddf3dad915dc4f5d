//! Finds what a person named: opens the topology, looks names up, suggests the nearest, or offers a list.

use std::io;

use super::app::App;
use super::failure::{Failure, Kind, nearest};
use super::live;
use crate::backend::{Backend, BackendError, Document};
use crate::settings::trust_place;
use crate::topology::change::ChangeError;
use crate::topology::{Name, Network, PackageServer, Site, Smp, Topology};

/// The place where the topology lives, as the global options say.
pub fn backend(app: &App) -> Result<Box<dyn Backend>, Failure> {
    match live::contexts(app)?.as_slice() {
        [] => Ok(Box::new(document(app)?)),
        contexts => live::backend(app, contexts),
    }
}

/// The document that the global options name, or the embedded one.
pub fn document(app: &App) -> Result<Document, Failure> {
    if app.global.topology.is_none() && !app.global.contexts.is_empty() {
        return Err(Failure::new(
            Kind::Usage,
            "this command works on a topology document, not on a live server",
        )
        .hint("leave `--context` out, or name a document with `--topology FILE`"));
    }
    if let Some(path) = &app.global.topology {
        return Ok(Document::at(path));
    }
    let path = Document::default_path().ok_or_else(|| {
        Failure::new(Kind::Usage, "this account has no data directory to keep a topology document in")
            .hint("name a document with `--topology FILE`")
    })?;
    // One that is named may be another account's: there are no commands in it.
    trust_place("topology document", &path)
        .map_err(|error| Failure::from(error).hint("name a document with `--topology FILE`"))?;
    Ok(Document::at(path))
}

impl From<BackendError> for Failure {
    fn from(error: BackendError) -> Self {
        let message = error.to_string();
        match error {
            BackendError::Absent { .. } => Failure::new(Kind::NotFound, message)
                .hint("create it with `smpctl topology init`, or name another with `--topology FILE`"),
            BackendError::Syntax { .. } => Failure::new(Kind::Failed, message)
                .hint("mend the document; `smpctl topology schema` prints what it may contain"),
            BackendError::Invalid { .. } => Failure::new(Kind::Failed, message)
                .hint("mend the document; `smpctl topology validate` lists everything that is wrong"),
            BackendError::TooLarge { .. } => {
                Failure::new(Kind::Failed, message).hint("name another document with `--topology FILE`")
            }
            BackendError::Io { source, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    Failure::new(Kind::Denied, message)
                        .hint("a change needs write access to the document and to its directory")
                }
                _ => Failure::new(Kind::Failed, message).hint("name another document with `--topology FILE`"),
            },
            BackendError::Busy { .. } => {
                Failure::new(Kind::Busy, message).hint("wait until the other one has ended, then try again")
            }
            BackendError::Smp(error) => {
                use crate::backend::smp::Error;
                let kind = match &error {
                    error if error.is_denied() => Kind::Denied,
                    Error::Settings(_) => Kind::Usage,
                    Error::Unclear { .. } => Kind::NotFound,
                    Error::Refused(_) => Kind::Conflict,
                    _ => Kind::Failed,
                };
                let failure = Failure::new(kind, message);
                match error.hint() {
                    Some(hint) => failure.hint(hint),
                    None => failure,
                }
            }
            BackendError::Changed => Failure::new(Kind::Conflict, message).hint("try again"),
            BackendError::Change(error) => error.into(),
        }
    }
}

impl From<ChangeError> for Failure {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::NoSmp(_)
            | ChangeError::NoSite(_)
            | ChangeError::NoSubnet(_)
            | ChangeError::NoPackageServer(_) => Failure::new(Kind::NotFound, error),
            _ => Failure::new(Kind::Conflict, error),
        }
    }
}

/// A name for something new.
pub fn new_name(text: &str) -> Result<Name, Failure> {
    text.parse().map_err(|error| Failure::new(Kind::Usage, error).hint("choose another name"))
}

/// "no site named 'Berln'; did you mean 'Berlin'?"
pub fn absent<'a>(kind: &str, wanted: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(wanted, names) {
        Some(near) => format!("no {kind} named '{wanted}'; did you mean '{near}'?"),
        None => format!("no {kind} named '{wanted}'"),
    }
}

fn not_found<'a>(kind: &str, verb: &str, wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Failure {
    Failure::new(Kind::NotFound, absent(kind, wanted, names))
        .hint(format_args!("`smpctl {verb} list` shows all there are"))
}

/// The one SMP meant: named by `--smp`, the only one, or picked.
pub fn smp<'t>(app: &App, topology: &'t Topology) -> Result<&'t Smp, Failure> {
    if let Some(name) = &app.global.smp {
        return find_smp(topology, name);
    }
    match topology.smps.as_slice() {
        [] => Err(Failure::new(Kind::NotFound, "the topology has no SMP yet")
            .hint("add one with `smpctl smp add NAME --address IP`")),
        [only] => Ok(only),
        several => {
            let name = pick(app, "SMP", "--smp NAME", None, several.iter().map(|smp| smp.name.to_string()))?;
            find_smp(topology, &name)
        }
    }
}

/// The SMPs a list is about: the one named by `--smp`, or all.
pub fn smps<'t>(app: &App, topology: &'t Topology) -> Result<Vec<&'t Smp>, Failure> {
    match &app.global.smp {
        Some(name) => find_smp(topology, name).map(|smp| vec![smp]),
        None => Ok(topology.smps.iter().collect()),
    }
}

/// The SMP of this name.
pub fn find_smp<'t>(topology: &'t Topology, name: &str) -> Result<&'t Smp, Failure> {
    topology
        .smp(name)
        .ok_or_else(|| not_found("SMP", "smp", name, topology.smps.iter().map(|smp| &*smp.name)))
}

/// The site of this name.
pub fn find_site<'t>(smp: &'t Smp, name: &str) -> Result<&'t Site, Failure> {
    smp.site(name).ok_or_else(|| not_found("site", "site", name, smp.sites.iter().map(|site| &*site.name)))
}

/// The Package Server of this name.
pub fn find_server<'t>(smp: &'t Smp, name: &str) -> Result<&'t PackageServer, Failure> {
    smp.package_server(name).ok_or_else(|| {
        not_found(
            "Package Server",
            "package-server",
            name,
            smp.package_servers.iter().map(|server| &*server.name),
        )
    })
}

/// "no subnet '10.1.0.0/16'", with the nearest.
pub fn absent_subnet(smp: &Smp, network: Network) -> String {
    let wanted = network.to_string();
    let names: Vec<String> = smp.subnets.iter().map(|subnet| subnet.network.to_string()).collect();
    match nearest(&wanted, names.iter().map(String::as_str)) {
        Some(near) => format!("no subnet '{wanted}'; did you mean '{near}'?"),
        None => format!("no subnet '{wanted}'"),
    }
}

/// A range as it was typed; host bits are dropped with a notice.
pub fn network(app: &App, text: &str) -> Result<Network, Failure> {
    let network: Network = text.parse().map_err(|error| Failure::new(Kind::Usage, error))?;
    if has_host_bits(text) {
        app.note(&format!("note: '{}' has host bits; the subnet is '{network}'", text.trim()));
    }
    Ok(network)
}

/// Whether the text names an address inside a range instead of the range itself.
pub fn has_host_bits(text: &str) -> bool {
    text.trim().parse::<ipnet::IpNet>().is_ok_and(|typed| typed.addr() != typed.network())
}

/// The name given, or one picked from a list; without a terminal a missing name is a usage error.
pub fn pick(
    app: &App,
    kind: &str,
    option: &str,
    given: Option<&str>,
    names: impl IntoIterator<Item = String>,
) -> Result<String, Failure> {
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    let names: Vec<String> = names.into_iter().collect();
    if names.is_empty() {
        let create = match kind {
            "site" => "smpctl site create NAME",
            "subnet" => "smpctl subnet create CIDR",
            "context" => "smpctl context add NAME --url URL",
            "Package Server" => "smpctl package-server add NAME --address IP",
            _ => "smpctl smp add NAME --address IP",
        };
        return Err(Failure::new(Kind::NotFound, format_args!("there is no {kind} to choose from"))
            .hint(format_args!("make one with `{create}`")));
    }
    if !app.can_ask() {
        let hint = match names.as_slice() {
            few if few.len() <= 5 => format!("add `{option}`; there are '{}'", few.join("', '")),
            _ => format!("add `{option}`"),
        };
        return Err(
            Failure::new(Kind::Usage, format_args!("it is not said which {kind} is meant")).hint(hint)
        );
    }
    let chosen = app.choose(&format!("Choose the {kind}"), &names)?;
    Ok(names.into_iter().nth(chosen).unwrap_or_default())
}

/// Picks a site of the SMP, unless one is given.
pub fn pick_site(app: &App, smp: &Smp, option: &str, given: Option<&str>) -> Result<String, Failure> {
    pick(app, "site", option, given, smp.sites.iter().map(|site| site.name.to_string()))
}

/// Picks a Package Server of the SMP, unless one is given.
pub fn pick_server(app: &App, smp: &Smp, option: &str, given: Option<&str>) -> Result<String, Failure> {
    let names = smp.package_servers.iter().map(|server| server.name.to_string());
    pick(app, "Package Server", option, given, names)
}

/// Picks a subnet of the SMP, unless one is given.
pub fn pick_subnet(app: &App, smp: &Smp, given: Option<&str>) -> Result<Network, Failure> {
    let names = smp.subnets.iter().map(|subnet| subnet.network.to_string());
    network(app, &pick(app, "subnet", "CIDR", given, names)?)
}
