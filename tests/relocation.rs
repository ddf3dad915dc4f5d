//! Relocations, end to end, on the file system the tests run on: the way there, back, what stops a package, and
//! each row of the state table, set up by hand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

mod support;

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use support::{Place, exit, listing, make_package, make_store, package, packages_of};

/// On one volume `rename` and `copy` both move a package; everything must hold for either.
const METHODS: [&str; 2] = ["rename", "copy"];

fn run(place: &Place, code: i32, method: &str) -> Value {
    place.json(code, &format!("relocation run --from @old --to @new --no-wait --transfer {method}"))
}

fn is_dir(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

#[test]
fn a_store_moves_and_comes_back_without_a_difference() {
    for method in METHODS {
        let place = Place::new();
        make_store(&place.path("old"), 5);
        fs::write(place.path("old/readme.txt"), "stays").unwrap();
        let before = packages_of(&place.path("old"), 1..=5);
        let summary = run(&place, exit::DONE, method);
        assert_eq!(summary["status"], "complete");
        assert_eq!(summary["moved"], 5);
        assert_eq!(packages_of(&place.path("new"), 1..=5), before);
        let left: Vec<_> = fs::read_dir(place.path("old")).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left, ["readme.txt"]);
        assert!(!place.path("new/.smpctl").exists());
        let status = place.json(exit::DONE, "relocation status");
        assert_eq!(status["packages"], json!({"total": 5, "moved": 5, "linked": 0}));
        assert_eq!(status["attemptsDone"], 1);
        // A second run finds nothing to do, and a package that arrives later is moved by the next.
        assert_eq!(run(&place, exit::DONE, method)["moved"], 0);
        make_package(&place.path("old"), 6);
        assert_eq!(run(&place, exit::DONE, method)["moved"], 1);

        let summary = place.json(exit::DONE, &format!("relocation revert --transfer {method}"));
        assert_eq!((&summary["status"], &summary["moved"]), (&json!("reverted"), &json!(6)));
        assert_eq!(packages_of(&place.path("old"), 1..=5), before);
        assert_eq!(fs::read_dir(place.path("new")).unwrap().count(), 0);
        assert_eq!(place.json(exit::DONE, "relocation revert")["status"], "reverted");
    }
}

#[test]
fn an_open_file_waits_for_the_retry() {
    let place = Place::new();
    make_store(&place.path("old"), 3);
    let before = packages_of(&place.path("old"), 1..=3);
    let file = place.path("old").join(package(2)).join("cache/empty");
    let writer = File::options().append(true).open(&file).unwrap();
    let said = place.ends(exit::WARNING, "relocation run --from @old --to @new --no-wait --transfer copy");
    assert!(said.out.contains("Some of the files have not been moved to the new location."), "{}", said.out);
    assert!(said.out.contains("is open for writing"), "{}", said.out);
    let status = place.json(exit::DONE, "relocation status");
    assert_eq!(status["status"], "partial");
    assert_eq!(status["packages"], json!({"total": 3, "moved": 2, "linked": 1}));
    assert_eq!(status["failures"][0]["package"], package(2));
    // Both paths lead to every package.
    for store in ["old", "new"] {
        for number in 1..=3 {
            assert!(place.path(store).join(package(number)).join("package.xml").exists());
        }
    }
    drop(writer);
    let summary = place.json(exit::DONE, "relocation retry --transfer copy");
    assert_eq!((&summary["status"], &summary["attemptsDone"]), (&json!("complete"), &json!(1)));
    assert_eq!(packages_of(&place.path("new"), 1..=3), before);
    assert_eq!(fs::read_dir(place.path("old")).unwrap().count(), 0);
}

#[test]
fn a_half_finished_run_is_reverted() {
    let place = Place::new();
    make_store(&place.path("old"), 3);
    let before = packages_of(&place.path("old"), 1..=3);
    let writer = File::options().append(true).open(place.path("old").join(package(2)).join("package.xml"));
    run(&place, exit::WARNING, "copy");
    drop(writer);
    assert_eq!(place.json(exit::DONE, "relocation revert")["status"], "reverted");
    assert_eq!(packages_of(&place.path("old"), 1..=3), before);
    assert_eq!(fs::read_dir(place.path("new")).unwrap().count(), 0);
}

