use serde_json::json;

use crate::support::World;

#[test]
fn servers_are_listed_with_their_sites() {
    let world = World::small();
    assert_eq!(
        world.run("package-server list -o json").ok().json()[1],
        json!({"smp": "SMP-HQ", "name": "PS-02", "guid": "5e0e0000-0000-4000-8000-000000000002", "addresses": ["10.2.0.5"], "constrained": true,
               "sites": [{"site": "Berlin", "assignment": "both"}, {"site": "HQ", "assignment": "manual"}]})
    );
    world.run("ps list").ok().prints(
        "NAME   ADDRESSES  SITES                       CONSTRAINED\n\
         PS-01  10.1.2.5   HQ (automatic)\n\
         PS-02  10.2.0.5   Berlin (both), HQ (manual)  yes\n\
         PS-03  10.9.0.5   Berlin (manual)\n",
    );
    world.run("ps list --site berlin").ok().prints(
        "NAME   ADDRESSES  MANUALLY ASSIGNED  ASSIGNMENT  CONSTRAINED\n\
         PS-02  10.2.0.5   yes                both        yes\n\
         PS-03  10.9.0.5   yes                manual\n",
    );
    world
        .run("ps list --site HQ -o csv")
        .ok()
        .says("SMP-HQ,PS-01,5e0e0000-0000-4000-8000-000000000001,10.1.2.5,false,HQ:automatic\n");
    world.run("ps list --site Hx").code(6);
    world.run("ps show ps-03").ok().says("Sites           Berlin (manual)");
    world.run("ps show ps-9").code(6).tells("no Package Server named 'ps-9'");
}

#[test]
fn a_server_is_added_once() {
    let world = World::small_document();
    world
        .run("ps add PS-04 --address 10.1.0.77 --constrained")
        .ok()
        .says("add constrained Package Server 'PS-04' at 10.1.0.77")
        .says("'PS-04' becomes a source for every agent in site 'HQ'");
    world.run("ps add ps-04 --address 10.1.0.77 --constrained").ok().says("Unchanged");
    world.run("ps add PS-04 --address 10.1.0.77").code(6).tells("it is constrained, not unconstrained");
    world.run("ps add PS-04 --address 10.1.0.78 --constrained").code(6).tells("its addresses are 10.1.0.77");
}

#[test]
fn assigning_manually_moves_neither_subnet_nor_automatic_assignment() {
    let world = World::small();
    world
        .run("ps assign ps-01 --site berlin")
        .ok()
        .says("manually assign Package Server 'PS-01' to site 'Berlin'")
        .says("becomes a source for every agent in site 'Berlin'");
    let server = world.run("ps show PS-01 -o json").ok().json();
    assert_eq!(
        server["sites"],
        json!([{"site": "HQ", "assignment": "automatic"}, {"site": "Berlin", "assignment": "manual"}])
    );
    assert_eq!(world.run("subnet list -o json").ok().json()[1]["effectiveSite"], "HQ");
    world.run("ps assign PS-01 --site Berlin").ok().says("Unchanged");
    world.run("ps assign PS-01 --site X").code(6);
    world.run("ps assign X --site HQ").code(6);
    world.run("ps assign PS-01").code(2);
}

#[test]
fn unassigning_asks_the_consoles_question() {
    let world = World::small();
    world
        .run("ps unassign PS-03 --site Berlin")
        .code(2)
        .tells("Are you sure that you want to un-assign 'PS-03'?")
        .tells("add `--yes`");
    world.run("ps unassign PS-03 --site Berlin --yes").ok();
    world.run("ps unassign PS-03 --site Berlin --yes").ok().says("Unchanged");
    world.run("ps unassign PS-33 --site Berlin --yes").ok().tells("did you mean 'PS-03'?");
    world.run("ps unassign PS-03 --site Berln --yes").ok().tells("did you mean 'Berlin'?");
    world.run("ps unassign PS-02 --site Berlin --yes").ok().tells("stays in site 'Berlin' automatically");
    world
        .run("ps unassign PS-02 --site Berlin --yes")
        .code(6)
        .tells("only a manual assignment can be un-assigned")
        .tells("smpctl subnet assign");
}

#[test]
fn subnets_left_without_a_server_are_told() {
    let world = World::small_document();
    world.run("ps remove PS-02 --yes").ok();
    let done = world.run("ps remove PS-03 --yes -o json").ok().json();
    assert_eq!(
        done["reach"]["subnetsWithoutPackageServer"],
        json!([{"smp": "SMP-HQ", "network": "10.2.0.0/16", "site": "Berlin"}])
    );
    world.run("ps remove PS-03 --yes").ok().says("Unchanged");
    world.run("ps remove PS-01").code(2);
}

#[test]
fn a_join_assignment_goes_with_the_assignment() {
    let world = World::with_document(
        r#"{"version": 1, "smps": [{"name": "A", "sites": [{"name": "HQ"}],
            "packageServers": [{"name": "PS", "manualSites": ["HQ"]}],
            "joinAssignments": [{"site": "hq", "packageServer": "ps"}]}]}"#,
    );
    world.run("ps unassign PS --site HQ --yes").ok();
    assert!(world.document().contains("\"joinAssignments\": []"), "{}", world.document());
}
