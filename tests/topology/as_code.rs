//! The topology as code: pull it into a document, plan what leads to another one, apply that.

use serde_json::{Value, json};

use super::support::World;

/// What another document wants of the small world's SMP.
const WANTED: &str = r#"{"version": 1, "smps": [{"name": "smp-hq",
    "sites": [{"name": "hq", "description": "Head office"}, {"name": "Rome", "description": "The south"}],
    "subnets": [{"network": "10.1.0.0/16", "site": "HQ"}, {"network": "10.1.2.0/24", "site": "rome"},
                {"network": "10.4.0.0/16", "site": "Rome"}],
    "packageServers": [{"name": "ps-01", "manualSites": ["Rome"]},
                       {"name": "PS-02", "addresses": ["10.2.0.5"], "manualSites": ["HQ"], "constrained": true}]}]}"#;

fn wanted() -> World {
    let world = World::small();
    world.write("wanted.json", WANTED);
    world
}

fn wanted_document() -> World {
    let world = World::small_document();
    world.write("wanted.json", WANTED);
    world
}

fn document(world: &World) -> Value {
    serde_json::from_str(&world.document()).unwrap()
}

#[test]
fn a_plan_shows_what_would_be_done_and_changes_nothing() {
    let world = wanted();
    let before = world.document();
    // A computer on a live server would not go anyway; only its assignment.
    let server = if world.is_live() {
        "Package Server 'PS-03' manually in site 'Berlin'"
    } else {
        "Package Server 'PS-03'"
    };
    world.run("topology plan wanted.json").ok().prints(
        &"SMP-HQ
  + site 'Rome'
  + subnet 10.4.0.0/16 in site 'Rome'
  ~ subnet 10.1.2.0/24: no site → site 'Rome'
  + Package Server 'PS-01' manually in site 'Rome'
3 to add, 1 to change, 0 to take away
It reaches further:
  subnet 10.1.2.0/24 goes from site 'HQ' to site 'Rome'
  Package Server 'PS-01' goes from 'HQ' (automatic) to 'Rome' (both)
  'PS-01' becomes a source for every agent in site 'Rome'
Not mentioned, so it stays (`--prune` takes it away):
  subnet 10.2.0.0/16
  subnet 10.3.0.0/16
  Package Server 'PS-02' manually in site 'Berlin'
  SERVER
  site 'Berlin'
"
        .replace("SERVER", server),
    );
    let plan = world.run("topology plan wanted.json --prune -o json").ok().json();
    assert_eq!(plan["summary"], json!({"add": 3, "change": 1, "remove": 5}));
    assert_eq!(
        plan["changes"][0],
        json!({"change": "create-site", "smp": "SMP-HQ", "site": "Rome", "description": "The south"})
    );
    assert_eq!(plan["kept"], json!([]));
    assert_eq!(plan["changes"].as_array().unwrap().len(), 9);
    let csv = world.run("topology plan wanted.json -o csv").ok().stdout;
    assert!(csv.starts_with("change,smp,site,description,network,packageServer\n"), "{csv}");
    assert_eq!(world.document(), before);
}

#[test]
fn the_detailed_exit_code_says_whether_there_is_something_to_do() {
    let world = wanted();
    world.run("topology plan wanted.json --detailed-exit-code").code(3);
    world
        .run("topology plan topology.json --detailed-exit-code --prune")
        .ok()
        .says("Nothing is to be changed");
    world.run("topology apply wanted.json --yes").ok();
    world.run("topology plan wanted.json --detailed-exit-code").ok();
    world.run("topology plan wanted.json --detailed-exit-code --prune").code(3);
}

#[test]
fn apply_asks_does_it_once_and_takes_nothing_away() {
    let world = wanted();
    let before = document(&world);
    world.run("topology apply wanted.json").code(2).tells("Make these 4 changes at").tells("--yes");
    world.run("topology apply wanted.json --dry-run").ok().says("Would be done").says("create site 'Rome'");
    assert_eq!(document(&world), before);
    let done = world.run("topology apply wanted.json --yes -o json").ok().json();
    assert_eq!((&done["changed"], done["changes"].as_array().unwrap().len()), (&json!(true), 4));
    let after = document(&world);
    let smp = &after["smps"][0];
    assert_eq!(smp["name"], "SMP-HQ", "what is there keeps its spelling");
    assert_eq!(smp["sites"].as_array().unwrap().len(), 3);
    assert_eq!(smp["subnets"][1]["site"], "Rome");
    assert_eq!(smp["packageServers"][1]["manualSites"], json!(["Berlin", "HQ"]));
    world.run("topology apply wanted.json --yes").ok().says("Unchanged: all is as 'wanted.json' says");
    assert_eq!(document(&world), after);
}

