//! Every entry of one package: to verify a copy, and to see that an original changed.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::parallel::try_each;
use super::reason::Reason;
use crate::platform::{
    self, AsHandle, Dir, ExtendedAttributes, FileFlags, FileId, FileKind, Kept, Metadata, Property, Stat,
};

/// How deep a package may be nested. Each level holds a directory open on either side.
pub const MAXIMUM_DEPTH: usize = 1000;

/// One entry of a package, with all below it.
#[derive(Debug)]
pub struct Entry {
    /// Its name in its directory.
    pub name: OsString,
    /// What belongs to it beside its content.
    pub metadata: Metadata,
    /// What is particular to its kind.
    pub detail: Detail,
}

/// What is particular to one kind of entry.
#[derive(Debug)]
pub enum Detail {
    /// A file's content is not kept.
    File,
    /// What a directory holds.
    Directory(Vec<Entry>),
    /// The text of a link.
    Link(OsString),
    /// A FIFO, socket or device.
    Node,
}

/// A package as it was found: its own directory, and all below it.
#[derive(Debug)]
pub struct Inventory {
    /// The package's directory; its name is the package's.
    pub root: Entry,
    /// How many entries there are, the package's directory included.
    pub entries: u64,
    /// Bytes in its files, each hard link's content once.
    pub bytes: u64,
}

/// What an entry is compared for.
#[derive(Debug, Clone, Copy)]
pub enum Compare<'a> {
    /// It is the very entry that was read, and nobody has changed it since or is about to.
    Untouched,
    /// It is a faithful copy: kind, size, metadata as far as it is to be kept, link groups; not content.
    Copy(Kept<'a>),
    /// It is a faithful copy, and its content, read again from the medium, is the same too: `original` is read along.
    CopyOnMedium(Kept<'a>),
    /// It is a faithful copy but for its flags, and its content is the same too: `original` is read along.
    ///
    /// Which flags the volume has is known only to the process that made the copy.
    CopyAndContent(Kept<'a>),
}

impl Inventory {
    /// Reads the package `name` in `parent`, without changing anything.
    pub fn read(parent: &Dir, name: &OsStr) -> Result<Self, Reason> {
        let path = PathBuf::new();
        let dir = parent.open_dir(name).map_err(Reason::io("open", Path::new(name)))?;
        let stat = dir.stat().map_err(Reason::io("examine", Path::new(name)))?;
        let mut reader = Reader { device: stat.id.device, entries: 1, bytes: 0, seen: HashMap::new() };
        let metadata = metadata_of(&dir, stat, Path::new(name))?;
        let children = reader.directory(&dir, &path, 0)?;
        let root = Entry { name: name.to_owned(), metadata, detail: Detail::Directory(children) };
        Ok(Self { root, entries: reader.entries, bytes: reader.bytes })
    }

    /// Compares what is at `name` in `parent` with this inventory. The error is the first difference.
    ///
    /// `other` is the directory that holds the other of the two: to compare the content of a copy, where the inventory was
    /// read; to see that an original is untouched, where its copy is. There it is needed only for files whose time of
    /// change differs and nothing else, and may be missing.
    pub fn compare(
        &self,
        how: Compare<'_>,
        parent: &Dir,
        name: &OsStr,
        other: Option<&Dir>,
    ) -> Result<(), Difference> {
        let path = PathBuf::new();
        let dir = parent.open_dir(name).map_err(Difference::unreadable(&path))?;
        let stat = dir.stat().map_err(Difference::unreadable(&path))?;
        let comparison = Comparison { how, groups: Mutex::default() };
        comparison.stat(&path, &self.root, &stat, true)?;
        // Of the package's own directory no time tells that somebody gave it other attributes.
        if matches!(how, Compare::Untouched) {
            let found = dir.extended_attributes().map_err(Difference::unreadable(&path))?;
            if found != self.root.metadata.attributes {
                return Err(Difference::At(path));
            }
        }
        let other = match how {
            Compare::Copy(_) => None,
            _ => comparison.open_other(other, &self.root.name, &path)?,
        };
        comparison.directory(&path, &self.root, &dir, other.as_ref())
    }
}

/// Where something differs from an inventory.
#[derive(Debug)]
pub enum Difference {
    /// This entry is missing, new, or not the same.
    At(PathBuf),
    /// This file is open for writing.
    OpenForWriting(PathBuf),
    /// This entry is the same but for a property that its volume did not keep.
    NotKept(Property, PathBuf),
    /// This entry cannot be read.
    Unreadable(PathBuf, io::Error),
}

impl Difference {
    fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Difference::At(path.to_owned()),
            _ => Difference::Unreadable(path.to_owned(), error),
        }
    }

    /// The entry, within the package.
    pub fn path(&self) -> &Path {
        match self {
            Difference::At(path)
            | Difference::OpenForWriting(path)
            | Difference::NotKept(_, path)
            | Difference::Unreadable(path, _) => path,
        }
    }

    /// The reason to leave a package alone whose original differs from what was copied.
    pub fn into_changed(self) -> Reason {
        match self {
            Difference::At(path) | Difference::NotKept(_, path) => Reason::Changed(path),
            Difference::OpenForWriting(path) => Reason::OpenForWriting(path),
            Difference::Unreadable(path, source) => Reason::Io { doing: "read", path, source },
        }
    }

    /// The reason to leave a package alone that stands in two places, `here` and `there`, which differ.
    pub fn into_conflict(self, here: PathBuf, there: PathBuf) -> Reason {
        match self {
            Difference::Unreadable(path, source) => Reason::Io { doing: "compare", path, source },
            difference => Reason::Conflict { difference: difference.path().to_owned(), here, there },
        }
    }

    /// The reason to leave a package alone whose copy differs from what was read.
    pub fn into_bad_copy(self) -> Reason {
        match self {
            Difference::At(path) | Difference::OpenForWriting(path) => Reason::CopyDiffers(path),
            Difference::NotKept(property, path) => Reason::NotKept(property, path),
            Difference::Unreadable(path, source) => Reason::Io { doing: "read back", path, source },
        }
    }
}

