//! The session of who is logged on: the system's own Negotiate or NTLM, with no password asked.
#![allow(unsafe_code, reason = "calls of the Windows interface; each block says why it is sound")]

use std::ffi::c_void;
use std::io;
use std::ptr;

use windows_sys::Win32::Foundation::{
    SEC_E_OK, SEC_I_COMPLETE_AND_CONTINUE, SEC_I_COMPLETE_NEEDED, SEC_I_CONTINUE_NEEDED,
};
use windows_sys::Win32::Security::Authentication::Identity::{
    AcquireCredentialsHandleW, CompleteAuthToken, DeleteSecurityContext, FreeContextBuffer,
    FreeCredentialsHandle, ISC_REQ_ALLOCATE_MEMORY, ISC_REQ_CONNECTION, ISC_REQ_MUTUAL_AUTH,
    InitializeSecurityContextW, QueryContextAttributesW, SECBUFFER_CHANNEL_BINDINGS, SECBUFFER_TOKEN,
    SECBUFFER_VERSION, SECPKG_ATTR_NEGOTIATION_INFO, SECPKG_CRED_OUTBOUND, SECURITY_NATIVE_DREP, SecBuffer,
    SecBufferDesc, SecPkgContext_NegotiationInfoW,
};
use windows_sys::Win32::Security::Credentials::SecHandle;

use crate::platform::logon::LogonSession;

/// The size of `SEC_CHANNEL_BINDINGS`, before the binding itself.
const BINDINGS: u32 = 32;

/// Whether there is a session that can sign in elsewhere.
pub fn has_logon_session() -> bool {
    true
}

/// A sign-in at this service (`HTTP/host`) with this package (`Negotiate` or `NTLM`).
///
/// # Errors
///
/// Why the session has no credentials for it.
pub fn logon_session(service: &str, package: &str) -> io::Result<Box<dyn LogonSession>> {
    let package = wide(package);
    let mut credentials = SecHandle::default();
    let mut expiry = 0;
    // SAFETY: the name ends with a zero, the two places written to live here, and what may be null is.
    let status = unsafe {
        AcquireCredentialsHandleW(
            ptr::null(),
            package.as_ptr(),
            SECPKG_CRED_OUTBOUND,
            ptr::null(),
            ptr::null(),
            None,
            ptr::null(),
            &mut credentials,
            &mut expiry,
        )
    };
    succeeded(status)?;
    let session = Session { credentials, context: None, service: wide(service), is_complete: false };
    Ok(Box::new(session))
}

struct Session {
    credentials: SecHandle,
    context: Option<SecHandle>,
    service: Vec<u16>,
    is_complete: bool,
}

impl LogonSession for Session {
    fn next(&mut self, token: Option<&[u8]>, binding: Option<&[u8]>) -> io::Result<Option<Vec<u8>>> {
        let mut bindings = binding.map(bindings);
        let mut input = Vec::new();
        if let Some(token) = token {
            input.push(buffer(SECBUFFER_TOKEN, token.as_ptr().cast_mut().cast(), token.len()));
        }
        if let Some(bindings) = &mut bindings {
            input.push(buffer(SECBUFFER_CHANNEL_BINDINGS, bindings.as_mut_ptr().cast(), bindings.len()));
        }
        let input_list = list(&mut input);
        let mut output = [buffer(SECBUFFER_TOKEN, ptr::null_mut(), 0)];
        let mut output_list = list(&mut output);
        let old = self.context;
        let mut new = old.unwrap_or_default();
        let (mut attributes, mut expiry) = (0, 0);
        // SAFETY: the handles are those that the system gave; the buffers and their lists outlive the call, and the system
        // only reads those of the input.
        let status = unsafe {
            InitializeSecurityContextW(
                &self.credentials,
                old.as_ref().map_or(ptr::null(), ptr::from_ref),
                self.service.as_ptr(),
                ISC_REQ_ALLOCATE_MEMORY | ISC_REQ_CONNECTION | ISC_REQ_MUTUAL_AUTH,
                0,
                SECURITY_NATIVE_DREP,
                if input.is_empty() { ptr::null() } else { &input_list },
                0,
                &mut new,
                &mut output_list,
                &mut attributes,
                &mut expiry,
            )
        };
        succeeded(status)?;
        self.context = Some(new);
        if matches!(status, SEC_I_COMPLETE_NEEDED | SEC_I_COMPLETE_AND_CONTINUE) {
            // SAFETY: the context is the one that was just made, and the list is the one that it filled.
            succeeded(unsafe { CompleteAuthToken(&new, &output_list) })?;
        }
        self.is_complete = matches!(status, SEC_E_OK | SEC_I_COMPLETE_NEEDED);
        let [token] = output;
        if token.pvBuffer.is_null() {
            return Ok(None);
        }
        // SAFETY: the system has made a buffer of this length, which is copied before it gets it back.
        let message = unsafe {
            let message =
                std::slice::from_raw_parts(token.pvBuffer.cast::<u8>(), token.cbBuffer as usize).to_vec();
            FreeContextBuffer(token.pvBuffer);
            message
        };
        Ok(Some(message).filter(|message| !message.is_empty()))
    }

