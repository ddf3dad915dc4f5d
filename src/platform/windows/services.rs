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

#[cfg(test)]
#[allow(unsafe_code, reason = "the function that a service begins with, which the macro makes")]
mod tests {
    use std::ffi::OsString;
    use std::sync::mpsc;
    use std::thread;

    use windows_service::service::{
        ServiceControl, ServiceControlAccept, ServiceErrorControl, ServiceExitCode, ServiceInfo,
        ServiceStartType, ServiceStatus, ServiceType,
    };
    use windows_service::service_control_handler::{ServiceControlHandlerResult, register};
    use windows_service::service_dispatcher;

    use super::*;
    use crate::platform::is_administrator;

    const NAME: &str = "smpctl-under-test";
    const PATIENCE: Duration = Duration::from_secs(60);

    windows_service::define_windows_service!(begin, service);

    /// A service that takes its time, as an agent does.
    fn service(_: Vec<OsString>) {
        let (stop, stopped) = mpsc::channel();
        let on_control = move |control| match control {
            ServiceControl::Stop => {
                stop.send(()).unwrap();
                ServiceControlHandlerResult::NoError
            }
            ServiceControl::Interrogate => ServiceControlHandlerResult::NoError,
            _ => ServiceControlHandlerResult::NotImplemented,
        };
        let handle = register(NAME, on_control).unwrap();
        let tell = |current_state, controls_accepted| {
            let status = ServiceStatus {
                service_type: ServiceType::OWN_PROCESS,
                current_state,
                controls_accepted,
                exit_code: ServiceExitCode::Win32(0),
                checkpoint: 0,
                wait_hint: Duration::from_secs(5),
                process_id: None,
            };
            handle.set_service_status(status).unwrap();
        };
        tell(ServiceState::StartPending, ServiceControlAccept::empty());
        thread::sleep(Duration::from_millis(400));
        tell(ServiceState::Running, ServiceControlAccept::STOP);
        stopped.recv().unwrap();
        tell(ServiceState::StopPending, ServiceControlAccept::empty());
        thread::sleep(Duration::from_millis(400));
        tell(ServiceState::Stopped, ServiceControlAccept::empty());
    }

    #[test]
    #[ignore = "it is the program of the service that the next test makes"]
    fn the_service() {
        // Nobody but the service control manager can start it.
        let _ = service_dispatcher::start(NAME, begin);
    }

    #[test]
    fn a_service_is_started_and_stopped() {
        if !is_administrator() {
            // Only administrators make services.
            return;
        }
        let access = ServiceManagerAccess::CONNECT | ServiceManagerAccess::CREATE_SERVICE;
        let manager = ServiceManager::local_computer(None::<&str>, access).unwrap();
        let program = concat!(module_path!(), "::the_service").split_once("::").unwrap().1;
        let made = manager
            .create_service(
                &ServiceInfo {
                    name: NAME.into(),
                    display_name: NAME.into(),
                    service_type: ServiceType::OWN_PROCESS,
                    start_type: ServiceStartType::OnDemand,
                    error_control: ServiceErrorControl::Normal,
                    executable_path: std::env::current_exe().unwrap(),
                    launch_arguments: ["--exact", program, "--ignored"].map(OsString::from).into(),
                    dependencies: Vec::new(),
                    account_name: None,
                    account_password: None,
                },
                ServiceAccess::QUERY_STATUS | ServiceAccess::DELETE,
            )
            .unwrap();
        let ask = |verb| control_service(NAME, verb, PATIENCE, &|_, _| Err("no program is needed".into()));
        let state = || made.query_status().unwrap().current_state;
        let asked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            assert_eq!(ask(ServiceVerb::Status), Err(format!("the service '{NAME}' does not run")));
            for _ in 0..2 {
                assert_eq!(ask(ServiceVerb::Start), Ok(()));
                assert_eq!(state(), ServiceState::Running);
            }
            assert_eq!(ask(ServiceVerb::Status), Ok(()));
            for _ in 0..2 {
                assert_eq!(ask(ServiceVerb::Stop), Ok(()));
                assert_eq!(state(), ServiceState::Stopped);
            }
            // What has only just ended starts again.
            assert_eq!(ask(ServiceVerb::Start), Ok(()));
            assert_eq!(ask(ServiceVerb::Stop), Ok(()));
        }));
        made.delete().unwrap();
        drop(made);
        if let Err(panic) = asked {
            std::panic::resume_unwind(panic);
        }
        let gone = ask(ServiceVerb::Start).unwrap_err();
        assert!(gone.starts_with(&format!("cannot start the service '{NAME}': ")), "{gone}");
    }
}