#[test]
fn packages_of_several_stores_are_consolidated_and_go_back_where_they_came_from() {
    for method in METHODS {
        let place = Place::new();
        make_store(&place.path("old"), 2);
        for number in [3, 4] {
            make_package(&place.path("rotated"), number);
        }
        let before = (packages_of(&place.path("old"), 1..=2), packages_of(&place.path("rotated"), 3..=4));
        let run =
            format!("relocation run --from @old --also @rotated --to @new --no-wait --transfer {method}");
        assert_eq!(place.json(exit::DONE, &run)["moved"], 4);
        assert_eq!(packages_of(&place.path("new"), 1..=4), [before.0.clone(), before.1.clone()].concat());
        place.json(exit::DONE, &format!("relocation revert --transfer {method}"));
        assert_eq!(
            (packages_of(&place.path("old"), 1..=2), packages_of(&place.path("rotated"), 3..=4)),
            before
        );
    }
}

#[test]
fn a_duplicate_is_linked_and_not_moved_unless_one_is_preferred() {
    for method in METHODS {
        let place = Place::new();
        make_store(&place.path("old"), 2);
        make_package(&place.path("rotated"), 2);
        fs::write(place.path("rotated").join(package(2)).join("other"), "").unwrap();
        let run =
            format!("relocation run --from @old --also @rotated --to @new --no-wait --transfer {method}");
        let summary = place.json(exit::WARNING, &run);
        assert_eq!(summary["moved"], 1);
        assert!(summary["failures"][0]["reason"].as_str().unwrap().contains("rotated"));
        assert_eq!(
            fs::read_link(place.path("new").join(package(2))).unwrap(),
            place.path("old").join(package(2))
        );
        assert!(is_dir(&place.path("rotated").join(package(2))));
        let summary = place.json(exit::DONE, &format!("{run} --on-duplicate prefer-from"));
        assert_eq!((&summary["status"], &summary["moved"]), (&json!("complete"), &json!(1)));
        assert_eq!(summary["duplicates"][0], json!(place.path("rotated").join(package(2))));
        assert!(!place.path("new").join(package(2)).join("other").exists());
        assert!(place.path("rotated").join(package(2)).join("other").exists());
    }
}

#[test]
fn what_is_no_package_is_not_touched() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    fs::create_dir(place.path("elsewhere")).unwrap();
    symlink(place.path("elsewhere"), place.path("old").join(package(7))).unwrap();
    fs::write(place.path("old").join(package(8)), "a file with a package's name").unwrap();
    let summary = run(&place, exit::DONE, "auto");
    assert_eq!(summary["customLocation"], json!([package(7)]));
    assert!(place.path("old").join(package(7)).is_symlink());
    assert!(!place.path("new").join(package(7)).exists());
    assert!(place.path("old").join(package(8)).is_file());
}

#[test]
fn old_links_stay_if_asked_for() {
    for method in METHODS {
        let place = Place::new();
        make_store(&place.path("old"), 2);
        place.ends(
            exit::DONE,
            &format!("relocation run --from @old --to @new --no-wait --keep-old-links --transfer {method}"),
        );
        for number in 1..=2 {
            let link = place.path("old").join(package(number));
            assert_eq!(fs::read_link(&link).unwrap(), place.path("new").join(package(number)));
        }
    }
}

/// Sets up one row of the state table by hand, runs, and looks at what came of it.
fn row(setup: impl Fn(&Place, &str), code: i32, reason: &str, look: impl Fn(&Place, &str)) {
    for method in METHODS {
        let place = Place::new();
        make_store(&place.path("old"), 1);
        fs::create_dir(place.path("new")).unwrap();
        // A second package shows that the rest goes on.
        make_package(&place.path("old"), 2);
        let rest = packages_of(&place.path("old"), [2]);
        let name = package(1);
        setup(&place, &name);
        let summary = run(&place, code, method);
        let reasons = summary["failures"].to_string();
        assert!(reasons.contains(reason), "{reasons}");
        assert_eq!(packages_of(&place.path("new"), [2]), rest);
        look(&place, &name);
        assert!(!place.path("new/.smpctl/staging").join(&name).exists());
    }
}

fn moved(place: &Place, name: &str) {
    assert!(is_dir(&place.path("new").join(name)));
    assert!(!place.path("old").join(name).exists());
}

#[test]
fn row_linked_already() {
    row(
        |place, name| symlink(place.path("old").join(name), place.path("new").join(name)).unwrap(),
        0,
        "",
        moved,
    );
}

