//! The calls of the native interface that smpctl needs, with handles and lengths checked.
//!
//! Only these open an entry relative to a held directory (`RootDirectory` of `OBJECT_ATTRIBUTES`), one component at a
//! time and without following a reparse point, which the calls by path cannot.
#![allow(unsafe_code, reason = "calls of the Windows interface; each block says why it is sound")]

use std::ffi::{OsStr, OsString};
use std::io;
use std::mem::{MaybeUninit, size_of};
use std::os::windows::ffi::{OsStrExt, OsStringExt};
use std::os::windows::io::{AsRawHandle, BorrowedHandle, FromRawHandle, OwnedHandle};
use std::path::Path;
use std::ptr::{null, null_mut};

use windows_sys::Wdk::Foundation::OBJECT_ATTRIBUTES;
use windows_sys::Wdk::Storage::FileSystem as wdk;
use windows_sys::Win32::Foundation::{
    INVALID_HANDLE_VALUE, NTSTATUS, OBJ_CASE_INSENSITIVE, RtlNtStatusToDosError, STATUS_BUFFER_OVERFLOW,
    STATUS_BUFFER_TOO_SMALL, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_INFO_CLASS, STATUS_INVALID_PARAMETER, STATUS_NO_MORE_FILES, STATUS_NOT_IMPLEMENTED,
    STATUS_NOT_SUPPORTED, UNICODE_STRING,
};
use windows_sys::Win32::Storage::FileSystem::{
    CreateFileW, FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_OPEN_REPARSE_POINT, FILE_SHARE_DELETE,
    FILE_SHARE_READ, FILE_SHARE_WRITE, OPEN_EXISTING,
};
use windows_sys::Win32::System::IO::IO_STATUS_BLOCK;

/// Everybody else may do what they like.
pub const SHARE_ALL: u32 = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

/// Nobody may have it open for writing, nor open it so, while this handle lives.
pub const SHARE_NO_WRITER: u32 = FILE_SHARE_READ | FILE_SHARE_DELETE;

/// A failed native call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status(pub NTSTATUS);

impl Status {
    /// The call, or this class of information, is not known to this file system or this Windows.
    pub fn is_unknown_call(self) -> bool {
        matches!(
            self.0,
            STATUS_INVALID_INFO_CLASS
                | STATUS_NOT_IMPLEMENTED
                | STATUS_NOT_SUPPORTED
                | STATUS_INVALID_PARAMETER
                | STATUS_INVALID_DEVICE_REQUEST
        )
    }
}

impl From<Status> for io::Error {
    fn from(status: Status) -> Self {
        // SAFETY: the call takes an integer and returns one.
        let code = unsafe { RtlNtStatusToDosError(status.0) };
        io::Error::from_raw_os_error(code as i32)
    }
}

fn checked(status: NTSTATUS) -> Result<(), Status> {
    if status >= 0 { Ok(()) } else { Err(Status(status)) }
}

/// How an entry is opened.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    /// What the handle is for.
    pub access: u32,
    /// What others may do meanwhile.
    pub share: u32,
    /// Whether it is made, or must be there.
    pub disposition: u32,
    /// `FILE_…` options beside those that every handle has.
    pub options: u32,
    /// Attributes of a new file.
    pub attributes: u32,
}

impl Open {
    /// An entry that is there, itself and not what it leads to.
    pub const fn existing(access: u32) -> Self {
        Self {
            access,
            share: SHARE_ALL,
            disposition: wdk::FILE_OPEN,
            options: wdk::FILE_OPEN_REPARSE_POINT,
            attributes: 0,
        }
    }

    /// The same with these options too.
    pub const fn with(self, options: u32) -> Self {
        Self { options: self.options | options, ..self }
    }
}

/// Refuses what is no name of a single entry: a path, or a stream.
pub fn check_name(name: &OsStr) -> io::Result<Vec<u16>> {
    let wide: Vec<u16> = name.encode_wide().collect();
    let is_special = |unit: &u16| matches!(*unit, 0x2f | 0x3a | 0x5c | 0);
    if wide.is_empty() || name == "." || name == ".." || wide.iter().any(is_special) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not the name of a single entry"));
    }
    Ok(wide)
}

/// Opens what has this name below a handle; an empty name is the handle's own file, opened once more.
pub fn open_at(root: BorrowedHandle<'_>, name: &[u16], how: Open) -> Result<OwnedHandle, Status> {
    open_with(root, name, how, None)
}

