//! Relocations that nobody watches, end to end: timers, waiting, stopping, what an administrator is told, going on in
//! the background, and looking on from another process.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

mod support;

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::{Value, json};
use support::{Place, exit, make_store, package, packages_of};

const INTERRUPTED: i32 = 130;

fn hold(place: &Place, number: u32) -> File {
    let path = place.path("old").join(package(number)).join("package.xml");
    File::options().append(true).open(path).unwrap()
}

/// Starts smpctl without waiting for it.
fn spawn(place: &Place, arguments: &str) -> Child {
    place
        .command()
        .args(arguments.split_whitespace())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn signal(process: u32, name: &str) {
    let ended = Command::new("kill").args([name, &process.to_string()]).status().unwrap();
    assert!(ended.success());
}

/// Reads what a process says until it has said this.
fn until(child: &mut Child, text: &str) -> String {
    let mut said = String::new();
    let stderr = child.stderr.as_mut().unwrap();
    let mut reader = BufReader::new(stderr);
    while !said.contains(text) {
        assert!(reader.read_line(&mut said).unwrap() > 0, "ended without saying '{text}':\n{said}");
    }
    said
}

fn status(place: &Place) -> Value {
    place.json(exit::DONE, "relocation status")
}

/// Waits until the status is like this.
fn wait_for(place: &Place, what: &str, is: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let status = status(place);
        if is(&status) {
            return status;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "not {what}: {status:#}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// As slow as it takes to be caught at work.
const SLOWLY: &str = "relocation run --from old --to new --transfer copy --threads 1 --limit-rate 50k";

#[test]
fn a_timer_counts_until_the_maximum() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    place.settings("[relocation]\nmaximum-attempts = 2");
    assert!(place.ends(exit::DONE, "relocation retry --automatic").err.contains("no relocation is known"));
    let held = hold(&place, 1);
    place.ends(exit::WARNING, "relocation run --from @old --to @new --no-wait --transfer copy");
    assert_eq!((&status(&place)["attemptsDone"], &status(&place)["maximumAttempts"]), (&json!(1), &json!(2)));
    // By hand it counts neither way.
    place.ends(exit::WARNING, "relocation retry --transfer copy");
    assert_eq!(status(&place)["attemptsDone"], 1);
    place.ends(exit::WARNING, "relocation retry --automatic --transfer copy");
    assert_eq!(status(&place)["attemptsDone"], 2);
    drop(held);
    // All have been made: the timer leaves it alone, a person does not.
    let said = place.ends(exit::WARNING, "relocation retry --automatic");
    assert!(said.err.contains("all 2 automatic attempts"), "{}", said.err);
    assert_eq!(status(&place)["packages"]["linked"], 1);
    place.ends(exit::DONE, "relocation retry");
    assert_eq!((&status(&place)["attemptsDone"], &status(&place)["status"]), (&json!(2), &json!("complete")));
    assert!(place.ends(exit::DONE, "relocation retry --automatic").err.contains("unchanged"));
}

#[test]
fn maximum_and_interval_come_from_flag_environment_or_settings() {
    for (settings, variables, flags, attempts) in [
        ("maximum-attempts = 2\ninterval-minutes = 0", vec![], "", 2),
        ("maximum-attempts = 2\ninterval-minutes = 7", vec![("SMPCTL_INTERVAL", "0")], "", 2),
        ("maximum-attempts = 2\ninterval-minutes = 0", vec![("SMPCTL_MAX_ATTEMPTS", "4")], "", 4),
        ("interval-minutes = 7", vec![("SMPCTL_INTERVAL", "7")], "--interval 0", 3),
        ("interval-minutes = 0", vec![("SMPCTL_MAX_ATTEMPTS", "4")], "--max-attempts 1", 1),
    ] {
        let place = Place::new();
        make_store(&place.path("old"), 1);
        place.settings(&format!("[relocation]\n{settings}"));
        let held = hold(&place, 1);
        let mut command = place.command();
        command.args(["relocation", "run", "--from", "old", "--to", "new", "--transfer", "copy"]);
        command.args(flags.split_whitespace()).envs(variables.clone());
        let ended = command.output().unwrap();
        drop(held);
        assert_eq!(ended.status.code(), Some(exit::WARNING), "{settings} {variables:?} {flags}");
        let status = status(&place);
        assert_eq!(status["attemptsDone"], attempts, "{settings} {variables:?} {flags}");
        assert_eq!(status["maximumAttempts"], attempts);
    }
}

#[test]
fn the_time_to_stop_ends_it_at_a_package() {
    let place = Place::new();
    make_store(&place.path("old"), 12);
    let before = packages_of(&place.path("old"), 1..=12);
    let end = Timestamp::now().checked_add(jiff::SignedDuration::from_secs(2)).unwrap();
    let said = place.ends(
        exit::WARNING,
        &format!(
            "relocation run --from @old --to @new --transfer copy --threads 1 --limit-rate 100k --stop-at {end}"
        ),
    );
    assert!(said.out.contains("The time to stop has come"), "{}", said.out);
    // The package at hand was finished, not broken off.
    let status = status(&place);
    let moved = status["packages"]["moved"].as_u64().unwrap();
    assert!((1..12).contains(&moved), "{status:#}");
    assert_eq!((&status["status"], &status["failures"]), (&json!("partial"), &json!([])));
    assert_eq!(place.json(exit::DONE, "relocation status --event")["bits"], "out-of-time, automatic, smpctl");
    assert_eq!(place.json(exit::DONE, "relocation retry")["moved"].as_u64(), Some(12 - moved));
    assert_eq!(packages_of(&place.path("new"), 1..=12), before);
    // No attempt begins after it either.
    let place = Place::new();
    make_store(&place.path("old"), 1);
    let held = hold(&place, 1);
    let end = Timestamp::now().checked_add(jiff::SignedDuration::from_secs(30)).unwrap();
    let began = Instant::now();
    place.ends(
        exit::WARNING,
        &format!("relocation run --from @old --to @new --transfer copy --interval 1 --stop-at {end}"),
    );
    drop(held);
    assert!(began.elapsed() < Duration::from_secs(20));
    for wrong in ["yesterday", "2020-01-01T00:00"] {
        place.ends(exit::USAGE, &format!("relocation run --from @old --to @new --stop-at {wrong}"));
    }
}

#[test]
fn a_limit_is_kept() {
    let place = Place::new();
    make_store(&place.path("old"), 3);
    let bytes = {
        let report = place.json(exit::DONE, "relocation check --from @old --to @new");
        report["bytes"].as_u64().unwrap()
    };
    // Holes are not copied: what is in the files is less than their sizes.
    let content = bytes - 3 * (1 << 20);
    let began = Instant::now();
    place.ends(exit::DONE, "relocation run --from @old --to @new --transfer copy --limit-rate 30k");
    let least = Duration::from_secs_f64(content as f64 / 30_000.0 - 0.5);
    assert!(began.elapsed() >= least, "{content} bytes within {:?}", began.elapsed());
    for wrong in ["fast", "0", "-1"] {
        let said = place.ends(exit::USAGE, &format!("relocation retry --limit-rate={wrong}"));
        assert!(said.err.contains("not a rate"), "{}", said.err);
    }
}

#[test]
fn an_interrupt_during_work_ends_it_quickly_and_safely() {
    for name in ["-INT", "-TERM"] {
        let place = Place::new();
        make_store(&place.path("old"), 8);
        let before = packages_of(&place.path("old"), 1..=8);
        let mut child = spawn(&place, SLOWLY);
        wait_for(&place, "at work", |status| status["running"]["bytes"].as_u64() > Some(0));
        let began = Instant::now();
        signal(child.id(), name);
        assert_eq!(child.wait().unwrap().code(), Some(INTERRUPTED));
        assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
        assert_eq!(status(&place)["status"], "interrupted");
        for number in 1..=8 {
            assert!(place.path("new").join(package(number)).join("package.xml").exists());
        }
        place.ends(exit::DONE, "relocation run --from @old --to @new");
        assert_eq!(packages_of(&place.path("new"), 1..=8), before);
    }
}

#[test]
fn a_second_interrupt_ends_it_at_once() {
    let place = Place::new();
    make_store(&place.path("old"), 8);
    let before = packages_of(&place.path("old"), 1..=8);
    let mut child = spawn(&place, SLOWLY);
    wait_for(&place, "at work", |status| status["running"]["bytes"].as_u64() > Some(0));
    signal(child.id(), "-INT");
    std::thread::sleep(Duration::from_millis(20));
    // It may have ended already; then there is nobody to tell.
    let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status();
    let began = Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(INTERRUPTED));
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!(status(&place)["running"], Value::Null);
    place.ends(exit::DONE, "relocation retry");
    assert_eq!(packages_of(&place.path("new"), 1..=8), before);
}

#[test]
fn an_interrupt_during_the_waiting_ends_it_at_once() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    let held = hold(&place, 1);
    let mut child = spawn(&place, "relocation run --from old --to new --transfer copy");
    let said = until(&mut child, "attempt 2 of 3 in 15 min; Ctrl-C ends the waiting, nothing is lost\n");
    assert!(said.contains("1 package stays"), "{said}");
    let waiting = status(&place);
    assert_eq!((&waiting["status"], &waiting["running"]["pid"]), (&json!("linked"), &json!(child.id())));
    let next: Timestamp = waiting["running"]["nextAttempt"].as_str().unwrap().parse().unwrap();
    let left = next.duration_since(Timestamp::now()).as_secs();
    assert!((840..=900).contains(&left), "{left}");
    let shown = place.ends(exit::DONE, "relocation status").out;
    assert!(shown.contains("waits for attempt 2, in 14 min"), "{shown}");
    let began = Instant::now();
    signal(child.id(), "-INT");
    assert_eq!(child.wait().unwrap().code(), Some(INTERRUPTED));
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    drop(held);
    assert_eq!(status(&place)["running"], Value::Null);
}

