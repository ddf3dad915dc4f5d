//! Copying a file's content.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::fs::{self, SeekFrom};
use rustix::io::{Errno, pread, pwrite, retry_on_intr};

use super::super::fault::point;
use super::super::{Stat, Steps};

/// How much is copied between two reports of progress, and two looks at whether to stop, in bytes.
const CHUNK: usize = 1 << 20;

/// Copies content between two volumes, by the best way they allow: sharing blocks, else inside the kernel,
/// else through memory. What a pair of volumes cannot do is found out by trying, once.
#[derive(Debug)]
pub struct Copier {
    reflink: AtomicBool,
    in_kernel: AtomicBool,
}

impl Default for Copier {
    fn default() -> Self {
        Self { reflink: AtomicBool::new(true), in_kernel: AtomicBool::new(true) }
    }
}

impl Copier {
    /// Copies the first `stat.size` bytes of `from` into the empty file `to`, holes as holes.
    ///
    /// Where it is not to go on, the error is of kind `Interrupted`. A source that has become shorter is `UnexpectedEof`.
    pub fn copy(&self, from: &File, to: &File, stat: &Stat, steps: &mut Steps<'_>) -> io::Result<()> {
        if stat.size == 0 {
            return Ok(());
        }
        if self.try_reflink(from, to, stat)? {
            return steps.done(stat.size);
        }
        if is_dense(from, stat)? {
            return self.copy_range(from, to, 0..stat.size, false, steps);
        }
        let mut position = 0;
        while position < stat.size {
            let start = match fs::seek(from, SeekFrom::Data(position)) {
                Ok(start) => start.min(stat.size),
                // Nothing but a hole up to the end.
                Err(Errno::NXIO) => stat.size,
                // This file system has holes, and does not tell of them.
                Err(Errno::INVAL | Errno::NOTSUP) => {
                    self.copy_range(from, to, position..stat.size, true, steps)?;
                    break;
                }
                Err(error) => return Err(error.into()),
            };
            steps.done(start - position)?;
            if start == stat.size {
                break;
            }
            position = fs::seek(from, SeekFrom::Hole(start))?.min(stat.size);
            self.copy_range(from, to, start..position, true, steps)?;
        }
        point("ftruncate")?;
        Ok(fs::ftruncate(to, stat.size)?)
    }

