//! A live server that misbehaves, on the built binary. How smpctl gets on with a real ASP.NET runtime, the suite
//! `tests/suites/live.sh` shows.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

#[path = "support/mod.rs"]
mod support;

#[path = "support/smp.rs"]
mod smp;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use smp::{Act, Smp, envelope, fault};
use support::{Place, Said, exit, said};

const PASSWORD: &str = "Tr0ub4dor&3";

/// A place with a context for the server, which is in use.
fn place(smp: &Smp) -> Place {
    place_with(smp, "")
}

fn place_with(smp: &Smp, settings: &str) -> Place {
    let place = Place::new();
    let text = format!(
        "current = \"hq\"\n[contexts.hq]\nurl = \"{}\"\nadministrator = true\naddresses = [\"10.1.0.10\"]\n{settings}\n",
        smp.url()
    );
    std::fs::write(place.path("contexts.toml"), text).unwrap();
    place
}

fn run(place: &Place, arguments: &str) -> Said {
    run_as(place, arguments, None)
}

fn run_as(place: &Place, arguments: &str, user: Option<&str>) -> Said {
    let mut command = place.command();
    command
        .env_remove("SMPCTL_TOPOLOGY")
        .env("SMPCTL_CONTEXTS", place.path("contexts.toml"))
        .env("SMPCTL_CACHE_DIR", place.path("cache"))
        .args(arguments.split_whitespace());
    if let Some(user) = user {
        command.env("SMPCTL_USER", user).env("SMPCTL_PASSWORD", PASSWORD);
    }
    said(command.output().unwrap())
}

#[track_caller]
fn ends(code: i32, said: Said, text: &str) -> Said {
    assert_eq!(said.code, code, "{}{}", said.out, said.err);
    assert!(said.err.contains(text) || said.out.contains(text), "{}{}\nnot {text}", said.out, said.err);
    said
}

#[test]
fn a_server_is_read_and_changed_and_what_was_found_out_is_kept() {
    let smp = Smp::start();
    let place = place(&smp);
    let list = ends(exit::DONE, run(&place, "subnet list -o json"), "10.1.0.0/16");
    assert!(list.out.contains("\"HQ\""), "{}", list.out);
    let first = smp.calls().len();
    smp.forget_calls();
    ends(exit::DONE, run(&place, "subnet list"), "10.1.0.0/16");
    assert!(smp.calls().len() < first && smp.count("WSDL") == 0, "{} of {first} calls", smp.calls().len());

    ends(exit::DONE, run(&place, "subnet create 10.3.0.0/16 --site HQ"), "create subnet 10.3.0.0/16");
    ends(exit::DONE, run(&place, "subnet list"), "10.3.0.0/16");
    ends(exit::DONE, run(&place, "subnet delete 10.3.0.0/16 --yes"), "delete subnet");
    ends(exit::DONE, run(&place, "site create Lab --description Tests"), "create site 'Lab'");
    // This server keeps no descriptions, so the state directory does.
    ends(exit::DONE, run(&place, "site show Lab"), "Tests");
    smp.forget_calls();
    ends(exit::DONE, run(&place, "site delete Lab --yes --dry-run"), "delete site 'Lab'");
    assert_eq!(smp.count("DeleteResource"), 0);
}

#[test]
fn another_server_is_a_matter_of_one_option_and_places_exclude_one_another() {
    let smp = Smp::start();
    let place = place(&smp);
    std::fs::write(place.path("topology.json"), "{\"version\": 1, \"smps\": [{\"name\": \"DOC\"}]}").unwrap();
    let document = format!("--topology {}", place.path("topology.json").display());
    ends(exit::DONE, run(&place, &format!("smp list {document}")), "DOC");
    ends(exit::DONE, run(&place, "smp list --context hq"), "hq");
    ends(exit::USAGE, run(&place, &format!("smp list --context hq {document}")), "exclude one another");
    ends(exit::CONFLICT, run(&place, "smp list --context hp"), "did you mean 'hq'?");
    ends(exit::USAGE, run(&place, "topology init --context hq"), "works on a topology document");
    ends(exit::CONFLICT, run(&place, "smp add X --address 10.0.0.1"), "smpctl context add");
    ends(exit::CONFLICT, run(&place, "package-server add X --address 10.0.0.1"), "in the console");
    assert_eq!(smp.count("CreateNewResourceLight"), 0);
}

