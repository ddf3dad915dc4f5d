//! The other store that a topology can live in: servers that `tests/asmx/serve` started, where SMPCTL_TEST_STORE is `live`.
//!
//! SMPCTL_TEST_SERVER may name a configuration for them, of another version, say. Starting one takes seconds, so servers are handed from test to test, each putting its own content in place.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use serde_json::{Value, json};

/// Servers that no test uses just now. They end with this process, when their standard input closes.
static IDLE: Mutex<Vec<Started>> = Mutex::new(Vec::new());

struct Started {
    _process: Child,
    about: Value,
}

/// A topology on live servers, one for each SMP.
pub struct LiveStore {
    servers: Vec<(Started, String)>,
    directory: PathBuf,
}

/// Whether the tests are to run on live servers.
pub fn is_wanted() -> bool {
    match std::env::var("SMPCTL_TEST_STORE").as_deref() {
        Err(_) | Ok("" | "document") => false,
        Ok("live") => true,
        Ok(other) => panic!("SMPCTL_TEST_STORE is '{other}', not 'document' or 'live'"),
    }
}

fn configuration() -> Option<std::ffi::OsString> {
    std::env::var_os("SMPCTL_TEST_SERVER").filter(|path| !path.is_empty())
}

/// How the servers are to store a topology, as the configuration says.
fn shape() -> Value {
    let Some(path) = configuration() else { return json!({}) };
    let configuration: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    configuration.get("content").cloned().unwrap_or_else(|| json!({}))
}

impl Started {
    fn new() -> Self {
        let serve = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/asmx/serve");
        let configuration = configuration();
        let mut process = Command::new(serve)
            .args(configuration)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "the test server did not start");
        Self { _process: process, about: serde_json::from_str(&line).unwrap() }
    }

    /// Speaks to the server's control, which answers one plain request a connection.
    fn control(&self, method: &str, target: &str, body: &str) -> String {
        let host = self.about["control"].as_str().unwrap().trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).unwrap();
        let head =
            format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n\r\n", body.len());
        stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 "), "{method} {target}: {answer}");
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }
}

impl LiveStore {
    /// A store that holds what the document says, with its files in `directory`.
    pub fn with(document: &str, directory: &Path) -> Self {
        let document: Value = serde_json::from_str(document).unwrap();
        let mut contexts = String::new();
        let mut servers = Vec::new();
        for smp in document["smps"].as_array().unwrap() {
            let server = IDLE.lock().unwrap().pop().unwrap_or_else(Started::new);
            let mut content = shape();
            content["topology"] = smp.clone();
            server.control("PUT", "/content", &content.to_string());
            let name = smp["name"].as_str().unwrap().to_owned();
            let text = |value: &Value| format!("{value}");
            contexts += &format!(
                "[contexts.{}]\nurl = {}\nuser = {}\nca-certificate = {}\nadministrator = true\n",
                text(&smp["name"]),
                text(&server.about["url"]),
                text(&server.about["user"]),
                text(&server.about["ca"]),
            );
            if let Some(addresses) = smp["addresses"].as_array() {
                contexts += &format!("addresses = {}\n", Value::from(addresses.clone()));
            }
            if smp["parent"].is_string() {
                contexts += &format!("parent = {}\n", text(&smp["parent"]));
            }
            servers.push((server, name));
        }
        std::fs::write(directory.join("contexts.toml"), contexts).unwrap();
        Self { servers, directory: directory.to_owned() }
    }

    /// What smpctl has to know to work on it.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let path = |name: &str| self.directory.join(name).display().to_string();
        let names: Vec<&str> = self.servers.iter().map(|(_, name)| name.as_str()).collect();
        let password = self.servers.first().map(|(server, _)| server.about["password"].as_str().unwrap());
        vec![
            ("SMPCTL_CONTEXTS", path("contexts.toml")),
            ("SMPCTL_CONTEXT", names.join(",")),
            ("SMPCTL_PASSWORD", password.unwrap_or_default().to_owned()),
            ("SMPCTL_STATE_DIR", path("state")),
            ("SMPCTL_CACHE_DIR", path("cache")),
        ]
    }

    /// What the servers hold now, asked of them directly, as the text of a document.
    pub fn document(&self) -> String {
        let smps: Vec<Value> = self
            .servers
            .iter()
            .map(|(server, _)| server.control("GET", "/topology", ""))
            .map(|text| serde_json::from_str(&text).unwrap())
            .collect();
        serde_json::to_string_pretty(&json!({"version": 1, "smps": smps})).unwrap()
    }
}

impl Drop for LiveStore {
    fn drop(&mut self) {
        let servers = self.servers.drain(..).map(|(server, _)| server);
        if let Ok(mut idle) = IDLE.lock() {
            idle.extend(servers);
        }
    }
}
