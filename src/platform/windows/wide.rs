//! Text as Windows takes and gives it: UTF-16 that ends with a zero.
#![allow(unsafe_code, reason = "the length of a text that Windows gives can only be told by reading it")]

use std::ffi::{OsStr, OsString};
use std::os::windows::ffi::{OsStrExt, OsStringExt};

/// For Windows to read.
pub fn wide(text: impl AsRef<OsStr>) -> Vec<u16> {
    text.as_ref().encode_wide().chain([0]).collect()
}

/// What Windows has written; nothing for a null pointer.
///
/// # Safety
///
/// The pointer is null, or what it points to ends with a zero and lives over the call.
pub unsafe fn from_wide(text: *const u16) -> OsString {
    if text.is_null() {
        return OsString::new();
    }
    let mut length = 0;
    // SAFETY: everything up to the zero may be read, as the caller promises.
    while unsafe { *text.add(length) } != 0 {
        length += 1;
    }
    // SAFETY: as much has just been read.
    OsString::from_wide(unsafe { std::slice::from_raw_parts(text, length) })
}