#[test]
fn a_cut_connection_is_tried_again_for_reads_and_never_for_writes() {
    let smp = Smp::start();
    let place = place(&smp);
    let cuts = std::sync::Arc::new(AtomicUsize::new(0));
    let seen = cuts.clone();
    smp.misbehave(move |request| {
        let cut = request.operation() == "GetResourcesOfType" && seen.fetch_add(1, Ordering::Relaxed) < 2;
        match cut {
            true => Act::Raw(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 5000\r\n\r\n<x>".into(),
            ),
            false => Act::Well,
        }
    });
    ends(exit::DONE, run(&place, "site list"), "HQ");
    assert!(cuts.load(Ordering::Relaxed) > 2);

    smp.misbehave(|request| match request.operation() {
        "CreateNewResourceLight" => Act::Raw(Vec::new()),
        _ => Act::Well,
    });
    smp.forget_calls();
    ends(exit::CONFLICT, run(&place, "site create Lab"), "was cut");
    assert_eq!(smp.count("CreateNewResourceLight"), 1);

    smp.misbehave(|_| Act::Raw(b"HTTP/1.1 2".into()));
    ends(1, run(&place, "site list"), "was cut");
}

#[test]
fn a_change_of_several_writes_stops_and_says_what_was_done_and_can_be_run_again() {
    let smp = Smp::start();
    let place = place(&smp);
    smp.misbehave(|request| match request.operation() {
        "FormAssociation" => {
            let body = fault("The current user may not.", "ASDKInsufficientPermissionException");
            Act::Answer(500, vec![("Content-Type", "text/xml".into())], body.into())
        }
        _ => Act::Well,
    });
    std::fs::write(place.path("import.csv"), "network,site\n10.8.0.0/16,\n10.9.0.0/16,HQ\n10.10.0.0/16,\n")
        .unwrap();
    let import = format!("subnet import {}", place.path("import.csv").display());
    let stopped = ends(exit::CONFLICT, run(&place, &import), "1 of 3 changes were made");
    assert!(stopped.err.contains("done before: create subnet 10.8.0.0/16"), "{}", stopped.err);
    assert!(stopped.err.contains("not tried: create subnet 10.10.0.0/16"), "{}", stopped.err);
    smp.misbehave(|_| Act::Well);
    // The second subnet had been created before the association failed.
    ends(exit::DONE, run(&place, &import), "10.10.0.0/16");
    let list = ends(exit::DONE, run(&place, "subnet list"), "10.9.0.0/16");
    assert!(list.out.contains("10.8.0.0/16") && list.out.contains("10.10.0.0/16"), "{}", list.out);
}

#[test]
fn a_write_that_is_not_there_afterwards_is_told() {
    let smp = Smp::start();
    let place = place(&smp);
    smp.misbehave(|request| match request.operation() {
        "FormAssociation" => {
            let body = envelope("<FormAssociationResponse xmlns='urn:smp'/>");
            Act::Answer(200, vec![("Content-Type", "text/xml".into())], body.into())
        }
        _ => Act::Well,
    });
    ends(
        exit::CONFLICT,
        run(&place, "subnet assign 10.2.0.0/16 --site HQ"),
        "answered that it was done, but",
    );
}

