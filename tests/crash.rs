//! A relocation is killed, or one of its calls fails, at every call that changes a file system. After each, seen
//! from outside: every package is whole under its new path, or under its old one if it is not linked yet; nothing
//! else is touched; nobody sees more than before; and a plain `relocation run` (or `revert`) finishes the job without
//! a difference to the original.
//!
//! Needs the feature `fault-injection`. `SMPCTL_CRASH_FROM` and `SMPCTL_CRASH_TO` may name directories on the volumes
//! of the old stores and of the new one; with `SMPCTL_CRASH_FULL` every error is tried at every call it can come from
//! on every way, else on some. `tests/suites/crash.sh` runs it on real volumes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test that cannot go on ends")]

mod support;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::ops::Not;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use support::{Said, attributes, exit, listing, package, said};

/// One way of moving, to be broken everywhere.
#[derive(Debug, Clone, Copy)]
struct Way {
    name: &'static str,
    method: &'static str,
    /// The volumes exchange two names in one step; else it takes two.
    exchange: bool,
    /// Undone instead of done.
    revert: bool,
    /// Packages of a second store are consolidated.
    also: bool,
    threads: u32,
}

const fn way(name: &'static str, method: &'static str, exchange: bool, revert: bool) -> Way {
    Way { name, method, exchange, revert, also: false, threads: 1 }
}

const WAYS: [Way; 11] = [
    way("copy, exchange, run", "copy", true, false),
    way("copy, exchange, revert", "copy", true, true),
    way("copy, two steps, run", "copy", false, false),
    way("copy, two steps, revert", "copy", false, true),
    way("rename, exchange, run", "rename", true, false),
    way("rename, exchange, revert", "rename", true, true),
    way("rename, two steps, run", "rename", false, false),
    way("rename, two steps, revert", "rename", false, true),
    Way { also: true, ..way("copy, exchange, two stores, run", "copy", true, false) },
    Way { also: true, ..way("copy, exchange, two stores, revert", "copy", true, true) },
    Way {
        threads: 4,
        also: true,
        ..way("copy, exchange, two stores, run, four threads", "copy", true, false)
    },
];

/// What happens at one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    name: &'static str,
    /// `None` kills.
    errno: Option<i32>,
}

const KILLED: Fault = Fault { name: "killed", errno: None };
const EIO: Fault = Fault { name: "EIO", errno: Some(5) };
const ERRORS: [Fault; 5] = [
    Fault { name: "ENOSPC", errno: Some(28) },
    Fault { name: "EACCES", errno: Some(13) },
    Fault { name: "EXDEV", errno: Some(18) },
    Fault { name: "EMFILE", errno: Some(24) },
    Fault { name: "EROFS", errno: Some(30) },
];

impl Fault {
    /// Whether a call can end so.
    fn may_hit(self, call: &str) -> bool {
        let writes = ["write", "pwrite", "copy_file_range", "ftruncate", "fsync", "syncfs"].contains(&call);
        match self.name {
            "ENOSPC" => !call.starts_with("unlinkat") && !call.contains("chmod") && call != "fremovexattr",
            "EACCES" | "EROFS" => !writes,
            "EXDEV" => {
                call.starts_with("rename") || ["linkat", "copy_file_range", "ioctl(FICLONE)"].contains(&call)
            }
            "EMFILE" => call.starts_with("open"),
            _ => true,
        }
    }

    fn instruction(self, number: usize) -> String {
        match self.errno {
            None => format!("kill:{number}"),
            Some(errno) => format!("fail:{number}:{errno}"),
        }
    }
}

struct Package {
    name: String,
    home: &'static str,
    listing: Vec<String>,
}

/// How a package looks under one path, from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Missing,
    Whole,
    Partial,
}

/// A place where one way is broken again and again: prepared once, and put back from a copy each time.
struct Ground {
    from: tempfile::TempDir,
    to: Option<tempfile::TempDir>,
    way: Way,
    packages: Vec<Package>,
    /// Mode, owner and attributes of the old store.
    root: String,
}

