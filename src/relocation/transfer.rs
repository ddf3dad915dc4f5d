//! Copying a package into staging.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::aside::last_change;
use super::inventory::{Detail, Entry, Inventory, metadata_of, read_link, refuse_depth, refuse_foreign};
use super::package::PackageName;
use super::parallel::try_each;
use super::progress::{Observer, StopRequest, Update};
use super::rate::RateLimit;
use super::reason::Reason;
use super::turns::Turns;
use crate::platform::{
    self, Copier, Dir, FileFlags, FileId, FileKind, FileTime, Kept, Metadata, Stat, Steps,
};

/// From this size on a file is read in long runs, which two at once may break up, in bytes.
const LARGE: u64 = 8 << 20;

/// What a copy needs beside its two ends.
#[derive(Clone, Copy)]
pub struct Transfer<'a> {
    /// How content is copied between the two volumes.
    pub copier: &'a Copier,
    /// What of the metadata is kept.
    pub kept: Kept<'a>,
    /// How fast content may be copied.
    pub limit: Option<&'a RateLimit>,
    /// How many large files are copied at once, where that is limited.
    pub turns: Option<&'a Turns>,
    /// Who is told.
    pub observer: &'a dyn Observer,
    /// Who may say stop.
    pub stop: &'a StopRequest,
}

impl Transfer<'_> {
    /// Copies a package with everything that belongs to it, and says what it was at that time.
    ///
    /// `staging` must be a directory that nobody else can enter: until all its metadata is set, a copy's own
    /// permissions are not yet those of its original. The copy is not durable yet.
    pub fn copy(&self, from: &Dir, package: &PackageName, staging: &Dir) -> Result<Inventory, Reason> {
        let name = package.as_os_str();
        let path = PathBuf::new();
        let source = from.open_dir(name).map_err(Reason::io("open", Path::new(name)))?;
        let stat = source.stat().map_err(Reason::io("examine", Path::new(name)))?;
        refuse_foreign(&stat, from.stat().map_err(Reason::io("examine", &path))?.id.device, Path::new(name))?;
        refuse_foreign_owner(&source, &stat, Path::new(name))?;
        let metadata = metadata_of(&source, stat, Path::new(name))?;
        staging.create_dir(name, 0o700).map_err(Reason::io("make", Path::new(name)))?;
        let copy = staging.open_dir(name).map_err(Reason::io("open the new", Path::new(name)))?;
        let copying = Copying {
            transfer: self,
            package,
            root: &copy,
            device: stat.id.device,
            entries: AtomicU64::new(1),
            bytes: AtomicU64::new(0),
            seen: Mutex::new(HashMap::new()),
        };
        let children = copying.directory(&source, &copy, &path, 0)?;
        self.kept.set(&copy, &metadata).map_err(Reason::metadata(Path::new(name)))?;
        let root = Entry { name: name.to_owned(), metadata, detail: Detail::Directory(children) };
        let (entries, bytes) = (copying.entries.into_inner(), copying.bytes.into_inner());
        Ok(Inventory { root, entries, bytes })
    }
}

struct Copying<'a> {
    transfer: &'a Transfer<'a>,
    package: &'a PackageName,
    root: &'a Dir,
    device: u64,
    entries: AtomicU64,
    bytes: AtomicU64,
    /// Where the first name of a file with several names is being copied to.
    seen: Mutex<HashMap<FileId, PathBuf>>,
}

/// What came of a name in a directory.
enum Met {
    Copied(Entry),
    Directory(OsString, Stat),
}

