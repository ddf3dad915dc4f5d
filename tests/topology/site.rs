use serde_json::json;

use crate::support::World;

#[test]
fn sites_are_listed_in_every_format() {
    let world = World::small();
    assert_eq!(
        world.run("site list -o json").ok().json(),
        json!([
            {"smp": "SMP-HQ", "name": "Berlin", "guid": "5173e000-0000-4000-8000-000000000001", "description": "",
             "subnets": ["10.2.0.0/16"],
             "packageServers": [{"name": "PS-02", "assignment": "both"}, {"name": "PS-03", "assignment": "manual"}]},
            {"smp": "SMP-HQ", "name": "HQ", "guid": "5173e000-0000-4000-8000-000000000002", "description": "Head office",
             "subnets": ["10.1.0.0/16", "10.1.2.0/24"],
             "packageServers": [{"name": "PS-01", "assignment": "automatic"},
                                {"name": "PS-02", "assignment": "manual"}]}
        ])
    );
    world.run("site list -o csv").ok().prints(
        "smp,name,guid,description,subnets,packageServers\n\
         SMP-HQ,Berlin,5173e000-0000-4000-8000-000000000001,,10.2.0.0/16,PS-02:both;PS-03:manual\n\
         SMP-HQ,HQ,5173e000-0000-4000-8000-000000000002,Head office,10.1.0.0/16;10.1.2.0/24,PS-01:automatic;PS-02:manual\n",
    );
    world.run("site list").ok().prints(
        "SITE    SUBNETS                   PACKAGE SERVERS                    DESCRIPTION\n\
         Berlin  10.2.0.0/16               PS-02 (both), PS-03 (manual)\n\
         HQ      10.1.0.0/16, 10.1.2.0/24  PS-01 (automatic), PS-02 (manual)  Head office\n",
    );
    world.run("site list -o junit").code(2).tells("for checks only");
    world.run("site list -o yaml").code(2);
}

#[test]
fn a_site_is_created_once() {
    let world = World::small();
    assert_eq!(
        world.run("site create Rome -o json --dry-run").ok().json(),
        json!({"changed": false, "dryRun": true,
               "changes": [{"change": "create-site", "smp": "SMP-HQ", "site": "Rome", "description": ""}],
               "reach": {"subnetsChangingSite": [], "packageServersChangingSite": [],
                         "subnetsWithoutPackageServer": [], "newSources": []}})
    );
    world
        .run("site create Rome --description 'The south'")
        .ok()
        .prints("Done on 'SMP-HQ':\n  create site 'Rome'\n");
    world.run("site create rome").ok().prints("Unchanged: site 'Rome' is there already\n");
    assert_eq!(world.run("site create ROME -o json").ok().json()["changed"], false);
    world.run("site create Rome --description x").code(6).tells("its description is 'The south', not 'x'");
    world.run("site create ' '").code(2);
    world.run("site show rome").ok().says("Description      The south");
}

#[test]
fn an_absent_site_is_told_with_the_nearest_name() {
    let world = World::small();
    world
        .run("site show Berln")
        .code(6)
        .tells("error: no site named 'Berln'; did you mean 'Berlin'?\nhint: `smpctl site list` shows all");
    let error: serde_json::Value =
        serde_json::from_str(&world.run("site show Berln -o json").code(6).prints("").stderr).unwrap();
    assert_eq!(error["error"]["kind"], "not-found");
    assert_eq!(error["error"]["message"], "no site named 'Berln'; did you mean 'Berlin'?");
    world.run("site show").code(2).tells("there are 'Berlin', 'HQ'");
}

#[test]
fn a_renamed_site_keeps_what_is_assigned_to_it() {
    let world = World::small();
    world
        .run("site rename hq 'Head Office'")
        .ok()
        .prints("Done on 'SMP-HQ':\n  rename site 'HQ' to 'Head Office'\n");
    world.run("site show 'head office'").ok().says("10.1.0.0/16, 10.1.2.0/24").says("PS-02 (manual)");
    world.run("site rename 'Head Office' berlin").code(6).tells("there is already a site named 'Berlin'");
    world.run("site rename 'head office' 'Head Office'").ok().says("Unchanged");
    world.run("site rename HQ X").code(6);
    world.is_valid();
}

#[test]
fn a_site_in_use_is_deleted_only_by_force() {
    let world = World::small();
    let before = world.document();
    world
        .run("site delete Berlin --yes")
        .code(6)
        .tells("the subnets assigned to it (10.2.0.0/16) and the Package Servers manually assigned to it (PS-02, PS-03)")
        .tells("--force");
    world
        .run("site delete Berlin --force --dry-run")
        .ok()
        .says("release subnet 10.2.0.0/16 from its site")
        .says("un-assign Package Server 'PS-03' from site 'Berlin'")
        .says("subnet 10.2.0.0/16 goes from site 'Berlin' to no site");
    world
        .run("site delete Berlin --force")
        .code(2)
        .tells("Are you sure that you want to delete site 'Berlin'?");
    assert_eq!(world.document(), before);
    world.run("site delete Berlin --force --yes").ok();
    world.run("site delete Berlin --yes").ok().prints("Unchanged: nothing is there to be taken away\n");
    world.run("site delete hk --yes").ok().tells("warning: no site named 'hk'; did you mean 'HQ'?");
    world.is_valid();
}
