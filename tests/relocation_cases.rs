//! What happens when…: the table in `docs/relocation-cases.md`, as far as it needs neither root nor volumes of its own
//! (those cases are in `tests/suites/hostile.sh`).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

mod support;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use support::{Place, Said, exit, listing, make_package, make_store, package, packages_of, said};

const METHODS: [&str; 2] = ["rename", "copy"];

fn run(place: &Place, code: i32, method: &str) -> Value {
    place.json(code, &format!("relocation run --from @old --to @new --no-wait --transfer {method}"))
}

fn is_dir(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Packages as they are seen through the new path, be they linked or moved.
fn through_new(place: &Place, numbers: impl IntoIterator<Item = u32>) -> Vec<Vec<String>> {
    let path = |number| place.path("new").join(package(number)).canonicalize().unwrap();
    numbers.into_iter().map(|number| listing(&path(number))).collect()
}

/// Moves one store with both methods, and back, without a difference.
fn there_and_back(make: impl Fn(&Path)) {
    for method in METHODS {
        let place = Place::new();
        make_store(&place.path("old"), 1);
        make(&place.path("old").join(package(1)));
        let before = packages_of(&place.path("old"), [1]);
        run(&place, exit::DONE, method);
        assert_eq!(packages_of(&place.path("new"), [1]), before, "{method}");
        place.json(exit::DONE, &format!("relocation revert --transfer {method}"));
        assert_eq!(packages_of(&place.path("old"), [1]), before, "{method}");
    }
}

/// Starts a copying run that takes a while, and waits until it copies the package's large file.
fn slow_run(place: &Place) -> Child {
    let mut child = place
        .command()
        .args([
            "relocation",
            "run",
            "--no-wait",
            "--transfer",
            "copy",
            "--limit-rate",
            "2MiB",
            "--threads",
            "1",
        ])
        .args(["--progress", "none", "--from"])
        .arg(place.path("old"))
        .arg("--to")
        .arg(place.path("new"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let staged = place.path("new/.smpctl/staging").join(package(1)).join("large");
    while fs::metadata(&staged).is_err() {
        assert!(child.try_wait().unwrap().is_none(), "it has ended already");
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

fn end(child: Child) -> Said {
    said(child.wait_with_output().unwrap())
}

/// A store with one package that takes a second to copy.
fn slow_store(place: &Place) {
    make_store(&place.path("old"), 2);
    fs::write(place.path("old").join(package(1)).join("large"), vec![1; 3 << 20]).unwrap();
}

#[test]
fn odd_names_are_kept() {
    there_and_back(|package| {
        for name in
            [&b" leading and trailing "[..], b"new\nline", b"\xff\xfe no text", b"-rf", b"*", &[b'x'; 255]]
        {
            fs::write(package.join(OsStr::from_bytes(name)), name).unwrap();
            let folder = [&name[..name.len().min(250)], b"dir"].concat();
            fs::create_dir(package.join(OsStr::from_bytes(&folder))).unwrap();
            fs::write(package.join(OsStr::from_bytes(&folder)).join(OsStr::from_bytes(name)), name).unwrap();
        }
    });
}

#[test]
fn links_are_kept_as_they_are() {
    there_and_back(|package| {
        for (name, target) in [
            ("outside", "/etc/passwd"),
            ("itself", "itself"),
            ("parent", ".."),
            ("own directory", "."),
            ("package", "../.."),
            ("dangling", "../nowhere"),
        ] {
            symlink(target, package.join("cache").join(name)).unwrap();
        }
    });
}

#[test]
fn a_file_with_a_name_outside_of_its_package_becomes_a_file_of_its_own() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    let (inside, outside) = (place.path("old").join(package(1)).join("package.xml"), place.path("outside"));
    fs::hard_link(&inside, &outside).unwrap();
    run(&place, exit::DONE, "copy");
    let copy = place.path("new").join(package(1)).join("package.xml");
    assert_eq!(fs::read(&copy).unwrap(), fs::read(&outside).unwrap());
    for path in [copy, outside] {
        assert_eq!(std::os::unix::fs::MetadataExt::nlink(&fs::metadata(path).unwrap()), 1);
    }
}

#[test]
fn fifos_and_sockets_are_kept() {
    there_and_back(|package| {
        let path = package.join("fifo");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &path,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o620),
            0,
        )
        .unwrap();
        drop(std::os::unix::net::UnixListener::bind(package.join("socket")).unwrap());
    });
}

/// Directories in one another. Goes down step by step: the path is longer than one call takes.
fn nest(package: &Path, depth: usize) {
    use rustix::fs::{CWD, Mode, OFlags, mkdirat, openat};
    let open = OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut dir = openat(CWD, package, open, Mode::empty()).unwrap();
    for _ in 0..depth {
        mkdirat(&dir, "d", Mode::from_raw_mode(0o755)).unwrap();
        dir = openat(&dir, "d", open, Mode::empty()).unwrap();
    }
    let file = openat(&dir, "bottom", OFlags::CREATE | OFlags::WRONLY, Mode::from_raw_mode(0o644)).unwrap();
    File::from(file).write_all(b"deep").unwrap();
}

/// Runs smpctl with another limit of open files.
fn limited(place: &Place, limit: &str, arguments: &[&str]) -> Said {
    let inner = place.command();
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("ulimit {limit}; exec \"$@\""), "sh"])
        .arg(inner.get_program())
        .args(arguments);
    command.current_dir(place.path("")).env("SMPCTL_STATE_DIR", place.path("state"));
    said(command.output().unwrap())
}