/// Every signal that ends a process by default and can be handled, as `kill` calls it.
const SIGNALS: [&str; 12] =
    ["HUP", "INT", "QUIT", "TERM", "ALRM", "USR1", "USR2", "XCPU", "VTALRM", "PROF", "PWR", "STKFLT"];

/// A service that a file stands for: `suspended` is there while it is.
const SERVICE: [&str; 4] =
    ["--suspend-command", "touch suspended", "--resume-command", "rm -f suspended; echo >>resumed"];

/// What a process is busy with when a signal comes: what is started, and how it is seen that it is there.
struct Moment {
    name: &'static str,
    prepare: fn(&Place) -> Option<File>,
    arguments: &'static str,
    is_there: fn(&Place) -> bool,
    /// What it ends with.
    code: i32,
}

fn is_at_work(place: &Place) -> bool {
    place.path("suspended").exists() && status(place)["running"]["bytes"].as_u64() > Some(0)
}

fn stopped_run(place: &Place) {
    let mut child = with_service(place, SLOWLY);
    wait_for(place, "at work", |status| status["running"]["bytes"].as_u64() > Some(0));
    signal(child.id(), "-TERM");
    child.wait().unwrap();
}

fn with_service(place: &Place, arguments: &str) -> Child {
    let mut command = place.command();
    command.args(arguments.split_whitespace());
    if !arguments.contains("resume") && !arguments.contains("status") {
        command.args(SERVICE);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

const MOMENTS: [Moment; 6] = [
    Moment {
        name: "a run at work",
        prepare: |_| None,
        arguments: SLOWLY,
        is_there: is_at_work,
        code: INTERRUPTED,
    },
    Moment {
        name: "a retry at work",
        prepare: |place| {
            stopped_run(place);
            None
        },
        arguments: "relocation retry --transfer copy --threads 1 --limit-rate 50k",
        is_there: is_at_work,
        code: INTERRUPTED,
    },
    Moment {
        name: "a revert at work",
        prepare: |place| {
            place.ends(exit::DONE, "relocation run --from @old --to @new --transfer copy");
            None
        },
        arguments: "relocation revert --transfer copy --threads 1 --limit-rate 50k",
        is_there: is_at_work,
        code: INTERRUPTED,
    },
    Moment {
        name: "waiting for the next attempt",
        prepare: |place| Some(hold(place, 1)),
        arguments: "relocation run --from old --to new --transfer copy",
        is_there: |place| status(place)["running"]["nextAttempt"].is_string(),
        code: INTERRUPTED,
    },
    Moment {
        name: "putting back what a killed run has left suspended",
        prepare: |place| {
            let mut child = with_service(place, SLOWLY);
            wait_for(place, "at work", |status| status["running"]["bytes"].as_u64() > Some(0));
            signal(child.id(), "-KILL");
            child.wait().unwrap();
            // What is remembered of the service, made slower.
            let folder = fs::read_dir(place.path("state/sharing")).unwrap();
            let path = folder.map(|entry| entry.unwrap().path()).next().unwrap();
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, text.replace("rm -f", "touch begun; sleep 1; rm -f")).unwrap();
            None
        },
        arguments: "relocation resume",
        is_there: |place| place.path("begun").exists(),
        code: INTERRUPTED,
    },
    Moment {
        name: "watching",
        prepare: |place| {
            let held = hold(place, 1);
            let mut run = with_service(place, "relocation run --from old --to new --transfer copy");
            wait_for(place, "waiting", |status| status["running"]["nextAttempt"].is_string());
            // It is there for as long as the test is.
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_secs(20));
                signal(run.id(), "-TERM");
                run.wait().unwrap();
                drop(held);
            });
            None
        },
        arguments: "relocation status --watch",
        is_there: |_| {
            std::thread::sleep(Duration::from_millis(400));
            true
        },
        // As by Ctrl-C: it ends the watching and nothing else.
        code: exit::DONE,
    },
];

