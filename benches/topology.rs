//! How fast a large topology is loaded, and asked: `cargo bench --bench topology`.
//!
//! Two sizes, so that a time that grows faster than the topology shows: 1,000 sites with 5,000 subnets and 200
//! Package Servers, and ten times that.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark that cannot go on ends")]

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use divan::Bencher;
use divan::counter::ItemsCount;
use serde_json::{Value, json};
use smpctl::backend::{Backend, Document};
use smpctl::topology::{Membership, Topology};

const SIZES: [u32; 2] = [1_000, 10_000];

fn main() {
    divan::main();
}

/// A topology of so many sites, five subnets a site and a Package Server for every fifth, as a document.
fn document(sites: u32) -> Value {
    let site = |number: u32| format!("Site {number}");
    let network = |number: u32| Ipv4Addr::from(0x0a00_0000 + (number << 8));
    // Two thirds of the subnets inherit their site from the range around them.
    let subnets = (0..sites * 5).map(|number| match number % 3 {
        0 => json!({"network": format!("{}/24", network(number)), "site": site(number % sites)}),
        _ => json!({"network": format!("{}/24", network(number))}),
    });
    let around = json!({"network": "10.0.0.0/8", "site": site(0)});
    let servers = (0..sites / 5).map(|number| {
        let address = Ipv4Addr::from(u32::from(network(number * 7 % (sites * 5))) + 9);
        json!({"name": format!("PS-{number}"), "addresses": [address], "manualSites": [site(number)]})
    });
    let smp = json!({
        "name": "SMP-HQ",
        "addresses": ["10.0.1.1"],
        "sites": (0..sites).map(|number| json!({"name": site(number)})).collect::<Vec<_>>(),
        "subnets": subnets.chain([around]).collect::<Vec<_>>(),
        "packageServers": servers.collect::<Vec<_>>(),
    });
    json!({"version": 1, "smps": [smp]})
}

struct Bench {
    _keep: tempfile::TempDir,
    path: PathBuf,
}

impl Bench {
    fn new(sites: u32) -> Self {
        let keep = tempfile::tempdir().unwrap();
        let path = keep.path().join("topology.json");
        std::fs::write(&path, serde_json::to_vec_pretty(&document(sites)).unwrap()).unwrap();
        Self { _keep: keep, path }
    }

    fn topology(&self) -> Topology {
        Document::at(&self.path).read().unwrap()
    }
}

#[divan::bench(args = SIZES)]
fn load(bencher: Bencher, sites: u32) {
    let bench = Bench::new(sites);
    bencher.counter(ItemsCount::new(sites * 5)).bench_local(|| bench.topology());
}

#[divan::bench(args = SIZES)]
fn membership(bencher: Bencher, sites: u32) {
    let topology = Bench::new(sites).topology();
    bencher
        .counter(ItemsCount::new(sites * 5))
        .bench_local(|| Membership::new(&topology.smps[0]).tree().count());
}

#[divan::bench(args = SIZES)]
fn locate(bencher: Bencher, sites: u32) {
    let topology = Bench::new(sites).topology();
    let membership = Membership::new(&topology.smps[0]);
    let address = IpAddr::from(Ipv4Addr::new(10, 0, 55, 7));
    bencher.bench_local(|| membership.locate(divan::black_box(address)));
}

#[divan::bench(args = SIZES)]
fn readiness(bencher: Bencher, sites: u32) {
    let topology = Bench::new(sites).topology();
    let smps: Vec<_> = topology.smps.iter().collect();
    bencher.bench_local(|| topology.readiness(&smps));
}