/// The same for something new, which has this security descriptor from the beginning.
pub fn open_with(
    root: BorrowedHandle<'_>,
    name: &[u16],
    how: Open,
    descriptor: Option<&Buffer>,
) -> Result<OwnedHandle, Status> {
    let bytes = u16::try_from(name.len() * 2).map_err(|_| Status(STATUS_INVALID_PARAMETER))?;
    let object = UNICODE_STRING { Length: bytes, MaximumLength: bytes, Buffer: name.as_ptr().cast_mut() };
    let attributes = OBJECT_ATTRIBUTES {
        Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
        RootDirectory: root.as_raw_handle(),
        ObjectName: &object,
        Attributes: OBJ_CASE_INSENSITIVE,
        SecurityDescriptor: descriptor.map_or(null(), |descriptor| descriptor.bytes().as_ptr().cast()),
        SecurityQualityOfService: null(),
    };
    let (mut handle, mut io) = (null_mut(), IO_STATUS_BLOCK::default());
    // SAFETY: the attributes point at a string, and at a whole security descriptor or none, that live until the call
    // returns, and which it only reads; the root is an open handle; the results are written to variables of the right types.
    let status = unsafe {
        wdk::NtCreateFile(
            &mut handle,
            how.access | windows_sys::Win32::Storage::FileSystem::SYNCHRONIZE,
            &attributes,
            &mut io,
            null(),
            how.attributes,
            how.share,
            how.disposition,
            how.options | wdk::FILE_SYNCHRONOUS_IO_NONALERT | wdk::FILE_OPEN_FOR_BACKUP_INTENT,
            null(),
            0,
        )
    };
    checked(status)?;
    // SAFETY: the call succeeded, so the handle is open, and nobody else has it.
    Ok(unsafe { OwnedHandle::from_raw_handle(handle) })
}

/// Opens the handle's own file or directory once more, for something else.
pub fn reopen(handle: BorrowedHandle<'_>, access: u32) -> Result<OwnedHandle, Status> {
    open_at(handle, &[], Open::existing(access))
}

/// Opens a path, following links in it unless told to open a link itself in its last component.
pub fn open_path(path: &Path, access: u32, link_itself: bool) -> io::Result<OwnedHandle> {
    let wide = to_wide(path.as_os_str())?;
    let flags = FILE_FLAG_BACKUP_SEMANTICS | if link_itself { FILE_FLAG_OPEN_REPARSE_POINT } else { 0 };
    // SAFETY: the path ends with a zero and lives until the call returns; no other pointer is handed over.
    let handle =
        unsafe { CreateFileW(wide.as_ptr(), access, SHARE_ALL, null(), OPEN_EXISTING, flags, null_mut()) };
    if handle == INVALID_HANDLE_VALUE {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the call succeeded, so the handle is open, and nobody else has it.
    Ok(unsafe { OwnedHandle::from_raw_handle(handle) })
}

/// UTF-16 with a zero at its end.
pub fn to_wide(text: &OsStr) -> io::Result<Vec<u16>> {
    let mut wide: Vec<u16> = text.encode_wide().collect();
    if wide.contains(&0) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it has a zero character in it"));
    }
    wide.push(0);
    Ok(wide)
}

/// The text up to the first zero.
pub fn from_wide(wide: &[u16]) -> OsString {
    let length = wide.iter().position(|unit| *unit == 0).unwrap_or(wide.len());
    OsString::from_wide(&wide[..length])
}

/// Structures of the native interface that hold nothing but integers: every pattern of bits is one.
///
/// # Safety
///
/// Only for `repr(C)` structures of integers without references, of which any bytes make a value; Rust's `bool` is
/// none of them.
pub unsafe trait Plain: Copy {}

macro_rules! plain {
    ($($structure:ty),* $(,)?) => {
        // SAFETY: integers only, or unions of them.
        $(unsafe impl Plain for $structure {})*
    };
}

/// `FILE_STANDARD_INFORMATION` without Rust's idea of a boolean.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Standard {
    pub allocation_size: i64,
    pub end_of_file: i64,
    pub links: u32,
    pub delete_pending: u8,
    pub directory: u8,
}