#[test]
fn row_linked_by_another_path_to_the_same_place() {
    row(
        |place, name| {
            symlink(place.path("old"), place.path("alias")).unwrap();
            symlink(place.path("alias").join(name), place.path("new").join(name)).unwrap();
        },
        0,
        "",
        moved,
    );
}

#[test]
fn row_dangling_link() {
    row(|place, name| symlink("/nowhere at all", place.path("new").join(name)).unwrap(), 0, "", moved);
}

#[test]
fn row_link_into_a_store_but_to_another_package() {
    row(
        |place, name| symlink(place.path("old").join(package(2)), place.path("new").join(name)).unwrap(),
        0,
        "",
        moved,
    );
}

#[test]
fn row_moved_with_a_link_back() {
    row(
        |place, name| {
            fs::rename(place.path("old").join(name), place.path("new").join(name)).unwrap();
            symlink(place.path("new").join(name), place.path("old").join(name)).unwrap();
        },
        0,
        "",
        moved,
    );
}

#[test]
fn row_moved_and_gone() {
    row(
        |place, name| fs::rename(place.path("old").join(name), place.path("new").join(name)).unwrap(),
        0,
        "",
        moved,
    );
}

#[test]
fn row_both_and_equal() {
    row(
        |place, name| {
            let status = std::process::Command::new("cp")
                .args(["-a", "--sparse=always"])
                .args([place.path("old").join(name), place.path("new")])
                .status();
            assert!(status.unwrap().success());
        },
        0,
        "",
        moved,
    );
}

#[test]
fn row_both_and_the_new_one_empty() {
    row(|place, name| fs::create_dir(place.path("new").join(name)).unwrap(), 0, "", moved);
}

#[test]
fn row_both_and_different_is_a_conflict_that_keeps_both() {
    row(
        |place, name| {
            fs::create_dir(place.path("new").join(name)).unwrap();
            fs::write(place.path("new").join(name).join("package.xml"), "another").unwrap();
        },
        exit::WARNING,
        "conflict",
        |place, name| {
            assert!(place.path("old").join(name).join("cache/setup.msi").exists());
            assert_eq!(
                fs::read_to_string(place.path("new").join(name).join("package.xml")).unwrap(),
                "another"
            );
        },
    );
}

#[test]
fn row_half_a_robocopy_is_a_conflict_that_keeps_both() {
    row(
        |place, name| {
            fs::create_dir_all(place.path("new").join(name).join("cache")).unwrap();
            fs::copy(
                place.path("old").join(name).join("cache/setup.msi"),
                place.path("new").join(name).join("cache/setup.msi"),
            )
            .unwrap();
        },
        exit::WARNING,
        "conflict",
        |place, name| {
            assert!(place.path("old").join(name).join("package.xml").exists());
            assert!(place.path("new").join(name).join("cache/setup.msi").exists());
        },
    );
}

#[test]
fn row_something_else_in_the_way() {
    row(
        |place, name| fs::write(place.path("new").join(name), "a file").unwrap(),
        exit::WARNING,
        "in the way",
        |place, name| {
            assert!(is_dir(&place.path("old").join(name)));
            assert_eq!(fs::read_to_string(place.path("new").join(name)).unwrap(), "a file");
        },
    );
    row(
        |place, name| {
            fs::create_dir(place.path("elsewhere")).unwrap();
            symlink(place.path("elsewhere"), place.path("new").join(name)).unwrap();
        },
        exit::WARNING,
        "in the way",
        |place, name| {
            assert_eq!(fs::read_link(place.path("new").join(name)).unwrap(), place.path("elsewhere"))
        },
    );
}

#[test]
fn row_original_missing() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    let writer = File::options().append(true).open(place.path("old").join(package(1)).join("package.xml"));
    run(&place, exit::WARNING, "copy");
    drop(writer);
    // The link in the new place dangles now.
    fs::rename(place.path("old").join(package(1)), place.path("taken away")).unwrap();
    let summary = run(&place, exit::WARNING, "copy");
    assert_eq!((&summary["gone"], &summary["status"]), (&json!([package(1)]), &json!("complete")));
    assert!(fs::symlink_metadata(place.path("new").join(package(1))).is_err());
    // It is said once.
    assert_eq!(run(&place, exit::DONE, "copy")["gone"], json!([]));
    fs::rename(place.path("taken away"), place.path("old").join(package(1))).unwrap();
    assert_eq!(run(&place, exit::DONE, "copy")["status"], "complete");
}

