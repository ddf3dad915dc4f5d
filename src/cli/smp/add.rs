use std::net::IpAddr;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::difference::Differences;
use crate::cli::failure::{Failure, Kind};
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::Change;

/// Add a management server
///
/// Adding one that is there already is fine as long as the options given agree with it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name
    name: String,
    /// An IP address of it; may be repeated, or several joined with commas
    #[arg(long = "address", required = true, value_name = "IP", value_delimiter = ',')]
    addresses: Vec<IpAddr>,
    /// The SMP it is, or is to be, joined to as a child
    #[arg(long, value_name = "SMP")]
    parent: Option<String>,
    /// The address of its web services
    #[arg(long)]
    url: Option<String>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let name = lookup::new_name(&args.name)?;
    if let Some(url) = &args.url {
        check_url(url)?;
    }
    Session::open(app)?.run(|topology| {
        let parent = match &args.parent {
            Some(parent) => Some(lookup::find_smp(topology, parent)?.name.clone()),
            None => None,
        };
        if let Some(there) = topology.smp(&name) {
            let mut differences = Differences::default();
            differences.addresses(&there.addresses, &args.addresses);
            if let Some(parent) = &parent {
                let same = there.parent.as_ref().is_some_and(|there| there.is(parent));
                differences.value("parent", there.parent.as_deref(), parent, same);
            }
            if let Some(url) = &args.url {
                differences.value("URL", there.url.as_deref(), url, there.url.as_ref() == Some(url));
            }
            return differences.intent(&format!("SMP '{}'", there.name));
        }
        Ok(Intent::to(vec![Change::AddSmp {
            smp: name.clone(),
            guid: None,
            addresses: args.addresses.clone(),
            parent,
            url: args.url.clone(),
        }]))
    })
}

fn check_url(url: &str) -> Result<(), Failure> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    if host.is_empty() || host.starts_with('/') || url.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(Failure::new(Kind::Usage, format_args!("{url:?} is no address of a web service"))
            .hint("write it like 'https://smp.corp.example'"));
    }
    Ok(())
}
