//! What the management server is told of each attempt, end to end: printed, dropped into a directory, posted to a
//! server, and kept while it cannot be delivered.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

mod support;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;
use support::{Place, exit, make_store, package};

const CLASS: &str = "data-class-guid = '11111111-2222-3333-4444-55555555abcd'";
const RESOURCE: &str = "resource-guid = '{99999999-2222-3333-4444-55555555ABCD}'";
const OWN: u32 = 1 << 30;

/// The attributes of the only `row` of an event; the whole of it is well-formed.
fn row(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let mut rows = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Empty(element) if element.name().as_ref() == "row" => rows.push(
                element
                    .attributes()
                    .map(|attribute| {
                        let attribute = attribute.unwrap();
                        let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
                        (attribute.key.as_ref().to_owned(), value)
                    })
                    .collect(),
            ),
            _ => {}
        }
    }
    assert_eq!(rows.len(), 1, "{xml}");
    rows.remove(0)
}

fn bits(xml: &str) -> u32 {
    row(xml).iter().find(|(name, _)| name == "c5").unwrap().1.parse().unwrap()
}

/// The events in a directory, in the order in which they were written.
fn dropped(directory: &Path) -> Vec<String> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.iter().all(|path| path.extension().is_some_and(|it| it == "nse")), "{files:?}");
    files.sort_by_key(|path| fs::metadata(path).unwrap().modified().unwrap());
    files.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

fn writer(place: &Place, number: u32) -> File {
    let path = place.path("old").join(package(number)).join("package.xml");
    File::options().append(true).open(path).unwrap()
}

#[test]
fn the_event_of_the_last_attempt_is_printed() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    assert!(place.ends(exit::CONFLICT, "relocation status --event").err.contains("no relocation is known"));
    place.ends(exit::DONE, "relocation run --from @old --to @new&more --no-wait");
    let said = place.ends(exit::DONE, "relocation status --event");
    assert!(said.err.contains("`events.data-class-guid` and `events.resource-guid`"), "{}", said.err);
    assert!(said.out.starts_with("<!-- missing"), "{}", said.out);
    let columns = row(&said.out);
    let names: Vec<_> = columns.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["c0", "c1", "c2", "c3", "c4", "c5", "c6"]);
    assert_eq!(columns[0].1, place.path("new&more").to_str().unwrap());
    let size = |at: usize| columns[at].1.parse::<u64>().unwrap();
    assert!(size(1) >= size(2) && size(2) >= size(6), "{columns:?}");
    assert!((1..10).contains(&size(3)) && (1..10).contains(&size(6)), "{columns:?}");
    assert!(columns[4].1.starts_with("20") && columns[4].1.ends_with('Z'), "{columns:?}");
    assert_eq!(bits(&said.out), OWN | 1 | 64);

    place.settings(&format!("[events]\n{CLASS}\n{RESOURCE}\nresource-name = 'PS <1>'\nform = 'data-class'"));
    let said = place.ends(exit::DONE, "relocation status --event");
    assert_eq!(said.err, "");
    for part in [
        "<dataClass guid=\"{11111111-2222-3333-4444-55555555ABCD}\">",
        "guid=\"{99999999-2222-3333-4444-55555555ABCD}\"",
        "name=\"PS &lt;1&gt;\"",
    ] {
        assert!(said.out.contains(part), "{part} in {}", said.out);
    }
    let event = place.json(exit::DONE, "relocation status --event");
    assert_eq!((&event["bits"], &event["missing"]), (&json!("complete, automatic, smpctl"), &json!([])));
    assert!(event["measured"]["totalBytes"].is_u64());
    assert_eq!(event["nse"].as_str().unwrap().lines().next(), said.out.lines().next());
}

