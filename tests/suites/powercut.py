"""Cuts the power at calls of a relocation: powercut.py SMPCTL-WITH-FAULT-LAYER MOUNTS IMAGES [--full]"""

import concurrent.futures
import glob
import json
import os
import shutil
import subprocess
import sys
import time

import store

SMPCTL, MOUNTS, IMAGES = (os.path.abspath(path) for path in sys.argv[1:4])
# Part of a way's name, to look at that alone.
ONLY = os.environ.get("POWERCUT_ONLY", "")
FULL = "--full" in sys.argv[4:]
# How many calls of each way are cut at, spread evenly.
SAMPLES = 14


class Violation(Exception):
    pass


def command(*words):
    ran = subprocess.run(words, capture_output=True, text=True)
    if ran.returncode != 0:
        sys.exit(f"powercut.py: {' '.join(words)}: {ran.stderr}")


class Way:
    """Two stores and a state directory, each on a volume of its own, or on one."""

    def __init__(self, name, old, new, state, method, revert=False):
        self.name, self.method, self.revert = name, method, revert
        self.kinds = {"old": old, "new": new, "state": state}
        self.volumes = {place: kind for place, kind in self.kinds.items() if kind in ("ext4", "xfs")}

    def volume(self, place):
        """The volume that a place is on: its own, or that of the place it names."""
        return place if place in self.volumes else self.kinds[place]


