"""Relocations by the Windows build under a Wine that makes junction points, which Debian's does not.

    python3 tests/windows/junctions.py WINE SMPCTL_EXE OLD NEW

`WINE` is the loader of a Wine with junction points, with its server beside it; `WINEPREFIX` names a prefix that has
`bcryptprimitives.dll` (see tests/suites/windows.sh). `SMPCTL_EXE` is built with the feature `fault-injection`. `OLD` and `NEW`
are empty folders on two volumes; they become the drives S: and T:.

Everything is seen from outside of Wine: names, content, times, the read-only attribute and which names are one file.
With `--every N` only each Nth call is broken."""

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("wine")
parser.add_argument("program")
parser.add_argument("old", type=Path)
parser.add_argument("new", type=Path)
parser.add_argument("--every", type=int, default=1)
parser.add_argument("--only", default="", help="the parts whose name holds this")
parser.add_argument("--way", default="", help="of what is broken, the ways whose name holds this")
options = parser.parse_args()
prefix = Path(os.environ["WINEPREFIX"])
server = Path(options.wine).parent / "wineserver"
if not server.exists():
    raise SystemExit(f"'{server}' is missing")
ENVIRONMENT = dict(os.environ, SMPCTL_STATE_DIR=r"C:\state", SMPCTL_SETTINGS=r"C:\settings.toml", WINEDEBUG="-all",
                   WINESERVER=str(server))
ENVIRONMENT.pop("DISPLAY", None)
NAMES = ["{1592B913-72F3-4C36-91D2-D4EDA21D2F96}", "{2B0C7A61-0B0E-4B53-9B0E-0A1B2C3D4E5F}", "{3C5D9E10-7F1A-4A80-8E11-AABBCCDDEEFF}"]
shown = 0


def expect(what, condition, said=""):
    global shown
    if not condition:
        raise SystemExit(f"not shown: {what}\n{said}")
    shown += 1


def told(what):
    print(f"shown: {what}", flush=True)


