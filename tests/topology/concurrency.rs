use std::fs;
use std::thread;

use crate::support::World;

#[test]
fn processes_that_change_the_document_at_once_lose_nothing() {
    let world = World::small_document();
    const WRITERS: usize = 4;
    const CHANGES: usize = 12;
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let world = &world;
            scope.spawn(move || {
                for change in 0..CHANGES {
                    world.run(&format!("site create Site-{writer}-{change}")).ok();
                }
            });
        }
        // Readers take no lock, and never see half a document.
        let world = &world;
        scope.spawn(move || {
            for _ in 0..20 {
                world.run("site list -o json").ok().json();
            }
        });
    });
    let sites = world.run("site list -o json").ok().json();
    assert_eq!(sites.as_array().unwrap().len(), 2 + WRITERS * CHANGES);
    world.run("topology validate").ok();
}

#[test]
fn the_same_change_at_once_is_made_once() {
    let world = World::small_document();
    let changed: usize = thread::scope(|scope| {
        let runs: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| world.run("ps assign PS-01 --site Berlin -o json").ok().json()))
            .collect();
        runs.into_iter().map(|run| usize::from(run.join().unwrap()["changed"] == true)).sum()
    });
    assert_eq!(changed, 1);
}

#[test]
fn what_a_killed_writer_left_is_no_obstacle() {
    let world = World::small_document();
    fs::write(world.path(".topology.json.tmp"), "half a docu").unwrap();
    fs::write(world.path(".topology.json.lock"), "").unwrap();
    world.run("site create Rome").ok();
    assert!(!world.path(".topology.json.tmp").exists());
    assert!(world.path(".topology.json.lock").exists(), "the lock file is never deleted");
}

#[test]
fn a_writer_waits_for_the_lock() {
    let world = World::small_document();
    let file = fs::File::create(world.path(".topology.json.lock")).unwrap();
    let mut lock = fd_lock::RwLock::new(file);
    let guard = lock.write().unwrap();
    thread::scope(|scope| {
        let writer = scope.spawn(|| world.run("site create Rome").ok());
        thread::sleep(std::time::Duration::from_millis(500));
        world.run("site list").ok();
        assert!(!world.document().contains("Rome"), "nothing is written while another holds the lock");
        drop(guard);
        writer.join().unwrap();
    });
    assert!(world.document().contains("Rome"));
}
