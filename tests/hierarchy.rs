//! The hierarchy's precondition, end to end: the check that says no, prepare, the check that says yes, release.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

mod support;

use std::fs;

use serde_json::{Value, json};
use support::{Place, exit};

/// Two SMPs; the branch's Package Server is in another site than the branch's SMP.
fn two_smps() -> Place {
    two_smps_in_a_document().in_the_store_wanted()
}

fn two_smps_in_a_document() -> Place {
    let place = Place::new();
    for command in [
        "topology init",
        "smp add SMP-HQ --address 10.1.0.10 --url https://hq.example",
        "smp add SMP-BRANCH --address 10.2.0.10 --parent SMP-HQ --url https://branch.example",
        "--smp SMP-HQ site create HQ",
        "--smp SMP-HQ subnet create 10.1.0.0/16 --site HQ",
        "--smp SMP-HQ ps add PS-01 --address 10.1.5.7",
        "--smp SMP-BRANCH site create Depot",
        "--smp SMP-BRANCH subnet create 10.9.0.0/16 --site Depot",
        "--smp SMP-BRANCH ps add PS-07 --address 10.9.0.5",
        "--smp SMP-BRANCH ps add PS-08 --address 10.9.0.6",
    ] {
        place.ends(exit::DONE, command);
    }
    place
}

fn document(place: &Place) -> Value {
    serde_json::from_str(&place.ends(exit::DONE, "topology pull").out).unwrap()
}

const PREPARE: &str = "hierarchy prepare SMP-BRANCH --subnet 10.2.0.0/24 --site Join --package-server PS-07";

#[test]
fn the_whole_story() {
    let place = two_smps();
    let before = document(&place);
    let report = place.json(exit::CHECK_SAYS_NO, "hierarchy check");
    assert_eq!(report["ready"], false);
    assert_eq!(report["smps"][0]["ready"], true);
    assert_eq!(report["smps"][0]["packageServers"], json!([{"name": "PS-01", "assignment": "automatic"}]));
    let finding = &report["smps"][1]["findings"][0];
    assert_eq!((&finding["check"], &finding["level"]), (&json!("subnet"), &json!("fail")));
    assert_eq!(finding["remedy"], "smpctl hierarchy prepare SMP-BRANCH --subnet CIDR --site SITE");

    let dry = place.json(exit::DONE, &format!("{PREPARE} --dry-run"));
    assert_eq!((&dry["changed"], dry["changes"].as_array().unwrap().len()), (&json!(false), 4));
    assert_eq!(document(&place), before);
    assert!(place.ends(exit::USAGE, PREPARE).err.contains("--yes"));
    let done = place.json(exit::DONE, &format!("{PREPARE} --yes"));
    assert_eq!(done["changed"], true);
    assert_eq!(done["reach"]["newSources"][0]["packageServer"], "PS-07");
    assert_eq!(
        document(&place)["smps"][1]["joinAssignments"],
        json!([{"site": "Join", "packageServer": "PS-07"}])
    );
    let report = place.json(exit::DONE, "hierarchy check");
    assert_eq!(report["smps"][1]["site"], "Join");
    let checks: Vec<_> =
        report["smps"][1]["findings"].as_array().unwrap().iter().map(|f| &f["check"]).collect();
    assert_eq!(checks, ["subnet", "site", "package-server", "manual-only"]);
    assert_eq!(place.json(exit::DONE, &format!("{PREPARE} --yes"))["changed"], false);

    place.ends(exit::DONE, "hierarchy release SMP-BRANCH --all --yes");
    assert_eq!(document(&place), before);
    assert_eq!(place.json(exit::DONE, "hierarchy release SMP-BRANCH --all --yes")["changed"], false);
}

