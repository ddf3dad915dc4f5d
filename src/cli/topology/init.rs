use serde::Serialize;

use crate::backend::{Backend, BackendError};
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::lookup;
use crate::cli::output::{Render, Style};

/// Create an empty topology document
///
/// One that is there already stays as it is.
#[derive(Debug, clap::Args)]
pub struct Args {}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Created {
    changed: bool,
    dry_run: bool,
    path: String,
    #[serde(skip)]
    is_absent: bool,
}

pub fn run(app: &App, _: &Args) -> Outcome {
    let document = lookup::document(app)?;
    let is_absent = match document.read() {
        Ok(_) => false,
        Err(BackendError::Absent { .. }) => true,
        Err(error) => return Err(error.into()),
    };
    let changed = is_absent && !app.global.dry_run && document.create()?;
    app.print(&Created { changed, dry_run: app.global.dry_run, path: document.place(), is_absent })?;
    Ok(ExitCode::Done)
}

impl Render for Created {
    fn human(&self, style: &Style) -> String {
        let text = match (self.changed, self.is_absent && self.dry_run) {
            (true, _) => format!("Created '{}'", self.path),
            (false, true) => format!("Would create '{}'", self.path),
            (false, false) => format!("Unchanged: there is a topology document at '{}' already", self.path),
        };
        style.plain(&text) + "\n"
    }
}