#[test]
fn every_signal_is_a_request_to_stop_at_every_moment() {
    for moment in &MOMENTS {
        std::thread::scope(|scope| {
            for name in SIGNALS {
                scope.spawn(move || {
                    let what = format!("{name} to {}", moment.name);
                    let place = Place::new();
                    make_store(&place.path("old"), 6);
                    let held = (moment.prepare)(&place);
                    let _ = fs::remove_file(place.path("resumed"));
                    let mut child = with_service(&place, moment.arguments);
                    let began = Instant::now();
                    while !(moment.is_there)(&place) {
                        assert!(began.elapsed() < Duration::from_secs(120), "{what}: not there");
                        assert_eq!(child.try_wait().unwrap(), None, "{what}");
                        std::thread::sleep(Duration::from_millis(20));
                    }
                    signal(child.id(), &format!("-{name}"));
                    let ended = child.wait().unwrap();
                    assert_eq!(ended.code(), Some(moment.code), "{what}: {ended}");
                    assert!(!place.path("suspended").exists(), "{what}: left suspended");
                    if moment.code == INTERRUPTED {
                        assert!(place.path("resumed").exists(), "{what}: not resumed");
                    }
                    let left = fs::read_dir(place.path("state/sharing")).map_or(0, Iterator::count);
                    assert_eq!(left, 0, "{what}");
                    for number in 1..=6 {
                        let is_in = |store: &str| {
                            place.path(store).join(package(number)).join("package.xml").exists()
                        };
                        assert!(is_in("old") && is_in("new"), "{what}: package {number}");
                    }
                    drop(held);
                });
            }
        });
    }
}