#[test]
fn release_takes_back_only_what_prepare_made() {
    let place = two_smps();
    place.ends(exit::DONE, "--smp SMP-BRANCH subnet create 10.2.0.0/24 --site Depot");
    place.ends(exit::DONE, "--smp SMP-BRANCH subnet release 10.9.0.0/16 --yes");
    place.ends(exit::DONE, "--smp SMP-BRANCH ps assign PS-08 --site Depot");
    // It is ready already: nothing is made, so nothing is taken back.
    assert_eq!(place.json(exit::DONE, "hierarchy prepare SMP-BRANCH --yes")["changed"], false);
    assert_eq!(place.json(exit::DONE, "hierarchy release SMP-BRANCH --yes")["changed"], false);
    place.ends(exit::DONE, "hierarchy check");
}

#[test]
fn a_site_that_serves_clients_is_not_left_without_a_server() {
    let place = two_smps();
    place.ends(exit::DONE, "--smp SMP-BRANCH site create Branch");
    place.ends(exit::DONE, "--smp SMP-BRANCH subnet create 10.2.0.0/16 --site Branch");
    place.ends(exit::DONE, "--smp SMP-BRANCH subnet create 10.3.0.0/16 --site Branch");
    place.ends(exit::DONE, "hierarchy prepare SMP-BRANCH --package-server PS-07 --yes");
    let said = place.ends(exit::CONFLICT, "hierarchy release SMP-BRANCH --yes");
    assert!(said.err.contains("10.3.0.0/16") && said.err.contains("--force"), "{}", said.err);
    place.ends(exit::DONE, "hierarchy release SMP-BRANCH --yes --force");
    // With all of them gone from it, the site itself was not prepare's and stays.
    place.ends(exit::DONE, "hierarchy release SMP-BRANCH --all --yes");
    assert_eq!(document(&place)["smps"][1]["sites"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_missing_is_a_usage_error_that_names_the_option() {
    let place = two_smps();
    for (code, command, expected) in [
        (exit::USAGE, "hierarchy prepare SMP-BRANCH --site Join", "--subnet"),
        (exit::USAGE, "hierarchy prepare SMP-BRANCH --subnet 10.2.0.0/24", "--site"),
        (exit::USAGE, "hierarchy prepare SMP-BRANCH --subnet 10.2.0.0/24 --site Join", "--package-server"),
        (exit::USAGE, "hierarchy prepare SMP-BRANCH --subnet 10.5.0.0/24 --site Join", "does not hold"),
        (exit::CONFLICT, "hierarchy prepare SMP-BRANHC", "did you mean 'SMP-BRANCH'?"),
        (exit::CONFLICT, "hierarchy prepare SMP-HQ --site Other", "is in site 'HQ' already"),
        (exit::CONFLICT, "hierarchy check nonsense", "no SMP named 'nonsense'"),
    ] {
        let said = place.ends(code, command);
        assert!(said.err.contains(expected), "{command}: {}", said.err);
    }
}

#[test]
fn check_speaks_every_format() {
    let place = two_smps();
    let text = place.ends(exit::CHECK_SAYS_NO, "hierarchy check").out;
    assert!(text.contains("SMP-BRANCH: not ready") && text.contains("mend it with: smpctl"), "{text}");
    let junit = place.ends(exit::CHECK_SAYS_NO, "hierarchy check -o junit").out;
    assert!(junit.contains("<testsuite ") && junit.contains("failures=\"1\""), "{junit}");
    let csv = place.ends(exit::CHECK_SAYS_NO, "hierarchy check -o csv").out;
    assert!(csv.starts_with("ready,smps\n"), "{csv}");
    // One SMP, by name.
    place.ends(exit::DONE, "hierarchy check SMP-HQ");
}

#[test]
fn a_circle_of_parents_cannot_hang_the_tree() {
    let place = two_smps_in_a_document();
    let tree = place.json(exit::DONE, "hierarchy tree");
    assert_eq!(tree[0]["children"][0]["smp"], "SMP-BRANCH");
    assert!(place.ends(exit::DONE, "hierarchy tree").out.contains("└─ SMP-BRANCH"));
    let mut document = document(&place);
    document["smps"][0]["parent"] = json!("SMP-BRANCH");
    fs::write(place.path("topology.json"), document.to_string()).unwrap();
    let said = place.run("hierarchy tree");
    assert!(said.code == 0 || said.err.contains("parent"), "{said:?}");
}

#[test]
fn without_a_terminal_the_site_must_be_said() {
    let place = two_smps();
    let said = place.ends(exit::USAGE, "hierarchy prepare SMP-BRANCH --subnet 10.2.0.0/24 --yes");
    assert!(
        said.err.contains("SMP 'SMP-BRANCH' is in no site") && said.err.contains("--site NAME"),
        "{}",
        said.err
    );
}

/// A parent and a child on loopback addresses; the child's Package Server is at `server`.
fn replicating(server: &str, url: &str) -> Place {
    let place = Place::new();
    for command in [
        "topology init".to_owned(),
        format!("smp add SMP-HQ --address 127.1.0.10 --url {url}"),
        "smp add SMP-BRANCH --address 127.2.0.10 --parent SMP-HQ".to_owned(),
        "--smp SMP-HQ site create HQ".to_owned(),
        "--smp SMP-HQ subnet create 127.1.0.0/16 --site HQ".to_owned(),
        "--smp SMP-HQ ps add PS-01 --address 127.1.0.1".to_owned(),
        "--smp SMP-HQ ps add PS-02 --address 127.1.0.2".to_owned(),
        "--smp SMP-BRANCH site create Branch".to_owned(),
        "--smp SMP-BRANCH subnet create 127.2.0.0/16 --site Branch".to_owned(),
        format!("--smp SMP-BRANCH ps add PS-07 --address {server}"),
        "--smp SMP-BRANCH ps assign PS-07 --site Branch".to_owned(),
    ] {
        place.ends(exit::DONE, &command);
    }
    place
}

fn connections(report: &Value) -> Vec<(String, String)> {
    let findings = report["smps"][1]["findings"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let those = findings.iter().filter(|finding| finding["check"] == "replication-connection");
    those.map(|finding| (text(&finding["level"]), text(&finding["message"]))).collect()
}

#[test]
fn replication_is_tried_from_the_package_server_itself() {
    let listen = |address: &str| std::net::TcpListener::bind((address, 0)).unwrap();
    let (parent, source) = (listen("127.1.0.10"), listen("127.1.0.1"));
    let url = format!("http://{}", parent.local_addr().unwrap());
    let port = source.local_addr().unwrap().port();
    let place = replicating("127.2.0.7", &url);
    let check = format!("hierarchy check --replication --ports {port}");
    let found = connections(&place.json(exit::DONE, &check));
    let levels: Vec<_> = found.iter().map(|(level, _)| level.as_str()).collect();
    // One source is enough; the other one may be on a port of its own.
    assert_eq!(levels, ["pass", "pass", "warn"], "{found:?}");
    assert!(
        found[1]
            .1
            .contains(&format!("'PS-01' of the parent's site answers from 'PS-07' at 127.1.0.1 ({port})"))
    );
    drop((parent, source));
    let found = connections(&place.json(exit::CHECK_SAYS_NO, &check));
    assert!(found.iter().all(|(level, _)| level == "fail") && found.len() == 3, "{found:?}");
    // Without the option nothing is tried.
    assert!(connections(&place.json(exit::DONE, "hierarchy check")).is_empty());
}

#[test]
#[cfg_attr(windows, ignore = "Wine binds to addresses that are not its own")]
fn replication_is_not_guessed_from_elsewhere() {
    let place = replicating("192.0.2.7", "https://127.1.0.10");
    let report = place.json(exit::DONE, "hierarchy check --replication");
    let found = connections(&report);
    assert!(found.len() == 1 && found[0].0 == "info" && found[0].1.contains("'PS-07'"), "{found:?}");
    let said = place.ends(exit::DONE, "hierarchy check SMP-BRANCH --replication").out;
    assert!(said.contains("smpctl hierarchy check SMP-BRANCH --replication"), "{said}");
    place.ends(exit::USAGE, "hierarchy check --ports 80");
}