    fn try_reflink(&self, from: &File, to: &File, stat: &Stat) -> io::Result<bool> {
        if !self.reflink.load(Ordering::Relaxed) {
            return Ok(false);
        }
        point("ioctl(FICLONE)")?;
        match fs::ioctl_ficlone(to, from) {
            Ok(()) => {
                // The source may have grown meanwhile; that it changed is noticed later, as with any copy.
                if super::file_stat(to)?.size != stat.size {
                    point("ftruncate")?;
                    fs::ftruncate(to, stat.size)?;
                }
                Ok(true)
            }
            Err(Errno::XDEV | Errno::NOTSUP | Errno::NOTTY | Errno::INVAL | Errno::NOSYS) => {
                self.reflink.store(false, Ordering::Relaxed);
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Copies a range. With `skip_zeros`, blocks of zeros become holes where content goes through memory: some file
    /// systems (ntfs-3g) take their holes for data.
    fn copy_range(
        &self,
        from: &File,
        to: &File,
        range: Range<u64>,
        skip_zeros: bool,
        steps: &mut Steps<'_>,
    ) -> io::Result<()> {
        let (mut position, mut buffer) = (range.start, Vec::new());
        while position < range.end {
            let wanted = (range.end - position).min(CHUNK as u64) as usize;
            (steps.before)(wanted as u64);
            let length = match self.copy_in_kernel(from, to, position, wanted)? {
                Some(length) => length,
                None => {
                    // Once for all steps: only the last is shorter.
                    buffer.resize(buffer.len().max(wanted), 0);
                    copy_through(&mut buffer[..wanted], from, to, position, skip_zeros)?
                }
            };
            if length == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            position += length as u64;
            steps.done(length as u64)?;
        }
        Ok(())
    }

    /// Copies up to so many bytes, unless this pair of volumes cannot do it.
    fn copy_in_kernel(
        &self,
        from: &File,
        to: &File,
        position: u64,
        wanted: usize,
    ) -> io::Result<Option<usize>> {
        if !self.in_kernel.load(Ordering::Relaxed) {
            return Ok(None);
        }
        point("copy_file_range")?;
        let copied = retry_on_intr(|| {
            let (mut read_at, mut write_at) = (position, position);
            fs::copy_file_range(from, Some(&mut read_at), to, Some(&mut write_at), wanted)
        });
        match copied {
            Ok(length) => Ok(Some(length)),
            Err(Errno::XDEV | Errno::NOSYS | Errno::NOTSUP | Errno::INVAL) => {
                self.in_kernel.store(false, Ordering::Relaxed);
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether a file has no holes. That it occupies as much as it is long does not say so: space may be allocated beyond its
/// end (`fallocate --keep-size`, or by the file system for what comes).
fn is_dense(file: &File, stat: &Stat) -> io::Result<bool> {
    if stat.allocated < stat.size {
        return Ok(false);
    }
    match fs::seek(file, SeekFrom::Hole(0)) {
        Ok(hole) => Ok(hole >= stat.size),
        // It has become empty; or this file system does not tell of holes.
        Err(Errno::NXIO | Errno::INVAL | Errno::NOTSUP) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Copies up to as many bytes as the buffer has.
fn copy_through(
    buffer: &mut [u8],
    from: &File,
    to: &File,
    position: u64,
    skip_zeros: bool,
) -> io::Result<usize> {
    let length = retry_on_intr(|| pread(from, &mut *buffer, position))?;
    let bytes = &buffer[..length];
    if skip_zeros {
        for run in runs_of_data(bytes) {
            write_at(to, &bytes[run.clone()], position + run.start as u64)?;
        }
    } else {
        write_at(to, bytes, position)?;
    }
    Ok(length)
}

fn write_at(to: &File, mut bytes: &[u8], mut position: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        point("pwrite")?;
        match pwrite(to, bytes, position) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(length) => {
                bytes = bytes.get(length..).unwrap_or_default();
                position += length as u64;
            }
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// The parts of a buffer that are not blocks of zeros.
fn runs_of_data(buffer: &[u8]) -> Vec<Range<usize>> {
    const BLOCK: usize = 4096;
    static ZEROS: [u8; BLOCK] = [0; BLOCK];
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for block in buffer.chunks(BLOCK) {
        let end = start + block.len();
        if *block != ZEROS[..block.len()] {
            match runs.last_mut() {
                Some(run) if run.end == start => run.end = end,
                _ => runs.push(start..end),
            }
        }
        start = end;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::FileExt;

    #[test]
    fn each_byte_is_asked_for_once_and_told_once() {
        let memory = || File::from(fs::memfd_create("content", fs::MemfdFlags::CLOEXEC).unwrap());
        let content: Vec<u8> = (0..2 * CHUNK + 10).map(|at| (at % 251) as u8).collect();
        let from = memory();
        from.write_all_at(&content, 0).unwrap();
        let stat = super::super::file_stat(&from).unwrap();
        // Between memory and the disk nothing is copied inside the kernel.
        for (to, in_kernel) in [(memory(), true), (tempfile::tempfile().unwrap(), false)] {
            let copier = Copier::default();
            let (asked, mut told) = (std::cell::Cell::new(0), 0);
            let before = |bytes| asked.set(asked.get() + bytes);
            let mut after = |bytes| {
                told += bytes;
                true
            };
            copier.copy(&from, &to, &stat, &mut Steps { before: &before, after: &mut after }).unwrap();
            assert_eq!((asked.get(), told), (stat.size, stat.size), "in the kernel: {in_kernel}");
            assert_eq!(copier.in_kernel.load(Ordering::Relaxed), in_kernel);
            let mut copied = vec![0; content.len()];
            to.read_exact_at(&mut copied, 0).unwrap();
            assert_eq!((copied == content, to.metadata().unwrap().len()), (true, stat.size));
        }
    }

    #[test]
    fn holes_stay_holes_wherever_space_is_allocated() {
        const SIZE: u64 = 8 << 20;
        // Where data is, and what is allocated beyond the end.
        for (data, beyond) in [(0, 0), (0, 2 * SIZE), (SIZE / 2, 2 * SIZE), (SIZE - 4096, 2 * SIZE)] {
            let (from, to) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
            from.write_all_at(b"data", data).unwrap();
            from.set_len(SIZE).unwrap();
            if beyond > 0 {
                match fs::fallocate(&from, fs::FallocateFlags::KEEP_SIZE, SIZE, beyond) {
                    Err(Errno::NOTSUP) => continue,
                    other => other.unwrap(),
                }
            }
            let stat = super::super::file_stat(&from).unwrap();
            assert!(beyond == 0 || stat.allocated >= stat.size);
            for copier in
                [Copier::default(), Copier { in_kernel: AtomicBool::new(false), ..Copier::default() }]
            {
                to.set_len(0).unwrap();
                let mut steps = Steps { before: &|_| {}, after: &mut |_| true };
                copier.copy(&from, &to, &stat, &mut steps).unwrap();
                let copy = super::super::file_stat(&to).unwrap();
                assert_eq!(copy.size, SIZE);
                // A copy by sharing blocks may have what is allocated beyond the end too.
                if !copier.reflink.load(Ordering::Relaxed) {
                    assert!(copy.allocated < SIZE / 4, "data at {data}: {} allocated", copy.allocated);
                }
                let mut found = [0; 4];
                to.read_exact_at(&mut found, data).unwrap();
                assert_eq!(&found, b"data");
            }
        }
    }

    #[test]
    fn blocks_of_zeros_are_left_out() {
        let mut buffer = vec![0; 5 * 4096 + 10];
        assert!(runs_of_data(&buffer).is_empty());
        for at in [4096, 2 * 4096 + 5, 5 * 4096 + 9] {
            buffer[at] = 1;
        }
        assert_eq!(runs_of_data(&buffer), [4096..3 * 4096, 5 * 4096..5 * 4096 + 10]);
    }
}
