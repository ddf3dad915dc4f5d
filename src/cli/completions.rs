//! `smpctl completions`.

use clap::CommandFactory;
use clap_complete::Shell;

use super::app::App;
use super::exit_code::ExitCode;
use super::{Cli, Outcome};

/// Print the completion script for a shell
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "smpctl", &mut script);
    app.write(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::Done)
}