impl Copying<'_> {
    fn directory(&self, from: &Dir, to: &Dir, path: &Path, depth: usize) -> Result<Vec<Entry>, Reason> {
        refuse_depth(depth, path)?;
        let names = from.entries().map_err(Reason::io("list", path))?;
        if !names.is_empty() && !platform::is_administrator() {
            refuse_foreign_owner(from, &from.stat().map_err(Reason::io("examine", path))?, path)?;
        }
        let met = try_each(names, |name| self.entry(from, to, path, name))?;
        let children = met.into_iter().map(|met| match met {
            Met::Copied(entry) => Ok(entry),
            Met::Directory(name, stat) => {
                let path = path.join(&name);
                let entry = self.subdirectory(from, to, name, stat, &path, depth)?;
                self.count();
                Ok(entry)
            }
        });
        children.collect()
    }

    /// Copies what has this name, unless it is a directory.
    fn entry(&self, from: &Dir, to: &Dir, path: &Path, name: OsString) -> Result<Met, Reason> {
        if self.transfer.stop.is_requested() {
            return Err(Reason::Stopped);
        }
        let path = path.join(&name);
        let stat = from
            .stat_entry(&name)
            .map_err(Reason::io("examine", &path))?
            .ok_or_else(|| Reason::Changed(path.clone()))?;
        refuse_foreign(&stat, self.device, &path)?;
        let entry = match stat.kind {
            FileKind::Directory => return Ok(Met::Directory(name, stat)),
            FileKind::File => self.file(from, to, name, stat, &path)?,
            FileKind::Link => {
                let (target, stat) = read_link(from, &name, stat, &path)?;
                from.copy_link(&name, &target, to).map_err(Reason::io("make the new", &path))?;
                self.set_entry_metadata(from, to, name, stat, &path, Detail::Link(target))?
            }
            kind => {
                to.create_node(&name, kind, stat.rdev).map_err(Reason::io("make the new", &path))?;
                self.set_entry_metadata(from, to, name, stat, &path, Detail::Node)?
            }
        };
        self.count();
        Ok(Met::Copied(entry))
    }

    fn count(&self) {
        self.entries.fetch_add(1, Ordering::Relaxed);
        self.transfer.observer.update(&Update::Copied { package: self.package, files: 1, bytes: 0 });
    }

    fn subdirectory(
        &self,
        from: &Dir,
        to: &Dir,
        name: OsString,
        stat: Stat,
        path: &Path,
        depth: usize,
    ) -> Result<Entry, Reason> {
        let source = from.open_dir(&name).map_err(Reason::io("open", path))?;
        if source.stat().map_err(Reason::io("examine", path))?.id != stat.id {
            return Err(Reason::Changed(path.to_owned()));
        }
        let metadata = metadata_of(&source, stat, path)?;
        to.create_dir(&name, 0o700).map_err(Reason::io("make the new", path))?;
        let copy = to.open_dir(&name).map_err(Reason::io("open the new", path))?;
        let children = self.directory(&source, &copy, path, depth + 1)?;
        // Last, because each new entry changes the directory's times.
        self.transfer.kept.set(&copy, &metadata).map_err(Reason::metadata(path))?;
        Ok(Entry { name, metadata, detail: Detail::Directory(children) })
    }

    fn file(&self, from: &Dir, to: &Dir, name: OsString, stat: Stat, path: &Path) -> Result<Entry, Reason> {
        let source = from.open_file(&name).map_err(Reason::io("open", path))?;
        if platform::file_stat(&source).map_err(Reason::io("examine", path))?.id != stat.id {
            return Err(Reason::Changed(path.to_owned()));
        }
        let metadata = metadata_of(&source, stat, path)?;
        // Until the first name is there, no other can be linked to it.
        let mut seen = (stat.links > 1).then(|| self.seen.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(seen) = &mut seen {
            if let Some(first) = seen.get(&stat.id) {
                let (holder, first_name) =
                    descend(self.root, first).map_err(Reason::io("open the new", first))?;
                let linked = holder.as_ref().unwrap_or(self.root).hard_link(first_name, to, &name);
                linked.map_err(Reason::io("link the new", path))?;
                return Ok(Entry { name, metadata, detail: Detail::File });
            }
            seen.insert(stat.id, path.to_owned());
        }
        // Known now, it need not be found out after copying gigabytes.
        if platform::is_open_for_writing(&source).map_err(Reason::io("examine", path))? == Some(true) {
            return Err(Reason::OpenForWriting(path.to_owned()));
        }
        let copy = to.create_file(&name, stat.mode & 0o777).map_err(Reason::io("make the new", path))?;
        drop(seen);
        let kept = self.transfer.kept;
        kept.set_before_content(&copy, &metadata).map_err(Reason::metadata(path))?;
        let (package, observer, stop) = (self.package, self.transfer.observer, self.transfer.stop);
        let limit = self.transfer.limit;
        let turn = self.transfer.turns.filter(|_| stat.size >= LARGE).map(Turns::take);
        let before = |bytes| {
            if let Some(turn) = &turn {
                turn.go_on(bytes);
            }
            // Afterwards it would be too late: with many threads, what each copies at once is above the limit for a while.
            if let Some(limit) = limit {
                limit.pass(bytes, stop);
            }
        };
        let mut after = |bytes| {
            observer.update(&Update::Copied { package, files: 0, bytes });
            !stop.is_requested()
        };
        let outcome = self.transfer.copier.copy(
            &source,
            &copy,
            &stat,
            &mut Steps { before: &before, after: &mut after },
        );
        drop(turn);
        outcome.map_err(|source| match source.kind() {
            io::ErrorKind::Interrupted => Reason::Stopped,
            io::ErrorKind::UnexpectedEof => Reason::Changed(path.to_owned()),
            _ => Reason::Io { doing: "copy", path: path.to_owned(), source },
        })?;
        kept.set(&copy, &metadata).map_err(Reason::metadata(path))?;
        self.bytes.fetch_add(stat.size, Ordering::Relaxed);
        Ok(Entry { name, metadata, detail: Detail::File })
    }

    fn set_entry_metadata(
        &self,
        from: &Dir,
        to: &Dir,
        name: OsString,
        stat: Stat,
        path: &Path,
        detail: Detail,
    ) -> Result<Entry, Reason> {
        let attributes =
            from.entry_extended_attributes(&name).map_err(Reason::io("read the attributes of", path))?;
        let metadata = Metadata { stat, attributes, flags: FileFlags::default() };
        self.transfer.kept.set_entry(to, &name, &metadata).map_err(Reason::metadata(path))?;
        Ok(Entry { name, metadata, detail })
    }
}

