//! How long a relocation will take, from reading and writing a little.

use std::io::{self, Read, Write};
use std::time::{Duration, Instant};

use super::{Found, Places};
use crate::platform;
use crate::relocation::probe::Probe;
use crate::relocation::progress::StopRequest;
use crate::relocation::store::Store;
use crate::relocation::survey::StoreSurvey;

impl Places<'_> {
    /// How long it will take, from reading and writing a little; `None` where that fails.
    ///
    /// Takes a second or two at most.
    pub(super) fn estimate(&self, surveys: &[StoreSurvey], found: &Found, stop: &StopRequest) -> Option<u64> {
        let entries = found.copied.files + found.copied.directories;
        if entries == 0 {
            // A rename and two links a package.
            return Some(found.sizes.len() as u64 / 1000);
        }
        let probe = Probe::new(&self.place.root).ok()?;
        let per_byte_written = measure_writing(&probe, stop).ok()?;
        let per_file = measure_files(&probe, stop).ok()?;
        drop(probe);
        let read = surveys.iter().zip(&self.stores).zip(&self.one_volume).filter(|(_, one)| !**one);
        let per_byte_read =
            read.filter_map(|((survey, store), _)| measure_reading(survey, store, stop)).reduce(f64::max)?;
        let seconds = found.copied.bytes as f64 * (per_byte_written + per_byte_read)
            + entries as f64 * per_file * HANDLING;
        seconds.is_finite().then_some(seconds.ceil() as u64)
    }
}

/// How much is read and written to measure it, at most, in bytes.
const SAMPLE: u64 = 8 << 20;

/// How long each of the measurements may take, as far as single calls allow.
const PATIENCE: Duration = Duration::from_millis(400);

/// How many small files are made to measure what one costs, at most.
const SMALL_FILES: u32 = 64;

/// How often a file is handled during its move, against making it once: it is found, read, made, compared, and
/// its original is removed. Measured with some ten thousand small files between ext4 and xfs.
const HANDLING: f64 = 2.0;

/// Seconds that it takes to write a byte, durably.
fn measure_writing(probe: &Probe<'_>, stop: &StopRequest) -> io::Result<f64> {
    // No zeros: a volume that compresses would be done too soon.
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let chunk: Vec<u8> = std::iter::repeat_with(|| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as u8
    })
    .take(1 << 20)
    .collect();
    probe.with_file(|file| {
        let began = Instant::now();
        let mut written = 0;
        while written < SAMPLE && began.elapsed() < PATIENCE && !stop.is_requested() {
            file.write_all(&chunk)?;
            written += chunk.len() as u64;
        }
        file.sync_data()?;
        Ok(began.elapsed().as_secs_f64() / written.max(1) as f64)
    })
}

/// Seconds that it takes to make one more small file.
fn measure_files(probe: &Probe<'_>, stop: &StopRequest) -> io::Result<f64> {
    let began = Instant::now();
    let mut made = 0;
    while made < SMALL_FILES && began.elapsed() < PATIENCE && !stop.is_requested() {
        probe.with_file(|file| file.write_all(b"smpctl"))?;
        made += 1;
    }
    probe.dir().sync()?;
    Ok(began.elapsed().as_secs_f64() / f64::from(made.max(1)))
}

/// Seconds that it takes to read a byte of the store's largest file; `None` if it cannot be read.
fn measure_reading(survey: &StoreSurvey, store: &Store, stop: &StopRequest) -> Option<f64> {
    let Some((package, path, _)) = &survey.largest_file else { return Some(0.0) };
    let mut dir = store.root.open_dir(package.as_os_str()).ok()?;
    for component in path.parent()?.components() {
        dir = dir.open_dir(component.as_os_str()).ok()?;
    }
    let mut file = dir.open_file(path.file_name()?).ok()?;
    platform::drop_from_cache(&file);
    let mut buffer = vec![0; 1 << 20];
    let began = Instant::now();
    let mut done = 0;
    while done < SAMPLE && began.elapsed() < PATIENCE && !stop.is_requested() {
        match file.read(&mut buffer).ok()? {
            0 => break,
            length => done += length as u64,
        }
    }
    Some(began.elapsed().as_secs_f64() / done.max(1) as f64)
}