class Bench:
    def __init__(self, way, number):
        self.way = way
        self.mounts, self.images = os.path.join(MOUNTS, f"bench{number}"), os.path.join(IMAGES, f"bench{number}")
        os.makedirs(self.images)
        for volume, kind in way.volumes.items():
            os.makedirs(os.path.join(self.mounts, volume))
            image = self.image(volume)
            with open(image, "wb") as out:
                out.truncate((64 if kind == "ext4" else 300) << 20)
            # Small journals, so that an image is quickly put back.
            command(*(["mkfs.ext4", "-qF", image] if kind == "ext4" else ["mkfs.xfs", "-qf", image]))
        self.mount()
        store.small(self.path("old"))
        os.makedirs(self.path("state"), exist_ok=True)
        self.before = list(store.entries(self.path("old")))
        self.names = sorted(os.listdir(self.path("old")))
        if way.revert:
            self.ends_well(self.run(self.do()), "to prepare")
        self.unmount()
        for volume in way.volumes:
            command("cp", "--sparse=always", self.image(volume), self.image(volume) + ".kept")

    def image(self, volume):
        return os.path.join(self.images, volume)

    def mount(self):
        for volume in self.way.volumes:
            command("mount", "-o", "loop", self.image(volume), os.path.join(self.mounts, volume))

    def unmount(self):
        for volume in self.way.volumes:
            path = os.path.join(self.mounts, volume)
            # Somebody else on the machine may just be looking at what is mounted.
            for _ in range(20):
                if subprocess.run(["umount", path], capture_output=True).returncode == 0:
                    break
                time.sleep(0.1)
            else:
                sys.exit(f"powercut.py: cannot unmount '{path}'")

    def remove(self):
        shutil.rmtree(self.images)
        shutil.rmtree(self.mounts)

    def path(self, place, *parts):
        return os.path.join(self.mounts, self.way.volume(place), place, *parts)

    def options(self):
        return ["--to", self.path("new"), "--transfer", self.way.method, "--threads", "1", "--progress", "none"]

    def do(self):
        return ["run", "--no-wait", "--accept", "medium", "--from", self.path("old"), *self.options()]

    def run(self, arguments, **variables):
        environment = dict(os.environ, SMPCTL_STATE_DIR=self.path("state"), **variables)
        return subprocess.run([SMPCTL, "relocation", *arguments], env=environment, capture_output=True, text=True)

    def arguments(self):
        return ["revert", *self.options()] if self.way.revert else self.do()

    def ends_well(self, ran, when):
        if ran.returncode != 0:
            raise Violation(f"{when}: exit {ran.returncode}: {ran.stdout}{ran.stderr}")

    def reset(self):
        for volume in self.way.volumes:
            command("cp", "--sparse=always", self.image(volume) + ".kept", self.image(volume))
        self.mount()

    def calls(self):
        self.reset()
        log = os.path.join(self.images, "log")
        self.ends_well(self.run(self.arguments(), SMPCTL_FAULT_LOG=log), "counted")
        self.unmount()
        with open(log) as lines:
            return [line.split(" ", 1)[1].strip() for line in lines]

    def seen(self, place, name):
        path = self.path(place, name)
        if not os.path.exists(path):
            return "missing"
        mine = [line for line in self.before if line.startswith(f"'{name}/")]
        lines = [line.replace("'", f"'{name}/", 1) for line in store.entries(os.path.realpath(path))]
        return "whole" if lines == mine else "partial"

    def cut(self, number, call):
        self.reset()
        try:
            ran = self.run(self.arguments(), SMPCTL_FAULT=f"kill:{number}")
            when = f"{self.way.name}, cut at call {number} ({call})"
            if ran.returncode != -9:
                raise Violation(f"{when}: it was not killed: {ran.returncode} {ran.stdout}{ran.stderr}")
            for volume in self.way.volumes:
                command("xfs_io", "-x", "-c", "shutdown", os.path.join(self.mounts, volume))
            self.unmount()
            self.mount()
            self.look(when)
            self.ends_well(self.run(self.arguments()), f"{when}, then in peace")
            full, empty = ("old", "new") if self.way.revert else ("new", "old")
            after = list(store.entries(self.path(full)))
            if after != self.before:
                pairs = (pair for pair in zip(after, self.before) if pair[0] != pair[1])
                raise Violation(f"{when}, then in peace: {next(pairs, 'missing entries')}")
            if os.listdir(self.path(empty)):
                raise Violation(f"{when}, then in peace: left: {os.listdir(self.path(empty))}")
        except Violation as violation:
            return str(violation)
        finally:
            self.unmount()

    def look(self, when):
        origins = set()
        for record in glob.glob(self.path("state", "relocations", "*.json")):
            with open(record) as text:
                origins |= set(json.load(text)["origins"])
        for name in self.names:
            new, old = self.seen("new", name), self.seen("old", name)
            if "partial" in (new, old) or (new, old) == ("missing", "missing"):
                raise Violation(f"{when}: '{name}' is {new} in the new store, {old} in the old one")
            path = self.path("new", name)
            if os.path.isdir(path) and not os.path.islink(path) and name not in origins:
                raise Violation(f"{when}: '{name}' was moved, and nothing remembers where it came from")


WAYS = [
    Way("ext4 to xfs", "ext4", "xfs", "ext4", "copy"),
    Way("xfs to ext4, remembered on xfs", "xfs", "ext4", "xfs", "copy"),
    Way("within ext4", "ext4", "old", "old", "rename"),
    Way("within xfs", "xfs", "old", "old", "rename"),
    Way("within xfs, copied", "xfs", "old", "old", "copy"),
    Way("ext4 to xfs, revert", "ext4", "xfs", "ext4", "copy", revert=True),
]


def main():
    violations, number = [], 0
    for way in (way for way in WAYS if ONLY in way.name):
        benches = [Bench(way, number + at) for at in range(2)]
        number += 2
        calls = benches[0].calls()
        points = list(range(1, len(calls) + 1))
        if not FULL:
            points = [1 + at * (len(calls) - 1) // (SAMPLES - 1) for at in range(SAMPLES)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            halves = pool.map(lambda at: [benches[at].cut(n, calls[n - 1]) for n in points[at::2]], range(2))
            broken = [text for half in halves for text in half if text]
        for bench in benches:
            bench.remove()
        print(f"{way.name}: {len(points)} of {len(calls)} calls cut at, {len(broken)} violations", flush=True)
        violations += broken
    for violation in violations[:10]:
        print(violation)
    sys.exit(1 if violations else 0)


main()