/// Refuses a directory that another account keeps this one from emptying once its copy has taken over.
fn refuse_foreign_owner(dir: &Dir, stat: &Stat, path: &Path) -> Result<(), Reason> {
    match dir.may_be_emptied(stat).map_err(Reason::io("examine", path))? {
        true => Ok(()),
        false => Err(Reason::NotOurs(path.to_owned())),
    }
}

/// The directory below `root` that holds `path`, `None` for `root` itself, and the last component.
fn descend<'a>(root: &Dir, path: &'a Path) -> io::Result<(Option<Dir>, &'a OsStr)> {
    let mut holder: Option<Dir> = None;
    let mut components = path.iter().peekable();
    while let Some(component) = components.next() {
        if components.peek().is_none() {
            return Ok((holder, component));
        }
        holder = Some(holder.as_ref().unwrap_or(root).open_dir(component)?);
    }
    Err(io::ErrorKind::NotFound.into())
}

/// Removes a directory with all below it, never following a link and never leaving its volume.
pub fn remove_tree(parent: &Dir, name: &OsStr) -> io::Result<()> {
    let removal = Removal { device: parent.stat()?.id.device, has_times: false, copied: None };
    removal.tree(parent, name, Superseded::Always, &PathBuf::new())?;
    parent.remove_dir(name)
}

/// The same for an original whose copy is in `copy`: what is not superseded by that stays, with the directories it is in,
/// for a process has put it there or changed it since. Returns the first of it.
///
/// `has_times` says that the copy was given the original's times: what has been written to since is later, and stays.
/// What has not changed since the copy was begun, at `copied`, is in the copy, or has been removed from that on purpose.
fn remove_superseded(
    parent: &Dir,
    name: &OsStr,
    copy: &Dir,
    has_times: bool,
    copied: Option<FileTime>,
) -> io::Result<Option<PathBuf>> {
    let removal = Removal { device: parent.stat()?.id.device, has_times, copied };
    let stays = removal.tree(parent, name, Superseded::By(copy), &PathBuf::new())?;
    if stays.is_none() {
        parent.remove_dir(name)?;
    }
    Ok(stays)
}