/// Puts a store where a run was killed: `.smpctl` knows a relocation, and something lies in one of its folders.
fn interrupted(place: &Place, store: &str, folder: &str) -> std::path::PathBuf {
    let path = place.path(store).join(".smpctl").join(folder);
    fs::create_dir_all(&path).unwrap();
    path
}

#[test]
fn row_staged_copies_are_discarded_without_following_links() {
    row(
        |place, name| {
            let staging = interrupted(place, "new", "staging");
            fs::create_dir_all(staging.join(name).join("cache")).unwrap();
            fs::create_dir_all(place.path("precious")).unwrap();
            fs::write(place.path("precious/file"), "").unwrap();
            symlink(place.path("precious"), staging.join(name).join("cache/way out")).unwrap();
        },
        0,
        "",
        |place, name| {
            moved(place, name);
            assert!(place.path("precious/file").exists());
        },
    );
}

#[test]
fn row_retired_and_equal_is_given_up() {
    row(
        |place, name| {
            let retired = interrupted(place, "old", "retired");
            let status = std::process::Command::new("cp")
                .args(["-a", "--sparse=always"])
                .args([place.path("old").join(name), place.path("new")])
                .status();
            assert!(status.unwrap().success());
            fs::rename(place.path("old").join(name), retired.join(name)).unwrap();
        },
        0,
        "",
        moved,
    );
}

#[test]
fn row_retired_without_a_copy_is_put_back() {
    row(
        |place, name| {
            let retired = interrupted(place, "old", "retired");
            fs::rename(place.path("old").join(name), retired.join(name)).unwrap();
            symlink(place.path("new").join(name), place.path("old").join(name)).unwrap();
        },
        0,
        "",
        moved,
    );
}

#[test]
fn row_retired_and_different_is_put_back_and_a_conflict() {
    row(
        |place, name| {
            let retired = interrupted(place, "old", "retired");
            fs::rename(place.path("old").join(name), retired.join(name)).unwrap();
            fs::create_dir(place.path("new").join(name)).unwrap();
            fs::write(place.path("new").join(name).join("newer"), "").unwrap();
            symlink(place.path("new").join(name), place.path("old").join(name)).unwrap();
        },
        exit::WARNING,
        "conflict",
        |place, name| {
            assert!(place.path("old").join(name).join("cache/setup.msi").exists());
            assert!(place.path("new").join(name).join("newer").exists());
        },
    );
}

#[test]
fn row_partly_deleted_goes_on_only_while_the_copy_is_there() {
    row(
        |place, name| {
            let deleting = interrupted(place, "old", "deleting");
            fs::rename(place.path("old").join(name), place.path("new").join(name)).unwrap();
            fs::create_dir_all(deleting.join(name).join("cache")).unwrap();
        },
        0,
        "",
        |place, name| {
            moved(place, name);
            assert!(!place.path("old/.smpctl").exists());
        },
    );
    row(
        |place, name| {
            let deleting = interrupted(place, "old", "deleting");
            fs::rename(place.path("old").join(name), deleting.join(name)).unwrap();
        },
        exit::WARNING,
        "was removed by another process",
        |place, name| assert!(place.path("old/.smpctl/deleting").join(name).join("package.xml").exists()),
    );
}

#[test]
fn a_store_that_is_not_mounted_is_refused() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    let writer = File::options().append(true).open(place.path("old").join(package(1)).join("package.xml"));
    run(&place, exit::WARNING, "copy");
    drop(writer);
    fs::rename(place.path("new"), place.path("aside")).unwrap();
    fs::create_dir(place.path("new")).unwrap();
    let said = place.ends(exit::CHECK_SAYS_NO, "relocation retry");
    assert!(said.err.contains("not mounted"), "{}", said.err);
    assert_eq!(fs::read_dir(place.path("new")).unwrap().count(), 0);
    fs::remove_dir(place.path("new")).unwrap();
    let said = place.ends(exit::CHECK_SAYS_NO, "relocation retry");
    assert!(said.err.contains("not mounted"), "{}", said.err);
    fs::rename(place.path("aside"), place.path("new")).unwrap();
    place.ends(exit::DONE, "relocation retry");
}