/// `FILE_ATTRIBUTE_TAG_INFORMATION`.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct AttributeTag {
    pub attributes: u32,
    pub tag: u32,
}

plain!(
    Standard,
    AttributeTag,
    wdk::FILE_BASIC_INFORMATION,
    wdk::FILE_INTERNAL_INFORMATION,
    wdk::FILE_DISPOSITION_INFORMATION_EX,
    u8,
);

/// Asks for information of a fixed size.
pub fn query<T: Plain>(handle: BorrowedHandle<'_>, class: i32) -> Result<T, Status> {
    let (mut value, mut io) = (MaybeUninit::<T>::zeroed(), IO_STATUS_BLOCK::default());
    // SAFETY: the buffer is as long as is said, and the handle is open.
    let status = unsafe {
        wdk::NtQueryInformationFile(
            handle.as_raw_handle(),
            &mut io,
            value.as_mut_ptr().cast(),
            size_of::<T>() as u32,
            class,
        )
    };
    checked(status)?;
    // SAFETY: it was zeroed, and any bytes make a `Plain` value.
    Ok(unsafe { value.assume_init() })
}

/// A buffer that the native interface's structures may be read from: it is aligned as they are.
pub struct Buffer(Vec<u64>);

impl Buffer {
    /// One of at least this many bytes.
    pub fn new(bytes: usize) -> Self {
        Self(vec![0; bytes.div_ceil(8)])
    }

    fn length(&self) -> u32 {
        u32::try_from(self.0.len() * 8).unwrap_or(u32::MAX)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: any eight bytes of an integer are bytes, and the length is the vector's.
        unsafe { std::slice::from_raw_parts(self.0.as_ptr().cast(), self.0.len() * 8) }
    }

    /// Its bytes, to be written to.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: any eight bytes are an integer, the length is the vector's, and it is borrowed for as long.
        unsafe { std::slice::from_raw_parts_mut(self.0.as_mut_ptr().cast(), self.0.len() * 8) }
    }

    /// Where it begins.
    pub fn as_mut_ptr(&mut self) -> *mut core::ffi::c_void {
        self.0.as_mut_ptr().cast()
    }
}

/// Little-endian integers out of a structure that was read; nothing beyond its end.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// The same, of 64 bits.
pub fn i64_at(bytes: &[u8], at: usize) -> Option<i64> {
    Some(i64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// The same, of 16 bits.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// UTF-16 out of a structure that was read.
pub fn text_at(bytes: &[u8], at: usize, length: usize) -> Option<Vec<u16>> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect())
}

/// How large what a query says may become, in bytes.
const LARGEST: usize = 4 << 20;

/// Asks for information of any size; what was written, and how many bytes of it.
pub fn query_long(handle: BorrowedHandle<'_>, class: i32) -> Result<Vec<u8>, Status> {
    grown(|buffer, io| {
        // SAFETY: the buffer is as long as is said, and the handle is open.
        unsafe {
            wdk::NtQueryInformationFile(
                handle.as_raw_handle(),
                io,
                buffer.as_mut_ptr(),
                buffer.length(),
                class,
            )
        }
    })
}

/// Asks for information on the volume.
pub fn query_volume(handle: BorrowedHandle<'_>, class: i32) -> Result<Vec<u8>, Status> {
    grown(|buffer, io| {
        // SAFETY: the buffer is as long as is said, and the handle is open.
        unsafe {
            wdk::NtQueryVolumeInformationFile(
                handle.as_raw_handle(),
                io,
                buffer.as_mut_ptr(),
                buffer.length(),
                class,
            )
        }
    })
}

fn grown(mut call: impl FnMut(&mut Buffer, &mut IO_STATUS_BLOCK) -> NTSTATUS) -> Result<Vec<u8>, Status> {
    let mut size = 1024;
    loop {
        let (mut buffer, mut io) = (Buffer::new(size), IO_STATUS_BLOCK::default());
        match call(&mut buffer, &mut io) {
            STATUS_BUFFER_OVERFLOW | STATUS_BUFFER_TOO_SMALL | STATUS_INFO_LENGTH_MISMATCH
                if size < LARGEST =>
            {
                size *= 4;
            }
            status => {
                checked(status)?;
                let written = io.Information.min(buffer.bytes().len());
                return Ok(buffer.bytes()[..written].to_vec());
            }
        }
    }
}

