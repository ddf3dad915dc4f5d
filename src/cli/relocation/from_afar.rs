//! `smpctl relocation status --package-server`: what Package Servers told their management server last.

use serde::Serialize;

use crate::backend::ReportedLocation;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::{Render, Style};
use crate::cli::{Outcome, lookup, told};
use crate::topology::Name;

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct List(Vec<Line>);

/// What one Package Server told. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    package_server: Name,
    /// Missing if it has told nothing yet.
    #[serde(flatten)]
    reported: Option<ReportedLocation>,
    /// The names of the bits, if smpctl set them.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
}

/// Shows what these Package Servers, or all, told last.
pub fn run(app: &App, names: &[String], all: bool) -> Outcome {
    let backend = lookup::backend(app)?;
    if !backend.is_live() {
        return Err(Failure::new(Kind::Usage, "a topology document does not know how relocations stand")
            .hint(
                "name a live server with `--context NAME`, or leave `--package-server` out for this computer",
            ));
    }
    let topology = backend.read()?;
    let smp = lookup::smp(app, &topology)?;
    let wanted: Vec<Name> = match all {
        true => smp.package_servers.iter().map(|server| server.name.clone()).collect(),
        false => names
            .iter()
            .map(|name| lookup::find_server(smp, name).map(|server| server.name.clone()))
            .collect::<Result<_, _>>()?,
    };
    let reported = backend.reported_locations(&smp.name, &wanted)?;
    let lines = wanted.into_iter().zip(reported).map(|(package_server, reported)| {
        let bits = reported.as_ref().and_then(|reported| reported.last_status);
        Line { package_server, status: bits.and_then(told::names_of), reported }
    });
    app.print(&List(lines.collect()))?;
    Ok(ExitCode::Done)
}

impl Render for List {
    fn human(&self, style: &Style) -> String {
        let header = ["NAME", "STORAGE PATH", "FREE", "OF", "USED", "REQUIRED", "LAST ATTEMPT", "STATUS"];
        let megabytes = |size: Option<u64>| size.map(|size| format!("{size} MB")).unwrap_or_default();
        let rows = self.0.iter().map(|line| {
            let Some(told) = &line.reported else {
                let name = line.package_server.to_string();
                let nothing = "has told nothing yet".to_owned();
                return [name, nothing]
                    .into_iter()
                    .chain(std::iter::repeat_n(String::new(), 6))
                    .collect::<Vec<_>>();
            };
            let bits = told.last_status.map(|bits| format!("{bits:#x}")).unwrap_or_default();
            vec![
                line.package_server.to_string(),
                told.storage_path.clone().unwrap_or_default(),
                megabytes(told.volume_free_mb),
                megabytes(told.volume_total_mb),
                megabytes(told.used_mb),
                megabytes(told.required_mb),
                told.last_attempt.clone().unwrap_or_default(),
                line.status.clone().unwrap_or(bits),
            ]
        });
        let rows: Vec<[String; 8]> = rows.filter_map(|row| row.try_into().ok()).collect();
        style.table(header, rows)
    }
}