#[test]
fn status_500_and_wrong_content_are_told_in_a_sentence() {
    let smp = Smp::start();
    let place = place(&smp);
    let answer = |status: u16, kind: &'static str, body: &'static str| {
        move |request: &smp::Request| match request.operation() {
            "GetResourcesOfType" => Act::Answer(status, vec![("Content-Type", kind.into())], body.into()),
            _ => Act::Well,
        }
    };
    smp.misbehave(answer(500, "text/plain", "ASDKInsufficientPermissionException: may not read\r\n   at X"));
    ends(5, run(&place, "site list"), "may not read");
    smp.misbehave(answer(500, "text/html", "<html><head><title>Runtime Error</title></head></html>"));
    ends(1, run(&place, "site list"), "HTTP status 500: Runtime Error");
    smp.misbehave(answer(200, "text/html", "<html>Please log in</html>"));
    ends(1, run(&place, "site list"), "it sends 'text/html' where a SOAP answer is expected");
    smp.misbehave(answer(200, "text/xml", "<html/>"));
    ends(1, run(&place, "site list"), "it sends a 'html' where a SOAP answer is expected");
    smp.misbehave(answer(403, "text/html", "no"));
    ends(5, run(&place, "site list"), "lacks the right");
    smp.misbehave(answer(503, "text/plain", "busy"));
    smp.forget_calls();
    ends(1, run(&place, "site list"), "HTTP status 503: busy");
    assert_eq!(smp.count("GetResourcesOfType"), 4, "repeated with backoff, and then no more");
    smp.misbehave(|_| Act::Answer(404, Vec::new(), Vec::new()));
    let fresh = place_with(&smp, "timeout-seconds = 5");
    ends(1, run(&fresh, "site list"), "has no web service at '/Altiris/nswebservice/ResourceModel.asmx'");
}

#[test]
fn hostile_xml_is_not_read() {
    let smp = Smp::start();
    let place = place(&smp);
    let mut laughs = String::from("<!DOCTYPE x [<!ENTITY a \"ha\">");
    for level in b'b'..=b'k' {
        let (name, before) = (level as char, (level - 1) as char);
        laughs += &format!("<!ENTITY {name} \"{}\">", format!("&{before};").repeat(10));
    }
    laughs += "]><x>&k;</x>";
    let deep = "<x>".repeat(1_000_000);
    for (body, why) in [
        (laughs, "document type declaration"),
        (deep, "nested more than"),
        ("<x>&y;</x>".into(), "entity '&y;'"),
    ] {
        smp.misbehave(move |request| match request.operation() {
            "GetResourcesOfType" => {
                Act::Answer(200, vec![("Content-Type", "text/xml".into())], body.clone().into())
            }
            _ => Act::Well,
        });
        let began = Instant::now();
        ends(1, run(&place, "site list"), why);
        assert!(began.elapsed() < Duration::from_secs(10));
    }
}

#[test]
fn an_answer_without_end_is_cut_off() {
    let smp = Smp::start();
    let place = place_with(&smp, "largest-answer-mib = 4");
    smp.misbehave(|request| match request.operation() {
        "GetResourcesOfType" => Act::Flood,
        _ => Act::Well,
    });
    ends(1, run(&place, "site list"), "is larger than 4 MiB");
    // What the network's buffers hold comes on top.
    assert!(
        smp.sent.load(Ordering::Relaxed) < 64 << 20,
        "{} bytes were taken",
        smp.sent.load(Ordering::Relaxed)
    );
    smp.misbehave(|request| match request.operation() {
        "GetResourcesOfType" => Act::Raw(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 2147483648\r\n\r\n<x>".into(),
        ),
        _ => Act::Well,
    });
    ends(1, run(&place, "site list"), "is larger than 4 MiB");
}

#[test]
fn a_slow_server_is_given_up_on() {
    let smp = Smp::start();
    let place = place_with(&smp, "timeout-seconds = 1");
    smp.misbehave(|request| match request.operation() {
        "CreateNewResourceLight" => Act::Silence(Duration::from_secs(20)),
        _ => Act::Well,
    });
    let began = Instant::now();
    ends(exit::CONFLICT, run(&place, "site create Lab"), "did not answer within 1 seconds");
    assert!(began.elapsed() < Duration::from_secs(10));
    drop(smp);
    let gone = Place::new();
    std::fs::write(
        gone.path("contexts.toml"),
        "current = \"x\"\n[contexts.x]\nurl = \"http://127.0.0.1:9\"\n",
    )
    .unwrap();
    ends(1, run(&gone, "site list"), "cannot reach '127.0.0.1:9'");
}

/// A challenge as a server sends it: flags, a challenge, and the names of a domain.
const CHALLENGE: &str = "TlRMTVNTUAACAAAACAAIADgAAAAFAomiESIzRFVmd4gAAAAAAAAAACQAJABAAAAACgBhSgAAAA9UAEUAUwBUAAIACABUAEUAUwBUAAEACABTAE0AUAAxAAcACAAAAAAAAAAAAAAAAAA=";