#[test]
fn every_attempt_drops_an_event_into_the_directory() {
    let place = Place::new();
    make_store(&place.path("old"), 3);
    let inbox = place.path("inbox");
    fs::create_dir(&inbox).unwrap();
    place.settings(&format!("[events]\nsend = true\n{CLASS}\n{RESOURCE}\ndirectory = '{}'", inbox.display()));
    let held = writer(&place, 2);
    let said = place.ends(
        exit::WARNING,
        "relocation run --from @old --to @new --transfer copy --max-attempts 2 --interval 0",
    );
    assert!(said.err.contains("are smpctl's own"), "{}", said.err);
    drop(held);
    let said = place.ends(exit::DONE, "relocation retry --transfer copy");
    assert!(!said.err.contains("are smpctl's own"), "said twice: {}", said.err);
    place.ends(exit::DONE, "relocation revert");
    let events = dropped(&inbox);
    let found: Vec<u32> = events.iter().map(|xml| bits(xml)).collect();
    // Two automatic attempts of two, a manual one, and the way back.
    assert_eq!(found, [OWN | 2 | 64, OWN | 2 | 64 | 128, OWN | 1, OWN | 1 | 32]);
    let paths: Vec<_> = events.iter().map(|xml| row(xml)[0].1.clone()).collect();
    let (old, new) = (place.path("old"), place.path("new"));
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    assert_eq!(paths, [new, new, new, old]);
    assert_eq!(place.json(exit::DONE, "relocation status")["eventsWaiting"], 0);
}

#[test]
fn nothing_is_sent_unless_the_settings_say_so() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    let inbox = place.path("inbox");
    fs::create_dir(&inbox).unwrap();
    place.settings(&format!("[events]\n{CLASS}\n{RESOURCE}\ndirectory = '{}'", inbox.display()));
    place.ends(exit::DONE, "relocation run --from @old --to @new");
    assert_eq!(dropped(&inbox).len(), 0);
    assert!(!place.path("state/events").exists());
}

/// A server that takes one request for each of these answers, and tells what it was asked.
fn serve(answers: &'static [&'static str]) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let mut asked = Vec::new();
        for answer in answers {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream);
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                if line.trim().is_empty() {
                    break;
                }
                head.push_str(&line);
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            asked.push(format!("{head}\n{}", String::from_utf8(body).unwrap()));
            let answer = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            reader.get_mut().write_all(answer.as_bytes()).unwrap();
        }
        asked
    });
    (address, thread)
}

#[test]
fn what_a_server_does_not_take_waits_and_goes_out_in_order() {
    let place = Place::new();
    make_store(&place.path("old"), 2);
    let (server, asked) = serve(&["500 Out of order", "200 OK", "200 OK"]);
    place.settings(&format!(
        "[events]\nsend = true\n{CLASS}\n{RESOURCE}\nserver = '{server}'\nallow-http = true\ntimeout-seconds = 20"
    ));
    let held = writer(&place, 2);
    let said = place.ends(exit::WARNING, "relocation run --from @old --to @new --no-wait --transfer copy");
    assert!(said.err.contains("1 event waits to be sent"), "{}", said.err);
    assert!(said.err.contains("500"), "{}", said.err);
    let status = place.json(exit::DONE, "relocation status");
    assert_eq!(status["eventsWaiting"], 1);
    assert!(place.ends(exit::DONE, "relocation status").out.contains("Events waiting    1"));
    drop(held);
    let said = place.ends(exit::DONE, "relocation retry");
    assert!(!said.err.contains("wait"), "{}", said.err);
    let asked = asked.join().unwrap();
    for request in &asked {
        assert!(request.starts_with("POST /Altiris/NS/Agent/PostEvent.aspx HTTP/1.1"), "{request}");
        assert!(request.to_lowercase().contains("content-type: text/xml; charset=utf-8"), "{request}");
        assert!(!request.to_lowercase().contains("authorization"), "{request}");
    }
    let found: Vec<u32> =
        asked.iter().map(|request| bits(&request[request.find("<message").unwrap()..])).collect();
    assert_eq!(found, [OWN | 2 | 64, OWN | 2 | 64, OWN | 1]);
    assert_eq!(place.json(exit::DONE, "relocation status")["eventsWaiting"], 0);
}

