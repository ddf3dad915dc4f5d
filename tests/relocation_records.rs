//! The right store and the right record: several relocations in one place, chains, records that cannot be used, and the
//! way out where a store is gone. What needs volumes of its own is in `tests/suites/hostile.sh`.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

mod support;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::{Place, exit, make_package, package, packages_of, said};

/// Makes a store with these packages.
fn make(place: &Place, store: &str, numbers: &[u32]) {
    fs::create_dir_all(place.path(store)).unwrap();
    numbers.iter().for_each(|number| make_package(&place.path(store), *number));
}

/// The names in a store, sorted.
fn names(place: &Place, store: &str) -> Vec<String> {
    let entries = fs::read_dir(place.path(store)).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn packages(numbers: &[u32]) -> Vec<String> {
    numbers.iter().map(|number| package(*number)).collect()
}

fn run(place: &Place, code: i32, from: &str, to: &str) -> Value {
    place.json(code, &format!("relocation run --no-wait --from @{from} --to @{to}"))
}

fn records(place: &Place) -> Vec<PathBuf> {
    let entries = fs::read_dir(place.path("state/relocations")).unwrap();
    // Beside a record there may be what is not for every account to read.
    let is_record = |path: &PathBuf| path.extension().is_none_or(|extension| extension != "details");
    entries.map(|entry| entry.unwrap().path()).filter(is_record).collect()
}

fn list(place: &Place) -> Vec<Value> {
    place.json(exit::DONE, "relocation list")["relocations"].as_array().unwrap().clone()
}

#[test]
fn a_revert_brings_back_what_every_relocation_to_the_store_has_moved() {
    let place = Place::new();
    make(&place, "a", &[1, 2]);
    make(&place, "b", &[3]);
    make(&place, "c", &[4]);
    let before = [("a", [1, 2].to_vec()), ("b", vec![3]), ("c", vec![4])]
        .map(|(store, numbers)| (store, packages_of(&place.path(store), numbers.clone()), numbers));
    run(&place, exit::DONE, "a", "n");
    run(&place, exit::DONE, "b", "n");
    place.json(exit::DONE, "relocation run --no-wait --from @c --also @a --to @n");
    assert_eq!(records(&place).len(), 1);
    assert_eq!(names(&place, "n"), packages(&[1, 2, 3, 4]));
    let plan = place.json(exit::DONE, "relocation revert --dry-run")["plan"].clone();
    let goes = |number: usize| PathBuf::from(plan[number]["to"].as_str().unwrap());
    assert_eq!(
        [0, 1, 2, 3].map(goes),
        ["a", "a", "b", "c"].map(|store| place.path(store).canonicalize().unwrap())
    );
    assert!(plan.as_array().unwrap().iter().all(|step| step["how"] == "rename"), "{plan}");
    place.json(exit::DONE, "relocation revert --to @n");
    for (store, before, numbers) in before {
        assert_eq!(packages_of(&place.path(store), numbers), before, "{store}");
    }
    assert_eq!(names(&place, "n"), packages(&[]));
    // Now that everything is back, the next one is of its own store only.
    run(&place, exit::DONE, "b", "n");
    assert_eq!(place.json(exit::DONE, "relocation status")["from"].as_array().unwrap().len(), 1);
}

#[test]
fn a_store_that_takes_no_part_need_not_be_there() {
    let place = Place::new();
    make(&place, "a", &[1]);
    make(&place, "b", &[2]);
    place.json(exit::DONE, "relocation run --no-wait --from @a --also @b --to @n");
    make(&place, "b", &[3]);
    fs::rename(place.path("a"), place.path("away")).unwrap();
    run(&place, exit::DONE, "b", "n");
    assert_eq!(names(&place, "n"), packages(&[1, 2, 3]));
    // A revert is of all of them, and makes what was removed from its volume again.
    place.json(exit::DONE, "relocation revert");
    assert_eq!((names(&place, "a"), names(&place, "b")), (packages(&[1]), packages(&[2, 3])));
}

#[test]
fn stopping_a_run_of_one_store_keeps_what_others_moved() {
    let place = Place::new();
    make(&place, "a", &[1]);
    make(&place, "b", &[2, 3]);
    run(&place, exit::DONE, "a", "n");
    // It stays, so that the second relocation is unfinished.
    make(&place, "n", &[2]);
    fs::write(place.path("n").join(package(2)).join("package.xml"), "another").unwrap();
    run(&place, exit::WARNING, "b", "n");
    let refused = place.ends(exit::CONFLICT, "relocation run --no-wait --from @a --to @n");
    assert!(refused.err.contains("has other sources"), "{}", refused.err);
    // Without `--from` it goes on with the same store.
    place.json(exit::WARNING, "relocation run --no-wait --to @n");
    // The store that had not joined it comes with the revert.
    place.json(exit::WARNING, "relocation revert");
    assert_eq!(names(&place, "a")[1..], packages(&[1]));
    fs::remove_dir_all(place.path("n").join(package(2))).unwrap();
    place.json(exit::DONE, "relocation revert");
    assert_eq!((names(&place, "a"), names(&place, "b")), (packages(&[1]), packages(&[2, 3])));
}

#[test]
fn chains_are_reverted_from_their_end() {
    for keep in ["", "--keep-old-links"] {
        let place = Place::new();
        make(&place, "a", &[1, 2]);
        let before = packages_of(&place.path("a"), [1, 2]);
        for (from, to) in [("a", "b"), ("b", "c"), ("c", "d")] {
            place.json(exit::DONE, &format!("relocation run --no-wait --from @{from} --to @{to} {keep}"));
        }
        assert_eq!(list(&place).len(), 3);
        for to in ["b", "c"] {
            for dry in ["--dry-run", ""] {
                let refused = place.ends(exit::CONFLICT, &format!("relocation revert --to @{to} {dry}"));
                let last = list(&place)[0]["relocation"].as_str().unwrap().to_owned();
                assert!(refused.err.contains(&format!("revert --relocation {last}")), "{}", refused.err);
                assert!(!place.path(to).join(".smpctl").exists());
            }
        }
        for to in ["d", "c", "b"] {
            let ended = place.json(exit::DONE, &format!("relocation revert --to @{to}"));
            assert_eq!(ended["status"], "reverted", "{keep}");
        }
        assert_eq!(packages_of(&place.path("a"), [1, 2]), before);
    }
}

#[test]
fn a_relocation_back_does_not_count_as_one_further_on() {
    let place = Place::new();
    make(&place, "a", &[1]);
    run(&place, exit::DONE, "a", "b");
    run(&place, exit::DONE, "b", "a");
    assert_eq!(place.json(exit::DONE, "relocation revert --to @b")["status"], "reverted");
    assert_eq!(names(&place, "a"), packages(&[1]));
}

#[test]
fn going_on_with_a_relocation_misses_nothing_that_was_moved_on() {
    let place = Place::new();
    make(&place, "a", &[1]);
    run(&place, exit::DONE, "a", "b");
    run(&place, exit::DONE, "b", "c");
    make(&place, "a", &[2]);
    run(&place, exit::DONE, "a", "b");
    assert_eq!((names(&place, "b"), names(&place, "c")), (packages(&[2]), packages(&[1])));
    // Both origins are still known.
    place.json(exit::DONE, "relocation revert --to @c");
    place.json(exit::DONE, "relocation revert --to @b");
    assert_eq!(names(&place, "a"), packages(&[1, 2]));
}

#[test]
fn a_later_relocation_hides_no_earlier_one() {
    let place = Place::new();
    make(&place, "a", &[1]);
    make(&place, "b", &[2]);
    run(&place, exit::DONE, "a", "m");
    run(&place, exit::DONE, "b", "n");
    let said = place.ends(exit::DONE, "relocation revert");
    assert!(said.err.contains("1 more can be undone"), "{}", said.err);
    assert_eq!(names(&place, "b"), packages(&[2]));
    let said = place.ends(exit::DONE, "relocation revert");
    assert!(!said.err.contains("more can be undone"), "{}", said.err);
    assert_eq!(names(&place, "a"), packages(&[1]));
}

#[test]
fn relocations_are_listed_and_named_by_their_id() {
    let place = Place::new();
    assert!(list(&place).is_empty());
    make(&place, "a", &[1]);
    make(&place, "b", &[2, 3]);
    run(&place, exit::DONE, "a", "m");
    run(&place, exit::DONE, "b", "n");
    let rows = list(&place);
    let seen: Vec<_> =
        rows.iter().map(|row| json!([row["number"], row["status"], row["packages"]])).collect();
    assert_eq!(seen, [json!([2, "complete", 2]), json!([1, "complete", 1])]);
    let text = place.ends(exit::DONE, "relocation list").out;
    let csv = place.ends(exit::DONE, "relocation list -o csv").out;
    for row in &rows {
        let id = row["relocation"].as_str().unwrap();
        assert!(text.contains(&id[..8]), "{text}");
        assert!(csv.contains(id), "{csv}");
        let status = place.json(exit::DONE, &format!("relocation status --relocation {}", &id[..8]));
        assert_eq!((&status["to"], &status["relocation"]), (&row["to"], &row["relocation"]));
    }
    place.ends(exit::CONFLICT, "relocation status --relocation ffffffff-none");
    let several = place.ends(exit::USAGE, "relocation revert --relocation=");
    assert!(several.err.contains("more than one"), "{}", several.err);
    let id = rows[1]["relocation"].as_str().unwrap();
    let reverted = place.json(exit::DONE, &format!("relocation revert --relocation {id}"));
    assert_eq!(reverted["status"], "reverted");
    let status = place.json(exit::DONE, &format!("relocation status --relocation {id}"));
    assert_eq!(status["storagePath"], json!(place.path("a").canonicalize().unwrap()));
}

#[test]
fn a_record_that_cannot_be_used_is_named_and_stops_no_other_command() {
    let place = Place::new();
    make(&place, "a", &[1]);
    run(&place, exit::DONE, "a", "n");
    let id = "00000000-0000-4000-8000-000000000000";
    let path = place.path("state/relocations").join(format!("{id}.json"));
    for (number, text, status, hint) in [
        (2, "{\"version\": 2, \"half", "damaged", "restore the file from a backup"),
        (3, "{\"version\": 99, \"what\": 1}", "newer", "use that version"),
    ] {
        fs::write(&path, text).unwrap();
        for command in ["status", "retry", "status --to @n", "revert --dry-run"] {
            let said = place.ends(exit::DONE, &format!("relocation {command}"));
            assert!(said.err.contains(id) && said.err.contains(hint), "{command}: {}", said.err);
            assert!(!said.err.contains("make it readable"), "{}", said.err);
        }
        make(&place, "a", &[number]);
        run(&place, exit::DONE, "a", "n");
        let rows = list(&place);
        assert_eq!((rows.len(), rows[1]["status"].as_str()), (2, Some(status)));
        let forget = format!("relocation forget --relocation {}", &id[..9]);
        place.ends(exit::DONE, &format!("{forget} --dry-run"));
        place.ends(exit::USAGE, &forget);
        assert!(path.exists());
        place.ends(exit::DONE, &format!("{forget} --yes"));
        assert!(!path.exists());
    }
}

#[test]
fn one_of_a_thousand_records_is_chosen_without_reading_the_origins_of_all() {
    let place = Place::new();
    make(&place, "a", &[1]);
    run(&place, exit::DONE, "a", "n");
    let record: Value = serde_json::from_slice(&fs::read(&records(&place)[0]).unwrap()).unwrap();
    for number in 0..50 {
        let mut other = record.clone();
        let id = format!("00000000-0000-4000-8000-{number:012}");
        other["id"] = json!(id);
        other["number"] = json!(0);
        other["to"] = json!(format!("/srv/n{number}"));
        // Reading these origins would fail.
        other["origins"] = json!({"no package": "no number"});
        let path = place.path("state/relocations").join(format!("{id}.json"));
        fs::write(path, serde_json::to_vec(&other).unwrap()).unwrap();
    }
    assert_eq!(list(&place).len(), 51);
    for command in ["status", "status --to @n", "retry --to @n", "revert --to @n"] {
        let said = place.ends(exit::DONE, &format!("relocation {command}"));
        assert!(!said.err.contains("damaged"), "{command}: {}", said.err);
    }
}

#[test]
fn stores_whose_paths_are_no_text_are_moved_and_moved_back() {
    let place = Place::new();
    let (old, new) = (
        place.path("").join(OsStr::from_bytes(b"st\xffore")),
        place.path("").join(OsStr::from_bytes(b"n\xfe")),
    );
    fs::create_dir(&old).unwrap();
    make_package(&old, 1);
    let before = packages_of(&old, [1]);
    let smpctl = |arguments: &[&str], paths: &[(&str, &Path)]| {
        let mut command = place.command();
        command.args(arguments);
        paths.iter().for_each(|(name, path)| {
            command.arg(name).arg(path);
        });
        said(command.output().unwrap())
    };
    let ends = |arguments: &[&str], paths: &[(&str, &Path)]| {
        let said = smpctl(arguments, paths);
        assert_eq!(said.code, exit::DONE, "{arguments:?}: {}{}", said.out, said.err);
        said.out
    };
    ends(&["relocation", "run", "--no-wait", "-o", "json"], &[("--from", &old), ("--to", &new)]);
    assert_eq!(packages_of(&new, [1]), before);
    for output in ["table", "json", "csv"] {
        for command in [&["status"][..], &["list"], &["revert", "--dry-run"], &["retry"]] {
            let out = ends(&[&["relocation", "-o", output], command].concat(), &[]);
            assert!(out.contains("st\u{fffd}ore"), "{command:?} {output}: {out}");
        }
    }
    ends(&["relocation", "run", "--no-wait"], &[("--from", &old), ("--to", &new)]);
    ends(&["relocation", "revert", "-o", "json"], &[("--to", &new)]);
    assert_eq!(packages_of(&old, [1]), before);
}

#[test]
fn a_beginning_that_fails_leaves_nothing() {
    let place = Place::new();
    make(&place, "a", &[1]);
    make(&place, "b", &[2]);
    let nothing_left = |what: &str| {
        assert!(!place.path("n").exists(), "{what}");
        assert_eq!((names(&place, "a"), names(&place, "b")), (packages(&[1]), packages(&[2])), "{what}");
    };
    // What it does could not be remembered.
    fs::write(place.path("state"), "no folder").unwrap();
    place.run("relocation run --no-wait --from @a --also @b --to @n");
    nothing_left("the state directory is a file");
    fs::remove_file(place.path("state")).unwrap();
    // One of its stores takes part in another one; and one is held by another process.
    let other = "11111111-1111-4111-8111-111111111111";
    make(&place, "c", &[3]);
    make(&place, "d", &[3]);
    fs::write(place.path("d").join(package(3)).join("package.xml"), "another").unwrap();
    run(&place, exit::WARNING, "c", "d");
    assert_ne!(list(&place)[0]["relocation"], other);
    place.ends(exit::CHECK_SAYS_NO, "relocation run --no-wait --from @a --also @c --to @n");
    nothing_left("another relocation");
    let held = fs::File::open(place.path("b")).unwrap();
    held.lock().unwrap();
    place.ends(exit::CONFLICT, "relocation run --no-wait --from @a --also @b --to @n");
    nothing_left("another process");
    assert_eq!(records(&place).len(), 1);
}

#[test]
fn a_state_directory_in_which_nothing_can_be_written_is_found_out_first() {
    let place = Place::new();
    make(&place, "a", &[1]);
    fs::create_dir_all(place.path("state")).unwrap();
    // Not even root may make a folder where a file is.
    fs::write(place.path("state/relocations"), "").unwrap();
    let said = place.run("relocation run --no-wait --from @a --to @n");
    let all = format!("{}{}", said.out, said.err);
    assert!(said.code == exit::CHECK_SAYS_NO && all.contains("relocations"), "{all}");
    assert!(!place.path("n").exists());
    assert_eq!(names(&place, "a"), packages(&[1]));
}

#[test]
fn kept_links_say_where_packages_came_from_when_the_history_is_lost() {
    let place = Place::new();
    make(&place, "a", &[1, 2]);
    make(&place, "b", &[3, 4]);
    place.json(exit::DONE, "relocation run --no-wait --from @a --also @b --to @n --keep-old-links");
    fs::remove_dir_all(place.path("state")).unwrap();
    // The origin of this one is not recorded anywhere.
    fs::remove_file(place.path("b").join(package(4))).unwrap();
    let ended = place.json(exit::WARNING, "relocation revert --to @n --from @a --from @b");
    assert_eq!(ended["staying"], json!([package(4)]));
    place.json(exit::DONE, "relocation revert --to @n --from @a --from @b --all");
    assert_eq!((names(&place, "a"), names(&place, "b")), (packages(&[1, 2, 4]), packages(&[3])));
}

/// An unfinished relocation whose new store is gone.
fn with_a_dead_target(place: &Place) -> String {
    make(place, "a", &[1, 2, 3]);
    fs::create_dir(place.path("n")).unwrap();
    make_package(&place.path("n"), 1);
    fs::write(place.path("n").join(package(1)).join("package.xml"), "another").unwrap();
    run(place, exit::WARNING, "a", "n");
    let id = list(place)[0]["relocation"].as_str().unwrap().to_owned();
    // As a crash may leave it: one put aside, one half removed.
    let work = place.path("a/.smpctl");
    for (number, folder) in [(4, "retired"), (5, "deleting")] {
        make_package(&work.join(folder), number);
        symlink(place.path("n").join(package(number)), place.path("a").join(package(number))).unwrap();
    }
    fs::rename(place.path("n"), place.path("dead")).unwrap();
    id
}

#[test]
fn a_relocation_whose_target_died_is_forgotten_and_no_package_is_lost() {
    let place = Place::new();
    let id = with_a_dead_target(&place);
    let original = packages_of(&place.path("a/.smpctl/retired"), [4]);
    assert_eq!(place.json(exit::DONE, "relocation status")["status"], "not-mounted");
    assert_eq!(list(&place)[0]["status"], "not-mounted");
    for command in ["retry", "revert", "revert --all"] {
        let refused = place.ends(exit::CHECK_SAYS_NO, &format!("relocation {command}"));
        assert!(refused.err.contains("smpctl relocation forget"), "{}", refused.err);
    }
    let before = names(&place, "a");
    place.ends(exit::USAGE, "relocation forget --to @n");
    let would = place.json(exit::DONE, "relocation forget --to @n --dry-run");
    assert_eq!(names(&place, "a"), before);
    let did = place.json(exit::WARNING, &format!("relocation forget --relocation {id} --yes"));
    for field in ["putBack", "linksRemoved", "remaining", "notReachable", "notThere"] {
        assert_eq!(would[field], did[field], "{field}");
    }
    assert_eq!(did["putBack"].as_array().unwrap().len(), 1);
    assert!(did["remaining"][0]["path"].as_str().unwrap().ends_with(&package(5)));
    assert_eq!(packages_of(&place.path("a"), [4]), original);
    assert!(place.path("a/.smpctl/deleting").join(package(5)).is_dir());
    assert!(place.path("a").join(package(5)).symlink_metadata().is_err());
    assert!(list(&place).is_empty());
    // Once that is seen to, there is nothing left of it.
    fs::rename(place.path("a/.smpctl/deleting").join(package(5)), place.path("examined")).unwrap();
    run(&place, exit::DONE, "a", "other");
    assert_eq!(names(&place, "a"), packages(&[]));
    assert_eq!(names(&place, "other"), packages(&[1, 4]));
}

#[test]
fn a_relocation_that_can_be_finished_is_not_forgotten() {
    let place = Place::new();
    make(&place, "a", &[1, 2]);
    make(&place, "n", &[1]);
    fs::write(place.path("n").join(package(1)).join("package.xml"), "another").unwrap();
    run(&place, exit::WARNING, "a", "n");
    let refused = place.ends(exit::CONFLICT, "relocation forget --to @n --yes");
    assert!(refused.err.contains("relocation retry"), "{}", refused.err);
    place.json(exit::DONE, "relocation forget --to @n --yes --force");
    assert!(list(&place).is_empty());
    for store in ["a", "n"] {
        assert!(!place.path(store).join(".smpctl").exists(), "{store}");
    }
    // Every package is whole, and reachable as before.
    for number in [1, 2] {
        assert!(place.path("n").join(package(number)).join("package.xml").exists());
    }
    place.ends(exit::USAGE, "relocation forget --yes");
    place.ends(exit::CONFLICT, "relocation forget --to @n --yes");
}