impl Ground {
    fn new(way: Way) -> Self {
        let volume = |name| match std::env::var_os(name) {
            Some(dir) => tempfile::tempdir_in(dir),
            None => tempfile::tempdir(),
        };
        let from = volume("SMPCTL_CRASH_FROM").unwrap();
        let to = std::env::var_os("SMPCTL_CRASH_TO").is_some().then(|| volume("SMPCTL_CRASH_TO").unwrap());
        let mut ground = Self { from, to, way, packages: Vec::new(), root: String::new() };
        for folder in [ground.live(), ground.live_to()] {
            fs::create_dir_all(&folder).unwrap();
            // What is made in them inherits rights for everybody.
            rustix::fs::setxattr(
                &folder,
                c"system.posix_acl_default",
                &acl(7, 7),
                rustix::fs::XattrFlags::empty(),
            )
            .unwrap();
        }
        fs::write(ground.live().join("canary"), "of somebody else").unwrap();
        for store in ["old", "rotated"] {
            fs::create_dir(ground.live().join(store)).unwrap();
            remove_acls(&ground.live().join(store));
            fs::set_permissions(ground.live().join(store), fs::Permissions::from_mode(0o750)).unwrap();
            fs::write(ground.live().join(store).join("readme.txt"), "stays").unwrap();
        }
        ground.add(1, "old", full_package);
        ground.add(2, "old", small_package);
        if way.also {
            ground.add(3, "rotated", small_package);
        }
        ground.root = root_look(&ground.live().join("old"));
        if way.revert {
            let said = ground.peacefully(&mut ground.run());
            assert_eq!(said.code, exit::DONE, "{}{}", said.out, said.err);
        }
        for (live, kept) in ground.copies() {
            copy(&live, &kept);
        }
        ground
    }

    fn add(&mut self, number: u32, home: &'static str, make: fn(&Path)) {
        let path = self.live().join(home).join(package(number));
        make(&path);
        self.packages.push(Package { name: package(number), home, listing: listing(&path) });
    }

    fn live(&self) -> PathBuf {
        self.from.path().join("live")
    }

    fn live_to(&self) -> PathBuf {
        self.to.as_ref().unwrap_or(&self.from).path().join("live to")
    }

    fn new_store(&self) -> PathBuf {
        self.live_to().join("new")
    }

    fn copies(&self) -> [(PathBuf, PathBuf); 2] {
        [self.live(), self.live_to()].map(|live| {
            let kept = live.with_file_name(format!("kept {}", live.file_name().unwrap().to_str().unwrap()));
            (live, kept)
        })
    }

