"""`relocation check` under Wine, each prerequisite failing in turn as far as Wine has it; and how it ends when somebody
presses Ctrl-C, or logs off.

Junction points are not among it: the check `links` says so, truthfully, in every run here."""

import fcntl
import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

wine, program, work, session = sys.argv[1:]
drives = Path(os.environ["WINEPREFIX"], "dosdevices")
PACKAGE = "{1592B913-72F3-4C36-91D2-D4EDA21D2F96}"
shown = 0
mounts = []


environment = dict(os.environ, SMPCTL_STATE_DIR=r"C:\state", SMPCTL_SETTINGS=r"C:\settings.toml", NO_COLOR="1")


def run(*arguments):
    command = [wine, program, *arguments]
    done = subprocess.run(command, capture_output=True, env=environment, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def check(*arguments):
    code, out, err = run("relocation", "check", "-o", "json", *arguments)
    if code not in (0, 3):
        raise SystemExit(f"relocation check {arguments}: exit code {code}\n{out}{err}")
    report = json.loads(out)
    return {check["check"]: check for check in report["checks"]}


def expect(what, condition, said):
    global shown
    if not condition:
        raise SystemExit(f"not shown: {what}\n{json.dumps(said, indent=1) if not isinstance(said, str) else said}")
    shown += 1
    print(f"shown: {what}")


def drive(letter, folder, device=None, kind=None):
    """Makes a drive of a folder, and tells Wine its type."""
    link = drives / f"{letter}:"
    link.unlink(missing_ok=True)
    link.symlink_to(folder)
    if device:
        raw = drives / f"{letter}::"
        raw.unlink(missing_ok=True)
        raw.symlink_to(device)
    if kind:
        subprocess.run(
            [wine, "reg", "add", r"HKLM\Software\Wine\Drives", "/v", f"{letter}:", "/t", "REG_SZ", "/d", kind, "/f"],
            check=True, capture_output=True)
        # The drive manager reads types when it starts.
        restart()


def restart():
    server = Path(wine).parent / "wineserver64"
    server = server if server.exists() else "/usr/lib/wine/wineserver64"
    subprocess.run([str(server), "-k"], capture_output=True)
    subprocess.run([str(server), "-w"], capture_output=True)


def volume(name, mkfs, megabytes, mount=("mount",)):
    """A file system of its own, mounted."""
    image, folder = Path(work, f"{name}.img"), Path(work, name)
    with open(image, "wb") as file:
        file.truncate(megabytes << 20)
    subprocess.run([*mkfs, str(image)], check=True, capture_output=True)
    folder.mkdir()
    device = subprocess.run(["losetup", "--find", "--show", str(image)], check=True, capture_output=True, text=True)
    device = device.stdout.strip()
    mounts.append((folder, device))
    subprocess.run([*mount, device, str(folder)], check=True, capture_output=True)
    return folder, device


def store(folder, megabytes=1):
    package = folder / PACKAGE / "cache"
    package.mkdir(parents=True)
    (package / "setup.msi").write_bytes(os.urandom(megabytes << 20))
    for path in [folder, folder / PACKAGE, package]:
        path.chmod(0o755)


class Told:
    """Waits for the window of a smpctl that is about to begin, and tells it something of the session."""

    def __init__(self, what):
        pipes = dict(stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        self.what, self.telling = what, subprocess.Popen([wine, session, what], **pipes)
        # It says that it has begun, for that can take longer than a whole check.
        self.telling.stdout.readline()

    def done(self):
        said, _ = self.telling.communicate(timeout=120)
        if self.telling.returncode != 0:
            raise SystemExit(f"not shown: what is told of the session ({self.what}): {said}")


def interruptions():
    """A command that takes long ends soon when it is asked to, says so, and has the exit code for it."""
    for folder in range(100):
        folder = Path(work, "many", PACKAGE, "cache", str(folder))
        folder.mkdir(parents=True)
        for file in range(1000):
            (folder / str(file)).touch()
    long = [wine, program, "relocation", "check", "--from", r"D:\many", "--to", r"E:\Store"]

    def stops(what, running, output):
        try:
            code = running.wait(60)
        except subprocess.TimeoutExpired:
            running.kill()
            raise SystemExit(f"not shown: {what}: it goes on") from None
        said = output.read()
        stopped = code == 130 and "stopped before anything was changed" in said
        expect(what, stopped, f"exit code {code}: {said}")

    def begin():
        pipes = dict(stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return subprocess.Popen(long, env=environment, **pipes)

    told = Told("asks")
    running = begin()
    told.done()
    time.sleep(0.3)
    expect("that a session might end stops nothing", running.poll() is None, "it has ended")
    running.kill()
    running.communicate()

    told = Told("ends")
    running = begin()
    told.done()
    stops("the end of the session is a safe stop", running, running.stdout)

    told = Told("waits")
    running = begin()
    told.done()
    subprocess.run([wine, "wineboot", "--end-session"], check=True, capture_output=True, timeout=60)
    stops("so it is when Wine ends it", running, running.stdout)

    told = Told("waits")
    running = begin()
    told.done()
    taskkill = [wine, "taskkill", "/IM", Path(program).name]
    subprocess.run(taskkill, check=True, capture_output=True, timeout=60)
    stops("so is `taskkill` without `/F`", running, running.stdout)

    # A console: Wine makes one of a terminal. It draws on it what is printed, which then has commands to the terminal in it.
    screen, terminal = pty.openpty()
    running = subprocess.Popen(
        long, env=environment, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
    os.close(terminal)
    seen = Screen(screen)
    seen.until("looking at the stores")
    os.write(screen, b"\x03")
    stops("so is Ctrl-C at a console", running, seen)
    os.close(screen)


class Screen:
    """What a terminal was told to show, as text."""

    def __init__(self, terminal):
        self.terminal, self.bytes = terminal, b""

    def more(self, seconds):
        if not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            read = os.read(self.terminal, 65536)
        except OSError:
            # The last program has closed it.
            return False
        self.bytes += read
        return bool(read)

    def text(self):
        shown = re.sub(rb"\x1b\[\d*C", b" ", self.bytes)
        return re.sub(rb"\x1b\[[?\d;]*[A-Za-z]", b"", shown).decode(errors="replace")

    def until(self, text):
        end = time.monotonic() + 60
        while text not in self.text():
            if not self.more(1) and time.monotonic() > end:
                raise SystemExit(f"'{text}' is not shown: {self.text()}")

    def read(self):
        while self.more(1):
            pass
        return self.text()


def main():
    (drives.parent / "drive_c/settings.toml").write_text("")
    old = Path(work, "old")
    store(old, 3)
    new, _ = volume("new", ["mkfs.ext4", "-q", "-m0"], 64)
    new.chmod(0o755)
    drive("d", Path(work), kind="hd")
    drive("e", new, kind="hd")
    source = ["--from", r"D:\old"]

    checks = check(*source, "--to", r"E:\Store")
    print(json.dumps(checks, indent=1))
    for name in ["stores", "fixed-medium", "space", "location", "path-length", "apart", "access"]:
        expect(f"{name} is met", checks[name]["ok"], checks[name])
    expect("the path is counted in characters, of 8184", "of 8184 characters" in checks["path-length"]["detail"], checks)
    # A name of that length, for Wine opens no path as long. Its first character is two units of UTF-16.
    room = 8184 - len("E:\\") - len(f"\\{PACKAGE}\\cache\\setup.msi")
    for surplus in [0, 1]:
        name = "\U0001f600" + "\u00fc" * (room - 2 + surplus)
        length = check(*source, "--to", "E:\\" + name)["path-length"]
        said = length["detail"]
        if surplus:
            expect("8185 units of UTF-16 are too many", not length["ok"] and "have 8185 characters" in said, length)
        else:
            expect("8184 units of UTF-16 are not", length["ok"] and "have 8184 of 8184 characters" in said, length)
    expect("a drive that holds no junction points is refused", not checks["links"]["ok"], checks["links"])

    for kind, called in [("floppy", "DRIVE_REMOVABLE"), ("cdrom", "DRIVE_CDROM"), ("network", "DRIVE_REMOTE")]:
        drive("e", new, kind=kind)
        medium = check(*source, "--to", r"E:\Store")["fixed-medium"]
        expect(f"a drive of type {called} is refused", not medium["ok"] and called in medium["detail"], medium)
    drive("e", new, kind="hd")

    for path in [r"C:\windows\Store", r"c:\WINDOWS\system32\Store", r"\\?\C:\windows\Store", r"C:\windows.\Store",
                 r"C:\Program Files\Store", r"C:\ProgramData\Store", r"C:\users\Store", r"C:/windows/./Store",
                 r"Z:" + str(drives.parent / "drive_c/windows/Store").replace("/", "\\")]:
        location = check(*source, "--to", path)["location"]
        expect(f"'{path}' is in a folder of Windows", not location["ok"], location)
    location = check(*source, "--to", "C:\\")["location"]
    expect("a folder that holds one of Windows is refused", "holds the system location" in location["detail"], location)

    small, _ = volume("small", ["mkfs.ext4", "-q", "-m0", "-O", "^has_journal"], 2)
    small.chmod(0o755)
    drive("f", small, kind="hd")
    space = check(*source, "--to", r"F:\Store")["space"]
    expect("a volume without room is refused", not space["ok"] and "more on the new volume" in space["hint"], space)

    apart = check(*source, "--to", r"D:\old\inner")["apart"]
    expect("a store within another is refused", not apart["ok"], apart)
    apart = check(*source, "--to", r"D:\OLD")["apart"]
    expect("the same store in other case is refused", not apart["ok"], apart)

    old.chmod(0o777)
    access = check(*source, "--to", r"E:\Store")["access"]
    expect("an access list that lets everybody write is refused", not access["ok"], access)
    old.chmod(0o755)

    fat, device = volume("fat", ["mkfs.vfat", "-F", "32"], 64, ["fusefat", "-o", "rw+"])
    drive("g", fat, device, kind="hd")
    links = check(*source, "--to", r"G:\Store")["links"]
    expect("FAT32 is refused", not links["ok"] and "FAT" in links["detail"] and "NTFS" in links["detail"], links)

    code, _, err = run("relocation", "check", "--from", r"D:\nothing", "--to", r"E:\Store")
    expect("a store that is not there is exit code 6", code == 6, err)
    code, _, err = run("relocation", "run", *source, "--to", r"E:\Store", "--yes")
    expect("a relocation does not start where it may not", code == 3 and not (new / "Store").exists(), err)
    interruptions()
    print(f"{shown} things shown of relocation check")


try:
    main()
finally:
    restart()
    for folder, device in mounts:
        subprocess.run(["umount", str(folder)], capture_output=True)
        subprocess.run(["losetup", "--detach", device], capture_output=True)
