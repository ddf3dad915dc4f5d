//! What surrounds a relocation: other processes that remove, change, alias or read packages while it runs and between its
//! attempts. Each test is of a kind, over both ways to move and both directions where they differ.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

mod support;

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::{Place, exit, make_package, make_store, package, packages_of};

const METHODS: [&str; 2] = ["rename", "copy"];

fn run(place: &Place, code: i32, method: &str) -> Value {
    place.json(code, &format!("relocation run --from @old --to @new --no-wait --transfer {method}"))
}

fn revert(place: &Place, code: i32, method: &str) -> Value {
    place.json(code, &format!("relocation revert --to @new --transfer {method}"))
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// What a package's path leads to, if anything.
fn leads_to(path: PathBuf) -> Option<PathBuf> {
    path.canonicalize().ok()
}

#[test]
fn an_alias_stays_good_under_both_paths_and_comes_back_as_it_was() {
    let texts = |place: &Place| {
        let absolute = |name: &str| place.path("old").join(name).display().to_string();
        // Another package, by both kinds of text; something in it; a folder that is no package; something beside the store.
        [
            package(1),
            absolute(&package(1)),
            format!("{}/cache", package(1)),
            "shared".to_owned(),
            "../beside".to_owned(),
        ]
    };
    for method in METHODS {
        let place = Place::new();
        make_store(&place.path("old"), 1);
        for folder in ["old/shared", "beside"] {
            fs::create_dir(place.path(folder)).unwrap();
            fs::write(place.path(folder).join("file"), "x").unwrap();
        }
        let aliases: Vec<_> = (10..).zip(texts(&place)).collect();
        for (number, text) in &aliases {
            symlink(text, place.path("old").join(package(*number))).unwrap();
        }
        symlink(package(1), place.path("old/current")).unwrap();
        let before = packages_of(&place.path("old"), [1]);
        let summary = run(&place, exit::DONE, method);
        assert_eq!((&summary["status"], &summary["neededLinks"]), (&json!("complete"), &json!([package(1)])));
        for (number, text) in &aliases {
            let (old, new) =
                (place.path("old").join(package(*number)), place.path("new").join(package(*number)));
            assert_eq!(fs::read_link(&old).unwrap(), Path::new(text), "{method}: it is not touched");
            let found =
                leads_to(old).unwrap_or_else(|| panic!("{method}: {text} leads nowhere by the old path"));
            // A location outside of the stores is none of the new one's.
            match text.starts_with("..") {
                true => assert!(!is_there(&new)),
                false => assert_eq!(leads_to(new), Some(found), "{method}: {text} by the new path"),
            }
        }
        assert_eq!(leads_to(place.path("old/current")), leads_to(place.path("new").join(package(1))));
        // The same once more, with nothing to do.
        assert_eq!(run(&place, exit::DONE, method)["status"], "complete");
        revert(&place, exit::DONE, method);
        assert_eq!(packages_of(&place.path("old"), [1]), before, "{method}");
        for (number, text) in &aliases {
            assert_eq!(fs::read_link(place.path("old").join(package(*number))).unwrap(), Path::new(text));
        }
        assert_eq!(fs::read_dir(place.path("new")).unwrap().count(), 0, "{method}");
    }
}

#[test]
fn a_package_that_is_removed_for_good_ends_nothing() {
    // When another process removes the package, and by which path.
    for method in METHODS {
        for (when, path) in [("linked", "old"), ("linked", "new"), ("moved", "new"), ("moved", "old, kept")] {
            if (method, when) == ("rename", "linked") {
                // A process that writes keeps nothing from being renamed.
                continue;
            }
            let place = Place::new();
            make_store(&place.path("old"), 3);
            let keep = if path == "old, kept" { " --keep-old-links" } else { "" };
            let writer = match when {
                "linked" => File::options()
                    .append(true)
                    .open(place.path("old").join(package(2)).join("package.xml"))
                    .ok(),
                _ => None,
            };
            let code = if writer.is_some() { exit::WARNING } else { exit::DONE };
            place.json(
                code,
                &format!("relocation run --from @old --to @new --no-wait --transfer {method}{keep}"),
            );
            drop(writer);
            // Through a link its files are removed, and the link with them, as `rm -rf` of either path would.
            let found = leads_to(place.path("new").join(package(2))).unwrap();
            fs::remove_dir_all(&found).unwrap();
            if path == "new" && when == "linked" {
                fs::remove_file(place.path("new").join(package(2))).unwrap();
            }
            let context = format!("{method}, {when}, {path}");
            for command in [
                "run --from @old --to @new --no-wait",
                "revert --to @new",
                "run --from @old --to @new --no-wait",
            ] {
                let said = place.run(&format!("relocation {command} --transfer {method} -o json"));
                let summary: Value = serde_json::from_str(&said.out).unwrap();
                let gone = summary["gone"].as_array().unwrap().len();
                assert_eq!(
                    said.code,
                    if gone > 0 { exit::WARNING } else { exit::DONE },
                    "{context}: {command}: {}",
                    said.err
                );
                assert_eq!(summary["failures"], json!([]), "{context}: {command}");
                let ends = if command.starts_with("run") { "complete" } else { "reverted" };
                assert_eq!(summary["status"], ends, "{context}: {command}");
            }
            for store in ["old", "new"] {
                assert!(!is_there(&place.path(store).join(package(2))), "{context}: {store}");
                assert!(!is_there(&place.path(store).join(".smpctl")), "{context}: {store}");
            }
        }
    }
}

#[test]
fn a_package_that_comes_back_after_it_was_gone_is_moved() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    run(&place, exit::DONE, "rename");
    fs::remove_dir_all(place.path("new").join(package(1))).unwrap();
    assert_eq!(run(&place, exit::WARNING, "rename")["gone"], json!([package(1)]));
    make_package(&place.path("old"), 1);
    let before = packages_of(&place.path("old"), [1]);
    let summary = run(&place, exit::DONE, "rename");
    assert_eq!((&summary["moved"], &summary["gone"]), (&json!(1), &json!([])));
    assert_eq!(packages_of(&place.path("new"), [1]), before);
    revert(&place, exit::DONE, "rename");
    assert_eq!(packages_of(&place.path("old"), [1]), before);
}