    fn reset(&self) {
        for (live, kept) in self.copies() {
            fs::remove_dir_all(&live).unwrap();
            copy(&kept, &live);
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(support::program());
        command
            .env("SMPCTL_STATE_DIR", self.live().join("state"))
            .args(["relocation", arguments[0], "--to"])
            .arg(self.new_store())
            .args(&arguments[1..])
            .args(["--transfer", self.way.method, "--progress", "none"])
            .args(["--threads", &self.way.threads.to_string()]);
        if !self.way.exchange {
            command.env("SMPCTL_FAULT_NO_EXCHANGE", "1");
        }
        command
    }

    fn run(&self) -> Command {
        let mut command = self.command(&["run", "--no-wait", "--accept", "medium"]);
        command.arg("--from").arg(self.live().join("old"));
        if self.way.also {
            command.arg("--also").arg(self.live().join("rotated"));
        }
        command
    }

    fn revert(&self) -> Command {
        self.command(&["revert"])
    }

    /// What is to be broken.
    fn broken(&self) -> Command {
        if self.way.revert { self.revert() } else { self.run() }
    }

    fn log(&self) -> PathBuf {
        self.from.path().join("log")
    }

    fn peacefully(&self, command: &mut Command) -> Said {
        said(command.output().unwrap())
    }

    /// The calls of a run that nothing happens to.
    fn calls(&self) -> Vec<String> {
        let said = self.peacefully(self.broken().env("SMPCTL_FAULT_LOG", self.log()));
        assert_eq!(said.code, exit::DONE, "{}: {}{}", self.way.name, said.out, said.err);
        let log = fs::read_to_string(self.log()).unwrap();
        fs::remove_file(self.log()).unwrap();
        log.lines().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect()
    }

    fn paths(&self, package: &Package) -> (PathBuf, PathBuf) {
        (self.new_store().join(&package.name), self.live().join(package.home).join(&package.name))
    }

    /// How each package looks where it goes, and where it comes from.
    fn look(&self) -> Vec<(Seen, Seen)> {
        let see = |package: &Package, path: &Path| match path.canonicalize() {
            Err(_) => Seen::Missing,
            // The package's own time may be lost between two calls; at the end it must be there.
            Ok(path) => match listing(&path)[1..] == package.listing[1..] {
                true => Seen::Whole,
                false => Seen::Partial,
            },
        };
        let both = self.packages.iter().map(|package| {
            let (new, old) = self.paths(package);
            (see(package, &new), see(package, &old))
        });
        both.map(|(new, old)| if self.way.revert { (old, new) } else { (new, old) }).collect()
    }

    /// Whether a package is missing where it goes that an interrupted attempt has linked there, or was about to.
    fn misses_a_link(&self, seen: &[(Seen, Seen)]) -> bool {
        let Ok(mut records) = fs::read_dir(self.live().join("state/relocations")) else { return false };
        let record = records.find_map(|entry| {
            let path = entry.unwrap().path();
            path.extension().is_some_and(|name| name == "json").then(|| fs::read_to_string(path).unwrap())
        });
        let Some(record) = record else { return false };
        let direction = if self.way.revert { "\"revert\"" } else { "\"forward\"" };
        let is_under_way = record.contains("\"joined\": true")
            && record.contains(direction)
            && !record.contains("\"ended\"");
        let mut both = self.packages.iter().zip(seen);
        is_under_way
            && both.any(|(package, (to, from))| {
                (*to, *from) == (Seen::Missing, Seen::Whole) && record.contains(&package.name)
            })
    }

    /// What a broken run must not have done, whatever happened.
    fn check(&self, seen: &[(Seen, Seen)]) -> Result<(), String> {
        for (package, (to, from)) in self.packages.iter().zip(seen) {
            if *to == Seen::Partial
                || *from == Seen::Partial
                || (*to, *from) == (Seen::Missing, Seen::Missing)
            {
                return Err(format!(
                    "{} is {to:?} where it goes, {from:?} where it comes from",
                    package.name
                ));
            }
        }
        for (file, content) in [("canary", "of somebody else"), ("old/readme.txt", "stays")] {
            if fs::read_to_string(self.live().join(file)).ok().as_deref() != Some(content) {
                return Err(format!("'{file}' is not what it was"));
            }
        }
        for store in [self.live().join("old"), self.live().join("rotated"), self.new_store()] {
            for folder in ["staging", "retired", "deleting"].map(|folder| store.join(".smpctl").join(folder))
            {
                let Ok(metadata) = fs::symlink_metadata(&folder) else { continue };
                let acls = attributes(&folder).into_iter().any(|line| line.contains("posix_acl"));
                let others = metadata.mode() & 0o077;
                // A folder that was just made may have inherited an ACL that lets nobody in.
                if others != 0 || (acls && fs::read_dir(&folder).unwrap().next().is_some()) {
                    return Err(format!("others may enter '{}'", folder.display()));
                }
            }
        }
        Ok(())
    }

    /// A run that has ended by itself leaves no package as two real directories, which would drift apart.
    fn no_two_real_ones(&self) -> Result<(), String> {
        let is_real = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
        let two = |package: &&Package| {
            let (new, old) = self.paths(package);
            is_real(&new) && is_real(&old)
        };
        match self.packages.iter().find(two) {
            Some(package) => Err(format!("{} is real in both places", package.name)),
            None => Ok(()),
        }
    }

    /// Everything is where it belongs, as it was, and nothing else is left.
    fn check_end(&self, reverted: bool) -> Result<(), String> {
        for package in &self.packages {
            let (new, old) = self.paths(package);
            let (here, gone) = if reverted { (old, new) } else { (new, old) };
            if !fs::symlink_metadata(&here).is_ok_and(|metadata| metadata.is_dir()) {
                return Err(format!("'{}' is no directory", here.display()));
            }
            let found = listing(&here);
            if let Some((is, was)) = found.iter().zip(&package.listing).find(|(is, was)| is != was) {
                return Err(format!("{is}\n  was {was}"));
            }
            if found.len() != package.listing.len() || fs::symlink_metadata(&gone).is_ok() {
                return Err(format!("something is missing, or left in '{}'", gone.display()));
            }
        }
        for store in [self.live().join("old"), self.live().join("rotated"), self.new_store()] {
            if fs::symlink_metadata(store.join(".smpctl")).is_ok() {
                return Err(format!("the work folder of '{}' is left", store.display()));
            }
        }
        let left: BTreeSet<_> =
            fs::read_dir(self.live().join("old")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        if left.len() != 1 + if reverted { 2 } else { 0 } {
            return Err(format!("left in the old store: {left:?}"));
        }
        match root_look(&self.new_store()) == self.root {
            true => Ok(()),
            false => Err(format!("the new root has {}, not {}", root_look(&self.new_store()), self.root)),
        }
    }

    /// Breaks the way once, and looks. What is seen right after it, and whether the fault was met.
    fn break_at(&self, fault: Fault, number: usize) -> Result<Broken, String> {
        self.reset();
        let said = self.peacefully(
            self.broken().env("SMPCTL_FAULT", fault.instruction(number)).env("SMPCTL_FAULT_LOG", self.log()),
        );
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        let _ = fs::remove_file(self.log());
        let hit = log.lines().find(|line| line.contains("HIT")).unwrap_or("no call").to_owned();
        let during =
            |what: String| format!("at {hit}: {what}\n  exit {}: {}{}", said.code, said.out, said.err);
        if said.err.contains("panicked") {
            return Err(during("it panicked".into()));
        }
        let seen = self.look();
        self.check(&seen).map_err(during)?;
        if fault.errno.is_some() {
            self.no_two_real_ones().map_err(during)?;
        }
        if said.code == exit::DONE && seen.iter().any(|(to, _)| *to == Seen::Missing) {
            return Err(during("it claims to be done".into()));
        }
        // Undone from here, too; not at each point, to save time.
        if number.is_multiple_of(4) {
            let opposite = if self.way.revert { self.run() } else { self.revert() };
            self.end_well(opposite, !self.way.revert, "undone").map_err(during)?;
        }
        self.end_well(self.broken(), self.way.revert, "then in peace").map_err(during)?;
        let calls = log.lines().count();
        let missed = format!("{calls} calls, exit {}: {}{}", said.code, said.out, said.err);
        Ok((seen, (hit == "no call").then_some(missed)))
    }

    /// Runs a command in peace: one suffices.
    fn end_well(&self, mut command: Command, reverted: bool, when: &str) -> Result<(), String> {
        let said = self.peacefully(&mut command);
        let nothing = said.code == exit::CONFLICT && said.err.contains("no relocation is known");
        if said.code != exit::DONE && !nothing {
            return Err(format!("{when}: exit {}: {}{}", said.code, said.out, said.err));
        }
        if nothing {
            return Ok(());
        }
        self.check_end(reverted).map_err(|what| format!("{when}: {what}"))
    }
}

/// How each package looked after a call was broken, and how the run went if it never came to that call.
type Broken = (Vec<(Seen, Seen)>, Option<String>);

/// Readable and writable for its owner, `user` for uid 33, `others` for others.
fn acl(user: u8, others: u8) -> Vec<u8> {
    let mut bytes = vec![2, 0, 0, 0];
    for (tag, permissions, id) in [
        (0x01, 7, u32::MAX),
        (0x02, user, 33),
        (0x04, 5, u32::MAX),
        (0x10, 7, u32::MAX),
        (0x20, others, u32::MAX),
    ] {
        bytes.extend_from_slice(&[tag, 0, permissions, 0]);
        bytes.extend_from_slice(&id.to_le_bytes());
    }
    bytes
}

fn remove_acls(path: &Path) {
    for name in [c"system.posix_acl_access", c"system.posix_acl_default"] {
        let _ = rustix::fs::removexattr(path, name);
    }
}

fn root_look(path: &Path) -> String {
    let metadata = fs::symlink_metadata(path).unwrap();
    format!("{:o} {}:{} {:?}", metadata.mode(), metadata.uid(), metadata.gid(), attributes(path))
}

fn copy(from: &Path, to: &Path) {
    let status = Command::new("cp").args(["-a", "--"]).arg(from).arg(to).status();
    assert!(status.unwrap().success());
}

/// A bit of everything.
fn full_package(path: &Path) {
    use rustix::fs::{XattrFlags, setxattr};
    fs::create_dir_all(path.join("cache/deep")).unwrap();
    fs::create_dir(path.join("empty dir")).unwrap();
    // More than is copied by one call.
    fs::write(path.join("cache/large"), vec![7; (1 << 20) + 1000]).unwrap();
    fs::hard_link(path.join("cache/large"), path.join("cache/deep/same")).unwrap();
    fs::write(path.join("cache/empty"), b"").unwrap();
    if rustix::process::geteuid().is_root() {
        // One that its copy is not given by being made.
        std::os::unix::fs::chown(path.join("cache/empty"), Some(4711), Some(4712)).unwrap();
    }
    symlink("../large", path.join("cache/deep/link")).unwrap();
    symlink("/nowhere at all", path.join("dangling")).unwrap();
    let sparse = fs::File::create(path.join("sparse")).unwrap();
    std::os::unix::fs::FileExt::write_at(&sparse, b"in the middle", 200_000).unwrap();
    sparse.set_len(1 << 19).unwrap();
    let special = path.join("odd \n name");
    fs::write(&special, b"odd").unwrap();
    setxattr(&special, c"user.origin", b"a value", XattrFlags::empty()).unwrap();
    setxattr(&special, c"system.posix_acl_access", &acl(4, 0), XattrFlags::empty()).unwrap();
    setxattr(path.join("cache"), c"system.posix_acl_default", &acl(5, 0), XattrFlags::empty()).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        path.join("fifo"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o640),
        0,
    )
    .unwrap();
    old_times(path);
}

fn small_package(path: &Path) {
    fs::create_dir(path).unwrap();
    fs::write(path.join("package.xml"), "<package/>").unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).unwrap();
    old_times(path);
}

