#!/usr/bin/env python3
"""Moves package stores between real file systems with smpctl and with the programs one would use instead.

    benches/relocation.py                    every store on every pair of volumes: hours, and 40 GB of disk
    benches/relocation.py --smoke            tiny stores, one run each: does the benchmark itself work?
    benches/relocation.py --stores small,large --volumes ext4-xfs --cache cold --runs 5 --json FILE
    benches/relocation.py --tables FILE...   what such runs measured, a table for each store

Needs root (it makes file systems in images and mounts them on loop devices) and the programs compared: mv, cp,
rsync, rclone, xcp, tar; `--peers` leaves some out. `SMPCTL` names the binary; without it, the release build.

Every move is timed from its start until `sync` of both file systems has returned, so that all are equally
durable. The store is made anew for each from a template in memory, and there is always as much memory free that has
just been in use: a virtual machine may have to get other memory back from its host first. Contenders take turns
within a round, in a different order each round; a ratio is that of two moves of the same round. Peak memory is that of
the largest process. A row is one store on one pair of volumes with a cold or warm page cache.
"""

import argparse
import contextlib
import ctypes
import fcntl
import json
import mmap
import os
import pty
import random
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

from measuring import binary, table, timed

LIBC = ctypes.CDLL(None, use_errno=True)

# Name: packages, files a package, smallest and largest file in bytes, and how deep.
STORES = {
    "small": (200, 150, 2 << 10, 64 << 10, 1),
    "large": (8, 3, 100_000_000, 200_000_000, 1),
    "mixed": (60, 120, 0, 1 << 20, 12),
    "empty": (1000, 1000, 0, 0, 1),
    "sparse": (20, 5, 20 << 20, 40 << 20, 1),
    "wide": (1, 100_000, 1 << 10, 1 << 10, 0),
}

# How each file system is made on a device. None discards what is on it: that would take the image's room away again.
MAKE = {
    # With inodes enough for a million files on the largest.
    "ext4": ["mkfs.ext4", "-qF", "-E", "nodiscard", "-i", "8192"],
    "xfs": ["mkfs.xfs", "-qfK"],
    "btrfs": ["mkfs.btrfs", "-qfK"],
}

VOLUMES = ("ext4-ext4", "ext4-xfs", "btrfs-btrfs", "ext4")

PEERS = {
    # Each gets the source store as $1 and the target store, which exists and is empty, as $2.
    "mv": 'mv "$1"/* "$2"/',
    "cp": 'cp -a "$1"/. "$2"/ && rm -rf "$1"/*',
    "rsync": 'rsync -aHAXS --remove-source-files "$1"/ "$2"/ && find "$1" -mindepth 1 -type d -delete',
    "rclone": 'rclone move --links --metadata --create-empty-src-dirs --delete-empty-src-dirs "$1" "$2"',
    "xcp": 'xcp --recursive --no-progress "$1"/* "$2"/ && rm -rf "$1"/*',
    "tar": 'tar -C "$1" --acls --xattrs -Scf - . | tar -C "$2" --acls --xattrs -xpf - && rm -rf "$1"/*',
}

# What is told apart of smpctl itself, with its options.
OURS = {
    "smpctl": ["--progress", "none"],
    "smpctl --verify": ["--progress", "none", "--verify"],
    "smpctl, bars": ["--progress", "bar"],
}

PROGRAM = {"cp": "cp", "tar": "tar"}


def package(number):
    return "{%08X-0000-4000-8000-0000BE4C4000}" % number


def make(root, store, scale):
    """Makes a store; returns how many files and bytes it has."""
    packages, files, smallest, largest, depth = STORES[store]
    packages, files = max(1, round(packages * scale)), max(1, round(files * (scale if packages == 1 else 1)))
    if scale < 1:
        smallest, largest = (min(size, int(size * scale) + 1) if size else 0 for size in (smallest, largest))
    source = random.Random(6)
    pool = source.randbytes(8 << 20)
    count = total = 0
    for number in range(packages):
        folder = os.path.join(root, package(number), "cache")
        os.makedirs(folder)
        holders = [folder]
        for level in range(depth):
            holders.append(os.path.join(holders[-1], f"level {level}"))
            os.mkdir(holders[-1])
        for file in range(files):
            size = source.randint(smallest, largest)
            with open(os.path.join(holders[file % len(holders)], f"file-{file}"), "wb", 0) as out:
                if store == "sparse":
                    out.truncate(size)
                    for start in range(0, size, 10 << 20):
                        os.pwrite(out.fileno(), pool[:65536], start)
                else:
                    left = size
                    while left > 0:
                        piece = min(left, len(pool))
                        start = source.randint(0, len(pool) - piece)
                        out.write(memoryview(pool)[start : start + piece])
                        left -= piece
            count, total = count + 1, total + size
    return count, total