/// Wants NTLM on each connection, and believes whoever goes through with it.
fn ntlm(
    request: &smp::Request,
    signed_in: &std::sync::Mutex<std::collections::HashSet<usize>>,
    good: bool,
) -> Act {
    use base64::Engine;
    let unauthorised = |value: &str| Act::Answer(401, vec![("WWW-Authenticate", value.into())], Vec::new());
    let token = request.headers.get("authorization").and_then(|header| header.strip_prefix("NTLM "));
    match token.map(|token| base64::engine::general_purpose::STANDARD.decode(token).unwrap()[8]) {
        Some(1) => unauthorised(&format!("NTLM {CHALLENGE}")),
        Some(3) if good => {
            signed_in.lock().unwrap().insert(request.connection);
            Act::Well
        }
        Some(_) => unauthorised("NTLM"),
        None if signed_in.lock().unwrap().contains(&request.connection) => Act::Well,
        None => Act::Answer(
            401,
            vec![("WWW-Authenticate", "Negotiate".into()), ("WWW-Authenticate", "NTLM".into())],
            Vec::new(),
        ),
    }
}

#[test]
fn ntlm_signs_in_connections_again_and_again_and_a_wrong_password_once_only() {
    let smp = Smp::start();
    let place = place(&smp);
    let signed_in = std::sync::Arc::new(std::sync::Mutex::new(std::collections::HashSet::new()));
    let known = signed_in.clone();
    let count = AtomicUsize::new(0);
    smp.misbehave(move |request| {
        // Every seventh request the server forgets who it is: a 401 in the middle.
        if count.fetch_add(1, Ordering::Relaxed) % 7 == 6 && !request.headers.contains_key("authorization") {
            known.lock().unwrap().clear();
        }
        ntlm(request, &known, true)
    });
    let all = ends(exit::DONE, run_as(&place, "site list -vvv", Some("CORP\\admin")), "HQ");
    assert!(all.err.contains("signing in"), "{}", all.err);
    smp.misbehave(move |request| ntlm(request, &signed_in, false));
    smp.forget_calls();
    let wrong = ends(
        5,
        run_as(&place, "site list -vvv", Some("CORP\\other")),
        "does not accept the account 'CORP\\other'",
    );
    let proofs = smp.calls().iter().filter(|call| call.headers.contains_key("authorization")).count();
    assert_eq!(proofs, 2, "one handshake, or the account might be locked");
    let none = ends(5, run(&place, "site list"), "wants an account (Negotiate, NTLM)");

    // The password is in no output, no header and no file; nor is a hash of it, as the proofs are not logged.
    use base64::Engine;
    let encoded = base64::engine::general_purpose::STANDARD.encode(format!("CORP\\admin:{PASSWORD}"));
    for text in [&all.out, &all.err, &wrong.out, &wrong.err, &none.err] {
        for secret in [PASSWORD, "TlRMTVNTUAAD", "Authorization", encoded.as_str()] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    for call in smp.calls() {
        assert!(
            !call.headers.values().any(|value| value.contains(PASSWORD)) && !call.body.contains(PASSWORD)
        );
    }
    let files = [place.path("contexts.toml"), place.path("cache"), place.path("state")];
    for file in files.iter().filter(|path| path.exists()).flat_map(files_in) {
        let content = std::fs::read(&file).unwrap();
        let holds = content.windows(PASSWORD.len()).any(|window| window == PASSWORD.as_bytes());
        assert!(!holds, "{}", file.display());
    }
}

fn files_in(path: &std::path::PathBuf) -> Vec<std::path::PathBuf> {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flat_map(|entry| files_in(&entry.unwrap().path())).collect(),
        Err(_) => vec![path.clone()],
    }
}

