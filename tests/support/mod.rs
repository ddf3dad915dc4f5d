//! What the end-to-end tests share: a place of their own, and the built binary run in it.

#![allow(dead_code, reason = "each test file uses its own part of this")]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test that cannot go on ends")]

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

#[path = "live_store.rs"]
pub mod live_store;

use live_store::LiveStore;

/// The exit codes of smpctl.
pub mod exit {
    pub const DONE: i32 = 0;
    pub const USAGE: i32 = 2;
    pub const CHECK_SAYS_NO: i32 = 3;
    pub const WARNING: i32 = 4;
    pub const CONFLICT: i32 = 6;
}

/// The built smpctl. Where `SMPCTL_LAYERED` names one it is that, with the fault layer: cargo's own may be built anew
/// without the layer, by somebody else, while a test runs.
pub fn program() -> OsString {
    std::env::var_os("SMPCTL_LAYERED").unwrap_or_else(|| env!("CARGO_BIN_EXE_smpctl").into())
}

/// A directory of its own for one test, with a state directory and a topology document in it.
pub struct Place {
    keep: tempfile::TempDir,
    live: Option<LiveStore>,
}

/// What a run of smpctl said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        let place = Self { keep: tempfile::tempdir().unwrap(), live: None };
        // The journal of the machine that runs the tests is not told of them.
        place.settings("");
        place
    }

    /// The same place; what its topology document says lives on servers from now on, if the tests are to run on some.
    pub fn in_the_store_wanted(mut self) -> Self {
        if live_store::is_wanted() {
            let document = fs::read_to_string(self.path("topology.json")).unwrap();
            self.live = Some(LiveStore::with(&document, self.keep.path()));
        }
        self
    }

    /// Settles this, and that no journal is told.
    pub fn settings(&self, text: &str) {
        let alerts = if text.contains("[alerts]") { "" } else { "[alerts]\nsyslog = false\n" };
        fs::write(self.path("settings.toml"), format!("{text}\n{alerts}")).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.keep.path().join(name)
    }

    /// smpctl, knowing nothing of the account it runs under.
    pub fn command(&self) -> Command {
        let mut command = Command::new(program());
        command
            .current_dir(self.keep.path())
            .env("SMPCTL_STATE_DIR", self.path("state"))
            .env("SMPCTL_SETTINGS", self.path("settings.toml"))
            // Tests hold files of packages open, and are not to wait for themselves.
            .env("SMPCTL_WAIT_FOR_READERS", "1")
            .env("NO_COLOR", "1");
        match &self.live {
            Some(live) => command.envs(live.environment()),
            None => command.env("SMPCTL_TOPOLOGY", self.path("topology.json")),
        };
        command
    }

    /// Runs smpctl with these arguments, `@name` standing for the path of that name in this place.
    pub fn run(&self, arguments: &str) -> Said {
        let mut command = self.command();
        for argument in arguments.split_whitespace() {
            match argument.strip_prefix('@') {
                Some(name) => command.arg(self.path(name)),
                None => command.arg(argument),
            };
        }
        said(command.output().unwrap())
    }

    /// The same, expecting this exit code.
    pub fn ends(&self, code: i32, arguments: &str) -> Said {
        let said = self.run(arguments);
        assert_eq!(said.code, code, "smpctl {arguments}\n{}{}", said.out, said.err);
        said
    }

    /// The same, with its result as JSON.
    pub fn json(&self, code: i32, arguments: &str) -> Value {
        let said = self.ends(code, &format!("{arguments} -o json"));
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {}", said.out))
    }
}

pub fn said(output: Output) -> Said {
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The name of the package with this number.
pub fn package(number: u32) -> String {
    format!("{{{number:08X}-0000-4000-8000-00000000ABCD}}")
}

#[cfg(unix)]
mod stores;
#[cfg(unix)]
#[allow(unused_imports, reason = "each test file uses its own part of this")]
pub use stores::*;
