use serde_json::json;

use crate::support::World;

#[test]
fn a_topology_is_built_from_nothing() {
    let world = World::empty();
    world.run("topology init").ok();
    world.run("smp list").ok().prints("No SMPs yet; add one with `smpctl smp add NAME --address IP`\n");
    world.run("site create HQ").code(6).tells("smpctl smp add");
    world
        .run("smp add SMP-HQ --address 10.1.0.10,2001:db8::1 --url https://smp.corp.example")
        .ok()
        .prints("Done on 'SMP-HQ':\n  add SMP 'SMP-HQ' at 10.1.0.10, 2001:db8::1\n");
    world.run("smp add SMP-B --address 10.2.0.10 --parent smp-hq").ok().says("child of 'SMP-HQ'");
    let list = world.run("smp list -o json").ok().json();
    assert_eq!(list[0]["children"], json!(["SMP-B"]));
    assert_eq!(list[1]["parent"], "SMP-HQ");
    assert!(list[1]["guid"].is_string(), "what smpctl creates gets a guid");
    world.run("smp list -o csv").ok().says("name,guid,addresses,parent,children,url,inSites,sites,subnets,");
    world.run("smp list").ok().says("SMP-B   10.2.0.10");
    world.run("smp show smp-b").ok().says("Parent           SMP-HQ");
    world.run("smp show SMP-B -o json").ok().says("\"parent\": \"SMP-HQ\"");
}

#[test]
fn adding_again_is_unchanged_or_a_conflict_that_names_the_difference() {
    let world = World::small_document();
    world.run("smp add smp-hq --address 10.1.0.10").ok().prints("Unchanged: SMP 'SMP-HQ' is there already\n");
    world
        .run("smp add SMP-HQ --address 10.1.0.11")
        .code(6)
        .tells("its addresses are 10.1.0.10, not 10.1.0.11");
    world
        .run("smp add SMP-HQ --address 10.1.0.10 --url http://x")
        .code(6)
        .tells("it has no URL, not 'http://x'");
}

#[test]
fn what_is_no_name_url_or_address_is_a_usage_error() {
    let world = World::small_document();
    world.run("smp add X --address 10.1.0").code(2);
    world.run("smp add X").code(2);
    world.run("smp add '' --address 10.0.0.1").code(2).tells("a name must not be blank");
    world.run("smp add X --address 10.0.0.1 --url ftp://x").code(2).tells("like 'https://smp.corp.example'");
    world.run("smp add X --address 10.0.0.1 --parent SMP-HO").code(6).tells("did you mean 'SMP-HQ'?");
}

#[test]
fn a_parent_is_removed_only_by_force() {
    let world = World::small_document();
    world.run("smp add SMP-B --address 10.2.0.10 --parent SMP-HQ").ok();
    world.run("smp remove SMP-HQ --yes").code(6).tells("is the parent of 'SMP-B'");
    world.run("smp remove SMP-B").code(2).tells("add `--yes`");
    world.run("smp remove SMP-HQ --force --yes").ok();
    let list = world.run("smp list -o json").ok().json();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(list[0]["parent"], json!(null));
    world.run("smp remove SMP-HQ --yes").ok().says("Unchanged").tells("no SMP named 'SMP-HQ'");
}

#[test]
fn with_several_smps_one_must_be_named() {
    let world = World::small_document();
    world.run("smp add SMP-B --address 10.2.0.10").ok();
    world.run("site create X").code(2).tells("add `--smp NAME`; there are 'SMP-HQ', 'SMP-B'");
    world.run("site create X --smp smp-b").ok().says("on 'SMP-B'");
    world.run("site create X --smp SMP-C").code(6).tells("did you mean 'SMP-B'?");
    world.run("site list --smp SMP-B -o csv").ok().says("SMP-B,X,");
    // With rows of several SMPs the table says whose they are.
    world.run("site list").ok().says("SMP     SITE");
    world.run("site list --smp SMP-B").ok().says("SITE  SUBNETS");
}
