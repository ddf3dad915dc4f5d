use serde_json::json;

use crate::support::World;

#[test]
fn subnets_are_listed_as_a_tree() {
    let world = World::small();
    world.run("subnet list").ok().prints(
        "SUBNET         SITE    ASSIGNMENT\n\
         10.1.0.0/16    HQ      explicit\n\
         └ 10.1.2.0/24  HQ      inherited from 10.1.0.0/16\n\
         10.2.0.0/16    Berlin  explicit\n\
         10.3.0.0/16    -       in no site\n",
    );
    assert_eq!(
        world.run("subnet list -o json").ok().json()[1],
        json!({"smp": "SMP-HQ", "network": "10.1.2.0/24", "guid": "50b0e700-0000-4000-8000-000000000002", "site": null, "effectiveSite": "HQ",
               "inherited": true, "encompassedBy": "10.1.0.0/16"})
    );
    world.run("subnet list -o csv").ok().says(
        "smp,network,guid,site,effectiveSite,inherited,encompassedBy\n\
         SMP-HQ,10.1.0.0/16,50b0e700-0000-4000-8000-000000000001,HQ,HQ,false,\n\
         SMP-HQ,10.1.2.0/24,50b0e700-0000-4000-8000-000000000002,,HQ,true,10.1.0.0/16\n",
    );
}

#[test]
fn overlapping_ranges_nest_by_themselves() {
    let world = World::small();
    world
        .run("subnet create 10.0.0.0/8 --site Berlin")
        .ok()
        .says("subnet 10.3.0.0/16 goes from no site to site 'Berlin'");
    world.run("subnet create 10.1.2.128/25").ok();
    world.run("subnet create 2001:db8::/32 --site HQ").ok();
    world.run("subnet create 2001:db8:5::/48").ok();
    world.run("subnet list").ok().prints(
        "SUBNET               SITE    ASSIGNMENT\n\
         10.0.0.0/8           Berlin  explicit\n\
         └ 10.1.0.0/16        HQ      explicit\n\
         \u{20} └ 10.1.2.0/24      HQ      inherited from 10.1.0.0/16\n\
         \u{20}   └ 10.1.2.128/25  HQ      inherited from 10.1.0.0/16\n\
         └ 10.2.0.0/16        Berlin  explicit\n\
         └ 10.3.0.0/16        Berlin  inherited from 10.0.0.0/8\n\
         2001:db8::/32        HQ      explicit\n\
         └ 2001:db8:5::/48    HQ      inherited from 2001:db8::/32\n",
    );
}

#[test]
fn host_bits_are_dropped_with_a_notice() {
    let world = World::small();
    world
        .run("subnet create 10.7.1.5/16")
        .ok()
        .tells("note: '10.7.1.5/16' has host bits; the subnet is '10.7.0.0/16'")
        .says("create subnet 10.7.0.0/16");
    world.run("subnet create 10.7.0.0/16 -q").ok().says("Unchanged");
    world.run("subnet create 10.7.0.0").code(2).tells("write it like '10.7.0.0/24'");
    world.run("subnet create 10.7.0.0/40").code(2).tells("CIDR notation");
    world.run("subnet create 10.1.2.0/24 --site Berlin").code(6).tells("it has no site, not 'Berlin'");
    world.run("subnet create 10.1.0.0/16 --site Berlin").code(6).tells("its site is 'HQ', not 'Berlin'");
}

#[test]
fn assigning_shows_who_moves() {
    let world = World::small();
    world.run("subnet assign 10.1.0.0/16 --site berlin --dry-run").ok().prints(
        "Would be done on 'SMP-HQ':\n\
         \u{20} assign subnet 10.1.0.0/16 to site 'Berlin'\n\
         Reaching further:\n\
         \u{20} subnet 10.1.0.0/16 goes from site 'HQ' to site 'Berlin'\n\
         \u{20} subnet 10.1.2.0/24 goes from site 'HQ' to site 'Berlin'\n\
         \u{20} Package Server 'PS-01' goes from 'HQ' (automatic) to 'Berlin' (automatic)\n\
         \u{20} 'PS-01' becomes a source for every agent in site 'Berlin'\n",
    );
    world.run("subnet assign 10.1.0.0/16 --site HQ").ok().says("Unchanged");
    world.run("subnet assign 10.1.0.0/16 --site Berln").code(6).tells("did you mean 'Berlin'?");
    world.run("subnet assign 10.8.0.0/16 --site HQ").code(6).tells("smpctl subnet create 10.8.0.0/16");
    world.run("subnet assign 10.1.0.0/16").code(2).tells("--site NAME");
    world.run("subnet assign 10.3.0.0/16 --site HQ").ok();
    world.run("subnet locate 10.3.0.1").ok().says("Site     HQ\n");
}

#[test]
fn releasing_and_deleting_ask_and_are_idempotent() {
    let world = World::small();
    world.run("subnet release 10.1.0.0/16").code(2).tells("--yes");
    world.run("subnet release 10.1.0.0/16 -y").ok().says("to no site");
    world.run("subnet release 10.1.0.0/16 -y").ok().says("Unchanged");
    world
        .run("subnet release 10.1.0.0/17 -y")
        .ok()
        .tells("no subnet '10.1.0.0/17'; did you mean '10.1.0.0/16'?");
    world.run("subnet delete 10.2.0.0/16").code(2);
    world.run("subnet delete 10.2.0.0/16 -y").ok();
    world.run("subnet delete 10.2.0.0/16 -y").ok().says("Unchanged");
}

