use serde_json::json;

use crate::support::World;

#[test]
fn the_servers_override_wins_over_the_smps_setting() {
    let world = World::small_document();
    world.run(r"storage-location set --windows D:\Packages --ulm /srv/packages").ok();
    world
        .run(r"storage-location set --windows E:\P --package-server ps-02")
        .ok()
        .says("for Package Server 'PS-02'");
    assert_eq!(
        world.run("storage-location show --package-server PS-02 -o json").ok().json(),
        json!([{"smp": "SMP-HQ", "packageServer": "PS-02", "windows": "E:\\P", "windowsFrom": "package-server",
                "ulm": "/srv/packages", "ulmFrom": "smp"}])
    );
    world.run("storage-location show").ok().prints(
        "FOR         WINDOWS                        UNIX, LINUX AND MAC\n\
         SMP SMP-HQ  D:\\Packages (set for the SMP)  /srv/packages (set for the SMP)\n\
         PS-01       D:\\Packages (set for the SMP)  /srv/packages (set for the SMP)\n\
         PS-02       E:\\P (set for this server)     /srv/packages (set for the SMP)\n\
         PS-03       D:\\Packages (set for the SMP)  /srv/packages (set for the SMP)\n",
    );
    world.run(r"storage-location set --windows D:\Packages").ok().says("Unchanged");
    world.run("storage-location reset --ulm").code(2);
    world.run("storage-location reset --ulm --yes").ok();
    world.run("storage-location reset --ulm --yes").ok().says("Unchanged");
    world.run("storage-location reset --package-server PS-02 --yes").ok();
    world.run("storage-location show -o csv").ok().says("SMP-HQ,PS-02,D:\\Packages,smp,,default\n");
}

#[test]
fn what_is_no_folder_is_refused() {
    let world = World::small_document();
    world.run("storage-location set").code(2);
    world.run("storage-location set --package-server PS-01").code(2);
    world.run("storage-location set --windows Packages").code(2).tells("like 'D:\\Packages'");
    world.run(r"storage-location set --windows \\server\share").code(2);
    world.run("storage-location set --ulm srv").code(2).tells("like '/srv/packages'");
    world.run("storage-location set --ulm /srv --package-server PS-9").code(6);
    world.run("storage-location show --package-server PS-9").code(6);
    world
        .run("storage-location reset --package-server PS-9 --yes")
        .ok()
        .tells("no Package Server named 'PS-9'");
}

#[test]
fn several_servers_are_set_at_once_and_a_document_knows_no_stages() {
    let world = World::small_document();
    let done = world
        .run(r"storage-location set --windows E:\P --package-server PS-01,ps-02 PS-01 -o json")
        .ok()
        .json();
    assert_eq!(done["changes"].as_array().map(Vec::len), Some(2));
    world.run(r"storage-location set --windows E:\P --package-server PS-01 PS-02").ok().says("Unchanged");
    world
        .run("storage-location reset --package-server PS-01 PS-9 --yes")
        .ok()
        .tells("no Package Server named 'PS-9'");
    world.run("storage-location reset --package-server PS-9 --yes").ok().says("Unchanged");
    for stage in ["--one-per-site", "--batch 2", "--wait", "--force"] {
        world.run(&format!(r"storage-location set --windows E:\Q {stage}")).code(2);
    }
    world.run(r"storage-location set --windows E:\Q --batch 0").code(2);
}
