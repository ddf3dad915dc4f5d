//! Shares of this machine's SMB server.
#![allow(unsafe_code, reason = "shares are listed, made and removed by calls that only Windows has")]

use std::io;
use std::ptr::{null, null_mut};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use windows_sys::Win32::Foundation::ERROR_MORE_DATA;
use windows_sys::Win32::NetworkManagement::NetManagement::{
    MAX_PREFERRED_LENGTH, NERR_NetNameNotFound, NERR_Success, NetApiBufferFree,
};
use windows_sys::Win32::Security::{
    GetSecurityDescriptorLength, IsValidSecurityDescriptor, PSECURITY_DESCRIPTOR,
};
use windows_sys::Win32::Storage::FileSystem::{
    NetShareAdd, NetShareDel, NetShareEnum, NetShareGetInfo, NetShareSetInfo, SHARE_INFO_502,
    SHARE_INFO_1005, STYPE_DISKTREE, STYPE_MASK,
};

use super::wide::{from_wide, wide};
use crate::platform::fault::point;
use crate::platform::shares::{ShareInfo, ShareManager};

/// The flags of a share that say where it stands in DFS, which is not for us to set.
const DFS_FLAGS: u32 = 0x3;

/// What makes and removes the system's own shares, where it has some.
pub fn share_manager() -> Option<&'static dyn ShareManager> {
    Some(&Server)
}

struct Server;

impl ShareManager for Server {
    fn list(&self) -> io::Result<Vec<ShareInfo>> {
        let mut found = Vec::new();
        let mut position = 0;
        loop {
            let mut buffer = Buffer(null_mut());
            let (mut read, mut total) = (0, 0);
            // SAFETY: everything pointed to lives over the call; the buffer is the system's, and freed by `Buffer`.
            let status = unsafe {
                NetShareEnum(
                    null(),
                    502,
                    &raw mut buffer.0,
                    MAX_PREFERRED_LENGTH,
                    &raw mut read,
                    &raw mut total,
                    &raw mut position,
                )
            };
            if status != ERROR_MORE_DATA {
                succeeded(status)?;
            }
            for at in 0..usize::try_from(read).unwrap_or(0) {
                // SAFETY: the buffer holds as many of these as were read, and lives until the end of the loop.
                let info = unsafe { &*buffer.0.cast::<SHARE_INFO_502>().add(at) };
                // SAFETY: it is as the system has just written it.
                if let Some(share) = unsafe { read_share(info) } {
                    found.push(share);
                }
            }
            if status != ERROR_MORE_DATA || read == 0 {
                break;
            }
        }
        for share in &mut found {
            share.flags = flags(&share.name).ok().map(|flags| flags & !DFS_FLAGS);
        }
        Ok(found)
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        point("remove-share")?;
        let name = wide(name);
        // SAFETY: the name ends with a zero and lives over the call.
        let status = unsafe { NetShareDel(null(), name.as_ptr(), 0) };
        if status == NERR_NetNameNotFound { Ok(()) } else { succeeded(status) }
    }

    fn add(&self, share: &ShareInfo) -> io::Result<()> {
        let mut name = wide(&share.name);
        let mut remark = wide(&share.remark);
        let mut path = wide(&share.path);
        let mut descriptor = match &share.descriptor {
            Some(text) => Some(descriptor(text)?),
            None => None,
        };
        let info = SHARE_INFO_502 {
            shi502_netname: name.as_mut_ptr(),
            shi502_type: share.kind,
            shi502_remark: remark.as_mut_ptr(),
            shi502_permissions: share.permissions,
            shi502_max_uses: share.max_uses,
            shi502_current_uses: 0,
            shi502_path: path.as_mut_ptr(),
            shi502_passwd: null_mut(),
            shi502_reserved: 0,
            shi502_security_descriptor: match &mut descriptor {
                Some(words) => words.as_mut_ptr().cast(),
                None => null_mut(),
            },
        };
        point("add-share")?;
        let mut wrong = 0;
        // SAFETY: the texts end with a zero, the descriptor is whole, and all of it lives over the call.
        let status = unsafe { NetShareAdd(null(), 502, (&raw const info).cast(), &raw mut wrong) };
        succeeded(status)?;
        match share.flags {
            Some(flags) if flags != 0 => set_flags(&share.name, flags),
            _ => Ok(()),
        }
    }
}

