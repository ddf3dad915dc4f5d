//! Who works in a directory.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::num::NonZero;
use std::path::Path;

use super::super::Inhabited;
use super::processes::processes;

/// The inode of the namespace that every process of the machine is seen from (`PROC_PID_INIT_INO` in the kernel's
/// `proc_ns.h`).
const NAMESPACE_OF_ALL: &str = "pid:[4026531836]";

/// The machine's first process.
const INIT: i32 = 1;

/// How many threads there may be for each processor that run or wait for it.
const CROWD: usize = 8;

/// Those who serve files from within the kernel: which directories they use, nobody can see.
const UNSEEN: [&str; 2] = ["nfsd", "ksmbd"];

/// How often a process is looked at that opens and closes what it has faster than it can be read.
const LOOKS: usize = 8;

/// Which of the directories `folder/NAME` other processes use: they are in the directory, or have it or a directory below
/// it open.
///
/// Whether those that are not seen in use are free is not known where this account does not see what others have open, the
/// kernel itself serves files, or the machine is so busy that a process may still be on its way.
///
/// `folder` is the last component of the directories' parent; so that it is found where the same directory is mounted
/// elsewhere for others, only the two components are compared. Descriptors on their way between two processes, or known
/// to `io_uring` alone, are not seen.
pub fn inhabited(folder: &OsStr, names: &[&OsStr]) -> Inhabited {
    let seen = seen(folder, names);
    Inhabited { all: seen.all && !crowded(), ..seen }
}

/// Whether so many threads wait for a processor that one of them may have waited for long on its way to a directory.
pub fn crowded() -> bool {
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    let running = fs::read_to_string("/proc/loadavg").ok().and_then(|load| running(&load));
    running.is_none_or(|running| running > CROWD * processors)
}

/// The same, however busy the machine is.
fn seen(folder: &OsStr, names: &[&OsStr]) -> Inhabited {
    let all =
        fs::read_link("/proc/self/ns/pid").is_ok_and(|namespace| namespace == Path::new(NAMESPACE_OF_ALL));
    let mut inhabited = Inhabited { by: HashMap::new(), all };
    let names = names.iter().copied().collect();
    // Twice: what is opened while it is looked for may be missed once.
    for _ in 0..2 {
        inhabited.all &= look(folder, &names, &mut inhabited.by);
    }
    inhabited
}

/// Looks once at all processes, and returns whether all could be seen.
fn look(folder: &OsStr, names: &HashSet<&OsStr>, inhabited: &mut HashMap<OsString, String>) -> bool {
    let own = std::process::id();
    let mut all = true;
    for (pid, process) in processes() {
        if pid.unsigned_abs() == own {
            continue;
        }
        match held(&process) {
            Ok((held, complete)) => {
                // Otherwise it never stood still.
                all &= complete;
                for name in held.iter().filter_map(|path| name_below(folder, Path::new(path), names)) {
                    inhabited.entry(name.to_owned()).or_insert_with(|| {
                        let program = fs::read_to_string(process.join("comm")).unwrap_or_default();
                        format!("process {pid} ({})", program.trim_end())
                    });
                }
            }
            Err(error) if has_ended(&error) => {}
            // It may have more rights than this account; it starts programs, and reads no packages.
            Err(_) if pid == INIT => {}
            Err(_) => all = false,
        }
    }
    all
}

/// The name that follows the folder in a path, if it is one of these.
fn name_below<'a>(folder: &OsStr, path: &'a Path, names: &HashSet<&OsStr>) -> Option<&'a OsStr> {
    let mut components = path.components().map(|component| component.as_os_str());
    while let Some(component) = components.next() {
        let next = components.clone().next();
        if component == folder && next.is_some_and(|name| names.contains(name)) {
            return next;
        }
    }
    None
}

