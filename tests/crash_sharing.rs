//! A relocation that suspends and switches servers is killed, or one of its calls fails, at every call that changes a
//! file system or runs a command. After each: servers serve a path where every package is whole; if they are still
//! suspended, the next command says so; `relocation resume`, or another attempt, puts them back; and the job is
//! finished without a difference.
//!
//! Needs the feature `fault-injection`. With `SMPCTL_CRASH_FULL`, every way is tried.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test that cannot go on ends")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

use support::{Place, Said, make_store, package, packages_of, said};

const PACKAGES: u32 = 1;

/// Servers, played by files: `serving` says which path they serve, `suspended` that they do not.
const SUSPEND: &str = "touch suspended; echo suspend >>told";
const SWITCH: &str = "echo \"$SMPCTL_TO\" >serving.new; mv serving.new serving; echo switch >>told";
const RESUME: &str = "rm -f suspended; echo resume >>told";

#[derive(Clone, Copy)]
struct Way {
    name: &'static str,
    method: &'static str,
    offline: bool,
    revert: bool,
}

const WAYS: [Way; 4] = [
    Way { name: "suspended, copy, run", method: "copy", offline: true, revert: false },
    Way { name: "suspended, rename, revert", method: "rename", offline: true, revert: true },
    Way { name: "switched, rename, run", method: "rename", offline: false, revert: false },
    Way { name: "switched, rename, revert", method: "rename", offline: false, revert: true },
];

struct Bench {
    place: Place,
    way: Way,
}

impl Bench {
    fn new(way: Way) -> Self {
        let place = Place::new();
        make_store(&place.path("old"), PACKAGES);
        fs::write(place.path("serving"), place.path("old").to_str().unwrap()).unwrap();
        let bench = Self { place, way };
        if way.revert {
            assert_eq!(said(bench.command("run").output().unwrap()).code, 0);
            fs::remove_file(bench.place.path("told")).unwrap();
        }
        bench
    }

    fn command(&self, verb: &str) -> Command {
        let mut command = self.place.command();
        command.args([
            "relocation",
            verb,
            "--transfer",
            self.way.method,
            "--threads",
            "1",
            "--progress",
            "none",
        ]);
        if verb == "run" {
            command.arg("--from").arg(self.place.path("old")).arg("--to").arg(self.place.path("new"));
            command.args(["--no-wait", "--accept", "medium"]);
        }
        command.args(["--suspend-command", SUSPEND, "--switch-command", SWITCH, "--resume-command", RESUME]);
        if self.way.offline {
            command.arg("--offline");
        }
        command
    }

    fn broken(&self) -> Command {
        self.command(if self.way.revert { "revert" } else { "run" })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path(name)
    }

    /// Every package is whole where servers look for it.
    fn served(&self, before: &[Vec<String>], when: &str) {
        let serving = fs::read_to_string(self.path("serving")).unwrap();
        let serving = Path::new(serving.trim());
        for (number, before) in (1..).zip(before) {
            let path = serving.join(package(number));
            let found =
                path.canonicalize().unwrap_or_else(|error| panic!("{when}: {}: {error}", path.display()));
            assert_eq!(support::listing(&found), *before, "{when}: {} is not whole", path.display());
        }
    }

    fn check(&self, before: &[Vec<String>], number: u64, ended: &Said, when: &str) {
        self.served(before, when);
        let suspended = self.path("suspended").exists();
        let status = said(self.place.command().args(["relocation", "status"]).output().unwrap());
        if suspended {
            assert!(status.err.contains("has left suspended"), "{when}: nothing is said: {}", status.err);
            let is_told = ended.code == -1 || ended.err.contains("is not resumed");
            assert!(is_told, "{when}: it ended without a word: {}", ended.err);
        }
        // By turns: resumed first, or just run again.
        if number.is_multiple_of(2) {
            let resumed = said(self.place.command().args(["relocation", "resume"]).output().unwrap());
            assert_eq!(resumed.code, 0, "{when}: {}", resumed.err);
            self.settled(when);
            self.served(before, when);
        }
        let mut end = said(self.broken().output().unwrap());
        // A failure that is over may leave something for a second attempt, never for a third.
        if end.code == 4 {
            end = said(self.broken().output().unwrap());
        }
        assert_eq!(end.code, 0, "{when}, then in peace: {}{}", end.out, end.err);
        self.settled(when);
        self.served(before, when);
        let full = self.path(if self.way.revert { "old" } else { "new" });
        assert_eq!(
            fs::read_to_string(self.path("serving")).unwrap().trim(),
            full.to_str().unwrap(),
            "{when}"
        );
        assert_eq!(packages_of(&full, 1..=PACKAGES), before, "{when}, then in peace");
    }

