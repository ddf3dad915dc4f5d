"""What the benchmarks of whole commands share."""

import os
import subprocess
import sys
import tempfile
import time


def binary():
    """The smpctl that is measured: what `SMPCTL` names, else the release build."""
    here = os.path.dirname(os.path.abspath(__file__))
    return os.path.abspath(os.environ.get("SMPCTL", os.path.join(here, "../target/release/smpctl")))


def timed(command, environment, stdout=None, stderr=None, until=lambda: None):
    """Seconds from the start of a command until `until` has returned, and the memory of its largest process in bytes.

    Ends the benchmark with what the command said if it fails; that is what goes to neither `stdout` nor `stderr`.
    """
    with tempfile.NamedTemporaryFile() as peak, tempfile.TemporaryFile() as said:
        # A process of its own measures the memory: the kernel counts that of the parent at the fork, too.
        measured = ["/usr/bin/time", "-q", "-f", "%M", "-o", peak.name, *command]
        streams = {"stdin": subprocess.DEVNULL, "stdout": stdout or said, "stderr": stderr or said}
        began = time.monotonic()
        ended = subprocess.run(measured, env=environment, **streams, check=False)
        until()
        seconds = time.monotonic() - began
        if ended.returncode != 0:
            said.seek(0)
            sys.exit(f"{' '.join(command)} ended with {ended.returncode}: {said.read().decode(errors='replace')[-2000:]}")
        return seconds, int(peak.read()) << 10


def table(head, lines):
    """Prints a table in Markdown."""
    for line in (head, ["---"] * len(head), *lines):
        print(f"| {' | '.join(line)} |", flush=True)