#[test]
fn credentials_do_not_go_to_another_host_and_never_in_plain() {
    let (smp, other) = (Smp::start(), Smp::start());
    let place = place(&smp);
    let to = other.url();
    let signed_in = std::sync::Mutex::default();
    let redirect = to.clone();
    smp.misbehave(move |request| match ntlm(request, &signed_in, true) {
        Act::Well => {
            Act::Answer(307, vec![("Location", format!("{redirect}{}", request.target))], Vec::new())
        }
        act => act,
    });
    let away = ends(1, run_as(&place, "site list", Some("CORP\\admin")), "sends smpctl on to");
    assert!(away.err.contains(&to), "{}", away.err);
    assert_eq!(other.calls().len(), 0);

    // Within the server a redirect is followed.
    smp.misbehave(|request| match request.target.strip_prefix("/Altiris/nswebservice/") {
        Some(rest) => Act::Answer(301, vec![("Location", format!("/altiris2/{rest}"))], Vec::new()),
        None => Act::Well,
    });
    ends(1, run(&place, "site list"), "has no web service");
    assert!(smp.calls().iter().any(|call| call.target.starts_with("/altiris2/")));

    smp.misbehave(|_| Act::Answer(401, vec![("WWW-Authenticate", "Basic realm=\"x\"".into())], Vec::new()));
    smp.forget_calls();
    ends(5, run_as(&place, "site list", Some("CORP\\admin")), "without TLS to protect it");
    assert!(smp.calls().iter().all(|call| !call.headers.contains_key("authorization")));
}

#[test]
fn credentials_come_from_a_private_file() {
    use std::os::unix::fs::PermissionsExt;
    let smp = Smp::start();
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), format!("CORP\\admin\n{PASSWORD}\n")).unwrap();
    let place = place_with(&smp, &format!("credentials-file = \"{}\"", secret.path().display()));
    let signed_in = std::sync::Mutex::default();
    smp.misbehave(move |request| ntlm(request, &signed_in, true));
    ends(exit::DONE, run(&place, "site list"), "HQ");
    std::fs::set_permissions(secret.path(), std::fs::Permissions::from_mode(0o644)).unwrap();
    ends(5, run(&place, "site list"), "can be read by others (mode 0644)");
}

#[test]
fn contexts_are_added_listed_used_and_removed() {
    let smp = Smp::start();
    let place = Place::new();
    ends(exit::DONE, run(&place, "context list"), "No contexts yet");
    ends(1, run(&place, "context add gone --url http://127.0.0.1:9"), "cannot reach");
    let added = ends(
        exit::DONE,
        run(&place, &format!("context add hq --url {} --administrator true", smp.url())),
        "Added",
    );
    assert!(added.out.contains("commands work on it from now on"), "{}", added.out);
    ends(exit::DONE, run(&place, &format!("context add hq --url {}", smp.url())), "Unchanged");
    ends(exit::CONFLICT, run(&place, "context add hq --url http://127.0.0.1:1"), "its URL is");
    ends(
        exit::USAGE,
        run(&place, "context add x --url https://admin:secret@smp"),
        "holds no account and no password",
    );
    ends(exit::DONE, run(&place, "context add lab --url https://lab.example --no-check"), "Added");
    let list = ends(exit::DONE, run(&place, "context list -o json"), "lab");
    let list: serde_json::Value = serde_json::from_str(&list.out).unwrap();
    assert_eq!(list["contexts"][0]["inUse"], true);
    // It has no Package Servers that could be told, and says so.
    let check = ends(exit::CHECK_SAYS_NO, run(&place, "context check"), "names.package-servers");
    assert!(check.out.contains("'Site to Subnet', the site is the parent"), "{}", check.out);
    ends(exit::DONE, run(&place, "context use lab"), "'lab'");
    ends(exit::DONE, run(&place, "context use --none"), "topology document");
    ends(exit::USAGE, run(&place, "context remove lab"), "no terminal to ask on");
    ends(exit::DONE, run(&place, "context remove lab --yes"), "Forgot");
    ends(exit::DONE, run(&place, "context remove lab --yes"), "Unchanged");
    ends(exit::CONFLICT, run(&place, "context use lab"), "no context named 'lab'");
    std::fs::write(place.path("contexts.toml"), "[contexts.hq]\nurl = \"https://x\"\npasword = 1\n").unwrap();
    ends(1, run(&place, "site list --context hq"), "line 3, column 1: unknown field `pasword`");
}

#[test]
fn an_account_that_may_not_see_everything_is_warned_of_and_prepares_nothing() {
    let smp = Smp::start();
    let place = place(&smp);
    let text = std::fs::read_to_string(place.path("contexts.toml")).unwrap();
    std::fs::write(
        place.path("contexts.toml"),
        text.replace("administrator = true", "administrator = false"),
    )
    .unwrap();
    ends(exit::DONE, run(&place, "site list"), "this may be incomplete");
    ends(exit::CHECK_SAYS_NO, run(&place, "hierarchy prepare hq --yes"), "may be incomplete");
    assert_eq!(smp.count("FormAssociation"), 0);
}