    /// Nobody is suspended, and nothing says so.
    fn settled(&self, when: &str) {
        assert!(!self.path("suspended").exists(), "{when}: still suspended");
        let told = fs::read_to_string(self.path("told")).unwrap_or_default();
        let last = told.lines().rfind(|line| *line != "switch");
        assert_ne!(last, Some("suspend"), "{when}: nobody was resumed");
        let status = said(self.place.command().args(["relocation", "status"]).output().unwrap());
        assert_eq!(status.err, "", "{when}");
    }
}

fn everywhere(way: Way, what: &str, fault: impl Fn(u64) -> String + Sync) {
    let bench = Bench::new(way);
    // Read like those below: smpctl gives back an access time that its own reading moved, which only a first one does.
    packages_of(&bench.path(if way.revert { "new" } else { "old" }), 1..=PACKAGES);
    let log = bench.path("log");
    assert!(bench.broken().env("SMPCTL_FAULT_LOG", &log).output().unwrap().status.success());
    let calls = fs::read_to_string(&log).unwrap();
    let points = calls.lines().count() as u64;
    let commands = calls.lines().filter(|line| line.ends_with(" spawn")).count();
    assert_eq!(commands, if way.offline { 3 } else { 1 }, "{calls}");
    let (next, fired, suspended) = (AtomicU64::new(1), AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number > points {
                        return;
                    }
                    let bench = Bench::new(way);
                    let full = if way.revert { "new" } else { "old" };
                    let before = packages_of(&bench.path(full), 1..=PACKAGES);
                    let log = bench.path("log");
                    let mut command = bench.broken();
                    command.env("SMPCTL_FAULT", fault(number)).env("SMPCTL_FAULT_LOG", &log);
                    let ended = said(command.output().unwrap());
                    let log = fs::read_to_string(&log).unwrap_or_default();
                    let hit = log.lines().find(|line| line.contains("HIT")).unwrap_or("no call").to_owned();
                    fired.fetch_add(u64::from(hit != "no call"), Ordering::SeqCst);
                    suspended.fetch_add(u64::from(bench.path("suspended").exists()), Ordering::SeqCst);
                    let when = format!("{}, {what} at call {number} of {points} ({hit})", way.name);
                    assert!(!ended.err.contains("panicked"), "{when}: {}", ended.err);
                    bench.check(&before, number, &ended, &when);
                }
            });
        }
    });
    let (fired, suspended) = (fired.into_inner(), suspended.into_inner());
    println!(
        "{}, {what}: {points} points tried, {fired} fired, {suspended} left servers suspended, 0 violations",
        way.name
    );
    assert_eq!(fired, points);
    if way.offline && what == "killed" {
        assert!(suspended > 5, "only {suspended}");
    }
}

/// These ways; every way with `SMPCTL_CRASH_FULL`.
fn ways(some: &'static [usize]) -> impl Iterator<Item = Way> {
    let full = std::env::var_os("SMPCTL_CRASH_FULL").is_some();
    let ways = WAYS.into_iter().enumerate();
    ways.filter(move |(number, _)| full || some.contains(number)).map(|(_, way)| way)
}

#[test]
fn killed_at_every_call() {
    ways(&[0, 3]).for_each(|way| everywhere(way, "killed", |number| format!("kill:{number}")));
}

#[test]
fn input_output_error_at_every_call() {
    ways(&[1]).for_each(|way| everywhere(way, "EIO", |number| format!("fail:{number}:5")));
}
