#!/usr/bin/env bash
# Power cuts: a relocation is killed at a call, then the file systems of both stores and of the state directory are shut
# down without writing what they hold in memory; after mounting again every package must be whole under one of its
# paths, its origin remembered, and a plain run must finish (powercut.py). With --full at every call. Needs root.
set -euo pipefail
cd "$(dirname "$0")/../.."
suite=powercut needs=(cargo xfs_io python3)
. tests/suites/volumes.bash
build_layered
python3 tests/suites/powercut.py "$layered" "$base" "$images" "$@"
