//! The `smpctl` binary: parse, run, turn the outcome into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    smpctl::cli::main()
}
