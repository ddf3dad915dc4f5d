//! `smpctl relocation check`, on the built binary. What needs root and real file systems is in
//! `suites/prerequisites.sh`.

// What a test builds on is allowed to end it.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

const A: &str = "{1592B913-72F3-4C36-91D2-D4EDA21D2F96}";
const B: &str = "{0C8F6A5B-6C5F-4D0C-8E59-3F0D5A4D6B11}";

/// A throw-away folder with a store of one package in it.
struct Place {
    keep: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let keep = tempfile::tempdir().unwrap();
        let place = Self { keep };
        place.package("old", A);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.keep.path().join(name)
    }

    fn package(&self, store: &str, package: &str) -> PathBuf {
        let package = self.path(store).join(package);
        fs::create_dir_all(package.join("cache")).unwrap();
        fs::write(package.join("cache/setup.msi"), vec![7; 5000]).unwrap();
        fs::write(package.join("package.xml"), "<package/>").unwrap();
        package
    }

    fn check(&self, to: impl AsRef<Path>) -> Command {
        let mut command = Command::cargo_bin("smpctl").unwrap();
        command.current_dir(self.keep.path()).args(["relocation", "check", "--from", "old", "--to"]);
        command.arg(to.as_ref());
        // The medium of the machine that runs the tests is not what they are about.
        command.args(["--accept", "medium"]);
        command
    }

    fn names(&self) -> Vec<PathBuf> {
        fn walk(path: &Path, names: &mut Vec<PathBuf>) {
            for entry in fs::read_dir(path).unwrap() {
                let path = entry.unwrap().path();
                names.push(path.clone());
                if path.is_dir() && !path.is_symlink() {
                    walk(&path, names);
                }
            }
        }
        let mut names = Vec::new();
        walk(self.keep.path(), &mut names);
        names.sort();
        names
    }
}

fn json(command: &mut Command, code: i32) -> Value {
    let output = command.args(["-o", "json"]).assert().code(code).get_output().stdout.clone();
    serde_json::from_slice(&output).unwrap()
}

