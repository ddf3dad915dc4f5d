//! The vendor's agent for Windows: a COM server (ASDK 8.0 help, "Altiris.AeXNSClient").
#![allow(unsafe_code, reason = "the agent can only be talked to by COM")]

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use windows::Win32::System::Com::{
    CLSCTX_INPROC_SERVER, CLSCTX_LOCAL_SERVER, CLSIDFromProgID, COINIT_MULTITHREADED, CoCreateInstance,
    CoInitializeEx, CoUninitialize, DISPATCH_METHOD, DISPATCH_PROPERTYGET, DISPPARAMS, EXCEPINFO, IDispatch,
};
use windows::Win32::System::Ole::{DISPID_NEWENUM, IEnumVARIANT};
use windows::Win32::System::Variant::VARIANT;
use windows::core::{BSTR, Error, GUID, IUnknown, Interface, PCWSTR, w};

use super::wide::wide;
use crate::platform::vendor_agent::AgentPackage;

/// Where it is installed; the registry tells.
pub const AGENT_INSTALL_DIR: Option<&str> = None;

/// Its service; it is found by the program it runs.
pub const AGENT_SERVICE: Option<&str> = None;

/// The option of `smpctl storage-location` that is about this kind of agent.
pub const AGENT_OPTION: &str = "--windows";

/// Its store, from its install directory on.
pub const AGENT_STORE: Option<&str> = Some("Package Delivery");

/// The agent's name for COM.
const AGENT: PCWSTR = w!("Altiris.AeXNSClient");

/// The name of its Package Server for the agent.
const PACKAGE_SERVER: &str = "Altiris.AeXNSCPkgSvr";

/// How long the agent may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// The agent as something to talk to.
#[derive(Debug)]
pub struct AgentClient(());

impl AgentClient {
    /// The agent, if it can be talked to; the error says why it cannot, although it is there.
    pub fn find() -> Option<Result<Self, String>> {
        // SAFETY: the name is a constant. It is looked up in the registry, for which COM need not be there.
        let known = unsafe { CLSIDFromProgID(AGENT) };
        known.is_ok().then_some(Ok(Self(())))
    }

    /// Makes it fetch its policies now.
    pub fn update_policies(&self) -> Result<(), String> {
        ask(|agent| call(agent, "UpdatePolicies", &[1.into()]).map(drop))
    }

    /// Makes it send its basic inventory now.
    pub fn send_basic_inventory(&self) -> Result<(), String> {
        ask(|agent| call(agent, "SendBasicInventory", &[1.into(), 1.into()]).map(drop))
    }

    /// The packages that its Package Server knows.
    pub fn packages(&self) -> Result<Vec<AgentPackage>, String> {
        ask(|agent| {
            let policies = object(&call(agent, "ClientPolicyMgr", &[])?)?;
            let server = object(&call(&policies, "ClientAgent", &[PACKAGE_SERVER.into()])?)?;
            let packages = object(&call(&server, "Packages", &[])?)?;
            let list = invoke(&packages, DISPID_NEWENUM, &[])?;
            let list: IEnumVARIANT = match IUnknown::try_from(&list) {
                Ok(list) => list.cast()?,
                // Some objects give what they all are.
                Err(_) => object(&list)?.cast()?,
            };
            let mut found = Vec::new();
            loop {
                let mut next = [VARIANT::default()];
                let mut fetched = 0;
                // SAFETY: both live over the call.
                unsafe { list.Next(&mut next, &raw mut fetched) }.ok()?;
                if fetched == 0 {
                    return Ok(found);
                }
                let package = object(&next[0])?;
                found.push(AgentPackage {
                    id: BSTR::try_from(&call(&package, "Id", &[])?)?.to_string(),
                    is_custom_location: bool::try_from(&call(&package, "IsCustomLocation", &[])?)?,
                });
            }
        })
    }
}

/// Asks the agent in a thread of its own, so that one that hangs is not waited for.
fn ask<T: Send + 'static>(
    what: impl FnOnce(&IDispatch) -> Result<T, Error> + Send + 'static,
) -> Result<T, String> {
    let (answer, answered) = mpsc::channel();
    let asking = move || {
        // Who asked may be gone.
        let _ = answer.send(with_agent(what));
    };
    thread::Builder::new().name("agent".into()).spawn(asking).map_err(|error| error.to_string())?;
    match answered.recv_timeout(PATIENCE) {
        Ok(outcome) => outcome.map_err(|error| reason(&error)),
        Err(_) => Err(format!("it did not answer within {} s", PATIENCE.as_secs())),
    }
}

fn with_agent<T>(what: impl FnOnce(&IDispatch) -> Result<T, Error>) -> Result<T, Error> {
    // SAFETY: nothing is reserved; every success is taken back below.
    unsafe { CoInitializeEx(None, COINIT_MULTITHREADED) }.ok()?;
    let outcome = connect().and_then(|agent| what(&agent));
    // SAFETY: it was initialised in this thread, and what was made with it has been dropped.
    unsafe { CoUninitialize() };
    outcome
}

fn connect() -> Result<IDispatch, Error> {
    // SAFETY: the name is a constant.
    let class = unsafe { CLSIDFromProgID(AGENT) }?;
    // SAFETY: COM is initialised in this thread.
    unsafe { CoCreateInstance(&raw const class, None, CLSCTX_LOCAL_SERVER | CLSCTX_INPROC_SERVER) }
}

/// Calls a method, or reads a property; which of the two a name is, the object knows.
fn call(object: &IDispatch, name: &str, arguments: &[VARIANT]) -> Result<VARIANT, Error> {
    let text = wide(name);
    let names = [PCWSTR(text.as_ptr())];
    let mut number = 0;
    // SAFETY: there is one name, which ends with a zero, and room for one number; both live over the call.
    unsafe { object.GetIDsOfNames(&GUID::zeroed(), names.as_ptr(), 1, 0, &raw mut number) }?;
    invoke(object, number, arguments)
}

fn invoke(object: &IDispatch, number: i32, arguments: &[VARIANT]) -> Result<VARIANT, Error> {
    // The last argument comes first.
    let mut arguments: Vec<VARIANT> = arguments.iter().rev().cloned().collect();
    let parameters = DISPPARAMS {
        rgvarg: arguments.as_mut_ptr(),
        cArgs: u32::try_from(arguments.len()).unwrap_or(0),
        ..DISPPARAMS::default()
    };
    let mut result = VARIANT::default();
    let mut exception = EXCEPINFO::default();
    // SAFETY: everything pointed to lives over the call, and as many arguments are there as is said.
    let outcome = unsafe {
        object.Invoke(
            number,
            &GUID::zeroed(),
            0,
            DISPATCH_METHOD | DISPATCH_PROPERTYGET,
            &raw const parameters,
            Some(&raw mut result),
            Some(&raw mut exception),
            None,
        )
    };
    match outcome {
        Err(error) if !exception.bstrDescription.is_empty() => {
            Err(Error::new(error.code(), exception.bstrDescription.to_string()))
        }
        Err(error) => Err(error),
        Ok(()) => Ok(result),
    }
}

fn object(value: &VARIANT) -> Result<IDispatch, Error> {
    IDispatch::try_from(value)
}

fn reason(error: &Error) -> String {
    let message = error.message();
    let message = message.trim_end_matches(['.', ' ', '\r', '\n']);
    match message.is_empty() {
        true => format!("error {:#010x}", error.code().0),
        false => format!("{message} ({:#010x})", error.code().0),
    }
}