#[test]
fn what_is_assigned_for_a_join_is_released_after_it_or_said_to_stand() {
    let smp = Smp::start_with_server();
    let place = place(&smp);
    let prepare = "hierarchy prepare hq --yes --force --release-after-join";
    let over = ends(exit::WARNING, run(&place, &format!("{prepare} --timeout 1s")), "the time is over");
    assert!(over.err.contains("'PS-1' is still manually assigned to site 'HQ' of 'hq'"), "{}", over.err);
    ends(exit::DONE, run(&place, "package-server list"), "HQ (manual)");
    ends(exit::DONE, run(&place, "hierarchy release hq --yes"), "un-assign");

    // The server is joined while smpctl waits for it.
    let (asked, joined) = (AtomicUsize::new(0), smp.is_member.clone());
    smp.misbehave(move |request| {
        if request.operation() == "IsHierarchyMember" && asked.fetch_add(1, Ordering::Relaxed) == 1 {
            joined.store(true, Ordering::Relaxed);
        }
        Act::Well
    });
    ends(exit::DONE, run(&place, prepare), "Done on 'hq': un-assign Package Server 'PS-1' from site 'HQ'");
    let list = ends(exit::DONE, run(&place, "package-server list"), "PS-1");
    assert!(!list.out.contains("HQ"), "{}", list.out);

    smp.forget_calls();
    ends(exit::CONFLICT, run(&place, prepare), "in a hierarchy already");
    assert_eq!(smp.count("FormAssociation"), 0);
    let document = Place::new();
    std::fs::write(document.path("topology.json"), "{\"version\": 1, \"smps\": [{\"name\": \"hq\"}]}")
        .unwrap();
    ends(exit::USAGE, document.run(prepare), "does not tell when servers are joined");
}

/// What a Package Server tells of its storage.
fn cells(attempt: &str, status: u32) -> String {
    let cell = |name: &str, value: &str| {
        let name = name.replace(' ', "_x0020_");
        format!("<{name}>{value}</{name}>")
    };
    cell("Storage path", "D:\\Packages")
        + &cell("Last relocation attempt", attempt)
        + &cell("Last relocation status", &status.to_string())
}

/// Everything has moved, and something is left to move, as smpctl tells it.
const COMPLETE: u32 = 1 << 30 | 1;
const STAYING: u32 = 1 << 30 | 2;

fn there(verb: &str) -> String {
    format!("relocation {verb} --package-server PS-1 --task {} --yes --every 100ms", smp::TASK)
}

#[test]
fn a_relocation_is_run_elsewhere_by_a_task_and_watched_until_the_server_told_of_it() {
    let smp = Smp::start_with_server();
    let place = place(&smp);
    *smp.told.lock().unwrap() = cells("2026-01-01T08:00:00", COMPLETE);
    let (told, task) = (smp.told.clone(), smp.task.clone());
    let polls = AtomicUsize::new(0);
    smp.misbehave(move |request| {
        // smpctl makes two attempts there; the first leaves something.
        if request.operation() == "GetTaskStatus" {
            match polls.fetch_add(1, Ordering::Relaxed) {
                1 => *told.lock().unwrap() = cells("2026-02-01T08:00:00", STAYING),
                4 => {
                    *told.lock().unwrap() = cells("2026-02-01T08:15:00", COMPLETE);
                    *task.lock().unwrap() =
                        "<Status>It is over</Status><EndTime>2026-02-01T08:16:00Z</EndTime>".into();
                }
                _ => {}
            }
        }
        Act::Well
    });
    let run = ends(exit::DONE, run(&place, &format!("{} -o json", there("run"))), "");
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["task"]["name"], "Relocate");
    assert_eq!(report["instance"], smp::RUN);
    let server = &report["packageServers"][0];
    assert_eq!((&server["packageServer"], &server["outcome"]), (&"PS-1".into(), &"complete".into()));
    assert_eq!(server["reported"]["lastAttempt"], "2026-02-01T08:15:00");
    assert!(run.err.contains("PS-1: something is left to move; status staying"), "{}", run.err);
    let started: Vec<_> = smp.calls().into_iter().filter(|call| call.operation() == "ExecuteTask").collect();
    assert_eq!(started.len(), 1);
    let escaped = |text: &str| text.replace('<', "&lt;").replace('>', "&gt;");
    let body = started[0].body.replace("&quot;", "\"");
    for part in [
        format!("<name>@AssignedResources</name><value>{}</value>", smp::PS_1),
        "<maxWaitTime>120 minutes</maxWaitTime><minCompletion>100 %</minCompletion>".to_owned(),
    ] {
        assert!(body.contains(&escaped(&part)), "{body}\nnot {part}");
    }
}

