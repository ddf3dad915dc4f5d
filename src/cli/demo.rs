use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Command;

use super::Outcome;
use super::app::{App, ProgressStyle};
use super::exit_code::ExitCode;
use super::failure::{Failure, Kind};
use crate::topology::readiness::quoted;

/// Show the whole job on throw-away data, explained as it goes
///
/// Runs smpctl itself, in a temporary directory that is removed at the end. Fails if any step does not end as it
/// should.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// How many packages the throw-away store has, and how many files each of them.
const PACKAGES: u32 = 40;
const FILES: u32 = 60;

/// A step: what it shows, the command, and the exit code it must end with.
type Step = (&'static str, &'static [&'static str], ExitCode);

const TOPOLOGY: &[Step] = &[
    (
        "A topology document for two management servers, each with a database and sites of its own.",
        &["topology", "init"],
        ExitCode::Done,
    ),
    (
        "",
        &["smp", "add", "SMP-HQ", "--address", "10.1.0.10", "--url", "https://smp-hq.example"],
        ExitCode::Done,
    ),
    (
        "",
        &[
            "smp",
            "add",
            "SMP-BRANCH",
            "--address",
            "10.2.0.10",
            "--parent",
            "SMP-HQ",
            "--url",
            "https://smp-branch.example",
        ],
        ExitCode::Done,
    ),
    (
        "Headquarters: a site with two subnets, one inside the other, and a Package Server on the inner one.",
        &["--smp", "SMP-HQ", "site", "create", "HQ", "--description", "Main office"],
        ExitCode::Done,
    ),
    ("", &["--smp", "SMP-HQ", "subnet", "create", "10.1.0.0/16", "--site", "HQ"], ExitCode::Done),
    ("", &["--smp", "SMP-HQ", "subnet", "create", "10.1.5.0/24"], ExitCode::Done),
    ("", &["--smp", "SMP-HQ", "package-server", "add", "PS-01", "--address", "10.1.5.7"], ExitCode::Done),
    (
        "The branch: its Package Server stands elsewhere.",
        &["--smp", "SMP-BRANCH", "site", "create", "Depot"],
        ExitCode::Done,
    ),
    ("", &["--smp", "SMP-BRANCH", "subnet", "create", "10.9.0.0/16", "--site", "Depot"], ExitCode::Done),
    ("", &["--smp", "SMP-BRANCH", "package-server", "add", "PS-07", "--address", "10.9.0.5"], ExitCode::Done),
    (
        "Subnets are a tree; who is explicitly assigned nowhere inherits a site.",
        &["subnet", "list"],
        ExitCode::Done,
    ),
    ("What is a client offered?", &["--smp", "SMP-HQ", "subnet", "locate", "10.1.5.99"], ExitCode::Done),
];

const HIERARCHY: &[Step] = &[
    (
        "Could the two servers be joined? The branch could not (exit code 3).",
        &["hierarchy", "check"],
        ExitCode::CheckSaysNo,
    ),
    (
        "Do what is missing, and no more.",
        &["hierarchy", "prepare", "SMP-BRANCH", "--subnet", "10.2.0.0/16", "--site", "Join", "--yes"],
        ExitCode::Done,
    ),
    (
        "Now they can (exit code 0). The join itself happens in the console.",
        &["hierarchy", "check"],
        ExitCode::Done,
    ),
    ("", &["hierarchy", "tree"], ExitCode::Done),
    (
        "After the join the assignment may go again; the hierarchy stays.",
        &["hierarchy", "release", "SMP-BRANCH", "--all", "--yes"],
        ExitCode::Done,
    ),
];

const CHECK: Step = (
    "Can the store be moved to the new drive? Nothing is changed by asking.",
    &["relocation", "check", "--from", "old/store", "--to", "new/store", "--accept", "medium"],
    ExitCode::Done,
);

const RUN: Step = (
    "Move it. A process has a file of one package open for writing, so that package stays, linked (exit code 4).\n\
     Both directories are on one volume here; copying shows what happens between two.",
    &[
        "relocation",
        "run",
        "--from",
        "old/store",
        "--to",
        "new/store",
        "--accept",
        "medium",
        "--transfer",
        "copy",
        "--no-wait",
    ],
    ExitCode::Warning,
);

const AFTERWARDS: &[Step] = &[
    (
        "The process has closed its file: the retry moves what was left.",
        &["relocation", "retry", "--transfer", "copy"],
        ExitCode::Done,
    ),
    ("", &["relocation", "status"], ExitCode::Done),
    ("And back again; on one volume packages are renamed.", &["relocation", "revert"], ExitCode::Done),
];

/// The demo's own settings, beside what it shows.
const SETTINGS: &str = "settings.toml";

pub fn run(app: &App) -> Outcome {
    let failed = |what: &'static str| {
        move |error: io::Error| Failure::new(Kind::Failed, format_args!("cannot {what}: {error}"))
    };
    let place = tempfile::Builder::new()
        .prefix("smpctl-demo-")
        .tempdir()
        .map_err(failed("make a temporary directory"))?;
    let place_path = place.path().canonicalize().map_err(failed("use the temporary directory"))?;
    let demo = Demo { app, place: &place_path };
    demo.title("1. A topology")?;
    demo.steps(TOPOLOGY)?;
    demo.title("2. Ready for a hierarchy?")?;
    demo.steps(HIERARCHY)?;
    demo.title("3. Moving a package store")?;
    demo.app.write(&format!("A store of {PACKAGES} packages with {FILES} files each.\n"))?;
    for directory in ["old/store", "new"] {
        fs::create_dir_all(place_path.join(directory)).map_err(failed("make a store"))?;
    }
    (1..=PACKAGES)
        .try_for_each(|number| make_package(&place_path, number))
        .map_err(failed("fill a store"))?;
    fs::write(place_path.join(SETTINGS), "[alerts]\nsyslog = false\n").map_err(failed("make settings"))?;
    let before = contents(&place_path.join("old/store")).map_err(failed("read the store"))?;
    demo.step(&CHECK)?;
    let file = place_path.join("old/store").join(package(7)).join("cache").join("file-1.dat");
    let writer = File::options().append(true).open(file).map_err(failed("open a file for writing"))?;
    demo.step(&RUN)?;
    drop(writer);
    demo.steps(AFTERWARDS)?;
    let after = contents(&place_path.join("old/store")).map_err(failed("read the store"))?;
    if after != before {
        return Err(
            Failure::new(Kind::Failed, "the store is not what it was before").hint("please report this")
        );
    }
    place.close().map_err(failed("remove the temporary directory"))?;
    demo.title("Every step ended as it should, and the store is what it was before.")?;
    Ok(ExitCode::Done)
}

struct Demo<'a> {
    app: &'a App,
    place: &'a Path,
}

