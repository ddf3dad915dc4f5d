use serde::Serialize;

use crate::backend::{Backend, BackendError};
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::lookup;
use crate::cli::output::{Render, Style};

/// Check that the topology document is valid
///
/// Exits with 3 if it is not, after listing everything that is wrong with it.
#[derive(Debug, clap::Args)]
pub struct Args {}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Validity {
    path: String,
    valid: bool,
    problems: Vec<Problem>,
}

#[derive(Debug, Serialize)]
struct Problem {
    line: Option<usize>,
    column: Option<usize>,
    message: String,
}

pub fn run(app: &App, _: &Args) -> Outcome {
    let backend = lookup::document(app)?;
    let problems = match backend.read() {
        Ok(_) => Vec::new(),
        Err(BackendError::Syntax { line, column, reason, .. }) => {
            vec![Problem { line: Some(line), column: Some(column), message: reason }]
        }
        Err(BackendError::Invalid { problems, .. }) => problems
            .iter()
            .map(|problem| Problem { line: None, column: None, message: problem.to_string() })
            .collect(),
        Err(error) => return Err(error.into()),
    };
    let valid = problems.is_empty();
    app.print(&Validity { path: backend.place(), valid, problems })?;
    Ok(if valid { ExitCode::Done } else { ExitCode::CheckSaysNo })
}

impl Render for Validity {
    fn human(&self, style: &Style) -> String {
        if self.valid {
            return format!("{} '{}'\n", style.good("Valid:"), style.plain(&self.path));
        }
        let mut text = format!("{} '{}'\n", style.bad("Not valid:"), style.plain(&self.path));
        for problem in &self.problems {
            let position = match (problem.line, problem.column) {
                (Some(line), Some(column)) => format!("line {line}, column {column}: "),
                _ => String::new(),
            };
            text.push_str(&format!("  {position}{}\n", style.plain(&problem.message)));
        }
        text
    }

    fn rows(&self) -> serde_json::Result<serde_json::Value> {
        serde_json::to_value(&self.problems)
    }
}
