//! Why a package stays where it is.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::platform::{MetadataError, Property};

/// Why one package could not be moved. It is whole where it was, and reachable through its link.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// Somebody could still write to a file of it.
    #[error("{} is open for writing by another process", Quoted(.0))]
    OpenForWriting(PathBuf),
    /// It is not what it was when it was copied.
    #[error("{} changed while the package was being moved", Quoted(.0))]
    Changed(PathBuf),
    /// It stands in both places, and the two differ.
    #[error("conflict: it stands in both places, and they differ in {}: compare {} with {}, and remove or rename the one that is wrong", Quoted(.difference), Quoted(.here), Quoted(.there))]
    Conflict {
        /// The first difference, within the package.
        difference: PathBuf,
        /// One place.
        here: PathBuf,
        /// The other.
        there: PathBuf,
    },
    /// Something that is no package stands in its way.
    #[error("conflict: {} is in the way; remove or rename it", Quoted(.0))]
    InTheWay(PathBuf),
    /// Several stores have a package of this name.
    #[error("it stands in {} as well: remove one of them, or choose with `--on-duplicate prefer-from`", Quoted(.0))]
    Duplicate(PathBuf),
    /// It holds something that belongs to another file system.
    #[error("{} is a mount point or a volume of its own; unmount it, or move it out of the package", Quoted(.0))]
    MountPoint(PathBuf),
    /// It holds something that the file system will not let go.
    #[error("{} is marked immutable or append-only; clear that with `chattr -ia`", Quoted(.0))]
    Immovable(PathBuf),
    /// It belongs to another account, or this one has no right to it.
    #[error("this account may not {doing} {}, which belongs to {owner}: {remedy}", Quoted(.path))]
    NotAllowed {
        /// What this account may not do.
        doing: &'static str,
        /// With which entry.
        path: PathBuf,
        /// Whose it is, for people.
        owner: String,
        /// What to do.
        remedy: String,
    },
    /// It is of a kind that can be neither read nor copied.
    #[error("{} {why}", Quoted(.path))]
    Refused {
        /// Which entry.
        path: PathBuf,
        /// What it is.
        why: &'static str,
    },
    /// It is nested too deeply.
    #[error("{} is nested deeper than {limit} directories", Quoted(.path))]
    TooDeep {
        /// Where the limit was met.
        path: PathBuf,
        /// How deep a package may be.
        limit: usize,
    },
    /// The new place has no room for it.
    #[error("no room: it needs {needed} bytes, and the new volume has {free} left")]
    NoRoom {
        /// Bytes the package occupies.
        needed: u64,
        /// Bytes free on the volume.
        free: u64,
    },
    /// The copy is not what was read.
    #[error("the copy of {} does not match the original; the volume it is on needs a look", Quoted(.0))]
    CopyDiffers(PathBuf),
    /// The new volume, or the account, cannot keep something of it.
    #[error("the new volume, or this account there, cannot hold the {} of {} ({source}); accept that with `--lossy {}`", .property.name(), Quoted(.path), .property.name())]
    CannotHold {
        /// What cannot be held.
        property: Property,
        /// Of which entry.
        path: PathBuf,
        /// What the volume said.
        source: io::Error,
    },
    /// The new volume took something of it, and did not keep it.
    #[error("the new volume did not keep the {} of {}; accept that with `--lossy {}`", .0.name(), Quoted(.1), .0.name())]
    NotKept(Property, PathBuf),
    /// Neither place has it.
    #[error("its original is missing: neither {} nor {} holds it", Quoted(.here), Quoted(.there))]
    OriginalMissing {
        /// Where it should have come from.
        here: PathBuf,
        /// Where it should have gone.
        there: PathBuf,
    },
    /// Somebody worked on in the original after its copy had taken over.
    #[error("it was moved, but {} was put into the original or changed there afterwards: take what is needed out of {}, and remove that", Quoted(.what), Quoted(.path))]
    LeftBehind {
        /// What the copy does not have, within the package.
        what: PathBuf,
        /// Where the rest of the original is.
        path: PathBuf,
    },
    /// One of the stores was unmounted, or something else was mounted over it.
    #[error("the store {} is no longer where it was; mount it again", Quoted(.0))]
    StoreGone(PathBuf),
    /// It would have to be copied, and that was not asked for.
    #[error("it is on another volume, and `--transfer rename` does not copy")]
    OtherVolume,
    /// The attempt was told to stop before its turn came, or during it.
    #[error("stopped before it was moved")]
    Stopped,
    /// Writing to the volume failed, so nothing written since the last success is trusted.
    #[error("the new volume could not make its copy durable: {0}")]
    NotDurable(String),
    /// A call failed.
    #[error("cannot {doing} {}: {source}", Quoted(.path))]
    Io {
        /// What was tried.
        doing: &'static str,
        /// With what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl Reason {
    /// Why a copy could not be given its metadata.
    pub fn metadata(path: &Path) -> impl FnOnce(MetadataError) -> Self {
        move |error| match error {
            MetadataError::CannotHold(property, source) => {
                Reason::CannotHold { property, path: path.to_owned(), source }
            }
            MetadataError::Io(source) => {
                Reason::Io { doing: "set the metadata of the new", path: path.to_owned(), source }
            }
        }
    }

    /// Turns a failed call into a reason: `result.map_err(Reason::io("open", &path))`.
    pub fn io<'a>(doing: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> Self + 'a {
        move |source| Reason::Io { doing, path: path.to_owned(), source }
    }
}

/// A path between single quotes, with control characters escaped, as Rust would write them.
struct Quoted<'a>(&'a Path);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("'")?;
        for c in self.0.to_string_lossy().chars() {
            if c.is_control() { write!(f, "{}", c.escape_default())? } else { write!(f, "{c}")? }
        }
        f.write_str("'")
    }
}