/// The names of the checks that say no, and what they say.
fn failing(report: &Value) -> Vec<(String, String)> {
    let checks = report["checks"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    checks
        .filter(|check| check["ok"] == false)
        .map(|check| (text(&check["check"]), text(&check["detail"])))
        .collect()
}

fn only_failing(report: &Value, check: &str, detail: &str) {
    let failing = failing(report);
    assert_eq!(failing.len(), 1, "{failing:?}");
    assert_eq!(failing[0].0, check);
    assert!(failing[0].1.contains(detail), "{}", failing[0].1);
}

#[test]
fn a_store_that_can_be_moved_is_ready_and_nothing_is_left_behind() {
    let place = Place::new();
    let before = place.names();
    let report = json(&mut place.check("new"), 0);
    assert_eq!(report["ready"], true);
    assert_eq!(report["packages"], 1);
    // The package's folder, its cache, and two files.
    assert_eq!(report["files"], 4);
    assert_eq!(report["bytes"], 5010);
    assert_eq!(report["estimatedSeconds"], 0);
    let names: Vec<_> =
        report["checks"].as_array().unwrap().iter().map(|check| check["check"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "stores",
            "packages",
            "fixed-medium",
            "links",
            "times",
            "space",
            "old-volume",
            "location",
            "path-length",
            "apart",
            "access",
            "readers",
            "relocation",
            "state"
        ]
    );
    for check in report["checks"].as_array().unwrap() {
        assert_eq!(check["ok"], true);
        assert!(!check["detail"].as_str().unwrap().is_empty());
        assert!(check.get("hint").is_none());
    }
    assert_eq!(place.names(), before);
}

#[test]
fn the_table_says_it_in_words() {
    let place = Place::new();
    let output = place.check("new").assert().code(0).get_output().stdout.clone();
    let text = String::from_utf8(output).unwrap();
    assert!(text.contains("pass  space         none needed"), "{text}");
    assert!(text.ends_with("Ready to be moved\n"), "{text}");
    let output = place.check("/usr/store").assert().code(3).get_output().stdout.clone();
    let text = String::from_utf8(output).unwrap();
    assert!(text.contains("FAIL  location      '/usr/store' is in the system location '/usr'"), "{text}");
    assert!(text.contains("choose a folder outside"), "{text}");
    assert!(text.ends_with(" not met\n"), "{text}");
}

#[test]
fn csv_has_a_row_and_junit_a_case_for_each_prerequisite() {
    let place = Place::new();
    let output = place.check("old/inner").args(["-o", "csv"]).assert().code(3).get_output().stdout.clone();
    let text = String::from_utf8(output).unwrap();
    assert!(text.starts_with("check,ok,detail,hint\nstores,true,"), "{text}");
    assert_eq!(text.lines().count(), 15);
    assert!(text.contains("\napart,false,"), "{text}");
    let output = place.check("old/inner").args(["-o", "junit"]).assert().code(3).get_output().stdout.clone();
    let text = String::from_utf8(output).unwrap();
    assert!(text.contains("tests=\"14\" failures=\"1\""), "{text}");
    assert!(text.contains("<testcase classname=\"relocation\" name=\"apart\">\n      <failure"), "{text}");
}

#[test]
fn stores_within_one_another_are_refused() {
    let place = Place::new();
    only_failing(&json(&mut place.check("old/inner"), 3), "apart", "lies within");
    only_failing(&json(&mut place.check("old"), 3), "apart", "are the same store");
    // Whatever path leads there.
    symlink(place.path("old"), place.path("alias")).unwrap();
    only_failing(&json(&mut place.check("alias"), 3), "apart", "are the same store");
    only_failing(&json(&mut place.check("alias/inner"), 3), "apart", "lies within");
    let twice = json(place.check("new").args(["--also", "alias"]), 3);
    only_failing(&twice, "apart", "are the same store");
    only_failing(&json(&mut place.check("."), 3), "apart", "/old' lies within");
}

#[test]
fn system_locations_are_refused_through_links_too() {
    let place = Place::new();
    symlink("/etc", place.path("harmless")).unwrap();
    for to in ["/usr/x", "/etc", "harmless", "harmless/x", "/bin", "/var/lib/dpkg/x", "/var/lib", "/"] {
        if Path::new(to).is_absolute() && !Path::new(to).parent().is_none_or(Path::exists) {
            continue;
        }
        let report = json(&mut place.check(to), 3);
        assert!(failing(&report).iter().any(|(check, _)| check == "location"), "{to}: {report}");
    }
    // An ordinary user may not write there, but that is another matter.
    let output = place.check("/var/lib/smpctl-store-of-a-test").args(["-o", "csv"]).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("\nlocation,true,"));
}

#[test]
fn a_store_that_ordinary_users_can_change_is_refused() {
    let place = Place::new();
    // An empty or missing store gets the old one's mode.
    let set =
        |name: &str, mode| fs::set_permissions(place.path(name), fs::Permissions::from_mode(mode)).unwrap();
    set("old", 0o1777);
    only_failing(&json(&mut place.check("new"), 3), "access", "everybody may write to");
    fs::create_dir(place.path("new")).unwrap();
    set("new", 0o755);
    only_failing(&json(&mut place.check("new"), 3), "access", "everybody may write to");
    // One with something in it keeps its own.
    fs::write(place.path("new/something"), "").unwrap();
    json(&mut place.check("new"), 0);
    set("old", 0o755);
    set("new", 0o757);
    only_failing(&json(&mut place.check("new"), 3), "access", "everybody may write to");
    set("new", 0o755);
    json(&mut place.check("new"), 0);
    fs::create_dir(place.path("open")).unwrap();
    set("open", 0o777);
    only_failing(&json(&mut place.check("open/new"), 3), "access", "everybody may rename what is in");
    set("open", 0o1777);
    json(&mut place.check("open/new"), 0);
}