#[test]
fn whatever_is_wrong_with_the_delivery_no_relocation_fails_for_it() {
    for (settings, reason) in [
        (format!("{RESOURCE}\nserver = 'https://localhost'"), "without the setting `events.data-class-guid`"),
        (format!("{CLASS}\nserver = 'https://localhost'"), "without the setting `events.resource-guid`"),
        (format!("{CLASS}\n{RESOURCE}"), "neither `events.directory` nor `events.server`"),
        (format!("{CLASS}\n{RESOURCE}\nserver = 'http://localhost:1'"), "`events.allow-http = true`"),
        (format!("{CLASS}\n{RESOURCE}\nserver = 'http://localhost:1'\nallow-http = true"), "refused"),
        (format!("{CLASS}\n{RESOURCE}\nserver = 'https://u:hush@localhost'"), "a user name or a password"),
        (format!("{CLASS}\n{RESOURCE}\ndirectory = '/nowhere/at/all'"), "'/nowhere/at/all'"),
    ] {
        let place = Place::new();
        make_store(&place.path("old"), 1);
        place.settings(&format!("[events]\nsend = true\n{settings}"));
        let said = place.ends(exit::DONE, "relocation run --from @old --to @new -vv");
        assert!(said.err.contains(reason), "{reason} in {}", said.err);
        assert!(!said.err.contains("hush"), "{}", said.err);
        assert_eq!(place.json(exit::DONE, "relocation status")["eventsWaiting"], 1);
        // A timer comes by although nothing is left to move.
        let inbox = place.path("inbox");
        fs::create_dir(&inbox).unwrap();
        place.settings(&format!(
            "[events]\nsend = true\n{CLASS}\n{RESOURCE}\ndirectory = '{}'",
            inbox.display()
        ));
        place.ends(exit::DONE, "relocation retry --automatic");
        assert_eq!(dropped(&inbox).len(), 1);
    }
    // Not even where nothing can be kept.
    let place = Place::new();
    make_store(&place.path("old"), 1);
    fs::create_dir(place.path("state")).unwrap();
    fs::write(place.path("state/events"), "in the way").unwrap();
    place.settings(&format!("[events]\nsend = true\n{CLASS}\n{RESOURCE}"));
    let said = place.ends(exit::DONE, "relocation run --from @old --to @new");
    assert!(said.err.contains("could not be kept"), "{}", said.err);
}

#[test]
fn a_server_that_hangs_is_not_waited_for_long() {
    let place = Place::new();
    make_store(&place.path("old"), 1);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    place.settings(&format!(
        "[events]\nsend = true\n{CLASS}\n{RESOURCE}\nserver = 'http://{}'\nallow-http = true\ntimeout-seconds = 1",
        listener.local_addr().unwrap()
    ));
    let said = place.ends(exit::DONE, "relocation run --from @old --to @new");
    assert!(said.err.contains("does not answer in time"), "{}", said.err);
}

#[test]
fn an_attempt_that_was_killed_is_told_as_stopped() {
    let place = Place::new();
    make_store(&place.path("old"), 3);
    let mut child = place
        .command()
        .args([
            "relocation",
            "run",
            "--from",
            "old",
            "--to",
            "new",
            "--transfer",
            "copy",
            "--limit-rate",
            "10k",
        ])
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while place.json(exit::DONE, "relocation status")["running"].is_null() {
        assert!(child.try_wait().unwrap().is_none(), "it ended early");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    while place.run("relocation status --event").code != 0 {}
    let during = place.json(exit::DONE, "relocation status --event");
    assert_eq!(during["bits"], "automatic, smpctl");
    child.kill().unwrap();
    child.wait().unwrap();
    let status = place.json(exit::DONE, "relocation status");
    assert_eq!((&status["status"], &status["running"]), (&json!("interrupted"), &json!(null)));
    let event = place.json(exit::DONE, "relocation status --event");
    assert_eq!(event["bits"], "stopped, automatic, smpctl");
    assert!(event["measured"]["requiredBytes"].is_u64());
}
