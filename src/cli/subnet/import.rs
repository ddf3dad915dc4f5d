use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::{Change, Name, Network, Smp, name};

/// Create and assign many subnets from a CSV file, as one change
///
/// Each line is a network and, if it is to be assigned, a site: "10.1.0.0/16,HQ". A header line "network,site"
/// is optional, and lines that start with # are comments. Subnets that are there already are assigned to the site
/// the file says; subnets that the file does not mention stay as they are. If any line is wrong nothing is done.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file, or - for standard input
    file: String,
    /// Create sites that are not there yet
    #[arg(long)]
    create_sites: bool,
}

/// No list of subnets is this large.
const LARGEST: u64 = 64 << 20;

/// How many wrong lines are told at once.
const TOLD: usize = 10;

/// A line of the file.
#[derive(Debug)]
struct Line {
    number: usize,
    network: Network,
    site: Option<Name>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let text = read(&args.file)?;
    let lines = parse(app, &args.file, &text)?;
    let session = Session::open(app)?;
    let smp = session.smp()?.name.clone();
    session.run(|topology| intend(lookup::find_smp(topology, &smp)?, args, &lines))
}

/// The file, for messages.
fn source(file: &str) -> String {
    if file == "-" { "standard input".to_owned() } else { format!("'{file}'") }
}

fn read(file: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = match file {
        "-" => io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes),
        path => File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)),
    };
    read.map_err(|error| {
        let kind = match error.kind() {
            io::ErrorKind::NotFound => Kind::NotFound,
            io::ErrorKind::PermissionDenied => Kind::Denied,
            _ => Kind::Failed,
        };
        Failure::new(kind, format_args!("cannot read {}: {error}", source(file)))
            .hint("name a CSV file, or `-` for standard input")
    })?;
    if bytes.len() as u64 > LARGEST {
        let message =
            format!("{} is larger than {} MiB, which no list of subnets is", source(file), LARGEST >> 20);
        return Err(Failure::new(Kind::Failed, message).hint("name another file"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let line =
            error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count();
        Failure::new(Kind::Failed, format_args!("{}, line {}: not UTF-8 text", source(file), line + 1))
            .hint("save the file as UTF-8")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn parse(app: &App, file: &str, text: &str) -> Result<Vec<Line>, Failure> {
    let mut lines = Vec::new();
    let mut seen: HashMap<Network, (usize, Option<String>)> = HashMap::new();
    let mut wrong: Vec<String> = Vec::new();
    let mut is_first = true;
    // One line at a time: a CSV reader that skips blank lines and comments does not count them.
    for (at, text) in text.lines().enumerate() {
        let number = at + 1;
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        let is_header =
            std::mem::take(&mut is_first) && text.trim_start().to_lowercase().starts_with("network");
        if is_header {
            continue;
        }
        match line(number, text) {
            Ok((line, typed)) => {
                let site = line.site.as_ref().map(Name::key);
                if let Some((earlier, other)) = seen.get(&line.network) {
                    if *other != site {
                        let network = line.network;
                        wrong.push(format!("line {number}: {network} has another site on line {earlier}"));
                    }
                    continue;
                }
                if lookup::has_host_bits(&typed) {
                    app.note(&format!(
                        "note: line {number}: '{typed}' has host bits; the subnet is '{}'",
                        line.network
                    ));
                }
                seen.insert(line.network, (number, site));
                lines.push(line);
            }
            Err(reason) => wrong.push(format!("line {number}: {reason}")),
        }
    }
    fail_if_wrong(Kind::Failed, file, &wrong, "mend the file; nothing was changed")?;
    Ok(lines)
}

/// A line of the file, and its network as it was typed.
fn line(number: usize, text: &str) -> Result<(Line, String), String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .trim(csv::Trim::All)
        .buffer_capacity(256)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    reader.read_record(&mut record).map_err(|error| error.to_string())?;
    if let Some(more) = record.iter().skip(2).find(|field| !field.is_empty()) {
        return Err(format!("expected a network and a site, but there is also '{more}'"));
    }
    let typed = record.get(0).unwrap_or_default().to_owned();
    let network = typed.parse::<Network>().map_err(|error| error.to_string())?;
    let site = record.get(1).filter(|site| !site.is_empty());
    let site = site.map(str::parse::<Name>).transpose().map_err(|error| error.to_string())?;
    Ok((Line { number, network, site }, typed))
}

fn fail_if_wrong(kind: Kind, file: &str, wrong: &[String], hint: &str) -> Result<(), Failure> {
    if wrong.is_empty() {
        return Ok(());
    }
    let mut told = wrong[..wrong.len().min(TOLD)].join("; ");
    if wrong.len() > TOLD {
        told.push_str(&format!("; and {} more wrong lines", wrong.len() - TOLD));
    }
    Err(Failure::new(kind, format_args!("{}, {told}", source(file))).hint(hint))
}

fn intend(smp: &Smp, args: &Args, lines: &[Line]) -> Result<Intent, Failure> {
    let mut sites: HashMap<String, Name> =
        smp.sites.iter().map(|site| (site.name.key(), site.name.clone())).collect();
    let subnets: HashMap<Network, Option<&Name>> =
        smp.subnets.iter().map(|subnet| (subnet.network, subnet.site.as_ref())).collect();
    let mut changes = Vec::new();
    let mut wrong = Vec::new();
    for line in lines {
        let site = match &line.site {
            None => None,
            Some(wanted) => match sites.get(&name::key(wanted)) {
                Some(site) => Some(site.clone()),
                None if args.create_sites => {
                    changes.push(Change::CreateSite {
                        smp: smp.name.clone(),
                        site: wanted.clone(),
                        guid: None,
                        description: String::new(),
                    });
                    sites.insert(wanted.key(), wanted.clone());
                    Some(wanted.clone())
                }
                None => {
                    let names = smp.sites.iter().map(|site| &*site.name);
                    wrong.push(format!("line {}: {}", line.number, lookup::absent("site", wanted, names)));
                    continue;
                }
            },
        };
        match (subnets.get(&line.network), site) {
            (None, site) => changes.push(Change::CreateSubnet {
                smp: smp.name.clone(),
                network: line.network,
                guid: None,
                site,
            }),
            (Some(there), Some(site)) if !there.is_some_and(|there| there.is(&site)) => {
                changes.push(Change::AssignSubnet { smp: smp.name.clone(), network: line.network, site });
            }
            _ => {}
        }
    }
    let hint = "add `--create-sites` to create the missing sites too; nothing was changed";
    fail_if_wrong(Kind::NotFound, &args.file, &wrong, hint)?;
    if changes.is_empty() {
        return Ok(Intent::nothing("everything in the file is there already"));
    }
    Ok(Intent::to(changes))
}
