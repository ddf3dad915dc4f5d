"""Kills, or fails, smpctl at each system call that changes a file system, by strace.

    strace.py SMPCTL SMPCTL-WITH-FAULT-LAYER DIRECTORY [--full]

The program runs in one thread: strace counts the calls of each kind, and per thread. A call counts if it makes,
changes, removes or makes durable something on a file system; writing to standard output does not. How many there are
of each kind must agree with what the program's own fault layer says, or the crash tests would miss some.
"""

import collections
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import threading

import store

SMPCTL, LAYERED, PLACE = (os.path.abspath(path) for path in sys.argv[1:4])
FULL = "--full" in sys.argv[4:]

# How long originals are kept depends on who else runs on this machine, and on how busy it is. In a namespace of its own the
# program does not look at that, and makes the same calls in each run.
ALONE = ["unshare", "--pid", "--fork", "--mount-proc"]

# Kinds of calls, each by the names it has in the kernel and in the fault layer.
KINDS = {
    "make a directory": ({"mkdir", "mkdirat"}, {"mkdir", "mkdirat"}),
    "make a file": ({"open", "openat", "creat"}, {"open", "openat", "openat(tmpfile)"}),
    "make a link": ({"symlink", "symlinkat"}, {"symlinkat"}),
    "give a second name": ({"link", "linkat"}, {"linkat"}),
    "make a node": ({"mknod", "mknodat"}, {"mknodat"}),
    "rename": ({"rename", "renameat", "renameat2"}, {"rename", "renameat", "renameat2", "renameat2(exchange)"}),
    "remove": ({"unlink", "unlinkat", "rmdir"}, {"unlink", "unlinkat", "unlinkat(dir)"}),
    "write": ({"write", "pwrite64", "writev", "pwritev", "pwritev2"}, {"write", "pwrite"}),
    "copy": ({"copy_file_range", "sendfile", "splice"}, {"copy_file_range"}),
    "set the length": ({"truncate", "ftruncate", "fallocate"}, {"ftruncate"}),
    "set the mode": ({"chmod", "fchmod", "fchmodat", "fchmodat2"}, {"chmod", "fchmod", "fchmodat"}),
    "set the owner": ({"chown", "lchown", "fchown", "fchownat"}, {"fchown", "fchownat"}),
    "set an attribute": ({"setxattr", "lsetxattr", "fsetxattr"}, {"fsetxattr", "setxattr"}),
    "remove an attribute": ({"removexattr", "lremovexattr", "fremovexattr"}, {"fremovexattr"}),
    "set times": ({"utime", "utimes", "futimesat", "utimensat"}, {"futimens", "utimensat"}),
    "set flags, share blocks": ({"ioctl"}, {"ioctl(FICLONE)", "ioctl(FS_IOC_SETFLAGS)", "ioctl(FS_IOC_FSSETXATTR)"}),
    "make durable": ({"fsync", "fdatasync", "sync", "syncfs", "sync_file_range", "msync"}, {"fsync", "syncfs"}),
}
KIND_OF_CALL = {call: kind for kind, (calls, _) in KINDS.items() for call in calls}
KIND_OF_POINT = {point: kind for kind, (_, points) in KINDS.items() for point in points}


def changes_something(call, rest):
    if call in ("open", "openat"):
        return "O_CREAT" in rest or "O_TMPFILE" in rest
    if KIND_OF_CALL[call] == "write":
        return not re.match(r"[12],", rest)
    if call == "ioctl":
        return any(name in rest for name in ("FICLONE", "SETFLAGS", "FSSETXATTR", "BTRFS_IOC_CLONE"))
    return True