#[test]
fn a_hangup_that_comes_again_is_no_second_request() {
    // A terminal that goes sends it twice: to its session, and once more when the shell has ended.
    for (again, is_whole) in [("-HUP", true), ("-TERM", false)] {
        let place = Place::new();
        make_store(&place.path("old"), 8);
        let mut command = place.command();
        command.args(SLOWLY.split_whitespace()).args(["--suspend-command", "touch suspended"]);
        command.args(["--resume-command", "touch resuming; sleep 1; rm suspended"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        wait_for(&place, "at work", |status| status["running"]["bytes"].as_u64() > Some(0));
        signal(child.id(), "-HUP");
        while !place.path("resuming").exists() {
            std::thread::sleep(Duration::from_millis(5));
        }
        signal(child.id(), again);
        assert_eq!(child.wait().unwrap().code(), Some(INTERRUPTED));
        assert!(!place.path("suspended").exists(), "{again}");
        let record = fs::read_dir(place.path("state/relocations")).unwrap().next().unwrap().unwrap().path();
        let record: Value = serde_json::from_slice(&fs::read(record).unwrap()).unwrap();
        assert_eq!(record["lastAttempt"]["ended"].is_string(), is_whole, "{again}");
    }
}

#[test]
fn what_nohup_ignores_stays_ignored() {
    let place = Place::new();
    make_store(&place.path("old"), 4);
    let mut command = Command::new("sh");
    command
        .args(["-c", "trap '' HUP; exec \"$@\"", "sh"])
        .arg(support::program())
        .args(SLOWLY.split_whitespace());
    let set = place.command();
    command.current_dir(place.path("")).envs(set.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    wait_for(&place, "at work", |status| status["running"]["bytes"].as_u64() > Some(0));
    signal(child.id(), "-HUP");
    assert_eq!(child.wait().unwrap().code(), Some(exit::DONE));
}

#[test]
fn others_see_how_far_it_is_until_it_ends() {
    let place = Place::new();
    make_store(&place.path("old"), 8);
    let mut child = spawn(&place, SLOWLY);
    let running = wait_for(&place, "at work", |status| status["running"]["bytes"].as_u64() > Some(0));
    let running = &running["running"];
    assert_eq!((&running["pid"], &running["attempt"]), (&json!(child.id()), &json!(1)));
    assert_eq!((&running["phase"], &running["totalPackages"]), (&json!("moving"), &json!(8)));
    assert!(running["since"].as_str().unwrap().parse::<Timestamp>().unwrap() < Timestamp::now());
    let shown = place.ends(exit::DONE, "relocation status").out;
    assert!(shown.contains(&format!("process {}, since ", child.id())), "{shown}");
    assert!(shown.contains(" of 8 packages moved\n"), "{shown}");
    // Two watch: one wants plain lines, the other JSON.
    let json = spawn(&place, "relocation status --watch -o json");
    let plain = place.ends(exit::DONE, "relocation status --watch");
    assert_eq!(child.wait().unwrap().code(), Some(exit::DONE));
    assert!(plain.out.contains("of 8 packages moved, "), "{}", plain.out);
    assert!(plain.out.contains("Status            complete"), "{}", plain.out);
    assert!(plain.out.lines().all(|line| !line.contains('\u{1b}')));
    let json = json.wait_with_output().unwrap();
    assert_eq!(json.status.code(), Some(exit::DONE));
    let objects: Vec<Value> = String::from_utf8(json.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(objects.len() > 2, "{objects:#?}");
    assert!(objects.windows(2).all(|pair| pair[0] != pair[1]));
    let last = objects.last().unwrap();
    assert_eq!((&last["status"], &last["running"]), (&json!("complete"), &json!(null)));
    let done: Vec<_> = objects.iter().filter_map(|object| object["running"]["bytes"].as_u64()).collect();
    assert!(done.is_sorted() && done.first() < done.last(), "{done:?}");
    assert_eq!(fs::read_dir(place.path("state/running")).unwrap().count(), 0);
    // Nothing runs: it says how it stands, and ends.
    assert!(place.ends(exit::DONE, "relocation status --watch").out.contains("complete"));
    place.ends(exit::USAGE, "relocation status --watch -o csv");
}

#[test]
fn watching_ends_with_an_interrupt_and_ends_nothing_else() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    let held = hold(&place, 1);
    let mut run = spawn(&place, "relocation run --from old --to new --transfer copy");
    until(&mut run, "attempt 2 of 3");
    let mut watch = spawn(&place, "relocation status --watch");
    let mut line = String::new();
    BufReader::new(watch.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("waits for attempt 2"), "{line}");
    signal(watch.id(), "-INT");
    assert_eq!(watch.wait().unwrap().code(), Some(exit::DONE));
    assert_eq!(status(&place)["running"]["pid"], json!(run.id()));
    signal(run.id(), "-INT");
    run.wait().unwrap();
    drop(held);
}

/// A journal that keeps what it is told.
fn journal(place: &Place) -> UnixDatagram {
    let journal = UnixDatagram::bind(place.path("log")).unwrap();
    journal.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    journal
}

fn entry(journal: &UnixDatagram) -> String {
    let mut buffer = [0; 4096];
    let length = journal.recv(&mut buffer).unwrap();
    String::from_utf8(buffer[..length].to_vec()).unwrap()
}

fn has_more(journal: &UnixDatagram) -> bool {
    journal.set_nonblocking(true).unwrap();
    let more = journal.recv(&mut [0; 16]).is_ok();
    journal.set_nonblocking(false).unwrap();
    more
}

/// Every file below a folder that every account may read, with its content.
fn public_files(folder: &Path) -> Vec<(std::path::PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        let metadata = entry.metadata().unwrap();
        match (metadata.is_dir(), metadata.permissions().mode() & 0o004 != 0) {
            (true, _) => found.extend(public_files(&entry.path())),
            (false, true) => {
                found.push((
                    entry.path(),
                    String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned(),
                ));
            }
            (false, false) => {}
        }
    }
    found
}

#[test]
fn names_from_inside_of_packages_are_for_the_account_that_runs_it() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    let secret = place.path("old").join(package(1)).join("secret.txt");
    fs::write(&secret, "x").unwrap();
    let held = File::options().append(true).open(&secret).unwrap();
    let journal = journal(&place);
    place.settings(&format!(
        "[alerts]\nsyslog-socket = '{}'\ncommand = 'env >alert'\n[sharing]\nswitch-command = 'true'",
        place.path("log").display()
    ));
    for (code, arguments) in [
        (exit::WARNING, "run --from @old --to @new --no-wait --transfer copy"),
        (exit::WARNING, "retry --transfer copy"),
        (exit::WARNING, "retry --transfer copy --threads 1"),
    ] {
        let said = place.ends(code, &format!("relocation {arguments}"));
        // To whom it says so at once, it says all.
        assert!(said.out.contains("secret.txt' is open for writing"), "{}", said.out);
        assert!(place.ends(exit::DONE, "relocation status").out.contains("secret.txt"), "{arguments}");
        assert!(!entry(&journal).contains("secret"), "{arguments}");
        // The environment of a command is for its own account too.
        assert!(fs::read_to_string(place.path("alert")).unwrap().contains("secret.txt"), "{arguments}");
        let files = public_files(&place.path("state"));
        assert!(
            files.iter().any(|(_, text)| text.contains("something in it is open for writing")),
            "{files:?}"
        );
        for (path, text) in files {
            assert!(!text.contains("secret"), "{arguments}: {}: {text}", path.display());
        }
    }
    drop(held);
    // What cannot be switched is a failure of the whole, with a package and its reason in it.
    fs::create_dir(place.path("new").join(package(9))).unwrap();
    fs::create_dir_all(place.path("old").join(package(9))).unwrap();
    for (store, text) in [("old", "1"), ("new", "2")] {
        fs::write(place.path(store).join(package(9)).join("secret.txt"), text).unwrap();
    }
    let said = place.ends(exit::CONFLICT, "relocation retry --transfer copy");
    assert!(said.err.contains("secret.txt"), "{}", said.err);
    assert!(!entry(&journal).contains("secret"));
    for (path, text) in public_files(&place.path("state")) {
        assert!(!text.contains("secret"), "{}: {text}", path.display());
    }
}

#[test]
fn an_administrator_is_told_how_it_ended() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    let journal = journal(&place);
    place.settings(&format!(
        "[alerts]\nsyslog-socket = '{}'\ncommand = 'env | grep ^SMPCTL_ALERT_ | sort > told; echo said'",
        place.path("log").display()
    ));
    let held = hold(&place, 1);
    let said = place.ends(exit::WARNING, "relocation run --from @old --to @new --no-wait --transfer copy");
    assert!(said.err.contains("said\n") && !said.out.contains("said\n"), "{said:?}");
    let told = entry(&journal);
    // Daemon, warning.
    assert!(told.starts_with("<28>"), "{told}");
    assert!(told.contains("smpctl[") && told.contains("is partial: 1 package moved, 1 not"), "{told}");
    let variables = fs::read_to_string(place.path("told")).unwrap();
    for line in [
        "SMPCTL_ALERT_EXIT_CODE=4\n",
        "SMPCTL_ALERT_STATUS=partial\n",
        "SMPCTL_ALERT_MOVED=1\n",
        "SMPCTL_ALERT_STAYING=1\n",
        "SMPCTL_ALERT_ATTEMPTS_DONE=1\n",
        "SMPCTL_ALERT_MAXIMUM_ATTEMPTS=3\n",
        &format!("SMPCTL_ALERT_STORAGE_PATH={}\n", place.path("new").display()),
        &format!("SMPCTL_ALERT_FAILURES={}: 'package.xml' is open for writing", package(1)),
    ] {
        assert!(variables.contains(line), "{line} in {variables}");
    }
    drop(held);
    place.ends(exit::DONE, "relocation retry --automatic");
    let told = entry(&journal);
    // Daemon, notice.
    assert!(told.starts_with("<29>") && told.contains("is complete: 1 package moved"), "{told}");
    // That a timer finds nothing to do is nothing to tell, nor is a dry run.
    place.ends(exit::DONE, "relocation retry --automatic");
    place.ends(exit::DONE, "relocation revert --dry-run");
    assert!(!has_more(&journal));
    // A relocation that could not begin is told as well.
    fs::write(place.path("new/.smpctl"), "").unwrap();
    place.ends(exit::CONFLICT, "relocation revert");
    let told = entry(&journal);
    // Daemon, error.
    assert!(told.starts_with("<27>") && told.contains("a relocation failed: "), "{told}");
    fs::remove_dir_all(place.path("old")).unwrap();
    make_store(&place.path("old"), 1);
    place.ends(exit::CHECK_SAYS_NO, "relocation run --from @old --to @old/inner");
    assert!(entry(&journal).contains("a prerequisite is not met"));
    let variables = fs::read_to_string(place.path("told")).unwrap();
    assert!(variables.contains("SMPCTL_ALERT_EXIT_CODE=3\n"), "{variables}");
}