/// A time that nothing made now has.
fn old_times(path: &Path) {
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_nanos(1_400_000_000_123_456_789);
    fs::File::open(path).unwrap().set_modified(time).unwrap();
}

/// Breaks a way at each of the calls that a fault can hit, on all processors.
fn everywhere(way: Way, fault: Fault, violations: &mut Vec<String>) {
    let first = Ground::new(way);
    let calls = first.calls();
    drop(first);
    assert!(calls.len() > 20, "only {} calls: are they announced at all?", calls.len());
    let points: Vec<usize> = (1..=calls.len()).filter(|number| fault.may_hit(&calls[number - 1])).collect();
    let queue = Mutex::new(points.iter().copied().collect::<VecDeque<_>>());
    let missed = Mutex::new(Vec::new());
    let (seen, broken) = (Mutex::new(BTreeMap::new()), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                let ground = Ground::new(way);
                loop {
                    let Some(number) = queue.lock().unwrap().pop_front() else { return };
                    match ground.break_at(fault, number) {
                        Ok((found, missed_by)) => {
                            let how = missed_by.map(|how| format!("call {number}: {how}"));
                            missed.lock().unwrap().extend(how);
                            seen.lock().unwrap().insert(number, found);
                        }
                        Err(what) => {
                            broken.lock().unwrap().insert(number, what);
                        }
                    }
                }
            });
        }
    });
    let (missed, mut broken) = (missed.into_inner().unwrap(), broken.into_inner().unwrap());
    let fired = points.len() - missed.len();
    if fault == KILLED && way.threads == 1 && broken.is_empty() {
        check_course(way, &seen.into_inner().unwrap(), &mut broken);
    }
    println!(
        "{}, {}: {} points tried, {fired} fired, {} violations",
        way.name,
        fault.name,
        points.len(),
        broken.len()
    );
    violations.extend(broken.iter().take(5).map(|(number, what)| {
        format!("{}, {} at call {number} of {}: {what}", way.name, fault.name, calls.len())
    }));
    // With several threads the number of calls varies a little from run to run.
    let enough = fired >= if way.threads == 1 { points.len() } else { points.len() * 9 / 10 };
    assert!(
        enough,
        "calls that were not met, the first of them:\n{}",
        missed[..missed.len().min(5)].join("\n")
    );
}