#[test]
fn a_task_that_hangs_or_says_nothing_ends_with_the_time() {
    let smp = Smp::start_with_server();
    let place = place(&smp);
    let hangs =
        ends(exit::WARNING, run(&place, &format!("{} --timeout 1s", there("retry"))), "what runs, runs on");
    assert!(hangs.out.contains("running"), "{}", hangs.out);

    // Its words are shown, and nothing is read into them: that it has ended, a time says.
    *smp.task.lock().unwrap() = "<Status>Completed</Status>".into();
    let said = ends(exit::WARNING, run(&place, &format!("{} --timeout 1s", there("retry"))), "Completed");
    assert!(said.out.contains("1 running"), "{}", said.out);
    *smp.task.lock().unwrap() = "<Status>Failed</Status><EndTime>2026-02-01T08:16:00Z</EndTime>".into();
    let silent = format!("{} --event-timeout 1s", there("retry"));
    ends(exit::WARNING, run(&place, &silent), "1 silent");
    let known = place_with(&smp, "[contexts.hq.names]\nfailed-status = \"failed\"");
    *smp.task.lock().unwrap() = "<Status>Failed</Status>".into();
    ends(exit::WARNING, run(&known, &format!("{} --timeout 1s", there("retry"))), "1 running");
}

#[test]
fn the_bits_of_the_vendors_agent_mean_what_the_settings_say_or_nothing() {
    let smp = Smp::start_with_server();
    let told = smp.told.clone();
    let attempt = AtomicUsize::new(1);
    smp.misbehave(move |request| {
        if request.operation() == "ExecuteTask" {
            let time = format!("2026-02-01T08:{:02}:00", attempt.fetch_add(1, Ordering::Relaxed));
            *told.lock().unwrap() = cells(&time, 0x10001);
        }
        Act::Well
    });
    let unknown = ends(exit::WARNING, run(&place(&smp), &there("retry")), "names.complete-status");
    assert!(unknown.out.contains("0x10001") && unknown.out.contains("reported"), "{}", unknown.out);
    let set = |value: &str| {
        let names = format!("[contexts.hq.names]\nretry-task = \"{}\"\n", smp::TASK);
        place_with(&smp, &format!("{names}complete-status = \"{value}\""))
    };
    let retry = "relocation retry --package-server PS-1 --yes --every 100ms";
    ends(exit::DONE, run(&set("0x10001"), retry), "1 complete");
    ends(exit::WARNING, run(&set("2"), retry), "1 incomplete");
    ends(exit::USAGE, run(&set("done"), retry), "`names.complete-status` is a number");
}

#[test]
fn a_server_that_stops_half_way_is_waited_for_and_a_task_is_never_started_twice() {
    let smp = Smp::start_with_server();
    let place = place(&smp);
    let told = smp.told.clone();
    let polls = AtomicUsize::new(0);
    smp.misbehave(move |request| match request.operation() {
        "GetTaskStatus" if polls.fetch_add(1, Ordering::Relaxed) < 6 => Act::Raw(Vec::new()),
        "GetTaskStatus" => {
            *told.lock().unwrap() = cells("2026-02-01T08:00:00", COMPLETE);
            Act::Well
        }
        _ => Act::Well,
    });
    ends(exit::DONE, run(&place, &there("run")), "does not tell how it stands");

    smp.misbehave(|request| match request.operation() {
        "ExecuteTask" => Act::Raw(Vec::new()),
        _ => Act::Well,
    });
    smp.forget_calls();
    let unsure = ends(1, run(&place, &there("run")), "whether the task was started is not known");
    assert!(unsure.err.contains("'smpctl relocation run 20"), "{}", unsure.err);
    assert_eq!(smp.count("ExecuteTask"), 1);

    // The account loses its right: what was started is told all the same.
    smp.misbehave(|request| match request.operation() {
        "GetTaskStatus" => {
            let body = fault("The current user may not.", "ASDKInsufficientPermissionException");
            Act::Answer(500, vec![("Content-Type", "text/xml".into())], body.into())
        }
        _ => Act::Well,
    });
    let denied = ends(5, run(&place, &there("run")), "may not");
    assert!(denied.out.contains(smp::RUN), "{}", denied.out);
}