#[test]
fn a_timer_that_finds_another_at_work_alarms_nobody() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    let journal = journal(&place);
    place.settings(&format!("[alerts]\nsyslog-socket = '{}'", place.path("log").display()));
    let held = hold(&place, 1);
    let mut child = spawn(&place, "relocation run --from old --to new --transfer copy");
    until(&mut child, "attempt 2 of 3");
    place.ends(exit::CONFLICT, "relocation retry --automatic");
    assert!(!has_more(&journal));
    place.ends(exit::CONFLICT, "relocation retry");
    assert!(entry(&journal).contains("another smpctl"));
    signal(child.id(), "-TERM");
    assert_eq!(child.wait().unwrap().code(), Some(INTERRUPTED));
    assert!(entry(&journal).starts_with("<28>"));
    drop(held);
}

#[test]
fn an_alert_that_goes_wrong_changes_nothing() {
    for (command, problem) in [
        ("exit 3", "failed: exit status: 3"),
        ("sleep 600 & wait", "did not end within 1 s, and was ended"),
        ("/no/such/program", "failed: exit status: 127"),
    ] {
        let place = Place::new();
        make_store(&place.path("old"), 1);
        place.settings(&format!(
            "[alerts]\nsyslog-socket = '/nowhere/at/all'\ncommand = '{command}'\ntimeout-seconds = 1"
        ));
        let said = place.ends(exit::DONE, "relocation run --from @old --to @new");
        assert!(said.err.contains(problem), "{problem} in {}", said.err);
        let said = place.ends(exit::DONE, "relocation revert -v");
        assert!(said.err.contains("neither the journal nor syslog could be told"), "{}", said.err);
    }
}

