#!/usr/bin/env python3
"""Times whole commands of smpctl on large topologies, and on a small one, where it is the start that counts.

    benches/commands.py                      10,000 sites with 50,000 subnets, then up to a million subnets
    benches/commands.py --smoke              a small one, one run each: does the benchmark itself work?

Each command runs once uncounted and then `--runs` times; what is told is the median and the most seconds from start to
end, and the largest memory. `SMPCTL` names the binary; without it, the release build. Needs /usr/bin/time.
"""

import argparse
import ipaddress
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from measuring import binary, table, timed

# Sites; there are five subnets to each, and a Package Server to every fifth.
LARGE = 10_000
GROWING = (10_000, 50_000, 200_000)

START = {
    "smpctl --version": ["--version"],
    "site list": ["site", "list"],
}

COMMANDS = {
    "topology validate": ["topology", "validate"],
    "hierarchy check": ["hierarchy", "check"],
    "subnet locate 10.3.4.5": ["subnet", "locate", "10.3.4.5"],
    "subnet list -o json": ["subnet", "list", "-o", "json"],
}


def document(sites, moved=0):
    """A topology as a document; `moved` subnets belong to another site than without it."""
    site = lambda number: f"Site {number}"
    first = int(ipaddress.IPv4Address("10.0.0.0"))
    network = lambda number: str(ipaddress.IPv4Address(first + number * 16))
    subnets = [{"network": "10.0.0.0/8", "site": site(0)}]
    for number in range(sites * 5):
        # Two thirds inherit their site from the range around them.
        own = {} if number % 3 else {"site": site((number + (1 if number < 3 * moved else 0)) % sites)}
        subnets.append({"network": f"{network(number)}/28", **own})
    servers = [
        {"name": f"PS-{number}", "addresses": [str(ipaddress.IPv4Address(first + number * 7 * 16 + 9))], "manualSites": [site(number)]}
        for number in range(max(1, sites // 5))
    ]
    smp = {"name": "SMP-HQ", "addresses": ["10.0.0.1"], "sites": [{"name": site(number)} for number in range(sites)]}
    return {"version": 1, "smps": [{**smp, "subnets": subnets, "packageServers": servers}]}


def measure(smpctl, arguments, topology, runs):
    with tempfile.TemporaryDirectory() as state:
        environment = {**os.environ, "SMPCTL_TOPOLOGY": topology, "SMPCTL_STATE_DIR": state}
        # The first finds the file in no cache.
        _, *each = [timed([smpctl, *arguments], environment, stdout=subprocess.DEVNULL) for _ in range(1 + runs)]
    seconds, memory = zip(*each)
    return f"{statistics.median(seconds) * 1000:.0f} ({max(seconds) * 1000:.0f})", f"{max(memory) / 1e6:.0f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--smoke", action="store_true", help="small topologies, one run")
    options = parser.parse_args()
    smpctl = binary()
    missing = [program for program in (smpctl, "/usr/bin/time") if shutil.which(program) is None]
    if missing:
        sys.exit(f"needs {', '.join(missing)}")
    large, growing, runs = (50, (50, 100), 1) if options.smoke else (LARGE, GROWING, options.runs)
    with tempfile.TemporaryDirectory() as folder:

        def save(name, what):
            path = os.path.join(folder, name)
            with open(path, "w") as out:
                json.dump(what, out)
            return path

        small = save("small.json", document(5))
        lines = [[f"`{name}`", *measure(smpctl, arguments, small, runs)] for name, arguments in START.items()]
        print("A topology of 5 sites and 26 subnets; milliseconds, median (most), and memory.\n")
        table(["command", "ms", "MB"], lines)

        topology, wanted = save("large.json", document(large)), save("wanted.json", document(large, moved=large // 2))
        print(f"\n{large:,} sites, {large * 5:,} subnets, {large // 5:,} Package Servers.\n")
        lines = [[f"`{name}`", *measure(smpctl, arguments, topology, runs)] for name, arguments in COMMANDS.items()]
        lines.append(["`topology plan`, nothing to change", *measure(smpctl, ["topology", "plan", topology], topology, runs)])
        lines.append([f"`topology plan`, {large // 2:,} subnets to another site", *measure(smpctl, ["topology", "plan", wanted], topology, runs)])
        table(["command", "ms", "MB"], lines)

        print("\nWith more subnets; milliseconds, median (most), and MB.\n")
        sizes = [(sites * 5, save(f"{sites}.json", document(sites))) for sites in growing]
        lines = [
            [f"`{name}`", *(", ".join(measure(smpctl, arguments, path, min(runs, 3))) for _, path in sizes)]
            for name, arguments in COMMANDS.items()
        ]
        table(["command", *(f"{subnets:,}" for subnets, _ in sizes)], lines)


if __name__ == "__main__":
    main()
