//! The hidden `smpctl generate`: completions and man pages from the command definition, for the repository and
//! for packagers. A test fails when the committed ones are stale.

use std::fs;
use std::path::PathBuf;

use clap::{CommandFactory, ValueEnum};
use clap_complete::Shell;

use super::exit_code::ExitCode;
use super::failure::{Failure, Kind};
use super::{Cli, Outcome};

/// Write completions and man pages into a directory
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The directory; `completions` and `man` are made in it
    #[arg(value_name = "DIR")]
    directory: PathBuf,
}

pub fn run(args: &Args) -> Outcome {
    let failed = |error: std::io::Error| {
        Failure::new(Kind::Failed, format_args!("cannot write to '{}': {error}", args.directory.display()))
    };
    let (completions, man) = (args.directory.join("completions"), args.directory.join("man"));
    for directory in [&completions, &man] {
        fs::create_dir_all(directory).map_err(failed)?;
    }
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut Cli::command(), "smpctl", &completions).map_err(failed)?;
    }
    clap_mangen::generate_to(Cli::command(), &man).map_err(failed)?;
    Ok(ExitCode::Done)
}
