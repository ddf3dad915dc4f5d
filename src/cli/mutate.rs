//! How every change is made: plan, show the reach, ask, apply, and tell what was done.

use serde::Serialize;
use serde_json::Value;

use super::Outcome;
use super::app::App;
use super::exit_code::ExitCode;
use super::failure::{Failure, Kind};
use super::lookup;
use super::output::{Render, Style};
use crate::backend::{Backend, BackendError};
use crate::topology::reach::InSite;
use crate::topology::{Change, Plan, Reach, Smp, Topology};

/// How many lines of one kind are shown to people; scripts get all.
const SHOWN: usize = 12;

/// What a command wants to do to the topology as it is.
#[derive(Debug, Default)]
pub struct Intent {
    /// The changes.
    pub plan: Plan,
    /// What is asked first, where something is taken away.
    pub question: Option<String>,
    /// Why nothing is to be done, where nothing is.
    pub unchanged: String,
    /// What else a person should know.
    pub warnings: Vec<String>,
    /// What a person is shown before the question, in place of the changes and their reach.
    pub shown: Option<String>,
}

impl Intent {
    /// To make these changes.
    pub fn to(changes: Vec<Change>) -> Self {
        Self { plan: changes.into(), ..Self::default() }
    }

    /// To do nothing, for this reason.
    pub fn nothing(reason: impl Into<String>) -> Self {
        Self { unchanged: reason.into(), ..Self::default() }
    }

    /// To do nothing, because what was to go is not there; the reason names the nearest thing that is.
    pub fn gone(reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self {
            warnings: vec![reason],
            unchanged: "nothing is there to be taken away".into(),
            ..Self::default()
        }
    }

    /// After asking.
    pub fn ask(mut self, question: impl Into<String>) -> Self {
        self.question = Some(question.into());
        self
    }

    /// With something else to know.
    pub fn warn(mut self, warning: impl Into<String>) -> Self {
        self.warnings.push(warning.into());
        self
    }
}

/// A topology that a command is about to change.
#[derive(Debug)]
pub struct Session<'a> {
    app: &'a App,
    backend: Box<dyn Backend>,
    topology: Topology,
}

/// What was, or would be, done. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Done {
    changed: bool,
    dry_run: bool,
    changes: Vec<Change>,
    reach: Reach,
    #[serde(skip)]
    unchanged: String,
    /// The reach was on the screen already, before the question.
    #[serde(skip)]
    is_reach_shown: bool,
}

impl<'a> Session<'a> {
    /// Reads the topology.
    pub fn open(app: &'a App) -> Result<Self, Failure> {
        let backend = lookup::backend(app)?;
        let topology = backend.read()?;
        Ok(Self { app, backend, topology })
    }

    /// The topology as it was read.
    pub fn topology(&self) -> &Topology {
        &self.topology
    }

    /// Where the topology lives.
    pub fn backend(&self) -> &dyn Backend {
        &*self.backend
    }

    /// What may be missing from the topology as it was read.
    pub fn incomplete(&self) -> Vec<String> {
        self.backend.incomplete()
    }

    /// The one SMP meant.
    pub fn smp(&self) -> Result<&Smp, Failure> {
        lookup::smp(self.app, &self.topology)
    }

    /// Where packages are kept is, on a live server, a matter of many Package Servers at once.
    fn relocating(&self, plan: &Plan) -> Option<(String, usize)> {
        let is_for_all = |smp: &&Smp| {
            plan.changes.iter().any(|change| {
                matches!(change, Change::SetStorageLocation { smp: of, package_server: None, .. } if of.is(&smp.name))
            })
        };
        let smps: Vec<&Smp> = self.topology.smps.iter().filter(is_for_all).collect();
        (self.backend.is_live() && !smps.is_empty()).then(|| relocating(&smps))
    }

    /// Does what `intent` wants.
    ///
    /// Nothing is held while a person thinks. If the topology changes meanwhile, the intent is asked again, and
    /// so is the person unless the plan and its reach came out the same.
    pub fn run(self, intent: impl Fn(&Topology) -> Result<Intent, Failure>) -> Outcome {
        self.run_with(|_, topology| intent(topology))
    }