/// Reads the next names of a directory into a buffer; `None` after the last.
pub fn read_directory(
    handle: BorrowedHandle<'_>,
    class: i32,
    buffer: &mut Buffer,
    restart: bool,
) -> Result<Option<usize>, Status> {
    let mut io = IO_STATUS_BLOCK::default();
    // SAFETY: the buffer is as long as is said, the handle is open for synchronous calls, and no routine, event or
    // pattern is handed over.
    let status = unsafe {
        wdk::NtQueryDirectoryFile(
            handle.as_raw_handle(),
            null_mut(),
            None,
            null(),
            &mut io,
            buffer.as_mut_ptr(),
            buffer.length(),
            class,
            false,
            null(),
            restart,
        )
    };
    if status == STATUS_NO_MORE_FILES {
        return Ok(None);
    }
    checked(status)?;
    Ok(Some(io.Information.min(buffer.bytes().len())))
}

/// Sets information.
pub fn set<T: Plain>(handle: BorrowedHandle<'_>, value: &T, class: i32) -> Result<(), Status> {
    let mut io = IO_STATUS_BLOCK::default();
    // SAFETY: the buffer is as long as is said and only read, and the handle is open.
    let status = unsafe {
        wdk::NtSetInformationFile(
            handle.as_raw_handle(),
            &mut io,
            std::ptr::from_ref(value).cast(),
            size_of::<T>() as u32,
            class,
        )
    };
    checked(status)
}

/// Renames or links a file to a name in another directory: the structure of both is the same, flags first.
pub fn set_name(
    handle: BorrowedHandle<'_>,
    flags: u32,
    directory: BorrowedHandle<'_>,
    name: &[u16],
    class: i32,
) -> Result<(), Status> {
    // `FILE_RENAME_INFORMATION` and `FILE_LINK_INFORMATION`: flags at 0, the directory's handle at 8, the name's length in
    // bytes at 16, the name from 20 on. A structure shorter than its declared size is refused.
    const NAME: usize = 20;
    let length = NAME + name.len() * 2;
    let mut buffer = Buffer::new(length.max(size_of::<wdk::FILE_RENAME_INFORMATION>()) + 2);
    let bytes = buffer.bytes_mut();
    bytes[..4].copy_from_slice(&flags.to_le_bytes());
    bytes[8..16].copy_from_slice(&(directory.as_raw_handle() as usize as u64).to_le_bytes());
    bytes[16..20].copy_from_slice(&((name.len() * 2) as u32).to_le_bytes());
    for (at, unit) in name.iter().enumerate() {
        bytes[NAME + at * 2..][..2].copy_from_slice(&unit.to_le_bytes());
    }
    let said = length.max(size_of::<wdk::FILE_RENAME_INFORMATION>()) as u32;
    let mut io = IO_STATUS_BLOCK::default();
    // SAFETY: the buffer is at least as long as is said and only read, and both handles are open.
    let status = unsafe {
        wdk::NtSetInformationFile(handle.as_raw_handle(), &mut io, buffer.as_mut_ptr(), said, class)
    };
    checked(status)
}

/// A control call to the file system; how many bytes of `output` it wrote.
pub fn control(
    handle: BorrowedHandle<'_>,
    code: u32,
    input: &[u8],
    output: &mut [u8],
) -> Result<usize, Status> {
    let mut io = IO_STATUS_BLOCK::default();
    // SAFETY: both buffers are as long as is said, the first is only read, and the handle is open for synchronous calls.
    let status = unsafe {
        wdk::NtFsControlFile(
            handle.as_raw_handle(),
            null_mut(),
            None,
            null(),
            &mut io,
            code,
            input.as_ptr().cast(),
            input.len() as u32,
            output.as_mut_ptr().cast(),
            output.len() as u32,
        )
    };
    match status {
        // There is more; what fits was written.
        STATUS_BUFFER_OVERFLOW => Ok(io.Information.min(output.len())),
        status => checked(status).map(|()| io.Information.min(output.len())),
    }
}

/// Makes what was written through a handle, or to its volume, durable.
pub fn flush(handle: BorrowedHandle<'_>) -> Result<(), Status> {
    let mut io = IO_STATUS_BLOCK::default();
    // SAFETY: the handle is open, and the result is written to a variable of the right type.
    checked(unsafe { wdk::NtFlushBuffersFile(handle.as_raw_handle(), &mut io) })
}
