"""Reads a store while it is moved: readers.py SMPCTL MOUNTS [--full]"""

import multiprocessing
import os
import subprocess
import sys
import time

SMPCTL, MOUNTS = sys.argv[1:3]
# How long smpctl waits for a process that stays in a directory.
LIMIT = 5
PACKAGES, FILES, ROUNDS = (400, 12, 3) if "--full" in sys.argv[3:] else (150, 8, 1)
SIZES = [0, 1, 100, 5000, 70_000, 300_000, 12, 4096, 9, 40_000, 3, 1_000_000]


def name_of(number):
    return "{%08X-0000-4000-8000-00000000BEEF}" % number


def content(number, file):
    return (b"%d/%d." % (number, file) * (SIZES[file] // 4 + 1))[: SIZES[file]]


def make(store):
    for number in range(PACKAGES):
        os.makedirs(os.path.join(store, name_of(number), "cache"))
        for file in range(FILES):
            with open(os.path.join(store, name_of(number), "cache", str(file)), "wb") as out:
                out.write(content(number, file))


def linked(store):
    return all(os.path.exists(os.path.join(store, name_of(number))) for number in range(PACKAGES))


def moved(store):
    return not any(os.path.islink(os.path.join(store, name_of(number))) for number in range(PACKAGES))


def read(store, other, is_target, stop, results):
    """Requests every file; a target's from when all are linked, a source's until all are moved."""
    requests, failures = 0, []
    while is_target and not linked(store) and not stop.is_set():
        pass
    while not stop.is_set():
        for number in range(PACKAGES):
            for file in range(FILES):
                requests += 1
                try:
                    with open(os.path.join(store, name_of(number), "cache", str(file)), "rb") as opened:
                        whole = opened.read() == content(number, file)
                    what = None if whole else "short or wrong"
                except OSError as error:
                    what = str(error)
                if what is None:
                    continue
                if not is_target and moved(other):
                    # The last step of a relocation takes the old links away.
                    results.put((requests - 1, failures))
                    return
                failures.append(f"{store}: {name_of(number)}/cache/{file}: {what}")
    results.put((requests, failures))


def walk(store, stop, results):
    """Reads a file by the directory it is in, as who walks through a store does: how long that goes on at least after the
    directory has been replaced, in seconds; infinite if to the end."""
    package = os.path.join(store, name_of(PACKAGES - 1))
    inside = os.open(os.path.join(package, "cache"), os.O_RDONLY | os.O_DIRECTORY)
    replaced = None
    while not stop.is_set():
        if replaced is None and os.path.islink(package):
            replaced = time.monotonic()
        try:
            os.close(os.open("2", os.O_RDONLY, dir_fd=inside))
        except OSError:
            results.put(time.monotonic() - replaced if replaced else 0)
            return
    results.put(float("inf"))


def move(what, source, target, arguments):
    stop, results = multiprocessing.Event(), multiprocessing.Queue()
    readers = [
        multiprocessing.Process(target=read, args=(store, other, is_target, stop, results))
        for store, other, is_target in ((target, source, True), (source, target, False), (target, source, True))
    ]
    kept = multiprocessing.Queue()
    walker = multiprocessing.Process(target=walk, args=(source, stop, kept))
    for process in (*readers, walker):
        process.start()
    ran = subprocess.run([SMPCTL, "relocation", *arguments, "--progress", "none"], capture_output=True, text=True)
    stop.set()
    found = [results.get() for _ in readers]
    for process in (*readers, walker):
        process.join()
    requests, failures = sum(one[0] for one in found), [text for one in found for text in one[1]]
    seconds = kept.get()
    print(f"{what}: {requests} requests, {len(failures)} failures; a directory held open was whole for {seconds:.2f} s", flush=True)
    # Less what the walker needs to see that it began.
    if seconds < LIMIT - 0.2:
        failures.append(f"{what}: a directory that was held open was whole for {seconds:.2f} s only")
    if ran.returncode != 0:
        sys.exit(f"{what}: exit {ran.returncode}: {ran.stdout}{ran.stderr}")
    return requests, failures


def main():
    total, failed = 0, []
    make(os.path.join(MOUNTS, "ext4", "old"))
    source = os.path.join(MOUNTS, "ext4", "old")
    for _ in range(ROUNDS):
        for target, method in (("xfs/new", "copy"), ("ext4/new", "rename"), ("ext4/new", "copy")):
            target = os.path.join(MOUNTS, target)
            options = ["--to", target, "--transfer", method, "--wait-for-readers", str(LIMIT)]
            run = ["run", "--from", source, "--no-wait", "--accept", "medium", *options]
            for what, origin, end, arguments in (
                ("run", source, target, run),
                ("revert", target, source, ["revert", *options]),
            ):
                requests, failures = move(f"{what}, {method}, {os.path.relpath(target, MOUNTS)}", origin, end, arguments)
                total += requests
                failed += failures
    print(f"readers: {total} requests, {len(failed)} failures")
    for failure in failed[:10]:
        print(failure)
    sys.exit(1 if failed else 0)


main()