#[test]
fn a_path_that_becomes_too_long_is_refused() {
    let place = Place::new();
    // Deeper than a path may be long: made one level at a time.
    let mut deep = place.path("old").join(A);
    let name = "x".repeat(250);
    for _ in 0..15 {
        deep.push(&name);
        fs::create_dir(&deep).unwrap();
    }
    let length = deep.as_os_str().len() - place.path("old").as_os_str().len();
    let mut to = place.path("new");
    json(&mut place.check(&to), 0);
    while to.as_os_str().len() + length < 4100 {
        to.push("y".repeat(40));
    }
    fs::create_dir_all(&to).unwrap();
    only_failing(&json(&mut place.check(to.join("new")), 3), "path-length", "4095 are possible");
}

#[test]
fn what_is_no_package_is_listed_whatever_its_name() {
    let place = Place::new();
    let odd = std::ffi::OsStr::from_bytes(b"odd\n\x1b[31m\xff");
    fs::create_dir(place.path("old").join(odd)).unwrap();
    symlink("/nowhere", place.path("old").join(B)).unwrap();
    let report = json(&mut place.check("new"), 0);
    assert_eq!(report["ignoredCount"], 1);
    assert!(report["ignored"][0].as_str().unwrap().ends_with("odd\n\u{1b}[31m\u{fffd}"), "{report}");
    assert_eq!(report["customLocation"], serde_json::json!([B]));
    let output = place.check("new").assert().code(0).get_output().stdout.clone();
    assert!(String::from_utf8(output).unwrap().contains("odd \u{fffd}[31m\u{fffd}\n"));
}

#[test]
fn a_half_done_relocation_is_ready_for_the_rest() {
    let place = Place::new();
    place.package("old", B);
    fs::create_dir(place.path("new")).unwrap();
    fs::rename(place.path("old").join(A), place.path("new").join(A)).unwrap();
    symlink(place.path("new").join(A), place.path("old").join(A)).unwrap();
    symlink(place.path("old").join(B), place.path("new").join(B)).unwrap();
    let report = json(&mut place.check("new"), 0);
    assert_eq!(report["packages"], 1);
    assert_eq!(report["customLocation"], serde_json::json!([]));
}

#[test]
fn the_same_package_twice_is_reported() {
    let place = Place::new();
    place.package("also", &A.to_lowercase());
    place.package("also", B);
    let report = json(place.check("new").args(["--also", "also"]), 0);
    assert_eq!(report["packages"], 2);
    assert_eq!(report["duplicates"], serde_json::json!([A.to_lowercase()]));
}

#[test]
fn a_trial_that_was_killed_is_cleared_away_and_never_listed() {
    let place = Place::new();
    let left = place.path(".smpctl-check-0123456789abcdef0123456789abcdef");
    fs::create_dir_all(left.join("entry")).unwrap();
    let inside = place.path("old/.smpctl-check-0123456789abcdef0123456789abcdef");
    fs::create_dir(&inside).unwrap();
    let report = json(&mut place.check("new"), 0);
    assert_eq!(report["ignored"], serde_json::json!([]));
    assert!(!left.exists() && !inside.exists());
}

#[test]
fn bad_input_is_named() {
    let place = Place::new();
    let smpctl = || {
        let mut command = Command::cargo_bin("smpctl").unwrap();
        command.current_dir(place.keep.path()).args(["relocation", "check", "--from"]);
        command
    };
    smpctl()
        .args(["odl", "--to", "new"])
        .assert()
        .code(6)
        .stderr(predicates::str::contains("did you mean 'old'?"));
    let file = format!("old/{A}/package.xml");
    smpctl()
        .args([&file, "--to", "new"])
        .assert()
        .code(2)
        .stderr(predicates::str::contains("not a directory"));
    smpctl()
        .args(["old", "--to", &file])
        .assert()
        .code(2)
        .stderr(predicates::str::contains("not a directory"));
    smpctl()
        .args(["old", "--to", "no/such/new"])
        .assert()
        .code(6)
        .stderr(predicates::str::contains("no/such"));
    symlink("nowhere", place.path("dangling")).unwrap();
    smpctl()
        .args(["old", "--to", "dangling"])
        .assert()
        .code(6)
        .stderr(predicates::str::contains("leads nowhere"));
    smpctl().args(["", "--to", "new"]).assert().code(2);
}
