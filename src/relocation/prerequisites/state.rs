//! Whether a relocation can be remembered: without that, there is no way back.

use std::io::{self, Write};
use std::path::Path;

use super::{Check, Found, Places, amount, verdict};
use crate::platform::Dir;
use crate::platform::fault::point;
use crate::relocation::probe::Probe;

/// Bytes that a package takes in what is remembered: its name and where it came from.
const PACKAGE: u64 = 56;

/// Bytes that the rest takes.
const REST: u64 = 4096;

impl Places<'_> {
    /// Found out by writing as much as will be written, next to where that will be.
    pub(super) fn state(&self, found: &Found) -> Check {
        let state = self.request.state;
        let is_remembered = self.request.relocation.is_some();
        let copy = REST + found.sizes.len() as u64 * PACKAGE;
        // What is remembered is replaced as a whole: for a moment there are two of it.
        let bytes = if is_remembered { copy } else { 2 * copy };
        let folder = state.join("relocations");
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        // A killed check may have looked before these folders were there.
        for above in folder.ancestors().take(3) {
            if let Ok(dir) = Dir::open_root(above) {
                Probe::sweep(&dir);
            }
        }
        let (place, tried) = match nearest(&folder) {
            Some(place) => (place, Dir::open_root(place).and_then(|dir| try_to_write(&dir, bytes))),
            None => (state, Err(io::ErrorKind::NotFound.into())),
        };
        let problem = tried.err().map(|error| {
            let place = place.display();
            format!(
                "what a relocation has done is remembered in '{}', and {} cannot be written at '{place}': {error}",
                state.display(),
                amount(bytes)
            )
        });
        let detail = format!("'{}' can be written to, {} at least", state.display(), amount(bytes));
        let hint = "make it writable and make room there, or name another folder with `SMPCTL_STATE_DIR`";
        verdict("state", problem.into_iter().collect(), detail, hint)
    }
}

/// The folder itself, or the nearest above it that exists; what stands there may be no folder, which opening it says.
fn nearest(path: &Path) -> Option<&Path> {
    path.ancestors().find(|above| above.symlink_metadata().is_ok())
}

fn try_to_write(dir: &Dir, bytes: u64) -> io::Result<()> {
    let probe = Probe::new(dir)?;
    probe.with_file(|file| {
        let chunk = vec![b' '; usize::try_from(bytes).unwrap_or(usize::MAX).min(1 << 20)];
        let mut left = bytes;
        while left > 0 {
            let length = left.min(chunk.len() as u64);
            point("write")?;
            file.write_all(&chunk[..length as usize])?;
            left -= length;
        }
        // Where room is found only when it is used.
        point("fsync")?;
        file.sync_data()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_tried_where_it_will_be_and_leaves_nothing() {
        let keep = tempfile::tempdir().unwrap();
        let deep = keep.path().join("not/there/yet");
        assert_eq!(nearest(&deep), Some(keep.path()));
        let dir = Dir::open_root(keep.path()).unwrap();
        try_to_write(&dir, 3 << 20).unwrap();
        let file = keep.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(Dir::open_root(nearest(&file.join("relocations")).unwrap()).is_err());
        std::fs::remove_file(&file).unwrap();
        assert!(dir.entries().unwrap().is_empty());
    }
}