/// The same; fails with the reason why something of the original at `path` is still there.
pub fn remove_original(
    parent: &Dir,
    name: &OsStr,
    copy: &Dir,
    has_times: bool,
    copied: Option<FileTime>,
    path: &Path,
) -> Result<(), Reason> {
    match remove_superseded(parent, name, copy, has_times, copied) {
        Ok(None) => Ok(()),
        Ok(Some(what)) => Err(Reason::LeftBehind { what, path: path.to_owned() }),
        Err(source) => Err(Reason::Io { doing: "remove the old", path: path.to_owned(), source }),
    }
}

struct Removal {
    device: u64,
    has_times: bool,
    copied: Option<FileTime>,
}

/// What is left of a name.
enum Left {
    Nothing,
    /// The copy does not have it as it is.
    Newer(OsString),
    /// A directory; `true` if it may go once it is empty.
    Directory(OsString, bool),
}

/// When an entry may be removed.
#[derive(Clone, Copy)]
enum Superseded<'a> {
    Always,
    /// If it is old, or the copy's directory has it or a later one.
    By(&'a Dir),
    /// If it is old: the copy does not even have the directory any more.
    IfOld,
}

impl Removal {
    /// Empties the directory `name` of `parent`; returns the first thing that stayed, `path` being the directory's own.
    fn tree(
        &self,
        parent: &Dir,
        name: &OsStr,
        how: Superseded<'_>,
        path: &Path,
    ) -> io::Result<Option<PathBuf>> {
        let dir = parent.open_dir(name)?;
        // Whatever is mounted here since it was looked at is not ours.
        let stat = dir.stat()?;
        if stat.is_foreign(self.device) {
            return Err(io::Error::other("something is mounted in it"));
        }
        if stat.mode & 0o300 != 0o300 && !platform::is_administrator() {
            dir.make_writable(&stat)?;
        }
        let copy = match how {
            Superseded::By(copy) => match copy.open_dir(name) {
                // It has been removed from the copy.
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
                {
                    None
                }
                other => Some(other?),
            },
            _ => None,
        };
        let how = match (how, &copy) {
            (Superseded::Always, _) => Superseded::Always,
            (_, Some(copy)) => Superseded::By(copy),
            (_, None) => Superseded::IfOld,
        };
        let mut stays = None;
        for left in try_each(dir.entries()?, |name| self.entry(&dir, name, how))? {
            let stayed = match left {
                Left::Nothing => None,
                Left::Newer(name) => Some(path.join(name)),
                Left::Directory(name, may_go) => {
                    let path = path.join(&name);
                    let stayed = self.tree(&dir, &name, how, &path)?;
                    if stayed.is_none() && may_go {
                        dir.remove_dir(&name)?;
                    }
                    stayed.or((!may_go).then_some(path))
                }
            };
            stays = stays.or(stayed);
        }
        Ok(stays)
    }

    /// Removes what has this name, unless it is a directory or not superseded.
    fn entry(&self, dir: &Dir, name: OsString, how: Superseded<'_>) -> io::Result<Left> {
        let Some(stat) = dir.stat_entry(&name)? else { return Ok(Left::Nothing) };
        if stat.is_foreign(self.device) {
            return Err(io::Error::other("something is mounted in it"));
        }
        let superseded = match how {
            Superseded::Always => true,
            Superseded::By(copy) => {
                self.is_old(&stat) || copy.stat_entry(&name)?.is_some_and(|new| self.supersedes(&new, &stat))
            }
            Superseded::IfOld => self.is_old(&stat),
        };
        if stat.kind == FileKind::Directory {
            return Ok(Left::Directory(name, superseded));
        }
        if !superseded {
            return Ok(Left::Newer(name));
        }
        dir.remove_file(&name)?;
        Ok(Left::Nothing)
    }

    /// Whether an entry has not changed since its copy was begun.
    fn is_old(&self, stat: &Stat) -> bool {
        self.copied.is_some_and(|copied| last_change(stat) < copied)
    }

    /// Whether what the copy has is the old entry, or later than it.
    fn supersedes(&self, new: &Stat, old: &Stat) -> bool {
        new.kind == old.kind
            && (old.kind != FileKind::File || !self.has_times || old.modified <= new.modified)
    }
}

