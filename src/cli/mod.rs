//! What a person types and sees. The folder tree is the command tree: one file a verb.

pub mod app;
mod completions;
mod demo;
mod difference;
pub mod exit_code;
pub mod failure;
mod generate;
mod hierarchy;
mod lookup;
mod mutate;
pub mod output;
mod package_server;
mod relocation;
mod site;
mod smp;
mod storage_location;
mod subnet;
mod topology;

use std::process;

use clap::{Parser, Subcommand};

use app::{App, GlobalArgs};
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
    Relocation(relocation::Command),
    Completions(completions::Args),
    #[command(hide = true)]
    Generate(generate::Args),
}

/// Runs smpctl: parses the arguments, runs the command, and turns the outcome into an exit code.
pub fn main() -> process::ExitCode {
    if let Err(error) = color_eyre::install() {
        tracing::debug!("no error reports: {error}");
    }
    let cli = match Cli::try_parse() {
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

fn run(app: &App, command: Command) -> Outcome {
    match command {
        Command::Smp(command) => smp::run(app, &command),
        Command::Site(command) => site::run(app, &command),
        Command::Subnet(command) => subnet::run(app, &command),
        Command::PackageServer(command) => package_server::run(app, &command),
        Command::StorageLocation(command) => storage_location::run(app, &command),
        Command::Hierarchy(command) => hierarchy::run(app, &command),
        Command::Topology(command) => topology::run(app, &command),
        Command::Relocation(command) => relocation::run(app, command),
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
    tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).with_target(false).init();
}