impl Demo<'_> {
    fn title(&self, title: &str) -> Result<(), Failure> {
        self.app.write(&format!("\n{}\n", self.app.style().bold(title)))
    }

    fn steps(&self, steps: &[Step]) -> Result<(), Failure> {
        steps.iter().try_for_each(|step| self.step(step))
    }

    fn step(&self, (text, arguments, code): &Step) -> Result<(), Failure> {
        let style = self.app.style();
        let shown = |argument: &&str| match argument.strip_prefix("--") {
            Some(_) => (*argument).to_owned(),
            None => quoted(argument),
        };
        let line = arguments.iter().map(shown).collect::<Vec<_>>().join(" ");
        let text = if text.is_empty() { String::new() } else { format!("\n{text}\n") };
        self.app.write(&format!("{text}{}\n", style.bold(&format!("$ smpctl {line}"))))?;
        let cannot = |error| Failure::new(Kind::Failed, format_args!("cannot run `smpctl {line}`: {error}"));
        let mut command = Command::new(std::env::current_exe().map_err(cannot)?);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SMPCTL_"))
        {
            command.env_remove(name);
        }
        command.args(*arguments).current_dir(self.place);
        command.env("SMPCTL_TOPOLOGY", "topology.json").env("SMPCTL_STATE_DIR", self.place.join("state"));
        // Nobody is told of a relocation that was made up, whatever the account's settings say.
        command.env("SMPCTL_SETTINGS", self.place.join(SETTINGS));
        if style.colour {
            command.args(["--color", "always"]);
        }
        if self.app.global.progress != ProgressStyle::Auto || self.app.global.quiet {
            command.args(["--progress", "none"]);
        }
        let ended = command.status().map_err(cannot)?;
        if ended.code() != Some(*code as i32) {
            return Err(Failure::new(
                Kind::Failed,
                format_args!(
                    "`smpctl {line}` should have ended with {}, and ended with {ended}",
                    *code as i32
                ),
            )
            .hint("run the demo on a local file system; if it still fails, please report this"));
        }
        Ok(())
    }
}

fn package(number: u32) -> String {
    format!("{{{number:08X}-5EED-4000-8000-0000DEC0DE00}}")
}

/// A package with files of a few sizes, the same in every run.
fn make_package(place: &Path, number: u32) -> io::Result<()> {
    let package = place.join("old/store").join(package(number));
    fs::create_dir_all(package.join("cache"))?;
    fs::write(package.join("package.xml"), format!("<package number=\"{number}\"/>\n"))?;
    for file in 1..FILES {
        let size = if file == 1 { 1 << 20 } else { (number * 977 + file * 4099) % 32_768 };
        let byte = |at: u32| (at.wrapping_add(file).wrapping_mul(2_654_435_761) >> 24) as u8;
        fs::write(
            package.join("cache").join(format!("file-{file}.dat")),
            (0..size).map(byte).collect::<Vec<_>>(),
        )?;
    }
    Ok(())
}

/// Every path below `root` with its content's length and sum, in order.
fn contents(root: &Path) -> io::Result<Vec<(std::path::PathBuf, usize, u64)>> {
    let mut found = Vec::new();
    let mut left = vec![root.to_owned()];
    while let Some(directory) = left.pop() {
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                left.push(entry.path());
            } else {
                let bytes = fs::read(entry.path())?;
                let sum =
                    bytes.iter().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
                found.push((entry.path(), bytes.len(), sum));
            }
        }
    }
    found.sort();
    Ok(found)
}