#[cfg(test)]
mod tests {
    use super::super::inventory::{Compare, Difference};
    use super::super::progress::Silent;
    use super::*;
    use crate::platform::FlagSupport;
    use std::collections::BTreeSet;
    use std::fs;
    use std::io::{Seek, Write};
    #[cfg(unix)]
    use std::os::unix::fs::{PermissionsExt, symlink};

    const NAME: &str = "{1592B913-72F3-4C36-91D2-D4EDA21D2F96}";

    struct Bench {
        path: PathBuf,
        from: Dir,
        staging: Dir,
        // Last: Windows removes no directory that is held open.
        _keep: tempfile::TempDir,
    }

    fn bench() -> Bench {
        platform::survive_lease_breaks().unwrap();
        let keep = tempfile::tempdir().unwrap();
        let path = keep.path().to_owned();
        for dir in ["from", "staging"] {
            fs::create_dir(path.join(dir)).unwrap();
        }
        let package = path.join("from").join(NAME);
        fs::create_dir_all(package.join("cache/deep")).unwrap();
        fs::write(package.join("cache/setup.msi"), b"content").unwrap();
        fs::hard_link(package.join("cache/setup.msi"), package.join("cache/deep/same")).unwrap();
        #[cfg(unix)]
        {
            let mode = fs::Permissions::from_mode(0o640);
            fs::set_permissions(package.join("cache/setup.msi"), mode).unwrap();
            symlink("/nowhere", package.join("dangling")).unwrap();
        }
        let mut sparse = fs::File::create(package.join("sparse")).unwrap();
        sparse.seek(io::SeekFrom::Start(10_000_000)).unwrap();
        sparse.write_all(b"end").unwrap();
        sparse.set_len(20_000_000).unwrap();
        fs::File::create(package.join("empty")).unwrap();
        let from = Dir::open_root(&path.join("from")).unwrap();
        let staging = Dir::open_root(&path.join("staging")).unwrap();
        Bench { _keep: keep, path, from, staging }
    }

    /// Compares what is at a place with an inventory, content included.
    fn same(inventory: &Inventory, at: &Dir, original: &Dir) -> Result<(), Difference> {
        let (lossy, support) = (BTreeSet::new(), FlagSupport::default());
        let kept = Kept { lossy: &lossy, support: &support };
        let name = OsStr::new(NAME);
        inventory.compare(Compare::Copy(kept), at, name, None)?;
        inventory.compare(Compare::CopyOnMedium(kept), at, name, Some(original))?;
        inventory.compare(Compare::CopyAndContent(kept), at, name, Some(original))
    }

    fn copy(bench: &Bench) -> Result<Inventory, Reason> {
        let copier = Copier::default();
        let stop = StopRequest::default();
        let (lossy, support) = (BTreeSet::new(), FlagSupport::default());
        let kept = Kept { lossy: &lossy, support: &support };
        Transfer { copier: &copier, kept, limit: None, turns: None, observer: &Silent, stop: &stop }.copy(
            &bench.from,
            &NAME.parse().unwrap(),
            &bench.staging,
        )
    }

    #[test]
    fn a_copy_is_the_same_in_everything() {
        let bench = bench();
        let inventory = copy(&bench).unwrap();
        let name = OsStr::new(NAME);
        same(&inventory, &bench.staging, &bench.from).unwrap();
        inventory.compare(Compare::Untouched, &bench.from, name, None).unwrap();
        assert_eq!((inventory.entries, inventory.bytes), (7 + u64::from(cfg!(unix)), 20_000_007));
        let read = Inventory::read(&bench.from, name).unwrap();
        assert_eq!((read.entries, read.bytes), (7 + u64::from(cfg!(unix)), 20_000_007));
        let sparse = bench.staging.open_dir(name).unwrap().stat_entry(OsStr::new("sparse")).unwrap().unwrap();
        // Windows makes holes in files that are marked as sparse; see the platform's own test.
        assert!(cfg!(windows) || sparse.allocated < 1_000_000, "the hole was filled: {}", sparse.allocated);
    }