const COPY: [&str; 11] = [
    "relocation",
    "run",
    "--no-wait",
    "--from",
    "old",
    "--to",
    "new",
    "--transfer",
    "copy",
    "--threads",
    "4",
];

#[test]
fn deep_packages_are_moved_whatever_the_soft_limit_of_open_files() {
    let place = Place::new();
    make_store(&place.path("old"), 4);
    for number in 1..=4 {
        nest(&place.path("old").join(package(number)), 200);
    }
    let before = packages_of(&place.path("old"), 1..=4);
    let said = limited(&place, "-Sn 256", &COPY);
    assert_eq!(said.code, exit::DONE, "{}{}", said.out, said.err);
    assert_eq!(packages_of(&place.path("new"), 1..=4), before);
}

#[test]
fn packages_stay_while_files_cannot_be_opened_and_go_on_later() {
    let place = Place::new();
    make_store(&place.path("old"), 4);
    for number in 1..=4 {
        nest(&place.path("old").join(package(number)), 60);
    }
    let before = packages_of(&place.path("old"), 1..=4);
    let failed = limited(&place, "-n 90", &COPY);
    assert_eq!(failed.code, exit::WARNING, "{}{}", failed.out, failed.err);
    assert!(failed.out.contains("Too many open files"), "{}", failed.out);
    assert!(through_new(&place, 1..=4) == before);
    run(&place, exit::DONE, "copy");
    assert!(packages_of(&place.path("new"), 1..=4) == before);
    assert!(!place.path("old/.smpctl").exists());
}

#[test]
fn a_package_nested_too_deeply_stays_linked() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    nest(&place.path("old").join(package(1)), 1100);
    let summary = run(&place, exit::WARNING, "copy");
    assert!(summary["failures"].to_string().contains("nested deeper than 1000"), "{summary}");
    assert_eq!(summary["moved"], 1);
    assert!(place.path("new").join(package(1)).is_symlink());
    // Renamed, it goes as it is.
    assert_eq!(run(&place, exit::DONE, "rename")["moved"], 1);
    assert_eq!(fs::read_dir(place.path("old")).unwrap().count(), 0);
}