class Started:
    """A program under Wine. What it says goes to a file: Wine's services inherit a pipe, and outlive it."""

    def __init__(self, *arguments, fault=None, program=None):
        environment = dict(ENVIRONMENT)
        if fault:
            environment.update(SMPCTL_FAULT=fault, SMPCTL_FAULT_LOG=r"C:\fault.log")
            (prefix / "drive_c/fault.log").unlink(missing_ok=True)
        self.said = tempfile.TemporaryFile()
        self.process = subprocess.Popen([options.wine, program or options.program, *arguments], env=environment,
                                        stdin=subprocess.PIPE, stdout=self.said, stderr=self.said)

    def end(self, typed=""):
        try:
            self.process.communicate(typed.encode(), timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise SystemExit(f"not shown: {self.process.args} ends") from None
        self.said.seek(0)
        return self.process.returncode, self.said.read().decode(errors="replace")


def run(*arguments, fault=None):
    return Started(*arguments, fault=fault).end()


def calls():
    return (prefix / "drive_c/fault.log").read_text().splitlines()


def tree(folder):
    """What is in a folder, whichever path leads to it."""
    found, files = {}, {}
    folder = folder.resolve()
    for path in [folder, *sorted(folder.rglob("*"))]:
        name, about = str(path.relative_to(folder)), path.lstat()
        what = [about.st_mtime_ns // 100, bool(about.st_mode & 0o200)]
        if path.is_file():
            what += [hashlib.sha256(path.read_bytes()).hexdigest(), files.setdefault(about.st_ino, name)]
        found[name] = what
    return found


def package(folder, size):
    """Read-only, empty, deep, hidden holes, two names of one file, names beyond ASCII and beyond 16 bits."""
    (folder / "cache/deep/deeper still/\u043f\u0430\u043a\u0435\u0442").mkdir(parents=True)
    (folder / "empty").mkdir()
    (folder / "cache/setup.msi").write_bytes(os.urandom(size))
    (folder / "cache/none").write_bytes(b"")
    (folder / "cache/deep/deeper still/\u043f\u0430\u043a\u0435\u0442/\U0001f4e6 \u00e9.cab").write_bytes(os.urandom(size // 2))
    os.link(folder / "cache/setup.msi", folder / "cache/deep/same")
    with open(folder / "cache/holes", "wb") as file:
        file.seek(100_000)
        file.write(b"end")
    (folder / "cache/read only.txt").write_text("content")
    (folder / "cache/read only.txt").chmod(0o555)
    for number, path in enumerate(sorted([folder, *folder.rglob("*")], key=lambda path: -len(path.parts))):
        moment = 1_600_000_000_123_456_700 + number * 1_000_000_000
        os.utime(path, ns=(moment, moment))


class Ground:
    def __init__(self, same_volume, sizes=(3000, 500)):
        for folder in [options.old, options.new, prefix / "drive_c/state"]:
            for entry in folder.iterdir() if folder.is_dir() else []:
                shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
        self.old = options.old / "Store"
        self.new = (options.old if same_volume else options.new) / "Moved"
        self.to = "S:\\Moved" if same_volume else "T:\\Moved"
        self.old.mkdir(mode=0o755)
        self.packages = {}
        for name, size in zip(NAMES, sizes):
            package(self.old / name, size)
            self.packages[name] = tree(self.old / name)

    def run(self, *more, fault=None):
        return run("relocation", "run", "--from", "S:\\Store", "--to", self.to, "--yes", "--no-wait", *more,
                   fault=fault)

    def is_moved(self, said=""):
        self.stands_in(self.new, said)

    def is_back(self, said=""):
        self.stands_in(self.old, said)

    def stands_in(self, store, said):
        for name, before in self.packages.items():
            here = store / name
            expect(f"a package stands in {store.name}", here.is_dir() and not here.is_symlink(), said)
            expect("it is what it was", tree(here) == before, difference(before, tree(here)) + said)
        left = {entry.name for entry in store.iterdir()} - set(self.packages)
        expect(f"nothing else is in {store.name}", not left, f"{left}\n{said}")

    def nothing_is_lost(self, said):
        """After a kill: each package is whole somewhere, and no path leads to half a one."""
        missing = 0
        for name, before in self.packages.items():
            reached = 0
            for store in [self.old, self.new]:
                if (store / name).exists():
                    # Between the renaming of a folder and the giving back of its time this differs, and only this.
                    expect("what a path leads to is whole", same(before, tree(store / name)),
                           difference(before, tree(store / name)) + said)
                    reached += 1
            aside = [store / ".smpctl" / folder / name for store in [self.old, self.new] for folder in ["retired", "staging"]]
            whole = reached or any(path.is_dir() and same(before, tree(path)) for path in aside)
            expect("a package is whole somewhere", whole, said)
            missing += not reached
        return missing


def same(before, after):
    return {**before, ".": 0} == {**after, ".": 0}


def difference(before, after):
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return "".join(f"{name}: {before.get(name)} became {after.get(name)}\n" for name in names[:20])


def whole_ways():
    for same_volume in [False, True]:
        where = "on one volume" if same_volume else "between volumes"
        for transfer in ["copy", "rename"] if same_volume else ["copy"]:
            ground = Ground(same_volume)
            code, said = run("relocation", "check", "--from", "S:\\Store", "--to", ground.to)
            expect("the check passes", code == 0, said)
            code, said = ground.run("--transfer", transfer, "--keep-old-links", "--verify")
            expect("everything is moved", code == 0, said)
            ground.is_moved(said)
            for name, before in ground.packages.items():
                link = ground.old / name
                expect("the old path is a link to the new one", link.is_symlink() and tree(link) == before, said)
            code, said = run("relocation", "status", "--to", ground.to)
            expect("status says that it is complete", code == 0 and "complete" in said, said)
            code, said = run("relocation", "revert", "--to", ground.to, "--yes")
            expect("everything is brought back", code == 0, said)
            ground.is_back(said)
            code, said = ground.run("--transfer", transfer)
            expect("and moved once more", code == 0, said)
            ground.is_moved(said)
            expect("no link is left", not list(ground.old.iterdir()), said)
            told(f"{where}, {transfer}: check, run with links, status, revert, run without")


def in_use():
    # Between volumes only: Windows renames no folder in which a file is open, but Wine does.
    ground = Ground(False)
    held = "S:\\Store\\" + NAMES[0] + "\\cache\\none"
    holder = Started("/c", f"set /p line= >> {held}", program="cmd.exe")
    time.sleep(3)
    code, said = ground.run()
    expect("a package in use stays, the other is moved", code == 4 and NAMES[0] in said, said)
    expect("the one in use is linked", (ground.new / NAMES[0]).is_symlink() and ground.old.joinpath(NAMES[0]).is_dir(), said)
    expect("the other has moved", not (ground.new / NAMES[1]).is_symlink(), said)
    reason = next(line for line in said.splitlines() if NAMES[0] in line)
    holder.end("\n")
    ground.packages[NAMES[0]] = tree(ground.old / NAMES[0])
    code, said = run("relocation", "retry", "--to", ground.to)
    expect("the retry moves it", code == 0, said)
    ground.is_moved(said)
    told(f"a package in use waits for the retry: {reason.strip()}")


def at_once():
    ground = Ground(False, (40_000_000, 40_000_000, 40_000_000))
    first = Started("relocation", "run", "--from", "S:\\Store", "--to", ground.to, "--yes", "--no-wait")
    while not (ground.new / ".smpctl/staging").is_dir():
        time.sleep(0.01)
    code, said = ground.run()
    expect("a second run is refused while one works", code not in (0, 4) and "process" in said, f"{code} {said}")
    first_code, first_said = first.end()
    expect("the first is not disturbed", first_code == 0, first_said)
    ground.is_moved(first_said)
    told(f"two runs at once, the second with exit code {code}: {said.strip().splitlines()[0]}")


def killed_anywhere():
    """By SIGKILL, at moments that the clock chooses."""
    ground, kills = Ground(False, (20_000_000, 20_000_000, 20_000_000)), 0
    for number in range(12):
        process = Started("relocation", "run", "--from", "S:\\Store", "--to", ground.to, "--yes", "--no-wait")
        time.sleep(0.2 + number * 0.04)
        process.process.send_signal(signal.SIGKILL)
        code, said = process.end()
        kills += code == -signal.SIGKILL
        time.sleep(0.3)
        ground.nothing_is_lost(said)
        if code == 0 or not any(ground.old.iterdir()):
            break
    code, said = ground.run()
    expect("a plain run finishes what was killed", code == 0, said)
    ground.is_moved(said)
    told(f"killed {kills} times by the clock, and finished")


def broken_everywhere():
    for name, same_volume, transfer, revert in [
        ("copy, run", False, "copy", False),
        ("rename, run", True, "rename", False),
        ("copy, revert", False, "copy", True),
        ("rename, revert", True, "rename", True),
    ]:
        if options.way not in name:
            continue
        def prepare():
            ground = Ground(same_volume)
            if revert:
                code, said = ground.run("--transfer", transfer)
                expect("it is moved first", code == 0, said)
            return ground

        def go(ground, fault=None):
            more = ["--threads", "1"]
            if revert:
                return run("relocation", "revert", "--to", ground.to, "--yes", *more, fault=fault)
            return ground.run("--transfer", transfer, *more, fault=fault)

        ground = prepare()
        code, said = go(ground, "count")
        expect("unbroken it ends well", code == 0, said)
        total = len(calls())
        missing = 0
        for kind, step in [("kill", 1), ("fail:112", 3), ("fail:5", 3)]:
            tried = 0
            for number in range(1, total + 1, step * options.every):
                verb, _, error = kind.partition(":")
                fault = f"{verb}:{number}" + (f":{error}" if error else "")
                ground = prepare()
                code, said = go(ground, fault)
                hit = [line for line in calls() if line.endswith("HIT")]
                expect("the call was met", hit, f"{fault}: {said}")
                said = f"{name}, {fault}, {hit[0]}: {said}"
                if verb == "kill":
                    expect("it was killed", code not in (0, 4), said)
                missing += ground.nothing_is_lost(said)
                for _ in range(2):
                    code, last = go(ground)
                    if code != 4:
                        break
                (ground.is_back if revert else ground.is_moved)(f"{said}\nthen {code}: {last}")
                tried += 1
            told(f"{name}: {total} calls, {kind} at {tried} of them; no path led to a package {missing} times so far, "
                 "and each time the next run mended all")


def main():
    for letter, folder in [("s", options.old), ("t", options.new)]:
        if any(entry.name != "lost+found" for entry in folder.iterdir()):
            raise SystemExit(f"'{folder}' is not empty")
        link = prefix / f"dosdevices/{letter}:"
        link.unlink(missing_ok=True)
        link.symlink_to(folder.absolute())
        subprocess.run([options.wine, "reg", "add", r"HKLM\Software\Wine\Drives", "/v", f"{letter}:", "/t", "REG_SZ", "/d", "hd",
                        "/f"], env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (prefix / "drive_c/settings.toml").write_text("")
    subprocess.run([str(server), "-k"], env=ENVIRONMENT)
    subprocess.run([str(server), "-w"], env=ENVIRONMENT)
    # One that does not end with the last program.
    subprocess.run([str(server), "-p"], env=ENVIRONMENT, check=True)
    for part in [whole_ways, in_use, at_once, killed_anywhere, broken_everywhere]:
        if options.only in part.__name__:
            part()
    print(f"{shown} things shown of relocations under a Wine with junction points")


try:
    main()
finally:
    subprocess.run([str(server), "-k"], env=ENVIRONMENT)
