//! The vendor's agent on this machine: what is known of it, how it is told to fetch its policies, where its stores are
//! found; and Internet Information Services, played by a stand-in for their command-line tool.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use support::{Place, exit, make_store, package, packages_of};

/// An agent with its two programs, which write down that they were called.
fn agent(place: &Place) {
    let folder = place.path("agent/bin");
    fs::create_dir_all(&folder).unwrap();
    for program in ["aex-refreshpolicies", "aex-sendbasicinv"] {
        let text = format!(
            "#!/bin/sh\necho {program} >>'{}'\ntest ! -e '{}' || {{ echo 'no server answers' >&2; exit 3; }}\n",
            place.path("called").display(),
            place.path("broken").display(),
        );
        script(&folder.join(program), &text);
    }
}

fn script(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, PermissionsExt::from_mode(0o755)).unwrap();
}

fn settled(place: &Place, more: &str) {
    place.settings(&format!("[agent]\ninstall-dir = '{}'\n{more}", place.path("agent").display()));
}

fn called(place: &Place) -> Vec<String> {
    let text = fs::read_to_string(place.path("called")).unwrap_or_default();
    let _ = fs::remove_file(place.path("called"));
    text.lines().map(str::to_owned).collect()
}

#[test]
fn the_agent_is_told_to_fetch_its_policies() {
    let place = Place::new();
    agent(&place);
    settled(&place, "");
    place.ends(exit::DONE, "agent update");
    assert_eq!(called(&place), ["aex-refreshpolicies"]);
    place.ends(exit::DONE, "agent update --inventory --dry-run");
    assert!(called(&place).is_empty());
    let told = place.json(exit::DONE, "agent update --inventory");
    assert_eq!(called(&place), ["aex-refreshpolicies", "aex-sendbasicinv"]);
    assert_eq!((&told["policies"], &told["inventory"]), (&true.into(), &true.into()));
    fs::write(place.path("broken"), "").unwrap();
    let said = place.ends(1, "agent update --inventory");
    assert!(said.err.contains("ended with exit code 3: no server answers"), "{}", said.err);
    assert_eq!(called(&place), ["aex-refreshpolicies"]);
    fs::remove_file(place.path("agent/bin/aex-refreshpolicies")).unwrap();
    let said = place.ends(1, "agent update");
    assert!(said.err.contains("the agent has no program"), "{}", said.err);
}

#[test]
fn where_there_is_no_agent_that_is_said() {
    let place = Place::new();
    settled(&place, "");
    let said = place.ends(exit::CONFLICT, "agent update");
    assert!(said.err.contains("no agent is installed on this machine"), "{}", said.err);
    assert!(said.err.contains("`agent.install-dir`"), "{}", said.err);
    assert_eq!(place.json(exit::DONE, "relocation settings show")["agent"], serde_json::Value::Null);
    let said = place.ends(exit::USAGE, "relocation check --to @new");
    assert!(said.err.contains("`--from` is missing, and the agent's store cannot be found"), "{}", said.err);
}

#[test]
fn how_often_is_tried_is_settled_and_shown() {
    let place = Place::new();
    place.ends(exit::DONE, "relocation settings set --max-attempts 5 --interval 0 --dry-run");
    let number = |name: &str| {
        let shown = place.json(exit::DONE, "relocation settings show");
        (shown[name]["value"].as_u64().unwrap(), shown[name]["from"].as_str().unwrap().to_owned())
    };
    assert_eq!(number("maximumAttempts"), (3, "default".to_owned()));
    place.ends(exit::DONE, "relocation settings set --max-attempts 5 --interval 0");
    assert_eq!(number("maximumAttempts"), (5, "settings".to_owned()));
    assert_eq!(number("intervalMinutes"), (0, "settings".to_owned()));
    let said = place.ends(exit::DONE, "relocation settings set --max-attempts 5");
    assert!(said.err.contains("unchanged"), "{}", said.err);
    place.ends(exit::DONE, "relocation settings set --interval DEFAULT");
    assert_eq!(number("intervalMinutes"), (15, "default".to_owned()));
    for wrong in ["", "--max-attempts 0", "--max-attempts many", "--interval 10081"] {
        place.ends(exit::USAGE, &format!("relocation settings set {wrong}"));
    }
    // And a run keeps to it: 5 attempts, one after the other.
    place.ends(exit::DONE, "relocation settings set --interval 0");
    make_store(&place.path("old"), 2);
    fs::create_dir(place.path("new")).unwrap();
    fs::write(place.path("new").join(package(2)), "in the way").unwrap();
    let summary = place.json(exit::WARNING, "relocation run --from @old --to @new");
    assert_eq!((&summary["attemptsDone"], &summary["maximumAttempts"]), (&5.into(), &5.into()));
}