#[test]
fn a_duplicate_that_was_left_behind_stays_so() {
    for method in METHODS {
        let place = Place::new();
        for (store, text) in [("old", "from old"), ("rotated", "another one")] {
            make_store(&place.path(store), 1);
            fs::write(place.path(store).join(package(1)).join("package.xml"), text).unwrap();
        }
        make_package(&place.path("rotated"), 2);
        let run =
            format!("relocation run --from @old --also @rotated --to @new --no-wait --transfer {method}");
        place.json(exit::DONE, &format!("{run} --on-duplicate prefer-from"));
        for _ in 0..2 {
            let summary = place.json(exit::DONE, &run);
            assert_eq!(summary["status"], "complete", "{method}");
            assert_eq!(summary["duplicates"].as_array().unwrap().len(), 1, "{method}");
        }
        revert(&place, exit::DONE, method);
        for (store, text) in [("old", "from old"), ("rotated", "another one")] {
            let found = fs::read_to_string(place.path(store).join(package(1)).join("package.xml")).unwrap();
            assert_eq!(found, text, "{method}: {store}");
        }
        assert!(place.path("rotated").join(package(2)).is_dir(), "{method}");
    }
}

#[test]
fn two_spellings_of_one_guid_go_and_come_back() {
    let (upper, lower) = (package(0xABCD), package(0xABCD).to_lowercase());
    for method in METHODS {
        let place = Place::new();
        for name in [&upper, &lower] {
            fs::create_dir_all(place.path("old").join(name)).unwrap();
            fs::write(place.path("old").join(name).join("file"), name).unwrap();
        }
        let summary = run(&place, exit::WARNING, method);
        assert!(summary["failures"][0]["reason"].as_str().unwrap().contains("prefer-from"), "{summary}");
        let prefer = "relocation retry --on-duplicate prefer-from --transfer";
        let summary = place.json(exit::DONE, &format!("{prefer} {method}"));
        assert_eq!((&summary["status"], &summary["moved"]), (&json!("complete"), &json!(1)), "{method}");
        assert_eq!(run(&place, exit::DONE, method)["status"], "complete");
        revert(&place, exit::DONE, method);
        for name in [&upper, &lower] {
            assert_eq!(
                fs::read_to_string(place.path("old").join(name).join("file")).unwrap(),
                *name,
                "{method}"
            );
        }
    }
}

