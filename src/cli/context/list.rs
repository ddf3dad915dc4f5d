use serde::Serialize;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::output::{Render, Style};
use crate::settings::contexts::ContextsFile;

/// List the live servers
#[derive(Debug, clap::Args)]
pub struct Args {}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct List {
    file: String,
    contexts: Vec<ContextView>,
}

/// A context. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ContextView {
    name: String,
    in_use: bool,
    url: String,
    smp: String,
    parent: Option<String>,
    user: Option<String>,
    insecure: bool,
}

pub fn run(app: &App, _: &Args) -> Outcome {
    let file = ContextsFile::of_account()?;
    let known = file.read()?;
    let contexts = known
        .contexts
        .into_iter()
        .map(|(name, context)| ContextView {
            in_use: known.current.as_ref() == Some(&name),
            smp: context.smp.unwrap_or_else(|| name.clone()),
            name,
            url: context.url,
            parent: context.parent,
            user: context.user,
            insecure: context.insecure,
        })
        .collect();
    app.print(&List { file: file.path().display().to_string(), contexts })?;
    Ok(ExitCode::Done)
}

impl Render for List {
    fn human(&self, style: &Style) -> String {
        if self.contexts.is_empty() {
            return "No contexts yet; add one with `smpctl context add NAME --url URL`\n".into();
        }
        let rows = self.contexts.iter().map(|context| {
            [
                if context.in_use { "*" } else { "" }.to_owned(),
                context.name.clone(),
                context.url.clone(),
                context.smp.clone(),
                context.parent.clone().unwrap_or_default(),
                context.user.clone().unwrap_or_default(),
                if context.insecure { "not checked" } else { "checked" }.to_owned(),
            ]
        });
        let table = style.table(["USE", "NAME", "URL", "SMP", "PARENT", "ACCOUNT", "CERTIFICATE"], rows);
        format!("{table}{}\n", style.dim(&format!("in '{}'", self.file)))
    }

    fn rows(&self) -> serde_json::Result<serde_json::Value> {
        serde_json::to_value(&self.contexts)
    }
}