#[test]
fn the_stores_are_found_and_said() {
    let place = Place::new();
    agent(&place);
    make_store(&place.path("old"), 2);
    fs::create_dir_all(place.path("rotated")).unwrap();
    support::make_package(&place.path("rotated"), 7);
    settled(
        &place,
        &format!(
            "store = '{}'\nrotated-stores = ['{}']\n",
            place.path("old").display(),
            place.path("rotated").display()
        ),
    );
    let shown = place.json(exit::DONE, "relocation settings show");
    let paths: Vec<_> =
        shown["stores"].as_array().unwrap().iter().map(|store| store["path"].as_str().unwrap()).collect();
    assert_eq!(paths, [place.path("old").to_str().unwrap(), place.path("rotated").to_str().unwrap()]);
    let said = place.ends(exit::DONE, "relocation check --to @new");
    assert!(said.err.contains("found by the setting `agent.store`"), "{}", said.err);
    assert!(said.err.contains("found by the setting `agent.rotated-stores`"), "{}", said.err);
    assert!(said.out.contains("3 packages"), "{}", said.out);
    // Who names one store is told of the other.
    let said = place.ends(exit::DONE, "relocation check --from @old --to @new");
    assert!(said.err.contains("move them with `--also`"), "{}", said.err);
    assert!(said.out.contains("2 packages"), "{}", said.out);
    let before = packages_of(&place.path("old"), 1..=2);
    // Into the agent's own store, only what is on other drives can be moved.
    let said = place.ends(exit::DONE, "relocation check --to @old");
    assert!(
        said.out.contains("1 package,") && !said.err.contains("`agent.store`"),
        "{}{}",
        said.out,
        said.err
    );
    place.ends(exit::DONE, "relocation run --to @new --no-wait");
    assert_eq!(packages_of(&place.path("new"), 1..=2), before);
    assert!(place.path("new").join(package(7)).join("package.xml").exists());
    assert!(!place.path("rotated").join(package(7)).exists());
    settled(&place, &format!("store = '{}'\n", place.path("new").display()));
    let said = place.ends(exit::CONFLICT, "relocation check --to @new");
    assert!(said.err.contains("the agent's store is") && said.err.contains("already"), "{}", said.err);
}

#[test]
fn an_unfinished_relocation_goes_on_without_its_stores_being_named() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    fs::create_dir(place.path("new")).unwrap();
    fs::write(place.path("new").join(package(2)), "in the way").unwrap();
    place.ends(exit::WARNING, "relocation run --from @old --to @new --no-wait");
    fs::remove_file(place.path("new").join(package(2))).unwrap();
    let said = place.ends(exit::DONE, "relocation run --to @new --no-wait");
    assert!(said.err.contains("going on with the relocation of"), "{}", said.err);
    // It has ended: nobody knows which store would be meant.
    place.ends(exit::USAGE, "relocation run --to @new --no-wait");
}