#[test]
fn pruning_leaves_what_the_document_says_and_nothing_else() {
    let world = wanted();
    world.run("topology apply wanted.json --prune --yes").ok();
    let smp = &document(&world)["smps"][0];
    let names = |list: &str, field: &str| -> Vec<String> {
        smp[list].as_array().unwrap().iter().map(|one| one[field].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("sites", "name"), ["HQ", "Rome"]);
    assert_eq!(names("subnets", "network"), ["10.1.0.0/16", "10.1.2.0/24", "10.4.0.0/16"]);
    let servers: &[&str] = if world.is_live() { &["PS-01", "PS-02", "PS-03"] } else { &["PS-01", "PS-02"] };
    assert_eq!(names("packageServers", "name"), servers);
    assert_eq!(smp["packageServers"][1]["manualSites"], json!(["HQ"]));
    world.is_valid();
}

#[test]
fn a_guid_tells_what_was_renamed() {
    let world = World::with(
        r#"{"version": 1, "smps": [{"name": "A", "sites": [{"name": "HQ", "guid": "00000000-0000-4000-8000-000000000001"}],
            "subnets": [{"network": "10.0.0.0/8", "site": "HQ"}]}]}"#,
    );
    let text = world.document().replace("\"HQ\"", "\"Head Office\"").replace("10.0.0.0/8", "10.0.0.0/9");
    world.write("wanted.json", text);
    world
        .run("topology plan wanted.json --prune")
        .ok()
        .says("~ site 'HQ': name → 'Head Office'")
        .says("+ subnet 10.0.0.0/9 in site 'Head Office'")
        .says("- subnet 10.0.0.0/8");
    world.run("topology apply wanted.json --prune --yes").ok();
    assert_eq!(document(&world)["smps"][0]["sites"][0]["name"], "Head Office");
}

#[test]
fn other_smps_are_never_touched() {
    let world = World::with_document(
        r#"{"version": 1, "smps": [{"name": "A"}, {"name": "B", "parent": "A", "sites": [{"name": "HQ"}]}]}"#,
    );
    world.write(
        "wanted.json",
        r#"{"version": 1, "smps": [{"name": "A", "sites": [{"name": "X"}]}, {"name": "C", "parent": "A"}]}"#,
    );
    world.run("topology apply wanted.json --prune --yes --smp A").ok();
    assert_eq!(document(&world)["smps"].as_array().unwrap().len(), 2, "only what --smp names");
    world.run("topology plan wanted.json --smp Z").code(6).tells("no SMP named 'Z'");
    world.run("topology apply wanted.json --prune --yes").ok().says("add SMP 'C', child of 'A'");
    let smps = &document(&world)["smps"];
    assert_eq!(
        (&smps[1]["name"], &smps[1]["sites"][0]["name"], &smps[2]["parent"]),
        (&json!("B"), &json!("HQ"), &json!("A"))
    );
}

#[test]
fn a_storage_location_names_how_many_will_move_their_packages() {
    let world = World::small_document();
    world.write(
        "wanted.json",
        r#"{"version": 1, "smps": [{"name": "SMP-HQ", "storageLocation": {"windows": "D:\\Packages"}}]}"#,
    );
    world
        .run("topology plan wanted.json")
        .ok()
        .says("~ Windows storage location: default → 'D:\\Packages'")
        .says("3 Package Servers learn of a new storage location");
}

#[test]
fn what_is_wrong_with_the_documents_is_told() {
    let world = wanted_document();
    world.run("topology plan").code(2);
    world.run("topology plan absent.json").code(6).tells("there is no topology document at 'absent.json'");
    world.write("broken.json", "{");
    world.run("topology apply broken.json --yes").code(1).tells("'broken.json', line 1");
    world.run("topology apply wanted.json --force").code(2).tells("--prune");
    std::fs::remove_file(world.path("topology.json")).unwrap();
    world.run("topology plan wanted.json").code(6).tells("topology init");
}

#[test]
fn pull_writes_a_document_once_and_asks_before_it_replaces_another() {
    let world = World::small();
    world.run("topology pull pulled.json --dry-run").ok().says("Would be written to 'pulled.json'");
    assert!(!world.path("pulled.json").exists());
    world
        .run("topology pull pulled.json")
        .ok()
        .prints("Written to 'pulled.json':\n  'SMP-HQ': 2 sites, 4 subnets, 3 Package Servers\n");
    let pulled = std::fs::read_to_string(world.path("pulled.json")).unwrap();
    world.run("topology pull pulled.json").ok().prints("Unchanged: 'pulled.json' says the same\n");
    world.run("topology plan pulled.json --prune --detailed-exit-code").ok();
    let printed = world.run("topology pull").ok().stdout;
    assert_eq!(printed, pulled);
    assert_eq!(world.run("topology pull - -q").ok().stdout, pulled);
    world.run("site create Rome").ok();
    world.run("topology pull pulled.json").code(2).tells("Replace 'pulled.json', which differs?");
    assert_eq!(std::fs::read_to_string(world.path("pulled.json")).unwrap(), pulled);
    let counts = world.run("topology pull pulled.json --yes -o json").ok().json();
    assert_eq!((&counts["changed"], &counts["smps"][0]["sites"]), (&json!(true), &json!(3)));
    world.write("notes.txt", "precious");
    world.run("topology pull notes.txt --yes").code(6).tells("no topology document");
    assert_eq!(std::fs::read_to_string(world.path("notes.txt")).unwrap(), "precious");
    world.write("two.json", r#"{"version": 1, "smps": [{"name": "Other"}]}"#);
    world.run("topology pull two.json").code(2).tells("loses 'Other'");
}