/// What was seen between any two calls of one run, one after the other: once linked, a package stays reachable where
/// it goes; where it comes from it is reachable until everything has been moved. In two steps it may be missing
/// between two calls, and no longer.
fn check_course(way: Way, seen: &BTreeMap<usize, Vec<(Seen, Seen)>>, broken: &mut BTreeMap<usize, String>) {
    let packages = seen.values().next().map_or(0, Vec::len);
    for package in 0..packages {
        let course: Vec<_> = seen.iter().map(|(number, seen)| (*number, seen[package])).collect();
        let linked = course.iter().position(|(_, (to, _))| *to == Seen::Whole).unwrap_or(course.len());
        let last = course.iter().rposition(|(_, (_, from))| *from == Seen::Whole).unwrap_or(0);
        for (at, (number, (to, from))) in course.iter().enumerate() {
            let alone = |missing: fn(&(Seen, Seen)) -> Seen| {
                !way.exchange
                    && course.get(at + 1).is_none_or(|(_, next)| missing(next) == Seen::Whole)
                    && (at == 0 || missing(&course[at - 1].1) == Seen::Whole)
            };
            if at > linked && *to == Seen::Missing && !alone(|(to, _)| *to) {
                broken.insert(*number, "a linked package is missing where it goes".into());
            }
            // In two steps its own time is given back between the two.
            if at < last && *from == Seen::Missing && way.exchange {
                broken.insert(*number, "a package is missing where it comes from, and comes back".into());
            }
        }
    }
}