    #[test]
    fn each_difference_of_a_copy_is_seen() {
        type Change = fn(&Path);
        #[cfg(unix)]
        let particular: [(&str, Change); 2] = [
            ("empty", |at| fs::set_permissions(at.join("empty"), fs::Permissions::from_mode(0o777)).unwrap()),
            ("dangling", |at| {
                fs::remove_file(at.join("dangling")).unwrap();
                symlink("/elsewhr", at.join("dangling")).unwrap();
            }),
        ];
        #[cfg(not(unix))]
        let particular: [(&str, Change); 0] = [];
        let changes: [(&str, Change); 6] = [
            ("cache/setup.msi", |at| fs::write(at.join("cache/setup.msi"), b"CONTENT").unwrap()),
            ("empty", |at| fs::write(at.join("empty"), b"x").unwrap()),
            ("", |at| fs::write(at.join("new"), b"").unwrap()),
            ("empty", |at| fs::remove_file(at.join("empty")).unwrap()),
            ("cache/deep", |at| {
                fs::remove_file(at.join("cache/deep/same")).unwrap();
                fs::write(at.join("cache/deep/same"), b"content").unwrap();
            }),
            ("cache", |at| {
                fs::rename(at.join("cache"), at.join("aside")).unwrap();
                fs::create_dir(at.join("cache")).unwrap();
            }),
        ];
        for (number, (_, change)) in changes.iter().chain(&particular).enumerate() {
            let bench = bench();
            let inventory = copy(&bench).unwrap();
            change(&bench.path.join("staging").join(NAME));
            let difference = same(&inventory, &bench.staging, &bench.from);
            assert!(difference.is_err(), "change {number} was not seen");
            change(&bench.path.join("from").join(NAME));
            let difference = inventory.compare(Compare::Untouched, &bench.from, OsStr::new(NAME), None);
            assert!(
                matches!(difference, Err(Difference::At(_))),
                "change {number} of the original was not seen"
            );
        }
    }