#[test]
fn the_command_of_an_alert_may_work_on_the_stores_and_is_not_run_for_that() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    let again = format!("{} relocation revert && echo once >> told", env!("CARGO_BIN_EXE_smpctl"));
    place.settings(&format!("[alerts]\nsyslog = false\ncommand = '{again}'"));
    let said = place.ends(exit::DONE, "relocation run --from @old --to @new");
    assert!(said.err.contains("Status: reverted"), "{}", said.err);
    assert_eq!(fs::read_to_string(place.path("told")).unwrap(), "once\n");
    assert_eq!(status(&place)["status"], "reverted");
}

/// Puts a program of this name first on the path.
fn program(place: &Place, name: &str, text: &str) -> String {
    let folder = place.path("bin");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), text).unwrap();
    fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap())
}

/// Waits until a file holds this: a process remembers that it is done before it says so.
fn contains_soon(path: &Path, text: &str) {
    let began = Instant::now();
    loop {
        let found = fs::read_to_string(path).unwrap();
        if found.contains(text) {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{text} not in {found}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn detached_it_runs_as_a_service() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    let path = program(
        &place,
        "systemd-run",
        &format!(
            r#"#!/bin/sh
printf '%s\n' "$@" > {place}/argv
while [ "$1" != -- ]; do
    case $1 in --setenv=*) set_env="$set_env ${{1#--setenv=}}";; --working-directory=*) cd "${{1#*=}}";; esac
    shift
done
shift
env -i $set_env setsid "$@" > {place}/journal 2>&1 < /dev/null &
"#,
            place = place.path("").display()
        ),
    );
    let detach = |arguments: &str| {
        let mut command = place.command();
        command.args(arguments.split_whitespace()).env("PATH", &path);
        command.env("SMPCTL_LIMIT_RATE", "100M").env("SMPCTL_PASSWORD", "hush").env("PGPASSWORD", "hush");
        let said = support::said(command.output().unwrap());
        assert_eq!(said.code, exit::DONE, "{said:?}");
        let argv = fs::read_to_string(place.path("argv")).unwrap();
        (said, argv)
    };
    let (said, argv) = detach("relocation run --from old --to new --transfer copy --detach -o json");
    let started: Value = serde_json::from_str(&said.out).unwrap();
    let id = started["relocation"].as_str().unwrap();
    let status = wait_for(&place, "complete", |status| status["status"] == "complete");
    assert_eq!(status["attemptsDone"], 1);
    assert_eq!(started["unit"], json!(format!("smpctl-relocation-{id}.service")));
    assert!(place.path(&format!("state/relocations/{id}.json")).exists());
    let lines: Vec<&str> = argv.lines().collect();
    for option in [
        format!("--unit=smpctl-relocation-{id}.service"),
        "--collect".to_owned(),
        format!("--setenv=SMPCTL_STATE_DIR={}", place.path("state").display()),
        "--setenv=SMPCTL_LIMIT_RATE=100M".to_owned(),
        format!("--working-directory={}", fs::canonicalize(place.path("")).unwrap().display()),
    ] {
        assert!(lines.contains(&option.as_str()), "{option} in {argv}");
    }
    assert!(!argv.contains("hush"), "{argv}");
    let command: Vec<&str> = lines.split(|line| *line == "--").nth(1).unwrap().to_vec();
    assert_eq!(
        command[1..],
        [
            "relocation",
            "run",
            "--from",
            "old",
            "--to",
            "new",
            "--transfer",
            "copy",
            "-o",
            "json",
            "--detached",
            id
        ]
    );
    assert!(command[0].ends_with("/smpctl"));
    // What it says of itself is its result, as if it had not been detached.
    contains_soon(&place.path("journal"), "\"moved\": 2");
    // And back, told for people.
    let (said, _) = detach("relocation revert --detach");
    wait_for(&place, "reverted", |status| status["status"] == "reverted");
    assert!(said.out.contains(&format!("smpctl-relocation-{id}.service")), "{}", said.out);
    assert!(said.out.contains("smpctl relocation status --watch --to "), "{}", said.out);
    assert!(said.out.contains(&format!("-u smpctl-relocation-{id}.service")), "{}", said.out);
    assert!(said.out.contains(&format!("stop smpctl-relocation-{id}.service")), "{}", said.out);
}