/// Those that can be gone on the volumes at hand: across two, nothing can be renamed.
fn ways() -> impl Iterator<Item = Way> {
    let across = std::env::var_os("SMPCTL_CRASH_TO").is_some();
    WAYS.into_iter().filter(move |way| !across || way.method == "copy")
}

fn none_of(violations: &[String]) {
    assert!(violations.is_empty(), "{} violations, among them:\n{}", violations.len(), violations.join("\n"));
}

/// `SMPCTL_CRASH_ONLY` may hold a part of the names of the ways to look at alone.
fn is_wanted(way: &Way) -> bool {
    std::env::var("SMPCTL_CRASH_ONLY").is_ok_and(|part| !way.name.contains(&part)).not()
}

/// Without an exchange a package can be missing after a kill. Before anything that takes time it is linked again.
#[test]
fn a_missing_link_is_restored_first() {
    for way in ways().filter(|way| !way.exchange).filter(is_wanted) {
        let ground = Ground::new(way);
        let count = ground.calls().len();
        let mut missing = 0;
        for number in 1..=count {
            ground.reset();
            ground.peacefully(ground.broken().env("SMPCTL_FAULT", KILLED.instruction(number)));
            if !ground.misses_a_link(&ground.look()) {
                continue;
            }
            missing += 1;
            ground.peacefully(ground.broken().env("SMPCTL_FAULT_LOG", ground.log()));
            let log = fs::read_to_string(ground.log()).unwrap();
            fs::remove_file(ground.log()).unwrap();
            let mut calls = log.lines().map(|line| line.split_once(' ').unwrap().1);
            let first = calls.find(|call| !["fremovexattr", "fchmod"].contains(call)).unwrap();
            assert_eq!(first, "symlinkat", "{}, killed at call {number} of {count}", way.name);
        }
        println!("{}: missing after {missing} of {count} kills, linked again first", way.name);
        assert!(missing > 0);
    }
}

#[test]
fn broken_at_every_call() {
    let full = std::env::var_os("SMPCTL_CRASH_FULL").is_some();
    let mut violations = Vec::new();
    for way in ways().filter(is_wanted) {
        everywhere(way, KILLED, &mut violations);
        everywhere(way, EIO, &mut violations);
        if full || (way.exchange && !way.also && !way.revert) {
            for fault in ERRORS {
                everywhere(way, fault, &mut violations);
            }
        }
    }
    none_of(&violations);
}