#[test]
fn a_file_that_grows_without_end_makes_its_package_wait() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    let file = place.path("old").join(package(1)).join("log.xml");
    fs::write(&file, "x").unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                File::options().append(true).open(&file).unwrap().write_all(b"more").unwrap();
            }
        });
        let summary = run(&place, exit::WARNING, "copy");
        stop.store(true, Ordering::Relaxed);
        let reason = summary["failures"][0]["reason"].as_str().unwrap();
        assert!(reason.contains("changed") || reason.contains("open for writing"), "{reason}");
        assert_eq!(summary["moved"], 1);
    });
    let before = packages_of(&place.path("old"), [1]);
    run(&place, exit::DONE, "copy");
    assert_eq!(packages_of(&place.path("new"), [1]), before);
}

#[test]
fn what_changes_while_it_is_copied_stays_and_is_copied_anew() {
    type Change = fn(&Path);
    let changes: [(&str, Change); 5] = [
        ("content", |package| fs::write(package.join("large"), "changed").unwrap()),
        ("a new file", |package| fs::write(package.join("new"), "arrived").unwrap()),
        ("a file gone", |package| fs::remove_file(package.join("dangling")).unwrap()),
        ("mode", |package| {
            fs::set_permissions(package.join("large"), fs::Permissions::from_mode(0o600)).unwrap();
        }),
        ("an attribute of the package itself", |package| {
            rustix::fs::setxattr(package, c"user.note", b"new", rustix::fs::XattrFlags::empty()).unwrap();
        }),
    ];
    for (what, change) in changes {
        let place = Place::new();
        slow_store(&place);
        let child = slow_run(&place);
        change(&place.path("old").join(package(1)));
        let said = end(child);
        assert_eq!(said.code, exit::WARNING, "{what}: {}{}", said.out, said.err);
        assert!(said.out.contains("changed while"), "{what}: {}", said.out);
        let before = packages_of(&place.path("old"), 1..=1);
        assert_eq!(through_new(&place, [1]), before, "{what}");
        run(&place, exit::DONE, "copy");
        assert_eq!(packages_of(&place.path("new"), [1]), before, "{what}");
    }
}

#[test]
fn a_package_that_arrives_during_the_run_is_moved_by_it() {
    let place = Place::new();
    slow_store(&place);
    let child = slow_run(&place);
    make_package(&place.path("old"), 9);
    let before = packages_of(&place.path("old"), [9]);
    let said = end(child);
    assert_eq!(said.code, exit::DONE, "{}{}", said.out, said.err);
    assert_eq!(packages_of(&place.path("new"), [9]), before);
}

#[test]
fn a_package_that_comes_again_after_it_was_moved_is_a_conflict_unless_equal() {
    for (equal, code) in [(true, exit::DONE), (false, exit::WARNING)] {
        let place = Place::new();
        make_store(&place.path("old"), 2);
        run(&place, exit::DONE, "copy");
        let (old, new) = (place.path("old").join(package(1)), place.path("new").join(package(1)));
        let status = Command::new("cp").args(["-a", "--sparse=always"]).arg(&new).arg(&old).status();
        assert!(status.unwrap().success());
        if !equal {
            fs::write(old.join("package.xml"), "a later version").unwrap();
        }
        let before = (listing(&old), listing(&new));
        let summary = run(&place, code, "copy");
        if equal {
            assert!(!old.exists());
        } else {
            assert!(summary["failures"].to_string().contains("conflict"), "{summary}");
            assert_eq!(listing(&old), before.0);
        }
        assert_eq!(listing(&new), before.1);
    }
}

#[test]
fn the_same_guid_spelled_differently_is_a_conflict() {
    for method in METHODS {
        let place = Place::new();
        make_store(&place.path("old"), 2);
        make_package(&place.path("new"), 3);
        let lower = package(1).to_lowercase();
        fs::rename(place.path("new").join(package(3)), place.path("new").join(&lower)).unwrap();
        let summary = run(&place, exit::WARNING, method);
        assert!(summary["failures"].to_string().contains(&lower), "{summary}");
        assert!(is_dir(&place.path("old").join(package(1))));
        assert!(!place.path("new").join(package(1)).exists(), "{method}: two packages of one GUID");
        assert!(is_dir(&place.path("new").join(package(2))));
    }
}