/// Refuses what can be neither copied nor removed.
pub fn refuse_foreign(stat: &Stat, device: u64, path: &Path) -> Result<(), Reason> {
    if stat.is_foreign(device) {
        return Err(Reason::MountPoint(path.to_owned()));
    }
    if let Some(why) = stat.refused {
        return Err(Reason::Refused { path: path.to_owned(), why });
    }
    if stat.immovable {
        return Err(Reason::Immovable(path.to_owned()));
    }
    Ok(())
}

/// Refuses a directory below the deepest that is allowed.
pub fn refuse_depth(depth: usize, path: &Path) -> Result<(), Reason> {
    if depth >= MAXIMUM_DEPTH {
        return Err(Reason::TooDeep { path: path.to_owned(), limit: MAXIMUM_DEPTH });
    }
    Ok(())
}

struct Reader {
    device: u64,
    entries: u64,
    bytes: u64,
    seen: HashMap<FileId, ()>,
}

impl Reader {
    fn directory(&mut self, dir: &Dir, path: &Path, depth: usize) -> Result<Vec<Entry>, Reason> {
        refuse_depth(depth, path)?;
        let names = dir.entries().map_err(Reason::io("list", path))?;
        let mut children = Vec::with_capacity(names.len());
        for name in names {
            let path = path.join(&name);
            let stat = dir
                .stat_entry(&name)
                .map_err(Reason::io("examine", &path))?
                .ok_or_else(|| Reason::Changed(path.clone()))?;
            if stat.is_foreign(self.device) {
                return Err(Reason::MountPoint(path));
            }
            self.entries += 1;
            let entry_metadata = |dir: &Dir, stat: Stat| {
                let attributes = dir.entry_extended_attributes(&name);
                let attributes = attributes.map_err(Reason::io("read the attributes of", &path))?;
                Ok::<_, Reason>(Metadata { stat, attributes, flags: FileFlags::default() })
            };
            let (metadata, detail) = match stat.kind {
                FileKind::File => {
                    if stat.links == 1 || self.seen.insert(stat.id, ()).is_none() {
                        self.bytes += stat.size;
                    }
                    let file = dir.open_file(&name).map_err(Reason::io("open", &path))?;
                    (metadata_of(&file, stat, &path)?, Detail::File)
                }
                FileKind::Directory => {
                    let child = dir.open_dir(&name).map_err(Reason::io("open", &path))?;
                    let metadata = metadata_of(&child, stat, &path)?;
                    (metadata, Detail::Directory(self.directory(&child, &path, depth + 1)?))
                }
                FileKind::Link => {
                    let (target, stat) = read_link(dir, &name, stat, &path)?;
                    (entry_metadata(dir, stat)?, Detail::Link(target))
                }
                _ => (entry_metadata(dir, stat)?, Detail::Node),
            };
            children.push(Entry { name, metadata, detail });
        }
        Ok(children)
    }
}