#[test]
fn without_systemd_it_runs_as_a_process_of_its_own() {
    let place = Place::new();
    make_store(&place.path("old"), 8);
    let before = packages_of(&place.path("old"), 1..=8);
    let path = program(&place, "systemd-run", "#!/bin/sh\necho 'no bus here' >&2\nexit 1\n");
    let mut command = place.command();
    command.args(SLOWLY.split_whitespace()).args(["--detach", "-o", "json"]).env("PATH", path);
    let said = support::said(command.output().unwrap());
    assert_eq!(said.code, exit::DONE, "{said:?}");
    assert!(said.err.contains("a process of its own: systemd-run: no bus here"), "{}", said.err);
    let started: Value = serde_json::from_str(&said.out).unwrap();
    let pid = started["pid"].as_u64().unwrap();
    // It is at work although the command has ended, in a session of its own.
    let running = status(&place);
    assert_eq!(running["running"]["pid"], json!(pid));
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let session = stat.rsplit(')').next().unwrap().split_whitespace().nth(3).unwrap().to_owned();
    assert_eq!(session, pid.to_string());
    let watched = place.ends(exit::DONE, "relocation status --watch");
    assert!(watched.out.contains("complete"), "{}", watched.out);
    assert_eq!(packages_of(&place.path("new"), 1..=8), before);
    wait_for(&place, "at an end", |status| status["running"].is_null());
    contains_soon(Path::new(started["log"].as_str().unwrap()), "\"moved\": 8");
}

