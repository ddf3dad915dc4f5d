//! Copying a file's content.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::windows::fs::FileExt;
use std::os::windows::io::AsHandle;

use windows_sys::Win32::Storage::FileSystem::{FILE_ATTRIBUTE_REPARSE_POINT, FILE_ATTRIBUTE_SPARSE_FILE};
use windows_sys::Win32::System::Ioctl::FSCTL_QUERY_ALLOCATED_RANGES;

use super::super::fault::point;
use super::super::{Stat, Steps};
use super::nt::{self, i64_at};
use super::{directory, streams};

/// How much is copied between two reports of progress, and two looks at whether to stop, in bytes.
const CHUNK: usize = 1 << 20;

/// Copies content between two volumes, through memory: what would copy inside the system, `CopyFile2`, works by path.
#[derive(Debug, Default)]
pub struct Copier {}

impl Copier {
    /// Copies the first `stat.size` bytes of `from` into the empty file `to`, holes as holes, and its large streams.
    ///
    /// Where it is not to go on, the error is of kind `Interrupted`. A source that has become shorter is `UnexpectedEof`.
    pub fn copy(&self, from: &File, to: &File, stat: &Stat, steps: &mut Steps<'_>) -> io::Result<()> {
        if stat.size > 0 {
            // All at once: the file system finds room for it in fewer pieces, and what is not written is a hole in a
            // sparse file.
            point("FileEndOfFileInformation")?;
            to.set_len(stat.size)?;
            let mut position = 0;
            for range in allocated(from, stat)? {
                steps.done(range.start - position)?;
                copy_range(from, to, range.clone(), steps)?;
                position = range.end;
            }
            steps.done(stat.size - position)?;
        }
        streams::copy(from.as_handle(), to.as_handle(), &mut |_| steps.done(0))
    }
}

/// The ranges of a file that are not holes, in order; the whole of it where that cannot be told.
fn allocated(file: &File, stat: &Stat) -> io::Result<Vec<Range<u64>>> {
    let whole = || std::iter::once(0..stat.size).collect();
    // Of a deduplicated file the holes are those of what is left here of it, not of its content.
    let found = directory::attributes(file.as_handle())?.attributes;
    if found & (FILE_ATTRIBUTE_SPARSE_FILE | FILE_ATTRIBUTE_REPARSE_POINT) != FILE_ATTRIBUTE_SPARSE_FILE {
        return Ok(whole());
    }
    let mut ranges: Vec<Range<u64>> = Vec::new();
    let mut position = 0;
    while position < stat.size {
        let input = [position.to_le_bytes(), (stat.size - position).to_le_bytes()].concat();
        let mut output = vec![0; 16 * 512];
        let length = match nt::control(file.as_handle(), FSCTL_QUERY_ALLOCATED_RANGES, &input, &mut output) {
            Err(status) if status.is_unknown_call() => return Ok(whole()),
            other => other?,
        };
        let found = output[..length].chunks_exact(16).filter_map(|entry| {
            let (start, length) = (i64_at(entry, 0)?, i64_at(entry, 8)?);
            let (start, length) = (u64::try_from(start).ok()?, u64::try_from(length).ok()?);
            Some(start.min(stat.size)..start.saturating_add(length).min(stat.size))
        });
        let before = ranges.len();
        for range in found {
            if range.start >= position && range.end > range.start {
                position = range.end;
                ranges.push(range);
            }
        }
        // As many as fit were told: there may be more.
        if ranges.len() == before || length < output.len() {
            break;
        }
    }
    Ok(ranges)
}

fn copy_range(from: &File, to: &File, range: Range<u64>, steps: &mut Steps<'_>) -> io::Result<()> {
    let mut buffer = vec![0; CHUNK.min((range.end - range.start) as usize)];
    let mut position = range.start;
    while position < range.end {
        let wanted = buffer.len().min((range.end - position) as usize);
        (steps.before)(wanted as u64);
        let length = from.seek_read(&mut buffer[..wanted], position)?;
        if length == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut rest = &buffer[..length];
        while !rest.is_empty() {
            point("NtWriteFile")?;
            match to.seek_write(rest, position)? {
                0 => return Err(io::ErrorKind::WriteZero.into()),
                written => {
                    rest = rest.get(written..).unwrap_or_default();
                    position += written as u64;
                }
            }
        }
        steps.done(length as u64)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::file_stat;
    use super::*;

    #[test]
    fn content_is_copied_with_its_holes() {
        let keep = tempfile::tempdir().unwrap();
        let make = |name: &str| {
            File::options().read(true).write(true).create_new(true).open(keep.path().join(name)).unwrap()
        };
        let (from, to) = (make("from"), make("to"));
        let sparse =
            nt::control(from.as_handle(), windows_sys::Win32::System::Ioctl::FSCTL_SET_SPARSE, &[], &mut []);
        from.seek_write(b"in the middle", 3_000_000).unwrap();
        from.set_len(5_000_001).unwrap();
        let stat = file_stat(&from).unwrap();
        let mut told = 0;
        let mut after = |bytes| {
            told += bytes;
            true
        };
        let mut steps = Steps { before: &|_| {}, after: &mut after };
        Copier::default().copy(&from, &to, &stat, &mut steps).unwrap();
        assert_eq!(told, 5_000_001, "sparse: {sparse:?}");
        let read = |name| std::fs::read(keep.path().join(name)).unwrap();
        assert!(read("from") == read("to"));
        let mut steps = Steps { before: &|_| {}, after: &mut |_| false };
        let stopped = Copier::default().copy(&from, &make("other"), &stat, &mut steps).unwrap_err();
        assert_eq!(stopped.kind(), io::ErrorKind::Interrupted);
    }
}