/// The text of a link, and what the file system says of it afterwards: putting its time of access back changes the time of
/// its last change. Its time of access is what it was before.
pub fn read_link(dir: &Dir, name: &OsStr, stat: Stat, path: &Path) -> Result<(OsString, Stat), Reason> {
    let target = dir.read_link(name).map_err(Reason::io("read", path))?;
    let now = dir.stat_entry(name).map_err(Reason::io("examine", path))?;
    let now = now.filter(|now| now.id == stat.id).ok_or_else(|| Reason::Changed(path.to_owned()))?;
    Ok((target, Stat { changed: now.changed, ..stat }))
}

/// What belongs to an open file or directory beside its content.
pub fn metadata_of(file: &impl AsHandle, stat: Stat, path: &Path) -> Result<Metadata, Reason> {
    let attributes =
        platform::extended_attributes(file).map_err(Reason::io("read the attributes of", path))?;
    let flags = platform::flags_of(file).map_err(Reason::io("read the flags of", path))?;
    Ok(Metadata { stat, attributes, flags })
}

struct Comparison<'a> {
    how: Compare<'a>,
    groups: Mutex<Groups>,
}

/// Which file of the copy stands for which of the original, and the other way round, for those with several names.
#[derive(Default)]
struct Groups {
    copies: HashMap<FileId, FileId>,
    originals: HashMap<FileId, FileId>,
}