#[test]
fn a_client_is_located_with_the_reason_for_each_server() {
    let world = World::small();
    assert_eq!(
        world.run("subnet locate 10.1.2.77 -o json").ok().json(),
        json!({"smp": "SMP-HQ", "address": "10.1.2.77", "subnet": "10.1.2.0/24", "site": "HQ",
               "packageServers": [{"name": "PS-01", "reason": "its subnet is in site 'HQ'"},
                                  {"name": "PS-02", "reason": "manually assigned to site 'HQ'"}]})
    );
    world.run("subnet locate 10.1.2.77").ok().prints(
        "Address  10.1.2.77\n\
         Subnet   10.1.2.0/24\n\
         Site     HQ (inherited from 10.1.0.0/16)\n\
         \n\
         OFFERED  BECAUSE\n\
         PS-01    its subnet is in site 'HQ'\n\
         PS-02    manually assigned to site 'HQ'\n",
    );
    world.run("subnet locate 10.1.2.77 -o csv").ok().says("smp,address,subnet,site,packageServers\n");
    world.run("subnet locate nonsense").code(2);
}

#[test]
fn where_no_site_applies_the_open_question_is_told() {
    let world = World::small_document();
    let located = world.run("subnet locate 10.3.1.1 -o json").ok().json();
    assert_eq!(located["site"], json!(null));
    assert_eq!(located["packageServers"].as_array().unwrap().len(), 3, "none on the subnet: all");
    assert!(located["note"].as_str().unwrap().contains("leaves open"));
    world.run("package-server add PS-04 --address 10.3.0.9").ok();
    let located = world.run("subnet locate 10.3.1.1 -o json").ok().json();
    assert_eq!(
        located["packageServers"],
        json!([{"name": "PS-04", "reason": "no site applies; on the same subnet '10.3.0.0/16'"}])
    );
    world.run("site create Empty").ok();
    world.run("subnet create 10.4.0.0/16 --site Empty").ok();
    world.run("subnet locate 10.4.0.1").ok().says("No Package Server is offered there").says("note:");
}

#[test]
fn an_import_is_one_idempotent_plan() {
    let world = World::small();
    let csv = "\u{feff}Network, Site\r\n# the south\r\n10.20.0.0/16,Rome\r\n\r\n10.21.3.4/16 , rome\r\n\
               10.3.0.0/16,HQ\r\n10.22.0.0/16\r\n10.1.0.0/16,HQ\r\n";
    world.write("subnets.csv", csv);
    world
        .run("subnet import subnets.csv")
        .code(6)
        .tells("'subnets.csv', line 3: no site named 'Rome'; line 5: no site named 'rome'")
        .tells("--create-sites");
    world.run("subnet import subnets.csv --create-sites --dry-run").ok().prints(
        "Would be done on 'SMP-HQ':\n\
         \u{20} create site 'Rome'\n\
         \u{20} create subnet 10.20.0.0/16 in site 'Rome'\n\
         \u{20} create subnet 10.21.0.0/16 in site 'Rome'\n\
         \u{20} assign subnet 10.3.0.0/16 to site 'HQ'\n\
         \u{20} create subnet 10.22.0.0/16\n\
         Reaching further:\n\
         \u{20} subnet 10.3.0.0/16 goes from no site to site 'HQ'\n\
         \u{20} subnet 10.20.0.0/16 is left without any Package Server\n\
         \u{20} subnet 10.21.0.0/16 is left without any Package Server\n",
    );
    let done = world.run_with("subnet import - --create-sites -o json", csv).ok().json();
    assert_eq!(done["changes"].as_array().unwrap().len(), 5);
    world.run("subnet import subnets.csv --create-sites").ok().says("Unchanged");
    world.run("subnet list -o csv").ok().says("Rome,Rome,false");
}

#[test]
fn wrong_lines_are_told_by_number_and_nothing_is_done() {
    let world = World::small();
    let before = world.document();
    world
        .run_with(
            "subnet import -",
            "10.0.0.0/33,HQ\n\n10.1.2.3,HQ\n10.5.0.0/16,HQ\n10.5.0.0/16,Berlin\n10.6.0.0/16,a,b\n",
        )
        .code(1)
        .tells("standard input, line 1: \"10.0.0.0/33\" is no subnet")
        .tells("line 3: '10.1.2.3' has no prefix length")
        .tells("line 5: 10.5.0.0/16 has another site on line 4")
        .tells("line 6: expected a network and a site, but there is also 'b'");
    world.run("subnet import absent.csv").code(6).tells("cannot read 'absent.csv'");
    world.write("latin1.csv", b"10.5.0.0/16,HQ\n10.6.0.0/16,K\xf6ln\n");
    world.run("subnet import latin1.csv").code(1).tells("line 2: not UTF-8");
    world
        .run_with("subnet import - --create-sites", "10.5.0.0/16,\u{1b}[31mred\n")
        .code(1)
        .tells("control character");
    assert_eq!(world.document(), before);
    world.run_with("subnet import -", "").ok().says("Unchanged");
}
