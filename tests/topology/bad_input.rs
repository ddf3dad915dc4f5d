use std::fs;

use crate::support::World;

#[test]
fn what_is_no_document_is_told_with_line_and_column() {
    for (document, told) in [
        ("", "line 1, column 0: EOF while parsing a value"),
        ("not json", "line 1, column 2: expected ident"),
        ("[]", "line 1, column 2"),
        ("{\"version\": \"1\", \"smps\": []}", "invalid type: string \"1\", expected u64"),
        ("{\"version\": 2, \"smps\": []}", "version 2 of the format is not known"),
        ("{\"smps\": []}", "missing field `version`"),
        ("{\"version\": 1}", "missing field `smps`"),
        ("{\"version\": 1, \"smps\": []} x", "trailing characters"),
        ("{\"version\": 1, \"version\": 1, \"smps\": []}", "duplicate field `version`"),
        ("{\"version\": 1, \"smps\": {}}", "expected a list, each element a SMP"),
        ("{\"version\": 1, \"smps\": [{\"name\": 5}]}", "invalid type: integer `5`"),
        ("{\"version\": 1, \"smps\": [{\"name\": \"A\", \"x\": 1}]}", "unknown field `x`"),
        ("{\"version\": 1, \"smps\": [{\"name\": \"A\"}, {\"name\": \"a\"}]}", "SMP 'a' comes twice"),
        (
            "{\"version\": 1, \"smps\": [{\"name\": \"A\", \"sites\": [{\"name\": \"X\"}, {\"name\": \"x\"}]}]}",
            "site 'x' comes twice",
        ),
        (
            "{\"version\": 1, \"smps\": [{\"name\": \"A\", \"addresses\": [\"10.0.0\"]}]}",
            "invalid IP address syntax",
        ),
        (
            "{\"version\": 1, \"smps\": [{\"name\": \"A\", \"subnets\": [{\"network\": \"10.0.0.0\"}]}]}",
            "has no prefix length",
        ),
        ("{\"version\": 1, \"smps\": [{\"name\": \"A\", \"guid\": \"x\"}]}", "UUID parsing failed"),
    ] {
        let world = World::with_document(document);
        world.run("site list").code(1).prints("").tells(told).tells("line 1, column");
        world.run("site create X").code(1).tells(told);
        world.run("topology init").code(1).tells(told);
        assert_eq!(world.document(), document, "a bad document is never touched");
    }
}

#[test]
fn a_deeply_nested_document_does_not_overflow_the_stack() {
    let world = World::with_document(&"[".repeat(1_000_000));
    world.run("site list").code(1);
    let world = World::with_document(&format!("{{\"x\":{}", "{\"x\":".repeat(1_000_000)));
    world.run("site list").code(1);
}

#[test]
fn a_file_too_large_or_of_another_kind_is_refused() {
    let world = World::empty();
    fs::File::create(world.path("topology.json")).unwrap().set_len(1 << 30).unwrap();
    world.run("site list").code(1).tells("larger than 256 MiB");
    fs::remove_file(world.path("topology.json")).unwrap();
    fs::create_dir(world.path("topology.json")).unwrap();
    world.run("site list").code(1).tells("cannot read");
    world.run("site list --topology absent/deeper.json").code(6).tells("there is no topology document");
}

#[test]
fn escape_sequences_do_not_reach_the_output() {
    let world = World::with_document(
        r#"{"version": 1, "smps": [{"name": "A", "sites": [
            {"name": "HQ", "description": "\u001b[2Jred\u0007\u009b31m\u202e\u007f"}]}]}"#,
    );
    for line in ["site list", "site show HQ", "site list -o json", "site list --color always"] {
        let ran = world.run(line).ok();
        for bad in ['\u{7}', '\u{9b}', '\u{202e}', '\u{7f}'] {
            assert!(!ran.stdout.contains(bad), "`{line}`: {bad:?}");
        }
        assert!(!ran.stdout.contains("\u{1b}[2J"), "`{line}`");
    }
    // What a program reads is still what the document says.
    assert_eq!(
        world.run("site list -o json").ok().json()[0]["description"],
        "\u{1b}[2Jred\u{7}\u{9b}31m\u{202e}\u{7f}"
    );
    let ran = world.run("site show '\u{1b}[31mx'").code(6);
    assert!(!ran.stderr.contains('\u{1b}'));
    world.run("site create 'a\u{1b}[31mb'").code(2).tells("contains a control character");
    let world = World::with_document(r#"{"version": 1, "smps": [{"name": "a\u001b[31m"}]}"#);
    let ran = world.run("site list").code(1).tells("contains a control character");
    assert!(!ran.stderr.contains('\u{1b}'));
}

#[test]
fn colour_is_used_only_when_asked_for() {
    let world = World::small_document();
    assert!(!world.run("site list").ok().stdout.contains('\u{1b}'));
    assert!(world.run("site list --color always").ok().stdout.contains("\u{1b}[1mSITE"));
    assert!(!world.run("site list --color never").ok().stdout.contains('\u{1b}'));
}

#[cfg(unix)]
mod permissions {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::Command;

    use crate::support::{Ran, World};

    const NOBODY: u32 = 65534;

    /// Runs as somebody whom permissions bind, also when the tests run as root.
    fn run(world: &World, line: &str) -> Ran {
        let binary = world.path("smpctl");
        if !binary.exists() {
            // Copied by another process: a descriptor of ours, open for writing, would go with every child that another
            // test starts meanwhile, and the binary be busy.
            let source = assert_cmd::cargo::cargo_bin("smpctl");
            assert!(Command::new("cp").arg(source).arg(&binary).status().unwrap().success());
            fs::set_permissions(&binary, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let mut command = Command::new(&binary);
        command.args(line.split(' ')).env("SMPCTL_TOPOLOGY", world.path("dir/topology.json"));
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        Ran::new(line, &command.output().unwrap())
    }

    fn is_root() -> bool {
        fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
    }

    fn world(directory_mode: u32, document_mode: u32) -> World {
        let world = World::empty();
        fs::set_permissions(world.path(""), fs::Permissions::from_mode(0o755)).unwrap();
        let directory = world.path("dir");
        fs::create_dir(&directory).unwrap();
        let document = directory.join("topology.json");
        fs::write(&document, r#"{"version": 1, "smps": [{"name": "A"}]}"#).unwrap();
        let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        mode(&document, document_mode);
        mode(&directory, directory_mode);
        if is_root() {
            chown(&document, Some(NOBODY), Some(NOBODY)).unwrap();
            chown(&directory, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        world
    }

    #[test]
    fn an_unreadable_document_is_a_matter_of_permission() {
        let world = world(0o755, 0o000);
        run(&world, "site list").code(5).tells("cannot read");
        run(&world, "site create X").code(5);
    }

    #[test]
    fn a_directory_that_cannot_be_written_is_too() {
        let world = world(0o555, 0o644);
        run(&world, "site list").code(0);
        run(&world, "site create X").code(5).tells("write access to the document and to its directory");
        run(&world, "site create X --dry-run").code(0);
        fs::set_permissions(world.path("dir"), fs::Permissions::from_mode(0o755)).unwrap();
        run(&world, "site create X").code(0);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let sites: Vec<String> = (0..20_000).map(|at| format!("{{\"name\": \"Site-{at}\"}}")).collect();
    let world = World::with_document(&format!(
        "{{\"version\": 1, \"smps\": [{{\"name\": \"A\", \"sites\": [{}]}}]}}",
        sites.join(",")
    ));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("smpctl"))
        .args(["site", "list", "-o", "json"])
        .env("SMPCTL_TOPOLOGY", world.path("topology.json"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