    /// The time of change alone says little: the closer look decides, by everything that it can stand for.
    #[test]
    #[cfg(unix)]
    fn a_time_of_change_alone_is_no_change() {
        type Change = fn(&Path, &Path);
        fn put_time_back(path: &Path, change: impl FnOnce()) {
            let modified = fs::metadata(path).unwrap().modified().unwrap();
            change();
            fs::File::options().write(true).open(path).unwrap().set_modified(modified).unwrap();
        }
        let file = "cache/setup.msi";
        // Whether it is untouched where the copy is known, and where it is not.
        let changes: [(&str, (bool, bool), Change); 8] = [
            ("nothing", (true, true), |_, _| {}),
            ("another name outside was made", (true, false), |at, outside| {
                fs::hard_link(at.join("cache/setup.msi"), outside.join("name")).unwrap();
            }),
            ("another name outside was removed", (true, false), |at, outside| {
                fs::hard_link(at.join("cache/setup.msi"), outside.join("name")).unwrap();
                fs::remove_file(outside.join("name")).unwrap();
            }),
            ("the time of access of a link was put back", (true, true), |at, _| {
                let dir = Dir::open_root(at).unwrap();
                let stat = dir.stat_entry(OsStr::new("dangling")).unwrap().unwrap();
                dir.set_link_times(OsStr::new("dangling"), &stat).unwrap();
            }),
            ("content, and the time was put back", (false, false), |at, _| {
                let file = at.join("cache/setup.msi");
                put_time_back(&file, || fs::write(&file, b"CONTENT").unwrap());
            }),
            ("another file with the same times", (false, false), |at, _| {
                let file = at.join("cache/setup.msi");
                put_time_back(&file, || {
                    fs::remove_file(&file).unwrap();
                    fs::write(&file, b"content").unwrap();
                });
            }),
            ("the mode", (false, false), |at, _| {
                fs::set_permissions(at.join("empty"), fs::Permissions::from_mode(0o600)).unwrap();
            }),
            ("an attribute", (false, false), |at, _| {
                let empty = fs::File::open(at.join("empty")).unwrap();
                let flags = rustix::fs::XattrFlags::empty();
                rustix::fs::fsetxattr(&empty, c"user.later", b"x", flags).unwrap();
            }),
        ];
        for (what, expected, change) in changes {
            let bench = bench();
            // As long ago as makes the difference between two changes visible.
            let inventory = copy(&bench).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(20));
            change(&bench.path.join("from").join(NAME), &bench.path);
            let name = OsStr::new(NAME);
            let seen = |copy| inventory.compare(Compare::Untouched, &bench.from, name, copy).is_ok();
            assert_eq!((seen(Some(&bench.staging)), seen(None)), expected, "{what}");
            // A copy that has changed too vouches for nothing.
            fs::write(bench.path.join("staging").join(NAME).join(file), b"other").unwrap();
            assert_eq!(seen(Some(&bench.staging)), expected.1, "{what}, and the copy");
        }
    }

    #[test]
    fn a_directory_of_thousands_is_worked_on_by_several_threads() {
        let bench = bench();
        let before = copy(&bench).unwrap();
        remove_tree(&bench.staging, OsStr::new(NAME)).unwrap();
        let many = bench.path.join("from").join(NAME).join("cache/many");
        fs::create_dir(&many).unwrap();
        // One file has half of the names, so that several threads come to it at once.
        fs::write(many.join("0"), "the one").unwrap();
        for number in 1..6000 {
            let path = many.join(number.to_string());
            match number % 2 {
                0 => fs::hard_link(many.join("0"), path).unwrap(),
                _ => fs::write(path, "another").unwrap(),
            }
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
        let inventory = pool.install(|| copy(&bench)).unwrap();
        assert_eq!(inventory.entries, before.entries + 1 + 6000);
        assert_eq!(inventory.bytes, before.bytes + 3001 * "another".len() as u64);
        pool.install(|| same(&inventory, &bench.staging, &bench.from)).unwrap();
        let copies = bench.path.join("staging").join(NAME).join("cache/many");
        for (name, content) in [("2999", "more than there was"), ("0", "the one")] {
            let kept = fs::read(copies.join(name)).unwrap();
            fs::remove_file(copies.join(name)).unwrap();
            fs::write(copies.join(name), content).unwrap();
            let difference = pool.install(|| same(&inventory, &bench.staging, &bench.from));
            assert!(difference.is_err(), "{name} was changed from {kept:?}");
        }
        fs::write(many.join("later"), "later").unwrap();
        let (from, staging, name) = (&bench.from, &bench.staging, OsStr::new(NAME));
        let left = pool.install(|| remove_superseded(from, name, staging, false, None)).unwrap();
        assert_eq!(left, Some(Path::new("cache").join("many").join("later")));
        assert_eq!(fs::read_dir(&many).unwrap().count(), 1);
        pool.install(|| remove_tree(staging, name)).unwrap();
        assert!(!copies.exists());
    }

    #[test]
    fn a_writer_stops_the_copy() {
        let bench = bench();
        let file = bench.path.join("from").join(NAME).join("cache/setup.msi");
        let inventory = copy(&bench).unwrap();
        remove_tree(&bench.staging, OsStr::new(NAME)).unwrap();
        let writer = fs::File::options().append(true).open(&file).unwrap();
        let refused = copy(&bench).unwrap_err();
        // Windows says so when the file is opened.
        let seen = match &refused {
            Reason::OpenForWriting(_) => true,
            Reason::Io { doing, .. } => cfg!(windows) && *doing == "open",
            _ => false,
        };
        assert!(seen, "{refused}");
        let difference = inventory.compare(Compare::Untouched, &bench.from, OsStr::new(NAME), None);
        let seen = matches!(difference, Err(Difference::OpenForWriting(_)))
            || cfg!(windows) && matches!(difference, Err(Difference::Unreadable(..)));
        assert!(seen, "{difference:?}");
        drop(writer);
    }

    #[test]
    #[cfg_attr(windows, ignore = "Wine makes no junction points")]
    fn a_tree_is_removed_without_following_its_links() {
        let bench = bench();
        let outside = bench.path.join("outside");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("kept"), b"").unwrap();
        platform::testing::link(&outside, bench.path.join("from").join(NAME).join("way-out")).unwrap();
        remove_tree(&bench.from, OsStr::new(NAME)).unwrap();
        assert!(outside.join("kept").exists());
        assert!(!bench.path.join("from").join(NAME).exists());
    }
}
