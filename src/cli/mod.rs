//! What a person types and sees. The folder tree is the command tree: one file a verb.

mod agent;
pub mod app;
mod completions;
mod context;
mod demo;
mod difference;
pub mod exit_code;
pub mod failure;
mod generate;
mod hierarchy;
mod live;
mod lookup;
mod mutate;
pub mod output;
mod package_server;
mod relocation;
mod site;
mod smp;
mod storage_location;
mod subnet;
mod told;
mod topology;

use std::process;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use app::{Answer, App, GlobalArgs};
use exit_code::ExitCode;
use failure::Failure;

/// How a command ends: with an exit code, or with a failure that becomes one.
pub type Outcome = Result<ExitCode, Failure>;

/// Administers Symantec (Broadcom) IT Management Suite: hierarchy readiness and package storage relocation.
#[derive(Debug, Parser)]
#[command(name = "smpctl", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    #[command(subcommand)]
    Smp(smp::Command),
    #[command(subcommand)]
    Site(site::Command),
    #[command(subcommand)]
    Subnet(subnet::Command),
    #[command(subcommand, visible_alias = "ps")]
    PackageServer(package_server::Command),
    #[command(subcommand)]
    StorageLocation(storage_location::Command),
    #[command(subcommand)]
    Hierarchy(hierarchy::Command),
    #[command(subcommand)]
    Topology(topology::Command),
    #[command(subcommand)]
    Relocation(Box<relocation::Command>),
    #[command(subcommand)]
    Agent(agent::Command),
    #[command(subcommand)]
    Context(context::Command),
    Completions(completions::Args),
    #[command(hide = true)]
    Generate(generate::Args),
}

/// Runs smpctl: parses the arguments, runs the command, and turns the outcome into an exit code.
pub fn main() -> process::ExitCode {
    if let Err(error) = color_eyre::install() {
        tracing::debug!("no error reports: {error}");
    }
    let cli = match parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too, for stdout; a reader that went away is no error.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::Usage.into() } else { ExitCode::Done.into() };
        }
    };
    let app = App::new(cli.global);
    start_log(app.global.verbose);
    if !matches!(&cli.command, Command::Relocation(command) if command.is_resume()) {
        relocation::remind(&app);
    }
    match run(&app, cli.command) {
        Ok(code) => code.into(),
        Err(failure) => {
            app.fail(&failure);
            failure.kind.exit_code().into()
        }
    }
}

/// Reads the command line. Where the topology lives is said once: on the command line, or else in the environment.
fn parse() -> Result<Cli, clap::Error> {
    let matches = Cli::command().try_get_matches()?;
    let mut cli = Cli::from_arg_matches(&matches)?;
    cli.global.yes = matches!(cli.global.answer, Some(Answer::Yes | Answer::Number(_)));
    if cli.global.topology.is_some() && !cli.global.contexts.is_empty() {
        let is_typed = |id| matches.value_source(id) == Some(ValueSource::CommandLine);
        match (is_typed("topology"), is_typed("context-option")) {
            (true, false) => cli.global.contexts.clear(),
            (false, true) => cli.global.topology = None,
            (true, true) => {
                let message =
                    "`--topology` and `--context` exclude one another: a topology lives in one place";
                return Err(Cli::command().error(ErrorKind::ArgumentConflict, message));
            }
            (false, false) => {
                let message =
                    "SMPCTL_TOPOLOGY and SMPCTL_CONTEXT are both set: a topology lives in one place";
                return Err(Cli::command().error(ErrorKind::ArgumentConflict, message));
            }
        }
    }
    Ok(cli)
}

fn run(app: &App, command: Command) -> Outcome {
    match command {
        Command::Smp(command) => smp::run(app, &command),
        Command::Site(command) => site::run(app, &command),
        Command::Subnet(command) => subnet::run(app, &command),
        Command::PackageServer(command) => package_server::run(app, &command),
        Command::StorageLocation(command) => storage_location::run(app, &command),
        Command::Hierarchy(command) => hierarchy::run(app, &command),
        Command::Topology(command) => topology::run(app, &command),
        Command::Relocation(command) => relocation::run(app, *command),
        Command::Agent(command) => agent::run(app, &command),
        Command::Context(command) => context::run(app, &command),
        Command::Demo(_) => demo::run(app),
        Command::Generate(args) => generate::run(&args),
        Command::Completions(args) => completions::run(app, &args),
    }
}

/// What library modules trace goes to stderr, as much of it as `-v` asks for.
fn start_log(verbose: u8) {
    let level = match verbose {
        0 => return,
        1 => tracing::Level::INFO,
        2 => tracing::Level::DEBUG,
        _ => tracing::Level::TRACE,
    };
    // Only what smpctl itself says: a library that signs in might tell more than anybody should read.
    let own = Targets::new().with_target(env!("CARGO_CRATE_NAME"), level);
    let layer = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false);
    // Where standard error has gone, saying so there would be a panic.
    let layer = layer.log_internal_errors(false);
    tracing_subscriber::registry().with(layer.with_filter(own)).init();
}