#[test]
fn a_second_smpctl_is_refused() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    let writer = File::options().append(true).open(place.path("old").join(package(1)).join("package.xml"));
    let mut first = place
        .command()
        .args(["relocation", "run", "--transfer", "copy", "--interval", "1", "--from"])
        .arg(place.path("old"))
        .arg("--to")
        .arg(place.path("new"))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It waits for its second attempt, with the lock held, once it says so.
    let mut said = String::new();
    let mut stderr = std::io::BufReader::new(first.stderr.take().unwrap());
    while !said.contains("attempt 2 of 3") {
        assert!(std::io::BufRead::read_line(&mut stderr, &mut said).unwrap() > 0, "{said}");
    }
    let refused = place.ends(exit::CONFLICT, "relocation retry");
    assert!(refused.err.contains("another smpctl"), "{}", refused.err);
    let status = std::process::Command::new("kill").args(["-INT", &first.id().to_string()]).status().unwrap();
    assert!(status.success());
    assert_eq!(first.wait().unwrap().code(), Some(130));
    drop(writer);
    // The attempt itself had ended; only the waiting was interrupted.
    assert_eq!(place.json(exit::DONE, "relocation status")["status"], "linked");
    place.ends(exit::DONE, "relocation retry");
}

#[test]
fn packages_that_arrived_later_stay_at_a_revert() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    run(&place, exit::DONE, "auto");
    make_package(&place.path("new"), 9);
    let later = listing(&place.path("new").join(package(9)));
    let summary = place.json(exit::WARNING, "relocation revert");
    assert_eq!(summary["staying"], json!([package(9)]));
    assert_eq!(listing(&place.path("new").join(package(9))), later);
    assert!(is_dir(&place.path("old").join(package(1))));
}

#[test]
fn a_dry_run_changes_nothing() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    let before = listing(&place.path("old"));
    place.ends(exit::DONE, "relocation run --from @old --to @new --dry-run");
    assert_eq!(listing(&place.path("old")), before);
    assert!(!place.path("new").exists() && !place.path("state").exists());
}

#[test]
fn bad_input_is_told_with_the_next_step() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    fs::write(place.path("file"), "").unwrap();
    for (code, arguments, expected) in [
        (exit::CONFLICT, "relocation run --from @none --to @new", "cannot use the store"),
        (exit::USAGE, "relocation run --from @file --to @new", "not a directory"),
        (exit::CONFLICT, "relocation run --from @old --to @none/new", "is the new drive mounted?"),
        (exit::USAGE, "relocation run --from @old --to @new --threads 0", "--threads"),
        (exit::CONFLICT, "relocation retry", "no relocation is known"),
        (exit::CHECK_SAYS_NO, "relocation run --from @old --to @old", "are the same store"),
        (exit::CHECK_SAYS_NO, "relocation run --from @old --to @old/inner", "lies within"),
        (exit::CHECK_SAYS_NO, "relocation run --from @old --to /usr/store", "system location"),
    ] {
        let said = place.ends(code, arguments);
        assert!(
            format!("{}{}", said.out, said.err).contains(expected),
            "{arguments}: {}{}",
            said.out,
            said.err
        );
    }
    let said = place.ends(exit::CONFLICT, "relocation retry -o json");
    let error: Value = serde_json::from_str(&said.err).unwrap();
    assert_eq!(error["error"]["kind"], "not-found");
    assert!(error["error"]["hint"].as_str().unwrap().contains("smpctl relocation run"));
    assert_eq!(place.json(exit::DONE, "relocation status")["status"], "none");
}

#[test]
fn check_tells_what_it_measured() {
    let place = Place::new();
    make_store(&place.path("old"), 3);
    fs::write(place.path("old/readme.txt"), "").unwrap();
    let report = place.json(exit::DONE, "relocation check --from @old --to @new");
    assert_eq!((&report["ready"], &report["packages"]), (&json!(true), &json!(3)));
    assert_eq!(report["files"], 3 * 13);
    assert_eq!(report["ignored"], json!([place.path("old/readme.txt")]));
    assert!(report["estimatedSeconds"].is_u64());
    assert!(!place.path("new").exists(), "the check left something behind");
    fs::set_permissions(place.path("old"), std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
    let report = place.json(exit::CHECK_SAYS_NO, "relocation check --from @old --to @new");
    assert_eq!(report["checks"][10]["ok"], false);
    place.ends(exit::CHECK_SAYS_NO, "relocation check --from @old --to /dev/shm/smpctl-test");
}
