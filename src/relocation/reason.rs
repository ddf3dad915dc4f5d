//! Why a package stays where it is.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::package::PackageName;
use crate::platform::{self, MetadataError, Property};

/// Why one package could not be moved. It is whole where it was, and reachable through its link.
#[derive(Debug)]
pub enum Reason {
    /// Somebody could still write to a file of it.
    OpenForWriting(PathBuf),
    /// It is not what it was when it was copied.
    Changed(PathBuf),
    /// It stands in both places, and the two differ.
    Conflict {
        /// The first difference, within the package.
        difference: PathBuf,
        /// One place.
        here: PathBuf,
        /// The other.
        there: PathBuf,
    },
    /// Something that is no package stands in its way.
    InTheWay(PathBuf),
    /// Several stores have a package of this name.
    Duplicate(PathBuf),
    /// It holds something that belongs to another file system.
    MountPoint(PathBuf),
    /// It holds something that the file system will not let go.
    Immovable(PathBuf),
    /// It belongs to another account, or this one has no right to it.
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
    Refused {
        /// Which entry.
        path: PathBuf,
        /// What it is.
        why: &'static str,
    },
    /// Another account owns a directory of it, and this one could not remove the original.
    NotOurs(PathBuf),
    /// It is nested too deeply.
    TooDeep {
        /// Where the limit was met.
        path: PathBuf,
        /// How deep a package may be.
        limit: usize,
    },
    /// A call failed, for a volume, or a quota on it, is used up.
    NoRoom(Box<NoRoom>),
    /// The copy is not what was read.
    CopyDiffers(PathBuf),
    /// The new volume, or the account, cannot keep something of it.
    CannotHold {
        /// What cannot be held.
        property: Property,
        /// Of which entry.
        path: PathBuf,
        /// What the volume said.
        source: io::Error,
    },
    /// The new volume took something of it, and did not keep it.
    NotKept(Property, PathBuf),
    /// Its original has to stay where it is, so that it was not moved.
    NotPutAside {
        /// The original.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Another process removed the copy while the original was still there.
    PutBack {
        /// Where the copy was.
        there: PathBuf,
        /// Where the original is.
        place: PathBuf,
    },
    /// Another process removed the copy, and the original may be incomplete.
    CopyRemoved {
        /// Where the copy was.
        there: PathBuf,
        /// Where the rest of the original is.
        path: PathBuf,
    },
    /// The original, whose copy has taken over, has something that the copy lacks, or has older: it was put there afterwards, or
    /// removed from the copy.
    LeftBehind {
        /// What the copy does not have, within the package.
        what: PathBuf,
        /// Where the rest of the original is.
        path: PathBuf,
    },
    /// One of the stores was unmounted, or something else was mounted over it.
    StoreGone(PathBuf),
    /// It would have to be copied, and that was not asked for.
    OtherVolume,
    /// The attempt was told to stop before its turn came, or during it.
    Stopped,
    /// Writing to a volume failed, so nothing written since the last success is trusted.
    NotDurable(String),
    /// A call failed.
    Io {
        /// What was tried.
        doing: &'static str,
        /// With what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

/// A call that found no room.
#[derive(Debug)]
pub struct NoRoom {
    /// What was tried.
    pub doing: &'static str,
    /// With what.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
    /// The store on whose volume that was.
    pub volume: PathBuf,
    /// How many bytes and files the package needs, as far as that is known.
    pub needed: Option<(u64, u64)>,
    /// How many bytes and files are free there, as far as that is known.
    pub free: Option<(u64, Option<u64>)>,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, Audience::Owner)
    }
}

impl std::error::Error for Reason {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Reason::CannotHold { source, .. }
            | Reason::Io { source, .. }
            | Reason::NotPutAside { source, .. } => Some(source),
            Reason::NoRoom(no_room) => Some(&no_room.source),
            _ => None,
        }
    }
}

/// Who reads a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Audience {
    /// Those who may look into the packages.
    Owner,
    /// Every account: names from inside of packages are not for it.
    Public,
}