class Volumes:
    """Two file systems on loop devices, or one, and a template of a store in memory."""

    def __init__(self, pair, size):
        self.pair = pair
        self.base = tempfile.mkdtemp(prefix="smpctl-bench-", dir="/var")
        self.drives = []
        for number, kind in enumerate(pair.split("-")):
            self.attach(os.path.join(self.base, f"{kind}{number}"), kind, size)
        self.mounts = [point for _, _, point in self.drives]
        self.source = os.path.join(self.mounts[0], "old")
        self.target = os.path.join(self.mounts[-1], "new")
        self.one = len(self.mounts) == 1
        self.size = size
        self.template = os.path.join(self.base, "template")
        os.mkdir(self.template)

    def use(self, store, scale):
        """Makes the template of a store, instead of that of another; returns how many files and bytes it has."""
        if os.path.ismount(self.template):
            subprocess.run(["umount", self.template], check=True)
        # In memory: it is there again at once, whatever is dropped from the page cache.
        options = f"size={self.size},nr_inodes=0,mode=755"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "template", self.template], check=True)
        return make(self.template, store, scale)

    def attach(self, point, kind, size):
        image = point + ".img"
        # Written beforehand: the disk below must not have to find room while a move is timed.
        fill = ["dd", "if=/dev/zero", f"of={image}", "bs=4M", f"count={size >> 22}", "oflag=direct", "conv=fsync", "status=none"]
        subprocess.run(fill, check=True)
        # Past the page cache of the file system that the image is on: a drive has none behind it either.
        attach = ["losetup", "--find", "--show", "--direct-io=on", image]
        device = subprocess.run(attach, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        os.mkdir(point)
        self.drives.append((device, kind, point))

    def reset(self):
        """File systems that are new for each mover: what one leaves behind must not help or hinder the next."""
        for device, kind, point in self.drives:
            if os.path.ismount(point):
                subprocess.run(["umount", point], check=True)
            subprocess.run([*MAKE[kind], device], check=True, stdout=subprocess.DEVNULL)
            # ext4 would write its tables of inodes in the background.
            options = ["-o", "noinit_itable"] if kind == "ext4" else []
            subprocess.run(["mount", *options, device, point], check=True)
        for place in (self.source, self.target):
            os.makedirs(place)
        subprocess.run(["cp", "-a", self.template + "/.", self.source], check=True)
        self.sync()

    def sync(self):
        for point in self.mounts:
            fd = os.open(point, os.O_RDONLY)
            if LIBC.syncfs(fd) != 0:
                raise OSError(ctypes.get_errno(), "syncfs failed", point)
            os.close(fd)

    def close(self):
        for point in [self.template, *self.mounts]:
            if os.path.ismount(point):
                subprocess.run(["umount", point], check=False)
        for device, _, _ in self.drives:
            subprocess.run(["losetup", "--detach", device], check=False)
        shutil.rmtree(self.base, ignore_errors=True)


class Reserve:
    """Memory that is kept in use between the moves, and free while there is one.

    A virtual machine may give free memory back to its host, and getting it again takes longer than copying into it: who
    comes first would pay for all. What has just been in use is still there.
    """

    def __init__(self, size):
        with open("/proc/meminfo") as info:
            available = next(int(line.split()[1]) << 10 for line in info if line.startswith("MemAvailable"))
        self.size = min(size, available // 2)
        self.memory = None

    def take(self):
        self.memory = mmap.mmap(-1, self.size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        # Quicker, where the kernel has them.
        with contextlib.suppress(OSError):
            self.memory.madvise(mmap.MADV_HUGEPAGE)
        for page in range(0, self.size, mmap.PAGESIZE):
            self.memory[page] = 1

    def release(self):
        self.memory.close()


def contender(name, smpctl, volumes, state):
    if name in OURS:
        command = [smpctl, "relocation", "run", "--from", volumes.source, "--to", volumes.target]
        command += ["--no-wait", "--accept", "medium", *OURS[name]]
        return command, {**os.environ, "SMPCTL_STATE_DIR": state}
    return ["sh", "-c", PEERS[name], "sh", volumes.source, volumes.target], os.environ


@contextlib.contextmanager
def terminal():
    """A terminal that somebody looks at."""
    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("4H", 50, 120, 0, 0))

    seen = []

    def look():
        # It ends with an error once nobody has its other end.
        with contextlib.suppress(OSError):
            while shown := os.read(here, 65536):
                seen.append(len(shown))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield there
    finally:
        os.close(there)
        looking.join()
        os.close(here)
    if not seen:
        sys.exit("no bar was to be seen")


def move(name, smpctl, volumes, reserve, cold, files):
    """One move by one contender: seconds until durable, and the largest process's memory in bytes."""
    reserve.take()
    volumes.reset()
    if cold:
        with open("/proc/sys/vm/drop_caches", "w") as caches:
            caches.write("3\n")
    reserve.release()
    with tempfile.TemporaryDirectory() as state, terminal() if name.endswith("bars") else contextlib.nullcontext() as shown:
        command, environment = contender(name, smpctl, volumes, state)
        seconds, peak = timed(command, environment, stderr=shown, until=volumes.sync)
    arrived = sum(len(names) for _, _, names in os.walk(volumes.target))
    left = sum(len(names) for _, _, names in os.walk(volumes.source))
    if (arrived, left) != (files, 0):
        sys.exit(f"{name} moved {arrived} of {files} files and left {left}: not a move")
    return seconds, peak


def calls(name, smpctl, volumes, files):
    """System calls a file, by strace; None without it."""
    if shutil.which("strace") is None:
        return None
    volumes.reset()
    with tempfile.TemporaryDirectory() as state:
        command, environment = contender(name, smpctl, volumes, state)
        summary = os.path.join(state, "calls")
        subprocess.run(["strace", "-fqq", "-c", "-o", summary, *command], env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for line in open(summary):
            if line.rstrip().endswith("total"):
                # time, seconds, usecs/call, calls, perhaps errors
                return int(line.split()[3]) / files
    return None


def sequential(volumes, size):
    """Seconds to write so many bytes to the target and make them durable, the best of three: no mover can be faster."""
    path = os.path.join(os.path.dirname(volumes.target), "raw")
    best = float("inf")
    for _ in range(3):
        began = time.monotonic()
        subprocess.run(["dd", "if=/dev/zero", f"of={path}", "bs=4M", f"count={max(1, size >> 22)}", "conv=fsync", "status=none"], check=True)
        best = min(best, time.monotonic() - began)
        os.unlink(path)
    return best


def creations(volumes, folders):
    """How many empty files a second one process makes on the target, durably, in so many folders of a thousand."""
    place = os.path.join(os.path.dirname(volumes.target), "made")
    began = time.monotonic()
    for folder in range(folders):
        os.makedirs(os.path.join(place, str(folder)))
        for file in range(1000):
            os.close(os.open(os.path.join(place, str(folder), str(file)), os.O_CREAT | os.O_WRONLY))
    volumes.sync()
    seconds = time.monotonic() - began
    shutil.rmtree(place)
    return folders * 1000 / seconds


def spread(values):
    return f"{min(values):.2f} / {statistics.median(values):.2f} / {max(values):.2f}"


def ratios(row, mover, to):
    """What one mover took in relation to another, round by round: the median, and the least and the most."""
    each = [one / other for one, other in zip(row["seconds"][mover], row["seconds"][to])]
    return f"{statistics.median(each):.2f} ({min(each):.2f} to {max(each):.2f})"


def row(volumes, store, cold, files, total, options):
    """One store on one pair of volumes, by every mover; prints the row and returns its figures."""
    ours = {"smpctl": True, "smpctl --verify": options.verify, "smpctl, bars": options.bars}
    names = [name for name in OURS if ours[name]] + options.peers
    times, memory = {name: [] for name in names}, dict.fromkeys(names, 0)
    reserve = Reserve(2 * total + int((2 << 30) * options.scale))
    # The first finds a medium that is busy with the making of the images, and memory that nobody has used yet.
    move(options.peers[0], options.smpctl, volumes, reserve, cold, files)
    for number in range(options.runs):
        # Not by rotation: one mover must not always find the medium and the memory as the same other one left them.
        for name in random.Random(number).sample(names, len(names)):
            seconds, peak = move(name, options.smpctl, volumes, reserve, cold, files)
            times[name].append(seconds)
            memory[name] = max(memory[name], peak)
    best = min(options.peers, key=lambda name: statistics.median(times[name]))
    traced = {name: calls(name, options.smpctl, volumes, files) for name in names} if options.calls else {}
    volumes.reset()
    raw = sequential(volumes, total) if not volumes.one and total else None
    made = creations(volumes, max(1, round(20 * options.scale)))
    cache = "cold" if cold else "warm"
    figures = {"store": store, "volumes": volumes.pair, "cache": cache, "files": files, "bytes": total, "best": best, "seconds": times, "memory": memory, "calls": traced, "sequential": raw, "creations": made}
    print(f"\n### {store}, {volumes.pair}, {cache}: {files} files, {total / 1e6:.0f} MB, {options.runs} round{'s' if options.runs > 1 else ''}\n", flush=True)
    if raw is not None:
        print(f"Writing the same bytes in one piece, durable: {raw:.2f} s.")
    print(f"Empty files that one process makes there, durable: {made:.0f} a second.\n")
    lines = []
    for name in names:
        mark, count = " (best peer)" if name == best else "", traced.get(name)
        ratio = "" if name == "smpctl" else ratios(figures, "smpctl", name)
        lines.append([name + mark, spread(times[name]), ratio, f"{memory[name] / 1e6:.0f}", "" if count is None else f"{count:.1f}"])
    table(["mover", "seconds, min / median / max", "smpctl to it", "peak memory, MB", "system calls a file"], lines)
    return figures


def tables(rows):
    """Prints a table for each store, a line for each pair of volumes and cache; the best peer's ratio in bold."""
    for store in STORES:
        of_store = [row for row in rows if row["store"] == store]
        if not of_store:
            continue
        has = lambda name: any(name in row["seconds"] for row in of_store)
        peers = [peer for peer in PEERS if has(peer)]
        # Of those of our own that are apart: the column, and to whom their ratio is.
        apart = {"smpctl --verify": ("`--verify` to the best peer", lambda row: row["best"]), "smpctl, bars": ("bars to none", lambda row: "smpctl")}
        apart = {name: column for name, column in apart.items() if has(name)}
        head = ["volumes", "cache", "rounds", "smpctl, seconds", *(f"to `{peer}`" for peer in peers)]
        head += [title for title, _ in apart.values()] + ["memory, MB", "raw write, seconds", "creations a second"]
        lines = []
        for row in of_store:
            took = row["seconds"]
            line = [row["volumes"], row["cache"], str(len(took["smpctl"])), spread(took["smpctl"])]
            for peer in peers:
                ratio = ratios(row, "smpctl", peer) if peer in took else ""
                line.append(f"**{ratio}**" if peer == row["best"] else ratio)
            line += [ratios(row, name, to(row)) if name in took else "" for name, (_, to) in apart.items()]
            line.append(f"{row['memory']['smpctl'] / 1e6:.0f}")
            line.append("" if row["sequential"] is None else f"{row['sequential']:.2f}")
            line.append(f"{row['creations']:.0f}")
            lines.append(line)
        print(f"\n### {store}: {of_store[0]['files']:,} files, {of_store[0]['bytes'] / 1e6:,.0f} MB\n")
        table(head, lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = lambda text: text.split(",")
    parser.add_argument("--stores", type=names, default=list(STORES))
    parser.add_argument("--volumes", type=names, default=list(VOLUMES))
    parser.add_argument("--cache", type=names, default=["cold", "warm"])
    parser.add_argument("--peers", type=names, default=list(PEERS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--scale", type=float, default=1.0, help="of the stores' size")
    parser.add_argument("--calls", action="store_true", help="count system calls too, in a run of their own")
    parser.add_argument("--verify", action="store_true", help="with `--verify` too, as a contender of its own")
    parser.add_argument("--bars", action="store_true", help="with bars on a terminal too, as a contender of its own")
    parser.add_argument("--smoke", action="store_true", help="tiny stores, one run")
    parser.add_argument("--json", help="a file for the figures")
    parser.add_argument("--tables", nargs="+", metavar="FILE", help="print what is in such files, and measure nothing")
    options = parser.parse_args()
    if options.tables:
        files = [json.load(open(name)) for name in options.tables]
        return tables([row for rows in files for row in rows])
    options.smpctl = binary()
    if options.smoke:
        options.scale, options.runs, options.calls, options.cache = 0.003, 1, True, ["warm"]
    needed = [options.smpctl, *(PROGRAM.get(peer, peer) for peer in options.peers), "/usr/bin/time", "mkfs.ext4", "mkfs.xfs", "mkfs.btrfs"]
    missing = [program for program in needed if shutil.which(program) is None]
    if missing or os.geteuid() != 0:
        sys.exit(f"needs root, and these programs that are missing: {', '.join(missing) or 'none'}; `--peers` leaves some out")
    unknown = [name for name in options.stores if name not in STORES] + [name for name in options.peers if name not in PEERS]
    if unknown:
        sys.exit(f"not known: {', '.join(unknown)}")
    gibibytes = 12 if {"large", "empty"} & set(options.stores) else 8
    size = max(400 << 20, int((gibibytes << 30) * options.scale))
    rows = []
    for pair in options.volumes:
        volumes = Volumes(pair, size)
        try:
            for store in options.stores:
                files, total = volumes.use(store, options.scale)
                for cache in options.cache:
                    rows.append(row(volumes, store, cache == "cold", files, total, options))
        finally:
            volumes.close()
    if options.json:
        with open(options.json, "w") as out:
            json.dump(rows, out, indent=1)
    print(f"\n{len(rows)} passed, 0 failed")


if __name__ == "__main__":
    main()
