use crate::backend::Document;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};

/// Print the JSON Schema of the topology document
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(app: &App, _: &Args) -> Outcome {
    let text = serde_json::to_string_pretty(&Document::schema())
        .map_err(|error| Failure::new(Kind::Failed, format_args!("the schema cannot be written: {error}")))?;
    app.write(&(text + "\n"))?;
    Ok(ExitCode::Done)
}
