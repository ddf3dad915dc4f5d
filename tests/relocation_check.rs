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

/// Whatever is named, it is the folder with the packages that is meant, or none.
#[test]
fn a_folder_without_packages_is_refused_and_the_right_one_is_named() {
    let place = Place::new();
    fs::create_dir_all(place.path("empty/deeper")).unwrap();
    fs::write(place.path("empty").join(A), "a file is no package").unwrap();
    place.package("above/store", A);
    let old = place.path("above/store").canonicalize().unwrap();
    let package = old.join(A);
    let check = |from: &Path, more: &[&str]| {
        let mut command = Command::cargo_bin("smpctl").unwrap();
        command.current_dir(place.keep.path()).args(["relocation", "check", "--accept", "medium", "--from"]);
        command.arg(from).args(["--to", "new"]).args(more);
        command
    };
    let named = old.display().to_string();
    for (from, detail, hint) in [
        (place.path("above"), "holds no package, but", named.as_str()),
        (package.clone(), "is a package itself", &named),
        (package.join("cache"), "is in the package", &named),
        (place.path("empty"), "holds no package", "--allow-empty"),
    ] {
        let report = json(&mut check(&from, &[]), 3);
        only_failing(&report, "packages", detail);
        let checks = report["checks"].as_array().unwrap();
        let found = checks.iter().find(|check| check["check"] == "packages").unwrap();
        assert!(found["hint"].as_str().unwrap().contains(hint), "{found}");
        json(&mut check(&from, &["--allow-empty"]), 0);
    }
    let etc = json(&mut check(Path::new("/etc"), &[]), 3);
    assert!(failing(&etc).iter().any(|(check, _)| check == "packages"), "{etc}");
    // A further store is looked at as well.
    only_failing(
        &json(place.check("new").args(["--also", "empty"]), 3),
        "packages",
        "empty' holds no package",
    );
    // A run refuses it too, and makes nothing.
    let mut run = Command::cargo_bin("smpctl").unwrap();
    run.current_dir(place.keep.path()).env("SMPCTL_STATE_DIR", place.path("state"));
    run.args(["relocation", "run", "--from", "empty", "--to", "new", "--accept", "medium", "--no-wait"]);
    run.assert().code(3);
    assert!(!place.path("new").exists() && !place.path("state").exists());
    run.arg("--allow-empty").assert().code(0);
}

impl Place {
    fn smpctl(&self, line: &str) -> Command {
        let mut command = Command::cargo_bin("smpctl").unwrap();
        command.current_dir(self.keep.path()).env("SMPCTL_STATE_DIR", self.path("state"));
        command.arg("relocation").args(line.split(' '));
        command
    }
}

#[test]
fn a_relocation_that_is_complete_or_half_done_goes_on_and_another_is_pointed_to_its_place() {
    let place = Place::new();
    let run = "run --from old --to new --accept medium --no-wait";
    place.smpctl(run).assert().code(0);
    place.smpctl(run).assert().code(0);
    place.smpctl("check --from old --to new --accept medium").assert().code(0);
    let report = json(&mut place.smpctl("check --from old --to third --accept medium"), 3);
    only_failing(&report, "packages", "an earlier relocation moved them to");
    assert!(failing(&report)[0].1.contains("/new'"), "{report}");
    // Half done: one is moved, the other is not.
    let place = Place::new();
    let stays = place.package("old", B);
    let writer = fs::File::options().append(true).open(stays.join("package.xml")).unwrap();
    place.smpctl(&format!("{run} --transfer copy")).assert().code(4);
    let check = json(&mut place.smpctl("check --from old --to new --accept medium"), 0);
    assert_eq!(check["packages"], 1);
    // Another relocation has no business with these stores until then.
    let report = json(&mut place.smpctl("check --from old --to third --accept medium"), 3);
    only_failing(&report, "relocation", "takes part in an unfinished relocation");
    let also = place.package("also", "{0C8F6A5B-6C5F-4D0C-8E59-3F0D5A4D6B12}");
    let report = json(&mut place.smpctl("check --from also --to new --accept medium"), 3);
    only_failing(&report, "relocation", "has other sources");
    drop((writer, also));
    place.smpctl(run).assert().code(0);
}