impl Reason {
    /// The reason without names from inside of the package: for what every account may read.
    pub fn public(&self) -> String {
        struct Public<'a>(&'a Reason);
        impl fmt::Display for Public<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.write(f, Audience::Public)
            }
        }
        Public(self).to_string()
    }

    /// The only place where a path gets into the text is `name`, so that none can be forgotten.
    fn write(&self, f: &mut fmt::Formatter<'_>, audience: Audience) -> fmt::Result {
        let name = |path| Name { path, audience };
        match self {
            Reason::OpenForWriting(path) => {
                write!(f, "{} is open for writing by another process", name(path))
            }
            Reason::Changed(path) => write!(f, "{} changed while the package was being moved", name(path)),
            Reason::Conflict { difference, here, there } => write!(
                f,
                "conflict: it stands in both places, and they differ in {}: compare {} with {}, and remove or rename the one that is wrong",
                name(difference),
                name(here),
                name(there)
            ),
            Reason::InTheWay(path) => {
                write!(f, "conflict: {} is in the way; remove or rename it", name(path))
            }
            Reason::Duplicate(path) => write!(
                f,
                "it stands in {} as well: remove one of them, or choose with `--on-duplicate prefer-from`",
                name(path)
            ),
            Reason::MountPoint(path) => write!(
                f,
                "{} is a mount point or a volume of its own; unmount it, or move it out of the package",
                name(path)
            ),
            Reason::Immovable(path) => {
                write!(f, "{} is marked immutable or append-only; clear that with `chattr -ia`", name(path))
            }
            Reason::Refused { path, why } => write!(f, "{} {why}", name(path)),
            Reason::TooDeep { path, limit } => {
                write!(f, "{} is nested deeper than {limit} directories", name(path))
            }
            Reason::NoRoom(no_room) => {
                let NoRoom { doing, path, source, volume, needed, free } = &**no_room;
                write!(
                    f,
                    "cannot {doing} {}: {source}: no room on the volume of {}",
                    name(path),
                    name(volume)
                )?;
                if let Some((bytes, files)) = needed {
                    write!(f, "; the package needs {bytes} bytes and {files} files")?;
                }
                match free {
                    Some((bytes, Some(files))) => {
                        write!(f, "; {bytes} bytes and {files} files are free there")
                    }
                    Some((bytes, None)) => write!(f, "; {bytes} bytes are free there"),
                    None => Ok(()),
                }
            }
            Reason::CopyDiffers(path) => write!(
                f,
                "the copy of {} does not match the original; the volume it is on needs a look",
                name(path)
            ),
            Reason::CannotHold { property, path, source } => write!(
                f,
                "the new volume, or this account there, cannot hold the {0} of {1} ({source}); accept that with `--lossy {0}`",
                property.name(),
                name(path)
            ),
            Reason::NotKept(property, path) => write!(
                f,
                "the new volume did not keep the {0} of {1}; accept that with `--lossy {0}`",
                property.name(),
                name(path)
            ),
            Reason::NotAllowed { doing, path, owner, remedy } => {
                write!(f, "this account may not {doing} {}, which belongs to {owner}: {remedy}", name(path))
            }
            Reason::NotOurs(path) => write!(
                f,
                "{} belongs to another account, so that this one could not remove the original once it is copied: run it as {}, or make the package this account's",
                name(path),
                platform::ADMINISTRATOR
            ),
            Reason::NotPutAside { path, source } => write!(
                f,
                "its original {} cannot be put aside ({source}), so it stays there, linked; {}",
                name(path),
                put_aside(source)
            ),
            Reason::PutBack { there, place } => write!(
                f,
                "{} was removed by another process just after the package had been moved there; its original is back at {}: remove that too if the package is to go, else run the relocation again",
                name(there),
                name(place)
            ),
            Reason::CopyRemoved { there, path } => write!(
                f,
                "{} was removed by another process, and what is left of the original, in {}, may be incomplete: take what is needed out of that and remove it, then run `smpctl relocation retry`",
                name(there),
                name(path)
            ),
            Reason::LeftBehind { what, path } => write!(
                f,
                "it was moved, but {} is in the original and not, or only older, in the new place: take what is needed out of {1}, and remove {1}",
                name(what),
                name(path)
            ),
            Reason::StoreGone(path) => {
                write!(f, "the store {} is no longer where it was; mount it again", name(path))
            }
            Reason::OtherVolume => {
                f.write_str("it is on another volume, and `--transfer rename` does not copy")
            }
            Reason::Stopped => f.write_str("stopped before it was moved"),
            Reason::NotDurable(why) => write!(f, "what was written for it could not be made durable: {why}"),
            Reason::Io { doing, path, source } => write!(f, "cannot {doing} {}: {source}", name(path)),
        }
    }

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

/// What to do about an original that cannot be put aside.
fn put_aside(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied if platform::is_administrator() => {
            "clear flags such as append-only from the old store and the package's folder (`chattr -ia`), then retry"
        }
        io::ErrorKind::PermissionDenied => {
            "it belongs to another account, or the old store may not be changed: retry as an account that may"
        }
        io::ErrorKind::ReadOnlyFilesystem => "mount its volume for writing, then retry",
        _ => "retry once that is no longer so",
    }
}