impl Comparison<'_> {
    fn directory(
        &self,
        path: &Path,
        expected: &Entry,
        dir: &Dir,
        other: Option<&Dir>,
    ) -> Result<(), Difference> {
        let Detail::Directory(children) = &expected.detail else {
            return Err(Difference::At(path.to_owned()));
        };
        self.attributes(path, expected, || dir.extended_attributes())?;
        self.flags(path, expected, || platform::flags_of(dir))?;
        // As many names as expected, and each of the expected ones there: then they are the same.
        if dir.entries().map_err(Difference::unreadable(path))?.len() != children.len() {
            return Err(Difference::At(path.to_owned()));
        }
        try_each(children.iter().collect(), |child| self.entry(path, child, dir, other))?;
        for child in children.iter().filter(|child| matches!(child.detail, Detail::Directory(_))) {
            let path = path.join(&child.name);
            let next = dir.open_dir(&child.name).map_err(Difference::unreadable(&path))?;
            let other = self.open_other(other, &child.name, &path)?;
            self.directory(&path, child, &next, other.as_ref())?;
        }
        Ok(())
    }

    /// The directory beside the compared one. That of a copy, beside an untouched original, may have been changed or removed
    /// by now: that is noticed where it is needed.
    fn open_other(&self, other: Option<&Dir>, name: &OsStr, path: &Path) -> Result<Option<Dir>, Difference> {
        match (self.how, other.map(|other| other.open_dir(name)).transpose()) {
            (Compare::Untouched, opened) => Ok(opened.unwrap_or_default()),
            (_, opened) => opened.map_err(Difference::unreadable(path)),
        }
    }

    /// Compares one entry; of a directory not what is in it.
    fn entry(&self, path: &Path, expected: &Entry, dir: &Dir, other: Option<&Dir>) -> Result<(), Difference> {
        let path = path.join(&expected.name);
        let stat = dir
            .stat_entry(&expected.name)
            .map_err(Difference::unreadable(&path))?
            .ok_or_else(|| Difference::At(path.clone()))?;
        self.stat(&path, expected, &stat, false)?;
        let touched = self.is_touched(expected, &stat);
        let attributes = || {
            let read = || dir.entry_extended_attributes(&expected.name);
            if touched {
                self.same_attributes(&path, expected, read)
            } else {
                self.attributes(&path, expected, read)
            }
        };
        match &expected.detail {
            Detail::Directory(_) if touched => Err(Difference::At(path)),
            Detail::Directory(_) => Ok(()),
            Detail::File => {
                let file = self.file(&path, expected, dir, other)?;
                match file.filter(|_| touched) {
                    Some(file) => self.same_file(&path, expected, &file, other),
                    None => Ok(()),
                }
            }
            _ if matches!(self.how, Compare::Untouched) && !touched => Ok(()),
            Detail::Link(target) => {
                if dir.read_link(&expected.name).map_err(Difference::unreadable(&path))? != *target {
                    return Err(Difference::At(path));
                }
                attributes()
            }
            Detail::Node => attributes(),
        }
    }

    /// Whether all that is known of an original is the same but for the time of its last change. What changed may lie
    /// outside of the package: another name of a file was made or removed, or something has looked at a link and put its
    /// time of access back. So a closer look decides.
    fn is_touched(&self, expected: &Entry, found: &Stat) -> bool {
        matches!(self.how, Compare::Untouched) && expected.metadata.stat.changed != found.changed
    }

    /// Looks closer at a file of an original whose time of change differs: at everything that such a change can be.
    fn same_file(
        &self,
        path: &Path,
        expected: &Entry,
        file: &File,
        copy: Option<&Dir>,
    ) -> Result<(), Difference> {
        let differs = || Difference::At(path.to_owned());
        let failed = |error| Difference::unreadable(path)(error);
        if platform::file_stat(file).map_err(failed)?.id != expected.metadata.stat.id {
            return Err(differs());
        }
        self.same_attributes(path, expected, || platform::extended_attributes(file))?;
        if platform::flags_of(file).map_err(failed)? != expected.metadata.flags {
            return Err(differs());
        }
        // Its content may have been written to, and its time of modification put back.
        let copy = copy.ok_or_else(differs)?.open_file(&expected.name).map_err(|_| differs())?;
        match same_content(file, &copy) {
            Ok(true) => Ok(()),
            Ok(false) => Err(differs()),
            Err(error) => Err(failed(error)),
        }
    }

    fn same_attributes(
        &self,
        path: &Path,
        expected: &Entry,
        read: impl FnOnce() -> io::Result<ExtendedAttributes>,
    ) -> Result<(), Difference> {
        match read().map_err(Difference::unreadable(path))? == expected.metadata.attributes {
            true => Ok(()),
            false => Err(Difference::At(path.to_owned())),
        }
    }

    fn stat(&self, path: &Path, expected: &Entry, found: &Stat, is_root: bool) -> Result<(), Difference> {
        let before = &expected.metadata.stat;
        let kept = match self.how {
            // Renaming the package's own directory changes its time of change, and on XFS that of modification. Of all else
            // the time of change is looked at by `is_touched`.
            Compare::Untouched => {
                // Unions such as mergerfs number directories by their paths, which change when the original is put aside; what
                // is in them is compared one by one.
                let is_directory = before.kind == FileKind::Directory;
                let same = (is_directory || before.id == found.id)
                    && before.size == found.size
                    && before.kind == found.kind
                    && before.rdev == found.rdev
                    && (is_root || before.modified == found.modified)
                    && (before.mode, before.uid, before.gid) == (found.mode, found.uid, found.gid);
                return if same { Ok(()) } else { Err(Difference::At(path.to_owned())) };
            }
            Compare::Copy(kept) | Compare::CopyAndContent(kept) | Compare::CopyOnMedium(kept) => kept,
        };
        let same = before.kind == found.kind
            && (before.kind == FileKind::Directory || before.size == found.size)
            && before.rdev == found.rdev
            && (before.kind == FileKind::Directory
                || (before.links == 1 && found.links == 1)
                || self.same_group(before.id, found.id));
        if !same {
            return Err(Difference::At(path.to_owned()));
        }
        let keeps = |property, same| match same || kept.lossy.contains(&property) {
            true => Ok(()),
            false => Err(Difference::NotKept(property, path.to_owned())),
        };
        let owned = (before.uid, before.gid) == (found.uid, found.gid);
        keeps(Property::Owner, owned)?;
        // What goes with a lost owner and a lost ACL; see `Property`.
        let mut bits = if owned { 0o7777 } else { 0o1707 };
        let listed = expected
            .metadata
            .attributes
            .iter()
            .any(|(name, _)| platform::property_of(name) == Some(Property::Acl));
        if listed && kept.lossy.contains(&Property::Acl) {
            bits &= !0o070;
        }
        keeps(Property::Mode, (before.mode ^ found.mode) & bits == 0)?;
        // A swap may have been interrupted before the package's own directory got its time back.
        let may_differ = is_root && matches!(self.how, Compare::CopyAndContent(_));
        let same = (before.modified, before.created) == (found.modified, found.created);
        keeps(Property::Times, may_differ || same)
    }

    /// Each file of the original is one file of the copy, by all its names, and no two are the same one.
    fn same_group(&self, original: FileId, copy: FileId) -> bool {
        let mut groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        *groups.copies.entry(original).or_insert(copy) == copy
            && *groups.originals.entry(copy).or_insert(original) == original
    }

    /// Compares a file. One of an original that seems untouched is returned, for a closer look.
    fn file(
        &self,
        path: &Path,
        expected: &Entry,
        dir: &Dir,
        original: Option<&Dir>,
    ) -> Result<Option<File>, Difference> {
        match self.how {
            Compare::Untouched => {
                let file = dir.open_file(&expected.name).map_err(Difference::unreadable(path))?;
                match platform::is_open_for_writing(&file).map_err(Difference::unreadable(path))? {
                    Some(true) => Err(Difference::OpenForWriting(path.to_owned())),
                    // Where it cannot be told, what is left is to look again later whether it changed.
                    Some(false) | None => Ok(Some(file)),
                }
            }
            Compare::Copy(_)
                if expected.metadata.attributes.is_empty()
                    && expected.metadata.flags == FileFlags::default() =>
            {
                Ok(None)
            }
            Compare::Copy(_) | Compare::CopyAndContent(_) | Compare::CopyOnMedium(_) => {
                let file = dir.open_file(&expected.name).map_err(Difference::unreadable(path))?;
                self.attributes(path, expected, || platform::extended_attributes(&file))?;
                self.flags(path, expected, || platform::flags_of(&file))?;
                let Some(original) = original else { return Ok(None) };
                let original = original.open_file(&expected.name).map_err(Difference::unreadable(path))?;
                if matches!(self.how, Compare::CopyOnMedium(_)) {
                    platform::drop_from_cache(&file);
                }
                match same_content(&file, &original) {
                    Ok(true) => Ok(None),
                    Ok(false) => Err(Difference::At(path.to_owned())),
                    Err(error) => Err(Difference::Unreadable(path.to_owned(), error)),
                }
            }
        }
    }

    fn attributes(
        &self,
        path: &Path,
        expected: &Entry,
        read: impl FnOnce() -> io::Result<ExtendedAttributes>,
    ) -> Result<(), Difference> {
        let kept = match self.how {
            // A changed attribute changes the time of change, which has been compared.
            Compare::Untouched => return Ok(()),
            Compare::Copy(kept) | Compare::CopyAndContent(kept) | Compare::CopyOnMedium(kept) => kept,
        };
        let found = read().map_err(Difference::unreadable(path))?;
        for property in [Property::Owner, Property::Acl, Property::Attributes] {
            // What goes with a lost owner; see `Property`.
            let narrowed = property == Property::Acl && kept.lossy.contains(&Property::Owner);
            let those = |all: &'_ ExtendedAttributes| {
                let those =
                    all.iter().filter(|(name, _)| platform::property_of(name) == Some(property)).cloned();
                those
                    .map(|(name, value)| {
                        (name, if narrowed { platform::without_group(&value) } else { value })
                    })
                    .collect::<ExtendedAttributes>()
            };
            if !kept.lossy.contains(&property) && those(&found) != those(&expected.metadata.attributes) {
                return Err(Difference::NotKept(property, path.to_owned()));
            }
        }
        Ok(())
    }

    fn flags(
        &self,
        path: &Path,
        expected: &Entry,
        read: impl FnOnce() -> io::Result<FileFlags>,
    ) -> Result<(), Difference> {
        let (Compare::Copy(kept) | Compare::CopyOnMedium(kept)) = self.how else { return Ok(()) };
        let expected = kept.support.held(expected.metadata.flags);
        if expected == FileFlags::default() || kept.lossy.contains(&Property::Flags) {
            return Ok(());
        }
        let found = read().map_err(Difference::unreadable(path))?;
        // A place may give its entries flags of its own.
        let same = found.bits & expected.bits == expected.bits
            && (expected.project == 0 || expected.project == found.project);
        if same { Ok(()) } else { Err(Difference::NotKept(Property::Flags, path.to_owned())) }
    }
}

fn same_content(mut a: &File, mut b: &File) -> io::Result<bool> {
    let (mut left, mut right) = (vec![0; 1 << 18], vec![0; 1 << 18]);
    loop {
        let (length, other) = (fill(&mut a, &mut left)?, fill(&mut b, &mut right)?);
        if left[..length] != right[..other] {
            return Ok(false);
        }
        if length == 0 {
            return Ok(true);
        }
    }
}

/// Reads until the buffer is full or the file ends.
fn fill(file: &mut &File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(length) => filled += length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