#[test]
fn what_prevents_it_is_said_before_it_goes_into_the_background() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    let path = program(&place, "systemd-run", "#!/bin/sh\ntouch started\nexit 1\n");
    let ends = |code: i32, arguments: &str, reason: &str| {
        let mut command = place.command();
        let said =
            support::said(command.args(arguments.split_whitespace()).env("PATH", &path).output().unwrap());
        assert_eq!(said.code, code, "{said:?}");
        assert!(format!("{}{}", said.out, said.err).contains(reason), "{reason} in {said:?}");
    };
    ends(exit::CHECK_SAYS_NO, "relocation run --from old --to old/inner --detach", "lies within");
    ends(exit::CONFLICT, "relocation retry --detach", "no relocation is known");
    ends(exit::USAGE, "relocation run --from old --to new --detach --limit-rate never", "not a rate");
    let held = hold(&place, 1);
    let mut child = spawn(&place, "relocation run --from old --to new --transfer copy");
    until(&mut child, "attempt 2 of 3");
    ends(exit::CONFLICT, "relocation retry --detach", "another smpctl");
    signal(child.id(), "-INT");
    child.wait().unwrap();
    drop(held);
    fs::rename(place.path("new"), place.path("away")).unwrap();
    ends(exit::CHECK_SAYS_NO, "relocation retry --detach", "not mounted");
    assert!(!place.path("started").exists());
}