/// The way to a store: what is closed or open on it, and what the check says of a move between the two.
#[test]
fn who_gets_to_the_packages_stays_the_same() {
    let place = Place::new();
    let set = |name: &str, mode| {
        fs::create_dir_all(place.path(name)).unwrap();
        fs::set_permissions(place.path(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    // What the tests are run in may be closed itself.
    fs::set_permissions(place.keep.path(), fs::Permissions::from_mode(0o755)).unwrap();
    set("closed", 0o700);
    set("open", 0o755);
    place.package("closed/store", A);
    place.package("open/store", A);
    set("open/filled", 0o755);
    fs::write(place.path("open/filled/something"), "").unwrap();
    let check = |from: &str, to: &str, code| {
        json(&mut place.smpctl(&format!("check --accept medium --from {from} --to {to}")), code)
    };
    check("open/store", "open/new", 0);
    check("closed/store", "closed/new", 0);
    only_failing(&check("closed/store", "open/new", 3), "readers", "who cannot get to");
    let report = check("open/store", "closed/new", 3);
    only_failing(&report, "readers", "/closed' is closed to them: other accounts");
    assert!(report.to_string().contains("chmod o+x"), "{report}");
    // The new root takes over what the old one has, unless something is in it.
    set("open/store", 0o700);
    check("open/store", "open/new", 0);
    only_failing(&check("open/store", "open/filled", 3), "readers", "who cannot get to");
    set("open/store", 0o711);
    only_failing(&check("open/store", "open/filled", 3), "readers", "who cannot get to");
    set("open/store", 0o755);
    check("open/store", "open/filled", 0);
    // A package that is closed itself is so everywhere.
    set(&format!("closed/store/{A}"), 0o700);
    check("closed/store", "open/new", 0);
    set(&format!("open/store/{A}"), 0o700);
    check("open/store", "closed/new", 0);
}

#[test]
fn the_way_back_is_checked_before_anything_is_touched() {
    let place = Place::new();
    fs::set_permissions(place.keep.path(), fs::Permissions::from_mode(0o755)).unwrap();
    place.package("also", B);
    place.smpctl("run --from old --also also --to new --accept medium --no-wait").assert().code(0);
    let report = json(&mut place.smpctl("check --revert"), 0);
    assert_eq!(report["packages"], 2);
    let moves = |report: &Value, field: &str| {
        let moves = report[field].as_array().unwrap().iter();
        let name = |path: &Value| Path::new(path.as_str().unwrap()).file_name().unwrap().to_owned();
        let moves = moves.map(|it| (it["package"].as_str().unwrap().to_owned(), name(&it["to"])));
        moves.collect::<std::collections::BTreeMap<_, _>>()
    };
    let expected = [(A.to_owned(), "old".into()), (B.to_owned(), "also".into())].into();
    assert_eq!(moves(&report, "moves"), expected);
    assert_eq!(moves(&json(&mut place.smpctl("revert --dry-run"), 0), "plan"), expected);
    // The old store has been opened to every account since; for one of the two is enough.
    fs::set_permissions(place.path("also"), fs::Permissions::from_mode(0o777)).unwrap();
    let before = place.names();
    for line in ["check --revert --to new", "revert --dry-run", "revert"] {
        let report = json(&mut place.smpctl(line), 3);
        only_failing(&report, "access", "everybody may write to");
    }
    assert_eq!(place.names(), before);
    fs::set_permissions(place.path("also"), fs::Permissions::from_mode(0o755)).unwrap();
    place.smpctl("revert").assert().code(0);
    assert!(place.path("old").join(A).is_dir() && place.path("also").join(B).is_dir());
}

#[test]
fn a_retry_is_checked_before_anything_is_touched() {
    let place = Place::new();
    let writer =
        fs::File::options().append(true).open(place.path("old").join(A).join("package.xml")).unwrap();
    place.smpctl("run --from old --to new --accept medium --no-wait --transfer copy").assert().code(4);
    drop(writer);
    fs::set_permissions(place.path("new"), fs::Permissions::from_mode(0o777)).unwrap();
    let before = place.names();
    only_failing(&json(&mut place.smpctl("retry"), 3), "access", "everybody may write to");
    assert_eq!(place.names(), before);
    fs::set_permissions(place.path("new"), fs::Permissions::from_mode(0o755)).unwrap();
    json(&mut place.smpctl("retry --dry-run"), 0);
    assert_eq!(place.names(), before);
    place.smpctl("retry").assert().code(0);
}

#[test]
fn what_is_remembered_must_have_a_place() {
    let place = Place::new();
    fs::write(place.path("state"), "a file").unwrap();
    let report = json(&mut place.smpctl("check --from old --to new --accept medium"), 3);
    assert!(failing(&report).iter().any(|(check, _)| check == "state"), "{report}");
    place.smpctl("run --from old --to new --accept medium --no-wait").assert().failure();
    assert!(!place.path("new").exists() && !place.path("old/.smpctl").exists());
}

#[test]
fn a_copy_within_one_volume_needs_room_and_links_that_will_break_are_counted() {
    let place = Place::new();
    let report = json(&mut place.check("new"), 0);
    assert_eq!((&report["copiedPackages"], &report["neededBytes"]), (&0.into(), &0.into()));
    let report = json(place.check("new").args(["--transfer", "copy"]), 0);
    assert_eq!(report["copiedPackages"], 1);
    assert!(report["neededBytes"].as_u64().unwrap() > 5000);
    assert_eq!(report["warnings"], serde_json::json!([]));
    let old = place.path("old").canonicalize().unwrap();
    fs::create_dir(place.path("deeper")).unwrap();
    symlink(old.join(A).join("cache"), old.join(A).join("whole")).unwrap();
    symlink("../../shared", old.join(A).join("out")).unwrap();
    symlink("cache", old.join(A).join("within")).unwrap();
    let warnings = |to: &str| {
        let report = json(&mut place.check(to), 0);
        report["warnings"].as_array().unwrap().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let found = warnings("deeper/new");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("1 link in packages names") && found[0].contains("--keep-old-links"));
    assert!(found[1].contains("1 link in packages leads out") && found[1].contains("/out'"), "{found:?}");
    // Beside the old store a relative link leads where it led.
    assert_eq!(warnings("new").len(), 1);
    let run = "run --from old --to deeper/new --accept medium --no-wait";
    place.smpctl(run).assert().code(0).stderr(predicates::str::contains("--keep-old-links"));
}

#[test]
fn what_a_killed_check_left_is_removed_by_whatever_looks_there_next() {
    let place = Place::new();
    place.smpctl("run --from old --to new --accept medium --no-wait").assert().code(0);
    let left = |at: &str| {
        let left = place.path(at).join(".smpctl-check-0123456789abcdef0123456789abcdef");
        fs::create_dir_all(left.join("entry")).unwrap();
        left
    };
    // In the folder above the new store it was left before that was there.
    for line in ["check --from old --to new --accept medium", "check --revert", "revert --dry-run"] {
        let all = [left("old"), left("new"), left("."), left("state"), left("state/relocations")];
        place.smpctl(line).assert().code(0);
        let still: Vec<_> = all.iter().filter(|left| left.exists()).collect();
        assert!(still.is_empty(), "{line}: {still:?}");
    }
    for line in ["retry", "revert", "revert"] {
        let all = [left("old"), left("new")];
        place.smpctl(line).assert().code(0);
        let still: Vec<_> = all.iter().filter(|left| left.exists()).collect();
        assert!(still.is_empty(), "{line}: {still:?}");
    }
}
