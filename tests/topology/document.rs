use serde_json::{Value, json};

use crate::support::World;

#[test]
fn an_empty_document_is_created_once() {
    let world = World::empty();
    world.run("topology validate").code(6).tells("smpctl topology init");
    assert_eq!(world.run("topology init --dry-run -o json").ok().json()["changed"], false);
    assert!(!world.path("topology.json").exists());
    assert_eq!(world.run("topology init -o json").ok().json()["changed"], true);
    world.run("topology init").ok().says("Unchanged");
    world.run("topology validate").ok().says("Valid:");
    assert_eq!(serde_json::from_str::<Value>(&world.document()).unwrap(), json!({"version": 1, "smps": []}));
}

#[test]
fn the_default_document_is_in_the_data_directory() {
    let world = World::empty();
    let mut command = world.command();
    command
        .env_remove("SMPCTL_TOPOLOGY")
        .env("HOME", world.path("home"))
        .env("XDG_DATA_HOME", world.path("data"));
    command.args(["topology", "init"]).assert().success();
    if cfg!(target_os = "linux") {
        assert!(world.path("data/smpctl/topology.json").exists());
    }
}

#[test]
fn validate_lists_everything_that_is_wrong_and_exits_with_3() {
    let world = World::with_document(
        r#"{"version": 1, "smps": [{"name": "A", "parent": "B",
            "subnets": [{"network": "10.0.0.0/8", "site": "X"}]}]}"#,
    );
    let found = world.run("topology validate -o json").code(3).json();
    assert_eq!(found["valid"], false);
    assert_eq!(found["problems"].as_array().unwrap().len(), 2);
    world.run("topology validate").code(3).says("assigned to site 'X', but there is no site of that name");
    world.run("topology validate -o csv").code(3).says("line,column,message\n");
    world.run("site list").code(1).tells("(and 1 more)").tells("smpctl topology validate");
    let world = World::with_document("{\"version\": 1,\n \"smps\": [{}]}");
    world.run("topology validate").code(3).says("line 2, column 12: missing field `name`");
}

#[test]
fn the_schema_describes_the_document() {
    let world = World::empty();
    let schema = world.run("topology schema").ok().json();
    assert_eq!(schema["required"], json!(["version", "smps"]));
    let smp = &schema["$defs"]["Smp"];
    assert_eq!(smp["required"], json!(["name"]));
    assert_eq!(smp["additionalProperties"], false);
    assert!(smp["properties"]["packageServers"].is_object());
    assert_eq!(schema["$defs"]["Subnet"]["required"], json!(["network"]));
    assert_eq!(schema["$defs"]["JoinAssignment"]["required"], json!(["site", "packageServer"]));
}

#[test]
fn what_is_left_out_stays_left_out() {
    let world = World::with_document(r#"{"version": 1, "smps": [{"name": "A", "sites": [{"name": "HQ"}]}]}"#);
    world.run("site create Rome").ok();
    let document: Value = serde_json::from_str(&world.document()).unwrap();
    let smp = &document["smps"][0];
    assert_eq!(smp.get("guid"), None);
    assert_eq!(smp["sites"][0].get("guid"), None, "no guid is invented for what was there");
    assert!(smp["sites"][1]["guid"].is_string());
}

#[cfg(unix)]
#[test]
fn mode_and_link_are_kept() {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    let world = World::small_document();
    fs::rename(world.path("topology.json"), world.path("real.json")).unwrap();
    fs::set_permissions(world.path("real.json"), fs::Permissions::from_mode(0o600)).unwrap();
    symlink("real.json", world.path("topology.json")).unwrap();
    world.run("site create Rome").ok();
    assert!(world.path("topology.json").is_symlink());
    assert!(world.document().contains("Rome"));
    assert_eq!(fs::metadata(world.path("real.json")).unwrap().permissions().mode() & 0o7777, 0o600);
    assert!(world.path(".real.json.lock").exists());
    assert!(!world.path(".real.json.tmp").exists());
}

#[cfg(unix)]
#[test]
fn the_owner_is_kept() {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, chown};
    let world = World::small_document();
    let path = world.path("topology.json");
    // Only root may give a file away; anybody else can only see that it stays their own.
    let _ = chown(&path, Some(65534), Some(65534));
    let owner = |path| fs::metadata(path).map(|file| (file.uid(), file.gid())).unwrap();
    let before = owner(&path);
    world.run("site create Rome").ok();
    assert_eq!(owner(&path), before);
}