/// Waits until something is so while a run goes on; `false` if that ends first.
fn until(child: &mut std::process::Child, mut so: impl FnMut() -> bool) -> bool {
    while child.try_wait().unwrap().is_none() {
        if so() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    false
}

#[test]
fn what_is_removed_from_a_moved_package_goes_with_the_original() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    fs::write(place.path("old").join(package(1)).join("cache/old.msi"), "old").unwrap();
    fs::create_dir(place.path("old").join(package(1)).join("cache/old")).unwrap();
    fs::write(place.path("old").join(package(1)).join("cache/old/file"), "old").unwrap();
    // What smpctl copied is older than the copy by more than the clock of file systems is behind.
    std::thread::sleep(Duration::from_millis(50));
    let mut command = place.command();
    command.args(["relocation", "run", "--no-wait", "--transfer", "copy", "--progress", "none", "--from"]);
    command.arg(place.path("old")).arg("--to").arg(place.path("new"));
    // A process is in the original, so that it is not removed before this test has done what it does.
    let mut inside = Command::new("sleep")
        .arg("60")
        .current_dir(place.path("old").join(package(1)).join("cache"))
        .spawn()
        .unwrap();
    command.env("SMPCTL_WAIT_FOR_READERS", "60");
    let mut child =
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let deleting = place.path("old/.smpctl/deleting").join(package(1));
    let given_up = until(&mut child, || deleting.join("cache").is_dir());
    if given_up {
        let cache = place.path("old").join(package(1)).join("cache");
        fs::remove_file(cache.join("old.msi")).unwrap();
        fs::remove_dir_all(cache.join("old")).unwrap();
        fs::write(cache.join("new.msi"), "new").unwrap();
    }
    inside.kill().unwrap();
    inside.wait().unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(given_up, "the original was removed while a process was in it: {said}");
    assert_eq!(output.status.code(), Some(exit::DONE), "{said}");
    let cache = place.path("new").join(package(1)).join("cache");
    assert!(
        cache.join("new.msi").exists() && !is_there(&cache.join("old.msi")) && !is_there(&cache.join("old"))
    );
    assert!(!is_there(&place.path("old/.smpctl")));
}

#[test]
fn a_process_in_an_original_is_waited_for_up_to_the_limit() {
    // Where smpctl may not see what others have open, it says nothing about them, and waits for none.
    let sees = fs::read_link("/proc/1/cwd").is_ok();
    for (limit, waits) in [(30, true), (1, false)] {
        let place = Place::new();
        make_store(&place.path("old"), 1);
        let cache = place.path("old").join(package(1)).join("cache");
        // It leaves by itself, well after everything else is done.
        let mut inside = Command::new("sleep").arg("4").current_dir(&cache).spawn().unwrap();
        let began = Instant::now();
        let run = "relocation run --from @old --to @new --no-wait --transfer copy --wait-for-readers";
        let said = place.run(&format!("{run} {limit}"));
        let took = began.elapsed();
        inside.wait().unwrap();
        assert_eq!(said.code, exit::DONE, "{}", said.err);
        let warned = said.err.contains("was removed while process");
        if sees {
            assert_eq!(warned, !waits, "limit {limit}: {}", said.err);
            assert_eq!(took >= Duration::from_secs(3), waits, "limit {limit}: {took:?}");
        }
    }
}

#[test]
fn a_copy_that_is_removed_gives_the_original_back() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    let before = packages_of(&place.path("old"), [1]);
    let mut inside =
        Command::new("sleep").arg("60").current_dir(place.path("old").join(package(1))).spawn().unwrap();
    let mut command = place.command();
    command.args(["relocation", "run", "--no-wait", "--transfer", "copy", "--progress", "none", "--from"]);
    command.arg(place.path("old")).arg("--to").arg(place.path("new"));
    command.env("SMPCTL_WAIT_FOR_READERS", "60");
    let mut child =
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let deleting = place.path("old/.smpctl/deleting").join(package(1));
    if until(&mut child, || deleting.is_dir()) {
        fs::remove_dir_all(place.path("new").join(package(1))).unwrap();
    }
    inside.kill().unwrap();
    inside.wait().unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(exit::WARNING), "{said}");
    assert!(said.contains("its original is back at"), "{said}");
    assert_eq!(packages_of(&place.path("old"), [1]), before);
    assert!(leads_to(place.path("new").join(package(1))).is_some());
    assert_eq!(run(&place, exit::DONE, "copy")["status"], "complete");
    assert_eq!(packages_of(&place.path("new"), [1]), before);
}
