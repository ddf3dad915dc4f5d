//! What the management server is told of a relocation, as the settings say.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use crate::backend::post_event::{self, PostEvent};
use crate::cli::app::App;
use crate::platform::{self, host_name};
use crate::relocation::event::{Identity, LocationStatus, nse};
use crate::relocation::history::Record;
use crate::relocation::outbox::{Delivery, Inbox, Outbox};
use crate::servers::vendor_registry::{Found, VendorRegistry};
use crate::settings::{self, Events, Settings};

/// This machine's resource guid, where the vendor's agent has it in the registry.
fn found_guid() -> Option<Found<Uuid>> {
    let names = Settings::read().ok()?.agent.registry;
    VendorRegistry::new(platform::registry()?, &names).machine_guid()
}

/// Whom events are about, as far as it is known.
pub fn identity(settings: &Events) -> Identity {
    Identity {
        form: settings.form,
        data_class: settings.data_class_guid,
        resource: settings.resource_guid.or_else(|| found_guid().map(|found| found.value)),
        resource_type: settings.resource_type_guid,
        name: settings.resource_name.clone().unwrap_or_else(host_name),
    }
}

/// Keeps the event of an attempt that has just ended, if events are to be sent at all.
///
/// Whatever goes wrong is a warning: a relocation does not fail for it.
pub fn keep(app: &App, settings: &Events, record: &Record) {
    if !settings.send {
        return;
    }
    let Some(status) = LocationStatus::of(record) else { return };
    let outbox = outbox();
    let kept = outbox.is_new().and_then(|is_new| {
        if is_new {
            app.note(
                "events are sent to the management server from now on; the vendor does not publish what the bits of \
                 'Last relocation status' mean, so they are smpctl's own: see docs/events.md",
            );
            if let (None, Some(found)) = (settings.resource_guid, found_guid()) {
                app.note(&format!(
                    "they are about the resource '{}', found by {}; if that is wrong, settle `events.resource-guid`",
                    found.value, found.place
                ));
            }
        }
        outbox.put(&status)
    });
    match kept {
        Ok(0) => {}
        Ok(dropped) => app.warn(&format!("too many events wait; the oldest went unsent ({dropped})")),
        Err(error) => {
            app.warn(&format!("the event of this attempt could not be kept, and is not sent: {error}"))
        }
    }
}

/// Sends every event that waits, the oldest first.
pub fn send(app: &App, settings: &Events) {
    if !settings.send {
        return;
    }
    let outbox = outbox();
    match outbox.send(&Post { settings, identity: identity(settings) }) {
        Ok(sent) => {
            if sent.delivered > 0 {
                tracing::info!("{} events were delivered", sent.delivered);
            }
            if let Some(problem) = sent.problem {
                let waiting = match outbox.len() {
                    Ok(1) => "1 event waits".to_owned(),
                    Ok(many) => format!("{many} events wait"),
                    Err(_) => "events wait".to_owned(),
                };
                app.warn(&format!("{waiting} to be sent after the next attempt: {problem}"));
            }
        }
        Err(error) => app.warn(&format!("the events that wait cannot be sent: {error}")),
    }
}

/// How many events wait, here and in the other state directories.
pub fn waiting() -> usize {
    super::states().iter().filter_map(|state| Outbox::new(state).len().ok()).sum()
}

fn outbox() -> Outbox {
    Outbox::new(&settings::state_directories().0)
}

/// Takes events where the settings say.
struct Post<'a> {
    settings: &'a Events,
    identity: Identity,
}

impl Delivery for Post<'_> {
    fn deliver(&self, status: &LocationStatus) -> Result<(), String> {
        let missing = self.identity.missing();
        if !missing.is_empty() {
            return Err(format!(
                "no server can take an event without {}; see docs/events.md for where to find it",
                missing.iter().map(|name| format!("the setting `{name}`")).collect::<Vec<_>>().join(" and ")
            ));
        }
        let xml = nse(status, &self.identity, Timestamp::now()).map_err(|error| error.to_string())?;
        let Events { directory, server, allow_http, timeout_seconds, .. } = self.settings;
        match (directory, server) {
            (Some(directory), _) => drop_into(directory, &xml),
            (None, Some(server)) => {
                let timeout = Duration::from_secs(u64::from(*timeout_seconds).max(1));
                let post = PostEvent::to(server, *allow_http, timeout).and_then(|to| to.post(&xml));
                post.map_err(|error| match error {
                    post_event::Error::Plain(_) => {
                        format!("{error}; allow that with `events.allow-http = true`")
                    }
                    other => other.to_string(),
                })
            }
            (None, None) => {
                Err("the settings name neither `events.directory` nor `events.server`".to_owned())
            }
        }
    }
}

fn drop_into(directory: &Path, xml: &str) -> Result<(), String> {
    Inbox(directory)
        .drop_in(xml)
        .map_err(|error| format!("cannot write to '{}': {error}", directory.display()))
}
