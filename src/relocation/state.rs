//! What the contents of two stores mean for one package. Pure: it looks at what was found, and decides.

use super::store::At;
use crate::platform::{Destination, FileId};

/// How a package stands between the store it comes from and the store it goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Only where it comes from: to be linked, then moved.
    Unlinked,
    /// Where it comes from, and linked from where it goes: to be moved.
    Linked,
    /// Where it comes from; the link where it goes leads astray and is to be replaced.
    WronglyLinked,
    /// Where it goes; where it comes from there is nothing, or a link back.
    Moved,
    /// In both places: to be compared.
    Both,
    /// In neither.
    Missing,
    /// Something that is not ours stands where it goes.
    InTheWay,
    /// Something that is not ours stands where it comes from, and the package where it goes.
    InTheWayBehind,
    /// It has a location of its own, or is no package at all: not touched.
    NotOurs,
}

/// Judges a package by what stands at its name where it comes from and where it goes.
///
/// `stores` are the roots of all stores that take part: a link into one of them, where the package goes, is one of a
/// relocation's, and may be replaced.
pub fn judge(from: At, to: At, stores: &[FileId]) -> Standing {
    let ours = |led: &Destination| stores.contains(&led.within);
    match (to, from) {
        (At::Absent, At::Directory(_)) => Standing::Unlinked,
        (At::Link(led), At::Directory(original)) if led.to == original => Standing::Linked,
        (At::LinkToNowhere, At::Directory(_)) => Standing::WronglyLinked,
        (At::Link(led), At::Directory(_)) if ours(&led) => Standing::WronglyLinked,
        (At::Link(_) | At::Other, At::Directory(_)) => Standing::InTheWay,
        (At::Directory(_), At::Absent) => Standing::Moved,
        (At::Directory(copy), At::Link(led)) if led.to == copy => Standing::Moved,
        (At::Directory(_), At::Directory(_)) => Standing::Both,
        (At::Directory(_), At::LinkToNowhere | At::Other) => Standing::InTheWayBehind,
        (At::Absent | At::LinkToNowhere, At::Absent | At::LinkToNowhere) => Standing::Missing,
        (_, At::Absent | At::LinkToNowhere | At::Link(_) | At::Other) => Standing::NotOurs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: FileId = FileId { device: 1, inode: 2 };
    const TO: FileId = FileId { device: 2, inode: 2 };
    const ELSEWHERE: FileId = FileId { device: 3, inode: 2 };
    const ORIGINAL: FileId = FileId { device: 1, inode: 10 };
    const COPY: FileId = FileId { device: 2, inode: 10 };
    const OTHER: FileId = FileId { device: 3, inode: 10 };

    #[test]
    fn every_row_of_the_table() {
        let dir = At::Directory;
        let named = |to, within, same_name| At::Link(Destination { to, within, same_name });
        let link = |to, within| named(to, within, true);
        for (to, from, standing) in [
            (At::Absent, dir(ORIGINAL), Standing::Unlinked),
            (link(ORIGINAL, FROM), dir(ORIGINAL), Standing::Linked),
            // The link may pass through another path to the same directory.
            (link(ORIGINAL, ELSEWHERE), dir(ORIGINAL), Standing::Linked),
            (dir(COPY), At::Absent, Standing::Moved),
            (dir(COPY), link(COPY, TO), Standing::Moved),
            (dir(COPY), dir(ORIGINAL), Standing::Both),
            (At::LinkToNowhere, dir(ORIGINAL), Standing::WronglyLinked),
            (link(OTHER, FROM), dir(ORIGINAL), Standing::WronglyLinked),
            (At::Absent, At::Absent, Standing::Missing),
            (At::LinkToNowhere, At::Absent, Standing::Missing),
            (At::LinkToNowhere, At::LinkToNowhere, Standing::Missing),
            (link(OTHER, ELSEWHERE), dir(ORIGINAL), Standing::InTheWay),
            (named(OTHER, FROM, false), dir(ORIGINAL), Standing::WronglyLinked),
            (named(OTHER, ELSEWHERE, false), dir(ORIGINAL), Standing::InTheWay),
            (named(ORIGINAL, FROM, false), dir(ORIGINAL), Standing::Linked),
            (At::Other, dir(ORIGINAL), Standing::InTheWay),
            (dir(COPY), At::LinkToNowhere, Standing::InTheWayBehind),
            (dir(COPY), At::Other, Standing::InTheWayBehind),
            (At::Absent, link(OTHER, ELSEWHERE), Standing::NotOurs),
            (dir(COPY), link(OTHER, ELSEWHERE), Standing::NotOurs),
            (At::Absent, At::LinkToNowhere, Standing::Missing),
            (At::Absent, At::Other, Standing::NotOurs),
            (At::Other, At::Absent, Standing::NotOurs),
            (link(OTHER, ELSEWHERE), At::Absent, Standing::NotOurs),
        ] {
            assert_eq!(judge(from, to, &[FROM, TO]), standing, "to {to:?}, from {from:?}");
        }
    }
}
