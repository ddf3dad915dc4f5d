//! Why a relocation cannot go on at all. Why one package cannot be moved is a [`super::reason::Reason`].

use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::attempt::is_full;
use super::history::Skipped;
use super::package::PackageName;
use super::reason::Reason;
use super::store::WORK;
use crate::platform::{Holder, Property};

/// Why a relocation cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A store cannot be opened.
    #[error("cannot use the store '{}': {source}", .path.display())]
    Store {
        /// Its path.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The new store cannot get what the old one has.
    #[error("the new store '{}' cannot hold the {} of the old one: {source}", .path.display(), .property.name())]
    CannotHold {
        /// The new store.
        path: PathBuf,
        /// What it cannot hold.
        property: Property,
        /// What the volume said.
        source: io::Error,
    },
    /// Another smpctl works on a store.
    #[error("another smpctl is working on the store '{}'{}", .path.display(), .holder.as_ref().map(|holder| format!(" ({holder})")).unwrap_or_default())]
    Busy {
        /// The store's path.
        path: PathBuf,
        /// Which, as far as this account may see it.
        holder: Option<Holder>,
    },
    /// A store takes part in another unfinished relocation.
    #[error("the store '{}' takes part in another unfinished relocation ({relocation})", .path.display())]
    TakesPart {
        /// The store's path.
        path: PathBuf,
        /// The other relocation.
        relocation: Uuid,
    },
    /// A store of an unfinished relocation does not know of it.
    #[error("'{}' is not the store this relocation began with: not mounted, or another volume", .path.display())]
    NotTheStore {
        /// The path where the store should be.
        path: PathBuf,
    },
    /// The folder where smpctl works, or one in it, was made by another account, which may put anything there.
    #[error("'{}' belongs to {owner}, not to {} or this account: what is in it cannot be trusted", .path.display(), crate::platform::ADMINISTRATOR)]
    ForeignWork {
        /// The folder.
        path: PathBuf,
        /// Its owner.
        owner: String,
    },
    /// A link or a file stands where smpctl has its work folder.
    #[error("'{}' is not a folder: a link or a file stands where smpctl works", .path.display())]
    NotAWorkFolder {
        /// What stands there.
        path: PathBuf,
    },
    /// The folder where smpctl works cannot be used.
    #[error("cannot work in '{}': {source}", .path.display())]
    Work {
        /// The folder, or what is in it.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The old volume is full, and no package could be moved off it.
    #[error("the volume of '{}' is full, and {package}, which was to make room there, could not be moved: {reason}", .path.display())]
    NoRoomGained {
        /// The store on it.
        path: PathBuf,
        /// The package.
        package: PackageName,
        /// Why not.
        reason: Box<Reason>,
    },
    /// Something is left of a relocation that has finished.
    #[error("something is left of a finished relocation: {package}: {reason}")]
    LeftOver {
        /// Of which package.
        package: PackageName,
        /// What, and why.
        reason: String,
    },
    /// What smpctl remembers of relocations cannot be read or written.
    #[error("cannot {doing} '{}', where smpctl remembers a relocation: {source}", .path.display())]
    History {
        /// What was tried.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// What smpctl remembers of one relocation cannot be used.
    #[error("{0}")]
    Record(Skipped),
    /// No relocation, or more than one, has an id that begins like this.
    #[error("{} relocation with an id that begins with '{id}' is known", if *.several { "more than one" } else { "no" })]
    NoSuchId {
        /// What was given.
        id: String,
        /// There are several.
        several: bool,
    },
    /// Later relocations have moved packages on.
    #[error("{packages} of the packages were moved on to '{}' by a later relocation ({relocation})", .to.display())]
    MovedOn {
        /// How many packages.
        packages: usize,
        /// Where they are.
        to: PathBuf,
        /// The relocation that moved them there.
        relocation: Uuid,
    },
    /// No relocation fits what was asked for.
    #[error("no relocation is known{}", .to.as_ref().map(|to| format!(" to '{}'", to.display())).unwrap_or_default())]
    NoneKnown {
        /// The target asked for.
        to: Option<PathBuf>,
    },
    /// Several relocations fit what was asked for.
    #[error("several relocations are unfinished: to {}", .to.iter().map(|to| format!("'{}'", to.display())).collect::<Vec<_>>().join(", "))]
    Ambiguous {
        /// Their targets.
        to: Vec<PathBuf>,
    },
    /// The unfinished relocation to this target has other sources.
    #[error("an unfinished relocation to '{}' has other sources: {}", .to.display(), .from.iter().map(|from| format!("'{}'", from.display())).collect::<Vec<_>>().join(", "))]
    OtherSources {
        /// The target.
        to: PathBuf,
        /// The sources it has.
        from: Vec<PathBuf>,
    },
    /// Somebody asked to stop.
    #[error("stopped before anything was changed")]
    Stopped,
    /// Somebody who serves the packages could not be suspended or pointed elsewhere.
    #[error("cannot {doing} {service}: {reason}")]
    Sharing {
        /// What was tried.
        doing: &'static str,
        /// With whom.
        service: String,
        /// Why not.
        reason: String,
    },
    /// Not everything is reachable where the packages go, so those who serve them were not pointed there.
    #[error("nothing was moved: servers cannot be switched to '{}', because {packages} of the packages cannot be reached there: {first}", .to.display())]
    Unreachable {
        /// Where the packages were to go.
        to: PathBuf,
        /// How many packages.
        packages: usize,
        /// One of them, and why.
        first: String,
        /// The same without names from inside of the package.
        public: String,
    },
    /// Somebody could not be put back into service.
    #[error("{}sharing is not resumed: {problems}", before(.after.as_deref()))]
    NotResumed {
        /// Who, and why.
        problems: String,
        /// What had failed before.
        after: Option<Box<Error>>,
    },
}

impl Error {
    /// The store on whose volume there was no room to begin working.
    pub fn full_store(&self) -> Option<&Path> {
        match self {
            Error::Work { path, source } if is_full(source) => {
                path.ancestors().find(|path| path.file_name().is_some_and(|name| name == WORK))?.parent()
            }
            _ => None,
        }
    }

    /// The same without names from inside of packages: for what every account may read.
    pub fn public(&self) -> String {
        match self {
            Error::Unreachable { to, packages, public, .. } => {
                let (to, public) = (to.clone(), public.clone());
                Error::Unreachable { to, packages: *packages, first: public, public: String::new() }
                    .to_string()
            }
            Error::NoRoomGained { path, package, reason } => format!(
                "the volume of '{}' is full, and {package}, which was to make room there, could not be moved: {}",
                path.display(),
                reason.public()
            ),
            Error::NotResumed { problems, after: Some(after) } => {
                format!("{}; and sharing is not resumed: {problems}", after.public())
            }
            other => other.to_string(),
        }
    }
}

/// What had failed before sharing could not be resumed.
fn before(after: Option<&Error>) -> String {
    match after {
        None => String::new(),
        Some(error @ Error::Sharing { .. }) => format!("{error}; nothing was moved, but "),
        Some(error) => format!("{error}; and "),
    }
}