    /// The same, for an intent that depends on where the topology lives.
    pub fn run_with(
        mut self,
        intent: impl Fn(&dyn Backend, &Topology) -> Result<Intent, Failure>,
    ) -> Outcome {
        let app = self.app;
        let mut agreed: Option<(Plan, Reach)> = None;
        let mut warned: Vec<String> = Vec::new();
        loop {
            let Intent { plan, question, unchanged, warnings, shown } =
                intent(&*self.backend, &self.topology)?;
            for warning in warnings {
                if !warned.contains(&warning) {
                    app.warn(&warning);
                    warned.push(warning);
                }
            }
            for change in &plan.changes {
                self.backend.permits(change)?;
            }
            let (question, number) = match self.relocating(&plan) {
                Some((warning, number)) => (Some(warning), Some(number)),
                None => (question, None),
            };
            let (_, reach) = plan.preview(&self.topology)?;
            let mut done = Done {
                changed: false,
                dry_run: app.global.dry_run,
                changes: plan.changes.clone(),
                reach: reach.clone(),
                unchanged,
                is_reach_shown: false,
            };
            if plan.is_empty() || app.global.dry_run {
                app.print(&done)?;
                return Ok(ExitCode::Done);
            }
            if let Some(question) = &question {
                let now = (plan.clone(), reach);
                if agreed.as_ref() != Some(&now) {
                    if !app.global.yes && app.can_ask() {
                        app.say(&shown.unwrap_or_else(|| done.question_text(&app.error_style())));
                    }
                    let agrees = match number {
                        Some(number) => app.confirm_number(question, number)?,
                        None => app.confirm(question)?,
                    };
                    if !agrees {
                        return Err(Failure::new(Kind::Failed, "not confirmed; nothing was changed"));
                    }
                    agreed = Some(now);
                }
                done.is_reach_shown = !app.global.yes;
            }
            match self.backend.apply(&self.topology, &plan.changes) {
                Ok(applied) => {
                    if let Some((change, reason)) = applied.failed {
                        for made in &applied.done {
                            app.warn(&format!("done before: {made}"));
                        }
                        for note in &applied.notes {
                            app.warn(note);
                        }
                        for left in &applied.not_tried {
                            app.warn(&format!("not tried: {left}"));
                        }
                        let message = format!(
                            "cannot {change}: {reason}; {} of {} changes were made",
                            applied.done.len(),
                            plan.changes.len()
                        );
                        let failure = Failure::new(Kind::Conflict, message);
                        return Err(match applied.done.is_empty() {
                            true => failure,
                            false => {
                                failure.hint("run the same command again: it goes on with what is not done")
                            }
                        });
                    }
                    for note in &applied.notes {
                        app.note(&format!("note: {note}"));
                    }
                    done.changed = true;
                    done.changes = applied.done;
                    app.print(&done)?;
                    return Ok(ExitCode::Done);
                }
                Err(BackendError::Changed) => {
                    tracing::info!("the topology changed in the meantime: planning again");
                    if question.is_some() && !app.global.yes {
                        app.note(
                            "The topology was changed by someone else in the meantime; this is the plan now",
                        );
                    }
                    self.topology = self.backend.read()?;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// What a person is asked before the storage location of live servers changes, and the number that is the answer.
pub fn relocating(smps: &[&Smp]) -> (String, usize) {
    let number = smps.iter().map(|smp| smp.package_servers.len()).sum();
    let names = smps.iter().map(|smp| format!("'{}'", smp.name)).collect::<Vec<_>>().join(", ");
    let question = format!(
        "All {number} Package Servers of {names} that have no override of their own will move their packages, and \
         serve nobody meanwhile. Type the number of Package Servers to go on"
    );
    (question, number)
}

impl Done {
    /// The plan and its reach, for before the question.
    fn question_text(&self, style: &Style) -> String {
        let mut text = String::new();
        self.write_changes(style, "This will be done", &mut text);
        write_reach(&self.reach, style, "It reaches further:", &mut text);
        text
    }

    fn write_changes(&self, style: &Style, heading: &str, text: &mut String) {
        let mut smp = None;
        for (at, change) in self.changes.iter().enumerate() {
            if at == SHOWN && self.changes.len() > SHOWN + 1 {
                line(text, &style.dim(&format!("and {} more", self.changes.len() - SHOWN)));
                break;
            }
            if smp != Some(change.smp()) {
                smp = Some(change.smp());
                text.push_str(&style.bold(&format!("{heading} on '{}':", change.smp())));
                text.push('\n');
            }
            line(text, &style.plain(&change.to_string()));
        }
    }
}

/// Whom the changes reach beyond what they name; nothing where they reach nobody.
pub fn write_reach(reach: &Reach, style: &Style, heading: &str, text: &mut String) {
    if reach.is_empty() {
        return;
    }
    text.push_str(&style.bold(heading));
    text.push('\n');
    let site = |site: &Option<crate::topology::Name>| match site {
        Some(site) => format!("site '{site}'"),
        None => "no site".to_owned(),
    };
    let sites = |sites: &[InSite]| match sites {
        [] => "no site".to_owned(),
        sites => {
            sites.iter().map(|at| format!("'{}' ({})", at.site, at.assignment)).collect::<Vec<_>>().join(", ")
        }
    };
    some(text, style, &reach.subnets_changing_site, |moved| {
        style.plain(&format!(
            "subnet {} goes from {} to {}",
            moved.network,
            site(&moved.from),
            site(&moved.to)
        ))
    });
    some(text, style, &reach.package_servers_changing_site, |moved| {
        style.plain(&format!(
            "Package Server '{}' goes from {} to {}",
            moved.package_server,
            sites(&moved.from),
            sites(&moved.to)
        ))
    });
    some(text, style, &reach.new_sources, |source| {
        style.warn(&format!(
            "'{}' becomes a source for every agent in site '{}'",
            source.package_server, source.site
        ))
    });
    some(text, style, &reach.subnets_without_package_server, |left| {
        style.bad(&format!("subnet {} is left without any Package Server", left.network))
    });
}

fn line(text: &mut String, content: &str) {
    text.push_str("  ");
    text.push_str(content);
    text.push('\n');
}

/// The first few, and how many more there are.
pub fn some<T>(text: &mut String, style: &Style, all: &[T], show: impl Fn(&T) -> String) {
    let shown = if all.len() > SHOWN + 1 { SHOWN } else { all.len() };
    for one in &all[..shown] {
        line(text, &show(one));
    }
    if shown < all.len() {
        line(text, &style.dim(&format!("and {} more", all.len() - shown)));
    }
}

impl Render for Done {
    fn human(&self, style: &Style) -> String {
        let mut text = String::new();
        if self.changes.is_empty() {
            text.push_str(&style.plain(&format!("Unchanged: {}", self.unchanged)));
            text.push('\n');
            return text;
        }
        self.write_changes(style, if self.changed { "Done" } else { "Would be done" }, &mut text);
        if !self.is_reach_shown {
            write_reach(&self.reach, style, "Reaching further:", &mut text);
        }
        text
    }

    fn rows(&self) -> serde_json::Result<Value> {
        serde_json::to_value(&self.changes)
    }
}
