//! Alternate streams: what an entry has under names of their own beside its content.

use std::ffi::{CString, OsStr, OsString};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::windows::ffi::{OsStrExt, OsStringExt};
use std::os::windows::io::BorrowedHandle;

use sha2::{Digest, Sha256};
use windows_sys::Wdk::Storage::FileSystem as wdk;
use windows_sys::Win32::Foundation::STATUS_NO_MORE_FILES;
use windows_sys::Win32::Storage::FileSystem::{FILE_GENERIC_READ, FILE_GENERIC_WRITE};

use super::super::fault::point;
use super::directory::ExtendedAttributes;
use super::nt::{self, Open, Status, i64_at, text_at, u32_at};

/// What the names of these attributes begin with.
const PREFIX: &[u8] = b"stream:";

/// Streams up to this size are kept in memory, so that they can be written without the original; of larger ones their
/// size and a hash are known.
const KEPT: u64 = 64 * 1024;

const WHOLE: u8 = 0;
const HASHED: u8 = 1;

/// Whether an attribute is a stream.
pub fn is_stream(attribute: &std::ffi::CStr) -> bool {
    attribute.to_bytes().starts_with(PREFIX)
}

/// The streams of an open file or directory, as attributes.
pub fn attributes(handle: BorrowedHandle<'_>) -> io::Result<ExtendedAttributes> {
    let mut found = Vec::new();
    for (name, size) in list(handle)? {
        let mut stream = open(handle, &name, Open::existing(FILE_GENERIC_READ))?;
        let value = if size <= KEPT {
            let mut value = vec![WHOLE];
            stream.read_to_end(&mut value)?;
            value
        } else {
            let (mut hasher, mut length) = (Sha256::new(), 0_u64);
            let mut buffer = vec![0; 1 << 18];
            loop {
                let read = stream.read(&mut buffer)?;
                if read == 0 {
                    break;
                }
                hasher.update(&buffer[..read]);
                length += read as u64;
            }
            [&[HASHED], length.to_le_bytes().as_slice(), hasher.finalize().as_slice()].concat()
        };
        found.push((attribute_name(&name)?, value));
    }
    Ok(found)
}

/// Gives an open file or directory a stream that is an attribute. Of a large one the content is not known: a file has got
/// it with its own content.
pub fn set(handle: BorrowedHandle<'_>, attribute: &std::ffi::CStr, value: &[u8]) -> io::Result<()> {
    let name = stream_name(attribute).ok_or(io::ErrorKind::InvalidInput)?;
    let Some((&WHOLE, content)) = value.split_first() else {
        let there = list(handle)?.into_iter().any(|(found, _)| found == name);
        return match there {
            true => Ok(()),
            false => Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "a stream of a folder is larger than 64 KiB, which smpctl does not copy",
            )),
        };
    };
    point("NtCreateFile(stream)")?;
    let how = Open { disposition: wdk::FILE_OVERWRITE_IF, options: 0, ..Open::existing(FILE_GENERIC_WRITE) };
    let mut stream = open(handle, &name, how)?;
    point("NtWriteFile(stream)")?;
    stream.write_all(content)
}

/// Copies the streams of one file to another, which has none. `copied` is told the bytes of each step.
pub fn copy(
    from: BorrowedHandle<'_>,
    to: BorrowedHandle<'_>,
    copied: &mut dyn FnMut(u64) -> io::Result<()>,
) -> io::Result<()> {
    let mut buffer = Vec::new();
    for (name, size) in list(from)? {
        // Small ones are written with the metadata.
        if size <= KEPT {
            continue;
        }
        let mut source = open(from, &name, Open::existing(FILE_GENERIC_READ))?;
        point("NtCreateFile(stream)")?;
        let how =
            Open { disposition: wdk::FILE_OVERWRITE_IF, options: 0, ..Open::existing(FILE_GENERIC_WRITE) };
        let mut target = open(to, &name, how)?;
        buffer.resize(1 << 20, 0);
        loop {
            let length = source.read(&mut buffer)?;
            if length == 0 {
                break;
            }
            point("NtWriteFile(stream)")?;
            target.write_all(&buffer[..length])?;
            copied(length as u64)?;
        }
    }
    Ok(())
}

fn open(handle: BorrowedHandle<'_>, name: &OsStr, how: Open) -> io::Result<File> {
    // Relative to the file itself, so that it is a stream of this file and no other.
    let path: Vec<u16> = [u16::from(b':')].into_iter().chain(name.encode_wide()).collect();
    Ok(nt::open_at(handle, &path, how)?.into())
}

