//! Completions and man pages are generated from the command definition; the committed ones must not be stale.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use support::{Place, exit};

fn files(directory: &Path) -> BTreeMap<String, String> {
    fs::read_dir(directory)
        .unwrap_or_else(|error| panic!("{}: {error}", directory.display()))
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
        .collect()
}

#[test]
fn committed_completions_and_man_pages_are_up_to_date() {
    let place = Place::new();
    place.ends(exit::DONE, "generate @out");
    for directory in ["completions", "man"] {
        let committed = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(directory));
        let fresh = files(&place.path("out").join(directory));
        assert_eq!(
            committed.keys().collect::<Vec<_>>(),
            fresh.keys().collect::<Vec<_>>(),
            "run `cargo run -- generate .`"
        );
        for (name, text) in fresh {
            assert!(committed[&name] == text, "{directory}/{name} is stale: run `cargo run -- generate .`");
        }
    }
    let said = place.ends(exit::DONE, "completions bash");
    assert_eq!(said.out, files(&place.path("out/completions"))["smpctl.bash"]);
}
