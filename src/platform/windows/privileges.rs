//! The account this process acts as, and what it may do beyond access lists.
#![allow(unsafe_code, reason = "calls of the Windows interface; each block says why it is sound")]

use std::io;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::ptr::{null, null_mut};
use std::sync::OnceLock;

use windows_sys::Win32::Foundation::{ERROR_SUCCESS, GetLastError, LUID};
use windows_sys::Win32::Security::{
    AdjustTokenPrivileges, CheckTokenMembership, GetTokenInformation, LUID_AND_ATTRIBUTES,
    LookupPrivilegeValueW, SE_PRIVILEGE_ENABLED, TOKEN_ADJUST_PRIVILEGES, TOKEN_PRIVILEGES, TOKEN_QUERY,
    TokenUser,
};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, OpenProcessToken};

use super::nt::{self, Buffer};
use super::security::{self, Sid};

/// What this process may do beyond access lists.
#[derive(Debug, Clone, Copy)]
pub struct Privileges {
    /// Lists for the security log may be read and set.
    pub security: bool,
}

/// Makes use of the privileges that the account has: to read and write everything for a backup, to give files away, and
/// to see lists for the security log. Those it does not have are done without.
pub fn enable() -> Privileges {
    static ENABLED: OnceLock<Privileges> = OnceLock::new();
    *ENABLED.get_or_init(|| {
        let enabled = |name: &str| enable_one(name).unwrap_or(false);
        enabled("SeBackupPrivilege");
        enabled("SeRestorePrivilege");
        enabled("SeTakeOwnershipPrivilege");
        Privileges { security: enabled("SeSecurityPrivilege") }
    })
}

fn token(access: u32) -> io::Result<OwnedHandle> {
    let mut token = null_mut();
    // SAFETY: the pseudo handle of this process needs no closing; the result is written to a variable of the right type.
    if unsafe { OpenProcessToken(GetCurrentProcess(), access, &mut token) } == 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the call succeeded, so the handle is open, and nobody else has it.
    Ok(unsafe { OwnedHandle::from_raw_handle(token) })
}

fn enable_one(name: &str) -> io::Result<bool> {
    let token = token(TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY)?;
    let wide = nt::to_wide(name.as_ref())?;
    let mut luid = LUID { LowPart: 0, HighPart: 0 };
    // SAFETY: the name ends with a zero; the result is written to a variable of the right type.
    if unsafe { LookupPrivilegeValueW(null(), wide.as_ptr(), &mut luid) } == 0 {
        return Err(io::Error::last_os_error());
    }
    let wanted = TOKEN_PRIVILEGES {
        PrivilegeCount: 1,
        Privileges: [LUID_AND_ATTRIBUTES { Luid: luid, Attributes: SE_PRIVILEGE_ENABLED }],
    };
    // SAFETY: the structure says that it holds one privilege, and it does; what was before is not asked for.
    let done = unsafe { AdjustTokenPrivileges(token.as_raw_handle(), 0, &wanted, 0, null_mut(), null_mut()) };
    // It succeeds even where the account does not have the privilege, and says so in the last error.
    // SAFETY: the call takes nothing and returns an integer.
    Ok(done != 0 && unsafe { GetLastError() } == ERROR_SUCCESS)
}

/// The account this process acts as.
pub fn effective_user() -> Sid {
    static USER: OnceLock<Sid> = OnceLock::new();
    // Whoever cannot be asked is nobody in particular, and trusted with nothing.
    USER.get_or_init(|| ask_user().unwrap_or_else(|_| Sid::well_known(0, &[0]))).clone()
}

fn ask_user() -> io::Result<Sid> {
    let token = token(TOKEN_QUERY)?;
    let (mut buffer, mut length) = (Buffer::new(256), 0);
    // SAFETY: the buffer is as long as is said, and the token is open.
    let done = unsafe {
        GetTokenInformation(token.as_raw_handle(), TokenUser, buffer.as_mut_ptr(), 256, &mut length)
    };
    if done == 0 {
        return Err(io::Error::last_os_error());
    }
    // A pointer into the same buffer, and attributes; then the SID.
    Sid::from_bytes(&buffer.bytes()[16..]).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// Whether the process acts with the rights of the group of administrators: elevated, not merely a member.
pub fn is_administrator() -> bool {
    let (administrators, mut is_member) = (security::administrators(), 0);
    // SAFETY: the SID is whole and only read; without a token the calling thread's own is meant.
    let asked = unsafe {
        CheckTokenMembership(null_mut(), administrators.bytes().as_ptr().cast_mut().cast(), &mut is_member)
    };
    asked != 0 && is_member != 0
}