#[test]
fn a_package_that_keeps_its_files_elsewhere_is_not_touched() {
    let place = Place::new();
    make_store(&place.path("old"), 3);
    let lower = package(2).to_lowercase();
    place.settings(&format!("[agent]\ncustom-location = ['{lower}']\n"));
    let before = packages_of(&place.path("old"), 1..=3);
    let report = place.json(exit::DONE, "relocation check --from @old --to @new");
    assert_eq!(report["packages"], 2);
    assert_eq!(report["customLocation"].as_array().unwrap().len(), 1);
    let summary = place.json(exit::DONE, "relocation run --from @old --to @new --no-wait");
    assert_eq!((&summary["moved"], &summary["status"]), (&2.into(), &"complete".into()));
    assert_eq!(packages_of(&place.path("old"), [2]), before[1..=1]);
    assert!(place.path("new").join(package(2)).symlink_metadata().is_err());
    place.ends(exit::DONE, "relocation revert");
    assert_eq!(packages_of(&place.path("old"), 1..=3), before);
    place.settings("[agent]\ncustom-location = ['no guid']\n");
    place.ends(exit::USAGE, "relocation check --from @old --to @new");
}

/// Virtual directories: the store itself, one of its packages, one beside it, and the site's own.
fn iis(place: &Place) -> String {
    let appcmd = place.path("appcmd");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/appcmd.sh"), &appcmd).unwrap();
    fs::set_permissions(&appcmd, PermissionsExt::from_mode(0o755)).unwrap();
    let old = place.path("old").canonicalize().unwrap();
    let vdir = |name: &str, path: &str, folder: &str, more: &str| {
        format!(
            "<VDIR VDIR.NAME=\"Default Web Site{name}\" APP.NAME=\"Default Web Site/\" path=\"{path}\" physicalPath=\"{folder}\">\
             <virtualDirectory path=\"{path}\" physicalPath=\"{folder}\" {more}/></VDIR>"
        )
    };
    let xml = [
        vdir("/", "/", "/srv/www", ""),
        vdir("/PS", "/PS", &old.display().to_string(), "userName=\"a&amp;b\" password=\"p&lt;&quot;\" "),
        vdir("/Pkg ü", "/Pkg ü", &old.join(package(1)).join("cache").display().to_string(), ""),
        vdir("/Other", "/Other", "/srv/other", ""),
    ];
    let text =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<appcmd>\n{}\n</appcmd>\n", xml.join("\n"));
    fs::write(place.path("vdirs.xml"), &text).unwrap();
    place.settings(&format!("[sharing.iis]\nappcmd = '{}'\n", appcmd.display()));
    text
}

/// The virtual directories as elements, in no order.
fn elements(text: &str) -> BTreeSet<String> {
    let text = text.replace(" />", "/>");
    text.split('<').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn verbs(place: &Place) -> Vec<String> {
    let text = fs::read_to_string(place.path("appcmd.log")).unwrap_or_default();
    let _ = fs::remove_file(place.path("appcmd.log"));
    let verb = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
    text.lines().map(verb).filter(|verb| verb != "list").collect()
}

#[test]
fn virtual_directories_show_the_new_store_and_the_old_one_again() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    let before = iis(&place);
    place.ends(exit::DONE, "relocation run --from @old --to @new --no-wait");
    let (old, new) = (place.path("old").canonicalize().unwrap(), place.path("new").canonicalize().unwrap());
    let now = fs::read_to_string(place.path("vdirs.xml")).unwrap();
    let moved = before.replace(old.to_str().unwrap(), new.to_str().unwrap());
    assert_eq!(elements(&now), elements(&moved));
    assert_eq!(verbs(&place), ["set", "set"]);
    place.ends(exit::DONE, "relocation revert");
    assert_eq!(elements(&fs::read_to_string(place.path("vdirs.xml")).unwrap()), elements(&before));
}

