//! Waits for the join that a preparation is for, and takes back what was assigned only for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::backend::Backend;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::units;
use crate::cli::{Outcome, lookup};
use crate::topology::readiness::quoted;
use crate::topology::{Change, JoinAssignment, Name};

/// Between two questions whether the servers are in a hierarchy by now.
const INTERVAL: Duration = Duration::from_secs(10);

/// How soon a stop is noticed.
const STEP: Duration = Duration::from_millis(100);

/// A join that is waited for.
#[derive(Debug)]
pub struct Join {
    timeout: Duration,
    /// The SMPs that are in no hierarchy yet.
    waiting: Vec<Name>,
    /// All that were prepared, with what had been assigned for a join before.
    prepared: Vec<(Name, Vec<JoinAssignment>)>,
    stop: Arc<AtomicBool>,
}

impl Join {
    /// Looks which of the SMPs are in a hierarchy before anything is changed.
    pub fn expect(app: &App, names: &[String], timeout: Duration) -> Result<Self, Failure> {
        let backend = lookup::backend(app)?;
        if !backend.is_live() {
            return Err(Failure::new(
                Kind::Usage,
                "a topology document does not tell when servers are joined, so nothing can be waited for",
            )
            .hint("leave `--release-after-join` out, and run `smpctl hierarchy release` after the join"));
        }
        let topology = backend.read()?;
        let mut join = Self {
            timeout,
            waiting: Vec::new(),
            prepared: Vec::new(),
            stop: Arc::new(AtomicBool::new(false)),
        };
        for name in names {
            let smp = lookup::find_smp(&topology, name)?;
            match backend.is_hierarchy_member(&smp.name)? {
                Some(true) => {}
                Some(false) => join.waiting.push(smp.name.clone()),
                None => {
                    return Err(Failure::new(
                        Kind::Conflict,
                        format_args!(
                            "the server of '{}' does not tell whether it is in a hierarchy",
                            smp.name
                        ),
                    )
                    .hint(
                        "leave `--release-after-join` out, and run `smpctl hierarchy release` after the join",
                    ));
                }
            }
            join.prepared.push((smp.name.clone(), smp.join_assignments.clone()));
        }
        if join.waiting.is_empty() {
            let named: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            return Err(Failure::new(
                Kind::Conflict,
                "every one of these servers is in a hierarchy already, so that a further join cannot be noticed",
            )
            .hint(format_args!(
                "leave `--release-after-join` out, and run `smpctl hierarchy release {}` after the join",
                named.join(" ")
            )));
        }
        crate::platform::stop_on_interruption(&join.stop).map_err(|error| {
            Failure::new(Kind::Failed, format_args!("cannot prepare for signals: {error}"))
        })?;
        Ok(join)
    }

    /// Waits until the servers are joined, and then takes back what was assigned since.
    pub fn release(self, app: &App) -> Outcome {
        let backend = lookup::backend(app)?;
        let assigned = self.assigned(&*backend)?;
        if assigned.is_empty() {
            return Ok(ExitCode::Done);
        }
        let names = self.waiting.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
        app.note(&format!(
            "Join them in the console now; waiting for {names} to be in a hierarchy, at most {}. Ctrl-C ends the \
             waiting",
            units::duration(self.timeout)
        ));
        let until = Instant::now() + self.timeout;
        let mut waiting = self.waiting.clone();
        while !waiting.is_empty() {
            let mut still = Vec::new();
            for name in waiting {
                match backend.is_hierarchy_member(&name) {
                    Ok(Some(true)) => app.note(&format!("'{name}' is in a hierarchy")),
                    Ok(_) => still.push(name),
                    // The server may be busy with the join; what never passes ends with the time.
                    Err(error) => {
                        app.warn(&format!("'{name}' does not tell whether it is in a hierarchy: {error}"));
                        still.push(name);
                    }
                }
            }
            waiting = still;
            let next = Instant::now() + INTERVAL;
            while !waiting.is_empty() && Instant::now() < next {
                if self.stop.load(Ordering::Relaxed) {
                    self.say_what_stands(app, &assigned);
                    return Ok(ExitCode::Interrupted);
                }
                if Instant::now() >= until {
                    app.warn("the time is over, and the servers are not joined");
                    self.say_what_stands(app, &assigned);
                    return Ok(ExitCode::Warning);
                }
                thread::sleep(STEP);
            }
        }
        // Read again: the join takes its time, and somebody may have changed something.
        let topology = backend.read()?;
        let applied = backend.apply(&topology, &assigned)?;
        for change in &applied.done {
            app.note(&format!("Done on '{}': {change}", change.smp()));
        }
        match applied.failed {
            None => Ok(ExitCode::Done),
            Some((change, reason)) => {
                self.say_what_stands(app, &assigned[applied.done.len()..]);
                Err(Failure::new(Kind::Conflict, format_args!("cannot {change}: {reason}")))
            }
        }
    }

    /// What takes back the assignments that were recorded since the preparation began.
    fn assigned(&self, backend: &dyn Backend) -> Result<Vec<Change>, Failure> {
        let topology = backend.read()?;
        let mut changes = Vec::new();
        for (name, before) in &self.prepared {
            let smp = lookup::find_smp(&topology, name)?;
            for join in smp.join_assignments.iter().filter(|join| !before.contains(join)) {
                changes.push(Change::UnassignPackageServer {
                    smp: smp.name.clone(),
                    package_server: join.package_server.clone(),
                    site: join.site.clone(),
                });
            }
        }
        Ok(changes)
    }

    fn say_what_stands(&self, app: &App, assigned: &[Change]) {
        for change in assigned {
            if let Change::UnassignPackageServer { smp, package_server, site } = change {
                app.warn(&format!(
                    "'{package_server}' is still manually assigned to site '{site}' of '{smp}'"
                ));
            }
        }
        let names: Vec<String> = self.prepared.iter().map(|(name, _)| quoted(name)).collect();
        app.warn(&format!("after the join, release it with `smpctl hierarchy release {}`", names.join(" ")));
    }
}
