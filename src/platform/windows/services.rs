//! Services, by the service control manager.

use std::time::{Duration, Instant};

use windows_service::Error;
use windows_service::service::{Service, ServiceAccess, ServiceState};
use windows_service::service_manager::{ServiceManager, ServiceManagerAccess};

use crate::platform::fault::point;
use crate::platform::services::{RunProgram, ServiceVerb};

/// Between two looks at a service that is on its way.
const LOOK: Duration = Duration::from_millis(100);

/// Asks a service, by its name, to do something, and waits until it has.
///
/// The error is a sentence without an end.
pub fn control_service(
    service: &str,
    verb: ServiceVerb,
    timeout: Duration,
    _: RunProgram<'_>,
) -> Result<(), String> {
    let doing = if verb == ServiceVerb::Status { "look at" } else { verb.as_str() };
    let told = |error: Error| format!("cannot {doing} the service '{service}': {}", reason(&error));
    let access = match verb {
        ServiceVerb::Status => ServiceAccess::QUERY_STATUS,
        ServiceVerb::Start => ServiceAccess::QUERY_STATUS | ServiceAccess::START,
        ServiceVerb::Stop => ServiceAccess::QUERY_STATUS | ServiceAccess::STOP,
    };
    let manager = ServiceManager::local_computer(None::<&str>, ServiceManagerAccess::CONNECT);
    let opened = manager.and_then(|manager| manager.open_service(service, access)).map_err(told)?;
    let state = || opened.query_status().map(|status| status.current_state).map_err(told);
    let until = Instant::now() + timeout;
    match verb {
        ServiceVerb::Status => match state()? {
            ServiceState::Stopped => Err(format!("the service '{service}' does not run")),
            _ => Ok(()),
        },
        ServiceVerb::Start => loop {
            match state()? {
                ServiceState::Running => return Ok(()),
                ServiceState::Stopped => start(&opened).map_err(told)?,
                // One that is just ending can be started when it has.
                _ => {}
            }
            pause(until, timeout, service, "running")?;
        },
        ServiceVerb::Stop => loop {
            match state()? {
                ServiceState::Stopped => return Ok(()),
                ServiceState::StopPending => {}
                // One that is just starting takes no orders yet.
                ServiceState::StartPending | ServiceState::ContinuePending | ServiceState::PausePending => {}
                ServiceState::Running | ServiceState::Paused => {
                    point("stop-service").map_err(|error| error.to_string())?;
                    opened.stop().map(drop).map_err(told)?;
                }
            }
            pause(until, timeout, service, "stopped")?;
        },
    }
}

fn start(service: &Service) -> Result<(), Error> {
    point("start-service").map_err(Error::Winapi)?;
    service.start::<&str>(&[])
}

fn pause(until: Instant, timeout: Duration, service: &str, state: &str) -> Result<(), String> {
    if Instant::now() >= until {
        return Err(format!("the service '{service}' was not {state} after {} s", timeout.as_secs()));
    }
    std::thread::sleep(LOOK);
    Ok(())
}

/// What the system says, not only that something failed.
fn reason(error: &Error) -> String {
    match error {
        Error::Winapi(error) => error.to_string(),
        other => other.to_string(),
    }
}