#[test]
fn virtual_directories_are_taken_away_and_made_again_with_everything_in_them() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    let before = iis(&place);
    place.ends(exit::DONE, "relocation run --from @old --to @new --no-wait --offline");
    assert_eq!(verbs(&place), ["delete", "add"]);
    let (old, new) = (place.path("old").canonicalize().unwrap(), place.path("new").canonicalize().unwrap());
    let now = fs::read_to_string(place.path("vdirs.xml")).unwrap();
    assert_eq!(elements(&now), elements(&before.replace(old.to_str().unwrap(), new.to_str().unwrap())));
    // They cannot be made again at once: what was taken away stays written down, and comes back with all of it.
    fs::write(place.path("broken-add"), "").unwrap();
    let said = place.ends(1, "relocation revert --offline");
    assert!(said.err.contains("The configuration is locked"), "{}", said.err);
    assert!(!said.err.contains("p<"), "{}", said.err);
    let kept = fs::read_dir(place.path("state/sharing")).unwrap().flatten().next().unwrap();
    assert_eq!(kept.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    fs::remove_file(place.path("broken-add")).unwrap();
    place.ends(exit::DONE, "relocation resume");
    assert_eq!(elements(&fs::read_to_string(place.path("vdirs.xml")).unwrap()), elements(&before));
}

#[test]
fn nothing_is_moved_where_virtual_directories_cannot_be_told() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    let before = iis(&place);
    fs::write(place.path("broken-set"), "").unwrap();
    let said = place.ends(1, "relocation run --from @old --to @new --no-wait");
    assert!(said.err.contains("The configuration is locked"), "{}", said.err);
    assert!(!place.path("old").join(package(1)).is_symlink());
    assert_eq!(fs::read_to_string(place.path("vdirs.xml")).unwrap(), before);
    fs::write(place.path("broken-list"), "").unwrap();
    let said = place.ends(exit::USAGE, "relocation run --from @old --to @new --no-wait");
    assert!(said.err.contains("servers cannot be told about the relocation"), "{}", said.err);
    place.settings("[sharing.iis]\nappcmd = '/no/such/appcmd'\n");
    let said = place.ends(exit::USAGE, "relocation run --from @old --to @new --no-wait");
    assert!(said.err.contains("Internet Information Services are not installed"), "{}", said.err);
    place.settings("[sharing.smb]\n");
    let said = place.ends(exit::USAGE, "relocation run --from @old --to @new --no-wait");
    assert!(said.err.contains("this system has no shares of its own"), "{}", said.err);
}

#[test]
fn an_application_cannot_be_taken_away() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    iis(&place);
    let old = place.path("old").canonicalize().unwrap();
    let text = fs::read_to_string(place.path("vdirs.xml")).unwrap();
    let text = text.replace("/srv/www", old.to_str().unwrap());
    fs::write(place.path("vdirs.xml"), &text).unwrap();
    let said = place.ends(exit::USAGE, "relocation run --from @old --to @new --no-wait --offline");
    assert!(said.err.contains("'Default Web Site/' is an application"), "{}", said.err);
    place.ends(exit::DONE, "relocation run --from @old --to @new --no-wait");
    assert_eq!(verbs(&place), ["set", "set", "set"]);
}

#[test]
fn a_store_that_is_a_link_is_the_store_it_leads_to() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    iis(&place);
    symlink(place.path("old"), place.path("alias")).unwrap();
    let (old, alias) = (place.path("old").canonicalize().unwrap(), place.path("alias"));
    let text = fs::read_to_string(place.path("vdirs.xml")).unwrap();
    let text = text.replace(old.to_str().unwrap(), alias.to_str().unwrap());
    fs::write(place.path("vdirs.xml"), &text).unwrap();
    place.ends(exit::DONE, "relocation run --from @old --to @new --no-wait");
    assert_eq!(verbs(&place), ["set", "set"]);
    place.ends(exit::DONE, "relocation revert");
    // Back is where it was written, not where that leads.
    assert_eq!(elements(&fs::read_to_string(place.path("vdirs.xml")).unwrap()), elements(&text));
}