/// The paths that a process has open or is in, and whether those are all: not if they changed whenever they were looked at.
fn held(process: &Path) -> io::Result<(Vec<OsString>, bool)> {
    let mut paths = Vec::new();
    for place in ["cwd", "root"] {
        match fs::read_link(process.join(place)) {
            Ok(path) => paths.push(path.into_os_string()),
            Err(error) if has_ended(&error) => {}
            Err(error) => return Err(error),
        }
    }
    'looks: for _ in 0..LOOKS {
        let mut open = Vec::new();
        for entry in fs::read_dir(process.join("fd"))? {
            match fs::read_link(entry?.path()) {
                Ok(path) => open.push(path.into_os_string()),
                // What was closed may have been opened again under a number that has been passed already.
                Err(error) if has_ended(&error) => {
                    paths.append(&mut open);
                    continue 'looks;
                }
                Err(error) => return Err(error),
            }
        }
        if open.is_empty() && fs::read_to_string(process.join("comm")).is_ok_and(|name| serves_files(&name)) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        paths.extend(open);
        return Ok((paths, true));
    }
    Ok((paths, false))
}

/// How many threads run or wait for a processor, according to `/proc/loadavg`.
fn running(load: &str) -> Option<usize> {
    load.split(' ').nth(3)?.split('/').next()?.parse().ok()
}

fn has_ended(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound || error.raw_os_error() == Some(libc::ESRCH)
}

fn serves_files(name: &str) -> bool {
    let name = name.trim_end();
    UNSEEN.iter().any(|unseen| name.split(':').next() == Some(unseen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Child, Command, Stdio};

    fn within(place: &Path) -> Child {
        let mut command = Command::new("sleep");
        command.arg("60").current_dir(place).stdin(Stdio::null()).spawn().unwrap()
    }

    /// Where this account sees what other processes have open, as root does outside of containers.
    #[test]
    fn who_is_in_a_directory_or_has_one_open_is_seen() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("deleting");
        for name in ["a/cache", "b/cache", "c"] {
            fs::create_dir_all(folder.join(name)).unwrap();
        }
        let names = [OsStr::new("a"), OsStr::new("b"), OsStr::new("c")];
        let inhabited = |folder| seen(OsStr::new(folder), &names).by.into_keys().collect::<HashSet<_>>();
        let before = seen(OsStr::new("deleting"), &names);
        if !before.all {
            // What makes it unable to tell is there, or it should have told.
            let sees_all = fs::read_link("/proc/self/ns/pid").unwrap() == Path::new(NAMESPACE_OF_ALL)
                && processes()
                    .all(|(pid, path)| pid == INIT || held(&path).is_ok_and(|(_, complete)| complete));
            let serves = processes()
                .any(|(_, path)| fs::read_to_string(path.join("comm")).is_ok_and(|name| serves_files(&name)));
            assert!(!sees_all || serves);
        }
        assert!(before.by.is_empty());
        let mut inside = within(&folder.join("a/cache"));
        let mut holding = Command::new("sh")
            .args(["-c", "exec 7<\"$0\"; exec sleep 60"])
            .arg(folder.join("b/cache"))
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        // The shell opens it in its own time.
        let mut found = HashSet::new();
        for _ in 0..500 {
            found = inhabited("deleting");
            if found.len() == 2 {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let (elsewhere, named) = (inhabited("retired"), seen(OsStr::new("deleting"), &names).by);
        for child in [&mut inside, &mut holding] {
            child.kill().unwrap();
            child.wait().unwrap();
        }
        assert_eq!(found, HashSet::from(["a", "b"].map(OsString::from)));
        assert_eq!(named[OsStr::new("a")], format!("process {} (sleep)", inside.id()));
        assert!(elsewhere.is_empty() && inhabited("deleting").is_empty());
    }

    #[test]
    fn how_many_run_is_read() {
        assert_eq!(running("0.49 0.36 1.01 17/123 5236\n"), Some(17));
        assert_eq!(running("0.49 0.36"), None);
    }

    #[test]
    fn servers_within_the_kernel_are_known() {
        assert!(serves_files("nfsd\n") && serves_files("ksmbd:r5445\n"));
        assert!(!serves_files("nfsdcld\n") && !serves_files("kworker/0:1\n"));
    }
}