/// A store as the vendor's agent leaves it: some packages moved, the others linked from the new place.
fn agents_store(place: &Place) -> Vec<Vec<String>> {
    make_store(&place.path("old"), 4);
    let before = packages_of(&place.path("old"), 1..=4);
    fs::create_dir(place.path("new")).unwrap();
    for number in [1, 2] {
        fs::rename(place.path("old").join(package(number)), place.path("new").join(package(number))).unwrap();
    }
    for number in [3, 4] {
        symlink(place.path("old").join(package(number)), place.path("new").join(package(number))).unwrap();
    }
    before
}

#[test]
fn a_store_that_the_vendors_agent_relocated_goes_on() {
    for how in ["retry --to @new", "run --from @old --to @new --no-wait"] {
        let place = Place::new();
        let before = agents_store(&place);
        let status = place.json(exit::DONE, "relocation status --to @new");
        assert_eq!(status["packages"], json!({"total": 4, "moved": 2, "linked": 2}), "{status}");
        assert_eq!((&status["status"], &status["from"]), (&json!("partial"), &json!([place.path("old")])));
        assert!(!place.path("state").exists(), "asking made a record");
        let summary = place.json(exit::DONE, &format!("relocation {how}"));
        assert_eq!(summary["status"], "complete");
        assert_eq!(packages_of(&place.path("new"), 1..=4), before);
        assert_eq!(fs::read_dir(place.path("old")).unwrap().count(), 0);
    }
}

#[test]
fn a_store_that_the_vendors_agent_relocated_comes_back() {
    let place = Place::new();
    let before = agents_store(&place);
    // Of those that it moved nothing says where they came from.
    let summary = place.json(exit::WARNING, "relocation revert --to @new");
    assert_eq!(summary["staying"], json!([package(1), package(2)]));
    assert_eq!(packages_of(&place.path("old"), 3..=4), before[2..]);
    assert_eq!(packages_of(&place.path("new"), 1..=2), before[..2]);
    assert!(!place.path("new").join(package(3)).is_symlink());
    place.json(exit::DONE, "relocation revert --to @new --all");
    assert_eq!(packages_of(&place.path("old"), 1..=4), before);
    assert_eq!(fs::read_dir(place.path("new")).unwrap().count(), 0);
}

#[test]
fn a_finished_relocation_whose_new_store_is_not_mounted_is_not_reverted() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    let before = packages_of(&place.path("old"), 1..=2);
    run(&place, exit::DONE, "copy");
    fs::rename(place.path("new"), place.path("aside")).unwrap();
    fs::create_dir(place.path("new")).unwrap();
    let said = place.ends(exit::CHECK_SAYS_NO, "relocation revert");
    assert!(said.err.contains("not mounted"), "{}", said.err);
    assert_eq!(fs::read_dir(place.path("new")).unwrap().count(), 0);
    fs::remove_dir(place.path("new")).unwrap();
    fs::rename(place.path("aside"), place.path("new")).unwrap();
    place.ends(exit::DONE, "relocation revert");
    assert_eq!(packages_of(&place.path("old"), 1..=2), before);
}

/// A relocation that has one package left, because it was open.
fn unfinished(place: &Place) {
    make_store(&place.path("old"), 2);
    let writer = File::options().append(true).open(place.path("old").join(package(1)).join("package.xml"));
    run(place, exit::WARNING, "copy");
    drop(writer);
}