/// Memory that the network calls have given.
struct Buffer(*mut u8);

impl Drop for Buffer {
    fn drop(&mut self) {
        if !self.0.is_null() {
            // SAFETY: it came from such a call, and nobody uses it any more.
            unsafe { NetApiBufferFree(self.0.cast()) };
        }
    }
}

/// The share, if it shows a folder. One whose texts are no Unicode is not the agent's, and left out.
///
/// # Safety
///
/// It is as `NetShareEnum` writes it.
unsafe fn read_share(info: &SHARE_INFO_502) -> Option<ShareInfo> {
    if info.shi502_type & STYPE_MASK != STYPE_DISKTREE {
        return None;
    }
    // SAFETY: the texts are null or end with a zero, as the caller promises.
    let text = |pointer| unsafe { from_wide(pointer) }.into_string().ok();
    let descriptor: PSECURITY_DESCRIPTOR = info.shi502_security_descriptor;
    // SAFETY: it is null or one that the system has made, which is self-relative.
    let descriptor = unsafe {
        if descriptor.is_null() || IsValidSecurityDescriptor(descriptor) == 0 {
            None
        } else {
            let length = usize::try_from(GetSecurityDescriptorLength(descriptor)).ok()?;
            Some(STANDARD.encode(std::slice::from_raw_parts(descriptor.cast::<u8>(), length)))
        }
    };
    Some(ShareInfo {
        name: text(info.shi502_netname)?,
        kind: info.shi502_type,
        remark: text(info.shi502_remark)?,
        permissions: info.shi502_permissions,
        max_uses: info.shi502_max_uses,
        path: text(info.shi502_path)?,
        descriptor,
        flags: None,
    })
}

/// The descriptor in words, so that it begins where the processor likes it to.
fn descriptor(text: &str) -> io::Result<Vec<u64>> {
    let bytes = STANDARD.decode(text).map_err(io::Error::other)?;
    let mut words = vec![0_u64; bytes.len().div_ceil(8).max(3)];
    for (word, part) in words.iter_mut().zip(bytes.chunks(8)) {
        let mut whole = [0; 8];
        whole[..part.len()].copy_from_slice(part);
        *word = u64::from_ne_bytes(whole);
    }
    let pointer: PSECURITY_DESCRIPTOR = words.as_mut_ptr().cast();
    // SAFETY: it is memory of our own, long enough for the header that is looked at first.
    let (valid, length) =
        unsafe { (IsValidSecurityDescriptor(pointer) != 0, GetSecurityDescriptorLength(pointer)) };
    if valid && usize::try_from(length).is_ok_and(|length| length <= bytes.len()) {
        Ok(words)
    } else {
        Err(io::Error::other("what was written down of who may use it makes no sense"))
    }
}

fn flags(name: &str) -> io::Result<u32> {
    let name = wide(name);
    let mut buffer = Buffer(null_mut());
    // SAFETY: the name ends with a zero and lives over the call; the buffer is the system's.
    succeeded(unsafe { NetShareGetInfo(null(), name.as_ptr(), 1005, &raw mut buffer.0) })?;
    // SAFETY: the call has put one of these there.
    Ok(unsafe { (*buffer.0.cast::<SHARE_INFO_1005>()).shi1005_flags })
}

fn set_flags(name: &str, flags: u32) -> io::Result<()> {
    point("set-share")?;
    let name = wide(name);
    let info = SHARE_INFO_1005 { shi1005_flags: flags };
    let mut wrong = 0;
    // SAFETY: everything pointed to lives over the call.
    succeeded(unsafe {
        NetShareSetInfo(null(), name.as_ptr(), 1005, (&raw const info).cast(), &raw mut wrong)
    })
}

fn succeeded(status: u32) -> io::Result<()> {
    if status == NERR_Success {
        return Ok(());
    }
    match status {
        // Errors of the network calls that the system has a text for in another file.
        2118 => Err(io::Error::new(io::ErrorKind::AlreadyExists, "a share of this name is there already")),
        2116 => Err(io::Error::new(io::ErrorKind::NotFound, "the folder to share is not there")),
        2114 => Err(io::Error::new(io::ErrorKind::NotConnected, "the Server service does not run")),
        other => Err(io::Error::from_raw_os_error(other.cast_signed())),
    }
}