/// A path between single quotes, with control characters escaped, as Rust would write them.
struct Name<'a> {
    path: &'a Path,
    audience: Audience,
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Stores and packages have absolute paths; those within a package begin with its name, or below it.
        let is_within = !self.path.is_absolute() && PackageName::of(self.path.as_os_str()).is_none();
        if is_within && self.audience == Audience::Public {
            return f.write_str("something in it");
        }
        if self.path.as_os_str().is_empty() {
            return f.write_str("its own folder");
        }
        f.write_str("'")?;
        for c in self.path.to_string_lossy().chars() {
            if c.is_control() { write!(f, "{}", c.escape_default())? } else { write!(f, "{c}")? }
        }
        f.write_str("'")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKAGE: &str = "{1592B913-72F3-4C36-91D2-D4EDA21D2F96}";

    /// Every reason there is, with a path within a package wherever there can be one.
    fn all() -> Vec<Reason> {
        let within = || Path::new(PACKAGE).join("secret.txt");
        let package = || std::env::temp_dir().join(PACKAGE);
        let error = || io::Error::from(io::ErrorKind::PermissionDenied);
        let all = vec![
            Reason::OpenForWriting(within()),
            Reason::Changed(within()),
            Reason::Conflict { difference: "deep/secret.txt".into(), here: package(), there: package() },
            Reason::InTheWay(package()),
            Reason::Duplicate(package()),
            Reason::MountPoint("secret.txt".into()),
            Reason::Immovable(within()),
            Reason::Refused { path: within(), why: "is odd" },
            Reason::TooDeep { path: within(), limit: 7 },
            Reason::NoRoom(Box::new(NoRoom {
                doing: "copy",
                path: within(),
                source: error(),
                volume: std::env::temp_dir(),
                needed: Some((1, 2)),
                free: Some((3, Some(4))),
            })),
            Reason::CopyDiffers(within()),
            Reason::CannotHold { property: Property::Acl, path: within(), source: error() },
            Reason::NotKept(Property::Acl, within()),
            Reason::NotAllowed {
                doing: "remove",
                path: within(),
                owner: "uid 7".into(),
                remedy: "run it as that".into(),
            },
            Reason::NotOurs(within()),
            Reason::NotPutAside { path: package(), source: error() },
            Reason::PutBack { there: package(), place: package() },
            Reason::CopyRemoved { there: package(), path: package() },
            Reason::LeftBehind { what: "secret.txt".into(), path: package() },
            Reason::StoreGone(package()),
            Reason::OtherVolume,
            Reason::Stopped,
            Reason::NotDurable("it is broken".into()),
            Reason::Io { doing: "copy", path: within(), source: error() },
        ];
        // A new one is missing here until it is added above.
        for reason in &all {
            match reason {
                Reason::OpenForWriting(_)
                | Reason::Changed(_)
                | Reason::Conflict { .. }
                | Reason::InTheWay(_)
                | Reason::Duplicate(_)
                | Reason::MountPoint(_)
                | Reason::Immovable(_)
                | Reason::Refused { .. }
                | Reason::TooDeep { .. }
                | Reason::NoRoom(_)
                | Reason::CopyDiffers(_)
                | Reason::CannotHold { .. }
                | Reason::NotKept(..)
                | Reason::NotAllowed { .. }
                | Reason::NotOurs(_)
                | Reason::NotPutAside { .. }
                | Reason::PutBack { .. }
                | Reason::CopyRemoved { .. }
                | Reason::LeftBehind { .. }
                | Reason::StoreGone(_)
                | Reason::OtherVolume
                | Reason::Stopped
                | Reason::NotDurable(_)
                | Reason::Io { .. } => {}
            }
        }
        all
    }

    #[test]
    fn nothing_from_inside_of_a_package_is_public() {
        let mut with_names = 0;
        for reason in all() {
            let (whole, public) = (reason.to_string(), reason.public());
            assert!(!public.contains("secret"), "{public}");
            with_names += usize::from(whole.contains("secret"));
            // Where nothing is from inside, nothing is kept back.
            assert_eq!(whole == public, !whole.contains("secret"), "{whole}");
            assert_eq!(
                whole.contains(PACKAGE) && !whole.contains("secret"),
                public.contains(PACKAGE) && whole == public
            );
        }
        assert_eq!(with_names, 15);
        let own = Reason::io("open", Path::new(PACKAGE))(io::ErrorKind::NotFound.into());
        assert!(own.public().contains(PACKAGE), "{}", own.public());
    }

    #[test]
    fn a_volume_that_is_full_is_named_with_the_call_that_failed() {
        let reason = Reason::NoRoom(Box::new(NoRoom {
            doing: "make the new",
            path: "a/b".into(),
            source: io::Error::from(io::ErrorKind::StorageFull),
            volume: "/mnt/b".into(),
            needed: Some((20, 3)),
            free: Some((100, Some(0))),
        }));
        assert_eq!(
            reason.to_string(),
            "cannot make the new 'a/b': no storage space: no room on the volume of '/mnt/b'; the package needs 20 bytes and 3 files; 100 bytes and 0 files are free there"
        );
    }
}