/// The names and sizes of all streams but the content itself.
fn list(handle: BorrowedHandle<'_>) -> io::Result<Vec<(OsString, u64)>> {
    let bytes = match nt::query_long(handle, wdk::FileStreamInformation) {
        // A file system without streams, or an entry without any.
        Err(status) if status.is_unknown_call() || status == Status(STATUS_NO_MORE_FILES) => {
            return Ok(Vec::new());
        }
        other => other?,
    };
    Ok(parse(&bytes))
}

fn parse(bytes: &[u8]) -> Vec<(OsString, u64)> {
    let mut found = Vec::new();
    let mut at = 0;
    // Offset of the next, the name's length in bytes, size, size on disk, the name: `:NAME:$DATA`.
    while let (Some(step), Some(length), Some(size)) =
        (u32_at(bytes, at), u32_at(bytes, at + 4), i64_at(bytes, at + 8))
    {
        let Some(name) = text_at(bytes, at + 24, length as usize) else { break };
        let name = OsString::from_wide(&name);
        let text = name.as_encoded_bytes();
        let own = text.strip_prefix(b":").and_then(|rest| rest.strip_suffix(b":$DATA"));
        if own.is_some_and(|own| !own.is_empty()) {
            let units: Vec<u16> = name.encode_wide().collect();
            found.push((OsString::from_wide(&units[1..units.len() - 6]), u64::try_from(size).unwrap_or(0)));
        }
        if step == 0 {
            break;
        }
        at += step as usize;
    }
    found
}

/// The attribute's name: the stream's, each unit of UTF-16 as four hexadecimal digits, for it may be no valid Unicode.
fn attribute_name(name: &OsStr) -> io::Result<CString> {
    let mut text = PREFIX.to_vec();
    for unit in name.encode_wide() {
        text.extend(format!("{unit:04x}").bytes());
    }
    Ok(CString::new(text)?)
}

fn stream_name(attribute: &std::ffi::CStr) -> Option<OsString> {
    let digits = attribute.to_bytes().strip_prefix(PREFIX)?;
    let unit = |four: &[u8]| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok();
    Some(OsString::from_wide(&digits.chunks(4).map(unit).collect::<Option<Vec<_>>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::windows::io::AsHandle;

    #[test]
    fn names_are_read_and_kept_whatever_they_are() {
        let entry = |name: &str, size: i64, last: bool| {
            let name: Vec<u8> = OsStr::new(name).encode_wide().flat_map(u16::to_le_bytes).collect();
            let length = (24 + name.len()).next_multiple_of(8);
            let mut bytes = if last { 0_u32 } else { length as u32 }.to_le_bytes().to_vec();
            bytes.extend((name.len() as u32).to_le_bytes());
            bytes.extend(size.to_le_bytes());
            bytes.extend(size.to_le_bytes());
            bytes.extend(&name);
            bytes.resize(length, 0);
            bytes
        };
        let bytes = [entry("::$DATA", 5, false), entry(":Zone.Identifier:$DATA", 26, true)].concat();
        assert_eq!(parse(&bytes), [("Zone.Identifier".into(), 26)]);
        assert_eq!(parse(&bytes[..30]), []);
        let odd = OsString::from_wide(&[0x41, 0xd800, 0x20ac]);
        assert_eq!(stream_name(&attribute_name(&odd).unwrap()), Some(odd));
        assert!(is_stream(&attribute_name(OsStr::new("x")).unwrap()));
    }

    #[test]
    fn streams_are_written_and_read_where_the_volume_has_them() {
        let keep = tempfile::tempdir().unwrap();
        let (one, two) = (keep.path().join("one"), keep.path().join("two"));
        let named = |name: &str| OsString::from(format!("{}:{name}", one.display()));
        std::fs::write(&one, "content").unwrap();
        if std::fs::write(named("small"), "a little").is_err() || list_of(&one).is_empty() {
            // Wine keeps no streams: what is tested on Windows is that they are copied.
            return;
        }
        std::fs::write(named("large"), vec![7; 100_000]).unwrap();
        std::fs::write(&two, "content").unwrap();
        let open = |path| File::options().read(true).write(true).open(path).unwrap();
        let (from, to) = (open(&one), open(&two));
        copy(from.as_handle(), to.as_handle(), &mut |_| Ok(())).unwrap();
        for (name, value) in attributes(from.as_handle()).unwrap() {
            set(to.as_handle(), &name, &value).unwrap();
        }
        assert_eq!(attributes(from.as_handle()).unwrap(), attributes(to.as_handle()).unwrap());
    }

    fn list_of(path: &std::path::Path) -> Vec<(OsString, u64)> {
        list(File::open(path).unwrap().as_handle()).unwrap()
    }
}