#[test]
fn nothing_is_started_that_is_not_meant() {
    let smp = Smp::start_with_server();
    let place = place(&smp);
    let bare = "relocation run --package-server PS-1";
    ends(exit::CONFLICT, run(&place, bare), "names.relocation-task");
    ends(exit::CONFLICT, run(&place, &format!("{bare} --task {}", smp::PS_1)), "there is no task");
    ends(exit::CONFLICT, run(&place, "relocation retry --package-server PS-2"), "did you mean 'PS-1'?");
    let task = format!("{bare} --task {}", smp::TASK);
    ends(exit::USAGE, run(&place, &task), "there is no terminal to ask on");
    ends(exit::DONE, run(&place, &format!("{task} --dry-run")), "This starts the task 'Relocate'");
    ends(exit::USAGE, run(&place, &format!("{task} --from /tmp")), "cannot be used with");
    ends(exit::USAGE, run(&place, &format!("{task} --threads 2")), "`--threads` is for this computer");
    ends(exit::USAGE, run(&place, &format!("{task} --timeout -1s")), "");
    let document = Place::new();
    std::fs::write(document.path("topology.json"), "{\"version\": 1, \"smps\": [{\"name\": \"hq\"}]}")
        .unwrap();
    ends(exit::USAGE, document.run(bare), "runs no tasks");
    assert_eq!(smp.count("ExecuteTask"), 0);
    smp.misbehave(|request| match request.target.contains("TaskManagementService") {
        true => Act::Answer(404, Vec::new(), Vec::new()),
        false => Act::Well,
    });
    ends(exit::CONFLICT, run(&place, &task), "has no web service for tasks");
}

#[test]
fn what_was_assigned_for_a_join_is_released_from_another_computer() {
    let smp = Smp::start_with_server();
    let place = place(&smp);
    ends(exit::DONE, run(&place, "hierarchy prepare hq --yes --force"), "remember that 'PS-1'");
    let elsewhere = crate::place(&smp);
    let release = "hierarchy release hq --yes";
    ends(exit::DONE, run(&elsewhere, release), "what it made elsewhere is named with `--site`");
    ends(exit::USAGE, run(&elsewhere, &format!("{release} --site HQ")), "--package-server");
    let named = format!("{release} --site HQ --package-server PS-1");
    ends(exit::DONE, run(&elsewhere, &named), "un-assign Package Server 'PS-1' from site 'HQ'");
    ends(exit::DONE, run(&elsewhere, &named), "'PS-1' is not manually assigned to site 'HQ'");
    ends(exit::DONE, run(&elsewhere, &named.replace("PS-1", "PS-2")), "did you mean 'PS-1'?");
    // Where it was remembered, what no longer stands is no longer told.
    ends(exit::DONE, run(&place, release), "Unchanged");
}

#[test]
fn sites_are_described_anew_where_smpctl_keeps_their_descriptions() {
    let smp = Smp::start();
    let place = place(&smp);
    let mut document: serde_json::Value =
        serde_json::from_str(&ends(exit::DONE, run(&place, "topology pull -o json"), "").out).unwrap();
    document["smps"][0]["sites"][0]["description"] = "Head office".into();
    std::fs::write(place.path("wanted.json"), document.to_string()).unwrap();
    let apply = format!("topology apply {} --yes", place.path("wanted.json").display());
    ends(exit::DONE, run(&place, &apply), "Head office");
    ends(exit::DONE, run(&place, "site show HQ"), "Head office");
    ends(exit::DONE, run(&place, &apply), "Unchanged: all is as");
}