#[test]
fn a_further_store_does_not_make_an_unmounted_one_acceptable() {
    let place = Place::new();
    unfinished(&place);
    make_package(&place.path("rotated"), 3);
    fs::rename(place.path("new"), place.path("aside")).unwrap();
    fs::create_dir(place.path("new")).unwrap();
    let said = place.ends(
        exit::CHECK_SAYS_NO,
        "relocation run --from @old --also @rotated --to @new --no-wait --transfer copy",
    );
    assert!(said.err.contains("not mounted"), "{}", said.err);
    assert_eq!(fs::read_dir(place.path("new")).unwrap().count(), 0);
    fs::remove_dir(place.path("new")).unwrap();
    fs::rename(place.path("aside"), place.path("new")).unwrap();
    place.ends(exit::DONE, "relocation run --from @old --also @rotated --to @new --no-wait --transfer copy");
    assert!(is_dir(&place.path("new").join(package(3))));
}

#[test]
fn status_says_that_a_store_is_not_mounted() {
    let place = Place::new();
    unfinished(&place);
    fs::rename(place.path("new"), place.path("aside")).unwrap();
    for exists in [true, false] {
        if exists {
            fs::create_dir(place.path("new")).unwrap();
        } else {
            fs::remove_dir(place.path("new")).unwrap();
        }
        let said = place.ends(exit::DONE, "relocation status");
        assert!(said.err.contains("not mounted"), "{}{}", said.out, said.err);
    }
}

#[test]
fn a_directory_swapped_for_a_link_during_the_run_leads_nowhere() {
    for method in METHODS {
        for round in 0..6 {
            let place = Place::new();
            slow_store(&place);
            fs::create_dir_all(place.path("outside/cache/deep")).unwrap();
            fs::write(place.path("outside/cache/canary"), "of somebody else").unwrap();
            fs::write(place.path("outside/cache/deep/canary"), "of somebody else").unwrap();
            let canary = listing(&place.path("outside"));
            let (dir, aside) = (place.path("old").join(package(1)).join("cache"), place.path("aside"));
            let stop = AtomicBool::new(false);
            std::thread::scope(|scope| {
                scope.spawn(|| {
                    while !stop.load(Ordering::Relaxed) {
                        if fs::rename(&dir, &aside).is_ok() {
                            let _ = symlink(place.path("outside/cache"), &dir);
                            std::thread::sleep(Duration::from_micros(200 * round));
                            let _ = fs::remove_file(&dir);
                            let _ = fs::rename(&aside, &dir);
                        }
                    }
                });
                place.run(&format!("relocation run --from @old --to @new --no-wait --transfer {method}"));
                stop.store(true, Ordering::Relaxed);
            });
            assert_eq!(listing(&place.path("outside")), canary, "{method}: something outside was touched");
            place.run(&format!("relocation run --from @old --to @new --no-wait --transfer {method}"));
            let copied =
                Command::new("grep").args(["-rl", "of somebody else"]).arg(place.path("new")).output();
            assert!(copied.unwrap().stdout.is_empty(), "{method}: something outside was copied");
        }
    }
}

#[test]
fn what_is_put_into_an_original_by_an_open_handle_is_not_deleted() {
    let place = Place::new();
    slow_store(&place);
    // A process that works in the old directory, and goes on there after it has been put aside.
    let original = place.path("old").join(package(2)).join("cache");
    let inside = File::open(&original).unwrap();
    let child = slow_run(&place);
    let deleting: PathBuf = place.path("old/.smpctl/deleting").join(package(2));
    let mut child = child;
    while !deleting.exists() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let late = rustix::fs::openat(
        &inside,
        "late",
        rustix::fs::OFlags::CREATE | rustix::fs::OFlags::WRONLY,
        rustix::fs::Mode::from_raw_mode(0o644),
    )
    .expect("the original was put aside at least a second ago");
    File::from(late).write_all(b"not to be lost").unwrap();
    let said = end(child);
    let found = Command::new("grep").args(["-rl", "not to be lost"]).arg(place.path("")).output().unwrap();
    assert!(!found.stdout.is_empty(), "it was deleted: {}{}", said.out, said.err);
    assert_eq!(said.code, exit::WARNING, "{}{}", said.out, said.err);
    assert!(said.out.contains("late"), "{}", said.out);
}
