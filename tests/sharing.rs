//! Servers are suspended or switched by commands while packages move, and always put back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

mod support;

use std::fs::{self, File};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;
use support::{Place, Said, exit, make_package, make_store, package, packages_of, said};

/// Says what it was called for, and how the store to serve looks: `STEP FROM TO reachable R moved M`.
const TELL: &str = r#"
reachable=0 moved=0
for p in "$SMPCTL_TO"/{*; do [ ! -e "$p/package.xml" ] || reachable=$((reachable + 1)); done
for p in "$SMPCTL_TO"/{*; do [ -L "$p" ] || moved=$((moved + 1)); done
echo "$SMPCTL_STEP $(basename "$SMPCTL_FROM") $(basename "$SMPCTL_TO") reachable $reachable moved $moved" >>log
"#;

struct Bench {
    place: Place,
}

impl Bench {
    fn new(packages: u32) -> Self {
        let place = Place::new();
        make_store(&place.path("old"), packages);
        Self { place }
    }

    /// `relocation VERB`, with these options and commands.
    fn command(&self, line: &str, commands: &[(&str, &str)]) -> Command {
        let mut command = self.place.command();
        command.arg("relocation");
        for word in line.split_whitespace() {
            match word.strip_prefix('@') {
                Some(name) => command.arg(self.place.path(name)),
                None => command.arg(word),
            };
        }
        for (step, text) in commands {
            command.arg(format!("--{step}-command")).arg(text);
        }
        command
    }

    fn ends(&self, code: i32, line: &str, commands: &[(&str, &str)]) -> Said {
        let said = said(self.command(line, commands).output().unwrap());
        assert_eq!(said.code, code, "{line}\n{}{}", said.out, said.err);
        said
    }

    fn settings(&self, text: &str) {
        let path = self.place.path("settings.toml");
        fs::write(path, text).unwrap();
    }

    fn log(&self) -> Vec<String> {
        let text = fs::read_to_string(self.place.path("log")).unwrap_or_default();
        let _ = fs::remove_file(self.place.path("log"));
        text.lines().map(str::to_owned).collect()
    }

    fn is_recorded(&self) -> bool {
        let folder = fs::read_dir(self.place.path("state/sharing"));
        folder
            .is_ok_and(|entries| entries.flatten().any(|e| e.path().extension().is_some_and(|e| e == "json")))
    }

    /// A run that copies so slowly that it can be met at work, with servers suspended.
    fn slow(&self) -> Child {
        let mut command = self.command(
            "run --from @old --to @new --no-wait --transfer copy --limit-rate 20kB --offline",
            &[("suspend", "touch suspended"), ("resume", "rm suspended; echo resumed >>log")],
        );
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        self.wait_for("suspended");
        child
    }

    fn wait_for(&self, name: &str) {
        let until = Instant::now() + Duration::from_secs(30);
        while !self.place.path(name).exists() {
            assert!(Instant::now() < until, "{name} has not come");
            sleep(Duration::from_millis(5));
        }
    }
}

fn signal(child: &Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

const RUN: &str = "run --from @old --to @new --no-wait";

#[test]
fn servers_are_switched_when_everything_is_reachable_and_nothing_is_moved() {
    for method in ["rename", "copy"] {
        let bench = Bench::new(3);
        let before = packages_of(&bench.place.path("old"), 1..=3);
        bench.ends(exit::DONE, &format!("{RUN} --transfer {method}"), &[("switch", TELL)]);
        assert_eq!(bench.log(), ["switch old new reachable 3 moved 0"]);
        assert_eq!(packages_of(&bench.place.path("new"), 1..=3), before);
        // The relocation remembers its commands, or servers would be left with an empty store.
        let said = bench.ends(exit::DONE, &format!("revert --transfer {method}"), &[]);
        assert!(said.err.contains("as in the last attempt"), "{}", said.err);
        assert_eq!(bench.log(), ["switch new old reachable 3 moved 0"]);
        assert_eq!(packages_of(&bench.place.path("old"), 1..=3), before);
        bench.ends(exit::DONE, &format!("{RUN} --no-sharing"), &[]);
        assert!(bench.log().is_empty());
        assert!(!bench.is_recorded());
    }
}

#[test]
fn suspended_servers_are_resumed_after_a_success_and_after_a_failure() {
    let commands = [("suspend", TELL), ("resume", TELL)];
    let bench = Bench::new(3);
    let writer =
        File::options().append(true).open(bench.place.path("old").join(package(2)).join("package.xml"));
    bench.ends(exit::WARNING, &format!("{RUN} --offline --transfer copy"), &commands);
    assert_eq!(bench.log(), ["suspend old new reachable 3 moved 0", "resume old new reachable 3 moved 2"]);
    drop(writer);
    // A suspend command alone says the same as `--offline`, and a retry does as the run did.
    bench.ends(exit::DONE, "retry --transfer copy", &[]);
    assert_eq!(bench.log(), ["suspend old new reachable 3 moved 2", "resume old new reachable 3 moved 3"]);
    // Nothing is left to move: nobody is bothered.
    bench.ends(exit::DONE, RUN, &commands);
    assert!(bench.log().is_empty());
    assert!(!bench.is_recorded());
}

#[test]
fn nothing_is_moved_if_servers_cannot_be_suspended_or_switched() {
    let bench = Bench::new(2);
    let fails = format!("{TELL} echo 'no such service' >&2; exit 5");
    let said = bench.ends(1, &format!("{RUN} --offline"), &[("suspend", &fails), ("resume", TELL)]);
    assert!(said.err.contains("ended with exit code 5: no such service"), "{}", said.err);
    assert!(said.err.contains("nothing was moved, and sharing is as it was"), "{}", said.err);
    assert_eq!(bench.log(), ["suspend old new reachable 2 moved 0", "resume new old reachable 2 moved 2"]);
    // The way back works, the way there does not.
    let there = format!("{TELL} [ \"$(basename \"$SMPCTL_TO\")\" = old ]");
    bench.ends(1, RUN, &[("switch", &there), ("resume", TELL)]);
    let expected = [
        "switch old new reachable 2 moved 0",
        "switch new old reachable 2 moved 2",
        "resume new old reachable 2 moved 2",
    ];
    assert_eq!(bench.log(), expected);
    assert!(!bench.is_recorded());
    bench.settings("[sharing]\ntimeout-seconds = 1\nswitch-command = 'sleep 30'\n");
    let said = with_settings(&bench, 1, RUN);
    assert!(said.err.contains("`sleep 30` was not done after 1 s"), "{}", said.err);
    for number in 1..=2 {
        assert!(!bench.place.path("old").join(package(number)).is_symlink());
    }
    // Neither way works: that is said, written down, and told by every command until it is mended.
    assert!(said.err.contains("nothing was moved, but sharing is not resumed"), "{}", said.err);
    assert!(bench.is_recorded());
    bench.place.ends(exit::DONE, "relocation resume --forget");
    assert!(!bench.is_recorded());
}

#[test]
fn servers_are_not_switched_to_a_place_where_a_package_is_missing() {
    let bench = Bench::new(3);
    fs::create_dir(bench.place.path("new")).unwrap();
    fs::write(bench.place.path("new").join(package(2)), "in the way").unwrap();
    let said = bench.ends(exit::CONFLICT, RUN, &[("switch", TELL)]);
    assert!(said.err.contains("1 of the packages cannot be reached there"), "{}", said.err);
    assert!(bench.log().is_empty());
    fs::remove_file(bench.place.path("new").join(package(2))).unwrap();
    // Half a copy that somebody else made is no package to serve either.
    fs::create_dir_all(bench.place.path("new").join(package(2)).join("cache")).unwrap();
    let said = bench.ends(exit::CONFLICT, RUN, &[("switch", TELL)]);
    assert!(said.err.contains("nothing was moved"), "{}", said.err);
    assert!(bench.log().is_empty());
    for number in 1..=3 {
        assert!(!bench.place.path("old").join(package(number)).is_symlink());
    }
    fs::remove_dir_all(bench.place.path("new").join(package(2))).unwrap();
    bench.ends(exit::DONE, RUN, &[("switch", TELL)]);
    assert_eq!(bench.log(), ["switch old new reachable 3 moved 0"]);
}

#[test]
fn packages_that_stay_are_reachable_where_servers_are_switched_to() {
    let bench = Bench::new(2);
    bench.ends(exit::DONE, RUN, &[("switch", TELL)]);
    make_package(&bench.place.path("new"), 7);
    bench.log();
    bench.ends(exit::WARNING, "revert", &[]);
    assert_eq!(bench.log(), ["switch new old reachable 3 moved 0"]);
    assert!(bench.place.path("old").join(package(7)).is_symlink());
    assert!(bench.place.path("old").join(package(7)).join("package.xml").exists());
    // And the way there again, with it.
    bench.ends(exit::DONE, RUN, &[]);
    assert_eq!(fs::read_dir(bench.place.path("old")).unwrap().count(), 0);
    bench.ends(exit::DONE, "revert --all", &[]);
    assert!(!bench.place.path("old").join(package(7)).is_symlink());
    assert_eq!(fs::read_dir(bench.place.path("new")).unwrap().count(), 0);
}

#[test]
fn after_a_kill_every_command_says_so_until_resume_or_another_attempt() {
    for ending in ["relocation resume", "relocation retry", "relocation revert"] {
        let bench = Bench::new(2);
        let before = packages_of(&bench.place.path("old"), 1..=2);
        let mut child = bench.slow();
        // While it lives, nothing is amiss.
        assert_eq!(bench.place.ends(exit::DONE, "relocation status").err, "");
        child.kill().unwrap();
        child.wait().unwrap();
        bench.place.ends(exit::DONE, "topology init");
        for line in ["site list", "-q relocation status", "completions bash"] {
            let said = bench.place.run(line);
            assert!(said.err.contains("has left suspended"), "{line}: {}", said.err);
            assert!(said.err.contains("`smpctl relocation resume`"), "{line}: {}", said.err);
            assert!(!said.out.contains("relocation resume`"), "{line}: {}", said.out);
        }
        let dry = bench.place.ends(exit::DONE, "relocation resume --dry-run");
        assert!(dry.out.starts_with("Suspended: the servers, by your commands"), "{}", dry.out);
        assert!(bench.log().is_empty());
        bench.place.ends(exit::DONE, ending);
        assert!(!bench.place.path("suspended").exists(), "{ending}");
        assert_eq!(bench.log()[0], "resumed", "{ending}");
        assert_eq!(bench.place.ends(exit::DONE, "relocation status").err, "");
        assert!(!bench.is_recorded());
        let said = bench.place.ends(exit::DONE, "relocation resume");
        assert_eq!(said.out, "Nothing is suspended\n");
        if ending == "relocation resume" {
            bench.place.ends(exit::DONE, "relocation retry");
        }
        let full = if ending == "relocation revert" { "old" } else { "new" };
        assert_eq!(packages_of(&bench.place.path(full), 1..=2), before, "{ending}");
    }
}

#[test]
fn resume_says_what_it_did_in_json() {
    let bench = Bench::new(1);
    let mut child = bench.slow();
    child.kill().unwrap();
    child.wait().unwrap();
    let resumed = &bench.place.json(exit::DONE, "relocation resume")["resumed"];
    assert_eq!(resumed[0]["services"], serde_json::json!(["the servers, by your commands"]));
    assert_eq!(resumed[0]["storagePath"], Value::from(bench.place.path("new").to_str().unwrap()));
}

#[test]
fn a_resume_command_that_fails_is_told_and_tried_again() {
    let bench = Bench::new(2);
    let commands = [("suspend", "touch suspended"), ("resume", "test -e works && rm suspended")];
    let said = bench.ends(1, &format!("{RUN} --offline"), &commands);
    // What has been moved is told all the same.
    assert!(said.out.contains("2 packages moved"), "{}", said.out);
    assert!(said.err.contains("sharing is not resumed"), "{}", said.err);
    for line in ["relocation resume", "relocation retry"] {
        let said = bench.place.ends(1, line);
        assert!(said.err.contains("cannot resume the servers"), "{}", said.err);
    }
    fs::write(bench.place.path("works"), "").unwrap();
    let said = bench.place.ends(exit::DONE, "relocation resume");
    assert!(said.out.starts_with("Resumed: the servers"), "{}", said.out);
    assert!(!bench.place.path("suspended").exists());
}

#[test]
fn ctrl_c_resumes_and_so_does_the_second() {
    for times in 1..=2 {
        let bench = Bench::new(3);
        let child = bench.slow();
        for _ in 0..times {
            signal(&child, "-INT");
            sleep(Duration::from_millis(50));
        }
        let said = said(child.wait_with_output().unwrap());
        assert_eq!(said.code, 130, "{}{}", said.out, said.err);
        assert!(!bench.place.path("suspended").exists());
        assert_eq!(bench.log(), ["resumed"]);
        assert!(!bench.is_recorded(), "{times}: {}{}", said.out, said.err);
        assert_eq!(bench.place.ends(exit::DONE, "relocation status").err, "");
    }
}

#[test]
fn ctrl_c_does_not_reach_the_commands() {
    let bench = Bench::new(1);
    // A terminal sends it to the whole process group of the foreground.
    let mut command = bench.command(
        &format!("{RUN} --offline"),
        &[("suspend", "touch suspended; sleep 1; echo done >>log"), ("resume", "rm suspended")],
    );
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    bench.wait_for("suspended");
    assert!(
        Command::new("kill").args(["-INT", "--", &format!("-{}", child.id())]).status().unwrap().success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(bench.log(), ["done"]);
    assert!(!bench.place.path("suspended").exists());
}

#[test]
fn what_does_not_fit_together_is_refused_before_anything_is_touched() {
    let bench = Bench::new(1);
    for (line, commands) in [
        (format!("{RUN} --offline"), vec![]),
        (format!("{RUN} --offline"), vec![("switch", "true")]),
        (RUN.to_owned(), vec![("suspend", "true")]),
        (RUN.to_owned(), vec![("resume", "true")]),
        (format!("{RUN} --no-sharing"), vec![("switch", "true")]),
    ] {
        bench.ends(exit::USAGE, &line, &commands);
        assert!(!bench.place.path("new").exists());
        assert!(!bench.place.path("old/.smpctl").exists());
    }
}

/// Everything by which a server could be called, each of which only writes down that it was.
fn recorded_servers(bench: &Bench) -> String {
    let bin = bench.place.path("bin");
    fs::create_dir_all(&bin).unwrap();
    for name in ["nginx", "apachectl", "apache2ctl", "testparm", "smbcontrol", "net", "systemctl", "service"]
    {
        let program = bin.join(name);
        fs::write(&program, format!("#!/bin/sh\necho {name} >>'{}'\n", bench.place.path("log").display()))
            .unwrap();
        fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    let here = |name: &str| bench.place.path(name).to_string_lossy().into_owned();
    for name in ["nginx.conf", "apache.conf", "smb.conf", "root.conf"] {
        fs::write(bench.place.path(name), "").unwrap();
    }
    bench.settings(&format!(
        "[sharing]\nsuspend-command = 'echo suspend >>{log}'\nresume-command = 'echo resume >>{log}'\n\
         [sharing.samba]\nconfiguration = '{}'\n[sharing.nginx]\nconfiguration = '{}'\nroot-file = '{}'\n\
         [sharing.apache]\nconfiguration = '{}'\nroot-file = '{}'\n[alerts]\nsyslog = false\n",
        here("smb.conf"),
        here("nginx.conf"),
        here("root.conf"),
        here("apache.conf"),
        here("root.conf"),
        log = here("log"),
    ));
    format!("{}:{}", bin.display(), std::env::var("PATH").unwrap())
}

#[test]
fn without_sharing_no_server_is_called() {
    let bench = Bench::new(3);
    let path = recorded_servers(&bench);
    let run = |code: i32, line: &str| {
        let ended = said(bench.command(line, &[]).env("PATH", &path).output().unwrap());
        assert_eq!(ended.code, code, "{line}\n{}{}", ended.out, ended.err);
        ended
    };
    // The check does ask them: otherwise this would show nothing.
    run(exit::DONE, "check --from @old --to @new");
    assert!(!bench.log().is_empty());
    let writer =
        File::options().append(true).open(bench.place.path("old").join(package(2)).join("package.xml"));
    for (code, line) in [
        (exit::DONE, "run --from @old --to @new --no-sharing --dry-run"),
        (exit::WARNING, "run --from @old --to @new --no-wait --transfer copy --no-sharing"),
        (exit::WARNING, "retry --automatic --transfer copy --no-sharing"),
        (exit::WARNING, "retry --transfer copy --no-sharing"),
        (exit::DONE, "revert --transfer copy --no-sharing"),
        (exit::DONE, "revert --no-sharing"),
        (exit::DONE, "status"),
    ] {
        run(code, line);
        assert_eq!(bench.log(), [""; 0], "{line}");
    }
    drop(writer);
}

#[test]
fn without_sharing_what_a_killed_run_has_suspended_stays_so_until_resume() {
    let bench = Bench::new(3);
    let mut child = bench.slow();
    child.kill().unwrap();
    child.wait().unwrap();
    for line in
        ["retry --no-sharing", "revert --no-sharing", "revert --no-sharing", "retry --no-sharing --automatic"]
    {
        let said = bench.ends(exit::DONE, line, &[]);
        assert!(said.err.contains("has left suspended: the servers"), "{line}: {}", said.err);
        assert!(said.err.contains("`smpctl relocation resume`"), "{line}: {}", said.err);
        assert!(bench.place.path("suspended").exists() && bench.is_recorded(), "{line}");
        assert!(bench.log().is_empty(), "{line}");
    }
    // It was suspended on the way to the new store. By now every package is back, and only there.
    let said = bench.place.ends(exit::DONE, "relocation resume");
    assert!(
        said.out.contains(&format!("served from '{}'", bench.place.path("old").display())),
        "{}",
        said.out
    );
    assert_eq!(bench.log(), ["resumed"]);
    assert!(!bench.is_recorded());
}

#[test]
fn the_agent_is_not_written_down_over_servers_that_are_left_suspended() {
    let bench = Bench::new(3);
    let mut child = bench.slow();
    child.kill().unwrap();
    child.wait().unwrap();
    agent(&bench);
    let said = with_settings(&bench, exit::CONFLICT, "retry --no-sharing --stop-agent");
    assert!(said.err.contains("`smpctl relocation resume`"), "{}", said.err);
    assert!(bench.log().is_empty() && bench.is_recorded() && bench.place.path("suspended").exists());
}

/// An agent whose service is a script, which writes down what it is told.
fn agent(bench: &Bench) {
    let script = bench.place.path("agent/init");
    fs::create_dir_all(script.parent().unwrap()).unwrap();
    let log = bench.place.path("log");
    let (running, log) = (bench.place.path("agent/running"), log.display());
    let text = format!(
        "#!/bin/sh\ncase $1 in\nstatus) [ -e '{0}' ] ;;\nstart) touch '{0}'; echo start >>'{log}' ;;\nstop) rm '{0}'; echo stop >>'{log}' ;;\nesac\n",
        running.display()
    );
    fs::write(&script, text).unwrap();
    fs::write(running, "").unwrap();
    fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    bench.settings(&format!(
        "[agent]\nstore = '{}'\nservice = '{}'\ninstall-dir = '{}'\n",
        bench.place.path("old").display(),
        script.display(),
        bench.place.path("agent").display(),
    ));
}

fn with_settings(bench: &Bench, code: i32, line: &str) -> Said {
    let mut command = bench.command(line, &[]);
    let said = said(command.env("SMPCTL_SETTINGS", bench.place.path("settings.toml")).output().unwrap());
    assert_eq!(said.code, code, "{line}\n{}{}", said.out, said.err);
    said
}

#[test]
fn a_running_agents_store_is_moved_only_while_the_agent_is_stopped() {
    let bench = Bench::new(2);
    agent(&bench);
    for line in [RUN, "check --from @old --to @new"] {
        let said = with_settings(&bench, exit::CHECK_SAYS_NO, line);
        assert!(said.out.contains("is the running agent's"), "{}", said.out);
        assert!(said.out.contains("--stop-agent"), "{}", said.out);
    }
    with_settings(&bench, exit::DONE, "check --stop-agent --from @old --to @new");
    assert!(bench.log().is_empty());
    let said = with_settings(&bench, exit::DONE, &format!("{RUN} --stop-agent"));
    assert!(said.err.contains("the storage location in its policy must now be"), "{}", said.err);
    assert!(said.err.contains(&*bench.place.path("new").to_string_lossy()), "{}", said.err);
    assert_eq!(bench.log(), ["stop", "start"]);
    with_settings(&bench, exit::CHECK_SAYS_NO, "revert");
    let said = with_settings(&bench, exit::DONE, "revert --stop-agent");
    assert!(said.err.contains("must now be the default"), "{}", said.err);
    assert_eq!(bench.log(), ["stop", "start"]);
    // One that does not run is nobody else's business, and is not started.
    fs::remove_file(bench.place.path("agent/running")).unwrap();
    with_settings(&bench, exit::DONE, &format!("{RUN} --stop-agent"));
    assert!(bench.log().is_empty());
}

#[test]
fn the_agents_own_place_is_allowed_wherever_it_is() {
    let bench = Bench::new(1);
    let is_allowed = || {
        let said = with_settings(&bench, exit::CHECK_SAYS_NO, "check --from @old --to /proc/sys -o json");
        let report: Value = serde_json::from_str(&said.out).unwrap();
        let checks = report["checks"].as_array().unwrap();
        checks.iter().find(|check| check["check"] == "location").unwrap()["ok"] == true
    };
    bench.settings("");
    assert!(!is_allowed());
    bench.settings("[agent]\nstore = '/proc/sys'\n");
    assert!(is_allowed());
}

#[test]
fn a_killed_attempt_leaves_the_agent_to_be_started_by_resume() {
    let bench = Bench::new(2);
    agent(&bench);
    let mut command = bench.command(&format!("{RUN} --stop-agent --transfer copy --limit-rate 20kB"), &[]);
    command.env("SMPCTL_SETTINGS", bench.place.path("settings.toml"));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    bench.wait_for("log");
    child.kill().unwrap();
    child.wait().unwrap();
    let said = bench.place.run("relocation status");
    assert!(said.err.contains("has left suspended: the agent's service"), "{}", said.err);
    bench.place.ends(exit::DONE, "relocation resume");
    assert_eq!(bench.log(), ["stop", "start"]);
    assert!(bench.place.path("agent/running").exists());
}

#[test]
fn web_servers_are_told_by_files_that_they_include() {
    let bench = Bench::new(2);
    let here = |name: &str| bench.place.path(name).to_string_lossy().into_owned();
    bench.settings(&format!(
        "[sharing.nginx]\nroot-file = '{}'\nmaintenance-file = '{}'\nsettle-seconds = 0\ntest = 'true'\n\
         reload = 'cat {} {} >>{}; echo == >>{}'\n",
        here("root.conf"),
        here("maintenance.conf"),
        here("root.conf"),
        here("maintenance.conf"),
        here("log"),
        here("log"),
    ));
    fs::write(bench.place.path("root.conf"), "root \"/before\";\n").unwrap();
    fs::write(bench.place.path("maintenance.conf"), "").unwrap();
    with_settings(&bench, exit::DONE, RUN);
    let new = format!("root \"{}\";", here("new"));
    assert_eq!(bench.log(), [new.as_str(), "=="]);
    with_settings(&bench, exit::DONE, "revert --offline");
    let old = format!("root \"{}\";", here("old"));
    let none = "# smpctl: no maintenance";
    let expected = [&*new, "return 503;", "==", &*old, "return 503;", "==", &*old, none, "=="];
    assert_eq!(bench.log(), expected);
    assert!(!bench.is_recorded());
}