class Bench:
    """One worker's stores, put back for each trial."""

    def __init__(self, name, job):
        self.base = os.path.join(PLACE, name)
        self.job = job
        self.live, self.kept = os.path.join(self.base, "live"), os.path.join(self.base, "kept")
        os.makedirs(self.live)
        self.trace, self.log = os.path.join(self.base, "trace"), os.path.join(self.base, "log")
        old = os.path.join(self.live, "old")
        store.small(old)
        self.before = list(store.entries(old))
        self.names = sorted(os.listdir(old))
        self.of_package = {name: self.part(self.before, name) for name in self.names}
        if job.revert:
            self.ends_well(self.run_command(self.do()), "to prepare")
        subprocess.run(["cp", "-a", self.live, self.kept], check=True)

    @staticmethod
    def part(lines, name):
        """A package's lines, without its own times, which may be lost between two calls."""
        return [line for line in lines if line.startswith(f"'{name}/")]

    def reset(self):
        shutil.rmtree(self.live)
        subprocess.run(["cp", "-a", self.kept, self.live], check=True)

    def path(self, *parts):
        return os.path.join(self.live, *parts)

    def do(self):
        return ["run", "--no-wait", "--accept", "medium", "--from", self.path("old"), *self.options()]

    def undo(self):
        return ["revert", *self.options()]

    def options(self):
        return ["--to", self.path("new"), "--transfer", self.job.method, "--threads", "1", "--progress", "none"]

    def arguments(self):
        return self.undo() if self.job.revert else self.do()

    def run_command(self, arguments, before=(), binary=SMPCTL, **variables):
        environment = dict(os.environ, SMPCTL_STATE_DIR=self.path("state"), **variables)
        command = [*ALONE, *before, binary, "relocation", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    def ends_well(self, ran, when):
        if ran.returncode != 0:
            raise Violation(f"{when}: exit {ran.returncode}: {ran.stdout}{ran.stderr}")

    def calls(self):
        """The changing calls of a run that nothing happens to: (call, its number among those of its name)."""
        self.reset()
        ran = self.run_command(self.arguments(), ["strace", "-o", self.trace])
        self.ends_well(ran, "traced")
        numbers, calls, opens = collections.Counter(), [], 0
        for line in open(self.trace, errors="replace"):
            if not (match := re.match(r"(\w+)\((.*)", line)):
                continue
            call, rest = match.groups()
            numbers[call] += 1
            opens += call == "openat"
            if call in KIND_OF_CALL and changes_something(call, rest):
                calls.append((call, numbers[call]))
        return calls, opens

    def points(self):
        self.reset()
        self.ends_well(self.run_command(self.arguments(), binary=LAYERED, SMPCTL_FAULT_LOG=self.log), "counted")
        with open(self.log) as log:
            points = [line.split(" ", 1)[1].strip() for line in log]
        os.remove(self.log)
        return points

    def seen(self, place, name):
        path = self.path(place, name)
        if not os.path.exists(path):
            return "missing"
        # Seen by its path: the list follows no link but that of the package itself.
        lines = [line.replace("'", f"'{name}/", 1) for line in store.entries(os.path.realpath(path))]
        return "whole" if lines == self.of_package[name] else "partial"

    def trial(self, call, number, fault):
        """Breaks one call, looks at both paths of every package, and lets it finish.

        False if there were fewer such calls this time: the progress file may be replaced once less.
        """
        self.reset()
        inject = f"inject={call}:{fault}:when={number}"
        ran = self.run_command(self.arguments(), ["strace", "-o", self.trace, "-e", f"trace={call}", "-e", inject])
        with open(self.trace, errors="replace") as trace:
            lines = trace.read().splitlines()
        fired = "killed by SIGKILL" in lines[-1] if "KILL" in fault else any("(INJECTED)" in line for line in lines)
        what = next((line for line in lines if "(INJECTED)" in line), lines[-2] if len(lines) > 1 else "")
        when = f"{self.job.name}, {fault} at {call} {number}: {what[:150]}\n  exit {ran.returncode} {ran.stdout}{ran.stderr}"
        if not fired:
            happened = sum(line.startswith(f"{call}(") for line in lines)
            if happened < number <= happened + 2 and ran.returncode == 0:
                return False
            raise Violation(f"{when}: it was not met, of {happened}")
        if "panicked" in ran.stderr:
            raise Violation(f"{when}: it panicked")
        for name in self.names:
            new, old = self.seen("new", name), self.seen("old", name)
            if "partial" in (new, old) or (new, old) == ("missing", "missing"):
                raise Violation(f"{when}: '{name}' is {new} in the new store, {old} in the old one")
        self.ends_well(self.run_command(self.arguments()), f"{when}, then in peace")
        full, empty = ("old", "new") if self.job.revert else ("new", "old")
        after = list(store.entries(self.path(full)))
        if after != self.before:
            difference = next((pair for pair in zip(after, self.before) if pair[0] != pair[1]), "missing entries")
            raise Violation(f"{when}, then in peace: {difference}")
        if os.listdir(self.path(empty)):
            raise Violation(f"{when}, then in peace: left: {os.listdir(self.path(empty))}")
        return True


class Violation(Exception):
    pass


Job = collections.namedtuple("Job", "name method revert")
JOBS = [Job("copy, run", "copy", False), Job("rename, run", "rename", False)]
BACK = [Job("copy, revert", "copy", True), Job("rename, revert", "rename", True)]


def agree(job, calls, points):
    """What strace counted, and what the fault layer did, kind by kind."""
    # What servers that run on this machine are asked changes nothing.
    ours = collections.Counter(KIND_OF_POINT[point] for point in points if point != "spawn")
    theirs = collections.Counter(KIND_OF_CALL[call] for call, _ in calls)
    # The file by which others tell that it runs, and the one they watch it by, which is replaced once a second, are no
    # points: nothing depends on them, and how many calls they take depends on the time.
    theirs.subtract({"make a file": 1, "set the mode": 1, "remove": 2})
    replaced = theirs["rename"] - ours["rename"]
    if replaced >= 1:
        theirs.subtract({kind: replaced for kind in ("make a file", "write", "set the mode", "rename")})
    differences = [f"{kind}: strace {theirs[kind]}, fault layer {ours[kind]}" for kind in KINDS if ours[kind] != theirs[kind]]
    print(f"{job.name}: {len(calls)} calls by strace, {len(points)} by the fault layer, {len(differences)} kinds differ")
    return [f"{job.name}: {difference}" for difference in differences]


def main():
    violations = []
    local = threading.local()
    serial = iter(range(10**6))
    for job in JOBS + (BACK if FULL else []):
        first = Bench(f"bench{next(serial)}", job)
        calls, opens = first.calls()
        violations += agree(job, calls, first.points())
        shutil.rmtree(first.base)
        faults = {"killed": "signal=KILL", "EIO": "error=EIO"}
        if FULL:
            faults |= {"ENOSPC": "error=ENOSPC", "EACCES": "error=EACCES"}
        trials = {what: [(call, number, fault) for call, number in calls] for what, fault in faults.items()}
        # Opening fails for reading, too; the loader's own opens come first.
        step = 1 if FULL else 5
        trials["EMFILE"] = [("openat", number, "error=EMFILE") for number in range(opens - 6, 8, -step)]
        for what, points in trials.items():

            def attempt(point):
                bench = getattr(local, "bench", None)
                if bench is None or bench.job is not job:
                    if bench is not None:
                        shutil.rmtree(bench.base)
                    bench = local.bench = Bench(f"bench{next(serial)}", job)
                try:
                    return bench.trial(*point)
                except Violation as violation:
                    return str(violation)

            # Most of the time each waits, before it removes an original.
            with concurrent.futures.ThreadPoolExecutor(16) as pool:
                ends = list(pool.map(attempt, points))
            broken = [end for end in ends if isinstance(end, str)]
            fired = len(points) - ends.count(False)
            print(f"{job.name}, {what}: {len(points)} points tried, {fired} fired, {len(broken)} violations", flush=True)
            if ends.count(False) > 4:
                broken.append(f"{job.name}, {what}: {ends.count(False)} of the calls did not happen again")
            violations += broken
    for violation in violations[:10]:
        print(violation)
    sys.exit(1 if violations else 0)


main()