    fn is_complete(&self) -> bool {
        // NTLM has no proof of the server to wait for.
        self.is_complete || self.package().is_some_and(|package| package.eq_ignore_ascii_case("NTLM"))
    }

    fn package(&self) -> Option<String> {
        let context = self.context.as_ref()?;
        let mut information = SecPkgContext_NegotiationInfoW::default();
        // SAFETY: this attribute is written as this structure.
        let status = unsafe {
            QueryContextAttributesW(
                context,
                SECPKG_ATTR_NEGOTIATION_INFO,
                (&raw mut information).cast::<c_void>(),
            )
        };
        succeeded(status).ok()?;
        if information.PackageInfo.is_null() {
            return None;
        }
        // SAFETY: the system has made the structure, whose name ends with a zero, and gets it back after that was copied.
        unsafe {
            let name = (*information.PackageInfo).Name;
            let name = (!name.is_null()).then(|| {
                let length = (0..).take_while(|at| *name.add(*at) != 0).count();
                String::from_utf16_lossy(std::slice::from_raw_parts(name, length))
            });
            FreeContextBuffer(information.PackageInfo.cast());
            name
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // SAFETY: both handles are the session's own, and nobody uses them after this.
        unsafe {
            if let Some(context) = &self.context {
                DeleteSecurityContext(context);
            }
            FreeCredentialsHandle(&self.credentials);
        }
    }
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

fn buffer(kind: u32, place: *mut c_void, length: usize) -> SecBuffer {
    SecBuffer { cbBuffer: u32::try_from(length).unwrap_or_default(), BufferType: kind, pvBuffer: place }
}

fn list(buffers: &mut [SecBuffer]) -> SecBufferDesc {
    SecBufferDesc {
        ulVersion: SECBUFFER_VERSION,
        cBuffers: u32::try_from(buffers.len()).unwrap_or_default(),
        pBuffers: buffers.as_mut_ptr(),
    }
}

/// The binding as `SEC_CHANNEL_BINDINGS`: eight numbers, of which the last two tell the length and the place of what
/// follows.
fn bindings(binding: &[u8]) -> Vec<u8> {
    let length = u32::try_from(binding.len()).unwrap_or_default();
    let numbers = [0, 0, 0, 0, 0, 0, length, BINDINGS];
    numbers.into_iter().flat_map(u32::to_le_bytes).chain(binding.iter().copied()).collect()
}

fn succeeded(status: i32) -> io::Result<()> {
    match status {
        SEC_E_OK | SEC_I_CONTINUE_NEEDED | SEC_I_COMPLETE_NEEDED | SEC_I_COMPLETE_AND_CONTINUE => Ok(()),
        status => Err(io::Error::from_raw_os_error(status)),
    }
}
