//! A tiny builder for end-to-end tests: a throw-away folder with a topology, and the built binary.
//!
//! The topology lives in a document, or on live servers if SMPCTL_TEST_STORE is `live`; a test that is about documents
//! asks for one.

use std::path::PathBuf;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

use crate::live_store::{self, LiveStore};

/// A folder of its own for one test.
pub struct World {
    directory: tempfile::TempDir,
    live: Option<LiveStore>,
}

/// One SMP: two sites, an encompassed subnet, and three Package Servers. In the order in which a server is read.
const SMALL: &str = r#"{"version": 1, "smps": [{"name": "SMP-HQ", "addresses": ["10.1.0.10"],
    "sites": [{"name": "Berlin", "guid": "5173e000-0000-4000-8000-000000000001"},
              {"name": "HQ", "guid": "5173e000-0000-4000-8000-000000000002", "description": "Head office"}],
    "subnets": [{"network": "10.1.0.0/16", "guid": "50b0e700-0000-4000-8000-000000000001", "site": "HQ"},
                {"network": "10.1.2.0/24", "guid": "50b0e700-0000-4000-8000-000000000002"},
                {"network": "10.2.0.0/16", "guid": "50b0e700-0000-4000-8000-000000000003", "site": "Berlin"},
                {"network": "10.3.0.0/16", "guid": "50b0e700-0000-4000-8000-000000000004"}],
    "packageServers": [
        {"name": "PS-01", "guid": "5e0e0000-0000-4000-8000-000000000001", "addresses": ["10.1.2.5"]},
        {"name": "PS-02", "guid": "5e0e0000-0000-4000-8000-000000000002", "addresses": ["10.2.0.5"],
         "manualSites": ["Berlin", "HQ"], "constrained": true},
        {"name": "PS-03", "guid": "5e0e0000-0000-4000-8000-000000000003", "addresses": ["10.9.0.5"],
         "manualSites": ["Berlin"]}]}]}"#;

/// How a command ended.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
    pub line: String,
}

impl World {
    /// A world without a document.
    pub fn empty() -> Self {
        Self { directory: tempfile::tempdir().unwrap(), live: None }
    }

    /// A world whose topology is what this document says, wherever it lives.
    pub fn with(document: &str) -> Self {
        let mut world = Self::with_document(document);
        if live_store::is_wanted() {
            world.live = Some(LiveStore::with(document, world.directory.path()));
        }
        world
    }

    /// A world with one SMP, wherever it lives.
    pub fn small() -> Self {
        Self::with(SMALL)
    }

    /// A world with this document.
    pub fn with_document(document: &str) -> Self {
        let world = Self::empty();
        world.write("topology.json", document);
        world
    }

    /// A world with one SMP in a document.
    pub fn small_document() -> Self {
        Self::with_document(SMALL)
    }

    /// Whether the topology lives on servers.
    pub fn is_live(&self) -> bool {
        self.live.is_some()
    }

    /// A path in the world's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Writes a file into the world's folder.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The document's text, or what the servers hold as one.
    pub fn document(&self) -> String {
        if let Some(live) = &self.live {
            return live.document();
        }
        std::fs::read_to_string(self.path("topology.json")).unwrap()
    }

    /// The topology is a valid document.
    #[track_caller]
    pub fn is_valid(&self) {
        if self.is_live() {
            self.run("topology pull pulled.json --yes").ok();
            self.run("topology validate --topology pulled.json").ok();
        } else {
            self.run("topology validate").ok();
        }
    }

    /// The binary, set up for this world, without anything from the tester's own environment.
    pub fn command(&self) -> Command {
        let mut command = Command::cargo_bin("smpctl").unwrap();
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SMPCTL_"))
        {
            command.env_remove(name);
        }
        match &self.live {
            Some(live) => command.envs(live.environment()),
            None => command.env("SMPCTL_TOPOLOGY", self.path("topology.json")),
        };
        command.current_dir(self.directory.path());
        command
    }

    /// Runs the binary with arguments separated by spaces; an argument in single quotes may contain some.
    pub fn run(&self, line: &str) -> Ran {
        self.run_with(line, "")
    }

    /// The same with something on standard input.
    pub fn run_with(&self, line: &str, stdin: &str) -> Ran {
        let output = self.command().args(words(line)).write_stdin(stdin).output().unwrap();
        Ran::new(line, &output)
    }
}

impl Ran {
    pub fn new(line: &str, output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            line: line.to_owned(),
        }
    }

    /// It ended with this exit code.
    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "`{}`\n{}\n{}", self.line, self.stdout, self.stderr);
        self
    }

    /// It ended with 0.
    #[track_caller]
    pub fn ok(self) -> Self {
        self.code(0)
    }

    /// Its standard output is this.
    #[track_caller]
    pub fn prints(self, text: &str) -> Self {
        assert_eq!(self.stdout, text, "`{}`\n{}", self.line, self.stderr);
        self
    }

    /// Its standard output contains this.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "`{}` says\n{}\nnot {text}", self.line, self.stdout);
        self
    }

    /// Its standard error contains this.
    #[track_caller]
    pub fn tells(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "`{}` tells\n{}\nnot {text}", self.line, self.stderr);
        self
    }

    /// Its standard output is this JSON.
    #[track_caller]
    pub fn json(self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}:\n{}", self.stdout))
    }
}

fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
