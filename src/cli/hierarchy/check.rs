use super::{live_checks, replication};
use crate::backend::BackendError;
use crate::backend::smp::Error;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::junit::{self, Case};
use crate::cli::output::{Render, Style};
use crate::cli::{Outcome, lookup};
use crate::topology::readiness::{Level, Readiness};

/// Check whether SMPs meet the precondition of a hierarchy join
///
/// Each SMP to be joined needs a Package Server in its own site, automatically or manually assigned. On live servers
/// (`--context` repeated) their names, certificates and versions are looked at as well, as far as that can be seen from
/// this computer. Exit code 0 if all are ready, 3 if not.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example, in CI: smpctl hierarchy check -o junit > readiness.xml")]
pub struct Args {
    /// The SMPs [default: those with a parent or a child, else all]
    #[arg(value_name = "SMP")]
    smps: Vec<String>,
    /// Also check whether packages could be replicated: run on a Package Server of a child's site, it connects to the
    /// parent and to the Package Servers of the parent's site; elsewhere it says where to run it
    #[arg(long)]
    replication: bool,
    /// The ports that Package Servers are tried at
    #[arg(long, value_name = "PORT", value_delimiter = ',', default_values_t = replication::PORTS, requires = "replication")]
    ports: Vec<u16>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let backend = lookup::backend(app)?;
    // Seen from outside first: it may be why nothing can be read.
    let examined = backend.examine();
    let topology = match backend.read() {
        Err(BackendError::Smp(error @ (Error::Certificate { .. } | Error::Unreachable { .. })))
            if examined.iter().flat_map(|(_, findings)| findings).any(|one| one.level == Level::Fail) =>
        {
            app.warn(&format!("nothing more can be said: {error}"));
            app.print(&live_checks::alone(examined, &args.smps))?;
            return Ok(ExitCode::CheckSaysNo);
        }
        other => other?,
    };
    let smps = super::named(app, &topology, &args.smps, || topology.in_hierarchies())?;
    if smps.is_empty() {
        return Err(Failure::new(Kind::NotFound, "the topology has no SMP to check")
            .hint("add one with `smpctl smp add NAME --address IP`"));
    }
    let mut readiness = topology.readiness(&smps);
    live_checks::add(&*backend, &topology, &mut readiness, examined)?;
    if args.replication {
        replication::add(&topology, &mut readiness, &args.ports);
    }
    app.print(&readiness)?;
    Ok(if readiness.ready { ExitCode::Done } else { ExitCode::CheckSaysNo })
}

impl Render for Readiness {
    fn human(&self, style: &Style) -> String {
        let mut text = String::new();
        for smp in &self.smps {
            let verdict = if smp.ready { style.good("ready") } else { style.bad("not ready") };
            text.push_str(&format!("{}: {verdict}\n", style.bold(&smp.smp)));
            for finding in &smp.findings {
                let level = match finding.level {
                    Level::Pass => style.good("pass"),
                    Level::Info => style.dim("info"),
                    Level::Warn => style.warn("warn"),
                    Level::Fail => style.bad("FAIL"),
                };
                text.push_str(&format!("  {level}  {}\n", style.plain(&finding.message)));
                if let Some(remedy) = &finding.remedy {
                    let lead = if remedy.starts_with("smpctl ") { "mend it with" } else { "mend it" };
                    text.push_str(&format!("        {lead}: {}\n", style.plain(remedy)));
                }
            }
        }
        text
    }

    fn junit(&self) -> Option<String> {
        let mut cases = Vec::new();
        for smp in &self.smps {
            for finding in &smp.findings {
                cases.push(Case {
                    class: smp.smp.to_string(),
                    name: finding.check.into(),
                    outcome: match finding.level {
                        Level::Fail => junit::Outcome::Failed {
                            message: finding.message.clone(),
                            advice: finding.remedy.clone().unwrap_or_default(),
                        },
                        Level::Pass | Level::Info | Level::Warn => junit::Outcome::Passed,
                    },
                    detail: finding.message.clone(),
                });
            }
        }
        junit::document("hierarchy check", &cases)
    }
}
